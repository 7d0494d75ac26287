use super::{Ask, Chart, Each, Made, Part, Report, too_large};
use crate::{
    catalogue::Statement,
    error::{Collected, Error, Place, Result, Safe, codes::rep},
    measure::AssumptionName,
    text::{Lang, Tag, Text},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The format of a file of a report.
pub(super) const FORMAT: &str = "dsm-report/1";
/// How many statements are read at most.
const STATEMENTS: usize = 4096;

impl Report {
    /// Reads what a file states, as `spec/reports.md` describes it: `id`, `title.en`, `query.applied.indicator`, `section.0.figures` …
    ///
    /// # Errors
    /// `REP-004` with a finding for everything that is missing, unknown or cannot be read, each at its place; `REP-003` for a file of
    /// another or a newer format, `REP-011` for one that is too large: these are not read at all.
    pub fn read(statements: &[Statement]) -> Result<Self> {
        let format = statements.iter().find(|statement| &*statement.path == "format");
        if format.is_none_or(|statement| &*statement.text != FORMAT) {
            let error = format_other();
            return Err(match format.or(statements.first()) {
                Some(statement) => error.at(statement.place.clone()),
                None => error,
            });
        }
        if statements.len() > STATEMENTS {
            let error = Error::new(rep::REPORT_TOO_LARGE).with("most", STATEMENTS);
            return Err(error.with("what", Safe::word("statements")));
        }
        let mut file = File { statements, read: BTreeSet::from(["format", "source"]), found: Collected::new() };
        let report = file.report()?;
        let unknown = |statement: &&Statement| !file.read.contains(&*statement.path);
        for statement in statements.iter().filter(unknown) {
            file.found.fault(&Error::new(rep::KEY_UNKNOWN), Some(&statement.place), &statement.path);
        }
        match file.found.findings().len() {
            0 => Ok(report),
            count => Err(Error::new(rep::FILE_REFUSED).with("count", count).findings_of(file.found.into_findings())),
        }
    }
}

fn format_other() -> Error {
    Error::new(rep::FORMAT_OTHER).with("known", Safe::word(FORMAT))
}

/// The statements of a file, which of them were read, and what is wrong with them.
struct File<'a> {
    statements: &'a [Statement],
    read: BTreeSet<&'a str>,
    found: Collected,
}

impl<'a> File<'a> {
    fn report(&mut self) -> Result<Report> {
        let id = self.need("id").unwrap_or_default();
        let title = self.text("title").unwrap_or_else(|| Text::both("…", "…"));
        let mut report = Report::new(id, title);
        if let Some(version) = self.find("version") {
            report = report.versioned(&version.text);
        }
        if self.any("lead") {
            report.lead = self.text("lead");
        }
        if self.word("needs", &["country"], |word| (word == "country").then_some(())).is_some() {
            report = report.of_one_country();
        }
        for name in self.keys("query") {
            if let Some(made) = self.query(name) {
                report = report.query(name, made)?;
            }
        }
        for at in 0..=Report::MOST {
            let head = format!("section.{at}");
            if !self.any(&head) {
                break;
            }
            if at == Report::MOST {
                return Err(too_large("sections"));
            }
            let Some(part) = self.section(&head) else { continue };
            match report.clone().part(part) {
                Ok(with) => report = with,
                Err(error) => self.fault(&error, &format!("{head}.figures")),
            }
        }
        if !self.any("section.0") {
            self.lacks("section");
        }
        Ok(report)
    }

    /// A query: asked, a share of what is asked, or one query over another.
    fn query(&mut self, name: &str) -> Option<Made> {
        let head = format!("query.{name}");
        if self.any(&format!("{head}.part")) || self.any(&format!("{head}.whole")) {
            let [part, whole] = ["part", "whole"].map(|key| self.need(&format!("{head}.{key}")).map(Arc::from));
            return Some(Made::Proportion { part: part?, whole: whole? });
        }
        let indicator = self.need(&format!("{head}.indicator"));
        let mut ask = Ask::new(indicator.unwrap_or_default());
        ask.by = self.listed(&format!("{head}.by"));
        for axis in self.keys(&format!("{head}.codes")) {
            ask.codes.insert(Arc::from(axis), self.listed(&format!("{head}.codes.{axis}")));
        }
        for (path, word) in self.under(&format!("{head}.assume.")) {
            match AssumptionName::parse(word) {
                Ok(name) => ask.assume.push(name),
                Err(error) => self.fault(&error, path),
            }
        }
        for path in [format!("{head}.by"), format!("{head}.codes")] {
            self.always_there(&path);
        }
        // What was found is told; the query is read on without it.
        ask.by.retain(|axis| !Ask::ALWAYS_THERE.contains(&&**axis));
        ask.codes.retain(|axis, _| !Ask::ALWAYS_THERE.contains(&&**axis));
        ask.last = self.count(&format!("{head}.last"));
        let share = self.find(&format!("{head}.share")).map(|statement| statement.text.clone());
        indicator?;
        Some(match share {
            Some(over) => Made::Share { of: ask, over },
            None => Made::Asked(ask),
        })
    }

