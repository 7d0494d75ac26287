use super::allowing::span;
use crate::{exchange::sdmx::Header, time::Day};
use std::collections::HashMap;

/// What the header says it reports, held against the periods of the observations.
#[derive(Debug)]
pub(in crate::exchange::sdmx) struct Reporting {
    first: Option<Day>,
    last: Option<Day>,
    /// Of periods that came: whether they lie in it.
    known: HashMap<Box<str>, bool>,
}

/// So many periods are kept.
const MOST: usize = 4096;

impl Reporting {
    /// Nothing where the header says nothing that can be read.
    pub(in crate::exchange::sdmx) fn of(header: &Header) -> Option<Self> {
        let [begin, end] = &header.reporting;
        let first = begin.as_deref().and_then(span).map(|(first, _)| first);
        let last = end.as_deref().and_then(span).map(|(_, last)| last);
        (first.is_some() || last.is_some()).then(|| Self { first, last, known: HashMap::new() })
    }

    /// Whether a period lies in it, wholly or in part; what is no period is not judged here.
    pub(in crate::exchange::sdmx) fn holds(&mut self, text: &str) -> bool {
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        let holds = span(text).is_none_or(|(first, last)| {
            self.first.is_none_or(|begin| last >= begin) && self.last.is_none_or(|end| first <= end)
        });
        if self.known.len() < MOST {
            self.known.insert(Box::from(text), holds);
        }
        holds
    }
}
