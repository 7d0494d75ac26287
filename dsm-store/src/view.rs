use crate::{
    clock, join,
    query::Query,
    store::{InForce, Store},
    totals,
};
use dsm_core::{
    access::{self, Act, Permit, Request, Slice, Subject, World},
    error::{Error, Finding, Result, Safe, codes},
    table::{Status, Table, View},
    time::{Moment, Period, Time},
    workflow::{Submission, SubmissionId},
};
use std::{collections::BTreeSet, sync::Arc};

/// Answers a query with what the reader may see.
pub(crate) fn of(store: &dyn Store, world: &World, who: &Subject, at: Moment, query: &Query) -> Result<View> {
    query.as_of.map_or(Ok(()), |then| clock::past(then, at))?;
    if let Some(id) = &query.submission {
        let (submission, permit) = inspect(store, world, who, at, id)?;
        if let Some(axis) = query.codes.keys().find(|axis| !submission.covers.dimensions.contains(*axis)) {
            return Err(Error::new(codes::tab::AXIS_UNKNOWN).with("axis", Safe::term(axis)));
        }
        let asked = asked(query, &submission, &submission.covers.times);
        let request =
            Request { who, act: permit.act(), country: id.country(), indicator: permit.indicator(), slice: &asked, at };
        let permit = access::decide(world, &InForce::default(), &request).permit()?;
        return Ok(store.figures(&permit, id)?.without_concealed());
    }
    if query.totals && query.as_of.is_none() {
        return totals::of(store, world, who, at, query);
    }
    let released = store.released(&query.indicator)?;
    if query.totals {
        // Between totals of two moments stands what one contributor revised.
        return Err(nothing(world, &released, who, at, query));
    }
    // Whatever the moment: rights rest on what is in force today.
    let then = query.as_of.map(|then| store.in_force_at(&query.indicator, then)).transpose()?;
    let shown = then.as_deref().unwrap_or(&released.submissions);
    let everybody = || shown.iter().map(|s| Arc::from(s.id.country())).collect();
    let countries: BTreeSet<Arc<str>> = if query.countries.is_empty() { everybody() } else { query.countries.clone() };
    let mut parts: Vec<(Arc<str>, Table)> = Vec::new();
    for country in countries {
        for submission in shown.iter().filter(|s| s.id.country() == &*country && matches(query, s)) {
            for permit in permits(world, &released, who, at, query, submission) {
                let table = match query.as_of {
                    None => store.figures(&permit, &submission.id)?,
                    Some(then) => store.past_figures(&permit, &submission.id, then)?,
                };
                // Whoever looks, and at whatever moment: what the owner has not signed off is provisional.
                let open = |time: &Time| world.is_provisional(&country, &query.indicator, time);
                let table = table.with_status(Status::PROVISIONAL, open);
                let (act, indicator, slice) = (Act::Read, &*query.indicator, permit.scope());
                let reader = Request { who, act, country: &country, indicator, slice, at };
                let table = told_in_part(world, &released, &reader, submission, table);
                if !table.is_empty() {
                    parts.push((country.clone(), table));
                }
            }
        }
    }
    let absent: Vec<&Arc<str>> =
        query.countries.iter().filter(|country| parts.iter().all(|(of, _)| of != *country)).collect();
    if parts.is_empty() {
        return Err(nothing(world, &released, who, at, query));
    }
    let note = || Finding::new(codes::acc::PARTS_NOT_AVAILABLE).with("countries", Safe::terms(&absent));
    let notes = if absent.is_empty() { Vec::new() } else { vec![note()] };
    Ok(join::joined(parts, notes)?.without_concealed())
}

/// The table without what it says of parts that the reader may not see.
///
/// It is decided by rights alone: whether there are such parts, the reader would be told otherwise.
fn told_in_part(
    world: &World,
    released: &InForce,
    request: &Request<'_>,
    submission: &Submission,
    table: Table,
) -> Table {
    let seen = |slice: &Slice| access::decide(world, released, &Request { slice, ..*request }).is_allowed();
    let dimensions: Vec<&Arc<str>> = submission.covers.dimensions.iter().collect();
    let of = |times: Vec<Time>| Slice::everything().times(times).dimensions(&dimensions);
    let named = request.slice.named_codes();
    let all_codes = named.is_empty() || seen(&of(request.slice.named_times().into_iter().flatten().copied().collect()));
    let always = Period::parse("0001-01-01/9999-12-31").map(Time::Period);
    if all_codes && always.is_ok_and(|always| seen(&of(vec![always]))) {
        return table;
    }
    table.seen_in_part(|axis| !all_codes && named.contains_key(axis), |note| note.rule() == codes::wfl::WITHDRAWN_SINCE)
}

