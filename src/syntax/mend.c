#include "syntax/mend.h"

#include "model/tree.h"

#include <string.h>

static bool is_function(uint8_t deprel) {
    return deprel == SG_DEPREL_AUX || deprel == SG_DEPREL_AUX_PASS || deprel == SG_DEPREL_COP ||
           deprel == SG_DEPREL_CASE || deprel == SG_DEPREL_MARK || deprel == SG_DEPREL_PUNCT;
}

static bool is_of_clause(uint8_t deprel) {
    return deprel == SG_DEPREL_NSUBJ || deprel == SG_DEPREL_NSUBJ_PASS || deprel == SG_DEPREL_OBJ ||
           deprel == SG_DEPREL_IOBJ || deprel == SG_DEPREL_OBL || deprel == SG_DEPREL_CCOMP ||
           deprel == SG_DEPREL_XCOMP || deprel == SG_DEPREL_ADVCL;
}

/* Function words have no subjects and objects in Universal Dependencies: 'the rebels had "betrayed
 * the nation"' hung "rebels" on "had" because of the quotation mark. They go to the word's head,
 * which stands above both, so that a tree stays a tree. So does a mark: "of having armed". */
static bool is_misplaced(const struct sg_words *w, size_t i) {
    if (!w->head[i] || !is_function(w->deprel[w->head[i] - 1]))
        return false;
    return is_of_clause(w->deprel[i]) ||
           (w->deprel[i] == SG_DEPREL_MARK && w->deprel[w->head[i] - 1] == SG_DEPREL_AUX);
}

static void raise_from_function_words(struct sg_words *w) {
    for (size_t i = 0; i < w->count; i++)
        while (is_misplaced(w, i))
            w->head[i] = w->head[w->head[i] - 1];
}

static bool is_comma(const struct sg_words *w, size_t i) {
    return i < w->count && w->form[i][0] == ',' && !w->form[i][1];
}

/* What stands below a word. */
struct below {
    uint32_t passive_subject; /* its number, 0: none */
    bool has_auxiliary, has_be, has_complement;
};

static struct below look_below(const struct sg_words *w, size_t head) {
    struct below found = {0};
    for (size_t i = 0; i < w->count; i++) {
        if (w->head[i] != head + 1)
            continue;
        switch (w->deprel[i]) {
        case SG_DEPREL_NSUBJ_PASS:
            found.passive_subject = (uint32_t)i + 1;
            break;
        case SG_DEPREL_AUX_PASS:
            found.has_be = true; /* fall through */
        case SG_DEPREL_AUX:
            found.has_auxiliary = true;
            break;
        case SG_DEPREL_COP:
            found.has_be = true;
            break;
        case SG_DEPREL_OBJ:
        case SG_DEPREL_XCOMP:
            found.has_complement |= i > head;
            break;
        default:
            break;
        }
    }
    return found;
}

static bool is_finite_place(uint8_t deprel) {
    return deprel == SG_DEPREL_ROOT || deprel == SG_DEPREL_CCOMP || deprel == SG_DEPREL_CONJ ||
           deprel == SG_DEPREL_PARATAXIS;
}

/* A sentence, not a headline: "Khan handed ten years in jail" leaves its auxiliary out. */
static bool has_stop(const struct sg_words *w) {
    for (size_t i = w->count; i-- > 0 && i + 3 > w->count;)
        if (w->form[i][0] == '.' && !w->form[i][1])
            return true;
    return false;
}

/* "Shining Path threatened to attack": no passive, where no auxiliary stands and the verb has an
 * object or an infinitive of its own. "accused him of having armed the rebels": a participle, for
 * an adjective takes a copula. */
