#include <stancegraph/error.h>

#include <stdarg.h>
#include <stdio.h>

const char *sg_status_name(enum sg_status status) {
    static const char *const names[] = {
        [SG_OK] = "success",
        [SG_ERR_MEMORY] = "out of memory",
        [SG_ERR_IO] = "file error",
        [SG_ERR_DATA] = "bad data",
        [SG_ERR_USAGE] = "usage",
        [SG_ERR_LIMIT] = "over a limit",
        [SG_ERR_UNDEFINED] = "undefined",
    };
    size_t count = sizeof names / sizeof *names;
    return (size_t)status < count && names[status] ? names[status] : "unknown status";
}

enum sg_status sg_fail(struct sg_error *err, enum sg_status status, const char *format, ...) {
    if (err) {
        err->status = status;
        va_list args;
        va_start(args, format);
        vsnprintf(err->text, sizeof err->text, format, args);
        va_end(args);
    }
    return status;
}
