/* Small writers that the formats share: numbers, XML, JSON, text for DOT and CSV. All write to a
 * stream, whose error flag is sticky. */
#ifndef SG_EXPORT_WRITE_H
#define SG_EXPORT_WRITE_H

#include "export/export.h"

#include <stdio.h>

/* The shortest decimal that reads back as the same double; never inf or nan (writes 0). */
void sg_put_number(FILE *out, double value);
/* A node attribute's or edge attribute's value as plain text: true/false, 3, 0.25, words (as is).
 */
void sg_put_value(FILE *out, enum sg_kind kind, const struct sg_value *value);

/* Text for XML, between tags or between double quotes. Tabs and line ends become references, so
 * that an attribute's value keeps them. */
void sg_put_xml(FILE *out, const char *text);
/* ` name="text"` with the text escaped; nothing when it is NULL. */
void sg_put_xml_attribute(FILE *out, const char *name, const char *text);

/* A JSON string with its quotes; `<`, `>` and `&` are escaped too, so that it may stand in a page's
 * script element. */
void sg_put_json(FILE *out, const char *text);
/* The value as JSON. */
void sg_put_json_value(FILE *out, enum sg_kind kind, const struct sg_value *value);

/* A field of a CSV line (RFC 4180), quoted where it must be. */
void sg_put_csv(FILE *out, const char *text);

#endif
