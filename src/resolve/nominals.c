/* Nouns that point back: "the group", "the government", "his country", "the interior ministry". When in
 * doubt, nobody. */
#include "base/utf8.h"
#include "resolve/back.h"

#include <stdio.h>
#include <string.h>

static bool fits_body(const struct sg_actor *actor, uint32_t types) {
    return actor && (types & (1u << actor->type));
}

/* "Syrian rebels": many, whatever the number of the word. */
static bool is_collective(const struct sg_actor *actor) {
    const char *last = strrchr(actor->name, ' ');
    last = last ? last + 1 : actor->name;
    return actor->is_plural && *last >= 'a' && *last <= 'z';
}

/* "Turkish army", "Georgian Interior Ministry": no group and no movement. */
static bool is_state_body(const struct sg_context *c, const struct sg_actor *actor) {
    const char *last = strrchr(actor->name, ' ');
    char lower[64];
    size_t length = last ? sg_utf8_lower(lower, sizeof lower, last + 1) : 0;
    return length && actor->type == SG_TYPE_ORGANIZATION &&
           (sg_lexis_classes(c->gazetteer->lexis, lower, strlen(lower)) & SG_LEXIS_BODY);
}

/* "the interior ministry" is not the Foreign Ministry, "the electoral commission" no European one: the
 * words before the noun are in the name, but for what may be said of any body. */
static bool has_all_words(const struct sg_context *c, const struct sg_mention *m,
                          const struct sg_actor *actor) {
    const struct sg_pack_actor *known = sg_gazetteer_actor(c->gazetteer, actor->pack);
    for (uint32_t i = m->first + 1; i < m->head; i++) {
        const struct sg_token *t = &c->reading->tokens[i];
        if (!(t->flags & SG_TOKEN_WORD) || t->lower_length > 40 || c->text.mention_at[i] == 0 ||
            sg_covering_mention(c, i)->kind == SG_MENTION_DEMONYM ||
            (sg_classes_at(c, i) & (SG_REF_ADJECTIVE | SG_REF_DETERMINER)))
            continue;
        char stem[48];
        snprintf(stem, sizeof stem, "%.5s", t->lower); /* defence and defense */
        bool has = sg_name_has(actor->name, stem) || (known && sg_name_has(known->name, stem));
        for (size_t k = 0; known && k < known->called_count; k++) /* "the world body" */
            has |= sg_name_has(known->called[k], stem);
        if (!has)
            return false;
    }
    return true;
}

bool sg_body_fits(const struct sg_context *c, const struct sg_recent *item, const void *with) {
    const struct body_query *query = with;
    if (item->actor == SG_NO_ACTOR)
        return false;
    const struct sg_actor *actor = &c->reading->actors[item->actor];
    if (!fits_body(actor, query->types) || actor->is_outlet)
        return false;
    if ((query->is_subject && !item->is_subject) || (item->is_place && !query->may_be_place))
        return false;
    if (query->is_single && is_collective(actor))
        return false;
    if (!query->is_any_number && query->is_plural != (actor->is_plural || item->is_plural))
        return false;
    const struct sg_pack_actor *known = sg_gazetteer_actor(c->gazetteer, actor->pack);
    if (query->is_group && ((known && known->is_land) || is_state_body(c, actor)))
        return false;
    if (query->country && (!actor->country || strcmp(actor->country, query->country)))
        return false;
    if (query->exact && !has_all_words(c, query->exact, actor))
        return false;
    if (query->army)
        return sg_is_force(c, actor, query->army - 1);
    return !query->word || sg_name_has(actor->name, query->word) ||
           sg_is_called(known, query->word);
}

/* "the junta in Niamey", "the government in Prague". */
static uint32_t state_behind(const struct sg_context *c, const struct sg_mention *m) {
    uint32_t at = m->end_token;
    if (at + 1 >= c->reading->sentences[m->sentence].end_token ||
        !sg_token_is(&c->reading->tokens[at], "in"))
        return SG_NO_ACTOR;
    const struct sg_mention *place = sg_covering_mention(c, at + 1);
    const struct sg_actor *actor = sg_mentioned_actor(c, place);
    return actor && place->first == at + 1 && actor->type == SG_TYPE_STATE &&
                   (place->kind == SG_MENTION_CAPITAL || place->kind == SG_MENTION_NAME)
               ? place->actor
               : SG_NO_ACTOR;
}

/* "his country", "its government": of whoever the pronoun means. */
static void resolve_owned(struct sg_context *c, struct sg_memory *memory, struct sg_mention *m) {
    struct sg_mention owner = *m;
    owner.end_token = m->first + 1;
    owner.head = m->first;
    sg_bar_neighbours(c, memory, &owner);
    owner.actor = SG_NO_ACTOR;
    sg_resolve_pronoun(c, memory, &owner);
    sg_bar_neighbours(c, memory, m);
    uint32_t state = sg_state_of_possessor(c, owner.actor);
    m->actor = state != SG_NO_ACTOR && sg_is_barred(memory, state) ? SG_NO_ACTOR : state;
    m->certainty = 0.9f * owner.certainty;
}

