use super::super::{
    SheetLook,
    dates::Shown,
    unfit::Unfit,
    xml::{Held, Xml},
};
use crate::error::Result;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Read, Seek},
};

/// How many styles a spreadsheet may have.
const MOST: usize = 65_490;
/// How far a style may take what it shows from others.
const FAR: usize = 16;
/// How long what a number format writes itself may be, in bytes.
const MOST_TEXT: usize = 1 << 10;

/// What the styles of cells show, by their names, and which sheets they hide.
#[derive(Default)]
pub(in super::super) struct Styles {
    formats: BTreeMap<Box<str>, Format>,
    /// The format of a style, and the style that it comes from.
    cells: BTreeMap<Box<str>, [Option<Box<str>>; 2]>,
    hidden: BTreeSet<Box<str>>,
    /// The format that one has for numbers above zero, where it is another.
    above: BTreeMap<Box<str>, Box<str>>,
    /// The format and the style that are being read.
    format: Box<str>,
    style: Box<str>,
}

/// A number format.
#[derive(Clone, Copy, Default)]
struct Format {
    /// Whether a number stands in it, and with how many decimal places.
    number: bool,
    places: Option<u8>,
    /// Whether anything else does: a factor, a word, a percent sign.
    other: bool,
    /// Whether the number has another form: a power of ten, a fraction, a text.
    free: bool,
    year: bool,
    month: bool,
    day: bool,
    time: bool,
    dated: bool,
}

impl Format {
    fn see(&mut self, tag: &Held) {
        let number = |name: &str| tag.get(name).and_then(|text| text.parse::<u8>().ok());
        match &*tag.name {
            "number" => {
                self.number = true;
                self.places = number("decimal-places");
                self.other |= tag.get("display-factor").is_some_and(|factor| !["1", "1.0"].contains(&factor));
            }
            "scientific-number" | "fraction" | "text-content" | "boolean" => self.free = true,
            "year" | "era" => self.year = true,
            "month" | "quarter" => self.month = true,
            "day" | "day-of-week" | "week-of-year" => self.day = true,
            "hours" | "minutes" | "seconds" => self.time = true,
            _ => {}
        }
    }

    fn look(&self) -> SheetLook {
        match () {
            () if self.other => SheetLook::Otherwise,
            () if self.free || self.dated => SheetLook::Plain,
            () if !self.number => SheetLook::Otherwise,
            () => self.places.map_or(SheetLook::Plain, SheetLook::Places),
        }
    }

    fn shown(&self) -> Shown {
        match (self.year, self.month, self.day, self.time) {
            (_, _, true, true) => Shown::Moment,
            (_, _, true, false) => Shown::Day,
            (true, true, false, false) => Shown::Month,
            (true, false, false, false) => Shown::Year,
            (false, false, false, true) => Shown::Time,
            _ => Shown::Moment,
        }
    }
}

impl Styles {
    /// Sees an element and how many others it stands in.
    pub(super) fn see<R: Read + Seek>(&mut self, depth: &usize, tag: &Held, xml: &mut Xml<R>) -> Result<()> {
        match (*depth, &*tag.name) {
            (
                2,
                kind @ ("number-style" | "percentage-style" | "currency-style" | "date-style" | "time-style"
                | "text-style" | "boolean-style"),
            ) => {
                self.format = Box::from(tag.get("name").unwrap_or_default());
                let free = ["text-style", "boolean-style"].contains(&kind);
                let dated = ["date-style", "time-style"].contains(&kind);
                let format = Format { other: kind == "percentage-style", free, dated, ..Format::default() };
                self.formats.insert(self.format.clone(), format);
            }
            (2, "style") => {
                self.style = Box::from(tag.get("name").unwrap_or_default());
                if tag.get("family") == Some("table-cell") {
                    let said = ["data-style-name", "parent-style-name"].map(|name| tag.get(name).map(Box::from));
                    self.cells.insert(self.style.clone(), said);
                }
            }
            (3, "table-properties") if tag.get("display") == Some("false") => {
                self.hidden.insert(self.style.clone());
            }
            (3, "map") => {
                let above = tag.get("condition").is_some_and(|condition| condition.contains('>'));
                if let Some(other) = tag.get("apply-style-name").filter(|_| above) {
                    self.above.insert(self.format.clone(), Box::from(other));
                }
            }
            (3, "text") => {
                if let Some(format) = self.formats.get_mut(&self.format) {
                    // An element without text has ended already, and then nothing is read of what follows.
                    let words = if xml.depth > *depth { xml.text(MOST_TEXT)? } else { String::new() };
                    format.other |= !format.dated && words.chars().any(char::is_alphanumeric);
                }
            }
            (3 | 4, _) => {
                if let Some(format) = self.formats.get_mut(&self.format) {
                    format.see(tag);
                }
            }
            _ => {}
        }
        match self.cells.len().max(self.formats.len()).max(self.above.len()) > MOST {
            true => Err(Unfit::beyond("styles", MOST as u64).refused(xml.place().clone())),
            false => Ok(()),
        }
    }

    /// Whether a style of a sheet hides it.
    pub(super) fn hides(&self, style: &str) -> bool {
        self.hidden.contains(style)
    }

    /// What cells of a style show: of dates, and of numbers.
    pub(super) fn shown(&self, style: &str) -> (Shown, SheetLook) {
        let mut at = style;
        for _ in 0..FAR {
            match self.cells.get(at) {
                Some([Some(format), _]) => {
                    let above = self.above.get(format).and_then(|above| self.formats.get(above));
                    let format = above.or_else(|| self.formats.get(format)).copied();
                    return format.map_or((Shown::Moment, SheetLook::Plain), |format| (format.shown(), format.look()));
                }
                Some([None, Some(parent)]) => at = parent,
                _ => break,
            }
        }
        (Shown::Moment, SheetLook::Plain)
    }
}
