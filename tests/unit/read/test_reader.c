#include "read/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct reading {
    struct sg_reader *reader;
    struct sg_arena arena;
    struct sg_error err;
};

static void open_bytes(struct reading *r, const char *path, const char *bytes, size_t length,
                       struct sg_read_options options) {
    sg_arena_init(&r->arena);
    options.data = getenv("STANCEGRAPH_DATA");
    assert_int_equal(sg_reader_open_memory(&r->reader, path, bytes, length, &options, &r->err),
                     SG_OK);
}

static void open_text(struct reading *r, const char *path, const char *text) {
    open_bytes(r, path, text, strlen(text), (struct sg_read_options){0});
}

static const struct sg_document *next(struct reading *r) {
    struct sg_document *document;
    enum sg_status status = sg_reader_next(&document, r->reader, &r->arena, &r->err);
    if (status)
        fail_msg("%s", r->err.text);
    return document;
}

/* The next event must be a failure whose message has all the words. */
static void next_fails(struct reading *r, enum sg_status status, const char *a, const char *b) {
    struct sg_document *document;
    assert_int_equal(sg_reader_next(&document, r->reader, &r->arena, &r->err), status);
    if (!strstr(r->err.text, a) || !strstr(r->err.text, b))
        fail_msg("\"%s\" does not say \"%s\" and \"%s\"", r->err.text, a, b);
}

static void finish(struct reading *r) {
    assert_null(next(r));
    sg_reader_close(r->reader);
    sg_arena_release(&r->arena);
}

static void plain_text_is_one_document_named_by_its_path(void **state) {
    struct reading r;
    open_text(&r, "a/b.c.txt", "Oman accused Qatar.\n");
    const struct sg_document *d = next(&r);
    assert_string_equal(d->id, "a/b.c");
    assert_string_equal(d->text, "Oman accused Qatar.\n");
    assert_int_equal(d->text_length, 20);
    finish(&r);
}

static void encodings_give_the_same_text(void **state) {
    static const char utf8[] = "Le ministre a accus\xC3\xA9 l\xE2\x80\x99\xC3\xA9missaire.";
    static const char cp1252[] = "Le ministre a accus\xE9 l\x92\xE9missaire.";
    char wide[200], marked[200] = "\xEF\xBB\xBF";
    size_t n = 2;
    memcpy(wide, "\xFF\xFE", 2);
    for (const char *p = cp1252; *p; p++) {
        unsigned char low = (unsigned char)*p;
        wide[n++] = (char)(low == 0x92 ? 0x19 : low);
        wide[n++] = (char)(low == 0x92 ? 0x20 : 0);
    }
    strcat(marked, utf8);
    const struct {
        const char *bytes;
        size_t length;
    } inputs[] = {
        {utf8, strlen(utf8)}, {cp1252, strlen(cp1252)}, {wide, n}, {marked, strlen(marked)}};
    for (size_t i = 0; i < 4; i++) {
        struct reading r;
        open_bytes(&r, "a.txt", inputs[i].bytes, inputs[i].length, (struct sg_read_options){0});
        assert_string_equal(next(&r)->text, utf8);
        finish(&r);
    }
}

static void a_byte_that_is_no_character_is_told_and_the_rest_kept(void **state) {
    struct reading r;
    open_text(&r, "a.txt", "\xC3\x89tat: Oman \xFF accus\xC3\xA9 et d\xC3\xA9nonc\xC3\xA9.");
    assert_string_equal(next(&r)->text,
                        "\xC3\x89tat: Oman \xEF\xBF\xBD accus\xC3\xA9 et d\xC3\xA9nonc\xC3\xA9.");
    next_fails(&r, SG_ERR_DATA, "a.txt:1", "1 byte could not");
    finish(&r);
}

