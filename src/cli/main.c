#include <stdio.h>

int main(void) {
    puts("stancegraph " SG_VERSION);
    return 0;
}
