/* Counts a million migration cards that a seeded generator makes: cases and persons by citizenship and sex. The examples in Rust and
 * Python make the same cards and find the same.
 *
 * cc -std=c11 -Idsm-c/include examples/count_cards.c -ldsm && ./a.out [CARDS]
 */
#include "dsm.h"

#include <stdio.h>
#include <stdlib.h>

enum { COLUMNS = 4, ROWS = 10000, CODES = 10 };

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

static const char *CITIZENSHIPS[CODES] = {"ARM", "AZE", "BLR", "KAZ", "KGZ", "MDA", "TJK", "TKM", "UKR", "UZB"};

/** The next number of a seeded row of numbers. */
static uint64_t draw(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/** Hands in the cards, so many rows at a time. */
static void read_cards(dsm_counter *counter, uint64_t cards)
{
    static const char *NAMES[COLUMNS] = {"person", "day", "citizenship", "sex"};
    static char people[ROWS][24], days[ROWS][16];
    static dsm_string values[ROWS * COLUMNS];
    dsm_string columns[COLUMNS];
    uint64_t seed = 88172645463325252u, given = 0;
    size_t at;
    for (at = 0; at < COLUMNS; at++) columns[at] = dsm_string_of(NAMES[at]);
    while (given < cards) {
        size_t row, rows = cards - given < ROWS ? (size_t)(cards - given) : ROWS;
        for (row = 0; row < rows; row++) {
            uint64_t person = draw(&seed) % (cards / 4 + 1), rest = draw(&seed);
            unsigned month = (unsigned)(rest % 12 + 1), day = (unsigned)(rest / 12 % 28 + 1);
            snprintf(people[row], sizeof people[row], "%llu", (unsigned long long)person);
            snprintf(days[row], sizeof days[row], "2024-%02u-%02u", month, day);
            values[row * COLUMNS] = dsm_string_of(people[row]);
            values[row * COLUMNS + 1] = dsm_string_of(days[row]);
            values[row * COLUMNS + 2] = dsm_string_of(CITIZENSHIPS[person % CODES]);
            values[row * COLUMNS + 3] = dsm_string_of(person / CODES % 2 == 0 ? "F" : "M");
        }
        DO(dsm_counter_read_rows(counter, columns, COLUMNS, values, rows, &error));
        given += rows;
    }
}

/** Says a figure of a table. */
static void say(const dsm_table *table, dsm_string name, const char *citizenship, const char *sex)
{
    dsm_string key[3], figure;
    dsm_row *row = NULL;
    key[0] = dsm_string_of(citizenship), key[1] = dsm_string_of(sex), key[2] = dsm_string_of("2024");
    DO(dsm_table_at(table, key, 3, &row, &error));
    figure = dsm_row_figure(row);
    printf("%.*s %s %s: %.*s\n", (int)name.length, name.bytes, citizenship, sex, (int)figure.length, figure.bytes);
    dsm_row_free(row);
}

int main(int count, char **arguments)
{
    dsm_count_specification *specification = NULL;
    dsm_counter *counter = NULL;
    dsm_counted *counted = NULL;
    dsm_string units[2], by[2];
    uint64_t cards = count > 1 ? strtoull(arguments[1], NULL, 10) : 1000000;
    size_t at, code;

    units[0] = dsm_string_of("cases"), units[1] = dsm_string_of("persons");
    by[0] = dsm_string_of("CITIZENSHIP"), by[1] = dsm_string_of("SEX");
    DO(dsm_count_specification_new(dsm_string_of("migration-card"), dsm_string_of("2024-01-01"),
                                   dsm_string_of("2024-12-31"), &specification, &error));
    DO(dsm_count_specification_person(specification, dsm_string_of("person"), &error));
    DO(dsm_count_specification_date(specification, dsm_string_of("day"), dsm_string_of("date"), &error));
    DO(dsm_count_specification_dimension(specification, by[0], dsm_string_of("citizenship"), dsm_string_of("fixed"),
                                         &error));
    DO(dsm_count_specification_dimension(specification, by[1], dsm_string_of("sex"), dsm_string_of("fixed"), &error));
    DO(dsm_count_specification_declare(specification, dsm_string_of("dimension.CITIZENSHIP"), dsm_string_of("others"),
                                       dsm_string_of("themselves"), &error));
    DO(dsm_count_specification_declare(specification, dsm_string_of("dimension.SEX"), dsm_string_of("list"), dsm_string_of("SEX"),
                                       &error));
    DO(dsm_count_specification_count(specification, dsm_string_of("cards"), dsm_string_of("flow"), units, 2, by, 2,
                                     dsm_string_of("A"), dsm_string_of("all"), &error));
    DO(dsm_counter_new(specification, 1, 0, dsm_string_of(""), &counter, &error));
    read_cards(counter, cards);
    DO(dsm_counter_finish(counter, &counted, &error));

    for (at = 0; at < dsm_counted_count(counted); at++) {
        dsm_string name = dsm_counted_name(counted, at);
        dsm_table *table = NULL;
        DO(dsm_counted_table(counted, name, &table, &error));
        say(table, name, "_T", "_T");
        for (code = 0; code < CODES; code++) say(table, name, CITIZENSHIPS[code], "F");
        dsm_table_free(table);
    }
    for (at = 0; at < dsm_counted_column_count(counted); at++) {
        dsm_string column = dsm_counted_column(counted, at);
        printf("read: %.*s\n", (int)column.length, column.bytes);
    }
    dsm_counted_free(counted);
    dsm_counter_free(counter);
    dsm_count_specification_free(specification);
    return EXIT_SUCCESS;
}
