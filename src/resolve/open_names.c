/* Names whose shape does not tell what they name, and their neighbours do: "said Bebars Mishal",
 * "the Fastaqim group", "militia group Saraya X", "Modar Shekho, a nurse". */
#include "resolve/context.h"

#include <string.h>

static bool is_open(const struct sg_context *c, const struct sg_mention *m) {
    return m->actor == SG_NO_ACTOR && m->kind == SG_MENTION_NAME && m->alias == SG_NO_ALIAS &&
           m->use != SG_USE_PLACE && m->end_token - m->first <= 5 &&
           !(c->reading->tokens[m->first].flags & SG_TOKEN_NUMBER);
}

static bool has_common(const struct sg_context *c, const struct sg_mention *m) {
    for (uint32_t i = m->first; i < m->end_token; i++)
        if (sg_shape_classes(&c->text, i) &
            (SG_LEXIS_COMMON | SG_LEXIS_PEOPLES | SG_LEXIS_NOT_NAME | SG_LEXIS_CALENDAR))
            return true;
    return false;
}

/* The nominal that stands at a token, "rebel group" or "militia", over one adjective. */
static uint32_t nominal_at(const struct sg_context *c, uint32_t token, uint32_t limit,
                           uint32_t *end) {
    for (uint32_t i = token; i < limit && i < token + 2; i++) {
        /* "Okello's party" is no party named Okello */
        if (c->text.mention_at[i] ||
            (c->reading->tokens[i].flags & (SG_TOKEN_CAPITAL | SG_TOKEN_POSSESSIVE)))
            return SG_STRMAP_NONE;
        if (sg_classes_at(c, i) & SG_REF_NOMINAL_START) {
            uint32_t nominal =
                sg_words_at(end, c->referents->nominal_phrases, c->reading->tokens, i, limit);
            if (nominal != SG_STRMAP_NONE)
                return nominal;
        }
        if (sg_classes_at(c, i) & (SG_REF_FUNCTION | SG_REF_BE | SG_REF_SPEECH))
            return SG_STRMAP_NONE;
    }
    return SG_STRMAP_NONE;
}

/* "the Fastaqim group" of a text on militias is one; "the Taft group" of a text on firms is none. */
static bool has_militias(const struct sg_context *c) {
    for (size_t a = 0; a < c->reading->actor_count; a++)
        if (c->reading->actors[a].type == SG_TYPE_MILITIA)
            return true;
    return false;
}

static enum sg_actor_type body_type(const struct sg_context *c, const struct sg_nominal *nominal) {
    if (nominal->is_focus || !nominal->is_of_name || (nominal->types & (1u << SG_TYPE_STATE)))
        return SG_TYPE_UNKNOWN;
    if (nominal->is_by_name) /* "the Teamsters union" */
        return SG_TYPE_ORGANIZATION;
    bool may_be_either = nominal->types & (1u << SG_TYPE_ORGANIZATION);
    return (nominal->types & (1u << SG_TYPE_MILITIA)) && (!may_be_either || has_militias(c))
               ? SG_TYPE_MILITIA
               : SG_TYPE_ORGANIZATION;
}

static void make(struct sg_context *c, struct sg_mention *m, enum sg_actor_type type,
                 float certainty) {
    char *name = sg_span_name(c->reading, m->first, m->end_token, c->arena);
    if (!name)
        return;
    m->actor = sg_roster_named_actor(&c->roster, name, type);
    m->certainty = certainty;
    m->use = SG_USE_PARTY;
}

/* "the Frontline Socialist Party's Kumar Gunaratnam", "Senegal's Macky Sall", and something is said of
 * him: no place or thing. */
static bool is_owned(const struct sg_context *c, const struct sg_mention *m, uint32_t first) {
    const struct sg_token *tokens = c->reading->tokens;
    if (m->first < first + 2 || !(tokens[m->first - 1].flags & SG_TOKEN_POSSESSIVE))
        return false;
    const struct sg_actor *owner =
        sg_mentioned_actor(c, sg_covering_mention(c, m->first - 2));
    return owner && owner->type == SG_TYPE_ORGANIZATION;
}

/* A name that an apposition may make a body's: of one word, which is no man's, no adverb that opens
 * its sentence ("Moreover, the group said") and no town ("In Philadelphia, a bank"). */
