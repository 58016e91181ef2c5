#include "names/names.h"

#include "base/strmap.h"
#include "names/mend.h"
#include "recognise/lexis.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum sg_status sg_names_load(struct sg_name_model **out, const char *data_dir,
                             struct sg_error *err) {
    char path[4096];
    *out = NULL;
    if (snprintf(path, sizeof path, "%s/en/names.model", data_dir) >= (int)sizeof path)
        return sg_fail(err, SG_ERR_IO, "%s: the path is too long", data_dir);
    struct sg_name_model *model = calloc(1, sizeof *model);
    if (!model)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    enum sg_status status = sg_name_model_open(model, path, err);
    if (status) {
        free(model);
        return status;
    }
    *out = model;
    return SG_OK;
}

void sg_names_free(struct sg_name_model *model) {
    if (model)
        sg_name_model_close(model);
    free(model);
}

static bool is_open(const struct sg_mention *m) {
    return m->kind == SG_MENTION_NAME && m->alias == UINT32_MAX && m->actor == SG_NO_ACTOR &&
           m->use != SG_USE_PLACE;
}

/* Marks sentences that may make a claim, with an open name and somebody else beside it. */
static bool choose(uint8_t *chosen, const struct sg_reading *reading) {
    bool any = false;
    for (size_t m = 0; m < reading->mention_count;) {
        uint32_t sentence = reading->mentions[m].sentence;
        bool has_open = false;
        size_t count = 0;
        for (; m < reading->mention_count && reading->mentions[m].sentence == sentence; m++) {
            const struct sg_mention *mention = &reading->mentions[m];
            has_open |= is_open(mention);
            count++;
        }
        chosen[sentence] = has_open && count > 1 && reading->sentences[sentence].may_claim;
        any |= chosen[sentence] != 0;
    }
    return any;
}

enum sg_status sg_names(struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                        const struct sg_name_model *model, struct sg_arena *arena,
                        struct sg_error *err) {
    struct sg_name_text text;
    uint8_t *chosen = sg_arena_array(arena, reading->sentence_count + 1, 1);
    if (!chosen)
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id);
    if (!choose(chosen, reading))
        return SG_OK;
    struct sg_name_range *ranges = sg_arena_take(arena, reading->mention_count * sizeof *ranges);
    size_t range_count, m = 0;
    if (!ranges || !sg_name_text_open(&text, ranges, &range_count, reading, gazetteer, model,
                                      chosen, is_open, arena))
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id);
    for (size_t r = 0; r < range_count; r++) {
        size_t count;
        sg_name_range_look(&text, &ranges[r]);
        const struct sg_name_span *spans = sg_name_tag_range(&count, &text, &ranges[r], arena);
        while (m < reading->mention_count && reading->mentions[m].first < ranges[r].first)
            m++;
        for (; spans && m < reading->mention_count && reading->mentions[m].first < ranges[r].end;
             m++) {
            struct sg_mention *mention = &reading->mentions[m];
            /* "the fighting in Bustan al-Qasr": no man, whatever the next sentence's "he" says.
             * People and bodies are left to the words around them: "Khan al-Assal" is a village,
             * and taking the tagger's word for people cost precision on every set of claims. */
            for (size_t k = 0; k < count && is_open(mention); k++)
                if (spans[k].first == mention->first && spans[k].end == mention->end_token &&
                    spans[k].kind == SG_KIND_PLACE)
                    mention->use = SG_USE_PLACE;
        }
    }
    return sg_arena_failed(arena)
               ? sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id)
               : SG_OK;
}

/* --- one name, one kind: what most places of a document say of it. */

struct votes {
    uint32_t counts[SG_KIND_COUNT];
    bool is_last_name; /* of a person whose whole name the document has */
};

static const char *words_of(const struct sg_reading *reading, const struct sg_name_span *span,
                            struct sg_arena *arena) {
    return sg_arena_strndup(arena, reading->document->text + reading->tokens[span->first].start,
                            reading->tokens[span->end - 1].end -
                                reading->tokens[span->first].start);
}

/* "the Harbour Authority of New Dorne (HAND)": where the words whose initials stand in parentheses
 * begin; `open` when there are none. */
