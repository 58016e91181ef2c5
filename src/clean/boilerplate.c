#define PCRE2_CODE_UNIT_WIDTH 8

#include "clean/boilerplate.h"

#include "base/buf.h"
#include "base/words.h"
#include "clean/openings.h"

#include <jansson.h>
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

static const char *const scope_names[SG_SCOPE_COUNT] = {"paragraph", "tail",     "start", "after",
                                                        "end",       "anywhere", "rest",  "title"};

const char *sg_rule_scope_name(enum sg_rule_scope scope) { return scope_names[scope]; }

enum { NEEDLES_MOST = 256, KEY = 3, SLOTS = 1 << 14, SIZES = 3, STRETCH = 1024 };

/* Rules are gated by the length of the paragraph that they may match. */
static size_t size_class(size_t words) { return words <= 8 ? 0 : words <= 30 ? 1 : 2; }

struct needle {
    const char *text;
    size_t length;
    uint16_t key;  /* where its key stands: the three bytes that are the rarest in English */
    uint16_t next; /* 1 + the next with the same hash of its key; 0: none */
};

struct rule {
    const char *why, *pattern; /* lent from `data` */
    enum sg_rule_scope scope;
    size_t max_words; /* of the paragraph; 0: any */
    bool is_top;      /* only at the top of an article */
    bool is_anchored; /* the pattern begins with ^ */
    pcre2_code *code;
    const json_t *yes, *no;
    struct sg_needles needs; /* one of these must stand in the text, or it cannot match */
    bool has_needs;
};

struct sg_boilerplate {
    json_t *data;
    struct rule *rules; /* by scope, in the file's order */
    size_t count;
    size_t first_of[SG_SCOPE_COUNT + 1]; /* the rules of a scope end where the next's begin */
    struct sg_needles needs[SG_SCOPE_COUNT];  /* of any rule of the scope */
    bool has_free[SG_SCOPE_COUNT]; /* a rule of the scope has neither gate nor needs */
    /* The patterns of a scope that begin with ^ and need nothing, in one alternation: most
     * paragraphs match none of them, and learn it in one call. By size_class(). The others are
     * tried one by one where what they need is there. */
    pcre2_code *gates[SG_SCOPE_COUNT][SIZES];
    struct sg_openings *openings[SG_SCOPE_COUNT][SIZES]; /* of the gates, where often asked */
    struct needle needles[NEEDLES_MOST];
    size_t needle_count;
    uint16_t shorts[NEEDLES_MOST]; /* the needles without a key */
    size_t short_count;
    uint16_t first[SLOTS];        /* of each key's hash: 1 + a needle; 0: none */
    unsigned char has_key[SLOTS]; /* 1 or 0, small: nearly every place of a text is none */
};

/* What is tried at one place only, whatever stands in the text, goes through its scope's gate. */
static bool is_gated(const struct rule *rule) {
    return rule->scope == SG_SCOPE_ANYWHERE ||
           (!rule->has_needs && (rule->is_anchored || rule->scope == SG_SCOPE_START ||
                                 rule->scope == SG_SCOPE_AFTER));
}

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

static uint32_t scope_options(enum sg_rule_scope scope, bool is_anchored) {
    uint32_t options = PCRE2_UTF | PCRE2_DUPNAMES | PCRE2_DOTALL | PCRE2_NEVER_BACKSLASH_C;
    /* "anywhere" is tried at brackets and at the sentences' starts before them: see find_inside()
     */
    if (is_anchored || scope == SG_SCOPE_START || scope == SG_SCOPE_AFTER ||
        scope == SG_SCOPE_ANYWHERE)
        options |= PCRE2_ANCHORED;
    if (scope == SG_SCOPE_END || scope == SG_SCOPE_TITLE)
        options |= PCRE2_ENDANCHORED;
    return options;
}

