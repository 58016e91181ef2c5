/* Roles: "President Assad" by the packs' people, "the Iraqi premier" by the document's date, "the
 * premier" by what the text said before. */
#include "resolve/context.h"

#include <string.h>

#define NO_ROLE SG_STRMAP_NONE

static const char *date_of(const struct sg_context *c) {
    const char *date = c->reading->document->date;
    return date && *date ? date : NULL;
}

static bool held(const struct sg_term *term, const char *date) {
    if (!date)
        return true;
    if (term->from && strncmp(date, term->from, strlen(term->from)) < 0)
        return false;
    return !term->until || strncmp(date, term->until, strlen(term->until)) <= 0;
}

/* Whether a pack's person held a role, or any role where none is named. */
static bool held_role(const struct sg_pack_actor *person, const char *role, const char *date) {
    for (size_t t = 0; t < person->term_count; t++)
        if (held(&person->terms[t], date) && (!role || !strcmp(person->terms[t].role, role)))
            return true;
    return false;
}

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
        if (!held_role(person, role, date_of(c)))
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

/* --- roles without a name. */

#define FAR 256 /* bonds looked at, either way */

/* "President Maduro" is no president of the National Assembly, "party leader Lee Jae-myung" of
 * Seoul not North Korea's leader: a title alone gives an office of a state, and of one's own. */
static bool gives_role(const struct sg_context *c, const struct sg_bond *bond, uint32_t role,
                       uint32_t of, bool is_sure) {
    if (bond->role != role || bond->is_former)
        return false;
    if (of == SG_NO_ACTOR || bond->of == of)
        return true;
    if (is_sure)
        return false;
    const struct sg_actor *actors = c->reading->actors;
    const char *country = actors[bond->person].country;
    /* "Serb List ... Its leader, Goran Rakic": of what "its" means, not of Serbia */
    return bond->of == SG_NO_ACTOR && !bond->is_owned && actors[of].type == SG_TYPE_STATE &&
           (!country || !strcmp(country, actors[of].id));
}

static size_t first_bond_from(const struct sg_context *c, uint32_t token) {
    size_t low = 0, high = c->bond_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c->bonds[middle].token < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The person whom the text gave the role: the last one before `token`, else the first behind it. */
static uint32_t holder_in_text(const struct sg_context *c, uint32_t role, uint32_t of,
                               uint32_t token, bool is_sure) {
    size_t low = first_bond_from(c, token);
    for (size_t b = low, steps = 0; b && steps < FAR; b--, steps++)
        if (gives_role(c, &c->bonds[b - 1], role, of, is_sure))
            return c->bonds[b - 1].person;
    for (size_t b = low; b < c->bond_count && b < low + FAR; b++)
        if (gives_role(c, &c->bonds[b], role, of, is_sure))
            return c->bonds[b].person;
    return SG_NO_ACTOR;
}

/* "the president" without a state: the only one whom the last sentences gave that role, or of two
 * the one of the text's own state. "President Yadav ordered ... accused the president." */
static uint32_t holder_nearby(const struct sg_context *c, uint32_t role, uint32_t token) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t found = SG_NO_ACTOR;
    bool several = false;
    for (size_t b = first_bond_from(c, token), steps = 0; b && steps < FAR; b--, steps++) {
        const struct sg_bond *bond = &c->bonds[b - 1];
        if (tokens[token].sentence - tokens[bond->token].sentence > 2)
            break;
        if (bond->role != role || bond->is_former ||
            (bond->of != SG_NO_ACTOR && c->reading->actors[bond->of].type != SG_TYPE_STATE &&
             c->referents->roles[role].is_head))
            continue; /* "the president" is not the bank's */
        const char *country = c->reading->actors[bond->person].country;
        if (c->focus != SG_NO_ACTOR && country && !strcmp(country, c->reading->actors[c->focus].id))
            return bond->person;
        several |= found != SG_NO_ACTOR && found != bond->person;
        found = bond->person;
    }
    return several ? SG_NO_ACTOR : found;
}

/* Who holds an office by the packs and stands in the sentence before; nobody where two do. */
static uint32_t holder_just_named(const struct sg_context *c, uint32_t role, uint32_t token) {
    const struct sg_reading *reading = c->reading;
    uint32_t sentence = reading->tokens[token].sentence, found = SG_NO_ACTOR;
    size_t low = 0, high = reading->mention_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (reading->mentions[middle].first < token)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t m = low; date_of(c) && m-- > 0 && reading->mentions[m].sentence + 1 >= sentence;) {
        const struct sg_actor *actor = sg_mentioned_actor(c, &reading->mentions[m]);
        const struct sg_pack_actor *person =
            sg_is_person(actor) ? sg_gazetteer_actor(c->gazetteer, actor->pack) : NULL;
        if (!person || !held_role(person, c->referents->roles[role].role, date_of(c)))
            continue;
        if (found != SG_NO_ACTOR && found != reading->mentions[m].actor)
            return SG_NO_ACTOR;
        found = reading->mentions[m].actor;
    }
    return found;
}

