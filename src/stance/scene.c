/* Children, classes and mentions of one sentence's tokens, made once and asked often. */
#include "stance/scene.h"

#include <string.h>

/* The token of a mention that the rest of the sentence sees: its head lies outside. */
static uint32_t outer_head(const struct sg_scene *scene, const struct sg_mention *mention) {
    uint32_t best = SG_NO_TOKEN;
    for (uint32_t t = mention->first; t < mention->end_token; t++) {
        const struct sg_token *token = &scene->tokens[t];
        bool outside = token->head == SG_NO_TOKEN || token->head < mention->first ||
                       token->head >= mention->end_token;
        if (!outside || (token->flags & SG_TOKEN_PUNCT))
            continue;
        if (best == SG_NO_TOKEN || (!sg_is_nominal(scene, best) && sg_is_nominal(scene, t)))
            best = t;
    }
    return best == SG_NO_TOKEN ? mention->head : best;
}

size_t sg_mentions_from(const struct sg_reading *reading, uint32_t token) {
    size_t low = 0, high = reading->mention_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (reading->mentions[middle].first < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t sg_outer_token(const struct sg_scene *scene, uint32_t mention) {
    return outer_head(scene, &scene->reading->mentions[mention]);
}

static void place_mentions(struct sg_scene *scene) {
    const struct sg_reading *reading = scene->reading;
    for (uint32_t i = (uint32_t)sg_mentions_from(reading, scene->first); i < reading->mention_count;
         i++) {
        const struct sg_mention *mention = &reading->mentions[i];
        if (mention->first >= scene->end)
            break;
        if (mention->actor == SG_NO_ACTOR || mention->end_token > scene->end ||
            mention->first >= mention->end_token)
            continue;
        uint32_t head = outer_head(scene, mention);
        if (head >= scene->first && head < scene->end &&
            scene->by_head[head - scene->first] == SG_NO_MENTION)
            scene->by_head[head - scene->first] = i;
        for (uint32_t t = mention->first; t < mention->end_token; t++)
            if (scene->cover[t - scene->first] == SG_NO_MENTION)
                scene->cover[t - scene->first] = i;
    }
}

static void hear(struct sg_scene *scene, uint32_t number, uint32_t hash) {
    uint32_t *list = &scene->heard[hash % SG_HEARD];
    scene->next_heard[number] = *list;
    *list = number + 1;
    sg_word_bits_note(&scene->words, hash);
}

/* What the lexicon knows of a token's form and of its lemma. */
static void look_up(struct sg_scene *scene, uint32_t i) {
    const struct sg_token *token = &scene->tokens[scene->first + i];
    struct sg_word_facts facts =
        sg_lexicon_facts(scene->lexicon, token->lower, token->lower_length, token->hash);
    scene->links[i] = facts.first_link;
    scene->classes[i] = facts.classes;
    scene->lemmas[i] = token->hash;
    hear(scene, 2 * i, token->hash);
    if (!token->lemma || token->lemma == token->lower || !strcmp(token->lemma, token->lower))
        return;
    size_t length = strlen(token->lemma);
    scene->lemmas[i] = sg_strmap_hash(token->lemma, length);
    scene->classes[i] |=
        sg_lexicon_facts(scene->lexicon, token->lemma, length, scene->lemmas[i]).classes;
    hear(scene, 2 * i + 1, scene->lemmas[i]);
}

bool sg_scene_init(struct sg_scene *scene, const struct sg_reading *reading,
                   const struct sg_lexicon *lexicon, const struct sg_sentence *sentence,
                   struct sg_arena *arena) {
    uint32_t count = sentence->end_token - sentence->first;
    *scene = (struct sg_scene){
        .reading = reading,
        .lexicon = lexicon,
        .sentence = sentence,
        .tokens = reading->tokens,
        .first = sentence->first,
        .end = sentence->end_token,
        .child = sg_arena_array(arena, count, sizeof(uint32_t)),
        .sibling = sg_arena_array(arena, count, sizeof(uint32_t)),
        .by_head = sg_arena_array(arena, count, sizeof(uint32_t)),
        .cover = sg_arena_array(arena, count, sizeof(uint32_t)),
        .classes = sg_arena_array(arena, count, sizeof(unsigned)),
        .lemmas = sg_arena_array(arena, count, sizeof(uint32_t)),
        .links = sg_arena_array(arena, count, sizeof(uint32_t)),
        .heard = sg_arena_array(arena, SG_HEARD, sizeof(uint32_t)),
        .next_heard = sg_arena_array(arena, 2 * (size_t)count, sizeof(uint32_t)),
        .nested = sg_arena_array(arena, 1, sizeof(unsigned)),
    };
    if (!scene->child || !scene->sibling || !scene->by_head || !scene->cover || !scene->classes ||
        !scene->lemmas || !scene->links || !scene->heard || !scene->next_heard || !scene->nested)
        return false;
    *scene->nested = 0;
    for (uint32_t i = 0; i < count; i++) {
        scene->child[i] = scene->sibling[i] = SG_NO_TOKEN;
        scene->by_head[i] = scene->cover[i] = SG_NO_MENTION;
        sg_strmap_expect(lexicon->known, scene->tokens[scene->first + i].hash);
    }
    for (uint32_t i = count; i-- > 0;) { /* backwards, so that children come in text order */
        const struct sg_token *token = &scene->tokens[scene->first + i];
        if (token->head != SG_NO_TOKEN && token->head >= scene->first && token->head < scene->end) {
            scene->sibling[i] = scene->child[token->head - scene->first];
            scene->child[token->head - scene->first] = scene->first + i;
        }
        look_up(scene, i);
        scene->has_question |=
            (token->flags & SG_TOKEN_PUNCT) && token->form[0] == '?' && i + 3 > count;
    }
    place_mentions(scene);
    return true;
}

uint32_t sg_child_by(const struct sg_scene *scene, uint32_t token, enum sg_deprel deprel) {
    for (uint32_t c = sg_child(scene, token); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        if (scene->tokens[c].deprel == deprel)
            return c;
    return SG_NO_TOKEN;
}

bool sg_is_word(const struct sg_scene *scene, uint32_t token, const char *word) {
    const struct sg_token *t = &scene->tokens[token];
    /* most words differ in their first letter already */
    return (*t->lower == *word && !strcmp(t->lower, word)) ||
           (t->lemma && *t->lemma == *word && t->lemma != t->lower && !strcmp(t->lemma, word));
}

bool sg_is_one_of(const struct sg_scene *scene, uint32_t token, const char *const *words) {
    const struct sg_token *t = &scene->tokens[token];
    const char *lemma = t->lemma ? t->lemma : t->lower;
    for (; *words; words++)
        if ((**words == *t->lower && !strcmp(t->lower, *words)) ||
            (**words == *lemma && !strcmp(lemma, *words)))
            return true;
    return false;
}

bool sg_is_verb(const struct sg_scene *scene, uint32_t token) {
    uint8_t upos = scene->tokens[token].upos;
    return upos == SG_UPOS_VERB || upos == SG_UPOS_AUX;
}

bool sg_is_nominal(const struct sg_scene *scene, uint32_t token) {
    switch (scene->tokens[token].upos) {
    case SG_UPOS_NOUN:
    case SG_UPOS_PROPN:
    case SG_UPOS_PRON:
    case SG_UPOS_NUM:
    case SG_UPOS_X:
        return true;
    default:
        return scene->by_head[token - scene->first] != SG_NO_MENTION;
    }
}

bool sg_is_subject(enum sg_deprel deprel) {
    return deprel == SG_DEPREL_NSUBJ || deprel == SG_DEPREL_NSUBJ_PASS ||
           deprel == SG_DEPREL_NSUBJ_OUTER;
}

bool sg_starts_at(const struct sg_scene *scene, uint32_t noun, uint32_t start) {
    for (uint32_t t = start; t < noun; t++)
        if (!sg_is_below(scene, t, noun, 6))
            return false;
    return start <= noun;
}

/* "the mayor, a rival, accused Kenya of": tagged as a participle, but what follows is an object. */
static bool has_object_behind(const struct sg_scene *scene, uint32_t verb) {
    if (sg_class_of(scene, verb) & SG_CLASS_KEEPS_OBJECT)
        return false;
    uint32_t object = sg_child_by(scene, verb, SG_DEPREL_OBJ);
    return object != SG_NO_TOKEN && object > verb && sg_is_nominal(scene, object) &&
           sg_starts_at(scene, object, verb + 1);
}

bool sg_is_stray(const struct sg_scene *scene, uint32_t verb) {
    const struct sg_token *v = &scene->tokens[verb];
    uint32_t noun = sg_parent(scene, verb);
    return (v->xpos == SG_XPOS_VBN || v->xpos == SG_XPOS_VBD) && v->deprel == SG_DEPREL_AMOD &&
           verb > scene->first && scene->tokens[verb - 1].upos == SG_UPOS_CCONJ &&
           noun != SG_NO_TOKEN && noun > verb && scene->tokens[noun].deprel == SG_DEPREL_CONJ;
}

/* "Honduras, which chairs the bloc, called on its members to stand by Bolivia.": a full sentence
 * has no passive without an auxiliary, whatever the tree says. A headline has. */
static bool is_past_root(const struct sg_scene *scene, uint32_t verb) {
    uint32_t last = scene->end - 1;
    enum sg_deprel own = scene->tokens[verb].deprel;
    /* "..., while Prompan, who fell out with him, accused Cambodia": its object shows it */
    bool has_object =
        (own == SG_DEPREL_ADVCL || own == SG_DEPREL_CCOMP || own == SG_DEPREL_PARATAXIS) &&
        has_object_behind(scene, verb);
    if ((own != SG_DEPREL_ROOT && !has_object) || verb == last)
        return false;
    while (last > verb && (scene->tokens[last].flags & SG_TOKEN_QUOTE_CLOSE))
        last--;
    if (scene->tokens[last].form[0] != '.' || scene->sentence->is_headline)
        return false;
    bool has_subject = false;
    for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN; c = sg_sibling(scene, c)) {
        enum sg_deprel deprel = scene->tokens[c].deprel;
        if (deprel == SG_DEPREL_AUX || deprel == SG_DEPREL_AUX_PASS || deprel == SG_DEPREL_COP ||
            deprel == SG_DEPREL_OBL_AGENT)
            return false;
        has_subject |= sg_is_subject(deprel) && c < verb;
    }
    return has_subject;
}

/* "Togo threatened with sanctions by Ghana": a headline leaves "is" out. */
static bool is_done_by(const struct sg_scene *scene, uint32_t verb) {
    bool is_closed = (scene->tokens[scene->end - 1].flags & SG_TOKEN_PUNCT) != 0;
    if (scene->tokens[verb].deprel != SG_DEPREL_ROOT ||
        (is_closed && !scene->sentence->is_headline) || sg_child_by(scene, verb, SG_DEPREL_OBJ) != SG_NO_TOKEN || has_object_behind(scene, verb))
        return false;
    for (uint32_t t = verb + 1; t < scene->end; t++) {
        uint32_t noun = sg_parent(scene, t);
        if (scene->tokens[t].deprel == SG_DEPREL_CASE && !strcmp(scene->tokens[t].lower, "by") &&
            noun != SG_NO_TOKEN && sg_mention_of(scene, noun) != SG_NO_MENTION &&
            sg_is_below(scene, noun, verb, 2))
            return true;
    }
    return false;
}

/* "had him arrested", "got backed", "found itself accused" */
static bool is_caused(const struct sg_scene *scene, uint32_t verb) {
    uint32_t over = sg_parent(scene, verb);
    if (over == SG_NO_TOKEN || over > verb)
        return false;
    uint32_t whom = sg_child_by(scene, over, SG_DEPREL_OBJ);
    return sg_is_word(scene, over, "have") || sg_is_word(scene, over, "get") ||
           (whom != SG_NO_TOKEN && whom < verb && sg_is_reflexive(scene, whom));
}

bool sg_is_passive(const struct sg_scene *scene, uint32_t verb) {
    const struct sg_token *v = &scene->tokens[verb];
    if (sg_is_stray(scene, verb))
        return false;
    bool participle = v->xpos == SG_XPOS_VBN || v->xpos == SG_XPOS_VBD || v->xpos == SG_XPOS_JJ;
    if (!participle)
        return false;
    bool has_aux = false, has_subject = false;
    if (is_past_root(scene, verb))
        return false;
    for (uint32_t c = sg_child(scene, verb); c != SG_NO_TOKEN; c = sg_sibling(scene, c)) {
        const struct sg_token *child = &scene->tokens[c];
        if (child->deprel == SG_DEPREL_AUX_PASS || child->deprel == SG_DEPREL_NSUBJ_PASS)
            return true;
        if ((child->deprel == SG_DEPREL_AUX || child->deprel == SG_DEPREL_COP) &&
            (sg_class_of(scene, c) & SG_CLASS_BE) && c < verb)
            return true;
        has_aux |= child->deprel == SG_DEPREL_AUX;
        has_subject |= child->deprel == SG_DEPREL_NSUBJ;
    }
    if (!has_aux && is_done_by(scene, verb))
        return true;
    if (v->xpos == SG_XPOS_VBD || has_aux || has_object_behind(scene, verb))
        return false;
    if (v->deprel == SG_DEPREL_ACL || v->deprel == SG_DEPREL_AMOD || v->deprel == SG_DEPREL_ADVCL)
        return true;
    if (v->deprel == SG_DEPREL_XCOMP && v->xpos == SG_XPOS_VBN && is_caused(scene, verb))
        return true;
    if (v->deprel == SG_DEPREL_CONJ && !has_subject && v->head != SG_NO_TOKEN &&
        v->head >= scene->first && v->head < verb) {
        uint32_t first = sg_conjoined_to(scene, verb);
        return first != SG_NO_TOKEN && first < verb && sg_is_passive(scene, first);
    }
    return v->deprel == SG_DEPREL_ACL_RELCL && !has_subject;
}

uint32_t sg_case_at(const struct sg_scene *scene, uint32_t token) {
    for (uint32_t c = sg_child(scene, token); c != SG_NO_TOKEN; c = sg_sibling(scene, c))
        if (scene->tokens[c].deprel == SG_DEPREL_CASE && c < token &&
            !(scene->tokens[c].flags & SG_TOKEN_POSSESSIVE))
            return c;
    return SG_NO_TOKEN;
}

const char *sg_case_of(const struct sg_scene *scene, uint32_t token) {
    uint32_t at = sg_case_at(scene, token);
    return at == SG_NO_TOKEN ? "" : scene->tokens[at].lower;
}

uint32_t sg_mention_of(const struct sg_scene *scene, uint32_t token) {
    uint32_t mention = scene->by_head[token - scene->first];
    return mention != SG_NO_MENTION ? mention : scene->cover[token - scene->first];
}

bool sg_is_below(const struct sg_scene *scene, uint32_t token, uint32_t top, int steps) {
    for (; token != SG_NO_TOKEN && steps >= 0; steps--, token = sg_parent(scene, token))
        if (token == top)
            return true;
    return false;
}

/* "Merz backed a response; Orban did not" */
bool sg_is_parted(const struct sg_scene *scene, uint32_t from, uint32_t to) {
    for (uint32_t t = from + 1; t < to; t++)
        if (scene->tokens[t].form[0] == ';')
            return true;
    return false;
}

bool sg_names_person(const struct sg_scene *scene, uint32_t mention) {
    const struct sg_reading *reading = scene->reading;
    enum sg_actor_type type = reading->actors[reading->mentions[mention].actor].type;
    return type == SG_TYPE_OFFICIAL || type == SG_TYPE_PERSON;
}

static bool has_child(const struct sg_scene *scene, uint32_t token, enum sg_deprel deprel) {
    return sg_child_by(scene, token, deprel) != SG_NO_TOKEN;
}

static bool is_auxed(const struct sg_scene *scene, uint32_t verb) {
    return has_child(scene, verb, SG_DEPREL_AUX) || has_child(scene, verb, SG_DEPREL_AUX_PASS);
}

static bool is_finite(const struct sg_scene *scene, uint32_t verb) {
    uint8_t xpos = scene->tokens[verb].xpos;
    return xpos == SG_XPOS_VBD || xpos == SG_XPOS_VBZ || xpos == SG_XPOS_VBP ||
           is_auxed(scene, verb);
}

/* "recognised India's right to defend itself and urged Pakistan to": "urged" goes on from
 * "recognised", whatever the tree says. "Khan said India had struck and accused Modi of": who said
 * so accuses, since "had" would have to hold for "accused" too. */
uint32_t sg_conjoined_to(const struct sg_scene *scene, uint32_t verb) {
    uint32_t first = sg_parent(scene, verb), up;
    uint8_t xpos = scene->tokens[verb].xpos;
    bool is_past =
        xpos == SG_XPOS_VBD || (xpos == SG_XPOS_VBN && has_child(scene, verb, SG_DEPREL_OBJ));
    if (first == SG_NO_TOKEN || is_auxed(scene, verb))
        return first;
    up = sg_parent(scene, first);
    if (!sg_is_verb(scene, first)) {
        /* "wrote that it was plain and called on Ortega": a verb goes on from a verb */
        bool is_predicate = has_child(scene, first, SG_DEPREL_COP) && up != SG_NO_TOKEN &&
                            up < first && scene->tokens[first].deprel == SG_DEPREL_CCOMP &&
                            (sg_class_of(scene, up) & SG_CLASS_REPORTING);
        return is_predicate && (xpos == SG_XPOS_VBD || xpos == SG_XPOS_VBN) ? up : first;
    }
    if (!is_past && xpos != SG_XPOS_VBZ)
        return first;
    if (scene->tokens[first].xpos == SG_XPOS_VB && has_child(scene, first, SG_DEPREL_MARK)) {
        up = sg_parent(scene, first);
        for (int steps = 0; steps < 4 && up != SG_NO_TOKEN; steps++) {
            if (sg_is_verb(scene, up) && is_finite(scene, up))
                return up;
            up = sg_parent(scene, up);
        }
        return first;
    }
    up = sg_parent(scene, first);
    bool is_reported = up != SG_NO_TOKEN && up < first &&
                       scene->tokens[first].deprel == SG_DEPREL_CCOMP &&
                       (sg_class_of(scene, up) & SG_CLASS_REPORTING);
    /* "wrote that the coup had no justification and urged": a coup doesn't urge */
    uint32_t subject = sg_child_by(scene, first, SG_DEPREL_NSUBJ);
    bool is_act = subject != SG_NO_TOKEN && sg_mention_of(scene, subject) == SG_NO_MENTION &&
                  (sg_class_of(scene, subject) & SG_CLASS_ACT) &&
                  !(sg_class_of(scene, subject) & SG_CLASS_SPEAKS_FOR);
    if (is_reported && scene->tokens[up].xpos == xpos && (is_act || is_auxed(scene, first)))
        return up;
    return first;
}

/* The tree often takes the "that" of "the idea that Cuba armed them" for the object of a verb that has
 * its own. In "the weapons that Cuba gave the rebels" it is one. */
static bool has_spare_that(const struct sg_scene *scene, uint32_t clause) {
    bool has_that = false, has_subject = false, has_object = false;
    for (uint32_t c = sg_child(scene, clause); c != SG_NO_TOKEN; c = sg_sibling(scene, c)) {
        enum sg_deprel deprel = scene->tokens[c].deprel;
        if (c < clause && deprel == SG_DEPREL_OBJ && !strcmp(scene->tokens[c].lower, "that"))
            has_that = true;
        else if (c < clause)
            has_subject |= has_that && sg_is_subject(deprel);
        else
            has_object |= deprel == SG_DEPREL_OBJ;
    }
    return has_subject && has_object && !(sg_class_of(scene, clause) & SG_CLASS_CARRIER);
}

bool sg_is_told(const struct sg_scene *scene, uint32_t clause) {
    enum sg_deprel deprel = scene->tokens[clause].deprel;
    uint32_t mark = sg_child_by(scene, clause, SG_DEPREL_MARK);
    uint32_t subject = sg_child_by(scene, clause, SG_DEPREL_NSUBJ);
    if (deprel == SG_DEPREL_ACL_RELCL && has_spare_that(scene, clause))
        return true;
    return (deprel == SG_DEPREL_ACL_RELCL || deprel == SG_DEPREL_ACL) && mark != SG_NO_TOKEN &&
           scene->tokens[mark].upos == SG_UPOS_SCONJ && mark < clause &&
           !strcmp(scene->tokens[mark].lower, "that") && subject != SG_NO_TOKEN && subject > mark;
}
