#include "names/words.h"

#include <string.h>
#include <xxhash.h>

uint64_t sg_name_hash(const char *bytes, size_t length) { return XXH3_64bits(bytes, length); }

uint64_t sg_name_word_hash(const char *form) {
    char plain[64];
    size_t n = 0;
    for (; form[n] && n < sizeof plain; n++)
        plain[n] = form[n] >= '0' && form[n] <= '9' ? '0' : form[n];
    return sg_name_hash(plain, n);
}

uint64_t sg_name_wide_hash(uint64_t lower) {
    return (lower ^ 0x5851F42D4C957F2Du) * 0xD6E8FEB86659FD93u;
}

static bool is_word(const struct sg_token *t) {
    return (t->flags & SG_TOKEN_WORD) && !(t->flags & SG_TOKEN_POSSESSIVE);
}

static uint8_t look_of(const struct sg_token *t) {
    if (t->flags & SG_TOKEN_POSSESSIVE)
        return SG_LOOK_MARK;
    if (t->flags & SG_TOKEN_NUMBER)
        return SG_LOOK_NUMBER;
    if (!(t->flags & SG_TOKEN_WORD))
        return SG_LOOK_MARK;
    size_t upper = 0, small = 0, other = 0;
    for (const char *p = t->form; *p; p++) {
        upper += *p >= 'A' && *p <= 'Z';
        small += *p >= 'a' && *p <= 'z';
        other += !(*p >= 'A' && *p <= 'Z') && !(*p >= 'a' && *p <= 'z');
    }
    bool begins = (t->flags & (SG_TOKEN_CAPITAL | SG_TOKEN_ALL_CAPS)) != 0;
    if (begins && upper == 1 && t->length == 2 && t->form[1] == '.')
        return SG_LOOK_INITIAL;
    if (begins && t->length == 1)
        return SG_LOOK_ONE;
    if ((t->flags & SG_TOKEN_ALL_CAPS) || (begins && !small && upper > 1))
        return SG_LOOK_CAPS;
    if (begins)
        return upper > 1 ? SG_LOOK_MIXED : SG_LOOK_CAPITAL;
    (void)other;
    return upper ? SG_LOOK_MIXED : SG_LOOK_SMALL;
}

static bool is_large(uint8_t look) { return look >= SG_LOOK_CAPITAL && look <= SG_LOOK_MIXED; }

static uint64_t shape_of(const char *form) {
    char out[12];
    size_t n = 0, run = 0;
    for (const char *p = form; *p && n < sizeof out; p++) {
        unsigned char c = (unsigned char)*p;
        char s = (c >= 'A' && c <= 'Z')   ? 'X'
                 : (c >= 'a' && c <= 'z') ? 'x'
                 : (c >= '0' && c <= '9') ? '0'
                 : c >= 0x80              ? 'x'
                                          : (char)c;
        run = n && out[n - 1] == s ? run + 1 : 1;
        if (run <= 2)
            out[n++] = s;
    }
    return sg_name_hash(out, n);
}

/* --- what the document shows. A small table from a word's hash to its bits. */

struct seen_slot {
    uint64_t key;
    uint32_t bits;
};

struct seen_table {
    struct seen_slot *slots;
    uint32_t mask;
};

static uint32_t *seen_at(struct seen_table *t, uint64_t key) {
    uint32_t i = (uint32_t)key & t->mask;
    while (t->slots[i].bits && t->slots[i].key != key)
        i = (i + 1) & t->mask;
    t->slots[i].key = key;
    return &t->slots[i].bits;
}

#define SEEN_TAKEN (1u << 31)

static bool token_is(const struct sg_token *t, const char *lower) {
    return !strcmp(t->lower, lower);
}

static void see(struct seen_table *table, struct sg_name_text *text, const struct sg_sentence *s,
                bool is_titled) {
    const struct sg_token *tokens = text->reading->tokens;
    for (uint32_t i = s->first; i < s->end_token; i++) {
        struct sg_name_word *w = &text->words[i];
        if (!is_word(&tokens[i]))
            continue;
        uint32_t bits = SEEN_TAKEN;
        if (w->look == SG_LOOK_SMALL)
            bits |= SG_SEEN_SMALL;
        else if (is_large(w->look) && !is_titled) {
            if (i > s->first && !(tokens[i].flags & SG_TOKEN_SENTENCE_START))
                bits |= SG_SEEN_CAPITAL;
            const struct sg_token *before = i > s->first ? &tokens[i - 1] : NULL;
            const struct sg_token *after = i + 1 < s->end_token ? &tokens[i + 1] : NULL;
            if (before) {
                const struct sg_name_word *b = &text->words[i - 1];
                if (b->classes & SG_LEXIS_TITLE)
                    bits |= SG_SEEN_TITLED;
                if ((b->classes & (SG_LEXIS_MALE | SG_LEXIS_FEMALE)) && is_large(b->look) &&
                    !(b->classes & SG_LEXIS_TITLE))
                    bits |= SG_SEEN_GIVEN;
                if (token_is(before, "in") || token_is(before, "at") || token_is(before, "from"))
                    bits |= SG_SEEN_LOCATED;
                if (token_is(before, "the"))
                    bits |= SG_SEEN_ARTICLE;
                if (is_large(b->look) && !(tokens[i - 1].flags & SG_TOKEN_SENTENCE_START))
                    bits |= SG_SEEN_PRECEDED;
            }
            if (after) {
                if (token_is(after, "said") || token_is(after, "says") || token_is(after, "told"))
                    bits |= SG_SEEN_SPEAKS;
                if (after->flags & SG_TOKEN_POSSESSIVE)
                    bits |= SG_SEEN_OWNS;
                if (is_large(text->words[i + 1].look))
                    bits |= SG_SEEN_FOLLOWED;
            }
            for (uint32_t k = w->run_first; k < w->run_end; k++)
                if (k != i && (text->words[k].classes & (SG_LEXIS_ORG | SG_LEXIS_MILITIA)))
                    bits |= SG_SEEN_BODY;
        }
        *seen_at(table, w->lower) |= bits;
    }
}

