#include "syntax/model.h"

#include "base/file.h"

#include <string.h>
#include <xxhash.h>

#define REMEDY "install the program's data again, or train a model (see data/en/syntax.md)"

static enum sg_status check(struct sg_model_file *file, const char *path, struct sg_error *err) {
    struct sg_model_header header;
    if (file->size < sizeof header)
        return sg_fail(err, SG_ERR_DATA, "%s: %zu bytes is too short for a syntax model; " REMEDY,
                       path, file->size);
    memcpy(&header, file->bytes, sizeof header);
    if (memcmp(header.magic, SG_MODEL_MAGIC, sizeof header.magic))
        return sg_fail(err, SG_ERR_DATA, "%s: not a syntax model; " REMEDY, path);
    if (header.version != SG_MODEL_VERSION)
        return sg_fail(err, SG_ERR_DATA,
                       "%s: a syntax model of version %u, this program reads version %u; " REMEDY,
                       path, header.version, (unsigned)SG_MODEL_VERSION);
    if (header.size != file->size)
        return sg_fail(err, SG_ERR_DATA,
                       "%s: the file has %zu bytes and should have %llu, it was cut; " REMEDY, path,
                       file->size, (unsigned long long)header.size);
    size_t room = (file->size - sizeof header) / sizeof *file->sections;
    const char *body = (const char *)file->bytes + sizeof header;
    if (header.section_count > SG_MODEL_SECTIONS_MAX || header.section_count > room ||
        XXH3_64bits(body, file->size - sizeof header) != header.hash)
        return sg_fail(err, SG_ERR_DATA, "%s: the syntax model is damaged; " REMEDY, path);
    file->sections = (const struct sg_model_section *)(const void *)body;
    file->section_count = header.section_count;
    for (uint32_t i = 0; i < file->section_count; i++) {
        const struct sg_model_section *s = &file->sections[i];
        if (s->name[sizeof s->name - 1] || s->offset % SG_MODEL_ALIGN || s->offset > file->size ||
            s->size > file->size - s->offset)
            return sg_fail(err, SG_ERR_DATA, "%s: section %u of the syntax model is out of bounds",
                           path, i);
    }
    return SG_OK;
}

enum sg_status sg_model_open(struct sg_model_file *out, const char *path, struct sg_error *err) {
    *out = (struct sg_model_file){0};
    enum sg_status status =
        sg_file_map(&out->bytes, &out->size, path, "the syntax model", REMEDY, err);
    if (!status)
        status = check(out, path, err);
    if (status)
        sg_model_close(out);
    return status;
}

void sg_model_close(struct sg_model_file *file) {
    sg_file_unmap(file->bytes, file->size);
    *file = (struct sg_model_file){0};
}

const void *sg_model_find(const struct sg_model_file *file, const char *name, size_t *size) {
    for (uint32_t i = 0; i < file->section_count; i++)
        if (!strcmp(file->sections[i].name, name)) {
            *size = (size_t)file->sections[i].size;
            return (const char *)file->bytes + file->sections[i].offset;
        }
    *size = 0;
    return NULL;
}
