/* Tables through the Arrow C data and stream interfaces, and arrays that lie. */
#include "check.h"

#include "arrow_abi.h"

#include <math.h>

/* A struct array of three columns, SEX (texts), TIME_PERIOD (texts) and OBS_VALUE, made by hand. */
#define ROWS 2
#define COLUMNS 3
static int released_arrays = 0, released_schemas = 0;

static void release_array(struct ArrowArray *array)
{
    released_arrays++;
    array->release = NULL;
}

static void release_schema(struct ArrowSchema *schema)
{
    released_schemas++;
    schema->release = NULL;
}

/** Everything that the arrays of one test stand on. */
typedef struct hand_made {
    struct ArrowSchema schema, fields[COLUMNS], *field_list[COLUMNS], key_schema;
    struct ArrowArray array, columns[COLUMNS], *column_list[COLUMNS], codes;
    const void *buffers[COLUMNS][3], *no_buffers[1], *code_buffers[3];
    int32_t sex_offsets[ROWS + 1], time_offsets[ROWS + 1];
    double doubles[ROWS];
    int64_t whole[ROWS];
    int8_t keys[ROWS];
} hand_made;

static void text_column(hand_made *made, size_t at, const char *name, int32_t *offsets, const char *bytes)
{
    made->fields[at].format = "u";
    made->fields[at].name = name;
    made->columns[at].n_buffers = 3;
    made->buffers[at][1] = offsets;
    made->buffers[at][2] = bytes;
}

/** Two sound rows, F and M of 2024, with the figures 3 and 4 as doubles. */
static void make(hand_made *made)
{
    size_t i;
    memset(made, 0, sizeof *made);
    made->sex_offsets[1] = 1, made->sex_offsets[2] = 2;
    made->time_offsets[1] = 4, made->time_offsets[2] = 8;
    made->doubles[0] = 3, made->doubles[1] = 4;
    made->whole[0] = 3, made->whole[1] = 4;
    for (i = 0; i < COLUMNS; i++) {
        made->field_list[i] = &made->fields[i];
        made->column_list[i] = &made->columns[i];
        made->columns[i].length = ROWS;
        made->columns[i].buffers = made->buffers[i];
        made->columns[i].release = release_array;
        made->fields[i].release = release_schema;
    }
    text_column(made, 0, "SEX", made->sex_offsets, "FM");
    text_column(made, 1, "TIME_PERIOD", made->time_offsets, "20242024");
    made->fields[2].format = "g";
    made->fields[2].name = "OBS_VALUE";
    made->columns[2].n_buffers = 2;
    made->buffers[2][1] = made->doubles;
    made->schema.format = "+s";
    made->schema.name = "";
    made->schema.n_children = COLUMNS;
    made->schema.children = made->field_list;
    made->schema.release = release_schema;
    made->array.length = ROWS;
    made->array.n_buffers = 1;
    made->array.buffers = made->no_buffers;
    made->array.n_children = COLUMNS;
    made->array.children = made->column_list;
    made->array.release = release_array;
}

/** Cases of permits, stated for columns that do not describe themselves. */
static dsm_stated *permits(void)
{
    dsm_stated *stated = NULL;
    dsm_measure *measure = NULL;
    dsm_concept *definition = NULL;
    dsm_axis *sex = NULL, *time = NULL;
    DONE(dsm_stated_new(&stated, &error));
    DONE(dsm_measure_parse(S("cases:permit:one"), S("flow"), &measure, &error));
    DONE(dsm_concept_new(S("PERMITS"), &definition, &error));
    DONE(dsm_axis_category(S("SEX"), &sex, &error));
    DONE(dsm_axis_membership(sex, S("fixed"), &error));
    DONE(dsm_axis_time(S("TIME_PERIOD"), &time, &error));
    DONE(dsm_stated_measure(stated, measure, &error));
    DONE(dsm_stated_concept(stated, definition, &error));
    DONE(dsm_stated_axis(stated, sex, &error));
    DONE(dsm_stated_axis(stated, time, &error));
    DONE(dsm_stated_vintage(stated, S("2025-03"), &error));
    DONE(dsm_stated_making(stated, S("exact"), &error));
    DONE(dsm_stated_absent(stated, S("zero"), &error));
    DONE(dsm_stated_value(stated, S("OBS_VALUE"), &error));
    dsm_axis_free(sex);
    dsm_axis_free(time);
    dsm_measure_free(measure);
    dsm_concept_free(definition);
    return stated;
}

