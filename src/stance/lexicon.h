/* The stance lexicon in memory: relations, cues, operators, word classes. Const after loading. */
#ifndef SG_STANCE_LEXICON_H
#define SG_STANCE_LEXICON_H

#include "base/strmap.h"
#include "stance/stance.h"

#include <jansson.h>

#define SG_NO_LINK UINT32_MAX
#define SG_SLOTS_MAX 12

/* Which words a sentence has, a bit a hash: most of what is asked for is not there, and that is seen
 * at once. */
#define SG_WORD_ROWS 16
struct sg_word_bits {
    uint64_t bits[SG_WORD_ROWS];
};
static inline uint32_t sg_word_bucket(uint32_t hash) { return hash % 1024; } /* which of the bits */
static inline void sg_word_bits_note(struct sg_word_bits *words, uint32_t hash) {
    words->bits[hash / 64 % 16] |= (uint64_t)1 << hash % 64;
}
static inline bool sg_word_bits_may_have(const struct sg_word_bits *words, uint32_t hash) {
    return words->bits[hash / 64 % 16] & (uint64_t)1 << hash % 64;
}

static inline bool sg_word_bits_meet(const struct sg_word_bits *a, const struct sg_word_bits *b) {
    uint64_t both = 0;
    for (size_t i = 0; i < SG_WORD_ROWS; i++)
        both |= a->bits[i] & b->bits[i];
    return both;
}

enum sg_cue_kind {
    SG_CUE_VERB,
    SG_CUE_NOUN,
    SG_CUE_ADJECTIVE,
    SG_CUE_SUFFIX,
    SG_CUE_PREFIX,
    SG_CUE_PHRASE,
    SG_CUE_KINDS
};

enum sg_slot_kind {
    SG_SLOT_NONE,
    SG_SLOT_SUBJECT,
    SG_SLOT_OBJECT,
    SG_SLOT_IOBJ,
    SG_SLOT_CLAUSE,
    SG_SLOT_ACT,
    SG_SLOT_POSSESSOR,
    SG_SLOT_MODIFIER,
    SG_SLOT_HEAD,
    SG_SLOT_SPEAKER,
    SG_SLOT_OTHERS,
    SG_SLOT_WITHIN,
    SG_SLOT_TOPIC,
    SG_SLOT_OFFENDER,
    SG_SLOT_PREPOSITION,
};

struct sg_slot {
    enum sg_slot_kind kind;
    const char *preposition;
};

/* How a target's noun phrase is read. */
enum sg_reading_as { SG_AS_DOER, SG_AS_OWNER, SG_AS_PARTY, SG_AS_UNDERGOER };

enum sg_condition_kind {
    SG_IF_SLOT,
    SG_IF_NEXT,
    SG_IF_BEFORE,
    SG_IF_WITH,
    SG_IF_SENTENCE,
    SG_IF_HAS,
    SG_IF_VOICE,
    SG_IF_UNDER,
    SG_IF_CASE,
};

struct sg_condition {
    enum sg_condition_kind kind;
    struct sg_slot slot;
    const char **words; /* NULL-terminated */
    size_t word_count;
    struct sg_word_bits bits; /* of the words */
    uint32_t *hashes;         /* of each word */
};

struct sg_entry {
    const char *rule; /* "threatens/threaten.v" */
    uint32_t relation;
    enum sg_cue_kind kind;
    const char **words; /* the cue's words, NULL-terminated */
    size_t word_count;
    struct sg_slot from[SG_SLOTS_MAX], to[SG_SLOTS_MAX]; /* end with SG_SLOT_NONE */
    enum sg_reading_as as;
    double strength;
    struct sg_condition *unless, *only;
    size_t unless_count, only_count;
    bool is_mutual, needs_carrier, is_negated;
    bool is_figure; /* words of war for what is said: not where a force takes part */
    bool is_within;     /* its target stands anywhere below: looked at last */
    uint32_t same_rule; /* the latest entry before this one with its rule, or SG_NO_LINK */
    size_t file;        /* which file it came from: a later file's entry replaces an older one's */
    const json_t *json; /* for examples */
};

/* What an operator makes of the relation below it. */
enum sg_outcome_kind { SG_OUT_SAME, SG_OUT_HYPOTHETICAL, SG_OUT_NONE };

