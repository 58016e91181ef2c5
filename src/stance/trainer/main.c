/* Trains the re-ranker on annotated sentences. The same input gives the same bytes. */
#include "calibrate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool write_model(const char *path, const struct learner *learner, struct sg_rank *rank) {
    double most = 1e-9;
    for (size_t i = 0; i < SG_RANK_BUCKETS; i++)
        most = fabs(learner->weights[i]) > most ? fabs(learner->weights[i]) : most;
    double unit = most / 127;
    for (size_t i = 0; i < SG_RANK_BUCKETS; i++)
        rank->weights[i] = (int8_t)lround(learner->weights[i] / unit);
    rank->numbers.bias = (float)learner->bias;
    rank->numbers.unit = (float)unit;
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool ok = fwrite(SG_RANK_MAGIC, 1, 16, file) == 16 &&
              fwrite(&rank->numbers, sizeof rank->numbers, 1, file) == 1 &&
              fwrite(rank->weights, 1, sizeof rank->weights, file) == sizeof rank->weights;
    return !fclose(file) && ok;
}

int main(int argc, char **argv) {
    static struct sg_rank rank = {.numbers = {.keep = 0.3f,
                                              .keep_found = 0.1f,
                                              .add = 0.28f,
                                              .add_found = 0.95f}};
    struct sg_engine_options options = {.relations = "wide", .parse_all = true};
    struct rates rates = {.epochs = 4, .rate = 0.02, .decay = 0.03};
    struct sg_error err = {0};
    struct sg_engine *engine;
    struct examples examples = {.items = NULL};
    struct learner learner = {.weights = calloc(SG_RANK_BUCKETS, sizeof *learner.weights)};
    int arg = 1;
    for (; arg + 1 < argc && !strncmp(argv[arg], "--", 2); arg += 2) {
        const char *name = argv[arg], *value = argv[arg + 1];
        if (!strcmp(name, "--data"))
            options.data = value;
        else if (!strcmp(name, "--keep"))
            rank.numbers.keep = strtof(value, NULL);
        else if (!strcmp(name, "--keep-found"))
            rank.numbers.keep_found = strtof(value, NULL);
        else if (!strcmp(name, "--add"))
            rank.numbers.add = strtof(value, NULL);
        else if (!strcmp(name, "--add-found"))
            rank.numbers.add_found = strtof(value, NULL);
        else if (!strcmp(name, "--epochs"))
            rates.epochs = atoi(value);
        else if (!strcmp(name, "--rate"))
            rates.rate = strtod(value, NULL);
        else if (!strcmp(name, "--decay"))
            rates.decay = strtod(value, NULL);
        else
            arg = argc;
    }
    if (arg + 1 >= argc || !learner.weights) {
        fprintf(stderr, "usage: stancegraph-rank [--data DIR] [--keep P] [--keep-found P] [--add P] "
                        "[--add-found P] [--epochs N] [--rate R] [--decay D] OUT.model "
                        "ANNOTATED.txt...\n");
        return 2;
    }
    const char *out = argv[arg++];
    if (sg_engine_load(&engine, &options, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    for (; arg < argc; arg++)
        if (sg_examples_read(&examples, engine, argv[arg], &err)) {
            fprintf(stderr, "%s\n", err.text);
            return 1;
        }
    sg_calibrate(rank.numbers.calibration, &examples, &rates, &rank.numbers);
    sg_learn(&learner, &examples, NO_FILE, &rates);
    size_t positive = 0;
    double loss = 0;
    for (size_t i = 0; i < examples.count; i++) {
        double p = sg_predict(&learner, &examples.items[i]);
        positive += examples.items[i].is_true;
        loss -= log(examples.items[i].is_true ? p : 1 - p);
    }
    printf("%u sentences, %zu candidates, %zu true; loss %.4f\n", examples.sentence_count,
           examples.count, positive, loss / (double)(examples.count ? examples.count : 1));
    bool ok = write_model(out, &learner, &rank);
    free(learner.weights);
    sg_examples_free(&examples);
    sg_engine_free(engine);
    if (!ok)
        fprintf(stderr, "%s: cannot be written\n", out);
    return !ok;
}
