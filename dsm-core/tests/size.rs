//! Files stay small: at most 250 lines of code, tests and generated files apart.

use crate::rooms::rust_files;
use std::path::Path;

const MOST: usize = 250;

/// Lines that are neither blank nor a comment.
fn code_lines(source: &str) -> usize {
    source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

#[test]
fn files_stay_small() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let sources = ["dsm-core/src", "dsm-store/src", "dsm-cli/src", "dsm-c/src", "dsm-py/src", "spec/src"];
    let mut sizes = Vec::new();
    for folder in sources.map(|source| root.join(source)).iter().filter(|folder| folder.is_dir()) {
        for file in rust_files(folder) {
            let test = file.file_stem().is_some_and(|stem| stem == "tests") || file.iter().any(|part| part == "tests");
            let source = std::fs::read_to_string(&file).unwrap();
            if !test && !source.lines().next().is_some_and(|first| first.contains("@generated")) {
                sizes.push((code_lines(&source), file.strip_prefix(&root).unwrap().display().to_string()));
            }
        }
    }
    sizes.sort();
    let (median, largest) = (&sizes[sizes.len() / 2], &sizes[sizes.len() - 1]);
    println!("{} files; median {} lines of code; largest {} {}", sizes.len(), median.0, largest.0, largest.1);
    let over: Vec<_> =
        sizes.iter().filter(|(lines, _)| *lines > MOST).map(|(n, file)| format!("{file}: {n}")).collect();
    assert!(over.is_empty(), "more than {MOST} lines of code: {}", over.join(", "));
}
