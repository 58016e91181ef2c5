/* Persons behind titles and descriptions: "US Secretary of Defense Lloyd Austin", "a spokesman of
 * the militia, Abu Karim". */
#include "stance/scene.h"

#include <string.h>

#define TITLE_WINDOW 6
#define OFFICE_WINDOW 12

/* "U.S. Secretary of State Antony Blinken" with "Secretary" as its head: the person that the title
 * runs up to. */
uint32_t sg_person_behind(const struct sg_scene *scene, uint32_t title) {
    const struct sg_reading *reading = scene->reading;
    if (!(scene->tokens[title].flags & SG_TOKEN_CAPITAL) ||
        scene->tokens[title].upos == SG_UPOS_VERB)
        return SG_NO_MENTION;
    for (uint32_t t = title + 1; t < scene->end && t <= title + TITLE_WINDOW; t++) {
        const struct sg_token *token = &scene->tokens[t];
        uint32_t mention = scene->cover[t - scene->first];
        if (mention != SG_NO_MENTION && reading->mentions[mention].first == t) {
            const struct sg_mention *m = &reading->mentions[mention];
            enum sg_actor_type type = reading->actors[m->actor].type;
            /* "supporters of Bolsonaro" is no title */
            if ((m->kind == SG_MENTION_NAME || m->kind == SG_MENTION_SHORT) &&
                (scene->tokens[t - 1].flags & SG_TOKEN_CAPITAL) &&
                (type == SG_TYPE_OFFICIAL || type == SG_TYPE_PERSON))
                return mention;
        }
        if (!(token->flags & SG_TOKEN_CAPITAL) && token->upos != SG_UPOS_ADP &&
            token->upos != SG_UPOS_CCONJ)
            return SG_NO_MENTION;
    }
    return SG_NO_MENTION;
}

