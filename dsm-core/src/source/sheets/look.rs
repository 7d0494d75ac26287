//! What number formats make of the numbers that stand in cells.

/// What people see of a number in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SheetLook {
    /// The number, with as many digits as there is room for.
    #[default]
    Plain,
    /// The number, rounded to so many decimal places.
    Places(u8),
    /// Another number, a number with other words or digits, or nothing: the format scales it, hides it, or writes something to it.
    Otherwise,
}

/// What a number format shows of numbers above zero and below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Looks {
    above: SheetLook,
    below: SheetLook,
}

impl Looks {
    /// What is seen of a number. A zero is a zero, or no figure to anybody, whatever it is multiplied by.
    pub(super) fn of(self, number: &str) -> SheetLook {
        let is_zero = !number.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
        match number.trim_start().starts_with('-') {
            _ if is_zero => SheetLook::Plain,
            true => self.below,
            false => self.above,
        }
    }

    /// What a built-in number format shows.
    pub(super) fn built_in(format: u32) -> Self {
        let both = |look| Self { above: look, below: look };
        match format {
            1 | 3 | 37 | 38 | 41 | 42 => both(SheetLook::Places(0)),
            2 | 4 | 39 | 40 | 43 | 44 => both(SheetLook::Places(2)),
            9 | 10 => both(SheetLook::Otherwise),
            _ => Self::default(),
        }
    }

    /// What a number format shows by its code, such as `#,##0.0`, `0%`, `0,` or `;;;`.
    pub(super) fn custom(code: &str) -> Self {
        let sections = sections(code);
        let look = |at: usize| sections.get(at).map(|section| section.look());
        let above = look(0).unwrap_or_default();
        // A condition says otherwise for which numbers a section is: all of them are looked at.
        if sections.iter().any(|section| section.conditional) {
            let any = sections.iter().any(|section| section.look() == SheetLook::Otherwise);
            let look = if any { SheetLook::Otherwise } else { above };
            return Self { above: look, below: look };
        }
        let unsigned = sections.get(1).is_some_and(|section| !section.signed);
        let below = if unsigned { SheetLook::Otherwise } else { look(1).unwrap_or(above) };
        Self { above, below }
    }
}

/// What stands in a part of a number format, between semicolons.
#[derive(Clone, Copy, Debug, Default)]
struct Section {
    /// Whether there is a place for a digit.
    digits: bool,
    /// Whether anything stands in it that is no number as it is: a percent sign, words, digits of its own, a comma that divides.
    other: bool,
    /// Whether the form of the number is another: a power of ten, a fraction, a text, `General`.
    free: bool,
    /// Whether it is empty.
    filled: bool,
    /// Whether a minus sign or a bracket stands in it.
    signed: bool,
    conditional: bool,
    /// How many decimal places there are, where a point was.
    places: Option<u8>,
    /// Whether a comma stands behind the last place for a digit.
    comma: bool,
}

impl Section {
    fn look(&self) -> SheetLook {
        match () {
            () if self.other || self.comma => SheetLook::Otherwise,
            () if self.free => SheetLook::Plain,
            () if !self.digits => SheetLook::Otherwise,
            () => SheetLook::Places(self.places.unwrap_or(0)),
        }
    }

    /// A letter that is shown as it is.
    fn shown(&mut self, letter: char) {
        self.other |= letter.is_alphanumeric();
        self.signed |= ['-', '(', '\u{2212}', '\u{2013}'].contains(&letter);
    }

    fn sign(&mut self, sign: char) {
        match sign {
            '0' | '#' | '?' => {
                (self.digits, self.comma) = (true, false);
                self.places = self.places.map(|places| places.saturating_add(1));
            }
            '.' => {
                self.places = self.places.or(Some(0));
                self.other |= self.comma;
            }
            ',' => self.comma = self.digits,
            '%' | '\u{2030}' => self.other = true,
            'E' | 'e' | '/' | '@' => self.free = true,
            other if self.free => self.signed |= other == '-',
            other => self.shown(other),
        }
    }
}

/// The parts of the code of a number format.
fn sections(code: &str) -> Vec<Section> {
    let mut all = vec![Section::default()];
    let plain = code.replace("General", "@").replace("GENERAL", "@").replace("Standard", "@");
    let mut signs = plain.chars();
    while let Some(sign) = signs.next() {
        if sign == ';' {
            all.push(Section::default());
            continue;
        }
        let Some(section) = all.last_mut() else { continue };
        section.filled = true;
        match sign {
            '"' => signs.by_ref().take_while(|end| *end != '"').for_each(|letter| section.shown(letter)),
            '\\' => signs.next().into_iter().for_each(|letter| section.shown(letter)),
            '_' | '*' => drop(signs.next()),
            '[' => {
                let inner: String = signs.by_ref().take_while(|end| *end != ']').collect();
                section.conditional |= inner.starts_with(['<', '>', '=']);
            }
            other => section.sign(other),
        }
    }
    // A code of nothing at all is no format.
    if let ([only], false) = (all.as_mut_slice(), code.contains(';')) {
        only.free |= !only.filled;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Looks, SheetLook};

    #[test]
    fn a_format_that_shows_another_number_is_known() {
        let of = |code: &str, number: &str| Looks::custom(code).of(number);
        for code in ["0%", "0,", "#,##0,", "#,##0.0,", ";;;", "\"x\"", "0\"000\"", "0\" тыс.\"", "0\\0\\0", "[>9]0,;0"]
        {
            assert_eq!(of(code, "12345"), SheetLook::Otherwise, "{code}");
            assert_eq!(of(code, "0"), SheetLook::Plain, "{code}");
        }
        for (code, places) in [("0", 0), ("# ##0", 0), ("#,##0.00", 2), ("_(* #,##0_);[Red](#,##0)", 0), ("0\" \"", 0)]
        {
            assert_eq!(of(code, "12.5"), SheetLook::Places(places), "{code}");
        }
        for code in ["General", "@", "", "0.00E+00", "# ?/?", "[$-419]General"] {
            assert_eq!(of(code, "12.5"), SheetLook::Plain, "{code}");
        }
        assert_eq!((of("0;0", "-3"), of("0;-0", "-3")), (SheetLook::Otherwise, SheetLook::Places(0)));
        assert_eq!(Looks::built_in(9).of("3"), SheetLook::Otherwise);
    }
}
