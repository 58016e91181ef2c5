/* Names found by packs and shape against two corpora of names (people, organisations, places),
 * spans untyped and typed. The corpora are not in the repository: without them the tests are
 * skipped. The floors are what was measured when they were written; they rise with the finder. */
#include "engine_parts.h"
#include "pipeline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TOKENS 4096

enum kind { NO_NAME, PERSON, BODY, PLACE };

struct span {
    uint32_t first, end; /* bytes */
    enum kind kind;
};

struct page {
    char text[65536];
    size_t length;
    struct span spans[TOKENS];
    size_t span_count;
};

struct score {
    size_t gold, found, hit, typed;
};

static struct sg_engine *engine;

static int set_up(void **state) {
    struct sg_error err;
    return (int)sg_engine_load(&engine, NULL, &err);
}

static int tear_down(void **state) {
    sg_engine_free(engine);
    return 0;
}

static enum kind kind_of(const struct sg_reading *reading, const struct sg_mention *mention) {
    if (mention->kind == SG_MENTION_CAPITAL)
        return PLACE;
    if (mention->actor == SG_NO_ACTOR)
        return mention->use == SG_USE_PLACE ? PLACE : NO_NAME;
    switch (reading->actors[mention->actor].type) {
    case SG_TYPE_STATE:
        return PLACE;
    case SG_TYPE_OFFICIAL:
    case SG_TYPE_PERSON:
        return PERSON;
    default:
        return BODY;
    }
}

static void score_page(struct score *score, const struct page *page) {
    struct sg_arena arena;
    struct sg_error err;
    struct sg_document document = {.id = "p", .text = page->text, .text_length = page->length};
    struct sg_block block = {.end = (uint32_t)page->length};
    struct sg_reading reading = {.document = &document, .blocks = &block, .block_count = 1};
    sg_arena_init(&arena);
    assert_int_equal(sg_segment(&reading, engine->segmenter, &arena, &err), SG_OK);
    assert_int_equal(sg_recognise(&reading, engine->gazetteer, &arena, &err), SG_OK);
    score->gold += page->span_count;
    size_t next = 0;
    uint32_t last_end = 0;
    for (size_t m = 0; m < reading.mention_count; m++) {
        const struct sg_mention *mention = &reading.mentions[m];
        uint32_t last = mention->end_token - 1;
        while (last > mention->first && (reading.tokens[last].flags & SG_TOKEN_POSSESSIVE))
            last--;
        uint32_t first = reading.tokens[mention->first].start, end = reading.tokens[last].end;
        /* demonyms are no names in these corpora; nested ones count with what is around them */
        if (mention->kind == SG_MENTION_DEMONYM || first < last_end)
            continue;
        last_end = end;
        score->found++;
        while (next < page->span_count && page->spans[next].end <= first)
            next++;
        if (next < page->span_count && page->spans[next].first == first &&
            page->spans[next].end == end) {
            score->hit++;
            score->typed += page->spans[next].kind == kind_of(&reading, mention);
        }
    }
    sg_arena_release(&arena);
}

static enum kind kind_named(const char *label) {
    return strstr(label, "PER")   ? PERSON
           : strstr(label, "ORG") ? BODY
           : strstr(label, "LOC") ? PLACE
                                  : NO_NAME;
}

/* Columns: the word's and the label's, from 0. A new span begins at B-, or where the kind changes.
 */
static bool read_corpus(struct score *score, const char *name, int word_column, int label_column) {
    char path[4096], line[8192];
    snprintf(path, sizeof path, "%s/../shared/train/names/%s", getenv("SG_ROOT"), name);
    FILE *in = fopen(path, "r");
    if (!in)
        return false;
    struct page *page = calloc(1, sizeof *page);
    assert_non_null(page);
    enum kind open = NO_NAME;
    size_t sentences = 0;
    while (fgets(line, sizeof line, in)) {
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] == '#' && line[1] == ' ')
            continue;
        if (!line[0]) {
            open = NO_NAME;
            if (page->length && page->text[page->length - 1] == ' ')
                page->text[page->length - 1] = '\n';
            if (++sentences % 20 == 0 || page->length > sizeof page->text - 8192 ||
                page->span_count > TOKENS - 512) {
                score_page(score, page);
                memset(page, 0, sizeof *page);
            }
            continue;
        }
        char *fields[8] = {NULL};
        int count = 0;
        for (char *p = strtok(line, " \t"); p && count < 8; p = strtok(NULL, " \t"))
            fields[count++] = p;
        const char *word = fields[word_column], *label = fields[label_column];
        if (!word || !label)
            continue;
        size_t length = strlen(word);
        enum kind kind = label[0] == 'O' && !label[1] ? NO_NAME : kind_named(label);
        bool goes_on = kind != NO_NAME && kind == open && label[0] != 'B';
        if (goes_on) {
            page->spans[page->span_count - 1].end = (uint32_t)(page->length + length);
        } else if (kind != NO_NAME) {
            page->spans[page->span_count++] =
                (struct span){(uint32_t)page->length, (uint32_t)(page->length + length), kind};
        }
        open = kind;
        memcpy(page->text + page->length, word, length);
        page->length += length;
        page->text[page->length++] = ' ';
    }
    if (page->length)
        score_page(score, page);
    free(page);
    fclose(in);
    return true;
}

static double f1(size_t hit, const struct score *score) {
    return 2.0 * (double)hit / (double)(score->gold + score->found);
}

static void check(const char *name, int word_column, int label_column, double floor,
                  double typed_floor) {
    struct score score = {0};
    if (!read_corpus(&score, name, word_column, label_column)) {
        printf("%s is not there: skipped\n", name);
        skip();
        return;
    }
    printf("%s: %zu names, %zu found, %zu right: F1 %.3f untyped, %.3f typed\n", name, score.gold,
           score.found, score.hit, f1(score.hit, &score), f1(score.typed, &score));
    assert_true(f1(score.hit, &score) >= floor);
    assert_true(f1(score.typed, &score) >= typed_floor);
}

static void names_of_encyclopedia_articles_are_found(void **state) {
    check("wikigold.conll.txt", 0, 1, 0.70, 0.24);
}

static void names_of_web_text_are_found(void **state) {
    check("en_ewt-ud-dev.iob2", 1, 2, 0.58, 0.27);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_encyclopedia_articles_are_found),
        cmocka_unit_test(names_of_web_text_are_found),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
