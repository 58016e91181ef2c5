/* MinHash: a sketch of a set of hashes by which sets that are nearly equal are found in linear
 * time. One permutation, its range cut into places ("one permutation hashing": Li, Owen and Zhang,
 * NIPS 2012); an empty place borrows from another (Shrivastava, ICML 2017). Eight bits of each
 * place's least hash are kept ("b-bit": Li and Koenig, WWW 2010). */
#ifndef SG_BASE_MINHASH_H
#define SG_BASE_MINHASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SG_MINHASH_PLACES 64
#define SG_MINHASH_TEXT (SG_MINHASH_PLACES * 2 + 1)

/* From this likeness on two articles are reprints of one. */
#define SG_REPRINT_LIKENESS 0.4

struct sg_minhash {
    uint64_t least[SG_MINHASH_PLACES];
};

struct sg_sketch {
    unsigned char places[SG_MINHASH_PLACES];
};

void sg_minhash_begin(struct sg_minhash *set);

static inline uint64_t sg_minhash_mix(uint64_t x) { /* the finaliser of SplitMix64 */
    x ^= x >> 30;
    x *= 0xBF58476D1CE4E5B9u;
    x ^= x >> 27;
    x *= 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

/* Adds a member; twice is once. `hash` need not be well mixed. Here, for every word of a corpus is
 * added; and without a branch, which would be guessed wrong for every third. */
static inline void sg_minhash_add(struct sg_minhash *set, uint64_t hash) {
    hash = sg_minhash_mix(hash);
    uint64_t *least = &set->least[hash & (SG_MINHASH_PLACES - 1)];
    *least = hash < *least ? hash : *least;
}

/* The sketch of what was added (at least one member). */
void sg_minhash_finish(struct sg_sketch *out, const struct sg_minhash *set);

/* As hexadecimal digits, and back; false for anything else. */
void sg_sketch_write(char out[SG_MINHASH_TEXT], const struct sg_sketch *sketch);
bool sg_sketch_read(struct sg_sketch *out, const char *text);
/* The share of members that the two sets have in common, 0 .. 1, as far as the sketches tell. */
double sg_sketch_likeness(const struct sg_sketch *a, const struct sg_sketch *b);

/* Groups sketches that are alike (likeness >= `least`), also over others between them. groups[i] is
 * the smallest index in i's group. Depends on the order only in which of many equal candidates are
 * compared: give them in a fixed order. Linear: each is compared with a bounded number of others.
 * False when out of memory. */
bool sg_sketch_group(uint32_t *groups, const struct sg_sketch *sketches, size_t count,
                     double least);

/* The same, one after the other, for a stream: is this one like an earlier one? Remembers the last
 * `most` that were not. */
struct sg_sketch_index;
struct sg_sketch_index *sg_sketch_index_new(size_t most); /* NULL when out of memory */
void sg_sketch_index_free(struct sg_sketch_index *index);
bool sg_sketch_index_add(struct sg_sketch_index *index, const struct sg_sketch *sketch,
                         double least);

#endif