struct sg_outcome {
    enum sg_outcome_kind kind;
    uint32_t relation; /* SG_NO_LINK: unchanged */
    bool negates;
};

struct sg_effect {
    const char *name;
    struct sg_outcome *outcomes; /* one a relation */
    uint32_t if_negated;         /* effect to take when the inner claim is negated, or SG_NO_LINK */
    uint32_t if_denied; /* ... when the operator itself is: "did not rule out striking" */
};

struct sg_operator {
    const char *rule; /* "operators/refuse.v" */
    enum sg_cue_kind kind;
    const char **words;
    size_t word_count;
    bool of_clause, of_infinitive, of_object, of_compound, of_subject;
    const char **prepositions; /* NULL-terminated */
    bool by_object, by_both;
    uint32_t effect;
};

/* What a form can be: bits of sg_form_bit. */
enum sg_form_bit {
    SG_FORM_BASE = 1,
    SG_FORM_S = 2,
    SG_FORM_PAST = 4,
    SG_FORM_PARTICIPLE = 8,
    SG_FORM_ING = 16,
    SG_FORM_SINGULAR = 32,
    SG_FORM_PLURAL = 64,
    SG_FORM_OTHER = 128, /* adjectives, suffixes, phrases */
};

/* form -> cues and operators whose key word has that form, in the order of
 * sg_lexicon_sort_links() */
struct sg_form_link {
    uint32_t entry; /* index of an entry, or of an operator when is_operator */
    uint32_t next;
    uint8_t bits;
    bool is_operator;
    /* the entry's, so that most are passed over without a look at it */
    uint8_t kind;
    bool is_single;          /* of one word */
    bool is_within, is_void; /* void: it makes no claim */
    uint32_t other_word;     /* the hash of one of its further words */
    uint32_t first_operator; /* the form's first link tells it: SG_NO_LINK for none */
};

enum sg_word_class {
    SG_CLASS_ACT = 1 << 0,
    SG_CLASS_CARRIER = 1 << 1,
    SG_CLASS_RECEIVER = 1 << 2,
    SG_CLASS_REPORTING = 1 << 3,
    SG_CLASS_SPEAKS_FOR = 1 << 4,
    SG_CLASS_RELATIONAL = 1 << 5,
    SG_CLASS_CONTAINER = 1 << 6,
    SG_CLASS_NEGATOR = 1 << 7,
    SG_CLASS_NEARLY = 1 << 8,
    SG_CLASS_MODAL = 1 << 9,
    SG_CLASS_FUTURE = 1 << 10,
    SG_CLASS_CONDITION = 1 << 11,
    SG_CLASS_DOUBT = 1 << 12,
    SG_CLASS_ALLEGED = 1 << 13,
    SG_CLASS_PASSIVE_REPORT = 1 << 14,
    SG_CLASS_INCLUDING = 1 << 15,
    SG_CLASS_BE = 1 << 16,
    SG_CLASS_FIRST_PERSON = 1 << 17,
    SG_CLASS_THIRD_PERSON = 1 << 18,
    SG_CLASS_GROUP = 1 << 19,
    SG_CLASS_TIME = 1 << 20,
    SG_CLASS_COLLECTIVE = 1 << 21,
    SG_CLASS_ASIDE = 1 << 22,
    SG_CLASS_KEEPS_OBJECT = 1 << 23,
    SG_CLASS_GENERAL = 1 << 24,
    SG_CLASS_POINTER = 1 << 25,
    SG_CLASS_DEFINITE = 1 << 26,
    SG_CLASS_CONTRAST = 1 << 27,
    SG_CLASS_SEVERAL = 1 << 28,
    SG_CLASS_SAID = 1 << 29,
    SG_CLASS_FOLLOWER = 1 << 30,
};
#define SG_CLASS_SUFFERED (1u << 31) /* no int, so no enumerator */
/* "the two": no word is both of these otherwise */
#define SG_CLASS_SINGLE (SG_CLASS_GROUP | SG_CLASS_KEEPS_OBJECT) /* "this man" */
#define SG_CLASS_COUNTED (SG_CLASS_COLLECTIVE | SG_CLASS_KEEPS_OBJECT)
/* All bits are taken: the nouns of markets and measures ("the Greek economy") have two that no other
 * noun has. */
#define SG_CLASS_MARKET ((unsigned)(SG_CLASS_PASSIVE_REPORT | SG_CLASS_KEEPS_OBJECT))

