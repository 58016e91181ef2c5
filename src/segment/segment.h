/* segment: blocks -> tokens and sentences. */
#ifndef SG_SEGMENT_SEGMENT_H
#define SG_SEGMENT_SEGMENT_H

#include "base/arena.h"
#include "model/reading.h"

#include <stancegraph/error.h>

struct sg_abbreviations; /* data/en/abbreviations.json */

enum sg_status sg_abbreviations_load(struct sg_abbreviations **out, const char *data_dir,
                                     struct sg_error *err);
void sg_abbreviations_free(struct sg_abbreviations *abbreviations);

/* Fills reading->tokens and reading->sentences from the headline and body blocks. */
enum sg_status sg_segment(struct sg_reading *reading, const struct sg_abbreviations *abbreviations,
                          struct sg_arena *arena, struct sg_error *err);

#endif
