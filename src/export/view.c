#include "export/export.h"

#include "base/strmap.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What XML 1.0 allows, and so what every format can hold. */
static bool is_allowed(int32_t c) {
    return c == '\t' || c == '\n' || c == '\r' ||
           (c >= 0x20 && c != 0x7f && c != 0xfffe && c != 0xffff);
}

const char *sg_view_text(struct sg_view *view, const char *text) {
    if (!text)
        return NULL;
    const char *end = text + strlen(text), *p = text;
    bool is_clean = true;
    while (is_clean && p < end)
        is_clean = is_allowed(sg_utf8_next(&p, end));
    if (is_clean)
        return text;
    view->mended_count++;
    /* a bad byte becomes U+FFFD (three bytes), a forbidden character goes */
    char *mended = sg_arena_alloc(&view->arena, (size_t)(end - text) * 3 + 1);
    if (!mended)
        return "";
    char *to = mended;
    for (p = text; p < end;) {
        const char *start = p;
        int32_t c = sg_utf8_next(&p, end);
        if (c < 0)
            to += sg_utf8_put(to, 0xfffd);
        else if (is_allowed(c)) {
            memcpy(to, start, (size_t)(p - start));
            to += p - start;
        }
    }
    *to = '\0';
    return mended;
}

unsigned sg_view_camp(const struct sg_view *view, size_t node) {
    if (!view->analysis || !view->analysis->camps || view->analysis->camps[node] == SG_NO_CAMP)
        return 0;
    return view->analysis->camps[node] + 1;
}

/* --- attributes: what a node and an edge tell, in every format the same --- */

static bool give_text(struct sg_view *view, const char *text, struct sg_value *out) {
    if (!text || !*text)
        return false;
    out->text = sg_view_text(view, text);
    return *out->text != '\0';
}

static bool give_number(double number, struct sg_value *out) {
    out->number = number;
    return isfinite(number);
}

#define NODE view->graph->nodes[i]
#define EDGE view->graph->edges[i]
static bool node_type(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_text(view, NODE.type, out);
}
static bool node_camp(struct sg_view *view, size_t i, struct sg_value *out) {
    out->number = sg_view_camp(view, i);
    return out->number > 0;
}
static bool node_claims(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_number((double)NODE.claims, out);
}
static bool node_documents(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_number((double)NODE.documents, out);
}
static bool edge_relation(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_text(view, EDGE.relation, out);
}
static bool edge_sign(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_number(EDGE.sign, out);
}
static bool edge_symmetric(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_number(!EDGE.is_directed, out);
}
static bool edge_claims(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_number((double)EDGE.claims, out);
}
static bool edge_documents(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_number((double)EDGE.documents, out);
}
static bool edge_sources(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_number((double)EDGE.sources, out);
}
static bool edge_first(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_text(view, EDGE.first, out);
}
static bool edge_last(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_text(view, EDGE.last, out);
}
static bool edge_quote(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_text(view, EDGE.evidence.text, out);
}
static bool edge_quote_document(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_text(view, EDGE.evidence.doc, out);
}
static bool edge_quote_date(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_text(view, EDGE.evidence.date, out);
}
static bool edge_quote_outlet(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_text(view, EDGE.evidence.outlet, out);
}
static bool edge_quote_cue(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_text(view, EDGE.evidence.cue, out);
}
static bool edge_quote_rule(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_text(view, EDGE.evidence.rule, out);
}
static bool edge_quote_attribution(struct sg_view *view, size_t i, struct sg_value *out) {
    return give_text(view, EDGE.evidence.attribution, out);
}
static bool edge_confidence(struct sg_view *view, size_t i, struct sg_value *out) {
    return EDGE.evidence.confidence > 0 && give_number(EDGE.evidence.confidence, out);
}
#undef NODE
#undef EDGE

