/* The adjacency matrix as a picture: a row is who speaks, a column whom it is about; colour tells
 * for or against, depth how often. Rows stand by camp, then by how much they are talked of. */
#include "export/export.h"
#include "export/svg.h"
#include "export/write.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ACTORS_MOST 60
#define CELL 22.0
#define NAME_MOST 26

struct row {
    size_t node, claims;
    unsigned camp;
};

static int by_claims(const void *left, const void *right) {
    const struct row *a = left, *b = right;
    if (a->claims != b->claims)
        return a->claims > b->claims ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

static int by_camp(const void *left, const void *right) {
    const struct row *a = left, *b = right;
    if (a->camp != b->camp)
        return a->camp - 1 < b->camp - 1 ? -1 : 1; /* those of no camp last: 0 - 1 is the most */
    return by_claims(left, right);
}

struct matrix {
    struct row *rows;
    size_t count;
    size_t *place;            /* node -> row + 1, 0: not shown */
    double *for_it, *against; /* count * count, weights */
    double most;
};

static bool make_matrix(struct matrix *m, struct sg_view *view) {
    size_t nodes = view->graph->node_count;
    m->rows = sg_arena_array(&view->arena, nodes, sizeof *m->rows);
    m->place = sg_arena_array(&view->arena, nodes, sizeof *m->place);
    if (!m->rows || !m->place)
        return false;
    for (size_t i = 0; i < nodes; i++)
        m->rows[i] = (struct row){i, view->graph->nodes[i].claims, sg_view_camp(view, i)};
    qsort(m->rows, nodes, sizeof *m->rows, by_claims);
    m->count = nodes < ACTORS_MOST ? nodes : ACTORS_MOST;
    qsort(m->rows, m->count, sizeof *m->rows, by_camp);
    for (size_t i = 0; i < m->count; i++)
        m->place[m->rows[i].node] = i + 1;
    m->for_it = sg_arena_array(&view->arena, m->count * m->count, sizeof *m->for_it);
    m->against = sg_arena_array(&view->arena, m->count * m->count, sizeof *m->against);
    if (!m->for_it || !m->against)
        return false;
    for (size_t i = 0; i < view->graph->edge_count; i++) {
        const struct sg_edge *edge = &view->graph->edges[i];
        size_t from = m->place[edge->source], to = m->place[edge->target];
        if (!from || !to || !edge->sign)
            continue;
        size_t at = (from - 1) * m->count + to - 1;
        (edge->sign > 0 ? m->for_it : m->against)[at] += edge->weight;
        m->most = fmax(m->most, m->for_it[at] + m->against[at]);
    }
    return true;
}

static void put_cell(FILE *out, struct sg_view *view, const struct matrix *m, size_t row,
                     size_t column, double left, double top) {
    double for_it = m->for_it[row * m->count + column];
    double against = m->against[row * m->count + column], sum = for_it + against;
    if (sum <= 0)
        return;
    const struct sg_sign_style *style = sg_sign_style(for_it > against ? 1 : -1);
    double share = 0.25 + 0.75 * sqrt(sum / m->most);
    char hex[8];
    sg_svg_tint(hex, style->line, share);
    double x = left + (double)column * CELL, y = top + (double)row * CELL;
    fprintf(out, "<g><title>");
    sg_put_xml(out, sg_view_text(view, view->graph->nodes[m->rows[row].node].name));
    fputs(" → ", out);
    sg_put_xml(out, sg_view_text(view, view->graph->nodes[m->rows[column].node].name));
    fprintf(out,
            ": %.4g against, %.4g for</title><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
            "height=\"%.1f\" fill=\"%s\"/>",
            against, for_it, x + 1, y + 1, CELL - 2, CELL - 2, hex);
    if (for_it > 0 && against > 0) { /* both: a corner in the other colour */
        const struct sg_sign_style *other = sg_sign_style(for_it > against ? -1 : 1);
        sg_svg_tint(hex, other->line, 1);
        fprintf(out, "<path d=\"M%.1f %.1fh-9l9 9z\" fill=\"%s\" stroke=\"#fff\"/>", x + CELL - 1,
                y + 1, hex);
    }
    char number[32];
    snprintf(number, sizeof number, "%s%.3g", for_it > against ? "+" : "−", sum);
    sg_svg_text(out, x + CELL / 2, y + CELL / 2 + 3.5, "middle",
                share > 0.6 ? "font-size=\"9\" fill=\"#ffffff\"" : "font-size=\"9\"", number, 0);
    fputs("</g>\n", out);
}

static void put_legend(FILE *out, const struct sg_view *view, const struct matrix *m, double y) {
    char hex[8], text[200];
    double x = 16;
    for (int sign = -1; sign <= 1; sign += 2) {
        sg_svg_tint(hex, sg_sign_style(sign)->line, 0.8);
        fprintf(out, "<rect x=\"%.0f\" y=\"%.0f\" width=\"14\" height=\"14\" fill=\"%s\"/>\n", x,
                y - 11, hex);
        sg_svg_text(out, x + 20, y, "start", "", sign < 0 ? "− against" : "+ for", 0);
        x += 100;
    }
    snprintf(text, sizeof text, "row → column; the number is the weight of the ties");
    sg_svg_text(out, x, y, "start", "fill=\"#444444\"", text, 0);
    if (m->count < view->graph->node_count) {
        snprintf(text, sizeof text, "the %zu actors with the most claims of %zu", m->count,
                 view->graph->node_count);
        sg_svg_text(out, 16, y + 18, "start", "fill=\"#444444\"", text, 0);
    }
}

/* An actor's name on both sides, its own cell, and the line where its camp begins. */
static void put_names(FILE *out, struct sg_view *view, const struct matrix *m, size_t i,
                      double left, double top, double side) {
    const char *name = sg_view_text(view, view->graph->nodes[m->rows[i].node].name);
    double at = (double)i * CELL, middle = left + at + CELL / 2 + 4;
    char turn[100];
    fprintf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#d8d8d8\"/>\n",
            left + at, top + at, CELL, CELL);
    sg_svg_text(out, left - 8, top + at + CELL / 2 + 4, "end", "", name, NAME_MOST);
    snprintf(turn, sizeof turn, "transform=\"rotate(-55 %.1f %.1f)\"", middle, top - 8);
    sg_svg_text(out, middle, top - 8, "start", turn, name, NAME_MOST);
    if (i && m->rows[i].camp != m->rows[i - 1].camp)
        fprintf(out,
                "<path d=\"M%.1f %.1fH%.1fM%.1f %.1fV%.1f\" stroke=\"#333333\" fill=\"none\"/>\n",
                left, top + at, left + side, left + at, top, top + side);
}

enum sg_status sg_write_matrix(FILE *out, struct sg_view *view, struct sg_error *err) {
    struct matrix m = {0};
    if (!make_matrix(&m, view))
        return sg_fail(err, SG_ERR_MEMORY, "matrix: out of memory");
    double left = 212, top = 196, side = (double)m.count * CELL;
    double width = fmax(left + side + 130, 560), height = top + side + 70;
    sg_svg_open(out, width, height, *view->title ? view->title : "who is for and against whom");
    sg_svg_text(out, 16, 28, "start", "font-size=\"16\" font-weight=\"bold\"",
                *view->title ? view->title : "Who is for and against whom", (size_t)(width / 10));
    for (size_t i = 0; i < m.count; i += 2) /* bands lead the eye */
        fprintf(out,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#f4f4f4\"/>\n",
                left, top + (double)i * CELL, side, CELL);
    for (size_t i = 0; i < m.count; i++)
        put_names(out, view, &m, i, left, top, side);
    for (size_t i = 0; i < m.count; i++)
        for (size_t j = 0; j < m.count; j++)
            put_cell(out, view, &m, i, j, left, top);
    put_legend(out, view, &m, top + side + 28);
    fputs("</svg>\n", out);
    return SG_OK;
}
