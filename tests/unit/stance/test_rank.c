/* The re-ranker: its file, its numbers, and what it may not look at. */
#include "engine_parts.h"
#include "pipeline.h"
#include "stance/rank.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

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

static void each_knot_stands_at_its_own_logit(void **state) {
    for (size_t k = 0; k < SG_RANK_KNOTS; k++) {
        double p = 1 / (1 + exp(-sg_rank_knot_logit(k)));
        assert_true(fabs(sg_rank_knot(p) - (double)k) < 1e-6);
    }
    assert_true(sg_rank_knot(0) < 1e-9);
    assert_true(fabs(sg_rank_knot(1) - (SG_RANK_KNOTS - 1)) < 1e-9);
}

static void confidence_never_falls_when_the_probability_rises(void **state) {
    double last = 0;
    assert_non_null(engine->lexicon->rank);
    for (int i = 0; i <= 1000; i++) {
        double confidence = sg_rank_confidence(engine->lexicon->rank, i / 1000.0);
        assert_true(confidence >= last && confidence >= 0.01 && confidence <= 0.99);
        last = confidence;
    }
    assert_true(last > 0.8);
}

static void confidence_lies_between_the_two_knots(void **state) {
    static struct sg_rank rank;
    for (size_t k = 0; k < SG_RANK_KNOTS; k++)
        rank.numbers.calibration[k] = (float)k / (SG_RANK_KNOTS - 1);
    assert_true(fabs(sg_rank_confidence(&rank, 0.5) - 0.5) < 1e-9);
    double half = (sg_rank_knot_logit(8) + sg_rank_knot_logit(9)) / 2;
    assert_true(fabs(sg_rank_confidence(&rank, 1 / (1 + exp(-half))) - 0.53) < 1e-9);
}

static void the_probability_is_the_sum_of_the_parts(void **state) {
    static struct sg_rank rank = {.numbers = {.bias = -1, .unit = 0.5f}};
    struct sg_rank_part parts[SG_RANK_PARTS] = {0};
    struct sg_rank_candidate candidate = {.trace = NULL};
    for (size_t i = 0; i < SG_RANK_PARTS; i++) {
        candidate.parts[i] = &parts[i];
        parts[i].features[0] = (uint16_t)(i + 1);
        parts[i].count = 1;
        rank.weights[i + 1] = (int8_t)(i + 1); /* 1 + 2 + 3 + 4 */
    }
    double expected = 1 / (1 + exp(-(-1 + 0.5 * 10)));
    for (int again = 0; again < 2; again++) {
        int32_t sum = sg_rank_sum(&rank, &candidate);
        assert_int_equal(sum, 10);
        assert_true(fabs(sg_rank_probability(&rank, sum) - expected) < 1e-12);
    }
}

static void every_feature_that_is_seen_has_a_name(void **state) {
    assert_string_equal(sg_rank_feature_name(0), "the lexicon's entry");
    assert_string_equal(sg_rank_feature_name(255), "");
}

static double confidence_of(const char *text) {
    struct sg_document document = {.id = "d", .text = text, .text_length = strlen(text)};
    struct sg_reading reading = {.document = &document};
    struct sg_arena arena;
    struct sg_error err;
    sg_arena_init(&arena);
    assert_int_equal(sg_pipeline_run(&reading, engine, SG_STAGE_STANCE, &arena, &err), SG_OK);
    double confidence = reading.claim_count ? reading.claims[0].confidence : -1;
    sg_arena_release(&arena);
    return confidence;
}

static void names_are_no_features(void **state) {
    double a = confidence_of("Kenya accused Egypt of shelling the port.");
    double b = confidence_of("Chile accused Japan of shelling the port.");
    assert_true(a > 0);
    assert_true(fabs(a - b) < 1e-9);
}

static void a_plain_claim_is_surer_than_a_doubtful_one(void **state) {
    double plain = confidence_of("Kenya condemned Egypt for shelling the port.");
    double doubtful = confidence_of("Kenya beat Egypt by nine points in the final on Sunday.");
    assert_true(plain > 0.7);
    assert_true(doubtful < plain);
}

/* A folder with that model file, removed again by the caller. */
static void write_model(char *folder, const char *head, size_t length) {
    char path[256];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/en", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/en/rank.model", folder);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    char *bytes = calloc(1, length + 1);
    assert_non_null(bytes);
    memcpy(bytes, head, strlen(head) < length ? strlen(head) : length);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    free(bytes);
    fclose(file);
}

