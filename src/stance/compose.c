/* Composition: what the words above a cue make of it. Negation, modality, operators ("refused to",
 * "suspension of", "vowed to"), reported clauses, from the cue upward. */
#include "stance/scene.h"

#include <string.h>

#define CLIMB_STEPS 9

struct local {
    bool negated, modal, future, would, doubt, condition, nearly, any;
};

static bool is_reported(const struct sg_scene *scene, uint32_t verb) {
    for (int steps = 0; steps < 4 && verb != SG_NO_TOKEN; steps++) {
        enum sg_deprel deprel = scene->tokens[verb].deprel;
        uint32_t parent = sg_parent(scene, verb);
        if (parent == SG_NO_TOKEN)
            return false;
        if (deprel == SG_DEPREL_CCOMP || deprel == SG_DEPREL_PARATAXIS) {
            /* "he threatened, Washington would impose sanctions" */
            const struct sg_operator *op = sg_operator_at(scene, parent, verb);
            return (sg_class_of(scene, parent) & SG_CLASS_REPORTING) ||
                   (op && op->effect == scene->lexicon->effect_threaten);
        }
        if (deprel != SG_DEPREL_CONJ && deprel != SG_DEPREL_XCOMP)
            return false;
        verb = parent;
    }
    return false;
}

/* "Had France backed him, it would have ...": an auxiliary that opens its clause, before its
 * subject. */
static bool is_inverted(const struct sg_scene *scene, uint32_t verb, uint32_t aux) {
    uint32_t subject = sg_child_by(scene, verb, SG_DEPREL_NSUBJ);
    if (subject == SG_NO_TOKEN)
        subject = sg_child_by(scene, verb, SG_DEPREL_NSUBJ_PASS);
    return subject != SG_NO_TOKEN && aux < subject && subject < verb && !scene->has_question &&
           (aux == scene->first || (scene->tokens[aux - 1].flags & SG_TOKEN_PUNCT));
}

/* "If he stays, if Mali goes on ...": an "if" right before the subject, hung on another verb. */
static bool is_behind_if(const struct sg_scene *scene, uint32_t subject) {
    uint32_t start = subject;
    while (start > scene->first && sg_is_below(scene, start - 1, subject, 3))
        start--;
    return start > scene->first && scene->tokens[start - 1].upos == SG_UPOS_SCONJ &&
           (sg_class_of(scene, start - 1) & SG_CLASS_CONDITION);
}

static bool has_neither(const struct sg_scene *scene, uint32_t noun) {
    uint32_t first = sg_child_by(scene, noun, SG_DEPREL_CC_PRECONJ);
    return first != SG_NO_TOKEN && first < noun && (sg_class_of(scene, first) & SG_CLASS_NEGATOR) &&
           !sg_is_word(scene, first + 1, "only") && sg_exception(scene, noun) == SG_NO_TOKEN;
}

