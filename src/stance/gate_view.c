#include "stance/gate_view.h"

#include "recognise/recognise.h"

#include <string.h>

#define WINDOW 14 /* tokens to the right in which a cue's further words may stand, see match.c */

/* The lexicon has lemmas: "fingers" may be the word "finger". */
static void note_stem(struct sg_gate_view *view, const struct sg_token *token, uint32_t at,
                      size_t cut) {
    uint32_t hash = sg_strmap_hash(token->lower, token->lower_length - cut);
    sg_word_bits_note(&view->words, hash);
    if (view->stem_count < SG_GATE_STEMS)
        view->stems[view->stem_count++] = (struct sg_gate_stem){at, hash};
}

/* Notes which words the sentence has, so that most entries of several words are settled without a
 * search. */
static void note_words(struct sg_gate_view *view) {
    const struct sg_token *tokens = view->reading->tokens;
    memset(&view->words, 0, sizeof view->words);
    view->has_noted = true;
    view->stem_count = 0;
    for (uint32_t t = view->sentence->first; t < view->sentence->end_token; t++) {
        size_t length = tokens[t].lower_length;
        sg_word_bits_note(&view->words, tokens[t].hash);
        if (length < 3 || tokens[t].lower[length - 1] != 's')
            continue;
        note_stem(view, &tokens[t], t, 1);
        if (tokens[t].lower[length - 2] == 'e')
            note_stem(view, &tokens[t], t, 2);
    }
}

/* Whether a word, or its lemma, stands within [from, to), but not at `at`. */
static bool has_word(const struct sg_gate_view *view, uint32_t from, uint32_t to, uint32_t at,
                     uint32_t hash) {
    const struct sg_token *tokens = view->reading->tokens;
    for (uint32_t t = from; t < to; t++)
        if (tokens[t].hash == hash && t != at)
            return true;
    for (size_t i = 0; i < view->stem_count; i++)
        if (view->stems[i].hash == hash && view->stems[i].token >= from &&
            view->stems[i].token < to && view->stems[i].token != at)
            return true;
    return false;
}

static bool may_have(const struct sg_gate_view *view, const struct sg_gate_need *need) {
    for (uint32_t i = 0; i < need->count; i++)
        if (!sg_word_bits_may_have(&view->words, need->words[i]))
            return false;
    return true;
}

/* The entry's further words stand where its match would look for them, or near enough. */
static bool has_words(struct sg_gate_view *view, uint32_t at, const struct sg_gate_need *need) {
    if (!may_have(view, need))
        return false;
    for (uint32_t i = 0; i < need->count; i++) {
        uint32_t from = at, to = at + 2 * WINDOW;
        if (need->is_before) {
            from = at > view->sentence->first + 8 ? at - 8 : view->sentence->first;
            to = at;
        } else if (need->is_anywhere) { /* "the finger was pointed at": the passive turns it round
                                         */
            from = view->sentence->first;
        }
        if (to > view->sentence->end_token)
            to = view->sentence->end_token;
        if (!has_word(view, from, to, at, need->words[i]))
            return false;
    }
    return true;
}

/* The first of a form's longer entries whose word has that bit in a sentence's words. */
static const struct sg_gate_longer *first_of(const struct sg_gate_longer *longer, uint32_t count,
                                             uint32_t bucket) {
    while (count > 1) {
        uint32_t half = count / 2;
        longer += sg_word_bucket(longer[half - 1].word) < bucket ? half : 0;
        count -= half;
    }
    return longer + (count && sg_word_bucket(longer->word) < bucket);
}

static void read_longer(struct sg_gate_view *view, struct sg_gate_cue *cue,
                        const struct sg_gate_longer *longer) {
    if (((cue->relations & longer->relation) && (cue->kinds & longer->kind)) ||
        !has_words(view, cue->token, &view->lexicon->gate_needs[longer->need]))
        return;
    cue->relations |= longer->relation;
    cue->kinds |= longer->kind;
}

