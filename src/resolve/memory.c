/* Who was spoken of last, and who of them is meant. When in doubt, nobody. */
#include "resolve/memory.h"

#include <string.h>

/* The verb that a token is an argument of; SG_NO_TOKEN for none. */
static uint32_t verb_of(const struct sg_context *c, uint32_t token) {
    const struct sg_token *t = &c->reading->tokens[token];
    switch (t->deprel) {
    case SG_DEPREL_NSUBJ:
    case SG_DEPREL_NSUBJ_PASS:
    case SG_DEPREL_OBJ:
    case SG_DEPREL_IOBJ:
    case SG_DEPREL_OBL:
    case SG_DEPREL_OBL_AGENT:
        return t->head;
    default:
        return SG_NO_TOKEN;
    }
}

/* The same for one of several: "Saudi Arabia and Egypt imposed". */
static uint32_t verb_of_any(const struct sg_context *c, uint32_t token) {
    const struct sg_token *tokens = c->reading->tokens;
    for (int steps = 0; steps < 6 && tokens[token].deprel == SG_DEPREL_CONJ &&
                        tokens[token].head != SG_NO_TOKEN;
         steps++)
        token = tokens[token].head;
    return verb_of(c, token);
}

/* "imposed a boycott on it": the verb's, through its object. */
static uint32_t verb_of_mention(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_token *tokens = c->reading->tokens;
    const struct sg_token *head = &tokens[m->head];
    if (head->deprel == SG_DEPREL_NMOD && head->head != SG_NO_TOKEN && m->first &&
        (sg_token_is(&tokens[m->first - 1], "on") ||
         sg_token_is(&tokens[m->first - 1], "against")) &&
        tokens[head->head].deprel == SG_DEPREL_OBJ)
        return tokens[head->head].head;
    return verb_of(c, m->head);
}

static void bar(struct sg_memory *memory, uint32_t actor) {
    if (actor != SG_NO_ACTOR && memory->barred_count < SG_BARRED_MAX)
        memory->barred[memory->barred_count++] = actor;
}

static bool is_subject_of(const struct sg_token *token) {
    return token->deprel == SG_DEPREL_NSUBJ || token->deprel == SG_DEPREL_NSUBJ_PASS;
}

/* "Angola's president, Jose Eduardo dos Santos, asked him": the tree's subject is the title. */
static void bar_holder(const struct sg_context *c, struct sg_memory *memory, uint32_t token) {
    uint32_t first = c->reading->sentences[c->reading->tokens[token].sentence].first;
    for (uint32_t i = token + 1, steps = 0; i > first && steps < 4; i--, steps++) {
        const struct sg_bond *bond = sg_bond_at(c, i - 1);
        if (bond && bond->role_end > token)
            bar(memory, bond->person);
    }
}

/* Bars whoever is subject or object of a verb; false when it has no such argument. */
static bool bar_argument(const struct sg_context *c, struct sg_memory *memory, uint32_t verb,
                         bool of_object) {
    const struct sg_token *tokens = c->reading->tokens;
    const struct sg_sentence *sentence = &c->reading->sentences[tokens[verb].sentence];
    bool found = false;
    for (uint32_t i = sentence->first; i < sentence->end_token; i++) {
        if (tokens[i].head != verb || (of_object ? tokens[i].deprel != SG_DEPREL_OBJ &&
                                                       tokens[i].deprel != SG_DEPREL_IOBJ
                                                 : !is_subject_of(&tokens[i])))
            continue;
        found = true;
        bar_holder(c, memory, i);
        for (uint32_t k = i; k < sentence->end_token; k++) { /* and whoever is joined to it */
            const struct sg_mention *other = sg_covering_mention(c, k);
            bool is_joined = tokens[k].head == i && (tokens[k].deprel == SG_DEPREL_CONJ ||
                                                     tokens[k].deprel == SG_DEPREL_APPOS ||
                                                     tokens[k].deprel == SG_DEPREL_FLAT);
            if ((k == i || is_joined) && other && other->head == k)
                bar(memory, other->actor);
        }
    }
    return found;
}

static bool has_mark(const struct sg_token *tokens, uint32_t verb, uint32_t first) {
    for (uint32_t i = verb; i > first && i + 4 > verb; i--)
        if (tokens[i - 1].head == verb && tokens[i - 1].deprel == SG_DEPREL_MARK)
            return true;
    return false;
}

/* Whose deed it is where the verb has no subject of its own: "ordered an arrest and accused him",
 * "imposed sanctions, accusing it of",
 * "accused Haftar of betraying him", "urged Kyiv to free him": the same man is not its object. */