static uint32_t long_form(const struct sg_reading *reading, uint32_t open) {
    const struct sg_token *tokens = reading->tokens, *acronym = &tokens[open + 1];
    uint32_t first = reading->sentences[tokens[open].sentence].first, at = open;
    for (size_t letter = acronym->length; letter > 0; letter--) {
        do { /* small words between */
            if (at == first)
                return open;
            at--;
        } while ((tokens[at].flags & SG_TOKEN_WORD) && tokens[at].form[0] >= 'a' &&
                 tokens[at].form[0] <= 'z' && letter < acronym->length);
        if (tokens[at].form[0] != acronym->form[letter - 1])
            return open;
    }
    return at;
}

/* All that are written like `as` are of its kind. */
static void say_kind(struct sg_name_span *spans, size_t count, const struct sg_name_span *as,
                     const struct sg_reading *reading) {
    for (size_t i = 0; i < count; i++)
        if (spans[i].end - spans[i].first == 1 &&
            !strcmp(reading->tokens[spans[i].first].form, reading->tokens[as->first].form))
            spans[i].kind = as->kind;
}

/* The long form before its acronym is one name, and the acronym is of its kind: a body, unless it
 * was seen whole as something else. */
static size_t gloss(struct sg_name_span *spans, size_t count, const struct sg_reading *reading) {
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        struct sg_name_span span = spans[i];
        const struct sg_token *token = &reading->tokens[span.first];
        bool is_short = span.end - span.first == 1 && (token->flags & SG_TOKEN_ALL_CAPS) &&
                        token->length > 2 && n && span.first > 1 && !strcmp(token[-1].form, "(") &&
                        token[-1].sentence == token->sentence;
        uint32_t open = span.first - 1, start = is_short ? long_form(reading, open) : open;
        if (start < open) {
            size_t kept = n;
            while (kept && spans[kept - 1].end > start)
                kept--;
            if (kept == n || spans[kept].first < start) { /* nobody saw a name in it, or a longer */
                spans[n++] = span;
                continue;
            }
            if (spans[kept].first != start || spans[kept].end != open)
                spans[kept] = (struct sg_name_span){start, open, SG_KIND_ORGANIZATION};
            span.kind = spans[kept].kind;
            n = kept + 1;
            say_kind(spans, n, &span, reading);
            say_kind(spans + i + 1, count - i - 1, &span, reading);
        }
        spans[n++] = span;
    }
    return n;
}

static bool vote(struct sg_name_span *spans, size_t count, const struct sg_reading *reading,
                 struct sg_arena *arena) {
    struct sg_strmap *names = sg_strmap_new();
    struct votes *votes = sg_arena_array(arena, count + 1, sizeof *votes);
    uint32_t *at = sg_arena_array(arena, count + 1, sizeof *at);
    bool good = names && votes && at;
    for (size_t i = 0; good && i < count; i++) {
        const char *name = words_of(reading, &spans[i], arena);
        at[i] = name ? sg_strmap_intern(names, name) : SG_STRMAP_NONE;
        good = at[i] != SG_STRMAP_NONE;
        if (good)
            votes[at[i]].counts[spans[i].kind]++;
    }
    /* "Ana Lagos ... Lagos said": the town is another one's */
    for (size_t i = 0; good && i < count; i++) {
        const struct sg_name_span *span = &spans[i];
        if (span->end - span->first < 2 || span->kind != SG_KIND_PERSON)
            continue;
        uint32_t last = sg_strmap_get(names, reading->tokens[span->end - 1].form);
        if (last != SG_STRMAP_NONE)
            votes[last].is_last_name = true;
    }
    for (size_t i = 0; good && i < count; i++) {
        const uint32_t *counts = votes[at[i]].counts;
        if (votes[at[i]].is_last_name && spans[i].end - spans[i].first == 1) {
            spans[i].kind = SG_KIND_PERSON;
            continue;
        }
        for (unsigned k = 0; k < SG_KIND_COUNT; k++)
            if (counts[k] > counts[spans[i].kind])
                spans[i].kind = (enum sg_name_kind)k;
    }
    sg_strmap_free(names);
    return good;
}

/* How much likelier a word is a name that the document has as a name elsewhere: by the totals on
 * texts with marked names; more finds more, of which fewer are right. */
#define LEAN 2.5f

/* The spans of one sentence. */
struct tagged {
    const struct sg_name_span *spans;
    size_t count;
};

/* "Lindqvist praised the mayor": a word that the text has as a name, or as the last word of a
 * person's, where the tagger saw none. False when out of memory. */
