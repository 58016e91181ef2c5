#include "syntax/trainer/headlines.h"

#include "model/tree.h"

#include <stdlib.h>
#include <string.h>

#define SHORTEST 4
#define LONGEST 28

struct maker {
    const struct sg_gold_sentence *from;
    struct sg_gold_word words[LONGEST];
    bool is_dropped[LONGEST], has_child[LONGEST];
    size_t root;
};

static bool is_verb_now(const struct sg_gold_word *w) {
    return w->upos == SG_UPOS_VERB && (w->xpos == SG_XPOS_VBD || w->xpos == SG_XPOS_VBZ ||
                                       w->xpos == SG_XPOS_VBP || w->xpos == SG_XPOS_VBN);
}

static bool is_subject(const struct sg_gold_word *w) {
    return w->deprel == SG_DEPREL_NSUBJ || w->deprel == SG_DEPREL_NSUBJ_PASS;
}

/* A whole sentence whose root is a finite verb behind its subject. */
static bool start(struct maker *m, const struct sg_gold_sentence *s) {
    if (s->count < SHORTEST || s->count > LONGEST)
        return false;
    *m = (struct maker){.from = s, .root = SIZE_MAX};
    memcpy(m->words, s->words, s->count * sizeof *m->words);
    for (size_t i = 0; i < s->count; i++) {
        if (s->words[i].head)
            m->has_child[s->words[i].head - 1] = true;
        else
            m->root = i;
    }
    if (m->root == SIZE_MAX || !is_verb_now(&s->words[m->root]))
        return false;
    for (size_t i = 0; i < m->root; i++)
        if (is_subject(&s->words[i]) && s->words[i].head == m->root + 1)
            return s->words[s->count - 1].upos == SG_UPOS_PUNCT;
    return false;
}

static bool is_one_of(const struct sg_gold_word *w, const char *const *words) {
    for (; *words; words++)
        if (!strcmp(w->lower, *words))
            return true;
    return false;
}

static enum sg_status write_form(struct sg_gold_word *w, const char *form,
                                 struct sg_treebank *bank) {
    w->form = w->lower = sg_arena_strdup(&bank->arena, form);
    if (!w->form)
        return SG_ERR_MEMORY;
    w->features = sg_word_features(w->form, w->lower);
    return SG_OK;
}

static bool is_many(const struct maker *m, size_t verb) {
    const struct sg_gold_word *words = m->from->words;
    for (size_t at = verb, steps = 0; steps < 3; steps++) {
        for (size_t i = 0; i < m->from->count; i++) {
            if (!is_subject(&words[i]) || words[i].head != at + 1)
                continue;
            if (words[i].xpos == SG_XPOS_NNS || words[i].xpos == SG_XPOS_NNPS)
                return true;
            for (size_t k = 0; k < m->from->count; k++)
                if (words[k].head == i + 1 && words[k].deprel == SG_DEPREL_CONJ)
                    return true;
            return words[i].xpos == SG_XPOS_PRP && strcmp(words[i].lower, "he") &&
                   strcmp(words[i].lower, "she") && strcmp(words[i].lower, "it");
        }
        if (!words[at].head) /* "attacked and looted": the first verb's subject */
            break;
        at = words[at].head - 1;
    }
    return false;
}

/* "attacked" -> "attacks", with "rebels": "attack". */
static enum sg_status to_present(struct maker *m, size_t verb, struct sg_treebank *bank) {
    struct sg_gold_word *w = &m->words[verb];
    char form[64];
    size_t n = strlen(w->lemma);
    if (n < 2 || n + 4 > sizeof form || !strcmp(w->lemma, "_"))
        return SG_OK;
    memcpy(form, w->lemma, n + 1);
    if (is_many(m, verb)) {
        w->xpos = SG_XPOS_VBP;
        return write_form(w, form, bank);
    }
    char last = form[n - 1], before = form[n - 2];
    if (!strcmp(form, "have"))
        strcpy(form, "has");
    else if (last == 'y' && !strchr("aeiou", before))
        strcpy(form + n - 1, "ies");
    else if (strchr("sxzo", last) || (last == 'h' && strchr("cs", before)))
        strcpy(form + n, "es");
    else
        strcpy(form + n, "s");
    w->xpos = SG_XPOS_VBZ;
    return write_form(w, form, bank);
}

