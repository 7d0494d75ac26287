#[cfg(feature = "pdf")]
use crate::provoked::finding;
use crate::provoked::{Example, Provoked, error};
use dsm_core::catalogue::{Catalogue, Statement};
use dsm_core::documentation::Documentation;
use dsm_core::error::codes::rep;
use dsm_core::error::{Code, Error, Place, Result};
use dsm_core::measure::{Concept, Making, Measure};
use dsm_core::report::{Ask, Figures, Form, Made, Names, Page, Part, Report, Scope, Section, Seen, html};
use dsm_core::table::{Axis, Table, View};
use dsm_core::text::{Lang, Text};
use dsm_core::time::Moment;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::Arc;

/// A mechanism with nothing in it.
struct Nothing;

impl Figures for Nothing {
    fn catalogue(&self) -> Result<Catalogue> {
        Catalogue::preset("dsm")
    }

    fn countries(&self) -> Vec<Arc<str>> {
        Vec::new()
    }

    fn seen(&self, _: &Ask) -> Result<Vec<Seen>> {
        Ok(Vec::new())
    }

    fn view(&self, _: &Seen, _: &Ask) -> Result<View> {
        unreachable!("nothing is seen")
    }

    fn documentation(&self, _: &str, _: &str) -> Result<Vec<Documentation>> {
        Ok(Vec::new())
    }

    fn reader(&self) -> Option<Arc<str>> {
        None
    }

    fn moment(&self) -> (Moment, Option<Moment>) {
        (Moment::FIRST, None)
    }
}

/// A mechanism of one State: a table by decision with what a rule is about.
struct Few(Table);

impl Few {
    fn page(making: Making, rows: &[(&str, &str)]) -> Page {
        let catalogue = Catalogue::preset("dsm").unwrap();
        let decisions = catalogue.find("ASYLUM_DECISIONS").unwrap();
        let measure = decisions.measure_in("PERSON_EVENTS").unwrap();
        let begun = Table::builder(measure, decisions.concept().clone()).made_by(making);
        let begun = begun.axis(Axis::category("DECISION").exhaustive(true)).axis(Axis::time("TIME_PERIOD"));
        let table = rows.iter().fold(begun, |table, (code, cell)| table.row(&[*code, "2023"], cell)).build().unwrap();
        let text = || Text::both("Own", "Свой");
        let report = Report::new("own", text())
            .query("all", Ask::new("ASYLUM_DECISIONS"))
            .and_then(|report| report.query("granted", Ask::new("ASYLUM_DECISIONS").by(&["DECISION"])))
            .and_then(|report| report.query("by-sex", Ask::new("ASYLUM_DECISIONS").by(&["SEX"])))
            .and_then(|report| report.query("applied", Ask::new("ASYLUM_APPLICATIONS")))
            .and_then(|report| {
                report.query("rate", Made::Proportion { part: Arc::from("all"), whole: Arc::from("applied") })
            })
            .and_then(|report| {
                ["all", "granted", "by-sex", "rate"]
                    .iter()
                    .try_fold(report, |all, one| all.part(Part::new(text(), one)))
            });
        report.unwrap().fill(&Self(table), &Scope::new()).unwrap()
    }

    fn refused(rule: Code) -> Provoked {
        let page = Self::page(Making::Exact, &[("REC", "4"), ("REJ", "7")]);
        let refused = page.refusals().find(|(code, _)| *code == rule).unwrap();
        Provoked::from(refused)
    }

    fn noted(making: Making, rule: Code) -> Provoked {
        let page = Self::page(making, &[("REC", "*"), ("REJ", "9")]);
        let noted = page.notes().find(|note| note.rule() == rule).unwrap();
        Provoked::from(noted.clone())
    }
}

impl Figures for Few {
    fn catalogue(&self) -> Result<Catalogue> {
        Catalogue::preset("dsm")
    }

    fn countries(&self) -> Vec<Arc<str>> {
        vec![Arc::from("MD")]
    }

    fn seen(&self, asked: &Ask) -> Result<Vec<Seen>> {
        let times = self.0.axes().iter().flat_map(Axis::times).copied().collect();
        let seen = Seen {
            country: Arc::from("MD"),
            indicator: Arc::from("ASYLUM_DECISIONS"),
            unit: Arc::from(self.0.measure().unit().to_string()),
            dimensions: BTreeSet::from([Arc::from("DECISION")]),
            times,
            codes: BTreeMap::new(),
        };
        Ok([seen].into_iter().filter(|seen| *seen.indicator == *asked.asked_indicator()).collect())
    }

    fn view(&self, _: &Seen, _: &Ask) -> Result<View> {
        self.0.clone().disclose()
    }

    fn documentation(&self, _: &str, _: &str) -> Result<Vec<Documentation>> {
        Ok(Vec::new())
    }

    fn reader(&self) -> Option<Arc<str>> {
        None
    }

    fn moment(&self) -> (Moment, Option<Moment>) {
        (Moment::FIRST, None)
    }
}

