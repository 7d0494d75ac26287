/* Tables: built, read, summed where it is sound and refused where it is not. */
#include "check.h"

/** A builder of asylum applicants by sex and month. */
static dsm_table_builder *applicants(const char *unit, const char *temporality)
{
    dsm_measure *measure = NULL;
    dsm_concept *concept = NULL;
    dsm_axis *sex = NULL, *time = NULL;
    dsm_table_builder *builder = NULL;
    DONE(dsm_measure_parse(S(unit), S(temporality), &measure, &error));
    DONE(dsm_concept_new(S("ASYLUM_APPLICANTS"), &concept, &error));
    DONE(dsm_concept_set(concept, S("coverage"), S("protection-applicants"), &error));
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

static void row(dsm_table_builder *builder, const char *sex, const char *time, const char *figure)
{
    dsm_string key[2];
    key[0] = S(sex);
    key[1] = S(time);
    DONE(dsm_table_builder_row(builder, key, 2, S(figure), &error));
}

static dsm_table *built(dsm_table_builder *builder)
{
    dsm_table *table = NULL;
    DONE(dsm_table_builder_build(builder, &table, &error));
    dsm_table_builder_free(builder);
    return table;
}

static dsm_table *flow(void)
{
    dsm_table_builder *builder = applicants("persons-distinct", "flow");
    row(builder, "F", "2024-01", "30");
    row(builder, "M", "2024-01", "40 [P]");
    row(builder, "F", "2024-02", "20");
    row(builder, "M", "2024-02", "50");
    return built(builder);
}

static dsm_table *stock(void)
{
    dsm_table_builder *builder = applicants("persons-distinct", "stock");
    row(builder, "F", "2024-01-31", "100");
    row(builder, "F", "2024-02-29", "100");
    return built(builder);
}

/** The figure of a key of one code is as expected. */
static int figure_is(const dsm_table *table, const char *code, const char *figure)
{
    dsm_row *found = NULL;
    dsm_string key = S(code);
    int same = dsm_table_at(table, &key, 1, &found, NULL) == DSM_STATUS_OK && is(dsm_row_figure(found), figure);
    dsm_row_free(found);
    return same;
}

static void a_table_says_what_it_is(void)
{
    dsm_table *table = flow();
    dsm_measure *measure = dsm_table_measure(table);
    dsm_concept *concept = dsm_table_concept(table);
    CHECK(dsm_table_length(table) == 4);
    CHECK(dsm_table_bytes(table) > 0);
    CHECK(dsm_table_axis_count(table) == 2);
    CHECK(is(dsm_table_axis_id(table, 0), "SEX"));
    CHECK(dsm_table_axis_kind(table, 0) == DSM_AXIS_KIND_CATEGORY);
    CHECK(dsm_table_axis_kind(table, 1) == DSM_AXIS_KIND_TIME);
    CHECK(dsm_table_axis_kind(table, 2) == DSM_AXIS_KIND_NONE);
    CHECK(is(dsm_table_axis_membership(table, 0), "fixed"));
    CHECK(dsm_table_axis_membership(table, 1).bytes == NULL);
    CHECK(dsm_table_axis_exhaustive(table, 0) == 1);
    CHECK(is(dsm_table_axis_total(table, 0, 0), "_T"));
    CHECK(dsm_table_axis_total(table, 0, 1).bytes == NULL);
    CHECK(is(dsm_table_axis_unknown(table, 0), "_U"));
    CHECK(dsm_table_code_count(table, 0) == 2);
    CHECK(is(dsm_table_code(table, 0, 1), "M"));
    CHECK(dsm_table_code(table, 0, 2).bytes == NULL);
    CHECK(owned_is(dsm_measure_property(measure, S("unit")), "persons-distinct"));
    CHECK(owned_is(dsm_measure_property(measure, S("temporality")), "flow"));
    CHECK(dsm_measure_property(measure, S("color")) == NULL);
    CHECK(owned_is(dsm_concept_property(concept, S("id")), "ASYLUM_APPLICANTS"));
    CHECK(owned_is(dsm_concept_property(concept, S("coverage")), "protection-applicants"));
    CHECK(is(dsm_table_vintage(table), ""));
    CHECK(is(dsm_table_absent(table), "missing"));
    CHECK(owned_is(dsm_table_making(table), "exact"));
    dsm_measure_free(measure);
    dsm_concept_free(concept);
    dsm_table_free(table);
}

static void a_row_says_what_stands_in_it(void)
{
    dsm_table *table = flow();
    dsm_row *second = NULL;
    int64_t whole = -1;
    double number = -1;
    DONE(dsm_table_row(table, 2, &second, &error));
    dsm_table_free(table);
    CHECK(dsm_row_kind(second) == DSM_KIND_EXACT);
    CHECK(is(dsm_row_code(second, 0), "M"));
    CHECK(is(dsm_row_code(second, 1), "2024-01"));
    CHECK(dsm_row_code(second, 2).bytes == NULL);
    CHECK(is(dsm_row_figure(second), "40"));
    CHECK(is(dsm_row_statuses(second), "P"));
    CHECK(is(dsm_row_low(second), "40") && is(dsm_row_high(second), "40") && is(dsm_row_value(second), "40"));
    CHECK(dsm_row_standard_error(second).bytes == NULL);
    DONE(dsm_row_whole(second, &whole, &error));
    DONE(dsm_row_number(second, &number, &error));
    CHECK(whole == 40);
    CHECK(number > 39.5 && number < 40.5);
    dsm_row_free(second);
}

static void what_is_not_one_figure_is_not_read_as_one(void)
{
    static const char *const figures[] = {"10..20", "10..", "100~20", "*", "na", "not-collected"};
    static const dsm_kind kinds[] = {DSM_KIND_BETWEEN, DSM_KIND_AT_LEAST, DSM_KIND_ESTIMATE,
                                     DSM_KIND_MASKED,  DSM_KIND_MISSING,  DSM_KIND_MISSING};
    size_t i;
    for (i = 0; i < LENGTH(figures); i++) {
        dsm_table_builder *builder = applicants("persons-distinct", "flow");
        dsm_table *table;
        dsm_row *only = NULL;
        int64_t whole = -1;
        row(builder, "F", "2024", figures[i]);
        table = built(builder);
        DONE(dsm_table_row(table, 0, &only, &error));
        CHECK(dsm_row_kind(only) == kinds[i]);
        CHECK(is(dsm_row_figure(only), figures[i]));
        REFUSED_AS("FFI-009", dsm_row_whole(only, &whole, &error));
        CHECK(whole == -1);
        CHECK((dsm_row_low(only).bytes != NULL) == (i < 2));
        CHECK((dsm_row_high(only).bytes != NULL) == (i < 1));
        CHECK((dsm_row_standard_error(only).bytes != NULL) == (i == 2));
        dsm_row_free(only);
        dsm_table_free(table);
    }
}

static void sums_are_exact_or_say_what_they_are(void)
{
    dsm_table *table = flow(), *both = NULL, *months = NULL, *once = NULL;
    dsm_assume *assume = NULL;
    dsm_string sex = S("SEX"), time = S("TIME_PERIOD");
    DONE(dsm_table_sum(table, &sex, 1, NULL, &both, &error));
    CHECK(figure_is(both, "2024-01", "70"));
    DONE(dsm_table_sum(both, &time, 1, NULL, &months, &error));
    CHECK(figure_is(months, "2024-01-01/2024-02-29", "80..140"));
    DONE(dsm_assume_new(&assume, &error));
    REFUSED_AS("FFI-008", dsm_assume_on(assume, S("SEX"), &error));
    DONE(dsm_assume_name(assume, S("once-per-period"), &error));
    DONE(dsm_assume_because(assume, S("unit 5"), S("first applications only"), &error));
    DONE(dsm_table_sum(both, &time, 1, assume, &once, &error));
    CHECK(figure_is(once, "2024-01-01/2024-02-29", "140"));
    CHECK(dsm_table_assumption_count(once) == 1);
    CHECK(is(dsm_assumption_name(dsm_table_assumption(once, 0)), "once-per-period"));
    CHECK(owned_is(dsm_assumption_detail(dsm_table_assumption(once, 0), S("author")), "unit 5"));
    CHECK(dsm_assumption_detail(dsm_table_assumption(once, 0), S("value")) == NULL);
    CHECK(dsm_table_assumption(once, 1) == NULL);
    CHECK(dsm_table_equal(once, months) == 0);
    dsm_assume_free(assume);
    dsm_table_free(table);
    dsm_table_free(both);
    dsm_table_free(months);
    dsm_table_free(once);
}

static void a_refusal_says_why_and_what_to_do(void)
{
    dsm_table *table = stock(), *sum = NULL;
    dsm_string time = S("TIME_PERIOD");
    dsm_error *error = NULL;
    dsm_text *english, *russian;
    CHECK(dsm_table_sum(table, &time, 1, NULL, &sum, &error) == DSM_STATUS_SEMANTICS);
    CHECK(sum == NULL);
    CHECK(dsm_error_status(error) == DSM_STATUS_SEMANTICS);
    CHECK(is(dsm_error_code(error), "SEM-002"));
    CHECK(dsm_error_number(error) == DSM_SEM_STOCK_OVER_TIME);
    CHECK(is(dsm_error_name(error), "stock-over-time"));
    english = dsm_error_sentence(error, S("en"));
    russian = dsm_error_sentence(error, S("ru-RU"));
    CHECK(strstr(dsm_text_string(english).bytes, "Stocks of different dates") != NULL);
    CHECK(strstr(dsm_text_string(english).bytes, "TIME_PERIOD") != NULL);
    CHECK(strstr(dsm_text_string(russian).bytes, "TIME_PERIOD") != NULL);
    CHECK(!is(dsm_text_string(russian), dsm_text_string(english).bytes));
    dsm_text_free(english);
    dsm_text_free(russian);
    english = dsm_error_remedy(error, S("de"));
    russian = dsm_error_remedy(error, S("ru"));
    CHECK(dsm_text_string(english).length > 0 && dsm_text_string(russian).length > 0);
    CHECK(!is(dsm_text_string(russian), dsm_text_string(english).bytes));
    dsm_text_free(english);
    dsm_text_free(russian);
    CHECK(owned_is(dsm_error_place(error), ""));
    dsm_error_free(error);
    CHECK(dsm_table_sum(table, &time, 1, NULL, &sum, NULL) == DSM_STATUS_SEMANTICS);
    dsm_table_free(table);
}

static void every_wrong_row_is_reported(void)
{
    dsm_table_builder *builder = applicants("persons-distinct", "flow");
    dsm_table *table = NULL;
    dsm_error *error = NULL;
    row(builder, "F", "2024-01", "30");
    row(builder, "F", "2024-01", "31");
    row(builder, "M", "2024-01", "-1");
    row(builder, "M", "2024-02", "1.5");
    row(builder, "M", "January", "1");
    row(builder, "F", "2024-02", "1 234");
    CHECK(dsm_table_builder_build(builder, &table, &error) == DSM_STATUS_INVALID);
    CHECK(table == NULL);
    CHECK(is(dsm_error_code(error), "TAB-010"));
    CHECK(dsm_error_finding_count(error) == 5);
    CHECK(dsm_error_finding(error, 5) == NULL);
    {
        const dsm_finding *first = dsm_error_finding(error, 0);
        dsm_text *sentence = dsm_finding_sentence(first, S("ru")), *remedy = dsm_finding_remedy(first, S("en"));
        dsm_text *place = dsm_finding_place(first);
        CHECK(dsm_finding_severity(first) == DSM_SEVERITY_ERROR);
        CHECK(dsm_finding_number(first) / 1000 == 9);
        CHECK(dsm_finding_code(first).length == 7 && dsm_finding_name(first).length > 0);
        CHECK(dsm_text_string(sentence).length > 0 && dsm_text_string(remedy).length > 0);
        CHECK(strncmp(dsm_text_string(place).bytes, "OBS_VALUE[", 10) == 0);
        dsm_text_free(sentence);
        dsm_text_free(remedy);
        dsm_text_free(place);
    }
    dsm_error_free(error);
    REFUSED_AS("FFI-006", dsm_table_builder_build(builder, &table, &error));
    dsm_table_builder_free(builder);
}

static void columns_and_rows_make_the_same_table(void)
{
    dsm_table_builder *builder = applicants("persons-distinct", "flow");
    dsm_table *table = NULL, *rows, *copy = NULL, *slice = NULL;
    dsm_string sexes[2], months[2], female = S("F");
    const uint32_t sex_keys[] = {0, 1, 0, 1}, month_keys[] = {1, 1, 0, 0};
    const int64_t figures[] = {20, 50, 30, 40};
    dsm_key_column columns[2];
    sexes[0] = S("F"), sexes[1] = S("M"), months[0] = S("2024-01"), months[1] = S("2024-02");
    columns[0].codes = sexes, columns[0].code_count = 2, columns[0].keys = sex_keys, columns[0].key_count = 4;
    columns[1].codes = months, columns[1].code_count = 2, columns[1].keys = month_keys, columns[1].key_count = 4;
    DONE(dsm_table_builder_build_columns(builder, columns, 2, figures, 4, &table, &error));
    dsm_table_builder_free(builder);
    builder = applicants("persons-distinct", "flow");
    row(builder, "M", "2024-02", "50");
    row(builder, "F", "2024-02", "20");
    row(builder, "M", "2024-01", "40");
    row(builder, "F", "2024-01", "30");
    rows = built(builder);
    CHECK(dsm_table_equal(table, rows) == 1);
    DONE(dsm_table_copy(table, &copy, &error));
    dsm_table_free(table);
    CHECK(dsm_table_equal(copy, rows) == 1);
    DONE(dsm_table_slice(copy, S("SEX"), &female, 1, &slice, &error));
    CHECK(dsm_table_length(slice) == 2);
    CHECK(dsm_table_equal(copy, slice) == 0);
    REFUSED_AS("TAB-008", dsm_table_slice(copy, S("AGE"), &female, 1, &slice, &error));
    dsm_table_free(copy);
    dsm_table_free(slice);
    dsm_table_free(rows);
}

int main(void)
{
    CHECK(is(dsm_version(), DSM_VERSION));
    CHECK(dsm_version_number() == DSM_VERSION_NUMBER);
    a_table_says_what_it_is();
    a_row_says_what_stands_in_it();
    what_is_not_one_figure_is_not_read_as_one();
    sums_are_exact_or_say_what_they_are();
    a_refusal_says_why_and_what_to_do();
    every_wrong_row_is_reported();
    columns_and_rows_make_the_same_table();
    return checked("tables");
}
