use super::{
    choices::Choices,
    live::{Figures, Live, STATES, moment},
    script::{INDICATORS, LATE, Reader, at},
    told::all_of,
    transcript::Transcript,
};
use dsm_core::{
    documentation::Documentation,
    workflow::{Document, Instruction, KeepDraft, Step, SubmissionId, Submit, Word},
};
use dsm_store::Session;

/// Of which State a reader speaks first, and of which other one.
struct Speaks<'a> {
    own: &'a str,
    other: &'a str,
}

impl Speaks<'_> {
    /// Values of a name that could be said: of the own State, of another one, and of nothing that there is.
    fn values(&self, name: &str) -> Vec<String> {
        let (own, other) = (self.own, self.other);
        let texts = |all: &[&str]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
        match name {
            "submission" => (1..6)
                .map(|n| format!("{own}-2026-000{n}"))
                .chain([format!("{other}-2026-0001"), "nothing".to_owned(), format!("{own}-2026-0099")])
                .collect(),
            "user" | "giver" | "releaser" => vec![
                at("submitter", own),
                at("verifier", own),
                at("deputy", own),
                at("deputy", other),
                at("analyst", other),
                "Nobody".to_owned(),
            ],
            "role" => texts(&["data-submitter", "user", "observer", "no-role"]),
            "act" => texts(&["submit", "verify", "release", "administer", "nothing"]),
            "indicator" | "control-totals" => texts(&[INDICATORS[0], INDICATORS[1], INDICATORS[2], "NO_SUCH"]),
            "country" => texts(&[own, other, "XX", "no state"]),
            "to" => texts(&[own, other, "participants", "contributors", "public", "XX"]),
            "time" => texts(&["2024", "2023-Q1", "summer"]),
            "code" => texts(&["CITIZENSHIP=AFG", "AFG"]),
            "dimension" => texts(&["CITIZENSHIP", "SEX"]),
            "from" => texts(&["2026-01-01", "2028-01-01", "soon"]),
            "until" => texts(&["2027-01-01", "2026-12-31", "never"]),
            "mode" => texts(&["indicator", "indicator-and-period", "barter"]),
            "right" => texts(&["see", "add", "take"]),
            "year" => texts(&["2024", "2023", "2021", "last"]),
            "question" => texts(&["1", "9", "first"]),
            "least-figures" | "grace" | "threshold" | "least-threshold" => texts(&["5", "60", "-1"]),
            "zeros" => texts(&["shown", "maskable", "gone"]),
            "agency" => texts(&["HID", "MIA", "no agency"]),
            "agreement" => texts(&["ACCORD", "HIDDEN", "NONE"]),
            "key" => vec!["1a".repeat(32), "0a".to_owned()],
            "text" | "questions" | "reason" | "basis" => texts(&["All of them?", ""]),
            "staff"
            | "same-detail"
            | "provisional-counts"
            | "calendar"
            | "six-eyes"
            | "provisional-until-closed"
            | "confidential" => texts(&["yes", "no", "maybe"]),
            _ => panic!("no value for the name {name}"),
        }
    }

    /// A word with values: the first ones are the likeliest.
    fn said(&self, word: &Word, c: &mut Choices) -> Instruction {
        let mut said = Instruction::new(word.word);
        for name in word.names {
            let values = self.values(name.name);
            let times = if name.several { 1 + c.below(2) } else { 1 };
            for _ in 0..if name.needed || c.chance(25) { times } else { 0 } {
                let likely = if c.chance(70) { values.len().min(2) } else { values.len() };
                said = said.say(name.name, &values[c.below(likely)]);
            }
        }
        said
    }
}

/// The last part of the name of a type.
fn name_of<S>() -> String {
    std::any::type_name::<S>().rsplit("::").next().unwrap_or_default().to_owned()
}

fn take<S: Step>(all: &mut Transcript, session: &mut Session, about: &str, step: S)
where
    S::Done: std::fmt::Debug,
{
    all.steps.insert(name_of::<S>());
    let done = session.perform(step);
    all.note("perform", &format!("{} {about}", name_of::<S>()), done, |done| format!("{done:?}"));
}

/// Tries every step, likely and unlikely.
pub(super) fn tried(all: &mut Transcript, live: &mut Live, reader: &Reader, states: usize, c: &mut Choices) {
    let own = if reader.state.is_empty() { STATES[0] } else { &reader.state };
    let other = STATES[..states].iter().rev().find(|state| **state != own).unwrap();
    let speaks = Speaks { own, other };
    let mut minute = 0;
    let mut words: Vec<&Word> = Word::all().iter().chain(Word::all()).collect();
    for place in (1..words.len()).rev() {
        words.swap(place, c.below(place + 1));
    }
    for word in words {
        minute += 1;
        live.clock.set(moment(LATE + 30, minute));
        let session = live.session(&reader.who).unwrap();
        let said = speaks.said(word, c);
        let about = format!("{said:?}");
        all.steps.insert(word.word.to_owned());
        let subject = session.who().clone();
        match said.step(&subject) {
            Ok(step) => take(all, session, &about, step),
            Err(error) => all.lines.push((format!("unsaid {about}"), all_of(&error))),
        }
    }
    live.clock.set(moment(LATE + 31, 0));
    let session = live.session(&reader.who).unwrap();
    let rows = vec![("AFG", 2017, "12".to_owned()), ("SYR", 2017, "3".to_owned())];
    let figures = Figures { indicator: String::new(), persons: false, by_sex: false, rows }.table();
    let id = |state: &str, number: usize| SubmissionId::parse(&format!("{state}-2026-{number:04}")).unwrap();
    let submit = |indicator: &str| Submit::new(indicator, figures.clone());
    let (mine, theirs) = (id(own, 1 + c.below(6)), id(other, 1 + c.below(3)));
    for indicator in INDICATORS.into_iter().chain(["NO_SUCH"]) {
        take(all, session, indicator, submit(indicator));
        take(all, session, indicator, KeepDraft::of(submit(indicator)));
        for (about, earlier) in [("mine", &mine), ("theirs", &theirs)] {
            let about = format!("{indicator} {about}");
            take(all, session, &format!("revising {about}"), submit(indicator).revising(earlier, "Late forms"));
            take(all, session, &format!("correcting {about}"), submit(indicator).correcting(earlier));
            take(all, session, &format!("correcting {about}"), KeepDraft::of(submit(indicator).correcting(earlier)));
        }
        for state in [own, other, "XX"] {
            let said =
                Documentation::new(state, indicator).and_then(|one| one.write("NATIONAL_DEFINITION", "en", "So"));
            match said {
                Ok(said) => take(all, session, &format!("{state} {indicator}"), Document::new(said)),
                Err(error) => all.lines.push((format!("undocumented {state}"), all_of(&error))),
            }
        }
    }
}