/* Which relations the entries of a cue's form can name, as far as their words are all there. */
bool sg_gate_read_cue(struct sg_gate_view *view, struct sg_gate_cue *cue) {
    const struct sg_lexicon *lexicon = view->lexicon;
    const struct sg_gate_form *form = &lexicon->gate_forms[cue->form];
    cue->relations = form->single_relations;
    cue->kinds = form->single_kinds;
    cue->has_single = form->single_relations != 0;
    if (!form->longer_count)
        return cue->relations != 0;
    if (!view->has_noted)
        note_words(view);
    const struct sg_gate_longer *longer = lexicon->gate_longer + form->first_longer,
                                *end = longer + form->longer_count;
    const struct sg_word_bits *asked = &lexicon->gate_longer_words[cue->form];
    for (uint32_t i = 0; i < sizeof asked->bits / sizeof *asked->bits; i++)
        for (uint64_t bits = asked->bits[i] & view->words.bits[i]; bits; bits &= bits - 1) {
            uint32_t bucket = i * 64 + (uint32_t)__builtin_ctzll(bits);
            const struct sg_gate_longer *at = first_of(longer, form->longer_count, bucket);
            for (; at < end && sg_word_bucket(at->word) == bucket; at++)
                read_longer(view, cue, at);
        }
    return cue->relations != 0;
}

void sg_gate_read_cues(struct sg_gate_view *view) {
    size_t kept = 0;
    for (size_t i = 0; i < view->cue_count; i++)
        if (sg_gate_read_cue(view, &view->cues[i]))
            view->cues[kept++] = view->cues[i];
    view->cue_count = kept;
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
    view->has_given |= mention->kind == SG_MENTION_GIVEN;
    if (mention->actor == SG_NO_ACTOR) {
        anchor.kind = mention->use == SG_USE_PLACE ? SG_GATE_PLACE : SG_GATE_OPEN;
        view->has_open = true;
    } else {
        anchor.kind = mention->use == SG_USE_MODIFIER ? SG_GATE_MODIFIER
                      : mention->use == SG_USE_PLACE  ? SG_GATE_PLACE
                                                      : SG_GATE_PARTY;
        anchor.type = (uint8_t)view->reading->actors[mention->actor].type;
        if (!view->party_count)
            view->party = mention->actor;
        if (!view->party_count || (view->party_count == 1 && view->party != mention->actor))
            view->party_count++;
    }
    add_anchor(view, anchor);
}

#define FETCHED 256 /* tokens */

uint32_t sg_gate_fetch(const struct sg_reading *reading, const struct sg_lexicon *lexicon,
                       uint32_t from) {
    const struct sg_token *tokens = reading->tokens;
    uint32_t end = reading->token_count - from < FETCHED ? (uint32_t)reading->token_count
                                                         : from + FETCHED;
    for (uint32_t t = from; t < end; t++)
        if (sg_lexicon_gate_may_have(lexicon, tokens[t].hash))
            __builtin_prefetch(&lexicon->gate_slots[tokens[t].hash & lexicon->gate_mask]);
    for (uint32_t t = from; t < end; t++) {
        const struct sg_gate_slot *slot = &lexicon->gate_slots[tokens[t].hash & lexicon->gate_mask];
        if (sg_lexicon_gate_may_have(lexicon, tokens[t].hash) && slot->form)
            __builtin_prefetch(&lexicon->gate_forms[slot->form - 1]);
    }
    return end;
}

static void add_cue(struct sg_gate_view *view, uint32_t token, uint32_t form) {
    const char *asked = (const char *)&view->lexicon->gate_longer_words[form];
    const struct sg_gate_form *found = &view->lexicon->gate_forms[form];
    __builtin_prefetch(asked); /* for sg_gate_read_cue() */
    __builtin_prefetch(asked + 64);
    __builtin_prefetch(&view->lexicon->gate_longer[found->first_longer + found->longer_count / 2]);
    if (view->cue_count == SG_GATE_CUES)
        view->is_full = true;
    else
        view->cues[view->cue_count++] = (struct sg_gate_cue){.token = token, .form = form};
}

static bool is_definite(const struct sg_lexicon *lexicon, const struct sg_token *determiner) {
    uint32_t bits = sg_strmap_get_hashed(lexicon->classes, determiner->lower,
                                         determiner->lower_length, determiner->hash);
    return bits != SG_STRMAP_NONE && (bits & SG_CLASS_DEFINITE);
}

/* "the two", "both sides", "the two sides", "each other" */
static bool is_pointing(const struct sg_gate_view *view, uint32_t t) {
    const struct sg_token *tokens = view->reading->tokens;
    if (is_definite(view->lexicon, &tokens[t]))
        return true;
    uint32_t bits = sg_strmap_get_hashed(view->lexicon->classes, tokens[t].lower,
                                         tokens[t].lower_length, tokens[t].hash);
    return bits != SG_STRMAP_NONE &&
           ((bits & SG_CLASS_COUNTED) == SG_CLASS_COUNTED || (bits & SG_CLASS_CONTAINER));
}

