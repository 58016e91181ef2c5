#include "aggregate/reprints.h"

#include "aggregate/day.h"
#include "base/words.h"

#include <stancegraph/graph.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_LEAST = 8 };

uint64_t sg_statement_words(const char *text) {
    size_t count;
    uint64_t hash = sg_hash_words(text, strlen(text), &count);
    return count >= WORDS_LEAST ? hash | 1 : 0;
}

static int compare_signed(const void *a, const void *b) {
    const struct sg_signed_document *x = a, *y = b;
    if (x->document != y->document)
        return x->document < y->document ? -1 : 1;
    return memcmp(&x->sketch, &y->sketch, sizeof x->sketch);
}

bool sg_reprints_group(uint32_t **out, struct sg_signed_document *list, size_t count,
                       const uint32_t *document_ranks, size_t document_count) {
    size_t kept = 0;
    *out = NULL;
    if (!count)
        return true;
    for (size_t i = 0; i < count; i++)
        list[i].document = document_ranks[list[i].document];
    qsort(list, count, sizeof *list, compare_signed);
    for (size_t i = 0; i < count; i++)
        if (!kept || list[kept - 1].document != list[i].document)
            list[kept++] = list[i];
    uint32_t *groups = malloc(kept * sizeof *groups);
    struct sg_sketch *sketches = malloc(kept * sizeof *sketches);
    *out = malloc((document_count + 1) * sizeof **out);
    bool is_done = groups && sketches && *out;
    for (size_t i = 0; is_done && i < kept; i++)
        sketches[i] = list[i].sketch;
    is_done = is_done && sg_sketch_group(groups, sketches, kept, SG_REPRINT_LIKENESS);
    for (size_t i = 0; is_done && i < document_count; i++)
        (*out)[i] = (uint32_t)i;
    for (size_t i = 0; is_done && i < kept; i++)
        (*out)[list[i].document] = list[groups[i]].document;
    free(groups);
    free(sketches);
    return is_done;
}

/* Undated last. */
static int compare_days(int32_t a, int32_t b) {
    if (a == b)
        return 0;
    if (a == SG_NO_DAY || b == SG_NO_DAY)
        return a == SG_NO_DAY ? 1 : -1;
    return a < b ? -1 : 1;
}

struct entry {
    struct sg_statement *statement;
    const struct sg_statement *moved_to; /* by its words */
    uint32_t document;                   /* that it came with */
    uint32_t group;
    uint32_t total;    /* claims of its document */
    int32_t first_day; /* of its document */
};

static int by_document(const void *a, const void *b) {
    const struct entry *x = a, *y = b;
    if (x->statement->document != y->statement->document)
        return x->statement->document < y->statement->document ? -1 : 1;
    return compare_days(x->statement->day, y->statement->day);
}

/* A group's best document first: it says most, is the earliest, stands first by id. */
static int by_group(const void *a, const void *b) {
    const struct entry *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->total != y->total)
        return x->total > y->total ? -1 : 1;
    int c = compare_days(x->first_day, y->first_day);
    return c ? c : by_document(a, b);
}

static int by_words(const void *a, const void *b) {
    const struct entry *x = a, *y = b;
    if (x->statement->words != y->statement->words)
        return x->statement->words < y->statement->words ? -1 : 1;
    int c = compare_days(x->statement->day, y->statement->day);
    return c ? c : by_document(a, b);
}

static void turn_into(struct sg_statement *statement, const struct sg_statement *kept) {
    statement->document = kept->document;
    statement->day = kept->day;
    statement->words = 0;
    statement->claims = 0;
    statement->confidence = 0;
}

/* By the document that it came with; what counts first, then what was moved, the rest last. */
static int by_origin(const void *a, const void *b) {
    const struct entry *x = a, *y = b;
    if (x->document != y->document)
        return x->document < y->document ? -1 : 1;
    int x_kind = x->statement->claims ? 0 : x->moved_to ? 1 : 2;
    int y_kind = y->statement->claims ? 0 : y->moved_to ? 1 : 2;
    if (x_kind != y_kind)
        return x_kind - y_kind;
    if (x_kind != 1)
        return 0;
    if (x->moved_to->document != y->moved_to->document)
        return x->moved_to->document < y->moved_to->document ? -1 : 1;
    return compare_days(x->moved_to->day, y->moved_to->day);
}

static int by_key(const void *key, const void *member) {
    uint32_t document = *(const uint32_t *)key;
    const struct entry *entry = member;
    return (document > entry->document) - (document < entry->document);
}

/* A reprint was turned into its group's best document, whose sentence then turned out to stand
 * elsewhere too: the outlet goes on to there, for its document would count with nothing in it. */
static void follow(struct entry *entries, size_t count) {
    qsort(entries, count, sizeof *entries, by_origin);
    for (size_t i = 0; i < count; i++) {
        struct sg_statement *statement = entries[i].statement;
        if (statement->claims || entries[i].moved_to)
            continue;
        const struct entry *home =
            bsearch(&statement->document, entries, count, sizeof *entries, by_key);
        while (home && home > entries && home[-1].document == statement->document)
            home--;
        if (home && !home->statement->claims && home->moved_to)
            turn_into(statement, home->moved_to);
    }
}

bool sg_reprints_settle(struct sg_statement *list, size_t count, const uint32_t *groups) {
    if (count < 2)
        return true;
    struct entry *entries = malloc(count * sizeof *entries);
    if (!entries)
        return false;
    for (size_t i = 0; i < count; i++)
        entries[i] = (struct entry){.statement = &list[i],
                                    .document = list[i].document,
                                    .group = groups ? groups[list[i].document] : list[i].document};
    qsort(entries, count, sizeof *entries, by_document);
    for (size_t i = 0; i < count;) {
        size_t end = i;
        uint32_t total = 0;
        for (; end < count && entries[end].statement->document == entries[i].statement->document;
             end++)
            total += entries[end].statement->claims;
        int32_t day = entries[i].statement->day;
        for (; i < end; i++) {
            entries[i].total = total;
            entries[i].first_day = day;
        }
    }
    qsort(entries, count, sizeof *entries, by_group);
    for (size_t i = 0, best = 0; i < count; i++) {
        if (entries[i].group != entries[best].group)
            best = i;
        else if (entries[i].statement->document != entries[best].statement->document)
            turn_into(entries[i].statement, entries[best].statement);
    }
    qsort(entries, count, sizeof *entries, by_words);
    for (size_t i = 1, best = 0; i < count; i++) {
        if (entries[i].statement->words != entries[best].statement->words)
            best = i;
        else if (entries[i].statement->words &&
                 entries[i].statement->document != entries[best].statement->document) {
            turn_into(entries[i].statement, entries[best].statement);
            entries[i].moved_to = entries[best].statement;
        }
    }
    follow(entries, count);
    free(entries);
    return true;
}
