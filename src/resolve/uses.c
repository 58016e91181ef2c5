/* What a mention does where it stands: party, modifier of another noun, or a place. By the tree
 * where the sentence is parsed, else by its neighbours. */
#include "resolve/context.h"

#include <string.h>

/* The token behind a mention within its sentence, or NULL. */
static const struct sg_token *behind(const struct sg_context *c, const struct sg_mention *m) {
    return m->end_token < c->reading->sentences[m->sentence].end_token
               ? &c->reading->tokens[m->end_token]
               : NULL;
}

/* The word in front, over articles and adjectives that belong to the name. */
static uint32_t before(const struct sg_context *c, const struct sg_mention *m) {
    uint32_t first = c->reading->sentences[m->sentence].first;
    uint32_t i = m->first;
    while (i > first) {
        const struct sg_token *t = &c->reading->tokens[i - 1];
        uint32_t lexis = sg_shape_classes(&c->text, i - 1);
        bool is_skipped = (sg_classes_at(c, i - 1) & SG_REF_DETERMINER) ||
                          (lexis & SG_LEXIS_DIRECTION) || sg_token_is(t, "neighbouring") ||
                          sg_token_is(t, "neighboring");
        if (!is_skipped)
            return i - 1;
        i--;
    }
    return SG_NO_TOKEN;
}

static bool is_name_of_place(const struct sg_mention *m, const struct sg_actor *actor) {
    return actor && actor->type == SG_TYPE_STATE &&
           (m->kind == SG_MENTION_NAME || m->kind == SG_MENTION_CAPITAL ||
            m->kind == SG_MENTION_ACRONYM || m->kind == SG_MENTION_GIVEN);
}

/* "in Iran", "near Baghdad", "Erbil, Iraq"; for a capital also "to Tehran", "from Tehran". */
static bool is_located(const struct sg_context *c, const struct sg_mention *m) {
    uint32_t at = before(c, m);
    if (at == SG_NO_TOKEN)
        return false;
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t classes = sg_classes_at(c, at);
    uint32_t first = c->reading->sentences[m->sentence].first;
    if (classes & SG_REF_LOCATING) {
        /* "fired missiles at Riyadh", "anger at Tehran": whom it is meant for */
        bool is_aim = sg_token_is(&tokens[at], "at") && at > first &&
                      sg_token_value(c->referents->aims, &tokens[at - 1]) != SG_STRMAP_NONE;
        return !is_aim;
    }
    if (tokens[at].form[0] == ',' && at > first && at + 1 == m->first) {
        /* "Samsun, Turkey": an unknown capital word, or another place, right before the comma */
        const struct sg_mention *other = sg_covering_mention(c, at - 1);
        bool is_open = !other && sg_shape_is_capital(&c->text, at - 1) &&
                       !(tokens[at - 1].flags & SG_TOKEN_ALL_CAPS) &&
                       !(sg_shape_classes(&c->text, at - 1) & (SG_LEXIS_TITLE | SG_LEXIS_COMMON));
        bool is_place = other && (other->use == SG_USE_PLACE || other->kind == SG_MENTION_CAPITAL);
        const struct sg_token *next = behind(c, m);
        bool closes = !next || next->form[0] == ',' || next->form[0] == '.' || next->form[0] == ')';
        if ((is_open || is_place || (other && other->actor == SG_NO_ACTOR)) && closes)
            return true;
    }
    if (!(classes & SG_REF_MOTION))
        return false;
    uint32_t near = at > first ? sg_classes_at(c, at - 1) : 0;
    if (near & SG_REF_MOTION_NOUN)
        return true;
    /* "a street of Tehran", "missiles from Tehran"; but "pressure on Tehran", "ties to Tehran" */
    return m->kind == SG_MENTION_CAPITAL &&
           (sg_token_is(&tokens[at], "from") || sg_token_is(&tokens[at], "over"));
}

/* A noun behind the name that it modifies: "the US strike", "Iran deal". Without a tree a word that
 * is no function word, no verb form that one knows, and small. */
