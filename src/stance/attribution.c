/* Who says so: the reporting verb above, beside or behind a clause, the speaker of a quotation,
 * "according to". */
#include "stance/scene.h"

#include <string.h>

/* The first of quotes [low, high) that ends behind a token. */
static size_t quotes_from(const struct sg_reading *reading, size_t low, size_t high,
                          uint32_t token) {
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (reading->quotes[middle].end_token > token)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

const struct sg_quote *sg_next_quote(const struct sg_reading *reading,
                                     const struct sg_sentence *sentence,
                                     const struct sg_quote *after) {
    const struct sg_quote *quotes = reading->quotes;
    size_t direct = reading->direct_quote_count, count = reading->quote_count;
    size_t at = after ? (size_t)(after - quotes) + 1 : 0;
    if (!after)
        at = quotes_from(reading, 0, direct, sentence->first);
    if (at < direct && quotes[at].first < sentence->end_token)
        return &quotes[at];
    if (at <= direct) /* none of the direct ones is left */
        at = quotes_from(reading, direct, count, sentence->first);
    return at < count && quotes[at].first < sentence->end_token ? &quotes[at] : NULL;
}

uint32_t sg_quote_speaker(const struct sg_scene *scene, uint32_t token) {
    const struct sg_reading *reading = scene->reading;
    for (const struct sg_quote *quote = NULL;
         (quote = sg_next_quote(reading, scene->sentence, quote));) {
        if (token >= quote->first && token < quote->end_token && quote->speaker != SG_NO_MENTION &&
            reading->mentions[quote->speaker].actor != SG_NO_ACTOR)
            return sg_titled_person(scene, quote->speaker);
    }
    return SG_NO_MENTION;
}

/* "Mr Lukashenko, you are ...": a name that is called on right before the pronoun. */
static uint32_t called_on(const struct sg_scene *scene, uint32_t pronoun) {
    if (pronoun < scene->first + 2 || scene->tokens[pronoun - 1].form[0] != ',')
        return SG_NO_MENTION;
    uint32_t mention = scene->cover[pronoun - 2 - scene->first];
    if (mention == SG_NO_MENTION)
        return SG_NO_MENTION;
    uint32_t start = scene->reading->mentions[mention].first;
    while (start > scene->first && scene->tokens[start - 1].flags & SG_TOKEN_CAPITAL)
        start--; /* "Mr" */
    bool opens = start == scene->first || (scene->tokens[start - 1].flags & SG_TOKEN_PUNCT);
    return opens ? mention : SG_NO_MENTION;
}

uint32_t sg_quote_addressee(const struct sg_scene *scene, uint32_t token) {
    const struct sg_reading *reading = scene->reading;
    bool is_second = sg_is_word(scene, token, "you") || sg_is_word(scene, token, "your");
    if (!is_second || !(scene->tokens[token].flags & SG_TOKEN_IN_QUOTE))
        return SG_NO_MENTION;
    uint32_t called = called_on(scene, token);
    for (const struct sg_quote *quote = NULL;
         called == SG_NO_MENTION && (quote = sg_next_quote(reading, scene->sentence, quote));) {
        if (token < quote->first || token >= quote->end_token || quote->verb == SG_NO_TOKEN ||
            quote->verb < scene->first || quote->verb >= scene->end)
            continue;
        for (uint32_t c = sg_child(scene, quote->verb); c != SG_NO_TOKEN;
             c = sg_sibling(scene, c)) {
            enum sg_deprel deprel = scene->tokens[c].deprel;
            bool is_told = deprel == SG_DEPREL_OBJ || deprel == SG_DEPREL_IOBJ ||
                           (deprel == SG_DEPREL_OBL && !strcmp(sg_case_of(scene, c), "to"));
            if (is_told && c > quote->verb && sg_mention_of(scene, c) != SG_NO_MENTION)
                return sg_titled_person(scene, sg_mention_of(scene, c));
        }
    }
    return called;
}

static uint32_t first_subject(const struct sg_scene *scene, uint32_t verb) {
    struct sg_parties found = {.count = 0};
    sg_logical_subject(&found, scene, verb);
    return found.count ? found.items[0].mention : SG_NO_MENTION;
}

/* "..., Askari said" and "according to Askari" hang below the clause they report. */
static uint32_t speaker_below(const struct sg_scene *scene, uint32_t verb) {
    for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN; c = sg_sibling(scene, c)) {
        const struct sg_token *child = &scene->tokens[c];
        /* "Turkey came out in support; the Israeli envoy said his country ...": not Turkey's words
         */
        if (child->deprel == SG_DEPREL_PARATAXIS && (sg_class_of(scene, c) & SG_CLASS_REPORTING) &&
            !(c > verb && sg_is_parted(scene, verb, c))) {
            uint32_t speaker = first_subject(scene, c);
            if (speaker != SG_NO_MENTION)
                return speaker;
        }
        if (!strcmp(sg_case_of(scene, c), "according")) {
            struct sg_parties found = {.count = 0};
            sg_phrase(&found, scene, c, SG_AS_DOER, 1);
            if (found.count)
                return found.items[0].mention;
        }
    }
    return SG_NO_MENTION;
}

uint32_t sg_speaker(const struct sg_scene *scene, uint32_t token, bool *is_quoted) {
    uint32_t speaker = sg_quote_speaker(scene, token);
    *is_quoted = (scene->tokens[token].flags & SG_TOKEN_IN_QUOTE) != 0;
    if (speaker != SG_NO_MENTION)
        return speaker;
    uint32_t at = token;
    for (int steps = 0; steps < 8 && at != SG_NO_TOKEN; steps++) {
        speaker = speaker_below(scene, at);
        if (speaker != SG_NO_MENTION)
            return speaker;
        uint32_t parent = sg_parent(scene, at);
        enum sg_deprel deprel = scene->tokens[at].deprel;
        bool clause = deprel == SG_DEPREL_CCOMP || deprel == SG_DEPREL_PARATAXIS ||
                      deprel == SG_DEPREL_ACL || deprel == SG_DEPREL_ADVCL;
        if (parent != SG_NO_TOKEN && clause && (sg_class_of(scene, parent) & SG_CLASS_REPORTING)) {
            speaker = first_subject(scene, parent);
            if (speaker != SG_NO_MENTION)
                return speaker;
        }
        if (sg_is_told(scene, at) && parent != SG_NO_TOKEN &&
            sg_parent(scene, parent) != SG_NO_TOKEN &&
            (sg_class_of(scene, sg_parent(scene, parent)) & SG_CLASS_REPORTING)) {
            speaker = first_subject(scene, sg_parent(scene, parent));
            if (speaker != SG_NO_MENTION)
                return speaker;
        }
        at = parent;
    }
    return SG_NO_MENTION;
}
