#include "names/trainer/set.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FEATURES_MAX (SG_NAME_FEATURES_MAX + 32)

static uint32_t hash_of(const char *text) { return sg_strmap_hash(text, strlen(text)); }

/* --- features of a corpus, numbered. */

static uint32_t *number_slot(struct sg_numbers *n, uint64_t key) {
    size_t i = (key ^ key >> 31) & (n->slots - 1);
    while (n->ids[i] && n->keys[i] != key)
        i = (i + 1) & (n->slots - 1);
    n->keys[i] = key;
    return &n->ids[i];
}

/* --- what a treebank says of a token. */

enum tag_template {
    T_UPOS = 100,
    T_XPOS,
    T_RELATION,
    T_UPOS_LOOK,
    T_THREE,
    T_JOINED,
    T_CHAIN,
    T_OF,
    T_NO_TAG
};

static uint64_t tag_feature(unsigned kind, int offset, uint64_t value) {
    uint64_t h = value + 0x9E3779B97F4A7C15u * (kind * 16 + (unsigned)(offset + 8) + 1);
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93u;
    return h ^ h >> 29;
}

static const struct sg_gold_tag *tag_at(const struct sg_gold_document *d, uint32_t start) {
    size_t low = 0, high = d->tag_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (d->tags[middle].end <= start)
            low = middle + 1;
        else
            high = middle;
    }
    return low < d->tag_count && d->tags[low].start <= start ? &d->tags[low] : NULL;
}

/* Do two words of a sentence belong to one name: one hangs on the other, or both on one head? */
static bool is_joined(const struct sg_tag_sentence *s, uint32_t a, uint32_t b) {
    const struct sg_tag_word *x = &s->words[a], *y = &s->words[b];
    return (x->joins && x->head == (int32_t)b) || (y->joins && y->head == (int32_t)a) ||
           (x->joins && y->joins && x->head == y->head);
}

static size_t tag_features(uint64_t *out, const struct sg_gold_document *d, uint32_t token) {
    const struct sg_token *t = d->reading.tokens;
    const struct sg_sentence *s = &d->reading.sentences[t[token].sentence];
    const struct sg_gold_tag *tags[5] = {0};
    size_t n = 0;
    for (int o = -2; o <= 2; o++) {
        long i = (long)token + o;
        if (i >= (long)s->first && i < (long)s->end_token)
            tags[o + 2] = tag_at(d, t[i].start);
    }
    if (!tags[2]) {
        out[n++] = tag_feature(T_NO_TAG, 0, 1);
        return n;
    }
    uint64_t three = 0;
    for (int o = -2; o <= 2; o++) {
        const struct sg_gold_tag *g = tags[o + 2];
        const struct sg_tag_word *w = g ? &g->sentence->words[g->word] : NULL;
        out[n++] = tag_feature(T_UPOS, o, w ? w->upos : 1);
        out[n++] = tag_feature(T_XPOS, o, w ? w->xpos : 1);
        if (o >= -1 && o <= 1)
            three = three * 31 + (w ? w->upos * 2 + w->is_proper : 1);
        if (g && o && g->sentence == tags[2]->sentence)
            out[n++] = tag_feature(T_JOINED, o,
                                   is_joined(g->sentence, tags[2]->word, g->word) * 4u +
                                       w->is_proper * 2u);
    }
    const struct sg_tag_sentence *in = tags[2]->sentence;
    const struct sg_tag_word *w = &in->words[tags[2]->word];
    out[n++] = tag_feature(T_THREE, 0, three);
    out[n++] = tag_feature(T_RELATION, 0, w->relation);
    out[n++] =
        tag_feature(T_UPOS_LOOK, 0, w->upos * 4u + ((t[token].flags & SG_TOKEN_CAPITAL) != 0));
    /* the head of the whole name: how it stands in the sentence */
    for (int steps = 0; w->joins && w->head >= 0 && steps < 6; steps++)
        w = &in->words[w->head];
    out[n++] = tag_feature(T_CHAIN, 0, w->relation * 2ull + w->is_proper);
    if (w->head >= 0)
        out[n++] = tag_feature(T_OF, 0, hash_of(in->words[w->head].form));
    return n;
}

