#include "names/trainer/output.h"

#include "base/file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#define STEP 0.03f   /* a weight of 127 steps is kept */
#define LITTLE 0.09f /* features whose weights all lie below are left out */
#define LITTLE_TRAIT 0.02f
#define ROWS_MOST 200000 /* what fits the package */
#define TRAITS_MOST 26000

static float largest(const float *row) {
    float most = 0;
    for (int y = 0; y < SG_NAME_LABELS; y++)
        most = fabsf(row[y]) > most ? fabsf(row[y]) : most;
    return most;
}

static void write_rows(struct sg_name_row *rows, uint32_t slots, const struct sg_crf *crf,
                       const uint64_t *hashes, float little) {
    for (size_t f = 0; f < crf->feature_count; f++) {
        if (largest(crf->weights[f]) < little)
            continue;
        uint32_t key = (uint32_t)(hashes[f] >> 32) | 1, i = sg_name_slot(hashes[f], slots);
        while (rows[i].key && rows[i].key != key)
            i = i + 1 < slots ? i + 1 : 0;
        rows[i].key = key;
        for (int y = 0; y < SG_NAME_LABELS; y++) {
            float steps = roundf(crf->weights[f][y] / STEP);
            rows[i].weights[y] = (int8_t)(steps > 127 ? 127 : steps < -127 ? -127 : steps);
        }
    }
}

static float trait_size(const struct sg_net *net, size_t trait) {
    float most = 0;
    for (int d = 0; d < net->width; d++) {
        float v = fabsf(net->traits[trait * (size_t)net->width + (size_t)d]);
        most = v > most ? v : most;
    }
    return most;
}

static void write_traits(struct sg_name_trait *traits, uint32_t slots, float step,
                         const struct sg_net *net, const uint64_t *hashes, float little) {
    for (size_t t = 0; t < net->trait_count; t++) {
        if (trait_size(net, t) < little)
            continue;
        uint32_t key = (uint32_t)(hashes[t] >> 32) | 1, i = sg_name_slot(hashes[t], slots);
        while (traits[i].key && traits[i].key != key)
            i = i + 1 < slots ? i + 1 : 0;
        traits[i].key = key;
        for (int d = 0; d < SG_NAME_TRAIT_WIDTH; d++)
            traits[i].values[d] =
                (int8_t)roundf(net->traits[t * SG_NAME_TRAIT_WIDTH + (size_t)d] / step);
    }
}

static int falling(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x < y) - (x > y);
}

/* What the `most`-th largest of the sizes is, or `least` where fewer are as large as that. */
static float threshold(float *sizes, size_t count, size_t most, float least) {
    qsort(sizes, count, sizeof *sizes, falling);
    return count > most && sizes[most] > least ? sizes[most] : least;
}

static size_t count_from(const float *sorted, size_t count, float little) {
    size_t n = 0;
    while (n < count && sorted[n] >= little)
        n++;
    return n;
}

/* How many traits of a network are kept: those from `*little` on. */
static size_t choose_traits(float *little, float *step, const struct sg_net *net) {
    float *sizes = calloc(net->trait_count + 1, sizeof *sizes);
    if (!sizes)
        abort();
    for (size_t t = 0; t < net->trait_count; t++)
        sizes[t] = trait_size(net, t);
    *little = threshold(sizes, net->trait_count, TRAITS_MOST, LITTLE_TRAIT);
    *step = (sizes[0] > 1e-6f ? sizes[0] : 1e-6f) / 127;
    size_t kept = count_from(sizes, net->trait_count, *little);
    free(sizes);
    return kept;
}

static size_t choose_rows(float *little, const struct sg_crf *crf) {
    float *sizes = calloc(crf->feature_count + 1, sizeof *sizes);
    if (!sizes)
        abort();
    for (size_t f = 0; f < crf->feature_count; f++)
        sizes[f] = largest(crf->weights[f]);
    *little = threshold(sizes, crf->feature_count, ROWS_MOST, LITTLE);
    size_t kept = count_from(sizes, crf->feature_count, *little);
    free(sizes);
    return kept;
}

