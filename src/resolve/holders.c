/* Who holds a role that stands without a name: "the Iraqi premier", "the president", "its leader". By what
 * the text says, by the packs and the document's date, and by whose president a speaker means. */
#include "resolve/holders.h"

#include "resolve/memory.h"

#include <string.h>

#define NO_ROLE SG_STRMAP_NONE
#define FAR 256 /* bonds looked at, either way */

bool sg_term_held(const struct sg_term *term, const char *date) {
    if (!date)
        return true;
    if (term->from && strncmp(date, term->from, strlen(term->from)) < 0)
        return false;
    return !term->until || strncmp(date, term->until, strlen(term->until)) <= 0;
}

bool sg_has_held(const struct sg_pack_actor *person, const char *role, const char *date) {
    for (size_t t = 0; t < person->term_count; t++)
        if (sg_term_held(&person->terms[t], date) && (!role || !strcmp(person->terms[t].role, role)))
            return true;
    return false;
}

/* "the opposition leader", "the interim president": more words than the role has. Only who was called
 * by the same is meant. */
static bool is_qualified(const struct sg_context *c, const struct sg_role_query *q) {
    const struct sg_role *role = &c->referents->roles[q->role];
    uint32_t words = 1;
    for (const char *p = role->role; *p; p++)
        words += *p == ' ' || *p == '-';
    const char *last = strrchr(role->role, ' ');
    return q->end - q->token > words &&
           (role->is_any_head ||
            sg_token_is(&c->reading->tokens[q->end - 1], last ? last + 1 : role->role));
}

static bool is_meant(const struct sg_context *c, const struct sg_bond *bond,
                     const struct sg_role_query *q) {
    if (bond->role == NO_ROLE || bond->is_former ||
        strcmp(c->referents->roles[bond->role].role, c->referents->roles[q->role].role) != 0)
        return false;
    if (!q->is_qualified)
        return true;
    if (bond->role_end - bond->token != q->end - q->token)
        return false;
    for (uint32_t i = 0; i < q->end - q->token; i++)
        if (strcmp(c->reading->tokens[bond->token + i].lower, c->reading->tokens[q->token + i].lower))
            return false;
    return true;
}

/* "President Maduro" is no president of the National Assembly, "party leader Lee Jae-myung" of
 * Seoul not North Korea's leader: a title alone gives an office of a state, and of one's own. */
static bool gives_role(const struct sg_context *c, const struct sg_bond *bond,
                       const struct sg_role_query *q, uint32_t of, bool is_sure) {
    if (!is_meant(c, bond, q))
        return false;
    /* "Police chief Tibor Gaspar ... The Slovak leader": the head of some body is no state's */
    if (c->referents->roles[bond->role].is_owned && of != SG_NO_ACTOR &&
        c->reading->actors[of].type == SG_TYPE_STATE)
        return false;
    if (of == SG_NO_ACTOR || bond->of == of)
        return true;
    if (is_sure)
        return false;
    const struct sg_actor *actors = c->reading->actors;
    const char *country = actors[bond->person].country;
    /* "Serb List ... Its leader, Goran Rakic": of what "its" means, not of Serbia */
    return bond->of == SG_NO_ACTOR && !bond->is_owned && actors[of].type == SG_TYPE_STATE &&
           (!country || !strcmp(country, actors[of].id));
}

