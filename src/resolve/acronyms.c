/* Acronyms and second names that the text itself defines: "Asaib Ahl al-Haq (AAH)", "Saraya Awlia
 * al-Dam (Guardians of Blood Brigades)", "the Popular Mobilization Forces, known as the Hashd". */
#include "resolve/context.h"

#include <string.h>

#define BARE_MAX 2000 /* mentions */

static bool is_mark(const struct sg_token *token, char mark) {
    return token->length == 1 && token->form[0] == mark;
}

/* Whether the letters could stand for the name: two thirds of them, in order, are capitals or word
 * beginnings of it. "Iraqi Counter Terrorism Forces (ICTS)" is short of the rest. */
static bool abbreviates(const char *acronym, const struct sg_reading *reading, uint32_t first,
                        uint32_t end) {
    size_t letters = 0, hits = 0;
    uint32_t token = first;
    const char *p = token < end ? reading->tokens[token].form : "";
    for (const char *a = acronym; *a; a++) {
        if (*a == '.' || *a == '-')
            continue;
        letters++;
        uint32_t saved_token = token;
        const char *saved = p;
        bool hit = false;
        while (!hit && token < end) {
            const char *word = reading->tokens[token].form;
            bool begins = p == word || (p > word && p[-1] == '-') || (*p >= 'A' && *p <= 'Z');
            hit = *p && begins && (*p & ~0x20) == (*a & ~0x20);
            if (*p)
                p++;
            if (!*p)
                p = ++token < end ? reading->tokens[token].form : "";
        }
        if (hit)
            hits++;
        else {
            token = saved_token;
            p = saved;
        }
    }
    return letters >= 2 && hits * 3 >= letters * 2;
}

/* The first letters of a name's words, those that are capitals, sorted: "ACN" for the Catalan National
 * Assembly, which calls itself ANC. False when there are too many. */
static bool initials(char out[16], char sorted[16], const struct sg_reading *reading, uint32_t first,
                     uint32_t end) {
    size_t count = 0;
    for (uint32_t i = first; i < end; i++) {
        const struct sg_token *token = &reading->tokens[i];
        if (!(token->flags & SG_TOKEN_CAPITAL) || *token->form < 'A' || *token->form > 'Z')
            continue;
        if (count == 8)
            return false;
        out[count++] = *token->form;
    }
    out[count] = '\0';
    strcpy(sorted, out);
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k && sorted[k] < sorted[k - 1]; k--) {
            char letter = sorted[k];
            sorted[k] = sorted[k - 1];
            sorted[k - 1] = letter;
        }
    return count > 2;
}

/* Whether an acronym has just these letters, in any order. */
static bool has_letters(const char *acronym, const char *sorted) {
    size_t length = strlen(sorted);
    if (strlen(acronym) != length)
        return false;
    for (const char *p = sorted; *p; p++) {
        size_t wanted = 0, have = 0;
        for (size_t i = 0; i < length; i++) {
            wanted += sorted[i] == *p;
            have += acronym[i] == *p;
        }
        if (wanted != have)
            return false;
    }
    return true;
}

/* The names of bodies that an acronym may stand for, in the order of the text: gathered when the
 * first is asked for, since a text in capitals asks at each word. */
struct spelled {
    uint32_t first, actor;
    char own[16], sorted[16];
};

struct spellings {
    struct spelled *items;
    size_t count, capacity;
    bool is_ready;
};

static void gather(struct spellings *all, const struct sg_context *c) {
    const struct sg_reading *reading = c->reading;
    all->is_ready = true;
    for (size_t m = 0; m < reading->mention_count; m++) {
        const struct sg_mention *mention = &reading->mentions[m];
        const struct sg_actor *actor = sg_mentioned_actor(c, mention);
        struct spelled name = {.first = mention->first, .actor = mention->actor};
        if (!actor || mention->kind != SG_MENTION_NAME || mention->end_token < mention->first + 3 ||
            (actor->type != SG_TYPE_ORGANIZATION && actor->type != SG_TYPE_MILITIA) ||
            !initials(name.own, name.sorted, reading, mention->first, mention->end_token))
            continue;
        struct spelled *items =
            sg_arena_grow(c->arena, all->items, all->count, &all->capacity, sizeof *items);
        if (!items)
            return;
        all->items = items;
        items[all->count++] = name;
    }
}

