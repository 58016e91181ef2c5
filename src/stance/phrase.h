/* Inside the reading of noun phrases: phrase.c and owners.c ask each other. `depth` bounds how far
 * that goes. */
#ifndef SG_STANCE_PHRASE_H
#define SG_STANCE_PHRASE_H

#include "stance/scene.h"

/* phrase.c */
void sg_phrase_at(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                  enum sg_reading_as as, double quality, int depth);
bool sg_is_relative(const struct sg_scene *scene, uint32_t token); /* "who", "which", "whose" */

/* owners.c */
void sg_modifiers_at(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                     double quality, int depth);
void sg_possessors(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                   double quality, int depth);
/* Nouns under one of the prepositions (NULL-terminated). */
void sg_under(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
              const char *const *prepositions, enum sg_reading_as as, double quality, int depth);
void sg_owner_at(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                 double quality, int depth);
void sg_relative_doer(struct sg_parties *out, const struct sg_scene *scene, uint32_t noun,
                      double quality, int depth);
bool sg_is_suffered(const struct sg_scene *scene, uint32_t noun);
/* Something that is done to what follows its "of". */
bool sg_has_victim(const struct sg_scene *scene, uint32_t noun);
bool sg_of_is_victim(const struct sg_scene *scene, uint32_t noun);

bool sg_has_other_owner(const struct sg_scene *scene, uint32_t noun);

#endif
