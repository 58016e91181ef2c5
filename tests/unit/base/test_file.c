#include "base/file.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/sg-file-XXXXXX";
static char path[256];

static int set_up(void **state) {
    if (!mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/out.txt", folder);
    return 0;
}

static int tear_down(void **state) {
    unlink(path);
    return rmdir(folder);
}

static void a_committed_file_reads_back_whole(void **state) {
    struct sg_file_writer out;
    char *data;
    size_t length;
    assert_int_equal(sg_file_writer_open(&out, path, NULL), SG_OK);
    for (int i = 0; i < 40000; i++)
        fputs("0123456789", out.stream);
    assert_int_equal(access(path, F_OK), -1); /* not there before it is whole */
    assert_int_equal(sg_file_writer_commit(&out, NULL), SG_OK);
    assert_int_equal(sg_file_read(&data, &length, path, 0, NULL), SG_OK);
    assert_int_equal(length, 400000);
    free(data);
    struct sg_error err;
    assert_int_equal(sg_file_read(&data, &length, path, 1000, &err), SG_ERR_LIMIT);
    assert_non_null(strstr(err.text, path));
}

static void an_aborted_file_leaves_the_old_one_and_nothing_else(void **state) {
    struct sg_file_writer out;
    char *data;
    size_t length;
    assert_int_equal(sg_file_writer_open(&out, path, NULL), SG_OK);
    fputs("new", out.stream);
    sg_file_writer_abort(&out);
    assert_int_equal(sg_file_read(&data, &length, path, 0, NULL), SG_OK);
    assert_int_equal(length, 400000);
    free(data);
    int entries = 0;
    DIR *dir = opendir(folder);
    while (readdir(dir))
        entries++;
    closedir(dir);
    assert_int_equal(entries, 3); /* ., .., out.txt */
}

static void a_failed_write_is_told_and_cleaned_up(void **state) {
    struct sg_file_writer out;
    struct sg_error err;
    assert_int_equal(sg_file_writer_open(&out, "/no/such/folder/x", &err), SG_ERR_IO);
    assert_non_null(strstr(err.text, "/no/such/folder/x"));
    assert_int_equal(sg_file_writer_open(&out, path, &err), SG_OK);
    fputs("new", out.stream);
    assert_int_equal(close(fileno(out.stream)), 0); /* the disk goes away */
    assert_int_equal(sg_file_writer_commit(&out, &err), SG_ERR_IO);
    char *data;
    size_t length;
    assert_int_equal(sg_file_read(&data, &length, path, 0, NULL), SG_OK);
    assert_int_equal(length, 400000);
    free(data);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_committed_file_reads_back_whole),
        cmocka_unit_test(an_aborted_file_leaves_the_old_one_and_nothing_else),
        cmocka_unit_test(a_failed_write_is_told_and_cleaned_up),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