/* The person whom the text gave the role: the last one before `token`, else the first behind it. */
static uint32_t holder_in_text(const struct sg_context *c, const struct sg_role_query *q, uint32_t of,
                               bool is_sure) {
    size_t low = sg_bonds_from(c, q->token);
    for (size_t b = low, steps = 0; b && steps < FAR; b--, steps++)
        if (gives_role(c, &c->bonds[b - 1], q, of, is_sure))
            return c->bonds[b - 1].person;
    /* "Morgan Tsvangirai pulled out. The leader of the Movement for Democratic Change said ... Arthur
     * Mutambara, head of a breakaway MDC faction": whom the packs know and the text has named before */
    uint32_t known = of == SG_NO_ACTOR || !is_sure ? SG_NO_PACK : c->reading->actors[of].pack;
    if (known != SG_NO_PACK && c->reading->actors[of].type != SG_TYPE_STATE && c->date) {
        uint32_t pack = sg_gazetteer_holder(c->gazetteer, c->referents->roles[q->role].role, known, c->date);
        uint32_t here = pack == SG_NO_PACK ? 0 : sg_roster_find_pack(&c->roster, pack);
        if (here)
            return here - 1;
    }
    for (size_t b = low; b < c->bond_count && b < low + FAR; b++)
        if (gives_role(c, &c->bonds[b], q, of, is_sure))
            return c->bonds[b].person;
    return SG_NO_ACTOR;
}

/* "the president" without a state: the only one whom the last sentences gave that role, or of two
 * the one of the text's own state. "President Yadav ordered ... accused the president." */
static uint32_t holder_nearby(const struct sg_context *c, const struct sg_role_query *q,
                              uint32_t speaker) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t found = SG_NO_ACTOR;
    bool several = false;
    for (size_t b = sg_bonds_from(c, q->token), steps = 0; b && steps < FAR; b--, steps++) {
        const struct sg_bond *bond = &c->bonds[b - 1];
        if (tokens[q->token].sentence - tokens[bond->token].sentence > 2)
            break;
        if (!is_meant(c, bond, q) ||
            (bond->of != SG_NO_ACTOR && c->reading->actors[bond->of].type != SG_TYPE_STATE &&
             c->referents->roles[q->role].is_head))
            continue; /* "the president" is not the bank's */
        /* "Ontario Premier Doug Ford backed the prime minister": somebody else */
        if (bond->person == speaker && tokens[bond->token].sentence == tokens[q->token].sentence &&
            c->referents->roles[q->role].is_head)
            continue;
        const char *country = c->reading->actors[bond->person].country;
        if (c->focus != SG_NO_ACTOR && country && !strcmp(country, c->reading->actors[c->focus].id))
            return bond->person;
        several |= found != SG_NO_ACTOR && found != bond->person;
        found = bond->person;
    }
    return several ? SG_NO_ACTOR : found;
}

/* Who holds an office by the packs and stands in the sentence before; nobody where two do. */
static uint32_t holder_just_named(const struct sg_context *c, const struct sg_role_query *q) {
    const struct sg_reading *reading = c->reading;
    uint32_t sentence = reading->tokens[q->token].sentence, found = SG_NO_ACTOR;
    size_t low = 0, high = reading->mention_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (reading->mentions[middle].first < q->token)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t m = low; c->date && m-- > 0 && reading->mentions[m].sentence + 1 >= sentence;) {
        const struct sg_actor *actor = sg_mentioned_actor(c, &reading->mentions[m]);
        const struct sg_pack_actor *person =
            sg_is_person(actor) ? sg_gazetteer_actor(c->gazetteer, actor->pack) : NULL;
        if (!person || !sg_has_held(person, c->referents->roles[q->role].role, c->date))
            continue;
        if (found != SG_NO_ACTOR && found != reading->mentions[m].actor)
            return SG_NO_ACTOR;
        found = reading->mentions[m].actor;
    }
    return found;
}

/* "the Serbian leader called the prime minister a liar": whoever the text named as one, were it far
 * away; the packs' premier whom it never names is meant only where it names no other. */
