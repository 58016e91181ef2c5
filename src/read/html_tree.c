#include "read/html_tree.h"

#include "base/utf8.h"
#include "read/html.h"
#include "read/page_rules.h"

#include <setjmp.h>
#include <string.h>

enum { STEP = 16, STEPS = 64 };

/* Gumbo frees a tree by recursion, and does not look whether an allocation succeeded. Here the tree
 * lives in an arena that is dropped whole, pieces that it gives back are kept for the next of their
 * size, and what goes beyond the bounds leaves the parser by a jump: nothing is lost by it. */
struct pool {
    struct sg_arena arena;
    void *freed[STEPS + 1]; /* by size in steps */
    size_t used, limit;
    size_t calls, calls_limit; /* a page that needs more work than any real one */
    jmp_buf stop;
    enum sg_status why;
};

struct piece {
    size_t steps;
    size_t unused;
    unsigned char bytes[];
};

static void *pool_alloc(void *userdata, size_t size) {
    struct pool *pool = userdata;
    size_t steps = size ? (size + STEP - 1) / STEP : 1;
    if (++pool->calls > pool->calls_limit) {
        pool->why = SG_ERR_LIMIT;
        longjmp(pool->stop, 1);
    }
    if (steps <= STEPS && pool->freed[steps]) {
        void *found = pool->freed[steps];
        memcpy(&pool->freed[steps], found, sizeof(void *));
        return found;
    }
    pool->used += steps * STEP + sizeof(struct piece);
    struct piece *piece = pool->used > pool->limit
                              ? NULL
                              : sg_arena_alloc(&pool->arena, sizeof(struct piece) + steps * STEP);
    if (!piece) {
        pool->why = pool->used > pool->limit ? SG_ERR_LIMIT : SG_ERR_MEMORY;
        longjmp(pool->stop, 1);
    }
    piece->steps = steps;
    return piece->bytes;
}

static void pool_free(void *userdata, void *pointer) {
    struct pool *pool = userdata;
    if (!pointer)
        return;
    size_t steps = ((struct piece *)((unsigned char *)pointer - sizeof(struct piece)))->steps;
    if (steps <= STEPS) {
        memcpy(pointer, &pool->freed[steps], sizeof(void *));
        pool->freed[steps] = pointer;
    }
}

const char *sg_html_attribute(const GumboNode *node, const char *name) {
    const GumboAttribute *attribute = gumbo_get_attribute(&node->v.element.attributes, name);
    return attribute ? attribute->value : NULL;
}

static const GumboOutput *parse(struct pool *pool, const char *html, size_t length) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = pool_alloc;
    options.deallocator = pool_free;
    options.userdata = pool;
    options.max_errors = 0;
    if (setjmp(pool->stop))
        return NULL;
    return gumbo_parse_with_options(&options, html, length);
}

/* The article's text behind its headline; the headline is not written twice. */
static enum sg_status fill_text(struct sg_document *document, const struct sg_buf *main_text,
                                const char *headline, const char *body, struct sg_arena *arena,
                                struct sg_error *err) {
    const char *text = sg_buf_text(main_text);
    size_t length = main_text->length, title_length = headline ? strlen(headline) : 0;
    if (body && strlen(body) > length * 2) { /* a page that a script fills in */
        text = body;
        length = strlen(body);
    }
    if (title_length && sg_begins_with_title(text, headline))
        title_length = 0;
    char *out = sg_arena_alloc(arena, title_length + length + 3);
    if (!out)
        return sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", document->path);
    size_t n = 0;
    if (title_length && length) {
        memcpy(out, headline, title_length);
        memcpy(out + title_length, "\n\n", 2);
        n = title_length + 2;
    }
    memcpy(out + n, text, length);
    document->text = out;
    document->text_length = n + length;
    return SG_OK;
}

enum sg_status sg_html_read(struct sg_document *document, const char *html, size_t length,
                            const struct sg_read_context *context, struct sg_arena *arena,
                            struct sg_error *err) {
    enum sg_status status = sg_html_lean(&html, &length, html, length, document->path, arena, err);
    if (status)
        return status;
    struct pool pool = {.limit = length * 100 + ((size_t)8 << 20),
                        .calls_limit = length * 40 + 1000000};
    sg_arena_init(&pool.arena);
    const GumboOutput *output = parse(&pool, html, length);
    if (!output) {
        status = pool.why == SG_ERR_LIMIT
                     ? sg_fail(err, SG_ERR_LIMIT,
                               "%s: the page's tags are such a tangle that reading it was given up",
                               document->path)
                     : sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", document->path);
    } else {
        struct sg_buf text;
        const char *headline = NULL, *body = NULL;
        sg_buf_init(&text);
        sg_html_metadata(document, &body, output->root, context->pages, arena);
        sg_html_main_text(&text, &headline, output->root, context->pages, arena);
        if (headline && (!document->title || strlen(headline) > 8))
            document->title = headline;
        if (sg_buf_failed(&text))
            status = sg_fail(err, SG_ERR_MEMORY, "%s: out of memory", document->path);
        else
            status = fill_text(document, &text, document->title, body, arena, err);
        sg_buf_release(&text);
    }
    sg_arena_release(&pool.arena);
    return status;
}
