/* stancegraph eval: precision, recall and F1 of relations and of rules against gold files, what was
 * missed and what was false; and what a change of rules gained and lost. */
#include "cli/commands.h"

#include "aggregate/claim_json.h"
#include "base/arena.h"
#include "base/strmap.h"
#include "base/utf8.h"
#include "cli/gold.h"

#include <stdlib.h>
#include <string.h>

int sg_command_eval(const struct sg_command *self, int argc, char **argv);

struct count {
    size_t hit, wrong, missed;
};

/* Counts by name, in order of first sight. */
struct counts {
    struct sg_strmap *names;
    struct count *rows;
};

#define BINS 10
#define SHOWN_BYTES 160

struct eval {
    struct sg_common common; /* first: setters of common options get it */
    const char *old_path;
    struct sg_gold gold;
    struct counts relations, rules;
    struct sg_strmap *fresh; /* this run's claims, for --diff */
    struct count bins[BINS]; /* by confidence */
    size_t explicit_hit, explicit_all;
};

static bool set_diff(void *target, const char *value, struct sg_error *err) {
    ((struct eval *)target)->old_path = value;
    return true;
}

static const struct sg_option options[] = {
    {"diff", 0, "OLD.jsonl", "also list the claims gained and lost since that run of extract",
     set_diff},
    {NULL, 0, NULL, NULL, NULL},
};

/* Bytes of the text that a line shows: no character is cut through. */
static int shown(const char *text) {
    return (int)sg_utf8_valid_prefix(text, strnlen(text, SHOWN_BYTES));
}

static struct count *row_of(struct counts *counts, const char *name) {
    size_t before = sg_strmap_count(counts->names);
    uint32_t index = sg_strmap_intern(counts->names, name);
    if (index == SG_STRMAP_NONE)
        return NULL;
    if (index == before) {
        struct count *grown = realloc(counts->rows, (before + 1) * sizeof *grown);
        if (!grown)
            return NULL;
        counts->rows = grown;
        grown[index] = (struct count){0, 0, 0};
    }
    return &counts->rows[index];
}

static void key_of(struct sg_buf *out, const struct sg_claim *claim) {
    sg_buf_clear(out);
    sg_buf_printf(out, "%s:%zu: %s %s %s%s%s", claim->doc, claim->sentence, claim->source.name,
                  claim->relation, claim->target.name, claim->is_negated ? " (negated)" : "",
                  claim->modality == SG_HYPOTHETICAL ? " (hypothetical)" : "");
}

static enum sg_status take(void *context, const struct sg_claim *claim, struct sg_error *err) {
    struct eval *eval = context;
    struct sg_buf key;
    sg_buf_init(&key);
    key_of(&key, claim);
    bool stored = sg_strmap_set(eval->fresh, sg_buf_text(&key), 1);
    sg_buf_release(&key);
    if (!stored)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    struct sg_gold_document *document = sg_gold_find(&eval->gold, claim->doc);
    if (!document || claim->is_negated || claim->modality == SG_HYPOTHETICAL)
        return SG_OK;
    enum sg_verdict verdict = sg_gold_judge(document, claim);
    if (verdict == SG_VERDICT_FREE)
        return SG_OK;
    int bin = (int)(claim->confidence * BINS);
    bin = bin < 0 ? 0 : bin >= BINS ? BINS - 1 : bin;
    bool hit = verdict == SG_VERDICT_HIT;
    struct count *counted[] = {row_of(&eval->relations, claim->relation),
                               row_of(&eval->rules, claim->rule ? claim->rule : "(none)"),
                               &eval->bins[bin]};
    for (int i = 0; i < 3; i++) {
        if (!counted[i])
            return sg_fail(err, SG_ERR_MEMORY, "out of memory");
        counted[i]->hit += hit;
        counted[i]->wrong += !hit;
    }
    if (!hit)
        printf("%s %s: %s %s %s | %s (%s, %.2f) | %.*s\n",
               verdict == SG_VERDICT_TWICE ? "TWICE" : "FALSE", document->id, claim->source.name,
               claim->relation, claim->target.name, claim->cue ? claim->cue : "",
               claim->rule ? claim->rule : "", claim->confidence, shown(claim->text), claim->text);
    return SG_OK;
}

static double ratio(size_t part, size_t rest) {
    return part + rest ? (double)part / (double)(part + rest) : 0;
}

static void put_row(const char *name, const struct count *c) {
    double p = ratio(c->hit, c->wrong), r = ratio(c->hit, c->missed);
    printf("%-34s %6zu %6zu %6zu %8.3f %8.3f %8.3f\n", name, c->hit + c->missed, c->hit, c->wrong,
           p, r, p + r > 0 ? 2 * p * r / (p + r) : 0);
}

/* Relations that nothing was extracted of are not missed: they were not asked for. */
static void count_misses(struct eval *eval) {
    for (size_t i = 0; i < eval->gold.document_count; i++) {
        const struct sg_gold_document *document = &eval->gold.documents[i];
        for (size_t k = 0; k < document->record_count; k++) {
            const struct sg_gold_record *record = &document->records[k];
            if (!record->is_live || record->is_optional)
                continue;
            if (sg_strmap_get(eval->relations.names, record->relation) == SG_STRMAP_NONE)
                continue;
            eval->explicit_all += record->is_explicit;
            eval->explicit_hit += record->is_explicit && record->is_hit;
            if (record->is_hit)
                continue;
            struct count *row = row_of(&eval->relations, record->relation);
            if (row)
                row->missed++;
            printf("MISS %s: %s %s %s [%s] | %.*s\n", document->id, record->source,
                   record->relation, record->target, record->is_explicit ? "explicit" : "implicit",
                   shown(record->quote), record->quote);
        }
    }
}

