/* stancegraph report: what the graph tells, for a reader. */
#include "cli/report.h"

#include "cli/commands.h"
#include "cli/graph_options.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int sg_command_report(const struct sg_command *self, int argc, char **argv);

#define MEASURES_MOST 64

struct report_options {
    struct sg_graph_choice choice; /* first: the shared rows set it */
    struct sg_sheet_options sheet;
    struct sg_analysis_options analysis;
    const char *by;
    const char *measures[MEASURES_MOST]; /* columns instead of the usual ones */
    size_t measure_count;
    size_t top;
    bool is_fast; /* no resamples */
    const char *actor, *window;
    bool wants_all;
    bool wants_measures; /* --measures help */
};

static bool set_format(void *target, const char *value, struct sg_error *err) {
    if (!sg_sheet_format_exists(value))
        return sg_fail(err, SG_ERR_USAGE, "--format wants table, csv, json or md, not '%s'", value),
               false;
    ((struct report_options *)target)->sheet.format = value;
    return true;
}

static bool set_section(void *target, const char *value, struct sg_error *err) {
    ((struct report_options *)target)->sheet.section = value;
    return true;
}

static bool set_by(void *target, const char *value, struct sg_error *err) {
    if (!strcmp(value, "help"))
        ((struct report_options *)target)->wants_measures = true;
    else if (!sg_measure_find(value))
        return sg_fail(err, SG_ERR_USAGE, "no measure '%s': --by help lists them", value), false;
    ((struct report_options *)target)->by = value;
    return true;
}

/* A comma list; "all" stands for the whole table, less what is undefined. */
static bool set_measures(void *target, const char *value, struct sg_error *err) {
    struct report_options *options = target;
    if (!strcmp(value, "help"))
        return options->wants_measures = true;
    options->wants_all = !strcmp(value, "all");
    const struct sg_measure_info *info;
    for (size_t i = 0; options->wants_all && (info = sg_measure_at(i)) != NULL; i++)
        options->measures[options->measure_count++] = info->name;
    for (const char *at = value; !options->wants_all && *at;) {
        char name[64];
        size_t length = strcspn(at, ",");
        snprintf(name, sizeof name, "%.*s", (int)length, at);
        const struct sg_measure_info *found = sg_measure_find(name);
        if (!found)
            return sg_fail(err, SG_ERR_USAGE, "no measure '%s': --measures help lists them", name),
                   false;
        if (options->measure_count == MEASURES_MOST)
            return sg_fail(err, SG_ERR_USAGE, "at most %d measures", MEASURES_MOST), false;
        options->measures[options->measure_count++] = found->name;
        at += length + (at[length] == ',');
    }
    return true;
}

static bool set_top(void *target, const char *value, struct sg_error *err) {
    return sg_parse_size(&((struct report_options *)target)->top, value, "--top", err);
}

static bool set_layer(void *target, const char *value, struct sg_error *err) {
    ((struct report_options *)target)->analysis.layer = value;
    return true;
}

static bool set_component(void *target, const char *value, struct sg_error *err) {
    struct report_options *options = target;
    options->analysis.largest_component = !strcmp(value, "largest");
    if (!options->analysis.largest_component && strcmp(value, "all") != 0)
        return sg_fail(err, SG_ERR_USAGE, "--component wants largest or all, not '%s'", value),
               false;
    return true;
}

static bool set_actor(void *target, const char *value, struct sg_error *err) {
    ((struct report_options *)target)->actor = value;
    return true;
}

static bool set_window(void *target, const char *value, struct sg_error *err) {
    ((struct report_options *)target)->window = value;
    return sg_window_parse(value, err);
}

static bool set_seed(void *target, const char *value, struct sg_error *err) {
    size_t seed;
    if (!sg_parse_size(&seed, value, "--seed", err))
        return false;
    ((struct report_options *)target)->analysis.seed = seed;
    return true;
}

static bool set_fast(void *target, const char *value, struct sg_error *err) {
    return ((struct report_options *)target)->is_fast = true;
}

static bool set_width(void *target, const char *value, struct sg_error *err) {
    return sg_parse_size(&((struct report_options *)target)->sheet.width, value, "--width", err);
}

