/* Inside recognise: the packs' actors, their names, and the trie over word parts. */
#ifndef SG_RECOGNISE_GAZETTEER_H
#define SG_RECOGNISE_GAZETTEER_H

#include "base/strmap.h"
#include "base/utf8.h"
#include "recognise/lexis.h"
#include "recognise/recognise.h"
#include "recognise/vocabulary.h"

#define SG_NO_ALIAS UINT32_MAX
#define SG_GAZETTEER_WORDS ((size_t)1 << 18)

enum sg_alias_flag {
    SG_ALIAS_EXACT = 1 << 0,         /* its spelling counts, not only its normal form */
    SG_ALIAS_NEEDS_ARTICLE = 1 << 1, /* "al-Qaida", never "Qaida" */
    SG_ALIAS_CAPITALS = 1 << 2,      /* an acronym: written in capitals */
    SG_ALIAS_LOWER = 1 << 3,         /* may begin with a small letter: "peshmerga" */
    SG_ALIAS_ORDINARY = 1 << 4,      /* one word, and an ordinary one in lower case */
    SG_ALIAS_IS_NAME = 1 << 5,       /* the actor's canonical name */
    SG_ALIAS_OF_STATE = 1 << 6,
};

struct sg_alias {
    uint32_t actor;
    uint32_t next;    /* next alias with the same key, or SG_NO_ALIAS */
    uint64_t lower;   /* bit i: the i-th part is written small */
    const char *text; /* as in the pack */
    const char *fold; /* folded, parts joined by one space, articles left out */
    uint8_t kind;     /* sg_mention_kind */
    uint8_t flags;
    uint16_t part_count;
};

struct sg_edge {
    uint64_t key; /* node << 32 | part; 0: empty */
    uint32_t child;
};

struct sg_trie {
    struct sg_edge *edges;
    size_t slot_count, count;
    uint32_t *first_alias; /* by node */
    size_t node_count, node_capacity;
};

struct sg_gazetteer {
    struct sg_arena arena;
    struct sg_lexis *lexis;
    struct sg_pack_actor *actors;
    size_t actor_count, actor_capacity;
    struct sg_strmap *called_words; /* all of their nouns */
    uint32_t *called; /* actors with nouns of their own: "the House" */
    size_t called_count, called_capacity;
    size_t not_same_count; /* actors that are kept apart from others: mostly none */
    uint32_t *merged;      /* by actor: the one that it is the same as, or itself */
    struct sg_strmap *ids;
    struct sg_alias *aliases;
    size_t alias_count, alias_capacity;
    struct sg_strmap *parts; /* part -> word number */
    struct sg_trie trie;
    struct sg_vocabulary vocabulary;
    struct sg_strmap *names;    /* folded whole name -> alias */
    struct sg_strmap *capitals; /* likewise of a state's capital */
    uint32_t *term_head;        /* by actor `of`: index in holders + 1 */
    struct sg_holder *holders;  /* chained */
    size_t holder_count;
    struct sg_strmap *families; /* normal form of a last name -> person + 1 */
    uint32_t *family_next;      /* by actor: the next person of that last name + 1 */
    uint8_t *words; /* by hash: see sg_gazetteer_word() */
    uint8_t lower_starts[8192]; /* bits by sg_start_of() of aliases that begin small */
};

struct sg_holder {
    uint32_t actor, term, next;
};

/* By the first letters of a word, up to four and before a hyphen: 16 bits. */
static inline uint32_t sg_start_of(const char *word, size_t length) {
    uint32_t letters = 0;
    for (size_t i = 0; i < 4 && i < length && word[i] != '-' && word[i] != ' '; i++)
        letters = letters << 8 | (unsigned char)word[i];
    return letters * 0x9E3779B1u >> 16;
}

/* gazetteer.c: adds one name. */
enum sg_status sg_gazetteer_add_alias(struct sg_gazetteer *gazetteer, uint32_t actor,
                                      const char *text, enum sg_mention_kind kind, int flags,
                                      struct sg_error *err);
/* trie.c. The child of a node, 0 for none; nodes count from 1, the root is 1. */
uint32_t sg_trie_child(const struct sg_trie *trie, uint32_t node, uint32_t word);
/* The child, made when it is not there; 0 when out of memory. */
uint32_t sg_trie_add(struct sg_trie *trie, uint32_t node, uint32_t word);
/* A node; 0 when out of memory. */
uint32_t sg_trie_new(struct sg_trie *trie);
void sg_trie_release(struct sg_trie *trie);

/* match.c: the longest name of the packs that begins at a token. */
struct sg_match {
    uint32_t end_token;
    uint32_t alias;    /* first acceptable one */
    bool is_ambiguous; /* another actor has the same name */
    bool is_plural;    /* "Iranians", or an unmarked possessive */
    bool was_exact;
};
/* The key of a word by its parts. */
void sg_word_key_set(struct sg_word_key *out, const struct sg_gazetteer *gazetteer,
                     const struct sg_name_parts *parts);
/* Words beyond the vocabulary: a text says its names again and again. */
#define SG_KEYS_RECENT 64
struct sg_token_keys {
    const uint32_t *words; /* by token: numbers of the vocabulary */
    struct {
        uint32_t token; /* + 1; 0: free */
        struct sg_word_key key;
    } recent[SG_KEYS_RECENT]; /* by hash */
};
bool sg_match_at(struct sg_match *out, const struct sg_gazetteer *gazetteer,
                 const struct sg_token *tokens, struct sg_token_keys *keys, uint32_t first,
                 uint32_t limit);

#endif
