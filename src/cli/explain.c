/* stancegraph explain: the sentences behind a tie, with actors, cue and rule; and for a sentence
 * without a claim, why not. */
#include "cli/commands.h"

#include "base/utf8.h"
#include "cli/explain_rank.h"
#include "engine_parts.h"
#include "stance/trace.h"

#include <string.h>

int sg_command_explain(const struct sg_command *self, int argc, char **argv);

struct explain {
    struct sg_common common; /* first: setters of common options get it */
    const char *sentence;
    const char *a, *b; /* the two actors, as typed */
    struct sg_engine *engine;
    bool shows_tree;
    size_t with_claim, passed_over;
};

static bool set_sentence(void *target, const char *value, struct sg_error *err) {
    ((struct explain *)target)->sentence = value;
    return true;
}

static bool set_tree(void *target, const char *value, struct sg_error *err) {
    ((struct explain *)target)->shows_tree = true;
    return true;
}

static const struct sg_option options[] = {
    {"tree", 0, NULL, "print the tree of each sentence too", set_tree},
    {"sentence", 0, "TEXT", "explain this text, with its tree, instead of an input", set_sentence},
    {NULL, 0, NULL, NULL, NULL},
};

static bool same_name(const char *a, const char *b) {
    char x[512], y[512];
    sg_utf8_fold(x, sizeof x, a);
    sg_utf8_fold(y, sizeof y, b);
    return !strcmp(strncmp(x, "the ", 4) ? x : x + 4, strncmp(y, "the ", 4) ? y : y + 4);
}

/* Is this actor, by id, by name or by what it is called here, the one that was typed? */
static bool is_asked(const struct sg_reading *reading, uint32_t actor, const char *asked) {
    if (same_name(reading->actors[actor].name, asked) || !strcmp(reading->actors[actor].id, asked))
        return true;
    for (size_t i = 0; i < reading->mention_count; i++) {
        const struct sg_mention *mention = &reading->mentions[i];
        if (mention->actor != actor || mention->kind == SG_MENTION_PRONOUN ||
            mention->kind == SG_MENTION_NOMINAL)
            continue;
        char text[512];
        uint32_t start = reading->tokens[mention->first].start;
        uint32_t end = reading->tokens[mention->end_token - 1].end;
        snprintf(text, sizeof text, "%.*s", (int)(end - start), reading->document->text + start);
        if (same_name(text, asked))
            return true;
    }
    return false;
}

/* --- printing */

static void put_parties(struct sg_buf *out, const struct sg_reading *reading,
                        const struct sg_parties *parties) {
    if (!parties->count)
        sg_buf_puts(out, "?");
    for (size_t i = 0; i < parties->count; i++) {
        uint32_t actor = reading->mentions[parties->items[i].mention].actor;
        sg_buf_printf(out, "%s%s", i ? ", " : "", reading->actors[actor].name);
    }
}

struct telling {
    struct sg_buf *out;
    const struct sg_reading *reading;
    const struct sg_lexicon *lexicon;
    uint32_t sentence;
    size_t told, claimed;
    size_t
        begin; /* of this sentence's lines in out: a sense is looked at more than once, told once */
};

