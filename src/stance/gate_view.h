/* Inside the gate: what a sentence shows before it is parsed: its cues, and whoever may be a party. */
#ifndef SG_STANCE_GATE_VIEW_H
#define SG_STANCE_GATE_VIEW_H

#include "stance/lexicon.h"

#define SG_GATE_ANCHORS 96
#define SG_GATE_CUES 48

/* Whoever may become source or target. Before names are known these are runs of capitals. */
enum sg_gate_kind {
    SG_GATE_NOBODY,
    SG_GATE_PARTY,
    SG_GATE_MODIFIER,
    SG_GATE_PLACE,
    SG_GATE_OPEN, /* a name of nobody known */
    SG_GATE_CAPITAL,
    SG_GATE_CAPITALS, /* two words or more */
    SG_GATE_ACRONYM,
    SG_GATE_FIRST_WORD, /* the sentence's: its capital may mean nothing */
    SG_GATE_FIRST_PERSON,
    SG_GATE_THIRD_PERSON,
    SG_GATE_NOUN, /* "the group" */
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
    bool has_single; /* an entry of one word */
};

struct sg_gate_view {
    const struct sg_reading *reading;
    const struct sg_lexicon *lexicon;
    const struct sg_sentence *sentence;
    struct sg_gate_anchor anchors[SG_GATE_ANCHORS];
    struct sg_gate_cue cues[SG_GATE_CUES];
    uint32_t operators[SG_GATE_CUES]; /* tokens */
    size_t anchor_count, cue_count, operator_count;
    size_t party_count; /* distinct actors, at most two; before names are known, runs */
    bool has_pronoun;   /* or a noun, that may refer to an actor */
    bool has_quote, is_full; /* is_full: more than fits here */
};

/* Looks at a sentence. `mention` walks along reading->mentions from sentence to sentence, when
 * names are known; else it is NULL. */
void sg_gate_look(struct sg_gate_view *view, const struct sg_reading *reading,
                  const struct sg_lexicon *lexicon, const struct sg_sentence *sentence,
                  size_t *mention);
/* Two that may be the claim's ends, one of them at least named or quoted. */
bool sg_gate_has_parties(const struct sg_gate_view *view);

#endif
