use crate::{
    error::{Error, Finding, FindingSink, Place, Result, Safe, codes::exc},
    exchange::sdmx::{
        data::{Layout, Part, is_attribute},
        structures::{Component, DataStructure, Identity, Maintained, Relationship, Representation, Role},
    },
    source::Header,
};
use std::sync::Arc;

/// The version of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange::sdmx) enum Version {
    /// `DATAFLOW` first.
    V10,
    /// `STRUCTURE` first.
    V20,
}

/// The columns of a file, by what stands in them.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) version: Version,
    pub(super) structure: usize,
    pub(super) id: usize,
    pub(super) action: Option<usize>,
    /// What parts the values of one field.
    pub(super) separator: Option<char>,
    /// Whether names stand after the ids: `SEX: Sex`, `F: Female`.
    pub(super) labeled: bool,
    /// Which columns have names after their ids.
    pub(super) named: Vec<bool>,
    /// The components: column, id, whether several values may stand in it.
    pub(super) components: Vec<(usize, Arc<str>, bool)>,
}

/// Columns that are no component.
const OTHERS: [&str; 7] =
    ["STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "SERIES_KEY", "OBS_KEY", "LAST UPDATE", "LAST_UPDATE"];

impl Columns {
    pub(super) fn of(header: &Header) -> Result<Self> {
        let names: Vec<&str> = header.names().map(str::trim).collect();
        let first = names.first().copied().unwrap_or_default();
        let (bare, bracket) =
            first.split_once('[').map_or((first, None), |(bare, rest)| (bare, rest.strip_suffix(']')));
        let version = match split(bare).0 {
            "DATAFLOW" => Version::V10,
            "STRUCTURE" => Version::V20,
            _ => return Err(Error::new(exc::NOT_SDMX).at(header.place_of_names())),
        };
        let find = |name: &str| names.iter().position(|other| split(other).0 == name);
        let id = match version {
            Version::V10 => 0,
            Version::V20 => find("STRUCTURE_ID").ok_or_else(|| {
                Error::new(exc::NOT_SDMX).with("component", Safe::term("STRUCTURE_ID")).at(header.place_of_names())
            })?,
        };
        let named = find("STRUCTURE_NAME").is_some();
        let (mut components, mut after) = (Vec::new(), None::<usize>);
        for (column, name) in names.iter().enumerate().skip(1) {
            let (own, _) = split(name);
            if OTHERS.contains(&own) {
                continue;
            }
            // Where the structure has a column for its name, every component is followed by one.
            if named && after == Some(column.saturating_sub(1)) {
                after = None;
                continue;
            }
            after = Some(column);
            // Several values stand in brackets; a path goes on behind them.
            let id: String = own.split('[').map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect();
            components.push((column, Arc::from(id), own.contains('[')));
        }
        let separator = bracket.and_then(|text| text.chars().next());
        let named: Vec<bool> = names.iter().map(|name| split(name).1.is_some()).collect();
        let labeled = named.iter().skip(1).any(|named| *named);
        Ok(Self { version, structure: 0, id, action: find("ACTION"), separator, labeled, named, components })
    }

    /// The column of the layout for each component of the file; what is no component is a finding, as is what lacks.
    pub(super) fn places(
        &self,
        header: &Header,
        layout: &Layout,
        findings: &mut dyn FindingSink,
    ) -> Vec<(usize, usize, bool)> {
        let mut found = Vec::with_capacity(self.components.len());
        for (at, (column, id, many)) in self.components.iter().enumerate() {
            let alike = |(_, other, _): &&(usize, Arc<str>, bool)| other.eq_ignore_ascii_case(id);
            if let Some((_, first, _)) = self.components.iter().take(at).find(alike) {
                let finding = Finding::new(exc::COMPONENT_TWICE).with("component", Safe::term(first));
                let _ = findings.put(finding.at(header.place(*column)).evidence_of(id));
                if layout.place(id) == layout.place(first) {
                    continue;
                }
            }
            match layout.place(id) {
                Some(place) => found.push((*column, place, *many || layout.parts().get(place).is_some_and(|p| p.many))),
                None => {
                    let finding = Finding::new(exc::COMPONENT_UNKNOWN).with("component", Safe::term(id));
                    let _ = findings.put(finding.at(header.place(*column)).evidence_of(id));
                }
            }
        }
        let here = |place: usize| found.iter().any(|(_, own, _)| *own == place);
        let measured = layout.measure().is_some_and(here);
        for (place, part) in layout.parts().iter().enumerate() {
            let dimension = matches!(part.role, Role::Dimension | Role::Time);
            let asked = part.is_mandatory() && !part.is_measure() && (measured || !dimension);
            if asked && measured && !here(place) {
                let finding = Finding::new(exc::COLUMN_LACKING).with("component", Safe::term(&part.id));
                let _ = findings.put(finding.at(header.place_of_names()));
            }
        }
        found
    }

    /// The structure that the columns suggest: what stands before the figure is a dimension, unless it is known to be none.
    pub(super) fn inferred(&self, identity: Identity) -> Layout {
        let mut structure = DataStructure::new(Maintained::new(identity));
        let ids = || self.components.iter().map(|(_, id, _)| &**id);
        let written = ids().position(|id| id == "OBS_VALUE");
        let value = written.or_else(|| ids().position(|id| id.eq_ignore_ascii_case("OBS_VALUE")));
        for (at, (_, id, many)) in self.components.iter().enumerate() {
            let before = value.is_none_or(|value| at < value);
            if value == Some(at) {
                structure.measures.push(Component::new(id, Role::Measure { mandatory: false }));
            } else if id.eq_ignore_ascii_case("TIME_PERIOD") {
                structure.dimensions.push(Component::new(id, Role::Time));
            } else if before && !is_attribute(id) {
                structure.dimensions.push(Component::new(id, Role::Dimension));
            } else {
                let role = Role::Attribute { mandatory: false, of: Relationship::Observation };
                let most = many.then_some(u32::MAX);
                let written = Representation { max_occurs: most, ..Representation::default() };
                structure.attributes.push(Component::new(id, role).written(written));
            }
        }
        Layout::inferred(structure)
    }
}

/// An id and the name after it: `SEX: Sex`.
pub(super) fn split(text: &str) -> (&str, Option<&str>) {
    match text.split_once(": ") {
        Some((id, name)) => (id, Some(name)),
        None => (text, None),
    }
}

/// The code of a field with a label, where the component is coded or may be; false where it is not written like one: `F: Female`.
pub(super) fn code_of<'a>(text: &'a str, part: Option<&Part>) -> (&'a str, bool) {
    let Some(part) = part.filter(|part| part.may_be_coded() && !part.is_free()) else { return (text, true) };
    let (code, label) = split(text);
    let bare = !code.is_empty() && !code.contains(' ');
    match label {
        Some(_) if bare => (code, true),
        // What is not known to be coded may be a date, which has no name; a name without a code is nothing.
        _ => (text, !(part.is_coded() || (label.is_some() && part.role == Role::Dimension))),
    }
}

/// The place of the names of a file.
pub(super) fn whole(file: &Arc<str>) -> Place {
    Place::line(file.clone(), 1, 0)
}
