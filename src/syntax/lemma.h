/* Lemmas by the longest ending that was learned: "bombings" NNS -> strip 1; a whole word is an
 * ending that starts with '^'. Rules and exceptions are one table of the model. */
#ifndef SG_SYNTAX_LEMMA_H
#define SG_SYNTAX_LEMMA_H

#include "base/arena.h"
#include "syntax/model.h"
#include "syntax/network.h"

#include <stdbool.h>

/* What the lemma is made of: the word in small letters, as it is written, as it is written with
 * its first letter large where none is ("i" as "I", "french" as "French"), with only its first letter
 * large ("TEHRAN" as "Tehran"), or without the commas of a number ("1,100"). */
enum sg_lemma_letters {
    SG_LEMMA_SMALL,
    SG_LEMMA_AS_WRITTEN,
    SG_LEMMA_RAISED,
    SG_LEMMA_TITLE,
    SG_LEMMA_NO_COMMAS,
    SG_LEMMA_LETTERS_COUNT
};

/* How to make a lemma of a form: cut `strip` bytes off its end, put `append` there. */
struct sg_lemma_script {
    uint8_t strip, letters; /* enum sg_lemma_letters */
    char append[14];        /* NUL-terminated */
};

/* One ending of one tag. Open addressing by hash; script SG_LEMMA_EMPTY marks a free slot. Of the
 * hash 48 bits are kept: with 32 the NN "house" met the rule of another word. */
struct sg_lemma_rule {
    uint32_t hash;
    uint16_t more; /* the hash's next 16 bits */
    uint16_t script;
};
#define SG_LEMMA_EMPTY UINT16_MAX
#define SG_LEMMA_HASH_MASK 0xffffffffffffu
#define SG_LEMMA_ENDING_MAX 7 /* bytes */

struct sg_lemmatizer {
    const struct sg_lemma_script *scripts;
    const struct sg_lemma_rule *rules;
    uint32_t script_count, rule_mask;
    const struct sg_network *words; /* the known words, or NULL */
};

/* What a rule is about: an ending, a whole word in small letters, a whole word as it is written. */
enum sg_lemma_of { SG_LEMMA_OF_ENDING, SG_LEMMA_OF_WORD, SG_LEMMA_OF_FORM };

uint64_t sg_lemma_hash(const char *text, size_t length, enum sg_lemma_of of, unsigned tag);
/* The tag that rules go by: proper nouns in small letters, in capitals and in long capitals have
 * each their own rules. */
unsigned sg_lemma_tag(const char *form, unsigned xpos, unsigned upos);
/* What a script's letters make of the word; in the arena or the word itself. */
const char *sg_lemma_base(const char *form, const char *lower, enum sg_lemma_letters letters,
                          struct sg_arena *arena);
/* The lemma in the arena, or `form` or `lower` itself when nothing changes. */
const char *sg_lemmatise(const struct sg_lemmatizer *lemmatizer, const char *form,
                         const char *lower, unsigned xpos, unsigned upos, struct sg_arena *arena);
/* False when the sections are missing or do not fit together. */
bool sg_lemmatizer_init(struct sg_lemmatizer *out, const struct sg_model_file *file);

#endif
