//! Messages of SDMX: read as tables, converted, and written.

use crate::{
    errors::{Finding, raised, run},
    files::{Specified, Translated},
    mechanism::{Said, Told, said, told},
    stated::Statement,
    table::Table,
};
use dsm_cli::written_whole;
use dsm_core::{
    catalogue::Catalogue,
    error::{At, Collected, Error, FindingSink, Place, Result, Tally, codes},
    exchange::sdmx::{
        Action, Conversion, Format, Header, Mapped, MetadataReport, Publication, Revision, Structure, convert, open,
        read_documentation, read_structures, read_tables, structures::Structures,
    },
    source::Input,
};
use dsm_store::{Clock as _, SystemClock};
use pyo3::{prelude::*, types::PyBytes};
use std::{
    fs::File,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

fn opened(path: &Path) -> Result<Box<dyn Input>> {
    let place = || Place::new(path.display().to_string(), At::Whole);
    let file = File::open(path).map_err(|error| Error::new(codes::src::READ_FAILED).at(place()).caused_by(error))?;
    Ok(Box::new(file))
}

fn structures_of(paths: &[PathBuf], findings: &mut dyn FindingSink) -> Result<Structures> {
    let mut all = Structures::none();
    for path in paths {
        all.add(read_structures(opened(path)?, &path.display().to_string(), findings)?);
    }
    Ok(all)
}

fn header(id: &str, sender: &str, prepared: Option<String>) -> Result<Header> {
    let prepared = prepared.map_or_else(|| SystemClock.now().map(|now| now.to_string()), Ok)?;
    Header::new(id, sender, &prepared).checked()
}

/// Reads a message as tables, each with the flow or structure that its data name; and what was noticed.
#[pyfunction]
pub(crate) fn message_read(
    py: Python<'_>,
    path: PathBuf,
    structures: Vec<PathBuf>,
    statement: Statement,
    map: Option<Specified>,
) -> PyResult<Translated> {
    let stated = statement.stated().map_err(|error| raised(py, error, true))?;
    let (tables, findings) = run(py, || {
        let (name, mut findings) = (path.display().to_string(), Collected::new());
        let structures = structures_of(&structures, &mut findings)?;
        let mut source = open(opened(&path)?, &name, &structures, &mut findings)?;
        let map = map.map(|map| map.specification()?.recoding()).transpose()?;
        let read = match &map {
            Some(map) => {
                let mut mapped = Mapped::new(&mut *source, map, &structures, None, &name);
                read_tables(&mut mapped, &name, &structures, &stated, &mut findings)
            }
            None => read_tables(&mut *source, &name, &structures, &stated, &mut findings),
        };
        let read = read.map_err(|error| error.findings_of(findings.findings().to_vec()))?;
        Ok((read, findings))
    })?;
    let named =
        |structure: Option<Structure>| structure.map_or_else(String::new, |named| named.identity().id().to_owned());
    let tables = tables.into_iter().map(|one| (named(one.structure), one.table.into())).collect();
    Ok((tables, findings.findings().iter().map(Finding::own).collect()))
}

/// So many findings of a rule are kept; those beyond are counted.
const KEPT: u64 = 1000;

/// Findings that are counted and the first of each rule kept, or handed on one by one to a function of Python, and then not kept.
struct Listened {
    kept: Vec<dsm_core::error::Finding>,
    to: Option<Py<PyAny>>,
    tally: Tally,
    raised: Option<PyErr>,
}

impl Listened {
    fn new(to: Option<Py<PyAny>>) -> Self {
        Self { kept: Vec::new(), to, tally: Tally::default(), raised: None }
    }

    /// Of which rules there were more than are kept, and how many more.
    fn more(&self) -> Vec<(String, u64)> {
        let beyond = |count: u64| count.checked_sub(KEPT).filter(|more| *more > 0);
        let all = self.tally.iter().filter(|_| self.to.is_none());
        all.filter_map(|(rule, _, count)| Some((rule.id().to_owned(), beyond(count)?))).collect()
    }

    /// Ends the work where the function of Python raised something.
    fn ended(&self) -> Result<()> {
        if self.raised.is_some() { Err(Error::new(codes::src::STOPPED)) } else { Ok(()) }
    }
}

impl FindingSink for Listened {
    fn put(&mut self, finding: dsm_core::error::Finding) -> ControlFlow<()> {
        self.tally.count(&finding);
        let Some(to) = &self.to else {
            if self.tally.of(finding.rule()) <= KEPT {
                self.kept.push(finding);
            }
            return ControlFlow::Continue(());
        };
        if self.raised.is_none() {
            let given = Python::attach(|py| to.call1(py, (Finding::own(&finding),)).map(drop));
            self.raised = given.err();
        }
        if self.raised.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }
}

/// Makes a message out of another, a batch at a time, and gives what was noticed, with how much more there was of which rule, or hands
/// it on. The file is there only when it is whole.
#[pyfunction]
#[pyo3(signature = (source, target, format, structures, dataflow, flat, id, sender, prepared, map = None, told = None))]
#[expect(clippy::too_many_arguments, reason = "one call of Python, whose arguments have names there")]
pub(crate) fn message_converted(
    py: Python<'_>,
    source: PathBuf,
    target: PathBuf,
    format: &str,
    structures: Vec<PathBuf>,
    dataflow: Option<&str>,
    flat: bool,
    id: &str,
    sender: &str,
    prepared: Option<String>,
    map: Option<Specified>,
    told: Option<Py<PyAny>>,
) -> PyResult<Kept> {
    let mut findings = Listened::new(told);
    let done = run(py, || {
        let structures = structures_of(&structures, &mut findings)?;
        let structure = dataflow.map(Structure::dataflow).transpose()?;
        let header = header(id, sender, prepared)?;
        let map = map.map(|map| map.specification()?.recoding()).transpose()?;
        let conversion = Conversion { to: Format::parse(format)?, structure, flat, header, map };
        let name = source.display().to_string();
        let mut input = || opened(&source);
        written_whole(&target, |out| {
            convert(&mut input, &name, &conversion, &structures, &mut findings, out)?;
            findings.ended()
        })
    });
    match findings.raised {
        Some(error) => Err(error),
        None => done.map(|()| (findings.kept.iter().map(Finding::own).collect(), findings.more())),
    }
}

/// A table of an indicator as data of SDMX, or what changed since an earlier vintage of it; and the structures that a receiver needs to
/// read them, where the format has any.
#[pyfunction]
#[pyo3(signature = (table, format, indicator, agency, sender, prepared, since = None))]
#[expect(clippy::too_many_arguments, reason = "one call of Python, whose arguments have names there")]
pub(crate) fn message_written<'py>(
    py: Python<'py>,
    table: PyRef<'py, Table>,
    format: &str,
    indicator: &str,
    agency: &str,
    sender: &str,
    prepared: Option<String>,
    since: Option<PyRef<'py, Table>>,
) -> PyResult<Carried<'py>> {
    let table = table.inner().clone();
    let since = since.map(|since| since.inner().clone());
    let made = run(py, || {
        let view = table.disclose()?;
        let (format, header) = (Format::parse(format)?, header(indicator, sender, prepared)?);
        let described = Catalogue::describing(indicator, view.concept())?;
        let (mut findings, mut data, mut structures) = (Collected::new(), Vec::new(), Vec::new());
        let publication = match since {
            Some(earlier) => {
                let revision = Revision::new(earlier.disclose()?, view, &described, agency)?;
                revision.write(format, &header, &mut findings, &mut data)?;
                revision.publication().clone()
            }
            None => {
                let publication = Publication::new(view, &described, agency)?;
                publication.write(format, &header, Action::Replace, &mut findings, &mut data)?;
                publication
            }
        };
        if format.has_structures() {
            publication.write_structures(format, &header, &mut findings, &mut structures)?;
        }
        Ok((data, format.has_structures().then_some(structures), findings))
    })?;
    Ok(carried(py, made))
}

