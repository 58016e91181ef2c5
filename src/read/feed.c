/* RSS 2.0, RSS 1.0 (RDF) and Atom, item by item. An item's text is its title and its content, or
 * its summary when it has no content. */
#include "base/date.h"
#include "base/utf8.h"
#include "read/html.h"
#include "read/html_tree.h"

#include <ctype.h>
#include <libxml/xmlreader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct feed {
    struct sg_source base;
    xmlTextReaderPtr reader;
    size_t item;
    bool has_ended, stands_on_item;
    bool in_cdata, is_wide; /* of the bytes that were read: UTF-16 is passed on as it is */
    char ready[4096];       /* escaped, not yet taken by the parser */
    size_t ready_at, ready_end;
    char outlet[200], lang[16]; /* the channel's */
    struct sg_error below;      /* why the stream underneath failed */
    char reason[300];           /* libxml2's first complaint since the last item */
    int reason_line;
};

static bool has(const struct sg_sniff *sniff, const char *word) {
    return memmem(sniff->bytes, sniff->length, word, strlen(word)) != NULL;
}

bool sg_feed_matches(const struct sg_sniff *sniff) {
    size_t i = 0;
    while (i < sniff->length && isspace((unsigned char)sniff->bytes[i]))
        i++;
    if (i == sniff->length || sniff->bytes[i] != '<')
        return false;
    return (has(sniff, "<rss") || has(sniff, "<feed") || has(sniff, "<rdf:RDF")) &&
           !has(sniff, "<html") && !has(sniff, "<body") && !has(sniff, "<HTML");
}

/* "&" that begins one of XML's own entities or a number. */
static bool is_entity(const char *bytes, size_t have) {
    static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (have >= strlen(names[i]) && !memcmp(bytes, names[i], strlen(names[i])))
            return true;
    return false;
}

/* Feeds are written by hand: "Arts & Letters", "&nbsp;". Such an "&" is escaped on the way in (it
 * breaks the file for a strict parser), but not in CDATA, where it stands for itself. Entities that
 * the file defines are escaped too: nobody needs them, and bombs are made of them. */
static enum sg_status refill(struct feed *feed) {
    const char *bytes;
    size_t have, i = 0;
    enum sg_status status = sg_stream_peek(&bytes, &have, feed->base.stream, 16, &feed->below);
    bool is_last = have < 16; /* else a mark may go on behind what is seen */
    feed->ready_at = feed->ready_end = 0;
    while (!status && i < have && feed->ready_end + 5 <= sizeof feed->ready &&
           (is_last || have - i >= 16)) {
        const char *p = bytes + i++;
        size_t left = have - i + 1;
        if (feed->in_cdata && left >= 3 && !memcmp(p, "]]>", 3))
            feed->in_cdata = false;
        else if (left >= 9 && !memcmp(p, "<![CDATA[", 9))
            feed->in_cdata = true;
        if (!feed->is_wide && !feed->in_cdata && *p == '&' && !is_entity(p, left)) {
            memcpy(feed->ready + feed->ready_end, "&amp;", 5);
            feed->ready_end += 5;
        } else {
            feed->ready[feed->ready_end++] = *p;
        }
    }
    sg_stream_skip(feed->base.stream, i);
    return status;
}

static int on_read(void *context, char *out, int size) {
    struct feed *feed = context;
    if (feed->ready_at == feed->ready_end && refill(feed))
        return -1;
    size_t n = feed->ready_end - feed->ready_at;
    if (n > (size_t)size)
        n = (size_t)size;
    memcpy(out, feed->ready + feed->ready_at, n);
    feed->ready_at += n;
    return (int)n;
}

static void on_error(void *context, xmlErrorPtr error) {
    struct feed *feed = context;
    if (feed->reason[0] || error->level < XML_ERR_ERROR)
        return;
    snprintf(feed->reason, sizeof feed->reason, "%s", error->message ? error->message : "broken");
    feed->reason[strcspn(feed->reason, "\n")] = '\0';
    feed->reason_line = error->line;
}

static bool is_item(const xmlChar *name) {
    return name && (xmlStrEqual(name, BAD_CAST "item") || xmlStrEqual(name, BAD_CAST "entry"));
}

