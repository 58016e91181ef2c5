/* What the re-ranker looks at: where source and target stand to the cue on the tree and in the
 * order of words, what the rules found there, the words between. Names are never features. */
#include "stance/rank_view.h"

#include <string.h>

#define NEAR_MENTIONS 8 /* candidates are built of the mentions nearest to a cue */
#define CUE_CHILDREN 5

/* Kinds of features; `explain` names them. The source's and the target's are kept apart. */
enum kind {
    ENTRY,
    CUE_PLACE,
    CUE_NEIGHBOURS,
    CUE_PARENT,
    CUE_CHILD,
    OPERATOR,
    RIVALS,
    SPEAKER,
    FATE,
    SLOTS,
    CLAIMED,
    ORDER,
    PATHS,
    DISTANCE,
    PREPOSITIONS,
    BETWEEN,
    ACTOR_KINDS,
    OTHER_CLAIMS,
    SOURCE_PATH,
    SOURCE_PREPOSITION,
    SOURCE_PLACE,
    SOURCE_SLOT,
    SOURCE_WORDS,
    SOURCE_KIND,
    TARGET_PATH,
    TARGET_PREPOSITION,
    TARGET_PLACE,
    TARGET_SLOT,
    TARGET_WORDS,
    TARGET_KIND,
    SOURCE_ON_PATH,
    TARGET_ON_PATH,
    KINDS
};

_Static_assert(KINDS <= SG_RANK_KINDS_MAX, "explain has room for each kind");

const char *sg_rank_feature_name(uint8_t kind) {
    static const char *const names[KINDS] = {
        [ENTRY] = "the lexicon's entry",
        [CUE_PLACE] = "the cue's place on the tree",
        [CUE_NEIGHBOURS] = "the words beside the cue",
        [CUE_PARENT] = "the word above the cue",
        [CUE_CHILD] = "the words below the cue",
        [OPERATOR] = "the operator over the cue",
        [RIVALS] = "other cues of the relation",
        [SPEAKER] = "who speaks",
        [FATE] = "what the rules made of the cue",
        [SLOTS] = "the slots that the rules filled",
        [CLAIMED] = "the rules' claim",
        [ORDER] = "the order of cue and actors",
        [PATHS] = "the two paths on the tree",
        [DISTANCE] = "the distance",
        [PREPOSITIONS] = "the two prepositions",
        [BETWEEN] = "the words between the actors",
        [ACTOR_KINDS] = "how the actors were named",
        [OTHER_CLAIMS] = "the rules' other claims",
        [SOURCE_PATH] = "the source's path on the tree",
        [SOURCE_PREPOSITION] = "the source's preposition",
        [SOURCE_PLACE] = "the source's distance and side",
        [SOURCE_SLOT] = "the source's slot",
        [SOURCE_WORDS] = "the words beside the source",
        [SOURCE_KIND] = "how the source was named",
        [TARGET_PATH] = "the target's path on the tree",
        [TARGET_PREPOSITION] = "the target's preposition",
        [TARGET_PLACE] = "the target's distance and side",
        [TARGET_SLOT] = "the target's slot",
        [TARGET_WORDS] = "the words beside the target",
        [TARGET_KIND] = "how the target was named",
        [SOURCE_ON_PATH] = "the words between the source and the cue on the tree",
        [TARGET_ON_PATH] = "the words between the target and the cue on the tree",
    };
    return kind < KINDS ? names[kind] : "";
}

#define mix sg_rank_mix
#define hash_text sg_rank_hash

/* `number` tells features of one kind apart. */
static void put(struct sg_rank_part *out, enum kind kind, uint32_t number, uint32_t value) {
    if (out->count == SG_RANK_PART_MAX)
        return;
    out->kinds[out->count] = (uint8_t)kind;
    out->features[out->count++] =
        mix(((uint32_t)kind * 16 + number) * 0x85EBCA6Bu + 7, value) % SG_RANK_BUCKETS;
}

