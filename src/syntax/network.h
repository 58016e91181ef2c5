/* The network of the model file: two bidirectional LSTM layers over a sentence's words, tags from
 * both, the parts of arcs and relations from the second. All const, all in the mapped file. */
#ifndef SG_SYNTAX_NETWORK_H
#define SG_SYNTAX_NETWORK_H

#include "base/arena.h"
#include "syntax/features.h"
#include "syntax/kernels.h"
#include "syntax/model.h"
#include "syntax/words.h"

#include <stdbool.h>

#define SG_LANES 16        /* every width is a multiple */
#define SG_LONGEST 192     /* words that the network sees at once; longer sentences are cut */
#define SG_TOGETHER 4      /* sentences that go through the recurrence side by side */
#define SG_DISTANCE_MAX 20 /* arcs: distances beyond count as this */
#define SG_DISTANCES 64    /* columns of "distance"; 2 * SG_DISTANCE_MAX + 1 are used */
#define SG_LABEL_DISTANCES 16

/* Section "shape" of the file. */
struct sg_network_shape {
    uint32_t input, hidden, arc, label; /* widths; hidden: of one direction */
    uint32_t tag_columns, label_columns;
    uint32_t tag_count, label_count; /* how many of the columns are classes */
    uint32_t word_rows, piece_rows;
};

/* A free slot has row UINT32_MAX. */
struct sg_word_slot {
    uint32_t hash, row; /* hash: the upper half of the word's key */
};

struct sg_layer {
    const int16_t *in, *forward, *backward; /* pairs of rows, see kernels.h */
    const int32_t *bias;                    /* 8 * hidden */
};

struct sg_network {
    struct sg_network_shape shape;
    const struct sg_kernels *kernels;
    const struct sg_word_slot *slots;
    uint32_t slot_mask;
    /* rows of bytes; a row counts 2^shift */
    const int8_t *word_rows, *piece_rows;
    const uint8_t *word_shifts, *piece_shifts;
    const uint8_t *habits; /* how a word is written elsewhere, one a word */
    struct sg_layer layers[2];
    const int16_t *tag, *tag2, *out, *label_out;         /* weights */
    const int32_t *tag_bias, *out_bias, *label_out_bias; /* as products */
    /* the root's row as a head, after its bend; as a relation's head; bias by distance */
    const float *root, *label_root, *label_distance, *distance;
    const uint8_t *tags;   /* class -> xpos, upos */
    const uint8_t *labels; /* class -> deprel */
    uint8_t name_tag;      /* class of a proper noun */
};

/* What the second layer says of one sentence: rows of `out`: as a dependent, as a head (bent),
 * as a relation's dependent, as a relation's head. */
struct sg_encoding {
    const int32_t *tags; /* count x tag_columns, products */
    const float *out;    /* count x (2 arc + 2 label) */
};

/* Room for `together` sentences, SG_TOGETHER at most; kept for a whole document. */
struct sg_network_room {
    struct sg_word_features *features; /* of one sentence */
    int16_t *x, *h[2];
    int32_t *z, *tags, *out_sums;
    float *out, *cells;
};

/* NULL when the sections fit together; else what is wrong, in words. */
const char *sg_network_init(struct sg_network *out, const struct sg_model_file *file);
/* Is the word in the vocabulary? */
bool sg_network_knows(const struct sg_network *network, const char *form, const char *lower);
bool sg_network_room_init(struct sg_network_room *room, const struct sg_network *network,
                          size_t longest, size_t together, struct sg_arena *arena);
/* Encodes up to SG_TOGETHER sentences of at most `longest` words, longest first. The encodings
 * stay in the room until the next call. */
void sg_network_encode(struct sg_encoding *out, const struct sg_words *const *sentences,
                       size_t count, const struct sg_network *network,
                       struct sg_network_room *room);

/* The rows of "distance" and "label.distance" for an arc; words count from 1, head 0 is the root.
 */
size_t sg_distance_row(size_t dependent, size_t head);
size_t sg_label_distance_row(size_t dependent, size_t head);

#endif
