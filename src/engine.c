/* Loads data/ once. What it gives is const and may be shared by threads. */
#include "engine_parts.h"

#include "pipeline.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The first folder that is there: --data, $STANCEGRAPH_DATA, the installed place, the build's. */
static const char *find_data(const struct sg_engine_options *options, struct sg_error *err) {
    const char *asked = options->data ? options->data : getenv("STANCEGRAPH_DATA");
    if (asked && *asked) {
        if (!access(asked, R_OK | X_OK))
            return asked;
        sg_fail(err, SG_ERR_IO, "%s: no such data folder; give one with --data or STANCEGRAPH_DATA",
                asked);
        return NULL;
    }
    static const char *const places[] = {SG_INSTALLED_DATA, SG_SOURCE_DATA};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (!access(places[i], R_OK | X_OK))
            return places[i];
    sg_fail(err, SG_ERR_IO, "no data folder at %s; give one with --data or STANCEGRAPH_DATA",
            SG_INSTALLED_DATA);
    return NULL;
}

static enum sg_status select_relations(struct sg_engine *engine, const char *list,
                                       struct sg_error *err) {
    size_t count;
    sg_lexicon_relations(engine->lexicon, &count);
    engine->wanted = calloc(count + 1, sizeof *engine->wanted);
    if (!engine->wanted)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    return sg_lexicon_select(engine->wanted, engine->lexicon, list ? list : "core", err);
}

enum sg_status sg_engine_load(struct sg_engine **out, const struct sg_engine_options *options,
                              struct sg_error *err) {
    static const struct sg_engine_options defaults;
    enum sg_status status;
    *out = NULL;
    if (!options)
        options = &defaults;
    const char *data = find_data(options, err);
    if (!data)
        return SG_ERR_IO;
    struct sg_engine *engine = calloc(1, sizeof *engine);
    if (!engine || !(engine->data_dir = strdup(data))) {
        free(engine);
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    engine->keep_reprints = options->keep_reprints;
    engine->parse_all = options->parse_all;
    if ((status = sg_boilerplate_load(&engine->boilerplate, data, err)) ||
        (status = sg_segmenter_load(&engine->segmenter, data, err)) ||
        (status = sg_gazetteer_load(&engine->gazetteer, data, options->packs, options->pack_count,
                                    err)) ||
        (status = sg_names_load(&engine->names, data, err)) ||
        (status = sg_referents_load(&engine->referents, data, engine->gazetteer, err)) ||
        (status = sg_syntax_model_load(&engine->syntax, data, err)) ||
        (status = sg_lexicon_load(&engine->lexicon, data, options->lexicons, options->lexicon_count,
                                  err)) ||
        (status = select_relations(engine, options->relations, err))) {
        sg_engine_free(engine);
        return status;
    }
    *out = engine;
    return SG_OK;
}

void sg_engine_free(struct sg_engine *engine) {
    if (!engine)
        return;
    sg_boilerplate_free(engine->boilerplate);
    sg_segmenter_free(engine->segmenter);
    sg_referents_free(engine->referents);
    sg_gazetteer_free(engine->gazetteer);
    sg_names_free(engine->names);
    sg_syntax_model_free(engine->syntax);
    sg_lexicon_free(engine->lexicon);
    free(engine->wanted);
    free(engine->data_dir);
    free(engine);
}

enum sg_status sg_extract(struct sg_result **out, const struct sg_engine *engine,
                          const struct sg_document *document, struct sg_error *err) {
    *out = NULL;
    struct sg_result *result = calloc(1, sizeof *result);
    struct sg_arena *arena = malloc(sizeof *arena);
    if (!result || !arena) {
        free(result);
        free(arena);
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    sg_arena_init(arena);
    result->owned = arena;
    struct sg_reading reading = {.document = document};
    enum sg_status status = sg_pipeline_run(&reading, engine, SG_STAGE_STANCE, arena, err);
    if (!status && sg_arena_failed(arena))
        status = sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", document->id);
    if (status) {
        sg_result_free(result);
        return status;
    }
    result->claims = reading.claims;
    result->claim_count = reading.claim_count;
    *out = result;
    return SG_OK;
}

void sg_result_free(struct sg_result *result) {
    if (!result)
        return;
    sg_arena_release(result->owned);
    free(result->owned);
    free(result);
}
