/* Word vectors from plain text: skip-gram with negative samples and one output matrix a position,
 * so that words of like syntax come to lie together. */
#ifndef SG_TRAINER_VECTORS_H
#define SG_TRAINER_VECTORS_H

#include "base/strmap.h"

#include <stancegraph/error.h>
#include <stddef.h>
#include <stdint.h>

struct sg_vectors {
    uint64_t *keys;  /* sg_word_features().key of each word, in order of frequency */
    float *rows;     /* count x width */
    uint8_t *habits; /* how each word is written within sentences, see features.h */
    size_t count, width;
};

/* Learns from a text file (one paragraph a line), cut by the program's own tokeniser, whose data
 * lie in `data_dir`. Words seen fewer than `least` times get no vector; `is_cased` keeps "Turkey"
 * and "turkey" apart. */
enum sg_status sg_vectors_learn(struct sg_vectors *out, const char *text_path, const char *data_dir,
                                bool is_cased, size_t width, size_t least, int epochs,
                                struct sg_error *err);
/* Numbers of half a unit on the average, so that they sit well beside learned ones. */
void sg_vectors_scale(struct sg_vectors *vectors);
enum sg_status sg_vectors_save(const struct sg_vectors *vectors, const char *path,
                               struct sg_error *err);
enum sg_status sg_vectors_load(struct sg_vectors *out, const char *path, struct sg_error *err);
void sg_vectors_release(struct sg_vectors *vectors);

#endif