/* `cue` may be NULL: the "must" of a cue "must leave" is no doubt about it. */
static struct local look_about(const struct sg_scene *scene, uint32_t token,
                               const struct sg_cue *cue) {
    struct local out = {false};
    bool is_past = false; /* "would have fired him" */
    bool is_verb = sg_is_verb(scene, token) || scene->tokens[token].upos == SG_UPOS_ADJ;
    for (uint32_t c = sg_child(scene, token); c != SG_NO_TOKEN; c = sg_sibling(scene, c)) {
        if (scene->cover[c - scene->first] != SG_NO_MENTION &&
            scene->tokens[c].upos != SG_UPOS_PRON &&
            scene->tokens[c].deprel != SG_DEPREL_OBJ &&
            !sg_is_subject((enum sg_deprel)scene->tokens[c].deprel))
            continue; /* Theresa May is no modal */
        if (cue && cue->entry->kind == SG_CUE_PHRASE && sg_is_cue_token(cue, c))
            continue;
        const struct sg_token *child = &scene->tokens[c];
        unsigned bits = sg_class_of(scene, c);
        switch (child->deprel) {
        case SG_DEPREL_ADVMOD:
        case SG_DEPREL_DET:
        case SG_DEPREL_CC_PRECONJ:
            /* "not only criticised but expelled" */
            if ((bits & SG_CLASS_NEGATOR) && c + 1 < scene->end && sg_is_word(scene, c + 1, "only"))
                break;
            out.negated |= (bits & SG_CLASS_NEGATOR) && c < token + 2;
            /* "no longer backs": "no" hangs from "longer" */
            if (child->deprel == SG_DEPREL_ADVMOD && c < token)
                out.negated |= sg_is_negated_noun(scene, c);
            /* "any attack on Iran would be answered" */
            if (child->deprel == SG_DEPREL_DET)
                out.any |= (bits & SG_CLASS_DOUBT) != 0;
            else
                out.doubt |= (bits & (SG_CLASS_DOUBT | SG_CLASS_ALLEGED)) && c < token;
            /* "a little" is not little */
            out.nearly |=
                (bits & SG_CLASS_NEARLY) && c < token && sg_child(scene, c) == SG_NO_TOKEN;
            break;
        case SG_DEPREL_CC: /* "Nor did Kazakhstan support" */
            out.negated |= ((bits & SG_CLASS_NEGATOR) && c == scene->first) ||
                           ((bits & SG_CLASS_CONTRAST) && c < token);
            break;
        case SG_DEPREL_AMOD:
            out.doubt |= (bits & (SG_CLASS_DOUBT | SG_CLASS_ALLEGED)) != 0;
            break;
        case SG_DEPREL_AUX:
        case SG_DEPREL_AUX_PASS:
        case SG_DEPREL_COP:
            out.negated |= (bits & SG_CLASS_NEGATOR) != 0;
            out.condition |= (bits & SG_CLASS_CONDITION) && is_inverted(scene, token, c);
            is_past |= child->xpos == SG_XPOS_VB && sg_is_word(scene, c, "have");
            /* "Chad is to condemn"; but "the aim is to" */
            uint32_t who = sg_child_by(scene, token, SG_DEPREL_NSUBJ);
            if (who == SG_NO_TOKEN)
                who = sg_child_by(scene, token, SG_DEPREL_NSUBJ_OUTER);
            bool is_due = (bits & SG_CLASS_BE) && scene->tokens[token].xpos == SG_XPOS_VB &&
                          c + 1 < scene->end && sg_is_word(scene, c + 1, "to") &&
                          who != SG_NO_TOKEN && sg_mention_of(scene, who) != SG_NO_MENTION;
            if ((bits & SG_CLASS_FUTURE) || is_due)
                out.future = true;
            else if (!strcmp(child->lower, "would") || !strcmp(child->lower, "'d"))
                out.would |= strcmp(child->lower, "'d") != 0;
            else if (bits & SG_CLASS_MODAL)
                out.modal = true;
            break;
        case SG_DEPREL_MARK:
        case SG_DEPREL_CASE:
            out.condition |= (bits & SG_CLASS_CONDITION) && c < token && is_verb;
            out.negated |= (bits & SG_CLASS_NEGATOR) || ((bits & SG_CLASS_CONTRAST) && c < token);
            break;
        case SG_DEPREL_NSUBJ:
        case SG_DEPREL_NSUBJ_PASS:
            /* "no country backed"; but "no one but Kenya", "not Chad but Mali" */
            out.negated |=
                sg_is_negated_noun(scene, c) && sg_exception(scene, c) == SG_NO_TOKEN;
            out.condition |= c < token && is_behind_if(scene, c);
            break;
        case SG_DEPREL_OBJ: /* "blamed neither Sudan nor Chad" */
            out.negated |= c > token && has_neither(scene, c);
            break;
        default:
            break;
        }
    }
    if (out.would && is_past) {
        out.would = false;
        out.modal = true;
    }
    return out;
}

static struct local look_around(const struct sg_scene *scene, uint32_t token) {
    return look_about(scene, token, NULL);
}

static void apply(struct sg_status_of_claim *out, const struct sg_lexicon *lexicon,
                  uint32_t effect_number) {
    const struct sg_effect *effect = &lexicon->effects[effect_number];
    if (out->is_negated && effect->if_negated != SG_NO_LINK) {
        effect = &lexicon->effects[effect->if_negated];
        out->is_negated = false;
    }
    const struct sg_outcome *outcome = &effect->outcomes[out->relation];
    if (outcome->kind == SG_OUT_NONE)
        out->is_dropped = true;
    if (outcome->kind == SG_OUT_HYPOTHETICAL)
        out->is_hypothetical = true;
    if (outcome->relation != SG_NO_LINK)
        out->relation = outcome->relation;
    out->is_negated ^= outcome->negates;
}

/* "The bailout will force Cyprus to wind down a bank": what a thing will do is a consequence, no threat
 * of its owner's. */
