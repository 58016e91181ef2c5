#define SG_FUZZ_PATH "a.html"
#include "read_target.h"
