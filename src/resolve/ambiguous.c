/* Names that several actors of the packs share: the one whose state the text is about, if there is
 * just one; otherwise the name stays open. */
#include "resolve/context.h"

#include <string.h>

static bool has_country(const struct sg_context *c, uint32_t pack) {
    const struct sg_pack_actor *actor = sg_gazetteer_actor(c->gazetteer, pack);
    if (!actor)
        return false;
    if (actor->type == SG_TYPE_STATE)
        return sg_roster_find_pack(&c->roster, pack) != 0;
    return sg_is_at_home(c, actor);
}

/* "Rice prices rose", "Bush fires spread": a name that is an ordinary word begins the sentence,
 * nothing behind it speaks or acts, and the text has the person nowhere else. */
static bool is_doubtful_start(const struct sg_context *c, const struct sg_mention *mention,
                              const bool *is_elsewhere) {
    const struct sg_reading *reading = c->reading;
    if (mention->alias >= c->gazetteer->alias_count || mention->actor == SG_NO_ACTOR ||
        mention->end_token - mention->first > 1 ||
        !(c->gazetteer->aliases[mention->alias].flags & SG_ALIAS_ORDINARY) ||
        (c->gazetteer->aliases[mention->alias].flags & SG_ALIAS_CAPITALS) || /* "US-backed" */
        !(reading->tokens[mention->first].flags & SG_TOKEN_SENTENCE_START))
        return false;
    uint32_t next = mention->end_token;
    if (next < reading->sentences[mention->sentence].end_token) {
        uint32_t classes = sg_classes_at(c, next);
        if ((classes & (SG_REF_SPEECH | SG_REF_BE)) ||
            sg_token_is(&reading->tokens[next], "also") ||
            (reading->tokens[next].flags & SG_TOKEN_POSSESSIVE))
            return false;
    }
    return !is_elsewhere[mention->actor];
}

/* "opposition forces" may be anybody's: a name written small needs its state in the text. */
static void drop_strangers(struct sg_context *c) {
    bool dropped = false;
    bool *is_elsewhere =
        sg_arena_array(c->arena, c->reading->actor_count + 1, sizeof *is_elsewhere);
    if (!is_elsewhere)
        return;
    for (size_t m = 0; m < c->reading->mention_count; m++) {
        const struct sg_mention *mention = &c->reading->mentions[m];
        if (mention->actor != SG_NO_ACTOR &&
            !(c->reading->tokens[mention->first].flags & SG_TOKEN_SENTENCE_START))
            is_elsewhere[mention->actor] = true;
    }
    for (size_t m = 0; m < c->reading->mention_count; m++) {
        struct sg_mention *mention = &c->reading->mentions[m];
        if (is_doubtful_start(c, mention, is_elsewhere)) {
            mention->end_token = 0;
            dropped = true;
            continue;
        }
        if (mention->alias >= c->gazetteer->alias_count || mention->actor == SG_NO_ACTOR ||
            !(c->gazetteer->aliases[mention->alias].flags & SG_ALIAS_LOWER) ||
            mention->kind == SG_MENTION_GIVEN)
            continue;
        uint32_t pack = c->gazetteer->aliases[mention->alias].actor;
        const struct sg_pack_actor *actor = sg_gazetteer_actor(c->gazetteer, pack);
        /* "the electoral commission" in a text on Kenya is not Ghana's */
        uint32_t last = mention->end_token - 1;
        bool is_strange = actor->type == SG_TYPE_ORGANIZATION && c->focus != SG_NO_ACTOR &&
                          actor->country != SG_NO_PACK &&
                          actor->country != c->reading->actors[c->focus].pack &&
                          (sg_shape_classes(&c->text, last) & SG_LEXIS_ORG);
        if (!is_strange && (actor->country == SG_NO_PACK || has_country(c, pack)))
            continue;
        mention->end_token = 0;
        dropped = true;
    }
    if (dropped) {
        sg_roster_sort(&c->roster);
        sg_context_cover(c);
    }
}

static bool is_of_focus(const struct sg_context *c, uint32_t pack) {
    const struct sg_pack_actor *actor = sg_gazetteer_actor(c->gazetteer, pack);
    return actor && c->focus != SG_NO_ACTOR && actor->country != SG_NO_PACK &&
           actor->country == c->reading->actors[c->focus].pack;
}

/* Of the actors that share a name the one whose state, or somebody of it, stands nearest in front
 * in the same sentence or the one before: "In Lima ... Congress". */
