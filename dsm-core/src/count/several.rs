//! What is wrong with several records together.

use super::{
    Between,
    person::Worker,
    plan::{Job, Key, Plan},
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
        if self.shared > 0 {
            notice.made(Finding::new(cnt::NUMBER_SHARED).with("persons", self.shared))?;
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
            for (persons, place) in worker.tally.two_codes.iter().zip(&program.by) {
                let Some(axis) = plan.dimensions.get(*place).filter(|_| *persons > 0) else { continue };
                let pinned = axis.of.membership == Membership::Fixed && axis.of.pin.is_some();
                let finding = Finding::new(if pinned { cnt::PINNED_PERSONS } else { cnt::DECLARATION_REFUSED });
                let finding = finding.with("axis", Safe::term(axis.of.id())).with("persons", *persons);
                notice.made(finding.with("count", Safe::term(&program.name)))?;
            }
        }
        Ok(())
    }
}
