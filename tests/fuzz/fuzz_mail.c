#define SG_FUZZ_PATH "a.eml"
#include "read_target.h"
