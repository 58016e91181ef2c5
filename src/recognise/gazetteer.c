/* The packs in memory: actors by id, and every name in a trie over the parts of its words. */
#include "recognise/gazetteer.h"

#include "recognise/pack.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

/* --- names. */

/* A name taken apart: fold parts joined, and their word numbers. */
struct cut_name {
    uint32_t words[32];
    uint64_t lower;
    uint32_t count;
    bool had_article;
    char fold[512];
};

static bool starts_upper(const char *word, size_t length) {
    const char *p = word, *end = word + length;
    while (p < end) {
        int32_t c = sg_utf8_next(&p, end);
        if (c >= 0 && (sg_is_upper(c) || sg_is_digit(c)))
            return true;
        if (c >= 0 && sg_is_letter(c)) { /* "al-Sadr" counts as upper: look behind the hyphen */
            const char *hyphen = memchr(p, '-', (size_t)(end - p));
            if (!hyphen)
                return false;
            p = hyphen + 1;
        }
    }
    return false;
}

/* A word of a name by itself, cut where it is longer than any. */
static void copy_word(char out[SG_WORD_MAX], const char *from, size_t length) {
    length = length < SG_WORD_MAX ? length : SG_WORD_MAX - 1;
    memcpy(out, from, length);
    out[length] = '\0';
}

/* Puts a folded word behind those that stand in fold[0, length), with a space between. The new
 * length; capacity - 1 or more: there is no room. */
static size_t join_fold(char *fold, size_t length, size_t capacity, const char *word,
                        size_t word_length) {
    size_t space = length ? 1 : 0, end = length + space + word_length;
    if (end < capacity) {
        fold[length] = ' ';
        memcpy(fold + length + space, word, word_length);
        fold[end] = '\0';
    }
    return end;
}

static bool cut(struct cut_name *out, struct sg_gazetteer *g, const char *text) {
    memset(out, 0, sizeof *out);
    size_t fold_length = 0;
    for (const char *p = text; *p;) {
        size_t length = strcspn(p, " \t,&/()\xC2\xA0");
        if (!length) {
            p++;
            continue;
        }
        char word[SG_WORD_MAX], fold[SG_WORD_MAX];
        copy_word(word, p, length);
        struct sg_name_parts parts;
        size_t folded = sg_name_fold(fold, word);
        if (folded) {
            sg_name_parts(&parts, sg_lexis_normalizer(g->lexis), fold);
            out->had_article |= parts.had_article || parts.is_article;
            for (uint32_t i = 0; i < parts.count; i++) {
                uint32_t number = sg_strmap_intern(g->parts, parts.text[i]);
                if (number == SG_STRMAP_NONE || out->count == 32)
                    return false;
                if (!starts_upper(p, length))
                    out->lower |= 1ull << out->count;
                out->words[out->count++] = number;
            }
            if (parts.count)
                fold_length = join_fold(out->fold, fold_length, sizeof out->fold, fold, folded);
            if (fold_length >= sizeof out->fold - 1)
                return false;
        }
        p += length;
    }
    return out->count > 0;
}

/* One word that small letters make an ordinary one: the Guardian, Leader, Justice. */
static bool is_ordinary(const struct sg_gazetteer *g, const struct cut_name *name) {
    return name->count == 1 &&
           (sg_lexis_classes(g->lexis, name->fold, strlen(name->fold)) & SG_LEXIS_COMMON);
}

/* "ETA", "M23": a name without a small letter is an acronym, and no spelling of "Eta". */
static bool is_all_capitals(const char *text) {
    size_t capitals = 0;
    for (const char *p = text; *p; p++) {
        if ((*p >= 'a' && *p <= 'z') || (unsigned char)*p >= 0x80)
            return false;
        capitals += *p >= 'A' && *p <= 'Z';
    }
    return capitals > 0;
}

