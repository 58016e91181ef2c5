/* data/pages.json: the names by which web pages tell what is what. */
#ifndef SG_READ_PAGE_RULES_H
#define SG_READ_PAGE_RULES_H

#include <stancegraph/error.h>
#include <stdbool.h>
#include <stddef.h>

struct sg_page_rules;

enum sg_page_field {
    SG_PAGE_TITLE,
    SG_PAGE_DATE,
    SG_PAGE_OUTLET,
    SG_PAGE_URL,
    SG_PAGE_LANG,
    SG_PAGE_FIELDS
};

enum sg_status sg_page_rules_load(struct sg_page_rules **out, const char *data_dir,
                                  struct sg_error *err);
void sg_page_rules_free(struct sg_page_rules *rules);

/* All take NULL for rules and then know nothing. */

/* Which field a <meta> of this name gives, and how good it is (0 is best); false for none. */
bool sg_page_meta(enum sg_page_field *field, size_t *rank, const struct sg_page_rules *rules,
                  const char *name);
bool sg_page_is_article_type(const struct sg_page_rules *rules, const char *type);

enum sg_page_mark { SG_MARK_NONE, SG_MARK_BODY, SG_MARK_DROP };
/* What a class or id attribute says of its element. */
enum sg_page_mark sg_page_mark_of(const struct sg_page_rules *rules, const char *attribute);

#endif
