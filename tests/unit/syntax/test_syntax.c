/* Whatever stands in a sentence, it gets a tree; and names are one unit. */
#include "segment/segment.h"
#include "syntax/syntax.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct sg_syntax_model *model;
static struct sg_segmenter *segmenter;
static struct sg_arena arena;

static int set_up(void **state) {
    struct sg_error err;
    const char *data = getenv("STANCEGRAPH_DATA");
    sg_arena_init(&arena);
    return sg_syntax_model_load(&model, data, &err) || sg_segmenter_load(&segmenter, data, &err);
}

static int tear_down(void **state) {
    sg_arena_release(&arena);
    sg_syntax_model_free(model);
    sg_segmenter_free(segmenter);
    return 0;
}

/* The text as one block, cut, every sentence parsed. */
static struct sg_reading *cut(const char *text) {
    struct sg_reading *r = sg_arena_alloc(&arena, sizeof *r);
    struct sg_document *document = sg_arena_alloc(&arena, sizeof *document);
    r->blocks = sg_arena_alloc(&arena, sizeof *r->blocks);
    document->id = "test";
    document->text = sg_arena_strdup(&arena, text);
    document->text_length = strlen(text);
    r->document = document;
    r->blocks[0].end = (uint32_t)strlen(text);
    r->block_count = 1;
    assert_int_equal(sg_segment(r, segmenter, &arena, NULL), SG_OK);
    for (size_t i = 0; i < r->sentence_count; i++)
        r->sentences[i].may_claim = true;
    return r;
}

static void parse(struct sg_reading *r) {
    struct sg_error err;
    assert_int_equal(sg_parse(r, model, &arena, &err), SG_OK);
}

static void expect_trees(const struct sg_reading *r) {
    for (size_t i = 0; i < r->sentence_count; i++) {
        const struct sg_sentence *s = &r->sentences[i];
        size_t roots = 0;
        assert_true(s->is_parsed);
        for (uint32_t t = s->first; t < s->end_token; t++) {
            const struct sg_token *token = &r->tokens[t];
            uint32_t at = t, steps = 0;
            roots += token->head == SG_NO_TOKEN;
            assert_true((token->head == SG_NO_TOKEN) == (token->deprel == SG_DEPREL_ROOT));
            assert_true(token->upos && token->xpos && token->deprel);
            assert_non_null(token->lemma);
            assert_true(*token->lemma);
            assert_true(token->score >= 0 && token->score <= 1);
            while (at != SG_NO_TOKEN) {
                assert_in_range(at, s->first, s->end_token - 1);
                assert_true(steps++ <= s->end_token - s->first);
                at = r->tokens[at].head;
            }
        }
        assert_int_equal(roots, 1);
    }
}

static void expect_text(const char *text) {
    struct sg_reading *r = cut(text);
    parse(r);
    expect_trees(r);
    sg_arena_clear(&arena);
}

static void odd_texts_get_trees(void **state) {
    static const char *const texts[] = {
        "",
        " ",
        ".",
        "?!?!?! ... --- ((( )))",
        "\"\"\"\"",
        "Minister resigns",
        "MINISTER RESIGNS AFTER ROW WITH PALACE OVER PORT DEAL",
        "Talks collapse, envoys go home",
        "\"He told me 'she said \"no\" to them' twice,\" the aide said.",
        "The envoy, who, the aides, whom nobody, they say, believes, said, spoke, left",
        "\xF0\x9F\x98\x80 \xF0\x9F\x98\x80\xF0\x9F\x98\x80 great \xF0\x9F\x87\xAE\xF0\x9F\x87\xB6",
        "1 2 3 4 5 6 7 8 9 10 11 12",
        "a",
        "\xE5\xA4\x96\xE4\xBA\xA4\xE9\x83\xA8 \xD0\x9A\xD1\x80\xD0\xB5\xD0\xBC\xD0\xBB\xD1\x8C",
        "and and and and and and and",
        "No stop at the end of this one",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect_text(texts[i]);
}

static char *repeated(const char *words, size_t times) {
    size_t length = strlen(words);
    char *text = malloc(length * times + 1);
    assert_non_null(text);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * length, words, length);
    text[length * times] = '\0';
    return text;
}

static void long_sentences_get_trees(void **state) {
    static const char *const words[] = {"ships ", "he said , ", "( and ", "of the port of "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char *text = repeated(words[i], 2000);
        expect_text(text);
        free(text);
    }
}

/* Lengths around the bounds where sentences are cut. */
static void every_length_gets_a_tree(void **state) {
    for (size_t n = 1; n < 30; n++) {
        char *text = repeated("ship ", n);
        expect_text(text);
        free(text);
    }
    for (size_t n = 185; n < 200; n++) {
        char *text = repeated("ship ", n);
        expect_text(text);
        free(text);
    }
}

/* A sentence's tree does not depend on which others are parsed beside it. */
static void neighbours_change_nothing(void **state) {
    const char *text = "Norland accused Sudmark of spying. The port closed. Ministers of both "
                       "states, who met on Friday, rejected the plan that the envoy had made.";
    struct sg_reading *all = cut(text);
    parse(all);
    for (size_t i = 0; i < all->sentence_count; i++) {
        struct sg_reading *one = cut(text);
        for (size_t k = 0; k < one->sentence_count; k++)
            one->sentences[k].may_claim = k == i;
        parse(one);
        for (uint32_t t = one->sentences[i].first; t < one->sentences[i].end_token; t++) {
            assert_int_equal(one->tokens[t].head, all->tokens[t].head);
            assert_int_equal(one->tokens[t].deprel, all->tokens[t].deprel);
            assert_int_equal(one->tokens[t].xpos, all->tokens[t].xpos);
            assert_true(one->tokens[t].score == all->tokens[t].score);
        }
        for (size_t k = 0; k < one->sentence_count; k++)
            assert_int_equal(one->sentences[k].is_parsed, k == i);
    }
    sg_arena_clear(&arena);
}

