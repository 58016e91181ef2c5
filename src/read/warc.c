/* WARC: what web archives keep. Records are read one at a time; pages and texts in them are looked
 * into, requests, pictures and the like are left out. Compressed ones come through archive.c. */
#include "read/packed.h"
#include "read/source.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { HEADER_LINES_MOST = 500 };

struct warc {
    struct sg_source base;
    size_t record, left_out;
    bool has_ended;
    char *body; /* the record that was given last; its stream reads from it */
};

struct record {
    uint64_t length;
    bool has_length, is_response, is_text;
    char *url; /* malloc'ed */
};

bool sg_warc_matches(const struct sg_sniff *sniff) {
    return sniff->length >= 7 && !memcmp(sniff->bytes, "WARC/", 5) &&
           isdigit((unsigned char)sniff->bytes[5]);
}

/* The value behind "name:", white space skipped; NULL when the line is another header. */
static const char *header(const char *line, size_t length, const char *name, size_t *size) {
    size_t n = strlen(name);
    if (length <= n || strncasecmp(line, name, n) != 0 || line[n] != ':')
        return NULL;
    n++;
    while (n < length && isspace((unsigned char)line[n]))
        n++;
    *size = length - n;
    return line + n;
}

static enum sg_status fail(struct warc *warc, enum sg_status status, struct sg_error *err,
                           const char *why) {
    warc->has_ended = true;
    return sg_fail(err, status, "%s: record %zu: %s; the rest of the file is lost",
                   warc->base.stream->path, warc->record, why);
}

/* The record's own header. `has_ended` is set at the end of the file. */
static enum sg_status read_header(struct record *out, struct warc *warc, struct sg_error *err) {
    struct sg_error why = {SG_OK, ""};
    bool has_begun = false;
    for (int lines = 0; lines < HEADER_LINES_MOST; lines++) {
        const char *line, *value;
        size_t length, size;
        enum sg_status status = sg_stream_line(&line, &length, warc->base.stream, 64 << 10, &why);
        if (status)
            return fail(warc, status, err, why.text);
        if (!line) {
            if (has_begun)
                return fail(warc, SG_ERR_DATA, err, "its header has no end");
            warc->has_ended = true;
            return SG_OK;
        }
        if (!has_begun) {
            if (!length)
                continue; /* between records */
            if (length < 5 || memcmp(line, "WARC/", 5) != 0)
                return fail(warc, SG_ERR_DATA, err, "no WARC header where one should be");
            has_begun = true;
            warc->record++;
            continue;
        }
        if (!length)
            return out->has_length
                       ? SG_OK
                       : fail(warc, SG_ERR_DATA, err, "its header tells no Content-Length");
        if ((value = header(line, length, "Content-Length", &size)) && size && size < 20) {
            char number[24] = "", *end;
            memcpy(number, value, size);
            errno = 0;
            out->length = strtoull(number, &end, 10);
            out->has_length = end != number && *number != '-' && !errno;
        } else if ((value = header(line, length, "WARC-Type", &size))) {
            out->is_response = size == 8 && !strncasecmp(value, "response", 8);
            out->is_text = (size == 8 && !strncasecmp(value, "resource", 8)) ||
                           (size == 10 && !strncasecmp(value, "conversion", 10));
        } else if ((value = header(line, length, "WARC-Target-URI", &size)) && !out->url) {
            if (size > 2 && value[0] == '<' && value[size - 1] == '>') {
                value++;
                size -= 2;
            }
            out->url = strndup(value, size);
        }
    }
    return fail(warc, SG_ERR_DATA, err, "its header has no end");
}

