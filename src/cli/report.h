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
    size_t top; /* rows of a table; 0: all */
};

void sg_report_reading(struct sg_report *report);
void sg_report_actors(struct sg_report *report);
/* `sign` -1: hostile; +1: friendly. */
void sg_report_ties(struct sg_report *report, int sign);
void sg_report_camps(struct sg_report *report);
void sg_report_brokers(struct sg_report *report);
void sg_report_balance(struct sg_report *report, const struct sg_balance *balance);

#endif
