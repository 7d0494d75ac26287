use crate::exchange::sdmx::data::Layout;

/// What the attributes of one kind of element are: messages write them in the same order again and again.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: Vec<(Box<str>, Option<usize>)>,
    next: usize,
    /// Whether two names are of one component.
    doubled: bool,
}

/// So many names are kept; a structure has fewer.
const MOST: usize = 256;

impl Names {
    /// Begins an element.
    pub(super) fn begin(&mut self) {
        self.next = 0;
    }

    /// Whether two names are of one component.
    pub(super) fn is_doubled(&self) -> bool {
        self.doubled
    }

    /// The component of a name; none where the structure has none of it.
    pub(super) fn find(&mut self, name: &str, layout: &Layout) -> Option<usize> {
        let (before, after) = self.known.split_at_checked(self.next).unwrap_or((&[], &[]));
        let found = after.iter().position(|(known, _)| **known == *name).map(|at| at + self.next);
        let found = found.or_else(|| before.iter().position(|(known, _)| **known == *name));
        if let Some(at) = found {
            self.next = at + 1;
            return self.known.get(at).and_then(|(_, component)| *component);
        }
        let component = layout.place(name);
        self.doubled |= component.is_some() && self.known.iter().any(|(_, known)| *known == component);
        if self.known.len() < MOST {
            self.known.push((Box::from(name), component));
            self.next = self.known.len();
        }
        component
    }
}
