//! A page as Markdown: headings, tables, signs and footnotes, for wikis, letters and notebooks.

use super::{
    Page, Section,
    below::{capital, left_out, signs},
    footnote::footnotes,
    grid::{Entry, grid},
};
use crate::{
    error::{Error, Result, codes},
    text::{Label, Lang, label, message, remedy},
};
use std::{fmt::Write as _, io::Write};

/// Writes a page in a language as Markdown with tables (CommonMark with the tables of GitHub). Charts are not drawn. The same page
/// gives the same bytes.
///
/// # Disclosure
/// As [`html::write`](super::html::write()).
///
/// # Errors
/// `REP-002` when the bytes cannot be written.
///
/// # Example
/// ```
/// use dsm_core::report::{Names, Page, Section, markdown};
/// use dsm_core::{measure::{Concept, Measure}, table::{Axis, Table}, text::{Lang, Text}};
/// let view = Table::builder(Measure::parse("cases:permit:one", "flow")?, Concept::new("WORK_PERMIT"))
///     .axis(Axis::time("TIME_PERIOD"))
///     .row(&["2023"], "10..20")
///     .row(&["2024"], "*")
///     .build()?
///     .disclose()?;
/// let page = Page::new(Text::both("Permits", "Разрешения"));
/// let page = page.section(Section::new(Text::both("Work *permits*", "Разрешения"), view, Names::new()));
/// let mut written = Vec::new();
/// markdown::write(&page, Lang::En, &mut written)?;
/// let text = String::from_utf8_lossy(&written);
/// assert!(text.contains("## Work \\*permits\\*\n") && text.contains("| 10–20 | \\* |"));
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub fn write(page: &Page, lang: Lang, out: &mut dyn Write) -> Result<()> {
    let text = text(page, lang);
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Error::new(codes::rep::PAGE_NOT_WRITTEN).caused_by(error))
}

fn text(page: &Page, lang: Lang) -> String {
    let mut out = format!("# {}\n\n", plain(page.title.in_lang(lang)));
    if let Some(lead) = &page.lead {
        paragraph(lead.in_lang(lang), &mut out);
    }
    for (name, value) in page.stamp.iter().flat_map(|stamp| stamp.said(lang)) {
        listed(&format!("{}: {value}", capital(&name)), &mut out);
    }
    for one in &page.sections {
        section(one, lang, &mut out);
    }
    if !page.refusals.is_empty() {
        head(label(Label::NotSupported, lang), &mut out);
        for refusal in &page.refusals {
            let said = (refusal.code, &refusal.args);
            let asked = refusal.asked.in_lang(lang);
            let (message, way) = (message(&said, lang), remedy(&said, lang));
            let text = format!("{asked}: {message} ({}) {}: {way}", refusal.code, label(Label::RightWay, lang));
            listed(&text, &mut out);
        }
    }
    if !page.nothing.is_empty() {
        head(label(Label::NotInThisReport, lang), &mut out);
        for title in &page.nothing {
            listed(&format!("{}: {}.", title.in_lang(lang), label(Label::NothingToSee, lang)), &mut out);
        }
    }
    if let Some(source) = &page.source {
        out.push('\n');
        paragraph(&format!("{}: {}", capital(label(Label::Source, lang)), source.in_lang(lang)), &mut out);
    }
    out
}

fn section(section: &Section, lang: Lang, out: &mut String) {
    let grid = grid(section, lang);
    head(section.title.in_lang(lang), out);
    if let Some(text) = &section.text {
        paragraph(text.in_lang(lang), out);
    }
    let mut counts: Vec<String> = grid.fixed.iter().map(|(axis, code)| format!("{axis}: {code}")).collect();
    let measure = crate::measure::counted(section.view.measure(), lang);
    counts.extend(measure.into_iter().map(|(name, value)| format!("{name}: {value}")));
    paragraph(&format!("{}.", capital(&counts.join("; "))), out);

    let heads = grid.heads.iter().map(|head| capital(head)).chain(grid.columns.iter().cloned());
    row(heads, out);
    let rule = grid.heads.iter().map(|_| ":--").chain(grid.columns.iter().map(|_| "--:"));
    out.push_str(&format!("| {} |\n", rule.collect::<Vec<_>>().join(" | ")));
    for line in &grid.rows {
        let cell = |entry: &Entry| {
            if entry.letters.is_empty() { entry.text.clone() } else { format!("{} {}", entry.text, entry.letters) }
        };
        row(line.names.iter().cloned().chain(line.cells.iter().map(cell)), out);
    }
    out.push('\n');
    if let Some(said) = left_out(section, &grid, lang) {
        paragraph(&said, out);
    }
    let signs: Vec<String> =
        signs(&grid, lang).into_iter().map(|(sign, meaning)| format!("{sign} — {}", label(meaning, lang))).collect();
    if !signs.is_empty() {
        paragraph(&format!("{}: {}.", label(Label::Signs, lang), signs.join("; ")), out);
    }
    for (number, note) in (1..).zip(footnotes(section, lang)) {
        // Writing to a string does not fail.
        let _ = writeln!(out, "{number}. {}", plain(&note));
    }
}

fn head(text: &str, out: &mut String) {
    out.push_str(&format!("\n## {}\n\n", plain(text)));
}

fn paragraph(text: &str, out: &mut String) {
    out.push_str(&plain(text));
    out.push_str("\n\n");
}

fn listed(text: &str, out: &mut String) {
    out.push_str(&format!("- {}\n", plain(text)));
}

fn row(cells: impl Iterator<Item = String>, out: &mut String) {
    out.push_str(&format!("| {} |\n", cells.map(|cell| plain(&cell)).collect::<Vec<_>>().join(" | ")));
}

/// Text that Markdown reads as nothing but text, on one line.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