static const struct sg_attribute node_rows[] = {
    {"type", SG_KIND_TEXT, node_type, NULL},
    {"camp", SG_KIND_INTEGER, node_camp, NULL},
    {"claims", SG_KIND_INTEGER, node_claims, NULL},
    {"documents", SG_KIND_INTEGER, node_documents, NULL},
};
static const struct sg_attribute edge_rows[] = {
    {"relation", SG_KIND_TEXT, edge_relation, NULL},
    {"sign", SG_KIND_INTEGER, edge_sign, NULL},
    {"symmetric", SG_KIND_BOOLEAN, edge_symmetric, NULL},
    {"claims", SG_KIND_INTEGER, edge_claims, NULL},
    {"documents", SG_KIND_INTEGER, edge_documents, NULL},
    {"sources", SG_KIND_INTEGER, edge_sources, NULL},
    {"first", SG_KIND_TEXT, edge_first, NULL},
    {"last", SG_KIND_TEXT, edge_last, NULL},
    {"quote", SG_KIND_TEXT, edge_quote, NULL},
    {"quote_document", SG_KIND_TEXT, edge_quote_document, NULL},
    {"quote_date", SG_KIND_TEXT, edge_quote_date, NULL},
    {"quote_outlet", SG_KIND_TEXT, edge_quote_outlet, NULL},
    {"quote_cue", SG_KIND_TEXT, edge_quote_cue, NULL},
    {"quote_rule", SG_KIND_TEXT, edge_quote_rule, NULL},
    {"quote_attribution", SG_KIND_TEXT, edge_quote_attribution, NULL},
    {"confidence", SG_KIND_REAL, edge_confidence, NULL},
};
#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

bool sg_view_value(struct sg_view *view, const struct sg_attribute *attribute, size_t i,
                   struct sg_value *out) {
    if (attribute->get)
        return attribute->get(view, i, out);
    return give_number(attribute->values[i], out);
}

/* Words that Gephi, Gephi Lite or Cytoscape read in a way of their own; a measure of that name gets
 * a prefix. Gephi compares without case. */
static bool is_reserved(const char *name) {
    static const char *const words[] = {
        "id", "label", "name", "timeset", "weight", "size", "x",    "y",        "z",
        "r",  "g",     "b",    "color",   "shape",  "suid", "kind", "selected", "thickness"};
    for (size_t i = 0; i < COUNT(words); i++)
        if (!strcasecmp(words[i], name))
            return true;
    return false;
}

static bool add_columns(struct sg_view *view) {
    const struct sg_analysis *analysis = view->analysis;
    size_t columns = analysis ? analysis->column_count : 0;
    view->node_attributes =
        sg_arena_array(&view->arena, COUNT(node_rows) + columns, sizeof *view->node_attributes);
    view->edge_attributes =
        sg_arena_array(&view->arena, COUNT(edge_rows), sizeof *view->edge_attributes);
    if (!view->node_attributes || !view->edge_attributes)
        return false;
    memcpy(view->edge_attributes, edge_rows, sizeof edge_rows);
    view->edge_attribute_count = COUNT(edge_rows);
    for (size_t i = 0; i < COUNT(node_rows); i++)
        if (node_rows[i].get != node_camp || (analysis && analysis->camps))
            view->node_attributes[view->node_attribute_count++] = node_rows[i];
    for (size_t i = 0; i < columns; i++) {
        const char *name = analysis->columns[i].name;
        bool is_taken = is_reserved(name);
        for (size_t j = 0; j < view->node_attribute_count; j++)
            is_taken |= !strcasecmp(view->node_attributes[j].name, name);
        if (is_taken)
            name = sg_arena_printf(&view->arena, "measure_%s", name);
        view->node_attributes[view->node_attribute_count++] =
            (struct sg_attribute){name, SG_KIND_REAL, NULL, analysis->columns[i].values};
    }
    return !sg_arena_failed(&view->arena);
}

/* --- ids, sizes, places --- */

static bool is_safe_id(const char *id) {
    if (!*id || strlen(id) > 200)
        return false;
    for (; *id; id++)
        if (!((*id >= 'a' && *id <= 'z') || (*id >= 'A' && *id <= 'Z') ||
              (*id >= '0' && *id <= '9') || strchr("_.:-", *id)))
            return false;
    return true;
}

/* Claims may come from other tools, with any id; files need [A-Za-z0-9_.:-]+ (xs:NMTOKEN). */
static bool make_ids(struct sg_view *view, size_t *mended) {
    const struct sg_graph *graph = view->graph;
    struct sg_strmap *taken = sg_strmap_new();
    view->ids = sg_arena_array(&view->arena, graph->node_count, sizeof *view->ids);
    if (!taken || !view->ids) {
        sg_strmap_free(taken);
        return false;
    }
    bool is_good = true;
    for (size_t i = 0; i < graph->node_count; i++)
        if (is_safe_id(graph->nodes[i].id)) {
            view->ids[i] = graph->nodes[i].id;
            is_good &= sg_strmap_set(taken, view->ids[i], 1);
        }
    for (size_t i = 0, number = 1; is_good && i < graph->node_count; i++) {
        if (view->ids[i])
            continue;
        ++*mended;
        do
            view->ids[i] = sg_arena_printf(&view->arena, "actor_%zu", number++);
        while (view->ids[i] && sg_strmap_get(taken, view->ids[i]) != SG_STRMAP_NONE);
        is_good &= view->ids[i] != NULL;
    }
    sg_strmap_free(taken);
    return is_good;
}

