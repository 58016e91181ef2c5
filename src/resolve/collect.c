/* The mentions that refer back: pronouns, "the group", "his army". Made before quotations are read,
 * since their indices must not move. */
#include "resolve/memory.h"

#include <string.h>

static void add(struct sg_context *c, uint32_t first, uint32_t end, uint32_t head,
                enum sg_mention_kind kind, uint32_t alias) {
    struct sg_mention mention = {.first = first,
                                 .end_token = end,
                                 .head = head,
                                 .sentence = c->reading->tokens[head].sentence,
                                 .actor = SG_NO_ACTOR,
                                 .kind = kind,
                                 .alias = alias,
                                 .certainty = 0.0f};
    sg_roster_mention(&c->roster, &mention);
}

static bool is_adjective_like(const struct sg_context *c, uint32_t token) {
    const struct sg_token *t = &c->reading->tokens[token];
    if (!(t->flags & SG_TOKEN_WORD) || (t->flags & SG_TOKEN_POSSESSIVE))
        return false;
    const struct sg_mention *m = sg_covering_mention(c, token);
    if (m)
        return m->kind == SG_MENTION_DEMONYM;
    return !(t->flags & SG_TOKEN_CAPITAL) &&
           !(sg_classes_at(c, token) & (SG_REF_FUNCTION | SG_REF_BE | SG_REF_SPEECH |
                                        SG_REF_POSSESSIVE_PRONOUN));
}

/* "his country", "its government": a state's noun that a pronoun owns. Returns where to go on. */
static uint32_t collect_owned(struct sg_context *c, uint32_t token,
                              const struct sg_sentence *sentence) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t noun = token + 1, end = 0;
    if (noun < sentence->end_token && !c->text.mention_at[noun] &&
        (sg_classes_at(c, noun) & SG_REF_ADJECTIVE) &&
        !(sg_classes_at(c, noun) & SG_REF_NOMINAL_START))
        noun++;
    if (noun >= sentence->end_token || c->text.mention_at[noun] ||
        !(sg_classes_at(c, noun) & SG_REF_NOMINAL_START))
        return token;
    uint32_t nominal =
        sg_words_at(&end, c->referents->nominal_phrases, tokens, noun, sentence->end_token);
    if (nominal == SG_STRMAP_NONE ||
        c->referents->nominals[nominal].types != 1u << SG_TYPE_STATE ||
        (end < sentence->end_token &&
         (tokens[end].form[0] == '-' || sg_token_is(&tokens[end], "of"))))
        return token;
    add(c, token, end, end - 1, SG_MENTION_NOMINAL, nominal);
    return token;
}

/* Returns where to go on. */
static uint32_t collect_nominal(struct sg_context *c, uint32_t token,
                                const struct sg_sentence *sentence) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t end = token + 1;
    uint32_t nominal =
        sg_words_at(&end, c->referents->nominal_phrases, tokens, token, sentence->end_token);
    if (nominal == SG_STRMAP_NONE)
        return token;
    uint32_t first = token;
    /* "the small, rich nation" */
    while (first > sentence->first + 1 && first + 2 > token) {
        if (is_adjective_like(c, first - 1))
            first--;
        else if (first < token && tokens[first - 1].form[0] == ',' &&
                 is_adjective_like(c, first - 2))
            first -= 2;
        else
            break;
    }
    /* "the 27-nation bloc" */
    if (first > sentence->first + 1 && tokens[first - 1].form[0] == '-')
        first--;
    if (first > sentence->first && (tokens[first - 1].flags & SG_TOKEN_NUMBER))
        first--;
    if (first == sentence->first || !(sg_classes_at(c, first - 1) & SG_REF_DEFINITE))
        return end - 1;
    /* "the militia Kataib Hezbollah", "the group leader", "the party of ..." */
    if (end < sentence->end_token) {
        const struct sg_mention *next = sg_covering_mention(c, end);
        if (next && next->first == end && (tokens[end].flags & SG_TOKEN_SPACE_BEFORE))
            return end - 1;
        /* "the party of ..."; but "accused the government of murder" */
        bool is_told = first > sentence->first + 1 && (sg_classes_at(c, first - 2) & SG_REF_TAKES_OF);
        if ((sg_token_is(&tokens[end], "of") && !is_told) ||
            (tokens[end].form[0] == '-' && !(tokens[end].flags & SG_TOKEN_SPACE_BEFORE)))
            return end - 1;
    }
    /* "the military regimes of ..." */
    const struct sg_token *head = &tokens[end - 1];
    if (c->is_tree_ready && sentence->is_parsed && head->head == end &&
        (head->deprel == SG_DEPREL_AMOD || head->deprel == SG_DEPREL_COMPOUND) &&
        tokens[end].upos == SG_UPOS_NOUN && sg_token_is(head, "military"))
        return end - 1;
    add(c, first - 1, end, end - 1, SG_MENTION_NOMINAL, nominal);
    return end - 1;
}

