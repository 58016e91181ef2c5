#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void every_character_survives_a_round_trip(void **state) {
    for (int32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        char bytes[4];
        size_t size = sg_utf8_put(bytes, c);
        const char *p = bytes;
        assert_int_equal(sg_utf8_next(&p, bytes + size), c);
        assert_ptr_equal(p, bytes + size);
        assert_int_equal(sg_utf8_count(bytes, size), 1);
    }
}

static void bad_bytes_are_refused_one_at_a_time(void **state) {
    static const char *const bad[] = {
        "\x80",     "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
        "\xF8\x88", "\xE2\x82", "\xFF"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *p = bad[i];
        assert_int_equal(sg_utf8_next(&p, bad[i] + strlen(bad[i])), -1);
        assert_ptr_equal(p, bad[i] + 1);
        assert_int_equal(sg_utf8_valid_prefix(bad[i], strlen(bad[i])), 0);
    }
    assert_int_equal(sg_utf8_valid_prefix("ab\xC3\xA9\xFFzz", 7), 4);
}

static void lowering_and_folding(void **state) {
    char out[64];
    sg_utf8_lower(out, sizeof out, "ERDOĞAN");
    assert_string_equal(out, "erdoğan");
    sg_utf8_fold(out, sizeof out, "Erdoğan, Şırnak, Élysée");
    assert_string_equal(out, "erdogan, sirnak, elysee");
}

static void a_short_buffer_is_cut_at_a_character(void **state) {
    char out[4];
    assert_int_equal(sg_utf8_lower(out, sizeof out, "aéé"), 3);
    assert_string_equal(out, "aé");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_survives_a_round_trip),
        cmocka_unit_test(bad_bytes_are_refused_one_at_a_time),
        cmocka_unit_test(lowering_and_folding),
        cmocka_unit_test(a_short_buffer_is_cut_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
