#define SG_FUZZ_PATH "a.jsonl"
#include "read_target.h"