/* "the Serbian leader called the prime minister a liar": whoever the text named as one, were it far
 * away; the packs' premier whom it never names is meant only where it names no other. */
static uint32_t holder_anywhere(const struct sg_context *c, uint32_t role, uint32_t token,
                                bool *has_any) {
    uint32_t found = SG_NO_ACTOR, here = SG_NO_ACTOR;
    bool several = false, several_here = false;
    /* "Nawaz Sharif flew to New York. The premier ...": the packs know him for one */
    uint32_t near = holder_just_named(c, role, token);
    if (near != SG_NO_ACTOR)
        return near;
    size_t low = first_bond_from(c, token), start = low > FAR ? low - FAR : 0;
    for (size_t b = start; b < c->bond_count && b < low + FAR; b++) {
        const struct sg_bond *bond = &c->bonds[b];
        if (bond->role != role || bond->is_former ||
            (bond->of != SG_NO_ACTOR && c->reading->actors[bond->of].type != SG_TYPE_STATE))
            continue;
        several |= found != SG_NO_ACTOR && found != bond->person;
        found = bond->person;
        const char *country = c->reading->actors[bond->person].country;
        if (c->focus == SG_NO_ACTOR ||
            (bond->of != c->focus &&
             (!country || strcmp(country, c->reading->actors[c->focus].id) != 0)))
            continue;
        several_here |= here != SG_NO_ACTOR && here != bond->person;
        here = bond->person;
    }
    *has_any = found != SG_NO_ACTOR;
    return !several ? found : several_here ? SG_NO_ACTOR : here;
}

/* An office to look for: of that name, or any that heads the state. */
struct office {
    const char *role; /* NULL: whatever heads */
    uint32_t of_pack; /* SG_NO_PACK: of anything */
};

static bool is_of_office(const struct sg_context *c, const struct sg_term *term,
                         const struct office *office) {
    if (office->of_pack != SG_NO_PACK && term->of != office->of_pack)
        return false;
    if (office->role)
        return !strcmp(term->role, office->role);
    uint32_t role = sg_strmap_get(c->referents->phrases, term->role);
    return role != NO_ROLE && c->referents->roles[role].is_head && date_of(c);
}

/* The person of this document who holds the office by the packs, if there is just one. */
static uint32_t one_in_document(const struct sg_context *c, const struct office *office) {
    uint32_t found = SG_NO_ACTOR;
    /* a text of thousands of actors has no one president */
    for (uint32_t a = 0; a < c->reading->actor_count && a < 4096; a++) {
        const struct sg_actor *actor = &c->reading->actors[a];
        if (!sg_is_person(actor) || actor->pack == SG_NO_PACK)
            continue;
        const struct sg_pack_actor *person = &c->gazetteer->actors[actor->pack];
        for (size_t t = 0; t < person->term_count; t++) {
            if (!is_of_office(c, &person->terms[t], office) || !held(&person->terms[t], date_of(c)))
                continue;
            if (found != SG_NO_ACTOR && found != a)
                return SG_NO_ACTOR;
            found = a;
        }
    }
    return found;
}

static uint32_t holder_in_document(const struct sg_context *c, const char *role, uint32_t of_pack) {
    const struct office office = {role, of_pack};
    return one_in_document(c, &office);
}

/* "the Turkish leader", "Serbia's strongman": the one head of that state whom the text names. */
static uint32_t head_in_document(const struct sg_context *c, uint32_t state_pack, uint32_t token) {
    const struct office office = {NULL, state_pack};
    uint32_t one = state_pack == SG_NO_PACK ? SG_NO_ACTOR : one_in_document(c, &office);
    if (one != SG_NO_ACTOR || state_pack == SG_NO_PACK)
        return one;
    /* of a president and a premier the one who was named last: "Tsai ... The Taiwanese leader" */
    const struct sg_reading *reading = c->reading;
    size_t m = 0;
    while (m < reading->mention_count && reading->mentions[m].first < token)
        m++;
    for (size_t steps = 0; m-- > 0 && steps < FAR; steps++) {
        const struct sg_actor *actor = sg_mentioned_actor(c, &reading->mentions[m]);
        const struct sg_pack_actor *person =
            sg_is_person(actor) ? sg_gazetteer_actor(c->gazetteer, actor->pack) : NULL;
        for (size_t t = 0; person && t < person->term_count; t++)
            if (is_of_office(c, &person->terms[t], &office) && held(&person->terms[t], date_of(c)))
                return reading->mentions[m].actor;
    }
    return SG_NO_ACTOR;
}

