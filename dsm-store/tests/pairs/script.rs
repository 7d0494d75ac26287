use super::{
    choices::Choices,
    live::{Event, STATES, What, moment},
    plan::{ANY, Fate, Plan, UNRELEASED, Veil},
};
use dsm_core::workflow::Instruction;

/// Open to those who contribute, unless an opening says more; open by openings alone; as the first, and the reader contributes nothing.
pub(super) const INDICATORS: [&str; 3] = ["ASYLUM_DECISIONS", "ENTRIES", "FOREIGNERS"];

/// On this day nothing but rules changes any more.
pub(super) const LATE: i64 = 90;

/// Who reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reader {
    /// The position; nobody for the public.
    pub(super) who: String,
    /// The State; nothing for the public and for who administers the whole.
    pub(super) state: String,
    pub(super) deactivated: bool,
}

impl Reader {
    fn of(c: &mut Choices, states: usize) -> Self {
        let positions =
            ["analyst", "analyst", "submitter", "verifier", "releaser", "administrator", "officer", "officer"];
        let state = STATES[c.below(states)];
        let at = |position: &str| format!("{position}@{}", state.to_lowercase());
        let of = |who: String, deactivated| Self { who, state: state.to_owned(), deactivated };
        match c.below(12) {
            0 => Self { who: String::new(), state: String::new(), deactivated: false },
            1 => Self { who: "administrator@dsm".to_owned(), state: String::new(), deactivated: false },
            2 => of(at("officer"), true),
            _ => of(at(c.of(&positions)), false),
        }
    }

    pub(super) fn is_public(&self) -> bool {
        self.who.is_empty()
    }

    /// Who administers the whole sees every user, agency and agreement, and no figure.
    pub(super) fn administers(&self) -> bool {
        self.who == "administrator@dsm"
    }

    /// Whether figures of the own State are told by nothing but its releases.
    fn only_reads(&self) -> bool {
        self.who.starts_with("analyst@")
    }
}

/// A world and another one that differs from it in nothing that the reader may see.
pub(super) struct Pair {
    pub(super) states: usize,
    pub(super) reader: Reader,
    pub(super) script: Vec<Event>,
    pub(super) twin: Vec<Event>,
}

pub(super) fn said(day: i64, minute: i64, who: &str, word: &str, values: &[(&str, &str)]) -> Event {
    let what = values.iter().fold(Instruction::new(word), |said, (name, value)| said.say(name, value));
    Event { at: moment(day, minute), who: who.to_owned(), what: What::Said(what), hidden: false }
}

pub(super) fn hidden(event: Event) -> Event {
    Event { hidden: true, ..event }
}

pub(super) fn at(position: &str, state: &str) -> String {
    format!("{position}@{}", state.to_lowercase())
}

/// What a State lets the reader see of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Nothing,
    All,
    Year,
    Codes,
    ToAdd,
    Forbidden,
}

