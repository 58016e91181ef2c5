/* What changed: the stances of the later half of the documents against those of the earlier half.
 */
#include "aggregate/day.h"
#include "cli/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DOCUMENTS_LEAST = 4 }; /* dated ones: fewer halves say nothing */

const char *sg_report_stance(struct sg_arena *arena, double friendly, double hostile) {
    if (friendly == 0 && hostile == 0)
        return "none";
    if (friendly == 0)
        return sg_arena_printf(arena, "hostile %.3g", hostile);
    if (hostile == 0)
        return sg_arena_printf(arena, "friendly %.3g", friendly);
    return sg_arena_printf(arena, "hostile %.3g, friendly %.3g", hostile, friendly);
}

static int compare_days(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* The day on which the later half begins, with half of the dated documents before it; false where
 * there are too few of them or all are of one day. A document's day is its first claim's. */
static bool find_middle(int32_t *middle, const struct sg_graph *graph) {
    int32_t *days = malloc((graph->document_count + 1) * sizeof *days);
    size_t dated = 0;
    for (size_t i = 0; days && i < graph->document_count; i++)
        days[i] = SG_NO_DAY;
    for (size_t i = 0; days && i < graph->edge_count; i++)
        for (size_t t = 0; t < graph->edges[i].tally_count; t++) {
            const struct sg_tally *tally = &graph->edges[i].tallies[t];
            int32_t *day = &days[tally->document];
            if (tally->day != SG_NO_DAY && (*day == SG_NO_DAY || tally->day < *day))
                *day = tally->day;
        }
    for (size_t i = 0; days && i < graph->document_count; i++)
        if (days[i] != SG_NO_DAY)
            days[dated++] = days[i];
    bool is_found = false;
    if (days && dated >= DOCUMENTS_LEAST) {
        qsort(days, dated, sizeof *days, compare_days);
        size_t at = dated / 2;
        while (at < dated && days[at] == days[0]) /* the earlier half has a day at least */
            at++;
        is_found = at < dated;
        *middle = is_found ? days[at] : 0;
    }
    free(days);
    return is_found;
}

static double size_of(const struct sg_change *change) {
    double before = change->friendly_before - change->hostile_before;
    double after = change->friendly_after - change->hostile_after;
    return fabs(after - before);
}

/* A change of sides first, then by how much it is. */
static int compare_changes(const void *a, const void *b) {
    const struct sg_change *x = a, *y = b;
    bool x_flips = x->kind == SG_CHANGE_FLIPPED, y_flips = y->kind == SG_CHANGE_FLIPPED;
    if (x_flips != y_flips)
        return y_flips - x_flips;
    if (size_of(x) != size_of(y))
        return size_of(x) > size_of(y) ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    int c = strcmp(x->source->id, y->source->id);
    return c ? c : strcmp(x->target->id, y->target->id);
}

static void add_rows(struct sg_report *report, struct sg_section *section,
                     const struct sg_diff *diff) {
    struct sg_sheet *sheet = report->sheet;
    size_t shown = 0;
    for (size_t i = 0; i < diff->change_count; i++) {
        const struct sg_change *c = &diff->changes[i];
        enum sg_tone tone = c->kind == SG_CHANGE_LOST                  ? SG_TONE_FAINT
                            : c->friendly_after - c->hostile_after < 0 ? SG_TONE_HOSTILE
                                                                       : SG_TONE_FRIENDLY;
        if (c->kind == SG_CHANGE_SAME || (report->top && shown++ >= report->top))
            continue;
        sg_sheet_cell(sheet, section, sg_cell_text(sg_change_name(c->kind)));
        sg_sheet_cell(sheet, section, sg_cell_text(sg_arena_strdup(sheet->arena, c->source->name)));
        sg_sheet_cell(sheet, section, sg_cell_text(sg_arena_strdup(sheet->arena, c->target->name)));
        sg_sheet_cell(
            sheet, section,
            sg_cell_text(sg_report_stance(sheet->arena, c->friendly_before, c->hostile_before)));
        sg_sheet_cell(sheet, section,
                      sg_cell_toned(sg_cell_text(sg_report_stance(sheet->arena, c->friendly_after,
                                                                  c->hostile_after)),
                                    tone));
    }
}

enum sg_status sg_report_changes(struct sg_report *report, struct sg_error *err) {
    static const struct sg_sheet_column columns[] = {
        {"change", "Change", false, 0}, {"source", "Who", false, 0},  {"target", "Whom", false, 0},
        {"before", "Before", false, 0}, {"after", "After", false, 0},
    };
    struct sg_graph *before = NULL, *after = NULL;
    struct sg_diff *diff = NULL;
    int32_t middle;
    char since[11], until[11];
    if (!report->graph->edge_count || !sg_report_is_signed(report) ||
        !find_middle(&middle, report->graph))
        return SG_OK;
    sg_day_write(since, middle);
    sg_day_write(until, middle - 1);
    struct sg_graph_options early = {.until = until}, late = {.since = since};
    enum sg_status status = sg_graph_derive(&before, report->graph, &early, err);
    if (!status)
        status = sg_graph_derive(&after, report->graph, &late, err);
    if (!status)
        status = sg_graph_diff(&diff, before, after, err);
    if (!status) {
        size_t counts[SG_CHANGE_SAME + 1] = {0};
        for (size_t i = 0; i < diff->change_count; i++)
            counts[diff->changes[i].kind]++;
        struct sg_section *section = sg_sheet_section(report->sheet, "changes", "What changed",
                                                      columns, sizeof columns / sizeof *columns);
        sg_sheet_line(report->sheet, section,
                      "Before %s (%zu documents) against that day and after (%zu): of the stances "
                      "of one actor toward another %zu flipped, %zu are new, %zu lost, %zu "
                      "stronger, %zu weaker, %zu much the same.",
                      since, before->document_count, after->document_count,
                      counts[SG_CHANGE_FLIPPED], counts[SG_CHANGE_NEW], counts[SG_CHANGE_LOST],
                      counts[SG_CHANGE_STRONGER], counts[SG_CHANGE_WEAKER], counts[SG_CHANGE_SAME]);
        sg_sheet_line(report->sheet, section,
                      "Changes of side first, then the largest. Lost means not reported any more, "
                      "which is not the same as ended; 'stancegraph diff' takes other days.");
        qsort(diff->changes, diff->change_count, sizeof *diff->changes, compare_changes);
        add_rows(report, section, diff);
    }
    sg_diff_free(diff);
    sg_graph_free(before);
    sg_graph_free(after);
    return status;
}
