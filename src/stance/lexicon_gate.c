/* The gate's index: which relations a form can name, whether it is an operator ("will", "vowed"),
 * words that refer, and what further words an entry needs. */
#include "stance/gate_view.h"

#include <stdlib.h>
#include <string.h>

uint32_t sg_lexicon_relation_bit(uint32_t relation) {
    return 1u << (relation < SG_GATE_RELATIONS ? relation : SG_GATE_RELATIONS - 1);
}

static bool list_turns(struct sg_lexicon *lexicon) {
    lexicon->turned = sg_lexicon_own(lexicon, lexicon->relation_count, sizeof *lexicon->turned);
    if (!lexicon->turned)
        return false;
    for (uint32_t i = 0; i < lexicon->relation_count; i++)
        for (size_t k = 0; k < lexicon->effect_count; k++) {
            uint32_t turned = lexicon->effects[k].outcomes[i].relation;
            if (turned != SG_NO_LINK)
                lexicon->turned[i] |= sg_lexicon_relation_bit(turned);
        }
    return true;
}

static bool list_needs(struct sg_lexicon *lexicon) {
    lexicon->gate_needs =
        sg_lexicon_own(lexicon, lexicon->entry_count + 1, sizeof *lexicon->gate_needs);
    if (!lexicon->gate_needs)
        return false;
    for (size_t i = 0; i < lexicon->entry_count; i++) {
        const struct sg_entry *entry = &lexicon->entries[i];
        struct sg_gate_need *need = &lexicon->gate_needs[i];
        if (entry->strength <= 0)
            continue; /* a later file's entry stands in its place */
        need->relation = sg_lexicon_relation_bit(entry->relation);
        need->kind = (uint8_t)(1u << entry->kind);
        need->is_before = entry->kind == SG_CUE_NOUN;
        need->is_anywhere = entry->kind == SG_CUE_VERB;
        size_t key = entry->kind == SG_CUE_NOUN ? entry->word_count - 1 : 0, longest = 0;
        for (size_t w = 0; w < entry->word_count; w++) {
            size_t length = strlen(entry->words[w]);
            if (w == key || need->count == sizeof need->words / sizeof *need->words)
                continue;
            need->words[need->count++] = sg_strmap_hash(entry->words[w], length);
            if (length > longest) {
                uint32_t other = need->words[0];
                need->words[0] = need->words[need->count - 1];
                need->words[need->count - 1] = other;
                longest = length;
            }
        }
    }
    return true;
}

static struct sg_gate_form *form_of(struct sg_lexicon *lexicon, const char *word) {
    uint32_t hash = sg_strmap_hash(word, strlen(word));
    uint32_t index = sg_strmap_intern(lexicon->gate, word);
    if (index == SG_STRMAP_NONE)
        return NULL;
    lexicon->gate_sieve[hash >> 5 & (SG_GATE_SIEVE - 1)] |= 1u << (hash & 31);
    struct sg_gate_form *form = &lexicon->gate_forms[index];
    if (index == lexicon->gate_form_count) {
        lexicon->gate_form_count++;
        form->first_link = SG_NO_LINK;
    }
    return form;
}

static uint8_t referring(uint32_t classes) {
    return classes & SG_CLASS_FIRST_PERSON   ? SG_GATE_FIRST_PERSON
           : classes & SG_CLASS_THIRD_PERSON ? SG_GATE_THIRD_PERSON
           : (classes & SG_CLASS_COUNTED) == SG_CLASS_COUNTED ? SG_GATE_COUNTED
           : classes & (SG_CLASS_SPEAKS_FOR | SG_CLASS_GROUP | SG_CLASS_COLLECTIVE) ? SG_GATE_NOUN
           : classes & (SG_CLASS_ACT | SG_CLASS_SAID)                               ? SG_GATE_ACT
                                                      : SG_GATE_NOBODY;
}

