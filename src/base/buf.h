/* A growing byte buffer, always NUL-terminated. Failure is sticky: append as much as you like and
 * ask sg_buf_failed() once. */
#ifndef SG_BASE_BUF_H
#define SG_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct sg_buf {
    char *data; /* NULL until something is appended */
    size_t length, capacity;
    bool has_failed;
};

void sg_buf_init(struct sg_buf *buf);
void sg_buf_clear(struct sg_buf *buf);   /* empties, keeps the memory */
void sg_buf_release(struct sg_buf *buf); /* frees, leaves an empty buffer */
bool sg_buf_failed(const struct sg_buf *buf);
/* The text so far; "" when empty. Lent until the next append. */
const char *sg_buf_text(const struct sg_buf *buf);

void sg_buf_add(struct sg_buf *buf, const void *bytes, size_t length);
void sg_buf_puts(struct sg_buf *buf, const char *text);
void sg_buf_putc(struct sg_buf *buf, char byte);
void sg_buf_printf(struct sg_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A JSON string with its quotes; invalid UTF-8 becomes U+FFFD. */
void sg_buf_json_string(struct sg_buf *buf, const char *text);
/* The shortest decimal that reads back as the same double, in the C locale; "null" for NaN, Inf. */
void sg_buf_number(struct sg_buf *buf, double value);

#endif
