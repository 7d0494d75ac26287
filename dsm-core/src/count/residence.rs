//! Migrations by rules of residence (clause 6).

use super::{
    person::{Codes, Ground, Item, Records, Worker},
    plan::{Job, Program},
    times::NONE,
};

/// A crossing that changes who is in.
struct Change {
    day: i32,
    at: u32,
    entering: bool,
    codes: Codes,
}

impl Worker {
    /// Migrations by a rule of residence.
    pub(super) fn residence(&mut self, ground: Ground<'_>, program: &Program, records: Records<'_>, stamp: u32) {
        let Job::Residence { days, back, exits, unknown } = program.job else { return };
        let instants = self.instants(program, records);
        let used = self.crossed(&instants);
        self.verify(program, &[], &used);
        let mut changes: Vec<Change> = Vec::new();
        let mut inside = None;
        for instant in &instants {
            let Some(entering) = instant.majority().filter(|entering| inside != Some(*entering)) else { continue };
            inside = Some(entering);
            let day = Self::day(ground.plan, instant.time);
            let codes = self.codes(program, instant, entering);
            changes.push(Change { day, at: instant.time, entering, codes });
        }
        let end = ground.plan.until + 1;
        let Some(first) = changes.first() else { return };
        // A resident is one, who is none two: what is possible before each crossing.
        let mut status = match (unknown, first.entering) {
            (true, _) => [true, true],
            (false, entering) => [!entering, entering],
        };
        let mut items: Vec<Item> = Vec::new();
        for (at, change) in changes.iter().enumerate() {
            let outcome = moved(changes.get(at..).unwrap_or_default(), end, days, back);
            let [resident, other] = status;
            // Only one who is in the other status can migrate by this crossing.
            let (migrates, stays) = if change.entering { (other, resident) } else { (resident, other) };
            let (decided, possible) = match outcome {
                Some(true) => (migrates && !stays, migrates),
                Some(false) => (false, false),
                None => (false, migrates),
            };
            let (keeps, flips) = (migrates && outcome != Some(true), migrates && outcome != Some(false));
            status = if change.entering { [resident || flips, keeps] } else { [keeps, other || flips] };
            let period = program.times.of_day(change.day);
            if change.entering == exits || period == NONE || !possible {
                continue;
            }
            items.push(Item { time: period, decided, at: change.at, codes: change.codes, age: None });
        }
        self.put(program, &items, &used, stamp, true);
    }
}

/// How many migrations of one direction one person can have from a day to another; zero where nothing bounds them. Between two
/// of them is one of the other direction, and from a migration to the next one there are `days` − `back` days at least (clause 6.7).
pub(super) fn most(days: u32, back: u32, (first, last): (i32, i32)) -> u32 {
    let apart = days.saturating_sub(back).saturating_mul(2);
    u32::try_from(last - first).unwrap_or(0).checked_div(apart).map_or(0, |more| more + 1)
}

/// Whether the first of several crossings is a migration: the days in the new place come to so many before the days back come to
/// more than so many. None where neither has happened when the records end.
fn moved(changes: &[Change], end: i32, days: u32, back: u32) -> Option<bool> {
    let mut sums = [0_u32; 2];
    for (at, change) in changes.iter().enumerate() {
        let next = changes.get(at + 1).map_or(end, |next| next.day);
        let [there, home] = &mut sums;
        let side = if at % 2 == 0 { &mut *there } else { &mut *home };
        *side = side.saturating_add(u32::try_from(next - change.day).unwrap_or(0));
        if *there >= days {
            return Some(true);
        }
        if *home > back {
            return Some(false);
        }
    }
    None
}
