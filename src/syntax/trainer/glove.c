#include "syntax/trainer/glove.h"

#include "syntax/features.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RIDGE 0.1       /* of the mean variance: how cautious the guesses at missing vectors are */
#define SOFTEN 0.25     /* a direction's variance to this power less: none outweighs the others */
#define SWEEPS 12       /* of Jacobi's method; it has converged after eight */
#define WORD_LONGEST 64 /* bytes; longer ones are addresses and the like */

static void *room(size_t count, size_t size) {
    void *out = calloc(count + 1, size);
    if (!out)
        abort();
    return out;
}

/* --- reading */

/* One side of the joined vectors: rows by word, words by key. */
struct side {
    uint64_t *keys;
    float *rows;
    size_t count, width;
};

static bool is_word(const char *text) {
    size_t length = strlen(text);
    bool has_letter = false;
    for (const char *p = text; *p; p++)
        has_letter = has_letter || (*p >= 'a' && *p <= 'z') || (unsigned char)*p >= 0x80;
    return length < WORD_LONGEST && (has_letter || length < 3);
}

/* Numbers behind the word; the first line says how many there are. */
static bool read_row(struct side *s, char *numbers) {
    size_t n = 0;
    float row[512];
    for (char *end; n < 512; numbers = end, n++) {
        row[n] = strtof(numbers, &end);
        if (end == numbers)
            break;
    }
    if (!n || n == 512 || (s->width && n != s->width))
        return false;
    s->width = n;
    s->rows = realloc(s->rows, (s->count + 1) * n * sizeof *s->rows);
    s->keys = realloc(s->keys, (s->count + 1) * sizeof *s->keys);
    if (!s->rows || !s->keys)
        abort();
    memcpy(s->rows + s->count * n, row, n * sizeof *row);
    return true;
}

static enum sg_status read_side(struct side *s, const char *path, size_t most,
                                struct sg_error *err) {
    FILE *stream = fopen(path, "r");
    char *line = NULL;
    size_t capacity = 0, number = 0;
    ssize_t size;
    enum sg_status status = SG_OK;
    if (!stream)
        return sg_fail(err, SG_ERR_IO, "%s: %s", path, strerror(errno));
    while (!status && s->count < most && (size = getline(&line, &capacity, stream)) > 0) {
        char *space = strchr(line, ' ');
        number++;
        if (space)
            *space = '\0';
        if (!space || !read_row(s, space + 1))
            status = sg_fail(err, SG_ERR_DATA, "%s:%zu: not a word and its numbers", path, number);
        else if (is_word(line))
            s->keys[s->count++] = sg_word_features(line, line).key;
    }
    free(line);
    fclose(stream);
    return status;
}

/* --- which words */

struct place {
    uint64_t key;
    uint32_t own, other; /* rows, UINT32_MAX: none */
};

static int by_key(const void *a, const void *b) {
    const struct place *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->own != y->own)
        return x->own < y->own ? -1 : 1;
    return x->other < y->other ? -1 : x->other > y->other;
}

static int by_row(const void *a, const void *b) {
    const struct place *x = a, *y = b;
    if (x->own != y->own)
        return x->own < y->own ? -1 : 1;
    return x->other < y->other ? -1 : x->other > y->other;
}

/* All words of both, ours first; words that differ in their figures only are one ("mid-1980s",
 * "mid-1990s"): the most frequent stands for all. */
static size_t place_words(struct place *out, const struct side *own, const struct side *other) {
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < own->count; i++)
        out[n++] = (struct place){own->keys[i], (uint32_t)i, UINT32_MAX};
    for (size_t i = 0; i < other->count; i++)
        out[n++] = (struct place){other->keys[i], UINT32_MAX, (uint32_t)i};
    qsort(out, n, sizeof *out, by_key);
    for (size_t i = 0, end; i < n; i = end) {
        struct place p = out[i];
        for (end = i; end < n && out[end].key == p.key; end++)
            if (p.other == UINT32_MAX)
                p.other = out[end].other;
        out[kept++] = p;
    }
    qsort(out, kept, sizeof *out, by_row);
    return kept;
}

