/* Forms that officials fill in: the same call gives the same workbook, and what cannot be asked is refused. */
#include "check.h"

static dsm_template *form(const char *period, const char *tag)
{
    dsm_template *made = NULL;
    dsm_string periods[] = {S(period)};
    DONE(dsm_template_new(S("ENTRIES"), S("dsm"), S("MD"), periods, LENGTH(periods), S(tag), NULL, &made, &error));
    return made;
}

static void a_form_is_a_workbook(void)
{
    dsm_template *one = form("2006", "ru"), *again = form("2006", "ru"), *other = form("2006", "en");
    size_t length = dsm_template_length(one);
    CHECK(length > 1000 && memcmp(dsm_template_bytes(one), "PK", 2) == 0);
    CHECK(length == dsm_template_length(again));
    CHECK(memcmp(dsm_template_bytes(one), dsm_template_bytes(again), length) == 0);
    CHECK(length != dsm_template_length(other) || memcmp(dsm_template_bytes(one), dsm_template_bytes(other), length) != 0);
    dsm_template_free(one);
    dsm_template_free(again);
    dsm_template_free(other);
}

static void what_cannot_be_asked_is_refused(void)
{
    dsm_template *none = NULL;
    dsm_string quarter[] = {S("2006-Q1")}, year[] = {S("2006")}, twice[] = {S("2006"), S("2006")};
    REFUSED_AS("EXC-300", dsm_template_new(S("ENTRIES"), S("dsm"), S("MD"), quarter, 1, S("en"), NULL, &none, &error));
    REFUSED_AS("EXC-301", dsm_template_new(S("ENTRIES"), S("dsm"), S("MD"), NULL, 0, S("en"), NULL, &none, &error));
    REFUSED_AS("EXC-302", dsm_template_new(S("ENTRIES"), S("dsm"), S("MD"), twice, 2, S("en"), NULL, &none, &error));
    REFUSED_AS("CAT-001", dsm_template_new(S("SHOES"), S("dsm"), S("MD"), year, 1, S("en"), NULL, &none, &error));
    REFUSED_AS("COD-002", dsm_template_new(S("ENTRIES"), S("dsm"), S("XX"), year, 1, S("en"), NULL, &none, &error));
    CHECK(none == NULL);
}

static void a_form_that_nobody_filled_in_is_set_aside(void)
{
    dsm_template *made = form("2006", "en");
    dsm_translation *none = NULL;
    REFUSED_AS("EXC-310", dsm_translation_read(dsm_template_bytes(made), dsm_template_length(made), S("form.xlsx"), NULL, &none, &error));
    CHECK(none == NULL);
    dsm_template_free(made);
}

int main(void)
{
    a_form_is_a_workbook();
    what_cannot_be_asked_is_refused();
    a_form_that_nobody_filled_in_is_set_aside();
    return checked("forms");
}
