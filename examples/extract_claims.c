/* Prints who takes a stance toward whom in a text.
 *
 * usage: extract_claims [TEXT]     without TEXT: the few sentences below
 *
 *     cc extract_claims.c $(pkg-config --cflags --libs stancegraph) -o extract_claims */
#include <stancegraph/engine.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char sample[] =
    "Iran accused Israel of sabotage on Monday. The French president, Emmanuel Macron, condemned "
    "the Russian invasion of Ukraine and backed sanctions. Kataib Hezbollah, an Iran-backed "
    "militia, threatened the United States. Turkey did not condemn Russia.";

static void print_claim(const struct sg_claim *claim) {
    printf("%s | %s | %s%s%s\n", claim->source.name, claim->relation, claim->target.name,
           claim->is_negated ? " | negated" : "",
           claim->modality == SG_HYPOTHETICAL ? " | hypothetical" : "");
    printf("    %c  \"%s\", confidence %.2f, by %s%s%s\n",
           claim->sign < 0   ? '-'
           : claim->sign > 0 ? '+'
                             : ' ',
           claim->cue ? claim->cue : "", claim->confidence, claim->rule,
           claim->attribution ? ", as told by " : "", claim->attribution ? claim->attribution : "");
}

int main(int argc, char **argv) {
    struct sg_engine_options options = {.relations = "wide"};
    struct sg_document document = {.id = "sample", .text = argc > 1 ? argv[1] : sample};
    struct sg_engine *engine = NULL; /* load it once, share it between threads */
    struct sg_result *result = NULL;
    struct sg_error error;
    int status = EXIT_FAILURE;

    document.text_length = strlen(document.text);
    if (sg_engine_load(&engine, &options, &error) ||
        sg_extract(&result, engine, &document, &error)) {
        fprintf(stderr, "extract_claims: %s\n", error.text);
        goto out;
    }
    for (size_t i = 0; i < result->claim_count; i++)
        print_claim(&result->claims[i]);
    if (!result->claim_count)
        fputs("extract_claims: no stance found\n", stderr);
    else
        status = EXIT_SUCCESS;
out:
    sg_result_free(result); /* the claims point into the document and the result: free them last */
    sg_engine_free(engine);
    return status;
}
