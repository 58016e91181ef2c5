#include "stance/gate_model.h"

#include "base/strmap.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char magic[8] = "SGGATE1";

bool sg_gate_model_knows_form(const struct sg_gate_model *model, uint32_t hash) {
    size_t low = 0, high = model->form_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (model->forms[middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < model->form_count && model->forms[low] == hash;
}

bool sg_gate_model_knows_rule(const struct sg_gate_model *model, const char *rule) {
    uint32_t hash = sg_strmap_hash(rule, strlen(rule));
    size_t low = 0, high = model->rule_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (model->rules[middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < model->rule_count && model->rules[low] == hash;
}

void sg_gate_model_free(struct sg_gate_model *model) {
    if (!model)
        return;
    for (int i = 0; i < SG_GATE_STEPS; i++)
        free(model->weights[i]);
    free(model->rules);
    free(model->forms);
    free(model);
}

/* Numbers stand in the file lowest byte first, on any machine. */
static bool read_number(uint32_t *out, FILE *file) {
    unsigned char b[4];
    if (fread(b, 1, 4, file) != 4)
        return false;
    *out = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
    return true;
}

static bool write_number(FILE *file, uint32_t number) {
    const unsigned char b[4] = {(unsigned char)number, (unsigned char)(number >> 8),
                                (unsigned char)(number >> 16), (unsigned char)(number >> 24)};
    return fwrite(b, 1, 4, file) == 4;
}

static bool read_list(uint32_t **out, size_t *count, FILE *file) {
    uint32_t n;
    if (!read_number(&n, file) || n > 1u << 22 || !(*out = calloc((size_t)n + 1, sizeof **out)))
        return false;
    *count = n;
    for (uint32_t i = 0; i < n; i++)
        if (!read_number(&(*out)[i], file))
            return false;
    return true;
}

static bool write_list(FILE *file, const uint32_t *list, size_t count) {
    bool done = write_number(file, (uint32_t)count);
    for (size_t i = 0; i < count && done; i++)
        done = write_number(file, list[i]);
    return done;
}

static bool read_model(struct sg_gate_model *model, FILE *file) {
    char start[sizeof magic];
    if (fread(start, 1, sizeof start, file) != sizeof start || memcmp(start, magic, sizeof magic))
        return false;
    for (int i = 0; i < SG_GATE_STEPS; i++) {
        uint32_t least;
        if (!read_number(&least, file) || !(model->weights[i] = malloc(SG_GATE_SIZE)) ||
            fread(model->weights[i], 1, SG_GATE_SIZE, file) != SG_GATE_SIZE)
            return false;
        model->least[i] = (int32_t)least;
    }
    return read_list(&model->rules, &model->rule_count, file) &&
           read_list(&model->forms, &model->form_count, file);
}

enum sg_status sg_gate_model_load(struct sg_gate_model **out, const char *path,
                                  struct sg_error *err) {
    *out = NULL;
    FILE *file = fopen(path, "rb");
    if (!file)
        return errno == ENOENT ? SG_OK : sg_fail(err, SG_ERR_IO, "%s: cannot be read", path);
    struct sg_gate_model *model = calloc(1, sizeof *model);
    bool done = model && read_model(model, file);
    fclose(file);
    if (!done) {
        sg_gate_model_free(model);
        return sg_fail(err, SG_ERR_DATA,
                       "%s: no model of the gate; data/en/gate.md says how one is made", path);
    }
    *out = model;
    return SG_OK;
}

enum sg_status sg_gate_model_save(const struct sg_gate_model *model, const char *path,
                                  struct sg_error *err) {
    FILE *file = fopen(path, "wb");
    if (!file)
        return sg_fail(err, SG_ERR_IO, "%s: cannot be written", path);
    bool done = fwrite(magic, 1, sizeof magic, file) == sizeof magic;
    for (int i = 0; i < SG_GATE_STEPS && done; i++)
        done = write_number(file, (uint32_t)model->least[i]) &&
               fwrite(model->weights[i], 1, SG_GATE_SIZE, file) == SG_GATE_SIZE;
    done = done && write_list(file, model->rules, model->rule_count) &&
           write_list(file, model->forms, model->form_count);
    if (fclose(file) || !done)
        return sg_fail(err, SG_ERR_IO, "%s: cannot be written", path);
    return SG_OK;
}
