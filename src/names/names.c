#include "names/names.h"

#include "names/tag.h"

#include <stdio.h>
#include <stdlib.h>

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
    if (!sg_name_text_init(&text, reading, gazetteer, model, arena))
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id);
    size_t m = 0;
    for (uint32_t s = 0; s < reading->sentence_count; s++) {
        if (!chosen[s])
            continue;
        size_t count;
        sg_name_text_look(&text, s);
        const struct sg_name_span *spans = sg_name_tag(&count, &text, s, arena);
        while (m < reading->mention_count && reading->mentions[m].sentence < s)
            m++;
        for (; spans && m < reading->mention_count && reading->mentions[m].sentence == s; m++) {
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

enum sg_status sg_names_find(struct sg_found_name **out, size_t *count,
                             const struct sg_reading *reading, const struct sg_gazetteer *gazetteer,
                             const struct sg_name_model *model, struct sg_arena *arena,
                             struct sg_error *err) {
    static const char *const kinds[] = {[SG_KIND_PERSON] = "person",
                                        [SG_KIND_ORGANIZATION] = "organization",
                                        [SG_KIND_PLACE] = "place"};
    struct sg_name_text text;
    size_t capacity = 0;
    *out = NULL;
    *count = 0;
    if (!sg_name_text_init(&text, reading, gazetteer, model, arena))
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id);
    for (uint32_t s = 0; s < reading->sentence_count; s++) {
        size_t n;
        sg_name_text_look(&text, s);
        const struct sg_name_span *spans = sg_name_tag(&n, &text, s, arena);
        for (size_t k = 0; spans && k < n; k++) {
            *out = sg_arena_grow(arena, *out, *count, &capacity, sizeof **out);
            if (!*out)
                return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id);
            (*out)[(*count)++] =
                (struct sg_found_name){spans[k].first, spans[k].end, kinds[spans[k].kind]};
        }
    }
    return sg_arena_failed(arena)
               ? sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", reading->document->id)
               : SG_OK;
}
