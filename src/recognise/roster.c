#include "recognise/roster.h"

#include <stdlib.h>
#include <string.h>

/* Adds a part behind a space; false when there is no room. */
static bool append(char *out, size_t size, size_t *length, const char *part) {
    size_t have = strlen(part);
    if (*length + have + 2 > size)
        return false;
    if (*length)
        out[(*length)++] = ' ';
    memcpy(out + *length, part, have + 1);
    *length += have;
    return true;
}

/* A name's key: parts in normal form joined by spaces. */
static size_t name_key(char *out, size_t size, const struct sg_gazetteer *g, const char *name) {
    size_t length = 0;
    out[0] = '\0';
    for (const char *p = name; *p;) {
        size_t word_length = strcspn(p, " ");
        struct sg_name_parts parts;
        sg_word_parts(&parts, g, p, word_length);
        for (uint32_t i = 0; i < parts.count; i++)
            if (!append(out, size, &length, parts.text[i]))
                return length;
        p += word_length + (p[word_length] == ' ');
    }
    return length;
}

static char *make_id(struct sg_arena *arena, const char *name) {
    char fold[400];
    sg_utf8_fold(fold, sizeof fold, name);
    char *id = sg_arena_alloc(arena, strlen(fold) + 10);
    if (!id)
        return NULL;
    size_t length = 0;
    for (const unsigned char *p = (const unsigned char *)fold; *p; p++) {
        if ((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9'))
            id[length++] = (char)*p;
        else if (*p != '\'' && *p != '.' && *p < 0x80 && length && id[length - 1] != '-')
            id[length++] = '-';
    }
    while (length && id[length - 1] == '-')
        length--;
    id[length] = '\0';
    if (!length) { /* a name in another script */
        uint32_t hash = 2166136261u;
        for (const unsigned char *p = (const unsigned char *)name; *p; p++)
            hash = (hash ^ *p) * 16777619u;
        snprintf(id, 10, "x%08x", (unsigned)hash);
    }
    return id;
}

/* Where a pack's actor stands in the table, or the empty slot for it. Slots are pairs. */
static size_t pack_slot(const struct sg_roster *roster, uint32_t pack) {
    size_t mask = roster->slot_count - 1;
    size_t i = (pack * 2654435761u) & mask;
    while (roster->pack_slots[2 * i] && roster->pack_slots[2 * i] != pack + 1)
        i = (i + 1) & mask;
    return i;
}

uint32_t sg_roster_find_pack(const struct sg_roster *roster, uint32_t pack) {
    if (!roster->slot_count || pack == SG_NO_PACK)
        return 0;
    return roster->pack_slots[2 * pack_slot(roster, pack) + 1];
}

static void put_pack(struct sg_roster *roster, uint32_t pack, uint32_t actor) {
    if (2 * roster->pack_count >= roster->slot_count) {
        struct sg_roster larger = *roster;
        larger.slot_count = roster->slot_count ? 2 * roster->slot_count : 32;
        larger.pack_slots = sg_arena_array(roster->arena, 2 * larger.slot_count, sizeof(uint32_t));
        if (!larger.pack_slots) {
            roster->has_failed = true;
            return;
        }
        for (size_t i = 0; i < roster->slot_count; i++) {
            if (!roster->pack_slots[2 * i])
                continue;
            size_t slot = pack_slot(&larger, roster->pack_slots[2 * i] - 1);
            larger.pack_slots[2 * slot] = roster->pack_slots[2 * i];
            larger.pack_slots[2 * slot + 1] = roster->pack_slots[2 * i + 1];
        }
        *roster = larger;
    }
    size_t slot = pack_slot(roster, pack);
    roster->pack_count += !roster->pack_slots[2 * slot];
    roster->pack_slots[2 * slot] = pack + 1;
    roster->pack_slots[2 * slot + 1] = actor + 1;
}

bool sg_roster_open(struct sg_roster *roster, struct sg_reading *reading,
                    const struct sg_gazetteer *gazetteer, struct sg_arena *arena) {
    *roster = (struct sg_roster){.reading = reading,
                                 .gazetteer = gazetteer,
                                 .arena = arena,
                                 .actor_capacity = reading->actor_count,
                                 .mention_capacity = reading->mention_count};
    for (uint32_t a = 0; a < reading->actor_count; a++)
        if (reading->actors[a].pack != SG_NO_PACK)
            put_pack(roster, reading->actors[a].pack, a);
    return !roster->has_failed;
}

/* Names are put into the map when somebody asks for one; most texts never do. */
static struct sg_strmap *names_of(struct sg_roster *roster) {
    char key[512];
    if (!roster->by_name && !(roster->by_name = sg_strmap_new_in(roster->arena)))
        roster->has_failed = true;
    for (; roster->by_name && roster->named_count < roster->reading->actor_count;
         roster->named_count++) {
        const struct sg_actor *actor = &roster->reading->actors[roster->named_count];
        size_t length = name_key(key, sizeof key, roster->gazetteer, actor->name);
        if (sg_strmap_getn(roster->by_name, key, length) == SG_STRMAP_NONE)
            roster->has_failed |=
                !sg_strmap_set(roster->by_name, key, (uint32_t)roster->named_count);
    }
    return roster->by_name;
}

void sg_roster_close(struct sg_roster *roster) {
    roster->by_name = NULL; /* it dies with the arena */
}

static uint32_t add_actor(struct sg_roster *roster, const struct sg_actor *actor) {
    struct sg_reading *reading = roster->reading;
    struct sg_actor *actors = sg_arena_grow(roster->arena, reading->actors, reading->actor_count,
                                            &roster->actor_capacity, sizeof *actors);
    if (!actors) {
        roster->has_failed = true;
        return SG_NO_ACTOR;
    }
    reading->actors = actors;
    uint32_t index = (uint32_t)reading->actor_count++;
    actors[index] = *actor;
    return index;
}

uint32_t sg_roster_pack_actor(struct sg_roster *roster, uint32_t pack) {
    const struct sg_pack_actor *known = sg_gazetteer_actor(roster->gazetteer, pack);
    if (!known)
        return SG_NO_ACTOR;
    uint32_t found = sg_roster_find_pack(roster, pack);
    if (found)
        return found - 1;
    const struct sg_pack_actor *country = sg_gazetteer_actor(roster->gazetteer, known->country);
    struct sg_actor actor = {.id = known->id,
                             .name = known->name,
                             .type = known->type,
                             .pack = pack,
                             .country = known->type == SG_TYPE_STATE ? known->id
                                        : country                    ? country->id
                                                                     : NULL,
                             .gender = known->gender,
                             .is_plural = known->is_plural,
                             .is_outlet = known->is_outlet};
    uint32_t index = add_actor(roster, &actor);
    if (index != SG_NO_ACTOR)
        put_pack(roster, pack, index);
    return index;
}

uint32_t sg_roster_find_named(struct sg_roster *roster, const char *name) {
    char key[512];
    size_t length = name_key(key, sizeof key, roster->gazetteer, name);
    const struct sg_strmap *names = names_of(roster);
    uint32_t found = names ? sg_strmap_getn(names, key, length) : SG_STRMAP_NONE;
    if (found == SG_STRMAP_NONE)
        return SG_NO_ACTOR;
    const struct sg_reading *reading = roster->reading;
    if (!sg_gazetteer_is_other(roster->gazetteer, reading->actors[found].pack, name))
        return found;
    /* a pack keeps this spelling apart: seldom enough to look at all actors */
    for (uint32_t a = 0; a < reading->actor_count; a++)
        if (reading->actors[a].pack == SG_NO_PACK && !strcmp(reading->actors[a].name, name))
            return a;
    return SG_NO_ACTOR;
}

void sg_roster_rename(struct sg_roster *roster, uint32_t actor, const char *name) {
    names_of(roster); /* its old name stays known */
    roster->reading->actors[actor].name = name;
}

uint32_t sg_roster_named_actor(struct sg_roster *roster, const char *name,
                               enum sg_actor_type type) {
    uint32_t found = sg_roster_find_named(roster, name);
    if (found != SG_NO_ACTOR) {
        struct sg_actor *actor = &roster->reading->actors[found];
        if (actor->type == SG_TYPE_UNKNOWN ||
            (actor->type == SG_TYPE_PERSON && type == SG_TYPE_OFFICIAL &&
             actor->pack == SG_NO_PACK))
            actor->type = type;
        return found;
    }
    struct sg_actor actor = {.name = sg_arena_strdup(roster->arena, name),
                             .id = make_id(roster->arena, name),
                             .type = type,
                             .pack = SG_NO_PACK};
    if (!actor.name || !actor.id) {
        roster->has_failed = true;
        return SG_NO_ACTOR;
    }
    return add_actor(roster, &actor);
}

uint32_t sg_roster_mention(struct sg_roster *roster, const struct sg_mention *mention) {
    struct sg_reading *reading = roster->reading;
    struct sg_mention *mentions =
        sg_arena_grow(roster->arena, reading->mentions, reading->mention_count,
                      &roster->mention_capacity, sizeof *mentions);
    if (!mentions) {
        roster->has_failed = true;
        return SG_NO_MENTION;
    }
    reading->mentions = mentions;
    mentions[reading->mention_count] = *mention;
    return (uint32_t)reading->mention_count++;
}

static int by_place(const void *a, const void *b) {
    const struct sg_mention *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->end_token != y->end_token)
        return x->end_token > y->end_token ? -1 : 1;
    return (int)x->kind - (int)y->kind;
}

/* Most are in order: a step adds a few behind the rest. Equal ones keep their order, as with
 * qsort() here; of many the last few hundred would be moved too far by hand. */
static void sort(struct sg_mention *mentions, size_t count) {
    size_t moves = 0;
    for (size_t i = 1; i < count; i++) {
        if (by_place(&mentions[i - 1], &mentions[i]) <= 0)
            continue;
        struct sg_mention mention = mentions[i];
        size_t low = 0, high = i - 1; /* the first that stands behind it */
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (by_place(&mentions[middle], &mention) <= 0)
                low = middle + 1;
            else
                high = middle;
        }
        if ((moves += i - low) > 32 * count) {
            qsort(mentions, count, sizeof *mentions, by_place);
            return;
        }
        memmove(&mentions[low + 1], &mentions[low], (i - low) * sizeof *mentions);
        mentions[low] = mention;
    }
}

void sg_roster_sort(struct sg_roster *roster) {
    struct sg_reading *reading = roster->reading;
    size_t kept = 0;
    for (size_t i = 0; i < reading->mention_count; i++)
        if (reading->mentions[i].end_token)
            reading->mentions[kept++] = reading->mentions[i];
    reading->mention_count = kept;
    sort(reading->mentions, kept);
}

char *sg_span_name(const struct sg_reading *reading, uint32_t first, uint32_t end,
                   struct sg_arena *arena) {
    while (end > first + 1 && (reading->tokens[end - 1].flags & SG_TOKEN_POSSESSIVE))
        end--;
    size_t size = 1;
    for (uint32_t i = first; i < end; i++)
        size += reading->tokens[i].length + 1;
    char *name = sg_arena_alloc(arena, size);
    if (!name)
        return NULL;
    size_t length = 0;
    for (uint32_t i = first; i < end; i++) {
        const struct sg_token *token = &reading->tokens[i];
        if (i > first && (token->flags & SG_TOKEN_SPACE_BEFORE))
            name[length++] = ' ';
        memcpy(name + length, token->form, token->length);
        length += token->length;
    }
    return name;
}
