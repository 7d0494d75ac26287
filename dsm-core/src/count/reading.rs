//! Reads a part of a count, and believes nothing of it.

use super::{
    Between, Quality,
    counted::Finished,
    frame::Frame,
    part::{MARK, MOST, of_specification, unreadable},
    plan::{Job, Plan},
    tally::Figures,
};
use crate::error::{Code, Result, codes};
use std::{collections::BTreeMap, sync::Arc};

/// Reads a part, and believes nothing of it.
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self> {
        bytes.strip_prefix(MARK).map(Self).ok_or_else(unreadable)
    }

    fn number(&mut self) -> Option<u64> {
        let (mut value, mut shift) = (0_u64, 0_u32);
        loop {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u64::from(byte & 127).checked_shl(shift).filter(|_| shift < 64)?;
            if *byte < 128 {
                return Some(value);
            }
            shift += 7;
        }
    }

    fn small(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    /// How many there are of what takes a byte each at least: no more than bytes are left.
    fn count(&mut self) -> Option<u64> {
        let left = self.0.len() as u64;
        self.number().filter(|count| *count <= left.min(MOST))
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = usize::try_from(self.count()?).ok()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    pub(super) fn part(mut self, plan: &Plan) -> Option<(Quality, Vec<Finished>)> {
        // Parts of another specification would add up to figures of nothing.
        if self.text()? != of_specification(&plan.specification) {
            return None;
        }
        let (read, used, filtered) = (self.number()?, self.number()?, self.number()?);
        let mut quality = Quality { read, used, filtered, shared_numbers: self.number()?, ..Quality::default() };
        for which in 0..2 {
            for _ in 0..self.count()? {
                let (code, count) = (code_of(self.text()?)?, self.number()?);
                let counts = if which == 0 { &mut quality.refused } else { &mut quality.findings };
                counts.insert(code, count);
            }
        }
        let count = usize::try_from(self.count()?).ok().filter(|count| *count == plan.programs.len())?;
        let mut finished = Vec::with_capacity(count);
        for program in &plan.programs {
            let one = self.finished()?;
            let axes = program.by.len() + 1;
            let known = one.frame.axes() == axes && one.frame.codes.last() == Some(&program.times.labels);
            // What is known at the end only is said by the specification, not by the part.
            let cohort = matches!(program.job, Job::Cohort { .. });
            let of = |place: &usize| plan.dimensions.get(*place).is_some_and(|axis| cohort && axis.of.at_end);
            let known = known && one.frame.open.iter().copied().eq(program.by.iter().map(of).chain([false]));
            let known = known && one.nobody.len() == program.times.len() + 1;
            let known = known && one.undecided == (cohort || matches!(program.job, Job::Residence { .. }));
            finished.push(Some(one).filter(|_| known)?);
        }
        self.0.is_empty().then_some((quality, finished))
    }

    fn finished(&mut self) -> Option<Finished> {
        let (mut codes, mut open) = (Vec::new(), Vec::new());
        for _ in 0..self.count()? {
            open.push(self.number()? == 1);
            let mut own = Vec::new();
            for _ in 0..self.count()? {
                own.push(Arc::from(self.text()?));
            }
            codes.push(own);
        }
        let frame = Frame::new(codes, open);
        let undecided = self.number()? == 1;
        let mut nobody = Vec::new();
        for _ in 0..self.count()? {
            nobody.push(self.number()?);
        }
        let (mut cells, mut last) = (Vec::new(), 0_u64);
        for _ in 0..self.count()? {
            last = last.checked_add(self.number()?)?;
            let persons = [self.small()?, self.small()?];
            let events = [self.small()?, self.small()?];
            cells.push((last, Figures { persons, events, loose: self.small()?, both: self.small()? }));
        }
        let mut two_codes = Vec::new();
        for _ in 0..self.count()? {
            two_codes.push(self.number()?);
        }
        let mut lengths = BTreeMap::new();
        for _ in 0..self.count()? {
            let key = (self.number()?, self.small()?);
            lengths.insert(key, [self.small()?, self.small()?]);
        }
        let mut crossings = Vec::new();
        for _ in 0..self.count()? {
            let mut counts = [0_u64; 9];
            for count in &mut counts {
                *count = self.number()?;
            }
            crossings.push(Between::of(counts));
        }
        Some(Finished { frame, cells, two_codes, lengths, crossings, nobody, undecided })
    }
}

/// The codes that a count can tell: those of the rooms that it stands on, its own, and the one of carriers of Arrow.
const TOLD: [&[Code]; 13] = [
    codes::err::ALL,
    codes::txt::ALL,
    codes::cod::ALL,
    codes::tim::ALL,
    codes::src::ALL,
    codes::mea::ALL,
    codes::sem::ALL,
    codes::cat::ALL,
    codes::tab::ALL,
    codes::doc::ALL,
    codes::trl::ALL,
    codes::cnt::ALL,
    &[codes::exc::ARROW_INVALID],
];

/// The code of an id, where a count can tell it.
pub(super) fn code_of(id: &str) -> Option<Code> {
    TOLD.into_iter().flatten().find(|code| code.id() == id).copied()
}
