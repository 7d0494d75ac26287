use super::{html::write as html_write, *};
use crate::{
    code::CodeList,
    error::{Error, Safe, codes},
    measure::{Assumption, AssumptionName, Concept, Level, Making, Measure},
    table::{Axis, Status, Table, TableBuilder, View},
    text::{Lang, Text},
    time::Period,
};

fn decisions() -> TableBuilder {
    let measure = Measure::parse("person-events:decision", "flow").unwrap().level(Level::First);
    Table::builder(measure, Concept::new("ASYLUM_DECISION"))
        .axis(Axis::category("DECISION"))
        .axis(Axis::time("TIME_PERIOD"))
}

fn names() -> Names {
    Names::new().list("DECISION", CodeList::built_in("DECISION").unwrap())
}

fn page(view: View) -> Page {
    let title = || Text::both("Decisions", "Решения");
    Page::new(title()).section(Section::new(title(), view, names()))
}

fn html(page: &Page, lang: Lang) -> String {
    let mut written = Vec::new();
    html_write(page, lang, &mut written).unwrap();
    String::from_utf8(written).unwrap()
}

/// What a reader sees: the text between the elements of the body.
fn seen(page: &Page, lang: Lang) -> String {
    let text = html(page, lang);
    let body = text.split_once("<body>").unwrap().1;
    let mut seen = String::new();
    for part in body.split('<').skip(1) {
        seen.push_str(part.split_once('>').unwrap().1);
        seen.push(' ');
    }
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn each_kind_of_cell_is_shown_as_what_it_is_in_both_languages() {
    let view = decisions()
        .row(&["REC", "2019"], "1234")
        .row(&["REC", "2020"], "80..140 [E]")
        .row(&["REC", "2021"], "15.. [I]")
        .row(&["REC", "2022"], "*")
        .row(&["REC", "2023"], "not-collected")
        .row(&["REJ", "2019"], "0")
        .build();
    let page = page(view.unwrap().disclose().unwrap());
    let (en, ru) = (seen(&page, Lang::En), seen(&page, Lang::Ru));
    for text in
        ["refugee status 1,234 80–140 e ≥ 15 i * :", "suppressed", "estimated", "not collected", "first instance"]
    {
        assert!(en.contains(text), "{text} is not in {en}");
    }
    for text in ["статус беженца 1 234 80–140 e ≥ 15 i * :", "скрыто", "оценка", "не собирается", "первая инстанция"]
    {
        assert!(ru.contains(text), "{text} is not in {ru}");
    }
    assert!(html(&page, Lang::En).contains("<abbr title=\"between 80 and 140\">80–140</abbr>"));
    // A key that no row has is an empty place and no zero.
    assert!(html(&page, Lang::En).contains("<th scope=\"row\" class=\"name\">rejected</th><td>0</td><td></td>"));
}

#[test]
fn a_concealed_figure_is_not_on_the_page() {
    let table = decisions().concealed(&["REC", "2023"], 4711.into(), Status::NORMAL).row(&["REC", "2022"], "7").build();
    let view = table.unwrap().without_concealed();
    let section = Section::new(Text::both("x", "y"), view, names()).chart("TIME_PERIOD").unwrap();
    assert!(!html(&Page::new(Text::both("x", "y")).section(section), Lang::En).contains("4711"));
}

#[test]
fn whatever_a_name_holds_is_shown_and_never_run() {
    let hostile = "<script>alert('&\"')</script>\u{0}";
    let text = || Text::new(Lang::En, hostile).unwrap();
    let view = decisions().row(&["REC", "2023"], "7").vintage(hostile).build().unwrap().disclose().unwrap();
    let names = Names::new().axis("DECISION", text()).axis("TIME_PERIOD", text());
    let section = Section::new(text(), view, names).chart("TIME_PERIOD").unwrap();
    let refusal = Error::new(codes::sem::STOCK_OVER_TIME).with("axis", Safe::term("TIME_PERIOD"));
    let page = Page::new(text()).lead(text()).section(section).refused(text(), &refusal).source(text());
    let written = html(&page.also_in(Lang::Ru, hostile), Lang::En);
    assert!(!written.contains("<script") && !written.contains('\u{0}'));
    assert!(written.contains("&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;\u{fffd}"));
    assert!(written.contains("default-src 'none'") || written.contains("default-src &#39;none&#39;"));
}

#[test]
fn what_the_figures_rest_on_stands_below_them_once() {
    let note = crate::error::Finding::new(codes::sem::PARTIAL);
    let assumption = Assumption::new(AssumptionName::OncePerPeriod).because("the analyst", "the register says so");
    let making = Making::parse("small:5=1..5:0..4").unwrap();
    let view = decisions().making(making).assumptions(vec![assumption]).notes(vec![note.clone(), note]);
    let view = view.row(&["REC", "2023"], "5").build().unwrap().disclose().unwrap();
    let (en, ru) = (seen(&page(view.clone()), Lang::En), seen(&page(view), Lang::Ru));
    assert!(en.contains("5 stands for 1 to 5; a cell that is not there stands for 0 to 4."), "{en}");
    assert!(en.contains("Under the assumption: nobody repeats within the period."), "{en}");
    assert!(en.contains("the register says so") && ru.contains("Основание: the register says so."));
    let partial = crate::text::message(&crate::error::Finding::new(codes::sem::PARTIAL), Lang::Ru);
    assert_eq!(ru.matches(&partial).count(), 1, "{ru}");
}

#[test]
fn a_refusal_stands_with_its_reason_and_the_right_way() {
    let refusal = Error::new(codes::sem::STOCK_OVER_TIME).with("axis", Safe::term("TIME_PERIOD"));
    let page = Page::new(Text::both("x", "y")).refused(Text::both("The years added", "Сумма лет"), &refusal);
    for lang in [Lang::En, Lang::Ru] {
        let seen = seen(&page, lang);
        assert!(seen.contains(&crate::text::message(&refusal, lang)), "{seen}");
        assert!(seen.contains(&crate::text::remedy(&refusal, lang)) && seen.contains("DSM-SEM-002"));
    }
}

#[test]
fn a_chart_is_of_one_axis_and_says_what_it_shows() {
    let two = decisions().row(&["REC", "2022"], "7").row(&["REC", "2023"], "9..12").row(&["REJ", "2023"], "3").build();
    let two = two.unwrap().disclose().unwrap();
    let section = |view: &View, axis: &str| Section::new(Text::both("x", "y"), view.clone(), names()).chart(axis);
    let refused = section(&two, "TIME_PERIOD").unwrap_err();
    assert_eq!(
        (refused.code(), refused.args().to_string().as_str()),
        (codes::rep::CHART_OF_SEVERAL_AXES, "axis=TIME_PERIOD, others=DECISION")
    );
    assert_eq!(section(&two, "SEX").unwrap_err().code(), codes::tab::AXIS_UNKNOWN);
    let one = (*two).clone().slice("DECISION", &["REC"]).unwrap().disclose().unwrap();
    let chart = html(&Page::new(Text::both("x", "y")).section(section(&one, "TIME_PERIOD").unwrap()), Lang::En);
    assert!(chart.contains("role=\"img\"") && chart.contains(">2022: 7; 2023: 9–12</desc>"), "{chart}");
    // One bar is sure; the other is sure up to nine and may reach twelve.
    assert_eq!((chart.matches("class=\"sure\"").count(), chart.matches("class=\"may\"").count()), (2, 1));
}

#[test]
fn totals_stand_last_and_names_are_in_the_order_of_the_language() {
    let view =
        ["_T", "_U", "REJ", "COM", "REC"].iter().fold(decisions(), |table, code| table.row(&[*code, "2023"], "5"));
    let seen = seen(&page(view.build().unwrap().disclose().unwrap()), Lang::En);
    let places: Vec<_> = ["complementary", "refugee status", "rejected", "unknown", "total"]
        .iter()
        .map(|name| seen.find(name).unwrap())
        .collect();
    assert!(places.is_sorted(), "{seen}");
}

#[test]
fn times_are_said_in_words() {
    let cases = [
        ("2024", "2024", "2024"),
        ("2024-S2", "half-year 2 of 2024", "2-е полугодие 2024 г."),
        ("2024-Q3", "quarter 3 of 2024", "3-й квартал 2024 г."),
        ("2024-02", "February 2024", "февраль 2024 г."),
        ("2018-01-01/2023-12-31", "2018 to 2023", "2018–2023"),
    ];
    for (spelling, en, _) in cases {
        let one = Period::parse(spelling).unwrap();
        assert_eq!(period(&one, Lang::En), en);
        assert!(period(&one, Lang::Ru).contains("20"), "{}", period(&one, Lang::Ru));
    }
    let stock = crate::time::Time::Moment(crate::time::Moment::parse("2024-01-01").unwrap());
    assert_eq!(time(&stock, Lang::En), "end of 31 December 2023");
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let of = |order: [&str; 2]| {
        let table = order.iter().fold(decisions(), |table, code| table.row(&[*code, "2023"], "5")).build().unwrap();
        html(&page(table.disclose().unwrap()), Lang::Ru)
    };
    assert_eq!(of(["REC", "REJ"]), of(["REJ", "REC"]));
}

#[test]
fn what_states_say_of_their_figures_stands_below_them() {
    use crate::{catalogue::Catalogue, documentation, time::Moment};
    let catalogue = Catalogue::preset("dsm").unwrap();
    let indicator = catalogue.find("ASYLUM_APPLICATIONS").unwrap();
    let view = Table::builder(indicator.measure_in("CASES").unwrap(), indicator.concept().clone())
        .axis(Axis::reporter("REF_AREA"))
        .axis(Axis::time("TIME_PERIOD"))
        .row(&["KZ", "2018"], "115")
        .build()
        .unwrap()
        .disclose()
        .unwrap();
    let said = documentation::Documentation::new("KZ", "ASYLUM_APPLICATIONS")
        .and_then(|begun| begun.say("BREAKS", Lang::Ru, "с 2019 года учитываются лица <все>"))
        .and_then(|begun| begun.answer("CERTIFIED", "2026-01-15"))
        .unwrap();
    let shown = documentation::Shown::new(indicator, &view, Moment::parse("2026-06-01").unwrap());
    let notes = documentation::footnotes(&[said], &shown);
    let names = Names::of_indicator(indicator).unwrap();
    let section = Section::new(indicator.names().clone(), view.clone(), names).documented(notes);
    let page = Page::new(indicator.names().clone()).section(section);
    let mut written = Vec::new();
    html::write(&page, Lang::Ru, &mut written).unwrap();
    let text = String::from_utf8(written).unwrap();
    assert!(text.contains("<li>Казахстан: учитываются дела, а не лица.</li>"), "{text}");
    assert!(text.contains("Казахстан: разрыв ряда: с 2019 года учитываются лица &lt;все&gt;."));
}
