use super::{
    super::{
        changes::called,
        filled::{Held, Lines, plain},
        identity::{QUESTIONNAIRE, hash},
    },
    form::{DAYS, META, PROPERTY, SHEET_KEY, titled},
};
use crate::{
    documentation::{Documentation, Field, Kind, Required, fields},
    error::{
        At, Code, Collected, Error, Finding, FindingSink as _, Place, Result, Safe,
        codes::{doc, exc, src},
    },
    source::{Input, Sheet, SheetLimits, Workbook},
    text::Lang,
    time::Day,
};
use std::{
    collections::BTreeSet,
    io::{Read as _, SeekFrom},
    sync::Arc,
};

/// How the mark of the sheet of changes of a form for figures begins.
const CHANGES: &str = "dsm-documentation/";

/// What was answered about the documentation in a workbook: in the form of the documentation table all of it, in a form for figures what has
/// changed.
#[derive(Debug)]
pub struct DocumentationAnswers {
    country: Arc<str>,
    indicator: Arc<str>,
    whole: bool,
    file: Arc<str>,
    /// The field or day, the language, the text, and where it stands.
    lines: Vec<(Arc<str>, &'static str, String, Place)>,
    /// The fields that are asked.
    asked: BTreeSet<String>,
    found: Collected,
}

impl DocumentationAnswers {
    /// Reads the answers of a workbook; none where the bytes are no form. `file` is the name that places are given with.
    ///
    /// # Errors
    /// `EXC-307` where the workbook contradicts what it says of itself; `SRC-016` where the bytes cannot be read; the codes of
    /// [`Workbook`] where it is damaged; `EXC-386` where it is a questionnaire, which asks nothing of it.
    pub fn open(mut input: impl Input, file: &str) -> Result<Option<Self>> {
        let mut head = Vec::new();
        let read = input.seek(SeekFrom::Start(0)).and_then(|_| input.by_ref().take(4).read_to_end(&mut head));
        read.map_err(|error| Error::new(src::READ_FAILED).at(Place::new(file, At::Whole)).caused_by(error))?;
        if head != b"PK\x03\x04" {
            return Ok(None);
        }
        let mut workbook = Workbook::open(input, file, SheetLimits::default())?;
        let own = is_form(&workbook);
        let (sheet, mark) = if own { (META, SHEET_KEY) } else { ("_meta", CHANGES) };
        let Some(said) = said(&mut workbook, sheet, file)? else {
            return if own { Err(broken(file)) } else { Ok(None) };
        };
        if said.iter().any(|line| line[0] == "format" && line[1] == QUESTIONNAIRE) {
            return Err(Error::new(exc::FORM_OF_TABLES).at(Place::new(file, At::Whole)));
        }
        let one = |what: &str| said.iter().find(|line| line[0] == what).map_or("", |line| &*line[1]);
        let mut answers = Self {
            country: Arc::from(one("country")),
            indicator: Arc::from(one("indicator")),
            whole: own,
            file: Arc::from(file),
            lines: Vec::new(),
            asked: BTreeSet::new(),
            found: Collected::new(),
        };
        for sheet in workbook.sheets().to_vec() {
            answers.sheet(&mut workbook, &sheet, mark)?;
        }
        Ok(Some(answers))
    }

    /// The State, by its two letters.
    #[must_use]
    pub fn country(&self) -> &str {
        &self.country
    }

    /// The id of the indicator.
    #[must_use]
    pub fn indicator(&self) -> &str {
        &self.indicator
    }

    /// Whether they are what has changed only: what was said before stays where nothing else is said.
    #[must_use]
    pub fn is_changes(&self) -> bool {
        !self.whole
    }

    /// Whether nothing was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.found.findings().is_empty()
    }

