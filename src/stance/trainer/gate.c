/* usage: stancegraph-gate OUT.model LOSSES_CORE LOSSES_WIDE TEXT...
 *
 * Reads every sentence of TEXT (plain text, an empty line between documents) in full, looks which
 * cues gave claims, and teaches the gate to tell them by what is seen before the parse, and before
 * names are looked for. Every tenth document is held out; what documents and cues must reach is
 * chosen there, so that no more than a share of the claims is lost, each counted by its confidence.
 * LOSSES are three such shares, as in 0.01,0.02,0.03: with whole documents; with the glance at
 * their sentences too; when all is passed. The same input gives the same file. */
#include "base/arena.h"
#include "base/buf.h"
#include "engine_parts.h"
#include "pipeline.h"
#include "stance/gate_model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HELD_OUT 9 /* of each ten documents */
#define EPOCHS 3
#define RATE 0.04
#define DECAY 1e-4   /* toward zero, at each step */
#define STRIDE 20000 /* examples from one look at the weights to the next */

struct example {
    uint32_t features[SG_GATE_STEPS][SG_GATE_FEATURES];
    uint32_t sentence, document; /* of all */
    uint32_t form;               /* its hash */
    uint32_t key;                /* sg_gate_form_key() */
    uint16_t count;
    uint16_t claims; /* of the sentence, by their confidence, in hundredths */
    float sure;      /* confidence of the surest claim that the cue gave; 0: none */
    bool could_have_parties, has_parties, is_held_out, is_barren;
};

struct document {
    uint32_t sentences;
    bool is_short;
    uint64_t odds;
    int32_t promise;
};

struct examples {
    struct example *items;
    size_t count, capacity;
};

struct trainer {
    const struct sg_engine *engine;
    bool *wanted[SG_GATE_GROUPS];
    struct examples groups[SG_GATE_GROUPS];
    size_t unseen[SG_GATE_GROUPS], claims[SG_GATE_GROUPS]; /* of held-out documents, as above */
    uint32_t sentences, held_out;
    struct document *documents;
    size_t document_count, document_room;
};

static struct example *add(struct examples *all) {
    if (all->count == all->capacity) {
        all->capacity = all->capacity ? all->capacity * 2 : 4096;
        all->items = realloc(all->items, all->capacity * sizeof *all->items);
        if (!all->items)
            abort();
    }
    return &all->items[all->count++];
}

static bool names_rule(const struct sg_lexicon *lexicon, uint32_t form, const char *rule) {
    for (uint32_t at = lexicon->gate_forms[form].first_link; at != SG_NO_LINK;
         at = lexicon->links[at].next)
        if (!lexicon->links[at].is_operator &&
            lexicon->entries[lexicon->links[at].entry].rule == rule)
            return true;
    return false;
}

static bool is_wanted(const struct trainer *t, enum sg_gate_group group, const char *relation) {
    const struct sg_lexicon *lexicon = t->engine->lexicon;
    for (size_t i = 0; i < lexicon->relation_count; i++)
        if (!strcmp(lexicon->relations[i].name, relation))
            return t->wanted[group][i];
    return false;
}

/* What is seen of a sentence at both steps; both have the same cues. */
struct look {
    struct sg_gate_view views[SG_GATE_STEPS];
    bool could_have_parties, has_parties;
};

