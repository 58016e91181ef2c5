#define SG_FUZZ_PATH "a.zip"
#include "read_target.h"
