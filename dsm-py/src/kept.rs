//! Tables as bytes, for pickles: the description, the dictionary and keys of each axis, and the cells.

use crate::{errors::run, table::Table};
use dsm_core::{
    error::{Error, Result, codes},
    exchange::description::Description,
    table::{Cell, KeyColumn, Status},
};
use pyo3::{prelude::*, types::PyBytes};
use std::sync::Arc;

/// The codes of an axis, and for each row the place in them as four bytes, the lowest first.
type KeysKept = (Vec<String>, Vec<u8>);

/// What makes a table again, and from what: its description, keys and cells.
type Kept<'py> = (Py<PyAny>, (String, Vec<(Vec<String>, Bound<'py, PyBytes>)>, String));

#[pymethods]
impl Table {
    /// What the table is made of again. Equal tables give equal bytes.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Kept<'py>> {
        let (py, this) = (slf.py(), slf.get());
        let description = this.description_kept(py)?;
        let (keys, cells) = py.detach(|| this.kept());
        let keys = keys.into_iter().map(|(codes, keys)| (codes, PyBytes::new(py, &keys))).collect();
        Ok((slf.get_type().getattr("again")?.unbind(), (description, keys, cells)))
    }

    /// Makes the table again from what was pickled.
    #[staticmethod]
    fn again(py: Python<'_>, description: &str, keys: Vec<KeysKept>, cells: &str) -> PyResult<Self> {
        run(py, || again(description, keys, cells)).map(Self::from)
    }
}

impl Table {
    fn description_kept(&self, py: Python<'_>) -> PyResult<String> {
        let table = self.inner().clone();
        run(py, move || Ok(Description::of(&table.disclose()?).to_json()))
    }

    fn kept(&self) -> (Vec<KeysKept>, String) {
        let axes = self.inner().axes();
        let mut keys: Vec<KeysKept> =
            axes.iter().map(|a| (a.codes().iter().map(ToString::to_string).collect(), Vec::new())).collect();
        let mut cells = String::new();
        for row in self.inner().rows() {
            for ((axis, (_, bytes)), code) in axes.iter().zip(&mut keys).zip(&row.key) {
                bytes.extend(axis.position(code).unwrap_or(u32::MAX).to_le_bytes());
            }
            cells.push_str(&format!("{} {}\n", row.cell, row.status));
        }
        (keys, cells)
    }
}

fn again(description: &str, keys: Vec<KeysKept>, cells: &str) -> Result<dsm_core::table::Table> {
    let (description, _) = Description::parse(description)?;
    let broken = || Error::new(codes::exc::DESCRIPTION_UNREADABLE).with("part", dsm_core::error::Safe::term("cells"));
    let column = |(codes, bytes): KeysKept| KeyColumn {
        dictionary: codes.into_iter().map(Arc::from).collect(),
        keys: bytes.as_chunks::<4>().0.iter().map(|place| u32::from_le_bytes(*place)).collect(),
    };
    let read = |line: &str| {
        let (cell, letters) = line.split_once(' ')?;
        Some((Cell::parse(cell)?, Status::parse(letters)?))
    };
    let (cells, statuses): (Vec<Cell>, Vec<Status>) =
        cells.lines().map(|line| read(line).ok_or_else(broken)).collect::<Result<Vec<_>>>()?.into_iter().unzip();
    let mut builder = dsm_core::table::Table::builder(description.measure, description.concept)
        .vintage(&description.vintage)
        .made_by(description.making)
        .absent(description.absent)
        .notes(description.notes)
        .assumptions(description.assumptions);
    for axis in description.axes {
        builder = builder.axis(axis);
    }
    builder.build_columns(keys.into_iter().map(column).collect(), cells, Some(statuses))
}
