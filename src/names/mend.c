#include "names/mend.h"

#include "base/strmap.h"
#include "recognise/lexis.h"

#include <string.h>

/* The kind of name that covers each token, and where its span begins; changed by one rule after the
 * other, and read as spans at the end. */
struct mender {
    const struct sg_name_text *text;
    const struct sg_token *tokens;
    uint32_t count;
    uint32_t *span; /* by token: 1 + the first token of the name that covers it; 0: none */
    uint8_t *kinds; /* by token: of that name */
    struct sg_arena *arena;
};

static void clear(struct mender *m, uint32_t first, uint32_t end) {
    memset(m->span + first, 0, (end - first) * sizeof *m->span);
}

/* Names that reach into it from outside stay, cut short. */
static void set(struct mender *m, uint32_t first, uint32_t end, enum sg_name_kind kind) {
    uint32_t old = first < m->count ? m->span[end - 1] : 0;
    for (uint32_t i = end; old && i < m->count && m->span[i] == old; i++)
        m->span[i] = end + 1;
    for (uint32_t i = first; i < end; i++) {
        m->span[i] = first + 1;
        m->kinds[i] = (uint8_t)kind;
    }
}

/* The end of the name that begins at a token; the token itself where none does. */
static uint32_t end_at(const struct mender *m, uint32_t first) {
    uint32_t end = first;
    while (m->span[first] == first + 1 && end < m->count && m->span[end] == first + 1)
        end++;
    return end;
}

/* Where to look next, behind a name or behind a token that begins none. */
static uint32_t after(uint32_t i, uint32_t end) { return end > i ? end : i + 1; }

static uint32_t classes_of(const struct mender *m, uint32_t token) {
    return m->text->words[token].classes;
}

static bool is_form(const struct sg_token *t, const char *form) { return !strcmp(t->form, form); }

/* --- "the Stanley Cup": a thing that people do or give, not who does it. A man may be called so
 * too
 * ("Dorothy Day"), but stands behind no article. */

static const char *words_of(const struct mender *m, uint32_t first, uint32_t end) {
    const char *text = m->text->reading->document->text;
    return sg_arena_strndup(m->arena, text + m->tokens[first].start,
                            m->tokens[end - 1].end - m->tokens[first].start);
}

static bool is_article(const struct sg_token *t) {
    return sg_token_is(t, "the") || sg_token_is(t, "a") || sg_token_is(t, "an");
}

/* The run of capitals that ends in the token stands behind an article: where it begins. */
static uint32_t thing_at(const struct mender *m, uint32_t token) {
    uint32_t first = m->text->words[token].run_first;
    if (!(classes_of(m, token) & SG_LEXIS_EVENT) || first >= token)
        return token;
    if (is_article(&m->tokens[first]))
        return first + 1;
    bool has_article = first > m->text->reading->sentences[m->tokens[token].sentence].first &&
                       is_article(&m->tokens[first - 1]);
    return has_article ? first : token;
}

static bool drop_events(struct mender *m) {
    struct sg_strmap *events = sg_strmap_new();
    bool good = events != NULL;
    for (uint32_t i = 0; good && i < m->count; i++) {
        uint32_t first = thing_at(m, i);
        const char *name = first < i ? words_of(m, first, i + 1) : NULL;
        good = first == i || (name && sg_strmap_set(events, name, 1));
    }
    for (uint32_t i = 0, end; good && i < m->count; i = after(i, end)) {
        end = end_at(m, i);
        if (end <= i + 1 || !(classes_of(m, end - 1) & SG_LEXIS_EVENT))
            continue;
        const char *name = words_of(m, i, end);
        good = name != NULL;
        if (good && sg_strmap_get(events, name) != SG_STRMAP_NONE)
            clear(m, i, end);
    }
    sg_strmap_free(events);
    return good;
}

/* --- "<ana.lima@mail.example>": the address's words are none of the text's. */

static bool is_in_address(const struct mender *m, uint32_t first, uint32_t end) {
    const char *text = m->text->reading->document->text;
    size_t length = m->text->reading->document->text_length;
    static const char bounds[] = " \t\n\r<>()[]\",;";
    size_t from = m->tokens[first].start, to = m->tokens[end - 1].end;
    while (from && text[from - 1] && !strchr(bounds, text[from - 1]))
        from--;
    while (to < length && text[to] && !strchr(bounds, text[to]))
        to++;
    const char *at = memchr(text + from, '@', to - from);
    const char *dot = at ? memchr(at, '.', (size_t)(text + to - at)) : NULL;
    /* "Ana Lima@ACME" is how some programs write a man */
    return dot && dot + 1 < text + to;
}

