/* Lemma rules from a treebank: for every ending of every word the commonest way to its lemma, kept
 * where it differs from what the next shorter ending says; whole words are the exceptions, and of
 * those the ones that are written in a way of their own ("Holocaust", "al" in "Saad al Hariri"). */
#include "syntax/lemma.h"
#include "syntax/trainer/output.h"

#include "base/utf8.h"
#include "model/tree.h"

#include <stdlib.h>
#include <string.h>

#define SCRIPTS_MAX 4096
#define WHOLE 254      /* level of a whole word */
#define AS_WRITTEN 255 /* level of a whole word as it is written */
#define LEAST 2   /* an ending seen once decides nothing */

struct observation {
    uint64_t hash, parent;
    int script;
    uint8_t level; /* bytes of the ending */
};

struct learner {
    struct sg_arena arena;
    struct sg_lemma_script scripts[SCRIPTS_MAX];
    int script_count;
    struct observation *seen;
    size_t count, capacity;
};

static bool try_script(struct sg_lemma_script *out, const char *base, const char *lemma) {
    size_t same = 0, length = strlen(base);
    while (base[same] && base[same] == lemma[same])
        same++;
    while (same && ((unsigned char)base[same] & 0xC0) == 0x80)
        same--;
    if (length - same > 200 || strlen(lemma + same) >= sizeof out->append)
        return false;
    out->strip = (uint8_t)(length - same);
    memcpy(out->append, lemma + same, strlen(lemma + same));
    return true;
}

/* Ways to write the base of a lemma, the likeliest first. The first that needs nothing cut off or put
 * on is taken, else the first that keeps something of the word. */
static size_t ways(enum sg_lemma_letters *out, const struct sg_gold_word *w) {
    char low[256];
    sg_utf8_lower(low, sizeof low, w->lemma);
    bool is_small = !strcmp(low, w->lemma);
    size_t n = 0;
    if (w->xpos == SG_XPOS_CD)
        out[n++] = SG_LEMMA_NO_COMMAS;
    if (w->upos == SG_UPOS_X || w->xpos == SG_XPOS_ADD)
        out[n++] = SG_LEMMA_AS_WRITTEN;
    if (w->upos == SG_UPOS_PROPN)
        out[n++] = is_small && !strcmp(w->form, w->lower) ? SG_LEMMA_SMALL : SG_LEMMA_RAISED;
    if (!is_small && w->upos == SG_UPOS_PROPN)
        out[n++] = SG_LEMMA_TITLE;
    out[n++] = is_small ? SG_LEMMA_SMALL : SG_LEMMA_RAISED;
    out[n++] = SG_LEMMA_SMALL;
    return n;
}

/* The script's number, or -1 when the lemma is not made from the form. */
static int script_of(struct learner *l, const struct sg_gold_word *w) {
    struct sg_lemma_script script, best = {0};
    enum sg_lemma_letters tried[8];
    bool is_found = false;
    if (!strcmp(w->lemma, "_") || strlen(w->lemma) >= 256 || strlen(w->form) >= 256)
        return -1;
    size_t count = ways(tried, w);
    for (size_t i = 0; i < count && !(is_found && !best.strip && !best.append[0]); i++) {
        const char *base = sg_lemma_base(w->form, w->lower, tried[i], &l->arena);
        memset(&script, 0, sizeof script);
        script.letters = tried[i];
        if (!try_script(&script, base, w->lemma))
            continue;
        bool is_all_new = script.strip == strlen(base), is_plain = !script.strip && !script.append[0];
        if (!is_found || is_plain || (best.strip >= strlen(w->form) && !is_all_new))
            best = script;
        is_found = true;
    }
    sg_arena_clear(&l->arena);
    if (!is_found)
        return -1;
    for (int i = 0; i < l->script_count; i++)
        if (!memcmp(&l->scripts[i], &best, sizeof best))
            return i;
    if (l->script_count == SCRIPTS_MAX)
        return -1;
    l->scripts[l->script_count] = best;
    return l->script_count++;
}

static void observe(struct learner *l, uint64_t hash, uint64_t parent, int script, unsigned level) {
    if (l->count == l->capacity) {
        l->capacity = l->capacity * 2 + (1 << 16);
        l->seen = realloc(l->seen, l->capacity * sizeof *l->seen);
        if (!l->seen)
            abort();
    }
    l->seen[l->count++] = (struct observation){hash, parent, script, (uint8_t)level};
}

