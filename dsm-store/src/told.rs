use crate::{
    dossier::Dossier,
    due::Due,
    notices::{Changed, Notice},
    rules::Rules,
};
use dsm_core::{
    access::{Audience, Effect, Limits, Opening, Reciprocity, Slice},
    table::{Cell, Status},
    text::{Lang, message},
    time::{Moment, Time},
    workflow::Said,
};
use std::fmt::Display;

/// What is told of one thing, as names and texts: a row for C, Python and programs. A name may stand several times.
///
/// `what` says what the thing is. The names of rules are those of instructions (`spec/mechanism.md`, section 7), so that what was
/// said can be said again, or taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(Vec<(&'static str, String)>);

impl Line {
    fn of(what: &str) -> Self {
        Self::default().with("what", what)
    }

    fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.0.push((name, value.to_string()));
        self
    }

    fn maybe(self, name: &'static str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    fn all(self, name: &'static str, values: impl IntoIterator<Item = impl Display>) -> Self {
        values.into_iter().fold(self, |line, value| line.with(name, value))
    }

    fn yes(self, name: &'static str, value: bool) -> Self {
        self.with(name, if value { "yes" } else { "no" })
    }

    fn slice(self, slice: &Slice) -> Self {
        let time = |time: &Time| match time {
            Time::Period(period) => period.to_string(),
            Time::Moment(moment) => moment.to_string(),
        };
        let codes =
            slice.named_codes().iter().flat_map(|(axis, codes)| codes.iter().map(move |c| format!("{axis}={c}")));
        self.all("time", slice.named_times().into_iter().flatten().map(time))
            .all("code", codes)
            .all("dimension", slice.named_dimensions())
    }

    fn span(self, from: Option<Moment>, until: Option<Moment>) -> Self {
        self.maybe("from", from).maybe("until", until)
    }

    fn limits(self, limits: &Limits) -> Self {
        self.all("indicator", &limits.indicators).slice(&limits.slice).span(limits.from, limits.until)
    }

    fn terms(self, terms: Option<&Reciprocity>) -> Self {
        let Some(terms) = terms else { return self };
        self.with("mode", terms.mode.word())
            .yes("same-detail", terms.same_detail)
            .with("least-figures", terms.least_figures)
            .yes("provisional-counts", terms.provisional_counts)
            .with("grace", terms.grace_days)
    }

    /// The names and texts, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// The first text of a name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

impl Rules {
    /// A line for each rule: `indicator`, `role`, `country`, `agency`, `user`, `assign`, `delegate`, `make-producer`, `open`,
    /// `forbid`, `agreement`, `totals`.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for (id, terms) in &self.indicators {
            lines.push(Line::of("indicator").with("indicator", id).terms(terms.as_ref()));
        }
        for (id, role) in &self.roles {
            lines.push(Line::of("role").with("role", id).all("act", &role.acts));
        }
        lines.extend(self.countries.iter().map(|code| Line::of("country").with("country", code)));
        let agency = |(country, code): &_| Line::of("agency").with("country", country).with("agency", code);
        lines.extend(self.agencies.iter().map(agency));
        for (id, user) in &self.users {
            let line = Line::of("user").with("user", id).maybe("country", user.country.as_ref());
            lines.push(line.all("role", &user.roles).maybe("agency", user.agency.as_ref()).yes("active", user.active));
        }
        for given in &self.assignments {
            let line = Line::of("assign").with("user", &given.user).with("role", &given.role);
            lines.push(line.limits(&given.limits));
        }
        for given in &self.delegations {
            let line = Line::of("delegate").with("giver", &given.giver).with("user", &given.user);
            lines.push(line.all("act", &given.acts).limits(&given.limits));
        }
        for one in &self.producers {
            let line = Line::of("make-producer").with("country", &one.country).with("indicator", &one.indicator);
            lines.push(line.with("agency", &one.agency).span(one.from, one.until));
        }
        lines.extend(self.openings.iter().map(opening));
        for one in &self.agreements {
            let line = Line::of("agreement").with("agreement", &one.id).with("basis", &one.basis);
            let line = line.all("country", &one.invited).all("joined", &one.joined).terms(one.terms.as_ref());
            lines.push(line.yes("calendar", one.calendar).limits(&one.limits));
        }
        for one in &self.totals {
            let line = Line::of("totals").with("indicator", &one.indicator).all("country", &one.contributors);
            lines.push(line.with("from", one.first).with("until", one.last));
        }
        lines
    }
}

