/* What the main road needs beside a submission: specifications as files, findings, documentation, openings, protected releases. */
#include "check.h"

#include <unistd.h>

static const char layout[] = "format = \"dsm-translator/1\"\n[catalogue]\npreset = \"dsm\"\n[columns]\nTIME_PERIOD = \"month\"\n"
                             "[stated]\nINDICATOR = \"ENTRIES\"\nREF_AREA = \"KG\"\nUNIT = \"PERSONS\"\nCITIZENSHIP = \"_T\"\n"
                             "[labels.SEX]\nT = \"_T\"\n";
static const char wrong_layout[] = "format = \"dsm-translator/1\"\n[schemes]\nREF_AREA = \"iso\"\n[colums]\nSEX = \"sex\"\n";
static const char counts[] = "month,SEX,OBS_VALUE\n2023-01,F,6\n2023-01,M,5\n2023-01,T,11\n2023-02,F,3\n2023-02,M,6\n2023-02,T,9\n"
                             "2023-03,F,5\n2023-03,M,7\n2023-03,T,12\n";
static const char persons[] = "document_no,given_name,date_of_birth\nA1234567,Aida,1990-01-02\nA7654321,Bek,1985-11-30\n";
static const char form[] = "format = \"dsm-documentation/1\"\ntemplate = \"1.0\"\ncountry = \"KG\"\nindicator = \"ENTRIES\"\n"
                           "valid_from = \"2019-01-01\"\n[AGENCY]\nen = \"State Border Service\"\nru = \"Пограничная служба\"\n"
                           "[answers]\nUNIT = \"PERSONS\"\n";
static const char wrong_form[] = "format = \"dsm-documentation/1\"\ntemplate = \"1.0\"\ncountry = \"KG\"\nindicator = \"ENTRIES\"\n"
                                 "[answers]\nUNIT = \"FAMILIES\"\nNO_SUCH = \"x\"\n";

static char folder[] = "/tmp/dsm-c-XXXXXX";
static char mechanism_path[64], file_path[64];
static dsm_mechanism *mechanism = NULL;

static dsm_session *session(const char *user)
{
    dsm_session *opened = NULL;
    DONE(dsm_session_open(mechanism, S(user), &opened, &error));
    return opened;
}

/** Does something as a user: `who` is the session in the call. */
#define AS(user, call)                                                                                                 \
    do {                                                                                                               \
        dsm_session *who = session(user);                                                                              \
        DONE(call);                                                                                                    \
        dsm_session_free(who);                                                                                         \
    } while (0)

#define REFUSED_AS_OF(user, id, call)                                                                                  \
    do {                                                                                                               \
        dsm_session *who = session(user);                                                                              \
        REFUSED_AS(id, call);                                                                                          \
        dsm_session_free(who);                                                                                         \
    } while (0)

/** Whether a finding of an error is of a rule and, where a place is given, stands there. */
static int found(const dsm_error *error, size_t position, const char *code, const char *place)
{
    const dsm_finding *finding = dsm_error_finding(error, position);
    return is(dsm_finding_code(finding), code) && (place == NULL || owned_is(dsm_finding_place(finding), place));
}

