#include "recognise/normal.h"

#include "base/arena.h"
#include "base/strmap.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

struct rewrite {
    const char *from, *to;
    size_t from_length, to_length;
};

struct sg_normalizer {
    struct sg_arena arena;
    struct sg_strmap *articles; /* word -> 1 */
    struct sg_strmap *variants; /* spelling -> index in `canonical` */
    struct sg_strmap *canonical;
    struct rewrite *rewrites; /* sorted by first letter, longer first */
    size_t rewrite_count;
    uint16_t first[257];   /* rewrites that start with a letter */
    const char **servants; /* "abdul": what stands before a name of God, split off */
    size_t *servant_length;
    size_t servant_count;
    const char *servant_key;
};

static int by_first_letter(const void *a, const void *b) {
    const struct rewrite *x = a, *y = b;
    if (x->from[0] != y->from[0])
        return (unsigned char)x->from[0] < (unsigned char)y->from[0] ? -1 : 1;
    if (x->from_length != y->from_length)
        return x->from_length > y->from_length ? -1 : 1;
    return strcmp(x->from, y->from);
}

static enum sg_status read_rewrites(struct sg_normalizer *n, const json_t *list, const char *path,
                                    struct sg_error *err) {
    size_t i, count = json_array_size(list);
    json_t *pair;
    n->rewrites = sg_arena_array(&n->arena, count + 1, sizeof *n->rewrites);
    if (!n->rewrites)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    json_array_foreach(list, i, pair) {
        const char *from = json_string_value(json_array_get(pair, 0));
        const char *to = json_string_value(json_array_get(pair, 1));
        if (!from || !to || !*from || strlen(to) > strlen(from))
            return sg_fail(err, SG_ERR_DATA,
                           "%s: transliteration.rewrites[%zu]: write [\"from\", \"to\"], no longer "
                           "than it was",
                           path, i);
        struct rewrite *r = &n->rewrites[n->rewrite_count++];
        r->from = sg_arena_strdup(&n->arena, from);
        r->to = sg_arena_strdup(&n->arena, to);
        if (!r->from || !r->to)
            return sg_fail(err, SG_ERR_MEMORY, "out of memory");
        r->from_length = strlen(from);
        r->to_length = strlen(to);
    }
    qsort(n->rewrites, n->rewrite_count, sizeof *n->rewrites, by_first_letter);
    size_t r = 0;
    for (int c = 0; c < 256; c++) {
        n->first[c] = (uint16_t)r;
        while (r < n->rewrite_count && (unsigned char)n->rewrites[r].from[0] == c)
            r++;
    }
    n->first[256] = (uint16_t)r;
    return SG_OK;
}

static enum sg_status read_words(struct sg_normalizer *n, const json_t *rules,
                                 struct sg_error *err) {
    size_t i;
    json_t *value;
    const char *key;
    bool good = true;
    json_array_foreach(json_object_get(rules, "articles"), i, value) {
        if (json_is_string(value))
            good = good && sg_strmap_set(n->articles, json_string_value(value), 1);
    }
    json_object_foreach(json_object_get(rules, "variants"), key, value) {
        uint32_t index = sg_strmap_intern(n->canonical, key);
        good = good && index != SG_STRMAP_NONE && sg_strmap_set(n->variants, key, index);
        json_t *spelling;
        json_array_foreach(value, i, spelling) {
            if (json_is_string(spelling))
                good = good && sg_strmap_set(n->variants, json_string_value(spelling), index);
        }
    }
    const json_t *servants = json_object_get(rules, "servants");
    size_t count = json_array_size(servants);
    n->servants = sg_arena_array(&n->arena, count + 1, sizeof *n->servants);
    n->servant_length = sg_arena_array(&n->arena, count + 1, sizeof *n->servant_length);
    if (!good || !n->servants || !n->servant_length)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    json_array_foreach(servants, i, value) {
        const char *word = json_string_value(value);
        if (!word)
            continue;
        n->servants[n->servant_count] = sg_arena_strdup(&n->arena, word);
        n->servant_length[n->servant_count++] = strlen(word);
    }
    n->servant_key = n->servant_count ? n->servants[n->servant_count - 1] : "";
    return SG_OK;
}

enum sg_status sg_normalizer_new(struct sg_normalizer **out, const json_t *rules, const char *path,
                                 struct sg_error *err) {
    *out = NULL;
    struct sg_normalizer *n = calloc(1, sizeof *n);
    if (!n)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    sg_arena_init(&n->arena);
    n->articles = sg_strmap_new();
    n->variants = sg_strmap_new();
    n->canonical = sg_strmap_new();
    enum sg_status status = SG_OK;
    if (!n->articles || !n->variants || !n->canonical)
        status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
    if (status || (status = read_rewrites(n, json_object_get(rules, "rewrites"), path, err)) ||
        (status = read_words(n, rules, err))) {
        sg_normalizer_free(n);
        return status;
    }
    *out = n;
    return SG_OK;
}

void sg_normalizer_free(struct sg_normalizer *n) {
    if (!n)
        return;
    sg_strmap_free(n->articles);
    sg_strmap_free(n->variants);
    sg_strmap_free(n->canonical);
    sg_arena_release(&n->arena);
    free(n);
}

