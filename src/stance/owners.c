/* Whose act, word or thing a noun is: who stands before it, possesses it, stands under its "by";
 * the subject of the clause that describes it. */
#include "stance/phrase.h"

#include <string.h>

/* A name that stands before its noun: "Iranian threats", "the US drone strike". */
void sg_modifiers_at(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                     double quality, int depth) {
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN; c = sg_sibling(scene, c)) {
        const struct sg_token *child = &scene->tokens[c];
        bool before = c < noun &&
                      (child->deprel == SG_DEPREL_COMPOUND || child->deprel == SG_DEPREL_AMOD ||
                       child->deprel == SG_DEPREL_NMOD || child->deprel == SG_DEPREL_NMOD_DESC ||
                       child->deprel == SG_DEPREL_NMOD_UNMARKED || child->deprel == SG_DEPREL_FLAT);
        if (!before)
            continue;
        /* in "Iran-backed attack" Iran belongs to "backed" */
        if (c + 1 < scene->end && scene->tokens[c + 1].form[0] == '-' && c + 2 < scene->end &&
            (scene->tokens[c + 2].flags & SG_TOKEN_HYPHEN_BEFORE))
            continue;
        if (c > scene->first && scene->tokens[c - 1].form[0] == '-' &&
            (scene->tokens[c].flags & SG_TOKEN_HYPHEN_BEFORE))
            continue;
        uint32_t mention = sg_mention_of(scene, c);
        if (mention != SG_NO_MENTION) {
            /* "Baghdad airport" only locates */
            if (scene->reading->mentions[mention].kind != SG_MENTION_CAPITAL ||
                (sg_class_of(scene, noun) & (SG_CLASS_ACT | SG_CLASS_SPEAKS_FOR)))
                sg_parties_add(out, mention, quality);
            /* "its Russian and Iranian allies" */
            for (uint32_t k = sg_child(scene, c); k != SG_NO_TOKEN && k < noun;
                 k = sg_sibling(scene, k))
                if (scene->tokens[k].deprel == SG_DEPREL_CONJ &&
                    sg_mention_of(scene, k) != SG_NO_MENTION)
                    sg_parties_add(out, sg_mention_of(scene, k), quality * 0.95);
        } else if (depth < 2)
            sg_modifiers_at(out, scene, c, quality * 0.95, depth + 1);
    }
}

/* The noun right of a name that only modifies it: "the British oil *giant*", "Greece's *debt*". */
static uint32_t modified(const struct sg_scene *scene, uint32_t mention) {
    const struct sg_mention *m = &scene->reading->mentions[mention];
    if (m->use != SG_USE_MODIFIER || m->kind == SG_MENTION_GIVEN || m->first < scene->first ||
        m->end_token >= scene->end || scene->tokens[m->end_token].form[0] == '-' ||
        (scene->tokens[m->first].flags & SG_TOKEN_HYPHEN_BEFORE))
        return SG_NO_TOKEN;
    uint32_t head = sg_outer_token(scene, mention), noun = sg_parent(scene, head);
    enum sg_deprel deprel = scene->tokens[head].deprel;
    bool is_modified = noun != SG_NO_TOKEN && noun > head &&
                       (deprel == SG_DEPREL_AMOD || deprel == SG_DEPREL_COMPOUND ||
                        deprel == SG_DEPREL_NMOD_POSS) &&
                       sg_mention_of(scene, noun) == SG_NO_MENTION;
    return is_modified ? noun : SG_NO_TOKEN;
}

bool sg_only_places(const struct sg_scene *scene, uint32_t mention, uint32_t cue) {
    uint32_t noun = modified(scene, mention);
    return noun != SG_NO_TOKEN && noun != cue && (sg_class_of(scene, noun) & SG_CLASS_GROUP) &&
           scene->reading->actors[scene->reading->mentions[mention].actor].type == SG_TYPE_STATE;
}

bool sg_is_of_market(const struct sg_scene *scene, uint32_t mention, uint32_t cue) {
    uint32_t noun = modified(scene, mention);
    return noun != SG_NO_TOKEN && noun != cue && sg_is_market_class(sg_class_of(scene, noun));
}

void sg_possessors(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                   double quality, int depth) {
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        if (scene->tokens[c].deprel == SG_DEPREL_NMOD_POSS && c < noun)
            sg_phrase_at(out, scene, c, SG_AS_DOER, quality, depth + 1);
}

/* Nouns under one of the prepositions (NULL-terminated). */
void sg_under(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
              const char *const *prepositions, enum sg_reading_as as, double quality, int depth) {
    for (; *prepositions && !out->count; prepositions++)
        for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
            if (c > noun && !strcmp(sg_case_of(scene, c), *prepositions))
                sg_phrase_at(out, scene, c, as, quality, depth + 1);
}

/* "killings of civilians": what follows of suffered it. "decisions of the court": it decided. */
bool sg_of_is_victim(const struct sg_scene *scene, uint32_t noun) {
    const struct sg_lexicon *lexicon = scene->lexicon;
    const struct sg_token *token = &scene->tokens[noun];
    size_t length = strlen(token->lower);
    if ((length > 4 && !strcmp(token->lower + length - 3, "ing")) ||
        (sg_class_of(scene, noun) & SG_CLASS_SUFFERED))
        return true;
    for (uint32_t at = scene->links[noun - scene->first]; at != SG_NO_LINK;
         at = lexicon->links[at].next) {
        const struct sg_form_link *link = &lexicon->links[at];
        if (link->is_operator || !(link->bits & (SG_FORM_SINGULAR | SG_FORM_PLURAL)))
            continue;
        for (const struct sg_slot *slot = lexicon->entries[link->entry].to; slot->kind; slot++)
            if (slot->kind == SG_SLOT_PREPOSITION && !strcmp(slot->preposition, "of"))
                return true;
    }
    return false;
}