static uint32_t holder(struct sg_context *c, uint32_t role, uint32_t of, uint32_t token,
                       float *certainty) {
    const struct sg_role *known = &c->referents->roles[role];
    uint32_t of_pack = of == SG_NO_ACTOR ? SG_NO_PACK : c->reading->actors[of].pack;
    uint32_t person = holder_in_text(c, role, of, token, true);
    *certainty = 0.9f;
    if (person != SG_NO_ACTOR)
        return person;
    /* "the president of the Harbour Bank" is none of the presidents that the packs know */
    if (of != SG_NO_ACTOR && of_pack == SG_NO_PACK)
        return SG_NO_ACTOR;
    if (of_pack != SG_NO_PACK) {
        uint32_t pack = sg_gazetteer_holder(c->gazetteer, known->role, of_pack, date_of(c));
        *certainty = 0.85f;
        if (pack != SG_NO_PACK)
            return sg_roster_pack_actor(&c->roster, pack);
        /* "Boston Fed president X" is not the US president, whom the packs know */
        person = holder_in_text(c, role, of, token, false);
        if (person != SG_NO_ACTOR)
            return person;
        if (known->is_any_head && c->reading->actors[of].type == SG_TYPE_STATE) {
            *certainty = 0.75f;
            return head_in_document(c, of_pack, token);
        }
        if (date_of(c))
            return SG_NO_ACTOR;
    }
    *certainty = 0.7f;
    return holder_in_document(c, known->role, of_pack);
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
            if (!is_definite)
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
        bool is_joined = right && right->end_token < sentence->end_token &&
                         tokens[right->end_token].form[0] == '-';
        if ((!owner || sg_is_person(owner) || is_joined) && takes_of(c, i, sentence->first))
            return p->is_definite; /* "accused the premier of treachery" */
        if (!owner || sg_is_person(owner) || is_joined)
            return false; /* "the head of a delegation", "leader of an Iran-backed militia" */
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
        (sg_classes_at(c, first - 1) & SG_REF_DETERMINER))
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

void sg_resolve_roles(struct sg_context *c) {
    struct sg_reading *reading = c->reading;
    name_titled(c);
    for (uint32_t s = 0; s < reading->sentence_count; s++) {
        const struct sg_sentence *sentence = &reading->sentences[s];
        for (uint32_t i = sentence->first; i < sentence->end_token;) {
            struct role_place p = {.token = i, .end = i + 1};
            if (!(reading->tokens[i].flags & SG_TOKEN_WORD) ||
                !(sg_classes_at(c, i) & SG_REF_ROLE_START)) {
                i++;
                continue;
            }
            p.role =
                sg_words_at(&p.end, c->referents->phrases, reading->tokens, i, sentence->end_token);
            if (p.role == NO_ROLE) {
                i++;
                continue;
            }
            i = p.end;
            if (c->text.mention_at[p.token] || sg_bond_at(c, p.token) || !read_role(c, &p))
                continue;
            /* "accused the leader he had toppled": the words behind say which, and they are no name
             */
            if (!p.has_of && p.end < sentence->end_token && is_restricted(c, p.end))
                continue;
            const struct sg_role *role = &c->referents->roles[p.role];
            if (role->is_one && p.is_definite && !is_plural(&reading->tokens[p.end - 1])) {
                uint32_t of = p.of;
                if (of == SG_NO_ACTOR && c->focus != SG_NO_ACTOR && role->is_head)
                    of = c->focus;
                float certainty = 0.9f;
                uint32_t person = p.has_of ? SG_NO_ACTOR : holder_nearby(c, p.role, p.token);
                bool has_any = false;
                if (person == SG_NO_ACTOR && !p.has_of && role->is_head)
                    person = holder_anywhere(c, p.role, p.token, &has_any);
                if (person == SG_NO_ACTOR && !has_any)
                    person = holder(c, p.role, of, p.token, &certainty);
                if (person != SG_NO_ACTOR) {
                    if (!p.has_of)
                        certainty *= 0.85f;
                    add_role_mention(c, &p, person, SG_MENTION_ROLE, certainty);
                    continue;
                }
            }
            /* an official of a state or body who has no name speaks for it: "a Turkish foreign
             * ministry spokesman said" */
            bool is_list = p.behind > p.end && is_plural(&reading->tokens[p.end - 1]);
            /* "the leaders of Mexico, Chile and Peru" are those of all three: the tree has them */
            if (!role->is_private && p.has_of && p.of != SG_NO_ACTOR && p.first < p.token &&
                !is_list && reading->actors[p.of].type == SG_TYPE_STATE)
                add_role_mention(c, &p, p.of, SG_MENTION_DESCRIPTION, 0.6f);
        }
    }
    sg_roster_sort(&c->roster);
    sg_context_cover(c);
}