static void bar_understood(const struct sg_context *c, struct sg_memory *memory, uint32_t verb) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t first = c->reading->sentences[tokens[verb].sentence].first;
    /* "Petro compared them to Nazis, and Congress declared him unwelcome" */
    for (uint32_t i = first; i < verb && tokens[verb].upos == SG_UPOS_VERB; i++)
        if (tokens[i].head == verb && is_subject_of(&tokens[i]))
            return;
    for (int steps = 0; steps < 3; steps++) {
        const struct sg_token *own = &tokens[verb];
        uint32_t above = own->head;
        if (above == SG_NO_TOKEN || above >= verb || tokens[above].upos != SG_UPOS_VERB)
            return;
        if (own->deprel == SG_DEPREL_CONJ) {
            /* "saying that he bore it and urging him": the tree joined it to the wrong verb */
            bool is_other = own->xpos == SG_XPOS_VBG && tokens[above].xpos != SG_XPOS_VBG;
            if (!is_other && bar_argument(c, memory, above, false))
                return;
            verb = is_other && tokens[above].deprel == SG_DEPREL_CCOMP &&
                           tokens[above].head != SG_NO_TOKEN &&
                           tokens[tokens[above].head].xpos == SG_XPOS_VBG
                       ? tokens[above].head
                       : above;
            continue;
        }
        bool is_marked = own->deprel == SG_DEPREL_XCOMP || has_mark(tokens, verb, first);
        if (own->deprel != SG_DEPREL_XCOMP &&
            !(own->deprel == SG_DEPREL_ADVCL && own->xpos == SG_XPOS_VBG))
            return;
        if (!is_marked || !bar_argument(c, memory, above, true))
            bar_argument(c, memory, above, false);
        return;
    }
}

/* "Ethiopia remained its enemy", "Iran is its neighbour": somebody else's. */
static void bar_predicate(const struct sg_context *c, struct sg_memory *memory, uint32_t noun) {
    const struct sg_token *tokens = c->reading->tokens;
    if (noun == SG_NO_TOKEN || tokens[noun].upos != SG_UPOS_NOUN)
        return;
    uint32_t verb = tokens[noun].deprel == SG_DEPREL_XCOMP ? tokens[noun].head : SG_NO_TOKEN;
    if (verb == SG_NO_TOKEN)
        bar_argument(c, memory, noun, false);
    else if (!bar_argument(c, memory, verb, true))
        bar_argument(c, memory, verb, false);
}

/* "praised Petro for his call", "criticised Modi for filming his": what is praised or blamed is the
 * object's, not the subject's. */
static void bar_giver(const struct sg_context *c, struct sg_memory *memory, uint32_t noun) {
    const struct sg_token *tokens = c->reading->tokens;
    if (noun == SG_NO_TOKEN)
        return;
    uint32_t first = c->reading->sentences[tokens[noun].sentence].first, at = noun;
    if (tokens[at].deprel == SG_DEPREL_OBJ && tokens[at].head != SG_NO_TOKEN &&
        tokens[tokens[at].head].deprel == SG_DEPREL_ADVCL)
        at = tokens[at].head;
    else if (tokens[at].deprel != SG_DEPREL_OBL && tokens[at].deprel != SG_DEPREL_NMOD)
        return;
    bool is_for = false;
    for (uint32_t i = at; i > first && i + 5 > at && !is_for; i--)
        is_for = tokens[i - 1].head == at && sg_token_is(&tokens[i - 1], "for");
    uint32_t verb = tokens[at].head;
    if (is_for && verb != SG_NO_TOKEN && tokens[at].deprel == SG_DEPREL_NMOD)
        verb = tokens[verb].deprel == SG_DEPREL_OBJ ? tokens[verb].head : SG_NO_TOKEN;
    if (!is_for || verb == SG_NO_TOKEN || verb > at)
        return;
    bool has_object = false;
    for (uint32_t i = verb + 1; i < at && !has_object; i++)
        has_object = tokens[i].head == verb && tokens[i].deprel == SG_DEPREL_OBJ &&
                     sg_covering_mention(c, i) && sg_covering_mention(c, i)->head == i;
    if (has_object && !bar_argument(c, memory, verb, false))
        bar_understood(c, memory, verb);
}

/* "Samsung denied it", "Amnesty condemned both sides", where there is no tree: the first party of the
 * sentence is its subject, and an object is somebody else. */
