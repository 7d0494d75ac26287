/* Messages of SDMX: read as tables, converted, and written with everything a receiver needs. */
#include "check.h"

static const char CSV[] = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n"
                          "dataflow,MDA:PERMITS(1.0),R,MDA,F,2024,10.50,A\n";

static const char COUNTED[] = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n"
                              "dataflow,MDA:PERMITS(1.0),R,MDA,F,2024,10,A\n";

static const char LISTS[] = "{\"data\": {\"codelists\": []}}";

static const uint8_t *bytes(const char *text)
{
    return (const uint8_t *)text;
}

/** Whether an owned text holds another. */
static int holds(dsm_string string, const char *text)
{
    size_t length = strlen(text);
    for (size_t at = 0; string.bytes != NULL && at + length <= string.length; at++) {
        if (memcmp(string.bytes + at, text, length) == 0) {
            return 1;
        }
    }
    return 0;
}

static void a_foreign_message_has_an_unstated_measure(void)
{
    dsm_translation *read = NULL;
    dsm_table *table = NULL, *sum = NULL;
    dsm_string sex = S("SEX");
    DONE(dsm_message_read(bytes(CSV), strlen(CSV), S("p.csv"), NULL, NULL, NULL, &read, &error));
    CHECK(dsm_translation_count(read) == 1 && is(dsm_translation_indicator(read, 0), "PERMITS"));
    CHECK(dsm_translation_finding_count(read) == 2);
    CHECK(is(dsm_finding_code(dsm_translation_finding(read, 1)), "EXC-226"));
    DONE(dsm_translation_table(read, 0, &table, &error));
    REFUSED_AS("SEM-061", dsm_table_sum(table, &sex, 1, NULL, &sum, &error));
    REFUSED_AS("EXC-215", dsm_message_read(bytes("A,B\n1,2\n"), 8, S("x.csv"), NULL, NULL, NULL, &read, &error));
    dsm_table_free(table);
    dsm_translation_free(read);
}

static void whoever_knows_what_a_message_counts_states_it(void)
{
    dsm_translation *read = NULL;
    dsm_table *table = NULL, *sum = NULL;
    dsm_stated *stated = NULL;
    dsm_measure *stock = NULL;
    dsm_axis *axis = NULL;
    dsm_specification *map = NULL;
    dsm_string sex = S("SEX");
    DONE(dsm_measure_parse(S("persons-distinct"), S("stock"), &stock, &error));
    DONE(dsm_stated_new(&stated, &error));
    DONE(dsm_stated_measure(stated, stock, &error));
    DONE(dsm_axis_category(S("SEX"), &axis, &error));
    DONE(dsm_axis_membership(axis, S("fixed"), &error));
    DONE(dsm_axis_exhaustive(axis, 1, &error));
    DONE(dsm_stated_axis(stated, axis, &error));
    REFUSED_AS("CAT-003", dsm_message_read(bytes(COUNTED), strlen(COUNTED), S("p.csv"), NULL, stated, NULL, &read, &error));
    REFUSED_AS("TIM-010", dsm_stated_moments(stated, S("first"), &error));
    DONE(dsm_stated_moments(stated, S("start"), &error));
    DONE(dsm_message_read(bytes(COUNTED), strlen(COUNTED), S("p.csv"), NULL, stated, NULL, &read, &error));
    CHECK(dsm_translation_finding_count(read) == 1);
    DONE(dsm_translation_table(read, 0, &table, &error));
    DONE(dsm_table_sum(table, &sex, 1, NULL, &sum, &error));
    CHECK(dsm_table_length(sum) == 1);
    dsm_table_free(sum);
    dsm_table_free(table);
    dsm_translation_free(read);
    /* A translator says the same as attributes of the message. */
    DONE(dsm_specification_tidy(&map, &error));
    DONE(dsm_specification_declare(map, S("stated"), S("STAT_UNIT"), S("persons-distinct"), &error));
    DONE(dsm_specification_declare(map, S("stated"), S("TEMPORALITY"), S("stock"), &error));
    DONE(dsm_specification_declare(map, S("stated"), S("MOMENT"), S("start"), &error));
    DONE(dsm_message_read(bytes(COUNTED), strlen(COUNTED), S("p.csv"), NULL, NULL, map, &read, &error));
    dsm_measure_free(stock);
    DONE(dsm_measure_parse(S("persons-distinct"), S("flow"), &stock, &error));
    DONE(dsm_stated_measure(stated, stock, &error));
    REFUSED_AS("EXC-108", dsm_message_read(bytes(COUNTED), strlen(COUNTED), S("p.csv"), NULL, stated, map, &read, &error));
    dsm_translation_free(read);
    dsm_specification_free(map);
    dsm_axis_free(axis);
    dsm_measure_free(stock);
    dsm_stated_free(stated);
}

