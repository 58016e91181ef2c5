#include "cli/cli.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define OPTIONS_MOST 64

void sg_say(const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("stancegraph: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

int sg_say_error(const struct sg_error *err) {
    sg_say("%s", err->text);
    return err->status == SG_ERR_USAGE ? SG_EXIT_USAGE : SG_EXIT_SKIPPED;
}

bool sg_parse_size(size_t *out, const char *value, const char *what, struct sg_error *err) {
    char *end;
    errno = 0;
    unsigned long long number = strtoull(value, &end, 10);
    if (errno || end == value || *value == '-')
        return sg_fail(err, SG_ERR_USAGE, "%s wants a whole number, not '%s'", what, value), false;
    unsigned long long unit = 1;
    switch (*end) {
    case 'k':
    case 'K':
        unit = 1000, end++;
        break;
    case 'M':
        unit = 1000000, end++;
        break;
    case 'G':
        unit = 1000000000, end++;
        break;
    default:
        break;
    }
    if (*end || number > SIZE_MAX / unit)
        return sg_fail(err, SG_ERR_USAGE, "%s wants a whole number, not '%s'", what, value), false;
    *out = (size_t)(number * unit);
    return true;
}

bool sg_parse_double(double *out, const char *value, const char *what, struct sg_error *err) {
    char *end;
    double number = strtod(value, &end);
    if (end == value || *end || !isfinite(number))
        return sg_fail(err, SG_ERR_USAGE, "%s wants a number, not '%s'", what, value), false;
    *out = number;
    return true;
}

/* Appends to a malloc'ed list; false when out of memory. */
static bool append(const char ***list, size_t *count, const char *value) {
    const char **grown = realloc(*list, (*count + 1) * sizeof *grown);
    if (!grown)
        return false;
    grown[(*count)++] = value;
    *list = grown;
    return true;
}

static bool set_data(void *target, const char *value, struct sg_error *err) {
    ((struct sg_common *)target)->engine.data = value;
    return true;
}

static bool set_actors(void *target, const char *value, struct sg_error *err) {
    struct sg_common *common = target;
    bool done = append(&common->packs, &common->engine.pack_count, value);
    common->engine.packs = common->packs;
    return done;
}

static bool set_lexicon(void *target, const char *value, struct sg_error *err) {
    struct sg_common *common = target;
    bool done = append(&common->lexicons, &common->engine.lexicon_count, value);
    common->engine.lexicons = common->lexicons;
    return done;
}

static bool set_relations(void *target, const char *value, struct sg_error *err) {
    ((struct sg_common *)target)->engine.relations = value;
    return true;
}

static bool set_max_document(void *target, const char *value, struct sg_error *err) {
    return sg_parse_size(&((struct sg_common *)target)->read.max_document, value, "--max-document",
                         err);
}

static bool set_max_unpacked(void *target, const char *value, struct sg_error *err) {
    size_t bytes;
    if (!sg_parse_size(&bytes, value, "--max-unpacked", err))
        return false;
    ((struct sg_common *)target)->read.max_unpacked = bytes;
    return true;
}

/* A count that is at least 1. */
static bool parse_count(unsigned *out, const char *value, const char *what, struct sg_error *err) {
    size_t number;
    if (!sg_parse_size(&number, value, what, err))
        return false;
    if (!number || number > 1000000000)
        return sg_fail(err, SG_ERR_USAGE, "%s wants a number from 1 on, not '%s'", what, value),
               false;
    *out = (unsigned)number;
    return true;
}

static bool set_max_ratio(void *target, const char *value, struct sg_error *err) {
    return parse_count(&((struct sg_common *)target)->read.max_ratio, value, "--max-ratio", err);
}

static bool set_max_depth(void *target, const char *value, struct sg_error *err) {
    return parse_count(&((struct sg_common *)target)->read.max_depth, value, "--max-depth", err);
}

static bool set_columns(void *target, const char *value, struct sg_error *err) {
    ((struct sg_common *)target)->read.columns = value;
    return true;
}

static bool set_encoding(void *target, const char *value, struct sg_error *err) {
    ((struct sg_common *)target)->read.encoding = value;
    return true;
}

static bool set_duplicates(void *target, const char *value, struct sg_error *err) {
    enum sg_duplicates *out = &((struct sg_common *)target)->duplicates;
    if (!strcmp(value, "keep"))
        *out = SG_DUPLICATES_KEEP;
    else if (!strcmp(value, "drop"))
        *out = SG_DUPLICATES_DROP;
    else if (!strcmp(value, "count-once"))
        *out = SG_DUPLICATES_COUNT_ONCE;
    else
        return sg_fail(err, SG_ERR_USAGE, "--duplicates wants keep, count-once or drop, not '%s'",
                       value),
               false;
    return true;
}

static bool set_jobs(void *target, const char *value, struct sg_error *err) {
    size_t jobs;
    if (!sg_parse_size(&jobs, value, "--jobs", err))
        return false;
    if (jobs > 256)
        return sg_fail(err, SG_ERR_USAGE, "--jobs wants 0 (all cores) to 256"), false;
    ((struct sg_common *)target)->jobs = (unsigned)jobs;
    return true;
}

static bool set_strict(void *target, const char *value, struct sg_error *err) {
    ((struct sg_common *)target)->is_strict = true;
    return true;
}

static bool set_quiet(void *target, const char *value, struct sg_error *err) {
    ((struct sg_common *)target)->is_quiet = true;
    return true;
}

static bool set_parse_all(void *target, const char *value, struct sg_error *err) {
    ((struct sg_common *)target)->engine.parse_all = true;
    return true;
}

static const struct sg_option common_options[] = {
    {"relations", 0, "SET", "comma list of relations, or core, wide, all (default: core)",
     set_relations},
    {"actors", 0, "FILE", "add an actor pack; may be given again", set_actors},
    {"lexicon", 0, "FILE", "add or replace stance entries; may be given again", set_lexicon},
    {"jobs", 'j', "N", "threads (default: all cores); the output is the same for any N", set_jobs},
    {"strict", 0, NULL, "stop at the first input that can't be read", set_strict},
    {"quiet", 'q', NULL, "no progress and no closing line", set_quiet},
    {"duplicates", 0, "HOW", "reprints: keep, count-once (default) or drop", set_duplicates},
    {"columns", 0, "LIST", "fields of tables and JSON: text=Body,title=Headline,...", set_columns},
    {"encoding", 0, "NAME", "of files that do not tell theirs (default: detected)", set_encoding},
    {"max-document", 0, "BYTES", "longest document or line, 20M and the like (default: 16 MiB)",
     set_max_document},
    {"max-unpacked", 0, "BYTES", "most that one packed file may unpack to (default: 64 GiB)",
     set_max_unpacked},
    {"max-ratio", 0, "N", "most that it may unpack to, in times its size (default: 250)",
     set_max_ratio},
    {"max-depth", 0, "N", "packed files inside packed files (default: 8)", set_max_depth},
    {"data", 0, "DIR", "the folder with dictionaries and models", set_data},
    {"parse-all", 0, NULL, "parse every sentence, also those without actors or cues (slow)",
     set_parse_all},
    {NULL, 0, NULL, NULL, NULL},
};

static void print_rows(FILE *out, const struct sg_option *rows) {
    for (const struct sg_option *o = rows; o && o->name; o++) {
        char left[64];
        snprintf(left, sizeof left, "%s%c%s--%s%s%s", o->letter ? "-" : "  ",
                 o->letter ? o->letter : ' ', o->letter ? ", " : " ", o->name,
                 o->argument ? " " : "", o->argument ? o->argument : "");
        fprintf(out, "  %-26s %s\n", left, o->help);
    }
}

static void print_command_help(FILE *out, const struct sg_command *command,
                               const struct sg_option *own) {
    fprintf(out, "usage: stancegraph %s [OPTION]... %s\n\n%s.\n\nOptions:\n", command->name,
            command->usage, command->summary);
    print_rows(out, own);
    print_rows(out, common_options);
    fputs("  -h, --help                 this page\n", out);
    if (command->details)
        fprintf(out, "\n%s", command->details);
}

/* Adds the rows to getopt's tables; `value` of each is 256 + its place in `all`. */
static size_t add_rows(const struct sg_option *rows, const struct sg_option **all,
                       struct option *longs, char *shorts, size_t count) {
    for (const struct sg_option *o = rows; o && o->name && count < OPTIONS_MOST; o++, count++) {
        all[count] = o;
        longs[count] = (struct option){o->name, o->argument ? required_argument : no_argument, NULL,
                                       256 + (int)count};
        if (o->letter) {
            size_t n = strlen(shorts);
            shorts[n] = o->letter;
            shorts[n + 1] = o->argument ? ':' : '\0';
            shorts[n + 2] = '\0';
        }
    }
    return count;
}

int sg_options_parse(struct sg_common *common, const struct sg_command *command,
                     const struct sg_option *own, void *target, int argc, char **argv) {
    const struct sg_option *all[OPTIONS_MOST];
    struct option longs[OPTIONS_MOST + 2] = {{0}};
    char shorts[2 * OPTIONS_MOST + 4] = "h";
    *common = (struct sg_common){0};
    size_t own_count = add_rows(own, all, longs, shorts, 0);
    size_t count = add_rows(common_options, all, longs, shorts, own_count);
    longs[count] = (struct option){"help", no_argument, NULL, 'h'};
    optind = 1;
    opterr = 0;
    for (int c; (c = getopt_long(argc, argv, shorts, longs, NULL)) != -1;) {
        if (c == 'h') {
            print_command_help(stdout, command, own);
            return SG_EXIT_OK;
        }
        size_t row = c >= 256 ? (size_t)(c - 256) : count;
        for (size_t i = 0; c != '?' && row == count && i < count; i++)
            if (all[i]->letter == c)
                row = i;
        struct sg_error err;
        err.text[0] = '\0';
        if (c == '?' || row == count) {
            bool known = optopt && strchr(shorts, optopt) && optopt < 256;
            for (size_t i = 0; i < count; i++)
                known |= optopt == 256 + (int)i;
            sg_say("%s: '%s' %s; see 'stancegraph %s --help'", command->name, argv[optind - 1],
                   known ? "wants a value" : "is no option", command->name);
            return SG_EXIT_USAGE;
        }
        void *owner = row < own_count ? target : (void *)common;
        if (!all[row]->set(owner, all[row]->argument ? optarg : NULL, &err)) {
            sg_say("%s: %s", command->name, err.text[0] ? err.text : "out of memory");
            return SG_EXIT_USAGE;
        }
    }
    common->inputs = argv + optind;
    common->input_count = (size_t)(argc - optind);
    return -1;
}

void sg_common_release(struct sg_common *common) {
    free(common->packs);
    free(common->lexicons);
    common->packs = common->lexicons = NULL;
}

int sg_finish(const struct sg_common *common) {
    if (!common->skipped)
        return SG_EXIT_OK;
    sg_say("%zu input%s skipped, %zu document%s read", common->skipped,
           common->skipped == 1 ? " was" : "s were", common->documents,
           common->documents == 1 ? "" : "s");
    return SG_EXIT_SKIPPED;
}
