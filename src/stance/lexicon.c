/* Loads data/<lang>/: frames, grammar, irregular forms, every file of stances/, operators. */
#include "stance/lexicon.h"

#include "stance/gate_model.h"
#include "stance/rank.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The .json files of a folder, sorted. */
static enum sg_status list_files(char ***out, size_t *count, const char *folder,
                                 struct sg_error *err) {
    *out = NULL;
    *count = 0;
    DIR *dir = opendir(folder);
    if (!dir)
        return sg_fail(err, SG_ERR_IO, "%s: cannot open the folder of stance lexicons", folder);
    enum sg_status status = SG_OK;
    struct dirent *item;
    while (!status && (item = readdir(dir))) {
        size_t length = strlen(item->d_name);
        if (length < 6 || strcmp(item->d_name + length - 5, ".json"))
            continue;
        char **grown = realloc(*out, (*count + 1) * sizeof *grown);
        if (grown)
            *out = grown;
        if (!grown || asprintf(&grown[*count], "%s/%s", folder, item->d_name) < 0)
            status = sg_fail(err, SG_ERR_MEMORY, "out of memory");
        else
            ++*count;
    }
    closedir(dir);
    if (*count)
        qsort(*out, *count, sizeof **out, by_name);
    return status;
}

static enum sg_status add_path(struct sg_lexicon *lexicon, const json_t *frames, const char *path,
                               struct sg_error *err) {
    json_t *file;
    enum sg_status status = sg_lexicon_json(&file, lexicon, path, err);
    if (status)
        return status;
    if (!json_is_array(file))
        return sg_lexicon_add_file(lexicon, frames, file, path, err);
    size_t i; /* a file that a user gives may hold several relations */
    json_t *part;
    json_array_foreach(file, i, part) {
        if ((status = sg_lexicon_add_file(lexicon, frames, part, path, err)))
            return status;
    }
    return SG_OK;
}

/* core before wide before all, and as the files come within a set. */
static enum sg_status add_structural(struct sg_lexicon *lexicon, struct sg_error *err) {
    static const struct sg_relation structural[] = {{"affiliated", "all", 0},
                                                    {"cooccurs", "all", 0}};
    struct sg_relation *grown =
        realloc(lexicon->relations, (lexicon->relation_count + 2) * sizeof *grown);
    if (!grown)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    lexicon->relations = grown;
    lexicon->affiliated = lexicon->relation_count;
    lexicon->cooccurs = lexicon->relation_count + 1;
    memcpy(grown + lexicon->relation_count, structural, sizeof structural);
    lexicon->relation_count += 2;
    return SG_OK;
}

static enum sg_status load_parts(struct sg_lexicon *lexicon, const char *data_dir,
                                 const char *const *files, size_t file_count,
                                 struct sg_error *err) {
    char path[4096];
    json_t *frames;
    char **paths = NULL;
    size_t path_count = 0;
    enum sg_status status;
    snprintf(path, sizeof path, "%s/en/frames.json", data_dir);
    if ((status = sg_lexicon_json(&frames, lexicon, path, err)))
        return status;
    snprintf(path, sizeof path, "%s/en/irregular.json", data_dir);
    if ((status = sg_lexicon_load_irregular(lexicon, path, err)))
        return status;
    snprintf(path, sizeof path, "%s/en/grammar.json", data_dir);
    if ((status = sg_lexicon_load_grammar(lexicon, path, err)))
        return status;
    snprintf(path, sizeof path, "%s/en/stances", data_dir);
    status = list_files(&paths, &path_count, path, err);
    for (size_t i = 0; i < path_count; i++) {
        if (!status)
            status = add_path(lexicon, frames, paths[i], err);
        free(paths[i]);
    }
    free(paths);
    for (size_t i = 0; i < file_count && !status; i++)
        status = add_path(lexicon, frames, files[i], err);
    if (status || (status = add_structural(lexicon, err)))
        return status;
    snprintf(path, sizeof path, "%s/en/operators.json", data_dir);
    if ((status = sg_lexicon_load_operators(lexicon, path, err)))
        return status;
    if (!sg_lexicon_sort_links(lexicon) || !sg_lexicon_gather(lexicon))
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    return sg_lexicon_build_gate(lexicon, err);
}

