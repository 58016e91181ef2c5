/* Inside resolve: affiliations of bodies with bodies. */
#ifndef SG_RESOLVE_BELONGINGS_H
#define SG_RESOLVE_BELONGINGS_H

#include "resolve/context.h"

typedef void sg_add_tie(void *context, const struct sg_affiliation *affiliation);

void sg_find_belongings(struct sg_context *c, sg_add_tie *add, void *context);

#endif
