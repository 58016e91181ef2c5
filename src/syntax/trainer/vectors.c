#include "syntax/trainer/vectors.h"

#include "base/file.h"
#include "segment/segment.h"
#include "syntax/features.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REACH 3 /* words to each side */
#define POSITIONS (2 * REACH)
#define NEGATIVES 6
#define SAMPLE 1e-4 /* frequent words are thinned out, as word2vec does */
#define NOISE_SIZE (1u << 22)
#define UNKNOWN UINT32_MAX

struct seen {
    uint64_t key;
    uint32_t count, first, id;       /* first: order of appearance, to break ties */
    struct sg_sentence_case written; /* within sentences */
};

struct text {
    uint32_t *ids; /* UNKNOWN: too rare */
    size_t length, capacity;
    struct seen *seen; /* open addressing */
    size_t seen_capacity, seen_count;
};

static struct seen *find(struct text *t, uint64_t key) {
    size_t i = key & (t->seen_capacity - 1);
    while (t->seen[i].count && t->seen[i].key != key)
        i = (i + 1) & (t->seen_capacity - 1);
    return &t->seen[i];
}

/* Does the token stand where only a name has a capital? Behind a word or a comma, and not in a run
 * of capitals. */
static bool shows_habit(const struct sg_word_features *before, const char *form_before,
                        const struct sg_word_features *own) {
    if (before->capitals == SG_CAPITALS_NO_LETTERS)
        return !strcmp(form_before, ",");
    return before->capitals != SG_CAPITALS_ALL || own->capitals != SG_CAPITALS_ALL;
}

static uint8_t habit_of(const struct sg_sentence_case *w) {
    static const float steps[] = {.99f, .95f, .85f, .7f, .5f, .3f, .15f, .05f, .01f};
    uint32_t all = w->lower + w->first + w->all;
    uint8_t habit = 4;
    if (all < 3)
        return 0;
    if (w->all * 10 > all * 6)
        return all < 20 ? 1 : 2;
    float lower = (float)w->lower / (float)all;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && lower <= steps[i]; i++)
        habit++;
    if (habit == 4)
        return all < 20 ? 3 : 4;
    return habit == 13 ? (all < 20 ? 13 : 14) : habit;
}

static enum sg_status read_text(struct text *t, const char *path, const char *data_dir,
                                bool is_cased, uint64_t **keys, struct sg_error *err) {
    struct sg_segmenter *segmenter = NULL;
    enum sg_status status = sg_segmenter_load(&segmenter, data_dir, err);
    if (status)
        return status;
    FILE *stream = fopen(path, "r");
    if (!stream) {
        sg_segmenter_free(segmenter);
        return sg_fail(err, SG_ERR_IO, "%s: %s", path, strerror(errno));
    }
    struct sg_arena arena;
    sg_arena_init(&arena);
    char *line = NULL;
    size_t line_capacity = 0;
    ssize_t size;
    t->seen_capacity = 1u << 21;
    t->seen = calloc(t->seen_capacity, sizeof *t->seen);
    while (t->seen && (size = getline(&line, &line_capacity, stream)) > 0) {
        struct sg_token *tokens;
        size_t count;
        struct sg_word_features before = {0};
        sg_arena_clear(&arena);
        if ((status = sg_tokenise(&tokens, &count, segmenter, line, (size_t)size, &arena, err)))
            break;
        for (size_t i = 0; i < count && t->seen_count * 2 < t->seen_capacity; i++) {
            const char *word = is_cased ? tokens[i].form : tokens[i].lower;
            struct sg_word_features own = sg_word_features(tokens[i].form, word);
            uint64_t key = own.key;
            struct seen *s = find(t, key);
            if (i && shows_habit(&before, tokens[i - 1].form, &own))
                sg_sentence_case_count(&s->written, own.capitals);
            before = own;
            if (!s->count++) {
                s->key = key;
                s->first = (uint32_t)t->seen_count++;
            }
            if (t->length == t->capacity) {
                t->capacity = t->capacity * 2 + (1u << 20);
                *keys = realloc(*keys, t->capacity * sizeof **keys);
                if (!*keys)
                    abort();
            }
            (*keys)[t->length++] = key;
        }
    }
    free(line);
    fclose(stream);
    sg_arena_release(&arena);
    sg_segmenter_free(segmenter);
    return status;
}

