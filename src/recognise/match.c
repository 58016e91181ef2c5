/* The longest name of the packs at a token: a walk down the trie, then the rules of case. */
#include "recognise/gazetteer.h"

#include <string.h>

static bool begins_upper(const char *form) {
    const char *p = form, *end = form + strlen(form);
    for (const char *at = p; p < end; at = p) {
        int32_t c = sg_utf8_next(&p, end);
        if (c >= 0 && (sg_is_upper(c) || sg_is_digit(c)))
            return true;
        if (c >= 0 && sg_is_letter(c)) {
            /* "al-Sadr" is a capital name, "anti-war" is not: an article is three letters at most
             */
            const char *hyphen = memchr(p, '-', (size_t)(end - p));
            if (!hyphen || hyphen - at > 3)
                return false;
            p = hyphen + 1;
        }
    }
    return false;
}

void sg_word_key_set(struct sg_word_key *out, const struct sg_gazetteer *g,
                     const struct sg_name_parts *parts) {
    *out = (struct sg_word_key){.had_article = parts->had_article,
                                .is_article = parts->is_article,
                                .is_cut = parts->is_cut || parts->count > 3};
    for (uint32_t i = 0; i < parts->count && i < 3; i++)
        out->parts[out->count++] = sg_strmap_get(g->parts, parts->text[i]);
}

static void make_key(struct sg_word_key *out, const struct sg_gazetteer *g, const char *form) {
    char fold[SG_WORD_MAX];
    struct sg_name_parts parts;
    *out = (struct sg_word_key){.count = 0};
    if (!sg_name_fold(fold, form))
        return;
    sg_name_parts(&parts, sg_lexis_normalizer(g->lexis), fold);
    sg_word_key_set(out, g, &parts);
}

/* Good until the next call. */
static const struct sg_word_key *key_of(struct sg_token_keys *keys, const struct sg_gazetteer *g,
                                        const struct sg_token *tokens, uint32_t at) {
    static const struct sg_word_key none = {.count = 0};
    uint32_t word = keys->words[at];
    if (word != SG_OTHER_WORD)
        return &g->vocabulary.keys[word];
    const struct sg_token *token = &tokens[at];
    if (!(token->flags & (SG_TOKEN_WORD | SG_TOKEN_NUMBER)) || (token->flags & SG_TOKEN_POSSESSIVE))
        return &none;
    size_t slot = token->hash % SG_KEYS_RECENT;
    struct sg_word_key *key = &keys->recent[slot].key;
    const struct sg_token *same =
        keys->recent[slot].token ? &tokens[keys->recent[slot].token - 1] : NULL;
    if (!same || same->hash != token->hash || same->lower_length != token->lower_length ||
        memcmp(same->lower, token->lower, token->lower_length)) {
        make_key(key, g, token->form);
        keys->recent[slot].token = at + 1;
    }
    return key;
}

static bool is_capital(const struct sg_token *token) {
    if (token->flags & (SG_TOKEN_CAPITAL | SG_TOKEN_NUMBER))
        return true;
    if (!(token->flags & SG_TOKEN_HYPHEN) && token->form[0] >= 'a' && token->form[0] <= 'z')
        return false; /* most words */
    return begins_upper(token->form);
}

/* "PML-N" may be three tokens: a hyphen is as good as a space. */
static bool is_same_fold(const char *a, const char *b, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (a[i] != b[i] && !((a[i] == ' ' || a[i] == '-') && (b[i] == ' ' || b[i] == '-')))
            return false;
    return true;
}

static int bits(uint64_t mask) { return __builtin_popcountll(mask); }

struct walk {
    const struct sg_token *tokens;
    uint32_t first, end;
    uint32_t counted; /* bit i: the i-th token from the first is a word of the name */
    uint64_t small; /* parts written small */
    uint32_t part_count;
    bool had_article;
    char fold[512];
    size_t fold_length;
};

/* No article, no mark, no word of a nickname. */
static bool counts(const struct walk *walk, uint32_t token) {
    return walk->counted >> (token - walk->first) & 1;
}

/* The words of the name in hand, folded, articles left out, joined by a space. */
static size_t span_fold(char *out, size_t size, const struct walk *walk) {
    size_t length = 0;
    out[0] = '\0';
    for (uint32_t i = walk->first; i < walk->end; i++) {
        char fold[SG_WORD_MAX];
        size_t have = counts(walk, i) ? sg_name_fold(fold, walk->tokens[i].form) : 0;
        if (!have)
            continue;
        if (length + have + 2 > size)
            return length;
        if (length)
            out[length++] = ' ';
        memcpy(out + length, fold, have + 1);
        length += have;
    }
    return length;
}

