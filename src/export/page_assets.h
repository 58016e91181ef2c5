/* The viewer's page, made at build time by page/embed.mjs: all before the data, all behind them. */
#ifndef SG_EXPORT_PAGE_ASSETS_H
#define SG_EXPORT_PAGE_ASSETS_H

#include <stddef.h>

extern const unsigned char sg_page_head[], sg_page_tail[];
extern const size_t sg_page_head_length, sg_page_tail_length;

#endif
