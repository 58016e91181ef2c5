/* Roles: "President Assad" by the packs' people, "the Iraqi premier" by the document's date, "the
 * premier" by what the text said before. */
#include "resolve/holders.h"

#include <string.h>

#define NO_ROLE SG_STRMAP_NONE

/* "President Assad": the one person of that last name in the packs who held the role, and whose
 * state the text names if there are several. */
static uint32_t person_by_title(const struct sg_context *c, uint32_t token, const char *role) {
    char fold[SG_WORD_MAX];
    struct sg_name_parts parts;
    if (!sg_name_fold(fold, c->reading->tokens[token].form))
        return SG_NO_PACK;
    sg_name_parts(&parts, sg_lexis_normalizer(c->gazetteer->lexis), fold);
    if (!parts.count)
        return SG_NO_PACK;
    uint32_t first = sg_strmap_get(c->gazetteer->families, parts.text[parts.count - 1]);
    if (first == SG_STRMAP_NONE)
        return SG_NO_PACK;
    uint32_t found = SG_NO_PACK, found_here = SG_NO_PACK;
    bool several = false, several_here = false;
    for (uint32_t a = first; a; a = c->gazetteer->family_next[a - 1]) {
        const struct sg_pack_actor *person = &c->gazetteer->actors[a - 1];
        if (!sg_has_held(person, role, c->date))
            continue;
        uint32_t actor = c->gazetteer->merged[a - 1];
        several |= found != SG_NO_PACK && found != actor;
        found = actor;
        if (person->country != SG_NO_PACK && sg_roster_find_pack(&c->roster, person->country)) {
            several_here |= found_here != SG_NO_PACK && found_here != actor;
            found_here = actor;
        }
    }
    if (found_here != SG_NO_PACK)
        return several_here ? SG_NO_PACK : found_here;
    return several ? SG_NO_PACK : found;
}

/* The role whose words end right before a token, as far as five words back. */
static uint32_t role_before(const struct sg_context *c, uint32_t token, uint32_t sentence_first) {
    for (uint32_t back = SG_PHRASE_MAX; back; back--) {
        if (token < sentence_first + back)
            continue;
        uint32_t start = token - back, end = 0;
        if (!(sg_classes_at(c, start) & SG_REF_ROLE_START))
            continue;
        uint32_t role = sg_words_at(&end, c->referents->phrases, c->reading->tokens, start, token);
        if (role != NO_ROLE && end == token)
            return role;
    }
    return NO_ROLE;
}

void sg_resolve_titles(struct sg_context *c) {
    struct sg_reading *reading = c->reading;
    for (size_t m = 0; m < reading->mention_count; m++) {
        struct sg_mention *mention = &reading->mentions[m];
        if (mention->actor != SG_NO_ACTOR || mention->kind != SG_MENTION_NAME ||
            mention->end_token - mention->first != 1 || mention->alias != SG_NO_ALIAS ||
            mention->use == SG_USE_PLACE)
            continue;
        uint32_t role = role_before(c, mention->first, reading->sentences[mention->sentence].first);
        if (role == NO_ROLE)
            continue;
        uint32_t pack = person_by_title(c, mention->first, c->referents->roles[role].role);
        if (pack != SG_NO_PACK) {
            mention->actor = sg_roster_pack_actor(&c->roster, pack);
            mention->kind = SG_MENTION_SHORT;
            mention->certainty = 0.85f;
        }
    }
}

/* An official whose full name the text never gives: "President Ndongo said". One that a last-name
 * link could not settle is an actor under that name. */
