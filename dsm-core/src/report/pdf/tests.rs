use super::*;
use crate::{
    measure::{Concept, Measure},
    report::{Names, Section},
    table::{Axis, Status, Table, TableBuilder},
    text::Text,
};

fn permits() -> TableBuilder {
    Table::builder(Measure::parse("cases:permit:one", "flow").unwrap(), Concept::new("WORK_PERMIT"))
        .axis(Axis::category("CITIZENSHIP"))
        .axis(Axis::time("TIME_PERIOD"))
}

fn page(title: &str, table: TableBuilder) -> Page {
    named(title, title, table)
}

/// With another name of the axis of citizenships.
fn named(title: &str, axis: &str, table: TableBuilder) -> Page {
    let names = Names::new().axis("CITIZENSHIP", Text::new(Lang::En, axis).unwrap().with(Lang::Ru, axis).unwrap());
    let text = || Text::new(Lang::En, title).unwrap().with(Lang::Ru, title).unwrap();
    let section = Section::new(text(), table.build().unwrap().disclose().unwrap(), names);
    Page::new(text()).section(section.lines())
}

fn written(page: &Page, lang: Lang) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(page, lang, &mut bytes).unwrap();
    bytes
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let table = || permits().row(&["UKR", "2022"], "7 [B]").row(&["UKR", "2023"], "3..9").row(&["AFG", "2023"], "*");
    let [a, b] = [(); 2].map(|()| written(&page("Permits", table()), Lang::En));
    assert_eq!(a, b);
    assert_ne!(a, written(&page("Permits", table()), Lang::Ru));
    for part in ["/MarkInfo", "/Lang(en)", "/Scope/Row", "/Scope/Column", "/S/Figure", "/S/Table", "pdfuaid:part"] {
        assert!(holds(&a, part) || holds(&a, &part.replace('/', " /").replacen(" /", "/", 1)), "{part}");
    }
}

#[test]
fn letters_of_every_script_that_states_write_in_are_there() {
    let words = "Убежище ёЁ · Баспана әғқңөұүһі ӘҒҚҢӨҰҮҺІ · Паноҳгоҳ ғӣқӯҳҷ ҒӢҚӮҲҶ · башпаанек ңөү · притулок ґєії ҐЄІЇ · azil șțăâî · \
        თავშესაფარი · ապաստան ԱՊԱՍՏԱՆ · əşğİı · boshpana oʻgʻ · № « » – — … ≥ ≤ − → ● ○ ┆ † § ₽ ₸ ₴ 12\u{202f}345";
    written(&page(words, permits().row(&["UKR", "2023"], "1")), Lang::Ru);
    // A letter and its mark as two characters are one letter.
    written(&page("Муҳо\u{301}ҷир и\u{304}", permits().row(&["UKR", "2023"], "1")), Lang::Ru);
}

#[test]
fn a_character_that_no_font_has_is_an_error_with_its_place() {
    let two = permits().row(&["UKR", "2023"], "1").row(&["AFG", "2023"], "1");
    let strange = named("Permits", "国", two).lead(Text::both("ok 難", "難民"));
    let error = write(&strange, Lang::Ru, &mut Vec::new()).unwrap_err();
    assert_eq!((error.code(), error.args().to_string().as_str()), (rep::CHARACTERS_LACKING, "count=3"));
    let said: Vec<String> = error.findings().iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|one| one.contains("U+96E3") && one.ends_with("at figures/lead")), "{said:?}");
    assert!(
        said.iter().any(|one| one.contains("U+56FD") && one.ends_with("at figures/section-1/table/head")),
        "{said:?}"
    );
    let private = Page::new(Text::both("\u{e000}", "\u{f8ff}"));
    assert_eq!(write(&private, Lang::En, &mut Vec::new()).unwrap_err().code(), rep::CHARACTERS_LACKING);
}

#[test]
fn own_fonts_are_asked_one_after_the_other() {
    let own = || Fonts::new(dsm_fonts::BOLD.to_vec(), dsm_fonts::REGULAR.to_vec()).unwrap();
    let fonts = own().then(dsm_fonts::REGULAR.to_vec(), dsm_fonts::BOLD.to_vec()).unwrap();
    let page = page("Permits", permits().row(&["UKR", "2023"], "1"));
    let mut bytes = Vec::new();
    write_in(&page, Lang::En, &fonts, &mut bytes).unwrap();
    assert_ne!(bytes, written(&page, Lang::En));
    for broken in [Vec::new(), b"\0\x01\0\0".to_vec(), dsm_fonts::REGULAR.iter().take(5000).copied().collect()] {
        assert_eq!(Fonts::new(broken.clone(), broken).unwrap_err().code(), rep::FONT_UNREADABLE);
    }
}

#[test]
fn a_concealed_figure_is_nowhere_in_the_file() {
    let of = |figure: u32| {
        let table = permits().concealed(&["UKR", "2023"], figure.into(), Status::NORMAL).row(&["UKR", "2022"], "7");
        let view = table.build().unwrap().without_concealed();
        let section = Section::new(Text::both("x", "y"), view, Names::new()).lines();
        written(&Page::new(Text::both("x", "y")).section(section), Lang::En)
    };
    assert_eq!(of(4711), of(815));
}

#[test]
fn a_table_of_many_rows_and_columns_goes_on_on_further_pages() {
    let codes: Vec<String> = (0..120).map(|n| format!("A{n:03}")).collect();
    let years: Vec<String> = (1950..2024).map(|year| year.to_string()).collect();
    let table = codes.iter().fold(permits(), |table, code| {
        years.iter().fold(table, |table, year| table.row(&[code.as_str(), year.as_str()], "123456"))
    });
    let bytes = written(&page("A very long table", table), Lang::En);
    assert!(holds(&bytes, "/Count"), "pages are counted");
    assert!(bytes.windows(5).filter(|window| window == b"/Page").count() > 10);
}

#[test]
fn a_page_with_nothing_and_words_without_an_end_are_written() {
    written(&Page::new(Text::both("x", "y")), Lang::En);
    let long = "Длинноеслово".repeat(60);
    written(&page(&long, permits().row(&["UKR", "2023"], "1").row(&["_T", "2023"], "2")), Lang::Ru);
    written(&page("a\u{0}b\u{202e}c\u{ad}d\ne", permits().row(&["UKR", "2023"], "1")), Lang::En);
}
