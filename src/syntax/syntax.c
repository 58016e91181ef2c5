#include "syntax/syntax.h"

#include "syntax/analyse.h"
#include "syntax/lemma.h"
#include "syntax/model.h"
#include "syntax/stand_in.h"
#include "syntax/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sg_syntax_model {
    struct sg_model_file file;
    struct sg_lemmatizer lemmatizer;
    struct sg_network network;
    struct sg_stand_ins stand_ins;
};

enum sg_status sg_syntax_model_load(struct sg_syntax_model **out, const char *data_dir,
                                    struct sg_error *err) {
    char path[4096];
    *out = NULL;
    if (snprintf(path, sizeof path, "%s/en/syntax.model", data_dir) >= (int)sizeof path)
        return sg_fail(err, SG_ERR_IO, "%s: the path is too long", data_dir);
    struct sg_syntax_model *model = calloc(1, sizeof *model);
    if (!model)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    enum sg_status status = sg_model_open(&model->file, path, err);
    if (!status && !sg_lemmatizer_init(&model->lemmatizer, &model->file))
        status = sg_fail(err, SG_ERR_DATA, "%s: the lemma rules are missing or broken", path);
    const char *broken = status ? NULL : sg_network_init(&model->network, &model->file);
    if (broken)
        status = sg_fail(err, SG_ERR_DATA, "%s: section \"%s\" is missing or broken", path, broken);
    model->lemmatizer.words = &model->network;
    if (!status)
        status = sg_stand_ins_load(&model->stand_ins, data_dir, err);
    if (status) {
        sg_syntax_model_free(model);
        return status;
    }
    *out = model;
    return SG_OK;
}

void sg_syntax_model_free(struct sg_syntax_model *model) {
    if (!model)
        return;
    sg_stand_ins_release(&model->stand_ins);
    sg_network_release(&model->network);
    sg_model_close(&model->file);
    free(model);
}

/* One unit of the parser: a word, or the words of a recognised name. */
struct unit {
    uint32_t first, end, head; /* tokens */
    bool is_name;
};

static bool is_name(const struct sg_mention *m) {
    switch (m->kind) {
    case SG_MENTION_GIVEN:
    case SG_MENTION_NAME:
    case SG_MENTION_ACRONYM:
    case SG_MENTION_SHORT:
    case SG_MENTION_CAPITAL:
    case SG_MENTION_SEAT:
        return true;
    default:
        return false;
    }
}

/* Where the name in a mention begins: a given span may start with an article ("the Syrian
 * government"), which stays a word of its own. */
static uint32_t name_start(const struct sg_reading *r, const struct sg_mention *m) {
    const char *word = r->tokens[m->first].lower;
    bool article = !strcmp(word, "the") || !strcmp(word, "a") || !strcmp(word, "an");
    return article && m->end_token > m->first + 1 ? m->first + 1 : m->first;
}

/* A given span may be a description ("protesters in the south of the country"): its words are read
 * like all words. One that is capital throughout but for small words is a name ("Saraya Awliya al
 * Dam"). */
static bool is_description(const struct sg_reading *r, const struct sg_mention *m) {
    if (m->kind != SG_MENTION_GIVEN)
        return false;
    for (uint32_t t = m->first; t < m->end_token; t++) {
        uint32_t flags = r->tokens[t].flags;
        bool is_inner = t > m->first && t + 1 < m->end_token && r->tokens[t].length <= 3;
        if ((flags & SG_TOKEN_POSSESSIVE) ||
            ((flags & SG_TOKEN_WORD) && !(flags & SG_TOKEN_CAPITAL) && !is_inner))
            return true;
    }
    return false;
}

