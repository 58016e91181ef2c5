/* The stage itself: each parsed sentence's cues become claims. */
#include "stance/stance.h"

#include "stance/claims.h"
#include "stance/cue_places.h"
#include "stance/rank.h"
#include "stance/trace.h"

#include <math.h>
#include <string.h>

#define OWN_SIDE_QUALITY 0.95

/* The words of a cue as the text has them, in order, with "..." for what stands between. */
static const char *cue_text(const struct sg_scene *scene, const struct sg_cue *cue,
                            struct sg_arena *arena) {
    uint32_t order[SG_CUE_TOKENS_MAX] = {cue->tokens[0]};
    for (size_t i = 0; i < cue->token_count; i++) {
        size_t at = i;
        for (; at > 0 && order[at - 1] > cue->tokens[i]; at--)
            order[at] = order[at - 1];
        order[at] = cue->tokens[i];
    }
    if (cue->token_count == 1)
        return scene->tokens[order[0]].form;
    size_t length = 0;
    for (size_t i = 0; i < cue->token_count; i++)
        length += strlen(scene->tokens[order[i]].form) + strlen(" ... ");
    char *text = sg_arena_take(arena, length + 1), *end = text;
    if (!text)
        return "";
    for (size_t i = 0; i < cue->token_count; i++) {
        if (i)
            end = stpcpy(end, order[i] == order[i - 1] + 1 ? " " : " ... ");
        end = stpcpy(end, scene->tokens[order[i]].form);
    }
    return text;
}

struct finder {
    struct sg_claims *claims;
    const bool *wanted; /* NULL: all */
    struct sg_arena *arena;
    sg_trace_fn *tell; /* NULL: nobody asks */
    void *context;
    size_t before;            /* claims when the sentence began */
    struct sg_deeds deeds;    /* of the document, so far */
    bool reaches;             /* the last resort: see reach.c */
    struct sg_traces *traces; /* of the sentence, for the re-ranker; NULL: there is none */
    sg_rank_fn *candidate;    /* the trainer's; NULL: the model is applied */
};

const char *sg_fate_text(enum sg_fate fate) {
    static const char *const texts[] = {
        [SG_FATE_CLAIMED] = "claim",
        [SG_FATE_CONDITION] = "a sense of the word that the entry excludes",
        [SG_FATE_ALONE] = "no verb carries the noun",
        [SG_FATE_DROPPED] = "an operator takes the claim away",
        [SG_FATE_NO_SOURCE] = "no actor stands where the source should",
        [SG_FATE_NO_TARGET] = "no actor stands where the target should",
        [SG_FATE_NO_ARGUMENTS] = "no actor stands where source and target should",
        [SG_FATE_SAME_ACTOR] = "source and target are the same actor",
        [SG_FATE_GUESSED] = "they only stand near the word; that counts for given actors alone",
        [SG_FATE_WEAK] = "below the least confidence",
    };
    return fate < SG_FATE_COUNT ? texts[fate] : "";
}

static void add_rival(const struct finder *finder, uint32_t relation, uint32_t token) {
    struct sg_traces *traces = finder->traces;
    struct sg_rival *rivals = sg_arena_grow(finder->arena, traces->rivals, traces->rival_count,
                                            &traces->rival_capacity, sizeof *rivals);
    if (!rivals)
        return;
    traces->rivals = rivals;
    rivals[traces->rival_count++] = (struct sg_rival){relation, token};
}

/* Did the cue come to the very same before? Most that make no claim come to nothing more as a last
 * resort. */
static bool is_told(const struct sg_traces *traces, const struct sg_cue_trace *trace) {
    for (size_t i = 0; i < traces->count; i++) {
        const struct sg_cue_trace *old = &traces->items[i];
        if (old->token == trace->token && old->entry == trace->entry && old->fate == trace->fate &&
            old->fate != SG_FATE_CLAIMED && old->relation == trace->relation &&
            sg_sides_are_equal(&old->sources, &trace->sources) &&
            sg_sides_are_equal(&old->targets, &trace->targets))
            return true;
    }
    return false;
}

