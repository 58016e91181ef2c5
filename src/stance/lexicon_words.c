/* Words of the lexicon: interning, splitting, and the word classes of grammar.json. */
#include "stance/lexicon.h"

#include <stdlib.h>
#include <string.h>

const char *sg_lexicon_word(struct sg_lexicon *lexicon, const char *word) {
    uint32_t index = sg_strmap_intern(lexicon->words, word);
    return index == SG_STRMAP_NONE ? NULL : sg_strmap_key(lexicon->words, index);
}

void *sg_lexicon_own(struct sg_lexicon *lexicon, size_t count, size_t size) {
    void *memory = calloc(count ? count : 1, size);
    if (!memory)
        return NULL;
    if (lexicon->owned_count == lexicon->owned_capacity) {
        size_t capacity = lexicon->owned_capacity ? lexicon->owned_capacity * 2 : 256;
        void **grown = realloc(lexicon->owned, capacity * sizeof *grown);
        if (!grown) {
            free(memory);
            return NULL;
        }
        lexicon->owned = grown;
        lexicon->owned_capacity = capacity;
    }
    return lexicon->owned[lexicon->owned_count++] = memory;
}

/* "lash out" -> {"lash", "out", NULL}, each interned. */
const char **sg_lexicon_split(struct sg_lexicon *lexicon, const char *text, const char *separators,
                              size_t *count) {
    size_t parts = 1;
    for (const char *at = text; *(at += strcspn(at, separators)); at++)
        parts++;
    const char **out = sg_lexicon_own(lexicon, parts + 1, sizeof *out);
    *count = 0;
    while (out && *text) {
        size_t length = strcspn(text, separators);
        if (length) {
            uint32_t index = sg_strmap_internn(lexicon->words, text, length);
            if (index == SG_STRMAP_NONE)
                return NULL;
            out[(*count)++] = sg_strmap_key(lexicon->words, index);
        }
        text += length + (text[length] != '\0');
    }
    return out;
}

enum sg_status sg_lexicon_json(json_t **out, struct sg_lexicon *lexicon, const char *path,
                               struct sg_error *err) {
    json_error_t problem;
    *out = NULL;
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &problem);
    if (!root)
        return problem.line < 0
                   ? sg_fail(err, SG_ERR_IO, "%s: %s", path, problem.text)
                   : sg_fail(err, SG_ERR_DATA, "%s:%d: %s", path, problem.line, problem.text);
    json_t **grown = realloc(lexicon->files, (lexicon->file_count + 1) * sizeof(json_t *));
    if (!grown) {
        json_decref(root);
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    lexicon->files = grown;
    lexicon->files[lexicon->file_count++] = root;
    *out = root;
    return SG_OK;
}

static const struct {
    const char *name;
    unsigned bit;
    enum sg_cue_kind kind; /* how its words are inflected; SG_CUE_KINDS: not at all */
} class_names[] = {
    {"acts", SG_CLASS_ACT, SG_CUE_NOUN},
    {"carriers", SG_CLASS_CARRIER, SG_CUE_VERB},
    {"receivers", SG_CLASS_RECEIVER, SG_CUE_VERB},
    {"reporting", SG_CLASS_REPORTING, SG_CUE_VERB},
    {"speakers_for", SG_CLASS_SPEAKS_FOR, SG_CUE_NOUN},
    {"relational", SG_CLASS_RELATIONAL, SG_CUE_NOUN},
    {"containers", SG_CLASS_CONTAINER, SG_CUE_NOUN},
    {"negators", SG_CLASS_NEGATOR, SG_CUE_KINDS},
    {"nearly", SG_CLASS_NEARLY, SG_CUE_KINDS},
    {"modals", SG_CLASS_MODAL, SG_CUE_KINDS},
    {"futures", SG_CLASS_FUTURE, SG_CUE_KINDS},
    {"conditions", SG_CLASS_CONDITION, SG_CUE_KINDS},
    {"doubt_adverbs", SG_CLASS_DOUBT, SG_CUE_KINDS},
    {"allegations", SG_CLASS_ALLEGED, SG_CUE_KINDS},
    {"passive_reports", SG_CLASS_PASSIVE_REPORT, SG_CUE_VERB},
    {"including", SG_CLASS_INCLUDING, SG_CUE_KINDS},
    {"be", SG_CLASS_BE, SG_CUE_KINDS},
    {"first_person", SG_CLASS_FIRST_PERSON, SG_CUE_KINDS},
    {"groups", SG_CLASS_GROUP, SG_CUE_NOUN},
    {"markets", SG_CLASS_MARKET, SG_CUE_NOUN},
    {"collectives", SG_CLASS_COLLECTIVE, SG_CUE_NOUN},
    {"single", SG_CLASS_SINGLE, SG_CUE_KINDS},
    {"counted", SG_CLASS_COUNTED, SG_CUE_KINDS},
    {"times", SG_CLASS_TIME, SG_CUE_NOUN},
    {"asides", SG_CLASS_ASIDE, SG_CUE_KINDS},
    {"keeps_object", SG_CLASS_KEEPS_OBJECT, SG_CUE_VERB},
    {"general", SG_CLASS_GENERAL, SG_CUE_KINDS},
    {"pointers", SG_CLASS_POINTER, SG_CUE_KINDS},
    {"rulers", SG_CLASS_POINTER, SG_CUE_NOUN}, /* with SG_CLASS_SPEAKS_FOR */
    {"moves", SG_CLASS_POINTER, SG_CUE_NOUN}, /* acts that point back: with SG_CLASS_ACT */
    {"definite", SG_CLASS_DEFINITE, SG_CUE_KINDS},
    {"said", SG_CLASS_SAID, SG_CUE_NOUN},
    {"followers", SG_CLASS_FOLLOWER, SG_CUE_NOUN},
    {"suffered", SG_CLASS_SUFFERED, SG_CUE_NOUN},
    {"several", SG_CLASS_SEVERAL, SG_CUE_KINDS},
    {"contrasts", SG_CLASS_CONTRAST, SG_CUE_KINDS},
    {"third_person", SG_CLASS_THIRD_PERSON, SG_CUE_KINDS},
    {"arms", 0, SG_CUE_KINDS}, /* in a list of their own */
};

