/* Calendar dates as day numbers, so that periods and ages are subtraction. */
#ifndef SG_AGGREGATE_DAY_H
#define SG_AGGREGATE_DAY_H

#include <stdbool.h>
#include <stdint.h>

/* "2020-12-26" -> days since 1970-01-01 in the Gregorian calendar; false when it is no such date.
 */
bool sg_day_parse(int32_t *out, const char *date);
/* Writes YYYY-MM-DD; years 0 to 9999. */
void sg_day_write(char out[11], int32_t day);
void sg_day_split(int32_t day, int *year, int *month, int *day_of_month);
int32_t sg_day_make(int year, int month, int day_of_month);

#endif