static void tell(const struct finder *finder, struct sg_cue_trace *trace, enum sg_fate fate) {
    struct sg_traces *traces = finder->traces;
    trace->fate = fate;
    if (finder->tell)
        finder->tell(finder->context, trace);
    if (!traces)
        return;
    /* the trainer is given every candidate, as often as it comes */
    if (finder->reaches && !finder->candidate && is_told(traces, trace)) {
        add_rival(finder, trace->relation, trace->token);
        return;
    }
    struct sg_cue_trace *items = sg_arena_grow(finder->arena, traces->items, traces->count,
                                               &traces->capacity, sizeof *items);
    if (!items)
        return;
    traces->items = items;
    items[traces->count++] = *trace;
}

static double arc_score(const struct sg_scene *scene, uint32_t token) {
    double score = scene->tokens[token].score;
    return score > 0 && score <= 1 ? score : 1;
}

/* Is the actor part of a claim of the sentence already? */
static bool has_claim(const struct finder *finder, const struct sg_actor *actor) {
    for (size_t i = finder->before; i < finder->claims->count; i++)
        if (!strcmp(finder->claims->items[i].source.id, actor->id) ||
            !strcmp(finder->claims->items[i].target.id, actor->id))
            return true;
    return false;
}

/* "Boehner hammered the Obama administration", "Wague accused Keita's government": a government that
 * is called by another man's name is not the critic's own. */
static bool is_of_another(const struct sg_reading *reading, const struct sg_mention *critic,
                          const struct sg_mention *government) {
    for (uint32_t t = government->first; t < government->end_token; t++) {
        const struct sg_token *token = &reading->tokens[t];
        size_t length = strlen(token->form);
        if (!(token->flags & SG_TOKEN_CAPITAL) || token->upos != SG_UPOS_PROPN)
            continue;
        for (size_t a = 0; a < reading->actor_count; a++) {
            const struct sg_actor *actor = &reading->actors[a];
            size_t whole = strlen(actor->name);
            if ((actor->type == SG_TYPE_OFFICIAL || actor->type == SG_TYPE_PERSON) &&
                a != critic->actor && whole > length &&
                actor->name[whole - length - 1] == ' ' &&
                !strcmp(actor->name + whole - length, token->form))
                return true;
        }
    }
    return false;
}

static void claim_pair(const struct finder *finder, const struct sg_scene *scene,
                       const struct sg_entry *entry, struct sg_finding *finding, const struct sg_party *source,
                       const struct sg_party *target, double base) {
    const struct sg_reading *reading = scene->reading;
    const struct sg_mention *from = &reading->mentions[source->mention];
    const struct sg_mention *to = &reading->mentions[target->mention];
    /* "Czechs expel Russian diplomats": people who act are no place */
    uint32_t last = from->end_token - 1;
    bool acts = from->end_token == from->first + 1 && last >= scene->first && last < scene->end &&
                scene->tokens[last].xpos == SG_XPOS_NNPS &&
                sg_is_subject((enum sg_deprel)scene->tokens[last].deprel);
    bool is_place = from->use == SG_USE_PLACE && from->kind != SG_MENTION_GIVEN && !acts &&
                    !sg_governs_from(scene, source->mention);
    /* "the first American to be knighted": one of its people is not the state */
    const struct sg_token *head = &scene->tokens[to->head];
    bool is_one = to->use == SG_USE_PLACE && to->kind == SG_MENTION_DEMONYM && !to->is_plural &&
                  head->xpos != SG_XPOS_NNS && head->xpos != SG_XPOS_NNPS &&
                  head->deprel != SG_DEPREL_AMOD && head->deprel != SG_DEPREL_COMPOUND &&
                  head->deprel != SG_DEPREL_CONJ;
    if (is_place || is_one || from->actor == to->actor ||
        sg_only_places(scene, source->mention, finding->position) ||
        sg_only_places(scene, target->mention, finding->position) ||
        sg_is_credit(scene, source->mention, finding->position, true) ||
        sg_is_credit(scene, target->mention, finding->position, false))
        return;
    /* "Japan's crisis puts pressure on Peru"; but "criticised China's exchange rate" means China */
    bool is_for = scene->lexicon->relations[finding->relation].sign > 0;
    if (sg_is_of_market(scene, source->mention, finding->position) ||
        (is_for && sg_is_of_market(scene, target->mention, finding->position)))
        return;
    if (sg_arms_forbid(scene, entry, finding->relation, source->mention, target->mention))
        return;
    /* whoever gave the actors knows that they matter; of those found here a place or a bystander
     * would be reached too often */
    if (finder->reaches && (has_claim(finder, &reading->actors[from->actor]) ||
                            from->kind != SG_MENTION_GIVEN || to->kind != SG_MENTION_GIVEN))
        return;
    /* "a general ordered to defend the country's borders": an official's stance on his own state is
     * rare, and believed only where both stand in plain sight */
    bool is_official = reading->actors[from->actor].type == SG_TYPE_OFFICIAL &&
                       reading->actors[to->actor].type == SG_TYPE_STATE;
    if (is_official && source->quality * target->quality < OWN_SIDE_QUALITY &&
        sg_is_same_side(reading, from->actor, to->actor) &&
        !(scene->lexicon->relations[finding->relation].sign < 0 && is_of_another(reading, from, to)))
        return;
    double parse = arc_score(scene, from->head) < arc_score(scene, to->head)
                       ? arc_score(scene, from->head)
                       : arc_score(scene, to->head);
    finding->source = source->mention;
    finding->target = target->mention;
    finding->confidence = base * source->quality * target->quality * (0.7 + 0.3 * parse);
    /* two digits: more would claim a sureness that is not there */
    finding->confidence = floor(finding->confidence * 100 + 0.5) / 100;
    if (finding->confidence > 0.99)
        finding->confidence = 0.99;
    if (finding->confidence >= SG_CONFIDENCE_MIN)
        sg_claims_add(finder->claims, finding);
}

