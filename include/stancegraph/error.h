/* Status codes and the error that a caller owns. */
#ifndef STANCEGRAPH_ERROR_H
#define STANCEGRAPH_ERROR_H

#ifdef __cplusplus
extern "C" {
#endif

/* What a function reports. Success is 0, so `if (status)` reads as "if it failed". */
enum sg_status {
    SG_OK = 0,
    SG_ERR_MEMORY,    /* an allocation failed */
    SG_ERR_IO,        /* a file could not be opened, read or written */
    SG_ERR_DATA,      /* the input is not what it should be: broken JSON, bad UTF-8, wrong type */
    SG_ERR_USAGE,     /* the caller asked for something that does not exist */
    SG_ERR_LIMIT,     /* a bound on size, depth or ratio was reached */
    SG_ERR_UNDEFINED, /* a measure that is not defined for this graph */
};

/* Filled by the function that failed; always NUL-terminated. A message names the file, the line
 * and the remedy. Functions take it last and accept NULL. */
struct sg_error {
    enum sg_status status;
    char text[1000];
};

/* The word for a status ("out of memory", "bad data", ...). Static; never NULL. */
const char *sg_status_name(enum sg_status status);

/* Writes the message into `err` (which may be NULL) and returns `status`, so that a caller can
 * write `return sg_fail(err, SG_ERR_DATA, "%s:%d: ...", ...)`. */
enum sg_status sg_fail(struct sg_error *err, enum sg_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#ifdef __cplusplus
}
#endif
#endif
