#include "export/export.h"

#include "base/buf.h"
#include "base/file.h"

#include <locale.h>
#include <string.h>
#include <strings.h>

static enum sg_status unknown_format(const char *path, const char *format, struct sg_error *err) {
    struct sg_buf names;
    sg_buf_init(&names);
    for (size_t i = 0; sg_format_at(i); i++)
        sg_buf_printf(&names, "%s%s", i ? ", " : "", sg_format_at(i)->name);
    enum sg_status status =
        format
            ? sg_fail(err, SG_ERR_USAGE, "no format '%s': take one of %s", format,
                      sg_buf_text(&names))
            : sg_fail(err, SG_ERR_USAGE,
                      "%s: its extension names no format: end it in one of %s, or name the format",
                      path, sg_buf_text(&names));
    sg_buf_release(&names);
    return status;
}

static enum sg_status find_exporter(const struct sg_exporter **out, const char *path,
                                    const char *format, struct sg_error *err) {
    const struct sg_format *by_path = format ? NULL : sg_format_of_path(path);
    for (size_t i = 0; (*out = sg_exporter_at(i)); i++)
        if (format ? !strcasecmp((*out)->format.name, format) : by_path == &(*out)->format)
            return SG_OK;
    return unknown_format(path, format, err);
}

static enum sg_status check_dialect(const struct sg_exporter *exporter, const char *dialect,
                                    struct sg_error *err) {
    if (!dialect || !*dialect)
        return SG_OK;
    const char *list = exporter->format.dialects;
    while (*list) {
        size_t length = strcspn(list, ",");
        if (strlen(dialect) == length && !strncmp(list, dialect, length))
            return SG_OK;
        list += length + (list[length] == ',');
    }
    if (!*exporter->format.dialects)
        return sg_fail(err, SG_ERR_USAGE, "%s has no dialect '%s': it has but one form",
                       exporter->format.name, dialect);
    return sg_fail(err, SG_ERR_USAGE, "%s has no dialect '%s': take one of %s",
                   exporter->format.name, dialect, exporter->format.dialects);
}

/* NAME.csv -> NAME.nodes.csv; a name with another ending keeps all of it. */
static void part_path(struct sg_buf *out, const char *path, const char *part, const char *format) {
    size_t length = strlen(path), extension = strlen(format);
    if (length > extension && path[length - extension - 1] == '.' &&
        !strcasecmp(path + length - extension, format))
        length -= extension + 1;
    sg_buf_add(out, path, length);
    sg_buf_printf(out, ".%s.%s", part, format);
}

static enum sg_status write_files(const struct sg_exporter *exporter, struct sg_view *view,
                                  const char *path, struct sg_error *err) {
    struct sg_file_writer files[2] = {0};
    struct sg_buf name;
    size_t parts = exporter->parts[0] ? 2 : 1;
    enum sg_status status = SG_OK;
    sg_buf_init(&name);
    for (size_t i = 0; !status && i < parts; i++) {
        sg_buf_clear(&name);
        if (parts == 2)
            part_path(&name, path, exporter->parts[i], exporter->format.name);
        else
            sg_buf_puts(&name, path);
        if (sg_buf_failed(&name))
            status = sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
        if (!status)
            status = sg_file_writer_open(&files[i], sg_buf_text(&name), err);
        if (!status)
            status = exporter->write[i](files[i].stream, view, err);
    }
    if (!status && sg_arena_failed(&view->arena))
        status = sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
    for (size_t i = 0; i < parts; i++) {
        if (!status)
            status = sg_file_writer_commit(&files[i], err);
        sg_file_writer_abort(&files[i]);
    }
    sg_buf_release(&name);
    return status;
}

static const struct sg_export_options defaults;

enum sg_status sg_export_check(const char *path, const struct sg_export_options *options,
                               struct sg_error *err) {
    const struct sg_exporter *exporter;
    if (!options)
        options = &defaults;
    enum sg_status status = find_exporter(&exporter, path, options->format, err);
    if (!status)
        status = check_dialect(exporter, options->dialect, err);
    if (!status && exporter->parts[0] && !strcmp(path, "-"))
        status = sg_fail(err, SG_ERR_USAGE, "%s takes two files: give a name, not '-'",
                         exporter->format.name);
    return status;
}

enum sg_status sg_export(const struct sg_graph *graph, const struct sg_analysis *analysis,
                         const char *path, const struct sg_export_options *options,
                         struct sg_error *err) {
    const struct sg_exporter *exporter = NULL;
    struct sg_view view;
    if (!options)
        options = &defaults;
    enum sg_status status = sg_export_check(path, options, err);
    if (!status)
        status = find_exporter(&exporter, path, options->format, err);
    if (status)
        return status;
    /* printf in this thread writes 0.5 and not 0,5, whatever locale the program has set */
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!c_locale)
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
    locale_t previous = uselocale(c_locale);
    status = sg_view_init(&view, graph, analysis, options, exporter->needs_places, err);
    if (!status) {
        status = write_files(exporter, &view, path, err);
        if (!status && view.mended_count && options->notice) {
            char text[200];
            snprintf(text, sizeof text,
                     "%s: control characters or broken UTF-8 were mended in %zu texts",
                     exporter->format.name, view.mended_count);
            options->notice(options->notice_context, text);
        }
        sg_view_release(&view);
    }
    uselocale(previous);
    freelocale(c_locale);
    return status;
}
