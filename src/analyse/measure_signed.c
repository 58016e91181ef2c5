/* Measures in which a friendly and a hostile tie are not the same. */
#include "analyse/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double balance_of(const struct sg_adjacency *around, const struct sg_tie *ties, size_t i) {
    double sum = 0;
    for (uint32_t t = around->first[i]; t < around->first[i + 1]; t++)
        sum += ties[around->ties[t]].positive - ties[around->ties[t]].negative;
    return sum;
}

enum sg_status sg_measure_net_received(double *values, struct sg_measuring *m,
                                       struct sg_error *err) {
    for (size_t i = 0; i < m->net->node_count; i++)
        values[i] = balance_of(&m->net->in, m->net->arcs, i);
    return SG_OK;
}

enum sg_status sg_measure_net_given(double *values, struct sg_measuring *m, struct sg_error *err) {
    for (size_t i = 0; i < m->net->node_count; i++)
        values[i] = balance_of(&m->net->out, m->net->arcs, i);
    return SG_OK;
}

/* Who is backed and looks down on others stands high: received minus given. */
enum sg_status sg_measure_status(double *values, struct sg_measuring *m, struct sg_error *err) {
    for (size_t i = 0; i < m->net->node_count; i++)
        values[i] =
            balance_of(&m->net->in, m->net->arcs, i) - balance_of(&m->net->out, m->net->arcs, i);
    return SG_OK;
}

/* --- PN (Everett and Borgatti 2014): A = P - 2N over ties with or without, not their weights. */

/* The tie's entry in A: friendly 1, hostile -2, as much of one as of the other 0. */
static double entry(const struct sg_tie *tie) {
    double net = tie->positive - tie->negative;
    return net > 0 ? 1 : net < 0 ? -2 : 0;
}

enum turn { FORWARD, BACKWARD, SYMMETRIC };

/* out = A x, A' x, or the symmetric A of pairs. */
static void multiply(double *out, const struct sg_net *net, const double *x, enum turn turn) {
    const struct sg_tie *ties = turn == SYMMETRIC ? net->pairs : net->arcs;
    size_t count = turn == SYMMETRIC ? net->pair_count : net->arc_count;
    memset(out, 0, net->node_count * sizeof *out);
    for (size_t i = 0; i < count; i++) {
        double a = entry(&ties[i]);
        if (turn != BACKWARD)
            out[ties[i].from] += a * x[ties[i].to];
        if (turn != FORWARD)
            out[ties[i].to] += a * x[ties[i].from];
    }
}

/* One side of (I - c M) x = b: out = c M x. M is A (undirected), A A' (out) or A' A (in). */
static void apply(double *out, double *scratch, const struct sg_net *net, const double *x,
                  enum turn turn) {
    double n1 = (double)net->node_count - 1;
    double c = turn == SYMMETRIC ? 1 / (2 * n1) : 1 / (4 * n1 * n1);
    if (turn == SYMMETRIC) {
        multiply(out, net, x, SYMMETRIC);
    } else {
        multiply(scratch, net, x, turn == FORWARD ? BACKWARD : FORWARD);
        multiply(out, net, scratch, turn);
    }
    for (size_t i = 0; i < net->node_count; i++)
        out[i] *= c;
}

