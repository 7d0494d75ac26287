use super::{
    shape::{Adds, Shape},
    sheet::lines,
    template::Template,
};
use crate::{
    catalogue::{Catalogue, Dimension, Indicator},
    code::CodeList,
    error::codes::exc,
    measure::{Concept, Measure, Membership},
    table::{Axis, Table, View},
    text::{Lang, Text},
    time::Frequency,
};
use std::collections::BTreeSet;

fn preset(id: &str) -> Indicator {
    Catalogue::preset("dsm").unwrap().find(id).unwrap().clone()
}

fn shape(indicator: &Indicator, label: &str) -> Shape {
    Shape::new(indicator, "MD", &indicator.time(label).unwrap(), Lang::En).unwrap()
}

fn bytes(template: &Template) -> Vec<u8> {
    let mut out = Vec::new();
    template.write(&mut out).unwrap();
    out
}

/// An indicator of ones own with these dimensions.
fn own(dimensions: &[(&str, Membership)]) -> Indicator {
    let (name, definition) = (Text::both("Own", "Свой"), Text::both("Own.", "Свой."));
    let measure = Measure::parse("cases:permit:one", "flow").unwrap();
    dimensions
        .iter()
        .fold(Indicator::new("OWN", name, definition, Concept::new("OWN"), measure), |indicator, (id, how)| {
            indicator.by(Dimension::new(id, CodeList::built_in(id).unwrap(), *how)).unwrap()
        })
}

#[test]
fn the_same_form_is_the_same_bytes_and_every_preset_has_one_in_both_languages() {
    for name in Catalogue::PRESETS {
        for indicator in Catalogue::preset(name).unwrap().iter() {
            for lang in Lang::ALL {
                let template = Template::new(indicator, "MD", &["2006", "2007"], *lang).unwrap();
                assert!(bytes(&template).starts_with(b"PK"), "{} {lang}", indicator.id());
            }
        }
    }
    let template = || Template::new(&preset("ENTRIES"), "MD", &["2006"], Lang::Ru).unwrap();
    assert_eq!(bytes(&template()), bytes(&template()));
}

#[test]
fn citizenships_stand_down_and_only_those_of_the_time() {
    let shape = shape(&preset("FOREIGNERS"), "2006");
    let codes: BTreeSet<&str> = shape.down.items.iter().map(|item| &*item.code).collect();
    assert_eq!(shape.down.id(), "CITIZENSHIP");
    // The Soviet Union is over, Moldova's own citizens are no foreigners in Moldova, unknown is a part of the total.
    for (code, stands) in
        [("SUN", false), ("MDA", false), ("_Z", false), ("ROU", true), ("_U", true), ("_T", true), ("XXA", true)]
    {
        assert_eq!(codes.contains(code), stands, "{code}");
    }
    assert_eq!(&*shape.down.items.last().unwrap().code, "_T");
    let place = |name: &str| shape.down.items.iter().position(|item| item.label.starts_with(name)).unwrap();
    assert!(
        place("Afghan") < place("Åland") && place("Åland") < place("Albania") && place("Zimb") < place("Stateless")
    );
    // Applicants may be citizens of the State that decides: the indicator does not say that they are not.
    assert!(
        super::tests::shape(&preset("ASYLUM_APPLICATIONS"), "2006").down.items.iter().any(|item| &*item.code == "MDA")
    );
}

#[test]
fn a_total_is_the_sum_over_one_dimension_and_a_group_that_of_its_own_parts() {
    let shape = shape(&preset("WORK_PERMIT_DECISIONS"), "2006");
    let at = |key: &str| shape.columns.iter().position(|column| shape.key(column) == key).unwrap();
    let parts = |key: &str| -> Vec<String> {
        shape.columns[at(key)].parts.iter().map(|part| shape.key(&shape.columns[*part])).collect()
    };
    assert_eq!(parts("SEX=F;PERMIT_DECISION=GRANTED"), Vec::<String>::new());
    assert_eq!(
        parts("SEX=F;PERMIT_DECISION=POSITIVE"),
        ["SEX=F;PERMIT_DECISION=GRANTED", "SEX=F;PERMIT_DECISION=EXTENDED"]
    );
    // The total of all decisions has the group in it, and not its parts once more.
    assert_eq!(
        parts("SEX=F;PERMIT_DECISION=_T"),
        ["POSITIVE", "REFUSED", "CLOSED", "_U"].map(|code| format!("SEX=F;PERMIT_DECISION={code}"))
    );
    assert_eq!(
        parts("SEX=_T;PERMIT_DECISION=_T"),
        ["F", "M", "_O", "_U"].map(|code| format!("SEX={code};PERMIT_DECISION=_T"))
    );
    // A total is locked, a group may be overwritten.
    assert_eq!(shape.columns[at("SEX=F;PERMIT_DECISION=_T")].adds, Adds::Sum);
    assert_eq!(shape.columns[at("SEX=F;PERMIT_DECISION=POSITIVE")].adds, Adds::Group);
}

