use super::*;
use crate::{
    documentation::Documentation,
    error::codes,
    report::{html, markdown, sheet},
    table::{Status, Table, TableBuilder, View},
    text::{Lang, Text},
    time::Moment,
};
use std::collections::BTreeSet;

/// A region in memory: tables of States, and who reads.
#[derive(Clone, Default)]
struct Region {
    tables: Vec<(Seen, Table)>,
    reader: Option<Arc<str>>,
    denied: BTreeSet<Arc<str>>,
}

impl Figures for Region {
    fn catalogue(&self) -> Result<Catalogue> {
        Catalogue::preset("dsm")
    }

    fn countries(&self) -> Vec<Arc<str>> {
        ["KZ", "MD", "TJ"].map(Arc::from).to_vec()
    }

    fn seen(&self, asked: &Ask) -> Result<Vec<Seen>> {
        let indicator = asked.asked_indicator();
        let of = self.tables.iter().map(|(seen, _)| seen);
        let seen = of.filter(|seen| *seen.indicator == *indicator && !self.denied.contains(&seen.country));
        Ok(seen.cloned().collect())
    }

    fn view(&self, of: &Seen, ask: &Ask) -> Result<View> {
        let same = |(seen, _): &&(Seen, Table)| Seen { times: of.times.clone(), ..seen.clone() } == *of;
        let denied = || Error::new(codes::acc::NOT_AVAILABLE);
        let (_, table) =
            self.tables.iter().find(same).filter(|_| !self.denied.contains(&of.country)).ok_or_else(denied)?;
        let times: Vec<String> = of.times.iter().map(ToString::to_string).collect();
        let table = table.slice("TIME_PERIOD", &times)?;
        ask.asked_codes().try_fold(table, |table, (axis, codes)| table.slice(axis, codes))?.disclose()
    }

    fn documentation(&self, country: &str, indicator: &str) -> Result<Vec<Documentation>> {
        Ok(vec![Documentation::new(country, indicator)?])
    }

    fn reader(&self) -> Option<Arc<str>> {
        self.reader.clone()
    }

    fn moment(&self) -> (Moment, Option<Moment>) {
        (Moment::parse("2026-03-01T12:00").unwrap(), None)
    }
}

impl Region {
    fn with(mut self, country: &str, indicator: &str, table: TableBuilder) -> Self {
        let table = table.build().unwrap();
        let axes = table.axes().iter().filter(|axis| axis.declared().is_some()).map(|axis| Arc::from(axis.id()));
        let times = table.axes().iter().flat_map(Axis::times).copied().collect();
        let unit = Arc::from(table.measure().unit().to_string());
        let (country, indicator) = (Arc::from(country), Arc::from(indicator));
        self.tables.push((
            Seen { country, indicator, unit, dimensions: axes.collect(), times, codes: BTreeMap::new() },
            table,
        ));
        self
    }
}

fn begun(indicator: &str, unit: &str, axes: &[&str]) -> TableBuilder {
    let catalogue = Catalogue::preset("dsm").unwrap();
    let indicator = catalogue.find(indicator).unwrap();
    let begun = Table::builder(indicator.measure_in(unit).unwrap(), indicator.concept().clone());
    let axis = |axis: &str| {
        let dimension = indicator.dimension(axis).unwrap();
        Axis::category(axis).membership(dimension.membership()).exhaustive(true).totals(&["_T"])
    };
    axes.iter().fold(begun, |begun, id| begun.axis(axis(id))).axis(Axis::time("TIME_PERIOD"))
}

fn region() -> Region {
    let persons = "PERSON_EVENTS";
    let moldova = begun("ASYLUM_APPLICATIONS", persons, &["CITIZENSHIP"])
        .row(&["UKR", "2021"], "5")
        .row(&["AFG", "2021"], "4711")
        .row(&["UKR", "2022"], "9000 [B]")
        .row(&["AFG", "2022"], "10")
        .row(&["UKR", "2023"], "4000 [P]")
        .row(&["AFG", "2023"], "20 [P]");
    let kazakhstan = begun("ASYLUM_APPLICATIONS", persons, &["CITIZENSHIP"])
        .row(&["UKR", "2022"], "500")
        .row(&["AFG", "2022"], "*")
        .row(&["UKR", "2023"], "300")
        .row(&["AFG", "2023"], "80..90");
    let cases = begun("ASYLUM_APPLICATIONS", "CASES", &["CITIZENSHIP"]).row(&["UKR", "2020"], "7");
    let decided = begun("ASYLUM_DECISIONS", persons, &["SEX", "DECISION"])
        .row(&["F", "REC", "2023"], "10")
        .row(&["M", "REC", "2023"], "20")
        .row(&["F", "REJ", "2023"], "30")
        .row(&["M", "REJ", "2023"], "30");
    Region { reader: Some(Arc::from("analyst@md")), ..Region::default() }
        .with("MD", "ASYLUM_APPLICATIONS", moldova)
        .with("KZ", "ASYLUM_APPLICATIONS", kazakhstan)
        .with("KZ", "ASYLUM_APPLICATIONS", cases)
        .with("MD", "ASYLUM_DECISIONS", decided)
}

