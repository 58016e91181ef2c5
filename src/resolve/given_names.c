/* Actors that came with the document, where the text names them again: whoever marks "Tehran" as an
 * actor means the "Iran" of the next clause too, and with "Trump" the "Donald Trump" before it. */
#include "resolve/context.h"

#include <string.h>

/* The words that name somebody: without "the" and marks of possession. */
struct words {
    uint32_t first, end;
};

static struct words words_of(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_token *tokens = c->reading->tokens;
    struct words w = {m->first, m->end_token};
    while (w.end > w.first + 1 &&
           (tokens[w.end - 1].flags & (SG_TOKEN_POSSESSIVE | SG_TOKEN_PUNCT)))
        w.end--;
    while (w.first + 1 < w.end && (!strcmp(tokens[w.first].lower, "the") ||
                                   (sg_shape_classes(&c->text, w.first) & SG_LEXIS_TITLE)))
        w.first++;
    return w;
}

static bool end_alike(const struct sg_context *c, struct words a, struct words b, uint32_t count) {
    for (uint32_t i = 1; i <= count; i++)
        if (strcmp(c->reading->tokens[a.end - i].lower, c->reading->tokens[b.end - i].lower))
            return false;
    return true;
}

/* A person goes by the last of his names, a body by all of them: the Senate is no state's. */
static bool is_named_alike(const struct sg_context *c, const struct sg_mention *given,
                           const struct sg_mention *other) {
    struct words a = words_of(c, given), b = words_of(c, other);
    uint32_t a_count = a.end - a.first, b_count = b.end - b.first;
    uint32_t count = a_count < b_count ? a_count : b_count;
    const struct sg_actor *actor = sg_mentioned_actor(c, other);
    if (a_count != b_count && !(actor && sg_is_person(actor)))
        return false;
    return count && end_alike(c, a, b, count);
}

/* The document's actor for what the packs call by the given words, or SG_NO_ACTOR. */
static uint32_t known_as(struct sg_context *c, const struct sg_mention *given) {
    struct words w = words_of(c, given);
    const char *name = sg_span_name(c->reading, w.first, w.end, c->arena);
    if (!name)
        return SG_NO_ACTOR;
    uint32_t pack = sg_gazetteer_find_name(c->gazetteer, name);
    if (pack == SG_NO_PACK)
        pack = sg_gazetteer_find_capital(c->gazetteer, name);
    uint32_t actor = pack == SG_NO_PACK ? 0 : sg_roster_find_pack(&c->roster, pack);
    return actor ? actor - 1 : SG_NO_ACTOR;
}

/* By actor: the given one that it is, SG_NO_ACTOR for none, SEVERAL when two claim it. */
#define SEVERAL (SG_NO_ACTOR - 1)

static void claim(uint32_t *same, uint32_t actor, uint32_t given) {
    if (actor != SG_NO_ACTOR && actor != given)
        same[actor] = same[actor] == SG_NO_ACTOR || same[actor] == given ? given : SEVERAL;
}

/* The mentions that did not come with the document, chained by their last word, which all that are
 * named alike share; of one after another that say the same of the same actor one stands there.
 * Numbers are one more than the mention's, 0 is none. */
struct endings {
    uint32_t *first, *next;
    uint32_t mask;
};

static uint32_t *ending(const struct sg_context *c, const struct endings *e,
                        const struct sg_mention *m) {
    struct words w = words_of(c, m);
    return &e->first[w.end > w.first ? c->reading->tokens[w.end - 1].hash & e->mask : 0];
}

static bool says_the_same(const struct sg_context *c, const struct sg_mention *a,
                          const struct sg_mention *b) {
    struct words v = words_of(c, a), w = words_of(c, b);
    return a->actor == b->actor && v.end - v.first == w.end - w.first &&
           end_alike(c, v, w, v.end - v.first);
}

static bool gather_endings(const struct sg_context *c, struct endings *e) {
    const struct sg_reading *reading = c->reading;
    uint32_t size = 1;
    while (size < reading->mention_count)
        size *= 2;
    e->mask = size - 1;
    e->first = sg_arena_array(c->arena, size, sizeof *e->first);
    e->next = sg_arena_array(c->arena, reading->mention_count + 1, sizeof *e->next);
    for (size_t i = reading->mention_count; e->first && e->next && i-- > 0;) {
        const struct sg_mention *m = &reading->mentions[i];
        if (m->kind == SG_MENTION_GIVEN || m->actor == SG_NO_ACTOR)
            continue;
        uint32_t *first = ending(c, e, m);
        if (*first && says_the_same(c, &reading->mentions[*first - 1], m))
            continue;
        e->next[i + 1] = *first;
        *first = (uint32_t)i + 1;
    }
    return e->first && e->next;
}

/* "Clinton" beside "Bill Clinton" and "Hillary Clinton" is nobody's short name. */
static uint32_t only_namesake(const struct sg_context *c, const struct endings *endings,
                              const struct sg_mention *given) {
    uint32_t found = SG_NO_ACTOR;
    for (uint32_t i = *ending(c, endings, given); i; i = endings->next[i]) {
        const struct sg_mention *other = &c->reading->mentions[i - 1];
        if (other->actor == given->actor || !is_named_alike(c, given, other))
            continue;
        if (found != SG_NO_ACTOR && found != other->actor)
            return SG_NO_ACTOR;
        found = other->actor;
    }
    return found;
}

void sg_resolve_given_names(struct sg_context *c) {
    struct sg_reading *reading = c->reading;
    if (!reading->document->given_count)
        return;
    uint32_t *same = sg_arena_array(c->arena, reading->actor_count + 1, sizeof *same);
    bool *is_given = sg_arena_array(c->arena, reading->actor_count + 1, sizeof *is_given);
    struct endings endings;
    if (!same || !is_given || !gather_endings(c, &endings))
        return;
    for (size_t a = 0; a < reading->actor_count; a++)
        same[a] = SG_NO_ACTOR;
    for (size_t m = 0; m < reading->mention_count; m++)
        if (reading->mentions[m].kind == SG_MENTION_GIVEN &&
            reading->mentions[m].actor != SG_NO_ACTOR)
            is_given[reading->mentions[m].actor] = true;
    for (size_t m = 0; m < reading->mention_count; m++) {
        const struct sg_mention *given = &reading->mentions[m];
        if (given->kind != SG_MENTION_GIVEN || given->actor == SG_NO_ACTOR)
            continue;
        claim(same, only_namesake(c, &endings, given), given->actor);
        claim(same, known_as(c, given), given->actor);
    }
    for (size_t m = 0; m < reading->mention_count; m++) {
        struct sg_mention *mention = &reading->mentions[m];
        uint32_t actor = mention->actor;
        if (actor == SG_NO_ACTOR || is_given[actor] || same[actor] == SG_NO_ACTOR ||
            same[actor] == SEVERAL || sg_are_kept_apart(c, actor, same[actor]))
            continue;
        mention->actor = same[actor];
    }
}
