/* Counts migration cards where they are: in PostgreSQL, by one statement that DSM says; what comes back are cells, and a table is made
 * of them. The same cards are then counted by DSM itself, to show that both are one.
 *
 * cc -std=c11 -D_POSIX_C_SOURCE=200809L -Idsm-c/include examples/count_in_postgres.c -ldsm
 * PGHOST=… PGDATABASE=… PGUSER=… ./a.out [CARDS]
 *
 * It speaks with the database through psql, which takes the server from the environment, so that it links with nothing else. The cards
 * are in a temporary table: nothing stays in the database.
 */
#include "dsm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COLUMNS = 4, ROWS = 10000, CODES = 10, RESULT = 9 };

static const char *NAMES[COLUMNS] = {"person", "day", "citizenship", "sex"};
static const char *CITIZENSHIPS[CODES] = {"ARM", "AZE", "BLR", "KAZ", "KGZ", "MDA", "TJK", "TKM", "UKR", "UZB"};

static void fail(const char *why)
{
    fprintf(stderr, "%s\n", why);
    exit(EXIT_FAILURE);
}

static void done(dsm_status status, dsm_error *error)
{
    dsm_string code;
    if (status == DSM_STATUS_OK) return;
    code = dsm_error_code(error);
    fprintf(stderr, "%.*s\n", (int)code.length, code.bytes);
    exit(EXIT_FAILURE);
}

#define DO(call)                                                                                                       \
    do {                                                                                                               \
        dsm_error *error = NULL;                                                                                       \
        dsm_status status_ = (call);                                                                                   \
        done(status_, error);                                                                                          \
    } while (0)

