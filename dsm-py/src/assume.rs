//! The assumptions of a call.

use crate::{errors::raised, stated::AssumptionSaid};
use dsm_core::measure::Assume;
use pyo3::prelude::*;

/// Reads what a caller assumes.
pub(crate) fn assume(py: Python<'_>, said: &[AssumptionSaid]) -> PyResult<Assume> {
    said.iter().map(AssumptionSaid::read).collect::<dsm_core::error::Result<_>>().map_err(|e| raised(py, e, true))
}
