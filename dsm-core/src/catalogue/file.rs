use super::{Dimension, Indicator, Statement, Timeliness};
use crate::{
    code::CodeList,
    error::{Collected, Error, Place, Result, Safe, codes},
    measure::{ApplicationType, Basis, Concept, Level, Making, Measure, Membership, Role, Temporality, Unit},
    text::{Lang, Tag, Text},
    time::{Convention, Frequency, Period},
};
use std::collections::{BTreeMap, BTreeSet};

/// The format of a file of an indicator.
pub(super) const FORMAT: &str = "dsm-indicators/1";

impl Indicator {
    /// Reads what a file states, as `spec/indicators/README.md` describes it: `id`, `name.en`, `measure.unit`, `units.CASES`,
    /// `dimension.0.id` …
    ///
    /// # Errors
    /// `CAT-010` with a finding for everything that is missing, unknown or cannot be read, each at its place; `CAT-011` for a file of
    /// another or a newer format, which is not read at all.
    pub fn read(statements: &[Statement]) -> Result<Self> {
        let format = statements.iter().find(|statement| &*statement.path == "format");
        if format.is_none_or(|statement| &*statement.text != FORMAT) {
            let error = Error::new(codes::cat::FORMAT_OTHER).with("known", Safe::word(FORMAT));
            return Err(match format.or(statements.first()) {
                Some(statement) => error.at(statement.place.clone()),
                None => error,
            });
        }
        let mut file = File { statements, read: BTreeSet::from(["format"]), found: Collected::new() };
        let indicator = file.indicator();
        let unknown = |statement: &&Statement| !file.read.contains(&*statement.path);
        for statement in statements.iter().filter(unknown) {
            file.found.fault(&Error::new(codes::cat::KEY_UNKNOWN), Some(&statement.place), &statement.path);
        }
        match file.found.findings().len() {
            0 => Ok(indicator),
            count => {
                let error = Error::new(codes::cat::FILE_REFUSED).with("count", count);
                Err(error.findings_of(file.found.into_findings()))
            }
        }
    }
}

/// The statements of a file, which of them were read, and what is wrong with them.
struct File<'a> {
    statements: &'a [Statement],
    read: BTreeSet<&'a str>,
    found: Collected,
}

impl<'a> File<'a> {
    fn indicator(&mut self) -> Indicator {
        let id = self.need("id", "id").unwrap_or_default();
        let (name, definition) = (self.text("name", "name"), self.text("definition", "definition"));
        let (concept, measure) = (self.concept(), self.measure());
        let version = self.need("version", "version").unwrap_or_default();
        let source = self.need("source", "source-of-definition").unwrap_or_default();
        // What is missing is a fault already; the rest is still read, so that all faults are found at once.
        let blank = || Text::both("…", "…");
        let (name, definition) = (name.unwrap_or_else(blank), definition.unwrap_or_else(blank));
        let measure = measure.unwrap_or_else(|| Measure::new(Unit::Unstated, Temporality::Flow));
        let mut indicator =
            Indicator::new(id, name, definition, concept, measure).versioned(version).from_source(source);
        if let Some(periodicity) = self.one("periodicity", Frequency::parse) {
            indicator = indicator.every(periodicity);
        }
        if let Some(timeliness) = self.one("timeliness", Timeliness::parse) {
            indicator = indicator.within(timeliness);
        }
        if let Some(first) = self.one("begins", Period::parse) {
            indicator = indicator.begins(first);
        }
        if let Some(convention) = self.one("convention", Convention::parse) {
            indicator = indicator.stock_at(convention);
        }
        if let Some(making) = self.one("making", Making::parse) {
            indicator = indicator.made(making);
        }
        for (dimension, making) in self.under("making_of_totals.", |_, text| Making::parse(text)) {
            indicator = indicator.made_of_totals(dimension, making);
        }
        for (code, unit) in self.under("units.", |_, text| Unit::parse(text)) {
            indicator = self.step(&format!("units.{code}"), indicator, |all| all.counted_in(code, unit));
        }
        for (at, code) in self.under("footnote.", |_, text| Ok(text.to_owned())) {
            indicator = self.step(&format!("footnote.{at}"), indicator, |all| all.footnoted_in(&code));
        }
        self.dimensions(indicator)
    }