static void tell(void *context, const struct sg_cue_trace *trace) {
    struct telling *telling = context;
    if (trace->sentence != telling->sentence)
        return;
    telling->told++;
    telling->claimed += trace->fate == SG_FATE_CLAIMED;
    struct sg_buf line, *out = &line;
    sg_buf_init(out);
    sg_buf_printf(out, "    \"%s\" (%s", trace->cue, trace->entry->rule);
    if (trace->operators)
        sg_buf_printf(out, " under %s", trace->operators);
    sg_buf_puts(out, "): ");
    if (trace->fate == SG_FATE_CLAIMED || trace->sources.count || trace->targets.count) {
        put_parties(out, telling->reading, &trace->sources);
        sg_buf_printf(out, " %s ", telling->lexicon->relations[trace->relation].name);
        put_parties(out, telling->reading, &trace->targets);
        sg_buf_puts(out, "; ");
    }
    sg_buf_puts(out, sg_fate_text(trace->fate));
    if (trace->fate == SG_FATE_CLAIMED)
        sg_buf_printf(
            out, "%s%s, confidence %.2f", trace->is_negated ? ", negated: adds no weight" : "",
            trace->is_hypothetical ? ", hypothetical: adds no weight" : "", trace->confidence);
    if (trace->fate == SG_FATE_WEAK)
        sg_buf_printf(out, ": %.2f of %.2f", trace->confidence, SG_CONFIDENCE_MIN);
    sg_buf_putc(out, '\n');
    if (!strstr(sg_buf_text(telling->out) + telling->begin, sg_buf_text(out)))
        sg_buf_puts(telling->out, sg_buf_text(out));
    sg_buf_release(out);
}

/* Nobody, or one alone, has no tie. */
static void put_too_few(struct sg_buf *out, const struct sg_reading *reading,
                        const struct sg_sentence *sentence) {
    uint32_t one = SG_NO_ACTOR;
    for (size_t i = 0; i < reading->mention_count; i++) {
        const struct sg_mention *mention = &reading->mentions[i];
        if (mention->first < sentence->first || mention->first >= sentence->end_token ||
            mention->actor == SG_NO_ACTOR || mention->actor == one)
            continue;
        if (one != SG_NO_ACTOR)
            return;
        one = mention->actor;
    }
    if (one == SG_NO_ACTOR)
        sg_buf_puts(out, "    no actor: nobody known is named here\n");
    else
        sg_buf_printf(out, "    one actor: nobody but %s is named here\n",
                      reading->actors[one].name);
}

static void put_marked(struct sg_buf *out, const struct sg_reading *reading,
                       const struct sg_sentence *sentence) {
    uint32_t at = sentence->start;
    const char *text = reading->document->text;
    for (size_t i = 0; i < reading->mention_count; i++) {
        const struct sg_mention *mention = &reading->mentions[i];
        if (mention->first < sentence->first || mention->first >= sentence->end_token ||
            mention->actor == SG_NO_ACTOR)
            continue;
        uint32_t start = reading->tokens[mention->first].start;
        uint32_t end = reading->tokens[mention->end_token - 1].end;
        if (start < at)
            continue; /* within a longer one */
        sg_buf_add(out, text + at, start - at);
        sg_buf_printf(out, "[%.*s]", (int)(end - start), text + start);
        at = end;
    }
    sg_buf_add(out, text + at, sentence->end - at);
}

static void put_tree(struct sg_buf *out, const struct sg_reading *reading,
                     const struct sg_sentence *sentence) {
    for (uint32_t t = sentence->first; t < sentence->end_token; t++) {
        const struct sg_token *token = &reading->tokens[t];
        uint32_t head = token->head == SG_NO_TOKEN ? 0 : token->head - sentence->first + 1;
        sg_buf_printf(out, "    %3u %-18s %-6s %-5s %-12s %3u  %.2f", t - sentence->first + 1,
                      token->form, sg_upos_name((enum sg_upos)token->upos),
                      sg_xpos_name((enum sg_xpos)token->xpos),
                      sg_deprel_name((enum sg_deprel)token->deprel), head, (double)token->score);
        for (size_t i = 0; i < reading->mention_count; i++) {
            static const char *const uses[] = {"party", "modifier", "place"};
            const struct sg_mention *mention = &reading->mentions[i];
            if (mention->head == t)
                sg_buf_printf(out, "  %s (%s)",
                              mention->actor == SG_NO_ACTOR ? "nobody known"
                                                            : reading->actors[mention->actor].name,
                              uses[mention->use]);
        }
        sg_buf_putc(out, '\n');
    }
}

