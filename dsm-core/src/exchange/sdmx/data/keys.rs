use super::{
    Layout,
    seen::{Seen, mixed},
};
use crate::exchange::sdmx::Action;
use std::collections::HashMap;

/// The keys of one structure that came already, action by action, and what took them out again.
#[derive(Debug, Default)]
pub(in crate::exchange::sdmx) struct Keys {
    seen: [Seen; 4],
    /// Deletions by parts of the key: for the dimensions of the part the numbers of its values, and which deletion it was last.
    parts: Vec<(Vec<usize>, HashMap<u64, u64>)>,
    deletions: u64,
    /// The action that keys came with last, none where a data set begins.
    last: Option<Action>,
    /// Whether data sets have no bounds that a row could not set, as in SDMX-CSV.
    in_rows: bool,
    /// The vintage of the row before, as a number, and its component, once it was looked for.
    vintage: u64,
    vintage_at: Option<Option<usize>>,
    /// Whether what was deleted was more than is kept, and whether that was said.
    full: bool,
    told: bool,
}

/// What a key is to those that came before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange::sdmx) enum Came {
    /// None of them with the same action, or all of these were deleted or are of an earlier data set that it replaces.
    First,
    /// It came with the same action.
    Twice,
    /// It came with the same action, and another vintage begins with it: it replaces that one.
    Anew,
}

/// The number of the value of a dimension.
type Value<'f> = &'f dyn Fn(usize) -> u64;

/// So many deletions of parts are kept, and so many kinds of parts: whoever deletes more begins anew.
const MOST: (usize, usize) = (1 << 16, 64);

impl Keys {
    /// So many series are kept of an action.
    pub(in crate::exchange::sdmx) const MOST: usize = Seen::MOST;

    /// Of a message of rows, in which nothing but its rows says where a data set begins.
    pub(in crate::exchange::sdmx) fn of_rows() -> Self {
        Self { in_rows: true, ..Self::default() }
    }

    /// Another data set begins: what replaces in it may replace what replaced before.
    pub(in crate::exchange::sdmx) fn next_set(&mut self) {
        self.last = None;
    }

    /// Puts down a key, and says whether it came already with the same action and was not deleted since.
    pub(super) fn put(
        &mut self,
        action: Action,
        (series, time): (u64, u64),
        layout: &Layout,
        value: Value<'_>,
    ) -> Came {
        let follows = self.last == Some(action);
        let other = self.in_rows && action == Action::Replace && self.other_vintage(layout, value) && follows;
        self.turn(action);
        let series = self.again(series, value);
        if self.of(action).put(series, time) {
            return Came::First;
        }
        if !other {
            return Came::Twice;
        }
        self.of(action).forget();
        self.of(action).put(series, time);
        Came::Anew
    }

    /// Whether the vintage is another one than that of the row before.
    fn other_vintage(&mut self, layout: &Layout, value: Value<'_>) -> bool {
        let at = *self.vintage_at.get_or_insert_with(|| layout.place("VINTAGE"));
        let vintage = at.map_or(0, value);
        std::mem::replace(&mut self.vintage, vintage) != vintage
    }

    /// Goes on with an action. What replaces, replaces what any action brought before.
    fn turn(&mut self, action: Action) {
        if self.last.replace(action) != Some(action) && action == Action::Replace {
            self.of(action).forget();
        }
    }

    /// Puts down a series; false where it came already with the same action and was not deleted since.
    pub(super) fn put_series(&mut self, action: Action, series: u64, value: Value<'_>) -> bool {
        self.turn(action);
        let series = self.again(series, value);
        self.of(action).put_series(series)
    }

    /// Takes a whole key out.
    pub(super) fn take(&mut self, series: u64, time: u64, value: Value<'_>) {
        self.last = Some(Action::Delete);
        let series = self.again(series, value);
        self.seen.iter_mut().for_each(|seen| seen.take(series, time));
    }

    /// Takes every key out that has the values of some dimensions; of none it is all of them.
    pub(super) fn take_part(&mut self, dimensions: Vec<usize>, value: Value<'_>) {
        self.last = Some(Action::Delete);
        self.deletions += 1;
        let entries: usize = self.parts.iter().map(|(_, known)| known.len()).sum();
        if dimensions.is_empty() || entries >= MOST.0 || self.parts.len() >= MOST.1 {
            self.full |= !dimensions.is_empty();
            self.seen.iter_mut().for_each(Seen::forget);
            self.parts.clear();
        }
        if dimensions.is_empty() {
            return;
        }
        let (number, deletion) = (number(&dimensions, value), self.deletions);
        match self.parts.iter_mut().find(|(own, _)| *own == dimensions) {
            Some((_, known)) => {
                known.insert(number, deletion);
            }
            None => self.parts.push((dimensions, HashMap::from([(number, deletion)]))),
        }
    }

    /// Whether there was no room for something, which is to be said once.
    pub(super) fn is_passed(&mut self) -> bool {
        let seen = self.seen.iter_mut().any(Seen::is_passed);
        (seen || self.full) && !std::mem::replace(&mut self.told, true)
    }

    /// The number of a series; another one after every deletion that it is part of.
    fn again(&self, series: u64, value: Value<'_>) -> u64 {
        let last = self.parts.iter().filter_map(|(own, known)| known.get(&number(own, value)).copied()).max();
        last.map_or(series, |last| mixed(series, last))
    }

    /// What came with an action.
    fn of(&mut self, action: Action) -> &mut Seen {
        let [information, append, replace, delete] = &mut self.seen;
        match action {
            Action::Information => information,
            Action::Append => append,
            Action::Replace => replace,
            Action::Delete => delete,
        }
    }
}

fn number(dimensions: &[usize], value: Value<'_>) -> u64 {
    dimensions.iter().fold(0, |whole, at| mixed(whole, value(*at)))
}
