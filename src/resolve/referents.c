#include "resolve/referents.h"

#include "recognise/gazetteer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A quick number of a word: its length, two first letters and the last. */
static unsigned sieve_of(const char *word, size_t length) {
    unsigned first = (unsigned char)word[0], second = length > 1 ? (unsigned char)word[1] : 0;
    unsigned last = (unsigned char)word[length - 1];
    return (first * 2053u + second * 131u + last * 17u + (unsigned)length * 4099u) & 0xFFFFu;
}

static bool add_class(struct sg_referents *r, const char *word, uint32_t classes) {
    unsigned bit = *word ? sieve_of(word, strlen(word)) : 0;
    r->sieve[bit >> 3] |= (uint8_t)(1u << (bit & 7));
    uint32_t old = sg_strmap_get(r->words, word);
    return sg_strmap_set(r->words, word, (old == SG_STRMAP_NONE ? 0 : old) | classes);
}

static bool add_list(struct sg_referents *r, const json_t *list, uint32_t classes) {
    size_t i;
    json_t *word;
    bool good = true;
    json_array_foreach(list, i, word) {
        if (json_is_string(word))
            good = good && add_class(r, json_string_value(word), classes);
    }
    return good;
}

/* A phrase with hyphens as spaces; its first word gets the class, so that only there one looks. */
static bool add_phrase(struct sg_referents *r, struct sg_strmap *map, const char *text,
                       uint32_t value, uint32_t first_class) {
    char phrase[128];
    snprintf(phrase, sizeof phrase, "%s", text);
    for (char *p = phrase; *p; p++)
        if (*p == '-')
            *p = ' ';
    char first[128];
    snprintf(first, sizeof first, "%.*s", (int)strcspn(phrase, " "), phrase);
    bool good = sg_strmap_set(map, phrase, value) && add_class(r, first, first_class);
    /* "secretary-general" may be one token */
    const char *hyphen = strchr(text, '-');
    if (good && hyphen) {
        snprintf(first, sizeof first, "%.*s", (int)strcspn(text, " "), text);
        good = add_class(r, first, first_class);
    }
    return good;
}

static bool read_roles(struct sg_referents *r, const json_t *root) {
    const json_t *list = json_object_get(root, "roles");
    r->roles = sg_arena_array(&r->arena, json_array_size(list) + 1, sizeof *r->roles);
    if (!r->roles)
        return false;
    size_t i, k;
    json_t *row, *word;
    json_array_foreach(list, i, row) {
        const char *name = json_string_value(json_object_get(row, "role"));
        if (!name)
            continue;
        struct sg_role *role = &r->roles[r->role_count];
        role->role = sg_arena_strdup(&r->arena, name);
        role->is_one = json_is_true(json_object_get(row, "one"));
        role->is_head = json_is_true(json_object_get(row, "head"));
        role->is_office = json_is_true(json_object_get(row, "office")) || role->is_head;
        role->is_sent = json_is_true(json_object_get(row, "sent"));
        role->is_private = json_is_true(json_object_get(row, "private"));
        role->is_home = json_is_true(json_object_get(row, "home"));
        role->is_same = json_is_true(json_object_get(row, "same"));
        role->is_owned = json_is_true(json_object_get(row, "owned"));
        role->is_kin = json_is_true(json_object_get(row, "kin"));
        role->is_any_head = json_is_true(json_object_get(row, "any_head"));
        role->is_of_people = json_is_true(json_object_get(row, "of_people"));
        json_array_foreach(json_object_get(row, "words"), k, word) {
            if (json_is_string(word) && !add_phrase(r, r->phrases, json_string_value(word),
                                                    (uint32_t)r->role_count, SG_REF_ROLE_START))
                return false;
        }
        r->role_count++;
    }
    return add_list(r, json_object_get(root, "former"), SG_REF_FORMER) &&
           add_list(r, json_object_get(root, "not_yet"), SG_REF_NOT_YET);
}

