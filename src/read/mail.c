/* Mail: .eml, one message a file. The text is the subject and the body: its plain part, or its
 * HTML part read as a page when there is no plain one worth reading. */
#include "read/mail.h"

#include "base/date.h"
#include "base/utf8.h"
#include "read/html.h"

#include <gmime/gmime.h>
#include <pthread.h>
#include <string.h>
#include <strings.h>

enum { PLAIN_ENOUGH = 200, PARTS_MOST = 200 };

static pthread_once_t gmime_once = PTHREAD_ONCE_INIT;
static void start_gmime(void) { g_mime_init(); }

static bool line_begins(const struct sg_sniff *sniff, const char *name) {
    size_t length = strlen(name);
    for (size_t i = 0; i + length < sniff->length;) {
        if (!strncasecmp(sniff->bytes + i, name, length))
            return true;
        const char *newline = memchr(sniff->bytes + i, '\n', sniff->length - i);
        if (!newline)
            return false;
        i = (size_t)(newline - sniff->bytes) + 1;
        if (i < sniff->length && (sniff->bytes[i] == '\n' || sniff->bytes[i] == '\r'))
            return false; /* the header ends */
    }
    return false;
}

static bool has_mail_header(const struct sg_sniff *sniff) {
    return line_begins(sniff, "from:") &&
           (line_begins(sniff, "message-id:") || line_begins(sniff, "mime-version:") ||
            line_begins(sniff, "received:") || line_begins(sniff, "return-path:"));
}

bool sg_mail_matches(const struct sg_sniff *sniff) {
    if (!strcmp(sniff->extension, "eml"))
        return true;
    size_t name = 0; /* the first line is a header already */
    while (name < sniff->length &&
           (sniff->bytes[name] == '-' || (sniff->bytes[name] | 32) >= 'a') &&
           (sniff->bytes[name] | 32) <= 'z')
        name++;
    return name && name < sniff->length && sniff->bytes[name] == ':' && has_mail_header(sniff);
}

bool sg_mbox_matches(const struct sg_sniff *sniff) {
    return sniff->length > 5 && !memcmp(sniff->bytes, "From ", 5) &&
           (!strcmp(sniff->extension, "mbox") || has_mail_header(sniff));
}

struct bodies {
    char *plain, *html; /* g_malloc'ed, UTF-8 */
    size_t parts;
};

static void take_part(GMimeObject *parent, GMimeObject *part, gpointer data) {
    struct bodies *bodies = data;
    (void)parent;
    if (!GMIME_IS_TEXT_PART(part) || ++bodies->parts > PARTS_MOST)
        return;
    const char *disposition = g_mime_object_get_disposition(part);
    if (disposition && !strcasecmp(disposition, "attachment"))
        return;
    GMimeContentType *type = g_mime_object_get_content_type(part);
    bool is_html = g_mime_content_type_is_type(type, "text", "html");
    char **slot = is_html ? &bodies->html : &bodies->plain;
    if (!*slot && (is_html || g_mime_content_type_is_type(type, "text", "plain")))
        *slot = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
}

/* Valid UTF-8 in the arena, whatever gmime made of it. */
static const char *valid(const char *text, struct sg_source *source, struct sg_arena *arena) {
    const char *out = NULL;
    size_t length, bad;
    struct sg_error ignored;
    if (!text || sg_decode(&out, &length, &bad, text, strlen(text), NULL, source->stream->path,
                           source->context, arena, &ignored))
        return NULL;
    return out;
}

static const char *sender(GMimeMessage *message, struct sg_source *source,
                          struct sg_arena *arena) {
    InternetAddressList *from = g_mime_message_get_from(message);
    InternetAddress *first = from && internet_address_list_length(from) > 0
                                 ? internet_address_list_get_address(from, 0)
                                 : NULL;
    const char *name = first ? internet_address_get_name(first) : NULL;
    return name && *name ? valid(name, source, arena) : NULL;
}

static enum sg_status fill(struct sg_document *document, struct sg_source *source,
                           GMimeMessage *message, size_t number, struct sg_arena *arena,
                           struct sg_error *err) {
    struct bodies bodies = {0};
    enum sg_status status = SG_OK;
    g_mime_message_foreach(message, take_part, &bodies);
    if (!bodies.parts && GMIME_IS_TEXT_PART(g_mime_message_get_mime_part(message)))
        take_part(NULL, g_mime_message_get_mime_part(message), &bodies);
    const char *plain = valid(bodies.plain, source, arena);
    const char *html = valid(bodies.html, source, arena);
    g_free(bodies.plain);
    g_free(bodies.html);
    document->title = valid(g_mime_message_get_subject(message), source, arena);
    document->source = sender(message, source, arena);
    GDateTime *date = g_mime_message_get_date(message);
    char iso[SG_DATE_SIZE], when[40];
    if (date) {
        snprintf(when, sizeof when, "%04d-%02d-%02d", g_date_time_get_year(date),
                 g_date_time_get_month(date), g_date_time_get_day_of_month(date));
        if (sg_date_parse(iso, when, strlen(when), NULL))
            document->date = sg_arena_strdup(arena, iso);
    }
    const char *body = plain ? plain : "";
    if (html && strlen(body) < PLAIN_ENOUGH) {
        struct sg_document page = {.path = document->path};
        status = sg_html_read(&page, html, strlen(html), source->context, arena, err);
        if (!status && page.text_length > strlen(body))
            body = page.text;
    }
    if (status)
        return status;
    const char *title = document->title ? document->title : "";
    bool has_title = *title && !sg_begins_with_title(body, title);
    document->text =
        sg_arena_printf(arena, "%s%s%s", has_title ? title : "", has_title ? "\n\n" : "", body);
    if (!document->text)
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", document->path);
    document->text_length = strlen(document->text);
    if (!*body)
        return sg_fail(err, SG_ERR_DATA, "%s: message %zu: no text in it", document->path, number);
    return SG_OK;
}

enum sg_status sg_mail_document(struct sg_yield *out, struct sg_source *source, const char *bytes,
                                size_t length, size_t number, struct sg_arena *arena,
                                struct sg_error *err) {
    pthread_once(&gmime_once, start_gmime);
    struct sg_document *document = sg_source_document(source, number, arena);
    if (!document)
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", source->stream->path);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, length);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    enum sg_status status =
        message ? fill(document, source, message, number, arena, err)
                : sg_fail(err, SG_ERR_DATA, "%s: message %zu: no mail message can be made of it",
                          source->stream->path, number);
    if (message)
        g_object_unref(message);
    g_object_unref(parser);
    g_object_unref(stream);
    if (!status)
        out->document = document;
    return status;
}

static enum sg_status mail_next(struct sg_yield *out, struct sg_source *source,
                                struct sg_arena *arena, struct sg_error *err) {
    struct sg_stream *stream = source->stream;
    if (!stream)
        return SG_OK;
    const char *bytes;
    size_t length;
    enum sg_status status =
        sg_stream_all(&bytes, &length, stream, source->context->options.max_document, err);
    if (!status)
        status = sg_mail_document(out, source, bytes, length, 1, arena, err);
    if (!status)
        out->document->id = sg_source_id(stream->id, 0, arena);
    sg_stream_close(stream);
    source->stream = NULL;
    return status;
}

enum sg_status sg_mail_open(struct sg_source **out, struct sg_stream *stream,
                            struct sg_read_context *context, struct sg_error *err) {
    static const struct sg_source_class class = {mail_next, sg_source_free};
    return sg_source_new(out, sizeof(struct sg_source), &class, stream, context, err);
}
