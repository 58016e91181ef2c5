#include "read/packed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLACK ((uint64_t)64 << 20) /* every file may grow to so much, whatever its ratio */

bool sg_budget_spend(struct sg_read_context *context, size_t count, const char *path,
                     struct sg_error *err) {
    struct sg_budget *budget = &context->budget;
    const struct sg_read_options *limits = &context->options;
    char text[32];
    budget->unpacked += count;
    if (budget->unpacked > limits->max_unpacked)
        return sg_fail(err, SG_ERR_LIMIT,
                       "%s: unpacks to more than %s in all; the rest is left out (--max-unpacked "
                       "raises the limit)",
                       path, sg_size_text(text, limits->max_unpacked)),
               false;
    uint64_t packed_size = context->done - budget->start;
    if (budget->unpacked > SLACK && (budget->unpacked - SLACK) / limits->max_ratio > packed_size)
        return sg_fail(err, SG_ERR_LIMIT,
                       "%s: unpacks to more than %u times its size, like a bomb; the rest is left "
                       "out (--max-ratio raises the limit)",
                       path, limits->max_ratio),
               false;
    return true;
}

static bool ends_with(const char *text, const char *end) {
    size_t length = strlen(text), size = strlen(end);
    return length >= size && !strcmp(text + length - size, end);
}

/* "a.txt.gz" unpacked is "a.txt": the path without the packing's extension. Not so for a packed tar,
 * whose entries read better as "a.tar.gz/b.txt". */
static char *unpacked_path(const char *path) {
    const char *dot = strrchr(path, '.'), *slash = strrchr(path, '/');
    bool has_extension = dot && dot > path && (!slash || dot > slash + 1);
    if (!has_extension || ends_with(path, ".tgz") || ends_with(path, ".tar.gz"))
        return strdup(path);
    return strndup(path, (size_t)(dot - path));
}

enum sg_status sg_packed_give(struct sg_stream **out, const struct sg_stream_class *class,
                              void *context, const struct sg_stream *outer, const char *name,
                              struct sg_error *err) {
    char *path = NULL;
    if (!name)
        path = unpacked_path(outer->path);
    else if (asprintf(&path, "%s/%s", outer->path, name) < 0)
        path = NULL;
    enum sg_status status = path ? sg_stream_new(out, class, context, path, err)
                                 : sg_fail(err, SG_ERR_MEMORY, "out of memory");
    free(path);
    if (status)
        return status;
    (*out)->depth = outer->depth + 1;
    (*out)->is_listed = !name && outer->is_listed;
    if (outer->url)
        (*out)->url = strdup(outer->url);
    if (outer->date)
        (*out)->date = strdup(outer->date);
    if (outer->charset)
        (*out)->charset = strdup(outer->charset);
    return SG_OK;
}
