//! Protecting a table by itself, and judging a masked one.

use crate::{
    errors::{Finding, run},
    table::Table,
};
use dsm_core::{
    error::Result,
    protect::{self, Dominance, Holdings, Label, Protection, Rule, Sensitivity, Wishes, Zeros},
};
use pyo3::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

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

impl Sensitive<'_> {
    fn sensitivity(&self) -> Result<Sensitivity> {
        let Self(persons, groups, dominance, differences) = self;
        let mut sensitivity = groups.iter().fold(Sensitivity::threshold_alone(), |all, axis| all.group(axis));
        if let Some(persons) = persons {
            sensitivity = sensitivity.persons(persons.inner().clone());
        }
        if let Some((rule, tables)) = dominance {
            let contributors = tables.iter().map(|table| table.inner().clone()).collect();
            sensitivity = sensitivity.dominance(Dominance::parse(rule)?, contributors)?;
        }
        Ok(if *differences { sensitivity.differences() } else { sensitivity })
    }
}

/// Cells that are never masked and cells that are masked rather than others, each wish as axes with codes.
#[derive(FromPyObject)]
pub(crate) struct Wished(Vec<Vec<(String, String)>>, Vec<Vec<(String, String)>>);

impl Wished {
    pub(crate) fn wishes(&self) -> Wishes {
        let Self(never, prefer) = self;
        let wishes = never.iter().fold(Wishes::none(), |all, cells| all.never(cells));
        prefer.iter().fold(wishes, |all, cells| all.prefer(cells))
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
    wishes: Wished,
) -> PyResult<(Table, Vec<Vec<String>>, AuditTold)> {
    let ((threshold, zeros, range), table) = (ruled, table.inner());
    let (beside, sensitive) = (held(&beside), sensitive.sensitivity());
    run(py, || {
        let rule = rule(threshold, &zeros, range)?;
        let begun = Protection::by(rule).sensitive(sensitive?).wishing(wishes.wishes());
        let protection = also.iter().fold(begun, |all, key| all.also(key));
        let protected = protection.protect(table, &holdings(&beside, &rule))?;
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
