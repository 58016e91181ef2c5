#include "model/reading.h"

#include <string.h>

static const char *const names[] = {
    [SG_TYPE_UNKNOWN] = "unknown",           [SG_TYPE_STATE] = "state",
    [SG_TYPE_OFFICIAL] = "official",         [SG_TYPE_MILITIA] = "militia",
    [SG_TYPE_ORGANIZATION] = "organization", [SG_TYPE_PERSON] = "person",
};

const char *sg_actor_type_name(enum sg_actor_type type) {
    return (unsigned)type < sizeof names / sizeof *names ? names[type] : names[0];
}

enum sg_actor_type sg_actor_type_find(const char *name) {
    for (unsigned i = 1; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i], name))
            return (enum sg_actor_type)i;
    return SG_TYPE_UNKNOWN;
}
