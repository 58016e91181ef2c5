/* Writing the model file: sections in order, then the header with their hash. */
#ifndef SG_TRAINER_OUTPUT_H
#define SG_TRAINER_OUTPUT_H

#include "syntax/model.h"
#include "syntax/trainer/net.h"
#include "syntax/trainer/treebank.h"

struct sg_model_writer {
    struct sg_model_section sections[SG_MODEL_SECTIONS_MAX];
    unsigned char *bytes; /* all sections, each aligned */
    size_t size, count;
};

void sg_model_writer_add(struct sg_model_writer *writer, const char *name, const void *bytes,
                         size_t size);
enum sg_status sg_model_writer_save(struct sg_model_writer *writer, const char *path,
                                    struct sg_error *err);
void sg_model_writer_release(struct sg_model_writer *writer);

/* The network in fixed point. Fails when a weight is too large for it. */
enum sg_status sg_output_net(struct sg_model_writer *writer, const struct sg_float_net *net,
                             const struct sg_treebank *bank, struct sg_error *err);
/* Reads such a network back, to go on learning from; its classes and widths must be the same. */
enum sg_status sg_input_net(struct sg_float_net *net, const char *path,
                            const struct sg_treebank *bank, struct sg_error *err);
/* Lemma rules, learned from the bank. */
void sg_output_lemmas(struct sg_model_writer *writer, const struct sg_treebank *bank);

#endif
