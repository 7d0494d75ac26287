mod plan;
#[cfg(test)]
mod tests;

use super::{
    Action, Header, Structure,
    data::{Above, Batch, DataSet, Draft, Intake, Observations, Part, Spot, Within},
    structures::Structures,
};
use crate::{
    error::{At, Code, Error, Finding, FindingSink, Place, Result, Safe, Tally, codes::exc},
    translate::Recoding,
};
use plan::{Making, Plan, To};
use std::{fmt, ops::ControlFlow, sync::Arc};

/// Observations whose components and codes are those of a country or an agency, in the components and codes that a technical
/// translator says: one batch after the other, row for row.
///
/// A component gets its id (`columns`), or is left out where it is an attribute of no use (`ignored`); a code becomes the one that a
/// word means (`labels`), that a name names (`names`) or that a scheme has for it (`schemes`); what stands in place of a figure
/// becomes its figure and status (`marks`); what is true of all of it is added (`stated`). Where the structure that the data are said
/// to be of is known, they are checked against it.
///
/// Values are checked as what they become. Nothing is guessed: a code that has no place in its mapping is `COD-007`, and stays as it is. Where two codes become one, the
/// second observation of the same key is `EXC-206`: figures are not added up.
///
/// Findings beside these: `EXC-201` for a component that the translator names and the message does not have, or the other way round.
///
/// # Errors
/// `EXC-270` where a dimension is to be left out; what the source reports.
pub struct Mapped<'a> {
    source: &'a mut dyn Observations,
    recoding: &'a Recoding,
    structures: &'a Structures,
    target: Option<&'a Structure>,
    file: Arc<str>,
    inner: Batch,
    draft: Draft,
    plans: Vec<Plan>,
    data_set: Option<DataSet>,
}

impl<'a> Mapped<'a> {
    /// Maps observations; `target` is what they are said to be of then, `file` the name that places are given with.
    #[must_use]
    pub fn new(
        source: &'a mut dyn Observations,
        recoding: &'a Recoding,
        structures: &'a Structures,
        target: Option<&'a Structure>,
        file: &str,
    ) -> Self {
        let (file, inner, draft) = (Arc::from(file), Batch::new(), Draft::default());
        Self { source, recoding, structures, target, file, inner, draft, plans: Vec::new(), data_set: None }
    }
}

/// What is found about values is found again about what they become.
struct Sifted<'f>(&'f mut dyn FindingSink);

const FOUND_AGAIN: [Code; 9] = [
    exc::CODE_UNKNOWN,
    exc::REPRESENTATION_WRONG,
    exc::DIMENSION_MISSING,
    exc::ATTRIBUTE_MISSING,
    exc::OBSERVATION_TWICE,
    exc::PATTERN_NOT_FOLLOWED,
    exc::PERIOD_WRONG,
    exc::VALUE_NO_NUMBER,
    exc::KEY_EXCLUDED,
];

impl FindingSink for Sifted<'_> {
    fn put(&mut self, finding: Finding) -> ControlFlow<()> {
        // A second group of one key is no row, and only the reader knows it; what a row says of its group is found again.
        let grouped = finding.args().named("level") == Some(&Safe::term("group")) && !of_row(finding.place());
        let otherwise = finding.rule() == exc::ATTRIBUTE_OTHERWISE && !grouped;
        // Of a data set without rows nothing is found again.
        let rowless = finding.args().named("rows").is_some();
        let again = !rowless && (otherwise || FOUND_AGAIN.contains(&finding.rule()));
        if again { ControlFlow::Continue(()) } else { self.0.put(finding) }
    }

    fn tally(&self) -> &Tally {
        self.0.tally()
    }
}

/// Whether a place is of an observation, or of its series.
fn of_row(place: Option<&Place>) -> bool {
    match place.map(Place::position) {
        Some(At::Line { column, .. }) => *column == 0,
        Some(At::Element { path, .. }) => ["Obs", "Series"].iter().any(|own| path.split('@').next() == Some(own)),
        _ => false,
    }
}