size_t sg_name_fold(char *out, const char *form) {
    size_t length = 0;
    bool is_plain = true;
    for (const unsigned char *p = (const unsigned char *)form; *p && is_plain; p++)
        is_plain = *p < 0x80;
    char buffer[SG_WORD_MAX];
    const char *from = form;
    if (!is_plain) {
        sg_utf8_fold(buffer, sizeof buffer, form);
        from = buffer;
    }
    const char *end = from + strlen(from);
    if (end - from > 2 && end[-2] == '\'' && (end[-1] == 's' || end[-1] == 'S'))
        end -= 2;
    while (from < end && length + 5 < SG_WORD_MAX) {
        unsigned char c = (unsigned char)*from;
        if (c < 0x80) {
            from++;
            if (c != '\'' && c != '.' && c != '`')
                out[length++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            continue;
        }
        const char *at = from;
        int32_t point = sg_utf8_next(&from, end);
        /* the letters ayn and hamza are written with marks that most texts leave out */
        if (point < 0 || sg_is_apostrophe(point) || point == 0x2BF || point == 0x2BE)
            continue;
        memcpy(out + length, at, (size_t)(from - at));
        length += (size_t)(from - at);
    }
    out[length] = '\0';
    return length;
}

static bool has_digit(const char *text) { return text[strcspn(text, "0123456789,")]; }

bool sg_normalizer_has_digits(const struct sg_normalizer *n) {
    bool found = false;
    for (size_t i = 0; i < n->rewrite_count; i++)
        found |= has_digit(n->rewrites[i].from);
    for (size_t i = 0; i < sg_strmap_count(n->variants); i++)
        found |= has_digit(sg_strmap_key(n->variants, i));
    for (size_t i = 0; i < sg_strmap_count(n->articles); i++)
        found |= has_digit(sg_strmap_key(n->articles, i));
    for (size_t i = 0; i < n->servant_count; i++)
        found |= has_digit(n->servants[i]);
    return found;
}

bool sg_name_is_article(const struct sg_normalizer *n, const char *word, size_t length) {
    return length <= 3 && sg_strmap_getn(n->articles, word, length) != SG_STRMAP_NONE;
}

/* Whether `part` begins with it; the first byte is known to be the same. Rewrites are a few letters
 * long: a call would cost more than they do. */
static inline bool begins_with(const char *part, size_t length, const char *with, size_t size) {
    if (size > length)
        return false;
    for (size_t i = 1; i < size; i++)
        if (part[i] != with[i])
            return false;
    return true;
}

/* One part in normal form; returns its length. */
static size_t rewrite_part(char *out, const struct sg_normalizer *n, const char *part,
                           size_t length) {
    uint32_t variant = sg_strmap_getn(n->variants, part, length);
    /* forms with and without a plural or an unmarked possessive meet: "Syrias", "Brigades" */
    if (length > 3 && part[length - 1] == 's' && part[length - 2] != 's' &&
        variant == SG_STRMAP_NONE)
        variant = sg_strmap_getn(n->variants, part, --length);
    if (variant != SG_STRMAP_NONE) {
        const char *canonical = sg_strmap_key(n->canonical, variant);
        size_t size = strlen(canonical);
        if (size >= SG_WORD_MAX)
            size = SG_WORD_MAX - 1;
        memcpy(out, canonical, size);
        out[size] = '\0';
        return size;
    }
    size_t used = 0;
    for (size_t i = 0; i < length;) {
        unsigned char c = (unsigned char)part[i];
        const struct rewrite *hit = NULL;
        for (size_t r = n->first[c]; r < n->first[c + 1] && !hit; r++)
            if (begins_with(part + i, length - i, n->rewrites[r].from, n->rewrites[r].from_length))
                hit = &n->rewrites[r];
        size_t step = hit ? hit->from_length : 1;
        const char *put = hit ? hit->to : part + i;
        size_t put_length = hit ? hit->to_length : 1;
        for (size_t k = 0; k < put_length && used + 1 < SG_WORD_MAX; k++)
            if (!used || out[used - 1] != put[k])
                out[used++] = put[k];
        i += step;
    }
    if (used > 3 && out[used - 1] == 'h')
        used--;
    out[used] = '\0';
    return used;
}

static void add_part(struct sg_name_parts *out, const struct sg_normalizer *n, const char *part,
                     size_t length) {
    if (!length)
        return;
    if (out->count == SG_PARTS_MAX) {
        out->is_cut = true;
        return;
    }
    if (rewrite_part(out->text[out->count], n, part, length))
        out->count++;
}

void sg_name_parts(struct sg_name_parts *out, const struct sg_normalizer *n, const char *folded) {
    out->count = 0;
    out->had_article = out->is_article = out->is_cut = false;
    const char *part = folded;
    for (;;) {
        const char *end = strchr(part, '-');
        size_t length = end ? (size_t)(end - part) : strlen(part);
        if (sg_name_is_article(n, part, length)) {
            if (!end) {
                out->is_article = part == folded;
                if (!out->is_article)
                    add_part(out, n, part, length);
            } else if (part == folded) {
                out->had_article = true;
            }
        } else {
            bool is_split = false;
            for (size_t s = 0; s < n->servant_count && !is_split; s++) {
                size_t have = n->servant_length[s];
                if (*part == *n->servants[s] && begins_with(part, length, n->servants[s], have) &&
                    (have == length || length - have >= 3)) {
                    add_part(out, n, n->servant_key, strlen(n->servant_key));
                    add_part(out, n, part + have, length - have);
                    is_split = true;
                }
            }
            if (!is_split)
                add_part(out, n, part, length);
        }
        if (!end)
            return;
        part = end + 1;
    }
}
