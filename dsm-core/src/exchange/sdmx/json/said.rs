use super::{JsonText, Kind};
use crate::{
    error::Result,
    exchange::sdmx::{data::Spot, xml::MOST_BYTES},
    source::Input,
};
use std::collections::HashSet;

/// A value that is kept; numbers as they are written.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::exchange::sdmx) enum Said {
    Null,
    Flag(bool),
    Number(String),
    Text(String),
    List(Vec<Said>),
    Object(Vec<(String, Said)>),
}

/// A value and where it stood.
pub(in crate::exchange::sdmx) type Stood = (Said, Spot);

impl Said {
    /// A property of an object.
    pub(in crate::exchange::sdmx) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(all) => all.iter().find(|(own, _)| own == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// A text, where it is one.
    pub(in crate::exchange::sdmx) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A number, where it is a whole one that is not negative.
    pub(in crate::exchange::sdmx) fn whole(&self) -> Option<usize> {
        match self {
            Self::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The values of a list.
    pub(in crate::exchange::sdmx) fn items(&self) -> &[Self] {
        match self {
            Self::List(all) => all,
            _ => &[],
        }
    }

    /// About how many bytes it takes.
    pub(in crate::exchange::sdmx) fn bytes(&self) -> u64 {
        let own = match self {
            Self::Null | Self::Flag(_) => 0,
            Self::Number(text) | Self::Text(text) => text.len() as u64,
            Self::List(all) => all.iter().map(Self::bytes).sum(),
            Self::Object(all) => all.iter().map(|(name, value)| 24 + name.len() as u64 + value.bytes()).sum(),
        };
        own + 32
    }
}

impl<R: Input> JsonText<R> {
    /// The value that comes next.
    ///
    /// # Errors
    /// As [`JsonText::kind`]; `EXC-218` where it takes too many bytes.
    pub(in crate::exchange::sdmx) fn value(&mut self) -> Result<Said> {
        let mut left = MOST_BYTES;
        self.said(&mut left)
    }

    fn said(&mut self, left: &mut u64) -> Result<Said> {
        let mut text = String::new();
        let said = match self.kind()? {
            Kind::Text => {
                self.text_into(&mut text)?;
                Said::Text(text)
            }
            Kind::Number => {
                self.word(&mut text)?;
                Said::Number(text)
            }
            Kind::Flag => {
                self.word(&mut text)?;
                Said::Flag(text == "true")
            }
            Kind::Null => {
                self.word(&mut text)?;
                Said::Null
            }
            Kind::Array => {
                self.charge(left, 32)?;
                let mut all = Vec::new();
                self.enter()?;
                while self.item()? {
                    all.push(self.said(left)?);
                }
                return Ok(Said::List(all));
            }
            Kind::Object => {
                self.charge(left, 32)?;
                let (mut all, mut names) = (Vec::new(), HashSet::new());
                self.enter()?;
                while self.key(&mut text)? {
                    self.charge(left, 64 + 2 * text.len() as u64)?;
                    if names.insert(text.clone()) {
                        let name = text.clone();
                        all.push((name, self.said(left)?));
                    } else {
                        self.note_twice(&text);
                        self.skip()?;
                    }
                }
                return Ok(Said::Object(all));
            }
        };
        self.charge(left, said.bytes())?;
        Ok(said)
    }

    fn charge(&self, left: &mut u64, bytes: u64) -> Result<()> {
        *left = left.checked_sub(bytes).ok_or_else(|| self.too_much("mebibytes-of-a-value", MOST_BYTES))?;
        Ok(())
    }

    /// Notes that a name came before in its object.
    pub(in crate::exchange::sdmx) fn note_twice(&mut self, name: &str) {
        // Who wants to know has seen enough after so many.
        if self.twice.len() < 1024 {
            let spot = self.spot();
            self.twice.push((name.to_owned(), spot));
        }
    }

    /// The values of the array that comes next, each with where it stands; what is no array is no value.
    pub(in crate::exchange::sdmx) fn list(&mut self) -> Result<Option<Vec<Stood>>> {
        if self.kind()? != Kind::Array {
            self.skip()?;
            return Ok(None);
        }
        let (mut all, mut bytes) = (Vec::new(), 0);
        self.enter()?;
        while self.item()? {
            self.kind()?;
            let spot = self.spot();
            let said = self.value()?;
            bytes += said.bytes();
            if bytes > MOST_BYTES {
                return Err(self.too_much("mebibytes-of-a-value", MOST_BYTES));
            }
            all.push((said, spot));
        }
        Ok(Some(all))
    }
}
