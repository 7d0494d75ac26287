use crate::{clock, query::Query, session::Session, view};
use dsm_core::{
    error::Result,
    table::{Axis, Cell, Status, Table},
    time::{Moment, Time},
    workflow::Submission,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What changed in a table of a State between two moments, as far as the reader may see it today.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Notice {
    /// The State.
    pub country: Arc<str>,
    /// The indicator.
    pub indicator: Arc<str>,
    /// The unit that the table counts in, such as `persons-distinct`.
    pub unit: Arc<str>,
    /// The axes, in the order of the keys.
    pub axes: Vec<Arc<str>>,
    /// The cells that came, changed or went, in the order of their keys.
    pub changes: Vec<Changed>,
}

/// A cell that came, changed or went, with its statuses.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Changed {
    /// The codes in the order of the axes.
    pub key: Vec<Arc<str>>,
    /// What stood there at the first moment; nothing where the cell came.
    pub before: Option<(Cell, Status)>,
    /// What stood there at the second moment; nothing where the cell went.
    pub after: Option<(Cell, Status)>,
}

/// A State, an indicator, a kind of figures and their axes.
type Of = (Arc<str>, Arc<str>, Arc<str>, BTreeSet<Arc<str>>);

type Cells = BTreeMap<Vec<Arc<str>>, (Cell, Status)>;

/// A table at both moments, without what stood in it at both alike.
struct Sides {
    unit: Arc<str>,
    axes: Vec<Arc<str>>,
    before: Cells,
    after: Cells,
}

impl Session {
    /// What changed between two moments: for every State, indicator and table the difference of the reader's views
    /// [as of](Query::as_of) both, to the rights of today. Also the feed of changes for programs.
    ///
    /// In the order of States, indicators and tables. What is masked at both moments is no change, and a right that came or went
    /// is none: where nothing that the reader may see differs there is no notice. Applied to the view as of the first moment, the
    /// notices make the view as of the second.
    ///
    /// # Errors
    /// `ACC-022` where one of the moments has not come yet. Who may see nothing has no notices.
    pub fn notices(&self, from: Moment, to: Moment) -> Result<Vec<Notice>> {
        self.at_one_moment(|world| {
            let at = self.clock.now()?;
            clock::past(from, at)?;
            clock::past(to, at)?;
            let mut all: BTreeMap<Of, Sides> = BTreeMap::new();
            for indicator in self.store.moved_between(from.min(to), from.max(to))? {
                let (query, released) = (Query::new(&indicator), self.store.released(&indicator)?);
                let (before, after) =
                    (self.store.in_force_at(&indicator, from)?, self.store.in_force_at(&indicator, to)?);
                // What is in force at both moments is the same at both.
                let only = |these: &[Submission], those: &[Submission]| -> Vec<Submission> {
                    these.iter().filter(|one| those.iter().all(|other| other.id != one.id)).cloned().collect()
                };
                for (gone, moment, these) in [(false, to, only(&after, &before)), (true, from, only(&before, &after))] {
                    for submission in these {
                        for permit in view::permits(world, &released, &self.who, at, &query, &submission) {
                            let table = self.store.past_figures(&permit, &submission.id, moment)?;
                            // As in a view: what is not signed off today is provisional as of both moments.
                            let open = |time: &Time| world.is_provisional(submission.id.country(), &indicator, time);
                            put(&mut all, &submission, &table.with_status(Status::PROVISIONAL, open), gone);
                        }
                    }
                }
            }
            Ok(all.into_iter().filter_map(|(of, sides)| notice(of, sides)).collect())
        })
    }
}

/// Puts the cells of a table where they belong.
fn put(all: &mut BTreeMap<Of, Sides>, submission: &Submission, table: &Table, gone: bool) {
    let ids: Vec<Arc<str>> = table.axes().iter().map(Axis::id).map(Arc::from).collect();
    let country = Arc::from(submission.id.country());
    let of = (country, submission.indicator.clone(), submission.kind.clone(), ids.iter().cloned().collect());
    let sides = all.entry(of).or_insert_with(|| Sides {
        unit: Arc::from(table.measure().unit().to_string()),
        axes: ids.clone(),
        before: Cells::new(),
        after: Cells::new(),
    });
    let order: Vec<usize> = sides.axes.iter().filter_map(|axis| ids.iter().position(|other| other == axis)).collect();
    let cells = if gone { &mut sides.before } else { &mut sides.after };
    for row in table.rows() {
        let key = order.iter().filter_map(|place| row.key.get(*place).cloned()).collect();
        cells.insert(key, (row.cell, row.status));
    }
}

/// The difference of both sides, where there is any.
fn notice((country, indicator, ..): Of, sides: Sides) -> Option<Notice> {
    let alike = |(before, its): &(Cell, Status), (after, other): &(Cell, Status)| match (before, after) {
        // Every mask is alike.
        (Cell::Masked(_), Cell::Masked(_)) => true,
        _ => before == after && its == other,
    };
    let Sides { unit, axes, mut before, after } = sides;
    let mut changes = Vec::new();
    for (key, now) in after {
        let then = before.remove(&key);
        if then.as_ref().is_none_or(|then| !alike(then, &now)) {
            changes.push(Changed { key, before: then, after: Some(now) });
        }
    }
    changes.extend(before.into_iter().map(|(key, then)| Changed { key, before: Some(then), after: None }));
    changes.sort_by(|one, other| one.key.cmp(&other.key));
    if changes.is_empty() { None } else { Some(Notice { country, indicator, unit, axes, changes }) }
}
