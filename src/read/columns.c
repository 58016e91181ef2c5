#include "read/columns.h"

#include <stdio.h>
#include <string.h>

static const char *const text_names[] = {"text", "body", "content", "article", "story", NULL};
static const char *const id_names[] = {"id", "doc", "doc_id", "document", "guid", NULL};
static const char *const title_names[] = {"title", "headline", NULL};
static const char *const date_names[] = {"date",         "published",    "pubdate",
                                         "published_at", "publish_date", NULL};
static const char *const source_names[] = {"source", "outlet", "publisher", "publication", NULL};
static const char *const url_names[] = {"url", "link", NULL};
static const char *const lang_names[] = {"lang", "language", NULL};

const char *const *const sg_column_names[SG_COLUMN_COUNT] = {
    text_names, id_names, title_names, date_names, source_names, url_names, lang_names};

enum sg_status sg_columns_parse(struct sg_columns *out, const char *spec, struct sg_arena *arena,
                                struct sg_error *err) {
    *out = (struct sg_columns){{NULL}};
    while (spec && *spec) {
        size_t length = strcspn(spec, ",");
        const char *equals = memchr(spec, '=', length);
        size_t role = 0;
        while (equals && role < SG_COLUMN_COUNT &&
               (strlen(sg_column_names[role][0]) != (size_t)(equals - spec) ||
                memcmp(sg_column_names[role][0], spec, (size_t)(equals - spec))))
            role++;
        if (!equals || role == SG_COLUMN_COUNT || equals + 1 == spec + length)
            return sg_fail(err, SG_ERR_USAGE,
                           "--columns: \"%.*s\" is not ROLE=NAME with ROLE one of text, id, title, "
                           "date, source, url, lang",
                           (int)length, spec);
        out->asked[role] =
            sg_arena_strndup(arena, equals + 1, (size_t)(spec + length - equals - 1));
        spec += length;
        spec += *spec == ',';
    }
    return SG_OK;
}
