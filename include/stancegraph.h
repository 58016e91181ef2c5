/* stancegraph: who threatens, accuses, condemns and backs whom, read from news. */
#ifndef STANCEGRAPH_H
#define STANCEGRAPH_H

#include <stancegraph/analysis.h>
#include <stancegraph/claim.h>
#include <stancegraph/document.h>
#include <stancegraph/engine.h>
#include <stancegraph/error.h>
#include <stancegraph/export.h>
#include <stancegraph/graph.h>

#endif
