use crate::source::Numbers;

/// What the values of a column look like, by how many of those that were looked at. None of them is kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    /// How many are not blank.
    all: u32,
    figures: u32,
    years: u32,
    days: u32,
    letters_and_digits: u32,
    documents: u32,
    long_numbers: u32,
    /// The length of the long numbers, while it is one for all.
    long: Option<usize>,
    mails: u32,
    international: u32,
    dialed: u32,
}

/// So few values say nothing.
const FEW: u32 = 3;

impl Values {
    /// Looks at a value.
    pub(super) fn see(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.all = self.all.saturating_add(1);
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let add = |count: &mut u32, found: bool| *count = count.saturating_add(u32::from(found));
        let plain = digits == text.len();
        let figure = plain || (digits > 0 && (letters == 0 || letters == 1) && is_figure(text));
        add(&mut self.figures, figure);
        add(&mut self.years, plain && digits == 4 && (text.starts_with("19") || text.starts_with("20")));
        if digits < 3 {
            add(&mut self.mails, is_mail(text));
            return;
        }
        add(&mut self.days, is_day(text));
        add(&mut self.letters_and_digits, is_number_of_a_document(text, 3));
        add(&mut self.documents, is_number_of_a_document(text, 6));
        add(&mut self.mails, is_mail(text));
        let dialed = letters == 0
            && (7..=15).contains(&digits)
            && text.chars().all(|c| c.is_ascii_digit() || "+()- .".contains(c));
        add(&mut self.dialed, dialed && (!figure || digits >= 9));
        add(&mut self.international, dialed && text.starts_with('+') && digits >= 9);
        if plain && (12..=14).contains(&digits) && *self.long.get_or_insert(digits) == digits {
            add(&mut self.long_numbers, true);
        }
    }

    /// Whether the column holds figures: every value is one, and they are not years.
    pub(super) fn are_figures(&self) -> bool {
        self.all > 0 && self.figures == self.all && self.years < self.all
    }

    /// Whether most values are whole days.
    pub(super) fn are_days(&self) -> bool {
        self.most(self.days)
    }

    /// Whether most values look like numbers of documents; fewer digits are enough where the title speaks of documents.
    pub(super) fn are_documents(&self, titled: bool) -> bool {
        self.most(self.documents) || (titled && self.most(self.letters_and_digits))
    }

    /// Whether nearly all values are numbers of 12 to 14 digits, one length for all, as persons have them.
    pub(super) fn are_personal_numbers(&self) -> bool {
        self.all >= FEW && u64::from(self.long_numbers) * 10 >= u64::from(self.all) * 9
    }

    /// Whether most values are addresses of mail, or numbers to dial.
    pub(super) fn are_contacts(&self, titled: bool) -> bool {
        self.most(self.mails) || self.most(self.international) || (titled && self.most(self.dialed))
    }

    fn most(&self, count: u32) -> bool {
        count >= FEW && u64::from(count) * 2 >= u64::from(self.all)
    }
}

/// Whether a text that is not digits alone is a figure in some spelling.
fn is_figure(text: &str) -> bool {
    let sign = |(at, letter): (usize, char)| {
        letter.is_ascii_digit() || (at == 0 && letter == '-') || ".,' \u{a0}\u{202f}\u{2019}eE+-".contains(letter)
    };
    // A hyphen within is a period or a code far more often than a power of ten.
    let hyphen = text.char_indices().skip(1).any(|(_, letter)| letter == '-') && !text.contains(['e', 'E']);
    !hyphen && text.char_indices().all(sign) && Numbers::ALL.into_iter().any(|numbers| numbers.figure(text).is_ok())
}

/// `2001-02-03`, `03.02.2001`, `3/2/2001`, with or without a time of day.
fn is_day(text: &str) -> bool {
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['-', '.', '/']).collect();
    let number = |part: &str, most: u32| part.len() <= 2 && part.parse().is_ok_and(|n: u32| n > 0 && n <= most);
    let year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [a, b, c] => (year(a) && number(b, 12) && number(c, 31)) || (number(a, 31) && number(b, 31) && year(c)),
        _ => false,
    }
}

/// Up to three capital letters, at most one blank or hyphen, then at least so many digits and at most nine.
fn is_number_of_a_document(text: &str, least: usize) -> bool {
    let digits = text.trim_start_matches(char::is_uppercase);
    let letters = text.chars().count() - digits.chars().count();
    let digits = digits.strip_prefix([' ', '-']).unwrap_or(digits);
    let all = digits.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&letters) && all && (least..=9).contains(&digits.len())
}

/// `somebody@somewhere.org` and nothing else.
fn is_mail(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || "@,;<>()".contains(c));
    let Some((name, host)) = text.split_once('@') else { return false };
    part(name)
        && part(host)
        && host.split_once('.').is_some_and(|(before, after)| !before.is_empty() && after.len() >= 2)
}
