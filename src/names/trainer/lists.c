#include "names/trainer/lists.h"

#include "base/file.h"
#include "names/words.h"
#include "syntax/trainer/vectors.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sg_name_entry *sg_lists_entry(struct sg_lists *lists, uint64_t hash) {
    uint32_t key = (uint32_t)(hash >> 32) | 1, mask = lists->slots - 1;
    uint32_t i = (uint32_t)hash & mask;
    while (lists->entries[i].key && lists->entries[i].key != key)
        i = (i + 1) & mask;
    if (!lists->entries[i].key) {
        lists->entries[i].key = key;
        if (++lists->count * 4ull > lists->slots * 3ull)
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

static enum sg_status add_lines(struct sg_lists *lists, const char *path, bool has_population,
                                struct sg_error *err) {
    char *bytes, *save = NULL;
    size_t size;
    enum sg_status status = sg_file_read(&bytes, &size, path, 0, err);
    if (status)
        return status;
    for (char *line = strtok_r(bytes, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        unsigned long people = 0;
        if (has_population)
            people = strtoul(line, &line, 10), line += *line == '\t';
        size_t n = strlen(line);
        if (n < 2 || n > 80)
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

enum sg_status sg_lists_init(struct sg_lists *out, const char *vectors, const char *human,
                             const char *cities, struct sg_error *err) {
    enum sg_status status = SG_OK;
    *out = (struct sg_lists){.slots = 1u << 19};
    out->entries = calloc(out->slots, sizeof *out->entries);
    if (!out->entries)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    if (vectors)
        status = add_clusters(out, vectors, err);
    if (!status && human)
        status = add_lines(out, human, false, err);
    if (!status && cities)
        status = add_lines(out, cities, true, err);
    return status;
}
