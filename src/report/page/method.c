/* How the answers are meant, and what they were computed from. */
#include "report/page/page.h"

static const struct term {
    const char *name;
    const char *meaning;
} terms[] = {
    {"Utility",
     "How good a package is to a party, in per cent of all that it wants: over all issues, how "
     "much the issue matters to it times how good the option chosen is, plus what options add or "
     "spoil when they occur together."},
    {"Walk-away", "What a party expects if the contest goes on for good, on the same scale."},
    {"Gain", "What a package adds over no agreement now: for a settlement its utility less the "
             "walk-away, for an interim agreement its utility less that of the status quo."},
    {"Settlement, interim agreement", "A package that ends the contest; one beside which the "
                                      "contest goes on."},
    {"Red line", "A pattern of options that a party will never sign."},
    {"Zone of possible agreement", "Packages that cross no red line and leave no principal with a "
                                   "loss."},
    {"Frontier", "Packages of the zone that no other one betters for a party without loss to "
                 "another."},
    {"Nash", "The package with the largest product of gains (Nash 1950)."},
    {"Kalai\xe2\x80\x93Smorodinsky", "The package whose smallest share of what each party could "
                                     "gain at most is largest (Kalai and Smorodinsky 1975)."},
    {"Egalitarian", "The package whose smallest gain is largest."},
    {"Utilitarian", "The package with the largest sum of utilities."},
    {"Price of a red line", "How much more the side that gains least could gain without it."},
    {"What walking away costs",
     "At a step of a roadmap: what carrying on is worth to a party, less "
     "what is left to it if it walks away and keeps the steps that "
     "cannot be undone. A roadmap holds where this is nowhere below "
     "zero."},
    {"What a side asks", "In talks over many rounds: the least it accepts, which is what waiting "
                         "is worth to it."},
    {"Grade", "The Admiralty code: A to F for how reliable the source is, 1 to 6 for how credible "
              "the single statement."},
};

void page_put_method(page_html *page, const ent_report *report) {
    const ent_model *model = report->answers->model;
    const ent_deals *deals = report->answers->deals;
    page_put(page, "<p>Every answer is computed from one model file");
    if (model->files_count > 0)
        page_put(page, ", <code>%s</code>", model->files[0]);
    page_put(page, ", by entente %s. %s The data behind this page are in the page itself.</p>\n",
             ENT_VERSION,
             !deals         ? ""
             : deals->exact ? "Payoffs are compared exactly, on whole numbers."
                            : "Payoffs closer than the stated tolerance count as equal.");
    page_put(page, "<dl class=\"terms\">\n");
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
        page_put(page, "<div><dt>%s</dt><dd>%s</dd></div>\n", terms[i].name, terms[i].meaning);
    page_put(page, "</dl>\n");
}