static bool read_nominals(struct sg_referents *r, const json_t *root) {
    const json_t *list = json_object_get(root, "nominals");
    r->nominals = sg_arena_array(&r->arena, json_array_size(list) + 1, sizeof *r->nominals);
    if (!r->nominals)
        return false;
    size_t i, k;
    json_t *row, *value;
    json_array_foreach(list, i, row) {
        struct sg_nominal *nominal = &r->nominals[r->nominal_count];
        nominal->is_by_name = json_is_true(json_object_get(row, "by_name"));
        nominal->is_focus = json_is_true(json_object_get(row, "focus"));
        nominal->is_own = json_is_true(json_object_get(row, "own"));
        nominal->is_people = json_is_true(json_object_get(row, "people"));
        nominal->is_of_name =
            !nominal->is_by_name || json_is_true(json_object_get(row, "names"));
        nominal->is_of_focus = json_is_true(json_object_get(row, "else_focus"));
        json_array_foreach(json_object_get(row, "types"), k, value) {
            if (json_is_string(value))
                nominal->types |= 1u << sg_actor_type_find(json_string_value(value));
        }
        json_array_foreach(json_object_get(row, "words"), k, value) {
            if (json_is_string(value) &&
                !add_phrase(r, r->nominal_phrases, json_string_value(value),
                            (uint32_t)r->nominal_count, SG_REF_NOMINAL_START))
                return false;
        }
        r->nominal_count++;
    }
    list = json_object_get(root, "collectives");
    r->collectives = sg_arena_array(&r->arena, json_array_size(list) + 1, sizeof *r->collectives);
    if (!r->collectives)
        return false;
    json_array_foreach(list, i, row) {
        const char *type = json_string_value(json_object_get(row, "type"));
        struct sg_collective *collective = &r->collectives[r->collective_count];
        collective->type = type ? sg_actor_type_find(type) : SG_TYPE_ORGANIZATION;
        const char *first =
            json_string_value(json_array_get(json_object_get(row, "words"), 0));
        collective->words = sg_arena_strdup(&r->arena, first ? first : "");
        collective->is_once = json_is_true(json_object_get(row, "once"));
        json_array_foreach(json_object_get(row, "words"), k, value) {
            if (json_is_string(value) &&
                !add_phrase(r, r->collective_phrases, json_string_value(value),
                            (uint32_t)r->collective_count, SG_REF_COLLECTIVE_START))
                return false;
        }
        r->collective_count++;
    }
    return true;
}

static bool read_word_map(struct sg_strmap *map, const json_t *list, uint32_t value) {
    size_t i;
    json_t *word;
    bool good = true;
    json_array_foreach(list, i, word) {
        if (json_is_string(word))
            good = good && sg_strmap_set(map, json_string_value(word), value);
    }
    return good;
}

static bool read_peoples(struct sg_referents *r, const json_t *root) {
    static const struct {
        const char *key;
        enum sg_people_noun noun;
    } kinds[] = {{"armed", SG_PEOPLE_ARMED}, {"civil", SG_PEOPLE_CIVIL}, {"any", SG_PEOPLE_ANY}};
    const json_t *list = json_object_get(root, "peoples");
    r->peoples = sg_arena_array(&r->arena, json_array_size(list) + 1, sizeof *r->peoples);
    if (!r->peoples)
        return false;
    size_t i;
    json_t *row;
    json_array_foreach(list, i, row) {
        const json_t *adjectives = json_object_get(row, "adjectives");
        const json_t *nouns = json_object_get(row, "nouns");
        const char *adjective = json_string_value(json_array_get(adjectives, 0));
        const char *noun = json_string_value(json_array_get(nouns, 0));
        if (!adjective || !noun)
            continue;
        uint32_t index = (uint32_t)r->people_count;
        r->peoples[r->people_count++] = (struct sg_people){sg_arena_strdup(&r->arena, adjective),
                                                           sg_arena_strdup(&r->arena, noun)};
        if (!read_word_map(r->people_words, adjectives, 2 * index) ||
            !read_word_map(r->people_words, nouns, 2 * index + 1) ||
            !add_list(r, adjectives, SG_REF_PEOPLE_START) ||
            !add_list(r, nouns, SG_REF_PEOPLE_START))
            return false;
    }
    const json_t *behind = json_object_get(root, "people_nouns");
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (!read_word_map(r->people_nouns, json_object_get(behind, kinds[k].key), kinds[k].noun))
            return false;
    return read_word_map(r->people_links, json_object_get(root, "people_links"), 1);
}

