/* What the claims added up to -> a graph: names chosen, everything sorted, reprints settled. */
#include "aggregate/builder.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdlib.h>
#include <string.h>

enum { TRIM_EVERY = 200000 }; /* edges */

struct named {
    const char *name;
    uint32_t index;
};

static int compare_named(const void *a, const void *b) {
    return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

/* Sorts a map's keys: names[rank] is a copy, ranks[index] the rank of the map's index. */
static bool rank_keys(const char ***names, uint32_t **ranks, const struct sg_strmap *map,
                      struct sg_arena *arena) {
    size_t count = sg_strmap_count(map);
    struct named *sorted = malloc((count + 1) * sizeof *sorted);
    *names = sg_arena_array(arena, count + 1, sizeof **names);
    *ranks = malloc((count + 1) * sizeof **ranks);
    bool is_done = sorted && *names && *ranks;
    if (is_done) {
        for (size_t i = 0; i < count; i++)
            sorted[i] = (struct named){sg_strmap_key(map, i), (uint32_t)i};
        qsort(sorted, count, sizeof *sorted, compare_named);
        for (size_t i = 0; i < count; i++) {
            (*names)[i] = sg_arena_strdup(arena, sorted[i].name);
            (*ranks)[sorted[i].index] = (uint32_t)i;
        }
    }
    free(sorted);
    return is_done;
}

static bool finish_nodes(struct sg_graph_owner *owner, const struct sg_graph_builder *builder,
                         const char **ids, const uint32_t *ranks) {
    struct sg_graph *graph = &owner->graph;
    graph->node_count = sg_strmap_count(builder->ids);
    graph->nodes = sg_arena_array(&owner->arena, graph->node_count + 1, sizeof *graph->nodes);
    if (!graph->nodes)
        return false;
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct node *node = &builder->nodes[i];
        const struct variant *best = &node->variants[0];
        for (uint32_t v = 1; v < node->variant_count; v++) {
            const struct variant *other = &node->variants[v];
            int c = other->count > best->count ? -1 : other->count < best->count;
            if (!c)
                c = strcmp(sg_strmap_key(builder->names, other->name),
                           sg_strmap_key(builder->names, best->name));
            if (!c)
                c = strcmp(sg_strmap_key(builder->types, other->type),
                           sg_strmap_key(builder->types, best->type));
            if (c < 0)
                best = other;
        }
        graph->nodes[ranks[i]] = (struct sg_node){
            .id = ids[ranks[i]],
            .name = sg_arena_strdup(&owner->arena, sg_strmap_key(builder->names, best->name)),
            .type = sg_arena_strdup(&owner->arena, sg_strmap_key(builder->types, best->type))};
    }
    return true;
}

static int compare_quotes(const void *a, const void *b) {
    return sg_evidence_compare_in_time(&(*(struct quote *const *)a)->evidence,
                                       &(*(struct quote *const *)b)->evidence);
}

static int compare_words(const void *a, const void *b) {
    const struct sg_statement *x = a, *y = b;
    if (x->document != y->document)
        return x->document < y->document ? -1 : 1;
    if (x->words != y->words)
        return x->words < y->words ? -1 : 1;
    return (x->claims == 0) - (y->claims == 0);
}

/* Takes the quotations of reprints away; `best` stays: it is the same sentence. */
static void drop_reprinted_quotes(struct edge *edge, const uint32_t *document_ranks) {
    uint32_t kept = 0, counting = 0;
    for (uint32_t i = 0; i < edge->tally_count; i++) { /* those that count go to the front */
        struct sg_statement tally = edge->tallies[i];
        if (tally.claims) {
            edge->tallies[i] = edge->tallies[counting];
            edge->tallies[counting++] = tally;
        }
    }
    qsort(edge->tallies, counting, sizeof *edge->tallies, compare_words);
    for (uint32_t i = 0; i < edge->quote_count; i++) {
        const struct sg_statement key = {.document = document_ranks[edge->quotes[i]->document],
                                         .words = edge->quotes[i]->words,
                                         .claims = 1};
        if (bsearch(&key, edge->tallies, counting, sizeof key, compare_words))
            edge->quotes[kept++] = edge->quotes[i];
        else
            free(edge->quotes[i]);
    }
    edge->quote_count = kept;
}

/* The builder's names in the graph's memory and order. */
struct names {
    const char **documents, **words;
    uint32_t *node_ranks, *document_ranks, *outlet_ranks, *relation_ranks, *word_ranks;
    const uint32_t *groups; /* of reprints, by rank; NULL: none */
    const struct sg_strmap *word_map;
    struct sg_arena *arena;
};

static void settle_word(const char **text, const struct names *names) {
    if (*text)
        *text = names->words[names->word_ranks[sg_strmap_get(names->word_map, *text)]];
}

/* A quote's evidence with strings that live as long as the graph; false out of memory. */
static bool settle_evidence(struct sg_evidence *out, const struct quote *quote,
                            const struct names *names) {
    *out = quote->evidence;
    out->doc = names->documents[names->document_ranks[quote->document]];
    settle_word(&out->date, names);
    settle_word(&out->outlet, names);
    settle_word(&out->cue, names);
    settle_word(&out->rule, names);
    settle_word(&out->attribution, names);
    settle_word(&out->role, names);
    return !out->text || (out->text = sg_arena_strdup(names->arena, out->text)) != NULL;
}

