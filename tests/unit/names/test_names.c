#include "names/names.h"

#include "engine_parts.h"
#include "names/tag.h"
#include "pipeline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

struct found {
    struct sg_arena arena;
    struct sg_document document;
    struct sg_reading reading;
    struct sg_found_name *names;
    size_t count;
};

static void find(struct found *f, const char *text) {
    struct sg_error err = {SG_OK, ""};
    *f = (struct found){.document = {.id = "t", .text = text, .text_length = strlen(text)}};
    f->reading.document = &f->document;
    sg_arena_init(&f->arena);
    assert_int_equal(sg_pipeline_run(&f->reading, engine, SG_STAGE_RECOGNISE, &f->arena, &err),
                     SG_OK);
    assert_int_equal(sg_parse_all_words(&f->reading, engine->syntax, &f->arena, &err), SG_OK);
    assert_int_equal(sg_names_find(&f->names, &f->count, &f->reading, engine->gazetteer,
                                   engine->names, &f->arena, &err),
                     SG_OK);
}

/* The kind of the n-th name of these words; NULL when it was not found. */
static const char *kind_of(const struct found *f, const char *words, int n) {
    for (size_t i = 0; i < f->count; i++) {
        uint32_t start = f->reading.tokens[f->names[i].first].start;
        uint32_t end = f->reading.tokens[f->names[i].end - 1].end;
        if (end - start == strlen(words) && !memcmp(f->document.text + start, words, end - start) &&
            !n--)
            return f->names[i].kind;
    }
    return NULL;
}

#define assert_kind(f, words, n, kind)                                                             \
    do {                                                                                           \
        const char *found_kind = kind_of(f, words, n);                                             \
        if (!found_kind || strcmp(found_kind, kind))                                               \
            fail_msg("%s: %s", words, found_kind ? found_kind : "not found");                      \
    } while (0)

static void people_bodies_and_places_are_told_apart(void **state) {
    struct found f;
    find(&f, "Gordana Petrovic joined the Danube Steel Company in Novi Sad on Monday.");
    assert_kind(&f, "Gordana Petrovic", 0, "person");
    assert_kind(&f, "Danube Steel Company", 0, "organization");
    assert_kind(&f, "Novi Sad", 0, "place");
    sg_arena_release(&f.arena);
}

static void a_text_without_names_has_none(void **state) {
    struct found f;
    find(&f, "the rain fell on the fields, and nobody came.");
    assert_int_equal(f.count, 0);
    sg_arena_release(&f.arena);
    find(&f, "");
    assert_int_equal(f.count, 0);
    sg_arena_release(&f.arena);
}

/* Five places outvote the one behind "near". */
static void a_name_has_one_kind_in_a_document(void **state) {
    struct found f;
    find(&f, "Samsun said no. Samsun won. Samsun lost in Samsun near Samsun. Mr Samsun spoke.");
    const char *kind = kind_of(&f, "Samsun", 0);
    assert_non_null(kind);
    for (int n = 0; n < 6; n++) {
        assert_non_null(kind_of(&f, "Samsun", n));
        assert_string_equal(kind_of(&f, "Samsun", n), kind);
    }
    sg_arena_release(&f.arena);
}

static void what_opens_is_closed_by_its_own_kind(void **state) {
    const unsigned person = 1, body = 5; /* labels: none, then four parts of each kind */
    assert_true(sg_name_may_follow(SG_NAME_LABELS, 0));
    assert_true(sg_name_may_follow(SG_NAME_LABELS, person + SG_PART_BEGIN));
    assert_false(sg_name_may_follow(SG_NAME_LABELS, person + SG_PART_INSIDE));
    assert_true(sg_name_may_follow(person + SG_PART_BEGIN, person + SG_PART_LAST));
    assert_false(sg_name_may_follow(person + SG_PART_BEGIN, body + SG_PART_LAST));
    assert_false(sg_name_may_follow(person + SG_PART_BEGIN, 0));
    assert_false(sg_name_may_follow(person + SG_PART_INSIDE, SG_NAME_LABELS));
    assert_true(sg_name_may_follow(body + SG_PART_SINGLE, person + SG_PART_SINGLE));
}

