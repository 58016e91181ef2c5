#include "base/date.h"

#include <ctype.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool write_date(char out[SG_DATE_SIZE], int year, int month, int day) {
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1700 || year > 2199 || month < 1 || month > 12 || day < 1 || day > days[month - 1])
        return false;
    if (month == 2 && day == 29 && (year % 4 || (year % 100 == 0 && year % 400)))
        return false;
    int parts[] = {year / 100, year % 100, month, day};
    char *to = out; /* every document has one: printf would show in the speed of reading */
    for (int i = 0; i < 4; i++) {
        if (i >= 2)
            *to++ = '-';
        *to++ = (char)('0' + parts[i] / 10);
        *to++ = (char)('0' + parts[i] % 10);
    }
    *to = '\0';
    return true;
}

/* A cursor over text that need not end in NUL. */
struct scan {
    const char *text;
    size_t length, at;
};

static int peek(const struct scan *s, size_t ahead) {
    return s->at + ahead < s->length ? (unsigned char)s->text[s->at + ahead] : 0;
}

/* Digits at the cursor, at most `most`; returns how many were read. */
static size_t digits(int *out, struct scan *s, size_t most) {
    size_t n = 0;
    *out = 0;
    while (n < most && isdigit(peek(s, 0))) {
        *out = *out * 10 + (peek(s, 0) - '0');
        s->at++;
        n++;
    }
    return n;
}

static void blanks(struct scan *s, const char *also) {
    while (peek(s, 0) && (peek(s, 0) == ' ' || peek(s, 0) == '\t' || strchr(also, peek(s, 0))))
        s->at++;
}

/* A word at the cursor that begins a month's or weekday's name (three letters or more). Returns
 * 1 .. count, or 0; moves past it and a full stop. */
static int name(struct scan *s, nl_item first, int count) {
    size_t n = 0;
    while (isalpha(peek(s, n)))
        n++;
    if (n < 3 || n > 9)
        return 0;
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    int found = 0;
    for (int i = 0; c && i < count && !found; i++) {
        const char *full = nl_langinfo_l(first + i, c);
        /* "Sept", "Tues", "Thurs" are prefixes as well */
        if (strlen(full) >= n && !strncasecmp(full, s->text + s->at, n))
            found = i + 1;
    }
    if (c)
        freelocale(c);
    if (found) {
        s->at += n;
        if (peek(s, 0) == '.')
            s->at++;
    }
    return found;
}

static void ordinal(struct scan *s) {
    static const char *const ends[] = {"st", "nd", "rd", "th"};
    for (size_t i = 0; i < 4; i++)
        if (tolower(peek(s, 0)) == ends[i][0] && tolower(peek(s, 1)) == ends[i][1] &&
            !isalpha(peek(s, 2))) {
            s->at += 2;
            return;
        }
}

/* Day and year behind a month: "26, 2020", "26 2020", and "262020" of a text that lost its comma.
 */
static bool day_and_year(struct scan *s, int *day, int *year) {
    size_t run = 0;
    while (isdigit(peek(s, run)))
        run++;
    if (run == 5 || run == 6)
        return digits(day, s, run - 4) && digits(year, s, 4) == 4;
    if (run < 1 || run > 2 || !digits(day, s, 2))
        return false;
    ordinal(s);
    blanks(s, ",");
    return digits(year, s, 4) == 4 && !isdigit(peek(s, 0));
}

static bool numeric(struct scan *s, int *year, int *month, int *day) {
    size_t run = 0;
    int a, b, c;
    while (isdigit(peek(s, run)))
        run++;
    if (run == 8) {
        digits(year, s, 4);
        digits(month, s, 2);
        digits(day, s, 2);
        return true;
    }
    if (run == 4) {
        digits(year, s, 4);
        int mark = peek(s, 0);
        if (mark != '-' && mark != '/' && mark != '.')
            return false;
        s->at++;
        if (!digits(month, s, 2) || peek(s, 0) != mark)
            return false;
        s->at++;
        return digits(day, s, 2) && !isdigit(peek(s, 0));
    }
    if (run != 1 && run != 2)
        return false;
    digits(&a, s, 2);
    int mark = peek(s, 0);
    if (mark != '.' && mark != '/' && mark != '-')
        return false;
    s->at++;
    if (!digits(&b, s, 2) || peek(s, 0) != mark)
        return false;
    s->at++;
    if (digits(&c, s, 4) != 4 || isdigit(peek(s, 0)))
        return false;
    *year = c;
    if (mark == '.' || a > 12) { /* 24.08.2013; 24/08/2013 */
        *day = a;
        *month = b;
    } else if (b > 12 || a == b) { /* 08/24/2013 */
        *day = b;
        *month = a;
    } else {
        return false; /* either */
    }
    return true;
}

bool sg_date_parse(char out[SG_DATE_SIZE], const char *text, size_t length, size_t *used) {
    struct scan s = {text, length, 0};
    int year, month, day;
    blanks(&s, "\r\n");
    struct scan before = s;
    if (name(&s, DAY_1, 7))
        blanks(&s, ",");
    else
        s = before;
    before = s;
    bool is_date = numeric(&s, &year, &month, &day);
    if (!is_date) {
        s = before;
        if ((month = name(&s, MON_1, 12))) {
            blanks(&s, "");
            is_date = day_and_year(&s, &day, &year);
        } else if (digits(&day, &s, 2)) {
            ordinal(&s);
            blanks(&s, "-,");
            if (tolower(peek(&s, 0)) == 'o' && tolower(peek(&s, 1)) == 'f' && peek(&s, 2) == ' ')
                s.at += 3;
            month = name(&s, MON_1, 12);
            blanks(&s, "-,");
            is_date = month && digits(&year, &s, 4) == 4 && !isdigit(peek(&s, 0));
        }
    }
    if (!is_date || !write_date(out, year, month, day))
        return false;
    if (used)
        *used = s.at;
    return true;
}

bool sg_date_in_name(char out[SG_DATE_SIZE], const char *name_) {
    size_t length = strlen(name_);
    bool is_found = false;
    for (size_t i = 0; i + 8 <= length; i++) {
        if (!isdigit((unsigned char)name_[i]) || (i && isdigit((unsigned char)name_[i - 1])))
            continue;
        size_t run = 0;
        while (isdigit((unsigned char)name_[i + run]))
            run++;
        char mark = name_[i + run];
        int year = 0, month = 0, day = 0;
        struct scan s = {name_, length, i};
        bool is_date = false;
        if (run == 8) {
            is_date = numeric(&s, &year, &month, &day);
        } else if (run == 4 && mark && strchr("-/_.", mark)) {
            digits(&year, &s, 4);
            s.at++;
            is_date = digits(&month, &s, 2) == 2 && peek(&s, 0) == mark;
            s.at++;
            is_date = is_date && digits(&day, &s, 2) == 2 && !isdigit(peek(&s, 0));
        }
        if (is_date && year >= 1900 && year < 2100 && write_date(out, year, month, day))
            is_found = true;
    }
    return is_found;
}