/* Mentions are sorted by first token, longer first: the first that fits at a token is taken. */
static size_t cut_units(struct unit *units, const struct sg_reading *r, const struct sg_sentence *s,
                        size_t *next_mention) {
    size_t count = 0, m = *next_mention;
    for (uint32_t t = s->first; t < s->end_token;) {
        struct unit u = {t, t + 1, t, false};
        while (m < r->mention_count && r->mentions[m].first + 1 < t)
            m++;
        for (size_t i = m; i < r->mention_count && r->mentions[i].first <= t; i++) {
            const struct sg_mention *x = &r->mentions[i];
            if (!is_name(x) || is_description(r, x) || x->end_token > s->end_token ||
                x->end_token <= t || name_start(r, x) != t)
                continue;
            u.is_name = true;
            u.end = x->end_token;
            u.head = x->head >= t && x->head < x->end_token ? x->head : x->end_token - 1;
            break;
        }
        units[count++] = u;
        t = u.end;
    }
    *next_mention = m;
    return count;
}

/* "Britain, France condemn Russia": two names with a comma open a headline, and no further comma,
 * mark or "'s" follows them, so that the second is no place of the first, and none of its kin. */
static bool opens_with_list(const struct sg_words *w) {
    if (w->count < 5 || !w->is_name[0] || strcmp(w->form[1], ",") || !w->is_name[2] ||
        w->is_name[3])
        return false;
    const char *next = w->form[3], *last = w->form[w->count - 1];
    return *next >= 'a' && *next <= 'z' && strcmp(last, ".") && strcmp(last, "?") &&
           strcmp(last, "\"");
}

static void put_back(struct sg_reading *r, const struct sg_syntax_model *model,
                     const struct unit *units, const struct sg_words *w, struct sg_arena *arena) {
    for (size_t i = 0; i < w->count; i++) {
        const struct unit *u = &units[i];
        for (uint32_t t = u->first; t < u->end; t++) {
            struct sg_token *k = &r->tokens[t];
            if (t == u->head) {
                k->head = w->head[i] ? units[w->head[i] - 1].head : SG_NO_TOKEN;
                k->deprel = w->deprel[i];
            } else {
                k->head = u->head;
                k->deprel = t < u->head ? SG_DEPREL_COMPOUND : SG_DEPREL_FLAT;
                if (k->flags & SG_TOKEN_PUNCT)
                    k->deprel = SG_DEPREL_PUNCT;
            }
            k->xpos = w->xpos[i];
            k->upos = w->upos[i];
            k->score = t == u->head ? w->score[i] : 1;
            if (i == 1 && k->form[0] == ',' && strcmp(w->form[i], ",")) {
                k->deprel = SG_DEPREL_PUNCT; /* a headline's comma is one again */
                k->xpos = SG_XPOS_COMMA;
                k->upos = SG_UPOS_PUNCT;
            }
            k->lemma = u->is_name ? k->form
                                  : sg_lemmatise(&model->lemmatizer, k->form, k->lower, k->xpos,
                                                 k->upos, arena);
        }
    }
}

/* The sentences to parse, as the analysis wants them. */
struct batch {
    struct unit *units;
    struct sg_words *words;
    struct sg_words **sentences; /* points into words */
    size_t count, tokens;
};

static void fill_words(struct sg_words *w, const struct unit *units, const struct sg_reading *r,
                       const struct sg_syntax_model *model) {
    for (size_t u = 0; u < w->count; u++) {
        const struct sg_token *token = &r->tokens[units[u].head];
        w->form[u] = token->form;
        w->lower[u] = token->lower;
        w->is_name[u] = units[u].is_name;
        if (units[u].is_name && !sg_network_knows(&model->network, token->lower)) {
            const struct sg_stand_in *known =
                sg_stand_in_for(&model->stand_ins, u ? w->lower[u - 1] : NULL);
            w->form[u] = known->form;
            w->lower[u] = known->lower;
        }
    }
    if (model->stand_ins.headline_comma.form && opens_with_list(w)) {
        w->form[1] = model->stand_ins.headline_comma.form;
        w->lower[1] = model->stand_ins.headline_comma.lower;
    }
}

static bool is_to_parse(const struct sg_sentence *s) {
    return s->may_claim && s->end_token > s->first;
}