static const struct sg_option own_options[] = {
    {"format", 'f', "NAME", "table (default), csv, json or md", set_format},
    {"by", 0, "MEASURE", "what ranks the actors (default: strength); 'help' lists all", set_by},
    {"measures", 0, "LIST", "columns of the actors' table; all, or a comma list of --by's names",
     set_measures},
    {"top", 'n', "N", "rows in a table (default: 10; 0: all)", set_top},
    {"section", 0, "NAME", "only this section", set_section},
    {"layer", 0, "NAME", "stance, positive, negative, affiliation, cooccurrence, all or net",
     set_layer},
    {"component", 0, "WHICH", "measure all actors or the largest connected part", set_component},
    {"actor", 0, "ACTOR", "one actor's dossier: stances given and received, with sentences",
     set_actor},
    {"window", 0, "PERIOD", "a series by day, week, month, quarter, year or days (30d)",
     set_window},
    {"fast", 0, NULL, "no resampling: no intervals, no sureness", set_fast},
    {"seed", 0, "N", "of resamples, samples and camps (default: 0); the same seed, the same report",
     set_seed},
    {"width", 0, "N", "columns of the page (default: the terminal's, else 120)", set_width},
    SG_GRAPH_OPTION_ROWS,
    {NULL, 0, NULL, NULL, NULL},
};

static void print_measures(void) {
    static const char *const meanings[] = {"not used", "strength", "distance is 1/weight",
                                           "signed strength"};
    const struct sg_measure_info *info;
    for (size_t i = 0; (info = sg_measure_at(i)) != NULL; i++)
        printf("%-13s %s\n%13s %s; weight: %s; ties: %s%s%s\n", info->name, info->says, "",
               *info->source ? info->source : "a sum", meanings[info->weight], info->ties,
               *info->needs ? "; needs: " : "", info->needs);
}

/* What would change if a tenth of the documents were missing. */
static void say_what_hangs(struct sg_report *report, struct sg_section *section) {
    const struct sg_graph *graph = report->graph;
    const struct sg_sureness *sure = report->sureness;
    size_t gone = 0, stances = 0, missing = sure->documents / 10 ? sure->documents / 10 : 1;
    for (size_t i = 0; i < graph->edge_count; i++) {
        stances += graph->edges[i].sign != 0;
        gone += graph->edges[i].sign != 0 && sure->stays[i] < 0.9;
    }
    if (stances)
        sg_sheet_line(
            report->sheet, section,
            "With a tenth of the documents missing (%zu of %zu), %zu of the %zu ties that "
            "are stances would often not be there, and %zu actor%s of the first table "
            "would often not stand in it ('?').",
            missing, sure->documents, gone, stances, report->fragile,
            report->fragile == 1 ? "" : "s");
}

bool sg_report_is_signed(const struct sg_report *report) {
    for (size_t i = 0; i < report->graph->edge_count; i++)
        if (report->graph->edges[i].sign)
            return true;
    return !report->graph->edge_count;
}

static void report_caveats(struct sg_report *report) {
    struct sg_section *section =
        sg_sheet_section(report->sheet, "caveats", "How to read this", NULL, 0);
    sg_sheet_line(report->sheet, section,
                  sg_report_is_signed(report)
                      ? "A claim is one sentence in which one actor takes a stance toward another; "
                        "a weight is the number of such claims, so much-reported actors weigh more."
                      : "A tie has no sign here: it tells who is named together or who belongs to "
                        "whom. A claim is one sentence that says so; much-reported actors weigh "
                        "more.");
    if (*report->unsure)
        sg_sheet_line(report->sheet, section, "Note: no intervals: %s.", report->unsure);
    sg_sheet_line(report->sheet, section,
                  "Sentences were read by rules: some are misread and some missed. The quotations "
                  "are there to be checked; a tie that matters should be looked up with "
                  "'stancegraph explain'. No tie means nothing was read, not that there is peace.");
    sg_sheet_line(report->sheet, section, "Measures are of the layer '%s'%s.",
                  report->analysis->layer,
                  !strcmp(report->analysis->layer, "stance")
                      ? ": hostile and friendly claims alike count as ties unless a measure is "
                        "signed"
                      : "");
    if (report->sureness)
        say_what_hangs(report, section);
    for (size_t i = 0; i < report->analysis->note_count; i++)
        if (sg_report_shows(report, report->analysis->notes[i]))
            sg_sheet_line(report->sheet, section, "Note: %s.", report->analysis->notes[i]);
}

/* The default set and what was asked for; a measure asked for by name is refused where it is
 * undefined, and not left out. */
static enum sg_status analyse(struct sg_analysis **out, const struct sg_graph *graph,
                              const struct report_options *options, struct sg_error *err) {
    const char *names[2 * MEASURES_MOST + 1];
    size_t count = 0;
    struct sg_analysis_options settings = options->analysis;
    if (options->by)
        names[count++] = options->by;
    for (size_t i = 0; i < options->measure_count && !options->wants_all; i++)
        names[count++] = options->measures[i];
    const struct sg_measure_info *info;
    settings.leaves_out = true; /* and the others where they are defined */
    settings.required_count = count;
    for (size_t i = 0; (info = sg_measure_at(i)) != NULL; i++)
        if (info->is_default || options->wants_all)
            names[count++] = info->name;
    return sg_analyse_with(out, graph, names, count, &settings, err);
}

