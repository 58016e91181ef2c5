/* cooccurs: two actors named in one sentence, each pair once a sentence. Names that only locate
 * ("a street in Baghdad") don't count. */
#include "stance/claims.h"

#include <string.h>

#define ACTORS_MAX 64

void sg_cooccurrences(struct sg_claims *claims) {
    const struct sg_reading *reading = claims->reading;
    uint32_t here[ACTORS_MAX];
    size_t i = 0;
    while (i < reading->mention_count) {
        uint32_t sentence = reading->mentions[i].sentence;
        size_t count = 0;
        for (; i < reading->mention_count && reading->mentions[i].sentence == sentence; i++) {
            const struct sg_mention *mention = &reading->mentions[i];
            bool known = mention->actor == SG_NO_ACTOR || mention->use == SG_USE_PLACE;
            for (size_t k = 0; k < count && !known; k++)
                known = reading->mentions[here[k]].actor == mention->actor;
            if (!known && count < ACTORS_MAX)
                here[count++] = (uint32_t)i;
        }
        for (size_t a = 0; a < count; a++)
            for (size_t b = a + 1; b < count; b++) {
                const struct sg_mention *first = &reading->mentions[here[a]];
                const struct sg_mention *second = &reading->mentions[here[b]];
                bool swapped =
                    strcmp(reading->actors[first->actor].id, reading->actors[second->actor].id) > 0;
                double certainty = first->certainty * second->certainty;
                struct sg_finding finding = {
                    .sentence = sentence,
                    .relation = (uint32_t)claims->lexicon->cooccurs,
                    .position = UINT32_MAX, /* behind the sentence's stances */
                    .source = here[swapped ? b : a],
                    .target = here[swapped ? a : b],
                    .attribution = SG_NO_MENTION,
                    .confidence = certainty > 0 && certainty <= 1 ? certainty : 1,
                    .rule = "cooccurs/sentence",
                };
                sg_claims_add(claims, &finding);
            }
    }
}