    /// The documentation that the answers come to; of changes on top of what was said before. Of the documentation table what it does not ask
    /// stays as it was said: texts in other languages, and fields that it does not have.
    ///
    /// # Errors
    /// `DOC-014` with a finding at each cell that cannot be an answer, of which the form lacks the question, or beside which another question
    /// stands; `COD-002` where the State is none.
    pub fn documentation(&self, before: Option<&Documentation>) -> Result<Documentation> {
        let mut documentation = match before.filter(|_| !self.whole) {
            Some(before) => before.clone(),
            None => Documentation::new(&self.country, &self.indicator)?,
        };
        let mut found = Collected::new();
        found.extend(self.found.findings().iter().cloned());
        let mut days = [documentation.from(), documentation.until()];
        for (field, tag, text, place) in &self.lines {
            let day = DAYS.iter().zip(&mut days).find(|((key, _), _)| *key == &**field).map(|(_, day)| day);
            let said = match day {
                Some(day) => Day::parse(text).map(|read| *day = Some(read)),
                None => documentation.clone().write(field, tag, text).map(|answered| documentation = answered),
            };
            said.unwrap_or_else(|error| found.fault(&error, Some(place), text));
        }
        let [from, until] = days;
        match documentation.clone().valid(from, until) {
            Ok(valid) => documentation = valid,
            Err(error) => found.fault(&error, Some(&Place::new(self.file.clone(), At::Whole)), ""),
        }
        if found.findings().is_empty() {
            return match before.filter(|before| self.whole && before.from() == documentation.from()) {
                Some(before) => self.kept(documentation, before),
                None => Ok(documentation),
            };
        }
        let count = found.findings().len();
        Err(Error::new(doc::FILE_REFUSED).with("count", count).findings_of(found.into_findings()))
    }

    /// With what was said before where the form does not ask for it.
    fn kept(&self, mut documentation: Documentation, before: &Documentation) -> Result<Documentation> {
        for (field, answer) in before.answers() {
            let asked = self.asked.contains(field.id());
            for (tag, text) in answer.written() {
                if !asked || !["", "en", "ru"].contains(&&*tag) {
                    documentation = documentation.write(field.id(), &tag, &text)?;
                }
            }
        }
        Ok(documentation)
    }

    fn say(&mut self, rule: Code, codes: &str, place: Place) {
        // Whoever wants no more details still gets every count.
        let _ = self.found.put(Finding::new(rule).with("codes", Safe::term(codes)).at(place));
    }

