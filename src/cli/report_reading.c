/* What the report rests on: documents, dates, outlets, reprints, and what was left out. */
#include "cli/manifest.h"
#include "cli/report.h"

#include <string.h>

enum { OUTLETS_MOST = 12 }; /* named in the report; the others are counted */

static void say_outlets(struct sg_report *report, struct sg_section *section,
                        const char *const *outlets, size_t count) {
    const char *names = "";
    if (!count) {
        sg_sheet_line(report->sheet, section, "No document tells its outlet.");
        return;
    }
    for (size_t i = 0; names && i < count && i < OUTLETS_MOST; i++)
        names = sg_arena_printf(report->sheet->arena, "%s%s%s", names, i ? ", " : "", outlets[i]);
    if (names && count > OUTLETS_MOST)
        names = sg_arena_printf(report->sheet->arena, "%s and %zu more", names,
                                count - (size_t)OUTLETS_MOST);
    sg_sheet_line(report->sheet, section, "%zu outlet%s: %s.", count, count == 1 ? "" : "s",
                  names ? names : "");
}

/* How often one article stood in several documents. */
static void say_reprints(struct sg_report *report, struct sg_section *section, size_t reprints) {
    bool is_dropped = report->common->duplicates == SG_DUPLICATES_DROP;
    if (report->common->duplicates == SG_DUPLICATES_KEEP)
        sg_sheet_line(report->sheet, section, "Reprints were not looked for (--duplicates keep).");
    else if (reprints)
        sg_sheet_line(report->sheet, section,
                      "%zu document%s a reprint of another one: its claims %s.", reprints,
                      reprints == 1 ? " is" : "s are each",
                      is_dropped ? "were left out" : "count once, its outlet is counted");
    else
        sg_sheet_line(report->sheet, section, "No reprints were found among them.");
}

void sg_report_reading(struct sg_report *report) {
    const struct sg_graph *graph = report->graph;
    const struct sg_common *common = report->common;
    struct sg_sheet *sheet = report->sheet;
    struct sg_section *section = sg_sheet_section(sheet, "read", "What was read", NULL, 0);
    struct sg_manifest made = {.documents = common->documents,
                               .weighing = graph->document_count,
                               .skipped = common->skipped,
                               .negated = graph->negated,
                               .hypothetical = graph->hypothetical,
                               .reprints = graph->reprints + common->reprints,
                               .outlets = (const char **)(uintptr_t)graph->outlets,
                               .outlet_count = graph->outlet_count,
                               .is_known = true};
    bool is_file = common->reads_graph; /* a graph tells its ties; its manifest what it was made of */
    if (is_file)
        sg_manifest_read(&made, common->inputs[0], sheet->arena);
    if (is_file && !made.is_known)
        sg_sheet_line(sheet, section,
                      "A graph file, without its manifest beside it (%s.manifest.json): how many "
                      "documents, outlets and reprints it was made of is not known.",
                      common->inputs[0]);
    else if (made.documents)
        sg_sheet_line(sheet, section, "%zu document%s read; %zu hold%s claims that count.",
                      made.documents, made.documents == 1 ? "" : "s", made.weighing,
                      made.weighing == 1 ? "s" : "");
    else
        sg_sheet_line(sheet, section, "Claims from %zu document%s.", made.weighing,
                      made.weighing == 1 ? "" : "s");
    if (made.is_known) {
        say_reprints(report, section, made.reprints);
        say_outlets(report, section, made.outlets, made.outlet_count);
    }
    if (graph->first)
        sg_sheet_line(sheet, section, "Dates %s to %s.", graph->first, graph->last);
    else
        sg_sheet_line(sheet, section, "No document gives a date.");
    sg_sheet_line(sheet, section, "%zu actors, %zu ties, made of %zu claims.", graph->node_count,
                  graph->edge_count, graph->claims);
    if (made.negated || made.hypothetical)
        sg_sheet_line(sheet, section,
                      "Read and not counted: %zu negated (\"did not condemn\"), %zu hypothetical "
                      "(\"may condemn\", alleged).",
                      made.negated, made.hypothetical);
    if (made.skipped)
        sg_sheet_line(sheet, section, "%zu inputs or lines could not be read and were skipped%s.",
                      made.skipped, is_file ? "" : "; the messages on stderr name them");
}
