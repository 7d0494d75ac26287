/* Individual records in, tables out: by files, rows, Arrow streams and a binary COPY. */
#include "check.h"

#ifdef DSM_ARROW
#include "arrow_abi.h"
#endif

static dsm_count_specification *cards(void)
{
    dsm_count_specification *made = NULL;
    dsm_string units[2], dimensions[1], entries[1], exits[1];
    units[0] = S("cases"), units[1] = S("persons"), dimensions[0] = S("SEX");
    entries[0] = S("in"), exits[0] = S("out");
    DONE(dsm_count_specification_new(S("crossing"), S("2024-01-01"), S("2024-12-31"), &made, &error));
    DONE(dsm_count_specification_person(made, S("document"), &error));
    DONE(dsm_count_specification_date(made, S("day"), S("date"), &error));
    DONE(dsm_count_specification_direction(made, S("way"), entries, 1, exits, 1, &error));
    DONE(dsm_count_specification_dimension(made, S("SEX"), S("sex"), S("fixed"), &error));
    DONE(dsm_count_specification_declare(made, S("dimension.SEX"), S("list"), S("SEX"), &error));
    DONE(dsm_count_specification_count(made, S("cards"), S("flow"), units, 2, dimensions, 1, S("A"), S("all"), &error));
    DONE(dsm_count_specification_declare(made, S("count.in"), S("what"), S("stock"), &error));
    DONE(dsm_count_specification_declare(made, S("count.in"), S("at"), S("2024-07-01"), &error));
    REFUSED_AS("CNT-001", dsm_count_specification_declare(made, S("records"), S("datum"), S("x"), &error));
    CHECK(dsm_count_specification_column_count(made) == 4);
    CHECK(is(dsm_count_specification_column(made, 0), "day") && dsm_count_specification_column(made, 4).bytes == NULL);
    return made;
}

static dsm_counter *counter_of(const dsm_count_specification *specification)
{
    dsm_counter *counter = NULL;
    DONE(dsm_counter_new(specification, 2, 0, S(""), &counter, &error));
    return counter;
}

/** The figure of a cell of a table. */
static int figure_is(const dsm_counted *counted, const char *name, const char *sex, const char *time, const char *figure)
{
    dsm_table *table = NULL;
    dsm_row *row = NULL;
    dsm_string key[2];
    size_t length = sex == NULL ? 1 : 2;
    int same;
    key[0] = S(sex == NULL ? time : sex), key[1] = S(time);
    DONE(dsm_counted_table(counted, S(name), &table, &error));
    DONE(dsm_table_at(table, key, length, &row, &error));
    same = is(dsm_row_figure(row), figure);
    dsm_row_free(row);
    dsm_table_free(table);
    return same;
}

static int three_crossings_of_two(const dsm_counted *counted)
{
    return figure_is(counted, "cards.cases", "_T", "2024", "3") && figure_is(counted, "cards.persons", "_T", "2024", "2") &&
           figure_is(counted, "cards.persons", "F", "2024", "1") && figure_is(counted, "in.persons", NULL, "2024-07-01", "0");
}

static size_t places = 0;

static void count_place(void *context, const dsm_finding *finding)
{
    places += is(dsm_finding_code(finding), "CNT-011") ? 1 : 0;
    *(size_t *)context += 1;
}

static const char *ROWS[4][5] = {
    {"A1", "Amy", "2024-05-18", "F", "in"},
    {"A1", "Amy", "2024-05-25", "F", "out"},
    {"B2", "Bader", "2024-08-12", "M", "in"},
    {"C3", "Cem", "2024-02-30", "M", "in"},
};
static const char *COLUMNS[5] = {"document", "name", "day", "sex", "way"};