static void mend_participles(struct sg_words *w) {
    bool is_sentence = has_stop(w);
    for (size_t i = 0; i < w->count; i++) {
        size_t length = strlen(w->lower[i]);
        bool may_be_adjective =
            w->xpos[i] == SG_XPOS_JJ && length > 3 && !strcmp(w->lower[i] + length - 2, "ed");
        if (!may_be_adjective && !(w->xpos[i] == SG_XPOS_VBN && is_sentence))
            continue;
        struct below below = look_below(w, i);
        if (may_be_adjective && below.has_auxiliary && !below.has_be) {
            w->xpos[i] = SG_XPOS_VBN;
            w->upos[i] = SG_UPOS_VERB;
        }
        if (is_sentence && w->xpos[i] == SG_XPOS_VBN && is_finite_place(w->deprel[i]) &&
            below.passive_subject && !below.has_auxiliary && below.has_complement) {
            w->xpos[i] = SG_XPOS_VBD;
            w->deprel[below.passive_subject - 1] = SG_DEPREL_NSUBJ;
        }
    }
}

static bool is_past(uint8_t xpos) { return xpos == SG_XPOS_VBD || xpos == SG_XPOS_VBN; }

static bool is_past_or_present(uint8_t xpos) {
    return xpos == SG_XPOS_VBD || xpos == SG_XPOS_VBZ || xpos == SG_XPOS_VBP;
}

/* Has the verb words of its own of that relation? With a comma: a conjunction behind a comma. */
static bool has_below(const struct sg_words *w, size_t head, enum sg_deprel deprel,
                      bool with_comma) {
    for (size_t i = 0; i < w->count; i++)
        if (w->head[i] == head + 1 && w->deprel[i] == deprel &&
            (!with_comma || (i && i < head && is_comma(w, i - 1))))
            return true;
    return false;
}

/* "said the state could not afford to extend the cuts and accused the rebels": a past tense does not
 * go on after an infinitive; the first finite verb above is the one it goes on from. */
static size_t finite_above(const struct sg_words *w, size_t infinitive) {
    size_t at = infinitive;
    for (int steps = 0; steps < 4 && w->xpos[at] == SG_XPOS_VB && w->head[at]; steps++) {
        uint8_t deprel = w->deprel[at];
        if (deprel != SG_DEPREL_CCOMP && deprel != SG_DEPREL_XCOMP && deprel != SG_DEPREL_CONJ)
            return infinitive;
        if (w->head[at] > at)
            return infinitive;
        at = w->head[at] - 1;
    }
    return is_past_or_present(w->xpos[at]) ? at : infinitive;
}

/* "Russia denies that it plans to and, in turn, accuses Kyiv": a finite verb with an "and" of its own
 * and no subject is no second thing that Russia denies. */
static void mend_second_complements(struct sg_words *w) {
    for (size_t i = 1; i < w->count; i++) {
        size_t first = w->head[i] ? w->head[i] - 1 : i;
        if (w->deprel[i] == SG_DEPREL_CCOMP && first < i &&
            (w->xpos[i] == SG_XPOS_VBZ || w->xpos[i] == SG_XPOS_VBD) &&
            w->xpos[first] == w->xpos[i] && has_below(w, i, SG_DEPREL_CC, false) &&
            has_below(w, first, SG_DEPREL_CCOMP, false) &&
            !has_below(w, i, SG_DEPREL_NSUBJ, false) &&
            !has_below(w, i, SG_DEPREL_NSUBJ_PASS, false) &&
            !has_below(w, i, SG_DEPREL_MARK, false) && !has_below(w, i, SG_DEPREL_AUX, false))
            w->deprel[i] = SG_DEPREL_CONJ;
    }
}

/* "The watchdog said the fighters had killed villagers, and pressed the court": who said, pressed.
 * A past tense behind a comma does not go on after "had killed", but after "said". */
