/* What the pictures that we draw ourselves share. */
#ifndef SG_EXPORT_SVG_H
#define SG_EXPORT_SVG_H

#include "export/style.h"

#include <stdio.h>

/* Opens the picture: white ground, font, a title for readers that cannot see it. */
void sg_svg_open(FILE *out, double width, double height, const char *title);
/* Text with the anchor "start", "middle" or "end"; at most `most` characters, then an ellipsis (0:
 * all). `more` are further attributes, or "". */
void sg_svg_text(FILE *out, double x, double y, const char *anchor, const char *more,
                 const char *text, size_t most);
/* A colour between white (share 0) and `colour` (share 1), as #rrggbb. */
void sg_svg_tint(char hex[8], struct sg_colour colour, double share);

#endif
