/* The graph period by period: how much, how hostile, who leads, what is new. */
#include "aggregate/day.h"
#include "cli/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOWS_MOST = 400 };

/* Calendar periods by months, others by days. */
static bool find_window(const char *window, int *months, int *days) {
    static const struct {
        const char *name;
        int months, days;
    } names[] = {
        {"day", 0, 1}, {"week", 0, 7}, {"month", 1, 0}, {"quarter", 3, 0}, {"year", 12, 0}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(window, names[i].name)) {
            *months = names[i].months;
            *days = names[i].days;
            return true;
        }
    char *end;
    long count = strtol(window, &end, 10);
    *months = 0;
    *days = (int)count;
    return end != window && count > 0 && count < 100000 && !strcmp(end, "d");
}

bool sg_window_parse(const char *window, struct sg_error *err) {
    int months, days;
    if (find_window(window, &months, &days))
        return true;
    return sg_fail(err, SG_ERR_USAGE,
                   "--window wants day, week, month, quarter, year or days like 30d, not '%s'",
                   window),
           false;
}

/* The first day of the period that holds `day`; weeks begin on Monday (1970-01-01 was a Thursday).
 */
static int32_t start_of(int32_t day, int months, int days) {
    int y, m, d;
    if (!months)
        return days == 7 ? day - ((day + 3) % 7 + 7) % 7 : day;
    sg_day_split(day, &y, &m, &d);
    return sg_day_make(y, (m - 1) / months * months + 1, 1);
}

static int32_t start_of_next(int32_t start, int months, int days) {
    int y, m, d;
    if (!months)
        return start + days;
    sg_day_split(start, &y, &m, &d);
    m += months;
    return m > 12 ? sg_day_make(y + 1, m - 12, 1) : sg_day_make(y, m, 1);
}

/* By the ids of both ends, which is the order of edges in every graph. */
static int compare_ends(const struct sg_graph *a, const struct sg_edge *x, const struct sg_graph *b,
                        const struct sg_edge *y) {
    int c = strcmp(a->nodes[x->source].id, b->nodes[y->source].id);
    return c ? c : strcmp(a->nodes[x->target].id, b->nodes[y->target].id);
}

/* The strongest hostile edge whose two ends had none in the period before: one walk over both. */
static const struct sg_edge *find_new(const struct sg_graph *now, const struct sg_graph *before) {
    const struct sg_edge *best = NULL;
    size_t k = 0;
    for (size_t i = 0; i < now->edge_count; i++) {
        const struct sg_edge *edge = &now->edges[i];
        bool is_old = false;
        if (edge->sign >= 0 || (best && edge->weight <= best->weight))
            continue;
        while (before && k < before->edge_count &&
               compare_ends(before, &before->edges[k], now, edge) < 0)
            k++;
        for (size_t m = k; before && m < before->edge_count && !is_old; m++) {
            if (compare_ends(before, &before->edges[m], now, edge))
                break;
            is_old = before->edges[m].sign < 0;
        }
        if (!is_old)
            best = edge;
    }
    return best;
}

static void add_row(struct sg_report *report, struct sg_section *section, const char *since,
                    const char *until, const struct sg_graph *now, const struct sg_graph *before) {
    struct sg_sheet *sheet = report->sheet;
    double hostile = 0, friendly = 0, most = -1;
    double *strength = calloc(now->node_count + 1, sizeof *strength);
    size_t leader = 0;
    for (size_t i = 0; strength && i < now->edge_count; i++) {
        const struct sg_edge *edge = &now->edges[i];
        *(edge->sign < 0 ? &hostile : &friendly) += edge->sign ? edge->weight : 0;
        bool counts = edge->sign || !sg_report_is_signed(report);
        strength[edge->source] += counts ? edge->weight : 0;
        strength[edge->target] += counts ? edge->weight : 0;
    }
    for (size_t i = 0; strength && i < now->node_count; i++)
        if (strength[i] > most) {
            most = strength[i];
            leader = i;
        }
    free(strength);
    const struct sg_edge *new = find_new(now, before);
    sg_sheet_cell(sheet, section, sg_cell_text(sg_arena_strdup(sheet->arena, since)));
    sg_sheet_cell(sheet, section, sg_cell_text(sg_arena_strdup(sheet->arena, until)));
    sg_sheet_cell(sheet, section, sg_cell_count((double)now->document_count));
    sg_sheet_cell(sheet, section, sg_cell_count((double)now->node_count));
    sg_sheet_cell(sheet, section, sg_cell_toned(sg_cell_count(hostile), SG_TONE_HOSTILE));
    sg_sheet_cell(sheet, section, sg_cell_toned(sg_cell_count(friendly), SG_TONE_FRIENDLY));
    sg_sheet_cell(sheet, section,
                  now->node_count
                      ? sg_cell_text(sg_arena_strdup(sheet->arena, now->nodes[leader].name))
                      : sg_cell_text(""));
    sg_sheet_cell(
        sheet, section,
        new ? sg_cell_text(sg_arena_printf(sheet->arena, "%s %s %s", now->nodes[new->source].name,
                                           new->relation, now->nodes[new->target].name))
            : sg_cell_text(""));
}

