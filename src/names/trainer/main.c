/* stancegraph-train-names: learns data/en/names.model. The same input gives the same bytes. */
#include "names/trainer/lists.h"
#include "names/trainer/net.h"
#include "names/trainer/output.h"
#include "names/trainer/set.h"
#include "syntax/trainer/vectors.h"

#include <getopt.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDS 4
#define TAGS_MAX 8
#define TEACHER_BIAS 0.4f

struct options {
    struct sg_crf_options crf;
    const char *data, *vectors, *wide, *human, *cities, *news, *table, *model;
    const char *tags[TAGS_MAX];
    int tag_count;
    float bias, field_bias; /* taken from "no name", for recall; of the field alone */
    struct sg_net_options net;
    unsigned net_count;
    float share; /* of the networks in a score */
    /* of sentences: that the teacher labelled, of the web (UNER), that we wrote */
    float silver_weight, web_weight, own_weight;
    bool shows, has_folds;
};

/* What a document is in a run. */
enum role { ROLE_NONE, ROLE_LEARN, ROLE_SCORE };

/* The field of sparse features, and the networks beside it. */
struct tagger {
    struct sg_crf crf;
    struct sg_net nets[SG_NAME_NETS];
    unsigned net_count;
    float share; /* of all networks; each has as much */
    float moves[SG_NAME_LABELS + 2][SG_NAME_LANES];
};

static void mix(struct tagger *t, float share, float bias) {
    t->share = t->net_count ? share : 0;
    for (int x = 0; x < SG_NAME_LABELS + 2; x++)
        for (int y = 0; y < SG_NAME_LABELS; y++) {
            t->moves[x][y] =
                (1 - t->share) * t->crf.moves[x][y] - (!y && x <= SG_NAME_LABELS ? bias : 0);
            for (unsigned n = 0; n < t->net_count; n++)
                t->moves[x][y] += t->share / (float)t->net_count * t->nets[n].moves[x][y];
        }
}

/* A treebank's sentence in which nothing may be a name teaches nothing. */
static bool is_taught(const struct sg_crf_sentence *s, const uint8_t *role) {
    return role[s->document] == ROLE_LEARN && (!s->soft || s->offsets[s->count]);
}

/* One learner of a tagger in a thread of its own: the field, or a network. */
struct lesson {
    struct sg_crf *crf; /* or: */
    struct sg_net *net;
    const struct sg_crf_sentence **list;
    struct sg_net_sentence **net_list;
    size_t count;
    const struct sg_set *set;
    const struct sg_wide *wide;
    const struct options *options;
    uint64_t seed;
};

static void *take_lesson(void *context) {
    const struct lesson *l = context;
    if (l->crf) {
        sg_crf_train(l->crf, l->list, l->count, l->set->numbers.count, &l->options->crf);
    } else { /* networks are alike but for where they begin */
        struct sg_net_options options = l->options->net;
        options.seed += l->seed;
        sg_net_train(l->net, l->net_list, l->count, l->set->traits.count, l->wide->rows,
                     (int)l->wide->width, &options);
    }
    return NULL;
}

static void train(struct tagger *out, const struct sg_set *set, const struct sg_wide *wide,
                  const uint8_t *role, const struct options *o) {
    const struct sg_crf_sentence **list = malloc((set->count + 1) * sizeof *list);
    struct sg_net_sentence **net_list = malloc((set->count + 1) * sizeof *net_list);
    size_t n = 0;
    for (size_t i = 0; i < set->count; i++) {
        if (!is_taught(&set->sentences[i], role))
            continue;
        list[n] = &set->sentences[i];
        if (set->net) {
            set->net[i].weight = list[n]->weight;
            set->net[i].soft = list[n]->soft;
            net_list[n] = &set->net[i];
        }
        n++;
    }
    *out = (struct tagger){.net_count = set->net ? o->net_count : 0};
    struct lesson lessons[1 + SG_NAME_NETS];
    pthread_t threads[1 + SG_NAME_NETS];
    for (unsigned k = 0; k <= out->net_count; k++) {
        lessons[k] = (struct lesson){.crf = k ? NULL : &out->crf,
                                     .net = k ? &out->nets[k - 1] : NULL,
                                     .list = list,
                                     .net_list = net_list,
                                     .count = n,
                                     .set = set,
                                     .wide = wide,
                                     .options = o,
                                     .seed = k ? k - 1 : 0};
        if (pthread_create(&threads[k], NULL, take_lesson, &lessons[k]))
            abort();
    }
    for (unsigned k = 0; k <= out->net_count; k++)
        pthread_join(threads[k], NULL);
    mix(out, o->share, o->bias);
    free(list);
    free(net_list);
}

