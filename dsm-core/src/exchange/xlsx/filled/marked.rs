use super::{
    super::{
        changes,
        entry::{FIRST, Places},
        identity::Identity,
        note::note,
        sheet::{Sheets, column, not_written, row},
        style::Style,
        template::Template,
    },
    form::Form,
    formula::comes_to,
    lines::{Content, Held},
    others::FINDINGS,
    scan::{Scan, Scanned},
};
use crate::{
    catalogue::Catalogue,
    error::{
        At, Code, Collected, Error, Finding, Place, Result, Severity,
        codes::{exc, src},
    },
    source::{Input, Numbers},
    text::{Label, Lang, label, message, remedy},
};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::{collections::BTreeMap, io::Write};

type Done = std::result::Result<(), XlsxError>;

/// What a copy would hide: it has the keys, names and cells of the form again, and what stood elsewhere or was never reckoned is gone.
const LOST: [Code; 10] = [
    exc::FORM_SHEET_MISSING,
    exc::FORM_SHEET_TWICE,
    exc::FORM_KEY_MISSING,
    exc::FORM_KEY_TWICE,
    exc::FORM_KEY_UNKNOWN,
    exc::FORM_NAME_OTHER,
    exc::FORM_TITLE_OTHER,
    exc::FORM_FIGURE_BESIDE,
    src::FORMULA_UNRECKONED,
    src::FIGURE_MERGED,
];

/// The most findings that are listed; the rest is found when these are corrected.
const MOST: usize = 10_000;

/// Writes a copy of a form that was filled in: made anew, with what was written into it, the cells with which
/// something is the matter colored and commented, and a sheet that lists everything that was found. It may be corrected and sent back
/// itself. Comments are in the language of the form unless another is given. Gives the findings, whose places are those of the form that
/// was read.
///
/// # Disclosure
/// It holds nothing but what the form asks for: other sheets, hidden data and earlier figures are not in it.
///
/// # Errors
/// `EXC-331` where the bytes are no form; `EXC-332` with the findings where keys, names or columns are damaged, figures stand beside the
/// table, cells are merged or formulas have no result: a copy would hide it; as [`Form::open`] and [`Form::template`]; `EXC-001` where the bytes cannot be written.
///
/// # Example
/// ```
/// use dsm_core::{catalogue::Catalogue, exchange::xlsx::{Template, mark}, text::Lang};
/// use std::io::Cursor;
/// let (mut workbook, mut copy) = (Vec::new(), Vec::new());
/// Template::new(&Catalogue::built_in("EXITS")?, "MD", &["2006"], Lang::Ru)?.write(&mut workbook)?;
/// let found = mark(Cursor::new(workbook), "form.xlsx", None, None, &mut copy)?;
/// assert!(copy.starts_with(b"PK") && !found.findings().is_empty());
/// let refused = mark(Cursor::new("A,B\n1,2\n"), "f.csv", None, None, &mut copy).unwrap_err();
/// assert_eq!(refused.code().id(), "EXC-331");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub fn mark(
    mut input: impl Input,
    file: &str,
    known: Option<&Catalogue>,
    lang: Option<Lang>,
    out: &mut dyn Write,
) -> Result<Collected> {
    let Some(mut form) = Form::open(&mut input, file)? else {
        return Err(Error::new(exc::FORM_NONE).at(Place::new(file, At::Whole)));
    };
    let catalogue = known.map_or_else(|| form.catalogue(), |known| Ok(known.clone()))?;
    let template = form.template(&catalogue)?;
    let (mut workbook, identity, sheets) = template.made().map_err(not_written)?;
    let names: Vec<&str> = identity.names().iter().map(|named| &*named.name).collect();
    let scan = Scan::of(&mut form.workbook, &template, &form.file, &names)?;
    let mut found = Collected::new();
    match form.read(&catalogue, &mut found) {
        Ok(_) => {}
        Err(error) if error.code() == exc::FORM_SET_ASIDE => {}
        Err(error) => return Err(error),
    }
    if found.findings().iter().any(|finding| LOST.contains(&finding.rule())) {
        return Err(Error::new(exc::FORM_NOT_REMADE)
            .at(Place::new(file, At::Whole))
            .findings_of(found.into_findings()));
    }
    let (lang, at) = (lang.unwrap_or(template.lang), spots(&found));
    let marked =
        Marking { template: &template, identity: &identity, sheets: &sheets, scan: &scan, found: &found, at, lang };
    let bytes = marked.write(&mut workbook).and_then(|()| workbook.save_to_buffer()).map_err(not_written)?;
    out.write_all(&bytes).map_err(|error| Error::new(exc::NOT_WRITTEN).caused_by(error))?;
    Ok(found)
}

