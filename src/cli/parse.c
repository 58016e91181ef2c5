/* stancegraph parse: tags, lemmas and dependency trees as CoNLL-U. */
#include "cli/commands.h"

#include "engine_parts.h"
#include "syntax/conllu.h"

#include <errno.h>
#include <string.h>

struct parse {
    struct sg_common common; /* first: setters of common options get it */
    bool is_tokenized;
};

static bool set_tokenized(void *target, const char *value, struct sg_error *err) {
    ((struct parse *)target)->is_tokenized = true;
    return true;
}

static const struct sg_option options[] = {
    {"tokenized", 0, NULL,
     "the inputs are CoNLL-U files: keep their sentences and words, fill LEMMA, UPOS, XPOS, HEAD, "
     "DEPREL",
     set_tokenized},
    {NULL, 0, NULL, NULL, NULL},
};

static enum sg_status put(const char *bytes, size_t length, struct sg_error *err) {
    if (fwrite(bytes, 1, length, stdout) != length)
        return sg_fail(err, SG_ERR_IO, "standard output: cannot write");
    return SG_OK;
}

/* --- documents */

static void render(void *context, const struct sg_reading *reading, struct sg_buf *out) {
    (void)context;
    sg_buf_printf(out, "# newdoc id = %s\n", reading->document->id);
    for (size_t i = 0; i < reading->sentence_count; i++) {
        const struct sg_sentence *s = &reading->sentences[i];
        char number[24];
        if (!s->is_parsed)
            continue;
        if (!i || reading->sentences[i - 1].paragraph != s->paragraph)
            sg_buf_puts(out, "# newpar\n");
        snprintf(number, sizeof number, "%zu", i + 1);
        sg_conllu_write(out, reading, s, number);
    }
}

static enum sg_status emit(void *context, const struct sg_reading *reading,
                           const struct sg_buf *rendered, struct sg_error *err) {
    (void)context, (void)reading;
    return put(sg_buf_text(rendered), rendered->length, err);
}

/* --- given sentences and words */

static enum sg_status parse_sentence(const struct sg_conllu_sentence *sentence,
                                     const struct sg_syntax_model *model, struct sg_buf *out,
                                     struct sg_arena *arena, struct sg_error *err) {
    struct sg_reading reading;
    if (!sg_conllu_to_reading(&reading, sentence, arena))
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    enum sg_status status = sg_parse(&reading, model, arena, err);
    if (status)
        return status;
    sg_buf_clear(out);
    sg_conllu_write_tokenized(out, sentence, &reading);
    if (sg_buf_failed(out))
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    return put(out->data, out->length, err);
}

/* A sentence at a time, in memory that is bounded by the longest. */
static enum sg_status parse_file(const char *path, const struct sg_syntax_model *model,
                                 struct sg_error *err) {
    bool is_stdin = !strcmp(path, "-");
    struct sg_conllu_reader reader = {.stream = is_stdin ? stdin : fopen(path, "rb"),
                                      .path = is_stdin ? "standard input" : path};
    struct sg_conllu_sentence sentence;
    struct sg_arena arena;
    struct sg_buf out;
    if (!reader.stream)
        return sg_fail(err, SG_ERR_IO, "%s: %s", path, strerror(errno));
    sg_arena_init(&arena);
    sg_buf_init(&out);
    enum sg_status status = SG_OK;
    while (!status && !(status = sg_conllu_read(&sentence, &reader, &arena, err)) &&
           sentence.line_count) {
        status = parse_sentence(&sentence, model, &out, &arena, err);
        sg_arena_clear(&arena);
    }
    sg_buf_release(&out);
    sg_arena_release(&arena);
    sg_conllu_reader_release(&reader);
    if (!is_stdin)
        fclose(reader.stream);
    return status;
}

/* A file that cannot be read is said and counted; what follows is still parsed. */
static int parse_files(struct parse *parse) {
    struct sg_engine *engine = NULL;
    struct sg_error err = {SG_OK, ""};
    if (sg_engine_load(&engine, &parse->common.engine, &err))
        return sg_say_error(&err);
    for (size_t i = 0; i < parse->common.input_count; i++) {
        if (!parse_file(parse->common.inputs[i], engine->syntax, &err))
            continue;
        sg_say_error(&err);
        parse->common.skipped++;
        if (parse->common.is_strict)
            break;
    }
    sg_engine_free(engine);
    return sg_finish(&parse->common);
}

int sg_command_parse(const struct sg_command *self, int argc, char **argv);
int sg_command_parse(const struct sg_command *self, int argc, char **argv) {
    struct parse parse = {.is_tokenized = false};
    struct sg_error err = {SG_OK, ""};
    int code = sg_options_parse(&parse.common, self, options, &parse, argc, argv);
    parse.common.engine.parse_all = true;
    if (code < 0 && parse.is_tokenized)
        code = parse_files(&parse);
    else if (code < 0)
        code = sg_each_reading(&parse.common, SG_STAGE_SYNTAX, render, emit, &parse, &err)
                   ? sg_say_error(&err)
                   : sg_finish(&parse.common);
    sg_common_release(&parse.common);
    return code;
}
