//! What is wrong with several records together.

use super::{
    Between, Counted,
    person::Worker,
    plan::{Job, Key, Plan, Program},
    quality::Notice,
};
use crate::{
    error::{At, Code, Finding, Place, Result, Safe, codes::cnt},
    measure::Membership,
};

/// What was seen of persons whatever is counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Several<'a> {
    /// Records that are equal to others of their person.
    pub(super) repeated: u64,
    /// Numbers with two dates of birth.
    pub(super) shared: u64,
    /// The rows of equal records, where places are wanted.
    pub(super) rows: &'a [u32],
}

impl Several<'_> {
    /// Tells it, with what the workers found.
    pub(super) fn tell(&self, plan: &Plan, workers: &mut [Worker], notice: &mut Notice<'_>) -> Result<()> {
        let mut placed: Vec<(Code, u32)> = self.rows.iter().map(|row| (cnt::RECORD_REPEATED, *row)).collect();
        // An empty file says nothing: that there was nobody is not to be read out of it.
        let filtered = notice.quality.filtered > 0 && notice.quality.filtered == notice.quality.read;
        if notice.quality.used == 0 && !filtered {
            notice.made(Finding::new(cnt::NOTHING_USED))?;
        }
        if notice.quality.findings.contains_key(&cnt::BEFORE_WINDOW) {
            notice.place(Finding::new(cnt::BEFORE_WINDOW));
        }
        notice.counted(cnt::RECORD_REPEATED, self.repeated)?;
        notice.quality.shared_numbers = self.shared;
        if let Some(finding) = of_shared(self.shared) {
            notice.made(finding)?;
        }
        let of_crossings = |job: &Job| matches!(job, Job::Crossings { .. });
        let first = plan.programs.iter().position(|program| of_crossings(&program.job));
        if let Some(worker) = first.and_then(|first| workers.get_mut(first)) {
            let sum = |count: &dyn Fn(&Between) -> u64| worker.tally.crossings.iter().map(count).sum();
            let (entries, exits): (u64, u64) =
                (sum(&|between| between.entries_while_in), sum(&|between| between.exits_without_entry));
            notice.counted(cnt::ENTRY_WHILE_IN, entries)?;
            notice.counted(cnt::EXIT_WITHOUT_ENTRY, exits)?;
            placed.append(&mut worker.tally.placed);
        }
        placed.sort_unstable_by_key(|(code, row)| (*row, *code));
        for (code, row) in placed {
            notice.place(Finding::new(code).at(Place::new("", At::Row { column: "".into(), row: u64::from(row) })));
        }
        for (worker, program) in workers.iter().zip(&plan.programs).filter(|(_, program)| program.key == Key::Person) {
            for finding in of_two_codes(plan, program, &worker.tally.two_codes) {
                notice.made(finding)?;
            }
        }
        Ok(())
    }
}

impl Counted {
    /// What is wrong with the records of persons taken together, in one sentence for all of them: numbers with two dates of birth, codes
    /// that are declared to be one and are two. Where parts are added up ([`Counted::of_parts`]) it is of all of them.
    #[must_use]
    pub fn of_several(&self) -> Vec<Finding> {
        let plan = self.plan();
        let programs = plan.programs.iter().zip(&self.finished).filter(|(program, _)| program.key == Key::Person);
        let of_codes = programs.flat_map(|(program, finished)| of_two_codes(plan, program, &finished.two_codes));
        of_shared(self.quality().shared_numbers).into_iter().chain(of_codes).collect()
    }
}

fn of_shared(persons: u64) -> Option<Finding> {
    (persons > 0).then(|| Finding::new(cnt::NUMBER_SHARED).with("persons", persons))
}

/// A finding for each dimension of which persons have two codes.
fn of_two_codes<'a>(plan: &'a Plan, program: &'a Program, counts: &'a [u64]) -> impl Iterator<Item = Finding> + 'a {
    counts.iter().zip(&program.by).filter_map(|(persons, place)| {
        let axis = plan.dimensions.get(*place).filter(|_| *persons > 0)?;
        let pinned = axis.of.membership == Membership::Fixed && axis.of.pin.is_some();
        let finding = Finding::new(if pinned { cnt::PINNED_PERSONS } else { cnt::DECLARATION_REFUSED });
        let finding = finding.with("axis", Safe::term(axis.of.id())).with("persons", *persons);
        Some(finding.with("count", Safe::term(&program.name)))
    })
}
