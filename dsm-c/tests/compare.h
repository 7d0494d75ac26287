/* Results held against what a vector expects: figures as numbers, ratios after rounding to the decimals that are expected. */
#ifndef COMPARE_H
#define COMPARE_H

/** Places before and after the point: more than any figure has. */
#define PLACES 40

/** A decimal with all its places written out, so that equal numbers are equal texts. */
typedef struct plain_decimal {
    int negative;
    char digits[2 * PLACES + 1];
} plain_decimal;

/** Reads a decimal text; 0 if it is none. `decimals` becomes how many places it has behind the point. */
static int read_plain(const char *text, size_t length, plain_decimal *plain, size_t *decimals)
{
    size_t i = 0, whole = 0, at;
    const char *digits = text;
    plain->negative = length > 0 && text[0] == '-';
    digits += plain->negative;
    length -= (size_t)plain->negative;
    memset(plain->digits, '0', 2 * PLACES);
    plain->digits[2 * PLACES] = 0;
    while (whole < length && digits[whole] != '.') {
        whole++;
    }
    *decimals = whole < length ? length - whole - 1 : 0;
    if (whole == 0 || whole > PLACES || *decimals >= PLACES) {
        return 0;
    }
    for (i = 0, at = PLACES - whole; i < length; i++) {
        if (i != whole) {
            if (digits[i] < '0' || digits[i] > '9') {
                return 0;
            }
            plain->digits[at++] = digits[i];
        }
    }
    return 1;
}

/** Rounds half away from zero to so many decimals. */
static void round_plain(plain_decimal *plain, size_t decimals)
{
    size_t at = PLACES + decimals;
    int up = plain->digits[at] >= '5';
    memset(plain->digits + at, '0', PLACES - decimals);
    while (up && at > 0) {
        at--;
        up = plain->digits[at] == '9';
        plain->digits[at] = up ? '0' : (char)(plain->digits[at] + 1);
    }
    if (strspn(plain->digits, "0") == 2 * PLACES) {
        plain->negative = 0;
    }
}

/** Whether two decimal texts are the same number, after rounding the second if asked to. */
static int same_number(const char *expected, size_t expected_length, const char *actual, size_t actual_length, int rounded)
{
    plain_decimal left, right;
    size_t decimals, others;
    if (!read_plain(expected, expected_length, &left, &decimals) || !read_plain(actual, actual_length, &right, &others)) {
        return expected_length == actual_length && memcmp(expected, actual, expected_length) == 0;
    }
    round_plain(&left, decimals);
    round_plain(&right, rounded ? decimals : others);
    return left.negative == right.negative && strcmp(left.digits, right.digits) == 0;
}

/** Where the second part of a figure begins, by its sign: `..` or `~`; the end if it has one part. */
static size_t sign_of(const char *figure, size_t length, size_t *sign_length)
{
    size_t i;
    for (i = 0; i < length; i++) {
        if (figure[i] == '~') {
            *sign_length = 1;
            return i;
        }
        if (i + 1 < length && figure[i] == '.' && figure[i + 1] == '.') {
            *sign_length = 2;
            return i;
        }
    }
    *sign_length = 0;
    return length;
}

/** Whether two figures without statuses agree, part by part. */
static int figures_agree(const char *expected, size_t expected_length, dsm_string actual, int rounded)
{
    size_t left_sign, right_sign;
    size_t left = sign_of(expected, expected_length, &left_sign), right = sign_of(actual.bytes, actual.length, &right_sign);
    if (left_sign != right_sign || !same_number(expected, left, actual.bytes, right, rounded)) {
        return 0;
    }
    return same_number(expected + left + left_sign, expected_length - left - left_sign,
                       actual.bytes + right + right_sign, actual.length - right - right_sign, rounded);
}

/** Whether a row holds what a vector writes: a figure, and statuses in brackets. */
static int row_agrees(const dsm_row *row, const char *expected, int rounded)
{
    const char *bracket = strstr(expected, " [");
    size_t length = bracket != NULL ? (size_t)(bracket - expected) : strlen(expected);
    dsm_string statuses = {bracket != NULL ? bracket + 2 : "", bracket != NULL ? strlen(bracket) - 3 : 0};
    dsm_string found = dsm_row_statuses(row);
    return figures_agree(expected, length, dsm_row_figure(row), rounded) && found.length == statuses.length &&
           memcmp(found.bytes, statuses.bytes, found.length) == 0;
}

static const char *truth_word(dsm_truth truth)
{
    return truth == DSM_TRUTH_TRUE ? "true" : truth == DSM_TRUTH_FALSE ? "false" : "not-known";
}

