/* The strongest ties, each with the sentence that shows it best. */
#include "aggregate/graph.h"
#include "base/buf.h"
#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

/* All wanted edges from one actor to another. */
struct tie {
    const struct sg_node *source, *target;
    double weight;
    size_t claims, documents;
    const char *first, *last;
    const struct sg_edge *best; /* the one whose evidence is quoted */
    const char *relations;      /* "threatens 4, accuses 1" */
    double net;                 /* friendly less hostile weight */
    double sign_holds;          /* of its edges, the surest */
    double stays;
};

static int compare_ties(const void *a, const void *b) {
    const struct tie *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    if (x->documents != y->documents)
        return x->documents > y->documents ? -1 : 1;
    if (x->sign_holds != y->sign_holds)
        return x->sign_holds > y->sign_holds ? -1 : 1;
    if (x->best->evidence.confidence != y->best->evidence.confidence)
        return x->best->evidence.confidence > y->best->evidence.confidence ? -1 : 1;
    int c = strcmp(x->source->id, y->source->id);
    return c ? c : strcmp(x->target->id, y->target->id);
}

static void add_edge(struct tie *tie, const struct sg_edge *edge, const struct sg_graph *graph) {
    if (!tie->source) {
        tie->source = &graph->nodes[edge->source];
        tie->target = &graph->nodes[edge->target];
    }
    tie->weight += edge->weight;
    tie->net += edge->sign * edge->weight;
    tie->claims += edge->claims;
    if (edge->first && (!tie->first || strcmp(edge->first, tie->first) < 0))
        tie->first = edge->first;
    if (edge->last && (!tie->last || strcmp(edge->last, tie->last) > 0))
        tie->last = edge->last;
    if (!tie->best || edge->weight > tie->best->weight ||
        (edge->weight == tie->best->weight &&
         sg_evidence_compare(&edge->evidence, &tie->best->evidence) < 0))
        tie->best = edge;
}

static bool is_wanted(const struct sg_tie_choice *choice, const struct sg_edge *edge) {
    return (choice->sign ? edge->sign == choice->sign : edge->sign != 0) &&
           (!choice->is_of_one ||
            (choice->is_given ? edge->source : edge->target) == choice->actor);
}

