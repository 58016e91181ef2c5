/* Which sentences the gate lets through to the parser. */
#include "base/arena.h"
#include "engine_parts.h"
#include "pipeline.h"
#include "stance/gate_model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct sg_engine *engine;

static int load(void **state) {
    struct sg_error err;
    return sg_engine_load(&engine, NULL, &err) != SG_OK;
}

static int unload(void **state) {
    sg_engine_free(engine);
    return 0;
}

/* Is the last sentence of the document parsed? */
static bool is_parsed(const struct sg_document *document) {
    struct sg_reading reading = {.document = document};
    struct sg_arena arena;
    struct sg_error err;
    sg_arena_init(&arena);
    assert_int_equal(sg_pipeline_run(&reading, engine, SG_STAGE_SYNTAX, &arena, &err), SG_OK);
    assert_true(reading.sentence_count > 0);
    bool parsed = reading.sentences[reading.sentence_count - 1].is_parsed;
    sg_arena_release(&arena);
    return parsed;
}

static bool passes(const char *text) {
    const struct sg_document document = {.id = "d", .text = text, .text_length = strlen(text)};
    return is_parsed(&document);
}

static void two_parties_and_a_plain_cue_pass(void **state) {
    assert_true(passes("Norway condemned Russia on Monday."));
    assert_true(passes("Kenya accused Somalia of arming the rebels."));
}

static void a_sentence_without_a_party_stays_out(void **state) {
    assert_false(passes("The weather condemned the harvest to fail."));
}

static void one_party_alone_stays_out(void **state) {
    assert_false(passes("Norway condemned the poor quality of the roads."));
}

static void two_parties_without_a_cue_stay_out(void **state) {
    assert_false(passes("Norway and Russia are countries in the north."));
}

static void a_pronoun_stands_for_a_party_that_was_named(void **state) {
    assert_true(passes("Russia closed the border. Norway accused it of bad faith."));
}

static void a_cue_of_the_wider_set_stays_out_where_the_core_is_wanted(void **state) {
    assert_false(passes("Norway met Sweden in Oslo on Monday."));
}

static void given_actors_pass_with_any_cue(void **state) {
    const char *text = "The price that Abab paid to back up the files of Cedef was high.";
    const struct sg_given_mention given[] = {
        {.start = 15, .end = 19, .actor = "Abab"},
        {.start = 51, .end = 56, .actor = "Cedef"},
    };
    const struct sg_document document = {
        .id = "d", .text = text, .text_length = strlen(text), .given = given, .given_count = 2};
    assert_true(is_parsed(&document));
}

/* How many names were found on the way to its claims? */
static size_t names_of(const char *relations, const char *text) {
    const struct sg_engine_options options = {.relations = relations};
    const struct sg_document document = {.id = "d", .text = text, .text_length = strlen(text)};
    struct sg_reading reading = {.document = &document};
    struct sg_engine *own;
    struct sg_arena arena;
    struct sg_error err;
    assert_int_equal(sg_engine_load(&own, &options, &err), SG_OK);
    sg_arena_init(&arena);
    assert_int_equal(sg_pipeline_run(&reading, own, SG_STAGE_STANCE, &arena, &err), SG_OK);
    size_t count = reading.mention_count;
    sg_arena_release(&arena);
    sg_engine_free(own);
    return count;
}

static void a_text_without_a_cue_is_not_searched_for_names(void **state) {
    const char *plain = "Norway and Russia are countries in the north.";
    const char *cue = "Norway and Russia are countries in the north. Norway condemned Russia.";
    assert_int_equal(names_of("core", plain), 0);
    assert_true(names_of("core", cue) >= 4); /* the whole text is, once one sentence is worth it */
    assert_true(names_of("cooccurs", plain) >= 2);
}

static void several_weak_cues_are_worth_a_stronger_one(void **state) {
    assert_int_equal(sg_gate_join(-80, -80), -69); /* twice the odds: 16 ln 2 more */
    assert_int_equal(sg_gate_join(-80, -200), -80);
    assert_int_equal(sg_gate_join(INT32_MIN, -40), -40);
    assert_int_equal(sg_gate_join(INT32_MAX, INT32_MAX), INT32_MAX);
    for (int32_t a = -200; a < 200; a += 7)
        for (int32_t b = -200; b < 200; b += 3) {
            assert_int_equal(sg_gate_join(a, b), sg_gate_join(b, a));
            assert_true(sg_gate_join(a, b) >= a);
        }
}

static void an_unlikely_cue_of_a_short_text_passes(void **state) {
    assert_true(passes("Imran Khan has in the past accused Nepal of fraud."));
    assert_true(passes("Kenya has no love lost for Somalia, and Somalia paid Kenya back."));
}

