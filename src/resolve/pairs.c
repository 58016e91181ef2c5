/* Two at once: "both sides", "the two countries", "they" behind "X and Y". */
#include "resolve/memory.h"

#include <string.h>

#define PAIR SG_NO_ALIAS - 1 /* marks a nominal of a pair; its types are looked up again */

static void add_two(struct sg_context *c, uint32_t first, uint32_t end, enum sg_mention_kind kind,
                    uint32_t alias, int count) {
    struct sg_mention mention = {.first = first,
                                 .end_token = end,
                                 .head = end - 1,
                                 .sentence = c->reading->tokens[first].sentence,
                                 .actor = SG_NO_ACTOR,
                                 .kind = kind,
                                 .alias = alias};
    for (int i = 0; i < count; i++)
        sg_roster_mention(&c->roster, &mention);
}

/* "both sides", "the two countries", "the two rival groups". */
uint32_t sg_collect_pair(struct sg_context *c, uint32_t token, const struct sg_sentence *sentence) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t first = token, noun = token + 1;
    bool has_the = token > sentence->first && (sg_classes_at(c, token - 1) & SG_REF_ALL_DEFINITE);
    if (has_the)
        first--;
    else if (!(sg_classes_at(c, token) & SG_REF_ALL_DEFINITE)) /* "two countries": any two */
        return token;
    if (noun < sentence->end_token && !c->text.mention_at[noun] &&
        (sg_classes_at(c, noun) & SG_REF_ADJECTIVE))
        noun++;
    if (noun >= sentence->end_token || c->text.mention_at[noun] ||
        sg_token_value(c->referents->pair_nouns, &tokens[noun]) == SG_STRMAP_NONE)
        return token;
    /* "the two sides of the river", "both parties' leaders" */
    if (noun + 1 < sentence->end_token && sg_token_is(&tokens[noun + 1], "of"))
        return token;
    add_two(c, first, noun + 1, SG_MENTION_NOMINAL, PAIR, 2);
    return noun;
}

/* A mention and another right behind "and", in one sentence. */
static bool has_joined(const struct sg_context *c, uint32_t sentence, uint32_t before) {
    const struct sg_sentence *s = &c->reading->sentences[sentence];
    for (uint32_t i = s->first + 1; i + 1 < s->end_token && i < before; i++)
        if (sg_token_is(&c->reading->tokens[i], "and") && c->text.mention_at[i - 1] &&
            c->text.mention_at[i + 1])
            return true;
    return false;
}

void sg_collect_they(struct sg_context *c, uint32_t token, uint32_t sentence) {
    if ((c->reading->tokens[token].flags & SG_TOKEN_IN_QUOTE) ||
        (!has_joined(c, sentence, token) && !(sentence && has_joined(c, sentence - 1, token))))
        return;
    add_two(c, token, token + 1, SG_MENTION_PRONOUN, SG_NO_ALIAS, 1);
}

static bool fits(const struct sg_context *c, const struct sg_recent *item, uint32_t types) {
    return item->actor != SG_NO_ACTOR && !item->is_place && (types & (1u << c->reading->actors[item->actor].type)) &&
           !c->reading->actors[item->actor].is_outlet;
}

/* "Fiji and Samoa met the press. They ...": the last subject was joined by "and". A third one that
 * could be meant leaves it open. */
static bool joined_pair(const struct sg_context *c, const struct sg_memory *memory,
                        const struct sg_mention *m, uint32_t types, bool needs_subject,
                        uint32_t actors[2]) {
    for (uint32_t i = memory->count; i-- > 1;) {
        const struct sg_recent *item = &memory->items[i], *other = &memory->items[i - 1];
        if (m->sentence - item->sentence > 1)
            return false;
        if (!item->is_joined || !fits(c, item, types) || !fits(c, other, types) ||
            sg_is_barred(memory, item->actor) || sg_is_barred(memory, other->actor) ||
            (needs_subject && !item->is_subject))
            continue;
        if (i > 1 && memory->items[i - 2].sentence == other->sentence &&
            memory->items[i - 2].token + 2 == other->token) /* "X, Y and Z" */
            return false;
        actors[0] = other->actor;
        actors[1] = item->actor;
        return true;
    }
    return false;
}

/* Whether a person has what the noun says: "both generals" are no ambassadors, "the two presidents" no
 * ministers. */
