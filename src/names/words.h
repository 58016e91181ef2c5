/* Inside names: what the tagger knows of each token before it looks at its neighbours, and the
 * features of a token. The trainer shares this, so that both see the same. */
#ifndef SG_NAMES_WORDS_H
#define SG_NAMES_WORDS_H

#include "base/arena.h"
#include "model/reading.h"
#include "names/model.h"
#include "recognise/gazetteer.h"

#define SG_NAME_FEATURES_MAX 256 /* of one token */

/* How the letters of a token look. */
enum sg_name_look {
    SG_LOOK_SMALL,
    SG_LOOK_CAPITAL, /* "Xx" */
    SG_LOOK_CAPS,    /* "XX" */
    SG_LOOK_INITIAL, /* "X." */
    SG_LOOK_ONE,     /* "X" */
    SG_LOOK_MIXED,   /* "iPhone", "McCain", "al-Sadr" */
    SG_LOOK_NUMBER,
    SG_LOOK_MARK,
};

/* What the document shows of a word at all its places. */
enum sg_name_seen {
    SG_SEEN_SMALL = 1 << 0,     /* written small somewhere */
    SG_SEEN_CAPITAL = 1 << 1,   /* large, not at the start of a sentence */
    SG_SEEN_TITLED = 1 << 2,    /* behind "Mr" */
    SG_SEEN_LOCATED = 1 << 3,   /* behind "in", "at" */
    SG_SEEN_SPEAKS = 1 << 4,    /* before "said" */
    SG_SEEN_BODY = 1 << 5,      /* in a run with "Party", "Ltd" */
    SG_SEEN_GIVEN = 1 << 6,     /* behind a given name */
    SG_SEEN_OWNS = 1 << 7,      /* before "'s" */
    SG_SEEN_ARTICLE = 1 << 8,   /* behind "the" */
    SG_SEEN_FOLLOWED = 1 << 9,  /* another capital behind it */
    SG_SEEN_PRECEDED = 1 << 10, /* and before it */
};

struct sg_name_word {
    uint64_t form, lower, shape; /* hashes */
    uint32_t classes;            /* of names.json and words.json */
    uint32_t seen;
    struct sg_name_entry entry; /* clusters and lists: names/model.h */
    uint16_t wide[3];           /* clusters from the large vectors, case put aside */
    uint16_t vector;            /* there, from 1; 0: none */
    uint16_t phrase;            /* lists of the phrase that covers it, see words.c */
    uint8_t look, pack;
    uint8_t sentence_look; /* of the whole sentence: all large, or nothing large */
    uint32_t run_first, run_end; /* the run of capitals around it; empty when it is small */
};

struct sg_name_text {
    const struct sg_reading *reading;
    const struct sg_gazetteer *gazetteer;
    const struct sg_name_model *model;
    struct sg_name_word *words; /* by token of the document */
};

/* Tokens of one sentence that may be parts of names, with none such beside them: how they are tagged
 * does not hang on the rest of the sentence. */
struct sg_name_range {
    uint32_t first, end;
};

/* Looks at the whole document. False when out of memory. */
bool sg_name_text_init(struct sg_name_text *out, const struct sg_reading *reading,
                       const struct sg_gazetteer *gazetteer, const struct sg_name_model *model,
                       struct sg_arena *arena);
/* The same where only some names are asked for: those of mentions that are wanted, in the chosen
 * sentences. Gives their ranges, of which there are no more than mentions; of other tokens only
 * their look and what they tell of these words is known. */
bool sg_name_text_open(struct sg_name_text *out, struct sg_name_range *ranges, size_t *count,
                       const struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                       const struct sg_name_model *model, const uint8_t *chosen,
                       bool (*is_wanted)(const struct sg_mention *mention),
                       struct sg_arena *arena);
/* The range around tokens [first, end); empty when one of them can be no part of a name. */
struct sg_name_range sg_name_range_of(const struct sg_name_text *text, uint32_t first,
                                      uint32_t end);
/* Fills the words of a range and those beside it. */
void sg_name_range_look(struct sg_name_text *text, const struct sg_name_range *range);
/* Fills the words of one sentence. */
void sg_name_text_look(struct sg_name_text *text, uint32_t sentence);
/* The features of a token of such a sentence; their number. */
size_t sg_name_features(uint64_t out[SG_NAME_FEATURES_MAX], const struct sg_name_text *text,
                        uint32_t token);
/* What the token itself shows, without its neighbours: the network's input. */
size_t sg_name_traits(uint64_t out[SG_NAME_FEATURES_MAX], const struct sg_name_text *text,
                      uint32_t token);
/* May the token be part of a name at all? A small ordinary word far from capitals is none. */
bool sg_name_may_be(const struct sg_name_text *text, uint32_t token);

uint64_t sg_name_hash(const char *bytes, size_t length);
/* Hash of a form, digits made equal. */
uint64_t sg_name_word_hash(const char *form);
/* Of a small word's hash: the entry of its clusters in the large vectors. */
uint64_t sg_name_wide_hash(uint64_t lower);

#endif
