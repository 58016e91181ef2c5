/* What operators, negation and modality make of a cue; one claim for a sentence, source, relation
 * and target. Plain sentences through the whole pipeline. */
#include "stance/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define LINES_MAX 16

static struct sg_engine *engine;

static int load(void **state) {
    struct sg_engine_options options = {.relations = "wide"};
    struct sg_error err;
    return sg_engine_load(&engine, &options, &err) != SG_OK;
}

static int unload(void **state) {
    sg_engine_free(engine);
    return 0;
}

/* The only claim of the text must be that one; "" for none. */
static void expect(const char *text, const char *line) {
    char *lines[LINES_MAX];
    struct sg_document document = {.id = "d", .text = text, .text_length = strlen(text)};
    size_t count = claims_of(lines, LINES_MAX, engine, &document);
    if (count != (*line ? 1u : 0u))
        fail_msg("%s: %zu claims, the first is %s", text, count, count ? lines[0] : "none");
    if (count)
        assert_string_equal(lines[0], line);
    for (size_t i = 0; i < count; i++)
        free(lines[i]);
}

static void passive_voice_swaps_source_and_target(void **state) {
    expect("France was accused by Niger of interference.", "Niger | accuses | France");
}

static void an_agentless_passive_claims_nothing(void **state) {
    expect("Egypt was condemned for the raid.", "");
}

static void the_target_of_a_condemned_act_is_its_doer(void **state) {
    expect("Brazil condemned the Israeli strike.", "Brazil | condemns | Israel");
}

static void a_refusal_to_meet_rejects(void **state) {
    expect("Serbia refused to meet Kosovo.", "Serbia | rejects | Kosovo");
}

static void a_refusal_to_condemn_is_negated(void **state) {
    expect("Egypt refused to condemn Israel.", "Egypt | condemns | Israel | negated");
}

static void a_vow_to_attack_threatens(void **state) {
    expect("Turkey vowed to attack Syria.", "Turkey | threatens | Syria");
}

static void suspended_aid_is_a_measure_against_the_receiver(void **state) {
    expect("Denmark suspended aid to Egypt.", "Denmark | coerces | Egypt");
}

static void not_only_does_not_negate(void **state) {
    expect("Latvia not only criticised Russia.", "Latvia | condemns | Russia");
}

static void a_condition_is_hypothetical(void **state) {
    expect("Nobody knows whether China backs Iran.", "China | backs | Iran | hypothetical");
}

static void the_speaker_is_not_the_source_of_what_he_reports(void **state) {
    expect("Norway said Sweden supports Finland.", "Sweden | backs | Finland");
}

static void the_same_claim_is_made_once(void **state) {
    expect("Kenya accused Somalia of theft and accused Somalia of lies.",
           "Kenya | accuses | Somalia");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passive_voice_swaps_source_and_target),
        cmocka_unit_test(an_agentless_passive_claims_nothing),
        cmocka_unit_test(the_target_of_a_condemned_act_is_its_doer),
        cmocka_unit_test(a_refusal_to_meet_rejects),
        cmocka_unit_test(a_refusal_to_condemn_is_negated),
        cmocka_unit_test(a_vow_to_attack_threatens),
        cmocka_unit_test(suspended_aid_is_a_measure_against_the_receiver),
        cmocka_unit_test(not_only_does_not_negate),
        cmocka_unit_test(a_condition_is_hypothetical),
        cmocka_unit_test(the_speaker_is_not_the_source_of_what_he_reports),
        cmocka_unit_test(the_same_claim_is_made_once),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
