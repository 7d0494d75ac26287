//! What was counted of some persons, as bytes: parts of persons who are nobody of each other's add up to the whole (clause 8.3).

use super::{
    Between, Counted, Quality, Specification, counted::Finished, frame::Frame, plan::Plan, reading::Reader,
    tally::Figures,
};
use crate::{
    catalogue::Catalogue,
    error::{Error, Result, Safe, codes::cnt},
};
use sha2::{Digest as _, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What a part begins with.
pub(super) const MARK: &[u8] = b"dsm-count-part/3\n";
/// At most so many codes, cells or lengths stand in a part: what says more is no part.
pub(super) const MOST: u64 = 1 << 32;

impl Counted {
    /// What was counted as bytes, to be added to what was counted of other persons: in another process, on another machine.
    ///
    /// # Disclosure
    /// The holder's, as [`Counted`] is: counts of any size, of nobody by name.
    #[must_use]
    pub fn part(&self) -> Vec<u8> {
        let mut bytes = MARK.to_vec();
        let quality = self.quality();
        text_to(&mut bytes, &of_specification(&self.plan().specification));
        for number in [quality.read, quality.used, quality.filtered, quality.shared_numbers] {
            number_to(&mut bytes, number);
        }
        for counts in [&quality.refused, &quality.findings] {
            number_to(&mut bytes, counts.len() as u64);
            for (code, count) in counts {
                text_to(&mut bytes, code.id());
                number_to(&mut bytes, *count);
            }
        }
        number_to(&mut bytes, self.finished.len() as u64);
        self.finished.iter().for_each(|finished| finished.write(&mut bytes));
        bytes
    }

    /// Adds up parts that were counted by one specification, each of persons who are in no other.
    ///
    /// # Errors
    /// `CNT-060` where one of them is no part of a count by this specification, to the letter; `CNT-007` where a figure is beyond four
    /// thousand million; as [`super::Counter::new`] for the specification.
    pub fn of_parts(specification: &Specification, catalogue: &Catalogue, parts: &[&[u8]]) -> Result<Self> {
        let plan = Plan::new(specification, catalogue)?;
        let (mut quality, mut all) = (Quality::default(), Vec::<Vec<Finished>>::new());
        for part in parts {
            let (own, finished) = Reader::new(part)?.part(&plan).ok_or_else(unreadable)?;
            quality.add(&own);
            all.push(finished);
        }
        let mut sums = Vec::new();
        for at in 0..plan.programs.len() {
            let own: Vec<&Finished> = all.iter().filter_map(|finished| finished.get(at)).collect();
            sums.push(Finished::sum(&own)?);
        }
        let mut whole = Self::new(plan, sums, quality, 0);
        // What is one sentence for all records is one for all parts.
        let of_several = whole.of_several();
        for rule in [cnt::NUMBER_SHARED, cnt::PINNED_PERSONS, cnt::DECLARATION_REFUSED] {
            match of_several.iter().filter(|finding| finding.rule() == rule).count() {
                0 => whole.quality.findings.remove(&rule),
                count => whole.quality.findings.insert(rule, count as u64),
            };
        }
        Ok(whole)
    }
}

impl Finished {
    fn write(&self, bytes: &mut Vec<u8>) {
        number_to(bytes, self.frame.axes() as u64);
        for (codes, open) in self.frame.codes.iter().zip(&self.frame.open) {
            number_to(bytes, u64::from(*open));
            number_to(bytes, codes.len() as u64);
            codes.iter().for_each(|code| text_to(bytes, code));
        }
        number_to(bytes, u64::from(self.undecided));
        number_to(bytes, self.nobody.len() as u64);
        self.nobody.iter().for_each(|count| number_to(bytes, *count));
        number_to(bytes, self.cells.len() as u64);
        let mut last = 0;
        for (cell, figures) in &self.cells {
            number_to(bytes, cell.wrapping_sub(last));
            last = *cell;
            let Figures { persons, events, loose, both } = *figures;
            for count in [persons[0], persons[1], events[0], events[1], loose, both] {
                number_to(bytes, u64::from(count));
            }
        }
        number_to(bytes, self.two_codes.len() as u64);
        self.two_codes.iter().for_each(|count| number_to(bytes, *count));
        number_to(bytes, self.lengths.len() as u64);
        for ((cell, length), [ended, pending]) in &self.lengths {
            for number in [*cell, u64::from(*length), u64::from(*ended), u64::from(*pending)] {
                number_to(bytes, number);
            }
        }
        number_to(bytes, self.crossings.len() as u64);
        for between in &self.crossings {
            between.counts().into_iter().for_each(|count| number_to(bytes, count));
        }
    }

    /// The sum of what was counted of persons who are nobody of each other's; none where it was not counted by one specification.
    fn sum(parts: &[&Self]) -> Result<Self> {
        let first = *parts.first().ok_or_else(unreadable)?;
        let axes = first.frame.axes();
        let same = |part: &&Self| {
            let (time, other) = (first.frame.codes.last(), part.frame.codes.last());
            part.frame.axes() == axes
                && part.frame.open == first.frame.open
                && time == other
                && part.two_codes.len() == first.two_codes.len()
                && part.crossings.len() == first.crossings.len()
                && part.nobody.len() == first.nobody.len()
        };
        if !parts.iter().all(same) {
            return Err(unreadable());
        }
        let mut codes: Vec<Vec<Arc<str>>> = Vec::new();
        for axis in 0..axes {
            if axis + 1 == axes {
                codes.extend(first.frame.codes.last().cloned());
                break;
            }
            let all: BTreeSet<Arc<str>> =
                parts.iter().filter_map(|part| part.frame.codes.get(axis)).flatten().cloned().collect();
            codes.push(all.into_iter().collect());
        }
        let frame = Frame::new(codes, first.frame.open.clone());
        let mut sum = Self {
            cells: Vec::new(),
            two_codes: vec![0; first.two_codes.len()],
            lengths: BTreeMap::new(),
            crossings: vec![Between::default(); first.crossings.len()],
            nobody: vec![0; first.nobody.len()],
            undecided: parts.iter().any(|part| part.undecided),
            frame,
        };
        let mut cells: BTreeMap<u64, Figures> = BTreeMap::new();
        for part in parts {
            let places = part.places(&sum.frame);
            for (cell, figures) in &part.cells {
                let cell = part.carried(&sum.frame, &places, *cell).ok_or_else(unreadable)?;
                cells.entry(cell).or_default().add(figures).ok_or_else(too_many)?;
            }
            for ((cell, length), [ended, pending]) in &part.lengths {
                let cell = part.carried(&sum.frame, &places, *cell).ok_or_else(unreadable)?;
                let [own, waiting] = sum.lengths.entry((cell, *length)).or_default();
                *own = own.checked_add(*ended).ok_or_else(too_many)?;
                *waiting = waiting.checked_add(*pending).ok_or_else(too_many)?;
            }
            sum.two_codes.iter_mut().zip(&part.two_codes).for_each(|(own, other)| *own = own.saturating_add(*other));
            let both = sum.nobody.iter_mut().zip(&part.nobody);
            both.for_each(|(own, other)| *own = own.saturating_add(*other));
            sum.crossings.iter_mut().zip(&part.crossings).for_each(|(own, other)| own.add(other));
        }
        sum.cells = cells.into_iter().collect();
        Ok(sum)
    }

    /// The places of the codes of each axis in another frame.
    fn places(&self, frame: &Frame) -> Vec<Vec<u32>> {
        let place = |codes: &[Arc<str>], code: &Arc<str>| {
            codes.iter().position(|other| other == code).and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX)
        };
        let axes = self.frame.codes.iter().zip(&frame.codes).zip(&frame.open);
        axes.map(|((own, codes), open)| {
            let mut places: Vec<u32> = own.iter().map(|code| place(codes, code)).collect();
            places.extend(open.then(|| u32::try_from(codes.len()).unwrap_or(u32::MAX)));
            places
        })
        .collect()
    }

    /// A cell in another frame.
    fn carried(&self, frame: &Frame, places: &[Vec<u32>], cell: u64) -> Option<u64> {
        let mut digits = Vec::with_capacity(places.len());
        for (axis, places) in places.iter().enumerate() {
            digits.push(places.get(self.frame.digit(cell, axis) as usize).copied()?);
        }
        Some(frame.cell(digits.into_iter()))
    }
}

