/* One graph -> another: cut by relation, type and date, rolled up, weighed, thinned. */
#include "aggregate/derive.h"

#include "aggregate/day.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "model/reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether a comma list has the word. */
static bool list_has(const char *list, const char *word) {
    size_t length = strlen(word);
    for (const char *at = list; at;) {
        const char *end = strchr(at, ',');
        size_t size = end ? (size_t)(end - at) : strlen(at);
        if (size == length && !memcmp(at, word, length))
            return true;
        at = end ? end + 1 : NULL;
    }
    return false;
}

void sg_derive_keep(struct sg_derivation *d, const bool *is_kept) {
    size_t kept = 0;
    for (size_t i = 0; i < d->edge_count; i++)
        if (is_kept[i])
            d->edges[kept++] = d->edges[i];
    d->edge_count = kept;
}

/* --- steps */

static bool copy_edges(struct sg_derivation *d) {
    const struct sg_graph *from = d->from;
    d->edges = sg_arena_array(d->arena, from->edge_count + 1, sizeof *d->edges);
    for (size_t i = 0; d->edges && i < from->edge_count; i++) {
        struct sg_edge edge = from->edges[i];
        if (d->options->relations && !list_has(d->options->relations, edge.relation) &&
            !(d->options->roll_up && !strcmp(edge.relation, SG_AFFILIATED)))
            continue;
        if (edge.tally_count) {
            struct sg_tally *tallies = sg_arena_array(d->arena, edge.tally_count, sizeof *tallies);
            if (!tallies)
                return false;
            memcpy(tallies, edge.tallies, edge.tally_count * sizeof *tallies);
            edge.tallies = tallies;
        }
        if (edge.sentence_count) {
            struct sg_evidence *sentences =
                sg_arena_array(d->arena, edge.sentence_count, sizeof *sentences);
            if (!sentences)
                return false;
            memcpy(sentences, edge.sentences, edge.sentence_count * sizeof *sentences);
            edge.sentences = sentences;
        }
        d->edges[d->edge_count++] = edge;
    }
    return d->edges != NULL;
}

static bool is_within(const struct sg_derivation *d, const char *date) {
    return date && (!d->options->since || strcmp(date, d->options->since) >= 0) &&
           (!d->options->until || strcmp(date, d->options->until) <= 0);
}

/* The quotation must be of the period too; the best of the sentences that are, or an empty one. */
static void cut_sentences(const struct sg_derivation *d, struct sg_edge *edge) {
    size_t kept = 0;
    for (size_t i = 0; i < edge->sentence_count; i++)
        if (is_within(d, edge->sentences[i].date))
            edge->sentences[kept++] = edge->sentences[i];
    edge->sentence_count = kept;
    if (is_within(d, edge->evidence.date))
        return;
    edge->evidence = (struct sg_evidence){.doc = "", .text = ""};
    for (size_t i = 0; i < kept; i++)
        if (i == 0 || sg_evidence_compare(&edge->sentences[i], &edge->evidence) < 0)
            edge->evidence = edge->sentences[i];
}

static enum sg_status cut_by_date(struct sg_derivation *d, struct sg_error *err) {
    int32_t since = INT32_MIN + 1, until = INT32_MAX;
    const struct sg_graph_options *options = d->options;
    if (options->since && !sg_day_parse(&since, options->since))
        return sg_fail(err, SG_ERR_USAGE, "'%s' is no date: write YYYY-MM-DD", options->since);
    if (options->until && !sg_day_parse(&until, options->until))
        return sg_fail(err, SG_ERR_USAGE, "'%s' is no date: write YYYY-MM-DD", options->until);
    if (!options->since && !options->until)
        return SG_OK;
    size_t kept_edges = 0;
    for (size_t i = 0; i < d->edge_count; i++) {
        struct sg_edge edge = d->edges[i];
        struct sg_tally *tallies = (struct sg_tally *)edge.tallies; /* the derivation's own */
        size_t kept = 0;
        if (!edge.tallies)
            return sg_fail(err, SG_ERR_UNDEFINED,
                           "periods need the claims behind each edge: give documents or a claims "
                           "file instead of a graph file");
        for (size_t t = 0; t < edge.tally_count; t++)
            if (tallies[t].day != SG_NO_DAY && tallies[t].day >= since && tallies[t].day <= until)
                tallies[kept++] = tallies[t];
        edge.tally_count = kept;
        cut_sentences(d, &edge);
        if (kept)
            d->edges[kept_edges++] = edge;
    }
    d->edge_count = kept_edges;
    return SG_OK;
}

