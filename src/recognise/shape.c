#include "recognise/shape.h"

#include <string.h>

bool sg_shape_has_inner_capital(const struct sg_token *token) {
    const char *hyphen = memchr(token->form, '-', token->length);
    return hyphen && hyphen - token->form <= 3 && hyphen[1] >= 'A' && hyphen[1] <= 'Z';
}

static bool is_plain_start(const struct sg_shape_text *text, uint32_t token) {
    const struct sg_token *t = &text->reading->tokens[token];
    bool is_start = (t->flags & SG_TOKEN_SENTENCE_START) ||
                    (token && (text->reading->tokens[token - 1].flags & SG_TOKEN_QUOTE_OPEN));
    return is_start && (sg_shape_classes(text, token) & SG_LEXIS_COMMON);
}

/* "the Farmers' Party", "Women's Union": an owner that is a trade or a people, no name. */
static bool is_inner_possessive(const struct sg_shape_text *text, uint32_t at, uint32_t limit) {
    const struct sg_token *tokens = text->reading->tokens;
    if (!(tokens[at].flags & SG_TOKEN_POSSESSIVE) || text->mention_at[at])
        return false;
    bool is_plain = (sg_shape_classes(text, at - 1) & SG_LEXIS_COMMON) ||
                    (tokens[at].length == 1 && tokens[at - 1].length > 4);
    for (uint32_t i = at + 1; is_plain && i < limit && i < at + 4; i++) {
        if (!sg_shape_is_capital(text, i) || text->mention_at[i] ||
            (sg_shape_classes(text, i) & SG_LEXIS_TITLE))
            return false;
        if (sg_shape_classes(text, i) & (SG_LEXIS_ORG | SG_LEXIS_MILITIA))
            return true;
    }
    return false;
}

/* "Louis-Jodel", "Jalal-Abad": two words of a name, none of them ordinary or a people's. */
static bool is_double_name(const struct sg_shape_text *text, uint32_t at, uint32_t limit) {
    const struct sg_token *tokens = text->reading->tokens;
    const uint32_t other = SG_LEXIS_COMMON | SG_LEXIS_PEOPLES | SG_LEXIS_NOT_NAME | SG_LEXIS_CALENDAR |
                           SG_LEXIS_ORG | SG_LEXIS_MILITIA | SG_LEXIS_TITLE | SG_LEXIS_TITLE_TAIL;
    if (at + 1 >= limit || tokens[at].form[0] != '-' || (tokens[at].flags & SG_TOKEN_SPACE_BEFORE) ||
        !(tokens[at + 1].flags & SG_TOKEN_HYPHEN_BEFORE) || text->mention_at[at + 1] ||
        text->mention_at[at - 1])
        return false;
    for (uint32_t i = at - 1; i <= at + 1; i += 2)
        if (!(tokens[i].flags & SG_TOKEN_CAPITAL) || (tokens[i].flags & SG_TOKEN_ALL_CAPS) ||
            tokens[i].length < 3 || (sg_shape_classes(text, i) & other))
            return false;
    return true;
}

/* "M5-RFP": capitals on both sides of a hyphen. */
static bool is_inner_hyphen(const struct sg_shape_text *text, uint32_t at, uint32_t limit) {
    const struct sg_token *tokens = text->reading->tokens;
    const uint32_t capitals = SG_TOKEN_ALL_CAPS | SG_TOKEN_NUMBER;
    return tokens[at].form[0] == '-' && !(tokens[at].flags & SG_TOKEN_SPACE_BEFORE) &&
           at + 1 < limit && (tokens[at + 1].flags & SG_TOKEN_HYPHEN_BEFORE) &&
           !(tokens[at + 1].flags & SG_TOKEN_SPACE_BEFORE) && !text->mention_at[at + 1] &&
           (tokens[at + 1].flags & capitals) &&
           ((tokens[at - 1].flags & SG_TOKEN_ALL_CAPS) || tokens[at - 1].length == 2);
}

/* "Iron and Steel Association", "National Development and Reform Commission": ordinary words on both
 * sides of "and", and a body's noun behind them. */
