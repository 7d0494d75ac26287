//! A room uses only rooms above it: every path to another room in `src` is held against the order of the house.

use std::path::{Path, PathBuf};

/// The rooms in their order. A room may use itself and what stands before it.
const ROOMS: &[&str] = &[
    "error",
    "text",
    "code",
    "time",
    "source",
    "measure",
    "catalogue",
    "table",
    "documentation",
    "translate",
    "count",
    "check",
    "access",
    "protect",
    "workflow",
    "exchange",
    "report",
    "manual",
];

/// Every Rust file under a folder, in the order of the names.
pub(crate) fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let mut files = Vec::new();
    for path in entries {
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// The source without its comments: a page of documentation may name any room.
fn code(source: &str) -> String {
    let line = |line: &str| line.split_once("//").map_or(line, |(before, _)| before).to_owned();
    source.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The names at the first level of a path: one, or all of a group in braces.
fn heads(path: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = path.trim_start().strip_prefix('{') else { return vec![word(path.trim_start())] };
    let (mut depth, mut heads, mut part) = (0_usize, Vec::new(), String::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(word(std::mem::take(&mut part).trim_start())),
            _ => {}
        }
        if !(c == ',' && depth == 0) {
            part.push(c);
        }
    }
    heads.push(word(part.trim_start()));
    heads.retain(|head| !head.is_empty());
    heads
}

/// The rooms that a source names from the root of the crate: `crate::room`, or as many `super::` as lead there.
fn named(source: &str, depth: usize) -> Vec<String> {
    let code = code(source);
    let mut rooms = Vec::new();
    for root in ["crate::".to_owned(), "super::".repeat(depth)] {
        let mut rest = code.as_str();
        while let Some((before, after)) = rest.split_once(&root) {
            // `$crate::`, `another_crate::` and the tail of a longer chain lead elsewhere.
            if !before.ends_with(|c: char| c.is_alphanumeric() || "_:$".contains(c)) {
                rooms.extend(heads(after));
            }
            rest = after;
        }
    }
    rooms.retain(|room| room != "super" && !room.is_empty());
    rooms
}

/// What a source of a room names that does not stand above it.
fn violations(room: &str, source: &str, depth: usize) -> Vec<String> {
    let place = |name: &str| ROOMS.iter().position(|room| *room == name);
    let own = place(room);
    let wrong = |name: &String| place(name).is_none() || place(name) > own;
    named(source, depth).into_iter().filter(wrong).collect()
}

#[test]
fn a_room_uses_only_rooms_above_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut faults, mut seen) = (Vec::new(), 0);
    for file in rust_files(&src) {
        let inner = file.strip_prefix(&src).unwrap();
        let mut path: Vec<String> = inner.iter().map(|part| part.to_string_lossy().replace(".rs", "")).collect();
        if path.last().is_some_and(|name| name == "mod") {
            path.pop();
        }
        let room = path[0].clone();
        if room == "lib" {
            continue;
        }
        let source = std::fs::read_to_string(&file).unwrap();
        seen += named(&source, path.len()).len();
        assert!(ROOMS.contains(&room.as_str()), "{room} is not a room of the house");
        let wrong = violations(&room, &source, path.len());
        faults.extend(wrong.into_iter().map(|name| format!("{} uses {name}", inner.display())));
    }
    assert!(seen > 0, "no path was read at all");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_crate_lists_its_rooms_in_their_order() {
    let lib = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let listed: Vec<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")).map(|name| name.trim_end_matches(';')).collect();
    let places: Vec<_> = listed.iter().map(|name| ROOMS.iter().position(|room| room == name)).collect();
    assert!(!places.is_empty() && places.iter().all(Option::is_some) && places.is_sorted(), "{listed:?}");
}

#[test]
fn a_wrong_path_is_seen_however_it_is_written() {
    for wrong in [
        "use crate::table::Table;",
        "use crate::{error::{Error, Result}, table::Table};",
        "use crate::{\n    error::Error,\n    table,\n};",
        "fn f() -> crate::table::Table {}",
        "use super::super::table::Table;",
        "use crate::cellar::Wine;",
    ] {
        assert_eq!(violations("time", wrong, 2).len(), 1, "{wrong}");
    }
    for right in [
        "use crate::{error::{Error, Result}, text::Lang};",
        "use super::day::Day; pub(crate) fn f() {}",
        "/// See [`crate::table`].\nuse crate::time::Day;",
        "use super::super::error::Error;",
    ] {
        assert!(violations("time", right, 2).is_empty(), "{right}");
    }
}
