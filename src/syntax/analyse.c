#include "syntax/analyse.h"

#include "model/tree.h"
#include "syntax/attach.h"
#include "syntax/mend.h"

#include <stdlib.h>
#include <string.h>

/* A sentence, or a part of one that is too long to be seen at once. */
struct part {
    struct sg_words words; /* views into the sentence's arrays */
    size_t sentence, first;
};

struct room {
    struct sg_network_room network;
    float *arcs, *heads; /* scores of arcs; the words as heads, turned */
    float *label_hidden;
    int16_t *label_fixed;
    int32_t *label_sums;
    void *attach;
};

/* --- choosing classes */

static void tag(struct sg_words *w, const struct sg_encoding *e, const struct sg_network *n) {
    size_t columns = n->shape.tag_columns;
    for (size_t i = 0; i < w->count; i++) {
        size_t best =
            w->is_name[i] ? n->name_tag : n->kernels->largest(columns, e->tags + i * columns);
        w->xpos[i] = n->tags[2 * best];
        w->upos[i] = n->tags[2 * best + 1];
    }
}

/* e to the x for x <= 0, to three digits; the same on every machine, unlike the library's. */
static float exponential(float x) {
    if (x < -30.f)
        return 0;
    float step = 1.f + x * (1.f / 1024.f);
    for (int i = 0; i < 10; i++)
        step *= step;
    return step;
}

/* The share that `chosen` has among all scores, `count` of them with what fills them up. */
static float certainty(const struct sg_kernels *kernels, const float *scores, size_t count,
                       size_t chosen) {
    float best, sum = kernels->sum_of_powers(count, scores, &best);
    return exponential(scores[chosen] - best) / sum;
}

/* No arc, no class: far below all others. */
#define NEVER -1e6f

/* --- arcs */

static size_t padded(size_t n) { return (n + SG_LANES - 1) / SG_LANES * SG_LANES; }

/* Scores of all arcs: the dependent's row times the heads', and how far they stand apart. */
static void score_arcs(struct room *room, const struct sg_encoding *e, size_t count,
                       const struct sg_network *n) {
    size_t arc = n->shape.arc, width = 2 * arc + 2 * n->shape.label, stride = padded(count + 1);
    for (size_t k = 0; k < arc; k++) {
        float *row = room->heads + k * stride;
        row[0] = n->root[k];
        for (size_t j = count + 1; j < stride; j++)
            row[j] = 0;
    }
    for (size_t j = 0; j < count; j++)
        for (size_t k = 0; k < arc; k++)
            room->heads[k * stride + j + 1] = e->out[j * width + arc + k];
    for (size_t i = 0; i < count; i++) {
        float *row = room->arcs + i * stride;
        memcpy(row, n->far_distance + SG_LONGEST - (i + 1), stride * sizeof *row);
        row[0] = 0;
        for (size_t j = count + 1; j < stride; j++)
            row[j] = NEVER;
    }
    n->kernels->scores(count, stride, arc, e->out, width, room->heads, room->arcs);
    for (size_t i = 0; i < count; i++)
        room->arcs[i * stride + i + 1] = NEVER;
}

/* --- relations */

static void score_labels(struct room *room, const struct sg_words *w, const struct sg_encoding *e,
                         const struct sg_network *n) {
    size_t label = n->shape.label, arc = n->shape.arc, width = 2 * arc + 2 * label;
    size_t columns = n->shape.label_columns;
    for (size_t i = 0; i < w->count; i++) {
        size_t head = w->head[i];
        const float *own = e->out + i * width + 2 * arc;
        const float *other = head ? e->out + (head - 1) * width + 2 * arc + label : n->label_root;
        const float *distance = n->label_distance + sg_label_distance_row(i + 1, head) * label;
        n->kernels->bend_sum(label, own, other, distance, room->label_fixed + i * label);
        memcpy(room->label_sums + i * columns, n->label_out_bias, columns * sizeof(int32_t));
    }
    n->kernels->multiply(w->count, columns, label, room->label_fixed, label, n->label_out,
                         room->label_sums, columns);
}

static void relate(struct room *room, struct sg_words *w, const struct sg_encoding *e,
                   const struct sg_network *n) {
    size_t columns = n->shape.label_columns, count = n->shape.label_count;
    size_t stride = padded(w->count + 1);
    score_labels(room, w, e, n);
    for (size_t i = 0; i < w->count; i++) {
        float arc = certainty(n->kernels, room->arcs + i * stride, stride, w->head[i]);
        w->deprel[i] = SG_DEPREL_ROOT;
        w->score[i] = arc;
        if (!w->head[i])
            continue;
        float scores[64];
        n->kernels->to_numbers(columns, room->label_sums + i * columns, 1.f / SG_FIXED_PRODUCT,
                               scores);
        for (size_t k = count; k < columns; k++)
            scores[k] = NEVER;
        /* the root's dependent is "root", nobody else's is */
        float as_root = scores[n->root_label];
        scores[n->root_label] = NEVER;
        size_t best = n->kernels->largest(columns, scores);
        scores[n->root_label] = as_root;
        w->deprel[i] = n->labels[best];
        w->score[i] = arc * certainty(n->kernels, scores, columns, best);
    }
    sg_mend_tree(w);
}

/* --- sentences that are too long */

static bool is_break(const struct sg_words *w, size_t i) {
    const char *form = w->form[i];
    return (form[0] == ';' || form[0] == ',' || form[0] == '.' || form[0] == ':' ||
            form[0] == '-') &&
           !form[1];
}

