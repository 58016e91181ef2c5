/* Short forms after full ones: "Askari" for Abu Ali al-Askari, "Kim" for Kim Jong Un. */
#include "resolve/context.h"

#include <string.h>

/* What a short form may stand for. Two people of one last name stay apart. */
struct owner {
    uint32_t actor;  /* first one */
    uint32_t others; /* how many different ones beside it */
    uint32_t full;   /* a person whose full name the text has, + 1 */
    bool has_several_full;
};

#define OTHER 0x40000000u /* owners from here on are open names, no actors */

struct index {
    struct sg_strmap *keys; /* normal form of a part -> index in owners */
    struct owner *owners;
    size_t capacity;
    bool *has_full; /* by actor: the text has more of the name than the last one */
};

static void add_owner(struct sg_context *c, struct index *index, const char *key, uint32_t actor) {
    uint32_t at = sg_strmap_intern(index->keys, key);
    if (at == SG_STRMAP_NONE) {
        c->roster.has_failed = true;
        return;
    }
    size_t count = sg_strmap_count(index->keys);
    if (at + 1 == count && at == index->capacity) {
        size_t capacity = index->capacity;
        index->owners = sg_arena_grow(c->arena, index->owners, capacity, &index->capacity,
                                      sizeof(struct owner));
        if (!index->owners) {
            c->roster.has_failed = true;
            return;
        }
    }
    struct owner *owner = &index->owners[at];
    if (owner->actor == 0 && owner->others == 0)
        owner->actor = actor + 1;
    else if (owner->actor != actor + 1)
        owner->others++;
}

static bool last_part(char *out, const struct sg_context *c, const char *word) {
    struct sg_name_parts parts;
    sg_word_parts(&parts, c->gazetteer, word, strlen(word));
    if (!parts.count)
        return false;
    strcpy(out, parts.text[parts.count - 1]);
    return true;
}

static bool first_part(char *out, const struct sg_context *c, const char *word) {
    struct sg_name_parts parts;
    sg_word_parts(&parts, c->gazetteer, word, strlen(word));
    if (!parts.count)
        return false;
    strcpy(out, parts.text[0]);
    return true;
}

static void note_full_name(struct index *index, const char *key, uint32_t actor) {
    uint32_t at = sg_strmap_get(index->keys, key);
    index->has_full[actor] = true;
    if (at == SG_STRMAP_NONE || !index->owners)
        return;
    struct owner *owner = &index->owners[at];
    owner->has_several_full |= owner->full && owner->full != actor + 1;
    owner->full = actor + 1;
}

/* The person's last name, and the first word too where it is no given name: "Xi", "Ban". */
static void index_person(struct sg_context *c, struct index *index, const struct sg_mention *m) {
    const struct sg_token *tokens = c->reading->tokens;
    uint32_t end = m->end_token;
    while (end > m->first + 1 && (tokens[end - 1].flags & SG_TOKEN_POSSESSIVE))
        end--;
    /* "Ferdinand Marcos Jr.", "Robert F. Kennedy, Jr.": what he is called by stands in front */
    while (end > m->first + 2 &&
           (tokens[end - 1].form[0] == '.' || tokens[end - 1].form[0] == ',' ||
            sg_token_value(c->referents->name_tails, &tokens[end - 1]) != SG_STRMAP_NONE))
        end--;
    if (end - m->first < 2)
        return;
    char key[SG_WORD_MAX], first[SG_WORD_MAX];
    if (last_part(key, c, tokens[end - 1].form) && strlen(key) >= 2) {
        add_owner(c, index, key, m->actor);
        note_full_name(index, key, m->actor);
    }
    uint32_t classes = sg_shape_classes(&c->text, m->first);
    /* "Ban" for Ban Ki-moon, whom the packs know; no ordinary word for others */
    bool is_plain = (classes & SG_LEXIS_COMMON) && c->reading->actors[m->actor].pack == SG_NO_PACK;
    if (!is_plain &&
        !(classes & (SG_LEXIS_MALE | SG_LEXIS_FEMALE | SG_LEXIS_TITLE | SG_LEXIS_TITLE_TAIL |
                     SG_LEXIS_CONNECTOR)) &&
        first_part(first, c, tokens[m->first].form) && strcmp(first, key) && strlen(first) >= 2 &&
        tokens[m->first].length >= 2)
        add_owner(c, index, first, m->actor);
}

/* A canonical name of a pack knows its last word too, though the text had an alias. */
static void index_pack_person(struct sg_context *c, struct index *index, uint32_t actor) {
    const char *name = c->reading->actors[actor].name;
    const char *last = strrchr(name, ' ');
    char key[SG_WORD_MAX];
    if (last && last_part(key, c, last + 1) && strlen(key) >= 3)
        add_owner(c, index, key, actor);
}

