/* stancegraph clean: the text that the later stages read, and what was left out of it. */
#include "cli/commands.h"

#include <string.h>
#include <unistd.h>

struct clean {
    struct sg_common common; /* first: setters of common options get it */
    bool shows, is_first;
    bool has_colour;
};

static bool set_show(void *target, const char *value, struct sg_error *err) {
    ((struct clean *)target)->shows = true;
    return true;
}

static const struct sg_option options[] = {
    {"show", 0, NULL, "print what was left out too, each in ⟦why: ...⟧", set_show},
    {NULL, 0, NULL, NULL, NULL},
};

/* One paragraph a line; blocks of one paragraph side by side, as they stood. */
static void render(void *context, const struct sg_reading *reading, struct sg_buf *out) {
    const struct clean *clean = context;
    const char *text = reading->document->text;
    uint32_t paragraph = UINT32_MAX;
    sg_buf_printf(out, "=== %s", reading->document->id);
    if (reading->document->date)
        sg_buf_printf(out, " (%s)", reading->document->date);
    if (reading->document->source)
        sg_buf_printf(out, " %s", reading->document->source);
    sg_buf_putc(out, '\n');
    for (size_t i = 0; i < reading->block_count; i++) {
        const struct sg_block *block = &reading->blocks[i];
        bool is_removed = block->kind == SG_BLOCK_REMOVED;
        if (is_removed && !clean->shows)
            continue;
        if (paragraph != UINT32_MAX)
            sg_buf_putc(out, block->paragraph == paragraph ? ' ' : '\n');
        paragraph = block->paragraph;
        if (is_removed)
            sg_buf_printf(out, "%s⟦%s: ", clean->has_colour ? "\033[2m" : "", block->why);
        if (block->kind == SG_BLOCK_HEADLINE && clean->shows)
            sg_buf_puts(out, "# ");
        sg_buf_add(out, text + block->start, block->end - block->start);
        if (is_removed)
            sg_buf_printf(out, "⟧%s", clean->has_colour ? "\033[0m" : "");
    }
    sg_buf_putc(out, '\n');
}

static enum sg_status emit(void *context, const struct sg_reading *reading,
                           const struct sg_buf *rendered, struct sg_error *err) {
    struct clean *clean = context;
    if (!clean->is_first)
        putchar('\n');
    clean->is_first = false;
    fwrite(sg_buf_text(rendered), 1, rendered->length, stdout);
    if (ferror(stdout))
        return sg_fail(err, SG_ERR_IO, "standard output: cannot write");
    return SG_OK;
}

int sg_command_clean(const struct sg_command *self, int argc, char **argv);
int sg_command_clean(const struct sg_command *self, int argc, char **argv) {
    struct clean clean = {.is_first = true, .has_colour = isatty(STDOUT_FILENO) != 0};
    struct sg_error err = {SG_OK, ""};
    int code = sg_options_parse(&clean.common, self, options, &clean, argc, argv);
    if (code < 0)
        code = sg_each_reading(&clean.common, SG_STAGE_CLEAN, render, emit, &clean, &err)
                   ? sg_say_error(&err)
                   : sg_finish(&clean.common);
    sg_common_release(&clean.common);
    return code;
}