static bool may_be_body(const struct sg_context *c, const struct sg_mention *m, uint32_t first) {
    const struct sg_token *t = &c->reading->tokens[m->first];
    bool is_capitals = (t->flags & SG_TOKEN_ALL_CAPS) && t->length > 2;
    return m->end_token <= m->first + 3 && !(t->flags & SG_TOKEN_HYPHEN_BEFORE) && !has_common(c, m) &&
           !(sg_shape_classes(&c->text, m->first) &
             (SG_LEXIS_MALE | SG_LEXIS_FEMALE | SG_LEXIS_ORG | SG_LEXIS_MILITIA | SG_LEXIS_TITLE)) &&
           (is_capitals || t->lower_length < 3 || strcmp(t->lower + t->lower_length - 2, "ly")) &&
           (m->first == first || is_capitals ||
            !(sg_classes_at(c, m->first - 1) & (SG_REF_LOCATING | SG_REF_MOTION)));
}

/* "AfriForum, an Afrikaner group, joined": what it is stands between commas, the noun at its end or
 * before "of", "that", "in". */
static uint32_t nominal_beside(const struct sg_context *c, uint32_t comma, uint32_t limit) {
    const struct sg_token *tokens = c->reading->tokens;
    if (comma + 2 >= limit || tokens[comma].form[0] != ',' ||
        !(sg_token_is(&tokens[comma + 1], "a") || sg_token_is(&tokens[comma + 1], "an") ||
          sg_token_is(&tokens[comma + 1], "the")))
        return SG_STRMAP_NONE;
    uint32_t found = SG_STRMAP_NONE, end = 0;
    for (uint32_t i = comma + 2; i < limit && i < comma + 8; i++) {
        const struct sg_token *t = &tokens[i];
        uint32_t nominal = SG_STRMAP_NONE, classes = sg_classes_at(c, i);
        if (!c->text.mention_at[i] && (classes & SG_REF_NOMINAL_START))
            nominal = sg_words_at(&end, c->referents->nominal_phrases, tokens, i, limit);
        if (nominal != SG_STRMAP_NONE) {
            found = nominal;
            i = end - 1;
        } else if (found != SG_STRMAP_NONE) {
            break;
        } else if ((t->flags & (SG_TOKEN_POSSESSIVE | SG_TOKEN_PUNCT)) != 0 && t->form[0] != '-') {
            return SG_STRMAP_NONE;
        } else if ((classes & (SG_REF_FUNCTION | SG_REF_BE | SG_REF_SPEECH)) ||
                   ((classes & SG_REF_ROLE_START) &&
                    sg_words_at(&end, c->referents->phrases, tokens, i, limit) != SG_STRMAP_NONE)) {
            return SG_STRMAP_NONE; /* "a bank manager"; but "the main business chamber" */
        }
    }
    if (found == SG_STRMAP_NONE || end >= limit)
        return SG_STRMAP_NONE;
    /* "a bank manager", "the group said" */
    bool is_linked = (sg_classes_at(c, end) & SG_REF_FUNCTION) && !sg_token_is(&tokens[end], "and");
    if (tokens[end].form[0] == ',')
        return found;
    for (uint32_t i = end; is_linked && i < limit && i < end + 16; i++)
        if (tokens[i].form[0] == ',')
            return found;
    return SG_STRMAP_NONE;
}

/* What an apposition makes of a name: "COSEP, the main business chamber,". */
static enum sg_actor_type said_type(const struct sg_context *c, uint32_t nominal) {
    const struct sg_nominal *n = &c->referents->nominals[nominal];
    if (n->is_of_name || n->is_focus || n->is_of_focus || !n->is_by_name)
        return body_type(c, n);
    return n->types & (1u << SG_TYPE_ORGANIZATION) ? SG_TYPE_ORGANIZATION : SG_TYPE_UNKNOWN;
}

/* "The Popular Front, a leftist alliance, walked out": no militia, whatever its name looks like. */
static void correct_type(const struct sg_context *c, const struct sg_mention *m) {
    struct sg_actor *actor = m->actor == SG_NO_ACTOR ? NULL : &c->reading->actors[m->actor];
    if (!actor || actor->pack != SG_NO_PACK || actor->type != SG_TYPE_MILITIA ||
        m->kind != SG_MENTION_NAME)
        return;
    uint32_t nominal =
        nominal_beside(c, m->end_token, c->reading->sentences[m->sentence].end_token);
    if (nominal != SG_STRMAP_NONE &&
        c->referents->nominals[nominal].types == 1u << SG_TYPE_ORGANIZATION)
        actor->type = SG_TYPE_ORGANIZATION;
}

