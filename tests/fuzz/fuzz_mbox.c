#define SG_FUZZ_PATH "a.mbox"
#include "read_target.h"