static dsm_table *imported(hand_made *made)
{
    dsm_stated *stated = permits();
    dsm_table *table = NULL;
    dsm_findings *findings = NULL;
    released_arrays = released_schemas = 0;
    DONE(dsm_table_import_arrow(&made->array, &made->schema, stated, &table, &findings, &error));
    CHECK(dsm_findings_count(findings) == 0 && dsm_findings_at(findings, 0) == NULL);
    CHECK(made->array.release == NULL && released_arrays == 1);
    CHECK(made->schema.release == NULL && released_schemas == 1);
    dsm_findings_free(findings);
    dsm_stated_free(stated);
    return table;
}

/** Is refused with a code, and what was handed over is released. */
static void refused(hand_made *made, const char *code)
{
    dsm_stated *stated = permits();
    dsm_table *table = NULL;
    REFUSED_AS(code, dsm_table_import_arrow(&made->array, &made->schema, stated, &table, NULL, &error));
    CHECK(table == NULL);
    CHECK(made->array.release == NULL && made->schema.release == NULL);
    dsm_stated_free(stated);
}

static int is_figure(const dsm_table *table, size_t position, const char *figure)
{
    dsm_row *row = NULL;
    int same = dsm_table_row(table, position, &row, NULL) == DSM_STATUS_OK && is(dsm_row_figure(row), figure);
    dsm_row_free(row);
    return same;
}

static void columns_become_a_table_and_a_table_columns(void)
{
    hand_made made;
    dsm_table *table, *again = NULL, *streamed = NULL;
    struct ArrowArray array;
    struct ArrowSchema schema;
    struct ArrowArrayStream stream;
    make(&made);
    table = imported(&made);
    CHECK(dsm_table_length(table) == 2 && is_figure(table, 0, "3") && is_figure(table, 1, "4"));
    CHECK(is(dsm_table_vintage(table), "2025-03") && is(dsm_table_absent(table), "zero"));
    DONE(dsm_table_export_arrow(table, &array, &schema, &error));
    CHECK(array.length == 2 && array.n_children == 3 && strcmp(schema.children[0]->name, "SEX") == 0);
    CHECK(schema.metadata != NULL);
    DONE(dsm_table_import_arrow(&array, &schema, NULL, &again, NULL, &error));
    CHECK(dsm_table_equal(table, again) == 1);
    DONE(dsm_table_export_arrow_stream(table, &stream, &error));
    DONE(dsm_table_import_arrow_stream(&stream, NULL, &streamed, NULL, &error));
    CHECK(stream.release == NULL && dsm_table_equal(table, streamed) == 1);
    dsm_table_free(streamed);
    streamed = NULL;
    REFUSED_AS("EXC-101", dsm_table_import_arrow_stream(&stream, NULL, &streamed, NULL, &error));
    CHECK(streamed == NULL);
    dsm_table_free(table);
    dsm_table_free(again);
}

static void dictionaries_and_whole_numbers(void)
{
    hand_made made;
    dsm_table *table;
    make(&made);
    made.fields[0].format = "c";
    made.fields[0].dictionary = &made.key_schema;
    made.key_schema.format = "u";
    made.key_schema.release = release_schema;
    made.columns[0].dictionary = &made.codes;
    made.columns[0].n_buffers = 2;
    made.keys[0] = 1;
    made.buffers[0][1] = made.keys;
    made.codes.length = 2;
    made.codes.n_buffers = 3;
    made.codes.buffers = made.code_buffers;
    made.codes.release = release_array;
    made.code_buffers[1] = made.sex_offsets;
    made.code_buffers[2] = "FM";
    made.fields[2].format = "l";
    made.buffers[2][1] = made.whole;
    table = imported(&made);
    CHECK(is_figure(table, 0, "4") && is_figure(table, 1, "3"));
    dsm_table_free(table);
}

static void figures_that_are_none(void)
{
    static const double wrong[] = {NAN, INFINITY, -INFINITY, 1e300, -1.0, 0.5};
    size_t i;
    for (i = 0; i < LENGTH(wrong); i++) {
        hand_made made;
        make(&made);
        made.doubles[1] = wrong[i];
        refused(&made, "TAB-010");
    }
}

