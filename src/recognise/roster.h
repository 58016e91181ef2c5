/* The actors of one document while mentions are made: found by pack index or by name. Used by
 * recognise and resolve; reading->actors and ->mentions are its arrays. */
#ifndef SG_RECOGNISE_ROSTER_H
#define SG_RECOGNISE_ROSTER_H

#include "recognise/gazetteer.h"

struct sg_roster {
    struct sg_reading *reading;
    const struct sg_gazetteer *gazetteer;
    struct sg_arena *arena;
    size_t actor_capacity, mention_capacity;
    uint32_t *pack_slots; /* a hash table: pack index -> document's actor, each + 1 */
    size_t slot_count, pack_count;
    struct sg_strmap *by_name; /* normal form of a found name -> document's actor; NULL: not asked */
    size_t named_count;        /* actors whose names are in it */
    bool has_failed;
};

/* Takes up what reading holds already. False when out of memory. */
bool sg_roster_open(struct sg_roster *roster, struct sg_reading *reading,
                    const struct sg_gazetteer *gazetteer, struct sg_arena *arena);
void sg_roster_close(struct sg_roster *roster);

/* The document's actor + 1 for a pack's, 0 when the document has none. */
uint32_t sg_roster_find_pack(const struct sg_roster *roster, uint32_t pack);
/* The document's actor for a pack's; added when new. */
uint32_t sg_roster_pack_actor(struct sg_roster *roster, uint32_t pack);
/* The document's actor of that name; added with the type when new. A known one of no type takes
 * the type. */
uint32_t sg_roster_named_actor(struct sg_roster *roster, const char *name, enum sg_actor_type type);
/* The same, but never added: SG_NO_ACTOR when the document has none. */
uint32_t sg_roster_find_named(struct sg_roster *roster, const char *name);
/* Gives an actor another name; it is found under the old one too. */
void sg_roster_rename(struct sg_roster *roster, uint32_t actor, const char *name);
/* Appends a mention; its index, SG_NO_MENTION when out of memory. */
uint32_t sg_roster_mention(struct sg_roster *roster, const struct sg_mention *mention);
/* Sorts mentions (first token, longer first) and drops those with end_token 0. */
void sg_roster_sort(struct sg_roster *roster);
/* The words of tokens [first, end) as a name: marks of possession left out, spaces as in the text.
 */
char *sg_span_name(const struct sg_reading *reading, uint32_t first, uint32_t end,
                   struct sg_arena *arena);

#endif
