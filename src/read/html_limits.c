/* A look over a page's tags before it is parsed: what is nested or written so that a parser would
 * take minutes gets a message instead. */
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

enum sg_status sg_html_check(const char *html, size_t length, const char *path,
                             struct sg_error *err) {
    const char *p = html, *end = html + length;
    size_t depth = 0;
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
            if (p < end)
                p = skip_raw(p, end, name, size);
            depth++;
            continue;
        }
        if (!is_empty && ++depth > DEPTH_MOST)
            return sg_fail(err, SG_ERR_LIMIT, "%s: elements nested more than %d deep", path,
                           DEPTH_MOST);
    }
    return SG_OK;
}