static const struct sg_token *find(const struct sg_reading *r, const char *form) {
    for (size_t i = 0; i < r->token_count; i++)
        if (!strcmp(r->tokens[i].form, form))
            return &r->tokens[i];
    fail_msg("no token %s", form);
    return NULL;
}

static const char *head_of(const struct sg_reading *r, const char *form) {
    const struct sg_token *token = find(r, form);
    return token->head == SG_NO_TOKEN ? "" : r->tokens[token->head].form;
}

static void plain_sentences_are_read_right(void **state) {
    struct sg_reading *r = cut("The minister accused his neighbours of theft.");
    parse(r);
    expect_trees(r);
    assert_string_equal(head_of(r, "minister"), "accused");
    assert_int_equal(find(r, "minister")->deprel, SG_DEPREL_NSUBJ);
    assert_string_equal(head_of(r, "neighbours"), "accused");
    assert_int_equal(find(r, "neighbours")->deprel, SG_DEPREL_OBJ);
    assert_string_equal(find(r, "accused")->lemma, "accuse");
    assert_string_equal(find(r, "neighbours")->lemma, "neighbour");
    assert_int_equal(find(r, "accused")->xpos, SG_XPOS_VBD);
    r = cut("Three soldiers were killed by rebels near the border.");
    parse(r);
    assert_int_equal(find(r, "soldiers")->deprel, SG_DEPREL_NSUBJ_PASS);
    assert_int_equal(find(r, "rebels")->deprel, SG_DEPREL_OBL_AGENT);
    assert_int_equal(find(r, "were")->deprel, SG_DEPREL_AUX_PASS);
    sg_arena_clear(&arena);
}

static void names_are_one_unit(void **state) {
    struct sg_reading *r = cut("Saraya Awliya al Dam condemned the raid.");
    struct sg_mention mention = {.first = 0, .end_token = 4, .head = 0};
    r->mentions = &mention;
    r->mention_count = 1;
    for (int kind = SG_MENTION_GIVEN; kind <= SG_MENTION_ACRONYM; kind++) {
        mention.kind = (enum sg_mention_kind)kind;
        parse(r);
        expect_trees(r);
        for (uint32_t t = 1; t < 4; t++)
            assert_int_equal(r->tokens[t].head, 0);
        for (uint32_t t = 0; t < 4; t++) {
            assert_int_equal(r->tokens[t].upos, SG_UPOS_PROPN);
            assert_int_equal(r->tokens[t].xpos, SG_XPOS_NNP);
            assert_string_equal(r->tokens[t].lemma, r->tokens[t].form);
        }
        assert_string_equal(r->tokens[r->tokens[0].head].form, "condemned");
        assert_int_equal(r->tokens[0].deprel, SG_DEPREL_NSUBJ);
    }
    sg_arena_clear(&arena);
}

static void a_missing_gate_parses_nothing(void **state) {
    struct sg_reading *r = cut("The port closed.");
    r->sentences[0].may_claim = false;
    parse(r);
    assert_false(r->sentences[0].is_parsed);
    assert_null(r->tokens[0].lemma);
    sg_arena_clear(&arena);
}

static void a_lemma_ends_as_a_known_word_does(void **state) {
    struct sg_reading *r =
        cut("The raid provoked anger and smelled of revenge, i think, and buses burned.");
    parse(r);
    assert_string_equal(find(r, "provoked")->lemma, "provoke");
    assert_string_equal(find(r, "smelled")->lemma, "smell");
    assert_string_equal(find(r, "burned")->lemma, "burn");
    assert_string_equal(find(r, "i")->lemma, "I");
}

static void lemmas_keep_to_word_and_number(void **state) {
    struct sg_reading *r =
        cut("Police searched the house and a bus that 1,100 men use near Berlin.");
    parse(r);
    assert_string_equal(find(r, "house")->lemma, "house");
    assert_string_equal(find(r, "bus")->lemma, "bus");
    assert_string_equal(find(r, "use")->lemma, "use");
    assert_string_equal(find(r, "1,100")->lemma, "1100");
    assert_string_equal(find(r, "Berlin")->lemma, "Berlin");
    r = cut("It was soooo cold in chicago, and the 40 dollars were gone.");
    parse(r);
    assert_string_equal(find(r, "soooo")->lemma, "so");
    assert_string_equal(find(r, "chicago")->lemma, "Chicago");
    assert_string_equal(find(r, "dollars")->lemma, "dollar");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lemmas_keep_to_word_and_number),
        cmocka_unit_test(a_lemma_ends_as_a_known_word_does),
        cmocka_unit_test(odd_texts_get_trees),
        cmocka_unit_test(long_sentences_get_trees),
        cmocka_unit_test(every_length_gets_a_tree),
        cmocka_unit_test(neighbours_change_nothing),
        cmocka_unit_test(plain_sentences_are_read_right),
        cmocka_unit_test(names_are_one_unit),
        cmocka_unit_test(a_missing_gate_parses_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
