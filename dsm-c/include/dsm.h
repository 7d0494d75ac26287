/* @generated from dsm-c/src by `cargo run -p dsm-c --example header -- write`. Do not edit. */
/**
 * The C interface of DSM: tables of migration statistics that know what they count.
 *
 * A number never leaves without knowing what it counts; what it does not support is refused, with the reason and the
 * right way. Every function converts what it is given, calls the Rust library, and converts the answer: no rule lives here.
 *
 * # Ownership
 * Every object is a handle that is passed by pointer. What a function writes through an output parameter, or returns as a
 * pointer that is not `const`, belongs to the caller, who frees it once with the `_free` function of its type; NULL may be
 * freed. What is returned as a pointer to `const`, and every `dsm_string`, is lent: it lives as long as the handle that it
 * was asked of. A handle passed to a function stays the caller's and may be freed as soon as the function has returned:
 * nothing that was made of it depends on it. Output parameters are written on success only, and what stood there before
 * is neither read nor freed. A pointer that is not NULL leads to a living object of its type, an array to as many values
 * as its length says: nobody can check that for you.
 *
 * # Threads
 * `const` means that a function only reads: any number of threads may read one handle at a time. A handle that is not
 * passed as `const` is used by one thread at a time: axes, builders, assumptions, mappings, measures and concepts while
 * they are being written, and sessions always. Tables never change, and copies of them share their figures.
 *
 * # Errors
 * A function that can fail returns a `dsm_status`, 0 for success, and takes as its last parameter where to write the
 * error; NULL if only the status is wanted. The error is written on failure only, belongs to the caller, and gives its
 * code (`dsm_codes.h`), sentence and remedy in English and Russian, place, and every finding behind it. Functions that
 * only look something up answer directly, with 0, NULL or an empty text where there is nothing. A defect of DSM ends as
 * `DSM_STATUS_PANIC`, never in the caller's stack; handles that the call was to change are then fit for freeing only.
 *
 * # Strings
 * All text is UTF-8. Into DSM: `dsm_string`, a pointer and a length; `dsm_string_of` makes one of a text with a closing
 * zero. Out of DSM: a `dsm_string` that is lent, without a closing zero, or a `dsm_text` that is owned. What the
 * specification names by a word is passed by that word: `persons-distinct`, `flow`, `at-event`, `in-none-of-part`.
 * Figures go in and out as decimal texts, exactly; numbers of C are a convenience beside them.
 *
 * # Versioning
 * `DSM_VERSION` is the version of this header and `dsm_version` that of the library. Before 1.0 the interface may change
 * with every minor version: compare the two. Numbers of statuses and codes are never reused.
 */
#ifndef DSM_H
#define DSM_H


#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "dsm_codes.h"

/** The version of this header. */
#define DSM_VERSION "0.1.0"
/** A part of the version. */
#define DSM_VERSION_MAJOR 0
/** A part of the version. */
#define DSM_VERSION_MINOR 1
/** A part of the version. */
#define DSM_VERSION_PATCH 0
/** The version as one number: the larger, the later. */
#define DSM_VERSION_NUMBER \
    (DSM_VERSION_MAJOR * 1000000 + DSM_VERSION_MINOR * 1000 + DSM_VERSION_PATCH)

/* The library is built with Arrow, the mechanism and forms unless it says otherwise: then define these before including. */
#if !defined(DSM_WITHOUT_ARROW) && !defined(DSM_ARROW)
#define DSM_ARROW 1
#endif
#if !defined(DSM_WITHOUT_XLSX) && !defined(DSM_XLSX)
#define DSM_XLSX 1
#endif
#if !defined(DSM_WITHOUT_MECHANISM) && !defined(DSM_MECHANISM)
#define DSM_MECHANISM 1
#endif

#ifdef DSM_ARROW
struct ArrowArray;
struct ArrowArrayStream;
struct ArrowSchema;
#endif

/**
 * How a call went: 0 is success, every other number a family of errors.
 *
 * A program branches on it; the error says the rest. Numbers are never reused.
 */
typedef enum {
    /**
     * Done; the outputs are written.
     */
    DSM_STATUS_OK = 0,
    /**
     * The work was canceled.
     */
    DSM_STATUS_CANCELED = 1,
    /**
     * The reader or writer has no right to it, or it does not exist: one answer for both.
     */
    DSM_STATUS_DENIED = 2,
    /**
     * What was handed in does not have the form that was declared.
     */
    DSM_STATUS_FORMAT = 3,
    /**
     * A defect of DSM itself.
     */
    DSM_STATUS_INTERNAL = 4,
    /**
     * The data contradict themselves or a rule.
     */
    DSM_STATUS_INVALID = 5,
    /**
     * The system underneath failed: a disk, a file, a process.
     */
    DSM_STATUS_IO = 6,
    /**
     * A stated limit was exceeded.
     */
    DSM_STATUS_LIMIT = 7,
    /**
     * The function was used in a way that it does not allow.
     */
    DSM_STATUS_MISUSE = 8,
    /**
     * The figures do not support the operation: the error says why and what to do instead.
     */
    DSM_STATUS_SEMANTICS = 9,
    /**
     * The mechanism's file is damaged, foreign or too new.
     */
    DSM_STATUS_STORE = 10,
    /**
     * The step is not possible in the present state of a submission.
     */
    DSM_STATUS_WORKFLOW = 11,
    /**
     * An argument that must not be NULL is NULL.
     */
    DSM_STATUS_NULL_ARGUMENT = 100,
    /**
     * DSM met a defect of its own and broke off the call; the process may go on.
     */
    DSM_STATUS_PANIC = 101,
} dsm_status;

/**
 * How grave a finding is.
 */
typedef enum {
    /**
     * There is no finding: the handle was NULL.
     */
    DSM_SEVERITY_NONE = 0,
    /**
     * A footnote: nothing is wrong.
     */
    DSM_SEVERITY_INFORMATION = 1,
    /**
     * It deserves a look.
     */
    DSM_SEVERITY_WARNING = 2,
    /**
     * The data contradict a rule.
     */
    DSM_SEVERITY_ERROR = 3,
} dsm_severity;

/**
 * What a comparison says.
 */
typedef enum {
    /**
     * It is surely so.
     */
    DSM_TRUTH_TRUE = 1,
    /**
     * It surely is not.
     */
    DSM_TRUTH_FALSE = 2,
    /**
     * The figures do not say.
     */
    DSM_TRUTH_NOT_KNOWN = 3,
} dsm_truth;

/**
 * What stands in a cell.
 */
typedef enum {
    /**
     * There is no cell: the handle was NULL.
     */
    DSM_KIND_NONE = 0,
    /**
     * A figure as counted. Zero is a figure.
     */
    DSM_KIND_EXACT = 1,
    /**
     * A figure that surely lies between two bounds, both included.
     */
    DSM_KIND_BETWEEN = 2,
    /**
     * A figure that surely is not less than its lower bound.
     */
    DSM_KIND_AT_LEAST = 3,
    /**
     * A sample estimate with its standard error: never a certain bound.
     */
    DSM_KIND_ESTIMATE = 4,
    /**
     * No figure, because: the text of the cell is `na`, `not-collected` or `not-delivered`.
     */
    DSM_KIND_MISSING = 5,
    /**
     * A figure that the reader may not see.
     */
    DSM_KIND_MASKED = 6,
} dsm_kind;

/**
 * What an axis of a table is.
 */
typedef enum {
    /**
     * There is no such axis.
     */
    DSM_AXIS_KIND_NONE = 0,
    /**
     * Categories of the counted units.
     */
    DSM_AXIS_KIND_CATEGORY = 1,
    /**
     * Periods of a flow or moments of a stock.
     */
    DSM_AXIS_KIND_TIME = 2,
    /**
     * The reporting countries.
     */
    DSM_AXIS_KIND_REPORTER = 3,
} dsm_axis_kind;

/**
 * The assumptions that the caller states for one operation.
 *
 * Written by one thread at a time, read by several; free it with `dsm_assume_free`. An operation that is given NULL
 * assumes nothing.
 */
typedef struct dsm_assume dsm_assume;

/**
 * An assumption that the figures of a table rest on.
 *
 * Lent by the table, and lives as long as that; it is not freed. May be read by several threads.
 */
typedef struct dsm_assumption dsm_assumption;

#if defined(DSM_MECHANISM)
/**
 * What a reader can tell of the masked cells of a table: a function of what it shows and of the rule.
 *
 * May be read by several threads; free it with `dsm_audit_free`.
 */
typedef struct dsm_audit dsm_audit;
#endif

/**
 * An axis of a table to be built: its id, what it is, and what is declared about it.
 *
 * Used by one thread at a time; free it with `dsm_axis_free`. The axes of a table that is built are asked of the table.
 */
typedef struct dsm_axis dsm_axis;

/**
 * A list of codes under a stated scheme. Never changes; free it with `dsm_code_list_free`.
 */
typedef struct dsm_code_list dsm_code_list;

/**
 * Which population the figures of a table are of: a concept, its version, and what else defines it.
 *
 * Written by one thread at a time, read by several; free it with `dsm_concept_free`.
 */
typedef struct dsm_concept dsm_concept;

/**
 * What was counted as bytes: counts of any size, of nobody by name. It is the holder's.
 *
 * May be read by several threads; free it with `dsm_count_part_free`.
 */
typedef struct dsm_count_part dsm_count_part;

/**
 * What individual records are, which column holds what, and which tables are wanted.
 *
 * Written by one thread at a time, read by several; free it with `dsm_count_specification_free`.
 */
typedef struct dsm_count_specification dsm_count_specification;

/**
 * A count as one SQL statement: the records stay where they are, and what comes back are cells.
 *
 * May be read by several threads; free it with `dsm_count_statement_free`.
 */
typedef struct dsm_count_statement dsm_count_statement;

/**
 * Tables by their names, with the persons behind their cells, and what the records were like. It is the holder's; nothing in it is of an
 * individual record.
 *
 * May be read by several threads; free it with `dsm_counted_free`.
 */
typedef struct dsm_counted dsm_counted;

/**
 * Counts individual records: they are handed in, and tables come out when all were. Person numbers are only compared.
 *
 * Used by one thread at a time; depends on nothing that it was made of; free it with `dsm_counter_free`.
 */
typedef struct dsm_counter dsm_counter;

#if defined(DSM_MECHANISM)
/**
 * Whether something is allowed, and the rules that it rests on.
 *
 * May be read by several threads; free it with `dsm_decision_free`. It is an answer, not a permit.
 */
typedef struct dsm_decision dsm_decision;
#endif

/**
 * What a State says of its figures of an indicator: its definition, its unit, its source, its breaks, field by field.
 *
 * May be read by several threads; free it with `dsm_documentation_free`, unless it is lent by a list.
 */
typedef struct dsm_documentation dsm_documentation;

/**
 * The documentation of an indicator in the order of validity, as its reader may see it.
 *
 * May be read by several threads; free it with `dsm_documentations_free`.
 */
typedef struct dsm_documentations dsm_documentations;

/**
 * Why a call could not do what it was asked: a code, a sentence, a remedy, a place, and every finding behind it.
 *
 * May be read by several threads; free it with `dsm_error_free`. No text of it holds a figure or anything of an
 * individual: it may be logged.
 */
typedef struct dsm_error dsm_error;

/**
 * Something noticed in the data, or a footnote that stays on a result.
 *
 * Lent by an error or a table, and lives as long as that; it is not freed. May be read by several threads.
 */
typedef struct dsm_finding dsm_finding;

/**
 * Findings that a call noticed while it did what it was asked.
 *
 * May be read by several threads; free it with `dsm_findings_free`.
 */
typedef struct dsm_findings dsm_findings;

#if defined(DSM_MECHANISM)
/**
 * What was done with the data and users of the own State, oldest first. No figure is in it.
 *
 * May be read by several threads; free it with `dsm_history_free`.
 */
typedef struct dsm_history dsm_history;
#endif

#if defined(DSM_MECHANISM)
/**
 * Lines of names and texts. The first name of a line is `what`; a name may stand several times.
 *
 * May be read by several threads; free it with `dsm_lines_free`.
 */
typedef struct dsm_lines dsm_lines;
#endif

/**
 * Which code becomes which: one to one, many to one, or one to many under stated weights.
 *
 * Written by one thread at a time, read by several; free it with `dsm_mapping_free`.
 */
typedef struct dsm_mapping dsm_mapping;

/**
 * What the figures of a table count: unit, temporality, level, type of application, role, time basis.
 *
 * Written by one thread at a time, read by several; free it with `dsm_measure_free`.
 */
typedef struct dsm_measure dsm_measure;

#if defined(DSM_MECHANISM)
/**
 * A mechanism: one file in which States share figures under rules.
 *
 * May be used by several threads, each with a session of its own; free it with `dsm_mechanism_free`. Sessions outlive it.
 */
typedef struct dsm_mechanism dsm_mechanism;
#endif

/**
 * A message of SDMX that was written, and what was noticed on the way.
 *
 * May be read by several threads; free it with `dsm_message_free`.
 */
typedef struct dsm_message dsm_message;

/**
 * A page for readers: a title, sections of figures, what was refused and why, and the source.
 *
 * Used by one thread at a time; free it with `dsm_page_free`.
 */
typedef struct dsm_page dsm_page;

/**
 * A page as it is written: the bytes of a file.
 *
 * May be read by several threads; free it with `dsm_page_file_free`.
 */
typedef struct dsm_page_file dsm_page_file;

/**
 * How an owner wants a release protected: which small figures are masked, which cells besides, and whether DSM masks further
 * cells so that no masked one can be computed.
 *
 * It names cells, so it is the owner's; what others learn is which cells are masked. Written by one thread at a time, read by
 * several; free it with `dsm_protection_free`.
 */
typedef struct dsm_protection dsm_protection;

#if defined(DSM_MECHANISM)
/**
 * What is asked of a mechanism: an indicator of all States or some, and a part of it; or one submission of the own State.
 *
 * Written by one thread at a time, read by several; free it with `dsm_query_free`.
 */
typedef struct dsm_query dsm_query;
#endif

#if defined(DSM_MECHANISM)
/**
 * A report that is declared: what is asked, and how it is laid out; no figure.
 *
 * May be read by several threads; free it with `dsm_report_free`.
 */
typedef struct dsm_report dsm_report;
#endif

/**
 * One cell of a table: its key, what stands in it, and its statuses.
 *
 * A copy that outlives the table; may be read by several threads; free it with `dsm_row_free`. Millions of cells leave
 * through the Arrow interface instead.
 */
typedef struct dsm_row dsm_row;

#if defined(DSM_MECHANISM)
/**
 * What a report is filled for: an indicator where it is about one, States, times, assumptions.
 *
 * Written by one thread at a time, read by several; free it with `dsm_scope_free`.
 */
typedef struct dsm_scope dsm_scope;
#endif

#if defined(DSM_MECHANISM)
/**
 * Somebody at a mechanism, with a connection of its own.
 *
 * Used by one thread at a time; outlives its mechanism; free it with `dsm_session_free`.
 */
typedef struct dsm_session dsm_session;
#endif

/**
 * How a delimited file is read: which column holds what, in whose codes, and what is stated for the whole file.
 *
 * Written by one thread at a time, read by several; free it with `dsm_specification_free`.
 */
typedef struct dsm_specification dsm_specification;

/**
 * What the caller states about columns and messages that do not describe themselves. It may not contradict what they say (EXC-108).
 *
 * Written by one thread at a time, read by several; free it with `dsm_stated_free`.
 */