/* One sentence's cues become examples. */
static void take(struct trainer *t, enum sg_gate_group group, const struct sg_reading *reading,
                 const struct look *look, bool is_held_out) {
    const struct sg_gate_view *view = &look->views[SG_GATE_LOOK];
    uint32_t sentence = (uint32_t)(view->sentence - reading->sentences);
    struct sg_gate_wanted wanted = sg_gate_wanted(t->engine->lexicon, t->wanted[group]);
    double claims = 0;
    size_t seen = 0;
    for (size_t k = 0; k < reading->claim_count; k++)
        if (reading->claims[k].sentence == sentence &&
            is_wanted(t, group, reading->claims[k].relation))
            claims += reading->claims[k].confidence;
    size_t hundredths = (size_t)(claims * 100 + 0.5);
    for (size_t i = 0; i < view->cue_count && !view->is_full; i++) {
        const struct sg_gate_cue *cue = &view->cues[i];
        enum sg_gate_match match = sg_gate_match(view, cue, &wanted);
        if (match == SG_GATE_NO_MATCH)
            continue;
        struct example *e = add(&t->groups[group]);
        *e = (struct example){.sentence = t->sentences + sentence,
                              .document = (uint32_t)t->document_count,
                              .form = reading->tokens[cue->token].hash,
                              .key = sg_gate_form_key(t->engine->lexicon, cue->form),
                              .claims =
                                  (uint16_t)(hundredths < UINT16_MAX ? hundredths : UINT16_MAX),
                              .could_have_parties = look->could_have_parties,
                              .has_parties = look->has_parties,
                              .is_held_out = is_held_out};
        for (int step = 0; step < SG_GATE_STEPS; step++)
            e->count =
                (uint16_t)sg_gate_features(e->features[step], &look->views[step],
                                           &look->views[step].cues[i], match == SG_GATE_TURNED);
        for (size_t k = 0; k < reading->claim_count; k++)
            if (reading->claims[k].sentence == sentence &&
                is_wanted(t, group, reading->claims[k].relation) &&
                names_rule(t->engine->lexicon, cue->form, reading->claims[k].rule) &&
                (float)reading->claims[k].confidence > e->sure)
                e->sure = (float)reading->claims[k].confidence;
        seen++;
    }
    if (is_held_out) {
        t->claims[group] += hundredths;
        t->unseen[group] += seen ? 0 : hundredths;
    }
}

static enum sg_status read_document(struct trainer *t, const struct sg_document *document,
                                    bool is_held_out, struct sg_arena *arena,
                                    struct sg_error *err) {
    const struct sg_engine *e = t->engine;
    struct sg_reading reading = {.document = document};
    struct sg_gate_memory memory = {.count = 0};
    size_t mention = 0;
    enum sg_status status = sg_pipeline_run(&reading, e, SG_STAGE_RECOGNISE, arena, err);
    if (status)
        return status;
    struct look *looks = sg_arena_array(arena, reading.sentence_count + 1, sizeof *looks);
    if (!looks)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    for (size_t s = 0; s < reading.sentence_count; s++) {
        struct sg_gate_view *glance = &looks[s].views[SG_GATE_GLANCE];
        struct sg_gate_view *look = &looks[s].views[SG_GATE_LOOK];
        sg_gate_glance(glance, &reading, e->lexicon, e->gazetteer, &reading.sentences[s]);
        sg_gate_look(look, &reading, e->lexicon, &reading.sentences[s], &mention);
        sg_gate_read_cues(glance);
        sg_gate_read_cues(look);
        look->is_full |= glance->is_full || glance->cue_count != look->cue_count;
        looks[s].could_have_parties = sg_gate_could_have_parties(glance);
        looks[s].has_parties = sg_gate_has_parties(&memory, look, mention);
        reading.sentences[s].may_claim = true;
    }
    if ((status = sg_names(&reading, e->gazetteer, e->names, arena, err)) ||
        (status = sg_parse(&reading, e->syntax, arena, err)) ||
        (status = sg_resolve(&reading, e->gazetteer, e->referents, arena, err)) ||
        (status = sg_stance(&reading, e->lexicon, t->wanted[SG_GATE_WIDE], arena, err)))
        return status;
    for (size_t s = 0; s < reading.sentence_count; s++)
        for (int group = 0; group < SG_GATE_GROUPS; group++)
            take(t, (enum sg_gate_group)group, &reading, &looks[s], is_held_out);
    if (t->document_count == t->document_room) {
        t->document_room = t->document_room ? t->document_room * 2 : 1024;
        t->documents = realloc(t->documents, t->document_room * sizeof *t->documents);
        if (!t->documents)
            abort();
    }
    t->documents[t->document_count++] =
        (struct document){.sentences = (uint32_t)reading.sentence_count,
                          .is_short = reading.token_count <= SG_GATE_SHORT_TEXT};
    t->sentences += (uint32_t)reading.sentence_count;
    t->held_out += is_held_out ? (uint32_t)reading.sentence_count : 0;
    return SG_OK;
}

/* --- learning: logistic regression, each weight at its own pace */

static uint64_t next(uint64_t *state) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

/* A claim that the program itself doubts teaches less. */
#define SURE 0.7

