#define SG_FUZZ_PATH "a.csv"
#include "read_target.h"
