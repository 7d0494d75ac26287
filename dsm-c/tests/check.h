/* What the tests need: checks that count, and short ways to make and show things. */
#ifndef CHECK_H
#define CHECK_H

#include "dsm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int checks_passed = 0;
static int checks_failed = 0;

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (condition) {                                                                                               \
            checks_passed++;                                                                                           \
        } else {                                                                                                       \
            checks_failed++;                                                                                           \
            printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                                             \
        }                                                                                                              \
    } while (0)

/** Succeeds, and says the code of the error if it does not. */
#define DONE(call)                                                                                                     \
    do {                                                                                                               \
        dsm_error *error = NULL;                                                                                       \
        if ((call) == DSM_STATUS_OK) {                                                                                 \
            checks_passed++;                                                                                           \
        } else {                                                                                                       \
            dsm_string was_ = dsm_error_code(error);                                                                   \
            checks_failed++;                                                                                           \
            printf("%s:%d: %s: %.*s\n", __FILE__, __LINE__, #call, (int)was_.length, was_.bytes);                      \
        }                                                                                                              \
        dsm_error_free(error);                                                                                         \
    } while (0)

/** Is refused with a code. */
#define REFUSED_AS(id, call)                                                                                           \
    do {                                                                                                               \
        dsm_error *error = NULL;                                                                                       \
        CHECK((call) != DSM_STATUS_OK);                                                                                \
        if (!is(dsm_error_code(error), id)) {                                                                          \
            dsm_string was_ = dsm_error_code(error);                                                                   \
            checks_failed++;                                                                                           \
            printf("%s:%d: %.*s instead of %s\n", __FILE__, __LINE__, (int)was_.length, was_.bytes, id);               \
        }                                                                                                              \
        dsm_error_free(error);                                                                                         \
    } while (0)

#define S(text) dsm_string_of(text)
#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/** Whether a text is this one. */
static inline int is(dsm_string string, const char *text)
{
    return string.bytes != NULL && string.length == strlen(text) && memcmp(string.bytes, text, string.length) == 0;
}

/** Whether an owned text is this one; frees it. */
static inline int owned_is(dsm_text *owned, const char *text)
{
    int same = is(dsm_text_string(owned), text);
    dsm_text_free(owned);
    return same;
}

/** The end of a test: what passed, and whether all did. */
static inline int checked(const char *what)
{
    printf("%s: %d passed, %d failed\n", what, checks_passed, checks_failed);
    return checks_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif /* CHECK_H */