static bool is_of_thing(const struct sg_scene *scene, uint32_t verb) {
    const unsigned voices = SG_CLASS_SPEAKS_FOR | SG_CLASS_GROUP | SG_CLASS_COLLECTIVE |
                            SG_CLASS_CONTAINER | SG_CLASS_RELATIONAL | SG_CLASS_FOLLOWER;
    uint32_t subject = sg_child_by(scene, verb, SG_DEPREL_NSUBJ);
    if (subject == SG_NO_TOKEN || sg_is_passive(scene, verb) ||
        sg_mention_of(scene, subject) != SG_NO_MENTION)
        return false;
    const struct sg_token *token = &scene->tokens[subject];
    bool is_it = !strcmp(token->lower, "it") || !strcmp(token->lower, "this") ||
                 !strcmp(token->lower, "that");
    /* "The Fund said it will send a mission": the Fund will; '"It would compel them," he said': not he */
    bool is_told = scene->tokens[verb].deprel == SG_DEPREL_CCOMP || is_reported(scene, verb);
    return (is_it && (!is_told || (token->flags & SG_TOKEN_IN_QUOTE))) ||
           (token->upos == SG_UPOS_NOUN && !(token->flags & SG_TOKEN_CAPITAL) &&
            !(sg_class_of(scene, subject) & voices));
}

static void apply_local(struct sg_status_of_claim *out, const struct sg_scene *scene,
                        uint32_t token, const struct sg_cue *cue) {
    struct local local = look_about(scene, token, cue);
    out->is_negated ^= local.negated;
    out->is_hypothetical |= local.modal || local.doubt || local.condition || local.nearly;
    if (local.future || (local.would && is_reported(scene, token))) {
        uint32_t relation = out->relation;
        apply(out, scene->lexicon, scene->lexicon->effect_will);
        out->is_hypothetical |= out->relation != relation && is_of_thing(scene, token);
    } else if (local.would)
        out->is_hypothetical = true;
}

static bool has_own_subject(const struct sg_scene *scene, uint32_t verb) {
    for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        if (sg_is_subject(scene->tokens[c].deprel))
            return true;
    return false;
}

static bool has_own_aux(const struct sg_scene *scene, uint32_t verb) {
    return sg_child_by(scene, verb, SG_DEPREL_AUX) != SG_NO_TOKEN ||
           sg_child_by(scene, verb, SG_DEPREL_AUX_PASS) != SG_NO_TOKEN;
}

/* "will back or fund" shares "will"; "did not back but condemned" doesn't share "not". */
static void apply_shared(struct sg_status_of_claim *out, const struct sg_scene *scene,
                         uint32_t conjunct, uint32_t first) {
    if (has_own_subject(scene, conjunct) || has_own_aux(scene, conjunct))
        return;
    struct local local = look_around(scene, first);
    bool base =
        scene->tokens[conjunct].xpos == SG_XPOS_VB || scene->tokens[conjunct].xpos == SG_XPOS_VBP;
    bool is_or = false;
    for (uint32_t c = sg_child(scene, conjunct); c != SG_NO_TOKEN && c < conjunct;
         c = sg_sibling(scene, c))
        is_or |= !strcmp(scene->tokens[c].lower, "or") || !strcmp(scene->tokens[c].lower, "nor");
    if (local.negated && is_or)
        out->is_negated = !out->is_negated;
    if (!base)
        return;
    out->is_hypothetical |= local.modal || local.condition;
    if (local.future || (local.would && is_reported(scene, first)))
        apply(out, scene->lexicon, scene->lexicon->effect_will);
    else if (local.would)
        out->is_hypothetical = true;
}

uint32_t sg_noun_before(const struct sg_scene *scene, uint32_t verb) {
    uint32_t mark = sg_child_by(scene, verb, SG_DEPREL_MARK);
    if (mark == SG_NO_TOKEN || mark > verb || strcmp(scene->tokens[mark].lower, "to"))
        return SG_NO_TOKEN;
    while (mark > scene->first &&
           (scene->tokens[mark - 1].flags & (SG_TOKEN_QUOTE_OPEN | SG_TOKEN_QUOTE_CLOSE)))
        mark--;
    /* "proposals last week to sell" */
    uint32_t time = mark;
    while (time > scene->first + 1 && mark - time < 4 &&
           ((sg_class_of(scene, time - 1) & SG_CLASS_TIME) ||
            (time < mark && scene->tokens[time - 1].upos != SG_UPOS_NOUN &&
             scene->tokens[time - 1].upos != SG_UPOS_VERB)))
        time--;
    if (time < mark && scene->tokens[time - 1].upos == SG_UPOS_NOUN)
        mark = time;
    return mark > scene->first && scene->tokens[mark - 1].upos == SG_UPOS_NOUN ? mark - 1
                                                                               : SG_NO_TOKEN;
}

