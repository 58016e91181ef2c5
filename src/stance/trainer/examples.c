#include "examples.h"

#include "annotated.h"
#include "pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GROUPS_MAX 4096 /* of one sentence */

/* Whom the annotation does not mark. */
#define NOBODY '\0'

struct key {
    uint32_t source, target, relation;
};

struct taker {
    struct examples *out;
    const struct sg_annotated *row;
    const struct sg_reading *reading;
    const struct sg_lexicon *lexicon;
    const char *letters; /* by actor; '?': marked twice, under two letters */
    struct key keys[GROUPS_MAX];
    uint32_t key_count;
    bool is_given;
};

static uint32_t group_of(struct taker *taker, struct key key) {
    for (uint32_t i = 0; i < taker->key_count; i++)
        if (!memcmp(&taker->keys[i], &key, sizeof key))
            return taker->out->group_count + i;
    if (taker->key_count == GROUPS_MAX)
        abort();
    taker->keys[taker->key_count] = key;
    return taker->out->group_count + taker->key_count++;
}

static void take(void *context, const struct sg_rank_candidate *candidate) {
    struct taker *taker = context;
    struct examples *out = taker->out;
    const struct sg_mention *source = &taker->reading->mentions[candidate->source];
    const struct sg_mention *target = &taker->reading->mentions[candidate->target];
    char from = taker->letters[source->actor], to = taker->letters[target->actor];
    if (from == '?' || to == '?' || (taker->is_given && (from == NOBODY || to == NOBODY)))
        return;
    enum sg_label label = SG_LABEL_FALSE;
    if (from != NOBODY && to != NOBODY)
        label = sg_annotated_label(taker->row, from, to,
                                   taker->lexicon->relations[candidate->trace->relation].name);
    if (label == SG_LABEL_OPEN)
        return;
    if (out->count == out->capacity) {
        out->capacity = out->capacity ? 2 * out->capacity : 4096;
        out->items = realloc(out->items, out->capacity * sizeof *out->items);
        if (!out->items)
            abort();
    }
    struct example *e = &out->items[out->count++];
    *e = (struct example){
        .is_true = label == SG_LABEL_TRUE,
        .is_given = taker->is_given,
        .is_claimed = candidate->is_claimed,
        .file = out->file_count,
        .group =
            group_of(taker, (struct key){source->actor, target->actor, candidate->trace->relation}),
    };
    for (size_t i = 0; i < SG_RANK_PARTS; i++)
        for (size_t k = 0; k < candidate->parts[i]->count; k++)
            e->features[e->count++] = candidate->parts[i]->features[k];
}

/* The letter that an actor is marked with: a mention of it overlaps the mark. */
static char *letters_of(const struct sg_reading *reading, const struct sg_given_mention *marks,
                        size_t mark_count) {
    char *letters = calloc(reading->actor_count + 1, 1);
    if (!letters)
        abort();
    for (size_t i = 0; i < reading->mention_count; i++) {
        const struct sg_mention *m = &reading->mentions[i];
        if (m->actor == SG_NO_ACTOR)
            continue;
        /* the head decides ("the wife of [Sánchez]" is not he), or the whole mention is marked,
         * whatever noun its head has moved to: "{a:Polish} officials" */
        uint32_t start = reading->tokens[m->first].start;
        uint32_t end = reading->tokens[m->end_token - 1].end;
        const struct sg_token *head = &reading->tokens[m->head];
        for (size_t k = 0; k < mark_count; k++) {
            if ((head->start < marks[k].start || head->end > marks[k].end) &&
                (start < marks[k].start || end > marks[k].end))
                continue;
            char letter = (char)(marks[k].actor[0] + 32), *old = &letters[m->actor];
            *old = *old == NOBODY || *old == letter ? letter : '?';
        }
    }
    return letters;
}

static enum sg_status read_once(struct taker *taker, const struct sg_engine *engine,
                                struct sg_error *err) {
    struct sg_document document = taker->row->document;
    if (!taker->is_given)
        document.given_count = 0;
    struct sg_reading reading = {.document = &document};
    struct sg_arena arena;
    sg_arena_init(&arena);
    taker->reading = &reading;
    taker->key_count = 0;
    enum sg_status status = sg_pipeline_run(&reading, engine, SG_STAGE_RESOLVE, &arena, err);
    if (!status) {
        char *letters =
            letters_of(&reading, taker->row->mentions, taker->row->document.given_count);
        taker->letters = letters;
        status = sg_rank_candidates(&reading, engine->lexicon, take, taker, &arena, err);
        free(letters);
    }
    sg_arena_release(&arena);
    taker->out->group_count += taker->key_count;
    return status;
}

enum sg_status sg_examples_read(struct examples *out, const struct sg_engine *engine,
                                const char *path, struct sg_error *err) {
    struct sg_annotated *rows;
    size_t count;
    enum sg_status status = sg_annotated_read(&rows, &count, path, err);
    struct taker *taker = calloc(1, sizeof *taker);
    if (!taker)
        abort();
    taker->out = out;
    taker->lexicon = engine->lexicon;
    for (size_t i = 0; !status && i < count; i++) {
        taker->row = &rows[i];
        for (int given = 1; !status && given >= 0; given--) {
            taker->is_given = given;
            status = read_once(taker, engine, err);
        }
    }
    out->file_count++;
    out->sentence_count += (uint32_t)count;
    free(taker);
    sg_annotated_free(rows, count);
    return status;
}

void sg_examples_free(struct examples *examples) { free(examples->items); }
