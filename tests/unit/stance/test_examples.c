/* The examples of data/en/stances run, both ways; and a lexicon with a mistake is refused. */
#include "lexicon_examples.h"

#include "stance/cases.h"
#include "stance/stance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

/* Share of examples that hold; raise it when the rules get better. */
#define EXAMPLES_FLOOR 0.93

static void complain(void *context, const char *rule, const char *text, bool was_wanted) {
    if (getenv("SG_VERBOSE"))
        fprintf(stderr, "%s: %s: %s\n", rule, was_wanted ? "no claim" : "claimed", text);
}

static void lexicon_examples_hold(void **state) {
    struct sg_engine_options options = {.relations = "wide"};
    struct sg_engine *engine;
    struct sg_error err;
    struct sg_example_tally tally;
    if (sg_engine_load(&engine, &options, &err))
        fail_msg("%s", err.text);
    assert_int_equal(sg_examples_run(&tally, engine, NULL, complain, NULL, &err), SG_OK);
    sg_engine_free(engine);
    printf("lexicon examples: %zu of %zu hold (SG_VERBOSE=1 lists the others)\n", tally.held,
           tally.run);
    assert_true(tally.run >= 150);
    assert_true((double)tally.held >= EXAMPLES_FLOOR * (double)tally.run);
}

/* Loads the shipped data with one more file of that text; gives the message. */
static void load_with(struct sg_error *err, enum sg_status *status, const char *json) {
    char path[] = "/tmp/lexiconXXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, json, strlen(json)), (ssize_t)strlen(json));
    close(file);
    struct sg_lexicon *lexicon = NULL;
    const char *files[] = {path};
    *status = sg_lexicon_load(&lexicon, getenv("STANCEGRAPH_DATA"), files, 1, err);
    sg_lexicon_free(lexicon);
    unlink(path);
}

static void unknown_keys_and_slots_are_refused_by_name(void **state) {
    struct sg_error err;
    enum sg_status status;
    load_with(&err, &status,
              "{\"relation\": \"backs\", \"entries\": [{\"verb\": \"hug\", \"too\": 1}]}");
    assert_int_equal(status, SG_ERR_DATA);
    assert_non_null(strstr(err.text, "too"));
    load_with(&err, &status,
              "{\"relation\": \"backs\", \"entries\": [{\"verb\": \"hug\", \"to\": \"at2\"}]}");
    assert_int_equal(status, SG_ERR_DATA);
    assert_non_null(strstr(err.text, "backs/hug.v"));
    load_with(&err, &status, "{\"relation\": \"envies\", \"entries\": []}");
    assert_int_equal(status, SG_ERR_DATA);
    assert_non_null(strstr(err.text, "\"set\""));
    load_with(&err, &status, "{\"relation\": ");
    assert_int_equal(status, SG_ERR_DATA);
}

static void a_new_relation_needs_only_data(void **state) {
    char path[] = "/tmp/lexiconXXXXXX";
    int file = mkstemp(path);
    const char *json =
        "{\"relation\": \"envies\", \"sign\": -1, \"set\": \"core\", \"about\": \"\","
        "\"entries\": [{\"verb\": \"envy\"}]}";
    assert_int_equal(write(file, json, strlen(json)), (ssize_t)strlen(json));
    close(file);
    const char *files[] = {path};
    struct sg_engine_options options = {.lexicons = files, .lexicon_count = 1};
    struct sg_engine *engine;
    struct sg_error err;
    if (sg_engine_load(&engine, &options, &err))
        fail_msg("%s", err.text);
    const char *text = "Norway envies Sweden.";
    struct sg_document document = {.id = "d", .text = text, .text_length = strlen(text)};
    char *lines[4];
    assert_int_equal(claims_of(lines, 4, engine, &document), 1);
    assert_string_equal(lines[0], "Norway | envies | Sweden");
    free(lines[0]);
    sg_engine_free(engine);
    unlink(path);
}

static void relations_are_chosen_by_name_and_by_set(void **state) {
    struct sg_lexicon *lexicon;
    struct sg_error err;
    assert_int_equal(sg_lexicon_load(&lexicon, getenv("STANCEGRAPH_DATA"), NULL, 0, &err), SG_OK);
    size_t count, picked = 0;
    sg_lexicon_relations(lexicon, &count);
    bool *wanted = calloc(count, sizeof *wanted);
    assert_int_equal(sg_lexicon_select(wanted, lexicon, "core,attacks", &err), SG_OK);
    for (size_t i = 0; i < count; i++)
        picked += wanted[i];
    assert_int_equal(picked, 5);
    assert_int_equal(sg_lexicon_select(wanted, lexicon, "loves", &err), SG_ERR_USAGE);
    assert_non_null(strstr(err.text, "loves"));
    free(wanted);
    sg_lexicon_free(lexicon);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lexicon_examples_hold),
        cmocka_unit_test(unknown_keys_and_slots_are_refused_by_name),
        cmocka_unit_test(a_new_relation_needs_only_data),
        cmocka_unit_test(relations_are_chosen_by_name_and_by_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
