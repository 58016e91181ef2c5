/* One actor: where it ranks, what it gives and gets, and every sentence in time. */
#include "aggregate/graph.h"
#include "cli/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Its value, and its rank among the actors by each measure. */
static void add_places(struct sg_report *report, uint32_t actor) {
    static const struct sg_sheet_column columns[] = {
        {"measure", "Measure", false, 0},
        {"value", "Value", false, 3},
        {"rank", "Rank", false, 0},
        {"says", "", false, 0},
    };
    const struct sg_analysis *analysis = report->analysis;
    struct sg_section *section = sg_sheet_section(report->sheet, "places", "Where it ranks",
                                                  columns, sizeof columns / sizeof *columns);
    sg_sheet_line(report->sheet, section, "Among %zu actors; 1 has the highest value.",
                  report->graph->node_count);
    for (size_t i = 0; i < analysis->note_count; i++)
        sg_sheet_line(report->sheet, section, "Note: %s.", analysis->notes[i]);
    for (size_t c = 0; c < analysis->column_count; c++) {
        const double *values = analysis->columns[c].values;
        size_t above = 0;
        if (isnan(values[actor]))
            continue;
        for (size_t i = 0; i < report->graph->node_count; i++)
            above += values[i] > values[actor];
        const struct sg_measure_info *info = sg_measure_find(analysis->columns[c].name);
        sg_sheet_cell(report->sheet, section, sg_cell_text(analysis->columns[c].name));
        sg_sheet_cell(report->sheet, section,
                      values[actor] == floor(values[actor]) ? sg_cell_count(values[actor])
                                                            : sg_cell_number(values[actor]));
        sg_sheet_cell(report->sheet, section, sg_cell_count((double)above + 1));
        sg_sheet_cell(report->sheet, section, sg_cell_text(info ? info->says : NULL));
    }
}

/* What it is: type, camp, what it belongs to and who belongs to it. */
static void add_head(struct sg_report *report, uint32_t actor) {
    const struct sg_graph *graph = report->graph;
    const struct sg_node *node = &graph->nodes[actor];
    struct sg_section *section = sg_sheet_section(report->sheet, "actor", "Who it is", NULL, 0);
    sg_sheet_line(report->sheet, section, "%s (%s): %zu claims in %zu documents.", node->name,
                  node->type, node->claims, node->documents);
    const uint32_t *camps = report->analysis->camps;
    if (camps && camps[actor] != SG_NO_CAMP) {
        char names[600] = "";
        size_t length = 0, count = 0;
        for (size_t i = 0; i < graph->node_count; i++)
            if (i != actor && camps[i] == camps[actor] && count++ < 12)
                length += (size_t)snprintf(names + length, sizeof names - length, "%s%s",
                                           length ? ", " : "", graph->nodes[i].name);
        if (length < sizeof names)
            sg_sheet_line(report->sheet, section, "In one camp with %s%s.", names,
                          count > 12 ? " and others" : "");
    } else if (camps) {
        sg_sheet_line(report->sheet, section, "In no camp.");
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct sg_edge *edge = &graph->edges[i];
        if (strcmp(edge->relation, SG_AFFILIATED) != 0 ||
            (edge->source != actor && edge->target != actor))
            continue;
        sg_sheet_line(report->sheet, section, "%s%s %s%s of %s.", graph->nodes[edge->source].name,
                      edge->is_former ? " was" : ":",
                      edge->evidence.role ? edge->evidence.role : "",
                      edge->evidence.role ? "" : "part", graph->nodes[edge->target].name);
    }
}

struct moment {
    const struct sg_edge *edge;
    const struct sg_evidence *evidence;
};

static int compare_moments(const void *a, const void *b) {
    const struct moment *x = a, *y = b;
    int c = sg_evidence_compare_in_time(x->evidence, y->evidence);
    if (c)
        return c;
    return (x->edge > y->edge) - (x->edge < y->edge);
}

static void add_timeline(struct sg_report *report, uint32_t actor) {
    static const struct sg_sheet_column columns[] = {
        {"date", "Date", false, 0},
        {"source", "Who", false, 0},
        {"relation", "Does", false, 0},
        {"target", "Whom", false, 0},
        {"quote", "In these words", true, 0},
        {"text", NULL, false, 0},
        {"document", NULL, false, 0},
        {"outlet", NULL, false, 0},
        {"attribution", NULL, false, 0},
        {"start", NULL, false, 0},
        {"end", NULL, false, 0},
    };
    const struct sg_graph *graph = report->graph;
    struct sg_sheet *sheet = report->sheet;
    size_t count = 0, room = 0;
    for (size_t i = 0; i < graph->edge_count; i++)
        room += graph->edges[i].sentence_count + 1;
    struct moment *moments = malloc((room + 1) * sizeof *moments);
    struct sg_section *section =
        sg_sheet_section(sheet, "timeline", "In time", columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; moments && i < graph->edge_count; i++) {
        const struct sg_edge *edge = &graph->edges[i];
        if (!edge->sign || (edge->source != actor && edge->target != actor))
            continue;
        for (size_t s = 0; s < edge->sentence_count; s++)
            moments[count++] = (struct moment){edge, &edge->sentences[s]};
        if (!edge->sentence_count) /* of a graph file: the best one is all there is */
            moments[count++] = (struct moment){edge, &edge->evidence};
    }
    if (moments)
        qsort(moments, count, sizeof *moments, compare_moments);
    sg_sheet_line(sheet, section, "Every stance it takes or that is taken toward it: %zu.", count);
    for (size_t i = 0; moments && i < count; i++) {
        const struct sg_edge *edge = moments[i].edge;
        const struct sg_evidence *evidence = moments[i].evidence;
        enum sg_tone tone = edge->sign < 0 ? SG_TONE_HOSTILE : SG_TONE_FRIENDLY;
        sg_sheet_cell(sheet, section, sg_cell_text(evidence->date ? evidence->date : "undated"));
        sg_sheet_cell(sheet, section, sg_cell_text(graph->nodes[edge->source].name));
        sg_sheet_cell(sheet, section, sg_cell_toned(sg_cell_text(edge->relation), tone));
        sg_sheet_cell(sheet, section, sg_cell_text(graph->nodes[edge->target].name));
        sg_sheet_cell(sheet, section, sg_cell_text(sg_report_quote(report, evidence)));
        sg_sheet_cell(sheet, section, sg_cell_text(evidence->text));
        sg_sheet_cell(sheet, section, sg_cell_text(evidence->doc));
        sg_sheet_cell(sheet, section, sg_cell_text(evidence->outlet));
        sg_sheet_cell(sheet, section, sg_cell_text(evidence->attribution));
        sg_sheet_cell(sheet, section, sg_cell_count((double)evidence->start));
        sg_sheet_cell(sheet, section, sg_cell_count((double)evidence->end));
    }
    free(moments);
}

void sg_report_dossier(struct sg_report *report, uint32_t actor) {
    struct sg_tie_choice given = {.key = "given",
                                  .title = "Stances it takes",
                                  .is_of_one = true,
                                  .is_given = true,
                                  .actor = actor};
    struct sg_tie_choice received = {
        .key = "received", .title = "Stances taken toward it", .is_of_one = true, .actor = actor};
    add_head(report, actor);
    sg_report_ties(report, &given);
    sg_report_ties(report, &received);
    add_timeline(report, actor);
    add_places(report, actor);
}
