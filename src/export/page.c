/* One self-contained HTML page: the viewer (page/, bundled at build time) around the data as JSON
 * in a script element that is no script. `<`, `>` and `&` are escaped in every string, so nothing
 * in a text can end the element, and the page's policy lets no script run but its own, by hash. */
#include "export/export.h"
#include "export/page_assets.h"
#include "export/write.h"

#define SENTENCES_MOST 50 /* in the page for one tie; the page says how many there are */

#ifdef SG_HAS_PAGE

static void put_field(FILE *out, struct sg_view *view, const char *name, const char *text) {
    if (!text || !*text)
        return;
    fprintf(out, ",\"%s\":", name);
    sg_put_json(out, sg_view_text(view, text));
}

static void put_node(FILE *out, struct sg_view *view, size_t i) {
    const struct sg_node *node = &view->graph->nodes[i];
    fputs("{\"name\":", out);
    sg_put_json(out, sg_view_text(view, *node->name ? node->name : view->ids[i]));
    put_field(out, view, "type", node->type);
    fprintf(out, ",\"x\":%.1f,\"y\":%.1f,\"claims\":%zu,\"documents\":%zu,\"camp\":%u", view->x[i],
            view->y[i], node->claims, node->documents, sg_view_camp(view, i));
    fputs(",\"measures\":{", out);
    bool is_first = true;
    for (size_t j = 0; j < view->node_attribute_count; j++) {
        struct sg_value value;
        const struct sg_attribute *attribute = &view->node_attributes[j];
        if (attribute->get || !sg_view_value(view, attribute, i, &value))
            continue;
        fprintf(out, "%s\"%s\":%.6g", is_first ? "" : ",", attribute->name, value.number);
        is_first = false;
    }
    fputs("}}", out);
}

static void put_sentence(FILE *out, struct sg_view *view, const struct sg_evidence *evidence) {
    fputs("{\"text\":", out);
    sg_put_json(out, sg_view_text(view, evidence->text ? evidence->text : ""));
    put_field(out, view, "doc", evidence->doc);
    put_field(out, view, "date", evidence->date);
    put_field(out, view, "outlet", evidence->outlet);
    put_field(out, view, "cue", evidence->cue);
    put_field(out, view, "attribution", evidence->attribution);
    putc_unlocked('}', out);
}

static void put_edge(FILE *out, struct sg_view *view, size_t i) {
    const struct sg_edge *edge = &view->graph->edges[i];
    fprintf(out, "{\"source\":%u,\"target\":%u", edge->source, edge->target);
    put_field(out, view, "relation", edge->relation);
    fprintf(out, ",\"sign\":%d,\"directed\":%s,\"weight\":", edge->sign,
            edge->is_directed ? "true" : "false");
    sg_put_number(out, edge->weight);
    fprintf(out, ",\"claims\":%zu,\"documents\":%zu,\"sources\":%zu", edge->claims, edge->documents,
            edge->sources);
    put_field(out, view, "first", edge->first);
    put_field(out, view, "last", edge->last);
    fputs(",\"sentences\":[", out);
    size_t count = edge->sentence_count < SENTENCES_MOST ? edge->sentence_count : SENTENCES_MOST;
    for (size_t j = 0; j < count; j++) {
        if (j)
            putc_unlocked(',', out);
        put_sentence(out, view, &edge->sentences[j]);
    }
    if (!count && edge->evidence.text)
        put_sentence(out, view, &edge->evidence);
    fputs("]}", out);
}

enum sg_status sg_write_page(FILE *out, struct sg_view *view, struct sg_error *err) {
    const struct sg_graph *graph = view->graph;
    fwrite(sg_page_head, 1, sg_page_head_length, out);
    fputs("{\"title\":", out);
    sg_put_json(out, view->title);
    fprintf(out, ",\"sizeBy\":\"%s\",\"nodes\":[\n", view->size_by);
    for (size_t i = 0; i < graph->node_count; i++) {
        put_node(out, view, i);
        fputs(i + 1 < graph->node_count ? ",\n" : "\n", out);
    }
    fputs("],\"edges\":[\n", out);
    for (size_t i = 0; i < graph->edge_count; i++) {
        put_edge(out, view, i);
        fputs(i + 1 < graph->edge_count ? ",\n" : "\n", out);
    }
    fputs("]}", out);
    fwrite(sg_page_tail, 1, sg_page_tail_length, out);
    return SG_OK;
}

#else

enum sg_status sg_write_page(FILE *out, struct sg_view *view, struct sg_error *err) {
    return sg_fail(err, SG_ERR_USAGE,
                   "this stancegraph was built without the HTML page, because npm was missing: "
                   "install nodejs and npm and build again, or take .gexf, .svg or .dot");
}

#endif
