/* Back reference: pronouns, and the walk over a text that remembers who was spoken of. When in doubt,
 * nobody. */
#include "base/utf8.h"
#include "resolve/back.h"
#include "resolve/speech.h"

#include <string.h>

static bool is_subject(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_sentence *sentence = &c->reading->sentences[m->sentence];
    if (m->use != SG_USE_PARTY)
        return false;
    if (c->is_tree_ready && sentence->is_parsed) {
        uint8_t deprel = c->reading->tokens[m->head].deprel;
        if (deprel == SG_DEPREL_NSUBJ || deprel == SG_DEPREL_NSUBJ_PASS)
            return true;
        /* "Zimbabwe opposition leader Morgan Tsvangirai pulled out": the title is the tree's subject */
        uint32_t title = c->reading->tokens[m->head].head;
        if ((deprel == SG_DEPREL_APPOS || deprel == SG_DEPREL_FLAT) && title != SG_NO_TOKEN &&
            title < m->first && title + 3 > m->first &&
            c->reading->tokens[title].deprel == SG_DEPREL_NSUBJ)
            return true;
        /* "The Houthis fired missiles": the use overruled a tree that made a compound of it */
        if (deprel != SG_DEPREL_COMPOUND && deprel != SG_DEPREL_AMOD)
            return false;
    }
    /* the first party of a sentence mostly is its subject */
    for (uint32_t i = m->first, steps = 0; i > sentence->first && steps < 12; i--, steps++) {
        const struct sg_mention *other = sg_covering_mention(c, i - 1);
        if (other && other->use == SG_USE_PARTY && other->kind != SG_MENTION_PRONOUN)
            return false;
    }
    return m->first < sentence->first + 12;
}

/* By the packs, else by the given name: "Alberto Otarola". */
static char gender_of(const struct sg_context *c, const struct sg_actor *actor) {
    char first[48], lower[64];
    size_t length = strcspn(actor->name, " ");
    if (actor->gender || length < 3 || length >= sizeof first || !actor->name[length])
        return actor->gender;
    memcpy(first, actor->name, length);
    first[length] = '\0';
    sg_utf8_lower(lower, sizeof lower, first);
    uint32_t classes = sg_lexis_classes(c->gazetteer->lexis, lower, strlen(lower)) &
                       (SG_LEXIS_MALE | SG_LEXIS_FEMALE);
    return classes == SG_LEXIS_MALE ? 'm' : classes == SG_LEXIS_FEMALE ? 'f' : 0;
}

static bool fits_person(const struct sg_context *c, const struct sg_actor *actor,
                        enum sg_pronoun pronoun) {
    if (!sg_is_person(actor))
        return false;
    return gender_of(c, actor) != (pronoun == SG_PRONOUN_HE ? 'f' : 'm');
}

/* Whoever marks actors by a tool often gives all of them one type. "Obama ran for office, he": the
 * name given as an organization is a person when the packs say so, or when nothing speaks against
 * it. */
static bool may_be_person(const struct sg_context *c, const struct sg_mention *m,
                          const struct sg_actor *actor) {
    if (m->kind != SG_MENTION_GIVEN || sg_is_person(actor) || m->end_token - m->first > 3)
        return false;
    const char *words = sg_span_name(c->reading, m->first, m->end_token, c->arena);
    uint32_t pack = words ? sg_gazetteer_find_name(c->gazetteer, words) : SG_NO_PACK;
    if (pack != SG_NO_PACK) {
        enum sg_actor_type type = sg_gazetteer_actor(c->gazetteer, pack)->type;
        return type == SG_TYPE_OFFICIAL || type == SG_TYPE_PERSON;
    }
    const struct sg_sentence *sentence = &c->reading->sentences[m->sentence];
    if (m->first > sentence->first && (sg_classes_at(c, m->first - 1) & SG_REF_DETERMINER))
        return false;
    for (uint32_t i = m->first; i < m->end_token; i++)
        if (!sg_shape_is_capital(&c->text, i) ||
            ((c->reading->tokens[i].flags & SG_TOKEN_ALL_CAPS) &&
             c->reading->tokens[i].length > 1) ||
            (sg_shape_classes(&c->text, i) &
             (SG_LEXIS_COMMON | SG_LEXIS_PEOPLES | SG_LEXIS_NOT_NAME | SG_LEXIS_CALENDAR)))
            return false;
    return true;
}

