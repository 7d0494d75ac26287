/* Hostile input: NULL everywhere, lengths that lie, texts that are none, figures that are none. */
#include "check.h"

#include <limits.h>

/* A text without bytes that claims to have some. */
static const dsm_string nothing = {NULL, 3};

/** Is refused because of NULL, and says so. */
#define REFUSED(call)                                                                                                  \
    do {                                                                                                               \
        dsm_error *error = NULL;                                                                                       \
        CHECK((call) == DSM_STATUS_NULL_ARGUMENT);                                                                     \
        CHECK(is(dsm_error_code(error), "FFI-001"));                                                                   \
        dsm_error_free(error);                                                                                         \
    } while (0)

#include "nulls.h"

static dsm_table_builder *builder_of(const char *unit, const char *temporality)
{
    dsm_measure *measure = NULL;
    dsm_concept *concept = NULL;
    dsm_axis *sex = NULL, *time = NULL;
    dsm_table_builder *builder = NULL;
    DONE(dsm_measure_parse(S(unit), S(temporality), &measure, &error));
    DONE(dsm_concept_new(S("C"), &concept, &error));
    DONE(dsm_table_builder_new(measure, concept, &builder, &error));
    DONE(dsm_axis_category(S("SEX"), &sex, &error));
    DONE(dsm_axis_membership(sex, S("fixed"), &error));
    DONE(dsm_axis_exhaustive(sex, 1, &error));
    DONE(dsm_axis_time(S("TIME_PERIOD"), &time, &error));
    DONE(dsm_table_builder_axis(builder, sex, &error));
    DONE(dsm_table_builder_axis(builder, time, &error));
    dsm_axis_free(sex);
    dsm_axis_free(time);
    dsm_measure_free(measure);
    dsm_concept_free(concept);
    return builder;
}

/** A table of one cell, or the error of building it. */
static dsm_status one_cell(const char *unit, dsm_string code, dsm_string period, dsm_string figure, dsm_table **table,
                           dsm_error **error)
{
    dsm_table_builder *builder = builder_of(unit, "flow");
    dsm_string key[2];
    dsm_status status;
    key[0] = code;
    key[1] = period;
    status = dsm_table_builder_row(builder, key, 2, figure, error);
    if (status == DSM_STATUS_OK) {
        status = dsm_table_builder_build(builder, table, error);
    }
    dsm_table_builder_free(builder);
    return status;
}

static void texts_that_are_none(void)
{
    static const char *const broken[] = {"\xff", "\xc3", "\xe2\x82", "\xed\xa0\x80", "F\x80", "\xf8\x88\x80\x80\x80"};
    dsm_string text = {"x", SIZE_MAX}, half = {"x", (size_t)1 << (sizeof(size_t) * CHAR_BIT - 1)};
    dsm_axis *axis = NULL;
    dsm_table *table = NULL;
    size_t i;
    for (i = 0; i < LENGTH(broken); i++) {
        REFUSED_AS("FFI-003", dsm_axis_category(S(broken[i]), &axis, &error));
        REFUSED_AS("FFI-003", one_cell("persons-distinct", S(broken[i]), S("2024"), S("1"), &table, &error));
        REFUSED_AS("FFI-003", one_cell("persons-distinct", S("F"), S("2024"), S(broken[i]), &table, &error));
    }
    REFUSED_AS("FFI-004", dsm_axis_category(text, &axis, &error));
    REFUSED_AS("FFI-004", dsm_axis_category(half, &axis, &error));
    CHECK(axis == NULL && table == NULL);
}

