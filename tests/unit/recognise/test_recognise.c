#include "recognise/recognise.h"

#include "../resolve/case_runner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct sg_engine *engine;
static char *test_pack;

static int set_up(void **state) {
    struct sg_error err;
    if (asprintf(&test_pack, "%s/tests/cases/recognise/pack.json", getenv("SG_ROOT")) < 0)
        return -1;
    const char *packs[] = {test_pack};
    struct sg_engine_options options = {.packs = packs, .pack_count = 1};
    int status = (int)sg_engine_load(&engine, &options, &err);
    if (status)
        printf("%s\n", err.text);
    return status;
}

static int tear_down(void **state) {
    sg_engine_free(engine);
    free(test_pack);
    return 0;
}

static void check_file(const char *name) {
    char path[4096];
    struct case_run run = {.engine = engine};
    snprintf(path, sizeof path, "%s/tests/cases/%s", getenv("SG_ROOT"), name);
    sg_arena_init(&run.arena);
    size_t failures = run_cases(&run, path);
    sg_arena_release(&run.arena);
    printf("%s: %zu cases, %zu expectations, %zu failed\n", name, run.cases, run.expectations,
           failures);
    assert_true(run.cases > 0);
    assert_int_equal(failures, 0);
}

static void a_pack_name_is_found_as_texts_spell_it(void **state) {
    check_file("recognise/packs.cases");
}
static void a_name_by_shape_has_the_right_kind(void **state) {
    check_file("recognise/shapes.cases");
}

static void given_mentions_win_over_recognition(void **state) {
    static const char text[] = "The Paris council met Iran and Zed in Rome.";
    const struct sg_given_mention given[] = {{4, 17, "City of Paris", "organization"},
                                             {31, 34, "Zed", "person"}};
    struct sg_document document = {
        .id = "g", .text = text, .text_length = strlen(text), .given = given, .given_count = 2};
    struct sg_reading reading = {.document = &document};
    struct sg_arena arena;
    sg_arena_init(&arena);
    assert_int_equal(sg_pipeline_run(&reading, engine, SG_STAGE_RECOGNISE, &arena, NULL), SG_OK);
    size_t given_count = 0;
    for (size_t m = 0; m < reading.mention_count; m++) {
        const struct sg_mention *mention = &reading.mentions[m];
        given_count += mention->kind == SG_MENTION_GIVEN;
        if (mention->actor != SG_NO_ACTOR)
            assert_string_not_equal(reading.actors[mention->actor].id, "france");
    }
    assert_int_equal(given_count, 2);
    assert_string_equal(reading.actors[reading.mentions[0].actor].name, "City of Paris");
    sg_arena_release(&arena);
}

/* "Goldman Sachs Group Inc" is one name; a name never goes on over the end of a headline. */
static void the_tail_of_a_firms_name_joins_it_within_its_sentence(void **state) {
    static const struct {
        const char *text;
        bool is_joined;
    } texts[] = {{"China sued Goldman Sachs Group Inc on Monday.", true},
                 {"Regulators fine Goldman Sachs\n\nGroup Council Inc sued China on Monday.", false}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct sg_document document = {
            .id = "t", .text = texts[i].text, .text_length = strlen(texts[i].text)};
        struct sg_reading reading = {.document = &document};
        struct sg_arena arena;
        sg_arena_init(&arena);
        assert_int_equal(sg_pipeline_run(&reading, engine, SG_STAGE_RECOGNISE, &arena, NULL),
                         SG_OK);
        size_t found = 0;
        for (size_t m = 0; m < reading.mention_count; m++) {
            const struct sg_mention *mention = &reading.mentions[m];
            assert_int_equal(reading.tokens[mention->first].sentence,
                             reading.tokens[mention->end_token - 1].sentence);
            if (mention->actor == SG_NO_ACTOR ||
                strcmp(reading.actors[mention->actor].id, "goldman-sachs"))
                continue;
            found++;
            assert_int_equal(mention->end_token - mention->first, texts[i].is_joined ? 4 : 2);
        }
        assert_int_equal(found, 1);
        sg_arena_release(&arena);
    }
}

/* A span that ends with a bracket would have hung on ")" in the tree. */
static void a_given_name_with_its_short_form_has_a_word_as_head(void **state) {
    static const char text[] = "The Guard Corps (IRGC) threatened Iran.";
    const struct sg_given_mention given[] = {{4, 22, "Guard", "organization"}};
    struct sg_document document = {
        .id = "g", .text = text, .text_length = strlen(text), .given = given, .given_count = 1};
    struct sg_reading reading = {.document = &document};
    struct sg_arena arena;
    sg_arena_init(&arena);
    assert_int_equal(sg_pipeline_run(&reading, engine, SG_STAGE_RECOGNISE, &arena, NULL), SG_OK);
    assert_true(reading.mention_count > 0);
    assert_int_equal(reading.mentions[0].kind, SG_MENTION_GIVEN);
    assert_string_equal(reading.tokens[reading.mentions[0].head].form, "Corps");
    sg_arena_release(&arena);
}

