/* Several at once: "both sides", "the two countries", "the pair", "the three", "they" behind "X and Y",
 * "the former" and "the latter" of two. */
#include "resolve/memory.h"

#include <string.h>

#define PAIR SG_NO_ALIAS - 1 /* marks a nominal of several; its types are looked up again */
#define MOST 3               /* "the three" */

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

/* "accused both sides of breaking it": not of the sides. */
static bool is_told_of(const struct sg_context *c, uint32_t token,
                       const struct sg_sentence *sentence) {
    for (uint32_t i = token, steps = 0; i > sentence->first && steps < 3; i--, steps++)
        if (sg_classes_at(c, i - 1) & SG_REF_TAKES_OF)
            return true;
    return false;
}

/* "The two condemned", "both denied it", "each accused the other": nothing follows that it counts. */
static bool stands_alone(const struct sg_context *c, uint32_t token,
                         const struct sg_sentence *sentence) {
    const struct sg_token *tokens = c->reading->tokens;
    if (!c->is_tree_ready || !sentence->is_parsed || token + 1 >= sentence->end_token ||
        c->text.mention_at[token + 1])
        return false;
    switch (tokens[token].deprel) {
    case SG_DEPREL_NSUBJ:
    case SG_DEPREL_NSUBJ_PASS:
    case SG_DEPREL_OBJ:
        break;
    case SG_DEPREL_OBL:
    case SG_DEPREL_OBL_AGENT:
        if (!(sg_classes_at(c, token - 1) & SG_REF_ALL_DEFINITE))
            return false;
        break;
    default:
        return false;
    }
    /* "the two of them", "both of which", "the two men"; but "accused the two of murder" */
    const struct sg_token *next = &tokens[token + 1];
    return (!sg_token_is(next, "of") || is_told_of(c, token, sentence)) && next->form[0] != '-' && next->upos != SG_UPOS_NOUN &&
           next->upos != SG_UPOS_PROPN && next->upos != SG_UPOS_NUM && next->upos != SG_UPOS_ADJ;
}

/* "the two", "the pair", "both", "each", "the former": of whom the text has just spoken. */
static bool collect_alone(struct sg_context *c, uint32_t token, const struct sg_sentence *sentence) {
    uint32_t count = sg_token_value(c->referents->pair_alone, &c->reading->tokens[token]);
    bool is_first = token == sentence->first;
    bool has_the = !is_first && (sg_classes_at(c, token - 1) & SG_REF_ALL_DEFINITE);
    if (count == SG_STRMAP_NONE || !stands_alone(c, token, sentence) ||
        has_the == ((count & SG_ALONE_BARE) != 0))
        return false;
    add_two(c, token - has_the, token + 1, SG_MENTION_NOMINAL, PAIR,
            count & (SG_ALONE_FORMER | SG_ALONE_LATTER) ? 1 : (int)(count & SG_ALONE_COUNT));
    return true;
}

/* "both sides", "the two countries", "the two rival groups". */
uint32_t sg_collect_pair(struct sg_context *c, uint32_t token, const struct sg_sentence *sentence) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t first = token, noun = token + 1;
    uint32_t count = sg_token_value(c->referents->pair_alone, &tokens[token]);
    if (collect_alone(c, token, sentence) || count == SG_STRMAP_NONE || !(count & SG_ALONE_NOUN))
        return token;
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
    if (noun + 1 < sentence->end_token && sg_token_is(&tokens[noun + 1], "of") &&
        !is_told_of(c, first, sentence))
        return token;
    add_two(c, first, noun + 1, SG_MENTION_NOMINAL, PAIR, (int)(count & SG_ALONE_COUNT));
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

/* The token that a mention is joined to by "and": "Kenya's President X and Uganda's Y"; SG_NO_TOKEN. */
static uint32_t joined_head(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t at = m->head;
    for (int steps = 0; steps < 3; steps++) {
        enum sg_deprel deprel = (enum sg_deprel)tokens[at].deprel;
        if (deprel == SG_DEPREL_CONJ)
            return tokens[at].head;
        if ((deprel != SG_DEPREL_APPOS && deprel != SG_DEPREL_FLAT &&
             deprel != SG_DEPREL_COMPOUND && deprel != SG_DEPREL_NMOD_DESC) ||
            tokens[at].head == SG_NO_TOKEN)
            return SG_NO_TOKEN;
        at = tokens[at].head;
    }
    return SG_NO_TOKEN;
}

/* What may stand between "and" and a man's name. */
static bool is_titular(const struct sg_token *token) {
    return token->upos == SG_UPOS_ADJ || token->upos == SG_UPOS_NOUN ||
           token->upos == SG_UPOS_PROPN || (token->flags & SG_TOKEN_POSSESSIVE);
}