static void begin(struct sg_gate_view *view, const struct sg_reading *reading,
                  const struct sg_lexicon *lexicon, const struct sg_sentence *sentence) {
    view->reading = reading;
    view->lexicon = lexicon;
    view->sentence = sentence;
    view->anchor_count = view->cue_count = view->operator_count = 0;
    view->party_count = view->refers = view->act_count = view->large_count = 0;
    view->party = SG_NO_ACTOR;
    view->has_noun = view->has_open = false;
    view->has_quote = view->has_given = view->is_full = view->has_noted = false;
}

/* A word that may be a cue, an operator, or refer to somebody. Tokens before `covered` are in an
 * anchor. */
static void look_at_word(struct sg_gate_view *view, uint32_t t, uint32_t covered) {
    const struct sg_token *token = &view->reading->tokens[t];
    view->has_quote |= (token->flags & SG_TOKEN_IN_QUOTE) != 0;
    uint32_t form = sg_lexicon_gate_form(view->lexicon, token);
    if (form == SG_STRMAP_NONE)
        return;
    const struct sg_gate_form *found = &view->lexicon->gate_forms[form];
    if (found->refers == SG_GATE_ACT) {
        /* "the attack" stands for whoever did it */
        bool is_told = t > view->sentence->first && is_definite(view->lexicon, token - 1);
        view->refers += is_told;
        view->has_noun |= is_told;
        if (is_told && view->act_count < SG_GATE_ACTS)
            view->acts[view->act_count++] = t;
        if (is_told && t >= covered) /* "denounced the strike as a crime": as good as a party */
            add_anchor(view,
                       (struct sg_gate_anchor){
                           .first = t, .end = t + 1, .actor = SG_NO_ACTOR, .kind = SG_GATE_ACT});
    } else if (found->refers && t >= covered &&
               (found->refers != SG_GATE_COUNTED ||
                (t > view->sentence->first && is_pointing(view, t - 1)))) {
        uint8_t kind = found->refers == SG_GATE_COUNTED ? SG_GATE_NOUN : found->refers;
        /* "we" is the speaker of the quotation, who is counted as such */
        view->refers += kind != SG_GATE_FIRST_PERSON;
        view->has_noun |= kind == SG_GATE_NOUN;
        add_anchor(view, (struct sg_gate_anchor){
                             .first = t, .end = t + 1, .actor = SG_NO_ACTOR, .kind = kind});
    }
    if ((found->bits & SG_GATE_OPERATOR) && view->operator_count < SG_GATE_CUES)
        view->operators[view->operator_count++] = t;
    if (found->bits & ~(SG_GATE_OPERATOR | SG_GATE_REFERS))
        add_cue(view, t, form);
}

void sg_gate_look(struct sg_gate_view *view, const struct sg_reading *reading,
                  const struct sg_lexicon *lexicon, const struct sg_sentence *sentence,
                  size_t *mention) {
    begin(view, reading, lexicon, sentence);
    uint32_t covered = 0;
    for (uint32_t t = sentence->first; t < sentence->end_token; t++) {
        for (; *mention < reading->mention_count && reading->mentions[*mention].first <= t;
             ++*mention) {
            add_mention(view, &reading->mentions[*mention]);
            if (reading->mentions[*mention].end_token > covered)
                covered = reading->mentions[*mention].end_token;
        }
        if (!(reading->tokens[t].flags & (SG_TOKEN_PUNCT | SG_TOKEN_NUMBER)))
            look_at_word(view, t, covered);
    }
}

/* --- before names are looked for */

static bool is_large(const struct sg_token *token) {
    return (token->flags & (SG_TOKEN_CAPITAL | SG_TOKEN_ALL_CAPS)) != 0;
}

