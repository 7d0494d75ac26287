use crate::exchange::sdmx::data::Layout;

/// Which column of a layout plays which part in a table.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) axes: Vec<usize>,
    pub(super) value: Option<usize>,
    pub(super) status: Option<usize>,
    pub(super) statuses: Option<usize>,
    pub(super) flag: Option<usize>,
    pub(super) confidentiality: Option<usize>,
    pub(super) lower: Option<usize>,
    pub(super) upper: Option<usize>,
    pub(super) error: Option<usize>,
    /// Of which multiple the figures are.
    pub(super) multiple: Option<usize>,
    /// How they are inexact by making.
    pub(super) making: Option<usize>,
    /// What is said of the whole table, one value in every row.
    pub(super) whole: Vec<usize>,
    /// Of these, by their places there, what a later data set says anew of the whole.
    pub(super) renewed: Vec<usize>,
    /// What has no place in a table.
    pub(super) others: Vec<usize>,
}

/// Attributes that say what the figures of a table count, and of which multiple they are.
const WHOLE: [&str; 22] = [
    "UNIT_MEASURE",
    "UNIT_MULT",
    "STAT_UNIT",
    "TEMPORALITY",
    "LEVEL",
    "APPLICATION_TYPE",
    "ROLE",
    "TIME_BASIS",
    "MOMENT",
    "CONCEPT",
    "CONCEPT_VERSION",
    "RELATIVE_TO_REPORTER",
    "DURATION",
    "RESIDENCE",
    "COVERAGE",
    "TERRITORY",
    "CLASSIFICATION",
    "DATA_SOURCE",
    "MAKING",
    "VINTAGE",
    "ASSUMPTIONS",
    "NOTES",
];
/// Of these what a revision says of the table that it makes, whatever was said of the one before.
const RENEWED: [&str; 3] = ["VINTAGE", "ASSUMPTIONS", "NOTES"];
/// Attributes that say nothing a table needs to be told.
const IDLE: [&str; 2] = ["DECIMALS", "TIME_FORMAT"];

impl Columns {
    pub(super) fn of(layout: &Layout) -> Self {
        let mut columns = Self { value: layout.measure(), ..Self::default() };
        for (at, part) in layout.parts().iter().enumerate() {
            let is = |name: &str| part.id.eq_ignore_ascii_case(name);
            if at < layout.dimensions() {
                columns.axes.push(at);
            } else if Some(at) == columns.value {
            } else if is("OBS_STATUS") {
                columns.status = Some(at);
            } else if is("STATUSES") {
                columns.statuses = Some(at);
            } else if is("OBS_FLAG") {
                columns.flag = Some(at);
            } else if is("CONF_STATUS") || is("OBS_CONF") {
                columns.confidentiality = Some(at);
            } else if is("LOWER_BOUND") {
                columns.lower = Some(at);
            } else if is("UPPER_BOUND") {
                columns.upper = Some(at);
            } else if is("STANDARD_ERROR") {
                columns.error = Some(at);
            } else if WHOLE.iter().any(|name| is(name)) {
                columns.renewed.extend(RENEWED.iter().any(|name| is(name)).then_some(columns.whole.len()));
                columns.whole.push(at);
                columns.multiple = columns.multiple.or(is("UNIT_MULT").then_some(at));
                columns.making = columns.making.or(is("MAKING").then_some(at));
            } else if !IDLE.iter().any(|name| is(name)) {
                columns.others.push(at);
            }
        }
        columns
    }
}