static void bar_first_party(const struct sg_context *c, struct sg_memory *memory,
                            const struct sg_mention *m) {
    const struct sg_reading *reading = c->reading;
    const struct sg_token *token = &reading->tokens[m->head];
    bool is_object = sg_token_is(token, "him") || sg_token_is(token, "them") ||
                     ((sg_token_is(token, "it") || sg_token_is(token, "her")) &&
                      m->first > reading->sentences[m->sentence].first &&
                      (m->end_token >= reading->token_count ||
                       !(reading->tokens[m->end_token].flags & SG_TOKEN_WORD)));
    bool is_pair = m->kind == SG_MENTION_NOMINAL && m->alias >= c->referents->nominal_count;
    if (!is_object && !is_pair)
        return;
    for (uint32_t i = reading->sentences[m->sentence].first; i < m->first; i++) {
        const struct sg_mention *other = sg_covering_mention(c, i);
        if (other && other->use == SG_USE_PARTY && other->actor != SG_NO_ACTOR) {
            /* "Castillo was on his way when his guards arrested him": another clause */
            bool is_near = m->first - other->end_token < 6;
            for (uint32_t k = other->end_token; k < m->first && !is_pair; k++)
                is_near &= !(reading->tokens[k].flags & SG_TOKEN_PUNCT) || k == other->end_token;
            if (is_near || is_pair)
                bar(memory, other->actor);
            return;
        }
    }
}

/* "said Duterte ordered murders when he was mayor": the clause that it depends on has a subject. */
static uint32_t governing_subject(const struct sg_context *c, const struct sg_mention *m) {
    const struct sg_token *tokens = c->reading->tokens;
    const struct sg_sentence *sentence = &c->reading->sentences[m->sentence];
    uint32_t verb = is_subject_of(&tokens[m->head]) ? tokens[m->head].head : SG_NO_TOKEN;
    if (verb == SG_NO_TOKEN || tokens[verb].deprel != SG_DEPREL_ADVCL ||
        tokens[verb].head == SG_NO_TOKEN || tokens[verb].head > verb)
        return SG_NO_ACTOR;
    for (uint32_t i = sentence->first; i < m->head; i++) {
        const struct sg_mention *other = sg_covering_mention(c, i);
        if (tokens[i].head == tokens[verb].head && is_subject_of(&tokens[i]) && other &&
            other->head == i)
            return other->actor;
    }
    return SG_NO_ACTOR;
}

static void bar_people_of(const struct sg_context *c, struct sg_memory *memory, uint32_t state) {
    for (uint32_t i = memory->count; i-- > 0;)
        if (memory->items[i].actor != SG_NO_ACTOR && !sg_is_barred(memory, memory->items[i].actor) &&
            sg_is_person(&c->reading->actors[memory->items[i].actor]) &&
            sg_state_of(c, memory->items[i].actor) == state)
            bar(memory, memory->items[i].actor);
}

void sg_bar_neighbours(const struct sg_context *c, struct sg_memory *memory,
                       const struct sg_mention *m) {
    const struct sg_reading *reading = c->reading;
    const struct sg_sentence *sentence = &reading->sentences[m->sentence];
    memory->barred_count = 0;
    memory->governor = SG_NO_ACTOR;
    if (!c->is_tree_ready || !sentence->is_parsed) {
        bar_first_party(c, memory, m);
        return;
    }
    memory->governor = governing_subject(c, m);
    const char *word = reading->tokens[m->head].lower;
    size_t length = strlen(word);
    uint32_t verb = verb_of_mention(c, m);
    if (reading->tokens[m->head].deprel == SG_DEPREL_NMOD_POSS) {
        bar_predicate(c, memory, reading->tokens[m->head].head);
        bar_giver(c, memory, reading->tokens[m->head].head);
    }
    if (verb == SG_NO_TOKEN || (length > 4 && !strcmp(word + length - 4, "self")))
        return; /* "himself" is somebody beside him */
    /* "the party demanded that he resign": who demands is somebody else */
    const struct sg_token *own = &reading->tokens[verb];
    uint8_t relation = reading->tokens[m->head].deprel;
    if (!is_subject_of(&reading->tokens[m->head]))
        bar_understood(c, memory, verb);
    bool is_told = (relation == SG_DEPREL_NSUBJ || relation == SG_DEPREL_NSUBJ_PASS) &&
                   own->deprel == SG_DEPREL_CCOMP && own->head < verb;
    uint32_t above = is_told ? own->head : SG_NO_TOKEN;
    if (above != SG_NO_TOKEN && (!reading->tokens[above].lemma ||
                                 sg_strmap_get(c->referents->demand_verbs,
                                               reading->tokens[above].lemma) == SG_STRMAP_NONE))
        above = SG_NO_TOKEN;
    for (uint32_t i = sentence->first; i < sentence->end_token; i++) {
        if (above != SG_NO_TOKEN && verb_of_any(c, i) == above && i < above && m->head > above) {
            const struct sg_mention *other = sg_covering_mention(c, i);
            bar(memory, other && other->head == i ? other->actor : SG_NO_ACTOR);
        }
        if (i == m->head || verb_of_any(c, i) != verb)
            continue;
        /* the verb stands between them: what stands on one side may be an apposition */
        if ((i < verb) == (m->head < verb))
            continue;
        const struct sg_mention *other = sg_covering_mention(c, i);
        if (other && other->head == i && other->first != m->first && other->use != SG_USE_PLACE)
            bar(memory, other->actor);
        /* "Erdogan told Aliyev that Turkey stood by him", "said his government would grant him": no man
         * of that state */
        if (other && other->head == i && other->actor != SG_NO_ACTOR && i < verb &&
            reading->actors[other->actor].type == SG_TYPE_STATE && !is_subject_of(&reading->tokens[m->head]))
            bar_people_of(c, memory, other->actor);
        if (!other || other->head != i) /* "The interior minister, Milan Chovanec, backed him" */
            bar_holder(c, memory, i);
    }
}