static inline bool sg_is_market_class(unsigned bits) {
    return (bits & SG_CLASS_MARKET) == SG_CLASS_MARKET;
}

/* What the lexicon knows of a word, so that it is looked up once. */
struct sg_word_facts {
    uint32_t classes, first_link; /* bits of sg_word_class; SG_NO_LINK for none */
};

/* The gate's word: a bit for each relation (the 30th stands for any further one), and these. */
#define SG_GATE_RELATIONS 30
#define SG_GATE_OPERATOR (1u << 30) /* may turn another cue's relation */
#define SG_GATE_REFERS (1u << 31)   /* a pronoun or a noun that may refer to an actor */

#define SG_GATE_TEXT 15

/* What the gate knows of a form: as much as is fetched at once. */
struct sg_gate_form {
    uint32_t bits; /* relations that it may name, and the two above */
    uint32_t first_link;
    uint8_t refers;      /* sg_gate_kind of a pronoun or a noun that refers, or 0 */
    uint8_t takes;       /* bits of sg_gate_takes: where its entries' targets stand; SG_GATE_BARREN */
    uint8_t strength;    /* of its surest entry, in tenths */
    uint8_t preposition_count;
    uint32_t prepositions[6]; /* hashes of those that its entries' targets stand under */
    uint32_t single_relations; /* of its entries of one word: bits of their relations ... */
    uint8_t single_kinds;      /* ... and of their kinds */
    char text[SG_GATE_TEXT];   /* itself, where it has room; else empty. It ends at the bound */
    uint32_t first_longer, longer_count; /* in gate_longer: its entries of several words */
};

/* A form's place in the gate's table by hash. */
struct sg_gate_slot {
    uint32_t hash;
    uint32_t form; /* index in gate_forms + 1; 0: empty */
};

enum sg_gate_takes { SG_GATE_TAKES_OBJECT = 1, SG_GATE_TAKES_SIDE = 2, SG_GATE_TAKES_HEAD = 4, SG_GATE_TAKES_OFFENDER = 8 };
#define SG_GATE_BARREN 16 /* shifted by sg_gate_group: it was met often and never gave a claim */

/* What the gate looks for beside an entry's key word. */
struct sg_gate_need {
    uint32_t relation; /* its bit; 0: the entry was replaced */
    uint32_t words[3]; /* hashes of its further words, the longest first */
    uint32_t count;
    uint8_t kind; /* 1 << its sg_cue_kind */
    bool is_before, is_anywhere;
};

/* An entry of several words, and the longest of its further ones: seldom there, so that the rest is
 * seldom looked at. */
struct sg_gate_longer {
    uint32_t need, word;
    uint32_t relation; /* the need's, so that most are settled without a look at it */
    uint8_t kind;
};

#define SG_GATE_SIEVE 4096 /* numbers of 32 bits */

struct sg_rank;
struct sg_gate_model;

struct sg_lexicon {
    struct sg_rank *rank;          /* the re-ranker's model; NULL: the rules stand alone */
    struct sg_relation *relations; /* public view; the two structural ones last */
    size_t relation_count;
    size_t affiliated, cooccurs; /* indices in relations */
    struct sg_entry *entries;
    size_t entry_count;
    struct sg_strmap *rules; /* rule -> its latest entry */
    struct sg_operator *operators;
    size_t operator_count;
    struct sg_effect *effects;
    size_t effect_count;
    uint32_t effect_will;
    uint32_t effect_deny; /* SG_NO_LINK: there is none */
    uint32_t effect_quarrel_says; /* of what a rival is said to do; SG_NO_LINK: of nothing */
    uint32_t effect_victim_says; /* of what the speaker's own side suffered; SG_NO_LINK: of nothing */
    uint32_t effect_reject;  /* of what is turned down; SG_NO_LINK: of nothing */
    uint32_t effect_threaten, effect_attempt, effect_alleged, effect_not; /* or SG_NO_LINK */
    uint32_t *turned;        /* for each relation, the gate bits of what operators can make of it */
    struct sg_strmap *forms; /* form -> first link */
    struct sg_form_link *links;
    size_t link_count, link_capacity;
    struct sg_strmap *gate;    /* form -> index in gate_forms */
    struct sg_gate_form *gate_forms;
    size_t gate_form_count;
    struct sg_gate_slot *gate_slots; /* of the same forms; a power of two, at most half full */
    uint32_t gate_mask;
    uint32_t *gate_sieve;            /* a bit for each form's hash: most words fail here */
    struct sg_gate_need *gate_needs; /* by entry */
    struct sg_gate_longer *gate_longer; /* by form, and within by sg_word_bucket() */
    struct sg_word_bits *gate_longer_words; /* by form: which words its longer entries ask for */
    size_t gate_longer_count;
    struct sg_gate_model *gate_model; /* NULL: every cue passes */
    struct sg_strmap *classes; /* word -> bits of sg_word_class */
    struct sg_strmap *arms;    /* words of those who bear arms, and of what only arms do */
    struct sg_strmap *known;   /* word of either map -> index in facts */
    struct sg_word_facts *facts;
    struct sg_strmap *words;   /* owns all words; interned, so equal words are equal pointers */
    struct sg_strmap *irregular_verbs, *irregular_nouns; /* lemma -> index in irregular */
    const char **irregular;
    size_t irregular_count;
    json_t **files; /* kept: examples and strings */
    size_t file_count;
    void **owned; /* malloc'ed pieces */
    size_t owned_count, owned_capacity;
};

