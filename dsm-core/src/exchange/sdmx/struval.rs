use crate::error::{At, Code, Finding, Place, codes::exc};

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
    let rule = finding.rule();
    if rule == exc::DIMENSION_MISSING {
        return Some(if time { "032" } else { "003" });
    }
    if rule == exc::ATTRIBUTE_MISSING {
        return Some(match level {
            "Series" => "008",
            "Group" => "010",
            _ => "012",
        });
    }
    if rule == exc::ATTRIBUTE_LEVEL {
        return Some(match element {
            "Series" => "011",
            "Group" => "017",
            _ => "028",
        });
    }
    ALONE.iter().find(|(code, _)| *code == rule).map(|(_, number)| *number)
}

/// The codes that say the same wherever they are reported.
const ALONE: &[(Code, &str)] = &[
    (exc::AXIS_IS_COLUMN, "065"),
    (exc::COMPONENT_TWICE, "065"),
    (exc::COMPONENT_UNKNOWN, "007"),
    (exc::CODE_UNKNOWN, "029"),
    (exc::REPRESENTATION_WRONG, "030"),
    (exc::PATTERN_NOT_FOLLOWED, "030"),
    (exc::PERIOD_WRONG, "030"),
    (exc::VALUE_NO_NUMBER, "030"),
    (exc::OBSERVATION_TWICE, "039"),
    (exc::STRUCTURE_NOT_THERE, "044"),
    (exc::STRUCTURE_NOT_NAMED, "022"),
    (exc::COLUMN_LACKING, "060"),
    (exc::XML_BROKEN, "140"),
    (exc::MESSAGE_TRUNCATED, "140"),
    (exc::LAYOUT_CONTRADICTED, "019"),
    (exc::ELEMENT_UNEXPECTED, "018"),
    (exc::OUTSIDE_REPORTING, "034"),
    (exc::KEY_EXCLUDED, "037"),
    (exc::CHARACTER_FORBIDDEN, "062"),
    (exc::VALUES_MANY, "067"),
];
