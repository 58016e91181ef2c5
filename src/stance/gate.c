/* The cascade's gate: only sentences that can hold a claim are worth parsing. One probe a token. */
#include "stance/lexicon.h"

#include <string.h>

/* What a sentence shows before it is parsed. */
struct signs {
    size_t actors; /* distinct */
    uint32_t bits; /* of all its words */
    bool has_pronoun, has_quote;
};

/* The bits that matter: of wanted relations, and of those that an operator may turn into one. */
static void wanted_bits(uint32_t *own, uint32_t *turned, const struct sg_lexicon *lexicon,
                        const bool *wanted) {
    *own = *turned = 0;
    for (uint32_t i = 0; i < lexicon->relation_count; i++)
        if (wanted[i])
            *own |= 1u << (i < SG_GATE_RELATIONS ? i : SG_GATE_RELATIONS - 1);
    for (uint32_t i = 0; i < lexicon->relation_count; i++)
        if (lexicon->turned[i] & *own)
            *turned |= 1u << (i < SG_GATE_RELATIONS ? i : SG_GATE_RELATIONS - 1);
}

static void count_actors(struct signs *signs, const struct sg_reading *reading, size_t *at,
                         const struct sg_sentence *sentence) {
    uint32_t first = SG_NO_ACTOR;
    while (*at < reading->mention_count && reading->mentions[*at].first < sentence->first)
        ++*at;
    for (; *at < reading->mention_count && reading->mentions[*at].first < sentence->end_token;
         ++*at) {
        uint32_t actor = reading->mentions[*at].actor;
        if (actor == SG_NO_ACTOR) {
            signs->has_pronoun = true; /* a nominal that may be resolved yet */
            continue;
        }
        if (first == SG_NO_ACTOR) {
            first = actor;
            signs->actors = 1;
        } else if (actor != first) {
            signs->actors = 2;
        }
    }
}

enum sg_status sg_stance_gate(struct sg_reading *reading, const struct sg_lexicon *lexicon,
                              const bool *wanted, bool parse_all, struct sg_arena *arena,
                              struct sg_error *err) {
    (void)arena, (void)err;
    size_t mention = 0;
    uint32_t own, turned;
    wanted_bits(&own, &turned, lexicon, wanted);
    for (size_t i = 0; i < reading->sentence_count; i++) {
        struct sg_sentence *sentence = &reading->sentences[i];
        struct signs signs = {.actors = 0};
        count_actors(&signs, reading, &mention, sentence);
        if (parse_all) {
            sentence->may_claim = sentence->end_token > sentence->first;
            continue;
        }
        if (!signs.actors && !signs.has_pronoun)
            continue;
        for (uint32_t t = sentence->first; t < sentence->end_token; t++) {
            const struct sg_token *token = &reading->tokens[t];
            if (token->flags & (SG_TOKEN_PUNCT | SG_TOKEN_NUMBER))
                continue;
            uint32_t bits = sg_strmap_get(lexicon->gate, token->lower);
            if (bits == SG_STRMAP_NONE)
                continue;
            signs.bits |= bits;
            signs.has_pronoun |= (bits & SG_GATE_REFERS) != 0;
            signs.has_quote |= (token->flags & SG_TOKEN_IN_QUOTE) != 0;
        }
        bool has_cue =
            (signs.bits & own) || ((signs.bits & SG_GATE_OPERATOR) && (signs.bits & turned));
        sentence->may_claim =
            has_cue &&
            (signs.actors > 1 || (signs.actors == 1 && (signs.has_pronoun || signs.has_quote)) ||
             (signs.has_quote && signs.has_pronoun));
    }
    return SG_OK;
}
