/* The re-ranker: a linear model that says of each cue and pair of actors how likely the cue's
 * stance holds between them. It gives claims their confidence, and claims pairs that no rule
 * reached. */
#ifndef SG_STANCE_RANK_H
#define SG_STANCE_RANK_H

#include "stance/claims.h"
#include "stance/trace.h"

#define SG_RANK_BUCKETS 262144
#define SG_RANK_PARTS 4 /* of the cue, the source, the target, and the two together */
#define SG_RANK_PART_MAX 64
#define SG_RANK_KINDS_MAX 32

/* The first 16 bytes of data/en/rank.model; the number is that of its format. */
#define SG_RANK_MAGIC "stancegraph rnk3"
#define SG_RANK_KNOTS 17

/* Then come these numbers and the weights. */
struct sg_rank_numbers {
    float bias, unit;       /* the weights are in units of `unit` */
    float keep, keep_found; /* a rule's claim below this probability is dropped */
    float add;              /* a given pair that no rule claimed is claimed from here on */
    float add_found;        /* and a pair of recognised actors from here */
    /* how often the model is right, by what it says: at sg_rank_knot_logit(0), (1), ... */
    float calibration[SG_RANK_KNOTS];
};

struct sg_rank {
    struct sg_rank_numbers numbers;
    int8_t weights[SG_RANK_BUCKETS]; /* of hashed features */
};

/* Features of one thing; candidates share parts, whose sum of weights is asked for once. */
struct sg_rank_part {
    uint32_t features[SG_RANK_PART_MAX];
    uint8_t kinds[SG_RANK_PART_MAX]; /* for explain: sg_rank_feature_name() */
    size_t count;
    bool is_summed;
    int32_t sum;
};

/* One cue with one ordered pair of actors. */
struct sg_rank_candidate {
    const struct sg_cue_trace *trace;
    uint32_t source, target; /* mentions */
    bool is_claimed;         /* by the rules */
    struct sg_rank_part *parts[SG_RANK_PARTS];
};

/* A cue that makes no candidates, or none that another has not made: it only counts beside them. */
struct sg_rival {
    uint32_t relation, token;
};

/* What the cues of one sentence came to, in the order they were looked at. */
struct sg_traces {
    struct sg_cue_trace *items;
    size_t count, capacity;
    struct sg_rival *rivals;
    size_t rival_count, rival_capacity;
};

/* NULL in *out and no error where the folder has no model: the rules then stand alone. */
enum sg_status sg_rank_load(struct sg_rank **out, const char *data_dir, struct sg_error *err);
int32_t sg_rank_sum(const struct sg_rank *rank, const struct sg_rank_candidate *candidate);
double sg_rank_probability(const struct sg_rank *rank, int32_t sum); /* rises with the sum */
const char *sg_rank_feature_name(uint8_t kind); /* "the words after the source", ... */
/* The confidence that such a probability deserves: the share of right ones among claims like it. */
double sg_rank_confidence(const struct sg_rank *rank, double probability);
double sg_rank_knot(double probability); /* where among the knots: 0 to SG_RANK_KNOTS - 1 */
double sg_rank_knot_logit(size_t knot);

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
