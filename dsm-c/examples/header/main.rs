//! Writes `include/dsm.h` and the test of every function, or verifies that they are what the sources say: `cargo run -p dsm-c --example header -- verify`.

mod generate;

use std::{io::Write as _, process::ExitCode};

fn main() -> ExitCode {
    let done = match std::env::args().nth(1).as_deref() {
        Some("write") => generate::files().and_then(|files| write(&files)),
        Some("verify") => generate::files().and_then(|files| generate::verify(&files)),
        _ => Err("usage: header write|verify".to_owned()),
    };
    let (line, exit) = match done {
        Ok(line) => (line, ExitCode::SUCCESS),
        Err(line) => (line, ExitCode::FAILURE),
    };
    if writeln!(std::io::stderr(), "{line}").is_err() { ExitCode::FAILURE } else { exit }
}

/// Writes the files.
fn write(files: &[(&str, String)]) -> Result<String, String> {
    for (path, text) in files {
        std::fs::write(generate::place(path), text).map_err(|error| format!("{path}: {error}"))?;
    }
    Ok(format!("{} files written", files.len()))
}
