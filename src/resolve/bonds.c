/* Who is what of whom, by the order of words: "Iraq's Prime Minister X", "X, leader of Y", "Y
 * spokesman X", "X, who was head of Y". Trees are not needed: parsers attach appositions badly. */
#include "resolve/context.h"

#include <string.h>

struct place {
    uint32_t mention;    /* SG_NO_MENTION: none */
    uint32_t first, end; /* tokens, articles and possessives included */
};

static const struct place nowhere = {SG_NO_MENTION, 0, 0};

static bool is_comma(const struct sg_context *c, uint32_t token) {
    const struct sg_token *t = &c->reading->tokens[token];
    return t->length == 1 && t->form[0] == ',';
}

static bool is_hyphenated(const struct sg_context *c, uint32_t end, uint32_t limit) {
    return end < limit && c->reading->tokens[end].form[0] == '-' &&
           !(c->reading->tokens[end].flags & SG_TOKEN_SPACE_BEFORE);
}

static uint32_t mention_index(const struct sg_context *c, const struct sg_mention *mention) {
    return (uint32_t)(mention - c->reading->mentions);
}

/* A small word that acts: a verb by the tree, or without one by its ending and by the title's
 * capital behind it. */
static bool is_verb(const struct sg_context *c, uint32_t token) {
    const struct sg_token *t = &c->reading->tokens[token];
    if (t->flags & SG_TOKEN_CAPITAL || (sg_classes_at(c, token) & SG_REF_ADJECTIVE))
        return false;
    if (c->is_tree_ready && c->reading->sentences[t->sentence].is_parsed)
        return t->upos == SG_UPOS_VERB && t->deprel != SG_DEPREL_AMOD;
    size_t length = strlen(t->lower);
    return length > 4 && !strcmp(t->lower + length - 2, "ed") &&
           token + 1 < c->reading->token_count && (t[1].flags & SG_TOKEN_CAPITAL);
}

/* A lower-case word that may stand between a name and its role: "senior", "military", "militia". */
static bool is_filler(const struct sg_context *c, uint32_t token) {
    const struct sg_token *t = &c->reading->tokens[token];
    if (!(t->flags & SG_TOKEN_WORD) || (t->flags & SG_TOKEN_POSSESSIVE) ||
        c->text.mention_at[token])
        return false;
    uint32_t classes = sg_classes_at(c, token);
    if (classes & (SG_REF_FUNCTION | SG_REF_BE | SG_REF_SPEECH | SG_REF_DETERMINER))
        return false;
    /* "Texas sued Governor Abbott", "the House impeached President Trump" */
    if (is_verb(c, token))
        return false;
    return !(t->flags & SG_TOKEN_CAPITAL) ||
           (sg_shape_classes(&c->text, token) &
            (SG_LEXIS_PEOPLES | SG_LEXIS_TITLE | SG_LEXIS_TITLE_TAIL));
}

static bool is_body(const struct sg_context *c, const struct sg_mention *mention) {
    const struct sg_actor *actor = sg_mentioned_actor(c, mention);
    /* "the militia", whose actor is settled later */
    return actor ? !sg_is_person(actor) : mention->kind == SG_MENTION_NOMINAL;
}

/* "its leader X": the body is a pronoun. */
static bool is_its(const struct sg_context *c, const struct sg_mention *mention) {
    return mention->kind == SG_MENTION_PRONOUN &&
           (sg_classes_at(c, mention->head) & SG_REF_POSSESSIVE_PRONOUN);
}

/* The body that ends before `token`, over fillers and a possessive: "senior Kataib Hezbollah". */
static struct place body_left(const struct sg_context *c, uint32_t token, uint32_t sentence_first) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t i = token;
    for (int skipped = 0; i > sentence_first && skipped < 4; i--, skipped++) {
        uint32_t before = i - 1;
        if (tokens[before].flags & SG_TOKEN_POSSESSIVE) {
            if (before == sentence_first)
                break;
            before--;
        }
        /* "the Popular Mobilization Forces (PMF) deputy chief" */
        if (tokens[before].form[0] == ')' && before > sentence_first + 2 &&
            tokens[before - 2].form[0] == '(')
            before--;
        const struct sg_mention *mention = sg_covering_mention(c, before);
        if (mention) {
            const struct sg_actor *owner = sg_mentioned_actor(c, mention);
            bool is_possessive = tokens[i - 1].flags & SG_TOKEN_POSSESSIVE;
            /* "Ali Mamlouk head of ..." lost its comma: he owns no head */
            if (sg_is_person(owner) && !is_possessive && !mention->is_plural)
                return nowhere;
            bool may_own = owner || is_its(c, mention) || mention->kind == SG_MENTION_NOMINAL;
            if (may_own && !is_hyphenated(c, mention->end_token, token))
                return (struct place){mention_index(c, mention), mention->first, token};
            return nowhere;
        }
        if (!is_filler(c, i - 1))
            break;
    }
    return nowhere;
}

