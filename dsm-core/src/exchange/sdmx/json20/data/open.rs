use super::{head::Head, read::JsonReader};
use crate::{
    error::{Finding, FindingSink, Place, Result, Safe, codes::exc},
    exchange::sdmx::{
        Structure,
        data::{Layout, read_before},
        json::JsonText,
        structures::{Class, Identity, Reference, Structures},
    },
    source::Input,
};
use std::sync::Arc;

/// Opens a data message of SDMX-JSON 2.0 (or 2.1), series by series or flat; `file` is the name that places are given with,
/// `structures` what it is checked against.
///
/// The message is read twice: first for what it says of its structure, which may stand behind the data, then for the data. Values
/// stand in it by their numbers or as they are; attributes may stand at any level. Where the structure is not among `structures`,
/// that which the message describes is taken.
///
/// Findings: `EXC-210`, `EXC-211` where the structure is that of the message; `EXC-201` for a component that the structure does not
/// have; `EXC-228` about the header, `EXC-261` for errors that the sender reports, `EXC-264` for a property that stands twice; while the
/// data are read `EXC-263`, `EXC-265`, `EXC-267` for numbers, keys and values without a meaning, and what every reader finds.
///
/// # Errors
/// `EXC-230` where it is no JSON, with line and column; `EXC-221` where it ends before its end; `EXC-218` beyond a limit; `EXC-266`
/// where it does not describe its data; `SRC-016` where the bytes cannot be read.
///
/// # Example
/// ```
/// use dsm_core::{error::Collected, exchange::sdmx::{data::{Batch, Observations}, json20, structures::Structures}};
/// use std::io::Cursor;
/// let message = r#"{"meta": {"id": "P", "prepared": "2025-03-01", "sender": {"id": "MDA"}}, "data": {
///   "dataSets": [{"structure": 0, "observations": {"0:0": [4]}}],
///   "structures": [{"dimensions": {"observation": [{"id": "SEX", "values": [{"id": "F", "name": "Female"}]},
///     {"id": "TIME_PERIOD", "values": [{"id": "2024", "name": "2024"}]}]}}]}}"#;
/// let (mut found, mut batch) = (Collected::new(), Batch::new());
/// let mut reader = json20::data::open(Cursor::new(message), "permits.json", &Structures::none(), &mut found)?;
/// assert!(reader.next(&mut batch, &mut found)?.is_some());
/// assert_eq!((batch.value(0, 0), batch.value(0, 2)), (Some("F"), Some("4")));
/// let refused = json20::data::open(Cursor::new("{\"data\": {\"dataSets\": [{}]}}"), "a.json", &Structures::none(), &mut found);
/// assert_eq!(refused.unwrap_err().code().id(), "EXC-266");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// # Sources
/// SDMX-JSON 2.0.0 and 2.1.0, data message, schema and field guide.
pub fn open<R: Input>(
    mut input: R,
    file: &str,
    structures: &Structures,
    findings: &mut dyn FindingSink,
) -> Result<JsonReader<R>> {
    let file: Arc<str> = Arc::from(file);
    let read = |input: &mut R| Head::read(&mut JsonText::open(input, &file)?, findings);
    let mut head = read_before(&mut input, &file, read)?;
    let layouts = layouts(&mut head, &file, structures, findings)?;
    JsonReader::new(JsonText::open(input, &file)?, head, layouts)
}

/// The columns of each structure of the message, and what it is called.
fn layouts(
    head: &mut Head,
    file: &Arc<str>,
    structures: &Structures,
    findings: &mut dyn FindingSink,
) -> Result<Vec<(Arc<Layout>, Option<Structure>)>> {
    let mut layouts = Vec::new();
    for (number, described) in head.structures.iter_mut().enumerate() {
        let of = |structure: Option<usize>| structure.unwrap_or(0) == number;
        let sets = head.sets.iter().filter(|set| of(set.structure)).flat_map(|set| &set.links);
        let named = named(described.links.iter().chain(sets), structures);
        let found = named.as_ref().and_then(|named| structures.structure_of(named));
        if let Some(other) = named.as_ref().and_then(|named| structures.other_version(named)) {
            let _ = findings.put(other.at(Place::line(file.clone(), 1, 0)));
        }
        let layout = match (&named, found) {
            (_, Some(found)) => Layout::of_data(found, named.as_ref(), structures),
            (named, None) => {
                let finding = match named {
                    Some(named) => {
                        let id = Safe::term(named.identity().id());
                        Finding::new(exc::STRUCTURE_NOT_THERE).with("structure", id)
                    }
                    None => Finding::new(exc::STRUCTURE_NOT_NAMED),
                };
                let _ = findings.put(finding.at(Place::line(file.clone(), 1, 0)));
                let identity = match named {
                    Some(named) => named.identity().clone(),
                    None => Identity::parse("DSM:UNNAMED(1.0)")?,
                };
                Layout::inferred(described.structure(identity))
            }
        };
        layout.told_patterns(&Place::line(file.clone(), 1, 0), findings);
        described.placed(&layout);
        for listed in described.all().filter(|listed| listed.column.is_none()) {
            let finding = Finding::new(exc::COMPONENT_UNKNOWN).with("component", Safe::term(&listed.id));
            let _ = findings.put(finding.at(listed.spot.place(file)).evidence_of(&listed.id));
        }
        for (listed, first) in described.doubled() {
            let finding = Finding::new(exc::COMPONENT_TWICE).with("component", Safe::term(&first));
            let _ = findings.put(finding.at(listed.spot.place(file)).evidence_of(&listed.id));
        }
        layouts.push((Arc::new(layout), named));
    }
    Ok(layouts)
}

/// What data are of, by the links of their structure: the first that is known, a flow before a data structure.
fn named<'a>(links: impl Iterator<Item = &'a Reference>, structures: &Structures) -> Option<Structure> {
    let structure = |link: &Reference| Structure::new(link.class(), link.identity().clone()).ok();
    let mut all: Vec<Structure> = links.filter_map(structure).collect();
    let rank = |class: Class| [Class::Dataflow, Class::DataStructure].iter().position(|own| *own == class).unwrap_or(2);
    all.sort_by_key(|structure| rank(structure.class()));
    let known = all.iter().position(|structure| structures.structure_of(structure).is_some());
    all.into_iter().nth(known.unwrap_or(0))
}
