/* A graph file (node-link JSON, as export writes it) -> a graph. Unknown keys are ignored, so that
 * a file that went through NetworkX comes back. */
#include "aggregate/day.h"
#include "aggregate/graph.h"
#include "base/file.h"
#include "base/strmap.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    struct sg_graph_owner *owner;
    struct sg_strmap *nodes;
    const char *path;
    struct sg_error *err;
};

static const char *text_of(struct reader *r, const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text ? sg_arena_strdup(&r->owner->arena, text) : NULL;
}

static size_t size_of(const json_t *object, const char *key, size_t otherwise) {
    const json_t *value = json_object_get(object, key);
    double number = json_number_value(value);
    return json_is_number(value) && number >= 0 && number < 1e15 ? (size_t)number : otherwise;
}

static enum sg_status read_node(struct reader *r, const json_t *object, size_t i) {
    struct sg_graph *graph = &r->owner->graph;
    struct sg_node node = {.id = text_of(r, object, "id"),
                           .name = text_of(r, object, "name"),
                           .type = text_of(r, object, "type")};
    if (!node.id || !*node.id)
        return sg_fail(r->err, SG_ERR_DATA, "%s: node %zu has no id", r->path, i);
    if (sg_strmap_get(r->nodes, node.id) != SG_STRMAP_NONE)
        return sg_fail(r->err, SG_ERR_DATA, "%s: two nodes with the id '%s'", r->path, node.id);
    node.name = node.name && *node.name ? node.name : node.id;
    node.type = node.type && *node.type ? node.type : "unknown";
    node.claims = size_of(object, "claims", 0);
    node.documents = size_of(object, "documents", 0);
    graph->nodes[graph->node_count++] = node;
    return sg_strmap_set(r->nodes, node.id, (uint32_t)i)
               ? SG_OK
               : sg_fail(r->err, SG_ERR_MEMORY, "out of memory");
}

static const char *date_of(struct reader *r, const json_t *object, const char *key) {
    const char *date = text_of(r, object, key);
    int32_t day;
    return date && sg_day_parse(&day, date) ? date : NULL;
}

static enum sg_status read_edge(struct reader *r, const json_t *object, size_t i) {
    struct sg_graph *graph = &r->owner->graph;
    const char *source = json_string_value(json_object_get(object, "source"));
    const char *target = json_string_value(json_object_get(object, "target"));
    const json_t *weight = json_object_get(object, "weight"),
                 *sign = json_object_get(object, "sign");
    struct sg_edge edge = {.relation = text_of(r, object, "relation"), .weight = 1};
    edge.source = source ? sg_strmap_get(r->nodes, source) : SG_STRMAP_NONE;
    edge.target = target ? sg_strmap_get(r->nodes, target) : SG_STRMAP_NONE;
    if (edge.source == SG_STRMAP_NONE || edge.target == SG_STRMAP_NONE)
        return sg_fail(r->err, SG_ERR_DATA, "%s: link %zu has no known source or target", r->path,
                       i);
    if (!edge.relation)
        edge.relation = text_of(r, object, "key");
    if (!edge.relation)
        return sg_fail(r->err, SG_ERR_DATA, "%s: link %zu has no relation", r->path, i);
    if (json_is_number(weight))
        edge.weight = json_number_value(weight);
    if (!(edge.weight > 0) || !isfinite(edge.weight))
        return sg_fail(r->err, SG_ERR_DATA,
                       "%s: link %zu: the weight must be above zero (the sign has its own key)",
                       r->path, i);
    double s = json_number_value(sign);
    edge.sign = (s > 0) - (s < 0);
    edge.is_directed = strcmp(edge.relation, SG_COOCCURS) != 0;
    edge.claims = size_of(object, "claims", 1);
    edge.documents = size_of(object, "documents", 1);
    edge.sources = size_of(object, "sources", 1);
    edge.first = date_of(r, object, "first");
    edge.last = date_of(r, object, "last");
    edge.evidence = (struct sg_evidence){
        .text = text_of(r, object, "quote"),
        .doc = text_of(r, object, "quote_document"),
        .date = date_of(r, object, "quote_date"),
        .outlet = text_of(r, object, "quote_outlet"),
        .cue = text_of(r, object, "quote_cue"),
        .rule = text_of(r, object, "quote_rule"),
        .attribution = text_of(r, object, "quote_attribution"),
        .confidence = json_number_value(json_object_get(object, "confidence"))};
    edge.evidence.text = edge.evidence.text ? edge.evidence.text : "";
    edge.evidence.doc = edge.evidence.doc ? edge.evidence.doc : "";
    if (edge.source == edge.target) {
        graph->selves++;
        return SG_OK;
    }
    if (edge.first && (!graph->first || strcmp(edge.first, graph->first) < 0))
        graph->first = edge.first;
    if (edge.last && (!graph->last || strcmp(edge.last, graph->last) > 0))
        graph->last = edge.last;
    graph->claims += edge.claims;
    graph->edges[graph->edge_count++] = edge;
    return SG_OK;
}

