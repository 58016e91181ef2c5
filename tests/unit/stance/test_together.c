/* Documents that go through the pipeline together come out as they do alone. */
#include "base/arena.h"
#include "engine_parts.h"
#include "pipeline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct sg_engine *engine;

static int load(void **state) {
    struct sg_engine_options options = {.relations = "all"};
    struct sg_error err;
    return sg_engine_load(&engine, &options, &err) != SG_OK;
}

static int unload(void **state) {
    sg_engine_free(engine);
    return 0;
}

static const char *const texts[] = {
    "Norway condemned Russia on Monday. \"They will pay for it,\" the Norwegian premier said.",
    "",
    "Kenya accused Somalia of arming the rebels. Somalia denied it, and threatened to close the "
    "border. The rains came late this year.",
    "Nothing happened in the village.",
    "Egypt backs Sudan in its quarrel with Ethiopia over the dam, diplomats said. Ethiopia, which "
    "Egypt had warned twice, rejected the threat. Sudan praised Egypt.",
    "Talks.",
};
#define TEXTS (sizeof texts / sizeof *texts)
#define ITEMS (SG_TOGETHER_MOST + 2 * TEXTS + 1)

static struct sg_document document(size_t i) {
    const char *text = texts[i % TEXTS];
    return (struct sg_document){.id = "d", .text = text, .text_length = strlen(text)};
}

static void expect_same_trees(const struct sg_reading *a, const struct sg_reading *b) {
    assert_int_equal(a->sentence_count, b->sentence_count);
    assert_int_equal(a->token_count, b->token_count);
    for (size_t i = 0; i < a->sentence_count; i++)
        assert_int_equal(a->sentences[i].is_parsed, b->sentences[i].is_parsed);
    for (size_t i = 0; i < a->token_count; i++) {
        const struct sg_token *x = &a->tokens[i], *y = &b->tokens[i];
        if (!a->sentences[x->sentence].is_parsed)
            continue;
        assert_int_equal(x->head, y->head);
        assert_int_equal(x->deprel, y->deprel);
        assert_int_equal(x->xpos, y->xpos);
        assert_string_equal(x->lemma, y->lemma);
        assert_true(x->score == y->score);
    }
}

static void expect_same_claims(const struct sg_reading *a, const struct sg_reading *b) {
    assert_int_equal(a->claim_count, b->claim_count);
    for (size_t i = 0; i < a->claim_count; i++) {
        const struct sg_claim *x = &a->claims[i], *y = &b->claims[i];
        assert_string_equal(x->relation, y->relation);
        assert_string_equal(x->source.id, y->source.id);
        assert_string_equal(x->target.id, y->target.id);
        assert_string_equal(x->rule, y->rule);
        assert_int_equal(x->start, y->start);
        assert_true(x->confidence == y->confidence);
    }
}

static void neighbours_do_not_change_a_document(void **state) {
    static struct sg_document documents[ITEMS];
    static struct sg_pipeline_item items[ITEMS];
    struct sg_arena arena;
    struct sg_error err;
    size_t parsed = 0, claims = 0;
    sg_arena_init(&arena);
    for (size_t i = 0; i < ITEMS; i++) {
        documents[i] = document(i);
        items[i] = (struct sg_pipeline_item){.reading.document = &documents[i]};
    }
    struct sg_parser *parser = sg_parser_new(engine->syntax);
    assert_non_null(parser);
    sg_pipeline_run_together(items, ITEMS, engine, SG_STAGE_STANCE, parser, &arena);
    for (size_t i = 0; i < ITEMS; i++) {
        struct sg_reading alone = {.document = &documents[i]};
        assert_int_equal(items[i].status, SG_OK);
        assert_int_equal(sg_pipeline_run(&alone, engine, SG_STAGE_STANCE, &arena, &err), SG_OK);
        expect_same_trees(&items[i].reading, &alone);
        expect_same_claims(&items[i].reading, &alone);
        for (size_t k = 0; k < alone.sentence_count; k++)
            parsed += alone.sentences[k].is_parsed;
        claims += alone.claim_count;
    }
    assert_true(parsed > ITEMS / 2);
    assert_true(claims > ITEMS / 2);
    sg_parser_free(parser);
    sg_arena_release(&arena);
}

static void every_stage_may_be_the_last(void **state) {
    for (int last = SG_STAGE_CLEAN; last <= SG_STAGE_STANCE; last++) {
        struct sg_document documents[TEXTS];
        struct sg_pipeline_item items[TEXTS];
        struct sg_arena arena;
        size_t parsed = 0;
        sg_arena_init(&arena);
        for (size_t i = 0; i < TEXTS; i++) {
            documents[i] = document(i);
            items[i] = (struct sg_pipeline_item){.reading.document = &documents[i]};
        }
        sg_pipeline_run_together(items, TEXTS, engine, (enum sg_stage)last, NULL, &arena);
        for (size_t i = 0; i < TEXTS; i++) {
            assert_int_equal(items[i].status, SG_OK);
            for (size_t k = 0; k < items[i].reading.sentence_count; k++)
                parsed += items[i].reading.sentences[k].is_parsed;
        }
        assert_int_equal(parsed > 0, last >= SG_STAGE_SYNTAX);
        sg_arena_release(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(neighbours_do_not_change_a_document),
        cmocka_unit_test(every_stage_may_be_the_last),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
