#include "aggregate/reprints.h"

#include <setjmp.h>
#include <stancegraph/graph.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct sg_statement said(uint32_t document, uint64_t words, int32_t day, uint32_t outlet) {
    return (struct sg_statement){.document = document,
                                 .words = words,
                                 .day = day,
                                 .outlet = outlet,
                                 .claims = 1,
                                 .confidence = 1};
}

static void a_reprint_gives_its_outlet_and_no_claims(void **state) {
    static const uint32_t groups[] = {0, 0, 2};
    struct sg_statement list[] = {said(0, 5, 10, 0), said(1, 5, 9, 1), said(2, 7, 9, 2)};
    assert_true(sg_reprints_settle(list, 3, groups));
    assert_int_equal(list[0].claims + list[1].claims + list[2].claims, 2);
    assert_int_equal(list[0].document, 1); /* says as much, and is the earlier one */
    assert_int_equal(list[0].claims, 0);
    assert_int_equal(list[0].outlet, 0);
    assert_int_equal(list[2].document, 2);
}

/* Documents 1 and 2 are reprints of each other; their one sentence stands, a day earlier, in
 * document 0, an article of its own. One claim, one document, three outlets. */
static void a_reprint_follows_its_sentence_to_the_document_that_counts(void **state) {
    static const uint32_t groups[] = {0, 1, 1};
    struct sg_statement list[] = {said(0, 5, 8, 0), said(1, 5, 9, 1), said(2, 5, 10, 2)};
    assert_true(sg_reprints_settle(list, 3, groups));
    for (int i = 0; i < 3; i++)
        assert_int_equal(list[i].document, 0);
    assert_int_equal(list[0].claims, 1);
    assert_int_equal(list[1].claims + list[2].claims, 0);
}

static int compare_bytes(const void *a, const void *b) {
    const struct sg_statement *x = a, *y = b;
    if (x->document != y->document)
        return x->document < y->document ? -1 : 1;
    if (x->outlet != y->outlet)
        return x->outlet < y->outlet ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->claims != y->claims)
        return x->claims < y->claims ? -1 : 1;
    return (x->words > y->words) - (x->words < y->words);
}

/* Made-up documents in made-up groups with a few sentences among them, in two orders. */
static void whatever_the_groups_every_document_that_is_left_counts_something(void **state) {
    enum { DOCUMENTS = 9, STATEMENTS = 24 };
    for (unsigned seed = 1; seed < 3000; seed++) {
        struct sg_statement list[STATEMENTS], again[STATEMENTS];
        uint32_t groups[DOCUMENTS], outlets = 0;
        uint64_t word = seed;
        for (uint32_t d = 0; d < DOCUMENTS; d++) {
            word = word * 6364136223846793005u + 1442695040888963407u;
            groups[d] = (uint32_t)(word >> 40) % (d + 1);
            groups[d] = groups[groups[d]]; /* the group's first document */
        }
        for (size_t i = 0; i < STATEMENTS; i++) {
            word = word * 6364136223846793005u + 1442695040888963407u;
            uint32_t document = (uint32_t)(word >> 33) % DOCUMENTS;
            list[i] = said(document, word >> 50 & 7, (int32_t)(document % 4), document);
        }
        /* one statement a document and sentence, as the builder gives them */
        size_t count = 0;
        for (size_t i = 0; i < STATEMENTS; i++) {
            size_t k = 0;
            while (k < count &&
                   (list[k].document != list[i].document || list[k].words != list[i].words))
                k++;
            if (k == count)
                list[count++] = list[i];
        }
        for (size_t i = 0; i < count; i++)
            again[i] = list[count - 1 - i];
        assert_true(sg_reprints_settle(list, count, groups));
        assert_true(sg_reprints_settle(again, count, groups));
        for (size_t i = 0; i < count; i++) {
            uint32_t counting = 0;
            for (size_t k = 0; k < count; k++)
                counting += list[k].document == list[i].document ? list[k].claims : 0;
            if (!counting)
                fail_msg("seed %u: document %u is left with no claim", seed, list[i].document);
            outlets |= 1u << list[i].outlet;
        }
        qsort(list, count, sizeof *list, compare_bytes);
        qsort(again, count, sizeof *again, compare_bytes);
        for (size_t i = 0; i < count; i++)
            if (compare_bytes(&list[i], &again[i]))
                fail_msg("seed %u: another order, another result", seed);
        assert_true(outlets != 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reprint_gives_its_outlet_and_no_claims),
        cmocka_unit_test(a_reprint_follows_its_sentence_to_the_document_that_counts),
        cmocka_unit_test(whatever_the_groups_every_document_that_is_left_counts_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
