#include "names/trainer/tags.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>

void sg_tags_init(struct sg_tags *tags) {
    *tags = (struct sg_tags){.ids = sg_strmap_new()};
    sg_arena_init(&tags->arena);
    if (!tags->ids)
        abort();
}

void sg_tags_release(struct sg_tags *tags) {
    sg_strmap_free(tags->ids);
    sg_arena_release(&tags->arena);
}

const struct sg_tag_sentence *sg_tags_find(const struct sg_tags *tags, const char *id) {
    uint32_t at = sg_strmap_get(tags->ids, id);
    return at == SG_STRMAP_NONE ? NULL : &tags->sentences[at];
}

static uint32_t hash_of(const char *text) { return sg_strmap_hash(text, strlen(text)); }

/* number, form, lemma, upos, xpos, features, head, relation */
static bool read_word(struct sg_tag_word *out, struct sg_arena *arena, char *line) {
    char *fields[8], *at = line;
    for (int f = 0; f < 8; f++) {
        fields[f] = at;
        at = strchr(at, '\t');
        if (!at)
            return false;
        *at++ = '\0';
    }
    if (strchr(fields[0], '-') || strchr(fields[0], '.'))
        return false;
    const char *relation = fields[7];
    *out = (struct sg_tag_word){
        .form = sg_arena_strndup(arena, fields[1], strlen(fields[1])),
        .upos = hash_of(fields[3]),
        .xpos = hash_of(fields[4]),
        .relation = hash_of(relation),
        .head = atoi(fields[6]) - 1,
        .is_proper = !strncmp(fields[4], "NNP", 3) || !strcmp(fields[3], "PROPN"),
        .joins = !strncmp(relation, "flat", 4) || !strncmp(relation, "compound", 8) ||
                 !strcmp(relation, "goeswith")};
    return true;
}

enum sg_status sg_tags_read(struct sg_tags *tags, const char *path, struct sg_error *err) {
    char *bytes;
    size_t size, word_capacity = 0;
    struct sg_tag_sentence *open = NULL;
    enum sg_status status = sg_file_read(&bytes, &size, path, 0, err);
    if (status)
        return status;
    for (char *line = bytes, *next; line && *line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        if (!strncmp(line, "# sent_id = ", 12)) {
            tags->sentences = sg_arena_grow(&tags->arena, tags->sentences, tags->count,
                                            &tags->capacity, sizeof *tags->sentences);
            sg_strmap_set(tags->ids, line + 12, (uint32_t)tags->count);
            open = &tags->sentences[tags->count++];
            *open = (struct sg_tag_sentence){0};
            word_capacity = 0;
        } else if (*line >= '0' && *line <= '9' && open) {
            struct sg_tag_word word;
            if (!read_word(&word, &tags->arena, line))
                continue;
            open->words = sg_arena_grow(&tags->arena, open->words, open->count, &word_capacity,
                                        sizeof *open->words);
            open->words[open->count++] = word;
        }
    }
    free(bytes);
    return SG_OK;
}
