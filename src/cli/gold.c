/* Gold files: who is who, what was said where, and whether a claim says the same. A claim hits a
 * record when relation and both actors are the record's (or accepted ones) and its sentence shares
 * a run of text with the quote. */
#include "cli/gold.h"

#include "base/utf8.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define RUN_WORDS 5

/* Letters without accents, lower case, words separated by one space; "the" in front is dropped. */
static char *normal(const char *text) {
    size_t room = strlen(text) * 2 + 16;
    char *folded = malloc(room), *out = malloc(room);
    if (!folded || !out) {
        free(folded);
        free(out);
        return NULL;
    }
    sg_utf8_fold(folded, room, text);
    const char *at = folded, *end = folded + strlen(folded);
    size_t length = 0;
    while (at < end) {
        const char *start = at;
        int32_t c = sg_utf8_next(&at, end);
        bool keep = sg_is_letter(c) || sg_is_digit(c) || c == '_' || sg_is_apostrophe(c);
        if (keep && sg_is_apostrophe(c)) {
            out[length++] = '\'';
        } else if (keep) {
            memcpy(out + length, start, (size_t)(at - start));
            length += (size_t)(at - start);
        } else if (length && out[length - 1] != ' ') {
            out[length++] = ' ';
        }
    }
    while (length && out[length - 1] == ' ')
        length--;
    out[length] = '\0';
    if (!strncmp(out, "the ", 4))
        memmove(out, out + 4, length - 3);
    free(folded);
    return out;
}

/* True when a run of words of `quote` stands in `sentence`, or one holds the other. */
static bool overlaps(const char *sentence, const char *quote) {
    char *a = normal(sentence), *b = normal(quote);
    bool found = a && b && *a && *b && (strstr(a, b) || strstr(b, a));
    for (const char *start = b; !found && a && start && *start;) {
        const char *end = start;
        int words = 0;
        while (words < RUN_WORDS && end) {
            end = strchr(end + (words > 0), ' ');
            words++;
        }
        if (words < RUN_WORDS)
            break;
        size_t length = end ? (size_t)(end - start) : strlen(start);
        for (const char *at = a; !found && at; at = strchr(at, ' ')) {
            at += *at == ' ';
            found = !strncmp(at, start, length) && (at[length] == ' ' || !at[length]);
        }
        start = strchr(start, ' ');
        start = start ? start + 1 : NULL;
    }
    free(a);
    free(b);
    return found;
}

static bool is_name_of(const json_t *actors, const char *id, const char *name) {
    size_t i, k;
    json_t *actor, *alias;
    char *wanted = normal(name);
    bool found = false;
    json_array_foreach((json_t *)actors, i, actor) {
        const char *own = json_string_value(json_object_get(actor, "id"));
        if (!own || strcmp(own, id))
            continue;
        const char *main_name = json_string_value(json_object_get(actor, "name"));
        char *n = main_name ? normal(main_name) : NULL;
        found |= n && wanted && !strcmp(n, wanted);
        free(n);
        json_array_foreach(json_object_get(actor, "aliases"), k, alias) {
            n = json_is_string(alias) ? normal(json_string_value(alias)) : NULL;
            found |= n && wanted && !strcmp(n, wanted);
            free(n);
        }
    }
    free(wanted);
    return found;
}

static bool is_actor(const struct sg_gold_document *document, const struct sg_gold_record *record,
                     const char *id, const char *accept, const char *name) {
    const json_t *actors = json_object_get(document->json, "actors");
    size_t i;
    json_t *other;
    if (is_name_of(actors, id, name))
        return true;
    json_array_foreach(json_object_get(record->json, accept), i, other) {
        if (json_is_string(other) && is_name_of(actors, json_string_value(other), name))
            return true;
    }
    return false;
}

static bool is_relation(const struct sg_gold_record *record, const char *relation) {
    size_t i;
    json_t *other;
    if (!strcmp(record->relation, relation))
        return true;
    json_array_foreach(json_object_get(record->json, "accept_relation"), i, other) {
        if (json_is_string(other) && !strcmp(json_string_value(other), relation))
            return true;
    }
    return false;
}

enum sg_verdict sg_gold_judge(struct sg_gold_document *document, const struct sg_claim *claim) {
    struct sg_gold_record *best = NULL;
    bool is_turned = false;
    for (size_t i = 0; i < document->record_count; i++) {
        struct sg_gold_record *r = &document->records[i];
        if (!r->is_live || !is_relation(r, claim->relation) || !overlaps(claim->text, r->quote))
            continue;
        bool mutual = !strcmp(claim->relation, "meets") || !strcmp(claim->relation, "agrees");
        is_turned |= mutual &&
                     is_actor(document, r, r->target, "accept_target", claim->source.name) &&
                     is_actor(document, r, r->source, "accept_source", claim->target.name);
        if (!is_actor(document, r, r->source, "accept_source", claim->source.name) ||
            !is_actor(document, r, r->target, "accept_target", claim->target.name))
            continue;
        if (!best || (best->is_hit && !r->is_hit) ||
            (!r->is_hit && best->is_optional && !r->is_optional))
            best = r;
    }
    if (!best)
        return is_turned ? SG_VERDICT_FREE : SG_VERDICT_FALSE;
    if (best->is_hit)
        return best->is_optional ? SG_VERDICT_FREE : SG_VERDICT_TWICE;
    best->is_hit = true;
    return best->is_optional ? SG_VERDICT_FREE : SG_VERDICT_HIT;
}