static enum sg_status shorten(struct maker *m, struct sg_treebank *bank) {
    static const char *const articles[] = {"a", "an", "the", NULL};
    static const char *const have[] = {"has", "have", "had", NULL};
    enum sg_status status = SG_OK;
    for (size_t i = 0; i < m->from->count && !status; i++) {
        struct sg_gold_word *w = &m->words[i];
        bool is_leaf = !m->has_child[i] && w->head, is_last = i + 1 == m->from->count;
        if (is_leaf && w->xpos == SG_XPOS_DT && is_one_of(w, articles)) {
            m->is_dropped[i] = true;
        } else if (is_leaf && w->deprel == SG_DEPREL_AUX_PASS && w->xpos != SG_XPOS_VB &&
                   w->xpos != SG_XPOS_VBN && w->xpos != SG_XPOS_VBG) {
            m->is_dropped[i] = true;
        } else if (is_leaf && w->deprel == SG_DEPREL_AUX && is_one_of(w, have) &&
                   m->words[w->head - 1].xpos == SG_XPOS_VBN &&
                   m->words[w->head - 1].upos == SG_UPOS_VERB && w->head == i + 2) {
            m->is_dropped[i] = true;
            status = to_present(m, w->head - 1, bank);
        } else if (is_leaf && w->xpos == SG_XPOS_MD && !strcmp(w->lower, "will")) {
            w->xpos = SG_XPOS_TO;
            w->upos = SG_UPOS_PART;
            w->deprel = SG_DEPREL_MARK;
            status = write_form(w, "to", bank);
        } else if (w->upos == SG_UPOS_VERB && w->xpos == SG_XPOS_VBD) {
            status = to_present(m, i, bank);
        } else if (is_last && is_leaf && !strcmp(w->form, ".")) {
            m->is_dropped[i] = true;
        }
    }
    return status;
}

/* The first word that is left gets the capital. */
static enum sg_status raise_first(struct sg_gold_word *w, struct sg_treebank *bank) {
    char *form = sg_arena_strdup(&bank->arena, w->form);
    if (!form)
        return SG_ERR_MEMORY;
    if (form[0] >= 'a' && form[0] <= 'z')
        form[0] = (char)(form[0] - 'a' + 'A');
    w->form = form;
    w->features = sg_word_features(w->form, w->lower);
    return SG_OK;
}

static enum sg_status add(struct sg_treebank *bank, const struct maker *m) {
    uint32_t place[LONGEST];
    size_t count = 0;
    for (size_t i = 0; i < m->from->count; i++) {
        count += !m->is_dropped[i];
        place[i] = (uint32_t)count;
    }
    struct sg_gold_word *words = sg_arena_array(&bank->arena, count, sizeof *words);
    bank->sentences = sg_arena_grow(&bank->arena, bank->sentences, bank->count, &bank->capacity,
                                    sizeof *bank->sentences);
    if (!words || !bank->sentences)
        return SG_ERR_MEMORY;
    count = 0;
    for (size_t i = 0; i < m->from->count; i++) {
        if (m->is_dropped[i])
            continue;
        struct sg_gold_word *w = &words[count++];
        *w = m->words[i];
        w->head = w->head ? place[w->head - 1] : 0;
        w->lemma = "_"; /* lemmas are learned from what was annotated */
    }
    bank->sentences[bank->count++] = (struct sg_gold_sentence){words, count, true};
    bank->word_count += count;
    return raise_first(words, bank);
}

static int by_key(const void *a, const void *b) {
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Words that are common nouns somewhere in the bank, sorted. */
static uint64_t *nouns_of(const struct sg_treebank *bank, size_t *count) {
    uint64_t *nouns = malloc((bank->word_count + 1) * sizeof *nouns);
    size_t n = 0, kept = 0;
    if (!nouns)
        abort();
    for (size_t s = 0; s < bank->count; s++)
        for (size_t i = 0; i < bank->sentences[s].count; i++) {
            const struct sg_gold_word *w = &bank->sentences[s].words[i];
            if (w->xpos == SG_XPOS_NN || w->xpos == SG_XPOS_NNS)
                nouns[n++] = w->features.key;
        }
    qsort(nouns, n, sizeof *nouns, by_key);
    for (size_t i = 0; i < n; i++)
        if (!kept || nouns[kept - 1] != nouns[i])
            nouns[kept++] = nouns[i];
    *count = kept;
    return nouns;
}

enum sg_status sg_treebank_add_headlines(struct sg_treebank *bank, size_t first, size_t one_of,
                                         size_t one_of_nouns, struct sg_error *err) {
    size_t end = bank->count, fit = 0, noun_count;
    uint64_t *nouns = nouns_of(bank, &noun_count);
    enum sg_status status = SG_OK;
    for (size_t s = first; s < end && !status; s++) {
        struct maker m;
        struct sg_gold_sentence sentence = bank->sentences[s];
        if (!start(&m, &sentence))
            continue;
        if (!(status = shorten(&m, bank))) {
            const uint64_t *verb = &m.words[m.root].features.key;
            bool is_noun = bsearch(verb, nouns, noun_count, sizeof *nouns, by_key);
            if (!(fit++ % (is_noun ? one_of_nouns : one_of)))
                status = add(bank, &m);
        }
    }
    free(nouns);
    return status ? sg_fail(err, SG_ERR_MEMORY, "out of memory") : SG_OK;
}
