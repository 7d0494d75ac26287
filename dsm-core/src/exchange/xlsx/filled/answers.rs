use super::{
    super::{
        changes::changed,
        cover::{empties, statuses, units},
        questionnaire::field,
        template::Template,
    },
    found::Found,
    lines::Lines,
};
use crate::{
    error::{At, Finding, Place, Result, Safe, codes::exc},
    source::{Input, Workbook},
    text::Label,
};
use std::{collections::BTreeMap, sync::Arc};

/// The questions that hold for all figures.
const STATUS: (&str, Label) = ("STATUS", Label::TemplateStatus);
const EMPTY: (&str, Label) = ("EMPTY", Label::TemplateEmpty);

/// What was answered: codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Answers {
    /// None where it was not answered, or not as the form offers; then that was said.
    units: Vec<Option<String>>,
    pub(super) status: Option<String>,
    pub(super) empty: Option<String>,
}

impl Answers {
    /// The unit that the figures of a table are stated in; empty where it is not known.
    pub(super) fn unit(&self, table: usize) -> &str {
        self.units.get(table).and_then(Option::as_deref).unwrap_or_default()
    }
}

/// The names of the questions about a table: in which unit it is, and whether it is counted otherwise than last time. In a form of one
/// table the second is on the sheet about its documentation.
fn of_table(template: &Template, table: usize) -> [String; 2] {
    match template.alone() {
        Some(_) => ["UNIT".to_owned(), String::new()],
        None => [field("UNIT", table), field("CHANGED", table)],
    }
}

/// A cell for an answer: where it is and what stands in it.
pub(super) struct Cell {
    pub(super) place: Place,
    pub(super) text: String,
}

/// Reads the answers. `lacking` says whether any place for a figure is empty: only then it matters what that means.
pub(super) fn read<R: Input>(
    workbook: &mut Workbook<R>,
    template: &Template,
    file: &Arc<str>,
    lacking: bool,
    found: &mut Found<'_>,
) -> Result<Answers> {
    let tables: Vec<[String; 2]> = (0..template.tables.len()).map(|table| of_table(template, table)).collect();
    let named = |name: &str| format!("DSM_FIELD_{name}");
    let all = tables.iter().flatten().map(String::as_str).filter(|name| !name.is_empty()).chain([STATUS.0, EMPTY.0]);
    let names: Vec<String> = all.map(named).collect();
    let cells = cells(workbook, file, &names.iter().map(String::as_str).collect::<Vec<_>>())?;
    let none = Cell { place: Place::new(file.clone(), At::Whole), text: String::new() };
    let cell = |name: &str| cells.get(&*named(name)).unwrap_or(&none);
    let mut answers = Answers::default();
    for ([unit, changes], indicator) in tables.iter().zip(&template.tables) {
        let units = units(indicator, template.lang);
        let one = match units.as_slice() {
            [(code, _)] => Some(code.clone()),
            _ => None,
        };
        answers.units.push(chosen(cell(unit), Label::TemplateUnit, &units, one.is_none(), found).or(one));
        if changes.is_empty() {
            continue;
        }
        let (cell, offered) = (cell(changes), changed(template.lang));
        if chosen(cell, Label::TemplateChanged, &offered, false, found).as_deref() == Some("yes") {
            let otherwise = Finding::new(exc::FORM_COUNTED_OTHERWISE).with("indicator", Safe::term(indicator.id()));
            found.add(otherwise.at(cell.place.clone()));
        }
    }
    answers.status = chosen(cell(STATUS.0), STATUS.1, &statuses(template.lang), true, found);
    answers.empty = chosen(cell(EMPTY.0), EMPTY.1, &empties(template.lang), lacking, found);
    Ok(answers)
}

/// The code of what was chosen; what is not offered, and what is needed and not there, is said.
fn chosen(
    cell: &Cell,
    question: Label,
    offered: &[(String, String)],
    needed: bool,
    found: &mut Found<'_>,
) -> Option<String> {
    let text = cell.text.trim().to_lowercase();
    let listed = |(code, said): &&(String, String)| said.to_lowercase() == text || code.to_lowercase() == text;
    if let Some((code, _)) = offered.iter().find(listed) {
        return Some(code.clone());
    }
    let rule = if text.is_empty() { exc::FORM_ANSWER_MISSING } else { exc::FORM_ANSWER_UNKNOWN };
    if needed || !text.is_empty() {
        let finding = Finding::new(rule).with("question", Safe::word(question.name())).at(cell.place.clone());
        found.add(finding.evidence_of(&cell.text));
    }
    None
}

/// The cells that have these names.
pub(super) fn cells<'n, R: Input>(
    workbook: &mut Workbook<R>,
    file: &Arc<str>,
    names: &[&'n str],
) -> Result<BTreeMap<&'n str, Cell>> {
    let mut wanted = Vec::new();
    for name in names {
        let named = workbook.names().iter().find(|named| named.name() == *name && named.known_on().is_none());
        let Some((sheet, area)) = named.and_then(|named| named.area()) else { continue };
        if let Some(sheet) = workbook.sheets().iter().find(|one| &**one.name() == sheet) {
            wanted.push((*name, sheet.clone(), area));
        }
    }
    let mut cells = BTreeMap::new();
    for (name, sheet, area) in wanted {
        let (row, column) = (area.first_row, area.first_column);
        let at = At::Sheet { sheet: sheet.name().clone(), row, column };
        let mut cell = Cell { place: Place::new(file.clone(), at), text: String::new() };
        let (mut lines, mut line) = (Lines::new(workbook.cells(&sheet)?), Vec::new());
        while let Some(at) = lines.next(&mut line)?.filter(|at| *at <= row) {
            let here = line.iter().find(|content| at == row && content.column == column);
            here.into_iter().for_each(|content| content.held.text().clone_into(&mut cell.text));
        }
        cells.insert(name, cell);
    }
    Ok(cells)
}