static int by_count(const void *a, const void *b) {
    const struct seen *x = *(struct seen *const *)a, *y = *(struct seen *const *)b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static uint64_t next_random(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

struct learner {
    float *in, *outputs[POSITIONS];
    uint32_t *noise;
    float *keep; /* chance that an occurrence stays, one a word */
    size_t width;
    uint64_t random;
};

static void learn_pair(struct learner *l, const float *in, float *gradient, float *out, float label,
                       float rate) {
    float dot = 0;
    for (size_t d = 0; d < l->width; d++)
        dot += in[d] * out[d];
    float step = (label - 1.f / (1.f + expf(-dot))) * rate;
    for (size_t d = 0; d < l->width; d++) {
        gradient[d] += step * out[d];
        out[d] += step * in[d];
    }
}

static void learn_word(struct learner *l, const uint32_t *ids, size_t length, size_t at,
                       float rate) {
    float gradient[512] = {0}, *in = l->in + ids[at] * l->width;
    uint32_t negatives[NEGATIVES];
    for (int n = 0; n < NEGATIVES; n++)
        negatives[n] = l->noise[next_random(&l->random) >> 20 & (NOISE_SIZE - 1)];
    for (int p = 0; p < POSITIONS; p++) {
        long other = (long)at + (p < REACH ? p - REACH : p - REACH + 1);
        if (other < 0 || other >= (long)length || ids[other] == UNKNOWN)
            continue;
        learn_pair(l, in, gradient, l->outputs[p] + ids[other] * l->width, 1, rate);
        for (int n = 0; n < NEGATIVES; n++)
            if (negatives[n] != ids[other])
                learn_pair(l, in, gradient, l->outputs[p] + negatives[n] * l->width, 0, rate);
    }
    for (size_t d = 0; d < l->width; d++)
        in[d] += gradient[d];
}

static void learn_all(struct learner *l, const uint32_t *ids, size_t length, int epochs) {
    const float start = 0.03f;
    for (int e = 0; e < epochs; e++) {
        for (size_t i = 0; i < length; i++) {
            if (ids[i] == UNKNOWN)
                continue;
            if ((float)(next_random(&l->random) >> 40) / (float)(1 << 24) > l->keep[ids[i]])
                continue;
            float done = ((float)e + (float)i / (float)length) / (float)epochs;
            learn_word(l, ids, length, i, start * (1 - done) + 1e-5f);
        }
        fprintf(stderr, "vectors: pass %d of %d\n", e + 1, epochs);
    }
}

void sg_vectors_scale(struct sg_vectors *v) {
    double sum = 0;
    for (size_t i = 0; i < v->count * v->width; i++)
        sum += (double)v->rows[i] * v->rows[i];
    float factor = (float)(0.5 / sqrt(sum / (double)(v->count * v->width)));
    for (size_t i = 0; i < v->count * v->width; i++)
        v->rows[i] *= factor;
}

enum sg_status sg_vectors_learn(struct sg_vectors *out, const char *text_path, const char *data_dir,
                                bool is_cased, size_t width, size_t least, int epochs,
                                struct sg_error *err) {
    struct text t = {0};
    uint64_t *keys = NULL;
    *out = (struct sg_vectors){.width = width};
    if (width > 512)
        return sg_fail(err, SG_ERR_USAGE, "vectors of %zu numbers are too wide", width);
    enum sg_status status = read_text(&t, text_path, data_dir, is_cased, &keys, err);
    struct seen **order = calloc(t.seen_count + 1, sizeof *order);
    if (status || !order) {
        free(order);
        free(keys);
        free(t.seen);
        return status ? status : sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    size_t n = 0;
    for (size_t i = 0; i < t.seen_capacity; i++)
        if (t.seen[i].count >= least)
            order[n++] = &t.seen[i];
        else
            t.seen[i].id = UNKNOWN;
    qsort(order, n, sizeof *order, by_count);
    struct learner l = {.width = width, .random = 88172645463325252u};
    out->count = n;
    out->keys = calloc(n + 1, sizeof *out->keys);
    out->habits = calloc(n + 1, 1);
    out->rows = l.in = malloc((n + 1) * width * sizeof *l.in);
    l.noise = malloc(NOISE_SIZE * sizeof *l.noise);
    l.keep = malloc((n + 1) * sizeof *l.keep);
    t.ids = malloc((t.length + 1) * sizeof *t.ids);
    for (int p = 0; p < POSITIONS; p++)
        if (!(l.outputs[p] = calloc((n + 1) * width, sizeof(float))))
            abort();
    if (!out->keys || !out->rows || !out->habits || !l.noise || !l.keep || !t.ids)
        abort();
    double power = 0, reached = 0;
    for (size_t i = 0; i < n; i++) {
        order[i]->id = (uint32_t)i;
        out->keys[i] = order[i]->key;
        out->habits[i] = habit_of(&order[i]->written);
        power += pow(order[i]->count, 0.75);
        double ratio = SAMPLE * (double)t.length / order[i]->count;
        l.keep[i] = (float)(sqrt(ratio) + ratio);
    }
    for (size_t i = 0; i < n * width; i++)
        l.in[i] = ((float)(next_random(&l.random) >> 40) / (float)(1 << 24) - 0.5f) / (float)width;
    for (size_t i = 0, slot = 0; i < n; i++) {
        reached += pow(order[i]->count, 0.75) / power;
        while (slot < NOISE_SIZE && (double)slot < reached * NOISE_SIZE)
            l.noise[slot++] = (uint32_t)i;
        if (i + 1 == n)
            while (slot < NOISE_SIZE)
                l.noise[slot++] = (uint32_t)i;
    }
    for (size_t i = 0; i < t.length; i++)
        t.ids[i] = find(&t, keys[i])->id;
    fprintf(stderr, "vectors: %zu tokens, %zu words\n", t.length, n);
    learn_all(&l, t.ids, t.length, epochs);
    sg_vectors_scale(out);
    for (int p = 0; p < POSITIONS; p++)
        free(l.outputs[p]);
    free(l.noise);
    free(l.keep);
    free(t.ids);
    free(t.seen);
    free(keys);
    free(order);
    return SG_OK;
}

enum sg_status sg_vectors_save(const struct sg_vectors *v, const char *path, struct sg_error *err) {
    struct sg_file_writer writer;
    enum sg_status status = sg_file_writer_open(&writer, path, err);
    if (status)
        return status;
    uint64_t head[2] = {v->count, v->width};
    fwrite(head, sizeof head, 1, writer.stream);
    fwrite(v->keys, sizeof *v->keys, v->count, writer.stream);
    fwrite(v->rows, sizeof *v->rows, v->count * v->width, writer.stream);
    fwrite(v->habits, 1, v->count, writer.stream);
    return sg_file_writer_commit(&writer, err);
}

enum sg_status sg_vectors_load(struct sg_vectors *out, const char *path, struct sg_error *err) {
    char *bytes;
    size_t size;
    *out = (struct sg_vectors){0};
    enum sg_status status = sg_file_read(&bytes, &size, path, 0, err);
    if (status)
        return status;
    uint64_t head[2] = {0};
    if (size >= sizeof head)
        memcpy(head, bytes, sizeof head);
    if (head[0] > size || head[1] > 512 ||
        size != sizeof head + head[0] * (sizeof(uint64_t) + head[1] * sizeof(float) + 1)) {
        free(bytes);
        return sg_fail(err, SG_ERR_DATA, "%s: not a file of word vectors", path);
    }
    out->count = head[0];
    out->width = head[1];
    out->keys = malloc(out->count * sizeof *out->keys + 1);
    out->rows = malloc(out->count * out->width * sizeof *out->rows + 1);
    out->habits = malloc(out->count + 1);
    if (!out->keys || !out->rows || !out->habits)
        abort();
    memcpy(out->keys, bytes + sizeof head, out->count * sizeof *out->keys);
    memcpy(out->rows, bytes + sizeof head + out->count * sizeof *out->keys,
           out->count * out->width * sizeof *out->rows);
    memcpy(out->habits, bytes + size - out->count, out->count);
    free(bytes);
    return SG_OK;
}

void sg_vectors_release(struct sg_vectors *v) {
    free(v->keys);
    free(v->rows);
    free(v->habits);
    *v = (struct sg_vectors){0};
}
