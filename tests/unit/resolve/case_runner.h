/* Runs .cases files of recognise and resolve. A case is an optional "@ DATE", one line of text,
 * then what is expected of its mentions:
 *
 *     @ 2021-03-02
 *     Tehran condemned the US strike.
 *     => Tehran | iran | party
 *     => US | united-states | modifier
 *     => Biden | ?                      (nobody, or no mention)
 *     => Amr Saleh -> yemen | spokesman (affiliation; the role may be left out)
 *     => no Amr Saleh -> iran
 *     => "we will answer | Amr Saleh    (the speaker of the quotation that begins so)
 *
 * An actor is written by its id or by its name; [2] behind a phrase means its second mention. */
#ifndef SG_TEST_CASE_RUNNER_H
#define SG_TEST_CASE_RUNNER_H

#include "base/file.h"
#include "engine_parts.h"
#include "pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct case_run {
    const struct sg_engine *engine;
    struct sg_arena arena;
    struct sg_document document;
    struct sg_reading reading;
    size_t cases, expectations, failures;
    const char *path;
};

static const char *case_use_names[] = {"party", "modifier", "place"};

static bool case_is_actor(const struct sg_reading *reading, uint32_t actor, const char *expected) {
    if (actor == SG_NO_ACTOR)
        return !strcmp(expected, "?");
    return !strcmp(reading->actors[actor].id, expected) ||
           !strcmp(reading->actors[actor].name, expected);
}

static bool case_is_phrase(const struct sg_reading *reading, const struct sg_mention *mention,
                           const char *phrase) {
    uint32_t start = reading->tokens[mention->first].start;
    uint32_t end = reading->tokens[mention->end_token - 1].end;
    const char *text = reading->document->text + start;
    size_t length = end - start;
    if (length == strlen(phrase) && !memcmp(text, phrase, length))
        return true;
    const char *space = memchr(text, ' ', length);
    return space && (size_t)(text + length - (space + 1)) == strlen(phrase) &&
           !memcmp(space + 1, phrase, strlen(phrase)) && space - text <= 3;
}

static void case_fail(struct case_run *run, const char *expectation, const char *got) {
    run->failures++;
    printf("%s: %s\n    => %s\n    got %s\n", run->path, run->document.text, expectation, got);
}

static void case_check_mention(struct case_run *run, char *phrase, const char *expected,
                               const char *use, const char *whole) {
    const struct sg_reading *reading = &run->reading;
    size_t nth = 1;
    char *bracket = strrchr(phrase, '[');
    if (bracket) {
        nth = (size_t)atoi(bracket + 1);
        *bracket = '\0';
    }
    size_t seen = 0;
    for (size_t m = 0; m < reading->mention_count; m++) {
        const struct sg_mention *mention = &reading->mentions[m];
        if (!case_is_phrase(reading, mention, phrase) || ++seen != nth)
            continue;
        const char *name = mention->actor == SG_NO_ACTOR ? "?" : reading->actors[mention->actor].id;
        char got[512];
        snprintf(got, sizeof got, "%s | %s", name, case_use_names[mention->use]);
        if (!case_is_actor(reading, mention->actor, expected) ||
            (use && strcmp(use, case_use_names[mention->use])))
            case_fail(run, whole, got);
        return;
    }
    if (strcmp(expected, "?"))
        case_fail(run, whole, "no such mention");
}

static void case_check_tie(struct case_run *run, const char *from, const char *to, const char *role,
                           bool is_wanted, const char *whole) {
    const struct sg_reading *reading = &run->reading;
    for (size_t a = 0; a < reading->affiliation_count; a++) {
        const struct sg_affiliation *tie = &reading->affiliations[a];
        bool has_role = !role || (tie->role && strstr(tie->role, role)) ||
                        (!strcmp(role, "former") && tie->is_former);
        if (!case_is_actor(reading, tie->from, from) || !case_is_actor(reading, tie->to, to) ||
            !has_role)
            continue;
        if (!is_wanted)
            case_fail(run, whole, "it is there");
        return;
    }
    if (is_wanted)
        case_fail(run, whole, "no such tie");
}

static void case_check_quote(struct case_run *run, const char *words, const char *speaker,
                             const char *whole) {
    const struct sg_reading *reading = &run->reading;
    for (size_t q = 0; q < reading->quote_count; q++) {
        const struct sg_quote *quote = &reading->quotes[q];
        if (strncmp(run->document.text + reading->tokens[quote->first].start, words, strlen(words)))
            continue;
        uint32_t actor =
            quote->speaker == SG_NO_MENTION ? SG_NO_ACTOR : reading->mentions[quote->speaker].actor;
        if (!case_is_actor(reading, actor, speaker))
            case_fail(run, whole, actor == SG_NO_ACTOR ? "?" : reading->actors[actor].id);
        return;
    }
    if (strcmp(speaker, "?"))
        case_fail(run, whole, "no such quotation");
}

static void case_check(struct case_run *run, const char *expectation) {
    char line[1024], *parts[3] = {NULL};
    snprintf(line, sizeof line, "%s", expectation);
    size_t count = 0;
    for (char *p = line; p && count < 3;) {
        parts[count++] = p;
        if ((p = strstr(p, " | "))) {
            *p = '\0';
            p += 3;
        }
    }
    run->expectations++;
    char *arrow = strstr(parts[0], " -> ");
    if (arrow) {
        bool is_wanted = strncmp(parts[0], "no ", 3) != 0;
        *arrow = '\0';
        case_check_tie(run, parts[0] + (is_wanted ? 0 : 3), arrow + 4, parts[1], is_wanted,
                       expectation);
    } else if (parts[0][0] == '"') {
        case_check_quote(run, parts[0] + 1, parts[1] ? parts[1] : "?", expectation);
    } else {
        case_check_mention(run, parts[0], parts[1] ? parts[1] : "?", parts[2], expectation);
    }
}

static void case_read(struct case_run *run, const char *text, const char *date) {
    sg_arena_clear(&run->arena);
    run->document = (struct sg_document){
        .id = "case", .text = text, .text_length = strlen(text), .date = *date ? date : NULL};
    run->reading = (struct sg_reading){.document = &run->document};
    struct sg_error err;
    if (sg_pipeline_run(&run->reading, run->engine, SG_STAGE_RESOLVE, &run->arena, &err)) {
        printf("%s: %s\n", run->path, err.text);
        run->failures++;
    }
    run->cases++;
}

/* Returns the number of failures; the counts are in *run. */
static size_t run_cases(struct case_run *run, const char *path) {
    char *file = NULL, text[4096] = "", date[32] = "";
    size_t length;
    struct sg_error err;
    run->path = path;
    if (sg_file_read(&file, &length, path, 0, &err)) {
        printf("%s\n", err.text);
        return 1;
    }
    size_t before = run->failures;
    bool is_read = false, is_dated = false;
    for (char *line = file, *next; line && *line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        if (!*line || *line == '#')
            continue;
        if (*line == '@') {
            snprintf(date, sizeof date, "%s", line + 2);
            is_dated = true;
        } else if (!strncmp(line, "=> ", 3)) {
            if (!is_read)
                case_read(run, text, date);
            is_read = true;
            case_check(run, line + 3);
        } else {
            if (is_read && !is_dated)
                date[0] = '\0'; /* a date holds for one text */
            is_dated = false;
            snprintf(text, sizeof text, "%s", line);
            is_read = false;
        }
    }
    free(file);
    return run->failures - before;
}

#endif
