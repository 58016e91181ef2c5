/* The cautious fallbacks: where the tree gives nothing, the nearest actor by the order of words,
 * inside the clause. What they find is worth less. */
#include "stance/scene.h"

#include <string.h>

#define NEAR_WINDOW 14
#define NEAR_QUALITY 0.72
#define INSERTION_WINDOW 24

static bool ends_clause(const struct sg_scene *scene, uint32_t token) {
    const struct sg_token *t = &scene->tokens[token];
    if (t->flags & (SG_TOKEN_QUOTE_OPEN | SG_TOKEN_QUOTE_CLOSE))
        return true;
    if (t->flags & SG_TOKEN_PUNCT)
        return strchr(";:?!", t->form[0]) != NULL;
    return t->upos == SG_UPOS_SCONJ || t->xpos == SG_XPOS_WDT || t->xpos == SG_XPOS_WP;
}

static bool stands_free(const struct sg_scene *scene, uint32_t mention) {
    const struct sg_mention *m = &scene->reading->mentions[mention];
    if (m->use == SG_USE_MODIFIER && m->kind != SG_MENTION_GIVEN)
        return false;
    return m->end_token >= scene->end ||
           !(scene->tokens[m->end_token].flags & (SG_TOKEN_POSSESSIVE));
}

/* The token before a mention, beyond its determiner; the scene's first token minus one when there
 * is none. */
static uint32_t before_mention(const struct sg_scene *scene, uint32_t mention) {
    uint32_t at = scene->reading->mentions[mention].first;
    while (at > scene->first && scene->tokens[at - 1].upos == SG_UPOS_DET)
        at--;
    return at;
}

/* "Green, the manager who met them in May, criticised": over what stands between two commas, when a
 * name stands right before the first; the verb itself when there is none. */
static uint32_t beyond_insertion(const struct sg_scene *scene, uint32_t verb) {
    uint32_t t = verb;
    while (t > scene->first + 2 &&
           (scene->tokens[t - 1].upos == SG_UPOS_ADV || scene->tokens[t - 1].upos == SG_UPOS_AUX))
        t--;
    if (t <= scene->first + 2 || scene->tokens[t - 1].form[0] != ',')
        return verb;
    for (uint32_t at = t - 2; at > scene->first && t - at < INSERTION_WINDOW; at--) {
        if (ends_clause(scene, at) && (scene->tokens[at].flags & SG_TOKEN_PUNCT))
            return verb;
        if (scene->tokens[at].form[0] != ',')
            continue;
        uint32_t mention = scene->cover[at - 1 - scene->first];
        return mention != SG_NO_MENTION && stands_free(scene, mention) ? at : verb;
    }
    return verb;
}

/* "Erdogan on Wednesday blamed", "the spokesman, in a statement, condemned": left of the verb, over
 * adverbs, auxiliaries and prepositional phrases, the first actor that no preposition governs. */
void sg_near_subject(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb) {
    bool is_open = false; /* a noun was passed whose preposition has not come yet */
    uint32_t t = beyond_insertion(scene, verb);
    verb = t;
    while (t > scene->first && verb - t < NEAR_WINDOW) {
        t--;
        const struct sg_token *token = &scene->tokens[t];
        uint32_t mention = scene->cover[t - scene->first];
        if (mention != SG_NO_MENTION) {
            uint32_t start = before_mention(scene, mention);
            bool governed = start > scene->first && scene->tokens[start - 1].upos == SG_UPOS_ADP;
            bool after_comma = t + 1 < scene->end && scene->tokens[t + 1].form[0] == ',';
            if (!governed && (!is_open || after_comma)) {
                if (stands_free(scene, mention))
                    sg_parties_add(out, mention, NEAR_QUALITY);
                return;
            }
            if (!governed)
                return;
            is_open = false;
            t = start > scene->first ? start - 1 : scene->first;
            continue;
        }
        if (token->upos == SG_UPOS_VERB || ends_clause(scene, t) || token->upos == SG_UPOS_CCONJ)
            return;
        if (sg_class_of(scene, t) & SG_CLASS_TIME)
            continue;
        if (token->upos == SG_UPOS_ADP)
            is_open = false;
        else if (token->upos == SG_UPOS_NOUN || token->upos == SG_UPOS_PROPN ||
                 token->upos == SG_UPOS_NUM)
            is_open = true;
    }
}

