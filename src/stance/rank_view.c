/* Where an actor stands to a cue. */
#include "stance/rank_view.h"

#include <string.h>

#define PATH_STEPS 5
#define ANCESTORS_MAX 12

uint32_t sg_rank_hash(const char *text) {
    uint32_t h = 2166136261u;
    for (; text && *text; text++)
        h = (h ^ (unsigned char)*text) * 16777619u;
    return h;
}

static size_t ancestors(uint32_t *out, const struct sg_scene *scene, uint32_t token) {
    size_t n = 0;
    for (; token != SG_NO_TOKEN && n < ANCESTORS_MAX; token = sg_parent(scene, token))
        out[n++] = token;
    return n;
}

struct meeting {
    uint32_t a[ANCESTORS_MAX], b[ANCESTORS_MAX];
    size_t up, down; /* arcs to the common ancestor */
};

static bool find_meeting(struct meeting *m, const struct sg_scene *scene, uint32_t from,
                         uint32_t to) {
    size_t na = ancestors(m->a, scene, from), nb = ancestors(m->b, scene, to);
    for (m->up = 0; m->up < na; m->up++)
        for (m->down = 0; m->down < nb; m->down++)
            if (m->a[m->up] == m->b[m->down])
                return true;
    return false;
}

static uint32_t labels(const struct meeting *m, const struct sg_scene *scene) {
    uint32_t h = 17;
    for (size_t s = 0; s < m->up; s++)
        h = sg_rank_mix(h, scene->tokens[m->a[s]].deprel);
    h = sg_rank_mix(h, 999);
    for (size_t s = m->down; s > 0; s--)
        h = sg_rank_mix(h, 100u + scene->tokens[m->b[s - 1]].deprel);
    return h;
}

uint32_t sg_rank_path(const struct sg_scene *scene, uint32_t from, uint32_t to) {
    struct meeting m;
    return find_meeting(&m, scene, from, to) && m.up + m.down <= PATH_STEPS ? labels(&m, scene) : 1;
}

static void walk(struct sg_rank_view *view, const struct sg_scene *scene, uint32_t cue) {
    struct meeting m;
    if (!find_meeting(&m, scene, view->head, cue)) {
        view->path = 1;
        view->is_far = true;
        view->last = 2;
        return;
    }
    view->path = labels(&m, scene);
    if (m.up && m.down)
        view->top = m.a[m.up];
    if (m.down > 1)
        view->gate = m.b[1];
    else if (m.up > 1)
        view->gate = m.a[m.up - 1];
    view->is_far = m.up + m.down > PATH_STEPS;
    view->last = m.up ? scene->tokens[m.a[m.up - 1]].deprel : 900u + (unsigned)(m.down > 0);
    view->last = sg_rank_mix(view->last, m.down < 3 ? (uint32_t)m.down : 3);
}

static double quality_in(const struct sg_parties *parties, uint32_t mention) {
    for (size_t i = 0; i < parties->count; i++)
        if (parties->items[i].mention == mention)
            return parties->items[i].quality;
    return 0;
}

void sg_rank_look(struct sg_rank_view *view, const struct sg_scene *scene,
                  const struct sg_cue_trace *trace, uint32_t mention) {
    const struct sg_mention *m = &scene->reading->mentions[mention];
    uint32_t cue = trace->token;
    uint32_t from = m->end_token <= cue ? m->end_token : cue + 1;
    uint32_t to = m->end_token <= cue ? cue : m->first;
    *view = (struct sg_rank_view){
        .mention = mention, .head = m->head, .gate = SG_NO_TOKEN, .top = SG_NO_TOKEN};
    walk(view, scene, cue);
    view->is_after = m->first > cue;
    view->distance = to > from ? to - from : 0;
    view->preposition = sg_rank_hash(sg_case_of(scene, m->head));
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
        view->verbs += w->upos == SG_UPOS_VERB;
        if (w->upos == SG_UPOS_SCONJ || w->xpos == SG_XPOS_WDT || w->xpos == SG_XPOS_WP ||
            strchr(";:", w->form[0]) || (w->flags & (SG_TOKEN_QUOTE_OPEN | SG_TOKEN_QUOTE_CLOSE)))
            view->has_clause_between = true;
    }
}

static bool may_stand(const struct sg_mention *m) {
    return m->actor != SG_NO_ACTOR && (m->use != SG_USE_PLACE || m->kind == SG_MENTION_GIVEN);
}

static uint32_t apart(const struct sg_mention *m, uint32_t token) {
    return m->first > token ? m->first - token : token - m->first;
}

size_t sg_rank_nearest(uint32_t *out, size_t max, const struct sg_scene *scene, uint32_t token) {
    const struct sg_reading *reading = scene->reading;
    size_t count = 0;
    uint32_t last = SG_NO_MENTION;
    for (uint32_t t = scene->first; t < scene->end; t++) {
        uint32_t mention = scene->cover[t - scene->first];
        if (mention == SG_NO_MENTION || mention == last || !may_stand(&reading->mentions[mention]))
            continue;
        last = mention;
        if (count < max) {
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