static bool finish_edge(struct sg_edge *out, struct edge *edge, const char *relation,
                        const struct names *names) {
    const uint32_t *node_ranks = names->node_ranks, *document_ranks = names->document_ranks,
                   *outlet_ranks = names->outlet_ranks, *groups = names->groups;
    struct sg_arena *arena = names->arena;
    for (uint32_t i = 0; i < edge->tally_count; i++) {
        struct sg_statement *tally = &edge->tallies[i];
        tally->document = document_ranks[tally->document];
        if (tally->outlet != SG_NO_OUTLET)
            tally->outlet = outlet_ranks[tally->outlet];
    }
    if (groups) {
        sg_edge_merge_tallies(edge);
        if (!sg_reprints_settle(edge->tallies, edge->tally_count, groups))
            return false;
        drop_reprinted_quotes(edge, document_ranks);
        for (uint32_t i = 0; i < edge->tally_count; i++)
            edge->tallies[i].words = 0;
    }
    sg_edge_merge_tallies(edge);
    struct sg_tally *tallies = sg_arena_array(arena, edge->tally_count, sizeof *tallies);
    if (!tallies)
        return false;
    for (uint32_t i = 0; i < edge->tally_count; i++) {
        const struct sg_statement *t = &edge->tallies[i];
        tallies[i] = (struct sg_tally){t->document, t->outlet, t->day, t->claims,
                                       (double)t->confidence / CONFIDENCE_UNIT};
        out->weight += t->claims;
    }
    out->source = node_ranks[edge->source];
    out->target = node_ranks[edge->target];
    out->relation = relation;
    out->is_directed = strcmp(relation, SG_COOCCURS) != 0;
    out->sign = (edge->positive > edge->negative) - (edge->positive < edge->negative);
    out->is_former = edge->current == 0;
    out->tallies = tallies;
    out->tally_count = edge->tally_count;
    if (!settle_evidence(&out->evidence, edge->best, names))
        return false;
    if (!edge->quote_count)
        return true;
    out->sentences = sg_arena_array(arena, edge->quote_count, sizeof *out->sentences);
    if (!out->sentences)
        return false;
    qsort(edge->quotes, edge->quote_count, sizeof(struct quote *), compare_quotes);
    for (uint32_t i = 0; i < edge->quote_count; i++)
        if (!settle_evidence(&out->sentences[out->sentence_count++], edge->quotes[i], names))
            return false;
    return true;
}

/* What was freed in small pieces goes back to the system, or the graph's large blocks would stand
 * beside it: with five million claims a third of the peak. */
static void give_back(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

bool sg_graph_builder_fill(struct sg_graph_owner *owner, struct sg_graph_builder *builder) {
    struct sg_graph *graph = &owner->graph;
    struct names names = {.arena = &owner->arena, .word_map = builder->words};
    const char **ids = NULL, **outlets = NULL, **relations = NULL;
    uint32_t *groups = NULL;
    bool is_done =
        rank_keys(&ids, &names.node_ranks, builder->ids, &owner->arena) &&
        rank_keys(&names.documents, &names.document_ranks, builder->documents, &owner->arena) &&
        rank_keys(&outlets, &names.outlet_ranks, builder->outlets, &owner->arena) &&
        rank_keys(&relations, &names.relation_ranks, builder->relations, &owner->arena) &&
        rank_keys(&names.words, &names.word_ranks, builder->words, &owner->arena) &&
        finish_nodes(owner, builder, ids, names.node_ranks) &&
        sg_reprints_group(&groups, builder->signatures, builder->signature_count,
                          names.document_ranks, sg_strmap_count(builder->documents)) &&
        (graph->edges =
             sg_arena_array(&owner->arena, builder->edge_count + 1, sizeof *graph->edges)) != NULL;
    names.groups = groups;
    for (size_t i = 0; is_done && i < builder->edge_count; i++) {
        is_done = finish_edge(&graph->edges[i], &builder->edges[i],
                              relations[names.relation_ranks[builder->edges[i].relation]], &names);
        sg_edge_release(&builder->edges[i]);
        if (i % TRIM_EVERY == TRIM_EVERY - 1)
            give_back();
    }
    if (is_done) {
        graph->edge_count = builder->edge_count;
        qsort(graph->edges, graph->edge_count, sizeof *graph->edges, sg_edge_compare);
        graph->documents = names.documents;
        graph->document_count = sg_strmap_count(builder->documents);
        graph->outlets = outlets;
        graph->outlet_count = sg_strmap_count(builder->outlets);
        graph->negated = builder->negated;
        graph->hypothetical = builder->hypothetical;
        graph->selves = builder->selves;
        for (size_t i = 0; groups && i < graph->document_count; i++)
            graph->reprints += groups[i] != i;
        is_done = sg_graph_count(owner);
    }
    free(names.node_ranks);
    free(names.document_ranks);
    free(names.outlet_ranks);
    free(names.relation_ranks);
    free(names.word_ranks);
    free(groups);
    return is_done && !sg_arena_failed(&owner->arena);
}
