#include "cli/graph_options.h"

#include "base/buf.h"
#include "engine_parts.h"

#include <stdlib.h>
#include <string.h>

#define SETTER(name) bool sg_choose_##name(void *target, const char *value, struct sg_error *err)

static struct sg_graph_options *options_of(void *target) {
    struct sg_graph_choice *choice = target;
    choice->is_changed = true;
    return &choice->graph;
}

bool sg_parse_age(double *days, const char *value, const char *what, struct sg_error *err) {
    static const struct {
        char unit;
        double days;
    } units[] = {{'d', 1}, {'w', 7}, {'m', 365.25 / 12}, {'y', 365.25}};
    char *end;
    double number = strtod(value, &end);
    if (end != value && number > 0 && number < 1e6)
        for (size_t i = 0; i < sizeof units / sizeof *units; i++)
            if (end[0] == units[i].unit && !end[1]) {
                *days = number * units[i].days;
                return true;
            }
    return sg_fail(err, SG_ERR_USAGE, "%s wants an age like 180d, 26w, 6m or 1y, not '%s'", what,
                   value),
           false;
}

SETTER(weight) { return options_of(target)->weight = value, true; }
SETTER(half_life) {
    return sg_parse_age(&options_of(target)->half_life, value, "--half-life", err);
}
SETTER(as_of) { return options_of(target)->as_of = value, true; }
SETTER(association) { return options_of(target)->association = value, true; }
SETTER(since) { return options_of(target)->since = value, true; }
SETTER(until) { return options_of(target)->until = value, true; }
SETTER(types) { return options_of(target)->types = value, true; }
SETTER(min_weight) {
    return sg_parse_double(&options_of(target)->min_weight, value, "--min-weight", err);
}
SETTER(min_documents) {
    return sg_parse_size(&options_of(target)->min_documents, value, "--min-documents", err);
}
SETTER(keep) { return sg_parse_size(&options_of(target)->top, value, "--keep", err); }
SETTER(ego) { return options_of(target)->ego = value, true; }
SETTER(radius) { return sg_parse_size(&options_of(target)->radius, value, "--radius", err); }
SETTER(backbone) {
    return sg_parse_double(&options_of(target)->backbone, value, "--backbone", err);
}
SETTER(roll_up) { return options_of(target)->roll_up = value, true; }
SETTER(isolates) { return options_of(target)->keep_isolates = true; }

/* --- inputs */

/* A graph file is JSON that begins with what export writes first; a document never does. */
static bool is_graph_file(const char *path) {
    static const char start[] = "{\"directed\":";
    char head[sizeof start] = "";
    size_t length = strlen(path);
    if (length < 5 || strcmp(path + length - 5, ".json") != 0)
        return false;
    FILE *in = fopen(path, "rb");
    if (!in)
        return false;
    bool is_graph = fread(head, 1, sizeof start - 1, in) == sizeof start - 1 &&
                    !memcmp(head, start, sizeof start - 1);
    fclose(in);
    return is_graph;
}

/* The names that --relations stands for; claims and graph files hold whatever they hold. */
static enum sg_status expand_relations(struct sg_buf *out, const struct sg_common *common,
                                       struct sg_error *err) {
    struct sg_engine *engine = NULL;
    enum sg_status status = sg_engine_load(&engine, &common->engine, err);
    if (status)
        return status;
    size_t count;
    const struct sg_relation *relations = sg_lexicon_relations(engine->lexicon, &count);
    for (size_t i = 0; i < count; i++)
        if (engine->wanted[i])
            sg_buf_printf(out, "%s%s", out->length ? "," : "", relations[i].name);
    sg_engine_free(engine);
    return sg_buf_failed(out) ? sg_fail(err, SG_ERR_MEMORY, "out of memory") : SG_OK;
}

static enum sg_status read_inputs(struct sg_graph **out, struct sg_common *common,
                                  const char *relations, struct sg_error *err) {
    size_t graphs = 0;
    for (size_t i = 0; i < common->input_count; i++)
        graphs += is_graph_file(common->inputs[i]);
    if (graphs && common->input_count > 1)
        return sg_fail(err, SG_ERR_USAGE,
                       "a graph file stands alone: graphs do not add up (their documents may "
                       "overlap); give the documents or claims of all parts instead");
    common->reads_graph = graphs > 0;
    if (graphs)
        return sg_graph_read(out, common->inputs[0], err);
    return sg_build_graph(out, common, relations, err);
}

enum sg_status sg_make_graph(struct sg_graph **out, struct sg_common *common,
                             const struct sg_graph_choice *choice, struct sg_error *err) {
    struct sg_graph_options options = choice->graph;
    struct sg_graph *whole = NULL;
    struct sg_buf names, extracted;
    const char *asked = common->engine.relations;
    enum sg_status status = SG_OK;
    *out = NULL;
    sg_buf_init(&names);
    sg_buf_init(&extracted);
    common->keeps_sentences |= options.since || options.until;
    /* rolling up needs to know who belongs to whom, wanted in the graph or not */
    sg_buf_puts(&extracted, asked ? asked : "core");
    if (options.roll_up) {
        sg_buf_puts(&extracted, ",affiliated");
        options.drop_affiliations =
            !asked || !(strstr(asked, "affiliated") || !strcmp(asked, "all"));
        if (asked)
            common->engine.relations = sg_buf_text(&extracted);
    }
    status = read_inputs(&whole, common, sg_buf_text(&extracted), err);
    common->engine.relations = asked;
    if (!status && asked && !common->documents) {
        status = expand_relations(&names, common, err);
        options.relations = sg_buf_text(&names);
    }
    if (!status && (choice->is_changed || options.relations)) {
        status = sg_graph_derive(out, whole, &options, err);
        sg_graph_free(whole);
    } else {
        *out = whole;
    }
    sg_buf_release(&names);
    sg_buf_release(&extracted);
    return status;
}