/* "the party, led by Ayaba Cho Lucas". */
static bool is_leading(const struct sg_context *c, const struct sg_mention *m, uint32_t first) {
    const struct sg_token *tokens = c->reading->tokens;
    return m->first > first + 1 && sg_token_is(&tokens[m->first - 1], "by") &&
           sg_token_value(c->referents->leading, &tokens[m->first - 2]) != SG_STRMAP_NONE;
}

static void resolve_one(struct sg_context *c, struct sg_mention *m) {
    const struct sg_token *tokens = c->reading->tokens;
    const struct sg_sentence *sentence = &c->reading->sentences[m->sentence];
    uint32_t limit = sentence->end_token, end = 0;
    uint32_t behind = m->end_token;
    bool is_long = m->end_token - m->first >= 2;
    /* "the Fastaqim group" */
    uint32_t nominal = behind < limit ? nominal_at(c, behind, limit, &end) : SG_STRMAP_NONE;
    if (nominal == SG_STRMAP_NONE && m->first > sentence->first &&
        (sg_classes_at(c, m->first - 1) & SG_REF_NOMINAL_START)) {
        /* "militia group Saraya X": the nominal ends where the name begins */
        uint32_t from = m->first - 1;
        uint32_t found = sg_words_at(&end, c->referents->nominal_phrases, tokens, from, limit);
        if (found != SG_STRMAP_NONE && end == m->first)
            nominal = found;
    }
    if (nominal != SG_STRMAP_NONE && !has_common(c, m)) {
        enum sg_actor_type type = body_type(c, &c->referents->nominals[nominal]);
        if (type != SG_TYPE_UNKNOWN) {
            make(c, m, type, 0.75f);
            return;
        }
    }
    if (nominal == SG_STRMAP_NONE && may_be_body(c, m, sentence->first) &&
        (nominal = nominal_beside(c, behind, limit)) != SG_STRMAP_NONE) {
        enum sg_actor_type type = said_type(c, nominal);
        if (type != SG_TYPE_UNKNOWN) {
            make(c, m, type, 0.75f);
            return;
        }
    }
    if (!is_long || has_common(c, m))
        return;
    if (is_leading(c, m, sentence->first)) {
        make(c, m, SG_TYPE_OFFICIAL, 0.75f);
        return;
    }
    bool speaks = (behind < limit && (sg_classes_at(c, behind) & SG_REF_SPEECH)) ||
                  (m->first > sentence->first && (sg_classes_at(c, m->first - 1) & SG_REF_SPEECH));
    /* "X Y, a nurse", "X Y an official": an apposition with its article */
    uint32_t at = behind;
    bool has_comma = at < limit && tokens[at].form[0] == ',';
    at += has_comma;
    bool has_article =
        at < limit && (sg_token_is(&tokens[at], "a") || sg_token_is(&tokens[at], "an"));
    bool has_role = false;
    for (uint32_t i = at; has_article && i < limit && i < at + 5 && !has_role; i++)
        has_role = (sg_classes_at(c, i) & SG_REF_ROLE_START) != 0;
    /* "Petra Lindqvist of the Nordic Peace Institute" */
    uint32_t of = behind + 1;
    while (of < limit && of < behind + 3 && (sg_classes_at(c, of) & SG_REF_DETERMINER))
        of++;
    const struct sg_actor *body = behind < limit && of < limit && sg_token_is(&tokens[behind], "of")
                                      ? sg_mentioned_actor(c, sg_covering_mention(c, of))
                                      : NULL;
    speaks |= body && body->type == SG_TYPE_ORGANIZATION;
    speaks |= is_owned(c, m, sentence->first);
    if (speaks || has_role)
        make(c, m, has_role ? SG_TYPE_OFFICIAL : SG_TYPE_PERSON, 0.7f);
}

void sg_resolve_open_names(struct sg_context *c) {
    /* a name made an actor at one place is the same actor at the others */
    for (size_t m = 0; m < c->reading->mention_count; m++)
        if (is_open(c, &c->reading->mentions[m]))
            resolve_one(c, &c->reading->mentions[m]);
        else
            correct_type(c, &c->reading->mentions[m]);
    for (size_t m = 0; m < c->reading->mention_count; m++) {
        struct sg_mention *mention = &c->reading->mentions[m];
        if (!is_open(c, mention))
            continue;
        char *name = sg_span_name(c->reading, mention->first, mention->end_token, c->arena);
        uint32_t actor = name ? sg_roster_find_named(&c->roster, name) : SG_NO_ACTOR;
        if (actor == SG_NO_ACTOR || c->reading->actors[actor].pack != SG_NO_PACK)
            continue;
        mention->actor = actor;
        mention->certainty = 0.65f;
    }
}