static uint32_t holder_anywhere(const struct sg_context *c, const struct sg_role_query *q,
                                bool *has_any) {
    uint32_t found = SG_NO_ACTOR, here = SG_NO_ACTOR;
    bool several = false, several_here = false;
    /* "Nawaz Sharif flew to New York. The premier ...": the packs know him for one */
    uint32_t near = holder_just_named(c, q);
    if (near != SG_NO_ACTOR)
        return near;
    size_t low = sg_bonds_from(c, q->token), start = low > FAR ? low - FAR : 0;
    for (size_t b = start; b < c->bond_count && b < low + FAR; b++) {
        const struct sg_bond *bond = &c->bonds[b];
        if (!is_meant(c, bond, q) ||
            (bond->of != SG_NO_ACTOR && c->reading->actors[bond->of].type != SG_TYPE_STATE))
            continue;
        several |= found != SG_NO_ACTOR && found != bond->person;
        found = bond->person;
        const char *country = c->reading->actors[bond->person].country;
        if (c->focus == SG_NO_ACTOR ||
            (bond->of != c->focus &&
             (!country || strcmp(country, c->reading->actors[c->focus].id) != 0)))
            continue;
        several_here |= here != SG_NO_ACTOR && here != bond->person;
        here = bond->person;
    }
    *has_any = found != SG_NO_ACTOR;
    return !several ? found : several_here ? SG_NO_ACTOR : here;
}

/* An office to look for: of that name, or any that heads the state. */
struct office {
    const char *role; /* NULL: whatever heads */
    uint32_t of_pack; /* SG_NO_PACK: of anything */
};

static bool is_of_office(const struct sg_context *c, const struct sg_term *term,
                         const struct office *office) {
    if (office->of_pack != SG_NO_PACK && term->of != office->of_pack)
        return false;
    if (office->role)
        return !strcmp(term->role, office->role);
    uint32_t role = sg_strmap_get(c->referents->phrases, term->role);
    return role != NO_ROLE && c->referents->roles[role].is_head && c->date;
}

/* The person of this document who holds the office by the packs, if there is just one. */
static uint32_t one_in_document(const struct sg_context *c, const struct office *office) {
    uint32_t found = SG_NO_ACTOR;
    /* a text of thousands of actors has no one president */
    for (uint32_t a = 0; a < c->reading->actor_count && a < 4096; a++) {
        const struct sg_actor *actor = &c->reading->actors[a];
        if (!sg_is_person(actor) || actor->pack == SG_NO_PACK)
            continue;
        const struct sg_pack_actor *person = &c->gazetteer->actors[actor->pack];
        for (size_t t = 0; t < person->term_count; t++) {
            if (!is_of_office(c, &person->terms[t], office) || !sg_term_held(&person->terms[t], c->date))
                continue;
            if (found != SG_NO_ACTOR && found != a)
                return SG_NO_ACTOR;
            found = a;
        }
    }
    return found;
}

static uint32_t holder_in_document(const struct sg_context *c, const char *role, uint32_t of_pack) {
    const struct office office = {role, of_pack};
    return one_in_document(c, &office);
}

/* "the Turkish leader", "Serbia's strongman": the one head of that state whom the text names. */
static uint32_t head_in_document(const struct sg_context *c, uint32_t state_pack, uint32_t token) {
    const struct office office = {NULL, state_pack};
    uint32_t one = state_pack == SG_NO_PACK ? SG_NO_ACTOR : one_in_document(c, &office);
    if (one != SG_NO_ACTOR || state_pack == SG_NO_PACK)
        return one;
    /* of a president and a premier the one who was named last: "Tsai ... The Taiwanese leader" */
    const struct sg_reading *reading = c->reading;
    size_t m = 0;
    while (m < reading->mention_count && reading->mentions[m].first < token)
        m++;
    for (size_t steps = 0; m-- > 0 && steps < FAR; steps++) {
        const struct sg_actor *actor = sg_mentioned_actor(c, &reading->mentions[m]);
        const struct sg_pack_actor *person =
            sg_is_person(actor) ? sg_gazetteer_actor(c->gazetteer, actor->pack) : NULL;
        for (size_t t = 0; person && t < person->term_count; t++)
            if (is_of_office(c, &person->terms[t], &office) && sg_term_held(&person->terms[t], c->date))
                return reading->mentions[m].actor;
    }
    return SG_NO_ACTOR;
}

/* "Zambian President Levy Mwanawasa ... The Zambian leader": whom the text said to head it, were he in no
 * pack and the text without a date. */
