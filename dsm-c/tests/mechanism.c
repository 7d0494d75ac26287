/* The main road in a mechanism: files of two States are submitted, verified by another, released, and viewed under rights. */
#include "check.h"

#include <unistd.h>

static const char tidy[] = "INDICATOR,REF_AREA,CITIZENSHIP,TIME_PERIOD,UNIT,OBS_VALUE\n"
                           "ASYLUM_APPLICATIONS,MD,AFG,2022,CASES,115\n"
                           "ASYLUM_APPLICATIONS,MD,UKR,2022,CASES,1000\n"
                           "ASYLUM_APPLICATIONS,MD,AFG,2023,CASES,168\n";

static char folder[] = "/tmp/dsm-c-XXXXXX";
static char mechanism_path[64], file_path[64];

static dsm_session *session(const dsm_mechanism *mechanism, const char *user)
{
    dsm_session *opened = NULL;
    DONE(dsm_session_open(mechanism, S(user), &opened, &error));
    return opened;
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    CHECK(file != NULL && fwrite(text, 1, strlen(text), file) == strlen(text));
    if (file != NULL) {
        (void)fclose(file);
    }
}

static void a_file_becomes_tables(void)
{
    dsm_translation *translation = NULL;
    dsm_specification *specification = NULL;
    dsm_table *table = NULL;
    dsm_findings *findings = NULL;
    dsm_text *file = NULL;
    DONE(dsm_specification_tidy(&specification, &error));
    DONE(dsm_specification_declare(specification, S("catalogue"), S("preset"), S("unhcr"), &error));
    DONE(dsm_specification_declare(specification, S("absent"), S("rows"), S("missing"), &error));
    REFUSED_AS("TRL-007", dsm_specification_declare(specification, S("colums"), S("SEX"), S("x"), &error));
    DONE(dsm_translation_read((const uint8_t *)tidy, strlen(tidy), S("md.csv"), specification, &translation, &error));
    CHECK(dsm_translation_count(translation) == 1);
    CHECK(is(dsm_translation_indicator(translation, 0), "ASYLUM_APPLICATIONS"));
    CHECK(dsm_translation_indicator(translation, 1).bytes == NULL);
    CHECK(dsm_translation_finding(translation, dsm_translation_finding_count(translation)) == NULL);
    DONE(dsm_translation_table(translation, 0, &table, &error));
    REFUSED_AS("FFI-007", dsm_translation_table(translation, 1, &table, &error));
    dsm_translation_free(translation);
    CHECK(dsm_table_length(table) == 3);
    DONE(dsm_table_check(table, S("2024-05-31"), &findings, &error));
    CHECK(dsm_findings_count(findings) == 0);
    dsm_findings_free(findings);
    DONE(dsm_table_check(table, S("2022-05-31"), &findings, &error));
    CHECK(dsm_findings_count(findings) > 0);
    dsm_findings_free(findings);
    DONE(dsm_table_write(table, S("csv"), S(NULL), &file, &error));
    CHECK(strstr(dsm_text_string(file).bytes, "OBS_VALUE") != NULL);
    dsm_text_free(file);
    DONE(dsm_table_write(table, S("sdmx-csv-2.0"), S("DSM:ASYLUM_APPLICATIONS(1.0)"), &file, &error));
    CHECK(strncmp(dsm_text_string(file).bytes, "STRUCTURE,STRUCTURE_ID,ACTION,", 30) == 0);
    dsm_text_free(file);
    REFUSED_AS("EXC-002", dsm_table_write(table, S("sdmx-csv-2.0"), S("no structure"), &file, &error));
    DONE(dsm_table_write_json_stat(table, S("ASYLUM_APPLICATIONS"), S("ru"), &file, &error));
    CHECK(strstr(dsm_text_string(file).bytes, "\"class\":\"dataset\"") != NULL);
    dsm_text_free(file);
    REFUSED_AS("CAT-001", dsm_table_write_json_stat(table, S("SHOE_SIZES"), S("ru"), &file, &error));
    REFUSED_AS("MEA-001", dsm_table_write(table, S("papyrus"), S(NULL), &file, &error));
    REFUSED_AS("TRL-001", dsm_translation_read((const uint8_t *)"INDICATOR,REF_AREA,TIME_PERIOD,OBS_VALUE\n"
                                                               "ASYLUM_APPLICATIONS,MD,2022,many\n",
                                               74, S("md.csv"), NULL, &translation, &error));
    dsm_table_free(table);
    dsm_specification_free(specification);
}

