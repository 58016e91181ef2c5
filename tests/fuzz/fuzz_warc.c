#define SG_FUZZ_PATH "a.warc"
#include "read_target.h"
