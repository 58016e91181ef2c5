#define PCRE2_CODE_UNIT_WIDTH 8

#include "clean/boilerplate.h"

#include "base/buf.h"

#include <jansson.h>
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

static const char *const scope_names[SG_SCOPE_COUNT] = {"paragraph", "start", "after", "end",
                                                        "anywhere",  "rest",  "title"};

const char *sg_rule_scope_name(enum sg_rule_scope scope) { return scope_names[scope]; }

struct rule {
    const char *why; /* lent from `data` */
    enum sg_rule_scope scope;
    size_t max_words; /* of the paragraph; 0: any */
    bool is_top;      /* only at the top of an article */
    pcre2_code *code;
    const json_t *yes, *no;
};

struct sg_boilerplate {
    json_t *data;
    struct rule *rules;
    size_t count;
    /* All patterns of a scope in one alternation: most paragraphs match none of them, and learn it
     * in one call. */
    pcre2_code *gates[SG_SCOPE_COUNT];
};

struct sg_matcher {
    pcre2_match_data *data;
    pcre2_match_context *context;
};

struct sg_matcher *sg_matcher_new(void) {
    struct sg_matcher *matcher = calloc(1, sizeof *matcher);
    if (!matcher)
        return NULL;
    matcher->data = pcre2_match_data_create(16, NULL);
    matcher->context = pcre2_match_context_create(NULL);
    if (!matcher->data || !matcher->context) {
        sg_matcher_free(matcher);
        return NULL;
    }
    /* A pattern that goes wild on some text is no match; it must not hold the program up. */
    pcre2_set_match_limit(matcher->context, 200000);
    pcre2_set_heap_limit(matcher->context, 4096);
    return matcher;
}

void sg_matcher_free(struct sg_matcher *matcher) {
    if (!matcher)
        return;
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->context);
    free(matcher);
}

static uint32_t scope_options(enum sg_rule_scope scope) {
    uint32_t options = PCRE2_UTF | PCRE2_DUPNAMES | PCRE2_DOTALL | PCRE2_NEVER_BACKSLASH_C;
    if (scope == SG_SCOPE_START || scope == SG_SCOPE_AFTER)
        options |= PCRE2_ANCHORED;
    if (scope == SG_SCOPE_END || scope == SG_SCOPE_TITLE)
        options |= PCRE2_ENDANCHORED;
    return options;
}

static enum sg_status compile(pcre2_code **out, const char *pattern, size_t length,
                              enum sg_rule_scope scope, const char *where, struct sg_error *err) {
    int code;
    size_t at;
    *out = pcre2_compile((PCRE2_SPTR)pattern, length, scope_options(scope), &code, &at, NULL);
    if (!*out) {
        unsigned char reason[200];
        pcre2_get_error_message(code, reason, sizeof reason);
        return sg_fail(err, SG_ERR_DATA, "%s: pattern \"%.80s\": %s at character %zu", where,
                       pattern, (const char *)reason, at);
    }
    pcre2_jit_compile(*out, PCRE2_JIT_COMPLETE); /* where there is no JIT it matches without */
    return SG_OK;
}

static enum sg_status load_rule(struct rule *rule, const json_t *item, size_t number,
                                const char *path, struct sg_error *err) {
    char where[600];
    snprintf(where, sizeof where, "%.500s: rule %zu", path, number);
    const char *scope = json_string_value(json_object_get(item, "scope"));
    const char *pattern = json_string_value(json_object_get(item, "pattern"));
    rule->why = json_string_value(json_object_get(item, "why"));
    if (!rule->why || !pattern || !scope)
        return sg_fail(err, SG_ERR_DATA, "%s: needs \"why\", \"scope\" and \"pattern\"", where);
    int found = -1;
    for (int i = 0; i < SG_SCOPE_COUNT; i++)
        if (!strcmp(scope, scope_names[i]))
            found = i;
    if (found < 0)
        return sg_fail(err, SG_ERR_DATA,
                       "%s: scope \"%s\" is none of paragraph, start, after, end, anywhere, rest, "
                       "title",
                       where, scope);
    rule->scope = (enum sg_rule_scope)found;
    json_int_t words = json_integer_value(json_object_get(item, "max_words"));
    rule->max_words = words > 0 ? (size_t)words : 0;
    rule->is_top = json_is_true(json_object_get(item, "top"));
    rule->yes = json_object_get(item, "yes");
    rule->no = json_object_get(item, "no");
    return compile(&rule->code, pattern, strlen(pattern), rule->scope, where, err);
}

static enum sg_status compile_gates(struct sg_boilerplate *boilerplate, const char *path,
                                    struct sg_error *err) {
    enum sg_status status = SG_OK;
    for (int scope = 0; scope < SG_SCOPE_COUNT && !status; scope++) {
        struct sg_buf all;
        sg_buf_init(&all);
        for (size_t i = 0; i < boilerplate->count; i++)
            if ((int)boilerplate->rules[i].scope == scope) {
                const json_t *item =
                    json_array_get(json_object_get(boilerplate->data, "rules"), i);
                sg_buf_printf(&all, "%s(?:", all.length ? "|" : "");
                sg_buf_puts(&all, json_string_value(json_object_get(item, "pattern")));
                sg_buf_putc(&all, ')');
            }
        if (sg_buf_failed(&all))
            status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
        else if (all.length)
            status = compile(&boilerplate->gates[scope], all.data, all.length,
                             (enum sg_rule_scope)scope, path, err);
        sg_buf_release(&all);
    }
    return status;
}