/** One State's file, from the submitter's hands to the readers of the region. */
static void released(const dsm_mechanism *mechanism, const char *country, const char *path)
{
    char user[32];
    dsm_session *who;
    dsm_submissions *submissions = NULL, *listed = NULL;
    dsm_string id;
    snprintf(user, sizeof user, "submitter@%s", country);
    who = session(mechanism, user);
    DONE(dsm_session_submit_file(who, S(path), NULL, &submissions, &error));
    CHECK(dsm_submissions_count(submissions) == 1);
    CHECK(is(dsm_submissions_indicator(submissions, 0), "ASYLUM_APPLICATIONS"));
    CHECK(is(dsm_submissions_state(submissions, 0), "submitted"));
    id = dsm_submissions_id(submissions, 0);
    CHECK(dsm_session_verify(who, id, NULL) == DSM_STATUS_DENIED);
    dsm_session_free(who);
    snprintf(user, sizeof user, "verifier@%s", country);
    who = session(mechanism, user);
    DONE(dsm_session_verify(who, id, &error));
    CHECK(dsm_session_verify(who, id, NULL) == DSM_STATUS_WORKFLOW);
    dsm_session_free(who);
    snprintf(user, sizeof user, "releaser@%s", country);
    who = session(mechanism, user);
    DONE(dsm_session_release(who, id, &error));
    DONE(dsm_session_submissions(who, &listed, &error));
    CHECK(dsm_submissions_count(listed) == 1 && is(dsm_submissions_state(listed, 0), "released"));
    dsm_submissions_free(listed);
    dsm_session_free(who);
    dsm_submissions_free(submissions);
}

static dsm_status viewed(const dsm_mechanism *mechanism, const char *user, const char *country, dsm_table **table)
{
    dsm_session *who = session(mechanism, user);
    dsm_query *query = NULL;
    dsm_status status;
    dsm_string code = S("AFG");
    DONE(dsm_query_new(S("ASYLUM_APPLICATIONS"), &query, &error));
    DONE(dsm_query_country(query, S(country), &error));
    DONE(dsm_query_codes(query, S("CITIZENSHIP"), &code, 1, &error));
    DONE(dsm_query_time(query, S("2022-01-01/2023-12-31"), &error));
    status = dsm_session_view(who, query, table, NULL);
    dsm_query_free(query);
    dsm_session_free(who);
    return status;
}

static void told(const dsm_mechanism *mechanism, const char *user, int allowed)
{
    dsm_session *who = session(mechanism, user);
    dsm_decision *decision = NULL;
    dsm_text *english, *russian;
    DONE(dsm_session_why(who, S("read"), S("MD"), S("ASYLUM_APPLICATIONS"), &decision, &error));
    CHECK(dsm_decision_allowed(decision) == allowed);
    CHECK(dsm_decision_rule_count(decision) > 0);
    CHECK(strncmp(dsm_decision_code(decision, 0).bytes, "ACC-", 4) == 0);
    CHECK(dsm_decision_code(decision, 99).bytes == NULL && dsm_decision_sentence(decision, 99, S("en")) == NULL);
    english = dsm_decision_sentence(decision, 0, S("en"));
    russian = dsm_decision_sentence(decision, 0, S("ru"));
    CHECK(english != NULL && russian != NULL && !is(dsm_text_string(russian), dsm_text_string(english).bytes));
    dsm_text_free(english);
    dsm_text_free(russian);
    english = dsm_decision_remedy(decision, 0, S("en"));
    CHECK(english != NULL);
    dsm_text_free(english);
    dsm_decision_free(decision);
    REFUSED_AS("ACC-020", dsm_session_why(who, S("dance"), S("MD"), S("ASYLUM_APPLICATIONS"), &decision, &error));
    dsm_session_free(who);
}