static void json_lines_go_on_behind_a_broken_one(void **state) {
    struct reading r;
    open_text(&r, "a.jsonl",
              "{\"text\": \"One.\", \"id\": \"x\", \"date\": \"3 May 2021\"}\n\n"
              "{\"text\": \"broken\n"
              "{\"title\": \"no text\"}\n"
              "[1]\n"
              "{\"text\": \"Two.\", \"id\": 7}");
    const struct sg_document *d = next(&r);
    assert_string_equal(d->id, "x");
    assert_string_equal(d->date, "2021-05-03");
    next_fails(&r, SG_ERR_DATA, "a.jsonl:3", "broken JSON");
    next_fails(&r, SG_ERR_DATA, "a.jsonl:4", "no \"text\"");
    next_fails(&r, SG_ERR_DATA, "a.jsonl:5", "not a JSON object");
    d = next(&r);
    assert_string_equal(d->id, "7");
    assert_int_equal(d->line, 6);
    finish(&r);
}

static void mentions_count_characters(void **state) {
    struct reading r;
    open_text(
        &r, "a.jsonl",
        "{\"text\": \"\\u00c9\xC3\xA9\\ud83d\\ude00 Oman left.\", \"mentions\": [{\"start\": 4, "
        "\"end\": 8, \"actor\": \"Oman\", \"type\": \"state\"}, {\"start\": 9, \"end\": 99, "
        "\"actor\": \"x\"}]}");
    const struct sg_document *d = next(&r);
    assert_int_equal(d->given_count, 1);
    assert_memory_equal(d->text + d->given[0].start, "Oman", 4);
    assert_int_equal(d->given[0].end - d->given[0].start, 4);
    next_fails(&r, SG_ERR_DATA, "a.jsonl:1", "mention 2");
    finish(&r);
}

/* The quick reader of plain objects and jansson must agree: the same object with a nested value
 * behind it goes through jansson. */
static void quick_and_thorough_json_agree(void **state) {
    static const char *const texts[] = {"a\\\"b\\\\c\\/d\\b\\f\\n\\r\\te",
                                        "\\u0041\\u00e9\\u20ac\\ud83d\\ude00",
                                        "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80",
                                        "",
                                        "12345678\\\"",
                                        "\\ud83d",
                                        "\\x",
                                        "\x01",
                                        "\xC3",
                                        "\\u0000"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char quick[300], thorough[300];
        struct sg_document *a, *b;
        struct reading r, s;
        snprintf(quick, sizeof quick, "{\"text\": \"%s.\", \"id\": \"i\"}", texts[i]);
        snprintf(thorough, sizeof thorough, "{\"text\": \"%s.\", \"id\": \"i\", \"x\": [1]}",
                 texts[i]);
        open_text(&r, "a.jsonl", quick);
        open_text(&s, "a.jsonl", thorough);
        enum sg_status x = sg_reader_next(&a, r.reader, &r.arena, &r.err);
        enum sg_status y = sg_reader_next(&b, s.reader, &s.arena, &s.err);
        assert_int_equal(x, y);
        if (!x) {
            assert_int_equal(a->text_length, b->text_length);
            assert_memory_equal(a->text, b->text, a->text_length);
        }
        sg_reader_close(r.reader);
        sg_reader_close(s.reader);
        sg_arena_release(&r.arena);
        sg_arena_release(&s.arena);
    }
}

static void limits_are_told_and_the_next_line_is_read(void **state) {
    static char lines[5000];
    struct reading r;
    memset(lines, 'x', 3000);
    memcpy(lines, "{\"text\": \"", 10);
    strcpy(lines + 3000, "\"}\n{\"text\": \"Two.\"}\n");
    open_bytes(&r, "a.jsonl", lines, strlen(lines), (struct sg_read_options){.max_document = 1024});
    next_fails(&r, SG_ERR_LIMIT, "a.jsonl:1", "--max-document");
    assert_string_equal(next(&r)->text, "Two.");
    finish(&r);
    open_bytes(&r, "a.txt", lines, 3000, (struct sg_read_options){.max_document = 1024});
    next_fails(&r, SG_ERR_LIMIT, "a.txt", "1 KiB");
    finish(&r);
}

static void a_table_is_read_by_its_header(void **state) {
    struct reading r;
    open_text(&r, "a.csv", "Title,Body,id\n\"A, \"\"b\"\"\",\"Oman left.\nQatar too.\",n1\nx,y\n");
    const struct sg_document *d = next(&r);
    assert_string_equal(d->title, "A, \"b\"");
    assert_string_equal(d->text, "Oman left.\nQatar too.");
    assert_string_equal(d->id, "n1");
    next_fails(&r, SG_ERR_DATA, "a.csv:4", "2 fields");
    finish(&r);
    open_bytes(&r, "a.tsv", "what\tx\nOman left.\t1\n", 20,
               (struct sg_read_options){.columns = "text=what"});
    assert_string_equal(next(&r)->text, "Oman left.");
    finish(&r);
    open_text(&r, "a.csv", "a,b\n1,2\n");
    next_fails(&r, SG_ERR_DATA, "a.csv:1", "--columns");
    finish(&r);
}