static bool is_short_candidate(const struct sg_context *c, uint32_t token) {
    if (!sg_shape_is_capital(&c->text, token))
        return false;
    uint32_t classes = sg_shape_classes(&c->text, token);
    const struct sg_token *t = &c->reading->tokens[token];
    /* "Chief Justice Roberts" is no Adam Schiff */
    if ((classes & (SG_LEXIS_CALENDAR | SG_LEXIS_CONNECTOR | SG_LEXIS_TITLE | SG_LEXIS_TITLE_TAIL)) ||
        (sg_classes_at(c, token) & SG_REF_ROLE_START))
        return false;
    bool is_start = (t->flags & SG_TOKEN_SENTENCE_START) ||
                    (token && (c->reading->tokens[token - 1].flags & SG_TOKEN_QUOTE_OPEN));
    if (is_start && (classes & SG_LEXIS_COMMON)) {
        /* "Knights said", but not "Rice prices" */
        return token + 1 < c->reading->token_count &&
               (sg_classes_at(c, token + 1) & (SG_REF_SPEECH | SG_REF_BE));
    }
    return true;
}

/* Whether a neighbour makes it part of another name: "Ali Khamenei's" son "Mojtaba Khamenei". */
static bool has_other_name_beside(const struct sg_context *c, uint32_t token) {
    const struct sg_token *tokens = c->reading->tokens;
    if (token && tokens[token - 1].sentence == tokens[token].sentence &&
        !c->text.mention_at[token - 1] && sg_shape_is_capital(&c->text, token - 1) &&
        !(tokens[token - 1].flags & SG_TOKEN_SENTENCE_START)) {
        uint32_t classes = sg_shape_classes(&c->text, token - 1);
        if (!(classes & (SG_LEXIS_TITLE | SG_LEXIS_TITLE_TAIL | SG_LEXIS_COMMON)) ||
            (classes & SG_LEXIS_CONNECTOR))
            return true;
    }
    return false;
}

static uint32_t owner_of(const struct sg_context *c, const struct index *index, uint32_t token) {
    char key[SG_WORD_MAX];
    if (!last_part(key, c, c->reading->tokens[token].form))
        return SG_NO_ACTOR;
    uint32_t at = sg_strmap_get(index->keys, key);
    if (at == SG_STRMAP_NONE || index->owners[at].others)
        return SG_NO_ACTOR;
    if (index->owners[at].actor > OTHER)
        return SG_NO_ACTOR;
    /* "It" is no other spelling of Iyit */
    const struct sg_token *t = &c->reading->tokens[token];
    const struct sg_actor *owner = &c->reading->actors[index->owners[at].actor - 1];
    if ((sg_shape_classes(&c->text, token) & SG_LEXIS_COMMON) && !sg_name_has(owner->name, t->lower))
        return SG_NO_ACTOR;
    return index->owners[at].actor - 1;
}

/* "Ali Khamenei" after "Ayatollah Ali Khamenei"; "Antony Blinken" and "Tony Blinken" stay apart
 * here: only a name whose words are all in the longer one is the same. */
static bool words_within(const struct sg_context *c, const char *name, const char *longer) {
    char want[SG_WORD_MAX], have[SG_WORD_MAX], word[SG_WORD_MAX];
    for (const char *p = name; *p;) {
        size_t length = strcspn(p, " ");
        snprintf(word, sizeof word, "%.*s", (int)length, p);
        bool found = !last_part(want, c, word);
        for (const char *q = longer; *q && !found;) {
            size_t size = strcspn(q, " ");
            snprintf(word, sizeof word, "%.*s", (int)size, q);
            found = last_part(have, c, word) && !strcmp(want, have);
            q += size + (q[size] == ' ');
        }
        if (!found)
            return false;
        p += length + (p[length] == ' ');
    }
    return true;
}

/* Full names of found people that are a shorter form of another's full name are that person. */
static void join_shorter_names(struct sg_context *c, const struct index *index) {
    struct sg_reading *reading = c->reading;
    uint32_t *same = sg_arena_array(c->arena, reading->actor_count + 1, sizeof *same);
    if (!same)
        return;
    char key[SG_WORD_MAX];
    for (uint32_t a = 0; a < reading->actor_count; a++) {
        same[a] = a;
        const struct sg_actor *actor = &reading->actors[a];
        if (!sg_is_person(actor) || actor->pack != SG_NO_PACK)
            continue;
        const char *last = strrchr(actor->name, ' ');
        if (!last_part(key, c, last ? last + 1 : actor->name))
            continue;
        uint32_t at = sg_strmap_get(index->keys, key);
        if (at == SG_STRMAP_NONE || index->owners[at].others > 1)
            continue;
        /* the pair is looked for among the few of that last name only */
        uint32_t other = index->owners[at].actor - 1;
        if (other == a || other >= reading->actor_count)
            continue;
        const struct sg_actor *longer = &reading->actors[other];
        if (sg_are_kept_apart(c, a, other))
            continue;
        if (words_within(c, actor->name, longer->name))
            same[a] = other;
        else if (longer->pack == SG_NO_PACK && words_within(c, longer->name, actor->name))
            same[other] = a;
    }
    for (size_t m = 0; m < reading->mention_count; m++) {
        uint32_t a = reading->mentions[m].actor;
        if (a != SG_NO_ACTOR && a < reading->actor_count)
            reading->mentions[m].actor = same[same[a]];
    }
}

