/* The stages in their order, over one document or several; what a command that looks inside (parse,
 * actors, explain, clean) calls. */
#ifndef SG_PIPELINE_H
#define SG_PIPELINE_H

#include "base/arena.h"
#include "model/reading.h"

#include <stancegraph/engine.h>

/* How far to go. */
enum sg_stage {
    SG_STAGE_CLEAN,
    SG_STAGE_SEGMENT,
    SG_STAGE_RECOGNISE,
    SG_STAGE_SYNTAX,
    SG_STAGE_RESOLVE,
    SG_STAGE_STANCE
};

/* Fills a zeroed reading whose document is set, up to and with stage `last`. */
enum sg_status sg_pipeline_run(struct sg_reading *reading, const struct sg_engine *engine,
                               enum sg_stage last, struct sg_arena *arena, struct sg_error *err);

#define SG_TOGETHER_MOST 128 /* documents whose sentences are parsed side by side */

struct sg_pipeline_item {
    struct sg_reading reading; /* in: zeroed, its document set */
    enum sg_status status;     /* out */
    struct sg_error error;
};
struct sg_parser;
/* The same for several documents, faster than one by one, and with a parser of the thread's own
 * faster still (sg_parser_new(engine->syntax), or NULL). What comes out of each does not depend on
 * the others, unless memory runs out. */
void sg_pipeline_run_together(struct sg_pipeline_item *items, size_t count,
                              const struct sg_engine *engine, enum sg_stage last,
                              struct sg_parser *parser, struct sg_arena *arena);

#endif