static dsm_counted *by_rows(const dsm_count_specification *specification)
{
    dsm_counter *counter = counter_of(specification);
    dsm_counted *counted = NULL, *again = NULL;
    dsm_string columns[5], values[20];
    size_t row, column, found = 0;
    dsm_reconciliation step;
    dsm_table *behind = NULL;
    for (column = 0; column < 5; column++) columns[column] = S(COLUMNS[column]);
    for (row = 0; row < 4; row++)
        for (column = 0; column < 5; column++) values[row * 5 + column] = S(ROWS[row][column]);
    DONE(dsm_counter_places(counter, count_place, &found, &error));
    REFUSED_AS("SRC-012", dsm_counter_read_rows(counter, columns, 3, values, 1, &error));
    DONE(dsm_counter_read_rows(counter, columns, 5, values, 3, &error));
    DONE(dsm_counter_read_rows(counter, columns, 5, values + 15, 1, &error));
    DONE(dsm_counter_finish(counter, &counted, &error));
    REFUSED_AS("FFI-006", dsm_counter_finish(counter, &again, &error));
    dsm_counter_free(counter);
    CHECK(places == 1 && found == 1);
    CHECK(three_crossings_of_two(counted));
    CHECK(dsm_counted_count(counted) == 3 && is(dsm_counted_name(counted, 0), "cards.cases"));
    CHECK(dsm_counted_quality(counted).read == 4 && dsm_counted_quality(counted).refused == 1);
    CHECK(dsm_counted_findings(counted, S("CNT-011")) == 1 && dsm_counted_refused(counted, S("CNT-011")) == 1);
    CHECK(dsm_counted_rule_count(counted) == 1 && is(dsm_counted_rule(counted, 0), "CNT-011"));
    CHECK(dsm_counted_column_count(counted) == 4 && is(dsm_counted_column(counted, 1), "document"));
    CHECK(dsm_counted_step_count(counted, S("in.persons")) == 2 && dsm_counted_step_count(counted, S("cards.cases")) == 0);
    DONE(dsm_counted_step(counted, S("in.persons"), 0, &step, &error));
    CHECK(step.start == 0 && step.entries == 1 && step.effective_exits == 1 && step.end == 0);
    REFUSED_AS("FFI-007", dsm_counted_step(counted, S("in.persons"), 2, &step, &error));
    DONE(dsm_counted_persons_behind(counted, S("cards.cases"), &behind, &error));
    CHECK(behind != NULL);
    dsm_table_free(behind);
    return counted;
}

static void by_file(const dsm_count_specification *specification, const char *path)
{
    dsm_counter *counter = counter_of(specification);
    dsm_counted *counted = NULL;
    FILE *file = fopen(path, "wb");
    size_t row;
    fprintf(file, "document,name,day,sex,way\n");
    for (row = 0; row < 4; row++)
        fprintf(file, "%s,%s,%s,%s,%s\n", ROWS[row][0], ROWS[row][1], ROWS[row][2], ROWS[row][3], ROWS[row][4]);
    fclose(file);
    REFUSED_AS("SRC-016", dsm_counter_read_file(counter, S("no such file"), &error));
    DONE(dsm_counter_read_file(counter, S(path), &error));
    DONE(dsm_counter_finish(counter, &counted, &error));
    CHECK(three_crossings_of_two(counted));
    dsm_counted_free(counted);
    dsm_counter_free(counter);
    remove(path);
}

/** The bytes of a binary COPY, given three at a time. */
typedef struct copied {
    unsigned char bytes[512];
    size_t length, given;
} copied;

static void put(copied *copy, const void *bytes, size_t length)
{
    memcpy(copy->bytes + copy->length, bytes, length);
    copy->length += length;
}

static void put_text(copied *copy, const char *text)
{
    unsigned char length[4] = {0, 0, 0, 0};
    length[3] = (unsigned char)strlen(text);
    put(copy, length, 4);
    put(copy, text, strlen(text));
}

static size_t give(void *context, uint8_t *into, size_t room)
{
    copied *copy = (copied *)context;
    size_t left = copy->length - copy->given, now = left < 3 ? left : 3;
    now = now < room ? now : room;
    memcpy(into, copy->bytes + copy->given, now);
    copy->given += now;
    return now;
}

static void by_copy(const dsm_count_specification *specification)
{
    dsm_counter *counter = counter_of(specification);
    dsm_counted *counted = NULL;
    dsm_string columns[5], types[5];
    copied copy;
    size_t row, column;
    memset(&copy, 0, sizeof copy);
    put(&copy, "PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", 19);
    for (row = 0; row < 3; row++) {
        put(&copy, "\0\5", 2);
        for (column = 0; column < 5; column++) put_text(&copy, ROWS[row][column]);
    }
    put(&copy, "\xff\xff", 2);
    for (column = 0; column < 5; column++) columns[column] = S(COLUMNS[column]), types[column] = S("text");
    REFUSED_AS("FFI-001", dsm_counter_read_copy(counter, S("pg"), columns, types, 5, NULL, NULL, &error));
    DONE(dsm_counter_read_copy(counter, S("pg"), columns, types, 5, give, &copy, &error));
    DONE(dsm_counter_finish(counter, &counted, &error));
    CHECK(three_crossings_of_two(counted));
    dsm_counted_free(counted);
    dsm_counter_free(counter);
}

