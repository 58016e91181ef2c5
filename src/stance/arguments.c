/* Where the arguments of a cue stand on the tree: subjects and objects through passive, control,
 * coordination, relative clauses and participles; prepositions; nouns and the verbs that carry
 * them. */
#include "stance/phrase.h"
#include "stance/scene.h"

#include <string.h>

#define CLIMB_DEPTH 6

void sg_agent(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb) {
    /* "was denounced by Mali, by Niger and by Chad": all of them */
    for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        if (c > verb && sg_is_nominal(scene, c) &&
            (scene->tokens[c].deprel == SG_DEPREL_OBL_AGENT || !strcmp(sg_case_of(scene, c), "by")))
            sg_phrase(out, scene, c, SG_AS_DOER, out->count ? 0.9 : 1);
    /* "were killed in a US drone strike": the strike's doer */
    for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN && !out->count;
         c = sg_sibling(scene, c))
        if (c > verb && (sg_class_of(scene, c) & SG_CLASS_ACT) &&
            sg_mention_of(scene, c) == SG_NO_MENTION && !strcmp(sg_case_of(scene, c), "in"))
            sg_owner(out, scene, c, 0.9);
    /* the by-phrase was hung on a neighbour: "was accused of fraud on Monday by Kenya" */
    uint32_t neighbour = SG_NO_TOKEN;
    for (uint32_t t = verb + 1; t < scene->end; t++)
        if (!strcmp(scene->tokens[t].lower, "by") && scene->tokens[t].deprel == SG_DEPREL_CASE) {
            uint32_t noun = sg_parent(scene, t);
            bool is_listed =
                scene->tokens[t - 1].form[0] == ',' || scene->tokens[t - 1].upos == SG_UPOS_CCONJ;
            if (noun == SG_NO_TOKEN || noun < t || !sg_is_below(scene, noun, verb, 3) ||
                (out->count && !is_listed && sg_parent(scene, noun) != neighbour))
                continue;
            sg_phrase(out, scene, noun, SG_AS_DOER, 0.8);
            neighbour = sg_parent(scene, noun);
        }
    uint32_t over = out->count ? SG_NO_TOKEN : sg_causer(scene, verb);
    if (over != SG_NO_TOKEN)
        sg_surface_subject(out, scene, over, 1);
}

/* The object-control operator over `verb` ("urged X to"), or none. */
static bool is_object_controlled(const struct sg_scene *scene, uint32_t parent, uint32_t verb) {
    const struct sg_operator *op = sg_operator_at(scene, parent, verb);
    return op && op->by_object;
}

static void surface_object(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb,
                           enum sg_reading_as as, const struct sg_cue *skip);

/* "an operation by Kurdish forces backed by the coalition": the participle hung on the operation
 * describes the forces right before it. "attacks on Iran backed by Israel" are no such thing. */
static void described_beside(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb,
                             uint32_t parent) {
    if (parent + 1 >= verb || !sg_is_passive(scene, verb) ||
        sg_mention_of(scene, parent) != SG_NO_MENTION)
        return;
    /* "ISWAP, a splinter of Boko Haram backed by Mali": the splinter */
    uint32_t named = sg_parent(scene, parent);
    if (scene->tokens[parent].deprel == SG_DEPREL_APPOS && named != SG_NO_TOKEN &&
        sg_mention_of(scene, named) != SG_NO_MENTION)
        return;
    uint32_t mention = scene->cover[verb - 1 - scene->first];
    if (mention == SG_NO_MENTION || scene->reading->mentions[mention].use != SG_USE_PARTY ||
        scene->reading->mentions[mention].kind == SG_MENTION_PRONOUN)
        return;
    uint32_t head = verb - 1;
    if (scene->tokens[head].deprel == SG_DEPREL_CONJ && sg_parent(scene, head) != SG_NO_TOKEN)
        head = sg_parent(scene, head);
    const char *preposition = sg_case_of(scene, head);
    if (!strcmp(preposition, "by") || !(sg_class_of(scene, parent) & SG_CLASS_ACT))
        sg_phrase(out, scene, verb - 1, SG_AS_PARTY, 0.8);
}