static enum sg_status compile(pcre2_code **out, const char *pattern, size_t length,
                              enum sg_rule_scope scope, bool is_anchored, const char *where,
                              struct sg_error *err) {
    int code;
    size_t at;
    *out = pcre2_compile((PCRE2_SPTR)pattern, length, scope_options(scope, is_anchored), &code, &at,
                         NULL);
    if (!*out) {
        unsigned char reason[200];
        pcre2_get_error_message(code, reason, sizeof reason);
        return sg_fail(err, SG_ERR_DATA, "%s: pattern \"%.80s\": %s at character %zu", where,
                       pattern, (const char *)reason, at);
    }
    pcre2_jit_compile(*out, PCRE2_JIT_COMPLETE); /* where there is no JIT it matches without */
    return SG_OK;
}

/* Of the lowest three bytes. */
static inline uint32_t key_hash(uint32_t bytes) { return ((bytes << 8) * 0x9E3779B1u) >> 18; }

static inline uint32_t key_at(const char *text) {
    return (unsigned char)text[0] | (uint32_t)(unsigned char)text[1] << 8 |
           (uint32_t)(unsigned char)text[2] << 16;
}

static inline unsigned may_stand(const struct sg_boilerplate *boilerplate, uint32_t hash) {
    return boilerplate->has_key[hash];
}

/* Whether one of the runs of three letters that English is full of has that hash. */
static bool is_frequent_hash(uint32_t hash) {
    static const char text[] =
        " the president said that the ministers of their nations will have to meet for another "
        "session in the morning, and the military forces were not being attacked on the eastern "
        "border, as it was reported by the state; presentation intended for all those interested "
        "in his country's position, which has been under consideration with more than one "
        "government official and his first minutes at the express station. ";
    for (size_t i = 0; i + KEY < sizeof text; i++)
        if (key_hash(key_at(text + i)) == hash)
            return true;
    return false;
}

/* Where the needle's three least frequent bytes in a row stand. */
static size_t find_key(const char *text, size_t length) {
    static const char frequent[] = "zqxjkvbpygfwmucldrhsnioat e"; /* English, rarest first */
    size_t best = 0, best_sum = SIZE_MAX;
    for (size_t i = 0; i + KEY <= length; i++) {
        size_t sum = 0;
        for (size_t k = i; k < i + KEY; k++) {
            const char *found = text[k] ? strchr(frequent, text[k]) : NULL;
            sum += found ? (size_t)(found - frequent) : 0;
        }
        if (is_frequent_hash(key_hash(key_at(text + i))))
            sum += 100;
        if (sum < best_sum) {
            best = i;
            best_sum = sum;
        }
    }
    return best;
}

/* The needle's number; NEEDLES_MOST when there is no room. Short ones stand in no slot. */
static size_t intern_needle(struct sg_boilerplate *boilerplate, const char *text) {
    size_t i = 0, length = strlen(text);
    while (i < boilerplate->needle_count && strcmp(boilerplate->needles[i].text, text) != 0)
        i++;
    if (i < boilerplate->needle_count || i == NEEDLES_MOST)
        return i;
    struct needle *needle = &boilerplate->needles[i];
    *needle = (struct needle){text, length, 0, 0};
    if (length >= KEY) {
        needle->key = (uint16_t)find_key(text, length);
        uint32_t hash = key_hash(key_at(text + needle->key));
        boilerplate->has_key[hash] = 1;
        needle->next = boilerplate->first[hash];
        boilerplate->first[hash] = (uint16_t)(i + 1);
    } else {
        boilerplate->shorts[boilerplate->short_count++] = (uint16_t)i;
    }
    boilerplate->needle_count++;
    return i;
}

/* The needles whose key has that hash and stands at text[at]. */
static void find_needles(struct sg_needles *out, const struct sg_boilerplate *boilerplate,
                         uint32_t hash, const char *text, size_t length, size_t at) {
    for (size_t i = boilerplate->first[hash]; i; i = boilerplate->needles[i - 1].next) {
        const struct needle *needle = &boilerplate->needles[i - 1];
        if (needle->key <= at && needle->length <= length - (at - needle->key) &&
            !memcmp(text + at - needle->key, needle->text, needle->length))
            out->bits[(i - 1) >> 6] |= (uint64_t)1 << ((i - 1) & 63);
    }
}

