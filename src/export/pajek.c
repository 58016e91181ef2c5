/* Pajek's .net: one list of arcs for each relation, with its name as the relation's. Values are
 * positive like everywhere; with the dialect "signed" hostile ones are negative, which is what Pajek's
 * own measures of balance want. */
#include "base/strmap.h"
#include "export/export.h"
#include "export/write.h"

#include <string.h>

/* Pajek knows no escapes in a label. */
static void put_quoted(FILE *out, const char *text) {
    putc_unlocked('"', out);
    for (; *text; text++)
        putc_unlocked(*text == '"' || *text == '\\' ? '\''
                      : (unsigned char)*text < ' ' ? ' '
                                                   : *text,
                      out);
    putc_unlocked('"', out);
}

/* Readers take the label for the vertex's name, so two actors of one name are told apart by id. */
static enum sg_status put_vertices(FILE *out, struct sg_view *view, struct sg_error *err) {
    const struct sg_graph *graph = view->graph;
    struct sg_strmap *seen = sg_strmap_new();
    bool is_good = seen != NULL;
    fprintf(out, "*Vertices %zu\n", graph->node_count);
    for (size_t i = 0; is_good && i < graph->node_count; i++) {
        const char *name = sg_view_text(view, graph->nodes[i].name);
        if (!*name)
            name = view->ids[i];
        if (sg_strmap_get(seen, name) != SG_STRMAP_NONE)
            name = sg_arena_printf(&view->arena, "%s (%s)", name, view->ids[i]);
        is_good = name && sg_strmap_set(seen, name, 1);
        if (!is_good)
            break;
        fprintf(out, "%zu ", i + 1);
        put_quoted(out, name);
        fprintf(out, " %.4f %.4f 0.5\n", 0.5 + view->x[i] / 2400, 0.5 - view->y[i] / 2400);
    }
    sg_strmap_free(seen);
    return is_good ? SG_OK : sg_fail(err, SG_ERR_MEMORY, "pajek: out of memory");
}

static void put_lines(FILE *out, const struct sg_view *view, const char *relation) {
    bool is_signed = !strcmp(view->dialect, "signed");
    for (size_t i = 0; i < view->graph->edge_count; i++) {
        const struct sg_edge *edge = &view->graph->edges[i];
        if (strcmp(edge->relation, relation))
            continue;
        fprintf(out, "%u %u ", edge->source + 1, edge->target + 1);
        sg_put_number(out, is_signed && edge->sign < 0 ? -edge->weight : edge->weight);
        putc_unlocked('\n', out);
    }
}

enum sg_status sg_write_pajek(FILE *out, struct sg_view *view, struct sg_error *err) {
    struct sg_strmap *relations = sg_strmap_new();
    if (!relations)
        return sg_fail(err, SG_ERR_MEMORY, "pajek: out of memory");
    enum sg_status status = put_vertices(out, view, err);
    for (size_t i = 0; !status && i < view->graph->edge_count; i++) {
        const struct sg_edge *edge = &view->graph->edges[i];
        size_t known = sg_strmap_count(relations);
        uint32_t index = sg_strmap_intern(relations, edge->relation);
        if (index == SG_STRMAP_NONE) {
            status = sg_fail(err, SG_ERR_MEMORY, "pajek: out of memory");
        } else if (sg_strmap_count(relations) > known) {
            fprintf(out, "*%s :%u ", edge->is_directed ? "Arcs" : "Edges", index + 1);
            put_quoted(out, sg_view_text(view, edge->relation));
            putc_unlocked('\n', out);
            put_lines(out, view, edge->relation);
        }
    }
    sg_strmap_free(relations);
    return status;
}
