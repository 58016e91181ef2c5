/* Inside resolve: who was spoken of last, for pronouns and nominals. */
#ifndef SG_RESOLVE_MEMORY_H
#define SG_RESOLVE_MEMORY_H

#include "resolve/context.h"

#define SG_MEMORY_MAX 12

struct sg_recent {
    uint32_t actor; /* SG_NO_ACTOR: somebody without a name */
    uint32_t speaks_for; /* of somebody without a name: the state or body whose official he is, + 1 */
    uint32_t token, sentence, paragraph;
    bool is_subject, is_plural, is_speaker;
    bool may_be_person; /* a given name that its type calls a body, and its words do not */
    uint32_t joined; /* "X and Y": for Y, the actor X + 1 */
    bool is_beside;  /* ... with no word between them but "and" */
    bool is_again; /* by a short name, a noun or a pronoun */
    bool is_loose; /* a body's name that belongs to another noun: "an EU spokesman" */
    bool is_place;      /* "in Iraq": for "the country" alone */
};

#define SG_BARRED_MAX 8

struct sg_memory {
    struct sg_recent items[SG_MEMORY_MAX];
    uint32_t count;
    /* who the mention in hand cannot be: they stand beside it under the same verb */
    uint32_t barred[SG_BARRED_MAX], barred_count;
    uint32_t governor; /* the subject of the clause that the mention's depends on, or SG_NO_ACTOR */
};

typedef bool sg_fits(const struct sg_context *c, const struct sg_recent *item, const void *with);

/* "Kyiv denies it", "he told Biden": two arguments of one verb are two actors. */
void sg_bar_neighbours(const struct sg_context *c, struct sg_memory *memory,
                       const struct sg_mention *m);
/* '"Aristide has two choices," he said': nobody whom he names himself; '"Sudan lied," it read': no
 * body either, where the pronoun stands behind. */
void sg_bar_quoted(const struct sg_context *c, struct sg_memory *memory,
                   const struct sg_quote *quote, bool is_behind);
bool sg_is_barred(const struct sg_memory *memory, uint32_t actor);
void sg_remember(struct sg_memory *memory, const struct sg_recent *item);
/* The one that fits and is clearly ahead of the next, not farther than `window` sentences; else
 * SG_NO_ACTOR. */
uint32_t sg_choose(const struct sg_context *c, const struct sg_memory *memory,
                   const struct sg_mention *m, sg_fits *fits, const void *with, uint32_t window,
                   float *certainty);

/* lands.c: whose country and whose army; SG_NO_ACTOR when in doubt. */
uint32_t sg_land_meant(const struct sg_context *c, const struct sg_memory *memory, uint32_t mention,
                       float *certainty);
/* The state that an actor is, or is of, where the document has it; SG_NO_ACTOR. */
uint32_t sg_state_of(const struct sg_context *c, uint32_t actor);
/* "In Mali, the president ...": the state of a sentence's first words; SG_NO_ACTOR. */
uint32_t sg_scene_of(const struct sg_context *c, uint32_t sentence);
/* The state of the first party that stands in a mention's sentence before it; SG_NO_ACTOR. */
uint32_t sg_speaking_state(const struct sg_context *c, const struct sg_memory *memory,
                           uint32_t mention);
/* "his country": the state of whoever is meant by "his". */
uint32_t sg_state_of_possessor(struct sg_context *c, uint32_t actor);
/* Whether a body is what a nominal of armies says: "Sudanese Army" for "the military". */
bool sg_is_force(const struct sg_context *c, const struct sg_actor *actor, uint32_t nominal);
/* The one army of a state, by default of the text's, that the document names. */
uint32_t sg_army_meant(const struct sg_context *c, uint32_t nominal, const char *country);

/* An army that the text names once, for nothing, beside "Turkish troops" becomes its state. */
void sg_join_armies(struct sg_context *c);

/* pairs.c: "both sides", "the two countries", "they" behind "X and Y". A pair is two mentions of
 * the same tokens; both are meant. */
/* Adds the two mentions when a pair's words begin at `token`; where to go on, or `token`. */
uint32_t sg_collect_pair(struct sg_context *c, uint32_t token, const struct sg_sentence *sentence);
/* Adds a second mention for "they" where "X and Y" were just named. */
void sg_collect_they(struct sg_context *c, uint32_t token, uint32_t sentence);
/* "X and Y met": whom a new item of the memory is joined to; both are the subject then. */
void sg_note_joined(const struct sg_context *c, const struct sg_memory *memory,
                    const struct sg_mention *m, struct sg_recent *item);
/* By actor: how often the text names a state; counted once, in a text of ten thousand "both
 * countries". Who makes somebody else of such a mention counts it off. NULL: out of memory. */
const uint32_t *sg_states_named(struct sg_context *c);
/* True when mention m and the next are of the same tokens: they are settled, or both stay open. */
bool sg_resolve_pair(struct sg_context *c, const struct sg_memory *memory, uint32_t m);

#endif
