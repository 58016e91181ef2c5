/* Is this token a cue? Parts of speech, the words of multiword cues, conditions; and the operators
 * that stand over a cue. */
#include "stance/scene.h"

#include <string.h>

#define WORD_WINDOW 6
/* "summoned the ambassador to its ministry on Thursday to complain" */
#define WORD_WINDOW_FAR 14

bool sg_cue_fits(const struct sg_scene *scene, uint32_t token, enum sg_cue_kind kind, uint8_t bits,
                 bool is_single) {
    const struct sg_token *t = &scene->tokens[token];
    switch (kind) {
    case SG_CUE_VERB:
        if (t->flags & SG_TOKEN_HYPHEN_BEFORE)
            return false;                                      /* "Iran-backed" is the suffix's */
        if (t->upos == SG_UPOS_VERB || t->upos == SG_UPOS_AUX) /* "would lay out": no form of lie */
            return t->xpos != SG_XPOS_VB || (bits & SG_FORM_BASE) != 0;
        if (t->upos == SG_UPOS_ADJ)
            return (bits & (SG_FORM_PARTICIPLE | SG_FORM_ING)) != 0;
        /* "Turkey struck PKK camps": a past can be no noun, whatever the tagger says */
        return (bits & SG_FORM_PAST) && !(bits & SG_FORM_BASE) &&
               (t->upos == SG_UPOS_NOUN || t->upos == SG_UPOS_PROPN) &&
               !(t->flags & SG_TOKEN_CAPITAL);
    case SG_CUE_NOUN:
        if ((sg_class_of(scene, token) & SG_CLASS_TIME) && (t->flags & SG_TOKEN_CAPITAL))
            return false; /* "in March" */
        if (!is_single && (t->flags & SG_TOKEN_HYPHEN_BEFORE))
            return true; /* the "in" of "sit-in" */
        return t->upos == SG_UPOS_NOUN || t->upos == SG_UPOS_PROPN ||
               (t->xpos == SG_XPOS_VBG && (bits & SG_FORM_SINGULAR) &&
                (sg_child_by(scene, token, SG_DEPREL_DET) != SG_NO_TOKEN ||
                 sg_child_by(scene, token, SG_DEPREL_AMOD) != SG_NO_TOKEN));
    case SG_CUE_ADJECTIVE:
        return t->upos == SG_UPOS_ADJ || t->upos == SG_UPOS_VERB || t->upos == SG_UPOS_ADV;
    case SG_CUE_SUFFIX:
        return (t->flags & SG_TOKEN_HYPHEN_BEFORE) && token >= scene->first + 2;
    case SG_CUE_PREFIX:
        return token + 2 < scene->end && scene->tokens[token + 1].form[0] == '-' &&
               (scene->tokens[token + 2].flags & SG_TOKEN_HYPHEN_BEFORE);
    case SG_CUE_PHRASE:
    case SG_CUE_KINDS:
        return true;
    }
    return false;
}

/* The object that is called something: another noun without a preposition follows. */
static bool is_called(const struct sg_scene *scene, uint32_t verb, uint32_t object) {
    if (!(sg_class_of(scene, verb) & SG_CLASS_KEEPS_OBJECT))
        return false;
    for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        if (c > object && c < object + 6 && sg_case_at(scene, c) == SG_NO_TOKEN &&
            sg_starts_at(scene, c, object + 1) &&
            (scene->tokens[c].deprel == SG_DEPREL_OBJ ||
             scene->tokens[c].deprel == SG_DEPREL_XCOMP))
            return sg_is_nominal(scene, c) || scene->tokens[c].upos == SG_UPOS_ADJ;
    return false;
}

/* A clause that tells of somebody else: it has a subject of its own. */
static bool opens_clause(const struct sg_scene *scene, uint32_t clause) {
    return clause != SG_NO_TOKEN && sg_is_verb(scene, clause) &&
           sg_child_by(scene, clause, SG_DEPREL_NSUBJ) != SG_NO_TOKEN;
}

