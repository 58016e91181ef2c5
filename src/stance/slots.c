/* Fills a slot of a cue: subjects and objects, prepositions, possessors, what an adjective or a
 * hyphen describes, the clause below, the speaker. */
#include "stance/scene.h"

#include <string.h>

static void noun_subject(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun) {
    bool is_receiver;
    uint32_t carrier = sg_carrier(scene, noun, &is_receiver);
    if (carrier != SG_NO_TOKEN) {
        /* "stood up for Pretoria in its row with": whose, nobody knows */
        uint32_t whose = sg_child_by(scene, noun, SG_DEPREL_NMOD_POSS);
        bool is_open = scene->tokens[noun].deprel == SG_DEPREL_OBL && whose != SG_NO_TOKEN &&
                       (sg_class_of(scene, whose) & SG_CLASS_THIRD_PERSON) &&
                       sg_mention_of(scene, whose) == SG_NO_MENTION;
        /* "blamed Mali for raids on Niger": Mali's raids */
        const struct sg_operator *op = sg_operator_at(scene, carrier, noun);
        struct sg_cue verb = {.tokens = {carrier}, .token_count = 1};
        if (op && op->by_object && !sg_is_passive(scene, carrier))
            sg_logical_object(out, scene, &verb, SG_AS_DOER);
        else if (!is_open)
            sg_logical_subject(out, scene, carrier);
        return;
    }
    carrier = sg_relative_carrier(scene, noun);
    if (carrier != SG_NO_TOKEN)
        sg_surface_subject(out, scene, carrier, 0);
    /* "is in talks with": the noun is the predicate */
    if (sg_child_by(scene, noun, SG_DEPREL_COP) != SG_NO_TOKEN)
        sg_surface_subject(out, scene, noun, 0);
}

/* "was an act of war": a noun's key word is its last one, and the tree hangs it on the first. */
static uint32_t noun_top(const struct sg_scene *scene, const struct sg_cue *cue) {
    uint32_t at = cue->tokens[0];
    for (uint32_t up = sg_parent(scene, at); up != SG_NO_TOKEN && sg_is_cue_token(cue, up);
         up = sg_parent(scene, at))
        at = up;
    return at;
}

/* "demanded that Mexico apologise" where the tree lost the clause */
static void near_clause(struct sg_parties *out, const struct sg_scene *scene, uint32_t cue) {
    for (uint32_t t = cue + 1; t + 1 < scene->end && t <= cue + 4; t++) {
        if (strcmp(scene->tokens[t].lower, "that"))
            continue;
        uint32_t at = t + 1;
        while (at + 1 < scene->end && scene->tokens[at].upos == SG_UPOS_DET)
            at++;
        uint32_t mention = scene->cover[at - scene->first];
        if (mention != SG_NO_MENTION && scene->reading->mentions[mention].first == at) {
            uint32_t end = scene->reading->mentions[mention].end_token;
            if (end >= scene->end || !(scene->tokens[end].flags & SG_TOKEN_POSSESSIVE))
                sg_parties_add(out, mention, 0.75);
        }
        return;
    }
}

static bool is_act(const struct sg_scene *scene, uint32_t noun) {
    return sg_mention_of(scene, noun) == SG_NO_MENTION && (sg_class_of(scene, noun) & SG_CLASS_ACT);
}

static void subject_of_clause(struct sg_parties *out, const struct sg_scene *scene, uint32_t clause,
                              enum sg_reading_as as, bool wants_act) {
    for (uint32_t k = sg_child(scene, clause); k != SG_NO_TOKEN; k = sg_sibling(scene, k))
        if (sg_is_subject(scene->tokens[k].deprel) && !sg_is_passive(scene, clause) &&
            (!wants_act || is_act(scene, k)))
            sg_phrase(out, scene, k, as, 0.95);
    if (!out->count && sg_is_passive(scene, clause) && !wants_act)
        sg_agent(out, scene, clause);
}