/* The shortest calendar period that gives a dozen rows at most. */
static const char *choose_window(int32_t first, int32_t last) {
    static const struct {
        const char *name;
        int32_t days;
    } periods[] = {{"day", 1}, {"week", 7}, {"month", 30}, {"quarter", 91}};
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
        if ((last - first) / periods[i].days < 12)
            return periods[i].name;
    return "year";
}

static size_t count_undated(const struct sg_graph *graph) {
    size_t claims = 0;
    for (size_t i = 0; i < graph->edge_count; i++)
        for (size_t t = 0; t < graph->edges[i].tally_count; t++)
            claims +=
                graph->edges[i].tallies[t].day == SG_NO_DAY ? graph->edges[i].tallies[t].claims : 0;
    return claims;
}

static void say_how(struct sg_report *report, struct sg_section *section, const char *window,
                    size_t empty) {
    size_t undated = count_undated(report->graph);
    if (sg_report_is_signed(report))
        sg_sheet_line(report->sheet, section,
                      "By %s; hostile and friendly count claims. New hostility: the strongest that "
                      "was not there in the period before.",
                      window);
    else
        sg_sheet_line(report->sheet, section, "By %s.", window);
    if (empty)
        sg_sheet_line(report->sheet, section, "%zu period%s without claims %s not shown.", empty,
                      empty == 1 ? "" : "s", empty == 1 ? "is" : "are");
    if (undated)
        sg_sheet_line(report->sheet, section, "%zu claim%s without a date %s in no period.",
                      undated, undated == 1 ? "" : "s", undated == 1 ? "is" : "are");
}

enum sg_status sg_report_windows(struct sg_report *report, const char *window,
                                 struct sg_error *err) {
    static const struct sg_sheet_column columns[] = {
        {"since", "From", false, 0},           {"until", "To", false, 0},
        {"documents", "Docs", false, 0, true}, {"actors", "Actors", false, 0, true},
        {"hostile", "Hostile", false, 0},      {"friendly", "Friendly", false, 0},
        {"leader", "Most claims", false, 0},   {"new_hostile", "New hostility", false, 0},
    };
    /* where ties have no sign, these columns are for the data formats only */
    static const struct sg_sheet_column unsigned_columns[] = {
        {"since", "From", false, 0},        {"until", "To", false, 0},
        {"documents", "Docs", false, 0},    {"actors", "Actors", false, 0},
        {"hostile", NULL, false, 0},        {"friendly", NULL, false, 0},
        {"leader", "Named most", false, 0}, {"new_hostile", NULL, false, 0},
    };
    const struct sg_graph *graph = report->graph;
    int months, days;
    int32_t first, last;
    if (!graph->first || !graph->edge_count || !graph->edges[0].tallies)
        return sg_fail(err, SG_ERR_UNDEFINED, "--window needs dated claims: %s",
                       graph->first ? "give documents or a claims file instead of a graph file"
                                    : "no document gives a date");
    if (!sg_day_parse(&first, graph->first) || !sg_day_parse(&last, graph->last))
        return sg_fail(err, SG_ERR_DATA, "the graph's dates are broken");
    if (!window)
        window = choose_window(first, last);
    find_window(window, &months, &days);
    struct sg_section *section = sg_sheet_section(
        report->sheet, "windows", "In time",
        sg_report_is_signed(report) ? columns : unsigned_columns, sizeof columns / sizeof *columns);
    struct sg_graph *before = NULL;
    enum sg_status status = SG_OK;
    size_t count = 0, empty = 0;
    for (int32_t day = start_of(first, months, days); !status && day <= last;) {
        char since[11], until[11];
        int32_t next = start_of_next(day, months, days);
        struct sg_graph *now = NULL;
        if (count++ == WINDOWS_MOST) {
            status = sg_fail(err, SG_ERR_LIMIT,
                             "--window %s makes more than %d periods between %s and %s: take "
                             "longer ones",
                             window, WINDOWS_MOST, graph->first, graph->last);
            break;
        }
        sg_day_write(since, day);
        sg_day_write(until, next - 1);
        struct sg_graph_options options = {.since = since, .until = until};
        status = sg_graph_derive(&now, graph, &options, err);
        if (!status && now->edge_count)
            add_row(report, section, since, until, now, before);
        if (!status)
            empty += !now->edge_count;
        sg_graph_free(before);
        before = now;
        day = next;
    }
    sg_graph_free(before);
    if (!status)
        say_how(report, section, window, empty);
    return status;
}
