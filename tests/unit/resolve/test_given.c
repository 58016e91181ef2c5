/* Actors that come with a document are met again under their other names. */
#include "engine_parts.h"
#include "pipeline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct sg_engine *engine;

static int set_up(void **state) {
    struct sg_error err;
    struct sg_engine_options options = {.parse_all = true};
    return (int)sg_engine_load(&engine, &options, &err);
}

static int tear_down(void **state) {
    sg_engine_free(engine);
    return 0;
}

/* Reads the text with `marked` (its last place in the text) as the actor "A" and says whether the
 * words `again` (their first place) are that actor. */
static bool is_met_again(const char *text, const char *marked, const char *again) {
    const char *place = NULL;
    for (const char *at = strstr(text, marked); at; at = strstr(at + 1, marked))
        place = at;
    const struct sg_given_mention given = {.start = (uint32_t)(place - text),
                                           .end = (uint32_t)(place - text + (long)strlen(marked)),
                                           .actor = "A",
                                           .type = "organization"};
    const struct sg_document document = {
        .id = "d", .text = text, .text_length = strlen(text), .given = &given, .given_count = 1};
    struct sg_reading reading = {.document = &document};
    struct sg_arena arena;
    struct sg_error err;
    bool found = false;
    sg_arena_init(&arena);
    assert_int_equal(sg_pipeline_run(&reading, engine, SG_STAGE_STANCE, &arena, &err), SG_OK);
    uint32_t start = (uint32_t)(strstr(text, again) - text);
    for (size_t m = 0; m < reading.mention_count; m++) {
        const struct sg_mention *mention = &reading.mentions[m];
        if (mention->actor == SG_NO_ACTOR || reading.tokens[mention->first].start != start)
            continue;
        found |= !strcmp(reading.actors[mention->actor].name, "A");
    }
    sg_arena_release(&arena);
    return found;
}

static void a_capital_that_is_marked_is_its_state_too(void **state) {
    assert_true(is_met_again("Norway accused Iran of lying. Nobody spoke in Tehran.", "Tehran",
                             "Iran"));
    assert_false(is_met_again("Norway accused Iraq of lying. Nobody spoke in Tehran.", "Tehran",
                              "Iraq"));
}

static void a_last_name_that_is_marked_is_the_full_name_too(void **state) {
    assert_true(is_met_again("Peter Vance spoke. Later Vance left.", "Vance", "Peter Vance"));
    assert_true(is_met_again("Vance spoke. Later Senator Peter Vance left.", "Peter Vance",
                             "Vance"));
    assert_false(is_met_again("Karl Vance met Peter Vance. Later Vance left.", "Vance",
                              "Peter Vance"));
    assert_false(is_met_again("Peter Vance spoke. Later Anna Vance left.", "Anna Vance",
                              "Peter Vance"));
}

static void a_body_is_called_by_its_whole_name(void **state) {
    assert_false(is_met_again("The French Senate met. Nobody in the US Senate did.", "US Senate",
                              "French Senate"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_capital_that_is_marked_is_its_state_too),
        cmocka_unit_test(a_last_name_that_is_marked_is_the_full_name_too),
        cmocka_unit_test(a_body_is_called_by_its_whole_name),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
