#include "syntax/stand_in.h"

#include "base/utf8.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool set(struct sg_stand_in *out, const char *after, const char *form) {
    char lower[128];
    sg_utf8_lower(lower, sizeof lower, form);
    out->after = after ? strdup(after) : NULL;
    out->form = strdup(form);
    out->lower = strdup(lower);
    return out->form && out->lower && (out->after || !after);
}

enum sg_status sg_stand_ins_load(struct sg_stand_ins *out, const char *data_dir,
                                 struct sg_error *err) {
    char path[4096];
    const char *word;
    json_t *form;
    json_error_t bad;
    enum sg_status status = SG_OK;
    *out = (struct sg_stand_ins){0};
    snprintf(path, sizeof path, "%s/en/syntax.json", data_dir);
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &bad);
    if (!root)
        return sg_fail(err, SG_ERR_DATA, "%s:%d: %s", path, bad.line, bad.text);
    json_t *unknown = json_object_get(root, "unknown_name");
    json_t *after = json_object_get(unknown, "after");
    const char *any = json_string_value(json_object_get(unknown, "else"));
    if (!any || !*any) {
        status = sg_fail(err, SG_ERR_DATA, "%s: \"unknown_name\" wants a name as \"else\"", path);
        goto out;
    }
    out->rows = calloc(json_object_size(after) + 1, sizeof *out->rows);
    if (!out->rows) {
        status = sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
        goto out;
    }
    json_object_foreach(after, word, form) {
        const char *name = json_string_value(form);
        if (!name || !*name) {
            status = sg_fail(err, SG_ERR_DATA, "%s: \"after\": \"%s\" wants a name", path, word);
            goto out;
        }
        if (!set(&out->rows[out->count++], word, name))
            status = sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
    }
    const char *comma = json_string_value(json_object_get(root, "headline_comma"));
    if (!set(&out->rows[out->count++], NULL, any) ||
        (comma && *comma && !set(&out->headline_comma, NULL, comma)))
        status = sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
out:
    json_decref(root);
    if (status)
        sg_stand_ins_release(out);
    return status;
}

void sg_stand_ins_release(struct sg_stand_ins *s) {
    for (size_t i = 0; i < s->count; i++) {
        free(s->rows[i].after);
        free(s->rows[i].form);
        free(s->rows[i].lower);
    }
    free(s->headline_comma.form);
    free(s->headline_comma.lower);
    free(s->rows);
    *s = (struct sg_stand_ins){0};
}

const struct sg_stand_in *sg_stand_in_for(const struct sg_stand_ins *s, const char *before) {
    size_t i = 0;
    while (s->rows[i].after && (!before || strcmp(s->rows[i].after, before)))
        i++;
    return &s->rows[i];
}
