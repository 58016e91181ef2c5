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

static float largest(const float *row) {
    float most = 0;
    for (int y = 0; y < SG_NAME_LABELS; y++)
        most = fabsf(row[y]) > most ? fabsf(row[y]) : most;
    return most;
}

static void write_rows(struct sg_name_row *rows, uint32_t slots, const struct sg_crf *crf,
                       const uint64_t *hashes) {
    for (size_t f = 0; f < crf->feature_count; f++) {
        if (largest(crf->weights[f]) < LITTLE)
            continue;
        uint32_t key = (uint32_t)(hashes[f] >> 32) | 1, i = (uint32_t)hashes[f] & (slots - 1);
        while (rows[i].key && rows[i].key != key)
            i = (i + 1) & (slots - 1);
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
                         const struct sg_net *net, const uint64_t *hashes) {
    for (size_t t = 0; t < net->trait_count; t++) {
        if (trait_size(net, t) < LITTLE_TRAIT)
            continue;
        uint32_t key = (uint32_t)(hashes[t] >> 32) | 1, i = (uint32_t)hashes[t] & (slots - 1);
        while (traits[i].key && traits[i].key != key)
            i = (i + 1) & (slots - 1);
        traits[i].key = key;
        for (int d = 0; d < SG_NAME_TRAIT_WIDTH; d++)
            traits[i].values[d] =
                (int8_t)roundf(net->traits[t * SG_NAME_TRAIT_WIDTH + (size_t)d] / step);
    }
}

void sg_model_bytes_make(struct sg_model_bytes *out, const struct sg_model_parts *p) {
    const struct sg_crf *crf = p->crf;
    const struct sg_net *net = p->net;
    uint32_t kept = 0, row_slots = 2, kept_traits = 0;
    float trait_most = 1e-6f;
    for (size_t f = 0; f < crf->feature_count; f++)
        kept += largest(crf->weights[f]) >= LITTLE;
    while (row_slots * 7ull < kept * 8ull + 8)
        row_slots *= 2;
    struct sg_name_header header = {.magic = SG_NAMES_MAGIC,
                                    .version = SG_NAMES_VERSION,
                                    .label_count = SG_NAME_LABELS,
                                    .row_slots = row_slots,
                                    .entry_slots = p->lists->slots,
                                    .step = STEP};
    if (net) {
        for (size_t t = 0; t < net->trait_count; t++) {
            kept_traits += trait_size(net, t) >= LITTLE_TRAIT;
            trait_most = trait_size(net, t) > trait_most ? trait_size(net, t) : trait_most;
        }
        header.vector_count = (uint32_t)p->wide->count;
        header.trait_step = trait_most / 127;
        header.hidden = (uint32_t)net->hidden;
        header.share = p->share;
        for (header.trait_slots = 2; header.trait_slots * 7ull < kept_traits * 8ull + 8;)
            header.trait_slots *= 2;
    }
    for (int x = 0; x < SG_NAME_LABELS + 2; x++)
        for (int y = 0; y < SG_NAME_LABELS; y++) {
            header.moves[x][y] = crf->moves[x][y];
            header.both_moves[x][y] = p->moves[x][y];
        }
    header.size = sizeof header + row_slots * sizeof(struct sg_name_row) +
                  p->lists->slots * sizeof(struct sg_name_entry) +
                  header.vector_count * sizeof(struct sg_name_vector) +
                  header.trait_slots * sizeof(struct sg_name_trait) +
                  (net ? net->dense_count * sizeof(float) : 0);
    out->size = header.size;
    out->bytes = calloc(1, out->size);
    if (!out->bytes)
        abort();
    struct sg_name_row *rows = (void *)(out->bytes + sizeof header);
    struct sg_name_entry *entries = (void *)(rows + row_slots);
    struct sg_name_vector *vectors = (void *)(entries + p->lists->slots);
    struct sg_name_trait *traits = (void *)(vectors + header.vector_count);
    write_rows(rows, row_slots, crf, p->hashes);
    memcpy(entries, p->lists->entries, p->lists->slots * sizeof *entries);
    if (net) {
        memcpy(vectors, p->wide->packed, p->wide->count * sizeof *vectors);
        write_traits(traits, header.trait_slots, header.trait_step, net, p->trait_hashes);
        memcpy(traits + header.trait_slots, net->dense, net->dense_count * sizeof(float));
    }
    fprintf(stderr, "%u features in %u slots, %u traits in %u, %llu bytes\n", kept, row_slots,
            kept_traits, header.trait_slots, (unsigned long long)header.size);
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