static void learn(int8_t *weights, const struct examples *all, enum sg_gate_step step) {
    float *w = calloc(SG_GATE_SIZE, sizeof *w), *squares = calloc(SG_GATE_SIZE, sizeof *squares);
    uint32_t *order = malloc((all->count + 1) * sizeof *order);
    double *sums = calloc(SG_GATE_SIZE, sizeof *sums);
    size_t taken = 0;
    uint64_t state = 1;
    if (!w || !squares || !order || !sums)
        abort();
    for (size_t i = 0; i < all->count; i++)
        order[i] = (uint32_t)i;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        for (size_t i = all->count; i > 1; i--) {
            size_t k = next(&state) % i;
            uint32_t other = order[k];
            order[k] = order[i - 1];
            order[i - 1] = other;
        }
        for (size_t i = 0; i < all->count; i++) {
            const struct example *e = &all->items[order[i]];
            /* the mean over the way is steadier than where it ends */
            if (epoch && i % STRIDE == 0) {
                for (size_t k = 0; k < SG_GATE_SIZE; k++)
                    sums[k] += w[k];
                taken++;
            }
            if (e->is_held_out || (step == SG_GATE_LOOK && !e->has_parties))
                continue;
            double sum = 0;
            for (size_t k = 0; k < e->count; k++)
                sum += w[e->features[step][k] % SG_GATE_SIZE];
            double error = (e->sure > 0 ? 1.0 : 0.0) - 1 / (1 + exp(-sum));
            if (fabs(error) < 1e-4)
                continue;
            if (e->sure > 0)
                error *= e->sure / SURE;
            for (size_t k = 0; k < e->count; k++) {
                uint32_t f = e->features[step][k] % SG_GATE_SIZE;
                double gradient = error - DECAY * w[f];
                squares[f] += (float)(gradient * gradient);
                w[f] += (float)(RATE * gradient / (0.1 + sqrt(squares[f])));
            }
        }
    }
    for (size_t i = 0; i < SG_GATE_SIZE; i++) {
        double scaled = floor(sums[i] / (double)(taken ? taken : 1) * SG_GATE_SCALE + 0.5);
        weights[i] = (int8_t)(scaled > 127 ? 127 : scaled < -127 ? -127 : scaled);
    }
    free(w);
    free(squares);
    free(order);
    free(sums);
}

/* --- forms that were met often */

#define MET_OFTEN 2

static void settle(struct sg_gate_model *model, const struct examples *all) {
    uint32_t *met = calloc(SG_GATE_FORMS, sizeof *met);
    if (!met)
        abort();
    for (size_t i = 0; i < all->count; i++)
        met[all->items[i].form % SG_GATE_FORMS]++;
    for (uint32_t i = 0; i < SG_GATE_FORMS; i++)
        if (met[i] >= MET_OFTEN)
            model->settled[i / 8] |= (uint8_t)(1u << i % 8);
    free(met);
}

/* --- forms that give nothing */

#define MET_IN_VAIN 100

struct form {
    uint32_t key, met;
    bool gave;
};

static int by_key(const void *a, const void *b) {
    uint32_t x = ((const struct form *)a)->key, y = ((const struct form *)b)->key;
    return x < y ? -1 : x > y;
}

/* What was met that often and never gave a claim is not judged at all: two of five cues. Held-out
 * documents have no say. */
static void list_barren(struct sg_gate_model *model, enum sg_gate_group group,
                        struct examples *all) {
    struct form *forms = malloc((all->count + 1) * sizeof *forms);
    size_t count = 0, kept = 0;
    uint32_t barren = 0;
    if (!forms)
        abort();
    for (size_t i = 0; i < all->count; i++)
        if (!all->items[i].is_held_out)
            forms[count++] = (struct form){all->items[i].key, 1, all->items[i].sure > 0};
    qsort(forms, count, sizeof *forms, by_key);
    for (size_t i = 0; i < count; i++)
        if (kept && forms[kept - 1].key == forms[i].key) {
            forms[kept - 1].met++;
            forms[kept - 1].gave |= forms[i].gave;
        } else {
            forms[kept++] = forms[i];
        }
    count = kept;
    for (size_t i = kept = 0; i < count; i++)
        if (forms[i].met >= MET_IN_VAIN && !forms[i].gave && barren < SG_GATE_BARREN_MOST) {
            model->barren[group][barren++] = forms[i].key;
            forms[kept++] = forms[i];
        }
    model->barren_count[group] = barren;
    for (size_t i = 0; i < all->count; i++)
        all->items[i].is_barren =
            bsearch(&(struct form){.key = all->items[i].key}, forms, kept, sizeof *forms, by_key);
    free(forms);
}

/* --- the least score */

