/* Cases are texts with marks: a line "# ..." is the headline, "= ..." is kept, "- WHY ..." is
 * removed; a line may hold several pieces, each behind " || ". The text that is cleaned is what
 * stands behind the marks. */
#include "clean/clean.h"

#include "base/file.h"
#include "base/utf8.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct sg_boilerplate *boilerplate;

static int load(void **state) {
    struct sg_error err;
    return sg_boilerplate_load(&boilerplate, getenv("STANCEGRAPH_DATA"), &err) ? -1 : 0;
}

static int unload(void **state) {
    sg_boilerplate_free(boilerplate);
    return 0;
}

static void clean(struct sg_reading *reading, struct sg_document *document, const char *text,
                  struct sg_arena *arena) {
    struct sg_error err;
    *document = (struct sg_document){.id = "d", .text = text, .text_length = strlen(text)};
    *reading = (struct sg_reading){.document = document};
    assert_int_equal(sg_clean(reading, boilerplate, true, arena, &err), SG_OK);
}

/* The reading written in the marks of the cases. */
static void render(char *out, size_t size, const struct sg_reading *reading) {
    size_t n = 0;
    uint32_t paragraph = UINT32_MAX;
    *out = '\0';
    for (size_t i = 0; i < reading->block_count; i++) {
        const struct sg_block *b = &reading->blocks[i];
        const char *joint = i == 0 ? "" : b->paragraph == paragraph ? " || " : "\n";
        paragraph = b->paragraph;
        if (b->kind == SG_BLOCK_REMOVED)
            n += (size_t)snprintf(out + n, size - n, "%s- %s", joint, b->why);
        else
            n += (size_t)snprintf(out + n, size - n, "%s%s %.*s", joint,
                                  b->kind == SG_BLOCK_HEADLINE ? "#" : "=",
                                  (int)(b->end - b->start), reading->document->text + b->start);
        assert_true(n < size);
    }
}

static void check(const char *text, const char *expected) {
    static char seen[1 << 16];
    struct sg_arena arena;
    struct sg_reading reading;
    struct sg_document document;
    sg_arena_init(&arena);
    clean(&reading, &document, text, &arena);
    render(seen, sizeof seen, &reading);
    assert_string_equal(seen, expected);
    sg_arena_release(&arena);
}

static void a_body_printed_twice_counts_once(void **state) {
    check("Chad expels envoy over remarks\n"
          "NDJAMENA (AFP) - Chad expelled the German envoy on Friday and gave him two days to go.\n"
          "“He was impolite,” a minister said.\n"
          "Berlin rejected that and called the step baffling and without any ground.\n"
          "He was sad.\n"
          "“He was impolite,” a minister said.\n"
          "Berlin rejected that and called the step baffling and without any ground.\n"
          "He was sad.\n",
          "# Chad expels envoy over remarks\n"
          "- dateline || = Chad expelled the German envoy on Friday and gave him two days to go.\n"
          "= “He was impolite,” a minister said.\n"
          "= Berlin rejected that and called the step baffling and without any ground.\n"
          "= He was sad.\n"
          "- repeat\n"
          "- repeat\n"
          "- repeat");
}

static void a_short_sentence_said_twice_far_apart_stays(void **state) {
    check("He did not elaborate.\n"
          "The general warned neighbours of the republic that the border would stay closed.\n"
          "He did not elaborate.\n",
          "= He did not elaborate.\n"
          "= The general warned neighbours of the republic that the border would stay closed.\n"
          "= He did not elaborate.");
}

static void captions_comments_and_labels_go(void **state) {
    check("Africa\n"
          "Soldiers guard the bridge in the old town on 4 June 2019. Photo: Jane Roe / AFP\n"
          "KHARTOUM, Sudan — Protesters accused the army of firing at them near the bridge.\n"
          "The army denied it.\n"
          "Comments\n"
          "The Courier moderates all comments that are sent to it.\n"
          "Post a comment",
          "- section\n"
          "- caption\n"
          "- dateline || = Protesters accused the army of firing at them near the bridge.\n"
          "= The army denied it.\n"
          "- comments\n"
          "- comments\n"
          "- comments");
}

static void a_menu_that_says_comments_does_not_end_the_article(void **state) {
    check(
        "Comments\n"
        "Peru and Chile traded charges over the fishing zone on Tuesday, and neither gave way.\n"
        "Lima said that it would go to court over the matter in the coming weeks.\n",
        "- comments\n"
        "= Peru and Chile traded charges over the fishing zone on Tuesday, and neither gave way.\n"
        "= Lima said that it would go to court over the matter in the coming weeks.");
}