/* --- runs of capitals, over "of", "bin", "&" between two. */
static void find_runs(struct sg_name_text *text, const struct sg_sentence *s) {
    const struct sg_token *tokens = text->reading->tokens;
    for (uint32_t i = s->first; i < s->end_token;) {
        if (!is_large(text->words[i].look)) {
            text->words[i].run_first = text->words[i].run_end = i;
            i++;
            continue;
        }
        uint32_t end = i + 1;
        while (end < s->end_token) {
            if (is_large(text->words[end].look) || token_is(&tokens[end], "-")) {
                if (!is_large(text->words[end].look) &&
                    !(end + 1 < s->end_token && is_large(text->words[end + 1].look)))
                    break;
                end++;
                continue;
            }
            bool links = (text->words[end].classes & SG_LEXIS_CONNECTOR) ||
                         token_is(&tokens[end], "&") || token_is(&tokens[end], "and") ||
                         token_is(&tokens[end], "for");
            uint32_t next = end + 1;
            if (links && next < s->end_token && token_is(&tokens[next], "the"))
                next++;
            if (!links || next >= s->end_token || !is_large(text->words[next].look))
                break;
            end = next + 1;
        }
        for (uint32_t k = i; k < end; k++) {
            text->words[k].run_first = i;
            text->words[k].run_end = end;
        }
        i = end;
    }
}

/* Most words of the sentence are written large: a headline. */
static bool is_title_case(const struct sg_name_text *text, const struct sg_sentence *s) {
    uint32_t large = 0, small = 0;
    for (uint32_t i = s->first; i < s->end_token; i++) {
        if (!is_word(&text->reading->tokens[i]) || text->reading->tokens[i].length < 4)
            continue;
        large += is_large(text->words[i].look);
        small += text->words[i].look == SG_LOOK_SMALL;
    }
    return large >= 4 && large >= 3 * small;
}

/* --- the packs' names: what kind stands at a token. */

static uint8_t pack_code(const struct sg_reading *reading, const struct sg_mention *m) {
    uint8_t code = 1; /* ambiguous */
    if (m->actor != SG_NO_ACTOR) {
        enum sg_actor_type type = reading->actors[m->actor].type;
        code = (uint8_t)(2 + type);
        if (type == SG_TYPE_STATE)
            code = m->kind == SG_MENTION_DEMONYM   ? 8
                   : m->kind == SG_MENTION_CAPITAL ? 9
                   : m->kind == SG_MENTION_SEAT    ? 10
                   : m->kind == SG_MENTION_ACRONYM ? 11
                                                   : 12;
    }
    return code;
}

static void mark_packs(struct sg_name_text *text) {
    const struct sg_reading *r = text->reading;
    for (size_t m = 0; m < r->mention_count; m++) {
        const struct sg_mention *mention = &r->mentions[m];
        if (mention->alias == UINT32_MAX || mention->kind > SG_MENTION_SEAT ||
            mention->kind == SG_MENTION_GIVEN)
            continue;
        uint8_t code = pack_code(r, mention);
        for (uint32_t i = mention->first; i < mention->end_token; i++)
            text->words[i].pack =
                (uint8_t)(code << 2 | (i > mention->first) << 1 | (i + 1 < mention->end_token));
    }
}

