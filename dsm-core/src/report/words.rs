use crate::{
    measure::{ApplicationType, Basis, Counted, Level, Making, Measure, Role, Timespan, Unit},
    table::{Absence, Cell, Figure, View},
    text::{Label, Lang, Phrase, Value, label, number, phrase},
};

/// What figures count, in words: the unit, stock or flow, and where they apply the level, type, role and time basis.
///
/// ```
/// use dsm_core::{measure::{Level, Measure}, report::counted, text::Lang};
/// let decisions = Measure::parse("person-events:decision", "flow")?.level(Level::First);
/// let words = counted(&decisions, Lang::En);
/// assert_eq!(words[0], ("unit", "persons, at each event again (decision)".to_owned()));
/// assert_eq!(words[2], ("level of decision", "first instance".to_owned()));
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[must_use]
pub fn counted(measure: &Measure, lang: Lang) -> Vec<(&'static str, String)> {
    let of = |kind: Label, title: &str| (label(kind, lang), title.to_owned());
    let mut all = vec![
        (label(Label::Unit, lang), unit(measure.unit(), lang)),
        of(Label::Temporality, measure.temporality().title(lang)),
    ];
    if measure.level_of_decision() != Level::NotApplicable {
        all.push(of(Label::Level, measure.level_of_decision().title(lang)));
    }
    if measure.type_of_application() != ApplicationType::NotApplicable {
        all.push(of(Label::ApplicationType, measure.type_of_application().title(lang)));
    }
    if !matches!(measure.role_in_case(), Role::All | Role::NotApplicable) {
        all.push(of(Label::Role, measure.role_in_case().title(lang)));
    }
    let basis = match measure.time_basis() {
        Basis::CohortUntil(moment) => {
            phrase(Phrase::CohortUntil, lang, &[("moment", Value::Text(&moment.to_string()))])
        }
        Basis::CohortAfter(months) => phrase(Phrase::CohortAfter, lang, &[("count", Value::Count(months.into()))]),
        _ => return all,
    };
    all.push((label(Label::TimeBasis, lang), basis));
    all
}

/// A unit in words, with the kind of case or event.
fn unit(unit: &Unit, lang: Lang) -> String {
    let (name, kind) = match unit {
        Unit::Cases(kind) => (Label::UnitCases, Some(&*kind.id)),
        Unit::PersonEvents(kind) => (Label::UnitPersonEvents, Some(&**kind)),
        Unit::Persons(Counted::Distinct) => (Label::UnitPersonsDistinct, None),
        Unit::Persons(Counted::Once) => (Label::UnitPersonsOnce, None),
        Unit::Persons(Counted::Unstated) => (Label::UnitPersonsUnstated, None),
        Unit::Amount { currency, basis } => {
            return format!("{} ({currency}, {basis})", label(Label::UnitAmount, lang));
        }
        Unit::Ratio(form) => return format!("{} ({})", label(Label::UnitRatio, lang), form.title(lang)),
        Unit::PersonTime(Timespan::Days) => (Label::UnitPersonDays, None),
        Unit::PersonTime(Timespan::Years) => (Label::UnitPersonYears, None),
        Unit::Unstated => (Label::UnitUnstated, None),
    };
    let named =
        |kind: &str| Label::named(&format!("kind-{kind}")).map_or(kind.to_owned(), |k| label(k, lang).to_owned());
    let name = label(name, lang);
    kind.map_or_else(|| name.to_owned(), |kind| format!("{name} ({})", named(kind)))
}

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
