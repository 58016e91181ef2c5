/* Inside resolve: who is the subject of a verb, by the tree or by the order of words. */
#ifndef SG_RESOLVE_SPEECH_H
#define SG_RESOLVE_SPEECH_H

#include "resolve/context.h"

/* The mention that is the subject of a reporting verb, not before token `from`; SG_NO_MENTION. */
uint32_t sg_subject_before(const struct sg_context *context, uint32_t verb, uint32_t from);
/* "said X": the speaker right behind the verb; SG_NO_MENTION. */
uint32_t sg_subject_behind(const struct sg_context *context, uint32_t verb, uint32_t limit);

#endif
