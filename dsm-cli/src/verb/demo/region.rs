use super::data::National;
use crate::input::now;
use dsm_core::{
    catalogue::Indicator,
    code::CodeId,
    documentation::{Note, Shown, footnotes},
    error::{Error, Finding, Result, Safe, codes},
    measure::Assume,
    table::{Table, View},
};
use dsm_store::{Query, Session};
use std::{collections::BTreeMap, fmt};

/// The figures of all States that the analyst of one of them may ask for.
pub(super) struct Region {
    session: Session,
    pub(super) owner: String,
    /// The States in the order in which they handed in.
    pub(super) states: Vec<String>,
    /// The units of each State and indicator, the one with the most cells first.
    units: BTreeMap<(String, String), Vec<String>>,
}

impl Region {
    pub(super) fn new(session: Session, owner: &National, states: &[National]) -> Self {
        let mut units = BTreeMap::new();
        for state in states {
            let mut tables: Vec<_> = state.tables().iter().collect();
            tables.sort_by_key(|table| std::cmp::Reverse(table.table.len()));
            for table in tables {
                let key = (state.country().to_owned(), table.indicator.to_string());
                units.entry(key).or_insert_with(Vec::new).push(table.table.measure().unit().to_string());
            }
        }
        let states = states.iter().map(|state| state.country().to_owned()).collect();
        Self { session, owner: owner.country().to_owned(), states, units }
    }

    /// The indicators of the owner.
    pub(super) fn indicators(&self) -> Vec<String> {
        self.units
            .keys()
            .filter(|(country, _)| *country == self.owner)
            .map(|(_, indicator)| indicator.clone())
            .collect()
    }

    /// The units in which a State has released an indicator.
    pub(super) fn units(&self, country: &str, indicator: &str) -> &[String] {
        self.units.get(&(country.to_owned(), indicator.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// The unit that most figures of the owner are in.
    pub(super) fn main_unit(&self, indicator: &str) -> &str {
        self.units(&self.owner, indicator).first().map_or("", String::as_str)
    }

    /// Every State that has released an indicator in its main unit.
    pub(super) fn with(&self, indicator: &str) -> Vec<&str> {
        let unit = self.main_unit(indicator);
        let has = |country: &&String| self.units(country, indicator).iter().any(|one| one == unit);
        self.states.iter().filter(has).map(String::as_str).collect()
    }

    /// Every State's own sum over axes, one beside the other: what one State lists says nothing of what another lacks.
    pub(super) fn sums(&self, indicator: &str, axes: &[&str], assume: &Assume) -> Result<View> {
        let unit = Some(self.main_unit(indicator));
        let of = |country: &str| total_of(self.view(indicator, &[country], unit)?, axes)?.sum(axes, assume);
        let sums: Vec<Table> = self.with(indicator).into_iter().map(of).collect::<Result<_>>()?;
        beside(&sums)?.disclose()
    }

    /// The figures of States in other units than the main one, each by year: they are never added to the others.
    pub(super) fn beside(&self, indicator: &str, axes: &[&str], assume: &Assume) -> Result<Vec<(String, View)>> {
        let main = self.main_unit(indicator);
        let mut others = Vec::new();
        for country in &self.states {
            for unit in self.units(country, indicator).iter().filter(|unit| *unit != main) {
                let view = self.view(indicator, &[country], Some(unit))?;
                others.push((country.clone(), total_of(view, axes)?.sum(axes, assume)?.disclose()?));
            }
        }
        Ok(others)
    }

    /// What the documentation of the States says that a reader of these figures must know.
    pub(super) fn notes(&self, indicator: &Indicator, view: &View) -> Result<Vec<Note>> {
        let mut said = Vec::new();
        for country in &self.states {
            said.extend(self.session.documentation(country, indicator.id())?);
        }
        Ok(footnotes(&said, &Shown::new(indicator, view, now()?)))
    }

    /// The figures of States in a unit.
    pub(super) fn view(&self, indicator: &str, countries: &[&str], unit: Option<&str>) -> Result<View> {
        let query = countries.iter().fold(Query::new(indicator), |query, country| query.country(country));
        self.session.view(&unit.into_iter().fold(query, |query, unit| query.unit(unit)))
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Region({})", self.states.join(", "))
    }
}

/// The published totals of the axes that have one, the first axis apart: parts and totals need not say the same where the
/// source altered them.
fn total_of(view: View, axes: &[&str]) -> Result<Table> {
    let total =
        |axis: &&&str| view.axis(axis).is_some_and(|axis| axis.codes().iter().any(|code| **code == *CodeId::TOTAL));
    let totals: Vec<&str> = axes.iter().skip(1).filter(total).copied().collect();
    totals.iter().try_fold(view.into_table(), |table, axis| table.slice(axis, &[CodeId::TOTAL]))
}

/// Tables of different States as one, with all that is noted and assumed in any of them.
fn beside(tables: &[Table]) -> Result<Table> {
    let first = tables.first().ok_or_else(|| Error::new(codes::err::DEFECT).with("where", Safe::word("demo")))?;
    let mut builder = Table::builder(first.measure().clone(), first.concept().clone());
    builder = first.axes().iter().fold(builder, |builder, axis| builder.axis(axis.clone()));
    let (mut notes, mut assumptions) = (Vec::<Finding>::new(), Vec::new());
    for table in tables {
        notes.extend(table.notes().iter().filter(|note| !notes.contains(note)).cloned().collect::<Vec<_>>());
        for assumption in table.assumptions() {
            if !assumptions.contains(assumption) {
                assumptions.push(assumption.clone());
            }
        }
        for row in table.rows() {
            builder.push(&row.key, row.cell, row.status);
        }
    }
    builder.made_by(first.making().clone()).notes(notes).assumptions(assumptions).build()
}