/* The next word of a verb's cue, to its right and hanging from it. */
static uint32_t find_word(const struct sg_scene *scene, uint32_t verb, uint32_t last,
                          const char *word, bool is_last_word) {
    for (uint32_t t = last + 1; t < scene->end && t <= last + WORD_WINDOW_FAR; t++) {
        const struct sg_token *token = &scene->tokens[t];
        if ((token->flags & SG_TOKEN_PUNCT) && strchr(";:,.?!", token->form[0]))
            break;
        if (!sg_is_word(scene, t, word) || /* "held bonds as of March" */
            ((sg_class_of(scene, t) & SG_CLASS_TIME) && (token->flags & SG_TOKEN_CAPITAL)))
            continue;
        uint32_t parent = sg_parent(scene, t);
        /* "called him a liar on air" is no "call on" */
        if (token->upos == SG_UPOS_ADP && token->deprel == SG_DEPREL_CASE && last == verb &&
            t > last + 1 && is_last_word)
            continue;
        /* "spoken out against aid for Greece" speaks out for nobody */
        uint32_t over = parent == SG_NO_TOKEN ? SG_NO_TOKEN : sg_parent(scene, parent);
        if (is_last_word && token->deprel == SG_DEPREL_CASE && t > last + 1 && parent > t &&
            over != SG_NO_TOKEN && over > last && over < t &&
            sg_case_at(scene, over) != SG_NO_TOKEN)
            continue;
        /* "called him on Friday" is no "call on" */
        if (token->upos == SG_UPOS_ADP && parent != SG_NO_TOKEN && parent > t &&
            (sg_class_of(scene, parent) & SG_CLASS_TIME))
            continue;
        /* "vowed to avenge the attack" is no "vow to attack" */
        if (t > last + 1 && scene->tokens[last].upos == SG_UPOS_PART &&
            token->upos == SG_UPOS_NOUN && last != verb)
            continue;
        /* "extending support that will be difficult to unwind" extends it to nobody */
        if (is_last_word && t > last + 1 && token->upos == SG_UPOS_PART && last != verb)
            continue;
        /* "had given that message to them earlier this month" gives no month */
        uint32_t which = sg_child_by(scene, t, SG_DEPREL_DET);
        if (t > last + 1 && (sg_class_of(scene, t) & SG_CLASS_TIME) && which != SG_NO_TOKEN &&
            (sg_class_of(scene, which) & SG_CLASS_DEFINITE) && token->deprel != SG_DEPREL_OBJ)
            continue;
        /* "occupied ten square kilometres" occupies no square */
        if (is_last_word && t > last + 1 && parent != SG_NO_TOKEN && parent > t &&
            scene->tokens[parent].upos == SG_UPOS_NOUN &&
            (token->deprel == SG_DEPREL_AMOD || token->deprel == SG_DEPREL_COMPOUND) &&
            sg_mention_of(scene, parent) == SG_NO_MENTION)
            continue;
        /* "called the strikes an act of war" calls no strikes */
        if (token->deprel == SG_DEPREL_OBJ && parent == verb && is_called(scene, verb, t))
            continue;
        /* "denounces the attempt as Morales accuses him" is no "denounce as" */
        if (is_last_word && t > last + 1 && token->deprel == SG_DEPREL_MARK &&
            opens_clause(scene, parent))
            continue;
        if (t == last + 1 || (t <= last + WORD_WINDOW && sg_is_below(scene, t, verb, 4)) ||
            parent == verb)
            return t;
    }
    /* "the finger was pointed at": the passive turns it round */
    if (last == verb && sg_is_passive(scene, verb))
        for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN && c < verb;
             c = sg_sibling(scene, c))
            if (sg_is_subject(scene->tokens[c].deprel) && sg_is_word(scene, c, word))
                return c;
    return SG_NO_TOKEN;
}

/* "threatened Somalia over its attack on Kenya" does not threaten an attack: the noun is why. */
static bool gives_reason(const struct sg_scene *scene, const struct sg_cue *cue) {
    uint32_t verb = cue->tokens[0], noun = cue->tokens[1];
    const char *of = noun > verb ? sg_case_of(scene, noun) : "";
    uint32_t object = sg_child_by(scene, verb, SG_DEPREL_OBJ);
    return (!strcmp(of, "over") || !strcmp(of, "for")) && object != SG_NO_TOKEN && object > verb &&
           object < noun && sg_mention_of(scene, object) != SG_NO_MENTION;
}

