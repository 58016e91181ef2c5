#include "names/trainer/lists.h"

#include "base/file.h"
#include "names/words.h"
#include "syntax/trainer/vectors.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sg_name_entry *sg_lists_entry(struct sg_lists *lists, uint64_t hash) {
    uint32_t key = (uint32_t)(hash >> 32) | 1, i = sg_name_slot(hash, lists->slots);
    while (lists->entries[i].key && lists->entries[i].key != key)
        i = i + 1 < lists->slots ? i + 1 : 0;
    if (!lists->entries[i].key) {
        lists->entries[i].key = key;
        if (++lists->count * 5ull > lists->slots * 4ull)
            abort();
    }
    return &lists->entries[i];
}

/* k-means over rows of unit length; the first `k` rows, the most frequent words, begin. */
static void cluster(uint16_t *out, const float *rows, size_t count, size_t width, size_t k,
                    int rounds) {
    float *centers = malloc(k * width * sizeof *centers), *sums = malloc(k * width * sizeof *sums);
    if (!centers || !sums)
        abort();
    /* spread over the frequency list */
    for (size_t c = 0; c < k; c++) {
        size_t at = (size_t)((double)c * (double)(count < 20000 ? count : 20000) / (double)k);
        memcpy(centers + c * width, rows + at * width, width * sizeof *rows);
    }
    for (int r = 0; r < rounds; r++) {
        memset(sums, 0, k * width * sizeof *sums);
        for (size_t i = 0; i < count; i++) {
            size_t best = 0;
            float most = -2;
            for (size_t c = 0; c < k; c++) {
                float dot = 0;
                for (size_t d = 0; d < width; d++)
                    dot += rows[i * width + d] * centers[c * width + d];
                if (dot > most) {
                    most = dot;
                    best = c;
                }
            }
            out[i] = (uint16_t)(best + 1);
            for (size_t d = 0; d < width; d++)
                sums[best * width + d] += rows[i * width + d];
        }
        for (size_t c = 0; c < k; c++) {
            float norm = 0;
            for (size_t d = 0; d < width; d++)
                norm += sums[c * width + d] * sums[c * width + d];
            if (norm > 0)
                for (size_t d = 0; d < width; d++)
                    centers[c * width + d] = sums[c * width + d] / sqrtf(norm);
        }
    }
    free(centers);
    free(sums);
}

static enum sg_status add_clusters(struct sg_lists *lists, const char *path, struct sg_error *err) {
    static const size_t sizes[] = {48, 200, 800};
    static const int rounds[] = {12, 10, 6};
    struct sg_vectors v;
    enum sg_status status = sg_vectors_load(&v, path, err);
    if (status)
        return status;
    for (size_t i = 0; i < v.count; i++) {
        float norm = 1e-9f;
        for (size_t d = 0; d < v.width; d++)
            norm += v.rows[i * v.width + d] * v.rows[i * v.width + d];
        for (size_t d = 0; d < v.width; d++)
            v.rows[i * v.width + d] /= sqrtf(norm);
    }
    uint16_t *of = malloc((v.count + 1) * sizeof *of);
    if (!of)
        abort();
    for (int k = 0; k < 3; k++) {
        cluster(of, v.rows, v.count, v.width, sizes[k], rounds[k]);
        for (size_t i = 0; i < v.count; i++)
            sg_lists_entry(lists, v.keys[i])->clusters[k] = of[i];
    }
    free(of);
    fprintf(stderr, "clusters of %zu words\n", v.count);
    sg_vectors_release(&v);
    return SG_OK;
}

#define WIDE_WORDS 120000
#define WIDE_WIDTH SG_NAME_VECTOR_WIDTH