static uint32_t head_of_state(const struct sg_context *c, const struct sg_role_query *q, uint32_t of) {
    for (size_t b = sg_bonds_from(c, q->token), steps = 0; b && steps < FAR; b--, steps++) {
        const struct sg_bond *bond = &c->bonds[b - 1];
        if (bond->of == of && !bond->is_former && bond->role != NO_ROLE &&
            c->referents->roles[bond->role].is_head)
            return bond->person;
    }
    return head_in_document(c, c->reading->actors[of].pack, q->token);
}

/* "Khaleda Zia, the chairwoman of the BNP ... The BNP leader": the one whom the text has at its head. */
static uint32_t head_of_body(const struct sg_context *c, uint32_t of) {
    uint32_t found = SG_NO_ACTOR;
    for (size_t b = 0; b < c->bond_count && b < 2 * FAR; b++) {
        const struct sg_bond *bond = &c->bonds[b];
        if (bond->of != of || bond->is_former || bond->role == NO_ROLE ||
            !c->referents->roles[bond->role].is_one || c->referents->roles[bond->role].is_office)
            continue;
        if (found != SG_NO_ACTOR && found != bond->person)
            return SG_NO_ACTOR;
        found = bond->person;
    }
    return found;
}

static uint32_t holder(struct sg_context *c, const struct sg_role_query *q, uint32_t of,
                       float *certainty) {
    const struct sg_role *known = &c->referents->roles[q->role];
    uint32_t of_pack = of == SG_NO_ACTOR ? SG_NO_PACK : c->reading->actors[of].pack;
    uint32_t person = holder_in_text(c, q, of, true);
    *certainty = 0.9f;
    if (person != SG_NO_ACTOR)
        return person;
    /* "Turkey's opposition leader" is none of its leaders */
    if (q->is_qualified && known->is_any_head)
        return SG_NO_ACTOR;
    if (of != SG_NO_ACTOR && known->is_any_head && c->reading->actors[of].type != SG_TYPE_STATE) {
        *certainty = 0.8f;
        person = head_of_body(c, of);
        if (person != SG_NO_ACTOR)
            return person;
    }
    /* "the president of the Harbour Bank" is none of the presidents that the packs know */
    if (of != SG_NO_ACTOR && of_pack == SG_NO_PACK)
        return SG_NO_ACTOR;
    if (of_pack != SG_NO_PACK) {
        uint32_t pack = sg_gazetteer_holder(c->gazetteer, known->role, of_pack, c->date);
        *certainty = 0.85f;
        if (pack != SG_NO_PACK)
            return sg_roster_pack_actor(&c->roster, pack);
        /* "Boston Fed president X" is not the US president, whom the packs know */
        person = holder_in_text(c, q, of, false);
        if (person != SG_NO_ACTOR)
            return person;
        if (known->is_any_head && c->reading->actors[of].type == SG_TYPE_STATE) {
            *certainty = 0.75f;
            return head_of_state(c, q, of);
        }
        if (c->date)
            return SG_NO_ACTOR;
    }
    *certainty = 0.7f;
    return holder_in_document(c, known->role, of_pack);
}


/* --- "the president", of no state that is named. */

/* The person who speaks or acts where a role stands: the first one of its sentence in front of it, or who
 * says the quotation around it. */
static uint32_t speaker_of(const struct sg_context *c, uint32_t token) {
    const struct sg_reading *reading = c->reading;
    const struct sg_sentence *sentence = &reading->sentences[reading->tokens[token].sentence];
    bool is_quoted = (reading->tokens[token].flags & SG_TOKEN_IN_QUOTE) != 0;
    for (uint32_t i = is_quoted ? token : sentence->first;
         i < (is_quoted ? sentence->end_token : token); i++) {
        if (is_quoted && (reading->tokens[i].flags & SG_TOKEN_IN_QUOTE))
            continue;
        const struct sg_mention *mention = sg_covering_mention(c, i);
        if (sg_is_person(sg_mentioned_actor(c, mention)) && mention->first == i &&
            !(mention->end_token < sentence->end_token &&
              (reading->tokens[mention->end_token].flags & SG_TOKEN_POSSESSIVE)))
            return mention->actor;
    }
    return SG_NO_ACTOR;
}

