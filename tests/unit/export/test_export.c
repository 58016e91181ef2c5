#include <stancegraph/export.h>

#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* A sentence whose name and quote hold what every format must escape or mend. */
static struct sg_node nodes[] = {
    {.id = "a", .name = "A & \"B\" <c>\x01", .type = "state", .claims = 3, .documents = 1},
    {.id = "not a token", .name = "", .type = "militia", .claims = 3, .documents = 1},
};
static struct sg_edge edges[] = {
    {.source = 0,
     .target = 1,
     .relation = "accuses",
     .sign = -1,
     .is_directed = true,
     .weight = 0.1,
     .claims = 3,
     .documents = 1,
     .sources = 1,
     .evidence = {.text = "broken \xff byte", .doc = "d", .confidence = 0.5}}};
static const struct sg_graph graph = {
    .nodes = nodes, .node_count = 2, .edges = edges, .edge_count = 1};

static char folder[] = "/tmp/sg-export-XXXXXX";

static int make_folder(void **state) { return mkdtemp(folder) ? 0 : -1; }

static int drop_folder(void **state) {
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static const char *in_folder(const char *name) {
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static char *read_back(const char *name) {
    FILE *in = fopen(in_folder(name), "rb");
    assert_non_null(in);
    char *text = calloc(1, 1 << 16);
    assert_non_null(text);
    assert_true(fread(text, 1, (1 << 16) - 1, in) > 0);
    fclose(in);
    return text;
}

static void count_notice(void *context, const char *text) { ++*(int *)context; }

static void the_longest_extension_names_the_format(void **state) {
    assert_string_equal(sg_format_of_path("a.graphml")->name, "graphml");
    assert_string_equal(sg_format_of_path("a.SVG")->name, "svg");
    assert_string_equal(sg_format_of_path("a.matrix.svg")->name, "matrix");
    assert_string_equal(sg_format_of_path("a.timeline.svg")->name, "timeline");
    assert_null(sg_format_of_path("graphml"));
    assert_null(sg_format_of_path("a.docx"));
}

static void every_format_writes_even_an_empty_graph(void **state) {
    static const struct sg_graph empty;
    for (size_t i = 0; sg_format_at(i); i++) {
        const struct sg_format *format = sg_format_at(i);
        struct sg_export_options options = {.format = format->name};
        struct sg_error err = {0};
        if (!strcmp(format->name, "svg") || !strcmp(format->name, "png") ||
            !strcmp(format->name, "pdf"))
            continue; /* Graphviz may not be here */
        enum sg_status status = sg_export(&empty, NULL, in_folder("empty"), &options, &err);
        /* no dates, no timeline; no npm, no page: but never silence */
        if (!strcmp(format->name, "timeline"))
            assert_int_equal(status, SG_ERR_UNDEFINED);
        else if (strcmp(format->name, "html"))
            assert_int_equal(status, SG_OK);
        assert_true(!status || *err.text);
    }
}

static void every_format_has_a_name_an_extension_and_a_word_about_it(void **state) {
    for (size_t i = 0; sg_format_at(i); i++) {
        assert_true(*sg_format_at(i)->extensions && *sg_format_at(i)->about);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(sg_format_at(i)->name, sg_format_at(j)->name);
    }
}

static void what_a_file_cannot_hold_is_mended_with_a_notice(void **state) {
    int notices = 0;
    struct sg_export_options options = {.notice = count_notice, .notice_context = &notices};
    assert_int_equal(sg_export(&graph, NULL, in_folder("a.json"), &options, NULL), SG_OK);
    assert_int_equal(notices, 2); /* one for the id, one for the texts */
    json_error_t error;
    json_t *root = json_load_file(in_folder("a.json"), 0, &error);
    assert_non_null(root);
    json_t *node = json_array_get(json_object_get(root, "nodes"), 0);
    json_t *other = json_array_get(json_object_get(root, "nodes"), 1);
    json_t *link = json_array_get(json_object_get(root, "links"), 0);
    assert_string_equal(json_string_value(json_object_get(node, "name")), "A & \"B\" <c>");
    assert_string_equal(json_string_value(json_object_get(other, "id")), "actor_1");
    assert_string_equal(json_string_value(json_object_get(link, "target")), "actor_1");
    assert_string_equal(json_string_value(json_object_get(link, "quote")),
                        "broken \xef\xbf\xbd byte");
    assert_true(json_real_value(json_object_get(link, "weight")) == 0.1);
    json_decref(root);
}

static void markup_in_names_is_escaped(void **state) {
    assert_int_equal(sg_export(&graph, NULL, in_folder("a.graphml"), NULL, NULL), SG_OK);
    char *text = read_back("a.graphml");
    assert_non_null(strstr(text, "A &amp; &quot;B&quot; &lt;c&gt;<"));
    assert_non_null(strstr(text, "<data key=\"e_weight\">0.1</data>"));
    free(text);
}

static void a_column_may_not_take_an_importers_word(void **state) {
    double values[] = {1, 2};
    struct sg_column columns[] = {{"weight", values}, {"Claims", values}, {"closeness", values}};
    struct sg_analysis analysis = {.graph = &graph, .columns = columns, .column_count = 3};
    assert_int_equal(sg_export(&graph, &analysis, in_folder("b.graphml"), NULL, NULL), SG_OK);
    char *text = read_back("b.graphml");
    assert_non_null(strstr(text, "attr.name=\"measure_weight\""));
    assert_non_null(strstr(text, "attr.name=\"measure_Claims\""));
    assert_non_null(strstr(text, "attr.name=\"closeness\""));
    free(text);
}

static void an_undefined_value_is_left_out(void **state) {
    double values[] = {0.5, (double)NAN};
    struct sg_column column = {"closeness", values};
    struct sg_analysis analysis = {.graph = &graph, .columns = &column, .column_count = 1};
    assert_int_equal(sg_export(&graph, &analysis, in_folder("c.json"), NULL, NULL), SG_OK);
    char *text = read_back("c.json"), *first = strstr(text, "closeness");
    assert_non_null(first);
    assert_null(strstr(first + 1, "closeness"));
    free(text);
}

static void two_tables_lie_beside_each_other(void **state) {
    assert_int_equal(sg_export(&graph, NULL, in_folder("t.csv"), NULL, NULL), SG_OK);
    assert_int_equal(access(in_folder("t.nodes.csv"), R_OK), 0);
    assert_int_equal(access(in_folder("t.edges.csv"), R_OK), 0);
    assert_int_not_equal(access(in_folder("t.csv"), F_OK), 0);
    assert_int_equal(
        sg_export(&graph, NULL, "-", &(struct sg_export_options){.format = "csv"}, NULL),
        SG_ERR_USAGE);
}

static void wrong_names_get_a_sentence_that_lists_the_right_ones(void **state) {
    struct sg_error err;
    assert_int_equal(sg_export(&graph, NULL, "a.docx", NULL, &err), SG_ERR_USAGE);
    assert_non_null(strstr(err.text, "graphml"));
    struct sg_export_options dialect = {.dialect = "klingon"};
    assert_int_equal(sg_export(&graph, NULL, "a.dot", &dialect, &err), SG_ERR_USAGE);
    assert_non_null(strstr(err.text, "gephi"));
    struct sg_export_options size = {.size_by = "charm"};
    assert_int_equal(sg_export(&graph, NULL, in_folder("a.dot"), &size, &err), SG_ERR_USAGE);
    assert_non_null(strstr(err.text, "charm"));
}

static void a_failed_write_leaves_the_old_file_and_no_other(void **state) {
    struct sg_error err;
    assert_int_equal(sg_export(&graph, NULL, "/nowhere/at/all.gexf", NULL, &err), SG_ERR_IO);
    assert_int_equal(mkdir(in_folder("taken.gexf"), 0755), 0); /* a folder cannot be replaced */
    assert_int_equal(sg_export(&graph, NULL, in_folder("taken.gexf"), NULL, &err), SG_ERR_IO);
    char command[96];
    snprintf(command, sizeof command, "ls %s | grep -c 'taken.gexf.'", folder);
    assert_int_not_equal(system(command), 0); /* no temporary file */
}

static void a_picture_without_Graphviz_says_what_to_install(void **state) {
    char *path = strdup(getenv("PATH"));
    struct sg_error err;
    setenv("PATH", "/nowhere", 1);
    enum sg_status status = sg_export(&graph, NULL, in_folder("p.png"), NULL, &err);
    setenv("PATH", path, 1);
    free(path);
    assert_int_equal(status, SG_ERR_USAGE);
    assert_non_null(strstr(err.text, "install the package graphviz"));
    assert_int_not_equal(access(in_folder("p.png"), F_OK), 0);
}

static void dated_ties_have_spells_and_an_undated_one_is_always_there(void **state) {
    static const struct sg_tally days[] = {
        {.day = 18622, .claims = 1}, {.day = 18623, .claims = 1}, {.day = 18700, .claims = 1}};
    static const struct sg_tally undated[] = {{.day = 18622, .claims = 1},
                                              {.day = SG_NO_DAY, .claims = 1}};
    struct sg_edge two[] = {edges[0], edges[0]};
    two[0].tallies = days;
    two[0].tally_count = 3;
    two[1].relation = "backs";
    two[1].tallies = undated;
    two[1].tally_count = 2;
    struct sg_graph dated = {.nodes = nodes, .node_count = 2, .edges = two, .edge_count = 2};
    assert_int_equal(sg_export(&dated, NULL, in_folder("d.gexf"), NULL, NULL), SG_OK);
    char *text = read_back("d.gexf");
    assert_non_null(strstr(text, "mode=\"dynamic\" timeformat=\"date\""));
    assert_non_null(strstr(text, "<spell start=\"2020-12-26\" end=\"2020-12-28\"/>\n"
                                 "          <spell start=\"2021-03-14\" end=\"2021-03-15\"/>"));
    assert_null(strstr(strstr(text, "id=\"e1\""), "<spells>"));
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_extension_names_the_format),
        cmocka_unit_test(every_format_writes_even_an_empty_graph),
        cmocka_unit_test(every_format_has_a_name_an_extension_and_a_word_about_it),
        cmocka_unit_test(what_a_file_cannot_hold_is_mended_with_a_notice),
        cmocka_unit_test(markup_in_names_is_escaped),
        cmocka_unit_test(a_column_may_not_take_an_importers_word),
        cmocka_unit_test(an_undefined_value_is_left_out),
        cmocka_unit_test(two_tables_lie_beside_each_other),
        cmocka_unit_test(wrong_names_get_a_sentence_that_lists_the_right_ones),
        cmocka_unit_test(a_failed_write_leaves_the_old_file_and_no_other),
        cmocka_unit_test(a_picture_without_Graphviz_says_what_to_install),
        cmocka_unit_test(dated_ties_have_spells_and_an_undated_one_is_always_there),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
