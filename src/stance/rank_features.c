/* What the re-ranker looks at: where source and target stand to the cue on the tree and in the
 * order of words, what the rules found there, the words between. Names are never features. */
#include "stance/rank.h"

#include <string.h>

#define NEAR_MENTIONS 8 /* candidates are built of the mentions nearest to a cue */
#define PATH_STEPS 5

static uint32_t mix(uint32_t a, uint32_t b) {
    uint64_t x = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15u;
    x ^= x >> 29;
    x *= 0xBF58476D1CE4E5B9u;
    return (uint32_t)(x >> 32);
}

static uint32_t hash_text(const char *text) {
    uint32_t h = 2166136261u;
    for (; text && *text; text++)
        h = (h ^ (unsigned char)*text) * 16777619u;
    return h;
}

static void put(struct sg_rank_candidate *out, uint32_t kind, uint32_t value) {
    if (out->feature_count < SG_RANK_FEATURES_MAX)
        out->features[out->feature_count++] = mix(kind * 0x85EBCA6Bu + 7, value) % SG_RANK_BUCKETS;
}

/* A word as a feature: names are masked, numbers are one. */
static uint32_t word_at(const struct sg_scene *scene, uint32_t token) {
    if (token == SG_NO_TOKEN || token < scene->first || token >= scene->end)
        return 1;
    if (scene->cover[token - scene->first] != SG_NO_MENTION)
        return 2;
    const struct sg_token *t = &scene->tokens[token];
    if (t->flags & SG_TOKEN_NUMBER)
        return 3;
    if (t->upos == SG_UPOS_PROPN)
        return 4;
    return hash_text(t->lemma ? t->lemma : t->lower);
}

static uint32_t bin(uint32_t n) {
    static const uint32_t bounds[] = {1, 2, 3, 4, 6, 8, 11, 15, 20};
    uint32_t i = 0;
    while (i < sizeof bounds / sizeof *bounds && n >= bounds[i])
        i++;
    return i;
}

/* One actor as seen from a cue. */
struct view {
    uint32_t mention, head;
    uint32_t path, last, preposition, distance, between, side;
    bool is_own, is_source, is_target, is_far, has_clause_between, is_possessor;
    double quality;
};

static size_t ancestors(uint32_t *out, const struct sg_scene *scene, uint32_t token) {
    size_t n = 0;
    for (; token != SG_NO_TOKEN && n < 12; token = sg_parent(scene, token))
        out[n++] = token;
    return n;
}

/* The labels from the mention up to the common ancestor and down to the cue. */
static void walk(struct view *view, const struct sg_scene *scene, uint32_t cue) {
    uint32_t a[12], b[12];
    size_t na = ancestors(a, scene, view->head), nb = ancestors(b, scene, cue);
    for (size_t i = 0; i < na; i++)
        for (size_t k = 0; k < nb; k++)
            if (a[i] == b[k]) {
                uint32_t h = 17;
                for (size_t s = 0; s < i; s++)
                    h = mix(h, scene->tokens[a[s]].deprel);
                h = mix(h, 999);
                for (size_t s = k; s > 0; s--)
                    h = mix(h, 100u + scene->tokens[b[s - 1]].deprel);
                view->path = h;
                view->is_far = i + k > PATH_STEPS;
                view->last = i ? scene->tokens[a[i - 1]].deprel : 900u + (unsigned)(k > 0);
                view->last = mix(view->last, k < 3 ? (uint32_t)k : 3);
                return;
            }
    view->path = 1;
    view->is_far = true;
    view->last = 2;
}

static double quality_in(const struct sg_parties *parties, uint32_t mention) {
    for (size_t i = 0; i < parties->count; i++)
        if (parties->items[i].mention == mention)
            return parties->items[i].quality;
    return 0;
}

static void look(struct view *view, const struct sg_scene *scene, const struct sg_cue_trace *trace,
                 uint32_t mention) {
    const struct sg_mention *m = &scene->reading->mentions[mention];
    uint32_t cue = trace->token;
    uint32_t from = m->end_token <= cue ? m->end_token : cue + 1;
    uint32_t to = m->end_token <= cue ? cue : m->first;
    *view = (struct view){.mention = mention, .head = m->head};
    walk(view, scene, cue);
    view->side = m->first > cue;
    view->distance = to > from ? to - from : 0;
    view->preposition = hash_text(sg_case_of(scene, m->head));
    view->is_own = m->first <= cue && cue < m->end_token;
    view->is_source = quality_in(&trace->sources, mention) > 0;
    view->is_target = quality_in(&trace->targets, mention) > 0;
    view->quality = quality_in(view->is_source ? &trace->sources : &trace->targets, mention);
    view->is_possessor =
        m->end_token < scene->end && (scene->tokens[m->end_token].flags & SG_TOKEN_POSSESSIVE);
    uint32_t last = SG_NO_MENTION;
    for (uint32_t t = from; t < to; t++) {
        uint32_t cover = scene->cover[t - scene->first];
        if (cover != SG_NO_MENTION && cover != last)
            view->between++, last = cover;
        const struct sg_token *w = &scene->tokens[t];
        if (w->upos == SG_UPOS_SCONJ || w->xpos == SG_XPOS_WDT || w->xpos == SG_XPOS_WP ||
            strchr(";:", w->form[0]) || (w->flags & (SG_TOKEN_QUOTE_OPEN | SG_TOKEN_QUOTE_CLOSE)))
            view->has_clause_between = true;
    }
}

