use super::{
    choices::Choices,
    live::{Event, Figure, Figures, What, moment},
};

/// How far the way of a table goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Drafted,
    Discarded,
    Submitted,
    Asked,
    Returned,
    Corrected,
    Verified,
    Released,
    Revised,
    Wrong,
    Confidential,
    RevisedConfidential,
}

use Fate::*;

pub(super) const UNRELEASED: [Fate; 6] = [Drafted, Discarded, Submitted, Asked, Returned, Verified];
pub(super) const ANY: [Fate; 14] = [
    Released,
    Released,
    Released,
    Drafted,
    Discarded,
    Submitted,
    Asked,
    Returned,
    Corrected,
    Verified,
    Revised,
    Wrong,
    Confidential,
    RevisedConfidential,
];

impl Fate {
    /// Whether nothing of it was ever, or is any more, to be seen by another State.
    fn leaves_nothing(self) -> bool {
        UNRELEASED.contains(&self) || matches!(self, Confidential | RevisedConfidential)
    }
}

/// What of a table the reader may not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Veil {
    /// Nothing, or what is masked where the reader may not inspect it.
    Open { masked: bool },
    /// That it is there.
    Hidden,
    /// Every citizenship but Afghans.
    Codes,
    /// Every year but 2024.
    Times,
}

/// A table and its way.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) owner: String,
    pub(super) figures: Figures,
    pub(super) revised: Vec<Figure>,
    pub(super) day: i64,
    pub(super) name: u32,
    pub(super) fate: Fate,
    pub(super) threshold: bool,
    pub(super) veil: Veil,
}

/// A figure: often so small that it is masked, seldom none.
fn figure(c: &mut Choices) -> String {
    match c.below(10) {
        0..4 => (1 + c.below(4)).to_string(),
        4 => "na".to_owned(),
        5 => format!("{} [P]", 10 + c.below(90)),
        _ => (10 + c.below(900)).to_string(),
    }
}

fn rows(c: &mut Choices, years: &[i16]) -> Vec<Figure> {
    let more = ["SYR", "UKR", "IRQ"].into_iter().filter(|_| c.chance(50)).collect::<Vec<_>>();
    let mut rows = Vec::new();
    for year in years {
        rows.extend(std::iter::once("AFG").chain(more.iter().copied()).map(|code| (code, *year, figure(c))));
    }
    rows
}

impl Plan {
    pub(super) fn new(c: &mut Choices, owner: &str, indicator: &str, years: &[i16], day: i64, fates: &[Fate]) -> Self {
        let rows_ = rows(c, years);
        let mut revised = rows_.clone();
        for row in &mut revised {
            if c.chance(40) && row.2.len() > 1 {
                row.2 = (10 + c.below(900)).to_string();
            }
        }
        let figures =
            Figures { indicator: indicator.to_owned(), persons: c.chance(10), by_sex: c.chance(15), rows: rows_ };
        let name = u32::try_from(day).unwrap() * 10;
        let veil = Veil::Open { masked: false };
        let (fate, threshold) = (c.of(fates), c.chance(35));
        Self { owner: owner.to_owned(), figures, revised, day, name, fate, threshold, veil }
    }

    /// As plain as a total needs it.
    pub(super) fn plain(mut self) -> Self {
        (self.figures.persons, self.figures.by_sex, self.fate) = (false, false, Released);
        self
    }

    pub(super) fn veiled(mut self, veil: Veil, foreign: bool) -> Self {
        self.veil = if foreign && self.fate.leaves_nothing() { Veil::Hidden } else { veil };
        // Whether anything is masked beside what is hidden is no question here.
        self.threshold &= !matches!(self.veil, Veil::Codes | Veil::Times);
        self
    }

    fn is_hidden(&self) -> bool {
        self.veil == Veil::Hidden
    }