fn filled(id: &str, scope: &Scope) -> Page {
    Report::shipped(id).unwrap().fill(&region(), scope).unwrap()
}

fn written(page: &Page, write: impl Fn(&Page, &mut Vec<u8>) -> Result<()>) -> String {
    let mut bytes = Vec::new();
    write(page, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn whole(page: &Page) -> String {
    written(page, |page, out| html::write_whole(page, Lang::Ru, out))
}

fn text(page: &Page, lang: Lang) -> String {
    written(page, |page, out| markdown::write(page, lang, out))
}

#[test]
fn each_state_is_added_up_by_itself_and_units_stand_apart() {
    let text = text(&filled("asylum-overview", &Scope::new()), Lang::En);
    let (_, persons) = text.split_once("## Applications: persons").unwrap();
    assert!(persons.contains("| Kazakhstan |  | ≥\u{a0}500 | 380–390 |"), "{text}");
    assert!(persons.contains("| Republic of Moldova | 4,716 | 9,010 b | 4,020 p |"), "{text}");
    assert!(text.contains("## Applications: cases (application)") && text.contains("cases are counted, not persons"));
}

#[test]
fn a_proportion_is_of_one_state_and_period_and_says_what_it_is_not() {
    let text = text(&filled("asylum-overview", &Scope::new()), Lang::En);
    let (_, rate) = text.split_once("## Refugee status granted, of all decisions").unwrap();
    assert!(rate.contains("calendar proportion") && rate.contains("| 33.3% |"), "{rate}");
}

#[test]
fn what_may_not_be_seen_and_what_is_not_there_are_one_page() {
    let report = Report::shipped("asylum-overview").unwrap();
    let hidden = Region { denied: BTreeSet::from([Arc::from("KZ")]), ..region() };
    let mut gone = region();
    gone.tables.retain(|(seen, _)| *seen.country != *"KZ");
    let page = |from: &Region| whole(&report.fill(from, &Scope::new()).unwrap());
    assert_eq!(page(&hidden), page(&gone));
    assert!(page(&region()).contains("Kazakhstan: New asylum") || page(&region()).contains("300"));
    // That there are none is said of every State alike.
    assert!(text(&report.fill(&hidden, &Scope::new()).unwrap(), Lang::En).contains("may see: Kazakhstan, Tajikistan"));
}

#[test]
fn no_line_crosses_a_break_and_marks_say_what_they_are() {
    let page = filled("indicator", &Scope::new().indicator("ASYLUM_APPLICATIONS").country("MD"));
    let html = whole(&page);
    let panel = html.split("<figure>").nth(1).unwrap().split("</figure>").next().unwrap();
    // 2021 to 2022 is a break: one line of two, a mark for the break, two full marks and an open one.
    let count = |class: &str| panel.matches(&format!("class=\"{class}\"")).count();
    assert_eq!((count("line"), count("break"), count("dot"), count("dot open")), (1, 1, 2, 1), "{panel}");
    assert!(panel.contains("2021: 4,716; 2022: 9,010 (b); 2023: 4,020 (p)</desc>"), "{panel}");
}

#[test]
fn a_masked_place_is_shown_as_masked_and_bounds_as_bounds() {
    let page = filled("indicator", &Scope::new().indicator("ASYLUM_APPLICATIONS").country("KZ"));
    let html = whole(&page);
    assert!(html.contains("80–90") && html.contains("<abbr title=\"suppressed\">*</abbr>"), "{html}");
}

#[test]
fn a_report_about_one_thing_needs_exactly_one() {
    let error = |id: &str, scope: Scope| Report::shipped(id).unwrap().fill(&region(), &scope).unwrap_err();
    assert_eq!(error("indicator", Scope::new()).code(), rep::REPORT_NEEDS);
    assert_eq!(error("country-profile", Scope::new()).code(), rep::REPORT_NEEDS);
    let two = Scope::new().country("MD").country("KZ");
    assert_eq!(error("country-profile", two).code(), rep::REPORT_NEEDS);
    assert_eq!(error("indicator", Scope::new().indicator("SHOES")).code(), codes::cat::INDICATOR_UNKNOWN);
}

#[test]
fn only_the_largest_rows_are_shown_and_it_says_so() {
    let citizenships = ["UKR", "AFG", "SYR", "IRN", "IRQ", "TUR", "RUS", "BLR", "UZB", "TJK", "KGZ", "GEO"];
    let table = citizenships.iter().enumerate().fold(
        begun("ASYLUM_APPLICATIONS", "PERSON_EVENTS", &["CITIZENSHIP"]).row(&["_T", "2023"], "780"),
        |table, (at, code)| table.row(&[*code, "2023"], &format!("{}", 10 * (at + 1))),
    );
    let region = Region::default().with("MD", "ASYLUM_APPLICATIONS", table);
    let report = Report::shipped("indicator").unwrap();
    let page = report.fill(&region, &Scope::new().indicator("ASYLUM_APPLICATIONS")).unwrap();
    let text = text(&page, Lang::En);
    assert!(text.contains("Shown are the 10 rows with the largest figures and the totals, of 13 rows"), "{text}");
    assert!(!text.contains("| Ukraine |") && text.contains("| Georgia | 120 |") && text.contains("| total | 780 |"));
    // To take away there are all of them.
    let tidy = written(&page, |page, out| sheet::tidy(page, out));
    assert!(tidy.starts_with("SECTION,REF_AREA,TIME_PERIOD,OBS_VALUE,") && tidy.contains("2,MD,2023,10,"), "{tidy}");
    assert!(whole(&page).contains("download=\"indicator-2.csv\"") && whole(&page).contains("MD,UKR,2023,10,A"));
}

#[test]
fn a_page_is_whole_in_both_languages_and_no_id_stands_twice() {
    let html = whole(&filled("asylum-overview", &Scope::new()));
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let each: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), each.len(), "{ids:?}");
    for named in html.split("aria-labelledby=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(named.split(' ').all(|id| each.contains(id)), "{named}");
    }
    let part = |lang: &str| html.split(&format!("<div class=\"of {lang}\"")).nth(1).unwrap();
    assert!(part("en").contains("<h1>Asylum: applied") && part("ru").contains("<h1>Убежище: подано"));
    assert!(html.contains("<html lang=\"ru\">") && html.contains("id=\"lang-ru\" value=\"ru\" checked"));
    // Headings go down one step at a time.
    let levels: Vec<u32> =
        part("en").split("<h").skip(1).filter_map(|rest| rest.chars().next()?.to_digit(10)).collect();
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    // Every cell of a head has a scope, and one script is run: our own.
    assert_eq!(html.matches("<th ").count(), html.matches("<th scope=").count());
    assert_eq!(html.matches("<script>").count(), 1);
}

