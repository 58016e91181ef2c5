/* Noun phrases -> actors. "the US strike", "Kadhimi's soft stance", "the group, Kataib Hezbollah",
 * "one of the militias": which actor does the phrase stand for, if any? */
#include "stance/phrase.h"

#include <string.h>

#define PHRASE_DEPTH 6
#define NESTED_MAX 8 /* deeper than in any sentence seen */

void sg_parties_add(struct sg_parties *out, uint32_t mention, double quality) {
    for (size_t i = 0; i < out->count; i++)
        if (out->items[i].mention == mention)
            return;
    if (out->count < SG_PARTIES_MAX)
        out->items[out->count++] = (struct sg_party){mention, quality};
}

static void described(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                      enum sg_reading_as as, double quality, int depth);
static void equated(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                    double quality, int depth);

bool sg_is_relative(const struct sg_scene *scene, uint32_t token) {
    uint8_t xpos = scene->tokens[token].xpos;
    return xpos == SG_XPOS_WDT || xpos == SG_XPOS_WP || xpos == SG_XPOS_WPS;
}

/* "who", "which", "whose" stand for the noun that their clause describes. */
static uint32_t antecedent(const struct sg_scene *scene, uint32_t pronoun) {
    /* a name right before ", which" is what is meant, wherever the clause hangs */
    if (pronoun > scene->first + 1 && scene->tokens[pronoun - 1].form[0] == ',') {
        uint32_t mention = scene->cover[pronoun - 2 - scene->first];
        uint32_t head = mention == SG_NO_MENTION ? SG_NO_TOKEN : sg_outer_token(scene, mention);
        uint32_t whose = head == SG_NO_TOKEN ? SG_NO_TOKEN : sg_parent(scene, head);
        /* "the mothers of Armenian soldiers, who": the mothers */
        bool is_other = head != SG_NO_TOKEN && sg_is_set_aside(scene, head); /* "Chad, not Mali, that" */
        bool is_owner = whose != SG_NO_TOKEN && whose < head &&
                        (sg_class_of(scene, whose) & SG_CLASS_RELATIONAL) &&
                        !strcmp(sg_case_of(scene, head), "of");
        /* "Burhan, the head of Sudan's army, whom": a person, not the army */
        bool is_person = scene->tokens[pronoun].xpos == SG_XPOS_WP;
        for (uint32_t t = head; mention != SG_NO_MENTION && is_person &&
                                !sg_names_person(scene, mention) && t != SG_NO_TOKEN;
             t = sg_parent(scene, t)) {
            uint32_t named = scene->tokens[t].deprel == SG_DEPREL_APPOS ? sg_parent(scene, t)
                                                                        : SG_NO_TOKEN;
            uint32_t person = named == SG_NO_TOKEN ? SG_NO_MENTION : sg_mention_of(scene, named);
            if (person != SG_NO_MENTION && sg_names_person(scene, person))
                return named;
            if (sg_is_verb(scene, t))
                break;
        }
        if (mention != SG_NO_MENTION && !is_other &&
            scene->reading->mentions[mention].use == SG_USE_PARTY)
            return is_owner ? whose : pronoun - 2;
    }
    for (uint32_t t = pronoun; t != SG_NO_TOKEN; t = sg_parent(scene, t)) {
        enum sg_deprel deprel = scene->tokens[t].deprel;
        /* "It was Chad that accused Mali" */
        bool is_cleft = deprel == SG_DEPREL_ADVCL_RELCL && sg_parent(scene, t) != SG_NO_TOKEN &&
                        sg_is_nominal(scene, sg_parent(scene, t));
        if (deprel == SG_DEPREL_ACL_RELCL || deprel == SG_DEPREL_ACL || is_cleft) {
            uint32_t noun = sg_parent(scene, t);
            return noun != SG_NO_TOKEN && noun < pronoun ? noun : SG_NO_TOKEN;
        }
        if (deprel == SG_DEPREL_ROOT)
            break;
    }
    /* the parser lost the clause: the nearest noun before ", which" */
    if (pronoun > scene->first + 1 && scene->tokens[pronoun - 1].form[0] == ',' &&
        sg_is_nominal(scene, pronoun - 2))
        return pronoun - 2;
    return SG_NO_TOKEN;
}

