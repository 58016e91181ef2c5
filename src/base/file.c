#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum sg_status sg_file_read(char **out, size_t *length, const char *path, size_t limit,
                            struct sg_error *err) {
    enum sg_status status = SG_OK;
    char *data = NULL;
    size_t used = 0, capacity = 1 << 16;
    FILE *in = fopen(path, "rb");
    if (!in)
        return sg_fail(err, SG_ERR_IO, "%s: cannot open: %s", path, strerror(errno));
    struct stat info;
    if (!fstat(fileno(in), &info) && info.st_size > 0 && (uintmax_t)info.st_size < SIZE_MAX / 4)
        capacity = (size_t)info.st_size + 2;
    if (limit && capacity > limit + 2)
        capacity = limit + 2;
    data = malloc(capacity);
    while (data) {
        used += fread(data + used, 1, capacity - 1 - used, in);
        if (ferror(in)) {
            status = sg_fail(err, SG_ERR_IO, "%s: cannot read: %s", path, strerror(errno));
            goto out;
        }
        if (limit && used > limit) {
            status =
                sg_fail(err, SG_ERR_LIMIT, "%s: larger than the limit of %zu bytes", path, limit);
            goto out;
        }
        if (used < capacity - 1)
            break;
        char *grown = capacity > SIZE_MAX / 2 ? NULL : realloc(data, capacity * 2);
        if (!grown) {
            free(data);
            data = NULL;
        } else {
            data = grown;
            capacity *= 2;
        }
    }
    if (!data) {
        status = sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
        goto out;
    }
    data[used] = '\0';
    *out = data;
    *length = used;
    data = NULL;
out:
    free(data);
    fclose(in);
    return status;
}

enum sg_status sg_file_map(const void **bytes, size_t *size, const char *path, const char *what,
                           const char *remedy, struct sg_error *err) {
    struct stat info;
    enum sg_status status = SG_OK;
    *bytes = NULL;
    *size = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return sg_fail(err, SG_ERR_IO, "%s: cannot open %s: %s; %s", path, what, strerror(errno),
                       remedy);
    if (fstat(fd, &info) || !S_ISREG(info.st_mode)) {
        status = sg_fail(err, SG_ERR_IO, "%s: %s is not a regular file", path, what);
    } else if (info.st_size > 0) {
        void *mapped = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (mapped == MAP_FAILED) {
            status = sg_fail(err, SG_ERR_IO, "%s: cannot map %s: %s", path, what, strerror(errno));
        } else {
            *bytes = mapped;
            *size = (size_t)info.st_size;
        }
    }
    close(fd);
    return status;
}

void sg_file_unmap(const void *bytes, size_t size) {
    if (bytes)
        munmap((void *)(uintptr_t)bytes, size);
}

enum sg_status sg_file_writer_open(struct sg_file_writer *out, const char *path,
                                   struct sg_error *err) {
    *out = (struct sg_file_writer){0};
    if (!strcmp(path, "-")) {
        out->stream = stdout;
        return SG_OK;
    }
    out->path = strdup(path);
    size_t size = strlen(path) + 16;
    out->temporary = malloc(size);
    if (!out->path || !out->temporary) {
        sg_file_writer_abort(out);
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
    }
    snprintf(out->temporary, size, "%s.XXXXXX", path);
    int fd = mkstemp(out->temporary);
    if (fd < 0) {
        int reason = errno;
        free(out->temporary);
        out->temporary = NULL;
        sg_file_writer_abort(out);
        return sg_fail(err, SG_ERR_IO, "%s: cannot write here: %s", path, strerror(reason));
    }
    mode_t mask = umask(0);
    umask(mask);
    (void)!fchmod(fd, 0666 & ~mask);
    out->stream = fdopen(fd, "wb");
    if (!out->stream) {
        close(fd);
        sg_file_writer_abort(out);
        return sg_fail(err, SG_ERR_IO, "%s: cannot write: %s", path, strerror(errno));
    }
    return SG_OK;
}

enum sg_status sg_file_writer_commit(struct sg_file_writer *out, struct sg_error *err) {
    const char *name = out->path ? out->path : "standard output";
    bool failed = fflush(out->stream) != 0 || ferror(out->stream);
    int reason = errno;
    if (out->stream != stdout) {
        failed |= fclose(out->stream) != 0;
        if (!failed && rename(out->temporary, out->path)) {
            failed = true;
            reason = errno;
        }
        out->stream = NULL;
    }
    if (failed) {
        enum sg_status status = sg_fail(
            err, SG_ERR_IO, "%s: not written: %s; nothing was left behind", name, strerror(reason));
        sg_file_writer_abort(out);
        return status;
    }
    free(out->temporary);
    out->temporary = NULL;
    sg_file_writer_abort(out);
    return SG_OK;
}

void sg_file_writer_abort(struct sg_file_writer *out) {
    if (out->stream && out->stream != stdout)
        fclose(out->stream);
    if (out->temporary) {
        unlink(out->temporary);
        free(out->temporary);
    }
    free(out->path);
    *out = (struct sg_file_writer){0};
}
