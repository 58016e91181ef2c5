#define SG_FUZZ_PATH "a.txt"
#include "read_target.h"
