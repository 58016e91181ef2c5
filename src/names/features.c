/* The features of a token: what it is, what stands around it, what the document shows of it. Each
 * is a hash of its template's number and its value. */
#include "names/words.h"

#include <string.h>

struct sink {
    uint64_t *out;
    size_t count;
};

enum template {
    T_BIAS,
    T_WORD,
    T_CASED,
    T_SHAPE,
    T_LOOK,
    T_PREFIX,
    T_SUFFIX,
    T_CLASS,
    T_PACK,
    T_PHRASE,
    T_LIST,
    T_COARSE,
    T_MIDDLE,
    T_FINE,
    T_SEEN,
    T_START,
    T_PAIR,
    T_LOOKS,
    T_CLUSTERS,
    T_RUN_BEFORE,
    T_RUN_BEFORE_CLUSTER,
    T_RUN_AFTER,
    T_RUN_AFTER_CLUSTER,
    T_RUN_HEAD,
    T_RUN_HEAD_CLUSTER,
    T_RUN_HEAD_CLASS,
    T_RUN_FIRST,
    T_RUN_FIRST_CLUSTER,
    T_RUN_FIRST_CLASS,
    T_RUN_LENGTH,
    T_RUN_FRAME,
    T_LOOK_CLASS,
    T_LOOK_SEEN,
    T_NEIGHBOUR_SHAPE,
    T_SENTENCE,
    T_WIDE_COARSE,
    T_WIDE_MIDDLE,
    T_WIDE_FINE,
    T_WIDE_PAIR,
    T_WIDE_RUN_BEFORE,
    T_WIDE_RUN_AFTER,
    T_WIDE_RUN_HEAD,
    T_WIDE_RUN_FIRST,
    T_WIDE_LOOK,
    T_PLACE,
    T_XPOS,
    T_RELATION,
    T_HEAD_XPOS,
    T_HEAD_WORD,
    T_LINK,
    T_QUOTE,
};

static void add(struct sink *sink, unsigned kind, int offset, uint64_t value) {
    uint64_t h = value + 0x9E3779B97F4A7C15u * (kind * 16 + (unsigned)(offset + 8) + 1);
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93u;
    h ^= h >> 29;
    if (sink->count < SG_NAME_FEATURES_MAX)
        sink->out[sink->count++] = h;
}

static void add_bits(struct sink *sink, unsigned kind, int offset, uint32_t bits) {
    if (!bits)
        add(sink, kind, offset, 99);
    for (; bits; bits &= bits - 1)
        add(sink, kind, offset, (unsigned)__builtin_ctz(bits));
}

static void add_clusters(struct sink *sink, int offset, const struct sg_name_word *w) {
    if (!w->entry.clusters[0])
        return;
    add(sink, T_COARSE, offset, w->entry.clusters[0]);
    add(sink, T_MIDDLE, offset, w->entry.clusters[1]);
    if (offset >= -1 && offset <= 1)
        add(sink, T_FINE, offset, w->entry.clusters[2]);
}

static void add_wide(struct sink *sink, int offset, const struct sg_name_word *w) {
    add(sink, T_WIDE_COARSE, offset, w->wide[0]);
    if (!w->wide[0])
        return;
    add(sink, T_WIDE_MIDDLE, offset, w->wide[1]);
    if (offset >= -1 && offset <= 1)
        add(sink, T_WIDE_FINE, offset, w->wide[2]);
}

static void add_pieces(struct sink *sink, int offset, const char *lower, size_t most) {
    size_t n = strlen(lower);
    for (size_t k = offset ? most : 1; k <= most && k <= n; k++) {
        add(sink, T_PREFIX, offset, sg_name_hash(lower, k) + k);
        add(sink, T_SUFFIX, offset, sg_name_hash(lower + n - k, k) + k);
    }
}

