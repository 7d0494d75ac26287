use crate::declaration::damaged;
use dsm_core::{
    access::Slice,
    error::Result,
    time::{Moment, Period, Time},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A slice as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeptSlice {
    times: Option<Vec<String>>,
    codes: BTreeMap<String, Vec<String>>,
    dimensions: Vec<String>,
}

impl KeptSlice {
    pub(crate) fn of(slice: &Slice) -> Self {
        let texts =
            |all: &std::collections::BTreeSet<std::sync::Arc<str>>| all.iter().map(ToString::to_string).collect();
        Self {
            times: slice.named_times().map(|times| times.iter().map(time_text).collect()),
            codes: slice.named_codes().iter().map(|(axis, codes)| (axis.to_string(), texts(codes))).collect(),
            dimensions: texts(slice.named_dimensions()),
        }
    }

    pub(crate) fn restored(&self) -> Result<Slice> {
        let mut slice = Slice::everything().dimensions(&self.dimensions);
        if let Some(times) = &self.times {
            slice = slice.times(times.iter().map(|t| time(t)).collect::<Result<Vec<Time>>>()?);
        }
        Ok(self.codes.iter().fold(slice, |slice, (axis, codes)| slice.codes(axis, codes)))
    }
}

/// A period or moment as it is kept: `p:2024`, `m:2024-01-01`.
pub(crate) fn time_text(time: &Time) -> String {
    match time {
        Time::Period(period) => format!("p:{period}"),
        Time::Moment(moment) => format!("m:{moment}"),
    }
}

/// Reads it.
pub(crate) fn time(text: &str) -> Result<Time> {
    match text.split_once(':') {
        Some(("p", period)) => Period::parse(period).map(Time::Period).map_err(|_| damaged()),
        Some(("m", moment)) => Moment::parse(moment).map(Time::Moment).map_err(|_| damaged()),
        _ => Err(damaged()),
    }
}
