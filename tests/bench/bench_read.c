/* usage: bench_read PATH...   what reading and cleaning cost, by stage and format: megabytes of
 * unpacked input a second of processor time, one core. The documents of each file (JSON Lines,
 * packed or not) are read as they are, unpacked; then as plain text, and as web pages made of them.
 * Each line is the best of five runs. The last is the most memory that was used. */
#include "base/buf.h"
#include "clean/clean.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum stage { READ, CLEAN, SIGN, STAGES };
static const char *const stage_names[] = {"read", "read, clean", "read, clean, sign"};

/* Files in memory: where each begins in `bytes`. */
struct files {
    struct sg_buf bytes;
    size_t *starts;
    size_t count, capacity;
};

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void begin_file(struct files *files) {
    if (files->count + 1 >= files->capacity) {
        files->capacity = files->capacity ? files->capacity * 2 : 64;
        files->starts = realloc(files->starts, files->capacity * sizeof *files->starts);
        if (!files->starts)
            abort();
    }
    files->starts[files->count++] = files->bytes.length;
}

static void add_escaped(struct sg_buf *out, const char *text) {
    for (; *text; text++) {
        if (*text == '<' || *text == '>' || *text == '&')
            sg_buf_printf(out, "&#%d;", *text);
        else
            sg_buf_putc(out, *text);
    }
}

/* What stands around an article on a page, so that there is something to find and to leave out. */
static void add_page(struct sg_buf *out, const struct sg_document *document) {
    sg_buf_puts(out, "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>");
    add_escaped(out, document->title ? document->title : "A page");
    sg_buf_puts(out, "</title><meta property=\"og:site_name\" content=\"The Aldera Courier\"><style>");
    for (int i = 0; i < 20; i++)
        sg_buf_puts(out, ".story p { margin: 0 0 1em; font: 16px/1.5 Georgia, serif }\n");
    sg_buf_puts(out, "</style><script>");
    for (int i = 0; i < 20; i++)
        sg_buf_puts(out, "(function (w, d) { w.q = w.q || []; if (w.q.length < 3) d.write(''); })"
                         "(window, document);\n");
    sg_buf_puts(out, "</script></head><body><!-- the menu --><nav><ul>");
    for (int i = 0; i < 20; i++)
        sg_buf_printf(out, "<li class=\"item i%d\"><a href=\"/section/%d\">Section %d</a></li>", i, i,
                      i);
    sg_buf_puts(out, "</ul></nav><main><article class=\"story\"><h1>");
    add_escaped(out, document->title ? document->title : "A page");
    sg_buf_puts(out, "</h1><p>");
    for (const char *at = document->text; *at;) {
        size_t length = strcspn(at, "\n");
        char *line = strndup(at, length);
        add_escaped(out, line ? line : "");
        free(line);
        at += length + (at[length] == '\n');
        sg_buf_puts(out, "</p>\n<p>");
    }
    sg_buf_puts(out, "</p></article></main><aside><h3>Most read</h3><ul>");
    for (int i = 0; i < 10; i++)
        sg_buf_printf(out, "<li><a href=\"/story/%d\">What the mayor of Aldera said, %d</a></li>", i,
                      i);
    sg_buf_puts(out, "</ul></aside><footer><p>&copy; 2020 The Aldera Courier. All rights reserved."
                     "</p></footer></body></html>\n");
}

/* A page is a record of a web archive, so that one reader reads all of them. */
static void add_record(struct sg_buf *out, struct sg_buf *page) {
    static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
    sg_buf_printf(out, "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %zu\r\n\r\n%s",
                  page->length + strlen(head), head);
    sg_buf_add(out, page->data, page->length);
    sg_buf_puts(out, "\r\n\r\n");
    sg_buf_clear(page);
}

