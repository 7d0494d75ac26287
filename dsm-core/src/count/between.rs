//! What happened between two moments.

/// What happened between two moments, in records and in persons (clause 5.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Between {
    /// Entries that were recorded.
    pub entries: u64,
    /// Exits that were recorded.
    pub exits: u64,
    /// Persons who came to be in.
    pub effective_entries: u64,
    /// Persons who ceased to be in.
    pub effective_exits: u64,
    /// Entries of persons who were in.
    pub entries_while_in: u64,
    /// Exits of persons who were not in.
    pub exits_without_entry: u64,
    /// Events of one instant beyond the effective one.
    pub simultaneous: u64,
    /// Persons in at the end, whose last event is an entry long ago.
    pub long_stays: u64,
    /// Persons in at the end.
    pub end: u64,
}

/// Somebody is in from one moment on, up to and without another, or until the records end.
#[inline]
pub(super) fn stays(crossings: &mut [Between], first: usize, until: Option<usize>) {
    for (at, change) in [(Some(first), 1_u64), (until, 1_u64.wrapping_neg())] {
        if let Some(between) = at.and_then(|at| crossings.get_mut(at)) {
            between.end = between.end.wrapping_add(change);
        }
    }
}

impl Between {
    /// The persons at the end are changes until they are settled, and may be less than none.
    pub(super) fn add(&mut self, other: &Self) {
        let own = [
            (&mut self.entries, other.entries),
            (&mut self.exits, other.exits),
            (&mut self.effective_entries, other.effective_entries),
            (&mut self.effective_exits, other.effective_exits),
            (&mut self.entries_while_in, other.entries_while_in),
            (&mut self.exits_without_entry, other.exits_without_entry),
            (&mut self.simultaneous, other.simultaneous),
            (&mut self.long_stays, other.long_stays),
            (&mut self.end, other.end),
        ];
        own.into_iter().for_each(|(own, other)| *own = own.wrapping_add(other));
    }
}

impl Between {
    /// Adds crossings of instants of their own: exits of who was out and of who was in, then entries.
    pub(super) fn crossed(&mut self, [without, effective, entering, again]: [u64; 4]) {
        self.exits += without + effective;
        self.entries += entering + again;
        self.exits_without_entry += without;
        self.effective_exits += effective;
        self.effective_entries += entering;
        self.entries_while_in += again;
    }

    /// The counts in their order.
    pub(super) fn counts(&self) -> [u64; 9] {
        [
            self.entries,
            self.exits,
            self.effective_entries,
            self.effective_exits,
            self.entries_while_in,
            self.exits_without_entry,
            self.simultaneous,
            self.long_stays,
            self.end,
        ]
    }

    /// As [`Between::counts`] gave them.
    pub(super) fn of(counts: [u64; 9]) -> Self {
        let [
            entries,
            exits,
            effective_entries,
            effective_exits,
            entries_while_in,
            exits_without_entry,
            simultaneous,
            long_stays,
            end,
        ] = counts;
        Self {
            entries,
            exits,
            effective_entries,
            effective_exits,
            entries_while_in,
            exits_without_entry,
            simultaneous,
            long_stays,
            end,
        }
    }
}
