/* GEXF: 1.2draft by default, which Gephi, Gephi Lite and every NetworkX read; 1.3 by dialect, whose
 * schema also knows `kind`. An attribute's id is its title (Gephi Lite shows the id). Colours are
 * r, g, b only (with `hex` and `a` Gephi's import fails). With dates the file is dynamic: an edge
 * has a spell for each run of days with claims, and its actors exist from their first claim to the
 * last. */
#include "aggregate/day.h"
#include "export/export.h"
#include "export/write.h"

#include <stdlib.h>
#include <string.h>

static const char *type_name(enum sg_kind kind) {
    static const char *const names[] = {"string", "integer", "double", "boolean"};
    return names[kind];
}

static void put_attributes(FILE *out, const char *domain, const struct sg_attribute *attributes,
                           size_t count) {
    fprintf(out, "    <attributes class=\"%s\" mode=\"static\">\n", domain);
    for (size_t i = 0; i < count; i++)
        fprintf(out, "      <attribute id=\"%s\" title=\"%s\" type=\"%s\"/>\n", attributes[i].name,
                attributes[i].name, type_name(attributes[i].kind));
    fputs("    </attributes>\n", out);
}

static void put_values(FILE *out, struct sg_view *view, const struct sg_attribute *attributes,
                       size_t count, size_t i) {
    struct sg_value value;
    fputs("        <attvalues>\n", out);
    for (size_t j = 0; j < count; j++) {
        if (!sg_view_value(view, &attributes[j], i, &value))
            continue;
        fprintf(out, "          <attvalue for=\"%s\" value=\"", attributes[j].name);
        if (attributes[j].kind == SG_KIND_TEXT)
            sg_put_xml(out, value.text);
        else
            sg_put_value(out, attributes[j].kind, &value);
        fputs("\"/>\n", out);
    }
    fputs("        </attvalues>\n", out);
}

static void put_colour(FILE *out, struct sg_colour colour) {
    fprintf(out, "        <viz:color r=\"%d\" g=\"%d\" b=\"%d\"/>\n", colour.r, colour.g, colour.b);
}

/* --- time: tallies hold the days on which an edge has claims --- */

static bool is_dated(const struct sg_graph *graph) {
    for (size_t i = 0; i < graph->edge_count; i++)
        for (size_t j = 0; j < graph->edges[i].tally_count; j++)
            if (graph->edges[i].tallies[j].day != SG_NO_DAY)
                return true;
    return false;
}

/* An end is the day after, for Gephi has trouble with spells of no length. */
static void put_spell(FILE *out, int32_t first, int32_t last) {
    char start[11], end[11];
    sg_day_write(start, first);
    sg_day_write(end, last + 1);
    fprintf(out, "          <spell start=\"%s\" end=\"%s\"/>\n", start, end);
}

static int by_day(const void *left, const void *right) {
    int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;
    return a < b ? -1 : a > b;
}

/* An edge that rests on an undated claim as well has no spells: it is there all the time. */
static enum sg_status put_edge_spells(FILE *out, const struct sg_edge *edge, struct sg_error *err) {
    size_t count = edge->tally_count;
    int32_t *days = malloc((count + 1) * sizeof *days);
    if (!days)
        return sg_fail(err, SG_ERR_MEMORY, "gexf: out of memory");
    bool has_all = count > 0;
    for (size_t i = 0; i < count; i++) {
        days[i] = edge->tallies[i].day;
        has_all &= days[i] != SG_NO_DAY;
    }
    if (has_all) {
        qsort(days, count, sizeof *days, by_day);
        fputs("        <spells>\n", out);
        size_t start = 0;
        for (size_t i = 1; i <= count; i++)
            if (i == count || days[i] > days[i - 1] + 1) {
                put_spell(out, days[start], days[i - 1]);
                start = i;
            }
        fputs("        </spells>\n", out);
    }
    free(days);
    return SG_OK;
}

/* From the first claim about an actor to the last. */
struct life {
    int32_t first, last;
    bool has_undated;
};

static struct life *make_lives(struct sg_view *view) {
    struct life *lives = sg_arena_array(&view->arena, view->graph->node_count, sizeof *lives);
    for (size_t i = 0; lives && i < view->graph->node_count; i++)
        lives[i] = (struct life){INT32_MAX, INT32_MIN, false};
    for (size_t i = 0; lives && i < view->graph->edge_count; i++) {
        const struct sg_edge *edge = &view->graph->edges[i];
        struct life *ends[2] = {&lives[edge->source], &lives[edge->target]};
        for (size_t j = 0; j < edge->tally_count; j++)
            for (size_t k = 0; k < 2; k++) {
                int32_t day = edge->tallies[j].day;
                ends[k]->has_undated |= day == SG_NO_DAY;
                if (day != SG_NO_DAY && day < ends[k]->first)
                    ends[k]->first = day;
                if (day != SG_NO_DAY && day > ends[k]->last)
                    ends[k]->last = day;
            }
    }
    return lives;
}

