use crate::{
    error::{Error, Result, Safe, codes::exc},
    source::Header,
};

/// A column of an attribute.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) at: usize,
    /// The ids of the attribute and of those it stands under, the outermost first.
    pub(super) path: Vec<String>,
    /// Whether it may have several values.
    pub(super) many: bool,
    /// The languages of its texts, where it has any.
    pub(super) langs: Vec<String>,
}

/// The columns of a file of reports.
#[derive(Debug)]
pub(super) struct Columns {
    /// What parts values in a field.
    pub(super) separator: char,
    pub(super) structure_id: usize,
    pub(super) set_id: Option<usize>,
    pub(super) action: Option<usize>,
    pub(super) types: usize,
    pub(super) ids: usize,
    /// The first and the last time, which the guide leaves to the sender.
    pub(super) reporting: [Option<usize>; 2],
    pub(super) attributes: Vec<Column>,
}

/// Columns that are no attribute.
const OTHERS: [&str; 16] = [
    "MDSTRUCTURE_ID",
    "MDSTRUCTURE_NAME",
    "METADATASET_ID",
    "METADATASET_NAME",
    "ACTION",
    "IS_PARTIAL_LANGUAGE",
    "TARGET_TYPE",
    "TARGET_TYPES",
    "TARGET_IDS",
    "TARGET_NAMES",
    "publicationPeriod",
    "publicationYear",
    "reportingBegin",
    "reportingEnd",
    "prepared",
    "",
];

impl Columns {
    /// # Errors
    /// `EXC-215` where they are not those of metadata reports.
    pub(super) fn of(header: &Header) -> Result<Self> {
        let names: Vec<&str> = header.names().map(str::trim).collect();
        let first = names.first().copied().unwrap_or_default();
        let no =
            |component| Error::new(exc::NOT_SDMX).with("component", Safe::term(component)).at(header.place_of_names());
        let rest = first.strip_prefix("MDSTRUCTURE").filter(|rest| rest.is_empty() || rest.starts_with('['));
        let separator = rest.ok_or_else(|| no("MDSTRUCTURE"))?.chars().nth(1).unwrap_or(super::SEPARATOR);
        let find = |name: &str| names.iter().position(|other| *other == name);
        let asked = |name: &'static str| find(name).ok_or_else(|| no(name));
        let named = find("MDSTRUCTURE_NAME").is_some() || find("METADATASET_NAME").is_some();
        let (mut attributes, mut after) = (Vec::new(), None);
        for (at, name) in names.iter().enumerate().skip(1).filter(|(_, name)| !OTHERS.contains(name)) {
            // Where artefacts have a column for their name, every attribute is followed by one.
            if named && after == Some(at.saturating_sub(1)) {
                after = None;
                continue;
            }
            after = Some(at);
            attributes.push(Column::of(at, name, separator));
        }
        Ok(Self {
            separator,
            structure_id: asked("MDSTRUCTURE_ID")?,
            set_id: find("METADATASET_ID"),
            action: find("ACTION"),
            types: find("TARGET_TYPES").or(find("TARGET_TYPE")).ok_or_else(|| no("TARGET_TYPES"))?,
            ids: asked("TARGET_IDS")?,
            reporting: [find("reportingBegin"), find("reportingEnd")],
            attributes,
        })
    }
}

impl Column {
    /// `A.B[][en;fr]: What B is`.
    fn of(at: usize, name: &str, separator: char) -> Self {
        let name = name.split(": ").next().unwrap_or(name);
        let langs = name.rsplit_once('[').and_then(|(_, rest)| rest.strip_suffix(']')).unwrap_or_default();
        // One of the examples of the guide parts languages with another sign than values.
        let langs = langs.split([separator, ';', '|']).filter(|lang| !lang.is_empty()).map(str::to_owned).collect();
        let path = name.split('.').map(|part| part.split('[').next().unwrap_or(part).to_owned()).collect();
        Self { at, path, many: name.contains("[]"), langs }
    }
}