static void mend_conjuncts(struct sg_words *w) {
    mend_second_complements(w);
    for (size_t i = 0; i < w->count; i++) {
        if (w->deprel[i] != SG_DEPREL_CONJ || !w->head[i] || w->head[i] > i ||
            has_below(w, i, SG_DEPREL_NSUBJ, false) ||
            has_below(w, i, SG_DEPREL_NSUBJ_PASS, false) ||
            has_below(w, i, SG_DEPREL_AUX, false) || has_below(w, i, SG_DEPREL_AUX_PASS, false) ||
            has_below(w, i, SG_DEPREL_MARK, false))
            continue;
        size_t first = w->head[i] - 1;
        bool is_finite = w->xpos[i] == SG_XPOS_VBD || w->xpos[i] == SG_XPOS_VBZ;
        if (w->xpos[first] == SG_XPOS_VB && has_below(w, i, SG_DEPREL_CC, false) &&
            (is_finite || (w->xpos[i] == SG_XPOS_VBN &&
                           (has_below(w, i, SG_DEPREL_OBJ, false) ||
                            has_below(w, first, SG_DEPREL_MARK, false))))) {
            size_t over = finite_above(w, first);
            if (over != first) {
                w->head[i] = (uint32_t)over + 1;
                if (!is_finite)
                    w->xpos[i] = SG_XPOS_VBD;
            }
            continue;
        }
        if (!is_past_or_present(w->xpos[i]) || w->deprel[first] != SG_DEPREL_CCOMP ||
            !w->head[first] || is_past_or_present(w->xpos[first]) ||
            /* "will deliver, but refrain": an infinitive looks like that, too */
            w->xpos[first] == SG_XPOS_VB)
            continue;
        size_t over = w->head[first] - 1;
        if (over < first && is_past_or_present(w->xpos[over]) &&
            has_below(w, first, SG_DEPREL_AUX, false) && has_below(w, i, SG_DEPREL_CC, true))
            w->head[i] = (uint32_t)over + 1;
    }
}

/* "with the premier calling Turkey a foe and Erdogan accusing him": a name right between "and" and
 * a participle does what the participle says; it is not one of what stands before. */
static void mend_parallel_participles(struct sg_words *w) {
    for (size_t i = 2; i < w->count; i++) {
        size_t name = i - 1, cc = i - 2;
        if (w->xpos[i] != SG_XPOS_VBG || !w->is_name[name] || w->xpos[cc] != SG_XPOS_CC ||
            w->deprel[name] != SG_DEPREL_CONJ || w->deprel[i] != SG_DEPREL_ADVCL || !w->head[i])
            continue;
        size_t first = w->head[i] - 1;
        if (first >= cc || w->xpos[first] != SG_XPOS_VBG ||
            !has_below(w, first, SG_DEPREL_NSUBJ, false) || has_below(w, i, SG_DEPREL_NSUBJ, false))
            continue;
        w->head[name] = w->head[cc] = (uint32_t)i + 1;
        w->deprel[name] = SG_DEPREL_NSUBJ;
        w->deprel[cc] = SG_DEPREL_CC;
        w->deprel[i] = SG_DEPREL_CONJ;
    }
}

/* "Kenya criticised rather than praised Uganda.": a past tense without an auxiliary is no passive.
 */
static void mend_past_tenses(struct sg_words *w) {
    if (!has_stop(w))
        return;
    for (size_t i = 0; i < w->count; i++) {
        if (w->xpos[i] != SG_XPOS_VBD)
            continue;
        struct below below = look_below(w, i);
        if (below.passive_subject && !below.has_auxiliary)
            w->deprel[below.passive_subject - 1] = SG_DEPREL_NSUBJ;
    }
}

/* Is there an object of the same verb before this one, and a comma between them? */
static bool is_second_object(const struct sg_words *w, size_t i) {
    bool has_comma = false;
    for (size_t k = i; k-- > w->head[i];) {
        has_comma |= is_comma(w, k);
        if (w->head[k] == w->head[i] && w->deprel[k] == SG_DEPREL_OBJ)
            return has_comma;
    }
    return false;
}

/* "said no to Sweden": an answer. "approved homes near the sea, a move condemned by Jordan": a verb
 * has one object. */
static void mend_objects(struct sg_words *w) {
    for (size_t i = 0; i < w->count; i++) {
        if (w->deprel[i] != SG_DEPREL_OBJ)
            continue;
        if (w->xpos[i] == SG_XPOS_DT && !strcmp(w->lower[i], "no")) {
            w->xpos[i] = SG_XPOS_UH;
            w->upos[i] = SG_UPOS_INTJ;
        } else if (is_second_object(w, i)) {
            w->deprel[i] = SG_DEPREL_OBL_UNMARKED;
        }
    }
}

