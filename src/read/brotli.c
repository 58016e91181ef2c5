/* Pages of web archives that the server packed with brotli: browsers ask for it, so what a
 * crawler with a browser saved comes so. There is no brotli file format: only such bodies. */
#include "read/packed.h"

#include <brotli/decode.h>
#include <stdlib.h>
#include <string.h>

#define STEP ((size_t)64 * 1024)

/* Room for one more step and a NUL. */
static bool grow(char **bytes, size_t *capacity, size_t length) {
    if (*capacity - length > STEP)
        return true;
    size_t wanted = *capacity * 2 + STEP + 1;
    char *grown = realloc(*bytes, wanted);
    if (!grown)
        return false;
    *bytes = grown;
    *capacity = wanted;
    return true;
}

enum sg_status sg_brotli_unpack(char **out, size_t *out_length, const char *bytes, size_t length,
                                const char *where, struct sg_read_context *context,
                                struct sg_error *err) {
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    const uint8_t *next = (const uint8_t *)bytes;
    char *text = NULL;
    size_t capacity = 0, done = 0, limit = context->options.max_document;
    enum sg_status status = SG_OK;
    BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    while (state && !status && result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
        if (!grow(&text, &capacity, done)) {
            status = SG_ERR_MEMORY;
            break;
        }
        size_t room = STEP;
        uint8_t *to = (uint8_t *)text + done;
        result = BrotliDecoderDecompressStream(state, &length, &next, &room, &to, NULL);
        done += STEP - room;
        char size[32];
        if (done > limit)
            status = sg_fail(err, SG_ERR_LIMIT,
                             "%s: larger than the limit of %s for one document; raise it with "
                             "--max-document",
                             where, sg_size_text(size, limit));
        else if (!sg_budget_spend(context, STEP - room, where, err))
            status = SG_ERR_LIMIT;
    }
    BrotliDecoderDestroyInstance(state);
    if (!state || status == SG_ERR_MEMORY)
        status = sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", where);
    else if (!status && result != BROTLI_DECODER_RESULT_SUCCESS)
        status = sg_fail(err, SG_ERR_DATA, "%s: the page is packed as \"br\" and %s; left out", where,
                         result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT ? "cut off" : "damaged");
    if (status) {
        free(text);
        return status;
    }
    text[done] = '\0';
    *out = text;
    *out_length = done;
    return SG_OK;
}