static void drop_addresses(struct mender *m) {
    for (uint32_t i = 0, end; i < m->count; i = after(i, end)) {
        end = end_at(m, i);
        if (end > i && is_in_address(m, i, end))
            clear(m, i, end);
    }
}

/* --- "Ana Lima - Analyst": a dash between spaces parts a name from what is said of it. */

static bool is_dash(const struct mender *m, uint32_t token) {
    const struct sg_token *t = &m->tokens[token];
    return token + 1 < m->count && (t->flags & SG_TOKEN_SPACE_BEFORE) &&
           (t[1].flags & SG_TOKEN_SPACE_BEFORE) && t->form[0] == '-' &&
           strspn(t->form, "-") == t->length;
}

static void split_at_dashes(struct mender *m) {
    for (uint32_t i = 0, end; i < m->count; i = after(i, end)) {
        end = end_at(m, i);
        enum sg_name_kind kind = m->kinds[i];
        uint32_t first = i;
        for (uint32_t k = i; k < end; k++) {
            if (!is_dash(m, k))
                continue;
            if (k > first)
                set(m, first, k, kind);
            clear(m, k, k + 1);
            first = k + 1;
        }
        if (first == i)
            continue;
        if (kind == SG_KIND_PERSON) /* the other side is what he is */
            clear(m, first, end);
        else if (first < end)
            set(m, first, end, kind);
    }
}

/* --- `"Lima, Ana" <...>`: mail writes the last name first. */

static bool is_name_word(const struct mender *m, uint32_t token) {
    uint8_t look = m->text->words[token].look;
    return look == SG_LOOK_CAPITAL || look == SG_LOOK_MIXED || look == SG_LOOK_INITIAL ||
           look == SG_LOOK_ONE;
}

static void join_mail_names(struct mender *m) {
    for (uint32_t i = 0; i + 4 < m->count; i++) {
        uint32_t end = i + 3;
        if (!(m->tokens[i].flags & (SG_TOKEN_QUOTE_OPEN | SG_TOKEN_QUOTE_CLOSE)) ||
            !is_name_word(m, i + 1) || !is_form(&m->tokens[i + 2], ",") ||
            (!m->span[i + 1] && !m->span[i + 3]))
            continue;
        while (end + 1 < m->count && end < i + 6 && is_name_word(m, end))
            end++;
        if (end == i + 3 || m->tokens[end].sentence != m->tokens[i].sentence ||
            !(m->tokens[end].flags & (SG_TOKEN_QUOTE_OPEN | SG_TOKEN_QUOTE_CLOSE)))
            continue;
        bool is_person = (m->span[i + 1] && m->kinds[i + 1] == SG_KIND_PERSON) ||
                         (m->span[i + 3] && m->kinds[i + 3] == SG_KIND_PERSON);
        if (is_person)
            set(m, i + 1, end, SG_KIND_PERSON);
    }
}

/* --- "Newcastle upon Tyne", "Frankfurt am Main": the list of towns has it whole. */

static void join_towns(struct mender *m) {
    const struct sg_name_word *words = m->text->words;
    for (uint32_t i = 0, end; i < m->count; i = end) {
        end = i + 1;
        if (!(words[i].phrase >> 2 & SG_LIST_CITY) || (words[i].phrase & 2))
            continue;
        bool has_small = false, has_name = false;
        while (end < m->count && (words[end].phrase & 2))
            end++;
        for (uint32_t k = i; k < end; k++) {
            has_small |= words[k].look == SG_LOOK_SMALL;
            has_name |= m->span[k] != 0;
        }
        bool is_cut = (m->span[i] && m->span[i] < i + 1) ||
                      (end < m->count && m->span[end] && m->span[end] < end + 1);
        if (has_small && has_name && !is_cut)
            set(m, i, end, SG_KIND_PLACE);
    }
}

/* --- "Ben Player won. ... This month Player returns": a last name that is an ordinary word. */