static void remove_model(const char *folder) {
    char path[256];
    snprintf(path, sizeof path, "%s/en/rank.model", folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/en", folder);
    rmdir(path);
    rmdir(folder);
}

static enum sg_status load_bytes(const char *head, size_t length) {
    char folder[] = "/tmp/rank-XXXXXX";
    struct sg_rank *rank = NULL;
    struct sg_error err;
    write_model(folder, head, length);
    enum sg_status status = sg_rank_load(&rank, folder, &err);
    assert_true((status == SG_OK) == (rank != NULL));
    free(rank);
    remove_model(folder);
    return status;
}

static void only_a_whole_model_of_this_format_is_read(void **state) {
    size_t whole = 16 + sizeof(struct sg_rank_numbers) + SG_RANK_BUCKETS;
    assert_int_equal(load_bytes(SG_RANK_MAGIC, whole), SG_OK);
    assert_int_equal(load_bytes(SG_RANK_MAGIC, whole - 1), SG_ERR_DATA);
    assert_int_equal(load_bytes(SG_RANK_MAGIC, whole + 1), SG_ERR_DATA);
    assert_int_equal(load_bytes("stancegraph rank", whole), SG_ERR_DATA);
    assert_int_equal(load_bytes("", 0), SG_ERR_DATA);
}

static void without_a_model_the_rules_stand_alone(void **state) {
    struct sg_rank *rank = NULL;
    struct sg_error err;
    assert_int_equal(sg_rank_load(&rank, "/nowhere", &err), SG_OK);
    assert_null(rank);
}

/* The claims between two marked actors: "[S] ... [T]" in the text. */
static size_t claims_between(const char *marked) {
    char text[256];
    struct sg_given_mention given[2] = {{0}};
    size_t length = 0, count = 0;
    for (const char *p = marked; *p; p++) {
        if (*p == '[') {
            given[count].start = (uint32_t)length;
            given[count].actor = count ? "T" : "S";
            given[count].type = "organization";
        } else if (*p == ']') {
            given[count++].end = (uint32_t)length;
        } else {
            text[length++] = *p;
        }
    }
    text[length] = '\0';
    const struct sg_document document = {
        .id = "d", .text = text, .text_length = length, .given = given, .given_count = count};
    struct sg_reading reading = {.document = &document};
    struct sg_arena arena;
    struct sg_error err;
    size_t found = 0;
    sg_arena_init(&arena);
    assert_int_equal(sg_pipeline_run(&reading, engine, SG_STAGE_STANCE, &arena, &err), SG_OK);
    for (size_t i = 0; i < reading.claim_count; i++)
        found += !strcmp(reading.claims[i].source.name, "S") &&
                 !strcmp(reading.claims[i].target.name, "T");
    sg_arena_release(&arena);
    return found;
}

static void who_does_what_another_does_is_not_guessed(void **state) {
    assert_int_equal(claims_between("[Cole] criticised [Malek] on Monday."), 1);
    assert_int_equal(claims_between("[Bolton] police found the man who shot [Malek]."), 0);
    assert_int_equal(claims_between("Critics of [Cole] praised [Malek]."), 0);
}

static void a_hearer_and_a_description_are_no_party(void **state) {
    assert_int_equal(claims_between("[Cole] told [the Post] the bill was a disgrace."), 0);
    assert_int_equal(claims_between("[Cole], a [Harvard] professor, slammed the bill."), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_knot_stands_at_its_own_logit),
        cmocka_unit_test(confidence_never_falls_when_the_probability_rises),
        cmocka_unit_test(confidence_lies_between_the_two_knots),
        cmocka_unit_test(the_probability_is_the_sum_of_the_parts),
        cmocka_unit_test(every_feature_that_is_seen_has_a_name),
        cmocka_unit_test(names_are_no_features),
        cmocka_unit_test(a_plain_claim_is_surer_than_a_doubtful_one),
        cmocka_unit_test(only_a_whole_model_of_this_format_is_read),
        cmocka_unit_test(without_a_model_the_rules_stand_alone),
        cmocka_unit_test(who_does_what_another_does_is_not_guessed),
        cmocka_unit_test(a_hearer_and_a_description_are_no_party),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