/* The body that begins at `token`, over articles, fillers and "Iran-backed": "the Iran-backed
 * militia Kataib Hezbollah". A state in front of a body's own name gives way to it. */
static struct place body_right(const struct sg_context *c, uint32_t token, uint32_t limit) {
    const struct sg_token *tokens = c->reading->tokens;
    struct place found = nowhere;
    uint32_t fillers = 0;
    for (uint32_t i = token; i < limit && fillers < 6;) {
        const struct sg_mention *mention = sg_covering_mention(c, i);
        if (mention) {
            /* the outermost that begins here */
            if (is_hyphenated(c, mention->end_token, limit)) {
                i = mention->end_token + 2;
                continue;
            }
            const struct sg_actor *actor = sg_mentioned_actor(c, mention);
            /* "general secretary of Koirala's party": what is his, not he */
            const struct sg_mention *outer =
                mention > c->reading->mentions && mention[-1].first == i ? mention - 1 : NULL;
            if (sg_is_person(actor) && outer && outer->end_token > mention->end_token &&
                is_body(c, outer)) {
                mention = outer;
                actor = sg_mentioned_actor(c, outer);
            }
            /* "who runs Mugabe's campaign" */
            if (sg_is_person(actor) && mention->end_token < limit &&
                (tokens[mention->end_token].flags & SG_TOKEN_POSSESSIVE))
                return found;
            if ((!actor && mention->kind != SG_MENTION_NOMINAL) || sg_is_person(actor)) {
                if (found.mention == SG_NO_MENTION && actor)
                    found = (struct place){mention_index(c, mention), token, mention->end_token};
                return found;
            }
            uint32_t m = mention_index(c, mention);
            while (m && c->reading->mentions[m - 1].end_token > i)
                m--; /* nested: "Iraqi" in "Iraqi Counter Terrorism Forces" */
            mention = &c->reading->mentions[m];
            if (!is_body(c, mention))
                return found;
            found = (struct place){m, token, mention->end_token};
            i = mention->end_token;
            /* "the Houthi Supreme Revolutionary Committee" */
            const struct sg_mention *next = i < limit ? sg_covering_mention(c, i) : NULL;
            if (mention->use == SG_USE_MODIFIER && next && next->first == i &&
                next->kind == SG_MENTION_NAME && is_body(c, next) &&
                (tokens[i].flags & SG_TOKEN_SPACE_BEFORE))
                continue;
            if (mention->actor == SG_NO_ACTOR ||
                c->reading->actors[mention->actor].type != SG_TYPE_STATE)
                return found;
            if (i < limit && (tokens[i].flags & SG_TOKEN_POSSESSIVE))
                i++;
            fillers += 3; /* few words more */
            continue;
        }
        /* "the main Syrian militia the People's Protection Units", where a comma was lost */
        if ((sg_classes_at(c, i) & SG_REF_DETERMINER)) {
            i++;
            continue;
        }
        /* "the pro-Kurdish HDP", "the far-right MHP" */
        if (i + 2 < limit && is_hyphenated(c, i + 1, limit) && (tokens[i].flags & SG_TOKEN_WORD) &&
            !c->text.mention_at[i + 2] && !(tokens[i].flags & SG_TOKEN_CAPITAL)) {
            i += 3;
            fillers++;
            continue;
        }
        if (i + 2 < limit && is_hyphenated(c, i + 1, limit) && c->text.mention_at[i + 2] &&
            c->reading->mentions[c->text.mention_at[i + 2] - 1].kind == SG_MENTION_DEMONYM) {
            i = c->reading->mentions[c->text.mention_at[i + 2] - 1].end_token;
            fillers++;
            continue;
        }
        /* "from the politburo of the Fastaqim group" */
        bool is_of = fillers && found.mention == SG_NO_MENTION && sg_token_is(&tokens[i], "of");
        if (!is_filler(c, i) && !is_of)
            return found;
        i++;
        fillers++;
    }
    return found;
}

