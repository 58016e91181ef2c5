/* DOT in two dialects. For Graphviz: shape and fill by actor type, colour and line by sign, width
 * by weight, outline by camp, quotes as tooltips, a legend in the graph's label (so that it adds no
 * node); with the dialect "camps" the camps are boxes instead, which costs room and crossings. For
 * Gephi: only what its reader survives, which is no default statements, one attribute list a
 * statement, quoted ids that are no keyword, colours as HSV. */
#include "base/utf8.h"
#include "export/export.h"
#include "export/write.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WRAP_AT 17         /* characters in a line of a node's label */
#define LABEL_MOST 60      /* longer names are cut in the picture; `name` has all of it */
#define CAMPS_MOST 6       /* that get a colour of their own */
#define LAYER_TIES_MOST 70 /* ties */
#define LABELS_MOST 60     /* ties of a graph with a relation beside each, at our own places */
#define LABELS_LEAST 25    /* of more ties so many, the strongest */
#define NAMES_MOST 150     /* actors with a name on each */
#define NAMES_LEAST 60     /* of more actors so many, the largest; the others are dots */
#define DOT_ROOM 24        /* points for an actor without its name */
#define CURVES_MOST 600    /* ties; to lead more around the actors takes minutes */
#define LAYERS_MOST 40     /* actors; above, layers are unreadable: our own places instead */

/* Text for an attribute that Graphviz shows: `\` starts an escape there and `&` an entity. */
static void put_shown(FILE *out, const char *text) {
    for (; *text; text++) {
        if (*text == '"')
            fputs("\\\"", out);
        else if (*text == '\\')
            fputs("\\\\", out);
        else if (*text == '&')
            fputs("&amp;", out);
        else if (*text == '\n')
            fputs("\\n", out);
        else if (*text != '\r')
            putc_unlocked(*text, out);
    }
}

/* Text for an attribute of our own. A backslash is doubled, for one before the closing quote would
 * eat it; Graphviz keeps both. */
static void put_own(FILE *out, const char *text) {
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            putc_unlocked('\\', out);
        putc_unlocked(*text, out);
    }
}

/* A name in lines of about WRAP_AT characters, cut with an ellipsis when it is very long. */
static void put_label(FILE *out, const char *name, bool is_wrapped) {
    const char *p = name, *end = name + strlen(name);
    size_t column = 0, total = 0;
    while (p < end) {
        const char *start = p;
        int32_t c = sg_utf8_next(&p, end);
        if (total >= LABEL_MOST) {
            fputs("…", out);
            return;
        }
        if (c == '\n' || c == '\r' || c == '\t')
            c = ' ';
        size_t word = strcspn(p, " \n");
        if (c == ' ' && is_wrapped && column &&
            column + sg_utf8_count(p, sg_utf8_valid_prefix(p, word)) >= WRAP_AT) {
            fputs("\\n", out);
            column = 0;
        } else {
            char one[8] = " ";
            if (c != ' ') {
                memcpy(one, start, (size_t)(p - start));
                one[p - start] = '\0';
            }
            put_shown(out, one);
            column++;
        }
        total++;
    }
}

static void put_hex(FILE *out, const char *name, struct sg_colour colour) {
    fprintf(out, ", %s=\"#%02x%02x%02x\"", name, colour.r, colour.g, colour.b);
}

static struct sg_colour darker(struct sg_colour colour) {
    return (struct sg_colour){(unsigned char)(colour.r * 0.5), (unsigned char)(colour.g * 0.5),
                              (unsigned char)(colour.b * 0.5)};
}

static void put_values(FILE *out, struct sg_view *view, const struct sg_attribute *attributes,
                       size_t count, size_t i) {
    struct sg_value value;
    for (size_t j = 0; j < count; j++) {
        if (!sg_view_value(view, &attributes[j], i, &value))
            continue;
        fprintf(out, ", %s=\"", attributes[j].name);
        if (attributes[j].kind == SG_KIND_TEXT)
            put_own(out, value.text);
        else
            sg_put_value(out, attributes[j].kind, &value);
        putc_unlocked('"', out);
    }
}

/* --- for Graphviz --- */

static bool has_type(const struct sg_view *view, const char *type) {
    for (size_t i = 0; i < view->graph->node_count; i++)
        if (sg_type_style(view->graph->nodes[i].type) == sg_type_style(type))
            return true;
    return false;
}

