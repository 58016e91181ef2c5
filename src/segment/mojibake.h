/* UTF-8 that was read as windows-1252 and written as UTF-8 again, as web pages and dumps have it:
 * "BaghdadÂ said", "ErdoÄŸan", "Sanaâ€™a". The text stays as given; only its characters are seen as
 * they were meant. */
#ifndef SG_SEGMENT_MOJIBAKE_H
#define SG_SEGMENT_MOJIBAKE_H

#include <stdint.h>

/* As sg_utf8_next(), but a doubly encoded character is one character. A "Â" that lost the no-break
 * space behind it to a plain one is a space itself. */
int32_t sg_mended_next(const char **p, const char *end);

#endif
