#include "clean/boilerplate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct sg_boilerplate *load(void) {
    struct sg_boilerplate *boilerplate = NULL;
    struct sg_error err = {SG_OK, ""};
    if (sg_boilerplate_load(&boilerplate, getenv("STANCEGRAPH_DATA"), &err))
        fail_msg("%s", err.text);
    return boilerplate;
}

static void tell(void *context, const char *why, const char *example, bool should_match) {
    print_error("%s rule %s \"%s\"\n", why, should_match ? "misses" : "wrongly takes", example);
    ++*(size_t *)context;
}

static void every_rule_takes_its_examples_and_leaves_the_others(void **state) {
    struct sg_boilerplate *boilerplate = load();
    size_t failures = 0, count = sg_boilerplate_test(boilerplate, tell, &failures);
    assert_true(count > 100);
    assert_int_equal(failures, 0);
    sg_boilerplate_free(boilerplate);
}

static void a_missing_folder_is_told(void **state) {
    struct sg_boilerplate *boilerplate = NULL;
    struct sg_error err = {SG_OK, ""};
    assert_int_equal(sg_boilerplate_load(&boilerplate, "/nowhere", &err), SG_ERR_DATA);
    assert_null(boilerplate);
    assert_non_null(strstr(err.text, "/nowhere/en/boilerplate.json"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_takes_its_examples_and_leaves_the_others),
        cmocka_unit_test(a_missing_folder_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