/// The permit to look at a submission of the own State, released or not.
pub(crate) fn inspect(
    store: &dyn Store,
    world: &World,
    who: &Subject,
    at: Moment,
    id: &SubmissionId,
) -> Result<(Submission, Permit)> {
    let kept = store.submission(id)?.map(|(submission, _)| submission);
    let (indicator, everything) = (kept.as_ref().map_or("", |submission| &submission.indicator), Slice::everything());
    let slice = kept.as_ref().map_or(&everything, Submission::part);
    let request = Request { who, act: Act::Inspect, country: id.country(), indicator, slice, at };
    let permit = access::decide(world, &InForce::default(), &request).permit()?;
    let unknown = || Error::new(codes::wfl::SUBMISSION_UNKNOWN).with("submission", Safe::term(&id.to_string()));
    kept.map(|submission| (submission, permit)).ok_or_else(unknown)
}

/// The permits for what the reader may see of a release: each period is decided by itself.
pub(crate) fn permits(
    world: &World,
    released: &InForce,
    who: &Subject,
    at: Moment,
    query: &Query,
    submission: &Submission,
) -> Vec<Permit> {
    let country = submission.id.country();
    let decide = |slice: &Slice| {
        let request = Request { who, act: Act::Read, country, indicator: &query.indicator, slice, at };
        access::decide(world, released, &request).permit().ok()
    };
    let wanted = Slice::everything().times(query.times.iter().copied());
    let asked_for = |time: &&Time| query.times.is_empty() || wanted.has(time, []);
    let times = submission.covers.times.iter().filter(asked_for);
    let one = |times: &[Time]| decide(&asked(query, submission, times));
    let allowed: Vec<Time> = times.filter(|time| one(&[**time]).is_some()).copied().collect();
    for_all(&allowed, one)
}

/// One permit for all of the times, each of which is allowed; where they are not allowed by one rule, one permit for each.
pub(crate) fn for_all(times: &[Time], permit: impl Fn(&[Time]) -> Option<Permit>) -> Vec<Permit> {
    match permit(times) {
        _ if times.is_empty() => Vec::new(),
        Some(together) => vec![together],
        None => times.iter().filter_map(|time| permit(&[*time])).collect(),
    }
}

/// Whether a reader would be given anything at all of a request.
pub(crate) fn anything(world: &World, released: &InForce, request: &Request<'_>) -> bool {
    let seen = |submission: &Submission, time: &Time| {
        let in_time = request.slice.named_times().is_none_or(|_| request.slice.has(time, []));
        let dimensions: Vec<&Arc<str>> = submission.covers.dimensions.iter().collect();
        let slice = request.slice.clone().times([*time]).dimensions(&dimensions);
        in_time && access::decide(world, released, &Request { slice: &slice, ..*request }).is_allowed()
    };
    released.of(request.country).any(|submission| submission.covers.times.iter().any(|time| seen(submission, time)))
}

/// The times of released figures of which the reader would be given anything.
pub(crate) fn seen_times(world: &World, released: &InForce, request: &Request<'_>) -> BTreeSet<Time> {
    let times = released.of(request.country).flat_map(|submission| submission.covers.times.iter().copied());
    let times: BTreeSet<Time> = times.collect();
    let alone = |time: &Time| request.slice.clone().times([*time]);
    times.into_iter().filter(|time| anything(world, released, &Request { slice: &alone(time), ..*request })).collect()
}

/// The part of a submission that a query asks for.
pub(crate) fn asked(query: &Query, submission: &Submission, times: &[Time]) -> Slice {
    let dimensions: Vec<&Arc<str>> = submission.covers.dimensions.iter().collect();
    let wanted = Slice::everything().times(query.times.iter().copied());
    let times = times.iter().copied().filter(|time| query.times.is_empty() || wanted.has(time, []));
    let slice = Slice::everything().times(times).dimensions(&dimensions);
    query.codes.iter().fold(slice, |slice, (axis, codes)| slice.codes(axis, &codes.iter().collect::<Vec<_>>()))
}

/// Whether a release is of the unit and the axes that are asked for.
pub(crate) fn matches(query: &Query, submission: &Submission) -> bool {
    let unit = query.unit.as_ref().is_none_or(|unit| submission.kind.split(' ').next() == Some(&**unit));
    let dimensions = query.dimensions.as_ref().is_none_or(|axes| *axes == submission.covers.dimensions);
    unit && dimensions && query.codes.keys().all(|axis| submission.covers.dimensions.contains(axis))
}

/// The answer where nothing is seen: a function of the question and the reader's own State only.
pub(crate) fn nothing(world: &World, released: &InForce, who: &Subject, at: Moment, query: &Query) -> Error {
    let own = who.country().unwrap_or_default();
    let other = query.countries.iter().find(|country| ***country != *own).or_else(|| query.countries.first());
    let country = other.map_or("", |country| country);
    let mut slice = Slice::everything();
    if !query.times.is_empty() {
        slice = slice.times(query.times.iter().copied());
    }
    if let Some(axes) = &query.dimensions {
        slice = slice.dimensions(&axes.iter().collect::<Vec<_>>());
    }
    let request = Request { who, act: Act::Read, country, indicator: &query.indicator, slice: &slice, at };
    access::denial(world, released, &request).into()
}

/// The days of a time: of a moment the one that it lies in.
pub(crate) fn days(time: &Time) -> Period {
    match time {
        Time::Period(period) => *period,
        Time::Moment(moment) => Period::day(moment.day()),
    }
}
