/* Time and memory of this process, for the programs of ./do bench. */
#ifndef BENCH_TIMING_H
#define BENCH_TIMING_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* CPU seconds of this process, all threads together: other work on the machine hardly moves it. */
static inline double timing_work(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static inline double timing_wall(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* A field of /proc/self/status in KiB, such as "VmHWM"; 0 where there is none. Unlike ru_maxrss it
 * starts anew with the program and knows nothing of who started it. */
static inline long timing_memory(const char *field) {
    FILE *file = fopen("/proc/self/status", "r");
    char line[256];
    char name[64];
    long kib = 0;
    long value = 0;
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "%63[^:]: %ld", name, &value) == 2 && !strcmp(name, field))
            kib = value;
    if (file)
        fclose(file);
    return kib;
}

static inline int timing_compare(const void *a, const void *b) {
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median; sorts what it is given. */
static inline double timing_median(double *seconds, size_t count) {
    qsort(seconds, count, sizeof *seconds, timing_compare);
    return count % 2 ? seconds[count / 2] : (seconds[count / 2 - 1] + seconds[count / 2]) / 2;
}

#endif