    /// State and time are no dimensions that are kept or limited.
    fn always_there(&mut self, head: &str) {
        let statements = self.statements;
        for statement in statements {
            let Some(rest) = statement.path.strip_prefix(head).and_then(|rest| rest.strip_prefix('.')) else {
                continue;
            };
            let named =
                if head.ends_with(".by") { &statement.text } else { rest.split('.').next().unwrap_or_default() };
            if Ask::ALWAYS_THERE.contains(&named) {
                self.fault(&Error::new(rep::AXIS_ALWAYS_THERE), &statement.path);
            }
        }
    }

    fn section(&mut self, head: &str) -> Option<Part> {
        let title = self.text(&format!("{head}.title"));
        let figures = self.need(&format!("{head}.figures"));
        let text = if self.any(&format!("{head}.text")) { self.text(&format!("{head}.text")) } else { None };
        let chart = self.word(&format!("{head}.chart"), Chart::WORDS, Chart::parse);
        let each = self.word(&format!("{head}.each"), Each::WORDS, Each::parse);
        let rows = self.count(&format!("{head}.rows"));
        let (title, figures) = (title?, Arc::from(figures?));
        Some(Part { title, text, figures, chart, rows, each })
    }

    fn any(&self, head: &str) -> bool {
        let within = |path: &str| path.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.statements.iter().any(|statement| within(&statement.path))
    }

    fn find(&mut self, path: &str) -> Option<&'a Statement> {
        let found = self.statements.iter().find(|statement| *statement.path == *path)?;
        self.read.insert(&found.path);
        Some(found)
    }

    /// What has to stand there.
    fn need(&mut self, path: &str) -> Option<&'a str> {
        let found = self.find(path).map(|statement| &*statement.text).filter(|text| !text.trim().is_empty());
        if found.is_none() {
            self.lacks(path);
        }
        found
    }

    /// The names that stand right under a key, each once.
    fn keys(&self, head: &str) -> BTreeSet<&'a str> {
        let statements: &'a [Statement] = self.statements;
        let name = |statement: &'a Statement| statement.path.strip_prefix(head)?.strip_prefix('.')?.split('.').next();
        statements.iter().filter_map(name).collect()
    }

    /// Everything that stands under a key, with its path.
    fn under(&mut self, head: &str) -> Vec<(&'a str, &'a str)> {
        let statements: &'a [Statement] = self.statements;
        let of: Vec<&Statement> = statements.iter().filter(|statement| statement.path.starts_with(head)).collect();
        self.read.extend(of.iter().map(|statement| &*statement.path));
        of.into_iter().map(|statement| (&*statement.path, &*statement.text)).collect()
    }

    fn listed(&mut self, path: &str) -> Vec<Arc<str>> {
        self.under(&format!("{path}.")).into_iter().map(|(_, text)| Arc::from(text)).collect()
    }

    /// A number from one to a thousand.
    fn count(&mut self, path: &str) -> Option<usize> {
        let statement = self.find(path)?;
        let count = statement.text.parse().ok().filter(|count| (1..=1000).contains(count));
        if count.is_none() {
            self.unknown(path, &["1", "1000"]);
        }
        count
    }

    fn word<T>(&mut self, path: &str, known: &[&str], parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let statement = self.find(path)?;
        let parsed = parse(&statement.text);
        if parsed.is_none() {
            self.unknown(path, known);
        }
        parsed
    }

    /// A text in English and Russian at least.
    fn text(&mut self, head: &str) -> Option<Text> {
        let mut said: BTreeMap<&str, &str> = BTreeMap::new();
        for (path, text) in self.under(&format!("{head}.")) {
            let tag = path.get(head.len() + 1..).unwrap_or_default();
            match Tag::parse(tag).and_then(|tag| Text::new(tag, text)) {
                Ok(_) => drop(said.insert(tag, text)),
                Err(error) => self.fault(&error, path),
            }
        }
        if let Some(lang) = Lang::ALL.iter().find(|lang| !said.contains_key(lang.code())) {
            self.lacks(&format!("{head}.{}", lang.code()));
            return None;
        }
        let mut all: Option<Text> = None;
        for (tag, text) in said {
            let tag = Tag::parse(tag).ok()?;
            all = Some(match all {
                None => Text::new(tag, text).ok()?,
                Some(all) => all.with(tag, text).ok()?,
            });
        }
        all
    }

    fn lacks(&mut self, path: &str) {
        let key = path.rsplit_once('.').filter(|(_, key)| Lang::ALL.iter().all(|lang| lang.code() != *key));
        let key = key.map_or(path, |(_, key)| key);
        self.fault(&Error::new(rep::KEY_MISSING).with("key", Safe::term(key)), path);
    }

    fn unknown(&mut self, path: &str, known: &[&str]) {
        let key = path.rsplit('.').next().unwrap_or(path);
        let range = known.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        let known = if range { Safe::word("1-1000") } else { Safe::terms(known) };
        self.fault(&Error::new(rep::WORD_UNKNOWN).with("key", Safe::term(key)).with("known", known), path);
    }

    /// Where it stands, or something beside it, or the file begins.
    fn fault(&mut self, error: &Error, path: &str) {
        let head = path.rsplit_once('.').map_or(path, |(head, _)| head);
        let near = |statement: &&Statement| statement.path.starts_with(head);
        let exact = self.statements.iter().find(|statement| *statement.path == *path);
        let place: Option<Place> =
            exact.or(self.statements.iter().find(near)).or(self.statements.first()).map(|found| found.place.clone());
        self.found.fault(error, place.as_ref(), exact.map_or("", |statement| &statement.text));
    }
}
