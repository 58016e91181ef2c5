/* Targets and sources that are only pointed at: a rival that nobody named again, "a reference to",
 * whose criticism it is when no verb carries it. Asked where the entry's own slots gave nobody. */
#include "stance/scene.h"

#include <string.h>

/* "him" is a person, "it" and "them" are none. */
static bool may_mean(const struct sg_scene *scene, uint32_t pronoun, uint32_t mention) {
    const char *word = scene->tokens[pronoun].lower;
    const struct sg_reading *reading = scene->reading;
    char gender = reading->actors[reading->mentions[mention].actor].gender;
    bool is_person = *word == 'h';
    if (is_person && gender && gender != (word[1] == 'i' ? 'm' : 'f'))
        return false;
    return is_person == sg_names_person(scene, mention);
}

/* "imposed a boycott on Qatar, accusing it of", "warned of a war with Iran and accused his foe": a
 * pronoun or a rival that nobody resolved is the other party of the sentence so far. */
void sg_fill_anaphor(struct sg_parties *out, const struct sg_scene *scene, const struct sg_cue *cue,
                     const struct sg_parties *sources) {
    static const struct sg_slot object = {SG_SLOT_OBJECT, NULL};
    const struct sg_mention *mentions = scene->reading->mentions;
    uint32_t heads[SG_PARTIES_MAX], key = cue->tokens[0];
    if (cue->entry->kind != SG_CUE_VERB || sg_is_passive(scene, key) || !sources->count ||
        !sg_slot_heads(heads, SG_PARTIES_MAX, scene, cue, &object))
        return;
    unsigned bits = sg_class_of(scene, heads[0]);
    bool is_pronoun =
        (bits & SG_CLASS_THIRD_PERSON) && scene->tokens[heads[0]].upos == SG_UPOS_PRON;
    bool is_rival = (bits & SG_CLASS_RELATIONAL) &&
                    sg_child_by(scene, heads[0], SG_DEPREL_NMOD_POSS) != SG_NO_TOKEN;
    if (heads[0] < key || (!is_pronoun && !is_rival))
        return;
    struct sg_parties told = {.count = 0};
    if (is_pronoun && sg_is_word(scene, heads[0], "it"))
        sg_told_before(&told, scene, key, 0.85);
    bool is_beyond = false; /* the source stands between */
    for (uint32_t t = key; t-- > scene->first;) {
        uint32_t m = scene->cover[t - scene->first];
        if (is_beyond && scene->tokens[t].form[0] == ';')
            return;
        if (m == SG_NO_MENTION || mentions[m].kind == SG_MENTION_PRONOUN ||
            mentions[m].use != SG_USE_PARTY)
            continue;
        bool is_source = false;
        for (size_t i = 0; i < sources->count; i++)
            is_source |= mentions[sources->items[i].mention].actor == mentions[m].actor;
        if (is_source && (!is_pronoun || sources->count > 1))
            return;
        is_beyond |= is_source;
        if (is_source)
            continue;
        /* "Wickremesinghe offered to go, but Premadasa accused him": who began the sentence, if it
         * is one that the pronoun may mean */
        if (is_beyond &&
            (!sg_is_subject((enum sg_deprel)scene->tokens[sg_outer_token(scene, m)].deprel) ||
             !may_mean(scene, heads[0], m)))
            continue;
        sg_parties_add(out, m, is_beyond ? 0.6 : 0.65);
        return;
    }
    /* "Russia recognised the republics. Erdogan called it unacceptable." */
    for (size_t i = 0; i < told.count; i++)
        if (!sg_is_same_side(scene->reading, mentions[told.items[i].mention].actor,
                             mentions[sources->items[0].mention].actor))
            sg_parties_add(out, told.items[i].mention, told.items[i].quality);
}

