#include "names/model.h"

#include "base/file.h"

#include <string.h>
#include <xxhash.h>

#define REMEDY "install the program's data again, or train a model (see data/en/names-model.md)"

static bool is_power(uint32_t n) { return n && !(n & (n - 1)); }

static enum sg_status check(struct sg_name_model *model, const char *path, struct sg_error *err) {
    const struct sg_name_header *h = model->bytes;
    if (model->size < sizeof *h)
        return sg_fail(err, SG_ERR_DATA, "%s: %zu bytes is too short for a model of names; " REMEDY,
                       path, model->size);
    if (memcmp(h->magic, SG_NAMES_MAGIC, sizeof h->magic))
        return sg_fail(err, SG_ERR_DATA, "%s: not a model of names; " REMEDY, path);
    if (h->version != SG_NAMES_VERSION || h->label_count != SG_NAME_LABELS)
        return sg_fail(err, SG_ERR_DATA,
                       "%s: a model of names of version %u, this program reads version %u; " REMEDY,
                       path, h->version, (unsigned)SG_NAMES_VERSION);
    if (h->size != model->size)
        return sg_fail(err, SG_ERR_DATA,
                       "%s: the file has %zu bytes and should have %llu, it was cut; " REMEDY, path,
                       model->size, (unsigned long long)h->size);
    bool fits = is_power(h->row_slots) && is_power(h->entry_slots) &&
                (!h->hidden || is_power(h->trait_slots)) && h->hidden <= SG_NAME_HIDDEN_MAX &&
                model->size == sizeof *h + h->row_slots * sizeof *model->rows +
                                   h->entry_slots * sizeof *model->entries +
                                   h->vector_count * sizeof *model->vectors +
                                   h->trait_slots * sizeof *model->traits +
                                   (h->hidden ? SG_NAME_DENSE(h->hidden) * sizeof(float) : 0);
    if (!fits || XXH3_64bits(h + 1, model->size - sizeof *h) != h->hash)
        return sg_fail(err, SG_ERR_DATA, "%s: the model of names is damaged; " REMEDY, path);
    model->header = h;
    model->rows = (const void *)(h + 1);
    model->row_mask = h->row_slots - 1;
    model->entries = (const void *)(model->rows + h->row_slots);
    model->entry_mask = h->entry_slots - 1;
    model->vectors = (const void *)(model->entries + h->entry_slots);
    model->traits = (const void *)(model->vectors + h->vector_count);
    model->trait_mask = h->trait_slots - 1;
    model->dense = (const void *)(model->traits + h->trait_slots);
    return SG_OK;
}

enum sg_status sg_name_model_open(struct sg_name_model *out, const char *path,
                                  struct sg_error *err) {
    *out = (struct sg_name_model){0};
    enum sg_status status =
        sg_file_map(&out->bytes, &out->size, path, "the model of names", REMEDY, err);
    if (!status)
        status = check(out, path, err);
    if (status)
        sg_name_model_close(out);
    return status;
}

void sg_name_model_close(struct sg_name_model *model) {
    sg_file_unmap(model->bytes, model->size);
    *model = (struct sg_name_model){0};
}

/* Tables are never full: the trainer leaves every second slot free. */
const struct sg_name_row *sg_name_row_find(const struct sg_name_model *model, uint64_t hash) {
    uint32_t key = (uint32_t)(hash >> 32) | 1;
    for (uint32_t i = (uint32_t)hash & model->row_mask;; i = (i + 1) & model->row_mask) {
        if (model->rows[i].key == key)
            return &model->rows[i];
        if (!model->rows[i].key)
            return NULL;
    }
}

const struct sg_name_entry *sg_name_entry_find(const struct sg_name_model *model, uint64_t hash) {
    uint32_t key = (uint32_t)(hash >> 32) | 1;
    if (!model->entries)
        return NULL;
    for (uint32_t i = (uint32_t)hash & model->entry_mask;; i = (i + 1) & model->entry_mask) {
        if (model->entries[i].key == key)
            return &model->entries[i];
        if (!model->entries[i].key)
            return NULL;
    }
}

const struct sg_name_trait *sg_name_trait_find(const struct sg_name_model *model, uint64_t hash) {
    uint32_t key = (uint32_t)(hash >> 32) | 1;
    for (uint32_t i = (uint32_t)hash & model->trait_mask;; i = (i + 1) & model->trait_mask) {
        if (model->traits[i].key == key)
            return &model->traits[i];
        if (!model->traits[i].key)
            return NULL;
    }
}

void sg_name_vector_read(float out[SG_NAME_VECTOR_WIDTH], const struct sg_name_vector *vector) {
    float step = (float)vector->step / 16384;
    for (int d = 0; d < SG_NAME_VECTOR_WIDTH; d += 2) {
        out[d] = ((float)(vector->halves[d / 2] & 15) - 7.5f) * step;
        out[d + 1] = ((float)(vector->halves[d / 2] >> 4) - 7.5f) * step;
    }
}
