/* Inside the gate: what a sentence shows before it is parsed: its cues, and whoever may be a party.
 */
#ifndef SG_STANCE_GATE_VIEW_H
#define SG_STANCE_GATE_VIEW_H

#include "stance/lexicon.h"

struct sg_gazetteer;

#define SG_GATE_ANCHORS 96
#define SG_GATE_CUES 64
#define SG_GATE_ACTS 8

/* Whoever may become source or target. */
enum sg_gate_kind {
    SG_GATE_NOBODY,
    SG_GATE_PARTY,
    SG_GATE_MODIFIER,
    SG_GATE_PLACE,
    SG_GATE_OPEN,         /* a name of nobody known */
    SG_GATE_FIRST_PERSON, /* this and what follows point back */
    SG_GATE_THIRD_PERSON,
    SG_GATE_NOUN, /* "the group" */
    SG_GATE_ACT,  /* "attack": with "the" before it, one that was told before */
    SG_GATE_COUNTED, /* "two": with "the" before it a SG_GATE_NOUN, else nothing */
};

struct sg_gate_anchor {
    uint32_t first, end; /* tokens */
    uint32_t actor;      /* SG_NO_ACTOR: not known */
    uint8_t kind, type;  /* sg_gate_kind, sg_actor_type */
};

struct sg_gate_cue {
    uint32_t token;
    uint32_t form;      /* index in lexicon->gate_forms */
    uint32_t relations; /* gate bits of the entries whose words are all there */
    uint8_t kinds;      /* which kinds of entries: a bit for each sg_cue_kind */
    bool has_single;    /* an entry of one word */
};

/* What a word may be a form of, by its hash. */
struct sg_gate_stem {
    uint32_t token, hash;
};
#define SG_GATE_STEMS 800 /* two a token of the longest sentence */

struct sg_gate_view {
    const struct sg_reading *reading;
    const struct sg_lexicon *lexicon;
    const struct sg_sentence *sentence;
    struct sg_gate_anchor anchors[SG_GATE_ANCHORS];
    struct sg_gate_cue cues[SG_GATE_CUES];
    uint32_t operators[SG_GATE_CUES]; /* tokens */
    size_t anchor_count, cue_count, operator_count;
    size_t party_count;          /* distinct actors, at most two */
    uint32_t party;              /* the first of them */
    size_t refers;               /* how many words point back to somebody */
    size_t large_count;          /* the glance: words written large */
    bool has_noun;               /* "the group" among them: it reaches farther than a pronoun */
    uint32_t acts[SG_GATE_ACTS]; /* "the attack": an earlier sentence tells who did it */
    size_t act_count;
    bool has_open; /* a name of nobody known */
    bool has_quote, has_given;
    bool is_full; /* more than fits here */
    bool has_noted;
    struct sg_word_bits words; /* this and the stems: where has_noted is set */
    struct sg_gate_stem stems[SG_GATE_STEMS];
    size_t stem_count;
};

/* The tables are larger than a cache: what will be asked of the tokens from `from` on is fetched, so
 * that nobody waits for one after another. How far it went. */
uint32_t sg_gate_fetch(const struct sg_reading *reading, const struct sg_lexicon *lexicon,
                       uint32_t from);
/* Looks at a sentence: whoever is there, and words that may be cues. `mention` walks along
 * reading->mentions from sentence to sentence. */
void sg_gate_look(struct sg_gate_view *view, const struct sg_reading *reading,
                  const struct sg_lexicon *lexicon, const struct sg_sentence *sentence,
                  size_t *mention);
/* The same before names are looked for: runs of capitals stand for them. */
void sg_gate_glance(struct sg_gate_view *view, const struct sg_reading *reading,
                    const struct sg_lexicon *lexicon, const struct sg_gazetteer *gazetteer,
                    const struct sg_sentence *sentence);
/* After the glance: could two be parties, whoever the names may be? */
bool sg_gate_could_have_parties(const struct sg_gate_view *view);
/* Fills in what a cue can name; false: nothing after all. */
bool sg_gate_read_cue(struct sg_gate_view *view, struct sg_gate_cue *cue);
/* Fills in what the cues can name and drops those that are none after all. */
void sg_gate_read_cues(struct sg_gate_view *view);

#define SG_GATE_RECENT 24

/* The actors that were spoken of lately, the latest last. */
struct sg_gate_memory {
    struct {
        uint32_t actor, sentence;
    } recent[SG_GATE_RECENT];
    size_t count;
};

/* Two that may be the claim's ends: named here, meant by a pronoun or "the group", or the speaker
 * of a quotation. `mention` stands where sg_gate_look() left it. Remembers who is spoken of. */
bool sg_gate_has_parties(struct sg_gate_memory *memory, const struct sg_gate_view *view,
                         size_t mention);

#endif