static void put_tables(const struct eval *eval) {
    struct count total = {0, 0, 0};
    printf("\n%-34s %6s %6s %6s %8s %8s %8s\n", "relation", "gold", "hit", "false", "P", "R", "F1");
    for (size_t i = 0; i < sg_strmap_count(eval->relations.names); i++) {
        const struct count *c = &eval->relations.rows[i];
        put_row(sg_strmap_key(eval->relations.names, i), c);
        total.hit += c->hit;
        total.wrong += c->wrong;
        total.missed += c->missed;
    }
    put_row("all", &total);
    printf("explicit recall %zu/%zu\n", eval->explicit_hit, eval->explicit_all);
    printf("\n%-34s %6s %6s %8s\n", "rule", "hit", "false", "P");
    for (size_t i = 0; i < sg_strmap_count(eval->rules.names); i++) {
        const struct count *c = &eval->rules.rows[i];
        printf("%-34s %6zu %6zu %8.3f\n", sg_strmap_key(eval->rules.names, i), c->hit, c->wrong,
               ratio(c->hit, c->wrong));
    }
    printf("\n%-34s %6s %6s %8s\n", "confidence", "hit", "false", "P");
    for (int i = 0; i < BINS; i++)
        if (eval->bins[i].hit + eval->bins[i].wrong)
            printf("%.1f to %.1f %24s %6zu %6zu %8.3f\n", i / (double)BINS, (i + 1) / (double)BINS,
                   "", eval->bins[i].hit, eval->bins[i].wrong,
                   ratio(eval->bins[i].hit, eval->bins[i].wrong));
}

static enum sg_status put_diff(struct eval *eval, struct sg_error *err) {
    FILE *in = fopen(eval->old_path, "r");
    struct sg_strmap *old = sg_strmap_new();
    struct sg_arena arena;
    struct sg_buf key;
    char *line = NULL;
    size_t room = 0, number = 0, gained = 0, lost = 0;
    ssize_t length;
    enum sg_status status = SG_OK;
    sg_arena_init(&arena);
    sg_buf_init(&key);
    if (!in || !old)
        status = sg_fail(err, in ? SG_ERR_MEMORY : SG_ERR_IO, "%s: cannot open", eval->old_path);
    while (!status && (length = getline(&line, &room, in)) >= 0) {
        struct sg_claim claim;
        struct sg_error why;
        number++;
        if (length < 2)
            continue;
        sg_arena_clear(&arena);
        if (sg_claim_read(&claim, &arena, line, (size_t)length, &why)) {
            status = sg_fail(err, SG_ERR_DATA, "%s:%zu: %s", eval->old_path, number, why.text);
            break;
        }
        key_of(&key, &claim);
        if (!sg_strmap_set(old, sg_buf_text(&key), 1))
            status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    if (!status)
        putchar('\n');
    for (size_t i = 0; !status && i < sg_strmap_count(eval->fresh); i++)
        if (sg_strmap_get(old, sg_strmap_key(eval->fresh, i)) == SG_STRMAP_NONE)
            printf("GAINED %s\n", sg_strmap_key(eval->fresh, i)), gained++;
    for (size_t i = 0; !status && i < sg_strmap_count(old); i++)
        if (sg_strmap_get(eval->fresh, sg_strmap_key(old, i)) == SG_STRMAP_NONE)
            printf("LOST   %s\n", sg_strmap_key(old, i)), lost++;
    if (!status)
        printf("%zu gained, %zu lost\n", gained, lost);
    if (in)
        fclose(in);
    free(line);
    sg_buf_release(&key);
    sg_arena_release(&arena);
    sg_strmap_free(old);
    return status;
}

int sg_command_eval(const struct sg_command *self, int argc, char **argv) {
    struct eval eval = {.old_path = NULL};
    struct sg_error err = {SG_OK, ""};
    int code = sg_options_parse(&eval.common, self, options, &eval, argc, argv);
    if (code < 0) {
        enum sg_status status = SG_OK;
        struct sg_common *common = &eval.common;
        eval.relations.names = sg_strmap_new();
        eval.rules.names = sg_strmap_new();
        eval.fresh = sg_strmap_new();
        if (common->input_count < 2)
            status = sg_fail(&err, SG_ERR_USAGE, "name a gold file or folder, then the input");
        if (!status && (!eval.relations.names || !eval.rules.names || !eval.fresh))
            status = sg_fail(&err, SG_ERR_MEMORY, "out of memory");
        if (!status)
            status = sg_gold_load(&eval.gold, common->inputs[0], &err);
        if (!status) {
            common->inputs++;
            common->input_count--;
            status = sg_each_claim(common, "core", take, &eval, &err);
            common->inputs--;
            common->input_count++;
            if (!status) {
                count_misses(&eval);
                put_tables(&eval);
            }
        }
        if (!status && eval.old_path)
            status = put_diff(&eval, &err);
        code = status ? sg_say_error(&err) : sg_finish(common);
    }
    sg_gold_release(&eval.gold);
    sg_strmap_free(eval.relations.names);
    sg_strmap_free(eval.rules.names);
    sg_strmap_free(eval.fresh);
    free(eval.relations.rows);
    free(eval.rules.rows);
    sg_common_release(&eval.common);
    return code;
}
