//! What is counted in a world and by what, and the truth: a plain count of distinct units that match, written without the library.

use super::world::{BIRTH, CITIZENSHIP, GROUNDS, World, written};
use dsm_core::table::Membership;
use std::collections::BTreeMap;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Counting {
    /// Applications: cases of one or many persons.
    Applications,
    /// Recorded crossings: cases of one person.
    Crossings,
    /// Each person in each application.
    PersonEvents,
    /// Distinct persons who apply.
    Applicants,
    /// Distinct persons who cross.
    Crossers,
    /// Persons who apply for the first time in the country.
    FirstTime,
    /// Distinct persons who apply, published as "persons".
    PersonsUnstated,
    /// Each person in each application, published as "persons".
    EventsUnstated,
    /// Persons who reside at a moment.
    Residents,
    /// Permits valid at a moment.
    Permits,
    /// Persons who reside at any time in a period.
    ResidentsDuring,
    /// Permits valid at any time in a period.
    PermitsDuring,
    /// Residents at the end less those at the start.
    ResidentsChange,
    /// Permits at the end less those at the start.
    PermitsChange,
    /// Recorded entries less exits.
    NetCrossings,
    /// Fees of the permits that begin.
    Fees,
    /// Recorded entries.
    Entries,
    /// Recorded exits.
    Exits,
    /// Distinct persons who enter.
    Entering,
    /// Distinct persons who leave.
    Leaving,
    /// Permits that begin.
    Grants,
    /// Permits that end.
    Ends,
}

/// An attribute that a table is broken down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Attribute {
    /// Country of birth; of a case that of the principal applicant.
    Birth,
    /// The sex entry at the event or moment; of a case that of the principal applicant.
    Sex,
    /// The shown citizenship at the event or moment; of a case that of the principal applicant.
    Citizenship,
    /// Every citizenship; of a case that of any person.
    Citizenships,
    /// The age group at the event or moment.
    Age,
    /// The age group at the end of the period, or at the moment.
    AgeAtEnd,
    /// Grounds of an application, purposes of a permit.
    Ground,
    /// Entry or exit.
    Direction,
    /// Principal applicant or dependant.
    Role,
}

/// A period of days, both included, or the start of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum When {
    Period(i32, i32),
    Moment(i32),
}

impl When {
    pub(super) fn code(self) -> String {
        match self {
            Self::Moment(day) => written(day),
            Self::Period(first, last) => format!("{}/{}", written(first), written(last)),
        }
    }

    /// The last day of a period, the day of a moment.
    pub(super) fn end(self) -> i32 {
        match self {
            Self::Moment(day) => day,
            Self::Period(_, last) => last,
        }
    }
}

impl Counting {
    pub(super) const ALL: [Self; 16] = [
        Self::Applicants,
        Self::Applications,
        Self::Crossings,
        Self::PersonEvents,
        Self::Crossers,
        Self::FirstTime,
        Self::PersonsUnstated,
        Self::EventsUnstated,
        Self::Residents,
        Self::Permits,
        Self::ResidentsDuring,
        Self::PermitsDuring,
        Self::ResidentsChange,
        Self::PermitsChange,
        Self::NetCrossings,
        Self::Fees,
    ];

    /// Unit and temporality as they are written.
    pub(super) fn measure(self) -> (&'static str, &'static str) {
        match self {
            Self::Applications => ("cases:application:many", "flow"),
            Self::Crossings => ("cases:crossing:one", "flow"),
            Self::PersonEvents => ("person-events:application", "flow"),
            Self::Entries | Self::Exits => ("cases:crossing:one", "flow"),
            Self::Grants | Self::Ends => ("cases:permit:one", "flow"),
            Self::Applicants | Self::Crossers | Self::Entering | Self::Leaving => ("persons-distinct", "flow"),
            Self::FirstTime => ("persons-once", "flow"),
            Self::PersonsUnstated | Self::EventsUnstated => ("persons-unstated", "flow"),
            Self::Residents => ("persons-distinct", "stock"),
            Self::Permits => ("cases:permit:one", "stock"),
            Self::ResidentsDuring => ("persons-distinct", "during"),
            Self::PermitsDuring => ("cases:permit:one", "during"),
            Self::ResidentsChange => ("persons-distinct", "change"),
            Self::PermitsChange => ("cases:permit:one", "change"),
            Self::NetCrossings => ("cases:crossing:one", "net"),
            Self::Fees => ("amount:EUR:nominal", "flow"),
        }
    }

