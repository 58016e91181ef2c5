/* Inflection: a lemma's forms, by rule or from irregular.json, and the index form -> cues. The
 * index knows what a form can be (past, plural ...), so that the noun "warning" is not the verb. */
#include "stance/lexicon.h"

#include <stdlib.h>
#include <string.h>

#define FORM_MAX 64

enum sg_status sg_lexicon_load_irregular(struct sg_lexicon *lexicon, const char *path,
                                         struct sg_error *err) {
    json_t *root;
    enum sg_status status = sg_lexicon_json(&root, lexicon, path, err);
    if (status)
        return status;
    static const char *const keys[] = {"verbs", "nouns"};
    struct sg_strmap *maps[] = {lexicon->irregular_verbs, lexicon->irregular_nouns};
    size_t total = 0;
    for (int i = 0; i < 2; i++)
        total += json_object_size(json_object_get(root, keys[i]));
    lexicon->irregular = sg_lexicon_own(lexicon, total, sizeof *lexicon->irregular);
    if (!lexicon->irregular)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (int i = 0; i < 2; i++) {
        const char *lemma;
        json_t *forms;
        json_object_foreach(json_object_get(root, keys[i]), lemma, forms) {
            if (!json_is_string(forms))
                return sg_fail(err, SG_ERR_DATA, "%s: the forms of \"%s\" are not a string", path,
                               lemma);
            lexicon->irregular[lexicon->irregular_count] = json_string_value(forms);
            if (!sg_strmap_set(maps[i], lemma, (uint32_t)lexicon->irregular_count++))
                return sg_fail(err, SG_ERR_MEMORY, "out of memory");
        }
    }
    return SG_OK;
}

static bool is_vowel(char c) { return strchr("aeiou", c) != NULL; }

/* "plan" doubles its last letter before -ed, -ing: one syllable, consonant-vowel-consonant. */
static bool doubles(const char *word, size_t length) {
    if (length < 3 || strchr("wxy", word[length - 1]) || is_vowel(word[length - 1]) ||
        !is_vowel(word[length - 2]) || is_vowel(word[length - 3]))
        return false;
    size_t vowels = 0;
    for (size_t i = 0; i < length; i++)
        vowels += is_vowel(word[i]);
    return vowels == 1;
}

static bool link_form(struct sg_lexicon *lexicon, const char *form, struct sg_form_link link) {
    uint32_t first = sg_strmap_get(lexicon->forms, form);
    for (uint32_t at = first; at != SG_STRMAP_NONE && at != SG_NO_LINK;
         at = lexicon->links[at].next) {
        struct sg_form_link *old = &lexicon->links[at];
        if (old->entry == link.entry && old->is_operator == link.is_operator) {
            old->bits |= link.bits;
            return true;
        }
    }
    if (lexicon->link_count == lexicon->link_capacity) {
        size_t capacity = lexicon->link_capacity ? lexicon->link_capacity * 2 : 4096;
        struct sg_form_link *grown = realloc(lexicon->links, capacity * sizeof *grown);
        if (!grown)
            return false;
        lexicon->links = grown;
        lexicon->link_capacity = capacity;
    }
    link.next = first == SG_STRMAP_NONE ? SG_NO_LINK : first;
    lexicon->links[lexicon->link_count] = link;
    return sg_strmap_set(lexicon->forms, form, (uint32_t)lexicon->link_count++);
}

static bool link_with_ending(struct sg_lexicon *lexicon, const char *stem, size_t length,
                             const char *ending, struct sg_form_link link, uint8_t bits) {
    char form[FORM_MAX];
    if (length + strlen(ending) >= sizeof form)
        return true;
    memcpy(form, stem, length);
    strcpy(form + length, ending);
    link.bits = bits;
    return link_form(lexicon, form, link);
}

/* Plural of a noun and third person of a verb: strikes, clashes, allies. */
static bool link_s(struct sg_lexicon *lexicon, const char *word, struct sg_form_link link,
                   uint8_t bits) {
    size_t length = strlen(word);
    char last = word[length - 1], before = length > 1 ? word[length - 2] : 'a';
    if (last == 'y' && !is_vowel(before))
        return link_with_ending(lexicon, word, length - 1, "ies", link, bits);
    bool hisses = strchr("sxz", last) || (last == 'h' && (before == 'c' || before == 's')) ||
                  (last == 'o' && !is_vowel(before));
    return link_with_ending(lexicon, word, length, hisses ? "es" : "s", link, bits);
}

