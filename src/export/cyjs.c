/* Cytoscape.js elements, as Cytoscape writes and reads them in .cyjs files. */
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

enum sg_status sg_write_cyjs(FILE *out, struct sg_view *view, struct sg_error *err) {
    const struct sg_graph *graph = view->graph;
    fputs("{\"format_version\": \"1.0\", \"generated_by\": \"stancegraph\",\n"
          "\"target_cytoscapejs_version\": \"~3.0\", \"data\": {\"name\": ",
          out);
    sg_put_json(out, *view->title ? view->title : "stancegraph");
    fputs("},\n\"elements\": {\"nodes\": [", out);
    for (size_t i = 0; i < graph->node_count; i++) {
        fprintf(out, "%s\n  {\"data\": {\"id\": \"%s\", \"name\": ", i ? "," : "", view->ids[i]);
        sg_put_json(out, sg_view_text(view, graph->nodes[i].name));
        put_values(out, view, view->node_attributes, view->node_attribute_count, i);
        /* its y axis points down */
        fprintf(out, "}, \"position\": {\"x\": %.2f, \"y\": %.2f}}", view->x[i], -view->y[i]);
    }
    fputs("\n],\n\"edges\": [", out);
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct sg_edge *edge = &graph->edges[i];
        fprintf(out,
                "%s\n  {\"data\": {\"id\": \"e%zu\", \"source\": \"%s\", \"target\": \"%s\", "
                "\"interaction\": ",
                i ? "," : "", i, view->ids[edge->source], view->ids[edge->target]);
        sg_put_json(out, sg_view_text(view, edge->relation));
        fputs(", \"weight\": ", out);
        sg_put_number(out, edge->weight);
        put_values(out, view, view->edge_attributes, view->edge_attribute_count, i);
        fputs("}}", out);
    }
    fputs("\n]}}\n", out);
    return SG_OK;
}