/* "urged the king, while Jatuporn, who fell out with him, accused": "while" behind its comma. */
static bool opens_behind_comma(const struct sg_scene *scene, uint32_t token, uint32_t verb) {
    return scene->tokens[token].upos == SG_UPOS_SCONJ && token > scene->first &&
           scene->tokens[token - 1].form[0] == ',' && scene->tokens[verb - 1].form[0] == ',';
}

/* "Hontiveros called on the court; Senator Marcos, a sister of his, warned him": a clause that
 * begins behind a semicolon begins with its subject, wherever the tree hung that. True when it
 * does: it inherits none. */
static bool subject_after_semicolon(struct sg_parties *out, const struct sg_scene *scene,
                                    uint32_t first, uint32_t verb) {
    uint32_t start = verb;
    while (start > first + 1 && scene->tokens[start - 1].form[0] != ';' &&
           !opens_behind_comma(scene, start - 1, verb))
        start--;
    if (start <= first + 1 || start >= verb || scene->tokens[start].upos == SG_UPOS_CCONJ ||
        scene->tokens[start].upos == SG_UPOS_ADV || sg_is_verb(scene, start))
        return false;
    for (uint32_t t = start; t < verb && !out->count; t++) {
        uint32_t mention = scene->cover[t - scene->first];
        if (sg_is_verb(scene, t) || scene->tokens[t].form[0] == ',' ||
            scene->tokens[t].upos == SG_UPOS_ADP)
            break;
        if (mention != SG_NO_MENTION && scene->reading->mentions[mention].use == SG_USE_PARTY)
            sg_parties_add(out, mention, 0.8);
    }
    return true;
}