static bool is_general(const struct sg_scene *scene, uint32_t verb) {
    for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN && c < verb; c = sg_sibling(scene, c))
        if (sg_class_of(scene, c) & SG_CLASS_GENERAL)
            return true;
    return false;
}

/* "warned that Iran is sending missiles to the group" reports what somebody else does: no threat. */
static bool is_told_of(const struct sg_scene *scene, uint32_t clause, uint32_t verb) {
    uint32_t subject = sg_child_by(scene, clause, SG_DEPREL_NSUBJ);
    uint32_t who = sg_child_by(scene, verb, SG_DEPREL_NSUBJ);
    if (scene->tokens[clause].deprel != SG_DEPREL_CCOMP || subject == SG_NO_TOKEN ||
        who == SG_NO_TOKEN || subject > clause || scene->tokens[clause].xpos == SG_XPOS_VB)
        return false;
    uint32_t actor = sg_mention_of(scene, subject), warner = sg_mention_of(scene, who);
    struct local local = look_around(scene, clause);
    return actor != SG_NO_MENTION && warner != SG_NO_MENTION && !local.future && !local.would &&
           !local.modal && !local.condition &&
           scene->reading->mentions[actor].actor != scene->reading->mentions[warner].actor;
}

/* "vetoed a resolution to impose sanctions": the infinitive tells what was vetoed, though the tree
 * hangs it on the verb. "vetoed a resolution to shield B" tells what for. */
static const struct sg_operator *turned_down(const struct sg_scene *scene, uint32_t verb,
                                             uint32_t infinitive, uint32_t relation) {
    uint32_t object = sg_child_by(scene, verb, SG_DEPREL_OBJ);
    uint32_t mark = sg_child_by(scene, infinitive, SG_DEPREL_MARK);
    if (scene->tokens[infinitive].deprel != SG_DEPREL_ADVCL || object == SG_NO_TOKEN ||
        scene->lexicon->relations[relation].sign >= 0 || mark != object + 1 ||
        strcmp(scene->tokens[mark].lower, "to") || !(sg_class_of(scene, object) & SG_CLASS_ACT))
        return NULL;
    const struct sg_operator *op = sg_operator_at(scene, verb, object);
    return op && op->effect == scene->lexicon->effect_reject ? op : NULL;
}

static bool is_too(const struct sg_scene *scene, uint32_t adjective) {
    for (uint32_t c = sg_child(scene, adjective); c != SG_NO_TOKEN && c < adjective;
         c = sg_sibling(scene, c))
        if (scene->tokens[c].deprel == SG_DEPREL_ADVMOD && sg_is_word(scene, c, "too"))
            return scene->tokens[adjective].upos == SG_UPOS_ADJ;
    return false;
}

/* "was not among the countries that condemned it", "it was not Kenya that did"; but "is not the only
 * one that backs it" */
static bool is_none_of(const struct sg_scene *scene, uint32_t noun) {
    uint32_t one = sg_parent(scene, noun); /* "is not one of those who" */
    if (one != SG_NO_TOKEN && scene->tokens[noun].deprel == SG_DEPREL_NMOD && one < noun &&
        (sg_class_of(scene, one) & SG_CLASS_CONTAINER))
        noun = one;
    return sg_child_by(scene, noun, SG_DEPREL_COP) != SG_NO_TOKEN &&
           sg_child_by(scene, noun, SG_DEPREL_AMOD) == SG_NO_TOKEN &&
           (sg_is_nominal(scene, noun) || scene->tokens[noun].upos == SG_UPOS_NUM) &&
           look_around(scene, noun).negated;
}