void sg_model_bytes_make(struct sg_model_bytes *out, const struct sg_model_parts *p) {
    float little, trait_little[SG_NAME_NETS];
    size_t kept = choose_rows(&little, p->crf);
    struct sg_name_header header = {.magic = SG_NAMES_MAGIC,
                                    .version = SG_NAMES_VERSION,
                                    .label_count = SG_NAME_LABELS,
                                    .row_slots = (uint32_t)(kept + kept / 2 + 2),
                                    .entry_slots = p->lists->slots,
                                    .step = STEP,
                                    .net_count = p->net_count};
    header.size = sizeof header + header.row_slots * sizeof(struct sg_name_row) +
                  header.entry_slots * sizeof(struct sg_name_entry);
    fprintf(stderr, "%zu features", kept);
    if (p->net_count) {
        header.vector_count = (uint32_t)p->wide->count;
        header.hidden = (uint32_t)p->nets[0].hidden;
        header.size += header.vector_count * sizeof(struct sg_name_vector);
    }
    for (unsigned n = 0; n < p->net_count; n++) {
        size_t traits = choose_traits(&trait_little[n], &header.trait_steps[n], &p->nets[n]);
        header.shares[n] = p->shares[n];
        header.trait_slots[n] = (uint32_t)(traits + traits / 2 + 2);
        header.size += header.trait_slots[n] * sizeof(struct sg_name_trait) +
                       p->nets[n].dense_count * sizeof(float);
        fprintf(stderr, ", %zu traits", traits);
    }
    fprintf(stderr, ", %llu bytes\n", (unsigned long long)header.size);
    for (int x = 0; x < SG_NAME_LABELS + 2; x++)
        for (int y = 0; y < SG_NAME_LABELS; y++) {
            header.moves[x][y] = p->crf->moves[x][y];
            header.both_moves[x][y] = p->moves[x][y];
        }
    out->size = header.size;
    out->bytes = calloc(1, out->size);
    if (!out->bytes)
        abort();
    struct sg_name_row *rows = (void *)(out->bytes + sizeof header);
    struct sg_name_entry *entries = (void *)(rows + header.row_slots);
    struct sg_name_vector *vectors = (void *)(entries + header.entry_slots);
    char *at = (void *)(vectors + header.vector_count);
    write_rows(rows, header.row_slots, p->crf, p->hashes, little);
    memcpy(entries, p->lists->entries, header.entry_slots * sizeof *entries);
    if (p->net_count)
        memcpy(vectors, p->wide->packed, p->wide->count * sizeof *vectors);
    for (unsigned n = 0; n < p->net_count; n++) {
        struct sg_name_trait *traits = (void *)at;
        write_traits(traits, header.trait_slots[n], header.trait_steps[n], &p->nets[n],
                     p->trait_hashes, trait_little[n]);
        at += header.trait_slots[n] * sizeof *traits;
        memcpy(at, p->nets[n].dense, p->nets[n].dense_count * sizeof(float));
        at += p->nets[n].dense_count * sizeof(float);
    }
    header.hash = XXH3_64bits(out->bytes + sizeof header, out->size - sizeof header);
    memcpy(out->bytes, &header, sizeof header);
}

enum sg_status sg_model_bytes_save(const struct sg_model_bytes *bytes, const char *path,
                                   struct sg_error *err) {
    struct sg_file_writer writer;
    enum sg_status status = sg_file_writer_open(&writer, path, err);
    if (status)
        return status;
    fwrite(bytes->bytes, 1, bytes->size, writer.stream);
    return sg_file_writer_commit(&writer, err);
}

void sg_model_bytes_release(struct sg_model_bytes *bytes) {
    free(bytes->bytes);
    *bytes = (struct sg_model_bytes){0};
}
