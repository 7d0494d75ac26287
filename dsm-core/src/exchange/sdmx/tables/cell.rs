use crate::table::{Absence, Cell, Figure, Mask, Status};
use rust_decimal::Decimal;

/// What the fields of an observation say together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Told {
    pub(super) cell: Cell,
    pub(super) status: Status,
    /// The figure of a suppressed cell, which only its owner may see.
    pub(super) concealed: Option<Decimal>,
    /// Whether the fields contradict each other.
    pub(super) contradictory: bool,
    /// What has a letter that is no status of DSM.
    pub(super) stranger: Option<&'static str>,
}

/// The letters of an observation.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Letters<'a> {
    /// One code of `CL_OBS_STATUS`.
    pub(super) status: &'a str,
    /// All statuses by the letters of DSM.
    pub(super) statuses: Option<&'a str>,
    /// Letters of Eurostat, in small type, several at once.
    pub(super) flag: &'a str,
    /// One code of `CL_CONF_STATUS`.
    pub(super) confidentiality: &'a str,
}

/// The numbers of an observation.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Numbers {
    pub(super) value: Option<Decimal>,
    pub(super) lower: Option<Decimal>,
    pub(super) upper: Option<Decimal>,
    pub(super) error: Option<Decimal>,
    /// Whether the bounds say how the figure was made, so that it lies between them for certain.
    pub(super) made: bool,
}

/// What letters say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Read {
    status: Status,
    absent: Option<Absence>,
    suppressed: bool,
    confidential: bool,
    stranger: Option<&'static str>,
}

/// Reads the letters of an observation.
pub(super) fn letters(letters: Letters<'_>) -> Read {
    let mut read = Read::default();
    for letter in letters.status.chars() {
        read.letter(letter, "OBS_STATUS");
    }
    for letter in letters.flag.chars() {
        match letter {
            'c' => read.confidential = true,
            's' => read.status = read.status.and(Status::ESTIMATED),
            'z' => read.absent = Some(Absence::NotApplicable),
            'r' => {}
            other if other.is_ascii_lowercase() => read.letter(other.to_ascii_uppercase(), "OBS_FLAG"),
            // Files of other agencies use the column for the codes of CL_OBS_STATUS.
            other => read.letter(other, "OBS_FLAG"),
        }
    }
    if let Some(all) = letters.statuses {
        match Status::parse(all) {
            Some(status) => read.status = status,
            None => read.stranger = read.stranger.or(Some("STATUSES")),
        }
    }
    read.confidential = read.confidential || !["", "F"].contains(&letters.confidentiality);
    read
}

impl Read {
    /// The same of an estimate whose statuses are all said elsewhere: none, where it is `E` alone.
    pub(super) fn of_estimate(self) -> Self {
        if self.status == Status::ESTIMATED { Self { status: Status::NORMAL, ..self } } else { self }
    }

    fn letter(&mut self, letter: char, of: &'static str) {
        let status = match letter {
            'A' => return,
            'P' => Status::PROVISIONAL,
            'E' => Status::ESTIMATED,
            'B' => Status::BREAK,
            'F' => Status::FORECAST,
            'U' => Status::LOW_RELIABILITY,
            'Q' => return self.suppressed = true,
            'M' => return self.absent = Some(Absence::NotApplicable),
            'L' => return self.absent = Some(Absence::NotCollected),
            'O' | 'H' => return self.absent = Some(Absence::NotDelivered),
            _ => return self.stranger = self.stranger.or(Some(of)),
        };
        self.status = self.status.and(status);
    }
}

/// The cell that letters and numbers say together.
pub(super) fn told(read: Read, numbers: Numbers) -> Told {
    let Numbers { value, lower, upper, error, made } = numbers;
    let masked = read.suppressed || read.confidential;
    let mut told = Told {
        cell: Cell::Missing(Absence::NotDelivered),
        status: read.status,
        concealed: None,
        contradictory: false,
        stranger: read.stranger,
    };
    told.cell = match (value, lower, upper, error) {
        (figure, None, None, None) if masked => {
            told.concealed = figure;
            told.contradictory = figure.is_some() && !read.confidential;
            Cell::Masked(Mask::Suppressed)
        }
        (None, None, None, None) => Cell::Missing(read.absent.unwrap_or(Absence::NotDelivered)),
        (Some(value), None, None, None) => Cell::Figure(Figure::Exact(value)),
        (Some(value), Some(low), Some(high), None) if value == low && value == high => {
            Cell::Figure(Figure::Exact(value))
        }
        (Some(value), Some(low), Some(high), None) if made && (low..=high).contains(&value) => {
            Cell::Figure(Figure::Between { low, high })
        }
        (None, Some(low), None, None) => Cell::Figure(Figure::AtLeast(low)),
        (None, Some(low), Some(high), None) => Cell::Figure(Figure::Between { low, high }),
        (Some(value), None, None, Some(standard_error)) => Cell::Figure(Figure::Estimate { value, standard_error }),
        _ => {
            told.contradictory = true;
            told.cell
        }
    };
    told.contradictory = told.contradictory || (read.absent.is_some() && value.is_some());
    told
}
