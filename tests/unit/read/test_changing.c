/* Files that are not the same at their end as they were at their beginning. */
#include "read/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define LINES 20000 /* more than the reader takes at once */

static const char line[] = "{\"text\": \"Oman accused Qatar.\"}\n";

static char path[64];

static void append(size_t count) {
    FILE *out = fopen(path, "a");
    assert_non_null(out);
    for (size_t i = 0; i < count; i++)
        fputs(line, out);
    assert_int_equal(fclose(out), 0);
}

static int make_file(void **state) {
    strcpy(path, "/tmp/sg_changing_XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    append(LINES);
    return 0;
}

static int remove_file(void **state) {
    unlink(path);
    return 0;
}

/* Reads one document, does `change`, reads the rest; the last failure's text into *err. */
static size_t read_while(void (*change)(void), struct sg_error *err) {
    const char *paths[] = {path};
    struct sg_reader *reader;
    struct sg_document *document;
    struct sg_arena arena;
    struct sg_error why;
    size_t documents = 0;
    *err = (struct sg_error){SG_OK, ""};
    sg_arena_init(&arena);
    assert_int_equal(sg_reader_open(&reader, paths, 1, NULL, &why), SG_OK);
    for (;;) {
        sg_arena_clear(&arena);
        enum sg_status status = sg_reader_next(&document, reader, &arena, &why);
        if (status)
            *err = why;
        else if (!document)
            break;
        else if (++documents == 1 && change)
            change();
    }
    sg_reader_close(reader);
    sg_arena_release(&arena);
    return documents;
}

static void grow(void) { append(1); }
static void shrink(void) { assert_int_equal(truncate(path, 200000), 0); }
static void vanish(void) { assert_int_equal(unlink(path), 0); }
static void overwrite(void) {
    FILE *out = fopen(path, "r+");
    assert_non_null(out);
    fputs(line, out);
    fclose(out);
}

static void a_file_that_stays_is_read_in_silence(void **state) {
    struct sg_error err;
    assert_int_equal(read_while(NULL, &err), LINES);
    assert_int_equal(err.status, SG_OK);
}

static void a_file_that_grows_is_told(void **state) {
    struct sg_error err;
    assert_true(read_while(grow, &err) >= LINES);
    assert_int_equal(err.status, SG_ERR_IO);
    assert_non_null(strstr(err.text, "grew"));
    assert_non_null(strstr(err.text, path));
}

static void a_file_that_shrinks_is_told(void **state) {
    struct sg_error err;
    assert_true(read_while(shrink, &err) < LINES);
    assert_non_null(strstr(err.text, "shrank"));
}

static void a_file_that_vanishes_is_told(void **state) {
    struct sg_error err;
    assert_int_equal(read_while(vanish, &err), LINES);
    assert_non_null(strstr(err.text, "deleted or replaced"));
}

static void a_file_that_is_written_to_is_told(void **state) {
    struct sg_error err;
    usleep(20000); /* the clock of files is coarse */
    read_while(overwrite, &err);
    assert_non_null(strstr(err.text, "written to"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_that_stays_is_read_in_silence, make_file,
                                        remove_file),
        cmocka_unit_test_setup_teardown(a_file_that_grows_is_told, make_file, remove_file),
        cmocka_unit_test_setup_teardown(a_file_that_shrinks_is_told, make_file, remove_file),
        cmocka_unit_test_setup_teardown(a_file_that_vanishes_is_told, make_file, remove_file),
        cmocka_unit_test_setup_teardown(a_file_that_is_written_to_is_told, make_file, remove_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
