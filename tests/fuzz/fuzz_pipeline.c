/* Any bytes as one document's text through every stage: no crash, no leak, and claims whose offsets
 * lie in the text. */
#include "base/utf8.h"

#include <stancegraph/engine.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct sg_engine *engine; /* loaded once for the process */
    if (!engine) {
        struct sg_engine_options options = {.relations = "all"};
        struct sg_error err;
        if (sg_engine_load(&engine, &options, &err))
            abort();
    }
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    /* as a reader does: bytes that are not UTF-8, and NUL, become spaces */
    for (size_t i = 0; i < size;) {
        size_t good = sg_utf8_valid_prefix((const char *)data + i, size - i);
        memcpy(text + i, data + i, good);
        i += good;
        if (i < size)
            text[i++] = ' ';
    }
    for (size_t i = 0; i < size; i++)
        if (!text[i])
            text[i] = ' ';
    text[size] = '\0';
    struct sg_document document = {
        .id = "fuzz", .text = text, .text_length = size, .date = "2020-01-01"};
    struct sg_result *result = NULL;
    struct sg_error err;
    if (!sg_extract(&result, engine, &document, &err)) {
        size_t length = sg_utf8_count(text, size);
        for (size_t i = 0; i < result->claim_count; i++) {
            const struct sg_claim *c = &result->claims[i];
            if (c->start > c->end || c->end > length || c->source.end > length ||
                c->target.end > length || !(c->confidence > 0 && c->confidence <= 1))
                abort();
        }
    }
    sg_result_free(result);
    free(text);
    return 0;
}
