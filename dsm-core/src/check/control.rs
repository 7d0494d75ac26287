use super::{
    claim::{NOT_APPLICABLE, exclusive},
    place,
    range::{Doubt, Range},
    report,
};
use crate::{
    code::CodeId,
    error::{Error, Finding, FindingSink, Result, Safe, codes},
    measure::{Difference, Unit},
    table::{Axis, Table},
};
use std::{collections::BTreeMap, sync::Arc};

/// Holds a table against control totals: a table of the same unit with fewer dimensions or with totals, made independently.
///
/// Each cell of the control totals is compared with the sum of the cells that it groups: over the axes that it lacks or has a total
/// of, and over the codes of a group. Where the table has a total of its own, that is compared. Only exact figures are.
///
/// # Findings
/// - `CHK-013` a control total differs
/// - `CHK-014` it is not known whether it does: a figure is missing, suppressed or inexact, or the cells do not add up to a total
///   (persons along an axis on which they have several codes)
///
/// # Errors
/// `SEM-017` when the control totals count something else, `TAB-008` when they have an axis that the table has not.
///
/// # Disclosure
/// Findings name the cell by its codes; the figures are evidence, which is revealed against custody only.
///
/// ```
/// use dsm_core::{check::control_totals, error::{Collected, FindingSink, codes::chk}, measure::{Concept, Measure}};
/// use dsm_core::table::{Axis, Membership, Table};
/// let begun = || Table::builder(Measure::parse("cases:decision:many", "flow").unwrap(), Concept::new("DECISION"));
/// let sexes = Axis::category("SEX").membership(Membership::Fixed);
/// let table = begun().axis(sexes).axis(Axis::time("TIME_PERIOD")).row(&["F", "2024"], "3").row(&["M", "2024"], "4").build()?;
/// let control = begun().axis(Axis::time("TIME_PERIOD")).row(&["2024"], "8").build()?;
/// let mut found = Collected::new();
/// control_totals(&table, &control, &mut found)?;
/// assert_eq!(found.tally().of(chk::CONTROL_TOTAL_DIFFERS), 1);
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: mechanism, control totals (Form A of Kazakhstan's statistics).
pub fn control_totals(table: &Table, control: &Table, sink: &mut dyn FindingSink) -> Result<()> {
    let differences = control.measure().differences(table.measure());
    if !differences.is_empty() {
        let words = Safe::words(differences.into_iter().map(Difference::word));
        return Err(Error::new(codes::sem::NOT_ONE_POPULATION).with("differences", words));
    }
    if let Some(axis) = control.axes().iter().find(|axis| table.axis(axis.id()).is_none()) {
        return Err(Error::new(codes::tab::AXIS_UNKNOWN).with("axis", Safe::term(axis.id())));
    }
    let groups = Groups::of(table, control);
    for row in control.rows() {
        let total = Range::of(row.cell, table.measure().is_signed());
        let sum = groups.sum(&row.key);
        let doubt = total.doubt.max(sum.doubt);
        let finding = match doubt {
            Some(doubt) => Finding::new(codes::chk::CONTROL_TOTAL_NOT_KNOWN).with("reason", doubt.word()),
            None if total == sum => continue,
            None => Finding::new(codes::chk::CONTROL_TOTAL_DIFFERS).evidence_of(&format!("{total} : {sum}")),
        };
        report(sink, finding.at(place(control, &row.key)));
    }
    Ok(())
}

/// A part of a key: the codes of some axes, by the places of the axes.
type Codes = Vec<u32>;

/// The cells of a table as control totals look at them.
struct Groups<'a> {
    table: &'a Table,
    /// For each axis of the table its place in the control totals.
    places: Vec<Option<usize>>,
    /// The cells by their codes of the axes that the control totals have, each with its whole key.
    cells: BTreeMap<Codes, Vec<(Codes, Range)>>,
    absent: Range,
}

/// What a cell of the control totals says of an axis.
enum Wanted {
    /// This code of the table.
    Code(u32),
    /// All codes, or a total.
    All,
    /// The codes of a group, or the group's own.
    Group(Arc<str>),
    /// A code that the table does not have.
    Unknown,
}

impl<'a> Groups<'a> {
    fn of(table: &'a Table, control: &Table) -> Self {
        let place = |axis: &Axis| control.axes().iter().position(|other| other.id() == axis.id());
        let places: Vec<Option<usize>> = table.axes().iter().map(place).collect();
        let signed = table.measure().is_signed();
        let mut cells: BTreeMap<Codes, Vec<(Codes, Range)>> = BTreeMap::new();
        // Only what all control totals name one code of can be looked up: the others are walked over.
        let named = |at: usize| table.axes().get(at).is_some_and(|axis| axis.is_time() || axis.is_reporter());
        for place in table.places() {
            let key = table.key_codes(place);
            let fixed = (0..key.len()).filter(|at| named(*at) && places.get(*at).is_some_and(Option::is_some));
            let fixed: Codes = fixed.filter_map(|at| key.get(at).copied()).collect();
            cells.entry(fixed).or_default().push((key, Range::of(table.cell(place), signed)));
        }
        let absent = Range::absent(table.absent(), table.making().absent(), signed);
        Self { table, places, cells, absent }
    }

