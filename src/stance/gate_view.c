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
        cue.has_multiple |= need->count > 0;
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

/* --- features --- */

/* The anchors around a cue. */
struct sides {
    const struct sg_gate_anchor *left, *right, *on;
    unsigned left_count, right_count;     /* distinct names, at most two */
    bool left_refers, right_refers;       /* a pronoun or a noun that may refer */
};

static bool refers(const struct sg_gate_anchor *a) { return a->kind >= SG_GATE_FIRST_PERSON; }

static void look_around(struct sides *s, const struct sg_gate_view *view, uint32_t token) {
    uint32_t left_actor = SG_NO_ACTOR, right_actor = SG_NO_ACTOR;
    *s = (struct sides){.left = NULL};
    for (size_t i = 0; i < view->anchor_count; i++) {
        const struct sg_gate_anchor *a = &view->anchors[i];
        if (a->end <= token) {
            if (refers(a))
                s->left_refers = true;
            else if (s->left_count < 2 &&
                     !(s->left_count && a->actor == left_actor && a->actor != SG_NO_ACTOR))
                s->left_count++, left_actor = a->actor;
            s->left = a;
        } else if (a->first > token) {
            if (refers(a))
                s->right_refers = true;
            else if (s->right_count < 2 &&
                     !(s->right_count && a->actor == right_actor && a->actor != SG_NO_ACTOR))
                s->right_count++, right_actor = a->actor;
            if (!s->right)
                s->right = a;
        } else {
            s->on = a;
        }
    }
}

static unsigned bucket(uint32_t distance) {
    return distance < 3 ? distance : distance < 5 ? 3 : distance < 8 ? 4 : distance < 13 ? 5 : 6;
}

#define NO_SIDE 7

static inline uint32_t mix(uint32_t template, uint64_t a, uint64_t b, uint64_t c) {
    uint64_t h = (template + 1) * 0x9E3779B97F4A7C15u ^ a * 0xD6E8FEB86659FD93u;
    h ^= h >> 32;
    h = (h ^ b) * 0xBF58476D1CE4E5B9u;
    h ^= h >> 29;
    h = (h ^ c) * 0x94D049BB133111EBu;
    return (uint32_t)(h >> (64 - SG_GATE_BITS));
}

static uint32_t word_at(const struct sg_gate_view *view, uint32_t token, int offset) {
    const struct sg_sentence *s = view->sentence;
    int64_t at = (int64_t)token + offset;
    if (at < (int64_t)s->first)
        return 1;
    if (at >= (int64_t)s->end_token)
        return 2;
    const struct sg_token *t = &view->reading->tokens[at];
    /* names and numbers are one word each: which they are must not count */
    if (t->flags & SG_TOKEN_NUMBER)
        return 3;
    if ((t->flags & SG_TOKEN_CAPITAL) && !(t->flags & SG_TOKEN_SENTENCE_START))
        return 4;
    return t->hash;
}

size_t sg_gate_features(uint32_t *out, const struct sg_gate_view *view,
                        const struct sg_gate_cue *cue, bool is_turned) {
    const struct sg_token *token = &view->reading->tokens[cue->token];
    const struct sg_gate_form *form = &view->lexicon->gate_forms[cue->form];
    struct sides s;
    look_around(&s, view, cue->token);
    uint32_t op = 0, op_distance = NO_SIDE;
    for (size_t i = 0; i < view->operator_count; i++)
        if (view->operators[i] < cue->token && cue->token - view->operators[i] < 9) {
            op = view->reading->tokens[view->operators[i]].hash;
            op_distance = bucket(cue->token - view->operators[i] - 1);
        }
    uint64_t word = token->hash;
    uint64_t kind = (uint64_t)form->kinds << 8 | form->form_bits;
    uint64_t p1 = word_at(view, cue->token, -1), n1 = word_at(view, cue->token, 1);
    uint64_t p2 = word_at(view, cue->token, -2), n2 = word_at(view, cue->token, 2);
    uint64_t caps = (token->flags & (SG_TOKEN_CAPITAL | SG_TOKEN_ALL_CAPS)) |
                    (token->flags & SG_TOKEN_SENTENCE_START) << 1 |
                    (token->flags & SG_TOKEN_HYPHEN_BEFORE) << 1 | (s.on ? 4u : 0u);
    uint64_t quote = (token->flags & SG_TOKEN_IN_QUOTE ? 1u : 0u) | (view->has_quote ? 2u : 0u) |
                     (view->sentence->is_headline ? 4u : 0u);
    uint64_t counts = s.left_count | s.right_count << 2 | (s.left_refers ? 16u : 0u) |
                      (s.right_refers ? 32u : 0u);
    uint64_t left = s.left ? s.left->kind * 8u + s.left->type : 0;
    uint64_t right = s.right ? s.right->kind * 8u + s.right->type : 0;
    uint64_t left_far = s.left ? bucket(cue->token - s.left->end) : NO_SIDE;
    uint64_t right_far = s.right ? bucket(s.right->first - cue->token - 1) : NO_SIDE;
    uint64_t right_word = s.right ? word_at(view, s.right->first, -1) : 0;
    uint64_t left_word = s.left ? word_at(view, s.left->end, 0) : 0;
    uint64_t words = (cue->has_single ? 1u : 0u) | (cue->has_multiple ? 2u : 0u);
    uint32_t length = view->sentence->end_token - view->sentence->first;
    uint64_t size = length < 8 ? 0 : length < 15 ? 1 : length < 25 ? 2 : length < 40 ? 3 : 4;
    uint64_t parties = view->party_count < 4 ? view->party_count : 4;
    const uint64_t rows[][3] = {
        {0, 0, 0},
        {word, 0, 0},
        {kind, 0, 0},
        {word, p1, 0},
        {word, n1, 0},
        {kind, p1, 0},
        {kind, n1, 0},
        {word, caps, 0},
        {kind, caps, 0},
        {kind, p2, 0},
        {kind, n2, 0},
        {counts, quote, 0},
        {counts, quote, kind},
        {word, counts, 0},
        {kind, left, left_far},
        {kind, right, right_far},
        {kind, left, right},
        {word, left_far, 0},
        {word, right_far, 0},
        {word, right_word, 0},
        {kind, right_word, right_far},
        {kind, left_word, left_far},
        {word, words, 0},
        {kind, words, 0},
        {op, op_distance, 0},
        {word, op, 0},
        {kind, op, op_distance},
        {size, parties, 0},
        {word, left, 0},
        {word, right, 0},
        {kind, left_far, right_far},
        {word, quote, 0},
        {right_word, right, right_far},
        {left_word, left, left_far},
        {p1, n1, 0},
        {left, right, counts},
        {word, p2, 0},
        {word, n2, 0},
        {word, left_word, 0},
    };
    const size_t count = sizeof rows / sizeof *rows;
    _Static_assert(sizeof rows / sizeof *rows <= SG_GATE_FEATURES, "room for every feature");
    for (size_t i = 0; i < count; i++)
        out[i] = mix((uint32_t)(i * 2 + is_turned), rows[i][0], rows[i][1], rows[i][2]);
    return count;
}
