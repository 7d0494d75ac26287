/* The main road in C: five States' published asylum figures, from their own files to a shared and summed table, pages and SDMX files.

       cc -std=c11 road.c $(pkg-config --cflags --libs dsm) -o road
       ./road examples/data/national FOLDER

   `dsm demo` and road.py walk the same road. Everything that is printed and written is computed from the files. */
#include "dsm.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define APPLICATIONS "ASYLUM_APPLICATIONS"
#define DECISIONS "ASYLUM_DECISIONS"
#define ENTRIES "ENTRIES"

/* Each State in the order in which they hand in: Tajikistan's decisions come later, and Kyrgyzstan joins late. */
static const struct {
    const char *code, *file, *specification, *documentation;
} states[] = {{"KZ", "kazakhstan.csv", "kazakhstan.toml", "kaz"},
              {"MD", "moldova.csv", "moldova.toml", "mda"},
              {"TJ", "tajikistan.txt", "tajikistan.toml", "tjk"},
              {"UA", "ukraine.csv", "ukraine.toml", "ukr"},
              {"KG", "kyrgyzstan.txt", "kyrgyzstan.toml", "kgz"}};
enum { KZ, MD, TJ, UA, KG, STATES };

static const char *data, *folder;
static dsm_mechanism *mechanism;

#define SHOWN(string) (int)(string).length, (string).bytes

static dsm_string s(const char *text)
{
    return dsm_string_of(text);
}

/** Shows a text that is owned, and frees it. */
static void show(const char *before, dsm_text *text)
{
    dsm_string string = dsm_text_string(text);
    printf("%s%.*s\n", before, SHOWN(string));
    dsm_text_free(text);
}