bool sg_cue_match(struct sg_cue *out, const struct sg_scene *scene, uint32_t token,
                  const char *const *words, size_t word_count, enum sg_cue_kind kind,
                  uint8_t bits) {
    if (word_count > SG_CUE_TOKENS_MAX || !sg_cue_fits(scene, token, kind, bits, word_count == 1))
        return false;
    out->tokens[0] = token;
    out->token_count = 1;
    if (kind == SG_CUE_NOUN) {
        uint32_t at = token;
        for (size_t i = word_count - 1; i-- > 0;) {
            if (at > scene->first + 1 && scene->tokens[at - 1].form[0] == '-')
                at--;
            if (at <= scene->first || !sg_is_word(scene, at - 1, words[i]))
                return false;
            out->tokens[out->token_count++] = --at;
        }
        return true;
    }
    uint32_t last = token;
    for (size_t i = 1; i < word_count; i++) {
        uint32_t found = SG_NO_TOKEN;
        if (kind == SG_CUE_VERB)
            found = find_word(scene, token, last, words[i], i + 1 == word_count);
        else if (last + 1 < scene->end && sg_is_word(scene, last + 1, words[i]))
            found = last + 1;
        if (found == SG_NO_TOKEN)
            return false;
        out->tokens[out->token_count++] = found;
        if (found > last)
            last = found;
    }
    /* "saying that no country may annex land to ..." is no "say no to": "no" is the country's */
    for (size_t i = 1; kind == SG_CUE_VERB && i < out->token_count; i++) {
        uint32_t noun = sg_parent(scene, out->tokens[i]);
        if (scene->tokens[out->tokens[i]].deprel == SG_DEPREL_DET && noun != SG_NO_TOKEN &&
            !sg_is_cue_token(out, noun))
            return false;
    }
    if (kind == SG_CUE_VERB && word_count == 2 && gives_reason(scene, out))
        return false;
    if (kind == SG_CUE_PHRASE) { /* its highest word sees the rest of the sentence */
        for (size_t i = 1; i < out->token_count; i++)
            if (sg_is_below(scene, out->tokens[0], out->tokens[i], 8)) {
                uint32_t top = out->tokens[i];
                out->tokens[i] = out->tokens[0];
                out->tokens[0] = top;
            }
    }
    return true;
}

/* --- conditions --- */

/* "a move that threatens an industry": it is the move that threatens. */
static uint32_t said_of(const struct sg_scene *scene, uint32_t head) {
    uint8_t xpos = scene->tokens[head].xpos;
    uint32_t verb = sg_parent(scene, head);
    if ((xpos != SG_XPOS_WDT && xpos != SG_XPOS_WP) || verb == SG_NO_TOKEN)
        return head;
    while (scene->tokens[verb].deprel == SG_DEPREL_CONJ && sg_parent(scene, verb) != SG_NO_TOKEN)
        verb = sg_parent(scene, verb);
    uint32_t noun = sg_parent(scene, verb);
    return scene->tokens[verb].deprel == SG_DEPREL_ACL_RELCL && noun != SG_NO_TOKEN ? noun : head;
}

static bool has_word(const struct sg_condition *condition, const char *word, uint32_t hash) {
    for (size_t i = 0; i < condition->word_count; i++)
        if (condition->hashes[i] == hash && !strcmp(condition->words[i], word))
            return true;
    return false;
}

static bool is_among(const struct sg_scene *scene, uint32_t token,
                     const struct sg_condition *condition) {
    const struct sg_token *t = &scene->tokens[token];
    uint32_t lemma = scene->lemmas[token - scene->first];
    return (sg_word_bits_may_have(&condition->bits, t->hash) &&
            has_word(condition, t->lower, t->hash)) ||
           (lemma != t->hash && sg_word_bits_may_have(&condition->bits, lemma) &&
            has_word(condition, t->lemma, lemma));
}

/* The words of a sentence that are among a condition's. */
struct among {
    const struct sg_scene *scene;
    const struct sg_condition *condition;
    uint64_t bits; /* of the row that are not looked at yet */
    uint32_t row, bucket, at;
};

static struct among all_among(const struct sg_scene *scene, const struct sg_condition *condition) {
    return (struct among){.scene = scene,
                          .condition = condition,
                          .bits = scene->words.bits[0] & condition->bits.bits[0]};
}

