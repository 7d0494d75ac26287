//! A section as plain text, for a terminal or a letter: what the figures count, the table, signs and footnotes.

use super::{Section, footnote::footnotes, grid::grid};
use crate::text::{Label, Lang, label};

/// Lays a section out as text. Columns are aligned with blanks; a line is as long as it has to be.
///
/// ```
/// use dsm_core::report::{Names, Section, plain};
/// use dsm_core::{measure::{Concept, Measure}, table::{Axis, Table}, text::{Lang, Text}};
/// let view = Table::builder(Measure::parse("cases:permit:one", "flow")?, Concept::new("WORK_PERMIT"))
///     .axis(Axis::time("TIME_PERIOD"))
///     .row(&["2023"], "10..20")
///     .row(&["2024"], "1234")
///     .build()?
///     .disclose()?;
/// let section = Section::new(Text::both("Work permits", "Разрешения на работу"), view, Names::new());
/// let text = plain::text(&section, Lang::En);
/// assert!(text.contains(" 2023   2024\n10–20  1,234\n"));
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[must_use]
pub fn text(section: &Section, lang: Lang) -> String {
    let grid = grid(section, lang);
    let mut out = format!("{}\n", section.title.in_lang(lang));
    let mut counts: Vec<String> = grid.fixed.iter().map(|(_, code)| code.clone()).collect();
    counts.extend(crate::measure::counted(section.view.measure(), lang).into_iter().map(|(_, value)| value));
    out.push_str(&format!("({})\n", counts.join("; ")));

    let mut lines: Vec<Vec<String>> = vec![grid.heads.iter().chain(&grid.columns).cloned().collect()];
    for line in &grid.rows {
        let cells = line.cells.iter().map(|cell| format!("{}{}", cell.text, superscript(&cell.letters)));
        lines.push(line.names.iter().cloned().chain(cells).collect());
    }
    let width = |column: usize| {
        lines.iter().filter_map(|line| line.get(column)).map(|text| text.chars().count()).max().unwrap_or(0)
    };
    for line in &lines {
        let mut written = String::new();
        for (column, text) in line.iter().enumerate() {
            let room = width(column).saturating_sub(text.chars().count());
            let (before, after) = if column < grid.heads.len() { (0, room) } else { (room, 0) };
            written.push_str(if column > 0 { "  " } else { "" });
            written.push_str(&" ".repeat(before));
            written.push_str(text);
            written.push_str(&" ".repeat(after));
        }
        out.push_str(written.trim_end());
        out.push('\n');
    }
    let signs: Vec<String> =
        grid.signs.iter().map(|(sign, meaning)| format!("{sign} — {}", label(*meaning, lang))).collect();
    if !signs.is_empty() {
        out.push_str(&format!("{}: {}\n", label(Label::Signs, lang), signs.join("; ")));
    }
    for (number, note) in (1..).zip(footnotes(section, lang)) {
        out.push_str(&format!("{number}. {note}\n"));
    }
    out
}

fn superscript(letters: &str) -> String {
    if letters.is_empty() { String::new() } else { format!(" {letters}") }
}