static bool lean_on_names(float *lean, const struct tagged *tagged,
                          const struct sg_reading *reading, const struct sg_gazetteer *gazetteer) {
    struct sg_strmap *known = sg_strmap_new();
    bool good = known != NULL;
    for (size_t s = 0; good && s < reading->sentence_count; s++)
        for (size_t i = 0; good && i < tagged[s].count; i++) {
            const struct sg_name_span *span = &tagged[s].spans[i];
            if (span->end - span->first == 1 || span->kind == SG_KIND_PERSON)
                good = sg_strmap_set(known, reading->tokens[span->end - 1].lower, span->kind);
        }
    for (uint32_t t = 0; good && t < reading->token_count; t++) {
        const struct sg_token *token = &reading->tokens[t];
        if (!(token->flags & SG_TOKEN_WORD) || (token->flags & SG_TOKEN_HYPHEN_BEFORE) ||
            token->length < 3 ||
            (sg_lexis_classes(gazetteer->lexis, token->lower, token->lower_length) &
             (SG_LEXIS_COMMON | SG_LEXIS_CALENDAR | SG_LEXIS_TITLE)))
            continue;
        if (sg_strmap_get(known, token->lower) != SG_STRMAP_NONE)
            lean[t] = LEAN;
    }
    sg_strmap_free(known);
    return good;
}

/* Does a word that is likely a name stand outside all spans? */
static bool lacks_one(const struct tagged *tagged, const float *lean,
                      const struct sg_sentence *s) {
    size_t at = 0;
    for (uint32_t t = s->first; t < s->end_token; t++) {
        while (at < tagged->count && tagged->spans[at].end <= t)
            at++;
        if (lean[t] > 0 && (at == tagged->count || tagged->spans[at].first > t))
            return true;
    }
    return false;
}

/* All sentences' spans, each tagged by itself, then again in the light of the others. */
static struct sg_name_span *tag_all(size_t *count, struct sg_name_text *text,
                                    struct sg_arena *arena) {
    const struct sg_reading *reading = text->reading;
    struct tagged *tagged = sg_arena_array(arena, reading->sentence_count + 1, sizeof *tagged);
    float *lean = sg_arena_array(arena, reading->token_count + 1, sizeof *lean);
    struct sg_name_span *all = sg_arena_array(arena, reading->token_count + 1, sizeof *all);
    if (!tagged || !lean || !all)
        return NULL;
    for (uint32_t s = 0; s < reading->sentence_count; s++) {
        sg_name_text_look(text, s);
        tagged[s].spans = sg_name_tag(&tagged[s].count, text, s, true, NULL, arena);
        if (!tagged[s].spans)
            return NULL;
    }
    if (!lean_on_names(lean, tagged, reading, text->gazetteer))
        return NULL;
    *count = 0;
    for (uint32_t s = 0; s < reading->sentence_count; s++) {
        if (lacks_one(&tagged[s], lean, &reading->sentences[s]))
            tagged[s].spans = sg_name_tag(&tagged[s].count, text, s, true, lean, arena);
        for (size_t i = 0; tagged[s].spans && i < tagged[s].count; i++)
            all[(*count)++] = tagged[s].spans[i];
    }
    return all;
}

enum sg_status sg_names_find(struct sg_found_name **out, size_t *count,
                             const struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                             const struct sg_name_model *model, struct sg_arena *arena,
                             struct sg_error *err) {
    static const char *const kinds[] = {[SG_KIND_PERSON] = "person",
                                        [SG_KIND_ORGANIZATION] = "organization",
                                        [SG_KIND_PLACE] = "place"};
    struct sg_name_text text;
    *out = NULL;
    *count = 0;
    if (!sg_name_text_init(&text, reading, gazetteer, model, arena))
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id);
    struct sg_name_span *all = tag_all(count, &text, arena);
    if (all)
        all = sg_name_mend(count, all, &text, arena);
    if (!all)
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id);
    *count = gloss(all, *count, reading);
    bool good = vote(all, *count, reading, arena);
    *out = good ? sg_arena_array(arena, *count + 1, sizeof **out) : NULL;
    if (!*out)
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id);
    for (size_t i = 0; i < *count; i++)
        (*out)[i] = (struct sg_found_name){all[i].first, all[i].end, kinds[all[i].kind]};
    return sg_arena_failed(arena)
               ? sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id)
               : SG_OK;
}