/* "denounced what it called Israel's raid", "what they said were crimes by the army": the raid. */
static uint32_t called_so(const struct sg_scene *scene, uint32_t what) {
    uint32_t verb = sg_child_by(scene, what, SG_DEPREL_ACL_RELCL);
    if (verb == SG_NO_TOKEN || verb < what || strcmp(scene->tokens[what].lower, "what") ||
        !(sg_class_of(scene, verb) & (SG_CLASS_KEEPS_OBJECT | SG_CLASS_REPORTING)))
        return SG_NO_TOKEN;
    for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        if (c > verb && sg_is_nominal(scene, c) &&
            (scene->tokens[c].deprel == SG_DEPREL_OBJ ||
             scene->tokens[c].deprel == SG_DEPREL_XCOMP ||
             scene->tokens[c].deprel == SG_DEPREL_CCOMP ||
             !strcmp(sg_case_of(scene, c), "as")))
            return c;
    return SG_NO_TOKEN;
}

static bool is_of_group(const struct sg_scene *scene, uint32_t noun) {
    if (sg_class_of(scene, noun) & SG_CLASS_GROUP)
        return true;
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN && c < noun; c = sg_sibling(scene, c))
        if ((sg_class_of(scene, c) & SG_CLASS_GROUP) && sg_mention_of(scene, c) == SG_NO_MENTION)
            return true;
    return false;
}

/* "the Asaib Ahl al-Haq militia": a group's own name, no state's */
static void named_modifier(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                           double quality) {
    struct sg_parties all = {.count = 0};
    sg_modifiers_at(&all, scene, noun, quality, 0);
    for (size_t i = 0; i < all.count; i++) {
        const struct sg_mention *mention = &scene->reading->mentions[all.items[i].mention];
        if (mention->kind == SG_MENTION_GIVEN ||
            scene->reading->actors[mention->actor].type != SG_TYPE_STATE)
            sg_parties_add(out, all.items[i].mention, all.items[i].quality);
    }
}

static void owner_of_thing(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                           enum sg_reading_as as, double quality, int depth) {
    static const char *const of[] = {"of", NULL}, *const of_in[] = {"of", "in", "from", "for",
                                                                    NULL};
    struct sg_parties owners = {.count = 0};
    sg_possessors(&owners, scene, noun, quality, depth);
    /* "Thailand's red-shirt movement" is not Thailand */
    bool is_state =
        owners.count && owners.items[0].mention < scene->reading->mention_count &&
        scene->reading->mentions[owners.items[0].mention].kind != SG_MENTION_GIVEN &&
        scene->reading->actors[scene->reading->mentions[owners.items[0].mention].actor].type ==
            SG_TYPE_STATE;
    if (is_state && is_of_group(scene, noun))
        return;
    for (size_t i = 0; i < owners.count; i++)
        sg_parties_add(out, owners.items[i].mention, owners.items[i].quality);
    if (out->count)
        return;
    /* "Iraqi militias", "an Iraqi militia official": a state's name, but not the state */
    if (is_of_group(scene, noun)) {
        named_modifier(out, scene, noun, quality);
        return;
    }
    if (!sg_has_other_owner(scene, noun))
        sg_modifiers_at(out, scene, noun, quality, 0);
    if (out->count)
        return;
    bool located = as == SG_AS_UNDERGOER || as == SG_AS_OWNER ||
                   (sg_class_of(scene, noun) & SG_CLASS_SPEAKS_FOR);
    sg_under(out, scene, noun, located ? of_in : of, as, quality * 0.95, depth);
}

/* "militias including Badr", "groups such as Hamas": the members are what the phrase names. */
static void members(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                    double quality, int depth) {
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN; c = sg_sibling(scene, c)) {
        if (c < noun)
            continue;
        const struct sg_token *child = &scene->tokens[c];
        /* "the comedian and actor Ali Nasr" */
        bool is_name = (child->deprel == SG_DEPREL_FLAT || child->deprel == SG_DEPREL_NMOD_DESC) &&
                       sg_mention_of(scene, c) != SG_NO_MENTION &&
                       scene->tokens[noun].upos == SG_UPOS_NOUN;
        /* "a Kenyan-backed band in the fold of the Lake Front, a league of herders": the last is
         * another name of the Front, which the tree was unsure of */
        bool is_far = c > noun + 8 && child->score < 0.5f;
        if ((child->deprel == SG_DEPREL_APPOS && !is_far && !sg_is_parted(scene, noun, c)) ||
            is_name) {
            sg_phrase_at(out, scene, c, SG_AS_PARTY, quality * 0.95, depth + 1);
            continue;
        }
        for (uint32_t k = sg_child(scene, c); k != SG_NO_TOKEN; k = sg_sibling(scene, k))
            if (k < c && ((sg_class_of(scene, k) & SG_CLASS_INCLUDING) ||
                          !strcmp(sg_case_of(scene, k), "among"))) { /* "among them Badr" */
                sg_phrase_at(out, scene, c, SG_AS_PARTY, quality * 0.9, depth + 1);
                break;
            }
    }
}

