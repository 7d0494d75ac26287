use super::Word;
use crate::{
    access::Slice,
    error::{Error, Finding, Result, Safe, codes::wfl},
    time::{Day, Moment, Period, Time},
    workflow::SubmissionId,
};
use std::sync::Arc;

/// What was said under the names of a word.
pub(super) struct Values<'a> {
    word: &'static str,
    said: &'a [(Arc<str>, Arc<str>)],
}

impl<'a> Values<'a> {
    /// The values, where every name is known, said as often as it may be, and none is lacking.
    pub(super) fn of(word: &'static Word, said: &'a [(Arc<str>, Arc<str>)]) -> Result<Self> {
        let mut findings = Vec::new();
        let about = |rule, name: &str| Finding::new(rule).with("name", Safe::term(name));
        for (name, _) in said {
            if word.names.iter().all(|known| *known.name != **name) {
                findings.push(about(wfl::VALUE_UNKNOWN, name));
            }
        }
        for known in word.names {
            match said.iter().filter(|(name, _)| **name == *known.name).count() {
                0 if known.needed => findings.push(about(wfl::VALUE_LACKING, known.name)),
                2.. if !known.several => findings.push(about(wfl::VALUE_TWICE, known.name)),
                _ => {}
            }
        }
        if findings.is_empty() { Ok(Self { word: word.word, said }) } else { Err(wrong(word.word, findings)) }
    }

    /// All values of a name.
    pub(super) fn many(&self, name: &str) -> Vec<&'a str> {
        self.said.iter().filter(|(said, _)| **said == *name).map(|(_, value)| &**value).collect()
    }

    /// The value of a name, where there is one.
    pub(super) fn maybe(&self, name: &str) -> Option<&'a str> {
        self.said.iter().find(|(said, _)| **said == *name).map(|(_, value)| &**value)
    }

    /// The value of a name that is needed.
    pub(super) fn one(&self, name: &'static str) -> Result<&'a str> {
        self.maybe(name)
            .ok_or_else(|| wrong(self.word, vec![Finding::new(wfl::VALUE_LACKING).with("name", Safe::term(name))]))
    }

    /// The refusal of the value of a name.
    pub(super) fn unreadable(&self, name: &'static str) -> Error {
        wrong(self.word, vec![Finding::new(wfl::VALUE_UNREADABLE).with("name", Safe::term(name))])
    }

    /// `yes` or `no`, where it is said.
    pub(super) fn yes(&self, name: &'static str) -> Result<Option<bool>> {
        match self.maybe(name) {
            None => Ok(None),
            Some("yes") => Ok(Some(true)),
            Some("no") => Ok(Some(false)),
            Some(_) => Err(self.unreadable(name)),
        }
    }

    /// A whole number, where it is said.
    pub(super) fn number<N: std::str::FromStr>(&self, name: &'static str) -> Result<Option<N>> {
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let read = |text: &str| text.parse().ok().filter(|_| digits(text)).ok_or_else(|| self.unreadable(name));
        self.maybe(name).map(read).transpose()
    }

    /// The submission.
    pub(super) fn submission(&self) -> Result<SubmissionId> {
        SubmissionId::parse(self.one("submission")?)
    }

    /// A moment, where it is said.
    pub(super) fn moment(&self, name: &'static str) -> Result<Option<Moment>> {
        let read = |text: &str| Moment::parse(text).map_err(|_| self.unreadable(name));
        self.maybe(name).map(read).transpose()
    }

    /// A day, where it is said.
    pub(super) fn day(&self, name: &'static str) -> Result<Option<Day>> {
        let read = |text: &str| Day::parse(text).map_err(|_| self.unreadable(name));
        self.maybe(name).map(read).transpose()
    }

    /// The part that is said by `time`, `code` and `dimension`.
    pub(super) fn slice(&self) -> Result<Slice> {
        let time = |text: &str| {
            let period = Period::parse(text).map(Time::Period);
            period.or_else(|_| Moment::parse(text).map(Time::Moment)).map_err(|_| self.unreadable("time"))
        };
        let times: Vec<Time> = self.many("time").into_iter().map(time).collect::<Result<_>>()?;
        let mut slice = Slice::everything().dimensions(&self.many("dimension"));
        if !times.is_empty() {
            slice = slice.times(times);
        }
        let mut codes: Vec<(&str, Vec<&str>)> = Vec::new();
        for said in self.many("code") {
            let (axis, code) = said.split_once('=').ok_or_else(|| self.unreadable("code"))?;
            if axis.is_empty() || code.is_empty() {
                return Err(self.unreadable("code"));
            }
            match codes.iter_mut().find(|(known, _)| *known == axis) {
                Some((_, list)) => list.push(code),
                None => codes.push((axis, vec![code])),
            }
        }
        Ok(codes.into_iter().fold(slice, |slice, (axis, list)| slice.codes(axis, &list)))
    }
}

fn wrong(word: &str, findings: Vec<Finding>) -> Error {
    Error::new(wfl::INSTRUCTION_WRONG).with("word", Safe::term(word)).findings_of(findings)
}
