use super::{
    choices::Choices,
    live::{Live, STATES, moment},
    script::{INDICATORS, LATE, Reader},
    told::{all_of, finding_of},
};
use dsm_core::{
    access::{Act, Decision, Slice},
    error::Result,
    exchange::csv,
    table::View,
    time::{Moment, Period, Time},
    workflow::SubmissionId,
};
use dsm_store::{AssertedByHost, Query, Session};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that a reader was answered, call by call.
#[derive(Default)]
pub(super) struct Transcript {
    pub(super) lines: Vec<(String, String)>,
    /// How often something was allowed, and how many of these answers held figures.
    pub(super) allowed: usize,
    pub(super) with_figures: usize,
    /// The public calls that were made, and the steps that were tried.
    pub(super) calls: BTreeSet<&'static str>,
    pub(super) steps: BTreeSet<String>,
    /// How often each code was the answer.
    pub(super) codes: BTreeMap<&'static str, usize>,
}

impl Transcript {
    /// Notes the answer of a call.
    pub(super) fn note<T>(&mut self, call: &'static str, about: &str, said: Result<T>, text: impl FnOnce(T) -> String) {
        self.calls.insert(call);
        let text = match said {
            Ok(said) => {
                self.allowed += 1;
                format!("ok {}", text(said))
            }
            Err(error) => {
                *self.codes.entry(error.code().id()).or_default() += 1;
                all_of(&error)
            }
        };
        self.lines.push((format!("{call} {about}"), text));
    }

    fn viewed(&mut self, session: &Session, about: &str, query: &Query) {
        let said = session.view(query);
        self.with_figures +=
            usize::from(said.as_ref().is_ok_and(|view| view.cells().any(|cell| cell.figure().is_some())));
        self.note("view", about, said, |view| table(&view));
    }
}

/// Everything of a table that somebody could see.
fn table(view: &View) -> String {
    let mut file = Vec::new();
    let written = csv::write(view, &mut file).map_err(|error| all_of(&error));
    let notes: Vec<String> = view.notes().iter().map(finding_of).collect();
    let narrowed: Vec<bool> = view.axes().iter().map(|axis| view.is_narrowed(axis.id())).collect();
    let (rows, file): (Vec<_>, _) = (view.rows().collect(), String::from_utf8_lossy(&file));
    let kind = format!("{:?} {:?} {:?} {:?}", view.measure(), view.concept(), view.making(), view.absent());
    let rest = format!("{} {:?} {narrowed:?} {written:?}", view.vintage(), view.assumptions());
    format!("{} {view:?} {:?} {rows:?} {notes:?} {kind} {rest} {file}", view.len(), view.axes())
}

/// Plays a reader's calls. Which ones follows from the choices, not from the world.
pub(super) fn played(live: &mut Live, reader: &Reader, states: usize, c: &mut Choices) -> Transcript {
    let mut all = Transcript::default();
    live.clock.set(moment(LATE + 30, 0));
    if !reader.is_public() {
        let opened = live.mechanism.session(&AssertedByHost::new(&reader.who));
        all.note("session", "", opened, |session| format!("{session:?} {:?}", session.who()));
    }
    let session = live.session(&reader.who).unwrap();
    all.note("who", "", Ok(()), |()| format!("{:?} {session:?}", session.who()));
    about_all(&mut all, session, c);
    about_indicators(&mut all, session, states, c);
    about_submissions(&mut all, session, reader, states);
    super::steps::tried(&mut all, live, reader, states, c);
    // What the steps have changed is the reader's own.
    let session = live.session(&reader.who).unwrap();
    about_all(&mut all, session, c);
    about_submissions(&mut all, session, reader, states);
    all
}

fn at(day: i64) -> Moment {
    Moment::from_seconds(moment(day, 0)).unwrap()
}

fn about_all(all: &mut Transcript, session: &Session, c: &mut Choices) {
    all.note("rules", "", session.rules(), |rules| format!("{rules:?}"));
    if c.chance(25) {
        all.note("catalogue", "", session.catalogue(), |catalogue| format!("{catalogue:?}"));
    }
    all.note("submissions", "", session.submissions(), |listed| format!("{} {listed:?}", listed.len()));
    all.note("history", "", session.history(), |history| format!("{} {history:?}", history.len()));
    all.note("due", "", session.due(), |due| format!("{due:?}"));
    let then = at(3 + c.below(40) as i64);
    for (from, to) in [(then, at(LATE + 20)), (at(LATE + 20), then), (then, at(500))] {
        let notices = session.notices(from, to);
        all.note("notices", &format!("{from} {to}"), notices, |notices| format!("{notices:?}"));
    }
}