/* The actor behind the cue, with nothing but determiners, adjectives, times and prepositional
 * phrases between: "vetoed on Friday the resolution", "freed on bail two ministers". */
void sg_near_object(struct sg_parties *out, const struct sg_scene *scene, uint32_t last) {
    bool is_governed = false; /* behind a preposition whose noun has not come yet */
    for (uint32_t t = last + 1; t < scene->end && t <= last + 6; t++) {
        const struct sg_token *token = &scene->tokens[t];
        uint32_t mention = scene->cover[t - scene->first];
        if (mention != SG_NO_MENTION) {
            uint32_t person = sg_titled_person(scene, mention);
            if (!is_governed && scene->reading->mentions[mention].first == t &&
                (person != mention || stands_free(scene, mention)))
                sg_parties_add(out, person, NEAR_QUALITY);
            return;
        }
        if (token->upos == SG_UPOS_ADP) {
            is_governed = true;
        } else if (sg_class_of(scene, t) & SG_CLASS_TIME) {
            is_governed = false;
        } else if (token->upos == SG_UPOS_NOUN || token->upos == SG_UPOS_PROPN) {
            if (!is_governed)
                return;
            is_governed = false;
        } else if (token->upos != SG_UPOS_DET && token->upos != SG_UPOS_ADJ &&
                   token->upos != SG_UPOS_NUM && token->upos != SG_UPOS_ADV) {
            return;
        }
    }
}

/* "established ties on Saturday with Bhutan": the preposition further right in the clause. */
void sg_near_preposition(struct sg_parties *out, const struct sg_scene *scene,
                         const struct sg_cue *cue, const char *preposition, enum sg_reading_as as) {
    uint32_t last = cue->tokens[0];
    for (size_t i = 1; i < cue->token_count; i++)
        last = cue->tokens[i] > last ? cue->tokens[i] : last;
    for (uint32_t t = last + 1; t < scene->end && t <= last + NEAR_WINDOW; t++) {
        const struct sg_token *token = &scene->tokens[t];
        if (ends_clause(scene, t) || (token->upos == SG_UPOS_VERB && t > last + 1) ||
            token->upos == SG_UPOS_CCONJ)
            return;
        /* "blamed Mali for the attack on Niger": what stands in the reason is of the reason */
        if (t > last + 1 && strcmp(preposition, token->lower) &&
            (!strcmp(token->lower, "for") || !strcmp(token->lower, "over")))
            return;
        if (token->upos != SG_UPOS_ADP || strcmp(token->lower, preposition))
            continue;
        uint32_t noun = sg_parent(scene, t);
        /* of two nouns an "of" belongs to the nearer one */
        if (!strcmp(preposition, "of") && t > last + 1)
            return;
        if (noun != SG_NO_TOKEN && noun > t && noun < t + 8)
            sg_phrase(out, scene, noun, as, NEAR_QUALITY);
        return;
    }
}

/* Is the phrase that ends before `end` the subject of an "of doing so", or a name before an "of
 * theft"? */
static bool is_of_doing(const struct sg_scene *scene, uint32_t end) {
    if (end + 1 >= scene->end || end <= scene->first || strcmp(scene->tokens[end].lower, "of"))
        return false;
    uint32_t before = scene->cover[end - 1 - scene->first];
    return scene->tokens[end + 1].xpos == SG_XPOS_VBG ||
           (before != SG_NO_MENTION && scene->reading->mentions[before].end_token == end &&
            scene->reading->mentions[before].use == SG_USE_PARTY);
}

bool sg_is_gapped(const struct sg_scene *scene, uint32_t noun) {
    uint32_t start = noun;
    for (uint32_t c = sg_child(scene, noun); c != SG_NO_TOKEN && c < noun; c = sg_sibling(scene, c))
        start = c < start ? c : start;
    bool is_listed = is_of_doing(scene, noun + 1) && start > scene->first &&
                     (scene->tokens[start].upos == SG_UPOS_CCONJ ||
                      scene->tokens[start - 1].upos == SG_UPOS_CCONJ);
    for (uint32_t t = scene->first; is_listed && t < start; t++)
        if (is_of_doing(scene, t))
            return true;
    return false;
}