/// Findings that were kept, and how many more there are of each rule.
type Kept = (Vec<Finding>, Vec<(String, u64)>);

/// What is written, the structures that a receiver needs beside it, and what was noticed on the way.
type Carried<'py> = (Bound<'py, PyBytes>, Option<Bound<'py, PyBytes>>, Vec<Finding>);

fn carried(py: Python<'_>, (data, structures, findings): (Vec<u8>, Option<Vec<u8>>, Collected)) -> Carried<'_> {
    let findings = findings.findings().iter().map(Finding::own).collect();
    (PyBytes::new(py, &data), structures.map(|bytes| PyBytes::new(py, &bytes)), findings)
}

/// Reads the documentation that metadata reports hold, and gives what was noticed.
#[pyfunction]
pub(crate) fn report_read(
    py: Python<'_>,
    path: PathBuf,
    country: Option<&str>,
    indicator: Option<&str>,
    structures: Vec<PathBuf>,
) -> PyResult<(Vec<Told>, Vec<Finding>)> {
    let (all, findings) = run(py, || {
        let (name, mut findings) = (path.display().to_string(), Collected::new());
        let structures = structures_of(&structures, &mut findings)?;
        let read = read_documentation(opened(&path)?, &name, &structures, [country, indicator], &mut findings);
        let read = read.map_err(|error| error.findings_of(findings.findings().to_vec()))?;
        Ok((read, findings))
    })?;
    Ok((all.iter().map(|one| told(one, None)).collect(), findings.findings().iter().map(Finding::own).collect()))
}

/// Documentation as a metadata report, and the structures that a receiver needs, where the format has any.
#[pyfunction]
pub(crate) fn report_written<'py>(
    py: Python<'py>,
    documentation: Said,
    format: &str,
    agency: &str,
    sender: &str,
    prepared: Option<String>,
) -> PyResult<Carried<'py>> {
    let made = run(py, || {
        let documentation = said(documentation)?;
        let indicator = Catalogue::built_in(documentation.indicator())?;
        let report = MetadataReport::new(agency)?.with(&documentation, &indicator)?;
        let (format, header) = (Format::parse(format)?, header(indicator.id(), sender, prepared)?);
        let (mut findings, mut data, mut structures) = (Collected::new(), Vec::new(), Vec::new());
        report.write(format, &header, &mut findings, &mut data)?;
        let has_structures = format == Format::Ml30;
        if has_structures {
            report.write_structures(format, &header, &mut findings, &mut structures)?;
        }
        Ok((data, has_structures.then_some(structures), findings))
    })?;
    Ok(carried(py, made))
}
