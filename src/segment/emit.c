#include "segment/emit.h"

#include "base/utf8.h"
#include "segment/mojibake.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define POOL ((size_t)16 * 1024)
#define COMPOSED_MOST 1024 /* bytes of a word */

char *sg_form_room(struct sg_token_list *list, size_t size) {
    size_t wanted = size > POOL ? size : POOL;
    /* a small text's words need no more than twice its bytes */
    if (!list->pool && list->expected && list->expected < POOL / 2 && size <= list->expected)
        wanted = 2 * list->expected;
    char *out = sg_arena_take(list->arena, wanted);
    list->pool = out ? out + size : NULL;
    list->pool_left = out ? wanted - size : 0;
    return out;
}

/* The form of a token with letters beyond ASCII: invisible characters go, quotation marks and
 * apostrophes become plain, the rest is composed (NFC), so that "Sana’a" is "Sana'a". */
static bool set_unicode_form(struct sg_token_list *list, struct sg_token *token, const char *bytes,
                             size_t size) {
    char *plain = sg_form_take(list, size + 1);
    if (!plain)
        return false;
    size_t n = 0;
    const char *p = bytes, *end = bytes + size;
    bool marks = false;
    while (p < end) {
        int32_t c = sg_mended_next(&p, end);
        if (c < 0 || sg_is_invisible(c))
            continue;
        if (sg_is_apostrophe(c))
            plain[n++] = '\'';
        else if (sg_is_double_quote(c))
            plain[n++] = '"';
        else {
            marks |= c >= 0x300 && c < 0x370;
            n += sg_utf8_put(plain + n, c);
        }
    }
    plain[n] = '\0';
    token->form = plain;
    token->length = (uint32_t)n;
    /* marks of a row are sorted in quadratic time: what is longer is no word */
    if (marks && n <= COMPOSED_MOST) {
        utf8proc_uint8_t *composed = utf8proc_NFC((const utf8proc_uint8_t *)plain);
        if (composed) {
            n = strlen((const char *)composed);
            char *kept = sg_form_take(list, n + 1);
            if (kept) {
                memcpy(kept, composed, n + 1);
                token->form = kept;
                token->length = (uint32_t)n;
            }
            free(composed);
        }
    }
    size_t room = token->length * 2 + 4;
    char *lower = sg_form_take(list, room);
    if (!lower)
        return false;
    sg_utf8_lower(lower, room, token->form);
    token->lower = strcmp(lower, token->form) ? lower : token->form;
    token->lower_length = (uint32_t)strlen(token->lower);
    token->hash = sg_strmap_hash(token->lower, token->lower_length);
    return true;
}

static bool set_ascii_form(struct sg_token_list *list, struct sg_token *token, const char *bytes,
                           size_t size, bool has_upper) {
    char *form = sg_form_take(list, has_upper ? 2 * (size + 1) : size + 1);
    if (!form)
        return false;
    memcpy(form, bytes, size);
    form[size] = '\0';
    token->form = token->lower = form;
    token->length = (uint32_t)size;
    if (has_upper) {
        char *lower = form + size + 1;
        for (size_t i = 0; i < size; i++)
            lower[i] = (char)(form[i] >= 'A' && form[i] <= 'Z' ? form[i] + 32 : form[i]);
        lower[size] = '\0';
        token->lower = lower;
    }
    token->lower_length = (uint32_t)size;
    token->hash = sg_strmap_hash(token->lower, size);
    return true;
}

struct sg_token *sg_token_room(struct sg_token_list *list) {
    struct sg_token *grown = sg_arena_grow(list->arena, list->tokens, list->count, &list->capacity,
                                           sizeof *list->tokens);
    if (!grown)
        return NULL;
    list->tokens = grown;
    return &list->tokens[list->count];
}

struct sg_token *sg_emit(struct sg_cutter *cut, size_t start, size_t end) {
    struct sg_token_list *list = cut->list;
    if (start >= end)
        return NULL;
    struct sg_token *token = sg_token_next(list);
    if (!token)
        return NULL;
    *token = (struct sg_token){.start = (uint32_t)start, .end = (uint32_t)end, .head = SG_NO_TOKEN};
    const char *bytes = cut->text + start;
    size_t size = end - start;
    unsigned letters = 0, uppers = 0, flags = 0;
    bool ascii = true, ascii_upper = false;
    for (const char *p = bytes, *stop = bytes + size; p < stop;) {
        unsigned char b = (unsigned char)*p;
        if (b < 0x80) {
            bool upper = b >= 'A' && b <= 'Z';
            bool letter = upper || (b >= 'a' && b <= 'z');
            if (letter && !letters && upper)
                flags |= SG_TOKEN_CAPITAL;
            letters += letter;
            uppers += upper;
            ascii_upper |= upper;
            if (p == bytes && b >= '0' && b <= '9')
                flags |= SG_TOKEN_NUMBER;
            p++;
            continue;
        }
        ascii = false;
        int32_t c = sg_mended_next(&p, stop);
        if (c >= 0 && sg_is_letter(c)) {
            bool upper = sg_is_upper(c);
            if (!letters && upper)
                flags |= SG_TOKEN_CAPITAL;
            letters++;
            uppers += upper;
        }
    }
    if (!(ascii ? set_ascii_form(list, token, bytes, size, ascii_upper)
                : set_unicode_form(list, token, bytes, size)) ||
        !token->length)
        return NULL;
    if (letters)
        flags |= SG_TOKEN_WORD;
    if (letters > 1 && uppers == letters)
        flags |= SG_TOKEN_ALL_CAPS;
    if (!letters && !(flags & SG_TOKEN_NUMBER))
        flags |= SG_TOKEN_PUNCT;
    if (memchr(token->form, '-', token->length))
        flags |= SG_TOKEN_HYPHEN;
    if (cut->space_before)
        flags |= SG_TOKEN_SPACE_BEFORE;
    if (cut->hyphen_before)
        flags |= SG_TOKEN_HYPHEN_BEFORE;
    cut->space_before = cut->hyphen_before = false;
    token->flags = flags;
    list->count++;
    return token;
}