void sg_near_gapped(struct sg_parties *out, const struct sg_scene *scene, uint32_t verb) {
    bool is_open = false; /* "accused Nairobi of hosting" has come */
    for (uint32_t t = verb + 1; t < scene->end; t++) {
        const struct sg_token *token = &scene->tokens[t];
        if (token->form[0] == ';' || sg_is_subject((enum sg_deprel)token->deprel))
            return;
        if (!is_open && (token->form[0] == ',' || token->upos == SG_UPOS_VERB))
            return; /* "gave Itte two days, accusing him of lies and Paris of theft" */
        if (!is_of_doing(scene, t))
            continue;
        uint32_t noun = t - 1;
        if (is_open && scene->tokens[noun].form[0] == ',') { /* "Kindiki, tipped to go, of lying" */
            while (noun > verb + 1 && scene->tokens[noun - 1].form[0] != ',')
                noun--;
            noun -= noun > verb + 2 ? 2 : 0;
            uint32_t named = scene->cover[noun - scene->first];
            if (named != SG_NO_MENTION && stands_free(scene, named))
                sg_parties_add(out, named, 0.8);
        }
        if (is_open && noun > verb && sg_is_nominal(scene, noun) && sg_is_gapped(scene, noun))
            sg_phrase(out, scene, noun, SG_AS_DOER, 0.85);
        is_open = true;
    }
}

/* "blamed Mali for the raid and Niger for the famine": the name behind the "and" that the same
 * preposition follows is a second object. What the verb has further on is said of that one alone:
 * "described Mali as a pariah and Niger as a friend". */
void sg_near_second_pair(struct sg_parties *out, const struct sg_scene *scene,
                         const struct sg_cue *cue) {
    const struct sg_mention *mentions = scene->reading->mentions;
    uint32_t first = out->count ? out->items[0].mention : SG_NO_MENTION;
    if (first == SG_NO_MENTION || mentions[first].first <= cue->tokens[0] ||
        mentions[first].end_token + 3 >= scene->end)
        return;
    const struct sg_token *preposition = &scene->tokens[mentions[first].end_token];
    if (preposition->upos != SG_UPOS_ADP || preposition->deprel != SG_DEPREL_CASE)
        return;
    for (uint32_t t = mentions[first].end_token + 2; t + 2 < scene->end; t++) {
        if (scene->tokens[t].form[0] == ';' ||
            sg_is_subject((enum sg_deprel)scene->tokens[t].deprel))
            return;
        uint32_t at = t + 1;
        while (at + 1 < scene->end && scene->tokens[at].upos == SG_UPOS_DET)
            at++;
        uint32_t second = scene->cover[at - scene->first];
        if (scene->tokens[t].upos != SG_UPOS_CCONJ || second == SG_NO_MENTION ||
            mentions[second].first > at || mentions[second].use != SG_USE_PARTY ||
            mentions[second].end_token >= scene->end ||
            strcmp(scene->tokens[mentions[second].end_token].lower, preposition->lower))
            continue;
        /* "for attacks on Mali and Niger for weeks": both are attacked */
        uint32_t before = scene->tokens[t - 1].form[0] == ',' ? t - 2 : t - 1;
        if (scene->cover[before - scene->first] != SG_NO_MENTION)
            return;
        double quality = out->items[0].quality * 0.9;
        if (cue->tokens[cue->token_count - 1] > at)
            out->count = 0;
        sg_parties_add(out, second, quality);
        return;
    }
}

static bool is_list_word(const struct sg_scene *scene, uint32_t token) {
    return scene->tokens[token].upos == SG_UPOS_CCONJ &&
           (!strcmp(scene->tokens[token].lower, "and") ||
            !strcmp(scene->tokens[token].lower, "or"));
}

