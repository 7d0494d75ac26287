use super::Documentation;
use crate::{
    catalogue::Indicator,
    code::CodeList,
    error::codes::doc,
    table::{Status, View},
    text::{Lang, Phrase, Text, Value, phrase},
    time::{Moment, Period, Time},
};
use std::{collections::BTreeSet, sync::Arc};

/// What a reader of the figures of a State must know, made from its documentation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    country: Arc<str>,
    about: About,
    text: Option<Text>,
}

/// What a note is about, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum About {
    /// Cases are counted where the indicator is in persons.
    Unit,
    /// The definition differs from the common one.
    Deviation,
    /// Who is left out.
    Exclusion,
    /// A break in the series.
    Break,
    /// Figures are provisional.
    Provisional,
    /// The documentation was not confirmed within a year.
    Stale,
    /// There is no documentation.
    Undocumented,
    /// Source and agency.
    Source,
}

/// What is shown: of which States, in which unit, of which time, and of whom provisionally.
#[derive(Clone, Debug)]
pub struct Shown<'a> {
    indicator: &'a Indicator,
    view: &'a View,
    now: Moment,
}

impl<'a> Shown<'a> {
    /// The figures of a view of an indicator, as they are shown at a moment.
    #[must_use]
    pub fn new(indicator: &'a Indicator, view: &'a View, now: Moment) -> Self {
        Self { indicator, view, now }
    }

    /// The States whose figures stand there. Those of a joined view stand as `KZ+MD`.
    fn countries(&self) -> BTreeSet<Arc<str>> {
        let reporters = self.view.axes().iter().filter(|axis| axis.is_reporter()).flat_map(|axis| axis.codes());
        reporters.flat_map(|code| code.split('+').map(Arc::from).collect::<Vec<_>>()).collect()
    }

    fn periods(&self) -> Vec<Period> {
        let times = self.view.axes().iter().flat_map(|axis| axis.times());
        let day = |time: &Time| match time {
            Time::Period(period) => *period,
            Time::Moment(moment) => Period::day(moment.day()),
        };
        times.map(day).collect()
    }

    fn provisional(&self) -> BTreeSet<Arc<str>> {
        let Some(at) = self.view.axes().iter().position(|axis| axis.is_reporter()) else { return BTreeSet::new() };
        let rows = self.view.rows().filter(|row| row.status.has(Status::PROVISIONAL));
        rows.filter_map(|row| row.key.get(at).cloned()).collect()
    }
}

/// What a reader must know, State by State: chosen by what is shown.
///
/// Texts are the States' own, in their languages. The documentation given is what the reader may see; where it is none, that is said.
///
/// Source: handbook annex 12 (cases are footnoted; selected footnotes), annex 11 paragraphs 29 and 37, box 1.4.
#[must_use]
pub fn footnotes(documentation: &[Documentation], shown: &Shown<'_>) -> Vec<Note> {
    let (periods, provisional) = (shown.periods(), shown.provisional());
    let mut notes = BTreeSet::new();
    for country in shown.countries() {
        let mut note = |about: About, text: Option<Text>| {
            notes.insert(Note { country: country.clone(), about, text });
        };
        let concerns = |one: &&Documentation| {
            let same = one.country() == &*country && one.indicator() == shown.indicator.id();
            same && periods.iter().any(|period| one.concerns(period))
        };
        if shown.indicator.is_footnoted(shown.view.measure().unit()) {
            note(About::Unit, named_unit(shown));
        }
        if provisional.contains(&country) {
            note(About::Provisional, None);
        }
        let mut any = false;
        for one in documentation.iter().filter(concerns) {
            any = true;
            let others = [
                ("DEVIATIONS", About::Deviation),
                ("EXCLUSIONS", About::Exclusion),
                ("BREAKS", About::Break),
                ("AGENCY", About::Source),
                ("SOURCE", About::Source),
            ];
            for (field, about) in others {
                if let Some(text) = one.text(field) {
                    note(about, Some(text.clone()));
                }
            }
            for (field, rule) in one.contradictions(shown.indicator) {
                if rule == doc::SAID_OTHERWISE && field != "UNIT" {
                    note(About::Deviation, said(one, field));
                }
            }
            if one.is_stale(shown.now) {
                note(About::Stale, None);
            }
        }
        if !any {
            note(About::Undocumented, None);
        }
    }
    notes.into_iter().collect()
}

/// The unit of what is shown in words.
fn named_unit(shown: &Shown<'_>) -> Option<Text> {
    let unit = shown.view.measure().unit();
    let code = shown.indicator.units().find(|(_, declared)| *declared == unit).map(|(code, _)| code)?;
    CodeList::built_in("UNIT").ok()?.get(code).map(|entry| entry.names().clone())
}

/// A coded field that differs, in words: its title and its code.
fn said(of: &Documentation, field: &str) -> Option<Text> {
    let (field, code) = (super::Field::find(field).ok()?, of.code(field)?);
    let in_words = |lang: Lang| format!("{} — {code}", field.title(lang));
    Text::new(Lang::En, &in_words(Lang::En)).and_then(|text| text.with(Lang::Ru, &in_words(Lang::Ru))).ok()
}

impl Note {
    /// The State, by its two letters.
    #[must_use]
    pub fn country(&self) -> &str {
        &self.country
    }

    /// What it is about.
    #[must_use]
    pub fn about(&self) -> About {
        self.about
    }

    /// The State's own words, where it is made of them.
    #[must_use]
    pub fn text(&self) -> Option<&Text> {
        self.text.as_ref()
    }

    /// The note as a sentence, under the name of the State.
    #[must_use]
    pub fn said(&self, country: &str, lang: Lang) -> String {
        let of = match self.about {
            About::Unit => Phrase::NoteUnit,
            About::Deviation => Phrase::NoteDeviation,
            About::Exclusion => Phrase::NoteExclusion,
            About::Break => Phrase::NoteBreak,
            About::Provisional => Phrase::NoteProvisional,
            About::Stale => Phrase::NoteStale,
            About::Undocumented => Phrase::NoteUndocumented,
            About::Source => Phrase::NoteSource,
        };
        let text = self.text.as_ref().map(|text| text.in_lang(lang)).unwrap_or_default();
        let text = text.trim_end_matches(['.', ' ']);
        phrase(of, lang, &[("country", Value::Text(country)), ("text", Value::Text(text))])
    }
}
