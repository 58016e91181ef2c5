/* Reads operators.json: what "refuse", "suspension", "vow" make of another cue. Read after all
 * relations are known; a relation that a user adds takes the effect's "+", "-" or "*". */
#include "stance/lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool read_outcome(struct sg_outcome *out, const struct sg_lexicon *lexicon,
                         const char *text) {
    *out = (struct sg_outcome){.kind = SG_OUT_SAME, .relation = SG_NO_LINK};
    while (*text) {
        size_t length = strcspn(text, " ");
        uint32_t relation = sg_lexicon_relation(lexicon, text, length);
        if (relation != SG_NO_LINK)
            out->relation = relation;
        else if (length == 7 && !memcmp(text, "negated", 7))
            out->negates = true;
        else if (length == 12 && !memcmp(text, "hypothetical", 12))
            out->kind = SG_OUT_HYPOTHETICAL;
        else if (length == 4 && !memcmp(text, "none", 4))
            out->kind = SG_OUT_NONE;
        else if (!(length == 4 && !memcmp(text, "same", 4)))
            return false;
        text += length + (text[length] == ' ');
    }
    return true;
}

static uint32_t find_effect(const struct sg_lexicon *lexicon, const char *name) {
    for (uint32_t i = 0; i < lexicon->effect_count; i++)
        if (!strcmp(lexicon->effects[i].name, name))
            return i;
    return SG_NO_LINK;
}

static enum sg_status read_effect(struct sg_effect *effect, struct sg_lexicon *lexicon,
                                  const char *path, const json_t *rows, struct sg_error *err) {
    effect->outcomes = sg_lexicon_own(lexicon, lexicon->relation_count, sizeof *effect->outcomes);
    if (!effect->outcomes)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; i < lexicon->relation_count; i++) {
        const struct sg_relation *relation = &lexicon->relations[i];
        const json_t *row = json_object_get(rows, relation->name);
        if (!row)
            row = json_object_get(rows, relation->sign > 0 ? "+" : relation->sign < 0 ? "-" : "0");
        if (!row)
            row = json_object_get(rows, "*");
        if (!json_is_string(row) ||
            !read_outcome(&effect->outcomes[i], lexicon, json_string_value(row)))
            return sg_fail(err, SG_ERR_DATA,
                           "%s: effect \"%s\" does not say what becomes of %s (same, negated, "
                           "hypothetical, none or a relation)",
                           path, effect->name, relation->name);
    }
    return SG_OK;
}

/* The effect that a row names for when it, or the claim below it, is negated. */
static enum sg_status read_turned(uint32_t *out, const struct sg_lexicon *lexicon, const char *path,
                                  const char *name, const json_t *rows, const char *key,
                                  struct sg_error *err) {
    const char *other = json_string_value(json_object_get(rows, key));
    *out = other ? find_effect(lexicon, other) : SG_NO_LINK;
    return other && *out == SG_NO_LINK
               ? sg_fail(err, SG_ERR_DATA, "%s: effect \"%s\": no effect \"%s\"", path, name, other)
               : SG_OK;
}

static enum sg_status read_effects(struct sg_lexicon *lexicon, const char *path,
                                   const json_t *effects, struct sg_error *err) {
    const char *name;
    json_t *rows;
    lexicon->effects = sg_lexicon_own(lexicon, json_object_size(effects), sizeof *lexicon->effects);
    if (!lexicon->effects)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    json_object_foreach((json_t *)effects, name, rows) {
        struct sg_effect *effect = &lexicon->effects[lexicon->effect_count++];
        effect->name = sg_lexicon_word(lexicon, name);
        enum sg_status status = read_effect(effect, lexicon, path, rows, err);
        if (status)
            return status;
    }
    json_object_foreach((json_t *)effects, name, rows) {
        struct sg_effect *effect = &lexicon->effects[find_effect(lexicon, name)];
        enum sg_status status =
            read_turned(&effect->if_negated, lexicon, path, name, rows, "if_negated", err);
        if (!status)
            status = read_turned(&effect->if_denied, lexicon, path, name, rows, "if_denied", err);
        if (status)
            return status;
    }
    lexicon->effect_quarrel_says = find_effect(lexicon, "quarrel-says");
    lexicon->effect_victim_says = find_effect(lexicon, "victim-says");
    lexicon->effect_reject = find_effect(lexicon, "reject");
    lexicon->effect_will = find_effect(lexicon, "will");
    lexicon->effect_deny = find_effect(lexicon, "deny");
    lexicon->effect_threaten = find_effect(lexicon, "threaten");
    lexicon->effect_attempt = find_effect(lexicon, "attempt");
    lexicon->effect_alleged = find_effect(lexicon, "alleged");
    lexicon->effect_not = find_effect(lexicon, "not");
    return lexicon->effect_will != SG_NO_LINK
               ? SG_OK
               : sg_fail(err, SG_ERR_DATA, "%s: the effect \"will\" is missing", path);
}

