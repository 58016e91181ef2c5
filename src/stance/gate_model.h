/* Inside the gate: data/en/gate.model, what the full engine has taught about cues. Weights of
 * hashed features; data/en/gate.md says what it is and how it is made. */
#ifndef SG_STANCE_GATE_MODEL_H
#define SG_STANCE_GATE_MODEL_H

#include <stancegraph/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SG_GATE_BITS 17
#define SG_GATE_SIZE ((size_t)1 << SG_GATE_BITS)
#define SG_GATE_SCALE 16 /* a weight of 1.0 */

/* The two steps of the cascade. */
enum sg_gate_step { SG_GATE_BEFORE_NAMES, SG_GATE_AFTER_NAMES, SG_GATE_STEPS };

struct sg_gate_model {
    int32_t least[SG_GATE_STEPS]; /* scaled score that a cue must reach */
    int8_t *weights[SG_GATE_STEPS];
    uint32_t *rules; /* hashes of the rules that it has learned from, sorted */
    size_t rule_count;
    uint32_t *forms; /* hashes of the forms that it has met often enough, sorted */
    size_t form_count;
};

/* A file that is not there gives NULL and SG_OK: then every cue passes. */
enum sg_status sg_gate_model_load(struct sg_gate_model **out, const char *path,
                                  struct sg_error *err);
enum sg_status sg_gate_model_save(const struct sg_gate_model *model, const char *path,
                                  struct sg_error *err);
void sg_gate_model_free(struct sg_gate_model *model);
bool sg_gate_model_knows_rule(const struct sg_gate_model *model, const char *rule);
bool sg_gate_model_knows_form(const struct sg_gate_model *model, uint32_t hash);

static inline int32_t sg_gate_score(const struct sg_gate_model *model, enum sg_gate_step step,
                                    const uint32_t *features, size_t count) {
    int32_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += model->weights[step][features[i]];
    return sum;
}

#endif
