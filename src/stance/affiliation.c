/* affiliated: what resolve found of members, leaders, parts, as claims. */
#include "stance/claims.h"

void sg_affiliation_claims(struct sg_claims *claims) {
    const struct sg_reading *reading = claims->reading;
    for (size_t i = 0; i < reading->affiliation_count; i++) {
        const struct sg_affiliation *tie = &reading->affiliations[i];
        if (tie->from_mention >= reading->mention_count ||
            tie->to_mention >= reading->mention_count)
            continue;
        struct sg_finding finding = {
            .sentence = tie->sentence,
            .relation = (uint32_t)claims->lexicon->affiliated,
            .position = reading->mentions[tie->from_mention].first,
            .source = tie->from_mention,
            .target = tie->to_mention,
            .attribution = SG_NO_MENTION,
            .confidence = tie->certainty > 0 && tie->certainty <= 1 ? tie->certainty : 0.8,
            .rule = tie->rule ? tie->rule : "affiliated/title",
            .role = tie->role,
            .is_former = tie->is_former,
        };
        sg_claims_add(claims, &finding);
    }
}