/* Where to cut: behind a mark in the second half, else at the limit. */
static size_t cut_at(const struct sg_words *w, size_t first) {
    if (w->count - first <= SG_LONGEST)
        return w->count;
    for (size_t i = first + SG_LONGEST; i-- > first + SG_LONGEST / 2;)
        if (is_break(w, i))
            return i + 1;
    return first + SG_LONGEST;
}

static struct sg_words view(const struct sg_words *w, size_t first, size_t end) {
    return (struct sg_words){
        .count = end - first,
        .form = w->form + first,
        .lower = w->lower + first,
        .is_name = w->is_name + first,
        .xpos = w->xpos + first,
        .upos = w->upos + first,
        .deprel = w->deprel + first,
        .head = w->head + first,
        .score = w->score + first,
    };
}

/* The parts' trees become one: the roots of later parts hang on the first part's. */
static void join(struct sg_words *w) {
    size_t first = 0, root = SIZE_MAX;
    while (first < w->count) {
        size_t end = cut_at(w, first);
        for (size_t i = first; i < end; i++) {
            if (w->head[i]) {
                w->head[i] += (uint32_t)first;
            } else if (root == SIZE_MAX) {
                root = i;
            } else {
                w->head[i] = (uint32_t)root + 1;
                w->deprel[i] = SG_DEPREL_PARATAXIS;
                w->score[i] = 0.1f;
            }
        }
        first = end;
    }
}

/* --- all together */

/* Longest first, so that sentences of a like length run side by side. */
static int by_length(const void *a, const void *b) {
    const struct part *x = a, *y = b;
    if (x->words.count != y->words.count)
        return x->words.count > y->words.count ? -1 : 1;
    if (x->sentence != y->sentence)
        return x->sentence < y->sentence ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static bool make_room(struct room *room, const struct sg_network *n, size_t longest,
                      size_t together, struct sg_arena *arena) {
    size_t stride = padded(longest + 1);
    room->arcs = sg_arena_array(arena, longest * stride, sizeof *room->arcs);
    room->heads = sg_arena_array(arena, n->shape.arc * stride, sizeof *room->heads);
    room->label_fixed = sg_arena_array(arena, longest * n->shape.label, sizeof *room->label_fixed);
    room->label_sums =
        sg_arena_array(arena, longest * n->shape.label_columns, sizeof *room->label_sums);
    room->attach = sg_arena_alloc(arena, sg_attach_room(longest));
    return sg_network_room_init(&room->network, n, longest, together, arena) &&
           !sg_arena_failed(arena);
}

struct sg_analyser {
    struct sg_arena arena;
    struct room room; /* for the longest, SG_TOGETHER of them */
};

struct sg_analyser *sg_analyser_new(const struct sg_network *network) {
    struct sg_analyser *analyser = calloc(1, sizeof *analyser);
    if (!analyser)
        return NULL;
    sg_arena_init(&analyser->arena);
    if (make_room(&analyser->room, network, SG_LONGEST, SG_TOGETHER, &analyser->arena))
        return analyser;
    sg_analyser_free(analyser);
    return NULL;
}

void sg_analyser_free(struct sg_analyser *analyser) {
    if (!analyser)
        return;
    sg_arena_release(&analyser->arena);
    free(analyser);
}

/* The sentences' parts, longest first; their number in *count. NULL when out of memory. */
static struct part *cut_parts(size_t *count, struct sg_words *const *sentences,
                              size_t sentence_count, struct sg_arena *arena) {
    size_t done = 0;
    *count = 0;
    for (size_t s = 0; s < sentence_count; s++)
        for (size_t i = 0; i < sentences[s]->count; i = cut_at(sentences[s], i))
            ++*count;
    struct part *parts = sg_arena_array(arena, *count, sizeof *parts);
    if (!parts)
        return NULL;
    for (size_t s = 0; s < sentence_count; s++)
        for (size_t i = 0, end; i < sentences[s]->count; i = end) {
            end = cut_at(sentences[s], i);
            parts[done++] = (struct part){view(sentences[s], i, end), s, i};
        }
    qsort(parts, *count, sizeof *parts, by_length);
    return parts;
}

bool sg_analyse_words(struct sg_words *const *sentences, size_t count, const struct sg_network *n,
                      struct sg_analyser *analyser, struct sg_arena *arena) {
    size_t part_count;
    struct part *parts = cut_parts(&part_count, sentences, count, arena);
    struct room own, *room = analyser ? &analyser->room : &own;
    if (!parts)
        return false;
    if (!part_count)
        return true;
    if (!analyser && !make_room(&own, n, parts[0].words.count,
                                part_count < SG_TOGETHER ? part_count : SG_TOGETHER, arena))
        return false;
    for (size_t p = 0; p < part_count; p += SG_TOGETHER) {
        const struct sg_words *group[SG_TOGETHER];
        struct sg_encoding encodings[SG_TOGETHER];
        size_t size = part_count - p < SG_TOGETHER ? part_count - p : SG_TOGETHER;
        for (size_t k = 0; k < size; k++)
            group[k] = &parts[p + k].words;
        if (!sg_network_encode(encodings, group, size, n, &room->network))
            return false;
        for (size_t k = 0; k < size; k++) {
            struct sg_words *w = &parts[p + k].words;
            tag(w, &encodings[k], n);
            score_arcs(room, &encodings[k], w->count, n);
            sg_attach(w->head, room->arcs, padded(w->count + 1), w->count, room->attach);
            relate(room, w, &encodings[k], n);
        }
    }
    for (size_t s = 0; s < count; s++)
        if (sentences[s]->count > SG_LONGEST)
            join(sentences[s]);
    return true;
}