void sg_bar_quoted(const struct sg_context *c, struct sg_memory *memory,
                   const struct sg_quote *quote, bool is_behind) {
    for (uint32_t i = quote->first; i < quote->end_token; i++) {
        const struct sg_mention *named = sg_covering_mention(c, i);
        if (named && named->first == i && named->kind <= SG_MENTION_SHORT &&
            (sg_is_person(sg_mentioned_actor(c, named)) ||
             (is_behind && named->use == SG_USE_PARTY && sg_mentioned_actor(c, named))) &&
            !sg_is_barred(memory, named->actor))
            bar(memory, named->actor);
    }
}

bool sg_is_barred(const struct sg_memory *memory, uint32_t actor) {
    for (uint32_t i = 0; i < memory->barred_count; i++)
        if (memory->barred[i] == actor)
            return true;
    return false;
}

void sg_remember(struct sg_memory *memory, const struct sg_recent *item) {
    /* an actor that comes again moves to the front */
    uint32_t keep = 0;
    bool was_subject = false, was_speaker = false;
    for (uint32_t i = 0; i < memory->count; i++) {
        const struct sg_recent *old = &memory->items[i];
        if (item->actor == SG_NO_ACTOR || old->actor != item->actor ||
            old->is_place != item->is_place) {
            memory->items[keep++] = *old;
        } else if (old->sentence == item->sentence && item->is_again) {
            /* "Ali called it a threat to his country. He", "the Action Party (PAN) ... Its": the
             * subject stays one; "Lebanon The Lebanese group", a heading, is none */
            was_subject |= old->is_subject;
            was_speaker |= old->is_speaker;
        }
    }
    memory->count = keep;
    if (memory->count == SG_MEMORY_MAX) {
        memmove(memory->items, memory->items + 1, (SG_MEMORY_MAX - 1) * sizeof *memory->items);
        memory->count--;
    }
    struct sg_recent *last = &memory->items[memory->count++];
    *last = *item;
    last->is_subject |= was_subject;
    last->is_speaker |= was_speaker;
}

/* Scores what was spoken of lately; the best must be clearly ahead of the next. */
uint32_t sg_choose(const struct sg_context *c, const struct sg_memory *memory,
                   const struct sg_mention *m, sg_fits *fits, const void *with, uint32_t window,
                   float *certainty) {
    float best = -1, second = -1;
    uint32_t found = SG_NO_ACTOR, speaks_for = 0;
    uint32_t paragraph = c->reading->sentences[m->sentence].paragraph;
    for (uint32_t i = 0; i < memory->count; i++) {
        const struct sg_recent *item = &memory->items[i];
        if (m->sentence - item->sentence > window || sg_is_barred(memory, item->actor) ||
            !fits(c, item, with))
            continue;
        float score = 4.0f - 1.2f * (float)(m->sentence - item->sentence);
        score += item->is_subject ? 1.5f : 0.0f;
        score += item->is_speaker ? 0.7f : 0.0f;
        score += item->actor == memory->governor && item->actor != SG_NO_ACTOR ? 2.0f : 0.0f;
        /* "Macron thanked Johnson and accused him": not the subject, so who stands beside it */
        score += memory->barred_count && item->sentence == m->sentence ? 0.8f : 0.0f;
        score -= item->paragraph != paragraph ? 0.4f : 0.0f;
        score += 0.15f * (float)i / SG_MEMORY_MAX;
        if (score > best) {
            second = item->actor == found && found != SG_NO_ACTOR ? second : best;
            best = score;
            found = item->actor;
            speaks_for = item->speaks_for;
        } else if (score > second && (item->actor != found || found == SG_NO_ACTOR)) {
            second = score;
        }
    }
    *certainty = 0.0f;
    if (best < 0 || (found == SG_NO_ACTOR && !speaks_for))
        return SG_NO_ACTOR;
    float margin = second < 0 ? 2.0f : best - second;
    if (margin < 0.35f)
        return SG_NO_ACTOR;
    *certainty = margin >= 1.5f ? 0.8f : margin >= 0.8f ? 0.7f : 0.6f;
    if (found == SG_NO_ACTOR) { /* "A Turkish official spoke. He accused": Turkey */
        *certainty *= 0.9f;
        return speaks_for - 1;
    }
    return found;
}
