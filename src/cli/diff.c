/* stancegraph diff: two graphs or two periods. */
#include "cli/diff.h"

#include "aggregate/day.h"
#include "cli/commands.h"
#include "cli/graph_options.h"
#include "cli/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int sg_command_diff(const struct sg_command *self, int argc, char **argv);

struct diff_options {
    struct sg_graph_choice choice; /* first: the shared rows set it */
    struct sg_sheet_options sheet;
    const char *split, *output;
    const char *by;
    size_t top;
};

static bool set_split(void *target, const char *value, struct sg_error *err) {
    int32_t day;
    ((struct diff_options *)target)->split = value;
    return sg_day_parse(&day, value) ||
           (sg_fail(err, SG_ERR_USAGE, "--split wants a day like 2020-01-03, not '%s'", value),
            false);
}

static bool set_output(void *target, const char *value, struct sg_error *err) {
    size_t length = strlen(value);
    ((struct diff_options *)target)->output = value;
    return (length > 4 && !strcmp(value + length - 4, ".dot")) || !strcmp(value, "-") ||
           (sg_fail(err, SG_ERR_USAGE, "diff draws DOT only: give -o NAME.dot, not '%s'", value),
            false);
}

static bool set_format(void *target, const char *value, struct sg_error *err) {
    ((struct diff_options *)target)->sheet.format = value;
    return sg_sheet_format_exists(value) ||
           (sg_fail(err, SG_ERR_USAGE, "--format wants table, csv, json or md, not '%s'", value),
            false);
}

static bool set_section(void *target, const char *value, struct sg_error *err) {
    ((struct diff_options *)target)->sheet.section = value;
    return true;
}

static bool set_by(void *target, const char *value, struct sg_error *err) {
    ((struct diff_options *)target)->by = value;
    return sg_measure_find(value) ||
           (sg_fail(err, SG_ERR_USAGE, "no measure '%s': `stancegraph report --by help` lists them",
                    value),
            false);
}

static bool set_top(void *target, const char *value, struct sg_error *err) {
    return sg_parse_size(&((struct diff_options *)target)->top, value, "--top", err);
}

static bool set_width(void *target, const char *value, struct sg_error *err) {
    return sg_parse_size(&((struct diff_options *)target)->sheet.width, value, "--width", err);
}

static const struct sg_option own_options[] = {
    {"split", 0, "DATE", "the day on which the later period begins", set_split},
    {"output", 'o', "FILE.dot", "draw the changes, coloured by kind", set_output},
    {"format", 'f', "NAME", "table (default), csv, json or md", set_format},
    {"section", 0, "NAME", "only this section", set_section},
    {"by", 0, "MEASURE", "what ranks the actors (default: strength)", set_by},
    {"top", 'n', "N", "rows in a table (default: 10; 0: all)", set_top},
    {"width", 0, "N", "columns of the page", set_width},
    SG_GRAPH_OPTION_ROWS,
    {NULL, 0, NULL, NULL, NULL},
};

/* --- sections */

static void add_summary(struct sg_sheet *sheet, const struct sg_graph *before,
                        const struct sg_graph *after, const struct sg_diff *diff, bool is_split) {
    struct sg_section *section = sg_sheet_section(sheet, "summary", "What changed", NULL, 0);
    size_t counts[SG_CHANGE_SAME + 1] = {0};
    const struct sg_graph *graphs[] = {before, after};
    for (size_t i = 0; i < diff->change_count; i++)
        counts[diff->changes[i].kind]++;
    for (int i = 0; i < 2; i++)
        sg_sheet_line(sheet, section, "%s: %zu actors, %zu ties, %zu claims%s%s%s%s%s.",
                      i ? "After" : "Before", graphs[i]->node_count, graphs[i]->edge_count,
                      graphs[i]->claims, graphs[i]->first ? ", " : "",
                      graphs[i]->first ? graphs[i]->first : "", graphs[i]->first ? " to " : "",
                      graphs[i]->first ? graphs[i]->last : "",
                      graphs[i]->document_count ? "" : " (a graph file)");
    sg_sheet_line(sheet, section,
                  "Of the stances of one actor toward another %zu are new, %zu lost, %zu flipped, "
                  "%zu stronger, %zu weaker, %zu much the same.",
                  counts[SG_CHANGE_NEW], counts[SG_CHANGE_LOST], counts[SG_CHANGE_FLIPPED],
                  counts[SG_CHANGE_STRONGER], counts[SG_CHANGE_WEAKER], counts[SG_CHANGE_SAME]);
    if (is_split)
        sg_sheet_line(sheet, section, "Claims without a date are in neither period.");
    sg_sheet_line(sheet, section,
                  "Weights are as read: more documents on one side make more and stronger ties "
                  "there. Lost means not reported, which is not the same as ended.");
}