/* Reads one file in memory through the stages; returns its documents. */
static size_t pass(const char *name, const char *bytes, size_t length, enum stage stage,
                   const struct sg_boilerplate *boilerplate, const char *data,
                   struct sg_arena *arena) {
    struct sg_read_options options = {.data = data};
    struct sg_reader *reader;
    struct sg_error err;
    size_t count = 0;
    if (sg_reader_open_memory(&reader, name, bytes, length, &options, &err))
        return 0;
    for (;;) {
        struct sg_document *document;
        sg_arena_clear(arena);
        enum sg_status status = sg_reader_next(&document, reader, arena, &err);
        if (status)
            continue;
        if (!document)
            break;
        count++;
        struct sg_reading reading = {.document = document};
        if (stage != READ && sg_clean(&reading, boilerplate, stage == SIGN, arena, &err))
            fprintf(stderr, "%s\n", err.text);
    }
    sg_reader_close(reader);
    return count;
}

static void measure(const char *what, const char *name, struct files *files,
                    const struct sg_boilerplate *boilerplate, const char *data) {
    struct sg_arena arena;
    sg_arena_init(&arena);
    begin_file(files); /* the end */
    files->count--;
    for (enum stage stage = READ; stage < STAGES; stage++) {
        double best = 1e9;
        size_t documents = 0;
        for (int run = 0; run < 5; run++) {
            double start = seconds();
            documents = 0;
            for (size_t i = 0; i < files->count; i++)
                documents += pass(name, files->bytes.data + files->starts[i],
                                  files->starts[i + 1] - files->starts[i], stage, boilerplate, data,
                                  &arena);
            double took = seconds() - start;
            best = took < best ? took : best;
        }
        printf("%-12s %-18s %7zu documents %7.1f MB %8.1f MB/s\n", what, stage_names[stage],
               documents, (double)files->bytes.length / 1e6,
               (double)files->bytes.length / 1e6 / best);
    }
    sg_arena_release(&arena);
}

static void release(struct files *files) {
    sg_buf_release(&files->bytes);
    free(files->starts);
}

static int run(const char *path, const struct sg_boilerplate *boilerplate, const char *data) {
    struct files lines = {0}, texts = {0}, pages = {0};
    struct sg_buf page;
    struct sg_read_options options = {.data = data};
    struct sg_reader *reader;
    struct sg_arena arena;
    struct sg_error err;
    sg_buf_init(&lines.bytes);
    sg_buf_init(&texts.bytes);
    sg_buf_init(&pages.bytes);
    sg_buf_init(&page);
    if (sg_reader_open(&reader, &path, 1, &options, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    sg_arena_init(&arena);
    begin_file(&lines);
    begin_file(&pages);
    for (;;) {
        struct sg_document *document;
        sg_arena_clear(&arena);
        if (sg_reader_next(&document, reader, &arena, &err))
            continue;
        if (!document)
            break;
        sg_buf_puts(&lines.bytes, "{\"id\": ");
        sg_buf_json_string(&lines.bytes, document->id);
        sg_buf_puts(&lines.bytes, ", \"title\": ");
        sg_buf_json_string(&lines.bytes, document->title ? document->title : "");
        sg_buf_puts(&lines.bytes, ", \"text\": ");
        sg_buf_json_string(&lines.bytes, document->text);
        sg_buf_puts(&lines.bytes, "}\n");
        begin_file(&texts);
        sg_buf_puts(&texts.bytes, document->text);
        add_page(&page, document);
        add_record(&pages.bytes, &page);
    }
    sg_reader_close(reader);
    sg_arena_release(&arena);
    printf("%s\n", path);
    measure("JSON Lines", "a.jsonl", &lines, boilerplate, NULL);
    measure("plain text", "a.txt", &texts, boilerplate, NULL);
    measure("web pages", "a.warc", &pages, boilerplate, data);
    sg_buf_release(&page);
    release(&lines);
    release(&texts);
    release(&pages);
    return 0;
}

int main(int argc, char **argv) {
    const char *data = getenv("STANCEGRAPH_DATA");
    struct sg_boilerplate *boilerplate;
    struct sg_error err;
    if (argc < 2 || !data || sg_boilerplate_load(&boilerplate, data, &err)) {
        fputs("usage: STANCEGRAPH_DATA=data bench_read PATH...\n", stderr);
        return 2;
    }
    int failed = 0;
    for (int i = 1; i < argc; i++)
        failed |= run(argv[i], boilerplate, data);
    sg_boilerplate_free(boilerplate);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("at most %ld kB, the files themselves in them\n", usage.ru_maxrss);
    return failed;
}
