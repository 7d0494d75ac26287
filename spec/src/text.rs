use crate::problem::{Spot, kebab};
use crate::read;
use crate::wording::{Said, Wording, said};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

const FORMAT: &str = "dsm-text/1";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    #[serde(default)]
    label: Vec<Entry>,
    #[serde(default)]
    phrase: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    plural: Option<String>,
    en: Option<Wording>,
    ru: Option<Wording>,
    note: Option<String>,
}

/// A word or phrase of the interface.
#[derive(Debug)]
pub(crate) struct Word {
    /// The name, such as `at-least`.
    pub(crate) name: String,
    /// What it says.
    pub(crate) said: Said,
    /// What it is for, where that is not plain.
    pub(crate) note: Option<String>,
}

impl Word {
    /// The name as a variant: `AtLeast`.
    pub(crate) fn variant(&self) -> String {
        let capital = |part: &str| {
            let mut chars = part.chars();
            chars.next().map_or_else(String::new, |c| c.to_ascii_uppercase().to_string() + chars.as_str())
        };
        self.name.split('-').map(capital).collect()
    }
}

/// The words of the interface, in the order of their names.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// Words without arguments.
    pub(crate) labels: Vec<Word>,
    /// Words with arguments.
    pub(crate) phrases: Vec<Word>,
}

/// Reads every file of words.
pub(crate) fn read(folder: &Path, problems: &mut Vec<String>) -> Words {
    let mut words = Words::default();
    let mut names = BTreeSet::new();
    for (name, file) in read::folder::<File>(folder, problems) {
        let spot = Spot { file: &name, entry: "format" };
        if file.format != FORMAT {
            problems.push(spot.problem(format!("format is {:?}, this generator reads {FORMAT:?}", file.format)));
        }
        for (entries, phrase) in [(&file.label, false), (&file.phrase, true)] {
            for entry in entries {
                let spot = Spot { file: &name, entry: &entry.name };
                if !kebab(&entry.name) {
                    problems.push(spot.problem("the name is not lower-case words joined by hyphens"));
                }
                if !names.insert((phrase, entry.name.clone())) {
                    problems.push(spot.problem("the name is used twice"));
                }
                let both = (entry.en.as_ref(), entry.ru.as_ref());
                let Some(said) = said(spot, "text", both, entry.plural.as_deref(), problems) else { continue };
                let arguments = said.arguments();
                if arguments.is_empty() == phrase {
                    problems.push(spot.problem("a label has no placeholder, a phrase has at least one"));
                }
                if let Some(counted) = &entry.plural
                    && (!arguments.contains(counted) || said.plural.is_none())
                {
                    problems.push(spot.problem("plural names no placeholder, or there are no plural forms"));
                }
                let word = Word { name: entry.name.clone(), said, note: entry.note.clone() };
                if phrase { words.phrases.push(word) } else { words.labels.push(word) }
            }
        }
    }
    words.labels.sort_by(|a, b| a.name.cmp(&b.name));
    words.phrases.sort_by(|a, b| a.name.cmp(&b.name));
    words
}
