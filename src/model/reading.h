/* Everything that is known of one document while it goes through the stages. Each stage fills its
 * part, in the order of the fields, and reads what stands above. All of it lives in the document's
 * arena. Offsets inside the program are bytes into document->text; code points only on output. */
#ifndef SG_MODEL_READING_H
#define SG_MODEL_READING_H

#include "model/tree.h"

#include <stancegraph/claim.h>
#include <stancegraph/document.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* --- clean: a document's text cut into blocks, in order, without overlap; what is in no block is
 * white space. Only headline and body blocks are read on; removed ones say why. */
enum sg_block_kind { SG_BLOCK_BODY, SG_BLOCK_HEADLINE, SG_BLOCK_REMOVED };

struct sg_block {
    uint32_t start, end; /* bytes */
    enum sg_block_kind kind;
    uint32_t paragraph; /* blocks of one paragraph share it (a dateline and the text behind it) */
    const char *why;    /* removed: "repeat", "caption", "dateline", "byline", ...; else NULL */
};

/* --- segment: tokens and sentences. */
enum sg_token_flag {
    SG_TOKEN_CAPITAL = 1 << 0,  /* first letter is upper case */
    SG_TOKEN_ALL_CAPS = 1 << 1, /* two letters or more, all upper case */
    SG_TOKEN_NUMBER = 1 << 2,   /* has a digit first */
    SG_TOKEN_PUNCT = 1 << 3,    /* no letter, no digit */
    SG_TOKEN_SPACE_BEFORE = 1 << 4,
    SG_TOKEN_QUOTE_OPEN = 1 << 5,      /* a double quotation mark that opens */
    SG_TOKEN_QUOTE_CLOSE = 1 << 6,     /* ... that closes */
    SG_TOKEN_IN_QUOTE = 1 << 7,        /* between quotation marks (over sentence bounds too) */
    SG_TOKEN_POSSESSIVE = 1 << 8,      /* "'s" or "'" after a plural */
    SG_TOKEN_WORD = 1 << 9,            /* has a letter */
    SG_TOKEN_SENTENCE_START = 1 << 10, /* the sentence's first word: its capital tells nothing */
    SG_TOKEN_HYPHEN_BEFORE = 1 << 11,  /* stands right after a hyphen that was split off */
    SG_TOKEN_HYPHEN = 1 << 12,         /* has a hyphen: "al-Sadr", "-" */
};

#define SG_NO_TOKEN UINT32_MAX
#define SG_NO_ACTOR UINT32_MAX
#define SG_NO_MENTION UINT32_MAX

struct sg_token {
    uint32_t start, end; /* bytes */
    uint32_t flags;
    uint32_t sentence;
    const char *form;  /* invisible characters dropped, apostrophes and quotes plain, NFC */
    const char *lower; /* lower case of form; equal pointer when it is the same */
    uint32_t length;   /* bytes of form; lower has its own length */
    uint32_t lower_length;
    uint32_t hash; /* of lower, as sg_strmap_hash() gives it: asked of many maps, made once */
    /* syntax; meaningful where the sentence's is_parsed is set */
    uint32_t head; /* token index in the document; SG_NO_TOKEN for the root */
    float score;   /* the arc's certainty, 0..1 */
    uint8_t upos, xpos, deprel;
    const char *lemma; /* lower case but for names; NULL when not parsed */
};

/* Whether it is that word, given in lower case: asked of every token, so without a call. */
static inline bool sg_token_is(const struct sg_token *token, const char *lower) {
    size_t length = strlen(lower);
    return token->lower_length == length && !memcmp(token->lower, lower, length);
}

struct sg_sentence {
    uint32_t first, end_token; /* tokens [first, end_token) */
    uint32_t start, end;       /* bytes */
    uint32_t paragraph;
    bool is_headline;
    bool may_claim; /* the gate let it through: it is worth parsing */
    bool is_told; /* parsed only for what it tells: it makes no claim */
    bool is_parsed;
};

/* --- recognise and resolve: who stands where. */
enum sg_actor_type {
    SG_TYPE_UNKNOWN,
    SG_TYPE_STATE,
    SG_TYPE_OFFICIAL,
    SG_TYPE_MILITIA,
    SG_TYPE_ORGANIZATION,
    SG_TYPE_PERSON,
};

const char *sg_actor_type_name(enum sg_actor_type type); /* "state", ...; "unknown" */
enum sg_actor_type sg_actor_type_find(const char *name);

