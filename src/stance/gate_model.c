#include "stance/gate_model.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char magic[8] = "SGGATE8";

/* Numbers stand in the file lowest byte first, on any machine. */
static bool read_number(int32_t *out, FILE *file) {
    unsigned char b[4];
    if (fread(b, 1, 4, file) != 4)
        return false;
    *out = (int32_t)((uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 |
                     (uint32_t)b[3] << 24);
    return true;
}

static bool write_number(FILE *file, int32_t number) {
    uint32_t n = (uint32_t)number;
    const unsigned char b[4] = {(unsigned char)n, (unsigned char)(n >> 8), (unsigned char)(n >> 16),
                                (unsigned char)(n >> 24)};
    return fwrite(b, 1, 4, file) == 4;
}

static bool read_barren(struct sg_gate_model *model, FILE *file) {
    for (int i = 0; i < SG_GATE_GROUPS; i++) {
        int32_t count, key;
        if (!read_number(&count, file) || count < 0 || count > SG_GATE_BARREN_MOST)
            return false;
        for (int32_t k = 0; k < count; k++) {
            if (!read_number(&key, file))
                return false;
            model->barren[i][k] = (uint32_t)key;
        }
        model->barren_count[i] = (uint32_t)count;
    }
    return true;
}

static bool write_barren(FILE *file, const struct sg_gate_model *model) {
    bool done = true;
    for (int i = 0; i < SG_GATE_GROUPS && done; i++) {
        done = write_number(file, (int32_t)model->barren_count[i]);
        for (uint32_t k = 0; k < model->barren_count[i] && done; k++)
            done = write_number(file, (int32_t)model->barren[i][k]);
    }
    return done;
}

static bool read_model(struct sg_gate_model *model, FILE *file) {
    char start[sizeof magic];
    if (fread(start, 1, sizeof start, file) != sizeof start || memcmp(start, magic, sizeof magic))
        return false;
    if (fread(model->settled, 1, sizeof model->settled, file) != sizeof model->settled ||
        !read_barren(model, file))
        return false;
    for (int i = 0; i < SG_GATE_GROUPS; i++)
        if (!read_number(&model->least_document[i], file))
            return false;
    for (int step = 0; step < SG_GATE_STEPS; step++)
        for (int i = 0; i < SG_GATE_GROUPS; i++)
            if (!read_number(&model->least[step][i], file) ||
                fread(model->weights[step][i], 1, SG_GATE_SIZE, file) != SG_GATE_SIZE)
                return false;
    return fgetc(file) == EOF;
}

enum sg_status sg_gate_model_load(struct sg_gate_model **out, const char *data_dir,
                                  struct sg_error *err) {
    char path[4096];
    *out = NULL;
    if (snprintf(path, sizeof path, "%s/en/gate.model", data_dir) >= (int)sizeof path)
        return sg_fail(err, SG_ERR_IO, "%s: the path is too long", data_dir);
    FILE *file = fopen(path, "rb");
    if (!file)
        return errno == ENOENT ? SG_OK : sg_fail(err, SG_ERR_IO, "%s: cannot be read", path);
    struct sg_gate_model *model = calloc(1, sizeof *model);
    bool done = model && read_model(model, file);
    fclose(file);
    if (!done) {
        free(model);
        return sg_fail(err, SG_ERR_DATA,
                       "%s: not a model of the gate; data/en/gate.md says how one is made", path);
    }
    *out = model;
    return SG_OK;
}

enum sg_status sg_gate_model_save(const struct sg_gate_model *model, const char *path,
                                  struct sg_error *err) {
    FILE *file = fopen(path, "wb");
    if (!file)
        return sg_fail(err, SG_ERR_IO, "%s: cannot be written", path);
    bool done = fwrite(magic, 1, sizeof magic, file) == sizeof magic &&
                fwrite(model->settled, 1, sizeof model->settled, file) == sizeof model->settled &&
                write_barren(file, model);
    for (int i = 0; i < SG_GATE_GROUPS && done; i++)
        done = write_number(file, model->least_document[i]);
    for (int i = 0; i < SG_GATE_STEPS * SG_GATE_GROUPS && done; i++) {
        int step = i / SG_GATE_GROUPS, group = i % SG_GATE_GROUPS;
        done = write_number(file, model->least[step][group]) &&
               fwrite(model->weights[step][group], 1, SG_GATE_SIZE, file) == SG_GATE_SIZE;
    }
    if (fclose(file) || !done)
        return sg_fail(err, SG_ERR_IO, "%s: cannot be written", path);
    return SG_OK;
}

uint32_t sg_gate_form_key(const struct sg_lexicon *lexicon, uint32_t form) {
    const struct sg_gate_form *f = &lexicon->gate_forms[form];
    const char *text = sg_strmap_key(lexicon->gate, form);
    uint64_t h = sg_strmap_hash(text, strlen(text));
    const uint32_t parts[] = {f->bits, f->single_relations, f->single_kinds, f->longer_count};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        h = (h ^ parts[i]) * 0x9E3779B97F4A7C15u, h ^= h >> 32;
    return (uint32_t)h;
}

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

void sg_gate_mark_barren(struct sg_lexicon *lexicon) {
    const struct sg_gate_model *model = lexicon->gate_model;
    for (uint32_t f = 0; model && f < lexicon->gate_form_count; f++) {
        uint32_t key = sg_gate_form_key(lexicon, f);
        for (int i = 0; i < SG_GATE_GROUPS; i++)
            if (bsearch(&key, model->barren[i], model->barren_count[i], sizeof key, by_number))
                lexicon->gate_forms[f].takes |= (uint8_t)(SG_GATE_BARREN << i);
    }
}

int32_t sg_gate_join(int32_t a, int32_t b) {
    /* ln(1 + exp(-d)), in and of steps of 1 / SG_GATE_SCALE */
    static const uint8_t more[] = {
        11, 11, 10, 10, 9, 9, 8, 8, 8, 7, 7, 7, 6, 6, 6, 5, 5, 5, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3,
        3,  2,  2,  2,  2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    };
    int32_t most = a > b ? a : b, least = a > b ? b : a;
    uint32_t apart = (uint32_t)most - (uint32_t)least;
    return most < INT32_MAX && apart < sizeof more ? most + more[apart] : most;
}

uint32_t sg_gate_odds(int32_t score) {
    /* exp(-i / SG_GATE_SCALE) and exp(-i), in parts of 65,536 */
    static const uint32_t steps[SG_GATE_SCALE] = {65536, 61565, 57835, 54331, 51039, 47947,
                                                  45042, 42313, 39750, 37341, 35079, 32953,
                                                  30957, 29081, 27319, 25664};
    static const uint32_t whole[] = {65536, 24109, 8869, 3263, 1200, 442, 162, 60, 22, 8, 3, 1};
    uint32_t below = score < 0 ? 0u - (uint32_t)score : 0;
    if (below / SG_GATE_SCALE >= sizeof whole / sizeof *whole)
        return 0;
    return (uint32_t)((uint64_t)whole[below / SG_GATE_SCALE] * steps[below % SG_GATE_SCALE] >> 16);
}

int32_t sg_gate_promise(uint64_t odds, size_t sentences) {
    const uint64_t most = 1 << 20;
    uint64_t capped = odds < most ? odds : most;
    uint64_t promise = capped * capped / (sentences + 2);
    return promise < INT32_MAX ? (int32_t)promise : INT32_MAX;
}