static void name_titled(struct sg_context *c) {
    struct sg_reading *reading = c->reading;
    for (size_t m = 0; m < reading->mention_count; m++) {
        struct sg_mention *mention = &reading->mentions[m];
        if (mention->actor != SG_NO_ACTOR || mention->kind != SG_MENTION_NAME ||
            mention->end_token - mention->first != 1 || mention->certainty < 0.85f ||
            mention->alias != SG_NO_ALIAS || mention->use == SG_USE_PLACE)
            continue;
        const char *name = sg_span_name(reading, mention->first, mention->end_token, c->arena);
        if (name) /* "Mr Abernathy" has no office that we know of */
            mention->actor = sg_roster_named_actor(
                &c->roster, name, mention->certainty > 0.88f ? SG_TYPE_OFFICIAL : SG_TYPE_PERSON);
        if (mention->actor != SG_NO_ACTOR)
            mention->certainty = 0.7f;
    }
}

struct role_place {
    uint32_t role, token, end;
    uint32_t of;            /* actor */
    uint32_t first, behind; /* the whole description */
    bool is_definite, is_bound, has_of;
};

static bool is_filler(const struct sg_context *c, uint32_t token) {
    const struct sg_token *t = &c->reading->tokens[token];
    return (t->flags & SG_TOKEN_WORD) && !(t->flags & SG_TOKEN_CAPITAL) &&
           !c->text.mention_at[token] && (sg_classes_at(c, token) & SG_REF_ADJECTIVE);
}

/* A verb in front that takes "of" itself. */
static bool takes_of(const struct sg_context *c, uint32_t token, uint32_t first) {
    for (uint32_t i = token, steps = 0; i > first && steps < 3; i--, steps++)
        if (sg_classes_at(c, i - 1) & SG_REF_TAKES_OF)
            return true;
    return false;
}

/* Reads what stands around a role; false when it is no description of its holder. */
static bool read_role(struct sg_context *c, struct role_place *p) {
    const struct sg_reading *reading = c->reading;
    const struct sg_token *tokens = reading->tokens;
    const struct sg_sentence *sentence = &reading->sentences[tokens[p->token].sentence];
    p->of = SG_NO_ACTOR;
    p->first = p->token;
    p->behind = p->end;
    /* the noun of a title or of another noun: "Prime Minister X", "leader Khazali", "PM's office"
     * is fine, "president elect" is not */
    const struct sg_mention *next = sg_covering_mention(c, p->end);
    if (p->end < sentence->end_token && next && next->first == p->end &&
        sg_is_person(sg_mentioned_actor(c, next)))
        return false;
    /* "the Argentine president-elect": not yet */
    if (p->end < sentence->end_token && tokens[p->end].form[0] == '-' &&
        !(tokens[p->end].flags & SG_TOKEN_SPACE_BEFORE))
        return false;
    uint32_t i = p->token;
    while (i > sentence->first && i + 3 > p->token && is_filler(c, i - 1))
        i--;
    uint32_t before = i;
    if (before > sentence->first && (tokens[before - 1].flags & SG_TOKEN_POSSESSIVE))
        before--;
    /* "The Movement for Democratic Change (MDC) leader" */
    if (before > sentence->first + 2 && tokens[before - 1].form[0] == ')' &&
        tokens[before - 3].form[0] == '(')
        before--;
    if (before > sentence->first) {
        const struct sg_mention *left = sg_covering_mention(c, before - 1);
        if (before < i && tokens[before].form[0] == ')' && before > sentence->first + 2 && left) {
            /* the whole name in front of its letters */
            const struct sg_mention *whole = sg_covering_mention(c, before - 3);
            left = whole && whole->actor == left->actor ? whole : left;
        }
        const struct sg_actor *owner = sg_mentioned_actor(c, left);
        if (owner && !sg_is_person(owner)) {
            p->of = left->actor;
            p->has_of = true;
            p->first = left->first;
            p->is_definite = true;
            i = left->first;
        } else if (owner || left) {
            return false;
        }
    }
    if (i > sentence->first) {
        uint32_t classes = sg_classes_at(c, i - 1);
        /* "sworn in as Ivory Coast's president" */
        if ((classes & (SG_REF_FORMER | SG_REF_NOT_YET)) || sg_token_is(&tokens[i - 1], "as"))
            return false;
        if (classes & SG_REF_DETERMINER) {
            bool is_definite = (classes & SG_REF_DEFINITE) != 0;
            if (!is_definite && !c->referents->roles[p->role].is_same)
                return false;
            p->is_definite = true;
            p->first = i - 1;
        } else if (sg_token_is(&tokens[i - 1], "and") || sg_token_is(&tokens[i - 1], "or")) {
            /* "the president and prime minister": one article for both */
            for (uint32_t k = i - 1; k > sentence->first && k + 5 > i; k--)
                if (sg_classes_at(c, k - 1) & SG_REF_DEFINITE)
                    p->is_definite = true;
        }
    }
    if (!p->has_of && p->end + 1 < sentence->end_token && sg_token_is(&tokens[p->end], "of")) {
        uint32_t at = p->end + 1;
        while (at < sentence->end_token && at < p->end + 4 &&
               (sg_classes_at(c, at) & SG_REF_DETERMINER))
            at++;
        uint32_t m = at < sentence->end_token ? c->text.mention_at[at] : 0;
        const struct sg_mention *right = m ? &reading->mentions[m - 1] : NULL;
        const struct sg_actor *owner = sg_mentioned_actor(c, right);
        /* "leader of an Iran-backed militia", "the head of Haiti's police union" */
        bool is_joined = right && right->end_token < sentence->end_token &&
                         (tokens[right->end_token].form[0] == '-' ||
                          (tokens[right->end_token].flags & SG_TOKEN_POSSESSIVE));
        if ((!owner || sg_is_person(owner) || is_joined) && takes_of(c, i, sentence->first))
            return p->is_definite; /* "accused the premier of treachery" */
        if (!owner || sg_is_person(owner) || is_joined)
            return false; /* "the head of a delegation" */
        p->of = right->actor;
        p->has_of = true;
        p->behind = right->end_token;
        p->is_definite = true;
    }
    return true;
}

