#include "resolve/context.h"

#include "base/date.h"
#include "base/utf8.h"

#include <string.h>

void sg_context_cover(struct sg_context *context) {
    struct sg_reading *reading = context->reading;
    memset(context->text.mention_at, 0,
           (reading->token_count + 1) * sizeof *context->text.mention_at);
    /* sorted: a nested mention comes after the one around it and wins */
    for (uint32_t m = 0; m < reading->mention_count; m++)
        for (uint32_t i = reading->mentions[m].first; i < reading->mentions[m].end_token; i++)
            context->text.mention_at[i] = m + 1;
}

#define DATELINE_BLOCKS 16 /* a dateline stands near the top */

/* The date that a dateline gives in full: "PRAGUE, April 17, 2021 (Wire) -". */
static const char *dateline_date(const struct sg_context *context) {
    const struct sg_reading *reading = context->reading;
    for (size_t b = 0; b < reading->block_count && b < DATELINE_BLOCKS; b++) {
        const struct sg_block *block = &reading->blocks[b];
        if (!block->why || strcmp(block->why, "dateline"))
            continue;
        char *date = sg_arena_alloc(context->arena, SG_DATE_SIZE);
        for (uint32_t at = block->start; date && at < block->end; at++)
            if (reading->document->text[at] == ',' &&
                sg_date_parse(date, reading->document->text + at + 1, block->end - at - 1, NULL))
                return date;
    }
    return NULL;
}

/* The referent classes, and where roles stand: several steps ask for them. NULL: out of memory. */
static const struct sg_word_roles *find_word_roles(const struct sg_reading *reading,
                                                   const struct sg_referents *r,
                                                   struct sg_arena *arena) {
    struct sg_word_roles *out = sg_arena_alloc(arena, sizeof *out);
    uint32_t *classes = sg_arena_array(arena, reading->token_count + 1, sizeof *classes);
    size_t capacity = 0;
    if (!out || !classes)
        return NULL;
    out->referents = r;
    out->classes = classes;
    for (uint32_t i = 0; i < reading->token_count; i++) {
        uint32_t word = reading->words[i];
        if (word == SG_OTHER_WORD && (reading->tokens[i].flags & SG_TOKEN_WORD))
            classes[i] = sg_referent_classes(r, &reading->tokens[i]);
        else if (r->is_word[word >> 3] >> (word & 7) & 1)
            classes[i] = r->by_word[word];
    }
    for (uint32_t i = 0; i < reading->token_count; i++) {
        struct sg_role_place place = {.token = i, .end = i + 1};
        if (!(classes[i] & SG_REF_ROLE_START))
            continue;
        uint32_t limit = reading->sentences[reading->tokens[i].sentence].end_token;
        uint32_t most = reading->tokens[i].flags & SG_TOKEN_HYPHEN
                            ? SG_PHRASE_MAX
                            : r->role_words[reading->words[i]];
        place.role = sg_few_words_at(&place.end, r->phrases, reading->tokens, i, limit, most);
        if (place.role == SG_STRMAP_NONE)
            continue;
        out->places =
            sg_arena_grow(arena, out->places, out->place_count, &capacity, sizeof *out->places);
        if (!out->places)
            return NULL;
        out->places[out->place_count++] = place;
        i = place.end - 1;
    }
    return out;
}

bool sg_context_open(struct sg_context *context, struct sg_reading *reading,
                     const struct sg_gazetteer *gazetteer, const struct sg_referents *referents,
                     struct sg_arena *arena) {
    *context = (struct sg_context){.reading = reading,
                                   .gazetteer = gazetteer,
                                   .referents = referents,
                                   .arena = arena,
                                   .focus = SG_NO_ACTOR};
    if (!sg_roster_open(&context->roster, reading, gazetteer, arena))
        return false;
    context->text.reading = reading;
    context->text.classes = gazetteer->vocabulary.classes;
    context->text.mention_at =
        sg_arena_array(arena, reading->token_count + 1, sizeof *context->text.mention_at);
    bool has_words = context->text.mention_at && sg_vocabulary_read(reading, gazetteer, arena);
    if (has_words && (!reading->word_roles || reading->word_roles->referents != referents))
        reading->word_roles = find_word_roles(reading, referents, arena);
    if (!has_words || !reading->word_roles) {
        sg_roster_close(&context->roster);
        return false;
    }
    context->referent_classes = reading->word_roles->classes;
    context->role_places = reading->word_roles->places;
    context->role_place_count = reading->word_roles->place_count;
    sg_context_cover(context);
    const char *date = reading->document->date;
    context->date = date && *date ? date : dateline_date(context);
    return true;
}

void sg_context_close(struct sg_context *context) { sg_roster_close(&context->roster); }

struct sg_mention *sg_covering_mention(const struct sg_context *context, uint32_t token) {
    if (token >= context->reading->token_count)
        return NULL;
    uint32_t at = context->text.mention_at[token];
    return at ? &context->reading->mentions[at - 1] : NULL;
}

const struct sg_actor *sg_mentioned_actor(const struct sg_context *context,
                                          const struct sg_mention *mention) {
    return mention && mention->actor != SG_NO_ACTOR ? &context->reading->actors[mention->actor]
                                                    : NULL;
}

bool sg_is_person(const struct sg_actor *actor) {
    return actor && (actor->type == SG_TYPE_OFFICIAL || actor->type == SG_TYPE_PERSON);
}

#define DATELINE_PLACE 64    /* bytes */
#define DATELINE_WEIGHT 4.0f /* two mentions at the top */

/* A mark that parts a dateline's place from what follows: "PRAGUE, April 17", "ISLAMABAD/KABUL". */
static bool ends_place(const char *at) {
    if (*at == '-') /* "PORT-AU-PRINCE, Haiti" */
        return at[1] == ' ';
    return *at && strchr(",(/:|", *at);
}

