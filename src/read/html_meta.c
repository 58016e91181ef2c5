/* What a page says of itself: JSON-LD first, then <meta>, then <title>, <time> and lang. */
#include "read/html_tree.h"
#include "read/page_rules.h"

#include "base/date.h"

#include <jansson.h>
#include <string.h>
#include <strings.h>

struct found {
    const char *value;
    size_t rank;
};

struct meta {
    struct found fields[SG_PAGE_FIELDS];
    const char *title, *canonical, *time, *body;
    bool time_is_in_article;
    const struct sg_page_rules *rules;
    struct sg_arena *arena;
};

/* Ranks: JSON-LD beats <meta>, which has its own order. */
enum { RANK_LD = 0, RANK_META = 1, RANK_NONE = 10000 };

static void offer(struct meta *meta, enum sg_page_field field, const char *value, size_t rank) {
    struct found *found = &meta->fields[field];
    while (value && (*value == ' ' || *value == '\n' || *value == '\t'))
        value++;
    if (!value || !*value || (found->value && found->rank <= rank))
        return;
    char date[SG_DATE_SIZE];
    if (field == SG_PAGE_DATE && !sg_date_parse(date, value, strlen(value), NULL))
        return;
    found->value = sg_arena_strdup(meta->arena, value);
    found->rank = rank;
}

static bool has_article_type(const struct meta *meta, const json_t *object) {
    const json_t *type = json_object_get(object, "@type");
    if (json_is_string(type))
        return sg_page_is_article_type(meta->rules, json_string_value(type));
    for (size_t i = 0; i < json_array_size(type); i++)
        if (sg_page_is_article_type(meta->rules, json_string_value(json_array_get(type, i))))
            return true;
    return false;
}

/* A string, or the name of an object or of a list's first. */
static const char *name_of(const json_t *value) {
    if (json_is_array(value))
        value = json_array_get(value, 0);
    if (json_is_object(value))
        value = json_object_get(value, "name");
    return json_string_value(value);
}

static void read_linked_data(struct meta *meta, const json_t *value, int depth) {
    if (depth > 6)
        return;
    if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value) && i < 200; i++)
            read_linked_data(meta, json_array_get(value, i), depth + 1);
        return;
    }
    if (!json_is_object(value))
        return;
    if (has_article_type(meta, value)) {
        offer(meta, SG_PAGE_TITLE, json_string_value(json_object_get(value, "headline")), RANK_LD);
        offer(meta, SG_PAGE_DATE, json_string_value(json_object_get(value, "datePublished")),
              RANK_LD);
        offer(meta, SG_PAGE_OUTLET, name_of(json_object_get(value, "publisher")), RANK_LD);
        offer(meta, SG_PAGE_URL, json_string_value(json_object_get(value, "url")), RANK_LD);
        offer(meta, SG_PAGE_LANG, name_of(json_object_get(value, "inLanguage")), RANK_LD);
        const char *body = json_string_value(json_object_get(value, "articleBody"));
        if (body && !meta->body)
            meta->body = sg_arena_strdup(meta->arena, body);
    }
    read_linked_data(meta, json_object_get(value, "@graph"), depth + 1);
    read_linked_data(meta, json_object_get(value, "mainEntity"), depth + 1);
}

static const char *only_text(const GumboNode *node) {
    const GumboVector *children = &node->v.element.children;
    for (unsigned i = 0; i < children->length; i++) {
        const GumboNode *child = children->data[i];
        if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_CDATA)
            return child->v.text.text;
    }
    return NULL;
}

static void read_script(struct meta *meta, const GumboNode *node) {
    const char *type = sg_html_attribute(node, "type");
    const char *text = only_text(node);
    if (!type || strcasecmp(type, "application/ld+json") != 0 || !text)
        return;
    json_t *value = json_loads(text, JSON_DISABLE_EOF_CHECK, NULL);
    read_linked_data(meta, value, 0);
    json_decref(value);
}

