/* An unknown name is read as a known one: "The Houthis fired missiles" as "The Taliban fired
 * missiles", where the network, which never met the word, took "fired" for an adjective. */
#ifndef SG_SYNTAX_STAND_IN_H
#define SG_SYNTAX_STAND_IN_H

#include <stancegraph/error.h>
#include <stddef.h>

struct sg_stand_in {
    char *after; /* the lower-case word before the name; NULL: any */
    char *form, *lower;
};

struct sg_stand_ins {
    struct sg_stand_in *rows; /* the one for any word last */
    size_t count;
    struct sg_stand_in headline_comma; /* form NULL: a comma stays one */
};

/* Reads data/en/syntax.json. */
enum sg_status sg_stand_ins_load(struct sg_stand_ins *out, const char *data_dir,
                                 struct sg_error *err);
void sg_stand_ins_release(struct sg_stand_ins *stand_ins);
/* `before`: the lower-case word in front, or NULL. Never NULL. */
const struct sg_stand_in *sg_stand_in_for(const struct sg_stand_ins *stand_ins, const char *before);

#endif
