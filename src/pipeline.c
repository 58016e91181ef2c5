/* The whole program on one page: one call a stage. */
#include "pipeline.h"

#include "engine_parts.h"

enum sg_status sg_pipeline_run(struct sg_reading *reading, const struct sg_engine *engine,
                               enum sg_stage last, struct sg_arena *arena, struct sg_error *err) {
    enum sg_status status;

    if ((status = sg_clean(reading, engine->boilerplate, !engine->keep_reprints, arena, err)) ||
        last == SG_STAGE_CLEAN)
        return status;
    if ((status = sg_segment(reading, engine->segmenter, arena, err)) || last == SG_STAGE_SEGMENT)
        return status;
    if ((status = sg_recognise(reading, engine->gazetteer, arena, err)) ||
        (status = sg_resolve_names(reading, engine->gazetteer, engine->referents, arena, err)) ||
        last == SG_STAGE_RECOGNISE)
        return status;
    if ((status = sg_stance_gate(reading, engine->lexicon, engine->wanted, engine->parse_all, arena,
                                 err)))
        return status;
    if (last == SG_STAGE_STANCE && !sg_stance_may_claim(reading, engine->lexicon, engine->wanted))
        return SG_OK; /* most news: nobody takes a stance */
    if ((status = sg_names(reading, engine->gazetteer, engine->names, arena, err)) ||
        (status = sg_parse(reading, engine->syntax, arena, err)) || last == SG_STAGE_SYNTAX)
        return status;
    if ((status = sg_resolve(reading, engine->gazetteer, engine->referents, arena, err)) ||
        last == SG_STAGE_RESOLVE)
        return status;
    return sg_stance(reading, engine->lexicon, engine->wanted, arena, err);
}