static bool is_mark(const struct sg_context *c, uint32_t token, uint32_t limit) {
    return token >= limit || (c->reading->tokens[token].flags & SG_TOKEN_PUNCT);
}

/* "the largest faction, the Central General Staff, called": the name behind the comma; and "Boko Haram,
 * the sect," the one in front. */
static uint32_t named_beside(const struct sg_context *c, const struct sg_mention *m, uint32_t types) {
    const struct sg_token *tokens = c->reading->tokens;
    const struct sg_sentence *sentence = &c->reading->sentences[m->sentence];
    uint32_t at = m->end_token, limit = sentence->end_token;
    if (at + 1 < limit && tokens[at].form[0] == ',') {
        at += 1 + ((sg_classes_at(c, at + 1) & SG_REF_DETERMINER) != 0);
        const struct sg_mention *name = at < limit ? sg_covering_mention(c, at) : NULL;
        if (name && name->first == at && name->kind <= SG_MENTION_SHORT &&
            fits_body(sg_mentioned_actor(c, name), types) && is_mark(c, name->end_token, limit) &&
            !(name->end_token + 1 < limit && c->text.mention_at[name->end_token + 1] &&
              tokens[name->end_token].form[0] == ','))
            return name->actor;
    }
    if (m->first >= sentence->first + 2 && tokens[m->first - 1].form[0] == ',' &&
        is_mark(c, m->end_token, limit)) {
        const struct sg_mention *name = sg_covering_mention(c, m->first - 2);
        if (name && name->end_token == m->first - 1 && name->kind <= SG_MENTION_SHORT &&
            name->use == SG_USE_PARTY && fits_body(sg_mentioned_actor(c, name), types))
            return name->actor;
    }
    return SG_NO_ACTOR;
}

/* "told the nation", "apologised to the nation": its people. */
static bool is_addressed(const struct sg_context *c, const struct sg_mention *m) {
    return m->first > c->reading->sentences[m->sentence].first &&
           (sg_token_is(&c->reading->tokens[m->first - 1], "to") ||
            (sg_classes_at(c, m->first - 1) & SG_REF_SPEECH));
}

/* "the interior ministry" in a text on Georgia: Georgia's, where the packs have it; "the foreign
 * ministry in Paris" speaks for France. */
static uint32_t body_of_state(struct sg_context *c, const struct sg_memory *memory, uint32_t index) {
    const struct sg_mention *m = &c->reading->mentions[index];
    float certainty;
    uint32_t place = state_behind(c, m), state = place;
    for (uint32_t i = m->first; place != SG_NO_ACTOR && i < m->head; i++)
        if (sg_token_value(c->referents->voice_ministries, &c->reading->tokens[i]) != SG_STRMAP_NONE)
            return place;
    if (state == SG_NO_ACTOR)
        state = sg_land_meant(c, memory, index, &certainty);
    if (state == SG_NO_ACTOR || m->end_token < m->first + 2)
        return SG_NO_ACTOR;
    const char *words = sg_span_name(c->reading, m->first + 1, m->end_token, c->arena);
    char *owned = words ? sg_arena_printf(c->arena, "%s's %s",
                                          c->reading->actors[state].name, words)
                        : NULL;
    uint32_t pack = owned ? sg_gazetteer_find_name(c->gazetteer, owned) : SG_NO_PACK;
    return pack == SG_NO_PACK ? place : sg_roster_pack_actor(&c->roster, pack);
}

/* "the regional government", "rival authorities": of no state. */
static bool is_minor(const struct sg_context *c, const struct sg_mention *m) {
    for (uint32_t i = m->first; i < m->head; i++)
        if (sg_token_value(c->referents->minor_governments, &c->reading->tokens[i]) !=
            SG_STRMAP_NONE)
            return true;
    return false;
}

/* "Brown said the government would send aid", in a text on another state: his own, or that one's? */
static bool is_told_abroad(const struct sg_context *c, const struct sg_mention *m, uint32_t speaking) {
    const struct sg_token *tokens = c->reading->tokens;
    const struct sg_token *head = &tokens[m->head];
    return speaking != SG_NO_ACTOR && c->focus != SG_NO_ACTOR && speaking != c->focus &&
           c->reading->sentences[m->sentence].is_parsed && head->deprel == SG_DEPREL_NSUBJ &&
           head->head != SG_NO_TOKEN && tokens[head->head].deprel == SG_DEPREL_CCOMP;
}