#[test]
fn the_script_is_the_one_that_the_policy_names() {
    use sha2::{Digest, Sha256};
    let html = whole(&filled("asylum-overview", &Scope::new()));
    let script = html.split_once("<script>").unwrap().1.split_once("</script>").unwrap().0;
    let hash = html.split_once("script-src &#39;sha256-").unwrap().1.split_once("&#39;").unwrap().0;
    let made: Vec<u8> = Sha256::digest(script.as_bytes()).to_vec();
    // Letters back to bytes, by hand.
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits = hash.trim_end_matches('=').chars().map(|c| u32::try_from(letters.find(c).unwrap()).unwrap());
    let (mut named, mut left, mut have) = (Vec::new(), 0_u32, 0);
    for six in bits {
        (left, have) = (left << 6 | six, have + 6);
        if have >= 8 {
            have -= 8;
            named.push(u8::try_from(left >> have & 255).unwrap());
        }
    }
    assert_eq!(named, made);
}

#[test]
fn what_the_figures_do_not_support_stands_with_its_reason() {
    let report = Report::shipped("regional-comparison").unwrap();
    let page = report.fill(&region(), &Scope::new().indicator("ASYLUM_DECISIONS")).unwrap();
    let text = text(&page, Lang::En);
    // Women and men of the decisions have no published whole.
    assert!(text.contains("## What the figures do not support") && text.contains("DSM-SEM-013"), "{text}");
    assert!(text.contains("Women and men, as parts of the total: Republic of Moldova"), "{text}");
}

#[test]
fn foreign_text_in_markdown_and_in_a_sheet_stays_text() {
    let title = Text::new(Lang::En, "=HYPERLINK(\"x\")|<b>").unwrap();
    let page = Page::new(title).source(Text::new(Lang::En, "+1").unwrap());
    let shown = written(&page, |page, out| sheet::shown(page, Lang::En, out));
    assert_eq!(shown, "\"'=HYPERLINK(\"\"x\"\")|<b>\"\n\nSource,'+1\n");
    assert!(text(&page, Lang::En).starts_with("# =HYPERLINK(\"x\")\\|\\<b\\>\n"));
}