static bool has_sign(const struct sg_view *view, int sign) {
    for (size_t i = 0; i < view->graph->edge_count; i++)
        if (sg_sign_style(view->graph->edges[i].sign) == sg_sign_style(sign))
            return true;
    return false;
}

static void put_html(FILE *out, const char *text) {
    for (; *text; text++) {
        if (*text == '&')
            fputs("&amp;", out);
        else if (*text == '<')
            fputs("&lt;", out);
        else if (*text == '>')
            fputs("&gt;", out);
        else
            putc_unlocked(*text == '\n' ? ' ' : *text, out);
    }
}

static void put_legend(FILE *out, const struct sg_view *view, unsigned camps) {
    fputs("    label=<<table border=\"0\" cellborder=\"0\" cellspacing=\"6\" cellpadding=\"2\">",
          out);
    if (*view->title) {
        fputs("<tr><td colspan=\"16\" align=\"left\"><b>", out);
        put_html(out, view->title);
        fputs("</b></td></tr>", out);
    }
    fputs("<tr>", out);
    for (int sign = -1; sign <= 1; sign++) {
        static const char *const words[] = {"against", "takes no side", "for"};
        const struct sg_sign_style *style = sg_sign_style(sign);
        if (has_sign(view, sign))
            fprintf(out, "<td><font color=\"#%02x%02x%02x\">%s %s</font></td>", style->line.r,
                    style->line.g, style->line.b, style->glyph,
                    view->is_directed ? words[sign + 1] : "named together");
    }
    for (size_t i = 0; sg_type_style_at(i); i++) {
        const struct sg_type_style *style = sg_type_style_at(i);
        if (has_type(view, style->type))
            fprintf(out, "<td bgcolor=\"#%02x%02x%02x\">%s</td>", style->fill.r, style->fill.g,
                    style->fill.b, style->type);
    }
    for (unsigned camp = 1; camp <= camps; camp++) {
        struct sg_colour colour = sg_camp_colour(camp);
        fprintf(out, "<td border=\"3\" color=\"#%02x%02x%02x\">camp %u</td>", colour.r, colour.g,
                colour.b, camp);
    }
    fputs("</tr><tr><td colspan=\"16\" align=\"left\"><font point-size=\"10\">"
          "line width: number of claims; size of a name: ",
          out);
    put_html(out, view->size_by);
    if (view->is_named)
        fprintf(out, "; named: the %d largest of %zu", NAMES_LEAST, view->graph->node_count);
    if (view->is_labelled && view->is_directed)
        fputs("; with a word: the strongest ties", out);
    fputs("</font></td></tr></table>>,\n", out);
}

/* --- what stands out where not everything can be told */

struct ranked {
    double value;
    size_t index;
};

