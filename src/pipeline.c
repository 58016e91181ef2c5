/* The whole program on one page: one call a stage. */
#include "pipeline.h"

#include "engine_parts.h"

/* The article's own words, and whether what is in them is worth more. */
static enum sg_status read_text(struct sg_reading *reading, const struct sg_engine *engine,
                                enum sg_stage last, bool *goes_on, struct sg_arena *arena,
                                struct sg_error *err) {
    enum sg_status status;

    *goes_on = false;
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
    *goes_on = true;
    return SG_OK;
}

/* Who is in it, and which sentences want a tree. */
static enum sg_status read_names(struct sg_reading *reading, const struct sg_engine *engine,
                                 enum sg_stage last, bool *goes_on, struct sg_arena *arena,
                                 struct sg_error *err) {
    enum sg_status status;

    *goes_on = false;
    if ((status = sg_recognise(reading, engine->gazetteer, arena, err)) ||
        (status = sg_resolve_names(reading, engine->gazetteer, engine->referents, arena, err)) ||
        last == SG_STAGE_RECOGNISE)
        return status;
    if ((status = sg_stance_gate(reading, engine->lexicon, engine->wanted, engine->parse_all, arena,
                                 err)))
        return status;
    if (last == SG_STAGE_STANCE && !sg_stance_may_claim(reading, engine->lexicon, engine->wanted))
        return SG_OK; /* nobody takes a stance */
    *goes_on = true;
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
    bool goes_on;
    enum sg_status status = read_text(reading, engine, last, &goes_on, arena, err);
    if (status || !goes_on)
        return status;
    if ((status = read_names(reading, engine, last, &goes_on, arena, err)) || !goes_on)
        return status;
    if ((status = sg_parse(reading, engine->syntax, arena, err)))
        return status;
    return read_trees(reading, engine, last, arena, err);
}

/* Some documents, one stage after the other: what a stage looks things up in stays at hand. */
static void run_some(struct sg_pipeline_item *items, size_t count, const struct sg_engine *engine,
                     enum sg_stage last, struct sg_parser *parser, struct sg_arena *arena) {
    struct sg_pipeline_item *going[SG_TOGETHER_MOST];
    struct sg_reading *waiting[SG_TOGETHER_MOST];
    struct sg_error parse_error = {.text = ""};
    size_t named = 0, parsed = 0;
    bool goes_on;
    for (size_t i = 0; i < count; i++) {
        struct sg_pipeline_item *item = &items[i];
        item->status = read_text(&item->reading, engine, last, &goes_on, arena, &item->error);
        if (!item->status && goes_on)
            going[named++] = item;
    }
    for (size_t i = 0; i < named; i++) {
        struct sg_pipeline_item *item = going[i];
        item->status = read_names(&item->reading, engine, last, &goes_on, arena, &item->error);
        if (!item->status && goes_on)
            going[parsed++] = item;
    }
    for (size_t i = 0; i < parsed; i++)
        waiting[i] = &going[i]->reading;
    enum sg_status status =
        sg_parse_together(waiting, parsed, engine->syntax, parser, arena, &parse_error);
    for (size_t i = 0; i < parsed; i++) {
        struct sg_pipeline_item *item = going[i];
        item->status = status;
        if (status)
            item->error = parse_error;
        else
            item->status = read_trees(&item->reading, engine, last, arena, &item->error);
    }
}

void sg_pipeline_run_together(struct sg_pipeline_item *items, size_t count,
                              const struct sg_engine *engine, enum sg_stage last,
                              struct sg_parser *parser, struct sg_arena *arena) {
    for (size_t i = 0; i < count; i += SG_TOGETHER_MOST)
        run_some(items + i, count - i < SG_TOGETHER_MOST ? count - i : SG_TOGETHER_MOST, engine,
                 last, parser, arena);
}