/* An open name of two words or more, none of them ordinary, beside a role: it names a person. */
static bool may_be_person(const struct sg_context *c, const struct sg_mention *mention) {
    uint32_t count = mention->end_token - mention->first;
    if (mention->actor != SG_NO_ACTOR || mention->kind != SG_MENTION_NAME ||
        mention->alias != SG_NO_ALIAS || mention->use == SG_USE_PLACE || count < 2 || count > 5)
        return false;
    for (uint32_t i = mention->first; i < mention->end_token; i++)
        if (sg_shape_classes(&c->text, i) &
            (SG_LEXIS_COMMON | SG_LEXIS_NOT_NAME | SG_LEXIS_PEOPLES | SG_LEXIS_ORG))
            return false;
    return true;
}

static struct place person_at(const struct sg_context *c, uint32_t token, uint32_t limit) {
    if (token >= limit)
        return nowhere;
    const struct sg_mention *mention = sg_covering_mention(c, token);
    if (!mention || mention->first != token ||
        !(sg_is_person(sg_mentioned_actor(c, mention)) || may_be_person(c, mention)))
        return nowhere;
    return (struct place){mention_index(c, mention), token, mention->end_token};
}

/* "army chief, General Burhan", "spokesman, Major General Ghafoor": titles between a comma and a
 * name. */
static uint32_t over_titles(const struct sg_context *c, uint32_t token, uint32_t limit) {
    uint32_t i = token;
    while (i < limit && i < token + 4 && !c->text.mention_at[i] &&
           (sg_shape_classes(&c->text, i) & (SG_LEXIS_TITLE | SG_LEXIS_TITLE_TAIL)))
        i++;
    return i;
}

/* The last bond becomes the last of its person's: texts of ten thousand officials ask for one's. */
static void chain(struct sg_context *c, uint32_t person) {
    if (person >= c->bond_chain_count) {
        size_t count = 2 * (size_t)person + 16;
        struct sg_bond_chain *chains = sg_arena_array(c->arena, count, sizeof *chains);
        if (!chains) {
            c->roster.has_failed = true;
            return;
        }
        if (c->bond_chain_count)
            memcpy(chains, c->bond_chains, c->bond_chain_count * sizeof *chains);
        c->bond_chains = chains;
        c->bond_chain_count = count;
    }
    struct sg_bond_chain *of = &c->bond_chains[person];
    if (of->last)
        c->bonds[of->last - 1].next = (uint32_t)c->bond_count;
    else
        of->first = (uint32_t)c->bond_count;
    of->last = (uint32_t)c->bond_count;
}

static void add_bond(struct sg_context *c, struct place person, struct place of, uint32_t role,
                     uint32_t token, uint32_t role_end, float certainty, const char *rule) {
    struct sg_mention *mentions = c->reading->mentions;
    if (mentions[person.mention].actor == SG_NO_ACTOR) {
        char *name = sg_span_name(c->reading, mentions[person.mention].first,
                                  mentions[person.mention].end_token, c->arena);
        if (!name)
            return;
        mentions[person.mention].actor = sg_roster_named_actor(&c->roster, name, SG_TYPE_OFFICIAL);
        mentions[person.mention].certainty = 0.7f;
    }
    struct sg_bond bond = {.person = mentions[person.mention].actor,
                           .of = of.mention == SG_NO_MENTION ? SG_NO_ACTOR
                                                             : mentions[of.mention].actor,
                           .role = role,
                           .token = token,
                           .role_end = role_end,
                           .person_mention = person.mention,
                           .of_mention = of.mention,
                           .certainty = certainty,
                           .rule = rule};
    if (bond.person == bond.of || bond.person == SG_NO_ACTOR)
        return;
    /* whoever leads, speaks for or serves a body is an official; an analyst of one is not */
    struct sg_actor *holder = &c->reading->actors[bond.person];
    if (holder->type == SG_TYPE_PERSON && holder->pack == SG_NO_PACK &&
        !c->referents->roles[role].is_of_people)
        holder->type = SG_TYPE_OFFICIAL;
    uint32_t first = c->reading->sentences[c->reading->tokens[token].sentence].first;
    for (uint32_t i = token, steps = 0; i > first && steps < 5; i--, steps++) {
        if (sg_classes_at(c, i - 1) & SG_REF_FORMER)
            bond.is_former = true;
        bond.is_owned |= (sg_classes_at(c, i - 1) & SG_REF_POSSESSIVE_PRONOUN) != 0;
        if (!is_filler(c, i - 1) && !c->text.mention_at[i - 1] &&
            !(c->reading->tokens[i - 1].flags & (SG_TOKEN_POSSESSIVE | SG_TOKEN_PUNCT)))
            break;
        if (is_comma(c, i - 1))
            break;
    }
    struct sg_bond *bonds =
        sg_arena_grow(c->arena, c->bonds, c->bond_count, &c->bond_capacity, sizeof *bonds);
    if (!bonds) {
        c->roster.has_failed = true;
        return;
    }
    c->bonds = bonds;
    c->bonds[c->bond_count++] = bond;
    chain(c, bond.person);
}