static void find_days(struct sg_derivation *d) {
    d->first_day = d->last_day = SG_NO_DAY;
    for (size_t i = 0; i < d->edge_count; i++)
        for (size_t t = 0; t < d->edges[i].tally_count; t++) {
            int32_t day = d->edges[i].tallies[t].day;
            if (day == SG_NO_DAY)
                continue;
            if (d->first_day == SG_NO_DAY || day < d->first_day)
                d->first_day = day;
            if (d->last_day == SG_NO_DAY || day > d->last_day)
                d->last_day = day;
        }
}

/* Distinct documents of an edge, which stand together. */
static size_t document_count(const struct sg_edge *edge) {
    size_t count = 0;
    for (size_t i = 0; i < edge->tally_count; i++)
        count += i == 0 || edge->tallies[i].document != edge->tallies[i - 1].document;
    return edge->tallies ? count : edge->documents;
}

/* "planet" would leave nothing, silently. */
static enum sg_status check_types(const struct sg_derivation *d, struct sg_error *err) {
    for (const char *at = d->options->types; at;
         at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
        char word[64];
        snprintf(word, sizeof word, "%.*s", (int)strcspn(at, ","), at);
        bool is_there = sg_actor_type_find(word) != SG_TYPE_UNKNOWN;
        for (size_t i = 0; !is_there && i < d->from->node_count; i++)
            is_there = !strcmp(d->from->nodes[i].type, word);
        if (!is_there)
            return sg_fail(err, SG_ERR_USAGE,
                           "no actors of type '%s': take state, official, militia, organization "
                           "or person",
                           word);
    }
    return SG_OK;
}

static enum sg_status thin(struct sg_derivation *d, struct sg_error *err) {
    const struct sg_graph_options *options = d->options;
    enum sg_status status = check_types(d, err);
    if (status)
        return status;
    bool *is_kept = sg_arena_array(d->arena, d->edge_count + 1, sizeof *is_kept);
    if (!is_kept)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; i < d->edge_count; i++) {
        const struct sg_edge *edge = &d->edges[i];
        const struct sg_node *a = &d->from->nodes[edge->source], *b = &d->from->nodes[edge->target];
        is_kept[i] = edge->weight > 0 && edge->weight >= options->min_weight &&
                     document_count(edge) >= options->min_documents;
        if (options->types)
            is_kept[i] = is_kept[i] && list_has(options->types, a->type) &&
                         list_has(options->types, b->type);
        if (options->drop_affiliations && !strcmp(edge->relation, SG_AFFILIATED))
            is_kept[i] = false;
    }
    sg_derive_keep(d, is_kept);
    return SG_OK;
}

/* Keeps edges whose both ends are flagged. */
static enum sg_status keep_nodes(struct sg_derivation *d, const bool *nodes, struct sg_error *err) {
    bool *is_kept = sg_arena_array(d->arena, d->edge_count + 1, sizeof *is_kept);
    if (!is_kept)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; i < d->edge_count; i++)
        is_kept[i] = nodes[d->edges[i].source] && nodes[d->edges[i].target];
    sg_derive_keep(d, is_kept);
    return SG_OK;
}

static enum sg_status keep_ego(struct sg_derivation *d, struct sg_error *err) {
    if (!d->options->ego)
        return SG_OK;
    uint32_t ego = sg_graph_find(d->from, d->options->ego, err);
    if (ego == UINT32_MAX)
        return SG_ERR_USAGE;
    size_t n = d->from->node_count, radius = d->options->radius ? d->options->radius : 1;
    bool *near = sg_arena_array(d->arena, n + 1, sizeof *near);
    bool *next = sg_arena_array(d->arena, n + 1, sizeof *next);
    if (!near || !next)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    near[ego] = true;
    for (size_t step = 0; step < radius && step < n; step++) {
        memcpy(next, near, n * sizeof *next);
        for (size_t i = 0; i < d->edge_count; i++) {
            if (near[d->edges[i].source])
                next[d->edges[i].target] = true;
            if (near[d->edges[i].target])
                next[d->edges[i].source] = true;
        }
        memcpy(near, next, n * sizeof *next);
    }
    return keep_nodes(d, near, err);
}

struct ranked {
    double strength;
    uint32_t node;
};

