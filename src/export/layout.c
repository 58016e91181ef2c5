/* A signed spring layout. Every actor repels every other (Barnes and Hut's tree keeps that at
 * n log n); a friendly tie is a short spring, a hostile one a long spring, so foes end up apart and
 * yet in sight of each other; a weak pull to the middle keeps loose actors on the page.
 *
 * Stable: an actor starts where a hash of its id says, not where its index says, is held there by a
 * thread, and the finished picture is turned and mirrored to fit those starts best. So the same
 * actors come to lie in nearly the same places after a month is added. */
#include "export/export.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#define FRIEND_LENGTH 0.6 /* in units of the mean room an actor has */
#define NEUTRAL_LENGTH 1.0
#define FOE_LENGTH 1.9
#define GRAVITY 0.4
#define THREAD                                                                                     \
    1.0 /* to the start; among more than a hundred actors less, by the width of the whole */
#define THETA 1.1    /* a tree cell of width w at distance d acts as one body when w < THETA d */
#define RADIUS 450.0 /* root mean square distance from the middle in the result */

struct spring {
    uint32_t a, b;
    double length, strength;
};

struct cell {
    double x, y, mass; /* centre of mass */
    double left, top, width;
    int32_t children[4]; /* -1: none */
    int32_t body;        /* the one body in a leaf, -1 otherwise */
};

struct layout {
    size_t count;
    double *x, *y, *start_x, *start_y, *force_x, *force_y, *mass;
    struct spring *springs;
    size_t spring_count;
    struct cell *cells;
    size_t cell_count, cell_capacity;
    bool has_failed;
};

/* --- the tree --- */

static int32_t new_cell(struct layout *l, double left, double top, double width) {
    if (l->cell_count == l->cell_capacity) {
        size_t capacity = l->cell_capacity ? l->cell_capacity * 2 : 256;
        struct cell *grown = realloc(l->cells, capacity * sizeof *grown);
        if (!grown) {
            l->has_failed = true;
            return -1;
        }
        l->cells = grown;
        l->cell_capacity = capacity;
    }
    l->cells[l->cell_count] = (struct cell){0, 0, 0, left, top, width, {-1, -1, -1, -1}, -1};
    return (int32_t)l->cell_count++;
}

static int quarter(const struct cell *cell, double x, double y) {
    return (x >= cell->left + cell->width / 2) + 2 * (y >= cell->top + cell->width / 2);
}

static int32_t child_at(struct layout *l, int32_t at, int q) {
    if (l->cells[at].children[q] < 0) {
        double half = l->cells[at].width / 2;
        int32_t child = new_cell(l, l->cells[at].left + (q & 1) * half,
                                 l->cells[at].top + (q >> 1) * half, half);
        if (child >= 0)
            l->cells[at].children[q] = child;
        return child;
    }
    return l->cells[at].children[q];
}

static void insert(struct layout *l, int32_t root, int32_t body) {
    int32_t at = root;
    for (int depth = 0; at >= 0; depth++) {
        struct cell *cell = &l->cells[at];
        double mass = cell->mass + l->mass[body];
        cell->x += (l->x[body] - cell->x) * l->mass[body] / mass;
        cell->y += (l->y[body] - cell->y) * l->mass[body] / mass;
        bool was_empty = cell->mass == 0;
        cell->mass = mass;
        if (was_empty) {
            cell->body = body;
            return;
        }
        if (depth > 40) /* two bodies in one place: the cell stands for both */
            return;
        int32_t resident = cell->body;
        if (resident >= 0) { /* a leaf becomes an inner cell: its body moves down */
            int32_t child = child_at(l, at, quarter(cell, l->x[resident], l->y[resident]));
            if (child < 0)
                return;
            l->cells[at].body = -1;
            l->cells[child].body = resident;
            l->cells[child].mass = l->mass[resident];
            l->cells[child].x = l->x[resident];
            l->cells[child].y = l->y[resident];
        }
        at = child_at(l, at, quarter(&l->cells[at], l->x[body], l->y[body]));
    }
}

static void build_tree(struct layout *l) {
    double left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;
    for (size_t i = 0; i < l->count; i++) {
        left = fmin(left, l->x[i]);
        right = fmax(right, l->x[i]);
        top = fmin(top, l->y[i]);
        bottom = fmax(bottom, l->y[i]);
    }
    l->cell_count = 0;
    int32_t root = new_cell(l, left, top, fmax(fmax(right - left, bottom - top) * 1.0001, 1e-9));
    for (size_t i = 0; root >= 0 && i < l->count; i++)
        insert(l, root, (int32_t)i);
}