static void specifications_are_files(void)
{
    dsm_specification *specification = NULL;
    dsm_translation *translation = NULL;
    dsm_error *error = NULL;
    CHECK(dsm_specification_read(S("wrong.toml"), S(wrong_layout), &specification, &error) != DSM_STATUS_OK);
    CHECK(is(dsm_error_code(error), "TRL-007") && dsm_error_finding_count(error) == 2);
    CHECK(found(error, 0, "COD-008", "wrong.toml:3") && found(error, 1, "TRL-007", "wrong.toml:5"));
    dsm_error_free(error);
    REFUSED_AS("TRL-007", dsm_specification_read(S("wrong.toml"), S("format = "), &specification, &error));
    DONE(dsm_specification_read(S("kg.toml"), S(layout), &specification, &error));
    DONE(dsm_translation_read((const uint8_t *)counts, strlen(counts), S("kg.csv"), specification, &translation, &error));
    CHECK(dsm_translation_count(translation) == 1 && is(dsm_translation_indicator(translation, 0), "ENTRIES"));
    dsm_translation_free(translation);

    error = NULL;
    CHECK(dsm_translation_read((const uint8_t *)"month,SEX,OBS_VALUE\n2023-01,F,many\nsoon,M,5\n", 44, S("kg.csv"), specification,
                               &translation, &error) != DSM_STATUS_OK);
    CHECK(is(dsm_error_code(error), "TRL-001") && dsm_error_finding_count(error) == 2);
    CHECK((found(error, 0, "TIM-001", "kg.csv:3:1") && found(error, 1, "SRC-001", "kg.csv:2:3")) ||
          (found(error, 1, "TIM-001", "kg.csv:3:1") && found(error, 0, "SRC-001", "kg.csv:2:3")));
    dsm_error_free(error);
    error = NULL;
    CHECK(dsm_translation_read((const uint8_t *)persons, strlen(persons), S("case.csv"), NULL, &translation, &error) != DSM_STATUS_OK);
    CHECK(is(dsm_error_code(error), "TRL-008") && dsm_error_finding_count(error) > 0);
    CHECK(strncmp(dsm_finding_code(dsm_error_finding(error, 0)).bytes, "SRC-04", 6) == 0);
    dsm_error_free(error);
    dsm_specification_free(specification);
}

/** Out as a metadata report of SDMX, and back. */
static void documentation_travels_as_a_report(const dsm_documentation *documentation)
{
    static const char foreign[] = "MDSTRUCTURE[;],MDSTRUCTURE_ID,METADATASET_ID,TARGET_TYPES,TARGET_IDS,REF_AREA[en],COST_BURDEN[en]\n"
                                  "metadataflow,ESTAT:ESMS(1.0),ESTAT:S(1.0),dataflow,ESTAT:D(1.0),en:all,en:low\n";
    const dsm_string formats[] = {S("sdmx-ml-3.0"), S("sdmx-csv-2.0")}, none = {NULL, 0};
    dsm_documentations *all = NULL;
    dsm_message *message = NULL;
    dsm_text *file = NULL;
    for (size_t at = 0; at < 2; at++) {
        DONE(dsm_documentation_write_report(documentation, formats[at], S("DSM"), S("KGZ"), S("2026-06-01"), &message, &error));
        DONE(dsm_message_text(message, &file, &error));
        dsm_string text = dsm_text_string(file);
        DONE(dsm_documentations_read_report((const uint8_t *)text.bytes, text.length, S("kg"), NULL, none, none, &all, &error));
        CHECK(dsm_documentations_count(all) == 1 && dsm_documentations_finding_count(all) == 0);
        CHECK(dsm_documentations_finding(all, 0) == NULL);
        CHECK(is(dsm_documentation_country(dsm_documentations_at(all, 0)), "KG"));
        CHECK(owned_is(dsm_documentation_from(dsm_documentations_at(all, 0)), "2019-01-01"));
        CHECK(owned_is(dsm_documentation_answer(dsm_documentations_at(all, 0), S("AGENCY"), S("ru")), "Пограничная служба"));
        dsm_documentations_free(all);
        dsm_text_free(file);
        dsm_message_free(message);
    }
    REFUSED_AS("EXC-286", dsm_documentation_write_report(documentation, S("sdmx-json-2.0"), S("DSM"), S("KGZ"), S("2026-06-01"), &message, &error));
    REFUSED_AS("EXC-281", dsm_documentations_read_report((const uint8_t *)foreign, sizeof foreign - 1, S("e.csv"), NULL, none, none, &all, &error));
    DONE(dsm_documentations_read_report((const uint8_t *)foreign, sizeof foreign - 1, S("e.csv"), NULL, S("KG"), S("ENTRIES"), &all, &error));
    CHECK(dsm_documentations_finding_count(all) == 1 && is(dsm_finding_code(dsm_documentations_finding(all, 0)), "EXC-280"));
    CHECK(owned_is(dsm_documentation_answer(dsm_documentations_at(all, 0), S("TERRITORY"), S("en")), "all"));
    dsm_documentations_free(all);
}

