/* The article's own text out of a page. Text is gathered in blocks; elements that hold much of it
 * without being links win; what stands in the winner, and in nothing that is to be dropped, is the
 * article. */
#include "read/html_tree.h"
#include "read/page_rules.h"

#include "base/utf8.h"

#include <string.h>
#include <strings.h>

struct element {
    uint32_t parent; /* index; the root is its own */
    uint32_t last;   /* index of the last element inside it */
    uint32_t prose;  /* characters of prose blocks in it */
    uint32_t score;
    bool is_suspect; /* its class or tag says: not the article */
    bool is_body;    /* its class says: the article's body */
    bool is_article;
};

struct block {
    uint32_t element;
    size_t start, end; /* in the buffer */
    uint32_t linked;   /* bytes inside links */
    uint8_t heading;   /* 1 .. 6, or 0 */
    bool is_item;      /* of a list, or a table's cell */
    bool is_prose, is_in_header;
};

struct page {
    struct sg_buf text;
    struct element *elements;
    size_t element_count, element_capacity;
    struct block *blocks;
    size_t block_count, block_capacity;
    struct block open; /* the block that text is added to */
    size_t link_depth;
    const struct sg_page_rules *rules;
    struct sg_arena *arena;
};

/* What walking knows of where it is. */
struct place {
    uint32_t element;
    uint8_t heading;
    bool is_item, is_in_header, is_in_article;
    int depth;
};

static bool is_inline(GumboTag tag) {
    switch (tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_ACRONYM:
    case GUMBO_TAG_B:
    case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_DATA:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_DFN:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_I:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_NOBR:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_U:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_WBR:
    case GUMBO_TAG_IMG:
        return true;
    default:
        return false;
    }
}

/* Elements that never hold an article's words. */
static bool is_silent(GumboTag tag) {
    switch (tag) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_MENU:
        return true;
    default:
        return false;
    }
}

static bool is_hidden(const GumboNode *node) {
    const char *style = sg_html_attribute(node, "style");
    const char *aria = sg_html_attribute(node, "aria-hidden");
    if (sg_html_attribute(node, "hidden") || (aria && !strcasecmp(aria, "true")))
        return true;
    while (style && (style = strcasestr(style, "display"))) {
        style += 7;
        style += strspn(style, " :");
        if (!strncasecmp(style, "none", 4))
            return true;
    }
    return false;
}

static bool has_side_role(const GumboNode *node) {
    static const char *const roles[] = {"navigation", "complementary", "banner", "contentinfo",
                                        "search",     "dialog",        "menu",   "alert"};
    const char *role = sg_html_attribute(node, "role");
    for (size_t i = 0; role && i < sizeof roles / sizeof *roles; i++)
        if (!strcasecmp(role, roles[i]))
            return true;
    return false;
}

/* Ends the open block: its white space is trimmed, and an empty one is forgotten. */
static void close_block(struct page *page) {
    struct block *block = &page->open;
    while (page->text.length > block->start && page->text.data[page->text.length - 1] == ' ')
        page->text.length--;
    if (page->text.data)
        page->text.data[page->text.length] = '\0';
    block->end = page->text.length;
    if (block->end > block->start) {
        struct block *blocks = sg_arena_grow(page->arena, page->blocks, page->block_count,
                                             &page->block_capacity, sizeof *blocks);
        if (blocks) {
            page->blocks = blocks;
            blocks[page->block_count++] = *block;
        }
    }
    block->start = page->text.length;
    block->linked = 0;
}

static void add_text(struct page *page, const char *text, const struct place *place) {
    struct block *block = &page->open;
    if (page->text.length == block->start) {
        block->element = place->element;
        block->heading = place->heading;
        block->is_item = place->is_item;
        block->is_in_header = place->is_in_header;
    }
    size_t before = page->text.length;
    for (const char *p = text; *p;) {
        size_t run = strcspn(p, " \t\r\n\f");
        if (run)
            sg_buf_add(&page->text, p, run);
        p += run;
        size_t space = strspn(p, " \t\r\n\f");
        p += space;
        if (space && page->text.length > block->start &&
            page->text.data[page->text.length - 1] != ' ')
            sg_buf_putc(&page->text, ' ');
    }
    if (page->link_depth)
        block->linked += (uint32_t)(page->text.length - before);
}

static uint32_t add_element(struct page *page, uint32_t parent) {
    struct element *elements = sg_arena_grow(page->arena, page->elements, page->element_count,
                                             &page->element_capacity, sizeof *elements);
    if (!elements)
        return parent;
    page->elements = elements;
    elements[page->element_count] = (struct element){.parent = parent};
    return (uint32_t)page->element_count++;
}