static const struct sg_column *find_column(const struct sg_analysis *analysis, const char *name) {
    for (size_t i = 0; analysis && i < analysis->column_count; i++)
        if (!strcmp(analysis->columns[i].name, name))
            return &analysis->columns[i];
    return NULL;
}

static double size_value(const struct sg_view *view, const struct sg_column *column, size_t i) {
    double value = column ? column->values[i] : (double)view->graph->nodes[i].claims;
    return isfinite(value) && value > 0 ? value : 0;
}

/* Area in proportion to the measure, so that twice as central looks twice as large. */
static enum sg_status make_sizes(struct sg_view *view, const char *size_by, struct sg_error *err) {
    const struct sg_column *column = find_column(view->analysis, size_by ? size_by : "pagerank");
    if (size_by && strcmp(size_by, "claims") && !column)
        return sg_fail(err, SG_ERR_USAGE,
                       "no measure '%s' was computed to size the nodes by: name it with the "
                       "measures too, or take 'claims'",
                       size_by);
    view->size_by = column ? column->name : "claims";
    size_t count = view->graph->node_count;
    view->sizes = sg_arena_array(&view->arena, count, sizeof *view->sizes);
    if (!view->sizes)
        return sg_fail(err, SG_ERR_MEMORY, "export: out of memory");
    double most = 0;
    for (size_t i = 0; i < count; i++)
        most = fmax(most, size_value(view, column, i));
    for (size_t i = 0; i < count; i++) {
        double share = most > 0 ? size_value(view, column, i) / most : 0;
        double size = SG_SIZE_LEAST + (SG_SIZE_MOST - SG_SIZE_LEAST) * sqrt(share);
        view->sizes[i] = round(size * 100) / 100;
    }
    return SG_OK;
}

static enum sg_status make_places(struct sg_view *view, struct sg_error *err) {
    const struct sg_analysis *analysis = view->analysis;
    if (analysis && analysis->x && analysis->y) {
        view->x = analysis->x;
        view->y = analysis->y;
        return SG_OK;
    }
    view->x = sg_arena_array(&view->arena, view->graph->node_count, sizeof *view->x);
    view->y = sg_arena_array(&view->arena, view->graph->node_count, sizeof *view->y);
    if (!view->x || !view->y)
        return sg_fail(err, SG_ERR_MEMORY, "export: out of memory");
    return sg_layout(view->x, view->y, view->graph, err);
}

enum sg_status sg_view_init(struct sg_view *view, const struct sg_graph *graph,
                            const struct sg_analysis *analysis,
                            const struct sg_export_options *options, bool needs_places,
                            struct sg_error *err) {
    *view = (struct sg_view){.graph = graph, .analysis = analysis};
    sg_arena_init(&view->arena);
    view->title = options->title ? sg_view_text(view, options->title) : "";
    view->dialect = options->dialect ? options->dialect : "";
    for (size_t i = 0; i < graph->edge_count; i++) {
        view->is_directed |= graph->edges[i].is_directed;
        view->weight_most = fmax(view->weight_most, graph->edges[i].weight);
    }
    view->is_directed |= graph->edge_count == 0;
    size_t mended = 0;
    enum sg_status status = SG_OK;
    if (!make_ids(view, &mended) || !add_columns(view))
        status = sg_fail(err, SG_ERR_MEMORY, "export: out of memory");
    if (!status)
        status = make_sizes(view, options->size_by, err);
    if (!status && needs_places)
        status = make_places(view, err);
    if (!status && mended && options->notice) {
        char text[160];
        snprintf(
            text, sizeof text,
            "%zu actor ids hold characters that files cannot: written as actor_1, actor_2, ...",
            mended);
        options->notice(options->notice_context, text);
    }
    if (status)
        sg_view_release(view);
    return status;
}

void sg_view_release(struct sg_view *view) { sg_arena_release(&view->arena); }