static void add_role_mention(struct sg_context *c, const struct role_place *p, uint32_t actor,
                             enum sg_mention_kind kind, float certainty) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t first = p->first;
    uint32_t sentence_first = c->reading->sentences[tokens[p->token].sentence].first;
    if (first > sentence_first && !c->text.mention_at[first - 1] &&
        (sg_classes_at(c, first - 1) & SG_REF_DETERMINER) &&
        !(sg_classes_at(c, first) & SG_REF_DETERMINER)) /* "said that the premier" */
        first--;
    struct sg_mention mention = {.first = first,
                                 .end_token = p->behind,
                                 .head = p->end - 1,
                                 .sentence = tokens[p->token].sentence,
                                 .actor = actor,
                                 .kind = kind,
                                 .alias = SG_NO_ALIAS,
                                 .certainty = certainty};
    sg_roster_mention(&c->roster, &mention);
}

/* "the leaders agreed", "EU leaders": nobody's role alone */
static bool is_plural(const struct sg_token *token) {
    size_t length = strlen(token->lower);
    return length > 3 && token->lower[length - 1] == 's' && token->lower[length - 2] != 's';
}

static bool is_restricted(const struct sg_context *c, uint32_t next) {
    const struct sg_token *token = &c->reading->tokens[next];
    uint32_t classes = sg_classes_at(c, next);
    return sg_token_is(token, "who") || sg_token_is(token, "whom") ||
           (sg_referent_pronoun(classes) != SG_PRONOUN_NONE &&
            !(classes & SG_REF_POSSESSIVE_PRONOUN));
}

#define LATELY 3 /* sentences */

static bool is_such_role(const struct sg_context *c, uint32_t have, uint32_t asked,
                         const char *word) {
    return have != SG_STRMAP_NONE &&
           (have == asked || sg_name_has(c->referents->roles[have].role, word));
}

/* "Kenyan Foreign Minister X landed. The minister ...": the one man of whom the text has just said that
 * he is such. */
