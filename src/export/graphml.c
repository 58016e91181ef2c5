/* GraphML, valid against the schema of graphdrawing.org, with names and types that Gephi, Gephi
 * Lite, Cytoscape, NetworkX and igraph all take: int, double, boolean and string; key ids that
 * differ between nodes and edges (Cytoscape looks them up by id alone); one directedness for all
 * edges (NetworkX refuses a mixture; `symmetric` tells); no non-finite number. */
#include "export/export.h"
#include "export/write.h"

static const char *type_name(enum sg_kind kind) {
    static const char *const names[] = {"string", "int", "double", "boolean"};
    return names[kind];
}

static void put_key(FILE *out, const char *domain, const char *name, const char *type) {
    fprintf(out, "  <key id=\"%c_%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", domain[0],
            name, domain, name, type);
}

static void put_keys(FILE *out, const struct sg_view *view) {
    static const char *const channels[] = {"r", "g", "b"};
    put_key(out, "node", "label", "string"); /* Gephi's label */
    put_key(out, "node", "name", "string");  /* igraph's and Cytoscape's */
    for (size_t i = 0; i < view->node_attribute_count; i++)
        put_key(out, "node", view->node_attributes[i].name,
                type_name(view->node_attributes[i].kind));
    put_key(out, "node", "size", "double");
    for (size_t i = 0; i < 3; i++)
        put_key(out, "node", channels[i], "int");
    put_key(out, "edge", "weight", "double");
    put_key(out, "edge", "interaction", "string"); /* Cytoscape's word for the relation */
    for (size_t i = 0; i < view->edge_attribute_count; i++)
        put_key(out, "edge", view->edge_attributes[i].name,
                type_name(view->edge_attributes[i].kind));
    for (size_t i = 0; i < 3; i++)
        put_key(out, "edge", channels[i], "int");
}

static void put_text(FILE *out, char domain, const char *name, const char *text) {
    fprintf(out, "      <data key=\"%c_%s\">", domain, name);
    sg_put_xml(out, text);
    fputs("</data>\n", out);
}

static void put_real(FILE *out, char domain, const char *name, double number) {
    fprintf(out, "      <data key=\"%c_%s\">", domain, name);
    sg_put_number(out, number);
    fputs("</data>\n", out);
}

static void put_colour(FILE *out, char domain, struct sg_colour colour) {
    put_real(out, domain, "r", colour.r);
    put_real(out, domain, "g", colour.g);
    put_real(out, domain, "b", colour.b);
}

static void put_values(FILE *out, struct sg_view *view, char domain,
                       const struct sg_attribute *attributes, size_t count, size_t i) {
    struct sg_value value;
    for (size_t j = 0; j < count; j++) {
        if (!sg_view_value(view, &attributes[j], i, &value))
            continue;
        if (attributes[j].kind == SG_KIND_TEXT) {
            put_text(out, domain, attributes[j].name, value.text);
            continue;
        }
        fprintf(out, "      <data key=\"%c_%s\">", domain, attributes[j].name);
        sg_put_value(out, attributes[j].kind, &value);
        fputs("</data>\n", out);
    }
}

enum sg_status sg_write_graphml(FILE *out, struct sg_view *view, struct sg_error *err) {
    const struct sg_graph *graph = view->graph;
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
          out);
    put_keys(out, view);
    fprintf(out, "  <graph id=\"stancegraph\" edgedefault=\"%s\">\n",
            view->is_directed ? "directed" : "undirected");
    if (*view->title) {
        fputs("    <desc>", out);
        sg_put_xml(out, view->title);
        fputs("</desc>\n", out);
    }
    for (size_t i = 0; i < graph->node_count; i++) {
        const char *name = sg_view_text(view, graph->nodes[i].name);
        fprintf(out, "    <node id=\"%s\">\n", view->ids[i]);
        put_text(out, 'n', "label", name);
        put_text(out, 'n', "name", name);
        put_values(out, view, 'n', view->node_attributes, view->node_attribute_count, i);
        put_real(out, 'n', "size", view->sizes[i]);
        put_colour(out, 'n', sg_type_style(graph->nodes[i].type)->fill);
        fputs("    </node>\n", out);
    }
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct sg_edge *edge = &graph->edges[i];
        fprintf(out, "    <edge id=\"e%zu\" source=\"%s\" target=\"%s\">\n", i,
                view->ids[edge->source], view->ids[edge->target]);
        put_real(out, 'e', "weight", edge->weight);
        put_text(out, 'e', "interaction", sg_view_text(view, edge->relation));
        put_values(out, view, 'e', view->edge_attributes, view->edge_attribute_count, i);
        put_colour(out, 'e', sg_sign_style(edge->sign)->line);
        fputs("    </edge>\n", out);
    }
    fputs("  </graph>\n</graphml>\n", out);
    return SG_OK;
}
