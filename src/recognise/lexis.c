#include "recognise/lexis.h"

#include "base/strmap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sg_lexis {
    struct sg_strmap *words; /* lower case -> classes */
    struct sg_normalizer *normalizer;
};

static json_t *load_json(const char *data_dir, const char *name, char *path, size_t size,
                         struct sg_error *err) {
    snprintf(path, size, "%s/en/%s", data_dir, name);
    json_error_t where;
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &where);
    if (!root)
        sg_fail(err, where.line < 0 ? SG_ERR_IO : SG_ERR_DATA, "%s:%d: %s", path, where.line,
                where.text);
    return root;
}

static bool add_words(struct sg_lexis *lexis, const json_t *list, uint32_t bit) {
    size_t i;
    json_t *word;
    json_array_foreach(list, i, word) {
        const char *text = json_string_value(word);
        if (!text)
            continue;
        uint32_t old = sg_strmap_get(lexis->words, text);
        if (!sg_strmap_set(lexis->words, text, (old == SG_STRMAP_NONE ? 0 : old) | bit))
            return false;
    }
    return true;
}

static enum sg_status read_all(struct sg_lexis *lexis, const char *data_dir, struct sg_error *err) {
    static const char *const keys[] = {
#define X(name, key) key,
        SG_LEXIS_LIST(X)
#undef X
    };
    char path[4096];
    json_t *names = load_json(data_dir, "names.json", path, sizeof path, err);
    if (!names)
        return SG_ERR_DATA;
    enum sg_status status =
        sg_normalizer_new(&lexis->normalizer, json_object_get(names, "transliteration"), path, err);
    const json_t *words = json_object_get(names, "words");
    for (size_t i = 0; !status && i < sizeof keys / sizeof *keys; i++)
        if (!add_words(lexis, json_object_get(words, keys[i]), 1u << i))
            status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    json_decref(names);
    if (status)
        return status;
    json_t *common = load_json(data_dir, "words.json", path, sizeof path, err);
    if (!common)
        return SG_ERR_DATA;
    if (!add_words(lexis, json_object_get(common, "common"), SG_LEXIS_COMMON))
        status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    json_decref(common);
    return status;
}

enum sg_status sg_lexis_load(struct sg_lexis **out, const char *data_dir, struct sg_error *err) {
    *out = NULL;
    struct sg_lexis *lexis = calloc(1, sizeof *lexis);
    if (!lexis || !(lexis->words = sg_strmap_new())) {
        free(lexis);
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    }
    enum sg_status status = read_all(lexis, data_dir, err);
    if (status) {
        sg_lexis_free(lexis);
        return status;
    }
    *out = lexis;
    return SG_OK;
}

void sg_lexis_free(struct sg_lexis *lexis) {
    if (!lexis)
        return;
    sg_strmap_free(lexis->words);
    sg_normalizer_free(lexis->normalizer);
    free(lexis);
}

uint32_t sg_lexis_classes(const struct sg_lexis *lexis, const char *lower, size_t length) {
    uint32_t classes = sg_strmap_getn(lexis->words, lower, length);
    return classes == SG_STRMAP_NONE ? 0 : classes;
}

uint32_t sg_lexis_token_classes(const struct sg_lexis *lexis, const struct sg_token *token) {
    uint32_t classes =
        sg_strmap_get_hashed(lexis->words, token->lower, token->lower_length, token->hash);
    return classes == SG_STRMAP_NONE ? 0 : classes;
}

const struct sg_strmap *sg_lexis_words(const struct sg_lexis *lexis) { return lexis->words; }

const struct sg_normalizer *sg_lexis_normalizer(const struct sg_lexis *lexis) {
    return lexis->normalizer;
}
