/* stancegraph-train: learns data/en/syntax.model from treebanks and plain text. The same input
 * gives the same bytes. */
#include "syntax/trainer/glove.h"
#include "syntax/trainer/headlines.h"
#include "syntax/trainer/net.h"
#include "syntax/trainer/output.h"
#include "syntax/trainer/teach.h"
#include "syntax/trainer/vectors.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEV_MAX 8
#define OWN_WIDTH 96 /* of the vectors learned from our own text */

static int usage(FILE *to) {
    fputs("usage: stancegraph-train vectors --data DIR [--least N]\n"
          "           [--glove FILE --glove-words N] TEXT OUT.vectors\n"
          "       stancegraph-train model --vectors FILE [--dev FILE.conllu]... [--epochs N]\n"
          "           [--rate X] [--drop-input X] [--drop-hidden X] [--seed N]\n"
          "           [--parsed FILE.conllu --parsed-share X] [--start FILE.model]\n"
          "           [--tag-weight X] [--vary-gold X]\n"
          "           [--headlines N] [--noun-headlines N]\n"
          "           OUT.model TRAIN.conllu...\n"
          "       stancegraph-train teach --data DIR --teacher FILE.model... [--every N]\n"
          "           TEXT OUT.conllu\n"
          "       stancegraph-train lemmas IN.model OUT.model TRAIN.conllu...\n",
          to);
    return to == stdout ? 0 : 2;
}

static int fail(const struct sg_error *err) {
    fprintf(stderr, "stancegraph-train: %s\n", err->text);
    return 1;
}

static int make_vectors(int argc, char **argv) {
    static const struct option options[] = {{"data", required_argument, NULL, 'd'},
                                            {"least", required_argument, NULL, 'l'},
                                            {"glove", required_argument, NULL, 'g'},
                                            {"glove-words", required_argument, NULL, 'w'},
                                            {0}};
    const char *data = "data", *glove = NULL;
    size_t least = 8, glove_words = 50000;
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;)
        switch (c) {
        case 'd':
            data = optarg;
            break;
        case 'l':
            least = strtoull(optarg, NULL, 10);
            break;
        case 'g':
            glove = optarg;
            break;
        case 'w':
            glove_words = strtoull(optarg, NULL, 10);
            break;
        default:
            return usage(stderr);
        }
    struct sg_error err;
    struct sg_vectors vectors;
    if (argc - optind != 2)
        return usage(stderr);
    if (sg_vectors_learn(&vectors, argv[optind], data, false, OWN_WIDTH, least, 4, &err) ||
        (glove && sg_vectors_join(&vectors, glove, glove_words, SG_NET_INPUT, &err)) ||
        sg_vectors_save(&vectors, argv[optind + 1], &err))
        return fail(&err);
    sg_vectors_release(&vectors);
    return 0;
}

static int make_model(int argc, char **argv) {
    static const struct option table[] = {{"vectors", required_argument, NULL, 'v'},
                                          {"dev", required_argument, NULL, 'd'},
                                          {"epochs", required_argument, NULL, 'e'},
                                          {"rate", required_argument, NULL, 'r'},
                                          {"drop-input", required_argument, NULL, 'i'},
                                          {"drop-hidden", required_argument, NULL, 'h'},
                                          {"seed", required_argument, NULL, 's'},
                                          {"parsed", required_argument, NULL, 'p'},
                                          {"parsed-share", required_argument, NULL, 'w'},
                                          {"start", required_argument, NULL, 'm'},
                                          {"tag-weight", required_argument, NULL, 't'},
                                          {"headlines", required_argument, NULL, 'l'},
                                          {"noun-headlines", required_argument, NULL, 'n'},
                                          {"vary-gold", required_argument, NULL, 'g'},
                                          {0}};
    struct sg_float_net_options options = {18, 0.003f, 0.2f, 0.3f, 1, 1, 1, 1};
    const char *vectors_path = NULL, *parsed_path = NULL, *start_path = NULL, *dev_paths[DEV_MAX];
    size_t dev_count = 0, headlines = 3, noun_headlines = 3;
    for (int c; (c = getopt_long(argc, argv, "", table, NULL)) != -1;)
        switch (c) {
        case 'v':
            vectors_path = optarg;
            break;
        case 'd':
            if (dev_count == DEV_MAX)
                return usage(stderr);
            dev_paths[dev_count++] = optarg;
            break;
        case 'e':
            options.epochs = atoi(optarg);
            break;
        case 'r':
            options.rate = strtof(optarg, NULL);
            break;
        case 'i':
            options.input_dropout = strtof(optarg, NULL);
            break;
        case 'h':
            options.hidden_dropout = strtof(optarg, NULL);
            break;
        case 'p':
            parsed_path = optarg;
            break;
        case 'w':
            options.parsed_share = strtof(optarg, NULL);
            break;
        case 'm':
            start_path = optarg;
            break;
        case 't':
            options.tag_weight = strtof(optarg, NULL);
            break;
        case 'g':
            options.vary_gold = strtof(optarg, NULL);
            break;
        case 'l':
            headlines = strtoull(optarg, NULL, 10);
            break;
        case 'n':
            noun_headlines = strtoull(optarg, NULL, 10);
            break;
        case 's':
            options.seed = strtoull(optarg, NULL, 10);
            break;
        default:
            return usage(stderr);
        }
    if (!vectors_path || !headlines || !noun_headlines || argc - optind < 2)
        return usage(stderr);
    struct sg_error err;
    struct sg_vectors vectors;
    struct sg_treebank bank, dev[DEV_MAX];
    sg_treebank_init(&bank);
    if (sg_vectors_load(&vectors, vectors_path, &err))
        return fail(&err);
    for (int i = optind + 1; i < argc; i++)
        if (sg_treebank_read(&bank, argv[i], &err))
            return fail(&err);
    sg_treebank_number(&bank);
    if (sg_treebank_add_headlines(&bank, 0, headlines, noun_headlines, &err))
        return fail(&err);
    bank.gold_count = bank.count;
    if (parsed_path && (sg_treebank_read(&bank, parsed_path, &err) ||
                        sg_treebank_add_headlines(&bank, bank.gold_count, headlines,
                                                  noun_headlines, &err)))
        return fail(&err);
    sg_treebank_number_as(&bank, &bank);
    struct sg_float_net net;
    sg_float_net_init(&net, &bank, &vectors, options.seed);
    if (start_path && sg_input_net(&net, start_path, &bank, &err))
        return fail(&err);
    for (size_t i = 0; i < dev_count; i++) {
        sg_treebank_init(&dev[i]);
        if (sg_treebank_read(&dev[i], dev_paths[i], &err))
            return fail(&err);
        sg_treebank_number_as(&dev[i], &bank);
        sg_float_net_number_words(&net, &dev[i]);
    }
    sg_float_net_train(&net, &bank, dev, dev_count, &options);
    struct sg_model_writer writer = {0};
    sg_output_lemmas(&writer, &bank);
    if (sg_output_net(&writer, &net, &bank, &err) ||
        sg_model_writer_save(&writer, argv[optind], &err))
        return fail(&err);
    fprintf(stderr, "%s: %zu bytes\n", argv[optind], writer.size);
    sg_model_writer_release(&writer);
    for (size_t i = 0; i < dev_count; i++)
        sg_treebank_release(&dev[i]);
    sg_float_net_release(&net);
    sg_vectors_release(&vectors);
    sg_treebank_release(&bank);
    return 0;
}

