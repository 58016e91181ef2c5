/* Who was spoken of last, and who of them is meant. When in doubt, nobody. */
#include "resolve/memory.h"

#include <string.h>

void sg_remember(struct sg_memory *memory, const struct sg_recent *item) {
    /* an actor that comes again moves to the front */
    uint32_t keep = 0;
    for (uint32_t i = 0; i < memory->count; i++)
        if (item->actor == SG_NO_ACTOR || memory->items[i].actor != item->actor)
            memory->items[keep++] = memory->items[i];
    memory->count = keep;
    if (memory->count == SG_MEMORY_MAX) {
        memmove(memory->items, memory->items + 1, (SG_MEMORY_MAX - 1) * sizeof *memory->items);
        memory->count--;
    }
    memory->items[memory->count++] = *item;
}

/* Scores what was spoken of lately; the best must be clearly ahead of the next. */
uint32_t sg_choose(const struct sg_context *c, const struct sg_memory *memory,
                   const struct sg_mention *m, sg_fits *fits, const void *with, uint32_t window,
                   float *certainty) {
    float best = -1, second = -1;
    uint32_t found = SG_NO_ACTOR;
    uint32_t paragraph = c->reading->sentences[m->sentence].paragraph;
    for (uint32_t i = 0; i < memory->count; i++) {
        const struct sg_recent *item = &memory->items[i];
        if (m->sentence - item->sentence > window || !fits(c, item, with))
            continue;
        float score = 4.0f - 1.2f * (float)(m->sentence - item->sentence);
        score += item->is_subject ? 1.5f : 0.0f;
        score += item->is_speaker ? 0.7f : 0.0f;
        score -= item->paragraph != paragraph ? 0.4f : 0.0f;
        score += 0.15f * (float)i / SG_MEMORY_MAX;
        if (score > best) {
            second = best;
            best = score;
            found = item->actor;
        } else if (score > second) {
            second = score;
        }
    }
    *certainty = 0.0f;
    if (best < 0 || found == SG_NO_ACTOR)
        return SG_NO_ACTOR;
    float margin = second < 0 ? 2.0f : best - second;
    if (margin < 0.35f)
        return SG_NO_ACTOR;
    *certainty = margin >= 1.5f ? 0.8f : margin >= 0.8f ? 0.7f : 0.6f;
    return found;
}
