use super::{
    super::{
        cover::{empties, statuses, units},
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

/// The questions that hold for all figures, with the names of their cells.
const QUESTIONS: [(&str, Label); 3] = [
    ("DSM_FIELD_UNIT", Label::TemplateUnit),
    ("DSM_FIELD_STATUS", Label::TemplateStatus),
    ("DSM_FIELD_EMPTY", Label::TemplateEmpty),
];

/// What was answered: codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Answers {
    /// None where it was not answered, or not as the form offers; then that was said.
    pub(super) unit: Option<String>,
    pub(super) status: Option<String>,
    pub(super) empty: Option<String>,
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
    let mut cells = cells(workbook, file, &QUESTIONS.map(|(name, _)| name))?;
    let mut answer = |(name, question): (&str, Label), offered: Vec<(String, String)>, needed: bool| {
        let cell = cells.remove(name);
        let cell = cell.unwrap_or_else(|| Cell { place: Place::new(file.clone(), At::Whole), text: String::new() });
        let text = cell.text.trim().to_lowercase();
        let listed = |(code, said): &&(String, String)| said.to_lowercase() == text || code.to_lowercase() == text;
        if let Some((code, _)) = offered.iter().find(listed) {
            return Some(code.clone());
        }
        let rule = if text.is_empty() { exc::FORM_ANSWER_MISSING } else { exc::FORM_ANSWER_UNKNOWN };
        if needed || !text.is_empty() {
            let finding = Finding::new(rule).with("question", Safe::word(question.name())).at(cell.place);
            found.add(finding.evidence_of(&cell.text));
        }
        None
    };
    let [unit, status, empty] = QUESTIONS;
    let units = units(template);
    let one = match units.as_slice() {
        [(code, _)] => Some(code.clone()),
        _ => None,
    };
    Ok(Answers {
        unit: answer(unit, units, one.is_none()).or(one),
        status: answer(status, statuses(template.lang), true),
        empty: answer(empty, empties(template.lang), lacking),
    })
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
