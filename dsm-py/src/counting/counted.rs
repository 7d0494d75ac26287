use super::{
    CountSpecification,
    carrier::{Carrier, LayoutStated, Raised, keep},
};
use crate::{
    errors::{Finding, run_for_others},
    mechanism::{Told, told},
    table::Table,
};
use dsm_cli::{Noticed, ScratchFiles};
use dsm_core::{
    count::{self, Counter},
    error::{Code, Result},
    source::{Layout, Means, Watch},
};
use dsm_store::{Clock as _, SystemClock};
use pyo3::{prelude::*, pybacked::PyBackedBytes, types::PyBytes};
use std::{collections::BTreeMap, ops::ControlFlow, path::PathBuf};

/// What was counted.
#[pyclass(frozen, module = "dsm._dsm")]
#[derive(Clone, Debug)]
pub(crate) struct Counted {
    counted: count::Counted,
    findings: Vec<(dsm_core::error::Finding, u64)>,
}

/// From, until, persons at the start, the counts of what happened by name.
type ReconciliationTold = (String, Option<String>, u64, BTreeMap<&'static str, u64>);
/// Records read, used, left out by the filter; refused and findings by rule.
type QualityTold = (u64, u64, u64, BTreeMap<&'static str, u64>, BTreeMap<&'static str, u64>);

#[pymethods]
impl Counted {
    /// The names of the tables.
    #[getter]
    fn names(&self) -> Vec<String> {
        self.counted.names().into_iter().map(str::to_owned).collect()
    }

    /// A table.
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<Table> {
        run_for_others(py, || self.counted.table(name)).map(Table::from)
    }

    /// The persons behind each cell of a table.
    fn persons_behind(&self, py: Python<'_>, name: &str) -> PyResult<Option<Table>> {
        Ok(run_for_others(py, || self.counted.persons_behind(name))?.map(Table::from))
    }

    /// The indicator that a table is of.
    fn indicator(&self, py: Python<'_>, name: &str) -> PyResult<Option<String>> {
        run_for_others(py, || Ok(self.counted.indicator(name)?.map(|indicator| indicator.id().to_owned())))
    }

    /// What was counted as bytes.
    fn part<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &py.detach(|| self.counted.part()))
    }

    /// The documentation of a table, prefilled.
    fn documentation(&self, py: Python<'_>, country: &str, name: &str) -> PyResult<Told> {
        run_for_others(py, || {
            let documentation = self.counted.documentation(country, name)?;
            Ok(told(&documentation, self.counted.indicator(name)?))
        })
    }

    /// What the records were like.
    #[getter]
    fn quality(&self) -> QualityTold {
        let quality = self.counted.quality();
        let by = |counts: &BTreeMap<Code, u64>| counts.iter().map(|(code, count)| (code.id(), *count)).collect();
        (quality.read, quality.used, quality.filtered, by(&quality.refused), by(&quality.findings))
    }

    /// The findings by what they say, each with how many there are.
    #[getter]
    fn findings(&self) -> Vec<(Finding, u64)> {
        self.findings.iter().map(|(finding, count)| (Finding::of(finding), *count)).collect()
    }

    /// What a stock of crossings rests on.
    fn reconciliation(&self, py: Python<'_>, name: &str) -> PyResult<Vec<ReconciliationTold>> {
        let told = |one: &count::Reconciliation| {
            let between = &one.between;
            let counts = BTreeMap::from([
                ("entries", between.entries),
                ("exits", between.exits),
                ("effective_entries", between.effective_entries),
                ("effective_exits", between.effective_exits),
                ("entries_while_in", between.entries_while_in),
                ("exits_without_entry", between.exits_without_entry),
                ("simultaneous", between.simultaneous),
                ("long_stays", between.long_stays),
                ("end", between.end),
            ]);
            (one.from.to_string(), one.until.as_ref().map(ToString::to_string), one.start, counts)
        };
        Ok(run_for_others(py, || self.counted.reconciliation(name))?.iter().map(told).collect())
    }

    /// The columns that were read.
    #[getter]
    fn columns_read(&self) -> Vec<String> {
        self.counted.columns_read().into_iter().map(str::to_owned).collect()
    }

    /// How many parts were put aside on scratch space.
    #[getter]
    fn spilled(&self) -> usize {
        self.counted.spilled()
    }
}