/* "The bar stood by Moraes, as did the Federation of Industries": they as well. */
void sg_near_echo(struct sg_parties *parties, const struct sg_scene *scene, uint32_t verb) {
    if (!parties->count)
        return;
    for (uint32_t t = verb + 1; t + 3 < scene->end && scene->tokens[t].form[0] != ';'; t++) {
        const struct sg_token *did = &scene->tokens[t + 2];
        bool is_so = (scene->tokens[t].form[0] == ',' || scene->tokens[t].upos == SG_UPOS_CCONJ) &&
                     !strcmp(scene->tokens[t + 1].lower, "so"); /* "and so has Mali" */
        bool is_echo = (is_so || (scene->tokens[t].form[0] == ',' &&
                                  !strcmp(scene->tokens[t + 1].lower, "as"))) &&
                       (did->upos == SG_UPOS_AUX || !strcmp(did->lower, "did"));
        uint32_t at = t + 3;
        while (is_echo && at + 1 < scene->end && scene->tokens[at].upos == SG_UPOS_DET)
            at++;
        uint32_t mention = is_echo ? scene->cover[at - scene->first] : SG_NO_MENTION;
        uint32_t office = is_echo ? sg_child_by(scene, t + 2, SG_DEPREL_NSUBJ) : SG_NO_TOKEN;
        if (mention == SG_NO_MENTION && office != SG_NO_TOKEN && office > t + 2 &&
            sg_person_beside(scene, office) != SG_NO_MENTION) { /* "as did its chief, Moussa Faki" */
            sg_phrase(parties, scene, office, SG_AS_PARTY, 0.85);
            return;
        }
        if (mention == SG_NO_MENTION ||
            scene->reading->mentions[mention].kind == SG_MENTION_PRONOUN)
            continue;
        uint32_t end = scene->reading->mentions[mention].end_token;
        if (stands_free(scene, mention) &&
            (end >= scene->end || (scene->tokens[end].flags & SG_TOKEN_PUNCT) ||
             scene->tokens[end].upos == SG_UPOS_CCONJ)) {
            sg_parties_add(parties, mention, 0.85);
            sg_near_conjuncts(parties, scene);
        }
        return;
    }
}

static bool same_sort(const struct sg_scene *scene, uint32_t a, uint32_t b) {
    const struct sg_mention *x = &scene->reading->mentions[a], *y = &scene->reading->mentions[b];
    return x->kind != SG_MENTION_PRONOUN && y->kind != SG_MENTION_PRONOUN && x->actor != y->actor &&
           x->use != SG_USE_PLACE && y->use != SG_USE_PLACE &&
           (x->use == y->use || x->kind == SG_MENTION_GIVEN);
}

/* Is the mention the subject of a verb of its own to the right ("... and Iran said")? */
static bool starts_clause(const struct sg_scene *scene, uint32_t mention) {
    uint32_t after = scene->reading->mentions[mention].end_token;
    while (after < scene->end && (scene->tokens[after].upos == SG_UPOS_ADV))
        after++;
    return after < scene->end &&
           (scene->tokens[after].upos == SG_UPOS_VERB || scene->tokens[after].upos == SG_UPOS_AUX);
}

/* "Russia, along with China, vetoed", "Russia together with China vetoed", "Russia, like China,
 * vetoed": both. */
static void joined_by_with(struct sg_parties *parties, const struct sg_scene *scene, uint32_t found,
                           double quality) {
    const struct sg_token *tokens = scene->tokens;
    uint32_t at = scene->reading->mentions[found].end_token;
    bool has_comma = at < scene->end && tokens[at].form[0] == ',';
    at += has_comma;
    if (at + 3 < scene->end && !strcmp(tokens[at + 1].lower, "with") &&
        (tokens[at].upos == SG_UPOS_ADV || tokens[at].upos == SG_UPOS_ADP))
        at++;
    bool is_like = has_comma && at < scene->end && !strcmp(tokens[at].lower, "like");
    if (at + 2 >= scene->end || (strcmp(tokens[at].lower, "with") && !is_like))
        return;
    at++;
    while (at + 1 < scene->end && tokens[at].upos == SG_UPOS_DET)
        at++;
    uint32_t other = scene->cover[at - scene->first];
    if (other == SG_NO_MENTION || scene->reading->mentions[other].first > at ||
        !same_sort(scene, found, other) || !stands_free(scene, other))
        return;
    uint32_t after = scene->reading->mentions[other].end_token;
    if (after < scene->end && tokens[after].form[0] == ',' && has_comma)
        after++;
    else if (has_comma)
        return;
    if (after < scene->end &&
        (tokens[after].upos == SG_UPOS_VERB || tokens[after].upos == SG_UPOS_AUX))
        sg_parties_add(parties, other, quality);
}