typedef struct dsm_stated dsm_stated;

/**
 * Structures and code lists of SDMX, which data are checked against.
 *
 * Written by one thread at a time, read by several; free it with `dsm_structures_free`.
 */
typedef struct dsm_structures dsm_structures;

#if defined(DSM_MECHANISM)
/**
 * Submissions with what is known of them beside their figures.
 *
 * May be read by several threads; free it with `dsm_submissions_free`.
 */
typedef struct dsm_submissions dsm_submissions;
#endif

/**
 * Figures of one measure and concept over axes, immutable.
 *
 * May be read by several threads; depends on nothing that it was made of; free it with `dsm_table_free`.
 */
typedef struct dsm_table dsm_table;

/**
 * A table that is being built.
 *
 * Used by one thread at a time. Building uses it up, whether the table turns out or not; free it with
 * `dsm_table_builder_free` in any case.
 */
typedef struct dsm_table_builder dsm_table_builder;

#if defined(DSM_XLSX)
/**
 * The workbook of a form: the bytes of an `.xlsx` file.
 *
 * May be read by several threads; free it with `dsm_template_free`.
 */
typedef struct dsm_template dsm_template;
#endif

/**
 * A text that the caller owns, UTF-8, with a closing zero behind its last byte.
 *
 * May be read by several threads; free it with `dsm_text_free`.
 */
typedef struct dsm_text dsm_text;

/**
 * The tables that a file became, by indicator and unit, and what was noticed while it was read.
 *
 * May be read by several threads; free it with `dsm_translation_free`.
 */
typedef struct dsm_translation dsm_translation;

/**
 * A text that somebody else holds: a pointer and a length in bytes, UTF-8.
 *
 * Into DSM: the bytes are read during the call and need no closing zero; NULL with length 0 is the empty text.
 * Out of DSM: the bytes live as long as the handle that they were asked of, and have no closing zero; `bytes` is NULL
 * where there is no such text.
 */
typedef struct {
    /**
     * The first byte.
     */
    const char *bytes;
    /**
     * How many bytes there are.
     */
    size_t length;
} dsm_string;

/**
 * One column of keys: the codes that occur, and for every row the place of its code among them, from zero.
 */
typedef struct {
    /**
     * The codes; for a time axis periods or moments.
     */
    const dsm_string *codes;
    /**
     * How many codes there are.
     */
    size_t code_count;
    /**
     * For every row the place of its code.
     */
    const uint32_t *keys;
    /**
     * How many rows there are.
     */
    size_t key_count;
} dsm_key_column;

/**
 * What the records were like, in numbers.
 */
typedef struct {
    /**
     * Records that were read.
     */
    uint64_t read;
    /**
     * Records that passed the filter and were not refused.
     */
    uint64_t used;
    /**
     * Records that were refused.
     */
    uint64_t refused;
    /**
     * Records that the filter leaves out.
     */
    uint64_t filtered;
} dsm_quality;

/**
 * What happened from one moment of a stock of crossings to the next.
 */
typedef struct {
    /**
     * Persons in at the beginning.
     */
    uint64_t start;
    /**
     * Persons in at the end.
     */
    uint64_t end;
    /**
     * Entries that were recorded.
     */
    uint64_t entries;
    /**
     * Exits that were recorded.
     */
    uint64_t exits;
    /**
     * Persons who came to be in.
     */
    uint64_t effective_entries;
    /**
     * Persons who ceased to be in.
     */
    uint64_t effective_exits;
    /**
     * Entries of persons who were in.
     */
    uint64_t entries_while_in;
    /**
     * Exits of persons who were not in.
     */
    uint64_t exits_without_entry;
    /**
     * Events of one instant beyond the effective one.
     */
    uint64_t simultaneous;
    /**
     * Persons in at the end, whose last event is an entry long ago.
     */
    uint64_t long_stays;
} dsm_reconciliation;

/**
 * Takes a finding with its place, which lives as long as the call.
 */
typedef void (*dsm_place_taker)(void *context, const dsm_finding *finding);

/**
 * Gives the next bytes: writes at most `room` of them to `into` and returns how many; 0 at the end, and more than `room` where they cannot be
 * given.
 */
typedef size_t (*dsm_byte_source)(void *context, uint8_t *into, size_t room);

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

#if defined(DSM_ARROW)
/**
 * Writes the table as one Arrow struct array with its schema. The caller releases both.
 *
 * Each axis is a dictionary of codes; `OBS_VALUE`, and where needed `LOWER`, `UPPER`, `STANDARD_ERROR` and `OBS_STATUS`,
 * hold the cells. What the table counts stands in the metadata of the schema.
 */
dsm_status dsm_table_export_arrow(const dsm_table *table,
                                  struct ArrowArray *array,
                                  struct ArrowSchema *schema,
                                  dsm_error **error);
#endif

#if defined(DSM_ARROW)
/**
 * Writes the table as an Arrow stream of one batch. The caller releases it.
 */
dsm_status dsm_table_export_arrow_stream(const dsm_table *table, struct ArrowArrayStream *stream, dsm_error **error);
#endif

#if defined(DSM_ARROW)
/**
 * Reads a table from one Arrow struct array, whose columns may describe themselves or be described by `stated`.
 *
 * Array and schema are moved in: whatever the answer, the caller releases only what still has its `release`. `stated` may be
 * NULL; what is neither described nor stated is read in the weakest way. `findings` may be NULL; otherwise the caller gets what
 * was noticed about the columns. EXC-101 for arrays that break their format, further EXC codes for columns and
 * descriptions, TAB-010 with a finding for every broken cell, NaN and infinities among them.
 */
dsm_status dsm_table_import_arrow(struct ArrowArray *array,
                                  struct ArrowSchema *schema,
                                  const dsm_stated *stated,
                                  dsm_table **table,
                                  dsm_findings **findings,
                                  dsm_error **error);
#endif

#if defined(DSM_ARROW)
/**
 * Reads a table from an Arrow stream, which is moved in like an array.
 */
dsm_status dsm_table_import_arrow_stream(struct ArrowArrayStream *stream,
                                         const dsm_stated *stated,
                                         dsm_table **table,
                                         dsm_findings **findings,
                                         dsm_error **error);
#endif

/**
 * An empty list of assumptions.
 */
dsm_status dsm_assume_new(dsm_assume **assume, dsm_error **error);

/**
 * Adds an assumption by its name, such as `once-per-period`. SEM-030 when there is no such assumption.
 */
dsm_status dsm_assume_name(dsm_assume *assume, dsm_string name, dsm_error **error);

/**
 * Restricts the assumption named last to an axis. FFI-008 if none was named.
 */
dsm_status dsm_assume_on(dsm_assume *assume, dsm_string axis, dsm_error **error);

/**
 * Gives the assumption named last its value, a decimal text such as `1.7`. MEA-003 if it is none.
 */
dsm_status dsm_assume_value(dsm_assume *assume, dsm_string value, dsm_error **error);

/**
 * Gives a code a weight, a decimal text, in the assumption named last. MEA-003 if it is none.
 */
dsm_status dsm_assume_weight(dsm_assume *assume, dsm_string code, dsm_string weight, dsm_error **error);

/**
 * Says where value and weights of the assumption named last come from.
 */
dsm_status dsm_assume_source(dsm_assume *assume, dsm_string source, dsm_error **error);

/**
 * Says who states the assumption named last, and why.
 */
dsm_status dsm_assume_because(dsm_assume *assume, dsm_string author, dsm_string reason, dsm_error **error);

/**
 * Frees a list of assumptions. NULL is fine.
 */
void dsm_assume_free(dsm_assume *assume);

/**
 * The name of the assumption. Lives for ever.
 */
dsm_string dsm_assumption_name(const dsm_assumption *assumption);

/**
 * What was stated with the assumption: `on`, `value`, `source`, `author` or `reason`, or the weight of a code as
 * `weight:CODE`.
 *
 * A text of the caller; NULL if `assumption` is NULL or nothing was stated.
 */
dsm_text *dsm_assumption_detail(const dsm_assumption *assumption, dsm_string detail);

#if defined(DSM_MECHANISM)
/**
 * Masks the small figures of a table, and as many further cells as it takes so that none can be computed or nearly so.
 *
 * The result has all masks alike and holds no masked figure. SDC-005 with a finding for every cell that no mask hides; what is sensitive
 * besides small figures is what the protection says.
 */
