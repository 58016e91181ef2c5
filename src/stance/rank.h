/* The re-ranker: a linear model that says of each cue and pair of actors how likely the cue's
 * stance holds between them. It gives claims their confidence, and claims pairs that no rule
 * reached. */
#ifndef SG_STANCE_RANK_H
#define SG_STANCE_RANK_H

#include "stance/claims.h"
#include "stance/trace.h"

#define SG_RANK_BUCKETS 65536
#define SG_RANK_FEATURES_MAX 96

/* data/en/rank.model, read by sg_rank_load(): weights of hashed features in units of `unit`. */
struct sg_rank {
    float bias, unit;
    float keep;      /* a rule's claim below this probability is dropped */
    float add;       /* a given pair that no rule claimed is claimed from this probability on */
    float add_found; /* and a pair of recognised actors from this */
    int8_t weights[SG_RANK_BUCKETS];
};

/* One cue with one ordered pair of actors. */
struct sg_rank_candidate {
    const struct sg_cue_trace *trace;
    uint32_t source, target; /* mentions */
    bool is_claimed;         /* by the rules */
    uint32_t features[SG_RANK_FEATURES_MAX];
    size_t feature_count;
};

/* What the cues of one sentence came to, in the order they were looked at. */
struct sg_traces {
    struct sg_cue_trace *items;
    size_t count, capacity;
};

/* NULL in *out and no error where the folder has no model: the rules then stand alone. */
enum sg_status sg_rank_load(struct sg_rank **out, const char *data_dir, struct sg_error *err);
double sg_rank_probability(const struct sg_rank *rank, const struct sg_rank_candidate *candidate);

typedef void sg_rank_fn(void *context, const struct sg_rank_candidate *candidate);
/* Every candidate of a sentence whose cues were traced; claims[first...] are its rule claims. */
void sg_rank_each(const struct sg_scene *scene, const struct sg_traces *traces,
                  const struct sg_claims *claims, size_t first, sg_rank_fn *fn, void *context);
/* Changes the sentence's claims as the model says. */
void sg_rank_apply(const struct sg_rank *rank, const struct sg_scene *scene,
                   const struct sg_traces *traces, struct sg_claims *claims, size_t first);
/* For the trainer: the candidates of a whole reading. */
enum sg_status sg_rank_candidates(struct sg_reading *reading, const struct sg_lexicon *lexicon,
                                  sg_rank_fn *fn, void *context, struct sg_arena *arena,
                                  struct sg_error *err);

#endif
