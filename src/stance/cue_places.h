/* Where in a sentence a cue may stand, found once for all passes over it. */
#ifndef SG_STANCE_CUE_PLACES_H
#define SG_STANCE_CUE_PLACES_H

#include "stance/scene.h"

struct sg_cue_place {
    uint32_t token;
    uint32_t first, end; /* in links */
    bool is_verb;
};

/* What is known of a link at its place. */
enum sg_cue_link {
    SG_LINK_UNTRIED,
    SG_LINK_UNFIT,  /* its words do not stand there */
    SG_LINK_BARRED, /* they do, in a sense that the entry excludes */
};

struct sg_cue_places {
    struct sg_cue_place *items; /* in the order of the text */
    size_t count, capacity;
    uint32_t *links; /* the lexicon's, in the order in which they are tried */
    size_t link_count, link_capacity;
    uint8_t *found; /* of each link, an enum sg_cue_link: asked once for all passes */
};

/* Words whose entries fit them, as far as that is seen without a look at the tree. False when out of
 * memory. */
bool sg_cue_places_find(struct sg_cue_places *out, const struct sg_scene *scene,
                        struct sg_arena *arena);

#endif
