/* Claims in any order -> one graph. Everything that is added up is a whole number (a confidence
 * counts in billionths), and everything that is chosen is chosen by a total order, so neither the
 * order of the claims nor their split over machines can show in the result. */
#include "aggregate/builder.h"
#include "aggregate/day.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

void sg_edge_release(struct edge *edge) {
    for (size_t q = 0; q < edge->quote_count; q++)
        free(edge->quotes[q]);
    free(edge->quotes);
    free(edge->best);
    free(edge->tallies);
    *edge = (struct edge){0};
}

static void drop_contents(struct sg_graph_builder *builder) {
    for (size_t i = 0; i < builder->edge_count; i++)
        sg_edge_release(&builder->edges[i]);
    for (size_t i = 0; i < builder->node_capacity; i++)
        free(builder->nodes[i].variants);
    free(builder->nodes);
    free(builder->signatures);
    free(builder->edges);
    free(builder->slots);
    sg_strmap_free(builder->ids);
    sg_strmap_free(builder->names);
    sg_strmap_free(builder->types);
    sg_strmap_free(builder->relations);
    sg_strmap_free(builder->documents);
    sg_strmap_free(builder->outlets);
    sg_strmap_free(builder->words);
}

static bool start(struct sg_graph_builder *builder) {
    bool keeps_sentences = builder->keeps_sentences;
    memset(builder, 0, sizeof *builder);
    builder->keeps_sentences = keeps_sentences;
    return (builder->ids = sg_strmap_new()) && (builder->names = sg_strmap_new()) &&
           (builder->types = sg_strmap_new()) && (builder->relations = sg_strmap_new()) &&
           (builder->documents = sg_strmap_new()) && (builder->outlets = sg_strmap_new()) &&
           (builder->words = sg_strmap_new());
}

enum sg_status sg_graph_builder_new(struct sg_graph_builder **out, struct sg_error *err) {
    *out = calloc(1, sizeof **out);
    if (*out && start(*out))
        return SG_OK;
    sg_graph_builder_free(*out);
    *out = NULL;
    return sg_fail(err, SG_ERR_MEMORY, "out of memory");
}

void sg_graph_builder_free(struct sg_graph_builder *builder) {
    if (!builder)
        return;
    drop_contents(builder);
    free(builder);
}

void sg_graph_builder_keep_sentences(struct sg_graph_builder *builder) {
    builder->keeps_sentences = true;
}

/* --- adding */

static bool add_variant(struct node *node, uint32_t name, uint32_t type) {
    for (uint32_t i = 0; i < node->variant_count; i++)
        if (node->variants[i].name == name && node->variants[i].type == type) {
            node->variants[i].count++;
            return true;
        }
    struct variant *grown =
        realloc(node->variants, (node->variant_count + 1) * sizeof *node->variants);
    if (!grown)
        return false;
    node->variants = grown;
    grown[node->variant_count++] = (struct variant){name, type, 1};
    return true;
}

static bool add_node(uint32_t *out, struct sg_graph_builder *builder,
                     const struct sg_claim_actor *actor) {
    uint32_t index = sg_strmap_intern(builder->ids, actor->id);
    uint32_t name = sg_strmap_intern(builder->names, actor->name ? actor->name : actor->id);
    uint32_t type = sg_strmap_intern(builder->types, actor->type ? actor->type : "unknown");
    if (index == SG_STRMAP_NONE || name == SG_STRMAP_NONE || type == SG_STRMAP_NONE)
        return false;
    if (index >= builder->node_capacity) {
        size_t capacity = builder->node_capacity ? builder->node_capacity * 2 : 64;
        struct node *nodes = realloc(builder->nodes, capacity * sizeof *nodes);
        if (!nodes)
            return false;
        memset(nodes + builder->node_capacity, 0,
               (capacity - builder->node_capacity) * sizeof *nodes);
        builder->nodes = nodes;
        builder->node_capacity = capacity;
    }
    *out = index;
    return add_variant(&builder->nodes[index], name, type);
}

static uint64_t hash_of(uint32_t source, uint32_t target, uint32_t relation) {
    uint32_t key[3] = {source, target, relation};
    return XXH3_64bits(key, sizeof key);
}

static bool grow_slots(struct sg_graph_builder *builder) {
    size_t slot_count = builder->slot_count ? builder->slot_count * 2 : 256;
    uint32_t *slots = calloc(slot_count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < builder->edge_count; i++) {
        const struct edge *edge = &builder->edges[i];
        size_t at = hash_of(edge->source, edge->target, edge->relation) & (slot_count - 1);
        while (slots[at])
            at = (at + 1) & (slot_count - 1);
        slots[at] = (uint32_t)i + 1;
    }
    free(builder->slots);
    builder->slots = slots;
    builder->slot_count = slot_count;
    return true;
}