/* lexicon_words.c */
const char *sg_lexicon_word(struct sg_lexicon *lexicon,
                            const char *word); /* interned; NULL: memory */
const char **sg_lexicon_split(struct sg_lexicon *lexicon, const char *text, const char *separators,
                              size_t *count);
void *sg_lexicon_own(struct sg_lexicon *lexicon, size_t count, size_t size);
enum sg_status sg_lexicon_json(json_t **out, struct sg_lexicon *lexicon, const char *path,
                               struct sg_error *err);
enum sg_status sg_lexicon_load_grammar(struct sg_lexicon *lexicon, const char *path,
                                       struct sg_error *err);

/* Once forms and classes are read. */
bool sg_lexicon_gather(struct sg_lexicon *lexicon);
/* Of nothing known: no class, no link. */
struct sg_word_facts sg_lexicon_facts(const struct sg_lexicon *lexicon, const char *word,
                                      size_t length, uint32_t hash);

/* lexicon_forms.c */
enum sg_status sg_lexicon_load_irregular(struct sg_lexicon *lexicon, const char *path,
                                         struct sg_error *err);
bool sg_lexicon_index(struct sg_lexicon *lexicon, const char *word, enum sg_cue_kind kind,
                      uint32_t number, bool is_operator);
bool sg_lexicon_inflect(struct sg_lexicon *lexicon, struct sg_strmap *forms, const char *word,
                        enum sg_cue_kind kind);
/* Puts each form's links side by side in the order in which they are tried: cues by the number of
 * their words, then by strength, then as they were read; operators behind them. */
bool sg_lexicon_sort_links(struct sg_lexicon *lexicon);
/* First link of a token's form, or SG_NO_LINK. */
uint32_t sg_lexicon_links(const struct sg_lexicon *lexicon, const struct sg_token *token);

/* lexicon_entries.c */
enum sg_status sg_lexicon_add_file(struct sg_lexicon *lexicon, const json_t *frames, json_t *file,
                                   const char *path, struct sg_error *err);
bool sg_slot_read(struct sg_slot *out, struct sg_lexicon *lexicon, const char *name);
uint32_t sg_lexicon_relation(const struct sg_lexicon *lexicon, const char *name, size_t length);

/* lexicon_gate.c */
uint32_t sg_lexicon_relation_bit(uint32_t relation);
enum sg_status sg_lexicon_build_gate(struct sg_lexicon *lexicon, struct sg_error *err);
/* Index in gate_forms, or SG_STRMAP_NONE. */
uint32_t sg_lexicon_gate_form(const struct sg_lexicon *lexicon, const struct sg_token *token);
/* Whether a word of that hash may have a form: most have none. */
static inline bool sg_lexicon_gate_may_have(const struct sg_lexicon *lexicon, uint32_t hash) {
    return lexicon->gate_sieve[hash >> 5 & (SG_GATE_SIEVE - 1)] & 1u << (hash & 31);
}

/* lexicon_operators.c */
enum sg_status sg_lexicon_load_operators(struct sg_lexicon *lexicon, const char *path,
                                         struct sg_error *err);

#endif
