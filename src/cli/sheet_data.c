/* A sheet for other programs: CSV, JSON; and Markdown. */
#include "base/buf.h"
#include "cli/sheet.h"

#include <string.h>

static enum sg_status flush(FILE *out, struct sg_buf *buf, struct sg_error *err) {
    enum sg_status status = SG_OK;
    if (sg_buf_failed(buf))
        status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    else if (fwrite(sg_buf_text(buf), 1, buf->length, out) != buf->length)
        status = sg_fail(err, SG_ERR_IO, "the report could not be written");
    sg_buf_release(buf);
    return status;
}

/* --- CSV (RFC 4180): one table, headings are the keys. */

static void put_csv_text(struct sg_buf *out, const char *text) {
    /* a spreadsheet runs "=HYPERLINK(...)" out of a quotation; behind an apostrophe it is text */
    bool is_formula = *text && strchr("=+-@\t\r", *text);
    if (!is_formula && !strpbrk(text, ",\"\r\n")) {
        sg_buf_puts(out, text);
        return;
    }
    sg_buf_puts(out, is_formula ? "\"'" : "\"");
    for (; *text; text++) {
        if (*text == '"')
            sg_buf_putc(out, '"');
        sg_buf_putc(out, *text);
    }
    sg_buf_putc(out, '"');
}

static void put_csv_cell(struct sg_buf *out, const struct sg_cell *cell) {
    if (cell->kind == SG_CELL_TEXT)
        put_csv_text(out, cell->text);
    else if (cell->kind == SG_CELL_FLAG)
        sg_buf_puts(out, cell->number ? "true" : "false");
    else if (cell->kind != SG_CELL_EMPTY)
        sg_buf_number(out, cell->number);
}

enum sg_status sg_sheet_print_csv(FILE *out, const struct sg_sheet *sheet,
                                  const struct sg_sheet_options *options, struct sg_error *err) {
    struct sg_sheet_options only = *options;
    struct sg_buf buf;
    sg_buf_init(&buf);
    for (size_t i = 0; !only.section && i < sheet->section_count; i++)
        if (sheet->sections[i].column_count)
            only.section = sheet->sections[i].key;
    for (size_t i = 0; !options->section && i < sheet->section_count; i++)
        if (!strcmp(sheet->sections[i].key, "actors"))
            only.section = "actors";
    for (size_t i = 0; i < sheet->section_count; i++) {
        const struct sg_section *section = &sheet->sections[i];
        if (!sg_sheet_wants(&only, section))
            continue;
        for (size_t c = 0; c < section->column_count; c++)
            sg_buf_printf(&buf, "%s%s", c ? "," : "", section->columns[c].key);
        if (!section->column_count) /* sentences only: they are the table */
            sg_buf_puts(&buf, "sentence");
        sg_buf_puts(&buf, "\r\n");
        for (size_t l = 0; l < section->line_count && !section->column_count; l++) {
            put_csv_text(&buf, section->lines[l]);
            sg_buf_puts(&buf, "\r\n");
        }
        for (size_t c = 0; c < section->cell_count; c++) {
            size_t column = c % section->column_count;
            if (column)
                sg_buf_putc(&buf, ',');
            put_csv_cell(&buf, &section->cells[c]);
            if (column + 1 == section->column_count)
                sg_buf_puts(&buf, "\r\n");
        }
    }
    return flush(out, &buf, err);
}

/* --- JSON: {"title": ..., "<section>": {"notes": [...], "rows": [{...}]}} */

static void put_json_cell(struct sg_buf *out, const struct sg_cell *cell) {
    if (cell->kind == SG_CELL_EMPTY)
        sg_buf_puts(out, "null");
    else if (cell->kind == SG_CELL_TEXT)
        sg_buf_json_string(out, cell->text);
    else if (cell->kind == SG_CELL_FLAG)
        sg_buf_puts(out, cell->number ? "true" : "false");
    else
        sg_buf_number(out, cell->number);
}

