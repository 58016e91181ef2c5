#include "base/date.h"
#include "base/utf8.h"
#include "read/columns.h"
#include "read/json.h"
#include "read/json_flat.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Where each 64th character begins, so that a span's bytes are found in a few steps. */
struct offsets {
    const char *text;
    size_t length, characters;
    uint32_t *starts;
};

enum { STEP = 64, FLAT_MOST = 32 };

static bool offsets_build(struct offsets *o, const char *text, size_t length,
                          struct sg_arena *arena) {
    *o = (struct offsets){.text = text, .length = length};
    o->characters = sg_utf8_count(text, length);
    o->starts = sg_arena_array(arena, o->characters / STEP + 2, sizeof *o->starts);
    if (!o->starts)
        return false;
    size_t n = 0;
    for (size_t i = 0; i < length; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80 && n++ % STEP == 0)
            o->starts[(n - 1) / STEP] = (uint32_t)i;
    return true;
}

static size_t byte_of(const struct offsets *o, size_t character) {
    if (character >= o->characters)
        return o->length;
    size_t at = o->starts[character / STEP];
    for (size_t left = character % STEP; left; left--) {
        at++;
        while (((unsigned char)o->text[at] & 0xC0) == 0x80)
            at++;
    }
    return at;
}

/* A string of the object in the arena; numbers are taken as their digits (ids often are). U+0000
 * becomes U+FFFD: one character for one, so offsets stay. */
static const char *string_of(const json_t *value, size_t *length, struct sg_arena *arena) {
    if (json_is_integer(value))
        return sg_arena_printf(arena, "%lld", (long long)json_integer_value(value));
    if (!json_is_string(value))
        return NULL;
    const char *text = json_string_value(value);
    size_t size = json_string_length(value), nuls = 0;
    for (const char *p = text; (p = memchr(p, 0, size - (size_t)(p - text))); p++)
        nuls++;
    if (length)
        *length = size + nuls * 2;
    if (!nuls)
        return sg_arena_strndup(arena, text, size);
    char *out = sg_arena_alloc(arena, size + nuls * 2 + 1), *to = out;
    for (size_t i = 0; out && i < size; i++) {
        if (text[i]) {
            *to++ = text[i];
        } else {
            memcpy(to, "\xEF\xBF\xBD", 3);
            to += 3;
        }
    }
    return out;
}

static bool offset_of(const json_t *value, size_t *out) {
    if (!json_is_integer(value) || json_integer_value(value) < 0)
        return false;
    *out = (size_t)json_integer_value(value);
    return true;
}

/* The spans that came with the document. A bad one is left out and told; the document stays. */
static void read_mentions(struct sg_yield *out, struct sg_document *document, const json_t *list,
                          const char *where, struct sg_arena *arena) {
    struct offsets offsets;
    if (!list || json_is_null(list))
        return;
    if (!json_is_array(list)) {
        sg_fail(&out->problem, SG_ERR_DATA, "%s: \"mentions\" is not a list; left out", where);
        return;
    }
    struct sg_given_mention *given =
        sg_arena_array(arena, json_array_size(list) + 1, sizeof *given);
    if (!given || !offsets_build(&offsets, document->text, document->text_length, arena))
        return;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        size_t start, end;
        const char *actor = string_of(json_object_get(item, "actor"), NULL, arena);
        if (!offset_of(json_object_get(item, "start"), &start) ||
            !offset_of(json_object_get(item, "end"), &end) || start >= end ||
            end > offsets.characters) {
            sg_fail(&out->problem, SG_ERR_DATA,
                    "%s: mention %zu: \"start\" and \"end\" must be characters of the text (0 to "
                    "%zu), start before end; left out",
                    where, i + 1, offsets.characters);
        } else if (!actor || !*actor) {
            sg_fail(&out->problem, SG_ERR_DATA,
                    "%s: mention %zu has no \"actor\" (its name); left out", where, i + 1);
        } else {
            given[document->given_count++] =
                (struct sg_given_mention){byte_of(&offsets, start), byte_of(&offsets, end), actor,
                                          string_of(json_object_get(item, "type"), NULL, arena)};
        }
    }
    document->given = given;
}

static const char *field(const json_t *object, const struct sg_columns *columns,
                         enum sg_column_role role, size_t *length, struct sg_arena *arena) {
    const char *asked[] = {columns->asked[role], NULL};
    const char *const *names = asked[0] ? asked : sg_column_names[role];
    for (; *names; names++) {
        const json_t *value = json_object_get(object, *names);
        const char *text = role != SG_COLUMN_TEXT || json_is_string(value)
                               ? string_of(value, length, arena)
                               : NULL;
        if (text)
            return text;
    }
    return NULL;
}

/* Fills the document's fields from one that asks for them by role. */
struct fields {
    const char *text, *id, *title, *source, *url, *lang, *date;
    size_t text_length;
};