static bool modifies_next(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_token *next = behind(c, m);
    if (!next || !(next->flags & SG_TOKEN_WORD) || !(next->flags & SG_TOKEN_SPACE_BEFORE))
        return false;
    uint32_t classes = sg_classes_at(c, m->end_token);
    if (classes & (SG_REF_FUNCTION | SG_REF_BE | SG_REF_SPEECH | SG_REF_DETERMINER))
        return false;
    return true;
}

static bool is_noun_link(uint8_t deprel) {
    return deprel == SG_DEPREL_COMPOUND || deprel == SG_DEPREL_AMOD ||
           deprel == SG_DEPREL_NMOD_POSS || deprel == SG_DEPREL_NMOD_DESC ||
           deprel == SG_DEPREL_NMOD_UNMARKED;
}

/* No punctuation and no function word between a name and the noun it belongs to. */
static bool is_one_phrase(const struct sg_context *c, uint32_t from, uint32_t to,
                          bool is_adjective) {
    if (to > from + 4)
        return false;
    for (uint32_t i = from; i < to; i++)
        /* "Israel struck targets", "The administration imposed sanctions": taken for participles */
        if ((!is_adjective && c->reading->tokens[i].upos != SG_UPOS_NOUN &&
             c->reading->tokens[i].upos != SG_UPOS_PROPN) ||
            (c->reading->tokens[i].flags & SG_TOKEN_PUNCT) ||
            (sg_classes_at(c, i) & (SG_REF_FUNCTION | SG_REF_BE)))
            return false;
    return true;
}

/* "Iranians", "the British", "the Chinese": the people, not the adjective. */
static bool names_people(const struct sg_context *c, const struct sg_mention *m) {
    static const char *const endings[] = {"s", "sh", "ch", "ese"};
    const char *lower = c->reading->tokens[m->end_token - 1].lower;
    size_t length = strlen(lower);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t size = strlen(endings[i]);
        if (length > size + 1 && !strcmp(lower + length - size, endings[i]))
            return true;
    }
    return m->is_plural;
}

static bool ends_in_s(const struct sg_context *c, const struct sg_mention *m) {
    const char *lower = c->reading->tokens[m->end_token - 1].lower;
    size_t length = strlen(lower);
    return length > 2 && lower[length - 1] == 's' && lower[length - 2] != 's';
}

static bool is_modifier(const struct sg_context *c, const struct sg_mention *m, bool is_parsed) {
    const struct sg_token *tokens = c->reading->tokens;
    const struct sg_token *next = behind(c, m);
    if (next && (next->flags & SG_TOKEN_POSSESSIVE))
        return true;
    if (next && next->form[0] == '-' && !(next->flags & SG_TOKEN_SPACE_BEFORE))
        return true;
    /* "anti-Assad", "pro-Iran" */
    if (m->first && tokens[m->first - 1].form[0] == '-' &&
        (tokens[m->first].flags & SG_TOKEN_HYPHEN_BEFORE))
        return true;
    /* "Syrias Aleppo": an apostrophe that was lost */
    if (m->is_plural && m->kind != SG_MENTION_DEMONYM && modifies_next(c, m))
        return true;
    bool is_adjective = m->kind == SG_MENTION_DEMONYM && !m->is_plural && !ends_in_s(c, m);
    if (is_parsed) {
        const struct sg_token *head = &tokens[m->head];
        if (head->head != SG_NO_TOKEN && is_noun_link(head->deprel) &&
            (head->head < m->first || head->head >= m->end_token)) {
            /* a parser's "compound" to a word in front of the name is its title or apposition; one
             * that leaps over other phrases is an error */
            return head->head > m->head &&
                   is_one_phrase(c, m->end_token, head->head, m->kind == SG_MENTION_DEMONYM) &&
                   !sg_is_person(sg_mentioned_actor(c, m));
        }
        if (!is_adjective)
            return false;
    }
    if (is_adjective)
        return modifies_next(c, m);
    const struct sg_actor *actor = sg_mentioned_actor(c, m);
    /* without a tree only what is written small behind a state's or capital's name */
    return !is_parsed && is_name_of_place(m, actor) && next &&
           (sg_shape_classes(&c->text, m->end_token) & SG_LEXIS_VOICE);
}