/* What "including some" is a part of: it stands right before, wherever the tree hangs it. */
static void listed_under(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                         enum sg_reading_as as, double quality, int depth) {
    if (noun < scene->first + 2 || !(sg_class_of(scene, noun - 1) & SG_CLASS_INCLUDING))
        return;
    uint32_t before = noun - 2;
    if (before > scene->first && scene->tokens[before].form[0] == ',')
        before--;
    uint32_t mention = scene->cover[before - scene->first];
    if (mention != SG_NO_MENTION)
        sg_parties_add(out, mention, quality);
    else if (sg_is_nominal(scene, before))
        described(out, scene, before, as, quality, depth + 1);
}

/* "praised his priorities and chided Republicans": the tree took "chided" for an adjective and the
 * Republicans for praised. */
static bool is_behind_stray(const struct sg_scene *scene, uint32_t noun) {
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN && c < noun; c = sg_sibling(scene, c))
        if (sg_is_stray(scene, c))
            return true;
    return false;
}

/* "criticism from Romney over China and the U.S. trade deficit": a deficit criticises nobody. What
 * stands beside a name is an actor too, or what one does. */
static bool may_stand_beside(const struct sg_scene *scene, uint32_t noun, uint32_t other) {
    const unsigned fit = SG_CLASS_ACT | SG_CLASS_SAID | SG_CLASS_SPEAKS_FOR | SG_CLASS_GROUP |
                         SG_CLASS_CONTAINER | SG_CLASS_RELATIONAL | SG_CLASS_COLLECTIVE |
                         SG_CLASS_FOLLOWER;
    return sg_mention_of(scene, noun) == SG_NO_MENTION ||
           sg_mention_of(scene, other) != SG_NO_MENTION ||
           scene->tokens[other].upos != SG_UPOS_NOUN ||
           (sg_class_of(scene, other) & fit) ||
           sg_child_by(scene, other, SG_DEPREL_NMOD_POSS) != SG_NO_TOKEN;
}

/* "all but Eritrea condemned it"; but "no one but Eritrea", "not Chad but Mali" */
static bool is_left_out(const struct sg_scene *scene, uint32_t noun, uint32_t conjunct) {
    return sg_mention_of(scene, noun) == SG_NO_MENTION && sg_exception(scene, noun) == conjunct &&
           !sg_is_negated_noun(scene, noun);
}

/* "Turkey backs Azerbaijan and France supports Armenia": France is not backed. */
static bool begins_clause(const struct sg_scene *scene, uint32_t noun) {
    uint32_t mention = sg_mention_of(scene, noun);
    uint32_t t = mention == SG_NO_MENTION ? scene->end : scene->reading->mentions[mention].end_token;
    while (t < scene->end &&
           (scene->tokens[t].upos == SG_UPOS_ADV || scene->tokens[t].upos == SG_UPOS_AUX))
        t++;
    return t < scene->end && scene->tokens[t].upos == SG_UPOS_VERB &&
           sg_subject_in_list(scene, t) == noun;
}

static void conjuncts(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                      enum sg_reading_as as, double quality, int depth) {
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        if (scene->tokens[c].deprel == SG_DEPREL_CONJ && sg_is_nominal(scene, c) &&
            !sg_is_set_aside(scene, c) && !sg_is_gapped(scene, c) && !is_behind_stray(scene, c) &&
            may_stand_beside(scene, noun, c) && !is_left_out(scene, noun, c) &&
            !begins_clause(scene, c))
            sg_phrase_at(out, scene, c, as, quality * 0.92, depth + 1);
}