/** Makes sound arrays and lies about one thing of them. */
#define LIE(code, lie)                                                                                                 \
    do {                                                                                                               \
        hand_made made;                                                                                                \
        make(&made);                                                                                                   \
        lie;                                                                                                           \
        refused(&made, code);                                                                                          \
    } while (0)

static void arrays_that_lie(void)
{
    static const uint8_t none_valid[] = {0};
    LIE("EXC-101", made.array.length = -1);
    LIE("EXC-101", made.array.length = 3);
    LIE("EXC-101", made.array.offset = INT64_MAX);
    LIE("EXC-101", made.array.null_count = -2);
    LIE("EXC-101", made.array.n_children = 2);
    LIE("EXC-101", made.array.n_children = INT64_MAX);
    LIE("EXC-101", made.array.children = NULL);
    LIE("EXC-101", made.column_list[1] = NULL);
    LIE("EXC-101", made.array.n_buffers = 0);
    LIE("EXC-101", made.array.n_buffers = -1);
    LIE("EXC-101", made.array.buffers = NULL);
    LIE("EXC-101", (made.array.null_count = 2, made.no_buffers[0] = none_valid));
    LIE("EXC-101", made.columns[0].length = INT64_MAX);
    LIE("EXC-101", made.columns[0].n_buffers = 2);
    LIE("EXC-101", made.columns[0].buffers = NULL);
    LIE("EXC-101", made.buffers[0][1] = NULL);
    LIE("EXC-101", made.buffers[0][2] = NULL);
    LIE("EXC-101", made.buffers[2][1] = NULL);
    LIE("EXC-101", made.sex_offsets[2] = -1);
    LIE("EXC-101", (made.sex_offsets[1] = 2, made.sex_offsets[2] = 1));
    LIE("EXC-101", made.buffers[0][2] = "\xff\xfe");
    LIE("EXC-101", made.columns[0].dictionary = &made.codes);
    LIE("EXC-101", made.fields[0].dictionary = &made.key_schema);
    LIE("EXC-101", made.schema.format = NULL);
    LIE("EXC-101", made.schema.format = "\xff");
    LIE("EXC-101", made.schema.format = "l");
    LIE("EXC-101", made.fields[1].format = "no such format");
    LIE("EXC-101", made.fields[1].name = "\xff");
    LIE("EXC-101", made.schema.n_children = -3);
    LIE("EXC-101", made.schema.children = NULL);
    LIE("EXC-101", made.field_list[0] = NULL);
    LIE("EXC-101", made.field_list[2] = &made.schema);
    LIE("EXC-101", made.array.release = NULL);
    LIE("EXC-101", made.schema.release = NULL);
}

static void columns_that_do_not_fit(void)
{
    LIE("EXC-102", made.fields[2].name = "VALUE");
    LIE("EXC-111", made.fields[1].name = "SEX");
    LIE("TAB-010", made.sex_offsets[1] = 0);
    LIE("TAB-010", made.buffers[0][2] = "FF");
    LIE("TAB-010", made.buffers[1][2] = "2024soon");
}

static int stream_fails(struct ArrowArrayStream *stream, struct ArrowSchema *schema)
{
    (void)stream;
    (void)schema;
    return 5;
}

static void stream_released(struct ArrowArrayStream *stream)
{
    released_arrays++;
    stream->release = NULL;
}

static void streams_that_fail(void)
{
    struct ArrowArrayStream stream;
    dsm_table *table = NULL;
    memset(&stream, 0, sizeof stream);
    stream.release = stream_released;
    released_arrays = 0;
    REFUSED_AS("EXC-101", dsm_table_import_arrow_stream(&stream, NULL, &table, NULL, &error));
    CHECK(released_arrays == 1 && stream.release == NULL);
    stream.release = stream_released;
    stream.get_schema = stream_fails;
    REFUSED_AS("EXC-101", dsm_table_import_arrow_stream(&stream, NULL, &table, NULL, &error));
    CHECK(released_arrays == 2 && table == NULL);
}

int main(void)
{
    columns_become_a_table_and_a_table_columns();
    dictionaries_and_whole_numbers();
    figures_that_are_none();
    arrays_that_lie();
    columns_that_do_not_fit();
    streams_that_fail();
    return checked("arrow");
}