static void claim_pairs(const struct finder *finder, const struct sg_scene *scene,
                        const struct sg_entry *entry, struct sg_finding *finding,
                        const struct sg_parties *sources, const struct sg_parties *targets,
                        bool is_reciprocal, double base) {
    bool mutual = entry->is_mutual && finding->relation == entry->relation;
    for (size_t i = 0; i < sources->count; i++)
        for (size_t k = 0; k < targets->count; k++) {
            claim_pair(finder, scene, entry, finding, &sources->items[i], &targets->items[k], base);
            if (mutual)
                claim_pair(finder, scene, entry, finding, &targets->items[k], &sources->items[i],
                           base * 0.98);
        }
    if (targets->count || finding->relation != entry->relation ||
        !(sg_asks_for(entry->to, SG_SLOT_OTHERS) || is_reciprocal))
        return;
    for (size_t i = 0; i < sources->count; i++) /* "A and B met" */
        for (size_t k = 0; k < sources->count; k++)
            if (i != k) {
                /* both were found in one place: the doubt about it counts once */
                double a = sources->items[i].quality, b = sources->items[k].quality;
                claim_pair(finder, scene, entry, finding, &sources->items[i], &sources->items[k],
                           base * (i < k ? 1 : 0.98) / (a > b ? a : b));
            }
}

/* What is only feared or denied was not done. */
static void keep_deed(struct finder *finder, const struct sg_scene *scene, const struct sg_cue *cue,
                      const struct sg_status_of_claim *status, const struct sg_parties *doers) {
    if (!finder->reaches && !status->is_negated && !status->is_hypothetical && !status->operators)
        sg_deeds_add(&finder->deeds, scene, cue, status->relation, doers, finder->arena);
}

/* Marks on tokens: part of a longer cue; has its claim, or is an operator whose inner cue has it;
 * an operator that leaves nothing to say beside its inner cue's claim. */
enum { SILENCED = 1, TAKEN = 2, SAID = 4 };