/* A name of several words whose capitals are an acronym's, in their order, or in another where the
 * language of the country has one: SG_NO_ACTOR for none or two. */
static uint32_t spelled_out(const struct sg_context *c, struct spellings *all, uint32_t token,
                            bool any_order) {
    const struct sg_reading *reading = c->reading;
    const struct sg_token *acronym = &reading->tokens[token];
    if (acronym->length < 3 || acronym->length > 8)
        return SG_NO_ACTOR;
    for (uint32_t i = 0; i < acronym->length; i++)
        if (acronym->form[i] < 'A' || acronym->form[i] > 'Z')
            return SG_NO_ACTOR;
    uint32_t found = SG_NO_ACTOR;
    if (!all->is_ready)
        gather(all, c);
    for (size_t i = 0; i < all->count && all->items[i].first < token; i++) {
        const struct spelled *name = &all->items[i];
        if (!(any_order ? has_letters(acronym->form, name->sorted)
                        : !strcmp(name->own, acronym->form)))
            continue;
        if (found != SG_NO_ACTOR && found != name->actor)
            return SG_NO_ACTOR;
        found = name->actor;
    }
    return found;
}

static void set_actor(struct sg_context *c, uint32_t token, uint32_t actor) {
    struct sg_mention *mention = sg_covering_mention(c, token);
    if (mention && mention->kind != SG_MENTION_GIVEN && mention->end_token - mention->first == 1) {
        mention->actor = actor;
        mention->kind = SG_MENTION_ACRONYM;
        mention->certainty = 0.95f;
    } else if (!mention) {
        struct sg_mention fresh = {.first = token,
                                   .end_token = token + 1,
                                   .head = token,
                                   .sentence = c->reading->tokens[token].sentence,
                                   .actor = actor,
                                   .kind = SG_MENTION_ACRONYM,
                                   .alias = SG_NO_ALIAS,
                                   .certainty = 0.95f};
        sg_roster_mention(&c->roster, &fresh);
    }
}

/* "the Party of National Unity ... The PNU", with no bracket; "the ANC" of a text on the Catalan
 * National Assembly, which knows nothing of South Africa. */
static void read_bare(struct sg_context *c, struct spellings *all, uint32_t token) {
    struct sg_mention *mention = sg_covering_mention(c, token);
    const struct sg_actor *known = sg_mentioned_actor(c, mention);
    if (mention && (mention->end_token - mention->first != 1 || mention->kind == SG_MENTION_GIVEN))
        return;
    const struct sg_pack_actor *pack = known ? sg_gazetteer_actor(c->gazetteer, known->pack) : NULL;
    if (known && (!pack || known->type == SG_TYPE_STATE || pack->country == SG_NO_PACK ||
                  sg_is_at_home(c, pack)))
        return;
    uint32_t actor = spelled_out(c, all, token, false);
    if (actor == SG_NO_ACTOR)
        actor = spelled_out(c, all, token, true);
    if (actor != SG_NO_ACTOR && (!mention || actor != mention->actor))
        set_actor(c, token, actor);
}

/* All mentions of one actor become the other's: the text says that they are the same. */
static void merge_actor(struct sg_context *c, uint32_t from, uint32_t into) {
    if (sg_are_kept_apart(c, from, into))
        return;
    for (size_t m = 0; m < c->reading->mention_count; m++)
        if (c->reading->mentions[m].actor == from)
            c->reading->mentions[m].actor = into;
}

