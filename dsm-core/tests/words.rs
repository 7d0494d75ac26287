//! A word that DSM puts into a message is translated: it is the name of a label.

use crate::rooms::rust_files;
use dsm_core::text::Label;
use std::path::Path;

#[test]
fn every_word_in_a_message_is_a_label() {
    let mut lacking = Vec::new();
    for file in rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        if file.file_stem().is_some_and(|stem| stem == "tests") {
            continue;
        }
        let source = std::fs::read_to_string(&file).unwrap();
        for rest in source.split("Safe::word(\"").skip(1) {
            let word = rest.split('"').next().unwrap_or("");
            // What has other signs than letters and hyphens is an id: the same in every language.
            let prose = word.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == ' ');
            if prose && Label::named(word).is_none() {
                lacking.push(format!("{}: {word}", file.display()));
            }
        }
    }
    assert!(lacking.is_empty(), "not in spec/text: {}", lacking.join(", "));
}