struct person_query {
    enum sg_pronoun pronoun;
    uint32_t not_actor;
    const char *country; /* "his foreign minister, Vladimir Makei": a man of Belarus */
};

static bool person_fits(const struct sg_context *c, const struct sg_recent *item, const void *with) {
    const struct person_query *query = with;
    if (item->actor == SG_NO_ACTOR)
        return true;
    const char *country = c->reading->actors[item->actor].country;
    if (query->country && country && strcmp(query->country, country) != 0)
        return false;
    return item->actor != query->not_actor &&
           (item->may_be_person ||
            fits_person(c, &c->reading->actors[item->actor], query->pronoun));
}

/* The direct quotation that a token stands in. They come first in the list, in order. */
static const struct sg_quote *quote_at(const struct sg_context *c, uint32_t token) {
    if (!(c->reading->tokens[token].flags & SG_TOKEN_IN_QUOTE))
        return NULL;
    size_t low = 0, high = c->direct_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c->reading->quotes[middle].end_token <= token)
            low = middle + 1;
        else
            high = middle;
    }
    return low < c->direct_count && c->reading->quotes[low].first <= token
               ? &c->reading->quotes[low]
               : NULL;
}

/* "It is clear that", "it was hard to": stands for a clause. */
static bool is_empty_it(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t limit = c->reading->sentences[m->sentence].end_token;
    if (!sg_token_is(&tokens[m->head], "it") || m->head + 1 >= limit ||
        !(sg_classes_at(c, m->head + 1) & SG_REF_BE))
        return false;
    for (uint32_t i = m->head + 2; i < limit && i < m->head + 8; i++)
        if (sg_token_is(&tokens[i], "that") || sg_token_is(&tokens[i], "to") ||
            sg_token_is(&tokens[i], "whether") || sg_token_is(&tokens[i], "if"))
            return true;
    return false;
}

/* "Kyiv denied it", "Algeria opposed it": what was said or done. */
static bool is_deed(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_token *it = &c->reading->tokens[m->head];
    if (!c->is_tree_ready || !c->reading->sentences[m->sentence].is_parsed || !sg_token_is(it, "it") ||
        it->head == SG_NO_TOKEN || m->head == c->reading->sentences[m->sentence].first)
        return false;
    /* "called it a coup": whatever the tree makes of it, the verb stands in front; "said it would" */
    const struct sg_token *head = &c->reading->tokens[it->head];
    bool is_subject =
        it->deprel == SG_DEPREL_NSUBJ && (head->upos == SG_UPOS_VERB || head > it + 3);
    const char *verb = it[-1].upos == SG_UPOS_VERB && !is_subject ? it[-1].lemma
                       : it->deprel == SG_DEPREL_OBJ ? c->reading->tokens[it->head].lemma
                                                     : NULL;
    return verb && sg_strmap_get(c->referents->deed_verbs, verb) != SG_STRMAP_NONE;
}

/* "perish by it.", "Samsung denied it": nothing of its own behind it. */
static bool is_object_like(const struct sg_context *c, const struct sg_mention *m) {
    return m->first > c->reading->sentences[m->sentence].first &&
           (m->end_token >= c->reading->sentences[m->sentence].end_token ||
            !(c->reading->tokens[m->end_token].flags & SG_TOKEN_WORD));
}

static bool was_named(const struct sg_memory *memory, uint32_t actor) {
    for (uint32_t i = 0; i < memory->count; i++)
        if (memory->items[i].actor == actor)
            return true;
    return false;
}

/* "Its leader, Alexander Lukashenko": what the packs' person leads is who is meant, where the text
 * has just named it; failing that, his state. */
