/* What the tree forbids the re-ranker to claim where no rule did, however likely it looks. */
#ifndef SG_STANCE_RANK_BARS_H
#define SG_STANCE_RANK_BARS_H

#include "stance/scene.h"
#include "stance/trace.h"

bool sg_rank_is_barred(const struct sg_scene *scene, const struct sg_cue_trace *trace,
                       uint32_t source, uint32_t target);

#endif
