use dsm_core::table::{Absent, Axis, Table};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A key in the order of the axes of the joined table, its added reporter apart.
type Key = Vec<Arc<str>>;

/// What is known of a State: the times that its tables have, its reporter codes, and whether an absent key of it says
/// something.
#[derive(Default)]
struct Coverage {
    times: BTreeSet<Arc<str>>,
    reporters: BTreeSet<Arc<str>>,
    absent_says: bool,
}

/// The keys that a State has not delivered, where an absent key would say otherwise.
///
/// Within a table an absent key may mean zero, or a small figure that the source left out. Beside a State that has other
/// periods it means nothing of the kind: for a period of which a State has no figure at all, nothing was delivered.
pub(crate) fn not_delivered(axes: &[Axis], parts: &[(Arc<str>, &Table, Vec<Key>)]) -> Vec<(Arc<str>, Key)> {
    let (time, reporter) = (axes.iter().position(Axis::is_time), axes.iter().position(Axis::is_reporter));
    let Some(time) = time else { return Vec::new() };
    let mut states: BTreeMap<Arc<str>, Coverage> = BTreeMap::new();
    let (mut times, mut rests) = (BTreeSet::new(), BTreeSet::new());
    for (country, table, keys) in parts {
        let state = states.entry(country.clone()).or_default();
        state.absent_says |= table.absent() == Absent::Zero || table.making().absent().is_some();
        for key in keys {
            state.times.extend(key.get(time).cloned());
            state.reporters.extend(reporter.and_then(|at| key.get(at)).cloned());
            times.extend(key.get(time).cloned());
            let rest = key.iter().enumerate().filter(|(at, _)| *at != time && Some(*at) != reporter);
            rests.insert(rest.map(|(_, code)| code.clone()).collect::<Key>());
        }
    }
    let mut missing = Vec::new();
    for (country, state) in states.iter().filter(|(_, state)| state.absent_says) {
        for label in times.difference(&state.times) {
            for rest in &rests {
                let of = |own: Option<&Arc<str>>| key(axes.len(), (time, label), reporter.zip(own), rest);
                let own: Vec<Option<&Arc<str>>> =
                    if reporter.is_some() { state.reporters.iter().map(Some).collect() } else { vec![None] };
                missing.extend(own.into_iter().map(|own| (country.clone(), of(own))));
            }
        }
    }
    missing
}

/// A key of its parts.
fn key(length: usize, time: (usize, &Arc<str>), reporter: Option<(usize, &Arc<str>)>, rest: &[Arc<str>]) -> Key {
    let mut rest = rest.iter();
    let place = |at: usize| match reporter {
        _ if at == time.0 => Some(time.1.clone()),
        Some((place, code)) if place == at => Some(code.clone()),
        _ => rest.next().cloned(),
    };
    (0..length).filter_map(place).collect()
}