static void a_page_shows_figures_and_refusals(const dsm_table *table)
{
    dsm_page *page = NULL;
    dsm_text *english = NULL, *russian = NULL;
    dsm_table *sum = NULL;
    dsm_error *refusal = NULL;
    dsm_string axis = S("NO_SUCH_AXIS");
    CHECK(dsm_table_sum(table, &axis, 1, NULL, &sum, &refusal) != DSM_STATUS_OK);
    REFUSED_AS("TXT-003", dsm_page_new(S(" "), S("Название"), &page, &error));
    DONE(dsm_page_new(S("Asylum"), S("Убежище"), &page, &error));
    DONE(dsm_page_lead(page, S("Two States."), S("Два государства."), &error));
    DONE(dsm_page_section(page, S("ASYLUM_APPLICATIONS"), table, &error));
    REFUSED_AS("CAT-001", dsm_page_section(page, S("RAINFALL"), table, &error));
    DONE(dsm_page_refused(page, S("A sum"), S("Сумма"), refusal, &error));
    DONE(dsm_page_source(page, S("The registers."), S("Регистры."), &error));
    DONE(dsm_page_write(page, S("en"), &english, &error));
    DONE(dsm_page_write(page, S("ru"), &russian, &error));
    CHECK(strstr(dsm_text_string(english).bytes, "Asylum") != NULL);
    CHECK(strstr(dsm_text_string(english).bytes, "115") != NULL);
    CHECK(strstr(dsm_text_string(russian).bytes, "Убежище") != NULL);
    dsm_text_free(english);
    dsm_text_free(russian);
    dsm_error_free(refusal);
    dsm_page_free(page);
}

static int begins(const dsm_page_file *file, const char *text)
{
    return dsm_page_file_length(file) > strlen(text) && memcmp(dsm_page_file_bytes(file), text, strlen(text)) == 0;
}

static void a_declared_report_is_filled_and_written(const dsm_mechanism *mechanism)
{
    static const char own[] = "format = \"dsm-report/1\"\nid = \"own\"\ntitle.en = \"Own\"\ntitle.ru = \"Свой\"\n"
                              "[query.all]\nindicator = \"{indicator}\"\n"
                              "[[section]]\ntitle.en = \"All\"\ntitle.ru = \"Все\"\nfigures = \"all\"\n";
    dsm_session *who = session(mechanism, "analyst@md");
    dsm_report *report = NULL, *shipped = NULL;
    dsm_scope *scope = NULL;
    dsm_page *page = NULL;
    dsm_page_file *file = NULL;
    DONE(dsm_report_shipped(S("country-profile"), &shipped, &error));
    REFUSED_AS("REP-009", dsm_report_shipped(S("rainfall"), &report, &error));
    REFUSED_AS("REP-017", dsm_report_from_toml(S("id = \"own"), S("own.toml"), &report, &error));
    DONE(dsm_report_from_toml(S(own), S("own.toml"), &report, &error));
    DONE(dsm_scope_new(&scope, &error));
    REFUSED_AS("REP-010", dsm_session_report(who, report, scope, S(""), &page, &error));
    REFUSED_AS("SEM-030", dsm_scope_assume(scope, S("all-is-well"), &error));
    DONE(dsm_scope_indicator(scope, S("ASYLUM_APPLICATIONS"), &error));
    DONE(dsm_scope_time(scope, S("2022"), &error));
    DONE(dsm_session_report(who, report, scope, S(""), &page, &error));
    REFUSED_AS("REP-012", dsm_page_write_as(page, S("own.docx"), S("en"), &file, &error));
    DONE(dsm_page_write_as(page, S("own.html"), S("ru"), &file, &error));
    CHECK(begins(file, "<!doctype html>"));
    dsm_page_file_free(file);
    DONE(dsm_page_write_as(page, S("own.md"), S("en"), &file, &error));
    CHECK(begins(file, "# Own"));
    dsm_page_file_free(file);
    DONE(dsm_page_write_as(page, S("own.csv"), S("en"), &file, &error));
    CHECK(begins(file, "SECTION"));
    dsm_page_file_free(file);
    dsm_page_free(page);
    DONE(dsm_scope_country(scope, S("ZZ"), &error));
    REFUSED_AS("REP-018", dsm_session_report(who, shipped, scope, S(""), &page, &error));
    dsm_scope_free(scope);
    dsm_report_free(shipped);
    dsm_report_free(report);
    dsm_session_free(who);
}

