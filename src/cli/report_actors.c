/* Who is central. */
#include "cli/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- ranking */

struct ranked {
    uint32_t node;
    double value;
    const char *id;
};

/* Highest first; undefined last; then by id. */
static int compare_ranked(const void *a, const void *b) {
    const struct ranked *x = a, *y = b;
    bool x_is_nan = isnan(x->value), y_is_nan = isnan(y->value);
    if (x_is_nan != y_is_nan)
        return x_is_nan - y_is_nan;
    if (!x_is_nan && x->value != y->value)
        return x->value > y->value ? -1 : 1;
    return strcmp(x->id, y->id);
}

static double value_of(const struct sg_report *report, const char *measure, uint32_t node) {
    const struct sg_column *column = sg_analysis_column(report->analysis, measure);
    return column ? column->values[node] : NAN;
}

static struct sg_cell count_or_blank(double value, enum sg_tone tone) {
    return value > 0 ? sg_cell_toned(sg_cell_count(value), tone) : sg_cell_text("");
}

/* Digits behind the point that tell the rows of a measure apart without crowding the page. */
static int digits_for(const struct sg_report *report, const char *measure) {
    const struct sg_column *column = sg_analysis_column(report->analysis, measure);
    double most = 0;
    bool is_whole = true;
    for (size_t i = 0; column && i < report->graph->node_count; i++) {
        double value = column->values[i];
        if (isnan(value))
            continue;
        most = fmax(most, fabs(value));
        is_whole = is_whole && value == floor(value);
    }
    return is_whole ? 0 : most >= 100 ? 1 : most >= 10 ? 2 : 3;
}

/* "3-7", with a mark where a tenth of the documents less would often push it off the table. */
static void add_sureness(struct sg_report *report, struct sg_section *section, uint32_t node) {
    const struct sg_sureness *sureness = report->sureness;
    double low = sureness->rank_low[node], high = sureness->rank_high[node];
    bool is_fragile = report->top && sureness->stays_on_top[node] < 0.9;
    report->fragile += is_fragile;
    const char *interval =
        low == high ? sg_arena_printf(report->sheet->arena, "%.0f%s", low, is_fragile ? " ?" : "")
                    : sg_arena_printf(report->sheet->arena, "%.0f-%.0f%s", low, high,
                                      is_fragile ? " ?" : "");
    sg_sheet_cell(report->sheet, section, sg_cell_text(interval));
    sg_sheet_cell(report->sheet, section, sg_cell_count(low));
    sg_sheet_cell(report->sheet, section, sg_cell_count(high));
    sg_sheet_cell(report->sheet, section, sg_cell_number(sureness->stays_on_top[node]));
}

static const char *const others[] = {"betweenness", "pagerank"};

/* A note begins with its measure, or with "left out: " and its measure. */
bool sg_report_shows(const struct sg_report *report, const char *note) {
    static const char left_out[] = "left out: ";
    char word[64];
    if (!strncmp(note, left_out, sizeof left_out - 1))
        note += sizeof left_out - 1;
    snprintf(word, sizeof word, "%.*s", (int)strcspn(note, " :"), note);
    bool is_shown = !sg_measure_find(word) || !strcmp(word, report->by);
    for (size_t i = 0; i < report->measure_count; i++)
        is_shown = is_shown || !strcmp(word, report->measures[i]);
    for (size_t i = 0; !report->measure_count && i < sizeof others / sizeof *others; i++)
        is_shown = is_shown || !strcmp(word, others[i]);
    return is_shown;
}