static void put_node(FILE *out, struct sg_view *view, size_t i, const struct life *life) {
    const struct sg_node *node = &view->graph->nodes[i];
    const struct sg_type_style *style = sg_type_style(node->type);
    fprintf(out, "      <node id=\"%s\"", view->ids[i]);
    sg_put_xml_attribute(out, "label", sg_view_text(view, node->name));
    fputs(">\n", out);
    put_values(out, view, view->node_attributes, view->node_attribute_count, i);
    if (life && !life->has_undated && life->first <= life->last) {
        fputs("        <spells>\n", out);
        put_spell(out, life->first, life->last);
        fputs("        </spells>\n", out);
    }
    put_colour(out, style->fill);
    fprintf(out, "        <viz:position x=\"%.2f\" y=\"%.2f\" z=\"0\"/>\n", view->x[i], view->y[i]);
    fputs("        <viz:size value=\"", out);
    sg_put_number(out, view->sizes[i]);
    fprintf(out, "\"/>\n        <viz:shape value=\"%s\"/>\n      </node>\n", style->gexf_shape);
}

static enum sg_status put_edge(FILE *out, struct sg_view *view, size_t i, bool has_kinds,
                               bool is_dynamic, struct sg_error *err) {
    const struct sg_edge *edge = &view->graph->edges[i];
    const struct sg_sign_style *style = sg_sign_style(edge->sign);
    const char *relation = sg_view_text(view, edge->relation);
    fprintf(out, "      <edge id=\"e%zu\" source=\"%s\" target=\"%s\" weight=\"", i,
            view->ids[edge->source], view->ids[edge->target]);
    sg_put_number(out, edge->weight);
    putc_unlocked('"', out);
    if (has_kinds)
        sg_put_xml_attribute(out, "kind", relation);
    sg_put_xml_attribute(out, "label", relation);
    fputs(">\n", out);
    put_values(out, view, view->edge_attributes, view->edge_attribute_count, i);
    enum sg_status status = is_dynamic ? put_edge_spells(out, edge, err) : SG_OK;
    put_colour(out, style->line);
    fprintf(out, "        <viz:thickness value=\"%.2f\"/>\n        <viz:shape value=\"%s\"/>\n",
            sg_line_width(edge->weight, view->weight_most), style->gexf_shape);
    fputs("      </edge>\n", out);
    return status;
}

enum sg_status sg_write_gexf(FILE *out, struct sg_view *view, struct sg_error *err) {
    bool is_13 = !strcmp(view->dialect, "gexf13");
    const char *base = is_13 ? "http://gexf.net/1.3" : "http://www.gexf.net/1.2draft";
    fprintf(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<gexf xmlns=\"%s\" xmlns:viz=\"%s/viz\" version=\"%s\">\n"
            "  <meta>\n    <creator>stancegraph</creator>\n",
            base, base, is_13 ? "1.3" : "1.2");
    fputs("    <description>", out);
    sg_put_xml(out, *view->title ? view->title : "who is for and against whom");
    fputs("</description>\n  </meta>\n", out);
    bool is_dynamic = strcmp(view->dialect, "static") && is_dated(view->graph);
    const struct life *lives = is_dynamic ? make_lives(view) : NULL;
    fprintf(out, "  <graph defaultedgetype=\"%s\" mode=\"%s\"%s>\n",
            view->is_directed ? "directed" : "undirected", is_dynamic ? "dynamic" : "static",
            is_dynamic ? " timeformat=\"date\"" : "");
    put_attributes(out, "node", view->node_attributes, view->node_attribute_count);
    put_attributes(out, "edge", view->edge_attributes, view->edge_attribute_count);
    fputs("    <nodes>\n", out);
    for (size_t i = 0; i < view->graph->node_count; i++)
        put_node(out, view, i, lives ? &lives[i] : NULL);
    fputs("    </nodes>\n    <edges>\n", out);
    enum sg_status status = SG_OK;
    for (size_t i = 0; !status && i < view->graph->edge_count; i++)
        status = put_edge(out, view, i, is_13, is_dynamic, err);
    fputs("    </edges>\n  </graph>\n</gexf>\n", out);
    return status;
}
