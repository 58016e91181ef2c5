#include "cli/diff.h"

#include "base/file.h"

#include <math.h>
#include <string.h>

#define LAYERS_MOST 40 /* changes; above, layers grow too wide and words lie over each other */

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

/* The colours of all pictures: orange against, blue for. */
#define AGAINST "#c84500"
#define FOR "#005fa8"
#define FLIPPED "#8e2f8e"
#define LOST "#999999"

static const char *colour_of(const struct sg_change *change) {
    double net = change->friendly_after - change->hostile_after;
    if (change->kind == SG_CHANGE_LOST)
        return LOST;
    if (change->kind == SG_CHANGE_FLIPPED)
        return FLIPPED;
    return net < 0 ? AGAINST : FOR;
}

static void put_change(FILE *out, const struct sg_change *change, bool has_label) {
    double after = change->friendly_after + change->hostile_after;
    double before = change->friendly_before + change->hostile_before;
    fputs("  ", out);
    put_text(out, change->source->id);
    fputs(" -> ", out);
    put_text(out, change->target->id);
    fprintf(out, " [change=\"%s\", color=\"%s\", fontcolor=\"%s\", penwidth=\"%.2f\"%s",
            sg_change_name(change->kind), colour_of(change), colour_of(change),
            0.6 + log2(1 + (after > 0 ? after : before)),
            change->kind == SG_CHANGE_LOST     ? ", style=\"dashed\""
            : change->kind == SG_CHANGE_WEAKER ? ", style=\"dotted\""
                                               : "");
    if (has_label)
        fprintf(out, ", label=\"%s\"", sg_change_name(change->kind));
    fputs(", tooltip=", out);
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
    size_t changes = 0;
    for (size_t i = 0; i < diff->change_count; i++)
        changes += diff->changes[i].kind != SG_CHANGE_SAME;
    bool is_large = changes > LAYERS_MOST;
    fprintf(out,
            "digraph changes {\n  graph [%s, fontname=\"Helvetica,DejaVu Sans,sans-serif\", "
            "labelloc=b, labeljust=l, pad=0.3,\n    label=<<table border=\"0\" cellspacing=\"6\">"
            "<tr>%s</tr></table>>];\n",
            is_large ? "layout=neato, overlap=prism, sep=\"+10\", splines=true"
                     : "layout=dot, rankdir=LR, nodesep=0.3, ranksep=0.8",
            "<td>new or stronger:</td><td><font color=\"" AGAINST "\">━━▶ against</font></td>"
            "<td><font color=\"" FOR "\">━━▶ for</font></td><td>(weaker: dotted)</td>"
            "<td><font color=\"" FLIPPED "\">━━▶ changed sides</font></td>"
            "<td><font color=\"" LOST "\">╍╍▶ no longer reported</font></td>");
    fputs("  node [shape=\"box\", style=\"rounded,filled\", fillcolor=\"#f4f4f4\", "
          "color=\"#888888\", fontname=\"Helvetica,DejaVu Sans,sans-serif\", fontsize=12];\n"
          "  edge [fontname=\"Helvetica,DejaVu Sans,sans-serif\", fontsize=9, arrowsize=0.8];\n",
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
            put_change(out, &diff->changes[i], !is_large);
    fputs("}\n", out);
    status = sg_file_writer_commit(&writer, err);
    sg_file_writer_abort(&writer);
    return status;
}