enum sg_status sg_lexicon_load(struct sg_lexicon **out, const char *data_dir,
                               const char *const *files, size_t file_count, struct sg_error *err) {
    *out = NULL;
    struct sg_lexicon *lexicon = calloc(1, sizeof *lexicon);
    if (!lexicon)
        return sg_fail(err, SG_ERR_MEMORY, "out of memory");
    lexicon->rules = sg_strmap_new();
    lexicon->forms = sg_strmap_new();
    lexicon->classes = sg_strmap_new();
    lexicon->arms = sg_strmap_new();
    lexicon->known = sg_strmap_new();
    lexicon->gate = sg_strmap_new();
    lexicon->words = sg_strmap_new();
    lexicon->irregular_verbs = sg_strmap_new();
    lexicon->irregular_nouns = sg_strmap_new();
    enum sg_status status = lexicon->rules && lexicon->forms && lexicon->classes &&
                                    lexicon->arms && lexicon->known && lexicon->gate &&
                                    lexicon->words && lexicon->irregular_verbs &&
                                    lexicon->irregular_nouns
                                ? load_parts(lexicon, data_dir, files, file_count, err)
                                : sg_fail(err, SG_ERR_MEMORY, "out of memory");
    if (!status)
        status = sg_rank_load(&lexicon->rank, data_dir, err);
    if (!status)
        status = sg_gate_model_load(&lexicon->gate_model, data_dir, err);
    if (!status)
        sg_gate_mark_barren(lexicon);
    if (status) {
        sg_lexicon_free(lexicon);
        return status;
    }
    *out = lexicon;
    return SG_OK;
}

void sg_lexicon_free(struct sg_lexicon *lexicon) {
    if (!lexicon)
        return;
    for (size_t i = 0; i < lexicon->file_count; i++)
        json_decref(lexicon->files[i]);
    for (size_t i = 0; i < lexicon->owned_count; i++)
        free(lexicon->owned[i]);
    free(lexicon->rank);
    free(lexicon->gate_model);
    sg_strmap_free(lexicon->rules);
    sg_strmap_free(lexicon->forms);
    sg_strmap_free(lexicon->classes);
    sg_strmap_free(lexicon->arms);
    sg_strmap_free(lexicon->known);
    sg_strmap_free(lexicon->gate);
    sg_strmap_free(lexicon->words);
    sg_strmap_free(lexicon->irregular_verbs);
    sg_strmap_free(lexicon->irregular_nouns);
    free(lexicon->relations);
    free(lexicon->entries);
    free(lexicon->links);
    free(lexicon->files);
    free(lexicon->owned);
    free(lexicon);
}

const struct sg_relation *sg_lexicon_relations(const struct sg_lexicon *lexicon, size_t *count) {
    *count = lexicon->relation_count;
    return lexicon->relations;
}

/* Sets nest: wide holds core, all holds wide. */
static int set_rank(const char *set, size_t length) {
    static const char *const sets[] = {"core", "wide", "all"};
    for (int i = 0; i < 3; i++)
        if (strlen(sets[i]) == length && !memcmp(sets[i], set, length))
            return i;
    return -1;
}

enum sg_status sg_lexicon_select(bool *wanted, const struct sg_lexicon *lexicon, const char *list,
                                 struct sg_error *err) {
    size_t picked = 0;
    for (const char *at = list; *at;) {
        size_t length = strcspn(at, ",");
        int rank = set_rank(at, length);
        uint32_t relation = sg_lexicon_relation(lexicon, at, length);
        if (rank < 0 && relation == SG_NO_LINK && length)
            return sg_fail(err, SG_ERR_USAGE,
                           "--relations: no relation or set \"%.*s\"; sets are core, wide, all",
                           (int)length, at);
        for (size_t i = 0; i < lexicon->relation_count; i++) {
            const char *set = lexicon->relations[i].set;
            if (i == relation || (rank >= 0 && set_rank(set, strlen(set)) <= rank)) {
                wanted[i] = true;
                picked++;
            }
        }
        at += length + (at[length] == ',');
    }
    return picked ? SG_OK : sg_fail(err, SG_ERR_USAGE, "--relations: no relation was named");
}
