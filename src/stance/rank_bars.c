#include "stance/rank_bars.h"

#include <string.h>

#define CLIMB 3

/* "Egypt condemned attacks on US targets": the target is whoever the act was done to, not who did
 * it. The words decide, since the tree often hangs "on US targets" on the verb. */
static bool is_victim(const struct sg_scene *scene, const struct sg_cue_trace *trace,
                      uint32_t target) {
    const struct sg_token *tokens = scene->reading->tokens;
    uint32_t first = scene->sentence->first;
    uint32_t noun = scene->reading->mentions[target].head;
    uint32_t above = tokens[noun].head;
    if (above != SG_NO_TOKEN && above > noun && tokens[noun].deprel != SG_DEPREL_NSUBJ)
        noun = above; /* "US targets" */
    const char *preposition = sg_case_of(scene, noun);
    if (!*preposition || !strcmp(preposition, "by") || !strcmp(preposition, "from"))
        return false;
    for (uint32_t at = noun; at > first + 1; at--) {
        const struct sg_token *before = &tokens[at - 1];
        if (before->head == noun && before->deprel == SG_DEPREL_CASE)
            return at - 2 != trace->token && (sg_class_of(scene, at - 2) & SG_CLASS_ACT);
    }
    return false;
}

/* "critics of Trump praised him", "mocked Trump supporters": somebody else, whom the name tells. */
static bool is_owner_of_other(const struct sg_scene *scene, uint32_t mention) {
    const struct sg_token *tokens = scene->reading->tokens;
    uint32_t head = scene->reading->mentions[mention].head;
    uint32_t noun = tokens[head].head;
    if (noun == SG_NO_TOKEN || sg_mention_of(scene, noun) != SG_NO_MENTION)
        return false;
    enum sg_deprel deprel = (enum sg_deprel)tokens[head].deprel;
    bool is_below = deprel == SG_DEPREL_NMOD_POSS || deprel == SG_DEPREL_COMPOUND ||
                    deprel == SG_DEPREL_AMOD ||
                    (deprel == SG_DEPREL_NMOD && !strcmp(sg_case_of(scene, head), "of"));
    unsigned bits = sg_class_of(scene, noun);
    return is_below && ((bits & SG_CLASS_RELATIONAL) ||
                        ((bits & SG_CLASS_FOLLOWER) && sg_names_person(scene, mention)));
}

/* The noun that does what a verb says, or SG_NO_TOKEN: of a relative clause the noun it describes,
 * of a conjoined or governed verb the subject of the one above. */
static uint32_t doer_of(const struct sg_scene *scene, uint32_t verb) {
    const struct sg_token *tokens = scene->tokens;
    for (int steps = 0; steps <= CLIMB; steps++) {
        if (!sg_is_verb(scene, verb) || sg_is_passive(scene, verb))
            return SG_NO_TOKEN;
        enum sg_deprel deprel = (enum sg_deprel)tokens[verb].deprel;
        uint32_t subject = sg_child_by(scene, verb, SG_DEPREL_NSUBJ);
        if (subject != SG_NO_TOKEN && subject < verb) {
            bool is_relative = tokens[subject].xpos == SG_XPOS_WDT ||
                               tokens[subject].xpos == SG_XPOS_WP ||
                               !strcmp(tokens[subject].lower, "that");
            if (is_relative && deprel != SG_DEPREL_ACL_RELCL)
                return SG_NO_TOKEN;
            return is_relative ? sg_parent(scene, verb) : subject;
        }
        if (subject != SG_NO_TOKEN || (deprel != SG_DEPREL_CONJ && deprel != SG_DEPREL_XCOMP))
            return SG_NO_TOKEN;
        verb = sg_parent(scene, verb);
        if (verb == SG_NO_TOKEN)
            return SG_NO_TOKEN;
    }
    return SG_NO_TOKEN;
}

/* "Orlando police identified the man who shot Grimmie", "Bell said the proposal angered unions":
 * somebody or something else does it. Not where the source is in that noun's phrase or is
 * described by it ("Kalo, a company that fired him"), nor where he is one of a list behind it. */
static bool has_other_doer(const struct sg_scene *scene, const struct sg_cue_trace *trace,
                           uint32_t source) {
    if (trace->entry->kind != SG_CUE_VERB || trace->entry->from[0].kind != SG_SLOT_SUBJECT)
        return false;
    uint32_t doer = doer_of(scene, trace->token);
    uint32_t head = scene->reading->mentions[source].head;
    if (doer == SG_NO_TOKEN || head >= doer || /* behind it the tree is wrong as often as not */
        (scene->tokens[doer].upos != SG_UPOS_NOUN && scene->tokens[doer].upos != SG_UPOS_PROPN))
        return false;
    return !sg_is_below(scene, head, doer, 8) && !sg_is_below(scene, doer, head, 4);
}

/* "told the Post that the bill was a disgrace": whoever only hears it. */
static bool is_hearer(const struct sg_scene *scene, const struct sg_cue_trace *trace,
                      uint32_t target) {
    uint32_t head = scene->reading->mentions[target].head;
    enum sg_deprel deprel = (enum sg_deprel)scene->tokens[head].deprel;
    uint32_t verb = scene->tokens[head].head;
    return (deprel == SG_DEPREL_OBJ || deprel == SG_DEPREL_IOBJ) && verb != SG_NO_TOKEN &&
           verb < head && trace->token > head && sg_is_verb(scene, verb) &&
           (sg_class_of(scene, verb) & SG_CLASS_REPORTING) &&
           sg_is_below(scene, trace->token, verb, 6);
}

/* "Cole, a Harvard professor, slammed the bill", "Paulson, once the head of Goldman, praised it":
 * what tells who somebody is takes no part in what he does. */
static bool is_description(const struct sg_scene *scene, const struct sg_cue_trace *trace,
                           uint32_t mention) {
    uint32_t at = scene->reading->mentions[mention].head;
    for (int steps = 0; steps < CLIMB; steps++) {
        uint32_t above = scene->tokens[at].head;
        if (above == SG_NO_TOKEN || sg_is_verb(scene, at))
            return false;
        if (steps && scene->tokens[at].deprel == SG_DEPREL_APPOS && above < at &&
            sg_mention_of(scene, above) != SG_NO_MENTION)
            return !sg_is_below(scene, trace->token, at, 8);
        at = above;
    }
    return false;
}

bool sg_rank_is_barred(const struct sg_scene *scene, const struct sg_cue_trace *trace,
                       uint32_t source, uint32_t target) {
    return is_victim(scene, trace, target) || is_owner_of_other(scene, source) ||
           is_owner_of_other(scene, target) || has_other_doer(scene, trace, source) ||
           is_hearer(scene, trace, target) || is_description(scene, trace, source) ||
           is_description(scene, trace, target);
}
