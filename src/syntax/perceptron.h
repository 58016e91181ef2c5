/* First model: averaged perceptrons over hashed features, sparse rows. */
#ifndef SG_SYNTAX_PERCEPTRON_H
#define SG_SYNTAX_PERCEPTRON_H

#include "model/tree.h"
#include "syntax/words.h"

#include <string.h>
#include <xxhash.h>

#define SG_FEATURES_MAX 96
#define SG_ACTIONS_MAX 160

static inline uint64_t sg_mix(uint64_t t, uint64_t a, uint64_t b) {
    uint64_t x = t * 0x9E3779B97F4A7C15u ^ (a + 0x7F4A7C15) * 0xC2B2AE3D27D4EB4Fu;
    x = (x ^ (x >> 29)) * 0xBF58476D1CE4E5B9u;
    x ^= (b + 0x51ED27) * 0x94D049BB133111EBu;
    x = (x ^ (x >> 32)) * 0x9E3779B97F4A7C15u;
    x ^= x >> 29;
    return x ? x : 1;
}

struct sg_word_keys {
    uint64_t word, form, s1, s2, s3, p1, p2, shape;
};

static inline void sg_word_keys(struct sg_word_keys *k, const char *form, const char *lower) {
    size_t n = strlen(lower);
    k->word = XXH3_64bits(lower, n);
    int digits = 0;
    for (size_t i = 0; i < n; i++)
        digits += lower[i] >= '0' && lower[i] <= '9';
    if (digits)
        k->word = 1000 + (digits == (int)n ? n : 50);
    k->form = XXH3_64bits(form, strlen(form));
#define SUF(m) XXH3_64bits(lower + (n > m ? n - m : 0), n > m ? m : n)
    k->s1 = SUF(1), k->s2 = SUF(2), k->s3 = SUF(3);
    k->p1 = XXH3_64bits(lower, n > 1 ? 1 : n);
    k->p2 = XXH3_64bits(lower, n > 3 ? 3 : n);
    char shape[8];
    size_t m = 0;
    for (const char *p = form; *p && m < sizeof shape; p++) {
        unsigned char c = (unsigned char)*p;
        char s = c >= 'A' && c <= 'Z' ? 'X' : c >= 'a' && c <= 'z' ? 'x' : c >= '0' && c <= '9' ? '9' : c >= 128 ? 'u' : (char)c;
        if (!m || shape[m - 1] != s)
            shape[m++] = s;
    }
    k->shape = XXH3_64bits(shape, m);
}

/* word i of n; keys has two sentinels each side: k points at word 0 */
static inline int sg_tag_features(uint64_t *f, const struct sg_word_keys *k, const uint8_t *tag, long i) {
    int c = 0;
    uint64_t t1 = tag[i - 1], t2 = tag[i - 2];
    f[c] = sg_mix((uint64_t)c, 0, 0), c++;
    f[c] = sg_mix((uint64_t)c, k[i].word, 0), c++;
    f[c] = sg_mix((uint64_t)c, k[i].form, 0), c++;
    f[c] = sg_mix((uint64_t)c, k[i].s2, k[i].shape), c++;
    f[c] = sg_mix((uint64_t)c, k[i].s3, 0), c++;
    f[c] = sg_mix((uint64_t)c, k[i].s1, k[i].p2), c++;
    f[c] = sg_mix((uint64_t)c, k[i].shape, t1), c++;
    f[c] = sg_mix((uint64_t)c, k[i].p2, 0), c++;
    f[c] = sg_mix((uint64_t)c, t1, 0), c++;
    f[c] = sg_mix((uint64_t)c, t1, t2), c++;
    f[c] = sg_mix((uint64_t)c, t1, k[i].word), c++;
    f[c] = sg_mix((uint64_t)c, t1 << 8 | t2, k[i].word), c++;
    f[c] = sg_mix((uint64_t)c, t1, k[i].s3), c++;
    f[c] = sg_mix((uint64_t)c, k[i - 1].word, 0), c++;
    f[c] = sg_mix((uint64_t)c, k[i - 2].word, 0), c++;
    f[c] = sg_mix((uint64_t)c, k[i + 1].word, 0), c++;
    f[c] = sg_mix((uint64_t)c, k[i + 2].word, 0), c++;
    f[c] = sg_mix((uint64_t)c, k[i + 1].s3, 0), c++;
    f[c] = sg_mix((uint64_t)c, k[i + 1].s2, k[i + 1].shape), c++;
    f[c] = sg_mix((uint64_t)c, k[i].word, k[i + 1].word), c++;
    f[c] = sg_mix((uint64_t)c, k[i].word, k[i - 1].word), c++;
    f[c] = sg_mix((uint64_t)c, k[i - 1].word, k[i + 1].word), c++;
    f[c] = sg_mix((uint64_t)c, t1, k[i + 1].word), c++;
    f[c] = sg_mix((uint64_t)c, k[i].shape, k[i - 1].shape ^ 3 * k[i + 1].shape), c++;
    return c;
}