    pub(super) fn is_stock(self) -> bool {
        matches!(self, Self::Residents | Self::Permits)
    }

    pub(super) fn is_during(self) -> bool {
        matches!(self, Self::ResidentsDuring | Self::PermitsDuring)
    }

    pub(super) fn is_signed(self) -> bool {
        matches!(self, Self::ResidentsChange | Self::PermitsChange | Self::NetCrossings)
    }

    /// Whether a figure that is not there may lie below zero: fees may be paid back.
    pub(super) fn may_be_negative(self) -> bool {
        self.is_signed() || self == Self::Fees
    }

    /// Whether a unit may be behind cells of different reporters.
    pub(super) fn is_of_persons(self) -> bool {
        use Counting::*;
        matches!(
            self,
            Applicants
                | Crossers
                | Entering
                | Leaving
                | FirstTime
                | PersonsUnstated
                | EventsUnstated
                | Residents
                | ResidentsDuring
        )
    }

    /// Distinct persons in a flow, or what must be treated as such.
    pub(super) fn is_distinct(self) -> bool {
        use Counting::*;
        matches!(self, Applicants | Crossers | Entering | Leaving | PersonsUnstated | EventsUnstated)
    }

    /// The stock whose change it is.
    pub(super) fn changing(self) -> Option<Self> {
        match self {
            Self::ResidentsChange => Some(Self::Residents),
            Self::PermitsChange => Some(Self::Permits),
            _ => None,
        }
    }

    pub(super) fn attributes(self) -> &'static [Attribute] {
        use Attribute::*;
        match self {
            Self::Applications => &[Sex, Birth, Citizenship, Citizenships, Ground, Age, AgeAtEnd],
            Self::PersonEvents | Self::Applicants | Self::FirstTime | Self::PersonsUnstated | Self::EventsUnstated => {
                &[Sex, Birth, Citizenship, Citizenships, Age, AgeAtEnd, Ground, Role]
            }
            Self::Crossings | Self::Crossers => &[Sex, Birth, Citizenship, Citizenships, Age, AgeAtEnd, Direction],
            Self::Residents
            | Self::ResidentsDuring
            | Self::ResidentsChange
            | Self::NetCrossings
            | Self::Entries
            | Self::Exits
            | Self::Entering
            | Self::Leaving => &[Sex, Birth, Citizenship, Citizenships, Age, AgeAtEnd],
            Self::Permits | Self::PermitsDuring | Self::PermitsChange | Self::Fees | Self::Grants | Self::Ends => {
                &[Sex, Birth, Citizenship, Ground, Age, AgeAtEnd]
            }
        }
    }
}

impl Attribute {
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Birth => "BIRTH",
            Self::Sex => "SEX",
            Self::Citizenship => "CITIZEN",
            Self::Citizenships => "CITIZENS",
            Self::Age => "AGE",
            Self::AgeAtEnd => "AGE_END",
            Self::Ground => "GROUND",
            Self::Direction => "DIRECTION",
            Self::Role => "ROLE",
        }
    }

    pub(super) fn codes(self) -> &'static [&'static str] {
        match self {
            Self::Birth => &BIRTH,
            Self::Sex => &["F", "M"],
            Self::Citizenship | Self::Citizenships => &CITIZENSHIP,
            Self::Age | Self::AgeAtEnd => &["Y0", "Y1", "Y2"],
            Self::Ground => &GROUNDS,
            Self::Direction => &["IN", "OUT"],
            Self::Role => &["PRI", "DEP"],
        }
    }

    /// How units fall into the codes, as an honest owner declares it.
    pub(super) fn membership(self) -> Membership {
        match self {
            Self::Birth => Membership::Fixed,
            Self::Sex | Self::Citizenship | Self::Age | Self::Direction | Self::Role => Membership::AtEvent,
            Self::AgeAtEnd => Membership::Pinned,
            Self::Citizenships | Self::Ground => Membership::Overlapping,
        }
    }
}

/// Which units are asked for: on each attribute one of some codes, or anything; in any of the times and any of the countries.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) wanted: Vec<(Attribute, Option<Vec<usize>>)>,
    pub(super) whens: Vec<When>,
    pub(super) countries: Vec<usize>,
}