static uint32_t body_of_person(const struct sg_context *c, const struct sg_memory *memory,
                               const struct sg_mention *m) {
    const struct sg_bond *bond = NULL;
    for (uint32_t t = m->end_token; t < m->end_token + 5 && !bond; t++) {
        bond = sg_bond_at(c, t);
        if (bond && (bond->of_mention == SG_NO_MENTION ||
                     &c->reading->mentions[bond->of_mention] != m))
            return SG_NO_ACTOR;
    }
    if (!bond || bond->role == SG_STRMAP_NONE)
        return SG_NO_ACTOR;
    const struct sg_pack_actor *person =
        sg_gazetteer_actor(c->gazetteer, c->reading->actors[bond->person].pack);
    if (!person)
        return SG_NO_ACTOR;
    const char *role = c->referents->roles[bond->role].role;
    uint32_t found = SG_NO_ACTOR;
    for (size_t t = 0; t < person->term_count; t++) {
        uint32_t of = sg_roster_find_pack(&c->roster, person->terms[t].of);
        if (!of || !was_named(memory, of - 1))
            continue;
        if (!strcmp(person->terms[t].role, role))
            return of - 1;
        /* "talks with the Polish People's Party. Its leader, Wladyslaw Kosiniak-Kamysz,": a minister
         * leads no state */
        if (c->reading->actors[of - 1].type != SG_TYPE_STATE ||
            c->referents->roles[bond->role].is_office || c->referents->roles[bond->role].is_head)
            found = of - 1;
    }
    uint32_t state = sg_roster_find_pack(&c->roster, person->country);
    bool is_of_state = c->referents->roles[bond->role].is_office;
    return found != SG_NO_ACTOR                                    ? found
           : is_of_state && state && was_named(memory, state - 1) ? state - 1
                                                                   : SG_NO_ACTOR;
}

/* "condemned Sudan and its ally Niger": the one in front of the "and". */
static uint32_t owner_in_list(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t first = c->reading->sentences[m->sentence].first;
    if (m->first < first + 3 || !sg_token_is(&tokens[m->first - 1], "and"))
        return SG_NO_ACTOR;
    const struct sg_mention *owner = sg_covering_mention(c, m->first - 2);
    const struct sg_actor *actor = sg_mentioned_actor(c, owner);
    uint32_t owned = tokens[m->head].head;
    while (owned != SG_NO_TOKEN && owned > m->head && tokens[owned].deprel == SG_DEPREL_COMPOUND)
        owned = tokens[owned].head;
    return actor && !sg_is_person(actor) && owned != SG_NO_TOKEN &&
                   tokens[owned].deprel == SG_DEPREL_CONJ && tokens[owned].head == owner->head
               ? owner->actor
               : SG_NO_ACTOR;
}

/* "imposed sanctions on Iran for its attack", "threatened Mali with war over its vote": whoever stands
 * before the reason and behind its verb. But "struck Mali for its own safety". */
static uint32_t owner_in_reason(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t first = c->reading->sentences[m->sentence].first;
    uint32_t reason = tokens[m->head].head;
    if (m->first < first + 3 || m->end_token >= c->reading->sentences[m->sentence].end_token ||
        reason == SG_NO_TOKEN || tokens[reason].head == SG_NO_TOKEN ||
        sg_token_is(&tokens[m->end_token], "own") ||
        !(sg_token_is(&tokens[m->first - 1], "for") || sg_token_is(&tokens[m->first - 1], "over")) ||
        (tokens[reason].deprel != SG_DEPREL_OBL && tokens[reason].deprel != SG_DEPREL_NMOD))
        return SG_NO_ACTOR;
    for (uint32_t t = m->first - 1; t-- > first && t + 9 > m->first;) {
        const struct sg_mention *owner = sg_covering_mention(c, t);
        enum sg_deprel deprel = (enum sg_deprel)tokens[t].deprel;
        if (tokens[t].form[0] == ',' || tokens[t].upos == SG_UPOS_VERB)
            return SG_NO_ACTOR;
        if (owner && owner->head == t)
            return (deprel == SG_DEPREL_OBJ || deprel == SG_DEPREL_OBL ||
                    deprel == SG_DEPREL_NMOD) &&
                           owner->actor != SG_NO_ACTOR &&
                           !sg_is_person(sg_mentioned_actor(c, owner))
                       ? owner->actor
                       : SG_NO_ACTOR;
    }
    return SG_NO_ACTOR;
}