/* Whatever the scores are, the best path is one that may be. */
static void the_best_path_is_always_allowed(void **state) {
    enum { COUNT = 40 };
    static float scores[COUNT][SG_NAME_LANES], moves[SG_NAME_LABELS + 2][SG_NAME_LANES];
    static uint8_t labels[COUNT], back[COUNT][16];
    uint32_t seed = 12345;
    for (int round = 0; round < 200; round++) {
        for (int i = 0; i < COUNT; i++)
            for (int y = 0; y < SG_NAME_LANES; y++) {
                seed = seed * 1664525u + 1013904223u;
                scores[i][y] = (float)(seed >> 16) / 1000.0f - 30.0f;
            }
        size_t count = (size_t)(round % COUNT) + 1;
        sg_name_decode(labels, (const float(*)[SG_NAME_LANES])scores, count,
                       (const float(*)[SG_NAME_LANES])moves, back);
        unsigned before = SG_NAME_LABELS;
        for (size_t i = 0; i < count; i++) {
            assert_true(labels[i] < SG_NAME_LABELS);
            assert_true(sg_name_may_follow(before, labels[i]));
            before = labels[i];
        }
        assert_true(sg_name_may_follow(before, SG_NAME_LABELS));
    }
}

/* Lagos is a town, and here somebody's name. */
static void a_last_name_is_its_holders_kind(void **state) {
    struct found f;
    find(&f,
         "Maria Lagos was elected to the council of Kano. Lagos thanked the voters. \"We won\", "
         "said Lagos.");
    assert_kind(&f, "Maria Lagos", 0, "person");
    for (int n = 0; n < 2; n++)
        assert_kind(&f, "Lagos", n, "person");
    assert_kind(&f, "Kano", 0, "place");
    sg_arena_release(&f.arena);
}

static void initials_in_parentheses_bound_the_long_form(void **state) {
    struct found f;
    find(&f,
         "A suit against the Harbour Authority of New Marlow (HANM) was filed. HANM said nothing. "
         "The lawyers of HANM left.");
    assert_kind(&f, "Harbour Authority of New Marlow", 0, "organization");
    for (int n = 0; n < 3; n++)
        assert_kind(&f, "HANM", n, "organization");
    sg_arena_release(&f.arena);
    find(&f, "He met the Minister of Trade in Lagos (Nigeria) and the governor of Kano.");
    assert_kind(&f, "Lagos", 0, "place");
    sg_arena_release(&f.arena);
}

/* --- how a name is written, src/names/mend.c. */

static void a_cup_behind_an_article_is_no_name(void **state) {
    struct found f;
    find(&f, "Riverside won the Wallace Cup in May. Wallace Cup winners meet the mayor, Dora Wallace.");
    assert_null(kind_of(&f, "Wallace Cup", 0));
    assert_null(kind_of(&f, "Wallace Cup", 1));
    assert_kind(&f, "Dora Wallace", 0, "person");
    sg_arena_release(&f.arena);
    find(&f, "The writer Dorothy Day died in New York.");
    assert_kind(&f, "Dorothy Day", 0, "person");
    sg_arena_release(&f.arena);
}

static void the_words_of_an_address_are_no_names(void **state) {
    struct found f;
    find(&f, "Write to Maria Lindqvist <maria.lindqvist@mail.example> by Friday.");
    assert_kind(&f, "Maria Lindqvist", 0, "person");
    assert_int_equal(f.count, 1);
    sg_arena_release(&f.arena);
}