/* "turkey -0.03 0.11 ...": of the most frequent words. */
enum sg_status sg_wide_load(struct sg_wide *out, const char *path, size_t most,
                            struct sg_error *err) {
    char *bytes;
    size_t size;
    *out = (struct sg_wide){.width = WIDE_WIDTH, .mask = 1};
    enum sg_status status = sg_file_read(&bytes, &size, path, 0, err);
    if (status)
        return status;
    while (out->mask < most * 2)
        out->mask = out->mask * 2 + 1;
    out->rows = calloc(most * WIDE_WIDTH, sizeof *out->rows);
    out->keys = malloc(most * sizeof *out->keys);
    out->slots = calloc(out->mask + 1, sizeof *out->slots);
    if (!out->rows || !out->keys || !out->slots)
        abort();
    for (char *line = bytes; *line && out->count < most;) {
        char *end = strchr(line, '\n'), *at = strchr(line, ' ');
        if (!end || !at || at > end)
            break;
        *at++ = '\0';
        uint64_t key = sg_name_word_hash(line);
        line = end + 1;
        size_t slot = key & out->mask;
        while (out->slots[slot] && out->keys[out->slots[slot] - 1] != key)
            slot = (slot + 1) & out->mask;
        if (out->slots[slot]) /* "1990" and "2000" are one word here: the frequent wins */
            continue;
        for (size_t d = 0; d < WIDE_WIDTH; d++)
            out->rows[out->count * WIDE_WIDTH + d] = strtof(at, &at);
        out->keys[out->count++] = key;
        out->slots[slot] = (uint32_t)out->count;
    }
    free(bytes);
    return SG_OK;
}

void sg_wide_pack(struct sg_wide *wide) {
    wide->packed = calloc(wide->count + 1, sizeof *wide->packed);
    if (!wide->packed)
        abort();
    for (size_t i = 0; i < wide->count; i++) {
        float *row = wide->rows + i * WIDE_WIDTH, most = 1e-6f;
        struct sg_name_vector *v = &wide->packed[i];
        for (int d = 0; d < WIDE_WIDTH; d++)
            most = fabsf(row[d]) > most ? fabsf(row[d]) : most;
        float steps = ceilf(most / 7.5f * 16384);
        v->step = (uint16_t)(steps > 65535 ? 65535 : steps);
        for (int d = 0; d < WIDE_WIDTH; d++) {
            float half = roundf(row[d] * 16384 / (float)v->step + 7.5f);
            unsigned bits = half < 0 ? 0 : half > 15 ? 15 : (unsigned)half;
            v->halves[d / 2] |= (uint8_t)(d & 1 ? bits << 4 : bits);
        }
        sg_name_vector_read(row, v);
    }
}

void sg_wide_release(struct sg_wide *wide) {
    free(wide->keys);
    free(wide->rows);
    free(wide->packed);
    free(wide->slots);
    *wide = (struct sg_wide){0};
}

static bool sg_wide_has(const struct sg_wide *wide, uint64_t key) {
    size_t slot = key & wide->mask;
    while (wide->slots[slot] && wide->keys[wide->slots[slot] - 1] != key)
        slot = (slot + 1) & wide->mask;
    return wide->slots[slot] != 0;
}

static void add_wide(struct sg_lists *lists, const struct sg_wide *wide) {
    static const size_t sizes[] = {100, 500, 2000};
    static const int rounds[] = {12, 10, 8};
    size_t count = wide->count < WIDE_WORDS ? wide->count : WIDE_WORDS;
    float *rows = wide->rows;
    uint16_t *of = malloc(WIDE_WORDS * sizeof *of);
    double mean[WIDE_WIDTH] = {0};
    if (!of)
        abort();
    for (size_t i = 0; i < count; i++)
        for (size_t d = 0; d < WIDE_WIDTH; d++)
            mean[d] += rows[i * WIDE_WIDTH + d];
    for (size_t i = 0; i < count; i++) {
        float norm = 1e-9f, *row = rows + i * WIDE_WIDTH;
        for (size_t d = 0; d < WIDE_WIDTH; d++) {
            row[d] -= (float)(mean[d] / (double)count);
            norm += row[d] * row[d];
        }
        for (size_t d = 0; d < WIDE_WIDTH; d++)
            row[d] /= sqrtf(norm);
    }
    for (int k = 0; k < 3; k++) {
        cluster(of, rows, count, WIDE_WIDTH, sizes[k], rounds[k]);
        for (size_t i = 0; i < count; i++)
            sg_lists_entry(lists, sg_name_wide_hash(wide->keys[i]))->clusters[k] = of[i];
    }
    fprintf(stderr, "wide clusters of %zu words\n", count);
    for (size_t i = 0; i < count && i < UINT16_MAX; i++)
        sg_lists_entry(lists, sg_name_wide_hash(wide->keys[i]))->lists = (uint16_t)(i + 1);
    free(of);
}