/* "both sides", "the two countries": nouns with the types of actors that they may mean. */
static bool read_pairs(struct sg_referents *r, const json_t *root) {
    size_t i, k;
    json_t *row, *type;
    json_array_foreach(json_object_get(root, "pairs"), i, row) {
        uint32_t types = 0;
        json_array_foreach(json_object_get(row, "types"), k, type) {
            if (json_is_string(type))
                types |= 1u << sg_actor_type_find(json_string_value(type));
        }
        if (!read_word_map(r->pair_nouns, json_object_get(row, "words"), types))
            return false;
    }
    json_array_foreach(json_object_get(root, "pairs_alone"), i, row) {
        const char *which = json_string_value(json_object_get(row, "which"));
        json_int_t count = json_integer_value(json_object_get(row, "count"));
        uint32_t alone = count > 0 && count <= SG_ALONE_COUNT ? (uint32_t)count : 1;
        alone |= json_is_true(json_object_get(row, "bare")) ? SG_ALONE_BARE : 0;
        alone |= json_is_true(json_object_get(row, "nouns")) ? SG_ALONE_NOUN : 0;
        alone |= which && !strcmp(which, "former") ? SG_ALONE_FORMER : 0;
        alone |= which && !strcmp(which, "latter") ? SG_ALONE_LATTER : 0;
        if (!read_word_map(r->pair_alone, json_object_get(row, "words"), alone) ||
            !add_list(r, json_object_get(row, "words"), SG_REF_PAIR_START))
            return false;
    }
    if (!read_word_map(r->documents, json_object_get(root, "documents"), 1) ||
        !read_word_map(r->quote_tails, json_object_get(root, "quote_tails"), 1))
        return false;
    return read_word_map(r->aims, json_object_get(root, "aims"), 1) &&
           read_word_map(r->deed_verbs, json_object_get(root, "deed_verbs"), 1) &&
           read_word_map(r->demand_verbs, json_object_get(root, "demand_verbs"), 1) &&
           read_word_map(r->voice_ministries, json_object_get(root, "voice_ministries"), 1) &&
           read_word_map(r->people_endings, json_object_get(root, "people_endings"), 1) &&
           read_word_map(r->name_tails, json_object_get(root, "name_tails"), 1) &&
           read_word_map(r->second_names, json_object_get(root, "second_names"), 1) &&
           read_word_map(r->leading, json_object_get(root, "leading"), 1) &&
           read_word_map(r->minor_governments, json_object_get(root, "minor_governments"), 1);
}

static bool read_pronouns(struct sg_referents *r, const json_t *root) {
    static const struct {
        const char *key;
        enum sg_pronoun pronoun;
    } kinds[] = {{"he", SG_PRONOUN_HE},     {"she", SG_PRONOUN_SHE}, {"it", SG_PRONOUN_IT},
                 {"they", SG_PRONOUN_THEY}, {"we", SG_PRONOUN_WE},   {"i", SG_PRONOUN_I}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!add_list(r, json_object_get(json_object_get(root, "pronouns"), kinds[i].key),
                      (uint32_t)kinds[i].pronoun << SG_REF_PRONOUN_SHIFT))
            return false;
    return add_list(r, json_object_get(root, "subject_pronouns"), SG_REF_SUBJECT_PRONOUN) &&
           add_list(r, json_object_get(root, "possessive_pronouns"), SG_REF_POSSESSIVE_PRONOUN);
}

static bool read_words(struct sg_referents *r, const json_t *root) {
    static const char *const keys[] = {
#define X(name, key) key,
        SG_REFERENT_LIST(X)
#undef X
    };
    const json_t *words = json_object_get(root, "words");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!add_list(r, json_object_get(words, keys[i]), 1u << i))
            return false;
    size_t i, k;
    json_t *row, *word;
    json_array_foreach(json_object_get(root, "belonging"), i, row) {
        char phrase[128] = "";
        size_t length = 0;
        json_array_foreach(row, k, word) {
            if (json_is_string(word) && length < sizeof phrase)
                length += (size_t)snprintf(phrase + length, sizeof phrase - length, "%s%s",
                                           length ? " " : "", json_string_value(word));
        }
        if (length && length < sizeof phrase &&
            !add_phrase(r, r->belongings, phrase, (uint32_t)i, SG_REF_BELONGING))
            return false;
    }
    return add_list(r, json_object_get(root, "belonging_nouns"), SG_REF_BELONGING_NOUN);
}