static void put_reasons(struct sg_buf *out, const struct explain *explain,
                        const struct sg_reading *reading, uint32_t number) {
    const struct sg_sentence *sentence = &reading->sentences[number];
    struct telling telling = {out, reading, explain->engine->lexicon, number, 0, 0, out->length};
    struct sg_arena arena;
    struct sg_error err;
    if (!sentence->is_parsed) {
        sg_buf_puts(out, "    not parsed: fewer than two actors, or no cue of the relations that "
                         "were asked for is likely here (--parse-all reads it)\n");
        return;
    }
    sg_arena_init(&arena);
    if (sg_stance_trace(reading, explain->engine->lexicon, tell, &telling, &arena, &err))
        sg_buf_printf(out, "    %s\n", err.text);
    else if (!telling.told)
        sg_buf_puts(out, "    no cue: no word of the lexicon names a stance here\n");
    if (!telling.claimed)
        put_too_few(out, reading, sentence);
    sg_arena_release(&arena);
}

/* --- one sentence */

static bool wants_all(const void *context, const struct sg_reading *reading, uint32_t source,
                      uint32_t target) {
    return true;
}

static enum sg_status explain_sentence(struct explain *explain, struct sg_error *err) {
    struct sg_document document = {
        .id = "sentence", .text = explain->sentence, .text_length = strlen(explain->sentence)};
    struct sg_reading reading = {.document = &document};
    struct sg_arena arena;
    struct sg_buf out;
    sg_arena_init(&arena);
    sg_buf_init(&out);
    enum sg_status status =
        sg_utf8_valid_prefix(document.text, document.text_length) < document.text_length
            ? sg_fail(err, SG_ERR_DATA, "--sentence: not valid UTF-8")
            : sg_pipeline_run(&reading, explain->engine, SG_STAGE_STANCE, &arena, err);
    for (uint32_t i = 0; !status && i < reading.sentence_count; i++) {
        put_marked(&out, &reading, &reading.sentences[i]);
        sg_buf_putc(&out, '\n');
        if (reading.sentences[i].is_parsed)
            put_tree(&out, &reading, &reading.sentences[i]);
        put_reasons(&out, explain, &reading, i);
        sg_explain_rank(&out, &reading, explain->engine->lexicon, i, wants_all, NULL);
    }
    fputs(sg_buf_text(&out), stdout);
    sg_buf_release(&out);
    sg_arena_release(&arena);
    return status;
}

/* --- a tie */

static bool holds_both(const struct explain *explain, const struct sg_reading *reading,
                       const struct sg_sentence *sentence) {
    bool has_a = false, has_b = false;
    for (size_t i = 0; i < reading->mention_count; i++) {
        const struct sg_mention *mention = &reading->mentions[i];
        if (mention->first < sentence->first || mention->first >= sentence->end_token ||
            mention->actor == SG_NO_ACTOR)
            continue;
        has_a |= is_asked(reading, mention->actor, explain->a);
        has_b |= is_asked(reading, mention->actor, explain->b);
    }
    return has_a && has_b;
}

/* Are these two the ones that were asked about, either way round? */
static bool wants_pair(const void *context, const struct sg_reading *reading, uint32_t source,
                       uint32_t target) {
    const struct explain *explain = context;
    return (is_asked(reading, source, explain->a) && is_asked(reading, target, explain->b)) ||
           (is_asked(reading, source, explain->b) && is_asked(reading, target, explain->a));
}

static bool is_between(const struct explain *explain, const struct sg_reading *reading,
                       const struct sg_claim *claim) {
    uint32_t source = SG_NO_ACTOR, target = SG_NO_ACTOR;
    for (uint32_t i = 0; i < reading->actor_count; i++) {
        if (!strcmp(reading->actors[i].id, claim->source.id))
            source = i;
        if (!strcmp(reading->actors[i].id, claim->target.id))
            target = i;
    }
    return source != SG_NO_ACTOR && target != SG_NO_ACTOR &&
           wants_pair(explain, reading, source, target);
}

