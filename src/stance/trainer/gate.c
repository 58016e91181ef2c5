/* usage: stancegraph-train-gate OUT.model TEXT [LOSS [LOSS_BEFORE_NAMES]]
 *
 * Reads every sentence of TEXT (one document a line) in full, looks which cues gave claims, and
 * teaches the gate to tell them by what is seen before the parse. Every tenth document is held out;
 * the scores that a cue must reach are chosen there, so that no more than LOSS (0.005) of the
 * sentences with claims are lost. The same input gives the same file. */
#include "base/arena.h"
#include "engine_parts.h"
#include "pipeline.h"
#include "stance/gate_view.h"
#include "stance/trace.h"
#include "stance/trainer/weights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EPOCHS 8
#define MET_OFTEN 40 /* a form met so often is settled */

struct trainer {
    const struct sg_engine *engine;
    struct examples steps[SG_GATE_STEPS];
    uint32_t *met; /* by form */
    uint32_t sentence;
    bool is_held_out, has_failed;
    /* of the document in hand */
    struct candidate {
        uint32_t sentence, token, form;
        bool is_turned;
        size_t at[SG_GATE_STEPS]; /* examples, or SIZE_MAX */
    } *candidates;
    size_t candidate_count, candidate_capacity;
};

static void add_candidate(struct trainer *t, struct candidate c) {
    if (t->candidate_count == t->candidate_capacity) {
        size_t capacity = t->candidate_capacity ? t->candidate_capacity * 2 : 1024;
        struct candidate *grown = realloc(t->candidates, capacity * sizeof *grown);
        if (!grown) {
            t->has_failed = true;
            return;
        }
        t->candidates = grown;
        t->candidate_capacity = capacity;
    }
    t->candidates[t->candidate_count++] = c;
}

/* Makes the examples of a document's cues at one step; whether they are claims is told later. */
static void look(struct trainer *t, const struct sg_reading *reading, enum sg_gate_step step) {
    struct sg_gate_view view;
    size_t mention = 0;
    for (size_t s = 0; s < reading->sentence_count; s++) {
        sg_gate_look(&view, reading, t->engine->lexicon, &reading->sentences[s],
                     step == SG_GATE_AFTER_NAMES ? &mention : NULL);
        if (!sg_gate_has_parties(&view))
            continue;
        for (size_t i = 0; i < view.cue_count; i++)
            for (int turned = 0; turned < 2; turned++) {
                uint32_t features[SG_GATE_FEATURES];
                if (turned && !view.operator_count)
                    continue;
                if (!turned && step == SG_GATE_AFTER_NAMES)
                    t->met[view.cues[i].form]++;
                size_t count = sg_gate_features(features, &view, &view.cues[i], turned);
                struct candidate c = {.sentence = (uint32_t)s,
                                      .token = view.cues[i].token,
                                      .form = view.cues[i].form,
                                      .is_turned = turned,
                                      .at = {SIZE_MAX, SIZE_MAX}};
                c.at[step] = t->steps[step].count;
                t->has_failed |=
                    !examples_add(&t->steps[step], features, count,
                                  t->sentence + (uint32_t)s, t->is_held_out);
                add_candidate(t, c);
            }
    }
}

static bool names_entry(const struct sg_lexicon *lexicon, uint32_t form, size_t entry) {
    for (uint32_t at = lexicon->gate_forms[form].first_link; at != SG_NO_LINK;
         at = lexicon->links[at].next)
        if (!lexicon->links[at].is_operator && lexicon->links[at].entry == entry)
            return true;
    return false;
}

static void learn_of(void *context, const struct sg_cue_trace *trace) {
    struct trainer *t = context;
    const struct sg_lexicon *lexicon = t->engine->lexicon;
    if (trace->fate != SG_FATE_CLAIMED)
        return;
    bool is_turned = trace->relation != trace->entry->relation;
    size_t entry = (size_t)(trace->entry - lexicon->entries);
    for (size_t i = 0; i < t->candidate_count; i++) {
        struct candidate *c = &t->candidates[i];
        if (c->sentence != trace->sentence || c->is_turned != is_turned ||
            (c->token != trace->token && trace->entry->kind != SG_CUE_PHRASE) ||
            !names_entry(lexicon, c->form, entry))
            continue;
        for (int step = 0; step < SG_GATE_STEPS; step++)
            if (c->at[step] != SIZE_MAX)
                t->steps[step].items[c->at[step]].is_claim = true;
    }
}