void sg_note_joined(const struct sg_context *c, const struct sg_memory *memory,
                    const struct sg_mention *m, struct sg_recent *item) {
    const struct sg_reading *reading = c->reading;
    const struct sg_sentence *sentence = &reading->sentences[item->sentence];
    const struct sg_recent *other = NULL;
    uint32_t before = m->first;
    while (before > sentence->first && before + 5 > m->first && sg_is_person(&reading->actors[item->actor]) &&
           !sg_token_is(&reading->tokens[before - 1], "and") && is_titular(&reading->tokens[before - 1]))
        before--; /* "and Ugandan leader X" */
    if (before > sentence->first + 1 && sg_token_is(&reading->tokens[before - 1], "and"))
        for (uint32_t i = memory->count; i-- > 0 && !item->is_loose && !other;)
            if (memory->items[i].sentence == item->sentence && !memory->items[i].is_loose &&
                memory->items[i].token + 2 == before)
                other = &memory->items[i];
    uint32_t head = !other && c->is_tree_ready && sentence->is_parsed && !item->is_loose
                        ? joined_head(c, m)
                        : SG_NO_TOKEN;
    for (uint32_t i = 0; i < memory->count && head != SG_NO_TOKEN && head < m->first; i++) {
        const struct sg_recent *left = &memory->items[i];
        uint32_t title = reading->tokens[left->token].head;
        enum sg_deprel deprel = (enum sg_deprel)reading->tokens[left->token].deprel;
        bool is_name = title == head && (deprel == SG_DEPREL_APPOS || deprel == SG_DEPREL_FLAT);
        if (left->sentence == item->sentence && !left->is_loose &&
            (left->token == head || is_name))
            other = left;
    }
    if (!other || other->actor == SG_NO_ACTOR)
        return;
    item->is_beside = before > sentence->first && before == m->first && other->token + 2 == before;
    item->joined = other->joined ? other->joined : other->actor + 1; /* the list's first */
    item->is_subject |= other->is_subject;
}

/* "Fiji and Samoa met the press. They ...": the last subject was joined by "and". One more or fewer in
 * the list leaves it open. */