enum sg_mention_kind {
    SG_MENTION_GIVEN,       /* came with the document */
    SG_MENTION_NAME,        /* a name of a pack or found by shape */
    SG_MENTION_ACRONYM,     /* AAH, defined in the text or in a pack */
    SG_MENTION_SHORT,       /* last name or short form after a full one */
    SG_MENTION_DEMONYM,     /* Iraqi, Iranians */
    SG_MENTION_CAPITAL,     /* Tehran */
    SG_MENTION_SEAT,        /* the Kremlin */
    SG_MENTION_DESCRIPTION, /* US troops, Iranian officials, Kadhimi's media office */
    SG_MENTION_ROLE,        /* the Iraqi premier */
    SG_MENTION_NOMINAL,     /* the group */
    SG_MENTION_PRONOUN,     /* he, its, we */
};

/* What a mention does where it stands. */
enum sg_mention_use {
    SG_USE_PARTY,    /* denotes the actor: may be source or target */
    SG_USE_MODIFIER, /* belongs to another noun: "the US strike", "Iran-backed", "Kadhimi's soft
                        stance" */
    SG_USE_PLACE,    /* only locates: "a street in Baghdad", "in Iran" */
};

struct sg_mention { /* two of the same tokens: both actors are meant, "the two countries" */
    uint32_t first, end_token; /* tokens [first, end_token), within one sentence */
    uint32_t head;             /* its head token ("troops" in "US troops") */
    uint32_t sentence;
    uint32_t actor; /* index in reading->actors; SG_NO_ACTOR: unresolved */
    enum sg_mention_kind kind;
    enum sg_mention_use use;
    float certainty; /* that it is this actor, 0..1 */
    uint32_t alias;  /* recognise and resolve: the pack's name that matched, or UINT32_MAX */
    bool is_plural;  /* "Iranians"; an unmarked possessive: "Syrias" */
};

#define SG_NO_PACK UINT32_MAX

/* An actor as this document knows it. */
struct sg_actor {
    const char *id;   /* [a-z0-9-]+; the pack's id or made from the name */
    const char *name; /* canonical */
    enum sg_actor_type type;
    uint32_t pack;       /* index of the pack actor in the gazetteer, or SG_NO_PACK */
    const char *country; /* id of the state it belongs to, or NULL */
    char gender;         /* 'm', 'f', or 0 */
    bool is_plural;      /* a collective: they */
    bool is_outlet;      /* a media house: reports, is seldom a party */
};

/* A is a member, leader, official, part of B. */
struct sg_affiliation {
    uint32_t from, to; /* actors */
    uint32_t from_mention, to_mention;
    uint32_t sentence;
    const char *role; /* or NULL */
    bool is_former;
    float certainty;
    const char *rule;
    uint32_t next; /* 1 + the next of the same `from`; 0: none */
};

/* A quotation, or reported speech, and its speaker. */
struct sg_quote {
    uint32_t first, end_token; /* tokens inside the marks; may span sentences */
    uint32_t speaker;          /* mention, or SG_NO_MENTION */
    uint32_t verb;             /* token of the reporting verb, or SG_NO_TOKEN */
};

struct sg_reading {
    const struct sg_document *document;

    struct sg_block *blocks; /* clean */
    size_t block_count;

    struct sg_token *tokens; /* segment; syntax fills the tree in */
    size_t token_count;
    struct sg_sentence *sentences;
    size_t sentence_count;

    const uint32_t *words; /* recognise: by token, its number in the vocabulary; 0: in no list */
    const struct sg_word_roles *word_roles; /* resolve: what both of its turns ask of the words */

    struct sg_mention *mentions; /* recognise, resolve; sorted by first token, longer first */
    size_t mention_count;
    struct sg_actor *actors; /* resolve */
    size_t actor_count;
    struct sg_affiliation *affiliations; /* resolve; by sentence */
    size_t affiliation_count;
    const uint32_t *affiliated; /* by actor: 1 + its first affiliation; 0: none */
    struct sg_quote *quotes; /* resolve: quotations with their speakers */
    size_t quote_count;
    size_t direct_quote_count; /* those between marks come first, in order; the others by sentence */

    struct sg_claim *claims; /* stance; in order of sentence, then of cue */
    size_t claim_count;

    bool is_passed_over; /* the gate: nothing in it promises a wanted claim; no names were sought */
};

#endif