/* What the channel tells of itself stands before its first item. */
static void read_channel(struct feed *feed) {
    const xmlChar *name = xmlTextReaderConstLocalName(feed->reader);
    int depth = xmlTextReaderDepth(feed->reader);
    bool is_title = depth >= 1 && depth <= 2 && xmlStrEqual(name, BAD_CAST "title");
    bool is_lang = depth == 2 && xmlStrEqual(name, BAD_CAST "language");
    if (depth == 0) {
        xmlChar *lang = xmlTextReaderXmlLang(feed->reader);
        if (lang)
            snprintf(feed->lang, sizeof feed->lang, "%s", (const char *)lang);
        xmlFree(lang);
    }
    if ((!is_title || feed->outlet[0]) && !is_lang)
        return;
    xmlNodePtr node = xmlTextReaderExpand(feed->reader);
    xmlChar *text = node ? xmlNodeGetContent(node) : NULL;
    if (text && is_title)
        snprintf(feed->outlet, sizeof feed->outlet, "%.190s", (const char *)text);
    else if (text)
        snprintf(feed->lang, sizeof feed->lang, "%.15s", (const char *)text);
    xmlFree(text);
    feed->outlet[sg_utf8_valid_prefix(feed->outlet, strlen(feed->outlet))] = '\0';
    feed->lang[strcspn(feed->lang, "-_")] = '\0';
}

static bool is_named(xmlNodePtr node, const char *name) {
    return node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, BAD_CAST name);
}

/* A broken feed's strings may hold bytes that are no UTF-8: libxml2 goes on with what it has. */
static const char *mended(const char *text, struct sg_arena *arena) {
    size_t length = text ? strlen(text) : 0;
    return sg_utf8_valid_prefix(text ? text : "", length) < length ? sg_source_id(text, 0, arena)
                                                                   : text;
}

/* The text of the first child of that name, in the arena, trimmed; NULL when there is none. */
static const char *child_text(xmlNodePtr item, const char *name, struct sg_arena *arena) {
    for (xmlNodePtr node = item->children; node; node = node->next) {
        if (!is_named(node, name))
            continue;
        xmlChar *text = xmlNodeGetContent(node);
        const char *from = (const char *)text;
        while (from && isspace((unsigned char)*from))
            from++;
        size_t length = from ? strlen(from) : 0;
        while (length && isspace((unsigned char)from[length - 1]))
            length--;
        const char *out = length ? sg_arena_strndup(arena, from, length) : NULL;
        xmlFree(text);
        if (out)
            return mended(out, arena);
    }
    return NULL;
}

/* Content that stands as elements (Atom's xhtml) is written out again. */
static const char *child_markup(xmlNodePtr item, const char *name, struct sg_arena *arena) {
    for (xmlNodePtr node = item->children; node; node = node->next) {
        if (!is_named(node, name))
            continue;
        xmlChar *type = xmlGetProp(node, BAD_CAST "type");
        bool is_xhtml = type && xmlStrEqual(type, BAD_CAST "xhtml");
        xmlFree(type);
        if (!is_xhtml)
            continue;
        xmlBufferPtr buffer = xmlBufferCreate();
        const char *out = NULL;
        if (buffer && xmlNodeDump(buffer, node->doc, node, 0, 0) >= 0)
            out = sg_arena_strdup(arena, (const char *)xmlBufferContent(buffer));
        xmlBufferFree(buffer);
        return mended(out, arena);
    }
    return child_text(item, name, arena);
}

/* <link>address</link>, or Atom's <link href="..." rel="alternate"/>. */
static const char *link_of(xmlNodePtr item, struct sg_arena *arena) {
    const char *text = child_text(item, "link", arena);
    for (xmlNodePtr node = item->children; node && !text; node = node->next) {
        xmlChar *rel = is_named(node, "link") ? xmlGetProp(node, BAD_CAST "rel") : NULL;
        xmlChar *href = is_named(node, "link") ? xmlGetProp(node, BAD_CAST "href") : NULL;
        if (href && (!rel || xmlStrEqual(rel, BAD_CAST "alternate")))
            text = sg_arena_strdup(arena, (const char *)href);
        xmlFree(rel);
        xmlFree(href);
    }
    return mended(text, arena);
}

static const char *first_of(xmlNodePtr item, const char *const *names, struct sg_arena *arena) {
    for (; *names; names++) {
        const char *text = child_text(item, *names, arena);
        if (text)
            return text;
    }
    return NULL;
}

