/* What the commands share: the table, options, the run over inputs, messages. */
#ifndef SG_CLI_CLI_H
#define SG_CLI_CLI_H

#include "corpus.h"

#include <stancegraph/claim.h>
#include <stancegraph/engine.h>
#include <stancegraph/graph.h>
#include <stdbool.h>
#include <stdio.h>

enum { SG_EXIT_OK = 0, SG_EXIT_SKIPPED = 1, SG_EXIT_USAGE = 2 };

/* --- the command table (main.c). A command is a row; its file is src/cli/<name>.c. */
struct sg_command {
    const char *name;
    const char *usage;   /* behind "stancegraph <name> " */
    const char *summary; /* one line */
    const char *details; /* what --help says below the options, with an example; may be NULL */
    int (*run)(const struct sg_command *self, int argc, char **argv); /* argv[0] is the name */
};

/* --- options: rows that parse and print their own help. */
struct sg_option {
    const char *name;     /* long name without dashes; NULL ends a table */
    char letter;          /* short form, or 0 */
    const char *argument; /* what stands behind it in the help; NULL: takes none */
    const char *help;
    /* Takes the value (NULL where the option has no argument); false with a message when it is
     * wrong. `target` is the pointer given to sg_options_parse. */
    bool (*set)(void *target, const char *value, struct sg_error *err);
};

enum sg_duplicates {
    SG_DUPLICATES_COUNT_ONCE, /* a group of reprints counts once in the graph */
    SG_DUPLICATES_KEEP,       /* every document counts */
    SG_DUPLICATES_DROP,       /* only the first of a group is given out */
};

/* Options that most commands share. Zeroed is the default. */
struct sg_common {
    struct sg_engine_options engine;
    struct sg_read_options read;
    unsigned jobs;
    enum sg_duplicates duplicates;
    bool is_strict;
    bool is_quiet; /* no progress, no closing line */
    bool keeps_sentences; /* sg_build_graph: every edge keeps all its sentences */
    const char **packs, **lexicons;
    char **inputs; /* what is left of the command line */
    size_t input_count;
    bool reads_graph; /* the input was a graph file, not documents or claims */
    size_t reprints; /* left out, with SG_DUPLICATES_DROP */
    size_t skipped; /* counted by the runs below */
    size_t documents, bytes, total;
    double started, shown; /* progress */
    const struct sg_engine *loaded; /* while documents are read, for render() */
};

/* Parses argv with the common options and the command's own (`own` may be NULL; `target` is handed
 * to its setters). Returns -1 to go on, else the exit code (--help was printed, usage was wrong).
 */
int sg_options_parse(struct sg_common *common, const struct sg_command *command,
                     const struct sg_option *own, void *target, int argc, char **argv);
void sg_common_release(struct sg_common *common);

/* Parsers for setters: false with a message. */
bool sg_parse_size(size_t *out, const char *value, const char *what, struct sg_error *err);
bool sg_parse_double(double *out, const char *value, const char *what, struct sg_error *err);

/* --- messages to stderr: "stancegraph: ...". */
void sg_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The exit code for a status, after saying the error. */
int sg_say_error(const struct sg_error *err);
/* The exit code at the end of a command: 1 with a count when something was skipped. */
int sg_finish(const struct sg_common *common);

/* --- runs over the inputs, loading an engine, in document order, with progress on a terminal. */

/* Every document up to a stage. `render` may be NULL (see corpus.h). */
enum sg_status
sg_each_reading(struct sg_common *common, enum sg_stage last,
                void (*render)(void *context, const struct sg_reading *reading, struct sg_buf *out),
                enum sg_status (*emit)(void *context, const struct sg_reading *reading,
                                       const struct sg_buf *rendered, struct sg_error *err),
                void *context, struct sg_error *err);

/* Every claim: of documents, extracted; of claims files (known by their first line), as they are.
 * `relations` is the set to extract, unless --relations was given. */
enum sg_status sg_each_claim(struct sg_common *common, const char *relations,
                             enum sg_status (*take)(void *context, const struct sg_claim *claim,
                                                    struct sg_error *err),
                             void *context, struct sg_error *err);

/* The graph of all inputs (documents or claims files); free with sg_graph_free(). */
enum sg_status sg_build_graph(struct sg_graph **out, struct sg_common *common,
                              const char *relations, struct sg_error *err);

#endif