static bool is_rare(const char *word, const struct sg_wide *wide) {
    char lower[96];
    size_t n = 0;
    for (; word[n] && n + 1 < sizeof lower; n++)
        lower[n] = word[n] >= 'A' && word[n] <= 'Z' ? (char)(word[n] + 32) : word[n];
    lower[n] = '\0';
    return wide->count && !sg_wide_has(wide, sg_name_word_hash(lower));
}

/* Names of people that the large vectors do not know would only fill the table. */
static enum sg_status add_lines(struct sg_lists *lists, const char *path, bool has_population,
                                const struct sg_wide *wide, struct sg_error *err) {
    char *bytes, *save = NULL;
    size_t size;
    enum sg_status status = sg_file_read(&bytes, &size, path, 0, err);
    if (status)
        return status;
    for (char *line = strtok_r(bytes, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        unsigned long people = 0;
        if (has_population)
            people = strtoul(line, &line, 10), line += *line == '\t';
        size_t n = strcspn(line, "\r");
        line[n] = '\0';
        if (n < 2 || n > 80 || (!has_population && is_rare(line, wide)))
            continue;
        uint64_t hash = strchr(line, ' ') ? sg_name_hash(line, n) : sg_name_word_hash(line);
        struct sg_name_entry *e = sg_lists_entry(lists, hash);
        e->lists |= (uint16_t)(!has_population    ? SG_LIST_HUMAN
                               : people >= 100000 ? SG_LIST_BIG_CITY | SG_LIST_CITY
                                                  : SG_LIST_CITY);
    }
    free(bytes);
    return SG_OK;
}

#define SLOTS 380000

enum sg_status sg_lists_init(struct sg_lists *out, const char *vectors, const char *wide_path,
                             const char *human, const char *cities, struct sg_error *err) {
    enum sg_status status = SG_OK;
    struct sg_wide wide = {0};
    *out = (struct sg_lists){.slots = SLOTS};
    out->entries = calloc(out->slots, sizeof *out->entries);
    if (!out->entries)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    if (vectors)
        status = add_clusters(out, vectors, err);
    if (!status && wide_path)
        status = sg_wide_load(&wide, wide_path, 400000, err);
    if (!status && wide_path)
        add_wide(out, &wide);
    if (!status && human)
        status = add_lines(out, human, false, &wide, err);
    if (!status && cities)
        status = add_lines(out, cities, true, &wide, err);
    fprintf(stderr, "%u entries\n", out->count);
    sg_wide_release(&wide);
    return status;
}

enum sg_status sg_lists_save(const struct sg_lists *lists, const char *path, struct sg_error *err) {
    struct sg_file_writer writer;
    enum sg_status status = sg_file_writer_open(&writer, path, err);
    if (status)
        return status;
    fwrite(&lists->count, sizeof lists->count, 1, writer.stream);
    fwrite(lists->entries, sizeof *lists->entries, lists->slots, writer.stream);
    return sg_file_writer_commit(&writer, err);
}

enum sg_status sg_lists_load(struct sg_lists *out, const char *path, struct sg_error *err) {
    char *bytes;
    size_t size;
    enum sg_status status = sg_file_read(&bytes, &size, path, 0, err);
    if (status)
        return status;
    size_t slots = (size - sizeof out->count) / sizeof *out->entries;
    if (size < sizeof out->count + sizeof *out->entries) {
        free(bytes);
        return sg_fail(err, SG_ERR_DATA, "%s: not a table of lists", path);
    }
    *out = (struct sg_lists){.slots = (uint32_t)slots};
    out->entries = malloc(slots * sizeof *out->entries);
    if (!out->entries)
        abort();
    memcpy(&out->count, bytes, sizeof out->count);
    memcpy(out->entries, bytes + sizeof out->count, slots * sizeof *out->entries);
    free(bytes);
    return SG_OK;
}
