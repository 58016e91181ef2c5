/* resolve: mentions -> actors. Short forms, acronyms of the text, metonyms or places, roles by
 * date, descriptions ("US troops"), quotations with their speakers, pronouns and nominals,
 * affiliations. Uses the tree where a sentence is parsed, the order of words where not. */
#ifndef SG_RESOLVE_RESOLVE_H
#define SG_RESOLVE_RESOLVE_H

#include "base/arena.h"
#include "model/reading.h"
#include "recognise/recognise.h"

#include <stancegraph/error.h>

struct sg_referents; /* data/en/roles.json, nominals, reporting verbs */

enum sg_status sg_referents_load(struct sg_referents **out, const char *data_dir,
                                 const struct sg_gazetteer *gazetteer, struct sg_error *err);
void sg_referents_free(struct sg_referents *referents);

/* Before syntax: what needs no tree (short forms, acronyms, roles, descriptions), so that the gate
 * and the parser know the actors. */
enum sg_status sg_resolve_names(struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                                const struct sg_referents *referents, struct sg_arena *arena,
                                struct sg_error *err);
/* After syntax: use (party, modifier, place), quotations, pronouns, nominals, affiliations. */
enum sg_status sg_resolve(struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                          const struct sg_referents *referents, struct sg_arena *arena,
                          struct sg_error *err);

#endif
