/* Claims of one document while they are found: offsets in code points, no claim twice. */
#ifndef SG_STANCE_CLAIMS_H
#define SG_STANCE_CLAIMS_H

#include "base/arena.h"
#include "model/reading.h"
#include "stance/lexicon.h"

struct sg_claims {
    struct sg_reading *reading;
    const struct sg_lexicon *lexicon;
    struct sg_arena *arena;
    struct sg_claim *items;
    uint32_t *positions; /* the token each claim's cue stands at, for the order */
    size_t count, capacity, positions_capacity;
    bool *is_given;   /* by actor: marked in the document as it came; NULL: none is */
    uint32_t *points; /* code points before every 256th byte */
};

/* What a stage found; mentions and actors are indices of the reading. */
struct sg_finding {
    uint32_t sentence, relation, position;
    uint32_t source, target; /* mentions */
    const char *cue;
    bool is_negated, is_hypothetical, is_former;
    uint32_t attribution; /* mention or SG_NO_MENTION */
    double confidence;
    const char *rule, *role;
};

bool sg_claims_init(struct sg_claims *claims, struct sg_reading *reading,
                    const struct sg_lexicon *lexicon, struct sg_arena *arena);
/* Adds a claim, or keeps the better of two with the same sentence, actors and relation. */
void sg_claims_add(struct sg_claims *claims, const struct sg_finding *finding);
/* Puts the claims in order into the reading. */
void sg_claims_finish(struct sg_claims *claims);

/* victims.c: who reports what its own side suffered accuses the doers. `wanted` may be NULL: all. */
struct sg_scene;
struct sg_parties;
void sg_claim_victim_says(struct sg_claims *claims, const bool *wanted, const struct sg_scene *scene,
                          struct sg_finding finding, const struct sg_parties *doers,
                          const struct sg_parties *victims);
bool sg_claim_quarrel_says(struct sg_claims *claims, const bool *wanted,
                           const struct sg_scene *scene, struct sg_finding finding,
                           const struct sg_parties *doers);

/* cooccurrence.c */
void sg_cooccurrences(struct sg_claims *claims);
/* affiliation.c */
void sg_affiliation_claims(struct sg_claims *claims);

#endif
