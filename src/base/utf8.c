#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

int32_t sg_utf8_next(const char **p, const char *end) {
    const unsigned char *s = (const unsigned char *)*p;
    ptrdiff_t left = end - *p;
    if (s[0] < 0x80) {
        *p += 1;
        return s[0];
    }
    int32_t c = -1;
    int size = 1;
    if (s[0] >= 0xC2 && s[0] < 0xE0 && left >= 2 && (s[1] & 0xC0) == 0x80) {
        c = (s[0] & 0x1F) << 6 | (s[1] & 0x3F);
        size = 2;
    } else if ((s[0] & 0xF0) == 0xE0 && left >= 3 && (s[1] & 0xC0) == 0x80 &&
               (s[2] & 0xC0) == 0x80) {
        c = (s[0] & 0x0F) << 12 | (s[1] & 0x3F) << 6 | (s[2] & 0x3F);
        size = 3;
        if (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF))
            c = -1;
    } else if (s[0] >= 0xF0 && s[0] < 0xF5 && left >= 4 && (s[1] & 0xC0) == 0x80 &&
               (s[2] & 0xC0) == 0x80 && (s[3] & 0xC0) == 0x80) {
        c = (s[0] & 0x07) << 18 | (s[1] & 0x3F) << 12 | (s[2] & 0x3F) << 6 | (s[3] & 0x3F);
        size = 4;
        if (c < 0x10000 || c > 0x10FFFF)
            c = -1;
    }
    *p += c < 0 ? 1 : size;
    return c;
}

size_t sg_utf8_valid_prefix(const char *text, size_t length) {
    const char *p = text, *end = text + length;
    while (p < end) {
        const char *start = p;
        if (sg_utf8_next(&p, end) < 0)
            return (size_t)(start - text);
    }
    return length;
}

size_t sg_utf8_count(const char *text, size_t length) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

size_t sg_utf8_put(char *out, int32_t c) {
    return (size_t)utf8proc_encode_char(c, (utf8proc_uint8_t *)out);
}

bool sg_is_upper(int32_t c) {
    if (c < 0x80)
        return c >= 'A' && c <= 'Z';
    utf8proc_category_t k = utf8proc_category(c);
    return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}

bool sg_is_lower(int32_t c) {
    if (c < 0x80)
        return c >= 'a' && c <= 'z';
    return utf8proc_category(c) == UTF8PROC_CATEGORY_LL;
}

bool sg_is_letter(int32_t c) {
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    utf8proc_category_t k = utf8proc_category(c);
    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) || k == UTF8PROC_CATEGORY_MN ||
           k == UTF8PROC_CATEGORY_MC;
}

bool sg_is_digit(int32_t c) { return c >= '0' && c <= '9'; }

bool sg_is_space(int32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

bool sg_is_invisible(int32_t c) {
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

bool sg_is_apostrophe(int32_t c) {
    return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x02BB || c == 0x201B;
}

bool sg_is_double_quote(int32_t c) {
    return c == '"' || (c >= 0x201C && c <= 0x201F) || c == 0xAB || c == 0xBB;
}

static size_t map_text(char *out, size_t capacity, const char *text, bool strip) {
    const char *p = text, *end = text + strlen(text);
    size_t n = 0;
    while (p < end) {
        int32_t c = sg_utf8_next(&p, end);
        if (c < 0)
            continue;
        if (c < 0x80) {
            if (n + 2 > capacity)
                break;
            out[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            continue;
        }
        c = utf8proc_tolower(c);
        utf8proc_int32_t parts[8];
        int count = 1;
        parts[0] = c;
        if (strip) {
            int state = 0;
            utf8proc_ssize_t got = utf8proc_decompose_char(
                c, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_STABLE, &state);
            count = got < 0 || got > 8 ? 0 : (int)got;
            if (count == 1 && parts[0] == 0x131) /* Turkish dotless i */
                parts[0] = 'i';
        }
        char bytes[4];
        for (int i = 0; i < count; i++) {
            size_t size = sg_utf8_put(bytes, parts[i]);
            if (n + size + 1 > capacity)
                goto out;
            memcpy(out + n, bytes, size);
            n += size;
        }
    }
out:
    if (capacity)
        out[n] = '\0';
    return n;
}

size_t sg_utf8_lower(char *out, size_t capacity, const char *text) {
    return map_text(out, capacity, text, false);
}

size_t sg_utf8_fold(char *out, size_t capacity, const char *text) {
    return map_text(out, capacity, text, true);
}