static int by_bucket(const void *a, const void *b) {
    const struct sg_gate_longer *x = a, *y = b;
    uint32_t u = sg_word_bucket(x->word), v = sg_word_bucket(y->word);
    return u != v ? (u < v ? -1 : 1) : x->need < y->need ? -1 : x->need > y->need;
}

/* A form's entries of several words are sorted by what a sentence notes of their longest word, so
 * that those of words it has not are passed over together. */
static void sort_longer(struct sg_lexicon *lexicon, struct sg_gate_form *form, size_t number) {
    struct sg_gate_longer *longer = lexicon->gate_longer + form->first_longer;
    qsort(longer, form->longer_count, sizeof *longer, by_bucket);
    for (uint32_t i = 0; i < form->longer_count; i++)
        sg_word_bits_note(&lexicon->gate_longer_words[number], longer[i].word);
}

/* Where an entry's target stands, as far as the order of words can tell it. */
static void add_frame(struct sg_gate_form *form, const struct sg_entry *entry) {
    const size_t room = sizeof form->prepositions / sizeof *form->prepositions;
    uint8_t strength = (uint8_t)(entry->strength * 10);
    form->strength = strength > form->strength ? strength : form->strength;
    for (const struct sg_slot *slot = entry->to; slot->kind; slot++)
        switch (slot->kind) {
        case SG_SLOT_PREPOSITION: {
            uint32_t hash = sg_strmap_hash(slot->preposition, strlen(slot->preposition));
            bool known = false;
            for (size_t i = 0; i < form->preposition_count; i++)
                known |= form->prepositions[i] == hash;
            if (!known && form->preposition_count < room)
                form->prepositions[form->preposition_count++] = hash;
            break;
        }
        case SG_SLOT_OBJECT:
        case SG_SLOT_IOBJ:
        case SG_SLOT_CLAUSE:
            form->takes |= SG_GATE_TAKES_OBJECT;
            break;
        case SG_SLOT_POSSESSOR:
        case SG_SLOT_MODIFIER:
            form->takes |= SG_GATE_TAKES_SIDE;
            break;
        case SG_SLOT_HEAD:
            form->takes |= SG_GATE_TAKES_HEAD;
            break;

        default:
            break;
        }
}

static bool fill_form(struct sg_lexicon *lexicon, const char *word, uint32_t first) {
    struct sg_gate_form *form = form_of(lexicon, word);
    if (!form)
        return false;
    form->first_link = first;
    form->first_longer = (uint32_t)lexicon->gate_longer_count;
    for (uint32_t at = first; at != SG_NO_LINK; at = lexicon->links[at].next) {
        const struct sg_form_link *link = &lexicon->links[at];
        if (link->is_operator) {
            form->bits |= SG_GATE_OPERATOR;
            continue;
        }
        const struct sg_entry *entry = &lexicon->entries[link->entry];
        if (entry->strength <= 0)
            continue;
        form->bits |= sg_lexicon_relation_bit(entry->relation);
        if (entry->word_count == 1)
            add_frame(form, entry);
        for (const struct sg_slot *slot = entry->to; slot->kind; slot++)
            form->takes |= slot->kind == SG_SLOT_OFFENDER ? SG_GATE_TAKES_OFFENDER : 0;
        const struct sg_gate_need *need = &lexicon->gate_needs[link->entry];
        if (need->count) {
            lexicon->gate_longer[lexicon->gate_longer_count++] =
                (struct sg_gate_longer){link->entry, need->words[0], need->relation, need->kind};
            form->longer_count++;
        } else {
            form->single_relations |= need->relation;
            form->single_kinds |= need->kind;
        }
    }
    sort_longer(lexicon, form, (size_t)(form - lexicon->gate_forms));
    return true;
}

