/* Who stands with whom, who stands between, and how well friends and foes fit together. */
#include "analyse/net.h"
#include "base/buf.h"
#include "cli/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double value_of(const struct sg_report *report, const char *measure, uint32_t node) {
    const struct sg_column *column = sg_analysis_column(report->analysis, measure);
    return column ? column->values[node] : NAN;
}

struct member {
    uint32_t node;
    double strength;
};

static int compare_members(const void *a, const void *b) {
    const struct member *x = a, *y = b;
    if (x->strength != y->strength)
        return x->strength > y->strength ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

/* The camp's actors, strongest first; returns how many. */
static size_t list_members(struct member *out, const struct sg_report *report, uint32_t camp) {
    size_t count = 0;
    for (uint32_t i = 0; i < report->graph->node_count; i++)
        if (report->analysis->camps[i] == camp) {
            double strength = value_of(report, "strength", i);
            out[count++] = (struct member){i, isnan(strength) ? 0 : strength};
        }
    qsort(out, count, sizeof *out, compare_members);
    return count;
}

static const char *names_of(struct sg_report *report, const struct member *members, size_t count,
                            size_t most) {
    struct sg_buf buf;
    sg_buf_init(&buf);
    for (size_t i = 0; i < count && i < most; i++)
        sg_buf_printf(&buf, "%s%s", i ? ", " : "", report->graph->nodes[members[i].node].name);
    if (count > most)
        sg_buf_printf(&buf, " and %zu more", count - most);
    const char *text = sg_arena_strdup(report->sheet->arena, sg_buf_text(&buf));
    sg_buf_release(&buf);
    return text;
}

/* Weight of a camp's edges by sign, inside and to other camps. */
struct weights {
    double friendly_in, hostile_in, hostile_out, friendly_out;
};

static void weigh_camps(struct weights *weights, const struct sg_report *report) {
    const uint32_t *camps = report->analysis->camps;
    for (size_t i = 0; i < report->graph->edge_count; i++) {
        const struct sg_edge *edge = &report->graph->edges[i];
        uint32_t a = camps[edge->source], b = camps[edge->target];
        if (!edge->sign)
            continue;
        if (a == b && a != SG_NO_CAMP) {
            *(edge->sign > 0 ? &weights[a].friendly_in : &weights[a].hostile_in) += edge->weight;
            continue;
        }
        if (a != SG_NO_CAMP)
            *(edge->sign > 0 ? &weights[a].friendly_out : &weights[a].hostile_out) += edge->weight;
        if (b != SG_NO_CAMP)
            *(edge->sign > 0 ? &weights[b].friendly_out : &weights[b].hostile_out) += edge->weight;
    }
}

static void say_how_sure(struct sg_report *report, struct sg_section *section) {
    const struct sg_camp_info *info = &report->analysis->camp_info;
    struct sg_sheet *sheet = report->sheet;
    bool is_signed = !strcmp(info->objective, "signed modularity");
    sg_sheet_line(sheet, section,
                  is_signed
                      ? "Actors that friendly ties hold together, grouped so that support falls "
                        "inside camps and hostility between them. Inside: friendly (+) and hostile "
                        "(-) claims among its own actors; across: with all others."
                      : "Actors grouped by the density of their ties, which have no sign.");
    if (isfinite(info->fit) && is_signed)
        sg_sheet_line(sheet, section,
                      "%.0f%% of the stance weight fits the camps; polarisation %.2f (0: no better "
                      "than chance, 1: all of it fits).",
                      100 * info->fit, info->polarisation);
    sg_sheet_line(sheet, section,
                  "Found by %s (%.3f), best of %zu starts; the other starts agree with it to %.2f "
                  "(adjusted Rand index; 1: the same camps)%s.",
                  info->objective, info->value, info->runs, info->stability,
                  info->stability < 0.6 ? ": take the borders with care" : "");
    if (is_signed)
        sg_sheet_line(
            sheet, section,
            "The starts optimise that figure first; what no chain of friendly ties joins "
            "is then split apart, so that shared foes alone make no camp. The figures are "
            "those of the camps as they stand here.");
    if (info->alone)
        sg_sheet_line(sheet, section, "%zu actor%s with ties stand%s in no camp.", info->alone,
                      info->alone == 1 ? "" : "s", info->alone == 1 ? "s" : "");
}

void sg_report_camps(struct sg_report *report) {
    static const struct sg_sheet_column columns[] = {
        {"camp", "Camp", false, 0},
        {"name", "Around", false, 0},
        {"actors", "Actors", false, 0},
        {"friendly_inside", "+ inside", false, 0},
        {"hostile_inside", "- inside", false, 0},
        {"hostile_outside", "- across", false, 0},
        {"friendly_outside", "+ across", false, 0},
        {"members", "Members", true, 0},
    };
    /* where ties have no sign there is no support and no hostility to tell */
    static const struct sg_sheet_column unsigned_columns[] = {
        {"camp", "Group", false, 0},          {"name", "Around", false, 0},
        {"actors", "Actors", false, 0},       {"friendly_inside", NULL, false, 0},
        {"hostile_inside", NULL, false, 0},   {"hostile_outside", NULL, false, 0},
        {"friendly_outside", NULL, false, 0}, {"members", "Members", true, 0},
    };
    const struct sg_analysis *analysis = report->analysis;
    bool is_signed = strcmp(analysis->camp_info.objective, "modularity") != 0;
    struct sg_sheet *sheet = report->sheet;
    struct member *members =
        sg_arena_array(sheet->arena, report->graph->node_count + 1, sizeof *members);
    struct weights *weights =
        sg_arena_array(sheet->arena, analysis->camp_count + 1, sizeof *weights);
    if (!members || !weights || !analysis->camps || !analysis->camp_count)
        return;
    struct sg_section *section = sg_sheet_section(
        sheet, "camps", is_signed ? "Who stands with whom" : "Who is named together",
        is_signed ? columns : unsigned_columns, sizeof columns / sizeof *columns);
    say_how_sure(report, section);
    weigh_camps(weights, report);
    for (uint32_t camp = 0; camp < analysis->camp_count; camp++) {
        if (report->top && camp >= report->top)
            break;
        size_t count = list_members(members, report, camp);
        sg_sheet_cell(sheet, section, sg_cell_count((double)camp + 1));
        sg_sheet_cell(sheet, section, sg_cell_text(report->graph->nodes[members[0].node].name));
        sg_sheet_cell(sheet, section, sg_cell_count((double)count));
        sg_sheet_cell(sheet, section, sg_cell_count(weights[camp].friendly_in));
        sg_sheet_cell(sheet, section, sg_cell_count(weights[camp].hostile_in));
        sg_sheet_cell(sheet, section, sg_cell_count(weights[camp].hostile_out));
        sg_sheet_cell(sheet, section, sg_cell_count(weights[camp].friendly_out));
        sg_sheet_cell(sheet, section,
                      sg_cell_text(names_of(report, members, count, report->top ? 12 : SIZE_MAX)));
    }
}

/* --- brokers */

/* Friendly weight toward each camp, both ways, and how even it is: the participation coefficient
 * 1 - sum (k_c / k)^2 (Guimera and Amaral 2005) over camps. */
static double spread(double *toward, size_t *camp_count, const struct sg_report *report,
                     uint32_t node) {
    const struct sg_analysis *analysis = report->analysis;
    double all = 0, squares = 0;
    memset(toward, 0, (analysis->camp_count + 1) * sizeof *toward);
    for (size_t i = 0; i < report->graph->edge_count; i++) {
        const struct sg_edge *edge = &report->graph->edges[i];
        uint32_t other = edge->source == node ? edge->target : edge->source;
        if ((edge->source != node && edge->target != node) || edge->sign < 0 ||
            !sg_layer_has(analysis->layer, edge) || analysis->camps[other] == SG_NO_CAMP)
            continue;
        toward[analysis->camps[other]] += edge->weight;
        all += edge->weight;
    }
    *camp_count = 0;
    for (size_t c = 0; c < analysis->camp_count; c++) {
        *camp_count += toward[c] > 0;
        squares += all > 0 ? toward[c] / all * (toward[c] / all) : 0;
    }
    return all > 0 ? 1 - squares : 0;
}

void sg_report_brokers(struct sg_report *report) {
    static const struct sg_sheet_column columns[] = {
        {"rank", "#", false, 0},
        {"actor", "Actor", false, 0},
        {"id", NULL, false, 0},
        {"betweenness", "Betweenness", false, 1},
        {"constraint", "Constraint", false, 2},
        {"articulation", "Cut point", false, 0},
        {"camps_befriended", "Friendly camps", false, 0},
        {"participation", "Spread", false, 2},
    };
    const struct sg_analysis *analysis = report->analysis;
    const struct sg_column *betweenness = sg_analysis_column(analysis, "betweenness");
    struct sg_sheet *sheet = report->sheet;
    size_t n = report->graph->node_count, count = 0;
    struct member *ranking = sg_arena_array(sheet->arena, n + 1, sizeof *ranking);
    double *toward = sg_arena_array(sheet->arena, analysis->camp_count + 1, sizeof *toward);
    if (!ranking || !toward || !betweenness || !analysis->camps)
        return;
    for (uint32_t i = 0; i < n; i++)
        if (betweenness->values[i] > 0)
            ranking[count++] = (struct member){i, betweenness->values[i]};
    if (!count)
        return;
    qsort(ranking, count, sizeof *ranking, compare_members);
    struct sg_section *section = sg_sheet_section(sheet, "brokers", "Who stands between", columns,
                                                  sizeof columns / sizeof *columns);
    sg_sheet_line(sheet, section,
                  "Actors on the shortest paths between others. Low constraint: its partners do "
                  "not know each other. Cut point: without it the graph falls apart. Spread: how "
                  "evenly its friendly ties go to several camps (0: one camp only).");
    for (size_t i = 0; i < count && (!report->top || i < report->top); i++) {
        uint32_t node = ranking[i].node;
        size_t camps;
        double evenness = spread(toward, &camps, report, node);
        sg_sheet_cell(sheet, section, sg_cell_count((double)i + 1));
        sg_sheet_cell(sheet, section, sg_cell_text(report->graph->nodes[node].name));
        sg_sheet_cell(sheet, section, sg_cell_text(report->graph->nodes[node].id));
        sg_sheet_cell(sheet, section, sg_cell_number(ranking[i].strength));
        sg_sheet_cell(sheet, section, sg_cell_number(value_of(report, "constraint", node)));
        sg_sheet_cell(sheet, section, sg_cell_flag(value_of(report, "articulation", node) > 0));
        sg_sheet_cell(sheet, section, sg_cell_count((double)camps));
        sg_sheet_cell(sheet, section, sg_cell_number(evenness));
    }
}

/* --- balance */

void sg_report_balance(struct sg_report *report, const struct sg_balance *balance) {
    static const struct sg_sheet_column columns[] = {
        {"figure", "Figure", false, 0}, {"value", "Value", false, 3}, {"says", "", false, 0}};
    struct sg_sheet *sheet = report->sheet;
    size_t all = balance->triads[0] + balance->triads[1] + balance->triads[2] + balance->triads[3];
    size_t ties = balance->positive + balance->negative;
    const struct {
        const char *figure;
        double value;
        const char *says;
    } rows[] = {
        {"friendly pairs", (double)balance->positive, "pairs of actors on balance friendly"},
        {"hostile pairs", (double)balance->negative, "pairs on balance hostile"},
        {"mixed pairs", (double)balance->mixed, "as much of one as of the other; left out below"},
        {"triads", (double)all, "three actors with ties among all"},
        {"+++", (double)balance->triads[0], "three friends (balanced)"},
        {"++-", (double)balance->triads[1], "a friend of two foes (unbalanced)"},
        {"+--", (double)balance->triads[2], "two friends, one foe (balanced)"},
        {"---", (double)balance->triads[3], "three foes (unbalanced)"},
        {"triad balance", balance->triad_balance, "share of balanced triads (Cartwright, Harary)"},
        {"frustration, at least", (double)balance->frustration_low,
         "pairs to change for two clean camps"},
        {"frustration, at most", (double)balance->frustration_high,
         balance->frustration_low == balance->frustration_high ? "exact: the bounds meet"
                                                               : "not exact: bounds"},
    };
    struct sg_section *section =
        sg_sheet_section(sheet, "balance", "Do friends and foes fit together", columns,
                         sizeof columns / sizeof *columns);
    sg_sheet_line(sheet, section,
                  "Balanced is where the friend of a friend is a friend and the foe of a foe is a "
                  "friend. %s%zu of %zu pairs stand%s against a split into two "
                  "camps.",
                  balance->frustration_low == balance->frustration_high ? "" : "At most ",
                  balance->frustration_high, ties, balance->frustration_high == 1 ? "s" : "");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sg_sheet_cell(sheet, section, sg_cell_text(rows[i].figure));
        bool is_whole = rows[i].value == floor(rows[i].value) && i != 8;
        sg_sheet_cell(sheet, section,
                      is_whole ? sg_cell_count(rows[i].value) : sg_cell_number(rows[i].value));
        sg_sheet_cell(sheet, section, sg_cell_text(rows[i].says));
    }
}