/* True when it made a claim. */
static bool claim_cue(struct finder *finder, const struct sg_scene *scene, const struct sg_cue *cue,
                      uint32_t *marks) {
    const struct sg_entry *entry = cue->entry;
    struct sg_status_of_claim status;
    bool is_quoted;
    struct sg_cue_trace trace = {
        .sentence = (uint32_t)(scene->sentence - scene->reading->sentences),
        .token = cue->tokens[0],
        .cue = cue_text(scene, cue, finder->arena),
        .entry = entry,
        .relation = entry->relation,
        .is_reached = finder->reaches,
    };
    if (sg_lacks_carrier(scene, cue)) {
        tell(finder, &trace, SG_FATE_ALONE);
        return false;
    }
    sg_compose(&status, scene, cue);
    trace.relation = status.relation;
    trace.operators = status.operators;
    trace.is_negated = status.is_negated;
    trace.is_hypothetical = status.is_hypothetical;
    if (status.is_dropped) {
        tell(finder, &trace, SG_FATE_DROPPED);
        return false;
    }
    if (finder->wanted && !finder->wanted[status.relation]) {
        sg_fill_from(&trace.sources, scene, cue, entry->from, SG_AS_DOER);
        keep_deed(finder, scene, cue, &status, &trace.sources);
        /* whoever suffered it may retaliate a sentence later */
        if (trace.sources.count && sg_is_suffered_deed(scene->lexicon, status.relation) &&
            !status.is_negated && !status.is_hypothetical) {
            sg_fill_targets(&trace.targets, scene, cue, &trace.sources);
            sg_deeds_say(&finder->deeds, scene, cue, status.relation, &trace.sources,
                         &trace.targets, finder->arena);
        }
        return false;
    }
    if (!sg_fill_received(&trace.sources, &trace.targets, scene, cue)) {
        sg_fill_from(&trace.sources, scene, cue, entry->from, SG_AS_DOER);
        if (status.by_both && entry->kind == SG_CUE_NOUN) {
            /* "echoed Norway's criticism of"; who did not echo it left it Norway's */
            bool is_anothers = trace.sources.count && (status.is_negated || status.is_hypothetical);
            if (is_anothers)
                status.is_negated = status.is_hypothetical = false;
            else
                sg_logical_subject(&trace.sources, scene, status.first_operator);
        }
        sg_fill_targets(&trace.targets, scene, cue, &trace.sources);
    }
    keep_deed(finder, scene, cue, &status, &trace.sources);
    sg_sides_unbind(&trace.targets, &trace.sources, scene, cue);
    if (!entry->is_mutual)
        sg_sides_drop_sources(&trace.targets, &trace.sources);
    sg_sides_add_twins(&trace.sources, scene->reading);
    sg_sides_add_twins(&trace.targets, scene->reading);
    struct sg_finding finding = {
        .sentence = trace.sentence,
        .relation = status.relation,
        .position = cue->tokens[0],
        .cue = trace.cue,
        .is_negated = status.is_negated,
        .is_hypothetical = status.is_hypothetical,
        .attribution = sg_speaker(scene, cue->tokens[0], &is_quoted),
        .rule = entry->rule,
    };
    if (status.by_object && status.is_hypothetical && status.first_operator != SG_NO_TOKEN) {
        struct sg_parties accuser = {.count = 0}; /* "A accuses B of backing C": A says so */
        sg_logical_subject(&accuser, scene, status.first_operator);
        if (accuser.count)
            finding.attribution = accuser.items[0].mention;
    }
    double base = entry->strength * (status.operators ? 0.97 : 1);
    bool reciprocal = sg_is_reciprocal(scene, cue);
    /* "China and India called for talks" demand nothing of each other */
    bool is_turned = status.relation != entry->relation;
    bool others = (sg_asks_for(entry->to, SG_SLOT_OTHERS) || reciprocal) && !is_turned &&
                  trace.sources.count > 1;

    bool is_core = !strcmp(scene->lexicon->relations[status.relation].set, "core");
    if (is_core && !trace.targets.count && entry->as == SG_AS_PARTY)
        sg_fill_owned(&trace.targets, scene, cue, &trace.sources);
    if (is_core && !others && trace.sources.count && !trace.targets.count) {
        sg_fill_anaphor(&trace.targets, scene, cue, &trace.sources);
        if (!trace.targets.count)
            sg_fill_pointed(&trace.targets, scene, cue);
        if (!trace.targets.count && entry->kind == SG_CUE_NOUN &&
            scene->lexicon->relations[status.relation].sign < 0)
            sg_fill_denier(&trace.targets, scene, cue->tokens[0]);
        if (!trace.targets.count && entry->kind == SG_CUE_NOUN &&
            scene->lexicon->relations[status.relation].sign < 0 &&
            !scene->lexicon->relations[status.relation].of_condition) /* no mere warning */
            sg_fill_answerer(&trace.targets, scene, cue->tokens[0]);
        if (!trace.targets.count && scene->lexicon->relations[status.relation].of_condition)
            sg_fill_condition(&trace.targets, scene, cue->tokens[0], status.top, &trace.sources);
        if (!trace.targets.count && entry->kind == SG_CUE_NOUN && status.operators &&
            scene->lexicon->relations[status.relation].of_condition)
            sg_earlier_victim(&trace.targets, scene, cue->tokens[0], &trace.sources);
        if (!trace.targets.count && scene->lexicon->relations[status.relation].of_condition)
            sg_fill_told(&trace.targets, scene, cue->tokens[0], status.top, &trace.sources);
        if (!trace.targets.count && scene->lexicon->relations[status.relation].of_condition)
            sg_fill_invaded(&trace.targets, scene, status.top);
        if (!trace.targets.count && scene->lexicon->relations[status.relation].sign < 0)
            sg_fill_topic(&trace.targets, scene, cue, &trace.sources);
    }
    if (scene->lexicon->relations[status.relation].of_condition && entry->kind == SG_CUE_VERB &&
        !status.operators && sg_tells_of_another(scene, cue->tokens[0], &trace.sources, &trace.targets))
        trace.targets.count = 0;
    if (is_core && entry->kind == SG_CUE_NOUN && !trace.sources.count && trace.targets.count &&
        sg_asks_for(entry->from, SG_SLOT_SUBJECT))
        sg_fill_subject_above(&trace.sources, scene, cue);
    if (finder->reaches && !others && (entry->kind == SG_CUE_VERB || entry->kind == SG_CUE_NOUN)) {
        if (!trace.sources.count && !sg_is_passive(scene, cue->tokens[0]))
            sg_reach_source(&trace.sources, scene, cue);
        if (trace.sources.count && !trace.targets.count && entry->as != SG_AS_DOER)
            sg_reach_target(&trace.targets, scene, cue, &trace.sources);
    }
    if (!trace.sources.count && entry->is_mutual)
        sg_fill_between(&trace.sources, scene, cue);
    if (trace.sources.count > 1 && entry->is_mutual &&
        sg_sides_are_same(&trace.sources, &trace.targets))
        trace.targets.count = 0, others = !is_turned;
    if (!entry->is_mutual && !others &&
        sg_sides_are_one_group(scene->reading, &trace.sources, &trace.targets))
        trace.targets.count = 0;
    claim_pairs(finder, scene, entry, &finding, &trace.sources, &trace.targets, others, base);
    trace.confidence = finding.confidence;
    /* "said that Baku was trying to starve them": an attempt is alleged as well as a deed */
    bool is_attempt = status.effect != SG_NO_LINK &&
                      status.effect == scene->lexicon->effect_attempt &&
                      status.operator_token == status.first_operator && !status.is_negated;
    struct sg_finding told = finding;
    told.is_hypothetical &= !is_attempt;
    if (finding.confidence >= SG_CONFIDENCE_MIN) {
        if (!status.operators || is_attempt)
            sg_claim_victim_says(finder->claims, finder->wanted, scene, told, &trace.sources,
                                 &trace.targets);
        if (!status.is_negated && !status.is_hypothetical)
            sg_deeds_say(&finder->deeds, scene, cue, status.relation, &trace.sources,
                         &trace.targets, finder->arena);
        if (entry->kind == SG_CUE_SUFFIX && trace.sources.count && trace.targets.count)
            sg_deeds_describe(&finder->deeds, scene, trace.sources.items[0].mention,
                              trace.targets.items[0].mention, finder->arena);
        if (status.first_operator != SG_NO_TOKEN)
            marks[status.first_operator - scene->first] |= TAKEN | (status.is_negated ? SAID : 0);
        if (status.operator_token != SG_NO_TOKEN)
            marks[status.operator_token - scene->first] |= TAKEN;
        marks[cue->tokens[0] - scene->first] |= TAKEN;
    }
    if ((!status.operators || is_attempt) && !finder->reaches)
        sg_claim_quarrel_says(finder->claims, finder->wanted, scene, told, &trace.sources);
    tell(finder, &trace,
         !trace.sources.count && !trace.targets.count ? SG_FATE_NO_ARGUMENTS
         : !trace.sources.count                       ? SG_FATE_NO_SOURCE
         : !trace.targets.count && !others            ? SG_FATE_NO_TARGET
         : finding.confidence >= SG_CONFIDENCE_MIN    ? SG_FATE_CLAIMED
         : finding.confidence > 0                     ? SG_FATE_WEAK
         : finder->reaches                            ? SG_FATE_GUESSED
                                                      : SG_FATE_SAME_ACTOR);
    return finding.confidence >= SG_CONFIDENCE_MIN;
}