fn about_indicators(all: &mut Transcript, session: &Session, states: usize, c: &mut Choices) {
    let everything = Slice::everything();
    let year = Time::Period(Period::parse("2024").unwrap());
    let slices = [
        everything.clone(),
        everything.clone().times([year]),
        everything.clone().codes("CITIZENSHIP", &["AFG"]),
        everything.dimensions(&["CITIZENSHIP", "SEX"]),
    ];
    for indicator in INDICATORS.into_iter().chain(["NO_SUCH"]) {
        let everybody = || STATES[..states].iter().copied();
        let parts = |query: Query| {
            let named = everybody().fold(query.clone(), |query, state| query.country(state));
            vec![
                ("", query.clone()),
                ("named", named.clone()),
                ("AFG", query.clone().codes("CITIZENSHIP", &["AFG"])),
                ("AFG SYR TUR", query.clone().codes("CITIZENSHIP", &["AFG", "SYR", "TUR"])),
                ("2024", query.clone().time("2024").unwrap()),
                ("2023 AFG", query.clone().time("2023").unwrap().codes("CITIZENSHIP", &["AFG"])),
                ("2021-2025", query.clone().time("2021-01-01/2025-12-31").unwrap()),
                ("1999", query.clone().time("1999").unwrap()),
                ("by citizenship", query.clone().dimensions(&["CITIZENSHIP"])),
                ("by sex", query.clone().dimensions(&["CITIZENSHIP", "SEX"])),
                ("cases", query.clone().unit("cases:decision:many")),
                ("persons", query.clone().unit("persons-distinct")),
                ("sex", query.clone().codes("SEX", &["F"])),
                ("totals", query.clone().totals()),
                ("totals named", named.clone().totals()),
                ("totals AFG 2024", query.clone().totals().time("2024").unwrap().codes("CITIZENSHIP", &["AFG"])),
                ("to come", query.as_of(at(500))),
            ]
        };
        for (about, query) in parts(Query::new(indicator)) {
            all.viewed(session, &format!("{indicator} {about}"), &query);
        }
        for day in [3 + c.below(15), 18 + c.below(30), 75] {
            let (then, at) = (Query::new(indicator).as_of(at(day as i64)), format!("{indicator} as of {day}"));
            all.viewed(session, &at, &then);
            all.viewed(session, &format!("{at} AFG"), &then.codes("CITIZENSHIP", &["AFG"]));
        }
        for state in everybody().chain(["XX"]) {
            let documentation = session.documentation(state, indicator);
            all.note("documentation", &format!("{state} {indicator}"), documentation, |said| format!("{said:?}"));
            let parts = parts(Query::new(indicator).country(state));
            all.viewed(session, &format!("{indicator} {state}"), &parts[0].1);
            let (about, query) = c.of(&parts);
            all.viewed(session, &format!("{indicator} {state} {about}"), &query);
            // Some of the acts for each State: all of them over the pairs.
            for act in [Act::Read, c.of(Act::ALL), c.of(Act::ALL), c.of(Act::ALL)] {
                let slice = c.of(&slices);
                let (why, about) =
                    (session.why(act, state, indicator, &slice), format!("{act} {state} {indicator} {slice:?}"));
                match why.unwrap() {
                    Decision::Allow { permit, because } => {
                        let because: Vec<String> = because.iter().map(finding_of).collect();
                        all.note("why", &about, Ok(()), |()| format!("{permit:?} {because:?}"));
                    }
                    Decision::Deny(denial) => {
                        let denied = format!("{denial:?}");
                        all.note("why", &about, Err::<(), _>(denial.into()), |()| denied);
                    }
                }
            }
        }
    }
}

/// By their numbers, as if each were there.
fn about_submissions(all: &mut Transcript, session: &Session, reader: &Reader, states: usize) {
    for state in STATES[..states].iter().copied().chain(["XX"]) {
        let own = state == reader.state;
        for number in if own { &[1, 2, 3, 4, 99][..] } else { &[1] } {
            let id = SubmissionId::parse(&format!("{state}-2026-{number:04}")).unwrap();
            let about = id.to_string();
            all.note("submission", &about, session.submission(&id), |dossier| {
                format!("{dossier:?} {:?}", dossier.received().map(|received| received.bytes.len()))
            });
            all.viewed(session, &about, &Query::submission(&id));
            all.viewed(session, &about, &Query::submission(&id).codes("CITIZENSHIP", &["AFG"]));
        }
    }
}
