/* Any bytes as a file of CoNLL-U: read or refused with a message; what is read gets trees. */
#include "syntax/conllu.h"
#include "syntax/syntax.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect_tree(const struct sg_reading *reading) {
    size_t roots = 0;
    for (size_t i = 0; i < reading->token_count; i++) {
        size_t at = i, steps = 0;
        roots += reading->tokens[i].head == SG_NO_TOKEN;
        while (reading->tokens[at].head != SG_NO_TOKEN) {
            at = reading->tokens[at].head;
            if (at >= reading->token_count || steps++ > reading->token_count)
                abort();
        }
        if (!reading->tokens[i].lemma || !reading->tokens[i].deprel ||
            !(reading->tokens[i].score >= 0 && reading->tokens[i].score <= 1))
            abort();
    }
    if (reading->token_count && roots != 1)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct sg_syntax_model *model; /* loaded once for the process */
    struct sg_error err;
    if (!model && sg_syntax_model_load(&model, getenv("STANCEGRAPH_DATA"), &err))
        abort();
    struct sg_conllu_reader reader = {
        .stream = size ? fmemopen((void *)(uintptr_t)data, size, "rb") : NULL, .path = "fuzz"};
    struct sg_conllu_sentence sentence;
    struct sg_reading reading;
    struct sg_arena arena;
    struct sg_buf out;
    if (!reader.stream)
        return 0;
    sg_arena_init(&arena);
    sg_buf_init(&out);
    while (!sg_conllu_read(&sentence, &reader, &arena, &err) && sentence.line_count) {
        if (!sg_conllu_to_reading(&reading, &sentence, &arena) ||
            sg_parse(&reading, model, &arena, &err))
            abort();
        expect_tree(&reading);
        sg_buf_clear(&out);
        sg_conllu_write_tokenized(&out, &sentence, &reading);
        sg_arena_clear(&arena);
    }
    fclose(reader.stream);
    sg_conllu_reader_release(&reader);
    sg_buf_release(&out);
    sg_arena_release(&arena);
    return 0;
}
