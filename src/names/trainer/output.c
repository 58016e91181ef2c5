#include "names/trainer/output.h"

#include "base/file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#define STEP 0.03f   /* a weight of 127 steps is kept */
#define LITTLE 0.09f /* features whose weights all lie below are left out */

static float largest(const float *row) {
    float most = 0;
    for (int y = 0; y < SG_NAME_LABELS; y++)
        most = fabsf(row[y]) > most ? fabsf(row[y]) : most;
    return most;
}

void sg_model_bytes_make(struct sg_model_bytes *out, const struct sg_crf *crf,
                         const uint64_t *hashes, const struct sg_lists *lists) {
    uint32_t kept = 0, row_slots = 2, entry_slots = 2;
    for (size_t f = 0; f < crf->feature_count; f++)
        kept += largest(crf->weights[f]) >= LITTLE;
    while (row_slots * 3 < kept * 4 + 8)
        row_slots *= 2;
    entry_slots = lists->slots;
    struct sg_name_header header = {.magic = SG_NAMES_MAGIC,
                                    .version = SG_NAMES_VERSION,
                                    .label_count = SG_NAME_LABELS,
                                    .row_slots = row_slots,
                                    .entry_slots = entry_slots,
                                    .step = STEP};
    memcpy(header.moves, crf->moves, sizeof header.moves);
    for (int x = 0; x < SG_NAME_LABELS + 2; x++)
        for (int y = SG_NAME_LABELS; y < SG_NAME_LANES; y++)
            header.moves[x][y] = 0;
    header.size = sizeof header + row_slots * sizeof(struct sg_name_row) +
                  entry_slots * sizeof(struct sg_name_entry);
    out->size = header.size;
    out->bytes = calloc(1, out->size);
    if (!out->bytes)
        abort();
    struct sg_name_row *rows = (void *)(out->bytes + sizeof header);
    for (size_t f = 0; f < crf->feature_count; f++) {
        if (largest(crf->weights[f]) < LITTLE)
            continue;
        uint32_t key = (uint32_t)(hashes[f] >> 32) | 1, i = (uint32_t)hashes[f] & (row_slots - 1);
        while (rows[i].key && rows[i].key != key)
            i = (i + 1) & (row_slots - 1);
        rows[i].key = key;
        for (int y = 0; y < SG_NAME_LABELS; y++) {
            float steps = roundf(crf->weights[f][y] / STEP);
            rows[i].weights[y] = (int8_t)(steps > 127 ? 127 : steps < -127 ? -127 : steps);
        }
    }
    memcpy(rows + row_slots, lists->entries, entry_slots * sizeof *lists->entries);
    header.hash = XXH3_64bits(out->bytes + sizeof header, out->size - sizeof header);
    memcpy(out->bytes, &header, sizeof header);
}

void sg_model_bytes_view(struct sg_name_model *out, const struct sg_model_bytes *bytes) {
    const struct sg_name_header *h = (const void *)bytes->bytes;
    *out = (struct sg_name_model){.header = h, .rows = (const void *)(h + 1)};
    out->row_mask = h->row_slots - 1;
    out->entries = (const void *)(out->rows + h->row_slots);
    out->entry_mask = h->entry_slots - 1;
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