enum sg_status sg_boilerplate_load(struct sg_boilerplate **out, const char *data_dir,
                                   struct sg_error *err) {
    char path[4096];
    json_error_t reason;
    snprintf(path, sizeof path, "%s/en/boilerplate.json", data_dir);
    struct sg_boilerplate *boilerplate = calloc(1, sizeof *boilerplate);
    if (!boilerplate)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    enum sg_status status = SG_OK;
    if (!(boilerplate->data = json_load_file(path, 0, &reason))) {
        status = sg_fail(err, SG_ERR_DATA, "%s:%d: %s", path, reason.line, reason.text);
    } else {
        const json_t *rules = json_object_get(boilerplate->data, "rules");
        boilerplate->rules = calloc(json_array_size(rules) + 1, sizeof *boilerplate->rules);
        if (!boilerplate->rules)
            status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
        for (size_t i = 0; !status && i < json_array_size(rules); i++) {
            boilerplate->count++;
            status = load_rule(&boilerplate->rules[i], json_array_get(rules, i), i + 1, path, err);
        }
        if (!status)
            status = compile_gates(boilerplate, path, err);
    }
    if (status) {
        sg_boilerplate_free(boilerplate);
        return status;
    }
    *out = boilerplate;
    return SG_OK;
}

void sg_boilerplate_free(struct sg_boilerplate *boilerplate) {
    if (!boilerplate)
        return;
    for (size_t i = 0; i < boilerplate->count; i++)
        pcre2_code_free(boilerplate->rules[i].code);
    for (int i = 0; i < SG_SCOPE_COUNT; i++)
        pcre2_code_free(boilerplate->gates[i]);
    free(boilerplate->rules);
    json_decref(boilerplate->data);
    free(boilerplate);
}

static bool run(const pcre2_code *code, const char *text, size_t length, size_t from,
                struct sg_matcher *matcher) {
    return pcre2_match(code, (PCRE2_SPTR)text, length, from, PCRE2_NO_UTF_CHECK, matcher->data,
                       matcher->context) >= 0;
}

/* A named group's span; start == end when it took no part. */
static void group(size_t *start, size_t *end, const struct rule *rule, const char *name,
                  const struct sg_matcher *matcher) {
    PCRE2_SPTR first, last;
    *start = *end = 0;
    int size = pcre2_substring_nametable_scan(rule->code, (PCRE2_SPTR)name, &first, &last);
    if (size <= 0)
        return;
    const size_t *spans = pcre2_get_ovector_pointer(matcher->data);
    for (PCRE2_SPTR entry = first; entry <= last; entry += size) {
        uint32_t number = (uint32_t)entry[0] << 8 | entry[1];
        if (number < pcre2_get_ovector_count(matcher->data) &&
            spans[2 * number] != PCRE2_UNSET && spans[2 * number + 1] > spans[2 * number]) {
            *start = spans[2 * number];
            *end = spans[2 * number + 1];
            return;
        }
    }
}

static bool try_rule(struct sg_rule_match *out, const struct rule *rule, const char *text,
                     size_t length, size_t from, struct sg_matcher *matcher) {
    if (!run(rule->code, text, length, from, matcher))
        return false;
    const size_t *spans = pcre2_get_ovector_pointer(matcher->data);
    if (spans[1] <= spans[0]) /* an empty match takes nothing away */
        return false;
    *out = (struct sg_rule_match){.start = spans[0], .end = spans[1], .why = rule->why};
    group(&out->date_start, &out->date_end, rule, "date", matcher);
    group(&out->outlet_start, &out->outlet_end, rule, "outlet", matcher);
    group(&out->title_start, &out->title_end, rule, "title", matcher);
    return true;
}

bool sg_boilerplate_find(struct sg_rule_match *out, const struct sg_boilerplate *boilerplate,
                         enum sg_rule_scope scope, const char *text, size_t length, size_t from,
                         size_t words, bool is_top, struct sg_matcher *matcher) {
    if (!boilerplate->gates[scope] ||
        !run(boilerplate->gates[scope], text, length, from, matcher))
        return false;
    bool is_found = false;
    for (size_t i = 0; i < boilerplate->count; i++) {
        const struct rule *rule = &boilerplate->rules[i];
        struct sg_rule_match match;
        if (rule->scope != scope || (rule->is_top && !is_top) ||
            (rule->max_words && words > rule->max_words) ||
            !try_rule(&match, rule, text, length, from, matcher))
            continue;
        if (scope != SG_SCOPE_ANYWHERE) {
            *out = match;
            return true;
        }
        if (!is_found || match.start < out->start)
            *out = match;
        is_found = true;
    }
    return is_found;
}

size_t sg_boilerplate_test(const struct sg_boilerplate *boilerplate,
                           void (*failed)(void *context, const char *why, const char *example,
                                          bool should_match),
                           void *context) {
    struct sg_matcher *matcher = sg_matcher_new();
    size_t count = 0;
    for (size_t i = 0; matcher && i < boilerplate->count; i++) {
        const struct rule *rule = &boilerplate->rules[i];
        for (int side = 0; side < 2; side++) {
            const json_t *list = side ? rule->no : rule->yes;
            for (size_t k = 0; k < json_array_size(list); k++, count++) {
                const char *text = json_string_value(json_array_get(list, k));
                struct sg_rule_match match;
                bool matches =
                    text && try_rule(&match, rule, text, strlen(text), 0, matcher);
                if (matches != (side == 0))
                    failed(context, rule->why, text ? text : "(no string)", side == 0);
            }
        }
    }
    sg_matcher_free(matcher);
    return count;
}
