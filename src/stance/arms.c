/* "Citigroup and Wells Fargo battled over the bank", "Britain's cuts hit the firm", "Obama attacked the
 * party": words of war between those who bear no arms are figures. */
#include "stance/scene.h"

#include "base/strmap.h"

#include <string.h>

#define WORD_ROOM 64

/* Is one of a name's words a force's: "Fifth Army Corps", "Kenyan police"? */
static bool is_force_name(const struct sg_lexicon *lexicon, const char *name) {
    char word[WORD_ROOM];
    size_t size = 0;
    for (const char *at = name;; at++) {
        bool is_letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');
        if (is_letter && size + 1 < sizeof word)
            word[size++] = (char)(*at <= 'Z' ? *at + ('a' - 'A') : *at);
        if (is_letter)
            continue;
        word[size] = '\0';
        if (size && sg_strmap_get(lexicon->arms, word) != SG_STRMAP_NONE)
            return true;
        size = 0;
        if (!*at)
            return false;
    }
}

static bool is_force(const struct sg_scene *scene, const struct sg_actor *actor) {
    return actor->type == SG_TYPE_MILITIA ||
           (actor->type == SG_TYPE_ORGANIZATION && is_force_name(scene->lexicon, actor->name));
}

static bool lacks_arms(const struct sg_scene *scene, uint32_t source, uint32_t target) {
    const struct sg_reading *reading = scene->reading;
    const struct sg_mention *from = &reading->mentions[source], *to = &reading->mentions[target];
    const struct sg_actor *a = &reading->actors[from->actor], *b = &reading->actors[to->actor];
    /* whoever gave the actors knows what they are */
    if (from->kind == SG_MENTION_GIVEN || to->kind == SG_MENTION_GIVEN || is_force(scene, a) ||
        is_force(scene, b))
        return false;
    bool is_soft = a->type == SG_TYPE_ORGANIZATION || b->type == SG_TYPE_ORGANIZATION ||
                   a->type == SG_TYPE_OFFICIAL || b->type == SG_TYPE_OFFICIAL;
    if (!is_soft)
        return false;
    for (uint32_t t = scene->first; t < scene->end; t++)
        if (sg_strmap_get_hashed(scene->lexicon->arms, scene->tokens[t].lower,
                                 scene->tokens[t].lower_length,
                                 scene->tokens[t].hash) != SG_STRMAP_NONE)
            return false;
    return true;
}

/* "Mali came under fire from JNIM": between those who bear arms the words are no figure. */
static bool is_meant_literally(const struct sg_scene *scene, uint32_t source, uint32_t target) {
    const struct sg_reading *reading = scene->reading;
    return is_force(scene, &reading->actors[reading->mentions[source].actor]) ||
           is_force(scene, &reading->actors[reading->mentions[target].actor]);
}

bool sg_arms_forbid(const struct sg_scene *scene, const struct sg_entry *entry, uint32_t relation,
                    uint32_t source, uint32_t target) {
    const struct sg_relation *relations = scene->lexicon->relations;
    if ((relations[relation].needs_arms || relations[entry->relation].needs_arms) &&
        lacks_arms(scene, source, target))
        return true;
    return entry->is_figure && is_meant_literally(scene, source, target);
}
