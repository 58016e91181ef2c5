/* Reads one stance file: the relation's header and its cues. */
#include "stance/lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kind_names[] = {"verb", "noun", "adjective", "suffix", "prefix", "phrase"};
static const char *const kind_marks[] = {"v", "n", "a", "x", "x", "p"};

static const struct {
    const char *name;
    enum sg_slot_kind kind;
} slot_names[] = {
    {"subject", SG_SLOT_SUBJECT}, {"object", SG_SLOT_OBJECT},       {"iobj", SG_SLOT_IOBJ},
    {"clause", SG_SLOT_CLAUSE},   {"act", SG_SLOT_ACT},   {"possessor", SG_SLOT_POSSESSOR}, {"modifier", SG_SLOT_MODIFIER},
    {"head", SG_SLOT_HEAD},       {"speaker", SG_SLOT_SPEAKER},     {"others", SG_SLOT_OTHERS},
    {"within", SG_SLOT_WITHIN},   {"topic", SG_SLOT_TOPIC},       {"offender", SG_SLOT_OFFENDER},
};

/* What is being read, for messages. */
struct place {
    struct sg_lexicon *lexicon;
    const char *path, *rule;
    struct sg_error *err;
};

static enum sg_status complain(const struct place *place, const char *what, const char *which) {
    return sg_fail(place->err, SG_ERR_DATA,
                   "%s: %s: %s \"%s\"; data/en/stances/README.md lists "
                   "what there is",
                   place->path, place->rule, what, which);
}

bool sg_slot_read(struct sg_slot *out, struct sg_lexicon *lexicon, const char *name) {
    for (size_t i = 0; i < sizeof slot_names / sizeof *slot_names; i++)
        if (!strcmp(slot_names[i].name, name)) {
            *out = (struct sg_slot){.kind = slot_names[i].kind};
            return true;
        }
    for (const char *at = name; *at; at++)
        if (*at < 'a' || *at > 'z')
            return false;
    *out = (struct sg_slot){.kind = SG_SLOT_PREPOSITION,
                            .preposition = sg_lexicon_word(lexicon, name)};
    return *name != '\0' && out->preposition != NULL;
}

static enum sg_status read_slots(struct sg_slot *out, const struct place *place, const char *text) {
    size_t count;
    const char **names = sg_lexicon_split(place->lexicon, text, " ", &count);
    if (!names)
        return sg_fail(place->err, SG_ERR_MEMORY, "out of memory");
    if (count >= SG_SLOTS_MAX)
        return complain(place, "too many slots in", text);
    for (size_t i = 0; i < count; i++)
        if (!sg_slot_read(&out[i], place->lexicon, names[i]))
            return complain(place, "unknown slot", names[i]);
    out[count] = (struct sg_slot){.kind = SG_SLOT_NONE};
    return SG_OK;
}

static bool note_words(struct sg_condition *condition, struct sg_lexicon *lexicon) {
    condition->hashes =
        sg_lexicon_own(lexicon, condition->word_count + 1, sizeof *condition->hashes);
    for (size_t i = 0; condition->hashes && i < condition->word_count; i++) {
        condition->hashes[i] = sg_strmap_hash(condition->words[i], strlen(condition->words[i]));
        sg_word_bits_note(&condition->bits, condition->hashes[i]);
    }
    return condition->hashes;
}

static enum sg_status read_condition(struct sg_condition *out, const struct place *place,
                                     const char *text) {
    static const struct {
        const char *name;
        enum sg_condition_kind kind;
    } names[] = {{"next", SG_IF_NEXT},         {"before", SG_IF_BEFORE}, {"with", SG_IF_WITH},
                 {"sentence", SG_IF_SENTENCE}, {"has", SG_IF_HAS},       {"voice", SG_IF_VOICE},
                 {"under", SG_IF_UNDER},       {"case", SG_IF_CASE}};
    const char *colon = strchr(text, ':');
    size_t length = colon ? (size_t)(colon - text) : 0;
    if (!length || !colon[1])
        return complain(place, "a condition is kind:word|word, not", text);
    out->kind = SG_IF_SLOT;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i].name) == length && !memcmp(names[i].name, text, length))
            out->kind = names[i].kind;
    out->words = sg_lexicon_split(place->lexicon, colon + 1, "|", &out->word_count);
    if (!out->words || !note_words(out, place->lexicon))
        return sg_fail(place->err, SG_ERR_MEMORY, "out of memory");
    char slot[32];
    if (out->kind == SG_IF_SLOT)
        snprintf(slot, sizeof slot, "%.*s", (int)length, text);
    else if (out->kind == SG_IF_HAS)
        snprintf(slot, sizeof slot, "%s", colon + 1);
    else
        return SG_OK;
    if (!sg_slot_read(&out->slot, place->lexicon, slot))
        return complain(place, "unknown slot or condition in", text);
    return SG_OK;
}

