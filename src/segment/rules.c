#include "segment/rules.h"

#include "base/utf8.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* a key of segment.json -> what its words become */
static const struct {
    const char *key;
    enum sg_word_class word_class;
} word_lists[] = {
    {"titles", SG_WORD_TITLE},
    {"abbreviations", SG_WORD_ABBREVIATION},
    {"not_abbreviations", SG_WORD_NOT_ABBREVIATION},
    {"openers", SG_WORD_OPENER},
    {"speech_verbs", SG_WORD_SPEECH},
    {"name_particles", SG_WORD_NAME_PARTICLE},
    {"name_endings", SG_WORD_NAME_ENDING},
    {"kept_prefixes", SG_WORD_KEPT_PREFIX},
    {"given_name_syllables", SG_WORD_SYLLABLE},
};

unsigned sg_word_classes(const struct sg_segmenter *segmenter, const char *word, size_t length) {
    char lower[SG_WORD_ROOM];
    if (length >= sizeof lower)
        return 0;
    for (size_t i = 0; i < length; i++)
        lower[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] + 32 : word[i]);
    uint32_t classes = sg_strmap_getn(segmenter->classes, lower, length);
    return classes == SG_STRMAP_NONE ? 0 : classes;
}

static enum sg_status load_words(struct sg_segmenter *segmenter, const json_t *root,
                                 const char *path, struct sg_error *err) {
    for (size_t i = 0; i < sizeof word_lists / sizeof *word_lists; i++) {
        const json_t *words = json_object_get(json_object_get(root, word_lists[i].key), "words");
        if (!json_is_array(words))
            return sg_fail(err, SG_ERR_DATA, "%s: \"%s\" wants a list \"words\"", path,
                           word_lists[i].key);
        for (size_t k = 0; k < json_array_size(words); k++) {
            const char *word = json_string_value(json_array_get(words, k));
            if (!word)
                return sg_fail(err, SG_ERR_DATA, "%s: \"%s\": word %zu is not a string", path,
                               word_lists[i].key, k + 1);
            uint32_t old = sg_strmap_get(segmenter->classes, word);
            if (!sg_strmap_set(segmenter->classes, word,
                               (old == SG_STRMAP_NONE ? 0 : old) | word_lists[i].word_class))
                return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
        }
    }
    return SG_OK;
}

static enum sg_status load_clitics(struct sg_segmenter *segmenter, const json_t *root,
                                   const char *path, struct sg_error *err) {
    const json_t *clitics = json_object_get(root, "clitics");
    for (size_t i = 0; i < json_array_size(clitics); i++) {
        const char *clitic = json_string_value(json_array_get(clitics, i));
        if (!clitic || strlen(clitic) >= sizeof segmenter->clitics[0] || i >= SG_CLITICS_MOST)
            return sg_fail(err, SG_ERR_DATA, "%s: \"clitics\": at most %d, each under 8 letters",
                           path, SG_CLITICS_MOST);
        strcpy(segmenter->clitics[segmenter->clitic_count++], clitic);
    }
    const char *negative = json_string_value(json_object_get(root, "negative_clitic"));
    snprintf(segmenter->negative_clitic, sizeof segmenter->negative_clitic, "%s",
             negative ? negative : "");
    const char *word;
    json_t *parts;
    json_object_foreach(json_object_get(root, "splits"), word, parts) {
        json_int_t first = json_integer_value(json_array_get(parts, 0));
        if (first < 1 || (size_t)first >= strlen(word))
            return sg_fail(err, SG_ERR_DATA,
                           "%s: \"splits\": \"%s\" wants [bytes of its first part]", path, word);
        if (!sg_strmap_set(segmenter->splits, word, (uint32_t)first))
            return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
        segmenter->split_lengths[*word & 31] |= strlen(word) < 32 ? 1u << strlen(word) : 0;
    }
    return SG_OK;
}

enum sg_status sg_segmenter_load(struct sg_segmenter **out, const char *data_dir,
                                 struct sg_error *err) {
    enum sg_status status = SG_OK;
    json_t *root = NULL;
    char path[4096];
    snprintf(path, sizeof path, "%s/en/segment.json", data_dir);
    *out = NULL;
    struct sg_segmenter *segmenter = calloc(1, sizeof *segmenter);
    if (!segmenter || !(segmenter->classes = sg_strmap_new()) ||
        !(segmenter->splits = sg_strmap_new())) {
        status = sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", path);
        goto out;
    }
    json_error_t bad;
    root = json_load_file(path, 0, &bad);
    if (!root) {
        status = sg_fail(err, SG_ERR_DATA, "%s:%d: %s", path, bad.line, bad.text);
        goto out;
    }
    if ((status = load_words(segmenter, root, path, err)) ||
        (status = load_clitics(segmenter, root, path, err)))
        goto out;
    *out = segmenter;
    segmenter = NULL;
out:
    json_decref(root);
    sg_segmenter_free(segmenter);
    return status;
}

void sg_segmenter_free(struct sg_segmenter *segmenter) {
    if (!segmenter)
        return;
    sg_strmap_free(segmenter->classes);
    sg_strmap_free(segmenter->splits);
    free(segmenter);
}
