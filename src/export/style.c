#include "export/style.h"

#include <math.h>
#include <string.h>

/* Fills are light enough for black text; hues after Okabe and Ito's palette. */
static const struct sg_type_style type_styles[] = {
    {"state", "states", {0x8f, 0xc1, 0xe8}, "box", "square", "■"},
    {"organization", "organizations", {0xc9, 0xb8, 0xe0}, "octagon", "diamond", "⯃"},
    {"militia", "militias", {0xf0, 0xa8, 0x60}, "hexagon", "triangle", "⬢"},
    {"official", "officials", {0xfb, 0xee, 0x9b}, "ellipse", "disc", "⬬"},
    {"person", "persons", {0xe4, 0xe4, 0xe4}, "ellipse", "disc", "⬬"},
};

static const struct sg_sign_style sign_styles[] = {
    {"against", {0xc8, 0x45, 0x00}, "solid", "solid", "normal", "━━▶"},
    {"no side", {0x70, 0x70, 0x70}, "dotted", "dotted", "none", "┈┈┈"},
    {"for", {0x00, 0x5f, 0xa8}, "dashed", "dashed", "vee", "╍╍➤"},
};

static const struct sg_colour camp_colours[] = {
    {0x99, 0x99, 0x99}, {0x00, 0x72, 0xb2}, {0xe6, 0x9f, 0x00},
    {0x00, 0x9e, 0x73}, {0xcc, 0x79, 0xa7}, {0x56, 0xb4, 0xe9},
    {0xd5, 0x5e, 0x00}, {0xf0, 0xe4, 0x42}, {0x7a, 0x5c, 0x3e},
};

#define TYPE_COUNT (sizeof type_styles / sizeof type_styles[0])
#define CAMP_COUNT (sizeof camp_colours / sizeof camp_colours[0] - 1)

const struct sg_type_style *sg_type_style(const char *type) {
    for (size_t i = 0; type && i < TYPE_COUNT; i++)
        if (!strcmp(type_styles[i].type, type))
            return &type_styles[i];
    return &type_styles[TYPE_COUNT - 1];
}

const struct sg_type_style *sg_type_style_at(size_t i) {
    return i < TYPE_COUNT ? &type_styles[i] : NULL;
}

const struct sg_sign_style *sg_sign_style(int sign) {
    return &sign_styles[sign < 0 ? 0 : sign > 0 ? 2 : 1];
}

struct sg_colour sg_camp_colour(unsigned camp) {
    return camp_colours[camp ? (camp - 1) % CAMP_COUNT + 1 : 0];
}

double sg_line_width(double weight, double most) {
    if (most > 16)
        return 1 + 4.5 * sqrt(weight / most);
    return fmax(0.8, 1.4 + log2(fmax(weight, 0.1)));
}