static void a_conversion_keeps_what_is_written(void)
{
    dsm_message *message = NULL;
    dsm_text *text = NULL;
    dsm_string id = S("PERMITS"), sender = S("MDA"), when = S("2025-01-01");
    DONE(dsm_message_convert(bytes(CSV), strlen(CSV), S("p.csv"), NULL, S("sdmx-ml-2.1"), id, sender, when, &message, &error));
    CHECK(dsm_message_finding_count(message) == 1);
    CHECK(is(dsm_finding_code(dsm_message_finding(message, 0)), "EXC-210"));
    CHECK(dsm_message_finding(message, 1) == NULL);
    DONE(dsm_message_text(message, &text, &error));
    CHECK(holds(dsm_text_string(text), "OBS_VALUE=\"10.50\""));
    REFUSED_AS("EXC-238", dsm_message_convert(bytes(CSV), strlen(CSV), S("p.csv"), NULL, S("edi"), id, sender, when, &message, &error));
    dsm_text_free(text);
    dsm_message_free(message);
}

static void components_and_codes_are_mapped(void)
{
    dsm_message *message = NULL;
    dsm_text *text = NULL;
    dsm_specification *map = NULL;
    dsm_string id = S("PERMITS"), sender = S("MDA"), when = S("2025-01-01"), to = S("sdmx-csv-2.0");
    DONE(dsm_specification_tidy(&map, &error));
    DONE(dsm_specification_declare(map, S("labels.SEX"), S("F"), S("W"), &error));
    DONE(dsm_message_map(bytes(CSV), strlen(CSV), S("p.csv"), NULL, map, to, id, sender, when, &message, &error));
    DONE(dsm_message_text(message, &text, &error));
    CHECK(holds(dsm_text_string(text), ",W,"));
    REFUSED_AS("EXC-269", dsm_message_map(bytes(LISTS), strlen(LISTS), S("l.json"), NULL, map, to, id, sender, when, &message, &error));
    dsm_text_free(text);
    dsm_message_free(message);
    dsm_specification_free(map);
}

static dsm_table *applications(void)
{
    dsm_measure *measure = NULL;
    dsm_concept *concept = NULL;
    dsm_axis *area = NULL, *sex = NULL, *time = NULL;
    dsm_table_builder *builder = NULL;
    dsm_table *table = NULL;
    dsm_string women[3], men[3];
    women[0] = men[0] = S("MDA");
    women[1] = S("F");
    men[1] = S("M");
    women[2] = men[2] = S("2024");
    DONE(dsm_measure_parse(S("person-events:application"), S("flow"), &measure, &error));
    DONE(dsm_concept_new(S("ASYLUM_APPLICATION"), &concept, &error));
    DONE(dsm_axis_reporter(S("REF_AREA"), &area, &error));
    DONE(dsm_axis_category(S("SEX"), &sex, &error));
    DONE(dsm_axis_time(S("TIME_PERIOD"), &time, &error));
    DONE(dsm_table_builder_new(measure, concept, &builder, &error));
    DONE(dsm_table_builder_axis(builder, area, &error));
    DONE(dsm_table_builder_axis(builder, sex, &error));
    DONE(dsm_table_builder_axis(builder, time, &error));
    DONE(dsm_table_builder_row(builder, women, 3, S("12"), &error));
    DONE(dsm_table_builder_row(builder, men, 3, S("*"), &error));
    DONE(dsm_table_builder_build(builder, &table, &error));
    dsm_table_builder_free(builder);
    dsm_measure_free(measure);
    dsm_concept_free(concept);
    dsm_axis_free(area);
    dsm_axis_free(sex);
    dsm_axis_free(time);
    return table;
}

