/* Pictures through Graphviz, when it is installed: the DOT text goes to its standard input from an
 * unnamed file, the picture comes from its standard output. */
#include "export/export.h"

#include <errno.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static enum sg_status run(FILE *in, FILE *out, FILE *complaints, const char *option,
                          struct sg_error *err) {
    char program[] = "dot", type[16];
    snprintf(type, sizeof type, "%s", option);
    char *const argv[] = {program, type, NULL};
    posix_spawn_file_actions_t actions;
    pid_t child = 0;
    int code, wait_status = 0;
    if (posix_spawn_file_actions_init(&actions))
        return sg_fail(err, SG_ERR_MEMORY, "picture: out of memory");
    posix_spawn_file_actions_adddup2(&actions, fileno(in), 0);
    posix_spawn_file_actions_adddup2(&actions, fileno(out), 1);
    posix_spawn_file_actions_adddup2(&actions, fileno(complaints), 2);
    code = posix_spawnp(&child, program, &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (code == ENOENT)
        return sg_fail(err, SG_ERR_USAGE,
                       "pictures need Graphviz, and there is no program 'dot': install the package "
                       "graphviz, or write a .dot or .html file");
    if (code)
        return sg_fail(err, SG_ERR_IO, "cannot run Graphviz's dot: %s", strerror(code));
    while (waitpid(child, &wait_status, 0) < 0 && errno == EINTR)
        ;
    if (WIFEXITED(wait_status) && WEXITSTATUS(wait_status) == 0)
        return SG_OK;
    char text[400] = "";
    rewind(complaints);
    size_t length = fread(text, 1, sizeof text - 1, complaints);
    while (length && text[length - 1] == '\n')
        length--;
    text[length] = '\0';
    return sg_fail(err, SG_ERR_IO, "Graphviz's dot failed: %s", length ? text : "no reason given");
}

static enum sg_status draw(FILE *out, struct sg_view *view, const char *option,
                           struct sg_error *err) {
    FILE *in = tmpfile(), *complaints = tmpfile();
    enum sg_status status = SG_OK;
    if (!in || !complaints)
        status = sg_fail(err, SG_ERR_IO, "picture: no temporary file: %s", strerror(errno));
    if (!status)
        status = sg_write_dot(in, view, err);
    if (!status && (fflush(in) || ferror(in)))
        status =
            sg_fail(err, SG_ERR_IO, "picture: cannot write a temporary file: %s", strerror(errno));
    if (!status && (fflush(out) || lseek(fileno(in), 0, SEEK_SET) < 0))
        status = sg_fail(err, SG_ERR_IO, "picture: %s", strerror(errno));
    if (!status)
        status = run(in, out, complaints, option, err);
    if (in)
        fclose(in);
    if (complaints)
        fclose(complaints);
    return status;
}

enum sg_status sg_write_svg(FILE *out, struct sg_view *view, struct sg_error *err) {
    return draw(out, view, "-Tsvg", err);
}

enum sg_status sg_write_png(FILE *out, struct sg_view *view, struct sg_error *err) {
    return draw(out, view, "-Tpng", err);
}

enum sg_status sg_write_pdf(FILE *out, struct sg_view *view, struct sg_error *err) {
    return draw(out, view, "-Tpdf", err);
}
