/* Inside resolve: one document while its mentions are settled. */
#ifndef SG_RESOLVE_CONTEXT_H
#define SG_RESOLVE_CONTEXT_H

#include "recognise/roster.h"
#include "recognise/shape.h"
#include "resolve/referents.h"

/* Who holds which role, as the text itself says: "Prime Minister X", "X, leader of Y". */
struct sg_bond {
    uint32_t person, of; /* actors; `of` may be SG_NO_ACTOR */
    uint32_t role;       /* index in referents->roles, SG_STRMAP_NONE: a body of a body */
    uint32_t token;      /* the role's first token */
    uint32_t role_end;
    uint32_t person_mention, of_mention; /* SG_NO_MENTION when `of` is understood */
    bool is_former;
    bool is_owned; /* "its leader, X": of what the pronoun means */
    float certainty;
    const char *rule;
    const char *words; /* the role's words; NULL: taken from the tokens */
    uint32_t next;     /* 1 + the next bond of the same person; 0: none */
};

/* A person's first and last bond, each + 1. */
struct sg_bond_chain {
    uint32_t first, last;
};

/* A role's words in the text, by token. */
struct sg_role_place {
    uint32_t token, end, role;
};

/* What the words alone tell: found before the trees, and asked again after them. */
struct sg_word_roles {
    const struct sg_referents *referents;
    uint32_t *classes; /* by token */
    struct sg_role_place *places;
    size_t place_count;
};

struct sg_context {
    struct sg_roster roster;
    struct sg_reading *reading;
    const struct sg_gazetteer *gazetteer;
    const struct sg_referents *referents;
    struct sg_arena *arena;
    struct sg_shape_text text;  /* classes by token; mention_at by token (the innermost) */
    const uint32_t *referent_classes; /* by token */
    const struct sg_role_place *role_places;
    size_t role_place_count;
    struct sg_bond *bonds;
    size_t bond_count, bond_capacity;
    struct sg_bond_chain *bond_chains; /* by actor */
    size_t bond_chain_count;
    uint32_t focus;      /* the state that the text is about, an actor, or SG_NO_ACTOR */
    const char *date;    /* the document's, or its dateline's; NULL when unknown */
    size_t direct_count; /* quotes in marks come first in reading->quotes */
    uint32_t *named, named_count; /* see sg_states_named(); NULL: nobody asked yet */
    bool is_tree_ready;  /* sg_resolve: trees where a sentence is parsed */
};

bool sg_context_open(struct sg_context *context, struct sg_reading *reading,
                     const struct sg_gazetteer *gazetteer, const struct sg_referents *referents,
                     struct sg_arena *arena);
void sg_context_close(struct sg_context *context);
/* Fills mention_at again after mentions were added or sorted. */
void sg_context_cover(struct sg_context *context);

/* The mention that covers a token, or NULL. */
struct sg_mention *sg_covering_mention(const struct sg_context *context, uint32_t token);
/* The actor of a mention, or NULL. */
const struct sg_actor *sg_mentioned_actor(const struct sg_context *context,
                                          const struct sg_mention *mention);
/* Whether the text has the actor's state, or a body that it is part of. */
bool sg_is_at_home(const struct sg_context *context, const struct sg_pack_actor *actor);
bool sg_is_person(const struct sg_actor *actor);
/* Whether a noun is a word of a name; or, by the packs, what one calls the actor: "the bloc" for the
 * European Union, "the party" for ZANU-PF. */
bool sg_name_has(const char *name, const char *word);
bool sg_is_called(const struct sg_pack_actor *actor, const char *word);
/* Whether a pack's "not_same_as" forbids that two actors become one. */
bool sg_are_kept_apart(const struct sg_context *context, uint32_t a, uint32_t b);
/* Referent classes. */
static inline uint32_t sg_classes_at(const struct sg_context *context, uint32_t token) {
    return context->referent_classes[token];
}

/* uses.c: "attacks in the country", "withdraw from the country", "the president of the country": it
 * does nothing there. */
bool sg_is_mere_land(const struct sg_context *context, const struct sg_mention *mention);

/* The steps of sg_resolve_names, in this order. */
void sg_drop_unsupported(struct sg_context *context);
void sg_resolve_ambiguous(struct sg_context *context);
void sg_resolve_acronyms(struct sg_context *context);
void sg_resolve_open_names(struct sg_context *context);
void sg_resolve_titles(struct sg_context *context);
void sg_resolve_short_names(struct sg_context *context);
void sg_resolve_body_names(struct sg_context *context);
void sg_resolve_bodies(struct sg_context *context);
void sg_resolve_peoples(struct sg_context *context);
void sg_resolve_descriptions(struct sg_context *context);
void sg_resolve_roles(struct sg_context *context);
void sg_resolve_labels(struct sg_context *context);
void sg_resolve_given_names(struct sg_context *context);
/* The steps of sg_resolve. */
void sg_resolve_uses(struct sg_context *context);
void sg_resolve_quotes(struct sg_context *context);
void sg_collect_references(struct sg_context *context);
void sg_resolve_references(struct sg_context *context);
void sg_resolve_affiliations(struct sg_context *context);

/* bodies.c: the mention of a state that ends right before a token, over a possessive and few
 * adjectives; SG_NO_MENTION. */
uint32_t sg_state_before(const struct sg_context *context, uint32_t token, uint32_t first);
/* A noun that the token before it belongs to: "army chief", "rebel leaders". */
bool sg_is_noun_behind(const struct sg_context *context, uint32_t token, uint32_t limit);

void sg_find_bonds(struct sg_context *context);
/* A person's first bond, and the one behind another of his; NULL for none. */
const struct sg_bond *sg_bond_of(const struct sg_context *context, uint32_t person);
const struct sg_bond *sg_bond_behind(const struct sg_context *context, const struct sg_bond *bond);
/* The first bond whose role begins at a token or behind it; bond_count for none. */
size_t sg_bonds_from(const struct sg_context *context, uint32_t token);
/* The bond whose role begins at a token, or NULL. */
const struct sg_bond *sg_bond_at(const struct sg_context *context, uint32_t token);
void sg_find_focus(struct sg_context *context);
/* The state, in the packs, that the dateline's place is of; SG_NO_PACK. */
uint32_t sg_dateline_state(const struct sg_context *context);

#endif
