/* What the report rests on: documents, dates, outlets, reprints, and what was left out. */
#include "cli/manifest.h"
#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

enum { OUTLETS_MOST = 12 }; /* named in the report; the others are counted */

/* Documents that give a date, or an outlet; all of them where a graph file has no ledger. */
struct told {
    size_t dated, named;
};

static struct told count_told(const struct sg_graph *graph) {
    enum { DATED = 1, NAMED = 2 };
    struct told told = {0, 0};
    unsigned char *flags = calloc(graph->document_count + 1, 1);
    for (size_t i = 0; flags && i < graph->edge_count; i++)
        for (size_t t = 0; t < graph->edges[i].tally_count; t++) {
            const struct sg_tally *tally = &graph->edges[i].tallies[t];
            flags[tally->document] |= tally->day != SG_NO_DAY ? DATED : 0;
            flags[tally->document] |= tally->outlet != SG_NO_OUTLET ? NAMED : 0;
        }
    for (size_t i = 0; flags && i < graph->document_count; i++) {
        told.dated += (flags[i] & DATED) != 0;
        told.named += (flags[i] & NAMED) != 0;
    }
    free(flags);
    return told;
}

/* ", which 3 of the 8 documents name"; nothing where all do or where it is not known. */
static const char *say_share(struct sg_report *report, const char *verb, size_t count) {
    size_t all = report->graph->document_count;
    if (!count || count >= all)
        return "";
    return sg_arena_printf(report->sheet->arena, " (%zu of the %zu documents %s)", count, all,
                           verb);
}

static void say_outlets(struct sg_report *report, struct sg_section *section,
                        const char *const *outlets, size_t count, size_t documents) {
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
    sg_sheet_line(
        report->sheet, section, "%zu outlet%s: %s%s.", count, count == 1 ? "" : "s",
        names ? names : "",
        say_share(report, documents == 1 ? "tells its outlet" : "tell their outlet", documents));
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
    struct told told = count_told(graph);
    bool is_file =
        common->reads_graph; /* a graph tells its ties; its manifest what it was made of */
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
        say_outlets(report, section, made.outlets, made.outlet_count, told.named);
    }
    if (graph->first)
        sg_sheet_line(sheet, section, "Dates %s to %s%s.", graph->first, graph->last,
                      say_share(report, told.dated == 1 ? "gives one" : "give one", told.dated));
    else
        sg_sheet_line(sheet, section, "No document gives a date.");
    const char *unit = sg_report_is_signed(report) ? "claim" : "sentence";
    sg_sheet_line(sheet, section, "%zu actor%s, %zu tie%s, made of %zu %s%s.", graph->node_count,
                  graph->node_count == 1 ? "" : "s", graph->edge_count,
                  graph->edge_count == 1 ? "" : "s", graph->claims, unit,
                  graph->claims == 1 ? "" : "s");
    if (made.negated || made.hypothetical)
        sg_sheet_line(sheet, section,
                      "Read and not counted: %zu negated (\"did not condemn\"), %zu hypothetical "
                      "(\"may condemn\", alleged).",
                      made.negated, made.hypothetical);
    if (made.skipped)
        sg_sheet_line(sheet, section, "%zu input%s or line%s could not be read and %s skipped%s.",
                      made.skipped, made.skipped == 1 ? "" : "s", made.skipped == 1 ? "" : "s",
                      made.skipped == 1 ? "was" : "were",
                      is_file ? "" : "; the messages on stderr say why");
}