/* Plain text parsed by several models, for `model --parsed`. */
static int teach(int argc, char **argv) {
    static const struct option table[] = {{"data", required_argument, NULL, 'd'},
                                          {"teacher", required_argument, NULL, 't'},
                                          {"every", required_argument, NULL, 'e'},
                                          {0}};
    const char *teachers[SG_TEACHERS_MAX];
    struct sg_teach_options options = {.data_dir = "data", .teachers = teachers, .every = 1};
    for (int c; (c = getopt_long(argc, argv, "", table, NULL)) != -1;)
        switch (c) {
        case 'd':
            options.data_dir = optarg;
            break;
        case 't':
            if (options.teacher_count == SG_TEACHERS_MAX)
                return usage(stderr);
            teachers[options.teacher_count++] = optarg;
            break;
        case 'e':
            options.every = strtoull(optarg, NULL, 10);
            break;
        default:
            return usage(stderr);
        }
    struct sg_error err;
    if (!options.teacher_count || !options.every || argc - optind != 2)
        return usage(stderr);
    return sg_teach(argv[optind], argv[optind + 1], &options, &err) ? fail(&err) : 0;
}

/* The lemma rules of a model made anew, all else kept. */
static int make_lemmas(int argc, char **argv) {
    struct sg_error err;
    struct sg_model_file file = {0};
    struct sg_treebank bank;
    if (argc < 4)
        return usage(stderr);
    sg_treebank_init(&bank);
    if (sg_model_open(&file, argv[1], &err))
        return fail(&err);
    for (int i = 3; i < argc; i++)
        if (sg_treebank_read(&bank, argv[i], &err))
            return fail(&err);
    bank.gold_count = bank.count;
    struct sg_model_writer writer = {0};
    sg_output_lemmas(&writer, &bank);
    for (uint32_t i = 0; i < file.section_count; i++) {
        const struct sg_model_section *s = &file.sections[i];
        if (strncmp(s->name, "lemma.", 6))
            sg_model_writer_add(&writer, s->name, (const char *)file.bytes + s->offset, s->size);
    }
    if (sg_model_writer_save(&writer, argv[2], &err))
        return fail(&err);
    sg_model_writer_release(&writer);
    sg_model_close(&file);
    sg_treebank_release(&bank);
    return 0;
}

int main(int argc, char **argv) {
    if (argc > 1 && !strcmp(argv[1], "vectors"))
        return make_vectors(argc - 1, argv + 1);
    if (argc > 1 && !strcmp(argv[1], "model"))
        return make_model(argc - 1, argv + 1);
    if (argc > 1 && !strcmp(argv[1], "lemmas"))
        return make_lemmas(argc - 1, argv + 1);
    if (argc > 1 && !strcmp(argv[1], "teach"))
        return teach(argc - 1, argv + 1);
    return usage(argc > 1 && !strcmp(argv[1], "--help") ? stdout : stderr);
}