    fn find(&mut self, path: &str) -> Option<&'a Statement> {
        let found = self.statements.iter().find(|statement| *statement.path == *path)?;
        self.read.insert(&found.path);
        Some(found)
    }

    /// What stands there, if it can be read.
    fn one<T>(&mut self, path: &str, parse: impl Fn(&str) -> Result<T>) -> Option<T> {
        let statement = self.find(path)?;
        let parsed = parse(&statement.text);
        parsed.map_err(|error| self.found.fault(&error, Some(&statement.place), &statement.text)).ok()
    }

    /// What has to stand there.
    fn need(&mut self, path: &str, key: &'static str) -> Option<&'a str> {
        match self.find(path).filter(|statement| !statement.text.trim().is_empty()) {
            Some(statement) => Some(&statement.text),
            None => {
                self.lacks(path, key);
                None
            }
        }
    }

    fn lacks(&mut self, path: &str, key: &'static str) {
        let place = self.place(path);
        self.found.fault(&Error::new(codes::cat::KEY_MISSING).with("key", Safe::word(key)), place.as_ref(), "");
    }

    /// Where it stands, or something beside it, or the file begins.
    fn place(&self, path: &str) -> Option<Place> {
        let head = path.rsplit_once('.').map_or(path, |(head, _)| head);
        let near = |statement: &&Statement| statement.path.starts_with(head);
        let exact = self.statements.iter().find(|statement| *statement.path == *path);
        exact.or(self.statements.iter().find(near)).or(self.statements.first()).map(|found| found.place.clone())
    }

    /// Everything that stands under a key, as far as it can be read.
    fn under<T>(&mut self, head: &str, parse: impl Fn(&str, &str) -> Result<T>) -> BTreeMap<&'a str, T> {
        let mut all = BTreeMap::new();
        for statement in self.statements {
            let Some(key) = statement.path.strip_prefix(head) else { continue };
            self.read.insert(&statement.path);
            match parse(key, &statement.text) {
                Ok(value) => {
                    all.insert(key, value);
                }
                Err(error) => self.found.fault(&error, Some(&statement.place), &statement.text),
            }
        }
        all
    }

    /// A text in English and Russian at least.
    fn text(&mut self, head: &str, key: &'static str) -> Option<Text> {
        let said = self.under(&format!("{head}."), |tag, text| Text::new(Tag::parse(tag)?, text));
        let both = Lang::ALL.iter().all(|lang| said.contains_key(lang.code()));
        if !both {
            self.lacks(&format!("{head}.en"), key);
            return None;
        }
        let mut texts = said.into_values();
        let first = texts.next()?;
        let add = |all: Text, one: Text| one.iter().try_fold(all, |all, (tag, text)| all.with(tag.clone(), text)).ok();
        texts.try_fold(first, add)
    }

    fn concept(&mut self) -> Concept {
        let id = self.need("concept.id", "concept-id").unwrap_or_default();
        let properties = self.under("concept.", |name, text| match name {
            "id" => Ok(String::new()),
            _ => Concept::new("").with(name, text).map(|_| text.to_owned()),
        });
        let properties = properties.into_iter().filter(|(name, _)| *name != "id");
        let with =
            |concept: Concept, (name, value): (&str, String)| concept.clone().with(name, &value).unwrap_or(concept);
        properties.into_iter().fold(Concept::new(id), with)
    }

    fn measure(&mut self) -> Option<Measure> {
        let (unit, temporality) = (self.need("measure.unit", "unit"), self.need("measure.temporality", "temporality"));
        let unit = unit.and_then(|_| self.one("measure.unit", Unit::parse));
        let temporality = temporality.and_then(|_| self.one("measure.temporality", Temporality::parse));
        let level = self.one("measure.level", Level::parse);
        let application_type = self.one("measure.type", ApplicationType::parse);
        let role = self.one("measure.role", Role::parse);
        let basis = self.one("measure.basis", Basis::parse);
        let mut measure = Measure::new(unit?, temporality?);
        measure = level.map_or(measure.clone(), |level| measure.level(level));
        measure = application_type.map_or(measure.clone(), |kind| measure.application_type(kind));
        measure = role.map_or(measure.clone(), |role| measure.role(role));
        Some(basis.map_or(measure.clone(), |basis| measure.basis(basis)))
    }

    /// The dimensions in their order: `dimension.0`, `dimension.1` …
    fn dimensions(&mut self, mut indicator: Indicator) -> Indicator {
        for at in 0..self.statements.len() {
            let head = format!("dimension.{at}");
            let begins = |statement: &Statement| statement.path.starts_with(&format!("{head}."));
            if !self.statements.iter().any(begins) {
                break;
            }
            let id = self.need(&format!("{head}.id"), "id");
            let list = self.need(&format!("{head}.list"), "list");
            let list = list.and_then(|_| self.one(&format!("{head}.list"), CodeList::built_in));
            let membership = self.need(&format!("{head}.membership"), "membership");
            let unknown = || Error::new(codes::mea::WORD_UNKNOWN).with("kind", Safe::word("membership"));
            let parse = |word: &str| Membership::parse(word).ok_or_else(unknown);
            let membership = membership.and_then(|_| self.one(&format!("{head}.membership"), parse));
            let rule_head = format!("{head}.rule");
            let ruled = self.statements.iter().any(|statement| statement.path.starts_with(&rule_head));
            let rule = if ruled { self.text(&rule_head, "rule") } else { None };
            let (Some(id), Some(list), Some(membership)) = (id, list, membership) else { continue };
            let mut dimension = Dimension::new(id, list, membership);
            match rule {
                Some(rule) => dimension = dimension.ruled(rule),
                None if membership == Membership::Pinned && !ruled => self.lacks(&rule_head, "rule"),
                None => {}
            }
            indicator = self.step(&format!("{head}.id"), indicator, |all| all.by(dimension));
        }
        indicator
    }

    /// The indicator after a step; as it was where the step is refused.
    fn step(&mut self, path: &str, before: Indicator, step: impl FnOnce(Indicator) -> Result<Indicator>) -> Indicator {
        step(before.clone()).unwrap_or_else(|error| {
            let place = self.place(path);
            self.found.fault(&error, place.as_ref(), "");
            before
        })
    }
}
