/* Whose land and whose army: "the country", "his government", "the military". The state of whoever
 * speaks or acts, never a third one that was merely named last. When they disagree, nobody. */
#include "resolve/memory.h"

#include "base/utf8.h"

#include <string.h>

uint32_t sg_state_of(const struct sg_context *c, uint32_t actor) {
    const struct sg_reading *reading = c->reading;
    if (actor == SG_NO_ACTOR)
        return SG_NO_ACTOR;
    const struct sg_actor *a = &reading->actors[actor];
    if (a->type == SG_TYPE_STATE)
        return actor;
    uint32_t state = a->country ? sg_roster_find_pack(
                                      &c->roster, sg_gazetteer_find(c->gazetteer, a->country))
                                : 0;
    if (state)
        return state - 1;
    const struct sg_bond *bond = !a->country && sg_is_person(a) ? sg_bond_of(c, actor) : NULL;
    for (; bond; bond = sg_bond_behind(c, bond))
        if (bond->of != SG_NO_ACTOR) {
            const struct sg_actor *of = &reading->actors[bond->of];
            if (of->type == SG_TYPE_STATE)
                return bond->of;
            state = of->country ? sg_roster_find_pack(&c->roster, sg_gazetteer_find(
                                                                      c->gazetteer, of->country))
                                : 0;
            if (state) /* "Gbagbo's foreign minister, Alcide Djedje" */
                return state - 1;
        }
    return SG_NO_ACTOR;
}

uint32_t sg_state_of_possessor(struct sg_context *c, uint32_t actor) {
    uint32_t state = sg_state_of(c, actor);
    if (state != SG_NO_ACTOR || actor == SG_NO_ACTOR || !c->reading->actors[actor].country ||
        !sg_is_person(&c->reading->actors[actor]))
        return state;
    /* "Erdogan spoke for his country": named nowhere else */
    uint32_t pack = sg_gazetteer_find(c->gazetteer, c->reading->actors[actor].country);
    return pack == SG_NO_PACK ? SG_NO_ACTOR : sg_roster_pack_actor(&c->roster, pack);
}

struct meant {
    uint32_t speaker, nearest; /* states */
    bool is_state;             /* the state itself speaks or acts, not a man of it */
};

/* The states of a sentence before a token: whose its first party is, and the last one named. */
static struct meant meant_in(const struct sg_context *c, const struct sg_memory *memory,
                             uint32_t sentence, uint32_t mention, uint32_t until) {
    const struct sg_reading *reading = c->reading;
    struct meant meant = {SG_NO_ACTOR, SG_NO_ACTOR, false};
    for (uint32_t i = mention; i-- > 0 && reading->mentions[i].sentence >= sentence;) {
        const struct sg_mention *other = &reading->mentions[i];
        if (other->sentence != sentence || other->end_token > until || other->actor == SG_NO_ACTOR)
            continue;
        bool is_state = reading->actors[other->actor].type == SG_TYPE_STATE;
        /* "India, the kingdom's giant neighbour" */
        if (is_state && other->end_token + 1 == until &&
            reading->tokens[other->end_token].form[0] == ',')
            continue;
        bool is_named = is_state && (other->use != SG_USE_MODIFIER) &&
                        (other->kind != SG_MENTION_DEMONYM || other->use == SG_USE_PARTY);
        if (is_named && meant.nearest == SG_NO_ACTOR && !sg_is_barred(memory, other->actor))
            meant.nearest = other->actor;
        if (other->use != SG_USE_PARTY)
            continue;
        uint32_t state = sg_state_of(c, other->actor);
        if (state != SG_NO_ACTOR && !sg_is_barred(memory, state)) { /* in the end the first one's */
            meant.speaker = state;
            meant.is_state = is_state;
        }
    }
    return meant;
}

