#include "segment/mojibake.h"

#include "base/utf8.h"

#include <stddef.h>

/* windows-1252's bytes 0x80 to 0x9F; 0: none */
static const uint16_t high[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/* The byte 0x80 to 0xBF that the character stands for; -1: none. */
static int continuation_byte(int32_t c) {
    if (c >= 0x80 && c <= 0xBF)
        return c;
    for (int i = 0; i < 32; i++)
        if (c > 0xFF && high[i] == c)
            return 0x80 + i;
    return -1;
}

int32_t sg_mended_next(const char **p, const char *end) {
    int32_t c = sg_utf8_next(p, end);
    /* Â Ã Ä Å begin two bytes of Latin letters, â the three of typographic marks. Other letters are
     * left alone: "CAFÉ»" is French. */
    int more = c >= 0xC2 && c <= 0xC5 ? 1 : c == 0xE2 ? 2 : 0;
    if (!more || *p >= end)
        return c;
    if (c == 0xC2 && **p == ' ')
        return 0xA0;
    int32_t mended = more == 1 ? c & 0x1F : c & 0x0F;
    const char *at = *p;
    for (int i = 0; i < more; i++) {
        int byte = at < end ? continuation_byte(sg_utf8_next(&at, end)) : -1;
        if (byte < 0 || (more == 2 && !i && byte != 0x80)) /* U+2000 to U+203F only */
            return c;
        mended = mended << 6 | (byte & 0x3F);
    }
    *p = at;
    return mended;
}