static bool list_forms(struct sg_lexicon *lexicon) {
    size_t most = sg_strmap_count(lexicon->forms) + sg_strmap_count(lexicon->classes);
    lexicon->gate_forms = sg_lexicon_own(lexicon, most + 1, sizeof *lexicon->gate_forms);
    lexicon->gate_sieve = sg_lexicon_own(lexicon, SG_GATE_SIEVE, sizeof *lexicon->gate_sieve);
    lexicon->gate_longer =
        sg_lexicon_own(lexicon, lexicon->link_count + 1, sizeof *lexicon->gate_longer);
    lexicon->gate_longer_words =
        sg_lexicon_own(lexicon, most + 1, sizeof *lexicon->gate_longer_words);
    if (!lexicon->gate_forms || !lexicon->gate_sieve || !lexicon->gate_longer ||
        !lexicon->gate_longer_words)
        return false;
    for (size_t i = 0; i < sg_strmap_count(lexicon->forms); i++)
        if (!fill_form(lexicon, sg_strmap_key(lexicon->forms, i),
                       sg_strmap_value(lexicon->forms, i)))
            return false;
    for (size_t i = 0; i < sg_strmap_count(lexicon->classes); i++) {
        uint32_t classes = sg_strmap_value(lexicon->classes, i);
        uint8_t refers = referring(classes);
        if (!refers && !(classes & (SG_CLASS_FUTURE | SG_CLASS_MODAL)))
            continue;
        struct sg_gate_form *form = form_of(lexicon, sg_strmap_key(lexicon->classes, i));
        if (!form)
            return false;
        form->refers = refers;
        form->bits |= refers == SG_GATE_ACT ? 0 : refers ? SG_GATE_REFERS : SG_GATE_OPERATOR;
    }
    return true;
}

static bool list_slots(struct sg_lexicon *lexicon) {
    uint32_t count = 64;
    while (count < 2 * lexicon->gate_form_count)
        count *= 2;
    lexicon->gate_slots = sg_lexicon_own(lexicon, count, sizeof *lexicon->gate_slots);
    lexicon->gate_mask = count - 1;
    for (uint32_t f = 0; lexicon->gate_slots && f < lexicon->gate_form_count; f++) {
        const char *text = sg_strmap_key(lexicon->gate, f);
        size_t length = strlen(text);
        uint32_t hash = sg_strmap_hash(text, length), i = hash & lexicon->gate_mask;
        while (lexicon->gate_slots[i].form)
            i = (i + 1) & lexicon->gate_mask;
        lexicon->gate_slots[i] = (struct sg_gate_slot){hash, f + 1};
        if (length <= SG_GATE_TEXT)
            memcpy(lexicon->gate_forms[f].text, text, length);
    }
    return lexicon->gate_slots;
}

enum sg_status sg_lexicon_build_gate(struct sg_lexicon *lexicon, struct sg_error *err) {
    return list_turns(lexicon) && list_needs(lexicon) && list_forms(lexicon) &&
                   list_slots(lexicon)
               ? SG_OK
               : sg_fail(err, SG_ERR_MEMORY, "out of memory");
}

uint32_t sg_lexicon_gate_form(const struct sg_lexicon *lexicon, const struct sg_token *token) {
    uint32_t hash = token->hash;
    if (!sg_lexicon_gate_may_have(lexicon, hash))
        return SG_STRMAP_NONE;
    for (uint32_t i = hash & lexicon->gate_mask;; i = (i + 1) & lexicon->gate_mask) {
        const struct sg_gate_slot *slot = &lexicon->gate_slots[i];
        if (!slot->form)
            return SG_STRMAP_NONE;
        if (slot->hash != hash)
            continue;
        const struct sg_gate_form *form = &lexicon->gate_forms[slot->form - 1];
        if (!form->text[0]) /* longer than most */
            return sg_strmap_get_hashed(lexicon->gate, token->lower, token->lower_length, hash);
        if (token->lower_length <= SG_GATE_TEXT &&
            !strncmp(form->text, token->lower, SG_GATE_TEXT))
            return slot->form - 1;
    }
}
