/* Arc scores -> a tree: every word its best head, one root, no cycle. */
#ifndef SG_SYNTAX_ATTACH_H
#define SG_SYNTAX_ATTACH_H

#include <stddef.h>
#include <stdint.h>

/* scores[i * stride + j]: word i + 1 under head j, j = 0 the root, count <= 512; a word under
 * itself is never asked for. Chooses the root word (the one that gains most by being it, or loses
 * least) and writes the best tree under it (Chu-Liu and Edmonds). `room` holds
 * sg_attach_room(count) bytes, aligned for floats. */
void sg_attach(uint32_t *heads, const float *scores, size_t stride, size_t count, void *room);
size_t sg_attach_room(size_t count);

#endif
