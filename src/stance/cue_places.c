#include "stance/cue_places.h"

/* Names are no cues: "Islamic Strike Front", "Mr Slam". */
static bool is_in_name(const struct sg_scene *scene, uint32_t token) {
    uint32_t mention = scene->cover[token - scene->first];
    if (scene->tokens[token].flags & SG_TOKEN_HYPHEN_BEFORE)
        return false; /* "the Turkish-backed Syrian National Army" */
    /* "[a Saudi-led strike] on a school": a description that was given as an actor */
    if (mention != SG_NO_MENTION && scene->tokens[token].upos == SG_UPOS_NOUN &&
        !(scene->tokens[token].flags & SG_TOKEN_CAPITAL) &&
        scene->reading->mentions[mention].kind == SG_MENTION_GIVEN &&
        scene->by_head[token - scene->first] == mention)
        return false;
    return mention != SG_NO_MENTION && scene->reading->mentions[mention].kind != SG_MENTION_PRONOUN;
}

/* The further words of an entry of several, wherever they stand. */
static bool may_match(const struct sg_scene *scene, const struct sg_form_link *link) {
    const struct sg_gate_need *need = &scene->lexicon->gate_needs[link->entry];
    if (!sg_word_bits_may_have(&scene->words, link->other_word))
        return false;
    for (uint32_t i = 0; i < need->count; i++)
        if (!sg_word_bits_may_have(&scene->words, need->words[i]))
            return false;
    return true;
}

static bool add_link(struct sg_cue_places *out, uint32_t link, struct sg_arena *arena) {
    uint32_t *links =
        sg_arena_grow(arena, out->links, out->link_count, &out->link_capacity, sizeof *links);
    if (!links)
        return false;
    out->links = links;
    links[out->link_count++] = link;
    return true;
}

static bool add_place(struct sg_cue_places *out, struct sg_cue_place place,
                      struct sg_arena *arena) {
    struct sg_cue_place *items =
        sg_arena_grow(arena, out->items, out->count, &out->capacity, sizeof *items);
    if (!items)
        return false;
    out->items = items;
    items[out->count++] = place;
    return true;
}

bool sg_cue_places_find(struct sg_cue_places *out, const struct sg_scene *scene,
                        struct sg_arena *arena) {
    const struct sg_lexicon *lexicon = scene->lexicon;
    *out = (struct sg_cue_places){.items = NULL};
    for (uint32_t t = scene->first; t < scene->end; t++) {
        uint32_t at = scene->links[t - scene->first], first = (uint32_t)out->link_count;
        if (at == SG_NO_LINK || is_in_name(scene, t))
            continue;
        for (; at != SG_NO_LINK && !lexicon->links[at].is_operator; at = lexicon->links[at].next) {
            const struct sg_form_link *link = &lexicon->links[at];
            if (!link->is_void && (link->is_single || may_match(scene, link)) &&
                sg_cue_fits(scene, t, link->kind, link->bits, link->is_single) &&
                !add_link(out, at, arena))
                return false;
        }
        struct sg_cue_place place = {t, first, (uint32_t)out->link_count, sg_is_verb(scene, t)};
        if (place.end > first && !add_place(out, place, arena))
            return false;
    }
    out->found = sg_arena_alloc(arena, out->link_count);
    return out->found;
}