/* What an element that HTML does not know says by its own name: "amp-carousel". */
static enum sg_page_mark mark_of_name(const struct sg_page_rules *rules, const GumboNode *node) {
    GumboStringPiece name = node->v.element.original_tag;
    char text[64];
    if (node->v.element.tag != GUMBO_TAG_UNKNOWN || !name.data)
        return SG_MARK_NONE;
    gumbo_tag_from_original_text(&name);
    if (name.length >= sizeof text)
        return SG_MARK_NONE;
    memcpy(text, name.data, name.length);
    text[name.length] = '\0';
    return sg_page_mark_of(rules, text);
}

static void mark_element(struct page *page, uint32_t index, const GumboNode *node,
                         const struct place *place) {
    struct element *element = &page->elements[index];
    GumboTag tag = node->v.element.tag;
    const char *class = sg_html_attribute(node, "class"), *id = sg_html_attribute(node, "id");
    const char *prop = sg_html_attribute(node, "itemprop");
    enum sg_page_mark mark = class ? sg_page_mark_of(page->rules, class) : SG_MARK_NONE;
    if (mark == SG_MARK_NONE && id)
        mark = sg_page_mark_of(page->rules, id);
    if (mark == SG_MARK_NONE)
        mark = mark_of_name(page->rules, node);
    element->is_article = tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN;
    element->is_body = mark == SG_MARK_BODY || (prop && !strcasecmp(prop, "articleBody"));
    element->is_suspect = tag == GUMBO_TAG_ASIDE || tag == GUMBO_TAG_FOOTER ||
                          (tag == GUMBO_TAG_HEADER && !place->is_in_article) ||
                          has_side_role(node) ||
                          (mark == SG_MARK_DROP && tag != GUMBO_TAG_BODY && tag != GUMBO_TAG_HTML &&
                           !element->is_article);
}

static void walk(struct page *page, const GumboNode *node, struct place place);

static void walk_element(struct page *page, const GumboNode *node, struct place place) {
    GumboTag tag = node->v.element.tag;
    if (is_silent(tag) || is_hidden(node) || place.depth > 3000)
        return;
    if (tag == GUMBO_TAG_BR || tag == GUMBO_TAG_HR) {
        close_block(page);
        return;
    }
    bool is_block = !is_inline(tag);
    uint32_t index = place.element;
    if (is_block) {
        close_block(page);
        index = add_element(page, place.element);
        mark_element(page, index, node, &place);
    } else {
        /* <span class="caption"> and the like: an element of its own, so that it can be dropped */
        const char *class = sg_html_attribute(node, "class");
        if (class && sg_page_mark_of(page->rules, class) == SG_MARK_DROP) {
            close_block(page);
            is_block = true;
            index = add_element(page, place.element);
            page->elements[index].is_suspect = true;
        }
    }
    place.element = index;
    place.depth++;
    if (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6)
        place.heading = (uint8_t)(1 + tag - GUMBO_TAG_H1);
    place.is_item |= tag == GUMBO_TAG_LI || tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH ||
                     tag == GUMBO_TAG_DD || tag == GUMBO_TAG_DT;
    if (tag == GUMBO_TAG_P || tag == GUMBO_TAG_ARTICLE)
        place.is_item = false;
    place.is_in_header |= tag == GUMBO_TAG_HEADER;
    place.is_in_article |= tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN;
    page->link_depth += tag == GUMBO_TAG_A;
    walk(page, node, place);
    page->link_depth -= tag == GUMBO_TAG_A;
    if (is_block) {
        close_block(page);
        page->elements[index].last = (uint32_t)page->element_count - 1;
    }
}

static void walk(struct page *page, const GumboNode *node, struct place place) {
    const GumboVector *children = &node->v.element.children;
    for (unsigned i = 0; i < children->length; i++) {
        const GumboNode *child = children->data[i];
        if (child->type == GUMBO_NODE_ELEMENT)
            walk_element(page, child, place);
        else if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE ||
                 child->type == GUMBO_NODE_CDATA)
            add_text(page, child->v.text.text, &place);
    }
}

/* Long enough, with a full stop, and not mostly links. */
static bool is_prose(const struct page *page, const struct block *block) {
    size_t size = block->end - block->start;
    if (size < 40 || block->heading || block->linked * 3 > size)
        return false;
    const char *text = page->text.data + block->start;
    return memchr(text, '.', size) || memchr(text, '?', size) || memchr(text, '!', size) ||
           size > 200;
}

/* Nothing above or at the element is to be dropped, up to `root`. */
static bool is_kept(const struct page *page, uint32_t index, uint32_t root) {
    for (;;) {
        if (page->elements[index].is_suspect)
            return false;
        if (index == root || page->elements[index].parent == index)
            return true;
        index = page->elements[index].parent;
    }
}

