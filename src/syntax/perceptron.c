#include "syntax/analyse.h"
#include "syntax/perceptron.h"

#include <math.h>

static void add_row(const struct sg_slot *slots, uint32_t mask, const uint16_t *rows, uint64_t key,
                    int32_t *scores) {
    uint32_t high = (uint32_t)(key >> 32);
    for (uint32_t i = (uint32_t)key & mask;; i = (i + 1) & mask) {
        if (!slots[i].at)
            return;
        if (slots[i].key == high) {
            const uint16_t *p = rows + (slots[i].at >> 8);
            for (uint32_t n = slots[i].at & 255; n; n--, p++)
                scores[*p >> 8] += (int8_t)(*p & 255);
            return;
        }
    }
}

static void score(const struct sg_table *t, const uint64_t *features, int count, int32_t *scores) {
    memset(scores, 0, SG_ACTIONS_MAX * sizeof *scores);
    for (int i = 0; i < count; i++)
        __builtin_prefetch(&t->slots[(uint32_t)features[i] & t->mask]);
    for (int i = 0; i < count; i++)
        add_row(t->slots, t->mask, t->rows, features[i], scores);
}

static void tag(struct sg_words *w, const struct sg_analyser *m, const struct sg_word_keys *k,
                uint8_t *t) {
    uint64_t f[SG_FEATURES_MAX];
    int32_t s[SG_ACTIONS_MAX];
    for (size_t i = 0; i < w->count; i++) {
        if (w->is_name[i]) {
            t[i] = m->name_tag;
        } else {
            score(&m->tagger, f, sg_tag_features(f, k, t, (long)i), s);
            unsigned best = 2;
            for (unsigned a = 3; a < m->tag_count; a++)
                if (s[a] > s[best])
                    best = a;
            t[i] = (uint8_t)best;
        }
        w->xpos[i] = m->tags[t[i] * 2];
        w->upos[i] = m->tags[t[i] * 2 + 1];
    }
}

bool sg_analyse_words(struct sg_words *w, const struct sg_analyser *m, struct sg_arena *arena) {
    size_t n = w->count, z = n + 3;
    struct sg_word_keys *k = sg_arena_array(arena, n + 5, sizeof *k);
    uint8_t *t = sg_arena_array(arena, n + 5, 1);
    int *mem = sg_arena_array(arena, z * 8, sizeof *mem);
    uint8_t *label = sg_arena_array(arena, z, 1);
    if (!k || !t || !mem || !label)
        return false;
    k[0].word = k[1].word = 1;
    k[n + 2].word = k[n + 3].word = 2;
    for (size_t i = 0; i < n; i++)
        sg_word_keys(&k[i + 2], w->form[i], w->lower[i]);
    tag(w, m, k + 2, t + 2);
    memset(&k[1], 0, sizeof *k);
    memset(&k[n + 2], 0, sizeof *k);
    k[n + 2].word = 7;
    t[1] = 0, t[n + 2] = 1;
    struct sg_state s = {(int)n,      1,           0,           mem,         mem + z,
                         mem + 2 * z, mem + 3 * z, mem + 4 * z, mem + 5 * z, mem + 6 * z,
                         mem + 7 * z, label,       k + 1,       t + 1};
    uint64_t f[SG_FEATURES_MAX];
    int32_t sc[SG_ACTIONS_MAX];
    while (!sg_is_done(&s)) {
        score(&m->parser, f, sg_parse_features(f, &s), sc);
        bool can[3] = {sg_can_shift(&s), sg_can_left(&s), sg_can_right(&s)};
        int best = -1;
        int32_t rival = INT32_MIN;
        for (int a = 0; a < (int)(1 + 2 * m->label_count); a++)
            if (can[a ? (a - 1) % 2 + 1 : 0] && (best < 0 || sc[a] > sc[best]))
                best = a;
        int kind = best ? (best - 1) % 2 + 1 : 0;
        for (int a = 0; a < (int)(1 + 2 * m->label_count); a++) {
            int other = a ? (a - 1) % 2 + 1 : 0;
            if (can[other] && other != kind && sc[a] > rival)
                rival = sc[a];
        }
        if (kind) {
            int d = s.stack[s.sp - 1];
            float margin = rival == INT32_MIN ? 200.f : (float)(sc[best] - rival);
            w->score[d - 1] = 1.f / (1.f + expf(-margin / 60.f));
        }
        sg_state_apply(&s, best);
    }
    for (size_t i = 0; i < n; i++) {
        w->head[i] = s.head[i + 1] == (int)n + 1 ? 0 : (uint32_t)s.head[i + 1];
        w->deprel[i] = w->head[i] ? m->labels[s.label[i + 1] - 1] : SG_DEPREL_ROOT;
        if (w->head[i] && w->deprel[i] == SG_DEPREL_ROOT)
            w->deprel[i] = SG_DEPREL_DEP;
    }
    return true;
}

static bool init_table(struct sg_table *t, const struct sg_model_file *file, const char *slots,
                       const char *rows) {
    size_t slot_bytes, row_bytes;
    t->slots = sg_model_find(file, slots, &slot_bytes);
    t->rows = sg_model_find(file, rows, &row_bytes);
    size_t count = slot_bytes / sizeof *t->slots, row_count = row_bytes / sizeof *t->rows, used = 0;
    if (!t->slots || !t->rows || !count || (count & (count - 1)))
        return false;
    for (size_t i = 0; i < count; i++) {
        used += t->slots[i].at != 0;
        if ((t->slots[i].at >> 8) + (t->slots[i].at & 255) > row_count)
            return false;
    }
    t->mask = (uint32_t)count - 1;
    return used < count;
}

bool sg_analyser_init(struct sg_analyser *m, const struct sg_model_file *file) {
    size_t size, labels;
    m->tags = sg_model_find(file, "tags", &size);
    m->labels = sg_model_find(file, "labels", &labels);
    m->tag_count = (uint32_t)(size / 2);
    m->label_count = (uint32_t)labels;
    if (!m->tags || !m->labels || m->tag_count < 3 || m->tag_count > 250 || !labels ||
        labels * 2 + 1 > SG_ACTIONS_MAX)
        return false;
    for (uint32_t i = 0; i < m->tag_count; i++)
        if (m->tags[i * 2] == SG_XPOS_NNP && m->tags[i * 2 + 1] == SG_UPOS_PROPN)
            m->name_tag = (uint8_t)i;
    return init_table(&m->tagger, file, "tag.slots", "tag.rows") &&
           init_table(&m->parser, file, "parse.slots", "parse.rows");
}
