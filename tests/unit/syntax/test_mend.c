/* What a network's tree cannot be is mended. */
#include "syntax/mend.h"

#include "model/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define MOST 16

struct word {
    const char *form;
    enum sg_xpos xpos;
    uint32_t head;
    enum sg_deprel deprel;
};

static const char *forms[MOST];
static uint8_t is_name[MOST], xpos[MOST], upos[MOST], deprel[MOST];
static uint32_t head[MOST];
static float score[MOST];

static void mend(const struct word *words, size_t count) {
    struct sg_words w = {count, forms, forms, is_name, xpos, upos, deprel, head, score};
    assert_true(count <= MOST);
    for (size_t i = 0; i < count; i++) {
        forms[i] = words[i].form;
        xpos[i] = (uint8_t)words[i].xpos;
        upos[i] = SG_UPOS_X;
        head[i] = words[i].head;
        deprel[i] = (uint8_t)words[i].deprel;
    }
    sg_mend_tree(&w);
}

static void a_participle_with_an_infinitive_of_its_own_is_active(void **state) {
    (void)state;
    const struct word words[] = {{"rebels", SG_XPOS_NNS, 2, SG_DEPREL_NSUBJ_PASS},
                                 {"threatened", SG_XPOS_VBN, 0, SG_DEPREL_ROOT},
                                 {"to", SG_XPOS_TO, 4, SG_DEPREL_MARK},
                                 {"attack", SG_XPOS_VB, 2, SG_DEPREL_XCOMP},
                                 {".", SG_XPOS_NFP, 2, SG_DEPREL_PUNCT}};
    mend(words, 5);
    assert_int_equal(deprel[0], SG_DEPREL_NSUBJ);
    assert_int_equal(xpos[1], SG_XPOS_VBD);
    mend(words, 4); /* a headline: "Israel urged to stop strikes" */
    assert_int_equal(deprel[0], SG_DEPREL_NSUBJ_PASS);
    assert_int_equal(xpos[1], SG_XPOS_VBN);
}

static void a_passive_with_its_auxiliary_stays(void **state) {
    (void)state;
    const struct word words[] = {{"rebels", SG_XPOS_NNS, 3, SG_DEPREL_NSUBJ_PASS},
                                 {"were", SG_XPOS_VBD, 3, SG_DEPREL_AUX_PASS},
                                 {"told", SG_XPOS_VBN, 0, SG_DEPREL_ROOT},
                                 {"to", SG_XPOS_TO, 5, SG_DEPREL_MARK},
                                 {"leave", SG_XPOS_VB, 3, SG_DEPREL_XCOMP},
                                 {".", SG_XPOS_NFP, 3, SG_DEPREL_PUNCT}};
    mend(words, 6);
    assert_int_equal(deprel[0], SG_DEPREL_NSUBJ_PASS);
    assert_int_equal(xpos[2], SG_XPOS_VBN);
}

static void what_hangs_on_an_auxiliary_goes_to_its_verb(void **state) {
    (void)state;
    const struct word words[] = {
        {"accused", SG_XPOS_VBD, 0, SG_DEPREL_ROOT}, {"him", SG_XPOS_PRP, 1, SG_DEPREL_OBJ},
        {"of", SG_XPOS_IN, 4, SG_DEPREL_MARK},       {"having", SG_XPOS_VBG, 5, SG_DEPREL_AUX},
        {"armed", SG_XPOS_JJ, 1, SG_DEPREL_ADVCL},   {"rebels", SG_XPOS_NNS, 4, SG_DEPREL_OBJ}};
    mend(words, 6);
    assert_int_equal(head[2], 5);
    assert_int_equal(head[5], 5);
    assert_int_equal(xpos[4], SG_XPOS_VBN);
    assert_int_equal(upos[4], SG_UPOS_VERB);
}

