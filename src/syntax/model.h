/* The model file: a header, a directory of named sections, their bytes. Mapped, never copied. */
#ifndef SG_SYNTAX_MODEL_H
#define SG_SYNTAX_MODEL_H

#include <stancegraph/error.h>
#include <stddef.h>
#include <stdint.h>

#define SG_MODEL_MAGIC "SGSYNTAX"
#define SG_MODEL_VERSION 4
#define SG_MODEL_ALIGN 64
#define SG_MODEL_SECTIONS_MAX 64

/* Little-endian, as is everything in the file. `hash` is XXH3-64 of all bytes behind the header. */
struct sg_model_header {
    char magic[8];
    uint32_t version, section_count;
    uint64_t size; /* of the whole file */
    uint64_t hash;
};

struct sg_model_section {
    char name[16]; /* NUL-terminated */
    uint64_t offset, size;
};

struct sg_model_file {
    const void *bytes; /* mapped */
    size_t size;
    const struct sg_model_section *sections;
    uint32_t section_count;
};

/* Maps the file and checks magic, version, size, bounds and hash, each with its own message. */
enum sg_status sg_model_open(struct sg_model_file *out, const char *path, struct sg_error *err);
void sg_model_close(struct sg_model_file *file);
/* The section of that name, or NULL; *size in bytes. */
const void *sg_model_find(const struct sg_model_file *file, const char *name, size_t *size);

#endif
