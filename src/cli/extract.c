/* stancegraph extract: documents -> claims, one JSON line each. */
#include "cli/commands.h"

#include "aggregate/claim_json.h"

#include <errno.h>
#include <string.h>

int sg_command_extract(const struct sg_command *self, int argc, char **argv);

static void render(void *context, const struct sg_reading *reading, struct sg_buf *out) {
    for (size_t i = 0; i < reading->claim_count; i++)
        sg_claim_write(out, &reading->claims[i]); /* brings its newline */
}

static enum sg_status emit(void *context, const struct sg_reading *reading,
                           const struct sg_buf *rendered, struct sg_error *err) {
    if (rendered->length && fwrite(rendered->data, 1, rendered->length, stdout) < rendered->length)
        return sg_fail(err, SG_ERR_IO, "standard output: %s", strerror(errno));
    return SG_OK;
}

int sg_command_extract(const struct sg_command *self, int argc, char **argv) {
    struct sg_common common;
    struct sg_error err;
    int code = sg_options_parse(&common, self, NULL, NULL, argc, argv);
    if (code < 0) {
        enum sg_status status = sg_each_reading(&common, SG_STAGE_STANCE, render, emit, NULL, &err);
        if (!status && fflush(stdout))
            status = sg_fail(&err, SG_ERR_IO, "standard output: %s", strerror(errno));
        code = status ? sg_say_error(&err) : sg_finish(&common);
    }
    sg_common_release(&common);
    return code;
}