/* "accepts the demands by Hamas" with the by-phrase hung on the verb. */
static void beside(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                   double quality, int depth) {
    uint32_t verb = sg_parent(scene, noun);
    if (verb == SG_NO_TOKEN || verb > noun || !sg_is_verb(scene, verb) ||
        sg_is_passive(scene, verb))
        return;
    for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        if (c > noun && c <= noun + 9 && sg_case_at(scene, c) != SG_NO_TOKEN &&
            sg_is_below(scene, sg_case_at(scene, c) - 1, noun, 4) &&
            (!strcmp(sg_case_of(scene, c), "by") || !strcmp(sg_case_of(scene, c), "from")))
            sg_phrase_at(out, scene, c, SG_AS_DOER, quality, depth + 1);
}

/* "clashes with Turkey-backed forces": those whom the text has called Turkey-backed. */
static void called_before(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                          double quality) {
    uint32_t at = noun;
    while (at > scene->first + 2 && noun - at < 3 &&
           !(scene->tokens[at].flags & SG_TOKEN_HYPHEN_BEFORE))
        at--;
    if (at >= scene->first + 2 && at < noun && (scene->tokens[at].flags & SG_TOKEN_HYPHEN_BEFORE))
        sg_earlier_described(out, scene, scene->cover[at - 2 - scene->first], quality);
}

/* A phrase whose head is no actor itself. */
static void described(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                      enum sg_reading_as as, double quality, int depth) {
    static const char *const of[] = {"of", NULL};
    static const char *const reached[] = {"against", "on", "to",   "of",   "for", "in", "with",
                                          "into",    "at", "over", "from", "by",  NULL};
    unsigned bits = sg_class_of(scene, noun);
    members(out, scene, noun, quality, depth);
    if (!out->count && (bits & (SG_CLASS_GROUP | SG_CLASS_SPEAKS_FOR)))
        called_before(out, scene, noun, quality * 0.9);
    if (out->count)
        return;
    if (bits & SG_CLASS_CONTAINER) {
        sg_under(out, scene, noun, of, as, quality * 0.95, depth);
        if (!out->count) /* "rebels including some armed by Chad" */
            listed_under(out, scene, noun, as, quality * 0.85, depth);
        if (out->count)
            return;
    }
    if (bits & SG_CLASS_RELATIONAL)
        return;
    if ((bits & (SG_CLASS_ACT | SG_CLASS_SAID)) ||
        (as == SG_AS_DOER && (sg_is_suffered(scene, noun) || sg_has_victim(scene, noun)))) {
        if (sg_sums_up(scene, noun)) {
            sg_clause_doer(out, scene, noun, quality * 0.85);
            return;
        }
        sg_owner_at(out, scene, noun, quality * 0.92, depth);
        if (!out->count && (bits & SG_CLASS_ACT) && !sg_of_is_victim(scene, noun))
            sg_under(out, scene, noun, of, as, quality * 0.88, depth);
        if (!out->count)
            beside(out, scene, noun, quality * 0.8, depth);
        if (!out->count && (as == SG_AS_DOER || (bits & SG_CLASS_SAID)))
            sg_earlier_doer(out, scene, noun, quality * 0.95);
        if (!out->count && as == SG_AS_UNDERGOER)
            sg_under(out, scene, noun, reached, as, quality * 0.8, depth);
        return;
    }
    if (as == SG_AS_PARTY && !(bits & SG_CLASS_SPEAKS_FOR))
        return;
    owner_of_thing(out, scene, noun, as, quality * 0.88, depth);
    if (out->count && (bits & SG_CLASS_FOLLOWER) && sg_names_person(scene, out->items[0].mention)) {
        out->count = 0; /* "Modi's supporters" are not Modi, those of a militia are the militia */
        return;
    }
    if (!out->count && as == SG_AS_DOER) /* "praised the job that Petro has done" */
        sg_relative_doer(out, scene, noun, quality * 0.85, depth);
    if (!out->count && as == SG_AS_UNDERGOER)
        sg_under(out, scene, noun, reached, as, quality * 0.78, depth);
}

/* "Beijing stood up for Pretoria in its row with Washington": between the subject and the pronoun
 * stands another whose row it may be. */
static bool has_rival(const struct sg_scene *scene, uint32_t subject, uint32_t pronoun,
                      uint32_t owner) {
    const struct sg_mention *mentions = scene->reading->mentions;
    for (uint32_t t = subject + 1; t < pronoun; t++) {
        uint32_t m = scene->cover[t - scene->first];
        if (m != SG_NO_MENTION && mentions[m].first == t && mentions[m].use == SG_USE_PARTY &&
            !sg_is_below(scene, t, subject, 4) && mentions[m].kind != SG_MENTION_GIVEN &&
            mentions[m].actor != mentions[owner].actor &&
            !sg_is_subject((enum sg_deprel)scene->tokens[sg_outer_token(scene, m)].deprel))
            return true;
    }
    return false;
}