static int compare_ranked(const void *a, const void *b) {
    const struct ranked *x = a, *y = b;
    if (x->strength != y->strength)
        return x->strength > y->strength ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

static enum sg_status keep_top(struct sg_derivation *d, struct sg_error *err) {
    size_t n = d->from->node_count, top = d->options->top;
    if (!top || top >= n)
        return SG_OK;
    struct ranked *ranking = sg_arena_array(d->arena, n + 1, sizeof *ranking);
    bool *is_top = sg_arena_array(d->arena, n + 1, sizeof *is_top);
    if (!ranking || !is_top)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; i < n; i++)
        ranking[i].node = (uint32_t)i;
    for (size_t i = 0; i < d->edge_count; i++) {
        ranking[d->edges[i].source].strength += d->edges[i].weight;
        ranking[d->edges[i].target].strength += d->edges[i].weight;
    }
    qsort(ranking, n, sizeof *ranking, compare_ranked);
    for (size_t i = 0; i < top; i++)
        is_top[ranking[i].node] = true;
    return keep_nodes(d, is_top, err);
}

/* --- the new graph */

static bool copy_text(const char **text, struct sg_arena *arena) {
    return !*text || (*text = sg_arena_strdup(arena, *text)) != NULL;
}

static bool copy_edge(struct sg_edge *out, const struct sg_edge *from, const uint32_t *new_index,
                      struct sg_arena *arena) {
    *out = *from;
    out->source = new_index[from->source];
    out->target = new_index[from->target];
    if (!copy_text(&out->relation, arena) || !copy_text(&out->first, arena) ||
        !copy_text(&out->last, arena) || !sg_evidence_copy(&out->evidence, &from->evidence, arena))
        return false;
    if (from->tally_count) {
        struct sg_tally *tallies = sg_arena_array(arena, from->tally_count, sizeof *tallies);
        if (!tallies)
            return false;
        memcpy(tallies, from->tallies, from->tally_count * sizeof *tallies);
        out->tallies = tallies;
    }
    if (from->sentence_count) {
        out->sentences = sg_arena_array(arena, from->sentence_count, sizeof *out->sentences);
        for (size_t i = 0; i < from->sentence_count; i++)
            if (!out->sentences ||
                !sg_evidence_copy(&out->sentences[i], &from->sentences[i], arena))
                return false;
    }
    return true;
}

/* The documents and outlets that still weigh, renumbered; their order stays. Without any tallies
 * all of them stay. `which` 0: documents, 1: outlets. */
static bool copy_names(const char *const **out, size_t *out_count, const struct sg_derivation *d,
                       int which, struct sg_arena *arena) {
    const char *const *names = which ? d->from->outlets : d->from->documents;
    size_t count = which ? d->from->outlet_count : d->from->document_count, kept = 0;
    uint32_t *numbers = sg_arena_array(d->arena, count + 1, sizeof *numbers); /* 1: weighs */
    const char **copies = sg_arena_array(arena, count + 1, sizeof *copies);
    bool has_tallies = false;
    if (!numbers || !copies)
        return false;
    for (size_t i = 0; i < d->edge_count; i++)
        for (size_t t = 0; t < d->edges[i].tally_count; t++) {
            const struct sg_tally *tally = &d->edges[i].tallies[t];
            uint32_t index = which ? tally->outlet : tally->document;
            has_tallies = true;
            if (index != SG_NO_OUTLET)
                numbers[index] = 1;
        }
    for (size_t i = 0; i < count; i++) {
        if (has_tallies && !numbers[i])
            continue;
        numbers[i] = (uint32_t)kept;
        copies[kept++] = sg_arena_strdup(arena, names[i]);
    }
    for (size_t i = 0; i < d->edge_count; i++) {
        struct sg_tally *tallies = (struct sg_tally *)d->edges[i].tallies; /* our own */
        for (size_t t = 0; t < d->edges[i].tally_count; t++) {
            uint32_t *index = which ? &tallies[t].outlet : &tallies[t].document;
            if (*index != SG_NO_OUTLET)
                *index = numbers[*index];
        }
    }
    *out = copies;
    *out_count = kept;
    return true;
}