static enum sg_status add_operator(struct sg_lexicon *lexicon, const char *path, const json_t *json,
                                   enum sg_cue_kind kind, const char *cue, struct sg_error *err) {
    struct sg_operator *op = &lexicon->operators[lexicon->operator_count];
    const char *of = json_string_value(json_object_get(json, "of"));
    const char *by = json_string_value(json_object_get(json, "by"));
    const char *effect = json_string_value(json_object_get(json, "effect"));
    if (!of || !effect)
        return sg_fail(err, SG_ERR_DATA, "%s: operator \"%s\" needs \"of\" and \"effect\"", path,
                       cue);
    op->kind = kind;
    op->effect = find_effect(lexicon, effect);
    if (op->effect == SG_NO_LINK)
        return sg_fail(err, SG_ERR_DATA, "%s: operator \"%s\": no effect \"%s\"", path, cue,
                       effect);
    char rule[120];
    snprintf(rule, sizeof rule, "operators/%s", cue);
    for (char *c = rule; *c; c++)
        if (*c == ' ')
            *c = '-';
    op->rule = sg_lexicon_word(lexicon, rule);
    op->words = sg_lexicon_split(lexicon, cue, " ", &op->word_count);
    size_t count = 0, kept = 0;
    const char **parts = sg_lexicon_split(lexicon, of, " ", &count);
    if (!op->words || !parts || !op->rule)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (size_t i = 0; i < count; i++) {
        if (!strcmp(parts[i], "clause"))
            op->of_clause = true;
        else if (!strcmp(parts[i], "infinitive"))
            op->of_infinitive = true;
        else if (!strcmp(parts[i], "compound"))
            op->of_compound = true;
        else if (!strcmp(parts[i], "object"))
            op->of_object = true;
        else if (!strcmp(parts[i], "subject"))
            op->of_subject = true;
        else
            parts[kept++] = parts[i];
    }
    parts[kept] = NULL;
    op->prepositions = parts;
    op->by_object = by && !strcmp(by, "object");
    op->by_both = by && !strcmp(by, "both");
    const char *key = op->words[kind == SG_CUE_NOUN ? op->word_count - 1 : 0];
    return sg_lexicon_index(lexicon, key, kind, (uint32_t)lexicon->operator_count++, true)
               ? SG_OK
               : sg_fail(err, SG_ERR_MEMORY, "out of memory");
}

static size_t count_cues(const json_t *operators) {
    static const char *const kinds[] = {"verb", "noun", "adjective"};
    size_t i, count = 0;
    json_t *json;
    json_array_foreach((json_t *)operators, i, json) {
        for (int k = 0; k < 3; k++) {
            const json_t *cue = json_object_get(json, kinds[k]);
            count += json_is_array(cue) ? json_array_size(cue) : cue != NULL;
        }
    }
    return count;
}

enum sg_status sg_lexicon_load_operators(struct sg_lexicon *lexicon, const char *path,
                                         struct sg_error *err) {
    static const char *const kinds[] = {"verb", "noun", "adjective"};
    json_t *root;
    enum sg_status status = sg_lexicon_json(&root, lexicon, path, err);
    if (status || (status = read_effects(lexicon, path, json_object_get(root, "effects"), err)))
        return status;
    json_t *operators = json_object_get(root, "operators"), *json, *word;
    lexicon->operators = sg_lexicon_own(lexicon, count_cues(operators), sizeof *lexicon->operators);
    if (!lexicon->operators)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    size_t i, j;
    json_array_foreach(operators, i, json) {
        for (int k = 0; k < 3 && !status; k++) {
            json_t *cue = json_object_get(json, kinds[k]);
            enum sg_cue_kind kind = (enum sg_cue_kind)k;
            if (json_is_string(cue))
                status = add_operator(lexicon, path, json, kind, json_string_value(cue), err);
            json_array_foreach(cue, j, word) {
                if (!json_is_string(word))
                    return sg_fail(err, SG_ERR_DATA, "%s: operator %zu: a cue is a string", path,
                                   i + 1);
                if (!status)
                    status = add_operator(lexicon, path, json, kind, json_string_value(word), err);
            }
        }
        if (status)
            return status;
    }
    return SG_OK;
}