/* "called on Mali to withdraw": the noun behind the operator's own preposition. */
static void called_upon(struct sg_parties *out, const struct sg_scene *scene,
                        const struct sg_operator *op, uint32_t parent, uint32_t verb) {
    for (uint32_t c = sg_child(scene, parent); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        for (size_t i = 1; i < op->word_count; i++)
            if (c > parent && c < verb && scene->tokens[c].deprel == SG_DEPREL_OBL &&
                !strcmp(sg_case_of(scene, c), op->words[i]))
                sg_phrase(out, scene, c, SG_AS_DOER, 0.95);
}

/* The subject of a clause that has none of its own. */
static void inherited_subject(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb,
                              int depth) {
    const struct sg_token *v = &scene->tokens[verb];
    uint32_t parent =
        v->deprel == SG_DEPREL_CONJ ? sg_conjoined_to(scene, verb) : sg_parent(scene, verb);
    if (parent == SG_NO_TOKEN || depth > CLIMB_DEPTH)
        return;
    if (v->deprel == SG_DEPREL_CONJ && subject_after_semicolon(out, scene, parent, verb))
        return;
    bool after_comma = verb > scene->first && scene->tokens[verb - 1].form[0] == ',';
    bool goes_on = after_comma && v->xpos == SG_XPOS_VBG;
    if (goes_on) {
        /* "urged Turks never to buy French goods, accusing Macron": who urged accuses */
        while (scene->tokens[parent].xpos == SG_XPOS_VB &&
               scene->tokens[parent].deprel != SG_DEPREL_ROOT &&
               sg_parent(scene, parent) != SG_NO_TOKEN &&
               is_object_controlled(scene, sg_parent(scene, parent), parent))
            parent = sg_parent(scene, parent);
    }
    if (v->deprel == SG_DEPREL_XCOMP && v->xpos == SG_XPOS_VBN && sg_is_passive(scene, verb) &&
        sg_child_by(scene, verb, SG_DEPREL_AUX_PASS) == SG_NO_TOKEN) {
        uint32_t whom = sg_child_by(scene, parent, SG_DEPREL_OBJ);
        if (whom != SG_NO_TOKEN && whom < verb && !sg_is_reflexive(scene, whom))
            sg_phrase(out, scene, whom, SG_AS_DOER, 0.95);
        else /* "found itself accused" */
            sg_surface_subject(out, scene, parent, depth + 1);
        return;
    }
    const struct sg_operator *op =
        sg_is_verb(scene, parent) ? sg_operator_at(scene, parent, verb) : NULL;
    if (op && op->by_object && !goes_on) {
        if (sg_is_passive(scene, parent))
            sg_surface_subject(out, scene, parent, depth + 1);
        else
            surface_object(out, scene, parent, SG_AS_DOER, NULL);
        if (!out->count)
            called_upon(out, scene, op, parent, verb);
        return;
    }
    if (op && op->by_both && !sg_is_passive(scene, parent)) { /* "joined X in condemning" */
        sg_surface_subject(out, scene, parent, depth + 1);
        surface_object(out, scene, parent, SG_AS_PARTY, NULL);
        return;
    }
    /* "held the groups responsible for targeting": the groups target */
    if (scene->tokens[parent].upos == SG_UPOS_ADJ &&
        scene->tokens[parent].deprel == SG_DEPREL_AMOD && sg_parent(scene, parent) < parent) {
        sg_phrase(out, scene, sg_parent(scene, parent), SG_AS_PARTY, 0.9);
        return;
    }
    /* "articulated the group's readiness to fight": the infinitive hung on the verb is the noun's
     */
    uint32_t noun = sg_noun_before(scene, verb);
    if (noun != SG_NO_TOKEN && noun != parent && sg_is_verb(scene, parent) &&
        sg_noun_operator(scene, noun)) {
        sg_owner(out, scene, noun, 0.9);
        if (out->count)
            return;
    }
    bool is_finite = v->xpos == SG_XPOS_VBD || v->xpos == SG_XPOS_VBZ || v->xpos == SG_XPOS_VBP;
    /* "Mali hails Togo, blasts Ghana": a headline's second verb has the first one's subject */
    if (v->deprel == SG_DEPREL_PARATAXIS && after_comma && v->xpos == SG_XPOS_VBZ &&
        parent < verb && scene->tokens[parent].xpos == SG_XPOS_VBZ) {
        sg_surface_subject(out, scene, parent, depth + 1);
        return;
    }
    if (is_finite && (v->deprel == SG_DEPREL_CCOMP || v->deprel == SG_DEPREL_ADVCL ||
                      v->deprel == SG_DEPREL_PARATAXIS))
        return; /* it has a subject of its own, wherever the parser has put it */
    /* "supports rebels fighting against": the rebels fight, wherever the tree hung it */
    if (v->xpos == SG_XPOS_VBG && !after_comma && verb > scene->first &&
        scene->tokens[verb - 1].deprel == SG_DEPREL_OBJ &&
        (sg_class_of(scene, verb - 1) & SG_CLASS_GROUP)) {
        sg_phrase(out, scene, verb - 1, SG_AS_PARTY, 0.9);
        return;
    }
    /* "blocked a statement by Uganda criticising Somalia": whose statement it is, criticises */
    uint32_t author = v->xpos == SG_XPOS_VBG && !after_comma && verb > scene->first + 1
                          ? scene->cover[verb - 1 - scene->first]
                          : SG_NO_MENTION;
    if (author != SG_NO_MENTION && v->deprel == SG_DEPREL_ADVCL &&
        !strcmp(sg_case_of(scene, sg_outer_token(scene, author)), "by")) {
        sg_phrase(out, scene, sg_outer_token(scene, author), SG_AS_DOER, 0.9);
        return;
    }
    switch (v->deprel) {
    case SG_DEPREL_XCOMP:
    case SG_DEPREL_CCOMP:
    case SG_DEPREL_ADVCL:
    case SG_DEPREL_CONJ:
    case SG_DEPREL_PARATAXIS:
    case SG_DEPREL_DEP:
        if (sg_is_verb(scene, parent) || scene->tokens[parent].upos == SG_UPOS_ADJ)
            sg_surface_subject(out, scene, parent, depth + 1);
        else
            sg_noun_source(out, scene, parent, depth + 1);
        /* "Moscow says the truce will end, accusing rebels of": a subject that is nobody leaves it
         * to the reporter; but not "says rebels betrayed the nation by working with" */
        if (!out->count && v->deprel == SG_DEPREL_ADVCL && v->xpos == SG_XPOS_VBG &&
            scene->tokens[parent].deprel == SG_DEPREL_CCOMP &&
            sg_child_by(scene, verb, SG_DEPREL_MARK) == SG_NO_TOKEN) {
            uint32_t reporter = sg_parent(scene, parent);
            if (reporter != SG_NO_TOKEN && (sg_class_of(scene, reporter) & SG_CLASS_REPORTING))
                sg_surface_subject(out, scene, reporter, depth + 1);
        }
        /* "criticised the shelling that killed villagers, blaming it on": a thing blames nobody */
        if (!out->count && after_comma && v->deprel == SG_DEPREL_ADVCL && v->xpos == SG_XPOS_VBG &&
            scene->tokens[parent].deprel == SG_DEPREL_ACL_RELCL) {
            uint32_t up = parent;
            while (up != SG_NO_TOKEN && (up == parent || !sg_is_verb(scene, up)))
                up = sg_parent(scene, up);
            if (up != SG_NO_TOKEN)
                sg_surface_subject(out, scene, up, depth + 1);
        }
        /* "was followed by a US strike, killing ..." */
        if (!out->count && v->deprel == SG_DEPREL_ADVCL && v->xpos == SG_XPOS_VBG &&
            sg_is_passive(scene, parent))
            sg_agent(out, scene, parent);
        return;
    case SG_DEPREL_AMOD:
        if (sg_is_stray(scene, verb)) {
            uint32_t up = sg_parent(scene, parent);
            while (up != SG_NO_TOKEN &&
                   (up > verb || sg_child_by(scene, up, SG_DEPREL_NSUBJ) == SG_NO_TOKEN))
                up = sg_parent(scene, up);
            if (up != SG_NO_TOKEN)
                sg_surface_subject(out, scene, up, depth + 1);
            return;
        }
        /* fall through */
    case SG_DEPREL_ACL:
        /* "..., accusing Kadhimi": the comma says that the main clause's subject does it */
        if (after_comma && v->xpos == SG_XPOS_VBG) {
            uint32_t up = parent;
            while (up != SG_NO_TOKEN && !sg_is_verb(scene, up))
                up = sg_parent(scene, up);
            if (up != SG_NO_TOKEN) {
                sg_surface_subject(out, scene, up, depth + 1);
                return;
            }
        }
        if (v->xpos == SG_XPOS_VB) { /* "the decision to attack": the decider's */
            sg_noun_source(out, scene, parent, depth + 1);
            return;
        }
        /* fall through */
    case SG_DEPREL_ACL_RELCL:
        described_beside(out, scene, verb, parent);
        if (!out->count)
            sg_phrase(out, scene, parent, SG_AS_PARTY, 0.92);
        if (!out->count)
            sg_equated(out, scene, parent, 0.88);
        /* "a statement condemning": whose statement; but not "rebels fighting" */
        if (!out->count && !sg_is_passive(scene, verb) &&
            (sg_class_of(scene, parent) & SG_CLASS_ACT))
            sg_noun_source(out, scene, parent, depth + 1);
        if (!out->count)
            sg_subscriber(out, scene, parent, verb);
        return;
    default:
        return;
    }
}

/* "saying his visit had provoked China": the reporting verb took the subject for its object. */
static uint32_t reported_subject(const struct sg_scene *scene, uint32_t verb) {
    uint32_t above = sg_parent(scene, verb);
    uint32_t aux = sg_child_by(scene, verb, SG_DEPREL_AUX);
    if (above == SG_NO_TOKEN || above > verb || aux == SG_NO_TOKEN ||
        scene->tokens[verb].deprel != SG_DEPREL_CCOMP ||
        !(sg_class_of(scene, above) & SG_CLASS_REPORTING))
        return SG_NO_TOKEN;
    /* "Ghana, Togo said, had condemned": of its two subjects the first is the clause's */
    uint32_t first = sg_child_by(scene, above, SG_DEPREL_NSUBJ);
    uint32_t second = first == SG_NO_TOKEN ? SG_NO_TOKEN : sg_sibling(scene, first);
    while (second != SG_NO_TOKEN && scene->tokens[second].deprel != SG_DEPREL_NSUBJ)
        second = sg_sibling(scene, second);
    if (second != SG_NO_TOKEN && second == above - 1 && first < second - 1 &&
        above + 1 < scene->end && scene->tokens[above + 1].form[0] == ',')
        return first;
    uint32_t object = sg_child_by(scene, above, SG_DEPREL_OBJ);
    return object != SG_NO_TOKEN && object > above && object < aux ? object : SG_NO_TOKEN;
}

void sg_surface_subject(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb,
                        int depth) {
    if (depth > CLIMB_DEPTH)
        return;
    uint32_t listed = sg_subject_in_list(scene, verb);
    if (listed != SG_NO_TOKEN) {
        sg_phrase(out, scene, listed, SG_AS_DOER, 0.9);
        return;
    }
    uint32_t subject = SG_NO_TOKEN, first = SG_NO_TOKEN;
    for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        if (sg_is_subject(scene->tokens[c].deprel) && (subject == SG_NO_TOKEN || c < verb)) {
            if (subject != SG_NO_TOKEN && (sg_class_of(scene, c) & SG_CLASS_TIME) &&
                sg_mention_of(scene, c) == SG_NO_MENTION)
                continue; /* "Denmark last week announced" */
            if (!strcmp(sg_case_of(scene, c), "in") || sg_is_reflexive(scene, c))
                continue; /* "Khan has in the past accused", "Khan was himself accused" */
            first = subject;
            subject = c; /* of two the nearer: "Rwanda, which Congo accuses" */
        }
    if (subject == SG_NO_TOKEN)
        subject = reported_subject(scene, verb);
    /* "Thank you for your help," Sall told Biden: who says so thanks */
    uint32_t object = sg_child_by(scene, verb, SG_DEPREL_OBJ);
    if (subject == SG_NO_TOKEN && object == verb + 1 && scene->tokens[object].lower[0] == 'y' &&
        (scene->tokens[verb].flags & SG_TOKEN_CAPITAL) &&
        sg_quote_addressee(scene, object) != SG_NO_MENTION) {
        uint32_t speaker = sg_quote_speaker(scene, verb);
        if (speaker != SG_NO_MENTION)
            sg_parties_add(out, speaker, 0.9);
        return;
    }
    if (subject == SG_NO_TOKEN) {
        inherited_subject(out, scene, verb, depth);
        /* a base form without "to" or auxiliary is a present: "Fiji and Tonga, which met, support"
         */
        bool is_base = scene->tokens[verb].xpos == SG_XPOS_VB &&
                       (sg_child_by(scene, verb, SG_DEPREL_MARK) != SG_NO_TOKEN ||
                        sg_child_by(scene, verb, SG_DEPREL_AUX) != SG_NO_TOKEN);
        if (!out->count && depth == 0 && scene->tokens[verb].xpos != SG_XPOS_VBG && !is_base) {
            sg_near_subject(out, scene, verb);
            sg_near_conjuncts(out, scene);
        }
        return;
    }
    /* "Latvia as well as Estonia backs" */
    if (first != SG_NO_TOKEN && sg_child_by(scene, subject, SG_DEPREL_CC) != SG_NO_TOKEN)
        sg_phrase(out, scene, first, SG_AS_DOER, 0.9);
    sg_phrase(out, scene, subject, SG_AS_DOER, 1);
    /* "Green, the manager who met them, criticised": the tree made two subjects of one */
    if (!out->count && first != SG_NO_TOKEN && first < subject)
        sg_phrase(out, scene, first, SG_AS_DOER, 0.9);
    if (!out->count && scene->tokens[subject].upos == SG_UPOS_NOUN)
        sg_near_apposed(out, scene, subject);
    if (!out->count && scene->tokens[verb].deprel == SG_DEPREL_ACL_RELCL &&
        scene->tokens[subject].xpos == SG_XPOS_WDT) /* "a resolution that condemned Nicaragua" */
        sg_subscriber(out, scene, sg_parent(scene, verb), verb);
    if (out->count) {
        /* "Assad and Russia, which has backed him": one of the two */
        bool is_one = verb > subject && scene->tokens[subject + 1].xpos == SG_XPOS_VBZ &&
                      (scene->tokens[subject].xpos == SG_XPOS_WDT ||
                       scene->tokens[subject].xpos == SG_XPOS_WP);
        if (!is_one)
            sg_near_conjuncts(out, scene);
        return;
    }
    /* "Turkey said it would strike": failing better, the reporter */
    uint32_t parent = sg_parent(scene, verb);
    enum sg_deprel deprel = scene->tokens[verb].deprel;
    if ((sg_class_of(scene, subject) & SG_CLASS_THIRD_PERSON) &&
        scene->tokens[subject].upos == SG_UPOS_PRON &&
        sg_mention_of(scene, subject) == SG_NO_MENTION && parent != SG_NO_TOKEN &&
        (deprel == SG_DEPREL_CCOMP || deprel == SG_DEPREL_ADVCL || deprel == SG_DEPREL_PARATAXIS)) {
        sg_surface_subject(out, scene, parent, depth + 1);
        for (size_t i = 0; i < out->count; i++)
            out->items[i].quality *= 0.9;
        if (out->count > 1)
            out->count = 1;
        if (out->count && (sg_class_of(scene, subject) & SG_CLASS_SEVERAL) &&
            sg_names_person(scene, out->items[0].mention))
            out->count = 0; /* "Pompeo blamed the groups, saying they must" */
    }
}

void sg_logical_subject(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb) {
    if (sg_is_passive(scene, verb)) {
        sg_agent(out, scene, verb);
    } else {
        sg_surface_subject(out, scene, verb, 0);
        sg_near_echo(out, scene, verb);
    }
}

bool sg_is_cue_token(const struct sg_cue *cue, uint32_t token) {
    for (size_t i = 0; cue && i < cue->token_count; i++)
        if (cue->tokens[i] == token)
            return true;
    return false;
}

static void surface_object(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb,
                           enum sg_reading_as as, const struct sg_cue *skip) {
    bool has_pronoun = false;
    for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN; c = sg_sibling(scene, c)) {
        enum sg_deprel deprel = scene->tokens[c].deprel;
        if ((deprel != SG_DEPREL_OBJ && deprel != SG_DEPREL_IOBJ) || sg_is_cue_token(skip, c))
            continue;
        /* "called the party a puppet of Britain", "calling it a puppet of Britain": the second is
         * what the first is called */
        bool is_predicate =
            (out->count || has_pronoun) && sg_mention_of(scene, c) == SG_NO_MENTION;
        has_pronoun |= c > verb && scene->tokens[c].upos == SG_UPOS_PRON;
        if (!is_predicate)
            sg_phrase(out, scene, c, as, 1);
    }
    if (out->count) {
        sg_near_conjuncts(out, scene);
        return;
    }
    /* "condemned not only Chad but Mali": taken for what the subject becomes */
    uint32_t named = sg_child_by(scene, verb, SG_DEPREL_XCOMP);
    if (named != SG_NO_TOKEN && named > verb + 1 && sg_mention_of(scene, named) != SG_NO_MENTION &&
        scene->tokens[named - 1].upos == SG_UPOS_ADV && sg_is_nominal(scene, named)) {
        sg_phrase(out, scene, named, as, 0.9);
        return;
    }
    /* a small clause took the object for its subject: "called Israel a threat" */
    for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN; c = sg_sibling(scene, c)) {
        enum sg_deprel deprel = scene->tokens[c].deprel;
        if (deprel != SG_DEPREL_XCOMP && deprel != SG_DEPREL_CCOMP)
            continue;
        uint32_t subject = sg_child_by(scene, c, SG_DEPREL_NSUBJ);
        if (subject != SG_NO_TOKEN && subject > verb &&
            (subject < verb + 5 || sg_starts_at(scene, subject, verb + 1))) {
            uint32_t mark = sg_child_by(scene, c, SG_DEPREL_MARK);
            uint32_t aux = sg_child_by(scene, c, SG_DEPREL_AUX);
            bool after = mark != SG_NO_TOKEN && mark > subject; /* "accused X of being" */
            if ((aux == SG_NO_TOKEN && mark == SG_NO_TOKEN) || after ||
                (aux == SG_NO_TOKEN && !strcmp(scene->tokens[mark].lower, "to")))
                sg_phrase(out, scene, subject, as, 0.9);
        }
    }
}

