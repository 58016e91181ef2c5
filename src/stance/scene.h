/* One parsed sentence with its actors, as the stance rules look at it. */
#ifndef SG_STANCE_SCENE_H
#define SG_STANCE_SCENE_H

#include "base/arena.h"
#include "model/reading.h"
#include "stance/lexicon.h"

#define SG_PARTIES_MAX 12
#define SG_CUE_TOKENS_MAX 8

/* Something done, as the text has told it so far: "Israel struck the port" makes Israel the doer of
 * "the strike" in a later sentence. */
struct sg_deed {
    uint32_t relation; /* of the cue that tells it */
    uint32_t token, sentence;
    uint32_t doer; /* a mention; SG_NO_MENTION: the text does not tell */
    uint32_t
        described;    /* "Turkey-backed rebels": whom the doer backs; SG_NO_MENTION: a plain deed */
    uint32_t against; /* of something said: against whom; SG_NO_MENTION: it was done, not said */
    bool is_done;     /* `against` is whom it was done to: it only tells who quarrels */
};

struct sg_deeds {
    struct sg_deed *items;
    size_t count, capacity;
};

struct sg_scene {
    const struct sg_reading *reading;
    const struct sg_lexicon *lexicon;
    const struct sg_sentence *sentence;
    const struct sg_token *tokens; /* the document's; indexed by document token */
    uint32_t first, end;
    uint32_t *child, *sibling; /* by token - first; SG_NO_TOKEN ends */
    uint32_t *by_head, *cover; /* by token - first: mention with that head; longest over it */
    unsigned *classes;         /* by token - first: sg_word_class of form or lemma */
    uint32_t *lemmas;          /* by token - first: sg_strmap_hash() of the lemma, or of the form */
    uint32_t *links;           /* by token - first: first of the form's lexicon links */
    struct sg_word_bits words; /* forms and lemmas */
    /* the same by hash: 2 * (token - first), + 1 for the lemma where it is another word, + 1; 0 ends.
     * Where a list begins, and what follows in it. */
    uint32_t *heard, *next_heard;
    bool has_question;
    const struct sg_deeds *deeds; /* NULL: nobody keeps them */
    unsigned *nested;             /* how many phrases are being asked for whom they name */
};

#define SG_HEARD 256 /* lists */

static inline uint32_t sg_child(const struct sg_scene *scene, uint32_t token) {
    return scene->child[token - scene->first];
}
static inline uint32_t sg_sibling(const struct sg_scene *scene, uint32_t token) {
    return scene->sibling[token - scene->first];
}
/* SG_NO_TOKEN for the root */
static inline uint32_t sg_parent(const struct sg_scene *scene, uint32_t token) {
    uint32_t head = scene->tokens[token].head;
    return head != SG_NO_TOKEN && head >= scene->first && head < scene->end ? head : SG_NO_TOKEN;
}
static inline unsigned sg_class_of(const struct sg_scene *scene, uint32_t token) {
    return scene->classes[token - scene->first];
}

/* Who was found in a slot, and how surely. */
struct sg_party {
    uint32_t mention;
    double quality;
};

struct sg_parties {
    struct sg_party items[SG_PARTIES_MAX];
    size_t count;
};

/* A cue found in the sentence. tokens[0] is its key word. */
struct sg_cue {
    const struct sg_entry *entry;
    uint32_t tokens[SG_CUE_TOKENS_MAX];
    size_t token_count;
};

/* scene.c */
/* The first mention that begins at `token` or behind it. */
size_t sg_mentions_from(const struct sg_reading *reading, uint32_t token);
bool sg_scene_init(struct sg_scene *scene, const struct sg_reading *reading,
                   const struct sg_lexicon *lexicon, const struct sg_sentence *sentence,
                   struct sg_arena *arena);