static void build(struct sg_context *c, struct index *index) {
    struct sg_reading *reading = c->reading;
    for (size_t m = 0; m < reading->mention_count; m++) {
        const struct sg_mention *mention = &reading->mentions[m];
        const struct sg_actor *actor = sg_mentioned_actor(c, mention);
        bool is_open = mention->actor == SG_NO_ACTOR && mention->kind == SG_MENTION_NAME &&
                       mention->alias == SG_NO_ALIAS && mention->use != SG_USE_PLACE &&
                       mention->end_token - mention->first >= 2;
        if (is_open) {
            /* "Reza Zandi", of whom we know nothing, keeps "Zandi" from being another Zandi */
            char key[SG_WORD_MAX];
            if (last_part(key, c, reading->tokens[mention->end_token - 1].form))
                add_owner(c, index, key, OTHER + (uint32_t)m);
            continue;
        }
        if (!sg_is_person(actor))
            continue;
        index_person(c, index, mention);
        if (actor->pack != SG_NO_PACK)
            index_pack_person(c, index, mention->actor);
    }
}

static bool open_index(struct sg_context *c, struct index *index) {
    *index = (struct index){.keys = sg_strmap_new_in(c->arena)};
    index->has_full =
        sg_arena_array(c->arena, c->reading->actor_count + 1, sizeof *index->has_full);
    if (!index->keys || !index->has_full) {
        c->roster.has_failed = true;
        return false;
    }
    build(c, index);
    return true;
}

/* The text names somebody else of that last name in full, and never the pack's person: "Grace
 * Mbeki ... Mbeki". */
static bool is_somebody_else(const struct sg_context *c, const struct index *index,
                             const struct sg_mention *mention) {
    char key[SG_WORD_MAX];
    if (mention->kind != SG_MENTION_SHORT || mention->alias >= c->gazetteer->alias_count ||
        mention->end_token - mention->first != 1 || index->has_full[mention->actor] ||
        !last_part(key, c, c->reading->tokens[mention->first].form))
        return false;
    uint32_t at = sg_strmap_get(index->keys, key);
    /* its own entry is there too, by the pack's full name */
    return at != SG_STRMAP_NONE && index->owners[at].full;
}

static void link_token(struct sg_context *c, const struct index *index, uint32_t token) {
    struct sg_mention *mention = sg_covering_mention(c, token);
    if (mention && mention->actor != SG_NO_ACTOR && is_somebody_else(c, index, mention)) {
        char key[SG_WORD_MAX];
        if (!last_part(key, c, c->reading->tokens[mention->first].form))
            return;
        const struct owner *owner = &index->owners[sg_strmap_get(index->keys, key)];
        mention->actor = owner->has_several_full ? SG_NO_ACTOR : owner->full - 1;
        mention->certainty = 0.85f;
        return;
    }
    if (mention) {
        const struct sg_actor *actor = sg_mentioned_actor(c, mention);
        uint32_t count = mention->end_token - mention->first;
        bool is_open = mention->kind == SG_MENTION_NAME && !actor && count == 1;
        /* "Jordan" where the text has a Michael Jordan and the state is but a guess */
        bool is_weak = mention->kind == SG_MENTION_NAME && actor && count == 1 &&
                       actor->type == SG_TYPE_STATE && mention->certainty < 0.8f;
        if (!is_open && !is_weak)
            return;
        uint32_t owner = owner_of(c, index, token);
        if (owner == SG_NO_ACTOR)
            return;
        mention->actor = owner;
        mention->kind = SG_MENTION_SHORT;
        mention->use = SG_USE_PARTY;
        mention->certainty = 0.9f;
        return;
    }
    if (!is_short_candidate(c, token) || has_other_name_beside(c, token))
        return;
    uint32_t owner = owner_of(c, index, token);
    if (owner == SG_NO_ACTOR)
        return;
    struct sg_mention fresh = {.first = token,
                               .end_token = token + 1,
                               .head = token,
                               .sentence = c->reading->tokens[token].sentence,
                               .actor = owner,
                               .kind = SG_MENTION_SHORT,
                               .alias = SG_NO_ALIAS,
                               .certainty = 0.85f};
    sg_roster_mention(&c->roster, &fresh);
}

void sg_resolve_short_names(struct sg_context *c) {
    struct index index;
    if (!open_index(c, &index))
        return;
    if (sg_strmap_count(index.keys)) {
        join_shorter_names(c, &index);
        if (!open_index(c, &index))
            return;
        for (uint32_t i = 0; i < c->reading->token_count; i++)
            if (c->reading->tokens[i].flags & SG_TOKEN_WORD)
                link_token(c, &index, i);
        sg_roster_sort(&c->roster);
        sg_context_cover(c);
    }
}
