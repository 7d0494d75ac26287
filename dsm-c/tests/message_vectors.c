/* The vectors of messages: conversions, maps, changes and metadata reports end in the text and the findings that are expected. */
#include "check.h"
#include "message_vectors.h"

#define MOST_TEXT 65536

/** A text that grows. */
typedef struct page {
    char text[MOST_TEXT];
    size_t length;
    int full;
} page;

static void put(page *to, dsm_string text)
{
    if (text.length > sizeof to->text - to->length) {
        to->full = 1;
    } else if (text.length > 0) {
        memcpy(to->text + to->length, text.bytes, text.length);
        to->length += text.length;
    }
}

/** Puts an owned text, the ends of its lines as two signs, and frees it. */
static void put_owned(page *to, dsm_text *owned, int one_line)
{
    dsm_string text = dsm_text_string(owned), sign;
    size_t at;
    for (at = 0; at < text.length; at++) {
        sign.bytes = text.bytes + at;
        sign.length = 1;
        put(to, one_line && text.bytes[at] == '\n' ? S("\\n") : sign);
    }
    dsm_text_free(owned);
}

static int page_is(const page *is_it, const char *text)
{
    return !is_it->full && is_it->length == strlen(text) && memcmp(is_it->text, text, is_it->length) == 0;
}

/** A finding as its code and its place. */
static void put_finding(page *to, const dsm_finding *finding)
{
    dsm_text *place = dsm_finding_place(finding);
    put(to, dsm_finding_code(finding));
    if (dsm_text_string(place).length > 0) {
        put(to, S(" "));
    }
    put_owned(to, place, 0);
    put(to, S("\n"));
}

static const uint8_t *bytes(const char *text)
{
    return (const uint8_t *)text;
}

/** The first table of a message. */
static int table_of(const char *message, dsm_table **table, dsm_error **error)
{
    dsm_translation *read = NULL;
    int good = dsm_message_read(bytes(message), strlen(message), S("m"), NULL, NULL, NULL, &read, error) == DSM_STATUS_OK &&
               dsm_translation_table(read, 0, table, error) == DSM_STATUS_OK;
    dsm_translation_free(read);
    return good;
}

/** Makes SDMX-CSV 2.0 of a message, through a map where there is one; or of what changed since an earlier one. */
static int made(const dsm_message_case *given, const dsm_structures *structures, page *text, page *findings, dsm_error **error)
{
    static const char to[] = "sdmx-csv-2.0";
    dsm_message *message = NULL;
    dsm_text *owned = NULL;
    size_t at, length = strlen(given->message);
    int good = 1;
    if (given->act == DSM_CHANGES) {
        dsm_table *earlier = NULL, *later = NULL;
        good = table_of(given->earlier, &earlier, error) && table_of(given->message, &later, error) &&
               dsm_table_write_changes(earlier, later, S(to), S("ASYLUM_APPLICATIONS"), S("DSM"), S("DSM"), S("2025-03-01"),
                                       &message, error) == DSM_STATUS_OK;
        dsm_table_free(earlier);
        dsm_table_free(later);
    } else if (given->map != NULL) {
        dsm_specification *map = NULL;
        good = dsm_specification_read(S("map.toml"), S(given->map), &map, error) == DSM_STATUS_OK &&
               dsm_message_map(bytes(given->message), length, S("m"), structures, map, S(to), S("V"), S("DSM"), S("2025-03-01"),
                               &message, error) == DSM_STATUS_OK;
        dsm_specification_free(map);
    } else {
        good = dsm_message_convert(bytes(given->message), length, S("m"), structures, S(to), S("V"), S("DSM"), S("2025-03-01"),
                                   &message, error) == DSM_STATUS_OK;
    }
    good = good && dsm_message_text(message, &owned, error) == DSM_STATUS_OK;
    put_owned(text, owned, 0);
    for (at = 0; at < dsm_message_finding_count(message); at++) {
        put_finding(findings, dsm_message_finding(message, at));
    }
    dsm_message_free(message);
    return good;
}

/** The end of a line of a text. */
static const char *line_end(const char *text)
{
    const char *end = strchr(text, '\n');
    return end == NULL ? text + strlen(text) : end;
}

