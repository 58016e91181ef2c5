/* What the re-ranker learns from: every candidate of the annotated sentences, with the answer. Each
 * sentence is read twice: with its actors given, and with those that the program recognises. */
#ifndef SG_STANCE_TRAINER_EXAMPLES_H
#define SG_STANCE_TRAINER_EXAMPLES_H

#include "engine_parts.h"
#include "stance/rank.h"

struct example {
    uint32_t features[SG_RANK_PARTS * SG_RANK_PART_MAX];
    uint16_t count;
    bool is_true, is_given, is_claimed;
    uint32_t file, group; /* a group: one sentence, pair of actors and relation */
};

struct examples {
    struct example *items;
    size_t count, capacity;
    uint32_t group_count, file_count, sentence_count;
};

enum sg_status sg_examples_read(struct examples *out, const struct sg_engine *engine,
                                const char *path, struct sg_error *err);
void sg_examples_free(struct examples *examples);

#endif