/* "Like Norway, Sweden has condemned it": both. */
static void opened_by_like(struct sg_parties *parties, const struct sg_scene *scene, uint32_t found,
                           double quality) {
    uint32_t comma = before_mention(scene, found) - 1;
    if (comma < scene->first + 2 || comma >= scene->end || scene->tokens[comma].form[0] != ',')
        return;
    uint32_t other = scene->cover[comma - 1 - scene->first];
    if (other == SG_NO_MENTION || !same_sort(scene, found, other) || !stands_free(scene, other))
        return;
    uint32_t start = before_mention(scene, other);
    if (start == scene->first + 1 && !strcmp(scene->tokens[scene->first].lower, "like"))
        sg_parties_add(parties, other, quality);
}

void sg_near_conjuncts(struct sg_parties *parties, const struct sg_scene *scene) {
    if (parties->count != 1)
        return;
    uint32_t found = parties->items[0].mention;
    double quality = parties->items[0].quality * 0.85;
    const struct sg_mention *m = &scene->reading->mentions[found];
    if (m->first < scene->first || m->end_token > scene->end)
        return; /* of another sentence: a quotation's speaker, an earlier act's doer */
    joined_by_with(parties, scene, found, quality);
    if (sg_is_subject((enum sg_deprel)scene->tokens[sg_outer_token(scene, found)].deprel))
        opened_by_like(parties, scene, found, quality);
    uint32_t start = before_mention(scene, found);
    if (start > scene->first + 1 && is_list_word(scene, start - 1)) {
        uint32_t left = scene->cover[start - 2 - scene->first];
        if (left != SG_NO_MENTION && same_sort(scene, left, found) && stands_free(scene, left))
            sg_parties_add(parties, left, quality);
    }
    uint32_t after = m->end_token;
    if (after + 1 < scene->end && is_list_word(scene, after)) {
        after++;
        while (after + 1 < scene->end && scene->tokens[after].upos == SG_UPOS_DET)
            after++;
        uint32_t right = scene->cover[after - scene->first];
        if (right != SG_NO_MENTION && scene->reading->mentions[right].first <= after &&
            same_sort(scene, found, right) && !starts_clause(scene, right) &&
            stands_free(scene, right))
            sg_parties_add(parties, right, quality);
    }
}

void sg_near_apposed(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun) {
    uint32_t t = noun;
    if (sg_sums_up(scene, noun))
        return;
    while (t > scene->first + 1 && noun - t < NEAR_WINDOW) {
        t--;
        const struct sg_token *token = &scene->tokens[t];
        if (token->form[0] == ',') {
            uint32_t mention = scene->cover[t - 1 - scene->first];
            if (mention == SG_NO_MENTION || !stands_free(scene, mention) ||
                scene->reading->mentions[mention].use == SG_USE_PLACE)
                return;
            sg_parties_add(out, mention, 0.78);
            sg_near_conjuncts(out, scene);
            return;
        }
        bool within_phrase = token->upos == SG_UPOS_DET || token->upos == SG_UPOS_NUM ||
                             token->upos == SG_UPOS_ADJ || !strcmp(token->lower, "of") ||
                             token->form[0] == '-' || token->upos == SG_UPOS_X ||
                             (t + 1 < scene->end && scene->tokens[t + 1].form[0] == '-') ||
                             (token->flags & SG_TOKEN_HYPHEN_BEFORE) ||
                             scene->cover[t - scene->first] != SG_NO_MENTION;
        if (!within_phrase)
            return;
    }
}
