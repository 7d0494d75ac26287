//! A small world of persons and what happens to them: they change citizenship, sex entry and age group, hold two citizenships,
//! live in two countries, file as families, repeat, lack numbers, and die.

use super::choice::Choices;
use std::fmt;

/// The reporting countries.
pub(super) const COUNTRIES: [&str; 3] = ["AA", "BB", "CC"];
/// Countries of birth.
pub(super) const BIRTH: [&str; 3] = ["BX", "BY", "BZ"];
/// Citizenships.
pub(super) const CITIZENSHIP: [&str; 3] = ["CP", "CQ", "CR"];
/// Grounds of an application, purposes of a permit.
pub(super) const GROUNDS: [&str; 3] = ["G1", "G2", "G3"];

/// The number of a day after 1970-01-01.
pub(super) fn day(year: i16, month: i8, day: i8) -> i32 {
    let date = jiff::civil::date(year, month, day);
    (date - jiff::civil::date(1970, 1, 1)).get_days()
}

/// A day as it is written.
pub(super) fn written(number: i32) -> String {
    let date = jiff::civil::date(1970, 1, 1);
    date.checked_add(jiff::Span::new().days(number)).unwrap().to_string()
}

/// A person.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) birth: usize,
    /// The sex entry, and the day from which it is the other one.
    pub(super) sex: usize,
    pub(super) sex_changes: Option<i32>,
    /// The citizenships, the shown one first, and from a day on others.
    pub(super) citizenships: Vec<usize>,
    pub(super) later: Option<(i32, Vec<usize>)>,
    /// The days on which the person enters the second and the third age group.
    pub(super) ages: [i32; 2],
    pub(super) death: Option<i32>,
    /// Stays: country, first and last day. Two countries at once may happen.
    pub(super) stays: Vec<(usize, i32, i32)>,
}

impl Person {
    pub(super) fn sex_on(&self, day: i32) -> usize {
        if self.sex_changes.is_some_and(|from| day >= from) { 1 - self.sex } else { self.sex }
    }

    pub(super) fn citizenships_on(&self, day: i32) -> &[usize] {
        match &self.later {
            Some((from, later)) if day >= *from => later,
            _ => &self.citizenships,
        }
    }

    pub(super) fn age_on(&self, day: i32) -> usize {
        self.ages.iter().filter(|from| day >= **from).count()
    }

    /// The days on which anything about the person changes.
    pub(super) fn breaks(&self) -> Vec<i32> {
        let mut days: Vec<i32> = self.ages.to_vec();
        days.extend(self.sex_changes);
        days.extend(self.later.as_ref().map(|(day, _)| *day));
        days
    }
}

/// An application of one person or a family, in a country.
#[derive(Clone, Debug)]
pub(super) struct Application {
    pub(super) day: i32,
    pub(super) country: usize,
    /// The principal applicant first.
    pub(super) persons: Vec<usize>,
    pub(super) grounds: Vec<usize>,
    /// Whether the persons' numbers were recorded.
    pub(super) numbered: bool,
}

/// A crossing of a border by one person.
#[derive(Clone, Debug)]
pub(super) struct Crossing {
    pub(super) day: i32,
    pub(super) country: usize,
    pub(super) person: usize,
    pub(super) entry: bool,
    pub(super) recorded: bool,
}

/// A permit of one person: valid from the end of the first day to the end of the last.
#[derive(Clone, Debug)]
pub(super) struct Permit {
    pub(super) first: i32,
    pub(super) last: i32,
    pub(super) country: usize,
    pub(super) person: usize,
    pub(super) purposes: Vec<usize>,
    pub(super) fee: i64,
}

/// All that is and happens.
#[derive(Clone, Debug)]
pub(super) struct World {
    pub(super) persons: Vec<Person>,
    pub(super) applications: Vec<Application>,
    pub(super) crossings: Vec<Crossing>,
    pub(super) permits: Vec<Permit>,
}

/// The first and the last day on which anything happens.
pub(super) fn horizon() -> (i32, i32) {
    (day(2023, 12, 1), day(2024, 7, 31))
}

/// What a world may hold: worlds in which less happens are the ones where an assumption holds.
struct Liveliness {
    change: bool,
    dual: bool,
    repeat: bool,
    abroad: bool,
    family: bool,
    unnumbered: bool,
}

