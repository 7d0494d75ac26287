use super::{drawn::alternative, *};
use crate::{
    measure::{Concept, Measure},
    report::{Names, Section},
    table::{Axis, Table},
    text::Text,
};

fn page() -> Page {
    let view = Table::builder(Measure::parse("cases:permit:one", "flow").unwrap(), Concept::new("WORK_PERMIT"))
        .axis(Axis::category("SEX"))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["F", "2022"], "1234")
        .row(&["F", "2023"], "5678 [B]")
        .row(&["F", "2024"], "6000 [P]")
        .row(&["M", "2022"], "*")
        .row(&["M", "2023"], "10..20")
        .row(&["M", "2024"], "7..")
        .build()
        .unwrap()
        .disclose()
        .unwrap();
    let title = || Text::both("Permits: [all]", "=Разрешения");
    Page::new(title()).section(Section::new(title(), view, Names::new()).lines())
}

#[test]
fn what_stands_in_place_of_a_chart_is_no_longer_than_excel_takes() {
    let spoken = vec!["Казахстан: 2019: 175".to_owned(); 40];
    let text = alternative("Lines".to_owned(), &spoken, ". ");
    assert!(text.chars().count() <= 255 && text.ends_with("175…"), "{text}");
    assert_eq!(alternative("Lines".to_owned(), &spoken[..1], ". "), "Lines. Казахстан: 2019: 175");
    assert_eq!(alternative("x".repeat(255), &spoken, ". "), "x".repeat(255));
}

fn bytes(lang: Lang) -> Vec<u8> {
    let mut written = Vec::new();
    write(&page(), lang, &mut written).unwrap();
    written
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    assert_eq!(bytes(Lang::En), bytes(Lang::En));
    assert_ne!(bytes(Lang::En), bytes(Lang::Ru));
}

#[test]
fn where_nothing_is_exact_no_chart_is_drawn() {
    let drawn = |bytes: Vec<u8>| bytes.windows(14).any(|part| part == b"xl/charts/char");
    assert!(drawn(bytes(Lang::En)));
    let view = Table::builder(Measure::parse("cases:permit:one", "flow").unwrap(), Concept::new("WORK_PERMIT"))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["2023"], "10..20")
        .row(&["2024"], "7..")
        .build()
        .unwrap()
        .disclose()
        .unwrap();
    let title = || Text::both("Permits", "Разрешения");
    let page = Page::new(title()).section(Section::new(title(), view, Names::new()).lines());
    let mut written = Vec::new();
    write(&page, Lang::En, &mut written).unwrap();
    assert!(!drawn(written));
}

#[test]
fn names_of_sheets_are_such_as_excel_takes() {
    assert_eq!(named("1 Permits: [all]"), "1 Permits   all");
    assert_eq!(named(&"Ж".repeat(40)).chars().count(), 31);
    assert_eq!(named("'quoted'"), "quoted");
}