static void lengths_that_lie(void)
{
    dsm_table_builder *builder = builder_of("persons-distinct", "flow");
    dsm_table *table = NULL;
    dsm_string codes[1], months[1], many[3];
    const uint32_t keys[] = {0, 0, 7}, beyond[] = {0, UINT32_MAX};
    const int64_t figures[] = {1, 2};
    dsm_key_column columns[2];
    codes[0] = S("F"), months[0] = S("2024"), many[0] = many[1] = many[2] = S("F");
    columns[0].codes = codes, columns[0].code_count = 1, columns[0].keys = keys, columns[0].key_count = 2;
    columns[1].codes = months, columns[1].code_count = 1, columns[1].keys = keys, columns[1].key_count = 2;
    REFUSED_AS("FFI-004", dsm_table_builder_build_columns(builder, columns, SIZE_MAX, figures, 2, &table, &error));
    REFUSED_AS("FFI-004", dsm_table_builder_build_columns(builder, columns, 2, figures, SIZE_MAX / 2, &table, &error));
    columns[0].key_count = SIZE_MAX / 4 + 1;
    REFUSED_AS("FFI-004", dsm_table_builder_build_columns(builder, columns, 2, figures, 2, &table, &error));
    columns[0].key_count = 2;
    columns[0].code_count = (size_t)1 << 60;
    REFUSED_AS("FFI-004", dsm_table_builder_build_columns(builder, columns, 2, figures, 2, &table, &error));
    columns[0].code_count = 1;
    REFUSED_AS("FFI-005", dsm_table_builder_build_columns(
                              builder, columns, 2, (const int64_t *)(const void *)((const char *)figures + 1), 1, &table,
                              &error));
    columns[0].key_count = 3;
    REFUSED_AS("TAB-005", dsm_table_builder_build_columns(builder, columns, 2, figures, 2, &table, &error));
    dsm_table_builder_free(builder);

    builder = builder_of("persons-distinct", "flow");
    columns[0].key_count = 2;
    REFUSED_AS("TAB-005", dsm_table_builder_build_columns(builder, columns, 1, figures, 2, &table, &error));
    dsm_table_builder_free(builder);

    builder = builder_of("persons-distinct", "flow");
    columns[0].keys = beyond;
    REFUSED_AS("TAB-010", dsm_table_builder_build_columns(builder, columns, 2, figures, 2, &table, &error));
    dsm_table_builder_free(builder);

    builder = builder_of("persons-distinct", "flow");
    DONE(dsm_table_builder_row(builder, many, 3, S("1"), &error));
    REFUSED_AS("TAB-005", dsm_table_builder_build(builder, &table, &error));
    dsm_table_builder_free(builder);
    CHECK(table == NULL);
}

static void figures_that_are_none(void)
{
    static const char *const unreadable[] = {"",     " ",    "+1",   "1e3",   "0x10", "1_000", "1,5",  "NaN",  "inf",
                                             "-inf", "1..",  "..1",  "1...2", "2~",   "**",    "1 [?]", "1 []x", "--1"};
    dsm_table *table = NULL;
    size_t i, length = 1000000;
    char *digits = (char *)malloc(length + 1);
    for (i = 0; i < LENGTH(unreadable); i++) {
        if (strcmp(unreadable[i], "1..") != 0) {
            REFUSED_AS("TAB-010", one_cell("persons-distinct", S("F"), S("2024"), S(unreadable[i]), &table, &error));
        }
    }
    memset(digits, '9', length);
    digits[length] = 0;
    REFUSED_AS("TAB-010", one_cell("persons-distinct", S("F"), S("2024"), S(digits), &table, &error));
    digits[1] = '.';
    REFUSED_AS("TAB-010", one_cell("ratio:share", S("F"), S("2024"), S(digits), &table, &error));
    digits[29] = 0;
    digits[1] = '9';
    CHECK(strlen(digits) == 29);
    REFUSED_AS("TAB-010", one_cell("persons-distinct", S("F"), S("2024"), S(digits), &table, &error));
    REFUSED_AS("TAB-010", one_cell("persons-distinct", S("F"), S("2024"), S("20..10"), &table, &error));
    REFUSED_AS("TAB-010", one_cell("persons-distinct", S("F"), S("2024"), S("-1"), &table, &error));
    REFUSED_AS("TAB-010", one_cell("persons-distinct", S("F"), S("2024"), S("0.5"), &table, &error));
    REFUSED_AS("TAB-010", one_cell("persons-distinct", S("F"), S("2024-13"), S("1"), &table, &error));
    REFUSED_AS("TAB-010", one_cell("persons-distinct", S(""), S("2024"), S("1"), &table, &error));
    CHECK(table == NULL);
    free(digits);
}

/** Two cells of the largest figures there are: their sum has no place, and that is an error. */
static void sums_that_overflow(void)
{
    static const char largest[] = "79228162514264337593543950335";
    dsm_table_builder *builder = builder_of("cases:permit:one", "flow");
    dsm_table *table = NULL, *sum = NULL;
    dsm_row *only = NULL;
    dsm_string axes[1], key[2];
    int64_t whole = -1;
    axes[0] = S("SEX");
    key[1] = S("2024");
    key[0] = S("F");
    DONE(dsm_table_builder_row(builder, key, 2, S("9999999999999999999999999999"), &error));
    key[0] = S("M");
    DONE(dsm_table_builder_row(builder, key, 2, S("1"), &error));
    DONE(dsm_table_builder_build(builder, &table, &error));
    dsm_table_builder_free(builder);
    DONE(dsm_table_row(table, 0, &only, &error));
    CHECK(is(dsm_row_figure(only), "9999999999999999999999999999"));
    REFUSED_AS("FFI-009", dsm_row_whole(only, &whole, &error));
    CHECK(whole == -1);
    dsm_row_free(only);
    dsm_table_free(table);

    builder = builder_of("cases:permit:one", "flow");
    DONE(dsm_table_builder_row(builder, key, 2, S(largest), &error));
    key[0] = S("F");
    DONE(dsm_table_builder_row(builder, key, 2, S(largest), &error));
    table = NULL;
    if (dsm_table_builder_build(builder, &table, NULL) == DSM_STATUS_OK) {
        REFUSED_AS("TAB-007", dsm_table_sum(table, axes, 1, NULL, &sum, &error));
    }
    CHECK(sum == NULL);
    dsm_table_builder_free(builder);
    dsm_table_free(table);
}