/* The first child with that relation, or SG_NO_TOKEN. */
uint32_t sg_child_by(const struct sg_scene *scene, uint32_t token, enum sg_deprel deprel);
bool sg_is_word(const struct sg_scene *scene, uint32_t token, const char *word); /* form or lemma */
bool sg_is_one_of(const struct sg_scene *scene, uint32_t token, const char *const *words);
bool sg_is_verb(const struct sg_scene *scene, uint32_t token);
bool sg_is_nominal(const struct sg_scene *scene, uint32_t token);
bool sg_is_subject(enum sg_deprel deprel);
bool sg_is_passive(const struct sg_scene *scene, uint32_t verb);
/* The preposition of a noun, "" when it has none. */
const char *sg_case_of(const struct sg_scene *scene, uint32_t token);
uint32_t sg_case_at(const struct sg_scene *scene, uint32_t token);    /* or SG_NO_TOKEN */
uint32_t sg_mention_of(const struct sg_scene *scene, uint32_t token); /* with an actor, or none */
/* The token of a mention that the rest of the sentence sees. */
uint32_t sg_outer_token(const struct sg_scene *scene, uint32_t mention);
bool sg_names_person(const struct sg_scene *scene, uint32_t mention);
/* True when `token` is `top` or hangs below it, at most `steps` arcs down. */
bool sg_is_below(const struct sg_scene *scene, uint32_t token, uint32_t top, int steps);

/* "was the victim of a coup and accused leaders of": a verb that the tree took for the noun's
 * participle. */
bool sg_is_stray(const struct sg_scene *scene, uint32_t verb);
/* The verb that a conjoined verb goes on from: its parent, but where the forms tell otherwise a
 * verb further up. */
uint32_t sg_conjoined_to(const struct sg_scene *scene, uint32_t verb);

/* "told the Council that Paris was arming them": a clause with "that" and a subject of its own
 * describes no noun, wherever it hangs. */
bool sg_is_told(const struct sg_scene *scene, uint32_t clause);

/* A semicolon stands between them. */
bool sg_is_parted(const struct sg_scene *scene, uint32_t from, uint32_t to);

/* True when the phrase of `noun` begins at `start`: nothing foreign stands between. */
bool sg_starts_at(const struct sg_scene *scene, uint32_t noun, uint32_t start);

/* titles.c: the person that a title runs up to, or that stands behind a description's comma */
uint32_t sg_person_behind(const struct sg_scene *scene, uint32_t title);
uint32_t sg_person_after_clause(const struct sg_scene *scene, uint32_t noun);
uint32_t sg_named_person(const struct sg_scene *scene, uint32_t mention);
uint32_t sg_person_beside(const struct sg_scene *scene, uint32_t noun);
uint32_t sg_person_before(const struct sg_scene *scene, uint32_t noun);
bool sg_governs_from(const struct sg_scene *scene, uint32_t mention);

/* phrase.c: noun phrases -> actors */
void sg_parties_add(struct sg_parties *out, uint32_t mention, double quality);
bool sg_is_reflexive(const struct sg_scene *scene, uint32_t token); /* "himself" */
void sg_phrase(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
               enum sg_reading_as as, double quality);
/* The person whose title the mention of a body begins ("US Secretary of Defense Lloyd Austin"); the
 * mention itself when there is none. */
uint32_t sg_titled_person(const struct sg_scene *scene, uint32_t mention);
/* The actor that a described noun names: "Iran-backed militia Badr", never the state of "Iraqi
 * militias". */
void sg_named(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun, double quality);
/* "Canada halted its exports, a step denounced by Ankara": does the noun sum up the clause before
 * it? */
bool sg_sums_up(const struct sg_scene *scene, uint32_t noun);
/* What a noun is equated with: apposition, "X is a ...", "one of the ...". */
void sg_equated(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                double quality);
/* Names that stand before a noun: "its Russian allies". */
void sg_modifiers(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                  double quality);
/* Whose act, word or thing a noun is: possessor, modifier, "by". */
void sg_owner(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun, double quality);

/* arguments.c */
void sg_surface_subject(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb,
                        int depth);
void sg_logical_subject(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb);
void sg_logical_object(struct sg_parties *out, const struct sg_scene *scene,
                       const struct sg_cue *cue, enum sg_reading_as as);
/* The by-phrase of a passive verb. */
void sg_agent(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb);
/* Whose act a noun is, seen from below: "the decision to attack". */
void sg_noun_source(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun, int depth);
bool sg_is_cue_token(const struct sg_cue *cue, uint32_t token); /* cue may be NULL */

/* slots.c */
void sg_fill(struct sg_parties *out, const struct sg_scene *scene, const struct sg_cue *cue,
             const struct sg_slot *slot, enum sg_reading_as as);
