use crate::{query::Query, session::Session, view};
use dsm_core::{
    access::World,
    catalogue::Catalogue,
    documentation::Documentation,
    error::Result,
    report::{Ask, Figures, Page, Report, Scope, Seen},
    table::View,
    time::{Moment, Time},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Fills a report with what the reader of a session may see, all at one moment; as of another where one is given, to the rights of today.
///
/// ```
/// use dsm_core::{report::{Report, Scope, html}, text::Lang};
/// # let folder = std::env::temp_dir().join(format!("dsm-doc-report-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder).unwrap();
/// # let path = folder.join("region.dsm");
/// # let _ = std::fs::remove_file(&path);
/// let mechanism = dsm_store::Mechanism::create(&path, "dsm")?;
/// let page = dsm_store::report(&mechanism.public()?, &Report::shipped("asylum-overview")?, &Scope::new(), None)?;
/// let mut file = Vec::new();
/// html::write_whole(&page, Lang::En, &mut file)?;
/// assert!(String::from_utf8_lossy(&file).contains("Not in this report"));
/// # drop(mechanism); std::fs::remove_dir_all(&folder).unwrap();
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// # Errors
/// As [`Report::fill`]; `ACC-022` where the moment has not come yet.
pub fn report(session: &Session, report: &Report, scope: &Scope, as_of: Option<Moment>) -> Result<Page> {
    session.at_one_moment(|world| {
        let now = session.clock.now()?;
        as_of.map_or(Ok(()), |then| crate::clock::past(then, now))?;
        report.fill(&Reading { session, world, now, as_of }, scope)
    })
}

/// A State, a unit, dimensions, and the codes that alone may be seen.
type Of = (Arc<str>, Arc<str>, BTreeSet<Arc<str>>, Codes);
/// Codes of dimensions.
type Codes = BTreeMap<Arc<str>, BTreeSet<Arc<str>>>;

/// A mechanism as a reader sees it at one moment.
struct Reading<'a> {
    session: &'a Session,
    world: &'a World,
    now: Moment,
    as_of: Option<Moment>,
}

impl Reading<'_> {
    fn query(&self, indicator: &str) -> Query {
        let query = Query::new(indicator);
        self.as_of.into_iter().fold(query, Query::as_of)
    }

    /// The codes that rules about a State's figures are limited to, of dimensions of which none are asked for: the most codes first.
    ///
    /// These are rules of whoever it be: what this reader is allowed is decided after.
    fn limits(&self, country: &str, asked: &Ask, dimensions: &BTreeSet<Arc<str>>) -> Vec<Codes> {
        let openings = self.world.openings.of(country, asked.asked_indicator()).iter().map(|opening| &opening.slice);
        let agreements = self.world.agreements.iter().map(|agreement| &agreement.limits.slice);
        let assigned = self.world.assignments.iter().map(|assignment| &assignment.limits.slice);
        let all = openings.chain(agreements).chain(assigned).map(|slice| {
            let free =
                |axis: &Arc<str>| dimensions.contains(axis) && asked.asked_codes().all(|(other, _)| *other != **axis);
            slice.named_codes().clone().into_iter().filter(|(axis, _)| free(axis)).collect::<Codes>()
        });
        let all: BTreeSet<Codes> = all.filter(|codes| !codes.is_empty()).collect();
        let mut all: Vec<Codes> = all.into_iter().collect();
        all.sort_by_key(|codes| std::cmp::Reverse(codes.values().map(BTreeSet::len).sum::<usize>()));
        all
    }
}

impl Figures for Reading<'_> {
    fn catalogue(&self) -> Result<Catalogue> {
        self.session.known(self.world)
    }

    fn countries(&self) -> Vec<Arc<str>> {
        self.world.countries.iter().cloned().collect()
    }

    fn seen(&self, asked: &Ask) -> Result<Vec<Seen>> {
        let (store, indicator) = (&*self.session.store, asked.asked_indicator());
        let codes = |query: Query, (axis, codes): (&str, &[Arc<str>])| query.codes(axis, codes);
        let query = asked.asked_codes().fold(self.query(indicator), codes);
        let released = store.released(indicator)?;
        let then = self.as_of.map(|then| store.in_force_at(indicator, then)).transpose()?;
        let shown = then.as_deref().unwrap_or(&released.submissions);
        let mut tables: BTreeMap<Of, BTreeSet<Time>> = BTreeMap::new();
        for submission in shown.iter().filter(|submission| view::matches(&query, submission)) {
            let unit = Arc::from(submission.kind.split(' ').next().unwrap_or_default());
            let (country, dimensions) = (submission.id.country(), submission.covers.dimensions.clone());
            let mut there: BTreeSet<Time> = BTreeSet::new();
            // Everything, and where that is not given, the widest codes that somebody is allowed.
            for codes in [Codes::new()].into_iter().chain(self.limits(country, asked, &dimensions)) {
                let query = codes
                    .iter()
                    .fold(query.clone(), |query, (axis, codes)| query.codes(axis, &codes.iter().collect::<Vec<_>>()));
                let permits = view::permits(self.world, &released, &self.session.who, self.now, &query, submission);
                let times =
                    permits.iter().flat_map(|permit| permit.scope().named_times().into_iter().flatten().copied());
                let times: BTreeSet<Time> = times.filter(|time| !there.contains(time)).collect();
                there.extend(&times);
                if !times.is_empty() {
                    let key = (Arc::from(country), Arc::clone(&unit), dimensions.clone(), codes);
                    tables.entry(key).or_default().extend(times);
                }
            }
        }
        let seen = tables.into_iter().map(|((country, unit, dimensions, codes), times)| {
            let indicator = Arc::from(indicator);
            Seen { country, indicator, unit, dimensions, times, codes }
        });
        Ok(seen.collect())
    }

    fn view(&self, of: &Seen, asked: &Ask) -> Result<View> {
        let dimensions: Vec<&Arc<str>> = of.dimensions.iter().collect();
        let mut query = self.query(&of.indicator).country(&of.country).unit(&of.unit).dimensions(&dimensions);
        query.times = of.times.clone();
        for (axis, codes) in asked.asked_codes() {
            query = query.codes(axis, codes);
        }
        for (axis, codes) in &of.codes {
            query = query.codes(axis, &codes.iter().collect::<Vec<_>>());
        }
        view::of(&*self.session.store, self.world, &self.session.who, self.now, &query)
    }

    fn documentation(&self, country: &str, indicator: &str) -> Result<Vec<Documentation>> {
        self.session.said(self.world, country, indicator)
    }

    fn reader(&self) -> Option<Arc<str>> {
        (!self.session.who.is_public()).then(|| Arc::from(self.session.who.id()))
    }

    fn moment(&self) -> (Moment, Option<Moment>) {
        (self.now, self.as_of)
    }
}
