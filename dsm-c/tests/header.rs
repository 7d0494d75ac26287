use crate::generate::{files, undocumented, verify};

#[test]
fn the_header_is_what_the_sources_say() {
    verify(&files().unwrap()).unwrap();
}

#[test]
fn an_item_without_documentation_is_seen() {
    let header = r#"
/** Said. */
dsm_string dsm_said(void);
uint32_t dsm_unsaid(const char *text,
                    size_t length);
typedef struct dsm_unsaid_too dsm_unsaid_too;
/**
 * Said.
 */
typedef enum {
    /** Said. */
    DSM_SAID = 1,
    DSM_UNSAID_THREE = 2,
} dsm_said_too;
typedef struct {
    size_t unsaid_five;
} dsm_unsaid_four;
"#;
    let lines = [
        "uint32_t dsm_unsaid(const char *text,",
        "typedef struct dsm_unsaid_too dsm_unsaid_too;",
        "DSM_UNSAID_THREE = 2,",
        "typedef struct {",
        "size_t unsaid_five;",
    ];
    assert_eq!(undocumented(header), lines);
}

#[test]
fn the_contract_stands_at_the_top() {
    let header = include_str!("../include/dsm.h");
    for section in ["Ownership", "Threads", "Errors", "Strings", "Versioning"] {
        assert!(header.contains(&format!(" * # {section}\n")), "{section}");
    }
}