/* "of the", "for", "from", "in": what leads from a role to its body. */
static bool leads_to_body(const struct sg_token *token) {
    return sg_token_is(token, "of") || sg_token_is(token, "for") || sg_token_is(token, "from") ||
           sg_token_is(token, "in") || sg_token_is(token, "at") || sg_token_is(token, "with");
}

/* The person in front of a role: "X, [the] [senior] ROLE", "X, who is also ROLE", and without its
 * comma, as some texts come: "Ali Mamlouk head of ...". */
static struct place person_left(const struct sg_context *c, uint32_t token, uint32_t first,
                                bool *has_comma) {
    const struct sg_token *tokens = c->reading->tokens;
    *has_comma = false;
    bool has_article = false;
    bool is_parsed = c->is_tree_ready && c->reading->sentences[tokens[token].sentence].is_parsed;
    uint32_t i = token;
    for (int skipped = 0; i > first && skipped < 8; skipped++) {
        const struct sg_mention *mention = sg_covering_mention(c, i - 1);
        if (is_comma(c, i - 1)) {
            if (*has_comma)
                return nowhere;
            *has_comma = true;
            i--;
            continue;
        }
        if (mention &&
            (sg_is_person(sg_mentioned_actor(c, mention)) || may_be_person(c, mention))) {
            if (tokens[mention->end_token - 1].flags & SG_TOKEN_POSSESSIVE)
                return nowhere;
            return (struct place){mention_index(c, mention), mention->first, mention->end_token};
        }
        if (*has_comma)
            return nowhere;
        uint32_t classes = sg_classes_at(c, i - 1);
        bool is_linking = (classes & (SG_REF_DETERMINER | SG_REF_COPULA | SG_REF_FORMER)) ||
                          sg_token_is(&tokens[i - 1], "who") ||
                          sg_token_is(&tokens[i - 1], "also") || sg_token_is(&tokens[i - 1], "as");
        bool is_inside = mention || (tokens[i - 1].flags & SG_TOKEN_POSSESSIVE) ||
                         tokens[i - 1].form[0] == '-' || is_filler(c, i - 1);
        /* "X, accused the premier": a verb is none of the words that lead from a name to its role
         */
        if (!is_linking &&
            (!is_inside || has_article || (is_parsed && tokens[i - 1].upos == SG_UPOS_VERB)))
            return nowhere;
        has_article |= (classes & SG_REF_DETERMINER) != 0;
        if (mention && mention->first < i)
            i = mention->first;
        else
            i--;
    }
    return nowhere;
}

/* "Its floor leader, X,", "the spokesman, X,": no other name stands in front. */
static bool follows_article(const struct sg_context *c, uint32_t token, uint32_t first) {
    for (uint32_t i = token, steps = 0; i > first && steps < 4; i--, steps++) {
        uint32_t classes = sg_classes_at(c, i - 1);
        /* "Barcelona's mayor, Ada Colau": a place that is no actor */
        if ((c->reading->tokens[i - 1].flags & SG_TOKEN_POSSESSIVE) && i > first + 1 &&
            sg_shape_is_capital(&c->text, i - 2) &&
            !sg_mentioned_actor(c, sg_covering_mention(c, i - 2)))
            return true;
        if (classes & (SG_REF_DEFINITE | SG_REF_POSSESSIVE_PRONOUN))
            return true;
        /* "Her party's spokesman, Myo Nyunt," */
        if (!is_filler(c, i - 1) && !(c->reading->tokens[i - 1].flags & SG_TOKEN_POSSESSIVE))
            return false;
    }
    return false;
}