static void put_view(struct sg_rank_candidate *out, const struct sg_scene *scene,
                     const struct view *v, uint32_t who, uint32_t shape, uint32_t relation,
                     uint32_t entry) {
    const struct sg_mention *m = &scene->reading->mentions[v->mention];
    uint32_t place = mix(v->side, bin(v->distance));
    put(out, who + 1, mix(v->path, shape));
    put(out, who + 2, mix(v->path, relation));
    put(out, who + 3, mix(v->last, shape));
    put(out, who + 4, mix(mix(v->preposition, v->side), shape));
    put(out, who + 5, mix(mix(v->preposition, v->side), relation));
    put(out, who + 6, mix(mix(v->preposition, v->side), entry));
    put(out, who + 7, mix(place, shape));
    put(out, who + 8, mix(v->side * 8u + (v->between < 4 ? v->between : 4), shape));
    put(out, who + 9, mix((uint32_t)(v->is_source * 2 + v->is_target), shape));
    put(out, who + 10,
        mix((uint32_t)(v->is_source * 2 + v->is_target),
            mix((uint32_t)(v->quality * 10), v->last)));
    put(out, who + 11,
        (uint32_t)(v->is_far * 4 + v->has_clause_between * 2 + v->is_possessor) + 8 * v->side);
    put(out, who + 12, word_at(scene, m->first ? m->first - 1 : SG_NO_TOKEN));
    put(out, who + 13, word_at(scene, m->end_token));
    put(out, who + 14, mix(word_at(scene, m->end_token), relation));
    put(out, who + 15, mix(v->last, entry));
    put(out, who + 16, v->is_own);
    uint32_t parent = sg_parent(scene, v->head);
    put(out, who + 17, word_at(scene, parent));
    put(out, who + 18, mix(word_at(scene, parent), scene->tokens[v->head].deprel));
}

static void put_pair(struct sg_rank_candidate *out, const struct sg_scene *scene,
                     const struct sg_cue_trace *trace, const struct view *s, const struct view *t,
                     const struct sg_traces *traces, const struct sg_claims *claims, size_t first) {
    const struct sg_relation *r = &claims->lexicon->relations[trace->relation];
    const struct sg_actor *actors = scene->reading->actors;
    const struct sg_mention *mentions = scene->reading->mentions;
    uint32_t relation = hash_text(r->name), entry = hash_text(trace->entry->rule);
    bool passive = sg_is_verb(scene, trace->token) && sg_is_passive(scene, trace->token);
    uint32_t kind = (uint32_t)trace->entry->kind * 2 + passive;
    uint32_t order = (uint32_t)(s->side * 4 + t->side * 2 + (s->head < t->head));
    uint32_t shape = mix(kind, order);
    uint32_t fate = (uint32_t)trace->fate;
    uint32_t found =
        (uint32_t)(s->is_source * 8 + s->is_target * 4 + t->is_source * 2 + t->is_target);
    /* what the rules say of this pair, by this cue and by others of the relation */
    uint32_t mine = 0, back = 0, other = 0;
    for (size_t i = first; i < claims->count; i++) {
        const struct sg_claim *c = &claims->items[i];
        if (c->relation != r->name)
            continue;
        const char *a = actors[mentions[s->mention].actor].id;
        const char *b = actors[mentions[t->mention].actor].id;
        bool forth = !strcmp(c->source.id, a) && !strcmp(c->target.id, b);
        bool reverse = !strcmp(c->source.id, b) && !strcmp(c->target.id, a);
        if (forth)
            mine = 1 + (uint32_t)(c->confidence * 5);
        else if (reverse)
            back = 1;
        else if (claims->positions[i] == trace->token)
            other = 1;
        out->is_claimed |= forth && !c->is_negated && c->modality == SG_ASSERTED;
    }
    size_t rivals = 0; /* other cues of the relation that found this pair's source and target */
    for (size_t i = 0; i < traces->count; i++)
        rivals +=
            traces->items[i].relation == trace->relation && traces->items[i].token != trace->token;
    put(out, 1, relation);
    put(out, 2, entry);
    put(out, 3, mix(fate, kind));
    put(out, 4, mix(found, shape));
    put(out, 5, mix(found, relation));
    put(out, 6, mix(found, mix(fate, mine)));
    put(out, 7, shape);
    put(out, 8, mix(shape, relation));
    put(out, 9, mix(mine, relation));
    put(out, 10, mix(mine * 4 + back * 2 + other, found));
    put(out, 11, mix(mine, entry));
    put(out, 12, mix(s->path, t->path));
    put(out, 13, mix(s->last, mix(t->last, kind)));
    put(out, 14, mix(mix(s->last, t->last), mix(kind, relation)));
    put(out, 15, mix(found * 64 + bin(s->distance + t->distance), order));
    put(out, 16, (uint32_t)(trace->entry->strength * 10));
    put(out, 17, mix(hash_text(trace->operators), mine > 0));
    put(out, 18, mix(s->preposition, mix(t->preposition, shape)));
    put(out, 19, mix(rivals < 4 ? (uint32_t)rivals : 4, mine));
    put(out, 20, mix(word_at(scene, trace->token + 1), relation));
    put(out, 21, mix(word_at(scene, trace->token ? trace->token - 1 : SG_NO_TOKEN), relation));
    put(out, 22, word_at(scene, trace->token + 1));
    uint32_t up = sg_parent(scene, trace->token);
    put(out, 23, mix(word_at(scene, up), scene->tokens[trace->token].deprel));
    put(out, 24, mix(scene->tokens[trace->token].deprel, shape));
    put(out, 25, mix(entry, mix(s->side, t->side)));
    bool quoted;
    uint32_t speaker = sg_speaker(scene, trace->token, &quoted);
    uint32_t says = speaker == SG_NO_MENTION
                        ? 0
                        : 1u + (mentions[speaker].actor == mentions[s->mention].actor) * 2 +
                              (mentions[speaker].actor == mentions[t->mention].actor) * 4 + quoted;
    put(out, 26, mix(says, relation));
    put(out, 27, mix(says, found));
    put(out, 28, mix(says, mine));
    put_view(out, scene, s, 100, shape, relation, entry);
    put_view(out, scene, t, 200, shape, relation, entry);
    /* the words between the two, which tell "A and B", "A of B", "A's B" */
    uint32_t from = mentions[s->mention].end_token, to = mentions[t->mention].first;
    if (from > to)
        from = mentions[t->mention].end_token, to = mentions[s->mention].first;
    if (to >= from && to - from <= 3) {
        uint32_t h = order;
        for (uint32_t i = from; i < to; i++)
            h = mix(h, word_at(scene, i));
        put(out, 29, h);
    }
    put(out, 30, mix(to >= from ? bin(to - from) : 99, order));
}

