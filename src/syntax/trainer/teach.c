#include "syntax/trainer/teach.h"

#include "base/file.h"
#include "model/tree.h"
#include "segment/segment.h"
#include "syntax/attach.h"
#include "syntax/lemma.h"
#include "syntax/network.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#define SHORTEST 5
#define LONGEST 60
#define STRIDE (LONGEST + 1)
#define TAGS 128
#define LABELS 64
#define NEVER -1e6f

struct teacher {
    struct sg_model_file file;
    struct sg_network network;
    struct sg_network_room room;
};

/* What the teachers say of one sentence, added up. */
struct opinion {
    float tags[LONGEST][TAGS];
    float arcs[LONGEST][STRIDE];
    float labels[LONGEST][LABELS];
    uint32_t heads[LONGEST];
};

struct school {
    struct teacher teachers[SG_TEACHERS_MAX];
    size_t count;
    struct sg_lemmatizer lemmatizer;
    struct sg_arena arena, sentence_arena;
    struct opinion opinion;
    uint64_t *seen; /* hashes of sentences: what is printed every day counts once */
    size_t seen_mask, seen_count, good;
    void *attach;
};

/* --- which sentences */

static bool ends_sentence(const struct sg_token *t, size_t count) {
    const char *last = t[count - 1].form;
    if ((t[count - 1].flags & SG_TOKEN_QUOTE_CLOSE) && count > 1)
        last = t[count - 2].form;
    return !strcmp(last, ".") || !strcmp(last, "?") || !strcmp(last, "!");
}

/* Begins and ends as a sentence does, with more words than figures, every bracket closed; without a
 * dateline ("ANKARA (Agency) - ..."). */
static bool is_well_formed(const struct sg_token *t, size_t count) {
    size_t words = 0, capitals = 0;
    int open = 0, quotes = 0;
    if (count < SHORTEST || count > LONGEST || !ends_sentence(t, count))
        return false;
    if (!(t[0].flags & (SG_TOKEN_CAPITAL | SG_TOKEN_QUOTE_OPEN)))
        return false;
    for (size_t i = 0; i < count; i++) {
        words += (t[i].flags & SG_TOKEN_WORD) != 0;
        capitals += (t[i].flags & SG_TOKEN_ALL_CAPS) != 0;
        open += !strcmp(t[i].form, "(") - !strcmp(t[i].form, ")");
        quotes += (t[i].flags & SG_TOKEN_QUOTE_OPEN) != 0;
        quotes -= (t[i].flags & SG_TOKEN_QUOTE_CLOSE) != 0;
        if (t[i].length > 30 || open < 0 || (open && i < 6) || strchr("<>=|@", t[i].form[0]))
            return false;
    }
    return !open && !quotes && words * 10 > count * 7 && capitals * 4 < words;
}

static bool is_new(struct school *s, const struct sg_token *t, size_t count) {
    uint64_t hash = 1;
    for (size_t i = 0; i < count; i++)
        hash = XXH3_64bits_withSeed(t[i].lower, t[i].lower_length, hash);
    size_t i = hash & s->seen_mask;
    for (; s->seen[i]; i = (i + 1) & s->seen_mask)
        if (s->seen[i] == hash)
            return false;
    if (s->seen_count * 2 > s->seen_mask)
        return false;
    s->seen[i] = hash;
    s->seen_count++;
    return true;
}

/* --- asking the teachers */

/* Adds the shares that the scores give; scores below NEVER / 2 have none. */
static void add_shares(float *out, const float *scores, size_t count) {
    float best = scores[0], sum = 0;
    for (size_t i = 1; i < count; i++)
        best = scores[i] > best ? scores[i] : best;
    for (size_t i = 0; i < count; i++)
        sum += expf(scores[i] - best);
    for (size_t i = 0; i < count; i++)
        out[i] += expf(scores[i] - best) / sum;
}

static void add_tags(struct opinion *o, const struct sg_encoding *e, const struct sg_network *n,
                     size_t count) {
    for (size_t i = 0; i < count; i++) {
        float scores[TAGS];
        for (size_t k = 0; k < n->shape.tag_count; k++)
            scores[k] = e->tags[i * n->shape.tag_columns + k];
        add_shares(o->tags[i], scores, n->shape.tag_count);
    }
}