/* A held-out sentence with a cue: its cues' score at each step. */
struct best {
    int32_t scores[SG_GATE_STEPS];
    int32_t promise; /* of its document */
    uint32_t sentence, document, claims;
    bool is_lost; /* at an earlier step */
};

static int by_promise(const void *a, const void *b) {
    int32_t x = ((const struct best *)a)->promise, y = ((const struct best *)b)->promise;
    return x < y ? -1 : x > y;
}

static int by_glance(const void *a, const void *b) {
    int32_t x = ((const struct best *)a)->scores[SG_GATE_GLANCE];
    int32_t y = ((const struct best *)b)->scores[SG_GATE_GLANCE];
    return x < y ? -1 : x > y;
}

static int by_look(const void *a, const void *b) {
    int32_t x = ((const struct best *)a)->scores[SG_GATE_LOOK];
    int32_t y = ((const struct best *)b)->scores[SG_GATE_LOOK];
    return x < y ? -1 : x > y;
}

/* What each sentence's document promises. */
static void promise(struct best *best, size_t count, const struct trainer *t) {
    for (size_t i = 0; i < t->document_count; i++)
        t->documents[i].odds = 0;
    for (size_t i = 0; i < count; i++)
        t->documents[best[i].document].odds += sg_gate_odds(best[i].scores[SG_GATE_GLANCE]);
    for (size_t i = 0; i < count; i++) {
        const struct document *d = &t->documents[best[i].document];
        best[i].promise = d->is_short ? INT32_MAX : sg_gate_promise(d->odds, d->sentences);
    }
}

static size_t list_best(struct best **out, const struct trainer *t,
                        const struct sg_gate_model *model, enum sg_gate_group group) {
    const struct examples *all = &t->groups[group];
    struct best *best = malloc((all->count + 1) * sizeof *best);
    size_t count = 0;
    if (!best)
        abort();
    for (size_t i = 0; i < all->count; i++) {
        const struct example *e = &all->items[i];
        if (!e->is_held_out)
            continue;
        if (!count || best[count - 1].sentence != e->sentence)
            best[count++] = (struct best){.scores = {INT32_MIN, INT32_MIN},
                                          .sentence = e->sentence,
                                          .document = e->document,
                                          .claims = e->claims};
        for (int step = 0; step < SG_GATE_STEPS; step++) {
            int32_t score = sg_gate_score(model, (enum sg_gate_step)step, group, e->form,
                                          e->features[step], e->count);
            score += t->documents[e->document].is_short ? SG_GATE_SHORT_FAVOUR : 0;
            if (e->is_barren || (step == SG_GATE_LOOK ? !e->has_parties : !e->could_have_parties))
                score = INT32_MIN;
            best[count - 1].scores[step] = sg_gate_join(best[count - 1].scores[step], score);
        }
    }
    promise(best, count, t);
    *out = best;
    return count;
}

enum stage { DOCUMENTS, GLANCE, LOOK, STAGES };

static int32_t value(const struct best *best, enum stage stage) {
    return stage == DOCUMENTS ? best->promise : best->scores[stage - GLANCE];
}

/* What must be reached at a stage, for those that came through the earlier ones. */
static int32_t choose_least(const struct trainer *t, enum sg_gate_group group, enum stage stage,
                            struct best *best, size_t count, double loss) {
    static const char *const names[] = {"core", "wide"};
    static const char *const stages[] = {"documents", "glance", "look"};
    static int (*const orders[])(const void *, const void *) = {by_promise, by_glance, by_look};
    static const double shown[] = {0.001, 0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.07};
    double claims = (double)t->claims[group], lost = 0;
    int32_t least = INT32_MIN;
    size_t next_shown = 0, through = 0;
    for (size_t i = 0; i < count; i++) {
        lost += best[i].is_lost ? best[i].claims : 0;
        through += !best[i].is_lost;
    }
    printf("%s, %s: %zu held-out sentences with a cue, claims %.1f (by confidence), %.1f in other "
           "sentences, %.1f lost before\n",
           names[group], stages[stage], through, claims / 100, (double)t->unseen[group] / 100,
           lost / 100);
    qsort(best, count, sizeof *best, orders[stage]);
    for (size_t i = 0, passed = through; i < count; i++) {
        if (best[i].is_lost)
            continue;
        lost += best[i].claims;
        while (next_shown < sizeof shown / sizeof *shown && lost > shown[next_shown] * claims)
            printf("  at %4.1f %% lost %4.1f %% of all sentences pass, score %d\n",
                   100 * shown[next_shown++], 100.0 * (double)passed / t->held_out,
                   value(&best[i], stage));
        if (lost > loss * claims && least == INT32_MIN)
            least = value(&best[i], stage);
        passed--;
    }
    for (size_t i = 0; i < count; i++)
        best[i].is_lost |= value(&best[i], stage) < least;
    return least;
}