/** Crossings are protected by the persons behind them; what cannot be said of a table is refused where it is protected. */
static void protected_by_persons(const dsm_counted *counted)
{
    dsm_table *crossings = NULL, *behind = NULL, *other = NULL, *result = NULL;
    dsm_protection *protection = NULL;
    const dsm_table *contributors[1];
    DONE(dsm_counted_table(counted, S("cards.cases"), &crossings, &error));
    DONE(dsm_counted_persons_behind(counted, S("cards.cases"), &behind, &error));
    DONE(dsm_counted_table(counted, S("in.persons"), &other, &error));
    contributors[0] = behind;

    DONE(dsm_protection_below(5, &protection, &error));
    REFUSED_AS("SDC-025", dsm_protection_dominance(protection, S("10%"), contributors, 1, &error));
    REFUSED_AS("SDC-025", dsm_protection_dominance(protection, S("p:10"), contributors, 1, &error));
    DONE(dsm_protection_dominance(protection, S("nk:1:80"), contributors, 1, &error));
    DONE(dsm_protection_group(protection, S("AGE"), &error));
    REFUSED_AS("TAB-008", dsm_table_protect(crossings, protection, &result, &error));
    dsm_protection_free(protection);

    DONE(dsm_protection_below(5, &protection, &error));
    DONE(dsm_protection_persons(protection, other, &error));
    REFUSED_AS("SDC-020", dsm_table_protect(crossings, protection, &result, &error));
    DONE(dsm_protection_persons(protection, behind, &error));
    DONE(dsm_protection_differences(protection, &error));
    DONE(dsm_table_protect(crossings, protection, &result, &error));
    dsm_table_free(result);
    dsm_protection_free(protection);
    dsm_table_free(other);
    dsm_table_free(behind);
    dsm_table_free(crossings);
}

/** What was counted is bytes, and bytes of other persons add up to the whole. */
static void by_parts(const dsm_count_specification *specification)
{
    dsm_count_part *part[2] = {NULL, NULL};
    dsm_counted *counted = NULL;
    dsm_string columns[5], values[20];
    const uint8_t *bytes[2];
    size_t lengths[2], row, column;
    for (column = 0; column < 5; column++) columns[column] = S(COLUMNS[column]);
    for (row = 0; row < 4; row++)
        for (column = 0; column < 5; column++) values[row * 5 + column] = S(ROWS[row][column]);
    for (row = 0; row < 2; row++) {
        dsm_counter *counter = counter_of(specification);
        DONE(dsm_counter_read_rows(counter, columns, 5, values + row * 10, 2, &error));
        DONE(dsm_counter_finish(counter, &counted, &error));
        DONE(dsm_counted_part(counted, &part[row], &error));
        bytes[row] = dsm_count_part_bytes(part[row]), lengths[row] = dsm_count_part_length(part[row]);
        dsm_counted_free(counted);
        dsm_counter_free(counter);
        counted = NULL;
    }
    DONE(dsm_counted_of_parts(specification, bytes, lengths, 2, &counted, &error));
    CHECK(three_crossings_of_two(counted) && dsm_counted_quality(counted).refused == 1);
    dsm_counted_free(counted);
    counted = NULL;
    lengths[1] -= 1;
    REFUSED_AS("CNT-060", dsm_counted_of_parts(specification, bytes, lengths, 2, &counted, &error));
    CHECK(counted == NULL);
    dsm_count_part_free(part[0]);
    dsm_count_part_free(part[1]);
}

