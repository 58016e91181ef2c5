/* Which field of a table or an object is the text, the title, the date ... */
#ifndef SG_READ_COLUMNS_H
#define SG_READ_COLUMNS_H

#include "base/arena.h"

#include <stancegraph/error.h>

enum sg_column_role {
    SG_COLUMN_TEXT,
    SG_COLUMN_ID,
    SG_COLUMN_TITLE,
    SG_COLUMN_DATE,
    SG_COLUMN_SOURCE,
    SG_COLUMN_URL,
    SG_COLUMN_LANG,
    SG_COLUMN_COUNT
};

/* The usual names of each, the contract's own first; each list ends in NULL. */
extern const char *const *const sg_column_names[SG_COLUMN_COUNT];

struct sg_columns {
    const char *asked[SG_COLUMN_COUNT]; /* by --columns, or NULL */
};

/* "text=Body,title=Headline"; NULL: nothing is asked. */
enum sg_status sg_columns_parse(struct sg_columns *out, const char *spec, struct sg_arena *arena,
                                struct sg_error *err);

#endif
