/* Runs the examples that stand in lexicon files: "{s:Iran} threatened {t:Israel}." */
#include "lexicon_examples.h"

#include "base/buf.h"
#include "engine_parts.h"
#include "stance/lexicon.h"

#include <stdlib.h>
#include <string.h>

#define GIVEN_MAX 8

/* An example without its braces, and where the actors stand. */
struct example {
    struct sg_buf text;
    struct sg_given_mention given[GIVEN_MAX];
    size_t given_count;
    char names[GIVEN_MAX][80];
};

static void read_example(struct example *out, const char *marked) {
    sg_buf_init(&out->text);
    out->given_count = 0;
    while (*marked) {
        const char *close = *marked == '{' ? strchr(marked, '}') : NULL;
        if (!close || out->given_count == GIVEN_MAX) {
            sg_buf_putc(&out->text, *marked++);
            continue;
        }
        const char *name = marked + 1, *role = "o";
        if ((name[0] == 's' || name[0] == 't') && name[1] == ':') {
            role = name[0] == 's' ? "s" : "t";
            name += 2;
        }
        struct sg_given_mention *given = &out->given[out->given_count];
        char *slot = out->names[out->given_count++];
        /* the actor's name is its role, so that the claim can be known again */
        snprintf(slot, sizeof out->names[0], "%s%s", role, role[0] == 'o' ? name : "");
        given->start = out->text.length;
        sg_buf_add(&out->text, name, (size_t)(close - name));
        given->end = out->text.length;
        given->actor = slot;
        given->type = "organization";
        marked = close + 1;
    }
}

/* Does the example give (or, for a negative one, not give) the entry's relation from s to t? */
static bool holds(const struct sg_engine *engine, const char *marked, const char *relation,
                  bool is_wanted, bool is_negated) {
    struct example example;
    struct sg_result *result = NULL;
    struct sg_error err;
    bool found = false;
    read_example(&example, marked);
    struct sg_document document = {.id = "example",
                                   .text = sg_buf_text(&example.text),
                                   .text_length = example.text.length,
                                   .given = example.given,
                                   .given_count = example.given_count};
    if (!sg_extract(&result, engine, &document, &err))
        for (size_t i = 0; i < result->claim_count; i++) {
            const struct sg_claim *claim = &result->claims[i];
            bool weighs = !claim->is_negated && claim->modality == SG_ASSERTED;
            found |= !strcmp(claim->relation, relation) && !strcmp(claim->source.name, "s") &&
                     !strcmp(claim->target.name, "t") &&
                     (is_wanted ? claim->is_negated == is_negated : weighs);
        }
    sg_result_free(result);
    sg_buf_release(&example.text);
    return found == is_wanted;
}

static bool is_from(const struct sg_lexicon *lexicon, const struct sg_entry *entry,
                    const json_t *file) {
    (void)lexicon;
    size_t i, k;
    json_t *part, *json;
    const json_t *entries = json_object_get(file, "entries");
    json_array_foreach(entries, i, json) {
        if (json == entry->json)
            return true;
    }
    json_array_foreach(file, k, part) {
        if (is_from(lexicon, entry, part))
            return true;
    }
    return false;
}

enum sg_status sg_examples_run(struct sg_example_tally *out, const struct sg_engine *engine,
                               const char *path,
                               void (*complain)(void *context, const char *rule, const char *text,
                                                bool was_wanted),
                               void *context, struct sg_error *err) {
    static const char *const keys[] = {"examples", "no"};
    const struct sg_lexicon *lexicon = engine->lexicon;
    (void)err;
    *out = (struct sg_example_tally){0, 0};
    /* the file that was given last is the one that is asked about */
    const json_t *asked =
        path && lexicon->file_count > 1 ? lexicon->files[lexicon->file_count - 2] : NULL;
    for (size_t i = 0; i < lexicon->entry_count; i++) {
        const struct sg_entry *entry = &lexicon->entries[i];
        if ((i && lexicon->entries[i - 1].json == entry->json) ||
            (asked && !is_from(lexicon, entry, asked)))
            continue;
        for (int k = 0; k < 2; k++) {
            size_t at;
            json_t *text;
            json_array_foreach(json_object_get(entry->json, keys[k]), at, text) {
                const char *marked = json_string_value(text);
                if (!marked)
                    continue;
                bool good = holds(engine, marked, lexicon->relations[entry->relation].name, k == 0,
                                  entry->is_negated);
                out->run++;
                out->held += good;
                if (!good && complain)
                    complain(context, entry->rule, marked, k == 0);
            }
        }
    }
    return SG_OK;
}
