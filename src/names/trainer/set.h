/* Texts as numbered features and labels, and how names found in them are scored. */
#ifndef SG_NAMES_SET_H
#define SG_NAMES_SET_H

#include "names/trainer/corpus.h"
#include "names/trainer/crf.h"
#include "names/trainer/lists.h"

/* Features by their hashes, numbered from 0 as they come. */
struct sg_numbers {
    uint64_t *keys;
    uint32_t *ids; /* by slot: number + 1; 0: free */
    size_t slots, count;
};

/* A sentence as the network sees it. */
struct sg_net_sentence {
    uint32_t count;
    int32_t *rows;     /* of the large vectors; -1: none */
    uint32_t *offsets; /* count + 1, into traits */
    uint32_t *traits;
    const uint8_t *labels; /* lent, as is soft; see crf.h */
    float (*soft)[SG_NAME_LANES];
    float weight;
};

struct sg_set {
    struct sg_gold_corpus *corpus;
    struct sg_crf_sentence *sentences; /* of all documents, in order */
    size_t count;
    struct sg_numbers numbers;
    struct sg_net_sentence *net; /* of each sentence; NULL without vectors */
    struct sg_numbers traits;
};

/* has_tags: also what a treebank says of the words. wide: for the network; may be NULL. */
void sg_set_make(struct sg_set *set, struct sg_gold_corpus *corpus,
                 const struct sg_gazetteer *gazetteer, const struct sg_name_model *model,
                 const struct sg_wide *wide, bool has_tags);
void sg_set_release(struct sg_set *set);

struct sg_score {
    size_t gold, found, right, typed;
    size_t kind_gold[SG_KIND_COUNT], kind_found[SG_KIND_COUNT], kind_right[SG_KIND_COUNT];
};

/* Adds a sentence whose first token is `first_token` of its document; `shows` prints its errors. */
void sg_score_add(struct sg_score *score, const struct sg_set *set,
                  const struct sg_crf_sentence *sentence, uint32_t first_token,
                  const uint8_t *labels, bool shows);
void sg_score_say(const char *name, const struct sg_score *score);

#endif