static void tagger_release(struct tagger *t) {
    sg_crf_release(&t->crf);
    for (unsigned n = 0; n < t->net_count; n++)
        sg_net_release(&t->nets[n]);
}

static float (*tagger_scores(const struct tagger *t, const struct sg_set *set,
                             size_t sentence))[SG_NAME_LANES] {
    const struct sg_crf_sentence *s = &set->sentences[sentence];
    float(*out)[SG_NAME_LANES] = calloc(s->count + 1, sizeof *out);
    float(*net)[SG_NAME_LANES] = calloc(s->count + 1, sizeof *net);
    if (!out || !net)
        abort();
    sg_crf_score(out, &t->crf, s);
    for (uint32_t i = 0; i < s->count; i++)
        for (int y = 0; y < SG_NAME_LANES; y++)
            out[i][y] *= 1 - t->share;
    for (unsigned n = 0; n < t->net_count; n++) {
        sg_net_score(net, &t->nets[n], &set->net[sentence]);
        for (uint32_t i = 0; i < s->count; i++)
            for (int y = 0; y < SG_NAME_LANES; y++)
                out[i][y] += t->share / (float)t->net_count * net[i][y];
    }
    free(net);
    return out;
}

static void score(struct sg_score *score, const struct sg_set *set, const struct tagger *p,
                  const uint8_t *role, bool shows) {
    uint32_t at = 0;
    unsigned last = UINT32_MAX;
    for (size_t i = 0; i < set->count; i++) {
        const struct sg_crf_sentence *s = &set->sentences[i];
        at = s->document == last ? at : 0;
        last = s->document;
        if (role[s->document] == ROLE_SCORE) {
            float(*scores)[SG_NAME_LANES] = tagger_scores(p, set, i);
            uint8_t(*back)[16] = calloc(s->count + 1, sizeof *back);
            uint8_t *labels = calloc(s->count + 1, 1);
            sg_name_decode(labels, (const float(*)[SG_NAME_LANES])scores, s->count,
                           (const float(*)[SG_NAME_LANES])p->moves, back);
            sg_score_add(score, set, s, at, labels, shows);
            free(labels);
            free(back);
            free(scores);
        }
        at += s->count;
    }
}

/* Sources: 0 wikigold, 1 UNER dev, 2 UNER test, then treebanks. What may be learned from when
 * nothing is scored: neither UNER dev nor wikigold's first fold. */
static bool is_learned(const struct sg_gold_document *d) {
    return d->source != 1 && !(d->source == 0 && d->number % FOLDS == 0);
}

/* What the documents of a role give, with shares of the network and biases. */
static void say_mixes(const char *name, const struct sg_set *set, struct tagger *p,
                      const uint8_t *role, const struct options *o) {
    static const float shares[] = {0, 0.5f, 0.7f, 0.8f};
    static const float biases[] = {-0.4f, 0, 0.4f, 0.8f};
    for (size_t a = 0; a < (p->net_count ? sizeof shares / sizeof *shares : 1); a++)
        for (size_t b = 0; b < sizeof biases / sizeof *biases; b++) {
            struct sg_score result = {0};
            char text[64];
            mix(p, shares[a], biases[b]);
            score(&result, set, p, role, false);
            snprintf(text, sizeof text, "%s, net %.1f, bias %.1f", name, (double)shares[a],
                     (double)biases[b]);
            sg_score_say(text, &result);
        }
    mix(p, o->share, o->bias);
}

static void weigh(struct sg_set *set, const struct options *o) {
    for (size_t i = 0; i < set->count; i++) {
        struct sg_crf_sentence *s = &set->sentences[i];
        const struct sg_gold_document *d = &set->corpus->documents[s->document];
        s->weight = d->source == 0  ? 1
                    : d->source < 3 ? o->web_weight
                    : d->has_spans  ? o->own_weight
                                    : o->silver_weight;
    }
}

