/* The strongest ties by date: a row a tie, a dot for each day with claims, as large as they are
 * many. */
#include "aggregate/day.h"
#include "export/export.h"
#include "export/svg.h"
#include "export/write.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TIES_MOST 30
#define ROW 24.0
#define LEFT 430.0
#define SPAN 640.0
#define TOP 76.0

struct timeline {
    size_t *edges; /* of the graph, strongest first */
    size_t count, dated;
    int32_t first, last;
    uint32_t most; /* claims on one day */
};

static int stronger(const void *left, const void *right, void *context) {
    const struct sg_edge *edges = ((const struct sg_graph *)context)->edges;
    size_t a = *(const size_t *)left, b = *(const size_t *)right;
    if (edges[a].weight != edges[b].weight)
        return edges[a].weight > edges[b].weight ? -1 : 1;
    return a < b ? -1 : a > b;
}

static bool is_dated(const struct sg_edge *edge) {
    for (size_t i = 0; i < edge->tally_count; i++)
        if (edge->tallies[i].day != SG_NO_DAY)
            return true;
    return false;
}

static bool make_timeline(struct timeline *t, struct sg_view *view) {
    const struct sg_graph *graph = view->graph;
    t->edges = sg_arena_array(&view->arena, graph->edge_count, sizeof *t->edges);
    if (!t->edges)
        return false;
    for (size_t i = 0; i < graph->edge_count; i++)
        if (is_dated(&graph->edges[i]))
            t->edges[t->dated++] = i;
    qsort_r(t->edges, t->dated, sizeof *t->edges, stronger, (void *)(uintptr_t)graph);
    t->count = t->dated < TIES_MOST ? t->dated : TIES_MOST;
    t->first = INT32_MAX;
    t->last = INT32_MIN;
    for (size_t i = 0; i < t->count; i++) {
        const struct sg_edge *edge = &graph->edges[t->edges[i]];
        for (size_t j = 0; j < edge->tally_count; j++)
            if (edge->tallies[j].day != SG_NO_DAY) {
                t->first = edge->tallies[j].day < t->first ? edge->tallies[j].day : t->first;
                t->last = edge->tallies[j].day > t->last ? edge->tallies[j].day : t->last;
                t->most = edge->tallies[j].claims > t->most ? edge->tallies[j].claims : t->most;
            }
    }
    return true;
}

static double place(const struct timeline *t, int32_t day) {
    double span = fmax(1, (double)t->last - t->first);
    return LEFT + 16 + (SPAN - 32) * ((double)day - t->first) / span;
}

static void put_axis(FILE *out, const struct timeline *t, double bottom) {
    int ticks = t->last > t->first ? 5 : 1;
    for (int i = 0; i < ticks; i++) {
        int32_t day = ticks == 1
                          ? t->first
                          : t->first + (int32_t)((double)(t->last - t->first) * i / (ticks - 1));
        char date[11];
        sg_day_write(date, day);
        double x = place(t, day);
        fprintf(out, "<path d=\"M%.1f %.1fV%.1f\" stroke=\"#cccccc\"/>\n", x, TOP - 8, bottom);
        sg_svg_text(out, x, TOP - 14, "middle", "font-size=\"11\" fill=\"#444444\"", date, 0);
    }
}

static void put_row(FILE *out, struct sg_view *view, const struct timeline *t, size_t row) {
    const struct sg_edge *edge = &view->graph->edges[t->edges[row]];
    const struct sg_sign_style *style = sg_sign_style(edge->sign);
    const char *source = sg_view_text(view, view->graph->nodes[edge->source].name);
    const char *target = sg_view_text(view, view->graph->nodes[edge->target].name);
    char hex[8], more[60];
    double y = TOP + (double)row * ROW + ROW / 2;
    sg_svg_tint(hex, style->line, 1);
    snprintf(more, sizeof more, "fill=\"%s\"", hex);
    sg_svg_text(out, LEFT - 262, y + 4, "end", "", source, 22);
    sg_svg_text(out, LEFT - 216, y + 4, "middle", more, sg_view_text(view, edge->relation), 13);
    sg_svg_text(out, LEFT - 170, y + 4, "start", "", target, 22);
    for (size_t j = 0; j < edge->tally_count;) { /* sum the documents of a day */
        int32_t day = edge->tallies[j].day;
        bool is_first = true;
        uint32_t claims = 0;
        for (size_t k = 0; k < edge->tally_count; k++)
            if (edge->tallies[k].day == day) {
                claims += edge->tallies[k].claims;
                is_first &= k >= j;
            }
        j++;
        if (day == SG_NO_DAY || !is_first)
            continue;
        char date[11];
        sg_day_write(date, day);
        fprintf(out,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" fill-opacity=\"0.75\" "
                "stroke=\"#ffffff\"><title>%s: %u claims</title></circle>\n",
                place(t, day), y, fmin(3 + 2 * sqrt(claims), ROW / 2), hex, date, claims);
    }
}

enum sg_status sg_write_timeline(FILE *out, struct sg_view *view, struct sg_error *err) {
    struct timeline t = {0};
    if (!make_timeline(&t, view))
        return sg_fail(err, SG_ERR_MEMORY, "timeline: out of memory");
    if (!t.count)
        return sg_fail(err, SG_ERR_UNDEFINED,
                       "no claim has a date, so there is no timeline: give the documents a date");
    double bottom = TOP + (double)t.count * ROW;
    sg_svg_open(out, LEFT + SPAN + 40, bottom + 44,
                *view->title ? view->title : "the strongest ties by date");
    sg_svg_text(out, 16, 30, "start", "font-size=\"16\" font-weight=\"bold\"",
                *view->title ? view->title : "The strongest ties by date", 80);
    for (size_t i = 0; i < t.count; i += 2) /* bands lead the eye */
        fprintf(out, "<rect x=\"8\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#f5f5f5\"/>\n",
                TOP + (double)i * ROW, LEFT + SPAN - 8, ROW);
    put_axis(out, &t, bottom);
    for (size_t i = 0; i < t.count; i++)
        put_row(out, view, &t, i);
    char text[200];
    snprintf(text, sizeof text,
             "a dot is a day, as large as its claims are many; %zu of %zu dated ties", t.count,
             t.dated);
    sg_svg_text(out, 16, bottom + 26, "start", "font-size=\"11\" fill=\"#444444\"", text, 0);
    fputs("</svg>\n", out);
    return SG_OK;
}