static enum sg_status read_document(struct trainer *t, const struct sg_document *document,
                                    struct sg_arena *arena, struct sg_error *err) {
    const struct sg_engine *e = t->engine;
    struct sg_reading reading = {.document = document};
    enum sg_status status;
    t->candidate_count = 0;
    if ((status = sg_pipeline_run(&reading, e, SG_STAGE_SEGMENT, arena, err)))
        return status;
    look(t, &reading, SG_GATE_BEFORE_NAMES);
    if ((status = sg_recognise(&reading, e->gazetteer, arena, err)) ||
        (status = sg_resolve_names(&reading, e->gazetteer, e->referents, arena, err)))
        return status;
    look(t, &reading, SG_GATE_AFTER_NAMES);
    for (size_t i = 0; i < reading.sentence_count; i++)
        reading.sentences[i].may_claim =
            reading.sentences[i].end_token > reading.sentences[i].first;
    t->sentence += (uint32_t)reading.sentence_count;
    if ((status = sg_parse(&reading, e->syntax, arena, err)) ||
        (status = sg_resolve(&reading, e->gazetteer, e->referents, arena, err)))
        return status;
    return sg_stance_trace(&reading, e->lexicon, learn_of, t, arena, err);
}

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static bool list_known(struct sg_gate_model *model, const struct trainer *t) {
    const struct sg_lexicon *lexicon = t->engine->lexicon;
    model->rules = calloc(lexicon->entry_count + 1, sizeof *model->rules);
    model->forms = calloc(lexicon->gate_form_count + 1, sizeof *model->forms);
    if (!model->rules || !model->forms)
        return false;
    for (size_t i = 0; i < lexicon->entry_count; i++)
        model->rules[model->rule_count++] =
            sg_strmap_hash(lexicon->entries[i].rule, strlen(lexicon->entries[i].rule));
    for (size_t i = 0; i < lexicon->gate_form_count; i++)
        if (t->met[i] >= MET_OFTEN)
            model->forms[model->form_count++] = lexicon->gate_forms[i].hash;
    qsort(model->rules, model->rule_count, sizeof *model->rules, by_number);
    qsort(model->forms, model->form_count, sizeof *model->forms, by_number);
    return true;
}

static int write_model(struct trainer *t, const char *path, const double *losses) {
    static const char *const names[] = {"before names", "after names"};
    struct sg_gate_model model = {.rule_count = 0};
    struct sg_error err;
    bool done = list_known(&model, t);
    for (int step = 0; step < SG_GATE_STEPS && done; step++) {
        model.weights[step] = malloc(SG_GATE_SIZE);
        done = model.weights[step] && learn(model.weights[step], &t->steps[step], EPOCHS);
        if (done)
            model.least[step] =
                choose_least(&t->steps[step], model.weights[step], losses[step], names[step]);
    }
    if (!done)
        fputs("out of memory\n", stderr);
    else if (sg_gate_model_save(&model, path, &err)) {
        fprintf(stderr, "%s\n", err.text);
        done = false;
    }
    printf("%zu rules, %zu forms met often\n", model.rule_count, model.form_count);
    for (int step = 0; step < SG_GATE_STEPS; step++)
        free(model.weights[step]);
    free(model.rules);
    free(model.forms);
    return done ? 0 : 1;
}

static bool read_text(struct trainer *t, const char *path) {
    struct sg_arena arena;
    struct sg_error err;
    char *line = NULL;
    size_t room = 0, documents = 0;
    FILE *in = fopen(path, "r");
    if (!in) {
        fprintf(stderr, "%s: cannot be read\n", path);
        return false;
    }
    sg_arena_init(&arena);
    for (ssize_t length; (length = getline(&line, &room, in)) > 0 && !t->has_failed;) {
        char id[24];
        snprintf(id, sizeof id, "%zu", documents);
        struct sg_document document = {.id = id, .text = line, .text_length = (size_t)length};
        t->is_held_out = documents++ % 10 == 9;
        sg_arena_clear(&arena);
        if (read_document(t, &document, &arena, &err)) {
            fprintf(stderr, "%s\n", err.text);
            t->has_failed = true;
        }
    }
    free(line);
    fclose(in);
    sg_arena_release(&arena);
    printf("%zu documents, %u sentences, %zu cues\n", documents, t->sentence,
           t->steps[SG_GATE_AFTER_NAMES].count);
    return !t->has_failed;
}

int main(int argc, char **argv) {
    struct sg_engine *engine;
    struct sg_error err;
    const struct sg_engine_options options = {.relations = "wide"};
    double losses[SG_GATE_STEPS];
    if (argc < 3) {
        fputs("usage: stancegraph-train-gate OUT.model TEXT [LOSS [LOSS_BEFORE_NAMES]]\n", stderr);
        return 2;
    }
    losses[SG_GATE_AFTER_NAMES] = argc > 3 ? strtod(argv[3], NULL) : 0.005;
    losses[SG_GATE_BEFORE_NAMES] = argc > 4 ? strtod(argv[4], NULL) : 0.003;
    if (sg_engine_load(&engine, &options, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    struct trainer t = {.engine = engine};
    t.met = calloc(engine->lexicon->gate_form_count + 1, sizeof *t.met);
    int failed = 1;
    if (t.met && read_text(&t, argv[2]))
        failed = write_model(&t, argv[1], losses);
    for (int step = 0; step < SG_GATE_STEPS; step++)
        examples_free(&t.steps[step]);
    free(t.candidates);
    free(t.met);
    sg_engine_free(engine);
    return failed;
}