/* "the army chief", "the police spokesman": somebody else's noun. */
static bool names_chief(const struct sg_context *c, const struct sg_mention *m) {
    uint32_t end = 0, limit = c->reading->sentences[m->sentence].end_token;
    return m->end_token < limit && !c->text.mention_at[m->end_token] &&
           (sg_classes_at(c, m->end_token) & SG_REF_ROLE_START) &&
           !sg_token_is(&c->reading->tokens[m->end_token], "who") &&
           sg_words_at(&end, c->referents->phrases, c->reading->tokens, m->end_token, limit) !=
               SG_STRMAP_NONE;
}

static enum sg_mention_use use_of(const struct sg_context *c, const struct sg_mention *m) {
    bool is_parsed = c->is_tree_ready && c->reading->sentences[m->sentence].is_parsed;
    const struct sg_actor *actor = sg_mentioned_actor(c, m);
    if (!actor) {
        /* "Sistani, the country's highest authority, denounced": a nominal, settled later */
        const struct sg_token *next = behind(c, m);
        if (m->kind == SG_MENTION_NOMINAL && next &&
            ((next->flags & SG_TOKEN_POSSESSIVE) || names_chief(c, m)))
            return SG_USE_MODIFIER;
        return m->use == SG_USE_PLACE ? SG_USE_PLACE : SG_USE_PARTY;
    }
    if (is_modifier(c, m, is_parsed))
        return SG_USE_MODIFIER;
    if (is_name_of_place(m, actor) && is_located(c, m))
        return SG_USE_PLACE;
    if (m->kind == SG_MENTION_DEMONYM) {
        /* "the Russians" take sides, "Iraqis in Najaf" are people, "a Briton" is a man */
        bool has_the = m->first > c->reading->sentences[m->sentence].first &&
                       (sg_classes_at(c, m->first - 1) & SG_REF_ALL_DEFINITE);
        bool is_many = names_people(c, m);
        return has_the && is_many ? SG_USE_PARTY : SG_USE_PLACE;
    }
    return SG_USE_PARTY;
}

/* "Iraqi and Kurdish forces", "Russian and Syrian government warplanes": the first ones are a party
 * of their own, and the noun is theirs too. */
static bool shares_noun(const struct sg_context *c, const struct sg_mention *next) {
    if (next->use != SG_USE_PARTY || next->end_token < next->first + 2)
        return false;
    const struct sg_token *noun = &c->reading->tokens[next->end_token - 1];
    bool is_of_people = next->kind == SG_MENTION_NAME && next->alias == SG_NO_ALIAS;
    /* "Iranian and Iraqi Shiite militias": Iran's militias are not Iran */
    return !(noun->flags & SG_TOKEN_CAPITAL) &&
           (is_of_people || next->kind == SG_MENTION_DESCRIPTION) &&
           (sg_shape_classes(&c->text, next->end_token - 1) & SG_LEXIS_VOICE);
}

/* "Iraqi and Kurdish police": the first adjective modifies what the second does. */
static void join_coordinated(const struct sg_context *c) {
    for (size_t m = 0; m + 1 < c->reading->mention_count; m++) {
        struct sg_mention *mention = &c->reading->mentions[m];
        const struct sg_mention *next = &c->reading->mentions[m + 1];
        const struct sg_token *tokens = c->reading->tokens;
        if (mention->kind == SG_MENTION_DEMONYM && mention->use == SG_USE_PLACE &&
            next->sentence == mention->sentence && next->first == mention->end_token + 1 &&
            (sg_token_is(&tokens[mention->end_token], "and") ||
             sg_token_is(&tokens[mention->end_token], "or") ||
             tokens[mention->end_token].form[0] == ',') &&
            next->use == SG_USE_MODIFIER)
            mention->use = SG_USE_MODIFIER;
        else if (mention->kind == SG_MENTION_DEMONYM && mention->use == SG_USE_PLACE &&
                 next->sentence == mention->sentence && next->first == mention->end_token + 1 &&
                 sg_token_is(&tokens[mention->end_token], "and") && next->actor != mention->actor &&
                 shares_noun(c, next)) {
            mention->kind = SG_MENTION_DESCRIPTION;
            mention->head = next->head;
            mention->use = SG_USE_PARTY;
        }
    }
}