static bool is_bare(const struct mender *m, uint32_t token) {
    const struct sg_token *t = &m->tokens[token];
    const struct sg_sentence *s = &m->text->reading->sentences[t->sentence];
    uint8_t look = m->text->words[token].look;
    if (m->span[token] || (look != SG_LOOK_CAPITAL && look != SG_LOOK_MIXED) ||
        (classes_of(m, token) & SG_LEXIS_NOT_NAME))
        return false;
    if (token > s->first) {
        const struct sg_token *b = t - 1;
        if ((b->flags & SG_TOKEN_WORD && m->text->words[token - 1].look != SG_LOOK_SMALL) ||
            !(t->flags & SG_TOKEN_SPACE_BEFORE) || is_article(b))
            return false;
        if ((classes_of(m, token) & SG_LEXIS_CALENDAR) && (b->flags & SG_TOKEN_WORD))
            return false;
    }
    if (token + 1 < s->end_token) {
        const struct sg_token *a = t + 1;
        if ((a->flags & SG_TOKEN_WORD && m->text->words[token + 1].look != SG_LOOK_SMALL &&
             !(a->flags & SG_TOKEN_POSSESSIVE)) ||
            is_form(a, "@") || (a->flags & SG_TOKEN_HYPHEN_BEFORE))
            return false;
        if ((classes_of(m, token) & SG_LEXIS_CALENDAR) && !(a->flags & SG_TOKEN_WORD))
            return false;
    }
    return true;
}

static bool add_last_names(struct mender *m) {
    struct sg_strmap *names = sg_strmap_new();
    bool good = names != NULL;
    for (uint32_t i = 0, end; good && i < m->count; i = after(i, end)) {
        end = end_at(m, i);
        if (end > i + 1 && m->kinds[i] == SG_KIND_PERSON && m->tokens[end - 1].length > 2)
            good = sg_strmap_set(names, m->tokens[end - 1].form, 0);
    }
    /* its capital in the middle of a sentence says that it is a name here */
    for (uint32_t i = 0; good && i < m->count; i++)
        if (sg_strmap_get(names, m->tokens[i].form) != SG_STRMAP_NONE && is_bare(m, i) &&
            i > m->text->reading->sentences[m->tokens[i].sentence].first &&
            (m->tokens[i - 1].flags & SG_TOKEN_WORD) &&
            !(m->tokens[i - 1].flags & SG_TOKEN_QUOTE_OPEN))
            good = sg_strmap_set(names, m->tokens[i].form, 1);
    for (uint32_t i = 0; good && i < m->count; i++) {
        uint32_t seen = sg_strmap_get(names, m->tokens[i].form);
        if (seen == SG_STRMAP_NONE || !is_bare(m, i))
            continue;
        if (seen || !(classes_of(m, i) & SG_LEXIS_COMMON))
            set(m, i, i + 1, SG_KIND_PERSON);
    }
    sg_strmap_free(names);
    return good;
}

/* --- "dinner at Sprecher's.": nothing is owned, so the mark belongs to the name of a shop. */

static bool has_mark(const struct mender *m, uint32_t end) {
    return end < m->count && (m->tokens[end].flags & SG_TOKEN_POSSESSIVE) && !m->span[end] &&
           m->tokens[end].sentence == m->tokens[end - 1].sentence;
}

static bool takes_mark(const struct mender *m, uint32_t first, uint32_t end) {
    return end > first + 1 && (m->tokens[end - 1].flags & SG_TOKEN_POSSESSIVE);
}

static bool names_a_shop(const struct mender *m, uint32_t first, uint32_t end) {
    const struct sg_token *t = &m->tokens[end];
    const struct sg_sentence *s = &m->text->reading->sentences[m->tokens[first].sentence];
    if (!has_mark(m, end) || !s->is_parsed || t->xpos != SG_XPOS_POS ||
        m->text->words[first].pack || (m->kinds[first] == SG_KIND_PERSON && end > first + 1) ||
        (first > s->first && sg_token_is(&m->tokens[first - 1], "of")))
        return false;
    if (end + 1 >= s->end_token)
        return true;
    const struct sg_token *a = t + 1;
    return a->upos == SG_UPOS_ADP || a->upos == SG_UPOS_CCONJ || a->upos == SG_UPOS_AUX ||
           sg_token_is(a, ",") || sg_token_is(a, ".");
}

/* What stands without the mark somewhere, or is the end of a man's name, is no shop. */
enum shop { SHOP_NONE, SHOP_MAYBE, SHOP_SURE };

static bool note_shop(struct sg_strmap *shops, const char *name, enum shop is) {
    uint32_t old = sg_strmap_get(shops, name);
    bool stays = old != SG_STRMAP_NONE && (old == SHOP_NONE || is == SHOP_MAYBE);
    return stays || sg_strmap_set(shops, name, is);
}