/** The rows that a database gave to the statement. */
static const char *RESULT[5][11] = {
    {"cell", NULL, "1", "2024", "0", "3", "3", "2", "2", "0", "5"},
    {"cell", "F", "0", "2024", "0", "2", "2", "1", "1", "0", "5"},
    {"cell", "M", "0", "2024", "0", "1", "1", "1", "1", "0", "5"},
    {"two-codes", NULL, "0", NULL, "1", "0", "0", "0", "0", "0", "5"},
    {"records", NULL, "1", NULL, "1", "3", "0", "0", "0", "0", "5"},
};

static void by_statement(const dsm_count_specification *specification)
{
    dsm_count_statement *statement = NULL;
    dsm_counted *counted = NULL;
    dsm_string values[55], missing = {NULL, 0};
    size_t at;
    REFUSED_AS("MEA-001", dsm_count_statement_new(specification, S("cards"), S("oracle"), S("cards"), &statement, &error));
    REFUSED_AS("CNT-061", dsm_count_statement_new(specification, S("else"), S("sqlite"), S("cards"), &statement, &error));
    DONE(dsm_count_statement_new(specification, S("cards"), S("sqlite"), S("cards"), &statement, &error));
    CHECK(dsm_count_statement_sql(statement).length > 100 && dsm_count_statement_column_count(statement) == 11);
    CHECK(is(dsm_count_statement_column(statement, 1), "SEX") && dsm_count_statement_column(statement, 11).bytes == NULL);
    for (at = 0; at < 55; at++) values[at] = RESULT[at / 11][at % 11] == NULL ? missing : S(RESULT[at / 11][at % 11]);
    DONE(dsm_count_statement_tables(statement, values, 5, &counted, &error));
    CHECK(figure_is(counted, "cards.cases", "_T", "2024", "3") && figure_is(counted, "cards.persons", "_T", "2024", "2"));
    CHECK(figure_is(counted, "cards.persons", "F", "2024", "1") && dsm_counted_count(counted) == 2);
    dsm_counted_free(counted);
    counted = NULL;
    REFUSED_AS("CNT-051", dsm_count_statement_tables(statement, values + 1, 4, &counted, &error));
    REFUSED_AS("CNT-051", dsm_count_statement_tables(statement, values + 11, 4, &counted, &error));
    REFUSED_AS("CNT-051", dsm_count_statement_tables(statement, values, 0, &counted, &error));
    CHECK(counted == NULL);
    dsm_count_statement_free(statement);
}

