/* Every allocation of a report made to fail in turn, for the tests of single reports. */
#ifndef TESTS_REPORT_FAULTS_H
#define TESTS_REPORT_FAULTS_H

#ifdef ENT_FAULTS
#include "base/faults.h"
#include "entente/ask.h"
#include "entente/report.h"

/* Whatever allocation fails while blocks are made, a status says so and no report is left.
 * Takes the model. */
static inline void assert_faults_are_told(ent_model *model, const char *command) {
    ent_inquiry inquiry;
    ent_answers *answers = NULL;
    assert_int_equal(ent_inquiry_for(model, command, &inquiry, NULL), ENT_OK);
    assert_int_equal(ent_ask(model, &inquiry, &answers, NULL), ENT_OK);
    ent_status status = ENT_ERR_NOMEM;
    long n = 0;
    for (; status; n++) {
        ent_report *report = NULL;
        ent_allocations_left = n;
        status = ent_report_make(answers, &report, NULL);
        ent_allocations_left = -1;
        assert_int_equal(status, report ? ENT_OK : ENT_ERR_NOMEM);
        ent_report_free(report);
    }
    assert_true(n > 10);
    ent_answers_free(answers);
    ent_model_free(model);
}
#endif

#endif
