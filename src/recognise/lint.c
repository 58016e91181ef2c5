/* Checks an actor pack: what would be refused, matched wrongly, or never. */
#include "recognise/pack.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct linter {
    FILE *out;
    size_t *problems;
    const char *path;
    const struct sg_gazetteer *known; /* the data's own packs; this one may be among them */
    struct sg_strmap *ids;
    struct sg_strmap *names; /* name -> actor's index in the pack */
    struct sg_strmap *roles; /* canonical roles */
    const json_t *actors;
};

__attribute__((format(printf, 3, 4))) static void complain(struct linter *l, const json_t *actor,
                                                           const char *format, ...) {
    char text[600];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const char *id = json_string_value(json_object_get(actor, "id"));
    fprintf(l->out, "%s: %s: %s\n", l->path, id ? id : "an actor without id", text);
    ++*l->problems;
}

static bool is_date(const char *text) {
    static const char form[] = "dddd-dd-dd";
    size_t length = strlen(text);
    if (length != 4 && length != 7 && length != 10)
        return false;
    for (size_t i = 0; i < length; i++)
        if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
            return false;
    int month = length >= 7 ? atoi(text + 5) : 1, day = length == 10 ? atoi(text + 8) : 1;
    int year = atoi(text);
    return year >= 1800 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static bool is_actor(const struct linter *l, const char *id) {
    return sg_strmap_get(l->ids, id) != SG_STRMAP_NONE ||
           sg_gazetteer_find(l->known, id) != SG_NO_PACK;
}

static void check_reference(struct linter *l, const json_t *actor, const char *key,
                            const char *id) {
    if (id && !is_actor(l, id))
        complain(l, actor, "\"%s\": no actor has the id \"%s\"", key, id);
}

static void check_roles(struct linter *l, const json_t *actor) {
    size_t i;
    json_t *role;
    json_array_foreach(json_object_get(actor, "roles"), i, role) {
        const char *name = json_string_value(json_object_get(role, "role"));
        const char *from = json_string_value(json_object_get(role, "from"));
        const char *until = json_string_value(json_object_get(role, "until"));
        if (!name || sg_strmap_get(l->roles, name) == SG_STRMAP_NONE)
            complain(l, actor,
                     "unknown role \"%s\": data/en/roles.json has those that are looked up",
                     name ? name : "");
        check_reference(l, actor, "of", json_string_value(json_object_get(role, "of")));
        if (from && !is_date(from))
            complain(l, actor, "\"from\": there is no such date as \"%s\"", from);
        if (until && !is_date(until))
            complain(l, actor, "\"until\": there is no such date as \"%s\"", until);
        size_t shorter =
            from && until ? strlen(from) < strlen(until) ? strlen(from) : strlen(until) : 0;
        if (shorter && strncmp(until, from, shorter) < 0)
            complain(l, actor, "the term as %s ends before it begins (%s to %s)", name ? name : "?",
                     from, until);
    }
}

/* One name: short, ordinary, said twice, or another's. `is_exact`: acronyms, capitals and the like
 * may be short. */
static void check_name(struct linter *l, const json_t *actor, size_t index, const char *name,
                       bool is_acronym) {
    char fold[SG_WORD_MAX];
    size_t length = sg_name_fold(fold, name);
    bool is_single = !strchr(name, ' ');
    if (!length) {
        complain(l, actor, "the name \"%s\" has no letter", name);
        return;
    }
    if (is_single && length <= 1)
        complain(l, actor, "the name \"%s\" is one character: it would be found everywhere", name);
    else if (is_single && !is_acronym && length <= 2)
        complain(l, actor, "the name \"%s\" is too short: it would be found where it is not meant",
                 name);
    bool is_small = name[0] >= 'a' && name[0] <= 'z';
    if (is_single && !is_acronym && is_small &&
        (sg_lexis_classes(l->known->lexis, fold, length) & SG_LEXIS_COMMON))
        complain(l, actor, "the name \"%s\" is an ordinary word, and small letters match it too",
                 name);
    uint32_t other = sg_strmap_get(l->names, name);
    if (other == SG_STRMAP_NONE) {
        sg_strmap_set(l->names, name, (uint32_t)index);
        return;
    }
    const json_t *known = json_array_get(l->actors, other);
    const char *id = json_string_value(json_object_get(known, "id"));
    const char *state = json_string_value(json_object_get(actor, "country"));
    const char *other_state = json_string_value(json_object_get(known, "country"));
    /* "Supreme Court": the text's state tells which */
    if (other != index && state && other_state && strcmp(state, other_state) != 0)
        return;
    if (other == index)
        complain(l, actor, "the name \"%s\" stands twice", name);
    else
        complain(l, actor,
                 "the name \"%s\" also names \"%s\": neither is found where the text does "
                 "not tell which",
                 name, id ? id : "?");
}

/* Not the same as a name or an id; and the same id cannot be the same as well. */
static void check_apart(struct linter *l, const json_t *actor) {
    size_t i, k;
    json_t *other, *same, *word;
    json_array_foreach(json_object_get(actor, "not_same_as"), i, other) {
        const char *id = json_string_value(other);
        json_array_foreach(json_object_get(actor, "same_as"), k, same) {
            if (id && json_is_string(same) && !strcmp(id, json_string_value(same)))
                complain(l, actor, "the same as \"%s\" and not the same: which?", id);
        }
    }
    json_array_foreach(json_object_get(actor, "called"), i, word) {
        const char *noun = json_string_value(word);
        if (!noun || !*noun || strspn(noun, "abcdefghijklmnopqrstuvwxyz- ") != strlen(noun))
            complain(l, actor, "\"called\" must hold nouns in small letters");
    }
}

static void check_names(struct linter *l, const json_t *actor, size_t index) {
    static const char *const lists[] = {"aliases",  "acronyms", "demonyms",
                                        "capitals", "seats",    "short"};
    const char *name = json_string_value(json_object_get(actor, "name"));
    if (name)
        check_name(l, actor, index, name, false);
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
        size_t i;
        json_t *value;
        const json_t *list = json_object_get(actor, lists[k]);
        if (list && !json_is_array(list))
            complain(l, actor, "\"%s\" must be a list", lists[k]);
        json_array_foreach(list, i, value) {
            if (json_is_string(value))
                check_name(l, actor, index, json_string_value(value), k == 1);
            else
                complain(l, actor, "\"%s\" must hold texts only", lists[k]);
        }
    }
}