impl Pair {
    pub(super) fn of(seed: u64) -> Self {
        let mut c = Choices::of_seed(seed);
        let states = 3 + c.below(3);
        let reader = Reader::of(&mut c, states);
        let (mut script, mut plans) = (Vec::new(), Vec::new());
        let contributes = c.chance(65);
        let totals = states >= 4 && c.chance(50);
        script.push(said(1, 0, "administrator@dsm", "declare-indicator", &[("indicator", INDICATORS[1])]));
        if c.chance(30) {
            let values = [("indicator", INDICATORS[0]), ("mode", "indicator-and-period"), ("least-figures", "30")];
            script.push(said(1, 1, "administrator@dsm", "declare-indicator", &values));
        }
        if totals {
            let mut values = vec![("indicator", INDICATORS[1]), ("from", "2022-01-01"), ("until", "2026-12-31")];
            values.extend(STATES[..4].iter().map(|state| ("country", *state)));
            script.push(said(1, 2, "administrator@dsm", "declare-totals", &values));
        }
        // The reader's State and one other are of an accord, which opens an indicator.
        let other = STATES[..states].iter().find(|state| **state != reader.state).unwrap();
        let accord = !reader.state.is_empty() && c.chance(40);
        if accord {
            let invited = [("country", *other), ("country", &*reader.state)];
            let mut values = vec![
                ("agreement", "ACCORD"),
                ("basis", "An accord"),
                ("indicator", INDICATORS[2]),
                ("calendar", "yes"),
            ];
            values.extend(invited);
            script.push(said(1, 3, "administrator@dsm", "propose-agreement", &values));
            for (_, state) in invited {
                script.push(said(1, 4, &at("administrator", state), "join-agreement", &[("agreement", "ACCORD")]));
            }
        }
        let mut day = 2;
        let mut unseen: Vec<(&str, &str)> = Vec::new();
        for state in &STATES[..states] {
            for (number, indicator) in INDICATORS.iter().enumerate() {
                let own = *state == reader.state;
                let given = (number == 0 && contributes || number == 2 && accord && state == other) && !own;
                let adds = totals && number == 1;
                let open = match (own, adds, c.below(10)) {
                    (true, ..) => Open::All,
                    (_, true, 0..8) => Open::ToAdd,
                    (_, _, 0) => Open::Forbidden,
                    (_, _, 1..3) if !reader.administers() => Open::All,
                    (_, _, 3..5) if !given && !reader.administers() => Open::Year,
                    (_, _, 5..7) if !given && !reader.administers() => Open::Codes,
                    _ => Open::Nothing,
                };
                if !own {
                    script.extend(opening(&mut c, &reader, state, indicator, open));
                }
                let veil = |year: i16| match open {
                    _ if reader.deactivated || reader.administers() => Veil::Hidden,
                    _ if own => Veil::Open { masked: reader.only_reads() },
                    Open::Forbidden => Veil::Hidden,
                    Open::All | Open::ToAdd => Veil::Open { masked: true },
                    _ if given && !reader.is_public() => Veil::Open { masked: true },
                    Open::Year if year == 2022 => Veil::Hidden,
                    Open::Year => Veil::Times,
                    Open::Codes => Veil::Codes,
                    Open::Nothing => Veil::Hidden,
                };
                // What the reader's State does not contribute it does not see of others.
                let silent = own && (number == 2 || number == 0 && !contributes);
                for years in [&[2023, 2024][..], &[2022]] {
                    if silent || !adds && c.chance(25) {
                        continue;
                    }
                    let plan = Plan::new(&mut c, state, indicator, years, day, &ANY);
                    let plan = if adds { plan.plain() } else { plan };
                    plans.push(plan.veiled(veil(years[0]), !own));
                    day += 1;
                }
                if !own && veil(2024) == Veil::Hidden && veil(2022) == Veil::Hidden {
                    unseen.push((state, indicator));
                } else if !reader.administers() && !reader.deactivated && c.chance(20) {
                    script.push(documented(60, state, indicator, "As the law says"));
                }
            }
        }
        if reader.deactivated {
            let values = [("user", &*reader.who)];
            script.push(said(LATE + 5, 0, &at("administrator", &reader.state), "deactivate-user", &values));
        }
        let mut twin = script.clone();
        for plan in &plans {
            script.extend(plan.events());
            twin.extend(plan.twin(&mut c).into_iter().flat_map(|plan| plan.events()));
        }
        // Whatever the choices were, something is there that the reader may not know.
        let stranger = STATES[..states].iter().rev().find(|state| **state != reader.state).unwrap();
        let extras = 1 + c.below(3);
        for (day, indicator) in (62_i64..).zip(INDICATORS.iter().take(extras)) {
            let plan = Plan::new(&mut c, stranger, indicator, &[2021], day, &UNRELEASED);
            twin.extend(plan.veiled(Veil::Hidden, true).events());
        }
        for (number, (state, indicator)) in unseen.iter().enumerate().take(6) {
            if c.chance(40) {
                let day = 66 + number as i64;
                let fates = [Fate::Released, Fate::Revised, Fate::Wrong, Fate::Confidential];
                let plan = Plan::new(&mut c, state, indicator, &[2020, 2021], day, &fates);
                twin.extend(plan.veiled(Veil::Hidden, true).events());
            }
            if c.chance(40) {
                twin.push(hidden(documented(75, state, indicator, "Otherwise")));
            }
        }
        if reader.only_reads() {
            let plan = Plan::new(&mut c, &reader.state, INDICATORS[1], &[2019], 80, &UNRELEASED);
            twin.extend(plan.veiled(Veil::Hidden, true).events());
        }
        twin.extend(super::rules::unseen(&mut c, states, &reader));
        script.sort_by_key(|event| event.at);
        twin.sort_by_key(|event| event.at);
        Self { states, reader, script, twin }
    }

    /// The script with something more that the reader may see.
    pub(super) fn visibly_other(&self) -> Vec<Event> {
        let mut script = self.script.clone();
        let stranger = STATES[..self.states].iter().find(|state| **state != self.reader.state).unwrap();
        if self.reader.administers() {
            let values = [("user", &*at("newcomer", stranger)), ("role", "user")];
            script.push(said(85, 0, "administrator@dsm", "add-user", &values));
        } else if self.reader.deactivated {
            let values = [("role", "inspector"), ("act", "inspect")];
            script.push(said(85, 0, "administrator@dsm", "declare-role", &values));
        } else {
            let owner = if self.reader.is_public() { stranger } else { &*self.reader.state };
            let mut c = Choices::of_seed(1);
            let plan = Plan::new(&mut c, owner, INDICATORS[1], &[2018], 85, &[Fate::Released]);
            script.extend(plan.events());
            let values = [("indicator", INDICATORS[1]), ("to", "public"), ("time", "2018")];
            script.push(said(86, 0, &at("administrator", owner), "open", &values));
        }
        script.sort_by_key(|event| event.at);
        script
    }
}

fn documented(day: i64, country: &str, indicator: &str, text: &str) -> Event {
    let what = What::Documented { country: country.to_owned(), indicator: indicator.to_owned(), text: text.to_owned() };
    Event { at: moment(day, 0), who: at("submitter", country), what, hidden: false }
}

/// What a State says of an indicator to the reader.
fn opening(c: &mut Choices, reader: &Reader, owner: &str, indicator: &str, open: Open) -> Option<Event> {
    let everybody = ["participants", "contributors", &*reader.state];
    let to = if reader.state.is_empty() { "public" } else { c.of(&everybody) };
    let mut values = vec![("indicator", indicator)];
    let word = match open {
        Open::Nothing => return None,
        Open::Forbidden => {
            // A forbid for those who contribute says nothing to others.
            let to = if to == "contributors" { "participants" } else { to };
            return Some(said(1, 10, &at("administrator", owner), "forbid", &[values[0], ("to", to)]));
        }
        Open::All => "open",
        Open::Year => {
            values.push(("time", "2024"));
            "open"
        }
        Open::Codes => {
            values.push(("code", "CITIZENSHIP=AFG"));
            "open"
        }
        Open::ToAdd => {
            values.push(("right", "add"));
            "open"
        }
    };
    let to = if open == Open::ToAdd && !reader.state.is_empty() { "participants" } else { to };
    values.push(("to", to));
    Some(said(1, 10, &at("administrator", owner), word, &values))
}