/* "As part of its push, the Saudi leadership ...", "Hezbollah is the tool of its patron": a
 * possessive that nobody resolved is the subject's of the clause it stands in. */
static void clause_owner(struct sg_parties *out, const struct sg_scene *scene, uint32_t pronoun,
                         double quality, int depth) {
    uint32_t below = pronoun;
    for (uint32_t at = sg_parent(scene, pronoun); at != SG_NO_TOKEN && !out->count;
         below = at, at = sg_parent(scene, at)) {
        uint32_t subject = sg_child_by(scene, at, SG_DEPREL_NSUBJ);
        if (subject != SG_NO_TOKEN && subject != below && subject < at) {
            struct sg_parties owners = {.count = 0};
            sg_phrase_at(&owners, scene, subject, SG_AS_DOER, quality, depth + 1);
            /* of two it is unclear whose; of one person it is not "their" */
            if (owners.count == 1 && !has_rival(scene, subject, pronoun, owners.items[0].mention) &&
                !((sg_class_of(scene, pronoun) & SG_CLASS_SEVERAL) &&
                  sg_names_person(scene, owners.items[0].mention)))
                sg_parties_add(out, owners.items[0].mention, owners.items[0].quality);
        }
        if (subject != SG_NO_TOKEN && subject != below)
            return;
    }
}

/* "Macron, Germany's Olaf Scholz and Poland's Donald Tusk": one person is no other's apposition,
 * but begins a list. */
static void listed_persons(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                           double quality, int depth) {
    uint32_t own = sg_mention_of(scene, noun);
    if (own == SG_NO_MENTION || !sg_names_person(scene, own))
        return;
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN; c = sg_sibling(scene, c)) {
        uint32_t m = c > noun && scene->tokens[c].deprel == SG_DEPREL_APPOS
                         ? sg_mention_of(scene, c)
                         : SG_NO_MENTION;
        uint32_t and = m != SG_NO_MENTION ? sg_child_by(scene, c, SG_DEPREL_CONJ) : SG_NO_TOKEN;
        if (and != SG_NO_TOKEN && sg_names_person(scene, m) &&
            scene->reading->mentions[m].kind == SG_MENTION_NAME &&
            scene->tokens[c].upos == SG_UPOS_PROPN && sg_mention_of(scene, and) != SG_NO_MENTION &&
            sg_names_person(scene, sg_mention_of(scene, and)))
            sg_phrase_at(out, scene, c, SG_AS_PARTY, quality * 0.92, depth + 1);
    }
}

bool sg_is_reflexive(const struct sg_scene *scene, uint32_t token) {
    const char *word = scene->tokens[token].lower;
    size_t length = strlen(word);
    return scene->tokens[token].upos == SG_UPOS_PRON && length > 5 &&
           (!strcmp(word + length - 4, "self") || !strcmp(word + length - 6, "selves"));
}

