/* A claim: one actor's stance toward another in one sentence, with all that it rests on.
 * Claims are the unit of exchange between machines: extract anywhere, build from all of them. */
#ifndef STANCEGRAPH_CLAIM_H
#define STANCEGRAPH_CLAIM_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Spans in a claim count Unicode code points from 0 in the document's text, end exclusive. */
struct sg_claim_actor {
    const char *id;   /* [a-z0-9-]+, unique for an actor across documents */
    const char *name; /* canonical name */
    const char *type; /* state, official, militia, organization, person */
    const char *mention;
    size_t start, end;
};

enum sg_modality { SG_ASSERTED, SG_HYPOTHETICAL };

struct sg_claim {
    const char *doc;
    const char *date;   /* YYYY-MM-DD or NULL */
    const char *outlet; /* who published the document, or NULL */
    size_t sentence;    /* index in the document, from 0 */
    size_t start, end;  /* the sentence */
    const char *text;   /* the sentence's words, as given */
    const char *relation;
    int sign; /* -1, 0, +1 */
    struct sg_claim_actor source, target;
    const char *cue; /* the word or words that named the stance, as in the text; NULL: none */
    bool is_negated;
    enum sg_modality modality;
    const char *attribution; /* who is reported to say so; NULL: the article says it */
    double confidence;       /* 0 < c <= 1 */
    const char *rule;        /* the lexicon entry or construction that fired */
    const char *role;        /* affiliated only: the role's words ("leader"), or NULL */
    /* The sketch of the document's words: 128 hexadecimal digits, or NULL. Where it is there, the
     * graph counts a reprint's claims once: documents whose sketches are alike make a group, and
     * the same sentence lifted into another story is one sentence. NULL: the claim always counts. */
    const char *signature;
    bool is_former; /* affiliated only: the text says that it has ended */
};

#ifdef __cplusplus
}
#endif
#endif
