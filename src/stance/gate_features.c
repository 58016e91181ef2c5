/* What is seen of a cue before the parse: its form, the words around it, who stands to its left and
 * right, how far and behind which word. Names are never features. */
#include "stance/gate_model.h"

#include <string.h>

/* Whoever stands around a cue. */
struct sides {
    const struct sg_gate_anchor *left, *right, *on;
    unsigned left_count, right_count; /* distinct actors, at most two */
    bool left_refers, right_refers;   /* a pronoun or a noun that may refer */
    const struct sg_gate_anchor *left_party,
        *right_party;     /* the nearest that are surely somebody */
    unsigned party_count; /* distinct ones of the sentence */
    unsigned party_types; /* a bit for each sg_actor_type */
};

#define PARTIES 8

static bool refers(const struct sg_gate_anchor *a) { return a->kind >= SG_GATE_FIRST_PERSON; }

static void count_in(unsigned *count, uint32_t *actor, const struct sg_gate_anchor *a) {
    if (a->kind == SG_GATE_OPEN || *count == 2 || (*count && a->actor == *actor))
        return;
    ++*count;
    *actor = a->actor;
}

static void look_around(struct sides *s, const struct sg_gate_view *view, uint32_t token) {
    uint32_t left_actor = SG_NO_ACTOR, right_actor = SG_NO_ACTOR;
    uint32_t parties[PARTIES];
    *s = (struct sides){.left = NULL};
    for (size_t i = 0; i < view->anchor_count; i++) {
        const struct sg_gate_anchor *a = &view->anchors[i];
        if (a->kind == SG_GATE_PARTY) {
            unsigned known = 0;
            while (known < s->party_count && parties[known] != a->actor)
                known++;
            if (known == s->party_count && known < PARTIES)
                parties[s->party_count++] = a->actor;
            s->party_types |= 1u << a->type;
            if (a->end <= token)
                s->left_party = a;
            else if (a->first > token && !s->right_party)
                s->right_party = a;
        }
        if (a->end <= token) {
            if (refers(a))
                s->left_refers = true;
            else
                count_in(&s->left_count, &left_actor, a);
            s->left = a;
        } else if (a->first > token) {
            if (refers(a))
                s->right_refers = true;
            else
                count_in(&s->right_count, &right_actor, a);
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
    return (uint32_t)(h >> 32);
}

#define NAME 4

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
        return NAME;
    return t->hash;
}

/* The last operator before the cue: "vowed to attack". */
static uint32_t operator_before(uint32_t *distance, const struct sg_gate_view *view,
                                uint32_t token) {
    uint32_t word = 0;
    *distance = NO_SIDE;
    for (size_t i = 0; i < view->operator_count; i++)
        if (view->operators[i] < token && token - view->operators[i] < 9) {
            word = view->reading->tokens[view->operators[i]].hash;
            *distance = bucket(token - view->operators[i] - 1);
        }
    return word;
}

/* A mark or a conjunction that parts the cue from whoever stands at its side. */
static uint64_t parted(const struct sg_gate_view *view, uint32_t from, uint32_t to) {
    uint64_t marks = 0;
    for (uint32_t t = from; t < to; t++) {
        const struct sg_token *token = &view->reading->tokens[t];
        if (token->flags & (SG_TOKEN_QUOTE_OPEN | SG_TOKEN_QUOTE_CLOSE))
            marks |= 2;
        else if ((token->flags & SG_TOKEN_PUNCT) && strchr(",;:-", token->form[0]))
            marks |= 1;
    }
    return marks;
}

#define FRAME_REACH 8

/* How far behind the cue stands a preposition under which its entries have their targets. */
static uint64_t preposition_behind(const struct sg_gate_view *view, const struct sg_gate_form *form,
                                   uint32_t token) {
    uint32_t end = view->sentence->end_token;
    if (end > token + 1 + FRAME_REACH)
        end = token + 1 + FRAME_REACH;
    for (uint32_t t = token + 1; t < end && form->preposition_count; t++)
        for (size_t i = 0; i < form->preposition_count; i++)
            if (view->reading->tokens[t].hash == form->prepositions[i])
                return bucket(t - token - 1);
    return NO_SIDE;
}

#define AROUND 5 /* tokens; the two nearest at each side have features of their own */

/* What is spoken of around the cue: "prices", "troops". */
static size_t add_words_around(uint32_t *out, const struct sg_gate_view *view, uint32_t token) {
    uint32_t begin = view->sentence->first, end = view->sentence->end_token;
    size_t count = 0;
    for (int side = -1; side <= 1; side += 2)
        for (int far = 3; far <= AROUND; far++) {
            int64_t at = (int64_t)token + side * far;
            if (at < begin || at >= end || (view->reading->tokens[at].flags & SG_TOKEN_PUNCT))
                continue;
            uint32_t word = word_at(view, token, side * far);
            if (word != NAME)
                out[count++] =
                    mix(side < 0 ? 2 * SG_GATE_FEATURES : 2 * SG_GATE_FEATURES + 1, word, 0, 0);
        }
    return count;
}

size_t sg_gate_features(uint32_t *out, const struct sg_gate_view *view,
                        const struct sg_gate_cue *cue, bool is_turned) {
    const struct sg_token *token = &view->reading->tokens[cue->token];
    const struct sg_gate_form *form = &view->lexicon->gate_forms[cue->form];
    struct sides s;
    look_around(&s, view, cue->token);
    uint32_t op_distance, op = operator_before(&op_distance, view, cue->token);
    uint64_t word = token->hash;
    uint64_t kind = cue->kinds;
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
    uint64_t left_mark = s.left ? parted(view, s.left->end, cue->token) : 4;
    uint64_t right_mark = s.right ? parted(view, cue->token + 1, s.right->first) : 4;
    uint64_t behind = preposition_behind(view, form, cue->token);
    uint64_t from = s.left_party ? s.left_party->type + 1u : 0;
    uint64_t from_far = s.left_party ? bucket(cue->token - s.left_party->end) : NO_SIDE;
    uint64_t to = s.right_party ? s.right_party->type + 1u : 0;
    uint64_t to_far = s.right_party ? bucket(s.right_party->first - cue->token - 1) : NO_SIDE;
    uint64_t opening = view->reading->tokens[view->sentence->first].hash;
    uint64_t frame = (form->takes & 7u) | behind << 3;
    uint64_t words = cue->has_single ? 1u : 2u;
    uint32_t length = view->sentence->end_token - view->sentence->first;
    uint64_t size = length < 8 ? 0 : length < 15 ? 1 : length < 25 ? 2 : length < 40 ? 3 : 4;
    const uint64_t rows[][3] = {
        {0, 0, 0},
        {word, 0, 0},
        {kind, cue->relations, 0},
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
        {op, op_distance, 0},
        {word, op, 0},
        {size, counts, 0},
        {word, left, 0},
        {word, right, 0},
        {kind, left_far, right_far},
        {word, quote, 0},
        {right_word, right, right_far},
        {left_word, left, left_far},
        {left, right, counts},
        {frame, kind, 0},
        {frame, counts, 0},
        {frame, left_far, right_far},
        {word, behind, 0},
        {form->strength, kind, cue->relations},
        {form->strength, counts, frame},
        {word, left_mark, right_mark},
        {kind, left_mark * 8 + left_far, right_mark * 8 + right_far},
        {from, from_far, to},
        {from, to, to_far},
        {word, from, to},
        {s.party_count, s.party_types, 0},
        {kind, s.party_types, s.party_count},
        {kind, opening, 0},
    };
    const size_t count = sizeof rows / sizeof *rows;
    _Static_assert(sizeof rows / sizeof *rows + 2 * (AROUND - 2) <= SG_GATE_FEATURES,
                   "room for every feature");
#pragma GCC unroll 48 /* so that a template's number is a constant and the table none in memory */
    for (size_t i = 0; i < count; i++)
        out[i] = mix((uint32_t)i * 2 + is_turned, rows[i][0], rows[i][1], rows[i][2]);
    return count + add_words_around(out + count, view, cue->token);
}
