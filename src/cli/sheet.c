#include "cli/sheet.h"

#include "base/buf.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

struct sg_section *sg_sheet_section(struct sg_sheet *sheet, const char *key, const char *title,
                                    const struct sg_sheet_column *columns, size_t column_count) {
    struct sg_section *grown = sg_arena_grow(sheet->arena, sheet->sections, sheet->section_count,
                                             &sheet->section_capacity, sizeof *sheet->sections);
    if (!grown)
        return &sheet->nowhere;
    sheet->sections = grown;
    struct sg_section *section = &grown[sheet->section_count++];
    *section = (struct sg_section){
        .key = key, .title = title, .columns = columns, .column_count = column_count};
    return section;
}

void sg_sheet_line(struct sg_sheet *sheet, struct sg_section *section, const char *format, ...) {
    char text[2000];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    section->lines = sg_arena_grow(sheet->arena, section->lines, section->line_count,
                                   &section->line_capacity, sizeof *section->lines);
    const char *line = sg_arena_strdup(sheet->arena, text);
    if (section->lines && line)
        section->lines[section->line_count++] = line;
}

void sg_sheet_cell(struct sg_sheet *sheet, struct sg_section *section, struct sg_cell cell) {
    section->cells = sg_arena_grow(sheet->arena, section->cells, section->cell_count,
                                   &section->cell_capacity, sizeof *section->cells);
    if (section->cells)
        section->cells[section->cell_count++] = cell;
}

struct sg_cell sg_cell_text(const char *text) {
    return (struct sg_cell){.kind = text ? SG_CELL_TEXT : SG_CELL_EMPTY, .text = text};
}

struct sg_cell sg_cell_count(double number) {
    return (struct sg_cell){.kind = SG_CELL_COUNT, .number = number};
}

struct sg_cell sg_cell_number(double number) {
    return (struct sg_cell){.kind = isfinite(number) ? SG_CELL_NUMBER : SG_CELL_EMPTY,
                            .number = number};
}

struct sg_cell sg_cell_flag(bool flag) {
    return (struct sg_cell){.kind = SG_CELL_FLAG, .number = flag};
}

struct sg_cell sg_cell_toned(struct sg_cell cell, enum sg_tone tone) {
    cell.tone = tone;
    return cell;
}

const char *sg_cell_show(const struct sg_sheet *sheet, const struct sg_cell *cell, int digits) {
    const char *text = "";
    switch (cell->kind) {
    case SG_CELL_EMPTY:
        break;
    case SG_CELL_TEXT:
        text = cell->text;
        break;
    case SG_CELL_COUNT: /* weights may be broken numbers: two digits then */
        text = cell->number == floor(cell->number)
                   ? sg_arena_printf(sheet->arena, "%.0f", cell->number)
                   : sg_arena_printf(sheet->arena, "%.2f", cell->number);
        break;
    case SG_CELL_NUMBER:
        text = sg_arena_printf(sheet->arena, "%.*f", digits, cell->number);
        break;
    case SG_CELL_FLAG:
        text = cell->number ? "yes" : "";
        break;
    }
    return text ? text : "";
}

bool sg_sheet_wants(const struct sg_sheet_options *options, const struct sg_section *section) {
    return !options->section || !strcmp(options->section, section->key);
}

typedef enum sg_status print_function(FILE *, const struct sg_sheet *,
                                      const struct sg_sheet_options *, struct sg_error *);

static const struct {
    const char *name;
    print_function *print;
} formats[] = {
    {"table", sg_sheet_print_table},
    {"csv", sg_sheet_print_csv},
    {"json", sg_sheet_print_json},
    {"md", sg_sheet_print_markdown},
};

static print_function *find(const char *format) {
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (!strcmp(format, formats[i].name))
            return formats[i].print;
    return NULL;
}

bool sg_sheet_format_exists(const char *format) { return find(format) != NULL; }

enum sg_status sg_sheet_print(FILE *out, const struct sg_sheet *sheet,
                              const struct sg_sheet_options *options, struct sg_error *err) {
    print_function *print = find(options->format);
    if (!print)
        return sg_fail(err, SG_ERR_USAGE, "no format '%s': take table, csv, json or md",
                       options->format);
    bool is_there = !options->section;
    struct sg_buf keys;
    sg_buf_init(&keys);
    for (size_t i = 0; i < sheet->section_count; i++) {
        is_there |= sg_sheet_wants(options, &sheet->sections[i]);
        sg_buf_printf(&keys, "%s%s", i ? ", " : "", sheet->sections[i].key);
    }
    enum sg_status status = SG_OK;
    if (!is_there)
        status = sg_fail(err, SG_ERR_USAGE, "no section '%s' in this report: it has %s",
                         options->section, sg_buf_text(&keys));
    sg_buf_release(&keys);
    errno = 0;
    if (!status)
        status = print(out, sheet, options, err);
    if (!status && (fflush(out) || ferror(out)))
        status = sg_fail(err, SG_ERR_IO, "the report could not be written");
    if (status == SG_ERR_IO && errno == EPIPE)
        status = SG_OK; /* "report x | head": the reader has seen enough */
    return status;
}