void sg_modifiers(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                  double quality) {
    sg_modifiers_at(out, scene, noun, quality, 0);
}

/* "attacks condemned by Norway": those who say what they think of them did not do them. */
static bool is_judged(const struct sg_scene *scene, uint32_t verb) {
    const struct sg_lexicon *lexicon = scene->lexicon;
    for (uint32_t at = scene->links[verb - scene->first]; at != SG_NO_LINK;
         at = lexicon->links[at].next) {
        const struct sg_form_link *link = &lexicon->links[at];
        if (link->is_operator || !(link->bits & SG_FORM_PARTICIPLE))
            continue;
        const struct sg_entry *entry = &lexicon->entries[link->entry];
        if (entry->word_count == 1 && !strcmp(lexicon->relations[entry->relation].set, "core"))
            return true;
    }
    return false;
}

/* "the remarks Marcos made", "the way the army handled it": whoever did the thing in the clause
 * that describes it. In "the raid that hit Marcos" the thing itself is the subject. */
void sg_relative_doer(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                      double quality, int depth) {
    for (uint32_t clause = sg_child(scene, noun); clause != SG_NO_TOKEN && !out->count;
         clause = sg_sibling(scene, clause)) {
        enum sg_deprel deprel = scene->tokens[clause].deprel;
        if (clause < noun || (deprel != SG_DEPREL_ACL_RELCL && deprel != SG_DEPREL_ACL) ||
            !sg_is_verb(scene, clause) || sg_is_passive(scene, clause) || is_judged(scene, clause))
            continue;
        uint32_t subject = sg_child_by(scene, clause, SG_DEPREL_NSUBJ);
        if (subject == SG_NO_TOKEN || subject > clause || sg_is_relative(scene, subject) ||
            !strcmp(scene->tokens[subject].lower, "that"))
            continue;
        /* "civilians in Erbil, where the Guards fired missiles": the thing was not done there */
        uint32_t adverb = sg_child_by(scene, clause, SG_DEPREL_ADVMOD);
        if (adverb != SG_NO_TOKEN && adverb < subject && scene->tokens[adverb].xpos == SG_XPOS_WRB)
            continue;
        sg_phrase_at(out, scene, subject, SG_AS_DOER, quality, depth + 1);
    }
}

/* "the general's arrest", "his killing": done to him; but "Iran's killing of the general". */
bool sg_is_suffered(const struct sg_scene *scene, uint32_t noun) {
    if (!(sg_class_of(scene, noun) & SG_CLASS_SUFFERED))
        return false;
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        if (c > noun &&
            (!strcmp(sg_case_of(scene, c), "of") || !strcmp(sg_case_of(scene, c), "for")))
            return false;
    return sg_child_by(scene, noun, SG_DEPREL_NMOD_POSS) != SG_NO_TOKEN;
}

/* "the trial of the monks", "the silencing of a poet" */
bool sg_has_victim(const struct sg_scene *scene, uint32_t noun) {
    const struct sg_token *token = &scene->tokens[noun];
    size_t length = strlen(token->lower);
    bool is_doing = length > 5 && !strcmp(token->lower + length - 3, "ing");
    if (!is_doing && !(sg_class_of(scene, noun) & SG_CLASS_SUFFERED))
        return false;
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        if (c > noun && !strcmp(sg_case_of(scene, c), "of"))
            return true;
    return false;
}

/* "the defendants' U.S. assets", "his Iran policy": whose they are is told, though not by name; the
 * name only places them. "Monday's U.S. attack" tells when. */
bool sg_has_other_owner(const struct sg_scene *scene, uint32_t noun) {
    uint32_t owner = sg_child_by(scene, noun, SG_DEPREL_NMOD_POSS);
    return owner != SG_NO_TOKEN && owner < noun &&
           sg_mention_of(scene, owner) == SG_NO_MENTION &&
           !(sg_class_of(scene, owner) & SG_CLASS_TIME);
}

/* The depth goes along: "those whose attack ..." leads from "attack" to "whose", from there to its
 * noun, and without a bound round again. */
void sg_owner_at(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                 double quality, int depth) {
    static const char *const by[] = {"by", "from", NULL}, *const by_only[] = {"by", NULL};
    bool is_victims = sg_is_suffered(scene, noun);
    if (!is_victims)
        sg_possessors(out, scene, noun, quality, depth);
    if (!out->count && !is_victims && !sg_has_other_owner(scene, noun))
        sg_modifiers_at(out, scene, noun, quality, 0);
    if (!out->count)
        sg_under(out, scene, noun, by, SG_AS_DOER, quality, depth);
    /* "the storming of the mosque by Israel": hung one noun lower */
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN && !out->count;
         c = sg_sibling(scene, c))
        if (c > noun && *sg_case_of(scene, c))
            sg_under(out, scene, c, by_only, SG_AS_DOER, quality * 0.9, depth);
    if (out->count)
        return;
    /* "attacks carried out by the group" */
    uint32_t clause = sg_child_by(scene, noun, SG_DEPREL_ACL);
    if (clause != SG_NO_TOKEN && sg_is_passive(scene, clause) &&
        ((sg_class_of(scene, clause) & SG_CLASS_CARRIER) || !is_judged(scene, clause)))
        sg_under(out, scene, clause, by, SG_AS_DOER, quality * 0.95, depth + 1);
    if (!out->count)
        sg_relative_doer(out, scene, noun, quality * 0.92, depth);
}

void sg_owner(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun, double quality) {
    sg_owner_at(out, scene, noun, quality, 0);
}