/* The next one's token, in no order, a token twice at most; SG_NO_TOKEN at the end. */
static uint32_t next_among(struct among *a) {
    const struct sg_scene *scene = a->scene;
    for (;;) {
        while (a->at) {
            uint32_t number = a->at - 1, token = scene->first + number / 2;
            bool is_lemma = number % 2;
            uint32_t hash = is_lemma ? scene->lemmas[number / 2] : scene->tokens[token].hash;
            a->at = scene->next_heard[number];
            if (sg_word_bucket(hash) == a->bucket &&
                has_word(a->condition,
                         is_lemma ? scene->tokens[token].lemma : scene->tokens[token].lower, hash))
                return token;
        }
        while (!a->bits) {
            if (++a->row == SG_WORD_ROWS)
                return SG_NO_TOKEN;
            a->bits = scene->words.bits[a->row] & a->condition->bits.bits[a->row];
        }
        a->bucket = a->row * 64 + (uint32_t)__builtin_ctzll(a->bits);
        a->bits &= a->bits - 1;
        a->at = scene->heard[a->bucket % SG_HEARD];
    }
}

/* Most conditions ask for words that the sentence has not got. */
static bool has_any(const struct sg_scene *scene, const struct sg_condition *condition) {
    if (!sg_word_bits_meet(&condition->bits, &scene->words))
        return false;
    struct among a = all_among(scene, condition);
    return next_among(&a) != SG_NO_TOKEN;
}

