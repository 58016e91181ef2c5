#include "segment/segment.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/strmap.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct sg_segmenter *segmenter;
static struct sg_arena arena;

static int set_up(void **state) {
    struct sg_error err;
    sg_arena_init(&arena);
    return sg_segmenter_load(&segmenter, getenv("STANCEGRAPH_DATA"), &err);
}

static int tear_down(void **state) {
    sg_segmenter_free(segmenter);
    sg_arena_release(&arena);
    return 0;
}

static void segment(struct sg_reading *reading, struct sg_document *document,
                    struct sg_block *block, const char *text) {
    *document = (struct sg_document){.id = "t", .text = text, .text_length = strlen(text)};
    *block = (struct sg_block){.end = (uint32_t)strlen(text)};
    *reading = (struct sg_reading){.document = document, .blocks = block, .block_count = 1};
    assert_int_equal(sg_segment(reading, segmenter, &arena, NULL), SG_OK);
}

/* Tokens with marks, as the cases write them; the form is shown as the text has it. */
static void show(struct sg_buf *out, const struct sg_reading *reading) {
    for (size_t s = 0; s < reading->sentence_count; s++) {
        if (s)
            sg_buf_puts(out, " ||");
        for (uint32_t i = reading->sentences[s].first; i < reading->sentences[s].end_token; i++) {
            const struct sg_token *t = &reading->tokens[i];
            if (out->length)
                sg_buf_putc(out, ' ');
            if (t->flags & SG_TOKEN_WORD)
                sg_buf_puts(out, t->form);
            else
                sg_buf_add(out, reading->document->text + t->start, t->end - t->start);
            if (t->flags & SG_TOKEN_QUOTE_OPEN)
                sg_buf_puts(out, "<q>");
            if (t->flags & SG_TOKEN_QUOTE_CLOSE)
                sg_buf_puts(out, "</q>");
            if (t->flags & SG_TOKEN_POSSESSIVE)
                sg_buf_putc(out, '~');
        }
    }
}

static void every_case_is_cut_as_written(void **state) {
    char path[4096], text[4096] = "";
    snprintf(path, sizeof path, "%s/tests/cases/segment/tokens.cases", getenv("SG_ROOT"));
    char *data;
    size_t length;
    assert_int_equal(sg_file_read(&data, &length, path, 0, NULL), SG_OK);
    int wrong = 0, count = 0, number = 0;
    for (char *line = strtok(data, "\n"); line; line = strtok(NULL, "\n")) {
        number++;
        if (line[0] == '#')
            continue;
        if (strncmp(line, "=> ", 3)) {
            snprintf(text, sizeof text, "%s", line);
            continue;
        }
        struct sg_reading reading;
        struct sg_document document;
        struct sg_block block;
        struct sg_buf got;
        sg_buf_init(&got);
        segment(&reading, &document, &block, text);
        show(&got, &reading);
        count++;
        if (strcmp(sg_buf_text(&got), line + 3)) {
            print_error("want %s\n got %s\n", line + 3, sg_buf_text(&got));
            wrong++;
        }
        sg_buf_release(&got);
    }
    free(data);
    assert_true(count > 25);
    assert_int_equal(wrong, 0);
}

/* Whatever comes in: tokens in order, inside the text, on character bounds, every one in one
 * sentence, and no letter lost. */