static bool is_such(const struct sg_context *c, uint32_t actor, const struct sg_token *noun) {
    const struct sg_reading *reading = c->reading;
    char word[64];
    if (!sg_is_person(&reading->actors[actor]) || noun->lower_length < 4 ||
        noun->lower_length >= sizeof word || noun->lower[noun->lower_length - 1] != 's')
        return true;
    memcpy(word, noun->lower, noun->lower_length - 1);
    word[noun->lower_length - 1] = '\0';
    uint32_t role = sg_strmap_get(c->referents->phrases, word);
    if (role == SG_STRMAP_NONE)
        return true;
    bool is_leader = c->referents->roles[role].is_any_head;
    for (size_t b = 0; b < c->bond_count; b++) {
        uint32_t have = c->bonds[b].role;
        if (c->bonds[b].person == actor && have != SG_STRMAP_NONE &&
            (have == role || sg_name_has(c->referents->roles[have].role, word) ||
             (is_leader && c->referents->roles[have].is_head)))
            return true;
    }
    const struct sg_pack_actor *pack = sg_gazetteer_actor(c->gazetteer, reading->actors[actor].pack);
    for (size_t t = 0; pack && t < pack->term_count; t++) {
        uint32_t have = sg_strmap_get(c->referents->phrases, pack->terms[t].role);
        if (have == role || sg_name_has(pack->terms[t].role, word) ||
            (is_leader && have != SG_STRMAP_NONE && c->referents->roles[have].is_head))
            return true;
    }
    return false;
}

/* "Volker Perthes, the UN envoy for Sudan, said the two sides": whose the speaker is, and where. */
static bool is_envoys(const struct sg_context *c, const struct sg_mention *m,
                      const struct sg_recent *item) {
    if (item->sentence != m->sentence)
        return false;
    uint32_t first = c->reading->sentences[m->sentence].first;
    for (uint32_t t = first; t < m->first; t++) {
        const struct sg_bond *bond = sg_bond_at(c, t);
        if (bond && (bond->of == item->actor || (item->token > t && item->token < t + 5)))
            return true;
    }
    return false;
}

/* Exactly two of the last two sentences could be meant. */
static bool only_pair(const struct sg_context *c, const struct sg_memory *memory,
                      const struct sg_mention *m, uint32_t types, uint32_t actors[2]) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < memory->count; i++) {
        const struct sg_recent *item = &memory->items[i];
        /* "the EU urged both sides", "an EU envoy said the two sides": no side himself */
        if (m->sentence - item->sentence > 1 || !fits(c, item, types) ||
            sg_is_barred(memory, item->actor) || is_envoys(c, m, item))
            continue;
        /* "India's right": a third one that may be meant */
        if (item->is_loose)
            return false;
        if (count == 2)
            return false;
        actors[count++] = item->actor;
    }
    return count == 2;
}

#define OFTEN 3 /* times */

/* "urged both countries to sign a truce" in a text on two states: the two that it names most, where no
 * third comes near. */
static bool text_pair(const struct sg_context *c, const struct sg_memory *memory, uint32_t actors[2]) {
    const struct sg_reading *reading = c->reading;
    uint32_t *times = sg_arena_array(c->arena, reading->actor_count + 1, sizeof *times);
    uint32_t best[3] = {0, 0, 0}, who[3] = {SG_NO_ACTOR, SG_NO_ACTOR, SG_NO_ACTOR};
    for (size_t m = 0; times && m < reading->mention_count; m++) {
        const struct sg_actor *actor = sg_mentioned_actor(c, &reading->mentions[m]);
        if (actor && actor->type == SG_TYPE_STATE && reading->mentions[m].kind < SG_MENTION_ROLE)
            times[reading->mentions[m].actor]++;
    }
    for (uint32_t a = 0; times && a < reading->actor_count; a++) {
        uint32_t actor = a, count = times[a];
        for (int i = 0; i < 3 && count; i++)
            if (count > best[i]) {
                uint32_t old = best[i], older = who[i];
                best[i] = count;
                who[i] = actor;
                count = old;
                actor = older;
            }
    }
    if (best[1] < OFTEN || best[2] * 5 > best[1] * 3 || sg_is_barred(memory, who[0]) ||
        sg_is_barred(memory, who[1]))
        return false;
    actors[0] = who[0];
    actors[1] = who[1];
    return true;
}

bool sg_resolve_pair(struct sg_context *c, const struct sg_memory *memory, uint32_t m) {
    struct sg_reading *reading = c->reading;
    struct sg_mention *one = &reading->mentions[m];
    if (m + 1 >= reading->mention_count)
        return false;
    struct sg_mention *two = one + 1;
    if (two->first != one->first || two->end_token != one->end_token || two->kind != one->kind)
        return false;
    uint32_t actors[2];
    bool is_nominal = one->kind == SG_MENTION_NOMINAL;
    uint32_t types = UINT32_MAX;
    if (is_nominal)
        types = sg_token_value(c->referents->pair_nouns, &reading->tokens[one->head]);
    bool found = joined_pair(c, memory, one, types, !is_nominal, actors) ||
                 (is_nominal && only_pair(c, memory, one, types, actors)) ||
                 (types == 1u << SG_TYPE_STATE && text_pair(c, memory, actors));
    found = found && (!is_nominal || (is_such(c, actors[0], &reading->tokens[one->head]) &&
                                      is_such(c, actors[1], &reading->tokens[one->head])));
    if (!found || actors[0] == actors[1])
        return is_nominal; /* "they" may still be one of many */
    if (!is_nominal && (reading->actors[actors[0]].type != reading->actors[actors[1]].type))
        return false;
    one->actor = actors[0];
    two->actor = actors[1];
    one->certainty = two->certainty = is_nominal ? 0.8f : 0.7f;
    return true;
}
