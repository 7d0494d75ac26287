/* The operations by their names, as the vectors name them. */
#ifndef OPERATIONS_H
#define OPERATIONS_H

/** More texts or tables than this has no case. */
#define MOST_TEXTS 16

/** The place of a table of the case by its name. */
static size_t place_of(const dsm_case *given, const char *name)
{
    size_t i;
    for (i = 0; i < given->table_count; i++) {
        if (strcmp(given->tables[i].name, name) == 0) {
            return i;
        }
    }
    printf("%s names no table of its own: %s\n", given->id, name);
    exit(EXIT_FAILURE);
}

/** The texts of an argument; none if it is left out. */
static dsm_texts texts_of(const dsm_case *given, const char *name)
{
    dsm_texts none = {NULL, 0};
    size_t i;
    for (i = 0; i < given->argument_count; i++) {
        if (strcmp(given->arguments[i].name, name) == 0) {
            return given->arguments[i].values;
        }
    }
    return none;
}

/** The one text of an argument. */
static dsm_string text_of(const dsm_case *given, const char *name)
{
    dsm_texts texts = texts_of(given, name);
    return S(texts.count == 1 ? texts.at[0] : NULL);
}

/** Several texts of an argument as DSM takes them. */
static size_t strings_of(const dsm_case *given, const char *name, dsm_string *strings)
{
    dsm_texts texts = texts_of(given, name);
    size_t i;
    for (i = 0; i < texts.count && i < MOST_TEXTS; i++) {
        strings[i] = S(texts.at[i]);
    }
    return i;
}

/** The tables that an argument names. */
static size_t tables_of(const dsm_case *given, const char *name, dsm_table *const *tables, const dsm_table **named)
{
    dsm_texts texts = texts_of(given, name);
    size_t i;
    for (i = 0; i < texts.count && i < MOST_TEXTS; i++) {
        named[i] = tables[place_of(given, texts.at[i])];
    }
    return i;
}

static dsm_status run_balance(const dsm_case *given, dsm_table *const *tables, const dsm_table *table,
                              const dsm_assume *assume, dsm_table **result, dsm_error **error)
{
    const dsm_table *opens[MOST_TEXTS], *closes[MOST_TEXTS], *closing[MOST_TEXTS] = {NULL};
    size_t open_count = tables_of(given, "opens", tables, opens);
    size_t close_count = tables_of(given, "closes", tables, closes);
    (void)tables_of(given, "closing", tables, closing);
    return dsm_table_balance(table, opens, open_count, closes, close_count, closing[0], assume, result, error);
}

/** A mapping is a list of `FROM>TO`. */
static dsm_status run_crosswalk(const dsm_case *given, const dsm_table *table, const dsm_assume *assume,
                                dsm_table **result, dsm_error **error)
{
    dsm_texts pairs = texts_of(given, "mapping");
    dsm_mapping *mapping = NULL;
    dsm_status status = dsm_mapping_new(&mapping, error);
    size_t i;
    for (i = 0; status == DSM_STATUS_OK && i < pairs.count; i++) {
        const char *arrow = strchr(pairs.at[i], '>');
        dsm_string from = {pairs.at[i], arrow == NULL ? 0 : (size_t)(arrow - pairs.at[i])};
        status = dsm_mapping_add(mapping, from, S(arrow == NULL ? NULL : arrow + 1), error);
    }
    if (status == DSM_STATUS_OK) {
        status = dsm_table_crosswalk(table, text_of(given, "axis"), mapping, assume, result, error);
    }
    dsm_mapping_free(mapping);
    return status;
}

static dsm_status run_compare(const dsm_case *given, const dsm_table *table, dsm_truth *truth, dsm_error **error)
{
    dsm_string left[MOST_TEXTS], right[MOST_TEXTS];
    size_t left_length = strings_of(given, "a", left), right_length = strings_of(given, "b", right);
    return dsm_table_compare(table, left, left_length, text_of(given, "relation"), right, right_length, truth, error);
}

/** Runs the operation of a case. */
static dsm_status run(const dsm_case *given, dsm_table *const *tables, const dsm_assume *assume, dsm_table **result,
                      dsm_truth *truth, dsm_error **error)
{
    const dsm_table *table = tables[place_of(given, given->on)], *others[MOST_TEXTS] = {NULL}, *other;
    dsm_string axes[MOST_TEXTS];
    size_t axis_count = strings_of(given, "axes", axes), n;
    dsm_string axis = text_of(given, "axis"), from = text_of(given, "from"), to = text_of(given, "to");
    dsm_string reading = text_of(given, "reading"), count = text_of(given, "n");
    (void)tables_of(given, "other", tables, others);
    other = others[0];
    n = count.bytes != NULL ? (size_t)strtoul(count.bytes, NULL, 10) : 0;
#define NO_ARGUMENT(name)                                                                                              \
    if (strcmp(given->op, #name) == 0) {                                                                               \
        return dsm_table_##name(table, assume, result, error);                                                         \
    }
#define ARGUMENTS(name, ...)                                                                                           \
    if (strcmp(given->op, #name) == 0) {                                                                               \
        return dsm_table_##name(table, __VA_ARGS__, assume, result, error);                                            \
    }
    ARGUMENTS(sum, axes, axis_count)
    ARGUMENTS(union, axes, axis_count)
    NO_ARGUMENT(first)
    NO_ARGUMENT(last)
    NO_ARGUMENT(mean)
    ARGUMENTS(person_time, text_of(given, "in"))
    ARGUMENTS(rolling_sum, n)
    ARGUMENTS(moving_average, n)
    NO_ARGUMENT(year_to_date)
    ARGUMENTS(undo_year_to_date, reading)
    NO_ARGUMENT(annualize)
    NO_ARGUMENT(mid_year)
    ARGUMENTS(whole_minus_part, axis, text_of(given, "whole"), text_of(given, "part"), reading)
    ARGUMENTS(net, other)
    ARGUMENTS(change, from, to)
    ARGUMENTS(difference, other)
    ARGUMENTS(revision, other)
    ARGUMENTS(share, axis)
    ARGUMENTS(ratio, other, text_of(given, "form"))
    ARGUMENTS(growth, from, to)
    ARGUMENTS(index, text_of(given, "base"))
    ARGUMENTS(standardize, axis)
    ARGUMENTS(maximum, axis)
    ARGUMENTS(rank, axis)
    ARGUMENTS(top, axis, n)
    ARGUMENTS(changed, other)
    ARGUMENTS(intersection, axis, text_of(given, "code"), text_of(given, "other_axis"), text_of(given, "other_code"))
    ARGUMENTS(weighted_mean, other, axis)
    ARGUMENTS(median_bounds, axis)
    NO_ARGUMENT(latest)
    ARGUMENTS(spread_unknown, axis)
    NO_ARGUMENT(to_persons)
    ARGUMENTS(to_currency, text_of(given, "currency"))
    ARGUMENTS(disaggregate, text_of(given, "frequency"))
    NO_ARGUMENT(common_reporters)
#undef NO_ARGUMENT
#undef ARGUMENTS
    if (strcmp(given->op, "balance") == 0) {
        return run_balance(given, tables, table, assume, result, error);
    }
    if (strcmp(given->op, "crosswalk") == 0) {
        return run_crosswalk(given, table, assume, result, error);
    }
    if (strcmp(given->op, "compare") == 0) {
        return run_compare(given, table, truth, error);
    }
    printf("%s: no such operation: %s\n", given->id, given->op);
    exit(EXIT_FAILURE);
}

#endif /* OPERATIONS_H */
