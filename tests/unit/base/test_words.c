#include "base/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* Pieces of which the texts below are made: words that end within a load and that do not, marks,
 * characters beyond ASCII, and some that are no UTF-8. */
static const char *const pieces[] = {
    "a",  "Bo",   "envoy", "sanctions", "counterterrorism", "'",    "Sana'a", " ",    "  ",
    ",",  ".",    "\n",    "1,000",     "9",                "-",    "\xC3\xA9t\xC3\xA9",
    "\xE2\x80\x99", "\xE2\x80\x9C", "\xC2\xA0", "\xC2\xAD", "\xE2\x80", "\xFF", "(", "_", "I"};

static size_t make_text(char *text, size_t room, unsigned *seed) {
    size_t length = 0;
    for (unsigned count = *seed % 12; count; count--) {
        *seed = *seed * 1103515245u + 12345u;
        const char *piece = pieces[(*seed >> 16) % (sizeof pieces / sizeof *pieces)];
        size_t size = strlen(piece);
        if (length + size > room)
            break;
        memcpy(text + length, piece, size);
        length += size;
    }
    return length;
}

static void the_next_word_is_the_same_with_and_without_a_call(void **state) {
    unsigned seed = 7;
    for (int round = 0; round < 20000; round++) {
        char *text = malloc(201); /* so that a byte read behind the end is seen */
        assert_non_null(text);
        size_t length = make_text(text, 200, &seed);
        text = realloc(text, length + 1);
        seed = seed * 1103515245u + 12345u + (unsigned)round;
        size_t a = 0, b = 0, a_start = 0, b_start = 0;
        for (;;) {
            uint64_t x = sg_next_word(text, length, &a, &a_start);
            uint64_t y = sg_next_word_here(text, length, &b, &b_start);
            assert_true(x == y);
            assert_int_equal(a, b);
            if (!x)
                break;
            assert_int_equal(a_start, b_start);
        }
        free(text);
    }
}

static void letters_and_capitals_are_counted_one_by_one(void **state) {
    unsigned seed = 3;
    for (int round = 0; round < 20000; round++) {
        char text[40];
        size_t length = 0;
        unsigned uppers, expected = 0;
        for (; length < sizeof text; length++) {
            seed = seed * 1103515245u + 12345u;
            unsigned pick = seed >> 16;
            text[length] = (char)(pick % 23 == 0   ? '-'
                                  : pick % 29 == 0 ? '\xC3'
                                  : pick % 3 == 0  ? 'A' + (int)(pick % 26)
                                                   : 'a' + (int)(pick % 26));
        }
        size_t room = seed % (sizeof text + 1), letters = 0;
        while (letters < room && (unsigned char)((text[letters] | 0x20) - 'a') < 26 &&
               text[letters] > 0)
            expected += text[letters++] < 'a';
        assert_int_equal(sg_letters_at(text, room, &uppers), letters);
        assert_int_equal(uppers, expected);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_word_is_the_same_with_and_without_a_call),
        cmocka_unit_test(letters_and_capitals_are_counted_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
