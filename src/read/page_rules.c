#include "read/page_rules.h"

#include "base/strmap.h"

#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const field_names[SG_PAGE_FIELDS] = {"title", "date", "outlet", "url", "lang"};

enum { FIELD_STEP = 1000, NAME_MOST = 80 };

struct sg_page_rules {
    struct sg_strmap *meta;  /* name -> field * FIELD_STEP + rank */
    struct sg_strmap *types; /* lower case */
    struct sg_strmap *marks; /* word -> sg_page_mark */
};

static void lower(char out[NAME_MOST], const char *text, size_t length) {
    size_t n = 0;
    for (; n < length && n + 1 < NAME_MOST; n++)
        out[n] = (char)tolower((unsigned char)text[n]);
    out[n] = '\0';
}

static bool add_list(struct sg_strmap *map, const json_t *list, uint32_t value, uint32_t step) {
    for (size_t i = 0; i < json_array_size(list); i++) {
        char name[NAME_MOST];
        const char *text = json_string_value(json_array_get(list, i));
        if (!text)
            continue;
        lower(name, text, strlen(text));
        if (!sg_strmap_set(map, name, value + step * (uint32_t)i))
            return false;
    }
    return true;
}

enum sg_status sg_page_rules_load(struct sg_page_rules **out, const char *data_dir,
                                  struct sg_error *err) {
    char path[4096];
    json_error_t reason;
    enum sg_status status = SG_OK;
    snprintf(path, sizeof path, "%s/pages.json", data_dir);
    json_t *root = json_load_file(path, 0, &reason);
    if (!root)
        return sg_fail(err, SG_ERR_DATA, "%s:%d: %s", path, reason.line, reason.text);
    struct sg_page_rules *rules = calloc(1, sizeof *rules);
    bool is_fine = rules && (rules->meta = sg_strmap_new()) && (rules->types = sg_strmap_new()) &&
                   (rules->marks = sg_strmap_new());
    for (uint32_t i = 0; is_fine && i < SG_PAGE_FIELDS; i++)
        is_fine =
            add_list(rules->meta, json_object_get(json_object_get(root, "meta"), field_names[i]),
                     i * FIELD_STEP, 1);
    is_fine = is_fine && add_list(rules->types, json_object_get(root, "article_types"), 1, 0) &&
              add_list(rules->marks, json_object_get(root, "drop"), SG_MARK_DROP, 0) &&
              add_list(rules->marks, json_object_get(root, "body"), SG_MARK_BODY, 0);
    if (!is_fine) {
        sg_page_rules_free(rules);
        rules = NULL;
        status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    json_decref(root);
    *out = rules;
    return status;
}

void sg_page_rules_free(struct sg_page_rules *rules) {
    if (!rules)
        return;
    sg_strmap_free(rules->meta);
    sg_strmap_free(rules->types);
    sg_strmap_free(rules->marks);
    free(rules);
}

bool sg_page_meta(enum sg_page_field *field, size_t *rank, const struct sg_page_rules *rules,
                  const char *name) {
    char text[NAME_MOST];
    if (!rules || !name)
        return false;
    lower(text, name, strlen(name));
    uint32_t value = sg_strmap_get(rules->meta, text);
    if (value == SG_STRMAP_NONE)
        return false;
    *field = (enum sg_page_field)(value / FIELD_STEP);
    *rank = value % FIELD_STEP;
    return true;
}

bool sg_page_is_article_type(const struct sg_page_rules *rules, const char *type) {
    char text[NAME_MOST];
    if (!rules || !type)
        return false;
    lower(text, type, strlen(type));
    return sg_strmap_get(rules->types, text) != SG_STRMAP_NONE;
}

static uint32_t mark_of_word(const struct sg_page_rules *rules, const char *word, size_t length) {
    char text[NAME_MOST];
    if (!length || length + 1 >= NAME_MOST)
        return SG_STRMAP_NONE;
    lower(text, word, length);
    return sg_strmap_get(rules->marks, text);
}

enum sg_page_mark sg_page_mark_of(const struct sg_page_rules *rules, const char *attribute) {
    enum sg_page_mark mark = SG_MARK_NONE;
    if (!rules)
        return mark;
    for (const char *p = attribute; *p;) {
        size_t length = strcspn(p, " \t\r\n");
        uint32_t found = mark_of_word(rules, p, length);
        if (found == SG_MARK_BODY)
            return SG_MARK_BODY;
        if (found == SG_MARK_DROP)
            mark = SG_MARK_DROP;
        /* "article__comments", "c-share-bar": the last word of a compound is what it is */
        size_t from = length;
        while (from && isalnum((unsigned char)p[from - 1]))
            from--;
        if (from && mark_of_word(rules, p + from, length - from) == SG_MARK_DROP)
            mark = SG_MARK_DROP;
        p += length;
        p += strspn(p, " \t\r\n");
    }
    return mark;
}