static void the_longer_a_text_the_more_it_must_promise(void **state) {
    assert_int_equal(sg_gate_odds(0), 65536);
    assert_int_equal(sg_gate_odds(40), 65536); /* never more than certain */
    assert_int_equal(sg_gate_odds(-SG_GATE_SCALE), 24109);
    assert_int_equal(sg_gate_odds(INT32_MIN), 0);
    for (int32_t score = -250; score < 0; score++)
        assert_true(sg_gate_odds(score) <= sg_gate_odds(score + 1));
    assert_true(sg_gate_promise(5000, 10) > sg_gate_promise(5000, 40));
    assert_true(sg_gate_promise(5000, 10) > sg_gate_promise(4000, 10));
    assert_int_equal(sg_gate_promise(0, 0), 0);
    assert_true(sg_gate_promise(UINT64_MAX, 1) == INT32_MAX);
}

#define DULL                                                                                       \
    "Shares of Norsk Maling rose four percent in Oslo after the paint maker raised its outlook. "  \
    "Turnover in the quarter came to 310 million crowns, against 290 million a year before. "      \
    "The board proposed a dividend of two crowns a share. Orders from Sweden and Denmark grew. "   \
    "The price that builders in Finland paid fell to its lowest since spring. The firm said it "   \
    "would open a plant near Bergen in May and close a smaller one in Hamar. Analysts had "        \
    "expected less. The crown was little changed against the euro. "

/* Was the text passed over before anybody looked for names? */
static bool is_passed_over(const struct sg_engine_options *options, const char *text) {
    const struct sg_document document = {.id = "d", .text = text, .text_length = strlen(text)};
    struct sg_reading reading = {.document = &document};
    struct sg_engine *own;
    struct sg_arena arena;
    struct sg_error err;
    assert_int_equal(sg_engine_load(&own, options, &err), SG_OK);
    sg_arena_init(&arena);
    assert_int_equal(sg_pipeline_run(&reading, own, SG_STAGE_STANCE, &arena, &err), SG_OK);
    bool passed_over = reading.is_passed_over;
    assert_true(!passed_over || reading.mention_count == 0);
    sg_arena_release(&arena);
    sg_engine_free(own);
    return passed_over;
}

static void a_text_that_promises_little_is_passed_over(void **state) {
    const struct sg_engine_options core = {.relations = "core"};
    assert_true(is_passed_over(&core, DULL));
    assert_false(is_passed_over(&core, DULL "Norway condemned Russia over the arrest."));
}

static void whoever_wants_names_or_every_sentence_gets_them(void **state) {
    const struct sg_engine_options all = {.parse_all = true},
                                   names = {.relations = "core,cooccurs"};
    assert_false(is_passed_over(&all, DULL));
    assert_false(is_passed_over(&names, DULL));
}

static uint32_t form_of(const char *word) { return sg_strmap_get(engine->lexicon->gate, word); }

static void a_form_that_was_met_in_vain_is_judged_again_once_its_entries_change(void **state) {
    struct sg_lexicon *lexicon = engine->lexicon;
    uint32_t barren = 0, core = SG_GATE_BARREN << SG_GATE_CORE;
    while (barren < lexicon->gate_form_count && !(lexicon->gate_forms[barren].takes & core))
        barren++;
    assert_true(barren < lexicon->gate_form_count);
    assert_false(lexicon->gate_forms[form_of("condemned")].takes & core);
    struct sg_gate_form *form = &lexicon->gate_forms[barren], kept = *form;
    form->longer_count++;
    form->takes &= (uint8_t)~core;
    sg_gate_mark_barren(lexicon);
    bool is_barren = form->takes & core;
    *form = kept;
    assert_false(is_barren);
    form->takes &= (uint8_t)~core;
    sg_gate_mark_barren(lexicon);
    assert_true(form->takes & core);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_parties_and_a_plain_cue_pass),
        cmocka_unit_test(a_sentence_without_a_party_stays_out),
        cmocka_unit_test(one_party_alone_stays_out),
        cmocka_unit_test(two_parties_without_a_cue_stay_out),
        cmocka_unit_test(a_pronoun_stands_for_a_party_that_was_named),
        cmocka_unit_test(a_cue_of_the_wider_set_stays_out_where_the_core_is_wanted),
        cmocka_unit_test(given_actors_pass_with_any_cue),
        cmocka_unit_test(a_text_without_a_cue_is_not_searched_for_names),
        cmocka_unit_test(several_weak_cues_are_worth_a_stronger_one),
        cmocka_unit_test(an_unlikely_cue_of_a_short_text_passes),
        cmocka_unit_test(the_longer_a_text_the_more_it_must_promise),
        cmocka_unit_test(a_text_that_promises_little_is_passed_over),
        cmocka_unit_test(a_form_that_was_met_in_vain_is_judged_again_once_its_entries_change),
        cmocka_unit_test(whoever_wants_names_or_every_sentence_gets_them),
    };
    return cmocka_run_group_tests_name("stance/gate", tests, load, unload);
}