static bool read_text(struct trainer *t, const char *path) {
    struct sg_arena arena;
    struct sg_error err;
    struct sg_buf text = {0};
    char *line = NULL;
    size_t room = 0, documents = 0;
    bool failed = false;
    FILE *in = strcmp(path, "-") ? fopen(path, "r") : stdin;
    if (!in) {
        fprintf(stderr, "%s: cannot be read\n", path);
        return false;
    }
    sg_arena_init(&arena);
    for (ssize_t length = 0; !failed && length >= 0;) {
        length = getline(&line, &room, in);
        if (length > 1) {
            sg_buf_add(&text, line, (size_t)length);
            continue;
        }
        if (!text.length)
            continue;
        char id[24];
        snprintf(id, sizeof id, "%zu", documents);
        struct sg_document document = {.id = id, .text = text.data, .text_length = text.length};
        sg_arena_clear(&arena);
        failed = text.has_failed ||
                 read_document(t, &document, documents++ % 10 == HELD_OUT, &arena, &err) != SG_OK;
        if (failed)
            fprintf(stderr, "%s\n", text.has_failed ? "out of memory" : err.text);
        sg_buf_clear(&text);
    }
    free(line);
    sg_buf_release(&text);
    fclose(in);
    sg_arena_release(&arena);
    printf("%zu documents, %u sentences\n", documents, t->sentences);
    return !failed;
}

int main(int argc, char **argv) {
    static const char *const sets[] = {"core", "wide"};
    static struct sg_gate_model model;
    struct sg_engine *engine;
    struct sg_error err;
    if (argc < 5) {
        fputs("usage: stancegraph-gate OUT.model LOSSES_CORE LOSSES_WIDE TEXT...\n", stderr);
        return 2;
    }
    double losses[SG_GATE_GROUPS][STAGES];
    for (int g = 0; g < SG_GATE_GROUPS; g++)
        if (sscanf(argv[2 + g], "%lf,%lf,%lf", &losses[g][0], &losses[g][1], &losses[g][2]) !=
            STAGES) {
            fprintf(stderr, "%s: not three shares\n", argv[2 + g]);
            return 2;
        }
    if (sg_engine_load(&engine, NULL, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    struct trainer t = {.engine = engine};
    int failed = 0;
    for (int group = 0; group < SG_GATE_GROUPS; group++) {
        t.wanted[group] = calloc(engine->lexicon->relation_count, sizeof(bool));
        failed |= !t.wanted[group] ||
                  sg_lexicon_select(t.wanted[group], engine->lexicon, sets[group], &err) != SG_OK;
    }
    for (int i = 4; i < argc && !failed; i++)
        failed = !read_text(&t, argv[i]);
    for (int group = 0; group < SG_GATE_GROUPS && !failed; group++) {
        settle(&model, &t.groups[group]);
        list_barren(&model, (enum sg_gate_group)group, &t.groups[group]);
    }
    for (int g = 0; g < SG_GATE_GROUPS && !failed; g++) {
        enum sg_gate_group group = (enum sg_gate_group)g;
        struct best *best;
        for (int step = 0; step < SG_GATE_STEPS; step++)
            learn(model.weights[step][g], &t.groups[g], (enum sg_gate_step)step);
        size_t count = list_best(&best, &t, &model, group);
        for (int stage = 0; stage < STAGES; stage++) {
            int32_t least =
                choose_least(&t, group, (enum stage)stage, best, count, losses[g][stage]);
            if (stage == DOCUMENTS)
                model.least_document[g] = least;
            else
                model.least[stage - GLANCE][g] = least;
        }
        free(best);
    }
    if (!failed && sg_gate_model_save(&model, argv[1], &err)) {
        fprintf(stderr, "%s\n", err.text);
        failed = 1;
    }
    for (int group = 0; group < SG_GATE_GROUPS; group++) {
        free(t.groups[group].items);
        free(t.wanted[group]);
    }
    free(t.documents);
    sg_engine_free(engine);
    return failed;
}
