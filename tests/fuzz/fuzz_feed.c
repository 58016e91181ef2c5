#define SG_FUZZ_PATH "a.xml"
#include "read_target.h"
