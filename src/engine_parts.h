/* What the engine holds: each stage's loaded knowledge. Const after sg_engine_load(). */
#ifndef SG_ENGINE_PARTS_H
#define SG_ENGINE_PARTS_H

#include "clean/clean.h"
#include "names/names.h"
#include "recognise/recognise.h"
#include "resolve/resolve.h"
#include "segment/segment.h"
#include "stance/stance.h"
#include "syntax/syntax.h"

#include <stancegraph/engine.h>

struct sg_engine {
    char *data_dir;
    struct sg_boilerplate *boilerplate;
    struct sg_segmenter *segmenter;
    struct sg_gazetteer *gazetteer;
    struct sg_name_model *names;
    struct sg_referents *referents;
    struct sg_syntax_model *syntax;
    struct sg_lexicon *lexicon;
    bool *wanted; /* relations to extract, as sg_lexicon_relations orders them */
    bool keep_reprints, parse_all;
};

#endif
