/* Lemmas by the longest ending that was learned: "bombings" NNS -> strip 1; a whole word is an
 * ending that starts with '^'. Rules and exceptions are one table of the model. */
#ifndef SG_SYNTAX_LEMMA_H
#define SG_SYNTAX_LEMMA_H

#include "base/arena.h"
#include "syntax/model.h"
#include "syntax/network.h"

#include <stdbool.h>

/* What the lemma is made of: the word in small letters, as it is written, or as it is written with
 * its first letter large where none is ("i" as "I", "french" as "French"). */
enum sg_lemma_letters { SG_LEMMA_SMALL, SG_LEMMA_AS_WRITTEN, SG_LEMMA_RAISED };

/* How to make a lemma of a form: cut `strip` bytes off its end, put `append` there. */
struct sg_lemma_script {
    uint8_t strip, letters; /* enum sg_lemma_letters */
    char append[14];        /* NUL-terminated */
};

/* One ending of one tag. Open addressing by hash; script SG_LEMMA_EMPTY marks a free slot. */
struct sg_lemma_rule {
    uint32_t hash;
    uint32_t script;
};
#define SG_LEMMA_EMPTY UINT32_MAX
#define SG_LEMMA_ENDING_MAX 7 /* bytes */

struct sg_lemmatizer {
    const struct sg_lemma_script *scripts;
    const struct sg_lemma_rule *rules;
    uint32_t script_count, rule_mask;
    const struct sg_network *words; /* the known words, or NULL */
};

uint32_t sg_lemma_hash(const char *ending, size_t length, bool is_whole, unsigned tag);
/* The lemma in the arena, or `form` or `lower` itself when nothing changes. */
const char *sg_lemmatise(const struct sg_lemmatizer *lemmatizer, const char *form,
                         const char *lower, unsigned xpos, unsigned upos, struct sg_arena *arena);
/* False when the sections are missing or do not fit together. */
bool sg_lemmatizer_init(struct sg_lemmatizer *out, const struct sg_model_file *file);

#endif