/* The state whose capital, or whose own name, the dateline gives: "PRAGUE, April 17, 2021 (Wire)
 * -", "PESHAWAR, Pakistan -". SG_NO_PACK: none. */
uint32_t sg_dateline_state(const struct sg_context *context) {
    const struct sg_reading *reading = context->reading;
    for (size_t b = 0; b < reading->block_count && b < DATELINE_BLOCKS; b++) {
        const struct sg_block *block = &reading->blocks[b];
        if (!block->why || strcmp(block->why, "dateline"))
            continue;
        const char *text = reading->document->text;
        for (uint32_t at = block->start; at < block->end;) {
            char place[DATELINE_PLACE];
            size_t length = 0;
            for (; at < block->end && !ends_place(text + at); at++)
                if (length + 1 < sizeof place && (length || text[at] != ' '))
                    place[length++] = text[at];
            at++;
            while (length && place[length - 1] == ' ')
                length--;
            place[length] = '\0';
            uint32_t pack =
                length > 2 ? sg_gazetteer_find_capital(context->gazetteer, place) : SG_NO_PACK;
            if (pack == SG_NO_PACK && length > 2)
                pack = sg_gazetteer_find_name(context->gazetteer, place);
            if (pack != SG_NO_PACK && context->gazetteer->actors[pack].type == SG_TYPE_STATE)
                return pack;
        }
    }
    return SG_NO_PACK;
}

/* Whether somebody of a state, or a body of it, stands in the text. */
static bool is_home_of_some(const struct sg_context *context, uint32_t state) {
    const struct sg_reading *reading = context->reading;
    const char *id = context->gazetteer->actors[state].id;
    for (size_t a = 0; a < reading->actor_count; a++)
        if (reading->actors[a].country && !strcmp(reading->actors[a].country, id))
            return true;
    return false;
}

/* The state that most mentions and the earliest ones are of: "the president" is its president. The
 * dateline's counts: a story from Prague on Russian diplomats names Russia more often. */
void sg_find_focus(struct sg_context *context) {
    const struct sg_reading *reading = context->reading;
    uint32_t from = sg_dateline_state(context);
    /* "OUAGADOUGOU - The Burkina Faso army toppled ... the junta": the state itself need not be named */
    if (from != SG_NO_PACK && is_home_of_some(context, from))
        sg_roster_pack_actor(&context->roster, from);
    uint32_t there = from != SG_NO_PACK ? sg_roster_find_pack(&context->roster, from) : 0;
    float *weight = sg_arena_array(context->arena, reading->actor_count + 1, sizeof *weight);
    if (!weight)
        return;
    for (size_t m = 0; m < reading->mention_count; m++) {
        const struct sg_mention *mention = &reading->mentions[m];
        const struct sg_actor *actor = sg_mentioned_actor(context, mention);
        if (!actor)
            continue;
        float w = 1.0f + (mention->sentence < 5 ? 1.0f : 0.0f);
        if (actor->type == SG_TYPE_STATE)
            weight[mention->actor] += w;
        else if (actor->country) {
            uint32_t pack = sg_gazetteer_find(context->gazetteer, actor->country);
            uint32_t state = pack != SG_NO_PACK ? sg_roster_find_pack(&context->roster, pack) : 0;
            if (state)
                weight[state - 1] += w * 0.5f;
        }
    }
    if (there)
        weight[there - 1] += DATELINE_WEIGHT;
    uint32_t best = SG_NO_ACTOR, second = SG_NO_ACTOR;
    for (uint32_t a = 0; a < reading->actor_count; a++) {
        if (weight[a] <= 0)
            continue;
        if (best == SG_NO_ACTOR || weight[a] > weight[best]) {
            second = best;
            best = a;
        } else if (second == SG_NO_ACTOR || weight[a] > weight[second]) {
            second = a;
        }
    }
    bool is_clear =
        best != SG_NO_ACTOR && (second == SG_NO_ACTOR || weight[best] >= 1.5f * weight[second]);
    context->focus = is_clear ? best : SG_NO_ACTOR;
    if (!is_clear && there && 2.0f * weight[there - 1] >= weight[best])
        context->focus = there - 1;
}

bool sg_is_at_home(const struct sg_context *c, const struct sg_pack_actor *actor) {
    if (actor->country != SG_NO_PACK && sg_roster_find_pack(&c->roster, actor->country))
        return true;
    for (size_t i = 0; i < actor->part_of_count; i++)
        if (sg_roster_find_pack(&c->roster, actor->part_of[i]))
            return true;
    return false;
}

bool sg_name_has(const char *name, const char *word) {
    size_t length = strlen(word);
    char lower[512];
    sg_utf8_lower(lower, sizeof lower, name);
    if (length > 3 && word[length - 1] == 's')
        length--;
    for (const char *p = lower; (p = strchr(p, word[0])); p++)
        if (!strncmp(p, word, length) && (p == lower || p[-1] == ' '))
            return true;
    return false;
}

bool sg_is_called(const struct sg_pack_actor *actor, const char *word) {
    if (actor && sg_name_has(actor->name, word))
        return true;
    for (size_t i = 0; actor && i < actor->called_count; i++)
        if (!strcmp(actor->called[i], word))
            return true;
    return false;
}

bool sg_are_kept_apart(const struct sg_context *c, uint32_t a, uint32_t b) {
    const struct sg_actor *x = &c->reading->actors[a], *y = &c->reading->actors[b];
    return sg_gazetteer_is_other(c->gazetteer, x->pack, y->name) ||
           sg_gazetteer_is_other(c->gazetteer, y->pack, x->name);
}
