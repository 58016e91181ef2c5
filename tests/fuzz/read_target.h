/* The body of the readers' fuzz targets: the bytes stand for a file of the name that the target
 * gives, are read, and every document is cleaned. What comes out must be what the contracts of
 * read.h, document.h and clean.h say. A target defines SG_FUZZ_PATH and includes this. */
#include "base/utf8.h"
#include "clean/clean.h"
#include "read/read.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "does not hold: %s\n", what);
        abort();
    }
}

static int is_valid(const char *text) {
    return !text || sg_utf8_valid_prefix(text, strlen(text)) == strlen(text);
}

static int on_character(const char *text, size_t at) {
    return ((unsigned char)text[at] & 0xC0) != 0x80;
}

static void check_document(const struct sg_document *d) {
    must(d->id && d->text && d->path, "id, text and path are there");
    must(strlen(d->text) == d->text_length, "text has its length and no NUL");
    must(is_valid(d->text) && is_valid(d->id) && is_valid(d->title) && is_valid(d->source) &&
             is_valid(d->url) && is_valid(d->lang),
         "strings are UTF-8");
    must(!d->date || (strlen(d->date) == 10 && d->date[4] == '-'), "the date is YYYY-MM-DD");
    for (size_t i = 0; i < d->given_count; i++)
        must(d->given[i].start < d->given[i].end && d->given[i].end <= d->text_length &&
                 on_character(d->text, d->given[i].start) &&
                 (d->given[i].end == d->text_length || on_character(d->text, d->given[i].end)),
             "mentions lie in the text");
}

static void check_blocks(const struct sg_reading *r) {
    const char *text = r->document->text;
    uint32_t at = 0;
    for (size_t i = 0; i < r->block_count; i++) {
        const struct sg_block *b = &r->blocks[i];
        must(b->start >= at && b->start < b->end && b->end <= r->document->text_length,
             "blocks stand in order");
        must((b->kind == SG_BLOCK_REMOVED) == (b->why != NULL), "removed blocks say why");
        for (const char *p = text + at, *end = text + b->start; p < end;) {
            int32_t c = sg_utf8_next(&p, end);
            must(sg_is_space(c) || sg_is_invisible(c), "between blocks is white space");
        }
        at = b->end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct sg_boilerplate *boilerplate; /* loaded once for the process */
    const char *dir = getenv("STANCEGRAPH_DATA");
    struct sg_error err;
    if (!dir)
        dir = "data";
    if (!boilerplate && sg_boilerplate_load(&boilerplate, dir, &err)) {
        fprintf(stderr, "%s (STANCEGRAPH_DATA tells where it is)\n", err.text);
        abort();
    }
    struct sg_read_options options = {
        .data = dir, .max_document = 1 << 20, .max_unpacked = 16 << 20, .max_depth = 4};
    struct sg_reader *reader = NULL;
    struct sg_arena arena;
    if (sg_reader_open_memory(&reader, SG_FUZZ_PATH, (const char *)data, size, &options, &err))
        return 0;
    sg_arena_init(&arena);
    for (size_t events = 0;; events++) {
        struct sg_document *document;
        sg_arena_clear(&arena);
        enum sg_status status = sg_reader_next(&document, reader, &arena, &err);
        must(events < size + 100, "the reader comes to an end");
        must(!status || strlen(err.text) > 0, "a failure says why");
        if (status == SG_ERR_MEMORY || (!status && !document))
            break;
        if (status)
            continue;
        check_document(document);
        struct sg_reading reading = {.document = document};
        if (!sg_clean(&reading, boilerplate, true, &arena, &err))
            check_blocks(&reading);
    }
    sg_reader_close(reader);
    sg_arena_release(&arena);
    return 0;
}
