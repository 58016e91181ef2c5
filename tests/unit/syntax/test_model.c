/* A model file that is not one is refused with a message that names it and says what to do. */
#include "base/file.h"
#include "syntax/model.h"
#include "syntax/syntax.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64], path[128];
static char *good;
static size_t good_size;

static int set_up(void **state) {
    char from[4096];
    struct sg_error err;
    strcpy(folder, "/tmp/sg-model-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/en", folder);
    if (mkdir(path, 0700))
        return -1;
    snprintf(path, sizeof path, "%s/en/syntax.model", folder);
    snprintf(from, sizeof from, "%s/en/syntax.model", getenv("STANCEGRAPH_DATA"));
    char rules[4096], to[128];
    snprintf(rules, sizeof rules, "%s/en/syntax.json", getenv("STANCEGRAPH_DATA"));
    snprintf(to, sizeof to, "%s/en/syntax.json", folder);
    if (symlink(rules, to))
        return -1;
    return sg_file_read(&good, &good_size, from, 0, &err) ? -1 : 0;
}

static int tear_down(void **state) {
    unlink(path);
    strcpy(strrchr(path, '/'), "/syntax.json");
    unlink(path);
    *strrchr(path, '/') = '\0';
    rmdir(path);
    rmdir(folder);
    free(good);
    return 0;
}

static void write_file(const void *bytes, size_t size) {
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, size, out), size);
    assert_int_equal(fclose(out), 0);
}

static void expect(enum sg_status wanted, const char *words) {
    struct sg_syntax_model *model = NULL;
    struct sg_error err = {SG_OK, ""};
    assert_int_equal(sg_syntax_model_load(&model, folder, &err), wanted);
    assert_null(model);
    assert_non_null(strstr(err.text, path));
    if (!strstr(err.text, words))
        fail_msg("\"%s\" does not say \"%s\"", err.text, words);
}

static void the_model_itself_loads(void **state) {
    struct sg_syntax_model *model = NULL;
    struct sg_error err = {SG_OK, ""};
    write_file(good, good_size);
    assert_int_equal(sg_syntax_model_load(&model, folder, &err), SG_OK);
    sg_syntax_model_free(model);
}

static void a_missing_model_is_said(void **state) {
    unlink(path);
    expect(SG_ERR_IO, "cannot open");
}

static void an_empty_file_is_too_short(void **state) {
    write_file("", 0);
    expect(SG_ERR_DATA, "too short");
}

static void a_foreign_file_is_not_a_model(void **state) {
    char text[200];
    memset(text, 'x', sizeof text);
    write_file(text, sizeof text);
    expect(SG_ERR_DATA, "not a syntax model");
}

static void an_old_version_is_named(void **state) {
    struct sg_model_header header;
    memcpy(&header, good, sizeof header);
    header.version = SG_MODEL_VERSION - 1;
    char *copy = malloc(good_size);
    assert_non_null(copy);
    memcpy(copy, good, good_size);
    memcpy(copy, &header, sizeof header);
    write_file(copy, good_size);
    expect(SG_ERR_DATA, "version");
    free(copy);
}

static void a_cut_file_is_noticed_wherever_it_was_cut(void **state) {
    for (size_t part = 1; part < 8; part++) {
        write_file(good, good_size / 8 * part);
        expect(SG_ERR_DATA, "it was cut");
    }
}

static void a_changed_byte_is_noticed(void **state) {
    char *copy = malloc(good_size);
    assert_non_null(copy);
    memcpy(copy, good, good_size);
    copy[good_size / 2] ^= 1;
    write_file(copy, good_size);
    expect(SG_ERR_DATA, "damaged");
    free(copy);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_model_itself_loads),
        cmocka_unit_test(a_missing_model_is_said),
        cmocka_unit_test(an_empty_file_is_too_short),
        cmocka_unit_test(a_foreign_file_is_not_a_model),
        cmocka_unit_test(an_old_version_is_named),
        cmocka_unit_test(a_cut_file_is_noticed_wherever_it_was_cut),
        cmocka_unit_test(a_changed_byte_is_noticed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
