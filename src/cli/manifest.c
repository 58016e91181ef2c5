#include "cli/manifest.h"

#include "base/buf.h"
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

enum { DEPTH_MOST = 64 };

/* "path": ..., with its size and hash, or what is wrong with it. */
static void put_file(struct sg_buf *out, const char *path, bool *is_first) {
    static const char digits[] = "0123456789abcdef";
    XXH3_state_t *state = XXH3_createState();
    FILE *in = fopen(path, "rb");
    unsigned long long size = 0;
    char block[65536];
    sg_buf_puts(out, *is_first ? "\n  {\"path\": " : ",\n  {\"path\": ");
    *is_first = false;
    sg_buf_json_string(out, path);
    if (!in || !state || XXH3_128bits_reset(state) == XXH_ERROR) {
        sg_buf_puts(out, ", \"error\": ");
        sg_buf_json_string(out, in ? "out of memory" : strerror(errno));
        sg_buf_putc(out, '}');
    } else {
        for (size_t got; (got = fread(block, 1, sizeof block, in)) > 0; size += got)
            XXH3_128bits_update(state, block, got);
        XXH128_canonical_t hash;
        XXH128_canonicalFromHash(&hash, XXH3_128bits_digest(state));
        sg_buf_printf(out, ", \"bytes\": %llu, \"xxh128\": \"", size);
        for (size_t i = 0; i < sizeof hash.digest; i++) {
            sg_buf_putc(out, digits[hash.digest[i] >> 4]);
            sg_buf_putc(out, digits[hash.digest[i] & 15]);
        }
        sg_buf_puts(out, "\"}");
    }
    if (in)
        fclose(in);
    XXH3_freeState(state);
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* A file, or all files of a folder in sorted order, hidden ones left out. */
static void put_tree(struct sg_buf *out, const char *path, bool *is_first, int depth) {
    struct stat info;
    struct dirent **entries;
    int count = !stat(path, &info) && S_ISDIR(info.st_mode) && depth < DEPTH_MOST
                    ? scandir(path, &entries, NULL, by_name)
                    : -1;
    if (count < 0) {
        if (strcmp(path, "-") != 0)
            put_file(out, path, is_first);
        else
            sg_buf_printf(out, "%s{\"path\": \"-\"}", *is_first ? "" : ", ");
        return;
    }
    for (int i = 0; i < count; i++) {
        if (entries[i]->d_name[0] != '.') {
            struct sg_buf below;
            sg_buf_init(&below);
            sg_buf_printf(&below, "%s%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/",
                          entries[i]->d_name);
            put_tree(out, sg_buf_text(&below), is_first, depth + 1);
            sg_buf_release(&below);
        }
        free(entries[i]);
    }
    free(entries);
}

/* The folder that the engine reads, found in the same order. */
static const char *data_of(const struct sg_common *common) {
    const char *asked = common->engine.data ? common->engine.data : getenv("STANCEGRAPH_DATA");
    if (asked && *asked)
        return asked;
    return access(SG_INSTALLED_DATA, R_OK | X_OK) ? SG_SOURCE_DATA : SG_INSTALLED_DATA;
}

static void put_strings(struct sg_buf *out, const char *key, const char *const *texts,
                        size_t count) {
    sg_buf_printf(out, ",\n\"%s\": [", key);
    for (size_t i = 0; i < count; i++) {
        sg_buf_puts(out, i ? ", " : "");
        sg_buf_json_string(out, texts[i]);
    }
    sg_buf_putc(out, ']');
}

enum sg_status sg_manifest_write(const char *path, const struct sg_common *common, int argc,
                                 char **argv, const char *const *outputs, size_t output_count,
                                 const struct sg_graph *graph, struct sg_error *err) {
    struct sg_buf out;
    struct sg_file_writer writer = {0};
    bool is_first = true;
    sg_buf_init(&out);
    sg_buf_puts(&out, "{\"program\": \"stancegraph\", \"version\": \"" SG_VERSION "\"");
    put_strings(&out, "command", (const char *const *)argv, (size_t)argc);
    put_strings(&out, "outputs", outputs, output_count);
    sg_buf_printf(&out,
                  ",\n\"counts\": {\"documents_read\": %zu, \"skipped\": %zu, "
                  "\"documents_that_weigh\": %zu, \"actors\": %zu, \"ties\": %zu, \"claims\": %zu, "
                  "\"negated\": %zu, \"hypothetical\": %zu, \"reprints\": %zu}",
                  common->documents, common->skipped, graph->document_count, graph->node_count,
                  graph->edge_count, graph->claims, graph->negated, graph->hypothetical,
                  graph->reprints + common->reprints);
    put_strings(&out, "outlets", graph->outlets, graph->outlet_count);
    sg_buf_puts(&out, ",\n\"inputs\": [");
    for (size_t i = 0; i < common->input_count; i++)
        put_tree(&out, common->inputs[i], &is_first, 0);
    for (size_t i = 0; i < common->engine.pack_count; i++)
        put_tree(&out, common->engine.packs[i], &is_first, 0);
    for (size_t i = 0; i < common->engine.lexicon_count; i++)
        put_tree(&out, common->engine.lexicons[i], &is_first, 0);
    sg_buf_puts(&out, "],\n\"data\": [");
    is_first = true;
    /* the data's paths are told from its folder, so that they are the same wherever it stands */
    const char *data = data_of(common);
    struct sg_buf files;
    sg_buf_init(&files);
    put_tree(&files, data, &is_first, 0);
    size_t prefix = strlen(data);
    for (const char *at = sg_buf_text(&files), *hit; *at; at = hit ? hit + prefix : "") {
        hit = strstr(at, data);
        size_t length = hit ? (size_t)(hit - at) : strlen(at);
        sg_buf_add(&out, at, length);
        if (hit)
            sg_buf_puts(&out, "data");
    }
    sg_buf_release(&files);
    sg_buf_puts(&out, "]}\n");
    enum sg_status status = sg_buf_failed(&out) ? sg_fail(err, SG_ERR_MEMORY, "out of memory")
                                                : sg_file_writer_open(&writer, path, err);
    if (!status) {
        fwrite(sg_buf_text(&out), 1, out.length, writer.stream);
        status = sg_file_writer_commit(&writer, err);
    }
    sg_file_writer_abort(&writer);
    sg_buf_release(&out);
    return status;
}

void sg_manifest_read(struct sg_manifest *out, const char *graph_path, struct sg_arena *arena) {
    const char *path = sg_arena_printf(arena, "%s.manifest.json", graph_path);
    char *text = NULL;
    size_t length;
    *out = (struct sg_manifest){0};
    if (!path || access(path, R_OK) || sg_file_read(&text, &length, path, 0, NULL))
        return;
    json_t *root = json_loadb(text, length, 0, NULL);
    const json_t *counts = json_object_get(root, "counts");
    const json_t *outlets = json_object_get(root, "outlets");
    free(text);
    static const char *const keys[] = {"documents_read", "skipped",      "documents_that_weigh",
                                       "negated",        "hypothetical", "reprints"};
    size_t *const values[] = {&out->documents, &out->skipped,      &out->weighing,
                              &out->negated,   &out->hypothetical, &out->reprints};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        json_int_t value = json_integer_value(json_object_get(counts, keys[i]));
        *values[i] = value > 0 ? (size_t)value : 0;
    }
    out->outlets = sg_arena_array(arena, json_array_size(outlets) + 1, sizeof *out->outlets);
    for (size_t i = 0; out->outlets && i < json_array_size(outlets); i++) {
        const char *name = json_string_value(json_array_get(outlets, i));
        if (name)
            out->outlets[out->outlet_count++] = sg_arena_strdup(arena, name);
    }
    out->is_known = counts != NULL;
    json_decref(root);
}
