/* Inside the gate: data/en/gate.model, what reading everything in full has taught about cues: the
 * weights of hashed features. data/en/gate.md says what it is and how it is made. */
#ifndef SG_STANCE_GATE_MODEL_H
#define SG_STANCE_GATE_MODEL_H

#include "stance/gate_view.h"

#define SG_GATE_BITS 20
#define SG_GATE_SIZE ((size_t)1 << SG_GATE_BITS)
#define SG_GATE_SCALE 16 /* a weight of 1.0 */
#define SG_GATE_FEATURES 56

/* Which relations are wanted: those of the core, or more. */
enum sg_gate_group { SG_GATE_CORE, SG_GATE_WIDE, SG_GATE_GROUPS };

/* Twice a cue is judged: before names are looked for, and when they are known. */
enum sg_gate_step { SG_GATE_GLANCE, SG_GATE_LOOK, SG_GATE_STEPS };

#define SG_GATE_SHORT_TEXT 50                    /* tokens */
#define SG_GATE_SHORT_FAVOUR (3 * SG_GATE_SCALE) /* and what is in favour of such a text */

#define SG_GATE_FORMS 65536 /* bits */
#define SG_GATE_BARREN_MOST 8192

struct sg_gate_model {
    /* by hash: forms that were met often enough to know them */
    uint8_t settled[SG_GATE_FORMS / 8];
    /* sg_gate_form_key() of forms that were met often and never gave a claim, rising */
    uint32_t barren[SG_GATE_GROUPS][SG_GATE_BARREN_MOST];
    uint32_t barren_count[SG_GATE_GROUPS];
    int32_t least_document[SG_GATE_GROUPS];       /* what a document must promise */
    int32_t least[SG_GATE_STEPS][SG_GATE_GROUPS]; /* scaled score that a cue must reach */
    int8_t weights[SG_GATE_STEPS][SG_GATE_GROUPS][SG_GATE_SIZE];
};

/* A file that is not there gives NULL and SG_OK: then every cue passes. */
enum sg_status sg_gate_model_load(struct sg_gate_model **out, const char *data_dir,
                                  struct sg_error *err);
enum sg_status sg_gate_model_save(const struct sg_gate_model *model, const char *path,
                                  struct sg_error *err);

/* A form and what its entries name: another key where the lexicon has another entry for it. */
uint32_t sg_gate_form_key(const struct sg_lexicon *lexicon, uint32_t form);
/* Sets SG_GATE_BARREN on the lexicon's forms, as its model tells. */
void sg_gate_mark_barren(struct sg_lexicon *lexicon);

/* What is seen of a cue before the parse, each feature a hash; returns how many features were
 * written. `is_turned`: it counts only because an operator near it may turn its relation into a
 * wanted one. */
size_t sg_gate_features(uint32_t *out, const struct sg_gate_view *view,
                        const struct sg_gate_cue *cue, bool is_turned);

/* --- which cues of a sentence matter, and how */

struct sg_gate_wanted {
    uint32_t own;    /* gate bits of the relations that are wanted */
    uint32_t turned; /* and of those that an operator may turn into one */
    uint32_t deeds;  /* of what is done rather than said */
    enum sg_gate_group group;
};

enum sg_gate_match { SG_GATE_NO_MATCH, SG_GATE_OWN, SG_GATE_TURNED };

struct sg_gate_wanted sg_gate_wanted(const struct sg_lexicon *lexicon, const bool *wanted);
enum sg_gate_match sg_gate_match(const struct sg_gate_view *view, const struct sg_gate_cue *cue,
                                 const struct sg_gate_wanted *wanted);

static inline bool sg_gate_is_settled(const struct sg_gate_model *model, uint32_t hash) {
    return model->settled[hash % SG_GATE_FORMS / 8] & 1u << hash % 8;
}

#define SG_GATE_UNMET (3 * SG_GATE_SCALE) /* in favour of a form that was never met */

/* `form` is its hash. Of one that was never met the model knows what it knows of all such entries,
 * and in doubt it passes. */
static inline int32_t sg_gate_score(const struct sg_gate_model *model, enum sg_gate_step step,
                                    enum sg_gate_group group, uint32_t form,
                                    const uint32_t *features, size_t count) {
    const int8_t *weights = model->weights[step][group];
    int32_t sum = sg_gate_is_settled(model, form) ? 0 : SG_GATE_UNMET;
    for (size_t i = 0; i < count; i++)
        sum += weights[features[i] % SG_GATE_SIZE];
    return sum;
}

/* Several weak cues are worth a stronger one: the score of "this or that gives a claim", the
 * logarithm of the sum of both odds. Never less than either. */
int32_t sg_gate_join(int32_t a, int32_t b);

/* The odds of a score, at most 1, in parts of 65,536. */
uint32_t sg_gate_odds(int32_t score);
/* What a document promises whose sentences have these odds in all: it grows with their square, and
 * a long text, which costs more to read, must promise more. */
int32_t sg_gate_promise(uint64_t odds, size_t sentences);

#endif