enum sg_status sg_sheet_print_json(FILE *out, const struct sg_sheet *sheet,
                                   const struct sg_sheet_options *options, struct sg_error *err) {
    struct sg_buf buf;
    sg_buf_init(&buf);
    sg_buf_puts(&buf, "{\"title\": ");
    sg_buf_json_string(&buf, sheet->title);
    for (size_t i = 0; i < sheet->section_count; i++) {
        const struct sg_section *section = &sheet->sections[i];
        if (!sg_sheet_wants(options, section))
            continue;
        sg_buf_printf(&buf, ",\n\"%s\": {\"title\": ", section->key);
        sg_buf_json_string(&buf, section->title);
        sg_buf_puts(&buf, ", \"notes\": [");
        for (size_t l = 0; l < section->line_count; l++) {
            sg_buf_puts(&buf, l ? ", " : "");
            sg_buf_json_string(&buf, section->lines[l]);
        }
        sg_buf_puts(&buf, "], \"rows\": [");
        for (size_t c = 0; c < section->cell_count; c++) {
            size_t column = c % section->column_count;
            sg_buf_puts(&buf, column ? ", " : c ? ",\n  {" : "\n  {");
            sg_buf_printf(&buf, "\"%s\": ", section->columns[column].key);
            put_json_cell(&buf, &section->cells[c]);
            if (column + 1 == section->column_count)
                sg_buf_putc(&buf, '}');
        }
        sg_buf_puts(&buf, "]}");
    }
    sg_buf_puts(&buf, "}\n");
    return flush(out, &buf, err);
}

/* --- Markdown */

static void put_markdown(struct sg_buf *out, const char *text) {
    for (; *text; text++) {
        if (*text == '\n') {
            sg_buf_putc(out, ' ');
            continue;
        }
        if (strchr("|\\`*_<>[]#", *text))
            sg_buf_putc(out, '\\');
        sg_buf_putc(out, *text);
    }
}

static void put_markdown_table(struct sg_buf *out, const struct sg_sheet *sheet,
                               const struct sg_section *section) {
    sg_buf_putc(out, '|');
    for (size_t c = 0; c < section->column_count; c++)
        if (section->columns[c].heading)
            sg_buf_printf(out, " %s |", section->columns[c].heading);
    sg_buf_puts(out, "\n|");
    for (size_t c = 0; c < section->column_count; c++)
        if (section->columns[c].heading)
            sg_buf_puts(out, section->cell_count && section->cells[c].kind >= SG_CELL_COUNT
                                 ? " ---: |"
                                 : " --- |");
    sg_buf_puts(out, "\n");
    for (size_t i = 0; i < section->cell_count; i += section->column_count) {
        sg_buf_putc(out, '|');
        for (size_t c = 0; c < section->column_count; c++) {
            if (!section->columns[c].heading)
                continue;
            sg_buf_putc(out, ' ');
            put_markdown(out,
                         sg_cell_show(sheet, &section->cells[i + c], section->columns[c].digits));
            sg_buf_puts(out, " |");
        }
        sg_buf_putc(out, '\n');
    }
}

enum sg_status sg_sheet_print_markdown(FILE *out, const struct sg_sheet *sheet,
                                       const struct sg_sheet_options *options,
                                       struct sg_error *err) {
    struct sg_buf buf;
    sg_buf_init(&buf);
    sg_buf_puts(&buf, "# ");
    put_markdown(&buf, sheet->title);
    sg_buf_putc(&buf, '\n');
    for (size_t i = 0; i < sheet->section_count; i++) {
        const struct sg_section *section = &sheet->sections[i];
        if (!sg_sheet_wants(options, section))
            continue;
        sg_buf_puts(&buf, "\n## ");
        put_markdown(&buf, section->title);
        sg_buf_puts(&buf, "\n\n");
        for (size_t l = 0; l < section->line_count; l++) {
            put_markdown(&buf, section->lines[l]);
            sg_buf_puts(&buf, "\n\n");
        }
        if (section->cell_count)
            put_markdown_table(&buf, sheet, section);
    }
    return flush(out, &buf, err);
}
