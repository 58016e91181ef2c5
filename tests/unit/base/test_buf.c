#include "base/buf.h"

#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void json_strings_read_back_as_they_were(void **state) {
    static const char *const texts[] = {
        "", "plain", "q\"b\\s/", "line\nfeed\ttab\r\x01\x1f\x7f", "é中😀 \xE2\x80\xA8", "</script>"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct sg_buf buf;
        sg_buf_init(&buf);
        sg_buf_json_string(&buf, texts[i]);
        json_t *read = json_loads(sg_buf_text(&buf), JSON_DECODE_ANY, NULL);
        assert_non_null(read);
        assert_string_equal(json_string_value(read), texts[i]);
        json_decref(read);
        sg_buf_release(&buf);
    }
}

static void bad_bytes_in_json_become_the_replacement_character(void **state) {
    struct sg_buf buf;
    sg_buf_init(&buf);
    sg_buf_json_string(&buf, "a\xFFz");
    assert_string_equal(sg_buf_text(&buf), "\"a\xEF\xBF\xBDz\"");
    sg_buf_release(&buf);
}

static void numbers_are_short_and_exact(void **state) {
    static const double values[] = {0, 1, -2.5, 0.1, 1.0 / 3, 1e300, 5e-324, 123456789012345680.0};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct sg_buf buf;
        sg_buf_init(&buf);
        sg_buf_number(&buf, values[i]);
        assert_true(strtod(sg_buf_text(&buf), NULL) == values[i]);
        sg_buf_release(&buf);
    }
    struct sg_buf buf;
    sg_buf_init(&buf);
    sg_buf_number(&buf, 0.1);
    sg_buf_putc(&buf, ' ');
    sg_buf_number(&buf, NAN);
    assert_string_equal(sg_buf_text(&buf), "0.1 null");
    sg_buf_release(&buf);
}

static void long_text_is_kept_whole(void **state) {
    struct sg_buf buf;
    sg_buf_init(&buf);
    for (int i = 0; i < 5000; i++)
        sg_buf_printf(&buf, "%d,", i);
    assert_false(sg_buf_failed(&buf));
    assert_int_equal(buf.length, strlen(buf.data));
    assert_non_null(strstr(buf.data, ",4999,"));
    sg_buf_clear(&buf);
    assert_string_equal(sg_buf_text(&buf), "");
    sg_buf_release(&buf);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_strings_read_back_as_they_were),
        cmocka_unit_test(bad_bytes_in_json_become_the_replacement_character),
        cmocka_unit_test(numbers_are_short_and_exact),
        cmocka_unit_test(long_text_is_kept_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
