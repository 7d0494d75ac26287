/* The main job in C: two States' published asylum figures, from their files to a shared and summed table, a page and an SDMX file.

       cc -std=c11 asylum.c $(pkg-config --cflags --libs dsm) -o asylum
       ./asylum examples/data FOLDER

   Everything that is printed and written is computed from the files. */
#include "dsm.h"

#include <stdio.h>
#include <stdlib.h>

#define INDICATOR "ASYLUM_APPLICATIONS"
#define OWNER "MD"
#define READER "KZ"
#define BYSTANDER "TJ"

static dsm_string s(const char *text)
{
    return dsm_string_of(text);
}

/** Shows a text that is owned, and frees it. */
static void show(const char *before, dsm_text *text)
{
    dsm_string string = dsm_text_string(text);
    printf("%s%.*s\n", before, (int)string.length, string.bytes);
    dsm_text_free(text);
}

/** Says why something was refused, and the right way; frees the error. */
static void refused(dsm_error *error)
{
    dsm_string code = dsm_error_code(error);
    printf("   refused: DSM-%.*s ", (int)code.length, code.bytes);
    show("", dsm_error_sentence(error, s("en")));
    show("     instead: ", dsm_error_remedy(error, s("en")));
    dsm_error_free(error);
}

/** Goes on where a call succeeded, and ends the program where it did not. */
static void must(dsm_status status, dsm_error *error)
{
    if (status != DSM_STATUS_OK) {
        refused(error);
        exit(EXIT_FAILURE);
    }
}

#define MUST(call)                                                                                                     \
    do {                                                                                                               \
        dsm_error *error = NULL;                                                                                       \
        dsm_status status = call;                                                                                      \
        must(status, error);                                                                                           \
    } while (0)

static dsm_session *session(const dsm_mechanism *mechanism, const char *user)
{
    dsm_session *opened = NULL;
    MUST(dsm_session_open(mechanism, s(user), &opened, &error));
    return opened;
}

/** The States join; in each an officer may both hand in and verify, but never the same figures. */
static void join(const dsm_mechanism *mechanism)
{
    static const char *const countries[] = {OWNER, READER, BYSTANDER};
    dsm_string roles[2];
    dsm_session *who = session(mechanism, "administrator@dsm");
    size_t i;
    roles[0] = s("data-submitter"), roles[1] = s("data-verifier");
    for (i = 0; i < sizeof countries / sizeof countries[0]; i++) {
        MUST(dsm_session_add_country(who, s(countries[i]), 1, &error));
    }
    dsm_session_free(who);
    who = session(mechanism, "administrator@md");
    MUST(dsm_session_add_user(who, s("officer@md"), roles, 2, &error));
    dsm_session_free(who);
    who = session(mechanism, "administrator@kz");
    MUST(dsm_session_add_user(who, s("officer@kz"), roles, 2, &error));
    dsm_session_free(who);
}

/** Submitted by one, verified by another, released by a third. */
static void hand_in(const dsm_mechanism *mechanism, const char *path, const char *country)
{
    char user[32];
    dsm_specification *national = NULL;
    dsm_submissions *submissions = NULL;
    dsm_session *officer, *verifier, *releaser;
    dsm_error *error = NULL;
    size_t i;
    MUST(dsm_specification_tidy(&national, &error));
    MUST(dsm_specification_declare(national, s("catalogue"), s("preset"), s("unhcr"), &error));
    MUST(dsm_specification_declare(national, s("schemes"), s("REF_AREA"), s("iso3166-alpha3"), &error));
    (void)snprintf(user, sizeof user, "officer@%s", country);
    officer = session(mechanism, user);
    MUST(dsm_session_submit_file(officer, s(path), national, &submissions, &error));
    if (dsm_session_verify(officer, dsm_submissions_id(submissions, 0), &error) != DSM_STATUS_OK) {
        refused(error);
    }
    (void)snprintf(user, sizeof user, "verifier@%s", country);
    verifier = session(mechanism, user);
    (void)snprintf(user, sizeof user, "releaser@%s", country);
    releaser = session(mechanism, user);
    for (i = 0; i < dsm_submissions_count(submissions); i++) {
        dsm_string id = dsm_submissions_id(submissions, i), indicator = dsm_submissions_indicator(submissions, i);
        MUST(dsm_session_verify(verifier, id, &error));
        MUST(dsm_session_release(releaser, id, &error));
        printf("%.*s %.*s: submitted, verified, released\n", (int)id.length, id.bytes, (int)indicator.length, indicator.bytes);
    }
    dsm_session_free(officer);
    dsm_session_free(verifier);
    dsm_session_free(releaser);
    dsm_submissions_free(submissions);
    dsm_specification_free(national);
}