static void a_page_gives_its_article_and_what_it_says_of_itself(void **state) {
    struct reading r;
    open_text(
        &r, "p.html",
        "<html lang=en-GB><head><title>Oman - The Courier</title><meta property=og:site_name "
        "content='The Courier'><meta property='article:published_time' content='2021-05-03'>"
        "</head><body><nav><a href=/>Home</a> <a href=/w>World</a></nav><div class='sidebar "
        "box'><p>Ten recipes for a rainy day that you should not miss at all.</p></div>"
        "<article><h1>Oman leaves</h1><p>Oman accused Qatar of bad faith on Monday &amp; left "
        "the talks.</p><figure><figcaption>A picture. Photo: AFP</figcaption></figure>"
        "<p>Qatar denied that it had changed <b>its</b> mind about the port.</p></article>"
        "<footer>All rights reserved.</footer></body></html>");
    const struct sg_document *d = next(&r);
    assert_string_equal(d->title, "Oman leaves");
    assert_string_equal(d->source, "The Courier");
    assert_string_equal(d->date, "2021-05-03");
    assert_string_equal(d->lang, "en");
    assert_string_equal(d->text, "Oman leaves\n\n"
                                 "Oman accused Qatar of bad faith on Monday & left the talks.\n\n"
                                 "Qatar denied that it had changed its mind about the port.");
    finish(&r);
}

static void feeds_give_their_items(void **state) {
    struct reading r;
    open_text(&r, "f.xml",
              "<?xml version='1.0'?><rss><channel><title>Arts & Letters</title><item><title>Oman"
              "</title><guid>g</guid><pubDate>Mon, 03 May 2021 10:00:00 GMT</pubDate><description>"
              "&lt;p&gt;Oman &amp;amp; Qatar quarrelled.&lt;/p&gt;</description></item>"
              "<item><description>Two.</description></item></channel></rss>");
    const struct sg_document *d = next(&r);
    assert_string_equal(d->id, "g");
    assert_string_equal(d->date, "2021-05-03");
    assert_string_equal(d->source, "Arts & Letters");
    assert_string_equal(d->text, "Oman\n\nOman & Qatar quarrelled.");
    assert_string_equal(next(&r)->id, "f:2");
    finish(&r);
}

static void scripts_styles_and_comments_hide_no_text(void **state) {
    struct reading r;
    open_text(
        &r, "p.html",
        "<html><head><style>p > a { color: red } /* <p> */</style><SCRIPT type=\"text/javascript\">"
        "if (a<b && c > d) w('<p>no text</p>');</SCRIPT><script type='application/LD+JSON'>"
        "{\"@type\": \"NewsArticle\", \"datePublished\": \"2019-05-06\"}</script></head><body>"
        "<!-- a > b --><article><h1>Oman leaves the talks</h1><!--><p>Oman accused Qatar of bad "
        "faith on Monday and left Geneva.</p><!-- one --!><p>The ministers did not meet again, a "
        "diplomat said.</p><script><!-- w('<script>x</script>'); --></script><p title='<!--'>"
        "Qatar said that it would wait for a week.</p><svg><style>a{}</style><script/></svg><p>The "
        "envoys of both went home by the last train.</p></article><script>never closed");
    const struct sg_document *d = next(&r);
    assert_non_null(strstr(d->text, "left Geneva."));
    assert_non_null(strstr(d->text, "did not meet again"));
    assert_non_null(strstr(d->text, "wait for a week."));
    assert_null(strstr(d->text, "no text"));
    assert_null(strstr(d->text, "color"));
    assert_null(strstr(d->text, "never"));
    assert_string_equal(d->date, "2019-05-06");
    finish(&r);
}

