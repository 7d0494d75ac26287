#[cfg(test)]
mod tests;

use super::{
    Action, Header, Structure,
    data::{Batch, DataSet, Draft, Intake, Layout, Observations, Seen, Spot, Within, is_attribute},
    structures::{Component, DataStructure, Relationship, Representation, Role, Structures},
};
use crate::{
    error::{At, Code, Error, Finding, FindingSink, Place, Result, Safe, Tally, codes::exc},
    translate::Recoding,
};
use std::{collections::HashMap, fmt, ops::ControlFlow, sync::Arc};

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

/// How the data of a structure become others.
struct Plan {
    of: Arc<Layout>,
    layout: Arc<Layout>,
    columns: Vec<Option<To>>,
    stated: Vec<(usize, Arc<str>)>,
    status: Option<usize>,
    seen: Vec<(Action, Seen)>,
}

/// Where the values of a component go.
struct To {
    column: usize,
    id: Arc<str>,
    recoded: bool,
    measure: bool,
    known: HashMap<Arc<str>, Arc<str>>,
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

impl Plan {
    fn of(mapped: &Making<'_>, of: &Arc<Layout>, findings: &mut dyn FindingSink) -> Result<Self> {
        let Making { recoding, structures, target, file } = mapped;
        let unknown = |id: &str, findings: &mut dyn FindingSink| {
            let finding = Finding::new(exc::COMPONENT_UNKNOWN).with("component", Safe::term(id)).evidence_of(id);
            let _ = findings.put(finding.at(Place::new((*file).clone(), At::Whole)));
        };
        for id in recoding.components().filter(|id| of.place(id).is_none()) {
            unknown(id, findings);
        }
        let known = target.and_then(|target| structures.structure_of(target));
        let layout = match known {
            Some(found) => Layout::of_data(found, *target, structures),
            None if of.is_inferred() => Layout::inferred(renamed(of, recoding)?),
            None => Layout::of(&renamed(of, recoding)?, structures),
        };
        let mut columns = Vec::new();
        for (at, part) in of.parts().iter().enumerate() {
            let name = said(&part.id, recoding);
            let id = recoding.id_of(name).unwrap_or_default();
            if recoding.ignores(name) && at < of.dimensions() {
                return Err(Error::new(exc::DIMENSION_IGNORED).with("component", Safe::term(&part.id)));
            }
            let column = layout.place(id);
            if column.is_none() && !id.is_empty() {
                unknown(id, findings);
            }
            let recoded = recoding.recodes(id);
            columns.push(column.map(|column| To {
                column,
                id: Arc::from(id),
                recoded,
                measure: part.is_measure(),
                known: HashMap::new(),
            }));
        }
        let mut stated = Vec::new();
        for (id, value) in recoding.stated() {
            match layout.place(id) {
                Some(column) => stated.push((column, Arc::from(value))),
                None => unknown(id, findings),
            }
        }
        let status = layout.place("OBS_STATUS");
        Ok(Self { of: of.clone(), layout: Arc::new(layout), columns, stated, status, seen: Vec::new() })
    }
}

/// What plans are made with.
struct Making<'a> {
    recoding: &'a Recoding,
    structures: &'a Structures,
    target: Option<&'a Structure>,
    file: &'a Arc<str>,
}

/// The name of a component as the translator writes it, whatever the case of its letters.
fn said<'a>(id: &'a str, recoding: &'a Recoding) -> &'a str {
    let exact = recoding.components().any(|own| own == id);
    let alike = recoding.components().find(|own| own.eq_ignore_ascii_case(id)).filter(|_| !exact);
    alike.unwrap_or(id)
}