/** Asks for a State's figures; NULL where they may not be seen, and says why. */
static dsm_table *ask(const dsm_mechanism *mechanism, const char *user, const char *country)
{
    dsm_session *who = session(mechanism, user);
    dsm_query *query = NULL;
    dsm_decision *decision = NULL;
    dsm_table *table = NULL;
    dsm_error *error = NULL;
    printf("%s asks for " INDICATOR " of %s\n", user, country);
    MUST(dsm_session_why(who, s("read"), s(country), s(INDICATOR), &decision, &error));
    if (dsm_decision_allowed(decision)) {
        show("   allowed: ", dsm_decision_sentence(decision, 0, s("en")));
    }
    MUST(dsm_query_new(s(INDICATOR), &query, &error));
    MUST(dsm_query_country(query, s(country), &error));
    if (dsm_session_view(who, query, &table, &error) != DSM_STATUS_OK) {
        refused(error);
    }
    dsm_decision_free(decision);
    dsm_query_free(query);
    dsm_session_free(who);
    return table;
}

static void show_table(const dsm_table *table)
{
    size_t i, j;
    for (i = 0; i < dsm_table_length(table); i++) {
        dsm_row *row = NULL;
        dsm_string figure, statuses;
        MUST(dsm_table_row(table, i, &row, &error));
        for (j = 0; j < dsm_table_axis_count(table); j++) {
            dsm_string code = dsm_row_code(row, j);
            printf("   %-6.*s", (int)code.length, code.bytes);
        }
        figure = dsm_row_figure(row), statuses = dsm_row_statuses(row);
        printf("%14.*s  %.*s\n", (int)figure.length, figure.bytes, (int)statuses.length, statuses.bytes);
        dsm_row_free(row);
    }
}

static void write_file(const char *folder, const char *name, dsm_text *text)
{
    char path[512];
    dsm_string string = dsm_text_string(text);
    FILE *file;
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "wb");
    if (file == NULL || fwrite(string.bytes, 1, string.length, file) != string.length || fclose(file) != 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    dsm_text_free(text);
    printf("   %s\n", name);
}

/** A page in two languages and an SDMX file. `refusal` was met on the way, and stands on the page. */
static void publish(const char *folder, const dsm_table *figures, const dsm_table *by_year, const dsm_error *refusal)
{
    dsm_page *page = NULL;
    dsm_text *text = NULL;
    printf("written:\n");
    MUST(dsm_page_new(s("Asylum in the region"), s("Убежище в регионе"), &page, &error));
    MUST(dsm_page_section(page, s(INDICATOR), by_year, &error));
    MUST(dsm_page_section(page, s(INDICATOR), figures, &error));
    MUST(dsm_page_refused(page, s("What is the change from 2022 to 2023?"), s("Каково изменение с 2022 по 2023 год?"),
                          refusal, &error));
    MUST(dsm_page_source(page, s("UNHCR Refugee Data Finder, CC BY 4.0; layout and codes changed, no figure."),
                         s("База данных УВКБ ООН о беженцах, CC BY 4.0; изменены расположение и коды, но не числа."),
                         &error));
    MUST(dsm_page_write(page, s("en"), &text, &error));
    write_file(folder, "asylum.en.html", text);
    MUST(dsm_page_write(page, s("ru"), &text, &error));
    write_file(folder, "asylum.ru.html", text);
    MUST(dsm_table_write(figures, s("sdmx-csv-2.0"), s("DSM:" INDICATOR "(1.0)"), &text, &error));
    write_file(folder, "applications.sdmx.csv", text);
    dsm_page_free(page);
}

/** Sums where they are sound, and a refusal where they are not. */
static void add_up(const char *folder, const dsm_table *figures)
{
    dsm_string citizenship = s("CITIZENSHIP");
    dsm_table *by_year = NULL, *change = NULL;
    dsm_error *error = NULL;
    MUST(dsm_table_sum(figures, &citizenship, 1, NULL, &by_year, &error));
    printf("by year, as far as the file shows:\n");
    show_table(by_year);
    printf("the change from 2022 to 2023:\n");
    if (dsm_table_change(by_year, s("2022"), s("2023"), NULL, &change, &error) == DSM_STATUS_OK) {
        show_table(change);
    } else {
        publish(folder, figures, by_year, error);
        refused(error);
    }
    dsm_table_free(change);
    dsm_table_free(by_year);
}

int main(int count, char **arguments)
{
    char path[512];
    dsm_mechanism *mechanism = NULL;
    dsm_table *figures;
    dsm_text *head = NULL;
    if (count != 3) {
        fprintf(stderr, "usage: asylum DATA FOLDER\n");
        return 2;
    }
    (void)snprintf(path, sizeof path, "%s/region.dsm", arguments[2]);
    MUST(dsm_mechanism_create(s(path), s("unhcr"), &mechanism, &error));
    join(mechanism);
    (void)snprintf(path, sizeof path, "%s/mda.csv", arguments[1]);
    hand_in(mechanism, path, "md");
    /* Kazakhstan has released nothing yet, so it sees nothing yet. */
    dsm_table_free(ask(mechanism, "analyst@kz", OWNER));
    (void)snprintf(path, sizeof path, "%s/kaz.csv", arguments[1]);
    hand_in(mechanism, path, "kz");
    dsm_table_free(ask(mechanism, "analyst@tj", OWNER));
    figures = ask(mechanism, "analyst@kz", OWNER);
    add_up(arguments[2], figures);
    MUST(dsm_mechanism_verify(mechanism, &head, &error));
    show("the history is whole: ", head);
    dsm_table_free(figures);
    dsm_mechanism_free(mechanism);
    return EXIT_SUCCESS;
}
