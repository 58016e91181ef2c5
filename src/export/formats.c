/* The list of formats. One row adds an exporter: help, the round-trip tests and the golden tests
 * walk it. */
#include "export/export.h"

#include <string.h>
#include <strings.h>

static const struct sg_exporter exporters[] = {
    {{"graphml", "graphml", "all,cytoscape,gephi,igraph,networkx",
      "Cytoscape, igraph, NetworkX, yEd, Gephi"},
     false,
     {NULL},
     {sg_write_graphml}},
    {{"gexf", "gexf", "gexf12,gexf13,static,gephi",
      "Gephi and Gephi Lite, with colours, places and dates"},
     true,
     {NULL},
     {sg_write_gexf}},
    {{"dot", "dot,gv", "graphviz,camps,gephi", "Graphviz: dot -Tsvg FILE"},
     true,
     {NULL},
     {sg_write_dot}},
    {{"csv", "csv", "gephi", "spreadsheets and Gephi: NAME.nodes.csv and NAME.edges.csv"},
     false,
     {"nodes", "edges"},
     {sg_write_csv_nodes, sg_write_csv_edges}},
    {{"json", "json", "networkx", "node-link JSON, as NetworkX and D3 read it"},
     true,
     {NULL},
     {sg_write_json}},
    {{"cyjs", "cyjs,cy.json", "cytoscape", "Cytoscape and Cytoscape.js"},
     true,
     {NULL},
     {sg_write_cyjs}},
    {{"pajek", "net", "positive,signed", "Pajek; --for signed makes hostile values negative"},
     true,
     {NULL},
     {sg_write_pajek}},
    {{"html", "html,htm", "", "any browser: one page to search, filter and read the sentences in"},
     true,
     {NULL},
     {sg_write_page}},
    {{"svg", "svg", "graphviz,camps", "a picture, drawn by Graphviz"},
     true,
     {NULL},
     {sg_write_svg}},
    {{"png", "png", "graphviz,camps", "a picture, drawn by Graphviz"},
     true,
     {NULL},
     {sg_write_png}},
    {{"pdf", "pdf", "graphviz,camps", "a picture, drawn by Graphviz"},
     true,
     {NULL},
     {sg_write_pdf}},
    {{"matrix", "matrix.svg", "", "a picture of who is for and against whom as a table"},
     false,
     {NULL},
     {sg_write_matrix}},
    {{"timeline", "timeline.svg", "", "a picture of the strongest ties by date"},
     false,
     {NULL},
     {sg_write_timeline}},
};

const struct sg_exporter *sg_exporter_at(size_t i) {
    return i < sizeof exporters / sizeof exporters[0] ? &exporters[i] : NULL;
}

const struct sg_format *sg_format_at(size_t i) {
    const struct sg_exporter *exporter = sg_exporter_at(i);
    return exporter ? &exporter->format : NULL;
}

/* Length of the listed extension that `path` ends in, 0 for none. */
static size_t match_extension(const char *path, const char *list) {
    size_t best = 0, path_length = strlen(path);
    while (*list) {
        size_t length = strcspn(list, ",");
        if (path_length > length && path[path_length - length - 1] == '.' &&
            !strncasecmp(path + path_length - length, list, length) && length > best)
            best = length;
        list += length + (list[length] == ',');
    }
    return best;
}

const struct sg_format *sg_format_of_path(const char *path) {
    const struct sg_format *found = NULL;
    size_t best = 0;
    for (size_t i = 0; sg_exporter_at(i); i++) {
        size_t length = match_extension(path, exporters[i].format.extensions);
        if (length > best) {
            best = length;
            found = &exporters[i].format;
        }
    }
    return found;
}
