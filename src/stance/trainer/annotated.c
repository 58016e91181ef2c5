#include "annotated.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MENTIONS_MAX 24

static const char *const letter_names[26] = {"A", "B", "C", "D", "E", "F", "G", "H", "I",
                                             "J", "K", "L", "M", "N", "O", "P", "Q", "R",
                                             "S", "T", "U", "V", "W", "X", "Y", "Z"};

static bool read_line(struct sg_annotated *row, char *line) {
    char *bar = strstr(line, " | ");
    if (!bar)
        return false;
    *bar = '\0';
    row->labels = strdup(line);
    row->text = malloc(strlen(bar + 3) + 1);
    row->mentions = calloc(MENTIONS_MAX, sizeof *row->mentions);
    if (!row->labels || !row->text || !row->mentions)
        return false;
    size_t length = 0, count = 0;
    bool is_open = false;
    for (const char *p = bar + 3; *p; p++) {
        if (*p == '{' && p[1] >= 'a' && p[1] <= 'z' && p[2] == ':') {
            if (is_open || count == MENTIONS_MAX)
                return false;
            row->mentions[count].start = length;
            row->mentions[count].actor = letter_names[p[1] - 'a'];
            row->mentions[count].type = "organization";
            if (!strchr(row->letters, p[1]))
                row->letters[strlen(row->letters)] = p[1];
            is_open = true;
            p += 2;
        } else if (*p == '}' && is_open) {
            row->mentions[count++].end = length;
            is_open = false;
        } else {
            row->text[length++] = *p;
        }
    }
    row->text[length] = '\0';
    row->document = (struct sg_document){.id = "annotated",
                                         .text = row->text,
                                         .text_length = length,
                                         .given = row->mentions,
                                         .given_count = count};
    return !is_open && count > 0;
}

enum sg_status sg_annotated_read(struct sg_annotated **out, size_t *count, const char *path,
                                 struct sg_error *err) {
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t size = 0, number = 0, capacity = 0;
    ssize_t length;
    enum sg_status status = SG_OK;
    *out = NULL;
    *count = 0;
    if (!file)
        return sg_fail(err, SG_ERR_IO, "%s: cannot be read", path);
    while (!status && (length = getline(&line, &size, file)) > 0) {
        number++;
        if (line[length - 1] == '\n')
            line[--length] = '\0';
        if (!length || *line == '#')
            continue;
        if (*count == capacity) {
            struct sg_annotated *grown =
                realloc(*out, (capacity = capacity ? 2 * capacity : 256) * sizeof *grown);
            if (!grown) {
                status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
                break;
            }
            *out = grown;
        }
        struct sg_annotated *row = &(*out)[*count];
        memset(row, 0, sizeof *row);
        ++*count;
        if (!read_line(row, line))
            status = sg_fail(err, SG_ERR_DATA, "%s:%zu: not 'labels | sentence with {a:marks}'",
                             path, number);
    }
    free(line);
    fclose(file);
    return status;
}

void sg_annotated_free(struct sg_annotated *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        free(rows[i].labels);
        free(rows[i].text);
        free(rows[i].mentions);
    }
    free(rows);
}

/* Is `word` one of the names in "meets/agrees" or "attacks+coerces", up to `end`? */
static bool lists(const char *names, const char *end, const char *word) {
    size_t length = strlen(word);
    while (names < end) {
        const char *stop = names;
        while (stop < end && *stop != '/' && *stop != '+')
            stop++;
        if ((size_t)(stop - names) == length && !strncmp(names, word, length))
            return true;
        names = stop + 1;
    }
    return false;
}

enum sg_label sg_annotated_label(const struct sg_annotated *row, char from, char to,
                                 const char *relation) {
    bool is_short =
        !strcspn(row->letters, "st") && strspn(row->letters, "st") == strlen(row->letters);
    bool is_mutual = !strcmp(relation, "meets") || !strcmp(relation, "agrees");
    for (const char *item = row->labels; *item;) {
        const char *end = item + strcspn(item, ";");
        const char *stop = end;
        while (stop > item && stop[-1] == ' ')
            stop--;
        char a = 's', b = 't', how = '>';
        const char *names = item;
        if (stop - item > 4 && (item[1] == '>' || item[1] == '=') && item[3] == ' ') {
            a = item[0];
            how = item[1];
            b = item[2];
            names = item + 4;
        }
        bool is_asserted = *names != '-' && *names != '?';
        bool fits = (a == from && b == to) || (how == '=' && a == to && b == from);
        if (fits && is_asserted && lists(names, stop, relation))
            return SG_LABEL_TRUE;
        if (fits && lists(names, stop, "none") && !is_short)
            return memchr(names, '/', (size_t)(stop - names)) ? SG_LABEL_OPEN : SG_LABEL_FALSE;
        if (is_short && from == 't' && to == 's' &&
            (lists(names, stop, "none") || (is_mutual && lists(names, stop, relation))))
            return SG_LABEL_OPEN;
        item = *end ? end + 1 + strspn(end + 1, " ") : end;
    }
    return SG_LABEL_FALSE;
}