/* "NATO", and as British papers write it "Nato"; "US" but never "us" or "Us". */
static bool acronym_fits(const struct walk *walk, const struct sg_alias *alias) {
    bool all_caps = true;
    size_t letters = 0;
    for (uint32_t i = walk->first; i < walk->end; i++) {
        if (!counts(walk, i))
            continue;
        for (const char *p = walk->tokens[i].form; *p; p++) {
            letters += *p != '.'; /* "Inc.", "Fla." have three */
            all_caps = all_caps && !(*p >= 'a' && *p <= 'z');
        }
    }
    if (all_caps)
        return true;
    const char *form = walk->tokens[walk->first].form;
    if (walk->end - walk->first == 1 && !strcmp(form, alias->text))
        return true;
    /* "Nato", but "Sadr" is no Sahrawi republic */
    return letters >= 4 && walk->end - walk->first == 1 && !(alias->flags & SG_ALIAS_ORDINARY) &&
           !(walk->small & 1) && !(alias->flags & SG_ALIAS_OF_STATE);
}

static bool case_fits(const struct walk *walk, const struct sg_alias *alias) {
    if (alias->flags & SG_ALIAS_CAPITALS)
        return acronym_fits(walk, alias);
    uint64_t wrong = walk->small & ~alias->lower;
    if (!wrong)
        return true;
    if (wrong & 1)
        return false;
    /* "US state department", "Asaib ahl al-Haq" */
    if (walk->tokens[walk->first].flags & SG_TOKEN_ALL_CAPS)
        return true;
    return alias->part_count >= 3 && bits(wrong) <= alias->part_count - 2;
}

/* An ordinary word is no other spelling of a name's word: "The Army" is not the Thai Army. */
static bool has_other_word(const struct walk *walk, const struct sg_gazetteer *g,
                           const struct sg_alias *alias) {
    char fold[SG_WORD_MAX];
    for (uint32_t i = walk->first; i < walk->end; i++) {
        size_t length = counts(walk, i) ? sg_name_fold(fold, walk->tokens[i].form) : 0;
        if (!length || !(sg_lexis_classes(g->lexis, fold, length) & SG_LEXIS_COMMON))
            continue;
        bool found = false;
        for (const char *p = alias->fold; (p = strstr(p, fold)) && !found; p++)
            found = (p == alias->fold || p[-1] == ' ') &&
                    (p[length] == ' ' || !p[length] || (p[length] == 's' && p[length + 1] <= ' '));
        size_t last = length - 1; /* "Units" for "Unit" */
        if (!found && length > 4 && fold[last] == 's') {
            fold[last] = '\0';
            found = strstr(alias->fold, fold) != NULL;
        }
        if (!found)
            return true;
    }
    return false;
}

/* 0: no; 1: by its normal form; 2: as it is written. */
static int alias_fits(struct walk *walk, const struct sg_gazetteer *g, const struct sg_alias *alias,
                      bool *is_plural) {
    *is_plural = false;
    if (alias->part_count != walk->part_count || !case_fits(walk, alias))
        return 0;
    if ((alias->flags & SG_ALIAS_NEEDS_ARTICLE) && !walk->had_article)
        return 0;
    if ((alias->flags & SG_ALIAS_ORDINARY) && !(alias->flags & SG_ALIAS_CAPITALS) &&
        (walk->tokens[walk->first].flags & SG_TOKEN_SENTENCE_START) &&
        (walk->end - walk->first > 1 || g->actors[alias->actor].type != SG_TYPE_OFFICIAL))
        return 0; /* "Trump said" is looked at again when the whole text is known */
    if (!walk->fold_length)
        walk->fold_length = span_fold(walk->fold, sizeof walk->fold, walk);
    size_t length = strlen(alias->fold);
    if (walk->fold_length == length && is_same_fold(walk->fold, alias->fold, length))
        return 2;
    /* "Syrias Aleppo", "the Iranians" */
    bool is_open = !(alias->flags & SG_ALIAS_EXACT);
    if (length >= 4 && walk->fold_length == length + 1 && walk->fold[length] == 's' &&
        !memcmp(walk->fold, alias->fold, length) && !(alias->flags & SG_ALIAS_CAPITALS)) {
        *is_plural = true;
        return is_open ? 2 : 1;
    }
    return is_open && !has_other_word(walk, g, alias) ? 1 : 0;
}

