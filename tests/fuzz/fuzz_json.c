#define SG_FUZZ_PATH "a.json"
#include "read_target.h"