/* The state or body that opens a sentence: "Moscow said the president". */
static uint32_t state_that_speaks(const struct sg_context *c, uint32_t token) {
    const struct sg_reading *reading = c->reading;
    const struct sg_sentence *sentence = &reading->sentences[reading->tokens[token].sentence];
    for (uint32_t i = sentence->first; i < token; i++) {
        const struct sg_mention *mention = sg_covering_mention(c, i);
        if (!mention || mention->actor == SG_NO_ACTOR || mention->kind == SG_MENTION_DEMONYM ||
            mention->use == SG_USE_PLACE ||
            (i > sentence->first && (sg_classes_at(c, i - 1) & SG_REF_LOCATING)))
            continue;
        return sg_state_of(c, mention->actor);
    }
    return SG_NO_ACTOR;
}

/* "Soldiers toppled President Conde ... demanded the president's release": not their leader's. */
static bool is_toppled(const struct sg_context *c, uint32_t role, uint32_t state) {
    for (size_t b = 0; b < c->bond_count && b < FAR; b++)
        if (c->bonds[b].is_former && c->bonds[b].role == role && c->bonds[b].of == state)
            return true;
    return false;
}

/* The state of a speaker, in the packs; SG_NO_PACK. */
static uint32_t home_of(const struct sg_context *c, uint32_t speaker, uint32_t token) {
    if (speaker != SG_NO_ACTOR && c->reading->actors[speaker].country)
        return sg_gazetteer_find(c->gazetteer, c->reading->actors[speaker].country);
    uint32_t state =
        speaker == SG_NO_ACTOR ? state_that_speaks(c, token) : sg_state_of(c, speaker);
    return state == SG_NO_ACTOR ? SG_NO_PACK : c->reading->actors[state].pack;
}

/* Who has an office of a state by the text's words, or by the packs and the text's names. */
static uint32_t holder_of_state(const struct sg_context *c, const struct sg_role_query *q,
                                uint32_t state_pack) {
    if (state_pack == SG_NO_PACK)
        return SG_NO_ACTOR;
    const char *id = c->gazetteer->actors[state_pack].id;
    uint32_t actor = sg_roster_find_pack(&c->roster, state_pack);
    uint32_t state = actor ? actor - 1 : SG_NO_ACTOR;
    size_t low = sg_bonds_from(c, q->token);
    for (size_t b = low, steps = 0; b && steps < FAR; b--, steps++) {
        const struct sg_bond *bond = &c->bonds[b - 1];
        const char *country = c->reading->actors[bond->person].country;
        if (is_meant(c, bond, q) &&
            (bond->of == SG_NO_ACTOR ? country && !strcmp(country, id) : bond->of == state))
            return bond->person;
    }
    uint32_t person = actor ? holder_in_text(c, q, state, true) : SG_NO_ACTOR;
    return person != SG_NO_ACTOR || q->is_qualified || (actor && is_toppled(c, q->role, state))
               ? person
               : holder_in_document(c, c->referents->roles[q->role].role, state_pack);
}

/* Whether the packs know anybody in an office of a state, at any time. */
static bool has_office(const struct sg_gazetteer *g, const char *role, uint32_t of) {
    for (uint32_t h = g->term_head[of]; h; h = g->holders[h - 1].next)
        if (!strcmp(g->actors[g->holders[h - 1].actor].terms[g->holders[h - 1].term].role, role))
            return true;
    return false;
}

