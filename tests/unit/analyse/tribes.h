/* The sixteen Highland tribes of the Gahuku-Gama, New Guinea: friendship ("rova") +1, enmity
 * ("hina") -1. Data: K. E. Read, "Cultures of the Central Highlands, New Guinea", Southwestern
 * Journal of Anthropology 10 (1954); as a matrix in P. Hage and F. Harary, Structural Models in
 * Anthropology (1983). */
#ifndef SG_TEST_TRIBES_H
#define SG_TEST_TRIBES_H

#include "../aggregate/claims.h"

enum { TRIBES = 16 };

static const char *const tribe_names[TRIBES] = {
    "gavev", "kotun", "ove",   "alika", "nagam", "gahuk", "masil", "ukudz",
    "notoh", "kohik", "geham", "asaro", "uheto", "seuve", "nagad", "gama"};

static const signed char tribe_ties[TRIBES][TRIBES] = {
    {0, 1, -1, -1, -1, -1, 0, 0, 0, 0, 0, -1, 0, 0, 1, 1},
    {1, 0, -1, 0, -1, -1, 0, 0, -1, -1, 0, 0, 0, 0, 1, 1},
    {-1, -1, 0, 1, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0},
    {-1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0},
    {-1, -1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, -1, -1},
    {-1, -1, 1, 0, 0, 0, 1, 1, -1, 0, 1, 1, -1, 0, 0, -1},
    {0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0},
    {0, 0, 1, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0, -1, 0, 0},
    {0, -1, 0, 0, 1, -1, 0, 0, 0, 1, -1, 0, 1, 0, -1, 0},
    {0, -1, 0, 0, 0, 0, 0, 0, 1, 0, -1, 0, 1, 0, -1, 0},
    {0, 0, 0, 0, 0, 1, 1, 1, -1, -1, 0, 1, -1, 0, -1, -1},
    {-1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, -1, -1, -1},
    {0, 0, 0, 0, 0, -1, 1, 0, 1, 1, -1, 0, 0, 1, -1, -1},
    {0, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, -1, 1, 0, 0, -1},
    {1, 1, 0, 0, -1, 0, 0, 0, -1, -1, -1, -1, -1, 0, 0, 1},
    {1, 1, 0, 0, -1, -1, 0, 0, 0, 0, -1, -1, -1, -1, 1, 0}};

static inline struct sg_graph *tribes(void) {
    struct sg_claim claims[TRIBES * TRIBES];
    size_t count = 0;
    for (int a = 0; a < TRIBES; a++)
        for (int b = a + 1; b < TRIBES; b++)
            if (tribe_ties[a][b])
                claims[count++] =
                    claim_of(tribe_names[a], tribe_ties[a][b] > 0 ? "backs" : "attacks",
                             tribe_names[b], "read-1954", NULL);
    return graph_of(claims, count);
}

#endif
