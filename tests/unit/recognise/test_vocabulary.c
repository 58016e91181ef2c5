#include "recognise/gazetteer.h"
#include "segment/segment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct given {
    struct sg_gazetteer *gazetteer;
    struct sg_segmenter *segmenter;
    struct sg_arena arena;
};

static int set_up(void **state) {
    static struct given given;
    struct sg_error err;
    const char *data = getenv("STANCEGRAPH_DATA");
    sg_arena_init(&given.arena);
    if (sg_gazetteer_load(&given.gazetteer, data, NULL, 0, &err) ||
        sg_segmenter_load(&given.segmenter, data, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    *state = &given;
    return 0;
}

static int tear_down(void **state) {
    struct given *given = *state;
    sg_gazetteer_free(given->gazetteer);
    sg_segmenter_free(given->segmenter);
    sg_arena_release(&given->arena);
    return 0;
}

static void read_text(struct sg_reading *out, struct given *given, const char *text) {
    struct sg_error err;
    *out = (struct sg_reading){.document = NULL};
    assert_int_equal(sg_tokenise(&out->tokens, &out->token_count, given->segmenter, text,
                                 strlen(text), &given->arena, &err),
                     SG_OK);
    assert_true(sg_vocabulary_read(out, given->gazetteer, &given->arena));
}

static void a_words_classes_by_number_are_those_by_its_letters(void **state) {
    struct given *given = *state;
    struct sg_reading reading;
    read_text(&reading, given,
              "The Ministry of Defence's spokesman Gen. Ali Qermez said on Tuesday that Kyrgyzstan's "
              "Xyzzyland-backed militia, al-Sadr's and Abdul-Mahdi's brigades left in 2019.");
    assert_true(reading.token_count > 20);
    for (size_t i = 0; i < reading.token_count; i++) {
        const struct sg_token *t = &reading.tokens[i];
        bool is_word = (t->flags & (SG_TOKEN_WORD | SG_TOKEN_NUMBER)) &&
                       !(t->flags & SG_TOKEN_POSSESSIVE);
        assert_int_equal(given->gazetteer->vocabulary.classes[reading.words[i]],
                         is_word ? sg_lexis_token_classes(given->gazetteer->lexis, t) : 0);
    }
}

static void a_word_of_no_list_and_a_mark_have_no_number(void **state) {
    struct given *given = *state;
    struct sg_reading reading;
    read_text(&reading, given, "Xyzzyland's ,");
    assert_int_equal(reading.token_count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(reading.words[i], SG_OTHER_WORD);
}

static void names_begin_with_words_of_names_only(void **state) {
    struct given *given = *state;
    struct sg_reading reading;
    const uint32_t *starts = given->gazetteer->vocabulary.starts;
    read_text(&reading, given, "Iraq quietly al");
    assert_true(starts[reading.words[0]] > 0 && starts[reading.words[0]] != SG_START_ARTICLE);
    assert_true(reading.words[1] != SG_OTHER_WORD);
    assert_int_equal(starts[reading.words[1]], 0);
    assert_int_equal(starts[reading.words[2]], SG_START_ARTICLE);
}

static void numbers_begin_names_only_where_one_does(void **state) {
    struct given *given = *state;
    struct sg_reading reading;
    const struct sg_gazetteer *g = given->gazetteer;
    read_text(&reading, given, "77,777.77 9,413.5");
    for (uint32_t part = 0; part < g->vocabulary.name_parts; part++) {
        const char *text = sg_strmap_key(g->parts, part);
        struct sg_token token = {.form = text, .length = (uint32_t)strlen(text)};
        if (sg_trie_child(&g->trie, 1, part))
            assert_true(sg_number_may_start(&g->vocabulary, &token));
    }
    assert_false(sg_number_may_start(&g->vocabulary, &reading.tokens[0]));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_words_classes_by_number_are_those_by_its_letters),
        cmocka_unit_test(a_word_of_no_list_and_a_mark_have_no_number),
        cmocka_unit_test(names_begin_with_words_of_names_only),
        cmocka_unit_test(numbers_begin_names_only_where_one_does),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
