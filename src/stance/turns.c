/* Turns of a sentence in which the words beside a name tell that it is not meant, or whose word a
 * noun is: "no one but Kenya", "not Chad but Mali", "rejected Kenya's accusation", "echoed its
 * criticism". */
#include "stance/scene.h"

#include <string.h>

#define WORD_WINDOW 12

/* "blamed Russia, not Ukraine", "Kenya rather than Chad", "not Chad but Mali" */
bool sg_is_set_aside(const struct sg_scene *scene, uint32_t noun) {
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN && c < noun; c = sg_sibling(scene, c))
        if ((sg_class_of(scene, c) & SG_CLASS_CONTRAST) ||
            ((sg_class_of(scene, c) & SG_CLASS_NEGATOR) &&
             scene->tokens[c].deprel == SG_DEPREL_ADVMOD && /* "not only", "not just" */
             !(c + 1 < scene->end && scene->tokens[c + 1].upos == SG_UPOS_ADV)))
            return true;
    return false;
}

static bool is_but(const struct sg_scene *scene, uint32_t token) {
    return !strcmp(scene->tokens[token].lower, "but") ||
           !strcmp(scene->tokens[token].lower, "except");
}

uint32_t sg_exception(const struct sg_scene *scene, uint32_t noun) {
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        for (uint32_t k = sg_child(scene, c); c > noun && k != SG_NO_TOKEN && k < c;
             k = sg_sibling(scene, k))
            if (is_but(scene, k) && (scene->tokens[k].deprel == SG_DEPREL_CC ||
                                     scene->tokens[k].deprel == SG_DEPREL_CASE))
                return c;
    return SG_NO_TOKEN;
}

bool sg_is_negated_noun(const struct sg_scene *scene, uint32_t noun) {
    if ((sg_class_of(scene, noun) & SG_CLASS_NEGATOR) && scene->tokens[noun].upos == SG_UPOS_PRON)
        return true;
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN && c < noun;
         c = sg_sibling(scene, c)) {
        enum sg_deprel deprel = scene->tokens[c].deprel;
        if ((deprel == SG_DEPREL_DET || deprel == SG_DEPREL_ADVMOD ||
             deprel == SG_DEPREL_CC_PRECONJ) &&
            (sg_class_of(scene, c) & SG_CLASS_NEGATOR))
            return true;
    }
    return false;
}

/* The noun before a finite verb that the tree has put into the list before it: "Turkey backs
 * Azerbaijan and France supports Armenia". "leaders of Chad and Mali met": the verb has its own.
 * "praised Libya after Chad and Mali condemned it": the whole list. */
uint32_t sg_subject_in_list(const struct sg_scene *scene, uint32_t verb) {
    const struct sg_token *v = &scene->tokens[verb];
    if ((v->xpos != SG_XPOS_VBD && v->xpos != SG_XPOS_VBZ && v->xpos != SG_XPOS_VBP) ||
        (v->deprel != SG_DEPREL_CONJ && v->deprel != SG_DEPREL_XCOMP &&
         v->deprel != SG_DEPREL_CCOMP) ||
        sg_child_by(scene, verb, SG_DEPREL_NSUBJ_PASS) != SG_NO_TOKEN ||
        sg_child_by(scene, verb, SG_DEPREL_MARK) != SG_NO_TOKEN)
        return SG_NO_TOKEN;
    /* "attacked Libya and Niger fled"; but "said Libya and Niger had fled" */
    uint32_t own = sg_child_by(scene, verb, SG_DEPREL_NSUBJ), over = sg_parent(scene, verb);
    if ((own != SG_NO_TOKEN || v->deprel == SG_DEPREL_CCOMP) &&
        (own == SG_NO_TOKEN || over == SG_NO_TOKEN || v->deprel == SG_DEPREL_CONJ || own < over ||
         v->xpos != SG_XPOS_VBD || scene->tokens[over].xpos != SG_XPOS_VBD ||
         sg_child_by(scene, over, SG_DEPREL_OBJ) != SG_NO_TOKEN ||
         (sg_class_of(scene, over) & SG_CLASS_REPORTING)))
        return SG_NO_TOKEN;
    uint32_t t = verb;
    while (t > scene->first + 1 &&
           (scene->tokens[t - 1].upos == SG_UPOS_ADV || scene->tokens[t - 1].upos == SG_UPOS_AUX))
        t--;
    if (t <= scene->first + 2)
        return SG_NO_TOKEN;
    uint32_t mention = scene->cover[t - 1 - scene->first], noun = t - 1, start = t - 1;
    if (mention != SG_NO_MENTION) {
        noun = sg_outer_token(scene, mention);
        start = scene->reading->mentions[mention].first;
    }
    while (start > scene->first + 1 && (scene->tokens[start - 1].upos == SG_UPOS_DET ||
                                        scene->tokens[start - 1].upos == SG_UPOS_ADJ))
        start--;
    uint32_t first = sg_parent(scene, noun), above = sg_parent(scene, verb);
    if (start <= scene->first || scene->tokens[start - 1].upos != SG_UPOS_CCONJ ||
        scene->tokens[noun].deprel != SG_DEPREL_CONJ || first == SG_NO_TOKEN || first > noun ||
        above == SG_NO_TOKEN || above >= first || !sg_is_nominal(scene, noun) ||
        (first != own && sg_is_subject((enum sg_deprel)scene->tokens[first].deprel)))
        return SG_NO_TOKEN;
    uint32_t before = sg_case_at(scene, first);
    return before != SG_NO_TOKEN && (sg_class_of(scene, before) & SG_CLASS_ASIDE) ? first : noun;
}

