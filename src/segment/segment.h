/* segment: blocks -> tokens and sentences, as Universal Dependencies' English treebanks cut them,
 * with one departure: hyphens inside personal names stay ("al-Sadr", "Ki-moon"), while
 * "Iran-backed" and "pro-Iran" are always three tokens, so that a name is a token of its own. */
#ifndef SG_SEGMENT_SEGMENT_H
#define SG_SEGMENT_SEGMENT_H

#include "base/arena.h"
#include "model/reading.h"

#include <stancegraph/error.h>

struct sg_segmenter; /* data/en/segment.json */

enum sg_status sg_segmenter_load(struct sg_segmenter **out, const char *data_dir,
                                 struct sg_error *err);
void sg_segmenter_free(struct sg_segmenter *segmenter);

/* Fills reading->tokens and reading->sentences from the headline and body blocks. */
enum sg_status sg_segment(struct sg_reading *reading, const struct sg_segmenter *segmenter,
                          struct sg_arena *arena, struct sg_error *err);

/* Cuts one stretch of text, as sg_segment would within a sentence: for names of the packs, cues of
 * the lexicon and the like, so that they match what stands in documents. Offsets count from 0. */
enum sg_status sg_tokenise(struct sg_token **out, size_t *count,
                           const struct sg_segmenter *segmenter, const char *text, size_t length,
                           struct sg_arena *arena, struct sg_error *err);

#endif
