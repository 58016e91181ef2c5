#include "model/tree.h"

#include <string.h>

static const char *const upos_names[] = {"_",
#define X(name) #name,
                                         SG_UPOS_LIST(X)
#undef X
};

static const char *const deprel_names[] = {"_",
#define X(name, label) label,
                                           SG_DEPREL_LIST(X)
#undef X
};

static const char *const xpos_names[] = {"_",
#define X(name, label) label,
                                         SG_XPOS_LIST(X)
#undef X
};

static const char *name_of(const char *const *names, unsigned count, unsigned i) {
    return i < count ? names[i] : "_";
}

static unsigned find(const char *const *names, unsigned count, const char *label) {
    for (unsigned i = 1; i < count; i++)
        if (!strcmp(names[i], label))
            return i;
    return 0;
}

const char *sg_upos_name(enum sg_upos upos) { return name_of(upos_names, SG_UPOS_COUNT, upos); }
const char *sg_xpos_name(enum sg_xpos xpos) { return name_of(xpos_names, SG_XPOS_COUNT, xpos); }
const char *sg_deprel_name(enum sg_deprel deprel) {
    return name_of(deprel_names, SG_DEPREL_COUNT, deprel);
}

enum sg_upos sg_upos_find(const char *label) { return find(upos_names, SG_UPOS_COUNT, label); }
enum sg_xpos sg_xpos_find(const char *label) { return find(xpos_names, SG_XPOS_COUNT, label); }
enum sg_deprel sg_deprel_find(const char *label) {
    return find(deprel_names, SG_DEPREL_COUNT, label);
}
