/* Inside resolve: who holds a role that stands without a name. */
#ifndef SG_RESOLVE_HOLDERS_H
#define SG_RESOLVE_HOLDERS_H

#include "resolve/context.h"

struct sg_role_query {
    uint32_t role, token, end; /* the role's words */
    uint32_t of;               /* the body that the words name, an actor, or SG_NO_ACTOR */
    bool has_of;
    bool is_qualified; /* filled: "the interim president", "the opposition leader" */
};

/* Who is meant, or SG_NO_ACTOR: better nobody than another's president. */
uint32_t sg_role_holder(struct sg_context *c, struct sg_role_query *query, float *certainty);

/* "his Azeri counterpart": who has the speaker's office in the state `of`; SG_NO_ACTOR. */
uint32_t sg_counterpart(struct sg_context *c, uint32_t token, uint32_t of);

bool sg_term_held(const struct sg_term *term, const char *date);
/* Whether a pack's person held a role, or any role where none is named. */
bool sg_has_held(const struct sg_pack_actor *person, const char *role, const char *date);

#endif