/* The mention that ends right before a token. */
static struct sg_mention *mention_before(const struct sg_context *c, uint32_t token) {
    if (!token)
        return NULL;
    uint32_t at = token - 1;
    if ((c->reading->tokens[at].flags & SG_TOKEN_POSSESSIVE) && at)
        at--;
    struct sg_mention *mention = sg_covering_mention(c, at);
    /* "the Alliance of Farmers of the Philippines, or AFP": not the state in the name */
    while (mention && mention > c->reading->mentions &&
           mention[-1].end_token == mention->end_token)
        mention--;
    return mention && mention->sentence == c->reading->tokens[token].sentence ? mention : NULL;
}

static bool is_body_type(enum sg_actor_type type) {
    return type == SG_TYPE_MILITIA || type == SG_TYPE_ORGANIZATION || type == SG_TYPE_STATE ||
           type == SG_TYPE_UNKNOWN;
}

/* "the Armed Forces of the Philippines, or AFP": just the name's capitals, whomever the packs call so. */
static bool is_spelled(const struct sg_context *c, const struct sg_mention *name, const char *acronym) {
    char own[16], sorted[16];
    return initials(own, sorted, c->reading, name->first, name->end_token) && !strcmp(own, acronym);
}

#define STEM 5 /* letters: Partiya Karkeren Kurdistane, Kurdistan Workers' Party */

/* Whether a name has a word of what a pack calls an actor, other than what bodies are called by:
 * "Trans-Pacific Partnership (TPP)" is no Taiwan People's Party. */
static bool shares_word(const struct sg_context *c, const struct sg_mention *name,
                        const struct sg_actor *actor) {
    const struct sg_pack_actor *pack = sg_gazetteer_actor(c->gazetteer, actor->pack);
    if (pack && !strchr(pack->name, ' ')) /* "China National Offshore Oil Corp (CNOOC)" */
        return true;
    for (uint32_t i = name->first; i < name->end_token; i++) {
        const struct sg_token *t = &c->reading->tokens[i];
        char stem[STEM + 1];
        if (t->lower_length < STEM || !(t->flags & SG_TOKEN_CAPITAL) ||
            (sg_shape_classes(&c->text, i) & (SG_LEXIS_ORG | SG_LEXIS_MILITIA)))
            continue;
        memcpy(stem, t->lower, STEM);
        stem[STEM] = '\0';
        if (sg_name_has(actor->name, stem) || (pack && sg_name_has(pack->name, stem)))
            return true;
    }
    return false;
}