/* The verb that carries a noun ("issued a warning"), or SG_NO_TOKEN. */
uint32_t sg_carrier(const struct sg_scene *scene, uint32_t noun, bool *is_receiver);

/* The verb of a relative clause that carries the noun it describes, SG_NO_TOKEN without one. */
uint32_t sg_relative_carrier(const struct sg_scene *scene, uint32_t noun);
/* Head nouns that stand in a slot, for conditions; gives how many were written. */
size_t sg_slot_heads(uint32_t *out, size_t max, const struct sg_scene *scene,
                     const struct sg_cue *cue, const struct sg_slot *slot);

/* near.c: the cautious fallbacks, by the order of words, for when the tree is wrong */
void sg_near_subject(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb);
/* "accused Nairobi of hosting them and the UAE of paying": is the noun the second one's? Adds such.
 */
bool sg_is_gapped(const struct sg_scene *scene, uint32_t noun);
void sg_near_echo(struct sg_parties *parties, const struct sg_scene *scene, uint32_t verb);
void sg_near_gapped(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb);
void sg_near_second_pair(struct sg_parties *out, const struct sg_scene *scene,
                         const struct sg_cue *cue);
void sg_near_object(struct sg_parties *out, const struct sg_scene *scene, uint32_t last);
void sg_near_preposition(struct sg_parties *out, const struct sg_scene *scene,
                         const struct sg_cue *cue, const char *preposition, enum sg_reading_as as);
/* The actors before the comma that a noun stands in apposition to: "Badr, one of the groups". */
void sg_near_apposed(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun);
/* Adds "A" where only "B" of "A and B" was found, and the other way round. */
void sg_near_conjuncts(struct sg_parties *parties, const struct sg_scene *scene);

/* compose.c: the noun right before an infinitive's "to", quotation marks aside; SG_NO_TOKEN for
 * none. */
uint32_t sg_noun_before(const struct sg_scene *scene, uint32_t verb);

/* deeds.c: acts that an earlier sentence tells */
bool sg_deeds_add(struct sg_deeds *deeds, const struct sg_scene *scene, const struct sg_cue *cue,
                  uint32_t relation, const struct sg_parties *doers, struct sg_arena *arena);
/* A relation of deeds that their victim can tell of: attacks, coerces. */
bool sg_is_suffered_deed(const struct sg_lexicon *lexicon, uint32_t relation);
/* "Iran accused Israel": what was said, and against whom. */
bool sg_deeds_say(struct sg_deeds *deeds, const struct sg_scene *scene, const struct sg_cue *cue,
                  uint32_t relation, const struct sg_parties *sources,
                  const struct sg_parties *targets, struct sg_arena *arena);
bool sg_is_denial(const struct sg_scene *scene, uint32_t verb); /* "denies" */
/* Has one of the two spoken against the other before? */
bool sg_deeds_quarrel(const struct sg_deeds *deeds, const struct sg_reading *reading, uint32_t a,
                      uint32_t b);
/* "Turkey-backed rebels": who is meant where the text says "Turkey-backed fighters" later. */
bool sg_deeds_describe(struct sg_deeds *deeds, const struct sg_scene *scene, uint32_t backer,
                       uint32_t backed, struct sg_arena *arena);
void sg_earlier_described(struct sg_parties *out, const struct sg_scene *scene, uint32_t backer,
                          double quality);
/* Who alone did something in the sentence right before; `verb` is the one that judges it. */
void sg_told_before(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb,
                    double quality);
/* The doer of "the attack", "this move". */
void sg_earlier_doer(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                     double quality);

/* victims.c: does one actor belong to the other: the same, its state, its official, its body? */
bool sg_is_same_side(const struct sg_reading *reading, uint32_t speaker, uint32_t victim);
/* arms.c: are the cue's words of war figures between these two, or meant as they stand, where the
 * relation or the entry wants it the other way? */
bool sg_arms_forbid(const struct sg_scene *scene, const struct sg_entry *entry, uint32_t relation,
                    uint32_t source, uint32_t target);
/* An outlet that only brings the news: "(Reuters) -", "told Reuters". */
bool sg_is_credit(const struct sg_scene *scene, uint32_t mention, uint32_t cue, bool is_source);
/* "held the British oil giant responsible", "a U.S. commentator": the state's name only tells where a
 * private body sits. In a cue of its own ("Iran's client") it is meant. */
