/* Vectors learned from our news joined with vectors that others learned from far more text. */
#ifndef SG_TRAINER_GLOVE_H
#define SG_TRAINER_GLOVE_H

#include "syntax/trainer/vectors.h"

/* Reads `most` words of a file of GloVe's form ("word number number ...", most frequent first),
 * joins their vectors with those in `vectors` and leaves the `width` directions that hold most of
 * both (principal components). A word that only one of the two has gets a guess at the other's
 * vector, by a linear map learned from the words that both have. */
enum sg_status sg_vectors_join(struct sg_vectors *vectors, const char *path, size_t most,
                               size_t width, struct sg_error *err);

#endif
