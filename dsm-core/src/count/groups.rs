use std::sync::Arc;

/// Groups of whole numbers: ascending, not overlapping, both ends included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Groups {
    /// The first and the last number of each; no last one where it is open.
    groups: Vec<(u32, Option<u32>)>,
    /// Whether something among them was no group.
    broken: bool,
}

impl Groups {
    pub(super) fn of(groups: &[&str]) -> Self {
        let mut all = Self::default();
        groups.iter().for_each(|group| all.broken |= !all.add(group));
        all
    }

    /// Adds `0-17` or `65+`; false, and nothing is added, where it is neither or does not follow the last one.
    pub(super) fn add(&mut self, group: &str) -> bool {
        let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
        let read = match (group.strip_suffix('+'), group.split_once('-')) {
            (Some(first), _) => number(first).map(|first| (first, None)),
            (None, Some((first, last))) => number(first).zip(number(last)).map(|(first, last)| (first, Some(last))),
            _ => None,
        };
        let follows = |first: u32| match self.groups.last() {
            None => true,
            Some((_, last)) => last.is_some_and(|last| last < first),
        };
        match read {
            Some((first, last)) if last.is_none_or(|last| first <= last) && follows(first) => {
                self.groups.push((first, last));
                true
            }
            _ => false,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    /// The group that a number is in.
    pub(super) fn find(&self, number: u32) -> Option<usize> {
        let at = self.groups.partition_point(|(first, _)| *first <= number).checked_sub(1)?;
        self.groups.get(at).filter(|(_, last)| last.is_none_or(|last| number <= last)).map(|_| at)
    }

    /// The codes: `Y0T17`, `Y_GE65` behind a letter.
    pub(super) fn codes(&self, letter: char) -> Vec<Arc<str>> {
        let code = |(first, last): &(u32, Option<u32>)| match last {
            Some(last) if first == last => Arc::from(format!("{letter}{first}")),
            Some(last) => Arc::from(format!("{letter}{first}T{last}")),
            None => Arc::from(format!("{letter}_GE{first}")),
        };
        self.groups.iter().map(code).collect()
    }

    /// The first and last numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, Option<u32>)> + '_ {
        self.groups.iter().copied()
    }
}
