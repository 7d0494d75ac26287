use super::{columns::Columns, declared::Declared, gather::Gathered, whole::Whole};
use crate::{
    error::{Error, Finding, FindingSink, Place, Result, Safe, codes::exc},
    exchange::{
        Stated,
        columns::CONCEPT,
        description::Description,
        noted,
        sdmx::{data::Layout, indicator::MOMENT, structures::Annotation},
    },
    measure::{ApplicationType, Assumption, AssumptionName, Basis, Concept, Level, Making, Measure, Role, Unit},
    table::Axis,
    time::Convention,
};
use std::sync::Arc;

/// The type of the annotation of a structure that says everything that is true of the whole table.
pub(in crate::exchange::sdmx) const ANNOTATION: &str = "DSM_TABLE";

/// Whether the structure says itself what its figures count.
pub(super) fn describes_itself(layout: &Layout) -> bool {
    text(layout).is_some()
}

fn text(layout: &Layout) -> Option<&str> {
    let is = |annotation: &&Annotation| annotation.kind.as_deref() == Some(ANNOTATION);
    let found = layout.structure().about.annotations.iter().find(is)?;
    found.texts.best("en").or(found.title.as_deref()).or(found.value.as_deref())
}

/// The one value of an attribute that is said of the whole table.
fn whole<'g>(layout: &Layout, columns: &Columns, gathered: &'g Gathered, name: &str) -> Result<Option<&'g str>> {
    for (whole, column) in gathered.whole.iter().zip(&columns.whole) {
        if layout.parts().get(*column).is_some_and(|part| part.id.eq_ignore_ascii_case(name)) {
            return match whole {
                Whole::Several => Err(Error::new(exc::MEASURE_VARIES).with("component", Safe::term(name))),
                Whole::One(value) => Ok(value.as_deref()),
                Whole::Unseen => Ok(None),
            };
        }
    }
    Ok(None)
}

/// The moment that the label of a period stands for: as is stated, as the attribute says, as the flow says.
pub(super) fn convention(
    layout: &Layout,
    columns: &Columns,
    gathered: &Gathered,
    declared: Declared<'_>,
    stated: &Stated,
) -> Result<Option<Convention>> {
    let said = whole(layout, columns, gathered, MOMENT)?.map(Convention::parse).transpose()?;
    Ok(stated.convention().or(said).or_else(|| declared.convention()))
}

/// What is true of the table: as the structure says, as the attributes say, as the flow says, as is stated.
pub(super) fn description(
    layout: &Layout,
    columns: &Columns,
    gathered: &Gathered,
    declared: Declared<'_>,
    stated: &Stated,
    at: Place,
    findings: &mut dyn FindingSink,
) -> Result<Description> {
    let one = |name: &str| whole(layout, columns, gathered, name);
    if let Some(text) = text(layout) {
        let (description, unknown) = Description::parse(text)?;
        unknown.into_iter().for_each(|finding| {
            let _ = findings.put(finding);
        });
        agree(&description, &one)?;
        let description = ordered(stated.complete(description)?, layout, columns)?;
        unstated(&description, findings);
        return Ok(description);
    }
    let mut description = stated.description(axes(layout, columns, stated));
    let (unit, temporality) = (one("STAT_UNIT")?, one("TEMPORALITY")?);
    let said = match unit.zip(temporality) {
        Some((unit, temporality)) => {
            let read = Measure::parse(unit, temporality).ok();
            if read.is_none() {
                let unread =
                    if Unit::parse(unit).is_err() { ("STAT_UNIT", unit) } else { ("TEMPORALITY", temporality) };
                unreadable(unread, at, findings);
            }
            read
        }
        None => None,
    };
    let said = said.map(|measure| special(measure, &one)).transpose()?;
    if let Some(measure) = said.or_else(|| declared.measure()) {
        description.measure = measure;
        if let Some(id) = one("CONCEPT")? {
            description.concept = concept(id, &one)?;
        }
        if let Some(vintage) = one("VINTAGE")? {
            description.vintage = Arc::from(vintage);
        }
        let names = one("ASSUMPTIONS")?.unwrap_or("").split_whitespace();
        description.assumptions =
            names.map(|name| AssumptionName::parse(name).map(Assumption::new)).collect::<Result<_>>()?;
        description = stated.complete(description)?;
    }
    unstated(&description, findings);
    if let Some(making) = one("MAKING")? {
        description.making = Making::parse(making)?;
    }
    description.notes.extend(notes(layout, columns, gathered, findings));
    if let Some(factor) = factor(one("UNIT_MULT")?)?
        && description.making == Making::Exact
    {
        description.making = Making::Multiple(factor);
    }
    Ok(description)
}

/// Whoever reads figures of which nobody says what they count is told so.
fn unstated(description: &Description, findings: &mut dyn FindingSink) {
    if *description.measure.unit() == Unit::Unstated {
        let _ = findings.put(Finding::new(exc::MEASURE_NOT_STATED));
    }
}