static bool best_alias(struct sg_match *out, const struct sg_gazetteer *g, struct walk *walk,
                       uint32_t node) {
    int best = 0;
    walk->fold_length = 0;
    for (uint32_t a = g->trie.first_alias[node]; a != SG_NO_ALIAS; a = g->aliases[a].next) {
        const struct sg_alias *alias = &g->aliases[a];
        bool is_plural;
        int fit = alias_fits(walk, g, alias, &is_plural);
        if (!fit)
            continue;
        fit = fit * 2 + (alias->kind != SG_MENTION_SHORT);
        if (fit > best) {
            best = fit;
            out->alias = a;
            out->is_ambiguous = false;
            out->is_plural = is_plural;
            out->was_exact = fit >= 4;
        } else if (fit == best && alias->actor != g->aliases[out->alias].actor) {
            out->is_ambiguous = true;
        }
    }
    return best > 0;
}

static bool is_inside_mark(const struct sg_token *token) {
    return (token->flags & SG_TOKEN_POSSESSIVE) ||
           (token->length == 1 && (token->form[0] == '-' || token->form[0] == '&'));
}

/* An article that a name begins with: "The Hague", "al Qaeda"; not "as" and "at", which are words. */
static bool may_lead(const struct sg_gazetteer *g, const struct sg_token *token) {
    if (is_capital(token))
        return true;
    return (token[1].flags & SG_TOKEN_CAPITAL) && token->lower_length == 2 &&
           (sg_lexis_token_classes(g->lexis, token) & SG_LEXIS_CONNECTOR);
}

/* 'Joaquin "El Chapo" Guzman': the mark that closes a name in marks; `limit` for none. */
static uint32_t behind_nickname(const struct sg_token *tokens, uint32_t open, uint32_t limit) {
    if (!(tokens[open].flags & SG_TOKEN_QUOTE_OPEN))
        return limit;
    for (uint32_t i = open + 1; i < limit && i < open + 5; i++)
        if (tokens[i].flags & SG_TOKEN_QUOTE_CLOSE)
            return i + 1 < limit && (tokens[i + 1].flags & SG_TOKEN_CAPITAL) ? i : limit;
    return limit;
}

/* Down the trie by a word's parts; 0: no name goes on so. */
static uint32_t step(const struct sg_gazetteer *g, const struct sg_word_key *key, uint32_t node) {
    for (uint8_t k = 0; k < key->count && node; k++)
        node = key->parts[k] < g->vocabulary.name_parts
                   ? sg_trie_child(&g->trie, node, key->parts[k])
                   : 0;
    return node;
}

#define LONGEST 24 /* tokens of a name */

bool sg_match_at(struct sg_match *out, const struct sg_gazetteer *g, const struct sg_token *tokens,
                 struct sg_token_keys *keys, uint32_t first, uint32_t limit) {
    struct walk walk;
    walk.tokens = tokens;
    walk.first = first;
    walk.counted = walk.part_count = 0;
    walk.small = 0;
    walk.had_article = false;
    uint32_t node = 1;
    bool found = false;
    for (uint32_t i = first; i < limit && i < first + LONGEST; i++) {
        const struct sg_word_key *key = key_of(keys, g, tokens, i);
        if (!key->count) {
            if (key->is_article && (i > first || (i + 1 < limit && may_lead(g, &tokens[i])))) {
                walk.had_article |= i == first;
                continue;
            }
            if (i > first && is_inside_mark(&tokens[i]))
                continue;
            if (i > first && (i = behind_nickname(tokens, i, limit)) != limit)
                continue;
            break;
        }
        if (node == 1)
            walk.had_article |= key->had_article;
        uint32_t word = keys->words[i];
        node = node == 1 && word != SG_OTHER_WORD ? g->vocabulary.starts[word] : step(g, key, node);
        if (!node)
            break;
        bool is_small = !is_capital(&tokens[i]);
        for (uint8_t k = 0; k < key->count; k++, walk.part_count++)
            if (is_small && walk.part_count < 64)
                walk.small |= 1ull << walk.part_count;
        walk.counted |= 1u << (i - first);
        walk.end = i + 1;
        if (g->trie.first_alias[node] != SG_NO_ALIAS && best_alias(out, g, &walk, node)) {
            out->end_token = i + 1;
            found = true;
        }
    }
    return found;
}