/* Parser state. Words are 1..n; n+1 is the root at the end of the buffer; 0 is nothing. */
struct sg_state {
    int n, b, sp;
    int *stack, *head, *l1, *l2, *r1, *r2, *lv, *rv;
    uint8_t *label;
    const struct sg_word_keys *k; /* k[1..n]; k[0] none, k[n+1] root */
    const uint8_t *t;             /* joint tags likewise */
};

static inline int sg_parse_features(uint64_t *f, const struct sg_state *s) {
    int s0 = s->sp > 0 ? s->stack[s->sp - 1] : 0, s1 = s->sp > 1 ? s->stack[s->sp - 2] : 0,
        s2 = s->sp > 2 ? s->stack[s->sp - 3] : 0;
    int b0 = s->b, b1 = b0 + 1 <= s->n + 1 ? b0 + 1 : 0, b2 = b0 + 2 <= s->n + 1 ? b0 + 2 : 0;
    int s0l = s->l1[s0], s0r = s->r1[s0], s1l = s->l1[s1], s1r = s->r1[s1], b0l = s->l1[b0];
    int s0l2 = s->l2[s0], s0r2 = s->r2[s0], b0l2 = s->l2[b0], s1r2 = s->r2[s1];
#define W(x) s->k[x].word
#define T(x) (uint64_t)s->t[x]
#define L(x) (uint64_t)s->label[x]
#define F(a, b) f[c] = sg_mix(100u + (uint64_t)c, a, b), c++
    int d = s0 && b0 ? b0 - s0 : 0, ds = s0 && s1 ? s0 - s1 : 0;
    d = d > 10 ? 7 : d > 5 ? 6 : d;
    ds = ds > 10 ? 7 : ds > 5 ? 6 : ds;
    uint64_t D = (uint64_t)d, E = (uint64_t)ds;
    int c = 0;
    F(0, 0);
    F(W(s0), T(s0)); F(W(s0), 0); F(T(s0), 0);
    F(W(b0), T(b0)); F(W(b0), 0); F(T(b0), 0);
    F(W(b1), T(b1)); F(W(b1), 0); F(T(b1), 0);
    F(W(b2), T(b2)); F(T(b2), 0);
    F(W(s1), T(s1)); F(W(s1), 0); F(T(s1), 0); F(T(s2), 0);
    F(W(s0) + T(s0), W(b0) * 3 + T(b0)); F(W(s0) + T(s0), W(b0)); F(W(s0), W(b0) * 3 + T(b0));
    F(W(s0), W(b0)); F(W(s0) + T(s0), T(b0)); F(T(s0), W(b0) * 3 + T(b0)); F(T(s0), T(b0));
    F(W(s0) + T(s0), W(s1) * 3 + T(s1)); F(W(s0), W(s1)); F(W(s0) + T(s0), T(s1));
    F(T(s0), W(s1) * 3 + T(s1)); F(T(s0), T(s1)); F(T(s1), T(b0)); F(W(s1), W(b0));
    F(T(b0), T(b1)); F(T(b0) << 8 | T(b1), T(b2)); F(T(s0) << 8 | T(b0), T(b1));
    F(T(s1) << 8 | T(s0), T(b0)); F(T(s2) << 8 | T(s1), T(s0));
    F(T(s1) << 16 | T(s0) << 8 | T(b0), T(b1));
    F(T(s0) << 8 | T(s0l), T(b0)); F(T(s0) << 8 | T(s0r), T(b0)); F(T(s0) << 8 | T(b0), T(b0l));
    F(T(s1) << 8 | T(s0), T(s1l)); F(T(s1) << 8 | T(s0), T(s1r)); F(T(s1) << 8 | T(s0), T(s0l)); F(T(s1) << 8 | T(s0), T(s0r));
    F(W(s0), D << 8 | T(b0)); F(T(s0) << 8 | T(b0), D); F(W(b0), D); F(W(s1), E); F(T(s0) << 8 | T(s1), E); F(W(s0), E);
    F(W(s0), (uint64_t)s->rv[s0]); F(W(s0), 64u + (uint64_t)s->lv[s0]); F(T(s0), (uint64_t)(s->rv[s0] * 16 + s->lv[s0]));
    F(W(b0), (uint64_t)s->lv[b0]); F(T(b0), (uint64_t)s->lv[b0]); F(W(s1), (uint64_t)s->rv[s1]); F(T(s1), (uint64_t)(s->rv[s1] * 16 + s->lv[s1]));
    F(W(s0l), L(s0l)); F(W(s0r), L(s0r)); F(W(b0l), L(b0l)); F(W(s1l), L(s1l)); F(W(s1r), L(s1r));
    F(T(s0) << 8 | T(s0l), T(s0l2)); F(T(s0) << 8 | T(s0r), T(s0r2)); F(T(b0) << 8 | T(b0l), T(b0l2)); F(T(s1) << 8 | T(s1r), T(s1r2));
    F(W(s0), L(s0l) << 8 | L(s0l2)); F(W(s0), L(s0r) << 8 | L(s0r2)); F(T(s0), L(s0l) << 8 | L(s0r));
    F(W(b0), L(b0l) << 8 | L(b0l2)); F(W(s1), L(s1l) << 8 | L(s1r)); F(T(s1), L(s1r) << 8 | L(s1r2));
    F(s->k[s0].s3, s->k[b0].s3); F(s->k[s0].s3, T(b0)); F(s->k[b0].s3, T(s0)); F(s->k[s0].s3, s->k[s1].s3);
    return c;
#undef W
#undef T
#undef L
#undef F
}

/* action 0 shift; 1 + 2*l left with label l; 2 + 2*l right */
static inline void sg_state_apply(struct sg_state *s, int action) {
    if (!action) {
        s->stack[s->sp++] = s->b++;
        return;
    }
    int d = s->stack[--s->sp], left = (action - 1) % 2 == 0;
    int h = left ? s->b : s->stack[s->sp - 1];
    s->head[d] = h;
    s->label[d] = (uint8_t)((action - 1) / 2 + 1);
    if (left) {
        s->l2[h] = s->l1[h], s->l1[h] = d, s->lv[h] += s->lv[h] < 7;
    } else {
        s->r2[h] = s->r1[h], s->r1[h] = d, s->rv[h] += s->rv[h] < 7;
    }
}

static inline int sg_can_shift(const struct sg_state *s) { return s->b <= s->n; }
static inline int sg_can_left(const struct sg_state *s) { return s->sp > 0 && (s->b <= s->n || s->sp == 1); }
static inline int sg_can_right(const struct sg_state *s) { return s->sp > 1; }
static inline int sg_is_done(const struct sg_state *s) { return s->sp == 0 && s->b == s->n + 1; }

#endif