    /// The steps of its way, one an hour.
    pub(super) fn events(&self) -> Vec<Event> {
        let mut events: Vec<Event> = Vec::new();
        let user = |position: &str| format!("{position}@{}", self.owner.to_lowercase());
        let mut then = |position: &str, what: What| {
            let at = moment(self.day, 60 * events.len() as i64);
            events.push(Event { at, who: user(position), what, hidden: self.veil == Veil::Hidden });
        };
        let filed = |name: u32, figures: Figures, revises: Option<u32>, corrects: Option<u32>, draft: bool| {
            What::Filed { name, figures, revises, corrects, draft }
        };
        let about = |name: u32, word, values: &[(&'static str, &'static str)]| What::About {
            name,
            word,
            values: values.to_vec(),
        };
        let (name, fate) = (self.name, self.fate);
        let released = |name: u32| about(name, "release", if self.threshold { &[("threshold", "5")] } else { &[] });
        then("submitter", filed(name, self.figures.clone(), None, None, matches!(fate, Drafted | Discarded)));
        match fate {
            Drafted | Submitted => return events,
            Discarded => then("submitter", about(name, "discard", &[])),
            Asked => {
                then("verifier", about(name, "ask", &[("text", "All of the forms?")]));
                if self.threshold {
                    then("submitter", about(name, "answer", &[("question", "1"), ("text", "All of them")]));
                }
            }
            Returned | Corrected => then("verifier", about(name, "return", &[("questions", "Thirty?")])),
            _ => then("verifier", about(name, "verify", &[])),
        }
        if matches!(fate, Discarded | Asked | Returned | Verified) {
            return events;
        }
        if fate == Corrected {
            then("submitter", filed(name + 1, self.figures.clone(), None, Some(name), false));
            then("verifier", about(name + 1, "verify", &[]));
            then("releaser", released(name + 1));
            return events;
        }
        then("releaser", released(name));
        let mut last = name;
        if matches!(fate, Revised | RevisedConfidential) {
            let figures = Figures { rows: self.revised.clone(), ..self.figures.clone() };
            then("submitter", filed(name + 2, figures, Some(name), None, false));
            then("verifier", about(name + 2, "verify", &[]));
            then("releaser", released(name + 2));
            last = name + 2;
        }
        match fate {
            Wrong => then("releaser", about(last, "withdraw", &[("reason", "Counted twice")])),
            Confidential | RevisedConfidential => {
                then(
                    "releaser",
                    about(last, "withdraw", &[("reason", "A person can be told"), ("confidential", "yes")]),
                );
            }
            _ => {}
        }
        events
    }

    /// The same as far as the reader may know; none where the table is not there in the twin.
    pub(super) fn twin(&self, c: &mut Choices) -> Option<Self> {
        let mut twin = self.clone();
        let change = |c: &mut Choices, row: &mut Figure| row.2 = figure(c);
        match self.veil {
            Veil::Open { masked: false } => {}
            Veil::Open { masked: true } => {
                // What is masked from the first release on may be any small figure.
                for place in 0..twin.figures.rows.len() {
                    if self.threshold && small(&self.figures.rows[place]) {
                        twin.figures.rows[place].2 = (1 + c.below(4)).to_string();
                        twin.revised[place].2 = (1 + c.below(4)).to_string();
                    }
                }
            }
            Veil::Hidden if c.chance(30) => return None,
            Veil::Hidden => {
                let years: Vec<i16> = if self.figures.rows.iter().any(|row| row.1 == 2022) {
                    vec![2022]
                } else {
                    c.of(&[vec![2023], vec![2023, 2025], vec![2025]])
                };
                // Where it leaves nothing behind in the one world, it must not in the other.
                let fates: &[Fate] = if self.fate.leaves_nothing() { &LEFT } else { &ANY };
                let other = Self::new(c, &self.owner, &self.figures.indicator, &years, self.day, fates);
                twin = other.veiled(Veil::Hidden, true);
            }
            Veil::Codes | Veil::Times => {
                let hidden = |row: &Figure| if self.veil == Veil::Codes { row.0 != "AFG" } else { row.1 != 2024 };
                let gone = c.chance(30);
                for rows in [&mut twin.figures.rows, &mut twin.revised] {
                    rows.iter_mut().filter(|row| hidden(row)).for_each(|row| change(c, row));
                    rows.retain(|row| !(gone && hidden(row)));
                }
                if !gone && c.chance(30) {
                    let (code, year) = if self.veil == Veil::Codes { ("TUR", 2024) } else { ("TUR", 2023) };
                    if self.figures.rows.iter().any(|row| row.1 == year) {
                        twin.figures.rows.push((code, year, "17".to_owned()));
                        twin.revised.push((code, year, "18".to_owned()));
                    }
                }
            }
        }
        debug_assert!(self.is_hidden() || twin.events().len() == self.events().len());
        Some(twin)
    }
}

const LEFT: [Fate; 8] = [Drafted, Discarded, Submitted, Asked, Returned, Verified, Confidential, RevisedConfidential];

fn small(row: &Figure) -> bool {
    row.2.len() == 1
}