fn opening(one: &Opening) -> Line {
    let what = if one.effect == Effect::Forbid { "forbid" } else { "open" };
    let line = Line::of(what).with("country", &one.owner).with("indicator", &one.indicator);
    let line = match &one.audience {
        Audience::States(states) => line.all("to", states),
        other => line.with("to", other.words()),
    };
    line.with("right", one.right.word()).slice(&one.slice).span(one.from, one.until)
}

impl Notice {
    /// A line for each cell: `country`, `indicator`, `unit`, an `AXIS=CODE` under `code` for each axis, `before` and `after` as cells
    /// are written in files (none where the cell came or went), and their statuses.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let of = |changed: &Changed| {
            let line = Line::of("notice").with("country", &self.country).with("indicator", &self.indicator);
            let line = line.with("unit", &self.unit);
            let keyed =
                line.all("code", self.axes.iter().zip(&changed.key).map(|(axis, code)| format!("{axis}={code}")));
            let (cell, status) = (|c: &(Cell, Status)| c.0.to_string(), |c: &(Cell, Status)| c.1.to_string());
            keyed
                .maybe("before", changed.before.as_ref().map(cell))
                .maybe("before-status", changed.before.as_ref().map(status))
                .maybe("after", changed.after.as_ref().map(cell))
                .maybe("after-status", changed.after.as_ref().map(status))
        };
        self.changes.iter().map(of).collect()
    }
}

impl Due {
    /// Its line: `country`, `indicator`, `period`, `deadline`, `state`.
    #[must_use]
    pub fn line(&self) -> Line {
        let line = Line::of("due").with("country", &self.country).with("indicator", &self.indicator);
        line.with("period", self.period).with("deadline", self.deadline).with("state", self.stage)
    }
}

impl Dossier {
    /// A line of the submission, then one for each finding, question, answer and step. Findings are said in a language.
    ///
    /// # Disclosure
    /// The texts of questions, answers and reasons are in the words of who wrote them; what findings quote is not in it.
    #[must_use]
    pub fn lines(&self, lang: Lang) -> Vec<Line> {
        let one = &self.submission;
        let head = Line::of("submission").with("submission", &one.id).with("indicator", &one.indicator);
        let head = head.with("state", self.state).with("submitted-by", &one.submitted_by);
        let head = head.maybe("on-behalf", one.submitted_on_behalf.as_ref()).with("submitted-at", one.submitted_at);
        let head = head.with("attempt", one.attempt).maybe("corrects", one.corrects.as_ref());
        let head = head.maybe("revises", one.revises.as_ref().map(|(earlier, _)| earlier));
        let head = head.maybe("rule", self.rule).yes("control", self.control.is_some());
        let mut lines = vec![head.maybe("file", self.received().map(|file| &file.name))];
        for finding in &self.findings {
            let line = Line::of("finding").with("rule", finding.rule()).with("text", message(finding, lang));
            lines.push(line.maybe("place", finding.place()));
        }
        let said = |what, number: u32, said: &Said| {
            let line = Line::of(what).with("question", number).with("text", &said.text).with("who", &said.by);
            line.maybe("behalf", said.on_behalf.as_ref()).with("at", said.at)
        };
        for question in &self.questions {
            lines.push(said("question", question.number, &question.said));
            lines.extend(question.answer.as_ref().map(|answer| said("answer", question.number, answer)));
        }
        for step in &self.steps {
            let line = Line::of("step").with("did", &step.what).with("who", &step.who);
            let line = line.maybe("behalf", step.behalf.as_ref()).with("at", step.at);
            lines.push(line.maybe("reason", step.reason.as_ref()));
        }
        lines
    }
}
