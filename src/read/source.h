/* A source gives documents, or further streams to look into. Every format is one: a row of
 * formats.c says what it is called, how its bytes look, and how it is opened. */
#ifndef SG_READ_SOURCE_H
#define SG_READ_SOURCE_H

#include "base/arena.h"
#include "read/read.h"
#include "read/stream.h"

#include <stancegraph/document.h>
#include <stdint.h>

/* What one file may grow to, counted over all its layers. */
struct sg_budget {
    uint64_t start;    /* context->done when the file was opened */
    uint64_t unpacked; /* bytes that came out of packed layers */
};

struct sg_page_rules;

/* What all sources of one reader share. */
struct sg_read_context {
    struct sg_read_options options; /* defaults filled in */
    struct sg_budget budget;
    struct sg_page_rules *pages; /* data/pages.json, or NULL */
    uint64_t done, total;        /* bytes of the files themselves, for progress */
};

/* Tells the user's notice function, if there is one. */
void sg_read_notice(const struct sg_read_context *context, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What a source gave: a document, or a stream to look into (owned by the taker), or neither: it
 * has ended. `problem` may come with a document: something of it was lost, to be told after it. */
struct sg_yield {
    struct sg_document *document;
    struct sg_stream *stream;
    struct sg_error problem; /* status SG_OK: none */
};

struct sg_source;
struct sg_source_class {
    enum sg_status (*next)(struct sg_yield *out, struct sg_source *source, struct sg_arena *arena,
                           struct sg_error *err);
    void (*close)(struct sg_source *source);
};

/* Every source begins with this. */
struct sg_source {
    const struct sg_source_class *class;
    struct sg_read_context *context;
    struct sg_stream *stream; /* owned; NULL for the list of paths */
};

/* The first bytes of a stream, for telling formats apart. */
struct sg_sniff {
    const char *extension; /* lower case, without the dot; "" for none */
    const char *bytes;     /* BOM skipped, at most 4 KiB */
    size_t length;
};

struct sg_input_format {
    struct sg_read_format row;
    bool is_binary; /* control bytes are nothing odd in it */
    bool (*matches)(const struct sg_sniff *sniff);
    /* Takes the stream when it succeeds. */
    enum sg_status (*open)(struct sg_source **out, struct sg_stream *stream,
                           struct sg_read_context *context, struct sg_error *err);
};

/* The format of the stream's bytes; fails for what no format reads, saying what it is. */
enum sg_status sg_input_format_find(const struct sg_input_format **out, struct sg_stream *stream,
                                    struct sg_error *err);

/* Allocates a source of `size` bytes (its own struct, beginning with sg_source), class, stream and
 * context set. */
enum sg_status sg_source_new(void *out, size_t size, const struct sg_source_class *class,
                             struct sg_stream *stream, struct sg_read_context *context,
                             struct sg_error *err);
/* Closes the stream and frees; what a class without resources of its own has as `close`. */
void sg_source_free(struct sg_source *source);

enum sg_status sg_paths_open(struct sg_source **out, const char *const *paths, size_t count,
                             struct sg_read_context *context, struct sg_error *err);

/* An empty document from this stream, path and line set. */
struct sg_document *sg_source_document(struct sg_source *source, size_t line,
                                       struct sg_arena *arena);

/* Whether the text's first line is `title`. */
bool sg_begins_with_title(const char *text, const char *title);

/* An id from a path's stem, "stem" or "stem:number" (number > 0); bytes that are not UTF-8 become
 * U+FFFD. */
const char *sg_source_id(const char *stem, size_t number, struct sg_arena *arena);

/* Decodes bytes of a document that is in no declared encoding but perhaps `declared` into valid
 * UTF-8 in `arena`. *bad is the number of bytes that could not be decoded. Notices a guess. */
enum sg_status sg_decode(const char **out, size_t *out_length, size_t *bad, const char *bytes,
                         size_t length, const char *declared, const char *path,
                         const struct sg_read_context *context, struct sg_arena *arena,
                         struct sg_error *err);
/* The message for `bad` replaced bytes. */
enum sg_status sg_decode_problem(size_t bad, const char *path, size_t line, struct sg_error *err);

#define SG_FORMAT_OPEN(name)                                                                       \
    enum sg_status sg_##name##_open(struct sg_source **out, struct sg_stream *stream,              \
                                    struct sg_read_context *context, struct sg_error *err);        \
    bool sg_##name##_matches(const struct sg_sniff *sniff)
SG_FORMAT_OPEN(text);
SG_FORMAT_OPEN(html);
SG_FORMAT_OPEN(json_lines);
SG_FORMAT_OPEN(json_array);
SG_FORMAT_OPEN(csv);
SG_FORMAT_OPEN(feed);
SG_FORMAT_OPEN(mail);
SG_FORMAT_OPEN(mbox);
SG_FORMAT_OPEN(warc);
SG_FORMAT_OPEN(archive);
SG_FORMAT_OPEN(gzip);

#endif
