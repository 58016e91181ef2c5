#include "syntax/conllu.h"

#include "base/strmap.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static enum sg_status read_columns(struct sg_conllu_line *line, char *text, size_t words,
                                   const struct sg_conllu_reader *reader, struct sg_error *err) {
    size_t count = 0;
    for (char *p = text; p; count++) {
        char *tab = strchr(p, '\t');
        if (tab)
            *tab = '\0';
        if (count < SG_CONLLU_COLUMNS)
            line->columns[count] = p;
        p = tab ? tab + 1 : NULL;
    }
    if (count != SG_CONLLU_COLUMNS)
        return sg_fail(err, SG_ERR_DATA,
                       "%s:%zu: %zu columns; a line of CoNLL-U has 10, parted by tabs",
                       reader->path, reader->line, count);
    const char *id = line->columns[SG_CONLLU_ID];
    line->is_word = !strpbrk(id, "-.");
    if (line->is_word && strtoul(id, NULL, 10) != words + 1)
        return sg_fail(err, SG_ERR_DATA, "%s:%zu: word \"%s\" where %zu was due", reader->path,
                       reader->line, id, words + 1);
    if (!*line->columns[SG_CONLLU_FORM])
        return sg_fail(err, SG_ERR_DATA, "%s:%zu: a word without a form", reader->path,
                       reader->line);
    return SG_OK;
}

enum sg_status sg_conllu_read(struct sg_conllu_sentence *out, struct sg_conllu_reader *reader,
                              struct sg_arena *arena, struct sg_error *err) {
    size_t capacity = 0;
    *out = (struct sg_conllu_sentence){0};
    for (;;) {
        ssize_t length = getline(&reader->buffer, &reader->capacity, reader->stream);
        if (length < 0)
            break;
        reader->line++;
        while (length > 0 && strchr("\r\n", reader->buffer[length - 1]))
            reader->buffer[--length] = '\0';
        if (!length && out->line_count)
            break;
        if (!length)
            continue;
        if (strlen(reader->buffer) != (size_t)length ||
            sg_utf8_valid_prefix(reader->buffer, (size_t)length) != (size_t)length)
            return sg_fail(err, SG_ERR_DATA, "%s:%zu: bytes that are not UTF-8", reader->path,
                           reader->line);
        out->lines =
            sg_arena_grow(arena, out->lines, out->line_count, &capacity, sizeof *out->lines);
        char *text = sg_arena_strndup(arena, reader->buffer, (size_t)length);
        if (!out->lines || !text)
            return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reader->path);
        struct sg_conllu_line *line = &out->lines[out->line_count++];
        *line = (struct sg_conllu_line){0};
        if (*text == '#') {
            line->text = text;
            continue;
        }
        enum sg_status status = read_columns(line, text, out->word_count, reader, err);
        if (status)
            return status;
        out->word_count += line->is_word;
    }
    if (ferror(reader->stream))
        return sg_fail(err, SG_ERR_IO, "%s: cannot read", reader->path);
    return SG_OK;
}

void sg_conllu_reader_release(struct sg_conllu_reader *reader) {
    free(reader->buffer);
    reader->buffer = NULL;
    reader->capacity = 0;
}

static uint32_t flags_of(const char *form, size_t length) {
    const char *p = form, *end = form + length;
    uint32_t flags = 0;
    size_t letters = 0, upper = 0;
    while (p < end) {
        const char *at = p;
        int32_t c = sg_utf8_next(&p, end);
        if (sg_is_letter(c)) {
            if (!letters++ && sg_is_upper(c))
                flags |= SG_TOKEN_CAPITAL;
            upper += sg_is_upper(c);
            flags |= SG_TOKEN_WORD;
        } else if (at == form && sg_is_digit(c)) {
            flags |= SG_TOKEN_NUMBER;
        }
    }
    if (letters > 1 && letters == upper)
        flags |= SG_TOKEN_ALL_CAPS;
    return flags & (SG_TOKEN_WORD | SG_TOKEN_NUMBER) ? flags : flags | SG_TOKEN_PUNCT;
}

/* As the tokeniser does it: typographic apostrophes and quotation marks become plain. */
static char *plain_form(const char *form, struct sg_arena *arena) {
    char *out = sg_arena_alloc(arena, strlen(form) + 1);
    if (!out)
        return NULL;
    const char *p = form, *end = form + strlen(form);
    size_t n = 0;
    while (p < end) {
        const char *at = p;
        int32_t c = sg_utf8_next(&p, end);
        if (sg_is_apostrophe(c)) {
            out[n++] = '\'';
        } else if (sg_is_double_quote(c)) {
            out[n++] = '"';
        } else {
            memcpy(out + n, at, (size_t)(p - at));
            n += (size_t)(p - at);
        }
    }
    out[n] = '\0';
    return out;
}