/* "Chinese support for its industry", "Turkey's war on its Kurds": whose the noun is that it belongs to. */
static uint32_t owner_of_phrase(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_token *tokens = c->reading->tokens;
    const struct sg_sentence *sentence = &c->reading->sentences[m->sentence];
    if (!c->is_tree_ready || !sentence->is_parsed || tokens[m->head].deprel != SG_DEPREL_NMOD_POSS)
        return SG_NO_ACTOR;
    uint32_t listed = owner_in_list(c, m);
    if (listed == SG_NO_ACTOR)
        listed = owner_in_reason(c, m);
    if (listed != SG_NO_ACTOR)
        return listed;
    uint32_t owned = tokens[m->head].head;
    if (owned == SG_NO_TOKEN || tokens[owned].deprel != SG_DEPREL_NMOD ||
        tokens[owned].head == SG_NO_TOKEN || tokens[owned].head > m->first)
        return SG_NO_ACTOR;
    uint32_t noun = tokens[owned].head;
    for (uint32_t i = noun > sentence->first + 4 ? noun - 4 : sentence->first; i < noun; i++) {
        const struct sg_mention *owner = sg_covering_mention(c, i);
        const struct sg_actor *actor = sg_mentioned_actor(c, owner);
        if (actor && owner->head == i && tokens[i].head == noun && !sg_is_person(actor) &&
            (tokens[i].deprel == SG_DEPREL_NMOD_POSS || tokens[i].deprel == SG_DEPREL_AMOD))
            return owner->actor;
    }
    return SG_NO_ACTOR;
}

/* "Paulo Abrao, its head, said": of the body that the sentence before told of. */
static bool is_owner_of_office(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t first = c->reading->sentences[m->sentence].first;
    if (m->first < first + 2 || m->end_token >= c->reading->sentences[m->sentence].end_token ||
        tokens[m->first - 1].form[0] != ',' || !(sg_classes_at(c, m->end_token) & SG_REF_ROLE_START))
        return false;
    const struct sg_mention *name = sg_covering_mention(c, m->first - 2);
    return name && name->first == first && sg_is_person(sg_mentioned_actor(c, name));
}

/* The state of whom the pronoun owns: "his foreign minister, X". */
static const char *country_of_servant(const struct sg_context *c, const struct sg_mention *m) {
    if (!(sg_classes_at(c, m->head) & SG_REF_POSSESSIVE_PRONOUN))
        return NULL;
    for (uint32_t t = m->end_token; t < m->end_token + 4; t++) {
        const struct sg_bond *bond = sg_bond_at(c, t);
        if (bond && bond->role != SG_STRMAP_NONE && c->referents->roles[bond->role].is_office)
            return c->reading->actors[bond->person].country;
    }
    return NULL;
}

/* "His foreign minister, X, his finance minister, Y": of whoever the first one is. */
static uint32_t owner_before(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_reading *reading = c->reading;
    if (!(sg_classes_at(c, m->head) & SG_REF_POSSESSIVE_PRONOUN) ||
        m->first == reading->sentences[m->sentence].first ||
        (reading->tokens[m->first - 1].form[0] != ',' &&
         !sg_token_is(&reading->tokens[m->first - 1], "and")))
        return SG_NO_ACTOR;
    /* "Wang and his colleagues" */
    const struct sg_mention *joined =
        m->first > reading->sentences[m->sentence].first + 1 &&
                sg_token_is(&reading->tokens[m->first - 1], "and")
            ? sg_covering_mention(c, m->first - 2)
            : NULL;
    if (joined && joined->end_token == m->first - 1 && joined->use == SG_USE_PARTY &&
        fits_person(c, sg_mentioned_actor(c, joined),
                    sg_referent_pronoun(sg_classes_at(c, m->head))))
        return joined->actor;
    for (uint32_t i = m->first; i-- > reading->sentences[m->sentence].first;) {
        const struct sg_mention *other = sg_covering_mention(c, i);
        if (!other || other->kind != SG_MENTION_PRONOUN || other->first != i ||
            strcmp(reading->tokens[i].lower, reading->tokens[m->head].lower) != 0)
            continue;
        for (uint32_t t = i + 1; t < i + 5; t++) {
            const struct sg_bond *bond = sg_bond_at(c, t);
            if (bond && bond->is_owned && bond->token < m->first)
                return other->actor;
        }
        return SG_NO_ACTOR;
    }
    return SG_NO_ACTOR;
}

/* May an actor be meant by such a pronoun? */
static bool may_be_meant(const struct sg_context *c, uint32_t actor, enum sg_pronoun pronoun) {
    if (actor == SG_NO_ACTOR)
        return false;
    const struct sg_actor *a = &c->reading->actors[actor];
    if (pronoun == SG_PRONOUN_HE || pronoun == SG_PRONOUN_SHE)
        return fits_person(c, a, pronoun);
    return !sg_is_person(a) && (pronoun == SG_PRONOUN_IT || pronoun == SG_PRONOUN_THEY);
}