static void any_bytes_give_ordered_tokens_that_cover_the_text(void **state) {
    static const char *const pieces[] = {
        "a",  "Z",   "é",       "😀",      " ",        "\n",       "'",
        "’",  "\"",  "“",       "”",      "-",        "—",        ".",
        "..", "U.S", "?",       "al-",    "'s",       "n't",      "@x",
        "1,", "2",   "/",       "(",      ")",        "\xC2\xAD", "\xE2\x80\x8B",
        "م",  "中",  "http://", "cannot", "e\xCC\x81"};
    uint32_t seed = 7;
    for (int round = 0; round < 3000; round++) {
        char text[512] = "";
        for (int k = 0; k < 25; k++) {
            seed = seed * 1664525u + 1013904223u;
            strcat(text, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        struct sg_reading reading;
        struct sg_document document;
        struct sg_block block;
        segment(&reading, &document, &block, text);
        uint32_t at = 0;
        size_t in_sentences = 0;
        for (size_t s = 0; s < reading.sentence_count; s++)
            in_sentences += reading.sentences[s].end_token - reading.sentences[s].first;
        assert_int_equal(in_sentences, reading.token_count);
        for (size_t i = 0; i < reading.token_count; i++) {
            const struct sg_token *t = &reading.tokens[i];
            assert_true(t->start >= at && t->end > t->start && t->end <= block.end);
            assert_true((text[t->start] & 0xC0) != 0x80);
            for (; at < t->start; at++)
                assert_false((text[at] >= 'a' && text[at] <= 'z') || text[at] == 'Z');
            at = t->end;
            assert_int_equal(t->length, strlen(t->form));
        }
        sg_arena_clear(&arena);
    }
}

static void removed_blocks_give_no_tokens(void **state) {
    const char *text = "Photo: AFP\nIran spoke.";
    struct sg_document document = {.id = "t", .text = text, .text_length = strlen(text)};
    struct sg_block blocks[] = {{0, 10, SG_BLOCK_REMOVED, 0, "caption"},
                                {11, 22, SG_BLOCK_BODY, 1, NULL}};
    struct sg_reading reading = {.document = &document, .blocks = blocks, .block_count = 2};
    assert_int_equal(sg_segment(&reading, segmenter, &arena, NULL), SG_OK);
    assert_int_equal(reading.sentence_count, 1);
    assert_int_equal(reading.sentences[0].start, 11);
    assert_int_equal(reading.sentences[0].paragraph, 1);
    assert_string_equal(reading.tokens[0].form, "Iran");
    assert_true(reading.tokens[0].flags & SG_TOKEN_SENTENCE_START);
}

static void a_text_without_a_full_stop_is_cut_into_sentences_of_a_bounded_length(void **state) {
    enum { WORDS = 5000 };
    char *text = calloc(WORDS, 7);
    for (size_t i = 0; i < WORDS; i++)
        strcat(text + i * 5, i % 7 ? "said " : "he,  ");
    struct sg_reading reading;
    struct sg_document document;
    struct sg_block block;
    segment(&reading, &document, &block, text);
    assert_true(reading.sentence_count > 10);
    for (size_t s = 0; s < reading.sentence_count; s++) {
        const struct sg_sentence *sentence = &reading.sentences[s];
        assert_true(sentence->end_token - sentence->first <= 400);
        assert_int_equal(sentence->first, s ? reading.sentences[s - 1].end_token : 0);
        if (s + 1 < reading.sentence_count) /* behind a mark where there is one */
            assert_string_equal(reading.tokens[sentence->end_token - 1].form, ",");
    }
    free(text);
    sg_arena_clear(&arena);
}

/* Sorting a row of marks below and above a letter takes quadratic time: 60 KB of them, a minute. */
static void of_a_row_of_accents_without_end_none_is_composed(void **state) {
    enum { MARKS = 30000 };
    char *text = calloc(MARKS + 1, 2 * 2);
    text[0] = 'e';
    for (size_t i = 0; i < MARKS; i++) {
        memcpy(text + 1 + 2 * i, "\xCC\x81", 2);           /* acute, above */
        memcpy(text + 1 + 2 * (MARKS + i), "\xCC\xA3", 2); /* dot, below */
    }
    struct sg_reading reading;
    struct sg_document document;
    struct sg_block block;
    segment(&reading, &document, &block, text);
    assert_int_equal(reading.token_count, 1);
    assert_memory_equal(reading.tokens[0].form, "e\xCC\x81\xCC\x81", 5);
    segment(&reading, &document, &block, "Cafe\xCC\x81");
    assert_string_equal(reading.tokens[0].form, "Caf\xC3\xA9");
    free(text);
    sg_arena_clear(&arena);
}

/* "!!!!!" and `""""` without end: stops that close nothing make no endless sentence either. */
static void a_row_of_marks_is_cut_into_sentences_of_a_bounded_length(void **state) {
    static const char *const rows[] = {"!", "?!", "\"", ")", "!\"", "! ", ".) ", "' ", "U.S.) "};
    enum { MARKS = 5000 };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        size_t size = strlen(rows[r]);
        char *text = calloc(MARKS, size + 1);
        for (size_t i = 0; i < MARKS; i++)
            memcpy(text + i * size, rows[r], size);
        struct sg_reading reading;
        struct sg_document document;
        struct sg_block block;
        segment(&reading, &document, &block, text);
        assert_true(reading.token_count >= MARKS);
        for (size_t s = 0; s < reading.sentence_count; s++)
            assert_true(reading.sentences[s].end_token - reading.sentences[s].first <= 400);
        free(text);
        sg_arena_clear(&arena);
    }
}

/* "He met Gen. Abe, 61, in the U.S. - he LEFT." with any mark or letter in between. */
static void what_is_told_of_a_token_is_what_its_letters_say(void **state) {
    static const char *const pieces[] = {"He",  "met",  "Gen.", "Abe",     "'s",  "61",  "1,000",
                                         "the", "U.S.", "no.",  "cannot",  "...", "--",  "al-Sadr",
                                         ",",   ".",    "\"",   "(",       "&",   "I",   "9/11",
                                         " ",   " ",    " ",    "\xC3\x89t", "LEFT", "$", "internationally"};
    unsigned seed = 11;
    for (int round = 0; round < 3000; round++) {
        char text[256] = "";
        for (unsigned i = 0; i < 14; i++) {
            seed = seed * 1103515245u + 12345u;
            strcat(text, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        struct sg_reading reading;
        struct sg_document document;
        struct sg_block block;
        segment(&reading, &document, &block, text);
        for (size_t i = 0; i < reading.token_count; i++) {
            const struct sg_token *t = &reading.tokens[i];
            char lower[300];
            size_t length = sg_utf8_lower(lower, sizeof lower, t->form);
            assert_string_equal(t->lower, lower);
            assert_int_equal(t->length, strlen(t->form));
            assert_int_equal(t->lower_length, length);
            assert_int_equal(t->hash, sg_strmap_hash(lower, length));
            assert_int_equal(t->form == t->lower, !strcmp(t->form, lower));
            bool is_capital = t->form[0] >= 'A' && t->form[0] <= 'Z';
            bool is_digit = t->form[0] >= '0' && t->form[0] <= '9';
            if (is_capital)
                assert_true(t->flags & SG_TOKEN_CAPITAL && t->flags & SG_TOKEN_WORD);
            assert_int_equal((t->flags & SG_TOKEN_NUMBER) != 0, is_digit);
            assert_int_equal((t->flags & SG_TOKEN_HYPHEN) != 0, strchr(t->form, '-') != NULL);
            assert_int_equal((t->flags & SG_TOKEN_SPACE_BEFORE) != 0,
                             !t->start || text[t->start - 1] == ' ');
        }
        sg_arena_clear(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_told_of_a_token_is_what_its_letters_say),
        cmocka_unit_test(every_case_is_cut_as_written),
        cmocka_unit_test(any_bytes_give_ordered_tokens_that_cover_the_text),
        cmocka_unit_test(removed_blocks_give_no_tokens),
        cmocka_unit_test(a_text_without_a_full_stop_is_cut_into_sentences_of_a_bounded_length),
        cmocka_unit_test(of_a_row_of_accents_without_end_none_is_composed),
        cmocka_unit_test(a_row_of_marks_is_cut_into_sentences_of_a_bounded_length),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
