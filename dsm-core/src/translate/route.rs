use super::{
    group::Group,
    plan::{Given, Plan, Slot},
    specification::{INDICATOR, UNIT},
};
use crate::{
    catalogue::{Catalogue, Dimension, Indicator},
    error::Result,
    source::Row,
};
use std::{collections::BTreeMap, sync::Arc};

/// From a column of figures into a table: which indicator and unit its words mean, and where the codes of each dimension stand.
#[derive(Debug)]
pub(super) struct Route<'a> {
    pub(super) indicator: &'a Indicator,
    /// The number of the group; none where the unit is not one of the indicator's.
    pub(super) group: Result<usize>,
    /// Each dimension of the indicator with where its codes stand.
    pub(super) dimensions: Vec<(&'a Dimension, Option<&'a Given>)>,
    /// Dimensions that the indicator does not have and for which something is given.
    pub(super) others: Vec<(&'a str, &'a Given)>,
}

/// The routes of one column of figures that have been found so far.
#[derive(Debug, Default)]
pub(super) struct Routes<'a> {
    known: Vec<(Box<str>, Box<str>, Arc<Route<'a>>)>,
    last: usize,
}

/// The tables that rows go into, by indicator and unit.
#[derive(Debug, Default)]
pub(super) struct Groups<'a> {
    pub(super) all: Vec<Group<'a>>,
    kinds: BTreeMap<(&'a str, String), usize>,
}

impl<'a> Routes<'a> {
    /// The route of a row.
    ///
    /// # Errors
    /// `CAT-001` for an indicator that nobody knows.
    pub(super) fn find(
        &mut self,
        row: &Row<'_>,
        slot: &'a Slot,
        plan: &'a Plan,
        catalogue: &'a Catalogue,
        groups: &mut Groups<'a>,
    ) -> Result<Arc<Route<'a>>> {
        let indicator = plan.word(INDICATOR, &slot.indicator, row);
        let unit = slot.unit.as_ref().map_or("", |unit| plan.word(UNIT, unit, row));
        let same = |known: &&(Box<str>, Box<str>, Arc<Route<'a>>)| *known.0 == *indicator && *known.1 == *unit;
        if let Some((_, _, route)) = self.known.get(self.last).filter(same) {
            return Ok(route.clone());
        }
        if let Some((at, (_, _, route))) = self.known.iter().enumerate().find(|(_, known)| same(known)) {
            self.last = at;
            return Ok(route.clone());
        }
        let route = Arc::new(route(catalogue.find(indicator)?, unit, slot, groups));
        // A column of nonsense is not kept: each of its units is looked up again.
        if route.group.is_ok() {
            self.last = self.known.len();
            self.known.push((Box::from(indicator), Box::from(unit), route.clone()));
        }
        Ok(route)
    }
}

fn route<'a>(indicator: &'a Indicator, unit: &str, slot: &'a Slot, groups: &mut Groups<'a>) -> Route<'a> {
    let measure = if unit.is_empty() { Ok(indicator.measure().clone()) } else { indicator.measure_in(unit) };
    let group = measure.map(|measure| {
        let next = groups.all.len();
        let group = *groups.kinds.entry((indicator.id(), measure.unit().to_string())).or_insert(next);
        if group == next {
            groups.all.push(Group::new(indicator, measure));
        }
        group
    });
    let given = |dimension: &'a Dimension| (dimension, slot.dimensions.get(dimension.id()));
    let others = slot.dimensions.iter().filter(|(id, _)| indicator.dimension(id).is_err());
    Route {
        indicator,
        group,
        dimensions: indicator.dimensions().iter().map(given).collect(),
        others: others.map(|(id, given)| (&**id, given)).collect(),
    }
}
