/* An actor is called as the document calls it in full: "Mohammed Javad Zarif" where the pack has
 * Mohammad. The id stays the pack's, so graphs of many documents have one node. */
#include "resolve/context.h"

#include <string.h>

static bool is_same_text(const char *a, const char *b) { return !strcmp(a, b); }

/* "Fidesz party", "M23 rebels": the name, and what it is the name of. "Syrian rebels" is a name. */
static bool is_said_what(const struct sg_context *c, const struct sg_mention *mention,
                         const struct sg_actor *actor) {
    const char *name =
        sg_span_name(c->reading, mention->first, mention->end_token - 1, c->arena);
    return name && sg_gazetteer_find_name(c->gazetteer, name) == actor->pack;
}

/* The state that a name begins with, or ends in: "American Petroleum Institute", "Bank of Korea". */
static const char *state_inside(const struct sg_context *c, const struct sg_mention *name) {
    uint32_t ends[2] = {name->first, name->end_token - 1};
    for (int i = 0; i < 2; i++) {
        const struct sg_mention *inner = sg_covering_mention(c, ends[i]);
        const struct sg_actor *actor = inner == name ? NULL : sg_mentioned_actor(c, inner);
        if (actor && actor->type == SG_TYPE_STATE && actor->pack != SG_NO_PACK &&
            inner->kind != SG_MENTION_CAPITAL)
            return actor->id;
    }
    return NULL;
}

/* "Supreme Court", "Central Bank": each state has one, and graphs of many texts must not make them
 * one. The label stays what the text says. */
static void name_common_bodies(struct sg_context *c) {
    struct sg_reading *reading = c->reading;
    bool *seen = sg_arena_array(c->arena, reading->actor_count + 1, sizeof *seen);
    if (!seen || c->focus == SG_NO_ACTOR || reading->actors[c->focus].type != SG_TYPE_STATE)
        return;
    for (size_t m = 0; m < reading->mention_count; m++) {
        const struct sg_mention *mention = &reading->mentions[m];
        struct sg_actor *actor =
            mention->actor != SG_NO_ACTOR ? &reading->actors[mention->actor] : NULL;
        if (!actor || actor->pack != SG_NO_PACK || actor->type != SG_TYPE_ORGANIZATION ||
            actor->country || mention->kind != SG_MENTION_NAME || seen[mention->actor])
            continue;
        seen[mention->actor] = true;
        /* "China Development Bank", "U.S. Energy Information Administration": the name tells whose it
         * is, in a text on any state */
        const char *own = state_inside(c, mention);
        if (own) {
            actor->country = own;
            continue;
        }
        bool is_common = true;
        for (uint32_t i = mention->first; i < mention->end_token && is_common; i++)
            is_common = (sg_shape_classes(&c->text, i) & (SG_LEXIS_COMMON | SG_LEXIS_ORG)) ||
                        (sg_classes_at(c, i) & SG_REF_FUNCTION) || sg_covering_mention(c, i) != mention;
        char *id = is_common ? sg_arena_printf(c->arena, "%s-%s", reading->actors[c->focus].id,
                                               actor->id)
                             : NULL;
        if (id) {
            actor->country = reading->actors[c->focus].id;
            actor->id = id;
        }
    }
}

void sg_resolve_labels(struct sg_context *c) {
    struct sg_reading *reading = c->reading;
    name_common_bodies(c);
    char **full = sg_arena_array(c->arena, reading->actor_count + 1, sizeof *full);
    bool *has_canonical = sg_arena_array(c->arena, reading->actor_count + 1, sizeof *has_canonical);
    if (!full || !has_canonical)
        return;
    for (size_t m = 0; m < reading->mention_count; m++) {
        const struct sg_mention *mention = &reading->mentions[m];
        const struct sg_actor *actor = sg_mentioned_actor(c, mention);
        if (!actor || actor->pack == SG_NO_PACK || actor->type == SG_TYPE_STATE ||
            mention->kind != SG_MENTION_NAME || has_canonical[mention->actor])
            continue;
        uint32_t words = 0;
        bool has_owner = false; /* "Iran's Islamic Revolutionary Guard Corps" is no label */
        for (uint32_t i = mention->first; i + 1 < mention->end_token; i++)
            has_owner |=
                (reading->tokens[i].flags & SG_TOKEN_POSSESSIVE) != 0 && i > mention->first;
        for (uint32_t i = mention->first; i < mention->end_token; i++)
            words += (reading->tokens[i].flags & SG_TOKEN_WORD) &&
                     !(reading->tokens[i].flags & SG_TOKEN_POSSESSIVE);
        /* nor is "Britain-based Syrian Observatory" */
        for (uint32_t i = mention->first + 1; i + 1 < mention->end_token; i++)
            has_owner |= (reading->tokens[i].flags & SG_TOKEN_HYPHEN_BEFORE) &&
                         !(reading->tokens[i].flags & (SG_TOKEN_CAPITAL | SG_TOKEN_NUMBER)) &&
                         sg_shape_is_capital(&c->text, i + 1);
        /* "opposition forces" is how a text speaks of them, no name */
        if (!(reading->tokens[mention->first].flags & SG_TOKEN_CAPITAL) &&
            !sg_shape_is_capital(&c->text, mention->first))
            continue;
        bool is_mixed = false; /* "Turkish Kurdish PKK", 'Joaquin "El Chapo" Guzman' */
        for (uint32_t i = mention->first; i < mention->end_token; i++)
            is_mixed |= (reading->tokens[i].flags & (SG_TOKEN_ALL_CAPS | SG_TOKEN_QUOTE_OPEN)) != 0;
        bool is_small = !sg_shape_is_capital(&c->text, mention->end_token - 1);
        if (is_mixed || (is_small && (words > 2 || is_said_what(c, mention, actor))))
            continue;
        /* "Syrias army": an apostrophe that was lost */
        has_owner |= mention->alias < c->gazetteer->alias_count &&
                     strstr(c->gazetteer->aliases[mention->alias].text, "'s ") != NULL;
        if (mention->is_plural || has_owner)
            continue;
        if (words < 2) {
            /* "Taliban" beside "the Islamic Emirate" */
            char *plain = sg_span_name(reading, mention->first, mention->end_token, c->arena);
            has_canonical[mention->actor] |= plain && is_same_text(plain, actor->name);
            continue;
        }
        char *name = sg_span_name(reading, mention->first, mention->end_token, c->arena);
        if (!name)
            return;
        if (is_same_text(name, actor->name))
            has_canonical[mention->actor] = true;
        else if (!full[mention->actor])
            full[mention->actor] = name;
    }
    for (uint32_t a = 0; a < reading->actor_count; a++)
        if (full[a] && !has_canonical[a])
            reading->actors[a].name = full[a];
}