static void add_arcs(struct opinion *o, const struct sg_encoding *e, const struct sg_network *n,
                     size_t count) {
    size_t arc = n->shape.arc, width = 2 * arc + 2 * n->shape.label;
    for (size_t i = 0; i < count; i++) {
        float scores[STRIDE];
        for (size_t j = 0; j <= count; j++) {
            const float *own = e->out + i * width;
            const float *head = j ? e->out + (j - 1) * width + arc : n->root;
            scores[j] = j ? n->distance[sg_distance_row(i + 1, j)] : 0;
            for (size_t k = 0; k < arc; k++)
                scores[j] += own[k] * head[k];
        }
        scores[i + 1] = NEVER;
        add_shares(o->arcs[i], scores, count + 1);
    }
}

static void add_labels(struct opinion *o, const struct sg_encoding *e, const struct sg_network *n,
                       size_t count) {
    size_t label = n->shape.label, arc = n->shape.arc, width = 2 * arc + 2 * label;
    for (size_t i = 0; i < count; i++) {
        int16_t hidden[1024];
        int32_t sums[LABELS];
        float scores[LABELS];
        size_t head = o->heads[i];
        const float *other = head ? e->out + (head - 1) * width + 2 * arc + label : n->label_root;
        const float *distance = n->label_distance + sg_label_distance_row(i + 1, head) * label;
        n->kernels->bend_sum(label, e->out + i * width + 2 * arc, other, distance, hidden);
        memcpy(sums, n->label_out_bias, n->shape.label_columns * sizeof *sums);
        n->kernels->multiply(1, n->shape.label_columns, label, hidden, label, n->label_out, sums,
                             n->shape.label_columns);
        for (size_t k = 0; k < n->shape.label_count; k++)
            scores[k] = (n->labels[k] == SG_DEPREL_ROOT) == (head == 0)
                            ? (float)sums[k] / SG_FIXED_PRODUCT
                            : NEVER;
        add_shares(o->labels[i], scores, n->shape.label_count);
    }
}

static size_t best_of(const float *x, size_t n) {
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (x[i] > x[best])
            best = i;
    return best;
}

/* The tree that all of them together find best. */
static void ask(struct school *s, const struct sg_words *words) {
    struct opinion *o = &s->opinion;
    struct sg_encoding encodings[SG_TEACHERS_MAX];
    memset(o, 0, sizeof *o);
    for (size_t t = 0; t < s->count; t++) {
        struct teacher *teacher = &s->teachers[t];
        if (!sg_network_encode(&encodings[t], &words, 1, &teacher->network, &teacher->room))
            abort();
        add_tags(o, &encodings[t], &teacher->network, words->count);
        add_arcs(o, &encodings[t], &teacher->network, words->count);
    }
    float scores[LONGEST * STRIDE];
    for (size_t i = 0; i < words->count; i++)
        for (size_t j = 0; j <= words->count; j++)
            scores[i * STRIDE + j] = logf(o->arcs[i][j] / (float)s->count + 1e-9f);
    sg_attach(o->heads, scores, STRIDE, words->count, s->attach);
    for (size_t t = 0; t < s->count; t++)
        add_labels(o, &encodings[t], &s->teachers[t].network, words->count);
}

static int percent(const struct school *s, float sum) {
    return (int)lrintf(sum * 100 / (float)s->count);
}

static void write_sentence(struct school *s, const struct sg_words *w, FILE *out) {
    const struct sg_network *n = &s->teachers[0].network;
    const struct opinion *o = &s->opinion;
    for (size_t i = 0; i < w->count; i++) {
        size_t tag = best_of(o->tags[i], n->shape.tag_count);
        size_t label = best_of(o->labels[i], n->shape.label_count);
        unsigned xpos = n->tags[2 * tag], upos = n->tags[2 * tag + 1];
        fprintf(out, "%zu\t%s\t%s\t%s\t%s\t_\t%u\t%s\t_\tSure=%d,%d,%d\n", i + 1, w->form[i],
                sg_lemmatise(&s->lemmatizer, w->form[i], w->lower[i], xpos, upos,
                             &s->sentence_arena),
                sg_upos_name(upos), sg_xpos_name(xpos), o->heads[i],
                sg_deprel_name(n->labels[label]), percent(s, o->tags[i][tag]),
                percent(s, o->arcs[i][o->heads[i]]), percent(s, o->labels[i][label]));
    }
    fputc('\n', out);
}

/* --- all together */

