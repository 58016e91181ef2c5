#include "syntax/lemma.h"

#include "model/tree.h"

#include <string.h>
#define XXH_INLINE_ALL /* words are short: the call would cost as much as the hash */
#include <xxhash.h>

#define CAPITALS_SHORT 4 /* "NATO" is more often an acronym than "TEHRAN" */

uint64_t sg_lemma_hash(const char *text, size_t length, enum sg_lemma_of of, unsigned tag) {
    /* XXH3 adds the seed to up to three bytes as they are: with small seeds "lic" of one tag is "lil" of
     * another */
    uint64_t seed = (tag * 3u + of + 1u) * 0x9E3779B97F4A7C15u;
    return XXH3_64bits_withSeed(text, length, seed) & SG_LEMMA_HASH_MASK;
}

unsigned sg_lemma_tag(const char *form, unsigned xpos, unsigned upos) {
    unsigned small = 0, large = 0, written = 0;
    for (const char *p = form; *p && upos == SG_UPOS_PROPN; p++) {
        small += *p >= 'a' && *p <= 'z';
        large += *p >= 'A' && *p <= 'Z';
    }
    if (small && !large)
        written = 1;
    else if (large > 1 && !small)
        written = large <= CAPITALS_SHORT ? 2 : 3;
    return (xpos * 32 + upos) * 4 + written;
}

static const struct sg_lemma_script *find(const struct sg_lemmatizer *l, uint64_t hash) {
    for (uint32_t i = (uint32_t)hash & l->rule_mask, tries = 0; tries <= l->rule_mask;
         i = (i + 1) & l->rule_mask, tries++) {
        if (l->rules[i].script == SG_LEMMA_EMPTY)
            return NULL;
        if (l->rules[i].hash == (uint32_t)hash && l->rules[i].more == hash >> 32)
            return &l->scripts[l->rules[i].script];
    }
    return NULL;
}

static bool has_capital(const char *form) {
    for (; *form; form++)
        if (*form >= 'A' && *form <= 'Z')
            return true;
    return false;
}

static const char *raised(const char *form, struct sg_arena *arena) {
    if (has_capital(form) || form[0] < 'a' || form[0] > 'z')
        return form;
    char *copy = sg_arena_strdup(arena, form);
    if (!copy)
        return form;
    copy[0] = (char)(copy[0] - 'a' + 'A');
    return copy;
}

/* The lemma of "1,100" is "1100". */
static const char *without_commas(const char *form, struct sg_arena *arena) {
    if (!strchr(form, ','))
        return form;
    char *copy = sg_arena_strdup(arena, form), *to = copy;
    if (!copy)
        return form;
    for (const char *p = copy; *p; p++)
        if (*p != ',')
            *to++ = *p;
    *to = '\0';
    return *copy ? copy : form;
}

const char *sg_lemma_base(const char *form, const char *lower, enum sg_lemma_letters letters,
                          struct sg_arena *arena) {
    switch (letters) {
    case SG_LEMMA_SMALL:
        return lower;
    case SG_LEMMA_RAISED:
        return raised(form, arena);
    case SG_LEMMA_TITLE:
        return raised(lower, arena);
    case SG_LEMMA_NO_COMMAS:
        return without_commas(lower, arena);
    default:
        return form;
    }
}

static bool is_verb(unsigned xpos) { return xpos >= SG_XPOS_VBD && xpos <= SG_XPOS_VBZ; }

/* "provoked" ends like "looked", "smelled" like "travelled": where the lemma is no known word and
 * one with its last letter dropped, doubled or an e behind it is, that is the lemma. `lemma` has
 * room for one more byte. */
static void mend_end(const struct sg_lemmatizer *l, char *lemma, size_t length) {
    char last = length < 4 ? '\0' : lemma[length - 1];
    if (!l->words || last < 'a' || last > 'z' || sg_network_knows(l->words, lemma))
        return;
    lemma[length + 1] = '\0';
    for (int i = 0; i < 2; i++) {
        lemma[length] = i ? last : 'e';
        if (sg_network_knows(l->words, lemma))
            return;
    }
    lemma[length] = '\0';
    if (last == 'e' || last == lemma[length - 2]) {
        lemma[length - 1] = '\0';
        if (sg_network_knows(l->words, lemma))
            return;
        lemma[length - 1] = last;
    }
}

