/* Tokens -> sentences and quotation marks. Private to src/segment. */
#ifndef SG_SEGMENT_SENTENCES_H
#define SG_SEGMENT_SENTENCES_H

#include "segment/rules.h"

/* Sets the quotation flags of tokens [first, end), the tokens of one block. */
void sg_mark_quotes(struct sg_token *tokens, size_t first, size_t end);
/* The end of the sentence that begins at token `first`, at most `end`. */
size_t sg_sentence_end(const struct sg_token *tokens, size_t first, size_t end,
                       const struct sg_segmenter *segmenter);

#endif