static int compare_ranked(const void *a, const void *b) {
    const struct ranked *x = a, *y = b;
    if (x->value != y->value)
        return x->value > y->value ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

/* Flags the `most` with the largest values. */
static bool *flag_largest(struct sg_view *view, struct ranked *list, size_t count, size_t size,
                          size_t most) {
    bool *flags = sg_arena_array(&view->arena, size + 1, sizeof *flags);
    qsort(list, count, sizeof *list, compare_ranked);
    for (size_t i = 0; flags && i < count && i < most; i++)
        flags[list[i].index] = true;
    return flags;
}

/* Of many actors the largest get a name, of many ties the strongest a relation, and of one pair's
 * ties only one: two labels at one place cannot be read. */
static bool choose_labels(struct sg_view *view) {
    const struct sg_graph *graph = view->graph;
    size_t n = graph->node_count, m = graph->edge_count, count = 0;
    struct ranked *list = sg_arena_array(&view->arena, (n > m ? n : m) + 1, sizeof *list);
    if (!list)
        return false;
    for (size_t i = 0; i < n; i++)
        list[i] = (struct ranked){view->sizes[i], i};
    if (n > NAMES_MOST && !(view->is_named = flag_largest(view, list, n, n, NAMES_LEAST)))
        return false;
    for (size_t i = 0, end; i < m; i = end) {
        size_t best = i;
        for (end = i + 1; end < m && graph->edges[end].source == graph->edges[i].source &&
                          graph->edges[end].target == graph->edges[i].target;
             end++)
            if (graph->edges[end].weight > graph->edges[best].weight)
                best = end;
        list[count++] = (struct ranked){graph->edges[best].weight, best};
    }
    if (m <= LABELS_MOST)
        return true;
    qsort(list, count, sizeof *list, compare_ranked);
    size_t most = LABELS_LEAST < count ? LABELS_LEAST : count;
    while (most && most < count && list[most - 1].value <= list[most].value)
        most--; /* of equal ones all or none */
    return (view->is_labelled = flag_largest(view, list, count, m, most)) != NULL;
}

static double font_size(const struct sg_view *view, size_t i) {
    return 11 + 9 * (view->sizes[i] - SG_SIZE_LEAST) / (SG_SIZE_MOST - SG_SIZE_LEAST);
}

/* Places in points, so far apart that no label covers another. */
static bool make_places(struct sg_view *view) {
    size_t count = view->graph->node_count;
    double *memory = sg_arena_array(&view->arena, 4 * count, sizeof *memory);
    if (!memory)
        return false;
    double *x = memory, *y = memory + count, *width = y + count, *height = width + count;
    double scale = fmax(0.6, sqrt((double)count) / 6);
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(view->graph->nodes[i].name);
        double lines = ceil(fmin((double)length, LABEL_MOST) / WRAP_AT);
        /* an ellipse or a polygon around a text is wider and higher than the text */
        bool is_box = !strcmp(sg_type_style(view->graph->nodes[i].type)->dot_shape, "box");
        double around = is_box ? 1.1 : 1.5;
        width[i] = fmin((double)length, WRAP_AT + 3) * font_size(view, i) * 0.6 * around + 30;
        height[i] = lines * font_size(view, i) * 1.2 * around + 26;
        if (view->is_named && !view->is_named[i])
            width[i] = height[i] = DOT_ROOM;
        x[i] = view->x[i] * scale;
        y[i] = view->y[i] * scale;
    }
    sg_layout_spread(x, y, width, height, count);
    view->x = x;
    view->y = y;
    return true;
}

static size_t camp_size(const struct sg_view *view, unsigned camp) {
    size_t members = 0;
    for (size_t i = 0; i < view->graph->node_count; i++)
        members += sg_view_camp(view, i) == camp;
    return members;
}

/* Camps worth showing: the first ones, of two members or more. */
static unsigned shown_camps(const struct sg_view *view) {
    unsigned shown = 0, count = view->analysis ? (unsigned)view->analysis->camp_count : 0;
    while (shown < count && shown < CAMPS_MOST && camp_size(view, shown + 1) > 1)
        shown++;
    return shown > 1 ? shown : 0;
}

static void put_node(FILE *out, struct sg_view *view, size_t i, bool is_pinned, unsigned camps) {
    const struct sg_node *node = &view->graph->nodes[i];
    const struct sg_type_style *style = sg_type_style(node->type);
    const char *name = sg_view_text(view, node->name);
    bool is_named = !view->is_named || view->is_named[i];
    fprintf(out, "  \"%s\" [label=\"", view->ids[i]);
    if (is_named)
        put_label(out, name, true);
    fputs("\", name=\"", out);
    put_own(out, name);
    fprintf(out, "\", shape=%s", style->dot_shape);
    put_hex(out, "fillcolor", style->fill);
    unsigned camp = sg_view_camp(view, i);
    if (camp && camp <= camps) {
        put_hex(out, "color", sg_camp_colour(camp));
        fputs(", penwidth=2.4", out);
    } else
        put_hex(out, "color", darker(style->fill));
    fprintf(out, ", fontsize=%.1f", font_size(view, i));
    if (!is_named)
        fputs(", width=0.2, height=0.2, fixedsize=true", out);
    fputs(", tooltip=\"", out);
    put_label(out, name, false);
    fprintf(out, " (%s): %zu claims in %zu documents\"", style->type, node->claims,
            node->documents);
    fprintf(out, ", pos=\"%.2f,%.2f%s\"", view->x[i], view->y[i], is_pinned ? "!" : "");
    put_values(out, view, view->node_attributes, view->node_attribute_count, i);
    fputs("];\n", out);
}

static void put_tooltip(FILE *out, struct sg_view *view, const struct sg_edge *edge) {
    put_label(out, sg_view_text(view, view->graph->nodes[edge->source].name), false);
    putc_unlocked(' ', out);
    put_shown(out, sg_view_text(view, edge->relation));
    putc_unlocked(' ', out);
    put_label(out, sg_view_text(view, view->graph->nodes[edge->target].name), false);
    fprintf(out, ": %zu claims in %zu documents", edge->claims, edge->documents);
    if (edge->evidence.text) {
        fputs("\\n“", out);
        put_shown(out, sg_view_text(view, edge->evidence.text));
        fputs("” (", out);
        put_shown(out, edge->evidence.doc ? sg_view_text(view, edge->evidence.doc) : "");
        if (edge->evidence.date) {
            fputs(", ", out);
            put_shown(out, sg_view_text(view, edge->evidence.date));
        }
        putc_unlocked(')', out);
    }
}

