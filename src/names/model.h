/* data/en/names.model: what was learned of names. One file, memory-mapped, shared by all threads.
 */
#ifndef SG_NAMES_MODEL_H
#define SG_NAMES_MODEL_H

#include <stancegraph/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SG_NAMES_MAGIC "SGNAMES"
#define SG_NAMES_VERSION 5

/* Kinds of names, and the labels of tokens: O, then begin, inside, last, single of each kind. */
enum sg_name_kind { SG_KIND_PERSON, SG_KIND_ORGANIZATION, SG_KIND_PLACE, SG_KIND_COUNT };
enum sg_name_place { SG_PART_BEGIN, SG_PART_INSIDE, SG_PART_LAST, SG_PART_SINGLE };
#define SG_NAME_LABELS (1 + 4 * SG_KIND_COUNT)
#define SG_NAME_LANES 16 /* labels of a row, filled up */

/* One feature: its key's upper half and what it says for each label, in steps of header.step. */
struct sg_name_row {
    uint32_t key; /* 0: free */
    int8_t weights[SG_NAME_LANES];
};

/* Lists that a word or phrase stands in. */
enum sg_name_list {
    SG_LIST_HUMAN = 1 << 0,    /* given or family names of people */
    SG_LIST_CITY = 1 << 1,     /* a town */
    SG_LIST_BIG_CITY = 1 << 2, /* of 100,000 people or more */
    SG_LIST_PERSON = 1 << 3,   /* plain text calls it so: mostly a person ... */
    SG_LIST_BODY = 1 << 4,
    SG_LIST_PLACE = 1 << 5,
    SG_LIST_NO_NAME = 1 << 6, /* ... or mostly nothing, though written large */
    SG_LIST_STRONG = 1 << 7,  /* nearly always */
    SG_LIST_FEMALE = 1 << 8,
    SG_LIST_MALE = 1 << 9,
};

/* A word or a phrase (its words joined by a space): clusters of like words, and lists. Under
 * sg_name_wide_hash of a small word: its clusters in the large vectors, and, instead of lists, its
 * vector's number from 1. */
struct sg_name_entry {
    uint32_t key; /* 0: free */
    uint16_t lists;
    uint16_t clusters[3]; /* coarse, middle, fine; 0: none */
};

/* A word of the large vectors: half a byte a number, (half - 7.5) * step / 16384. */
#define SG_NAME_VECTOR_WIDTH 100
struct sg_name_vector {
    uint16_t step;
    uint8_t halves[SG_NAME_VECTOR_WIDTH / 2];
};

/* What a trait of a token adds to the network's input, in steps of the header. */
#define SG_NAME_TRAIT_WIDTH 48
struct sg_name_trait {
    uint32_t key; /* 0: free */
    int8_t values[SG_NAME_TRAIT_WIDTH];
};

/* A network reads a sentence forwards and backwards (long short-term memory). Of each direction:
 * a row for each number of the input, one for each of its own cells before, and a bias, each of
 * four gates (in, keep, out, new) x hidden; then a row of labels for each cell of both, and a bias.
 */
#define SG_NAME_NETS 6
#define SG_NAME_HIDDEN_MAX 256
#define SG_NAME_INPUT (SG_NAME_VECTOR_WIDTH + SG_NAME_TRAIT_WIDTH)
#define SG_NAME_DENSE(hidden)                                                                      \
    (2 * (size_t)(SG_NAME_INPUT + (hidden) + 1) * 4 * (hidden) +                                   \
     (2 * (size_t)(hidden) + 1) * SG_NAME_LANES)

struct sg_name_header {
    char magic[8];
    uint32_t version, label_count;
    uint64_t size, hash; /* of the file; XXH3-64 of what is behind the header */
    uint32_t row_slots, entry_slots;
    float step;
    uint32_t vector_count, hidden, net_count; /* of the networks; all 0: there is none */
    uint32_t trait_slots[SG_NAME_NETS];
    float trait_steps[SG_NAME_NETS];
    float shares[SG_NAME_NETS]; /* of each in a score, the rest is the field's */
    float moves[SG_NAME_LABELS + 2][SG_NAME_LANES]; /* from label (then: start, end) to label */
    float both_moves[SG_NAME_LABELS + 2][SG_NAME_LANES]; /* beside the networks */
};

struct sg_name_model {
    const void *bytes; /* mapped; NULL in the trainer */
    size_t size;
    const struct sg_name_header *header;
    const struct sg_name_row *rows;
    const struct sg_name_entry *entries;
    const struct sg_name_vector *vectors;
    const struct sg_name_trait *traits[SG_NAME_NETS];
    const float *dense[SG_NAME_NETS];
    uint32_t row_slots, entry_slots;
};

enum sg_status sg_name_model_open(struct sg_name_model *out, const char *path,
                                  struct sg_error *err);
void sg_name_model_close(struct sg_name_model *model);

/* Where a hash's search begins in a table of so many slots: tables need be no power of two. */
static inline uint32_t sg_name_slot(uint64_t hash, uint32_t slots) {
    return (uint32_t)((hash & UINT32_MAX) * slots >> 32);
}

/* The row or entry of a hash, or NULL. */
const struct sg_name_row *sg_name_row_find(const struct sg_name_model *model, uint64_t hash);
const struct sg_name_entry *sg_name_entry_find(const struct sg_name_model *model, uint64_t hash);
/* Soon an entry is asked for. */
static inline void sg_name_entry_fetch(const struct sg_name_model *model, uint64_t hash) {
    if (model->entries)
        __builtin_prefetch(&model->entries[sg_name_slot(hash, model->entry_slots)]);
}
/* NULL: the trait says nothing. */
const struct sg_name_trait *sg_name_trait_find(const struct sg_name_model *model, unsigned net,
                                               uint64_t hash);

void sg_name_vector_read(float out[SG_NAME_VECTOR_WIDTH], const struct sg_name_vector *vector);

#endif