static void states_say_what_their_figures_are(void)
{
    dsm_documentation *documentation = NULL;
    dsm_documentations *all = NULL;
    dsm_error *error = NULL;
    size_t filled = 0, required = 0;
    CHECK(dsm_documentation_read(S("kg.toml"), S(wrong_form), &documentation, &error) != DSM_STATUS_OK);
    CHECK(is(dsm_error_code(error), "DOC-014") && dsm_error_finding_count(error) == 2);
    CHECK(found(error, 0, "DOC-005", "kg.toml:6") && found(error, 1, "DOC-001", "kg.toml:7"));
    dsm_error_free(error);
    REFUSED_AS("DOC-015", dsm_documentation_read(S("kg.toml"), S("format = 1\n"), &documentation, &error));
    DONE(dsm_documentation_read(S("kg.toml"), S(form), &documentation, &error));
    CHECK(is(dsm_documentation_country(documentation), "KG") && is(dsm_documentation_indicator(documentation), "ENTRIES"));
    CHECK(owned_is(dsm_documentation_from(documentation), "2019-01-01") && dsm_documentation_until(documentation) == NULL);
    CHECK(dsm_documentation_answer_count(documentation) == 2);
    CHECK(dsm_documentation_field(documentation, 0).bytes != NULL && dsm_documentation_field(documentation, 2).bytes == NULL);
    CHECK(owned_is(dsm_documentation_answer(documentation, S("AGENCY"), S("ru")), "Пограничная служба"));
    CHECK(owned_is(dsm_documentation_answer(documentation, S("UNIT"), S("ru")), "PERSONS"));
    CHECK(dsm_documentation_answer(documentation, S("SOURCE"), S("ru")) == NULL);
    documentation_travels_as_a_report(documentation);
    AS("submitter@kg", dsm_session_document(who, documentation, &error));
    AS("submitter@kg", dsm_session_completeness(who, documentation, &filled, &required, &error));
    CHECK(filled == 2 && required > filled);
    AS("submitter@kg", dsm_session_documentation(who, S("KG"), S("ENTRIES"), &all, &error));
    CHECK(dsm_documentations_count(all) == 1 && dsm_documentations_at(all, 1) == NULL);
    CHECK(owned_is(dsm_documentation_answer(dsm_documentations_at(all, 0), S("AGENCY"), S("en")), "State Border Service"));
    dsm_documentations_free(all);
    /* Whoever may see none of the figures is told nothing of them. */
    AS("analyst@kz", dsm_session_documentation(who, S("KG"), S("ENTRIES"), &all, &error));
    CHECK(dsm_documentations_count(all) == 0);
    dsm_documentations_free(all);
    REFUSED_AS_OF("submitter@kz", "ACC-005", dsm_session_document(who, documentation, &error));
    dsm_documentation_free(documentation);
}

static dsm_status seen(dsm_table **table)
{
    dsm_session *who = session("analyst@kz");
    dsm_query *query = NULL;
    dsm_status status;
    DONE(dsm_query_new(S("ENTRIES"), &query, &error));
    status = dsm_session_view(who, query, table, NULL);
    dsm_query_free(query);
    dsm_session_free(who);
    return status;
}

/** The figure of a cell as it is seen, as text. */
static int shows(const dsm_table *table, const char *sex, const char *month, const char *figure)
{
    dsm_string key[4];
    dsm_row *row = NULL;
    int same;
    key[0] = S("KG"), key[1] = S("_T"), key[2] = S(sex), key[3] = S(month);
    DONE(dsm_table_at(table, key, 4, &row, &error));
    same = is(dsm_row_figure(row), figure);
    dsm_row_free(row);
    return same;
}

