/* The lowest source: files as named, folders walked in sorted order. */
#include "read/source.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A folder that is being walked, with the names still to come. */
struct folder {
    char *path;
    char **names;
    size_t count, at;
    dev_t device;
    ino_t inode;
};

struct paths {
    struct sg_source base;
    const char *const *paths;
    size_t count, at;
    struct folder *folders; /* the walk's stack */
    size_t depth, capacity;
    struct sg_error changed; /* the file that was read last is another by now */
};

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void folder_release(struct folder *folder) {
    for (size_t i = 0; i < folder->count; i++)
        free(folder->names[i]);
    free(folder->names);
    free(folder->path);
}

/* All names of a folder but hidden ones, sorted by their bytes: the same in any locale. */
static enum sg_status list_names(struct folder *folder, struct sg_error *err) {
    DIR *dir = opendir(folder->path);
    if (!dir)
        return sg_fail(err, SG_ERR_IO, "%s: cannot open the folder: %s", folder->path,
                       strerror(errno));
    size_t capacity = 0;
    enum sg_status status = SG_OK;
    for (;;) {
        errno = 0;
        struct dirent *entry = readdir(dir);
        if (!entry) {
            if (errno)
                status = sg_fail(err, SG_ERR_IO, "%s: cannot list the folder: %s", folder->path,
                                 strerror(errno));
            break;
        }
        if (entry->d_name[0] == '.')
            continue;
        if (folder->count == capacity) {
            capacity = capacity ? capacity * 2 : 64;
            char **names = realloc(folder->names, capacity * sizeof *names);
            if (!names) {
                status = sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", folder->path);
                break;
            }
            folder->names = names;
        }
        if (!(folder->names[folder->count] = strdup(entry->d_name))) {
            status = sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", folder->path);
            break;
        }
        folder->count++;
    }
    closedir(dir);
    if (!status && folder->count)
        qsort(folder->names, folder->count, sizeof *folder->names, by_bytes);
    return status;
}

static enum sg_status enter_folder(struct paths *paths, const char *path, const struct stat *info,
                                   struct sg_error *err) {
    for (size_t i = 0; i < paths->depth; i++)
        if (paths->folders[i].device == info->st_dev && paths->folders[i].inode == info->st_ino)
            return sg_fail(err, SG_ERR_DATA,
                           "%s: a link back to a folder around it; not walked again", path);
    struct folder folder = {.device = info->st_dev, .inode = info->st_ino};
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    folder.path = strndup(path, length);
    enum sg_status status =
        folder.path ? list_names(&folder, err) : sg_fail(err, SG_ERR_MEMORY, "out of memory");
    if (!status && paths->depth == paths->capacity) {
        size_t capacity = paths->capacity ? paths->capacity * 2 : 16;
        struct folder *folders = realloc(paths->folders, capacity * sizeof *folders);
        if (folders) {
            paths->folders = folders;
            paths->capacity = capacity;
        } else {
            status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
        }
    }
    if (status) {
        folder_release(&folder);
        return status;
    }
    paths->folders[paths->depth++] = folder;
    return SG_OK;
}

/* A file to read, or a folder to walk into: then *out stays NULL. */
static enum sg_status take(struct sg_stream **out, struct paths *paths, const char *path,
                           bool is_listed, struct sg_error *err) {
    struct stat info;
    if (strcmp(path, "-")) {
        if (stat(path, &info))
            return sg_fail(err, SG_ERR_IO, "%s: cannot open: %s", path, strerror(errno));
        if (S_ISDIR(info.st_mode))
            return enter_folder(paths, path, &info, err);
        if (!is_listed && !S_ISREG(info.st_mode)) {
            sg_read_notice(paths->base.context, "%s: not a file: left out", path);
            return SG_OK;
        }
    }
    enum sg_status status = sg_stream_file(out, path, err);
    if (!status) {
        (*out)->is_listed = is_listed;
        (*out)->counter = &paths->base.context->done;
        (*out)->changed = &paths->changed;
    }
    return status;
}

static enum sg_status paths_next(struct sg_yield *out, struct sg_source *source,
                                 struct sg_arena *arena, struct sg_error *err) {
    struct paths *paths = (struct paths *)source;
    (void)arena;
    source->context->budget = (struct sg_budget){source->context->done, 0};
    if (paths->changed.status) {
        if (err)
            *err = paths->changed;
        paths->changed.status = SG_OK;
        return err ? err->status : SG_ERR_IO;
    }
    while (!out->stream) {
        enum sg_status status;
        if (paths->depth) {
            struct folder *folder = &paths->folders[paths->depth - 1];
            if (folder->at == folder->count) {
                folder_release(folder);
                paths->depth--;
                continue;
            }
            char *path = NULL;
            const char *slash = strcmp(folder->path, "/") ? "/" : "";
            if (asprintf(&path, "%s%s%s", folder->path, slash, folder->names[folder->at++]) < 0)
                return sg_fail(err, SG_ERR_MEMORY, "out of memory");
            status = take(&out->stream, paths, path, false, err);
            free(path);
        } else if (paths->at < paths->count) {
            status = take(&out->stream, paths, paths->paths[paths->at++], true, err);
        } else {
            return SG_OK;
        }
        if (status)
            return status;
    }
    return SG_OK;
}

static void paths_close(struct sg_source *source) {
    struct paths *paths = (struct paths *)source;
    while (paths->depth)
        folder_release(&paths->folders[--paths->depth]);
    free(paths->folders);
    free(paths);
}

/* Bytes of the files below a path, for progress: what cannot be looked at counts nothing here and
 * is told when its turn comes. */
static uint64_t size_of(const char *path, bool is_listed, int depth) {
    struct stat info;
    if ((is_listed ? stat(path, &info) : lstat(path, &info)) || depth > 40)
        return 0;
    if (S_ISREG(info.st_mode))
        return info.st_size > 0 ? (uint64_t)info.st_size : 0;
    DIR *dir = S_ISDIR(info.st_mode) ? opendir(path) : NULL;
    uint64_t total = 0;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char *inner = NULL;
        if (entry->d_name[0] == '.' || asprintf(&inner, "%s/%s", path, entry->d_name) < 0)
            continue;
        total += size_of(inner, false, depth + 1);
        free(inner);
    }
    if (dir)
        closedir(dir);
    return total;
}

enum sg_status sg_paths_open(struct sg_source **out, const char *const *paths, size_t count,
                             struct sg_read_context *context, struct sg_error *err) {
    static const struct sg_source_class class = {paths_next, paths_close};
    struct paths *source;
    enum sg_status status = sg_source_new(&source, sizeof *source, &class, NULL, context, err);
    if (status)
        return status;
    source->paths = paths;
    source->count = count;
    bool has_pipe = false;
    for (size_t i = 0; i < count; i++) {
        has_pipe |= !strcmp(paths[i], "-");
        context->total += size_of(paths[i], true, 0);
    }
    if (has_pipe)
        context->total = 0;
    *out = &source->base;
    return SG_OK;
}
