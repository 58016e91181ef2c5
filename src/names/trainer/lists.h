/* What is known of words before names are learned: clusters of words that are used alike, and lists
 * of people's names and of towns. */
#ifndef SG_NAMES_LISTS_H
#define SG_NAMES_LISTS_H

#include "names/model.h"

struct sg_lists {
    struct sg_name_entry *entries; /* open addressing */
    uint32_t slots, count;
};

/* Large vectors: of small words, the frequent first. */
struct sg_wide {
    uint64_t *keys;                /* sg_name_word_hash */
    float *rows;                   /* count x width */
    struct sg_name_vector *packed; /* as the model keeps them, after sg_wide_pack */
    uint32_t *slots;               /* row + 1 by hash; 0: free */
    size_t count, width, mask;
};
enum sg_status sg_wide_load(struct sg_wide *out, const char *path, size_t most,
                            struct sg_error *err);
/* Makes rows what is left of them in the model. */
void sg_wide_pack(struct sg_wide *wide);
void sg_wide_release(struct sg_wide *wide);

/* Any path may be NULL. `human`: a name a line. `cities`: population, tab, name a line. `wide`:
 * large vectors as text, a small word and its numbers a line, the frequent first. */
enum sg_status sg_lists_init(struct sg_lists *out, const char *vectors, const char *wide,
                             const char *human, const char *cities, struct sg_error *err);
/* The table as it was made, since clustering takes minutes. */
enum sg_status sg_lists_save(const struct sg_lists *lists, const char *path, struct sg_error *err);
enum sg_status sg_lists_load(struct sg_lists *out, const char *path, struct sg_error *err);
/* The entry of a word or phrase, made when it is new. */
struct sg_name_entry *sg_lists_entry(struct sg_lists *lists, uint64_t hash);

#endif
