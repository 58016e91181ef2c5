/* Descriptions that denote their owner: "US troops", "senior Iranian officials", "Kadhimi's media
 * office", "HDP figures", "the Trump administration". */
#include "resolve/context.h"

/* The state whose government a person leads or led, in the document's eyes. */
static uint32_t governed_state(struct sg_context *c, const struct sg_actor *actor) {
    if (actor->pack == SG_NO_PACK) {
        const struct sg_bond *bond = sg_bond_of(c, (uint32_t)(actor - c->reading->actors));
        for (; bond; bond = sg_bond_behind(c, bond)) {
            if (bond->of != SG_NO_ACTOR && bond->role != SG_STRMAP_NONE && c->referents->roles[bond->role].is_head &&
                c->reading->actors[bond->of].type == SG_TYPE_STATE)
                return bond->of;
        }
        return SG_NO_ACTOR;
    }
    const struct sg_pack_actor *known = sg_gazetteer_actor(c->gazetteer, actor->pack);
    for (size_t t = 0; t < known->term_count; t++) {
        uint32_t end;
        (void)end;
        uint32_t role = sg_strmap_get(c->referents->phrases, known->terms[t].role);
        if (role != SG_STRMAP_NONE && c->referents->roles[role].is_head &&
            known->terms[t].of != SG_NO_PACK &&
            c->gazetteer->actors[known->terms[t].of].type == SG_TYPE_STATE)
            return sg_roster_pack_actor(&c->roster, known->terms[t].of);
    }
    return SG_NO_ACTOR;
}

/* The noun of a description that begins behind a mention: its token, SG_NO_TOKEN for none. */
static uint32_t description_head(const struct sg_context *c, uint32_t from, uint32_t limit,
                                 enum sg_actor_type type) {
    const struct sg_token *tokens = c->reading->tokens;
    bool is_state = type == SG_TYPE_STATE;
    bool is_person = type == SG_TYPE_OFFICIAL || type == SG_TYPE_PERSON;
    uint32_t found = SG_NO_TOKEN;
    for (uint32_t i = from; i < limit && i < from + 4; i++) {
        const struct sg_token *t = &tokens[i];
        if (!(t->flags & SG_TOKEN_WORD) || c->text.mention_at[i])
            return found;
        uint32_t lexis = sg_shape_classes(&c->text, i), classes = sg_classes_at(c, i);
        bool is_head = is_state    ? (lexis & SG_LEXIS_VOICE) != 0
                       : is_person ? (classes & (SG_REF_GOVERNMENT | SG_REF_OFFICE)) != 0
                                   : (classes & SG_REF_MEMBERS) != 0 ||
                                         ((lexis & SG_LEXIS_VOICE) && type == SG_TYPE_ORGANIZATION);
        if (is_head) {
            found = i;
            continue;
        }
        bool goes_on = (classes & SG_REF_ADJECTIVE) ||
                       (is_person && (classes & SG_REF_OFFICE_ADJECTIVE));
        if (!goes_on)
            return found;
    }
    return found;
}

/* "Sylvania's top diplomat" is its foreign minister, not Sylvania. */
static bool ends_in_role(const struct sg_context *c, uint32_t from, uint32_t head) {
    for (uint32_t i = from; i <= head; i++) {
        uint32_t end = 0;
        uint32_t role =
            sg_classes_at(c, i) & SG_REF_ROLE_START
                ? sg_words_at(&end, c->referents->phrases, c->reading->tokens, i, head + 1)
                : SG_STRMAP_NONE;
        if (role != SG_STRMAP_NONE && end == head + 1 && c->referents->roles[role].is_one)
            return true;
    }
    return false;
}

/* "the UN peacekeeping mission, MONUSCO, said", "Dodik's party, the Alliance of ...": the name behind
 * the comma is who it is. */
static bool has_name_behind(const struct sg_context *c, uint32_t head, uint32_t limit) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t i = head + 1, classes = sg_classes_at(c, head);
    if (i >= limit)
        return false;
    bool has_comma = tokens[i].form[0] == ',';
    i += has_comma;
    i += i < limit && has_comma && (sg_classes_at(c, i) & SG_REF_DETERMINER) != 0;
    const struct sg_mention *mention = i < limit ? sg_covering_mention(c, i) : NULL;
    const struct sg_actor *actor = sg_mentioned_actor(c, mention);
    if (!actor || mention->first != i)
        return false;
    if (sg_is_person(actor)) /* "Castillo's lawyer, Anibal Torres" */
        return (classes & SG_REF_OFFICE) && tokens[head].lower[tokens[head].lower_length - 1] != 's';
    return has_comma && (classes & SG_REF_NOMINAL_START) && actor->type != SG_TYPE_STATE;
}

/* "Dodik's party": the one that he leads by the text, or by the packs. */
static uint32_t led_party(struct sg_context *c, const struct sg_actor *actor, const char *noun) {
    const struct sg_bond *bond = sg_bond_of(c, (uint32_t)(actor - c->reading->actors));
    for (; bond; bond = sg_bond_behind(c, bond)) {
        if (bond->of != SG_NO_ACTOR &&
            c->reading->actors[bond->of].type != SG_TYPE_STATE &&
            sg_name_has(c->reading->actors[bond->of].name, noun))
            return bond->of;
    }
    const struct sg_pack_actor *person = sg_gazetteer_actor(c->gazetteer, actor->pack);
    uint32_t found = SG_NO_PACK;
    for (size_t t = 0; person && t < person->term_count; t++) {
        const struct sg_pack_actor *body =
            sg_gazetteer_actor(c->gazetteer, person->terms[t].of);
        if (!body || body->type == SG_TYPE_STATE || !sg_is_called(body, noun))
            continue;
        if (found != SG_NO_PACK && found != person->terms[t].of)
            return SG_NO_ACTOR;
        found = person->terms[t].of;
    }
    return found == SG_NO_PACK ? SG_NO_ACTOR : sg_roster_pack_actor(&c->roster, found);
}

