/* Signed networks of the textbooks, as claims. A row is "from to value"; several values stand for
 * as many claims. */
#ifndef SG_TEST_TEXTBOOK_H
#define SG_TEST_TEXTBOOK_H

#include "../aggregate/claims.h"

#include <stdlib.h>

struct textbook_row {
    signed char from, to; /* from 1 */
    short value;
};

/* Each row as |value| claims, or as one. */
static inline struct sg_graph *textbook_graph(const struct textbook_row *rows, size_t count,
                                              const char *const *names, bool is_weighted) {
    struct sg_graph_builder *builder = NULL;
    struct sg_graph *graph = NULL;
    if (sg_graph_builder_new(&builder, NULL))
        return NULL;
    for (size_t i = 0; i < count; i++) {
        struct sg_claim claim =
            claim_of(names[rows[i].from - 1], rows[i].value > 0 ? "backs" : "attacks",
                     names[rows[i].to - 1], "textbook", NULL);
        for (int k = 0; k < (is_weighted ? abs(rows[i].value) : 1); k++)
            sg_graph_builder_add(builder, &claim, NULL);
    }
    sg_graph_builder_finish(&graph, builder, NULL);
    sg_graph_builder_free(builder);
    return graph;
}

/* Sampson's monastery: whom eighteen novices liked most (3, 2, 1) and least (-3, -2, -1), a week
 * before the community broke up. S. F. Sampson, A Novitiate in a Period of Change, thesis, Cornell
 * 1968, appendix, table D13 "Affective Matrix, T4", p. 469; in the order of Pajek's SampsonT4.paj.
 * The thesis prints the sums of the columns: the test holds the data against them. */
enum { MONKS = 18 };

static const char *const monk_names[MONKS] = {
    "john-bosco", "gregory", "basil",    "peter",   "bonaventure", "berthold",
    "mark",       "victor",  "ambrose",  "romuald", "louis",       "winfrid",
    "amand",      "hugh",    "boniface", "albert",  "elias",       "simplicius"};

static const unsigned char monk_liked[MONKS] = {12, 13, 7, 12, 10, 3, 6, 6, 5,
                                                0,  4,  9, 4,  3,  3, 2, 4, 8};
static const unsigned char monk_disliked[MONKS] = {3, 17, 13, 18, 0, 9, 5, 10, 0,
                                                   3, 0,  1,  4,  2, 0, 1, 7,  1};

static const struct textbook_row monk_affect[] = {
    {1, 2, -2},   {1, 3, 3},    {1, 7, -3},  {1, 10, -1},  {1, 12, 1},  {1, 14, 2},  {2, 1, 3},
    {2, 4, -3},   {2, 7, 1},    {2, 8, -2},  {2, 12, 2},   {2, 13, -1}, {3, 1, 3},   {3, 2, -2},
    {3, 4, -3},   {3, 6, -2},   {3, 13, 2},  {3, 16, -1},  {3, 17, 1},  {3, 18, 2},  {4, 1, -2},
    {4, 2, -3},   {4, 5, 3},    {4, 6, 1},   {4, 11, 2},   {4, 14, -1}, {5, 4, 3},   {5, 9, 1},
    {5, 11, 2},   {6, 2, -1},   {6, 3, -3},  {6, 4, 3},    {6, 5, 1},   {6, 7, -2},  {6, 9, 2},
    {6, 17, -2},  {7, 2, 3},    {7, 4, -3},  {7, 6, -2},   {7, 8, -1},  {7, 12, 1},  {7, 16, 2},
    {8, 2, -3},   {8, 3, -2},   {8, 4, 3},   {8, 6, 2},    {8, 9, 1},   {8, 14, -1}, {9, 3, -3},
    {9, 5, 1},    {9, 8, 3},    {9, 12, 2},  {9, 17, -2},  {9, 18, -1}, {10, 4, 3},  {10, 5, 1},
    {10, 9, 1},   {10, 13, 2},  {11, 1, -1}, {11, 2, -3},  {11, 3, -2}, {11, 5, 2},  {11, 8, 3},
    {11, 14, 1},  {12, 1, 3},   {12, 2, 2},  {12, 7, 1},   {13, 2, -3}, {13, 5, 2},  {13, 6, -2},
    {13, 7, 1},   {13, 12, -1}, {13, 18, 3}, {14, 1, 3},   {14, 4, -3}, {14, 8, -2}, {14, 12, 1},
    {14, 15, 2},  {14, 17, -1}, {15, 2, 3},  {15, 3, -2},  {15, 4, -1}, {15, 7, 1},  {15, 12, 2},
    {15, 13, -3}, {16, 2, 3},   {16, 3, -1}, {16, 4, -3},  {16, 7, 2},  {16, 15, 1}, {16, 17, -2},
    {17, 2, 1},   {17, 3, 2},   {17, 4, -1}, {17, 6, -3},  {17, 8, -2}, {17, 18, 3}, {18, 2, 1},
    {18, 3, 2},   {18, 4, -1},  {18, 8, -3}, {18, 10, -2}, {18, 17, 3}};