impl World {
    /// The same world with every crossing recorded.
    pub(super) fn recorded(mut self) -> Self {
        self.crossings.iter_mut().for_each(|c| c.recorded = true);
        self
    }

    pub(super) fn random(choices: &mut Choices) -> Self {
        let mut lively = || choices.chance(65);
        let (change, dual, repeat) = (lively(), lively(), lively());
        let (abroad, family, unnumbered) = (lively(), lively(), lively());
        let lively = Liveliness { change, dual, repeat, abroad, family, unnumbered };
        let mut persons = vec![Person::random(choices, &lively)];
        while persons.len() < 6 && choices.chance(75) {
            persons.push(Person::random(choices, &lively));
        }
        let mut world = Self { persons, applications: Vec::new(), crossings: Vec::new(), permits: Vec::new() };
        while world.applications.len() < 8 && choices.chance(75) {
            world.apply(choices, &lively);
        }
        for person in 0..world.persons.len() {
            world.travel(choices, person, &lively);
        }
        while world.permits.len() < 6 && choices.chance(70) {
            world.permit(choices, &lively);
        }
        world
    }

    fn alive(&self, person: usize, day: i32) -> bool {
        self.persons[person].death.is_none_or(|death| day <= death)
    }

    fn apply(&mut self, choices: &mut Choices, lively: &Liveliness) {
        let day = event_day(choices);
        let country = country(choices, lively);
        let mut persons = vec![choices.below(self.persons.len())];
        while lively.family && choices.chance(45) {
            let other = choices.below(self.persons.len());
            if !persons.contains(&other) {
                persons.push(other);
            }
        }
        persons.retain(|p| self.alive(*p, day));
        if !lively.repeat {
            persons.retain(|p| !self.applications.iter().any(|a| a.persons.contains(p)));
        }
        let grounds = several(choices, &[0, 1, 2], lively.dual);
        let numbered = !(lively.unnumbered && choices.chance(15));
        if !persons.is_empty() {
            self.applications.push(Application { day, country, persons, grounds, numbered });
        }
    }

    /// Entries and exits of one country alternate, by day.
    fn travel(&mut self, choices: &mut Choices, person: usize, lively: &Liveliness) {
        let country = country(choices, lively);
        let mut days: Vec<i32> = Vec::new();
        while days.len() < (if lively.repeat { 4 } else { 1 }) && choices.chance(60) {
            days.push(event_day(choices));
        }
        days.sort_unstable();
        let mut entry = !choices.chance(30);
        days.retain(|d| self.alive(person, *d));
        for day in days {
            let recorded = !choices.chance(8);
            self.crossings.push(Crossing { day, country, person, entry, recorded });
            entry = !entry;
        }
    }

    fn permit(&mut self, choices: &mut Choices, lively: &Liveliness) {
        let first = event_day(choices);
        let last = first + *choices.of(&[400, 0, 10, 31, 60, 100]);
        let (country, person) = (country(choices, lively), choices.below(self.persons.len()));
        let purposes = several(choices, &[0, 1, 2], lively.dual);
        let fee = i64::try_from(choices.below(40)).unwrap();
        self.permits.push(Permit { first, last, country, person, purposes, fee });
    }
}