static enum sg_status fill(struct sg_document *document, struct sg_source *source,
                           const struct fields *f, size_t number, const char *where,
                           struct sg_arena *arena, struct sg_error *err) {
    if (!f->text)
        return sg_fail(err, SG_ERR_DATA,
                       "%s: no \"text\" in it (--columns text=NAME says where it is)", where);
    char iso[SG_DATE_SIZE];
    document->text = f->text;
    document->text_length = f->text_length;
    document->id = f->id && *f->id ? f->id : sg_source_id(source->stream->id, number, arena);
    document->title = f->title;
    document->source = f->source;
    document->url = f->url;
    document->lang = f->lang;
    if (f->date && sg_date_parse(iso, f->date, strlen(f->date), NULL))
        document->date = sg_arena_strdup(arena, iso);
    else if (f->date && *f->date)
        sg_read_notice(source->context, "%s: \"%.40s\" is no date that can be read", where,
                       f->date);
    return SG_OK;
}

static const char *flat_field(const struct sg_flat_field *fields, size_t count,
                              const struct sg_columns *columns, enum sg_column_role role,
                              size_t *length) {
    const char *asked[] = {columns->asked[role], NULL};
    const char *const *names = asked[0] ? asked : sg_column_names[role];
    for (; *names; names++)
        for (size_t i = 0; i < count; i++)
            if (!strcmp(fields[i].key, *names) &&
                (fields[i].is_string || (role != SG_COLUMN_TEXT && fields[i].is_integer))) {
                if (length)
                    *length = fields[i].length;
                return fields[i].value;
            }
    return NULL;
}

/* Most lines are plain; false sends the others to jansson. */
static bool read_flat(struct fields *out, const char *bytes, size_t length,
                      const struct sg_columns *columns, struct sg_arena *arena) {
    struct sg_flat_field fields[FLAT_MOST];
    size_t count;
    if (!sg_json_flat(fields, FLAT_MOST, &count, bytes, length, arena))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!strcmp(fields[i].key, "mentions"))
            return false;
    out->text = flat_field(fields, count, columns, SG_COLUMN_TEXT, &out->text_length);
    out->id = flat_field(fields, count, columns, SG_COLUMN_ID, NULL);
    out->title = flat_field(fields, count, columns, SG_COLUMN_TITLE, NULL);
    out->source = flat_field(fields, count, columns, SG_COLUMN_SOURCE, NULL);
    out->url = flat_field(fields, count, columns, SG_COLUMN_URL, NULL);
    out->lang = flat_field(fields, count, columns, SG_COLUMN_LANG, NULL);
    out->date = flat_field(fields, count, columns, SG_COLUMN_DATE, NULL);
    return true;
}

enum sg_status sg_json_document(struct sg_yield *out, struct sg_source *source, const char *bytes,
                                size_t length, size_t number, const char *where,
                                struct sg_arena *arena, struct sg_error *err) {
    json_error_t reason;
    size_t bad = 0;
    struct sg_columns columns;
    struct fields f = {0};
    enum sg_status status =
        sg_columns_parse(&columns, source->context->options.columns, arena, err);
    if (status)
        return status;
    struct sg_document *document = sg_source_document(source, number, arena);
    if (!document)
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", where);
    if (read_flat(&f, bytes, length, &columns, arena)) {
        status = fill(document, source, &f, number, where, arena, err);
        if (!status)
            out->document = document;
        return status;
    }
    json_t *object = json_loadb(bytes, length, JSON_ALLOW_NUL | JSON_DECODE_ANY, &reason);
    if (!object && sg_utf8_valid_prefix(bytes, length) != length) {
        const char *text;
        size_t text_length;
        if ((status = sg_decode(&text, &text_length, &bad, bytes, length, NULL, where,
                                source->context, arena, err)))
            return status;
        object = json_loadb(text, text_length, JSON_ALLOW_NUL | JSON_DECODE_ANY, &reason);
    }
    if (!object)
        return sg_fail(err, SG_ERR_DATA, "%s: broken JSON at character %d: %s", where,
                       reason.position, reason.text);
    if (!json_is_object(object)) {
        status = sg_fail(err, SG_ERR_DATA, "%s: not a JSON object", where);
    } else {
        f.text = field(object, &columns, SG_COLUMN_TEXT, &f.text_length, arena);
        f.id = field(object, &columns, SG_COLUMN_ID, NULL, arena);
        f.title = field(object, &columns, SG_COLUMN_TITLE, NULL, arena);
        f.source = field(object, &columns, SG_COLUMN_SOURCE, NULL, arena);
        f.url = field(object, &columns, SG_COLUMN_URL, NULL, arena);
        f.lang = field(object, &columns, SG_COLUMN_LANG, NULL, arena);
        f.date = field(object, &columns, SG_COLUMN_DATE, NULL, arena);
        status = fill(document, source, &f, number, where, arena, err);
    }
    if (!status) {
        read_mentions(out, document, json_object_get(object, "mentions"), where, arena);
        if (bad)
            sg_decode_problem(bad, source->stream->path, number, &out->problem);
        out->document = document;
    }
    json_decref(object);
    return status;
}