static void a_table_comes_back_as_it_left(void)
{
    dsm_table *left = applications(), *came = NULL;
    dsm_message *data = NULL, *beside = NULL;
    dsm_text *text = NULL, *lists = NULL;
    dsm_structures *structures = NULL;
    dsm_translation *read = NULL;
    dsm_string about = S("ASYLUM_APPLICATIONS"), agency = S("DSM"), sender = S("MDA"), when = S("2025-01-01"), string;
    DONE(dsm_table_write_message(left, S("sdmx-ml-2.1"), about, agency, sender, when, &data, &error));
    DONE(dsm_table_write_structures(left, S("sdmx-ml-2.1"), about, agency, sender, when, &beside, &error));
    DONE(dsm_message_text(data, &text, &error));
    DONE(dsm_message_text(beside, &lists, &error));
    CHECK(!holds(dsm_text_string(text), "\"C\" OBS_VALUE") && holds(dsm_text_string(text), "OBS_STATUS=\"Q\""));
    DONE(dsm_structures_new(&structures, &error));
    string = dsm_text_string(lists);
    DONE(dsm_structures_add(structures, (const uint8_t *)string.bytes, string.length, S("s.xml"), &error));
    REFUSED_AS("EXC-215", dsm_structures_add(structures, bytes("<a/>"), 4, S("a.xml"), &error));
    string = dsm_text_string(text);
    DONE(dsm_message_read((const uint8_t *)string.bytes, string.length, S("a.xml"), structures, NULL, NULL, &read, &error));
    CHECK(is(dsm_translation_indicator(read, 0), "ASYLUM_APPLICATIONS") && dsm_translation_finding_count(read) == 0);
    DONE(dsm_translation_table(read, 0, &came, &error));
    CHECK(dsm_table_equal(left, came));
    REFUSED_AS("CAT-001", dsm_table_write_message(left, S("sdmx-ml-2.1"), S("SHOE_SIZES"), agency, sender, when, &data, &error));
    dsm_table_free(left);
    dsm_table_free(came);
    dsm_message_free(data);
    dsm_message_free(beside);
    dsm_text_free(text);
    dsm_text_free(lists);
    dsm_structures_free(structures);
    dsm_translation_free(read);
}

static void what_changed_is_a_message(void)
{
    dsm_table *table = applications();
    dsm_message *message = NULL;
    dsm_text *text = NULL;
    dsm_string about = S("ASYLUM_APPLICATIONS"), agency = S("DSM"), sender = S("MDA"), when = S("2025-01-01"), to = S("sdmx-csv-2.0");
    DONE(dsm_table_write_changes(table, table, to, about, agency, sender, when, &message, &error));
    DONE(dsm_message_text(message, &text, &error));
    CHECK(!holds(dsm_text_string(text), "MDA"));
    REFUSED_AS("CAT-001", dsm_table_write_changes(table, table, to, S("SHOE_SIZES"), agency, sender, when, &message, &error));
    dsm_text_free(text);
    dsm_message_free(message);
    dsm_table_free(table);
}

int main(void)
{
    components_and_codes_are_mapped();
    what_changed_is_a_message();
    a_foreign_message_has_an_unstated_measure();
    whoever_knows_what_a_message_counts_states_it();
    a_conversion_keeps_what_is_written();
    a_table_comes_back_as_it_left();
    return checked("messages");
}
