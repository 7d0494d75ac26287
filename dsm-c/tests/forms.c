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
    dsm_template *copy = NULL;
    DONE(dsm_template_marked(dsm_template_bytes(one), length, S("form.xlsx"), &copy, &error));
    CHECK(dsm_template_length(copy) > 1000 && memcmp(dsm_template_bytes(copy), "PK", 2) == 0);
    dsm_template_free(copy);
    copy = NULL;
    REFUSED_AS("EXC-331", dsm_template_marked((const uint8_t *)"A,B", 3, S("f.csv"), &copy, &error));
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

static void a_questionnaire_is_one_workbook_of_several_tables(void)
{
    dsm_string both[] = {S("ENTRIES"), S("EXITS")}, twice[] = {S("EXITS"), S("EXITS")}, year[] = {S("2006")};
    dsm_template *made = NULL, *one = NULL, *alone = form("2006", "en");
    DONE(dsm_template_new_questionnaire(both, 2, S("dsm"), S("MD"), year, 1, S("en"), NULL, 0, &made, &error));
    CHECK(dsm_template_length(made) > dsm_template_length(alone) && memcmp(dsm_template_bytes(made), "PK", 2) == 0);
    /* Of one indicator it is its form. */
    DONE(dsm_template_new_questionnaire(both, 1, S("dsm"), S("MD"), year, 1, S("en"), NULL, 0, &one, &error));
    CHECK(dsm_template_length(one) == dsm_template_length(alone));
    CHECK(memcmp(dsm_template_bytes(one), dsm_template_bytes(alone), dsm_template_length(one)) == 0);
    dsm_template *none = NULL;
    REFUSED_AS("EXC-384", dsm_template_new_questionnaire(NULL, 0, S("dsm"), S("MD"), year, 1, S("en"), NULL, 0, &none, &error));
    REFUSED_AS("EXC-385", dsm_template_new_questionnaire(twice, 2, S("dsm"), S("MD"), year, 1, S("en"), NULL, 0, &none, &error));
    dsm_documentation *read = NULL;
    REFUSED_AS("EXC-386", dsm_documentation_read_form(dsm_template_bytes(made), dsm_template_length(made), S("q.xlsx"), NULL, &read, &error));
    /* Nobody has filled it in: it is set aside whole. */
    dsm_translation *figures = NULL;
    REFUSED_AS("EXC-310", dsm_translation_read(dsm_template_bytes(made), dsm_template_length(made), S("q.xlsx"), NULL, &figures, &error));
    CHECK(none == NULL && read == NULL && figures == NULL);
    dsm_template_free(made);
    dsm_template_free(one);
    dsm_template_free(alone);
}

static void a_form_that_nobody_filled_in_is_set_aside(void)
{
    dsm_template *made = form("2006", "en");
    dsm_translation *none = NULL;
    REFUSED_AS("EXC-310", dsm_translation_read(dsm_template_bytes(made), dsm_template_length(made), S("form.xlsx"), NULL, &none, &error));
    CHECK(none == NULL);
    dsm_template_free(made);
}

static void the_documentation_table_is_a_form_that_is_read_back(void)
{
    static const char *const toml = "format = \"dsm-documentation/1\"\ntemplate = \"1.0\"\ncountry = \"MD\"\nindicator = \"ENTRIES\"\n"
                                    "\n[answers]\nUNIT = \"PERSONS\"\n\n[SOURCE]\nen = \"Cards\"\n";
    dsm_documentation *said = NULL, *read = NULL;
    dsm_template *made = NULL, *none = NULL;
    DONE(dsm_documentation_read(S("md.toml"), S(toml), &said, &error));
    DONE(dsm_template_new_documentation(S("ENTRIES"), S("dsm"), S("MD"), S("ru"), said, &made, &error));
    DONE(dsm_documentation_read_form(dsm_template_bytes(made), dsm_template_length(made), S("doc.xlsx"), NULL, &read, &error));
    dsm_text *text = dsm_documentation_toml(read);
    CHECK(is(dsm_text_string(text), toml));
    dsm_text_free(text);
    REFUSED_AS("EXC-309", dsm_template_new_documentation(S("EXITS"), S("dsm"), S("MD"), S("ru"), said, &none, &error));
    REFUSED_AS("EXC-331", dsm_documentation_read_form((const uint8_t *)"A,B", 3, S("f.csv"), NULL, &read, &error));
    /* It holds no figures. */
    dsm_translation *figures = NULL;
    REFUSED_AS("EXC-380", dsm_translation_read(dsm_template_bytes(made), dsm_template_length(made), S("doc.xlsx"), NULL, &figures, &error));
    CHECK(none == NULL && figures == NULL);
    dsm_documentation_free(said);
    dsm_documentation_free(read);
    dsm_template_free(made);
}

static void the_tables_of_a_file_are_checked(void)
{
    static const char *const file = "INDICATOR,REF_AREA,CITIZENSHIP,SEX,TIME_PERIOD,UNIT,OBS_VALUE\nENTRIES,MD,ROU,F,2006,PERSONS,3\n";
    dsm_translation *read = NULL;
    dsm_findings *found = NULL;
    DONE(dsm_translation_read((const uint8_t *)file, strlen(file), S("md.csv"), NULL, &read, &error));
    DONE(dsm_translation_check(read, 0, S("2005-06-01"), &found, &error));
    CHECK(dsm_findings_count(found) == 1);
    dsm_findings_free(found);
    found = NULL;
    REFUSED_AS("FFI-007", dsm_translation_check(read, 1, S("2005-06-01"), &found, &error));
    CHECK(found == NULL);
    dsm_translation_free(read);
}

int main(void)
{
    the_documentation_table_is_a_form_that_is_read_back();
    the_tables_of_a_file_are_checked();
    a_form_is_a_workbook();
    what_cannot_be_asked_is_refused();
    a_questionnaire_is_one_workbook_of_several_tables();
    a_form_that_nobody_filled_in_is_set_aside();
    return checked("forms");
}