static void add_changes(struct sg_report *report, const struct sg_diff *diff,
                        enum sg_change_kind kind, const char *title) {
    static const struct sg_sheet_column columns[] = {
        {"source", "Who", false, 0},          {"target", "Whom", false, 0},
        {"source_id", NULL, false, 0},        {"target_id", NULL, false, 0},
        {"before", "Before", false, 0},       {"after", "After", false, 0},
        {"friendly_before", NULL, false, 0},  {"hostile_before", NULL, false, 0},
        {"friendly_after", NULL, false, 0},   {"hostile_after", NULL, false, 0},
        {"quote", "In these words", true, 0},
    };
    struct sg_sheet *sheet = report->sheet;
    size_t count = 0, shown = 0;
    for (size_t i = 0; i < diff->change_count; i++)
        count += diff->changes[i].kind == kind;
    struct sg_section *section = sg_sheet_section(sheet, sg_change_name(kind), title, columns,
                                                  sizeof columns / sizeof *columns);
    sg_sheet_line(sheet, section, count ? "%zu of %zu, largest first." : "None.",
                  report->top && report->top < count ? report->top : count, count);
    for (size_t i = 0; i < diff->change_count; i++) {
        const struct sg_change *c = &diff->changes[i];
        if (c->kind != kind || (report->top && shown++ >= report->top))
            continue;
        double net = c->friendly_after - c->hostile_after;
        enum sg_tone tone = kind == SG_CHANGE_LOST ? SG_TONE_FAINT
                            : net < 0              ? SG_TONE_HOSTILE
                                                   : SG_TONE_FRIENDLY;
        sg_sheet_cell(sheet, section, sg_cell_text(c->source->name));
        sg_sheet_cell(sheet, section, sg_cell_text(c->target->name));
        sg_sheet_cell(sheet, section, sg_cell_text(c->source->id));
        sg_sheet_cell(sheet, section, sg_cell_text(c->target->id));
        sg_sheet_cell(
            sheet, section,
            sg_cell_text(sg_report_stance(sheet->arena, c->friendly_before, c->hostile_before)));
        sg_sheet_cell(sheet, section,
                      sg_cell_toned(sg_cell_text(sg_report_stance(sheet->arena, c->friendly_after,
                                                                  c->hostile_after)),
                                    tone));
        sg_sheet_cell(sheet, section, sg_cell_count(c->friendly_before));
        sg_sheet_cell(sheet, section, sg_cell_count(c->hostile_before));
        sg_sheet_cell(sheet, section, sg_cell_count(c->friendly_after));
        sg_sheet_cell(sheet, section, sg_cell_count(c->hostile_after));
        sg_sheet_cell(sheet, section, sg_cell_text(sg_report_quote(report, c->evidence)));
    }
}

/* --- rank movers */

struct mover {
    const struct sg_node *node;
    double before, after; /* ranks; 0: not there */
};

/* Rank of each node by the column, 1 the highest. */
static double rank_of(const struct sg_analysis *analysis, uint32_t node) {
    const double *values = analysis->columns[0].values;
    size_t above = 0;
    for (size_t i = 0; i < analysis->graph->node_count; i++)
        above += values[i] > values[node];
    return (double)above + 1;
}

/* How far it moved, in steps that count more at the top: 10 -> 1 is more than 110 -> 101. */
static double distance(const struct mover *m, double last) {
    return fabs(log((m->before > 0 ? m->before : last) / (m->after > 0 ? m->after : last)));
}

static int compare_movers(const void *a, const void *b, void *last) {
    const struct mover *x = a, *y = b;
    double dx = distance(x, *(double *)last), dy = distance(y, *(double *)last);
    if (dx != dy)
        return dx > dy ? -1 : 1;
    return strcmp(x->node->id, y->node->id);
}

static enum sg_status add_movers(struct sg_report *report, const struct sg_graph *before,
                                 const struct sg_graph *after, struct sg_error *err) {
    static const struct sg_sheet_column columns[] = {{"actor", "Actor", false, 0},
                                                     {"id", NULL, false, 0},
                                                     {"before", "Rank before", false, 0},
                                                     {"after", "Rank after", false, 0}};
    struct sg_analysis *a = NULL, *b = NULL;
    struct sg_analysis_options options = {.without_camps = true};
    struct sg_sheet *sheet = report->sheet;
    enum sg_status status = sg_analyse_with(&a, before, &report->by, 1, &options, err);
    if (!status)
        status = sg_analyse_with(&b, after, &report->by, 1, &options, err);
    struct mover *movers =
        sg_arena_array(sheet->arena, before->node_count + after->node_count + 1, sizeof *movers);
    double last =
        (double)(before->node_count > after->node_count ? before->node_count : after->node_count) +
        1;
    size_t count = 0, i = 0, k = 0;
    /* nodes stand by id in both */
    while (!status && movers && (i < before->node_count || k < after->node_count)) {
        int order = i == before->node_count  ? 1
                    : k == after->node_count ? -1
                                             : strcmp(before->nodes[i].id, after->nodes[k].id);
        struct mover mover = {.node = order >= 0 ? &after->nodes[k] : &before->nodes[i]};
        if (order <= 0)
            mover.before = rank_of(a, (uint32_t)i++);
        if (order >= 0)
            mover.after = rank_of(b, (uint32_t)k++);
        if (mover.before != mover.after)
            movers[count++] = mover;
    }
    if (!status && movers) {
        qsort_r(movers, count, sizeof *movers, compare_movers, &last);
        size_t shown = report->top && report->top < count ? report->top : count;
        struct sg_section *section = sg_sheet_section(sheet, "movers", "Who rose and who fell",
                                                      columns, sizeof columns / sizeof *columns);
        sg_sheet_line(sheet, section, "By %s; %zu of %zu that moved. Empty: not in that graph.",
                      report->by, shown, count);
        for (size_t m = 0; m < shown; m++) {
            const struct mover *mover = &movers[m];
            sg_sheet_cell(sheet, section, sg_cell_text(mover->node->name));
            sg_sheet_cell(sheet, section, sg_cell_text(mover->node->id));
            sg_sheet_cell(sheet, section,
                          mover->before > 0 ? sg_cell_count(mover->before) : sg_cell_number(NAN));
            sg_sheet_cell(sheet, section,
                          mover->after > 0 ? sg_cell_count(mover->after) : sg_cell_number(NAN));
        }
    }
    sg_analysis_free(a);
    sg_analysis_free(b);
    return status;
}

