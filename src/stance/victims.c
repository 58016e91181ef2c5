/* "The rebels said the army had shelled them": a speaker that is a party to the quarrel. */
#include "stance/claims.h"
#include "stance/scene.h"

#include <math.h>
#include <string.h>

#define QUARREL_QUALITY 0.76

static bool is_affiliated(const struct sg_reading *reading, uint32_t from, uint32_t to) {
    uint32_t at = reading->affiliation_count ? reading->affiliated[from] : 0;
    while (at && reading->affiliations[at - 1].to != to)
        at = reading->affiliations[at - 1].next;
    return at != 0;
}

/* Does the speaker belong to the one who suffered: the same, its state, its official, its body? */
bool sg_is_same_side(const struct sg_reading *reading, uint32_t speaker, uint32_t victim) {
    const struct sg_actor *a = &reading->actors[speaker], *b = &reading->actors[victim];
    if (speaker == victim)
        return true;
    if (a->type != SG_TYPE_MILITIA && b->type != SG_TYPE_MILITIA &&
        ((a->country && !strcmp(a->country, b->id)) || (b->country && !strcmp(b->country, a->id))))
        return true;
    return is_affiliated(reading, speaker, victim) || is_affiliated(reading, victim, speaker);
}

/* "said the party sided with Trump, who has cut off aid": what stands in a clause of its own about
 * somebody is known, not reported. */
static bool is_aside(const struct sg_scene *scene, uint32_t token) {
    for (int steps = 0; steps < 8 && token != SG_NO_TOKEN; steps++) {
        enum sg_deprel deprel = scene->tokens[token].deprel;
        if (deprel == SG_DEPREL_ACL_RELCL)
            return true;
        /* "said it had shot down jets after Delhi carried out strikes" */
        uint32_t mark = sg_child_by(scene, token, SG_DEPREL_MARK);
        if (deprel == SG_DEPREL_ADVCL && mark != SG_NO_TOKEN &&
            (sg_class_of(scene, mark) & SG_CLASS_ASIDE))
            return true;
        if (deprel == SG_DEPREL_ACL && sg_is_passive(scene, token))
            return true; /* "said rebels armed by Chad ..." */
        if (deprel == SG_DEPREL_CCOMP || deprel == SG_DEPREL_PARATAXIS)
            return false;
        token = sg_parent(scene, token);
    }
    return false;
}

/* "The rebels said the army had shelled them": who reports what its own side suffered accuses the
 * doer. A monitor or a reporter who counts the dead accuses nobody. */
void sg_claim_victim_says(struct sg_claims *claims, const bool *wanted,
                          const struct sg_scene *scene, struct sg_finding finding,
                          const struct sg_parties *doers, const struct sg_parties *victims) {
    const struct sg_reading *reading = scene->reading;
    uint32_t effect = scene->lexicon->effect_victim_says, speaker = finding.attribution;
    if (effect == SG_NO_LINK || speaker == SG_NO_MENTION || finding.is_negated ||
        finding.is_hypothetical || is_aside(scene, finding.position))
        return;
    const struct sg_outcome *outcome = &scene->lexicon->effects[effect].outcomes[finding.relation];
    uint32_t who = reading->mentions[speaker].actor;
    if (outcome->kind == SG_OUT_NONE || outcome->relation == SG_NO_LINK ||
        (wanted && !wanted[outcome->relation]) || reading->actors[who].is_outlet)
        return;
    const double confidence = finding.confidence;
    for (size_t i = 0; i < doers->count; i++)
        for (size_t k = 0; k < victims->count; k++) {
            uint32_t doer = doers->items[i].mention;
            if (reading->mentions[doer].actor == who ||
                !sg_is_same_side(reading, who, reading->mentions[victims->items[k].mention].actor))
                continue;
            finding.relation = outcome->relation;
            finding.source = speaker;
            finding.target = doer;
            finding.attribution = SG_NO_MENTION;
            finding.confidence = floor(confidence * 85 + 0.5) / 100;
            sg_claims_add(claims, &finding);
            break;
        }
}

/* Is somebody armed named below that word: "said Paris was backing the rebels"? */
static bool reaches_armed(const struct sg_scene *scene, uint32_t word) {
    for (uint32_t t = word + 1; t < scene->end; t++) {
        uint32_t mention = scene->cover[t - scene->first];
        bool is_armed = mention == SG_NO_MENTION
                            ? (sg_class_of(scene, t) & SG_CLASS_GROUP) != 0
                            : scene->reading->mentions[mention].actor != SG_NO_ACTOR &&
                                  scene->reading->actors[scene->reading->mentions[mention].actor]
                                          .type == SG_TYPE_MILITIA;
        if (is_armed && sg_is_below(scene, t, word, 4))
            return true;
    }
    return false;
}

/* "The army and the rebels blamed each other. The army said the rebels had looted a hospital":
 * between those who quarrel such a report is an accusation, whoever suffered. */
bool sg_claim_quarrel_says(struct sg_claims *claims, const bool *wanted,
                           const struct sg_scene *scene, struct sg_finding finding,
                           const struct sg_parties *doers) {
    const struct sg_reading *reading = scene->reading;
    uint32_t effect = scene->lexicon->effect_quarrel_says, speaker = finding.attribution;
    if (effect == SG_NO_LINK || speaker == SG_NO_MENTION || finding.is_negated ||
        finding.is_hypothetical || doers->count != 1 || is_aside(scene, finding.position))
        return false;
    const struct sg_outcome *outcome = &scene->lexicon->effects[effect].outcomes[finding.relation];
    uint32_t who = reading->mentions[speaker].actor;
    uint32_t doer = reading->mentions[doers->items[0].mention].actor;
    if (outcome->kind == SG_OUT_NONE || outcome->relation == SG_NO_LINK ||
        (wanted && !wanted[outcome->relation]) || reading->actors[who].is_outlet ||
        sg_is_same_side(reading, who, doer) || !scene->deeds ||
        !sg_deeds_quarrel(scene->deeds, reading, who, doer))
        return false;
    /* "said Hu backed France's hopes" charges him with nothing */
    if (scene->lexicon->relations[finding.relation].sign > 0 &&
        !reaches_armed(scene, finding.position))
        return false;
    finding.relation = outcome->relation;
    finding.source = speaker;
    finding.target = doers->items[0].mention;
    finding.attribution = SG_NO_MENTION;
    finding.confidence = floor(QUARREL_QUALITY * 100 * doers->items[0].quality + 0.5) / 100;
    sg_claims_add(claims, &finding);
    return true;
}