static void the_history_tells_who_did_what(const dsm_mechanism *mechanism)
{
    dsm_session *who = session(mechanism, "verifier@md");
    dsm_history *history = NULL;
    dsm_text *head = NULL;
    size_t i, released_entries = 0;
    DONE(dsm_session_history(who, &history, &error));
    for (i = 0; i < dsm_history_count(history); i++) {
        released_entries += (size_t)is(dsm_history_detail(history, i, S("what")), "released");
        CHECK(dsm_history_detail(history, i, S("at")).length > 0 && dsm_history_detail(history, i, S("who")).length > 0);
        CHECK(dsm_history_detail(history, i, S("color")).bytes == NULL);
    }
    CHECK(released_entries == 1);
    CHECK(dsm_history_detail(history, i, S("what")).bytes == NULL);
    DONE(dsm_mechanism_verify(mechanism, &head, &error));
    CHECK(dsm_text_string(head).length == 64);
    dsm_text_free(head);
    dsm_history_free(history);
    dsm_session_free(who);
}

static void the_main_road(void)
{
    dsm_mechanism *mechanism = NULL, *again = NULL;
    dsm_session *who;
    dsm_table *table = NULL;
    dsm_row *row = NULL;
    dsm_submissions *submissions = NULL;
    dsm_string key[3];
    REFUSED_AS("STO-001", dsm_mechanism_open(S(mechanism_path), &mechanism, &error));
    REFUSED_AS("STO-013", dsm_mechanism_create(S(mechanism_path), S("no such preset"), &mechanism, &error));
    DONE(dsm_mechanism_create(S(mechanism_path), S("unhcr"), &mechanism, &error));
    REFUSED_AS("STO-002", dsm_mechanism_create(S(mechanism_path), S("unhcr"), &again, &error));
    who = session(mechanism, "administrator@dsm");
    DONE(dsm_session_add_country(who, S("MD"), 1, &error));
    DONE(dsm_session_add_country(who, S("KZ"), 1, &error));
    dsm_session_free(who);
    who = NULL;
    REFUSED_AS("ACC-006", dsm_session_open(mechanism, S("nobody@md"), &who, &error));

    write_file(file_path, tidy);
    released(mechanism, "md", file_path);
    told(mechanism, "analyst@kz", 0);
    CHECK(viewed(mechanism, "analyst@kz", "MD", &table) == DSM_STATUS_DENIED && table == NULL);
    write_file(file_path, "INDICATOR,REF_AREA,CITIZENSHIP,TIME_PERIOD,UNIT,OBS_VALUE\n"
                          "ASYLUM_APPLICATIONS,KZ,AFG,2022,CASES,7\nASYLUM_APPLICATIONS,KZ,AFG,2023,CASES,8\n");
    released(mechanism, "kz", file_path);
    told(mechanism, "analyst@kz", 1);
    CHECK(viewed(mechanism, "analyst@kz", "MD", &table) == DSM_STATUS_OK);
    CHECK(dsm_table_length(table) == 2);
    key[0] = S("MD"), key[1] = S("AFG"), key[2] = S("2022");
    CHECK(dsm_table_at(table, key, 3, &row, NULL) == DSM_STATUS_OK && is(dsm_row_figure(row), "115"));
    dsm_row_free(row);
    a_page_shows_figures_and_refusals(table);

    who = session(mechanism, "submitter@md");
    REFUSED_AS("SRC-016", dsm_session_submit_file(who, S("/no/such/file.csv"), NULL, &submissions, &error));
    REFUSED_AS("WFL-005", dsm_session_submit(who, S("RAINFALL"), table, &submissions, &error));
    CHECK(submissions == NULL);
    dsm_session_free(who);
    dsm_table_free(table);
    a_declared_report_is_filled_and_written(mechanism);
    the_history_tells_who_did_what(mechanism);
    DONE(dsm_mechanism_open(S(mechanism_path), &again, &error));
    dsm_mechanism_free(mechanism);
    told(again, "analyst@kz", 1);
    dsm_mechanism_free(again);
}