/* Repulsion of mass over distance; lengths are in units of the mean room. */
static void repel(struct layout *l, size_t i) {
    int32_t stack[256];
    int depth = 0;
    stack[depth++] = 0;
    while (depth) {
        const struct cell *cell = &l->cells[stack[--depth]];
        double dx = l->x[i] - cell->x, dy = l->y[i] - cell->y, squared = dx * dx + dy * dy;
        bool is_far = cell->width * cell->width < THETA * THETA * squared;
        bool is_leaf = cell->body >= 0;
        if (is_leaf && cell->body == (int32_t)i)
            continue;
        if (is_far || is_leaf || depth > 250) {
            if (squared < 1e-6) { /* on top of each other: aside, by index */
                dx = i % 2 ? 1e-3 : -1e-3;
                dy = i % 3 ? 1e-3 : -1e-3;
                squared = 2e-6;
            }
            double push = l->mass[i] * cell->mass / fmax(squared, 1e-3);
            l->force_x[i] += dx * push;
            l->force_y[i] += dy * push;
            continue;
        }
        for (int q = 0; q < 4; q++)
            if (cell->children[q] >= 0)
                stack[depth++] = cell->children[q];
    }
}

/* --- springs --- */

static int by_ends(const void *left, const void *right) {
    const struct spring *a = left, *b = right;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return a->b < b->b ? -1 : a->b > b->b;
}

/* One spring a pair: its length follows the balance of friendly and hostile weight, its strength
 * all of it, damped. */
static void make_springs(struct layout *l, const struct sg_graph *graph) {
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct sg_edge *edge = &graph->edges[i];
        if (edge->source == edge->target)
            continue;
        struct spring *s = &l->springs[l->spring_count++];
        s->a = edge->source < edge->target ? edge->source : edge->target;
        s->b = edge->source < edge->target ? edge->target : edge->source;
        s->length = edge->sign * edge->weight;
        s->strength = edge->weight;
    }
    qsort(l->springs, l->spring_count, sizeof *l->springs, by_ends);
    size_t kept = 0;
    for (size_t i = 0; i < l->spring_count; i++) {
        if (kept && !by_ends(&l->springs[kept - 1], &l->springs[i])) {
            l->springs[kept - 1].length += l->springs[i].length;
            l->springs[kept - 1].strength += l->springs[i].strength;
        } else
            l->springs[kept++] = l->springs[i];
    }
    l->spring_count = kept;
    for (size_t i = 0; i < kept; i++) {
        struct spring *s = &l->springs[i];
        double balance = s->length / s->strength; /* -1 foes .. +1 friends */
        s->length = balance >= 0 ? NEUTRAL_LENGTH + balance * (FRIEND_LENGTH - NEUTRAL_LENGTH)
                                 : NEUTRAL_LENGTH - balance * (FOE_LENGTH - NEUTRAL_LENGTH);
        s->strength = (balance > 0 ? 1.0 : 0.6) * (1 + log1p(s->strength) / 2);
        l->mass[s->a] += 1;
        l->mass[s->b] += 1;
    }
    for (size_t i = 0; i < l->count; i++)
        l->mass[i] = pow(l->mass[i], 0.4);
}

static void pull(struct layout *l) {
    for (size_t i = 0; i < l->spring_count; i++) {
        const struct spring *s = &l->springs[i];
        double dx = l->x[s->b] - l->x[s->a], dy = l->y[s->b] - l->y[s->a];
        double distance = sqrt(dx * dx + dy * dy) + 1e-9;
        double force = s->strength * (distance - s->length) / distance;
        l->force_x[s->a] += dx * force;
        l->force_y[s->a] += dy * force;
        l->force_x[s->b] -= dx * force;
        l->force_y[s->b] -= dy * force;
    }
}

/* --- the run --- */

static void start(struct layout *l, const struct sg_graph *graph, double room) {
    for (size_t i = 0; i < l->count; i++) {
        uint64_t hash = XXH3_64bits(graph->nodes[i].id, strlen(graph->nodes[i].id));
        double angle = (double)(hash & 0xffffffff) / 4294967296.0 * 2 * acos(-1);
        double radius = sqrt((double)(hash >> 32) / 4294967296.0) * room;
        l->x[i] = l->start_x[i] = radius * cos(angle);
        l->y[i] = l->start_y[i] = radius * sin(angle);
        l->mass[i] = 1;
    }
}

