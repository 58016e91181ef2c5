/* The network of the model file: two bidirectional LSTM layers over a sentence's words, tags from
 * both, the parts of arcs and relations from the second. All const; in the mapped file, but for what
 * is laid out anew for the processor. */
#ifndef SG_SYNTAX_NETWORK_H
#define SG_SYNTAX_NETWORK_H

#include "base/arena.h"
#include "syntax/features.h"
#include "syntax/kernels.h"
#include "syntax/model.h"
#include "syntax/weights.h"
#include "syntax/words.h"

#include <stdbool.h>

#define SG_LANES 16        /* every width is a multiple */
#define SG_LONGEST 192     /* words that the network sees at once; longer sentences are cut */
#define SG_TOGETHER 8      /* sentences that go through the recurrence side by side */
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

struct sg_network {
    struct sg_network_shape shape;
    const struct sg_kernels *kernels;
    const struct sg_word_slot *slots;
    uint32_t slot_mask;
    /* rows of bytes; a row counts 2^shift */
    const int8_t *word_rows, *piece_rows;
    const uint8_t *word_shifts, *piece_shifts;
    const uint8_t *habits; /* how a word is written elsewhere, one a word */
    const int16_t *first;      /* the first layer's weights of words, pairs of rows */
    const int32_t *first_bias; /* 8 * hidden, as products */
    /* as the file has them */
    struct sg_packed_weights {
        const int16_t *second, *forward[2], *backward[2], *tag, *tag2, *out;
        const int32_t *second_bias, *tag_bias, *out_bias;
    } file;
    /* laid out: of the second layer, from the first one's cells; of each layer, from the cells of the
     * word before; of tags, from both layers' cells; of the rest, from the second's */
    struct sg_matrix second, forward[2], backward[2], tag, tag2, out;
    const int16_t *label_out;
    const int32_t *label_out_bias;
    void *laid_out;
    /* the root's row as a head, after its bend; as a relation's head; bias by distance */
    const float *root, *label_root, *label_distance, *distance;
    const uint8_t *tags;   /* class -> xpos, upos */
    const uint8_t *labels; /* class -> deprel */
    uint8_t name_tag;      /* class of a proper noun */
    size_t root_label;     /* class of the root's dependent */
    /* by arc distance + SG_LONGEST, so that a row of arcs reads on */
    float far_distance[2 * SG_LONGEST + 2 * SG_LANES];
};

/* What the second layer says of one sentence: rows of `out`: as a dependent, as a head (bent),
 * as a relation's dependent, as a relation's head. */
struct sg_encoding {
    const float *tags; /* count x tag_columns */
    const float *out;  /* count x (2 arc + 2 label) */
};

struct sg_inputs;

/* Room for `together` sentences, SG_TOGETHER at most; kept for many. */
struct sg_network_room {
    struct sg_inputs *inputs;
    const float **gates; /* of each word */
    uint8_t *h[2];
    float *second, *tags, *out, *cells;
    uint8_t *nothing; /* what comes out before the first word */
};

/* NULL when the sections fit together; else what is wrong, in words. The network must be released
 * in any case. */
const char *sg_network_init(struct sg_network *out, const struct sg_model_file *file);
void sg_network_release(struct sg_network *network);
/* Lays the weights out for a set of kernels; sg_network_init() does it for the best. False when out
 * of memory. */
bool sg_network_use(struct sg_network *network, const struct sg_kernels *kernels);
/* The vocabulary's row of a word's key; 0: unknown. */
uint32_t sg_network_word_row(const struct sg_network *network, uint64_t key);
/* Is the word in the vocabulary? */
bool sg_network_knows(const struct sg_network *network, const char *lower);
/* And is it written with a capital in front nearly always? */
bool sg_network_knows_capital(const struct sg_network *network, const char *lower);
bool sg_network_room_init(struct sg_network_room *room, const struct sg_network *network,
                          size_t longest, size_t together, struct sg_arena *arena);
/* Encodes up to SG_TOGETHER sentences of at most `longest` words, longest first. The encodings
 * stay in the room until the next call. False when out of memory. */
bool sg_network_encode(struct sg_encoding *out, const struct sg_words *const *sentences,
                       size_t count, const struct sg_network *network,
                       struct sg_network_room *room);

/* The rows of "distance" and "label.distance" for an arc; words count from 1, head 0 is the root.
 */
size_t sg_distance_row(size_t dependent, size_t head);
size_t sg_label_distance_row(size_t dependent, size_t head);

#endif