/* Reads or skips the body. NULL in *out: skipped. */
static enum sg_status read_body(char **out, struct warc *warc, uint64_t length, bool is_wanted,
                                struct sg_error *err) {
    char *body = is_wanted ? malloc((size_t)length + 1) : NULL;
    uint64_t done = 0;
    if (is_wanted && !body)
        return fail(warc, SG_ERR_MEMORY, err, "out of memory");
    while (done < length) {
        const char *bytes;
        size_t have;
        enum sg_status status = sg_stream_peek(&bytes, &have, warc->base.stream, 1, err);
        if (status || !have) {
            free(body);
            warc->has_ended = true;
            return status ? status : fail(warc, SG_ERR_DATA, err, "the file ends within it");
        }
        if (have > length - done)
            have = (size_t)(length - done);
        if (body)
            memcpy(body + done, bytes, have);
        sg_stream_skip(warc->base.stream, have);
        done += have;
    }
    if (body)
        body[length] = '\0';
    *out = body;
    return SG_OK;
}

/* Joins the pieces of a chunked body in place; returns its length. */
static size_t join_chunks(char *body, size_t length) {
    size_t at = 0, n = 0;
    while (at < length) {
        char *end;
        unsigned long size = strtoul(body + at, &end, 16);
        char *line = memchr(body + at, '\n', length - at);
        if (end == body + at || !line)
            return n ? n : length; /* not chunked after all */
        at = (size_t)(line - body) + 1;
        if (!size)
            break;
        if (size > length - at)
            size = (unsigned long)(length - at);
        memmove(body + n, body + at, size);
        n += size;
        at += size;
        while (at < length && (body[at] == '\r' || body[at] == '\n'))
            at++;
    }
    return n;
}

struct page {
    char *bytes;
    size_t length;
    char charset[40];
    char packing[24]; /* Content-Encoding: "br" */
    bool is_wanted;
};

static bool has_token(const char *value, size_t size, const char *token) {
    return memmem(value, size, token, strlen(token)) != NULL;
}

/* gzip is known by its bytes, so its header is not asked. What begins like a page is one: some
 * crawlers unpack the body and keep the header. */
static bool is_packed_body(const struct page *page) {
    const char *p = page->bytes, *end = p + page->length;
    while (p < end && isspace((unsigned char)*p))
        p++;
    return *page->packing && p < end && *p != '<' && *p != '{' &&
           !(end - p > 2 && !memcmp(p, "\x1F\x8B", 2));
}

/* The page out of an HTTP answer. */
static struct page open_response(char *body, size_t length) {
    struct page page = {.is_wanted = false};
    size_t at = 0;
    bool is_chunked = false, is_good = false, is_text = true;
    for (int lines = 0; at < length && lines < HEADER_LINES_MOST; lines++) {
        char *end = memchr(body + at, '\n', length - at);
        size_t next = end ? (size_t)(end - body) + 1 : length, size = next - at, n;
        while (size && isspace((unsigned char)body[at + size - 1]))
            size--;
        const char *line = body + at, *value;
        at = next;
        if (!size) {
            page.bytes = body + at;
            page.length = is_chunked ? join_chunks(page.bytes, length - at) : length - at;
            page.is_wanted = is_good && is_text && page.length > 0;
            return page;
        }
        if (!lines) {
            const char *code = memchr(line, ' ', size);
            is_good = code && !strncmp(code + 1, "200", 3);
        } else if ((value = header(line, size, "Transfer-Encoding", &n))) {
            is_chunked = has_token(value, n, "chunked");
        } else if ((value = header(line, size, "Content-Encoding", &n))) {
            if (n && n < sizeof page.packing && !has_token(value, n, "identity")) {
                memcpy(page.packing, value, n);
                page.packing[n] = '\0';
            }
        } else if ((value = header(line, size, "Content-Type", &n))) {
            is_text = has_token(value, n, "text/html") || has_token(value, n, "text/plain") ||
                      has_token(value, n, "xml") || has_token(value, n, "json");
            const char *set = memmem(value, n, "charset=", 8);
            if (set) {
                set += 8 + (set[8] == '"' || set[8] == '\'');
                size_t k = 0;
                while (set + k < value + n && k + 1 < sizeof page.charset &&
                       (isalnum((unsigned char)set[k]) || strchr("-_.:", set[k])) && set[k]) {
                    page.charset[k] = set[k];
                    k++;
                }
                page.charset[k] = '\0';
            }
        }
    }
    return page;
}