/* A senator or a governor speaks of his own country's president. */
static bool is_at_home(const struct sg_context *c, uint32_t person) {
    const struct sg_bond *bond = person == SG_NO_ACTOR ? NULL : sg_bond_of(c, person);
    for (; bond; bond = sg_bond_behind(c, bond))
        if (bond->role != NO_ROLE && c->referents->roles[bond->role].is_home)
            return true;
    const struct sg_pack_actor *pack =
        person == SG_NO_ACTOR ? NULL
                              : sg_gazetteer_actor(c->gazetteer, c->reading->actors[person].pack);
    for (size_t t = 0; pack && t < pack->term_count; t++) {
        uint32_t role = sg_strmap_get(c->referents->phrases, pack->terms[t].role);
        if (role != NO_ROLE && c->referents->roles[role].is_home && sg_term_held(&pack->terms[t], c->date))
            return true;
    }
    return false;
}

/* Nothing but titles and articles in front: "U.S. President Barack Obama flew", not "insulted Obama". */
static bool opens_sentence(const struct sg_context *c, const struct sg_mention *mention) {
    const struct sg_token *tokens = c->reading->tokens;
    for (uint32_t i = c->reading->sentences[mention->sentence].first; i < mention->first; i++)
        if (!(tokens[i].flags & (SG_TOKEN_CAPITAL | SG_TOKEN_PUNCT)) && !c->text.mention_at[i] &&
            !(sg_classes_at(c, i) & (SG_REF_ROLE_START | SG_REF_DETERMINER | SG_REF_ADJECTIVE |
                                     SG_REF_FORMER | SG_REF_LOCATING)))
            return false;
    return true;
}

/* Whether somebody was the subject of the sentence before, or of this one: the text speaks of him. */
static bool is_subject_near(const struct sg_context *c, uint32_t person, uint32_t token) {
    const struct sg_reading *reading = c->reading;
    uint32_t sentence = reading->tokens[token].sentence;
    for (uint32_t s = sentence ? sentence - 1 : 0; s <= sentence; s++)
        for (uint32_t i = reading->sentences[s].first; i < reading->sentences[s].end_token && i < token;
             i++) {
            const struct sg_mention *mention = sg_covering_mention(c, i);
            if (!sg_is_person(sg_mentioned_actor(c, mention)))
                continue;
            if (mention->actor == person && opens_sentence(c, mention))
                return true;
            break;
        }
    return false;
}

/* "In Tirana, the premier", "The American ambassador in Pristina criticised the premier": the state where
 * it happens, in the packs; SG_NO_PACK. */
static uint32_t scene_of(const struct sg_context *c, uint32_t token) {
    const struct sg_reading *reading = c->reading;
    for (uint32_t i = reading->sentences[reading->tokens[token].sentence].first; i + 1 < token; i++) {
        const struct sg_mention *place =
            sg_token_is(&reading->tokens[i], "in") ? sg_covering_mention(c, i + 1) : NULL;
        const struct sg_actor *actor = sg_mentioned_actor(c, place);
        if (actor && place->first == i + 1 && actor->type == SG_TYPE_STATE)
            return actor->pack;
    }
    return SG_NO_PACK;
}

/* Whose president it is: the speaker's own, the text's own, or whoever was named last. Where they differ
 * and nothing decides, nobody: "Chris Murphy, the Democratic senator, defended the president" in a text
 * that names Putin alone. */
