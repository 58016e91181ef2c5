#include "names/tag.h"

#include "names/net.h"

#include <string.h>

#define O 0

static unsigned part(unsigned label) { return (label - 1) % 4; }
static unsigned kind(unsigned label) { return (label - 1) / 4; }
static bool opens(unsigned label) {
    return label != O && (part(label) == SG_PART_BEGIN || part(label) == SG_PART_INSIDE);
}

bool sg_name_may_follow(unsigned from, unsigned to) {
    bool is_open = from < SG_NAME_LABELS && opens(from);
    if (to == SG_NAME_LABELS || to == O)
        return !is_open;
    bool goes_on = part(to) == SG_PART_INSIDE || part(to) == SG_PART_LAST;
    return is_open ? goes_on && kind(from) == kind(to) : !goes_on;
}

void sg_name_decode(uint8_t *labels, const float (*scores)[SG_NAME_LANES], size_t count,
                    const float moves[SG_NAME_LABELS + 2][SG_NAME_LANES], uint8_t (*back)[16]) {
    float at[SG_NAME_LABELS], next[SG_NAME_LABELS];
    uint8_t before[SG_NAME_LABELS][SG_NAME_LABELS], before_count[SG_NAME_LABELS] = {0};
    if (!count)
        return;
    for (unsigned y = 0; y < SG_NAME_LABELS; y++)
        for (unsigned x = 0; x < SG_NAME_LABELS; x++)
            if (sg_name_may_follow(x, y))
                before[y][before_count[y]++] = (uint8_t)x;
    for (unsigned y = 0; y < SG_NAME_LABELS; y++)
        at[y] = sg_name_may_follow(SG_NAME_LABELS, y) ? scores[0][y] + moves[SG_NAME_LABELS][y]
                                                      : -1e30f;
    for (size_t i = 1; i < count; i++) {
        for (unsigned y = 0; y < SG_NAME_LABELS; y++) {
            float best = -1e31f;
            for (unsigned k = 0; k < before_count[y]; k++) {
                unsigned x = before[y][k];
                float score = at[x] + moves[x][y];
                if (score > best) {
                    best = score;
                    back[i][y] = (uint8_t)x;
                }
            }
            next[y] = best + scores[i][y];
        }
        memcpy(at, next, sizeof at);
    }
    unsigned best = O;
    for (unsigned y = 0; y < SG_NAME_LABELS; y++)
        if (sg_name_may_follow(y, SG_NAME_LABELS) &&
            at[y] + moves[SG_NAME_LABELS + 1][y] > at[best] + moves[SG_NAME_LABELS + 1][best])
            best = y;
    for (size_t i = count; i-- > 0;) {
        labels[i] = (uint8_t)best;
        if (i)
            best = back[i][best];
    }
}

static void score(float (*out)[SG_NAME_LANES], const struct sg_name_text *text, uint32_t first,
                  uint32_t count) {
    const struct sg_name_model *model = text->model;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t features[SG_NAME_FEATURES_MAX];
        int32_t sums[SG_NAME_LANES] = {0};
        if (!sg_name_may_be(text, first + i)) {
            for (unsigned y = 0; y < SG_NAME_LANES; y++)
                out[i][y] = y == O ? 0 : -1e4f;
            continue;
        }
        size_t n = sg_name_features(features, text, first + i);
        for (size_t f = 0; f < n; f++) /* the table is larger than a cache */
            __builtin_prefetch(&model->rows[sg_name_slot(features[f], model->row_slots)]);
        for (size_t f = 0; f < n; f++) {
            const struct sg_name_row *row = sg_name_row_find(model, features[f]);
            for (unsigned y = 0; row && y < SG_NAME_LANES; y++)
                sums[y] += row->weights[y];
        }
        for (unsigned y = 0; y < SG_NAME_LANES; y++)
            out[i][y] = (float)sums[y] * model->header->step;
    }
}