static void check_actor(struct linter *l, const json_t *actor, size_t index) {
    const char *type = json_string_value(json_object_get(actor, "type"));
    const char *gender = json_string_value(json_object_get(actor, "gender"));
    struct sg_error err;
    if (!type || sg_actor_type_find(type) == SG_TYPE_UNKNOWN)
        complain(l, actor, "unknown type \"%s\": state, official, militia, organization, person",
                 type ? type : "");
    else if (sg_pack_check_actor(actor, index, l->path, &err))
        complain(l, actor, "%s", err.text);
    if (gender && strcmp(gender, "m") && strcmp(gender, "f"))
        complain(l, actor, "\"gender\" is \"m\" or \"f\"");
    check_reference(l, actor, "country", json_string_value(json_object_get(actor, "country")));
    static const char *const lists[] = {"part_of", "same_as"};
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
        size_t i;
        json_t *value;
        json_array_foreach(json_object_get(actor, lists[k]), i, value)
            check_reference(l, actor, lists[k], json_string_value(value));
    }
    check_apart(l, actor);
    check_names(l, actor, index);
    check_roles(l, actor);
}

static bool read_roles(struct linter *l, const char *data_dir) {
    char path[4096];
    snprintf(path, sizeof path, "%s/en/roles.json", data_dir);
    json_t *root = json_load_file(path, 0, NULL);
    size_t i;
    json_t *row;
    json_array_foreach(json_object_get(root, "roles"), i, row) {
        const char *role = json_string_value(json_object_get(row, "role"));
        if (role)
            sg_strmap_set(l->roles, role, 1);
    }
    json_decref(root);
    return sg_strmap_count(l->roles) > 0;
}

enum sg_status sg_pack_lint(FILE *out, size_t *problems, const char *data_dir, const char *path,
                            struct sg_error *err) {
    struct sg_gazetteer *known = NULL;
    json_t *pack = NULL;
    struct linter l = {.out = out,
                       .problems = problems,
                       .path = path,
                       .ids = sg_strmap_new(),
                       .names = sg_strmap_new(),
                       .roles = sg_strmap_new()};
    enum sg_status status = SG_OK;
    if (!l.ids || !l.names || !l.roles)
        status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    if (status || (status = sg_pack_open(&pack, path, err)) ||
        (status = sg_gazetteer_load(&known, data_dir, NULL, 0, err)))
        goto out;
    if (!read_roles(&l, data_dir)) {
        status = sg_fail(err, SG_ERR_DATA, "%s/en/roles.json: cannot be read", data_dir);
        goto out;
    }
    l.known = known;
    l.actors = json_object_get(pack, "actors");
    size_t i;
    json_t *actor;
    json_array_foreach(l.actors, i, actor) {
        const char *id = json_string_value(json_object_get(actor, "id"));
        if (id && sg_strmap_get(l.ids, id) != SG_STRMAP_NONE)
            complain(&l, actor, "another actor of this pack has the same id");
        if (id)
            sg_strmap_set(l.ids, id, (uint32_t)i);
    }
    json_array_foreach(l.actors, i, actor) check_actor(&l, actor, i);
out:
    json_decref(pack);
    sg_gazetteer_free(known);
    sg_strmap_free(l.ids);
    sg_strmap_free(l.names);
    sg_strmap_free(l.roles);
    return status;
}