dsm_status dsm_table_protect(const dsm_table *table,
                             const dsm_protection *protection,
                             dsm_table **result,
                             dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Judges a masked table, anybody's, from what it shows alone. Of the protection only its rule is taken.
 */
dsm_status dsm_table_audit(const dsm_table *table,
                           const dsm_protection *protection,
                           dsm_audit **result,
                           dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * How many masked cells there are.
 */
size_t dsm_audit_cell_count(const dsm_audit *audit);
#endif

#if defined(DSM_MECHANISM)
/**
 * How many masked cells have a label: `EXACT`, `NARROW`, `OPEN` or `PROVEN`; 0 for another word.
 */
size_t dsm_audit_count(const dsm_audit *audit, dsm_string label);
#endif

#if defined(DSM_MECHANISM)
/**
 * The code of a masked cell on an axis, both counted from zero. It lives as long as the audit; empty beyond the end.
 */
dsm_string dsm_audit_code(const dsm_audit *audit, size_t cell, size_t axis);
#endif

#if defined(DSM_MECHANISM)
/**
 * The label of a masked cell. It lives for ever; empty beyond the end.
 */
dsm_string dsm_audit_label(const dsm_audit *audit, size_t cell);
#endif

#if defined(DSM_MECHANISM)
/**
 * The least figure that a masked cell can have. Of one that is told or nearly so it is certain, of all others it is the least of
 * the whole tables that were found. Empty where nothing limits it. It lives as long as the audit.
 */
dsm_string dsm_audit_lower(const dsm_audit *audit,
                           size_t cell);
#endif

#if defined(DSM_MECHANISM)
/**
 * The greatest figure that a masked cell can have, as `dsm_audit_lower`.
 */
dsm_string dsm_audit_upper(const dsm_audit *audit, size_t cell);
#endif

#if defined(DSM_MECHANISM)
/**
 * How many findings there are: one for every cell that is told or nearly so, and for every total that contradicts others.
 */
size_t dsm_audit_finding_count(const dsm_audit *audit);
#endif

#if defined(DSM_MECHANISM)
/**
 * A finding, counted from zero. It lives as long as the audit; NULL beyond the end.
 */
const dsm_finding *dsm_audit_finding(const dsm_audit *audit, size_t position);
#endif

#if defined(DSM_MECHANISM)
/**
 * Frees an audit. NULL is fine.
 */
void dsm_audit_free(dsm_audit *audit);
#endif

/**
 * A category axis such as `SEX`: overlapping and not exhaustive until declared otherwise, `_T` its total, `_U` unknown.
 */
dsm_status dsm_axis_category(dsm_string id, dsm_axis **axis, dsm_error **error);

/**
 * The time axis: periods of a flow, moments of a stock. A table has exactly one.
 */
dsm_status dsm_axis_time(dsm_string id, dsm_axis **axis, dsm_error **error);

/**
 * The axis of the reporting countries. A table has at most one.
 */
dsm_status dsm_axis_reporter(dsm_string id, dsm_axis **axis, dsm_error **error);

/**
 * Declares how the counted units fall into the codes: `fixed`, `at-event`, `pinned` or `overlapping`.
 *
 * No effect on the axes of time and reporters, like all that follows. MEA-001 for another word.
 */
dsm_status dsm_axis_membership(dsm_axis *axis, dsm_string membership, dsm_error **error);

/**
 * Declares the codes, totals aside, to be all there are (1) or not (0).
 */
dsm_status dsm_axis_exhaustive(dsm_axis *axis, int32_t exhaustive, dsm_error **error);

/**
 * Declares which codes are totals of the axis, the preferred one first. None at all if the count is 0.
 */
dsm_status dsm_axis_totals(dsm_axis *axis, const dsm_string *codes, size_t code_count, dsm_error **error);

/**
 * Declares that a code belongs to a group, which is a code too.
 */
dsm_status dsm_axis_parent(dsm_axis *axis, dsm_string code, dsm_string group, dsm_error **error);

/**
 * Declares the axis to be the direction of a move, entry or exit (1), or not (0).
 */
dsm_status dsm_axis_direction(dsm_axis *axis, int32_t direction, dsm_error **error);

/**
 * Declares which code is the unknown part.
 */
dsm_status dsm_axis_unknown(dsm_axis *axis, dsm_string code, dsm_error **error);

/**
 * Frees an axis. NULL is fine.
 */
void dsm_axis_free(dsm_axis *axis);

/**
 * Begins a table of a measure and a concept. Both are copied.
 */
dsm_status dsm_table_builder_new(const dsm_measure *measure,
                                 const dsm_concept *definition,
                                 dsm_table_builder **builder,
                                 dsm_error **error);

/**
 * Adds an axis, which is copied. Keys are given in the order in which the axes were added.
 */
dsm_status dsm_table_builder_axis(dsm_table_builder *builder, const dsm_axis *axis, dsm_error **error);

/**
 * Names the vintage: figures of one vintage were published together.
 */
dsm_status dsm_table_builder_vintage(dsm_table_builder *builder, dsm_string vintage, dsm_error **error);

/**
 * Declares how the figures are inexact by making: `exact`, `nearest:5`, `random:3`, `small:5=1..5,10=6..12:0..4` or
 * `multiple:1000`. Each exact figure that is given afterwards becomes its interval. MEA-002 if it cannot be read.
 */
dsm_status dsm_table_builder_making(dsm_table_builder *builder, dsm_string making, dsm_error **error);

/**
 * Declares what a key that is not there means: `missing` (it was not delivered) or `zero`. MEA-001 for another word.
 */
dsm_status dsm_table_builder_absent(dsm_table_builder *builder, dsm_string absent, dsm_error **error);

/**
 * Adds a row: one code for each axis, and a figure as it is written in files.
 *
 * `12` exact, `10..20` between, `10..` at least, `100~20` an estimate with its standard error, `*` suppressed, `na`,
 * `not-collected`, `not-delivered` missing; then statuses in brackets, such as `12 [P]`. What is wrong with a row is
 * reported by building, with all the other rows that are wrong.
 */
dsm_status dsm_table_builder_row(dsm_table_builder *builder,
                                 const dsm_string *key,
                                 size_t key_length,
                                 dsm_string figure,
                                 dsm_error **error);

/**
 * Builds the table of the rows.
 *
 * TAB-001 for wrong axes, TAB-005 for keys of a wrong length, TAB-007 for figures beyond 28 digits, TAB-011 beyond the
 * limits, and TAB-010 with a finding for every row that is wrong.
 */
dsm_status dsm_table_builder_build(dsm_table_builder *builder, dsm_table **table, dsm_error **error);

/**
 * Builds the table of whole columns: one of keys for each axis, and exact whole figures. Everything is copied.
 *
 * The road for millions of cells; rows that were added are not used. Errors as for `dsm_table_builder_build`.
 */
dsm_status dsm_table_builder_build_columns(dsm_table_builder *builder,
                                           const dsm_key_column *columns,
                                           size_t column_count,
                                           const int64_t *figures,
                                           size_t figure_count,
                                           dsm_table **table,
                                           dsm_error **error);

/**
 * Frees a builder, built or not. NULL is fine.
 */
void dsm_table_builder_free(dsm_table_builder *builder);

/**
 * A concept of an id such as `ASYLUM_APPLICATION`, version `1.0`, nothing special declared.
 */
dsm_status dsm_concept_new(dsm_string id, dsm_concept **definition, dsm_error **error);

/**
 * Declares a property: `version`, `residence`, `duration` (`12:intended`), `coverage`, `territory`, `classification`,
 * `source`, or `relative` (`true` where "foreign" depends on the reporting country). MEA-001 for an unknown one.
 */
dsm_status dsm_concept_set(dsm_concept *definition, dsm_string property, dsm_string value, dsm_error **error);

/**
 * A property by its name, `id` included.
 *
 * A text of the caller; NULL if `definition` is NULL or nothing is declared under this name.
 */
dsm_text *dsm_concept_property(const dsm_concept *definition, dsm_string property);

/**
 * Frees a concept. NULL is fine.
 */
void dsm_concept_free(dsm_concept *definition);

/**
 * How many tables there are.
 */
size_t dsm_counted_count(const dsm_counted *counted);

/**
 * The name of a table, such as `entries.persons`, in the order of the specification. No text where there are not so many.
 */
dsm_string dsm_counted_name(const dsm_counted *counted,
                            size_t index);

/**
 * A table. A key that is not there is zero. CNT-061 where there is none of that name.
 */
dsm_status dsm_counted_table(const dsm_counted *counted, dsm_string name, dsm_table **table, dsm_error **error);

/**
 * The documentation of a table for a State, by its two letters, prefilled with what the specification says: unit, temporality,
 * periodicity, breakdowns, how the records were collected. What it does not know stays open for the owner. CNT-061 where there is no table
 * of that name, CNT-002 where it is of no indicator.
 */
dsm_status dsm_counted_documentation(const dsm_counted *counted,
                                     dsm_string country,
                                     dsm_string name,
                                     dsm_documentation **documentation,
                                     dsm_error **error);

/**
 * The number of distinct persons behind each cell of a table, for its owner: what protection needs. NULL where the records have no person
 * numbers. CNT-061 where there is none of that name.
 */
dsm_status dsm_counted_persons_behind(const dsm_counted *counted,
                                      dsm_string name,
                                      dsm_table **table,
                                      dsm_error **error);

/**
 * The id of the indicator that a table is of; no text where it is of none.
 */
dsm_string dsm_counted_indicator(const dsm_counted *counted, dsm_string name);

/**
 * How many records were read, used, refused and left out.
 */
dsm_quality dsm_counted_quality(const dsm_counted *counted);

/**
 * How many findings there are of a rule, such as `CNT-011`.
 */
uint64_t dsm_counted_findings(const dsm_counted *counted, dsm_string code);

/**
 * How many records were refused by a rule first, such as `CNT-010`.
 */
uint64_t dsm_counted_refused(const dsm_counted *counted, dsm_string code);

/**
 * How many rules have findings.
 */
size_t dsm_counted_rule_count(const dsm_counted *counted);

/**
 * The code of a rule that has findings, in the order of the codes. No text where there are not so many. Lives for ever.
 */
dsm_string dsm_counted_rule(const dsm_counted *counted, size_t index);

/**
 * How many steps the reconciliation of a stock of crossings has; 0 for other tables.
 */
size_t dsm_counted_step_count(const dsm_counted *counted, dsm_string name);

/**
 * A step of the reconciliation of a stock of crossings: from moment to moment, the last one after the last moment.
 *
 * CNT-061 where there is no table of that name, FFI-007 where there are not so many steps.
 */
dsm_status dsm_counted_step(const dsm_counted *counted,
                            dsm_string name,
                            size_t index,
                            dsm_reconciliation *step,
                            dsm_error **error);

/**
 * How many columns were read: nothing else of a record was.
 */
size_t dsm_counted_column_count(const dsm_counted *counted);

/**
 * The name of a column that was read. No text where there are not so many.
 */
dsm_string dsm_counted_column(const dsm_counted *counted, size_t index);

/**
 * Frees what was counted. NULL is fine.
 */
void dsm_counted_free(dsm_counted *counted);

/**
 * A counter by a specification. It uses so many threads (0 is one), and so many bytes of memory (0 is 256 MiB) before it puts keys and
 * codes aside in files of the folder `scratch`; empty is the system's for temporary files.
 *
 * CNT-002 to CNT-007 where the specification lacks something, contradicts itself or asks for what cannot be counted; CAT codes for an
 * indicator that is not there.
 */
dsm_status dsm_counter_new(const dsm_count_specification *specification,
                           size_t threads,
                           size_t memory,
                           dsm_string scratch,
                           dsm_counter **counter,
                           dsm_error **error);

/**
 * Says who takes findings with their places, from now on: they are of individual records, and the holder's alone. Without it
 * findings are only counted. `taker` is called while records are read; NULL is nobody.
 */
dsm_status dsm_counter_places(dsm_counter *counter,
                              dsm_place_taker taker,
                              void *context,
                              dsm_error **error);

/**
 * Counts what was read. The counter is then fit for freeing only.
 */
dsm_status dsm_counter_finish(dsm_counter *counter, dsm_counted **counted, dsm_error **error);

/**
 * Frees a counter. NULL is fine.
 */
void dsm_counter_free(dsm_counter *counter);

/**
 * The indicator that the tables are of, out of a preset such as `dsm`, and the State that counts. Its definition says what may be counted:
 * what it does not support is refused where counting begins.
 */
dsm_status dsm_count_specification_indicator(dsm_count_specification *specification,
                                             dsm_string preset,
                                             dsm_string indicator,
                                             dsm_string reporter,
                                             dsm_error **error);

/**
 * The column of the number of a case: one case may be many records, and one record more than one person's.
 */
dsm_status dsm_count_specification_case(dsm_count_specification *specification, dsm_string column, dsm_error **error);

/**
 * The columns of the link table, which says the person of each document; it is read by `dsm_counter_links_file` or
 * `dsm_counter_links_stream`.
 */
dsm_status dsm_count_specification_links(dsm_count_specification *specification,
                                         dsm_string document,
                                         dsm_string person,
                                         dsm_error **error);

/**
 * Only records whose column has one of the values are used. The column may not be one of persons, cases or births (CNT-003 where
 * counting begins).
 */
dsm_status dsm_count_specification_filter(dsm_count_specification *specification,
                                          dsm_string column,
                                          const dsm_string *values,
                                          size_t value_count,
                                          dsm_error **error);

/**
 * The codes of a dimension for the values of its column: the value at a place is the code at the same place.
 */
dsm_status dsm_count_specification_codes(dsm_count_specification *specification,
                                         dsm_string dimension,
                                         const dsm_string *values,
                                         const dsm_string *codes,
                                         size_t count,
                                         dsm_error **error);

/**
 * The days from the start of an interval to its end in groups such as `0-89`, `90+`: a dimension that is known at the end.
 */
dsm_status dsm_count_specification_days(dsm_count_specification *specification,
                                        dsm_string id,
                                        const dsm_string *groups,
                                        size_t group_count,
                                        dsm_error **error);

/**
 * The moments of a stock that was declared by `dsm_count_specification_count`: the `start` or `end` of its periods, or days.
 */
dsm_status dsm_count_specification_moments(dsm_count_specification *specification,
                                           dsm_string id,
                                           const dsm_string *moments,
                                           size_t moment_count,
                                           dsm_error **error);

/**
 * The rules of residence of a count that was declared by `dsm_count_specification_count`: months, such as `12`, or months of a window, such
 * as `12/16`.
 */
dsm_status dsm_count_specification_rules(dsm_count_specification *specification,
                                         dsm_string id,
                                         const dsm_string *rules,
                                         size_t rule_count,
                                         dsm_error **error);

/**
 * What was counted as bytes, to be added by `dsm_counted_of_parts` to what was counted of other persons: in another process, on another
 * machine.
 */
dsm_status dsm_counted_part(const dsm_counted *counted,
                            dsm_count_part **part,
                            dsm_error **error);

/**
 * The bytes of a part, which live as long as it does.
 */
const uint8_t *dsm_count_part_bytes(const dsm_count_part *part);

/**
 * How many bytes a part has.
 */
size_t dsm_count_part_length(const dsm_count_part *part);

/**
 * Frees a part. NULL is fine.
 */
void dsm_count_part_free(dsm_count_part *part);

/**
 * Adds up parts that were counted by one specification, each of persons who are in no other: the bytes of each, and how many they are.
 *
 * CNT-060 where one of them is no part of a count by this specification.
 */
dsm_status dsm_counted_of_parts(const dsm_count_specification *specification,
                                const uint8_t *const *parts,
                                const size_t *lengths,
                                size_t part_count,
                                dsm_counted **counted,
                                dsm_error **error);

/**
 * Reads the link table, which says the person of each document, out of a file: before any records.
 *
 * A document of two persons is nobody's who is known (CNT-037). CNT-003 where records were read already; SRC codes where it cannot be read.
 */
dsm_status dsm_counter_links_file(dsm_counter *counter,
                                  dsm_string path,
                                  dsm_error **error);

/**
 * Whether a file has the columns that the specification names, of types that they can have: for hosts that read several files and
 * want one clear error before any record is counted. Nothing is read of it but its beginning.
 *
 * SRC-012, SRC-013, SRC-045, SRC-046 where its columns are others; further SRC codes where it cannot be opened so. An empty file and a Parquet
 * file that is not whole are fine: reading counts what they lack.
 */
dsm_status dsm_counter_check_file(dsm_counter *counter,
                                  dsm_string path,
                                  dsm_error **error);

/**
 * Reads the records of a file: CSV, or Parquet where that is built in; its content tells. What is wrong with a record is counted.
 *
 * An empty or damaged file is passed over as far as it is, and the tables say so (CNT-029); where no record of any file can be read,
 * counting ends with the reason.
 *
 * CNT-008 where the specification does not pass a finding over; SRC codes where the file cannot be read. The counter is then fit for
 * freeing only, unless nothing was read.
 */
dsm_status dsm_counter_read_file(dsm_counter *counter,
                                 dsm_string path,
                                 dsm_error **error);

/**
 * Reads records that are handed in as texts: the names of `column_count` columns, then `row_count` rows of as many values, one row after
 * the other. A text without bytes is missing. For hosts without Arrow; call it as often as there are rows.
 *
 * SRC-012 where a column is missing that the specification names.
 */
dsm_status dsm_counter_read_rows(dsm_counter *counter,
                                 const dsm_string *columns,
                                 size_t column_count,
                                 const dsm_string *values,
                                 size_t row_count,
                                 dsm_error **error);

/**
 * Reads the records of a binary COPY of PostgreSQL (`COPY (SELECT …) TO STDOUT (FORMAT binary)`), whose bytes a function gives: what
 * `PQgetCopyData` returns, in pieces of any size. The names and types of its columns are stated in their order, such as `text`, `date`, `bigint`,
 * `timestamp without time zone`; columns that are not wanted are passed over.
 *
 * `name` is what places are given with. SRC-012, SRC-045 and SRC-046 where the columns are not what is wanted; SRC-047 to SRC-049 for bytes
 * that are no whole COPY.
 */
dsm_status dsm_counter_read_copy(dsm_counter *counter,
                                 dsm_string name,
                                 const dsm_string *columns,
                                 const dsm_string *types,
                                 size_t column_count,
                                 dsm_byte_source source,
                                 void *context,
                                 dsm_error **error);

/**
 * Records of a kind of case, such as `crossing`, that cover the days from one to another, such as `2024-01-01`; both count.
 * CNT-001 for what is no day.
 */
dsm_status dsm_count_specification_new(dsm_string kind,
                                       dsm_string from,
                                       dsm_string until,
                                       dsm_count_specification **specification,
                                       dsm_error **error);

/**
 * Reads the text of a specification, TOML of the format `dsm-count/1`. `name` is what places are given with.
 *
 * CNT-001 with a finding for each line that says something else, at its place.
 */
dsm_status dsm_count_specification_read(dsm_string name,
                                        dsm_string toml,
                                        dsm_count_specification **specification,
                                        dsm_error **error);

/**
 * Declares one line of what a file says: in a part such as `records` or `count.entries`, of an id, a value. A list is its values one
 * after the other. CNT-001 for anything else.
 */
dsm_status dsm_count_specification_declare(dsm_count_specification *specification,
                                           dsm_string part,
                                           dsm_string id,
                                           dsm_string value,
                                           dsm_error **error);

/**
 * The column of the person number, or of the number of a document where there is a link table. It is only compared.
 */
dsm_status dsm_count_specification_person(dsm_count_specification *specification, dsm_string column, dsm_error **error);

/**
 * The column that says when the event was; its type is `date` or `datetime`.
 */
dsm_status dsm_count_specification_date(dsm_count_specification *specification,
                                        dsm_string column,
                                        dsm_string kind,
                                        dsm_error **error);

/**
 * The column of the direction of a crossing, with its values that are entries and those that are exits.
 */
dsm_status dsm_count_specification_direction(dsm_count_specification *specification,
                                             dsm_string column,
                                             const dsm_string *entries,
                                             size_t entry_count,
                                             const dsm_string *exits,
                                             size_t exit_count,
                                             dsm_error **error);

/**
 * The columns of the first and the last day of an interval. An empty last day is still open.
 */
dsm_status dsm_count_specification_interval(dsm_count_specification *specification,
                                            dsm_string start,
                                            dsm_string end,
                                            dsm_error **error);

/**
 * The column of the date of birth.
 */
dsm_status dsm_count_specification_birth(dsm_count_specification *specification, dsm_string column, dsm_error **error);

/**
 * A dimension of the codes of a column, and how a person falls into them: `fixed`, `at-event`, `pinned` or `overlapping`. More about it
 * is declared in the part `dimension.ID`.
 */
dsm_status dsm_count_specification_dimension(dsm_count_specification *specification,
                                             dsm_string id,
                                             dsm_string column,
                                             dsm_string membership,
                                             dsm_error **error);

/**
 * The age in completed years, in groups such as `0-17`, `65+`: at the `event`, or at the `moment` of a stock.
 */
dsm_status dsm_count_specification_age(dsm_count_specification *specification,
                                       dsm_string id,
                                       dsm_string at,
                                       const dsm_string *groups,
                                       size_t group_count,
                                       dsm_error **error);

/**
 * A table that is wanted: `flow`, `stock`, `during`, `residence`, `cohort`, `processing` or `balance`, in units (`cases`, `person-events`, `persons`), by
 * dimensions, in the periods of a frequency such as `M`, with `all` or `none` of the totals. More about it is declared in the part `count.ID`.
 */
dsm_status dsm_count_specification_count(dsm_count_specification *specification,
                                         dsm_string id,
                                         dsm_string what,
                                         const dsm_string *units,
                                         size_t unit_count,
                                         const dsm_string *dimensions,
                                         size_t dimension_count,
                                         dsm_string every,
                                         dsm_string totals,
                                         dsm_error **error);

/**
 * How many columns are read: nothing else of a record is.
 */
size_t dsm_count_specification_column_count(const dsm_count_specification *specification);

/**
 * A column that is read, in the order of their names. No text where there are not so many.
 */
dsm_string dsm_count_specification_column(const dsm_count_specification *specification, size_t index);

/**
 * Frees a specification. NULL is fine.
 */
void dsm_count_specification_free(dsm_count_specification *specification);

/**
 * Says a count of a specification for `postgresql`, `duckdb`, `spark` or `sqlite`, from a table or view; a point parts its name from its
 * schema. What the specification says of types must hold in the table; in SQLite days are ISO text.
 *
 * CNT-050 with what cannot be said; CNT-061 where there is no such count; MEA-001 for another dialect.
 */
dsm_status dsm_count_statement_new(const dsm_count_specification *specification,
                                   dsm_string count,
                                   dsm_string dialect,
                                   dsm_string from,
                                   dsm_count_statement **statement,
                                   dsm_error **error);

/**
 * The statement: one query without parameters, without a semicolon at its end. Lives as long as the handle.
 */
dsm_string dsm_count_statement_sql(const dsm_count_statement *statement);

/**
 * How many columns its result has.
 */
size_t dsm_count_statement_column_count(const dsm_count_statement *statement);

/**
 * The name of a column of its result, in their order. No text where there are not so many.
 */
dsm_string dsm_count_statement_column(const dsm_count_statement *statement, size_t index);

/**
 * The rows of its result as the tables that would have been counted: `row_count` rows of as many values as it has columns, one row after the
 * other, in any order. A value without bytes is missing, numbers are written out. What the records were like is not among it.
 *
 * CNT-051 where rows are not what the statement gives.
 */
dsm_status dsm_count_statement_tables(const dsm_count_statement *statement,
                                      const dsm_string *values,
                                      size_t row_count,
                                      dsm_counted **counted,
                                      dsm_error **error);

/**
 * Frees a statement. NULL is fine.
 */
void dsm_count_statement_free(dsm_count_statement *statement);

#if defined(DSM_ARROW)
/**
 * Reads the link table out of an Arrow stream, which is moved in; as `dsm_counter_links_file`.
 */
dsm_status dsm_counter_links_stream(dsm_counter *counter, struct ArrowArrayStream *stream, dsm_error **error);
#endif

#if defined(DSM_ARROW)
/**
 * Reads records out of an Arrow stream, which is moved in: whatever the answer, the caller releases only what still has its `release`.
 *
 * SRC-012, SRC-045 and SRC-046 where the columns are not what is wanted; EXC-101 for arrays that break their format.
 */
dsm_status dsm_counter_read_stream(dsm_counter *counter,
                                   struct ArrowArrayStream *stream,
                                   dsm_error **error);
#endif

/**
 * Reads the text of a file of documentation, TOML of the format `dsm-documentation/1`. `name` is what places are given with.
 *
 * DOC-014 with a finding for everything that cannot be read, each at its line; DOC-015 for a file of another format or a newer
 * template, and at its line for what is no TOML.
 */
dsm_status dsm_documentation_read(dsm_string name,
                                  dsm_string toml,
                                  dsm_documentation **documentation,
                                  dsm_error **error);

/**
 * The State, by its two letters. It lives as long as the documentation.
 */
dsm_string dsm_documentation_country(const dsm_documentation *documentation);

/**
 * The id of the indicator. It lives as long as the documentation.
 */
dsm_string dsm_documentation_indicator(const dsm_documentation *documentation);

/**
 * The first day of the figures that it is about, such as `2018-01-01`. A text of the caller; NULL where none is said.
 */
dsm_text *dsm_documentation_from(const dsm_documentation *documentation);

/**
 * The last day of the figures that it is about. A text of the caller; NULL where none is said.
 */
dsm_text *dsm_documentation_until(const dsm_documentation *documentation);

/**
 * It as a file, TOML of the format `dsm-documentation/1`: `dsm_documentation_read` reads it again. A text of the caller.
 */
dsm_text *dsm_documentation_toml(const dsm_documentation *documentation);

/**
 * How many fields have an answer.
 */
size_t dsm_documentation_answer_count(const dsm_documentation *documentation);

/**
 * The field of an answer, counted from zero in the order of the template, such as `UNIT`. Lives for ever; NULL beyond the end.
 */
dsm_string dsm_documentation_field(const dsm_documentation *documentation,
                                   size_t position);

/**
 * What is said in a field: a text in the language of a tag, or in English or Russian where it is said in no other; of a code, a
 * period, a day or an address the one text. A text of the caller; NULL where nothing is said.
 */
dsm_text *dsm_documentation_answer(const dsm_documentation *documentation,
                                   dsm_string field,
                                   dsm_string tag);

/**
 * Frees a documentation that is not lent. NULL is fine.
 */
void dsm_documentation_free(dsm_documentation *documentation);

/**
 * Reads the documentation that metadata reports of SDMX hold: SDMX-ML 3.0 and 2.1 (generic metadata), SDMX-CSV 2.0.
 *
 * `name` is what places are given with. `structures` may be NULL: the attributes of a report are then named after their concepts.
 * `country` (two letters) and `indicator` are of reports that do not say of whom they are, and may be without bytes; EXC-281 where it is
 * not known. What a documentation has no field for (EXC-280), and answers that a field does not take, are findings of the list. EXC-215
 * where the bytes are no report, EXC codes where they cannot be read.
 */
dsm_status dsm_documentations_read_report(const uint8_t *bytes,
                                          size_t byte_count,
                                          dsm_string name,
                                          const dsm_structures *structures,
                                          dsm_string country,
                                          dsm_string indicator,
                                          dsm_documentations **documentations,
                                          dsm_error **error);

/**
 * How many there are.
 */
size_t dsm_documentations_count(const dsm_documentations *documentations);

/**
 * One of them, counted from zero. It lives as long as the list; NULL beyond the end.
 */
const dsm_documentation *dsm_documentations_at(const dsm_documentations *documentations, size_t position);

/**
 * How many findings there are: of a list that was read out of metadata reports.
 */
size_t dsm_documentations_finding_count(const dsm_documentations *documentations);

/**
 * A finding, counted from zero. It lives as long as the list; NULL beyond the end.
 */
const dsm_finding *dsm_documentations_finding(const dsm_documentations *documentations, size_t position);

/**
 * Frees a list of documentation. NULL is fine.
 */
void dsm_documentations_free(dsm_documentations *documentations);

/**
 * The status that the call returned.
 */
dsm_status dsm_error_status(const dsm_error *error);

/**
 * The id of the code, such as `SEM-002`. Lives for ever.
 */
dsm_string dsm_error_code(const dsm_error *error);

/**
 * The number of the code, as in `dsm_codes.h`; 0 for NULL.
 */
uint32_t dsm_error_number(const dsm_error *error);

/**
 * The name of the code, such as `stock-over-time`. Lives for ever.
 */
dsm_string dsm_error_name(const dsm_error *error);

/**
 * What happened, in the language of a tag such as `ru` or `en-GB`; in English where DSM does not speak it.
 *
 * A text of the caller; NULL if `error` is NULL or the tag is no text.
 */
dsm_text *dsm_error_sentence(const dsm_error *error, dsm_string tag);

/**
 * What to do about it, in the language of a tag.
 *
 * A text of the caller; NULL if `error` is NULL or the tag is no text.
 */
dsm_text *dsm_error_remedy(const dsm_error *error, dsm_string tag);

/**
 * Where it happened, such as `form.csv:12:3` or `OBS_VALUE[7]`; an empty text where there is no place.
 *
 * A text of the caller; NULL if `error` is NULL.
 */
dsm_text *dsm_error_place(const dsm_error *error);

/**
 * How many findings stand behind the error.
 */
size_t dsm_error_finding_count(const dsm_error *error);

/**
 * A finding behind the error, counted from zero. It lives as long as the error; NULL beyond the end.
 */
const dsm_finding *dsm_error_finding(const dsm_error *error, size_t position);

/**
 * Frees an error with its findings. NULL is fine.
 */
void dsm_error_free(dsm_error *error);

/**
 * Holds a table to every rule that follows from what it declares: totals, parts, times, small figures.
 *
 * `now` is a moment such as `2024-05-31`: figures of what has not begun, or is not over, are noticed. What is found is no error
 * of the call: findings of severity *error* keep a table from being submitted.
 */
dsm_status dsm_table_check(const dsm_table *table,
                           dsm_string now,
                           dsm_findings **findings,
                           dsm_error **error);

/**
 * Writes a page in the form that the name of a file says, `overview.html`, `.md`, `.csv`, `.shown.csv`, `.xlsx` or `.pdf`, in the
 * language of a tag. HTML has all languages, the given one in sight. No file is opened.
 *
 * REP-012 for any other name, REP-023 for a form that this build is without, REP-020 where no font of a PDF has a character.
 */
dsm_status dsm_page_write_as(const dsm_page *page,
                             dsm_string name,
                             dsm_string tag,
                             dsm_page_file **file,
                             dsm_error **error);

/**
 * The bytes of the file, which live as long as `file` does.
 */
const uint8_t *dsm_page_file_bytes(const dsm_page_file *file);

/**
 * How many bytes the file has.
 */
size_t dsm_page_file_length(const dsm_page_file *file);

/**
 * Frees a file. NULL is fine.
 */
void dsm_page_file_free(dsm_page_file *file);

/**
 * No structures yet.
 */
dsm_status dsm_structures_new(dsm_structures **structures, dsm_error **error);

/**
 * Adds the structures of a message, SDMX-ML 2.1 or 3.0 or SDMX-JSON 2.0; one that is there already stays as it is.
 *
 * `name` is what places are given with. EXC-215 where it holds no structures, EXC codes where it cannot be read.
 */
dsm_status dsm_structures_add(dsm_structures *structures,
                              const uint8_t *bytes,
                              size_t byte_count,
                              dsm_string name,
                              dsm_error **error);

/**
 * Frees structures. NULL is fine.
 */
void dsm_structures_free(dsm_structures *structures);

/**
 * Reads a message of SDMX as tables, one for each structure: SDMX-ML 2.1 and 3.0, SDMX-CSV 1.0 and 2.0,
 * SDMX-JSON 2.0.
 *
 * `structures` may be NULL: nothing is checked then but periods and figures. What stands as the indicator of a table is the flow
 * or structure that the data name. A message that does not say what its figures count gives tables of an unstated measure
 * (EXC-226), and what needs it is refused, unless `stated` says it; NULL states nothing. Stocks that are given by periods are refused (CAT-003) unless
 * the message or `stated` says which moment the label of a period stands for.
 *
 * With `specification`, a technical translator, components and codes are mapped first (see `dsm_message_map`), and its `stated` may say the same
 * as attributes of the message: `STAT_UNIT`, `TEMPORALITY`, `MOMENT`. NULL maps nothing.
 *
 * TAB-010 for broken cells, EXC-108 where `stated` contradicts the message, EXC codes where it cannot be read.
 */
dsm_status dsm_message_read(const uint8_t *bytes,
                            size_t byte_count,
                            dsm_string name,
                            const dsm_structures *structures,
                            const dsm_stated *stated,
                            const dsm_specification *specification,
                            dsm_translation **translation,
                            dsm_error **error);

/**
 * Makes a message out of another: structures of structures, data of data; figures and attributes stay as they are written.
 *
 * `format` is `sdmx-ml-2.1`, `sdmx-ml-3.0`, `sdmx-csv-1.0`, `sdmx-csv-2.0` or `sdmx-json-2.0` (EXC-238 for another). `structures` may be NULL.
 * `id`, `sender` and `prepared` (a day, or a day and an hour) stand in the header where the message says nothing of them
 * (EXC-289 where SDMX does not allow them). What is wrong with the data is a finding of the message that was written; EXC codes where it cannot be read.
 */
dsm_status dsm_message_convert(const uint8_t *bytes,
                               size_t byte_count,
                               dsm_string name,
                               const dsm_structures *structures,
                               dsm_string format,
                               dsm_string id,
                               dsm_string sender,
                               dsm_string prepared,
                               dsm_message **message,
                               dsm_error **error);

/**
 * As `dsm_message_convert`, with the components and codes of the data mapped as a specification says: its `columns`, `stated`, `ignored`,
 * `schemes`, `names`, `labels` and `marks`.
 *
 * TRL-011 where it takes figures out of several columns, EXC-269 for a message of structures, EXC-270 where it leaves a dimension out.
 * A code that has no place in its mapping stays as it is and is a finding (COD-007).
 */
dsm_status dsm_message_map(const uint8_t *bytes,
                           size_t byte_count,
                           dsm_string name,
                           const dsm_structures *structures,
                           const dsm_specification *specification,
                           dsm_string format,
                           dsm_string id,
                           dsm_string sender,
                           dsm_string prepared,
                           dsm_message **message,
                           dsm_error **error);

/**
 * The text of a message, which the caller owns.
 */
dsm_status dsm_message_text(const dsm_message *message, dsm_text **file, dsm_error **error);

/**
 * How many findings there are.
 */
size_t dsm_message_finding_count(const dsm_message *message);

/**
 * A finding, counted from zero. It lives as long as the message; NULL beyond the end.
 */
const dsm_finding *dsm_message_finding(const dsm_message *message, size_t position);

/**
 * Frees a message. NULL is fine.
 */
void dsm_message_free(dsm_message *message);

/**
 * A page of a title in English and Russian, with nothing on it. TXT-003 for a blank one.
 */
dsm_status dsm_page_new(dsm_string english, dsm_string russian, dsm_page **page, dsm_error **error);

/**
 * Says in a sentence or two what the page is about.
 */
dsm_status dsm_page_lead(dsm_page *page, dsm_string english, dsm_string russian, dsm_error **error);

/**
 * Adds the figures of an indicator that DSM knows, under its name. CAT-001 for an unknown one.
 */
dsm_status dsm_page_section(dsm_page *page, dsm_string indicator, const dsm_table *table, dsm_error **error);

/**
 * As `dsm_page_section`, with what the documentation of the States says that a reader must know below the figures, as it stands at
 * the moment `now`.
 */
dsm_status dsm_page_section_documented(dsm_page *page,
                                       dsm_string indicator,
                                       const dsm_table *table,
                                       const dsm_documentation *const *documentation,
                                       size_t documentation_count,
                                       dsm_string now,
                                       dsm_error **error);

/**
 * Adds something that was asked for, in English and Russian, and refused: the reason and the right way stand on the page.
 */
dsm_status dsm_page_refused(dsm_page *page,
                            dsm_string english,
                            dsm_string russian,
                            const dsm_error *refusal,
                            dsm_error **error);

/**
 * Names the source of the figures and its licence.
 */
dsm_status dsm_page_source(dsm_page *page, dsm_string english, dsm_string russian, dsm_error **error);

/**
 * Writes the page as HTML in the language of a tag.
 */
dsm_status dsm_page_write(const dsm_page *page, dsm_string tag, dsm_text **file, dsm_error **error);

/**
 * Frees a page. NULL is fine.
 */
void dsm_page_free(dsm_page *page);

/**
 * Writes a table of an indicator as data of SDMX, series by series, with `prepared` as the time of its making.
 *
 * `indicator` is the id of one that DSM knows, such as `ASYLUM_APPLICATIONS` (CAT-001 for another); `agency` maintains its structures;
 * `sender` is who sends the message. The action is Replace. A suppressed cell has no figure, the status `Q` and the confidentiality `C`.
 * EXC-238 for an unknown format, EXC-002 for an agency that SDMX could not write.
 */
dsm_status dsm_table_write_message(const dsm_table *table,
                                   dsm_string format,
                                   dsm_string indicator,
                                   dsm_string agency,
                                   dsm_string sender,
                                   dsm_string prepared,
                                   dsm_message **message,
                                   dsm_error **error);

/**
 * Writes what changed from an earlier vintage of a table of an indicator to this one: deletions, replacements and additions, each with
 * its action. A deletion is the key of a cell of the earlier vintage and nothing more.
 *
 * As `dsm_table_write_message`; EXC-268 where the two do not count the same along the same axes. SDMX-CSV 1.0 has no deletions: they are
 * left out with a finding (EXC-224).
 */
dsm_status dsm_table_write_changes(const dsm_table *earlier,
                                   const dsm_table *table,
                                   dsm_string format,
                                   dsm_string indicator,
                                   dsm_string agency,
                                   dsm_string sender,
                                   dsm_string prepared,
                                   dsm_message **message,
                                   dsm_error **error);

/**
 * Writes the structures that a receiver needs to read a table of an indicator: code lists, concepts, data structure, dataflow,
 * constraint, providers. As `dsm_table_write_message`; formats with structures are `sdmx-ml-2.1`, `sdmx-ml-3.0`, `sdmx-json-2.0`.
 */
dsm_status dsm_table_write_structures(const dsm_table *table,
                                      dsm_string format,
                                      dsm_string indicator,
                                      dsm_string agency,
                                      dsm_string sender,
                                      dsm_string prepared,
                                      dsm_message **message,
                                      dsm_error **error);

/**
 * Writes what a State says of an indicator that DSM knows (CAT-001 for another) as a metadata report of SDMX, maintained by `agency` and
 * sent by `sender`, with `prepared` as the time of its making.
 *
 * The format is `sdmx-ml-3.0` or `sdmx-csv-2.0`; EXC-286 for another. EXC-234 where an answer holds a character that XML cannot write.
 */
dsm_status dsm_documentation_write_report(const dsm_documentation *documentation,
                                          dsm_string format,
                                          dsm_string agency,
                                          dsm_string sender,
                                          dsm_string prepared,
                                          dsm_message **message,
                                          dsm_error **error);

/**
 * A tidy file: every column has the id of what it holds, one row is one cell.
 */
dsm_status dsm_specification_tidy(dsm_specification **specification, dsm_error **error);

/**
 * Reads the text of a file of specifications, TOML of the format `dsm-translator/1`. `name` is what places are given with.
 *
 * TRL-007 with a finding for each line that says something else, at its place.
 */
dsm_status dsm_specification_read(dsm_string name,
                                  dsm_string toml,
                                  dsm_specification **specification,
                                  dsm_error **error);

/**
 * Declares a part: in `columns` the column of an id, in `stated` a value for the whole file, in `schemes` the scheme of a
 * column's codes such as `iso3166-alpha3`, in `absent` (`rows`) what a row that is not there means: `missing` or `zero`;
 * in `catalogue` (`preset`) of which preset the indicators are: `dsm` or `unhcr`; in `names` the language of a column of names, in
 * `labels.ID` what a word of the file means, and the other parts of a file of specifications.
 *
 * TRL-007 for another part, COD-008 for an unknown scheme, COD-009 where a list has no codes of the scheme,
 * CAT-008 for an unknown preset.
 */
dsm_status dsm_specification_declare(dsm_specification *specification,
                                     dsm_string part,
                                     dsm_string id,
                                     dsm_string value,
                                     dsm_error **error);

/**
 * Frees a specification. NULL is fine.
 */
void dsm_specification_free(dsm_specification *specification);

#if defined(DSM_XLSX)
/**
 * Makes the form of an indicator of a preset (`dsm`, `unhcr`) for a State, by its two letters, and its periods, in the language of a tag.
 *
 * `beside` holds figures of earlier periods for orientation, masked where they are masked; it may be NULL. CAT-001 where there is no such
 * indicator, COD-002 no such State; EXC-300 for a period of another length, EXC-301 for none, EXC-302 for one that stands twice, EXC-305 for
 * one before the indicator's first; EXC-303 where the form would be too large, EXC-304 where `beside` counts something else.
 */
dsm_status dsm_template_new(dsm_string indicator,
                            dsm_string preset,
                            dsm_string country,
                            const dsm_string *periods,
                            size_t period_count,
                            dsm_string tag,
                            const dsm_table *beside,
                            dsm_template **template_,
                            dsm_error **error);
#endif

#if defined(DSM_XLSX)
/**
 * Makes the questionnaire of several indicators of a preset for a State and periods that all of them are asked for: one workbook with one first
 * sheet, and a table for each of them.
 *
 * `beside` are tables of figures of earlier periods, for orientation; the array may be NULL where `beside_count` is 0. EXC-384 where there is no
 * indicator, EXC-385 for one that stands twice, and as `dsm_template_new`.
 */
dsm_status dsm_template_new_questionnaire(const dsm_string *indicators,
                                          size_t indicator_count,
                                          dsm_string preset,
                                          dsm_string country,
                                          const dsm_string *periods,
                                          size_t period_count,
                                          dsm_string tag,
                                          const dsm_table *const *beside,
                                          size_t beside_count,
                                          dsm_template **template_,
                                          dsm_error **error);
#endif

#if defined(DSM_XLSX)
/**
 * Makes the form of the documentation table of an indicator of a preset for a State, in the language of a tag.
 *
 * `said` is what the State has said until now, to be changed; it may be NULL. CAT-001 where there is no such indicator, COD-002 no such
 * State; EXC-309 where `said` is of another State or indicator.
 */
dsm_status dsm_template_new_documentation(dsm_string indicator,
                                          dsm_string preset,
                                          dsm_string country,
                                          dsm_string tag,
                                          const dsm_documentation *said,
                                          dsm_template **template_,
                                          dsm_error **error);
#endif

#if defined(DSM_XLSX)
/**
 * Reads what was answered in the form of a documentation table, or what has changed by a form for figures. `name` is what places are given
 * with.
 *
 * `before` is what was said before: what a form for figures says is on top of it; it may be NULL. DOC-014 with a finding at each cell that
 * cannot be an answer; EXC-386 where it is a questionnaire, EXC-307 where the workbook contradicts itself, EXC-331 where it is no form.
 */
dsm_status dsm_documentation_read_form(const uint8_t *bytes,
                                       size_t byte_count,
                                       dsm_string name,
                                       const dsm_documentation *before,
                                       dsm_documentation **documentation,
                                       dsm_error **error);
#endif

#if defined(DSM_XLSX)
/**
 * Makes a copy of a form that was filled in, with the cells with which something is the matter colored and commented, in the language of the
 * form, and a sheet that lists everything that was found. It may be corrected and sent back itself.
 *
 * `bytes` are those of the form, `name` is what places are given with. EXC-331 where they are no form; EXC-332 with the findings where the form
 * itself is damaged: a copy would hide what stood where.
 */
dsm_status dsm_template_marked(const uint8_t *bytes,
                               size_t byte_count,
                               dsm_string name,
                               dsm_template **template_,
                               dsm_error **error);
#endif

#if defined(DSM_XLSX)
/**
 * The bytes of the workbook, which live as long as the form does.
 */
const uint8_t *dsm_template_bytes(const dsm_template *template_);
#endif

#if defined(DSM_XLSX)
/**
 * How many bytes the workbook has.
 */
size_t dsm_template_length(const dsm_template *template_);
#endif

#if defined(DSM_XLSX)
/**
 * Frees a form. NULL is fine.
 */
void dsm_template_free(dsm_template *template_);
#endif

/**
 * Reads the bytes of a delimited file, or of a form that was filled in, as tables of the indicators that DSM knows.
 *
 * A form says what it is and needs no specification: EXC-310 with a finding at each cell where anything in it is wrong, EXC-306 to
 * EXC-308 where it does not say which form it is, or is of another definition.
 *
 * They are the handbook's where the specification states no preset. `name` is what places are given with. `specification` may be NULL for a tidy file. TRL-001 with a finding for every value that
 * cannot be what its column says, TRL-006 where nothing states the indicator, the country or the time, SRC codes where the
 * bytes cannot be read.
 */
dsm_status dsm_translation_read(const uint8_t *bytes,
                                size_t byte_count,
                                dsm_string name,
                                const dsm_specification *specification,
                                dsm_translation **translation,
                                dsm_error **error);

/**
 * How many tables the file became.
 */
size_t dsm_translation_count(const dsm_translation *translation);

/**
 * The indicator of a table, counted from zero. It lives as long as the translation; NULL beyond the end.
 */
dsm_string dsm_translation_indicator(const dsm_translation *translation, size_t position);

/**
 * A table, counted from zero. It outlives the translation. FFI-007 beyond the end.
 */
dsm_status dsm_translation_table(const dsm_translation *translation,
                                 size_t position,
                                 dsm_table **table,
                                 dsm_error **error);

/**
 * Holds a table, counted from zero, to every rule that follows from what it declares, as `dsm_table_check` does; of a form that was filled
 * in every finding stands at the sheet and cell of the workbook that it is about, and the identities that hold within the form are
 * held too.
 *
 * `now` is a moment such as `2024-05-31`. FFI-007 beyond the end; a code of room `time` where `now` cannot be read.
 */
dsm_status dsm_translation_check(const dsm_translation *translation,
                                 size_t position,
                                 dsm_string now,
                                 dsm_findings **findings,
                                 dsm_error **error);

/**
 * How many findings there are that stand in nobody's way.
 */
size_t dsm_translation_finding_count(const dsm_translation *translation);

/**
 * A finding, counted from zero. It lives as long as the translation; NULL beyond the end.
 */
const dsm_finding *dsm_translation_finding(const dsm_translation *translation, size_t position);

/**
 * Frees a translation; tables that were taken from it stay. NULL is fine.
 */
void dsm_translation_free(dsm_translation *translation);

/**
 * Writes the table as the text of a file: `csv` for tidy CSV, `sdmx-csv-2.0` for SDMX-CSV 2.0.
 *
 * `structure` names the dataflow for SDMX, such as `DSM:ASYLUM_APPLICATIONS(1.0)` (EXC-002 for another writing); no text for
 * tidy CSV. MEA-001 for another format.
 */
dsm_status dsm_table_write(const dsm_table *table,
                           dsm_string format,
                           dsm_string structure,
                           dsm_text **file,
                           dsm_error **error);

/**
 * Writes the table as JSON-stat 2.0, with the names of its codes in the language of a tag such as `ru`.
 *
 * `indicator` is the id of one that DSM knows, such as `ASYLUM_APPLICATIONS` (CAT-001 for another); no text for codes without names. A
 * suppressed cell has no figure and the status `Q`; what the figures count stands in `extension`, because JSON-stat has no words for it.
 */
dsm_status dsm_table_write_json_stat(const dsm_table *table,
                                     dsm_string indicator,
                                     dsm_string tag,
                                     dsm_text **file,
                                     dsm_error **error);

/**
 * How grave the finding is.
 */
dsm_severity dsm_finding_severity(const dsm_finding *finding);

/**
 * The id of the rule, such as `TAB-002`. Lives for ever.
 */
dsm_string dsm_finding_code(const dsm_finding *finding);

/**
 * The number of the rule, as in `dsm_codes.h`; 0 for NULL.
 */
uint32_t dsm_finding_number(const dsm_finding *finding);

/**
 * The name of the rule, such as `duplicate-key`. Lives for ever.
 */
dsm_string dsm_finding_name(const dsm_finding *finding);

/**
 * What was noticed, in the language of a tag such as `ru`; in English where DSM does not speak it.
 *
 * A text of the caller; NULL if `finding` is NULL or the tag is no text.
 */
dsm_text *dsm_finding_sentence(const dsm_finding *finding, dsm_string tag);

/**
 * What to do about it, in the language of a tag.
 *
 * A text of the caller; NULL if `finding` is NULL or the tag is no text.
 */
dsm_text *dsm_finding_remedy(const dsm_finding *finding, dsm_string tag);

/**
 * Where it was noticed, such as `OBS_VALUE[7]`; an empty text where there is no place.
 *
 * A text of the caller; NULL if `finding` is NULL.
 */
dsm_text *dsm_finding_place(const dsm_finding *finding);

/**
 * The code that STRUVAL, which checks what is sent to Eurostat, has for what was noticed, such as `029`; no text where it has none. Lives
 * for ever.
 */
dsm_string dsm_finding_struval(const dsm_finding *finding);

/**
 * How many findings there are.
 */
size_t dsm_findings_count(const dsm_findings *findings);

/**
 * A finding, counted from zero. It lives as long as the findings; NULL beyond the end.
 */
const dsm_finding *dsm_findings_at(const dsm_findings *findings, size_t position);

/**
 * Frees findings. NULL is fine.
 */
void dsm_findings_free(dsm_findings *findings);

/**
 * Opens a built-in list, such as `COUNTRY`, in the codes of a scheme, such as `unhcr`; an empty scheme is the list's own.
 *
 * The scheme is always stated: `AUS` is Australia in `iso3166-alpha3` and Austria in `unhcr`. COD-008 for an unknown scheme;
 * COD-009 where there is no such list, or where it has no codes of the scheme.
 */
dsm_status dsm_code_list_open(dsm_string id,
                              dsm_string scheme,
                              dsm_code_list **list,
                              dsm_error **error);

/**
 * How many codes the list has.
 */
size_t dsm_code_list_count(const dsm_code_list *list);

/**
 * 1 if the codes, totals aside, together are the whole, 0 if not.
 */
int32_t dsm_code_list_exhaustive(const dsm_code_list *list);

/**
 * The code at a position, counted from zero. It lives as long as the list.
 */
dsm_string dsm_code_list_code(const dsm_code_list *list, size_t position);

/**
 * The code in the list's own scheme: what errors name. It lives as long as the list.
 */
dsm_string dsm_code_list_own_code(const dsm_code_list *list, size_t position);

/**
 * The name of a code for a reader of a language such as `ru`; another language stands in where nobody wrote it in this one. It
 * lives as long as the list.
 */
dsm_string dsm_code_list_name(const dsm_code_list *list,
                              size_t position,
                              dsm_string language);

/**
 * The code above a code; none at the top. It lives as long as the list.
 */
dsm_string dsm_code_list_parent(const dsm_code_list *list, size_t position);

/**
 * The first year in which a code may stand; 0 where nothing limits it.
 */
int32_t dsm_code_list_valid_from(const dsm_code_list *list, size_t position);

/**
 * The last year in which a code may stand: for a former State the year in which it ceased to be; 0 where nothing limits it.
 */
int32_t dsm_code_list_valid_until(const dsm_code_list *list,
                                  size_t position);

/**
 * How many codes came after a code.
 */
size_t dsm_code_list_successor_count(const dsm_code_list *list, size_t position);

/**
 * A code that came after a code. It lives as long as the list.
 */
dsm_string dsm_code_list_successor(const dsm_code_list *list, size_t position, size_t successor);

/**
 * Where a code stands. COD-002 where the list does not have it.
 */
dsm_status dsm_code_list_find(const dsm_code_list *list, dsm_string code, size_t *position, dsm_error **error);

/**
 * Where a code stands, for figures of the years from the first to the last. COD-010 for years after its last one, with the codes
 * that came after it; COD-011 for other years in which it may not stand.
 */
dsm_status dsm_code_list_find_in(const dsm_code_list *list,
                                 dsm_string code,
                                 uint16_t first,
                                 uint16_t last,
                                 size_t *position,
                                 dsm_error **error);

/**
 * Where the code of a label of a file stands, in the language of the file. COD-012 where nothing is called so in that language;
 * COD-013 where several are: DSM does not choose.
 */
dsm_status dsm_code_list_named(const dsm_code_list *list,
                               dsm_string name,
                               dsm_string language,
                               size_t *position,
                               dsm_error **error);

/**
 * Frees a list. NULL is fine.
 */
void dsm_code_list_free(dsm_code_list *list);

/**
 * An empty mapping.
 */
dsm_status dsm_mapping_new(dsm_mapping **mapping, dsm_error **error);

/**
 * Adds that a code becomes another. Said twice of one code, it becomes both, and its figure has to be split.
 */
dsm_status dsm_mapping_add(dsm_mapping *mapping, dsm_string from, dsm_string to, dsm_error **error);

/**
 * The mapping of a built-in list from one scheme to another, such as `CITIZENSHIP` from `unhcr` to `iso3166-alpha3`.
 *
 * COD-009 where there is no such list, or where it has no codes of one of the schemes; COD-008 for an unknown scheme.
 */
dsm_status dsm_mapping_built_in(dsm_string list,
                                dsm_string from,
                                dsm_string to,
                                dsm_mapping **mapping,
                                dsm_error **error);

/**
 * The code that a code becomes, lent by the mapping; none where it has no place or becomes several.
 */
dsm_string dsm_mapping_target(const dsm_mapping *mapping, dsm_string code);

/**
 * Frees a mapping. NULL is fine.
 */
void dsm_mapping_free(dsm_mapping *mapping);

/**
 * Reads a unit and a temporality, such as `cases:application:many` and `flow`, or `persons-distinct` and `stock`.
 *
 * Level and type of application do not apply, all roles, calendar basis, until set otherwise. MEA-001 for a word that is
 * none of the known ones.
 */
dsm_status dsm_measure_parse(dsm_string unit,
                             dsm_string temporality,
                             dsm_measure **measure,
                             dsm_error **error);

/**
 * Sets a property by its name: `level`, `application-type`, `role` or `basis`. MEA-001 for an unknown name or word.
 */
dsm_status dsm_measure_set(dsm_measure *measure, dsm_string property, dsm_string word, dsm_error **error);

/**
 * The word of a property: `unit`, `temporality`, `level`, `application-type`, `role` or `basis`.
 *
 * A text of the caller; NULL if `measure` is NULL or the name is none of these.
 */
dsm_text *dsm_measure_property(const dsm_measure *measure, dsm_string property);

/**
 * Frees a measure. NULL is fine.
 */
void dsm_measure_free(dsm_measure *measure);

#if defined(DSM_MECHANISM)
/**
 * Makes a new mechanism in a file that is not there yet, with a preset of roles and indicators: `dsm` or `unhcr`.
 *
 * Its first user is `administrator@dsm`. STO-002 when something stands at the path, STO-007 where it cannot be written,
 * STO-013 for an unknown preset.
 */
dsm_status dsm_mechanism_create(dsm_string path, dsm_string preset, dsm_mechanism **mechanism, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Opens a mechanism. STO-001 when there is no file, STO-003 when it is something else, STO-004 when it is of a newer DSM,
 * STO-005 when it is damaged.
 */
dsm_status dsm_mechanism_open(dsm_string path,
                              dsm_mechanism **mechanism,
                              dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Verifies that the history is whole and that what is kept is what it says; gives the last link of its chain.
 *
 * STO-010 with the entry at which the chain breaks, STO-011 with what differs.
 */
dsm_status dsm_mechanism_verify(const dsm_mechanism *mechanism, dsm_text **head, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Frees a mechanism; its file and its sessions stay. NULL is fine.
 */
void dsm_mechanism_free(dsm_mechanism *mechanism);
#endif

#if defined(DSM_MECHANISM)
/**
 * Copies the mechanism into a new file while others work at it. The copy is verified before it gets its name. `receipt` becomes the
 * receipt of its history: keep it elsewhere.
 *
 * STO-002 when something stands at the path; STO-010 and STO-011 where the history does not verify.
 */
dsm_status dsm_mechanism_backup(const dsm_mechanism *mechanism,
                                dsm_string path,
                                dsm_text **receipt,
                                dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Makes a mechanism of a backup, which is verified first, in a file that is not there yet.
 */
dsm_status dsm_mechanism_restore(dsm_string backup, dsm_string path, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Verifies the history against a receipt that was kept elsewhere: a history that was cut off or replaced is found (STO-017).
 * `newer` becomes the receipt of the history as it is.
 */
dsm_status dsm_mechanism_verify_receipt(const dsm_mechanism *mechanism,
                                        dsm_string receipt,
                                        dsm_text **newer,
                                        dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Asks whether an act (`read`, `inspect`, `submit`, `return`, `verify`, `release`, `revise`, `withdraw`, `grant`,
 * `administer`) upon a State's figures of an indicator is allowed. ACC-020 for another act.
 *
 * The answer is the same whether the figures exist or not.
 */
dsm_status dsm_session_why(dsm_session *session,
                           dsm_string act,
                           dsm_string country,
                           dsm_string indicator,
                           dsm_decision **decision,
                           dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Whether it is allowed: 1, or 0 (also for NULL).
 */
int32_t dsm_decision_allowed(const dsm_decision *decision);
#endif

#if defined(DSM_MECHANISM)
/**
 * How many rules it rests on.
 */
size_t dsm_decision_rule_count(const dsm_decision *decision);
#endif

#if defined(DSM_MECHANISM)
/**
 * The id of a rule, counted from zero, such as `ACC-005`. Lives for ever; NULL beyond the end.
 */
dsm_string dsm_decision_code(const dsm_decision *decision, size_t position);
#endif

#if defined(DSM_MECHANISM)
/**
 * What a rule says, in the language of a tag. A text of the caller; NULL beyond the end.
 */
dsm_text *dsm_decision_sentence(const dsm_decision *decision, size_t position, dsm_string tag);
#endif

#if defined(DSM_MECHANISM)
/**
 * What can be done, in the language of a tag. A text of the caller; NULL beyond the end.
 */
dsm_text *dsm_decision_remedy(const dsm_decision *decision, size_t position, dsm_string tag);
#endif

#if defined(DSM_MECHANISM)
/**
 * Frees a decision. NULL is fine.
 */
void dsm_decision_free(dsm_decision *decision);
#endif

#if defined(DSM_MECHANISM)
/**
 * Keeps what the own State says of an indicator. By who may submit its figures; it need not be complete.
 *
 * It replaces the documentation of the indicator that is valid from the same day. ACC codes where it is not allowed, WFL-005 for an
 * indicator that the mechanism does not have.
 */
dsm_status dsm_session_document(dsm_session *session,
                                const dsm_documentation *documentation,
                                dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * What a State says of an indicator, as far as the reader may see the figures that it is about. An empty list for whoever may see
 * none, as if there were none.
 */
dsm_status dsm_session_documentation(dsm_session *session,
                                     dsm_string country,
                                     dsm_string indicator,
                                     dsm_documentations **documentations,
                                     dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * How many fields are required of the indicator of a documentation, and how many of them have an answer.
 *
 * CAT-001 where the mechanism does not know what the indicator is.
 */
dsm_status dsm_session_completeness(dsm_session *session,
                                    const dsm_documentation *documentation,
                                    size_t *filled,
                                    size_t *required,
                                    dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * The history of the own State; of the mechanism as a whole for who belongs to none; empty for the public.
 */
dsm_status dsm_session_history(dsm_session *session, dsm_history **history, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * How many entries there are.
 */
size_t dsm_history_count(const dsm_history *history);
#endif

#if defined(DSM_MECHANISM)
/**
 * A detail of an entry, counted from zero: `at`, `who`, `behalf`, `proof`, `what`, `subject` or `reason`. It lives as long as the
 * history; NULL beyond the end, or where there is none.
 */
dsm_string dsm_history_detail(const dsm_history *history,
                              size_t position,
                              dsm_string detail);
#endif

#if defined(DSM_MECHANISM)
/**
 * Frees a history. NULL is fine.
 */
void dsm_history_free(dsm_history *history);
#endif

#if defined(DSM_MECHANISM)
/**
 * Takes a step that is said in words: a word such as `open`, and named values, `names[i]` with `values[i]`. A name that takes
 * several values is said several times. The words and their names stand in `spec/mechanism.md`, section 7.
 *
 * WFL-040 for an unknown word; WFL-041 with a finding for every name that is unknown, lacking, said twice, or has a value that
 * cannot be read; otherwise as the step itself.
 */
dsm_status dsm_session_instruct(dsm_session *session,
                                dsm_string word,
                                const dsm_string *names,
                                const dsm_string *values,
                                size_t count,
                                dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * All released figures of an indicator that the reader may see.
 */
dsm_status dsm_query_new(dsm_string indicator, dsm_query **query, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * One submission of the own State, released or not: what a verifier looks at. WFL codes for what is no id.
 */
dsm_status dsm_query_submission(dsm_string submission, dsm_query **query, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Only of this State. Several calls name several States.
 */
dsm_status dsm_query_country(dsm_query *query, dsm_string country, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Only these codes of an axis.
 */
dsm_status dsm_query_codes(dsm_query *query,
                           dsm_string axis,
                           const dsm_string *codes,
                           size_t code_count,
                           dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Only what lies within this period, or at this moment. Several calls add up. TIM codes when it is neither.
 */
dsm_status dsm_query_time(dsm_query *query, dsm_string time, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Only tables of exactly these category axes, where a State has released several.
 */
dsm_status dsm_query_dimensions(dsm_query *query, const dsm_string *axes, size_t axis_count, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Only tables of this unit, such as `persons-distinct`, where a State has released several.
 */
dsm_status dsm_query_unit(dsm_query *query, dsm_string unit, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * The figures as they stood at a moment, to the rights of today; a day means its last second. TIM codes for what is no moment; the
 * view refuses one that has not come yet (ACC-022).
 */
dsm_status dsm_query_as_of(dsm_query *query,
                           dsm_string moment,
                           dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Totals over the States of the declared series, instead of the figures of each.
 */
dsm_status dsm_query_totals(dsm_query *query, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Frees a query. NULL is fine.
 */
void dsm_query_free(dsm_query *query);
#endif

#if defined(DSM_MECHANISM)
/**
 * A report that DSM brings along, such as `asylum-overview`. REP-009 for another name, with the names that there are.
 */
dsm_status dsm_report_shipped(dsm_string name, dsm_report **report, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * A report of one's own from TOML, as `spec/reports.md` describes it; `name` is what places are given with.
 *
 * REP-003 for another format, REP-004 with a finding for everything that is wrong, REP-017 where it is no TOML.
 */
dsm_status dsm_report_from_toml(dsm_string text, dsm_string name, dsm_report **report, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * All that the reader may see.
 */
dsm_status dsm_scope_new(dsm_scope **scope, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Names the indicator of a report that is about one.
 */
dsm_status dsm_scope_indicator(dsm_scope *scope, dsm_string indicator, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Of this State. Several calls name several States.
 */
dsm_status dsm_scope_country(dsm_scope *scope, dsm_string country, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Only what lies within this period, or at this moment. Several calls add up. TIM codes when it is neither.
 */
dsm_status dsm_scope_time(dsm_scope *scope, dsm_string time, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Adds up under an assumption, in every query. SEM-030 when there is no such assumption.
 */
dsm_status dsm_scope_assume(dsm_scope *scope, dsm_string assumption, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Fills a report with what the reader of a session may see, all at one moment: a page, written by `dsm_page_write_as`.
 *
 * `as_of` is a moment of the past, to the rights of today, or empty for now. REP-010 where it is about one indicator or State and not
 * exactly one is named; REP-018 for a State that does not take part; CAT-001 for an unknown indicator; ACC-022 for a moment to come.
 */
dsm_status dsm_session_report(dsm_session *session,
                              const dsm_report *report,
                              const dsm_scope *scope,
                              dsm_string as_of,
                              dsm_page **page,
                              dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Frees a report. NULL is fine.
 */
void dsm_report_free(dsm_report *report);
#endif

#if defined(DSM_MECHANISM)
/**
 * Frees a scope. NULL is fine.
 */
void dsm_scope_free(dsm_scope *scope);
#endif

#if defined(DSM_MECHANISM)
/**
 * Opens a session of a user such as `submitter@md`. The host has let the user in, and the history says so.
 *
 * ACC-006 when there is no active user of that name.
 */
dsm_status dsm_session_open(const dsm_mechanism *mechanism, dsm_string user, dsm_session **session, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Opens a session of a user who has a key on record: `key` is the text of the file that `dsm key` wrote. What the session does is
 * signed in the history.
 *
 * STO-031 when it is no key; ACC-008 when it is not the user's; ACC-006 when there is no active user of that name.
 */
dsm_status dsm_session_open_signed(const dsm_mechanism *mechanism,
                                   dsm_string user,
                                   dsm_string key,
                                   dsm_session **session,
                                   dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Opens a session of the public.
 */
dsm_status dsm_session_public(const dsm_mechanism *mechanism, dsm_session **session, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * The figures that a query asks for, as far as the user may see them: one table, with an axis of reporters where several
 * States are in it.
 *
 * ACC codes when nothing of it may be read or nothing is there, one answer for both; SEM-017 when the figures are not of one
 * population.
 */
dsm_status dsm_session_view(dsm_session *session,
                            const dsm_query *query,
                            dsm_table **table,
                            dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Closes a session and frees it. NULL is fine.
 */
void dsm_session_free(dsm_session *session);
#endif

#if defined(DSM_MECHANISM)
/**
 * Adds a State by its code, such as `MD`; with its own administrator alone, or (`staff` 1) with one user for each role, such
 * as `submitter@md`.
 */
dsm_status dsm_session_add_country(dsm_session *session,
                                   dsm_string country,
                                   int32_t staff,
                                   dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Adds a user of a State with roles such as `data-submitter` and `data-verifier`.
 */
dsm_status dsm_session_add_user(dsm_session *session,
                                dsm_string user,
                                const dsm_string *roles,
                                size_t role_count,
                                dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Adds an indicator that DSM knows, such as `ENTRIES`, to the mechanism. It is open to nobody but its owners and whom they open it
 * to; with `reciprocal` 1 also to States that release theirs. By who administers the whole.
 */
dsm_status dsm_session_add_indicator(dsm_session *session,
                                     dsm_string indicator,
                                     int32_t reciprocal,
                                     dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Adds an indicator of one's own: the text of a file of format `dsm-indicators/1` says what it is. `name` is what places are given
 * with. CAT-010 with a finding for everything that cannot be read, at its line; CAT-011 for another format.
 */
dsm_status dsm_session_define_indicator(dsm_session *session,
                                        dsm_string name,
                                        dsm_string toml,
                                        int32_t reciprocal,
                                        dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Opens an indicator of the own State to others, beside what is agreed: `public`, `participants`, or the codes of States with
 * spaces between them, such as `KZ MD`. By who administers the State. ACC-020 where nobody is named, WFL codes for a State or an
 * indicator that is not there.
 */
dsm_status dsm_session_open_to(dsm_session *session,
                               dsm_string indicator,
                               dsm_string audience,
                               dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Takes back what `dsm_session_open_to` opened in the same words: nothing is read under it any more.
 */
dsm_status dsm_session_close_to(dsm_session *session, dsm_string indicator, dsm_string audience, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Says that a submission is right. Never by who submitted it.
 */
dsm_status dsm_session_verify(dsm_session *session, dsm_string submission, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Gives a submission back with questions.
 */
dsm_status dsm_session_return(dsm_session *session, dsm_string submission, dsm_string questions, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Releases verified figures to those who may see them.
 */
dsm_status dsm_session_release(dsm_session *session, dsm_string submission, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Releases verified figures with small ones masked, and whatever else it takes so that these cannot be computed.
 *
 * SDC-001 where a masked cell can be computed and nothing else is to be masked, with a finding for every such cell (SDC-002) and
 * every cell that would have to be masked too (SDC-004). Nothing is released then.
 */
dsm_status dsm_session_release_protected(dsm_session *session,
                                         dsm_string submission,
                                         const dsm_protection *protection,
                                         dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Takes released figures back because they are wrong, with a reason.
 */
dsm_status dsm_session_withdraw(dsm_session *session, dsm_string submission, dsm_string reason, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Checks a table of an indicator and hands it in. WFL codes for what cannot be handed in.
 *
 * `submissions` becomes a list of one.
 */
dsm_status dsm_session_submit(dsm_session *session,
                              dsm_string indicator,
                              const dsm_table *table,
                              dsm_submissions **submissions,
                              dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * As `dsm_session_submit`, with control totals that were produced independently, and as the correction of a returned submission.
 *
 * `control` may be NULL, `corrects` empty. Where the control totals differ the submission comes back at once, in the state `returned`,
 * with a finding at each cell: `dsm_session_submission` tells them. WFL-024 where the State asks for control totals and there are
 * none.
 */
dsm_status dsm_session_submit_controlled(dsm_session *session,
                                         dsm_string indicator,
                                         const dsm_table *table,
                                         const dsm_table *control,
                                         dsm_string corrects,
                                         dsm_submissions **submissions,
                                         dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Keeps a table as a draft: whatever its checks find, nothing is handed in. The instruction `hand-in` hands it in, `discard` takes it
 * away.
 */
dsm_status dsm_session_keep_draft(dsm_session *session,
                                  dsm_string indicator,
                                  const dsm_table *table,
                                  dsm_submissions **submissions,
                                  dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * Reads a delimited file or a filled form, checks its tables, and hands them in with the file they came in; one submission for each indicator
 * and unit.
 *
 * The indicators are those of the mechanism where the specification states no preset. `specification` may be NULL for a tidy file.
 * Errors as of `dsm_translation_read` and `dsm_session_submit`; SRC-016 where the file
 * cannot be read. Nothing is handed in of a file in which a check finds an error (WFL-003). Where another rule refuses a later table
 * its earlier ones are handed in: the history says which. Tables whose figures are handed in already are left out of the list; where all
 * of them are, WFL-046 names the first.
 */
dsm_status dsm_session_submit_file(dsm_session *session,
                                   dsm_string path,
                                   const dsm_specification *specification,
                                   dsm_submissions **submissions,
                                   dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * The submissions of the own State, oldest first: all for those who may inspect, else the released ones.
 */
dsm_status dsm_session_submissions(dsm_session *session, dsm_submissions **submissions, dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * How many submissions there are.
 */
size_t dsm_submissions_count(const dsm_submissions *submissions);
#endif

#if defined(DSM_MECHANISM)
/**
 * The id of a submission, counted from zero. It lives as long as the list; NULL beyond the end.
 */
dsm_string dsm_submissions_id(const dsm_submissions *submissions, size_t position);
#endif

#if defined(DSM_MECHANISM)
/**
 * The indicator of a submission. It lives as long as the list; NULL beyond the end.
 */
dsm_string dsm_submissions_indicator(const dsm_submissions *submissions, size_t position);
#endif

#if defined(DSM_MECHANISM)
/**
 * The state of a submission when the list was made: `submitted`, `verified`, `released` … Lives for ever; NULL beyond the end.
 */
dsm_string dsm_submissions_state(const dsm_submissions *submissions,
                                 size_t position);
#endif

#if defined(DSM_MECHANISM)
/**
 * Frees a list of submissions. NULL is fine.
 */
void dsm_submissions_free(dsm_submissions *submissions);
#endif

#if defined(DSM_MECHANISM)
/**
 * The rules of the mechanism as far as the reader may see them, a line each: `indicator`, `role`, `country`, `agency`, `user`,
 * `assign`, `delegate`, `make-producer`, `open`, `forbid`, `agreement`, `totals`, with the names of instructions.
 */
dsm_status dsm_session_rules(dsm_session *session,
                             dsm_lines **lines,
                             dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * What changed between two moments in what the reader may see, a line for each cell: `country`, `indicator`, `unit`, `code`
 * (`AXIS=CODE`) for each axis, `before`, `after` (none where the cell came or went) and their statuses. A day means its last
 * second; without `until` it is now. ACC-022 for a moment that has not come yet, TIM codes for what is none.
 */
dsm_status dsm_session_notices(dsm_session *session,
                               dsm_string since,
                               dsm_string until,
                               dsm_lines **lines,
                               dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * The last period of each indicator that has ended: `country`, `indicator`, `period`, `deadline`, `state` (`delivered`, `due`,
 * `overdue`). Of the own State, and of those with whom an agreement opens the calendar.
 */
dsm_status dsm_session_due(dsm_session *session,
                           dsm_lines **lines,
                           dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * A submission of the own State with all that is kept of it: a line `submission`, then `finding`, `question`, `answer` and `step`
 * lines, findings in a language such as `ru`. For who may inspect: ACC codes otherwise, the same for one that is not there.
 */
dsm_status dsm_session_submission(dsm_session *session,
                                  dsm_string submission,
                                  dsm_string language,
                                  dsm_lines **lines,
                                  dsm_error **error);
#endif

#if defined(DSM_MECHANISM)
/**
 * How many lines there are.
 */
size_t dsm_lines_count(const dsm_lines *lines);
#endif

#if defined(DSM_MECHANISM)
/**
 * A text of a line by its name, and the how-manieth of that name, all counted from zero. It lives as long as the lines; NULL beyond
 * the end.
 */
dsm_string dsm_lines_value(const dsm_lines *lines,
                           size_t position,
                           dsm_string name,
                           size_t which);
#endif

#if defined(DSM_MECHANISM)
/**
 * Frees lines. NULL is fine.
 */
void dsm_lines_free(dsm_lines *lines);
#endif

/**
 * The whole of an axis without one part of it, where the whole is published. For the time axis the part shares the start or
 * the end of the whole. `reading` says what is meant: units `in-none-of-part` or `in-another-part`.
 */
dsm_status dsm_table_whole_minus_part(const dsm_table *table,
                                      dsm_string axis,
                                      dsm_string whole,
                                      dsm_string part,
                                      dsm_string reading,
                                      const dsm_assume *assume,
                                      dsm_table **result,
                                      dsm_error **error);

/**
 * Entries minus exits: `table` is the inflow, `other` the outflow.
 */
dsm_status dsm_table_net(const dsm_table *table,
                         const dsm_table *other,
                         const dsm_assume *assume,
                         dsm_table **result,
                         dsm_error **error);

/**
 * The stock at one moment minus that at another.
 */
dsm_status dsm_table_change(const dsm_table *table,
                            dsm_string from,
                            dsm_string to,
                            const dsm_assume *assume,
                            dsm_table **result,
                            dsm_error **error);

/**
 * The difference of two ratios of one form, in percentage points.
 */
dsm_status dsm_table_difference(const dsm_table *table,
                                const dsm_table *other,
                                const dsm_assume *assume,
                                dsm_table **result,
                                dsm_error **error);

/**
 * A later vintage minus an earlier one (`other`), cell by cell: a revision, never a change.
 */
dsm_status dsm_table_revision(const dsm_table *table,
                              const dsm_table *other,
                              const dsm_assume *assume,
                              dsm_table **result,
                              dsm_error **error);

/**
 * The stock that follows from an opening stock (`table`) and the flows that open and close the counted unit; with a closing
 * stock, the residual of other changes and error instead. `closing` may be NULL.
 */
dsm_status dsm_table_balance(const dsm_table *table,
                             const dsm_table *const *opens,
                             size_t open_count,
                             const dsm_table *const *closes,
                             size_t close_count,
                             const dsm_table *closing,
                             const dsm_assume *assume,
                             dsm_table **result,
                             dsm_error **error);

/**
 * Whether each figure changed since an earlier vintage (`other`): 1, 0, or 0..1 where it is not known.
 */
dsm_status dsm_table_changed(const dsm_table *table,
                             const dsm_table *other,
                             const dsm_assume *assume,
                             dsm_table **result,
                             dsm_error **error);

/**
 * For each key of the other axes the code that surely is the largest; none where it is not known.
 */
dsm_status dsm_table_maximum(const dsm_table *table,
                             dsm_string axis,
                             const dsm_assume *assume,
                             dsm_table **result,
                             dsm_error **error);

/**
 * Ranks over an axis, from 1; an interval where the order is not known.
 */
dsm_status dsm_table_rank(const dsm_table *table,
                          dsm_string axis,
                          const dsm_assume *assume,
                          dsm_table **result,
                          dsm_error **error);

/**
 * The surely largest so many codes of an axis, ties included, and `_O`, the rest of the published total.
 */
dsm_status dsm_table_top(const dsm_table *table,
                         dsm_string axis,
                         size_t count,
                         const dsm_assume *assume,
                         dsm_table **result,
                         dsm_error **error);

/**
 * Whether the figure of one key is `less` than, `equal` to or `greater` than that of another, as far as it is known.
 */
dsm_status dsm_table_compare(const dsm_table *table,
                             const dsm_string *left,
                             size_t left_length,
                             dsm_string relation,
                             const dsm_string *right,
                             size_t right_length,
                             dsm_truth *truth,
                             dsm_error **error);

/**
 * The cells of the first date or period.
 */
dsm_status dsm_table_first(const dsm_table *table, const dsm_assume *assume, dsm_table **result, dsm_error **error);

/**
 * The cells of the last date or period.
 */
dsm_status dsm_table_last(const dsm_table *table, const dsm_assume *assume, dsm_table **result, dsm_error **error);

/**
 * The mean over time. Of stocks: their average over the span of the dates, an estimate under `linear-between-dates`, or the
 * mean of the stated dates as a ratio. Of flows: a ratio per period, or per day where periods differ in length.
 */
dsm_status dsm_table_mean(const dsm_table *table,
                          const dsm_assume *assume,
                          dsm_table **result,
                          dsm_error **error);

/**
 * Persons times time from stocks, in `days` or `years`: exact when a stock is given for every day, else an estimate under
 * `linear-between-dates`.
 */
dsm_status dsm_table_person_time(const dsm_table *table,
                                 dsm_string timespan,
                                 const dsm_assume *assume,
                                 dsm_table **result,
                                 dsm_error **error);

/**
 * Sums over windows of so many adjoining periods.
 */
dsm_status dsm_table_rolling_sum(const dsm_table *table,
                                 size_t periods,
                                 const dsm_assume *assume,
                                 dsm_table **result,
                                 dsm_error **error);

/**
 * Means over centered windows of so many adjoining periods, an odd number; the ends are left out.
 */
dsm_status dsm_table_moving_average(const dsm_table *table,
                                    size_t periods,
                                    const dsm_assume *assume,
                                    dsm_table **result,
                                    dsm_error **error);

/**
 * Sums from the start of the calendar year to the end of each period. Distinct persons are refused: they must be counted.
 */
dsm_status dsm_table_year_to_date(const dsm_table *table,
                                  const dsm_assume *assume,
                                  dsm_table **result,
                                  dsm_error **error);

/**
 * The pieces of figures that run from the start of the year. `reading` says what a person of a piece is: `in-none-of-part`
 * (not seen earlier in the year) or `in-another-part`.
 */
dsm_status dsm_table_undo_year_to_date(const dsm_table *table,
                                       dsm_string reading,
                                       const dsm_assume *assume,
                                       dsm_table **result,
                                       dsm_error **error);

/**
 * Carries cases of a part of a year to the year, under `uniform-within-period` or `seasonal-share`. Persons are refused.
 */
dsm_status dsm_table_annualize(const dsm_table *table,
                               const dsm_assume *assume,
                               dsm_table **result,
                               dsm_error **error);

/**
 * The stock of 1 July between those of 1 January, an estimate under `linear-between-dates`.
 */
dsm_status dsm_table_mid_year(const dsm_table *table, const dsm_assume *assume, dsm_table **result, dsm_error **error);

/**
 * The latest available period of each reporter, under `carried-forward`.
 */
dsm_status dsm_table_latest(const dsm_table *table, const dsm_assume *assume, dsm_table **result, dsm_error **error);

/**
 * Divides the figures of periods into equal parts by days at a frequency such as `M`, under `uniform-within-period`. Persons
 * are refused.
 */
dsm_status dsm_table_disaggregate(const dsm_table *table,
                                  dsm_string frequency,
                                  const dsm_assume *assume,
                                  dsm_table **result,
                                  dsm_error **error);

/**
 * Every part of an axis over its published whole.
 */
dsm_status dsm_table_share(const dsm_table *table,
                           dsm_string axis,
                           const dsm_assume *assume,
                           dsm_table **result,
                           dsm_error **error);

/**
 * The table over a denominator (`other`), in a form: `rate`, `proportion`, `ratio` or `months-on-hand`.
 */
dsm_status dsm_table_ratio(const dsm_table *table,
                           const dsm_table *other,
                           dsm_string form,
                           const dsm_assume *assume,
                           dsm_table **result,
                           dsm_error **error);

/**
 * The relative growth from one period or moment to another of the same season, without a break between.
 */
dsm_status dsm_table_growth(const dsm_table *table,
                            dsm_string from,
                            dsm_string to,
                            const dsm_assume *assume,
                            dsm_table **result,
                            dsm_error **error);

/**
 * Every period over a base period, times 100.
 */
dsm_status dsm_table_index(const dsm_table *table,
                           dsm_string base,
                           const dsm_assume *assume,
                           dsm_table **result,
                           dsm_error **error);

/**
 * Rates weighted by a standard population over an axis, under `standard-population` with weights.
 */
dsm_status dsm_table_standardize(const dsm_table *table,
                                 dsm_string axis,
                                 const dsm_assume *assume,
                                 dsm_table **result,
                                 dsm_error **error);

/**
 * The mean of the means of groups, weighted by their counts (`other`).
 */
dsm_status dsm_table_weighted_mean(const dsm_table *table,
                                   const dsm_table *other,
                                   dsm_string axis,
                                   const dsm_assume *assume,
                                   dsm_table **result,
                                   dsm_error **error);

/**
 * Bounds of the median of all from the medians of groups.
 */
dsm_status dsm_table_median_bounds(const dsm_table *table,
                                   dsm_string axis,
                                   const dsm_assume *assume,
                                   dsm_table **result,
                                   dsm_error **error);

/**
 * The codes of an axis replaced by those of another list. One to many only under `split`, with weights named `FROM>TO`.
 */
dsm_status dsm_table_crosswalk(const dsm_table *table,
                               dsm_string axis,
                               const dsm_mapping *mapping,
                               const dsm_assume *assume,
                               dsm_table **result,
                               dsm_error **error);

/**
 * The unknown part of an axis spread over the known in proportion, under `unknown-as-known`.
 */
dsm_status dsm_table_spread_unknown(const dsm_table *table,
                                    dsm_string axis,
                                    const dsm_assume *assume,
                                    dsm_table **result,
                                    dsm_error **error);

/**
 * Cases as persons: exact where every case is one person, an estimate under `persons-per-case`.
 */
dsm_status dsm_table_to_persons(const dsm_table *table,
                                const dsm_assume *assume,
                                dsm_table **result,
                                dsm_error **error);

/**
 * Amounts in another currency or price basis, under `exchange-rate` or `deflator`.
 */
dsm_status dsm_table_to_currency(const dsm_table *table,
                                 dsm_string currency,
                                 const dsm_assume *assume,
                                 dsm_table **result,
                                 dsm_error **error);

/**
 * The reporters that have every period of the table: a selection, which says so.
 */
dsm_status dsm_table_common_reporters(const dsm_table *table,
                                      const dsm_assume *assume,
                                      dsm_table **result,
                                      dsm_error **error);

/**
 * Sums the cells over axes, as one operation on the set of cells: a figure where they surely differ, bounds where they
 * may overlap, "at least" where a part is missing, and a refusal where a sum means nothing.
 *
 * A category disappears; the time axis keeps the span of its periods, the axis of reporters all of them joined by `+`. The
 * result does not depend on the order of the axes. Notes and assumptions stay on it.
 */
dsm_status dsm_table_sum(const dsm_table *table,
                         const dsm_string *axes,
                         size_t axis_count,
                         const dsm_assume *assume,
                         dsm_table **result,
                         dsm_error **error);

/**
 * Counts the units that are in at least one of the cells, whatever the periods: at least the largest, at most the sum.
 */
dsm_status dsm_table_union(const dsm_table *table,
                           const dsm_string *axes,
                           size_t axis_count,
                           const dsm_assume *assume,
                           dsm_table **result,
                           dsm_error **error);

/**
 * Bounds the units that have one code on one axis and another code on another, from the margins of a table in which both
 * axes publish a total.
 */
dsm_status dsm_table_intersection(const dsm_table *table,
                                  dsm_string axis,
                                  dsm_string code,
                                  dsm_string other_axis,
                                  dsm_string other_code,
                                  const dsm_assume *assume,
                                  dsm_table **result,
                                  dsm_error **error);

/**
 * Masks figures from one to below a threshold, and further cells as needed, so that no masked one can be computed. Zeros stay in
 * sight. SDC-006 for a threshold below two or above a million.
 */
dsm_status dsm_protection_below(uint32_t threshold,
                                dsm_protection **protection,
                                dsm_error **error);

/**
 * No threshold: masks the cells that are named with `dsm_protection_also`, and further ones as needed.
 */
dsm_status dsm_protection_named(dsm_protection **protection, dsm_error **error);

/**
 * Says whether zeros stay in sight (`shown`) or may be masked to protect others (`maskable`). SDC-006 for another word.
 */
dsm_status dsm_protection_zeros(dsm_protection *protection, dsm_string zeros, dsm_error **error);

/**
 * Sets the protection range: behind every mask the possible figures differ by at least this much; 2 where it is not said. SDC-006
 * above a million.
 */
dsm_status dsm_protection_range(dsm_protection *protection,
                                uint32_t range,
                                dsm_error **error);

/**
 * Masks a cell besides, by its key: one code for each axis.
 */
dsm_status dsm_protection_also(dsm_protection *protection, const dsm_string *key, size_t code_count, dsm_error **error);

/**
 * Holds the threshold against the distinct persons behind each cell, as `dsm_counted_persons_behind` gives them: many crossings of few
 * persons are masked. The table has the axes of the one that is protected (SDC-020 where it is protected), and stays the caller's.
 */
dsm_status dsm_protection_persons(dsm_protection *protection,
                                  const dsm_table *persons,
                                  dsm_error **error);

/**
 * Masks a figure, however large, where everyone of a total along this axis is in it. May be said of several axes.
 *
 * TAB-008 for an axis that the table does not have, SDC-021 where nothing can hide it: both where it is protected.
 */
dsm_status dsm_protection_group(dsm_protection *protection, dsm_string axis, dsm_error **error);

/**
 * Masks amounts of which the greatest contributors make up so much that one could estimate another: `p:10` is the p% rule, `nk:2:85` the
 * (n, k) rule. The tables have the contribution of the greatest to each cell, of the second greatest, and so on; they stay the
 * caller's. SDC-025 for another rule or another number of tables.
 */
dsm_status dsm_protection_dominance(dsm_protection *protection,
                                    dsm_string rule,
                                    const dsm_table *const *contributors,
                                    size_t contributor_count,
                                    dsm_error **error);

/**
 * Hides small differences of shown figures too: a total without its shown parts, where those are not all that there are. A release does
 * so in any case.
 */
dsm_status dsm_protection_differences(dsm_protection *protection,
                                      dsm_error **error);

/**
 * Never masks the cells that have these codes, one for each of these axes, to hide others. Where that leaves no pattern it is refused with
 * SDC-035, with the cells and the wishes; SDC-038 where no cell has the codes, TAB-008 for an axis that the table does not have: all
 * where it is protected.
 */
dsm_status dsm_protection_never(dsm_protection *protection,
                                const dsm_string *axes,
                                const dsm_string *codes,
                                size_t code_count,
                                dsm_error **error);

/**
 * Masks the cells that have these codes, one for each of these axes, rather than others. Errors as `dsm_protection_never`.
 */
dsm_status dsm_protection_prefer(dsm_protection *protection,
                                 const dsm_string *axes,
                                 const dsm_string *codes,
                                 size_t code_count,
                                 dsm_error **error);

/**
 * Accepts, for a release, sensitive cells of which it is not decided whether they are wide enough (OPEN), with the reason, which stands
 * in the history for the own State. Without it such a release is refused (SDC-039).
 */
dsm_status dsm_protection_accept_open(dsm_protection *protection,
                                      dsm_string reason,
                                      dsm_error **error);

/**
 * Masks what the rule and the names say and nothing else: where a masked cell can be computed then, the release is refused with
 * the cells that would have to be masked too.
 */
dsm_status dsm_protection_nothing_else(dsm_protection *protection,
                                       dsm_error **error);

/**
 * Frees a protection. NULL is fine.
 */
void dsm_protection_free(dsm_protection *protection);

/**
 * The row at a position, counted from zero, in the order of the keys. FFI-007 beyond the end.
 */
dsm_status dsm_table_row(const dsm_table *table, size_t position, dsm_row **row, dsm_error **error);

/**
 * The row of a key: one code for each axis, in their order. TAB-005 for a key of a wrong length, TAB-016 when there is none.
 */
dsm_status dsm_table_at(const dsm_table *table,
                        const dsm_string *key,
                        size_t key_length,
                        dsm_row **row,
                        dsm_error **error);

/**
 * What stands in the cell.
 */
dsm_kind dsm_row_kind(const dsm_row *row);

/**
 * The code of the row on an axis, counted from zero. It lives as long as the row.
 */
dsm_string dsm_row_code(const dsm_row *row, size_t axis);

/**
 * The cell as it is written in files: `12`, `10..20`, `10..`, `100~20`, `*`, `na` … It lives as long as the row.
 */
dsm_string dsm_row_figure(const dsm_row *row);

/**
 * The statuses in the order B, P, E, F, U, I, such as `PE`; an empty text for a normal value. It lives as long as the row.
 */
dsm_string dsm_row_statuses(const dsm_row *row);

/**
 * The lower bound as a decimal text, the figure itself if it is exact; NULL where nothing is certain.
 */
dsm_string dsm_row_low(const dsm_row *row);

/**
 * The upper bound as a decimal text, the figure itself if it is exact; NULL where there is none.
 */
dsm_string dsm_row_high(const dsm_row *row);

/**
 * The figure as a decimal text, if it is exact or an estimate; NULL otherwise.
 */
dsm_string dsm_row_value(const dsm_row *row);

/**
 * The standard error of an estimate as a decimal text; NULL for everything else.
 */
dsm_string dsm_row_standard_error(const dsm_row *row);

/**
 * The figure as a whole number, exactly. FFI-009 if it is not exact, not whole, or longer than 64 bits.
 */
dsm_status dsm_row_whole(const dsm_row *row, int64_t *whole, dsm_error **error);

/**
 * The figure as the nearest floating-point number: a convenience for charts, not for sums. FFI-009 if it is not exact.
 */
dsm_status dsm_row_number(const dsm_row *row, double *number, dsm_error **error);

/**
 * Frees a row. NULL is fine.
 */
void dsm_row_free(dsm_row *row);

/**
 * Nothing stated yet.
 */
dsm_status dsm_stated_new(dsm_stated **stated, dsm_error **error);

/**
 * States what is counted.
 */
dsm_status dsm_stated_measure(dsm_stated *stated, const dsm_measure *measure, dsm_error **error);

/**
 * States which population it is of.
 */
dsm_status dsm_stated_concept(dsm_stated *stated, const dsm_concept *definition, dsm_error **error);

/**
 * States an axis; the column of that name holds its codes. Axes keep the order in which they are stated.
 *
 * Where none is stated every column without another role is one: `TIME_PERIOD` of time, the others categories.
 */
dsm_status dsm_stated_axis(dsm_stated *stated, const dsm_axis *axis, dsm_error **error);

/**
 * States the vintage.
 */
dsm_status dsm_stated_vintage(dsm_stated *stated, dsm_string vintage, dsm_error **error);

/**
 * States how the published figures are inexact by making, such as `nearest:5`. MEA-002 if it cannot be read.
 */
dsm_status dsm_stated_making(dsm_stated *stated, dsm_string making, dsm_error **error);

/**
 * States what a key that is not there means: `missing` or `zero`. MEA-001 for another word.
 */
dsm_status dsm_stated_absent(dsm_stated *stated, dsm_string absent, dsm_error **error);

/**
 * States which moment the label of a period stands for, where a message of SDMX gives stocks by periods: `start`, `end`, `middle`, or a
 * day such as `07-01`. TIM-010 for another text, TIM-002 where no year has that day.
 */
dsm_status dsm_stated_moments(dsm_stated *stated,
                              dsm_string moments,
                              dsm_error **error);

/**
 * Names the column of the figures, where it is not `OBS_VALUE`.
 */
dsm_status dsm_stated_value(dsm_stated *stated, dsm_string column, dsm_error **error);

/**
 * Frees what was stated. NULL is fine.
 */
void dsm_stated_free(dsm_stated *stated);

/**
 * Another handle to the same figures, which are shared and not copied.
 */
dsm_status dsm_table_copy(const dsm_table *table, dsm_table **copy, dsm_error **error);

/**
 * Whether two tables have equal measures, concepts, axes, cells, statuses, notes and assumptions: 1, or 0 (also for NULL).
 */
int32_t dsm_table_equal(const dsm_table *table,
                        const dsm_table *other);

/**
 * The part of the table with the given codes of one axis. Figures are shared, not copied.
 *
 * An axis of which parts were left out is not exhaustive any more: a sum over it says "at least". TAB-008 when there is
 * no such axis, TAB-009 for a code that is not in it.
 */
dsm_status dsm_table_slice(const dsm_table *table,
                           dsm_string axis,
                           const dsm_string *codes,
                           size_t code_count,
                           dsm_table **slice,
                           dsm_error **error);

/**
 * How many cells stand in the table.
 */
size_t dsm_table_length(const dsm_table *table);

/**
 * The bytes that the columns take, shared by all slices.
 */
size_t dsm_table_bytes(const dsm_table *table);

/**
 * What the figures count: a measure of the caller; NULL for NULL.
 */
dsm_measure *dsm_table_measure(const dsm_table *table);

/**
 * Which population they are of: a concept of the caller; NULL for NULL.
 */
dsm_concept *dsm_table_concept(const dsm_table *table);

/**
 * The vintage; an empty text where none is stated. It lives as long as the table.
 */
dsm_string dsm_table_vintage(const dsm_table *table);

/**
 * How the figures are inexact by making, such as `exact` or `nearest:5`: a text of the caller; NULL for NULL.
 */
dsm_text *dsm_table_making(const dsm_table *table);

/**
 * What a key that is not there means: `missing` or `zero`. Lives for ever.
 */
dsm_string dsm_table_absent(const dsm_table *table);

/**
 * How many footnotes stay on the figures.
 */
size_t dsm_table_note_count(const dsm_table *table);

/**
 * A footnote, counted from zero: what is partial, what was taken, what was noticed. It lives as long as the table; NULL
 * beyond the end.
 */
const dsm_finding *dsm_table_note(const dsm_table *table, size_t position);

/**
 * How many assumptions the figures rest on.
 */
size_t dsm_table_assumption_count(const dsm_table *table);

/**
 * An assumption that the figures rest on, counted from zero. It lives as long as the table; NULL beyond the end.
 */
const dsm_assumption *dsm_table_assumption(const dsm_table *table, size_t position);

/**
 * Frees a handle to a table; other handles to its figures stay. NULL is fine.
 */
void dsm_table_free(dsm_table *table);

/**
 * How many axes the table has.
 */
size_t dsm_table_axis_count(const dsm_table *table);

/**
 * The id of an axis, counted from zero. It lives as long as the table.
 */
dsm_string dsm_table_axis_id(const dsm_table *table, size_t axis);

/**
 * What the axis is.
 */
dsm_axis_kind dsm_table_axis_kind(const dsm_table *table, size_t axis);

/**
 * How the counted units fall into the codes of a category: `fixed`, `at-event`, `pinned`, `overlapping`. Lives for ever;
 * NULL for other axes.
 */
dsm_string dsm_table_axis_membership(const dsm_table *table,
                                     size_t axis);

/**
 * Whether the codes of a category, totals aside, are declared to be all there are: 1 or 0.
 */
int32_t dsm_table_axis_exhaustive(const dsm_table *table, size_t axis);

/**
 * Whether a category is the direction of a move: 1 or 0.
 */
int32_t dsm_table_axis_direction(const dsm_table *table, size_t axis);

/**
 * The code of the unknown part of a category. It lives as long as the table; NULL where none is declared.
 */
dsm_string dsm_table_axis_unknown(const dsm_table *table, size_t axis);

/**
 * The group that a code of a category belongs to. It lives as long as the table; NULL where none is declared.
 */
dsm_string dsm_table_axis_parent(const dsm_table *table, size_t axis, dsm_string code);

/**
 * A declared total of a category, counted from zero, the preferred one first. It lives as long as the table; NULL beyond
 * the end.
 */
dsm_string dsm_table_axis_total(const dsm_table *table,
                                size_t axis,
                                size_t position);

/**
 * How many codes the axis has.
 */
size_t dsm_table_code_count(const dsm_table *table, size_t axis);

/**
 * A code of an axis, counted from zero; categories by text, times by time. It lives as long as the table; NULL beyond the
 * end.
 */
dsm_string dsm_table_code(const dsm_table *table,
                          size_t axis,
                          size_t position);

/**
 * The text: pointer and length. It lives as long as `text` and is followed by a zero that is not counted.
 */
dsm_string dsm_text_string(const dsm_text *text);

/**
 * Frees a text. NULL is fine.
 */
void dsm_text_free(dsm_text *text);

/**
 * The version of the library, such as `0.1.0`: compare it with `DSM_VERSION`. Lives for ever.
 */
dsm_string dsm_version(void);

/**
 * The version of the library as one number: compare it with `DSM_VERSION_NUMBER`.
 */
uint32_t dsm_version_number(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

/** A text with a closing zero as a `dsm_string`; NULL is no text. It lives as long as the text. */
static inline dsm_string dsm_string_of(const char *text)
{
    dsm_string string;
    string.bytes = text;
    string.length = text != NULL ? strlen(text) : 0;
    return string;
}

#endif /* DSM_H */