void sg_boilerplate_scan(struct sg_needles *out, const struct sg_boilerplate *boilerplate,
                         const char *text, size_t length) {
    *out = (struct sg_needles){{0}};
    for (size_t n = 0; n < boilerplate->short_count; n++) {
        size_t i = boilerplate->shorts[n];
        const struct needle *needle = &boilerplate->needles[i];
        if (needle->length == 1 ? memchr(text, *needle->text, length) != NULL
                                : memmem(text, length, needle->text, needle->length) != NULL)
            out->bits[i >> 6] |= (uint64_t)1 << (i & 63);
    }
    size_t at = 0;
    for (; at + 8 <= length; at += 6) { /* six keys stand in eight bytes */
        uint64_t bytes = sg_load_bytes(text + at);
        unsigned found = 0; /* one guess whether there is any, not six */
        for (unsigned k = 0; k < 6; k++)
            found |= may_stand(boilerplate, key_hash((uint32_t)(bytes >> 8 * k))) << k;
        for (; found; found &= found - 1) {
            unsigned k = (unsigned)__builtin_ctz(found);
            find_needles(out, boilerplate, key_hash((uint32_t)(bytes >> 8 * k)), text, length,
                         at + k);
        }
    }
    for (; at + KEY <= length; at++) {
        uint32_t hash = key_hash(key_at(text + at));
        if (may_stand(boilerplate, hash))
            find_needles(out, boilerplate, hash, text, length, at);
    }
}

static enum sg_status load_rule(struct sg_boilerplate *boilerplate, struct rule *rule,
                                const json_t *item, size_t number, const char *path,
                                struct sg_error *err) {
    char where[600];
    snprintf(where, sizeof where, "%.500s: rule %zu", path, number);
    const char *scope = json_string_value(json_object_get(item, "scope"));
    const char *pattern = json_string_value(json_object_get(item, "pattern"));
    rule->pattern = pattern;
    rule->why = json_string_value(json_object_get(item, "why"));
    if (!rule->why || !pattern || !scope)
        return sg_fail(err, SG_ERR_DATA, "%s: needs \"why\", \"scope\" and \"pattern\"", where);
    int found = -1;
    for (int i = 0; i < SG_SCOPE_COUNT; i++)
        if (!strcmp(scope, scope_names[i]))
            found = i;
    if (found < 0)
        return sg_fail(err, SG_ERR_DATA,
                       "%s: scope \"%s\" is none of paragraph, tail, start, after, end, anywhere, "
                       "rest, title",
                       where, scope);
    rule->scope = (enum sg_rule_scope)found;
    json_int_t words = json_integer_value(json_object_get(item, "max_words"));
    rule->max_words = words > 0 ? (size_t)words : 0;
    rule->is_top = json_is_true(json_object_get(item, "top"));
    rule->yes = json_object_get(item, "yes");
    rule->no = json_object_get(item, "no");
    const json_t *needs = json_object_get(item, "needs");
    rule->has_needs = json_array_size(needs) > 0;
    for (size_t i = 0; i < json_array_size(needs); i++) {
        const char *text = json_string_value(json_array_get(needs, i));
        size_t needle = text && *text ? intern_needle(boilerplate, text) : NEEDLES_MOST;
        if (needle == NEEDLES_MOST)
            return sg_fail(err, SG_ERR_DATA, "%s: \"needs\" wants words, at most %d in all", where,
                           NEEDLES_MOST);
        rule->needs.bits[needle >> 6] |= (uint64_t)1 << (needle & 63);
    }
    rule->is_anchored = *pattern == '^';
    return compile(&rule->code, pattern, strlen(pattern), rule->scope, rule->is_anchored, where,
                   err);
}

