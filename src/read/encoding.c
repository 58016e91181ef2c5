/* Bytes of any encoding -> valid UTF-8. A byte order mark wins, then what is valid UTF-8, then what
 * was declared, then what uchardet makes of it. */
#include "base/utf8.h"
#include "read/source.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <uchardet/uchardet.h>

static const char replacement[] = "\xEF\xBF\xBD";

/* Length of the prefix that is valid UTF-8 without NUL; eight ASCII bytes at a step. */
static size_t valid_prefix(const char *bytes, size_t length) {
    size_t i = 0;
    for (;;) {
        uint64_t word;
        while (i + 8 <= length) {
            memcpy(&word, bytes + i, 8);
            if ((word & 0x8080808080808080u) ||
                ((word - 0x0101010101010101u) & ~word & 0x8080808080808080u))
                break;
            i += 8;
        }
        if (i >= length)
            return length;
        const char *p = bytes + i;
        if (!*p || sg_utf8_next(&p, bytes + length) < 0)
            return i;
        i = (size_t)(p - bytes);
    }
}

/* Copies UTF-8, U+FFFD in the place of what is not. */
static enum sg_status repair(const char **out, size_t *out_length, size_t *bad, const char *bytes,
                             size_t length, struct sg_arena *arena, struct sg_error *err) {
    size_t count = 0;
    for (size_t i = 0; i < length;) {
        i += valid_prefix(bytes + i, length - i);
        if (i < length) {
            count++;
            i++;
        }
    }
    char *text = sg_arena_alloc(arena, length + count * 2 + 1);
    if (!text)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    size_t n = 0;
    for (size_t i = 0; i < length;) {
        size_t good = valid_prefix(bytes + i, length - i);
        if (good)
            memcpy(text + n, bytes + i, good);
        n += good;
        i += good;
        if (i < length) {
            memcpy(text + n, replacement, 3);
            n += 3;
            i++;
        }
    }
    text[n] = '\0';
    *out = text;
    *out_length = n;
    *bad = count;
    return SG_OK;
}

/* iconv in pieces; what it cannot read becomes U+FFFD. False when the name is not known. */
static bool convert(const char **out, size_t *out_length, size_t *bad, const char *bytes,
                    size_t length, const char *name, struct sg_arena *arena) {
    iconv_t from = iconv_open("UTF-8", name);
    if (from == (iconv_t)-1)
        return false;
    size_t capacity = length + length / 2 + 64, used = 0;
    char *text = sg_arena_alloc(arena, capacity + 1);
    char *in = (char *)(uintptr_t)bytes;
    size_t left = length;
    *bad = 0;
    while (text && left) {
        char *to = text + used;
        size_t room = capacity - used;
        size_t rc = iconv(from, &in, &left, &to, &room);
        used = (size_t)(to - text);
        if (rc != (size_t)-1)
            break;
        if (errno == E2BIG || room < 4) {
            char *grown = sg_arena_alloc(arena, capacity * 2 + 1);
            if (grown)
                memcpy(grown, text, used);
            text = grown;
            capacity *= 2;
            continue;
        }
        memcpy(text + used, replacement, 3); /* EILSEQ, or EINVAL: cut off at the end */
        used += 3;
        ++*bad;
        in++;
        left--;
        iconv(from, NULL, NULL, NULL, NULL);
    }
    iconv_close(from);
    if (!text)
        return true; /* the arena has failed: the caller sees that */
    /* U+0000 is legal in what iconv writes, not in a document. */
    size_t nuls = 0;
    for (size_t i = 0; i < used; i++)
        nuls += text[i] == 0;
    if (nuls) {
        size_t more = 0;
        struct sg_error ignored;
        if (repair(out, out_length, &more, text, used, arena, &ignored))
            return true;
        *bad += more;
        return true;
    }
    text[used] = '\0';
    *out = text;
    *out_length = used;
    return true;
}

static const char *byte_order_mark(const char *bytes, size_t length, size_t *skip) {
    *skip = 0;
    if (length >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3)) {
        *skip = 3;
        return "UTF-8";
    }
    if (length >= 4 && !memcmp(bytes, "\xFF\xFE\0\0", 4)) {
        *skip = 4;
        return "UTF-32LE";
    }
    if (length >= 4 && !memcmp(bytes, "\0\0\xFE\xFF", 4)) {
        *skip = 4;
        return "UTF-32BE";
    }
    if (length >= 2 && !memcmp(bytes, "\xFF\xFE", 2)) {
        *skip = 2;
        return "UTF-16LE";
    }
    if (length >= 2 && !memcmp(bytes, "\xFE\xFF", 2)) {
        *skip = 2;
        return "UTF-16BE";
    }
    return NULL;
}

