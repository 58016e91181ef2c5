#include "export/write.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void sg_put_number(FILE *out, double value) {
    if (!isfinite(value)) {
        putc_unlocked('0', out);
        return;
    }
    if (value == floor(value) && fabs(value) < 1e15) { /* most numbers are counts */
        fprintf(out, "%lld", (long long)value);
        return;
    }
    char text[40];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    fputs(text, out);
}

void sg_put_value(FILE *out, enum sg_kind kind, const struct sg_value *value) {
    if (kind == SG_KIND_TEXT)
        fputs(value->text, out);
    else if (kind == SG_KIND_BOOLEAN)
        fputs(value->number != 0 ? "true" : "false", out);
    else
        sg_put_number(out, value->number);
}

/* Writes the stretches between the characters of `stops` as they are, and for each of those the
 * replacement at its place in `instead`. */
static void put_escaped(FILE *out, const char *text, const char *stops,
                        const char *const *instead) {
    while (*text) {
        size_t length = strcspn(text, stops);
        if (length)
            fwrite(text, 1, length, out);
        text += length;
        if (*text)
            fputs(instead[strchr(stops, *text++) - stops], out);
    }
}

/* U+0085, U+2028 and U+2029 end a line in XML 1.1, and some parsers of 1.0 take them so too. */
static size_t put_line_end(FILE *out, const char *text) {
    if (!strncmp(text, "\xc2\x85", 2))
        return fputs("&#133;", out), 2;
    if (!strncmp(text, "\xe2\x80\xa8", 3))
        return fputs("&#8232;", out), 3;
    if (!strncmp(text, "\xe2\x80\xa9", 3))
        return fputs("&#8233;", out), 3;
    return putc_unlocked(*text, out), 1;
}

void sg_put_xml(FILE *out, const char *text) {
    static const char stops[] = "&<>\"\t\n\r\xc2\xe2";
    static const char *const instead[] = {"&amp;", "&lt;",  "&gt;", "&quot;",
                                          "&#9;",  "&#10;", "&#13;"};
    while (*text) {
        size_t length = strcspn(text, stops);
        if (length)
            fwrite(text, 1, length, out);
        text += length;
        if (!*text)
            return;
        if ((unsigned char)*text >= 0xc2)
            text += put_line_end(out, text);
        else
            fputs(instead[strchr(stops, *text++) - stops], out);
    }
}

void sg_put_xml_attribute(FILE *out, const char *name, const char *text) {
    if (!text)
        return;
    fprintf(out, " %s=\"", name);
    sg_put_xml(out, text);
    putc_unlocked('"', out);
}

void sg_put_json(FILE *out, const char *text) {
    putc_unlocked('"', out);
    while (*text) {
        size_t length = strcspn(text, "\"\\<>&\t\n\r\x7f\xe2");
        if (length)
            fwrite(text, 1, length, out);
        text += length;
        unsigned char c = (unsigned char)*text;
        if (!c)
            break;
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c == '\n')
            fputs("\\n", out);
        else if (c != 0xe2)
            fprintf(out, "\\u%04x", c);
        else if (!strncmp(text, "\xe2\x80\xa8", 3) || !strncmp(text, "\xe2\x80\xa9", 3)) {
            /* U+2028, U+2029 end a line in older JavaScript */
            fputs((unsigned char)text[2] == 0xa8 ? "\\u2028" : "\\u2029", out);
            text += 2;
        } else
            putc_unlocked(c, out);
        text++;
    }
    putc_unlocked('"', out);
}

void sg_put_json_value(FILE *out, enum sg_kind kind, const struct sg_value *value) {
    if (kind == SG_KIND_TEXT)
        sg_put_json(out, value->text);
    else
        sg_put_value(out, kind, value);
}

void sg_put_csv(FILE *out, const char *text) {
    static const char *const instead[] = {"\"\""};
    /* a spreadsheet runs "=HYPERLINK(...)" out of a quotation; behind an apostrophe it is text */
    bool is_formula = *text && strchr("=+-@\t\r", *text);
    if (!is_formula && !text[strcspn(text, ",;\"\t\r\n")] && *text != ' ') {
        fputs(text, out);
        return;
    }
    fputs(is_formula ? "\"'" : "\"", out);
    put_escaped(out, text, "\"", instead);
    putc_unlocked('"', out);
}
