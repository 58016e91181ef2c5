#include "export/svg.h"

#include "base/utf8.h"
#include "export/write.h"

#include <string.h>

void sg_svg_open(FILE *out, double width, double height, const char *title) {
    fprintf(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" "
            "viewBox=\"0 0 %.0f %.0f\" role=\"img\" font-family=\"Helvetica, DejaVu Sans, "
            "sans-serif\" font-size=\"12\">\n<title>",
            width, height, width, height);
    sg_put_xml(out, title);
    fputs("</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n", out);
}

void sg_svg_text(FILE *out, double x, double y, const char *anchor, const char *more,
                 const char *text, size_t most) {
    fprintf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s%s>", x, y, anchor,
            *more ? " " : "", more);
    size_t length = strlen(text), characters = 0;
    const char *p = text, *end = text + length;
    while (p < end && (!most || characters < most)) {
        sg_utf8_next(&p, end);
        characters++;
    }
    char copy[2000];
    size_t bytes = (size_t)(p - text) < sizeof copy ? (size_t)(p - text) : 0;
    memcpy(copy, text, bytes);
    copy[bytes] = '\0';
    sg_put_xml(out, p < end || !bytes ? copy : text);
    fputs(p < end ? "…</text>\n" : "</text>\n", out);
}

void sg_svg_tint(char hex[8], struct sg_colour colour, double share) {
    snprintf(hex, 8, "#%02x%02x%02x", (unsigned)(255 - (255 - colour.r) * share) & 0xff,
             (unsigned)(255 - (255 - colour.g) * share) & 0xff,
             (unsigned)(255 - (255 - colour.b) * share) & 0xff);
}
