/* What a check reports and where: the path of the place looked at, the ranges of the kinds of
 * numbers, and the one test that every number goes through. */
#include "model/check.h"

#include <stdarg.h>
#include <stdio.h>

const model_range MODEL_UTILITY_RANGE = {0, 1, "utilities run from 0 to 1"};
const model_range MODEL_CHANGE_RANGE = {-1, 1, "changes of a utility run from -1 to 1"};
const model_range MODEL_CHANCE_RANGE = {0, 1, "chances run from 0 to 1"};
const model_range MODEL_DISCOUNT_RANGE = {0, 1, "discounts run from 0 to 1"};
const model_range MODEL_WEIGHT_RANGE = {0, 1e9, "weights run from 0 to 1e9"};
const model_range MODEL_WEIGHT_CHANGE_RANGE = {-1e9, 1e9,
                                               "changes of a weight run from -1e9 to 1e9"};

void model_check_path(model_checker *c, const char *format, ...) {
    va_list arguments;
    if (!base_watch_step(c->watch, 64))
        return; /* what is looked at from now on does not count */
    va_start(arguments, format);
    vsnprintf(c->path, sizeof c->path, format, arguments);
    va_end(arguments);
}

__attribute__((format(printf, 4, 0))) static void
tell(model_checker *c, ent_status code, ent_place place, const char *format, va_list arguments) {
    char message[400];
    vsnprintf(message, sizeof message, format, arguments);
    c->report(c->context, code, place, c->path, message);
}

void model_check_fault(model_checker *c, ent_place place, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    tell(c, ENT_ERR_MODEL, place, format, arguments);
    va_end(arguments);
}

void model_check_warning(model_checker *c, ent_place place, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    tell(c, ENT_OK, place, format, arguments);
    va_end(arguments);
}

static bool is_outside(double value, const model_range *r) {
    return value < r->low || value > r->high;
}

bool model_number_fits(const ent_number *number, const model_range *r) {
    const double low = number->low.value;
    const double likely = number->likely.value;
    const double high = number->high.value;
    return !(is_outside(low, r) || is_outside(likely, r) || is_outside(high, r) || low > high ||
             likely < low || likely > high);
}

void model_check_number(model_checker *c, const ent_number *number, const model_range *r) {
    const ent_decimal *parts[] = {&number->low, &number->likely, &number->high};
    if (model_number_fits(number, r))
        return;
    for (size_t i = 0; i < 3; i++) {
        const double value = parts[i]->value;
        const double bound = value < r->low ? r->low : r->high;
        if (is_outside(value, r)) {
            model_check_fault(c, number->place, "%.15g is %s %.15g (%s)", value,
                              value < r->low ? "below" : "above", bound, r->what);
            return;
        }
    }
    if (number->low.value > number->high.value)
        model_check_fault(c, number->place, "low %.15g is above high %.15g", number->low.value,
                          number->high.value);
    else if (number->likely.value < number->low.value || number->likely.value > number->high.value)
        model_check_fault(c, number->place, "likely %.15g is outside %.15g to %.15g",
                          number->likely.value, number->low.value, number->high.value);
}
