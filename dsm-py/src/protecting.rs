//! Protecting a table by itself, and judging a masked one.

use crate::{
    errors::{Finding, run},
    table::Table,
};
use dsm_core::{
    error::Result,
    protect::{self, Dominance, Holdings, Label, Rule, Sensitivity, Zeros},
};
use pyo3::prelude::*;
use rust_decimal::Decimal;
use std::{collections::BTreeMap, sync::Arc};

/// A masked cell: key, label, least and greatest figure.
type JudgedTold = (Vec<String>, &'static str, Option<Decimal>, Option<Decimal>);
/// An audit: the masked cells, the findings, and how many cells have which label.
type AuditTold = (Vec<JudgedTold>, Vec<Finding>, BTreeMap<&'static str, usize>);

/// What is sensitive besides small figures: persons behind the cells, groups, a rule of dominance with its contributors, differences.
#[derive(FromPyObject)]
pub(crate) struct Sensitive<'py>(
    Option<PyRef<'py, Table>>,
    Vec<String>,
    Option<(String, Vec<PyRef<'py, Table>>)>,
    bool,
);

/// The same without Python.
struct Taken {
    persons: Option<dsm_core::table::Table>,
    groups: Vec<String>,
    dominance: Option<(String, Vec<dsm_core::table::Table>)>,
    differences: bool,
}

impl Sensitive<'_> {
    fn taken(self) -> Taken {
        let own = |table: PyRef<'_, Table>| table.inner().clone();
        let Self(persons, groups, dominance, differences) = self;
        let dominance = dominance.map(|(rule, tables)| (rule, tables.into_iter().map(own).collect()));
        Taken { persons: persons.map(own), groups, dominance, differences }
    }
}

impl Taken {
    fn sensitivity(self) -> Result<Sensitivity> {
        let mut sensitivity = Sensitivity::threshold_alone();
        if let Some(persons) = self.persons {
            sensitivity = sensitivity.persons(persons);
        }
        sensitivity = self.groups.iter().fold(sensitivity, |all, axis| all.group(axis));
        if let Some((rule, contributors)) = self.dominance {
            sensitivity = sensitivity.dominance(Dominance::parse(&rule)?, contributors)?;
        }
        Ok(if self.differences { sensitivity.differences() } else { sensitivity })
    }
}

fn rule(threshold: Option<u32>, zeros: &str, range: u32) -> Result<Rule> {
    let rule = threshold.map_or_else(|| Ok(Rule::named_only()), Rule::below)?;
    rule.zeros(Zeros::parse(zeros)?).wide(range)
}

fn told(audit: &protect::Audit) -> AuditTold {
    let judged = |cell: &protect::Judged| {
        let (low, high) = cell.told();
        let exact = |bound: Option<Decimal>| bound.map(|bound| bound.normalize());
        (cell.key().iter().map(ToString::to_string).collect(), cell.label().word(), exact(low), exact(high))
    };
    let counts = Label::ALL.iter().map(|label| (label.word(), audit.count(*label))).collect();
    (audit.cells().iter().map(judged).collect(), audit.findings().iter().map(Finding::of).collect(), counts)
}

/// A table with its small figures masked and as much else as it takes, the keys of the masks, and the audit.
#[pyfunction]
pub(crate) fn table_protected(
    py: Python<'_>,
    table: &Table,
    ruled: (Option<u32>, String, u32),
    also: Vec<Vec<String>>,
    beside: Vec<(String, PyRef<'_, Table>)>,
    sensitive: Sensitive<'_>,
) -> PyResult<(Table, Vec<Vec<String>>, AuditTold)> {
    let ((threshold, zeros, range), table) = (ruled, table.inner());
    let (beside, sensitive) = (held(&beside), sensitive.taken());
    run(py, || {
        let rule = rule(threshold, &zeros, range)?;
        let named: Vec<Vec<Arc<str>>> =
            also.iter().map(|key| key.iter().map(|code| Arc::from(code.as_str())).collect()).collect();
        let protected = sensitive.sensitivity()?.protect(table, &rule, &named, &holdings(&beside, &rule))?;
        let masked = protected.pattern.cells().map(|key| key.iter().map(ToString::to_string).collect()).collect();
        Ok((Table::from(protected.table.without_concealed().into_table()), masked, told(&protected.audit)))
    })
}

/// What a reader can tell of the masked cells of a table.
#[pyfunction]
pub(crate) fn table_audited(
    py: Python<'_>,
    table: &Table,
    threshold: Option<u32>,
    zeros: &str,
    range: u32,
    beside: Vec<(String, PyRef<'_, Table>)>,
) -> PyResult<AuditTold> {
    let (table, beside) = (table.inner(), held(&beside));
    run(py, || {
        let rule = rule(threshold, zeros, range)?;
        Ok(told(&protect::audit_beside(table, &rule, &holdings(&beside, &rule))?))
    })
}

/// What readers hold, by name. Tables share their columns: nothing is copied.
fn held(beside: &[(String, PyRef<'_, Table>)]) -> Vec<(String, dsm_core::table::Table)> {
    beside.iter().map(|(name, table)| (name.clone(), table.inner().clone())).collect()
}

fn holdings(beside: &[(String, dsm_core::table::Table)], rule: &Rule) -> Holdings {
    beside.iter().fold(Holdings::none(), |held, (name, table)| held.beside(name, table.clone(), rule))
}