/* The sections, in order: of one actor, or of all. */
static enum sg_status fill(struct sg_report *report, const struct report_options *options,
                           struct sg_error *err) {
    static const struct sg_tie_choice hostile = {
        .key = "hostile", .title = "Strongest hostile ties", .sign = -1};
    static const struct sg_tie_choice friendly = {
        .key = "friendly", .title = "Strongest friendly ties", .sign = +1};
    enum sg_status status = SG_OK;
    if (options->actor) {
        uint32_t actor = sg_graph_find(report->graph, options->actor, err);
        if (actor == UINT32_MAX)
            return SG_ERR_USAGE;
        report->sheet->title =
            sg_arena_printf(report->sheet->arena, "Dossier: %s", report->graph->nodes[actor].name);
        sg_report_dossier(report, actor);
        return SG_OK;
    }
    report->sheet->title =
        report->common->input_count == 1
            ? sg_arena_printf(report->sheet->arena, "Stance report: %s", report->common->inputs[0])
            : sg_arena_printf(report->sheet->arena, "Stance report: %s and %zu more inputs",
                              report->common->inputs[0], report->common->input_count - 1);
    sg_report_reading(report);
    sg_report_actors(report);
    if (report->graph->edge_count && sg_report_is_signed(report)) {
        sg_report_ties(report, &hostile);
        sg_report_ties(report, &friendly);
    }
    sg_report_camps(report);
    sg_report_brokers(report);
    struct sg_balance balance;
    if (!sg_analyse_balance(&balance, report->graph, report->analysis->layer,
                            options->analysis.seed, NULL))
        sg_report_balance(report, &balance);
    /* without --window the series is given where it can be */
    status = sg_report_windows(report, options->window, err);
    if (!options->window && (status == SG_ERR_UNDEFINED || status == SG_ERR_LIMIT))
        status = SG_OK;
    if (!status)
        status = sg_report_changes(report, err);
    report_caveats(report);
    return status;
}

static enum sg_status make_report(struct sg_common *common, struct report_options *options,
                                  struct sg_error *err) {
    struct sg_graph *graph = NULL;
    struct sg_analysis *analysis = NULL;
    struct sg_sureness *sureness = NULL;
    struct sg_error unsure = {.text = ""};
    struct sg_arena arena;
    struct sg_sheet sheet = {.arena = &arena, .title = "Stance report"};
    sg_arena_init(&arena);
    common->keeps_sentences |= options->actor != NULL;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    options->analysis.processes = common->jobs ? common->jobs : cores > 0 ? (size_t)cores : 1;
    enum sg_status status = sg_make_graph(&graph, common, &options->choice, err);
    if (!status)
        status = analyse(&analysis, graph, options, err);
    if (!status && !options->is_fast) {
        enum sg_status told =
            sg_analyse_sureness(&sureness, graph, options->by ? options->by : "strength",
                                options->top, 0, &options->analysis, &unsure);
        if (told && told != SG_ERR_UNDEFINED)
            status = sg_fail(err, told, "%s", unsure.text);
    }
    if (!status) {
        struct sg_report report = {.common = common,
                                   .graph = graph,
                                   .analysis = analysis,
                                   .sureness = sureness,
                                   .unsure = unsure.text,
                                   .sheet = &sheet,
                                   .by = options->by ? options->by : "strength",
                                   .measures = options->measures,
                                   .measure_count = options->measure_count,
                                   .top = options->top};
        status = fill(&report, options, err);
        if (!status)
            status = sg_arena_failed(&arena) ? sg_fail(err, SG_ERR_MEMORY, "out of memory")
                                             : sg_sheet_print(stdout, &sheet, &options->sheet, err);
    }
    sg_sureness_free(sureness);
    sg_analysis_free(analysis);
    sg_graph_free(graph);
    sg_arena_release(&arena);
    return status;
}

int sg_command_report(const struct sg_command *self, int argc, char **argv) {
    struct sg_common common;
    struct sg_error err;
    struct report_options options = {.sheet = {.format = "table"}, .top = 10};
    int code = sg_options_parse(&common, self, own_options, &options, argc, argv);
    if (code < 0 && options.wants_measures) {
        print_measures();
        code = SG_EXIT_OK;
    }
    if (code < 0) {
        sg_sheet_find_terminal(&options.sheet);
        code = make_report(&common, &options, &err) ? sg_say_error(&err) : sg_finish(&common);
    }
    sg_common_release(&common);
    return code;
}