/* The first affiliation of a sentence or of one behind it. */
static size_t affiliations_from(const struct sg_reading *reading, uint32_t sentence) {
    size_t low = 0, high = reading->affiliation_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (reading->affiliations[middle].sentence < sentence)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* "warned US Secretary of Defense Lloyd Austin": the state only belongs to the title, whatever the
 * tree made its head. */
uint32_t sg_titled_person(const struct sg_scene *scene, uint32_t mention) {
    const struct sg_reading *reading = scene->reading;
    uint32_t sentence = (uint32_t)(scene->sentence - reading->sentences);
    const struct sg_mention *m = &reading->mentions[mention];
    for (size_t i = affiliations_from(reading, sentence);
         i < reading->affiliation_count && reading->affiliations[i].sentence == sentence; i++) {
        const struct sg_affiliation *tie = &reading->affiliations[i];
        if (tie->to_mention != mention ||
            tie->from_mention >= reading->mention_count)
            continue;
        const struct sg_mention *person = &reading->mentions[tie->from_mention];
        if (person->first < m->end_token || person->first > m->end_token + TITLE_WINDOW)
            continue;
        uint32_t t = m->end_token;
        /* "its ambassador to Turkey on Saturday after President Erdogan": another phrase */
        while (t < person->first && !(scene->tokens[t].flags & SG_TOKEN_PUNCT) &&
               !sg_is_verb(scene, t) && !(sg_class_of(scene, t) & (SG_CLASS_ASIDE | SG_CLASS_TIME)))
            t++;
        if (t == person->first)
            return tie->from_mention;
    }
    bool is_title =
        m->use == SG_USE_MODIFIER && m->first >= scene->first && m->end_token + 1 < scene->end;
    uint32_t person = is_title ? sg_person_behind(scene, m->end_token) : SG_NO_MENTION;
    return person != SG_NO_MENTION ? person : mention;
}

/* "The U.N. envoy whom Kigali accuses of bias, Bintou Keita, pleaded": behind its clause the noun's
 * own name, between commas. */
uint32_t sg_person_after_clause(const struct sg_scene *scene, uint32_t noun) {
    const struct sg_reading *reading = scene->reading;
    uint32_t clause = sg_child_by(scene, noun, SG_DEPREL_ACL_RELCL);
    if (clause == SG_NO_TOKEN || !(sg_class_of(scene, noun) & SG_CLASS_SPEAKS_FOR) ||
        noun + 1 >= scene->end || scene->tokens[noun + 1].form[0] == ',')
        return SG_NO_MENTION;
    for (uint32_t t = clause; t + 1 < scene->end; t++) {
        if (scene->tokens[t].form[0] != ',')
            continue;
        uint32_t m = scene->cover[t + 1 - scene->first];
        if (m == SG_NO_MENTION || reading->mentions[m].first != t + 1 ||
            reading->mentions[m].kind == SG_MENTION_PRONOUN || !sg_names_person(scene, m))
            return SG_NO_MENTION;
        uint32_t end = reading->mentions[m].end_token;
        uint32_t head = scene->tokens[sg_outer_token(scene, m)].deprel;
        bool is_closed = end < scene->end && (scene->tokens[end].flags & SG_TOKEN_PUNCT);
        return is_closed && head != SG_DEPREL_CONJ ? m : SG_NO_MENTION;
    }
    return SG_NO_MENTION;
}

/* "A spokesman of the militia, Abu Karim, accused": the named spokesman is the source himself. */
uint32_t sg_named_person(const struct sg_scene *scene, uint32_t mention) {
    const struct sg_reading *reading = scene->reading;
    const struct sg_mention *m = &reading->mentions[mention];
    uint32_t at = m->end_token;
    if (m->kind != SG_MENTION_DESCRIPTION && m->kind != SG_MENTION_NOMINAL)
        return mention;
    if (at + 1 >= scene->end || scene->tokens[at].form[0] != ',')
        return mention;
    uint32_t next = scene->cover[at + 1 - scene->first];
    if (next == SG_NO_MENTION || reading->mentions[next].first != at + 1)
        return mention;
    const struct sg_mention *name = &reading->mentions[next];
    enum sg_actor_type type = reading->actors[name->actor].type;
    bool is_closed = name->end_token < scene->end && scene->tokens[name->end_token].form[0] == ',';
    /* "two Fatah officials, Jibril Rajoub and Hussein al-Sheikh, said" */
    uint32_t end = name->end_token;
    if (end + 1 < scene->end && scene->tokens[end].upos == SG_UPOS_CCONJ &&
        scene->tokens[at - 1].xpos == SG_XPOS_NNS) {
        uint32_t other = scene->cover[end + 1 - scene->first];
        end = other == SG_NO_MENTION ? end : reading->mentions[other].end_token;
        is_closed = other != SG_NO_MENTION && end < scene->end &&
                    scene->tokens[end].form[0] == ',' && sg_names_person(scene, other);
    }
    bool is_name = name->kind == SG_MENTION_NAME || name->kind == SG_MENTION_SHORT;
    return is_closed && is_name && (type == SG_TYPE_OFFICIAL || type == SG_TYPE_PERSON) ? next
                                                                                        : mention;
}

static bool is_person_name(const struct sg_reading *reading, uint32_t mention) {
    const struct sg_mention *m = &reading->mentions[mention];
    enum sg_actor_type type = reading->actors[m->actor].type;
    return (m->kind == SG_MENTION_NAME || m->kind == SG_MENTION_SHORT) &&
           (type == SG_TYPE_OFFICIAL || type == SG_TYPE_PERSON);
}

/* "The US ambassador to Kosovo, Jeffrey Hovenier, criticised", "UN envoy Jeanine Plasschaert": the
 * tree likes to hang the name on Kosovo, or nowhere near. Who holds one office is named behind it;
 * "the ambassadors" are several. */
uint32_t sg_person_beside(const struct sg_scene *scene, uint32_t noun) {
    const struct sg_reading *reading = scene->reading;
    const struct sg_token *tokens = scene->tokens;
    uint32_t t = noun + 1;
    bool is_several = tokens[noun].xpos == SG_XPOS_NNS || tokens[noun].xpos == SG_XPOS_NNPS;
    if (!(sg_class_of(scene, noun) & SG_CLASS_SPEAKS_FOR) || t + 1 >= scene->end)
        return SG_NO_MENTION;
    bool has_comma = false;
    for (; t + 1 < scene->end && t <= noun + OFFICE_WINDOW && !has_comma; t++) {
        has_comma = tokens[t].form[0] == ',';
        uint8_t upos = tokens[t].upos;
        bool is_first = t == noun + 1;
        if (is_first && !has_comma && upos != SG_UPOS_ADP)
            break;
        if (!has_comma && upos != SG_UPOS_ADP && upos != SG_UPOS_DET && upos != SG_UPOS_NOUN &&
            upos != SG_UPOS_PROPN && upos != SG_UPOS_ADJ && tokens[t].form[0] != '-' &&
            !(tokens[t].flags & SG_TOKEN_POSSESSIVE))
            return SG_NO_MENTION;
    }
    /* ", General Zaluzhny," */
    for (int steps = 0; has_comma && steps < 2 && t + 1 < scene->end &&
                        scene->cover[t - scene->first] == SG_NO_MENTION &&
                        (tokens[t].flags & SG_TOKEN_CAPITAL);
         steps++)
        t++;
    uint32_t mention = t < scene->end ? scene->cover[t - scene->first] : SG_NO_MENTION;
    if (mention == SG_NO_MENTION || reading->mentions[mention].first != t ||
        !is_person_name(reading, mention))
        return SG_NO_MENTION;
    uint32_t end = reading->mentions[mention].end_token;
    if (is_several) { /* "two Fatah officials, Jibril Rajoub and Hussein al-Sheikh, said" */
        bool goes_on = has_comma && end + 1 < scene->end && tokens[end].upos == SG_UPOS_CCONJ;
        uint32_t other = goes_on ? scene->cover[end + 1 - scene->first] : SG_NO_MENTION;
        if (other == SG_NO_MENTION || !is_person_name(reading, other))
            return SG_NO_MENTION;
        end = reading->mentions[other].end_token;
    }
    if (has_comma)
        return end >= scene->end || (tokens[end].flags & SG_TOKEN_PUNCT) ? mention : SG_NO_MENTION;
    /* "the envoy Trump sent", "the envoy Trump's aides met" */
    if (t != noun + 1 || tokens[noun].upos != SG_UPOS_NOUN ||
        (end < scene->end && (tokens[end].flags & SG_TOKEN_POSSESSIVE)) ||
        sg_is_subject((enum sg_deprel)tokens[sg_outer_token(scene, mention)].deprel))
        return SG_NO_MENTION;
    return mention;
}

/* "Ramzan Kadyrov, the Chechen leader, who slammed": the leader is the man before the comma. */
uint32_t sg_person_before(const struct sg_scene *scene, uint32_t noun) {
    uint32_t name = sg_parent(scene, noun);
    if (scene->tokens[noun].deprel != SG_DEPREL_APPOS || name == SG_NO_TOKEN || name > noun ||
        !(sg_class_of(scene, noun) & SG_CLASS_SPEAKS_FOR) ||
        scene->tokens[noun].xpos == SG_XPOS_NNS)
        return SG_NO_MENTION;
    uint32_t mention = sg_mention_of(scene, name);
    return mention != SG_NO_MENTION && is_person_name(scene->reading, mention) ? mention
                                                                              : SG_NO_MENTION;
}

/* "Officials in Kyiv blamed Moscow", "the junta in Bamako": the capital tells whose they are. */
bool sg_governs_from(const struct sg_scene *scene, uint32_t mention) {
    const unsigned both = SG_CLASS_SPEAKS_FOR | SG_CLASS_POINTER;
    const struct sg_mention *m = &scene->reading->mentions[mention];
    return m->kind == SG_MENTION_CAPITAL && m->first >= scene->first + 2 &&
           m->end_token <= scene->end && !strcmp(scene->tokens[m->first - 1].lower, "in") &&
           sg_mention_of(scene, m->first - 2) == SG_NO_MENTION &&
           (sg_class_of(scene, m->first - 2) & both) == both &&
           (m->first < scene->first + 3 ||
            (scene->tokens[m->first - 3].upos != SG_UPOS_ADJ &&
             scene->tokens[m->first - 3].upos != SG_UPOS_PROPN));
}

/* "(Reuters) - Police raided the firm", "told Reuters that he would", "a Reuters poll found": who brings
 * the news takes no side. "The paper's owner sued Reuters" and "The Guardian condemned" are about it. */
bool sg_is_credit(const struct sg_scene *scene, uint32_t mention, uint32_t cue, bool is_source) {
    const struct sg_mention *m = &scene->reading->mentions[mention];
    if (m->kind == SG_MENTION_GIVEN || m->actor == SG_NO_ACTOR ||
        !scene->reading->actors[m->actor].is_outlet || m->first < scene->first ||
        m->end_token > scene->end)
        return false;
    const struct sg_token *tokens = scene->tokens;
    bool is_bracketed = m->first > scene->first && tokens[m->first - 1].form[0] == '(' &&
                        m->end_token < scene->end && tokens[m->end_token].form[0] == ')';
    uint32_t head = sg_outer_token(scene, mention), above = sg_parent(scene, head);
    enum sg_deprel deprel = (enum sg_deprel)tokens[head].deprel;
    if (is_bracketed || above == SG_NO_TOKEN)
        return is_bracketed;
    /* "a document seen by Reuters", "a poll for the ZDF" */
    bool is_aside = deprel == SG_DEPREL_OBL || deprel == SG_DEPREL_OBL_AGENT || deprel == SG_DEPREL_NMOD;
    if (is_source && is_aside && above != cue)
        return strcmp(sg_case_of(scene, head), "of") && strcmp(sg_case_of(scene, head), "from");
    /* whoever is told something is only asked */
    return above != cue && (deprel == SG_DEPREL_IOBJ || deprel == SG_DEPREL_OBJ) &&
           (sg_class_of(scene, above) & SG_CLASS_REPORTING);
}
