/* Inside resolve: pronouns and nominals. */
#ifndef SG_RESOLVE_BACK_H
#define SG_RESOLVE_BACK_H

#include "resolve/memory.h"

struct body_query {
    uint32_t types;
    bool is_plural, is_any_number, is_single;
    const char *word;    /* must be in the name */
    const char *country; /* must be its state */
    bool is_subject, may_be_place;
    uint32_t army; /* "the military", a nominal + 1: an army by whatever name */
    const struct sg_mention *exact; /* "the interior ministry": no foreign one */
    bool is_group; /* "the group": no region */
};

/* A body of the memory that fits a struct body_query. */
bool sg_body_fits(const struct sg_context *c, const struct sg_recent *item, const void *query);

void sg_resolve_pronoun(struct sg_context *c, const struct sg_memory *memory, struct sg_mention *m);
/* parallel.c: whom a quotation is said of; the object of the clause that the pronoun's goes on from. */
uint32_t sg_said_of(const struct sg_context *c, const struct sg_quote *quote);
uint32_t sg_parallel_object(const struct sg_context *c, const struct sg_mention *m);
void sg_keep_speaker(const struct sg_context *c, const struct sg_memory *memory,
                     const struct sg_mention *m, struct sg_recent *item);
/* "the Argentine": a man of that state, where it means one. */
void sg_resolve_countryman(struct sg_context *c, struct sg_memory *memory, struct sg_mention *m);
void sg_resolve_nominal(struct sg_context *c, struct sg_memory *memory, uint32_t index);

#endif