/* Has the verb an entry of one word of that sign among the core relations? */
static bool judges(const struct sg_scene *scene, uint32_t verb, int sign) {
    const struct sg_lexicon *lexicon = scene->lexicon;
    for (uint32_t at = scene->links[verb - scene->first]; at != SG_NO_LINK;
         at = lexicon->links[at].next) {
        const struct sg_form_link *link = &lexicon->links[at];
        if (link->is_operator || link->kind != SG_CUE_VERB || !link->is_single)
            continue;
        const struct sg_relation *relation =
            &lexicon->relations[lexicon->entries[link->entry].relation];
        /* "a bill that threatens to penalise China" threatens by itself */
        if (relation->sign * sign > 0 && !strcmp(relation->set, "core") &&
            !relation->of_condition)
            return true;
    }
    return false;
}

void sg_subscriber(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                   uint32_t verb) {
    uint32_t over = sg_parent(scene, noun);
    if (over == SG_NO_TOKEN || !sg_is_verb(scene, over) || !judges(scene, verb, -1) ||
        sg_is_passive(scene, verb) || !(sg_class_of(scene, noun) & SG_CLASS_ACT))
        return;
    /* "passed a motion that condemned it"; but "resist actions that could harm it" */
    if (scene->tokens[noun].deprel == SG_DEPREL_OBJ &&
        sg_child_by(scene, verb, SG_DEPREL_AUX) == SG_NO_TOKEN)
        sg_noun_source(out, scene, noun, 1);
    if (out->count)
        return;
    const struct sg_operator *op = sg_operator_at(scene, over, noun);
    if ((scene->tokens[noun].deprel == SG_DEPREL_OBJ && judges(scene, over, 1)) ||
        (op && !op->by_object && !strcmp(sg_case_of(scene, noun), "for")))
        sg_logical_subject(out, scene, over);
}

/* Who is the subject of the verb that has the noun for its object. */
static void subject_over(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun) {
    uint32_t verb = sg_parent(scene, noun);
    enum sg_deprel deprel = scene->tokens[noun].deprel;
    if (verb != SG_NO_TOKEN && sg_is_verb(scene, verb) &&
        scene->tokens[verb].xpos != SG_XPOS_VBG && /* "a ruling dismissing claims by" */
        (deprel == SG_DEPREL_OBJ || deprel == SG_DEPREL_NSUBJ_PASS))
        sg_logical_subject(out, scene, verb);
}

static bool is_turned_down(const struct sg_scene *scene, uint32_t noun) {
    uint32_t verb = sg_parent(scene, noun);
    if (verb == SG_NO_TOKEN || !(sg_class_of(scene, noun) & SG_CLASS_SAID))
        return false;
    const struct sg_operator *op = sg_operator_at(scene, verb, noun);
    return op && (op->effect == scene->lexicon->effect_reject ||
                  op->effect == scene->lexicon->effect_deny);
}

