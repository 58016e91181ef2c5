#include "resolve/resolve.h"

#include "resolve/memory.h"

static enum sg_status finish(struct sg_context *c, struct sg_error *err) {
    bool has_failed = c->roster.has_failed || sg_arena_failed(c->arena);
    sg_context_close(c);
    return has_failed ? sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", c->reading->document->id)
                      : SG_OK;
}

enum sg_status sg_resolve_names(struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                                const struct sg_referents *referents, struct sg_arena *arena,
                                struct sg_error *err) {
    struct sg_context c;
    if (!sg_context_open(&c, reading, gazetteer, referents, arena))
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id);
    sg_drop_unsupported(&c);
    sg_resolve_ambiguous(&c);
    sg_resolve_acronyms(&c);
    sg_resolve_titles(&c);
    sg_resolve_open_names(&c);
    sg_find_bonds(&c); /* makes people of open names beside a role */
    sg_resolve_short_names(&c);
    sg_resolve_body_names(&c);
    sg_find_focus(&c);
    sg_resolve_bodies(&c);
    sg_resolve_peoples(&c);
    sg_find_bonds(&c);
    sg_resolve_descriptions(&c);
    sg_find_bonds(&c);
    sg_resolve_roles(&c);
    sg_resolve_uses(&c);
    sg_resolve_labels(&c);
    sg_resolve_given_names(&c);
    return finish(&c, err);
}

enum sg_status sg_resolve(struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                          const struct sg_referents *referents, struct sg_arena *arena,
                          struct sg_error *err) {
    struct sg_context c;
    if (!sg_context_open(&c, reading, gazetteer, referents, arena))
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id);
    c.is_tree_ready = true;
    sg_find_focus(&c);
    sg_resolve_uses(&c);
    sg_collect_references(&c); /* from here on mentions keep their places */
    sg_resolve_uses(&c);
    sg_join_armies(&c);
    sg_find_bonds(&c);
    sg_resolve_quotes(&c);
    sg_resolve_references(&c);
    sg_resolve_affiliations(&c);
    return finish(&c, err);
}