void sg_phrase_at(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                  enum sg_reading_as as, double quality, int depth) {
    if (noun == SG_NO_TOKEN || depth > PHRASE_DEPTH)
        return;
    if (sg_is_relative(scene, noun)) {
        uint32_t what = antecedent(scene, noun);
        if (what == SG_NO_TOKEN)
            what = called_so(scene, noun);
        if (what == SG_NO_TOKEN)
            return;
        size_t before = out->count;
        sg_phrase_at(out, scene, what, as, quality * 0.95, depth + 1);
        if (out->count == before)
            equated(out, scene, what, quality * 0.9, depth + 1);
        return;
    }
    uint32_t mention = sg_mention_of(scene, noun);
    if (sg_is_reflexive(scene, noun))
        return; /* "Martine was herself indicted", "blamed himself" */
    if (mention == SG_NO_MENTION && scene->tokens[noun].deprel == SG_DEPREL_NMOD_POSS &&
        (sg_class_of(scene, noun) & SG_CLASS_THIRD_PERSON)) {
        clause_owner(out, scene, noun, quality * 0.75, depth);
        return;
    }
    if (mention == SG_NO_MENTION && (sg_class_of(scene, noun) & SG_CLASS_FIRST_PERSON))
        mention = sg_quote_speaker(scene, noun); /* "we" in a quotation */
    if (mention == SG_NO_MENTION && scene->tokens[noun].upos == SG_UPOS_PRON)
        mention = sg_quote_addressee(scene, noun);
    if (mention == SG_NO_MENTION)
        mention = sg_person_behind(scene, noun);
    if (mention == SG_NO_MENTION)
        mention = sg_person_after_clause(scene, noun);
    if (mention == SG_NO_MENTION)
        mention = sg_person_beside(scene, noun);
    if (mention == SG_NO_MENTION)
        mention = sg_person_before(scene, noun);
    if (mention != SG_NO_MENTION && scene->tokens[noun].deprel != SG_DEPREL_CONJ &&
        sg_is_set_aside(scene, noun) && sg_exception(scene, noun) != SG_NO_TOKEN) {
        conjuncts(out, scene, noun, as, quality, depth); /* "not Chad but Mali" */
        return;
    }
    if (mention != SG_NO_MENTION) {
        mention = sg_titled_person(scene, sg_named_person(scene, mention));
        const struct sg_mention *m = &scene->reading->mentions[mention];
        if (m->use == SG_USE_PLACE && m->kind != SG_MENTION_GIVEN && depth > 0 &&
            !sg_governs_from(scene, mention))
            return; /* "a base in Kenya": Kenya only locates it */
        sg_parties_add(out, mention, quality * (m->certainty > 0 ? m->certainty : 1));
        sg_add_listed(out, scene, mention, quality);
        listed_persons(out, scene, noun, quality, depth);
    } else {
        struct sg_parties own = {.count = 0};
        uint32_t except = sg_exception(scene, noun);
        if (except != SG_NO_TOKEN && sg_is_negated_noun(scene, noun)) /* "no one except Chad" */
            sg_phrase_at(&own, scene, except, as, quality * 0.95, depth + 1);
        else
            described(&own, scene, noun, as, quality, depth);
        for (size_t i = 0; i < own.count; i++)
            sg_parties_add(out, own.items[i].mention, own.items[i].quality);
    }
    conjuncts(out, scene, noun, as, quality, depth);
}

void sg_phrase(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
               enum sg_reading_as as, double quality) {
    /* "A bomb killed two soldiers in Kayseri, an attack Erdogan blamed on militants": an attack
     * hung on the bomb asks whose clause it is, the clause its subject, the subject its members:
     * the attack again. A wrong tree may close such a ring in other ways too. */
    if (*scene->nested >= NESTED_MAX)
        return;
    ++*scene->nested;
    sg_phrase_at(out, scene, noun, as, quality, 0);
    --*scene->nested;
}

/* "the groups Washington blames": Washington is no name of the groups */
static bool is_subject_mention(const struct sg_scene *scene, uint32_t mention) {
    const struct sg_mention *m = &scene->reading->mentions[mention];
    for (uint32_t t = m->first; t < m->end_token; t++)
        if (sg_is_subject((enum sg_deprel)scene->tokens[t].deprel))
            return true;
    return m->end_token < scene->end && scene->tokens[m->end_token].upos == SG_UPOS_VERB;
}

/* "Bakri, who speaks for the Lake Front, one of the pro-Kenyan groups": what is one of several
 * groups is the group right before the comma, not the man before that. */
static uint32_t group_before(const struct sg_scene *scene, uint32_t noun, uint32_t one) {
    if (one == noun || one < scene->first + 2 || !(sg_class_of(scene, one) & SG_CLASS_CONTAINER) ||
        !(sg_class_of(scene, noun) & SG_CLASS_GROUP) || scene->tokens[one - 1].form[0] != ',')
        return SG_NO_MENTION;
    uint32_t mention = scene->cover[one - 2 - scene->first];
    if (mention == SG_NO_MENTION)
        return SG_NO_MENTION;
    const struct sg_mention *m = &scene->reading->mentions[mention];
    enum sg_actor_type type = scene->reading->actors[m->actor].type;
    return type == SG_TYPE_MILITIA || type == SG_TYPE_ORGANIZATION ? mention : SG_NO_MENTION;
}

