/* The network in floating point, and how it learns: two bidirectional LSTM layers over words; tags
 * from both, arcs and relations from the second. src/syntax/encode.c and attach.c do the same
 * in integers. */
#ifndef SG_TRAINER_NET_H
#define SG_TRAINER_NET_H

#include "syntax/trainer/treebank.h"
#include "syntax/trainer/vectors.h"

#ifndef SG_NET_INPUT
#define SG_NET_INPUT 96
#endif
#ifndef SG_NET_HIDDEN
#define SG_NET_HIDDEN 64 /* a direction */
#endif
#ifndef SG_NET_ARC
#define SG_NET_ARC 64
#endif
#ifndef SG_NET_LABEL
#define SG_NET_LABEL 64
#endif
#define SG_NET_TAGS 96   /* columns; only bank.tag_count are used */
#define SG_NET_LABELS 64 /* likewise */
#define SG_NET_DISTANCES 64
#define SG_NET_DISTANCE_MAX 20
#define SG_NET_LABEL_DISTANCES 16

enum sg_float_net_matrix_id {
    SG_NET_IN1,
    SG_NET_FORWARD1,
    SG_NET_BACKWARD1,
    SG_NET_BIAS1,
    SG_NET_IN2,
    SG_NET_FORWARD2,
    SG_NET_BACKWARD2,
    SG_NET_BIAS2,
    SG_NET_DEP,
    SG_NET_DEP_BIAS,
    SG_NET_HEAD,
    SG_NET_HEAD_BIAS,
    SG_NET_ROOT,
    SG_NET_LABEL_DEP,
    SG_NET_LABEL_HEAD,
    SG_NET_LABEL_BIAS,
    SG_NET_LABEL_ROOT,
    SG_NET_LABEL_DISTANCE,
    SG_NET_LABEL_OUT,
    SG_NET_LABEL_OUT_BIAS,
    SG_NET_TAG,
    SG_NET_TAG2,
    SG_NET_TAG_BIAS,
    SG_NET_DISTANCE,
    SG_NET_MATRIX_COUNT
};

/* Weights, their gradient, Adam's two moments, and the transposed weights where needed. */
struct sg_float_net_matrix {
    const char *name;
    size_t rows, columns;
    float *w, *gradient, *first, *second, *transposed;
};

/* Rows that are learned one by one. */
struct sg_float_net_table {
    size_t rows, width;
    float *w, *gradient, *first, *second;
    uint32_t *touched; /* rows with a gradient */
    size_t touched_count;
    uint8_t *is_touched;
};

struct sg_float_net {
    struct sg_float_net_matrix matrices[SG_NET_MATRIX_COUNT];
    struct sg_float_net_table words, pieces;
    float *fixed;   /* word vectors that are not learned here: words.rows x SG_NET_INPUT */
    uint64_t *keys; /* of the vocabulary's rows; row 0 is the unknown word */
    uint32_t *word_counts;
    uint8_t *habits;
    uint64_t random;
    size_t tag_count, label_count;
    void *work;
};

struct sg_float_net_score {
    double loss;
    size_t words, heads, labelled, tags;
};

struct sg_float_net_options {
    int epochs;
    float rate;
    float input_dropout, hidden_dropout;
    float parsed_share; /* words of parsed text for each annotated word, in one pass */
    uint64_t seed;
    float tag_weight; /* how much a tag counts beside a head or a relation */
    float vary_gold;  /* how many annotated sentences are varied, beside those that were parsed */
};

/* Numbers the bank's words, too. */
void sg_float_net_init(struct sg_float_net *net, struct sg_treebank *bank,
                       const struct sg_vectors *vectors, uint64_t seed);
void sg_float_net_number_words(const struct sg_float_net *net, struct sg_treebank *bank);
void sg_float_net_train(struct sg_float_net *net, struct sg_treebank *bank,
                        const struct sg_treebank *dev, size_t dev_count,
                        const struct sg_float_net_options *options);
struct sg_float_net_score sg_float_net_test(struct sg_float_net *net,
                                            const struct sg_treebank *bank);
/* Refreshes the transposed weights. */
void sg_float_net_transpose(struct sg_float_net *net);
/* Bytes of `work`. */
size_t sg_float_net_work_size(void);
void sg_float_net_release(struct sg_float_net *net);

#endif
