/* Camps: who stands with whom. */
#ifndef SG_ANALYSE_CAMPS_H
#define SG_ANALYSE_CAMPS_H

#include "analyse/net.h"

#include <stancegraph/analysis.h>

/* `camps` has one number a node: 0 .. count - 1, the largest camp first, SG_NO_CAMP for actors that
 * stand alone. Signed where the net has signs, else by Leiden. */
enum sg_status sg_camps_find(uint32_t *camps, size_t *count, struct sg_camp_info *info,
                             const struct sg_net *net, uint64_t seed, struct sg_error *err);

#endif
