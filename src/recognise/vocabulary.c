#include "recognise/vocabulary.h"

#include "base/words.h"
#include "recognise/gazetteer.h"

#include <limits.h>
#include <string.h>

struct sg_word_slot {
    uint32_t hash, word;
};

#define TEXT_BYTES 23
#define AHEAD 6 /* tokens */

/* Most words stand here, so that who looks one up need not go farther. */
struct sg_word_text {
    union {
        char bytes[TEXT_BYTES];
        const char *long_text;
    };
    uint8_t length; /* UINT8_MAX: it is a long text */
};

static inline bool is_text(const struct sg_word_text *text, const char *lower, size_t length) {
    if (length <= TEXT_BYTES) {
        if (text->length != length)
            return false;
        if (length >= 4 && length <= 16)
            return sg_is_same_word(text->bytes, lower, length);
        for (size_t i = 0; i < length; i++)
            if (text->bytes[i] != lower[i])
                return false;
        return true;
    }
    return text->length == UINT8_MAX && !strncmp(text->long_text, lower, length) &&
           !text->long_text[length];
}

uint32_t sg_vocabulary_find(const struct sg_vocabulary *v, const char *lower, size_t length,
                            uint32_t hash) {
    for (uint32_t i = hash & v->mask;; i = (i + 1) & v->mask) {
        const struct sg_word_slot *slot = &v->slots[i];
        if (!slot->word ||
            (slot->hash == hash && is_text(&v->texts[slot->word], lower, length)))
            return slot->word;
    }
}

uint32_t sg_vocabulary_find_form(const struct sg_vocabulary *v, const char *form, size_t length) {
    char lower[TEXT_BYTES];
    unsigned char all = 0;
    if (length > sizeof lower)
        return SG_OTHER_WORD;
    for (size_t i = 0; i < length; i++) {
        all |= (unsigned char)form[i];
        lower[i] = (char)(form[i] >= 'A' && form[i] <= 'Z' ? form[i] + 32 : form[i]);
    }
    return all >= 0x80 ? SG_OTHER_WORD
                       : sg_vocabulary_find(v, lower, length, sg_strmap_hash(lower, length));
}

void sg_word_parts(struct sg_name_parts *out, const struct sg_gazetteer *g, const char *form,
                   size_t length) {
    uint32_t word = sg_vocabulary_find_form(&g->vocabulary, form, length);
    const struct sg_word_key *key = &g->vocabulary.keys[word];
    out->count = 0;
    if (word == SG_OTHER_WORD || key->is_cut) {
        char copy[SG_WORD_MAX], fold[SG_WORD_MAX];
        length = length < sizeof copy ? length : sizeof copy - 1;
        memcpy(copy, form, length);
        copy[length] = '\0';
        if (sg_name_fold(fold, copy))
            sg_name_parts(out, sg_lexis_normalizer(g->lexis), fold);
        return;
    }
    out->had_article = key->had_article;
    out->is_article = key->is_article;
    out->is_cut = false;
    for (; out->count < key->count; out->count++)
        strcpy(out->text[out->count], sg_strmap_key(g->parts, key->parts[out->count]));
}

/* By the first three digits, equal neighbours made one as in a name's normal form; UINT_MAX where it
 * is more than a number. */
static unsigned number_of(const char *text, size_t length) {
    unsigned number = 0, digits = 0;
    char last = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '.')
            continue;
        if ((text[i] < '0' || text[i] > '9') && text[i] != ',')
            return UINT_MAX;
        if (text[i] != last && digits++ < 3)
            number = number << 4 | (unsigned)(text[i] == ',' ? 10 : text[i] - '0' + 1) % 16;
        last = text[i];
    }
    return number;
}

bool sg_number_may_start(const struct sg_vocabulary *v, const struct sg_token *token) {
    unsigned number = number_of(token->form, token->length);
    return number == UINT_MAX || (v->number_starts[number >> 3] >> (number & 7) & 1);
}

static void fill_numbers(struct sg_vocabulary *v, const struct sg_gazetteer *g) {
    if (sg_normalizer_has_digits(sg_lexis_normalizer(g->lexis)))
        memset(v->number_starts, 0xFF, sizeof v->number_starts);
    for (uint32_t part = 0; part < v->name_parts; part++) {
        const char *text = sg_strmap_key(g->parts, part);
        unsigned number = number_of(text, strlen(text));
        if (number != UINT_MAX && sg_trie_child(&g->trie, 1, part))
            v->number_starts[number >> 3] |= (uint8_t)(1u << (number & 7));
    }
}

bool sg_vocabulary_read(struct sg_reading *reading, const struct sg_gazetteer *g,
                        struct sg_arena *arena) {
    if (reading->words)
        return true;
    uint32_t *words = sg_arena_array(arena, reading->token_count + 1, sizeof *words);
    if (!words)
        return false;
    const struct sg_vocabulary *v = &g->vocabulary;
    for (size_t i = 0; i < reading->token_count; i++) {
        const struct sg_token *t = &reading->tokens[i];
        /* the tables are larger than a cache: what comes is fetched while this is compared */
        if (i + 2 * AHEAD < reading->token_count) {
            __builtin_prefetch(&v->slots[t[2 * AHEAD].hash & v->mask]);
            __builtin_prefetch(&v->texts[v->slots[t[AHEAD].hash & v->mask].word]);
        }
        if ((t->flags & (SG_TOKEN_WORD | SG_TOKEN_NUMBER)) && !(t->flags & SG_TOKEN_POSSESSIVE))
            words[i] = sg_vocabulary_find(v, t->lower, t->lower_length, t->hash);
    }
    reading->words = words;
    return true;
}

