use std::collections::BTreeSet;

/// Which keys that stand in no table are zero nevertheless.
#[derive(Debug, Default)]
pub(super) struct Coverage(pub(super) Option<Vec<Vec<Option<BTreeSet<u32>>>>>);

impl Coverage {
    /// Whether a table that leaves zeros out would have the key; none where there is one table alone.
    pub(super) fn is_zero(&self, key: impl Fn(usize) -> u32) -> Option<bool> {
        let covers = |axes: &Vec<Option<BTreeSet<u32>>>| {
            axes.iter().enumerate().all(|(axis, codes)| codes.as_ref().is_none_or(|codes| codes.contains(&key(axis))))
        };
        self.0.as_ref().map(|tables| tables.iter().any(covers))
    }
}