static void nested_deep_or_endless_pages_get_a_message(void **state) {
    size_t count = 100000;
    char *deep = malloc(count * 5 + 20);
    assert_non_null(deep);
    for (size_t i = 0; i < count; i++)
        memcpy(deep + i * 5, "<div>", 5);
    struct reading r;
    open_bytes(&r, "d.html", deep, count * 5, (struct sg_read_options){0});
    next_fails(&r, SG_ERR_LIMIT, "d.html", "nested");
    finish(&r);
    memcpy(deep, "<p ", 3);
    for (size_t i = 0; i < count; i++)
        memcpy(deep + 3 + i * 4, "a=1 ", 4);
    open_bytes(&r, "d.html", deep, count * 4, (struct sg_read_options){0});
    next_fails(&r, SG_ERR_LIMIT, "d.html", "attributes");
    finish(&r);
    free(deep);
}

static void what_is_no_news_says_what_it_is(void **state) {
    struct reading r;
    open_bytes(&r, "a.pdf", "%PDF-1.4 x", 10, (struct sg_read_options){0});
    next_fails(&r, SG_ERR_DATA, "a.pdf", "pdftotext");
    finish(&r);
    open_text(&r, "a.txt", "");
    next_fails(&r, SG_ERR_DATA, "a.txt", "empty");
    finish(&r);
    open_text(&r, "a.txt", " \n\xE2\x80\x8B\n");
    next_fails(&r, SG_ERR_DATA, "a.txt", "no text");
    finish(&r);
}

static void put(const char *folder, const char *name, const char *text) {
    char path[1200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
}

static void folders_are_walked_in_the_order_of_names(void **state) {
    char folder[] = "/tmp/sg_read_XXXXXX", inner[600], loop[600];
    assert_non_null(mkdtemp(folder));
    snprintf(inner, sizeof inner, "%s/b", folder);
    snprintf(loop, sizeof loop, "%s/b/loop", folder);
    assert_int_equal(mkdir(inner, 0777), 0);
    put(folder, "c.txt", "Three.");
    put(folder, "a.txt", "One.");
    put(folder, "style.css", "p {}");
    put(folder, ".hidden", "no");
    put(inner, "z.txt", "Two.");
    assert_int_equal(symlink(folder, loop), 0);
    const char *paths[] = {folder};
    struct reading r;
    sg_arena_init(&r.arena);
    assert_int_equal(sg_reader_open(&r.reader, paths, 1, NULL, &r.err), SG_OK);
    assert_string_equal(next(&r)->text, "One.");
    next_fails(&r, SG_ERR_DATA, "loop", "folder around it");
    assert_string_equal(next(&r)->text, "Two.");
    assert_string_equal(next(&r)->text, "Three.");
    size_t done, total;
    sg_reader_progress(r.reader, &done, &total);
    assert_int_equal(done, 4 + 4 + 6);
    assert_int_equal(total, 4 + 4 + 6 + 4); /* the style sheet is to come */
    finish(&r);
    char command[700];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    assert_int_equal(system(command), 0);
}

static void every_format_is_told_to_help(void **state) {
    size_t count = 0;
    while (sg_read_format_at(count)) {
        assert_non_null(sg_read_format_at(count)->name);
        assert_non_null(sg_read_format_at(count)->help);
        count++;
    }
    assert_true(count >= 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_is_one_document_named_by_its_path),
        cmocka_unit_test(encodings_give_the_same_text),
        cmocka_unit_test(a_byte_that_is_no_character_is_told_and_the_rest_kept),
        cmocka_unit_test(json_lines_go_on_behind_a_broken_one),
        cmocka_unit_test(mentions_count_characters),
        cmocka_unit_test(quick_and_thorough_json_agree),
        cmocka_unit_test(limits_are_told_and_the_next_line_is_read),
        cmocka_unit_test(a_table_is_read_by_its_header),
        cmocka_unit_test(a_page_gives_its_article_and_what_it_says_of_itself),
        cmocka_unit_test(feeds_give_their_items),
        cmocka_unit_test(scripts_styles_and_comments_hide_no_text),
        cmocka_unit_test(nested_deep_or_endless_pages_get_a_message),
        cmocka_unit_test(what_is_no_news_says_what_it_is),
        cmocka_unit_test(folders_are_walked_in_the_order_of_names),
        cmocka_unit_test(every_format_is_told_to_help),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