/// A structure with the ids of the translator, and with the components that it states.
fn renamed(of: &Layout, recoding: &Recoding) -> Result<DataStructure> {
    let mut structure = of.structure().clone();
    let new = |id: &Arc<str>| -> Arc<str> { Arc::from(recoding.id_of(said(id, recoding)).unwrap_or(id)) };
    let stays = |component: &Component| recoding.id_of(said(&component.id, recoding)).is_some();
    structure.dimensions.retain(&stays);
    structure.measures.retain(&stays);
    structure.attributes.retain(&stays);
    structure.groups.iter_mut().for_each(|group| group.dimensions.iter_mut().for_each(|id| *id = new(id)));
    let all = structure.dimensions.iter_mut().chain(&mut structure.measures).chain(&mut structure.attributes);
    for component in all {
        component.id = new(&component.id);
        if recoding.recodes(&component.id) {
            // Its codes are others now, and so is its concept.
            let most = component.representation.as_ref().and_then(|own| own.max_occurs);
            component.representation = Some(Representation { max_occurs: most, ..Representation::default() });
            component.concept = None;
        }
        if let Role::Attribute { of: Relationship::Dimensions(ids), .. } = &mut component.role {
            ids.iter_mut().for_each(|id| *id = new(id));
        }
    }
    for (id, _) in recoding.stated() {
        let attribute = is_attribute(id) || of.place(id).is_some_and(|at| at >= of.dimensions());
        if attribute {
            let role = Role::Attribute { mandatory: false, of: Relationship::DataSet };
            structure.attributes.push(Component::new(id, role));
        } else {
            structure.dimensions.insert(0, Component::new(id, Role::Dimension));
        }
    }
    Ok(structure)
}

/// What is found about values is found again about what they become.
struct Sifted<'f>(&'f mut dyn FindingSink);

const FOUND_AGAIN: [Code; 8] = [
    exc::CODE_UNKNOWN,
    exc::REPRESENTATION_WRONG,
    exc::DIMENSION_MISSING,
    exc::ATTRIBUTE_MISSING,
    exc::OBSERVATION_TWICE,
    exc::PERIOD_WRONG,
    exc::VALUE_NO_NUMBER,
    exc::KEY_EXCLUDED,
];

impl FindingSink for Sifted<'_> {
    fn put(&mut self, finding: Finding) -> ControlFlow<()> {
        if FOUND_AGAIN.contains(&finding.rule()) { ControlFlow::Continue(()) } else { self.0.put(finding) }
    }

    fn tally(&self) -> &Tally {
        self.0.tally()
    }
}

impl Observations for Mapped<'_> {
    fn header(&self) -> &Header {
        self.source.header()
    }

    fn next<'b>(&'b mut self, batch: &mut Batch, findings: &mut dyn FindingSink) -> Result<Option<&'b DataSet>> {
        batch.clear();
        let Self { source, recoding, structures, target, file, inner, draft, plans, data_set } = self;
        let Some(set) = source.next(inner, &mut Sifted(findings))? else { return Ok(None) };
        let place = match plans.iter().position(|plan| Arc::ptr_eq(&plan.of, &set.layout)) {
            Some(place) => place,
            None => {
                let making = Making { recoding, structures, target: *target, file };
                plans.push(Plan::of(&making, &set.layout, findings)?);
                plans.len() - 1
            }
        };
        let Some(plan) = plans.get_mut(place) else { return Err(Error::defect("sdmx::Mapped")) };
        if !plan.seen.iter().any(|(action, _)| *action == set.action) {
            plan.seen.push((set.action, Seen::default()));
        }
        let structure = target.cloned().or_else(|| set.structure.clone());
        let own = DataSet { layout: plan.layout.clone(), structure, ..set.clone() };
        let Plan { layout, columns, stated, status, seen, .. } = plan;
        let Some((_, seen)) = seen.iter_mut().find(|(action, _)| *action == own.action) else {
            return Err(Error::defect("sdmx::Mapped"));
        };
        batch.start(layout);
        draft.start(layout);
        let mut intake = Intake { batch, draft, seen, data_set: &own, file, findings };
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
    let mapped: Vec<String> = all.into_iter().map(|text| code(intake, to, recoding, text, spot).to_string()).collect();
    intake.set_many(to.column, &mapped, spot);
}

/// The code that a text becomes; itself where it has no place in the mapping, which is said.
fn code(intake: &mut Intake<'_>, to: &mut To, recoding: &Recoding, text: &str, spot: Spot) -> Arc<str> {
    if let Some(known) = to.known.get(text) {
        return known.clone();
    }
    let own = Arc::<str>::from(text);
    let code = match recoding.code(&to.id, text) {
        None => own.clone(),
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
