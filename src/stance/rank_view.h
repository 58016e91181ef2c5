/* One actor as seen from a cue: where it stands on the tree and in the order of words. */
#ifndef SG_STANCE_RANK_VIEW_H
#define SG_STANCE_RANK_VIEW_H

#include "stance/rank.h"

struct sg_rank_view {
    uint32_t mention, head;
    uint32_t path, last; /* the labels up from the actor and down to the cue; the first of them */
    uint32_t preposition, distance, between, verbs;
    uint32_t gate; /* the path's token beside the cue, if it is not the actor */
    uint32_t top;  /* the common ancestor, if it is neither */
    bool is_after; /* the cue */
    bool is_own, is_source, is_target, is_far, has_clause_between, is_possessor;
    double quality;
};

static inline uint32_t sg_rank_mix(uint32_t a, uint32_t b) {
    uint64_t x = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15u;
    x ^= x >> 29;
    x *= 0xBF58476D1CE4E5B9u;
    return (uint32_t)(x >> 32);
}
uint32_t sg_rank_hash(const char *text);
void sg_rank_look(struct sg_rank_view *view, const struct sg_scene *scene,
                  const struct sg_cue_trace *trace, uint32_t mention);
/* The labels from one token up to the common ancestor and down to the other. */
uint32_t sg_rank_path(const struct sg_scene *scene, uint32_t from, uint32_t to);
/* The mentions of the scene nearest to a token, `max` at most, in the order of the text. */
size_t sg_rank_nearest(uint32_t *out, size_t max, const struct sg_scene *scene, uint32_t token);

#endif