/** What few specifications say: documents of a link table, a filter, codes of other words; each file is looked at before any is read. */
static void by_words(const char *path)
{
    dsm_count_specification *made = NULL;
    dsm_counter *counter;
    dsm_counted *counted = NULL;
    dsm_string units[1], dimensions[1], purposes[1], words[2], codes[2], moments[2], groups[2], rules[1];
    FILE *file = fopen(path, "w");
    fputs("number,who\nA1,1\nA2,1\nB2,2\n", file);
    fclose(file);
    units[0] = S("persons"), dimensions[0] = S("SEX"), purposes[0] = S("work");
    words[0] = S("woman"), codes[0] = S("F"), words[1] = S("man"), codes[1] = S("M");
    DONE(dsm_count_specification_new(S("crossing"), S("2024-01-01"), S("2024-12-31"), &made, &error));
    DONE(dsm_count_specification_person(made, S("document"), &error));
    DONE(dsm_count_specification_case(made, S("file"), &error));
    DONE(dsm_count_specification_date(made, S("day"), S("date"), &error));
    DONE(dsm_count_specification_links(made, S("number"), S("who"), &error));
    DONE(dsm_count_specification_filter(made, S("purpose"), purposes, 1, &error));
    DONE(dsm_count_specification_dimension(made, S("SEX"), S("sex"), S("fixed"), &error));
    DONE(dsm_count_specification_declare(made, S("dimension.SEX"), S("list"), S("SEX"), &error));
    DONE(dsm_count_specification_codes(made, S("SEX"), words, codes, 2, &error));
    DONE(dsm_count_specification_count(made, S("p"), S("flow"), units, 1, dimensions, 1, S("A"), S("all"), &error));
    REFUSED_AS("CNT-001", dsm_count_specification_filter(made, S(""), purposes, 1, &error));
    counter = counter_of(made);
    DONE(dsm_counter_links_file(counter, S(path), &error));
    REFUSED_AS("SRC-012", dsm_counter_check_file(counter, S(path), &error));
    file = fopen(path, "w");
    fputs("document,file,day,purpose,sex\nA1,f,2024-03-01,work,woman\nA2,g,2024-04-01,work,woman\nB2,h,2024-05-01,work,man\n"
          "B2,i,2024-06-01,study,man\n", file);
    fclose(file);
    DONE(dsm_counter_check_file(counter, S(path), &error));
    DONE(dsm_counter_read_file(counter, S(path), &error));
    DONE(dsm_counter_finish(counter, &counted, &error));
    CHECK(figure_is(counted, "p.persons", "_T", "2024", "2") && figure_is(counted, "p.persons", "F", "2024", "1"));
    CHECK(dsm_counted_quality(counted).filtered == 1);
    dsm_counted_free(counted);
    dsm_counter_free(counter);
    dsm_count_specification_free(made);

    /* An indicator of a preset; moments, days and rules of counts. */
    made = NULL;
    moments[0] = S("2024-01-01"), moments[1] = S("2024-07-01"), groups[0] = S("0-89"), groups[1] = S("90+"), rules[0] = S("12/16");
    DONE(dsm_count_specification_new(S("crossing"), S("2023-01-01"), S("2024-12-31"), &made, &error));
    DONE(dsm_count_specification_indicator(made, S("dsm"), S("ENTRIES"), S("KAZ"), &error));
    DONE(dsm_count_specification_days(made, S("DURATION"), groups, 2, &error));
    DONE(dsm_count_specification_count(made, S("s"), S("stock"), units, 1, NULL, 0, S("A"), S("all"), &error));
    DONE(dsm_count_specification_moments(made, S("s"), moments, 2, &error));
    DONE(dsm_count_specification_count(made, S("r"), S("residence"), units, 1, NULL, 0, S("M"), S("all"), &error));
    DONE(dsm_count_specification_rules(made, S("r"), rules, 1, &error));
    REFUSED_AS("CNT-001", dsm_count_specification_rules(made, S("r"), groups, 2, &error));
    REFUSED_AS("CNT-001", dsm_count_specification_moments(made, S("s"), groups, 2, &error));
    dsm_count_specification_free(made);
    remove(path);
}

#ifdef DSM_ARROW
/** The rows of a table are records too: so many cells of each sex and day. */
static void by_stream(const dsm_counted *counted)
{
    dsm_count_specification *cells = NULL;
    dsm_counter *counter;
    dsm_counted *again = NULL;
    dsm_table *table = NULL;
    struct ArrowArrayStream stream;
    dsm_string units[1];
    units[0] = S("cases");
    DONE(dsm_count_specification_new(S("cell"), S("2024-01-01"), S("2024-12-31"), &cells, &error));
    DONE(dsm_count_specification_date(cells, S("TIME_PERIOD"), S("date"), &error));
    DONE(dsm_count_specification_count(cells, S("cells"), S("flow"), units, 1, NULL, 0, S("A"), S("none"), &error));
    counter = counter_of(cells);
    DONE(dsm_counted_table(counted, S("in.persons"), &table, &error));
    DONE(dsm_table_export_arrow_stream(table, &stream, &error));
    DONE(dsm_counter_read_stream(counter, &stream, &error));
    CHECK(stream.release == NULL);
    DONE(dsm_counter_finish(counter, &again, &error));
    CHECK(figure_is(again, "cells.cases", NULL, "2024", "1"));
    dsm_table_free(table);
    dsm_counted_free(again);
    dsm_counter_free(counter);
    dsm_count_specification_free(cells);
}
#endif

int main(int count, char **arguments)
{
    dsm_count_specification *specification = cards(), *read = NULL;
    dsm_counted *counted = by_rows(specification);
    char path[512];
    snprintf(path, sizeof path, "%s.csv", count > 0 ? arguments[0] : "counting");
    by_file(specification, path);
    by_copy(specification);
    protected_by_persons(counted);
    by_parts(specification);
    by_statement(specification);
    by_words(path);
#ifdef DSM_ARROW
    by_stream(counted);
#endif
    REFUSED_AS("CNT-001", dsm_count_specification_read(S("c.toml"), S("format = \"dsm-count/1\"\nx = 1\n"), &read, &error));
    CHECK(read == NULL);
    dsm_counted_free(counted);
    dsm_count_specification_free(specification);
    return checked("counting");
}