static bool may_stand(const struct sg_mention *m) {
    return m->actor != SG_NO_ACTOR && (m->use != SG_USE_PLACE || m->kind == SG_MENTION_GIVEN);
}

static uint32_t apart(const struct sg_mention *m, uint32_t token) {
    return m->first > token ? m->first - token : token - m->first;
}

/* The mentions of the scene nearest to a token, in the order of the text. */
static size_t nearest(uint32_t *out, const struct sg_scene *scene, uint32_t token) {
    const struct sg_reading *reading = scene->reading;
    size_t count = 0;
    uint32_t last = SG_NO_MENTION;
    for (uint32_t t = scene->first; t < scene->end; t++) {
        uint32_t mention = scene->cover[t - scene->first];
        if (mention == SG_NO_MENTION || mention == last || !may_stand(&reading->mentions[mention]))
            continue;
        last = mention;
        if (count < NEAR_MENTIONS) {
            out[count++] = mention;
            continue;
        }
        size_t far = 0;
        for (size_t i = 1; i < count; i++)
            if (apart(&reading->mentions[out[i]], token) >
                apart(&reading->mentions[out[far]], token))
                far = i;
        if (apart(&reading->mentions[out[far]], token) <= apart(&reading->mentions[mention], token))
            continue;
        memmove(out + far, out + far + 1, (count - far - 1) * sizeof *out);
        out[count - 1] = mention;
    }
    return count;
}

void sg_rank_each(const struct sg_scene *scene, const struct sg_traces *traces,
                  const struct sg_claims *claims, size_t first, sg_rank_fn *fn, void *context) {
    const struct sg_mention *mentions = scene->reading->mentions;
    for (size_t i = 0; i < traces->count; i++) {
        const struct sg_cue_trace *trace = &traces->items[i];
        if (trace->fate == SG_FATE_CONDITION || trace->fate == SG_FATE_DROPPED ||
            trace->is_negated || trace->is_hypothetical)
            continue;
        uint32_t near[NEAR_MENTIONS];
        struct view views[NEAR_MENTIONS];
        size_t count = nearest(near, scene, trace->token);
        for (size_t m = 0; m < count; m++)
            look(&views[m], scene, trace, near[m]);
        for (size_t s = 0; s < count; s++)
            for (size_t t = 0; t < count; t++) {
                if (mentions[near[s]].actor == mentions[near[t]].actor)
                    continue;
                struct sg_rank_candidate candidate = {
                    .trace = trace, .source = near[s], .target = near[t]};
                put_pair(&candidate, scene, trace, &views[s], &views[t], traces, claims, first);
                fn(context, &candidate);
            }
    }
}