static void put_claim(struct sg_buf *out, const struct sg_claim *claim) {
    sg_buf_printf(out, "  %s %s %s: \"%s\" (%s)", claim->source.name, claim->relation,
                  claim->target.name, claim->cue ? claim->cue : "", claim->rule);
    if (claim->attribution)
        sg_buf_printf(out, ", says %s", claim->attribution);
    sg_buf_printf(out, "%s%s, confidence %.2f\n", claim->is_negated ? ", negated" : "",
                  claim->modality == SG_HYPOTHETICAL ? ", hypothetical" : "", claim->confidence);
}

static void render(void *context, const struct sg_reading *reading, struct sg_buf *out) {
    const struct explain *explain = context;
    if (reading->is_passed_over)
        return;
    for (uint32_t i = 0; i < reading->sentence_count; i++) {
        const struct sg_sentence *sentence = &reading->sentences[i];
        struct sg_buf claims;
        sg_buf_init(&claims);
        for (size_t k = 0; k < reading->claim_count; k++)
            if (reading->claims[k].sentence == i &&
                is_between(explain, reading, &reading->claims[k]))
                put_claim(&claims, &reading->claims[k]);
        bool both = claims.length || holds_both(explain, reading, sentence);
        if (both) {
            sg_buf_printf(out, "%s:%u: ", reading->document->id, i);
            put_marked(out, reading, sentence);
            sg_buf_putc(out, '\n');
            if (explain->shows_tree && sentence->is_parsed)
                put_tree(out, reading, sentence);
            sg_buf_puts(out, sg_buf_text(&claims));
            if (!claims.length) {
                sg_buf_puts(out, "  no claim between the two:\n");
                put_reasons(out, explain, reading, i);
            }
            if (sentence->is_parsed)
                sg_explain_rank(out, reading, explain->engine->lexicon, i, wants_pair, explain);
        }
        sg_buf_release(&claims);
    }
}

static enum sg_status emit(void *context, const struct sg_reading *reading,
                           const struct sg_buf *rendered, struct sg_error *err) {
    struct explain *explain = context;
    explain->with_claim += rendered->length > 0;
    explain->passed_over += reading->is_passed_over;
    fwrite(sg_buf_text(rendered), 1, rendered->length, stdout);
    return ferror(stdout) ? sg_fail(err, SG_ERR_IO, "standard output: cannot write") : SG_OK;
}

int sg_command_explain(const struct sg_command *self, int argc, char **argv) {
    struct explain explain = {.sentence = NULL};
    struct sg_error err = {SG_OK, ""};
    int code = sg_options_parse(&explain.common, self, options, &explain, argc, argv);
    if (code < 0) {
        struct sg_common *common = &explain.common;
        enum sg_status status = SG_OK;
        if (!explain.sentence && common->input_count < 3)
            status = sg_fail(&err, SG_ERR_USAGE, "name an input and two actors, or --sentence");
        if (!common->engine.relations)
            common->engine.relations = "wide";
        if (!status)
            status = sg_engine_load(&explain.engine, &common->engine, &err);
        if (!status && explain.sentence) {
            explain.engine->parse_all = true;
            status = explain_sentence(&explain, &err);
        } else if (!status) {
            explain.a = common->inputs[common->input_count - 2];
            explain.b = common->inputs[common->input_count - 1];
            common->input_count -= 2;
            status = sg_each_reading(common, SG_STAGE_STANCE, render, emit, &explain, &err);
            if (!status && !explain.with_claim)
                printf("No sentence names both \"%s\" and \"%s\"; 'stancegraph actors' lists who "
                       "was found.\n",
                       explain.a, explain.b);
            if (!status && explain.passed_over)
                printf("%zu of the documents had too little in them that looks like a stance, and "
                       "were not read closely; --parse-all reads every sentence.\n",
                       explain.passed_over);
        }
        code = status ? sg_say_error(&err) : sg_finish(common);
    }
    sg_engine_free(explain.engine);
    sg_common_release(&explain.common);
    return code;
}
