//! What is counted: the events of periods, the intervals and the persons at moments: clauses 4, 5 and 7.1.

use super::{
    super::{
        dimension::Of,
        plan::{Axis, Job},
    },
    codes,
    writer::Writer,
};
use crate::time::{Day, Frequency};

impl Writer<'_> {
    /// Writes the steps from the records to what is counted: each has a person `p`, a time `k`, an order `o`, whether it is decided
    /// `q`, and the codes of its dimensions `d0`, `d1` …
    pub(super) fn events(&mut self, every: Option<Frequency>) {
        match self.program.job {
            Job::Flow { end } => self.flow(every, end),
            Job::Cohort { months } => self.cohort(every, months),
            Job::Intervals { files } => self.intervals(files),
            Job::Crossings { counted_back, .. } => self.crossings(counted_back),
            Job::During { .. } | Job::Residence { .. } | Job::Processing { .. } => {}
        }
    }

    /// Writes the labels of the times.
    pub(super) fn times(&mut self, every: Option<Frequency>) {
        let times = &self.program.times;
        let of_moments = matches!(self.program.job, Job::Crossings { .. } | Job::Intervals { .. });
        let mut rows = Vec::new();
        for (place, (label, (first, last))) in times.labels.iter().zip(&times.spans).enumerate() {
            let label = self.dialect.text(label);
            if of_moments {
                rows.push(format!("({place}, {label}, {first}, {})", date(*first)));
            } else if times.total.is_none_or(|total| total as usize != place) || times.len() == 1 {
                // A window that is a period has one time for both.
                rows.push(format!("({}, {label})", key(every, *last)));
            }
        }
        let columns = if of_moments { "(k, label, m, md)" } else { "(k, label)" };
        let query = match (rows.is_empty(), of_moments) {
            (true, true) => "SELECT 0, '', 0, 0 WHERE 1 = 0".to_owned(),
            (true, false) => "SELECT 0, '' WHERE 1 = 0".to_owned(),
            (false, _) => format!("VALUES {}", rows.join(", ")),
        };
        self.step("times", columns, &query);
    }

    /// The code of a dimension out of a record, at a moment where there is one.
    fn code(&self, place: usize, axis: &Axis, record: &str) -> String {
        if axis.of.of == Of::AgeAtMoment {
            codes::age(self.dialect, axis, &format!("{record}.bd"), "m.md")
        } else {
            format!("{record}.g{place}")
        }
    }

    fn codes(&self, record: &str) -> String {
        self.axes().map(|(at, place, axis)| format!(", {} AS d{at}", self.code(place, axis, record))).collect()
    }

    /// The period of a day, as the number that [`key`] gives.
    fn period(&self, every: Option<Frequency>, day: &str, date: &str) -> String {
        let year = self.dialect.divided(date, 10_000);
        let month = format!("({} % 100)", self.dialect.divided(date, 100));
        match every {
            Some(Frequency::HalfYear) => {
                format!("{year} * 10 + {}", self.dialect.divided(&format!("({month} + 5)"), 6))
            }
            Some(Frequency::Quarter) => format!("{year} * 10 + {}", self.dialect.divided(&format!("({month} + 2)"), 3)),
            Some(Frequency::Month) => self.dialect.divided(date, 100),
            Some(Frequency::Week) => self.dialect.divided(&format!("({day} + {MONDAYS})"), 7),
            Some(Frequency::Day) => day.to_owned(),
            _ => year,
        }
    }

    fn flow(&mut self, every: Option<Frequency>, end: bool) {
        let (day, date, order) = if end { ("r.x", "r.xy", "r.x") } else { ("r.n", "r.y", "r.t") };
        let (period, codes) = (self.period(every, day, date), self.codes("r"));
        let (from, until) = (self.plan.from, self.plan.until);
        let query = format!(
            "SELECT r.p, {period} AS k, {order} AS o, 1 AS q{codes}\nFROM {} r\nWHERE {day} BETWEEN {from} AND {until}",
            self.name("records")
        );
        self.step("events", "", &query);
    }

    /// Of the months after a start the date is enough: what is no day of a month comes after all days of it.
    fn cohort(&mut self, every: Option<Frequency>, months: u16) {
        let (dialect, from, until) = (self.dialect, self.plan.from, self.plan.until);
        let (period, codes) = (self.period(every, "r.n", "r.y"), self.codes("r"));
        let month =
            format!("({} * 12 + {} % 100 - 1 + {months})", dialect.divided("r.y", 10_000), dialect.divided("r.y", 100));
        let limit = format!("({} * 10000 + ({month} % 12 + 1) * 100 + r.y % 100)", dialect.divided(&month, 12));
        let last = last_date(until);
        let query = format!(
            "SELECT r.p, {period} AS k, r.t AS o, CASE WHEN r.e <= {until} THEN 1 ELSE 0 END AS q{codes}\nFROM {} r\n\
             WHERE r.n BETWEEN {from} AND {until} AND CASE WHEN r.e <= {until} THEN r.xy <= {limit} ELSE {limit} > {last} END",
            self.name("records")
        );
        self.step("events", "", &query);
    }

    fn intervals(&mut self, files: bool) {
        let codes = self.codes("r");
        let last = if files { "r.e" } else { "r.e + 1" };
        let query = format!(
            "SELECT r.p, m.k, r.t AS o, 1 AS q{codes}\nFROM {} r\nJOIN {} m ON r.n < m.m AND m.m <= {last}",
            self.name("records"),
            self.name("times")
        );
        self.step("events", "", &query);
    }

    /// Stays: from an instant that brings a person in to the one that takes the person out.
    fn crossings(&mut self, counted_back: bool) {
        let a_day = i64::from(self.plan.resolution.a_day());
        let records = self.name("records");
        let query = format!(
            "SELECT p, t, SUM(w) AS s, ROW_NUMBER() OVER (PARTITION BY p ORDER BY t) AS nth\nFROM {records}\n\
             WHERE p IS NOT NULL AND w <> 0\nGROUP BY p, t"
        );
        self.step("instants", "", &query);
        let query = format!(
            "SELECT p, t, nth, CASE WHEN s > 0 THEN 1 ELSE -1 END AS w,\n\
             LAG(CASE WHEN s > 0 THEN 1 ELSE -1 END) OVER (PARTITION BY p ORDER BY t) AS was\nFROM {}\nWHERE s <> 0",
            self.name("instants")
        );
        self.step("majorities", "", &query);
        let query = format!(
            "SELECT p, t, nth, w, LEAD(t) OVER (PARTITION BY p ORDER BY t) AS following\nFROM {}\nWHERE was IS NULL OR was <> w",
            self.name("majorities")
        );
        self.step("changes", "", &query);
        let mut stays = format!(
            "SELECT p, t, 1 AS w, CAST(t AS BIGINT) AS entered, following AS left_at\nFROM {} WHERE w = 1",
            self.name("changes")
        );
        if counted_back {
            let back = format!(
                "\nUNION ALL\nSELECT p, t, -1 AS w, {} AS entered, t AS left_at\nFROM {} WHERE w = -1 AND nth = 1",
                self.no_number(),
                self.name("changes")
            );
            stays.push_str(&back);
        }
        self.step("stays", "", &stays);
        let smallest: String =
            self.axes().map(|(at, place, axis)| format!(", MIN({}) AS d{at}", self.code(place, axis, "r"))).collect();
        let query = format!(
            "SELECT s.p, m.k, MIN(s.t) AS o, 1 AS q{smallest}\nFROM {} s\nJOIN {records} r ON r.p = s.p AND r.t = s.t AND r.w = s.w\n\
             JOIN {} m ON (s.entered IS NULL OR s.entered < CAST(m.m AS BIGINT) * {a_day}) AND (s.left_at IS NULL OR CAST(m.m AS BIGINT) * {a_day} <= s.left_at)\n\
             GROUP BY s.p, m.k",
            self.name("stays"),
            self.name("times")
        );
        self.step("events", "", &query);
    }
}

/// Weeks are numbered from a Monday long ago.
const MONDAYS: i32 = 1_400_003;

/// The number of the period that a day is the last of.
fn key(every: Option<Frequency>, last: i32) -> i64 {
    let (year, month) = Day::from_number(last).map_or((0, 0), |day| (i64::from(day.year()), i64::from(day.month())));
    match every {
        Some(Frequency::HalfYear) => year * 10 + (month + 5) / 6,
        Some(Frequency::Quarter) => year * 10 + (month + 2) / 3,
        Some(Frequency::Month) => year * 100 + month,
        Some(Frequency::Week) => i64::from(last + MONDAYS) / 7,
        Some(Frequency::Day) => i64::from(last),
        _ => year,
    }
}

/// A day as a number that can be compared: 20240229.
fn date(day: i32) -> i64 {
    Day::from_number(day)
        .map_or(0, |day| i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day()))
}

/// The same, where after the last day of a month no other day of it follows.
fn last_date(day: i32) -> i64 {
    if date(day + 1) % 100 == 1 { date(day) / 100 * 100 + 31 } else { date(day) }
}