bool sg_only_places(const struct sg_scene *scene, uint32_t mention, uint32_t cue);
/* "Japan's stock market threatens", "support for the Greek economy": a market or a measure. */
bool sg_is_of_market(const struct sg_scene *scene, uint32_t mention, uint32_t cue);

/* lists.c: adds the others of a list without commas, and of "Iraqi and Kurdish forces" */
void sg_add_listed(struct sg_parties *out, const struct sg_scene *scene, uint32_t mention,
                   double quality);

/* turns.c */
bool sg_is_set_aside(const struct sg_scene *scene, uint32_t noun); /* "not Chad", "rather than" */
/* What is excepted from a noun: "no one but Kenya", or SG_NO_TOKEN. */
uint32_t sg_exception(const struct sg_scene *scene, uint32_t noun);
bool sg_is_negated_noun(const struct sg_scene *scene, uint32_t noun); /* "no country", "nobody" */
/* The subject of a clause that the tree has listed with the noun before it, or SG_NO_TOKEN. */
uint32_t sg_subject_in_list(const struct sg_scene *scene, uint32_t verb);
/* "rejected Kenya's accusation": turned down by another than whoever said it. */
bool sg_is_anothers_word(const struct sg_scene *scene, uint32_t noun);
/* Such a word without a target was said of whoever turns it down. */
void sg_fill_denier(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun);
uint32_t sg_causer(const struct sg_scene *scene, uint32_t verb); /* "had Wine arrested" */
/* "Despite threats from Chile, Peru opened the mine": said of the clause's subject. */
void sg_fill_answerer(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun);
/* "backed a statement condemning Burundi", "a motion that condemned it": who subscribes to it. */
void sg_subscriber(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                   uint32_t verb);
/* "With Eritrea threatening to invade, Ethiopia called up reserves": whom it threatens. */
void sg_fill_invaded(struct sg_parties *out, const struct sg_scene *scene, uint32_t top);

/* sides.c: sources and targets beside each other */
bool sg_sides_are_equal(const struct sg_parties *a, const struct sg_parties *b); /* in order */
bool sg_sides_are_same(const struct sg_parties *a, const struct sg_parties *b);
void sg_sides_unbind(struct sg_parties *targets, const struct sg_parties *sources,
                     const struct sg_scene *scene, const struct sg_cue *cue);
void sg_sides_drop_sources(struct sg_parties *targets, const struct sg_parties *sources);
bool sg_sides_are_one_group(const struct sg_reading *reading, const struct sg_parties *sources,
                            const struct sg_parties *targets);
void sg_sides_add_twins(struct sg_parties *parties, const struct sg_reading *reading);

/* sides_fill.c: the slots of a cue's entry, one after another */
void sg_fill_from(struct sg_parties *out, const struct sg_scene *scene, const struct sg_cue *cue,
                  const struct sg_slot *slots, enum sg_reading_as as);
void sg_fill_targets(struct sg_parties *out, const struct sg_scene *scene, const struct sg_cue *cue,
                     const struct sg_parties *sources);
void sg_fill_owned(struct sg_parties *out, const struct sg_scene *scene, const struct sg_cue *cue,
                   const struct sg_parties *sources);
bool sg_fill_received(struct sg_parties *sources, struct sg_parties *targets,
                      const struct sg_scene *scene, const struct sg_cue *cue);
void sg_fill_between(struct sg_parties *out, const struct sg_scene *scene,
                     const struct sg_cue *cue);
bool sg_asks_for(const struct sg_slot *slots, enum sg_slot_kind kind);
bool sg_is_reciprocal(const struct sg_scene *scene, const struct sg_cue *cue);
bool sg_lacks_carrier(const struct sg_scene *scene, const struct sg_cue *cue);

void sg_earlier_offender(struct sg_parties *out, const struct sg_scene *scene, uint32_t victim,
                         double quality); /* deeds.c */

void sg_earlier_victim(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                       const struct sg_parties *sources); /* deeds.c */

/* pointed.c: those that are only pointed at */
void sg_fill_anaphor(struct sg_parties *out, const struct sg_scene *scene, const struct sg_cue *cue,
                     const struct sg_parties *sources);
