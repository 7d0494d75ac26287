use crate::{
    measure::{Making, Measure, RatioForm, Unit},
    table::{Absence, Cell, Figure, View},
    text::{Label, Lang, Phrase, Value, label, number, phrase},
};
use rust_decimal::{Decimal, RoundingStrategy};

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

/// A figure of a measure as short as a cell has room for: parts of a whole as percentages.
pub(super) fn shown(figure: &Figure, measure: &Measure, lang: Lang) -> String {
    let Unit::Ratio(form) = measure.unit() else { return short(figure, lang) };
    format!("{}{}", short(&rounded(figure, *form), lang), percent(*form, lang))
}

/// The same in words.
pub(super) fn said(figure: &Figure, measure: &Measure, lang: Lang) -> String {
    let Unit::Ratio(form) = measure.unit() else { return self::figure(&Cell::Figure(*figure), lang) };
    format!("{}{}", self::figure(&Cell::Figure(rounded(figure, *form)), lang), percent(*form, lang))
}

fn percent(form: RatioForm, lang: Lang) -> &'static str {
    match (is_part(form), lang) {
        (false, _) => "",
        (true, Lang::En) => "%",
        (true, Lang::Ru) => "\u{a0}%",
    }
}

/// Whether figures of a measure are shown as percentages.
#[cfg(feature = "xlsx")]
pub(super) fn is_percentage(measure: &Measure) -> bool {
    matches!(measure.unit(), Unit::Ratio(form) if is_part(*form))
}

fn is_part(form: RatioForm) -> bool {
    matches!(form, RatioForm::Share | RatioForm::Proportion)
}

/// A round figure of a scale.
pub(super) fn tick(value: Decimal, measure: &Measure, lang: Lang) -> String {
    let form = match measure.unit() {
        Unit::Ratio(form) => percent(*form, lang),
        _ => "",
    };
    format!("{}{form}", number(value, lang))
}

/// What a figure stands for on paper: a part as a percentage.
pub(super) fn drawn(figure: &Figure, measure: &Measure) -> Figure {
    match measure.unit() {
        Unit::Ratio(form) => rounded(figure, *form),
        _ => *figure,
    }
}

/// A ratio as it is shown: one place for percentages, three for others. Bounds are rounded outwards, so that they still hold.
fn rounded(figure: &Figure, form: RatioForm) -> Figure {
    let (factor, places) = if is_part(form) { (Decimal::ONE_HUNDRED, 1) } else { (Decimal::ONE, 3) };
    let to = |value: Decimal, how: RoundingStrategy| {
        value.checked_mul(factor).unwrap_or(value).round_dp_with_strategy(places, how).normalize()
    };
    let (near, down, up) = (
        RoundingStrategy::MidpointNearestEven,
        RoundingStrategy::ToNegativeInfinity,
        RoundingStrategy::ToPositiveInfinity,
    );
    match *figure {
        Figure::Exact(value) => Figure::Exact(fixed(to(value, near), places)),
        Figure::Between { low, high } => {
            Figure::Between { low: fixed(to(low, down), places), high: fixed(to(high, up), places) }
        }
        Figure::AtLeast(low) => Figure::AtLeast(fixed(to(low, down), places)),
        Figure::Estimate { value, standard_error } => Figure::Estimate {
            value: fixed(to(value, near), places),
            standard_error: fixed(to(standard_error, up), places),
        },
    }
}

/// With as many places as its neighbors, so that figures stand below each other; whole ratios of other kinds without.
fn fixed(mut value: Decimal, places: u32) -> Decimal {
    if places == 1 {
        value.rescale(places);
    }
    value
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
