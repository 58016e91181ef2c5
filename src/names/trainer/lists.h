/* What is known of words before names are learned: clusters of words that are used alike, and lists
 * of people's names and of towns. */
#ifndef SG_NAMES_LISTS_H
#define SG_NAMES_LISTS_H

#include "names/model.h"

struct sg_lists {
    struct sg_name_entry *entries; /* open addressing */
    uint32_t slots, count;
};

/* Any path may be NULL. `human`: a name a line. `cities`: population, tab, name a line. */
enum sg_status sg_lists_init(struct sg_lists *out, const char *vectors, const char *human,
                             const char *cities, struct sg_error *err);
/* The entry of a word or phrase, made when it is new. */
struct sg_name_entry *sg_lists_entry(struct sg_lists *lists, uint64_t hash);

#endif