static bool add_bit(struct sg_strmap *classes, const char *word, unsigned bit) {
    uint32_t bits = sg_strmap_get(classes, word);
    return sg_strmap_set(classes, word, (bits == SG_STRMAP_NONE ? 0 : bits) | bit);
}

/* A word and its inflected forms: "levelled" carries as "level" does. */
static bool add_to_class(struct sg_lexicon *lexicon, const char *word, unsigned bit,
                         enum sg_cue_kind kind) {
    if (!bit)
        return add_bit(lexicon->arms, word, 1);
    if (kind == SG_CUE_KINDS)
        return add_bit(lexicon->classes, word, bit);
    struct sg_strmap *forms = sg_strmap_new();
    bool done = forms && sg_lexicon_inflect(lexicon, forms, word, kind);
    for (size_t i = 0; done && i < sg_strmap_count(forms); i++)
        done = add_bit(lexicon->classes, sg_strmap_key(forms, i), bit);
    sg_strmap_free(forms);
    return done;
}

enum sg_status sg_lexicon_load_grammar(struct sg_lexicon *lexicon, const char *path,
                                       struct sg_error *err) {
    json_t *root;
    enum sg_status status = sg_lexicon_json(&root, lexicon, path, err);
    if (status)
        return status;
    for (size_t i = 0; i < sizeof class_names / sizeof *class_names; i++) {
        json_t *words = json_object_get(json_object_get(root, class_names[i].name), "words");
        if (!json_is_array(words))
            return sg_fail(err, SG_ERR_DATA, "%s: \"%s\" needs a list \"words\"", path,
                           class_names[i].name);
        size_t at;
        json_t *word;
        json_array_foreach(words, at, word) {
            const char *text = json_string_value(word);
            if (!text)
                return sg_fail(err, SG_ERR_DATA, "%s: \"%s\": word %zu is not a string", path,
                               class_names[i].name, at + 1);
            if (!add_to_class(lexicon, text, class_names[i].bit, class_names[i].kind))
                return sg_fail(err, SG_ERR_MEMORY, "out of memory");
        }
    }
    return SG_OK;
}

static struct sg_word_facts *facts_of(struct sg_lexicon *lexicon, const char *word) {
    size_t count = sg_strmap_count(lexicon->known);
    uint32_t index = sg_strmap_intern(lexicon->known, word);
    if (index == SG_STRMAP_NONE)
        return NULL;
    if (index == count)
        lexicon->facts[index] = (struct sg_word_facts){0, SG_NO_LINK};
    return &lexicon->facts[index];
}

bool sg_lexicon_gather(struct sg_lexicon *lexicon) {
    const struct sg_strmap *forms = lexicon->forms, *classes = lexicon->classes;
    size_t most = sg_strmap_count(forms) + sg_strmap_count(classes);
    struct sg_word_facts *facts;
    if (!(lexicon->facts = sg_lexicon_own(lexicon, most + 1, sizeof *facts)))
        return false;
    for (size_t i = 0; i < sg_strmap_count(forms); i++) {
        if (!(facts = facts_of(lexicon, sg_strmap_key(forms, i))))
            return false;
        facts->first_link = sg_strmap_value(forms, i);
    }
    for (size_t i = 0; i < sg_strmap_count(classes); i++) {
        if (!(facts = facts_of(lexicon, sg_strmap_key(classes, i))))
            return false;
        facts->classes = sg_strmap_value(classes, i);
    }
    return true;
}

struct sg_word_facts sg_lexicon_facts(const struct sg_lexicon *lexicon, const char *word,
                                      size_t length, uint32_t hash) {
    uint32_t index = sg_strmap_get_hashed(lexicon->known, word, length, hash);
    return index == SG_STRMAP_NONE ? (struct sg_word_facts){0, SG_NO_LINK} : lexicon->facts[index];
}