static enum sg_status read_file(struct sg_referents *r, const char *data_dir, const char *name,
                                bool (*const *readers)(struct sg_referents *, const json_t *),
                                struct sg_error *err) {
    char path[4096];
    snprintf(path, sizeof path, "%s/en/%s", data_dir, name);
    json_error_t where;
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &where);
    if (!root)
        return sg_fail(err, where.line < 0 ? SG_ERR_IO : SG_ERR_DATA, "%s:%d: %s", path, where.line,
                       where.text);
    bool good = true;
    for (; *readers && good; readers++)
        good = (*readers)(r, root);
    json_decref(root);
    return good ? SG_OK : sg_fail(err, SG_ERR_MEMORY, "out of memory");
}

static enum sg_status number_words(struct sg_referents *r, const struct sg_gazetteer *gazetteer,
                                   struct sg_error *err) {
    const struct sg_vocabulary *v = &gazetteer->vocabulary;
    r->by_word = sg_arena_array(&r->arena, v->count, sizeof *r->by_word);
    r->role_words = sg_arena_array(&r->arena, v->count, sizeof *r->role_words);
    r->is_word = sg_arena_array(&r->arena, v->count / 8 + 1, 1);
    if (!r->by_word || !r->role_words || !r->is_word)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (uint32_t w = 0; w < v->count; w++)
        r->role_words[w] = 1;
    r->role_words[SG_OTHER_WORD] = SG_PHRASE_MAX;
    for (size_t i = 0; i < sg_strmap_count(r->phrases); i++) {
        const char *text = sg_strmap_key(r->phrases, i);
        size_t length = strcspn(text, " ");
        uint32_t word = sg_vocabulary_find(v, text, length, sg_strmap_hash(text, length));
        uint8_t words = 1;
        for (const char *p = text; (p = strchr(p, ' ')); p++)
            words++;
        if (word != SG_OTHER_WORD && words > r->role_words[word])
            r->role_words[word] = words < SG_PHRASE_MAX ? words : SG_PHRASE_MAX;
    }
    for (size_t i = 0; i < sg_strmap_count(r->words); i++) {
        const char *text = sg_strmap_key(r->words, i);
        size_t length = strlen(text);
        uint32_t word = sg_vocabulary_find(v, text, length, sg_strmap_hash(text, length));
        if (word == SG_OTHER_WORD)
            continue;
        r->by_word[word] = sg_strmap_value(r->words, i);
        r->is_word[word >> 3] |= (uint8_t)(1u << (word & 7));
    }
    return SG_OK;
}

enum sg_status sg_referents_load(struct sg_referents **out, const char *data_dir,
                                 const struct sg_gazetteer *gazetteer, struct sg_error *err) {
    static bool (*const of_roles[])(struct sg_referents *, const json_t *) = {read_roles, NULL};
    static bool (*const of_referents[])(struct sg_referents *, const json_t *) = {
        read_nominals, read_peoples, read_pairs, read_pronouns, read_words, NULL};
    *out = NULL;
    struct sg_referents *r = calloc(1, sizeof *r);
    if (!r)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    sg_arena_init(&r->arena);
    enum sg_status status = SG_OK;
    if (!(r->words = sg_strmap_new()) || !(r->phrases = sg_strmap_new()) ||
        !(r->nominal_phrases = sg_strmap_new()) || !(r->belongings = sg_strmap_new()) ||
        !(r->collective_phrases = sg_strmap_new()) || !(r->people_words = sg_strmap_new()) ||
        !(r->people_nouns = sg_strmap_new()) || !(r->people_links = sg_strmap_new()) ||
        !(r->pair_nouns = sg_strmap_new()) || !(r->pair_alone = sg_strmap_new()) ||
        !(r->documents = sg_strmap_new()) || !(r->quote_tails = sg_strmap_new()) || !(r->aims = sg_strmap_new()) ||
        !(r->deed_verbs = sg_strmap_new()) || !(r->demand_verbs = sg_strmap_new()) ||
        !(r->minor_governments = sg_strmap_new()) || !(r->voice_ministries = sg_strmap_new()) ||
        !(r->name_tails = sg_strmap_new()) || !(r->people_endings = sg_strmap_new()) || !(r->second_names = sg_strmap_new()) || !(r->leading = sg_strmap_new()))
        status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    if (status || (status = read_file(r, data_dir, "roles.json", of_roles, err)) ||
        (status = read_file(r, data_dir, "referents.json", of_referents, err)) ||
        (status = number_words(r, gazetteer, err))) {
        sg_referents_free(r);
        return status;
    }
    *out = r;
    return SG_OK;
}

