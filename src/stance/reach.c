/* The last resort, for sentences that gave no other claim: an actor deep inside what the cue is
 * directed at, and the subject of a clause further up. "Sweden took in families from tents
 * on a Jordanian plain". What is found so is worth little. */
#include "stance/scene.h"

#include <string.h>

#define REACH_DEPTH 6
#define REACH_QUEUE 64
#define REACH_QUALITY 0.66
#define REACH_CLIMB 5

/* May the search for a target go on into this child of the phrase? Circumstances ("after the visit
 * to Qatar"), other clauses and doers are not what the cue is directed at. */
static bool leads_on(const struct sg_scene *scene, uint32_t parent, uint32_t child) {
    uint32_t mark = SG_NO_TOKEN;
    for (uint32_t c = sg_child(scene, child); c != SG_NO_TOKEN && c < child;
         c = sg_sibling(scene, c))
        if (mark == SG_NO_TOKEN && (scene->tokens[c].deprel == SG_DEPREL_CASE ||
                                    scene->tokens[c].deprel == SG_DEPREL_MARK))
            mark = c;
    if (mark != SG_NO_TOKEN && (sg_class_of(scene, mark) & SG_CLASS_ASIDE))
        return false;
    if (sg_class_of(scene, child) & SG_CLASS_TIME)
        return false;
    switch (scene->tokens[child].deprel) {
    case SG_DEPREL_OBJ:
    case SG_DEPREL_IOBJ:
    case SG_DEPREL_OBL:
    case SG_DEPREL_NMOD:
    case SG_DEPREL_NMOD_POSS:
    case SG_DEPREL_NMOD_DESC:
    case SG_DEPREL_COMPOUND:
    case SG_DEPREL_AMOD:
    case SG_DEPREL_XCOMP:
    case SG_DEPREL_ACL:
    case SG_DEPREL_ACL_RELCL:
        return true;
    case SG_DEPREL_CONJ:
        return !sg_is_verb(scene, child) || !sg_is_verb(scene, parent);
    case SG_DEPREL_ADVCL: /* "paid to have wells dug in Chad" */
        return mark != SG_NO_TOKEN && !strcmp(scene->tokens[mark].lower, "to");
    default:
        return false;
    }
}

static bool fits(const struct sg_scene *scene, uint32_t mention, const struct sg_parties *others) {
    const struct sg_mention *m = &scene->reading->mentions[mention];
    if (m->kind != SG_MENTION_GIVEN && m->use == SG_USE_PLACE)
        return false;
    for (size_t i = 0; i < others->count; i++)
        if (scene->reading->mentions[others->items[i].mention].actor == m->actor)
            return false;
    return true;
}

void sg_reach_target(struct sg_parties *out, const struct sg_scene *scene, const struct sg_cue *cue,
                     const struct sg_parties *sources) {
    uint32_t queue[REACH_QUEUE], key = cue->tokens[0];
    uint8_t depth[REACH_QUEUE];
    size_t count = 0;
    bool is_receiver;
    queue[count] = key;
    depth[count++] = 0;
    for (size_t i = 1; i < cue->token_count && count < REACH_QUEUE; i++) {
        queue[count] = cue->tokens[i];
        depth[count++] = 0;
    }
    if (cue->entry->kind == SG_CUE_NOUN) {
        uint32_t carrier = sg_carrier(scene, key, &is_receiver);
        if (carrier != SG_NO_TOKEN && !is_receiver) {
            queue[count] = carrier;
            depth[count++] = 1;
        }
    }
    for (size_t at = 0; at < count; at++) /* the nearest on the tree first */
        for (uint32_t c = sg_child(scene, queue[at]); c != SG_NO_TOKEN; c = sg_sibling(scene, c)) {
            if (c < key || sg_is_cue_token(cue, c) || !leads_on(scene, queue[at], c))
                continue;
            uint32_t mention = sg_mention_of(scene, c);
            if (mention != SG_NO_MENTION && fits(scene, mention, sources)) {
                sg_parties_add(out, mention, REACH_QUALITY);
                return;
            }
            if (mention == SG_NO_MENTION && depth[at] < REACH_DEPTH && count < REACH_QUEUE) {
                queue[count] = c;
                depth[count++] = (uint8_t)(depth[at] + 1);
            }
        }
}

/* "FARC commanders said the rebels would go home": a body of the speaker's that nobody
 * names. */
static bool has_body(const struct sg_scene *scene, uint32_t verb) {
    uint32_t subject = sg_child_by(scene, verb, SG_DEPREL_NSUBJ);
    return subject != SG_NO_TOKEN && (sg_class_of(scene, subject) & SG_CLASS_SPEAKS_FOR) &&
           sg_mention_of(scene, subject) == SG_NO_MENTION;
}

void sg_reach_source(struct sg_parties *out, const struct sg_scene *scene,
                     const struct sg_cue *cue) {
    uint32_t token = cue->tokens[0];
    for (int steps = 0; steps < REACH_CLIMB && !out->count; steps++) {
        enum sg_deprel deprel = scene->tokens[token].deprel;
        uint32_t parent = sg_parent(scene, token);
        if (parent == SG_NO_TOKEN || sg_is_subject(deprel))
            return;
        /* "police found the man who shot him": the man did */
        uint32_t subject = deprel == SG_DEPREL_ACL_RELCL
                               ? sg_child_by(scene, token, SG_DEPREL_NSUBJ)
                               : SG_NO_TOKEN;
        if (subject != SG_NO_TOKEN && scene->tokens[subject].xpos == SG_XPOS_WP)
            return;
        bool is_reported = deprel == SG_DEPREL_CCOMP || deprel == SG_DEPREL_PARATAXIS;
        if (is_reported && !has_body(scene, token))
            return;
        /* "after mass protests, the army ..." */
        uint32_t mark = sg_case_at(scene, token);
        if (mark != SG_NO_TOKEN && (sg_class_of(scene, mark) & SG_CLASS_ASIDE))
            return;
        token = parent;
        if (!sg_is_verb(scene, token))
            continue;
        sg_logical_subject(out, scene, token);
        if (is_reported)
            break;
    }
    for (size_t i = 0; i < out->count; i++)
        out->items[i].quality *= REACH_QUALITY;
    if (out->count > 1)
        out->count = 1;
}