/* Everything without a table is said in words; what a mechanism tells comes as lines. */
static void words_and_lines(const dsm_mechanism *mechanism)
{
    const dsm_string names[] = {S("indicator"), S("to")};
    const dsm_string values[] = {S("ASYLUM_DECISIONS"), S("public")};
    dsm_session *administrator = session(mechanism, "administrator@md"), *analyst = session(mechanism, "analyst@md");
    dsm_lines *lines = NULL;
    dsm_query *query = NULL;
    dsm_table *table = NULL;
    dsm_text *receipt = NULL, *newer = NULL;
    char copy[80], restored[80];
    size_t opened = 0;
    REFUSED_AS("WFL-040", dsm_session_instruct(administrator, S("guess"), NULL, NULL, 0, &error));
    REFUSED_AS("WFL-041", dsm_session_instruct(administrator, S("open"), names, values, 1, &error));
    REFUSED_AS("ACC-004", dsm_session_instruct(analyst, S("open"), names, values, 2, &error));
    DONE(dsm_session_instruct(administrator, S("open"), names, values, 2, &error));
    DONE(dsm_session_rules(analyst, &lines, &error));
    for (size_t i = 0; i < dsm_lines_count(lines); i++) {
        if (is(dsm_lines_value(lines, i, S("what"), 0), "open") && is(dsm_lines_value(lines, i, S("to"), 0), "public")) {
            opened++;
        }
    }
    CHECK(opened == 1);
    CHECK(dsm_lines_value(lines, dsm_lines_count(lines), S("what"), 0).bytes == NULL);
    dsm_lines_free(lines);
    DONE(dsm_session_instruct(administrator, S("close"), names, values, 2, &error));
    DONE(dsm_session_due(analyst, &lines, &error));
    dsm_lines_free(lines);
    DONE(dsm_session_notices(analyst, S("2020-01-01"), S(""), &lines, &error));
    CHECK(dsm_lines_count(lines) > 0 && is(dsm_lines_value(lines, 0, S("what"), 0), "notice"));
    CHECK(dsm_lines_value(lines, 0, S("before"), 0).bytes == NULL);
    dsm_lines_free(lines);
    REFUSED_AS("ACC-022", dsm_session_notices(analyst, S("2020-01-01"), S("2999-01-01"), &lines, &error));
    DONE(dsm_query_new(S("ASYLUM_APPLICATIONS"), &query, &error));
    DONE(dsm_query_as_of(query, S("2020-01-01"), &error));
    REFUSED_AS("ACC-001", dsm_session_view(analyst, query, &table, &error));
    dsm_query_free(query);
    DONE(dsm_query_new(S("ASYLUM_APPLICATIONS"), &query, &error));
    DONE(dsm_query_totals(query, &error));
    REFUSED_AS("ACC-001", dsm_session_view(analyst, query, &table, &error));
    dsm_query_free(query);
    (void)snprintf(copy, sizeof copy, "%s/copy.dsm", folder);
    (void)snprintf(restored, sizeof restored, "%s/restored.dsm", folder);
    DONE(dsm_mechanism_backup(mechanism, S(copy), &receipt, &error));
    REFUSED_AS("STO-002", dsm_mechanism_backup(mechanism, S(copy), &newer, &error));
    DONE(dsm_mechanism_verify_receipt(mechanism, dsm_text_string(receipt), &newer, &error));
    dsm_text_free(newer);
    REFUSED_AS("STO-019", dsm_mechanism_verify_receipt(mechanism, S("55"), &newer, &error));
    DONE(dsm_mechanism_restore(S(copy), S(restored), &error));
    dsm_text_free(receipt);
    (void)remove(copy);
    (void)remove(restored);
    dsm_session_free(analyst);
    dsm_session_free(administrator);
}

