/* A program that has an SQLite of its own: its functions are called by itself and by nobody else. */
#include "check.h"

#include <stdio.h>

/* What such a program brings. DSM must neither call it nor be called instead of it. */
int sqlite3_open(const char *path, void **database);
int sqlite3_open_v2(const char *path, void **database, int flags, const char *vfs);
const char *sqlite3_libversion(void);
static int calls = 0;

int sqlite3_open(const char *path, void **database)
{
    (void)path;
    (void)database;
    calls++;
    return 99;
}

int sqlite3_open_v2(const char *path, void **database, int flags, const char *vfs)
{
    (void)flags;
    (void)vfs;
    return sqlite3_open(path, database);
}

const char *sqlite3_libversion(void)
{
    return "of the program";
}

int main(void)
{
    static const char path[] = "dsm-c-private.dsm";
    dsm_mechanism *mechanism = NULL;
    dsm_text *head = NULL;
    (void)remove(path);
    DONE(dsm_mechanism_create(S(path), S("dsm"), &mechanism, &error));
    DONE(dsm_mechanism_verify(mechanism, &head, &error));
    CHECK(calls == 0);
    CHECK(sqlite3_open(path, NULL) == 99 && calls == 1);
    CHECK(strcmp(sqlite3_libversion(), "of the program") == 0);
    dsm_text_free(head);
    dsm_mechanism_free(mechanism);
    CHECK(remove(path) == 0);
    return checked("private");
}
