use super::{ApplicationType, Basis, Counted, Level, Measure, Role, Timespan, Unit};
use crate::text::{Label, Lang, Phrase, Value, label, phrase};

/// What figures count, in words: the unit, stock or flow, and where they apply the level, type, role and time basis.
///
/// ```
/// use dsm_core::{measure::{Level, Measure, counted}, text::Lang};
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