void sg_resolve_pronoun(struct sg_context *c, const struct sg_memory *memory,
                            struct sg_mention *m) {
    enum sg_pronoun pronoun = sg_referent_pronoun(sg_classes_at(c, m->head));
    const struct sg_quote *quote = quote_at(c, m->head);
    uint32_t speaker = SG_NO_ACTOR;
    if (quote && quote->speaker != SG_NO_MENTION) {
        struct sg_mention said = c->reading->mentions[quote->speaker];
        /* '"God will hold him accountable," he said': who "he" is comes first */
        if (said.actor == SG_NO_ACTOR && said.kind == SG_MENTION_PRONOUN &&
            said.first > m->first && !quote_at(c, said.head))
            sg_resolve_pronoun(c, memory, &said);
        speaker = said.actor;
    }
    float certainty = 0.0f;
    uint32_t actor = SG_NO_ACTOR;
    const uint32_t bodies =
        1u << SG_TYPE_STATE | 1u << SG_TYPE_MILITIA | 1u << SG_TYPE_ORGANIZATION;
    uint32_t plain = quote ? sg_said_of(c, quote) : sg_parallel_object(c, m);
    if (may_be_meant(c, plain, pronoun) && plain != speaker && !sg_is_barred(memory, plain)) {
        m->actor = plain;
        m->certainty = 0.75f;
        return;
    }
    bool is_speaking =
        m->head + 1 < c->reading->token_count && (sg_classes_at(c, m->head + 1) & SG_REF_SPEECH);
    switch (pronoun) {
    case SG_PRONOUN_WE:
    case SG_PRONOUN_I:
        if (quote && quote->speaker != SG_NO_MENTION) {
            actor = speaker;
            certainty = 0.8f;
        }
        break;
    case SG_PRONOUN_HE:
    case SG_PRONOUN_SHE: {
        actor = owner_before(c, m);
        certainty = 0.7f;
        if (actor != SG_NO_ACTOR)
            break;
        struct person_query query = {pronoun, quote ? speaker : SG_NO_ACTOR,
                                     country_of_servant(c, m)};
        actor = sg_choose(c, memory, m, person_fits, &query, 2, &certainty);
        break;
    }
    case SG_PRONOUN_IT: {
        bool is_possessive = sg_classes_at(c, m->head) & SG_REF_POSSESSIVE_PRONOUN;
        struct body_query query = {
            .types = bodies, .is_any_number = true, .is_single = true, .is_subject = true};
        if (is_possessive && (actor = body_of_person(c, memory, m)) != SG_NO_ACTOR) {
            certainty = 0.85f;
            break;
        }
        if (is_possessive && (actor = owner_of_phrase(c, m)) != SG_NO_ACTOR) {
            certainty = 0.7f;
            break;
        }
        /* "Its spokesman said": nobody stands before it in its own sentence */
        bool is_first = m->first == c->reading->sentences[m->sentence].first ||
                        is_owner_of_office(c, m);
        if (!is_empty_it(c, m) && !is_deed(c, m) && (!quote || is_possessive) &&
            !(is_object_like(c, m) && !c->reading->sentences[m->sentence].is_parsed))
            actor = sg_choose(c, memory, m, sg_body_fits, &query,
                              is_speaking                  ? 2
                              : is_possessive && !is_first ? 0
                                                           : 1,
                              &certainty);
        if (!is_speaking && !is_possessive)
            certainty *= 0.8f;
        break;
    }
    case SG_PRONOUN_THEY: {
        struct body_query query = {.types = bodies, .is_plural = true, .is_subject = true};
        if (!quote)
            actor = sg_choose(c, memory, m, sg_body_fits, &query, 1, &certainty);
        certainty *= 0.85f;
        break;
    }
    case SG_PRONOUN_NONE:
        break;
    }
    m->actor = actor;
    m->certainty = certainty;
}

#define ROLE_WORDS 8 /* no role has as many */

/* Is the word the last one of a role whose holder speaks for his side? "The U.S. economy" only begins
 * one ("economy minister"), an Iranian farmer speaks for nobody. */
