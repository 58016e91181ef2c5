#include "names/model.h"

#include "base/file.h"

#include <string.h>
#include <xxhash.h>

#define REMEDY "install the program's data again, or train a model (see data/en/names-model.md)"

/* What the header says; 0 when it makes no sense. */
static size_t size_of(const struct sg_name_header *h) {
    size_t size = sizeof *h + h->row_slots * sizeof(struct sg_name_row) +
                  h->entry_slots * sizeof(struct sg_name_entry) +
                  h->vector_count * sizeof(struct sg_name_vector);
    for (uint32_t n = 0; n < h->net_count; n++) {
        if (!h->trait_slots[n])
            return 0;
        size += h->trait_slots[n] * sizeof(struct sg_name_trait) +
                SG_NAME_DENSE(h->hidden) * sizeof(float);
    }
    return size;
}

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
    bool fits = h->row_slots && h->entry_slots && h->net_count <= SG_NAME_NETS &&
                h->hidden <= SG_NAME_HIDDEN_MAX && model->size == size_of(h);
    if (!fits || XXH3_64bits(h + 1, model->size - sizeof *h) != h->hash)
        return sg_fail(err, SG_ERR_DATA, "%s: the model of names is damaged; " REMEDY, path);
    model->header = h;
    model->rows = (const void *)(h + 1);
    model->row_slots = h->row_slots;
    model->entries = (const void *)(model->rows + h->row_slots);
    model->entry_slots = h->entry_slots;
    model->vectors = (const void *)(model->entries + h->entry_slots);
    const char *at = (const void *)(model->vectors + h->vector_count);
    for (uint32_t n = 0; n < h->net_count; n++) {
        model->traits[n] = (const void *)at;
        at += h->trait_slots[n] * sizeof *model->traits[n];
        model->dense[n] = (const void *)at;
        at += SG_NAME_DENSE(h->hidden) * sizeof *model->dense[n];
    }
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
    for (uint32_t i = sg_name_slot(hash, model->row_slots);;
         i = i + 1 < model->row_slots ? i + 1 : 0) {
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
    for (uint32_t i = sg_name_slot(hash, model->entry_slots);;
         i = i + 1 < model->entry_slots ? i + 1 : 0) {
        if (model->entries[i].key == key)
            return &model->entries[i];
        if (!model->entries[i].key)
            return NULL;
    }
}

const struct sg_name_trait *sg_name_trait_find(const struct sg_name_model *model, unsigned net,
                                               uint64_t hash) {
    const struct sg_name_trait *traits = model->traits[net];
    uint32_t key = (uint32_t)(hash >> 32) | 1, slots = model->header->trait_slots[net];
    for (uint32_t i = sg_name_slot(hash, slots);; i = i + 1 < slots ? i + 1 : 0) {
        if (traits[i].key == key)
            return &traits[i];
        if (!traits[i].key)
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