static bool make_graph(struct sg_graph_owner *owner, const struct sg_derivation *d) {
    struct sg_graph *graph = &owner->graph;
    const struct sg_graph *from = d->from;
    struct sg_arena *arena = &owner->arena;
    uint32_t *new_index = sg_arena_array(d->arena, from->node_count + 1, sizeof *new_index);
    bool *is_used = sg_arena_array(d->arena, from->node_count + 1, sizeof *is_used);
    graph->nodes = sg_arena_array(arena, from->node_count + 1, sizeof *graph->nodes);
    graph->edges = sg_arena_array(arena, d->edge_count + 1, sizeof *graph->edges);
    if (!new_index || !is_used || !graph->nodes || !graph->edges)
        return false;
    for (size_t i = 0; i < d->edge_count; i++)
        is_used[d->edges[i].source] = is_used[d->edges[i].target] = true;
    for (size_t i = 0; i < from->node_count; i++) {
        struct sg_node node = from->nodes[i];
        bool is_kept =
            is_used[i] || (d->options->keep_isolates &&
                           (!d->options->types || list_has(d->options->types, node.type)));
        new_index[i] = (uint32_t)graph->node_count;
        if (!is_kept)
            continue;
        if (!copy_text(&node.id, arena) || !copy_text(&node.name, arena) ||
            !copy_text(&node.type, arena))
            return false;
        graph->nodes[graph->node_count++] = node;
    }
    if (!copy_names(&graph->documents, &graph->document_count, d, 0, arena) ||
        !copy_names(&graph->outlets, &graph->outlet_count, d, 1, arena))
        return false;
    for (size_t i = 0; i < d->edge_count; i++)
        if (!copy_edge(&graph->edges[graph->edge_count++], &d->edges[i], new_index, arena))
            return false;
    qsort(graph->edges, graph->edge_count, sizeof *graph->edges, sg_edge_compare);
    graph->first = from->first;
    graph->last = from->last;
    graph->negated = from->negated;
    graph->reprints = from->reprints;
    graph->hypothetical = from->hypothetical;
    graph->selves = from->selves;
    return copy_text(&graph->first, arena) && copy_text(&graph->last, arena) &&
           sg_graph_count(owner);
}

enum sg_status sg_graph_derive(struct sg_graph **out, const struct sg_graph *from,
                               const struct sg_graph_options *options, struct sg_error *err) {
    static const struct sg_graph_options defaults;
    struct sg_arena arena;
    struct sg_derivation d = {
        .from = from, .options = options ? options : &defaults, .arena = &arena};
    enum sg_status status;
    *out = NULL;
    sg_arena_init(&arena);
    if (!copy_edges(&d))
        status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    else if (!(status = cut_by_date(&d, err)) && !(status = sg_derive_roll_up(&d, err))) {
        find_days(&d);
        if (!(status = sg_derive_weights(&d, err)) && !(status = sg_derive_association(&d, err)) &&
            !(status = thin(&d, err)) && !(status = sg_derive_backbone(&d, err)) &&
            !(status = keep_ego(&d, err)))
            status = keep_top(&d, err);
    }
    struct sg_graph_owner *owner = status ? NULL : sg_graph_owner_new();
    if (!status && (!owner || !make_graph(owner, &d))) {
        if (owner)
            sg_graph_free(&owner->graph);
        status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    sg_arena_release(&arena);
    if (!status)
        *out = &owner->graph;
    return status;
}

uint32_t sg_graph_find(const struct sg_graph *graph, const char *actor, struct sg_error *err) {
    enum { ROOM = 256, ALIKE_MOST = 5 };
    char wanted[ROOM], name[ROOM];
    struct sg_buf alike;
    size_t alike_count = 0;
    sg_utf8_fold(wanted, sizeof wanted, actor);
    for (size_t i = 0; i < graph->node_count; i++)
        if (!strcmp(graph->nodes[i].id, actor))
            return (uint32_t)i;
    for (size_t i = 0; i < graph->node_count; i++) {
        sg_utf8_fold(name, sizeof name, graph->nodes[i].name);
        if (!strcmp(name, wanted))
            return (uint32_t)i;
    }
    sg_buf_init(&alike);
    for (size_t i = 0; *wanted && i < graph->node_count && alike_count < ALIKE_MOST; i++) {
        sg_utf8_fold(name, sizeof name, graph->nodes[i].name);
        if (strstr(name, wanted) || strstr(wanted, name))
            sg_buf_printf(&alike, "%s%s", alike_count++ ? ", " : "", graph->nodes[i].name);
    }
    sg_fail(err, SG_ERR_USAGE, "no actor '%s' in this graph%s%s", actor,
            alike_count ? "; alike: " : "; 'stancegraph report --top 0' lists them all",
            sg_buf_text(&alike));
    sg_buf_release(&alike);
    return UINT32_MAX;
}