/// A copy that is being marked.
struct Marking<'a> {
    template: &'a Template,
    identity: &'a Identity,
    sheets: &'a Sheets,
    scan: &'a Scan,
    found: &'a Collected,
    at: Spots<'a>,
    lang: Lang,
}

/// Findings by sheet, row and column.
type Spots<'a> = BTreeMap<(&'a str, u32, u32), Vec<&'a Finding>>;

fn spots(found: &Collected) -> Spots<'_> {
    let mut all = Spots::new();
    for finding in found.findings() {
        if let Some(At::Sheet { sheet, row, column }) = finding.place().map(Place::position) {
            all.entry((&**sheet, *row, *column)).or_default().push(finding);
        }
    }
    all
}

impl Marking<'_> {
    fn write(&self, workbook: &mut Workbook) -> Done {
        for scanned in &self.scan.sheets {
            let Some(name) = self.sheets.figures.get(scanned.number) else { continue };
            let asked = self.template.asked.get(scanned.number);
            let style = Style::new(asked.is_some_and(|asked| asked.indicator.measure().is_count()));
            self.figures(scanned, workbook.worksheet_from_name(name)?, &style)?;
        }
        let style = Style::new(true);
        self.answers(workbook, &style)?;
        if let (Some(indicator), Some(name)) = (self.template.alone(), &self.sheets.changes) {
            let changes = workbook.worksheet_from_name(name)?;
            for (field, column, text) in &self.scan.documentation {
                let line = changes::lines_of(indicator).find(|(own, _)| own.id() == field).map(|(_, line)| line);
                if let Some(line) = line {
                    changes.write_string_with_format(line, *column, text, &style.long_field)?;
                }
            }
        }
        self.list(workbook.add_worksheet(), &style)
    }

    /// What is the matter with a cell, in words.
    fn said(&self, found: &[&Finding]) -> String {
        let said = |one: &&Finding| format!("{}\n→ {}", message(*one, self.lang), remedy(*one, self.lang));
        found.iter().map(said).collect::<Vec<_>>().join("\n\n")
    }

    fn figures(&self, scanned: &Scanned, sheet: &mut Worksheet, style: &Style) -> Done {
        let Some(asked) = self.template.asked.get(scanned.number) else { return Ok(()) };
        let (places, shape) = (Places::new(&asked.shape), &asked.shape);
        let remark = column(FIRST + shape.columns.len());
        let at = |one: Option<usize>| one.map_or(remark, |one| column(FIRST + one));
        for (item, one, content) in &scanned.cells {
            let Some(line) = places.rows.get(*item) else { continue };
            // Formulas of the form are written anew with the form.
            let sums = one.is_some_and(|one| {
                let across = shape.columns.get(one).map(|column| column.adds);
                shape.down.items.get(*item).map(|item| item.adds).max(across).is_some_and(|adds| adds.is_sum())
            });
            if !(content.formula.is_some() && sums) {
                let format = if one.is_some() { &style.entry } else { &style.choice };
                put(sheet, row(*line), at(*one), content, format)?;
            }
        }
        let name = &*scanned.name;
        for ((_, line, from), found) in self.at.range((name, 0, 0)..=(name, u32::MAX, u32::MAX)) {
            let one = scanned.columns.get(from).copied();
            let place = scanned.rows.get(line).and_then(|item| places.rows.get(*item));
            let Some(place) = place.filter(|_| one.is_some() || *from == scanned.remark) else { continue };
            sheet.insert_note(row(*place), at(one), &note(&self.said(found)))?;
            sheet.set_cell_format(row(*place), at(one), &style.bad)?;
        }
        Ok(())
    }

    /// What was answered, with what is the matter with it.
    fn answers(&self, workbook: &mut Workbook, style: &Style) -> Done {
        for named in self.identity.names() {
            let Some((_, place, text)) = self.scan.answers.iter().find(|(name, ..)| *name == named.name) else {
                continue;
            };
            let sheet = workbook.worksheet_from_name(&named.sheet)?;
            if !text.is_empty() {
                sheet.write_string_with_format(named.line, named.column, text, &style.field)?;
            }
            let At::Sheet { sheet: own, row, column } = place.position() else { continue };
            if let Some(found) = self.at.get(&(&**own, *row, *column)) {
                sheet.insert_note(named.line, named.column, &note(&self.said(found)))?;
                sheet.set_cell_format(named.line, named.column, &style.bad)?;
            }
        }
        Ok(())
    }

    /// The sheet that lists everything that was found, what is grave first.
    fn list(&self, sheet: &mut Worksheet, style: &Style) -> Done {
        let say = |said| label(said, self.lang);
        sheet.set_name(label(Label::TemplateFindings, self.template.lang))?;
        sheet.write_string(0, 0, FINDINGS)?.set_row_hidden(0)?.set_column_hidden(0)?;
        for (width, at) in [30.0, 52.0, 60.0].into_iter().zip(1..) {
            sheet.set_column_width(at, width)?;
        }
        sheet.write_string_with_format(1, 1, say(Label::TemplateFindings), &style.title)?;
        sheet.write_string_with_format(2, 1, say(Label::TemplateFindingsHint), &style.subtitle)?;
        let heads = [Label::TemplateFindingsWhere, Label::TemplateFindingsWhat, Label::TemplateFindingsRemedy];
        for (head, at) in heads.into_iter().zip(1..) {
            sheet.write_string_with_format(4, at, say(head), &style.head)?;
        }
        let mut all: Vec<&Finding> = self.found.findings().iter().collect();
        all.sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
        for (finding, line) in all.into_iter().take(MOST).zip(5..) {
            let place = finding.place().map(ToString::to_string).unwrap_or_default();
            let file = finding.place().map_or("", Place::file);
            let place = place.strip_prefix(file).unwrap_or(&place).trim_start_matches(':');
            let grave = finding.severity() == Severity::Error;
            let format = if grave { &style.boxed_strong } else { &style.boxed };
            sheet.write_string_with_format(line, 1, place, format)?;
            sheet.write_string_with_format(line, 2, message(finding, self.lang), format)?;
            sheet.write_string_with_format(line, 3, remedy(finding, self.lang), &style.boxed)?;
        }
        Ok(())
    }
}

/// Whether a formula comes to what stands in its cell.
fn is_reckoned(formula: &str, held: &Held) -> bool {
    let number = match held {
        Held::Number(digits) => Numbers::Point.figure(digits).ok(),
        _ => None,
    };
    number.and_then(|number| comes_to(formula, number)) == Some(true)
}

/// Writes what was written, as what it was.
fn put(sheet: &mut Worksheet, line: u32, at: u16, content: &Content, format: &Format) -> Done {
    // The result of a formula that refers to other cells is not known: a copy that had it as a number would make it one.
    if let Some(formula) = content.formula.as_deref().filter(|formula| !is_reckoned(formula, &content.held)) {
        sheet.write_string_with_format(line, at, format!("={formula}"), format)?;
        return Ok(());
    }
    match &content.held {
        Held::Number(digits) => match digits.parse::<f64>() {
            Ok(number) if digits.len() <= 15 && number.is_finite() => {
                sheet.write_number_with_format(line, at, number, format)?
            }
            _ => sheet.write_string_with_format(line, at, &**digits, format)?,
        },
        Held::Unreckoned => sheet.write_blank(line, at, format)?,
        other => sheet.write_string_with_format(line, at, other.text(), format)?,
    };
    Ok(())
}