/* Where composition goes on above `token`; SG_NO_TOKEN: nowhere. */
static uint32_t next_up(struct sg_status_of_claim *out, const struct sg_scene *scene,
                        uint32_t token, bool *is_shared) {
    enum sg_deprel deprel = scene->tokens[token].deprel;
    uint32_t parent =
        deprel == SG_DEPREL_CONJ ? sg_conjoined_to(scene, token) : sg_parent(scene, token);
    bool is_receiver;
    *is_shared = false;
    if (parent == SG_NO_TOKEN || sg_subject_in_list(scene, token) != SG_NO_TOKEN)
        return SG_NO_TOKEN;
    const struct sg_operator *op = sg_operator_at(scene, parent, token);
    uint32_t over = sg_parent(scene, parent);
    if (over != SG_NO_TOKEN && !sg_is_verb(scene, parent) &&
        (scene->tokens[parent].deprel == SG_DEPREL_XCOMP ||
         scene->tokens[parent].deprel == SG_DEPREL_ADVMOD)) {
        /* "stopped short of blaming" with the clause under "short": one operator, not two */
        const struct sg_operator *longer = sg_operator_at(scene, over, token);
        if (longer && longer->word_count > 1) {
            op = longer;
            parent = over;
        }
    }
    if (!op && over != SG_NO_TOKEN && scene->tokens[token].deprel == SG_DEPREL_ACL &&
        scene->tokens[parent].deprel == SG_DEPREL_OBJ) {
        /* "accused NATO of massing troops" with "massing" hung on NATO */
        op = sg_operator_at(scene, over, token);
        if (op)
            parent = over;
    }
    if (!op)
        op = turned_down(scene, parent, token, out->relation);
    if (!op) { /* its "readiness" to fight: the infinitive hung on the verb, beside its noun */
        uint32_t noun = sg_noun_before(scene, token);
        op = noun == SG_NO_TOKEN ? NULL : sg_noun_operator(scene, noun);
        if (op)
            parent = noun;
    }
    if (op && deprel == SG_DEPREL_CCOMP && (sg_class_of(scene, parent) & SG_CLASS_REPORTING) &&
        op->effect == scene->lexicon->effect_threaten && is_told_of(scene, token, parent))
        op = NULL;
    if (op && scene->tokens[token].deprel == SG_DEPREL_OBJ && sg_is_anothers_word(scene, token))
        return SG_NO_TOKEN; /* "rejected Kenya's accusation": Kenya accuses */
    if (op) {
        uint32_t denied = scene->lexicon->effects[op->effect].if_denied;
        bool is_denied = denied != SG_NO_LINK && look_around(scene, parent).negated;
        apply(out, scene->lexicon, is_denied ? denied : op->effect);
        out->is_negated ^= is_denied; /* the "not" is spent */
        out->if_denied = is_denied ? SG_NO_LINK : denied;
        out->is_spent = is_denied;
        /* "neither confirmed nor denied that B was behind the blast": nothing is said of it */
        uint32_t nor = sg_child_by(scene, parent, SG_DEPREL_CC);
        if (op->effect == scene->lexicon->effect_deny &&
            (look_around(scene, parent).negated ||
             (nor != SG_NO_TOKEN && (sg_class_of(scene, nor) & SG_CLASS_NEGATOR))))
            out->is_hypothetical = true;
        out->operators = op->rule;
        out->operator_token = parent;
        if (out->first_operator == SG_NO_TOKEN) {
            out->first_operator = parent;
            out->by_object = op->by_object;
            out->by_both = op->by_both;
            out->effect = op->effect;
        }
        return parent;
    }
    unsigned bits = sg_class_of(scene, parent);
    switch (deprel) {
    case SG_DEPREL_CONJ:
        *is_shared = true;
        return parent;
    case SG_DEPREL_XCOMP: /* "is said to back"; but "is widely believed to" is told as a fact */
        if ((bits & SG_CLASS_PASSIVE_REPORT) && sg_is_passive(scene, parent) &&
            !is_general(scene, parent))
            out->is_hypothetical = true;
        if (is_too(scene, parent))
            out->is_negated = !out->is_negated;
        /* "ought to condemn" */
        out->is_hypothetical |= (bits & SG_CLASS_MODAL) && scene->tokens[parent].xpos == SG_XPOS_MD;
        return parent;
    case SG_DEPREL_ADVCL: /* "was too weak to attack" */
        if (is_too(scene, parent) && scene->tokens[token].xpos == SG_XPOS_VB)
            out->is_negated = !out->is_negated;
        return SG_NO_TOKEN;
    case SG_DEPREL_CCOMP:
    case SG_DEPREL_PARATAXIS:
        if (bits & SG_CLASS_REPORTING)
            out->is_hypothetical |= look_around(scene, parent).negated;
        out->is_hypothetical |= look_around(scene, parent).condition; /* "whether he felt that" */
        /* "had no information to suggest that B had broken off" */
        out->is_hypothetical |= over != SG_NO_TOKEN && sg_is_negated_noun(scene, over) &&
                                scene->tokens[parent].deprel == SG_DEPREL_ACL;
        return SG_NO_TOKEN;
    case SG_DEPREL_ACL_RELCL:
    case SG_DEPREL_ADVCL_RELCL:
        if (is_none_of(scene, parent))
            out->is_negated = !out->is_negated;
        return SG_NO_TOKEN;
    case SG_DEPREL_ACL:
        if (sg_is_nominal(scene, parent) && sg_mention_of(scene, parent) == SG_NO_MENTION)
            return parent;
        if (is_none_of(scene, parent))
            out->is_negated = !out->is_negated;
        return SG_NO_TOKEN;
    case SG_DEPREL_OBJ:
    case SG_DEPREL_OBL:
    case SG_DEPREL_NSUBJ_PASS:
        return sg_carrier(scene, token, &is_receiver) == parent ? parent : SG_NO_TOKEN;
    case SG_DEPREL_NMOD:
    case SG_DEPREL_COMPOUND:
        return (bits & (SG_CLASS_CONTAINER | SG_CLASS_ACT)) &&
                       sg_mention_of(scene, parent) == SG_NO_MENTION
                   ? parent
                   : SG_NO_TOKEN;
    default:
        return SG_NO_TOKEN;
    }
}

