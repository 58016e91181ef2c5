/* syntax: tokens -> parts of speech, lemmas, a dependency tree a sentence. */
#ifndef SG_SYNTAX_SYNTAX_H
#define SG_SYNTAX_SYNTAX_H

#include "base/arena.h"
#include "model/reading.h"

#include <stancegraph/error.h>

struct sg_syntax_model; /* data/en/syntax.model, memory-mapped */

enum sg_status sg_syntax_model_load(struct sg_syntax_model **out, const char *data_dir,
                                    struct sg_error *err);
void sg_syntax_model_free(struct sg_syntax_model *model);

/* Tags, lemmatises and parses every sentence with may_claim set, and sets is_parsed. Name mentions
 * that reading->mentions already holds are one unit to the parser. Always a tree: one root, no
 * cycle, heads within the sentence. */
enum sg_status sg_parse(struct sg_reading *reading, const struct sg_syntax_model *model,
                        struct sg_arena *arena, struct sg_error *err);
/* The same for every sentence, and every word is a unit: for those who look for names. */
enum sg_status sg_parse_all_words(struct sg_reading *reading, const struct sg_syntax_model *model,
                                  struct sg_arena *arena, struct sg_error *err);
/* One thread's room for parsing, kept from call to call with the words that it has met. */
struct sg_parser;
struct sg_parser *sg_parser_new(const struct sg_syntax_model *model); /* NULL: out of memory */
void sg_parser_free(struct sg_parser *parser);
/* The same for several documents: few sentences of one pass the gate, and sentences side by side
 * are parsed faster. Each gets what sg_parse would give it. `parser` may be NULL: slower for few
 * sentences, the same trees. */
enum sg_status sg_parse_together(struct sg_reading *const *readings, size_t count,
                                 const struct sg_syntax_model *model, struct sg_parser *parser,
                                 struct sg_arena *arena, struct sg_error *err);

#endif
