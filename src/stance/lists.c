/* Who else is meant with an actor: lists that lost their commas, forces that share a noun. */
#include "stance/scene.h"

/* "the US Britain France and Russia", a list that lost its commas: states that stand side by side
 * before an "and". */
static bool is_listed_state(const struct sg_scene *scene, uint32_t mention) {
    const struct sg_mention *m = &scene->reading->mentions[mention];
    return (m->kind == SG_MENTION_NAME || m->kind == SG_MENTION_CAPITAL ||
            m->kind == SG_MENTION_ACRONYM) &&
           !m->is_plural && scene->reading->actors[m->actor].type != SG_TYPE_PERSON &&
           scene->reading->actors[m->actor].type != SG_TYPE_OFFICIAL;
}

static uint32_t mention_from(const struct sg_scene *scene, uint32_t token) {
    while (token < scene->end && scene->tokens[token].upos == SG_UPOS_DET)
        token++;
    if (token >= scene->end)
        return SG_NO_MENTION;
    uint32_t mention = scene->cover[token - scene->first];
    return mention != SG_NO_MENTION && scene->reading->mentions[mention].first == token &&
                   is_listed_state(scene, mention)
               ? mention
               : SG_NO_MENTION;
}

/* "Iraqi and Kurdish forces" are those of both. */
static void shared_noun(struct sg_parties *out, const struct sg_scene *scene, uint32_t mention,
                        double quality) {
    const struct sg_mention *m = &scene->reading->mentions[mention];
    if (m->first < scene->first + 2 || m->end_token > scene->end || m->end_token < m->first + 2 ||
        scene->tokens[m->end_token - 1].flags & SG_TOKEN_CAPITAL ||
        scene->tokens[m->first - 1].upos != SG_UPOS_CCONJ)
        return;
    uint32_t other = scene->cover[m->first - 2 - scene->first];
    if (other != SG_NO_MENTION &&
        (scene->reading->mentions[other].kind == SG_MENTION_DEMONYM ||
         scene->reading->mentions[other].head == m->head) &&
        scene->reading->mentions[other].end_token == m->first - 1)
        sg_parties_add(out, other, quality * 0.85);
}

static void bare_list(struct sg_parties *out, const struct sg_scene *scene, uint32_t mention,
                      double quality) {
    const struct sg_mention *mentions = scene->reading->mentions;
    uint32_t members[SG_PARTIES_MAX], count = 0, first = mention;
    bool is_here = mentions[mention].first >= scene->first &&
                   mentions[mention].end_token <= scene->end; /* no speaker from outside */
    if (!is_here || !is_listed_state(scene, mention))
        return;
    for (;;) { /* back to the first of the list */
        uint32_t at = mentions[first].first;
        if (at <= scene->first)
            break;
        uint32_t left = scene->cover[at - 1 - scene->first];
        if (left == SG_NO_MENTION || mentions[left].end_token != at ||
            !is_listed_state(scene, left))
            break;
        first = left;
    }
    for (uint32_t m = first; m != SG_NO_MENTION && count < SG_PARTIES_MAX;) {
        members[count++] = m;
        uint32_t end = mentions[m].end_token;
        bool is_last = end < scene->end && scene->tokens[end].upos == SG_UPOS_CCONJ;
        m = mention_from(scene, is_last ? end + 1 : end);
        if (is_last) {
            if (m == SG_NO_MENTION || count < 2 || count >= SG_PARTIES_MAX)
                return;
            members[count++] = m;
            for (uint32_t i = 0; i < count; i++)
                sg_parties_add(out, members[i], quality * 0.85);
            return;
        }
    }
}

void sg_add_listed(struct sg_parties *out, const struct sg_scene *scene, uint32_t mention,
                   double quality) {
    bare_list(out, scene, mention, quality);
    shared_noun(out, scene, mention, quality);
}