static void add_run(struct sink *sink, const struct sg_name_text *text, uint32_t token) {
    const struct sg_name_word *w = &text->words[token];
    const struct sg_sentence *s = &text->reading->sentences[text->reading->tokens[token].sentence];
    if (w->run_first == w->run_end)
        return;
    uint32_t first = w->run_first, last = w->run_end - 1;
    int at = token == first ? (token == last ? 3 : 0) : token == last ? 2 : 1;
    uint32_t length = last - first + 1;
    add(sink, T_RUN_LENGTH, 0, (length > 5 ? 5 : length) * 4 + (unsigned)at);
    const struct sg_name_word *head = &text->words[last], *front = &text->words[first];
    add(sink, T_RUN_HEAD, at, head->lower);
    add(sink, T_RUN_HEAD_CLUSTER, at, head->entry.clusters[1]);
    add_bits(sink, T_RUN_HEAD_CLASS, at, head->classes);
    add(sink, T_RUN_FIRST, at, front->lower);
    add(sink, T_RUN_FIRST_CLUSTER, at, front->entry.clusters[1]);
    add_bits(sink, T_RUN_FIRST_CLASS, at, front->classes);
    uint64_t before = 1, after = 2;
    unsigned before_cluster = 0, after_cluster = 0;
    if (first > s->first) {
        before = text->words[first - 1].lower;
        before_cluster = text->words[first - 1].entry.clusters[1];
    }
    if (last + 1 < s->end_token) {
        after = text->words[last + 1].lower;
        after_cluster = text->words[last + 1].entry.clusters[1];
    }
    add(sink, T_RUN_BEFORE, at, before);
    add(sink, T_RUN_AFTER, at, after);
    add(sink, T_RUN_BEFORE_CLUSTER, at, before_cluster);
    add(sink, T_RUN_AFTER_CLUSTER, at, after_cluster);
    add(sink, T_RUN_FRAME, at, before * 31 + after);
    add(sink, T_WIDE_RUN_HEAD, at, head->wide[1]);
    add(sink, T_WIDE_RUN_FIRST, at, front->wide[1]);
    add(sink, T_WIDE_RUN_BEFORE, at, first > s->first ? text->words[first - 1].wide[1] : 9999);
    add(sink, T_WIDE_RUN_AFTER, at, last + 1 < s->end_token ? text->words[last + 1].wide[1] : 9999);
}

size_t sg_name_features(uint64_t out[SG_NAME_FEATURES_MAX], const struct sg_name_text *text,
                        uint32_t token) {
    struct sink sink = {out, 0};
    const struct sg_token *tokens = text->reading->tokens;
    const struct sg_sentence *s = &text->reading->sentences[tokens[token].sentence];
    const struct sg_name_word *w = &text->words[token];
    add(&sink, T_BIAS, 0, 0);
    for (int o = -2; o <= 2; o++) {
        long i = (long)token + o;
        if (i < (long)s->first || i >= (long)s->end_token) {
            add(&sink, T_WORD, o, 0);
            continue;
        }
        const struct sg_name_word *n = &text->words[i];
        add(&sink, T_WORD, o, n->lower);
        add(&sink, T_LOOK, o, n->look);
        add_clusters(&sink, o, n);
        add_wide(&sink, o, n);
        if (o < -1 || o > 1)
            continue;
        add(&sink, T_SHAPE, o, n->shape);
        add_bits(&sink, T_CLASS, o, n->classes);
        add(&sink, T_PACK, o, n->pack);
        if (n->phrase)
            add(&sink, T_PHRASE, o, n->phrase);
        add_bits(&sink, T_LIST, o, n->entry.lists);
        if (o)
            add_pieces(&sink, o, tokens[i].lower, 3);
    }
    add(&sink, T_CASED, 0, w->form);
    add_pieces(&sink, 0, tokens[token].lower, 4);
    bool is_start = (tokens[token].flags & SG_TOKEN_SENTENCE_START) || token == s->first;
    unsigned look = w->look * 2u + is_start;
    add(&sink, T_START, 0, look);
    add_bits(&sink, T_SEEN, 0, w->seen);
    add(&sink, T_LOOK_SEEN, 0, look * 4 + (w->seen & 3));
    for (uint32_t bits = w->classes; bits; bits &= bits - 1)
        add(&sink, T_LOOK_CLASS, 0, look * 32 + (unsigned)__builtin_ctz(bits));
    add(&sink, T_SENTENCE, 0, w->sentence_look * 8u + w->look);
    const struct sg_name_word none = {.lower = 7, .look = 9};
    const struct sg_name_word *b = token > s->first ? w - 1 : &none;
    const struct sg_name_word *a = token + 1 < s->end_token ? w + 1 : &none;
    add(&sink, T_PAIR, -1, b->lower * 3 + w->lower);
    add(&sink, T_PAIR, 1, w->lower * 3 + a->lower);
    add(&sink, T_LOOKS, 0, b->look * 100u + w->look * 10u + a->look);
    add(&sink, T_NEIGHBOUR_SHAPE, -1, b->lower * 5 + w->shape);
    add(&sink, T_NEIGHBOUR_SHAPE, 1, a->lower * 5 + w->shape);
    add(&sink, T_CLUSTERS, -1, b->entry.clusters[1] * 4096u + w->entry.clusters[1]);
    add(&sink, T_CLUSTERS, 1, w->entry.clusters[1] * 4096u + a->entry.clusters[1]);
    add(&sink, T_CLUSTERS, 2, b->entry.clusters[0] * 4096u + a->entry.clusters[0]);
    add(&sink, T_WIDE_PAIR, -1, b->wide[1] * 4096u + w->wide[1]);
    add(&sink, T_WIDE_PAIR, 1, w->wide[1] * 4096u + a->wide[1]);
    add(&sink, T_WIDE_LOOK, 0, w->wide[1] * 16u + look);
    add_run(&sink, text, token);
    return sink.count;
}