static void observe_word(struct learner *l, const struct sg_gold_word *w) {
    unsigned tag = sg_lemma_tag(w->form, w->xpos, w->upos);
    size_t length = strlen(w->lower);
    int script = script_of(l, w);
    uint64_t parent = 0;
    if (script < 0)
        return;
    /* "Sept." makes "September", and "Capt." no "Captember" */
    bool is_abbreviation = strlen(l->scripts[script].append) > 3;
    /* how a name's letters are written does not hang on its ending */
    bool is_by_letters =
        w->xpos == SG_XPOS_NNP && tag != sg_lemma_tag("Aa", w->xpos, w->upos) &&
        w->upos == SG_UPOS_PROPN;
    size_t longest = is_by_letters ? 0 : SG_LEMMA_ENDING_MAX;
    for (size_t n = 0; n <= longest && n <= length && !is_abbreviation; n++) {
        uint64_t hash = sg_lemma_hash(w->lower + length - n, n, SG_LEMMA_OF_ENDING, tag);
        observe(l, hash, parent, script, (unsigned)n);
        parent = hash;
    }
    uint64_t whole = sg_lemma_hash(w->lower, length, SG_LEMMA_OF_WORD, tag);
    observe(l, whole, parent, script, WHOLE);
    observe(l, sg_lemma_hash(w->form, strlen(w->form), SG_LEMMA_OF_FORM, tag), whole, script,
            AS_WRITTEN);
}

static int by_level(const void *a, const void *b) {
    const struct observation *x = a, *y = b;
    if (x->level != y->level)
        return x->level - y->level;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->script - y->script;
}

/* hash -> script + 1, 0: none; open addressing */
struct decisions {
    uint64_t *hashes;
    int *scripts;
    size_t mask;
};

static int *decision(struct decisions *d, uint64_t hash) {
    size_t i = hash & d->mask;
    while (d->scripts[i] && d->hashes[i] != hash)
        i = (i + 1) & d->mask;
    d->hashes[i] = hash;
    return &d->scripts[i];
}

/* Observations [first, end) are of one ending: the commonest script. */
static int commonest(const struct observation *seen, size_t first, size_t end) {
    int best = -1;
    size_t most = 0;
    for (size_t i = first, next; i < end; i = next) {
        for (next = i; next < end && seen[next].script == seen[i].script;)
            next++;
        if (next - i > most) {
            most = next - i;
            best = seen[i].script;
        }
    }
    return best;
}

void sg_output_lemmas(struct sg_model_writer *writer, const struct sg_treebank *bank) {
    struct learner *l = calloc(1, sizeof *l);
    struct decisions d = {.mask = (1u << 22) - 1};
    if (!l || !(d.hashes = calloc(d.mask + 1, sizeof *d.hashes)) ||
        !(d.scripts = calloc(d.mask + 1, sizeof *d.scripts)))
        abort();
    sg_arena_init(&l->arena);
    for (size_t s = 0; s < bank->gold_count; s++)
        for (size_t i = 0; i < bank->sentences[s].count; i++)
            observe_word(l, &bank->sentences[s].words[i]);
    qsort(l->seen, l->count, sizeof *l->seen, by_level);
    struct sg_lemma_rule *kept = malloc((l->count + 1) * sizeof *kept);
    size_t count = 0, slots = 1;
    if (!kept)
        abort();
    for (size_t i = 0, end; i < l->count; i = end) {
        const struct observation *o = &l->seen[i];
        for (end = i;
             end < l->count && l->seen[end].level == o->level && l->seen[end].hash == o->hash;)
            end++;
        int shorter = o->level ? *decision(&d, o->parent) - 1 : -1;
        int script = commonest(l->seen, i, end);
        if (o->level && o->level < WHOLE && end - i < LEAST)
            script = shorter;
        *decision(&d, o->hash) = script + 1;
        if (script != shorter)
            kept[count++] = (struct sg_lemma_rule){(uint32_t)o->hash, (uint16_t)(o->hash >> 32), (uint16_t)script};
    }
    while (slots < count * 2 + 1)
        slots *= 2;
    struct sg_lemma_rule *rules = malloc(slots * sizeof *rules);
    if (!rules)
        abort();
    for (size_t i = 0; i < slots; i++)
        rules[i] = (struct sg_lemma_rule){.script = SG_LEMMA_EMPTY};
    for (size_t i = 0; i < count; i++) {
        size_t at = kept[i].hash & (slots - 1);
        while (rules[at].script != SG_LEMMA_EMPTY)
            at = (at + 1) & (slots - 1);
        rules[at] = kept[i];
    }
    sg_model_writer_add(writer, "lemma.scripts", l->scripts,
                        (size_t)l->script_count * sizeof *l->scripts);
    sg_model_writer_add(writer, "lemma.rules", rules, slots * sizeof *rules);
    free(rules);
    free(kept);
    free(d.hashes);
    free(d.scripts);
    free(l->seen);
    sg_arena_release(&l->arena);
    free(l);
}