static struct edge *find_edge(struct sg_graph_builder *builder, uint32_t source, uint32_t target,
                              uint32_t relation) {
    if ((builder->edge_count + 1) * 2 > builder->slot_count && !grow_slots(builder))
        return NULL;
    size_t mask = builder->slot_count - 1, at = hash_of(source, target, relation) & mask;
    for (; builder->slots[at]; at = (at + 1) & mask) {
        struct edge *edge = &builder->edges[builder->slots[at] - 1];
        if (edge->source == source && edge->target == target && edge->relation == relation)
            return edge;
    }
    if (builder->edge_count == builder->edge_capacity) {
        size_t capacity = builder->edge_capacity ? builder->edge_capacity * 2 : 64;
        struct edge *edges = realloc(builder->edges, capacity * sizeof *edges);
        if (!edges)
            return NULL;
        builder->edges = edges;
        builder->edge_capacity = capacity;
    }
    struct edge *edge = &builder->edges[builder->edge_count++];
    *edge = (struct edge){.source = source, .target = target, .relation = relation};
    builder->slots[at] = (uint32_t)builder->edge_count;
    return edge;
}

static int compare_tallies(const void *a, const void *b) {
    const struct sg_statement *x = a, *y = b;
    if (x->document != y->document)
        return x->document < y->document ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->words != y->words)
        return x->words < y->words ? -1 : 1;
    return (x->outlet > y->outlet) - (x->outlet < y->outlet);
}

void sg_edge_merge_tallies(struct edge *edge) {
    if (!edge->tally_count)
        return;
    qsort(edge->tallies, edge->tally_count, sizeof *edge->tallies, compare_tallies);
    uint32_t kept = 0;
    for (uint32_t i = 1; i < edge->tally_count; i++) {
        struct sg_statement *last = &edge->tallies[kept];
        if (!compare_tallies(last, &edge->tallies[i])) {
            last->claims += edge->tallies[i].claims;
            last->confidence += edge->tallies[i].confidence;
        } else {
            edge->tallies[++kept] = edge->tallies[i];
        }
    }
    edge->tally_count = kept + 1;
}

static bool add_tally(struct edge *edge, struct sg_statement tally) {
    if (edge->tally_count) { /* a document's claims usually come in a row */
        struct sg_statement *last = &edge->tallies[edge->tally_count - 1];
        if (!compare_tallies(last, &tally)) {
            last->claims += tally.claims;
            last->confidence += tally.confidence;
            return true;
        }
    }
    if (edge->tally_count == edge->tally_capacity) {
        sg_edge_merge_tallies(edge);
        if (edge->tally_count * 2 > edge->tally_capacity || !edge->tally_capacity) {
            uint32_t capacity = edge->tally_capacity ? edge->tally_capacity * 2 : 1;
            struct sg_statement *grown = realloc(edge->tallies, capacity * sizeof *grown);
            if (!grown)
                return false;
            edge->tallies = grown;
            edge->tally_capacity = capacity;
        }
    }
    edge->tallies[edge->tally_count++] = tally;
    return true;
}

/* The same string as the map's key, which lives as long as the builder; false out of memory. */
static bool share(const char **text, struct sg_strmap *map) {
    if (!*text)
        return true;
    uint32_t index = sg_strmap_intern(map, *text);
    if (index == SG_STRMAP_NONE)
        return false;
    *text = sg_strmap_key(map, index);
    return true;
}

static struct quote *make_quote(struct sg_graph_builder *builder, struct sg_evidence evidence,
                                const struct sg_statement *tally) {
    evidence.doc = sg_strmap_key(builder->documents, tally->document);
    if (!share(&evidence.date, builder->words) || !share(&evidence.outlet, builder->words) ||
        !share(&evidence.cue, builder->words) || !share(&evidence.rule, builder->words) ||
        !share(&evidence.attribution, builder->words) || !share(&evidence.role, builder->words))
        return NULL;
    size_t size = evidence.text ? strlen(evidence.text) + 1 : 0;
    struct quote *quote = malloc(sizeof *quote + size);
    if (!quote)
        return NULL;
    if (size)
        evidence.text = memcpy(quote->text, evidence.text, size);
    quote->evidence = evidence;
    quote->words = tally->words;
    quote->document = tally->document;
    return quote;
}

