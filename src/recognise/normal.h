/* Spelling of names: folding (case, diacritics, apostrophes) and a normal form that lets the usual
 * transliterations of one name meet: Qasem, Qassem and Kassem; Kadhimi and Kazemi; al-Sadr and
 * Sadr. Its rules are data ("transliteration" in data/en/names.json). */
#ifndef SG_RECOGNISE_NORMAL_H
#define SG_RECOGNISE_NORMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include <stancegraph/error.h>

#define SG_WORD_MAX 96 /* bytes of a folded word that count; longer words are cut */
#define SG_PARTS_MAX 4 /* parts of one token: "Abdul-Mahdi" has two */

struct sg_normalizer;

/* `rules` is the JSON object; `path` is for messages. */
enum sg_status sg_normalizer_new(struct sg_normalizer **out, const json_t *rules, const char *path,
                                 struct sg_error *err);
void sg_normalizer_free(struct sg_normalizer *normalizer);

/* Lower case without diacritics, apostrophes and full stops; a final 's goes too. Returns the
 * length; out has SG_WORD_MAX bytes. */
size_t sg_name_fold(char *out, const char *form);

/* The parts of a folded word in normal form. */
struct sg_name_parts {
    char text[SG_PARTS_MAX][SG_WORD_MAX];
    uint32_t count;
    bool had_article; /* al- or the like was dropped in front */
    bool is_article;  /* the whole word is one: "al", "el"; count is 0 */
    bool is_cut;      /* there were more parts than fit */
};
void sg_name_parts(struct sg_name_parts *out, const struct sg_normalizer *normalizer,
                   const char *folded);
/* Whether a rule says anything of digits; without one a number's normal form is itself, equal
 * neighbours made one. */
bool sg_normalizer_has_digits(const struct sg_normalizer *normalizer);
/* Whether a lower-case word is an article of names. */
bool sg_name_is_article(const struct sg_normalizer *normalizer, const char *word, size_t length);

#endif
