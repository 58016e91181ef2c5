/* The command table. */
#ifndef SG_CLI_COMMANDS_H
#define SG_CLI_COMMANDS_H

#include "cli/cli.h"

/* Ends with a row whose name is NULL. */
extern const struct sg_command sg_commands[];

#endif
