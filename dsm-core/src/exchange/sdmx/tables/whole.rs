use std::sync::Arc;

/// A value that is said of a whole table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Whole {
    /// No row yet.
    Unseen,
    /// The same in every row; none where no row has one.
    One(Option<Arc<str>>),
    /// Not the same.
    Several,
}

/// What rows say of a whole table: the row that each run of equal values begins with.
#[derive(Debug, Default)]
pub(super) struct Runs(Vec<(usize, Option<Arc<str>>)>);

impl Runs {
    /// Takes what a row says; rows come in their order.
    pub(super) fn see(&mut self, row: usize, value: Option<&str>, shared: impl FnOnce() -> Option<Arc<str>>) {
        if self.0.last().is_none_or(|(_, last)| last.as_deref() != value) {
            self.0.push((row, shared()));
        }
    }

    /// What the rows from one on say, where they say one thing.
    pub(super) fn since(&self, row: usize) -> Option<Whole> {
        let first = self.0.partition_point(|(start, _)| *start <= row).checked_sub(1)?;
        let mut runs = self.0.iter().skip(first).map(|(_, value)| value);
        let one = runs.next()?;
        runs.all(|other| other == one).then(|| Whole::One(one.clone()))
    }

    /// What the rows that stay say.
    pub(super) fn whole(&self, rows: usize, stay: Option<&[bool]>) -> Whole {
        let mut whole = Whole::Unseen;
        let ends = self.0.iter().skip(1).map(|(row, _)| *row).chain([rows]);
        for ((start, value), end) in self.0.iter().zip(ends) {
            let stays = stay.is_none_or(|stay| stay.get(*start..end).is_some_and(|run| run.contains(&true)));
            whole = match whole {
                whole if !stays => whole,
                Whole::Unseen => Whole::One(value.clone()),
                Whole::One(own) if own == *value => Whole::One(own),
                _ => return Whole::Several,
            };
        }
        whole
    }
}
