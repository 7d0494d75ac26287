//! The header: the contract of the crate's documentation, the version, and every exported item with its documentation.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

/// Every generated file: its path in the crate, and its text.
pub(crate) fn files() -> Result<Vec<(&'static str, String)>, String> {
    let header = header()?;
    let nulls = nulls(&header);
    Ok(vec![("include/dsm.h", header), ("tests/nulls.h", nulls)])
}

/// The text of the header. An exported item without documentation is an error.
fn header() -> Result<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut config = cbindgen::Config::from_file(root.join("cbindgen.toml"))?;
    let lib = std::fs::read_to_string(root.join("src/lib.rs")).map_err(|error| error.to_string())?;
    config.header = Some(top(&lib));
    config.after_includes = Some(PREAMBLE.replace("@VERSION@", &version()));
    config.trailer = Some(TRAILER.to_owned());
    let bindings =
        cbindgen::Builder::new().with_crate(root).with_config(config).generate().map_err(|error| error.to_string())?;
    let mut text = Vec::new();
    bindings.write(&mut text);
    let text = String::from_utf8(text).map_err(|error| error.to_string())?;
    let lacking = undocumented(&text);
    if lacking.is_empty() { Ok(text) } else { Err(format!("without documentation: {}", lacking.join(", "))) }
}

/// Compares the files that stand there with the sources.
pub(crate) fn verify(files: &[(&str, String)]) -> Result<String, String> {
    let differs =
        |(path, text): &&(&str, String)| !std::fs::read(place(path)).is_ok_and(|bytes| bytes == text.as_bytes());
    let stale: Vec<&str> = files.iter().filter(differs).map(|(path, _)| *path).collect();
    if stale.is_empty() {
        return Ok(format!("{} files agree with the sources", files.len()));
    }
    Err(format!("{} differ from the sources: run `cargo run -p dsm-c --example header -- write`", stale.join(", ")))
}

/// Where a file of the crate stands.
pub(crate) fn place(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The comment at the top: the documentation of the crate, which is the contract of every function.
fn top(lib: &str) -> String {
    let mut top =
        "/* @generated from dsm-c/src by `cargo run -p dsm-c --example header -- write`. Do not edit. */\n/**\n"
            .to_owned();
    for line in lib.lines().map_while(|line| line.strip_prefix("//!")) {
        let _ = writeln!(top, " *{}", line.replace("*/", "* /"));
    }
    top + " */\n#ifndef DSM_H\n#define DSM_H"
}

/// The version of the crate as macros: the parts, the text, and the number that orders versions.
fn version() -> String {
    let parts = [
        ("MAJOR", env!("CARGO_PKG_VERSION_MAJOR")),
        ("MINOR", env!("CARGO_PKG_VERSION_MINOR")),
        ("PATCH", env!("CARGO_PKG_VERSION_PATCH")),
    ];
    let mut text =
        format!("/** The version of this header. */\n#define DSM_VERSION \"{}\"\n", env!("CARGO_PKG_VERSION"));
    for (name, number) in parts {
        let _ = writeln!(text, "/** A part of the version. */\n#define DSM_VERSION_{name} {number}");
    }
    text + "/** The version as one number: the larger, the later. */\n#define DSM_VERSION_NUMBER \\\n    \
            (DSM_VERSION_MAJOR * 1000000 + DSM_VERSION_MINOR * 1000 + DSM_VERSION_PATCH)"
}

/// A test that calls every function of the header with nothing but NULL, and lengths that promise more.
fn nulls(header: &str) -> String {
    let mut text =
        "/* @generated from include/dsm.h by `cargo run -p dsm-c --example header -- write`. Do not edit. */\n"
            .to_owned();
    text.push_str("static void every_function_takes_null(void)\n{\n");
    for function in functions(header) {
        match function {
            Function::Condition(line) => text += &format!("{line}\n"),
            Function::Call { answer, name, arguments } => {
                let call = format!("{name}({})", arguments.join(", "));
                text += &match answer.as_str() {
                    "dsm_status" if call.contains("&error") => format!("    REFUSED({call});\n"),
                    "void" => format!("    {call};\n"),
                    _ => format!("    (void){call};\n"),
                };
            }
        }
    }
    text + "}\n"
}

/// A line of the functions' part of the header.
enum Function {
    /// A condition of the preprocessor, as it stands.
    Condition(String),
    /// A function: what it answers, its name, and an argument without contents for each parameter.
    Call { answer: String, name: String, arguments: Vec<String> },
}

/// The functions of the header in their order, with the conditions around them.
fn functions(header: &str) -> Vec<Function> {
    let mut found = Vec::new();
    let (mut open, mut declaration) = (false, String::new());
    let after = header.split_once("extern \"C\" {").map_or("", |(_, after)| after);
    for line in after.lines().map(str::trim).skip_while(|line| !line.starts_with("#endif")).skip(1) {
        if line.starts_with("#ifdef __cplusplus") {
            break;
        }
        let comment = line.starts_with("/*") || line.starts_with('*');
        if line.starts_with('#') {
            found.push(Function::Condition(line.to_owned()));
        } else if !comment && (open || line.contains(" dsm_") || line.contains("*dsm_")) {
            declaration.push_str(line);
            open = !line.ends_with(';');
            if !open {
                found.extend(call(&std::mem::take(&mut declaration)));
            }
        }
    }
    found
}

/// A declaration as a call.
fn call(declaration: &str) -> Option<Function> {
    let (head, rest) = declaration.split_once('(')?;
    let at = head.find("dsm_version").or_else(|| head.rfind("dsm_"))?;
    let (answer, name) = head.split_at(at);
    let parameters = rest.strip_suffix(");")?.split(',').map(str::trim);
    let empty = |parameter: &str| match parameter {
        "dsm_error **error" => "&error".to_owned(),
        pointer if pointer.contains('*') => "NULL".to_owned(),
        callback if callback.starts_with("dsm_place_taker ") || callback.starts_with("dsm_byte_source ") => {
            "NULL".to_owned()
        }
        text if text.starts_with("dsm_string ") => "nothing".to_owned(),
        _ => "3".to_owned(),
    };
    let arguments = parameters.filter(|parameter| *parameter != "void").map(empty).collect();
    Some(Function::Call { answer: answer.trim().to_owned(), name: name.to_owned(), arguments })
}

/// The declarations, fields and enumerators that no comment stands before.
pub(crate) fn undocumented(header: &str) -> Vec<String> {
    let (mut lacking, mut before, mut open) = (Vec::new(), "", false);
    for line in header.lines().filter(|line| !line.trim().is_empty()) {
        let text = line.trim();
        let function = !line.starts_with([' ', '#', '/']) && text.contains('(') && text.contains("dsm_");
        let declaration = function || text.starts_with("typedef ");
        let member = open && !line.starts_with('}') && !text.starts_with(['/', '*']);
        if (declaration || member) && !before.ends_with("*/") {
            lacking.push(text.to_owned());
        }
        open = (open || text.starts_with("typedef ") && text.ends_with('{')) && !line.starts_with('}');
        before = text;
    }
    lacking
}

const PREAMBLE: &str = r#"
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "dsm_codes.h"

@VERSION@

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
#endif"#;

const TRAILER: &str = r#"/** A text with a closing zero as a `dsm_string`; NULL is no text. It lives as long as the text. */
static inline dsm_string dsm_string_of(const char *text)
{
    dsm_string string;
    string.bytes = text;
    string.length = text != NULL ? strlen(text) : 0;
    return string;
}

#endif /* DSM_H */"#;
