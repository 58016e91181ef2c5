#include "clean/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TIMES 4000

static const char said[] = "Oman condemned the raid on its two ships. ";

/* One line that says one sentence again and again: every cut but the first says "repeat". */
static void of_a_line_that_repeats_itself_no_cut_is_compared_with_all_others(void **state) {
    char *text = calloc(TIMES, sizeof said);
    struct sg_arena arena;
    sg_arena_init(&arena);
    for (size_t i = 0; i < TIMES; i++)
        memcpy(text + i * (sizeof said - 1), said, sizeof said - 1);
    struct sg_parts parts = {.text = text, .length = strlen(text)};
    assert_true(sg_paragraphs_split(&parts, &arena));
    assert_true(sg_repeats_cut(&parts, NULL, &arena));
    assert_int_equal(parts.paragraph_count, 1);
    assert_int_equal(parts.cut_count, TIMES - 1);
    size_t count;
    const struct sg_cut *cuts = sg_parts_cuts(&count, &parts, 0, &arena);
    assert_int_equal(count, TIMES - 1);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(cuts[i].start, (i + 1) * (sizeof said - 1));
        assert_int_equal(cuts[i].end, cuts[i].start + sizeof said - 2);
    }
    assert_true(parts.compared <= TIMES);
    sg_arena_release(&arena);
    free(text);
}

static void a_cut_is_trimmed_of_the_cuts_that_it_may_touch(void **state) {
    struct sg_arena arena;
    sg_arena_init(&arena);
    struct sg_parts parts = {.text = "abcdefghij klmnop", .length = 17};
    assert_true(sg_paragraphs_split(&parts, &arena));
    sg_parts_cut(&parts, 0, 0, 4, "start", parts.paragraphs[0].cuts, &arena);
    sg_parts_cut(&parts, 0, 12, 17, "end", parts.paragraphs[0].cuts, &arena);
    sg_parts_cut(&parts, 0, 2, 14, "inside", parts.paragraphs[0].cuts, &arena);
    sg_parts_cut(&parts, 0, 1, 3, "nothing left", parts.paragraphs[0].cuts, &arena);
    assert_int_equal(parts.cut_count, 3);
    assert_int_equal(parts.cuts[2].start, 4);
    assert_int_equal(parts.cuts[2].end, 12);
    sg_arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_a_line_that_repeats_itself_no_cut_is_compared_with_all_others),
        cmocka_unit_test(a_cut_is_trimmed_of_the_cuts_that_it_may_touch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
