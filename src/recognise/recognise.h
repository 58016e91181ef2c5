/* recognise: tokens -> mentions. Names of the packs (a trie over tokens, longest match, case
 * rules, transliteration) and names by shape. Which actor a name is, is settled in resolve. */
#ifndef SG_RECOGNISE_RECOGNISE_H
#define SG_RECOGNISE_RECOGNISE_H

#include "base/arena.h"
#include "model/reading.h"

#include <stancegraph/error.h>
#include <stdio.h>

struct sg_gazetteer; /* data/actors + added packs, and data/en/names.json */

enum sg_status sg_gazetteer_load(struct sg_gazetteer **out, const char *data_dir,
                                 const char *const *packs, size_t pack_count, struct sg_error *err);
void sg_gazetteer_free(struct sg_gazetteer *gazetteer);

/* Fills reading->mentions (names, acronyms, demonyms, capitals, seats, given spans). A mention's
 * `actor` is an index in reading->actors, which it fills with the pack's and found actors. */
enum sg_status sg_recognise(struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                            struct sg_arena *arena, struct sg_error *err);

/* --- what the packs know. An actor's index is sg_actor.pack; SG_NO_PACK is answered with "no". */

/* A role that an actor holds or held: "prime minister" of an actor, between two dates. */
struct sg_term {
    const char *role;         /* canonical: "prime minister" */
    uint32_t of;              /* index, or SG_NO_PACK */
    const char *from, *until; /* YYYY, YYYY-MM or YYYY-MM-DD; NULL: open */
};

struct sg_pack_actor {
    const char *id, *name;
    enum sg_actor_type type;
    uint32_t country; /* index, or SG_NO_PACK */
    char gender;      /* 'm', 'f' or 0 */
    bool is_outlet, is_plural, is_ambiguous;
    bool is_family_first; /* a state: "President Hu" is Hu Jintao */
    bool is_land;         /* has a people or a capital: a region or a bloc is no "group" */
    bool is_first;        /* has a shared name where the text names nobody's state: "Congress" */
    const uint32_t *part_of;
    size_t part_of_count;
    const struct sg_term *terms;
    size_t term_count;
    const char *const *not_same_as; /* names or ids that are somebody else */
    size_t not_same_as_count;
    const char *const *called; /* "the bloc": nouns by which texts point back at it */
    size_t called_count;
};

size_t sg_gazetteer_count(const struct sg_gazetteer *gazetteer);
/* NULL when there is no such index. */
const struct sg_pack_actor *sg_gazetteer_actor(const struct sg_gazetteer *gazetteer,
                                               uint32_t index);
/* By id; SG_NO_PACK when there is none. */
uint32_t sg_gazetteer_find(const struct sg_gazetteer *gazetteer, const char *id);
/* By name or alias as a whole (not acronyms, not demonyms); SG_NO_PACK for none or several. */
uint32_t sg_gazetteer_find_name(const struct sg_gazetteer *gazetteer, const char *name);
/* The state whose capital that is, or SG_NO_PACK. */
uint32_t sg_gazetteer_find_capital(const struct sg_gazetteer *gazetteer, const char *name);
/* Whether the packs say that an actor must never be taken for one of this name or id. */
bool sg_gazetteer_is_other(const struct sg_gazetteer *gazetteer, uint32_t index, const char *name);
/* Who held `role` of `of` on `date` (NULL: nobody is assumed); SG_NO_PACK for none or several. */
uint32_t sg_gazetteer_holder(const struct sg_gazetteer *gazetteer, const char *role, uint32_t of,
                             const char *date);

/* What the names of the packs say of a lower-case word, by its sg_strmap_hash(): bit 0: a state, 1: a
 * person, 2: a body, as a whole; 3: part of a longer name. Now and then another word's bits. */
unsigned sg_gazetteer_word(const struct sg_gazetteer *gazetteer, uint32_t hash);

/* Checks one pack and prints what is wrong with it, a line a problem; *problems is increased. */
enum sg_status sg_pack_lint(FILE *out, size_t *problems, const char *data_dir, const char *path,
                            struct sg_error *err);

#endif