static void put_edge(FILE *out, struct sg_view *view, size_t i, bool has_label) {
    const struct sg_edge *edge = &view->graph->edges[i];
    const struct sg_sign_style *style = sg_sign_style(edge->sign);
    fprintf(out, "  \"%s\" %s \"%s\" [id=\"e%zu\"", view->ids[edge->source],
            view->is_directed ? "->" : "--", view->ids[edge->target], i);
    if (has_label) {
        fputs(", label=\"", out);
        put_shown(out, sg_view_text(view, edge->relation));
        if (edge->claims > 1)
            fprintf(out, " ×%zu", edge->claims);
        putc_unlocked('"', out);
    }
    double width = sg_line_width(edge->weight, view->weight_most);
    bool is_crowded = view->graph->edge_count > CURVES_MOST;
    fprintf(out, ", style=%s, penwidth=%.2f", style->dot_style, is_crowded ? width / 2 : width);
    if (is_crowded) /* weak ties let through what lies below */
        fprintf(out, ", color=\"#%02x%02x%02x%02x\", arrowsize=0.5", style->line.r, style->line.g,
                style->line.b,
                (unsigned)(32 + 200 * sqrt(fmin(1, edge->weight / view->weight_most))));
    else
        put_hex(out, "color", style->line);
    put_hex(out, "fontcolor", style->line);
    if (view->is_directed)
        fprintf(out, edge->is_directed ? ", arrowhead=%s" : ", dir=none", style->arrow);
    fprintf(out, ", weight=\"%.0f\", strength=\"", fmax(1, fmin(round(edge->weight), 1000)));
    sg_put_number(out, edge->weight);
    fputs("\", tooltip=\"", out);
    put_tooltip(out, view, edge);
    fputs("\", labeltooltip=\"", out);
    put_tooltip(out, view, edge);
    putc_unlocked('"', out);
    put_values(out, view, view->edge_attributes, view->edge_attribute_count, i);
    fputs("];\n", out);
}

static void put_camps(FILE *out, const struct sg_view *view) {
    for (unsigned camp = 1; view->analysis && camp <= view->analysis->camp_count; camp++) {
        if (camp_size(view, camp) < 2)
            continue;
        fprintf(out,
                "  subgraph \"cluster_camp_%u\" {\n    label=\"camp %u\"; style=\"rounded\"; "
                "penwidth=1.5; fontcolor=\"#444444\"",
                camp, camp);
        struct sg_colour colour = sg_camp_colour(camp);
        fprintf(out, "; color=\"#%02x%02x%02x\";\n   ", colour.r, colour.g, colour.b);
        for (size_t i = 0; i < view->graph->node_count; i++)
            if (sg_view_camp(view, i) == camp)
                fprintf(out, " \"%s\";", view->ids[i]);
        fputs("\n  }\n", out);
    }
}

static enum sg_status write_for_graphviz(FILE *out, struct sg_view *view, struct sg_error *err) {
    bool has_boxes = !strcmp(view->dialect, "camps");
    const struct sg_graph *graph = view->graph;
    bool is_large = graph->node_count > LAYERS_MOST || graph->edge_count > LAYER_TIES_MOST ||
                    !view->is_directed;
    bool is_pinned = is_large && !has_boxes;
    unsigned camps = has_boxes ? 0 : shown_camps(view);
    if (is_pinned && (!choose_labels(view) || !make_places(view)))
        return sg_fail(err, SG_ERR_MEMORY, "dot: out of memory");
    fprintf(out, "%s \"stancegraph\" {\n  graph [\n", view->is_directed ? "digraph" : "graph");
    put_legend(out, view, camps);
    fprintf(out,
            "    labelloc=b, labeljust=l, %s, splines=%s,\n"
            "    outputorder=edgesfirst, bgcolor=white, pad=0.3,\n"
            "    fontname=\"Helvetica,DejaVu Sans,sans-serif\", fontsize=13\n  ];\n",
            is_pinned ? "layout=neato, inputscale=72, overlap=true"
                      : "layout=dot, rankdir=LR, nodesep=0.35, ranksep=0.9",
            view->graph->edge_count > CURVES_MOST ? "line" : "true");
    fputs(
        "  node [style=filled, fontname=\"Helvetica,DejaVu Sans,sans-serif\", margin=\"0.12,0.06\","
        " penwidth=1.2];\n"
        "  edge [fontname=\"Helvetica,DejaVu Sans,sans-serif\", fontsize=10, arrowsize=0.8];\n",
        out);
    for (size_t i = 0; i < view->graph->node_count; i++)
        put_node(out, view, i, is_pinned, camps);
    if (has_boxes)
        put_camps(out, view);
    for (size_t i = 0; i < view->graph->edge_count; i++)
        put_edge(out, view, i,
                 !is_pinned || (view->is_directed && (!view->is_labelled || view->is_labelled[i])));
    fputs("}\n", out);
    return SG_OK;
}