static int compare_nodes(const void *a, const void *b) {
    return strcmp(((const struct sg_node *)a)->id, ((const struct sg_node *)b)->id);
}

static enum sg_status read_graph(struct reader *r, const json_t *root) {
    struct sg_graph *graph = &r->owner->graph;
    const json_t *nodes = json_object_get(root, "nodes"), *links = json_object_get(root, "links");
    enum sg_status status = SG_OK;
    if (!links)
        links = json_object_get(root, "edges"); /* what newer NetworkX calls them */
    if (!json_is_array(nodes) || !json_is_array(links))
        return sg_fail(r->err, SG_ERR_DATA, "%s: no graph: it has no \"nodes\" and \"links\"",
                       r->path);
    graph->nodes =
        sg_arena_array(&r->owner->arena, json_array_size(nodes) + 1, sizeof *graph->nodes);
    graph->edges =
        sg_arena_array(&r->owner->arena, json_array_size(links) + 1, sizeof *graph->edges);
    if (!graph->nodes || !graph->edges)
        return sg_fail(r->err, SG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; !status && i < json_array_size(nodes); i++)
        status = read_node(r, json_array_get(nodes, i), i);
    if (status)
        return status;
    qsort(graph->nodes, graph->node_count, sizeof *graph->nodes, compare_nodes);
    for (size_t i = 0; i < graph->node_count; i++)
        if (!sg_strmap_set(r->nodes, graph->nodes[i].id, (uint32_t)i))
            return sg_fail(r->err, SG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; !status && i < json_array_size(links); i++)
        status = read_edge(r, json_array_get(links, i), i);
    qsort(graph->edges, graph->edge_count, sizeof *graph->edges, sg_edge_compare);
    for (size_t i = 1; !status && i < graph->edge_count; i++)
        if (!sg_edge_compare(&graph->edges[i - 1], &graph->edges[i]))
            status = sg_fail(r->err, SG_ERR_DATA, "%s: two links '%s' from '%s' to '%s'", r->path,
                             graph->edges[i].relation, graph->nodes[graph->edges[i].source].id,
                             graph->nodes[graph->edges[i].target].id);
    if (!status && sg_arena_failed(&r->owner->arena))
        status = sg_fail(r->err, SG_ERR_MEMORY, "out of memory");
    return status;
}

enum sg_status sg_graph_read(struct sg_graph **out, const char *path, struct sg_error *err) {
    char *text = NULL;
    size_t length;
    json_error_t problem;
    *out = NULL;
    enum sg_status status = sg_file_read(&text, &length, path, 0, err);
    if (status)
        return status;
    json_t *root = json_loadb(text, length, 0, &problem);
    free(text);
    if (!root)
        return sg_fail(err, SG_ERR_DATA, "%s:%d: not JSON: %s", path, problem.line, problem.text);
    struct reader r = {
        .owner = sg_graph_owner_new(), .nodes = sg_strmap_new(), .path = path, .err = err};
    status =
        r.owner && r.nodes ? read_graph(&r, root) : sg_fail(err, SG_ERR_MEMORY, "out of memory");
    json_decref(root);
    sg_strmap_free(r.nodes);
    if (status && r.owner)
        sg_graph_free(&r.owner->graph);
    else if (!status)
        *out = &r.owner->graph;
    return status;
}
