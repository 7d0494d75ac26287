//! Whether a specification fits the lists and the indicators that it names: found out before any record is read.

use super::{
    Count,
    lines::{codes_of, of_dimension},
    plan::{PRIVATE, Plan, contradicts_of, differs},
    specification::Role,
    wanted::What,
};
use crate::{
    catalogue::Indicator,
    code::{CodeList, Scheme},
    error::{Error, Finding, Result, Safe, codes::cnt},
    measure::Unit,
};
use std::{collections::BTreeSet, sync::Arc};

impl Plan {
    /// What the values of a register are said to be must stand in the list of their dimension, and the reporter must be a State.
    pub(super) fn check_codes(&self) -> Result<()> {
        if let Some(reporter) = &self.specification.reporter {
            let known = CodeList::in_scheme("COUNTRY", Scheme::Iso3166Alpha2)?.find(reporter).map(|_| ());
            known.map_err(|error| self.specification.about(error, &[("", "reporter")]))?;
        }
        for axis in &self.dimensions {
            if axis.list.is_none() && axis.of.is_unsaid() {
                let error = Error::new(cnt::VALUES_UNSAID).with("axis", Safe::term(axis.of.id()));
                return Err(self.specification.about(error, &[(&of_dimension(axis.of.id()), "")]));
            }
            let Some(list) = &axis.list else { continue };
            let said: BTreeSet<&Arc<str>> = axis.of.codes.values().collect();
            let findings: Vec<Finding> = said
                .into_iter()
                .filter(|code| list.get(code).is_none())
                .map(|code| {
                    let error = Error::new(cnt::CODE_NOT_IN_LIST).with("axis", Safe::term(axis.of.id()));
                    let error = error.with("code", Safe::term(code));
                    let value = axis.of.codes.iter().find(|(_, given)| given == &code).map_or("", |(value, _)| value);
                    Finding::from(&self.specification.about(error, &[(&codes_of(axis.of.id()), value)]))
                })
                .collect();
            if !findings.is_empty() {
                let error = Error::new(cnt::MAPPED_TO_NO_CODE).with("axis", Safe::term(axis.of.id()));
                let error = error.with("count", findings.len()).findings_of(findings);
                return Err(self.specification.about(error, &[(&codes_of(axis.of.id()), "")]));
            }
        }
        Ok(())
    }

    /// Records are chosen by codes, never by who they are of: a table of named persons is none of a group.
    pub(super) fn check_choices(&self) -> Result<()> {
        let specification = &self.specification;
        let filter = specification.filter.keys().map(|column| ("filter".to_owned(), column));
        let only = specification
            .counts
            .iter()
            .flat_map(|count| count.only.keys().map(|column| (format!("count.{}.only", count.id), column)));
        for (part, column) in filter.chain(only) {
            if PRIVATE.into_iter().any(|role| specification.column_of(role).is_some_and(|name| name == column)) {
                return Err(specification.about(contradicts_of(column, "individual"), &[(&part, column), (&part, "")]));
            }
        }
        Ok(())
    }

    /// An indicator of entries counts no exits, nor the other way round, where the records say which is which.
    pub(super) fn check_direction(&self, count: &Count, indicator: Option<&Indicator>) -> Result<()> {
        let (Some(indicator), What::Flow) = (indicator, count.what) else { return Ok(()) };
        let Some(column) = self.specification.column_of(Role::Direction) else { return Ok(()) };
        let wanted = match indicator.measure().unit() {
            Unit::PersonEvents(kind) if &**kind == "entry" => &self.specification.entry,
            Unit::PersonEvents(kind) if &**kind == "exit" => &self.specification.exit,
            _ => return Ok(()),
        };
        let chosen = [count.only.get(column), self.specification.filter.get(column)];
        if chosen.into_iter().flatten().any(|values| values.is_subset(wanted)) {
            return Ok(());
        }
        differs(count, indicator, "both-directions")
    }
}