static void read_meta(struct meta *meta, const GumboNode *node) {
    const char *content = sg_html_attribute(node, "content");
    const char *const names[] = {
        sg_html_attribute(node, "property"), sg_html_attribute(node, "name"),
        sg_html_attribute(node, "itemprop"), sg_html_attribute(node, "http-equiv")};
    enum sg_page_field field;
    size_t rank;
    for (size_t i = 0; content && i < 4; i++)
        if (sg_page_meta(&field, &rank, meta->rules, names[i]))
            offer(meta, field, content, RANK_META + rank);
}

static void visit(struct meta *meta, const GumboNode *node, bool in_article, int depth) {
    const GumboElement *element = &node->v.element;
    const char *value;
    switch (element->tag) {
    case GUMBO_TAG_META:
        read_meta(meta, node);
        break;
    case GUMBO_TAG_TITLE:
        if (!meta->title && (value = only_text(node)))
            meta->title = sg_arena_strdup(meta->arena, value);
        break;
    case GUMBO_TAG_SCRIPT:
        read_script(meta, node);
        break;
    case GUMBO_TAG_LINK:
        value = sg_html_attribute(node, "rel");
        if (value && !strcasecmp(value, "canonical") && !meta->canonical)
            meta->canonical = sg_arena_strdup(meta->arena, sg_html_attribute(node, "href"));
        break;
    case GUMBO_TAG_TIME:
        value = sg_html_attribute(node, "datetime");
        if (!value)
            value = only_text(node);
        char date[SG_DATE_SIZE];
        if (value && (!meta->time || (in_article && !meta->time_is_in_article)) &&
            sg_date_parse(date, value, strlen(value), NULL)) {
            meta->time = sg_arena_strdup(meta->arena, date);
            meta->time_is_in_article = in_article;
        }
        break;
    default:
        break;
    }
    in_article |= element->tag == GUMBO_TAG_ARTICLE || element->tag == GUMBO_TAG_MAIN;
    for (unsigned i = 0; i < element->children.length && depth < 3000; i++) {
        const GumboNode *child = element->children.data[i];
        if (child->type == GUMBO_NODE_ELEMENT)
            visit(meta, child, in_article, depth + 1);
    }
}

/* White space at the ends and in runs. */
static const char *tidy(const char *text, struct sg_arena *arena) {
    char *out = text ? sg_arena_strdup(arena, text) : NULL;
    size_t n = 0;
    if (!out)
        return NULL;
    for (const char *p = text; *p; p++) {
        bool is_space = *p == ' ' || *p == '\n' || *p == '\t' || *p == '\r';
        if (!is_space)
            out[n++] = *p;
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    while (n && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
    return n ? out : NULL;
}

void sg_html_metadata(struct sg_document *document, const char **body, const GumboNode *root,
                      const struct sg_page_rules *rules, struct sg_arena *arena) {
    struct meta meta = {.rules = rules, .arena = arena};
    for (size_t i = 0; i < SG_PAGE_FIELDS; i++)
        meta.fields[i].rank = RANK_NONE;
    visit(&meta, root, false, 0);
    const struct found *fields = meta.fields;
    char date[SG_DATE_SIZE];
    if (!document->title)
        document->title =
            tidy(fields[SG_PAGE_TITLE].value ? fields[SG_PAGE_TITLE].value : meta.title, arena);
    const char *when = fields[SG_PAGE_DATE].value ? fields[SG_PAGE_DATE].value : meta.time;
    if (!document->date && when && sg_date_parse(date, when, strlen(when), NULL))
        document->date = sg_arena_strdup(arena, date);
    if (!document->source)
        document->source = tidy(fields[SG_PAGE_OUTLET].value, arena);
    if (!document->url)
        document->url =
            tidy(fields[SG_PAGE_URL].value ? fields[SG_PAGE_URL].value : meta.canonical, arena);
    const char *lang = sg_html_attribute(root, "lang");
    if (!lang)
        lang = fields[SG_PAGE_LANG].value;
    if (!document->lang && lang && *lang)
        document->lang = sg_arena_strndup(arena, lang, strcspn(lang, "-_; ,"));
    *body = meta.body;
}
