/* The program: finds the command in the table and runs it. */
#include "cli/commands.h"
#include "read/read.h"

#include <igraph_version.h>
#include <locale.h>
#include <signal.h>
#include <string.h>

static void print_help(FILE *out) {
    fputs("usage: stancegraph COMMAND [OPTION]... INPUT...\n\n"
          "Reads news and draws who threatens, accuses, condemns and backs whom.\n\n"
          "Commands:\n",
          out);
    for (const struct sg_command *c = sg_commands; c->name; c++)
        fprintf(out, "  %-9s %s\n", c->name, c->summary);
    fputs("\nInput, known by its bytes; files, folders, or - for standard input:\n", out);
    for (size_t i = 0; sg_read_format_at(i); i++) {
        const struct sg_read_format *f = sg_read_format_at(i);
        fprintf(out, "  %-10s %-28s %s\n", f->name, f->extensions, f->help);
    }
    fputs("\nA first try:\n"
          "  stancegraph build articles/ -o graph.dot && dot -Tsvg graph.dot -o graph.svg\n"
          "  stancegraph report articles/\n\n"
          "'stancegraph COMMAND --help' tells what a command takes; 'stancegraph --version' which\n"
          "version this is. Exit codes: 0 all read, 1 something was skipped or failed, 2 usage.\n",
          out);
}

int main(int argc, char **argv) {
    setlocale(LC_CTYPE, ""); /* the terminal's letters; numbers stay in the C locale */
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2) {
        print_help(stderr);
        return SG_EXIT_USAGE;
    }
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
        print_help(stdout);
        return SG_EXIT_OK;
    }
    if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V")) {
        printf("stancegraph %s (igraph %s)\nLicence GPL-3.0-or-later. No warranty.\n", SG_VERSION,
               IGRAPH_VERSION);
        return SG_EXIT_OK;
    }
    for (const struct sg_command *c = sg_commands; c->name; c++)
        if (!strcmp(argv[1], c->name))
            return c->run(c, argc - 1, argv + 1);
    sg_say("no command '%s'; 'stancegraph --help' lists them", argv[1]);
    return SG_EXIT_USAGE;
}
