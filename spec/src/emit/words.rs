use super::rust::both;
use super::{banner, documented};
use crate::text::{Word, Words};
use std::fmt::Write as _;

/// `dsm-core/src/text/labels.rs`: the words of the interface as two enumerations and their texts.
pub(super) fn labels(words: &Words) -> String {
    let mut out = format!("// {}\n", banner("spec/text"));
    out.push_str("use crate::error::wording::{Forms, Said, Wording};\n\n");
    out.push_str("/// A word of the interface that stands by itself.\n");
    enumeration(&mut out, "Label", &words.labels);
    out.push_str("\n/// A phrase of the interface with arguments.\n");
    enumeration(&mut out, "Phrase", &words.phrases);
    out
}

fn enumeration(out: &mut String, name: &str, words: &[Word]) {
    out.push_str(
        "#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[non_exhaustive]\n#[rustfmt::skip]\n",
    );
    let _ = writeln!(out, "pub enum {name} {{");
    for word in words {
        let _ = writeln!(out, "    /// {}", documented(word.said.en.sample()));
        if let Some(note) = &word.note {
            let _ = writeln!(out, "    ///\n    /// {}", documented(note));
        }
        let _ = writeln!(out, "    {},", word.variant());
    }
    let _ = write!(out, "}}\n\n#[rustfmt::skip]\nimpl {name} {{\n");
    let _ = writeln!(out, "    /// Every one, in the order of the names.");
    let all: Vec<String> = words.iter().map(|word| format!("Self::{}", word.variant())).collect();
    let _ = writeln!(out, "    pub const ALL: &[Self] = &[{}];\n", all.join(", "));
    out.push_str("    /// The name in `spec/text`, such as `at-least`.\n    #[must_use]\n");
    out.push_str("    pub fn name(self) -> &'static str {\n        match self {\n");
    for word in words {
        let _ = writeln!(out, "            Self::{} => \"{}\",", word.variant(), word.name);
    }
    out.push_str("        }\n    }\n\n    pub(super) fn said(self) -> &'static Said {\n        match self {\n");
    for word in words {
        let _ = writeln!(out, "            Self::{} => &{},", word.variant(), both(&word.said, "            "));
    }
    out.push_str("        }\n    }\n}\n");
}