/* "Name (ACR)" at the opening parenthesis; adds what it defines to `defined`. */
static void read_parenthesis(struct sg_context *c, uint32_t open, struct sg_strmap *defined) {
    const struct sg_token *tokens = c->reading->tokens;
    struct sg_mention *before = mention_before(c, open);
    if (!before || open + 2 >= c->reading->token_count)
        return;
    const struct sg_actor *actor = sg_mentioned_actor(c, before);
    uint32_t inner = open + 1;
    if (sg_token_is(&tokens[inner], "the") || sg_token_is(&tokens[inner], "or"))
        inner++;
    if (inner + 1 >= c->reading->token_count)
        return;
    struct sg_mention *gloss = sg_covering_mention(c, inner);
    bool is_single = is_mark(&tokens[inner + 1], ')') || sg_token_is(&tokens[inner + 1], "or") ||
                     is_mark(&tokens[inner + 1], ',');
    if (is_single && (tokens[inner].flags & SG_TOKEN_ALL_CAPS) && tokens[inner].length <= 12) {
        const struct sg_actor *known = sg_mentioned_actor(c, gloss);
        char own[16], sorted[16];
        bool is_letters = abbreviates(tokens[inner].form, c->reading, before->first, before->end_token) ||
                          /* "Union of Democratic Forces of Guinea (UFDG)" */
                          (initials(own, sorted, c->reading, before->first, before->end_token) &&
                           has_letters(tokens[inner].form, sorted));
        if (!is_letters &&
            !(actor && known && actor != known && actor->pack == SG_NO_PACK &&
              known->pack != SG_NO_PACK && known->type != SG_TYPE_STATE))
            return;
        if (!actor) { /* an open name that has an acronym is a body's */
            char *name = sg_span_name(c->reading, before->first, before->end_token, c->arena);
            if (!name || before->end_token - before->first < 2)
                return;
            before->actor = sg_roster_named_actor(&c->roster, name, SG_TYPE_ORGANIZATION);
            before->use = SG_USE_PARTY;
            if (before->actor == SG_NO_ACTOR)
                return;
            actor = &c->reading->actors[before->actor];
        }
        uint32_t meant = before->actor;
        if (known && known->pack != SG_NO_PACK && actor->pack == SG_NO_PACK &&
            known->type != SG_TYPE_STATE && is_body_type(actor->type) &&
            (!is_spelled(c, before, tokens[inner].form) || shares_word(c, before, known))) {
            /* "the People's Democratic Party (HDP)": a pack knows HDP under another spelling */
            merge_actor(c, before->actor, gloss->actor);
            meant = gloss->actor;
        }
        if (!is_body_type(c->reading->actors[meant].type))
            return;
        if (!sg_strmap_set(defined, tokens[inner].form, meant))
            c->roster.has_failed = true;
        return;
    }
    /* a second name in parentheses */
    if (gloss && actor && gloss->first == inner && gloss->end_token < c->reading->token_count &&
        (is_mark(&tokens[gloss->end_token], ')') || sg_token_is(&tokens[gloss->end_token], "or")) &&
        gloss->actor != SG_NO_ACTOR && gloss->actor != before->actor) {
        const struct sg_actor *other = &c->reading->actors[gloss->actor];
        if (is_body_type(actor->type) && is_body_type(other->type) &&
            actor->type != SG_TYPE_STATE && other->type != SG_TYPE_STATE) {
            if (other->pack == SG_NO_PACK)
                merge_actor(c, gloss->actor, before->actor);
            else if (actor->pack == SG_NO_PACK)
                merge_actor(c, before->actor, gloss->actor);
        }
    }
}

/* "the Popular Front for Reform, or PFR, ..." */
static void read_or(struct sg_context *c, uint32_t word, struct sg_strmap *defined) {
    const struct sg_token *tokens = c->reading->tokens;
    bool has_comma = is_mark(&tokens[word - 1], ',');
    const struct sg_token *acronym = &tokens[word + 1];
    if (!has_comma || !(acronym->flags & SG_TOKEN_ALL_CAPS) || acronym->length < 2 ||
        acronym->length > 12 || acronym->sentence != tokens[word].sentence)
        return;
    struct sg_mention *before = mention_before(c, word - 1);
    struct sg_mention *known = sg_covering_mention(c, word + 1);
    if (!before || before->actor == SG_NO_ACTOR || before->end_token - before->first < 2 ||
        (known && known->actor != SG_NO_ACTOR && !is_spelled(c, before, acronym->form)) ||
        !is_body_type(c->reading->actors[before->actor].type) ||
        !abbreviates(acronym->form, c->reading, before->first, before->end_token))
        return;
    if (!sg_strmap_set(defined, acronym->form, before->actor))
        c->roster.has_failed = true;
}

/* "General Khattiya Sawasdipol, better known as Seh Daeng," "Adolfo Macias, alias Fito," and what the
 * text then calls him. */