static bool ends_office(const struct sg_context *c, uint32_t token) {
    size_t low = 0, high = c->role_place_count; /* the places that begin before or at the word */
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c->role_places[middle].token <= token)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = low; i-- > 0 && c->role_places[i].token + ROLE_WORDS > token;)
        if (c->role_places[i].end == token + 1)
            return !c->referents->roles[c->role_places[i].role].is_private;
    return false;
}

/* "A Turkish official said it was a lie. He accused": whom "he" speaks for. */
static void remember_official(const struct sg_context *c, struct sg_memory *memory,
                              const struct sg_mention *body, uint32_t token) {
    size_t length = strlen(c->reading->tokens[token].lower);
    if (!ends_office(c, token) || (length && c->reading->tokens[token].lower[length - 1] == 's'))
        return; /* many are no "he" */
    const struct sg_mention *name = sg_covering_mention(c, token + 1);
    if (name && sg_is_person(sg_mentioned_actor(c, name)))
        return; /* "U.S. Treasury Secretary James Baker" */
    struct sg_recent item = {.actor = SG_NO_ACTOR,
                             .speaks_for = body->actor + 1,
                             .token = token,
                             .sentence = body->sentence,
                             .paragraph = c->reading->sentences[body->sentence].paragraph,
                             .is_subject = is_subject(c, body)};
    sg_remember(memory, &item);
}

/* "A senior official ... He": somebody without a name may be meant. */
static void remember_unnamed(const struct sg_context *c, struct sg_memory *memory, uint32_t token,
                             uint32_t sentence) {
    const struct sg_token *tokens = c->reading->tokens;
    if (!(sg_classes_at(c, token) & SG_REF_ROLE_START) || c->text.mention_at[token])
        return;
    uint32_t first = c->reading->sentences[sentence].first;
    const struct sg_mention *body = token > first ? sg_covering_mention(c, token - 1) : NULL;
    if (body && sg_mentioned_actor(c, body) && !sg_is_person(sg_mentioned_actor(c, body)) &&
        !sg_bond_at(c, token)) { /* "Chad's army chief" */
        remember_official(c, memory, body, token);
        return;
    }
    for (uint32_t i = token, steps = 0; i > first && steps < 4; i--, steps++) {
        if (sg_token_is(&tokens[i - 1], "a") || sg_token_is(&tokens[i - 1], "an")) {
            struct sg_recent item = {.actor = SG_NO_ACTOR,
                                  .token = token,
                                  .sentence = sentence,
                                  .paragraph = c->reading->sentences[sentence].paragraph,
                                  .is_subject = i - 1 <= first + 2};
            /* "X, a spokesman for Y" has a name */
            if (sg_bond_at(c, token) || (i > first + 2 && tokens[i - 2].form[0] == ',' &&
                                         c->text.mention_at[i - 3]))
                return;
            sg_remember(memory, &item);
            return;
        }
        if (tokens[i - 1].flags & SG_TOKEN_PUNCT)
            return;
    }
}

/* "Reid said his plan ...", where nobody knows who Reid is: "his" is none of those named before. */
static void remember_stranger(const struct sg_context *c, struct sg_memory *memory,
                              const struct sg_mention *m) {
    bool speaks = m->end_token < c->reading->sentences[m->sentence].end_token &&
                  (sg_classes_at(c, m->end_token) & SG_REF_SPEECH);
    if (m->kind != SG_MENTION_NAME || m->use != SG_USE_PARTY || !speaks || quote_at(c, m->head) ||
        !sg_shape_is_capital(&c->text, m->first))
        return;
    struct sg_recent item = {.actor = SG_NO_ACTOR,
                             .token = m->head,
                             .sentence = m->sentence,
                             .paragraph = c->reading->sentences[m->sentence].paragraph,
                             .is_subject = true};
    sg_remember(memory, &item);
}