static uint32_t description_start(const struct sg_context *c, const struct sg_mention *mention) {
    uint32_t first = mention->first;
    uint32_t sentence_first = c->reading->sentences[mention->sentence].first;
    while (first > sentence_first && first + 3 > mention->first) {
        uint32_t classes = sg_classes_at(c, first - 1);
        if (c->text.mention_at[first - 1] || !(classes & (SG_REF_ADJECTIVE | SG_REF_DETERMINER)) ||
            sg_token_is(&c->reading->tokens[first - 1], "that") ||
            (c->reading->tokens[first - 1].flags & (SG_TOKEN_PUNCT | SG_TOKEN_HYPHEN_BEFORE)))
            break; /* "Turkish-backed Syrian fighters" */
        first--;
    }
    return first;
}

static bool may_describe(const struct sg_mention *mention) {
    return mention->actor != SG_NO_ACTOR && mention->kind != SG_MENTION_PRONOUN &&
           mention->kind != SG_MENTION_NOMINAL && mention->kind != SG_MENTION_ROLE &&
           mention->kind != SG_MENTION_DESCRIPTION;
}

void sg_resolve_descriptions(struct sg_context *c) {
    struct sg_reading *reading = c->reading;
    const struct sg_token *tokens = reading->tokens;
    size_t count = reading->mention_count;
    for (uint32_t m = 0; m < count; m++) {
        struct sg_mention *mention = &reading->mentions[m];
        if (!may_describe(mention))
            continue;
        uint32_t limit = reading->sentences[mention->sentence].end_token;
        uint32_t from = mention->end_token;
        /* nested in a longer name: "Iraqi" in "Iraqi Counter Terrorism Forces" */
        if (m && reading->mentions[m - 1].end_token >= from &&
            reading->mentions[m - 1].first <= mention->first)
            continue;
        bool is_possessive =
            (from < limit && (tokens[from].flags & SG_TOKEN_POSSESSIVE)) || mention->is_plural;
        if (from < limit && (tokens[from].flags & SG_TOKEN_POSSESSIVE))
            from++;
        const struct sg_actor *actor = &reading->actors[mention->actor];
        bool is_person = sg_is_person(actor);
        uint32_t head = description_head(c, from, limit, actor->type);
        if (head == SG_NO_TOKEN || ends_in_role(c, from, head) || has_name_behind(c, head, limit))
            continue;
        uint32_t classes = sg_classes_at(c, head);
        if (is_person && is_possessive && (classes & SG_REF_NOMINAL_START) &&
            !(classes & SG_REF_GOVERNMENT)) {
            uint32_t party = led_party(c, actor, tokens[head].lower);
            if (party == SG_NO_ACTOR)
                continue;
            struct sg_mention whole = *mention;
            whole.end_token = head + 1;
            whole.head = head;
            whole.actor = party;
            whole.kind = SG_MENTION_DESCRIPTION;
            whole.certainty = 0.75f;
            reading->mentions[m].use = SG_USE_MODIFIER;
            sg_roster_mention(&c->roster, &whole);
            continue;
        }
        if (is_person) {
            /* "the Trump administration", "Kadhimi's media office" */
            if (!is_possessive && !(classes & SG_REF_GOVERNMENT))
                continue;
            if (classes & SG_REF_GOVERNMENT) {
                uint32_t state = governed_state(c, &reading->actors[mention->actor]);
                if (state == SG_NO_ACTOR)
                    continue;
                struct sg_mention whole = *mention;
                whole.first = description_start(c, mention);
                whole.end_token = head + 1;
                whole.head = head;
                whole.actor = state;
                whole.kind = SG_MENTION_DESCRIPTION;
                whole.certainty = 0.8f;
                reading->mentions[m].use = SG_USE_MODIFIER;
                sg_roster_mention(&c->roster, &whole);
                continue;
            }
        }
        /* "the Labour government" is Britain's */
        uint32_t ruled = SG_NO_ACTOR;
        if (actor->type == SG_TYPE_ORGANIZATION && (classes & SG_REF_GOVERNMENT) &&
            !(classes & SG_REF_MEMBERS) && mention->kind != SG_MENTION_GIVEN && actor->country &&
            actor->pack != SG_NO_PACK &&
            !sg_gazetteer_actor(c->gazetteer, actor->pack)->is_land) {
            uint32_t state =
                sg_roster_find_pack(&c->roster, sg_gazetteer_find(c->gazetteer, actor->country));
            ruled = state ? state - 1 : SG_NO_ACTOR;
        }
        if (mention->kind == SG_MENTION_GIVEN) {
            mention->head = head; /* the span is as given, its noun is not inside */
            continue;
        }
        mention->first = description_start(c, mention);
        mention->end_token = head + 1;
        mention->head = head;
        mention->kind = SG_MENTION_DESCRIPTION;
        mention->certainty *= 0.95f;
        if (ruled != SG_NO_ACTOR)
            mention->actor = ruled;
    }
    sg_roster_sort(&c->roster);
    sg_context_cover(c);
}