/* --- for Gephi --- */

static void put_hsv(FILE *out, struct sg_colour colour) {
    double r = colour.r / 255.0, g = colour.g / 255.0, b = colour.b / 255.0;
    double most = fmax(r, fmax(g, b)), least = fmin(r, fmin(g, b)), span = most - least, hue = 0;
    if (span > 0) {
        if (most == r)
            hue = fmod((g - b) / span + 6, 6);
        else if (most == g)
            hue = (b - r) / span + 2;
        else
            hue = (r - g) / span + 4;
    }
    fprintf(out, ", color=\"%.4f %.4f %.4f\"", hue / 6, most > 0 ? span / most : 0, most);
}

/* Gephi's tokeniser knows no escapes it could undo: a quotation mark becomes an apostrophe, a
 * backslash a slash, a line end a space. */
static void put_plain(FILE *out, const char *text) {
    for (; *text; text++)
        putc_unlocked(*text == '"'                     ? '\''
                      : *text == '\\'                  ? '/'
                      : *text == '\n' || *text == '\r' ? ' '
                                                       : *text,
                      out);
}

static void put_plain_values(FILE *out, struct sg_view *view, const struct sg_attribute *attributes,
                             size_t count, size_t i) {
    struct sg_value value;
    for (size_t j = 0; j < count; j++) {
        if (!sg_view_value(view, &attributes[j], i, &value))
            continue;
        fprintf(out, ", %s=\"", attributes[j].name);
        if (attributes[j].kind == SG_KIND_TEXT)
            put_plain(out, value.text);
        else
            sg_put_value(out, attributes[j].kind, &value);
        putc_unlocked('"', out);
    }
}

/* Ids get a prefix: an actor whose id is "node" or "edge" would end the file for Gephi. */
static void write_for_gephi(FILE *out, struct sg_view *view) {
    fprintf(out, "%s stancegraph {\n", view->is_directed ? "digraph" : "graph");
    for (size_t i = 0; i < view->graph->node_count; i++) {
        fprintf(out, "  \"a_%s\" [label=\"", view->ids[i]);
        put_plain(out, sg_view_text(view, view->graph->nodes[i].name));
        putc_unlocked('"', out);
        put_hsv(out, sg_type_style(view->graph->nodes[i].type)->fill);
        fprintf(out, ", pos=\"%.2f,%.2f\"", view->x[i], view->y[i]);
        put_plain_values(out, view, view->node_attributes, view->node_attribute_count, i);
        fputs("];\n", out);
    }
    for (size_t i = 0; i < view->graph->edge_count; i++) {
        const struct sg_edge *edge = &view->graph->edges[i];
        fprintf(out, "  \"a_%s\" %s \"a_%s\" [label=\"", view->ids[edge->source],
                view->is_directed ? "->" : "--", view->ids[edge->target]);
        put_plain(out, sg_view_text(view, edge->relation));
        fputs("\", weight=\"", out);
        sg_put_number(out, edge->weight);
        putc_unlocked('"', out);
        put_hsv(out, sg_sign_style(edge->sign)->line);
        put_plain_values(out, view, view->edge_attributes, view->edge_attribute_count, i);
        fputs("];\n", out);
    }
    fputs("}\n", out);
}

enum sg_status sg_write_dot(FILE *out, struct sg_view *view, struct sg_error *err) {
    if (strcmp(view->dialect, "gephi"))
        return write_for_graphviz(out, view, err);
    write_for_gephi(out, view);
    return SG_OK;
}