static bool link_irregular(struct sg_lexicon *lexicon, const char *forms, struct sg_form_link link,
                           bool is_verb, bool *has_past) {
    while (*forms) {
        size_t length = strcspn(forms, " ");
        uint8_t bits = SG_FORM_PLURAL;
        if (is_verb) {
            bool ing = length > 4 && !memcmp(forms + length - 3, "ing", 3);
            bool es = !ing && length > 2 && forms[length - 1] == 's' && forms[length - 2] == 'e';
            bits = ing ? SG_FORM_ING : es ? SG_FORM_S : SG_FORM_PAST | SG_FORM_PARTICIPLE;
            *has_past |= bits == (SG_FORM_PAST | SG_FORM_PARTICIPLE);
        }
        if (!link_with_ending(lexicon, forms, length, "", link, bits))
            return false;
        forms += length + (forms[length] == ' ');
    }
    return true;
}

static bool link_verb(struct sg_lexicon *lexicon, const char *lemma, struct sg_form_link link) {
    size_t length = strlen(lemma);
    char last = lemma[length - 1], before = length > 1 ? lemma[length - 2] : 'a';
    bool has_past = false;
    const uint8_t past = SG_FORM_PAST | SG_FORM_PARTICIPLE;
    uint32_t irregular = sg_strmap_get(lexicon->irregular_verbs, lemma);
    if (irregular != SG_STRMAP_NONE &&
        !link_irregular(lexicon, lexicon->irregular[irregular], link, true, &has_past))
        return false;
    if (!link_with_ending(lexicon, lemma, length, "", link, SG_FORM_BASE) ||
        !link_s(lexicon, lemma, link, SG_FORM_S))
        return false;
    char doubled[FORM_MAX];
    if (length + 2 >= sizeof doubled)
        return true;
    memcpy(doubled, lemma, length + 1);
    /* irregular pasts show the doubling too: "rebelled" */
    const char *shown = irregular == SG_STRMAP_NONE ? "" : lexicon->irregular[irregular];
    char twice[FORM_MAX + 4];
    memcpy(twice, lemma, length);
    twice[length] = last;
    strcpy(twice + length + 1, "ed");
    if (doubles(lemma, length) || strstr(shown, twice)) {
        doubled[length] = last;
        doubled[length + 1] = '\0';
    }
    bool drops_e = last == 'e' && before != 'e' && before != 'o' && before != 'y';
    size_t stem = drops_e ? length - 1 : strlen(doubled);
    if (last == 'e' && before == 'i') { /* tie -> tying */
        char tying[FORM_MAX];
        memcpy(tying, lemma, length - 2);
        strcpy(tying + length - 2, "ying");
        if (!link_with_ending(lexicon, tying, strlen(tying), "", link, SG_FORM_ING))
            return false;
    } else if (!link_with_ending(lexicon, doubled, stem, "ing", link, SG_FORM_ING)) {
        return false;
    }
    if (has_past)
        return true;
    if (last == 'y' && !is_vowel(before))
        return link_with_ending(lexicon, lemma, length - 1, "ied", link, past);
    if (last == 'e')
        return link_with_ending(lexicon, lemma, length, "d", link, past);
    return link_with_ending(lexicon, doubled, strlen(doubled), "ed", link, past);
}

static bool link_noun(struct sg_lexicon *lexicon, const char *lemma, struct sg_form_link link) {
    bool unused = false;
    uint32_t irregular = sg_strmap_get(lexicon->irregular_nouns, lemma);
    if (!link_with_ending(lexicon, lemma, strlen(lemma), "", link, SG_FORM_SINGULAR))
        return false;
    if (irregular != SG_STRMAP_NONE)
        return link_irregular(lexicon, lexicon->irregular[irregular], link, false, &unused);
    return link_s(lexicon, lemma, link, SG_FORM_PLURAL);
}

