/* CoNLL-U: sentences with given tokens, in and out. */
#ifndef SG_SYNTAX_CONLLU_H
#define SG_SYNTAX_CONLLU_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/reading.h"

#include <stancegraph/error.h>
#include <stdio.h>

enum sg_conllu_column {
    SG_CONLLU_ID,
    SG_CONLLU_FORM,
    SG_CONLLU_LEMMA,
    SG_CONLLU_UPOS,
    SG_CONLLU_XPOS,
    SG_CONLLU_FEATS,
    SG_CONLLU_HEAD,
    SG_CONLLU_DEPREL,
    SG_CONLLU_DEPS,
    SG_CONLLU_MISC,
    SG_CONLLU_COLUMNS
};

/* A line of a sentence: a comment, a multiword token, an empty node, or a word. */
struct sg_conllu_line {
    const char *text;                       /* comments: the whole line; else NULL */
    const char *columns[SG_CONLLU_COLUMNS]; /* not in comments */
    bool is_word;
};

struct sg_conllu_sentence {
    struct sg_conllu_line *lines;
    size_t line_count, word_count;
};

struct sg_conllu_reader {
    FILE *stream;
    const char *path; /* for messages */
    size_t line;      /* of the last line read */
    char *buffer;
    size_t capacity;
};

/* Reads the next sentence into the arena; line_count 0 at the end of the file. A line with other
 * than ten columns, ids out of order or bytes that are not UTF-8 give SG_ERR_DATA. */
enum sg_status sg_conllu_read(struct sg_conllu_sentence *out, struct sg_conllu_reader *reader,
                              struct sg_arena *arena, struct sg_error *err);
/* Frees the buffer; the stream is the caller's. */
void sg_conllu_reader_release(struct sg_conllu_reader *reader);

/* The sentence's words as a reading with one sentence, worth parsing, without a document. Only
 * forms, lower case and the flags that a form alone tells are set. */
bool sg_conllu_to_reading(struct sg_reading *out, const struct sg_conllu_sentence *sentence,
                          struct sg_arena *arena);
/* The sentence with LEMMA, UPOS, XPOS, HEAD and DEPREL from a parsed reading made of it. */
void sg_conllu_write_tokenized(struct sg_buf *out, const struct sg_conllu_sentence *sentence,
                               const struct sg_reading *reading);
/* A parsed sentence of a document. `id` becomes the comment sent_id. */
void sg_conllu_write(struct sg_buf *out, const struct sg_reading *reading,
                     const struct sg_sentence *sentence, const char *id);

#endif