/* Has the noun of a cue a "no" or a "scant" that is no word of the cue itself ("have no time for")?
 */
static bool denies_noun(const struct sg_scene *scene, const struct sg_cue *cue, uint32_t noun) {
    bool is_denied = false;
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN && c < noun;
         c = sg_sibling(scene, c)) {
        enum sg_deprel deprel = scene->tokens[c].deprel;
        if ((deprel == SG_DEPREL_DET || deprel == SG_DEPREL_AMOD) &&
            (sg_class_of(scene, c) & (SG_CLASS_NEGATOR | SG_CLASS_NEARLY)))
            is_denied = !sg_is_cue_token(cue, c);
        else if (deprel == SG_DEPREL_DET) /* "a little support" */
            return false;
    }
    return is_denied;
}

void sg_compose(struct sg_status_of_claim *out, const struct sg_scene *scene,
                const struct sg_cue *cue) {
    *out = (struct sg_status_of_claim){
        .relation = cue->entry->relation,
        .is_negated = cue->entry->is_negated,
        .top = cue->tokens[0],
        .operator_token = SG_NO_TOKEN,
        .first_operator = SG_NO_TOKEN,
        .effect = SG_NO_LINK,
        .if_denied = SG_NO_LINK,
    };
    /* "Iran-backed" is said in passing, whatever the sentence does */
    if (cue->entry->kind == SG_CUE_SUFFIX || cue->entry->kind == SG_CUE_PREFIX)
        return;
    apply_local(out, scene, cue->tokens[0], cue);
    bool is_any = look_around(scene, cue->tokens[0]).any;
    /* "has no backing from Iran": the verb stands, its noun is denied */
    for (size_t i = 1; i < cue->token_count && !out->is_negated; i++)
        out->is_negated = cue->entry->kind == SG_CUE_VERB && cue->tokens[i] > cue->tokens[0] &&
                          scene->tokens[cue->tokens[i]].upos == SG_UPOS_NOUN &&
                          denies_noun(scene, cue, cue->tokens[i]);
    uint32_t token = cue->tokens[0];
    for (int steps = 0; steps < CLIMB_STEPS && !out->is_dropped; steps++) {
        bool is_shared, was_hypothetical;
        uint32_t parent = next_up(out, scene, token, &is_shared);
        if (parent == SG_NO_TOKEN)
            break;
        was_hypothetical = out->is_hypothetical;
        if (is_shared)
            apply_shared(out, scene, token, parent);
        else
            apply_local(out, scene, parent, NULL);
        if (out->is_spent) /* "would not rule out striking" */
            out->is_hypothetical = was_hypothetical;
        out->is_spent = false;
        token = out->top = parent;
    }
    /* "refused to rule out sanctions" */
    if (out->if_denied != SG_NO_LINK && !out->is_negated)
        apply(out, scene->lexicon, out->if_denied);
    /* But "refuses any talks with", "denied any support for" tell what they tell. */
    out->is_hypothetical |= is_any && !out->operators && !out->is_negated;
    if (scene->has_question && !(scene->tokens[cue->tokens[0]].flags & SG_TOKEN_IN_QUOTE))
        out->is_hypothetical = true;
}