static void a_past_tense_behind_a_comma_goes_on_after_the_one_who_said(void **state) {
    (void)state;
    struct word words[] = {
        {"said", SG_XPOS_VBD, 0, SG_DEPREL_ROOT},    {"fighters", SG_XPOS_NNS, 4, SG_DEPREL_NSUBJ},
        {"had", SG_XPOS_VBD, 4, SG_DEPREL_AUX},      {"killed", SG_XPOS_VBN, 1, SG_DEPREL_CCOMP},
        {",", SG_XPOS_NFP, 7, SG_DEPREL_PUNCT},      {"and", SG_XPOS_CC, 7, SG_DEPREL_CC},
        {"pressed", SG_XPOS_VBD, 4, SG_DEPREL_CONJ}, {"judges", SG_XPOS_NNS, 7, SG_DEPREL_OBJ}};
    mend(words, 8);
    assert_int_equal(head[6], 1);
    words[6].xpos = SG_XPOS_VBN; /* "had killed, and robbed" */
    mend(words, 8);
    assert_int_equal(head[6], 4);
    words[6].xpos = SG_XPOS_VBD;
    words[4].form = "too"; /* "had killed too and looted": nothing parts the two */
    mend(words, 8);
    assert_int_equal(head[6], 4);
}

static void a_name_between_and_and_a_participle_is_its_subject(void **state) {
    (void)state;
    struct word words[] = {
        {"him", SG_XPOS_PRP, 2, SG_DEPREL_NSUBJ},    {"calling", SG_XPOS_VBG, 0, SG_DEPREL_ROOT},
        {"Turkey", SG_XPOS_NNP, 2, SG_DEPREL_OBJ},   {"and", SG_XPOS_CC, 5, SG_DEPREL_CC},
        {"Erdogan", SG_XPOS_NNP, 3, SG_DEPREL_CONJ}, {"accusing", SG_XPOS_VBG, 2, SG_DEPREL_ADVCL}};
    is_name[4] = 1;
    mend(words, 6);
    assert_int_equal(head[4], 6);
    assert_int_equal(deprel[4], SG_DEPREL_NSUBJ);
    assert_int_equal(deprel[5], SG_DEPREL_CONJ);
    assert_int_equal(head[3], 6);
    words[0].deprel = SG_DEPREL_OBJ; /* "calling Turkey and Erdogan, accusing": nobody else acts */
    mend(words, 6);
    assert_int_equal(head[4], 3);
    is_name[4] = 0;
}

static void a_name_before_the_verb_of_a_relative_clause_is_its_subject(void **state) {
    (void)state;
    struct word words[] = {{"sanctions", SG_XPOS_NNS, 5, SG_DEPREL_NSUBJ},
                           {"Washington", SG_XPOS_NNP, 1, SG_DEPREL_APPOS},
                           {"imposed", SG_XPOS_VBN, 1, SG_DEPREL_ACL_RELCL},
                           {"ended", SG_XPOS_RB, 3, SG_DEPREL_ADVMOD},
                           {"failed", SG_XPOS_VBD, 0, SG_DEPREL_ROOT}};
    is_name[1] = 1;
    mend(words, 5);
    assert_int_equal(head[1], 3);
    assert_int_equal(deprel[1], SG_DEPREL_NSUBJ);
    words[3].form = "by"; /* "the group Ansar backed by Chad" */
    mend(words, 5);
    assert_int_equal(head[1], 1);
    is_name[1] = 0;
}

