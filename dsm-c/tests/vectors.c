/* The vectors of the specification: tables are built with public functions, the operation is run, the result is read. */
#include "check.h"

#include "vectors.h"

#include "compare.h"
#include "operations.h"

/** Stops a case that cannot be built: what failed is the first thing to know. */
#define NEED(call)                                                                                                     \
    do {                                                                                                               \
        if ((call) != DSM_STATUS_OK) {                                                                                 \
            return 0;                                                                                                  \
        }                                                                                                              \
    } while (0)

static const char *declared(const dsm_table_case *table, const char *name, const char *otherwise)
{
    size_t i;
    for (i = 0; i < table->declarations.count; i++) {
        if (strcmp(table->declarations.at[i].name, name) == 0) {
            return table->declarations.at[i].value;
        }
    }
    return otherwise;
}

static int measure_of(const dsm_table_case *table, dsm_measure **measure, dsm_error **error)
{
    static const char *const properties[] = {"level", "application-type", "role", "basis"};
    size_t i;
    NEED(dsm_measure_parse(S(table->unit), S(table->temporality), measure, error));
    for (i = 0; i < LENGTH(properties); i++) {
        const char *word = declared(table, properties[i], NULL);
        if (word != NULL) {
            NEED(dsm_measure_set(*measure, S(properties[i]), S(word), error));
        }
    }
    return 1;
}

static int concept_of(const dsm_table_case *table, dsm_concept **concept_, dsm_error **error)
{
    static const char *const properties[] = {"version",  "relative",  "residence",      "duration",
                                             "coverage", "territory", "classification", "source"};
    size_t i;
    NEED(dsm_concept_new(S(declared(table, "concept", "C")), concept_, error));
    for (i = 0; i < LENGTH(properties); i++) {
        const char *value = declared(table, properties[i], NULL);
        if (value != NULL) {
            NEED(dsm_concept_set(*concept_, S(properties[i]), S(value), error));
        }
    }
    return 1;
}

static int category_of(const dsm_axis_case *given, dsm_axis *axis, dsm_error **error)
{
    dsm_string totals[MOST_TEXTS];
    size_t i;
    if (given->totals.count > LENGTH(totals)) {
        return 0;
    }
    for (i = 0; i < given->totals.count; i++) {
        totals[i] = S(given->totals.at[i]);
    }
    NEED(dsm_axis_membership(axis, S(given->membership), error));
    NEED(dsm_axis_exhaustive(axis, given->exhaustive, error));
    NEED(dsm_axis_direction(axis, given->direction, error));
    NEED(dsm_axis_totals(axis, totals, given->totals.count, error));
    for (i = 0; i < given->parents.count; i++) {
        NEED(dsm_axis_parent(axis, S(given->parents.at[i].name), S(given->parents.at[i].value), error));
    }
    if (given->unknown != NULL) {
        NEED(dsm_axis_unknown(axis, S(given->unknown), error));
    }
    return 1;
}

static int add_axis(dsm_table_builder *builder, const dsm_axis_case *given, dsm_error **error)
{
    dsm_axis *axis = NULL;
    int done;
    if (strcmp(given->kind, "time") == 0) {
        done = dsm_axis_time(S(given->id), &axis, error) == DSM_STATUS_OK;
    } else if (strcmp(given->kind, "reporter") == 0) {
        done = dsm_axis_reporter(S(given->id), &axis, error) == DSM_STATUS_OK;
    } else {
        done = dsm_axis_category(S(given->id), &axis, error) == DSM_STATUS_OK && category_of(given, axis, error);
    }
    done = done && dsm_table_builder_axis(builder, axis, error) == DSM_STATUS_OK;
    dsm_axis_free(axis);
    return done;
}

static int fill(dsm_table_builder *builder, const dsm_table_case *given, dsm_error **error)
{
    const char *vintage = declared(given, "vintage", NULL), *making = declared(given, "making", NULL);
    size_t i, j, width = given->axis_count + 1;
    for (i = 0; i < given->axis_count; i++) {
        if (!add_axis(builder, &given->axes[i], error)) {
            return 0;
        }
    }
    NEED(dsm_table_builder_absent(builder, S(declared(given, "absent", "missing")), error));
    if (vintage != NULL) {
        NEED(dsm_table_builder_vintage(builder, S(vintage), error));
    }
    if (making != NULL) {
        NEED(dsm_table_builder_making(builder, S(making), error));
    }
    for (i = 0; i < given->cell_count; i++) {
        dsm_string key[MOST_TEXTS];
        const char *const *cell = given->cells + i * width;
        for (j = 0; j < given->axis_count; j++) {
            key[j] = S(cell[j]);
        }
        NEED(dsm_table_builder_row(builder, key, given->axis_count, S(cell[given->axis_count]), error));
    }
    return 1;
}

