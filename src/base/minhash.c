#include "base/minhash.h"

#include <stdlib.h>
#include <string.h>

enum {
    BANDS = SG_MINHASH_PLACES / 2, /* two places each: alike ones share a band nearly always */
    KEYS = 1 << 16,
    COMPARED_MOST = 64 /* candidates of one key that a sketch is compared with */
};
#define NONE UINT32_MAX

void sg_minhash_begin(struct sg_minhash *set) { memset(set->least, 0xFF, sizeof set->least); }

void sg_minhash_finish(struct sg_sketch *out, const struct sg_minhash *set) {
    bool is_empty = true;
    for (size_t i = 0; i < SG_MINHASH_PLACES && is_empty; i++)
        is_empty = set->least[i] == UINT64_MAX;
    for (uint64_t i = 0; i < SG_MINHASH_PLACES; i++) {
        uint64_t from = i;
        for (uint64_t turn = 1; !is_empty && set->least[from] == UINT64_MAX; turn++)
            from = sg_minhash_mix(i * 1000003 + turn) & (SG_MINHASH_PLACES - 1);
        out->places[i] = (unsigned char)(sg_minhash_mix(set->least[from]) >> 40);
    }
}

void sg_sketch_write(char out[SG_MINHASH_TEXT], const struct sg_sketch *sketch) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < SG_MINHASH_PLACES; i++) {
        out[2 * i] = digits[sketch->places[i] >> 4];
        out[2 * i + 1] = digits[sketch->places[i] & 15];
    }
    out[2 * SG_MINHASH_PLACES] = '\0';
}

static int digit_of(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool sg_sketch_read(struct sg_sketch *out, const char *text) {
    for (size_t i = 0; i < SG_MINHASH_PLACES; i++) {
        int high = digit_of(text[2 * i]), low = high < 0 ? -1 : digit_of(text[2 * i + 1]);
        if (low < 0)
            return false;
        out->places[i] = (unsigned char)(high << 4 | low);
    }
    return !text[2 * SG_MINHASH_PLACES];
}

double sg_sketch_likeness(const struct sg_sketch *a, const struct sg_sketch *b) {
    size_t same = 0;
    for (size_t i = 0; i < SG_MINHASH_PLACES; i++)
        same += a->places[i] == b->places[i];
    double by_chance = 1.0 / 256;
    double share = ((double)same / SG_MINHASH_PLACES - by_chance) / (1 - by_chance);
    return share > 0 ? share : 0;
}

static uint32_t key_of(const struct sg_sketch *sketch, size_t band) {
    return (uint32_t)sketch->places[2 * band] << 8 | sketch->places[2 * band + 1];
}

static uint32_t root_of(uint32_t *groups, uint32_t i) {
    while (groups[i] != i)
        i = groups[i] = groups[groups[i]];
    return i;
}

bool sg_sketch_group(uint32_t *groups, const struct sg_sketch *sketches, size_t count,
                     double least) {
    uint32_t *last = malloc(KEYS * sizeof *last); /* of each key, the latest sketch */
    uint32_t *before = malloc((count + 1) * sizeof *before);
    if (!last || !before || count >= NONE) {
        free(last);
        free(before);
        return false;
    }
    for (size_t i = 0; i < count; i++)
        groups[i] = (uint32_t)i;
    for (size_t band = 0; band < BANDS; band++) {
        memset(last, 0xFF, KEYS * sizeof *last);
        for (uint32_t i = 0; i < count; i++) {
            uint32_t key = key_of(&sketches[i], band), tried = 0;
            for (uint32_t other = last[key]; other != NONE && tried < COMPARED_MOST;
                 other = before[other], tried++) {
                uint32_t a = root_of(groups, i), b = root_of(groups, other);
                if (a == b || sg_sketch_likeness(&sketches[i], &sketches[other]) < least)
                    continue;
                groups[a > b ? a : b] = a > b ? b : a;
            }
            before[i] = last[key];
            last[key] = i;
        }
    }
    for (uint32_t i = 0; i < count; i++)
        groups[i] = root_of(groups, i);
    free(last);
    free(before);
    return true;
}

/* A ring of sketches; of each band and key, a chain from the latest to earlier ones. A chain is
 * followed only to places that are older than the one before: a reused place ends it. */
struct sg_sketch_index {
    struct sg_sketch *sketches;
    uint64_t *numbers; /* of each place: which sketch stands there, counted from 1 */
    uint64_t *last;    /* BANDS * KEYS numbers; 0: none */
    uint64_t *before;  /* BANDS a place */
    size_t most;
    uint64_t count;
};

struct sg_sketch_index *sg_sketch_index_new(size_t most) {
    struct sg_sketch_index *index = calloc(1, sizeof *index);
    if (!index)
        return NULL;
    index->most = most;
    index->sketches = calloc(most, sizeof *index->sketches);
    index->numbers = calloc(most, sizeof *index->numbers);
    index->last = calloc((size_t)BANDS * KEYS, sizeof *index->last);
    index->before = calloc(most, BANDS * sizeof *index->before);
    if (!index->sketches || !index->numbers || !index->last || !index->before) {
        sg_sketch_index_free(index);
        return NULL;
    }
    return index;
}

void sg_sketch_index_free(struct sg_sketch_index *index) {
    if (!index)
        return;
    free(index->sketches);
    free(index->numbers);
    free(index->last);
    free(index->before);
    free(index);
}

bool sg_sketch_index_add(struct sg_sketch_index *index, const struct sg_sketch *sketch,
                         double least) {
    for (size_t band = 0; band < BANDS; band++) {
        uint64_t number = index->last[band * KEYS + key_of(sketch, band)];
        for (int tried = 0; number && tried < COMPARED_MOST; tried++) {
            size_t place = (number - 1) % index->most;
            if (index->numbers[place] != number)
                break; /* forgotten */
            if (sg_sketch_likeness(sketch, &index->sketches[place]) >= least)
                return true;
            number = index->before[place * BANDS + band];
        }
    }
    uint64_t number = ++index->count;
    size_t place = (number - 1) % index->most;
    index->sketches[place] = *sketch;
    index->numbers[place] = number;
    for (size_t band = 0; band < BANDS; band++) {
        uint64_t *last = &index->last[band * KEYS + key_of(sketch, band)];
        index->before[place * BANDS + band] = *last;
        *last = number;
    }
    return false;
}
