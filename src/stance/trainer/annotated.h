/* Annotated sentences (training/README.md is the format) as documents with given mentions. */
#ifndef SG_STANCE_TRAINER_ANNOTATED_H
#define SG_STANCE_TRAINER_ANNOTATED_H

#include <stancegraph/document.h>
#include <stancegraph/error.h>
#include <stdbool.h>

enum sg_label { SG_LABEL_FALSE, SG_LABEL_TRUE, SG_LABEL_OPEN };

struct sg_annotated {
    struct sg_document document;
    char *labels; /* "a>b accuses; b=c meets/agrees": what stands before the bar */
    char *text;
    struct sg_given_mention *mentions;
    char letters[32]; /* which are marked */
};

enum sg_status sg_annotated_read(struct sg_annotated **out, size_t *count, const char *path,
                                 struct sg_error *err);
void sg_annotated_free(struct sg_annotated *rows, size_t count);
/* Does the asserted relation hold from the actor of one letter to that of another? */
enum sg_label sg_annotated_label(const struct sg_annotated *row, char from, char to,
                                 const char *relation);

#endif