static bool joins_words(const struct sg_shape_text *text, uint32_t first, uint32_t end,
                        uint32_t limit) {
    const struct sg_token *tokens = text->reading->tokens;
    first += sg_token_is(&tokens[first], "the");
    if (!sg_token_is(&tokens[end], "and") || first >= end || is_plain_start(text, first))
        return false;
    for (uint32_t i = first; i < end; i++)
        if (!(sg_shape_classes(text, i) & SG_LEXIS_COMMON) ||
            (sg_shape_classes(text, i) & (SG_LEXIS_CALENDAR | SG_LEXIS_TITLE)))
            return false;
    for (uint32_t i = end + 1; i < limit && i < end + 5 && !text->mention_at[i]; i++) {
        uint32_t classes = sg_shape_classes(text, i);
        if (!sg_shape_is_capital(text, i) || !(classes & (SG_LEXIS_COMMON | SG_LEXIS_ORG)))
            return false;
        if (classes & SG_LEXIS_ORG)
            return i > end + 1;
    }
    return false;
}

/* 'Evaristo "Chato" Valdez': where the name goes on behind a name in marks; 0 for nowhere. */
static uint32_t behind_nickname(const struct sg_shape_text *text, uint32_t first, uint32_t at,
                                uint32_t limit) {
    const struct sg_token *tokens = text->reading->tokens;
    if (!(tokens[at].flags & SG_TOKEN_QUOTE_OPEN) ||
        ((sg_shape_classes(text, first) & ~(uint32_t)(SG_LEXIS_MALE | SG_LEXIS_FEMALE)) ||
         is_plain_start(text, first)))
        return 0;
    for (uint32_t i = at + 1; i + 1 < limit && i < at + 5 && !text->mention_at[i]; i++)
        if (tokens[i].flags & SG_TOKEN_QUOTE_CLOSE)
            return sg_shape_is_capital(text, i + 1) && !text->mention_at[i + 1] ? i + 1 : 0;
    return 0;
}

/* How far the capitals go: over articles, "of", "bin", and, once a body is named, "for" and "and".
 */
static uint32_t run_end(const struct sg_shape_text *text, uint32_t first, uint32_t limit) {
    const struct sg_token *tokens = text->reading->tokens;
    uint32_t end = first + 1;
    bool has_body = sg_shape_classes(text, first) & (SG_LEXIS_ORG | SG_LEXIS_MILITIA);
    bool has_for = false;
    while (end < limit && end - first < 12) {
        if (is_inner_possessive(text, end, limit)) {
            end++;
            continue;
        }
        uint32_t behind = behind_nickname(text, first, end, limit);
        if (behind) {
            end = behind + 1;
            continue;
        }
        if (is_inner_hyphen(text, end, limit) || is_double_name(text, end, limit)) {
            end += 2;
            continue;
        }
        if (!(tokens[end].flags & SG_TOKEN_SPACE_BEFORE) &&
            !(tokens[end].flags & SG_TOKEN_POSSESSIVE))
            break;
        if (text->mention_at[end])
            break;
        uint32_t classes = sg_shape_classes(text, end);
        if (sg_shape_is_capital(text, end)) {
            /* "Ruritanian Prime Minister Oskar Bellmann": a title begins another name */
            bool is_title =
                (classes & SG_LEXIS_TITLE) || ((classes & SG_LEXIS_TITLE_TAIL) && end + 1 < limit &&
                                               (sg_shape_classes(text, end + 1) & SG_LEXIS_TITLE));
            if (is_title && end + 1 < limit && sg_shape_is_capital(text, end + 1) &&
                !(sg_shape_classes(text, end - 1) & (SG_LEXIS_TITLE | SG_LEXIS_TITLE_TAIL)) &&
                sg_shape_is_capital(text, end - 1) && !is_plain_start(text, end - 1))
                break;
            has_body |= (classes & (SG_LEXIS_ORG | SG_LEXIS_MILITIA)) != 0;
            end++;
            continue;
        }
        /* "Bank of Cyprus", "Osama bin Laden", "Party of the Left" */
        uint32_t next = end + 1;
        /* "Committee for the Salvation of the People" */
        bool takes_article = sg_token_is(&tokens[end], "of") || sg_token_is(&tokens[end], "for");
        if (next < limit && takes_article && sg_token_is(&tokens[next], "the"))
            next++;
        /* "Diego Perez de los Cobos", "Fernando de la Rua" */
        else if (next < limit && (classes & SG_LEXIS_CONNECTOR) && !takes_article &&
                 (sg_shape_classes(text, next) & SG_LEXIS_CONNECTOR) &&
                 !sg_shape_is_capital(text, next))
            next++;
        bool is_of = sg_token_is(&tokens[end], "of");
        bool links = (classes & SG_LEXIS_CONNECTOR) && (!is_of || has_body);
        links |= !has_body && joins_words(text, first, end, limit);
        if (!links && has_body && (classes & SG_LEXIS_LINK)) {
            links = sg_token_is(&tokens[end], "for") || has_for;
            has_for |= links;
        }
        if (!links || next >= limit || !sg_shape_is_capital(text, next) || text->mention_at[next] ||
            !(tokens[next].flags & SG_TOKEN_SPACE_BEFORE))
            break;
        has_for |= is_of;
        end = next + 1;
    }
    return end;
}

