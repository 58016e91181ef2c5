/* Dates as people and programs write them -> YYYY-MM-DD. Month names are those of the C locale. */
#ifndef SG_BASE_DATE_H
#define SG_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>

#define SG_DATE_SIZE 11

/* Reads a date at the start of `text` (blanks and a weekday may stand before it):
 * 2020-12-26T10:00Z, 20201226, 2020/12/26, 26.12.2020, 26 December, 2020, Dec. 26, 2020,
 * Sat, 26 Dec 2020 10:00:00 GMT. 3/4/2020 may be either and gives false, as does what is no date.
 * *used (may be NULL) is the number of bytes up to the end of the date. */
bool sg_date_parse(char out[SG_DATE_SIZE], const char *text, size_t length, size_t *used);
/* The last full date that stands in a file's name or an address: "a/2020-12-26-patience",
 * "/2020/12/26/", "wire_20201226". */
bool sg_date_in_name(char out[SG_DATE_SIZE], const char *name);

#endif
