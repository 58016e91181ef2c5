/* The list of formats. One row adds a reader; help walks it too. The first row that knows the
 * bytes takes them, so plain text, which takes all text, is last. */
#include "read/source.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define SNIFF 4096

static const struct sg_input_format formats[] = {
    {{"gzip", "gz tgz", "any of these inside; its checksum is compared"},
     true,
     sg_gzip_matches,
     sg_gzip_open},
    {{"packed", "zst bz2 xz tar zip", "any of these inside, also nested"},
     true,
     sg_archive_matches,
     sg_archive_open},
    {{"WARC", "warc", "the pages of a web archive"}, true, sg_warc_matches, sg_warc_open},
    {{"mailbox", "mbox", "one message is one document"}, true, sg_mbox_matches, sg_mbox_open},
    {{"mail", "eml", "subject and body"}, true, sg_mail_matches, sg_mail_open},
    {{"feed", "rss atom xml", "RSS and Atom; one item is one document"},
     false,
     sg_feed_matches,
     sg_feed_open},
    {{"web page", "html htm xhtml", "the article's own text, title, date and outlet"},
     false,
     sg_html_matches,
     sg_html_open},
    {{"JSON array", "json", "a list of objects with \"text\""},
     false,
     sg_json_array_matches,
     sg_json_array_open},
    {{"JSON Lines", "jsonl ndjson", "one document a line; \"text\" must be there"},
     false,
     sg_json_lines_matches,
     sg_json_lines_open},
    {{"table", "csv tsv", "a header names text, title, date, id, source, url (--columns)"},
     false,
     sg_csv_matches,
     sg_csv_open},
    {{"plain text", "txt text md", "one file is one document"},
     false,
     sg_text_matches,
     sg_text_open},
};

const struct sg_read_format *sg_read_format_at(size_t i) {
    return i < sizeof formats / sizeof *formats ? &formats[i].row : NULL;
}

/* What is no news by its first bytes, so that the message can say what it is. */
static const struct {
    const char *magic;
    size_t length;
    const char *name;
    bool is_page_part; /* lies beside saved pages: left out of a folder without a word each */
} others[] = {
    {"%PDF-", 5, "a PDF: turn it into text with pdftotext first", false},
    {"\x89PNG", 4, "a picture", true},
    {"\xFF\xD8\xFF", 3, "a picture", true},
    {"GIF8", 4, "a picture", true},
    {"RIFF", 4, "a picture or a recording", true},
    {"\0\0\1\0", 4, "an icon", true},
    {"wOFF", 4, "a font", true},
    {"wOF2", 4, "a font", true},
    {"ID3", 3, "a recording", true},
    {"\x7F"
     "ELF",
     4, "a program", false},
    {"Rar!", 4, "a RAR archive: unpack it first", false},
    {"SQLite format 3", 15, "a database: export it as CSV or JSON Lines first", false},
    {"\xD0\xCF\x11\xE0", 4, "an old Office file: save it as text first", false},
};
static const char *const page_parts[] = {"css", "js", "svg", "map", "ico", "woff", "ttf"};

/* NUL bytes and many control characters; one stray NUL in an article is an article. */
static bool is_binary_data(const char *bytes, size_t length) {
    if (!length || !memchr(bytes, 0, length))
        return false; /* nearly every file */
    size_t controls = 0;
    for (size_t i = 0; i < length; i++)
        controls += (unsigned char)bytes[i] < 0x20 && !memchr("\t\n\r\f\v\x1B", bytes[i], 6);
    return controls * 20 > length;
}

/* UTF-16 and UTF-32 have NUL bytes and are text: a byte order mark, or every other byte NUL. */
static bool is_wide_text(const char *bytes, size_t length) {
    if (length >= 2 && (!memcmp(bytes, "\xFF\xFE", 2) || !memcmp(bytes, "\xFE\xFF", 2)))
        return true;
    size_t nuls[2] = {0, 0};
    for (size_t i = 0; i < length; i++)
        nuls[i & 1] += bytes[i] == 0;
    return (nuls[0] > length * 2 / 5 && nuls[1] < length / 20) ||
           (nuls[1] > length * 2 / 5 && nuls[0] < length / 20);
}

static void extension_of(char out[16], const char *path) {
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    const char *dot = strrchr(base, '.');
    size_t n = 0;
    if (dot && dot > base && strlen(dot + 1) < 16)
        for (const char *p = dot + 1; *p; p++)
            out[n++] = (char)tolower((unsigned char)*p);
    out[n] = '\0';
}

enum sg_status sg_input_format_find(const struct sg_input_format **out, struct sg_stream *stream,
                                    struct sg_error *err) {
    *out = NULL;
    char extension[16];
    extension_of(extension, stream->path);
    struct sg_sniff sniff = {.extension = extension};
    enum sg_status status = sg_stream_peek(&sniff.bytes, &sniff.length, stream, SNIFF, err);
    if (status)
        return status;
    if (!sniff.length)
        return sg_fail(err, SG_ERR_DATA, "%s: empty", stream->path);
    if (sniff.length > SNIFF)
        sniff.length = SNIFF;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (sniff.length >= others[i].length &&
            !memcmp(sniff.bytes, others[i].magic, others[i].length)) {
            if (!stream->is_listed && others[i].is_page_part)
                return SG_OK;
            return sg_fail(err, SG_ERR_DATA, "%s: %s", stream->path, others[i].name);
        }
    if (!stream->is_listed)
        for (size_t i = 0; i < sizeof page_parts / sizeof *page_parts; i++)
            if (!strcmp(extension, page_parts[i]))
                return SG_OK;
    if (sniff.length >= 3 && !memcmp(sniff.bytes, "\xEF\xBB\xBF", 3)) {
        sniff.bytes += 3;
        sniff.length -= 3;
    }
    bool is_binary =
        is_binary_data(sniff.bytes, sniff.length) && !is_wide_text(sniff.bytes, sniff.length);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if ((!is_binary || formats[i].is_binary) && formats[i].matches(&sniff)) {
            *out = &formats[i];
            return SG_OK;
        }
    return sg_fail(err, SG_ERR_DATA,
                   "%s: binary, of no kind that is read here (see stancegraph --help)",
                   stream->path);
}