static bool joined_list(const struct sg_context *c, const struct sg_memory *memory,
                        const struct sg_mention *m, uint32_t types, bool needs_subject,
                        uint32_t *actors, uint32_t wanted) {
    for (uint32_t i = memory->count; i-- > 1;) {
        const struct sg_recent *last = &memory->items[i];
        if (m->sentence - last->sentence > 1)
            return false;
        if (!last->joined || !fits(c, last, types) || sg_is_barred(memory, last->actor) ||
            (needs_subject && !(last->is_subject && last->is_beside)))
            continue;
        /* '"Mali and Niger can agree," he said, accusing them': whom he speaks of, no more */
        if (needs_subject && ((c->reading->tokens[last->token].flags ^
                               c->reading->tokens[m->head].flags) & SG_TOKEN_IN_QUOTE))
            continue;
        uint32_t found = 0;
        bool is_open = false;
        for (uint32_t k = 0; k <= i; k++) {
            const struct sg_recent *item = &memory->items[k];
            if (item->sentence != last->sentence ||
                (k != i && item->actor + 1 != last->joined && item->joined != last->joined))
                continue;
            /* "X, Y and Z", where the words alone tell that X is one of them */
            for (uint32_t x = k; item->actor + 1 == last->joined && !item->joined && x > 0 &&
                                 memory->items[x - 1].sentence == item->sentence &&
                                 memory->items[x - 1].token + 2 == memory->items[x].token;
                 x--) {
                is_open |= found == MOST;
                if (found < MOST)
                    actors[found++] = memory->items[x - 1].actor;
            }
            is_open |= !fits(c, item, types) || sg_is_barred(memory, item->actor) || found == MOST;
            if (found < MOST)
                actors[found++] = item->actor;
        }
        if (!is_open && found == wanted)
            return true;
        return false;
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
    for (const struct sg_bond *bond = sg_bond_of(c, actor); bond; bond = sg_bond_behind(c, bond)) {
        uint32_t have = bond->role;
        if (have != SG_STRMAP_NONE &&
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

/* Exactly so many of the last two sentences could be meant. */
static bool only_ones(const struct sg_context *c, const struct sg_memory *memory,
                      const struct sg_mention *m, uint32_t types, uint32_t *actors,
                      uint32_t wanted) {
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
        if (count == wanted)
            return false;
        actors[count++] = item->actor;
    }
    return count == wanted;
}

const uint32_t *sg_states_named(struct sg_context *c) {
    const struct sg_reading *reading = c->reading;
    if (c->named)
        return c->named;
    c->named_count = (uint32_t)reading->actor_count;
    c->named = sg_arena_array(c->arena, reading->actor_count + 1, sizeof *c->named);
    for (size_t m = 0; c->named && m < reading->mention_count; m++) {
        const struct sg_actor *actor = sg_mentioned_actor(c, &reading->mentions[m]);
        if (actor && actor->type == SG_TYPE_STATE && reading->mentions[m].kind < SG_MENTION_ROLE)
            c->named[reading->mentions[m].actor]++;
    }
    return c->named;
}

#define OFTEN 3 /* times */

/* "urged both countries to sign a truce" in a text on two states: the two that it names most, where no
 * third comes near. */
static bool text_pair(struct sg_context *c, const struct sg_memory *memory, uint32_t actors[2]) {
    uint32_t best[3] = {0, 0, 0}, who[3] = {SG_NO_ACTOR, SG_NO_ACTOR, SG_NO_ACTOR};
    const uint32_t *times = sg_states_named(c);
    for (uint32_t a = 0; times && a < c->named_count; a++) {
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

/* "The two condemned": whoever was joined last, else the two men of the sentence before, else its two
 * states or groups. */
static bool resolve_alone(const struct sg_context *c, const struct sg_memory *memory,
                          const struct sg_mention *m, uint32_t *actors, uint32_t wanted) {
    static const uint32_t kinds[] = {1u << SG_TYPE_OFFICIAL | 1u << SG_TYPE_PERSON,
                                     1u << SG_TYPE_STATE,
                                     1u << SG_TYPE_MILITIA | 1u << SG_TYPE_ORGANIZATION};
    if (joined_list(c, memory, m, UINT32_MAX, false, actors, wanted))
        return true;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (only_ones(c, memory, m, kinds[k], actors, wanted))
            return true;
    return false;
}

static uint32_t place_in_memory(const struct sg_memory *memory, uint32_t actor) {
    for (uint32_t i = 0; i < memory->count; i++)
        if (memory->items[i].actor == actor)
            return memory->items[i].token;
    return 0;
}

/* "the former", "the latter": of two. */
static void resolve_one_of_two(const struct sg_context *c, const struct sg_memory *memory,
                               struct sg_mention *m, bool is_latter) {
    uint32_t actors[MOST];
    m->actor = SG_NO_ACTOR;
    if (!resolve_alone(c, memory, m, actors, 2) || actors[0] == actors[1])
        return;
    bool is_turned = place_in_memory(memory, actors[0]) > place_in_memory(memory, actors[1]);
    m->actor = actors[is_turned != is_latter];
    m->certainty = 0.7f;
}

bool sg_resolve_pair(struct sg_context *c, const struct sg_memory *memory, uint32_t m) {
    struct sg_reading *reading = c->reading;
    struct sg_mention *one = &reading->mentions[m];
    bool is_nominal = one->kind == SG_MENTION_NOMINAL;
    uint32_t alone = sg_token_value(c->referents->pair_alone, &reading->tokens[one->head]);
    bool is_alone = is_nominal && one->alias == PAIR && alone != SG_STRMAP_NONE;
    if (is_alone && (alone & (SG_ALONE_FORMER | SG_ALONE_LATTER))) {
        resolve_one_of_two(c, memory, one, (alone & SG_ALONE_LATTER) != 0);
        return true;
    }
    uint32_t count = 1, actors[MOST];
    while (m + count < reading->mention_count && count < MOST &&
           one[count].first == one->first && one[count].end_token == one->end_token &&
           one[count].kind == one->kind)
        count++;
    if (count == 1)
        return false;
    uint32_t types = is_nominal && !is_alone
                         ? sg_token_value(c->referents->pair_nouns, &reading->tokens[one->head])
                         : UINT32_MAX;
    bool found = is_alone ? resolve_alone(c, memory, one, actors, count)
                          : joined_list(c, memory, one, types, !is_nominal, actors, count) ||
                                (is_nominal && only_ones(c, memory, one, types, actors, count)) ||
                                (types == 1u << SG_TYPE_STATE && count == 2 &&
                                 text_pair(c, memory, actors));
    for (uint32_t i = 0; i < count && found && is_nominal && !is_alone; i++)
        found = is_such(c, actors[i], &reading->tokens[one->head]);
    for (uint32_t i = 1; i < count && found; i++)
        found = actors[i] != actors[0] && actors[i] != actors[i - 1];
    if (!found)
        return is_nominal; /* "they" may still be one of many */
    if (!is_nominal && (reading->actors[actors[0]].type != reading->actors[actors[1]].type))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        one[i].actor = actors[i];
        one[i].certainty = is_nominal ? 0.8f : 0.7f;
    }
    return true;
}
