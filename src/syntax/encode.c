/* Sentences through the network's layers. */
#include "syntax/inputs.h"
#include "syntax/network.h"

#include <string.h>

#define LINE 64 /* bytes; a register that lies across two lines is read twice */

/* Memory that begins with a line. */
static void *take(struct sg_arena *arena, size_t count, size_t size) {
    unsigned char *bytes = sg_arena_alloc(arena, count * size + LINE);
    return bytes ? bytes + (LINE - (uintptr_t)bytes % LINE) : NULL;
}

bool sg_network_room_init(struct sg_network_room *room, const struct sg_network *n, size_t longest,
                          size_t together, struct sg_arena *arena) {
    size_t rows = longest * together, hidden = n->shape.hidden;
    size_t out = 2 * n->shape.arc + 2 * n->shape.label;
    room->inputs = sg_inputs_new(n, rows, arena);
    room->gates = take(arena, rows, sizeof *room->gates);
    room->h[0] = take(arena, rows, 2 * hidden);
    room->h[1] = take(arena, rows, 2 * hidden);
    room->second = take(arena, rows, 8 * hidden * sizeof *room->second);
    room->tags = take(arena, rows, n->shape.tag_columns * sizeof *room->tags);
    room->out = take(arena, rows, out * sizeof *room->out);
    room->cells = take(arena, SG_TOGETHER, hidden * sizeof *room->cells);
    room->nothing = take(arena, 1, hidden);
    if (sg_arena_failed(arena))
        return false;
    memset(room->nothing, SG_BYTE_ZERO, hidden);
    return true;
}

/* Sentences side by side, longest first: where their words stand in the rows. */
struct side_by_side {
    size_t count, rows;
    size_t first[SG_TOGETHER], counts[SG_TOGETHER];
};

/* One direction over all sentences, step by step: at each step one word of every sentence that is
 * still going, so that the weights are read once for all of them. */
static void recur(const struct sg_network *n, struct sg_network_room *room,
                  const struct side_by_side *s, const struct sg_matrix *weights, bool is_backward,
                  uint8_t *h) {
    size_t hidden = n->shape.hidden, both = 2 * hidden, going = s->count;
    size_t gates_offset = is_backward ? 4 * hidden : 0, h_offset = is_backward ? hidden : 0;
    const float *gates[SG_TOGETHER];
    const uint8_t *before[SG_TOGETHER];
    uint8_t *after[SG_TOGETHER];
    memset(room->cells, 0, SG_TOGETHER * hidden * sizeof *room->cells);
    for (size_t i = 0; i < s->count; i++)
        before[i] = room->nothing;
    for (size_t step = 0; step < s->counts[0]; step++) {
        while (s->counts[going - 1] <= step)
            going--;
        for (size_t i = 0; i < going; i++) {
            size_t t = s->first[i] + (is_backward ? s->counts[i] - 1 - step : step);
            gates[i] = room->gates[t] + gates_offset;
            after[i] = h + t * both + h_offset;
        }
        n->kernels->step(going, weights, gates, before, room->cells, after);
        for (size_t i = 0; i < going; i++)
            before[i] = after[i];
    }
}

static void run_layer(const struct sg_network *n, struct sg_network_room *room,
                      const struct side_by_side *s, size_t layer) {
    recur(n, room, s, &n->forward[layer], false, room->h[layer]);
    recur(n, room, s, &n->backward[layer], true, room->h[layer]);
}

bool sg_network_encode(struct sg_encoding *out, const struct sg_words *const *sentences,
                       size_t count, const struct sg_network *n, struct sg_network_room *room) {
    const struct sg_kernels *k = n->kernels;
    struct side_by_side s = {.count = count};
    size_t both = 2 * n->shape.hidden, arc = n->shape.arc, tags = n->shape.tag_columns;
    size_t width = 2 * arc + 2 * n->shape.label;
    for (size_t i = 0; i < count; i++) {
        s.first[i] = s.rows;
        s.counts[i] = sentences[i]->count;
        s.rows += s.counts[i];
    }
    sg_inputs_open(room->inputs, s.rows);
    for (size_t i = 0; i < count; i++)
        if (!sg_inputs_find(room->gates + s.first[i], room->inputs, sentences[i], n))
            return false;
    sg_inputs_fill(room->inputs, n);
    run_layer(n, room, &s, 0);
    k->multiply_bytes(s.rows, &n->tag, room->h[0], both, room->tags, tags);
    k->multiply_bytes(s.rows, &n->second, room->h[0], both, room->second, 4 * both);
    for (size_t i = 0; i < s.rows; i++)
        room->gates[i] = room->second + i * 4 * both;
    run_layer(n, room, &s, 1);
    if (n->file.tag2)
        k->multiply_bytes(s.rows, &n->tag2, room->h[1], both, room->tags, tags);
    k->multiply_bytes(s.rows, &n->out, room->h[1], both, room->out, width);
    for (size_t i = 0; i < s.rows; i++)
        k->bend(arc, room->out + i * width + arc); /* as a head */
    for (size_t i = 0; i < count; i++)
        out[i] =
            (struct sg_encoding){room->tags + s.first[i] * tags, room->out + s.first[i] * width};
    return true;
}
