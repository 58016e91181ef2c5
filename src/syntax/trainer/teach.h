/* Sentences of plain text parsed by several networks together, for a smaller one to learn from. */
#ifndef SG_TRAINER_TEACH_H
#define SG_TRAINER_TEACH_H

#include <stancegraph/error.h>
#include <stddef.h>

#define SG_TEACHERS_MAX 8

struct sg_teach_options {
    const char *data_dir; /* of the tokeniser */
    const char **teachers;
    size_t teacher_count;
    size_t every; /* of the sentences that are well formed, so many stand between two that are taken */
};

/* `text_path` has one paragraph a line. Writes CoNLL-U; the last column says how sure the teachers
 * are of a word's tag, head and relation, in hundredths: "Sure=98,87,99". */
enum sg_status sg_teach(const char *text_path, const char *out_path,
                        const struct sg_teach_options *options, struct sg_error *err);

#endif
