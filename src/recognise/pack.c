/* Actor packs: JSON -> actors and their names. Two passes, since packs refer to one another. */
#include "recognise/gazetteer.h"

#include "recognise/pack.h"

#include <stdlib.h>
#include <string.h>

enum sg_status sg_pack_open(json_t **out, const char *path, struct sg_error *err) {
    json_error_t where;
    *out = json_load_file(path, JSON_REJECT_DUPLICATES, &where);
    if (!*out)
        return sg_fail(err, where.line < 0 ? SG_ERR_IO : SG_ERR_DATA, "%s:%d: %s", path, where.line,
                       where.text);
    if (!json_is_array(json_object_get(*out, "actors"))) {
        json_decref(*out);
        *out = NULL;
        return sg_fail(err, SG_ERR_DATA, "%s: no \"actors\" list: this is no actor pack", path);
    }
    return SG_OK;
}

static bool is_id(const char *id) {
    for (const char *p = id; *p; p++)
        if (!((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || *p == '-'))
            return false;
    return *id != '\0';
}

enum sg_status sg_pack_check_actor(const json_t *actor, size_t index, const char *path,
                                   struct sg_error *err) {
    const char *id = json_string_value(json_object_get(actor, "id"));
    const char *name = json_string_value(json_object_get(actor, "name"));
    const char *type = json_string_value(json_object_get(actor, "type"));
    if (!id || !is_id(id))
        return sg_fail(err, SG_ERR_DATA, "%s: actors[%zu]: \"id\" must be [a-z0-9-]+", path, index);
    if (!name || !*name)
        return sg_fail(err, SG_ERR_DATA, "%s: actor %s: no \"name\"", path, id);
    if (!type || sg_actor_type_find(type) == SG_TYPE_UNKNOWN)
        return sg_fail(err, SG_ERR_DATA,
                       "%s: actor %s: \"type\" must be state, official, militia, organization or "
                       "person",
                       path, id);
    return SG_OK;
}

/* First pass: the actor itself. A later pack's actor replaces an earlier one of the same id. */
static enum sg_status add_actor(struct sg_gazetteer *g, const json_t *from, struct sg_error *err) {
    const char *id = json_string_value(json_object_get(from, "id"));
    uint32_t index = sg_strmap_get(g->ids, id);
    if (index == SG_STRMAP_NONE) {
        index = (uint32_t)g->actor_count;
        g->actors = sg_arena_grow(&g->arena, g->actors, g->actor_count, &g->actor_capacity,
                                  sizeof *g->actors);
        if (!g->actors || !sg_strmap_set(g->ids, id, index))
            return sg_fail(err, SG_ERR_MEMORY, "out of memory");
        g->actor_count++;
    }
    struct sg_pack_actor *actor = &g->actors[index];
    memset(actor, 0, sizeof *actor);
    const char *gender = json_string_value(json_object_get(from, "gender"));
    actor->id = sg_arena_strdup(&g->arena, id);
    actor->name = sg_arena_strdup(&g->arena, json_string_value(json_object_get(from, "name")));
    actor->type = sg_actor_type_find(json_string_value(json_object_get(from, "type")));
    actor->country = SG_NO_PACK;
    actor->gender = gender && (*gender == 'm' || *gender == 'f') ? *gender : 0;
    actor->is_outlet = json_is_true(json_object_get(from, "outlet"));
    actor->is_plural = json_is_true(json_object_get(from, "plural"));
    actor->is_family_first = json_is_true(json_object_get(from, "family_first"));
    actor->is_first = json_is_true(json_object_get(from, "first"));
    actor->is_land = json_array_size(json_object_get(from, "demonyms")) +
                         json_array_size(json_object_get(from, "capitals")) >
                     0;
    actor->is_ambiguous = json_is_true(json_object_get(from, "ambiguous"));
    return actor->id && actor->name ? SG_OK : sg_fail(err, SG_ERR_MEMORY, "out of memory");
}

static const char *text_of(struct sg_gazetteer *g, const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text && *text ? sg_arena_strdup(&g->arena, text) : NULL;
}

static enum sg_status read_terms(struct sg_gazetteer *g, struct sg_pack_actor *actor,
                                 const json_t *roles, struct sg_error *err) {
    size_t i, count = json_array_size(roles);
    struct sg_term *terms = sg_arena_array(&g->arena, count + 1, sizeof *terms);
    if (!terms)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    json_t *role;
    json_array_foreach(roles, i, role) {
        const char *of = json_string_value(json_object_get(role, "of"));
        struct sg_term *term = &terms[actor->term_count];
        term->role = text_of(g, role, "role");
        if (!term->role)
            continue;
        term->of = of ? sg_gazetteer_find(g, of) : SG_NO_PACK;
        term->from = text_of(g, role, "from");
        term->until = text_of(g, role, "until");
        actor->term_count++;
        if (actor->country == SG_NO_PACK && term->of != SG_NO_PACK)
            actor->country =
                g->actors[term->of].type == SG_TYPE_STATE ? term->of : g->actors[term->of].country;
    }
    actor->terms = terms;
    return SG_OK;
}

/* A list of texts under a key. */
static bool read_texts(struct sg_gazetteer *g, const char *const **out, size_t *count,
                       const json_t *list) {
    size_t i;
    json_t *value;
    const char **texts = sg_arena_array(&g->arena, json_array_size(list) + 1, sizeof *texts);
    *count = 0;
    *out = texts;
    if (!texts)
        return false;
    json_array_foreach(list, i, value) {
        if (json_is_string(value) &&
            !(texts[(*count)++] = sg_arena_strdup(&g->arena, json_string_value(value))))
            return false;
    }
    return true;
}

static enum sg_status read_references(struct sg_gazetteer *g, uint32_t index, const json_t *from,
                                      struct sg_error *err) {
    struct sg_pack_actor *actor = &g->actors[index];
    const char *country = json_string_value(json_object_get(from, "country"));
    if (country)
        actor->country = sg_gazetteer_find(g, country);
    const json_t *parts = json_object_get(from, "part_of");
    size_t i;
    json_t *value;
    uint32_t *part_of = sg_arena_array(&g->arena, json_array_size(parts) + 1, sizeof *part_of);
    if (!part_of ||
        !read_texts(g, &actor->not_same_as, &actor->not_same_as_count,
                    json_object_get(from, "not_same_as")) ||
        !read_texts(g, &actor->called, &actor->called_count, json_object_get(from, "called")))
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    json_array_foreach(parts, i, value) {
        uint32_t whole =
            json_is_string(value) ? sg_gazetteer_find(g, json_string_value(value)) : SG_NO_PACK;
        if (whole != SG_NO_PACK && whole != index)
            part_of[actor->part_of_count++] = whole;
    }
    actor->part_of = part_of;
    g->not_same_count += actor->not_same_as_count > 0;
    if (actor->called_count) {
        g->called = sg_arena_grow(&g->arena, g->called, g->called_count, &g->called_capacity,
                                  sizeof *g->called);
        if (!g->called)
            return sg_fail(err, SG_ERR_MEMORY, "out of memory");
        g->called[g->called_count++] = index;
        for (i = 0; i < actor->called_count; i++)
            if (!sg_strmap_set(g->called_words, actor->called[i], 1))
                return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    json_array_foreach(json_object_get(from, "same_as"), i, value) {
        uint32_t same =
            json_is_string(value) ? sg_gazetteer_find(g, json_string_value(value)) : SG_NO_PACK;
        /* kept apart wins over made one: lint tells */
        if (same != SG_NO_PACK && same != index &&
            !sg_gazetteer_is_other(g, index, json_string_value(value)))
            g->merged[index] = same;
    }
    return read_terms(g, actor, json_object_get(from, "roles"), err);
}

static enum sg_status read_names(struct sg_gazetteer *g, uint32_t index, const json_t *from,
                                 struct sg_error *err) {
    static const struct {
        const char *key;
        enum sg_mention_kind kind;
        int flags;
    } lists[] = {
        {"aliases", SG_MENTION_NAME, 0},
        {"acronyms", SG_MENTION_ACRONYM, SG_ALIAS_EXACT | SG_ALIAS_CAPITALS},
        {"demonyms", SG_MENTION_DEMONYM, SG_ALIAS_EXACT},
        {"capitals", SG_MENTION_CAPITAL, SG_ALIAS_EXACT},
        {"seats", SG_MENTION_SEAT, SG_ALIAS_EXACT},
        {"short", SG_MENTION_SHORT, SG_ALIAS_EXACT},
    };
    const struct sg_pack_actor *actor = &g->actors[index];
    int flags = SG_ALIAS_IS_NAME;
    if (actor->type == SG_TYPE_STATE)
        flags |= SG_ALIAS_EXACT;
    enum sg_status status =
        sg_gazetteer_add_alias(g, index, actor->name, SG_MENTION_NAME, flags, err);
    for (size_t l = 0; !status && l < sizeof lists / sizeof *lists; l++) {
        size_t i;
        json_t *value;
        flags = lists[l].flags | (actor->type == SG_TYPE_STATE ? SG_ALIAS_EXACT : 0);
        json_array_foreach(json_object_get(from, lists[l].key), i, value) {
            if (!status && json_is_string(value))
                status = sg_gazetteer_add_alias(g, index, json_string_value(value), lists[l].kind,
                                                flags, err);
        }
    }
    return status;
}

enum sg_status sg_pack_read_actors(struct sg_gazetteer *g, const json_t *pack, const char *path,
                                   struct sg_error *err) {
    enum sg_status status = SG_OK;
    size_t i;
    json_t *actor;
    json_array_foreach(json_object_get(pack, "actors"), i, actor) {
        if ((status = sg_pack_check_actor(actor, i, path, err)) ||
            (status = add_actor(g, actor, err)))
            return status;
    }
    return status;
}

enum sg_status sg_pack_read_references(struct sg_gazetteer *g, const json_t *pack,
                                       struct sg_error *err) {
    enum sg_status status;
    size_t i;
    json_t *actor;
    json_array_foreach(json_object_get(pack, "actors"), i, actor) {
        const char *id = json_string_value(json_object_get(actor, "id"));
        if ((status = read_references(g, sg_strmap_get(g->ids, id), actor, err)))
            return status;
    }
    return SG_OK;
}

enum sg_status sg_pack_read_names(struct sg_gazetteer *g, const json_t *pack,
                                  struct sg_error *err) {
    enum sg_status status;
    size_t i;
    json_t *actor;
    json_array_foreach(json_object_get(pack, "actors"), i, actor) {
        const char *id = json_string_value(json_object_get(actor, "id"));
        if ((status = read_names(g, sg_strmap_get(g->ids, id), actor, err)))
            return status;
    }
    return SG_OK;
}
