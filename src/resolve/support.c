/* Names that need more than their letters: an acronym of a pack, or one word that meets a pack's
 * name only by its normal form. "AAA bonds" are no brigade of Iraq, "National Westminster Bank PLC"
 * is no parliament of Palestine, and Summers, of the US Treasury, is not Somair of Niger. Such a
 * name stands for the actor only where the text has its state, or names it in full elsewhere; or
 * where the acronym is known the world over (names.json: well_known) and not a word in capitals. */
#include "resolve/context.h"

#include <string.h>

/* How the name was matched: plain (as written, more than an acronym), by an acronym, or loosely. */
enum bond_of_name { IS_PLAIN, IS_ACRONYM, IS_LOOSE };

static const char *behind_hyphens(const char *word) {
    const char *hyphen = strrchr(word, '-');
    return hyphen ? hyphen + 1 : word;
}

static enum bond_of_name kind_of(const struct sg_context *c, const struct sg_mention *mention) {
    const struct sg_alias *alias = &c->gazetteer->aliases[mention->alias];
    if (alias->flags & SG_ALIAS_CAPITALS)
        return alias->flags & SG_ALIAS_OF_STATE ? IS_PLAIN : IS_ACRONYM;
    if (alias->part_count != 1 || (alias->flags & SG_ALIAS_OF_STATE))
        return IS_PLAIN;
    /* the last word is the name, what stands before it is an article: "the Houthis", "al-Houthi" */
    char fold[SG_WORD_MAX];
    sg_name_fold(fold, c->reading->tokens[mention->head].form);
    const char *word = behind_hyphens(fold), *name = behind_hyphens(alias->fold);
    size_t length = strlen(word), have = strlen(name);
    bool is_same = length >= have && !memcmp(word, name, have) &&
                   (length == have || (length == have + 1 && word[have] == 's'));
    return is_same ? IS_PLAIN : IS_LOOSE;
}

static bool is_shouted(const struct sg_reading *reading, const struct sg_sentence *sentence,
                       uint32_t token) {
    return token >= sentence->first && token < sentence->end_token &&
           (reading->tokens[token].flags & SG_TOKEN_ALL_CAPS) && reading->tokens[token].length > 3;
}

/* "WHO IS TO BLAME", "OBAMA PLAN": a word among capitals. */
static bool is_word_in_capitals(const struct sg_context *c, const struct sg_mention *mention) {
    const struct sg_token *token = &c->reading->tokens[mention->first];
    if (!(sg_lexis_token_classes(c->gazetteer->lexis, token) &
          SG_LEXIS_COMMON))
        return false;
    const struct sg_sentence *sentence = &c->reading->sentences[mention->sentence];
    return is_shouted(c->reading, sentence, mention->end_token) ||
           (mention->first && is_shouted(c->reading, sentence, mention->first - 1));
}

static bool is_well_known(const struct sg_context *c, const struct sg_mention *mention) {
    char fold[SG_WORD_MAX];
    size_t length = sg_name_fold(fold, c->gazetteer->aliases[mention->alias].text);
    return (sg_lexis_classes(c->gazetteer->lexis, fold, length) & SG_LEXIS_WELL_KNOWN) != 0;
}

/* "National Westminster Bank PLC", "Bond Inc": the tail of a name. */
static bool ends_other_name(const struct sg_context *c, const struct sg_mention *mention) {
    if (mention->first == c->reading->sentences[mention->sentence].first)
        return false;
    const struct sg_token *before = &c->reading->tokens[mention->first - 1];
    /* "the pro-Kurdish HDP" */
    return (before->flags & SG_TOKEN_CAPITAL) &&
           !(before->flags & (SG_TOKEN_SENTENCE_START | SG_TOKEN_HYPHEN_BEFORE)) &&
           !(before->flags & SG_TOKEN_POSSESSIVE) && !sg_covering_mention(c, mention->first - 1) &&
           !(sg_lexis_token_classes(c->gazetteer->lexis, before) &
             (SG_LEXIS_TITLE | SG_LEXIS_VOICE | SG_LEXIS_PEOPLES));
}