    /// What the cells that a control total groups come to.
    fn sum(&self, key: &[Arc<str>]) -> Range {
        let unknown = Range { doubt: Some(Doubt::Inexact), ..Range::ZERO };
        let mut wanted = Vec::new();
        let mut fixed = Codes::new();
        for (axis, place) in self.table.axes().iter().zip(&self.places) {
            let code = place.and_then(|place| key.get(place));
            let want = wanted_of(axis, code);
            if let (Some(_), true) = (place, axis.is_time() || axis.is_reporter()) {
                match want {
                    Wanted::Code(code) => fixed.push(code),
                    _ => return self.absent,
                }
            }
            wanted.push(want);
        }
        let all = self.cells.get(&fixed).map_or(&[][..], Vec::as_slice);
        let axes = self.table.axes();
        let belongs = |(key, _): &&(Codes, Range)| {
            axes.iter().zip(key).zip(&wanted).all(|((axis, code), wanted)| wanted.includes(axis, *code))
        };
        let mut cells: BTreeMap<Codes, Range> = all.iter().filter(belongs).cloned().collect();
        if cells.is_empty() {
            return self.absent;
        }
        let mut open: Vec<usize> =
            (0..axes.len()).filter(|at| !matches!(wanted.get(*at), Some(Wanted::Code(_)))).collect();
        // A total over one axis may be there for some codes of another only: axes with totals go first.
        open.sort_by_key(|at| !cells.keys().any(|key| self.is_whole(*at, key, &wanted)));
        for at in open {
            let mut lines: BTreeMap<Codes, (Option<Range>, Vec<Range>)> = BTreeMap::new();
            for (mut key, range) in cells {
                let whole = self.is_whole(at, &key, &wanted);
                if let Some(code) = key.get_mut(at) {
                    *code = 0;
                }
                let line = lines.entry(key).or_default();
                if whole { line.0 = line.0.or(Some(range)) } else { line.1.push(range) }
            }
            let additive = self.is_additive(at);
            let close = |(whole, parts): (Option<Range>, Vec<Range>)| match (whole, parts.as_slice()) {
                (Some(whole), _) => whole,
                (None, [one]) => *one,
                (None, _) if !additive => unknown,
                (None, parts) => parts.iter().copied().fold(Range::ZERO, Range::plus),
            };
            cells = lines.into_iter().map(|(key, line)| (key, close(line))).collect();
        }
        let sum = cells.into_values().next().unwrap_or(self.absent);
        // What does not fit into a figure is not known.
        if sum.low.is_none() && sum.doubt.is_none() { unknown } else { sum }
    }

    /// Whether the code of a key is the whole that is asked for on an axis: a total, or the group itself.
    fn is_whole(&self, at: usize, key: &[u32], wanted: &[Wanted]) -> bool {
        let axis = self.table.axes().get(at);
        let code = key.get(at).and_then(|code| axis?.codes().get(*code as usize));
        match (axis, code, wanted.get(at)) {
            (Some(axis), Some(code), Some(Wanted::All)) => is_total(axis, code),
            (_, Some(code), Some(Wanted::Group(group))) => code == group,
            _ => false,
        }
    }

    /// Whether figures along an axis add up to their total.
    fn is_additive(&self, at: usize) -> bool {
        let measure = self.table.measure();
        let axis = self.table.axes().get(at);
        let declared = axis.and_then(Axis::declared);
        let counts = !matches!(measure.unit(), Unit::Ratio(_) | Unit::Unstated);
        counts && declared.is_some_and(|category| exclusive(measure, category.membership))
    }
}

impl Wanted {
    fn includes(&self, axis: &Axis, code: u32) -> bool {
        match self {
            Self::Code(wanted) => *wanted == code,
            Self::Unknown => false,
            Self::All => {
                let text = axis.codes().get(code as usize);
                text.is_some_and(|text| is_total(axis, text) || is_leaf(axis, text))
            }
            Self::Group(group) => {
                let text = axis.codes().get(code as usize);
                text.is_some_and(|text| text == group || is_leaf(axis, text) && is_within(axis, text, group))
            }
        }
    }
}

fn wanted_of(axis: &Axis, code: Option<&Arc<str>>) -> Wanted {
    match code {
        None => Wanted::All,
        Some(code) if is_total(axis, code) => Wanted::All,
        Some(code) if axis.is_group(code) => Wanted::Group(code.clone()),
        Some(code) => axis.position(code).map_or(Wanted::Unknown, Wanted::Code),
    }
}

fn is_total(axis: &Axis, code: &str) -> bool {
    axis.declared().is_some() && (axis.is_total(code) || *code == *CodeId::TOTAL)
}

fn is_leaf(axis: &Axis, code: &Arc<str>) -> bool {
    !axis.is_group(code) && **code != *NOT_APPLICABLE
}

/// Whether a code is below a group: hierarchies have no more steps than codes.
fn is_within(axis: &Axis, code: &Arc<str>, group: &Arc<str>) -> bool {
    let Some(category) = axis.declared() else { return false };
    let above = std::iter::successors(Some(code), |code| category.parents.get(*code));
    above.take(category.parents.len().saturating_add(1)).any(|code| code == group)
}

#[cfg(test)]
#[path = "control_tests.rs"]
mod tests;