/* "groups that Washington blames": the noun that the clause describes is its object. */
static void relative_object(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb) {
    const struct sg_token *v = &scene->tokens[verb];
    uint32_t noun = sg_parent(scene, verb);
    uint32_t subject = SG_NO_TOKEN;
    /* "Badr and Nujaba, the two groups Washington blames": of three the nearest is the verb's own
     */
    for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN && c < verb; c = sg_sibling(scene, c))
        if (scene->tokens[c].deprel == SG_DEPREL_NSUBJ)
            subject = c;
    if (subject == SG_NO_TOKEN)
        return;
    if (v->deprel != SG_DEPREL_ACL_RELCL) {
        /* "one of the groups Washington blames" with the clause hung elsewhere: the noun stands
         * right before the subject */
        uint32_t mention = scene->cover[subject - scene->first];
        uint32_t first =
            mention == SG_NO_MENTION ? subject : scene->reading->mentions[mention].first;
        if (mention == SG_NO_MENTION || verb > subject + 2 || first == scene->first ||
            scene->tokens[first - 1].upos != SG_UPOS_NOUN || sg_is_passive(scene, verb) ||
            sg_is_below(scene, first - 1, subject, 4)) /* "the Hamas minister Ali Nasr blamed" */
            return;
        noun = first - 1;
    }
    /* "told the Council that Paris was backing groups", "Minister Ali Nasr condemned it": a clause
     * with its object describes nothing */
    uint32_t object = sg_child_by(scene, verb, SG_DEPREL_OBJ);
    if (noun == SG_NO_TOKEN || (object != SG_NO_TOKEN && object > verb &&
                                (scene->tokens[object].upos == SG_UPOS_NOUN ||
                                 scene->tokens[object].upos == SG_UPOS_PROPN ||
                                 scene->tokens[object].upos == SG_UPOS_PRON)))
        return;
    /* "India, where the party blames": a place is no object */
    uint32_t where = sg_child_by(scene, verb, SG_DEPREL_ADVMOD);
    if (where != SG_NO_TOKEN && where < subject && scene->tokens[where].xpos == SG_XPOS_WRB)
        return;
    uint8_t xpos = scene->tokens[subject].xpos;
    if (xpos == SG_XPOS_WDT || xpos == SG_XPOS_WP ||
        (subject == verb - 1 && !strcmp(scene->tokens[subject].lower, "that")))
        return;
    if (sg_mention_of(scene, noun) == SG_NO_MENTION)
        sg_near_apposed(out, scene, noun);
    if (out->count)
        return;
    sg_phrase(out, scene, noun, SG_AS_PARTY, 0.92);
    if (!out->count)
        sg_equated(out, scene, noun, 0.88);
}

