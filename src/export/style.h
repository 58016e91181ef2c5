/* How actors and ties look, the same in every format. Colours are told apart by people who see no
 * red or no green, and nothing rests on colour alone: type has a shape too, sign a line. */
#ifndef SG_EXPORT_STYLE_H
#define SG_EXPORT_STYLE_H

#include <stddef.h>

#define SG_SIZE_LEAST 10.0
#define SG_SIZE_MOST 60.0

struct sg_colour {
    unsigned char r, g, b;
};

struct sg_type_style {
    const char *type, *plural; /* "state", "states" */
    struct sg_colour fill;
    const char *dot_shape, *gexf_shape, *glyph; /* glyph: a character for legends */
};

struct sg_sign_style {
    const char *meaning; /* "against", "for", "neutral" */
    struct sg_colour line;
    const char *dot_style, *gexf_shape, *arrow, *glyph;
};

/* The row for an actor type; unknown types get the last row. */
const struct sg_type_style *sg_type_style(const char *type);
/* The i-th row, NULL past the last. */
const struct sg_type_style *sg_type_style_at(size_t i);
const struct sg_sign_style *sg_sign_style(int sign);
/* A line's width in points: the same weight looks the same in any graph, unless some weigh so much
 * that all must be measured against the heaviest. */
double sg_line_width(double weight, double most);
/* A colour for a camp from 1; grey for 0. Repeats after eight. */
struct sg_colour sg_camp_colour(unsigned camp);

#endif
