/* What the words of names are: heads of organisations, titles, given names, calendar words ...
 * All of it is data/en/names.json and data/en/words.json. */
#ifndef SG_RECOGNISE_LEXIS_H
#define SG_RECOGNISE_LEXIS_H

#include "model/reading.h"
#include "recognise/normal.h"

#include <stancegraph/error.h>

/* clang-format off */
/* bit, key under "words" in names.json. The names model knows the bits by their order: new ones come
 * last. */
#define SG_LEXIS_LIST(X) \
    X(CONNECTOR, "connectors")     /* inside names: of, bin, de */ \
    X(LINK, "links")               /* inside names of bodies only: for, and */ \
    X(ORG, "organizations")        /* Ministry, Party, Council */ \
    X(MILITIA, "militias")         /* Brigade, Front, Saraya */ \
    X(PLACE, "places")             /* River, Province, Airport */ \
    X(EVENT, "events")             /* War, Summit, Treaty */ \
    X(TITLE, "titles")             /* Mr, Dr, General, President */ \
    X(TITLE_TAIL, "title_tails")   /* of State, former: in a title, none alone */ \
    X(MALE, "male")                /* given names, and Mr */ \
    X(FEMALE, "female") \
    X(CALENDAR, "calendar")        /* days, months */ \
    X(DIRECTION, "directions")     /* north, eastern */ \
    X(PEOPLES, "peoples")          /* Kurdish, Shiite, Sunni: adjectives of no state */ \
    X(NOT_NAME, "not_names")       /* Islam, Internet, English: capitals that name no actor */ \
    X(VOICE, "voices")             /* US troops, Iranian officials: the state speaks or acts */ \
    X(BODY, "bodies")              /* the Iraqi army: an actor of its own */ \
    X(WELL_KNOWN, "well_known")    /* acronyms that need no context: fbi */ \
    X(COMMON, "-")                 /* words.json: an ordinary word */ \
    X(OPENER, "openers")           /* but, as, its: open a sentence, never a body's name */
/* clang-format on */

enum sg_lexis_bit {
#define X(name, key) SG_LEXIS_##name##_BIT,
    SG_LEXIS_LIST(X)
#undef X
};
enum sg_lexis_class {
#define X(name, key) SG_LEXIS_##name = 1 << SG_LEXIS_##name##_BIT,
    SG_LEXIS_LIST(X)
#undef X
};

struct sg_lexis;

enum sg_status sg_lexis_load(struct sg_lexis **out, const char *data_dir, struct sg_error *err);
void sg_lexis_free(struct sg_lexis *lexis);
/* The classes of a lower-case word (full stops count: "gen."); 0 when it is not known. */
uint32_t sg_lexis_classes(const struct sg_lexis *lexis, const char *lower, size_t length);
uint32_t sg_lexis_token_classes(const struct sg_lexis *lexis, const struct sg_token *token);
const struct sg_strmap *sg_lexis_words(const struct sg_lexis *lexis); /* lower case -> classes */
const struct sg_normalizer *sg_lexis_normalizer(const struct sg_lexis *lexis);

#endif