static void say_unseen(const char *name, const struct sg_set *set, struct tagger *p,
                       unsigned source, const struct options *o) {
    uint8_t *role = calloc(set->corpus->count + 1, 1);
    for (size_t d = 0; d < set->corpus->count; d++) {
        const struct sg_gold_document *doc = &set->corpus->documents[d];
        role[d] = doc->source == source && !is_learned(doc) ? ROLE_SCORE : ROLE_NONE;
    }
    say_mixes(name, set, p, role, o);
    free(role);
}

/* A teacher that sees the tags of treebanks too learns from the texts with names, and says of those
 * of the treebanks how sure it is of each label. */
static void teach(struct sg_set *set, const struct sg_set *tagged, const struct sg_wide *wide,
                  const struct options *o) {
    const struct sg_gold_corpus *corpus = set->corpus;
    uint8_t *role = calloc(corpus->count + 1, 1);
    for (size_t d = 0; d < corpus->count; d++)
        role[d] = corpus->documents[d].has_spans && is_learned(&corpus->documents[d]) ? ROLE_LEARN
                                                                                      : ROLE_NONE;
    struct tagger teacher;
    train(&teacher, tagged, wide, role, o);
    mix(&teacher, 0.5f, TEACHER_BIAS);
    say_unseen("teacher, UNER dev", tagged, &teacher, 1, o);
    float mask[SG_NAME_LABELS + 2][SG_NAME_LANES], moves[SG_NAME_LABELS + 2][SG_NAME_LANES];
    sg_crf_mask(mask);
    for (int x = 0; x < SG_NAME_LABELS + 2; x++)
        for (int y = 0; y < SG_NAME_LABELS; y++)
            moves[x][y] = teacher.moves[x][y] + mask[x][y];
    for (size_t i = 0; i < set->count; i++) {
        struct sg_crf_sentence *s = &set->sentences[i];
        if (corpus->documents[s->document].has_spans || !s->count)
            continue;
        float(*scores)[SG_NAME_LANES] = tagger_scores(&teacher, tagged, i);
        float(*work)[SG_NAME_LANES] = calloc(s->count * 2 + 2, sizeof *work);
        float ignored[SG_NAME_LABELS + 2][SG_NAME_LANES] = {{0}};
        memset(s->labels, 0, s->count);
        s->soft = sg_arena_array(&set->corpus->arena, s->count + 1, sizeof *s->soft);
        sg_crf_expect(s->soft, ignored, (const float(*)[SG_NAME_LANES])scores, s->labels, NULL,
                      s->count, (const float(*)[SG_NAME_LANES])moves, work, work + s->count);
        for (uint32_t t = 0; t < s->count; t++)
            for (int y = 0; y < SG_NAME_LABELS; y++)
                s->soft[t][y] = (y == 0) - s->soft[t][y];
        free(scores);
        free(work);
    }
    tagger_release(&teacher);
    free(role);
}

static uint64_t *hashes_of(const struct sg_numbers *numbers) {
    uint64_t *out = calloc(numbers->count + 1, sizeof *out);
    for (size_t i = 0; i < numbers->slots; i++)
        if (numbers->ids[i])
            out[numbers->ids[i] - 1] = numbers->keys[i];
    return out;
}

/* Learns from all that may be learned from, and says what the rest gives. */
static void make_model(struct sg_model_bytes *out, const struct sg_set *set,
                       const struct sg_lists *lists, const struct sg_wide *wide,
                       const struct options *o) {
    uint8_t *role = calloc(set->corpus->count + 1, 1);
    for (size_t d = 0; d < set->corpus->count; d++)
        role[d] = is_learned(&set->corpus->documents[d]) ? ROLE_LEARN : ROLE_NONE;
    struct tagger tagger;
    train(&tagger, set, wide, role, o);
    say_unseen("wikigold's first fold", set, &tagger, 0, o);
    say_unseen("UNER dev", set, &tagger, 1, o);
    for (int x = 0; x <= SG_NAME_LABELS; x++) /* behind the mix */
        tagger.crf.moves[x][0] -= o->field_bias;
    uint64_t *hashes = hashes_of(&set->numbers), *traits = hashes_of(&set->traits);
    float shares[SG_NAME_NETS] = {0};
    for (unsigned n = 0; n < tagger.net_count; n++)
        shares[n] = tagger.share / (float)tagger.net_count;
    struct sg_model_parts parts = {.crf = &tagger.crf,
                                   .hashes = hashes,
                                   .lists = lists,
                                   .nets = tagger.nets,
                                   .net_count = tagger.net_count,
                                   .trait_hashes = traits,
                                   .wide = wide,
                                   .shares = shares,
                                   .moves = (const float(*)[SG_NAME_LANES])tagger.moves};
    sg_model_bytes_make(out, &parts);
    free(hashes);
    free(traits);
    tagger_release(&tagger);
    free(role);
}