/// Says that a word is none of those that say what figures count: it may be another agency's, and is left out.
fn unreadable((name, text): (&'static str, &str), at: Place, findings: &mut dyn FindingSink) {
    let finding = Finding::new(exc::ATTRIBUTE_NOT_KEPT).with("component", Safe::term(name));
    let _ = findings.put(finding.at(at).evidence_of(text));
}

/// The power of ten that figures are multiples of; none where they are whole. Parts (a power below zero) and what is no power at all are
/// refused: the figures would be others than those that were sent.
fn factor(text: Option<&str>) -> Result<Option<u32>> {
    let text = text.map_or("", str::trim);
    let power = if text.is_empty() { Ok(0) } else { text.parse::<u32>() };
    match power.ok().and_then(|power| 10_u32.checked_pow(power)) {
        Some(1) => Ok(None),
        Some(factor) => Ok(Some(factor)),
        None => Err(Error::new(exc::MULTIPLE_NOT_HELD).with("component", Safe::term("UNIT_MULT"))),
    }
}

/// The footnotes of our own files. What another agency notes is a text, which has no place in a table.
fn notes(layout: &Layout, columns: &Columns, gathered: &Gathered, findings: &mut dyn FindingSink) -> Vec<Finding> {
    let is = |at: usize| layout.parts().get(at).is_some_and(|part| part.id.eq_ignore_ascii_case("NOTES"));
    let said = gathered.whole.iter().zip(&columns.whole).find(|(_, column)| is(**column)).map(|(whole, _)| whole);
    let read = match said {
        Some(Whole::One(Some(text))) => noted::read(text),
        Some(Whole::Several) => None,
        _ => return Vec::new(),
    };
    read.unwrap_or_else(|| {
        let _ = findings.put(Finding::new(exc::ATTRIBUTE_NOT_KEPT).with("component", Safe::term("NOTES")));
        Vec::new()
    })
}

/// What the observations say of their measure and population is what the structure says of them.
fn agree<'a>(description: &Description, one: &dyn Fn(&str) -> Result<Option<&'a str>>) -> Result<()> {
    let contradicted = |part: &'static str| Err(Error::new(exc::STATEMENT_CONTRADICTED).with("part", Safe::term(part)));
    if let Some((unit, temporality)) = one("STAT_UNIT")?.zip(one("TEMPORALITY")?)
        && special(Measure::parse(unit, temporality)?, one)? != description.measure
    {
        return contradicted("measure");
    }
    match one("CONCEPT")? {
        Some(id) if concept(id, one)? != description.concept => contradicted("concept"),
        _ => Ok(()),
    }
}

/// The axes of a description in the order of the dimensions.
fn ordered(mut description: Description, layout: &Layout, columns: &Columns) -> Result<Description> {
    let id = |at: &usize| layout.parts().get(*at).map(|part| part.id.clone()).unwrap_or_default();
    let mut axes = Vec::with_capacity(columns.axes.len());
    for at in &columns.axes {
        let id = id(at);
        let time = layout.time() == Some(*at);
        let found = description.axes.iter().find(|axis| axis.id() == &*id || (time && axis.is_time()));
        axes.push(
            found.cloned().ok_or_else(|| Error::new(exc::STATEMENT_CONTRADICTED).with("part", Safe::term("axes")))?,
        );
    }
    description.axes = axes;
    Ok(description)
}

/// The dimensions as axes of which nothing more is known.
fn axes(layout: &Layout, columns: &Columns, stated: &Stated) -> Vec<Axis> {
    let mut reporter = false;
    let axis = |at: &usize| {
        let id = layout.parts().get(*at).map_or("", |part| &part.id);
        if let Some(stated) = stated.axis_of(id) {
            return stated.clone();
        }
        let reports = ["REF_AREA", "REPORTING_COUNTRY", "GEO"].iter().any(|name| id.eq_ignore_ascii_case(name));
        if layout.time() == Some(*at) {
            Axis::time(id)
        } else if reports && !std::mem::replace(&mut reporter, true) {
            Axis::reporter(id)
        } else {
            Axis::category(id)
        }
    };
    columns.axes.iter().map(axis).collect()
}

fn special<'a>(mut measure: Measure, one: &dyn Fn(&str) -> Result<Option<&'a str>>) -> Result<Measure> {
    if let Some(word) = one("LEVEL")? {
        measure = measure.level(Level::parse(word)?);
    }
    if let Some(word) = one("APPLICATION_TYPE")? {
        measure = measure.application_type(ApplicationType::parse(word)?);
    }
    if let Some(word) = one("ROLE")? {
        measure = measure.role(Role::parse(word)?);
    }
    if let Some(word) = one("TIME_BASIS")? {
        measure = measure.basis(Basis::parse(word)?);
    }
    Ok(measure)
}

fn concept<'a>(id: &str, one: &dyn Fn(&str) -> Result<Option<&'a str>>) -> Result<Concept> {
    CONCEPT.into_iter().try_fold(Concept::new(id), |concept, (name, column)| match one(column)? {
        Some(value) => concept.with(name, value),
        None => Ok(concept),
    })
}