/* "vowed to crush the traitors, a reference to the Kurdish forces" */
void sg_fill_pointed(struct sg_parties *out, const struct sg_scene *scene,
                     const struct sg_cue *cue) {
    for (uint32_t t = cue->tokens[0] + 1; t < scene->end && !out->count; t++) {
        if ((sg_class_of(scene, t) & (SG_CLASS_POINTER | SG_CLASS_ACT | SG_CLASS_SPEAKS_FOR)) !=
            SG_CLASS_POINTER)
            continue;
        for (uint32_t c = sg_child(scene, t); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
            if (c > t &&
                (!strcmp(sg_case_of(scene, c), "to") || !strcmp(sg_case_of(scene, c), "at")))
                sg_phrase(out, scene, c, SG_AS_PARTY, 0.7);
    }
}

/* "told Mali that it would not hesitate to strike": who is told of a threat without an object is whom
 * it is meant for. `top`: the outermost verb over the cue. */
void sg_fill_told(struct sg_parties *out, const struct sg_scene *scene, uint32_t cue, uint32_t top,
                  const struct sg_parties *sources) {
    const struct sg_mention *mentions = scene->reading->mentions;
    struct sg_parties teller = {.count = 0};
    for (uint32_t c = sg_child(scene, cue); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        if (c > cue && sg_is_nominal(scene, c))
            return;
    uint32_t at = top == SG_NO_TOKEN ? cue : top;
    while (at != SG_NO_TOKEN && scene->tokens[at].deprel == SG_DEPREL_XCOMP)
        at = sg_parent(scene, at);
    uint32_t told = at == SG_NO_TOKEN || scene->tokens[at].deprel != SG_DEPREL_CCOMP
                        ? SG_NO_TOKEN
                        : sg_parent(scene, at);
    if (told == SG_NO_TOKEN || sg_is_passive(scene, told) ||
        !(sg_class_of(scene, told) & SG_CLASS_REPORTING) || sources->count != 1)
        return;
    sg_surface_subject(&teller, scene, told, 0);
    if (teller.count != 1 || mentions[teller.items[0].mention].actor !=
                                 mentions[sources->items[0].mention].actor)
        return;
    for (uint32_t c = sg_child(scene, told); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        if (c > told && c < at && sg_mention_of(scene, c) != SG_NO_MENTION &&
            (scene->tokens[c].deprel == SG_DEPREL_IOBJ || scene->tokens[c].deprel == SG_DEPREL_OBJ))
            sg_phrase(out, scene, c, SG_AS_PARTY, 0.75);
}

bool sg_tells_of_another(const struct sg_scene *scene, uint32_t verb,
                         const struct sg_parties *sources, const struct sg_parties *targets) {
    const struct sg_mention *mentions = scene->reading->mentions;
    uint32_t clause = sg_child_by(scene, verb, SG_DEPREL_CCOMP);
    uint32_t doer = clause == SG_NO_TOKEN ? SG_NO_TOKEN : sg_child_by(scene, clause, SG_DEPREL_NSUBJ);
    uint32_t named = doer == SG_NO_TOKEN ? SG_NO_MENTION : sg_mention_of(scene, doer);
    /* "warned Uganda that Somalia would attack" */
    if (named != SG_NO_MENTION && mentions[named].kind == SG_MENTION_NAME && sources->count == 1 &&
        targets->count == 1 && clause > verb && scene->tokens[clause].xpos == SG_XPOS_VB) {
        uint32_t actor = mentions[named].actor;
        if (actor != mentions[sources->items[0].mention].actor &&
            actor != mentions[targets->items[0].mention].actor &&
            !sg_is_same_side(scene->reading, actor, mentions[sources->items[0].mention].actor) &&
            !sg_is_same_side(scene->reading, actor, mentions[targets->items[0].mention].actor))
            return true;
    }
    for (uint32_t noun = verb + 1; noun < scene->end && sources->count; noun++) {
        struct sg_parties doers = {.count = 0};
        const char *of = sg_case_of(scene, noun);
        if (!sg_is_below(scene, noun, verb, 2) || !(sg_class_of(scene, noun) & SG_CLASS_ACT) ||
            sg_mention_of(scene, noun) != SG_NO_MENTION || (strcmp(of, "of") && strcmp(of, "about")))
            continue;
        sg_owner(&doers, scene, noun, 1);
        for (size_t i = 0; i < doers.count; i++)
            if (mentions[doers.items[i].mention].actor != mentions[sources->items[0].mention].actor)
                return true;
    }
    return false;
}

/* Adds those that are none of the sources. */
static void add_others(struct sg_parties *out, const struct sg_scene *scene,
                       const struct sg_parties *found, const struct sg_parties *sources) {
    const struct sg_mention *mentions = scene->reading->mentions;
    for (size_t i = 0; i < found->count; i++) {
        bool is_source = false;
        for (size_t k = 0; k < sources->count; k++)
            is_source |= mentions[sources->items[k].mention].actor ==
                         mentions[found->items[i].mention].actor;
        if (!is_source)
            sg_parties_add(out, found->items[i].mention, found->items[i].quality);
    }
}

/* Who would act: not who would be freed. */
static void doer_of(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb) {
    struct sg_parties found = {.count = 0};
    if (sg_is_passive(scene, verb))
        sg_agent(&found, scene, verb);
    else
        sg_surface_subject(&found, scene, verb, 0);
    for (size_t i = 0; i < found.count; i++)
        sg_parties_add(out, found.items[i].mention, 0.8 * found.items[i].quality);
}

/* "it would retaliate": an announced act of the verb's own subject. */
static bool will_act(const struct sg_scene *scene, uint32_t verb) {
    bool will = false, acts = false;
    if (!sg_is_verb(scene, verb) || sg_is_passive(scene, verb))
        return false;
    for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN && c < verb;
         c = sg_sibling(scene, c)) {
        will |= (sg_class_of(scene, c) & SG_CLASS_FUTURE) || sg_is_word(scene, c, "would");
        acts |= scene->tokens[c].deprel == SG_DEPREL_NSUBJ;
    }
    return will && acts;
}

/* "threatened to use force unless the rebels surrendered", "If B crossed the river, A would
 * strike": whom a threat is meant for is told by its condition. `top`: the outermost verb over the
 * cue. */
void sg_fill_condition(struct sg_parties *out, const struct sg_scene *scene, uint32_t cue,
                       uint32_t top, const struct sg_parties *sources) {
    struct sg_parties found = {.count = 0};
    /* who warns that something would happen if B voted, need not be the one who would act; "said it
     * would retaliate if B attacked" */
    if (sg_child_by(scene, top, SG_DEPREL_XCOMP) == SG_NO_TOKEN && !will_act(scene, cue))
        return;
    for (uint32_t t = scene->first; t < scene->end && !found.count; t++) {
        if (scene->tokens[t].deprel != SG_DEPREL_ADVCL || !sg_is_verb(scene, t) ||
            !(sg_is_below(scene, t, top, 3) || sg_is_below(scene, t, cue, 2)))
            continue;
        uint32_t mark = sg_child_by(scene, t, SG_DEPREL_MARK);
        if (mark != SG_NO_TOKEN && mark < t && (sg_class_of(scene, mark) & SG_CLASS_CONDITION))
            doer_of(&found, scene, t);
    }
    add_others(out, scene, &found, sources);
}

/* "went further in criticism of the government": whose criticism, when no verb carries it. */
void sg_fill_subject_above(struct sg_parties *out, const struct sg_scene *scene,
                           const struct sg_cue *cue) {
    uint32_t at = cue->tokens[0];
    for (int steps = 0; steps < 3; steps++) {
        uint32_t parent = sg_parent(scene, at);
        enum sg_deprel deprel = scene->tokens[at].deprel;
        bool is_obl = deprel == SG_DEPREL_OBL && (!strcmp(sg_case_of(scene, at), "in") ||
                                                  !strcmp(sg_case_of(scene, at), "with"));
        if (parent == SG_NO_TOKEN || !(is_obl || deprel == SG_DEPREL_OBJ ||
                                       deprel == SG_DEPREL_CONJ || deprel == SG_DEPREL_XCOMP))
            return;
        at = parent;
        if (!sg_is_verb(scene, at))
            continue;
        if (!sg_is_passive(scene, at))
            sg_surface_subject(out, scene, at, 0);
        for (size_t i = 0; i < out->count; i++)
            out->items[i].quality *= 0.7;
        return;
    }
}

/* "Canada halted its exports, a step denounced by Ankara", "India accused Pakistan, a charge that
 * ...": what stands behind the comma sums the clause up. */
bool sg_sums_up(const struct sg_scene *scene, uint32_t noun) {
    uint32_t det = sg_child_by(scene, noun, SG_DEPREL_DET), start = noun;
    if (!(sg_class_of(scene, noun) & (SG_CLASS_ACT | SG_CLASS_SAID)) || det == SG_NO_TOKEN ||
        det > noun || scene->tokens[det].lower[0] != 'a')
        return false;
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN && c < noun; c = sg_sibling(scene, c))
        start = c < start && scene->tokens[c].deprel != SG_DEPREL_PUNCT ? c : start;
    return start > scene->first && noun + 1 < scene->end &&
           scene->tokens[start - 1].form[0] == ',' && scene->tokens[noun + 1].form[0] != ',';
}

/* "Manila accused Beijing of firing at boats, an act that ...": the act is Beijing's. */
static bool alleges(const struct sg_scene *scene, uint32_t verb) {
    const struct sg_lexicon *lexicon = scene->lexicon;
    bool is_operator = false, is_word = false;
    for (uint32_t at = scene->links[verb - scene->first]; at != SG_NO_LINK;
         at = lexicon->links[at].next) {
        const struct sg_form_link *link = &lexicon->links[at];
        if (link->is_operator) {
            const struct sg_operator *op = &lexicon->operators[link->entry];
            is_operator |= op->by_object && op->effect == lexicon->effect_alleged;
        } else if (link->is_single && link->kind == SG_CUE_VERB) { /* no "jailed", which is done */
            uint32_t relation = lexicon->entries[link->entry].relation;
            is_word |= !strcmp(lexicon->relations[relation].set, "core");
        }
    }
    return is_operator && is_word;
}

void sg_clause_doer(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                    double quality) {
    uint32_t at = sg_parent(scene, noun), told = sg_child_by(scene, noun, SG_DEPREL_ACL_RELCL);
    if (told != SG_NO_TOKEN && sg_is_denial(scene, told))
        return;
    /* "Zuniga said Arce had asked him to, an allegation that ...": who said so alleges it */
    bool is_said = (sg_class_of(scene, noun) & SG_CLASS_SAID) != 0;
    for (uint32_t up = at; is_said && up != SG_NO_TOKEN; up = sg_parent(scene, up)) {
        uint32_t over = sg_parent(scene, up);
        if (scene->tokens[up].deprel == SG_DEPREL_CCOMP && over != SG_NO_TOKEN && over < up &&
            (sg_class_of(scene, over) & SG_CLASS_REPORTING))
            at = over;
    }
    bool is_agent = false;
    for (int steps = 0; steps < 8 && at != SG_NO_TOKEN; steps++, at = sg_parent(scene, at)) {
        uint32_t subject = sg_child_by(scene, at, SG_DEPREL_NSUBJ);
        if (subject == SG_NO_TOKEN)
            subject = sg_child_by(scene, at, SG_DEPREL_NSUBJ_PASS);
        /* hung on the agent itself, the noun would ask the agent and the agent its members, for
         * ever */
        is_agent |=
            scene->tokens[at].deprel == SG_DEPREL_OBL_AGENT || !strcmp(sg_case_of(scene, at), "by");
        if (at > noun || !sg_is_verb(scene, at) || subject == SG_NO_TOKEN || subject > at)
            continue;
        /* "vetoed a text that would have extended the sanctions, a move": not what the text would
         * do */
        if (scene->tokens[at].deprel == SG_DEPREL_ACL_RELCL && subject > scene->first &&
            scene->tokens[subject - 1].form[0] != ',')
            continue;
        if (is_agent || !strcmp(sg_case_of(scene, noun), "by") ||
            sg_is_below(scene, noun, subject, 8))
            return;
        struct sg_parties found = {.count = 0};
        if (!is_said && alleges(scene, at) && !sg_is_passive(scene, at)) {
            const struct sg_entry none = {.kind = SG_CUE_VERB};
            const struct sg_cue verb = {.entry = &none, .tokens = {at}, .token_count = 1};
            sg_logical_object(&found, scene, &verb, SG_AS_DOER);
        } else {
            sg_logical_subject(&found, scene, at);
        }
        for (size_t i = 0; i < found.count; i++)
            sg_parties_add(out, found.items[i].mention, found.items[i].quality * quality);
        return;
    }
}
