/* What became of every cue of a document: for `explain` and for tests. */
#ifndef SG_STANCE_TRACE_H
#define SG_STANCE_TRACE_H

#include "stance/scene.h"

/* A claim that is less certain than this is not made. */
#define SG_CONFIDENCE_MIN 0.25
/* ... and less than this where reach.c guessed who is meant: of the guesses below it on sentences with
 * given actors two in ten were right, above it four. */
#define SG_CONFIDENCE_REACHED 0.41

enum sg_fate {
    SG_FATE_CLAIMED,
    SG_FATE_CONDITION, /* a sense that must not fire */
    SG_FATE_ALONE,     /* a noun that counts only when a verb carries it */
    SG_FATE_DROPPED,   /* an operator takes it away */
    SG_FATE_NO_SOURCE,
    SG_FATE_NO_TARGET,
    SG_FATE_NO_ARGUMENTS,
    SG_FATE_SAME_ACTOR, /* source and target are one */
    SG_FATE_GUESSED,    /* a last resort, trusted for given actors alone */
    SG_FATE_WEAK,       /* below the least confidence */
    SG_FATE_COUNT,
};

/* A sentence for people: "no actor stands where the source should". */
const char *sg_fate_text(enum sg_fate fate);

struct sg_cue_trace {
    uint32_t sentence, token;
    const char *cue;
    const struct sg_entry *entry;
    const char *operators; /* or NULL */
    uint32_t relation;     /* after composition */
    bool is_negated, is_hypothetical;
    bool is_reached; /* looked at once more, as the last resort: see reach.c */
    enum sg_fate fate;
    struct sg_parties sources, targets;
    double confidence; /* of the best claim; 0: none */
};

typedef void sg_trace_fn(void *context, const struct sg_cue_trace *trace);

/* Goes through the reading's parsed sentences once more; the reading's claims stay as they are. */
enum sg_status sg_stance_trace(const struct sg_reading *reading, const struct sg_lexicon *lexicon,
                               sg_trace_fn *tell, void *context, struct sg_arena *arena,
                               struct sg_error *err);

#endif