static void read_known_as(struct sg_context *c, uint32_t as) {
    const struct sg_token *tokens = c->reading->tokens;
    const struct sg_sentence *sentence = &c->reading->sentences[tokens[as].sentence];
    bool is_alias = !sg_token_is(&tokens[as], "as");
    if (as < sentence->first + 2 || (!is_alias && !sg_token_is(&tokens[as - 1], "known")))
        return;
    uint32_t at = is_alias ? as : as - 1;
    for (int steps = 0; steps < 3 && at > sentence->first && !c->text.mention_at[at - 1]; steps++)
        if (is_mark(&tokens[--at], ','))
            break;
    struct sg_mention *before = mention_before(c, at);
    uint32_t inner = as + 1;
    if (inner < sentence->end_token && (sg_classes_at(c, inner) & SG_REF_DETERMINER))
        inner++;
    struct sg_mention *gloss = sg_covering_mention(c, inner);
    if (!before || before->actor == SG_NO_ACTOR || !gloss || gloss->first != inner ||
        gloss->actor == before->actor || gloss->kind != SG_MENTION_NAME ||
        gloss->kind == SG_MENTION_GIVEN || before->kind == SG_MENTION_GIVEN ||
        gloss->alias != SG_NO_ALIAS)
        return;
    const struct sg_actor *actor = &c->reading->actors[before->actor];
    if (actor->type == SG_TYPE_STATE)
        return;
    char *name = sg_span_name(c->reading, gloss->first, gloss->end_token, c->arena);
    if (!name)
        return;
    uint32_t meant = before->actor, other = gloss->actor;
    if (other != SG_NO_ACTOR && c->reading->actors[other].pack == SG_NO_PACK) {
        merge_actor(c, other, meant);
    } else if (other == SG_NO_ACTOR) {
        for (size_t m = 0; m < c->reading->mention_count; m++) {
            struct sg_mention *open = &c->reading->mentions[m];
            const char *said = open->actor == SG_NO_ACTOR && open->kind == SG_MENTION_NAME &&
                                       open->end_token - open->first ==
                                           gloss->end_token - gloss->first
                                   ? sg_span_name(c->reading, open->first, open->end_token, c->arena)
                                   : NULL;
            if (!said || strcmp(said, name) != 0)
                continue;
            open->actor = meant;
            open->use = SG_USE_PARTY;
            open->certainty = 0.9f;
        }
    }
}

void sg_resolve_acronyms(struct sg_context *c) {
    struct sg_reading *reading = c->reading;
    struct sg_strmap *defined = NULL;
    struct spellings spellings = {.items = NULL};
    for (uint32_t i = 1; i + 2 < reading->token_count; i++) {
        if (sg_token_is(&reading->tokens[i], "as") ||
            (is_mark(&reading->tokens[i - 1], ',') &&
             sg_token_value(c->referents->second_names, &reading->tokens[i]) != SG_STRMAP_NONE))
            read_known_as(c, i);
        bool is_or = sg_token_is(&reading->tokens[i], "or");
        if (!is_mark(&reading->tokens[i], '(') && !is_or)
            continue;
        if (!defined && !(defined = sg_strmap_new())) {
            c->roster.has_failed = true;
            return;
        }
        if (is_or)
            read_or(c, i, defined);
        else
            read_parenthesis(c, i, defined);
    }
    if (defined && sg_strmap_count(defined)) {
        for (uint32_t i = 0; i < reading->token_count; i++) {
            if (!(reading->tokens[i].flags & SG_TOKEN_ALL_CAPS))
                continue;
            uint32_t actor = sg_strmap_get(defined, reading->tokens[i].form);
            if (actor != SG_STRMAP_NONE)
                set_actor(c, i, actor);
        }
        sg_roster_sort(&c->roster);
        sg_context_cover(c);
    }
    sg_strmap_free(defined);
    /* a text of thousands of names says what it means by its letters */
    for (uint32_t i = 0; i < reading->token_count && reading->mention_count < BARE_MAX; i++)
        if ((reading->tokens[i].flags & (SG_TOKEN_ALL_CAPS | SG_TOKEN_HYPHEN_BEFORE)) ==
            SG_TOKEN_ALL_CAPS)
            read_bare(c, &spellings, i);
    sg_roster_sort(&c->roster);
    sg_context_cover(c);
}