bool sg_lexicon_index(struct sg_lexicon *lexicon, const char *word, enum sg_cue_kind kind,
                      uint32_t number, bool is_operator) {
    struct sg_form_link link = {.entry = number, .is_operator = is_operator};
    if (!*word)
        return true;
    if (kind == SG_CUE_VERB)
        return link_verb(lexicon, word, link);
    if (kind == SG_CUE_NOUN)
        return link_noun(lexicon, word, link);
    return link_with_ending(lexicon, word, strlen(word), "", link, SG_FORM_OTHER);
}

/* The inflected forms of a word, for a word class: the index is borrowed for them. */
bool sg_lexicon_inflect(struct sg_lexicon *lexicon, struct sg_strmap *forms, const char *word,
                        enum sg_cue_kind kind) {
    struct sg_strmap *index = lexicon->forms;
    lexicon->forms = forms;
    bool done = sg_lexicon_index(lexicon, word, kind, 0, false);
    lexicon->forms = index;
    return done;
}

/* Does link `a` stand before link `b` of the same form? */
static bool is_before(const struct sg_lexicon *lexicon, const struct sg_form_link *a,
                      const struct sg_form_link *b) {
    if (a->is_operator || b->is_operator)
        return !a->is_operator && b->is_operator;
    const struct sg_entry *x = &lexicon->entries[a->entry], *y = &lexicon->entries[b->entry];
    if (x->word_count != y->word_count)
        return x->word_count > y->word_count;
    if (x->strength > y->strength || x->strength < y->strength)
        return x->strength > y->strength;
    return a->entry < b->entry;
}

static void tell_entry(struct sg_form_link *link, const struct sg_lexicon *lexicon) {
    if (link->is_operator)
        return;
    const struct sg_entry *entry = &lexicon->entries[link->entry];
    link->kind = (uint8_t)entry->kind;
    link->is_single = entry->word_count == 1;
    link->is_within = entry->is_within;
    link->is_void = entry->strength <= 0;
    if (!link->is_single) {
        const char *word = entry->words[entry->kind == SG_CUE_NOUN ? 0 : entry->word_count - 1];
        link->other_word = sg_strmap_hash(word, strlen(word));
    }
}

bool sg_lexicon_sort_links(struct sg_lexicon *lexicon) {
    struct sg_form_link *in_order = calloc(lexicon->link_count + 1, sizeof *in_order);
    uint32_t count = 0;
    if (!in_order)
        return false;
    for (size_t i = 0; i < sg_strmap_count(lexicon->forms); i++) {
        uint32_t sorted = SG_NO_LINK, next;
        for (uint32_t at = sg_strmap_value(lexicon->forms, i); at != SG_NO_LINK; at = next) {
            uint32_t *place = &sorted;
            next = lexicon->links[at].next;
            while (*place != SG_NO_LINK &&
                   !is_before(lexicon, &lexicon->links[at], &lexicon->links[*place]))
                place = &lexicon->links[*place].next;
            lexicon->links[at].next = *place;
            *place = at;
        }
        uint32_t first = sorted == SG_NO_LINK ? SG_NO_LINK : count, operators = SG_NO_LINK;
        for (uint32_t at = sorted; at != SG_NO_LINK; at = lexicon->links[at].next) {
            struct sg_form_link *link = &in_order[count++];
            *link = lexicon->links[at];
            link->next = link->next == SG_NO_LINK ? SG_NO_LINK : count;
            tell_entry(link, lexicon);
            if (link->is_operator && operators == SG_NO_LINK)
                operators = count - 1;
        }
        if (first != SG_NO_LINK)
            in_order[first].first_operator = operators;
        if (!sg_strmap_set(lexicon->forms, sg_strmap_key(lexicon->forms, i), first)) {
            free(in_order);
            return false;
        }
    }
    free(lexicon->links);
    lexicon->links = in_order;
    lexicon->link_count = count;
    lexicon->link_capacity = lexicon->link_count + 1;
    return true;
}

uint32_t sg_lexicon_links(const struct sg_lexicon *lexicon, const struct sg_token *token) {
    uint32_t first =
        sg_strmap_get_hashed(lexicon->forms, token->lower, token->lower_length, token->hash);
    return first == SG_STRMAP_NONE ? SG_NO_LINK : first;
}
