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
    for (const char *at = text; *at; at++)
        parts += strchr(separators, *at) != NULL;
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
} class_names[] = {
    {"acts", SG_CLASS_ACT},
    {"carriers", SG_CLASS_CARRIER},
    {"receivers", SG_CLASS_RECEIVER},
    {"reporting", SG_CLASS_REPORTING},
    {"speakers_for", SG_CLASS_SPEAKS_FOR},
    {"relational", SG_CLASS_RELATIONAL},
    {"containers", SG_CLASS_CONTAINER},
    {"negators", SG_CLASS_NEGATOR},
    {"nearly", SG_CLASS_NEARLY},
    {"modals", SG_CLASS_MODAL},
    {"futures", SG_CLASS_FUTURE},
    {"conditions", SG_CLASS_CONDITION},
    {"doubt_adverbs", SG_CLASS_DOUBT},
    {"allegations", SG_CLASS_ALLEGED},
    {"passive_reports", SG_CLASS_PASSIVE_REPORT},
    {"including", SG_CLASS_INCLUDING},
    {"be", SG_CLASS_BE},
    {"first_person", SG_CLASS_FIRST_PERSON},
    {"third_person", SG_CLASS_THIRD_PERSON},
};

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
            uint32_t bits = sg_strmap_get(lexicon->classes, text);
            bits = bits == SG_STRMAP_NONE ? 0 : bits;
            if (!sg_strmap_set(lexicon->classes, text, bits | class_names[i].bit))
                return sg_fail(err, SG_ERR_MEMORY, "out of memory");
        }
    }
    return SG_OK;
}

unsigned sg_lexicon_class(const struct sg_lexicon *lexicon, const char *word) {
    uint32_t bits = sg_strmap_get(lexicon->classes, word);
    return bits == SG_STRMAP_NONE ? 0 : bits;
}
