/* The trie of the packs' names: one hash table for all edges. */
#include "recognise/gazetteer.h"

#include <stdlib.h>

static size_t trie_slot(const struct sg_trie *trie, uint64_t key) {
    size_t mask = trie->slot_count - 1;
    size_t i = (size_t)((key * 0x9E3779B97F4A7C15ull) >> 20) & mask;
    while (trie->edges[i].key && trie->edges[i].key != key)
        i = (i + 1) & mask;
    return i;
}

uint32_t sg_trie_child(const struct sg_trie *trie, uint32_t node, uint32_t word) {
    if (!trie->slot_count)
        return 0;
    return trie->edges[trie_slot(trie, (uint64_t)node << 32 | word)].child;
}

static bool trie_grow(struct sg_trie *trie) {
    struct sg_trie larger = *trie;
    larger.slot_count = trie->slot_count ? trie->slot_count * 2 : 1024;
    larger.edges = calloc(larger.slot_count, sizeof *larger.edges);
    if (!larger.edges)
        return false;
    for (size_t i = 0; i < trie->slot_count; i++)
        if (trie->edges[i].key)
            larger.edges[trie_slot(&larger, trie->edges[i].key)] = trie->edges[i];
    free(trie->edges);
    *trie = larger;
    return true;
}

uint32_t sg_trie_new(struct sg_trie *trie) {
    if (trie->node_count + 1 >= trie->node_capacity) {
        size_t capacity = trie->node_capacity ? trie->node_capacity * 2 : 1024;
        uint32_t *first = realloc(trie->first_alias, capacity * sizeof *first);
        if (!first)
            return 0;
        trie->first_alias = first;
        trie->node_capacity = capacity;
    }
    trie->first_alias[++trie->node_count] = SG_NO_ALIAS;
    return (uint32_t)trie->node_count;
}

uint32_t sg_trie_add(struct sg_trie *trie, uint32_t node, uint32_t word) {
    uint32_t child = sg_trie_child(trie, node, word);
    if (child)
        return child;
    if ((trie->count + 1) * 2 > trie->slot_count && !trie_grow(trie))
        return 0;
    if (!(child = sg_trie_new(trie)))
        return 0;
    uint64_t key = (uint64_t)node << 32 | word;
    trie->edges[trie_slot(trie, key)] = (struct sg_edge){key, child};
    trie->count++;
    return child;
}

void sg_trie_release(struct sg_trie *trie) {
    free(trie->edges);
    free(trie->first_alias);
}
