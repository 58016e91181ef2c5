/* A sheet on a terminal, with libsmartcols. */
#include "base/utf8.h"
#include "cli/sheet.h"

#include <langinfo.h>
#include <libsmartcols.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

/* Names and quotes are UTF-8; in another locale the tables would show bytes. */
static void use_utf8(void) {
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

void sg_sheet_find_terminal(struct sg_sheet_options *sheet) {
    const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");
    struct winsize size;
    bool is_terminal = isatty(STDOUT_FILENO);
    use_utf8();
    sheet->has_colours =
        is_terminal && !(no_colour && *no_colour) && !(term && !strcmp(term, "dumb"));
    if (!sheet->width && is_terminal && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col)
        sheet->width = size.ws_col;
    if (!sheet->width)
        sheet->width = 120;
    if (sheet->width < 60)
        sheet->width = 60;
}

/* Columns that a text takes on the terminal; utf8, wide characters count two. */
static size_t width_of(const char *text, size_t length) {
    const char *end = text + length;
    size_t width = 0;
    while (text < end) {
        int32_t c = sg_utf8_next(&text, end);
        int w = c < 0 ? 1 : wcwidth((wchar_t)c);
        width += w > 0 ? (size_t)w : 0;
    }
    return width;
}

/* Running text broken at words; `room` in terminal columns. Control characters become blanks. */
static char *wrap(struct sg_arena *arena, const char *text, size_t room) {
    size_t length = strlen(text), column = 0;
    char *out = sg_arena_alloc(arena, 2 * length + 2), *to = out;
    if (!out)
        return NULL;
    while (*text) {
        while (*text && (unsigned char)*text <= ' ')
            text++;
        size_t word = 0;
        while ((unsigned char)text[word] > ' ')
            word++;
        if (!word)
            break;
        size_t width = width_of(text, word);
        if (column && column + 1 + width > room) {
            *to++ = '\n';
            column = 0;
        } else if (column) {
            *to++ = ' ';
            column++;
        }
        memcpy(to, text, word);
        to += word;
        column += width;
        text += word;
    }
    *to = '\0';
    return out;
}

static void print_wrapped(FILE *out, const struct sg_sheet *sheet, const char *text, size_t room) {
    char *lines = wrap(sheet->arena, text, room);
    fprintf(out, "%s\n", lines ? lines : "");
}

static const char *colour_of(enum sg_tone tone) {
    return tone == SG_TONE_HOSTILE    ? "red"
           : tone == SG_TONE_FRIENDLY ? "green"
           : tone == SG_TONE_FAINT    ? "darkgray"
                                      : NULL;
}

static bool is_number(const struct sg_section *section, size_t column) {
    for (size_t i = column; i < section->cell_count; i += section->column_count)
        if (section->cells[i].kind == SG_CELL_COUNT || section->cells[i].kind == SG_CELL_NUMBER)
            return true;
    return false;
}

/* The columns that stand side by side: shown, and no running text. */
static bool is_narrow(const struct sg_sheet_column *column) {
    return column->heading && !column->is_wide;
}

enum { COLUMNS_MOST = 64 };

/* Which columns stand side by side on this page, and how much of their text is shown. */
struct fit {
    bool is_shown[COLUMNS_MOST];
    size_t width[COLUMNS_MOST];
};

/* Columns that may go are left out first; then the widest texts lose letters, the widest of them
 * first. Dates and counts are never cut. */
static struct fit fit_columns(const struct sg_sheet *sheet, const struct sg_section *section,
                              size_t page) {
    enum { CUT_LEAST = 16 }; /* a name cut shorter says nothing: the lines run over instead */
    struct fit fit = {.is_shown = {false}};
    bool has_text[COLUMNS_MOST] = {false};
    size_t total = 0;
    size_t count = section->column_count < COLUMNS_MOST ? section->column_count : COLUMNS_MOST;
    for (size_t c = 0; c < count; c++) {
        const struct sg_sheet_column *column = &section->columns[c];
        if (!is_narrow(column))
            continue;
        fit.is_shown[c] = true;
        fit.width[c] = width_of(column->heading, strlen(column->heading));
        for (size_t i = c; i < section->cell_count; i += section->column_count) {
            const char *text = sg_cell_show(sheet, &section->cells[i], column->digits);
            size_t w = width_of(text, strlen(text));
            fit.width[c] = w > fit.width[c] ? w : fit.width[c];
            has_text[c] |= section->cells[i].kind == SG_CELL_TEXT;
        }
        total += fit.width[c] + 2;
    }
    for (size_t c = count; c-- > 0 && total > page + 2;)
        if (fit.is_shown[c] && section->columns[c].is_optional) {
            fit.is_shown[c] = false;
            total -= fit.width[c] + 2;
        }
    while (total > page + 2) {
        size_t widest = SIZE_MAX;
        for (size_t c = 0; c < count; c++)
            if (fit.is_shown[c] && has_text[c] && fit.width[c] > CUT_LEAST &&
                fit.width[c] > strlen(section->columns[c].heading) &&
                (widest == SIZE_MAX || fit.width[c] > fit.width[widest]))
                widest = c;
        if (widest == SIZE_MAX)
            break;
        fit.width[widest]--;
        total--;
    }
    return fit;
}

/* At most `room` columns of the text, the last one an ellipsis where some of it is missing. */
static const char *cut(struct sg_arena *arena, const char *text, size_t room) {
    const char *at = text, *kept = text, *end = text + strlen(text);
    size_t width = 0;
    if (width_of(text, (size_t)(end - text)) <= room)
        return text;
    while (at < end) {
        int32_t c = sg_utf8_next(&at, end);
        int w = c < 0 ? 1 : wcwidth((wchar_t)c);
        width += w > 0 ? (size_t)w : 0;
        if (width + 1 > room)
            break;
        kept = at;
    }
    return sg_arena_printf(arena, "%.*s\xE2\x80\xA6", (int)(kept - text), text);
}

/* "Rank 90%: ..." explains a column, which may have been left out. */
static bool explains_missing(const char *line, const struct sg_section *section,
                             const struct fit *fit) {
    for (size_t c = 0; c < section->column_count && c < COLUMNS_MOST; c++) {
        const char *heading = section->columns[c].heading;
        size_t length = heading ? strlen(heading) : 0;
        if (section->cell_count && is_narrow(&section->columns[c]) && !fit->is_shown[c] &&
            !strncmp(line, heading, length) && line[length] == ':')
            return true;
    }
    return false;
}

static bool fill(struct libscols_table *table, const struct sg_sheet *sheet,
                 const struct sg_section *section, const struct fit *fit) {
    for (size_t c = 0; c < section->column_count && c < COLUMNS_MOST; c++)
        if (fit->is_shown[c] && !scols_table_new_column(table, section->columns[c].heading, 0,
                                                        is_number(section, c) ? SCOLS_FL_RIGHT : 0))
            return false;
    for (size_t i = 0; i < section->cell_count; i += section->column_count) {
        struct libscols_line *line = scols_table_new_line(table, NULL);
        size_t shown = 0;
        if (!line)
            return false;
        for (size_t c = 0; c < section->column_count && c < COLUMNS_MOST; c++) {
            const struct sg_cell *cell = &section->cells[i + c];
            if (!fit->is_shown[c])
                continue;
            const char *text =
                wrap(sheet->arena, sg_cell_show(sheet, cell, section->columns[c].digits), SIZE_MAX);
            if (text)
                text = cut(sheet->arena, text, fit->width[c]);
            if (!text || scols_line_set_data(line, shown, text))
                return false;
            if (colour_of(cell->tone))
                scols_cell_set_color(scols_line_get_cell(line, shown), colour_of(cell->tone));
            shown++;
        }
    }
    return true;
}

/* Running text stands in lines of its own below the row: a quotation in a narrow last column is a
 * tower of single words. */
static void print_below(FILE *out, const struct sg_sheet *sheet, const struct sg_section *section,
                        size_t row, const struct sg_sheet_options *options) {
    enum { INDENT = 4 };
    for (size_t c = 0; c < section->column_count; c++) {
        const struct sg_sheet_column *column = &section->columns[c];
        if (!column->heading || !column->is_wide)
            continue;
        const struct sg_cell *cell = &section->cells[row * section->column_count + c];
        char *text = wrap(sheet->arena, sg_cell_show(sheet, cell, 0), options->width - INDENT);
        if (!text || !*text)
            continue;
        for (char *line = text, *end; line; line = end) {
            if ((end = strchr(line, '\n')) != NULL)
                *end++ = '\0';
            fprintf(out, "%*s%s\n", INDENT, "", line);
        }
    }
}

/* The table's text, one line a row behind the headings, with what stands below each row. */
static void print_rows(FILE *out, char *text, const struct sg_sheet *sheet,
                       const struct sg_section *section, const struct sg_sheet_options *options) {
    size_t row = 0, rows = section->cell_count / section->column_count;
    bool is_heading = true;
    for (char *line = text, *end; line && *line; line = end) {
        if ((end = strchr(line, '\n')) != NULL)
            *end++ = '\0';
        size_t length = strlen(line);
        while (length && line[length - 1] == ' ')
            line[--length] = '\0';
        fprintf(out, "%s\n", line);
        if (!is_heading && row < rows)
            print_below(out, sheet, section, row++, options);
        is_heading = false;
    }
}

static enum sg_status print_section(FILE *out, const struct sg_sheet *sheet,
                                    const struct sg_section *section,
                                    const struct sg_sheet_options *options, struct sg_error *err) {
    const char *bold = options->has_colours ? "\033[1m" : "";
    fprintf(out, "\n%s%s%s\n", bold, section->title, options->has_colours ? "\033[0m" : "");
    struct fit fit = fit_columns(sheet, section, options->width);
    for (size_t l = 0; l < section->line_count; l++)
        if (!explains_missing(section->lines[l], section, &fit))
            print_wrapped(out, sheet, section->lines[l], options->width);
    if (!section->cell_count)
        return SG_OK;
    fputc('\n', out);
    struct libscols_table *table = scols_new_table();
    char *text = NULL;
    bool is_done = table != NULL;
    if (is_done) {
        scols_table_set_termforce(table, SCOLS_TERMFORCE_ALWAYS);
        scols_table_set_termwidth(table, options->width);
        scols_table_set_column_separator(table, "  ");
        scols_table_enable_colors(table, options->has_colours);
        is_done =
            fill(table, sheet, section, &fit) && !scols_print_table_to_string(table, &text) && text;
    }
    if (is_done)
        print_rows(out, text, sheet, section, options);
    free(text);
    scols_unref_table(table);
    return is_done ? SG_OK : sg_fail(err, SG_ERR_IO, "the table could not be printed");
}

enum sg_status sg_sheet_print_table(FILE *out, const struct sg_sheet *sheet,
                                    const struct sg_sheet_options *options, struct sg_error *err) {
    enum sg_status status = SG_OK;
    if (!options->section)
        fprintf(out, "%s\n", sheet->title);
    for (size_t i = 0; !status && i < sheet->section_count; i++)
        if (sg_sheet_wants(options, &sheet->sections[i]))
            status = print_section(out, sheet, &sheet->sections[i], options, err);
    return status;
}
