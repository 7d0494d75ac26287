//! Reports of a mechanism: two readers are given what each of them may see, and nothing tells them of the rest.

use crate::region::{INDICATOR, Region, code, decisions, submit};
use dsm_core::{
    access::{Audience, Opening, Slice},
    error::codes::{acc, rep},
    protect::{Protection, Rule},
    report::{Form, Report, Scope},
    text::Lang,
    time::Moment,
    workflow::{OpenTo, Release, Submit, Verify, Withdraw},
};

/// Figures that are found again wherever they stand.
const OF_KAZAKHSTAN: &[(&str, &str, &str)] = &[("AFG", "2024", "9176543"), ("UKR", "2024", "8265431")];
const OF_MOLDOVA: &[(&str, &str, &str)] = &[("AFG", "2024", "120"), ("UKR", "2024", "3708")];

/// Moldova and Kazakhstan have released, Tajikistan has not; or Kazakhstan has not either.
fn region(kazakhstan: bool) -> Region {
    let region = Region::of(&["KZ", "MD", "TJ"]);
    if kazakhstan {
        region.release("kz", submit(OF_KAZAKHSTAN));
    }
    region.release("md", submit(OF_MOLDOVA));
    region
}

fn report(region: &Region, who: &str, form: Form) -> String {
    let report = Report::shipped("indicator").unwrap();
    let session = if who.is_empty() { region.mechanism.public().unwrap() } else { region.session(who) };
    let page = dsm_store::report(&session, &report, &Scope::new().indicator(INDICATOR), None).unwrap();
    let mut bytes = Vec::new();
    form.write(&page, Lang::En, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

const FORMS: [Form; 4] = [Form::Html, Form::Markdown, Form::Tidy, Form::Shown];

#[test]
fn two_readers_differ_in_exactly_what_they_may_see() {
    let region = region(true);
    // Who contributed sees both States; who did not sees neither.
    let (moldova, tajikistan) = ("analyst@md", "analyst@tj");
    let of = |who: &str| -> Vec<String> { report(&region, who, Form::Tidy).lines().map(str::to_owned).collect() };
    let (seen, not) = (of(moldova), of(tajikistan));
    assert!(seen.iter().any(|row| row.contains("9176543")) && seen.iter().any(|row| row.contains("3708")), "{seen:?}");
    assert_eq!(not, ["SECTION"]);
    for form in FORMS {
        let (seen, not) = (report(&region, moldova, form), report(&region, tajikistan, form));
        for figure in ["9176543", "9,176,543", "9\u{a0}176\u{a0}543"] {
            assert!(!not.contains(figure), "{form:?}");
        }
        assert!(seen.contains("9176543") || seen.contains("9,176,543"), "{form:?}");
    }
    // Kazakhstan opens to nobody but those who contribute: Moldova before and after it released its own.
    let rows = |figures: &str| seen.iter().filter(|row| row.contains(figures)).count();
    assert_eq!((rows(",KZ,"), rows(",MD,")), (3, 3), "{seen:?}");
}

#[test]
fn what_a_reader_may_not_see_changes_no_byte() {
    // Tajikistan cannot tell whether Kazakhstan has released; nor can the public.
    for who in ["analyst@tj", ""] {
        for form in FORMS {
            let at_one_moment = |region: Region| {
                region.clock.set("2026-12-01T08:00");
                report(&region, who, form)
            };
            let [with, without] = [true, false].map(|kazakhstan| at_one_moment(region(kazakhstan)));
            assert!(with == without, "{who} {form:?}");
        }
    }
}

#[test]
fn masks_are_those_of_the_release() {
    let region = region(false);
    let id =
        region.take("submitter@kz", submit(&[("AFG", "2024", "3"), ("UKR", "2024", "9176543"), ("IRN", "2024", "44")]));
    let id = id.unwrap();
    region.take("verifier@kz", Verify::new(&id)).unwrap();
    region.take("releaser@kz", Release::new(&id).protected(Protection::by(Rule::default()))).unwrap();
    for who in ["analyst@md", "analyst@kz"] {
        let text = report(&region, who, Form::Markdown);
        assert!(text.contains("| Kazakhstan | Afghanistan | \\* |"), "{who}");
        assert!(!report(&region, who, Form::Html).contains(",AFG,2024,3,"));
    }
}

#[test]
fn as_of_a_moment_it_is_what_stood_then_and_not_of_a_moment_to_come() {
    let region = region(true);
    let report = Report::shipped("indicator").unwrap();
    let scope = Scope::new().indicator(INDICATOR);
    let at = |moment: &str| {
        let page =
            dsm_store::report(&region.session("analyst@md"), &report, &scope, Some(Moment::parse(moment).unwrap()));
        page.map(|page| {
            let mut bytes = Vec::new();
            Form::Tidy.write(&page, Lang::En, &mut bytes).unwrap();
            String::from_utf8(bytes).unwrap()
        })
    };
    assert_eq!(at("2001-01-01").unwrap(), "SECTION\n");
    assert_eq!(code(at("2999-01-01")), acc::MOMENT_TO_COME);
    let nothing = dsm_store::report(&region.session("analyst@md"), &report, &Scope::new(), None);
    assert_eq!(code(nothing), rep::REPORT_NEEDS);
}

#[test]
fn what_was_withdrawn_is_not_there() {
    let region = region(false);
    let id = region.take("submitter@kz", Submit::new(INDICATOR, decisions(OF_KAZAKHSTAN))).unwrap();
    region.take("verifier@kz", Verify::new(&id)).unwrap();
    region.take("releaser@kz", Release::new(&id)).unwrap();
    assert!(report(&region, "analyst@md", Form::Tidy).contains("9176543"));
    region.take("releaser@kz", Withdraw::as_wrong(&id, "counted twice")).unwrap();
    assert!(!report(&region, "analyst@md", Form::Html).contains("9176543"));
}

#[test]
fn a_right_to_some_codes_gives_these_and_says_that_they_are_not_all() {
    let region = region(false);
    let part = Slice::everything().codes("CITIZENSHIP", &["AFG"]);
    let opening = Opening::new("MD", INDICATOR, Audience::Participants).part(part);
    assert_eq!(report(&region, "analyst@tj", Form::Tidy), "SECTION\n");
    region.take("administrator@md", OpenTo::new(opening)).unwrap();
    let tidy = report(&region, "analyst@tj", Form::Tidy);
    assert!(tidy.contains("\n2,MD,2024,120,,,A,") && tidy.contains(",AFG\n"), "{tidy}");
    assert!(!tidy.contains("3708") && !tidy.contains("UKR") && !tidy.contains("3828"), "{tidy}");
    // What the others come to is not known: the sum is at least what is seen.
    let text = report(&region, "analyst@tj", Form::Markdown);
    assert!(text.contains("| Republic of Moldova | ≥\u{a0}120 i |"), "{text}");
    assert!(text.contains("≥ — at least"), "{text}");
}
