use crate::error::{At, Finding, Place, codes::exc};

/// The code that STRUVAL, which checks what is sent to Eurostat, has for what a finding says; none where it has none.
///
/// # Sources
/// SDMX Converter and STRUVAL 7.3, manual, annex S.
///
/// # Example
/// ```
/// use dsm_core::{error::{Finding, Safe, codes::exc}, exchange::sdmx::struval};
/// assert_eq!(struval(&Finding::new(exc::CODE_UNKNOWN)), Some("029"));
/// // A mandatory attribute has a code for each level that it may be missing at.
/// let missing = |level| Finding::new(exc::ATTRIBUTE_MISSING).with("level", Safe::term(level));
/// assert_eq!(["series", "group", "observation"].map(|level| struval(&missing(level))), [Some("008"), Some("010"), Some("012")]);
/// // That nobody handed over what a figure counts is no matter of STRUVAL's.
/// assert_eq!(struval(&Finding::new(exc::MEASURE_NOT_STATED)), None);
/// ```
#[must_use]
pub fn struval(finding: &Finding) -> Option<&'static str> {
    let element = match finding.place().map(Place::position) {
        Some(At::Element { path, .. }) => path.split('@').next().unwrap_or_default(),
        _ => "",
    };
    let level = match finding.args().named("level").map(ToString::to_string).as_deref() {
        Some("group") => "Group",
        Some("series") => "Series",
        Some(_) => "Obs",
        None => element,
    };
    let time = finding.args().named("component").is_some_and(|id| id.to_string() == "TIME_PERIOD");
    Some(match finding.rule() {
        exc::AXIS_IS_COLUMN | exc::COMPONENT_TWICE => "065",
        exc::COMPONENT_UNKNOWN => "007",
        exc::CODE_UNKNOWN => "029",
        exc::REPRESENTATION_WRONG | exc::PATTERN_NOT_FOLLOWED | exc::PERIOD_WRONG | exc::VALUE_NO_NUMBER => "030",
        exc::DIMENSION_MISSING if time => "032",
        exc::DIMENSION_MISSING => "003",
        exc::ATTRIBUTE_MISSING if level == "Series" => "008",
        exc::ATTRIBUTE_MISSING if level == "Group" => "010",
        exc::ATTRIBUTE_MISSING => "012",
        exc::OBSERVATION_TWICE => "039",
        exc::ATTRIBUTE_LEVEL if element == "Series" => "011",
        exc::ATTRIBUTE_LEVEL if element == "Group" => "017",
        exc::ATTRIBUTE_LEVEL => "028",
        exc::STRUCTURE_NOT_THERE => "044",
        exc::STRUCTURE_NOT_NAMED => "022",
        exc::COLUMN_LACKING => "060",
        exc::XML_BROKEN | exc::MESSAGE_TRUNCATED => "140",
        exc::LAYOUT_CONTRADICTED => "019",
        exc::ELEMENT_UNEXPECTED => "018",
        exc::OUTSIDE_REPORTING => "034",
        exc::KEY_EXCLUDED => "037",
        exc::CHARACTER_FORBIDDEN => "062",
        exc::VALUES_MANY => "067",
        _ => return None,
    })
}