static uint32_t bare_holder(struct sg_context *c, const struct sg_role_query *q, float *certainty) {
    const char *role = c->referents->roles[q->role].role;
    uint32_t focus = c->focus == SG_NO_ACTOR ? SG_NO_PACK : c->reading->actors[c->focus].pack;
    bool was_toppled = c->focus != SG_NO_ACTOR && is_toppled(c, q->role, c->focus);
    uint32_t speaker = speaker_of(c, q->token);
    uint32_t near = holder_nearby(c, q, speaker);
    if (near == SG_NO_ACTOR && !q->is_qualified && !was_toppled)
        near = holder_just_named(c, q);
    uint32_t home = home_of(c, speaker, q->token);
    uint32_t own = holder_of_state(c, q, home), text = holder_of_state(c, q, focus);
    bool is_native = home == focus || is_at_home(c, speaker);
    *certainty = 0.9f;
    if (own == speaker)
        own = SG_NO_ACTOR; /* "Putin and the president" */
    if (own != SG_NO_ACTOR) {
        bool is_open = text == SG_NO_ACTOR && (near == SG_NO_ACTOR || near == own);
        if (own == text || is_open || near == own || is_native)
            return own;
        *certainty = 0.75f;
        return near == text ? near : SG_NO_ACTOR;
    }
    uint32_t there = scene_of(c, q->token);
    if (there != SG_NO_PACK && there != focus) {
        uint32_t local = holder_of_state(c, q, there);
        if (local != SG_NO_ACTOR && local != speaker)
            return local;
    }
    if (text != SG_NO_ACTOR && text != speaker && (home == focus || !is_at_home(c, speaker)))
        return near == SG_NO_ACTOR || near == text || !is_subject_near(c, near, q->token) ? text : near;
    bool has_any = false;
    uint32_t any = near != SG_NO_ACTOR || was_toppled ? near : holder_anywhere(c, q, &has_any);
    const char *of_any = any == SG_NO_ACTOR ? NULL : c->reading->actors[any].country;
    /* a foreigner in the mouth of one whose own state has the office: his own, or nobody */
    if (home != SG_NO_PACK && of_any && strcmp(of_any, c->gazetteer->actors[home].id) != 0 &&
        (home == focus || is_at_home(c, speaker)) && !(near != SG_NO_ACTOR && home == focus && is_subject_near(c, near, q->token))) {
        uint32_t pack = sg_gazetteer_holder(c->gazetteer, role, home, c->date);
        *certainty = 0.8f;
        if (pack != SG_NO_PACK && !q->is_qualified)
            return sg_roster_pack_actor(&c->roster, pack);
        if (has_office(c->gazetteer, role, home))
            return SG_NO_ACTOR;
    }
    if (any != SG_NO_ACTOR || has_any)
        return any;
    return was_toppled || q->is_qualified ? SG_NO_ACTOR : holder(c, q, c->focus, certainty);
}

uint32_t sg_role_holder(struct sg_context *c, struct sg_role_query *q, float *certainty) {
    const struct sg_role *role = &c->referents->roles[q->role];
    q->is_qualified = is_qualified(c, q);
    if (q->has_of)
        return holder(c, q, q->of, certainty);
    if (role->is_owned)
        return SG_NO_ACTOR; /* "shot in the head" */
    if (role->is_head)
        return bare_holder(c, q, certainty);
    *certainty = 0.9f;
    uint32_t near = holder_nearby(c, q, SG_NO_ACTOR);
    return near != SG_NO_ACTOR ? near : holder(c, q, SG_NO_ACTOR, certainty);
}

uint32_t sg_counterpart(struct sg_context *c, uint32_t token, uint32_t of) {
    uint32_t speaker = speaker_of(c, token);
    if (speaker == SG_NO_ACTOR || c->reading->actors[of].type != SG_TYPE_STATE)
        return SG_NO_ACTOR;
    uint32_t role = NO_ROLE;
    for (size_t b = sg_bonds_from(c, token); b && role == NO_ROLE; b--) {
        const struct sg_bond *bond = &c->bonds[b - 1];
        if (bond->person == speaker && bond->role != NO_ROLE && !bond->is_former &&
            c->referents->roles[bond->role].is_one)
            role = bond->role;
    }
    const struct sg_pack_actor *pack =
        sg_gazetteer_actor(c->gazetteer, c->reading->actors[speaker].pack);
    for (size_t t = 0; pack && c->date && role == NO_ROLE && t < pack->term_count; t++)
        if (sg_term_held(&pack->terms[t], c->date)) {
            uint32_t known = sg_strmap_get(c->referents->phrases, pack->terms[t].role);
            if (known != NO_ROLE && c->referents->roles[known].is_one)
                role = known;
        }
    if (role == NO_ROLE)
        return SG_NO_ACTOR;
    float certainty;
    struct sg_role_query query = {.role = role, .token = token, .end = token + 1, .of = of, .has_of = true};
    uint32_t found = holder(c, &query, of, &certainty);
    return found == speaker ? SG_NO_ACTOR : found;
}
