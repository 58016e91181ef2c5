#include "resolve/resolve.h"

#include "case_runner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct sg_engine *engine;

static int set_up(void **state) {
    struct sg_error err;
    struct sg_engine_options options = {.parse_all = true};
    return (int)sg_engine_load(&engine, &options, &err);
}

static int tear_down(void **state) {
    sg_engine_free(engine);
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

static void a_capital_speaks_or_is_a_place(void **state) { check_file("resolve/uses.cases"); }
static void a_role_is_its_holder_at_the_time(void **state) { check_file("resolve/roles.cases"); }
static void a_short_form_is_the_full_name(void **state) { check_file("resolve/names.cases"); }
static void a_description_is_its_owner(void **state) { check_file("resolve/descriptions.cases"); }
static void a_reference_is_what_it_points_at(void **state) {
    check_file("resolve/references.cases");
}
static void a_tie_is_what_the_words_say(void **state) { check_file("resolve/affiliations.cases"); }
static void a_quotation_has_its_speaker(void **state) { check_file("resolve/quotes.cases"); }

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_capital_speaks_or_is_a_place),
        cmocka_unit_test(a_role_is_its_holder_at_the_time),
        cmocka_unit_test(a_short_form_is_the_full_name),
        cmocka_unit_test(a_description_is_its_owner),
        cmocka_unit_test(a_reference_is_what_it_points_at),
        cmocka_unit_test(a_tie_is_what_the_words_say),
        cmocka_unit_test(a_quotation_has_its_speaker),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