impl Person {
    fn random(choices: &mut Choices, lively: &Liveliness) -> Self {
        let (from, to) = horizon();
        let some_day = |choices: &mut Choices| {
            *choices.of(&[day(2024, 2, 10), day(2024, 1, 20), day(2024, 3, 1), day(2024, 5, 20)])
        };
        let (birth, sex) = (choices.below(3), choices.below(2));
        let sex_changes = (lively.change && choices.chance(40)).then(|| some_day(choices));
        let citizenships = several(choices, &[0, 1, 2], lively.dual);
        let later = (lively.change && choices.chance(60))
            .then(|| (some_day(choices), several(choices, &[1, 0, 2], lively.dual)));
        let ages = match (lively.change, choices.below(5)) {
            (true, 3) => [some_day(choices), to + 5_000],
            (true, 4) => [from - 5_000, some_day(choices)],
            (_, 1) => [from - 900, to + 900],
            (_, 2) => [from - 1_800, from - 900],
            _ => [to + 900, to + 1_800],
        };
        let death = choices.chance(12).then(|| event_day(choices));
        let mut stays: Vec<(usize, i32, i32)> = Vec::new();
        let most = if lively.repeat { 3 } else { 1 };
        while stays.len() < most && choices.chance(65) {
            let country = country(choices, lively);
            let first =
                *choices.of(&[from - 100, day(2024, 1, 1), day(2024, 1, 20), day(2024, 2, 1), day(2024, 3, 15)]);
            let last = (first + *choices.of(&[400, 0, 20, 45, 80])).min(death.unwrap_or(i32::MAX));
            let meets = |s: &(usize, i32, i32)| s.0 == country && s.1 <= last && first <= s.2;
            if first <= last && !stays.iter().any(meets) {
                stays.push((country, first, last));
            }
        }
        Self { birth, sex, sex_changes, citizenships, later, ages, death, stays }
    }
}

/// A day of the first half of 2024, mostly of its first months, at the edges of months and within.
fn event_day(choices: &mut Choices) -> i32 {
    let month = *choices.of(&[1, 2, 3, 1, 2, 3, 4, 5, 6, 12]);
    let year = if month == 12 || (month == 1 && choices.chance(25)) { 2023 } else { 2024 };
    let first = day(year, month, 1);
    let last = if month == 12 { day(2023, 12, 31) } else { day(2024, month + 1, 1) - 1 };
    *choices.of(&[first, first + 9, first + 19, last])
}

fn country(choices: &mut Choices, lively: &Liveliness) -> usize {
    if lively.abroad { *choices.of(&[0, 1, 0, 2]) } else { 0 }
}

/// One of a list, or two.
fn several(choices: &mut Choices, list: &[usize], two: bool) -> Vec<usize> {
    let first = *choices.of(list);
    let mut all = vec![first];
    if two && choices.chance(35) {
        let second = *choices.of(list);
        if second != first {
            all.push(second);
        }
    }
    all
}

impl fmt::Display for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, p) in self.persons.iter().enumerate() {
            write!(f, "person {place}: born {} sex {}", BIRTH[p.birth], ["F", "M"][p.sex])?;
            if let Some(from) = p.sex_changes {
                write!(f, " (other from {})", written(from))?;
            }
            let names = |list: &[usize]| list.iter().map(|c| CITIZENSHIP[*c]).collect::<Vec<_>>().join("+");
            write!(f, " citizen {}", names(&p.citizenships))?;
            if let Some((from, later)) = &p.later {
                write!(f, " (from {} {})", written(*from), names(later))?;
            }
            write!(f, " Y1 from {} Y2 from {}", written(p.ages[0]), written(p.ages[1]))?;
            if let Some(death) = p.death {
                write!(f, " died {}", written(death))?;
            }
            for (country, first, last) in &p.stays {
                write!(f, "; stays in {} {}/{}", COUNTRIES[*country], written(*first), written(*last))?;
            }
            writeln!(f)?;
        }
        for (place, a) in self.applications.iter().enumerate() {
            let grounds = a.grounds.iter().map(|g| GROUNDS[*g]).collect::<Vec<_>>().join("+");
            let number = if a.numbered { "" } else { " without numbers" };
            writeln!(
                f,
                "application {place}: {} {} persons {:?} {grounds}{number}",
                written(a.day),
                COUNTRIES[a.country],
                a.persons
            )?;
        }
        for c in &self.crossings {
            let (direction, unrecorded) =
                (if c.entry { "IN" } else { "OUT" }, if c.recorded { "" } else { " unrecorded" });
            writeln!(
                f,
                "crossing: {} {} person {} {direction}{unrecorded}",
                written(c.day),
                COUNTRIES[c.country],
                c.person
            )?;
        }
        for (place, p) in self.permits.iter().enumerate() {
            let purposes = p.purposes.iter().map(|g| GROUNDS[*g]).collect::<Vec<_>>().join("+");
            writeln!(
                f,
                "permit {place}: {} {}/{} person {} {purposes} fee {}",
                COUNTRIES[p.country],
                written(p.first),
                written(p.last),
                p.person,
                p.fee
            )?;
        }
        Ok(())
    }
}