/* "We will not negotiate," he said: who he is was not known yet. */
static void resolve_speakers(struct sg_context *c) {
    struct sg_reading *reading = c->reading;
    for (uint32_t m = 0; m < reading->mention_count; m++) {
        struct sg_mention *mention = &reading->mentions[m];
        if (mention->kind != SG_MENTION_PRONOUN || mention->actor != SG_NO_ACTOR)
            continue;
        enum sg_pronoun pronoun = sg_referent_pronoun(sg_classes_at(c, mention->head));
        if (pronoun != SG_PRONOUN_WE && pronoun != SG_PRONOUN_I)
            continue;
        const struct sg_quote *quote = quote_at(c, mention->head);
        if (!quote || quote->speaker == SG_NO_MENTION)
            continue;
        const struct sg_mention *speaker = &reading->mentions[quote->speaker];
        mention->actor = speaker->actor;
        mention->certainty = 0.9f * speaker->certainty;
    }
}

void sg_resolve_references(struct sg_context *c) {
    struct sg_reading *reading = c->reading;
    struct sg_memory memory = {.count = 0, .governor = SG_NO_ACTOR};
    /* by mention: the quotation that it is the speaker of, + 1 */
    uint32_t *speaks = sg_arena_array(c->arena, reading->mention_count + 1, sizeof *speaks);
    if (!speaks)
        return;
    for (uint32_t q = (uint32_t)reading->quote_count; q-- > 0;)
        if (reading->quotes[q].speaker != SG_NO_MENTION)
            speaks[reading->quotes[q].speaker] = q + 1;
    uint32_t m = 0;
    for (uint32_t s = 0; s < reading->sentence_count; s++) {
        for (uint32_t i = reading->sentences[s].first; i < reading->sentences[s].end_token; i++) {
            remember_unnamed(c, &memory, i, s);
            for (; m < reading->mention_count && reading->mentions[m].first <= i; m++) {
                struct sg_mention *mention = &reading->mentions[m];
                bool is_second = m && reading->mentions[m - 1].first == mention->first &&
                                 reading->mentions[m - 1].end_token == mention->end_token;
                sg_resolve_countryman(c, &memory, mention);
                if (mention->kind >= SG_MENTION_NOMINAL)
                    sg_bar_neighbours(c, &memory, mention);
                if (speaks[m] && mention->kind == SG_MENTION_PRONOUN &&
                    speaks[m] <= c->direct_count)
                    sg_bar_quoted(c, &memory, &reading->quotes[speaks[m] - 1],
                                  reading->quotes[speaks[m] - 1].end_token <= mention->first);
                if (mention->kind == SG_MENTION_PRONOUN) {
                    if (!is_second && !sg_resolve_pair(c, &memory, m))
                        sg_resolve_pronoun(c, &memory, mention);
                } else if (mention->kind == SG_MENTION_NOMINAL && !is_second &&
                           sg_resolve_pair(c, &memory, m))
                    ;
                else if (mention->kind == SG_MENTION_NOMINAL &&
                         mention->alias < c->referents->nominal_count)
                    sg_resolve_nominal(c, &memory, m);
                if (mention->actor == SG_NO_ACTOR) {
                    remember_stranger(c, &memory, mention);
                    continue;
                }
                const struct sg_actor *actor = &reading->actors[mention->actor];
                bool is_place = mention->use == SG_USE_PLACE;
                if (is_place &&
                    (actor->type != SG_TYPE_STATE || mention->kind == SG_MENTION_DEMONYM))
                    continue;
                bool is_loose = mention->use == SG_USE_MODIFIER && !sg_is_person(actor);
                struct sg_recent item = {.actor = mention->actor,
                                      .token = mention->head,
                                      .sentence = s,
                                      .paragraph = reading->sentences[s].paragraph,
                                      .is_subject =
                                          !is_loose && !is_place && is_subject(c, mention),
                                      .is_place = is_place,
                                      .is_loose = is_loose,
                                      .is_again = mention->kind != SG_MENTION_NAME &&
                                                  mention->kind != SG_MENTION_DEMONYM,
                                      .is_plural = mention->kind == SG_MENTION_DESCRIPTION ||
                                                   mention->kind == SG_MENTION_DEMONYM,
                                      .is_speaker = speaks[m] != 0,
                                      .may_be_person = may_be_person(c, mention, actor)};
                sg_note_joined(c, &memory, mention, &item);
                sg_keep_speaker(c, &memory, mention, &item);
                sg_remember(&memory, &item);
                if (mention->kind == SG_MENTION_DESCRIPTION && !sg_is_person(actor))
                    remember_official(c, &memory, mention, mention->head);
            }
        }
    }
    resolve_speakers(c);
}