/** The part of a line up to a space or its end; what comes after it is left. */
static dsm_string part(const char **rest, const char *end)
{
    dsm_string found;
    const char *space = (const char *)memchr(*rest, ' ', (size_t)(end - *rest));
    found.bytes = *rest;
    found.length = (size_t)((space == NULL ? end : space) - *rest);
    *rest = space == NULL ? end : space + 1;
    return found;
}

static int same(dsm_string one, dsm_string other)
{
    return one.length == other.length && (one.length == 0 || memcmp(one.bytes, other.bytes, one.length) == 0);
}

/** Whether reports say what is expected: State and indicator, then `FIELD language text` a line, and nothing else. */
static int says(const dsm_documentations *read, const char *expected)
{
    const dsm_documentation *said = NULL;
    size_t report = 0, fields = 0;
    dsm_string last = {NULL, 0};
    const char *end, *rest;
    int good = 1;
    for (rest = expected; good && *rest != '\0'; rest = *end == '\0' ? end : end + 1) {
        page text;
        dsm_string field, tag, answer;
        end = line_end(rest);
        field = part(&rest, end);
        tag = part(&rest, end);
        if (rest == end) {
            good = (said == NULL || dsm_documentation_answer_count(said) == fields);
            said = dsm_documentations_at(read, report++);
            good = good && same(dsm_documentation_country(said), field) && same(dsm_documentation_indicator(said), tag);
            fields = 0;
            last.length = 0;
            continue;
        }
        fields += same(last, field) ? 0 : 1;
        last = field;
        text.length = 0;
        text.full = 0;
        answer.bytes = rest;
        answer.length = (size_t)(end - rest);
        put_owned(&text, dsm_documentation_answer(said, field, same(tag, S("-")) ? S("en") : tag), 1);
        good = !text.full && text.length == answer.length && memcmp(text.text, answer.bytes, answer.length) == 0;
    }
    return good && said != NULL && dsm_documentation_answer_count(said) == fields && dsm_documentations_count(read) == report;
}

/** Reads a report, and whether it says what is expected. */
static int told(const dsm_message_case *given, const dsm_structures *structures, page *findings, int *right, dsm_error **error)
{
    dsm_documentations *read = NULL;
    size_t at;
    if (dsm_documentations_read_report(bytes(given->message), strlen(given->message), S("m"), structures, S(""), S(""), &read,
                                       error) != DSM_STATUS_OK) {
        return 0;
    }
    *right = given->text != NULL && says(read, given->text);
    for (at = 0; at < dsm_documentations_finding_count(read); at++) {
        put_finding(findings, dsm_documentations_finding(read, at));
    }
    dsm_documentations_free(read);
    return 1;
}

static int passes(const dsm_message_case *given)
{
    static page text, findings, expected;
    dsm_error *error = NULL;
    dsm_structures *structures = NULL;
    size_t at;
    int right = 0, good = 1;
    text.length = findings.length = expected.length = 0;
    text.full = findings.full = expected.full = 0;
    if (given->structures != NULL) {
        good = dsm_structures_new(&structures, &error) == DSM_STATUS_OK &&
               dsm_structures_add(structures, bytes(given->structures), strlen(given->structures), S("s"), &error) == DSM_STATUS_OK;
    }
    if (good && given->act == DSM_REPORT) {
        good = told(given, structures, &findings, &right, &error);
    } else if (good) {
        good = made(given, structures, &text, &findings, &error);
        right = given->text != NULL && page_is(&text, given->text);
    }
    if (good) {
        for (at = 0; at < given->finding_count; at++) {
            put(&expected, S(given->findings[at]));
            put(&expected, S("\n"));
        }
        right = right && !findings.full && findings.length == expected.length &&
                memcmp(findings.text, expected.text, findings.length) == 0;
        if (!right) {
            printf("%.*s%.*s", (int)text.length, text.text, (int)findings.length, findings.text);
        }
    } else {
        dsm_string code = dsm_error_code(error);
        right = given->refused != NULL && is(code, given->refused);
        if (!right) {
            printf("refused %.*s\n", (int)code.length, code.bytes);
        }
    }
    dsm_structures_free(structures);
    dsm_error_free(error);
    return right;
}

int main(void)
{
    size_t i;
    for (i = 0; i < (size_t)dsm_case_count; i++) {
        if (passes(dsm_cases[i])) {
            checks_passed++;
        } else {
            checks_failed++;
            printf("%s fails: %s\n", dsm_cases[i]->id, dsm_cases[i]->says);
        }
    }
    return checked("message vectors");
}
