#include "aggregate/claim_json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char line[] =
    "{\"doc\": \"a1\", \"date\": \"2020-12-26\", \"sentence\": 4, \"start\": 812, \"end\": 1034, "
    "\"text\": \"He \\\"warned\\\" them.\", \"relation\": \"threatens\", \"sign\": -1, "
    "\"source\": {\"id\": \"abu\", \"name\": \"Abu\", \"type\": \"official\", \"mention\": "
    "\"Abu\", "
    "\"start\": 812, \"end\": 815}, "
    "\"target\": {\"id\": \"x\", \"name\": \"X\", \"type\": \"state\", \"mention\": \"them\", "
    "\"start\": 823, \"end\": 827}, "
    "\"cue\": \"warned\", \"negated\": false, \"modality\": \"asserted\", \"attribution\": null, "
    "\"confidence\": 0.91, \"rule\": \"threatens/warn.v\", \"outlet\": \"Daily\", "
    "\"role\": \"leader\", \"former\": true}\n";

static void a_claim_comes_back_as_the_same_line(void **state) {
    struct sg_arena arena;
    struct sg_claim claim;
    struct sg_buf out;
    sg_arena_init(&arena);
    sg_buf_init(&out);
    assert_int_equal(sg_claim_read(&claim, &arena, line, strlen(line), NULL), SG_OK);
    assert_string_equal(claim.outlet, "Daily");
    assert_true(claim.is_former);
    assert_int_equal(claim.source.end, 815);
    sg_claim_write(&out, &claim);
    assert_string_equal(sg_buf_text(&out), line);
    sg_buf_release(&out);
    sg_arena_release(&arena);
}

static void only_what_must_be_there_must_be_there(void **state) {
    static const char least[] = "{\"doc\":\"a\",\"relation\":\"backs\",\"sign\":1,"
                                "\"source\":{\"id\":\"a\"},\"target\":{\"id\":\"b\"}}";
    struct sg_arena arena;
    struct sg_claim claim;
    sg_arena_init(&arena);
    assert_int_equal(sg_claim_read(&claim, &arena, least, strlen(least), NULL), SG_OK);
    assert_string_equal(claim.source.name, "a");
    assert_true(claim.confidence == 1);
    assert_null(claim.date);
    sg_arena_release(&arena);
}

static void bad_claims_say_what_is_wrong(void **state) {
    static const struct {
        const char *line, *message;
    } cases[] = {
        {"", "not JSON"},
        {"[1]", "no JSON object"},
        {"{\"doc\":\"a\"}", "claim: relation is missing"},
        {"{\"doc\":\"a\",\"relation\":\"backs\",\"sign\":2,\"source\":{\"id\":\"a\"},"
         "\"target\":{\"id\":\"b\"}}",
         "claim: sign must be -1, 0 or 1"},
        {"{\"doc\":\"a\",\"relation\":\"backs\",\"sign\":1,\"source\":{\"id\":\"\"},"
         "\"target\":{\"id\":\"b\"}}",
         "claim: source.id is empty"},
        {"{\"doc\":\"a\",\"relation\":\"backs\",\"sign\":1,\"source\":{\"id\":\"a\"},"
         "\"target\":7}",
         "claim: target must be an object"},
        {"{\"doc\":\"a\",\"date\":\"2020-02-30\",\"relation\":\"backs\",\"sign\":1,"
         "\"source\":{\"id\":\"a\"},\"target\":{\"id\":\"b\"}}",
         "claim: date must be YYYY-MM-DD"},
        {"{\"doc\":\"a\",\"relation\":\"backs\",\"sign\":1,\"source\":{\"id\":\"a\"},"
         "\"target\":{\"id\":\"b\"},\"confidence\":0}",
         "claim: confidence must be above 0"},
    };
    struct sg_arena arena;
    sg_arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sg_claim claim;
        struct sg_error err;
        assert_int_equal(sg_claim_read(&claim, &arena, cases[i].line, strlen(cases[i].line), &err),
                         SG_ERR_DATA);
        if (!strstr(err.text, cases[i].message))
            fail_msg("expected '%s' in '%s'", cases[i].message, err.text);
    }
    sg_arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_claim_comes_back_as_the_same_line),
        cmocka_unit_test(only_what_must_be_there_must_be_there),
        cmocka_unit_test(bad_claims_say_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
