/* Every instruction set reads a sentence alike, to the last bit of a score. */
#include "syntax/analyse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define WORDS 200 /* longer than what the network sees at once */

struct sentence {
    struct sg_words words;
    const char *form[WORDS], *lower[WORDS];
    uint8_t is_name[WORDS], xpos[WORDS], upos[WORDS], deprel[WORDS];
    uint32_t head[WORDS];
    float score[WORDS];
};

static void fill(struct sentence *s, size_t count, unsigned seed) {
    static const char *const some[] = {"Norland", "accused", "the",  "ministers", "of",  "spying",
                                       ",",       "said",    "that", "qzxv",      "1984", "."};
    memset(s, 0, sizeof *s);
    for (size_t i = 0; i < count; i++) {
        seed = seed * 1103515245u + 12345u;
        s->form[i] = some[(seed >> 16) % 12];
        s->lower[i] = s->form[i][0] == 'N' ? "norland" : s->form[i];
    }
    s->words = (struct sg_words){count,     s->form, s->lower,  s->is_name, s->xpos,
                                 s->upos, s->deprel, s->head, s->score};
}

static void all_sets_give_the_same_trees(void **state) {
    struct sg_model_file file;
    struct sg_network network;
    struct sg_error err;
    struct sg_arena arena;
    char path[4096];
    static struct sentence plain[12], other[12];
    snprintf(path, sizeof path, "%s/en/syntax.model", getenv("STANCEGRAPH_DATA"));
    assert_int_equal(sg_model_open(&file, path, &err), SG_OK);
    assert_null(sg_network_init(&network, &file));
    sg_arena_init(&arena);
    for (size_t set = 0; sg_kernels_at(set); set++) {
        struct sentence *in = set ? other : plain;
        struct sg_words *sentences[12];
        for (unsigned s = 0; s < 12; s++) {
            fill(&in[s], s == 11 ? WORDS : 1 + s * 7, s + 1);
            sentences[s] = &in[s].words;
        }
        assert_true(sg_network_use(&network, sg_kernels_at(set)));
        assert_true(sg_analyse_words(sentences, 12, &network, NULL, &arena));
        for (size_t s = 0; set && s < 12; s++) {
            assert_memory_equal(other[s].head, plain[s].head, sizeof plain[s].head);
            assert_memory_equal(other[s].xpos, plain[s].xpos, sizeof plain[s].xpos);
            assert_memory_equal(other[s].deprel, plain[s].deprel, sizeof plain[s].deprel);
            assert_memory_equal(other[s].score, plain[s].score, sizeof plain[s].score);
        }
        sg_arena_clear(&arena);
    }
    sg_arena_release(&arena);
    sg_network_release(&network);
    sg_model_close(&file);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_sets_give_the_same_trees)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