static void mail_writes_the_last_name_first(void **state) {
    struct found f;
    find(&f, "\"Johnson, Peter\" <pjohnson@mail.example> wrote to us on Monday.");
    assert_kind(&f, "Johnson, Peter", 0, "person");
    sg_arena_release(&f.arena);
    find(&f, "He met Johnson, Peter and Susan in London.");
    assert_null(kind_of(&f, "Johnson, Peter", 0));
    sg_arena_release(&f.arena);
}

static void a_dash_between_spaces_ends_a_name(void **state) {
    struct found f;
    find(&f, "On the team are Robert Miller - Analyst, and Susan Clark - Associate.");
    assert_kind(&f, "Robert Miller", 0, "person");
    assert_kind(&f, "Susan Clark", 0, "person");
    assert_null(kind_of(&f, "Analyst", 0));
    sg_arena_release(&f.arena);
}

static void a_town_is_as_long_as_the_list_has_it(void **state) {
    struct found f;
    find(&f, "She lives in Newcastle upon Tyne and works in Frankfurt am Main.");
    assert_kind(&f, "Newcastle upon Tyne", 0, "place");
    assert_kind(&f, "Frankfurt am Main", 0, "place");
    sg_arena_release(&f.arena);
}

/* "Baker" is an ordinary word, and "Baker Street" is not hers. */
static void a_last_name_may_be_an_ordinary_word(void **state) {
    struct found f;
    find(&f,
         "Susan Baker swims for Canada. Last year Baker won twice. Baker trains in Halifax, where "
         "a baker has his shop in Baker Street.");
    assert_kind(&f, "Susan Baker", 0, "person");
    assert_kind(&f, "Baker", 0, "person");
    assert_kind(&f, "Baker", 1, "person");
    assert_null(kind_of(&f, "Baker", 2));
    assert_null(kind_of(&f, "baker", 0));
    sg_arena_release(&f.arena);
}

/* "Sungate" signs a line of its own with his name in front of it. */
static void who_signs_and_for_whom_are_two(void **state) {
    struct found f;
    find(&f, "Robert Miller wrote to us.\n\nRegards,\n\nRobert Miller Sungate Power Company, Inc.");
    assert_kind(&f, "Robert Miller", 0, "person");
    assert_kind(&f, "Robert Miller", 1, "person");
    sg_arena_release(&f.arena);
}

/* "Sprecher's fish" alone could be a man's; "dinner at Sprecher's" could not. */
static void a_shop_keeps_its_mark(void **state) {
    struct found f;
    find(&f, "We had dinner at Sprecher's in May. Sprecher's fish is good.");
    assert_kind(&f, "Sprecher's", 0, "organization");
    assert_kind(&f, "Sprecher's", 1, "organization");
    sg_arena_release(&f.arena);
    find(&f, "He is a friend of Obama's. Obama's plan is older than Merkel's plan.");
    assert_kind(&f, "Obama", 0, "person");
    assert_kind(&f, "Obama", 1, "person");
    assert_kind(&f, "Merkel", 0, "person");
    sg_arena_release(&f.arena);
}

/* Half a byte a number: 0 is -7.5 steps, 15 is 7.5. */
static void a_packed_vector_is_read_back(void **state) {
    struct sg_name_vector packed = {.step = 16384 / 4, .halves = {0xF0, 0x87}};
    float row[SG_NAME_VECTOR_WIDTH];
    sg_name_vector_read(row, &packed);
    assert_float_equal(row[0], -7.5f / 4, 1e-6f);
    assert_float_equal(row[1], 7.5f / 4, 1e-6f);
    assert_float_equal(row[2], -0.5f / 4, 1e-6f);
    assert_float_equal(row[3], 0.5f / 4, 1e-6f);
}

static void a_search_begins_inside_its_table(void **state) {
    static const uint32_t sizes[] = {1, 2, 3, 1000, 280000, UINT32_MAX};
    static const uint64_t hashes[] = {0, 1, UINT32_MAX, UINT64_MAX, 0x123456789ABCDEF0u};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (size_t k = 0; k < sizeof hashes / sizeof *hashes; k++)
            assert_true(sg_name_slot(hashes[k], sizes[i]) < sizes[i]);
    assert_int_equal(sg_name_slot(UINT32_MAX, 1000), 999);
}

