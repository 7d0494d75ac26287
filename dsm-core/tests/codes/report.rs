use crate::provoked::{Example, error};
use dsm_core::error::codes::rep;
use dsm_core::measure::{Concept, Measure};
use dsm_core::report::{Names, Page, Section, html};
use dsm_core::table::{Axis, Table};
use dsm_core::text::{Lang, Text};
use std::io::Cursor;

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
];
