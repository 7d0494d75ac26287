use crate::{arrow::reader_of, errors::raised};
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use dsm_core::{
    error::{At, Error, Place, Result, codes},
    source::{ArrowRecords, Encoding, Layout, Limits, Records, Separator, Wanted, open_records},
};
use pyo3::{
    exceptions::PyValueError,
    prelude::*,
    types::{PyIterator, PyString},
};
use std::{
    fs::File,
    path::PathBuf,
    sync::{Arc, Mutex},
};

/// Who hands records in: the path of a file; something with the Arrow protocol; or an iterator of such.
pub(crate) enum Carrier {
    File(PathBuf),
    Batches(Box<dyn RecordBatchReader + Send>),
    /// No record at all.
    Nothing,
}

/// What Python raised while it was asked.
pub(crate) type Raised = Arc<Mutex<Option<PyErr>>>;

/// How text in rows is laid out.
#[derive(Clone, Debug, Default, FromPyObject)]
pub(crate) struct LayoutStated {
    separator: Option<String>,
    encoding: Option<String>,
    title_lines: usize,
    header_lines: Option<usize>,
}

impl LayoutStated {
    pub(crate) fn layout(&self, py: Python<'_>) -> PyResult<Layout> {
        let mut layout = Layout::default().title_lines(self.title_lines);
        // Registers are larger than files of figures.
        layout = layout.limits(Limits { file: u64::MAX, ..Limits::default() });
        if let Some(lines) = self.header_lines {
            layout = layout.header_lines(lines);
        }
        if let Some(word) = &self.separator {
            let found = Separator::ALL
                .into_iter()
                .find(|one| one.word() == word || *word == char::from(one.byte()).to_string());
            let words = Separator::ALL.map(Separator::word).join(", ");
            layout = layout
                .separator(found.ok_or_else(|| PyValueError::new_err(format!("the separator is one of {words}")))?);
        }
        if let Some(word) = &self.encoding {
            layout = layout.encoding(Encoding::parse(word).map_err(|error| raised(py, error, true))?);
        }
        Ok(layout)
    }
}

impl Carrier {
    /// What an object is: a path, records, or an iterator of records.
    pub(crate) fn of(object: &Bound<'_, PyAny>, raised: &Raised) -> PyResult<Self> {
        if object.is_instance_of::<PyString>() || object.hasattr("__fspath__")? {
            return Ok(Self::File(object.extract()?));
        }
        if let Some(reader) = reader_of(object)? {
            return Ok(Self::Batches(reader));
        }
        let items = object.try_iter()?;
        let mut pulled = Pulled { items: items.unbind(), current: None, raised: raised.clone() };
        match pulled.pull(object.py())? {
            None => Ok(Self::Nothing),
            Some(first) => {
                let schema = first.schema();
                pulled.current = Some(first);
                Ok(Self::Batches(Box::new(PulledBatches { pulled, schema })))
            }
        }
    }

    /// Whether a file has what is wanted, before anything is counted.
    pub(crate) fn check(&self, layout: &Layout, wanted: &[Wanted]) -> Result<()> {
        match self {
            Self::File(path) => Self::File(path.clone()).open(layout, wanted).map(drop),
            Self::Batches(_) | Self::Nothing => Ok(()),
        }
    }

    pub(crate) fn open(self, layout: &Layout, wanted: &[Wanted]) -> Result<Option<Box<dyn Records>>> {
        match self {
            Self::File(path) => {
                let name = path.display().to_string();
                let unread = |error| {
                    Error::new(codes::src::READ_FAILED).at(Place::new(name.clone(), At::Whole)).caused_by(error)
                };
                let file = File::open(&path).map_err(unread)?;
                open_records(Box::new(file), &name, layout, wanted).map(Some)
            }
            Self::Batches(reader) => {
                let records = ArrowRecords::new(&reader.schema(), wanted)?;
                Ok(Some(Box::new(records.over(reader))))
            }
            Self::Nothing => Ok(None),
        }
    }
}

/// Readers that an iterator of Python gives, one after the other.
struct Pulled {
    items: Py<PyIterator>,
    current: Option<Box<dyn RecordBatchReader + Send>>,
    raised: Raised,
}

impl Pulled {
    fn pull(&self, py: Python<'_>) -> PyResult<Option<Box<dyn RecordBatchReader + Send>>> {
        let Some(item) = self.items.bind(py).clone().next() else { return Ok(None) };
        let item = item?;
        let reader = reader_of(&item)?;
        let foreign =
            || pyo3::exceptions::PyTypeError::new_err("records are a path, Arrow data or an iterable of Arrow data");
        reader.ok_or_else(foreign).map(Some)
    }

    fn next(&mut self) -> Option<std::result::Result<RecordBatch, ArrowError>> {
        loop {
            if let Some(batch) = self.current.as_mut().and_then(Iterator::next) {
                return Some(batch);
            }
            match Python::attach(|py| self.pull(py)) {
                Ok(None) => return None,
                Ok(Some(reader)) => self.current = Some(reader),
                Err(error) => {
                    keep(&self.raised, error);
                    return Some(Err(ArrowError::CDataInterface(String::new())));
                }
            }
        }
    }
}

struct PulledBatches {
    pulled: Pulled,
    schema: SchemaRef,
}

impl Iterator for PulledBatches {
    type Item = std::result::Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.pulled.next()
    }
}

impl RecordBatchReader for PulledBatches {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}

/// Keeps the first that was raised.
pub(crate) fn keep(raised: &Raised, error: PyErr) {
    if let Ok(mut kept) = raised.lock() {
        kept.get_or_insert(error);
    }
}