/* "Rather than blame Serbia, Kosovo accused Hungary": what is set aside has its "rather" below it.
 */
static void mend_rather_than(struct sg_words *w) {
    for (size_t i = 0; i + 2 < w->count; i++)
        if (!strcmp(w->lower[i], "rather") && !strcmp(w->lower[i + 1], "than") &&
            w->xpos[i + 2] == SG_XPOS_VB && w->head[i] && w->head[i] == w->head[i + 2])
            w->head[i] = (uint32_t)i + 3;
}

/* "Sistani, the country's highest authority, denounced": a verb has one subject; what stands
 * between two commas behind it says who that is. */
static void mend_subjects(struct sg_words *w) {
    for (size_t i = 0; i + 1 < w->count; i++) {
        if (w->deprel[i] != SG_DEPREL_NSUBJ || w->head[i] < i + 2 || !is_comma(w, i + 1))
            continue;
        for (size_t k = i + 2; k + 1 < w->head[i]; k++)
            if (w->deprel[k] == SG_DEPREL_NSUBJ && w->head[k] == w->head[i] && is_comma(w, k + 1)) {
                w->deprel[k] = SG_DEPREL_APPOS;
                w->head[k] = (uint32_t)i + 1;
                break;
            }
    }
}

/* "The sanctions Washington imposed on Iran": what a relative clause says has somebody who says or
 * does it; without a subject and a pronoun of its own, that is the name right before its verb and
 * no second name of the noun. But "the group Ansar backed by Chad". */
static void mend_relative_clauses(struct sg_words *w) {
    for (size_t i = 2; i < w->count; i++) {
        size_t name = i - 1;
        if (w->deprel[i] != SG_DEPREL_ACL_RELCL || !is_past(w->xpos[i]) || w->head[i] >= i ||
            !w->head[i] || w->head[name] != w->head[i] || w->deprel[name] != SG_DEPREL_APPOS ||
            !w->is_name[name] || w->is_name[w->head[i] - 1] ||
            (i + 1 < w->count && !strcmp(w->lower[i + 1], "by")))
            continue;
        bool is_whole = true;
        for (size_t k = w->head[i]; k < w->count; k++)
            is_whole &= !(k < i && is_comma(w, k)) &&
                        !(w->head[k] == i + 1 && (w->deprel[k] == SG_DEPREL_NSUBJ ||
                                                  w->deprel[k] == SG_DEPREL_NSUBJ_PASS ||
                                                  w->deprel[k] == SG_DEPREL_AUX_PASS || k < i));
        if (!is_whole)
            continue;
        w->head[name] = (uint32_t)i + 1;
        w->deprel[name] = SG_DEPREL_NSUBJ;
        w->xpos[i] = SG_XPOS_VBD;
    }
}

/* "Chad was quick to condemn Mali": a predicate with somebody for a subject has no clause for one
 * besides; but "it was wrong to condemn Mali", "its support is vital to end the war". */
static void mend_clausal_subjects(struct sg_words *w) {
    for (size_t i = 0; i < w->count; i++) {
        if (w->deprel[i] != SG_DEPREL_CSUBJ || !w->head[i] || w->head[i] > i ||
            w->xpos[i] != SG_XPOS_VB || w->xpos[w->head[i] - 1] != SG_XPOS_JJ)
            continue;
        for (size_t k = 0; k + 1 < w->head[i]; k++)
            if (w->deprel[k] == SG_DEPREL_NSUBJ && w->head[k] == w->head[i] &&
                (w->is_name[k] || w->xpos[k] == SG_XPOS_PRP) && strcmp(w->lower[k], "it"))
                w->deprel[i] = SG_DEPREL_XCOMP;
    }
}

void sg_mend_tree(struct sg_words *w) {
    raise_from_function_words(w);
    mend_subjects(w);
    mend_relative_clauses(w);
    mend_conjuncts(w);
    mend_parallel_participles(w);
    mend_participles(w);
    mend_past_tenses(w);
    mend_objects(w);
    mend_rather_than(w);
    mend_clausal_subjects(w);
}
