#include "read/json_flat.h"

#include "base/utf8.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

struct scan {
    const char *at, *end;
    char *to; /* decoded strings go here; never longer than what they were */
};

static void blanks(struct scan *s) {
    while (s->at < s->end && (*s->at == ' ' || *s->at == '\t' || *s->at == '\r' || *s->at == '\n'))
        s->at++;
}

/* Bytes up to a quotation mark, a backslash, a control character or a byte beyond ASCII. */
static size_t plain_run(const char *p, const char *end) {
    const char *start = p;
    while (end - p >= 8) {
        uint64_t w;
        memcpy(&w, p, 8);
        uint64_t quote = w ^ 0x2222222222222222u, slash = w ^ 0x5C5C5C5C5C5C5C5Cu;
        uint64_t odd = (quote - 0x0101010101010101u) | (slash - 0x0101010101010101u) |
                       (w - 0x2020202020202020u) | w;
        if (odd & 0x8080808080808080u) /* may be a false alarm: the loop below looks closely */
            break;
        p += 8;
    }
    while (p < end && *p != '"' && *p != '\\' && (unsigned char)*p >= 0x20 &&
           (unsigned char)*p < 0x80)
        p++;
    return (size_t)(p - start);
}

static int hex4(const char *p) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
        int c = (unsigned char)p[i];
        if (!isxdigit(c))
            return -1;
        value = value * 16 + (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return value;
}

/* The character behind "\u", surrogate pairs joined; -1 for what jansson should judge. */
static int32_t unicode_escape(struct scan *s) {
    int32_t c = s->end - s->at >= 4 ? hex4(s->at) : -1;
    if (c <= 0)
        return -1;
    s->at += 4;
    if (c < 0xD800 || c > 0xDFFF)
        return c;
    if (c > 0xDBFF || s->end - s->at < 6 || s->at[0] != '\\' || s->at[1] != 'u')
        return -1;
    int32_t low = hex4(s->at + 2);
    if (low < 0xDC00 || low > 0xDFFF)
        return -1;
    s->at += 6;
    return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
}

/* At an opening quotation mark. */
static bool read_string(struct scan *s, const char **out, size_t *length) {
    static const char escapes[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    char *start = s->to;
    s->at++;
    while (s->at < s->end) {
        size_t run = plain_run(s->at, s->end);
        if (run)
            memcpy(s->to, s->at, run);
        s->to += run;
        s->at += run;
        if (s->at >= s->end)
            return false;
        unsigned char c = (unsigned char)*s->at;
        if (c == '"') {
            s->at++;
            *s->to = '\0';
            *out = start;
            *length = (size_t)(s->to - start);
            s->to++;
            return true;
        }
        if (c == '\\') {
            const char *found = NULL;
            if (++s->at < s->end && *s->at)
                found = strchr(escapes, *s->at);
            if (found) {
                *s->to++ = meanings[found - escapes];
                s->at++;
            } else if (s->at < s->end && *s->at == 'u') {
                s->at++;
                int32_t u = unicode_escape(s);
                if (u < 0)
                    return false;
                s->to += sg_utf8_put(s->to, u);
            } else {
                return false;
            }
            continue;
        }
        if (c < 0x80)
            return false; /* a control character */
        const char *from = s->at;
        if (sg_utf8_next(&s->at, s->end) < 0)
            return false;
        for (; from < s->at; from++)
            *s->to++ = *from;
    }
    return false;
}

/* A number, true, false or null, as written. */
static bool read_word(struct scan *s, struct sg_flat_field *field) {
    char *start = s->to;
    while (s->at < s->end &&
           (isalnum((unsigned char)*s->at) || *s->at == '-' || *s->at == '+' || *s->at == '.'))
        *s->to++ = *s->at++;
    field->value = start;
    field->length = (size_t)(s->to - start);
    *s->to++ = '\0';
    if (!strcmp(start, "true") || !strcmp(start, "false") || !strcmp(start, "null"))
        return true;
    size_t i = *start == '-';
    if (!field->length || field->length > 18 || !isdigit((unsigned char)start[i]) ||
        (start[i] == '0' && start[i + 1]))
        return false; /* jansson looks at the rarer forms */
    while (isdigit((unsigned char)start[i]))
        i++;
    field->is_integer = !start[i];
    return field->is_integer;
}

bool sg_json_flat(struct sg_flat_field *fields, size_t most, size_t *count, const char *bytes,
                  size_t length, struct sg_arena *arena) {
    struct scan s = {bytes, bytes + length, NULL};
    *count = 0;
    blanks(&s);
    /* each value may need one byte more than it had: its NUL takes the place of a mark */
    if (s.at >= s.end || *s.at != '{' || !(s.to = sg_arena_alloc(arena, length + most * 2 + 8)))
        return false;
    s.at++;
    for (blanks(&s); s.at < s.end && *s.at == '"' && *count < most; blanks(&s)) {
        struct sg_flat_field *field = &fields[*count];
        size_t key_length;
        *field = (struct sg_flat_field){0};
        if (!read_string(&s, &field->key, &key_length) || strlen(field->key) != key_length)
            return false;
        for (size_t i = 0; i < *count; i++)
            if (!strcmp(fields[i].key, field->key))
                return false;
        blanks(&s);
        if (s.at >= s.end || *s.at != ':')
            return false;
        s.at++;
        blanks(&s);
        field->is_string = s.at < s.end && *s.at == '"';
        if (field->is_string ? !read_string(&s, &field->value, &field->length)
                             : !read_word(&s, field))
            return false;
        ++*count;
        blanks(&s);
        if (s.at < s.end && *s.at == ',') {
            s.at++;
            continue;
        }
        if (s.at >= s.end || *s.at != '}')
            return false;
        s.at++;
        blanks(&s);
        return s.at == s.end;
    }
    return false;
}