/* wikigold and UNER test in folds, from all that may be learned from; the first fold of wikigold
 * stays unseen. */
static void cross(const struct sg_set *set, const struct sg_wide *wide, const struct options *o) {
    uint8_t *role = calloc(set->corpus->count + 1, 1), *part = calloc(set->corpus->count + 1, 1);
    struct sg_score scores[2] = {0};
    for (unsigned fold = 1; fold < FOLDS; fold++) {
        for (size_t d = 0; d < set->corpus->count; d++) {
            const struct sg_gold_document *doc = &set->corpus->documents[d];
            bool is_fold = doc->source < 3 && doc->number % FOLDS == fold;
            role[d] = !is_learned(doc) ? ROLE_NONE : is_fold ? ROLE_SCORE : ROLE_LEARN;
        }
        struct tagger tagger;
        train(&tagger, set, wide, role, o);
        for (unsigned k = 0; k < 2; k++) {
            for (size_t d = 0; d < set->corpus->count; d++)
                part[d] = set->corpus->documents[d].source == 2 * k ? role[d] : ROLE_NONE;
            score(&scores[k], set, &tagger, part, o->shows);
            say_mixes(k ? "UNER test, fold" : "wikigold, fold", set, &tagger, part, o);
        }
        tagger_release(&tagger);
        sg_score_say("wikigold, folds so far", &scores[0]);
        sg_score_say("UNER test, folds so far", &scores[1]);
    }
    free(role);
    free(part);
}

static int fail(const struct sg_error *err) {
    fprintf(stderr, "%s\n", err->text);
    return 1;
}

static int learn(const struct options *o, const struct sg_lists *lists, char **files, int count) {
    struct sg_error err;
    struct sg_segmenter *segmenter;
    struct sg_gazetteer *gazetteer;
    struct sg_referents *referents;
    struct sg_syntax_model *syntax;
    struct sg_tags tags;
    struct sg_gold_corpus corpus;
    if (sg_segmenter_load(&segmenter, o->data, &err) ||
        sg_gazetteer_load(&gazetteer, o->data, NULL, 0, &err) ||
        sg_referents_load(&referents, o->data, gazetteer, &err) ||
        sg_syntax_model_load(&syntax, o->data, &err))
        return fail(&err);
    sg_tags_init(&tags);
    sg_gold_init(&corpus);
    corpus.tags = &tags;
    corpus.segmenter = segmenter;
    corpus.gazetteer = gazetteer;
    corpus.referents = referents;
    corpus.syntax = syntax;
    bool has_treebank = false;
    for (int i = 0; i < o->tag_count; i++)
        if (sg_tags_read(&tags, o->tags[i], &err))
            return fail(&err);
    for (int i = 0; i < count; i++) {
        bool is_treebank = strstr(files[i], ".conllu") != NULL;
        has_treebank |= is_treebank;
        if ((is_treebank && sg_tags_read(&tags, files[i], &err)) ||
            sg_gold_read(&corpus, files[i], &err))
            return fail(&err);
    }
    struct sg_name_model model = {.entries = lists->entries, .entry_slots = lists->slots};
    struct sg_set set, tagged;
    struct sg_wide wide = {0};
    if (o->wide) {
        if (sg_wide_load(&wide, o->wide, UINT16_MAX, &err))
            return fail(&err);
        sg_wide_pack(&wide);
    }
    const struct sg_wide *known = o->wide ? &wide : NULL;
    sg_set_make(&set, &corpus, gazetteer, &model, known, false);
    weigh(&set, o);
    if (has_treebank) {
        sg_set_make(&tagged, &corpus, gazetteer, &model, known, true);
        weigh(&tagged, o);
        teach(&set, &tagged, &wide, o);
        sg_set_release(&tagged);
    }
    if (o->has_folds)
        cross(&set, &wide, o);
    struct sg_model_bytes bytes;
    make_model(&bytes, &set, lists, &wide, o);
    return o->model && sg_model_bytes_save(&bytes, o->model, &err) ? fail(&err) : 0;
}