bool sg_conllu_to_reading(struct sg_reading *out, const struct sg_conllu_sentence *sentence,
                          struct sg_arena *arena) {
    *out = (struct sg_reading){0};
    out->tokens = sg_arena_array(arena, sentence->word_count, sizeof *out->tokens);
    out->sentences = sg_arena_array(arena, 1, sizeof *out->sentences);
    if (!out->tokens || !out->sentences)
        return false;
    for (size_t i = 0; i < sentence->line_count; i++) {
        const struct sg_conllu_line *line = &sentence->lines[i];
        if (!line->is_word)
            continue;
        struct sg_token *token = &out->tokens[out->token_count++];
        char *form = plain_form(line->columns[SG_CONLLU_FORM], arena);
        size_t length = form ? strlen(form) : 0, room = length * 2 + 8;
        char *lower = sg_arena_alloc(arena, room);
        if (!form || !lower)
            return false;
        sg_utf8_lower(lower, room, form);
        token->form = form;
        token->length = (uint32_t)length;
        token->lower = strcmp(lower, form) ? lower : form;
        token->lower_length = (uint32_t)strlen(token->lower);
        token->hash = sg_strmap_hash(token->lower, token->lower_length);
        token->flags = flags_of(form, length);
        if (memchr(form, '-', length))
            token->flags |= SG_TOKEN_HYPHEN;
    }
    out->sentences[0].end_token = (uint32_t)out->token_count;
    out->sentences[0].may_claim = true;
    out->sentence_count = 1;
    return true;
}

static void write_columns(struct sg_buf *out, const char *const *columns,
                          const struct sg_token *token, size_t first) {
    sg_buf_printf(out, "%s\t%s\t%s\t%s\t%s\t%s\t", columns[SG_CONLLU_ID], columns[SG_CONLLU_FORM],
                  token->lemma, sg_upos_name(token->upos), sg_xpos_name(token->xpos),
                  columns[SG_CONLLU_FEATS]);
    sg_buf_printf(out, "%zu\t%s\t_\t%s\n",
                  token->head == SG_NO_TOKEN ? (size_t)0 : token->head - first + 1,
                  sg_deprel_name(token->deprel), columns[SG_CONLLU_MISC]);
}

void sg_conllu_write_tokenized(struct sg_buf *out, const struct sg_conllu_sentence *sentence,
                               const struct sg_reading *reading) {
    size_t word = 0;
    for (size_t i = 0; i < sentence->line_count; i++) {
        const struct sg_conllu_line *line = &sentence->lines[i];
        if (line->text) {
            sg_buf_printf(out, "%s\n", line->text);
        } else if (line->is_word) {
            write_columns(out, line->columns, &reading->tokens[word++], 0);
        } else {
            for (size_t c = 0; c < SG_CONLLU_COLUMNS; c++)
                sg_buf_printf(out, "%s%c", line->columns[c],
                              c + 1 < SG_CONLLU_COLUMNS ? '\t' : '\n');
        }
    }
    sg_buf_putc(out, '\n');
}

void sg_conllu_write(struct sg_buf *out, const struct sg_reading *reading,
                     const struct sg_sentence *sentence, const char *id) {
    sg_buf_printf(out, "# sent_id = %s\n# text = ", id);
    const char *text = reading->document->text;
    for (uint32_t i = sentence->start; i < sentence->end; i++)
        sg_buf_putc(out, strchr("\t\n\r\v\f", text[i]) ? ' ' : text[i]);
    sg_buf_putc(out, '\n');
    for (uint32_t t = sentence->first; t < sentence->end_token; t++) {
        const struct sg_token *token = &reading->tokens[t];
        bool is_tight = t + 1 < sentence->end_token && !(token[1].flags & SG_TOKEN_SPACE_BEFORE);
        char number[24];
        snprintf(number, sizeof number, "%u", t - sentence->first + 1);
        const char *columns[SG_CONLLU_COLUMNS] = {
            number, token->form, "_", "_", "_",
            "_",    "_",         "_", "_", is_tight ? "SpaceAfter=No" : "_"};
        write_columns(out, columns, token, sentence->first);
    }
    sg_buf_putc(out, '\n');
}