/* The noun of an accord or a meeting right behind a name, over one word: "the Paris climate deal".
 */
static bool names_event(const struct sg_context *c, const struct sg_mention *m) {
    uint32_t limit = c->reading->sentences[m->sentence].end_token;
    for (uint32_t i = m->end_token; i < limit && i < m->end_token + 2; i++) {
        if (c->text.mention_at[i] || !(c->reading->tokens[i].flags & SG_TOKEN_WORD) ||
            (sg_classes_at(c, i) & (SG_REF_FUNCTION | SG_REF_BE | SG_REF_SPEECH)))
            return false;
        if (sg_shape_classes(&c->text, i) & SG_LEXIS_EVENT)
            return true;
    }
    return false;
}

/* "the Minsk agreements", "the Doha talks": where it was signed, nobody. So too a state that the
 * text has for nothing else: "the Barbados agreement". */
static void drop_accords(const struct sg_context *c) {
    const struct sg_reading *reading = c->reading;
    bool *acts = NULL;
    for (size_t m = 0; m < reading->mention_count; m++) {
        struct sg_mention *mention = &reading->mentions[m];
        const struct sg_actor *actor = sg_mentioned_actor(c, mention);
        const struct sg_token *first = &reading->tokens[mention->first];
        if (mention->use != SG_USE_MODIFIER || !is_name_of_place(mention, actor) ||
            mention->kind == SG_MENTION_GIVEN || mention->kind == SG_MENTION_ACRONYM ||
            (first->flags & (SG_TOKEN_SENTENCE_START | SG_TOKEN_HYPHEN_BEFORE)) ||
            mention->end_token >= reading->token_count ||
            !(reading->tokens[mention->end_token].flags & SG_TOKEN_SPACE_BEFORE) ||
            !names_event(c, mention))
            continue;
        if (mention->kind != SG_MENTION_CAPITAL && !acts) {
            acts = sg_arena_array(c->arena, reading->actor_count + 1, sizeof *acts);
            for (size_t i = 0; acts && i < reading->mention_count; i++)
                if (reading->mentions[i].actor != SG_NO_ACTOR &&
                    (reading->mentions[i].use == SG_USE_PARTY ||
                     !names_event(c, &reading->mentions[i])))
                    acts[reading->mentions[i].actor] = true;
        }
        if (mention->kind == SG_MENTION_CAPITAL || (acts && !acts[mention->actor])) {
            mention->actor = SG_NO_ACTOR;
            mention->use = SG_USE_PLACE;
        }
    }
}

bool sg_is_mere_land(const struct sg_context *c, const struct sg_mention *m) {
    uint32_t at = before(c, m);
    if (at == SG_NO_TOKEN)
        return false;
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t first = c->reading->sentences[m->sentence].first;
    uint32_t near = at > first ? sg_classes_at(c, at - 1) : 0;
    if (sg_token_is(&tokens[at], "of"))
        return !(near & SG_REF_TAKES_OF);
    if (sg_token_is(&tokens[at], "from") || (sg_classes_at(c, at) & SG_REF_LOCATING))
        return true;
    return (sg_classes_at(c, at) & SG_REF_MOTION) && (near & SG_REF_MOTION_NOUN);
}

void sg_resolve_uses(struct sg_context *c) {
    for (size_t m = 0; m < c->reading->mention_count; m++)
        c->reading->mentions[m].use = use_of(c, &c->reading->mentions[m]);
    join_coordinated(c);
    if (c->is_tree_ready)
        drop_accords(c);
}
