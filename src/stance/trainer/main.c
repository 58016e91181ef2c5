/* Trains the re-ranker on annotated sentences: logistic regression over hashed features. The same
 * input gives the same bytes. */
#include "annotated.h"
#include "engine_parts.h"
#include "pipeline.h"
#include "stance/rank.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct example {
    uint32_t features[SG_RANK_FEATURES_MAX];
    uint16_t count;
    bool is_true;
};

struct set {
    struct example *items;
    size_t count, capacity;
    const struct sg_annotated *row;
    const struct sg_reading *reading;
    const struct sg_lexicon *lexicon;
};

static void take(void *context, const struct sg_rank_candidate *candidate) {
    struct set *set = context;
    const struct sg_mention *mentions = set->reading->mentions;
    if (mentions[candidate->source].kind != SG_MENTION_GIVEN ||
        mentions[candidate->target].kind != SG_MENTION_GIVEN)
        return;
    char from = set->reading->actors[mentions[candidate->source].actor].name[0];
    char to = set->reading->actors[mentions[candidate->target].actor].name[0];
    enum sg_label label =
        sg_annotated_label(set->row, (char)(from + 32), (char)(to + 32),
                           set->lexicon->relations[candidate->trace->relation].name);
    if (label == SG_LABEL_OPEN)
        return;
    if (set->count == set->capacity) {
        set->capacity = set->capacity ? 2 * set->capacity : 4096;
        set->items = realloc(set->items, set->capacity * sizeof *set->items);
        if (!set->items)
            abort();
    }
    struct example *e = &set->items[set->count++];
    memcpy(e->features, candidate->features, sizeof e->features);
    e->count = (uint16_t)candidate->feature_count;
    e->is_true = label == SG_LABEL_TRUE;
}

static double predict(const double *weights, double bias, const struct example *e) {
    double sum = bias;
    for (size_t i = 0; i < e->count; i++)
        sum += weights[e->features[i]];
    return 1 / (1 + exp(-sum));
}

static void learn(double *weights, double *bias, const struct set *set, int epochs, double rate,
                  double decay) {
    double *squares = calloc(SG_RANK_BUCKETS, sizeof *squares), bias_square = 1;
    uint32_t *order = calloc(set->count + 1, sizeof *order);
    uint64_t state = 42;
    if (!squares || !order)
        abort();
    for (size_t i = 0; i < set->count; i++)
        order[i] = (uint32_t)i;
    for (int epoch = 0; epoch < epochs; epoch++) {
        for (size_t i = set->count; i > 1; i--) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            size_t k = (size_t)((state >> 33) % i);
            uint32_t swap = order[i - 1];
            order[i - 1] = order[k];
            order[k] = swap;
        }
        for (size_t i = 0; i < set->count; i++) {
            const struct example *e = &set->items[order[i]];
            double error = predict(weights, *bias, e) - e->is_true;
            bias_square += error * error;
            *bias -= rate * error / sqrt(bias_square);
            for (size_t f = 0; f < e->count; f++) {
                double *w = &weights[e->features[f]], *s = &squares[e->features[f]];
                double g = error + decay * *w;
                *s += g * g;
                *w -= rate * g / sqrt(*s + 1);
            }
        }
    }
    free(squares);
    free(order);
}

static bool write_model(const char *path, const double *weights, double bias, float keep, float add,
                        float add_found) {
    static struct sg_rank rank;
    double most = 1e-9;
    for (size_t i = 0; i < SG_RANK_BUCKETS; i++)
        most = fabs(weights[i]) > most ? fabs(weights[i]) : most;
    double unit = most / 127;
    for (size_t i = 0; i < SG_RANK_BUCKETS; i++)
        rank.weights[i] = (int8_t)lround(weights[i] / unit);
    const float numbers[5] = {(float)bias, (float)unit, keep, add, add_found};
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool ok = fwrite("stancegraph rank", 1, 16, file) == 16 &&
              fwrite(numbers, sizeof *numbers, 5, file) == 5 &&
              fwrite(rank.weights, 1, sizeof rank.weights, file) == sizeof rank.weights;
    return !fclose(file) && ok;
}

int main(int argc, char **argv) {
    struct sg_engine_options options = {.relations = "wide", .parse_all = true};
    struct sg_error err = {0};
    struct sg_engine *engine;
    struct set set = {.items = NULL};
    float keep = 0.04f, add = 0.5f, add_found = 0.95f;
    int epochs = 4, arg = 1;
    double rate = 0.05, decay = 0.01;
    for (; arg + 1 < argc && !strncmp(argv[arg], "--", 2); arg += 2) {
        const char *value = argv[arg + 1];
        if (!strcmp(argv[arg], "--data"))
            options.data = value;
        else if (!strcmp(argv[arg], "--keep"))
            keep = strtof(value, NULL);
        else if (!strcmp(argv[arg], "--add"))
            add = strtof(value, NULL);
        else if (!strcmp(argv[arg], "--add-found"))
            add_found = strtof(value, NULL);
        else if (!strcmp(argv[arg], "--epochs"))
            epochs = atoi(value);
        else if (!strcmp(argv[arg], "--rate"))
            rate = strtod(value, NULL);
        else if (!strcmp(argv[arg], "--decay"))
            decay = strtod(value, NULL);
        else
            arg = argc;
    }
    if (arg + 1 >= argc) {
        fprintf(stderr, "usage: stancegraph-rank [--data DIR] [--keep P] [--add P] [--add-found P] "
                        "[--epochs N] "
                        "[--rate R] [--decay D] OUT.model ANNOTATED.txt...\n");
        return 2;
    }
    const char *out = argv[arg++];
    if (sg_engine_load(&engine, &options, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    set.lexicon = engine->lexicon;
    size_t sentences = 0;
    for (; arg < argc; arg++) {
        struct sg_annotated *rows;
        size_t count;
        if (sg_annotated_read(&rows, &count, argv[arg], &err)) {
            fprintf(stderr, "%s\n", err.text);
            return 1;
        }
        for (size_t i = 0; i < count; i++) {
            struct sg_arena arena;
            sg_arena_init(&arena);
            struct sg_reading reading = {.document = &rows[i].document};
            set.row = &rows[i];
            set.reading = &reading;
            if (sg_pipeline_run(&reading, engine, SG_STAGE_RESOLVE, &arena, &err) ||
                sg_rank_candidates(&reading, engine->lexicon, take, &set, &arena, &err)) {
                fprintf(stderr, "%s:%zu: %s\n", argv[arg], i + 1, err.text);
                return 1;
            }
            sg_arena_release(&arena);
        }
        sentences += count;
        sg_annotated_free(rows, count);
    }
    double *weights = calloc(SG_RANK_BUCKETS, sizeof *weights), bias = -2;
    if (!weights)
        return 1;
    learn(weights, &bias, &set, epochs, rate, decay);
    size_t positive = 0;
    double loss = 0;
    for (size_t i = 0; i < set.count; i++) {
        double p = predict(weights, bias, &set.items[i]);
        positive += set.items[i].is_true;
        loss -= log(set.items[i].is_true ? p : 1 - p);
    }
    printf("%zu sentences, %zu candidates, %zu true; loss %.4f\n", sentences, set.count, positive,
           loss / (double)(set.count ? set.count : 1));
    bool ok = write_model(out, weights, bias, keep, add, add_found);
    free(weights);
    free(set.items);
    sg_engine_free(engine);
    if (!ok)
        fprintf(stderr, "%s: cannot be written\n", out);
    return !ok;
}