impl Figures {
    /// Adds other figures; none where one would be too large.
    fn add(&mut self, other: &Self) -> Option<()> {
        let pair =
            |own: [u32; 2], other: [u32; 2]| Some([own[0].checked_add(other[0])?, own[1].checked_add(other[1])?]);
        self.persons = pair(self.persons, other.persons)?;
        self.events = pair(self.events, other.events)?;
        self.loose = self.loose.checked_add(other.loose)?;
        self.both = self.both.checked_add(other.both)?;
        Some(())
    }
}

/// What a specification says, as a short text: two that say something else have another.
pub(super) fn of_specification(specification: &Specification) -> String {
    let said = Sha256::digest(format!("{specification:?}"));
    said.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn too_many() -> Error {
    Error::new(cnt::TOO_MANY).with("what", Safe::word("records")).with("limit", u64::from(u32::MAX))
}

/// Seven bits a byte, the lowest first.
fn number_to(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 128 {
        bytes.push(u8::try_from(number & 127).unwrap_or(0) | 128);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).unwrap_or(0));
}

fn text_to(bytes: &mut Vec<u8>, text: &str) {
    number_to(bytes, text.len() as u64);
    bytes.extend_from_slice(text.as_bytes());
}

pub(super) fn unreadable() -> Error {
    Error::new(cnt::PART_UNREADABLE)
}
