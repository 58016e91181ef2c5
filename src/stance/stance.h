/* stance: sentences with actors -> claims. The lexicon (data/en/stances) says which words name a
 * stance and where its source and target stand; the tree says who is there. */
#ifndef SG_STANCE_STANCE_H
#define SG_STANCE_STANCE_H

#include "base/arena.h"
#include "model/reading.h"

#include <stancegraph/error.h>

struct sg_gazetteer;
struct sg_lexicon;

enum sg_status sg_lexicon_load(struct sg_lexicon **out, const char *data_dir,
                               const char *const *files, size_t file_count, struct sg_error *err);
void sg_lexicon_free(struct sg_lexicon *lexicon);

/* Relations are rows of the lexicon, never an enum. The structural ones, `affiliated` and
 * `cooccurs`, come last. */
struct sg_relation {
    const char *name; /* "threatens" */
    const char *set;  /* "core", "wide" or "all": the smallest set that holds it */
    int sign;
    bool needs_arms; /* between bodies and officials it is a figure: see arms.c */
    bool spares_victims; /* "opposed sanctions on B": no target, who suffers what is judged */
    double given_least; /* claims of given actors must be as sure as that; 0: all are told */
    bool of_condition; /* "threatened to strike unless B withdrew": a condition tells the target */
};
const struct sg_relation *sg_lexicon_relations(const struct sg_lexicon *lexicon, size_t *count);
/* A comma list of relations and sets ("core,attacks") -> which relations are wanted, one flag a
 * relation in `wanted`, in the order of sg_lexicon_relations. */
enum sg_status sg_lexicon_select(bool *wanted, const struct sg_lexicon *lexicon, const char *list,
                                 struct sg_error *err);

/* The cascade's first gate, before names are looked for: sets may_claim on the sentences that are
 * worth it. False: none is, and the document can hold no claim that is wanted. */
bool sg_stance_glance(struct sg_reading *reading, const struct sg_lexicon *lexicon,
                      const struct sg_gazetteer *gazetteer, const bool *wanted, bool parse_all);
/* The second: of these, leaves may_claim on the sentences that can hold a claim. */
enum sg_status sg_stance_gate(struct sg_reading *reading, const struct sg_lexicon *lexicon,
                              const bool *wanted, bool parse_all, struct sg_arena *arena,
                              struct sg_error *err);
/* Behind the gate: may the document hold any wanted claim? Structural ones need no sentence that
 * was let through, but actors. */
bool sg_stance_may_claim(const struct sg_reading *reading, const struct sg_lexicon *lexicon,
                         const bool *wanted);
/* Fills reading->claims with the wanted relations, `affiliated` and `cooccurs` among them. */
enum sg_status sg_stance(struct sg_reading *reading, const struct sg_lexicon *lexicon,
                         const bool *wanted, struct sg_arena *arena, struct sg_error *err);

#endif
