/* Treebanks in memory, as numbers. */
#ifndef SG_TRAINER_TREEBANK_H
#define SG_TRAINER_TREEBANK_H

#include "base/arena.h"
#include "syntax/features.h"

#include <stancegraph/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SG_TAGS_MAX 96
#define SG_TAG_LEAST 8    /* rarer pairs of XPOS and UPOS are not learned */
#define SG_LABEL_LEAST 30 /* rarer relations are learned as their base, or as dep */

struct sg_gold_word {
    const char *form, *lower, *lemma;
    uint8_t xpos, upos, deprel; /* as in the treebank, NONE for what model/tree.h does not list */
    uint8_t tag, label;         /* classes of the network */
    uint32_t head;              /* 1-based; 0: root */
    float sure_tag, sure_head, sure_label; /* 1 where annotated; else as sure as the teachers were */
    struct sg_word_features features;
    uint32_t word; /* row of the vocabulary, set by the network */
};

struct sg_gold_sentence {
    struct sg_gold_word *words;
    size_t count;
    bool is_headline;
};

struct sg_treebank {
    struct sg_arena arena;
    struct sg_gold_sentence *sentences;
    size_t count, capacity, word_count;
    size_t gold_count; /* the sentences behind were parsed, not annotated */
    /* the classes: pairs of XPOS and UPOS, and relations */
    uint8_t tags[SG_TAGS_MAX][2];
    size_t tag_count;
    uint8_t labels[64];
    size_t label_count;
};

void sg_treebank_init(struct sg_treebank *bank);
enum sg_status sg_treebank_read(struct sg_treebank *bank, const char *path, struct sg_error *err);
/* Makes the classes from what was read and numbers every word's. */
void sg_treebank_number(struct sg_treebank *bank);
/* Numbers another bank by the classes of `from`. */
void sg_treebank_number_as(struct sg_treebank *bank, const struct sg_treebank *from);
void sg_treebank_release(struct sg_treebank *bank);

#endif
