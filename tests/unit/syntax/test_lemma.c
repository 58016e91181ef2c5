#include "syntax/lemma.h"

#include "model/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int by_value(const void *a, const void *b) {
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* "lic" as an adjective's ending must not find the rule of "lil" as another tag's: "publittle". */
static void short_endings_of_two_tags_differ(void **state) {
    (void)state;
    static uint64_t hashes[26 * 26 * 26 * 32];
    size_t count = 0;
    for (unsigned tag = 0; tag < 32; tag++)
        for (int i = 0; i < 26 * 26 * 26; i++) {
            const char ending[3] = {(char)('a' + i / 676), (char)('a' + i / 26 % 26),
                                    (char)('a' + i % 26)};
            hashes[count++] = sg_lemma_hash(ending, 3, SG_LEMMA_OF_ENDING, tag);
        }
    qsort(hashes, count, sizeof *hashes, by_value);
    for (size_t i = 1; i < count; i++)
        assert_true(hashes[i] != hashes[i - 1]);
}

static void proper_nouns_have_rules_by_their_letters(void **state) {
    (void)state;
    unsigned usual = sg_lemma_tag("Tehran", SG_XPOS_NNP, SG_UPOS_PROPN);
    assert_int_not_equal(usual, sg_lemma_tag("tehran", SG_XPOS_NNP, SG_UPOS_PROPN));
    assert_int_not_equal(usual, sg_lemma_tag("TEHRAN", SG_XPOS_NNP, SG_UPOS_PROPN));
    assert_int_not_equal(sg_lemma_tag("NATO", SG_XPOS_NNP, SG_UPOS_PROPN),
                         sg_lemma_tag("TEHRAN", SG_XPOS_NNP, SG_UPOS_PROPN));
    assert_int_equal(sg_lemma_tag("House", SG_XPOS_NN, SG_UPOS_NOUN),
                     sg_lemma_tag("house", SG_XPOS_NN, SG_UPOS_NOUN));
}

static void a_base_is_written_as_its_rule_says(void **state) {
    (void)state;
    struct sg_arena arena;
    sg_arena_init(&arena);
    assert_string_equal(sg_lemma_base("TEHRAN", "tehran", SG_LEMMA_TITLE, &arena), "Tehran");
    assert_string_equal(sg_lemma_base("TEHRAN", "tehran", SG_LEMMA_RAISED, &arena), "TEHRAN");
    assert_string_equal(sg_lemma_base("i", "i", SG_LEMMA_RAISED, &arena), "I");
    assert_string_equal(sg_lemma_base("1,100,000", "1,100,000", SG_LEMMA_NO_COMMAS, &arena),
                        "1100000");
    assert_string_equal(sg_lemma_base(",", ",", SG_LEMMA_NO_COMMAS, &arena), ",");
    assert_string_equal(sg_lemma_base("Ab", "ab", SG_LEMMA_SMALL, &arena), "ab");
    sg_arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_endings_of_two_tags_differ),
        cmocka_unit_test(proper_nouns_have_rules_by_their_letters),
        cmocka_unit_test(a_base_is_written_as_its_rule_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