/* --- arithmetic */

/* Every column with mean 0, all columns together with variance 1 a word. */
static void centre(struct side *s) {
    double *mean = room(s->width, sizeof *mean), sum = 0;
    for (size_t i = 0; i < s->count * s->width; i++)
        mean[i % s->width] += (double)s->rows[i] / (double)s->count;
    for (size_t i = 0; i < s->count * s->width; i++) {
        s->rows[i] -= (float)mean[i % s->width];
        sum += (double)s->rows[i] * (double)s->rows[i];
    }
    float factor = (float)(1 / sqrt(sum / (double)s->count));
    for (size_t i = 0; i < s->count * s->width; i++)
        s->rows[i] *= factor;
    free(mean);
}

/* Solves A X = B for symmetric positive A, in place: Gauss without exchange of rows. */
static void solve(size_t n, double *a, size_t columns, double *b) {
    for (size_t p = 0; p < n; p++)
        for (size_t r = 0; r < n; r++) {
            double f = r == p ? 0 : a[r * n + p] / a[p * n + p];
            for (size_t c = p; f != 0 && c < n; c++)
                a[r * n + c] -= f * a[p * n + c];
            for (size_t c = 0; f != 0 && c < columns; c++)
                b[r * columns + c] -= f * b[p * columns + c];
        }
    for (size_t r = 0; r < n; r++)
        for (size_t c = 0; c < columns; c++)
            b[r * columns + c] /= a[r * n + r];
}

/* The linear map from `from` to `to` that fits the words of both best: from->width x to->width. */
static double *fit(const struct side *from, const struct side *to, const struct place *places,
                   size_t count, bool is_own) {
    size_t n = from->width, m = to->width;
    double *a = room(n * n, sizeof *a), *b = room(n * m, sizeof *b), trace = 0;
    for (size_t i = 0; i < count; i++) {
        const struct place *p = &places[i];
        if (p->own == UINT32_MAX || p->other == UINT32_MAX)
            continue;
        const float *x = from->rows + (is_own ? p->own : p->other) * n,
                    *y = to->rows + (is_own ? p->other : p->own) * m;
        for (size_t r = 0; r < n; r++) {
            for (size_t c = 0; c < n; c++)
                a[r * n + c] += (double)x[r] * (double)x[c];
            for (size_t c = 0; c < m; c++)
                b[r * m + c] += (double)x[r] * (double)y[c];
        }
    }
    for (size_t r = 0; r < n; r++)
        trace += a[r * n + r] / (double)n;
    for (size_t r = 0; r < n; r++)
        a[r * n + r] += RIDGE * trace + 1e-9;
    solve(n, a, m, b);
    free(a);
    return b;
}

static void guess(float *out, const float *x, const double *map, size_t n, size_t m) {
    for (size_t c = 0; c < m; c++) {
        double sum = 0;
        for (size_t r = 0; r < n; r++)
            sum += (double)x[r] * map[r * m + c];
        out[c] = (float)sum;
    }
}

/* One rotation of Jacobi's method, for element (p, q) of the symmetric matrix. */
static void rotate(size_t n, double *a, double *v, size_t p, size_t q) {
    double apq = a[p * n + q];
    if (fabs(apq) < 1e-18)
        return;
    double theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
    double t = (theta < 0 ? -1 : 1) / (fabs(theta) + sqrt(theta * theta + 1));
    double c = 1 / sqrt(t * t + 1), s = t * c;
    for (size_t k = 0; k < n; k++) {
        double x = a[k * n + p], y = a[k * n + q];
        a[k * n + p] = c * x - s * y;
        a[k * n + q] = s * x + c * y;
    }
    for (size_t k = 0; k < n; k++) {
        double x = a[p * n + k], y = a[q * n + k];
        a[p * n + k] = c * x - s * y;
        a[q * n + k] = s * x + c * y;
        x = v[p * n + k], y = v[q * n + k];
        v[p * n + k] = c * x - s * y;
        v[q * n + k] = s * x + c * y;
    }
}