/* A text that came without its apostrophes: "Syrias army", and no mark of possession anywhere. */
static bool has_lost_marks(const struct sg_reading *reading) {
    bool found = false;
    for (size_t m = 0; m < reading->mention_count && !found; m++)
        found = reading->mentions[m].is_plural && reading->mentions[m].kind == SG_MENTION_NAME &&
                reading->mentions[m].use == SG_USE_MODIFIER;
    for (uint32_t i = 0; found && i < reading->token_count; i++)
        if (reading->tokens[i].flags & SG_TOKEN_POSSESSIVE)
            return false;
    return found;
}

/* "The observatorys chief": a noun in front of another one, by one letter too long. */
static void collect_unmarked(struct sg_context *c, uint32_t token,
                             const struct sg_sentence *sentence) {
    const struct sg_token *t = &c->reading->tokens[token];
    if (token == sentence->first || token + 1 >= sentence->end_token || t->lower_length < 5 ||
        t->lower[t->lower_length - 1] != 's' ||
        !(sg_classes_at(c, token - 1) & (SG_REF_DEFINITE | SG_REF_POSSESSIVE_PRONOUN)) ||
        c->text.mention_at[token + 1] || !(t[1].flags & SG_TOKEN_WORD) ||
        (sg_classes_at(c, token + 1) & (SG_REF_FUNCTION | SG_REF_BE | SG_REF_SPEECH)))
        return;
    uint32_t nominal =
        sg_strmap_getn(c->referents->nominal_phrases, t->lower, t->lower_length - 1);
    if (nominal != SG_STRMAP_NONE)
        add(c, token - 1, token + 1, token, SG_MENTION_NOMINAL, nominal);
}

void sg_collect_references(struct sg_context *c) {
    const struct sg_reading *reading = c->reading;
    bool is_unmarked = has_lost_marks(reading);
    for (uint32_t s = 0; s < reading->sentence_count; s++) {
        const struct sg_sentence *sentence = &reading->sentences[s];
        for (uint32_t i = sentence->first; i < sentence->end_token; i++) {
            if (!(reading->tokens[i].flags & SG_TOKEN_WORD) || c->text.mention_at[i])
                continue;
            uint32_t classes = sg_classes_at(c, i);
            if (sg_referent_pronoun(classes) != SG_PRONOUN_NONE &&
                !(reading->tokens[i].flags & SG_TOKEN_ALL_CAPS && reading->tokens[i].length > 1)) {
                if (classes & SG_REF_POSSESSIVE_PRONOUN)
                    collect_owned(c, i, sentence);
                add(c, i, i + 1, i, SG_MENTION_PRONOUN, SG_NO_ALIAS);
                if (sg_referent_pronoun(classes) == SG_PRONOUN_THEY)
                    sg_collect_they(c, i, s);
            } else if (classes & SG_REF_PAIR_START)
                i = sg_collect_pair(c, i, sentence);
            else if (classes & SG_REF_NOMINAL_START)
                i = collect_nominal(c, i, sentence);
            else if (is_unmarked)
                collect_unmarked(c, i, sentence);
        }
    }
    sg_roster_sort(&c->roster);
    sg_context_cover(c);
}