static void the_headline_again_and_the_site_go(void **state) {
    check("The Daily Courier: Latest News\n\n"
          "Ministers clash over northern dam\n\n"
          "Ministers clash over northern dam\n\n"
          "Monday, 3 May, 2021 - 09:30\n"
          "President Jane Roe. (Reuters)\n\n"
          "Egypt accused Ethiopia on Monday of filling the reservoir without an agreement.\n",
          "- banner\n"
          "# Ministers clash over northern dam\n"
          "- repeat\n"
          "- date\n"
          "- caption\n"
          "= Egypt accused Ethiopia on Monday of filling the reservoir without an agreement.");
}

static void a_single_paragraph_loses_its_date_title_and_authors(void **state) {
    check(
        "Rebels brace for a new assault\n\n"
        "May 4 2016 Rebels brace for a new assault. Jane Roe John Doe. Rebels in the east showed "
        "no sign of leaving the town on Friday. Additional reporting by Ann Poe in Cairo\n",
        "# Rebels brace for a new assault\n"
        "- date || - repeat || - byline || = Rebels in the east showed no sign of leaving the town "
        "on Friday. || - byline");
}

static void a_teaser_and_a_pull_quote_go(void **state) {
    check("Kenya rejects the ruling of the court\n"
          "Kenya rejected on Tuesday the ruling of the world court over its sea border...\n"
          "Kenya rejected on Tuesday the ruling of the world court over its sea border with "
          "Somalia, and called the judges biased.\n"
          "“We will defend every inch of our waters”\n"
          "“We will defend every inch of our waters, whatever the court may say,” the president "
          "said.\n",
          "# Kenya rejects the ruling of the court\n"
          "- repeat\n"
          "= Kenya rejected on Tuesday the ruling of the world court over its sea border with "
          "Somalia, and called the judges biased.\n"
          "- repeat\n"
          "= “We will defend every inch of our waters, whatever the court may say,” the president "
          "said.");
}

static void wrapped_lines_are_one_paragraph(void **state) {
    check("Rebels in the north said on Friday that they\n"
          "would not give up the town, and blamed the\n"
          "government for the failure of the talks that\n"
          "were held in Geneva last week.\n\n"
          "The government denied it.\n",
          "= Rebels in the north said on Friday that they\nwould not give up the town, and blamed "
          "the\n"
          "government for the failure of the talks that\nwere held in Geneva last week.\n"
          "= The government denied it.");
}

static void a_note_without_prose_is_kept_whole(void **state) {
    check("Turkey slams Greece", "= Turkey slams Greece");
    check("", "");
}

static void what_the_text_tells_goes_into_the_document(void **state) {
    struct sg_arena arena;
    struct sg_reading reading;
    struct sg_document document;
    sg_arena_init(&arena);
    clean(
        &reading, &document,
        "Envoys clash over port | The Daily Courier\n\n3 May 2021\n\nOman and Qatar quarrelled on "
        "Monday over who may use the port that both had paid for.\n",
        &arena);
    assert_string_equal(reading.document->date, "2021-05-03");
    assert_string_equal(reading.document->title, "Envoys clash over port");
    assert_string_equal(reading.document->source, "The Daily Courier");
    assert_null(document.date);
    sg_arena_release(&arena);
}

static void metadata_wins_over_the_text_and_the_name(void **state) {
    struct sg_arena arena;
    struct sg_error err;
    const char *text =
        "3 May 2021\n\nOman and Qatar quarrelled on Monday over who may use the port.";
    struct sg_document document = {
        .id = "x-2019-01-01", .text = text, .text_length = strlen(text), .date = "2020-02-02"};
    struct sg_reading reading = {.document = &document};
    sg_arena_init(&arena);
    assert_int_equal(sg_clean(&reading, boilerplate, false, &arena, &err), SG_OK);
    assert_string_equal(reading.document->date, "2020-02-02");
    document.date = NULL;
    reading = (struct sg_reading){.document = &document};
    assert_int_equal(sg_clean(&reading, boilerplate, false, &arena, &err), SG_OK);
    assert_string_equal(reading.document->date, "2021-05-03");
    sg_arena_release(&arena);
}

/* Random lines of an article, in any order: whatever comes, blocks stand in order, and all that is
 * in none of them is white space. */
