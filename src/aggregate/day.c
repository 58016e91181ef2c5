#include "aggregate/day.h"

/* The count of days runs from 1 March of year 0, so that the leap day is the last of its year. */
int32_t sg_day_make(int year, int month, int day_of_month) {
    int y = month > 2 ? year : year - 1;
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int month_from_march = month > 2 ? month - 3 : month + 9;
    int day_of_year = (153 * month_from_march + 2) / 5 + day_of_month - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (int32_t)(era * 146097 + day_of_era - 719468);
}

void sg_day_split(int32_t day, int *year, int *month, int *day_of_month) {
    int z = day + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    *day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    *month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

static bool digits(int *out, const char *text, int count) {
    *out = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *out = *out * 10 + (text[i] - '0');
    }
    return true;
}

bool sg_day_parse(int32_t *out, const char *date) {
    int year, month, day, y, m, d;
    if (!digits(&year, date, 4) || date[4] != '-' || !digits(&month, date + 5, 2) ||
        date[7] != '-' || !digits(&day, date + 8, 2) || date[10] != '\0')
        return false;
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    *out = sg_day_make(year, month, day);
    /* 30 February comes back as another day */
    sg_day_split(*out, &y, &m, &d);
    return y == year && m == month && d == day;
}

void sg_day_write(char out[11], int32_t day) {
    int y, m, d;
    sg_day_split(day, &y, &m, &d);
    if (y < 0 || y > 9999)
        y = 0;
    out[0] = (char)('0' + y / 1000);
    out[1] = (char)('0' + y / 100 % 10);
    out[2] = (char)('0' + y / 10 % 10);
    out[3] = (char)('0' + y % 10);
    out[4] = out[7] = '-';
    out[5] = (char)('0' + m / 10);
    out[6] = (char)('0' + m % 10);
    out[8] = (char)('0' + d / 10);
    out[9] = (char)('0' + d % 10);
    out[10] = '\0';
}
