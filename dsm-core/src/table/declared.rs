use super::{Axis, Table};

impl Table {
    /// The axes as they may be declared to somebody who gets these cells only.
    ///
    /// An axis of which codes were left out, or of which a code has no cell here, is not exhaustive for them.
    pub(crate) fn declared_axes(&self) -> Vec<Axis> {
        let declared = |(place, axis): (usize, &Axis)| {
            let mut seen = vec![false; axis.codes.len()];
            self.key_column(place).for_each(|code| {
                if let Some(slot) = seen.get_mut(code as usize) {
                    *slot = true;
                }
            });
            let whole = seen.iter().all(|s| *s);
            let exhaustive = whole && axis.declared().is_some_and(|c| c.exhaustive);
            axis.clone().exhaustive(exhaustive)
        };
        self.axes().iter().enumerate().map(declared).collect()
    }
}