/* UTF-16 without a mark: English has its NULs at every other place. */
static const char *wide_guess(const char *bytes, size_t length) {
    size_t nuls[2] = {0, 0}, seen = length < 4096 ? length : 4096;
    for (size_t i = 0; i < seen; i++)
        nuls[i & 1] += bytes[i] == 0;
    if (nuls[1] > seen * 2 / 5 && nuls[0] < seen / 20)
        return "UTF-16LE";
    if (nuls[0] > seen * 2 / 5 && nuls[1] < seen / 20)
        return "UTF-16BE";
    return NULL;
}

/* A few broken bytes in what is otherwise UTF-8 with characters beyond ASCII: still UTF-8. */
static bool is_nearly_utf8(const char *bytes, size_t length) {
    size_t good = 0, bad = 0;
    const char *p = bytes, *end = bytes + length;
    while (p < end) {
        if ((unsigned char)*p < 0x80) {
            p++;
            continue;
        }
        if (sg_utf8_next(&p, end) >= 0) {
            good++;
            continue;
        }
        bad++;
        while (p < end && ((unsigned char)*p & 0xC0) == 0x80) /* of the same broken character */
            p++;
    }
    return good && good >= bad; /* in other encodings such pairs of bytes are rare */
}

enum sg_status sg_decode(const char **out, size_t *out_length, size_t *bad, const char *bytes,
                         size_t length, const char *declared, const char *path,
                         const struct sg_read_context *context, struct sg_arena *arena,
                         struct sg_error *err) {
    size_t skip;
    const char *name = byte_order_mark(bytes, length, &skip);
    bytes += skip;
    length -= skip;
    *bad = 0;
    *out = NULL;
    if (!name || !strcmp(name, "UTF-8")) {
        if (valid_prefix(bytes, length) == length) {
            *out = sg_arena_strndup(arena, bytes, length);
            *out_length = length;
            return *out ? SG_OK : sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
        }
        if (name)
            return repair(out, out_length, bad, bytes, length, arena, err);
    }
    const char *guess = NULL;
    if (!name)
        name = wide_guess(bytes, length);
    if (!name && declared && strcasecmp(declared, "utf-8") && strcasecmp(declared, "utf8"))
        /* browsers read latin-1 and ASCII labels as windows-1252: so were the pages written */
        name = !strcasecmp(declared, "iso-8859-1") || !strcasecmp(declared, "latin1") ||
                       !strcasecmp(declared, "us-ascii") || !strcasecmp(declared, "ascii")
                   ? "WINDOWS-1252"
                   : declared;
    if (!name && context->options.encoding)
        name = context->options.encoding;
    if (!name && (is_nearly_utf8(bytes, length) || memchr(bytes, 0, length)))
        return repair(out, out_length, bad, bytes, length, arena, err);
    if (!name) {
        uchardet_t detector = uchardet_new();
        if (detector) {
            if (!uchardet_handle_data(detector, bytes, length)) {
                uchardet_data_end(detector);
                guess = sg_arena_strdup(arena, uchardet_get_charset(detector));
            }
            uchardet_delete(detector);
        }
        if (guess && (!*guess || !strncasecmp(guess, "ISO-8859-1", 10) ||
                      !strcasecmp(guess, "ASCII") || !strcasecmp(guess, "UTF-8")))
            guess = "WINDOWS-1252";
        name = guess ? guess : "WINDOWS-1252";
        guess = name;
    }
    if (!convert(out, out_length, bad, bytes, length, name, arena)) {
        sg_read_notice(context, "%s: the encoding \"%s\" is not known; read as windows-1252", path,
                       name);
        convert(out, out_length, bad, bytes, length, "WINDOWS-1252", arena);
    } else if (guess) {
        sg_read_notice(context, "%s: not UTF-8; read as %s, as it looks", path, guess);
    }
    return *out && !sg_arena_failed(arena) ? SG_OK
                                           : sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
}

enum sg_status sg_decode_problem(size_t bad, const char *path, size_t line, struct sg_error *err) {
    return sg_fail(err, SG_ERR_DATA,
                   "%s:%zu: %zu byte%s could not be decoded and stand%s as U+FFFD; is the encoding "
                   "another? (--encoding)",
                   path, line, bad, bad == 1 ? "" : "s", bad == 1 ? "s" : "");
}