static enum sg_status give(struct sg_yield *out, struct warc *warc, const struct page *page,
                           const char *url, struct sg_error *err) {
    struct sg_stream *outer = warc->base.stream, *inner = NULL;
    char *path = NULL, *id = NULL;
    /* the address tells nothing of the format: "/a.pdf" may be a page */
    if (asprintf(&path, "%s#%zu", outer->path, warc->record) < 0)
        path = NULL;
    if (asprintf(&id, "%s:%zu", outer->id, warc->record) < 0)
        id = NULL;
    enum sg_status status = path && id
                                ? sg_stream_memory(&inner, path, page->bytes, page->length, err)
                                : sg_fail(err, SG_ERR_MEMORY, "out of memory");
    free(path);
    if (status) {
        free(id);
        return status;
    }
    free(inner->id);
    inner->id = id;
    inner->depth = outer->depth + 1;
    inner->url = url ? strdup(url) : NULL;
    inner->charset = *page->charset ? strdup(page->charset) : NULL;
    out->stream = inner;
    return SG_OK;
}

/* The page's body as it was before it was packed; it takes the place of warc->body. */
static enum sg_status unpack(struct page *page, struct warc *warc, struct sg_error *err) {
    char where[600], *bytes;
    const char *path = warc->base.stream->path;
    snprintf(where, sizeof where, "%.500s: record %zu", path, warc->record);
    if (strcmp(page->packing, "br") != 0)
        return sg_fail(err, SG_ERR_DATA,
                       "%s: the page is packed as \"%s\", which is not read here; left out (have the "
                       "crawler store pages unpacked)",
                       where, page->packing);
    enum sg_status status = sg_brotli_unpack(&bytes, &page->length, page->bytes, page->length, where,
                                             warc->base.context, err);
    if (status)
        return status;
    free(warc->body);
    warc->body = page->bytes = bytes;
    return SG_OK;
}

static enum sg_status warc_next(struct sg_yield *out, struct sg_source *source,
                                struct sg_arena *arena, struct sg_error *err) {
    struct warc *warc = (struct warc *)source;
    size_t limit = source->context->options.max_document;
    enum sg_status status = SG_OK;
    (void)arena;
    while (!status && !warc->has_ended && !out->stream) {
        struct record record = {0};
        free(warc->body);
        warc->body = NULL;
        status = read_header(&record, warc, err);
        bool is_page = record.is_response || record.is_text;
        bool is_large = is_page && record.length > limit + (64 << 10);
        if (!status && !warc->has_ended)
            status = read_body(&warc->body, warc, record.length, is_page && !is_large, err);
        if (!status && is_large && !warc->has_ended) {
            char text[32];
            status = sg_fail(err, SG_ERR_LIMIT,
                             "%s: record %zu: larger than the limit of %s for "
                             "one document",
                             source->stream->path, warc->record, sg_size_text(text, limit));
        } else if (!status && warc->body) {
            struct page page = {.bytes = warc->body,
                                .length = (size_t)record.length,
                                .is_wanted = record.length > 0};
            if (record.is_response)
                page = open_response(warc->body, (size_t)record.length);
            if (page.is_wanted && is_packed_body(&page))
                status = unpack(&page, warc, err);
            if (!status && page.is_wanted)
                status = give(out, warc, &page, record.url, err);
            else if (!status)
                warc->left_out++;
        } else if (!status && !warc->has_ended) {
            warc->left_out++;
        }
        free(record.url);
    }
    if (warc->has_ended && warc->left_out && !status) {
        sg_read_notice(source->context, "%s: %zu of %zu records are no pages: left out",
                       source->stream->path, warc->left_out, warc->record);
        warc->left_out = 0;
    }
    return status;
}

static void warc_close(struct sg_source *source) {
    free(((struct warc *)source)->body);
    sg_source_free(source);
}

enum sg_status sg_warc_open(struct sg_source **out, struct sg_stream *stream,
                            struct sg_read_context *context, struct sg_error *err) {
    static const struct sg_source_class class = {warc_next, warc_close};
    return sg_source_new(out, sizeof(struct warc), &class, stream, context, err);
}