static enum sg_status compile_gate(struct sg_boilerplate *boilerplate, enum sg_rule_scope scope,
                                   size_t size, const char *path, struct sg_error *err) {
    enum sg_status status = SG_OK;
    struct sg_buf all;
    bool is_smaller = !size; /* than the gate of the shorter paragraphs */
    sg_buf_init(&all);
    for (size_t i = 0; i < boilerplate->count; i++) {
        const struct rule *rule = &boilerplate->rules[i];
        if (rule->scope != scope || !is_gated(rule))
            continue;
        if (rule->max_words && size_class(rule->max_words) < size) {
            is_smaller |= size_class(rule->max_words) + 1 == size;
            continue;
        }
        sg_buf_printf(&all, "%s(?:", all.length ? "|" : "");
        sg_buf_puts(&all, rule->pattern);
        sg_buf_putc(&all, ')');
    }
    if (sg_buf_failed(&all)) {
        status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    } else if (!is_smaller) {
        boilerplate->gates[scope][size] = boilerplate->gates[scope][size - 1];
        boilerplate->openings[scope][size] = boilerplate->openings[scope][size - 1];
    } else if (all.length) {
        status =
            compile(&boilerplate->gates[scope][size], all.data, all.length, scope, true, path, err);
    }
    sg_buf_release(&all);
    bool is_frequent =
        scope == SG_SCOPE_PARAGRAPH || scope == SG_SCOPE_START || scope == SG_SCOPE_REST;
    if (!status && is_smaller && is_frequent && boilerplate->gates[scope][size] &&
        !(boilerplate->openings[scope][size] =
              sg_openings_new(boilerplate->gates[scope][size],
                              size ? boilerplate->openings[scope][size - 1] : NULL)))
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    return status;
}