static void roles_are_looked_up_by_date(void **state) {
    struct sg_error err;
    struct sg_gazetteer *gazetteer = NULL;
    const char *packs[] = {test_pack};
    assert_int_equal(sg_gazetteer_load(&gazetteer, getenv("STANCEGRAPH_DATA"), packs, 1, &err),
                     SG_OK);
    uint32_t freedonia = sg_gazetteer_find(gazetteer, "freedonia");
    uint32_t firefly = sg_gazetteer_find(gazetteer, "rufus-firefly");
    uint32_t zander = sg_gazetteer_find(gazetteer, "hugo-zander");
    assert_int_not_equal(freedonia, SG_NO_PACK);
    assert_int_equal(sg_gazetteer_holder(gazetteer, "president", freedonia, "2015-03-01"), firefly);
    assert_int_equal(sg_gazetteer_holder(gazetteer, "president", freedonia, "2020-03-01"), zander);
    /* the day of the handover is the successor's */
    assert_int_equal(sg_gazetteer_holder(gazetteer, "president", freedonia, "2016-05-01"), zander);
    assert_int_equal(sg_gazetteer_holder(gazetteer, "president", freedonia, "1990-01-01"),
                     SG_NO_PACK);
    assert_int_equal(sg_gazetteer_holder(gazetteer, "president", freedonia, NULL), SG_NO_PACK);
    assert_int_equal(sg_gazetteer_holder(gazetteer, "king", freedonia, "2015-03-01"), SG_NO_PACK);
    assert_int_equal(sg_gazetteer_find_name(gazetteer, "the Freedonian Guard"),
                     sg_gazetteer_find(gazetteer, "freedonian-guard"));
    /* same_as: two entries, one actor */
    assert_int_equal(sg_gazetteer_find(gazetteer, "old-guard-of-freedonia"),
                     sg_gazetteer_find(gazetteer, "freedonian-guard"));
    sg_gazetteer_free(gazetteer);
}

static void a_broken_pack_is_refused_with_its_name(void **state) {
    struct sg_error err;
    struct sg_gazetteer *gazetteer = NULL;
    char path[4096];
    snprintf(path, sizeof path, "%s/tests/cases/recognise/broken.json", getenv("SG_ROOT"));
    const char *packs[] = {path};
    assert_int_not_equal(sg_gazetteer_load(&gazetteer, getenv("STANCEGRAPH_DATA"), packs, 1, &err),
                         SG_OK);
    assert_null(gazetteer);
    assert_non_null(strstr(err.text, "broken.json"));
}

static size_t lint(const char *name, char *text, size_t size) {
    char path[4096];
    struct sg_error err;
    size_t problems = 0;
    snprintf(path, sizeof path, "%s/tests/cases/recognise/%s", getenv("SG_ROOT"), name);
    memset(text, 0, size);
    FILE *out = fmemopen(text, size - 1, "w");
    assert_non_null(out);
    assert_int_equal(sg_pack_lint(out, &problems, getenv("STANCEGRAPH_DATA"), path, &err), SG_OK);
    fclose(out);
    return problems;
}

static void lint_names_every_kind_of_mistake(void **state) {
    static const char *const wanted[] = {
        "unknown type", "ordinary word", "too short",    "ends before", "no such date",
        "twice",        "also names",    "unknown role", "no actor",    "same id",
        "one character", "which?",      "small letters"};
    char text[16384];
    assert_true(lint("faulty.json", text, sizeof text) >= sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!strstr(text, wanted[i]))
            fail_msg("lint does not say \"%s\"; it says:\n%s", wanted[i], text);
}

static void lint_is_silent_about_a_good_pack(void **state) {
    char text[16384];
    size_t problems = lint("pack.json", text, sizeof text);
    if (problems)
        fail_msg("%s", text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pack_name_is_found_as_texts_spell_it),
        cmocka_unit_test(a_name_by_shape_has_the_right_kind),
        cmocka_unit_test(given_mentions_win_over_recognition),
        cmocka_unit_test(the_tail_of_a_firms_name_joins_it_within_its_sentence),
        cmocka_unit_test(a_given_name_with_its_short_form_has_a_word_as_head),
        cmocka_unit_test(roles_are_looked_up_by_date),
        cmocka_unit_test(a_broken_pack_is_refused_with_its_name),
        cmocka_unit_test(lint_names_every_kind_of_mistake),
        cmocka_unit_test(lint_is_silent_about_a_good_pack),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
