/* The sections of a report, each in its own file. */
#ifndef SG_CLI_REPORT_H
#define SG_CLI_REPORT_H

#include "cli/cli.h"
#include "cli/sheet.h"

#include <stancegraph/analysis.h>

struct sg_report {
    const struct sg_common *common;
    const struct sg_graph *graph;
    const struct sg_analysis *analysis; /* of the default layer */
    const struct sg_sureness *sureness; /* NULL: could not be told */
    const char *unsure;                 /* why not; "" otherwise */
    struct sg_sheet *sheet;
    const char *by;              /* the measure that ranks */
    const char *const *measures; /* columns instead of the usual ones */
    size_t measure_count;
    size_t top;     /* rows of a table; 0: all */
    size_t fragile; /* actors of the first table marked '?' */
};

void sg_report_reading(struct sg_report *report);
void sg_report_actors(struct sg_report *report);

/* Which ties a table is of. */
struct sg_tie_choice {
    const char *key, *title;
    int sign;       /* -1 hostile, +1 friendly, 0 both */
    bool is_of_one; /* only those of `actor`: that it gives, or that it gets */
    bool is_given;
    uint32_t actor;
};
void sg_report_ties(struct sg_report *report, const struct sg_tie_choice *choice);
/* The sentence in quotation marks, cut when it is long, with its outlet, date and document. */
const char *sg_report_quote(struct sg_report *report, const struct sg_evidence *evidence);
/* One actor: its places, what it gives and gets, every sentence in time. */
void sg_report_dossier(struct sg_report *report, uint32_t actor);
/* One row a period; `window` as sg_window_parse has it, NULL for one that gives a dozen rows at
 * most. SG_ERR_UNDEFINED without dates. */
enum sg_status sg_report_windows(struct sg_report *report, const char *window,
                                 struct sg_error *err);
/* Whether any tie is for or against. */
bool sg_report_is_signed(const struct sg_report *report);
/* The later half of the documents against the earlier one; no section where too few are dated. */
enum sg_status sg_report_changes(struct sg_report *report, struct sg_error *err);
/* Whether a note of the analysis is about a measure that stands on the page. */
bool sg_report_shows(const struct sg_report *report, const char *note);
/* "hostile 3, friendly 1"; "none". */
const char *sg_report_stance(struct sg_arena *arena, double friendly, double hostile);
/* "day", "week", "month", "quarter", "year", or days: "30d". */
bool sg_window_parse(const char *window, struct sg_error *err);
void sg_report_camps(struct sg_report *report);
void sg_report_brokers(struct sg_report *report);
void sg_report_balance(struct sg_report *report, const struct sg_balance *balance);

#endif
