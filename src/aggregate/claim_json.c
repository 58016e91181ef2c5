#include "aggregate/claim_json.h"

#include "aggregate/day.h"

#include <jansson.h>
#include <string.h>

static void put_string(struct sg_buf *out, const char *key, const char *value) {
    sg_buf_puts(out, key);
    if (value)
        sg_buf_json_string(out, value);
    else
        sg_buf_puts(out, "null");
}

static void put_actor(struct sg_buf *out, const char *key, const struct sg_claim_actor *actor) {
    sg_buf_puts(out, key);
    put_string(out, "{\"id\": ", actor->id);
    put_string(out, ", \"name\": ", actor->name);
    put_string(out, ", \"type\": ", actor->type);
    put_string(out, ", \"mention\": ", actor->mention);
    sg_buf_printf(out, ", \"start\": %zu, \"end\": %zu}", actor->start, actor->end);
}

void sg_claim_write(struct sg_buf *out, const struct sg_claim *claim) {
    put_string(out, "{\"doc\": ", claim->doc);
    put_string(out, ", \"date\": ", claim->date);
    sg_buf_printf(out, ", \"sentence\": %zu, \"start\": %zu, \"end\": %zu", claim->sentence,
                  claim->start, claim->end);
    put_string(out, ", \"text\": ", claim->text);
    put_string(out, ", \"relation\": ", claim->relation);
    sg_buf_printf(out, ", \"sign\": %d", claim->sign);
    put_actor(out, ", \"source\": ", &claim->source);
    put_actor(out, ", \"target\": ", &claim->target);
    put_string(out, ", \"cue\": ", claim->cue);
    sg_buf_printf(out, ", \"negated\": %s", claim->is_negated ? "true" : "false");
    put_string(
        out, ", \"modality\": ", claim->modality == SG_HYPOTHETICAL ? "hypothetical" : "asserted");
    put_string(out, ", \"attribution\": ", claim->attribution);
    sg_buf_puts(out, ", \"confidence\": ");
    sg_buf_number(out, claim->confidence);
    put_string(out, ", \"rule\": ", claim->rule);
    if (claim->outlet)
        put_string(out, ", \"outlet\": ", claim->outlet);
    if (claim->signature)
        put_string(out, ", \"signature\": ", claim->signature);
    if (claim->role)
        put_string(out, ", \"role\": ", claim->role);
    if (claim->is_former)
        sg_buf_puts(out, ", \"former\": true");
    sg_buf_puts(out, "}\n");
}

/* --- reading */

/* A reader keeps its first complaint, so that the calls below may stand in a row. */
struct reader {
    struct sg_arena *arena;
    struct sg_error *err;
    enum sg_status status;
};

static void complain(struct reader *r, const char *where, const char *key, const char *what) {
    if (!r->status)
        r->status =
            sg_fail(r->err, SG_ERR_DATA, "claim: %s%s%s %s", where, *where ? "." : "", key, what);
}

static const char *get_string(struct reader *r, const json_t *object, const char *where,
                              const char *key, bool must) {
    const json_t *value = json_object_get(object, key);
    if (!value || json_is_null(value)) {
        if (must)
            complain(r, where, key, "is missing");
        return NULL;
    }
    if (!json_is_string(value)) {
        complain(r, where, key, "must be a string");
        return NULL;
    }
    if (must && !json_string_length(value))
        complain(r, where, key, "is empty");
    return sg_arena_strndup(r->arena, json_string_value(value), json_string_length(value));
}

static size_t get_size(struct reader *r, const json_t *object, const char *where, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (!value || json_is_null(value))
        return 0;
    if (!json_is_integer(value) || json_integer_value(value) < 0) {
        complain(r, where, key, "must be a whole number from 0");
        return 0;
    }
    return (size_t)json_integer_value(value);
}

static bool get_flag(struct reader *r, const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (value && !json_is_null(value) && !json_is_boolean(value))
        complain(r, "", key, "must be true or false");
    return json_is_true(value);
}

static void get_actor(struct reader *r, struct sg_claim_actor *out, const json_t *claim,
                      const char *key) {
    const json_t *object = json_object_get(claim, key);
    if (!json_is_object(object)) {
        complain(r, "", key, object ? "must be an object" : "is missing");
        return;
    }
    out->id = get_string(r, object, key, "id", true);
    out->name = get_string(r, object, key, "name", false);
    if (!out->name || !*out->name)
        out->name = out->id;
    out->type = get_string(r, object, key, "type", false);
    if (!out->type || !*out->type)
        out->type = "unknown";
    out->mention = get_string(r, object, key, "mention", false);
    out->start = get_size(r, object, key, "start");
    out->end = get_size(r, object, key, "end");
}

static void get_claim(struct reader *r, struct sg_claim *out, const json_t *object) {
    out->doc = get_string(r, object, "", "doc", true);
    out->date = get_string(r, object, "", "date", false);
    int32_t day;
    if (out->date && !sg_day_parse(&day, out->date))
        complain(r, "", "date", "must be YYYY-MM-DD or null");
    out->outlet = get_string(r, object, "", "outlet", false);
    out->sentence = get_size(r, object, "", "sentence");
    out->start = get_size(r, object, "", "start");
    out->end = get_size(r, object, "", "end");
    out->text = get_string(r, object, "", "text", false);
    if (!out->text)
        out->text = "";
    out->relation = get_string(r, object, "", "relation", true);
    const json_t *sign = json_object_get(object, "sign");
    if (!json_is_integer(sign) || json_integer_value(sign) < -1 || json_integer_value(sign) > 1)
        complain(r, "", "sign", "must be -1, 0 or 1");
    else
        out->sign = (int)json_integer_value(sign);
    get_actor(r, &out->source, object, "source");
    get_actor(r, &out->target, object, "target");
    out->cue = get_string(r, object, "", "cue", false);
    out->is_negated = get_flag(r, object, "negated");
    const char *modality = get_string(r, object, "", "modality", false);
    if (modality && !strcmp(modality, "hypothetical"))
        out->modality = SG_HYPOTHETICAL;
    else if (modality && strcmp(modality, "asserted") != 0)
        complain(r, "", "modality", "must be asserted or hypothetical");
    out->attribution = get_string(r, object, "", "attribution", false);
    const json_t *confidence = json_object_get(object, "confidence");
    out->confidence = confidence && !json_is_null(confidence) ? json_number_value(confidence) : 1;
    if (!(out->confidence > 0 && out->confidence <= 1))
        complain(r, "", "confidence", "must be above 0 and at most 1");
    out->rule = get_string(r, object, "", "rule", false);
    out->signature = get_string(r, object, "", "signature", false);
    out->role = get_string(r, object, "", "role", false);
    out->is_former = get_flag(r, object, "former");
}

enum sg_status sg_claim_read(struct sg_claim *out, struct sg_arena *arena, const char *line,
                             size_t length, struct sg_error *err) {
    json_error_t problem;
    memset(out, 0, sizeof *out);
    json_t *object = json_loadb(line, length, 0, &problem);
    if (!object)
        return sg_fail(err, SG_ERR_DATA, "not JSON: %s (column %d)", problem.text, problem.column);
    struct reader r = {.arena = arena, .err = err};
    if (json_is_object(object))
        get_claim(&r, out, object);
    else
        r.status = sg_fail(err, SG_ERR_DATA, "claim: the line is no JSON object");
    json_decref(object);
    if (!r.status && sg_arena_failed(arena))
        r.status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    return r.status;
}