int main(int argc, char **argv) {
    struct options o = {.crf = {16, 0.1f, 0.0f, 0.2f, 1},
                        .data = "data",
                        .net = {12, 64, 48, 0.002f, 0.4f, 1},
                        .net_count = 1,
                        .share = 0.7f,
                        .silver_weight = 0.5f,
                        .web_weight = 1,
                        .own_weight = 1};
    for (int c;
         (c = getopt(argc, argv, "d:v:g:h:c:e:r:l:p:sfb:B:u:w:o:n:t:T:S:E:N:H:R:P:W:")) != -1;)
        switch (c) {
        case 'd':
            o.data = optarg;
            break;
        case 'v':
            o.vectors = optarg;
            break;
        case 'g':
            o.wide = optarg;
            break;
        case 'h':
            o.human = optarg;
            break;
        case 'c':
            o.cities = optarg;
            break;
        case 't':
            o.table = optarg;
            break;
        case 'T':
            o.tags[o.tag_count++ % TAGS_MAX] = optarg;
            break;
        case 'e':
            o.crf.epochs = atoi(optarg);
            break;
        case 'r':
            o.crf.rate = strtof(optarg, NULL);
            break;
        case 'l':
            o.crf.decay = strtof(optarg, NULL);
            break;
        case 'p':
            o.crf.dropout = strtof(optarg, NULL);
            break;
        case 'S':
            o.silver_weight = strtof(optarg, NULL);
            break;
        case 'u':
            o.web_weight = strtof(optarg, NULL);
            break;
        case 'w':
            o.own_weight = strtof(optarg, NULL);
            break;
        case 'E':
            o.net.epochs = atoi(optarg);
            break;
        case 'N':
            o.net_count =
                (unsigned)atoi(optarg) < SG_NAME_NETS ? (unsigned)atoi(optarg) : SG_NAME_NETS;
            break;
        case 'H':
            o.net.hidden = atoi(optarg);
            break;
        case 'R':
            o.net.rate = strtof(optarg, NULL);
            break;
        case 'P':
            o.net.dropout = strtof(optarg, NULL);
            break;
        case 'W':
            o.share = strtof(optarg, NULL);
            break;
        case 'n':
            o.news = optarg;
            break;
        case 'o':
            o.model = optarg;
            break;
        case 'B':
            o.field_bias = strtof(optarg, NULL);
            break;
        case 'b':
            o.bias = strtof(optarg, NULL);
            break;
        case 's':
            o.shows = true;
            break;
        case 'f':
            o.has_folds = true;
            break;
        default:
            return 2;
        }
    struct sg_error err;
    struct sg_lists lists;
    if (o.news) { /* vectors of words as they are written, for the clusters */
        struct sg_vectors vectors;
        if (!o.vectors || sg_vectors_learn(&vectors, o.news, o.data, true, 64, 6, 3, &err) ||
            sg_vectors_save(&vectors, o.vectors, &err)) {
            fprintf(stderr, "%s\n", o.vectors ? err.text : "-v FILE is missing");
            return 1;
        }
        sg_vectors_release(&vectors);
        return 0;
    }
    if (o.table && o.vectors)
        return sg_lists_init(&lists, o.vectors, o.wide, o.human, o.cities, &err) ||
                       sg_lists_save(&lists, o.table, &err)
                   ? fail(&err)
                   : 0;
    if (o.table ? sg_lists_load(&lists, o.table, &err)
                : sg_lists_init(&lists, NULL, NULL, o.human, o.cities, &err))
        return fail(&err);
    return learn(&o, &lists, argv + optind, argc - optind);
}