/* --- the run */

static enum sg_status read_both(struct sg_graph **before, struct sg_graph **after,
                                struct sg_common *common, const struct diff_options *options,
                                struct sg_error *err) {
    struct sg_graph_choice choice = options->choice;
    enum sg_status status;
    if (options->split) {
        char until[11];
        int32_t day;
        struct sg_graph *whole = NULL;
        if (options->choice.graph.since || options->choice.graph.until)
            return sg_fail(err, SG_ERR_USAGE, "give --split or --since and --until, not both");
        sg_day_parse(&day, options->split);
        sg_day_write(until, day - 1);
        common->keeps_sentences = true;
        status = sg_make_graph(&whole, common, &choice, err);
        struct sg_graph_options early = choice.graph, late = choice.graph;
        early.until = until;
        late.since = options->split;
        early.roll_up = late.roll_up = NULL; /* done */
        if (!status)
            status = sg_graph_derive(before, whole, &early, err);
        if (!status)
            status = sg_graph_derive(after, whole, &late, err);
        sg_graph_free(whole);
        return status;
    }
    if (common->input_count != 2)
        return sg_fail(err, SG_ERR_USAGE,
                       "diff wants two inputs, BEFORE and AFTER, or --split DATE for one set");
    char **inputs = common->inputs;
    common->input_count = 1;
    status = sg_make_graph(before, common, &choice, err);
    common->inputs = inputs + 1;
    if (!status)
        status = sg_make_graph(after, common, &choice, err);
    common->inputs = inputs;
    common->input_count = 2;
    return status;
}

static enum sg_status run(struct sg_common *common, const struct diff_options *options,
                          struct sg_error *err) {
    struct sg_graph *before = NULL, *after = NULL;
    struct sg_diff *diff = NULL;
    struct sg_arena arena;
    struct sg_sheet sheet = {.arena = &arena, .title = "Changes"};
    struct sg_report report = {
        .common = common, .sheet = &sheet, .by = options->by, .top = options->top};
    sg_arena_init(&arena);
    enum sg_status status = read_both(&before, &after, common, options, err);
    if (!status)
        status = sg_graph_diff(&diff, before, after, err);
    if (!status) {
        add_summary(&sheet, before, after, diff, options->split != NULL);
        add_changes(&report, diff, SG_CHANGE_FLIPPED, "Flipped between hostile and friendly");
        add_changes(&report, diff, SG_CHANGE_NEW, "New stances");
        add_changes(&report, diff, SG_CHANGE_LOST, "Stances no longer reported");
        add_changes(&report, diff, SG_CHANGE_STRONGER, "Stronger");
        add_changes(&report, diff, SG_CHANGE_WEAKER, "Weaker");
        status = add_movers(&report, before, after, err);
    }
    if (!status && options->output)
        status = sg_diff_write_dot(diff, options->output, err);
    struct sg_sheet_options page = options->sheet;
    if (!page.section && !strcmp(page.format, "csv"))
        page.section = "new";
    if (!status && !(options->output && !strcmp(options->output, "-")))
        status = sg_sheet_print(stdout, &sheet, &page, err);
    sg_diff_free(diff);
    sg_graph_free(before);
    sg_graph_free(after);
    sg_arena_release(&arena);
    return status;
}

int sg_command_diff(const struct sg_command *self, int argc, char **argv) {
    struct sg_common common;
    struct sg_error err;
    struct diff_options options = {.sheet = {.format = "table"}, .by = "strength", .top = 10};
    int code = sg_options_parse(&common, self, own_options, &options, argc, argv);
    if (code < 0) {
        sg_sheet_find_terminal(&options.sheet);
        code = run(&common, &options, &err) ? sg_say_error(&err) : sg_finish(&common);
    }
    sg_common_release(&common);
    return code;
}