/* "the rockets that Iran fired at Israel": the rockets are Iran's because it fired them, so they
 * are nobody whom it fired at. */
static void drop_own(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb) {
    const struct sg_mention *mentions = scene->reading->mentions;
    uint32_t subject = sg_child_by(scene, verb, SG_DEPREL_NSUBJ);
    uint32_t own = subject == SG_NO_TOKEN ? SG_NO_MENTION : sg_mention_of(scene, subject);
    size_t kept = 0;
    for (size_t i = 0; i < out->count; i++)
        if (own == SG_NO_MENTION || mentions[out->items[i].mention].actor != mentions[own].actor)
            out->items[kept++] = out->items[i];
    out->count = kept;
}

void sg_logical_object(struct sg_parties *out, const struct sg_scene *scene,
                       const struct sg_cue *cue, enum sg_reading_as as) {
    uint32_t verb = cue->tokens[0];
    if (sg_is_passive(scene, verb)) {
        sg_surface_subject(out, scene, verb, 0);
        return;
    }
    surface_object(out, scene, verb, as, cue);
    if (scene->tokens[verb].deprel == SG_DEPREL_ACL_RELCL)
        drop_own(out, scene, verb);
    if (out->count)
        sg_near_gapped(out, scene, verb);
    sg_near_second_pair(out, scene, cue);
    if (!out->count && sg_is_stray(scene, verb)) {
        sg_phrase(out, scene, sg_parent(scene, verb), as, 0.9);
        if (!out->count) /* "leaders Carlos Mesa and" */
            for (uint32_t c = sg_child(scene, sg_parent(scene, verb)); c != SG_NO_TOKEN;
                 c = sg_sibling(scene, c))
                if (scene->tokens[c].deprel == SG_DEPREL_APPOS)
                    sg_phrase(out, scene, c, as, 0.9);
    }
    if (out->count)
        return;
    /* "stood by Russia": the noun of the cue's own preposition */
    for (size_t i = 1; i < cue->token_count && !out->count; i++) {
        enum sg_deprel deprel = scene->tokens[cue->tokens[i]].deprel;
        uint32_t noun = sg_parent(scene, cue->tokens[i]);
        if ((deprel == SG_DEPREL_CASE || deprel == SG_DEPREL_MARK) && noun != SG_NO_TOKEN &&
            noun > cue->tokens[i])
            sg_phrase(out, scene, noun, as, 0.97);
    }
    if (!out->count)
        relative_object(out, scene, verb);
    if (out->count)
        return;
    /* "held Ethiopia responsible", "expelled two Russian diplomats": a name within the cue */
    for (size_t i = 1; i < cue->token_count && !out->count; i++) {
        uint32_t last = cue->tokens[i];
        for (uint32_t t = verb + 1; t < last && !out->count; t++) {
            uint32_t mention = scene->cover[t - scene->first];
            if (mention == SG_NO_MENTION || sg_is_cue_token(cue, t))
                continue;
            bool owns = scene->tokens[t].deprel == SG_DEPREL_NMOD_POSS;
            sg_parties_add(out, mention, owns ? 0.8 : 0.9);
        }
        if (!out->count && sg_is_nominal(scene, last))
            sg_owner(out, scene, last, 0.85);
    }
    if (out->count)
        return;
    /* "condemned and rejected the attack": the object stands with the last verb */
    for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN && !out->count;
         c = sg_sibling(scene, c))
        if (scene->tokens[c].deprel == SG_DEPREL_CONJ && sg_is_verb(scene, c) && c <= verb + 3)
            surface_object(out, scene, c, as, NULL);
    if (!out->count)
        sg_near_object(out, scene, cue->tokens[cue->token_count - 1]);
}