static void a_predicate_with_a_subject_has_no_clause_for_another(void **state) {
    (void)state;
    struct word words[] = {{"Chad", SG_XPOS_NNP, 3, SG_DEPREL_NSUBJ},
                           {"was", SG_XPOS_VBD, 3, SG_DEPREL_COP},
                           {"quick", SG_XPOS_JJ, 0, SG_DEPREL_ROOT},
                           {"to", SG_XPOS_TO, 5, SG_DEPREL_MARK},
                           {"condemn", SG_XPOS_VB, 3, SG_DEPREL_CSUBJ}};
    is_name[0] = 1;
    mend(words, 5);
    is_name[0] = 0;
    assert_int_equal(deprel[4], SG_DEPREL_XCOMP);
    words[0].form = "support"; /* "is vital to end the war" */
    mend(words, 5);
    assert_int_equal(deprel[4], SG_DEPREL_CSUBJ);
    words[0].xpos = SG_XPOS_PRP;
    words[0].form = "it"; /* "it was wrong to condemn" */
    mend(words, 5);
    assert_int_equal(deprel[4], SG_DEPREL_CSUBJ);
}

static void a_second_subject_between_commas_says_who_the_first_is(void **state) {
    (void)state;
    struct word words[] = {{"Sistani", SG_XPOS_NNP, 5, SG_DEPREL_NSUBJ},
                           {",", SG_XPOS_COMMA, 3, SG_DEPREL_PUNCT},
                           {"cleric", SG_XPOS_NN, 5, SG_DEPREL_NSUBJ},
                           {",", SG_XPOS_COMMA, 3, SG_DEPREL_PUNCT},
                           {"spoke", SG_XPOS_VBD, 0, SG_DEPREL_ROOT}};
    mend(words, 5);
    assert_int_equal(head[2], 1);
    assert_int_equal(deprel[2], SG_DEPREL_APPOS);
    assert_int_equal(head[0], 5);
    words[3].form = "also"; /* no second comma: an insertion of another kind */
    mend(words, 5);
    assert_int_equal(head[2], 5);
}

static void a_past_tense_goes_on_after_the_finite_verb_above_an_infinitive(void **state) {
    (void)state;
    const struct word words[] = {
        {"He", SG_XPOS_PRP, 2, SG_DEPREL_NSUBJ},     {"said", SG_XPOS_VBD, 0, SG_DEPREL_ROOT},
        {"Kenya", SG_XPOS_NNP, 5, SG_DEPREL_NSUBJ},  {"could", SG_XPOS_MD, 5, SG_DEPREL_AUX},
        {"wait", SG_XPOS_VB, 2, SG_DEPREL_CCOMP},    {"and", SG_XPOS_CC, 7, SG_DEPREL_CC},
        {"accused", SG_XPOS_VBN, 5, SG_DEPREL_CONJ}, {"Uganda", SG_XPOS_NNP, 7, SG_DEPREL_OBJ},
    };
    mend(words, 8);
    assert_int_equal(head[6], 2);
    assert_int_equal(xpos[6], SG_XPOS_VBD);
    struct word two_infinitives[8];
    memcpy(two_infinitives, words, sizeof words);
    two_infinitives[6] = (struct word){"accuse", SG_XPOS_VB, 5, SG_DEPREL_CONJ};
    mend(two_infinitives, 8);
    assert_int_equal(head[6], 5);
    struct word a_passive[8];
    memcpy(a_passive, words, sizeof words);
    a_passive[7] = (struct word){"there", SG_XPOS_RB, 7, SG_DEPREL_ADVMOD};
    mend(a_passive, 8); /* "could be held and accused there" */
    assert_int_equal(head[6], 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_participle_with_an_infinitive_of_its_own_is_active),
        cmocka_unit_test(a_passive_with_its_auxiliary_stays),
        cmocka_unit_test(what_hangs_on_an_auxiliary_goes_to_its_verb),
        cmocka_unit_test(a_name_between_and_and_a_participle_is_its_subject),
        cmocka_unit_test(a_name_before_the_verb_of_a_relative_clause_is_its_subject),
        cmocka_unit_test(a_predicate_with_a_subject_has_no_clause_for_another),
        cmocka_unit_test(a_second_subject_between_commas_says_who_the_first_is),
        cmocka_unit_test(a_past_tense_behind_a_comma_goes_on_after_the_one_who_said),
        cmocka_unit_test(a_past_tense_goes_on_after_the_finite_verb_above_an_infinitive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
