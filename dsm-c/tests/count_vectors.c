/* The vectors of counting: records are counted by their specification, and every cell that comes out is the one that is expected. */
#include "check.h"
#include "count_vectors.h"

#define MOST_VALUES 256

/** The table of a name; after `behind ` that of the persons behind it. */
static dsm_table *table_of(const dsm_counted *counted, const char *name, dsm_error **error)
{
    static const char behind[] = "behind ";
    dsm_table *table = NULL;
    if (strncmp(name, behind, strlen(behind)) == 0) {
        (void)dsm_counted_persons_behind(counted, S(name + strlen(behind)), &table, error);
    } else {
        (void)dsm_counted_table(counted, S(name), &table, error);
    }
    return table;
}

/** Whether a cell has the figure that is expected. */
static int cell_is(const dsm_counted *counted, const dsm_count_cell *cell)
{
    dsm_string key[8];
    dsm_row *row = NULL;
    size_t length = 0;
    int same;
    dsm_table *table = table_of(counted, cell->at[0], NULL);
    while (length + 2 < LENGTH(cell->at) && cell->at[length + 2] != NULL) {
        key[length] = S(cell->at[length + 1]);
        length++;
    }
    same = table != NULL && dsm_table_at(table, key, length, &row, NULL) == DSM_STATUS_OK;
    same = same && is(dsm_row_figure(row), cell->at[length + 1]);
    dsm_row_free(row);
    dsm_table_free(table);
    return same;
}

/** How many cells of a table are not zero. */
static size_t cells_of(const dsm_counted *counted, const char *name)
{
    dsm_table *table = table_of(counted, name, NULL);
    size_t row, found = 0;
    for (row = 0; row < dsm_table_length(table); row++) {
        dsm_row *at = NULL;
        if (dsm_table_row(table, row, &at, NULL) == DSM_STATUS_OK) {
            found += is(dsm_row_figure(at), "0") ? 0 : 1;
        }
        dsm_row_free(at);
    }
    dsm_table_free(table);
    return found;
}

/** Whether all cells are the expected ones, and no table has others that are not zero. */
static int all_cells(const dsm_counted *counted, const dsm_count_case *given)
{
    size_t at, other, expected, table;
    for (at = 0; at < given->cell_count; at++) {
        if (!cell_is(counted, &given->cells[at])) {
            printf("%s: cell %d differs\n", given->id, (int)at);
            return 0;
        }
        expected = 0;
        for (other = 0; other < given->cell_count; other++) {
            expected += strcmp(given->cells[at].at[0], given->cells[other].at[0]) == 0 ? 1 : 0;
        }
        if (cells_of(counted, given->cells[at].at[0]) != expected) {
            printf("%s: %s has other cells\n", given->id, given->cells[at].at[0]);
            return 0;
        }
    }
    for (table = 0; table < dsm_counted_count(counted); table++) {
        int named = 0;
        for (at = 0; at < given->cell_count; at++) {
            named = named || is(dsm_counted_name(counted, table), given->cells[at].at[0]);
        }
        if (!named) {
            printf("%s: a table that is not expected\n", given->id);
            return 0;
        }
    }
    for (at = 0; at < given->finding_count; at++) {
        if (dsm_counted_findings(counted, S(given->findings[at].rule)) != given->findings[at].count) {
            printf("%s: findings %s differ\n", given->id, given->findings[at].rule);
            return 0;
        }
    }
    return 1;
}

/** Counts the records of a case; NULL with an error where it is refused. */
static dsm_counted *counted_of(const dsm_count_case *given, const char *scratch, dsm_error **error)
{
    dsm_count_specification *specification = NULL;
    dsm_counter *counter = NULL;
    dsm_counted *counted = NULL;
    dsm_string values[MOST_VALUES];
    size_t at, all = given->column_count * (given->row_count + 1);
    int good = all <= MOST_VALUES;
    for (at = 0; good && at < all; at++) {
        values[at] = S(given->values[at]);
    }
    good = good && dsm_count_specification_read(S("count.toml"), S(given->specification), &specification, error) == DSM_STATUS_OK;
    good = good && dsm_counter_new(specification, 1, 0, S(""), &counter, error) == DSM_STATUS_OK;
    if (good && given->links != NULL) {
        FILE *file = fopen(scratch, "wb");
        good = file != NULL && fputs(given->links, file) >= 0;
        good = file != NULL && fclose(file) == 0 && good;
        good = good && dsm_counter_links_file(counter, S(scratch), error) == DSM_STATUS_OK;
        (void)remove(scratch);
    }
    good = good && dsm_counter_read_rows(counter, values, given->column_count, values + given->column_count, given->row_count,
                                         error) == DSM_STATUS_OK;
    if (good) {
        (void)dsm_counter_finish(counter, &counted, error);
    }
    dsm_counter_free(counter);
    dsm_count_specification_free(specification);
    return counted;
}

static int passes(const dsm_count_case *given, const char *scratch)
{
    dsm_error *error = NULL;
    dsm_counted *counted = counted_of(given, scratch, &error);
    dsm_string code = dsm_error_code(error);
    int right;
    if (counted == NULL) {
        right = given->refused != NULL && is(code, given->refused);
        if (!right) {
            printf("%s: refused %.*s\n", given->id, (int)code.length, code.bytes);
        }
    } else {
        right = given->refused == NULL && all_cells(counted, given);
    }
    dsm_counted_free(counted);
    dsm_error_free(error);
    return right;
}

int main(int count, char **arguments)
{
    char scratch[1024];
    size_t i;
    snprintf(scratch, sizeof scratch, "%s.links.csv", count > 0 ? arguments[0] : "count_vectors");
    for (i = 0; i < (size_t)dsm_case_count; i++) {
        if (passes(dsm_cases[i], scratch)) {
            checks_passed++;
        } else {
            checks_failed++;
            printf("%s fails: %s\n", dsm_cases[i]->id, dsm_cases[i]->says);
        }
    }
    return checked("count vectors");
}
