use crate::{
    measure::Making,
    table::{Absence, Cell, Figure, View},
    text::{Label, Lang, Phrase, Value, label, number, phrase},
};

/// What stands in a cell, in words: `1,234`, `between 10 and 20`, `at least 10`, `suppressed`, `not collected`.
#[must_use]
pub fn figure(cell: &Cell, lang: Lang) -> String {
    match *cell {
        Cell::Figure(Figure::Exact(value)) => number(value, lang),
        Cell::Figure(Figure::Between { low, high }) => {
            phrase(Phrase::Between, lang, &[("low", Value::Number(low)), ("high", Value::Number(high))])
        }
        Cell::Figure(Figure::AtLeast(low)) => phrase(Phrase::AtLeast, lang, &[("low", Value::Number(low))]),
        Cell::Figure(Figure::Estimate { value, standard_error }) => {
            let values = [("figure", Value::Number(value)), ("error", Value::Number(standard_error))];
            phrase(Phrase::EstimateWithError, lang, &values)
        }
        Cell::Missing(why) => label(absence(why), lang).to_owned(),
        Cell::Masked(_) => label(Label::Suppressed, lang).to_owned(),
    }
}

pub(super) fn absence(why: Absence) -> Label {
    match why {
        Absence::NotApplicable => Label::NotApplicable,
        Absence::NotCollected => Label::NotCollected,
        Absence::NotDelivered => Label::NotDelivered,
    }
}

/// A figure as short as a cell of a table has room for.
pub(super) fn short(figure: &Figure, lang: Lang) -> String {
    match *figure {
        Figure::Exact(value) => number(value, lang),
        Figure::Between { low, high } => format!("{}\u{2013}{}", number(low, lang), number(high, lang)),
        Figure::AtLeast(low) => format!("\u{2265}\u{a0}{}", number(low, lang)),
        Figure::Estimate { value, standard_error } => {
            format!("{}\u{a0}\u{b1}\u{a0}{}", number(value, lang), number(standard_error, lang))
        }
    }
}

/// How the figures of a view are inexact by making, in words.
pub(super) fn making(view: &View, lang: Lang) -> Vec<String> {
    match view.making() {
        Making::Exact => Vec::new(),
        Making::Nearest(base) => vec![phrase(Phrase::RoundedTo, lang, &[("base", Value::Count((*base).into()))])],
        Making::Random(base) => vec![phrase(Phrase::RoundedAtRandom, lang, &[("base", Value::Count((*base).into()))])],
        Making::Multiple(factor) => {
            vec![phrase(Phrase::InMultiples, lang, &[("factor", Value::Count((*factor).into()))])]
        }
        Making::Within(reach) => vec![phrase(Phrase::WithinOfTruth, lang, &[("reach", Value::Count((*reach).into()))])],
        Making::Small { map, absent } => {
            let mut all = vec![label(Label::SmallFiguresAltered, lang).to_owned()];
            all.extend(map.iter().map(|(published, (low, high))| {
                let values = [
                    ("published", Value::Number(*published)),
                    ("low", Value::Number(*low)),
                    ("high", Value::Number(*high)),
                ];
                phrase(Phrase::StandsFor, lang, &values)
            }));
            all.extend(absent.map(|(low, high)| {
                let values = [("low", Value::Number(low)), ("high", Value::Number(high))];
                phrase(Phrase::AbsentStandsFor, lang, &values)
            }));
            all
        }
    }
}