static uint32_t recent_holder(const struct sg_context *c, const struct role_place *p) {
    const struct sg_reading *reading = c->reading;
    const struct sg_token *last = &reading->tokens[p->end - 1];
    uint32_t found = SG_NO_ACTOR;
    uint32_t from = last->sentence > LATELY ? last->sentence - LATELY : 0;
    size_t b = sg_bonds_from(c, reading->sentences[from].first);
    for (; b < c->bond_count && c->bonds[b].token < p->token; b++) {
        const struct sg_bond *bond = &c->bonds[b];
        if (bond->person == SG_NO_ACTOR || bond->is_former ||
            !is_such_role(c, bond->role, p->role, last->lower))
            continue;
        if (found != SG_NO_ACTOR && found != bond->person)
            return SG_NO_ACTOR;
        found = bond->person;
    }
    return found;
}

void sg_resolve_roles(struct sg_context *c) {
    struct sg_reading *reading = c->reading;
    name_titled(c);
    for (size_t i = 0; i < c->role_place_count; i++) {
        struct role_place p = {.token = c->role_places[i].token,
                               .end = c->role_places[i].end,
                               .role = c->role_places[i].role};
        const struct sg_sentence *sentence =
            &reading->sentences[reading->tokens[p.token].sentence];
        if (c->text.mention_at[p.token] || sg_bond_at(c, p.token) || !read_role(c, &p))
            continue;
        /* "accused the leader he had toppled": the words behind say which, and they are no name
         */
        if (!p.has_of && p.end < sentence->end_token && is_restricted(c, p.end))
            continue;
        const struct sg_role *role = &c->referents->roles[p.role];
        /* "Indonesia's chief security minister": a state has no chief */
        if (role->is_owned && p.of != SG_NO_ACTOR && reading->actors[p.of].type == SG_TYPE_STATE)
            continue;
        if (role->is_same) {
            uint32_t peer = p.of == SG_NO_ACTOR ? SG_NO_ACTOR : sg_counterpart(c, p.token, p.of);
            if (peer != SG_NO_ACTOR)
                add_role_mention(c, &p, peer, SG_MENTION_ROLE, 0.8f);
            continue;
        }
        if (role->is_one && p.is_definite && !is_plural(&reading->tokens[p.end - 1])) {
            struct sg_role_query query = {
                .role = p.role, .token = p.token, .end = p.end, .of = p.of, .has_of = p.has_of};
            float certainty = 0.9f;
            uint32_t person = sg_role_holder(c, &query, &certainty);
            if (person != SG_NO_ACTOR) {
                if (!p.has_of)
                    certainty *= 0.85f;
                add_role_mention(c, &p, person, SG_MENTION_ROLE, certainty);
                continue;
            }
        }
        bool is_bare = !p.has_of && p.end == p.token + 1 && p.first + 1 == p.token &&
                       (sg_classes_at(c, p.first) & SG_REF_DEFINITE);
        /* "the president" has one holder, and was refused above */
        uint32_t lately = is_bare && !role->is_one && !is_plural(&reading->tokens[p.end - 1]) && !role->is_private
                              ? recent_holder(c, &p)
                              : SG_NO_ACTOR;
        if (lately != SG_NO_ACTOR) {
            add_role_mention(c, &p, lately, SG_MENTION_ROLE, 0.7f);
            continue;
        }
        /* an official of a state or body who has no name speaks for it: "a Turkish foreign
         * ministry spokesman said" */
        bool is_list = p.behind > p.end && is_plural(&reading->tokens[p.end - 1]);
        /* "Turkey's opposition leader" speaks for no state */
        bool is_own_man = role->is_any_head && p.end > p.token + 1;
        /* "the leaders of Mexico, Chile and Peru" are those of all three: the tree has them */
        if (!role->is_private && !is_own_man && p.has_of && p.of != SG_NO_ACTOR &&
            p.first < p.token && !is_list && reading->actors[p.of].type == SG_TYPE_STATE)
            add_role_mention(c, &p, p.of, SG_MENTION_DESCRIPTION, 0.6f);
    }
    sg_roster_sort(&c->roster);
    sg_context_cover(c);
}
