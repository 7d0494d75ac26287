//! The `dsm` command, installed with the package.

use pyo3::prelude::*;
use std::{
    ffi::OsString,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// What the command could not do, as its exit status.
const COULD_NOT: u8 = 4;

/// Runs the command with its arguments, the first of which is its name, and gives its exit status.
#[pyfunction]
pub(crate) fn command(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    let run = || dsm_cli::run(arguments, &mut io::stdout().lock(), &mut io::stderr().lock());
    py.detach(|| catch_unwind(AssertUnwindSafe(run)).unwrap_or(COULD_NOT))
}
