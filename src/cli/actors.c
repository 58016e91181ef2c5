/* stancegraph actors: who was found, under which names, and what stayed unresolved. */
#include "base/buf.h"
#include "base/file.h"
#include "base/strmap.h"
#include "cli/commands.h"
#include "cli/sheet.h"

#include "engine_parts.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct found {
    const char *id, *name, *type, *country;
    bool is_pack, is_outlet;
    size_t mentions, documents, last_document;
    const char **names; /* as the texts write it, in order of appearance */
    size_t *name_counts;
    size_t name_count, name_capacity, count_capacity;
};

struct open_name {
    const char *name, *doc, *sentence;
    bool is_ambiguous;
    size_t mentions, documents, last_document;
};

struct actors {
    struct sg_common common; /* first: setters of common options get it */
    const char *format, *suggest;
    bool shows_mentions, shows_names, wants_all;
    struct sg_arena arena;
    struct sg_strmap *ids, *open_ids;
    struct found *found;
    size_t found_count, found_capacity;
    struct open_name *open;
    size_t open_count, open_capacity;
    size_t documents;
};

static bool set_format(void *target, const char *value, struct sg_error *err) {
    if (!sg_sheet_format_exists(value)) {
        sg_fail(err, SG_ERR_USAGE, "--format %s: there are table, csv, json, md", value);
        return false;
    }
    ((struct actors *)target)->format = value;
    return true;
}

static bool set_suggest(void *target, const char *value, struct sg_error *err) {
    ((struct actors *)target)->suggest = value;
    return true;
}

static bool set_mentions(void *target, const char *value, struct sg_error *err) {
    ((struct actors *)target)->shows_mentions = true;
    return true;
}

static bool set_names(void *target, const char *value, struct sg_error *err) {
    ((struct actors *)target)->shows_names = true;
    return true;
}

static bool set_all(void *target, const char *value, struct sg_error *err) {
    ((struct actors *)target)->wants_all = true;
    return true;
}

static const struct sg_option options[] = {
    {"format", 'f', "FORMAT", "table (default), csv, json or md", set_format},
    {"suggest", 0, "FILE", "write a pack of the actors that no pack knows, for you to edit",
     set_suggest},
    {"mentions", 0, NULL, "print every sentence with its mentions instead", set_mentions},
    {"names", 0, NULL,
     "print every name of a person, an organisation or a place instead, as JSON Lines", set_names},
    {"all", 'a', NULL, "list unresolved names that stood but once, too", set_all},
    {NULL, 0, NULL, NULL, NULL},
};

static const char *const kinds[] = {"given",   "name",    "acronym", "short",
                                    "demonym", "capital", "seat",    "description",
                                    "role",    "nominal", "pronoun"};
static const char *const uses[] = {"party", "modifier", "place"};

/* --- every sentence with its mentions. */

static void render_mentions(void *context, const struct sg_reading *reading, struct sg_buf *out) {
    (void)context;
    sg_buf_printf(out, "=== %s\n", reading->document->id);
    size_t m = 0;
    for (uint32_t s = 0; s < reading->sentence_count; s++) {
        const struct sg_sentence *sentence = &reading->sentences[s];
        sg_buf_printf(out, "%u%s ", s, sentence->is_headline ? "#" : "");
        sg_buf_add(out, reading->document->text + sentence->start, sentence->end - sentence->start);
        sg_buf_putc(out, '\n');
        for (; m < reading->mention_count && reading->mentions[m].sentence == s; m++) {
            const struct sg_mention *mention = &reading->mentions[m];
            const struct sg_token *first = &reading->tokens[mention->first];
            const struct sg_token *last = &reading->tokens[mention->end_token - 1];
            const struct sg_actor *actor =
                mention->actor == SG_NO_ACTOR ? NULL : &reading->actors[mention->actor];
            if (!actor && m && reading->mentions[m - 1].first == mention->first &&
                reading->mentions[m - 1].end_token == mention->end_token)
                continue; /* "they" might have been two */
            sg_buf_puts(out, "    [");
            sg_buf_add(out, reading->document->text + first->start, last->end - first->start);
            sg_buf_printf(out, "] %s %s, %s", actor ? actor->name : "?",
                          actor ? sg_actor_type_name(actor->type) : "", kinds[mention->kind]);
            sg_buf_printf(out, ", %s, %.2f\n", uses[mention->use], (double)mention->certainty);
        }
    }
    for (size_t a = 0; a < reading->affiliation_count; a++) {
        const struct sg_affiliation *af = &reading->affiliations[a];
        sg_buf_printf(out, "    %s -> %s: %s%s (%s, %.2f)\n", reading->actors[af->from].name,
                      reading->actors[af->to].name, af->is_former ? "former " : "",
                      af->role ? af->role : "-", af->rule, (double)af->certainty);
    }
    for (size_t q = 0; q < reading->quote_count; q++) {
        const struct sg_quote *quote = &reading->quotes[q];
        uint32_t actor =
            quote->speaker == SG_NO_MENTION ? SG_NO_ACTOR : reading->mentions[quote->speaker].actor;
        sg_buf_printf(out, "    %u \"%s ... %s\" - %s\n", reading->tokens[quote->first].sentence,
                      reading->tokens[quote->first].form,
                      reading->tokens[quote->end_token - 1].form,
                      actor == SG_NO_ACTOR ? "?" : reading->actors[actor].name);
    }
}