static void equated(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                    double quality, int depth) {
    uint32_t at = noun;
    if (sg_sums_up(scene, noun))
        return;
    /* "Iran's proxy Hezbollah" */
    if (noun + 1 < scene->end && scene->tokens[noun].upos == SG_UPOS_NOUN) {
        uint32_t next = scene->cover[noun + 1 - scene->first];
        if (next != SG_NO_MENTION && scene->reading->mentions[next].first == noun + 1 &&
            scene->reading->mentions[next].kind != SG_MENTION_PRONOUN &&
            !is_subject_mention(scene, next)) {
            sg_parties_add(out, next, quality * 0.92);
            return;
        }
    }
    for (int steps = 0; at != SG_NO_TOKEN && steps < 4 && !out->count; steps++) {
        uint32_t cop = sg_child_by(scene, at, SG_DEPREL_COP);
        uint32_t subject = sg_child_by(scene, at, SG_DEPREL_NSUBJ);
        if (cop != SG_NO_TOKEN && subject != SG_NO_TOKEN) {
            sg_phrase_at(out, scene, subject, SG_AS_PARTY, quality, depth + 1);
            return;
        }
        uint32_t up = sg_parent(scene, at);
        if (up == SG_NO_TOKEN)
            return;
        enum sg_deprel deprel = scene->tokens[at].deprel;
        uint32_t mention = sg_mention_of(scene, up);
        /* "the country that Kenya blames is Sudan" */
        if (deprel == SG_DEPREL_NSUBJ && mention != SG_NO_MENTION && up > at &&
            sg_child_by(scene, up, SG_DEPREL_COP) != SG_NO_TOKEN && !*sg_case_of(scene, up) &&
            !sg_is_negated_noun(scene, up) && sg_mention_of(scene, at) == SG_NO_MENTION) {
            sg_parties_add(out, mention, quality * 0.9);
            return;
        }
        bool names = deprel == SG_DEPREL_APPOS || deprel == SG_DEPREL_COMPOUND ||
                     deprel == SG_DEPREL_FLAT || deprel == SG_DEPREL_NMOD_DESC;
        if (names && mention != SG_NO_MENTION) {
            uint32_t beside = group_before(scene, noun, at);
            if (beside != SG_NO_MENTION)
                mention = beside;
            sg_parties_add(out, mention, quality * 0.95);
            if (deprel == SG_DEPREL_APPOS) /* "A and B, the two groups" */
                conjuncts(out, scene, up, SG_AS_PARTY, quality * 0.95, depth + 1);
            return;
        }
        /* "Chad's president, Idriss Deby, a critic of": the name beside the title */
        for (uint32_t c = sg_child(scene, up);
             deprel == SG_DEPREL_APPOS && c != SG_NO_TOKEN && c < at; c = sg_sibling(scene, c))
            if (scene->tokens[c].deprel == SG_DEPREL_APPOS && c > up &&
                sg_mention_of(scene, c) != SG_NO_MENTION) {
                sg_parties_add(out, sg_mention_of(scene, c), quality * 0.93);
                return;
            }
        /* "one of the groups": what the one is, some group is */
        if (!(names || (deprel == SG_DEPREL_NMOD && (sg_class_of(scene, up) & SG_CLASS_CONTAINER))))
            return;
        at = up;
    }
}

void sg_named(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun, double quality) {
    uint32_t mention = sg_mention_of(scene, noun);
    if (mention != SG_NO_MENTION) {
        const struct sg_mention *m = &scene->reading->mentions[mention];
        if (m->kind == SG_MENTION_GIVEN || scene->reading->actors[m->actor].type != SG_TYPE_STATE ||
            m->use == SG_USE_PARTY)
            sg_phrase_at(out, scene, noun, SG_AS_PARTY, quality, 0);
        return;
    }
    /* "Badr is an Iran-backed militia under the umbrella of the PMF, a network": Badr */
    if (sg_child_by(scene, noun, SG_DEPREL_COP) != SG_NO_TOKEN)
        equated(out, scene, noun, quality * 0.97, 0);
    if (!out->count)
        members(out, scene, noun, quality, 0);
    if (!out->count)
        named_modifier(out, scene, noun, quality);
    if (!out->count)
        equated(out, scene, noun, quality * 0.97, 0);
    if (!out->count)
        sg_near_apposed(out, scene, noun);
    if (out->count || scene->tokens[noun].deprel != SG_DEPREL_CONJ)
        return;
    /* "Badr, Nujaba and other Iran-backed militias" */
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN && c < noun; c = sg_sibling(scene, c))
        if (sg_is_word(scene, c, "other"))
            sg_phrase_at(out, scene, sg_parent(scene, noun), SG_AS_PARTY, quality * 0.9, 1);
}

void sg_equated(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                double quality) {
    equated(out, scene, noun, quality, 0);
}