/* A word as a feature: names are masked, numbers are one. */
static uint32_t word_of(const struct sg_scene *scene, uint32_t token) {
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

static uint32_t most(size_t n, uint32_t limit) { return n < limit ? (uint32_t)n : limit; }

/* What all candidates of a cue share. */
struct cue {
    const struct sg_scene *scene;
    const struct sg_cue_trace *trace;
    const uint32_t *words; /* of the scene's tokens: asked for by each candidate */
    uint32_t relation, entry, kind, rivals, speaker, operators;
    bool is_quoted;
};

static uint32_t word_at(const struct cue *cue, uint32_t token) {
    const struct sg_scene *scene = cue->scene;
    return token < scene->first || token >= scene->end ? 1 : cue->words[token - scene->first];
}

static void put_cue(struct sg_rank_part *out, struct cue *cue, const struct sg_traces *traces) {
    const struct sg_scene *scene = cue->scene;
    const struct sg_cue_trace *trace = cue->trace;
    uint32_t token = trace->token, up = sg_parent(scene, token);
    bool passive = sg_is_verb(scene, token) && sg_is_passive(scene, token);
    uint32_t relation = hash_text(scene->lexicon->relations[trace->relation].name);
    uint32_t deprel = scene->tokens[token].deprel;
    cue->relation = relation;
    cue->entry = hash_text(trace->entry->rule);
    cue->operators = hash_text(trace->operators);
    cue->kind = (uint32_t)trace->entry->kind * 2 + passive;
    size_t rivals = 0; /* other cues of the relation */
    for (size_t i = 0; i < traces->count; i++)
        rivals += traces->items[i].relation == trace->relation && traces->items[i].token != token;
    for (size_t i = 0; i < traces->rival_count; i++)
        rivals += traces->rivals[i].relation == trace->relation && traces->rivals[i].token != token;
    cue->rivals = most(rivals, 4);
    cue->speaker = sg_speaker(scene, token, &cue->is_quoted);
    put(out, ENTRY, 0, relation);
    put(out, ENTRY, 1, cue->entry);
    put(out, ENTRY, 2, (uint32_t)(trace->entry->strength * 10));
    put(out, FATE, 0, mix((uint32_t)trace->fate, cue->kind));
    put(out, FATE, 1, mix((uint32_t)trace->fate, relation));
    put(out, CUE_NEIGHBOURS, 0, mix(word_at(cue, token + 1), relation));
    put(out, CUE_NEIGHBOURS, 1, mix(word_at(cue, token ? token - 1 : SG_NO_TOKEN), relation));
    put(out, CUE_NEIGHBOURS, 2, word_at(cue, token + 1));
    put(out, CUE_NEIGHBOURS, 3, mix(word_at(cue, token + 1), cue->entry));
    put(out, CUE_PARENT, 0, mix(word_at(cue, up), deprel));
    put(out, CUE_PLACE, 0, mix(deprel, cue->kind));
    put(out, CUE_PLACE, 1, mix(deprel, relation));
    put(out, CUE_PLACE, 2, mix(scene->sentence->is_headline, relation));
    size_t children = 0;
    for (uint32_t c = sg_child(scene, token); c != SG_NO_TOKEN && children < CUE_CHILDREN;
         c = sg_sibling(scene, c)) {
        const struct sg_token *t = &scene->tokens[c];
        if (t->deprel == SG_DEPREL_PUNCT || t->deprel == SG_DEPREL_DET ||
            t->deprel == SG_DEPREL_AUX)
            continue;
        children++;
        uint32_t word = word_at(cue, c);
        put(out, CUE_CHILD, 0, mix(word, t->deprel));
        put(out, CUE_CHILD, 1, mix(word, mix(t->deprel, cue->entry)));
    }
}

static uint32_t slot_of(const struct sg_rank_view *v) {
    return (uint32_t)(v->is_source * 2 + v->is_target);
}

/* `by` moves the kinds from the source's to the target's. */
static void put_view(struct sg_rank_part *out, const struct cue *cue, const struct sg_rank_view *v,
                     int by) {
    const struct sg_scene *scene = cue->scene;
    const struct sg_mention *m = &scene->reading->mentions[v->mention];
    uint32_t side = v->is_after, shape = mix(cue->kind, side), slot = slot_of(v);
    uint32_t preposition = mix(v->preposition, side), place = mix(side, bin(v->distance));
    enum kind path = SOURCE_PATH + by, words = SOURCE_WORDS + by, slots = SOURCE_SLOT + by,
              places = SOURCE_PLACE + by, prepositions = SOURCE_PREPOSITION + by;
    put(out, path, 0, mix(v->path, shape));
    put(out, path, 1, mix(v->path, cue->relation));
    put(out, path, 2, mix(v->last, shape));
    put(out, path, 3, mix(v->last, cue->entry));
    put(out, path, 4, mix(v->path, slot));
    put(out, prepositions, 0, mix(preposition, shape));
    put(out, prepositions, 1, mix(preposition, cue->relation));
    put(out, prepositions, 2, mix(preposition, cue->entry));
    put(out, places, 0, mix(place, shape));
    put(out, places, 1, mix(side * 8u + most(v->between, 4), shape));
    put(out, places, 2, mix(side * 8u + most(v->verbs, 4), shape));
    put(out, places, 3,
        (uint32_t)(v->is_far * 4 + v->has_clause_between * 2 + v->is_possessor) + 8 * side);
    put(out, places, 4, v->is_own);
    put(out, places, 5, mix(mix(most(v->verbs, 3), most(v->between, 3)), slot * 2 + side));
    put(out, slots, 0, mix(slot, shape));
    put(out, slots, 1, mix(slot, mix((uint32_t)(v->quality * 10), v->last)));
    put(out, slots, 2, mix(slot, cue->entry));
    put(out, words, 0, word_at(cue, m->first ? m->first - 1 : SG_NO_TOKEN));
    put(out, words, 1, word_at(cue, m->end_token));
    put(out, words, 2, mix(word_at(cue, m->end_token), cue->relation));
    uint32_t parent = sg_parent(scene, v->head);
    put(out, words, 3, word_at(cue, parent));
    put(out, words, 4, mix(word_at(cue, parent), scene->tokens[v->head].deprel));
    enum kind on_path = by ? TARGET_ON_PATH : SOURCE_ON_PATH;
    uint32_t deprel = scene->tokens[v->head].deprel, gate = word_at(cue, v->gate),
             top = word_at(cue, v->top), above = word_at(cue, parent);
    put(out, on_path, 0, mix(gate, v->last));
    put(out, on_path, 1, mix(gate, mix(v->last, cue->kind)));
    put(out, on_path, 2, mix(top, v->path));
    put(out, on_path, 3, mix(top, mix(slot, cue->kind)));
    put(out, on_path, 4, mix(top, v->last));
    put(out, words, 5, mix(above, mix(deprel, cue->relation)));
    put(out, words, 6, mix(above, mix(deprel, slot)));
    put(out, words, 7, mix(word_at(cue, m->end_token), slot));
    put(out, words, 8, mix(word_at(cue, m->first ? m->first - 1 : SG_NO_TOKEN), slot));
    put(out, SOURCE_KIND + by, 0, mix((uint32_t)m->kind, slot));
    put(out, SOURCE_KIND + by, 1, mix((uint32_t)m->kind * 4 + (uint32_t)m->use, shape));
    if (m->kind != SG_MENTION_GIVEN)
        put(out, SOURCE_KIND + by, 2,
            mix((uint32_t)scene->reading->actors[m->actor].type, cue->relation));
}

/* What the rules claim of the two, by this cue and by others. */
struct said {
    uint32_t mine, back, other, elsewhere, from_source, to_target;
    bool is_asserted;
};

static void look_up(struct said *said, const struct cue *cue, const struct sg_claims *claims,
                    size_t first, const struct sg_rank_view *s, const struct sg_rank_view *t) {
    const struct sg_reading *reading = cue->scene->reading;
    const struct sg_relation *r = &claims->lexicon->relations[cue->trace->relation];
    const char *a = reading->actors[reading->mentions[s->mention].actor].id;
    const char *b = reading->actors[reading->mentions[t->mention].actor].id;
    *said = (struct said){.mine = 0};
    for (size_t i = first; i < claims->count; i++) {
        const struct sg_claim *c = &claims->items[i];
        bool is_a = !strcmp(c->source.id, a), is_b = !strcmp(c->target.id, b);
        bool is_forth = is_a && is_b, is_asserted = !c->is_negated && c->modality == SG_ASSERTED;
        if (c->relation != r->name) {
            said->elsewhere |= is_forth ? is_asserted ? 2 : 1 : 0;
            continue;
        }
        bool is_here = claims->positions[i] == cue->trace->token;
        if (is_forth)
            said->mine = 1 + (uint32_t)(c->confidence * 5);
        else if (!strcmp(c->source.id, b) && !strcmp(c->target.id, a))
            said->back = 1;
        else if (is_here)
            said->other = 1;
        said->from_source |= is_here && is_a && !is_b;
        said->to_target |= is_here && !is_a && is_b;
        said->is_asserted |= is_forth && is_asserted;
    }
}

static void put_pair(struct sg_rank_part *out, const struct cue *cue, const struct sg_rank_view *s,
                     const struct sg_rank_view *t, const struct said *said) {
    const struct sg_scene *scene = cue->scene;
    const struct sg_mention *mentions = scene->reading->mentions;
    const struct sg_mention *source = &mentions[s->mention], *target = &mentions[t->mention];
    uint32_t relation = cue->relation, entry = cue->entry, kind = cue->kind, mine = said->mine;
    uint32_t order = (uint32_t)(s->is_after * 4 + t->is_after * 2 + (s->head < t->head));
    uint32_t shape = mix(kind, order), found = slot_of(s) * 4 + slot_of(t);
    uint32_t fate = (uint32_t)cue->trace->fate;
    put(out, SLOTS, 0, mix(found, shape));
    put(out, SLOTS, 1, mix(found, relation));
    put(out, SLOTS, 2, mix(found, mix(fate, mine)));
    put(out, ORDER, 0, shape);
    put(out, ORDER, 1, mix(shape, relation));
    put(out, ORDER, 2, mix(entry, order));
    put(out, CLAIMED, 0, mix(mine, relation));
    put(out, CLAIMED, 1, mix(mine * 4 + said->back * 2 + said->other, found));
    put(out, CLAIMED, 2, mix(mine, entry));
    put(out, CLAIMED, 3, mix(mine, mix(s->last, t->last)));
    put(out, OTHER_CLAIMS, 0, mix(said->elsewhere, mix(mine > 0, relation)));
    put(out, OTHER_CLAIMS, 1,
        mix(mine > 0, said->from_source * 4 + said->to_target * 2 + said->back));
    put(out, OTHER_CLAIMS, 2, mix(cue->rivals, mine));
    put(out, PATHS, 0, mix(s->path, t->path));
    put(out, PATHS, 1, mix(s->last, mix(t->last, kind)));
    put(out, PATHS, 2, mix(mix(s->last, t->last), mix(kind, relation)));
    put(out, PATHS, 3, mix(sg_rank_path(scene, s->head, t->head), order));
    put(out, DISTANCE, 0, mix(found * 64 + bin(s->distance + t->distance), order));
    put(out, OPERATOR, 0, mix(cue->operators, mine > 0));
    put(out, PREPOSITIONS, 0, mix(s->preposition, mix(t->preposition, shape)));
    put(out, PREPOSITIONS, 1, mix(s->preposition, mix(t->preposition, entry)));
    uint32_t speaker = cue->speaker;
    uint32_t says = speaker == SG_NO_MENTION
                        ? 0
                        : 1u + (mentions[speaker].actor == source->actor) * 2 +
                              (mentions[speaker].actor == target->actor) * 4 + cue->is_quoted;
    put(out, SPEAKER, 0, mix(says, relation));
    put(out, SPEAKER, 1, mix(says, found));
    put(out, SPEAKER, 2, mix(says, mine));
    bool given = source->kind == SG_MENTION_GIVEN && target->kind == SG_MENTION_GIVEN;
    put(out, ACTOR_KINDS, 0, mix(given, mine));
    put(out, ACTOR_KINDS, 1, mix((uint32_t)source->kind * 16 + (uint32_t)target->kind, mine > 0));
    /* the words between the two, which tell "A and B", "A of B", "A's B" */
    uint32_t from = source->end_token, to = target->first;
    if (from > to)
        from = target->end_token, to = source->first;
    if (to >= from && to - from <= 3) {
        uint32_t h = order;
        for (uint32_t i = from; i < to; i++)
            h = mix(h, word_at(cue, i));
        put(out, BETWEEN, 0, h);
    }
    put(out, BETWEEN, 1, mix(to >= from ? bin(to - from) : 99, order));
}

/* NULL when out of memory. */
static uint32_t *words_of(const struct sg_scene *scene, struct sg_arena *arena) {
    uint32_t *words = sg_arena_array(arena, scene->end - scene->first, sizeof *words);
    for (uint32_t t = scene->first; words && t < scene->end; t++)
        words[t - scene->first] = word_of(scene, t);
    return words;
}

void sg_rank_each(const struct sg_scene *scene, const struct sg_traces *traces,
                  const struct sg_claims *claims, size_t first, sg_rank_fn *fn, void *context) {
    const struct sg_mention *mentions = scene->reading->mentions;
    uint32_t *words = NULL;
    for (size_t i = 0; i < traces->count; i++) {
        const struct sg_cue_trace *trace = &traces->items[i];
        if (trace->fate == SG_FATE_DROPPED || trace->is_negated ||
            trace->is_hypothetical)
            continue;
        uint32_t near[NEAR_MENTIONS];
        struct sg_rank_view views[NEAR_MENTIONS];
        struct sg_rank_part of_cue, as_source[NEAR_MENTIONS], as_target[NEAR_MENTIONS];
        size_t count = sg_rank_nearest(near, NEAR_MENTIONS, scene, trace->token);
        if (count < 2)
            continue;
        if (!words && !(words = words_of(scene, claims->arena)))
            return;
        struct cue cue = {.scene = scene, .trace = trace, .words = words};
        of_cue.count = 0;
        of_cue.is_summed = false;
        put_cue(&of_cue, &cue, traces);
        for (size_t m = 0; m < count; m++) {
            as_source[m].count = as_target[m].count = 0;
            as_source[m].is_summed = as_target[m].is_summed = false;
            sg_rank_look(&views[m], scene, trace, near[m]);
            put_view(&as_source[m], &cue, &views[m], 0);
            put_view(&as_target[m], &cue, &views[m], TARGET_PATH - SOURCE_PATH);
        }
        for (size_t s = 0; s < count; s++)
            for (size_t t = 0; t < count; t++) {
                if (mentions[near[s]].actor == mentions[near[t]].actor)
                    continue;
                struct said said;
                struct sg_rank_part both;
                both.count = 0;
                both.is_summed = false;
                look_up(&said, &cue, claims, first, &views[s], &views[t]);
                put_pair(&both, &cue, &views[s], &views[t], &said);
                struct sg_rank_candidate candidate = {
                    .trace = trace,
                    .source = near[s],
                    .target = near[t],
                    .is_claimed = said.is_asserted,
                    .parts = {&of_cue, &as_source[s], &as_target[t], &both}};
                fn(context, &candidate);
            }
    }
}