static void a_release_is_protected_and_opened(void)
{
    dsm_specification *specification = NULL;
    dsm_submissions *submissions = NULL;
    dsm_protection *protection = NULL;
    dsm_table *table = NULL;
    dsm_error *error = NULL;
    dsm_documentations *all = NULL;
    dsm_page *page = NULL;
    dsm_text *html = NULL;
    const dsm_documentation *said;
    dsm_string id, named[4];
    FILE *file = fopen(file_path, "wb");
    dsm_session *releaser = session("releaser@kg");
    CHECK(file != NULL && fwrite(counts, 1, strlen(counts), file) == strlen(counts) && fclose(file) == 0);
    DONE(dsm_specification_read(S("kg.toml"), S(layout), &specification, &error));
    AS("submitter@kg", dsm_session_submit_file(who, S(file_path), specification, &submissions, &error));
    id = dsm_submissions_id(submissions, 0);
    AS("verifier@kg", dsm_session_verify(who, id, &error));

    REFUSED_AS("SDC-006", dsm_protection_below(1, &protection, &error));
    DONE(dsm_protection_below(5, &protection, &error));
    REFUSED_AS("SDC-006", dsm_protection_zeros(protection, S("gone"), &error));
    DONE(dsm_protection_zeros(protection, S("maskable"), &error));
    {
        const dsm_string axes[] = {S("SEX")}, codes[] = {S("X")}, all[] = {S("_T")};
        DONE(dsm_protection_prefer(protection, axes, codes, 1, &error));
        CHECK(dsm_session_release_protected(releaser, id, protection, &error) != DSM_STATUS_OK);
        CHECK(is(dsm_error_code(error), "SDC-038"));
        dsm_error_free(error);
        dsm_protection_free(protection);
        DONE(dsm_protection_below(5, &protection, &error));
        DONE(dsm_protection_accept_open(protection, S("agreed"), &error));
        DONE(dsm_protection_never(protection, axes, all, 1, &error));
    }
    DONE(dsm_protection_nothing_else(protection, &error));
    CHECK(dsm_session_release_protected(releaser, id, protection, &error) != DSM_STATUS_OK);
    CHECK(is(dsm_error_code(error), "SDC-001") && dsm_error_finding_count(error) > 1 && found(error, 0, "SDC-002", NULL));
    dsm_error_free(error);
    dsm_protection_free(protection);

    DONE(dsm_protection_named(&protection, &error));
    dsm_protection_free(protection);
    DONE(dsm_protection_below(5, &protection, &error));
    named[0] = S("KG"), named[1] = S("_T"), named[2] = S("F"), named[3] = S("2023-01");
    DONE(dsm_protection_also(protection, named, 4, &error));
    DONE(dsm_session_release_protected(releaser, id, protection, &error));
    dsm_protection_free(protection);
    dsm_session_free(releaser);

    CHECK(seen(&table) == DSM_STATUS_DENIED);
    REFUSED_AS_OF("analyst@kz", "ACC-004", dsm_session_open_to(who, S("ENTRIES"), S("public"), &error));
    REFUSED_AS_OF("administrator@kg", "ACC-020", dsm_session_open_to(who, S("ENTRIES"), S(" "), &error));
    AS("administrator@kg", dsm_session_open_to(who, S("ENTRIES"), S("KZ"), &error));
    CHECK(seen(&table) == DSM_STATUS_OK && dsm_table_length(table) == 9);
    CHECK(shows(table, "F", "2023-02", "*") && shows(table, "M", "2023-02", "*") && shows(table, "_T", "2023-02", "9"));
    CHECK(shows(table, "F", "2023-01", "*") && shows(table, "F", "2023-03", "5"));

    AS("analyst@kz", dsm_session_documentation(who, S("KG"), S("ENTRIES"), &all, &error));
    said = dsm_documentations_at(all, 0);
    CHECK(said != NULL);
    DONE(dsm_page_new(S("Entries"), S("Въезды"), &page, &error));
    DONE(dsm_page_section_documented(page, S("ENTRIES"), table, &said, 1, S("2026-06-01"), &error));
    DONE(dsm_page_write(page, S("en"), &html, &error));
    CHECK(strstr(dsm_text_string(html).bytes, "Kyrgyzstan") != NULL);
    dsm_text_free(html);
    dsm_page_free(page);
    dsm_documentations_free(all);
    dsm_table_free(table);
    AS("administrator@kg", dsm_session_close_to(who, S("ENTRIES"), S("KZ"), &error));
    CHECK(seen(&table) == DSM_STATUS_DENIED);
    dsm_submissions_free(submissions);
    dsm_specification_free(specification);
}