/* "In Mali, the president ...": the state that a sentence is set in by its first words. */
uint32_t sg_scene_of(const struct sg_context *c, uint32_t sentence) {
    uint32_t first = c->reading->sentences[sentence].first;
    if (first + 2 >= c->reading->sentences[sentence].end_token ||
        !sg_token_is(&c->reading->tokens[first], "in"))
        return SG_NO_ACTOR;
    const struct sg_mention *place = sg_covering_mention(c, first + 1);
    const struct sg_actor *actor = sg_mentioned_actor(c, place);
    return actor && place->first == first + 1 && actor->type == SG_TYPE_STATE &&
                   place->end_token < c->reading->sentences[sentence].end_token &&
                   c->reading->tokens[place->end_token].form[0] == ','
               ? place->actor
               : SG_NO_ACTOR;
}

uint32_t sg_speaking_state(const struct sg_context *c, const struct sg_memory *memory,
                           uint32_t mention) {
    const struct sg_mention *m = &c->reading->mentions[mention];
    return meant_in(c, memory, m->sentence, mention, m->first).speaker;
}

/* Of two states the one that the text is about. A minister of another state who says "the country" may
 * mean either: "the spokesman said it could limit Washington's ability to support the country". */
static uint32_t agreed(const struct sg_context *c, const struct meant *meant) {
    if (meant->speaker != SG_NO_ACTOR && meant->speaker == meant->nearest && !meant->is_state &&
        c->focus != SG_NO_ACTOR && c->focus != meant->speaker)
        return SG_NO_ACTOR;
    if (meant->speaker == SG_NO_ACTOR || meant->speaker == meant->nearest)
        return meant->nearest;
    if (meant->nearest == SG_NO_ACTOR)
        return meant->speaker;
    return c->focus == meant->speaker || c->focus == meant->nearest ? c->focus : SG_NO_ACTOR;
}

uint32_t sg_land_meant(const struct sg_context *c, const struct sg_memory *memory, uint32_t mention,
                       float *certainty) {
    const struct sg_reading *reading = c->reading;
    const struct sg_mention *m = &reading->mentions[mention];
    *certainty = 0.8f;
    /* "the country's Prime Minister Mustafa al-Kadhimi" */
    for (uint32_t t = m->end_token; t < m->end_token + 4; t++) {
        const struct sg_bond *bond = sg_bond_at(c, t);
        if (bond && bond->of_mention == mention) {
            uint32_t state = sg_state_of(c, bond->person);
            if (state != SG_NO_ACTOR)
                return state;
        }
    }
    uint32_t first = m->sentence > 2 ? m->sentence - 2 : 0;
    for (uint32_t s = m->sentence + 1; s-- > first;) {
        struct meant meant = meant_in(c, memory, s, mention, m->first);
        if (meant.speaker == SG_NO_ACTOR && meant.nearest == SG_NO_ACTOR)
            continue;
        uint32_t found = agreed(c, &meant);
        *certainty = s == m->sentence ? 0.75f : 0.65f;
        /* a third state of another sentence: in doubt */
        bool is_focus = c->focus != SG_NO_ACTOR && !sg_is_barred(memory, c->focus);
        if (found != SG_NO_ACTOR && s < m->sentence && is_focus && found != c->focus &&
            !(meant.speaker == found && meant.is_state))
            return SG_NO_ACTOR;
        /* "Djedje accused Paris. The country's army": who was accused is no country of his */
        if (found != SG_NO_ACTOR && s < m->sentence && found != c->focus && meant.speaker != found)
            return SG_NO_ACTOR;
        return found;
    }
    *certainty = 0.6f;
    return c->focus == SG_NO_ACTOR || sg_is_barred(memory, c->focus) ? SG_NO_ACTOR : c->focus;
}

/* Whether a name has a word of a nominal: "Sudanese Army" for "the army" and "the military". */
static bool has_word_of(const struct sg_context *c, const char *name, uint32_t nominal) {
    char lower[256];
    sg_utf8_lower(lower, sizeof lower, name);
    for (char *word = lower; *word;) {
        size_t length = strcspn(word, " "), two = length;
        if (word[length])
            two += 1 + strcspn(word + length + 1, " ");
        const struct sg_strmap *phrases = c->referents->nominal_phrases;
        if (sg_strmap_getn(phrases, word, length) == nominal ||
            sg_strmap_getn(phrases, word, two) == nominal)
            return true;
        word += length;
        word += *word == ' ';
    }
    return false;
}