bool sg_name_text_init(struct sg_name_text *out, const struct sg_reading *reading,
                       const struct sg_gazetteer *gazetteer, const struct sg_name_model *model,
                       struct sg_arena *arena) {
    *out = (struct sg_name_text){.reading = reading, .gazetteer = gazetteer, .model = model};
    struct seen_table table = {.mask = 63};
    while (table.mask < reading->token_count * 2)
        table.mask = table.mask * 2 + 1;
    out->words = sg_arena_array(arena, reading->token_count + 1, sizeof *out->words);
    table.slots = sg_arena_array(arena, (size_t)table.mask + 1, sizeof *table.slots);
    if (!out->words || !table.slots)
        return false;
    for (size_t i = 0; i < reading->token_count; i++) {
        const struct sg_token *t = &reading->tokens[i];
        struct sg_name_word *w = &out->words[i];
        w->look = look_of(t);
        w->lower = sg_name_word_hash(t->lower);
        if ((t->flags & (SG_TOKEN_WORD | SG_TOKEN_NUMBER)) && !(t->flags & SG_TOKEN_POSSESSIVE))
            w->classes = sg_lexis_token_classes(gazetteer->lexis, t);
    }
    for (size_t s = 0; s < reading->sentence_count; s++) {
        find_runs(out, &reading->sentences[s]);
        see(&table, out, &reading->sentences[s], is_title_case(out, &reading->sentences[s]));
    }
    for (size_t i = 0; i < reading->token_count; i++)
        if (is_word(&reading->tokens[i]))
            out->words[i].seen = *seen_at(&table, out->words[i].lower) & ~SEEN_TAKEN;
    mark_packs(out);
    return true;
}

/* As it is written in the middle of a sentence: "Putin". NULL: in no list. */
static const struct sg_name_entry *find_title(const struct sg_name_text *text,
                                              const struct sg_token *t) {
    char title[64];
    size_t n = strlen(t->lower);
    if (n >= sizeof title || t->lower[0] < 'a' || t->lower[0] > 'z')
        return NULL;
    memcpy(title, t->lower, n + 1);
    title[0] = (char)(title[0] - 'a' + 'A');
    return sg_name_entry_find(text->model, sg_name_word_hash(title));
}

/* "PUTIN" is looked up as "Putin", "The" at the start of a sentence as it is; "florida", which nobody
 * writes so, as "Florida". */
static void look_up(struct sg_name_text *text, uint32_t token) {
    const struct sg_token *t = &text->reading->tokens[token];
    struct sg_name_word *w = &text->words[token];
    const struct sg_name_entry *e = sg_name_entry_find(text->model, w->form);
    if (!e && w->look == SG_LOOK_CAPS)
        e = find_title(text, t);
    if (!e)
        e = sg_name_entry_find(text->model, w->lower);
    if (!e && w->look == SG_LOOK_SMALL)
        e = find_title(text, t);
    if (e)
        w->entry = *e;
    e = sg_name_entry_find(text->model, sg_name_wide_hash(w->lower));
    if (e) {
        memcpy(w->wide, e->clusters, sizeof w->wide);
        w->vector = e->lists;
    }
}

#define PHRASE_MAX 6

/* The longest phrase of the lists that begins at each token; position in two bits. */
static void find_phrases(struct sg_name_text *text, const struct sg_sentence *s) {
    const struct sg_token *tokens = text->reading->tokens;
    for (uint32_t i = s->first; i < s->end_token;) {
        uint32_t end = i;
        uint16_t lists = 0;
        if (is_large(text->words[i].look)) {
            char words[160];
            size_t length = 0;
            for (uint32_t k = i; k < s->end_token && k < i + PHRASE_MAX; k++) {
                size_t size = tokens[k].length;
                if ((tokens[k].flags & SG_TOKEN_POSSESSIVE) || length + size + 2 > sizeof words)
                    break;
                if (length)
                    words[length++] = ' ';
                memcpy(words + length, tokens[k].form, size);
                length += size;
                if (k == i)
                    continue;
                const struct sg_name_entry *e =
                    sg_name_entry_find(text->model, sg_name_hash(words, length));
                if (e) {
                    end = k + 1;
                    lists = e->lists;
                }
            }
        }
        for (uint32_t k = i; k < end; k++)
            text->words[k].phrase = (uint16_t)(lists << 2 | (k > i) << 1 | (k + 1 < end));
        i = end > i ? end : i + 1;
    }
}

void sg_name_text_look(struct sg_name_text *text, uint32_t sentence) {
    const struct sg_sentence *s = &text->reading->sentences[sentence];
    for (uint32_t i = s->first; i < s->end_token; i++) {
        const struct sg_token *t = &text->reading->tokens[i];
        struct sg_name_word *w = &text->words[i];
        w->form = sg_name_word_hash(t->form);
        w->shape = shape_of(t->form);
        look_up(text, i);
    }
    find_phrases(text, s);
}

bool sg_name_may_be(const struct sg_name_text *text, uint32_t token) {
    const struct sg_name_word *w = &text->words[token];
    const struct sg_token *t = &text->reading->tokens[token];
    const struct sg_sentence *s = &text->reading->sentences[t->sentence];
    for (uint32_t i = token > s->first + 2 ? token - 2 : s->first;
         i < s->end_token && i <= token + 2; i++)
        if (is_large(text->words[i].look) || text->words[i].pack)
            return true;
    return w->look == SG_LOOK_SMALL && !(w->classes & SG_LEXIS_COMMON);
}