/* A sense that the entry excludes: the most cues are of one. */
static void tell_barred(const struct finder *finder, const struct sg_scene *scene,
                        const struct sg_cue *cue) {
    if (finder->traces)
        add_rival(finder, cue->entry->relation, cue->tokens[0]);
    if (!finder->tell)
        return;
    struct sg_cue_trace trace = {
        .sentence = (uint32_t)(scene->sentence - scene->reading->sentences),
        .token = cue->tokens[0],
        .cue = cue_text(scene, cue, finder->arena),
        .entry = cue->entry,
        .relation = cue->entry->relation,
        .is_reached = finder->reaches,
        .fate = SG_FATE_CONDITION,
    };
    finder->tell(finder->context, &trace);
}

/* The cues whose key word stands at a place. A longer cue silences the shorter ones: "take aim"
 * leaves nothing of "take". */
static void claim_place(struct finder *finder, const struct sg_scene *scene,
                        const struct sg_cue_places *places, const struct sg_cue_place *place,
                        uint32_t *silenced, bool is_last_pass) {
    const struct sg_lexicon *lexicon = scene->lexicon;
    /* longer ones first; of several senses with as many words the surest that finds its actors is
     * taken: so the links stand */
    for (uint32_t i = place->first; i < place->end; i++) {
        const struct sg_form_link *link = &lexicon->links[places->links[i]];
        if (link->is_within != is_last_pass)
            continue;
        if (places->found[i] == SG_LINK_UNFIT)
            continue;
        const struct sg_entry *entry = &lexicon->entries[link->entry];
        struct sg_cue cue = {.entry = entry};
        if (places->found[i] == SG_LINK_BARRED && finder->traces && !finder->tell &&
            entry->kind != SG_CUE_PHRASE) {
            cue.tokens[0] = place->token; /* a phrase's may be another */
            tell_barred(finder, scene, &cue);
            continue;
        }
        if (!sg_cue_match(&cue, scene, place->token, entry->words, entry->word_count, entry->kind,
                          link->bits)) {
            places->found[i] = SG_LINK_UNFIT;
            continue;
        }
        if (!sg_conditions_hold(scene, &cue)) {
            places->found[i] = SG_LINK_BARRED;
            tell_barred(finder, scene, &cue);
            continue;
        }
        if (!claim_cue(finder, scene, &cue, silenced))
            continue;
        for (size_t k = 1; k < cue.token_count; k++)
            if (!sg_is_anothers_word(scene, cue.tokens[k])) /* "rejected Kenya's accusation" */
                silenced[cue.tokens[k] - scene->first] |= SILENCED;
        return;
    }
}

