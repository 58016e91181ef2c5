/* Node-link JSON: nx.node_link_graph(json.load(f)) reads it (from NetworkX 3.4 with edges="links"),
 * D3 as it is. `key` is the relation, so that parallel edges stay apart. */
#include "export/export.h"
#include "export/write.h"

static void put_values(FILE *out, struct sg_view *view, const struct sg_attribute *attributes,
                       size_t count, size_t i) {
    struct sg_value value;
    for (size_t j = 0; j < count; j++) {
        if (!sg_view_value(view, &attributes[j], i, &value))
            continue;
        fprintf(out, ", \"%s\": ", attributes[j].name);
        sg_put_json_value(out, attributes[j].kind, &value);
    }
}

enum sg_status sg_write_json(FILE *out, struct sg_view *view, struct sg_error *err) {
    const struct sg_graph *graph = view->graph;
    fprintf(out,
            "{\"directed\": %s, \"multigraph\": true, \"graph\": {\"creator\": \"stancegraph\"",
            view->is_directed ? "true" : "false");
    if (*view->title) {
        fputs(", \"title\": ", out);
        sg_put_json(out, view->title);
    }
    fputs("},\n\"nodes\": [", out);
    for (size_t i = 0; i < graph->node_count; i++) {
        fprintf(out, "%s\n  {\"id\": \"%s\", \"name\": ", i ? "," : "", view->ids[i]);
        sg_put_json(out, sg_view_text(view, graph->nodes[i].name));
        put_values(out, view, view->node_attributes, view->node_attribute_count, i);
        fprintf(out, ", \"x\": %.2f, \"y\": %.2f}", view->x[i], view->y[i]);
    }
    fputs("\n],\n\"links\": [", out);
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct sg_edge *edge = &graph->edges[i];
        fprintf(out, "%s\n  {\"source\": \"%s\", \"target\": \"%s\", \"key\": ", i ? "," : "",
                view->ids[edge->source], view->ids[edge->target]);
        sg_put_json(out, sg_view_text(view, edge->relation));
        fputs(", \"weight\": ", out);
        sg_put_number(out, edge->weight);
        put_values(out, view, view->edge_attributes, view->edge_attribute_count, i);
        putc_unlocked('}', out);
    }
    fputs("\n]}\n", out);
    return SG_OK;
}
