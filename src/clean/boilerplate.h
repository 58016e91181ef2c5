/* data/en/boilerplate.json, compiled: what pages print around an article. */
#ifndef SG_CLEAN_BOILERPLATE_H
#define SG_CLEAN_BOILERPLATE_H

#include "base/arena.h"
#include "clean/clean.h"

#include <stancegraph/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What of a paragraph a rule takes away. */
enum sg_rule_scope {
    SG_SCOPE_PARAGRAPH, /* all of it, when the pattern is found in it */
    SG_SCOPE_TAIL,      /* all of it, when the pattern is found near its end */
    SG_SCOPE_START,     /* the match, at the paragraph's start */
    SG_SCOPE_AFTER,     /* the same, but only behind something that a start rule took */
    SG_SCOPE_END,       /* the match, up to the paragraph's end */
    SG_SCOPE_ANYWHERE,  /* every match */
    SG_SCOPE_REST,      /* the paragraph and all that follow */
    SG_SCOPE_TITLE,     /* the match, in headlines */
    SG_SCOPE_COUNT
};

const char *sg_rule_scope_name(enum sg_rule_scope scope);

struct sg_rule_match {
    size_t start, end; /* bytes in the text that was searched */
    const char *why;
    size_t date_start, date_end;     /* the group "date"; equal: none */
    size_t outlet_start, outlet_end; /* the group "outlet" */
    size_t title_start, title_end;   /* the group "title" */
};

/* Scratch for matching, one a document. */
struct sg_matcher;
struct sg_matcher *sg_matcher_new(void);
void sg_matcher_free(struct sg_matcher *matcher);

/* Which of the words that patterns need stand in a text. */
struct sg_needles {
    uint64_t bits[4];
};
/* One look over the text for all of them: patterns that cannot match need not be tried. */
void sg_boilerplate_scan(struct sg_needles *out, const struct sg_boilerplate *boilerplate,
                         const char *text, size_t length);

/* The first rule of the scope that matches text[0, length), which has `words` words; false when
 * none does. ANYWHERE: the first match at or behind `from`. `needles`: what a scan of the text, or
 * of more than it, found (ANYWHERE: not asked). `is_top`: the paragraph stands before the article's
 * second paragraph. */
bool sg_boilerplate_find(struct sg_rule_match *out, const struct sg_boilerplate *boilerplate,
                         enum sg_rule_scope scope, const char *text, size_t length, size_t from,
                         size_t words, bool is_top, const struct sg_needles *needles,
                         struct sg_matcher *matcher);

/* Runs the rules' own examples: every "yes" must match its rule and every "no" must not. Calls
 * `failed` for each that does not hold; returns how many examples there are. */
size_t sg_boilerplate_test(const struct sg_boilerplate *boilerplate,
                           void (*failed)(void *context, const char *why, const char *example,
                                          bool should_match),
                           void *context);

#endif
