//! A word that DSM puts into a message is translated: it is the name of a label.

use crate::rooms::rust_files;
use dsm_core::measure::{ApplicationType, AssumptionName, Level, RatioForm, Role, Temporality};
use dsm_core::text::{Label, Lang};
use std::path::Path;

#[test]
fn every_word_in_a_message_is_a_label() {
    let mut lacking = Vec::new();
    for file in rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        if file.file_stem().is_some_and(|stem| stem == "tests") {
            continue;
        }
        let source = std::fs::read_to_string(&file).unwrap();
        let kinds =
            source.lines().filter_map(|line| line.strip_suffix("\" {")?.split_once(", \"")).map(|(_, kind)| kind);
        let said = ["Safe::word(\"", "word_error(\""].into_iter().flat_map(|call| source.split(call).skip(1));
        for word in said.filter_map(|rest| rest.split('"').next()).chain(kinds) {
            // What has other signs than letters and hyphens is an id: the same in every language.
            let prose = word.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == ' ');
            if prose && Label::named(word).is_none() {
                lacking.push(format!("{}: {word}", file.display()));
            }
        }
    }
    assert!(lacking.is_empty(), "not in spec/text: {}", lacking.join(", "));
}

#[test]
fn every_declared_word_has_a_title_in_each_language() {
    let mut lacking = Vec::new();
    let mut hold = |word: &str, title: &dyn Fn(Lang) -> &'static str| {
        if title(Lang::Ru) == word || title(Lang::En) == title(Lang::Ru) {
            lacking.push(word.to_owned());
        }
    };
    Temporality::ALL.iter().for_each(|word| hold(word.word(), &|lang| word.title(lang)));
    Level::ALL.iter().for_each(|word| hold(word.word(), &|lang| word.title(lang)));
    ApplicationType::ALL.iter().for_each(|word| hold(word.word(), &|lang| word.title(lang)));
    Role::ALL.iter().for_each(|word| hold(word.word(), &|lang| word.title(lang)));
    RatioForm::ALL.iter().for_each(|word| hold(word.word(), &|lang| word.title(lang)));
    AssumptionName::ALL.iter().for_each(|word| hold(word.word(), &|lang| word.title(lang)));
    assert!(lacking.is_empty(), "not in spec/text: {}", lacking.join(", "));
}
