#include "base/buf.h"

#include "base/utf8.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sg_buf_init(struct sg_buf *buf) { *buf = (struct sg_buf){0}; }

void sg_buf_clear(struct sg_buf *buf) {
    buf->length = 0;
    buf->has_failed = false;
    if (buf->data)
        buf->data[0] = '\0';
}

void sg_buf_release(struct sg_buf *buf) {
    free(buf->data);
    sg_buf_init(buf);
}

bool sg_buf_failed(const struct sg_buf *buf) { return buf->has_failed; }

const char *sg_buf_text(const struct sg_buf *buf) { return buf->data ? buf->data : ""; }

static bool reserve(struct sg_buf *buf, size_t more) {
    if (buf->has_failed || more > SIZE_MAX / 2 - buf->length) {
        buf->has_failed = true;
        return false;
    }
    size_t wanted = buf->length + more + 1;
    if (wanted <= buf->capacity)
        return true;
    size_t capacity = buf->capacity ? buf->capacity * 2 : 256;
    while (capacity < wanted)
        capacity *= 2;
    char *grown = realloc(buf->data, capacity);
    if (!grown) {
        buf->has_failed = true;
        return false;
    }
    buf->data = grown;
    buf->capacity = capacity;
    return true;
}

void sg_buf_add(struct sg_buf *buf, const void *bytes, size_t length) {
    if (!reserve(buf, length))
        return;
    if (length)
        memcpy(buf->data + buf->length, bytes, length);
    buf->length += length;
    buf->data[buf->length] = '\0';
}

void sg_buf_puts(struct sg_buf *buf, const char *text) { sg_buf_add(buf, text, strlen(text)); }

void sg_buf_putc(struct sg_buf *buf, char byte) { sg_buf_add(buf, &byte, 1); }

void sg_buf_printf(struct sg_buf *buf, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0)
        buf->has_failed = true;
    else if (reserve(buf, (size_t)length)) {
        vsnprintf(buf->data + buf->length, (size_t)length + 1, format, again);
        buf->length += (size_t)length;
    }
    va_end(again);
}

void sg_buf_json_string(struct sg_buf *buf, const char *text) {
    sg_buf_putc(buf, '"');
    const char *p = text, *end = text + strlen(text);
    while (p < end) {
        const char *start = p;
        int32_t c = sg_utf8_next(&p, end);
        if (c == '"' || c == '\\') {
            sg_buf_putc(buf, '\\');
            sg_buf_putc(buf, (char)c);
        } else if (c == '\n')
            sg_buf_puts(buf, "\\n");
        else if (c == '\t')
            sg_buf_puts(buf, "\\t");
        else if (c == '\r')
            sg_buf_puts(buf, "\\r");
        else if (c >= 0 && (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029))
            sg_buf_printf(buf, "\\u%04x", (unsigned)c);
        else if (c < 0)
            sg_buf_puts(buf, "\xEF\xBF\xBD");
        else
            sg_buf_add(buf, start, (size_t)(p - start));
    }
    sg_buf_putc(buf, '"');
}

void sg_buf_number(struct sg_buf *buf, double value) {
    if (!isfinite(value)) {
        sg_buf_puts(buf, "null");
        return;
    }
    char text[40];
    if (value == floor(value) && fabs(value) < 1e15) { /* 20, not 2e+01; and no -0 */
        sg_buf_printf(buf, "%.0f", value + 0.0);
        return;
    }
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    sg_buf_puts(buf, text);
}
