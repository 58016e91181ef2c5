/* Two tables with the column names that Gephi's importer knows: Id and Label; Source, Target, Type,
 * Kind, Id, Label, Weight. Kind keeps parallel edges of one pair apart. */
#include "export/export.h"
#include "export/write.h"

static void put_header(FILE *out, const struct sg_attribute *attributes, size_t count) {
    for (size_t i = 0; i < count; i++)
        fprintf(out, ",%s", attributes[i].name);
    fputs("\r\n", out);
}

static void put_values(FILE *out, struct sg_view *view, const struct sg_attribute *attributes,
                       size_t count, size_t i) {
    struct sg_value value;
    for (size_t j = 0; j < count; j++) {
        putc_unlocked(',', out);
        if (!sg_view_value(view, &attributes[j], i, &value))
            continue;
        if (attributes[j].kind == SG_KIND_TEXT)
            sg_put_csv(out, value.text);
        else
            sg_put_value(out, attributes[j].kind, &value);
    }
    fputs("\r\n", out);
}

enum sg_status sg_write_csv_nodes(FILE *out, struct sg_view *view, struct sg_error *err) {
    fputs("Id,Label", out);
    put_header(out, view->node_attributes, view->node_attribute_count);
    for (size_t i = 0; i < view->graph->node_count; i++) {
        fprintf(out, "%s,", view->ids[i]);
        sg_put_csv(out, sg_view_text(view, view->graph->nodes[i].name));
        put_values(out, view, view->node_attributes, view->node_attribute_count, i);
    }
    return SG_OK;
}

enum sg_status sg_write_csv_edges(FILE *out, struct sg_view *view, struct sg_error *err) {
    fputs("Source,Target,Type,Kind,Id,Label,Weight", out);
    put_header(out, view->edge_attributes, view->edge_attribute_count);
    for (size_t i = 0; i < view->graph->edge_count; i++) {
        const struct sg_edge *edge = &view->graph->edges[i];
        const char *relation = sg_view_text(view, edge->relation);
        fprintf(out, "%s,%s,%s,", view->ids[edge->source], view->ids[edge->target],
                view->is_directed ? "Directed" : "Undirected");
        sg_put_csv(out, relation);
        fprintf(out, ",e%zu,", i);
        sg_put_csv(out, relation);
        putc_unlocked(',', out);
        sg_put_number(out, edge->weight);
        put_values(out, view, view->edge_attributes, view->edge_attribute_count, i);
    }
    return SG_OK;
}