static enum sg_status emit_text(void *context, const struct sg_reading *reading,
                                const struct sg_buf *rendered, struct sg_error *err) {
    fwrite(sg_buf_text(rendered), 1, rendered->length, stdout);
    return ferror(stdout) ? sg_fail(err, SG_ERR_IO, "standard output: cannot write") : SG_OK;
}

/* --- every name, packs' or not, as the learned tagger marks it. Offsets count code points. */

static size_t code_points(const char *text, size_t from, size_t to) {
    size_t count = 0;
    for (size_t i = from; i < to; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

/* Bylines and datelines are no part of an article's own text, but names stand in them. */
static enum sg_status read_whole(struct sg_reading *out, const struct sg_reading *cleaned,
                                 const struct sg_engine *engine, struct sg_arena *arena,
                                 struct sg_error *err) {
    enum sg_status status;
    struct sg_block *blocks = sg_arena_array(arena, cleaned->block_count + 1, sizeof *blocks);
    if (!blocks)
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", cleaned->document->id);
    for (size_t i = 0; i < cleaned->block_count; i++) {
        blocks[i] = cleaned->blocks[i];
        if (blocks[i].kind == SG_BLOCK_REMOVED)
            blocks[i].kind = SG_BLOCK_BODY;
    }
    *out = (struct sg_reading){
        .document = cleaned->document, .blocks = blocks, .block_count = cleaned->block_count};
    if ((status = sg_segment(out, engine->segmenter, arena, err)) ||
        (status = sg_recognise(out, engine->gazetteer, arena, err)) ||
        (status = sg_resolve_names(out, engine->gazetteer, engine->referents, arena, err)))
        return status;
    return sg_parse_all_words(out, engine->syntax, arena, err);
}

static void render_names(void *context, const struct sg_reading *reading, struct sg_buf *out) {
    const struct actors *actors = context;
    const struct sg_engine *engine = actors->common.loaded;
    const char *text = reading->document->text;
    struct sg_found_name *names;
    struct sg_arena arena;
    struct sg_error err;
    struct sg_reading whole;
    size_t count, at = 0, points = 0;
    sg_arena_init(&arena);
    if (read_whole(&whole, reading, engine, &arena, &err) ||
        sg_names_find(&names, &count, &whole, engine->gazetteer, engine->names, &arena, &err))
        count = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t start = whole.tokens[names[i].first].start;
        uint32_t end = whole.tokens[names[i].end - 1].end;
        points += code_points(text, at, start);
        at = start;
        size_t length = code_points(text, start, end);
        json_t *line =
            json_pack("{s:s, s:I, s:I, s:s, s:s%}", "doc", reading->document->id, "start",
                      (json_int_t)points, "end", (json_int_t)(points + length), "type",
                      names[i].kind, "name", text + start, (size_t)(end - start));
        char *dump = line ? json_dumps(line, JSON_PRESERVE_ORDER | JSON_COMPACT) : NULL;
        if (dump)
            sg_buf_printf(out, "%s\n", dump);
        free(dump);
        json_decref(line);
    }
    sg_arena_release(&arena);
}

/* --- counting over documents. */

static char *span_text(struct actors *actors, const struct sg_reading *reading, uint32_t first,
                       uint32_t end) {
    while (end > first + 1 && (reading->tokens[end - 1].flags & SG_TOKEN_POSSESSIVE))
        end--;
    uint32_t from = reading->tokens[first].start;
    return sg_arena_strndup(&actors->arena, reading->document->text + from,
                            reading->tokens[end - 1].end - from);
}

static bool count_name(struct actors *actors, struct found *found, char *name) {
    for (size_t i = 0; i < found->name_count; i++)
        if (!strcmp(found->names[i], name)) {
            found->name_counts[i]++;
            return true;
        }
    if (found->name_count == 24)
        return true; /* enough to see */
    found->names = sg_arena_grow(&actors->arena, found->names, found->name_count,
                                 &found->name_capacity, sizeof *found->names);
    found->name_counts = sg_arena_grow(&actors->arena, found->name_counts, found->name_count,
                                       &found->count_capacity, sizeof *found->name_counts);
    if (!found->names || !found->name_counts)
        return false;
    found->names[found->name_count] = name;
    found->name_counts[found->name_count++] = 1;
    return true;
}

static bool count_actor(struct actors *actors, const struct sg_reading *reading,
                        const struct sg_mention *mention) {
    const struct sg_actor *actor = &reading->actors[mention->actor];
    uint32_t index = sg_strmap_intern(actors->ids, actor->id);
    if (index == SG_STRMAP_NONE)
        return false;
    if (index == actors->found_count) {
        actors->found = sg_arena_grow(&actors->arena, actors->found, actors->found_count,
                                      &actors->found_capacity, sizeof *actors->found);
        if (!actors->found)
            return false;
        actors->found[actors->found_count++] = (struct found){
            .id = sg_arena_strdup(&actors->arena, actor->id),
            .name = sg_arena_strdup(&actors->arena, actor->name),
            .type = sg_actor_type_name(actor->type),
            .country = actor->country ? sg_arena_strdup(&actors->arena, actor->country) : NULL,
            .is_pack = actor->pack != SG_NO_PACK,
            .is_outlet = actor->is_outlet};
    }
    struct found *found = &actors->found[index];
    found->mentions++;
    if (found->last_document != actors->documents) {
        found->last_document = actors->documents;
        found->documents++;
    }
    if (mention->kind == SG_MENTION_PRONOUN || mention->kind == SG_MENTION_NOMINAL)
        return true;
    char *name = span_text(actors, reading, mention->first, mention->end_token);
    return name && count_name(actors, found, name);
}

static bool count_open(struct actors *actors, const struct sg_reading *reading,
                       const struct sg_mention *mention) {
    char *name = span_text(actors, reading, mention->first, mention->end_token);
    uint32_t index = name ? sg_strmap_intern(actors->open_ids, name) : SG_STRMAP_NONE;
    if (index == SG_STRMAP_NONE)
        return false;
    if (index == actors->open_count) {
        const struct sg_sentence *sentence = &reading->sentences[mention->sentence];
        actors->open = sg_arena_grow(&actors->arena, actors->open, actors->open_count,
                                     &actors->open_capacity, sizeof *actors->open);
        if (!actors->open)
            return false;
        actors->open[actors->open_count++] = (struct open_name){
            .name = name,
            .is_ambiguous = mention->alias != UINT32_MAX,
            .doc = sg_arena_strdup(&actors->arena, reading->document->id),
            .sentence = sg_arena_strndup(&actors->arena, reading->document->text + sentence->start,
                                         sentence->end - sentence->start)};
    }
    struct open_name *open = &actors->open[index];
    open->mentions++;
    if (open->last_document != actors->documents) {
        open->last_document = actors->documents;
        open->documents++;
    }
    return true;
}

static enum sg_status count_reading(void *context, const struct sg_reading *reading,
                                    const struct sg_buf *rendered, struct sg_error *err) {
    struct actors *actors = context;
    actors->documents++;
    bool good = true;
    for (size_t m = 0; m < reading->mention_count && good; m++) {
        const struct sg_mention *mention = &reading->mentions[m];
        if (mention->use == SG_USE_PLACE && mention->kind != SG_MENTION_NAME)
            continue;
        if (mention->actor != SG_NO_ACTOR)
            good = count_actor(actors, reading, mention);
        else if (mention->kind <= SG_MENTION_SHORT && mention->use != SG_USE_PLACE)
            good = count_open(actors, reading, mention);
    }
    return good ? SG_OK : sg_fail(err, SG_ERR_MEMORY, "out of memory");
}

/* --- showing. */

static int by_mentions(const void *a, const void *b) {
    const struct found *x = a, *y = b;
    if (x->mentions != y->mentions)
        return x->mentions > y->mentions ? -1 : 1;
    return strcmp(x->id, y->id);
}

static int by_open_mentions(const void *a, const void *b) {
    const struct open_name *x = a, *y = b;
    if (x->mentions != y->mentions)
        return x->mentions > y->mentions ? -1 : 1;
    return strcmp(x->name, y->name);
}

static const char *names_of(struct actors *actors, const struct found *found) {
    struct sg_buf text;
    sg_buf_init(&text);
    for (size_t i = 0; i < found->name_count; i++)
        sg_buf_printf(&text, "%s%s (%zu)", i ? ", " : "", found->names[i], found->name_counts[i]);
    const char *out = sg_arena_strdup(&actors->arena, sg_buf_text(&text));
    sg_buf_release(&text);
    return out;
}

static void fill_actors(struct actors *actors, struct sg_sheet *sheet) {
    static const struct sg_sheet_column columns[] = {
        {"name", "actor", false, 0},     {"type", "type", false, 0},
        {"mentions", "times", false, 0}, {"documents", "docs", false, 0},
        {"from", "from", false, 0},      {"aliases", "seen as", true, 0},
        {"id", NULL, false, 0},          {"country", NULL, false, 0},
        {"outlet", NULL, false, 0},
    };
    struct sg_section *section =
        sg_sheet_section(sheet, "actors", "Actors", columns, sizeof columns / sizeof *columns);
    sg_sheet_line(sheet, section, "%zu actors in %zu documents.", actors->found_count,
                  actors->documents);
    for (size_t i = 0; i < actors->found_count; i++) {
        const struct found *found = &actors->found[i];
        const struct sg_cell cells[] = {sg_cell_text(found->name),
                                        sg_cell_text(found->type),
                                        sg_cell_count((double)found->mentions),
                                        sg_cell_count((double)found->documents),
                                        sg_cell_text(found->is_pack ? "pack" : "text"),
                                        sg_cell_text(names_of(actors, found)),
                                        sg_cell_text(found->id),
                                        sg_cell_text(found->country),
                                        sg_cell_flag(found->is_outlet)};
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
            sg_sheet_cell(sheet, section, cells[k]);
    }
}

static void fill_open(struct actors *actors, struct sg_sheet *sheet) {
    static const struct sg_sheet_column columns[] = {
        {"name", "name", false, 0},      {"why", "why", false, 0},
        {"mentions", "times", false, 0}, {"documents", "docs", false, 0},
        {"doc", "first in", false, 0},   {"sentence", "sentence", true, 0},
    };
    struct sg_section *section = sg_sheet_section(sheet, "unresolved", "Unresolved", columns,
                                                  sizeof columns / sizeof *columns);
    sg_sheet_line(sheet, section,
                  "Names that no pack knows and whose kind the text does not tell, or that several "
                  "actors share. They make no claim.");
    size_t left_out = 0;
    for (size_t i = 0; i < actors->open_count; i++) {
        const struct open_name *open = &actors->open[i];
        bool is_table = !strcmp(actors->format, "table") || !strcmp(actors->format, "md");
        if (is_table && !actors->wants_all && open->mentions < 2 && !open->is_ambiguous) {
            left_out++;
            continue;
        }
        const struct sg_cell cells[] = {sg_cell_text(open->name),
                                        sg_cell_text(open->is_ambiguous ? "ambiguous" : "unknown"),
                                        sg_cell_count((double)open->mentions),
                                        sg_cell_count((double)open->documents),
                                        sg_cell_text(open->doc),
                                        sg_cell_text(open->sentence)};
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
            sg_sheet_cell(sheet, section, cells[k]);
    }
    if (left_out)
        sg_sheet_line(sheet, section, "%zu more stood but once: --all lists them.", left_out);
}

static json_t *suggestion(const struct found *found) {
    json_t *aliases = json_array();
    for (size_t i = 0; i < found->name_count; i++)
        if (strcmp(found->names[i], found->name) && strncmp(found->names[i], "the ", 4))
            json_array_append_new(aliases, json_string(found->names[i]));
    json_t *actor = json_pack("{s:s, s:s, s:s, s:o}", "id", found->id, "name", found->name, "type",
                              !strcmp(found->type, "unknown") ? "organization" : found->type,
                              "aliases", aliases);
    return actor;
}

/* A pack of those that no pack knows. The user strikes out what is wrong, and merges with
 * "same_as". */
static enum sg_status write_suggestions(const struct actors *actors, struct sg_error *err) {
    struct sg_file_writer writer = {0};
    enum sg_status status = sg_file_writer_open(&writer, actors->suggest, err);
    if (status)
        return status;
    fprintf(
        writer.stream,
        "{\"pack\": \"suggested\",\n \"about\": \"Actors that no pack knows. Check type and "
        "aliases; same_as: [id] makes one actor of two, not_same_as: [id] keeps them apart.\",\n"
        " \"actors\": [");
    bool is_first = true;
    for (size_t i = 0; i < actors->found_count; i++) {
        if (actors->found[i].is_pack)
            continue;
        json_t *actor = suggestion(&actors->found[i]);
        char *line = actor ? json_dumps(actor, JSON_PRESERVE_ORDER) : NULL;
        if (line)
            fprintf(writer.stream, "%s\n  %s", is_first ? "" : ",", line);
        is_first = false;
        free(line);
        json_decref(actor);
    }
    fprintf(writer.stream, "\n ]\n}\n");
    return sg_file_writer_commit(&writer, err);
}

static enum sg_status show(struct actors *actors, struct sg_error *err) {
    struct sg_sheet sheet = {.arena = &actors->arena, .title = "Who was found"};
    struct winsize size;
    bool is_terminal = isatty(STDOUT_FILENO) != 0;
    struct sg_sheet_options how = {.format = actors->format, .width = 110};
    if (is_terminal && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col > 40)
        how.width = size.ws_col;
    how.has_colours = is_terminal;
    if (actors->found_count)
        qsort(actors->found, actors->found_count, sizeof *actors->found, by_mentions);
    if (actors->open_count)
        qsort(actors->open, actors->open_count, sizeof *actors->open, by_open_mentions);
    fill_actors(actors, &sheet);
    fill_open(actors, &sheet);
    enum sg_status status = sg_sheet_print(stdout, &sheet, &how, err);
    if (!status && actors->suggest)
        status = write_suggestions(actors, err);
    return status;
}

static enum sg_status run(struct actors *actors, struct sg_error *err) {
    if (actors->shows_mentions)
        return sg_each_reading(&actors->common, SG_STAGE_RESOLVE, render_mentions, emit_text,
                               actors, err);
    if (actors->shows_names)
        return sg_each_reading(&actors->common, SG_STAGE_RECOGNISE, render_names, emit_text, actors,
                               err);
    if (!(actors->ids = sg_strmap_new()) || !(actors->open_ids = sg_strmap_new()))
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    enum sg_status status =
        sg_each_reading(&actors->common, SG_STAGE_RESOLVE, NULL, count_reading, actors, err);
    return status ? status : show(actors, err);
}

int sg_command_actors(const struct sg_command *self, int argc, char **argv);
int sg_command_actors(const struct sg_command *self, int argc, char **argv) {
    struct actors actors = {.format = "table"};
    struct sg_error err = {SG_OK, ""};
    sg_arena_init(&actors.arena);
    int code = sg_options_parse(&actors.common, self, options, &actors, argc, argv);
    if (code < 0)
        code = run(&actors, &err) ? sg_say_error(&err) : sg_finish(&actors.common);
    sg_strmap_free(actors.ids);
    sg_strmap_free(actors.open_ids);
    sg_arena_release(&actors.arena);
    sg_common_release(&actors.common);
    return code;
}