bool sg_is_anothers_word(const struct sg_scene *scene, uint32_t noun) {
    const struct sg_mention *mentions = scene->reading->mentions;
    struct sg_parties owners = {.count = 0}, above = {.count = 0};
    if (!is_turned_down(scene, noun))
        return false;
    sg_owner(&owners, scene, noun, 1);
    subject_over(&above, scene, noun);
    for (size_t i = 0; i < owners.count; i++)
        for (size_t k = 0; k < above.count; k++)
            if (mentions[owners.items[i].mention].actor == mentions[above.items[k].mention].actor)
                return false;
    return owners.count > 0;
}

/* "complaints about China's exports", "claims that the cabinet lied": what it is about is told. */
static bool tells_whom(const struct sg_scene *scene, uint32_t noun,
                       const struct sg_parties *above) {
    const struct sg_mention *mentions = scene->reading->mentions;
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        if (c > noun && !strcmp(sg_case_of(scene, c), "of")) {
            /* "his criticism of the law"; "an accusation of theft" names the deed */
            const struct sg_operator *op = sg_operator_at(scene, noun, c);
            if (!op || op->effect != scene->lexicon->effect_alleged)
                return true;
        }
    for (uint32_t t = noun + 1; t < scene->end && t <= noun + WORD_WINDOW; t++) {
        uint32_t m = scene->cover[t - scene->first];
        if (strchr(",;", scene->tokens[t].form[0]) || scene->tokens[t].upos == SG_UPOS_VERB)
            return false;
        if (scene->tokens[t].upos == SG_UPOS_SCONJ && !strcmp(scene->tokens[t].lower, "that"))
            return true;
        if (m == SG_NO_MENTION || mentions[m].first != t)
            continue;
        const char *preposition = sg_case_of(scene, sg_outer_token(scene, m));
        bool is_other = strcmp(preposition, "by") && strcmp(preposition, "from");
        for (size_t i = 0; i < above->count && is_other; i++)
            is_other = mentions[above->items[i].mention].actor != mentions[m].actor;
        if (is_other)
            return true;
    }
    return false;
}

void sg_fill_denier(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun) {
    struct sg_parties above = {.count = 0};
    if (!sg_is_anothers_word(scene, noun))
        return;
    subject_over(&above, scene, noun);
    if (tells_whom(scene, noun, &above))
        return;
    for (size_t i = 0; i < above.count; i++)
        sg_parties_add(out, above.items[i].mention, above.items[i].quality * 0.85);
}

/* Has the verb an entry that turns somebody down: "shrug off", "hit back at"? */
static bool turns_down(const struct sg_scene *scene, uint32_t verb) {
    const struct sg_lexicon *lexicon = scene->lexicon;
    for (uint32_t at = scene->links[verb - scene->first]; at != SG_NO_LINK;
         at = lexicon->links[at].next) {
        const struct sg_form_link *link = &lexicon->links[at];
        if (link->is_operator || link->kind != SG_CUE_VERB)
            continue;
        const struct sg_entry *entry = &lexicon->entries[link->entry];
        const struct sg_relation *relation = &lexicon->relations[entry->relation];
        struct sg_cue cue = {.entry = entry};
        if (relation->sign < 0 && relation->spares_victims && strcmp(relation->set, "core") &&
            sg_cue_match(&cue, scene, verb, entry->words, entry->word_count, entry->kind,
                         link->bits))
            return true;
    }
    return false;
}

/* May what somebody said stand there when it was said of the clause's subject: "despite threats
 * from", "responded to", "shrugged off"? */
static bool is_answered(const struct sg_scene *scene, uint32_t noun, uint32_t verb) {
    static const char *const answers[] = {"to", "under", "against", "at", NULL};
    uint32_t before = sg_case_at(scene, noun);
    if (scene->tokens[noun].deprel == SG_DEPREL_OBJ)
        return turns_down(scene, verb);
    if (before != SG_NO_TOKEN && !strcmp(scene->tokens[before].lower, "according"))
        return false;
    if (scene->tokens[noun].deprel == SG_DEPREL_ADVCL)
        return true; /* "stung by criticism" */
    if (sg_is_passive(scene, verb))
        return before != SG_NO_TOKEN && !strcmp(scene->tokens[before].lower, "by");
    return before != SG_NO_TOKEN && ((sg_class_of(scene, before) & SG_CLASS_ASIDE) ||
                                     sg_is_one_of(scene, before, answers));
}

