use super::{Names, Report, Scope, fill::Figures};
use crate::{
    catalogue::Indicator,
    table::{Axis, View},
    text::{Label, Lang, Text, label},
    time::{Moment, Time, words as times},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What an indicator is called, and the times of its figures.
type Stands = (Text, BTreeSet<Time>);

/// What a page that is handed on says of itself: as of when, for whom, from which released figures, and of whom there are none.
///
/// # Disclosure
/// It is made of what stands on the page and of the list of States, which is public. It names no release and no day of one: a release
/// that changes nothing a reader sees would be told by them.
#[derive(Clone, Debug)]
pub(super) struct Stamp {
    report: Arc<str>,
    version: Arc<str>,
    moment: Moment,
    reader: Option<Arc<str>>,
    /// The States that are asked about.
    asked: BTreeSet<Arc<str>>,
    shown: BTreeMap<Arc<str>, BTreeMap<Arc<str>, Stands>>,
}

impl Stamp {
    pub(super) fn new(report: &Report, from: &dyn Figures, scope: &Scope) -> Self {
        let (now, then) = from.moment();
        let all = from.countries().into_iter().collect();
        let asked = if scope.countries().is_empty() { all } else { scope.countries().clone() };
        let (report, version) = (Arc::from(report.id()), Arc::from(report.version()));
        Self { report, version, moment: then.unwrap_or(now), reader: from.reader(), asked, shown: BTreeMap::new() }
    }

    /// The id of the report.
    pub(super) fn id(&self) -> &str {
        &self.report
    }

    /// The day that it is as of.
    #[cfg(feature = "pdf")]
    pub(super) fn day(&self) -> (u16, u8, u8) {
        let day = self.moment.day();
        (u16::try_from(day.year()).unwrap_or_default(), day.month(), day.day())
    }

    /// As of when and for whom, for the foot of each page.
    #[cfg(feature = "pdf")]
    pub(super) fn foot(&self, lang: Lang) -> Vec<String> {
        self.said(lang).into_iter().take(2).map(|(name, value)| format!("{name} {value}")).collect()
    }

    /// Takes note of what stands on the page.
    pub(super) fn shows(&mut self, indicator: &Indicator, view: &View) {
        let Some(at) = view.axes().iter().position(Axis::is_reporter) else { return };
        let time = view.axes().iter().enumerate().find(|(_, axis)| axis.is_time());
        for row in view.rows() {
            let Some(country) = row.key.get(at) else { continue };
            let of = self.shown.entry(country.clone()).or_default();
            let (_, all) =
                of.entry(Arc::from(indicator.id())).or_insert_with(|| (indicator.names().clone(), BTreeSet::new()));
            let label = time.and_then(|(place, axis)| Some((axis, row.key.get(place)?)));
            let stands = label.and_then(|(axis, label)| axis.times().get(axis.position(label)? as usize));
            all.extend(stands);
        }
    }

    /// What it says, as pairs of a word and what stands there.
    pub(super) fn said(&self, lang: Lang) -> Vec<(String, String)> {
        let names = Names::of_countries();
        let named = |code: &Arc<str>| names.of_code("REF_AREA", code, lang);
        let moment = self.moment.to_string().replace('T', " ");
        let reader = self.reader.as_deref().unwrap_or(label(Label::ThePublic, lang)).to_owned();
        let of = |word: Label| label(word, lang).to_owned();
        let mut all = vec![
            (of(Label::AsOf), format!("{moment} UTC")),
            (of(Label::ForWhom), reader),
            (of(Label::ReportAndVersion), format!("{} {}", self.report, self.version)),
        ];
        let span = |times: &BTreeSet<Time>| {
            let ends = [times.first(), times.last()].into_iter().flatten().map(|one| times::time(one, lang));
            let mut ends: Vec<String> = ends.collect();
            ends.dedup();
            ends.join(" – ")
        };
        // Each indicator once, and of it the States that have figures of the same span together.
        let mut of: BTreeMap<&str, BTreeMap<String, Vec<String>>> = BTreeMap::new();
        for (country, indicators) in &self.shown {
            for (name, times) in indicators.values() {
                of.entry(name.in_lang(lang)).or_default().entry(span(times)).or_default().push(named(country));
            }
        }
        let listed = |mut all: Vec<String>| {
            all.sort();
            all.join(", ")
        };
        for (name, spans) in of {
            let each = spans.into_iter().map(|(span, countries)| format!("{span}: {}", listed(countries)));
            let title = format!("{}: {}", label(Label::FiguresOf, lang), name);
            all.push((title, each.collect::<Vec<_>>().join("; ")));
        }
        let without = self.asked.iter().filter(|country| !self.shown.contains_key(*country)).map(named);
        let without = listed(without.collect());
        if !without.is_empty() {
            all.push((label(Label::NoFiguresOf, lang).to_owned(), without));
        }
        all
    }
}
