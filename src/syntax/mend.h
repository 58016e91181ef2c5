/* What the network's tree cannot be: mended by what Universal Dependencies and English grammar say.
 */
#ifndef SG_SYNTAX_MEND_H
#define SG_SYNTAX_MEND_H

#include "syntax/analyse.h"

/* Tags, heads and relations of a whole sentence, in place. A tree stays a tree. */
void sg_mend_tree(struct sg_words *words);

#endif