static void climb(struct page *page, uint32_t index, uint32_t size) {
    uint32_t share = size;
    for (int level = 0;; level++) {
        struct element *element = &page->elements[index];
        element->prose += size;
        if (level >= 1 && level <= 4) { /* the block's own element tells nothing yet */
            element->score += share;
            share /= 2;
        }
        if (element->parent == index)
            return;
        index = element->parent;
    }
}

static void score(struct page *page) {
    uint32_t total = 0;
    for (size_t i = 0; i < page->block_count; i++) {
        struct block *block = &page->blocks[i];
        block->is_prose = is_prose(page, block);
        if (block->is_prose) {
            uint32_t size = (uint32_t)(block->end - block->start);
            climb(page, block->element, size);
            total += size;
        }
    }
    /* A class says "sidebar", but most of the page stands in it: then it is the page. */
    for (size_t i = 0; i < page->element_count; i++)
        if (page->elements[i].prose > total / 2)
            page->elements[i].is_suspect = false;
    for (size_t i = 0; i < page->element_count; i++)
        page->elements[i].score = page->elements[i].prose = 0;
    for (size_t i = 0; i < page->block_count; i++)
        if (page->blocks[i].is_prose && is_kept(page, page->blocks[i].element, 0))
            climb(page, page->blocks[i].element,
                  (uint32_t)(page->blocks[i].end - page->blocks[i].start));
}

/* One of several articles in `article` (a <main>, or one with teasers below) that holds most of
 * its text. The posts of a live blog are articles too, but none of them is so large. */
static uint32_t main_story(const struct page *page, uint32_t article) {
    uint32_t best = article;
    for (uint32_t i = article + 1; i <= page->elements[article].last; i++)
        if (page->elements[i].is_article &&
            page->elements[i].prose * 10 >= page->elements[article].prose * 7)
            best = i;
    return best;
}

/* The element that is the article: one that says so and holds most of the text, else the best. */
static uint32_t choose(const struct page *page) {
    uint32_t total = page->elements[0].prose, best = 0, body = 0, article = 0;
    for (uint32_t i = 1; i < page->element_count; i++) {
        const struct element *element = &page->elements[i];
        if (element->is_body && element->prose > page->elements[body].prose * (body != 0))
            body = i;
        if (element->is_article && (!article || element->prose > page->elements[article].prose ||
                                    (element->prose * 10 >= page->elements[article].prose * 9 &&
                                     i <= page->elements[article].last)))
            article = i;
        if (element->score > page->elements[best].score || !best)
            best = i;
    }
    if (body && page->elements[body].prose * 10 >= total * 4)
        return body;
    if (article && page->elements[article].prose * 10 >= total * 5)
        return main_story(page, article);
    return page->element_count > 1 && page->elements[best].score ? best : 0;
}

static bool is_taken(const struct page *page, const struct block *block, uint32_t chosen) {
    size_t size = block->end - block->start;
    if (block->element < chosen || block->element > page->elements[chosen].last ||
        !is_kept(page, block->element, chosen))
        return false;
    if (block->heading == 1)
        return false; /* the headline is put in front */
    if (block->linked * 2 > size)
        return false; /* "Related: ..." and lists of links */
    return !(block->is_item && !block->is_prose && size < 40);
}

/* The <h1> nearest above the article's first paragraph, or in it. */
static const char *find_headline(const struct page *page, uint32_t chosen) {
    const struct block *best = NULL;
    for (size_t i = 0; i < page->block_count; i++) {
        const struct block *block = &page->blocks[i];
        if (block->is_prose && block->element >= chosen &&
            block->element <= page->elements[chosen].last && best)
            break;
        if (block->heading == 1 && block->end - block->start < 400)
            best = block;
    }
    return best ? sg_arena_strndup(page->arena, page->text.data + best->start,
                                   best->end - best->start)
                : NULL;
}

void sg_html_main_text(struct sg_buf *out, const char **headline, const GumboNode *root,
                       const struct sg_page_rules *rules, struct sg_arena *arena) {
    struct page page = {.rules = rules, .arena = arena};
    sg_buf_init(&page.text);
    add_element(&page, 0);
    if (page.elements) {
        walk(&page, root, (struct place){0});
        close_block(&page);
        page.elements[0].last = (uint32_t)page.element_count - 1;
        score(&page);
        uint32_t chosen = choose(&page);
        *headline = find_headline(&page, chosen);
        for (size_t i = 0; i < page.block_count && !sg_buf_failed(&page.text); i++) {
            const struct block *block = &page.blocks[i];
            if (!is_taken(&page, block, chosen))
                continue;
            if (out->length)
                sg_buf_puts(out, "\n\n");
            sg_buf_add(out, page.text.data + block->start, block->end - block->start);
        }
    }
    out->has_failed |= page.text.has_failed;
    sg_buf_release(&page.text);
}