static void a_file_with_an_error_is_not_handed_in_by_half(void)
{
    static const char half[] = "INDICATOR,REF_AREA,CITIZENSHIP,TIME_PERIOD,UNIT,DECISION,OBS_VALUE\n"
                               "ASYLUM_APPLICATIONS,KZ,AFG,2022,CASES,_Z,115\nASYLUM_DECISIONS,KZ,AFG,2022,CASES,REC,100\n"
                               "ASYLUM_DECISIONS,KZ,AFG,2022,CASES,COM,100\nASYLUM_DECISIONS,KZ,AFG,2022,CASES,REJ,100\n"
                               "ASYLUM_DECISIONS,KZ,AFG,2022,CASES,CLO,100\nASYLUM_DECISIONS,KZ,AFG,2022,CASES,_T,900\n";
    dsm_submissions *submissions = NULL;
    FILE *file = fopen(file_path, "wb");
    CHECK(file != NULL && fwrite(half, 1, strlen(half), file) == strlen(half) && fclose(file) == 0);
    REFUSED_AS_OF("submitter@kz", "WFL-003", dsm_session_submit_file(who, S(file_path), NULL, &submissions, &error));
    AS("submitter@kz", dsm_session_submissions(who, &submissions, &error));
    CHECK(dsm_submissions_count(submissions) == 0);
    dsm_submissions_free(submissions);
}

static void indicators_are_added(void)
{
    dsm_error *error = NULL;
    dsm_session *who = session("administrator@dsm");
    DONE(dsm_session_add_indicator(who, S("ENTRIES"), 0, &error));
    REFUSED_AS("WFL-013", dsm_session_add_indicator(who, S("no indicator"), 1, &error));
    CHECK(dsm_session_define_indicator(who, S("own.toml"), S("format = \"dsm-indicators/1\"\nid = \"OWN\"\n"), 0, &error) != DSM_STATUS_OK);
    CHECK(is(dsm_error_code(error), "CAT-010") && dsm_error_finding_count(error) > 0);
    dsm_error_free(error);
    REFUSED_AS("CAT-011", dsm_session_define_indicator(who, S("own.toml"), S("format = 2\n"), 0, &error));
    dsm_session_free(who);
    REFUSED_AS_OF("administrator@kg", "ACC-005", dsm_session_add_indicator(who, S("EXITS"), 0, &error));
}

int main(void)
{
    CHECK(mkdtemp(folder) != NULL);
    snprintf(mechanism_path, sizeof mechanism_path, "%s/region.dsm", folder);
    snprintf(file_path, sizeof file_path, "%s/figures.csv", folder);
    DONE(dsm_mechanism_create(S(mechanism_path), S("unhcr"), &mechanism, &error));
    AS("administrator@dsm", dsm_session_add_country(who, S("KG"), 1, &error));
    AS("administrator@dsm", dsm_session_add_country(who, S("KZ"), 1, &error));
    specifications_are_files();
    indicators_are_added();
    states_say_what_their_figures_are();
    a_release_is_protected_and_opened();
    a_file_with_an_error_is_not_handed_in_by_half();
    dsm_mechanism_free(mechanism);
    (void)remove(file_path);
    (void)remove(mechanism_path);
    CHECK(rmdir(folder) == 0);
    return checked("sharing");
}