static void show(const dsm_table *table)
{
    size_t i, j;
    for (i = 0; i < dsm_table_length(table); i++) {
        dsm_row *row = NULL;
        if (dsm_table_row(table, i, &row, NULL) == DSM_STATUS_OK) {
            dsm_string figure = dsm_row_figure(row), statuses = dsm_row_statuses(row);
            for (j = 0; j < dsm_table_axis_count(table); j++) {
                printf("  %.*s", (int)dsm_row_code(row, j).length, dsm_row_code(row, j).bytes);
            }
            printf("  %.*s [%.*s]\n", (int)figure.length, figure.bytes, (int)statuses.length, statuses.bytes);
        }
        dsm_row_free(row);
    }
}

static int axes_agree(const dsm_case *given, const dsm_table *table)
{
    size_t i, right = dsm_table_axis_count(table) == given->expect.axes.count;
    for (i = 0; right && i < given->expect.axes.count; i++) {
        right = (size_t)is(dsm_table_axis_id(table, i), given->expect.axes.at[i]);
    }
    return (int)right;
}

static int cells_agree(const dsm_case *given, const dsm_table *table, int rounded)
{
    size_t i, j, axes = given->expect.axes.count;
    int right = axes < 16 && dsm_table_length(table) == given->expect.cell_count;
    for (i = 0; right && i < given->expect.cell_count; i++) {
        const char *const *cell = given->expect.cells + i * (axes + 1);
        dsm_string key[16];
        dsm_row *row = NULL;
        for (j = 0; j < axes; j++) {
            key[j] = S(cell[j]);
        }
        right = dsm_table_at(table, key, axes, &row, NULL) == DSM_STATUS_OK && row_agrees(row, cell[axes], rounded);
        dsm_row_free(row);
    }
    return right;
}

static int notes_agree(const dsm_case *given, const dsm_table *table)
{
    size_t i, j;
    for (i = 0; i < given->expect.notes.count; i++) {
        int found = 0;
        for (j = 0; j < dsm_table_note_count(table); j++) {
            found = found || is(dsm_finding_code(dsm_table_note(table, j)), given->expect.notes.at[i]);
        }
        if (!found) {
            return 0;
        }
    }
    return 1;
}

static int assumptions_agree(const dsm_case *given, const dsm_table *table)
{
    size_t i, j, count = dsm_table_assumption_count(table);
    if (!given->expect.says_assumptions) {
        return 1;
    }
    for (i = 0; i < given->expect.assumptions.count; i++) {
        int found = 0;
        for (j = 0; j < count; j++) {
            found = found || is(dsm_assumption_name(dsm_table_assumption(table, j)), given->expect.assumptions.at[i]);
        }
        if (!found) {
            return 0;
        }
    }
    return count == given->expect.assumptions.count;
}

/** Whether a property of the measure is the word that is expected; anything if none is. */
static int property_agrees(const dsm_measure *measure, const char *property, const char *word)
{
    return word == NULL || owned_is(dsm_measure_property(measure, S(property)), word);
}

/** Whether a table is what a vector expects; what differs is said. */
static int agrees(const dsm_case *given, const dsm_table *table)
{
    dsm_measure *measure = dsm_table_measure(table);
    dsm_text *unit = dsm_measure_property(measure, S("unit"));
    int rounded = unit != NULL && strncmp(dsm_text_string(unit).bytes, "ratio:", 6) == 0;
    int axes = axes_agree(given, table), cells = axes && cells_agree(given, table, rounded);
    int notes = notes_agree(given, table), assumptions = assumptions_agree(given, table);
    int properties = property_agrees(measure, "unit", given->expect.unit) &&
                     property_agrees(measure, "temporality", given->expect.temporality);
    int right = axes && cells && notes && assumptions && properties;
    if (!right) {
        printf("%s: differs in%s%s%s%s%s\n", given->id, axes ? "" : " axes", cells ? "" : " cells", notes ? "" : " notes",
               assumptions ? "" : " assumptions", properties ? "" : " measure");
        show(table);
    }
    dsm_text_free(unit);
    dsm_measure_free(measure);
    return right;
}

static void the_comparison_can_fail(void)
{
    CHECK(figures_agree("0.3333", 6, S("0.33333333"), 1) && !figures_agree("0.3334", 6, S("0.33333333"), 1));
    CHECK(figures_agree("-0.5", 4, S("-0.45"), 1) && figures_agree("10.0", 4, S("9.95"), 1));
    CHECK(figures_agree("0.0", 3, S("-0.04"), 1) && !figures_agree("1", 1, S("-1"), 0));
    CHECK(!figures_agree("3", 1, S("3.1"), 0) && figures_agree("3.0", 3, S("3"), 0));
    CHECK(!figures_agree("3", 1, S("3.."), 0) && figures_agree("3..", 3, S("3.."), 0));
    CHECK(!figures_agree("1..2", 4, S("1..3"), 0) && !figures_agree("*", 1, S("0"), 0));
    CHECK(figures_agree("*", 1, S("*"), 0) && !figures_agree("na", 2, S("not-collected"), 0));
    CHECK(!figures_agree("1~2", 3, S("1..2"), 0) && figures_agree("1~2", 3, S("1~2.0"), 0));
}

#endif /* COMPARE_H */