/** The next number of a seeded row of numbers. */
static uint64_t draw(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

typedef struct {
    char person[24], day[16];
    const char *citizenship, *sex;
} card;

static card next_card(uint64_t *seed, uint64_t cards)
{
    uint64_t person = draw(seed) % (cards / 4 + 1), rest = draw(seed);
    card made;
    snprintf(made.person, sizeof made.person, "%llu", (unsigned long long)person);
    snprintf(made.day, sizeof made.day, "2024-%02u-%02u", (unsigned)(rest % 12 + 1), (unsigned)(rest / 12 % 28 + 1));
    made.citizenship = CITIZENSHIPS[person % CODES];
    made.sex = person / CODES % 2 == 0 ? "F" : "M";
    return made;
}

static const uint64_t SEED = 88172645463325252u;

static dsm_count_specification *specified(void)
{
    dsm_count_specification *made = NULL;
    dsm_string units[2], by[2];
    units[0] = dsm_string_of("cases"), units[1] = dsm_string_of("persons");
    by[0] = dsm_string_of("CITIZENSHIP"), by[1] = dsm_string_of("SEX");
    DO(dsm_count_specification_new(dsm_string_of("migration-card"), dsm_string_of("2024-01-01"),
                                   dsm_string_of("2024-12-31"), &made, &error));
    DO(dsm_count_specification_person(made, dsm_string_of(NAMES[0]), &error));
    DO(dsm_count_specification_date(made, dsm_string_of(NAMES[1]), dsm_string_of("date"), &error));
    DO(dsm_count_specification_dimension(made, by[0], dsm_string_of(NAMES[2]), dsm_string_of("fixed"), &error));
    DO(dsm_count_specification_dimension(made, by[1], dsm_string_of(NAMES[3]), dsm_string_of("fixed"), &error));
    DO(dsm_count_specification_declare(made, dsm_string_of("dimension.CITIZENSHIP"), dsm_string_of("others"),
                                       dsm_string_of("themselves"), &error));
    DO(dsm_count_specification_declare(made, dsm_string_of("dimension.SEX"), dsm_string_of("list"), dsm_string_of("SEX"), &error));
    DO(dsm_count_specification_count(made, dsm_string_of("cards"), dsm_string_of("flow"), units, 2, by, 2,
                                     dsm_string_of("M"), dsm_string_of("all"), &error));
    return made;
}

/** Fills a table of the database with cards and runs the statement over it; the rows of its result come as lines. */
static FILE *asked(dsm_string statement, uint64_t cards)
{
    /* A file without a name, which psql writes to as its output. */
    FILE *result = tmpfile(), *psql;
    uint64_t seed = SEED, given;
    if (result == NULL || dup2(fileno(result), RESULT) != RESULT) fail("there is no room for the result");
    psql = popen("psql -X -q -v ON_ERROR_STOP=1 >&9", "w");
    if (psql == NULL) fail("psql cannot be run");
    fprintf(psql, "CREATE TEMPORARY TABLE cards (person text, day date, citizenship text, sex text);\n");
    fprintf(psql, "COPY cards FROM STDIN;\n");
    for (given = 0; given < cards; given++) {
        card one = next_card(&seed, cards);
        fprintf(psql, "%s\t%s\t%s\t%s\n", one.person, one.day, one.citizenship, one.sex);
    }
    fprintf(psql, "\\.\nCOPY (%.*s) TO STDOUT;\n", (int)statement.length, statement.bytes);
    if (pclose(psql) != 0) fail("the database did not answer");
    rewind(result);
    return result;
}

/** The lines as tables. A value has no tab and no backslash in it: all are codes and numbers. `\N` is missing. */
static dsm_counted *answered(const dsm_count_statement *statement, FILE *result, size_t *rows)
{
    static char line[4096];
    size_t columns = dsm_count_statement_column_count(statement), room = 0, values = 0, at;
    dsm_string *found = NULL;
    dsm_counted *counted = NULL;
    *rows = 0;
    while (fgets(line, sizeof line, result) != NULL) {
        char *value = line;
        line[strcspn(line, "\n")] = '\0';
        for (at = 0; at < columns; at++) {
            size_t length = strcspn(value, "\t");
            char *kept = malloc(length + 1);
            if (kept == NULL) fail("there is no memory");
            memcpy(kept, value, length);
            kept[length] = '\0';
            if (values == room) {
                room = room == 0 ? 1024 : room * 2;
                found = realloc(found, room * sizeof *found);
                if (found == NULL) fail("there is no memory");
            }
            found[values++] = dsm_string_of(kept);
            value += length;
            if (*value == '\t') value++;
            else if (at + 1 < columns) fail("a row is too short");
        }
        if (*value != '\0') fail("a row is too long");
        (*rows)++;
    }
    fclose(result);
    for (at = 0; at < values; at++)
        if (strcmp(found[at].bytes, "\\N") == 0) found[at].length = 0;
    DO(dsm_count_statement_tables(statement, found, *rows, &counted, &error));
    for (at = 0; at < values; at++) free((char *)(uintptr_t)found[at].bytes);
    free(found);
    return counted;
}

/** The same cards through DSM itself. */
static dsm_counted *counted_here(const dsm_count_specification *specification, uint64_t cards)
{
    static card batch[ROWS];
    static dsm_string values[ROWS * COLUMNS];
    dsm_string columns[COLUMNS];
    dsm_counter *counter = NULL;
    dsm_counted *counted = NULL;
    uint64_t seed = SEED, given = 0;
    size_t at;
    for (at = 0; at < COLUMNS; at++) columns[at] = dsm_string_of(NAMES[at]);
    DO(dsm_counter_new(specification, 1, 0, dsm_string_of(""), &counter, &error));
    while (given < cards) {
        size_t row, rows = cards - given < ROWS ? (size_t)(cards - given) : ROWS;
        for (row = 0; row < rows; row++) {
            batch[row] = next_card(&seed, cards);
            values[row * COLUMNS] = dsm_string_of(batch[row].person);
            values[row * COLUMNS + 1] = dsm_string_of(batch[row].day);
            values[row * COLUMNS + 2] = dsm_string_of(batch[row].citizenship);
            values[row * COLUMNS + 3] = dsm_string_of(batch[row].sex);
        }
        DO(dsm_counter_read_rows(counter, columns, COLUMNS, values, rows, &error));
        given += rows;
    }
    DO(dsm_counter_finish(counter, &counted, &error));
    dsm_counter_free(counter);
    return counted;
}

int main(int count, char **arguments)
{
    uint64_t cards = count > 1 ? strtoull(arguments[1], NULL, 10) : 1000000;
    dsm_count_specification *specification = specified();
    dsm_count_statement *statement = NULL;
    dsm_counted *there, *here;
    size_t at, rows;
    int same = 1;

    DO(dsm_count_statement_new(specification, dsm_string_of("cards"), dsm_string_of("postgresql"), dsm_string_of("cards"),
                               &statement, &error));
    there = answered(statement, asked(dsm_count_statement_sql(statement), cards), &rows);
    here = counted_here(specification, cards);
    printf("%lu rows came back from the database\n", (unsigned long)rows);
    for (at = 0; at < dsm_counted_count(there); at++) {
        dsm_string name = dsm_counted_name(there, at), key[3], figure;
        dsm_table *of_there = NULL, *of_here = NULL;
        dsm_row *row = NULL;
        int equal;
        key[0] = key[1] = dsm_string_of("_T"), key[2] = dsm_string_of("2024-05");
        DO(dsm_counted_table(there, name, &of_there, &error));
        DO(dsm_counted_table(here, name, &of_here, &error));
        DO(dsm_table_at(of_there, key, 3, &row, &error));
        figure = dsm_row_figure(row);
        equal = dsm_table_equal(of_there, of_here);
        same = same && equal;
        printf("%.*s in May: %.*s; %lu cells, %s as counted here\n", (int)name.length, name.bytes, (int)figure.length,
               figure.bytes, (unsigned long)dsm_table_length(of_there), equal ? "the same" : "OTHERS");
        dsm_row_free(row);
        dsm_table_free(of_here);
        dsm_table_free(of_there);
    }
    dsm_counted_free(here);
    dsm_counted_free(there);
    dsm_count_statement_free(statement);
    dsm_count_specification_free(specification);
    return same ? EXIT_SUCCESS : EXIT_FAILURE;
}