/* The large vectors know that a small "toronto" is a town, which no capital tells. */
static void a_town_written_small_is_found(void **state) {
    struct found f;
    find(&f, "i lived in toronto for two years and moved to florida last spring.");
    assert_kind(&f, "toronto", 0, "place");
    assert_kind(&f, "florida", 0, "place");
    sg_arena_release(&f.arena);
}

/* A copy of the model with one change; what loading it says. */
static enum sg_status load_changed(size_t keep, size_t flip, struct sg_error *err) {
    char folder[] = "/tmp/sg-names-XXXXXX", path[64], from[4096];
    assert_non_null(mkdtemp(folder));
    snprintf(from, sizeof from, "%s/en/names.model", getenv("STANCEGRAPH_DATA"));
    snprintf(path, sizeof path, "%s/names.model", folder);
    FILE *in = fopen(from, "rb"), *out = fopen(path, "wb");
    assert_true(in && out);
    int byte;
    for (size_t i = 0; i < keep && (byte = getc(in)) != EOF; i++)
        putc(i == flip ? byte ^ 1 : byte, out);
    fclose(in);
    fclose(out);
    struct sg_name_model model;
    enum sg_status status = sg_name_model_open(&model, path, err);
    if (!status)
        sg_name_model_close(&model);
    unlink(path);
    rmdir(folder);
    return status;
}

static void a_damaged_model_is_refused_with_a_remedy(void **state) {
    static const struct {
        size_t keep, flip;
        const char *says;
    } rows[] = {{10, SIZE_MAX, "too short"},
                {SIZE_MAX, 0, "not a model"},
                {SIZE_MAX, 8, "version"},
                {5000, SIZE_MAX, "it was cut"},
                {SIZE_MAX, 100000, "is damaged"}};
    struct sg_error err;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(load_changed(rows[i].keep, rows[i].flip, &err), SG_ERR_DATA);
        if (!strstr(err.text, rows[i].says) || !strstr(err.text, "install"))
            fail_msg("wanted \"%s\", got: %s", rows[i].says, err.text);
    }
    assert_int_equal(load_changed(SIZE_MAX, SIZE_MAX, &err), SG_OK);
    struct sg_name_model *model;
    assert_int_equal(sg_names_load(&model, "/nowhere", &err), SG_ERR_IO);
    assert_null(model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_bodies_and_places_are_told_apart),
        cmocka_unit_test(a_text_without_names_has_none),
        cmocka_unit_test(a_name_has_one_kind_in_a_document),
        cmocka_unit_test(what_opens_is_closed_by_its_own_kind),
        cmocka_unit_test(the_best_path_is_always_allowed),
        cmocka_unit_test(a_last_name_is_its_holders_kind),
        cmocka_unit_test(initials_in_parentheses_bound_the_long_form),
        cmocka_unit_test(a_packed_vector_is_read_back),
        cmocka_unit_test(a_search_begins_inside_its_table),
        cmocka_unit_test(a_cup_behind_an_article_is_no_name),
        cmocka_unit_test(the_words_of_an_address_are_no_names),
        cmocka_unit_test(mail_writes_the_last_name_first),
        cmocka_unit_test(a_dash_between_spaces_ends_a_name),
        cmocka_unit_test(a_town_is_as_long_as_the_list_has_it),
        cmocka_unit_test(a_last_name_may_be_an_ordinary_word),
        cmocka_unit_test(who_signs_and_for_whom_are_two),
        cmocka_unit_test(a_shop_keeps_its_mark),
        cmocka_unit_test(a_town_written_small_is_found),
        cmocka_unit_test(a_damaged_model_is_refused_with_a_remedy),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