void sg_report_actors(struct sg_report *report) {
    const struct sg_graph *graph = report->graph;
    struct sg_sheet *sheet = report->sheet;
    bool is_signed =
        !report->measure_count && sg_analysis_column(report->analysis, "net_received") != NULL;
    if (!graph->node_count) {
        struct sg_section *empty = sg_sheet_section(sheet, "actors", "Who is central", NULL, 0);
        sg_sheet_line(sheet, empty,
                      "In what was read no actor takes a stance toward another. 'stancegraph "
                      "actors' tells who was recognised, 'explain' why there is no tie.");
        return;
    }
    size_t n = graph->node_count, shown = report->top && report->top < n ? report->top : n;
    struct ranked *ranking = sg_arena_array(sheet->arena, n + 1, sizeof *ranking);
    const struct sg_measure_info *by = sg_measure_find(report->by);
    struct sg_sheet_column *columns =
        sg_arena_array(sheet->arena, 16 + report->measure_count, sizeof *columns);
    if (!ranking || !columns)
        return;
    size_t count = 0;
    columns[count++] = (struct sg_sheet_column){"rank", "#", false, 0};
    columns[count++] = (struct sg_sheet_column){"actor", "Actor", false, 0};
    columns[count++] = (struct sg_sheet_column){"id", NULL, false, 0};
    columns[count++] = (struct sg_sheet_column){"type", "Type", false, 0, true};
    columns[count++] = (struct sg_sheet_column){"documents", "Docs", false, 0, true};
    if (is_signed) {
        columns[count++] = (struct sg_sheet_column){"negative_out", "Gives -", false, 0};
        columns[count++] = (struct sg_sheet_column){"positive_out", "Gives +", false, 0};
        columns[count++] = (struct sg_sheet_column){"negative_in", "Gets -", false, 0};
        columns[count++] = (struct sg_sheet_column){"positive_in", "Gets +", false, 0};
    }
    if (report->sureness) {
        columns[count++] = (struct sg_sheet_column){"rank_interval", "Rank 90%", false, 0, true};
        columns[count++] = (struct sg_sheet_column){"rank_low", NULL, false, 0};
        columns[count++] = (struct sg_sheet_column){"rank_high", NULL, false, 0};
        columns[count++] = (struct sg_sheet_column){"stays_on_top", NULL, false, 2};
    }
    size_t first_measure = count;
    columns[count++] =
        (struct sg_sheet_column){report->by, report->by, false, digits_for(report, report->by)};
    for (size_t i = 0; i < report->measure_count; i++)
        if (strcmp(report->measures[i], report->by) != 0 &&
            sg_analysis_column(report->analysis, report->measures[i]))
            columns[count++] =
                (struct sg_sheet_column){report->measures[i], report->measures[i], false,
                                         digits_for(report, report->measures[i])};
    for (size_t i = 0; !report->measure_count && i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i], report->by) != 0 && sg_analysis_column(report->analysis, others[i]))
            columns[count++] = (struct sg_sheet_column){others[i], others[i], false,
                                                        digits_for(report, others[i]), true};
    struct sg_section *section =
        sg_sheet_section(sheet, "actors", "Who is central", columns, count);
    if (shown < n)
        sg_sheet_line(sheet, section, "The first %zu of %zu actors by %s: %s.", shown, n,
                      report->by, by ? by->says : "");
    else
        sg_sheet_line(sheet, section, "All %zu actors by %s: %s.", n, report->by,
                      by ? by->says : "");
    if (is_signed)
        sg_sheet_line(sheet, section,
                      "Gives: stances it takes, hostile (-) and friendly (+). Gets: stances taken "
                      "toward it.");
    if (report->sureness)
        sg_sheet_line(sheet, section,
                      "Rank 90%%: where the actor ranks in 9 of 10 resamples of the %zu documents "
                      "(%zu drawn). '?': with a tenth of them missing it often leaves this table.",
                      report->sureness->documents, report->sureness->resamples);
    for (size_t i = 0; i < n; i++)
        ranking[i] = (struct ranked){(uint32_t)i, value_of(report, report->by, (uint32_t)i),
                                     graph->nodes[i].id};
    qsort(ranking, n, sizeof *ranking, compare_ranked);
    for (size_t i = 0; i < shown; i++) {
        uint32_t node = ranking[i].node;
        sg_sheet_cell(sheet, section, sg_cell_count((double)i + 1));
        sg_sheet_cell(sheet, section, sg_cell_text(graph->nodes[node].name));
        sg_sheet_cell(sheet, section, sg_cell_text(graph->nodes[node].id));
        sg_sheet_cell(sheet, section, sg_cell_text(graph->nodes[node].type));
        sg_sheet_cell(sheet, section, sg_cell_count((double)graph->nodes[node].documents));
        if (is_signed) {
            static const char *const parts[] = {"negative_out", "positive_out", "negative_in",
                                                "positive_in"};
            for (size_t p = 0; p < 4; p++)
                sg_sheet_cell(sheet, section,
                              count_or_blank(value_of(report, parts[p], node),
                                             p % 2 ? SG_TONE_FRIENDLY : SG_TONE_HOSTILE));
        }
        if (report->sureness)
            add_sureness(report, section, node);
        for (size_t c = first_measure; c < count; c++)
            sg_sheet_cell(sheet, section, sg_cell_number(value_of(report, columns[c].key, node)));
    }
}
