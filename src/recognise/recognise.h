/* recognise: tokens -> mentions. Names of the packs (a trie over tokens, longest match, case
 * rules, transliteration) and names by shape. Which actor a name is, is settled in resolve. */
#ifndef SG_RECOGNISE_RECOGNISE_H
#define SG_RECOGNISE_RECOGNISE_H

#include "base/arena.h"
#include "model/reading.h"

#include <stancegraph/error.h>

struct sg_gazetteer; /* data/actors + added packs, and data/en/names.json */

enum sg_status sg_gazetteer_load(struct sg_gazetteer **out, const char *data_dir,
                                 const char *const *packs, size_t pack_count, struct sg_error *err);
void sg_gazetteer_free(struct sg_gazetteer *gazetteer);

/* Fills reading->mentions (names, acronyms, demonyms, capitals, seats, given spans). A mention's
 * `actor` is an index in reading->actors, which it fills with the pack's and found actors. */
enum sg_status sg_recognise(struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                            struct sg_arena *arena, struct sg_error *err);

#endif