static void gold_labels(uint8_t *labels, const struct sg_gold_document *d,
                        const struct sg_sentence *s) {
    const struct sg_token *t = d->reading.tokens;
    for (size_t k = 0; k < d->span_count; k++) {
        const struct sg_gold_span *g = &d->spans[k];
        uint32_t first = s->first;
        while (first < s->end_token && t[first].end <= g->start)
            first++;
        uint32_t end = first;
        while (end < s->end_token && t[end].start < g->end)
            end++;
        if (first >= end)
            continue;
        for (uint32_t i = first; i < end; i++) {
            unsigned part = end - first == 1 ? SG_PART_SINGLE
                            : i == first     ? SG_PART_BEGIN
                            : i + 1 == end   ? SG_PART_LAST
                                             : SG_PART_INSIDE;
            labels[i - s->first] = (uint8_t)(1 + 4 * g->kind + part);
        }
    }
}

static void make_net_sentence(struct sg_set *set, const struct sg_crf_sentence *from,
                              struct sg_net_sentence *out, const struct sg_name_text *text,
                              uint32_t sentence, const struct sg_wide *wide,
                              const struct sg_gold_document *tagged) {
    struct sg_arena *arena = &set->corpus->arena;
    uint32_t first = text->reading->sentences[sentence].first, n = 0;
    *out = (struct sg_net_sentence){.count = from->count, .labels = from->labels, .weight = 1};
    out->rows = sg_arena_array(arena, out->count + 1, sizeof *out->rows);
    out->offsets = sg_arena_array(arena, out->count + 1, sizeof *out->offsets);
    uint32_t *ids = malloc((out->count + 1) * FEATURES_MAX * sizeof *ids);
    for (uint32_t i = 0; i < out->count; i++) {
        uint64_t f[FEATURES_MAX];
        size_t k = sg_name_traits(f, text, first + i);
        if (tagged)
            k += tag_features(f + k, tagged, first + i);
        out->rows[i] = (int32_t)text->words[first + i].vector - 1;
        if (out->rows[i] >= (int32_t)wide->count)
            out->rows[i] = -1;
        out->offsets[i] = n;
        for (size_t j = 0; j < k; j++) {
            uint32_t *id = number_slot(&set->traits, f[j]);
            if (!*id)
                *id = (uint32_t)++set->traits.count;
            ids[n++] = *id - 1;
        }
    }
    out->offsets[out->count] = n;
    out->traits = sg_arena_array(arena, n + 1, sizeof *ids);
    memcpy(out->traits, ids, n * sizeof *ids);
    free(ids);
}

void sg_set_make(struct sg_set *set, struct sg_gold_corpus *corpus,
                 const struct sg_gazetteer *gazetteer, const struct sg_name_model *model,
                 const struct sg_wide *wide, bool has_tags) {
    *set = (struct sg_set){.corpus = corpus};
    struct sg_arena *arena = &corpus->arena;
    set->numbers.slots = 1u << 23;
    set->numbers.keys = calloc(set->numbers.slots, sizeof(uint64_t));
    set->numbers.ids = calloc(set->numbers.slots, sizeof(uint32_t));
    size_t total = 0;
    for (size_t d = 0; d < corpus->count; d++)
        total += corpus->documents[d].reading.sentence_count;
    set->sentences = calloc(total + 1, sizeof *set->sentences);
    if (wide) {
        set->net = calloc(total + 1, sizeof *set->net);
        set->traits.slots = 1u << 20;
        set->traits.keys = calloc(set->traits.slots, sizeof(uint64_t));
        set->traits.ids = calloc(set->traits.slots, sizeof(uint32_t));
    }
    for (size_t d = 0; d < corpus->count; d++) {
        struct sg_gold_document *doc = &corpus->documents[d];
        struct sg_name_text own, *text = &own;
        if (!sg_name_text_init(text, &doc->reading, gazetteer, model, arena))
            abort();
        for (uint32_t s = 0; s < doc->reading.sentence_count; s++) {
            struct sg_sentence *sentence = &doc->reading.sentences[s];
            /* the parser learned from the treebanks themselves: so sure it is of no other text */
            sentence->is_parsed = doc->has_spans || has_tags;
            struct sg_crf_sentence *out = &set->sentences[set->count++];
            sg_name_text_look(text, s);
            out->count = sentence->end_token - sentence->first;
            out->weight = 1;
            out->document = (unsigned)d;
            out->labels = sg_arena_array(arena, out->count + 1, 1);
            out->offsets = sg_arena_array(arena, out->count + 1, sizeof *out->offsets);
            gold_labels(out->labels, doc, sentence);
            uint32_t *ids = malloc((out->count + 1) * FEATURES_MAX * sizeof *ids);
            uint32_t n = 0;
            for (uint32_t i = 0; i < out->count; i++) {
                uint64_t f[FEATURES_MAX];
                out->offsets[i] = n;
                if (!out->labels[i] && !sg_name_may_be(text, sentence->first + i))
                    continue;
                size_t k = sg_name_features(f, text, sentence->first + i);
                if (has_tags)
                    k += tag_features(f + k, doc, sentence->first + i);
                for (size_t j = 0; j < k; j++) {
                    uint32_t *id = number_slot(&set->numbers, f[j]);
                    if (!*id)
                        *id = (uint32_t)++set->numbers.count;
                    ids[n++] = *id - 1;
                }
            }
            out->offsets[out->count] = n;
            out->ids = sg_arena_array(arena, n + 1, sizeof *ids);
            memcpy(out->ids, ids, n * sizeof *ids);
            free(ids);
            if (wide)
                make_net_sentence(set, out, &set->net[set->count - 1], text, s, wide,
                                  has_tags ? doc : NULL);
        }
    }
    fprintf(stderr, "%zu sentences, %zu features\n", set->count, set->numbers.count);
}