/* A run of capitals is taken for one name, of the kind that the packs know of its words. */
static uint32_t add_capitals(struct sg_gate_view *view, const struct sg_gazetteer *gazetteer,
                             uint32_t first) {
    const struct sg_token *tokens = view->reading->tokens;
    unsigned kinds = 0;
    uint32_t end = first;
    for (; end < view->sentence->end_token && is_large(&tokens[end]); end++, view->large_count++)
        kinds |= sg_gazetteer_word(gazetteer, tokens[end].hash);
    struct sg_gate_anchor anchor = {.first = first, .end = end, .actor = tokens[end - 1].hash};
    anchor.type = (uint8_t)(kinds ? __builtin_ctz(kinds) + 1 : 0);
    /* a sentence's first word is written large for its place */
    bool is_first = end == first + 1 && (tokens[first].flags & SG_TOKEN_SENTENCE_START);
    anchor.kind = kinds ? SG_GATE_PARTY : is_first ? SG_GATE_PLACE : SG_GATE_OPEN;
    view->has_open |= anchor.kind == SG_GATE_OPEN;
    add_anchor(view, anchor);
    return anchor.kind == SG_GATE_PLACE ? first : end;
}

void sg_gate_glance(struct sg_gate_view *view, const struct sg_reading *reading,
                    const struct sg_lexicon *lexicon, const struct sg_gazetteer *gazetteer,
                    const struct sg_sentence *sentence) {
    begin(view, reading, lexicon, sentence);
    uint32_t covered = 0;
    for (uint32_t t = sentence->first; t < sentence->end_token; t++) {
        if (reading->tokens[t].flags & (SG_TOKEN_PUNCT | SG_TOKEN_NUMBER))
            continue;
        if (t >= covered && is_large(&reading->tokens[t]))
            covered = add_capitals(view, gazetteer, t);
        look_at_word(view, t, covered);
    }
}

bool sg_gate_could_have_parties(const struct sg_gate_view *view) {
    return view->has_quote || view->large_count + view->refers > 1;
}

/* --- parties */

/* Sentences back in which an antecedent may stand: those of resolve/references.c, and some more for
 * what is meant without a name in between ("the commander ... he"). */
#define PRONOUN_REACH 4
#define NOUN_REACH 12
/* and around a quotation in which its speaker may stand */
#define SPEAKER_BACK 6
#define SPEAKER_AHEAD 2

static void remember(struct sg_gate_memory *memory, uint32_t actor, uint32_t sentence) {
    size_t kept = 0;
    for (size_t i = 0; i < memory->count; i++)
        if (memory->recent[i].actor != actor)
            memory->recent[kept++] = memory->recent[i];
    if (kept == SG_GATE_RECENT)
        memmove(memory->recent, memory->recent + 1, --kept * sizeof *memory->recent);
    memory->recent[kept].actor = actor;
    memory->recent[kept].sentence = sentence;
    memory->count = kept + 1;
}

/* Counts those beside `known` that stood within `reach` sentences; who is meant by a pronoun is
 * spoken of again. */
static size_t count_meant(struct sg_gate_memory *memory, uint32_t sentence, uint32_t reach,
                          uint32_t known, bool is_meant) {
    size_t count = 0;
    for (size_t i = 0; i < memory->count; i++) {
        if (sentence - memory->recent[i].sentence > reach || memory->recent[i].actor == known)
            continue;
        count++;
        if (is_meant)
            memory->recent[i].sentence = sentence;
    }
    return count;
}

static size_t count_ahead(const struct sg_gate_view *view, size_t mention, uint32_t sentence) {
    const struct sg_reading *reading = view->reading;
    for (; mention < reading->mention_count &&
           reading->mentions[mention].sentence <= sentence + SPEAKER_AHEAD;
         mention++)
        if (reading->mentions[mention].actor != SG_NO_ACTOR &&
            reading->mentions[mention].actor != view->party)
            return 1;
    return 0;
}

bool sg_gate_has_parties(struct sg_gate_memory *memory, const struct sg_gate_view *view,
                         size_t mention) {
    uint32_t sentence = (uint32_t)(view->sentence - view->reading->sentences);
    size_t parties = view->party_count, meant = 0;
    if (view->refers)
        meant = count_meant(memory, sentence, view->has_noun ? NOUN_REACH : PRONOUN_REACH,
                            view->party, true);
    parties += meant < view->refers ? meant : view->refers;
    if (parties < 2 && view->has_quote)
        parties += count_meant(memory, sentence, SPEAKER_BACK, view->party, false) ||
                   count_ahead(view, mention, sentence);
    for (size_t i = 0; i < view->anchor_count; i++)
        if (view->anchors[i].actor != SG_NO_ACTOR)
            remember(memory, view->anchors[i].actor, sentence);
    return view->is_full || parties > 1 || (view->has_given && (view->has_open || view->refers));
}