static bool add_quote(struct sg_graph_builder *builder, struct edge *edge,
                      const struct sg_claim *claim, const struct sg_statement *tally) {
    struct sg_evidence evidence = sg_evidence_of_claim(claim);
    if (!edge->best || sg_evidence_compare(&evidence, &edge->best->evidence) < 0) {
        struct quote *best = make_quote(builder, evidence, tally);
        if (!best)
            return false;
        free(edge->best);
        edge->best = best;
    }
    if (!builder->keeps_sentences)
        return true;
    if (edge->quote_count == edge->quote_capacity) {
        uint32_t capacity = edge->quote_capacity ? edge->quote_capacity * 2 : 1;
        struct quote **grown = realloc(edge->quotes, capacity * sizeof *grown);
        if (!grown)
            return false;
        edge->quotes = grown;
        edge->quote_capacity = capacity;
    }
    struct quote *quote = make_quote(builder, evidence, tally);
    if (!quote)
        return false;
    edge->quotes[edge->quote_count++] = quote;
    return true;
}

/* A document's claims usually come in a row; one that comes back is noted again, which does no
 * harm. */
static bool add_signature(struct sg_graph_builder *builder, uint32_t document,
                          const char *signature) {
    struct sg_sketch sketch;
    if (!sg_sketch_read(&sketch, signature))
        return true; /* of another version: counts for itself */
    if (builder->signature_count &&
        builder->signatures[builder->signature_count - 1].document == document)
        return true;
    if (builder->signature_count == builder->signature_capacity) {
        size_t capacity = builder->signature_capacity ? builder->signature_capacity * 2 : 64;
        struct sg_signed_document *grown = realloc(builder->signatures, capacity * sizeof *grown);
        if (!grown)
            return false;
        builder->signatures = grown;
        builder->signature_capacity = capacity;
    }
    builder->signatures[builder->signature_count++] = (struct sg_signed_document){document, sketch};
    return true;
}

static bool add_claim(struct sg_graph_builder *builder, const struct sg_claim *claim) {
    const struct sg_claim_actor *from = &claim->source, *to = &claim->target;
    if (!strcmp(claim->relation, SG_COOCCURS) && strcmp(from->id, to->id) > 0) {
        from = &claim->target;
        to = &claim->source;
    }
    struct sg_statement tally = {.outlet = SG_NO_OUTLET, .day = SG_NO_DAY, .claims = 1};
    tally.confidence = (uint64_t)llround(claim->confidence * CONFIDENCE_UNIT);
    if (claim->date && !sg_day_parse(&tally.day, claim->date))
        tally.day = SG_NO_DAY;
    uint32_t source, target;
    uint32_t relation = sg_strmap_intern(builder->relations, claim->relation);
    tally.document = sg_strmap_intern(builder->documents, claim->doc ? claim->doc : "");
    if (claim->outlet && *claim->outlet) {
        tally.outlet = sg_strmap_intern(builder->outlets, claim->outlet);
        if (tally.outlet == SG_STRMAP_NONE)
            return false;
    }
    if (relation == SG_STRMAP_NONE || tally.document == SG_STRMAP_NONE ||
        !add_node(&source, builder, from) || !add_node(&target, builder, to))
        return false;
    if (claim->signature) {
        tally.words = sg_statement_words(claim->text);
        if (!add_signature(builder, tally.document, claim->signature))
            return false;
    }
    struct edge *edge = find_edge(builder, source, target, relation);
    if (!edge)
        return false;
    edge->positive += claim->sign > 0;
    edge->negative += claim->sign < 0;
    edge->current += !claim->is_former;
    return add_tally(edge, tally) && add_quote(builder, edge, claim, &tally);
}

enum sg_status sg_graph_builder_add(struct sg_graph_builder *builder, const struct sg_claim *claim,
                                    struct sg_error *err) {
    if (!strcmp(claim->source.id, claim->target.id))
        builder->selves++;
    else if (claim->is_negated)
        builder->negated++;
    else if (claim->modality == SG_HYPOTHETICAL)
        builder->hypothetical++;
    else if (!add_claim(builder, claim))
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    return SG_OK;
}

/* --- finishing */

enum sg_status sg_graph_builder_finish(struct sg_graph **out, struct sg_graph_builder *builder,
                                       struct sg_error *err) {
    *out = NULL;
    struct sg_graph_owner *owner = sg_graph_owner_new();
    bool is_done = owner && sg_graph_builder_fill(owner, builder);
    drop_contents(builder);
    is_done = start(builder) && is_done;
    if (!is_done) {
        if (owner)
            sg_graph_free(&owner->graph);
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    *out = &owner->graph;
    return SG_OK;
}