/* Verbs first, so that "launch legal action" silences the noun "action". */
static void claim_both(struct finder *finder, const struct sg_scene *scene,
                       const struct sg_cue_places *places, uint32_t *marks, uint32_t barring) {
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < places->count; i++) {
            const struct sg_cue_place *place = &places->items[i];
            if (place->is_verb == (pass == 0) && !(marks[place->token - scene->first] & barring))
                claim_place(finder, scene, places, place, marks, false);
        }
}

static void claim_sentence(struct finder *finder, const struct sg_scene *scene,
                           const struct sg_cue_places *places, uint32_t *marks) {
    finder->before = finder->claims->count;
    finder->reaches = false;
    claim_both(finder, scene, places, marks, SILENCED);
    /* what an operator's complement reaches, where no cue below it has made the claim */
    for (size_t i = 0; i < places->count; i++)
        if (!marks[places->items[i].token - scene->first])
            claim_place(finder, scene, places, &places->items[i], marks, true);
    finder->reaches = true;
    claim_both(finder, scene, places, marks, UINT32_MAX);
}

/* "refused to condemn Latvia": all is said with the inner cue. "Refused" is
 * no cue of its own then, nor the re-ranker's. */
static void forget_said(struct sg_traces *traces, const struct sg_scene *scene,
                        const uint32_t *marks) {
    size_t kept = 0;
    for (size_t i = 0; i < traces->count; i++)
        if (traces->items[i].fate == SG_FATE_CLAIMED ||
            !(marks[traces->items[i].token - scene->first] & SAID))
            traces->items[kept++] = traces->items[i];
    traces->count = kept;
    kept = 0;
    for (size_t i = 0; i < traces->rival_count; i++)
        if (!(marks[traces->rivals[i].token - scene->first] & SAID))
            traces->rivals[kept++] = traces->rivals[i];
    traces->rival_count = kept;
}