#[test]
fn totals_that_parts_do_not_add_up_to_are_entered() {
    let total = |indicator: &Indicator, at: usize| {
        let shape = shape(indicator, "2006");
        let side = if at == 0 { &shape.down } else { &shape.across[at - 1] };
        side.items.iter().find(|item| &*item.code == "_T").unwrap().adds
    };
    let overlapping = own(&[("CITIZENSHIP", Membership::AtEvent), ("SEX", Membership::Overlapping)]);
    assert_eq!((total(&overlapping, 0), total(&overlapping, 1)), (Adds::Sum, Adds::Apart));
    // Where entries may be stated as persons too, who enters under two citizenships is one person in the total.
    assert_eq!((total(&preset("ENTRIES"), 0), total(&preset("ENTRIES"), 1)), (Adds::Open, Adds::Sum));
}

#[test]
fn an_indicator_without_dimensions_is_one_cell() {
    let shape = shape(&own(&[]), "2006");
    assert_eq!((shape.down.items.len(), shape.columns.len()), (1, 1));
    bytes(&Template::new(&own(&[]), "MD", &["2006"], Lang::Ru).unwrap());
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let entries = preset("ENTRIES");
    let refused = |periods: &[&str]| Template::new(&entries, "MD", periods, Lang::En).unwrap_err().code();
    assert_eq!(refused(&["2006-Q1"]), exc::FORM_PERIOD_OTHER);
    assert_eq!(refused(&["2002"]), exc::FORM_BEFORE_FIRST);
    assert_eq!(refused(&[]), exc::FORM_WITHOUT_PERIOD);
    assert_eq!(refused(&["2006", "2006-A1"]), exc::FORM_PERIOD_TWICE);
    assert_eq!(Template::new(&entries, "XX", &["2006"], Lang::En).unwrap_err().code().id(), "COD-002");
    let large =
        own(&[("CITIZENSHIP", Membership::AtEvent), ("COUNTRY", Membership::AtEvent), ("SEX", Membership::Fixed)]);
    let error = Template::new(&large, "MD", &["2006", "2007", "2008"], Lang::En).unwrap_err();
    assert_eq!(error.code(), exc::FORM_TOO_LARGE);
    let monthly = entries.clone().every(Frequency::Month);
    assert!(Template::new(&monthly, "MD", &["2006-01"], Lang::En).is_ok());
}

fn view(time: &str, figure: &str) -> View {
    let entries = preset("ENTRIES");
    Table::builder(entries.measure().clone(), entries.concept().clone())
        .axis(Axis::reporter("REF_AREA"))
        .axis(Axis::category("CITIZENSHIP"))
        .axis(Axis::category("SEX"))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["MD", "ROU", "F", "2004"], "7")
        .row(&["MD", "ROU", "F", time], figure)
        .row(&["MD", "ROU", "M", time], "*")
        .row(&["MD", "SUN", "M", time], "4")
        .build()
        .unwrap()
        .disclose()
        .unwrap()
}

#[test]
fn last_times_figures_stand_beside_and_only_those_of_the_indicator() {
    let template = || Template::new(&preset("ENTRIES"), "MD", &["2006"], Lang::En).unwrap();
    let with = |view: &View| template().beside(view).unwrap();
    assert_eq!(&*with(&view("2005", "3")).before[0].label, "2005");
    // What is asked for is not shown as what was.
    assert_eq!(&*with(&view("2006", "3")).before[0].label, "2004");
    assert_ne!(bytes(&with(&view("2005", "3"))), bytes(&with(&view("2005", "8"))));
    assert_ne!(bytes(&with(&view("2005", "3"))), bytes(&template()));
    let other = Template::new(&preset("EXITS"), "MD", &["2006"], Lang::En).unwrap();
    assert_eq!(other.beside(&view("2005", "3")).unwrap_err().code(), exc::FORM_BESIDE_OTHER);
    let abroad = Template::new(&preset("ENTRIES"), "UA", &["2006"], Lang::En).unwrap();
    assert_eq!(abroad.beside(&view("2005", "3")).unwrap_err().code(), exc::FORM_BESIDE_OTHER);
    // In a questionnaire they stand beside the table that counts the same, once.
    let both = Template::questionnaire(&[&preset("EXITS"), &preset("ENTRIES")], "MD", &["2006"], Lang::En).unwrap();
    let both = both.beside(&view("2005", "3")).unwrap();
    assert_eq!(both.before.iter().map(|before| before.table).collect::<Vec<_>>(), [1]);
    assert!(bytes(&both).starts_with(b"PK"));
    assert_eq!(both.beside(&view("2005", "3")).unwrap_err().code(), exc::FORM_BESIDE_OTHER);
}

#[test]
fn texts_are_given_the_lines_that_they_need() {
    assert_eq!((lines("", 10), lines("one two", 10), lines("one two three four", 10)), (1, 1, 2));
    assert_eq!(lines("Donaudampfschifffahrtsgesellschaft", 10), 4);
}
