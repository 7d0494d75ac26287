//! Code lists.

use crate::errors::run;
use dsm_core::{
    code::{self, Entry, Mapping, Scheme},
    error::Result,
    text::Tag,
};
use pyo3::prelude::*;
use std::collections::BTreeMap;

/// A code list.
#[pyclass(frozen, module = "dsm._dsm")]
#[derive(Debug)]
pub(crate) struct CodeList(code::CodeList);

/// An entry as `dsm.CodeEntry` is made of it: code, own code, names, other names, parent, first and last year, successors.
type Told = (
    String,
    String,
    BTreeMap<String, String>,
    BTreeMap<String, Vec<String>>,
    Option<String>,
    Option<u16>,
    Option<u16>,
    Vec<String>,
);

fn told(entry: &Entry) -> Told {
    let mut other: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (lang, name) in entry.other_names() {
        other.entry(lang.to_string()).or_default().push(name.to_owned());
    }
    (
        entry.id().to_string(),
        entry.own_id().to_string(),
        entry.names().iter().map(|(lang, name)| (lang.to_string(), name.to_owned())).collect(),
        other,
        entry.parent().map(ToString::to_string),
        entry.valid_from(),
        entry.valid_until(),
        entry.successors().iter().map(ToString::to_string).collect(),
    )
}

#[pymethods]
impl CodeList {
    /// The id.
    #[getter]
    fn id(&self) -> String {
        self.0.id().to_string()
    }

    /// The scheme.
    #[getter]
    fn scheme(&self) -> &'static str {
        self.0.scheme().word()
    }

    /// Whether the parts together are the whole.
    #[getter]
    fn exhaustive(&self) -> bool {
        self.0.is_exhaustive()
    }

    /// The names of the list.
    #[getter]
    fn names(&self) -> BTreeMap<String, String> {
        self.0.names().iter().map(|(lang, name)| (lang.to_string(), name.to_owned())).collect()
    }

    /// Every entry.
    fn entries(&self) -> Vec<Told> {
        self.0.entries().iter().map(told).collect()
    }

    /// Whether there is a code.
    fn has(&self, code: &str) -> bool {
        self.0.get(code).is_some()
    }

    /// Where a code stands, for figures of stated years.
    fn find(&self, py: Python<'_>, code: &str, years: Option<(u16, u16)>) -> PyResult<Option<usize>> {
        self.place(py, || match years {
            Some((first, last)) => self.0.find_in(code, first, last),
            None => self.0.find(code),
        })
    }

    /// Where the code of a label stands.
    fn named(&self, py: Python<'_>, name: &str, language: &str) -> PyResult<Option<usize>> {
        self.place(py, || self.0.named(name, &Tag::parse(language)?))
    }
}

impl CodeList {
    fn place<'a>(&'a self, py: Python<'_>, find: impl FnOnce() -> Result<&'a Entry> + Send) -> PyResult<Option<usize>> {
        run(py, || Ok(self.0.position(find()?.id().as_str())))
    }
}

/// Opens a built-in list, in its own scheme where none is stated.
#[pyfunction]
pub(crate) fn code_list(py: Python<'_>, id: &str, scheme: Option<&str>) -> PyResult<CodeList> {
    let open = || match scheme {
        Some(scheme) => code::CodeList::in_scheme(id, Scheme::parse(scheme)?),
        None => code::CodeList::built_in(id),
    };
    run(py, open).map(CodeList)
}

/// The ids of the built-in lists.
#[pyfunction]
pub(crate) fn code_list_ids() -> Vec<&'static str> {
    code::CodeList::built_in_ids().collect()
}

/// Which code of a scheme is which code of another.
#[pyfunction]
pub(crate) fn code_mapping(
    py: Python<'_>,
    list: &str,
    source: &str,
    target: &str,
) -> PyResult<BTreeMap<String, String>> {
    let mapping = run(py, || Mapping::built_in(list, Scheme::parse(source)?, Scheme::parse(target)?))?;
    Ok(mapping.pairs().map(|(from, to)| (from.to_string(), to.to_string())).collect())
}