static bool any_head(const struct sg_scene *scene, const struct sg_cue *cue,
                     const struct sg_condition *condition) {
    uint32_t heads[SG_PARTIES_MAX];
    size_t count = sg_slot_heads(heads, SG_PARTIES_MAX, scene, cue, &condition->slot);
    if (condition->kind == SG_IF_HAS)
        return count > 0;
    for (size_t i = 0; i < count; i++) {
        if (is_among(scene, said_of(scene, heads[i]), condition))
            return true;
        /* "thousands of rockets" */
        if (sg_class_of(scene, heads[i]) & SG_CLASS_CONTAINER)
            for (uint32_t c = sg_child(scene, heads[i]); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
                if (c > heads[i] && !strcmp(sg_case_of(scene, c), "of") &&
                    is_among(scene, c, condition))
                    return true;
    }
    return false;
}

static bool has_before(const struct sg_scene *scene, const struct sg_cue *cue,
                       const struct sg_condition *condition) {
    uint32_t start = cue->tokens[0];
    for (size_t i = 1; i < cue->token_count; i++)
        start = cue->tokens[i] < start ? cue->tokens[i] : start;
    if (start > scene->first && is_among(scene, start - 1, condition))
        return true;
    /* "a scathing public attack" */
    for (uint32_t c = sg_child(scene, cue->tokens[0]); c != SG_NO_TOKEN && c < cue->tokens[0];
         c = sg_sibling(scene, c))
        if ((scene->tokens[c].deprel == SG_DEPREL_AMOD ||
             scene->tokens[c].deprel == SG_DEPREL_COMPOUND ||
             scene->tokens[c].deprel == SG_DEPREL_DET) &&
            is_among(scene, c, condition))
            return true;
    return false;
}

/* "Charles Bigot said ...", "General Savage": a person's name says nothing of what is meant. */
static bool is_of_person(const struct sg_scene *scene, uint32_t token) {
    uint32_t mention = scene->cover[token - scene->first];
    if (mention == SG_NO_MENTION || !(scene->tokens[token].flags & SG_TOKEN_CAPITAL))
        return false;
    const struct sg_mention *m = &scene->reading->mentions[mention];
    enum sg_actor_type type = scene->reading->actors[m->actor].type;
    return (m->kind == SG_MENTION_NAME || m->kind == SG_MENTION_SHORT) &&
           (type == SG_TYPE_PERSON || type == SG_TYPE_OFFICIAL);
}

/* "called Henry a thief and said he would not leave": the "not" is another clause's. */
static bool is_of_next_clause(const struct sg_scene *scene, uint32_t token, uint32_t top) {
    for (; token != top && token != SG_NO_TOKEN; token = sg_parent(scene, token)) {
        enum sg_deprel deprel = (enum sg_deprel)scene->tokens[token].deprel;
        if (token > top && sg_is_verb(scene, token) &&
            (deprel == SG_DEPREL_CONJ || deprel == SG_DEPREL_PARATAXIS) &&
            sg_parent(scene, token) == top)
            return true;
    }
    return false;
}

/* What stops an entry must stand in its own clause; what makes it sure may stand further off. */
static bool has_with(const struct sg_scene *scene, const struct sg_cue *cue,
                     const struct sg_condition *condition, bool stops) {
    uint32_t top = cue->tokens[0], parent;
    /* "is to blame for the raid": all hangs on "blame" */
    if (cue->token_count > 1 && scene->tokens[top].upos == SG_UPOS_AUX &&
        (parent = sg_parent(scene, top)) != SG_NO_TOKEN && sg_is_cue_token(cue, parent))
        top = parent;
    while (!sg_is_verb(scene, top) && (parent = sg_parent(scene, top)) != SG_NO_TOKEN)
        top = parent;
    struct among a = all_among(scene, condition);
    for (uint32_t t; (t = next_among(&a)) != SG_NO_TOKEN;)
        if (t != cue->tokens[0] && sg_is_below(scene, t, top, 4) && !is_of_person(scene, t) &&
            !(stops && is_of_next_clause(scene, t, top)))
            return true;
    return false;
}

static bool holds(const struct sg_scene *scene, const struct sg_cue *cue,
                  const struct sg_condition *condition, bool stops) {
    const char *const *words = condition->words;
    uint32_t last = cue->tokens[0];
    if (!words)
        return false;
    for (size_t i = 1; i < cue->token_count; i++)
        last = cue->tokens[i] > last ? cue->tokens[i] : last;
    switch (condition->kind) {
    case SG_IF_SLOT:
        return has_any(scene, condition) && any_head(scene, cue, condition);
    case SG_IF_HAS:
        return any_head(scene, cue, condition);
    case SG_IF_NEXT:
        return last + 1 < scene->end && is_among(scene, last + 1, condition);
    case SG_IF_BEFORE:
        return has_before(scene, cue, condition);
    case SG_IF_WITH:
        return has_any(scene, condition) && has_with(scene, cue, condition, stops);
    case SG_IF_SENTENCE: {
        if (!sg_word_bits_meet(&condition->bits, &scene->words))
            return false;
        struct among a = all_among(scene, condition);
        for (uint32_t t; (t = next_among(&a)) != SG_NO_TOKEN;)
            if (!is_of_person(scene, t))
                return true;
        return false;
    }
    case SG_IF_UNDER: { /* the first operator above has that effect */
        struct sg_status_of_claim status;
        sg_compose(&status, scene, cue);
        for (; *words; words++)
            if (status.effect != SG_NO_LINK &&
                scene->lexicon->effects[status.effect].name == *words) /* interned */
                return true;
        return false;
    }
    case SG_IF_CASE:
        for (; *words; words++)
            if (!strcmp(sg_case_of(scene, cue->tokens[0]), *words))
                return true;
        return false;
    case SG_IF_VOICE:
        return !strcmp(words[0], sg_is_passive(scene, cue->tokens[0]) ? "passive" : "active");
    }
    return false;
}

bool sg_conditions_hold(const struct sg_scene *scene, const struct sg_cue *cue) {
    const struct sg_entry *entry = cue->entry;
    for (size_t i = 0; i < entry->unless_count; i++)
        if (holds(scene, cue, &entry->unless[i], true))
            return false;
    for (size_t i = 0; i < entry->only_count; i++)
        if (holds(scene, cue, &entry->only[i], false))
            return true;
    return entry->only_count == 0;
}

/* --- operators --- */

static bool has_preposition(const struct sg_operator *op, const char *word) {
    for (const char *const *p = op->prepositions; *p; p++)
        if (!strcmp(*p, word))
            return true;
    return false;
}

static const char *mark_of(const struct sg_scene *scene, uint32_t token) {
    for (uint32_t c = sg_child(scene, token); c != SG_NO_TOKEN && c < token;
         c = sg_sibling(scene, c))
        if (scene->tokens[c].deprel == SG_DEPREL_MARK || scene->tokens[c].deprel == SG_DEPREL_CASE)
            return scene->tokens[c].lower;
    return "";
}

/* Does `below` stand where the operator takes its complement? */
static bool takes(const struct sg_operator *op, const struct sg_scene *scene,
                  const struct sg_cue *at, uint32_t below) {
    const struct sg_token *token = &scene->tokens[below];
    const char *mark = mark_of(scene, below);
    bool is_passive = op->kind == SG_CUE_VERB && sg_is_passive(scene, at->tokens[0]);
    for (size_t i = 0; i < at->token_count; i++)
        if (at->tokens[i] == below)
            return false;
    switch (token->deprel) {
    case SG_DEPREL_XCOMP:
    case SG_DEPREL_CCOMP:
        if (op->of_infinitive && (!strcmp(mark, "to") || token->deprel == SG_DEPREL_XCOMP))
            return true;
        return op->of_clause || has_preposition(op, mark);
    case SG_DEPREL_ADVCL:
        /* "was condemned, with Russia blaming Iran": the clause has a doer of its own */
        if (!strcmp(mark, "with") && sg_child_by(scene, below, SG_DEPREL_NSUBJ) != SG_NO_TOKEN)
            return false;
        /* "vetoed the text to shield B": with its object it has all; the rest is what for */
        if (op->effect == scene->lexicon->effect_reject && !strcmp(mark, "to") &&
            sg_child_by(scene, at->tokens[0], SG_DEPREL_OBJ) != SG_NO_TOKEN)
            return false;
        /* fall through */
    case SG_DEPREL_ACL:
        if (has_preposition(op, mark) || (op->of_infinitive && !strcmp(mark, "to")))
            return true;
        return op->of_clause && below > at->tokens[0] &&
               (!strcmp(mark, "to") || !strcmp(mark, "that") ||
                (token->xpos == SG_XPOS_VBG && !*mark &&
                 (below == at->tokens[0] + 1 || below == at->tokens[at->token_count - 1] + 1)));
    case SG_DEPREL_ACL_RELCL: /* "laughed at the idea that Cuba had armed them" */
        return op->of_clause && op->kind == SG_CUE_NOUN && sg_is_told(scene, below);
    case SG_DEPREL_CSUBJ: /* "It is not true that Cuba armed them." */
        return op->of_clause && op->kind == SG_CUE_ADJECTIVE && !strcmp(mark, "that");
    case SG_DEPREL_OBJ:
        return op->of_object && !is_passive;
    case SG_DEPREL_NSUBJ: /* "its support for B has ended" */
        return (op->of_object && is_passive) || (op->of_subject && !is_passive);
    case SG_DEPREL_NSUBJ_PASS:
        return op->of_object && is_passive;
    case SG_DEPREL_OBL:
    case SG_DEPREL_NMOD:
        if (has_preposition(op, mark))
            return true;
        return op->of_object && token->deprel == SG_DEPREL_OBL && !*mark && op->word_count > 1;
    case SG_DEPREL_COMPOUND: /* "aid suspension" */
        return op->of_compound;
    default:
        return false;
    }
}

/* Operators stand behind all cues of a form. */
static uint32_t first_operator(const struct sg_scene *scene, uint32_t token) {
    uint32_t first = scene->links[token - scene->first];
    return first == SG_NO_LINK ? SG_NO_LINK : scene->lexicon->links[first].first_operator;
}

const struct sg_operator *sg_noun_operator(const struct sg_scene *scene, uint32_t noun) {
    const struct sg_lexicon *lexicon = scene->lexicon;
    for (uint32_t at = first_operator(scene, noun); at != SG_NO_LINK;
         at = lexicon->links[at].next) {
        const struct sg_form_link *link = &lexicon->links[at];
        const struct sg_operator *op = &lexicon->operators[link->entry];
        if (op->kind == SG_CUE_NOUN && op->word_count == 1 && op->of_clause)
            return op;
    }
    return NULL;
}

const struct sg_operator *sg_operator_at(const struct sg_scene *scene, uint32_t token,
                                         uint32_t below) {
    const struct sg_lexicon *lexicon = scene->lexicon;
    const struct sg_operator *best = NULL;
    for (uint32_t at = first_operator(scene, token); at != SG_NO_LINK;
         at = lexicon->links[at].next) {
        const struct sg_form_link *link = &lexicon->links[at];
        const struct sg_operator *op = &lexicon->operators[link->entry];
        struct sg_cue cue = {.entry = NULL};
        if ((!best || op->word_count > best->word_count) &&
            sg_cue_match(&cue, scene, token, op->words, op->word_count, op->kind, link->bits) &&
            takes(op, scene, &cue, below))
            best = op;
    }
    return best;
}