/* The sentence was parsed: "florida" is a proper noun and hangs on "in". */
static void add_tree(struct sink *sink, const struct sg_name_text *text, uint32_t token) {
    const struct sg_token *tokens = text->reading->tokens, *t = &tokens[token];
    const struct sg_sentence *s = &text->reading->sentences[t->sentence];
    add(sink, T_XPOS, 0, t->xpos);
    add(sink, T_RELATION, 0, t->deprel);
    if (t->head == SG_NO_TOKEN)
        return;
    add(sink, T_HEAD_XPOS, 0, tokens[t->head].xpos);
    add(sink, T_HEAD_WORD, 0, text->words[t->head].wide[0]);
    for (int o = -1; o <= 1; o += 2) { /* one name with its neighbour? */
        uint32_t other = token + (uint32_t)o;
        if ((o < 0 && token == s->first) || (o > 0 && other == s->end_token))
            continue;
        bool hangs = t->head == other, holds = tokens[other].head == token;
        if (hangs || holds)
            add(sink, T_LINK, o, (hangs ? t : &tokens[other])->deprel * 2u + hangs);
    }
}

static bool is_quote(const struct sg_token *t) {
    return t->flags & (SG_TOKEN_QUOTE_OPEN | SG_TOKEN_QUOTE_CLOSE);
}

#define QUOTE_MOST 12 /* words */

/* `the single "Hunter"`: what the quotation marks around the token hold, a title or a sentence. 0:
 * there are none. Marks that do not tell themselves whether they open are counted. */
static unsigned quote_of(const struct sg_name_text *text, const struct sg_sentence *s,
                         uint32_t token) {
    const struct sg_token *tokens = text->reading->tokens;
    uint32_t open = token, close = token, marks = 0;
    unsigned small = 0;
    for (uint32_t i = s->first; i < token; i++)
        if (is_quote(&tokens[i])) {
            marks++;
            open = i;
        }
    while (close < s->end_token && !is_quote(&tokens[close]))
        close++;
    if (marks % 2 == 0 || close == s->end_token || close == token)
        return 0;
    if (close - open > QUOTE_MOST)
        return 1;
    for (uint32_t i = open + 1; i < close; i++)
        small += text->words[i].look == SG_LOOK_SMALL && tokens[i].length > 3;
    bool is_mail = close + 1 < s->end_token && !strcmp(tokens[close + 1].form, "<");
    return 2 + (token == open + 1) + 2 * (token + 1 == close) + 4 * (small > 0) + 8 * is_mail +
           16 * (close - open > 5);
}

size_t sg_name_traits(uint64_t out[SG_NAME_FEATURES_MAX], const struct sg_name_text *text,
                      uint32_t token) {
    struct sink sink = {out, 0};
    const struct sg_token *t = &text->reading->tokens[token];
    const struct sg_sentence *s = &text->reading->sentences[t->sentence];
    const struct sg_name_word *w = &text->words[token];
    bool is_start = (t->flags & SG_TOKEN_SENTENCE_START) || token == s->first;
    add(&sink, T_WORD, 0, w->lower);
    add(&sink, T_LOOK, 0, w->look);
    add(&sink, T_START, 0, w->look * 2u + is_start);
    add(&sink, T_SHAPE, 0, w->shape);
    add_pieces(&sink, 0, t->lower, 4);
    add_bits(&sink, T_CLASS, 0, w->classes);
    add(&sink, T_PACK, 0, w->pack);
    add(&sink, T_PHRASE, 0, w->phrase);
    add_bits(&sink, T_LIST, 0, w->entry.lists);
    add_bits(&sink, T_SEEN, 0, w->seen);
    add_clusters(&sink, 0, w);
    add_wide(&sink, 0, w);
    add(&sink, T_SENTENCE, 0, text->words[token].sentence_look);
    add(&sink, T_PLACE, 0,
        w->run_first == w->run_end ? 0
                                   : 1u + (token == w->run_first) * 2u + (token + 1 == w->run_end));
    add(&sink, T_QUOTE, 0, quote_of(text, s, token));
    if (s->is_parsed)
        add_tree(&sink, text, token);
    return sink.count;
}