static bool join_marks(struct mender *m) {
    struct sg_strmap *shops = sg_strmap_new();
    bool good = shops != NULL;
    for (uint32_t i = 0, end; good && i < m->count; i = after(i, end)) {
        end = end_at(m, i);
        if (end == i)
            continue;
        bool is_whole = takes_mark(m, i, end);
        const char *name = words_of(m, i, end - is_whole);
        enum shop is = is_whole || names_a_shop(m, i, end) ? SHOP_SURE
                       : has_mark(m, end)                  ? SHOP_MAYBE
                                                           : SHOP_NONE;
        good = name && note_shop(shops, name, is);
        if (good && m->kinds[i] == SG_KIND_PERSON && end > i + 1 && !is_whole)
            good = note_shop(shops, m->tokens[end - 1].form, SHOP_NONE);
    }
    for (uint32_t i = 0, end; good && i < m->count; i = after(i, end)) {
        end = end_at(m, i);
        if (end == i)
            continue;
        bool is_whole = takes_mark(m, i, end);
        const char *name = is_whole || has_mark(m, end) ? words_of(m, i, end - is_whole) : NULL;
        uint32_t is = name ? sg_strmap_get(shops, name) : SHOP_MAYBE;
        if (is_whole && is == SHOP_NONE)
            clear(m, end - 1, end);
        else if (!is_whole && is == SHOP_SURE) {
            enum sg_name_kind kind = (enum sg_name_kind)m->kinds[i];
            set(m, i, end + 1, kind == SG_KIND_PERSON ? SG_KIND_ORGANIZATION : kind);
            end++;
        }
    }
    sg_strmap_free(shops);
    return good;
}

/* --- "Ana B. Lima Harbour Consulting, Inc.": who signs, and for whom, on one line. */

static bool split_signatures(struct mender *m) {
    const struct sg_reading *r = m->text->reading;
    struct sg_strmap *people = sg_strmap_new();
    bool good = people != NULL;
    for (uint32_t i = 0, end; good && i < m->count; i = after(i, end)) {
        end = end_at(m, i);
        for (uint32_t k = i; good && k < end && end > i + 1; k++)
            good = m->kinds[i] != SG_KIND_PERSON || sg_strmap_set(people, m->tokens[k].form, 1);
    }
    for (uint32_t s = 0; good && s < r->sentence_count; s++) {
        uint32_t i = r->sentences[s].first, end = i < m->count ? end_at(m, i) : i;
        if (end < i + 3 || m->kinds[i] != SG_KIND_ORGANIZATION ||
            (s && r->sentences[s - 1].paragraph == r->sentences[s].paragraph))
            continue;
        bool has_initial = m->text->words[i + 1].look == SG_LOOK_INITIAL;
        uint32_t at = i + 2 + has_initial;
        if (at >= end || (classes_of(m, at) & SG_LEXIS_ORG))
            continue;
        bool is_known = sg_strmap_get(people, m->tokens[i].form) != SG_STRMAP_NONE &&
                        sg_strmap_get(people, m->tokens[at - 1].form) != SG_STRMAP_NONE;
        bool is_given = classes_of(m, i) & (SG_LEXIS_MALE | SG_LEXIS_FEMALE);
        if (!is_known && !(is_given && has_initial))
            continue;
        set(m, at, end, SG_KIND_ORGANIZATION);
        set(m, i, at, SG_KIND_PERSON);
    }
    sg_strmap_free(people);
    return good;
}

struct sg_name_span *sg_name_mend(size_t *count, const struct sg_name_span *spans,
                                  const struct sg_name_text *text, struct sg_arena *arena) {
    const struct sg_reading *reading = text->reading;
    struct mender m = {.text = text,
                       .tokens = reading->tokens,
                       .count = (uint32_t)reading->token_count,
                       .span = sg_arena_array(arena, reading->token_count + 1, sizeof *m.span),
                       .kinds = sg_arena_array(arena, reading->token_count + 1, 1),
                       .arena = arena};
    struct sg_name_span *out = sg_arena_array(arena, reading->token_count + 1, sizeof *out);
    if (!m.span || !m.kinds || !out)
        return NULL;
    for (size_t i = 0; i < *count; i++)
        set(&m, spans[i].first, spans[i].end, spans[i].kind);
    split_at_dashes(&m);
    drop_addresses(&m);
    join_mail_names(&m);
    join_towns(&m);
    if (!split_signatures(&m) || !drop_events(&m) || !add_last_names(&m) || !join_marks(&m))
        return NULL;
    *count = 0;
    for (uint32_t i = 0, end; i < m.count; i = after(i, end)) {
        end = end_at(&m, i);
        if (end > i)
            out[(*count)++] = (struct sg_name_span){i, end, (enum sg_name_kind)m.kinds[i]};
    }
    return out;
}