static bool is_initial(const struct sg_token *token) {
    return token->length <= 2 && token->form[token->length - 1] == '.';
}

/* The last word before "of" or "for": what the thing is. */
static uint32_t run_head(const struct sg_shape_text *text, uint32_t first, uint32_t end) {
    for (uint32_t i = first + 1; i < end; i++) {
        const struct sg_token *token = &text->reading->tokens[i];
        if (!sg_shape_is_capital(text, i) && (sg_token_is(token, "of") || sg_token_is(token, "for")))
            return i - 1;
    }
    return end - 1;
}

static bool is_office(uint32_t classes) {
    return (classes & SG_LEXIS_TITLE) && !(classes & (SG_LEXIS_MALE | SG_LEXIS_FEMALE));
}

/* Speaks, or is spoken of as a person: "X said", "X, who", "X, 45,". */
static bool has_person_context(const struct sg_shape_text *text, uint32_t end, uint32_t limit) {
    const struct sg_token *tokens = text->reading->tokens;
    if (end >= limit)
        return false;
    if (tokens[end].length == 1 && tokens[end].form[0] == ',' && end + 1 < limit)
        return (tokens[end + 1].flags & SG_TOKEN_NUMBER) || sg_token_is(&tokens[end + 1], "who") ||
               sg_token_is(&tokens[end + 1], "whose");
    return sg_token_is(&tokens[end], "who") || sg_token_is(&tokens[end], "said") ||
           sg_token_is(&tokens[end], "told") || sg_token_is(&tokens[end], "says");
}

static void classify(struct sg_shape *out, const struct sg_shape_text *text, bool has_title,
                     bool has_office, uint32_t limit) {
    const struct sg_token *tokens = text->reading->tokens;
    uint32_t count = out->end - out->first;
    uint32_t head = run_head(text, out->first, out->end);
    uint32_t head_classes = sg_shape_classes(text, head);
    uint32_t first_classes = sg_shape_classes(text, out->first);
    uint32_t common = 0, initials = 0;
    for (uint32_t i = out->first; i < out->end; i++) {
        common += (sg_shape_classes(text, i) & SG_LEXIS_COMMON) != 0;
        initials += is_initial(&tokens[i]);
    }
    bool has_given =
        (first_classes & (SG_LEXIS_MALE | SG_LEXIS_FEMALE)) && !(first_classes & SG_LEXIS_TITLE);
    out->kind = SG_SHAPE_OPEN;
    out->certainty = 0.4f;
    /* "the EU's chief Brexit negotiator" */
    bool is_word = count == 1 && ((head_classes & SG_LEXIS_NOT_NAME) ||
                                  ((head_classes & SG_LEXIS_EVENT) && (head_classes & SG_LEXIS_COMMON)));
    if (has_title && count <= 5 && !is_word &&
        !(head_classes & (SG_LEXIS_ORG | SG_LEXIS_MILITIA))) {
        out->kind = has_office ? SG_SHAPE_OFFICIAL : SG_SHAPE_PERSON;
        out->certainty = has_office ? 0.9f : 0.86f;
    } else if (count > 1 && (head_classes & SG_LEXIS_MILITIA)) {
        out->kind = SG_SHAPE_MILITIA;
        out->certainty = 0.85f;
    } else if (count > 1 && (first_classes & SG_LEXIS_MILITIA) && !common) {
        /* "Saraya Awlia al-Dam", "Liwa Fatemiyoun": the head stands first */
        out->kind = SG_SHAPE_MILITIA;
        out->certainty = 0.8f;
    } else if (count > 1 && (head_classes & SG_LEXIS_ORG)) {
        out->kind = SG_SHAPE_ORGANIZATION;
        out->certainty = 0.85f;
    } else if (count > 1 && ((head_classes & SG_LEXIS_PLACE) ||
                             ((first_classes & SG_LEXIS_PLACE) && !has_given))) {
        /* "Lake Chad", but "Park Chan-dae" */
        out->kind = SG_SHAPE_PLACE;
        out->certainty = 0.8f;
    } else if (is_word || (head_classes & (SG_LEXIS_EVENT | SG_LEXIS_CALENDAR | SG_LEXIS_NOT_NAME))) {
        out->kind = SG_SHAPE_NONE;
    } else if (count > 1 && count <= 5 && has_given && (common < count || initials)) {
        out->kind = SG_SHAPE_PERSON;
        out->certainty = 0.85f;
    } else if (count > 1 && count <= 4 && !common && has_person_context(text, out->end, limit)) {
        out->kind = SG_SHAPE_PERSON;
        out->certainty = 0.7f;
    } else if (common == count || (count == 1 && (head_classes & SG_LEXIS_PEOPLES))) {
        out->kind = SG_SHAPE_NONE;
    }
}