/** Builds a table of a case; NULL if it cannot be built. */
static dsm_table *table_of(const dsm_table_case *given, dsm_error **error)
{
    dsm_measure *measure = NULL;
    dsm_concept *concept_ = NULL;
    dsm_table_builder *builder = NULL;
    dsm_table *table = NULL;
    int done = given->axis_count < MOST_TEXTS && measure_of(given, &measure, error) &&
               concept_of(given, &concept_, error) &&
               dsm_table_builder_new(measure, concept_, &builder, error) == DSM_STATUS_OK && fill(builder, given, error);
    if (done) {
        (void)dsm_table_builder_build(builder, &table, error);
    }
    dsm_table_builder_free(builder);
    dsm_measure_free(measure);
    dsm_concept_free(concept_);
    return table;
}

/** The assumptions of a case. */
static int assume_of(const dsm_case *given, dsm_assume *assume, dsm_error **error)
{
    size_t i, j;
    for (i = 0; i < given->assume_count; i++) {
        const dsm_assumption_case *stated = &given->assume[i];
        NEED(dsm_assume_name(assume, S(stated->name), error));
        if (stated->on != NULL) {
            NEED(dsm_assume_on(assume, S(stated->on), error));
        }
        if (stated->value != NULL) {
            NEED(dsm_assume_value(assume, S(stated->value), error));
        }
        if (stated->source != NULL) {
            NEED(dsm_assume_source(assume, S(stated->source), error));
        }
        for (j = 0; j < stated->weights.count; j++) {
            NEED(dsm_assume_weight(assume, S(stated->weights.at[j].name), S(stated->weights.at[j].value), error));
        }
    }
    return 1;
}

/** Whether the error is the refusal that is expected. */
static int refused_rightly(const dsm_case *given, const dsm_error *error)
{
    dsm_string code = dsm_error_code(error);
    if (given->expect.refused != NULL && is(code, given->expect.refused)) {
        return 1;
    }
    printf("%s: refused %.*s, expected %s\n", given->id, (int)code.length, code.bytes,
           given->expect.refused != NULL ? given->expect.refused : "a result");
    return 0;
}

/** Runs the operation of a case on its tables and holds the result against what is expected. */
static int holds(const dsm_case *given, dsm_table *const *tables, const dsm_assume *assume, dsm_error **error)
{
    dsm_table *result = NULL;
    dsm_truth truth = DSM_TRUTH_NOT_KNOWN;
    dsm_status status = run(given, tables, assume, &result, &truth, error);
    int right;
    if (status != DSM_STATUS_OK) {
        return refused_rightly(given, *error);
    }
    if (given->expect.refused != NULL) {
        printf("%s: not refused, expected %s\n", given->id, given->expect.refused);
        right = 0;
    } else if (given->expect.truth != NULL) {
        right = strcmp(truth_word(truth), given->expect.truth) == 0;
    } else {
        right = agrees(given, result);
    }
    dsm_table_free(result);
    return right;
}

/** Whether a case holds, and its operands stay as they were. */
static int passes(const dsm_case *given)
{
    dsm_table *tables[MOST_TEXTS] = {NULL}, *again = NULL;
    dsm_assume *assume = NULL;
    dsm_error *error = NULL;
    size_t i, on = place_of(given, given->on);
    int right = given->table_count <= MOST_TEXTS && dsm_assume_new(&assume, &error) == DSM_STATUS_OK;
    for (i = 0; right && i < given->table_count; i++) {
        tables[i] = table_of(&given->tables[i], &error);
        right = tables[i] != NULL;
    }
    if (right && assume_of(given, assume, &error)) {
        right = holds(given, tables, assume, &error);
        again = table_of(&given->tables[on], NULL);
        right = right && dsm_table_equal(tables[on], again) == 1;
    } else {
        right = refused_rightly(given, error);
    }
    for (i = 0; i < MOST_TEXTS; i++) {
        dsm_table_free(tables[i]);
    }
    dsm_table_free(again);
    dsm_assume_free(assume);
    dsm_error_free(error);
    return right;
}

int main(void)
{
    size_t i;
    the_comparison_can_fail();
    if (checks_failed > 0) {
        return EXIT_FAILURE;
    }
    checks_passed = 0;
    for (i = 0; i < (size_t)dsm_case_count; i++) {
        if (passes(dsm_cases[i])) {
            checks_passed++;
        } else {
            checks_failed++;
            printf("%s fails: %s\n", dsm_cases[i]->id, dsm_cases[i]->says);
        }
    }
    return checked("vectors");
}
