#include "report/rtl.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

/* Blocks whose letters run from right to left: Hebrew to Arabic Extended, their presentation forms,
 * and the planes set aside for such scripts. */
static bool runs_left(uint32_t point) {
    return (point >= 0x0590 && point <= 0x08FF) || (point >= 0xFB1D && point <= 0xFDFF) ||
           (point >= 0xFE70 && point <= 0xFEFE) || (point >= 0x10800 && point <= 0x10FFF) ||
           (point >= 0x1E800 && point <= 0x1EFFF);
}

static bool joins(char character) {
    return strchr(" -'", character) && character;
}

size_t report_rtl_run(const char *text, size_t length) {
    size_t run = 0;
    for (size_t at = 0, step; at < length; at += step) {
        const uint32_t point = base_utf8_decode(text + at, length - at, &step);
        if (runs_left(point))
            run = at + step;
        else if (at == 0 || at > run || !joins(text[at]))
            break;
    }
    return run;
}