/* --- filling it. */

/* The words of a name, and what stands between their hyphens: as a text's tokens may be cut. */
static bool add_name(struct sg_strmap *words, const char *name) {
    char word[SG_WORD_MAX], lower[SG_WORD_MAX];
    for (const char *p = name; *p;) {
        size_t length = strcspn(p, " \t,&/()\xC2\xA0"), piece = strcspn(p, " \t,&/()\xC2\xA0-");
        for (int k = 0; k < 2; k++) {
            size_t size = k ? piece : length;
            if (!size || size >= sizeof word)
                continue;
            memcpy(word, p, size);
            word[size] = '\0';
            size = sg_utf8_lower(lower, sizeof lower, word);
            if (sg_strmap_internn(words, lower, size) == SG_STRMAP_NONE)
                return false;
        }
        p += piece + (p[piece] != '\0');
    }
    return true;
}

static struct sg_strmap *collect(const struct sg_gazetteer *g) {
    struct sg_strmap *words = sg_strmap_new();
    const struct sg_strmap *lists = sg_lexis_words(g->lexis);
    bool good = words;
    for (size_t i = 0; good && i < sg_strmap_count(lists); i++)
        good = sg_strmap_intern(words, sg_strmap_key(lists, i)) != SG_STRMAP_NONE;
    for (size_t a = 0; good && a < g->alias_count; a++)
        good = add_name(words, g->aliases[a].text);
    if (good)
        return words;
    sg_strmap_free(words);
    return NULL;
}

static void put_slot(struct sg_vocabulary *v, uint32_t hash, uint32_t word) {
    uint32_t i = hash & v->mask;
    while (v->slots[i].word)
        i = (i + 1) & v->mask;
    v->slots[i] = (struct sg_word_slot){hash, word};
}

static bool put_text(struct sg_word_text *out, const char *text, size_t length,
                     struct sg_arena *arena) {
    if (length <= TEXT_BYTES) {
        memcpy(out->bytes, text, length);
        out->length = (uint8_t)length;
        return true;
    }
    out->length = UINT8_MAX;
    out->long_text = sg_arena_strndup(arena, text, length);
    return out->long_text;
}

/* Where the trie stands behind the word's parts. */
static uint32_t start_of(const struct sg_gazetteer *g, const struct sg_word_key *key) {
    uint32_t node = key->count ? 1 : key->is_article ? SG_START_ARTICLE : 0;
    for (uint32_t k = 0; k < key->count && node; k++)
        node = sg_trie_child(&g->trie, node, key->parts[k]);
    return node;
}

/* All parts of its words have numbers, be they of no name. */
static bool make_key(struct sg_word_key *out, struct sg_gazetteer *g, const char *text) {
    char fold[SG_WORD_MAX];
    struct sg_name_parts parts;
    *out = (struct sg_word_key){.count = 0};
    if (!sg_name_fold(fold, text))
        return true;
    sg_name_parts(&parts, sg_lexis_normalizer(g->lexis), fold);
    for (uint32_t i = 0; i < parts.count; i++)
        if (sg_strmap_intern(g->parts, parts.text[i]) == SG_STRMAP_NONE)
            return false;
    sg_word_key_set(out, g, &parts);
    return true;
}

enum sg_status sg_vocabulary_fill(struct sg_gazetteer *g, struct sg_error *err) {
    struct sg_vocabulary *v = &g->vocabulary;
    struct sg_strmap *words = collect(g);
    if (!words)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    v->count = (uint32_t)sg_strmap_count(words) + 1;
    v->name_parts = (uint32_t)sg_strmap_count(g->parts);
    fill_numbers(v, g);
    uint32_t slot_count = 64;
    while (slot_count < 2 * v->count)
        slot_count *= 2;
    v->mask = slot_count - 1;
    v->slots = sg_arena_array(&g->arena, slot_count, sizeof *v->slots);
    v->texts = sg_arena_array(&g->arena, v->count, sizeof *v->texts);
    v->classes = sg_arena_array(&g->arena, v->count, sizeof *v->classes);
    v->starts = sg_arena_array(&g->arena, v->count, sizeof *v->starts);
    v->is_start = sg_arena_array(&g->arena, v->count / 8 + 1, 1);
    v->keys = sg_arena_array(&g->arena, v->count, sizeof *v->keys);
    bool good = v->slots && v->texts && v->classes && v->starts && v->is_start && v->keys;
    for (uint32_t w = 1; good && w < v->count; w++) {
        const char *text = sg_strmap_key(words, w - 1);
        size_t length = strlen(text);
        good = put_text(&v->texts[w], text, length, &g->arena);
        put_slot(v, sg_strmap_hash(text, length), w);
        v->classes[w] = sg_lexis_classes(g->lexis, text, length);
        good = good && make_key(&v->keys[w], g, text);
        v->starts[w] = start_of(g, &v->keys[w]);
        if (v->starts[w])
            v->is_start[w >> 3] |= (uint8_t)(1u << (w & 7));
    }
    sg_strmap_free(words);
    return good ? SG_OK : sg_fail(err, SG_ERR_MEMORY, "out of memory");
}
