/* The whole program on one page: one call a stage. */
#include "pipeline.h"

#include "engine_parts.h"

/* What a document can be read for without trees. */
static enum sg_status read_words(struct sg_reading *reading, const struct sg_engine *engine,
                                 enum sg_stage last, bool *wants_trees, struct sg_arena *arena,
                                 struct sg_error *err) {
    enum sg_status status;

    *wants_trees = false;
    if ((status = sg_clean(reading, engine->boilerplate, !engine->keep_reprints, arena, err)) ||
        last == SG_STAGE_CLEAN)
        return status;
    if ((status = sg_segment(reading, engine->segmenter, arena, err)) || last == SG_STAGE_SEGMENT)
        return status;
    if (last != SG_STAGE_RECOGNISE &&
        !sg_stance_glance(reading, engine->lexicon, engine->gazetteer, engine->wanted,
                          engine->parse_all) &&
        last == SG_STAGE_STANCE) {
        reading->is_passed_over = true; /* most news: too little in it looks like a stance */
        return SG_OK;
    }
    if ((status = sg_recognise(reading, engine->gazetteer, arena, err)) ||
        (status = sg_resolve_names(reading, engine->gazetteer, engine->referents, arena, err)) ||
        last == SG_STAGE_RECOGNISE)
        return status;
    if ((status = sg_stance_gate(reading, engine->lexicon, engine->wanted, engine->parse_all, arena,
                                 err)))
        return status;
    if (last == SG_STAGE_STANCE && !sg_stance_may_claim(reading, engine->lexicon, engine->wanted))
        return SG_OK; /* nobody takes a stance */
    *wants_trees = true;
    return sg_names(reading, engine->gazetteer, engine->names, arena, err);
}

static enum sg_status read_trees(struct sg_reading *reading, const struct sg_engine *engine,
                                 enum sg_stage last, struct sg_arena *arena, struct sg_error *err) {
    enum sg_status status;

    if (last == SG_STAGE_SYNTAX)
        return SG_OK;
    if ((status = sg_resolve(reading, engine->gazetteer, engine->referents, arena, err)) ||
        last == SG_STAGE_RESOLVE)
        return status;
    return sg_stance(reading, engine->lexicon, engine->wanted, arena, err);
}

enum sg_status sg_pipeline_run(struct sg_reading *reading, const struct sg_engine *engine,
                               enum sg_stage last, struct sg_arena *arena, struct sg_error *err) {
    bool wants_trees;
    enum sg_status status = read_words(reading, engine, last, &wants_trees, arena, err);
    if (status || !wants_trees)
        return status;
    if ((status = sg_parse(reading, engine->syntax, arena, err)))
        return status;
    return read_trees(reading, engine, last, arena, err);
}

/* The documents from `first` on whose sentences are parsed side by side; where the next begin. */
static size_t run_some(struct sg_pipeline_item *items, size_t first, size_t count,
                       const struct sg_engine *engine, enum sg_stage last, struct sg_parser *parser,
                       struct sg_arena *arena) {
    struct sg_reading *waiting[SG_TOGETHER_MOST] = {NULL};
    struct sg_pipeline_item *owners[SG_TOGETHER_MOST];
    struct sg_error parse_error = {.text = ""};
    size_t waiting_count = 0, i = first;
    for (; i < count && waiting_count < SG_TOGETHER_MOST; i++) {
        struct sg_pipeline_item *item = &items[i];
        bool wants_trees;
        item->status = read_words(&item->reading, engine, last, &wants_trees, arena, &item->error);
        if (!item->status && wants_trees) {
            owners[waiting_count] = item;
            waiting[waiting_count++] = &item->reading;
        }
    }
    enum sg_status parsed =
        sg_parse_together(waiting, waiting_count, engine->syntax, parser, arena, &parse_error);
    for (size_t k = 0; k < waiting_count; k++) {
        struct sg_pipeline_item *item = owners[k];
        item->status = parsed;
        if (parsed)
            item->error = parse_error;
        else
            item->status = read_trees(&item->reading, engine, last, arena, &item->error);
    }
    return i;
}

void sg_pipeline_run_together(struct sg_pipeline_item *items, size_t count,
                              const struct sg_engine *engine, enum sg_stage last,
                              struct sg_parser *parser, struct sg_arena *arena) {
    for (size_t i = 0; i < count;)
        i = run_some(items, i, count, engine, last, parser, arena);
}