/// One unit at one occasion: which unit, where, with what weight, its codes on each attribute, and whether it has a number.
struct Occasion {
    unit: usize,
    country: usize,
    weight: i64,
    numbered: bool,
    event: usize,
    codes: Box<dyn Fn(Attribute) -> Vec<usize>>,
}

/// The truth: distinct units that match, each with its weight once.
pub(super) fn truth(world: &World, counting: Counting, question: &Question) -> i64 {
    if let Some(stock) = counting.changing() {
        let at = |day| truth(world, stock, &Question { whens: vec![When::Moment(day)], ..question.clone() });
        let one = |when: &When| match *when {
            When::Period(first, last) => at(last + 1) - at(first),
            When::Moment(_) => 0,
        };
        return question.whens.iter().map(one).sum();
    }
    units(world, counting, question).values().sum()
}

/// The units that match, each with its weight.
pub(super) fn units(world: &World, counting: Counting, question: &Question) -> BTreeMap<usize, i64> {
    matching(world, counting, question).into_iter().map(|o| (o.unit, o.weight)).collect()
}

/// What an office can count where numbers are lacking: the distinct numbers, and with every record without one.
pub(super) fn counted(world: &World, counting: Counting, question: &Question) -> (i64, i64) {
    if !matches!(counting, Counting::Applicants | Counting::PersonsUnstated) {
        let all = truth(world, counting, question);
        return (all, all);
    }
    let (numbered, without): (Vec<_>, Vec<_>) =
        matching(world, counting, question).into_iter().partition(|o| o.numbered);
    let distinct = |list: Vec<usize>| {
        let mut list = list;
        list.sort_unstable();
        list.dedup();
        i64::try_from(list.len()).unwrap()
    };
    let known = distinct(numbered.iter().map(|o| o.unit).collect());
    (known, known + distinct(without.iter().map(|o| o.event).collect()))
}

fn matching(world: &World, counting: Counting, question: &Question) -> Vec<Occasion> {
    let mut found = Vec::new();
    for when in &question.whens {
        for occasion in occasions(world, counting, *when) {
            let fits = |(attribute, codes): &(Attribute, Option<Vec<usize>>)| {
                codes.as_ref().is_none_or(|codes| (occasion.codes)(*attribute).iter().any(|c| codes.contains(c)))
            };
            if question.countries.contains(&occasion.country) && question.wanted.iter().all(fits) {
                found.push(occasion);
            }
        }
    }
    found
}

