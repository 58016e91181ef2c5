#include "syntax/trainer/vary.h"

#include "model/tree.h"

#include <string.h>

/* Out of 100 sentences, so many are taken. */
#define WITHOUT_STOP 6
#define IN_CAPITALS 5
#define IN_TITLE_CASE 4
#define IN_SMALL_LETTERS 6
#define NAMES_AS_ONE 35
/* Out of 100 headlines. */
#define HEADLINES_IN_CAPITALS 15
#define HEADLINES_IN_TITLE_CASE 25
/* Out of 100 in title case, so many leave the small words small. */
#define TITLE_CASE_SMALL_WORDS 70

static unsigned hundred(uint64_t *random) {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    return (unsigned)((*random >> 33) % 100);
}

static bool is_leaf(const struct sg_gold_sentence *s, size_t word) {
    for (size_t i = 0; i < s->count; i++)
        if (s->words[i].head == word + 1)
            return false;
    return true;
}

/* "China Warns Taiwan over Ties" leaves the small words small. */
static bool stays_small(const struct sg_gold_word *w) {
    return (w->upos == SG_UPOS_ADP || w->upos == SG_UPOS_DET || w->upos == SG_UPOS_CCONJ ||
            w->upos == SG_UPOS_PART) &&
           strlen(w->form) < 5;
}

enum letters { ALL_CAPITALS, TITLE_CASE, TITLE_CASE_THROUGHOUT, SMALL_LETTERS };

static void rewrite(struct sg_gold_word *words, size_t count, enum letters letters) {
    for (size_t i = 0; i < count; i++) {
        char written[256];
        size_t length = strlen(words[i].form), size = length < 255 ? length : 255;
        if (letters == TITLE_CASE && i && stays_small(&words[i]))
            continue;
        for (size_t k = 0; k < size; k++) {
            char c = words[i].form[k];
            if (letters == SMALL_LETTERS)
                written[k] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
            else
                written[k] =
                    c >= 'a' && c <= 'z' && (!k || letters == ALL_CAPITALS) ? (char)(c - 32) : c;
        }
        written[size] = '\0';
        if (size == length)
            words[i].features = sg_word_features(written, words[i].lower);
    }
}

static bool is_name(const struct sg_gold_word *w) {
    return w->xpos == SG_XPOS_NNP || w->xpos == SG_XPOS_NNPS;
}

/* The end of the name that starts at `first`: words that all hang on each other but one, with no
 * dependent from outside on any of the others. Gives first + 1 when there is none. */
static size_t name_end(const struct sg_gold_sentence *s, size_t first, size_t *outer) {
    size_t end = first;
    *outer = first;
    while (end < s->count && is_name(&s->words[end]))
        end++;
    for (; end > first + 1; end--) {
        size_t out = 0;
        for (size_t i = first; i < end; i++) {
            size_t head = s->words[i].head;
            if (!head || head - 1 < first || head - 1 >= end) {
                *outer = i;
                out++;
            }
        }
        if (out == 1)
            return end;
    }
    *outer = first;
    return first + 1;
}

/* "the United States" becomes two words, as the parser gets them once the name is recognised: the
 * last word stands for the name, a proper noun where the name's head stood. */
static size_t names_as_one(struct sg_gold_word *out, const struct sg_gold_sentence *s) {
    uint32_t place[1024] = {0}; /* word -> its new number */
    size_t count = 0;
    for (size_t i = 0, end, outer; i < s->count; i = end) {
        end = is_name(&s->words[i]) ? name_end(s, i, &outer) : i + 1;
        if (end == i + 1)
            outer = i;
        out[count] = s->words[end - 1];
        out[count].head = s->words[outer].head;
        out[count].label = s->words[outer].label;
        out[count].sure_head = s->words[outer].sure_head;
        out[count].sure_label = s->words[outer].sure_label;
        if (end > i + 1)
            out[count].tag = is_name(&s->words[outer]) ? s->words[outer].tag : out[count].tag;
        count++;
        for (size_t k = i; k < end; k++)
            place[k] = (uint32_t)count;
    }
    for (size_t i = 0; i < count; i++)
        if (out[i].head)
            out[i].head = place[out[i].head - 1];
    return count;
}

/* A draw out of 100 when only `share` of the variants are wanted: the rest are none. */
static unsigned thinned(unsigned drawn, float share) {
    float all = (float)drawn / (share > 0.01f ? share : 0.01f);
    return all < 100 ? (unsigned)all : 100;
}

struct sg_gold_sentence sg_vary(const struct sg_gold_sentence *sentence, float share,
                                struct sg_gold_word *room, uint64_t *random) {
    struct sg_gold_sentence s = *sentence;
    unsigned names = thinned(hundred(random), share), stop = thinned(hundred(random), share),
             shape = thinned(hundred(random), share);
    unsigned capitals = s.is_headline ? HEADLINES_IN_CAPITALS : IN_CAPITALS;
    unsigned titles = capitals + (s.is_headline ? HEADLINES_IN_TITLE_CASE : IN_TITLE_CASE);
    bool rewrites = shape < titles + IN_SMALL_LETTERS;
    bool drops_stop = stop < WITHOUT_STOP && s.count > 1 &&
                      s.words[s.count - 1].upos == SG_UPOS_PUNCT && is_leaf(&s, s.count - 1);
    if (names < NAMES_AS_ONE && s.count <= 1024) {
        s.count = names_as_one(room, sentence);
        s.words = room;
    } else if (drops_stop || rewrites) {
        memcpy(room, s.words, s.count * sizeof *room);
        s.words = room;
    }
    if (drops_stop)
        s.count--;
    if (rewrites)
        rewrite(s.words, s.count,
                shape < capitals                           ? ALL_CAPITALS
                : shape >= titles                          ? SMALL_LETTERS
                : hundred(random) < TITLE_CASE_SMALL_WORDS ? TITLE_CASE
                                                           : TITLE_CASE_THROUGHOUT);
    return s;
}
