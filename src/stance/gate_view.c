#include "stance/gate_view.h"

#include <string.h>

#define WINDOW 14 /* tokens to the right in which a cue's further words may stand, see match.c */

static bool may_be_word(const struct sg_token *token, uint32_t hash) {
    if (token->hash == hash)
        return true;
    /* the lexicon has lemmas: "fingers" may be the word "finger" */
    size_t length = token->lower_length;
    if (length < 3 || token->lower[length - 1] != 's')
        return false;
    return sg_strmap_hash(token->lower, length - 1) == hash ||
           (token->lower[length - 2] == 'e' &&
            sg_strmap_hash(token->lower, length - 2) == hash);
}

/* The entry's further words stand where its match would look for them, or near enough. */
static bool has_words(const struct sg_gate_view *view, uint32_t at, const struct sg_gate_need *need) {
    const struct sg_token *tokens = view->reading->tokens;
    for (uint32_t i = 0; i < need->count; i++) {
        uint32_t from = at, to = at + 2 * WINDOW;
        bool found = false;
        if (need->is_before) {
            from = at > view->sentence->first + 8 ? at - 8 : view->sentence->first;
            to = at;
        } else if (need->is_anywhere) { /* "the finger was pointed at": the passive turns it round */
            from = view->sentence->first;
        }
        if (to > view->sentence->end_token)
            to = view->sentence->end_token;
        for (uint32_t t = from; t < to && !found; t++)
            found = t != at && may_be_word(&tokens[t], need->words[i]);
        if (!found)
            return false;
    }
    return true;
}

static void add_cue(struct sg_gate_view *view, uint32_t token, uint32_t form) {
    const struct sg_lexicon *lexicon = view->lexicon;
    struct sg_gate_cue cue = {.token = token, .form = form};
    for (uint32_t at = lexicon->gate_forms[form].first_link; at != SG_NO_LINK;
         at = lexicon->links[at].next) {
        const struct sg_form_link *link = &lexicon->links[at];
        if (link->is_operator)
            continue;
        const struct sg_gate_need *need = &lexicon->gate_needs[link->entry];
        if (!need->relation || ((cue.relations & need->relation) && cue.has_single))
            continue;
        if (need->count && !has_words(view, token, need))
            continue;
        cue.relations |= need->relation;
        cue.has_single |= !need->count;
    }
    if (!cue.relations)
        return;
    if (view->cue_count == SG_GATE_CUES)
        view->is_full = true;
    else
        view->cues[view->cue_count++] = cue;
}

static void add_anchor(struct sg_gate_view *view, struct sg_gate_anchor anchor) {
    if (view->anchor_count == SG_GATE_ANCHORS)
        view->is_full = true;
    else
        view->anchors[view->anchor_count++] = anchor;
}

static void add_mention(struct sg_gate_view *view, const struct sg_mention *mention) {
    struct sg_gate_anchor anchor = {
        .first = mention->first, .end = mention->end_token, .actor = mention->actor};
    if (mention->actor == SG_NO_ACTOR) {
        anchor.kind = mention->use == SG_USE_PLACE ? SG_GATE_PLACE : SG_GATE_OPEN;
        view->has_pronoun = true; /* it may be resolved yet */
    } else {
        anchor.kind = mention->use == SG_USE_MODIFIER ? SG_GATE_MODIFIER
                      : mention->use == SG_USE_PLACE  ? SG_GATE_PLACE
                                                      : SG_GATE_PARTY;
        anchor.type = (uint8_t)view->reading->actors[mention->actor].type;
        if (view->party_count < 2) {
            bool known = false;
            for (size_t i = 0; i < view->anchor_count; i++)
                known |= view->anchors[i].actor == mention->actor;
            view->party_count += !known;
        }
    }
    add_anchor(view, anchor);
}

/* A run of capitals that begins here; where it ends. */
static uint32_t add_run(struct sg_gate_view *view, uint32_t first) {
    const struct sg_token *tokens = view->reading->tokens;
    uint32_t end = first + 1;
    while (end < view->sentence->end_token && (tokens[end].flags & SG_TOKEN_CAPITAL))
        end++;
    struct sg_gate_anchor anchor = {.first = first, .end = end, .actor = SG_NO_ACTOR};
    anchor.kind = end > first + 1                              ? SG_GATE_CAPITALS
                  : tokens[first].flags & SG_TOKEN_ALL_CAPS    ? SG_GATE_ACRONYM
                  : tokens[first].flags & SG_TOKEN_SENTENCE_START ? SG_GATE_FIRST_WORD
                                                               : SG_GATE_CAPITAL;
    add_anchor(view, anchor);
    view->party_count++;
    return end;
}

void sg_gate_look(struct sg_gate_view *view, const struct sg_reading *reading,
                  const struct sg_lexicon *lexicon, const struct sg_sentence *sentence,
                  size_t *mention) {
    view->reading = reading;
    view->lexicon = lexicon;
    view->sentence = sentence;
    view->anchor_count = view->cue_count = view->operator_count = view->party_count = 0;
    view->has_pronoun = view->has_quote = view->is_full = false;
    uint32_t covered = 0; /* tokens before this are in an anchor */
    if (mention)
        while (*mention < reading->mention_count &&
               reading->mentions[*mention].first < sentence->first)
            ++*mention;
    for (uint32_t t = sentence->first; t < sentence->end_token; t++) {
        const struct sg_token *token = &reading->tokens[t];
        if (mention) {
            for (; *mention < reading->mention_count && reading->mentions[*mention].first == t;
                 ++*mention) {
                add_mention(view, &reading->mentions[*mention]);
                if (reading->mentions[*mention].end_token > covered)
                    covered = reading->mentions[*mention].end_token;
            }
        }
        if (token->flags & (SG_TOKEN_PUNCT | SG_TOKEN_NUMBER))
            continue;
        view->has_quote |= (token->flags & SG_TOKEN_IN_QUOTE) != 0;
        uint32_t form = sg_lexicon_gate_form(lexicon, token);
        const struct sg_gate_form *found =
            form == SG_STRMAP_NONE ? NULL : &lexicon->gate_forms[form];
        if (found && found->refers && t >= covered) {
            view->has_pronoun = true;
            add_anchor(view, (struct sg_gate_anchor){.first = t,
                                                     .end = t + 1,
                                                     .actor = SG_NO_ACTOR,
                                                     .kind = found->refers});
        } else if (!mention && t >= covered && (token->flags & SG_TOKEN_CAPITAL)) {
            covered = add_run(view, t);
        }
        if (!found)
            continue;
        if (found->bits & SG_GATE_OPERATOR) {
            if (view->operator_count < SG_GATE_CUES)
                view->operators[view->operator_count++] = t;
        }
        if (found->bits & ~(SG_GATE_OPERATOR | SG_GATE_REFERS))
            add_cue(view, t, form);
    }
}

bool sg_gate_has_parties(const struct sg_gate_view *view) {
    return view->is_full || view->party_count > 1 ||
           (view->party_count == 1 && (view->has_pronoun || view->has_quote)) ||
           (view->has_quote && view->has_pronoun);
}