fn occasions(world: &World, counting: Counting, when: When) -> Vec<Occasion> {
    use Counting::*;
    let within = |day: i32| matches!(when, When::Period(first, last) if first <= day && day <= last);
    match counting {
        Applications => {
            let cases = world.applications.iter().enumerate().filter(|(_, a)| within(a.day));
            cases.map(|(unit, a)| case(world, unit, a, when)).collect()
        }
        PersonEvents | EventsUnstated | Applicants | PersonsUnstated | FirstTime => {
            let mut all = Vec::new();
            for (place, a) in world.applications.iter().enumerate().filter(|(_, a)| within(a.day)) {
                for (rank, person) in a.persons.iter().enumerate() {
                    let first = |earlier: &(usize, &super::world::Application)| {
                        let (other, b) = *earlier;
                        b.country == a.country && b.persons.contains(person) && (b.day, other) < (a.day, place)
                    };
                    if counting == FirstTime && world.applications.iter().enumerate().any(|e| first(&e)) {
                        continue;
                    }
                    let event = place * 100 + person;
                    let unit = if matches!(counting, PersonEvents | EventsUnstated) { event } else { *person };
                    let (grounds, role) = (a.grounds.clone(), usize::from(rank > 0));
                    let own = of_person(world, *person, a.day, when.end());
                    let codes = move |attribute| match attribute {
                        Attribute::Ground => grounds.clone(),
                        Attribute::Role => vec![role],
                        _ => own(attribute),
                    };
                    let (country, numbered) = (a.country, a.numbered);
                    all.push(Occasion { unit, country, weight: 1, numbered, event, codes: Box::new(codes) });
                }
            }
            all
        }
        Crossings | Crossers | NetCrossings | Entries | Exits | Entering | Leaving => {
            let asked = |c: &super::world::Crossing| match counting {
                Entries | Entering => c.entry,
                Exits | Leaving => !c.entry,
                _ => true,
            };
            let counts = |c: &super::world::Crossing| c.recorded && within(c.day) && asked(c);
            let recorded = world.crossings.iter().enumerate().filter(|(_, c)| counts(c));
            let one = |(event, c): (usize, &super::world::Crossing)| {
                let (own, direction) = (of_person(world, c.person, c.day, when.end()), usize::from(!c.entry));
                let codes = move |attribute| match attribute {
                    Attribute::Direction => vec![direction],
                    _ => own(attribute),
                };
                let unit = if matches!(counting, Crossers | Entering | Leaving) { c.person } else { event };
                let weight = if counting == NetCrossings && !c.entry { -1 } else { 1 };
                Occasion { unit, country: c.country, weight, numbered: true, event, codes: Box::new(codes) }
            };
            recorded.map(one).collect()
        }
        Residents | ResidentsDuring | ResidentsChange => {
            let mut all = Vec::new();
            for (unit, person) in world.persons.iter().enumerate() {
                for (country, first, last) in &person.stays {
                    for day in state_days(when, *first, *last, &person.breaks()) {
                        let codes = Box::new(of_person(world, unit, day, when.end()));
                        all.push(Occasion { unit, country: *country, weight: 1, numbered: true, event: unit, codes });
                    }
                }
            }
            all
        }
        Permits | PermitsDuring | PermitsChange | Fees | Grants | Ends => {
            let mut all = Vec::new();
            for (unit, p) in world.permits.iter().enumerate() {
                let days = match counting {
                    Fees | Grants => Some(p.first).filter(|d| within(*d)).into_iter().collect(),
                    Ends => Some(p.last).filter(|d| within(*d)).into_iter().collect(),
                    _ => state_days(when, p.first, p.last, &world.persons[p.person].breaks()),
                };
                for day in days {
                    let (own, purposes) = (of_person(world, p.person, day, when.end()), p.purposes.clone());
                    let codes = move |attribute| match attribute {
                        Attribute::Ground => purposes.clone(),
                        _ => own(attribute),
                    };
                    let weight = if counting == Fees { p.fee } else { 1 };
                    let codes = Box::new(codes);
                    all.push(Occasion { unit, country: p.country, weight, numbered: true, event: unit, codes });
                }
            }
            all
        }
    }
}

/// The days on which a state from the first to the last day is looked at: the moment, where it lies within; of a period each day on
/// which something may have changed. At a moment, which is the start of a day, the state of the day before still counts.
fn state_days(when: When, first: i32, last: i32, breaks: &[i32]) -> Vec<i32> {
    match when {
        When::Moment(day) => Some(day).filter(|d| first < *d && *d <= last).into_iter().collect(),
        When::Period(from, to) => {
            let (from, to) = (from.max(first), to.min(last));
            let inner = breaks.iter().copied().filter(|d| from < *d && *d <= to);
            Some(from).filter(|_| from <= to).into_iter().chain(inner).collect()
        }
    }
}

fn of_person(world: &World, person: usize, day: i32, end: i32) -> impl Fn(Attribute) -> Vec<usize> + 'static {
    let person = world.persons[person].clone();
    move |attribute| match attribute {
        Attribute::Birth => vec![person.birth],
        Attribute::Sex => vec![person.sex_on(day)],
        Attribute::Citizenship => person.citizenships_on(day).iter().copied().take(1).collect(),
        Attribute::Citizenships => person.citizenships_on(day).to_vec(),
        Attribute::Age => vec![person.age_on(day)],
        Attribute::AgeAtEnd => vec![person.age_on(end)],
        Attribute::Ground | Attribute::Direction | Attribute::Role => Vec::new(),
    }
}

fn case(world: &World, unit: usize, a: &super::world::Application, when: When) -> Occasion {
    let principal = of_person(world, a.persons[0], a.day, when.end());
    let grounds = a.grounds.clone();
    let any: Vec<usize> = a.persons.iter().flat_map(|p| world.persons[*p].citizenships_on(a.day).to_vec()).collect();
    let codes = move |attribute| match attribute {
        Attribute::Ground => grounds.clone(),
        Attribute::Citizenships => any.clone(),
        _ => principal(attribute),
    };
    Occasion { unit, country: a.country, weight: 1, numbered: a.numbered, event: unit, codes: Box::new(codes) }
}