static enum sg_status read_conditions(struct sg_condition **out, size_t *count,
                                      const struct place *place, const json_t *list) {
    *count = 0;
    if (!list)
        return SG_OK;
    if (!json_is_array(list))
        return complain(place, "conditions are a list in", "unless, only");
    *out = sg_lexicon_own(place->lexicon, json_array_size(list), sizeof **out);
    if (!*out)
        return sg_fail(place->err, SG_ERR_MEMORY, "out of memory");
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item) {
        if (!json_is_string(item))
            return complain(place, "a condition is a string in", "unless, only");
        enum sg_status status = read_condition(&(*out)[i], place, json_string_value(item));
        if (status)
            return status;
        ++*count;
    }
    return SG_OK;
}

static enum sg_status read_as(enum sg_reading_as *out, const struct place *place,
                              const char *name) {
    static const char *const names[] = {"doer", "owner", "party", "undergoer"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i], name)) {
            *out = (enum sg_reading_as)i;
            return SG_OK;
        }
    return complain(place, "unknown \"as\"", name);
}

/* The first of: the entry, its frame, its kind that has the key. */
static const json_t *lookup(const json_t *const layers[3], const char *key) {
    for (int i = 0; i < 3; i++) {
        const json_t *value = json_object_get(layers[i], key);
        if (value)
            return value;
    }
    return NULL;
}

static enum sg_status read_frame(struct sg_entry *entry, const struct place *place,
                                 const json_t *frames, const json_t *json) {
    enum sg_status status;
    const char *frame = json_string_value(json_object_get(json, "frame"));
    const json_t *named = frame ? json_object_get(json_object_get(frames, "frames"), frame) : NULL;
    if (frame && !named)
        return complain(place, "no such frame in frames.json:", frame);
    const json_t *const layers[3] = {
        json, named, json_object_get(json_object_get(frames, "kinds"), kind_names[entry->kind])};
    const char *from = json_string_value(lookup(layers, "from"));
    const char *to = json_string_value(lookup(layers, "to"));
    const char *as = json_string_value(lookup(layers, "as"));
    const json_t *strength = lookup(layers, "strength");
    if (!from || !to || !as)
        return complain(place, "no slots; a string is needed for",
                        !from ? "from"
                        : !to ? "to"
                              : "as");
    if ((status = read_slots(entry->from, place, from)) ||
        (status = read_slots(entry->to, place, to)) || (status = read_as(&entry->as, place, as)))
        return status;
    for (const struct sg_slot *slot = entry->to; slot->kind; slot++)
        entry->is_within |= slot->kind == SG_SLOT_WITHIN;
    entry->strength = strength ? json_number_value(strength) : 0.8;
    if (!(entry->strength > 0 && entry->strength <= 1))
        return complain(place, "out of (0, 1]:", "strength");
    return SG_OK;
}

/* An entry of the same rule, from a file given later, replaces the older one. */
static bool replace_older(struct sg_lexicon *lexicon, struct sg_entry *entry, uint32_t number) {
    if (!entry->rule)
        return false;
    uint32_t same = sg_strmap_get(lexicon->rules, entry->rule);
    entry->same_rule = same == SG_STRMAP_NONE ? SG_NO_LINK : same;
    for (uint32_t i = entry->same_rule; i != SG_NO_LINK; i = lexicon->entries[i].same_rule)
        if (lexicon->entries[i].file < entry->file)
            lexicon->entries[i].strength = 0;
    return sg_strmap_set(lexicon->rules, entry->rule, number);
}