static enum sg_status open_teachers(struct school *s, const struct sg_teach_options *options,
                                    struct sg_error *err) {
    for (size_t t = 0; t < options->teacher_count; t++) {
        struct teacher *teacher = &s->teachers[t];
        enum sg_status status = sg_model_open(&teacher->file, options->teachers[t], err);
        if (status)
            return status;
        s->count++;
        const struct sg_network *n = &teacher->network, *first = &s->teachers[0].network;
        const char *wrong = sg_network_init(&teacher->network, &teacher->file);
        if (wrong)
            return sg_fail(err, SG_ERR_DATA, "%s: section %s", options->teachers[t], wrong);
        if (n->shape.tag_count > TAGS || n->shape.tag_count != first->shape.tag_count ||
            n->shape.label_count != first->shape.label_count ||
            memcmp(n->tags, first->tags, n->shape.tag_count * 2) ||
            memcmp(n->labels, first->labels, n->shape.label_count))
            return sg_fail(err, SG_ERR_DATA, "%s: other tags or relations than %s",
                           options->teachers[t], options->teachers[0]);
        if (!sg_network_room_init(&teacher->room, n, LONGEST, SG_TOGETHER, &s->arena))
            return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    if (!sg_lemmatizer_init(&s->lemmatizer, &s->teachers[0].file))
        return sg_fail(err, SG_ERR_DATA, "%s: lemma rules", options->teachers[0]);
    s->lemmatizer.words = &s->teachers[0].network;
    return SG_OK;
}

static void teach_sentence(struct school *s, const struct sg_token *t, size_t count,
                           const struct sg_teach_options *options, FILE *out) {
    if (!is_well_formed(t, count) || !is_new(s, t, count) || s->good++ % options->every)
        return;
    const char *form[LONGEST], *lower[LONGEST];
    uint8_t is_name[LONGEST] = {0};
    for (size_t i = 0; i < count; i++) {
        form[i] = t[i].form;
        lower[i] = t[i].lower;
    }
    struct sg_words words = {.count = count, .form = form, .lower = lower, .is_name = is_name};
    ask(s, &words);
    write_sentence(s, &words, out);
}

static enum sg_status teach_text(struct school *s, FILE *in,
                                 const struct sg_segmenter *segmenter,
                                 const struct sg_teach_options *options, FILE *out,
                                 struct sg_error *err) {
    char *line = NULL;
    size_t capacity = 0;
    ssize_t size;
    enum sg_status status = SG_OK;
    while (!status && (size = getline(&line, &capacity, in)) > 0) {
        struct sg_document document = {.id = "text", .text = line, .text_length = (size_t)size};
        struct sg_block block = {.end = (uint32_t)size};
        struct sg_reading reading = {.document = &document, .blocks = &block, .block_count = 1};
        sg_arena_clear(&s->sentence_arena);
        status = sg_segment(&reading, segmenter, &s->sentence_arena, err);
        for (size_t i = 0; !status && i < reading.sentence_count; i++) {
            const struct sg_sentence *k = &reading.sentences[i];
            teach_sentence(s, reading.tokens + k->first, k->end_token - k->first, options, out);
        }
    }
    free(line);
    return status;
}

enum sg_status sg_teach(const char *text_path, const char *out_path,
                        const struct sg_teach_options *options, struct sg_error *err) {
    struct sg_segmenter *segmenter = NULL;
    struct sg_file_writer file = {0};
    FILE *in = fopen(text_path, "r");
    if (!in)
        return sg_fail(err, SG_ERR_IO, "%s: %s", text_path, strerror(errno));
    struct school *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    s->seen_mask = (1u << 22) - 1;
    s->seen = calloc(s->seen_mask + 1, sizeof *s->seen);
    s->attach = aligned_alloc(64, (sg_attach_room(LONGEST) + 63) / 64 * 64);
    if (!s->seen || !s->attach)
        abort();
    sg_arena_init(&s->arena);
    sg_arena_init(&s->sentence_arena);
    enum sg_status status = open_teachers(s, options, err);
    if (!status)
        status = sg_segmenter_load(&segmenter, options->data_dir, err);
    if (!status)
        status = sg_file_writer_open(&file, out_path, err);
    if (!status)
        status = teach_text(s, in, segmenter, options, file.stream, err);
    if (status)
        sg_file_writer_abort(&file);
    else
        status = sg_file_writer_commit(&file, err);
    fprintf(stderr, "%s: every %zuth of %zu sentences\n", out_path, options->every, s->good);
    for (size_t t = 0; t < s->count; t++) {
        sg_network_release(&s->teachers[t].network);
        sg_model_close(&s->teachers[t].file);
    }
    sg_segmenter_free(segmenter);
    sg_arena_release(&s->arena);
    sg_arena_release(&s->sentence_arena);
    free(s->seen);
    free(s->attach);
    free(s);
    fclose(in);
    return status;
}
