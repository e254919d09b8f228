/* All three libraries: a model file in, its report as JSON out; what is wrong with it on stderr. */
#include <entente/read.h>
#include <entente/report.h>

int main(int count, char **arguments) {
    ent_model *model = NULL;
    ent_inquiry inquiry = ENT_INQUIRY_INIT;
    ent_answers *answers = NULL;
    ent_report *report = NULL;
    ent_diags *diags = ent_diags_new();
    ent_status status =
        count == 2 ? ent_model_read_file(arguments[1], NULL, &model, diags) : ENT_ERR_ARG;
    if (status == ENT_OK)
        status = ent_inquiry_for(model, "brief", &inquiry, diags);
    if (status == ENT_OK)
        status = ent_ask(model, &inquiry, &answers, diags);
    if (status == ENT_OK)
        status = ent_report_make(answers, &report, diags);
    if (status == ENT_OK)
        status = ent_report_json(report, NULL, stdout, diags);
    for (size_t i = 0; ent_diags_at(diags, i); i++) {
        char text[1024];
        ent_diag_format(ent_diags_at(diags, i), text, sizeof text);
        fprintf(stderr, "%s\n", text);
    }
    ent_report_free(report);
    ent_answers_free(answers);
    ent_model_free(model);
    ent_diags_free(diags);
    return status == ENT_OK ? 0 : 1;
}
