/* Reprints: which of an edge's tallies count. One wire story in ten papers is one story, carried by
 * ten outlets. */
#ifndef SG_AGGREGATE_REPRINTS_H
#define SG_AGGREGATE_REPRINTS_H

#include "base/minhash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What one document adds to an edge by one sentence. */
struct sg_statement {
    uint64_t confidence;
    uint64_t words; /* hash of the sentence's words; 0: always counts */
    uint32_t document, outlet;
    int32_t day;
    uint32_t claims;
};

/* The hash of a sentence that is long enough to be known again, else 0. */
uint64_t sg_statement_words(const char *text);

/* A document that carries a signature. */
struct sg_signed_document {
    uint32_t document;
    struct sg_sketch sketch;
};

/* Of each document's rank (0 .. document_count-1), the rank of its group of reprints, malloc'ed;
 * *groups is NULL when there are no signatures. Documents are compared in the order of their ranks,
 * so the order in which they came tells nothing. Changes the list. False when out of memory. */
bool sg_reprints_group(uint32_t **groups, struct sg_signed_document *list, size_t count,
                       const uint32_t *document_ranks, size_t document_count);

/* Settles one edge. Documents of a group (groups[document], NULL: each its own) count as the one of
 * them that says most; a sentence that stands in several documents counts in the earliest. What
 * does not count is turned into a tally of the one that does, with no claims but its own outlet, so
 * that `sources` still tells who carried it. `documents` are ranks: smaller is first by id. Sorts
 * the list. False when out of memory. */
bool sg_reprints_settle(struct sg_statement *list, size_t count, const uint32_t *groups);

#endif