static enum sg_status add_cue(const struct place *outer, const json_t *frames, const json_t *json,
                              uint32_t relation, enum sg_cue_kind kind, const char *cue,
                              bool is_single) {
    struct sg_lexicon *lexicon = outer->lexicon;
    struct sg_entry *entry = &lexicon->entries[lexicon->entry_count];
    memset(entry, 0, sizeof *entry);
    entry->words = sg_lexicon_split(lexicon, cue, " ", &entry->word_count);
    if (!entry->words)
        return sg_fail(outer->err, SG_ERR_MEMORY, "out of memory");
    if (!entry->word_count)
        return complain(outer, "empty cue in", kind_names[kind]);
    char rule[200];
    const char *id = json_string_value(json_object_get(json, "id"));
    int used = snprintf(rule, sizeof rule, "%s/", lexicon->relations[relation].name);
    size_t at = (size_t)used;
    for (const char *c = id && is_single ? id : cue; *c && at + 4 < sizeof rule; c++)
        rule[at++] = *c == ' ' ? '-' : *c;
    rule[at] = '\0';
    if (!(id && is_single)) {
        /* "backed.x" and "pro.x" differ; so do a verb and a noun of one form */
        snprintf(rule + at, sizeof rule - at, ".%s", kind_marks[kind]);
    }
    entry->rule = sg_lexicon_word(lexicon, rule);
    const struct place place = {lexicon, outer->path, entry->rule, outer->err};
    entry->relation = relation;
    entry->kind = kind;
    entry->json = json;
    entry->file = lexicon->file_count;
    entry->is_mutual = json_is_true(json_object_get(json, "mutual"));
    entry->is_figure = json_is_true(json_object_get(json, "figure"));
    entry->needs_carrier = json_is_false(json_object_get(json, "bare"));
    entry->is_negated = json_is_true(json_object_get(json, "negated"));
    enum sg_status status;
    if ((status = read_frame(entry, &place, frames, json)) ||
        (status = read_conditions(&entry->unless, &entry->unless_count, &place,
                                  json_object_get(json, "unless"))) ||
        (status = read_conditions(&entry->only, &entry->only_count, &place,
                                  json_object_get(json, "only"))))
        return status;
    uint32_t number = (uint32_t)lexicon->entry_count;
    if (!replace_older(lexicon, entry, number))
        return sg_fail(outer->err, SG_ERR_MEMORY, "out of memory");
    const char *key = entry->words[kind == SG_CUE_NOUN ? entry->word_count - 1 : 0];
    lexicon->entry_count++;
    return sg_lexicon_index(lexicon, key, kind, number, false)
               ? SG_OK
               : sg_fail(place.err, SG_ERR_MEMORY, "out of memory");
}

static const char *const entry_keys[] = {"verb",   "noun",     "adjective", "suffix", "prefix",
                                         "phrase", "id",       "frame",     "from",   "to",
                                         "as",     "strength", "unless",    "only",   "mutual",
                                         "bare",   "negated",  "figure",  "examples",  "no",     "note"};

static enum sg_status add_entry(const struct place *place, const json_t *frames, json_t *json,
                                uint32_t relation) {
    const char *key;
    json_t *value, *cue = NULL;
    enum sg_cue_kind kind = SG_CUE_VERB;
    if (!json_is_object(json))
        return complain(place, "an entry is an object, not", "something else");
    json_object_foreach(json, key, value) {
        bool known = false;
        for (size_t i = 0; i < sizeof entry_keys / sizeof *entry_keys; i++)
            known |= !strcmp(entry_keys[i], key);
        if (!known)
            return complain(place, "unknown key", key);
        for (int i = 0; i < SG_CUE_KINDS; i++)
            if (!strcmp(kind_names[i], key)) {
                if (cue)
                    return complain(place, "two cues; the second is a", key);
                cue = value;
                kind = (enum sg_cue_kind)i;
            }
    }
    if (!cue)
        return complain(place, "an entry needs one of",
                        "verb, noun, adjective, suffix, prefix, phrase");
    if (json_is_string(cue))
        return add_cue(place, frames, json, relation, kind, json_string_value(cue), true);
    if (!json_is_array(cue))
        return complain(place, "a word or a list of words is needed for", kind_names[kind]);
    size_t i;
    json_t *word;
    json_array_foreach(cue, i, word) {
        if (!json_is_string(word))
            return complain(place, "a cue is a string in", kind_names[kind]);
        enum sg_status status = add_cue(place, frames, json, relation, kind,
                                        json_string_value(word), json_array_size(cue) == 1);
        if (status)
            return status;
    }
    return SG_OK;
}

