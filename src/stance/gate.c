/* The cascade's gate: only sentences that can hold a claim are worth parsing. A sentence passes
 * when it has two that may be parties, and a cue of a wanted relation or one that an operator near
 * it may turn into such. */
#include "stance/gate_view.h"

#define SG_REACH 8 /* tokens */

/* The bits that matter: of wanted relations, and of those that an operator may turn into one. */
static void wanted_bits(uint32_t *own, uint32_t *turned, const struct sg_lexicon *lexicon,
                        const bool *wanted) {
    *own = *turned = 0;
    for (uint32_t i = 0; i < lexicon->relation_count; i++)
        if (wanted[i])
            *own |= sg_lexicon_relation_bit(i);
    for (uint32_t i = 0; i < lexicon->relation_count; i++)
        if (lexicon->turned[i] & *own)
            *turned |= sg_lexicon_relation_bit(i);
}

/* An operator stands with what it turns: "will probably soon cut off", "aid was then suspended". */
static bool has_operator_near(const struct sg_gate_view *view, const struct sg_gate_cue *cue) {
    for (size_t i = 0; i < view->operator_count; i++) {
        uint32_t at = view->operators[i];
        if (at != cue->token && at + SG_REACH >= cue->token && cue->token + SG_REACH >= at)
            return true;
    }
    return false;
}

static bool has_cue(const struct sg_gate_view *view, uint32_t own, uint32_t turned) {
    for (size_t i = 0; i < view->cue_count; i++) {
        const struct sg_gate_cue *cue = &view->cues[i];
        if ((cue->relations & own) ||
            ((cue->relations & turned) && has_operator_near(view, cue)))
            return true;
    }
    return view->is_full;
}

enum sg_status sg_stance_gate(struct sg_reading *reading, const struct sg_lexicon *lexicon,
                              const bool *wanted, bool parse_all, struct sg_arena *arena,
                              struct sg_error *err) {
    (void)arena, (void)err;
    size_t mention = 0;
    uint32_t own, turned;
    struct sg_gate_view view;
    wanted_bits(&own, &turned, lexicon, wanted);
    for (size_t i = 0; i < reading->sentence_count; i++) {
        struct sg_sentence *sentence = &reading->sentences[i];
        if (parse_all) {
            sentence->may_claim = sentence->end_token > sentence->first;
            continue;
        }
        sg_gate_look(&view, reading, lexicon, sentence, &mention);
        sentence->may_claim = sg_gate_has_parties(&view) && has_cue(&view, own, turned);
    }
    return SG_OK;
}
