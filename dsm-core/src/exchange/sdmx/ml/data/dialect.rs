use crate::{
    error::{Error, Place, Result, Safe, codes::exc},
    exchange::sdmx::xml::Tag,
};

/// What kind of data message it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) edition: Edition,
    /// Whether values stand in elements of their own, not in attributes.
    pub(super) generic: bool,
    /// Whether the message is one of time series by its name.
    pub(super) time_series: bool,
}

/// A version of SDMX-ML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange::sdmx) enum Edition {
    V21,
    V30,
    V31,
}

impl Dialect {
    /// The dialect of a message by its first element.
    ///
    /// # Errors
    /// `EXC-215` where it is no data message, `EXC-229` where it is one of another version.
    pub(super) fn of(root: &Tag<'_>, place: &Place) -> Result<Self> {
        let not_read =
            |version| Error::new(exc::VERSION_NOT_READ).with("version", Safe::word(version)).at(place.clone());
        let other = || Error::new(exc::NOT_SDMX).at(place.clone());
        let mut namespace = String::new();
        for attribute in root.attributes() {
            let (prefix, local, value) = attribute?;
            let own = match root.prefix() {
                "" => prefix.is_empty() && local == "xmlns",
                own => prefix == "xmlns" && local == own,
            };
            if own {
                namespace = value.to_ascii_lowercase();
            }
        }
        let schemas = namespace.split_once("sdmx.org/resources/sdmxml/schemas/").map(|(_, after)| after);
        let edition = match schemas.and_then(|after| after.split('/').next()) {
            Some("v2_1") => Edition::V21,
            Some("v3_0") => Edition::V30,
            Some("v3_1") => Edition::V31,
            Some("v2_0") => return Err(not_read("SDMX-ML-2.0")),
            Some("v1_0") => return Err(not_read("SDMX-ML-1.0")),
            _ => return Err(other()),
        };
        let (generic, time_series) = match (root.local(), edition) {
            ("StructureSpecificData", _) => (false, false),
            ("StructureSpecificTimeSeriesData", Edition::V21) => (false, true),
            ("GenericData", Edition::V21) => (true, false),
            ("GenericTimeSeriesData", Edition::V21) => (true, true),
            _ => return Err(other()),
        };
        Ok(Self { edition, generic, time_series })
    }
}