impl Counted {
    /// What was counted elsewhere: its findings are known by their rules.
    pub(super) fn of(counted: count::Counted) -> Self {
        let mut findings = Noticed::default().counted(counted.quality());
        let of_several = counted.of_several();
        findings.retain(|(finding, _)| !of_several.iter().any(|one| one.rule() == finding.rule()));
        findings.extend(of_several.into_iter().map(|finding| (finding, 1)));
        findings.sort_by_key(|(finding, _)| finding.rule());
        Self { counted, findings }
    }
}

/// What the host gives: threads, bytes of memory and the folder of scratch space.
#[derive(Debug, FromPyObject)]
pub(crate) struct HostMeans {
    threads: usize,
    memory: Option<usize>,
    scratch: Option<PathBuf>,
}

/// Sees whether Python wants to stop.
struct Signals(Raised);

impl Watch for Signals {
    fn step(&self, _done: u64, _total: Option<u64>) -> ControlFlow<()> {
        match Python::attach(|py| py.check_signals()) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                keep(&self.0, error);
                ControlFlow::Break(())
            }
        }
    }
}

/// Adds up parts that were counted by a specification.
#[pyfunction]
pub(crate) fn count_of_parts(
    py: Python<'_>,
    specification: PyRef<'_, CountSpecification>,
    parts: Vec<PyBackedBytes>,
) -> PyResult<Counted> {
    let specification = specification.inner().clone();
    let parts: Vec<&[u8]> = parts.iter().map(|part| &**part).collect();
    run_for_others(py, || count::Counted::of_parts(&specification, &specification.catalogue()?, &parts))
        .map(Counted::of)
}

/// Counts records by a specification.
#[pyfunction]
pub(crate) fn count_records(
    py: Python<'_>,
    specification: PyRef<'_, CountSpecification>,
    records: Vec<Bound<'_, PyAny>>,
    links: Option<Bound<'_, PyAny>>,
    places: Option<Py<PyAny>>,
    layout: LayoutStated,
    means: HostMeans,
) -> PyResult<Counted> {
    let raised = Raised::default();
    let opened = |object: &Bound<'_, PyAny>| Carrier::of(object, &raised);
    let carriers = records.iter().map(opened).collect::<PyResult<Vec<_>>>()?;
    let links = links.as_ref().map(opened).transpose()?;
    let layout = layout.layout(py)?;
    let specification = specification.clone();
    let done = run_for_others(py, || {
        let mut hand_on = |finding: &dsm_core::error::Finding| handed(places.as_ref(), finding, &raised);
        let noticed = if places.is_some() { Noticed::with_places(&mut hand_on) } else { Noticed::default() };
        counted(&specification, carriers, links, &layout, means, &raised, noticed)
    });
    match raised.lock().ok().and_then(|mut kept| kept.take()) {
        Some(error) => Err(error),
        None => done,
    }
}

fn counted(
    specification: &CountSpecification,
    carriers: Vec<Carrier>,
    links: Option<Carrier>,
    layout: &Layout,
    means: HostMeans,
    raised: &Raised,
    mut noticed: Noticed<'_>,
) -> Result<Counted> {
    let (scratch, watch, now) = (ScratchFiles::new(means.scratch), Signals(raised.clone()), SystemClock.now()?);
    let quiet = Means::quiet(now);
    let memory = means.memory.unwrap_or(quiet.memory);
    let means = Means { scratch: &scratch, watch: &watch, threads: means.threads.max(1), memory, now };
    let mut counter = Counter::new(specification.inner(), &specification.inner().catalogue()?, means)?;
    let wanted = counter.wanted_of_links().to_vec();
    if let Some(mut links) = links.map(|links| links.open(layout, &wanted)).transpose()?.flatten() {
        counter.read_links(&mut *links, &mut noticed)?;
    }
    let wanted = counter.wanted().to_vec();
    if carriers.len() > 1 {
        carriers.iter().try_for_each(|carrier| carrier.check(layout, &wanted))?;
    }
    for carrier in carriers {
        if let Some(mut records) = carrier.open(layout, &wanted)? {
            counter.read(&mut *records, &mut noticed)?;
        }
    }
    let counted = counter.finish(&mut noticed)?;
    let findings = noticed.counted(counted.quality());
    Ok(Counted { counted, findings })
}

/// Hands a finding with its place to whoever the caller named.
fn handed(places: Option<&Py<PyAny>>, finding: &dsm_core::error::Finding, raised: &Raised) -> ControlFlow<()> {
    let Some(places) = places else { return ControlFlow::Continue(()) };
    match Python::attach(|py| places.call1(py, (Finding::own(finding),))) {
        Ok(_) => ControlFlow::Continue(()),
        Err(error) => {
            keep(raised, error);
            ControlFlow::Break(())
        }
    }
}