void sg_referents_free(struct sg_referents *r) {
    if (!r)
        return;
    sg_strmap_free(r->words);
    sg_strmap_free(r->phrases);
    sg_strmap_free(r->nominal_phrases);
    sg_strmap_free(r->collective_phrases);
    sg_strmap_free(r->belongings);
    sg_strmap_free(r->people_words);
    sg_strmap_free(r->people_nouns);
    sg_strmap_free(r->people_links);
    sg_strmap_free(r->pair_nouns);
    sg_strmap_free(r->pair_alone);
    sg_strmap_free(r->documents);
    sg_strmap_free(r->quote_tails);
    sg_strmap_free(r->aims);
    sg_strmap_free(r->deed_verbs);
    sg_strmap_free(r->demand_verbs);
    sg_strmap_free(r->minor_governments);
    sg_strmap_free(r->voice_ministries);
    sg_strmap_free(r->people_endings);
    sg_strmap_free(r->name_tails);
    sg_strmap_free(r->second_names);
    sg_strmap_free(r->leading);
    sg_arena_release(&r->arena);
    free(r);
}

uint32_t sg_referent_classes(const struct sg_referents *r, const struct sg_token *token) {
    size_t length = token->lower_length;
    unsigned bit = length ? sieve_of(token->lower, length) : 0;
    if (!(r->sieve[bit >> 3] & (1u << (bit & 7))))
        return 0;
    uint32_t classes = sg_strmap_get_hashed(r->words, token->lower, length, token->hash);
    return classes == SG_STRMAP_NONE ? 0 : classes;
}

enum sg_pronoun sg_referent_pronoun(uint32_t classes) {
    return (enum sg_pronoun)((classes >> SG_REF_PRONOUN_SHIFT) & 7);
}

uint32_t sg_token_value(const struct sg_strmap *map, const struct sg_token *token) {
    return sg_strmap_get_hashed(map, token->lower, token->lower_length, token->hash);
}

uint32_t sg_words_at(uint32_t *end, const struct sg_strmap *map, const struct sg_token *tokens,
                     uint32_t first, uint32_t limit) {
    return sg_few_words_at(end, map, tokens, first, limit, SG_PHRASE_MAX);
}

uint32_t sg_few_words_at(uint32_t *end, const struct sg_strmap *map, const struct sg_token *tokens,
                         uint32_t first, uint32_t limit, uint32_t most) {
    char phrase[256];
    size_t length = 0;
    uint32_t found = SG_STRMAP_NONE;
    uint32_t words = 0;
    for (uint32_t i = first; i < limit && words < most; i++) {
        const char *lower = tokens[i].lower;
        if (tokens[i].flags & SG_TOKEN_PUNCT) {
            if (lower[0] == '-' && i > first && !(tokens[i].flags & SG_TOKEN_SPACE_BEFORE))
                continue;
            break;
        }
        if (i > first && tokens[i].sentence != tokens[first].sentence)
            break;
        size_t size = tokens[i].lower_length;
        if (length + size + 1 >= sizeof phrase)
            break;
        if (length)
            phrase[length++] = ' ';
        for (size_t k = 0; k < size; k++)
            phrase[length++] = lower[k] == '-' ? ' ' : lower[k];
        words++;
        uint32_t value = sg_strmap_getn(map, phrase, length);
        if (value != SG_STRMAP_NONE) {
            found = value;
            *end = i + 1;
        }
    }
    return found;
}
