#include "cli/diff.h"

#include "base/file.h"

#include <math.h>
#include <string.h>

static void put_text(FILE *out, const char *text) {
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', out);
        fputc((unsigned char)*text < ' ' ? ' ' : *text, out);
    }
    fputc('"', out);
}

/* Each actor once, by its first mention among the changes. */
static bool is_mentioned_before(const struct sg_diff *diff, size_t end, const char *id,
                                bool also_as_source) {
    for (size_t i = 0; i < end; i++)
        if (diff->changes[i].kind != SG_CHANGE_SAME &&
            (!strcmp(diff->changes[i].source->id, id) || !strcmp(diff->changes[i].target->id, id)))
            return true;
    return also_as_source && !strcmp(diff->changes[end].source->id, id);
}

static void put_node(FILE *out, const struct sg_node *node) {
    fputs("  ", out);
    put_text(out, node->id);
    fputs(" [label=", out);
    put_text(out, node->name);
    fputs("];\n", out);
}

static const char *colour_of(const struct sg_change *change) {
    double net = change->friendly_after - change->hostile_after;
    if (change->kind == SG_CHANGE_LOST)
        return "gray60";
    if (change->kind == SG_CHANGE_FLIPPED)
        return "darkorange";
    return net < 0 ? "firebrick" : "forestgreen";
}

static void put_change(FILE *out, const struct sg_change *change) {
    double after = change->friendly_after + change->hostile_after;
    double before = change->friendly_before + change->hostile_before;
    fputs("  ", out);
    put_text(out, change->source->id);
    fputs(" -> ", out);
    put_text(out, change->target->id);
    fprintf(out, " [label=\"%s\", color=\"%s\", fontcolor=\"%s\", penwidth=\"%.2f\"%s, tooltip=",
            sg_change_name(change->kind), colour_of(change), colour_of(change),
            1 + log2(1 + (after > 0 ? after : before)),
            change->kind == SG_CHANGE_LOST     ? ", style=\"dashed\""
            : change->kind == SG_CHANGE_WEAKER ? ", style=\"dotted\""
                                               : "");
    put_text(out, change->evidence->text);
    fputs("];\n", out);
}

enum sg_status sg_diff_write_dot(const struct sg_diff *diff, const char *path,
                                 struct sg_error *err) {
    struct sg_file_writer writer = {0};
    enum sg_status status = sg_file_writer_open(&writer, path, err);
    if (status)
        return status;
    FILE *out = writer.stream;
    fputs("digraph changes {\n  graph [overlap=\"prism\", splines=\"true\", fontname=\"sans\", "
          "label=\"new: green (friendly) or red (hostile); lost: grey, dashed; flipped: orange; "
          "weaker: dotted\"];\n  node [shape=\"box\", style=\"rounded\", fontname=\"sans\"];\n"
          "  edge [fontname=\"sans\", fontsize=\"9\"];\n",
          out);
    for (size_t i = 0; i < diff->change_count; i++) {
        const struct sg_change *change = &diff->changes[i];
        if (change->kind == SG_CHANGE_SAME)
            continue;
        if (!is_mentioned_before(diff, i, change->source->id, false))
            put_node(out, change->source);
        if (!is_mentioned_before(diff, i, change->target->id, true))
            put_node(out, change->target);
    }
    for (size_t i = 0; i < diff->change_count; i++)
        if (diff->changes[i].kind != SG_CHANGE_SAME)
            put_change(out, &diff->changes[i]);
    fputs("}\n", out);
    status = sg_file_writer_commit(&writer, err);
    sg_file_writer_abort(&writer);
    return status;
}
