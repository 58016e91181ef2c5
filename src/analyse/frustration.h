/* The least number of ties to change before a signed graph falls into two camps. */
#ifndef SG_ANALYSE_FRUSTRATION_H
#define SG_ANALYSE_FRUSTRATION_H

#include <stancegraph/error.h>
#include <stddef.h>
#include <stdint.h>

struct sg_signed_tie {
    uint32_t a, b;
    int sign; /* -1 or +1 */
};

/* For a graph of `node_count` nodes with at most one tie a pair. `search_most` bounds the branch
 * and bound's nodes; where it is reached the bounds stay apart. */
enum sg_status sg_frustration(size_t *low, size_t *high, size_t node_count,
                              const struct sg_signed_tie *ties, size_t tie_count, uint64_t seed,
                              size_t search_most, struct sg_error *err);

#endif