struct sg_gold_document *sg_gold_find(struct sg_gold *gold, const char *doc) {
    const char *slash = strrchr(doc, '/');
    const char *name = slash ? slash + 1 : doc;
    const char *dot = strrchr(name, '.');
    size_t stem = dot ? (size_t)(dot - name) : strlen(name);
    for (size_t i = 0; i < gold->document_count; i++) {
        const char *id = gold->documents[i].id;
        if (!strcmp(id, name) || (strlen(id) == stem && !memcmp(id, name, stem)))
            return &gold->documents[i];
    }
    return NULL;
}

static const char *text_of(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static enum sg_status load_document(struct sg_gold *gold, const char *path, struct sg_error *err) {
    json_error_t why;
    json_t *root = json_load_file(path, 0, &why), *relation;
    if (!root)
        return sg_fail(err, why.line < 0 ? SG_ERR_IO : SG_ERR_DATA, "%s:%d: %s", path, why.line,
                       why.text);
    json_t *relations = json_object_get(root, "relations");
    struct sg_gold_document *grown =
        realloc(gold->documents, (gold->document_count + 1) * sizeof *grown);
    if (grown)
        gold->documents = grown;
    struct sg_gold_record *records = calloc(json_array_size(relations) + 1, sizeof *records);
    if (!grown || !records || !json_is_string(json_object_get(root, "doc")) ||
        !json_is_array(relations)) {
        bool memory = !grown || !records;
        free(records);
        json_decref(root);
        return memory ? sg_fail(err, SG_ERR_MEMORY, "out of memory")
                      : sg_fail(err, SG_ERR_DATA, "%s: no gold file: needs doc, actors, relations",
                                path);
    }
    struct sg_gold_document *document = &grown[gold->document_count++];
    *document =
        (struct sg_gold_document){text_of(root, "doc"), root, records, json_array_size(relations)};
    size_t i;
    json_array_foreach(relations, i, relation) {
        const char *modality = text_of(relation, "modality");
        records[i] = (struct sg_gold_record){
            .source = text_of(relation, "source"),
            .relation = text_of(relation, "relation"),
            .target = text_of(relation, "target"),
            .quote = text_of(relation, "quote"),
            .json = relation,
            .is_optional = json_is_true(json_object_get(relation, "optional")),
            .is_explicit = !strcmp(text_of(relation, "level"), "explicit"),
            .is_live = !json_is_true(json_object_get(relation, "negated")) &&
                       strcmp(modality, "hypothetical"),
        };
    }
    return SG_OK;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

enum sg_status sg_gold_load(struct sg_gold *out, const char *path, struct sg_error *err) {
    struct stat info;
    struct dirent *item;
    char **names = NULL;
    size_t count = 0;
    enum sg_status status = SG_OK;
    *out = (struct sg_gold){NULL, 0};
    if (stat(path, &info))
        return sg_fail(err, SG_ERR_IO, "%s: no such gold file or folder", path);
    if (!S_ISDIR(info.st_mode))
        return load_document(out, path, err);
    DIR *dir = opendir(path);
    if (!dir)
        return sg_fail(err, SG_ERR_IO, "%s: cannot open", path);
    while (!status && (item = readdir(dir))) {
        size_t length = strlen(item->d_name);
        if (length < 6 || strcmp(item->d_name + length - 5, ".json"))
            continue;
        char **grown = realloc(names, (count + 1) * sizeof *grown);
        if (grown)
            names = grown;
        if (!grown || asprintf(&grown[count], "%s/%s", path, item->d_name) < 0)
            status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
        else
            count++;
    }
    closedir(dir);
    if (count)
        qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++) {
        if (!status)
            status = load_document(out, names[i], err);
        free(names[i]);
    }
    free(names);
    if (!status && !out->document_count)
        status = sg_fail(err, SG_ERR_DATA, "%s: no gold files (.json) in it", path);
    return status;
}

void sg_gold_release(struct sg_gold *gold) {
    for (size_t i = 0; i < gold->document_count; i++) {
        free(gold->documents[i].records);
        json_decref(gold->documents[i].json);
    }
    free(gold->documents);
    *gold = (struct sg_gold){NULL, 0};
}