/* The same monastery as one undirected network of 49 ties, 12 of them hostile, as S. Aref and M. C.
 * Wilson use it ("Monastery interactions"); data: S. Aref, Signed networks from sociology and
 * political science ..., figshare 2017, doi 10.6084/m9.figshare.5700832 (CC BY 4.0). */
static const struct textbook_row monastery_ties[] = {
    {1, 2, 1},    {1, 3, 1},    {1, 5, 1},    {1, 8, 1},   {1, 12, 1},  {1, 14, 1},  {2, 3, 1},
    {2, 6, 1},    {2, 7, 1},    {2, 10, 1},   {2, 12, 1},  {2, 14, 1},  {2, 15, 1},  {3, 7, 1},
    {5, 4, 1},    {5, 6, 1},    {8, 9, 1},    {8, 10, 1},  {8, 13, 1},  {12, 7, 1},  {12, 9, 1},
    {12, 11, 1},  {12, 13, 1},  {12, 14, 1},  {14, 10, 1}, {14, 11, 1}, {14, 13, 1}, {6, 4, 1},
    {6, 7, 1},    {7, 9, 1},    {10, 13, 1},  {4, 11, 1},  {11, 9, 1},  {13, 18, 1}, {16, 17, 1},
    {16, 18, 1},  {17, 18, 1},  {14, 16, -1}, {6, 11, -1}, {6, 18, -1}, {7, 11, -1}, {7, 17, -1},
    {10, 15, -1}, {10, 16, -1}, {15, 4, -1},  {4, 13, -1}, {4, 16, -1}, {4, 17, -1}, {4, 18, -1}};

/* How near the parties of Slovenia's parliament stood to each other in 1994, as experts saw it. S.
 * Kropivnik and A. Mrvar, An Analysis of the Slovene Parliamentary Parties Network, Metodoloski
 * zvezki 12 (1996); Pajek's Stranke94. */
enum { PARTIES = 10 };

static const char *const party_names[PARTIES] = {"skd", "zlsd", "sdss", "lds",     "zs-ess",
                                                 "zs",  "ds",   "sls",  "sps-sns", "sns"};

static const struct textbook_row party_ties[] = {
    {2, 1, -215}, {3, 1, 114},   {4, 1, -89},   {5, 1, -77},  {6, 1, 94},   {7, 1, -170},
    {8, 1, 176},  {9, 1, 117},   {10, 1, -210}, {3, 2, -217}, {4, 2, 134},  {5, 2, 77},
    {6, 2, -150}, {7, 2, 57},    {8, 2, -253},  {9, 2, -230}, {10, 2, 49},  {4, 3, -203},
    {5, 3, -80},  {6, 3, 138},   {7, 3, -109},  {8, 3, 177},  {9, 3, 180},  {10, 3, -174},
    {5, 4, 157},  {6, 4, -142},  {7, 4, 173},   {8, 4, -241}, {9, 4, -254}, {10, 4, 23},
    {6, 5, -188}, {7, 5, 170},   {8, 5, -120},  {9, 5, -160}, {10, 5, -9},  {7, 6, -97},
    {8, 6, 140},  {9, 6, 116},   {10, 6, -106}, {8, 7, -184}, {9, 7, -191}, {10, 7, -6},
    {9, 8, 235},  {10, 8, -132}, {10, 9, -164}};

/* Sovereign states when Bangladesh broke away from Pakistan in 1971, as M. Moore tells it (An
 * international application of Heider's balance theory, European Journal of Social Psychology 8,
 * 1978), retold in D. Easley and J. Kleinberg, Networks, Crowds, and Markets (2010), ch. 5.3: China
 * against the Soviet Union and India, India against Pakistan, the United States for China and
 * Pakistan, North Vietnam for India, China against Bangladesh. */
enum { STATES = 7 };

static const char *const state_names[STATES] = {
    "bangladesh", "china", "india", "pakistan", "north-vietnam", "soviet-union", "united-states"};

static const struct textbook_row state_ties[] = {{6, 2, -1}, {2, 3, -1}, {3, 4, -1}, {7, 2, 1},
                                                 {7, 4, 1},  {5, 3, 1},  {2, 1, -1}};

#endif