static int compare_numbers(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Distinct documents of the wanted edges [first, end); the largest number where there are no
 * tallies. */
static size_t count_documents(const struct sg_graph *graph, size_t first, size_t end,
                              const struct sg_tie_choice *choice) {
    size_t total = 0, kept = 0, distinct = 0;
    for (size_t i = first; i < end; i++)
        total += graph->edges[i].tally_count;
    uint32_t *documents = malloc((total + 1) * sizeof *documents);
    for (size_t i = first; documents && i < end; i++) {
        const struct sg_edge *edge = &graph->edges[i];
        if (!is_wanted(choice, edge))
            continue;
        for (size_t t = 0; t < edge->tally_count; t++)
            documents[kept++] = edge->tallies[t].document;
        if (!edge->tallies && edge->documents > distinct)
            distinct = edge->documents;
    }
    if (documents)
        qsort(documents, kept, sizeof *documents, compare_numbers);
    for (size_t i = 0; documents && i < kept; i++)
        distinct += i == 0 || documents[i] != documents[i - 1];
    free(documents);
    return distinct;
}

/* Edges stand by source and target, so those of a pair stand together. */
static size_t collect(struct tie *ties, struct sg_report *report,
                      const struct sg_tie_choice *choice) {
    const struct sg_graph *graph = report->graph;
    size_t count = 0;
    struct sg_buf words;
    sg_buf_init(&words);
    for (size_t i = 0; i < graph->edge_count;) {
        size_t end = i;
        struct tie tie = {0};
        sg_buf_clear(&words);
        for (; end < graph->edge_count && graph->edges[end].source == graph->edges[i].source &&
               graph->edges[end].target == graph->edges[i].target;
             end++) {
            const struct sg_edge *edge = &graph->edges[end];
            if (!is_wanted(choice, edge))
                continue;
            add_edge(&tie, edge, graph);
            if (report->sureness) {
                tie.sign_holds = report->sureness->sign_holds[end] > tie.sign_holds
                                     ? report->sureness->sign_holds[end]
                                     : tie.sign_holds;
                tie.stays = report->sureness->stays[end] > tie.stays ? report->sureness->stays[end]
                                                                     : tie.stays;
            }
            sg_buf_printf(&words, "%s%s", words.length ? ", " : "", edge->relation);
            if (edge->claims > 1)
                sg_buf_printf(&words, " %zu", edge->claims);
        }
        if (tie.source) {
            tie.documents = count_documents(graph, i, end, choice);
            tie.relations = sg_arena_strdup(report->sheet->arena, sg_buf_text(&words));
            ties[count++] = tie;
        }
        i = end;
    }
    sg_buf_release(&words);
    return count;
}

/* "sentence" (outlet, date; document) */
const char *sg_report_quote(struct sg_report *report, const struct sg_evidence *evidence) {
    enum { LONGEST = 280 };
    struct sg_buf buf;
    sg_buf_init(&buf);
    size_t length = strlen(evidence->text), cut = length;
    if (length > LONGEST) {
        cut = LONGEST;
        while (cut > 0 && evidence->text[cut] != ' ')
            cut--;
        if (!cut)
            cut = length;
    }
    sg_buf_puts(&buf, "\xE2\x80\x9C");
    sg_buf_add(&buf, evidence->text, cut);
    sg_buf_puts(&buf, cut < length ? " \xE2\x80\xA6\xE2\x80\x9D [" : "\xE2\x80\x9D [");
    if (evidence->outlet)
        sg_buf_printf(&buf, "%s, ", evidence->outlet);
    if (evidence->date)
        sg_buf_printf(&buf, "%s, ", evidence->date);
    sg_buf_printf(&buf, "%s]", evidence->doc);
    const char *text = sg_arena_strdup(report->sheet->arena, sg_buf_text(&buf));
    sg_buf_release(&buf);
    return text;
}

/* "0.66 ?" where a tenth of the documents less would often take the tie away. */
static const char *show_sureness(struct sg_report *report, const struct tie *tie) {
    if (!report->sureness)
        return NULL;
    return sg_arena_printf(report->sheet->arena, "%.2f%s", tie->sign_holds,
                           tie->stays < 0.9 ? " ?" : "");
}

void sg_report_ties(struct sg_report *report, const struct sg_tie_choice *choice) {
    static const struct sg_sheet_column columns[] = {
        {"rank", "#", false, 0},
        {"source", "Who", false, 0},
        {"target", "Whom", false, 0},
        {"source_id", NULL, false, 0},
        {"target_id", NULL, false, 0},
        {"relations", "How (claims)", false, 0},
        {"weight", "Weight", false, 0},
        {"claims", NULL, false, 0},
        {"documents", "Docs", false, 0, true},
        {"sign_holds", NULL, false, 2},
        {"sureness", "Sure", false, 0},
        {"stays", NULL, false, 2},
        {"first", NULL, false, 0},
        {"last", NULL, false, 0},
        {"quote", "In these words", true, 0},
        {"text", NULL, false, 0},
        {"document", NULL, false, 0},
        {"date", NULL, false, 0},
        {"outlet", NULL, false, 0},
        {"rule", NULL, false, 0},
    };
    struct sg_sheet *sheet = report->sheet;
    struct tie *ties = sg_arena_array(sheet->arena, report->graph->edge_count + 1, sizeof *ties);
    if (!ties)
        return;
    size_t count = collect(ties, report, choice);
    size_t shown = report->top && report->top < count ? report->top : count;
    qsort(ties, count, sizeof *ties, compare_ties);
    struct sg_sheet_column *own = sg_arena_alloc(sheet->arena, sizeof columns);
    if (!own)
        return;
    memcpy(own, columns, sizeof columns);
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
        if (!report->sureness && !strcmp(own[c].key, "sureness"))
            own[c].heading = NULL; /* no column of nothing */
    struct sg_section *section =
        sg_sheet_section(sheet, choice->key, choice->title, own, sizeof columns / sizeof *columns);
    sg_sheet_line(sheet, section, count ? "%zu of %zu, strongest first." : "None.", shown, count);
    if (count && report->sureness)
        sg_sheet_line(sheet, section,
                      "Sure: the share of resamples of the documents in which the stance has this "
                      "sign; low where it rests on one document. '?': with a tenth of them missing "
                      "it is often not there.");
    for (size_t i = 0; i < shown; i++) {
        const struct tie *tie = &ties[i];
        const struct sg_evidence *evidence = &tie->best->evidence;
        enum sg_tone tone = tie->net < 0 ? SG_TONE_HOSTILE : SG_TONE_FRIENDLY;
        sg_sheet_cell(sheet, section, sg_cell_count((double)i + 1));
        sg_sheet_cell(sheet, section, sg_cell_text(tie->source->name));
        sg_sheet_cell(sheet, section, sg_cell_text(tie->target->name));
        sg_sheet_cell(sheet, section, sg_cell_text(tie->source->id));
        sg_sheet_cell(sheet, section, sg_cell_text(tie->target->id));
        sg_sheet_cell(sheet, section, sg_cell_toned(sg_cell_text(tie->relations), tone));
        sg_sheet_cell(sheet, section, sg_cell_count(tie->weight));
        sg_sheet_cell(sheet, section, sg_cell_count((double)tie->claims));
        sg_sheet_cell(sheet, section, sg_cell_count((double)tie->documents));
        sg_sheet_cell(sheet, section,
                      report->sureness ? sg_cell_number(tie->sign_holds) : sg_cell_text(NULL));
        sg_sheet_cell(sheet, section, sg_cell_text(show_sureness(report, tie)));
        sg_sheet_cell(sheet, section,
                      report->sureness ? sg_cell_number(tie->stays) : sg_cell_text(NULL));
        sg_sheet_cell(sheet, section, sg_cell_text(tie->first));
        sg_sheet_cell(sheet, section, sg_cell_text(tie->last));
        sg_sheet_cell(sheet, section, sg_cell_text(sg_report_quote(report, evidence)));
        sg_sheet_cell(sheet, section, sg_cell_text(evidence->text));
        sg_sheet_cell(sheet, section, sg_cell_text(evidence->doc));
        sg_sheet_cell(sheet, section, sg_cell_text(evidence->date));
        sg_sheet_cell(sheet, section, sg_cell_text(evidence->outlet));
        sg_sheet_cell(sheet, section, sg_cell_text(evidence->rule));
    }
}
