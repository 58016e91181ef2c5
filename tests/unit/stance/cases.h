/* Runs texts through an engine; shared by the stance tests. */
#ifndef TESTS_STANCE_CASES_H
#define TESTS_STANCE_CASES_H

#include "base/buf.h"

#include <stancegraph/engine.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The claims of a text as sorted lines "Source | relation | Target [| negated] [| hypothetical]".
 */
static int compare_lines(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t claims_of(char **lines, size_t max, const struct sg_engine *engine,
                        const struct sg_document *document) {
    struct sg_result *result;
    struct sg_error err;
    size_t count = 0;
    if (sg_extract(&result, engine, document, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 0;
    }
    for (size_t i = 0; i < result->claim_count && count < max; i++) {
        const struct sg_claim *claim = &result->claims[i];
        struct sg_buf line;
        sg_buf_init(&line);
        sg_buf_printf(&line, "%s | %s | %s%s%s", claim->source.name, claim->relation,
                      claim->target.name, claim->is_negated ? " | negated" : "",
                      claim->modality == SG_HYPOTHETICAL ? " | hypothetical" : "");
        lines[count++] = strdup(sg_buf_text(&line));
        sg_buf_release(&line);
    }
    sg_result_free(result);
    qsort(lines, count, sizeof *lines, compare_lines);
    return count;
}

#endif
