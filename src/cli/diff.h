/* The picture of a difference. */
#ifndef SG_CLI_DIFF_H
#define SG_CLI_DIFF_H

#include <stancegraph/analysis.h>

/* DOT: new ties green when friendly and red when hostile, lost ones grey and dashed, flipped ones
 * orange, stronger and weaker ones thick and thin. Written whole or not at all; "-" is stdout. */
enum sg_status sg_diff_write_dot(const struct sg_diff *diff, const char *path,
                                 struct sg_error *err);

#endif