    /// Reads a sheet, where it is one of answers.
    fn sheet<R: Input>(&mut self, workbook: &mut Workbook<R>, sheet: &Sheet, mark: &str) -> Result<()> {
        let file = self.file.clone();
        let place =
            |row: u32, column: u32| Place::new(file.clone(), At::Sheet { sheet: sheet.name().clone(), row, column });
        // Answers stand behind the questions in the documentation table, behind what was said until now in a form for figures.
        let columns = if self.whole { [4, 5] } else { [5, 6] };
        let (mut lines, mut line, mut begun) = (Lines::whole(workbook.cells(sheet)?), Vec::new(), false);
        let mut seen = BTreeSet::new();
        while let Some(row) = lines.next(&mut line)? {
            let text =
                |column: u32| line.iter().find(|one| one.column == column).map_or("", |one| one.held.text().trim());
            let key = text(1).to_owned();
            begun |= key.starts_with(mark);
            if !begun {
                return Ok(());
            }
            let (field, day) = (Field::find(&key).ok(), DAYS.iter().any(|(own, _)| *own == key));
            let answers = line.iter().filter(|one| columns.contains(&one.column) && !one.held.is_blank());
            if field.is_none() && !day {
                for content in answers.filter(|_| row > HEADED && !key.starts_with(mark)) {
                    let beside = Finding::new(exc::ANSWER_BESIDE).at(place(row, content.column));
                    let _ = self.found.put(beside.evidence_of(content.held.text()));
                }
                continue;
            }
            if !seen.insert(key.clone()) {
                self.say(exc::FORM_KEY_TWICE, &key, place(row, 1));
                continue;
            }
            let named = |field: &&'static Field| {
                let plain_of = |lang: &Lang| [plain(&titled(field, *lang)), plain(field.title(*lang))];
                Lang::ALL.iter().any(|lang| plain_of(lang).contains(&plain(text(2))))
            };
            if field.is_some_and(|field| !named(&field)) {
                self.say(exc::FORM_NAME_OTHER, &key, place(row, 2));
            }
            for content in answers {
                let kind = field.map(Field::kind);
                // Beside an answer that has no language the form says what it has to be.
                if self.whole && content.column == 5 && kind != Some(Kind::Text) {
                    continue;
                }
                let here = place(row, content.column);
                match &content.held {
                    Held::Error(_) => drop(self.found.put(Finding::new(exc::FORM_CELL_ERROR).at(here))),
                    Held::Unreckoned => drop(self.found.put(Finding::new(src::FORMULA_UNRECKONED).at(here))),
                    held => {
                        let russian = columns.last() == Some(&content.column);
                        let tag = match kind {
                            Some(Kind::Text) if russian => "ru",
                            Some(Kind::Text) => "en",
                            _ if russian => "ru",
                            _ => "",
                        };
                        let text =
                            field.map_or_else(|| held.text().trim().to_owned(), |field| code(field, held.text()));
                        self.lines.push((Arc::from(&*key), tag, text, here));
                    }
                }
            }
        }
        let always = |field: &&Field| matches!(field.required(), Required::Always | Required::No);
        let lacking = |field: &&Field| self.whole && begun && !seen.contains(field.id());
        let gone: Vec<&str> = fields().iter().filter(always).filter(lacking).map(Field::id).collect();
        self.asked.extend(seen);
        for id in gone {
            self.say(exc::FORM_KEY_MISSING, id, place(0, 0));
        }
        Ok(())
    }
}

/// The rows above the questions.
const HEADED: u32 = 8;

/// Whether a workbook is the form of a documentation table.
pub(in crate::exchange::xlsx) fn is_form<R: Input>(workbook: &Workbook<R>) -> bool {
    workbook.properties().contains_key(PROPERTY) || workbook.sheets().iter().any(|sheet| &**sheet.name() == META)
}

/// An answer that is chosen from a list as its code.
fn code(field: &Field, text: &str) -> String {
    let text = text.trim();
    let own = |code: &&&str| {
        plain(code) == plain(text) || Lang::ALL.iter().any(|lang| plain(&called(code, *lang)) == plain(text))
    };
    field.codes().iter().find(own).map_or_else(|| text.to_owned(), |code| (*code).to_owned())
}

fn broken(file: &str) -> Error {
    Error::new(exc::FORM_IDENTITY_BROKEN).at(Place::new(file, At::Whole))
}

/// What the hidden sheet of a workbook says, held to its own hash and to the property; none where there is no such sheet.
fn said<R: Input>(workbook: &mut Workbook<R>, name: &str, file: &str) -> Result<Option<Vec<[String; 3]>>> {
    let property = workbook.properties().get(if name == META { PROPERTY } else { "dsm-template" }).cloned();
    let Some(sheet) = workbook.sheets().iter().find(|sheet| &**sheet.name() == name).cloned() else { return Ok(None) };
    let (mut lines, mut line, mut all) = (Lines::whole(workbook.cells(&sheet)?), Vec::new(), Vec::new());
    while lines.next(&mut line)?.is_some() {
        let text = |column| line.iter().find(|one| one.column == column).map_or("", |one| one.held.text());
        all.push([1, 2, 3].map(|column| text(column).to_owned()));
        if all.len() > 10_000 {
            return Err(broken(file));
        }
    }
    let own = all.pop().filter(|[what, ..]| what == "id").map(|[_, id, _]| id);
    let agrees = property.is_none_or(|text| text.ends_with(&hash(&all)));
    if own.as_deref() == Some(&*hash(&all)) && agrees { Ok(Some(all)) } else { Err(broken(file)) }
}