static void the_smallest_tables(void)
{
    dsm_table_builder *builder = builder_of("persons-distinct", "flow");
    dsm_table *table = NULL, *sum = NULL;
    dsm_row *row = NULL;
    dsm_string axes[1];
    axes[0] = S("SEX");
    DONE(dsm_table_builder_build(builder, &table, &error));
    dsm_table_builder_free(builder);
    CHECK(dsm_table_length(table) == 0);
    REFUSED_AS("FFI-007", dsm_table_row(table, 0, &row, &error));
    (void)dsm_table_sum(table, axes, 1, NULL, &sum, NULL);
    dsm_table_free(sum);
    dsm_table_free(table);

    table = sum = NULL;
    DONE(one_cell("cases:permit:one", S("F"), S("2024"), S("7"), &table, &error));
    CHECK(dsm_table_length(table) == 1);
    DONE(dsm_table_row(table, 0, &row, &error));
    dsm_row_free(row);
    REFUSED_AS("FFI-007", dsm_table_row(table, 1, &row, &error));
    REFUSED_AS("FFI-007", dsm_table_row(table, SIZE_MAX, &row, &error));
    DONE(dsm_table_sum(table, axes, 1, NULL, &sum, &error));
    dsm_table_free(sum);
    axes[0] = S("AGE");
    sum = NULL;
    REFUSED_AS("TAB-008", dsm_table_sum(table, axes, 1, NULL, &sum, &error));
    CHECK(sum == NULL);
    dsm_table_free(table);
}

static void words_that_are_none(void)
{
    dsm_measure *measure = NULL;
    dsm_concept *concept = NULL;
    dsm_axis *axis = NULL;
    dsm_assume *assume = NULL;
    dsm_table_builder *builder = builder_of("persons-distinct", "flow");
    REFUSED_AS("MEA-001", dsm_measure_parse(S("people"), S("flow"), &measure, &error));
    REFUSED_AS("MEA-001", dsm_measure_parse(S("persons-distinct"), S("river"), &measure, &error));
    DONE(dsm_measure_parse(S("persons-distinct"), S("flow"), &measure, &error));
    REFUSED_AS("MEA-001", dsm_measure_set(measure, S("color"), S("blue"), &error));
    REFUSED_AS("MEA-001", dsm_measure_set(measure, S("level"), S("highest"), &error));
    CHECK(owned_is(dsm_measure_property(measure, S("level")), "na"));
    DONE(dsm_concept_new(S("C"), &concept, &error));
    REFUSED_AS("MEA-001", dsm_concept_set(concept, S("relative"), S("perhaps"), &error));
    DONE(dsm_axis_category(S("SEX"), &axis, &error));
    REFUSED_AS("MEA-001", dsm_axis_membership(axis, S("sometimes"), &error));
    REFUSED_AS("MEA-001", dsm_table_builder_absent(builder, S("gone"), &error));
    REFUSED_AS("MEA-002", dsm_table_builder_making(builder, S("nearest:0"), &error));
    DONE(dsm_assume_new(&assume, &error));
    REFUSED_AS("SEM-030", dsm_assume_name(assume, S("everything-is-fine"), &error));
    DONE(dsm_assume_name(assume, S("persons-per-case"), &error));
    REFUSED_AS("MEA-003", dsm_assume_value(assume, S("1e5"), &error));
    REFUSED_AS("MEA-003", dsm_assume_weight(assume, S("A"), S("NaN"), &error));
    dsm_assume_free(assume);
    dsm_measure_free(measure);
    dsm_concept_free(concept);
    dsm_axis_free(axis);
    dsm_table_builder_free(builder);
}

int main(void)
{
    every_function_takes_null();
    texts_that_are_none();
    lengths_that_lie();
    figures_that_are_none();
    sums_that_overflow();
    the_smallest_tables();
    words_that_are_none();
    return checked("hostile");
}
