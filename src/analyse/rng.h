/* Random numbers that are the same on every machine: splitmix64 (Steele, Lea, Flood 2014). */
#ifndef SG_ANALYSE_RNG_H
#define SG_ANALYSE_RNG_H

#include <stdint.h>

struct sg_rng {
    uint64_t state;
};

static inline uint64_t sg_rng_next(struct sg_rng *rng) {
    uint64_t z = (rng->state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* 0 .. count-1; count > 0. */
static inline uint32_t sg_rng_below(struct sg_rng *rng, uint32_t count) {
    return (uint32_t)(((sg_rng_next(rng) >> 32) * count) >> 32);
}

#endif