void sg_set_release(struct sg_set *set) {
    free(set->sentences);
    free(set->numbers.keys);
    free(set->numbers.ids);
    free(set->net);
    free(set->traits.keys);
    free(set->traits.ids);
    *set = (struct sg_set){0};
}

/* --- scoring: spans by bytes. */

static double f1(size_t right, size_t found, size_t gold) {
    return found + gold ? 2.0 * (double)right / (double)(found + gold) : 0;
}

void sg_score_add(struct sg_score *score, const struct sg_set *set, const struct sg_crf_sentence *s,
                  uint32_t first_token, const uint8_t *labels, bool shows) {
    const struct sg_gold_document *d = &set->corpus->documents[s->document];
    const struct sg_token *t = d->reading.tokens + first_token;
    for (uint32_t i = 0; i < s->count; i++) {
        if (!labels[i] ||
            ((labels[i] - 1) % 4 != SG_PART_BEGIN && (labels[i] - 1) % 4 != SG_PART_SINGLE))
            continue;
        uint32_t end = i + 1;
        unsigned kind = (labels[i] - 1u) / 4;
        while ((labels[i] - 1) % 4 == SG_PART_BEGIN && end < s->count &&
               (labels[end] - 1) % 4 != SG_PART_LAST)
            end++;
        if ((labels[i] - 1) % 4 == SG_PART_BEGIN)
            end++;
        score->found++;
        score->kind_found[kind]++;
        bool is_right = false, is_typed = false;
        for (size_t k = 0; k < d->span_count; k++)
            if (d->spans[k].start == t[i].start && d->spans[k].end == t[end - 1].end) {
                is_right = true;
                is_typed = d->spans[k].kind == kind;
            }
        score->right += is_right;
        score->typed += is_typed;
        score->kind_right[kind] += is_typed;
        if (shows && !is_typed)
            printf("%s\t%u\t%.*s\t%.*s\n", is_right ? "TYPE" : "SPUR", kind,
                   (int)(t[end - 1].end - t[i].start), d->document.text + t[i].start,
                   (int)(t[s->count - 1].end - t[0].start < 160 ? t[s->count - 1].end - t[0].start
                                                                : 160),
                   d->document.text + t[0].start);
    }
    if (!s->count)
        return;
    for (size_t k = 0; k < d->span_count; k++) {
        if (d->spans[k].start < t[0].start || d->spans[k].start >= t[s->count - 1].end)
            continue;
        score->gold++;
        score->kind_gold[d->spans[k].kind]++;
        if (shows) {
            bool found = false;
            for (uint32_t i = 0; i < s->count; i++)
                if (t[i].start == d->spans[k].start)
                    found = labels[i] != 0;
            if (!found)
                printf("MISS\t%u\t%.*s\t%.*s\n", d->spans[k].kind,
                       (int)(d->spans[k].end - d->spans[k].start),
                       d->document.text + d->spans[k].start,
                       (int)(t[s->count - 1].end - t[0].start < 160
                                 ? t[s->count - 1].end - t[0].start
                                 : 160),
                       d->document.text + t[0].start);
        }
    }
}

void sg_score_say(const char *name, const struct sg_score *s) {
    printf("%-28s untyped P %.3f R %.3f F1 %.3f  typed F1 %.3f  (PER %.3f ORG %.3f LOC %.3f; %zu "
           "names)\n",
           name, s->found ? (double)s->right / (double)s->found : 0,
           s->gold ? (double)s->right / (double)s->gold : 0, f1(s->right, s->found, s->gold),
           f1(s->typed, s->found, s->gold), f1(s->kind_right[0], s->kind_found[0], s->kind_gold[0]),
           f1(s->kind_right[1], s->kind_found[1], s->kind_gold[1]),
           f1(s->kind_right[2], s->kind_found[2], s->kind_gold[2]), s->gold);
    fflush(stdout);
}
