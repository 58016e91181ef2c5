/* UTF-8: decoding that never reads past the end, checking, counting, and the few character
 * classes that the stages share. */
#ifndef SG_BASE_UTF8_H
#define SG_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes one character at *p (p < end) and moves past it; -1 and one byte on when the bytes are
 * not UTF-8 (overlong forms and surrogates included). */
int32_t sg_utf8_next(const char **p, const char *end);
/* Length of the valid prefix in bytes; equals `length` when all of it is valid. */
size_t sg_utf8_valid_prefix(const char *text, size_t length);
/* Code points in `length` bytes of valid UTF-8. */
size_t sg_utf8_count(const char *text, size_t length);
/* Writes `c` as UTF-8 into out[4]; returns the number of bytes. */
size_t sg_utf8_put(char *out, int32_t c);

bool sg_is_letter(int32_t c);
bool sg_is_upper(int32_t c);
bool sg_is_lower(int32_t c);
bool sg_is_digit(int32_t c);
bool sg_is_space(int32_t c);      /* no-break and other Unicode spaces included */
bool sg_is_invisible(int32_t c);  /* soft hyphen, zero-width and bidirectional marks, BOM */
bool sg_is_apostrophe(int32_t c); /* ' and its typographic forms */
bool sg_is_double_quote(int32_t c);

/* Lower case of a NUL-terminated UTF-8 text into `out` (capacity bytes, NUL-terminated, cut at a
 * character bound when too long); simple one-to-one mapping. Returns the length written. */
size_t sg_utf8_lower(char *out, size_t capacity, const char *text);
/* As above, and Latin letters lose their diacritics ("Erdoğan" -> "erdogan"). */
size_t sg_utf8_fold(char *out, size_t capacity, const char *text);

#endif
