/* CoNLL-U in and out. */
#include "syntax/conllu.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static enum sg_status read_text(struct sg_conllu_sentence *out, struct sg_conllu_reader *reader,
                                const char *text, struct sg_arena *arena, struct sg_error *err) {
    *reader = (struct sg_conllu_reader){
        .stream = fmemopen((void *)(uintptr_t)text, strlen(text), "r"), .path = "file"};
    assert_non_null(reader->stream);
    return sg_conllu_read(out, reader, arena, err);
}

static void done(struct sg_conllu_reader *reader, struct sg_arena *arena) {
    fclose(reader->stream);
    sg_conllu_reader_release(reader);
    sg_arena_release(arena);
}

#define REST "\t_\t_\t_\t_\t_\t_\t_\t"

static void comments_ranges_and_empty_nodes_are_kept(void **state) {
    static const char text[] = "# sent_id = 1\n"
                               "1-2\tdon't" REST "_\n"
                               "1\tdo" REST "_\n"
                               "2\tn't" REST "_\n"
                               "2.1\tgo" REST "_\n"
                               "3\tit" REST "Note=x\n\n";
    struct sg_conllu_sentence sentence;
    struct sg_conllu_reader reader;
    struct sg_arena arena;
    struct sg_reading reading;
    struct sg_buf out;
    sg_arena_init(&arena);
    sg_buf_init(&out);
    assert_int_equal(read_text(&sentence, &reader, text, &arena, NULL), SG_OK);
    assert_int_equal(sentence.word_count, 3);
    assert_true(sg_conllu_to_reading(&reading, &sentence, &arena));
    for (uint32_t i = 0; i < 3; i++) {
        reading.tokens[i].lemma = "x";
        reading.tokens[i].head = i ? 0 : SG_NO_TOKEN;
        reading.tokens[i].deprel = i ? SG_DEPREL_DEP : SG_DEPREL_ROOT;
    }
    sg_conllu_write_tokenized(&out, &sentence, &reading);
    assert_string_equal(sg_buf_text(&out), "# sent_id = 1\n"
                                           "1-2\tdon't" REST "_\n"
                                           "1\tdo\tx\t_\t_\t_\t0\troot\t_\t_\n"
                                           "2\tn't\tx\t_\t_\t_\t1\tdep\t_\t_\n"
                                           "2.1\tgo" REST "_\n"
                                           "3\tit\tx\t_\t_\t_\t1\tdep\t_\tNote=x\n\n");
    sg_buf_release(&out);
    done(&reader, &arena);
}

static void broken_lines_are_named(void **state) {
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"1\tone\n\n", "file:1: 2 columns"},
        {"# c\n2\ttwo" REST "_\n\n", "file:2: word \"2\" where 1"},
        {"1\t" REST "_\n\n", "without a form"},
        {"1\t\xff" REST "_\n\n", "not UTF-8"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sg_conllu_sentence sentence;
        struct sg_conllu_reader reader;
        struct sg_arena arena;
        struct sg_error err = {SG_OK, ""};
        sg_arena_init(&arena);
        assert_int_equal(read_text(&sentence, &reader, cases[i].text, &arena, &err), SG_ERR_DATA);
        if (!strstr(err.text, cases[i].words))
            fail_msg("\"%s\" does not say \"%s\"", err.text, cases[i].words);
        done(&reader, &arena);
    }
}

static void the_last_sentence_needs_no_empty_line(void **state) {
    struct sg_conllu_sentence sentence;
    struct sg_conllu_reader reader;
    struct sg_arena arena;
    sg_arena_init(&arena);
    assert_int_equal(read_text(&sentence, &reader, "\n\n1\tone" REST "_\r\n", &arena, NULL), SG_OK);
    assert_int_equal(sentence.word_count, 1);
    assert_string_equal(sentence.lines[0].columns[SG_CONLLU_MISC], "_");
    assert_int_equal(sg_conllu_read(&sentence, &reader, &arena, NULL), SG_OK);
    assert_int_equal(sentence.line_count, 0);
    done(&reader, &arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments_ranges_and_empty_nodes_are_kept),
        cmocka_unit_test(broken_lines_are_named),
        cmocka_unit_test(the_last_sentence_needs_no_empty_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