static void bind_role(struct sg_context *c, uint32_t role, uint32_t token, uint32_t end) {
    const struct sg_token *tokens = c->reading->tokens;
    const struct sg_sentence *sentence = &c->reading->sentences[tokens[token].sentence];
    uint32_t limit = sentence->end_token;
    /* "Dominic Cummings, the prime minister's adviser" is no prime minister */
    if (end < limit && (tokens[end].flags & SG_TOKEN_POSSESSIVE))
        return;
    struct place left = body_left(c, token, sentence->first);
    /* "Iran's U.N. ambassador, X," */
    if (left.mention != SG_NO_MENTION && c->referents->roles[role].is_sent) {
        struct place state = body_left(c, left.first, sentence->first);
        const struct sg_actor *sender =
            state.mention == SG_NO_MENTION
                ? NULL
                : sg_mentioned_actor(c, &c->reading->mentions[state.mention]);
        if (sender && sender->type == SG_TYPE_STATE)
            left = (struct place){state.mention, state.first, token};
    }
    struct place of = nowhere;
    uint32_t behind = end;
    bool has_comma, is_host = false;
    /* "X, who leads the Y party" */
    if (sg_token_is(&tokens[token], "who")) {
        of = body_right(c, end, limit);
        struct place leader = person_left(c, token, sentence->first, &has_comma);
        if (leader.mention != SG_NO_MENTION && of.mention != SG_NO_MENTION &&
            of.mention != leader.mention)
            add_bond(c, leader, of, role, token + 1, end, 0.8f, "name, who leads");
        return;
    }
    if (end < limit && leads_to_body(&tokens[end])) {
        of = body_right(c, end + 1, limit);
        if (of.mention != SG_NO_MENTION)
            behind = of.end;
        /* "the UN envoy for Sudan, X", "Human Rights Watch's director for Syria": whose he is
         * stands in front; an envoy is of nobody whom he is sent to */
        bool is_of = sg_token_is(&tokens[end], "of") || sg_token_is(&tokens[end], "from");
        if (of.mention != SG_NO_MENTION && !is_of && left.mention != SG_NO_MENTION)
            of = (struct place){left.mention, left.first, of.end};
        else if (of.mention != SG_NO_MENTION && !is_of && c->referents->roles[role].is_sent)
            is_host = true;
    }
    /* "AAH leader Khazali", "Prime Minister Haider al-Abadi" */
    struct place person = person_at(c, over_titles(c, end, limit), limit);
    if (person.mention != SG_NO_MENTION) {
        add_bond(c, person, left, role, token, end, left.mention != SG_NO_MENTION ? 0.9f : 0.6f,
                 "title");
        return;
    }
    /* "the leader of Y, X"; "A spokesman for Y X" where commas were lost */
    if (of.mention != SG_NO_MENTION) {
        uint32_t next = behind;
        bool comma = next < limit && is_comma(c, next);
        person = person_at(c, comma ? over_titles(c, next + 1, limit) : next, limit);
        if (person.mention != SG_NO_MENTION && !(of.mention == person.mention)) {
            add_bond(c, person, is_host ? nowhere : of, role, token, end, comma ? 0.85f : 0.7f,
                     "role of, name");
            return;
        }
        if (is_host)
            of = nowhere;
    }
    /* "China's ambassador to Britain, X,": whose he is stands in front */
    if (of.mention == SG_NO_MENTION && end + 1 < limit && sg_token_is(&tokens[end], "to")) {
        uint32_t next = end + 1;
        while (next < limit && (sg_classes_at(c, next) & SG_REF_DETERMINER))
            next++;
        const struct sg_mention *host = sg_covering_mention(c, next);
        if (host && host->first == next) {
            next = host->end_token;
            if (next < limit && is_comma(c, next))
                next = over_titles(c, next + 1, limit);
            person = person_at(c, next, limit);
            if (person.mention != SG_NO_MENTION) {
                add_bond(c, person, left, role, token, end,
                         left.mention == SG_NO_MENTION ? 0.6f : 0.85f, "role to, name");
                return;
            }
        }
    }
    /* "the member of the presidency, X,": of no body that has a name */
    if (of.mention == SG_NO_MENTION && end < limit &&
        (sg_token_is(&tokens[end], "of") ||
         (left.mention != SG_NO_MENTION && sg_token_is(&tokens[end], "for")))) {
        uint32_t next = end + 1;
        while (next < limit && next < end + 5 &&
               (is_filler(c, next) || (sg_classes_at(c, next) & SG_REF_DETERMINER)))
            next++;
        person = next > end + 1 && next < limit && is_comma(c, next) ? person_at(c, next + 1, limit)
                                                                     : nowhere;
        if (person.mention != SG_NO_MENTION) {
            add_bond(c, person, left, role, token, end,
                     left.mention == SG_NO_MENTION ? 0.6f : 0.8f, "role of, name");
            return;
        }
    }
    /* "Iraq's foreign minister, X," */
    bool has_owner = left.mention != SG_NO_MENTION || follows_article(c, token, sentence->first);
    if (has_owner && end < limit && is_comma(c, end)) {
        person = person_at(c, over_titles(c, end + 1, limit), limit);
        if (person.mention != SG_NO_MENTION && person.end < limit &&
            (is_comma(c, person.end) || !(sg_classes_at(c, person.end) & SG_REF_FUNCTION))) {
            add_bond(c, person, left, role, token, end,
                     left.mention == SG_NO_MENTION ? 0.6f : 0.85f, "role, name");
            return;
        }
    }
    uint32_t start = left.mention != SG_NO_MENTION ? left.first : token;
    person = person_left(c, start, sentence->first, &has_comma);
    struct place body = of.mention != SG_NO_MENTION ? of : left;
    if (person.mention != SG_NO_MENTION && body.mention != SG_NO_MENTION &&
        body.mention != person.mention)
        add_bond(c, person, body, role, token, end, has_comma ? 0.85f : 0.65f, "name, role");
    /* "Delcy Rodriguez, the vice president, said": of her own state. "Shehbaz Sharif, the
     * opposition leader tipped to succeed Khan, dismissed": a name that opens its sentence is who
     * the words behind its comma tell of */
    else if (person.mention != SG_NO_MENTION && has_comma && body.mention == SG_NO_MENTION &&
             end < limit &&
             ((c->referents->roles[role].is_office && is_comma(c, end)) ||
              person.first == sentence->first) &&
             follows_article(c, token, sentence->first))
        add_bond(c, person, nowhere, role, token, end, 0.6f, "name, role");
}