#[test]
fn the_same_figures_give_the_same_bytes_in_every_form() {
    let scope = Scope::new();
    let mut turned = region();
    turned.tables.reverse();
    let report = Report::shipped("asylum-overview").unwrap();
    let pages = [&region(), &turned].map(|from| report.fill(from, &scope).unwrap());
    let forms = |page: &Page| {
        let shown = written(page, |page, out| sheet::shown(page, Lang::Ru, out));
        [whole(page), text(page, Lang::En), written(page, |page, out| sheet::tidy(page, out)), shown]
    };
    assert_eq!(forms(&pages[0]), forms(&pages[0].clone()));
    assert_eq!(forms(&pages[0])[2].lines().count(), forms(&pages[1])[2].lines().count());
}

#[test]
fn every_shipped_report_is_filled_in_every_form() {
    for id in Report::shipped_ids() {
        for indicator in ["ASYLUM_APPLICATIONS", "ASYLUM_DECISIONS", "FOREIGNERS"] {
            let page = filled(id, &Scope::new().indicator(indicator).country("MD"));
            for lang in Lang::ALL {
                let shown = written(&page, |page, out| sheet::shown(page, *lang, out));
                for text in [whole(&page), text(&page, *lang), shown] {
                    let unfilled = ["{indicator}", "{country}", "{dimension}", "{definition}"];
                    assert!(unfilled.iter().all(|one| !text.contains(one)), "{id} {indicator}: {text}");
                }
            }
        }
    }
}

#[test]
fn only_the_times_that_are_asked_for_are_there() {
    let page = filled("asylum-overview", &Scope::new().time("2023").unwrap());
    let text = text(&page, Lang::En);
    assert!(text.contains("2023") && !text.contains("| 2022 |"), "{text}");
    assert_eq!(Status::NORMAL, Status::default());
}

/// Foreign figures in which a key that is not there means something.
fn left_out(citizenship: &str, time: &str, absent: crate::table::Absent) -> TableBuilder {
    begun("ASYLUM_APPLICATIONS", "PERSON_EVENTS", &["CITIZENSHIP"]).absent(absent).row(&[citizenship, time], "7")
}

#[test]
fn a_period_that_a_state_has_not_is_no_zero() {
    let zero = crate::table::Absent::Zero;
    let region = Region::default()
        .with("MD", "ASYLUM_APPLICATIONS", left_out("UKR", "2022", zero).row(&["AFG", "2023"], "9"))
        .with("KZ", "ASYLUM_APPLICATIONS", left_out("UKR", "2023", zero));
    let report = Report::shipped("asylum-overview").unwrap();
    let text = text(&report.fill(&region, &Scope::new()).unwrap(), Lang::En);
    let (_, all) = text.split_once("## Applications by citizenship").unwrap();
    // Moldova delivered 2022 and 2023 and left zeros out; Kazakhstan has no 2022.
    assert!(all.contains("| Republic of Moldova | Ukraine | 7 | 0 |"), "{all}");
    assert!(all.contains("| Kazakhstan | Ukraine |  | 7 |"), "{all}");
    assert!(!all.contains("left out"), "{all}");
}

#[test]
fn a_figure_does_not_depend_on_the_other_periods_that_are_seen() {
    let one = || begun("ASYLUM_APPLICATIONS", "PERSON_EVENTS", &["CITIZENSHIP"]).row(&["UKR", "2023"], "7");
    let zero = crate::table::Absent::Zero;
    let two = || one().row(&["UKR", "2022"], "1").row(&["AFG", "2022"], "2");
    let report = Report::shipped("asylum-overview").unwrap();
    let page = |table: TableBuilder| {
        let region = Region::default().with("MD", "ASYLUM_APPLICATIONS", table);
        let page = report.fill(&region, &Scope::new().time("2023").unwrap()).unwrap();
        written(&page, |page, out| sheet::tidy(page, out))
    };
    assert_eq!(page(one().absent(zero)), page(two().absent(zero)));
    // Where a code that is left out may be anything, one of another period is a part that this one lacks.
    assert_ne!(page(one()), page(two()));
}

