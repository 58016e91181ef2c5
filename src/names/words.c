#include "names/words.h"

#include <string.h>
#define XXH_INLINE_ALL /* words are short: the call would cost as much as the hash */
#include <xxhash.h>

uint64_t sg_name_hash(const char *bytes, size_t length) { return XXH3_64bits(bytes, length); }

#define HASHED_MOST 64 /* bytes of a word */

static bool has_digit(const char *form) {
    unsigned digits = 0;
    for (; *form; form++)
        digits |= (unsigned char)(*form - '0') < 10;
    return digits;
}

uint64_t sg_name_word_hash(const char *form) {
    char plain[HASHED_MOST];
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

/* The bits of a word that is in the table, or NULL. */
static uint32_t *seen_of(const struct seen_table *t, uint64_t key) {
    uint32_t i = (uint32_t)key & t->mask;
    while (t->slots[i].bits && t->slots[i].key != key)
        i = (i + 1) & t->mask;
    return t->slots[i].bits ? &t->slots[i].bits : NULL;
}

#define SEEN_TAKEN (1u << 31)

static inline bool token_is(const struct sg_token *t, const char *lower) {
    return sg_token_is(t, lower);
}

/* What one place of a word shows. */
static uint32_t see(const struct sg_name_text *text, const struct sg_sentence *s, uint32_t i,
                    bool is_titled) {
    const struct sg_token *tokens = text->reading->tokens;
    const struct sg_name_word *w = &text->words[i];
    uint32_t bits = SEEN_TAKEN;
    if (w->look == SG_LOOK_SMALL)
        return bits | SG_SEEN_SMALL;
    if (!is_large(w->look) || is_titled)
        return bits;
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
    return bits;
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

/* chosen: by sentence, those that count; NULL: all. */
static void mark_packs(struct sg_name_text *text, const uint8_t *chosen) {
    const struct sg_reading *r = text->reading;
    for (size_t m = 0; m < r->mention_count; m++) {
        const struct sg_mention *mention = &r->mentions[m];
        if (mention->alias == UINT32_MAX || mention->kind > SG_MENTION_SEAT ||
            mention->kind == SG_MENTION_GIVEN || (chosen && !chosen[mention->sentence]))
            continue;
        uint8_t code = pack_code(r, mention);
        for (uint32_t i = mention->first; i < mention->end_token; i++)
            text->words[i].pack =
                (uint8_t)(code << 2 | (i > mention->first) << 1 | (i + 1 < mention->end_token));
    }
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

struct sg_name_range sg_name_range_of(const struct sg_name_text *text, uint32_t first,
                                      uint32_t end) {
    const struct sg_sentence *s = &text->reading->sentences[text->reading->tokens[first].sentence];
    for (uint32_t i = first; i < end; i++)
        if (!sg_name_may_be(text, i))
            return (struct sg_name_range){first, first};
    while (first > s->first && sg_name_may_be(text, first - 1))
        first--;
    while (end < s->end_token && sg_name_may_be(text, end))
        end++;
    return (struct sg_name_range){first, end};
}

/* How a sentence's words are written, and which classes they have. */
static void open_sentence(struct sg_name_text *text, const struct sg_sentence *s) {
    const struct sg_reading *reading = text->reading;
    const struct sg_gazetteer *g = text->gazetteer;
    memset(&text->words[s->first], 0, (s->end_token - s->first) * sizeof *text->words);
    for (uint32_t i = s->first; i < s->end_token; i++) {
        const struct sg_token *t = &reading->tokens[i];
        struct sg_name_word *w = &text->words[i];
        w->look = look_of(t);
        if (reading->words)
            w->classes = g->vocabulary.classes[reading->words[i]];
        else if ((t->flags & (SG_TOKEN_WORD | SG_TOKEN_NUMBER)) &&
                 !(t->flags & SG_TOKEN_POSSESSIVE))
            w->classes = sg_lexis_token_classes(g->lexis, t);
        w->classes &= ~(uint32_t)SG_LEXIS_OPENER; /* younger than the model */
    }
    find_runs(text, s);
}

static bool begin(struct sg_name_text *out, struct seen_table *table,
                  const struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                  const struct sg_name_model *model, size_t seen, struct sg_arena *arena) {
    *out = (struct sg_name_text){.reading = reading, .gazetteer = gazetteer, .model = model};
    table->mask = 63;
    while (table->mask < seen * 2)
        table->mask = table->mask * 2 + 1;
    /* not zeroed: a sentence's words are when it is opened */
    out->words = sg_arena_take(arena, (reading->token_count + 1) * sizeof *out->words);
    table->slots = sg_arena_array(arena, (size_t)table->mask + 1, sizeof *table->slots);
    return out->words && table->slots;
}

bool sg_name_text_init(struct sg_name_text *out, const struct sg_reading *reading,
                       const struct sg_gazetteer *gazetteer, const struct sg_name_model *model,
                       struct sg_arena *arena) {
    struct seen_table table;
    if (!begin(out, &table, reading, gazetteer, model, reading->token_count, arena))
        return false;
    for (size_t s = 0; s < reading->sentence_count; s++) {
        const struct sg_sentence *sentence = &reading->sentences[s];
        open_sentence(out, sentence);
        bool is_titled = is_title_case(out, sentence);
        for (uint32_t i = sentence->first; i < sentence->end_token; i++) {
            out->words[i].lower = sg_name_word_hash(reading->tokens[i].lower);
            if (is_word(&reading->tokens[i]))
                *seen_at(&table, out->words[i].lower) |= see(out, sentence, i, is_titled);
        }
    }
    for (size_t i = 0; i < reading->token_count; i++)
        if (is_word(&reading->tokens[i]))
            out->words[i].seen = *seen_at(&table, out->words[i].lower) & ~SEEN_TAKEN;
    mark_packs(out, NULL);
    return true;
}

/* Which words are asked for, by the tokens' hashes. */
struct asked {
    uint64_t bits[64];
    bool is_any; /* by the hash of the word itself: "G20" is one with "G30" */
};

static bool may_be_asked(const struct asked *asked, const struct sg_token *t) {
    return is_word(t) && (asked->is_any || (asked->bits[t->hash >> 6 & 63] >> (t->hash & 63) & 1));
}

/* The words of a range of tokens are asked for. */
static void ask(struct asked *asked, struct seen_table *table, struct sg_name_text *text,
                const struct sg_name_range *range) {
    for (uint32_t i = range->first; i < range->end; i++) {
        const struct sg_token *t = &text->reading->tokens[i];
        if (!is_word(t))
            continue;
        text->words[i].lower = sg_name_word_hash(t->lower);
        *seen_at(table, text->words[i].lower) |= SEEN_TAKEN;
        asked->bits[t->hash >> 6 & 63] |= (uint64_t)1 << (t->hash & 63);
        asked->is_any |= t->lower_length >= HASHED_MOST || has_digit(t->lower);
    }
}

/* What a sentence shows of the words that are asked for; most sentences have none. */
static void see_sentence(struct sg_name_text *text, const struct seen_table *table,
                         const struct asked *asked, const struct sg_sentence *s, bool is_open) {
    bool is_ready = false, is_titled = false;
    for (uint32_t i = s->first; i < s->end_token; i++) {
        const struct sg_token *t = &text->reading->tokens[i];
        uint32_t *seen = may_be_asked(asked, t) ? seen_of(table, sg_name_word_hash(t->lower)) : NULL;
        if (!seen)
            continue;
        if (!is_ready && !is_open)
            open_sentence(text, s);
        if (!is_ready)
            is_titled = is_title_case(text, s);
        is_ready = true;
        *seen |= see(text, s, i, is_titled);
    }
}

bool sg_name_text_open(struct sg_name_text *out, struct sg_name_range *ranges, size_t *count,
                       const struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                       const struct sg_name_model *model, const uint8_t *chosen,
                       bool (*is_wanted)(const struct sg_mention *mention),
                       struct sg_arena *arena) {
    struct seen_table table;
    struct asked asked = {.is_any = false};
    size_t tokens = 0;
    *count = 0;
    for (size_t s = 0; s < reading->sentence_count; s++)
        if (chosen[s])
            tokens += reading->sentences[s].end_token - reading->sentences[s].first;
    if (!begin(out, &table, reading, gazetteer, model, tokens, arena))
        return false;
    for (size_t s = 0; s < reading->sentence_count; s++)
        if (chosen[s])
            open_sentence(out, &reading->sentences[s]);
    mark_packs(out, chosen);
    for (size_t m = 0; m < reading->mention_count; m++) {
        const struct sg_mention *mention = &reading->mentions[m];
        if (!chosen[mention->sentence] || !is_wanted(mention))
            continue;
        struct sg_name_range range = sg_name_range_of(out, mention->first, mention->end_token);
        if (range.first == range.end ||
            (*count && ranges[*count - 1].first <= range.first &&
             range.end <= ranges[*count - 1].end))
            continue;
        ranges[(*count)++] = range;
        ask(&asked, &table, out, &range);
    }
    for (size_t s = 0; s < reading->sentence_count && *count; s++)
        see_sentence(out, &table, &asked, &reading->sentences[s], chosen[s]);
    for (size_t r = 0; r < *count; r++)
        for (uint32_t i = ranges[r].first; i < ranges[r].end; i++)
            if (is_word(&reading->tokens[i]))
                out->words[i].seen = *seen_of(&table, out->words[i].lower) & ~SEEN_TAKEN;
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

/* What the sentence looks like: all large, or nothing large. */
static uint8_t sentence_look(const struct sg_name_text *text, const struct sg_sentence *s) {
    unsigned large = 0, caps = 0, small = 0;
    for (uint32_t i = s->first; i < s->end_token; i++) {
        large += text->words[i].look == SG_LOOK_CAPITAL;
        caps += text->words[i].look == SG_LOOK_CAPS && text->reading->tokens[i].length > 3;
        small += text->words[i].look == SG_LOOK_SMALL;
    }
    if (caps >= 3 && caps > small)
        return 1;
    if (large >= 4 && large > small * 2)
        return 2;
    return !large && !caps ? 3 : 0;
}

static void look_at(struct sg_name_text *text, const struct sg_sentence *s, uint32_t first,
                    uint32_t end) {
    uint8_t look = sentence_look(text, s);
    for (uint32_t i = first; i < end; i++) {
        const struct sg_token *t = &text->reading->tokens[i];
        struct sg_name_word *w = &text->words[i];
        w->sentence_look = look;
        w->lower = sg_name_word_hash(t->lower);
        w->form = t->form == t->lower ? w->lower : sg_name_word_hash(t->form);
        w->shape = shape_of(t->form);
        sg_name_entry_fetch(text->model, w->form); /* the table is larger than a cache */
        sg_name_entry_fetch(text->model, sg_name_wide_hash(w->lower));
    }
    for (uint32_t i = first; i < end; i++)
        look_up(text, i);
    find_phrases(text, s);
}

void sg_name_text_look(struct sg_name_text *text, uint32_t sentence) {
    const struct sg_sentence *s = &text->reading->sentences[sentence];
    look_at(text, s, s->first, s->end_token);
}

/* as far as features look to both sides */
#define SIDE 2

void sg_name_range_look(struct sg_name_text *text, const struct sg_name_range *range) {
    const struct sg_sentence *s =
        &text->reading->sentences[text->reading->tokens[range->first].sentence];
    look_at(text, s, range->first > s->first + SIDE ? range->first - SIDE : s->first,
            range->end + SIDE < s->end_token ? range->end + SIDE : s->end_token);
}