/* An actor may take part in the sentence's claims: it is mentioned in it, or speaks in it from
 * outside. One is enough: the other may have done what this one condemns a sentence later. */
static bool has_actor(const struct sg_reading *reading, const struct sg_sentence *sentence) {
    for (size_t i = sg_mentions_from(reading, sentence->first);
         i < reading->mention_count && reading->mentions[i].first < sentence->end_token; i++)
        if (reading->mentions[i].actor != SG_NO_ACTOR)
            return true;
    for (const struct sg_quote *quote = NULL; (quote = sg_next_quote(reading, sentence, quote));)
        if (quote->speaker != SG_NO_MENTION)
            return true;
    return false;
}

static enum sg_status find_stances(struct finder *finder, const struct sg_reading *reading,
                                   const struct sg_lexicon *lexicon, struct sg_error *err) {
    for (size_t i = 0; i < reading->sentence_count; i++) {
        const struct sg_sentence *sentence = &reading->sentences[i];
        /* who asks what became of a cue is told it of every sentence */
        if (!sentence->is_parsed || (!finder->tell && !has_actor(reading, sentence)))
            continue;
        struct sg_scene scene;
        struct sg_cue_places places;
        uint32_t *silenced =
            sg_arena_array(finder->arena, sentence->end_token - sentence->first, sizeof *silenced);
        if (!silenced || !sg_scene_init(&scene, reading, lexicon, sentence, finder->arena) ||
            !sg_cue_places_find(&places, &scene, finder->arena))
            return sg_fail(err, SG_ERR_MEMORY, "out of memory");
        scene.deeds = &finder->deeds;
        size_t before = finder->claims->count;
        if (finder->traces)
            finder->traces->count = finder->traces->rival_count = 0;
        claim_sentence(finder, &scene, &places, silenced);
        if (sentence->is_told && !finder->tell) {
            finder->claims->count = before;
            continue;
        }
        if (finder->traces)
            forget_said(finder->traces, &scene, silenced);
        if (finder->candidate)
            sg_rank_each(&scene, finder->traces, finder->claims, before, finder->candidate,
                         finder->context);
        else if (finder->traces)
            sg_rank_apply(lexicon->rank, &scene, finder->traces, finder->claims, before);
    }
    return SG_OK;
}

enum sg_status sg_stance(struct sg_reading *reading, const struct sg_lexicon *lexicon,
                         const bool *wanted, struct sg_arena *arena, struct sg_error *err) {
    struct sg_claims claims;
    if (!sg_claims_init(&claims, reading, lexicon, arena))
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    struct sg_traces traces = {.items = NULL};
    struct finder finder = {.claims = &claims,
                            .wanted = wanted,
                            .arena = arena,
                            .traces = lexicon->rank ? &traces : NULL};
    enum sg_status status = find_stances(&finder, reading, lexicon, err);
    if (status)
        return status;
    if (wanted[lexicon->affiliated])
        sg_affiliation_claims(&claims);
    if (wanted[lexicon->cooccurs])
        sg_cooccurrences(&claims);
    sg_claims_finish(&claims);
    return sg_arena_failed(arena) ? sg_fail(err, SG_ERR_MEMORY, "out of memory") : SG_OK;
}

enum sg_status sg_stance_trace(const struct sg_reading *reading, const struct sg_lexicon *lexicon,
                               sg_trace_fn *teller, void *context, struct sg_arena *arena,
                               struct sg_error *err) {
    struct sg_reading copy = *reading;
    struct sg_claims claims;
    if (!sg_claims_init(&claims, &copy, lexicon, arena))
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    struct finder finder = {.claims = &claims, .arena = arena, .tell = teller, .context = context};
    return find_stances(&finder, reading, lexicon, err);
}

enum sg_status sg_rank_candidates(struct sg_reading *reading, const struct sg_lexicon *lexicon,
                                  sg_rank_fn *fn, void *context, struct sg_arena *arena,
                                  struct sg_error *err) {
    struct sg_claims claims;
    struct sg_traces traces = {.items = NULL};
    if (!sg_claims_init(&claims, reading, lexicon, arena))
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    struct finder finder = {
        .claims = &claims, .arena = arena, .context = context, .traces = &traces, .candidate = fn};
    return find_stances(&finder, reading, lexicon, err);
}