static void run(struct layout *l, double room) {
    double thread = THREAD * fmin(1, 10 / room);
    int rounds = l->count < 500 ? 500 : l->count < 2000 ? 200 : l->count < 8000 ? 80 : 40;
    for (int round = 0; round < rounds && !l->has_failed; round++) {
        double heat = room * 0.2 * pow(0.01, (double)round / rounds);
        memset(l->force_x, 0, l->count * sizeof *l->force_x);
        memset(l->force_y, 0, l->count * sizeof *l->force_y);
        build_tree(l);
        if (l->has_failed)
            return;
        for (size_t i = 0; i < l->count; i++)
            repel(l, i);
        pull(l);
        for (size_t i = 0; i < l->count; i++) {
            double fx = l->force_x[i] - GRAVITY * l->x[i] * l->mass[i];
            double fy = l->force_y[i] - GRAVITY * l->y[i] * l->mass[i];
            fx += thread * (l->start_x[i] - l->x[i]);
            fy += thread * (l->start_y[i] - l->y[i]);
            double size = sqrt(fx * fx + fy * fy) + 1e-12, step = fmin(size * 0.08, heat);
            l->x[i] += fx / size * step;
            l->y[i] += fy / size * step;
        }
    }
}

/* Turns, mirrors and scales the result so that it fits the starts best (Procrustes in the plane:
 * the angle is that of the sum of start times conjugate place). */
static void align(struct layout *l) {
    double mean_x = 0, mean_y = 0, square = 0;
    for (size_t i = 0; i < l->count; i++) {
        mean_x += l->x[i] / (double)l->count;
        mean_y += l->y[i] / (double)l->count;
    }
    double turn_re = 0, turn_im = 0, flip_re = 0, flip_im = 0;
    for (size_t i = 0; i < l->count; i++) {
        double x = l->x[i] -= mean_x, y = l->y[i] -= mean_y;
        square += x * x + y * y;
        turn_re += l->start_x[i] * x + l->start_y[i] * y;
        turn_im += l->start_y[i] * x - l->start_x[i] * y;
        flip_re += l->start_x[i] * x - l->start_y[i] * y;
        flip_im += l->start_y[i] * x + l->start_x[i] * y;
    }
    bool is_mirrored = hypot(flip_re, flip_im) > hypot(turn_re, turn_im);
    double re = is_mirrored ? flip_re : turn_re, im = is_mirrored ? flip_im : turn_im;
    double size = hypot(re, im);
    if (size < 1e-12) {
        re = size = 1;
        im = 0;
    }
    double scale = square > 0 ? RADIUS / sqrt(square / (double)l->count) : 1;
    for (size_t i = 0; i < l->count; i++) {
        double x = l->x[i] * scale, y = (is_mirrored ? -l->y[i] : l->y[i]) * scale;
        l->x[i] = (x * re - y * im) / size;
        l->y[i] = (x * im + y * re) / size;
    }
}

enum sg_status sg_layout(double *x, double *y, const struct sg_graph *graph, struct sg_error *err) {
    size_t count = graph->node_count;
    if (!count)
        return SG_OK;
    struct layout l = {.count = count, .x = x, .y = y};
    double *memory = calloc(count, 5 * sizeof *memory);
    l.springs = calloc(graph->edge_count + 1, sizeof *l.springs);
    enum sg_status status = SG_OK;
    if (memory && l.springs) {
        double room = sqrt((double)count);
        l.start_x = memory;
        l.start_y = memory + count;
        l.force_x = memory + 2 * count;
        l.force_y = memory + 3 * count;
        l.mass = memory + 4 * count;
        start(&l, graph, room);
        make_springs(&l, graph);
        run(&l, room);
        align(&l);
    }
    if (!memory || !l.springs || l.has_failed)
        status = sg_fail(err, SG_ERR_MEMORY, "layout: out of memory");
    free(memory);
    free(l.springs);
    free(l.cells);
    return status;
}

void sg_layout_spread(double *x, double *y, const double *width, const double *height,
                      size_t count) {
    if (count > 3000) /* every pair is looked at */
        return;
    bool has_moved = true;
    for (int round = 0; has_moved && round < 400; round++) {
        has_moved = false;
        for (size_t i = 0; i < count; i++)
            for (size_t j = i + 1; j < count; j++) {
                double dx = x[j] - x[i], dy = y[j] - y[i];
                double over_x = (width[i] + width[j]) / 2 - fabs(dx);
                double over_y = (height[i] + height[j]) / 2 - fabs(dy);
                if (over_x <= 0 || over_y <= 0)
                    continue;
                has_moved = true;
                if (over_x < over_y) { /* the shorter way out */
                    x[i] -= (dx < 0 ? -1 : 1) * (over_x / 2 + 0.5);
                    x[j] += (dx < 0 ? -1 : 1) * (over_x / 2 + 0.5);
                } else {
                    y[i] -= (dy < 0 ? -1 : 1) * (over_y / 2 + 0.5);
                    y[j] += (dy < 0 ? -1 : 1) * (over_y / 2 + 0.5);
                }
            }
    }
}