bool sg_shape_at(struct sg_shape *out, const struct sg_shape_text *text, uint32_t first,
                 uint32_t limit) {
    const struct sg_token *tokens = text->reading->tokens;
    uint32_t end = run_end(text, first, limit);
    out->first = first;
    out->end = end;
    bool has_title = false, has_office = false;
    /* "Meanwhile Rouhani": the first word of a sentence tells nothing by its capital, unless a
     * body's name begins with it: "National Security Council" */
    while (out->first < end && is_plain_start(text, out->first)) {
        uint32_t classes = sg_shape_classes(text, out->first);
        uint32_t head = run_head(text, out->first, end);
        if (out->first + 1 < end && !(classes & (SG_LEXIS_TITLE | SG_LEXIS_TITLE_TAIL)) &&
            (sg_shape_classes(text, head) & (SG_LEXIS_ORG | SG_LEXIS_MILITIA)) &&
            !(classes & (SG_LEXIS_CONNECTOR | SG_LEXIS_LINK | SG_LEXIS_OPENER)) &&
            !sg_token_is(&tokens[out->first], "the"))
            break;
        if (classes & (SG_LEXIS_TITLE | SG_LEXIS_TITLE_TAIL))
            break;
        out->first++;
    }
    if (out->first < end && sg_token_is(&tokens[out->first], "the"))
        out->first++;
    /* titles in front: "Prime Minister", "Gen.", also written small before the run */
    uint32_t head = out->first < end ? run_head(text, out->first, end) : end;
    bool is_body = head < end && head > out->first &&
                   (sg_shape_classes(text, head) & (SG_LEXIS_ORG | SG_LEXIS_MILITIA)) &&
                   !(sg_shape_classes(text, head) & SG_LEXIS_TITLE);
    while (!is_body && out->first < end) {
        uint32_t classes = sg_shape_classes(text, out->first);
        bool is_of_title = has_title && sg_token_is(&tokens[out->first], "of");
        /* "Jan Kowal" in January: a given name */
        if ((classes & SG_LEXIS_CALENDAR) && (classes & (SG_LEXIS_MALE | SG_LEXIS_FEMALE)) &&
            out->first + 1 < end && sg_shape_is_capital(text, out->first + 1))
            break;
        if (!(classes &
              (SG_LEXIS_TITLE | SG_LEXIS_TITLE_TAIL | SG_LEXIS_CALENDAR | SG_LEXIS_DIRECTION)) &&
            !is_of_title)
            break;
        if (classes & SG_LEXIS_TITLE) {
            has_title = true;
            has_office |= is_office(classes);
        }
        out->first++;
    }
    if (out->first >= end)
        return false;
    if (!has_title && out->first == first &&
        first > text->reading->sentences[tokens[first].sentence].first) {
        uint32_t classes = sg_shape_classes(text, first - 1);
        if ((classes & SG_LEXIS_TITLE) && !text->mention_at[first - 1] && !is_body) {
            has_title = true;
            has_office = is_office(classes);
        }
    }
    /* trailing calendar words: "Hassan Rouhani Sunday" */
    while (out->end > out->first + 1 &&
           (sg_shape_classes(text, out->end - 1) & SG_LEXIS_CALENDAR) &&
           !(sg_shape_classes(text, out->end - 1) & (SG_LEXIS_MALE | SG_LEXIS_FEMALE)))
        out->end--;
    classify(out, text, has_title, has_office, limit);
    /* "Jalal-Abad", a town: a given name and a hyphen make no person */
    if (out->kind == SG_SHAPE_PERSON && !has_title && out->end == out->first + 3 &&
        tokens[out->first + 1].form[0] == '-') {
        out->kind = SG_SHAPE_OPEN;
        out->certainty = 0.4f;
    }
    uint32_t resume = end;
    bool is_name = out->kind != SG_SHAPE_NONE;
    if (!is_name)
        out->end = resume;
    return is_name;
}