/* Mixes the networks' scores in. A sentence in which nothing may be a name is left alone. */
static bool add_net(float (*scores)[SG_NAME_LANES], const struct sg_name_text *text, uint32_t first,
                    uint32_t count, struct sg_arena *arena) {
    const struct sg_name_header *h = text->model->header;
    float rest = 1;
    float(*net)[SG_NAME_LANES] = sg_arena_array(arena, count + 1, sizeof *net);
    bool may = false;
    for (unsigned n = 0; n < h->net_count; n++)
        rest -= h->shares[n];
    for (uint32_t i = 0; i < count && !may; i++)
        may = sg_name_may_be(text, first + i);
    if (!net)
        return false;
    if (may && !sg_name_net_score(net, text, first, count, arena))
        return false;
    for (uint32_t i = 0; i < count; i++)
        for (unsigned y = 0; y < SG_NAME_LANES; y++)
            scores[i][y] = rest * scores[i][y] + net[i][y];
    return true;
}

/* The labels of `n` tokens from `first` on, as spans; how many they are. */
static size_t read_spans(struct sg_name_span *out, const uint8_t *labels, uint32_t first,
                         uint32_t n) {
    size_t count = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (labels[i] == O)
            continue;
        uint32_t end = i + 1;
        while (opens(labels[end - 1]) && end < n)
            end++;
        out[count++] = (struct sg_name_span){
            .first = first + i, .end = first + end, .kind = (enum sg_name_kind)kind(labels[i])};
        i = end - 1;
    }
    return count;
}

struct sg_name_span *sg_name_tag(size_t *count, const struct sg_name_text *text, uint32_t sentence,
                                 bool is_careful, const float *lean, struct sg_arena *arena) {
    const struct sg_sentence *s = &text->reading->sentences[sentence];
    uint32_t n = s->end_token - s->first;
    float(*scores)[SG_NAME_LANES] = sg_arena_array(arena, n + 1, sizeof *scores);
    uint8_t(*back)[16] = sg_arena_array(arena, n + 1, sizeof *back);
    uint8_t *labels = sg_arena_array(arena, n + 1, 1);
    struct sg_name_span *out = sg_arena_array(arena, n + 1, sizeof *out);
    *count = 0;
    if (!scores || !back || !labels || !out)
        return NULL;
    score(scores, text, s->first, n);
    is_careful = is_careful && text->model->header->net_count;
    if (is_careful && !add_net(scores, text, s->first, n, arena))
        return NULL;
    for (uint32_t i = 0; lean && i < n; i++)
        scores[i][O] -= lean[s->first + i];
    sg_name_decode(labels, (const float(*)[SG_NAME_LANES])scores, n,
                   is_careful ? text->model->header->both_moves : text->model->header->moves, back);
    *count = read_spans(out, labels, s->first, n);
    return out;
}

struct sg_name_span *sg_name_tag_range(size_t *count, const struct sg_name_text *text,
                                       const struct sg_name_range *range,
                                       struct sg_arena *arena) {
    const struct sg_sentence *s =
        &text->reading->sentences[text->reading->tokens[range->first].sentence];
    /* with what stands beside it, which is no name */
    uint32_t first = range->first > s->first ? range->first - 1 : s->first;
    uint32_t end = range->end < s->end_token ? range->end + 1 : s->end_token, n = end - first;
    float(*scores)[SG_NAME_LANES] = sg_arena_take(arena, n * sizeof *scores);
    uint8_t(*back)[16] = sg_arena_take(arena, n * sizeof *back);
    uint8_t *labels = sg_arena_take(arena, n);
    struct sg_name_span *out = sg_arena_take(arena, n * sizeof *out);
    *count = 0;
    if (!scores || !back || !labels || !out)
        return NULL;
    score(scores, text, first, n);
    sg_name_decode(labels, (const float(*)[SG_NAME_LANES])scores, n, text->model->header->moves,
                   back);
    *count = read_spans(out, labels, first, n);
    return out;
}