void sg_fill_answerer(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun) {
    struct sg_parties owners = {.count = 0}, above = {.count = 0};
    if (!(sg_class_of(scene, noun) & SG_CLASS_SAID))
        return;
    sg_owner(&owners, scene, noun, 1);
    uint32_t at = noun;
    for (int steps = 0; owners.count && steps < 4; steps++) {
        uint32_t parent = sg_parent(scene, at);
        if (parent == SG_NO_TOKEN)
            return;
        enum sg_deprel deprel = scene->tokens[at].deprel;
        if (deprel != SG_DEPREL_OBL && deprel != SG_DEPREL_NMOD && deprel != SG_DEPREL_ADVCL &&
            deprel != SG_DEPREL_OBL_AGENT && deprel != SG_DEPREL_OBJ)
            return;
        uint32_t subject = sg_child_by(scene, parent, SG_DEPREL_NSUBJ);
        if (subject == SG_NO_TOKEN)
            subject = sg_child_by(scene, parent, SG_DEPREL_NSUBJ_PASS);
        bool is_open = sg_is_verb(scene, parent) && subject == SG_NO_TOKEN;
        if (is_open && ((scene->tokens[parent].xpos != SG_XPOS_VBN &&
                         scene->tokens[parent].xpos != SG_XPOS_VBG) ||
                        deprel == SG_DEPREL_OBJ)) /* "echoing criticism from" */
            return;
        if (subject != SG_NO_TOKEN && sg_is_verb(scene, parent)) {
            if (sg_mention_of(scene, subject) != SG_NO_MENTION && is_answered(scene, at, parent))
                sg_phrase(&above, scene, subject, SG_AS_PARTY, 0.75);
            break;
        }
        at = parent;
    }
    if (above.count && tells_whom(scene, noun, &above))
        return;
    const struct sg_mention *mentions = scene->reading->mentions;
    for (size_t i = 0; i < above.count; i++) {
        uint32_t whom = mentions[above.items[i].mention].actor;
        uint32_t who = mentions[owners.items[0].mention].actor;
        if (!sg_is_same_side(scene->reading, who, whom) &&
            !sg_is_same_side(scene->reading, whom, who))
            sg_parties_add(out, above.items[i].mention, above.items[i].quality);
    }
}

void sg_fill_invaded(struct sg_parties *out, const struct sg_scene *scene, uint32_t top) {
    uint32_t mark = sg_child_by(scene, top, SG_DEPREL_MARK), above = sg_parent(scene, top);
    if (scene->tokens[top].deprel != SG_DEPREL_ADVCL || mark == SG_NO_TOKEN || mark > top ||
        strcmp(scene->tokens[mark].lower, "with") || above == SG_NO_TOKEN || above < top)
        return;
    uint32_t subject = sg_child_by(scene, above, SG_DEPREL_NSUBJ);
    if (subject != SG_NO_TOKEN && subject > top && subject < above &&
        sg_mention_of(scene, subject) != SG_NO_MENTION)
        sg_phrase(out, scene, subject, SG_AS_PARTY, 0.75);
}

/* "had Wine arrested": the verb that has somebody else do it, or SG_NO_TOKEN. "had its boats sunk"
 * is what it suffered. */
uint32_t sg_causer(const struct sg_scene *scene, uint32_t verb) {
    uint32_t over = sg_parent(scene, verb);
    if (scene->tokens[verb].deprel != SG_DEPREL_XCOMP || over == SG_NO_TOKEN || over > verb ||
        !(sg_is_word(scene, over, "have") || sg_is_word(scene, over, "get")))
        return SG_NO_TOKEN;
    uint32_t whom = sg_child_by(scene, verb, SG_DEPREL_NSUBJ);
    if (whom == SG_NO_TOKEN)
        whom = sg_child_by(scene, over, SG_DEPREL_OBJ);
    uint32_t whose = whom == SG_NO_TOKEN ? whom : sg_child_by(scene, whom, SG_DEPREL_NMOD_POSS);
    return whom != SG_NO_TOKEN && whom > over && whom < verb &&
                   !sg_is_reflexive(scene, whom) &&
                   (whose == SG_NO_TOKEN || scene->tokens[whose].upos != SG_UPOS_PRON)
               ? over
               : SG_NO_TOKEN;
}