/* "the government", "the junta": the text's state's, or that of the scene or the speaker. */
static uint32_t government_meant(struct sg_context *c, const struct sg_memory *memory,
                                 uint32_t index, float *certainty) {
    const struct sg_mention *m = &c->reading->mentions[index];
    const struct sg_nominal *nominal = &c->referents->nominals[m->alias];
    uint32_t speaking = sg_speaking_state(c, memory, index), scene = sg_scene_of(c, m->sentence);
    *certainty = 0.75f;
    if (nominal->is_own && speaking != SG_NO_ACTOR)
        return speaking;
    if (scene != SG_NO_ACTOR && scene != c->focus && !sg_is_barred(memory, scene))
        return speaking == SG_NO_ACTOR || speaking == scene ? scene : SG_NO_ACTOR;
    if (is_told_abroad(c, m, speaking))
        return SG_NO_ACTOR;
    if (c->focus == SG_NO_ACTOR || sg_is_barred(memory, c->focus))
        return sg_land_meant(c, memory, index, certainty);
    return c->focus;
}

void sg_resolve_nominal(struct sg_context *c, struct sg_memory *memory, uint32_t index) {
    struct sg_mention *m = &c->reading->mentions[index];
    const struct sg_nominal *nominal = &c->referents->nominals[m->alias];
    if (sg_classes_at(c, m->first) & SG_REF_POSSESSIVE_PRONOUN) {
        resolve_owned(c, memory, m);
        return;
    }
    struct body_query query = {.types = nominal->types,
                               .is_any_number = true,
                               .may_be_place = nominal->types == 1u << SG_TYPE_STATE};
    const char *word = c->reading->tokens[m->head].lower;
    if (nominal->is_by_name)
        query.word = word;
    if (nominal->is_by_name && !nominal->is_of_name && !nominal->is_of_focus)
        query.exact = m;
    if (!nominal->is_by_name)
        query.is_group = !(nominal->types & 1u << SG_TYPE_STATE);
    uint32_t named = named_beside(c, m, nominal->types);
    if (named != SG_NO_ACTOR) {
        m->actor = named;
        m->certainty = 0.85f;
        return;
    }
    /* "the Turkish group", "the Syrian government" */
    for (uint32_t i = m->first; i < m->head; i++) {
        const struct sg_mention *inner = sg_covering_mention(c, i);
        if (inner && inner->kind == SG_MENTION_DEMONYM && inner->actor != SG_NO_ACTOR)
            query.country = c->reading->actors[inner->actor].country;
    }
    float certainty = 0.0f;
    uint32_t actor = SG_NO_ACTOR;
    if ((nominal->is_focus || nominal->is_of_focus) &&
        (actor = state_behind(c, m)) != SG_NO_ACTOR) {
        certainty = 0.85f;
    } else if (nominal->is_focus) {
        if (query.country)
            actor = sg_choose(c, memory, m, sg_body_fits, &query, 1, &certainty);
        else if (!is_minor(c, m))
            actor = government_meant(c, memory, index, &certainty);
    } else if ((nominal->is_people && is_addressed(c, m)) ||
               (nominal->types == 1u << SG_TYPE_STATE && sg_is_mere_land(c, m))) {
        m->use = SG_USE_PLACE;
    } else if (nominal->types == 1u << SG_TYPE_STATE && !query.country) {
        actor = sg_land_meant(c, memory, index, &certainty);
    } else {
        if (nominal->is_of_focus) { /* "the army" is none of its rebels' */
            query.types &= ~(1u << SG_TYPE_MILITIA);
            query.army = m->alias + 1;
        }
        /* "fought the Abu Sayyaf. The militants": the one just named, not one that acted before */
        if (query.is_group && !(nominal->types & ~(1u << SG_TYPE_MILITIA)))
            actor = sg_choose(c, memory, m, sg_body_fits, &query, 1, &certainty);
        if (actor == SG_NO_ACTOR)
            actor = sg_choose(c, memory, m, sg_body_fits, &query, nominal->is_by_name ? 12 : 4,
                              &certainty);
        /* "the army": the text's state, where it has no army of a name of its own */
        if (actor == SG_NO_ACTOR && nominal->is_of_focus &&
            (actor = sg_army_meant(c, m->alias, query.country)) != SG_NO_ACTOR)
            certainty = 0.75f;
        if (actor == SG_NO_ACTOR && nominal->is_by_name && !nominal->is_of_name &&
            !nominal->is_of_focus &&
            (actor = body_of_state(c, memory, index)) != SG_NO_ACTOR)
            certainty = 0.7f;
        if (actor != SG_NO_ACTOR && sg_is_barred(memory, actor))
            actor = SG_NO_ACTOR;
        if (actor == SG_NO_ACTOR && nominal->is_of_focus && c->focus != SG_NO_ACTOR &&
            !sg_is_barred(memory, c->focus)) {
            actor = c->focus;
            certainty = 0.65f;
        }
    }
    m->actor = actor;
    m->certainty = certainty;
}

