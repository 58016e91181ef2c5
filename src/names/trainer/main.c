/* stancegraph-train-names: learns data/en/names.model. The same input gives the same bytes. */
#include "names/trainer/corpus.h"
#include "names/trainer/crf.h"
#include "names/trainer/lists.h"
#include "names/trainer/output.h"
#include "syntax/trainer/vectors.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- features of a corpus, numbered. */

struct numbers {
    uint64_t *keys;
    uint32_t *ids, *counts; /* by slot; counts by id */
    size_t slots, count;
};

static uint32_t *number_slot(struct numbers *n, uint64_t key) {
    size_t i = (key ^ key >> 31) & (n->slots - 1);
    while (n->ids[i] && n->keys[i] != key)
        i = (i + 1) & (n->slots - 1);
    n->keys[i] = key;
    return &n->ids[i];
}

struct set {
    struct sg_gold_corpus *corpus;
    struct sg_crf_sentence *sentences;
    size_t count;
    struct numbers numbers;
    uint64_t *hash_of;          /* by id */
    struct sg_name_text *texts; /* by document */
};

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

static void make_set(struct set *set, struct sg_gold_corpus *corpus,
                     const struct sg_gazetteer *gazetteer, const struct sg_name_model *model) {
    *set = (struct set){.corpus = corpus};
    struct sg_arena *arena = &corpus->arena;
    set->numbers.slots = 1u << 23;
    set->numbers.keys = calloc(set->numbers.slots, sizeof(uint64_t));
    set->numbers.ids = calloc(set->numbers.slots, sizeof(uint32_t));
    size_t total = 0;
    for (size_t d = 0; d < corpus->count; d++)
        total += corpus->documents[d].reading.sentence_count;
    set->sentences = calloc(total + 1, sizeof *set->sentences);
    set->texts = calloc(corpus->count + 1, sizeof *set->texts);
    for (size_t d = 0; d < corpus->count; d++) {
        struct sg_gold_document *doc = &corpus->documents[d];
        struct sg_name_text *text = &set->texts[d];
        if (!sg_name_text_init(text, &doc->reading, gazetteer, model, arena))
            abort();
        for (uint32_t s = 0; s < doc->reading.sentence_count; s++) {
            const struct sg_sentence *sentence = &doc->reading.sentences[s];
            struct sg_crf_sentence *out = &set->sentences[set->count++];
            sg_name_text_look(text, s);
            out->count = sentence->end_token - sentence->first;
            out->weight = 1;
            out->document = (unsigned)d;
            out->labels = sg_arena_array(arena, out->count + 1, 1);
            out->offsets = sg_arena_array(arena, out->count + 1, sizeof *out->offsets);
            gold_labels(out->labels, doc, sentence);
            uint32_t *ids = malloc((out->count + 1) * SG_NAME_FEATURES_MAX * sizeof *ids);
            uint32_t n = 0;
            for (uint32_t i = 0; i < out->count; i++) {
                uint64_t f[SG_NAME_FEATURES_MAX];
                out->offsets[i] = n;
                if (!out->labels[i] && !sg_name_may_be(text, sentence->first + i))
                    continue;
                size_t k = sg_name_features(f, text, sentence->first + i);
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
        }
    }
    fprintf(stderr, "%zu sentences, %zu features\n", set->count, set->numbers.count);
}

/* --- scoring: spans by bytes. */

struct score {
    size_t gold, found, right, typed;
    size_t kind_gold[SG_KIND_COUNT], kind_found[SG_KIND_COUNT], kind_right[SG_KIND_COUNT];
};

static double f1(size_t right, size_t found, size_t gold) {
    return found + gold ? 2.0 * (double)right / (double)(found + gold) : 0;
}

static void score_sentence(struct score *score, const struct set *set,
                           const struct sg_crf_sentence *s, uint32_t first_token,
                           const uint8_t *labels, bool shows) {
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

static void say(const char *name, const struct score *s) {
    printf("%-28s untyped P %.3f R %.3f F1 %.3f  typed F1 %.3f  (PER %.3f ORG %.3f LOC %.3f; %zu "
           "names)\n",
           name, s->found ? (double)s->right / (double)s->found : 0,
           s->gold ? (double)s->right / (double)s->gold : 0, f1(s->right, s->found, s->gold),
           f1(s->typed, s->found, s->gold), f1(s->kind_right[0], s->kind_found[0], s->kind_gold[0]),
           f1(s->kind_right[1], s->kind_found[1], s->kind_gold[1]),
           f1(s->kind_right[2], s->kind_found[2], s->kind_gold[2]), s->gold);
    fflush(stdout);
}

static bool g_shows;
static float g_bias; /* taken from "no name", for recall */

/* `held(d)`: scored, not learned from; others with learn(d) are learned from. */
static void run_split(struct score *score, const struct set *set, const uint8_t *role,
                      const struct sg_crf_options *options) {
    const struct sg_crf_sentence **list = malloc((set->count + 1) * sizeof *list);
    size_t n = 0;
    for (size_t i = 0; i < set->count; i++)
        if (role[set->sentences[i].document] == 1)
            list[n++] = &set->sentences[i];
    struct sg_crf crf;
    sg_crf_train(&crf, list, n, set->numbers.count, options);
    for (int x = 0; x <= SG_NAME_LABELS; x++)
        crf.moves[x][0] -= g_bias;
    uint32_t at = 0;
    unsigned last = UINT32_MAX;
    for (size_t i = 0; i < set->count; i++) {
        const struct sg_crf_sentence *s = &set->sentences[i];
        if (s->document != last)
            at = 0;
        last = s->document;
        if (role[s->document] == 2) {
            uint8_t *labels = malloc(s->count + 1);
            sg_crf_label(labels, &crf, s);
            score_sentence(score, set, s, at, labels, g_shows);
            free(labels);
        }
        at += s->count;
    }
    sg_crf_release(&crf);
    free(list);
}

#define FOLDS 4

/* Trains on what is not held out and makes the model's bytes. */
static void make_model(struct sg_model_bytes *out, const struct set *set,
                       const struct sg_lists *lists, const struct sg_crf_options *options) {
    const struct sg_crf_sentence **list = malloc((set->count + 1) * sizeof *list);
    size_t n = 0;
    for (size_t i = 0; i < set->count; i++) {
        const struct sg_gold_document *d = &set->corpus->documents[set->sentences[i].document];
        if (d->source == 1 || (d->source == 0 && d->number % FOLDS == 0))
            continue;
        list[n++] = &set->sentences[i];
    }
    struct sg_crf crf;
    sg_crf_train(&crf, list, n, set->numbers.count, options);
    for (int x = 0; x <= SG_NAME_LABELS; x++)
        crf.moves[x][0] -= g_bias;
    uint64_t *hashes = calloc(set->numbers.count + 1, sizeof *hashes);
    for (size_t i = 0; i < set->numbers.slots; i++)
        if (set->numbers.ids[i])
            hashes[set->numbers.ids[i] - 1] = set->numbers.keys[i];
    sg_model_bytes_make(out, &crf, hashes, lists);
    free(hashes);
    sg_crf_release(&crf);
    free(list);
}

/* Sources: 0 wikigold, 1 UNER dev, 2 UNER test. */
static void cross(const struct set *set, const struct sg_crf_options *options, unsigned which) {
    uint8_t *role = calloc(set->corpus->count + 1, 1);
    struct score wiki = {0}, dev = {0};
    if (which & 1) {
        for (size_t d = 0; d < set->corpus->count; d++)
            role[d] = set->corpus->documents[d].source == 1 ? 2 : 1;
        run_split(&dev, set, role, options);
        say("UNER dev", &dev);
    }
    if (which & 2) {
        for (unsigned fold = 0; fold < FOLDS; fold++) {
            for (size_t d = 0; d < set->corpus->count; d++) {
                const struct sg_gold_document *doc = &set->corpus->documents[d];
                role[d] = doc->source == 0 && doc->number % FOLDS == fold ? 2
                          : doc->source == 1                              ? 0
                                                                          : 1;
            }
            run_split(&wiki, set, role, options);
            if (which & 4)
                break;
        }
        say("wikigold, held out", &wiki);
    }
    free(role);
}

int main(int argc, char **argv) {
    struct sg_crf_options options = {16, 0.1f, 0.0f, 0.2f, 1};
    const char *data = "data", *vectors_path = NULL, *human = NULL, *cities = NULL;
    unsigned which = 3;
    const char *model_path = NULL, *news = NULL;
    for (int c; (c = getopt(argc, argv, "d:v:h:c:e:r:l:p:sw:b:o:n:")) != -1;)
        switch (c) {
        case 'd':
            data = optarg;
            break;
        case 'v':
            vectors_path = optarg;
            break;
        case 'h':
            human = optarg;
            break;
        case 'c':
            cities = optarg;
            break;
        case 'e':
            options.epochs = atoi(optarg);
            break;
        case 'r':
            options.rate = strtof(optarg, NULL);
            break;
        case 'l':
            options.decay = strtof(optarg, NULL);
            break;
        case 'p':
            options.dropout = strtof(optarg, NULL);
            break;
        case 'n':
            news = optarg;
            break;
        case 'o':
            model_path = optarg;
            break;
        case 'b':
            g_bias = strtof(optarg, NULL);
            break;
        case 's':
            g_shows = true;
            break;
        case 'w':
            which = (unsigned)atoi(optarg);
            break;
        default:
            return 2;
        }
    struct sg_error err;
    if (news) { /* vectors of words as they are written, for the clusters */
        struct sg_vectors vectors;
        if (!vectors_path || sg_vectors_learn(&vectors, news, data, true, 64, 6, 3, &err) ||
            sg_vectors_save(&vectors, vectors_path, &err)) {
            fprintf(stderr, "%s\n", vectors_path ? err.text : "-v FILE is missing");
            return 1;
        }
        sg_vectors_release(&vectors);
        return 0;
    }
    struct sg_segmenter *segmenter;
    struct sg_gazetteer *gazetteer;
    if (sg_segmenter_load(&segmenter, data, &err) ||
        sg_gazetteer_load(&gazetteer, data, NULL, 0, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    struct sg_lists lists;
    if (sg_lists_init(&lists, vectors_path, human, cities, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    struct sg_name_model model = {.entries = lists.entries, .entry_mask = lists.slots - 1};
    struct sg_gold_corpus corpus;
    sg_gold_init(&corpus);
    for (int i = optind; i < argc; i++)
        if (sg_gold_read(&corpus, argv[i], segmenter, gazetteer, &err)) {
            fprintf(stderr, "%s\n", err.text);
            return 1;
        }
    struct set set;
    make_set(&set, &corpus, gazetteer, &model);
    cross(&set, &options, which);
    struct sg_model_bytes bytes;
    if (model_path) {
        make_model(&bytes, &set, &lists, &options);
        if (sg_model_bytes_save(&bytes, model_path, &err)) {
            fprintf(stderr, "%s\n", err.text);
            return 1;
        }
    }
    return 0;
}
