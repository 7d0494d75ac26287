use super::{Making, Representation, Role, Wording, lists};
use crate::{
    code::CodeList,
    error::Result,
    exchange::sdmx::structures::Relationship,
    text::{Label, Lang, label},
};

/// Where a column stands in a data structure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// A dimension, which is made elsewhere.
    Dimension,
    /// The figure.
    Figure,
    /// Beside the figure, a number.
    Number,
    /// Beside the figure, a code of a built-in list.
    Coded(&'static str),
    /// Beside the figure, a text.
    Text,
    /// Of the whole data set; always.
    Always,
    /// Of the whole data set; where it says something.
    Sometimes,
}

/// The columns of our files in their order.
const COLUMNS: [(&str, At); 29] = [
    ("REF_AREA", At::Dimension),
    ("TIME_PERIOD", At::Dimension),
    ("OBS_VALUE", At::Figure),
    ("LOWER_BOUND", At::Number),
    ("UPPER_BOUND", At::Number),
    ("STANDARD_ERROR", At::Number),
    ("OBS_STATUS", At::Coded("OBS_STATUS")),
    ("STATUSES", At::Text),
    ("CONF_STATUS", At::Coded("CONF_STATUS")),
    ("UNIT_MEASURE", At::Always),
    ("STAT_UNIT", At::Always),
    ("TEMPORALITY", At::Always),
    ("LEVEL", At::Sometimes),
    ("APPLICATION_TYPE", At::Sometimes),
    ("ROLE", At::Sometimes),
    ("TIME_BASIS", At::Sometimes),
    ("CONCEPT", At::Always),
    ("CONCEPT_VERSION", At::Sometimes),
    ("RELATIVE_TO_REPORTER", At::Sometimes),
    ("DURATION", At::Sometimes),
    ("RESIDENCE", At::Sometimes),
    ("COVERAGE", At::Sometimes),
    ("TERRITORY", At::Sometimes),
    ("CLASSIFICATION", At::Sometimes),
    ("DATA_SOURCE", At::Sometimes),
    ("MAKING", At::Sometimes),
    ("VINTAGE", At::Sometimes),
    ("ASSUMPTIONS", At::Sometimes),
    ("NOTES", At::Sometimes),
];

/// What a column is called: the label of its name.
pub(super) fn names(id: &str) -> Wording {
    Label::named(&format!("column-{}", id.to_ascii_lowercase().replace('_', "-"))).map_or_else(Wording::none, worded)
}

/// A label in every language of DSM.
pub(super) fn worded(of: Label) -> Wording {
    Lang::ALL.iter().fold(Wording::none(), |wording, lang| wording.with(lang.code(), label(of, *lang)))
}

/// Adds the measure, and as attributes the columns that stand beside it; a column that is a dimension is none. How figures were made
/// stands beside those that are inexact by it.
pub(super) fn measure_and_attributes(making: &mut Making<'_>, inexact: bool) -> Result<()> {
    for (id, at) in COLUMNS {
        let taken = making.structure.dimensions.iter().any(|dimension| &*dimension.id == id);
        if at == At::Dimension || taken || (id == "MAKING" && !inexact) {
            continue;
        }
        let representation = match at {
            At::Figure | At::Number => Representation::text("Decimal"),
            At::Coded(list) => {
                Representation::coded(making.lists.of(&CodeList::built_in(list)?, lists::AGENCY, &[])?)
            }
            _ => Representation::text("String"),
        };
        let of = match at {
            At::Always | At::Sometimes => Relationship::DataSet,
            _ => Relationship::Observation,
        };
        let role = match at {
            // A suppressed cell has no figure.
            At::Figure => Role::Measure { mandatory: false },
            _ => Role::Attribute { mandatory: at == At::Always, of },
        };
        let component = making.component(id, names(id), role, Some(representation))?;
        if at == At::Figure {
            making.structure.measures.push(component);
        } else {
            making.structure.attributes.push(component);
        }
    }
    Ok(())
}
