/* Any bytes as a text, and as a file of a model: names stand in order inside of sentences; a model is
 * read or refused. */
#include "engine_parts.h"
#include "names/names.h"
#include "names/model.h"
#include "pipeline.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void open_model(const uint8_t *data, size_t size) {
    char path[] = "/tmp/sg-fuzz-names-XXXXXX";
    struct sg_name_model model;
    struct sg_error err;
    int fd = mkstemp(path);
    if (fd < 0)
        return;
    if (write(fd, data, size) == (ssize_t)size && !sg_name_model_open(&model, path, &err)) {
        (void)sg_name_row_find(&model, 1);
        (void)sg_name_entry_find(&model, 1);
        for (unsigned n = 0; n < model.header->net_count; n++)
            (void)sg_name_trait_find(&model, n, 1);
        sg_name_model_close(&model);
    }
    close(fd);
    unlink(path);
}

static void find(const struct sg_engine *engine, const char *text, size_t size) {
    struct sg_document document = {.id = "fuzz", .text = text, .text_length = size};
    struct sg_reading reading = {.document = &document};
    struct sg_found_name *names;
    struct sg_arena arena;
    struct sg_error err;
    size_t count;
    uint32_t at = 0;
    sg_arena_init(&arena);
    if (sg_pipeline_run(&reading, engine, SG_STAGE_RECOGNISE, &arena, &err) ||
        sg_names_find(&names, &count, &reading, engine->gazetteer, engine->names, &arena, &err))
        abort();
    for (size_t i = 0; i < count; i++) {
        if (names[i].first < at || names[i].end <= names[i].first ||
            names[i].end > reading.token_count || !names[i].kind ||
            reading.tokens[names[i].first].sentence != reading.tokens[names[i].end - 1].sentence)
            abort();
        at = names[i].end;
    }
    sg_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct sg_engine *engine; /* loaded once for the process */
    struct sg_engine_options options = {0};
    struct sg_error err;
    if (!engine && sg_engine_load(&engine, &options, &err))
        abort();
    if (size >= 7 && !memcmp(data, "SGNAMES", 7)) {
        open_model(data, size);
        return 0;
    }
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    for (size_t i = 0; i < size; i++) /* a document is text: the readers see to that */
        if (!text[i] || (unsigned char)text[i] >= 0x80)
            text[i] = 'Q';
    find(engine, text, size);
    free(text);
    return 0;
}