void sg_fill_condition(struct sg_parties *out, const struct sg_scene *scene, uint32_t cue,
                       uint32_t top, const struct sg_parties *sources);
/* "warned Uganda of an attack by Somalia", "that Somalia would attack": not the warner's act. */
bool sg_tells_of_another(const struct sg_scene *scene, uint32_t verb,
                         const struct sg_parties *sources, const struct sg_parties *targets);
void sg_fill_told(struct sg_parties *out, const struct sg_scene *scene, uint32_t cue, uint32_t top,
                  const struct sg_parties *sources);
void sg_fill_pointed(struct sg_parties *out, const struct sg_scene *scene,
                     const struct sg_cue *cue);
void sg_fill_subject_above(struct sg_parties *out, const struct sg_scene *scene,
                           const struct sg_cue *cue);

/* topics.c: "It was an act of war", "they are murderers": who did it, or was spoken of, right before */
void sg_fill_topic(struct sg_parties *out, const struct sg_scene *scene, const struct sg_cue *cue,
                   const struct sg_parties *sources);

/* Who did what a sentence tells in its main verb, whatever that is; SG_NO_MENTION. */
uint32_t sg_main_doer(const struct sg_scene *scene, const struct sg_sentence *told);

/* The doer of the clause that such a noun sums up. */
void sg_clause_doer(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                    double quality);

/* reach.c: for sentences that gave nothing else */
void sg_reach_target(struct sg_parties *out, const struct sg_scene *scene, const struct sg_cue *cue,
                     const struct sg_parties *sources);
void sg_reach_source(struct sg_parties *out, const struct sg_scene *scene,
                     const struct sg_cue *cue);

/* match.c */
/* May the token be the key word of such a cue, by its part of speech? */
bool sg_cue_fits(const struct sg_scene *scene, uint32_t token, enum sg_cue_kind kind, uint8_t bits,
                 bool is_single);
bool sg_cue_match(struct sg_cue *out, const struct sg_scene *scene, uint32_t token,
                  const char *const *words, size_t word_count, enum sg_cue_kind kind, uint8_t bits);
bool sg_conditions_hold(const struct sg_scene *scene, const struct sg_cue *cue);
/* The operator that a noun is when an infinitive follows it ("readiness to"), or NULL. */
const struct sg_operator *sg_noun_operator(const struct sg_scene *scene, uint32_t noun);
/* The operator at a token that takes `below` as its complement, or NULL. */
const struct sg_operator *sg_operator_at(const struct sg_scene *scene, uint32_t token,
                                         uint32_t below);

/* modality.c */
struct sg_status_of_claim {
    uint32_t relation;
    bool is_negated, is_hypothetical, is_dropped;
    uint32_t top;            /* the highest token that was reached */
    const char *operators;   /* rule of the last operator, or NULL */
    uint32_t operator_token; /* the outermost operator's token, or SG_NO_TOKEN */
    uint32_t effect;         /* the innermost operator's effect, or SG_NO_LINK */
    bool by_object;          /* the innermost operator gives the act to its object */
    uint32_t if_denied;      /* the last operator's effect should another turn it, or SG_NO_LINK */
    bool by_both;            /* ... to its subject and its object */
    bool is_spent;           /* the operator's own negation has been reckoned with */
    uint32_t first_operator; /* the innermost operator's token, or SG_NO_TOKEN */
};
void sg_compose(struct sg_status_of_claim *out, const struct sg_scene *scene,
                const struct sg_cue *cue);

/* attribution.c */
/* The speaker of the quotation that a token stands in, or SG_NO_MENTION. */
/* The next quote behind `after` (NULL: the first) that reaches into a sentence, NULL for none: of a
 * text of thousands of them no sentence looks at all. */
const struct sg_quote *sg_next_quote(const struct sg_reading *reading,
                                     const struct sg_sentence *sentence,
                                     const struct sg_quote *after);
uint32_t sg_quote_speaker(const struct sg_scene *scene, uint32_t token);
/* Who is meant by a "you" of a quotation, or SG_NO_MENTION. */
uint32_t sg_quote_addressee(const struct sg_scene *scene, uint32_t token);
/* The mention of whoever is reported to say what stands at `token`, or SG_NO_MENTION. */
uint32_t sg_speaker(const struct sg_scene *scene, uint32_t token, bool *is_quoted);

#endif