/* The `width` directions of most variance, softened, one a row. */
static double *directions(const float *rows, size_t count, size_t n, size_t width) {
    double *a = room(n * n, sizeof *a), *v = room(n * n, sizeof *v),
           *out = room(width * n, sizeof *out);
    for (size_t i = 0; i < count; i++)
        for (size_t r = 0; r < n; r++)
            for (size_t c = 0; c < n; c++)
                a[r * n + c] += (double)rows[i * n + r] * (double)rows[i * n + c] / (double)count;
    for (size_t i = 0; i < n; i++)
        v[i * n + i] = 1;
    for (int sweep = 0; sweep < SWEEPS; sweep++)
        for (size_t p = 0; p < n; p++)
            for (size_t q = p + 1; q < n; q++)
                rotate(n, a, v, p, q);
    double held = 0, all = 0;
    for (size_t i = 0; i < n; i++)
        all += a[i * n + i];
    for (size_t w = 0; w < width; w++) {
        size_t best = 0;
        for (size_t i = 1; i < n; i++)
            if (a[i * n + i] > a[best * n + best])
                best = i;
        held += a[best * n + best];
        double factor = pow(a[best * n + best] + 1e-12, -SOFTEN);
        for (size_t k = 0; k < n; k++)
            out[w * n + k] = v[best * n + k] * factor;
        a[best * n + best] = -1;
    }
    fprintf(stderr, "vectors: %zu directions of %zu hold %.3f of both\n", width, n, held / all);
    free(a);
    free(v);
    return out;
}

/* --- all together */

static float *join(const struct side *own, const struct side *other, const struct place *places,
                   size_t count) {
    size_t n = own->width, m = other->width, both = 0;
    double *to_other = fit(own, other, places, count, true),
           *to_own = fit(other, own, places, count, false);
    float *out = room(count * (n + m), sizeof *out);
    for (size_t i = 0; i < count; i++) {
        const struct place *p = &places[i];
        float *row = out + i * (n + m);
        if (p->own != UINT32_MAX)
            memcpy(row, own->rows + p->own * n, n * sizeof *row);
        else
            guess(row, other->rows + p->other * m, to_own, m, n);
        if (p->other != UINT32_MAX)
            memcpy(row + n, other->rows + p->other * m, m * sizeof *row);
        else
            guess(row + n, own->rows + p->own * n, to_other, n, m);
        both += p->own != UINT32_MAX && p->other != UINT32_MAX;
    }
    fprintf(stderr, "vectors: %zu words, %zu of them in both\n", count, both);
    free(to_other);
    free(to_own);
    return out;
}

enum sg_status sg_vectors_join(struct sg_vectors *v, const char *path, size_t most, size_t width,
                               struct sg_error *err) {
    struct side own = {v->keys, v->rows, v->count, v->width}, other = {0};
    enum sg_status status = read_side(&other, path, most, err);
    if (!status && (!other.count || width > own.width + other.width))
        status = sg_fail(err, SG_ERR_USAGE, "%s: too few words or numbers", path);
    if (!status) {
        struct place *places = room(own.count + other.count, sizeof *places);
        size_t count = place_words(places, &own, &other), both = own.width + other.width;
        centre(&own);
        centre(&other);
        float *rows = join(&own, &other, places, count);
        double *basis = directions(rows, count, both, width);
        v->keys = room(count, sizeof *v->keys);
        v->rows = room(count * width, sizeof *v->rows);
        uint8_t *habits = room(count, 1);
        for (size_t i = 0; i < count; i++) {
            v->keys[i] = places[i].key;
            if (places[i].own != UINT32_MAX)
                habits[i] = v->habits[places[i].own];
            for (size_t w = 0; w < width; w++) {
                double sum = 0;
                for (size_t k = 0; k < both; k++)
                    sum += (double)rows[i * both + k] * basis[w * both + k];
                v->rows[i * width + w] = (float)sum;
            }
        }
        free(v->habits);
        free(own.keys);
        free(own.rows);
        free(basis);
        free(rows);
        free(places);
        v->habits = habits;
        v->count = count;
        v->width = width;
        sg_vectors_scale(v);
    }
    free(other.keys);
    free(other.rows);
    return status;
}