bool sg_is_force(const struct sg_context *c, const struct sg_actor *actor, uint32_t nominal) {
    if (has_word_of(c, actor->name, nominal))
        return true;
    const struct sg_pack_actor *pack = sg_gazetteer_actor(c->gazetteer, actor->pack);
    if (pack && has_word_of(c, pack->name, nominal))
        return true;
    for (size_t i = 0; pack && i < pack->called_count; i++)
        if (has_word_of(c, pack->called[i], nominal))
            return true;
    return false;
}

uint32_t sg_army_meant(const struct sg_context *c, uint32_t nominal, const char *country) {
    const struct sg_reading *reading = c->reading;
    if (!country && c->focus != SG_NO_ACTOR)
        country = reading->actors[c->focus].id;
    uint32_t found = SG_NO_ACTOR;
    for (uint32_t a = 0; country && a < reading->actor_count && a < 4096; a++) {
        const struct sg_actor *actor = &reading->actors[a];
        if (actor->type != SG_TYPE_ORGANIZATION || !actor->country ||
            strcmp(actor->country, country) != 0 || !sg_is_force(c, actor, nominal))
            continue;
        if (found != SG_NO_ACTOR)
            return SG_NO_ACTOR;
        found = a;
    }
    return found;
}

static bool is_army(const struct sg_context *c, const struct sg_actor *actor) {
    for (uint32_t n = 0; n < c->referents->nominal_count; n++)
        if (c->referents->nominals[n].is_of_focus)
            return sg_is_force(c, actor, n);
    return false;
}

#define TROOPS_MIN 2 /* times that a text calls them its state's men */

/* "Turkish troops", "Turkish forces" and, once and doing nothing, "the Turkish army": for a text that
 * speaks so the army is no party beside its state. One that acts, or comes again, is. */
void sg_join_armies(struct sg_context *c) {
    struct sg_reading *reading = c->reading;
    uint32_t *once = sg_arena_array(c->arena, reading->actor_count + 1, sizeof *once);
    uint32_t *troops = sg_arena_array(c->arena, reading->actor_count + 1, sizeof *troops);
    for (uint32_t m = 0; once && troops && m < reading->mention_count; m++) {
        const struct sg_mention *mention = &reading->mentions[m];
        if (mention->actor == SG_NO_ACTOR)
            continue;
        const struct sg_token *head = &reading->tokens[mention->head];
        troops[mention->actor] +=
            mention->kind == SG_MENTION_DESCRIPTION &&
            sg_token_value(c->referents->people_nouns, head) == SG_PEOPLE_ARMED;
        once[mention->actor] = once[mention->actor] ? UINT32_MAX : m + 1;
    }
    for (uint32_t a = 0; once && troops && a < reading->actor_count; a++) {
        const struct sg_actor *actor = &reading->actors[a];
        if (!once[a] || once[a] == UINT32_MAX || actor->type != SG_TYPE_ORGANIZATION ||
            !actor->country)
            continue;
        struct sg_mention *mention = &reading->mentions[once[a] - 1];
        const struct sg_sentence *sentence = &reading->sentences[mention->sentence];
        uint8_t relation = reading->tokens[mention->head].deprel;
        uint32_t state =
            sg_roster_find_pack(&c->roster, sg_gazetteer_find(c->gazetteer, actor->country));
        if (state && troops[state - 1] >= TROOPS_MIN && mention->kind == SG_MENTION_NAME &&
            sentence->is_parsed && relation != SG_DEPREL_NSUBJ && relation != SG_DEPREL_NSUBJ_PASS &&
            is_army(c, actor)) {
            mention->actor = state - 1;
            mention->kind = SG_MENTION_DESCRIPTION;
        }
    }
}
