/* names: what no pack knows. A learned tagger marks people, organisations and places in a sentence;
 * open names that it takes for places make no actor. */
#ifndef SG_NAMES_NAMES_H
#define SG_NAMES_NAMES_H

#include "base/arena.h"
#include "model/reading.h"
#include "recognise/recognise.h"

#include <stancegraph/error.h>

struct sg_name_model; /* data/en/names.model, memory-mapped */

enum sg_status sg_names_load(struct sg_name_model **out, const char *data_dir,
                             struct sg_error *err);
void sg_names_free(struct sg_name_model *model);

/* Marks as places the open names (found by shape, of no known kind) that the tagger takes for such,
 * in sentences that the gate lets through. All other mentions stay as they are. */
enum sg_status sg_names(struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                        const struct sg_name_model *model, struct sg_arena *arena,
                        struct sg_error *err);

struct sg_found_name {
    uint32_t first, end; /* tokens */
    const char *kind;    /* "person", "organization", "place" */
};
/* All names of a document, packs' and others, as the tagger sees them, in order. */
enum sg_status sg_names_find(struct sg_found_name **out, size_t *count,
                             const struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                             const struct sg_name_model *model, struct sg_arena *arena,
                             struct sg_error *err);

#endif