/* Gaussian elimination with row pivots on the n x n matrix I - c M; false when it is singular. */
static bool solve_dense(double *x, const double *b, const struct sg_net *net, enum turn turn) {
    size_t n = net->node_count;
    double *matrix = calloc(n * n + 1, sizeof *matrix);
    double *unit = calloc(n + 1, sizeof *unit), *column = malloc((n + 1) * sizeof *column);
    double *scratch = malloc((n + 1) * sizeof *scratch);
    bool is_done = matrix && unit && column && scratch;
    for (size_t j = 0; is_done && j < n; j++) {
        unit[j] = 1;
        apply(column, scratch, net, unit, turn);
        unit[j] = 0;
        for (size_t i = 0; i < n; i++)
            matrix[i * n + j] = (i == j) - column[i];
    }
    if (is_done)
        memcpy(x, b, n * sizeof *x);
    for (size_t k = 0; is_done && k < n; k++) {
        size_t pivot = k;
        for (size_t i = k + 1; i < n; i++)
            if (fabs(matrix[i * n + k]) > fabs(matrix[pivot * n + k]))
                pivot = i;
        if (fabs(matrix[pivot * n + k]) < 1e-12) {
            is_done = false;
            break;
        }
        for (size_t j = 0; pivot != k && j < n; j++) {
            double t = matrix[k * n + j];
            matrix[k * n + j] = matrix[pivot * n + j];
            matrix[pivot * n + j] = t;
        }
        double t = x[k];
        x[k] = x[pivot];
        x[pivot] = t;
        for (size_t i = k + 1; i < n; i++) {
            double f = matrix[i * n + k] / matrix[k * n + k];
            for (size_t j = k; f != 0 && j < n; j++)
                matrix[i * n + j] -= f * matrix[k * n + j];
            x[i] -= f * x[k];
        }
    }
    for (size_t k = n; is_done && k-- > 0;) {
        for (size_t j = k + 1; j < n; j++)
            x[k] -= matrix[k * n + j] * x[j];
        x[k] /= matrix[k * n + k];
    }
    free(matrix);
    free(unit);
    free(column);
    free(scratch);
    return is_done;
}

/* x = b + c M x, repeated; for sparse graphs too large for elimination. */
static bool solve_series(double *x, const double *b, const struct sg_net *net, enum turn turn) {
    size_t n = net->node_count;
    double *next = malloc((n + 1) * sizeof *next), *scratch = malloc((n + 1) * sizeof *scratch);
    bool is_done = false;
    if (next && scratch) {
        memcpy(x, b, n * sizeof *x);
        for (int round = 0; round < 2000 && !is_done; round++) {
            double change = 0;
            apply(next, scratch, net, x, turn);
            for (size_t i = 0; i < n; i++) {
                next[i] += b[i];
                change = fmax(change, fabs(next[i] - x[i]));
                x[i] = next[i];
            }
            is_done = change < 1e-14;
        }
    }
    free(next);
    free(scratch);
    return is_done;
}

static enum sg_status pn(double *values, struct sg_measuring *m, enum turn turn,
                         struct sg_error *err) {
    const struct sg_net *net = m->net;
    size_t n = net->node_count;
    const char *name = turn == SYMMETRIC ? "pn" : turn == FORWARD ? "pn_out" : "pn_in";
    if (n < 2)
        return sg_fail(err, SG_ERR_UNDEFINED,
                       "%s needs two actors or more and this graph has %zu: take status", name, n);
    double *b = malloc(n * sizeof *b), *ones = malloc(n * sizeof *ones);
    if (!b || !ones) {
        free(b);
        free(ones);
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    for (size_t i = 0; i < n; i++)
        b[i] = ones[i] = 1;
    if (turn != SYMMETRIC) {
        multiply(b, net, ones, turn);
        for (size_t i = 0; i < n; i++)
            b[i] = 1 + b[i] / (2 * (double)(n - 1));
    }
    bool is_done =
        n <= 400 ? solve_dense(values, b, net, turn) : solve_series(values, b, net, turn);
    free(b);
    free(ones);
    if (!is_done)
        return sg_fail(err, SG_ERR_UNDEFINED,
                       "%s has no solution here: the ties make its matrix singular; take status or "
                       "net_received",
                       name);
    return SG_OK;
}

enum sg_status sg_measure_pn(double *values, struct sg_measuring *m, struct sg_error *err) {
    return pn(values, m, SYMMETRIC, err);
}

enum sg_status sg_measure_pn_in(double *values, struct sg_measuring *m, struct sg_error *err) {
    return pn(values, m, BACKWARD, err);
}

enum sg_status sg_measure_pn_out(double *values, struct sg_measuring *m, struct sg_error *err) {
    return pn(values, m, FORWARD, err);
}
