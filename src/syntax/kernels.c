#include "syntax/kernels.h"

#include <stdbool.h>
#include <string.h>

/* a fused multiply-add would round once where the others round twice */
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#define UNROLL _Pragma("unroll")
#else
#define UNROLL _Pragma("GCC unroll 8")
#endif

/* --- plain C, the measure of the others */

typedef int32_t plain_lanes __attribute__((vector_size(16)));
typedef int16_t plain_pairs __attribute__((vector_size(16)));
typedef float plain_float_lanes __attribute__((vector_size(16)));

static inline plain_lanes plain_load(const void *p) {
    plain_lanes v;
    memcpy(&v, p, sizeof v);
    return v;
}

static inline plain_lanes plain_madd(plain_lanes sum, plain_lanes pair, plain_lanes w) {
    plain_pairs a, b;
    memcpy(&a, &pair, sizeof a);
    memcpy(&b, &w, sizeof b);
    for (size_t i = 0; i < 4; i++)
        sum[i] += (int32_t)a[2 * i] * b[2 * i] + (int32_t)a[2 * i + 1] * b[2 * i + 1];
    return sum;
}

static inline plain_float_lanes plain_min(plain_float_lanes a, plain_float_lanes b) {
    plain_lanes less = a < b;
    return (plain_float_lanes)(((plain_lanes)a & less) | ((plain_lanes)b & ~less));
}

static inline plain_float_lanes plain_max(plain_float_lanes a, plain_float_lanes b) {
    plain_lanes more = a > b;
    return (plain_float_lanes)(((plain_lanes)a & more) | ((plain_lanes)b & ~more));
}

static inline unsigned plain_not_less(plain_float_lanes a, plain_float_lanes b) {
    unsigned bits = 0;
    for (size_t i = 0; i < 4; i++)
        bits |= (unsigned)!(a[i] < b[i]) << i;
    return bits;
}

#define NAME(x) plain_##x
#define KERNELS_NAME "plain"
#define TARGET
#define LANES 4
#define WIDE 4
#define ROWS 2
#define ints plain_lanes
#define LOAD(p) plain_load(p)
#define STORE(p, v) memcpy(p, &(v), sizeof(plain_lanes))
#define SET1(i) ((plain_lanes){i, i, i, i})
#define MADD(sum, pair, w) plain_madd(sum, pair, w)
#define DOT MADD
#define FMIN plain_min
#define FMAX plain_max
#define NOT_LESS plain_not_less
#include "syntax/kernels_body.h"
#undef NAME
#undef KERNELS_NAME
#undef TARGET
#undef LANES
#undef WIDE
#undef ROWS
#undef ints
#undef LOAD
#undef STORE
#undef SET1
#undef MADD
#undef DOT
#undef FMIN
#undef FMAX
#undef NOT_LESS

#ifdef __x86_64__
#include <immintrin.h>

#define NAME(x) sse2_##x
#define KERNELS_NAME "sse2"
#define TARGET
#define LANES 4
#define WIDE 4
#define ROWS 2
#define ints __m128i
#define LOAD(p) _mm_loadu_si128((const __m128i *)(const void *)(p))
#define STORE(p, v) _mm_storeu_si128((__m128i *)(void *)(p), v)
#define SET1(i) _mm_set1_epi32(i)
#define MADD(sum, pair, w) _mm_add_epi32(sum, _mm_madd_epi16(pair, w))
#define DOT MADD
#define FMIN(a, b) ((sse2_floats)_mm_min_ps((__m128)(a), (__m128)(b)))
#define FMAX(a, b) ((sse2_floats)_mm_max_ps((__m128)(a), (__m128)(b)))
#define NOT_LESS(a, b) ((unsigned)_mm_movemask_ps(_mm_cmpnlt_ps((__m128)(a), (__m128)(b))))
#include "syntax/kernels_body.h"
#undef NAME
#undef KERNELS_NAME
#undef TARGET
#undef LANES
#undef WIDE
#undef ROWS
#undef ints
#undef LOAD
#undef STORE
#undef SET1
#undef MADD
#undef DOT
#undef FMIN
#undef FMAX
#undef NOT_LESS

#define NAME(x) avx2_##x
#define KERNELS_NAME "avx2"
#define TARGET __attribute__((target("avx2")))
#define LANES 8
#define WIDE 2
#define ROWS 2
#define ints __m256i
#define LOAD(p) _mm256_loadu_si256((const __m256i *)(const void *)(p))
#define STORE(p, v) _mm256_storeu_si256((__m256i *)(void *)(p), v)
#define SET1(i) _mm256_set1_epi32(i)
#define MADD(sum, pair, w) _mm256_add_epi32(sum, _mm256_madd_epi16(pair, w))
#define DOT MADD
#define FMIN(a, b) ((avx2_floats)_mm256_min_ps((__m256)(a), (__m256)(b)))
#define FMAX(a, b) ((avx2_floats)_mm256_max_ps((__m256)(a), (__m256)(b)))
#define NOT_LESS(a, b)                                                                             \
    ((unsigned)_mm256_movemask_ps(_mm256_cmp_ps((__m256)(a), (__m256)(b), _CMP_NLT_UQ)))
#include "syntax/kernels_body.h"
#undef NAME
#undef KERNELS_NAME
#undef TARGET
#undef LANES
#undef WIDE
#undef ROWS
#undef ints
#undef LOAD
#undef STORE
#undef SET1
#undef MADD
#undef DOT
#undef FMIN
#undef FMAX
#undef NOT_LESS

/* Written out, since GCC 12 copies every sum before and after the intrinsic, and spills one. */
__attribute__((target("avx512f,avx512vnni"))) static inline __m512i dot(__m512i sum, __m512i four,
                                                                        __m512i w) {
    __asm__("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(four), "vm"(w));
    return sum;
}

#define NAME(x) avx512_##x
#define KERNELS_NAME "avx512"
#define TARGET __attribute__((target("avx512f,avx512bw,avx512vnni")))
#define LANES 16
#define WIDE 4
#define ROWS 4
#define ints __m512i
#define LOAD(p) _mm512_loadu_si512(p)
#define STORE(p, v) _mm512_storeu_si512(p, v)
#define SET1(i) _mm512_set1_epi32(i)
#define MADD(sum, pair, w) _mm512_dpwssd_epi32(sum, pair, w)
#define DOT(sum, four, w) dot(sum, four, w)
#define HAS_DOT
#define FMIN(a, b) ((avx512_floats)_mm512_min_ps((__m512)(a), (__m512)(b)))
#define FMAX(a, b) ((avx512_floats)_mm512_max_ps((__m512)(a), (__m512)(b)))
#define NOT_LESS(a, b)                                                                             \
    ((unsigned)_mm512_cmp_ps_mask((__m512)(a), (__m512)(b), _CMP_NLT_UQ))
#include "syntax/kernels_body.h"
#endif

const struct sg_kernels *sg_kernels_at(size_t i) {
    const struct sg_kernels *sets[4] = {NULL};
    size_t count = 0;
    sets[count++] = &plain_kernels;
#ifdef __x86_64__
    sets[count++] = &sse2_kernels;
    if (__builtin_cpu_supports("avx2"))
        sets[count++] = &avx2_kernels;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vnni"))
        sets[count++] = &avx512_kernels;
#endif
    return i < count ? sets[i] : NULL;
}

const struct sg_kernels *sg_kernels_best(void) {
    size_t i = 0;
    while (sg_kernels_at(i + 1))
        i++;
    return sg_kernels_at(i);
}
