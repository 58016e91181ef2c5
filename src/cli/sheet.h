/* A report as sections of sentences and one table each, before it is known how it will be shown:
 * terminal table, CSV, JSON or Markdown. */
#ifndef SG_CLI_SHEET_H
#define SG_CLI_SHEET_H

#include "base/arena.h"

#include <stancegraph/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum sg_cell_kind { SG_CELL_EMPTY, SG_CELL_TEXT, SG_CELL_COUNT, SG_CELL_NUMBER, SG_CELL_FLAG };
enum sg_tone { SG_TONE_PLAIN, SG_TONE_HOSTILE, SG_TONE_FRIENDLY, SG_TONE_FAINT };

struct sg_cell {
    enum sg_cell_kind kind;
    enum sg_tone tone;
    const char *text; /* lent for the sheet's life */
    double number;
};

struct sg_sheet_column {
    const char *key;     /* in CSV and JSON: [a-z0-9_]+ */
    const char *heading; /* on paper; NULL: not shown there (the data formats have it) */
    bool is_wide;        /* running text: wrapped at words into what room is left */
    int digits;          /* behind the point of numbers on paper */
    bool is_optional;    /* left away, the last one first, where the terminal is too narrow */
};

struct sg_section {
    const char *key, *title;
    const char **lines; /* sentences above the table */
    size_t line_count, line_capacity;
    const struct sg_sheet_column *columns;
    size_t column_count;
    struct sg_cell *cells; /* row by row */
    size_t cell_count, cell_capacity;
};

struct sg_sheet {
    struct sg_arena *arena;
    const char *title;
    struct sg_section *sections;
    size_t section_count, section_capacity;
    struct sg_section nowhere; /* takes what is added after memory ran out */
};

struct sg_section *sg_sheet_section(struct sg_sheet *sheet, const char *key, const char *title,
                                    const struct sg_sheet_column *columns, size_t column_count);
/* The pointer from sg_sheet_section is good until the next section is made. */
void sg_sheet_line(struct sg_sheet *sheet, struct sg_section *section, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void sg_sheet_cell(struct sg_sheet *sheet, struct sg_section *section, struct sg_cell cell);

struct sg_cell sg_cell_text(const char *text); /* NULL: empty */
struct sg_cell sg_cell_count(double number);
struct sg_cell sg_cell_number(double number); /* NaN: empty */
struct sg_cell sg_cell_flag(bool flag);
struct sg_cell sg_cell_toned(struct sg_cell cell, enum sg_tone tone);

struct sg_sheet_options {
    const char *format;  /* "table", "csv", "json", "md" */
    const char *section; /* only this one; NULL: all. CSV takes one table: NULL is "actors" */
    size_t width;        /* of the page in columns */
    bool has_colours;
};

/* Fills in width and colours from the terminal, NO_COLOR and TERM; makes the locale UTF-8. */
void sg_sheet_find_terminal(struct sg_sheet_options *options);
bool sg_sheet_format_exists(const char *format);
enum sg_status sg_sheet_print(FILE *out, const struct sg_sheet *sheet,
                              const struct sg_sheet_options *options, struct sg_error *err);

/* sheet_table.c, sheet_data.c: one function a format. */
enum sg_status sg_sheet_print_table(FILE *out, const struct sg_sheet *sheet,
                                    const struct sg_sheet_options *options, struct sg_error *err);
enum sg_status sg_sheet_print_csv(FILE *out, const struct sg_sheet *sheet,
                                  const struct sg_sheet_options *options, struct sg_error *err);
enum sg_status sg_sheet_print_json(FILE *out, const struct sg_sheet *sheet,
                                   const struct sg_sheet_options *options, struct sg_error *err);
enum sg_status sg_sheet_print_markdown(FILE *out, const struct sg_sheet *sheet,
                                       const struct sg_sheet_options *options,
                                       struct sg_error *err);

/* A cell as paper shows it, in the sheet's arena; "" when empty. */
const char *sg_cell_show(const struct sg_sheet *sheet, const struct sg_cell *cell, int digits);
/* Whether the section is to be printed. */
bool sg_sheet_wants(const struct sg_sheet_options *options, const struct sg_section *section);

#endif
