#include "base/file.h"
#include "syntax/lemma.h"
#include "syntax/model.h"
#include "syntax/perceptron.h"

#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

struct word { char *form, *lower, *lemma; uint8_t xpos, upos, dep; int head; uint8_t tag; };
struct sent { int n; struct word *w; struct sg_word_keys *k; uint8_t *t; };
static struct sent *sents; static int sent_count;
static uint64_t seed = 88172645463325252u;
static uint64_t rnd(void) { seed ^= seed << 13; seed ^= seed >> 7; seed ^= seed << 17; return seed; }

static void lower_of(char *o, const char *s) { for (; *s; s++) *o++ = *s >= 'A' && *s <= 'Z' ? (char)(*s + 32) : *s; *o = 0; }
static void read_conllu(const char *path) {
    FILE *f = fopen(path, "r"); if (!f) exit(1);
    char *line = NULL; size_t cap = 0; struct word *w = NULL; int n = 0, wc = 0;
    while (getline(&line, &cap, f) > 0) {
        if (line[0] == '\n') {
            sents = realloc(sents, (size_t)(sent_count + 1) * sizeof *sents);
            sents[sent_count].n = n; sents[sent_count].w = w; sent_count++; w = NULL; n = wc = 0; continue;
        }
        if (line[0] == '#') continue;
        char *c[10], *p = line; for (int i = 0; i < 10; i++) { c[i] = strsep(&p, "\t\n"); }
        if (strpbrk(c[0], "-.")) continue;
        if (n == wc) w = realloc(w, (size_t)(wc = wc * 2 + 16) * sizeof *w);
        struct word *x = &w[n++]; x->form = strdup(c[1]); x->lower = strdup(c[1]); lower_of(x->lower, c[1]); x->lemma = strdup(c[2]);
        x->upos = (uint8_t)sg_upos_find(c[3]); x->xpos = (uint8_t)sg_xpos_find(c[4]); if (!x->xpos) x->xpos = SG_XPOS_XX; if (!x->upos) x->upos = SG_UPOS_X;
        x->dep = (uint8_t)sg_deprel_find(c[7]); if (!x->dep) x->dep = SG_DEPREL_DEP; x->head = atoi(c[6]);
    }
    fclose(f); free(line);
}
/* joint tags */
static uint8_t tags[256][2]; static int tag_count = 2; /* 0: none, 1: root */
static void make_tags(void) {
    static int count[64][32]; for (int i = 0; i < sent_count; i++) for (int j = 0; j < sents[i].n; j++) count[sents[i].w[j].xpos][sents[i].w[j].upos]++;
    static uint8_t id[64][32];
    for (int x = 0; x < 64; x++) for (int u = 0; u < 32; u++) if (count[x][u] >= 25) { tags[tag_count][0] = (uint8_t)x; tags[tag_count][1] = (uint8_t)u; id[x][u] = (uint8_t)tag_count++; }
    for (int i = 0; i < sent_count; i++) for (int j = 0; j < sents[i].n; j++) { struct word *w = &sents[i].w[j]; w->tag = id[w->xpos][w->upos]; if (!w->tag) { int best = 0; for (int u = 0; u < 32; u++) if (id[w->xpos][u] && count[w->xpos][u] > best) { best = count[w->xpos][u]; w->tag = id[w->xpos][u]; } if (!w->tag) w->tag = id[SG_XPOS_NN][SG_UPOS_NOUN]; } }
}
/* weights */
struct table { uint64_t *key; uint32_t *idx; size_t cap, used; float *w; int A; size_t rows, rowcap; double c; };
static void tinit(struct table *t, int A) { memset(t, 0, sizeof *t); t->A = A; t->cap = 1u << 24; t->key = calloc(t->cap, 8); t->idx = calloc(t->cap, 4); t->c = 1; }
static void tfree(struct table *t) { free(t->key); free(t->idx); free(t->w); }
static float *tget(struct table *t, uint64_t k, int add) {
    size_t i = k & (t->cap - 1); while (t->key[i] && t->key[i] != k) i = (i + 1) & (t->cap - 1);
    if (!t->key[i]) { if (!add) return NULL; t->key[i] = k; if (t->rows == t->rowcap) { size_t o = t->rowcap; t->rowcap = o * 2 + 4096; t->w = realloc(t->w, t->rowcap * 2 * (size_t)t->A * 4); memset(t->w + o * 2 * (size_t)t->A, 0, (t->rowcap - o) * 2 * (size_t)t->A * 4); } t->idx[i] = (uint32_t)t->rows++; if (++t->used * 4 > t->cap * 3) { puts("full"); exit(1); } }
    return t->w + (size_t)t->idx[i] * 2 * (size_t)t->A;
}
static void score(struct table *t, const uint64_t *f, int c, float *s) { memset(s, 0, (size_t)t->A * 4); for (int i = 0; i < c; i++) { float *w = tget(t, f[i], 0); if (w) for (int a = 0; a < t->A; a++) s[a] += w[a]; } }
static void update(struct table *t, const uint64_t *f, int c, int good, int bad) { for (int i = 0; i < c; i++) { float *w = tget(t, f[i], 1); w[good] += 1; w[t->A + good] += (float)t->c; w[bad] -= 1; w[t->A + bad] -= (float)t->c; } }
static void average(struct table *t) { for (size_t r = 0; r < t->rows; r++) for (int a = 0; a < t->A; a++) { float *w = t->w + r * 2 * (size_t)t->A; w[a] -= w[t->A + a] / (float)t->c; } }
static void prepare(void) {
    for (int i = 0; i < sent_count; i++) { struct sent *s = &sents[i]; s->k = calloc((size_t)s->n + 5, sizeof *s->k); s->t = calloc((size_t)s->n + 5, 1);
        s->k[0].word = s->k[1].word = 1; s->k[s->n + 2].word = s->k[s->n + 3].word = 2;
        for (int j = 0; j < s->n; j++) sg_word_keys(&s->k[j + 2], s->w[j].form, s->w[j].lower); }
}
static int *order; static void shuffle(void) { for (int i = sent_count - 1; i > 0; i--) { int j = (int)(rnd() % (uint64_t)(i + 1)), x = order[i]; order[i] = order[j]; order[j] = x; } }
static void tag_sent(struct table *t, struct sent *s, int learn, long *ok, long *all) {
    uint64_t f[SG_FEATURES_MAX]; float sc[SG_ACTIONS_MAX];
    for (int j = 0; j < s->n; j++) { int c = sg_tag_features(f, s->k + 2, s->t + 2, j); score(t, f, c, sc); int b = 2; for (int a = 3; a < t->A; a++) if (sc[a] > sc[b]) b = a;
        s->t[j + 2] = (uint8_t)b; (*all)++; *ok += b == s->w[j].tag; if (learn) { if (b != s->w[j].tag) update(t, f, c, s->w[j].tag, b); t->c++; } }
}
static void train_tagger(struct table *t, int fold, int epochs) {
    tinit(t, tag_count);
    for (int e = 0; e < epochs; e++) { long ok = 0, all = 0; shuffle(); for (int i = 0; i < sent_count; i++) if (fold < 0 || order[i] % 5 != fold) tag_sent(t, &sents[order[i]], 1, &ok, &all); fprintf(stderr, "tag %d %d %.4f\n", fold, e, (double)ok / (double)all); }
    average(t);
}
static int labels[256], label_id[SG_DEPREL_COUNT], label_count;
static void parse_train(struct table *t, struct sent *s, int explore, long *ok, long *all) {
    int n = s->n; size_t z = (size_t)n + 3; int *mem = calloc(z * 8, sizeof *mem); uint8_t *lab = calloc(z, 1);
    struct sg_word_keys *k = s->k + 1; struct sg_word_keys save0 = k[0], save1 = k[n + 1]; memset(&k[0], 0, sizeof *k); memset(&k[n + 1], 0, sizeof *k); k[n + 1].word = 7;
    uint8_t *tg = s->t + 1; tg[0] = 0; tg[n + 1] = 1;
    struct sg_state st = {n, 1, 0, mem, mem + z, mem + 2 * z, mem + 3 * z, mem + 4 * z, mem + 5 * z, mem + 6 * z, mem + 7 * z, lab, k, tg};
    int *gh = malloc(z * sizeof *gh); gh[n + 1] = -1; for (int j = 1; j <= n; j++) gh[j] = s->w[j - 1].head ? s->w[j - 1].head : n + 1;
    uint64_t f[SG_FEATURES_MAX]; float sc[SG_ACTIONS_MAX];
    while (!sg_is_done(&st)) {
        int c = sg_parse_features(f, &st); score(t, f, c, sc);
        int cs = 99999, cl = 99999, cr = 99999, s0 = st.sp ? st.stack[st.sp - 1] : 0, s1 = st.sp > 1 ? st.stack[st.sp - 2] : 0, b = st.b;
        int deps = 0; if (s0) for (int j = b; j <= n; j++) deps += gh[j] == s0;
        if (sg_can_shift(&st)) { cs = 0; for (int j = 0; j < st.sp; j++) { cs += gh[st.stack[j]] == b; if (j < st.sp - 1) cs += gh[b] == st.stack[j]; } }
        if (sg_can_left(&st)) { cl = deps + (gh[s0] == s1 && s1) + (gh[s0] > b); }
        if (sg_can_right(&st)) { cr = deps + (gh[s0] >= b); }
        int min = cs < cl ? cs : cl; if (cr < min) min = cr;
        int best = -1, good = -1;
        for (int a = 0; a < t->A; a++) {
            int kind = a == 0 ? 0 : (a - 1) % 2 + 1; int cost = kind == 0 ? cs : kind == 1 ? cl : cr; if (cost == 99999) continue;
            if (best < 0 || sc[a] > sc[best]) best = a;
            if (cost == min) { if (kind) { int h = kind == 1 ? b : s1; if (gh[s0] == h && label_id[s->w[s0 - 1].dep] != (a - 1) / 2) continue; } if (good < 0 || sc[a] > sc[good]) good = a; }
        }
        int bk = best == 0 ? 0 : (best - 1) % 2 + 1, h = bk == 1 ? b : s1; int right = (bk == 0 ? cs : bk == 1 ? cl : cr) == min && !(bk && gh[s0] == h && label_id[s->w[s0 - 1].dep] != (best - 1) / 2);
        (*all)++; *ok += right;
        if (!right) update(t, f, c, good, best);
        t->c++;
        sg_state_apply(&st, right || (explore && rnd() % 10 < 9) ? best : good);
    }
    k[0] = save0; k[n + 1] = save1; tg[n + 1] = 0; free(mem); free(lab); free(gh);
}
/* model out */
static unsigned char *out; static size_t out_size; static struct sg_model_section sec[SG_MODEL_SECTIONS_MAX]; static uint32_t sec_count;
static void put(const char *name, const void *p, size_t n) {
    size_t o = (out_size + 63) / 64 * 64; out = realloc(out, o + n + 64); memset(out + out_size, 0, o - out_size); memcpy(out + o, p, n); out_size = o + n;
    snprintf(sec[sec_count].name, 16, "%s", name); sec[sec_count].offset = o; sec[sec_count].size = n; sec_count++;
}
struct slot { uint32_t key, at; }; /* at: offset<<8 | count, 0 free */
static int dbl(const void *a, const void *b) { const uint64_t *x = a, *y = b; return x[0] < y[0] ? -1 : x[0] > y[0]; }
static void put_table(const char *name, struct table *t, float prune, float scale) {
    size_t n = 0; struct { uint64_t k; uint32_t r; } *v = malloc(t->used * 16);
    for (size_t i = 0; i < t->cap; i++) if (t->key[i]) { float *w = t->w + (size_t)t->idx[i] * 2 * (size_t)t->A; int keep = 0; for (int a = 0; a < t->A; a++) keep |= w[a] > prune || w[a] < -prune; if (keep) { v[n].k = t->key[i]; v[n++].r = t->idx[i]; } }
    qsort(v, n, 16, dbl);
    size_t cap = 1; while (cap * 3 < n * 4) cap *= 2;
    struct slot *h = calloc(cap, sizeof *h); uint16_t *p = malloc(n * (size_t)t->A * 2 + 2); size_t m = 1; p[0] = 0;
    for (size_t i = 0; i < n; i++) { float *w = t->w + (size_t)v[i].r * 2 * (size_t)t->A; size_t s = m; for (int a = 0; a < t->A; a++) { float q = w[a] * scale; int z = (int)(q > 0 ? q + .5f : q - .5f); z = z > 127 ? 127 : z < -127 ? -127 : z; if (z && (w[a] > prune / 3 || w[a] < -prune / 3)) p[m++] = (uint16_t)(a << 8 | (z & 255)); }
        size_t x = v[i].k & (cap - 1); while (h[x].at) x = (x + 1) & (cap - 1); h[x].key = (uint32_t)(v[i].k >> 32); h[x].at = (uint32_t)(s << 8 | (m - s)); }
    char nm[16]; snprintf(nm, 16, "%s.slots", name); put(nm, h, cap * sizeof *h); snprintf(nm, 16, "%s.rows", name); put(nm, p, m * 2);
    fprintf(stderr, "%s: %zu features, %.1f + %.1f MB\n", name, n, (double)(cap * sizeof *h) / 1e6, (double)m * 2 / 1e6);
}
/* lemmas */
struct lrule { char ending[40]; uint8_t whole; uint16_t tag; int script; int count; };
static struct sg_lemma_script scripts[4096]; static int script_count;
static int script_of(const struct word *w) {
    struct sg_lemma_script s; int keep = 0; size_t i; const char *base = w->lower;
    char low[400]; lower_of(low, w->lemma); if (strcmp(low, w->lemma) || w->upos == SG_UPOS_PROPN) { keep = 1; base = w->form; }
    memset(&s, 0, sizeof s); for (i = 0; base[i] && base[i] == w->lemma[i]; i++) {}
    if (strlen(w->lemma + i) > 12 || strlen(base + i) > 200 || !strcmp(w->lemma, "_")) return -1;
    if (keep && !i) { keep = 0; base = w->lower; for (i = 0; base[i] && base[i] == w->lemma[i]; i++) {} }
    s.keeps_case = (uint8_t)keep; s.strip = (uint8_t)strlen(base + i); strcpy(s.append, w->lemma + i);
    for (int j = 0; j < script_count; j++) if (!memcmp(&scripts[j], &s, sizeof s)) return j;
    if (script_count == 4096) return -1;
    scripts[script_count] = s; return script_count++;
}
struct obs { uint32_t hash; int script; uint32_t parent; uint8_t level; };
static int obs_cmp(const void *a, const void *b) { const struct obs *x = a, *y = b; if (x->level != y->level) return x->level - y->level; if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1; return x->script - y->script; }
static void put_lemmas(void) {
    size_t n = 0, cap = 1 << 22; struct obs *o = malloc(cap * sizeof *o);
    for (int i = 0; i < sent_count; i++) for (int j = 0; j < sents[i].n; j++) { struct word *w = &sents[i].w[j]; int s = script_of(w); if (s < 0) continue; unsigned tag = w->xpos * 32u + w->upos; size_t len = strlen(w->lower); uint32_t parent = 0;
        for (size_t e = 0; e <= SG_LEMMA_ENDING_MAX && e <= len; e++) { if (n + 2 >= cap) o = realloc(o, (cap *= 2) * sizeof *o); uint32_t h = sg_lemma_hash(w->lower + len - e, e, 0, tag); o[n++] = (struct obs){h, s, parent, (uint8_t)e}; parent = h; }
        o[n++] = (struct obs){sg_lemma_hash(w->lower, len, 1, tag), s, parent, 20}; }
    qsort(o, n, sizeof *o, obs_cmp);
    size_t rc = 1 << 17; struct sg_lemma_rule *r = malloc(rc * sizeof *r); for (size_t i = 0; i < rc; i++) r[i] = (struct sg_lemma_rule){0, SG_LEMMA_EMPTY}; size_t used = 0;
    /* decision of every node, to know what the parent says */
    size_t dc = 1 << 22; struct { uint32_t h; int s; } *d = calloc(dc, sizeof *d);
    for (size_t i = 0; i < n;) { size_t j = i; int best = -1, bc = 0; while (j < n && o[j].level == o[i].level && o[j].hash == o[i].hash) { size_t k = j; while (k < n && o[k].level == o[j].level && o[k].hash == o[j].hash && o[k].script == o[j].script) k++; if ((int)(k - j) > bc) { bc = (int)(k - j); best = o[j].script; } j = k; }
        int ps = -1; if (o[i].level) { size_t x = o[i].parent & (dc - 1); while (d[x].s && d[x].h != o[i].parent) x = (x + 1) & (dc - 1); ps = d[x].s - 1; }
        int total = (int)(j - i); int use = best; if (o[i].level && o[i].level < 20 && total < 2) use = ps;
        size_t x = o[i].hash & (dc - 1); while (d[x].s && d[x].h != o[i].hash) x = (x + 1) & (dc - 1); d[x].h = o[i].hash; d[x].s = use + 1;
        if (use != ps) { size_t y = o[i].hash & (rc - 1); while (r[y].script != SG_LEMMA_EMPTY && r[y].hash != o[i].hash) y = (y + 1) & (rc - 1); r[y] = (struct sg_lemma_rule){o[i].hash, (uint32_t)use}; used++; if (used * 10 > rc * 9) { fprintf(stderr, "lemma full\n"); exit(1); } }
        i = j; }
    put("lemma.scripts", scripts, (size_t)script_count * sizeof *scripts); put("lemma.rules", r, rc * sizeof *r); fprintf(stderr, "lemma: %d scripts, %zu rules\n", script_count, used);
}
int main(int argc, char **argv) {
    for (int i = 2; i < argc; i++) read_conllu(argv[i]);
    make_tags(); prepare(); order = malloc((size_t)sent_count * sizeof *order); for (int i = 0; i < sent_count; i++) order[i] = i;
    struct table t; long ok = 0, all = 0;
    put_lemmas();
    for (int fold = 0; fold < 5; fold++) { train_tagger(&t, fold, 4); /* tag the held-out part; tags stay in s->t */ for (int i = 0; i < sent_count; i++) if (i % 5 == fold) tag_sent(&t, &sents[i], 0, &ok, &all); tfree(&t); }
    fprintf(stderr, "jackknife %.4f\n", (double)ok / (double)all);
    uint8_t **jack = malloc((size_t)sent_count * sizeof *jack); for (int i = 0; i < sent_count; i++) { jack[i] = malloc((size_t)sents[i].n + 5); memcpy(jack[i], sents[i].t, (size_t)sents[i].n + 5); }
    train_tagger(&t, -1, 8); put("tags", tags, (size_t)tag_count * 2); put_table("tag", &t, 1.5f, 8); tfree(&t);
    for (int i = 0; i < sent_count; i++) memcpy(sents[i].t, jack[i], (size_t)sents[i].n + 5);
    int cnt[SG_DEPREL_COUNT] = {0}; for (int i = 0; i < sent_count; i++) for (int j = 0; j < sents[i].n; j++) cnt[sents[i].w[j].dep]++;
    for (int l = 1; l < SG_DEPREL_COUNT; l++) { if (cnt[l] >= 60) { labels[label_count] = l; label_id[l] = label_count++; } } for (int l = 1; l < SG_DEPREL_COUNT; l++) if (cnt[l] < 60) label_id[l] = label_id[SG_DEPREL_DEP];
    tinit(&t, 1 + 2 * label_count); fprintf(stderr, "%d actions\n", t.A);
    for (int e = 0; e < 8; e++) { ok = all = 0; shuffle(); for (int i = 0; i < sent_count; i++) parse_train(&t, &sents[order[i]], e > 0, &ok, &all); fprintf(stderr, "parse %d %.4f rows %zu\n", e, (double)ok / (double)all, t.rows); }
    average(&t); uint8_t lb[256]; for (int i = 0; i < label_count; i++) lb[i] = (uint8_t)labels[i]; put("labels", lb, (size_t)label_count); put_table("parse", &t, 2.0f, 4);
    struct sg_model_header h = {SG_MODEL_MAGIC, SG_MODEL_VERSION, sec_count, 0, 0}; size_t front = (sizeof h + sec_count * sizeof *sec + 63) / 64 * 64; h.size = front + out_size;
    unsigned char *all_bytes = calloc(1, front + out_size); for (uint32_t i = 0; i < sec_count; i++) sec[i].offset += front; memcpy(all_bytes + sizeof h, sec, sec_count * sizeof *sec); memcpy(all_bytes + front, out, out_size);
    h.hash = XXH3_64bits(all_bytes + sizeof h, h.size - sizeof h); memcpy(all_bytes, &h, sizeof h);
    FILE *f = fopen(argv[1], "wb"); if (!f || fwrite(all_bytes, 1, h.size, f) != h.size || fclose(f)) return 1;
    return 0;
}