static uint32_t nearest_home(const struct sg_context *c, size_t m) {
    const struct sg_reading *reading = c->reading;
    const struct sg_gazetteer *g = c->gazetteer;
    uint32_t alias = reading->mentions[m].alias;
    const char *fold = g->aliases[alias].fold;
    for (size_t i = m; i-- > 0 && reading->mentions[i].sentence + 1 >= reading->mentions[m].sentence;) {
        const struct sg_actor *near = sg_mentioned_actor(c, &reading->mentions[i]);
        if (!near || !near->country)
            continue;
        uint32_t found = SG_NO_PACK;
        for (uint32_t a = alias; a != SG_NO_ALIAS; a = g->aliases[a].next) {
            uint32_t state = g->actors[g->aliases[a].actor].country;
            if (strcmp(g->aliases[a].fold, fold) || state == SG_NO_PACK ||
                strcmp(g->actors[state].id, near->country) != 0)
                continue;
            if (found != SG_NO_PACK && found != g->aliases[a].actor)
                return SG_NO_PACK;
            found = g->aliases[a].actor;
        }
        if (found != SG_NO_PACK)
            return found;
    }
    return SG_NO_PACK;
}

void sg_resolve_ambiguous(struct sg_context *c) {
    const struct sg_gazetteer *g = c->gazetteer;
    sg_find_focus(c);
    drop_strangers(c);
    sg_find_focus(c);
    for (size_t m = 0; m < c->reading->mention_count; m++) {
        struct sg_mention *mention = &c->reading->mentions[m];
        if (mention->actor != SG_NO_ACTOR || mention->alias >= g->alias_count ||
            mention->kind == SG_MENTION_GIVEN)
            continue;
        uint32_t fits = SG_NO_PACK, known = SG_NO_PACK, of_focus = SG_NO_PACK;
        uint32_t first = SG_NO_PACK;
        bool several = false, several_known = false, several_of_focus = false;
        const char *fold = g->aliases[mention->alias].fold;
        for (uint32_t a = mention->alias; a != SG_NO_ALIAS; a = g->aliases[a].next) {
            uint32_t actor = g->aliases[a].actor;
            if (strcmp(g->aliases[a].fold, fold))
                continue;
            const struct sg_pack_actor *known_actor = sg_gazetteer_actor(g, actor);
            /* "Labour" without a state is nobody's */
            if (known_actor->is_first && g->aliases[a].kind != SG_MENTION_SHORT)
                first = actor;
            if (has_country(c, actor)) {
                several |= fits != SG_NO_PACK && fits != actor;
                fits = actor;
            }
            if (is_of_focus(c, actor)) { /* "Congress" of a text on Peru */
                several_of_focus |= of_focus != SG_NO_PACK && of_focus != actor;
                of_focus = actor;
            }
            if (sg_roster_find_pack(&c->roster, actor)) {
                several_known |= known != SG_NO_PACK && known != actor;
                known = actor;
            }
        }
        if (known != SG_NO_PACK && !several_known)
            fits = known;
        else if (of_focus != SG_NO_PACK && !several_of_focus)
            fits = of_focus;
        else if (several && (of_focus = nearest_home(c, m)) != SG_NO_PACK)
            fits = of_focus;
        else if (several || fits == SG_NO_PACK)
            fits = first;
        else if (c->focus != SG_NO_ACTOR && !sg_shape_is_capital(&c->text, mention->first))
            fits = SG_NO_PACK; /* "the electoral commission" of Kenya is not Ghana's */
        if (fits == SG_NO_PACK && g->aliases[mention->alias].part_count > 1 &&
            sg_shape_is_capital(&c->text, mention->first) &&
            g->actors[g->aliases[mention->alias].actor].type == SG_TYPE_ORGANIZATION) {
            /* "National Assembly": a body, whosever it is */
            char *name = sg_span_name(c->reading, mention->first, mention->end_token, c->arena);
            if (name)
                mention->actor = sg_roster_named_actor(&c->roster, name, SG_TYPE_ORGANIZATION);
            mention->certainty = 0.6f;
            continue;
        }
        if (fits != SG_NO_PACK) {
            mention->actor = sg_roster_pack_actor(&c->roster, fits);
            /* the text itself settles it, or its state does */
            mention->certainty = fits == known || (fits == of_focus && !several_of_focus) ? 0.85f : 0.7f;
        }
    }
}