enum sg_status sg_gazetteer_add_alias(struct sg_gazetteer *g, uint32_t actor, const char *text,
                                      enum sg_mention_kind kind, int flags, struct sg_error *err) {
    struct cut_name name;
    if (!strncmp(text, "The ", 4) || !strncmp(text, "the ", 4))
        text += 4;
    if (!cut(&name, g, text))
        return SG_OK; /* nothing to match: lint says so */
    if (name.count == 1) {
        /* a short single word is too easily met by another spelling */
        if (strlen(name.fold) < 6)
            flags |= SG_ALIAS_EXACT;
        if (name.had_article)
            flags |= SG_ALIAS_NEEDS_ARTICLE;
    }
    if (g->actors[actor].type == SG_TYPE_STATE)
        flags |= SG_ALIAS_OF_STATE;
    if (name.count == 1 && kind == SG_MENTION_NAME && is_all_capitals(text))
        flags |= SG_ALIAS_EXACT | SG_ALIAS_CAPITALS;
    if (name.lower & 1)
        flags |= SG_ALIAS_LOWER | SG_ALIAS_EXACT;
    if (is_ordinary(g, &name))
        flags |= SG_ALIAS_ORDINARY | SG_ALIAS_EXACT;
    uint32_t node = 1;
    for (uint32_t i = 0; i < name.count && node; i++)
        node = sg_trie_add(&g->trie, node, name.words[i]);
    g->aliases = sg_arena_grow(&g->arena, g->aliases, g->alias_count, &g->alias_capacity,
                               sizeof *g->aliases);
    if (!node || !g->aliases)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    uint32_t *link = &g->trie.first_alias[node];
    while (*link != SG_NO_ALIAS) {
        const struct sg_alias *old = &g->aliases[*link];
        if (old->actor == g->merged[actor] && !strcmp(old->fold, name.fold) && old->kind == kind)
            return SG_OK; /* said twice of the same actor: lint's business */
        link = &g->aliases[*link].next;
    }
    uint32_t index = (uint32_t)g->alias_count++;
    *link = index;
    struct sg_alias *alias = &g->aliases[index];
    *alias = (struct sg_alias){.actor = g->merged[actor],
                               .next = SG_NO_ALIAS,
                               .lower = name.lower,
                               .text = sg_arena_strdup(&g->arena, text),
                               .fold = sg_arena_strdup(&g->arena, name.fold),
                               .kind = (uint8_t)kind,
                               .flags = (uint8_t)flags,
                               .part_count = (uint16_t)name.count};
    if (!alias->text || !alias->fold)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    char first[6];
    uint32_t starts[3], start_count = 0;
    if (name.lower & 1) {
        size_t length = strcspn(name.fold, " -");
        starts[start_count++] = sg_start_of(name.fold, length);
        size_t kept = length < 4 ? length : 4;
        memcpy(first, name.fold, kept);
        first[kept] = 's';
        starts[start_count++] = sg_start_of(first, kept + 1); /* its plural */
    } else if ((flags & SG_ALIAS_NEEDS_ARTICLE) && text[1] && (text[2] == ' ' || text[2] == '-')) {
        /* "al Qaeda", whose article of two letters a text writes small */
        first[0] = (char)(text[0] >= 'A' && text[0] <= 'Z' ? text[0] + 32 : text[0]);
        first[1] = text[1];
        starts[start_count++] = sg_start_of(first, 2);
    }
    for (size_t i = 0; i < start_count; i++)
        g->lower_starts[starts[i] >> 3] |= (uint8_t)(1u << (starts[i] & 7));
    if (kind == SG_MENTION_NAME || kind == SG_MENTION_CAPITAL) {
        struct sg_strmap *map = kind == SG_MENTION_NAME ? g->names : g->capitals;
        uint32_t known = sg_strmap_get(map, name.fold);
        if (known == SG_STRMAP_NONE)
            known = index;
        else if (known >= g->alias_count || g->aliases[known].actor != alias->actor)
            known = SG_NO_ALIAS - 1; /* several: two or more */
        if (!sg_strmap_set(map, name.fold, known))
            return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    return SG_OK;
}

/* --- loading. */

static int is_pack_name(const struct dirent *entry) {
    size_t length = strlen(entry->d_name);
    return entry->d_name[0] != '.' && length > 5 && !strcmp(entry->d_name + length - 5, ".json");
}

struct pack_list {
    char **paths;
    json_t **packs;
    size_t count;
};

static enum sg_status list_packs(struct pack_list *list, const char *data_dir,
                                 const char *const *more, size_t more_count, struct sg_error *err) {
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/actors", data_dir);
    struct dirent **entries = NULL;
    int found = scandir(folder, &entries, is_pack_name, NULL);
    size_t file_count = found > 0 ? (size_t)found : 0;
    /* by name, bytes, whatever the locale */
    for (size_t i = 1; i < file_count; i++)
        for (size_t k = i; k && strcmp(entries[k - 1]->d_name, entries[k]->d_name) > 0; k--) {
            struct dirent *swap = entries[k];
            entries[k] = entries[k - 1];
            entries[k - 1] = swap;
        }
    list->paths = calloc(file_count + more_count + 1, sizeof *list->paths);
    list->packs = calloc(file_count + more_count + 1, sizeof *list->packs);
    bool good = list->paths && list->packs;
    for (size_t i = 0; i < file_count; i++) {
        if (good && asprintf(&list->paths[list->count], "%s/%s", folder, entries[i]->d_name) < 0) {
            list->paths[list->count] = NULL;
            good = false;
        } else if (good) {
            list->count++;
        }
        free(entries[i]);
    }
    free(entries);
    for (size_t i = 0; good && i < more_count; i++)
        if ((list->paths[list->count] = strdup(more[i])))
            list->count++;
        else
            good = false;
    return good ? SG_OK : sg_fail(err, SG_ERR_MEMORY, "out of memory");
}

static enum sg_status index_holders(struct sg_gazetteer *g, struct sg_error *err) {
    size_t count = 0;
    for (size_t a = 0; a < g->actor_count; a++)
        count += g->actors[a].term_count;
    g->holders = sg_arena_array(&g->arena, count + 1, sizeof *g->holders);
    g->term_head = sg_arena_array(&g->arena, g->actor_count + 1, sizeof *g->term_head);
    if (!g->holders || !g->term_head)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (uint32_t a = 0; a < g->actor_count; a++)
        for (uint32_t t = 0; t < g->actors[a].term_count; t++) {
            uint32_t of = g->actors[a].terms[t].of;
            if (of == SG_NO_PACK)
                continue;
            g->holders[g->holder_count] = (struct sg_holder){a, t, g->term_head[of]};
            g->term_head[of] = (uint32_t)++g->holder_count;
        }
    return SG_OK;
}

/* People by their last name: "President Assad" with no other name in the text. */
/* "Hu Jintao" but "Carrie Lam": the first word where the state says so, and it is no given name. */
static bool family_first(char *fold, const struct sg_gazetteer *g,
                         const struct sg_pack_actor *person) {
    if (person->country == SG_NO_PACK || !g->actors[person->country].is_family_first)
        return false;
    char word[SG_WORD_MAX];
    copy_word(word, person->name, strcspn(person->name, " "));
    size_t length = sg_name_fold(fold, word);
    return length && !(sg_lexis_classes(g->lexis, fold, length) & SG_LEXIS_FEMALE) &&
           (length <= 5 || !(sg_lexis_classes(g->lexis, fold, length) & SG_LEXIS_MALE));
}

static enum sg_status index_families(struct sg_gazetteer *g, struct sg_error *err) {
    g->family_next = sg_arena_array(&g->arena, g->actor_count + 1, sizeof *g->family_next);
    if (!g->family_next)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (uint32_t a = 0; a < g->actor_count; a++) {
        const char *last = strrchr(g->actors[a].name, ' ');
        if (!last || (g->actors[a].type != SG_TYPE_OFFICIAL && g->actors[a].type != SG_TYPE_PERSON))
            continue;
        char fold[SG_WORD_MAX];
        struct sg_name_parts parts;
        if (!family_first(fold, g, &g->actors[a]))
            sg_name_fold(fold, last + 1);
        sg_name_parts(&parts, sg_lexis_normalizer(g->lexis), fold);
        if (!parts.count)
            continue;
        const char *key = parts.text[parts.count - 1];
        uint32_t first = sg_strmap_get(g->families, key);
        g->family_next[a] = first == SG_STRMAP_NONE ? 0 : first;
        if (!sg_strmap_set(g->families, key, a + 1))
            return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    return SG_OK;
}

static void note_word(struct sg_gazetteer *g, const struct sg_alias *alias, const char *word,
                      size_t length, bool is_last) {
    enum sg_actor_type type = g->actors[alias->actor].type;
    bool is_person = type == SG_TYPE_OFFICIAL || type == SG_TYPE_PERSON;
    unsigned bit = 3;
    if (alias->part_count == 1 || (is_person && is_last))
        bit = type == SG_TYPE_STATE ? 0 : is_person ? 1 : 2;
    char lower[SG_WORD_MAX], copy[SG_WORD_MAX];
    copy_word(copy, word, length);
    size_t size = sg_utf8_lower(lower, sizeof lower, copy);
    if (length > 1 && length < sizeof copy)
        g->words[sg_strmap_hash(lower, size) % SG_GAZETTEER_WORDS] |= (uint8_t)(1u << bit);
}

static enum sg_status index_words(struct sg_gazetteer *g, struct sg_error *err) {
    g->words = sg_arena_array(&g->arena, SG_GAZETTEER_WORDS, 1);
    if (!g->words)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; i < g->alias_count; i++)
        for (const char *p = g->aliases[i].text; *p;) {
            size_t length = strcspn(p, " -");
            note_word(g, &g->aliases[i], p, length, !p[length]);
            p += length + (p[length] != '\0');
        }
    return SG_OK;
}

unsigned sg_gazetteer_word(const struct sg_gazetteer *g, uint32_t hash) {
    return g->words[hash % SG_GAZETTEER_WORDS];
}

static enum sg_status read_packs(struct sg_gazetteer *g, struct pack_list *list,
                                 struct sg_error *err) {
    enum sg_status status = SG_OK;
    for (size_t i = 0; i < list->count; i++)
        if ((status = sg_pack_open(&list->packs[i], list->paths[i], err)) ||
            (status = sg_pack_read_actors(g, list->packs[i], list->paths[i], err)))
            return status;
    g->merged = sg_arena_array(&g->arena, g->actor_count + 1, sizeof *g->merged);
    if (!g->merged)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (uint32_t a = 0; a < g->actor_count; a++)
        g->merged[a] = a;
    for (size_t i = 0; i < list->count; i++)
        if ((status = sg_pack_read_references(g, list->packs[i], err)))
            return status;
    /* "same as" may be a chain, or by mistake a ring */
    for (uint32_t a = 0; a < g->actor_count; a++)
        for (int hops = 0; hops < 8 && g->merged[g->merged[a]] != g->merged[a]; hops++)
            g->merged[a] = g->merged[g->merged[a]];
    for (size_t i = 0; i < list->count; i++)
        if ((status = sg_pack_read_names(g, list->packs[i], err)))
            return status;
    if ((status = index_holders(g, err)) || (status = index_words(g, err)))
        return status;
    if ((status = index_families(g, err)))
        return status;
    return sg_vocabulary_fill(g, err);
}

enum sg_status sg_gazetteer_load(struct sg_gazetteer **out, const char *data_dir,
                                 const char *const *packs, size_t pack_count,
                                 struct sg_error *err) {
    *out = NULL;
    struct sg_gazetteer *g = calloc(1, sizeof *g);
    if (!g)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    sg_arena_init(&g->arena);
    struct pack_list list = {0};
    enum sg_status status = SG_OK;
    if (!(g->ids = sg_strmap_new()) || !(g->called_words = sg_strmap_new()) || !(g->parts = sg_strmap_new()) ||
        !(g->names = sg_strmap_new()) || !(g->capitals = sg_strmap_new()) ||
        !(g->families = sg_strmap_new()) || !sg_trie_new(&g->trie))
        status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    if (!status)
        status = sg_lexis_load(&g->lexis, data_dir, err);
    if (!status)
        status = list_packs(&list, data_dir, packs, pack_count, err);
    if (!status)
        status = read_packs(g, &list, err);
    for (size_t i = 0; i < list.count; i++) {
        json_decref(list.packs[i]);
        free(list.paths[i]);
    }
    free(list.paths);
    free(list.packs);
    if (status) {
        sg_gazetteer_free(g);
        return status;
    }
    *out = g;
    return SG_OK;
}

void sg_gazetteer_free(struct sg_gazetteer *g) {
    if (!g)
        return;
    sg_lexis_free(g->lexis);
    sg_strmap_free(g->ids);
    sg_strmap_free(g->called_words);
    sg_strmap_free(g->parts);
    sg_strmap_free(g->names);
    sg_strmap_free(g->capitals);
    sg_strmap_free(g->families);
    sg_trie_release(&g->trie);
    sg_arena_release(&g->arena);
    free(g);
}

/* --- asking. */

size_t sg_gazetteer_count(const struct sg_gazetteer *g) { return g->actor_count; }

const struct sg_pack_actor *sg_gazetteer_actor(const struct sg_gazetteer *g, uint32_t index) {
    return index < g->actor_count ? &g->actors[index] : NULL;
}

uint32_t sg_gazetteer_find(const struct sg_gazetteer *g, const char *id) {
    uint32_t index = sg_strmap_get(g->ids, id);
    if (index == SG_STRMAP_NONE)
        return SG_NO_PACK;
    return g->merged ? g->merged[index] : index;
}

/* A name as the table of names has it: folded, without articles; 0 when it is too long. */
static size_t fold_name(char *fold, size_t capacity, const struct sg_gazetteer *g,
                        const char *name) {
    size_t length = 0;
    fold[0] = '\0';
    if (!strncmp(name, "The ", 4) || !strncmp(name, "the ", 4))
        name += 4;
    for (const char *p = name; *p;) {
        size_t size = strcspn(p, " ,&/()");
        if (!size) {
            p++;
            continue;
        }
        char word[SG_WORD_MAX], folded[SG_WORD_MAX];
        copy_word(word, p, size);
        size_t folded_length = sg_name_fold(folded, word);
        if (folded_length &&
            !sg_name_is_article(sg_lexis_normalizer(g->lexis), folded, folded_length))
            length = join_fold(fold, length, capacity, folded, folded_length);
        if (length >= capacity - 1)
            return 0;
        p += size;
    }
    return length;
}

static uint32_t find_in(const struct sg_gazetteer *g, const struct sg_strmap *map,
                        const char *name) {
    char fold[512];
    size_t length = fold_name(fold, sizeof fold, g, name);
    /* one letter is what is left of "AT&T" without its article: no name */
    uint32_t alias = length > 1 ? sg_strmap_get(map, fold) : SG_STRMAP_NONE;
    return alias >= g->alias_count ? SG_NO_PACK : g->aliases[alias].actor;
}

uint32_t sg_gazetteer_find_name(const struct sg_gazetteer *g, const char *name) {
    return find_in(g, g->names, name);
}

uint32_t sg_gazetteer_find_capital(const struct sg_gazetteer *g, const char *name) {
    return find_in(g, g->capitals, name);
}

static bool names_other(const struct sg_gazetteer *g, const struct sg_pack_actor *actor,
                        const char *name) {
    char fold[512], other[512];
    size_t length = 0;
    for (size_t i = 0; i < actor->not_same_as_count; i++) {
        const char *not_same = actor->not_same_as[i];
        if (!strcmp(not_same, name))
            return true;
        if (!length)
            length = fold_name(fold, sizeof fold, g, name);
        uint32_t known = sg_gazetteer_find(g, not_same);
        if (known != SG_NO_PACK)
            not_same = g->actors[known].name;
        if (length && fold_name(other, sizeof other, g, not_same) && !strcmp(fold, other))
            return true;
    }
    return false;
}

bool sg_gazetteer_is_other(const struct sg_gazetteer *g, uint32_t index, const char *name) {
    const struct sg_pack_actor *actor = sg_gazetteer_actor(g, index);
    if (!actor || !name)
        return false;
    if (actor->not_same_as_count && names_other(g, actor, name))
        return true;
    /* said from the other side */
    uint32_t other = g->not_same_count ? sg_gazetteer_find(g, name) : SG_NO_PACK;
    if (other == SG_NO_PACK && g->not_same_count)
        other = sg_gazetteer_find_name(g, name);
    const struct sg_pack_actor *known = sg_gazetteer_actor(g, other);
    return known && known != actor && known->not_same_as_count && names_other(g, known, actor->id);
}

/* Dates compare as text as far as the shorter one goes: "2020" covers the whole year. */
static bool in_term(const struct sg_term *term, const char *date) {
    if (term->from && strncmp(date, term->from, strlen(term->from)) < 0)
        return false;
    return !term->until || strncmp(date, term->until, strlen(term->until)) <= 0;
}

uint32_t sg_gazetteer_holder(const struct sg_gazetteer *g, const char *role, uint32_t of,
                             const char *date) {
    if (of >= g->actor_count || !date || !role)
        return SG_NO_PACK;
    uint32_t found = SG_NO_PACK;
    const char *found_from = NULL;
    for (uint32_t h = g->term_head[of]; h; h = g->holders[h - 1].next) {
        const struct sg_holder *holder = &g->holders[h - 1];
        const struct sg_term *term = &g->actors[holder->actor].terms[holder->term];
        if (strcmp(term->role, role) || !in_term(term, date))
            continue;
        uint32_t actor = g->merged[holder->actor];
        if (found != SG_NO_PACK && found != actor) {
            /* the day of a handover belongs to who takes over; two at once are nobody */
            const char *from = term->from ? term->from : "";
            int order = strcmp(from, found_from);
            const struct sg_pack_actor *earlier = &g->actors[order > 0 ? found : actor];
            bool is_handover = false;
            for (size_t t = 0; t < earlier->term_count; t++)
                is_handover |= earlier->terms[t].until && order &&
                               !strcmp(earlier->terms[t].role, role) &&
                               strncmp(earlier->terms[t].until, order > 0 ? from : found_from,
                                       strlen(earlier->terms[t].until)) <= 0;
            if (!is_handover)
                return SG_NO_PACK;
            if (order < 0)
                continue;
        }
        found = actor;
        found_from = term->from ? term->from : "";
    }
    return found;
}
