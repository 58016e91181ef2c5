/* Inside recognise: reading actor packs. The passes run over all packs one after the other: actors,
 * then what refers to actors, then names. */
#ifndef SG_RECOGNISE_PACK_H
#define SG_RECOGNISE_PACK_H

#include "recognise/gazetteer.h"

enum sg_status sg_pack_open(json_t **out, const char *path, struct sg_error *err);
/* id, name and type are there. */
enum sg_status sg_pack_check_actor(const json_t *actor, size_t index, const char *path,
                                   struct sg_error *err);
enum sg_status sg_pack_read_actors(struct sg_gazetteer *gazetteer, const json_t *pack,
                                   const char *path, struct sg_error *err);
enum sg_status sg_pack_read_references(struct sg_gazetteer *gazetteer, const json_t *pack,
                                       struct sg_error *err);
enum sg_status sg_pack_read_names(struct sg_gazetteer *gazetteer, const json_t *pack,
                                  struct sg_error *err);

#endif
