use super::lines::{Content, Held};
use crate::{
    error::{
        Code,
        codes::{exc, src},
    },
    source::{Numbers, NumbersSeen},
};
use rust_decimal::Decimal;

/// What a cell for a figure says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    Empty,
    Figure(Decimal),
    /// A figure that is kept as a text, and what it says however figures are written.
    Written(Decimal),
    /// A figure that is kept as a text and says something else where figures are written otherwise.
    Unclear(String),
    Wrong(Code),
}

impl Amount {
    pub(super) fn of(content: &Content) -> Self {
        match &content.held {
            Held::Number(text) => {
                Numbers::Point.figure(text).map_or_else(|error| Self::Wrong(error.code()), Self::Figure)
            }
            Held::Text(text) => Self::of_text(text),
            Held::Bool(_) => Self::Wrong(exc::FORM_TEXT),
            Held::Error(_) => Self::Wrong(exc::FORM_CELL_ERROR),
            Held::Date(_) => Self::Wrong(exc::FORM_DATE),
            Held::Unreckoned => Self::Wrong(src::FORMULA_UNRECKONED),
        }
    }

    /// A text in place of a number. Blanks around it are seen by nobody, and an apostrophe before it is how people make a text of it.
    fn of_text(text: &str) -> Self {
        let unseen =
            |letter: char| letter.is_whitespace() || ['\u{200b}', '\u{feff}', '\u{200e}', '\u{200f}'].contains(&letter);
        let text = text.trim_matches(unseen);
        let text = text.strip_prefix(['\'', '\u{2018}', '\u{2019}', '`']).unwrap_or(text).trim_matches(unseen);
        if text.is_empty() {
            return Self::Empty;
        }
        match readings(text).as_slice() {
            [] if looks_like_a_number(text) => Self::Wrong(exc::FORM_LOOK_ALIKE),
            [] => Self::Wrong(exc::FORM_TEXT),
            [one] => Self::Written(*one),
            _ => Self::Unclear(text.to_owned()),
        }
    }
}

/// What a text says as a number, each once, over all ways in which numbers are written.
fn readings(text: &str) -> Vec<Decimal> {
    let mut read: Vec<Decimal> = Numbers::ALL.iter().filter_map(|numbers| numbers.figure(text).ok()).collect();
    read.sort_unstable();
    read.dedup();
    read
}

/// Whether a text would be a number if some of its letters were the digits that they look like.
fn looks_like_a_number(text: &str) -> bool {
    let digit = |letter: char| match letter {
        'O' | 'o' | 'О' | 'о' | 'Ο' | 'ο' => '0',
        'l' | 'I' | 'i' | 'І' | 'і' | '|' => '1',
        'З' | 'з' | 'Ʒ' => '3',
        'Ч' | 'ч' => '4',
        'S' | 's' | 'Ѕ' | 'ѕ' => '5',
        'б' => '6',
        'B' | 'В' => '8',
        '−' | '–' => '-',
        other => other,
    };
    let plain: String = text.chars().map(digit).collect();
    let certain = |letter: char| letter.is_ascii_digit() || ['O', 'О', 'o', 'о'].contains(&letter);
    text.chars().any(certain) && !readings(&plain).is_empty()
}

/// The texts of a form that say something else where figures are written otherwise, and what all texts together tell.
#[derive(Default)]
pub(super) struct Spelling {
    seen: NumbersSeen,
    /// Whether a text that says one thing has three decimal places.
    thirds: bool,
}

/// How figures are written in the texts of a form.
pub(super) struct Settled {
    numbers: Numbers,
    thirds: bool,
}

impl Spelling {
    pub(super) fn see(&mut self, text: &str) {
        self.seen.see(text);
        self.thirds |= matches!(readings(text).as_slice(), [one] if one.scale() == 3);
    }

    /// How figures are written in the texts of the form, where they tell.
    pub(super) fn settle(self) -> Option<Settled> {
        let thirds = self.thirds;
        self.seen.settle().ok().map(|(numbers, _)| Settled { numbers, thirds })
    }
}

impl Settled {
    /// What a text says that could be two numbers. Beside `12,00` a `1,000` is a thousand to some and one to others: three decimal places
    /// are read only where another text of the form has three and says one thing.
    pub(super) fn figure(&self, text: &str) -> Option<Decimal> {
        self.numbers.figure(text).ok().filter(|figure| figure.scale() == 0 || self.thirds)
    }
}

/// No State has counted so many: there are fewer people, and an event of each of them twice a year is no figure of one State.
const MOST_COUNTED: u64 = 10_000_000_000;
/// Beyond it a workbook keeps no number exactly.
const MOST_KEPT: u64 = 1_000_000_000_000_000;

/// The most that a figure can be, where this one is more.
pub(super) fn beyond(is_count: bool, figure: Decimal) -> Option<u64> {
    let most = if is_count { MOST_COUNTED } else { MOST_KEPT };
    (figure.abs() > Decimal::from(most)).then_some(most)
}
