/* Inside recognise: names that no pack knows, found by the shape of their words. */
#ifndef SG_RECOGNISE_SHAPE_H
#define SG_RECOGNISE_SHAPE_H

#include "recognise/roster.h"

enum sg_shape_kind {
    SG_SHAPE_NONE, /* a date, an event, a product: no name of an actor */
    SG_SHAPE_OPEN, /* a name, of whom or what is not clear */
    SG_SHAPE_PLACE,
    SG_SHAPE_PERSON,
    SG_SHAPE_OFFICIAL,
    SG_SHAPE_ORGANIZATION,
    SG_SHAPE_MILITIA,
};

struct sg_shape {
    uint32_t first, end; /* without titles in front */
    enum sg_shape_kind kind;
    float certainty;
};

/* What is known of a document's tokens while names are sought. */
struct sg_shape_text {
    const struct sg_reading *reading;
    const uint32_t *classes; /* sg_lexis_class by number of the vocabulary */
    uint32_t *mention_at;    /* by token: mention + 1 that covers it */
};

/* sg_lexis_class of a token. */
static inline uint32_t sg_shape_classes(const struct sg_shape_text *text, uint32_t token) {
    return text->classes[text->reading->words[token]];
}
/* "al-Sadr" begins small and is a capital name all the same. */
bool sg_shape_has_inner_capital(const struct sg_token *token);
/* A word with a capital. */
static inline bool sg_shape_is_capital(const struct sg_shape_text *text, uint32_t token) {
    const struct sg_token *t = &text->reading->tokens[token];
    if (!(t->flags & SG_TOKEN_WORD) || (t->flags & SG_TOKEN_POSSESSIVE))
        return false;
    return (t->flags & (SG_TOKEN_CAPITAL | SG_TOKEN_ALL_CAPS)) ||
           ((t->flags & SG_TOKEN_HYPHEN) && sg_shape_has_inner_capital(t));
}
/* The run of capitals that begins at `first` (a capital); false when it names nothing. `limit` is
 * the sentence's end. `out->end` is set either way, past the run. */
bool sg_shape_at(struct sg_shape *out, const struct sg_shape_text *text, uint32_t first,
                 uint32_t limit);

#endif
