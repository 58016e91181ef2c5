/* A look over a page's tags before it is parsed: what is nested or written so that a parser would
 * take minutes gets a message instead, and what holds no text of the page is left out, which is the
 * most of many pages. */
#include "read/html_tree.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { DEPTH_MOST = 1500, ATTRIBUTES_MOST = 1000 };

/* Elements that never hold others, or that the next of their kind closes. */
static const char *const flat[] = {
    "area",  "base",   "br",    "col",   "embed", "hr",       "img",  "input", "link", "meta",
    "param", "source", "track", "wbr",   "p",     "li",       "td",   "th",    "tr",   "dt",
    "dd",    "option", "thead", "tbody", "tfoot", "colgroup", "html", "head",  "body"};

static bool is_flat(const char *name, size_t length) {
    for (size_t i = 0; i < sizeof flat / sizeof *flat; i++)
        if (strlen(flat[i]) == length && !strncasecmp(flat[i], name, length))
            return true;
    return false;
}

/* Past the end tag of a raw text element. */
static const char *skip_raw(const char *p, const char *end, const char *name, size_t length) {
    while ((p = memchr(p, '<', (size_t)(end - p)))) {
        if (end - p > (ptrdiff_t)length + 2 && p[1] == '/' && !strncasecmp(p + 2, name, length))
            return p;
        p++;
    }
    return end;
}

/* What is taken over from the page so far: all of it up to `from`, but for what was cut. */
struct copy {
    char *to;
    const char *from;
};

static void cut(struct copy *copy, const char *start, const char *end) {
    if (start >= end)
        return;
    memcpy(copy->to, copy->from, (size_t)(start - copy->from));
    copy->to += start - copy->from;
    copy->from = end;
}

/* Scripts that hold data are read ("application/ld+json"), and one with a comment in it that holds
 * a script does not end where it seems to. */
static bool may_cut_script(const char *tag, const char *start, const char *end) {
    for (const char *p = tag; p + 4 <= start; p++)
        if (!strncasecmp(p, "json", 4))
            return false;
    return !memmem(start, (size_t)(end - start), "<!--", 4);
}

enum sg_status sg_html_lean(const char **out, size_t *out_length, const char *html, size_t length,
                            const char *path, struct sg_arena *arena, struct sg_error *err) {
    const char *p = html, *end = html + length;
    size_t depth = 0;
    char *lean = sg_arena_alloc(arena, length + 1);
    struct copy copy = {lean, html};
    if (!lean)
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
    while (p < end && (p = memchr(p, '<', (size_t)(end - p)))) {
        p++;
        bool closes = p < end && *p == '/';
        const char *name = p + closes;
        const char *after = name;
        while (after < end && isalnum((unsigned char)*after))
            after++;
        size_t size = (size_t)(after - name);
        if (!size || !isalpha((unsigned char)*name)) {
            if (end - p >= 3 && !memcmp(p, "!--", 3)) {
                const char *close = memmem(p, (size_t)(end - p), "-->", 3);
                if (close && !memmem(p, (size_t)(close - p), "--!>", 4)) /* which ends one too */
                    cut(&copy, p - 1, close + 3);
                p = close ? close + 3 : end;
            }
            continue;
        }
        size_t attributes = 0;
        char quote = 0;
        bool is_empty = false, in_name = false;
        for (p = after; p < end && (quote || *p != '>'); p++) {
            if (quote) {
                quote = *p == quote ? 0 : quote;
            } else if ((*p == '"' || *p == '\'') && p > after && p[-1] == '=') {
                quote = *p;
            } else if (isspace((unsigned char)*p) || *p == '/') {
                in_name = false;
            } else if (!in_name) {
                in_name = true;
                attributes++;
            }
            is_empty = *p == '/';
        }
        if (attributes > ATTRIBUTES_MOST)
            return sg_fail(err, SG_ERR_LIMIT, "%s: a tag with more than %d attributes", path,
                           ATTRIBUTES_MOST);
        if (is_flat(name, size))
            continue;
        if (closes) {
            depth -= depth > 0;
            continue;
        }
        if ((size == 6 && !strncasecmp(name, "script", 6)) ||
            (size == 5 && !strncasecmp(name, "style", 5))) {
            const char *start = p < end ? p + 1 : end;
            if (p < end)
                p = skip_raw(p, end, name, size);
            if (p < end && !is_empty && (size == 5 || may_cut_script(name, start, p)))
                cut(&copy, start, p);
            depth++;
            continue;
        }
        if (!is_empty && ++depth > DEPTH_MOST)
            return sg_fail(err, SG_ERR_LIMIT, "%s: elements nested more than %d deep", path,
                           DEPTH_MOST);
    }
    memcpy(copy.to, copy.from, (size_t)(end - copy.from));
    *out = lean; /* the arena's bytes are zero: it ends in NUL */
    *out_length = (size_t)(copy.to - lean) + (size_t)(end - copy.from);
    return SG_OK;
}