const struct sg_bond *sg_bond_of(const struct sg_context *c, uint32_t person) {
    uint32_t at = person < c->bond_chain_count ? c->bond_chains[person].first : 0;
    return at ? &c->bonds[at - 1] : NULL;
}

const struct sg_bond *sg_bond_behind(const struct sg_context *c, const struct sg_bond *bond) {
    return bond->next ? &c->bonds[bond->next - 1] : NULL;
}

size_t sg_bonds_from(const struct sg_context *c, uint32_t token) {
    size_t low = 0, high = c->bond_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c->bonds[middle].token < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct sg_bond *sg_bond_at(const struct sg_context *c, uint32_t token) {
    size_t at = sg_bonds_from(c, token);
    return at < c->bond_count && c->bonds[at].token == token ? &c->bonds[at] : NULL;
}

/* "Law and Justice leader Jaroslaw Kaczynski": a word of the party's name is no office. */
static bool is_inside_name(const struct sg_context *c, uint32_t token, uint32_t end) {
    const struct sg_mention *name = sg_covering_mention(c, token);
    const struct sg_actor *actor = sg_mentioned_actor(c, name);
    /* the US Trade Representative is one all the same */
    return actor && name->kind == SG_MENTION_NAME && !sg_is_person(actor) && name->first < token &&
           (name->end_token > end ||
            (name->end_token == end && (sg_classes_at(c, end) & SG_REF_ROLE_START)));
}

void sg_find_bonds(struct sg_context *c) {
    c->bond_count = 0;
    c->bond_chain_count = 0;
    for (size_t p = 0; p < c->role_place_count; p++)
        if (!is_inside_name(c, c->role_places[p].token, c->role_places[p].end))
            bind_role(c, c->role_places[p].role, c->role_places[p].token, c->role_places[p].end);
}
