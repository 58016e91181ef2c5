/* Pajek's .net: one list of arcs, the relation as a line's label (a list for each relation, which
 * Pajek knows too, is taken for actors by NetworkX and refused by igraph). Values are positive like
 * everywhere; with the dialect "signed" hostile ones are negative, which is what Pajek's own
 * measures of balance want. */
#include "base/strmap.h"
#include "export/export.h"
#include "export/write.h"

#include <string.h>

/* Pajek knows no escapes in a label: what would end it is replaced. NULL when out of memory. */
static const char *plain(struct sg_view *view, const char *text) {
    text = sg_view_text(view, text);
    if (!text[strcspn(text, "\"\\\t\n\r")])
        return text;
    char *copy = sg_arena_strdup(&view->arena, text);
    for (char *c = copy; c && *c; c++)
        *c = *c == '"' || *c == '\\' ? '\'' : (unsigned char)*c < ' ' ? ' ' : *c;
    return copy;
}

/* Readers take the label for the vertex's name, so two actors of one name are told apart by id. */
static enum sg_status put_vertices(FILE *out, struct sg_view *view, struct sg_error *err) {
    const struct sg_graph *graph = view->graph;
    struct sg_strmap *seen = sg_strmap_new();
    bool is_good = seen != NULL;
    fprintf(out, "*Vertices %zu\n", graph->node_count);
    for (size_t i = 0; is_good && i < graph->node_count; i++) {
        const char *name = plain(view, graph->nodes[i].name);
        if (name && !name[strspn(name, " ")])
            name = view->ids[i];
        if (name && sg_strmap_get(seen, name) != SG_STRMAP_NONE)
            name = sg_arena_printf(&view->arena, "%s (%s)", name, view->ids[i]);
        is_good = name && sg_strmap_set(seen, name, 1);
        if (is_good)
            fprintf(out, "%zu \"%s\" %.4f %.4f 0.5\n", i + 1, name, 0.5 + view->x[i] / 2400,
                    0.5 - view->y[i] / 2400);
    }
    sg_strmap_free(seen);
    return is_good ? SG_OK : sg_fail(err, SG_ERR_MEMORY, "pajek: out of memory");
}

enum sg_status sg_write_pajek(FILE *out, struct sg_view *view, struct sg_error *err) {
    bool is_signed = !strcmp(view->dialect, "signed");
    enum sg_status status = put_vertices(out, view, err);
    if (status)
        return status;
    fputs(view->is_directed ? "*Arcs\n" : "*Edges\n", out);
    for (size_t i = 0; i < view->graph->edge_count; i++) {
        const struct sg_edge *edge = &view->graph->edges[i];
        fprintf(out, "%u %u ", edge->source + 1, edge->target + 1);
        sg_put_number(out, is_signed && edge->sign < 0 ? -edge->weight : edge->weight);
        const char *relation = plain(view, edge->relation);
        fprintf(out, " l \"%s\" c %s p %s\n", relation ? relation : "",
                edge->sign < 0   ? "OrangeRed"
                : edge->sign > 0 ? "Blue"
                                 : "Gray",
                edge->sign < 0 ? "Solid" : "Dots");
    }
    return SG_OK;
}
