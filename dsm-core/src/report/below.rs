//! What stands below a table in every form of a report.

use super::{grid::Grid, page::Section};
use crate::text::{Label, Lang, Phrase, Value, label, phrase};

/// The signs that occur in a table, with their meaning.
pub(super) fn signs(grid: &Grid, lang: Lang) -> Vec<(&'static str, Label)> {
    let mut signs: Vec<(&str, Label)> = grid.signs.iter().copied().collect();
    signs.extend(grid.blank.map(|meaning| (label(Label::EmptyPlace, lang), meaning)));
    signs
}

/// That not every row is shown, where it is so.
pub(super) fn left_out(section: &Section, grid: &Grid, lang: Lang) -> Option<String> {
    let (all, shown) = (Value::Count(grid.all? as u64), Value::Count(section.rows? as u64));
    let each = grid.heads.first().filter(|_| grid.heads.len() > 1);
    let said = match each {
        None => phrase(Phrase::RowsLeftOut, lang, &[("shown", shown), ("all", all)]),
        Some(of) => {
            let of = of.to_lowercase();
            phrase(Phrase::RowsLeftOutEach, lang, &[("shown", shown), ("all", all), ("of", Value::Text(&of))])
        }
    };
    Some(if grid.ties { format!("{said} {}", label(Label::EqualRowsShown, lang)) } else { said })
}

/// A capital letter first, in scripts that begin a sentence with one: Georgian does not, though it has capitals.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = match chars.next() {
        Some(georgian @ '\u{10d0}'..='\u{10ff}') => georgian.to_string(),
        first => first.into_iter().flat_map(char::to_uppercase).collect(),
    };
    format!("{first}{}", chars.as_str())
}
