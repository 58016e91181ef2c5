#include "syntax/trainer/treebank.h"

#include "syntax/conllu.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sg_treebank_init(struct sg_treebank *bank) {
    *bank = (struct sg_treebank){0};
    sg_arena_init(&bank->arena);
}

/* "Sure=98,87,99": tag, head, relation. */
static void read_sureness(struct sg_gold_word *word, const char *misc) {
    int tag, head, label;
    word->sure_tag = word->sure_head = word->sure_label = 1;
    if (sscanf(misc, "Sure=%d,%d,%d", &tag, &head, &label) == 3) {
        word->sure_tag = (float)tag / 100;
        word->sure_head = (float)head / 100;
        word->sure_label = (float)label / 100;
    }
}

static enum sg_status add_sentence(struct sg_treebank *c, const struct sg_conllu_sentence *s,
                                   const struct sg_conllu_reader *reader, struct sg_error *err) {
    struct sg_reading reading;
    c->sentences =
        sg_arena_grow(&c->arena, c->sentences, c->count, &c->capacity, sizeof *c->sentences);
    struct sg_gold_word *words = sg_arena_array(&c->arena, s->word_count, sizeof *words);
    if (!c->sentences || !words || !sg_conllu_to_reading(&reading, s, &c->arena))
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reader->path);
    c->sentences[c->count++] = (struct sg_gold_sentence){words, s->word_count, false};
    for (size_t i = 0; i < s->line_count; i++) {
        const char *const *columns = s->lines[i].columns;
        if (!s->lines[i].is_word)
            continue;
        const struct sg_token *token = &reading.tokens[words - c->sentences[c->count - 1].words];
        *words = (struct sg_gold_word){
            .form = token->form,
            .lower = token->lower,
            .lemma = columns[SG_CONLLU_LEMMA],
            .xpos = (uint8_t)sg_xpos_find(columns[SG_CONLLU_XPOS]),
            .upos = (uint8_t)sg_upos_find(columns[SG_CONLLU_UPOS]),
            .deprel = (uint8_t)sg_deprel_find(columns[SG_CONLLU_DEPREL]),
            .head = (uint32_t)strtoul(columns[SG_CONLLU_HEAD], NULL, 10),
            .features = sg_word_features(token->form, token->lower),
        };
        read_sureness(words, columns[SG_CONLLU_MISC]);
        if (words->head > s->word_count)
            return sg_fail(err, SG_ERR_DATA, "%s:%zu: a head beyond the sentence", reader->path,
                           reader->line);
        words++;
    }
    c->word_count += s->word_count;
    return SG_OK;
}

enum sg_status sg_treebank_read(struct sg_treebank *bank, const char *path, struct sg_error *err) {
    struct sg_conllu_reader reader = {.stream = fopen(path, "r"), .path = path};
    if (!reader.stream)
        return sg_fail(err, SG_ERR_IO, "%s: %s", path, strerror(errno));
    enum sg_status status;
    struct sg_conllu_sentence sentence;
    while (!(status = sg_conllu_read(&sentence, &reader, &bank->arena, err)) && sentence.line_count)
        if (sentence.word_count && (status = add_sentence(bank, &sentence, &reader, err)))
            break;
    sg_conllu_reader_release(&reader);
    fclose(reader.stream);
    return status;
}

/* "nsubj:outer" that is too rare counts as "nsubj". */
static uint8_t base_label(uint8_t deprel) {
    char base[32];
    const char *name = sg_deprel_name(deprel);
    size_t length = strcspn(name, ":");
    if (length >= sizeof base)
        return SG_DEPREL_DEP;
    memcpy(base, name, length);
    base[length] = '\0';
    return (uint8_t)sg_deprel_find(base);
}

void sg_treebank_number_as(struct sg_treebank *bank, const struct sg_treebank *from) {
    uint8_t tag[SG_XPOS_COUNT][SG_UPOS_COUNT] = {{0}}, label[SG_DEPREL_COUNT] = {0};
    uint8_t any_tag[SG_XPOS_COUNT] = {0};
    for (size_t i = from->tag_count; i--;) {
        tag[from->tags[i][0]][from->tags[i][1]] = (uint8_t)(i + 1);
        any_tag[from->tags[i][0]] = (uint8_t)(i + 1);
    }
    for (size_t i = 0; i < from->label_count; i++)
        label[from->labels[i]] = (uint8_t)(i + 1);
    for (size_t s = 0; s < bank->count; s++)
        for (size_t i = 0; i < bank->sentences[s].count; i++) {
            struct sg_gold_word *w = &bank->sentences[s].words[i];
            uint8_t t = tag[w->xpos][w->upos];
            if (!t)
                t = any_tag[w->xpos];
            w->tag = t ? (uint8_t)(t - 1) : 0;
            uint8_t l = label[w->deprel];
            if (!l)
                l = label[base_label(w->deprel)];
            if (!l)
                l = label[SG_DEPREL_DEP];
            w->label = l ? (uint8_t)(l - 1) : 0;
        }
}

struct tag_count {
    uint32_t count;
    uint8_t xpos, upos;
};

static int by_count(const void *a, const void *b) {
    const struct tag_count *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return x->xpos != y->xpos ? x->xpos - y->xpos : x->upos - y->upos;
}

void sg_treebank_number(struct sg_treebank *bank) {
    struct tag_count tags[SG_XPOS_COUNT * SG_UPOS_COUNT];
    uint32_t labels[SG_DEPREL_COUNT] = {0};
    for (size_t i = 0; i < SG_XPOS_COUNT * SG_UPOS_COUNT; i++)
        tags[i] = (struct tag_count){0, (uint8_t)(i / SG_UPOS_COUNT), (uint8_t)(i % SG_UPOS_COUNT)};
    for (size_t s = 0; s < bank->count; s++)
        for (size_t i = 0; i < bank->sentences[s].count; i++) {
            const struct sg_gold_word *w = &bank->sentences[s].words[i];
            if (w->xpos && w->upos)
                tags[w->xpos * SG_UPOS_COUNT + w->upos].count++;
            labels[w->deprel]++;
        }
    qsort(tags, SG_XPOS_COUNT * SG_UPOS_COUNT, sizeof *tags, by_count);
    bank->tag_count = bank->label_count = 0;
    for (size_t i = 0; i < SG_TAGS_MAX && tags[i].count >= SG_TAG_LEAST; i++) {
        bank->tags[bank->tag_count][0] = tags[i].xpos;
        bank->tags[bank->tag_count++][1] = tags[i].upos;
    }
    for (uint8_t l = SG_DEPREL_NONE + 1; l < SG_DEPREL_COUNT; l++)
        if (labels[l] >= SG_LABEL_LEAST || l == SG_DEPREL_DEP)
            bank->labels[bank->label_count++] = l;
    sg_treebank_number_as(bank, bank);
}

void sg_treebank_release(struct sg_treebank *bank) { sg_arena_release(&bank->arena); }
