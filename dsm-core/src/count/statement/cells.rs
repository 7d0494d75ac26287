//! Cells out of what is counted: each set of dimensions on its own.

use super::{
    super::{
        dimension::{Of, Pin},
        plan::{Axis, Job},
    },
    writer::Writer,
};
use crate::measure::Membership;

/// The counts of a cell, in the order of the result.
const COUNTS: &str = "COALESCE(SUM(q), 0), COUNT(*), COUNT(DISTINCT CASE WHEN q = 1 THEN p END), \
     COUNT(DISTINCT p) + COALESCE(SUM(CASE WHEN p IS NULL THEN 1 ELSE 0 END), 0), \
     COALESCE(SUM(CASE WHEN p IS NULL THEN 1 ELSE 0 END), 0)";

impl Writer<'_> {
    /// Whether distinct persons are counted by the codes that they have in the table.
    fn of_persons(&self) -> bool {
        self.plan.programs.iter().any(|program| program.of_persons)
    }

    /// The dimensions that are known at the end only, of a table in which something may not have ended.
    fn open(&self) -> Vec<usize> {
        let cohort = matches!(self.program.job, Job::Cohort { .. });
        self.axes().filter(|(_, _, axis)| cohort && axis.of.at_end).map(|(at, _, _)| at).collect()
    }

    /// What selects the cells, and the persons with two codes of what was declared to be one.
    pub(super) fn cells(mut self) -> String {
        let (pinned, open, plan) = (self.pinned(), self.open(), self.plan);
        let mut parts = Vec::new();
        for program in &plan.programs {
            let kind = super::kind(plan, program);
            let step = pinned.as_deref().filter(|_| program.of_persons).unwrap_or("events");
            for with in subsets(&open) {
                let from = self.expanded(step, &with, &open);
                parts.extend(self.sets(kind, &from, &with, &open));
            }
        }
        let parts = parts.join("\nUNION ALL\n");
        let columns = self.each(|at| format!("d{at}, f{at}")).replacen(", ", "", 1);
        let columns = if columns.is_empty() { columns } else { format!("{columns}, ") };
        let counted = format!("(kind, {columns}k, whole, cases, cases_high, persons, persons_high, unnumbered)");
        self.step("cells", &counted, &parts);
        let total = self.program.times.total.and_then(|at| self.program.times.labels.get(at as usize));
        let total = total.map_or_else(|| self.no_text(), |label| self.dialect.text(label));
        let codes = self.each(|at| format!("c.d{at}, c.f{at}"));
        let select = format!(
            "SELECT c.kind{codes}, CASE WHEN c.whole = 1 THEN {total} ELSE t.label END, c.whole, c.cases, c.cases_high, \
             c.persons, c.persons_high, c.unnumbered\nFROM {} c\nLEFT JOIN {} t ON t.k = c.k",
            self.name("cells"),
            self.name("times")
        );
        let names = super::columns(self.plan, self.program);
        let mut all = vec![select];
        all.extend(self.two_codes());
        let none = self.no_text();
        let keys = self.each(|_| format!("{none}, 1"));
        all.push(format!("SELECT 'records'{keys}, {none}, 1, COUNT(*), 0, 0, 0, 0\nFROM {}", self.name("records")));
        let mut names: Vec<String> = names.iter().map(|name| self.dialect.name(name)).collect();
        let rows = names.pop().unwrap_or_default();
        self.step("result", &format!("({})", names.join(", ")), &all.join("\nUNION ALL\n"));
        let (result, names) = (self.name("result"), names.join(", "));
        self.finish(&format!("SELECT {names}, COUNT(*) OVER () AS {rows}\nFROM {result}\n"))
    }

    /// Writes a step in which the first or last event says the codes of a person, where a pin asks for that.
    fn pinned(&mut self) -> Option<String> {
        let of_persons = self.of_persons();
        let pin = |axis: &Axis| axis.of.pin.filter(|_| of_persons && axis.of.membership == Membership::Pinned);
        let pins: Vec<Option<Pin>> = self.axes().map(|(_, _, axis)| pin(axis)).collect();
        if pins.iter().all(Option::is_none) {
            return None;
        }
        let code = |at: usize| match pins.get(at).copied().flatten() {
            None => format!("d{at}"),
            Some(pin) => {
                let order = if pin == Pin::First { "o" } else { "o DESC" };
                format!("FIRST_VALUE(d{at}) OVER (PARTITION BY p, k ORDER BY {order}, d{at}) AS d{at}")
            }
        };
        let (events, own) = (self.name("events"), self.each(|at| format!("d{at}")));
        let query = format!(
            "SELECT p, k, o, q{}\nFROM {events}\nWHERE p IS NOT NULL\nUNION ALL\nSELECT p, k, o, q{own}\nFROM {events}\nWHERE p IS NULL",
            self.each(code)
        );
        self.step("pinned", "", &query);
        Some("pinned".to_owned())
    }

    /// Writes a step in which what is not known yet stands under every code that there is, of some of the dimensions.
    fn expanded(&mut self, step: &str, with: &[usize], open: &[usize]) -> String {
        if open.is_empty() {
            return self.name(step);
        }
        let name = with.iter().fold(format!("{step}_open"), |name, at| format!("{name}_{at}"));
        let source = self.name(step);
        let known = self.each(|at| format!("r.d{at}"));
        let every = self.each(|at| if with.contains(&at) { format!("c{at}.d{at}") } else { format!("r.d{at}") });
        let events = self.name("events");
        let joins: String = with
            .iter()
            .map(|at| format!("\nCROSS JOIN (SELECT DISTINCT d{at} FROM {events} WHERE q = 1) c{at}"))
            .collect();
        let query = format!(
            "SELECT r.p, r.k, r.q{known}\nFROM {source} r WHERE r.q = 1\nUNION ALL\nSELECT r.p, r.k, r.q{every}\n\
             FROM {source} r{joins}\nWHERE r.q = 0"
        );
        self.step(&name, "", &query);
        self.name(&name)
    }

    /// The sets of dimensions that have just these of the open ones, as one part or as several.
    fn sets(&self, kind: &str, from: &str, with: &[usize], open: &[usize]) -> Vec<String> {
        let dimensions = self.program.by.len();
        let has = |set: u32, at: usize| set & (1 << at) != 0;
        let wanted = |set: &&u32| open.iter().all(|at| has(**set, *at) == with.contains(at));
        let sets: Vec<u32> = self.program.sets.iter().filter(wanted).copied().collect();
        if sets.is_empty() {
            return Vec::new();
        }
        let column = |at: usize| if at == dimensions { "k".to_owned() } else { format!("d{at}") };
        let of = |set: u32| (0..=dimensions).filter(|at| has(set, *at)).map(column).collect::<Vec<String>>().join(", ");
        if self.dialect.has_grouping_sets() {
            // A column that is in every set, or in none, is no matter of grouping.
            let all = |at: usize| sets.iter().all(|set| has(*set, at));
            let none = |at: usize| sets.iter().all(|set| !has(*set, at));
            let key = |at: usize| match () {
                () if all(at) => format!("{}, 0, ", column(at)),
                () if none(at) => format!("{}, 1, ", self.nothing(at)),
                () => format!("{0}, GROUPING({0}), ", column(at)),
            };
            let keys: String = (0..=dimensions).map(key).collect();
            let sets: Vec<String> = sets.iter().map(|set| format!("({})", of(*set))).collect();
            return vec![format!(
                "SELECT '{kind}', {keys}{COUNTS}\nFROM {from}\nGROUP BY GROUPING SETS ({})",
                sets.join(", ")
            )];
        }
        let part = |set: &u32| {
            let key = |at: usize| match has(*set, at) {
                true => format!("{}, 0, ", column(at)),
                false => format!("{}, 1, ", self.nothing(at)),
            };
            let keys: String = (0..=dimensions).map(key).collect();
            let group = if *set == 0 { String::new() } else { format!("\nGROUP BY {}", of(*set)) };
            format!("SELECT '{kind}', {keys}{COUNTS}\nFROM {from}{group}")
        };
        sets.iter().map(part).collect()
    }

    /// No code, or no time.
    fn nothing(&self, at: usize) -> String {
        if at == self.program.by.len() { self.no_number().to_owned() } else { self.no_text() }
    }

    /// The numbers of persons with two codes of a dimension that is declared to have one (clauses 3.6 and 3.7).
    fn two_codes(&self) -> Vec<String> {
        let intervals = matches!(self.program.job, Job::Intervals { .. });
        let of_records = match self.program.job {
            Job::Intervals { .. } => Some(""),
            Job::Crossings { .. } => Some(" AND w <> 0"),
            _ => None,
        };
        let (records, events, open) = (self.name("records"), self.name("events"), self.open());
        let select = |at: usize, place: usize, membership: Membership| {
            let query = match (membership, of_records) {
                (Membership::Fixed, Some(of_records)) => format!(
                    "SELECT p FROM {records} WHERE p IS NOT NULL{of_records} GROUP BY p HAVING MIN(g{place}) <> MAX(g{place})"
                ),
                (Membership::Fixed, None) => {
                    let known = if open.contains(&at) { " AND q = 1" } else { "" };
                    format!(
                        "SELECT p FROM {events} WHERE p IS NOT NULL{known} GROUP BY p HAVING MIN(d{at}) <> MAX(d{at})"
                    )
                }
                (Membership::AtEvent, _) if intervals => format!(
                    "SELECT DISTINCT p FROM (SELECT p FROM {events} WHERE p IS NOT NULL GROUP BY p, k HAVING MIN(d{at}) <> MAX(d{at})) w{at}"
                ),
                _ => return None,
            };
            let none = self.no_text();
            let flags = self.each(|other| format!("{none}, {}", u8::from(other != at)));
            Some(format!("SELECT 'two-codes'{flags}, {none}, 1, 0, 0, COUNT(*), COUNT(*), 0\nFROM ({query}) v{at}"))
        };
        let axes = self.axes().filter(|_| self.of_persons());
        // An age at a moment is no matter of nature.
        let axes = axes.filter(|(_, _, axis)| axis.of.of != Of::AgeAtMoment || axis.of.membership != Membership::Fixed);
        axes.filter_map(|(at, place, axis)| select(at, place, axis.of.membership)).collect()
    }
}

/// All subsets, none first.
fn subsets(all: &[usize]) -> Vec<Vec<usize>> {
    all.iter().fold(vec![Vec::new()], |found, at| {
        let with = found.iter().map(|set| set.iter().copied().chain([*at]).collect());
        found.iter().cloned().chain(with).collect()
    })
}