/// A fault that the error of a file names among others.
fn within(error: &Error, rule: Code) -> Provoked {
    let fault = error.findings().iter().find(|fault| fault.rule() == rule).unwrap();
    Provoked::from((fault.rule(), fault.args()))
}

/// What a file says is wrong that states this beside what it must.
fn fault(stated: (&str, &str)) -> Error {
    let all = [
        ("format", "dsm-report/1"),
        ("id", "own"),
        ("title.en", "Own"),
        ("title.ru", "Свой"),
        ("query.all.indicator", "EXITS"),
        ("section.0.title.en", "All"),
        ("section.0.title.ru", "Все"),
        ("section.0.figures", "all"),
    ];
    let known = all.iter().filter(|(path, _)| *path != stated.0);
    let place = Place::line("own.toml", 1, 0);
    let all = known.chain([&stated]).map(|(path, text)| Statement::new(path, text, place.clone()));
    Report::read(&all.collect::<Vec<_>>()).unwrap_err()
}

/// A page in characters that no font of a PDF has.
#[cfg(feature = "pdf")]
fn strange() -> Error {
    let page = Page::new(Text::both("許可", "Разрешения"));
    Form::Pdf.write(&page, Lang::En, &mut Vec::new()).unwrap_err()
}

pub(super) const EXAMPLES: &[Example] = &[
    (rep::CHART_OF_SEVERAL_AXES, || {
        let begun = Table::builder(Measure::parse("cases:permit:one", "flow").unwrap(), Concept::new("PERMITS"));
        let begun = begun.axis(Axis::category("SEX")).axis(Axis::time("TIME_PERIOD"));
        let view = begun.row(&["F", "2024"], "3").row(&["M", "2024"], "4").build().unwrap().disclose().unwrap();
        error(Section::new(Text::both("Permits", "Разрешения"), view, Names::new()).chart("TIME_PERIOD"))
    }),
    (rep::PAGE_NOT_WRITTEN, || {
        // A place with room for ten bytes.
        let mut place = [0_u8; 10];
        let mut small = Cursor::new(place.as_mut_slice());
        error(html::write(&Page::new(Text::both("Permits", "Разрешения")), Lang::En, &mut small))
    }),
    (rep::FORMAT_OTHER, || error(Report::read(&[]))),
    (rep::FILE_REFUSED, || error::<()>(Err(fault(("colour", "blue"))))),
    (rep::KEY_UNKNOWN, || within(&fault(("colour", "blue")), rep::KEY_UNKNOWN)),
    (rep::KEY_MISSING, || within(&fault(("id", "")), rep::KEY_MISSING)),
    (rep::WORD_UNKNOWN, || within(&fault(("section.0.chart", "pie")), rep::WORD_UNKNOWN)),
    (rep::QUERY_UNKNOWN, || {
        let report = Report::new("own", Text::both("Own", "Свой"));
        error(report.part(Part::new(Text::both("All", "Все"), "all")))
    }),
    (rep::REPORT_UNKNOWN, || error(Report::shipped("annual"))),
    (rep::REPORT_NEEDS, || error(Report::shipped("country-profile").unwrap().fill(&Nothing, &Scope::new()))),
    (rep::REPORT_TOO_LARGE, || {
        let begun = Report::new("own", Text::both("Own", "Свой"));
        error((0..=Report::MOST).try_fold(begun, |report, n| report.query(&format!("q{n}"), Ask::new("EXITS"))))
    }),
    (rep::AXIS_ALWAYS_THERE, || within(&fault(("query.all.by.0", "TIME_PERIOD")), rep::AXIS_ALWAYS_THERE)),
    (rep::NO_TOML, || error(Report::from_toml("own.toml", "format = \"dsm-report/1"))),
    (rep::COUNTRY_NOT_THERE, || {
        error(Report::shipped("country-profile").unwrap().fill(&Nothing, &Scope::new().country("ZZ")))
    }),
    (rep::DIMENSION_NOT_THERE, || Few::refused(rep::DIMENSION_NOT_THERE)),
    (rep::WHOLE_NOT_THERE, || Few::refused(rep::WHOLE_NOT_THERE)),
    (rep::MASKED_IN_SUM, || Few::noted(Making::Exact, rep::MASKED_IN_SUM)),
    (rep::ALTERED_IN_SUM, || Few::noted(Making::Nearest(3), rep::ALTERED_IN_SUM)),
    (rep::FORM_UNKNOWN, || error(Form::of("report.docx"))),
    #[cfg(not(feature = "pdf"))]
    (rep::FORM_NOT_BUILT, || error(Form::of("report.pdf"))),
    #[cfg(feature = "pdf")]
    (rep::CHARACTERS_LACKING, || error::<()>(Err(strange()))),
    #[cfg(feature = "pdf")]
    (rep::CHARACTER_LACKING, || finding(strange().findings(), rep::CHARACTER_LACKING)),
    #[cfg(feature = "pdf")]
    (rep::FONT_UNREADABLE, || error(dsm_core::report::pdf::Fonts::new(b"no font".to_vec(), b"no font".to_vec()))),
];