#[test]
fn every_cross_section_is_a_section_of_its_own() {
    let report = Report::shipped("cross-sections").unwrap();
    let page = report.fill(&region(), &Scope::new().indicator("ASYLUM_DECISIONS").country("MD")).unwrap();
    let text = text(&page, Lang::En);
    assert!(text.contains("## By total\n") && text.contains(" × "), "{text}");
    let by = |names: &str| text.contains(&format!("## By {names}\n"));
    assert!(by("Sex") && by("Decision") || by("Sex × Decision") || by("Decision × Sex"), "{text}");
    assert_eq!(sets(&["a", "b", "c", "d", "e"]).unwrap().len(), 32);
    assert_eq!(sets(&["a", "b", "c", "d", "e", "f"]).unwrap().len(), 64);
    assert_eq!(sets(&["a", "b", "c", "d", "e", "f", "g"]).unwrap_err().code(), rep::REPORT_TOO_LARGE);
}

#[test]
fn parts_of_cases_and_parts_of_persons_are_two_tables() {
    let of = |unit: &str, granted: &str, rest: &str| {
        begun("ASYLUM_DECISIONS", unit, &["DECISION"]).row(&["REC", "2023"], granted).row(&["REJ", "2023"], rest)
    };
    let region = Region::default().with("MD", "ASYLUM_DECISIONS", of("PERSON_EVENTS", "10", "10")).with(
        "KZ",
        "ASYLUM_DECISIONS",
        of("CASES", "1", "3"),
    );
    let page = Report::shipped("asylum-overview").unwrap().fill(&region, &Scope::new()).unwrap();
    let text = text(&page, Lang::En);
    assert_eq!(text.matches("## Refugee status granted, of all decisions: ").count(), 2, "{text}");
    let tidy = written(&page, |page, out| sheet::tidy(page, out));
    assert!(tidy.contains("RATIO_UNIT,RATIO_PART,RATIO_WHOLE"), "{tidy}");
    assert!(tidy.contains(",ASYLUM_DECISIONS DECISION=REC,ASYLUM_DECISIONS"), "{tidy}");
}

#[test]
fn a_dimension_that_no_table_has_is_said() {
    let report = Report::shipped("regional-comparison").unwrap();
    let page = report.fill(&region(), &Scope::new().indicator("ASYLUM_APPLICATIONS")).unwrap();
    let said: Vec<&str> = page.refusals().map(|(code, _)| code.id()).collect();
    assert!(said.contains(&"REP-014"), "{said:?}");
    let other = report.fill(&region(), &Scope::new().indicator("ASYLUM_APPLICATIONS").country("kz"));
    assert_eq!(other.unwrap_err().code(), rep::COUNTRY_NOT_THERE);
}

#[test]
fn rows_with_equal_figures_are_all_shown_and_it_says_so() {
    let citizenships = ["UKR", "AFG", "SYR", "IRN", "IRQ", "TUR", "RUS", "BLR", "UZB", "TJK", "KGZ", "GEO"];
    let table = citizenships.iter().enumerate().fold(
        begun("ASYLUM_APPLICATIONS", "PERSON_EVENTS", &["CITIZENSHIP"]).row(&["_T", "2023"], "129"),
        |table, (at, code)| table.row(&[*code, "2023"], if at < 11 { "11" } else { "8" }),
    );
    let region = Region::default().with("MD", "ASYLUM_APPLICATIONS", table);
    let report = Report::shipped("indicator").unwrap();
    let page = report.fill(&region, &Scope::new().indicator("ASYLUM_APPLICATIONS")).unwrap();
    let text = text(&page, Lang::En);
    assert!(text.contains("of 13 rows") && text.contains("Of rows with equal figures all are shown."), "{text}");
}

#[test]
fn a_sum_with_masked_parts_has_its_sign_and_its_note() {
    let text = text(&filled("asylum-overview", &Scope::new().country("KZ")), Lang::En);
    assert!(text.contains("≥ — at least") && text.contains("Some figures of a sum are suppressed"), "{text}");
}

#[test]
fn a_sum_of_masked_figures_is_masked() {
    let table = begun("ASYLUM_APPLICATIONS", "PERSON_EVENTS", &["CITIZENSHIP"])
        .row(&["UKR", "2022"], "*")
        .row(&["AFG", "2022"], "*")
        .row(&["UKR", "2023"], "12")
        .row(&["_T", "2023"], "*");
    let region = Region::default().with("MD", "ASYLUM_APPLICATIONS", table);
    let report = Report::shipped("asylum-overview").unwrap();
    let text = text(&report.fill(&region, &Scope::new()).unwrap(), Lang::En);
    let (_, all) = text.split_once("## Applications").unwrap();
    assert!(all.contains("| Republic of Moldova | \\* | \\* |"), "{all}");
    assert!(!all.contains("≥"), "{all}");
}
