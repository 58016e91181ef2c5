/* Who was spoken of last, and who of them is meant. When in doubt, nobody. */
#include "resolve/memory.h"

#include <string.h>

/* The verb that a token is an argument of; SG_NO_TOKEN for none. */
static uint32_t verb_of(const struct sg_context *c, uint32_t token) {
    const struct sg_token *t = &c->reading->tokens[token];
    switch (t->deprel) {
    case SG_DEPREL_NSUBJ:
    case SG_DEPREL_NSUBJ_PASS:
    case SG_DEPREL_OBJ:
    case SG_DEPREL_IOBJ:
    case SG_DEPREL_OBL:
    case SG_DEPREL_OBL_AGENT:
        return t->head;
    default:
        return SG_NO_TOKEN;
    }
}

/* The same for one of several: "Saudi Arabia and Egypt imposed". */
static uint32_t verb_of_any(const struct sg_context *c, uint32_t token) {
    const struct sg_token *tokens = c->reading->tokens;
    for (int steps = 0; steps < 6 && tokens[token].deprel == SG_DEPREL_CONJ &&
                        tokens[token].head != SG_NO_TOKEN;
         steps++)
        token = tokens[token].head;
    return verb_of(c, token);
}

/* "imposed a boycott on it": the verb's, through its object. */
static uint32_t verb_of_mention(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_token *tokens = c->reading->tokens;
    const struct sg_token *head = &tokens[m->head];
    if (head->deprel == SG_DEPREL_NMOD && head->head != SG_NO_TOKEN && m->first &&
        (sg_token_is(&tokens[m->first - 1], "on") ||
         sg_token_is(&tokens[m->first - 1], "against")) &&
        tokens[head->head].deprel == SG_DEPREL_OBJ)
        return tokens[head->head].head;
    return verb_of(c, m->head);
}

static void bar(struct sg_memory *memory, uint32_t actor) {
    if (actor != SG_NO_ACTOR && memory->barred_count < SG_BARRED_MAX)
        memory->barred[memory->barred_count++] = actor;
}

void sg_bar_neighbours(const struct sg_context *c, struct sg_memory *memory,
                       const struct sg_mention *m) {
    const struct sg_reading *reading = c->reading;
    const struct sg_sentence *sentence = &reading->sentences[m->sentence];
    memory->barred_count = 0;
    if (!c->is_tree_ready || !sentence->is_parsed)
        return;
    const char *word = reading->tokens[m->head].lower;
    size_t length = strlen(word);
    uint32_t verb = verb_of_mention(c, m);
    if (verb == SG_NO_TOKEN || (length > 4 && !strcmp(word + length - 4, "self")))
        return; /* "himself" is somebody beside him */
    /* "the party demanded that he resign": who demands is somebody else */
    const struct sg_token *own = &reading->tokens[verb];
    uint8_t relation = reading->tokens[m->head].deprel;
    bool is_told = (relation == SG_DEPREL_NSUBJ || relation == SG_DEPREL_NSUBJ_PASS) &&
                   own->deprel == SG_DEPREL_CCOMP && own->head < verb;
    uint32_t above = is_told ? own->head : SG_NO_TOKEN;
    if (above != SG_NO_TOKEN && (!reading->tokens[above].lemma ||
                                 sg_strmap_get(c->referents->demand_verbs,
                                               reading->tokens[above].lemma) == SG_STRMAP_NONE))
        above = SG_NO_TOKEN;
    /* "imposed sanctions, accusing it of": who imposed them accuses */
    if (relation == SG_DEPREL_OBJ && own->deprel == SG_DEPREL_ADVCL && own->head < verb &&
        own->xpos == SG_XPOS_VBG)
        above = own->head;
    for (uint32_t i = sentence->first; i < sentence->end_token; i++) {
        if (above != SG_NO_TOKEN && verb_of_any(c, i) == above && i < above && m->head > above) {
            const struct sg_mention *other = sg_covering_mention(c, i);
            bar(memory, other && other->head == i ? other->actor : SG_NO_ACTOR);
        }
        if (i == m->head || verb_of_any(c, i) != verb)
            continue;
        /* the verb stands between them: what stands on one side may be an apposition */
        if ((i < verb) == (m->head < verb))
            continue;
        const struct sg_mention *other = sg_covering_mention(c, i);
        if (other && other->head == i && other->first != m->first && other->use != SG_USE_PLACE)
            bar(memory, other->actor);
    }
}

bool sg_is_barred(const struct sg_memory *memory, uint32_t actor) {
    for (uint32_t i = 0; i < memory->barred_count; i++)
        if (memory->barred[i] == actor)
            return true;
    return false;
}

void sg_remember(struct sg_memory *memory, const struct sg_recent *item) {
    /* an actor that comes again moves to the front */
    uint32_t keep = 0;
    bool was_subject = false, was_speaker = false;
    for (uint32_t i = 0; i < memory->count; i++) {
        const struct sg_recent *old = &memory->items[i];
        if (item->actor == SG_NO_ACTOR || old->actor != item->actor ||
            old->is_place != item->is_place) {
            memory->items[keep++] = *old;
        } else if (old->sentence == item->sentence && item->is_pronoun) {
            /* "Ali called it a threat to his country. He": the subject stays one */
            was_subject |= old->is_subject;
            was_speaker |= old->is_speaker;
        }
    }
    memory->count = keep;
    if (memory->count == SG_MEMORY_MAX) {
        memmove(memory->items, memory->items + 1, (SG_MEMORY_MAX - 1) * sizeof *memory->items);
        memory->count--;
    }
    struct sg_recent *last = &memory->items[memory->count++];
    *last = *item;
    last->is_subject |= was_subject;
    last->is_speaker |= was_speaker;
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
        if (m->sentence - item->sentence > window || sg_is_barred(memory, item->actor) ||
            !fits(c, item, with))
            continue;
        float score = 4.0f - 1.2f * (float)(m->sentence - item->sentence);
        score += item->is_subject ? 1.5f : 0.0f;
        score += item->is_speaker ? 0.7f : 0.0f;
        score -= item->paragraph != paragraph ? 0.4f : 0.0f;
        score += 0.15f * (float)i / SG_MEMORY_MAX;
        if (score > best) {
            second = item->actor == found && found != SG_NO_ACTOR ? second : best;
            best = score;
            found = item->actor;
        } else if (score > second && (item->actor != found || found == SG_NO_ACTOR)) {
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