static void clause_subject(struct sg_parties *out, const struct sg_scene *scene, uint32_t cue,
                           enum sg_reading_as as, bool wants_act) {
    bool is_suffered = false; /* "demanded that Glas be freed": not of Glas */
    for (uint32_t c = sg_child(scene, cue); c != SG_NO_TOKEN && !out->count;
         c = sg_sibling(scene, c)) {
        enum sg_deprel deprel = scene->tokens[c].deprel;
        if (c < cue || (deprel != SG_DEPREL_CCOMP && deprel != SG_DEPREL_XCOMP &&
                        deprel != SG_DEPREL_ACL && deprel != SG_DEPREL_ADVCL))
            continue;
        subject_of_clause(out, scene, c, as, wants_act);
        is_suffered |= deprel == SG_DEPREL_CCOMP && sg_is_passive(scene, c);
    }
    /* "accusations by Chad that Mali had": hung on the noun as if it described it */
    for (uint32_t c = sg_child(scene, cue); c != SG_NO_TOKEN && !out->count;
         c = sg_sibling(scene, c))
        if (scene->tokens[c].deprel == SG_DEPREL_ACL_RELCL && sg_is_told(scene, c))
            subject_of_clause(out, scene, c, as, wants_act);
    /* "complained to the Council that India was ...": the clause hung on the Council */
    for (uint32_t c = sg_child(scene, cue); c != SG_NO_TOKEN && !out->count;
         c = sg_sibling(scene, c))
        for (uint32_t k = sg_child(scene, c); c > cue && k != SG_NO_TOKEN && !out->count;
             k = sg_sibling(scene, k))
            if (sg_is_told(scene, k))
                subject_of_clause(out, scene, k, as, wants_act);
    if (!out->count && !wants_act && !is_suffered)
        near_clause(out, scene, cue);
}

/* The nouns under a preposition of the cue: on any of its words, on its object noun, on the verb
 * that carries it. */
static size_t preposition_heads(uint32_t *out, size_t max, const struct sg_scene *scene,
                                const struct sg_cue *cue, const char *preposition) {
    uint32_t bases[SG_CUE_TOKENS_MAX + 8];
    size_t base_count = 0, count = 0;
    bool is_receiver;
    for (size_t i = 0; i < cue->token_count; i++)
        bases[base_count++] = cue->tokens[i];
    uint32_t key = cue->tokens[0];
    if (cue->entry->kind == SG_CUE_NOUN) {
        uint32_t at = key;
        for (int steps = 0; steps < 2 && base_count < SG_CUE_TOKENS_MAX + 6; steps++) {
            uint32_t parent = sg_parent(scene, at);
            if (parent == SG_NO_TOKEN || sg_is_verb(scene, parent))
                break;
            if (scene->tokens[at].deprel == SG_DEPREL_CONJ ||
                scene->tokens[at].deprel == SG_DEPREL_COMPOUND)
                bases[base_count++] = parent;
            at = parent;
        }
        uint32_t carrier = sg_carrier(scene, key, &is_receiver);
        if (carrier == SG_NO_TOKEN)
            carrier = sg_relative_carrier(scene, key);
        if (carrier != SG_NO_TOKEN)
            bases[base_count++] = carrier;
    } else {
        uint32_t object = sg_child_by(scene, key, SG_DEPREL_OBJ);
        if (object != SG_NO_TOKEN && sg_mention_of(scene, object) == SG_NO_MENTION) {
            bases[base_count++] = object;
            /* "delivers missiles and rockets to them", "crates of ammunition to them" */
            for (uint32_t c = sg_child(scene, object);
                 c != SG_NO_TOKEN && base_count < SG_CUE_TOKENS_MAX + 6; c = sg_sibling(scene, c))
                if (c > object && sg_mention_of(scene, c) == SG_NO_MENTION &&
                    sg_is_nominal(scene, c) && strcmp(preposition, "of") &&
                    (scene->tokens[c].deprel == SG_DEPREL_CONJ ||
                     !strcmp(sg_case_of(scene, c), "of")))
                    bases[base_count++] = c;
        }
    }
    for (size_t i = 0; i < base_count; i++)
        for (uint32_t c = sg_child(scene, bases[i]); c != SG_NO_TOKEN && count < max;
             c = sg_sibling(scene, c))
            if (!sg_is_subject(scene->tokens[c].deprel) &&
                !strcmp(sg_case_of(scene, c), preposition) &&
                (c > key || cue->entry->kind == SG_CUE_NOUN))
                out[count++] = c;
    return count;
}

/* Any actor that the operator's complement reaches: "agreed to open its borders to refugees",
 * "threatened to cut off Moldova". */