uint32_t sg_lexicon_relation(const struct sg_lexicon *lexicon, const char *name, size_t length) {
    for (uint32_t i = 0; i < lexicon->relation_count; i++)
        if (strlen(lexicon->relations[i].name) == length &&
            !memcmp(lexicon->relations[i].name, name, length))
            return i;
    return SG_NO_LINK;
}

/* Finds the file's relation, or adds it. */
static enum sg_status read_header(uint32_t *out, const struct place *place, const json_t *file) {
    struct sg_lexicon *lexicon = place->lexicon;
    const char *name = json_string_value(json_object_get(file, "relation"));
    const char *set = json_string_value(json_object_get(file, "set"));
    const json_t *sign = json_object_get(file, "sign");
    if (!name || !*name)
        return sg_fail(place->err, SG_ERR_DATA, "%s: needs \"relation\", a name", place->path);
    *out = sg_lexicon_relation(lexicon, name, strlen(name));
    if (*out != SG_NO_LINK)
        return SG_OK;
    if (!set || (strcmp(set, "core") && strcmp(set, "wide") && strcmp(set, "all")))
        return sg_fail(place->err, SG_ERR_DATA,
                       "%s: \"set\" of %s is \"core\", \"wide\" or \"all\"", place->path, name);
    if (!json_is_integer(sign) || json_integer_value(sign) < -1 || json_integer_value(sign) > 1)
        return sg_fail(place->err, SG_ERR_DATA, "%s: \"sign\" of %s is -1, 0 or 1", place->path,
                       name);
    struct sg_relation *grown =
        realloc(lexicon->relations, (lexicon->relation_count + 1) * sizeof *grown);
    if (!grown)
        return sg_fail(place->err, SG_ERR_MEMORY, "out of memory");
    lexicon->relations = grown;
    *out = (uint32_t)lexicon->relation_count;
    grown[lexicon->relation_count++] = (struct sg_relation){
        .name = sg_lexicon_word(lexicon, name),
        .set = sg_lexicon_word(lexicon, set),
        .sign = (int)json_integer_value(sign),
        .spares_victims = json_is_true(json_object_get(file, "spares_victims")),
        .needs_arms = json_is_true(json_object_get(file, "needs_arms")),
        .of_condition = json_is_true(json_object_get(file, "of_condition")),
        .given_least = json_number_value(json_object_get(file, "given_least")),
    };
    return SG_OK;
}

enum sg_status sg_lexicon_add_file(struct sg_lexicon *lexicon, const json_t *frames, json_t *file,
                                   const char *path, struct sg_error *err) {
    uint32_t relation;
    char rule[64];
    struct place place = {lexicon, path, rule, err};
    enum sg_status status = read_header(&relation, &place, file);
    if (status)
        return status;
    json_t *entries = json_object_get(file, "entries");
    if (entries && !json_is_array(entries))
        return sg_fail(err, SG_ERR_DATA, "%s: \"entries\" is not a list", path);
    size_t i, cues = 0;
    json_t *json;
    json_array_foreach(entries, i, json) {
        for (int k = 0; k < SG_CUE_KINDS; k++) {
            const json_t *cue = json_object_get(json, kind_names[k]);
            cues += json_is_array(cue) ? json_array_size(cue) : cue != NULL;
        }
    }
    struct sg_entry *grown =
        realloc(lexicon->entries, (lexicon->entry_count + cues + 1) * sizeof *grown);
    if (!grown)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    lexicon->entries = grown;
    json_array_foreach(entries, i, json) {
        snprintf(rule, sizeof rule, "entry %zu", i + 1);
        if ((status = add_entry(&place, frames, json, relation)))
            return status;
    }
    return SG_OK;
}