static bool open_batch(struct batch *b, struct sg_reading *const *readings, size_t count,
                       struct sg_words *all, struct sg_arena *arena) {
    size_t tokens = 0, sentences = 0;
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < readings[k]->sentence_count; i++) {
            const struct sg_sentence *s = &readings[k]->sentences[i];
            if (is_to_parse(s)) {
                tokens += s->end_token - s->first;
                sentences++;
            }
        }
    b->units = sg_arena_array(arena, tokens, sizeof *b->units);
    b->words = sg_arena_array(arena, sentences, sizeof *b->words);
    b->sentences = sg_arena_array(arena, sentences, sizeof *b->sentences);
    *all = (struct sg_words){
        .form = sg_arena_array(arena, tokens, sizeof *all->form),
        .lower = sg_arena_array(arena, tokens, sizeof *all->lower),
        .is_name = sg_arena_array(arena, tokens, 1),
        .xpos = sg_arena_array(arena, tokens, 1),
        .upos = sg_arena_array(arena, tokens, 1),
        .deprel = sg_arena_array(arena, tokens, 1),
        .head = sg_arena_array(arena, tokens, sizeof *all->head),
        .score = sg_arena_array(arena, tokens, sizeof *all->score),
    };
    return !sg_arena_failed(arena);
}

static void add_sentences(struct batch *b, struct sg_reading *r, const struct sg_words *all,
                          const struct sg_syntax_model *model) {
    size_t next_mention = 0;
    for (size_t i = 0; i < r->sentence_count; i++) {
        const struct sg_sentence *s = &r->sentences[i];
        if (!is_to_parse(s))
            continue;
        size_t used = b->tokens;
        struct unit *units = b->units + used;
        struct sg_words *w = &b->words[b->count];
        w->count = cut_units(units, r, s, &next_mention);
        w->form = all->form + used, w->lower = all->lower + used, w->is_name = all->is_name + used;
        w->xpos = all->xpos + used, w->upos = all->upos + used, w->deprel = all->deprel + used;
        w->head = all->head + used, w->score = all->score + used;
        fill_words(w, units, r, model);
        b->sentences[b->count++] = w;
        b->tokens += w->count;
    }
}

struct sg_parser {
    struct sg_analyser *analyser;
};

struct sg_parser *sg_parser_new(const struct sg_syntax_model *model) {
    struct sg_parser *parser = malloc(sizeof *parser);
    if (parser && (parser->analyser = sg_analyser_new(&model->network)))
        return parser;
    free(parser);
    return NULL;
}

void sg_parser_free(struct sg_parser *parser) {
    if (!parser)
        return;
    sg_analyser_free(parser->analyser);
    free(parser);
}

enum sg_status sg_parse_together(struct sg_reading *const *readings, size_t count,
                                 const struct sg_syntax_model *model, struct sg_parser *parser,
                                 struct sg_arena *arena, struct sg_error *err) {
    struct batch b = {0};
    struct sg_words all;
    if (!open_batch(&b, readings, count, &all, arena))
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (size_t k = 0; k < count; k++)
        add_sentences(&b, readings[k], &all, model);
    if (!sg_analyse_words(b.sentences, b.count, &model->network, parser ? parser->analyser : NULL,
                          arena))
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    const struct unit *units = b.units;
    const struct sg_words *words = b.words;
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < readings[k]->sentence_count; i++) {
            struct sg_sentence *s = &readings[k]->sentences[i];
            if (!is_to_parse(s))
                continue;
            put_back(readings[k], model, units, words, arena);
            units += words++->count;
            s->is_parsed = true;
        }
    if (sg_arena_failed(arena))
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    return SG_OK;
}

enum sg_status sg_parse(struct sg_reading *reading, const struct sg_syntax_model *model,
                        struct sg_arena *arena, struct sg_error *err) {
    return sg_parse_together(&reading, 1, model, NULL, arena, err);
}

enum sg_status sg_parse_all_words(struct sg_reading *reading, const struct sg_syntax_model *model,
                                  struct sg_arena *arena, struct sg_error *err) {
    size_t mentions = reading->mention_count;
    for (size_t i = 0; i < reading->sentence_count; i++)
        reading->sentences[i].may_claim = true;
    reading->mention_count = 0;
    enum sg_status status = sg_parse(reading, model, arena, err);
    reading->mention_count = mentions;
    return status;
}
