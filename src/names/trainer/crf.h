/* A linear-chain conditional random field over sparse features, learned by AdaGrad. */
#ifndef SG_NAMES_CRF_H
#define SG_NAMES_CRF_H

#include "names/tag.h"

struct sg_crf_sentence {
    uint32_t count;
    uint32_t *offsets; /* count + 1, into ids; a token without ids is no name */
    uint32_t *ids;     /* of features */
    uint8_t *labels;
    float (*soft)[SG_NAME_LANES]; /* NULL, or how sure a teacher is of each label */
    uint8_t fixed;                /* not learned from */
    float weight;
    unsigned document;
};

struct sg_crf_options {
    int epochs;
    float rate, decay, dropout;
    uint64_t seed;
};

struct sg_crf {
    size_t feature_count;
    float (*weights)[SG_NAME_LANES];
    float moves[SG_NAME_LABELS + 2][SG_NAME_LANES];
};

void sg_crf_train(struct sg_crf *out, const struct sg_crf_sentence *const *sentences, size_t count,
                  size_t feature_count, const struct sg_crf_options *options);
void sg_crf_release(struct sg_crf *crf);
void sg_crf_score(float (*score)[SG_NAME_LANES], const struct sg_crf *crf,
                  const struct sg_crf_sentence *s);
/* What a chain of scores should have more of: slopes of each score and (added) of each move, for
 * n >= 1 labels. With soft labels moves are left alone. Forbidden moves lie far below 0. alpha,
 * beta: n rows to work in. */
void sg_crf_expect(float (*slopes)[SG_NAME_LANES],
                   float move_slopes[SG_NAME_LABELS + 2][SG_NAME_LANES],
                   const float (*score)[SG_NAME_LANES], const uint8_t *labels,
                   const float (*soft)[SG_NAME_LANES], uint32_t n,
                   const float moves[SG_NAME_LABELS + 2][SG_NAME_LANES],
                   float (*alpha)[SG_NAME_LANES], float (*beta)[SG_NAME_LANES]);
/* 0, or far below it for forbidden moves. */
void sg_crf_mask(float mask[SG_NAME_LABELS + 2][SG_NAME_LANES]);
void sg_crf_label(uint8_t *labels, const struct sg_crf *crf, const struct sg_crf_sentence *s);

#endif
