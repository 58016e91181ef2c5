#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void parses(const char *text, const char *expected) {
    char date[SG_DATE_SIZE] = "";
    bool is_date = sg_date_parse(date, text, strlen(text), NULL);
    if (is_date != (expected != NULL) || (expected && strcmp(date, expected) != 0))
        fail_msg("\"%s\" gives %s, not %s", text, is_date ? date : "none",
                 expected ? expected : "none");
}

static void dates_as_people_and_programs_write_them(void **state) {
    parses("2020-12-26", "2020-12-26");
    parses("2020-12-26T10:00:00Z", "2020-12-26");
    parses("20201226", "2020-12-26");
    parses("2020/12/26", "2020-12-26");
    parses("26.12.2020", "2020-12-26");
    parses("26 December, 2020", "2020-12-26");
    parses("26th of December 2020", "2020-12-26");
    parses("Dec. 26, 2020", "2020-12-26");
    parses("Sept 3 2019", "2019-09-03");
    parses("Sat, 26 Dec 2020 10:00:00 GMT", "2020-12-26");
    parses("Saturday, 26 December, 2020 - 07:15", "2020-12-26");
    parses("Oct 262016", "2016-10-26"); /* a text that lost its commas and blanks */
    parses("12/26/2020", "2020-12-26");
    parses("26/12/2020", "2020-12-26");
}

static void what_may_be_two_dates_or_is_none_gives_none(void **state) {
    parses("3/4/2020", NULL);
    parses("2020-02-30", NULL);
    parses("2021-02-29", NULL);
    parses("December", NULL);
    parses("Monday", NULL);
    parses("May", NULL);
    parses("Mar", NULL);
    parses("26 people", NULL);
    parses("", NULL);
    parses("99999999", NULL);
    parses("Decade 3, 2020", NULL);
}

static void names_tell_a_date_where_it_is_whole(void **state) {
    char date[SG_DATE_SIZE];
    assert_true(sg_date_in_name(date, "news/outlet-2020-12-26-patience"));
    assert_string_equal(date, "2020-12-26");
    assert_true(sg_date_in_name(date, "https://example.org/2021/03/04/a"));
    assert_string_equal(date, "2021-03-04");
    assert_true(sg_date_in_name(date, "wire_20190507.txt"));
    assert_string_equal(date, "2019-05-07");
    assert_false(sg_date_in_name(date, "a-1234567890"));
    assert_false(sg_date_in_name(date, "a-2020-13-01"));
    assert_false(sg_date_in_name(date, "H025"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_as_people_and_programs_write_them),
        cmocka_unit_test(what_may_be_two_dates_or_is_none_gives_none),
        cmocka_unit_test(names_tell_a_date_where_it_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