impl Observations for Mapped<'_> {
    fn header(&self) -> &Header {
        self.source.header()
    }

    fn file(&self) -> Option<Arc<str>> {
        self.source.file()
    }

    fn next<'b>(&'b mut self, batch: &mut Batch, findings: &mut dyn FindingSink) -> Result<Option<&'b DataSet>> {
        batch.clear();
        let Self { source, recoding, structures, target, file, inner, draft, plans, data_set } = self;
        let Some(set) = source.next(inner, &mut Sifted(findings))? else {
            for plan in plans {
                for (_, mut above) in std::mem::take(&mut plan.above) {
                    above.tell(&plan.layout, file, findings);
                }
            }
            return Ok(None);
        };
        let place = match plans.iter().position(|plan| Arc::ptr_eq(&plan.of, &set.layout)) {
            Some(place) => place,
            None => {
                let making = Making { recoding, structures, target: *target, file };
                plans.push(Plan::of(&making, &set.layout, findings)?);
                plans.len() - 1
            }
        };
        let Some(plan) = plans.get_mut(place) else { return Err(Error::defect("sdmx::Mapped")) };
        let structure = target.cloned().or_else(|| set.structure.clone());
        let own = DataSet { layout: plan.layout.clone(), structure, ..set.clone() };
        let Plan { layout, columns, stated, status, keys, set: last, above, .. } = plan;
        let begins = last.replace(own.number) != Some(own.number);
        if begins {
            keys.next_set();
        }
        if own.action != Action::Delete && above.iter().all(|(action, _)| *action != own.action) {
            above.push((own.action, Above::of(layout)));
        }
        let mut above = above.iter_mut().find(|(action, _)| *action == own.action).map(|(_, above)| above);
        if let Some(above) = above.as_mut().filter(|_| begins && own.action != Action::Information) {
            above.turn();
        }
        batch.start(layout);
        draft.start(layout);
        let mut intake = Intake { batch, draft, keys, data_set: &own, file, findings };
        for row in 0..inner.len() {
            let spot = Spot { line: inner.line(row), within: Within::Column(0) };
            columns.iter().flatten().for_each(|to| intake.unset(to.column));
            for (at, to) in columns.iter_mut().enumerate() {
                if let Some(to) = to.as_mut().filter(|_| inner.value(row, at).is_some()) {
                    value(&mut intake, to, (inner, row, at), (recoding, *status), spot);
                }
            }
            for (column, text) in stated.iter() {
                intake.set(*column, text, spot);
            }
            if let Some(above) = above.as_deref_mut() {
                intake.above(above, true, spot);
            }
            intake.observe(spot);
        }
        *data_set = Some(own);
        Ok(data_set.as_ref())
    }
}

/// Sets the values of a component of a row.
fn value(
    intake: &mut Intake<'_>,
    to: &mut To,
    (inner, row, at): (&Batch, usize, usize),
    (recoding, status): (&Recoding, Option<usize>),
    spot: Spot,
) {
    let text = inner.value(row, at).unwrap_or_default();
    if to.measure {
        match recoding.mark(text) {
            Some((figure, said)) => {
                if !figure.is_empty() {
                    intake.set(to.column, figure, spot);
                }
                if let Some(status) = status.filter(|_| !said.is_empty()) {
                    intake.set(status, said, spot);
                }
            }
            None => intake.set(to.column, text, spot),
        }
        return;
    }
    if !to.recoded {
        let more = inner.more(row, at);
        if more.is_empty() {
            intake.set(to.column, text, spot);
        } else {
            let all: Vec<String> =
                std::iter::once(text).chain(more.iter().map(|one| &**one)).map(str::to_owned).collect();
            intake.set_many(to.column, &all, spot);
        }
        return;
    }
    let more = inner.more(row, at).iter().map(|one| &**one);
    let all: Vec<&str> = std::iter::once(text).chain(more).collect();
    let part = inner.layout().and_then(|layout| layout.parts().get(at));
    let judged = inner.rows_of(at).get(row).and_then(|place| inner.at(at, *place));
    let of_list = part.is_some_and(Part::is_coded) && judged.is_some_and(|value| value.wrong.is_none());
    let with = (recoding, of_list);
    let mapped: Vec<String> = all.into_iter().map(|text| code(intake, to, with, text, spot).to_string()).collect();
    intake.set_many(to.column, &mapped, spot);
}

/// The code that a text becomes; itself where it has no place in the mapping, which is said.
fn code(
    intake: &mut Intake<'_>,
    to: &mut To,
    (recoding, of_list): (&Recoding, bool),
    text: &str,
    spot: Spot,
) -> Arc<str> {
    if let Some(known) = to.known.get(text) {
        return known.clone();
    }
    let own = Arc::<str>::from(text);
    let code = match recoding.code(&to.id, text) {
        None => {
            // A code of the list that the data have, or are to have, is none that a word is missing for.
            let listed = |intake: &mut Intake<'_>| {
                let coded = intake.data_set.layout.parts().get(to.column).is_some_and(Part::is_coded);
                let place = intake.batch.place(to.column, text);
                coded && intake.batch.at(to.column, place).is_some_and(|value| value.wrong.is_none())
            };
            if let Some(error) = recoding.unworded(&to.id, text).filter(|_| !of_list && !listed(intake)) {
                intake.put(Finding::from(&error).at(spot.place(intake.file)).evidence_of(text));
                return own;
            }
            own.clone()
        }
        Some(Ok(code)) => code,
        Some(Err(error)) => {
            intake.put(Finding::from(&error).at(spot.place(intake.file)).evidence_of(text));
            return own;
        }
    };
    if to.known.len() < 1 << 16 {
        to.known.insert(own, code.clone());
    }
    code
}

impl fmt::Debug for Mapped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mapped({})", self.file)
    }
}
