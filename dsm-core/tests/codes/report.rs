use crate::provoked::{Example, Provoked, error};
use dsm_core::catalogue::{Catalogue, Statement};
use dsm_core::documentation::Documentation;
use dsm_core::error::codes::rep;
use dsm_core::error::{Code, Error, Place, Result};
use dsm_core::measure::{Concept, Measure};
use dsm_core::report::{Ask, Figures, Form, Names, Page, Part, Report, Scope, Section, Seen, html};
use dsm_core::table::{Axis, Table, View};
use dsm_core::text::{Lang, Text};
use dsm_core::time::Moment;
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
    (rep::FORM_UNKNOWN, || error(Form::of("report.docx"))),
];
