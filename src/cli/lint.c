/* stancegraph lint: checks stance lexicons and actor packs, runs the lexicons' examples. */
#include "cli/commands.h"

#include "engine_parts.h"
#include "recognise/recognise.h"
#include "lexicon_examples.h"

#include <jansson.h>
#include <string.h>

int sg_command_lint(const struct sg_command *self, int argc, char **argv);

/* A lexicon has "relation" on top, or is a list of such. */
static bool is_lexicon(const json_t *root) {
    if (json_is_array(root))
        root = json_array_get(root, 0);
    return json_object_get(root, "relation") != NULL;
}

static void complain(void *context, const char *rule, const char *text, bool was_wanted) {
    printf("%s: %s: %s: %s\n", (const char *)context, rule,
           was_wanted ? "the example gives no claim" : "claimed although it must not be", text);
}

static enum sg_status lint_lexicon(size_t *problems, const struct sg_common *common,
                                   const char *path, struct sg_error *err) {
    struct sg_engine_options options = common->engine;
    const char *files[] = {path};
    struct sg_engine *engine = NULL;
    struct sg_example_tally tally;
    struct sg_error why;
    options.lexicons = files;
    options.lexicon_count = 1;
    options.relations = "all";
    enum sg_status status = sg_engine_load(&engine, &options, &why);
    if (status == SG_ERR_DATA) { /* what is wrong with the file is what lint is for */
        printf("%s\n", why.text);
        ++*problems;
        return SG_OK;
    }
    if (!status)
        status = sg_examples_run(&tally, engine, path, complain, (void *)(size_t)path, &why);
    if (!status) {
        printf("%s: %zu examples, %zu hold\n", path, tally.run, tally.held);
        *problems += tally.run - tally.held;
    }
    sg_engine_free(engine);
    return status ? sg_fail(err, status, "%s", why.text) : SG_OK;
}

static enum sg_status lint_file(size_t *problems, const struct sg_common *common, const char *data,
                                const char *path, struct sg_error *err) {
    json_error_t why;
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &why);
    if (!root) {
        if (why.line < 0)
            return sg_fail(err, SG_ERR_IO, "%s: %s", path, why.text);
        printf("%s:%d: %s\n", path, why.line, why.text);
        ++*problems;
        return SG_OK;
    }
    bool lexicon = is_lexicon(root);
    json_decref(root);
    return lexicon ? lint_lexicon(problems, common, path, err)
                   : sg_pack_lint(stdout, problems, data, path, err);
}

int sg_command_lint(const struct sg_command *self, int argc, char **argv) {
    struct sg_common common;
    struct sg_error err = {SG_OK, ""};
    struct sg_engine *engine = NULL; /* tells where the data lies */
    size_t problems = 0;
    int code = sg_options_parse(&common, self, NULL, NULL, argc, argv);
    if (code < 0) {
        enum sg_status status = SG_OK;
        if (!common.input_count)
            status = sg_fail(&err, SG_ERR_USAGE, "no file: name lexicons or actor packs");
        if (!status)
            status = sg_engine_load(&engine, &common.engine, &err);
        for (size_t i = 0; !status && i < common.input_count; i++)
            status = lint_file(&problems, &common, engine->data_dir, common.inputs[i], &err);
        code = status ? sg_say_error(&err) : problems ? SG_EXIT_SKIPPED : SG_EXIT_OK;
        if (!status && problems)
            sg_say("%zu problem%s", problems, problems == 1 ? "" : "s");
    }
    sg_engine_free(engine);
    sg_common_release(&common);
    return code;
}
