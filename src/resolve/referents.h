/* Inside resolve: roles and the words of back reference, from data/en/roles.json and
 * data/en/referents.json. */
#ifndef SG_RESOLVE_REFERENTS_H
#define SG_RESOLVE_REFERENTS_H

#include "base/strmap.h"
#include "resolve/resolve.h"

#include <jansson.h>

/* clang-format off */
#define SG_REFERENT_LIST(X) \
    X(SPEECH, "speech") X(LOCATING, "locating") X(MOTION, "motion") \
    X(MOTION_NOUN, "motion_nouns") X(MEMBERS, "plural_members") X(GOVERNMENT, "government_of") \
    X(OFFICE, "offices") X(OFFICE_ADJECTIVE, "office_adjectives") \
    X(ADJECTIVE, "description_adjectives") X(DETERMINER, "determiners") X(DEFINITE, "definite") \
    X(ALL_DEFINITE, "all_definite") X(BE, "verbs_be") X(COPULA, "copula") X(FUNCTION, "function") \
    X(TAKES_OF, "verbs_of") X(LED_BODY, "led_bodies") X(FORMER, "former") X(NOT_YET, "not_yet") X(ROLE_START, "-") X(NOMINAL_START, "-") \
    X(BELONGING, "-") X(BELONGING_NOUN, "-") X(SUBJECT_PRONOUN, "-") X(POSSESSIVE_PRONOUN, "-") \
    X(COLLECTIVE_START, "-") X(PEOPLE_START, "-") X(PAIR_START, "-")
/* clang-format on */
enum sg_referent_bit {
#define X(name, key) SG_REF_##name##_BIT,
    SG_REFERENT_LIST(X)
#undef X
        SG_REF_PRONOUN_SHIFT, /* 3 bits: sg_pronoun */
};
_Static_assert(SG_REF_PRONOUN_SHIFT <= 29, "three bits for pronouns");
enum sg_referent_class {
#define X(name, key) SG_REF_##name = 1 << SG_REF_##name##_BIT,
    SG_REFERENT_LIST(X)
#undef X
};

enum sg_pronoun {
    SG_PRONOUN_NONE,
    SG_PRONOUN_HE,
    SG_PRONOUN_SHE,
    SG_PRONOUN_IT,
    SG_PRONOUN_THEY,
    SG_PRONOUN_WE,
    SG_PRONOUN_I,
};

struct sg_role {
    const char *role;
    bool is_one, is_head, is_of_people;
    bool is_office;   /* of a state, where no other body is named */
    bool is_sent;     /* "the envoy for Sudan" is none of Sudan's */
    bool is_private;  /* "a Turkish analyst said": speaks for no state */
    bool is_home;     /* a senator speaks of his own country's president */
    bool is_same;     /* "his Azeri counterpart": the same office, of another state */
    bool is_owned;    /* "the head" alone is nobody */
    bool is_kin;      /* wives and lawyers: names a person, ties nobody */
    bool is_any_head; /* "the Turkish leader": president or premier, whoever the text names */
};

struct sg_nominal {
    uint32_t types; /* bit set of sg_actor_type */
    bool is_by_name, is_focus;
    bool is_own;      /* "the administration": whose man speaks, else the text's */
    bool is_people;   /* "told the nation": its people, no party */
    bool is_of_name;  /* "the Fastaqim party", but not "Shanghai police" */
    bool is_of_focus; /* "the army": else the state that the text is about */
};

struct sg_collective {
    const char *words; /* the first of them */
    enum sg_actor_type type;
    bool is_once; /* one mention is enough */
};

/* A people without a state: Kurds. What one calls them and their armed men in one text is one. */
struct sg_people {
    const char *adjective, *noun; /* the first of each: "kurdish", "kurds" */
};

enum sg_people_noun { SG_PEOPLE_ARMED = 1, SG_PEOPLE_CIVIL, SG_PEOPLE_ANY };

/* What stands for several without a noun behind it: "the two", "both", "the latter". */
enum sg_alone {
    SG_ALONE_COUNT = 7,
    SG_ALONE_BARE = 8,    /* with no article: "both" */
    SG_ALONE_NOUN = 16,   /* counts nouns too: "the two countries" */
    SG_ALONE_FORMER = 32, /* one of two */
    SG_ALONE_LATTER = 64,
};

#define SG_PHRASE_MAX 5 /* words */

struct sg_referents {
    struct sg_arena arena;
    struct sg_strmap *words; /* lower case -> classes */
    uint32_t *by_word;       /* the same by the vocabulary's numbers */
    uint8_t *is_word;        /* bits: it has a class; so few bytes that they stay at hand */
    uint8_t *role_words;     /* by them: words of the longest role that begins so */
    uint8_t sieve[8192];     /* a bit for each word's sieve_of(): most others fail here */
    struct sg_strmap *phrases; /* "prime minister" -> role; hyphens as spaces */
    struct sg_strmap *nominal_phrases;
    struct sg_strmap *collective_phrases;
    struct sg_strmap *belongings; /* "falls under" */
    struct sg_role *roles;
    size_t role_count;
    struct sg_nominal *nominals;
    size_t nominal_count;
    struct sg_collective *collectives;
    size_t collective_count;
    struct sg_people *peoples;
    size_t people_count;
    struct sg_strmap *people_words; /* word -> 2 * people + 1 when it is the noun */
    struct sg_strmap *people_nouns; /* "forces" -> sg_people_noun */
    struct sg_strmap *people_links; /* "led" in "Kurdish-led" */
    struct sg_strmap *pair_nouns;   /* "countries" -> bit set of sg_actor_type */
    struct sg_strmap *pair_alone;   /* "the two" -> how many, with sg_alone */
    struct sg_strmap *documents;    /* "the statement said": its author */
    struct sg_strmap *quote_tails;  /* "it read", "he went on" */
    struct sg_strmap *aims;         /* "missiles at Riyadh": no mere place */
    struct sg_strmap *deed_verbs;   /* "denied it": what was said or done, nobody */
    struct sg_strmap *voice_ministries;  /* "the foreign ministry in Paris": France */
    struct sg_strmap *people_endings;    /* "the British" are many */
    struct sg_strmap *name_tails;        /* "Ferdinand Marcos Jr": of no use alone */
    struct sg_strmap *second_names;      /* "Adolfo Macias, alias Fito" */
    struct sg_strmap *leading;           /* "the party, led by X" */
    struct sg_strmap *minor_governments; /* "the regional government": no state's */
    struct sg_strmap *demand_verbs; /* "demanded that he resign": of somebody else */
};

uint32_t sg_referent_classes(const struct sg_referents *referents, const struct sg_token *token);
enum sg_pronoun sg_referent_pronoun(uint32_t classes);
/* What a map of words says of a token's. */
uint32_t sg_token_value(const struct sg_strmap *map, const struct sg_token *token);
/* The longest phrase of `map` that begins at a token; its value, SG_STRMAP_NONE for none. */
/* Of no more than so many words. */
uint32_t sg_few_words_at(uint32_t *end, const struct sg_strmap *map, const struct sg_token *tokens,
                         uint32_t first, uint32_t limit, uint32_t most);
uint32_t sg_words_at(uint32_t *end, const struct sg_strmap *map, const struct sg_token *tokens,
                     uint32_t first, uint32_t limit);

#endif
