/* The examples of lexicon entries, run: for `lint` and for the tests. */
#ifndef SG_LEXICON_EXAMPLES_H
#define SG_LEXICON_EXAMPLES_H

#include <stancegraph/engine.h>
#include <stddef.h>

struct sg_example_tally {
    size_t run, held;
};

/* Runs every example ("examples", "no") of the relations in `path` (or of all, NULL) through the
 * engine, which must extract all of them. `complain` (may be NULL) hears of those that fail. */
enum sg_status sg_examples_run(struct sg_example_tally *out, const struct sg_engine *engine,
                               const char *path,
                               void (*complain)(void *context, const char *rule, const char *text,
                                                bool was_wanted),
                               void *context, struct sg_error *err);

#endif