static enum sg_status item_document(struct sg_yield *out, struct feed *feed, xmlNodePtr item,
                                    struct sg_arena *arena, struct sg_error *err) {
    static const char *const dates[] = {"pubDate", "published", "date", "issued", "updated", NULL};
    struct sg_source *source = &feed->base;
    const char *path = source->stream->path;
    size_t limit = source->context->options.max_document;
    struct sg_document *document = sg_source_document(source, feed->item, arena);
    const char *html = child_markup(item, "encoded", arena); /* content:encoded */
    if (!html)
        html = child_markup(item, "content", arena);
    if (!html)
        html = child_markup(item, "description", arena);
    if (!html)
        html = child_markup(item, "summary", arena);
    if (!document || sg_arena_failed(arena))
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
    document->title = child_text(item, "title", arena);
    if (html && strlen(html) > limit)
        return sg_fail(err, SG_ERR_LIMIT, "%s: item %zu: longer than the limit for one document",
                       path, feed->item);
    if (!html)
        html = "";
    struct sg_document page = {.path = path};
    const char *title = document->title ? document->title : "";
    if (*html) {
        enum sg_status status =
            sg_html_read(&page, html, strlen(html), source->context, arena, err);
        if (status)
            return status;
    }
    const char *body = page.text ? page.text : "";
    if (page.title && sg_begins_with_title(body, page.title))
        title = ""; /* the content begins with a headline of its own */
    bool has_title = *title && !sg_begins_with_title(body, title);
    document->text = sg_arena_printf(arena, "%s%s%s", has_title ? title : "",
                                     has_title && *body ? "\n\n" : "", body);
    if (!document->text)
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
    document->text_length = strlen(document->text);
    if (!document->text_length)
        return sg_fail(err, SG_ERR_DATA, "%s: item %zu: no text in it", path, feed->item);
    document->url = link_of(item, arena);
    document->id = child_text(item, "guid", arena);
    if (!document->id)
        document->id = child_text(item, "id", arena);
    if (!document->id)
        document->id =
            document->url ? document->url : sg_source_id(source->stream->id, feed->item, arena);
    const char *outlet = child_text(item, "source", arena);
    document->source = outlet            ? outlet
                       : feed->outlet[0] ? sg_arena_strdup(arena, feed->outlet)
                                         : NULL;
    feed->lang[sg_utf8_valid_prefix(feed->lang, strlen(feed->lang))] = '\0'; /* cut by its room */
    document->lang = feed->lang[0] ? sg_arena_strdup(arena, feed->lang) : NULL;
    const char *date = first_of(item, dates, arena);
    char iso[SG_DATE_SIZE];
    if (date && sg_date_parse(iso, date, strlen(date), NULL))
        document->date = sg_arena_strdup(arena, iso);
    out->document = document;
    return SG_OK;
}

static enum sg_status feed_next(struct sg_yield *out, struct sg_source *source,
                                struct sg_arena *arena, struct sg_error *err) {
    struct feed *feed = (struct feed *)source;
    while (!feed->has_ended) {
        int code = feed->stands_on_item ? xmlTextReaderNext(feed->reader)
                                        : xmlTextReaderRead(feed->reader);
        feed->stands_on_item = false;
        if (code != 1) {
            feed->has_ended = true;
            if (feed->below.status)
                return sg_fail(err, feed->below.status, "%s", feed->below.text);
            if (code < 0 || feed->reason[0])
                return sg_fail(err, SG_ERR_DATA, "%s:%d: broken XML: %s; read up to there",
                               source->stream->path, feed->reason_line,
                               feed->reason[0] ? feed->reason : "it has no end");
            if (!feed->item)
                return sg_fail(err, SG_ERR_DATA, "%s: a feed without items", source->stream->path);
            return SG_OK;
        }
        if (xmlTextReaderNodeType(feed->reader) != XML_READER_TYPE_ELEMENT)
            continue;
        if (!is_item(xmlTextReaderConstLocalName(feed->reader))) {
            if (!feed->item)
                read_channel(feed);
            continue;
        }
        feed->item++;
        feed->stands_on_item = true;
        xmlNodePtr item = xmlTextReaderExpand(feed->reader);
        if (item)
            return item_document(out, feed, item, arena, err);
    }
    return SG_OK;
}

static void feed_close(struct sg_source *source) {
    xmlFreeTextReader(((struct feed *)source)->reader);
    sg_source_free(source);
}

enum sg_status sg_feed_open(struct sg_source **out, struct sg_stream *stream,
                            struct sg_read_context *context, struct sg_error *err) {
    static const struct sg_source_class class = {feed_next, feed_close};
    struct feed *feed;
    enum sg_status status = sg_source_new(&feed, sizeof *feed, &class, stream, context, err);
    if (status)
        return status;
    const char *bytes;
    size_t have;
    status = sg_stream_peek(&bytes, &have, stream, 2, err);
    if (status) {
        free(feed);
        return status;
    }
    feed->is_wide = have >= 2 && (!bytes[0] || !bytes[1] || (unsigned char)bytes[0] >= 0xFE);
    /* no network, no entities of the file's own: nothing outside the file is read */
    feed->reader = xmlReaderForIO(on_read, NULL, feed, NULL, stream->charset,
                                  XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOCDATA);
    if (!feed->reader) {
        free(feed);
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", stream->path);
    }
    xmlTextReaderSetStructuredErrorHandler(feed->reader, on_error, feed);
    *out = &feed->base;
    return SG_OK;
}
