/* The cascade's gate: only sentences that can hold a claim are worth parsing. A sentence passes
 * when two may be parties to it, and it has a cue of a wanted relation, or one that an operator
 * near it may turn into such, that looks like those which gave claims where everything was parsed.
 */
#include "stance/gate_model.h"
#include "stance/scene.h"

#include <string.h>

#define SG_REACH 8 /* tokens */

struct sg_gate_wanted sg_gate_wanted(const struct sg_lexicon *lexicon, const bool *wanted) {
    struct sg_gate_wanted out = {.group = SG_GATE_CORE};
    for (uint32_t i = 0; i < lexicon->relation_count; i++) {
        if (!wanted[i] || i == lexicon->cooccurs)
            continue; /* who stands in one sentence needs no parse */
        out.own |= sg_lexicon_relation_bit(i);
        if (strcmp(lexicon->relations[i].set, "core"))
            out.group = SG_GATE_WIDE;
    }
    for (uint32_t i = 0; i < lexicon->relation_count; i++)
        if (!strcmp(lexicon->relations[i].set, "wide"))
            out.deeds |= sg_lexicon_relation_bit(i);
    for (uint32_t i = 0; i < lexicon->relation_count; i++)
        if (lexicon->turned[i] & out.own)
            out.turned |= sg_lexicon_relation_bit(i);
    return out;
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

enum sg_gate_match sg_gate_match(const struct sg_gate_view *view, const struct sg_gate_cue *cue,
                                 const struct sg_gate_wanted *wanted) {
    if (cue->relations & wanted->own)
        return SG_GATE_OWN;
    return (cue->relations & wanted->turned) && has_operator_near(view, cue) ? SG_GATE_TURNED
                                                                             : SG_GATE_NO_MATCH;
}

static bool is_short(const struct sg_reading *reading) {
    return reading->token_count <= SG_GATE_SHORT_TEXT;
}

/* Met a hundred times and never a claim: not judged. With given actors all is read. */
static bool is_barren(const struct sg_gate_view *view, const struct sg_gate_form *form,
                      enum sg_gate_group group) {
    return (form->takes & SG_GATE_BARREN << group) && !view->has_given && !is_short(view->reading);
}

/* The score of the sentence's cues together, as far as it matters: no more cues are read once it
 * has reached `enough`. INT32_MAX: it passes, whatever the model would say. */
static int32_t score_cues(struct sg_gate_view *view, const struct sg_gate_model *model,
                          const struct sg_gate_wanted *wanted, enum sg_gate_step step,
                          int32_t enough) {
    int32_t score = INT32_MIN;
    for (size_t i = 0; i < view->cue_count && score < enough; i++) {
        struct sg_gate_cue *cue = &view->cues[i];
        const struct sg_gate_form *form = &view->lexicon->gate_forms[cue->form];
        uint32_t word = view->reading->tokens[cue->token].hash;
        if (is_barren(view, form, wanted->group) ||
            !(form->bits & (wanted->own | wanted->turned)) || !sg_gate_read_cue(view, cue))
            continue;
        uint32_t features[SG_GATE_FEATURES];
        enum sg_gate_match match = sg_gate_match(view, cue, wanted);
        if (match == SG_GATE_NO_MATCH)
            continue;
        /* given actors are there because somebody asks for their ties: all that may be one is
         * looked at */
        if (!model || view->has_given)
            return INT32_MAX;
        size_t count = sg_gate_features(features, view, cue, match == SG_GATE_TURNED);
        score =
            sg_gate_join(score, sg_gate_score(model, step, wanted->group, word, features, count));
    }
    return view->is_full ? INT32_MAX : score;
}

/* What a sentence must reach. Who typed a few words in wants to know of them, unlikely as they are:
 * a short text has a good deal in its favour. */
static int32_t least_score(const struct sg_reading *reading, const struct sg_gate_model *model,
                           enum sg_gate_step step, enum sg_gate_group group) {
    return model ? model->least[step][group] - (is_short(reading) ? SG_GATE_SHORT_FAVOUR : 0)
                 : INT32_MAX;
}

static bool has_cue(struct sg_gate_view *view, const struct sg_gate_wanted *wanted) {
    const struct sg_gate_model *model = view->lexicon->gate_model;
    int32_t least = least_score(view->reading, model, SG_GATE_LOOK, wanted->group);
    int32_t score = score_cues(view, model, wanted, SG_GATE_LOOK, least);
    return score >= least;
}

/* "Iran struck a ship. Israel vowed to retaliate.": one of the two stands in an earlier sentence.
 */
static bool points_back(const struct sg_gate_view *view) {
    const struct sg_lexicon *lexicon = view->lexicon;
    for (size_t i = 0; i < view->cue_count; i++) {
        const struct sg_gate_form *form = &lexicon->gate_forms[view->cues[i].form];
        uint32_t at = form->takes & SG_GATE_TAKES_OFFENDER ? form->first_link : SG_NO_LINK;
        for (; at != SG_NO_LINK; at = lexicon->links[at].next) {
            if (lexicon->links[at].is_operator)
                continue;
            const struct sg_entry *entry = &lexicon->entries[lexicon->links[at].entry];
            bool takes = false;
            for (const struct sg_slot *slot = entry->to; slot->kind; slot++)
                takes |= slot->kind == SG_SLOT_OFFENDER;
            uint32_t t = view->cues[i].token;
            size_t w = 1; /* its words one after another, as they stand most often */
            while (takes && w < entry->word_count && t + w < view->sentence->end_token &&
                   !strcmp(view->reading->tokens[t + w].lower, entry->words[w]))
                w++;
            if (takes && w == entry->word_count)
                return true;
        }
    }
    return false;
}

/* Marks the sentences worth a closer look. False: all of them together promise too little. */
static bool glance_at(struct sg_reading *reading, const struct sg_lexicon *lexicon,
                      const struct sg_gazetteer *gazetteer,
                      const struct sg_gate_wanted *relations) {
    const struct sg_gate_model *model = lexicon->gate_model;
    struct sg_gate_view view;
    int32_t least = least_score(reading, model, SG_GATE_GLANCE, relations->group);
    int32_t least_promise = model && !is_short(reading)
                                ? model->least_document[relations->group]
                                : INT32_MIN;
    uint64_t odds = 0;
    uint32_t fetched = 0;
    bool is_promising = sg_gate_promise(odds, reading->sentence_count) >= least_promise;
    for (size_t i = 0; i < reading->sentence_count; i++) {
        struct sg_sentence *sentence = &reading->sentences[i];
        if (sentence->end_token > fetched)
            fetched = sg_gate_fetch(reading, lexicon, sentence->first);
        sg_gate_glance(&view, reading, lexicon, gazetteer, sentence);
        int32_t score = points_back(&view) ? INT32_MAX
                        : sg_gate_could_have_parties(&view)
                            ? score_cues(&view, model, relations, SG_GATE_GLANCE,
                                         is_promising ? least : INT32_MAX)
                            : INT32_MIN;
        sentence->may_claim = sentence->end_token > sentence->first && score >= least;
        odds += sg_gate_odds(score);
        is_promising =
            is_promising || sg_gate_promise(odds, reading->sentence_count) >= least_promise;
    }
    return is_promising;
}

bool sg_stance_glance(struct sg_reading *reading, const struct sg_lexicon *lexicon,
                      const struct sg_gazetteer *gazetteer, const bool *wanted, bool parse_all) {
    struct sg_gate_wanted relations = sg_gate_wanted(lexicon, wanted);
    bool needs_names = wanted[lexicon->affiliated] || wanted[lexicon->cooccurs];
    bool found = needs_names;
    if (reading->document->given_count || parse_all)
        for (size_t i = 0; i < reading->sentence_count; i++)
            reading->sentences[i].may_claim =
                reading->sentences[i].end_token > reading->sentences[i].first;
    else if (!glance_at(reading, lexicon, gazetteer, &relations) && !needs_names)
        return false;
    for (size_t i = 0; i < reading->sentence_count; i++)
        found |= reading->sentences[i].may_claim;
    return found;
}

#define TOLD_SENTENCES 12
#define TOLD_STEM 3 /* letters: "struck", "the strike" */

static bool tells_act(const struct sg_reading *reading, const struct sg_sentence *sentence,
                      const struct sg_gate_view *view) {
    for (uint32_t t = sentence->first; t < sentence->end_token; t++)
        for (size_t i = 0; i < view->act_count; i++)
            if (!strncmp(reading->tokens[t].lower, reading->tokens[view->acts[i]].lower, TOLD_STEM))
                return true;
    return false;
}

/* "condemned the attack", not "condemned the bank, which since the attack is closed". */
static bool asks_whose(const struct sg_gate_view *view, const struct sg_gate_wanted *wanted) {
    for (size_t i = 0; i < view->cue_count; i++) {
        const struct sg_gate_cue *cue = &view->cues[i];
        if (!(view->lexicon->gate_forms[cue->form].bits & (wanted->own | wanted->turned)))
            continue;
        for (size_t k = 0; k < view->act_count; k++)
            if (view->acts[k] != cue->token && view->acts[k] + SG_REACH >= cue->token &&
                cue->token + SG_REACH >= view->acts[k])
                return true;
    }
    return false;
}

/* A word for what is done, "struck", not said. */
static bool has_deed(const struct sg_gate_view *view, const struct sg_gate_wanted *wanted) {
    for (size_t i = 0; i < view->cue_count; i++)
        if (view->cues[i].relations & wanted->deeds)
            return true;
    return false;
}

/* "Israel struck the port. Egypt condemned the attack.": the sentence right before tells whose
 * attack it was, or one farther up in the same word, though it names one actor and nothing that was
 * asked for. */
static void open_earlier(struct sg_reading *reading, const struct sg_gate_view *act,
                         const struct sg_gate_wanted *wanted, size_t number) {
    struct sg_gate_view view;
    for (size_t back = 1; back <= TOLD_SENTENCES && back <= number; back++) {
        struct sg_sentence *told = &reading->sentences[number - back];
        if (told->may_claim || (back > 1 && !tells_act(reading, told, act)))
            continue;
        size_t mention = sg_mentions_from(reading, told->first);
        sg_gate_look(&view, reading, act->lexicon, told, &mention);
        sg_gate_read_cues(&view);
        /* "Peru's Congress passed a law. Chile condemned the move": right before it may be anything */
        bool is_deed = has_deed(&view, wanted);
        told->may_claim = view.party_count && (back == 1 || is_deed);
        told->is_told = !is_deed;
    }
}

enum sg_status sg_stance_gate(struct sg_reading *reading, const struct sg_lexicon *lexicon,
                              const bool *wanted, bool parse_all, struct sg_arena *arena,
                              struct sg_error *err) {
    (void)arena, (void)err;
    size_t mention = 0;
    struct sg_gate_view view;
    struct sg_gate_memory memory = {.count = 0};
    struct sg_gate_wanted relations = sg_gate_wanted(lexicon, wanted);
    uint32_t fetched = 0;
    for (size_t i = 0; i < reading->sentence_count; i++) {
        struct sg_sentence *sentence = &reading->sentences[i];
        if (parse_all) {
            sentence->may_claim = sentence->end_token > sentence->first;
            continue;
        }
        if (sentence->end_token > fetched)
            fetched = sg_gate_fetch(reading, lexicon, sentence->first);
        sg_gate_look(&view, reading, lexicon, sentence, &mention);
        bool has_parties = sg_gate_has_parties(&memory, &view, mention);
        bool is_offended = view.party_count == 1 && points_back(&view);
        sentence->may_claim =
            sentence->may_claim && (is_offended || (has_parties && has_cue(&view, &relations)));
        if (sentence->may_claim && asks_whose(&view, &relations))
            open_earlier(reading, &view, &relations, i);
    }
    return SG_OK;
}

bool sg_stance_may_claim(const struct sg_reading *reading, const struct sg_lexicon *lexicon,
                         const bool *wanted) {
    if ((wanted[lexicon->affiliated] || wanted[lexicon->cooccurs]) && reading->actor_count)
        return true;
    for (size_t i = 0; i < reading->sentence_count; i++)
        if (reading->sentences[i].may_claim)
            return true;
    return false;
}