/** Says why something was refused, the right way, and the first of the findings behind it; frees the error. */
static void refused(dsm_error *error)
{
    dsm_string code = dsm_error_code(error);
    size_t findings = dsm_error_finding_count(error);
    printf("   refused: DSM-%.*s ", SHOWN(code));
    show("", dsm_error_sentence(error, s("en")));
    show("     instead: ", dsm_error_remedy(error, s("en")));
    if (findings > 0) {
        printf("     %zu findings", findings);
        show(", the first at ", dsm_finding_place(dsm_error_finding(error, 0)));
    }
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

static dsm_session *session(const char *position, const char *country)
{
    char user[64];
    size_t i;
    dsm_session *opened = NULL;
    (void)snprintf(user, sizeof user, "%s@%s", position, country);
    for (i = 0; user[i] != '\0'; i++) {
        user[i] = (char)tolower((unsigned char)user[i]);
    }
    MUST(dsm_session_open(mechanism, s(user), &opened, &error));
    return opened;
}

/** Does something as a user: `who` is the session in the call. */
#define AS(position, country, call)                                                                                    \
    do {                                                                                                               \
        dsm_session *who = session(position, country);                                                                 \
        MUST(call);                                                                                                    \
        dsm_session_free(who);                                                                                         \
    } while (0)

/** The path of a file of a folder; it lives until the next call. */
static const char *path_of(const char *in, const char *name)
{
    static char path[1024];
    (void)snprintf(path, sizeof path, "%s/%s", in, name);
    return path;
}

/** The bytes of a file with a closing zero, until the next call; NULL where there is none. */
static const char *content(const char *name, size_t *length)
{
    static char bytes[1 << 20];
    FILE *file = fopen(path_of(data, name), "rb");
    if (file == NULL) {
        return NULL;
    }
    *length = fread(bytes, 1, sizeof bytes - 1, file);
    bytes[*length] = '\0';
    (void)fclose(file);
    return bytes;
}

/** How a file is read; NULL for a tidy one. */
static dsm_specification *specification_of(const char *name)
{
    size_t length = 0;
    const char *text = name == NULL ? NULL : content(name, &length);
    dsm_specification *specification = NULL;
    if (text != NULL) {
        MUST(dsm_specification_read(s(name), s(text), &specification, &error));
    }
    return specification;
}

/** Reads a file and says what it became; NULL where it was refused. */
static dsm_translation *read_file(const char *name, const char *how)
{
    size_t length = 0, i;
    dsm_specification *specification = specification_of(how);
    const char *bytes = content(name, &length);
    dsm_translation *translation = NULL;
    dsm_error *error = NULL;
    printf("%s\n", name);
    if (dsm_translation_read((const uint8_t *)bytes, length, s(name), specification, &translation, &error) != DSM_STATUS_OK) {
        refused(error);
    }
    for (i = 0; i < dsm_translation_count(translation); i++) {
        printf("   %.*s\n", SHOWN(dsm_translation_indicator(translation, i)));
    }
    dsm_specification_free(specification);
    return translation;
}

/** A State joins, with a user in each position, and says what its figures are. */
static void join(int state)
{
    static const char *const documents[] = {"applications", "applications_2018", "decisions", "decisions_2018"};
    dsm_session *who;
    char name[128];
    size_t i;
    AS("administrator", "dsm", dsm_session_add_country(who, s(states[state].code), 1, &error));
    who = session("submitter", states[state].code);
    for (i = 0; i < sizeof documents / sizeof documents[0]; i++) {
        size_t length = 0, filled = 0, required = 0;
        const char *text;
        dsm_documentation *said = NULL;
        (void)snprintf(name, sizeof name, "documentation/%s_%s.toml", states[state].documentation, documents[i]);
        if ((text = content(name, &length)) == NULL) {
            continue;
        }
        MUST(dsm_documentation_read(s(name), s(text), &said, &error));
        MUST(dsm_session_document(who, said, &error));
        MUST(dsm_session_completeness(who, said, &filled, &required, &error));
        printf("%s: %zu of %zu required fields\n", name, filled, required);
        dsm_documentation_free(said);
    }
    dsm_session_free(who);
}

/** Hands a State's file in; NULL where it comes back. */
static dsm_submissions *submit(int state, const char *position, const char *file)
{
    dsm_session *who = session(position, states[state].code);
    dsm_specification *specification = specification_of(states[state].specification);
    dsm_submissions *submissions = NULL;
    dsm_error *error = NULL;
    if (dsm_session_submit_file(who, s(path_of(data, file)), specification, &submissions, &error) != DSM_STATUS_OK) {
        refused(error);
    } else if (strcmp(position, "officer") == 0 &&
               dsm_session_verify(who, dsm_submissions_id(submissions, 0), &error) != DSM_STATUS_OK) {
        refused(error); /* Even who may both submit and verify does not verify the same figures. */
    }
    dsm_specification_free(specification);
    dsm_session_free(who);
    return submissions;
}

/** Verified by another user, released by a third: the submissions of one indicator, or all for NULL. */
static void release(int state, const dsm_submissions *submissions, const char *only)
{
    const char *country = states[state].code;
    size_t i;
    for (i = 0; i < dsm_submissions_count(submissions); i++) {
        dsm_string id = dsm_submissions_id(submissions, i), indicator = dsm_submissions_indicator(submissions, i);
        if (only == NULL || (indicator.length == strlen(only) && memcmp(indicator.bytes, only, indicator.length) == 0)) {
            AS("verifier", country, dsm_session_verify(who, id, &error));
            AS("releaser", country, dsm_session_release(who, id, &error));
            printf("%.*s: submitted, verified, released\n", SHOWN(id));
        }
    }
}

/** Hands the whole file of a State in, and releases it. */
static void share(int state, const char *position, const char *file)
{
    dsm_submissions *submissions = submit(state, position, file);
    release(state, submissions, NULL);
    dsm_submissions_free(submissions);
}

/** The figures of a State, or of all for NULL, as somebody may see them; says why where they may not. */
static dsm_status ask(int state, const char *indicator, const char *country, const char *unit, dsm_table **table, dsm_error **error)
{
    dsm_session *who = session("analyst", states[state].code);
    dsm_query *query = NULL;
    dsm_status status;
    MUST(dsm_query_new(s(indicator), &query, &error));
    if (country != NULL) {
        MUST(dsm_query_country(query, s(country), &error));
    }
    if (unit != NULL) {
        MUST(dsm_query_unit(query, s(unit), &error));
    }
    status = dsm_session_view(who, query, table, error);
    dsm_query_free(query);
    dsm_session_free(who);
    return status;
}

/** Asks for the figures of Ukraine, and says whether they are seen. */
static void try_to_see(int state, const char *indicator)
{
    dsm_table *table = NULL;
    dsm_error *error = NULL;
    printf("The analyst of %s asks for %s of UA\n", states[state].code, indicator);
    if (ask(state, indicator, "UA", NULL, &table, &error) == DSM_STATUS_OK) {
        printf("   %zu cells\n", dsm_table_length(table));
        dsm_table_free(table);
    } else {
        refused(error);
    }
}

static void show_table(const char *title, const dsm_table *table)
{
    size_t i, j;
    printf("%s:\n", title);
    for (i = 0; i < dsm_table_length(table); i++) {
        dsm_row *row = NULL;
        MUST(dsm_table_row(table, i, &row, &error));
        for (j = 0; j < dsm_table_axis_count(table); j++) {
            printf("   %-6.*s", SHOWN(dsm_row_code(row, j)));
        }
        printf("%14.*s  %.*s\n", SHOWN(dsm_row_figure(row)), SHOWN(dsm_row_statuses(row)));
        dsm_row_free(row);
    }
}

/** A sum over an axis, as far as the file shows, or under an assumption. */
static void show_sum(const char *title, const dsm_table *table, const char *axis, const char *assumption)
{
    dsm_string over = s(axis);
    dsm_assume *assume = NULL;
    dsm_table *sum = NULL;
    MUST(dsm_assume_new(&assume, &error));
    if (assumption != NULL) {
        MUST(dsm_assume_name(assume, s(assumption), &error));
    }
    MUST(dsm_table_sum(table, &over, 1, assume, &sum, &error));
    show_table(title, sum);
    dsm_table_free(sum);
    dsm_assume_free(assume);
}

/** A register of persons: months that do not add up, and cells too small to show. */
static void protect(void)
{
    dsm_specification *specification = specification_of("register.toml");
    dsm_translation *translation = read_file("register.csv", "register.toml");
    dsm_submissions *submissions = NULL;
    dsm_protection *protection = NULL;
    dsm_table *months = NULL, *seen = NULL;
    dsm_error *error = NULL;
    dsm_session *releaser = session("releaser", "KG");
    dsm_string id;
    MUST(dsm_translation_table(translation, 0, &months, &error));
    show_sum("the months of distinct persons added to a year", months, "TIME_PERIOD", NULL);
    show_sum("if nobody entered in two months", months, "TIME_PERIOD", "once-per-period");
    AS("submitter", "KG", dsm_session_submit_file(who, s(path_of(data, "register.csv")), specification, &submissions, &error));
    id = dsm_submissions_id(submissions, 0);
    AS("verifier", "KG", dsm_session_verify(who, id, &error));
    MUST(dsm_protection_below(5, &protection, &error));
    MUST(dsm_protection_nothing_else(protection, &error));
    if (dsm_session_release_protected(releaser, id, protection, &error) != DSM_STATUS_OK) {
        refused(error); /* With the small cells alone masked, totals less what is shown would tell them. */
    }
    dsm_protection_free(protection);
    MUST(dsm_protection_below(5, &protection, &error));
    MUST(dsm_session_release_protected(releaser, id, protection, &error));
    AS("administrator", "KG", dsm_session_open_to(who, s(ENTRIES), s("KZ"), &error));
    MUST(ask(KZ, ENTRIES, "KG", NULL, &seen, &error));
    show_table("what Kazakhstan sees", seen);
    dsm_table_free(seen);
    dsm_table_free(months);
    dsm_protection_free(protection);
    dsm_session_free(releaser);
    dsm_submissions_free(submissions);
    dsm_translation_free(translation);
    dsm_specification_free(specification);
}

static void write_file(const char *name, dsm_text *text)
{
    dsm_string string = dsm_text_string(text);
    FILE *file = fopen(path_of(folder, name), "wb");
    if (file == NULL || fwrite(string.bytes, 1, string.length, file) != string.length || fclose(file) != 0) {
        perror(name);
        exit(EXIT_FAILURE);
    }
    dsm_text_free(text);
    printf("   %s\n", name);
}

/** A page in two languages and SDMX files of the region; what was refused stands on the page. */
static void publish(const dsm_table *applications, const dsm_table *decisions, const dsm_error *refusal)
{
    dsm_page *page = NULL;
    dsm_text *text = NULL;
    printf("written:\n");
    MUST(dsm_page_new(s("Asylum in the region"), s("Убежище в регионе"), &page, &error));
    MUST(dsm_page_section(page, s(APPLICATIONS), applications, &error));
    MUST(dsm_page_section(page, s(DECISIONS), decisions, &error));
    MUST(dsm_page_refused(page, s("All figures of a State, whatever they count"), s("Все данные государства, что бы они ни считали"),
                          refusal, &error));
    MUST(dsm_page_source(page, s("UNHCR Refugee Data Finder, CC BY 4.0; layouts and labels changed, no figure."),
                         s("База данных УВКБ ООН о беженцах, CC BY 4.0; изменены оформление и подписи, но не числа."), &error));
    MUST(dsm_page_write(page, s("en"), &text, &error));
    write_file("asylum.en.html", text);
    MUST(dsm_page_write(page, s("ru"), &text, &error));
    write_file("asylum.ru.html", text);
    MUST(dsm_table_write(applications, s("sdmx-csv-2.0"), s("DSM:" APPLICATIONS "(1.0)"), &text, &error));
    write_file("asylum_applications.sdmx.csv", text);
    MUST(dsm_table_write(decisions, s("sdmx-csv-2.0"), s("DSM:" DECISIONS "(1.0)"), &text, &error));
    write_file("asylum_decisions.sdmx.csv", text);
    dsm_page_free(page);
}

/** The States hand in, one after the other, and ask for each other's figures. */
static void hand_in(void)
{
    dsm_submissions *later;
    dsm_string roles[2];
    int state;
    for (state = KZ; state < KG; state++) {
        join(state);
    }
    roles[0] = s("data-submitter"), roles[1] = s("data-verifier");
    AS("administrator", "KZ", dsm_session_add_user(who, s("officer@kz"), roles, 2, &error));
    share(KZ, "officer", states[KZ].file);
    share(MD, "submitter", states[MD].file);
    later = submit(TJ, "submitter", states[TJ].file);
    release(TJ, later, APPLICATIONS);
    /* A total that is not its parts: the file comes back, and then, corrected. */
    share(UA, "submitter", states[UA].file);
    share(UA, "submitter", "ukraine.corrected.csv");
    try_to_see(TJ, APPLICATIONS);
    try_to_see(TJ, DECISIONS);
    release(TJ, later, DECISIONS);
    dsm_submissions_free(later);
    try_to_see(TJ, DECISIONS);
    join(KG);
    try_to_see(KG, APPLICATIONS);
    share(KG, "submitter", states[KG].file);
    try_to_see(KG, APPLICATIONS);
}

int main(int count, char **arguments)
{
    dsm_table *figures = NULL, *applications = NULL, *decisions = NULL, *mixed = NULL;
    dsm_error *error = NULL;
    dsm_text *head = NULL;
    int state;
    if (count != 3) {
        fprintf(stderr, "usage: road DATA FOLDER\n");
        return 2;
    }
    data = arguments[1], folder = arguments[2];
    for (state = KZ; state < STATES; state++) {
        dsm_translation_free(read_file(states[state].file, states[state].specification));
    }
    /* A file of persons, handed in by mistake: it is refused, and nothing of it is kept. */
    dsm_translation_free(read_file("crossings.csv", NULL));
    MUST(dsm_mechanism_create(s(path_of(folder, "region.dsm")), s("unhcr"), &mechanism, &error));
    AS("administrator", "dsm", dsm_session_add_indicator(who, s(ENTRIES), 0, &error));
    hand_in();
    MUST(ask(KZ, APPLICATIONS, "UA", NULL, &figures, &error));
    show_sum("Ukraine by year, as far as the file shows", figures, "CITIZENSHIP", NULL);
    show_sum("if the listed citizenships are all there are", figures, "CITIZENSHIP", "parts-exhaustive");
    protect();
    MUST(ask(KZ, APPLICATIONS, NULL, "person-events:application", &applications, &error));
    MUST(ask(KZ, DECISIONS, NULL, "person-events:decision", &decisions, &error));
    if (ask(KZ, APPLICATIONS, "KZ", NULL, &mixed, &error) != DSM_STATUS_OK) {
        publish(applications, decisions, error);
        refused(error); /* Cases and persons in one table. */
    }
    MUST(dsm_mechanism_verify(mechanism, &head, &error));
    show("the history is whole: ", head);
    dsm_table_free(mixed);
    dsm_table_free(figures);
    dsm_table_free(applications);
    dsm_table_free(decisions);
    dsm_mechanism_free(mechanism);
    return EXIT_SUCCESS;
}