static void blocks_always_cover_the_text(void **state) {
    static const char *const lines[] = {
        "By Jane Roe",
        "Comments",
        "Oman accused Qatar of theft. Qatar denied that it had stolen.",
        "MUSCAT (AFP) - Oman threatened Qatar on Monday, officials there said.",
        "",
        "   ",
        "Read more: Qatar replies",
        "“We are\xC2\xA0not afraid,” the emir’s aide said.",
        "3 May 2021",
        "Photo: Jane Roe / AFP",
        "Oman and Qatar quarrel",
        "\xE2\x80\x8B\xC2\xAD",
        "went on to say that it was not",
        "and nobody could tell why (Reuters)"};
    uint32_t seed = 7;
    for (int round = 0; round < 3000; round++) {
        char text[4000] = "";
        int count = 1 + round % 23;
        for (int i = 0; i < count; i++) {
            seed = seed * 1664525u + 1013904223u;
            strcat(text, lines[(seed >> 16) % (sizeof lines / sizeof *lines)]);
            strcat(text, seed & 1 << 30 ? "\n" : "\n\n");
        }
        struct sg_arena arena;
        struct sg_reading reading;
        struct sg_document document;
        sg_arena_init(&arena);
        clean(&reading, &document, text, &arena);
        const char *at = text;
        for (size_t i = 0; i <= reading.block_count; i++) {
            const char *to =
                i < reading.block_count ? text + reading.blocks[i].start : text + strlen(text);
            assert_true(to >= at);
            while (at < to) {
                int32_t c = sg_utf8_next(&at, to);
                assert_true(sg_is_space(c) || sg_is_invisible(c));
            }
            if (i < reading.block_count)
                at = text + reading.blocks[i].end;
        }
        sg_arena_release(&arena);
    }
}

/* Real articles whose bodies are printed twice, where they lie beside the repository. */
static void real_articles_keep_every_sentence_once(void **state) {
    char pattern[4096];
    glob_t found;
    snprintf(pattern, sizeof pattern, "%s/../shared/news/*.txt", getenv("SG_ROOT"));
    if (glob(pattern, 0, NULL, &found)) {
        print_message("no ../shared/news beside the repository: skipped\n");
        skip();
    }
    static const char *const banned[] = {"Photo:",         "(Reuters)",        "moderates all",
                                         "Post a comment", "Editor Picks",     "ERBIL",
                                         "guidelines",     "Asharq Al-awsat E"};
    for (size_t f = 0; f < found.gl_pathc; f++) {
        struct sg_arena arena;
        struct sg_reading reading;
        struct sg_document document;
        struct sg_error err;
        char *text;
        size_t length;
        assert_int_equal(sg_file_read(&text, &length, found.gl_pathv[f], 0, &err), SG_OK);
        sg_arena_init(&arena);
        clean(&reading, &document, text, &arena);
        for (size_t i = 0; i < reading.block_count; i++) {
            const struct sg_block *b = &reading.blocks[i];
            size_t size = b->end - b->start;
            if (b->kind == SG_BLOCK_REMOVED) {
                /* what was removed as a repeat stands in a block that was kept */
                size_t k = 0;
                while (!strcmp(b->why, "repeat") && k < reading.block_count &&
                       (reading.blocks[k].kind == SG_BLOCK_REMOVED ||
                        !memmem(text + reading.blocks[k].start,
                                reading.blocks[k].end - reading.blocks[k].start, text + b->start,
                                size)))
                    k++;
                assert_true(k < reading.block_count);
                continue;
            }
            for (size_t k = 0; k < sizeof banned / sizeof *banned; k++)
                assert_null(memmem(text + b->start, size, banned[k], strlen(banned[k])));
            for (size_t k = i + 1; k < reading.block_count; k++)
                assert_false(reading.blocks[k].kind != SG_BLOCK_REMOVED &&
                             reading.blocks[k].end - reading.blocks[k].start == size &&
                             !memcmp(text + b->start, text + reading.blocks[k].start, size));
        }
        sg_arena_release(&arena);
        free(text);
    }
    globfree(&found);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_body_printed_twice_counts_once),
        cmocka_unit_test(a_short_sentence_said_twice_far_apart_stays),
        cmocka_unit_test(captions_comments_and_labels_go),
        cmocka_unit_test(a_menu_that_says_comments_does_not_end_the_article),
        cmocka_unit_test(the_headline_again_and_the_site_go),
        cmocka_unit_test(a_single_paragraph_loses_its_date_title_and_authors),
        cmocka_unit_test(a_teaser_and_a_pull_quote_go),
        cmocka_unit_test(wrapped_lines_are_one_paragraph),
        cmocka_unit_test(a_note_without_prose_is_kept_whole),
        cmocka_unit_test(what_the_text_tells_goes_into_the_document),
        cmocka_unit_test(metadata_wins_over_the_text_and_the_name),
        cmocka_unit_test(blocks_always_cover_the_text),
        cmocka_unit_test(real_articles_keep_every_sentence_once),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