static void within(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb,
                   enum sg_reading_as as, int depth) {
    for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN; c = sg_sibling(scene, c)) {
        enum sg_deprel deprel = scene->tokens[c].deprel;
        if (c < verb || depth > 3)
            continue;
        if (deprel == SG_DEPREL_XCOMP || deprel == SG_DEPREL_CCOMP ||
            (deprel == SG_DEPREL_CONJ && depth > 0 && sg_is_verb(scene, c) && !out->count)) {
            uint32_t subject = sg_child_by(scene, c, SG_DEPREL_NSUBJ);
            if (subject == SG_NO_TOKEN || depth > 0 ||
                sg_mention_of(scene, subject) == SG_NO_MENTION)
                within(out, scene, c, as, depth + 1);
        } else if (depth > 0 && !out->count &&
                   (deprel == SG_DEPREL_OBJ || deprel == SG_DEPREL_IOBJ ||
                    (deprel == SG_DEPREL_OBL && *sg_case_of(scene, c)))) {
            sg_phrase(out, scene, c, as, 0.85);
        }
    }
}

static void adjective_head(struct sg_parties *out, const struct sg_scene *scene,
                           uint32_t adjective) {
    const struct sg_token *token = &scene->tokens[adjective];
    uint32_t parent = sg_parent(scene, adjective);
    bool has_subject = false;
    for (uint32_t c = sg_child(scene, adjective); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        has_subject |= sg_is_subject(scene->tokens[c].deprel);
    if (has_subject || parent == SG_NO_TOKEN || token->deprel == SG_DEPREL_XCOMP ||
        token->deprel == SG_DEPREL_CONJ || token->deprel == SG_DEPREL_ACL_RELCL ||
        token->deprel == SG_DEPREL_ADVCL) {
        sg_surface_subject(out, scene, adjective, 0);
        return;
    }
    if (sg_is_verb(scene, parent)) { /* "remained loyal to" */
        sg_surface_subject(out, scene, parent, 0);
        return;
    }
    sg_phrase(out, scene, parent, SG_AS_PARTY, 0.95);
    if (!out->count)
        sg_equated(out, scene, parent, 0.92);
    /* "issued a statement critical of"; but "officials close to" are not who struck them */
    unsigned bits = sg_class_of(scene, parent);
    if (!out->count && ((bits & SG_CLASS_ACT) || !(bits & (SG_CLASS_SPEAKS_FOR | SG_CLASS_GROUP))))
        sg_noun_source(out, scene, parent, 0);
}

/* The noun that "X-backed" describes. The tree may hang it oddly, so look right as well. */
static void hyphen_head(struct sg_parties *out, const struct sg_scene *scene, uint32_t suffix) {
    uint32_t at = suffix;
    for (int steps = 0; steps < 4 && at != SG_NO_TOKEN; steps++) {
        if (at > suffix && sg_is_nominal(scene, at))
            break;
        at = sg_parent(scene, at);
    }
    if (at == SG_NO_TOKEN || at <= suffix || !sg_is_nominal(scene, at)) {
        at = SG_NO_TOKEN;
        for (uint32_t t = suffix + 1; t < scene->end && t < suffix + 5; t++)
            if (scene->tokens[t].upos == SG_UPOS_NOUN || scene->tokens[t].upos == SG_UPOS_PROPN) {
                at = t;
                break;
            }
    }
    if (at == SG_NO_TOKEN) { /* "the group is Iran-backed" */
        sg_surface_subject(out, scene, suffix, 0);
        return;
    }
    sg_named(out, scene, at, 0.95);
    /* "the rebels led a Chadian-backed offensive": whose offensive */
    if (!out->count && (sg_class_of(scene, at) & SG_CLASS_ACT) &&
        sg_mention_of(scene, at) == SG_NO_MENTION) {
        sg_noun_source(out, scene, at, 0);
        for (size_t i = 0; i < out->count; i++)
            out->items[i].quality *= 0.8;
    }
    /* "Iran-backed militia Kataib Hezbollah" with the name hung elsewhere */
    uint32_t backer =
        suffix >= scene->first + 2 ? scene->cover[suffix - 2 - scene->first] : SG_NO_MENTION;
    if (!out->count && scene->tokens[at].upos == SG_UPOS_NOUN &&
        sg_mention_of(scene, at) == SG_NO_MENTION &&
        (sg_class_of(scene, at) & (SG_CLASS_GROUP | SG_CLASS_SPEAKS_FOR)))
        sg_earlier_described(out, scene, backer, 0.75);
    uint32_t next =
        at + 1 < scene->end && !out->count ? scene->cover[at + 1 - scene->first] : SG_NO_MENTION;
    if (next != SG_NO_MENTION) {
        const struct sg_mention *m = &scene->reading->mentions[next];
        bool hyphen = m->end_token < scene->end && scene->tokens[m->end_token].form[0] == '-';
        if (m->first == at + 1 && !hyphen && m->kind != SG_MENTION_PRONOUN)
            sg_parties_add(out, next, 0.85);
    }
}

/* "gave Ukraine tanks": the tree makes Ukrainian tanks of them. */
static void hidden_receiver(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb) {
    uint32_t object = sg_child_by(scene, verb, SG_DEPREL_OBJ);
    if (object == SG_NO_TOKEN || object < verb + 2 ||
        !(sg_class_of(scene, verb) & SG_CLASS_KEEPS_OBJECT))
        return;
    uint32_t mention = scene->cover[verb + 1 - scene->first];
    if (mention == SG_NO_MENTION)
        return;
    const struct sg_mention *m = &scene->reading->mentions[mention];
    uint32_t head = sg_outer_token(scene, mention);
    if (m->first != verb + 1 || m->end_token > object || m->kind == SG_MENTION_DEMONYM ||
        scene->tokens[head].upos != SG_UPOS_PROPN || sg_parent(scene, head) != object ||
        scene->tokens[head].deprel != SG_DEPREL_COMPOUND)
        return;
    sg_parties_add(out, mention, 0.85);
}

static void fill_hyphen(struct sg_parties *out, const struct sg_scene *scene,
                        const struct sg_cue *cue, const struct sg_slot *slot) {
    uint32_t key = cue->tokens[0];
    bool is_suffix = cue->entry->kind == SG_CUE_SUFFIX;
    if (slot->kind == SG_SLOT_MODIFIER) {
        uint32_t name = is_suffix ? key - 2 : key + 2; /* beyond the hyphen */
        if (name < scene->first || name >= scene->end)
            return;
        uint32_t mention = scene->cover[name - scene->first];
        if (mention != SG_NO_MENTION)
            sg_parties_add(out, mention, 1);
    } else if (slot->kind == SG_SLOT_HEAD) {
        uint32_t last = key;
        if (!is_suffix && key + 2 < scene->end) {
            uint32_t mention = scene->cover[key + 2 - scene->first];
            last = mention != SG_NO_MENTION ? scene->reading->mentions[mention].end_token - 1
                                            : key + 2;
        }
        hyphen_head(out, scene, last);
        /* "its anti-Iran push": whose push */
        for (uint32_t t = last + 1; !is_suffix && !out->count && t < scene->end && t <= last + 3;
             t++)
            for (uint32_t c = sg_child(scene, t); c != SG_NO_TOKEN && c < key;
                 c = sg_sibling(scene, c))
                if (scene->tokens[c].deprel == SG_DEPREL_NMOD_POSS)
                    sg_phrase(out, scene, c, SG_AS_DOER, 0.85);
    }
}

void sg_fill(struct sg_parties *out, const struct sg_scene *scene, const struct sg_cue *cue,
             const struct sg_slot *slot, enum sg_reading_as as) {
    uint32_t key = cue->tokens[0], heads[SG_PARTIES_MAX];
    enum sg_cue_kind kind = cue->entry->kind;
    bool is_quoted;
    if (kind == SG_CUE_SUFFIX || kind == SG_CUE_PREFIX) {
        fill_hyphen(out, scene, cue, slot);
        return;
    }
    switch (slot->kind) {
    case SG_SLOT_SUBJECT:
        if (kind == SG_CUE_NOUN)
            noun_subject(out, scene, noun_top(scene, cue));
        else
            sg_logical_subject(out, scene, key);
        break;
    case SG_SLOT_OBJECT:
        sg_logical_object(out, scene, cue, as);
        break;
    case SG_SLOT_IOBJ: {
        bool is_receiver;
        uint32_t verb = kind == SG_CUE_NOUN ? sg_carrier(scene, key, &is_receiver) : key;
        if (verb == SG_NO_TOKEN)
            verb = sg_relative_carrier(scene, key);
        if (verb == SG_NO_TOKEN)
            break;
        for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
            if (c > verb && !sg_is_cue_token(cue, c) &&
                (scene->tokens[c].deprel == SG_DEPREL_IOBJ ||
                 (scene->tokens[c].deprel == SG_DEPREL_OBJ && c != key &&
                  sg_mention_of(scene, c) != SG_NO_MENTION)))
                sg_phrase(out, scene, c, as, 0.95);
        if (!out->count && sg_is_passive(scene, verb))
            sg_surface_subject(out, scene, verb, 0);
        if (!out->count)
            hidden_receiver(out, scene, verb);
        break;
    }
    case SG_SLOT_CLAUSE:
    case SG_SLOT_ACT: /* "warned that the president's actions would": never "that Iran would" */
        clause_subject(out, scene, key, as, slot->kind == SG_SLOT_ACT);
        break;
    case SG_SLOT_POSSESSOR:
        for (uint32_t c = sg_child(scene, key); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
            if (scene->tokens[c].deprel == SG_DEPREL_NMOD_POSS)
                sg_phrase(out, scene, c, SG_AS_DOER, 0.97);
        /* "enjoys Chad's support": the owner of the cue's noun */
        for (size_t i = 1; i < cue->token_count && kind == SG_CUE_VERB && !out->count; i++) {
            if (sg_mention_of(scene, cue->tokens[i]) != SG_NO_MENTION) /* "took [Chad's side]" */
                sg_parties_add(out, sg_mention_of(scene, cue->tokens[i]), 0.95);
            for (uint32_t c = sg_child(scene, cue->tokens[i]); c != SG_NO_TOKEN;
                 c = sg_sibling(scene, c))
                if (scene->tokens[c].deprel == SG_DEPREL_NMOD_POSS)
                    sg_phrase(out, scene, c, SG_AS_DOER, 0.95);
        }
        /* "Iran's proxy Hezbollah": the name took the possessor */
        if (!out->count && scene->tokens[key].deprel == SG_DEPREL_COMPOUND)
            for (uint32_t c = sg_child(scene, sg_parent(scene, key)); c != SG_NO_TOKEN && c < key;
                 c = sg_sibling(scene, c))
                if (scene->tokens[c].deprel == SG_DEPREL_NMOD_POSS)
                    sg_phrase(out, scene, c, SG_AS_DOER, 0.95);
        break;
    case SG_SLOT_MODIFIER: {
        struct sg_parties all = {.count = 0};
        sg_modifiers(&all, scene, key, 0.92);
        if (!all.count)
            sg_owner(&all, scene, key, 0.92);
        for (size_t i = 0; i < all.count; i++)
            sg_parties_add(out, all.items[i].mention, all.items[i].quality);
        break;
    }
    case SG_SLOT_HEAD:
        if (kind == SG_CUE_ADJECTIVE)
            adjective_head(out, scene, key);
        else
            sg_equated(out, scene, key, 0.92);
        if (!out->count && kind == SG_CUE_NOUN)
            for (uint32_t c = sg_child(scene, key); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
                if (scene->tokens[c].deprel == SG_DEPREL_APPOS)
                    sg_phrase(out, scene, c, SG_AS_PARTY, 0.88);
        break;
    case SG_SLOT_SPEAKER: {
        uint32_t speaker = sg_speaker(scene, key, &is_quoted);
        if (speaker != SG_NO_MENTION)
            sg_parties_add(out, speaker, 0.9);
        break;
    }
    case SG_SLOT_PREPOSITION: {
        size_t count = preposition_heads(heads, SG_PARTIES_MAX, scene, cue, slot->preposition);
        for (size_t i = 0; i < count && !out->count; i++)
            sg_phrase(out, scene, heads[i], as, 0.97);
        if (!out->count)
            sg_near_preposition(out, scene, cue, slot->preposition, as);
        break;
    }
    case SG_SLOT_TOPIC: { /* "with the backing of Russia, Assad held on": Assad */
        uint32_t verb = sg_parent(scene, key);
        while (verb != SG_NO_TOKEN && !sg_is_verb(scene, verb))
            verb = sg_parent(scene, verb);
        /* "was rebuffed by Suva, to the dismay of Wong": Suva's doing */
        if (verb != SG_NO_TOKEN && !strcmp(sg_case_of(scene, key), "to"))
            sg_logical_subject(out, scene, verb);
        else if (verb != SG_NO_TOKEN)
            sg_surface_subject(out, scene, verb, 0);
        break;
    }
    case SG_SLOT_WITHIN:
        within(out, scene, key, as, 0);
        /* "reserved the right to retaliate against" */
        for (size_t i = 1; i < cue->token_count && !out->count; i++) {
            uint32_t clause = sg_child_by(scene, cue->tokens[i], SG_DEPREL_ACL);
            if (clause != SG_NO_TOKEN && scene->tokens[clause].xpos == SG_XPOS_VB)
                within(out, scene, clause, as, 1);
        }
        if (!out->count && key + 2 < scene->end && !strcmp(scene->tokens[key + 1].lower, "to"))
            sg_near_object(out, scene, key + 2); /* "threatened to shell them", shell a noun */
        break;
    case SG_SLOT_OFFENDER: { /* "Iran struck a ship. Israel vowed to retaliate": Iran */
        struct sg_parties own = {.count = 0};
        if (kind == SG_CUE_NOUN)
            noun_subject(&own, scene, key);
        else
            sg_logical_subject(&own, scene, key);
        if (own.count == 1)
            sg_earlier_offender(out, scene, own.items[0].mention, 0.85);
        break;
    }
    case SG_SLOT_OTHERS: /* settled where source and target meet */
    case SG_SLOT_NONE:
        break;
    }
}

size_t sg_slot_heads(uint32_t *out, size_t max, const struct sg_scene *scene,
                     const struct sg_cue *cue, const struct sg_slot *slot) {
    uint32_t key = cue->tokens[0];
    size_t count = 0;
    if (slot->kind == SG_SLOT_PREPOSITION)
        return preposition_heads(out, max, scene, cue, slot->preposition);
    if (slot->kind == SG_SLOT_SUBJECT && cue->entry->kind == SG_CUE_NOUN)
        key = noun_top(scene, cue);
    bool passive = sg_is_passive(scene, key);
    for (uint32_t c = sg_child(scene, key); c != SG_NO_TOKEN && count < max;
         c = sg_sibling(scene, c)) {
        enum sg_deprel deprel = scene->tokens[c].deprel;
        bool subject = sg_is_subject(deprel);
        bool object = deprel == SG_DEPREL_OBJ;
        bool fits = false;
        switch (slot->kind) {
        case SG_SLOT_SUBJECT:
            fits = passive ? deprel == SG_DEPREL_OBL_AGENT : subject;
            break;
        case SG_SLOT_OBJECT:
            /* "Ukraine was given tanks": both */
            fits = passive
                       ? subject || (object && (sg_class_of(scene, key) & SG_CLASS_KEEPS_OBJECT))
                       : (object || deprel == SG_DEPREL_IOBJ) && !sg_is_cue_token(cue, c);
            break;
        case SG_SLOT_IOBJ:
            fits = deprel == SG_DEPREL_IOBJ;
            break;
        case SG_SLOT_CLAUSE:
        case SG_SLOT_ACT:
            fits =
                deprel == SG_DEPREL_CCOMP || deprel == SG_DEPREL_XCOMP || deprel == SG_DEPREL_ACL;
            break;
        case SG_SLOT_WITHIN: {
            uint32_t mark = sg_child_by(scene, c, SG_DEPREL_MARK);
            fits = deprel == SG_DEPREL_XCOMP ||
                   (mark != SG_NO_TOKEN && !strcmp(scene->tokens[mark].lower, "to"));
            break;
        }
        case SG_SLOT_POSSESSOR:
            fits = deprel == SG_DEPREL_NMOD_POSS;
            break;
        case SG_SLOT_MODIFIER:
            fits = c < key && (deprel == SG_DEPREL_COMPOUND || deprel == SG_DEPREL_AMOD ||
                               deprel == SG_DEPREL_NMOD);
            break;
        default:
            break;
        }
        if (fits)
            out[count++] = c;
    }
    if (slot->kind == SG_SLOT_HEAD && count < max && sg_parent(scene, key) != SG_NO_TOKEN)
        out[count++] = sg_parent(scene, key);
    return count;
}