/* "soooo" is "so", "yesss" "yes": a letter that stands there three times or more is there once, where
 * that makes a known word. NULL: nothing to mend. */
static const char *without_runs(const struct sg_lemmatizer *l, const char *lower,
                                struct sg_arena *arena) {
    size_t length = 0, run = 0;
    bool has_run = false;
    for (const char *p = lower; *p; p++) {
        run = p > lower && *p == p[-1] ? run + 1 : 1;
        has_run = has_run || (run > 2 && *p >= 'a' && *p <= 'z');
    }
    char *out = has_run && l->words ? sg_arena_strdup(arena, lower) : NULL;
    if (!out)
        return NULL;
    for (const char *p = lower; *p; p++)
        if (p == lower || *p != p[-1])
            out[length++] = *p;
    out[length] = '\0';
    return sg_network_knows(l->words, out) ? out : NULL;
}

const char *sg_lemmatise(const struct sg_lemmatizer *l, const char *form, const char *lower,
                         unsigned xpos, unsigned upos, struct sg_arena *arena) {
    unsigned tag = sg_lemma_tag(form, xpos, upos);
    size_t length = strlen(lower);
    if (!l->rules)
        return lower;
    const struct sg_lemma_script *script =
        find(l, sg_lemma_hash(form, strlen(form), SG_LEMMA_OF_FORM, tag));
    if (!script)
        script = find(l, sg_lemma_hash(lower, length, SG_LEMMA_OF_WORD, tag));
    bool is_whole = script != NULL;
    if (!is_whole && upos == SG_UPOS_PROPN && !strcmp(form, lower) && l->words &&
        sg_network_knows_capital(l->words, lower)) /* "in chicago" */
        return raised(form, arena);
    const char *plain = is_whole || upos == SG_UPOS_PROPN ? NULL : without_runs(l, lower, arena);
    if (plain)
        return plain;
    size_t n = length < SG_LEMMA_ENDING_MAX ? length : SG_LEMMA_ENDING_MAX;
    for (; !script; n--) {
        script = find(l, sg_lemma_hash(lower + length - n, n, SG_LEMMA_OF_ENDING, tag));
        if (!n)
            break;
    }
    if (!script)
        return lower;
    const char *base = sg_lemma_base(form, lower, script->letters, arena);
    length = strlen(base);
    if (script->strip > length || (!script->strip && !script->append[0]))
        return base;
    size_t kept = length - script->strip, added = strlen(script->append);
    if (((unsigned char)base[kept] & 0xC0) == 0x80) /* never within a letter */
        return base;
    char *lemma = kept + added ? sg_arena_alloc(arena, kept + added + 2) : NULL;
    if (!lemma)
        return base;
    memcpy(lemma, base, kept);
    memcpy(lemma + kept, script->append, added);
    lemma[kept + added] = '\0';
    if (!is_whole && is_verb(xpos) && script->letters == SG_LEMMA_SMALL)
        mend_end(l, lemma, kept + added);
    return lemma;
}

bool sg_lemmatizer_init(struct sg_lemmatizer *out, const struct sg_model_file *file) {
    size_t scripts, rules;
    out->scripts = sg_model_find(file, "lemma.scripts", &scripts);
    out->rules = sg_model_find(file, "lemma.rules", &rules);
    size_t count = rules / sizeof *out->rules;
    if (!out->scripts || !out->rules || scripts % sizeof *out->scripts ||
        rules % sizeof *out->rules || !count || (count & (count - 1)))
        return false;
    out->script_count = (uint32_t)(scripts / sizeof *out->scripts);
    out->rule_mask = (uint32_t)count - 1;
    for (size_t i = 0; i < out->script_count; i++)
        if (out->scripts[i].append[sizeof out->scripts[i].append - 1] ||
            out->scripts[i].letters >= SG_LEMMA_LETTERS_COUNT)
            return false;
    for (size_t i = 0; i < count; i++)
        if (out->rules[i].script != SG_LEMMA_EMPTY && out->rules[i].script >= out->script_count)
            return false;
    return true;
}