/* What a reader of another State is told of a mechanism, one after the other, as one text. */
static void answers_of(const dsm_mechanism *mechanism, char *all, size_t size)
{
    static const char *const countries[] = {"", "MD", "KZ", "XX"};
    dsm_session *reader = session(mechanism, "analyst@kz");
    all[0] = '\0';
    for (size_t i = 0; i < 2 * LENGTH(countries); i++) {
        dsm_query *query = NULL;
        dsm_table *table = NULL;
        dsm_error *refusal = NULL;
        DONE(dsm_query_new(S("ASYLUM_APPLICATIONS"), &query, &error));
        if (countries[i / 2][0] != '\0') {
            DONE(dsm_query_country(query, S(countries[i / 2]), &error));
        }
        if (i % 2 == 1) {
            DONE(dsm_query_as_of(query, S("2020-01-01"), &error));
        }
        if (dsm_session_view(reader, query, &table, &refusal) == DSM_STATUS_OK) {
            (void)snprintf(all + strlen(all), size - strlen(all), "%zu cells;", dsm_table_length(table));
        } else {
            dsm_text *sentence = dsm_error_sentence(refusal, S("en"));
            (void)snprintf(all + strlen(all), size - strlen(all), "%.*s;", (int)dsm_text_string(sentence).length,
                           dsm_text_string(sentence).bytes);
            dsm_text_free(sentence);
            dsm_error_free(refusal);
        }
        dsm_table_free(table);
        dsm_query_free(query);
    }
    for (int which = 0; which < 3; which++) {
        dsm_lines *lines = NULL;
        if (which == 0) {
            DONE(dsm_session_rules(reader, &lines, &error));
        } else if (which == 1) {
            DONE(dsm_session_due(reader, &lines, &error));
        } else {
            DONE(dsm_session_notices(reader, S("2020-01-01"), S(""), &lines, &error));
        }
        (void)snprintf(all + strlen(all), size - strlen(all), "%zu lines;", dsm_lines_count(lines));
        dsm_lines_free(lines);
    }
    dsm_session_free(reader);
}

/* Two mechanisms that differ in what a State has released to nobody else answer others alike: a sample. */
static void what_is_hidden_changes_no_answer(void)
{
    char paths[2][80], answers[2][4096];
    for (int i = 0; i < 2; i++) {
        dsm_mechanism *mechanism = NULL;
        dsm_session *administrator = NULL;
        (void)snprintf(paths[i], sizeof paths[i], "%s/pair-%d.dsm", folder, i);
        DONE(dsm_mechanism_create(S(paths[i]), S("unhcr"), &mechanism, &error));
        administrator = session(mechanism, "administrator@dsm");
        DONE(dsm_session_add_country(administrator, S("KZ"), 1, &error));
        DONE(dsm_session_add_country(administrator, S("MD"), 1, &error));
        dsm_session_free(administrator);
        if (i == 1) {
            write_file(file_path, tidy);
            released(mechanism, "md", file_path);
        }
        answers_of(mechanism, answers[i], sizeof answers[i]);
        dsm_mechanism_free(mechanism);
        (void)remove(paths[i]);
    }
    CHECK(strlen(answers[0]) > 100 && strcmp(answers[0], answers[1]) == 0);
}

int main(void)
{
    CHECK(mkdtemp(folder) != NULL);
    snprintf(mechanism_path, sizeof mechanism_path, "%s/region.dsm", folder);
    snprintf(file_path, sizeof file_path, "%s/figures.csv", folder);
    a_file_becomes_tables();
    the_main_road();
    {
        dsm_mechanism *mechanism = NULL;
        DONE(dsm_mechanism_open(S(mechanism_path), &mechanism, &error));
        words_and_lines(mechanism);
        dsm_mechanism_free(mechanism);
    }
    what_is_hidden_changes_no_answer();
    (void)remove(file_path);
    (void)remove(mechanism_path);
    CHECK(rmdir(folder) == 0);
    return checked("mechanism");
}