/* "Mocimboa da Praia" is no Praia: the end of a place's name, of capitals and a small word. */
static bool ends_place_name(const struct sg_context *c, const struct sg_mention *mention) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t first = c->reading->sentences[mention->sentence].first;
    if (mention->kind != SG_MENTION_CAPITAL || mention->first < first + 2 ||
        mention->end_token != mention->first + 1)
        return false;
    const struct sg_token *link = &tokens[mention->first - 1];
    return !(link->flags & SG_TOKEN_CAPITAL) && link->length > 1 && !sg_token_is(link, "of") &&
           (sg_lexis_token_classes(c->gazetteer->lexis, link) & SG_LEXIS_CONNECTOR) &&
           (tokens[mention->first - 2].flags & SG_TOKEN_CAPITAL) &&
           !sg_mentioned_actor(c, sg_covering_mention(c, mention->first - 2));
}

/* "The African National Congress ... COSATU": a body of the same state is named, or the text comes from
 * there. */
static bool is_among_own(const struct sg_context *c, const struct sg_pack_actor *actor,
                         const bool *is_named, uint32_t from) {
    if (actor->country == SG_NO_PACK)
        return false;
    if (actor->country == from)
        return true;
    const char *id = c->gazetteer->actors[actor->country].id;
    for (size_t a = 0; a < c->reading->actor_count; a++)
        if (is_named[a] && c->reading->actors[a].country &&
            c->reading->actors[a].type != SG_TYPE_PERSON && !strcmp(c->reading->actors[a].country, id))
            return true;
    return false;
}

void sg_drop_unsupported(struct sg_context *c) {
    struct sg_reading *reading = c->reading;
    bool *is_named = sg_arena_array(c->arena, reading->actor_count + 1, sizeof *is_named);
    uint32_t from = sg_dateline_state(c);
    bool dropped = false;
    if (!is_named)
        return;
    for (size_t m = 0; m < reading->mention_count; m++) {
        const struct sg_mention *mention = &reading->mentions[m];
        if (mention->actor != SG_NO_ACTOR &&
            (mention->alias >= c->gazetteer->alias_count || kind_of(c, mention) == IS_PLAIN))
            is_named[mention->actor] = true;
    }
    for (size_t m = 0; m < reading->mention_count; m++) {
        struct sg_mention *mention = &reading->mentions[m];
        if (mention->actor == SG_NO_ACTOR || mention->alias >= c->gazetteer->alias_count ||
            mention->kind == SG_MENTION_GIVEN)
            continue;
        if (ends_place_name(c, mention)) {
            mention->end_token = 0;
            dropped = true;
            continue;
        }
        enum bond_of_name kind = kind_of(c, mention);
        if (kind == IS_PLAIN)
            continue;
        const struct sg_pack_actor *actor =
            sg_gazetteer_actor(c->gazetteer, c->gazetteer->aliases[mention->alias].actor);
        /* a person or a firm of another spelling is named in full first: "Wen" is no U Win */
        bool is_supported = is_named[mention->actor] ||
                            ((kind == IS_ACRONYM || actor->type == SG_TYPE_MILITIA) &&
                             sg_is_at_home(c, actor)) ||
                            (kind == IS_ACRONYM && is_among_own(c, actor, is_named, from)) ||
                            (kind == IS_ACRONYM && is_well_known(c, mention));
        if (kind == IS_ACRONYM && is_supported)
            is_supported = !is_word_in_capitals(c, mention) &&
                           (is_named[mention->actor] || !ends_other_name(c, mention));
        if (is_supported)
            continue;
        mention->end_token = 0;
        dropped = true;
    }
    if (dropped) {
        sg_roster_sort(&c->roster);
        sg_context_cover(c);
    }
}