/* Puts the rules in their scopes' order, those of a scope in the file's. */
static bool sort_rules(struct sg_boilerplate *boilerplate) {
    struct rule *sorted = calloc(boilerplate->count + 1, sizeof *sorted);
    size_t count = 0;
    if (!sorted)
        return false;
    for (int scope = 0; scope < SG_SCOPE_COUNT; scope++) {
        boilerplate->first_of[scope] = count;
        for (size_t i = 0; i < boilerplate->count; i++)
            if (boilerplate->rules[i].scope == (enum sg_rule_scope)scope) {
                const struct rule *rule = &boilerplate->rules[i];
                sorted[count++] = *rule;
                boilerplate->has_free[scope] |= !is_gated(rule) && !rule->has_needs;
                for (size_t k = 0; k < 4; k++)
                    boilerplate->needs[scope].bits[k] |= rule->needs.bits[k];
            }
    }
    boilerplate->first_of[SG_SCOPE_COUNT] = count;
    free(boilerplate->rules);
    boilerplate->rules = sorted;
    return true;
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
            status = load_rule(boilerplate, &boilerplate->rules[i], json_array_get(rules, i), i + 1,
                               path, err);
        }
        if (!status && !sort_rules(boilerplate))
            status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
        for (int scope = 0; scope < SG_SCOPE_COUNT; scope++)
            for (size_t size = 0; size < SIZES && !status; size++)
                status = compile_gate(boilerplate, (enum sg_rule_scope)scope, size, path, err);
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
        for (size_t size = 0; size < SIZES; size++)
            if (!size || boilerplate->gates[i][size] != boilerplate->gates[i][size - 1]) {
                pcre2_code_free(boilerplate->gates[i][size]);
                sg_openings_free(boilerplate->openings[i][size]);
            }
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
        if (number < pcre2_get_ovector_count(matcher->data) && spans[2 * number] != PCRE2_UNSET &&
            spans[2 * number + 1] > spans[2 * number]) {
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

static bool have_common(const struct sg_needles *a, const struct sg_needles *b) {
    uint64_t common = 0;
    for (size_t i = 0; i < 4; i++)
        common |= a->bits[i] & b->bits[i];
    return common != 0;
}

static bool may_match(const struct rule *rule, const struct sg_needles *needles) {
    return !rule->has_needs || !needles || have_common(&rule->needs, needles);
}

static bool find_rule(struct sg_rule_match *out, const struct sg_boilerplate *boilerplate,
                      enum sg_rule_scope scope, const char *text, size_t length, size_t from,
                      size_t words, bool is_top, const struct sg_needles *needles,
                      struct sg_matcher *matcher) {
    size_t size = size_class(words);
    const pcre2_code *gate = boilerplate->gates[scope][size];
    const struct sg_openings *openings = boilerplate->openings[scope][size];
    bool is_open = gate && (!openings || sg_openings_allow(openings, text + from, length - from)) &&
                   run(gate, text, length, from, matcher);
    if (!is_open && !boilerplate->has_free[scope] && needles &&
        !have_common(&boilerplate->needs[scope], needles))
        return false;
    for (size_t i = boilerplate->first_of[scope]; i < boilerplate->first_of[scope + 1]; i++) {
        const struct rule *rule = &boilerplate->rules[i];
        if ((is_gated(rule) ? is_open : may_match(rule, needles)) &&
            (!rule->is_top || is_top) && (!rule->max_words || words <= rule->max_words) &&
            try_rule(out, rule, text, length, from, matcher))
            return true;
    }
    return false;
}

/* The start of the sentence that text[at] stands in, when it is near: behind a full stop or a
 * quotation mark and a blank. */
static size_t sentence_start(const char *text, size_t at) {
    for (size_t i = at, steps = 0; i > 1 && steps < 60; i--, steps++)
        if (text[i - 1] == ' ' && (text[i - 2] == '.' || text[i - 2] == '?' || text[i - 2] == '!' ||
                                   text[i - 2] == '"' || (unsigned char)text[i - 2] == 0x9D))
            return i;
    return at;
}

/* Where the first opening bracket at or behind text[at] stands; `length` for nowhere. A stretch at a
 * time: of "(a) (b) (c) ..." each would look through all that follows for a square one. */
static size_t next_bracket(const char *text, size_t length, size_t at) {
    for (size_t end; at < length; at = end) {
        end = length - at > STRETCH ? at + STRETCH : length;
        const char *round = memchr(text + at, '(', end - at);
        size_t before = round ? (size_t)(round - text) : end;
        const char *square = memchr(text + at, '[', before - at);
        if (square || round)
            return (size_t)((square ? square : round) - text);
    }
    return length;
}

/* Inside a paragraph only notes in brackets are looked for, and datelines with one: a pattern over
 * every character would be the slowest part of reading. */
static bool find_inside(struct sg_rule_match *out, const struct sg_boilerplate *boilerplate,
                        const char *text, size_t length, size_t from, size_t words, bool is_top,
                        struct sg_matcher *matcher) {
    for (size_t at = from; (at = next_bracket(text, length, at)) < length; at++) {
        size_t start = sentence_start(text, at);
        if ((start != at && start >= from &&
             find_rule(out, boilerplate, SG_SCOPE_ANYWHERE, text, length, start, words, is_top,
                       NULL, matcher)) ||
            find_rule(out, boilerplate, SG_SCOPE_ANYWHERE, text, length, at, words, is_top, NULL,
                      matcher))
            return true;
    }
    return false;
}

bool sg_boilerplate_find(struct sg_rule_match *out, const struct sg_boilerplate *boilerplate,
                         enum sg_rule_scope scope, const char *text, size_t length, size_t from,
                         size_t words, bool is_top, const struct sg_needles *needles,
                         struct sg_matcher *matcher) {
    if (scope == SG_SCOPE_ANYWHERE)
        return find_inside(out, boilerplate, text, length, from, words, is_top, matcher);
    return find_rule(out, boilerplate, scope, text, length, from, words, is_top, needles, matcher);
}

/* A rule's own pattern over an example, as cleaning would try it. */
static bool matches_example(const struct sg_boilerplate *boilerplate, const struct rule *rule,
                            const char *text, struct sg_matcher *matcher) {
    struct sg_rule_match match;
    struct sg_needles needles;
    size_t length = strlen(text);
    sg_boilerplate_scan(&needles, boilerplate, text, length);
    if (!may_match(rule, &needles))
        return false;
    if (rule->scope != SG_SCOPE_ANYWHERE)
        return try_rule(&match, rule, text, length, 0, matcher);
    for (size_t at = 0; at < length; at++)
        if ((text[at] == '(' || text[at] == '[') &&
            (try_rule(&match, rule, text, length, at, matcher) ||
             try_rule(&match, rule, text, length, sentence_start(text, at), matcher)))
            return true;
    return false;
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
                bool matches = text && matches_example(boilerplate, rule, text, matcher);
                if (matches != (side == 0))
                    failed(context, rule->why, text ? text : "(no string)", side == 0);
            }
        }
    }
    sg_matcher_free(matcher);
    return count;
}
