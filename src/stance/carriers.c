/* The verbs that only carry a noun, above it ("imposed sanctions on") or in the clause that describes
 * it ("the sanctions that Washington imposed on"), and whose act a noun is. */
#include "stance/phrase.h"
#include "stance/scene.h"

#include <string.h>

#define CLIMB_DEPTH 6

uint32_t sg_carrier(const struct sg_scene *scene, uint32_t noun, bool *is_receiver) {
    uint32_t at = noun;
    *is_receiver = false;
    for (int steps = 0; steps < 4; steps++) {
        uint32_t parent = sg_parent(scene, at);
        if (parent == SG_NO_TOKEN)
            return SG_NO_TOKEN;
        enum sg_deprel deprel = scene->tokens[at].deprel;
        unsigned bits = sg_class_of(scene, parent);
        if (sg_is_verb(scene, parent) || scene->tokens[parent].upos == SG_UPOS_ADJ) {
            bool carried = deprel == SG_DEPREL_OBJ ||
                           (deprel == SG_DEPREL_NSUBJ_PASS && sg_is_passive(scene, parent)) ||
                           (deprel == SG_DEPREL_NSUBJ && sg_is_passive(scene, parent)) ||
                           (deprel == SG_DEPREL_OBL && (!strcmp(sg_case_of(scene, at), "with") ||
                                                        !strcmp(sg_case_of(scene, at), "in") ||
                                                        !strcmp(sg_case_of(scene, at), "into")));
            /* "relies on Egypt's support" */
            bool relies =
                deprel == SG_DEPREL_OBL && (bits & SG_CLASS_RECEIVER) &&
                (!strcmp(sg_case_of(scene, at), "on") || !strcmp(sg_case_of(scene, at), "upon"));
            if (relies || (carried && (bits & SG_CLASS_RECEIVER) && deprel == SG_DEPREL_OBJ)) {
                *is_receiver = true;
                return parent;
            }
            if ((carried && (bits & SG_CLASS_CARRIER)) || sg_operator_at(scene, parent, at))
                return parent;
            return SG_NO_TOKEN;
        }
        bool through = deprel == SG_DEPREL_CONJ ||
                       (deprel == SG_DEPREL_NMOD && ((bits & (SG_CLASS_CONTAINER | SG_CLASS_ACT)) ||
                                                     sg_operator_at(scene, parent, at))) ||
                       deprel == SG_DEPREL_COMPOUND;
        if (!through)
            return SG_NO_TOKEN;
        at = parent;
    }
    return SG_NO_TOKEN;
}

/* "the sanctions that Washington imposed on Iran", "the threats Iran made": the verb of the clause
 * that describes a noun carries it, where the clause leaves its object out. Nothing is carried by
 * what was not done or only would be. */
uint32_t sg_relative_carrier(const struct sg_scene *scene, uint32_t noun) {
    for (uint32_t clause = sg_child(scene, noun); clause != SG_NO_TOKEN;
         clause = sg_sibling(scene, clause)) {
        enum sg_deprel deprel = scene->tokens[clause].deprel;
        bool has_subject = false, is_open = true;
        if (clause < noun || (deprel != SG_DEPREL_ACL_RELCL && deprel != SG_DEPREL_ACL) ||
            !sg_is_verb(scene, clause) || sg_is_passive(scene, clause) ||
            (sg_class_of(scene, clause) & (SG_CLASS_CARRIER | SG_CLASS_RECEIVER)) !=
                SG_CLASS_CARRIER)
            continue;
        for (uint32_t c = sg_child(scene, clause); c != SG_NO_TOKEN; c = sg_sibling(scene, c)) {
            bool is_that = sg_is_relative(scene, c) || sg_is_word(scene, c, "that");
            if (scene->tokens[c].deprel == SG_DEPREL_NSUBJ && c > noun && c < clause)
                has_subject = !is_that;
            is_open &= !(scene->tokens[c].deprel == SG_DEPREL_OBJ && !is_that) &&
                       !(sg_class_of(scene, c) & SG_CLASS_NEGATOR) &&
                       scene->tokens[c].xpos != SG_XPOS_MD && scene->tokens[c].xpos != SG_XPOS_WRB;
        }
        if (has_subject && is_open)
            return clause;
    }
    return SG_NO_TOKEN;
}

/* Whose act a noun is, seen from below: "the decision to attack". */
void sg_noun_source(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                    int depth) {
    bool is_receiver;
    if (depth > CLIMB_DEPTH)
        return;
    sg_owner(out, scene, noun, 0.92);
    if (out->count)
        return;
    uint32_t carrier = sg_carrier(scene, noun, &is_receiver);
    if (carrier != SG_NO_TOKEN && !is_receiver) {
        if (sg_is_passive(scene, carrier))
            sg_agent(out, scene, carrier);
        else
            sg_surface_subject(out, scene, carrier, depth + 1);
    }
}
