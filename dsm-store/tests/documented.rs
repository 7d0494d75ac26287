use crate::region::{INDICATOR, Region, code, decisions, submit};
use dsm_core::{
    access::{Audience, Opening},
    catalogue::{Indicator, Statement},
    documentation::Documentation,
    error::{At, Place, codes},
    text::Lang,
    time::Day,
    workflow::{DeclareIndicator, Document, OpenTo, Submit},
};
use std::sync::Arc;

/// What MD says of its decisions from a year on.
fn said(year: &str, agency: &str) -> Document {
    let from = Day::parse(&format!("{year}-01-01")).unwrap();
    let begun = Documentation::new("MD", INDICATOR).unwrap().valid(Some(from), None).unwrap();
    Document::new(begun.say("AGENCY", Lang::En, agency).unwrap().answer("UNIT", "CASES").unwrap())
}

fn agencies(region: &Region, who: &str) -> Vec<String> {
    let session = if who.is_empty() { region.mechanism.public().unwrap() } else { region.session(who) };
    let all = session.documentation("MD", INDICATOR).unwrap();
    all.iter().map(|one| one.text("AGENCY").unwrap().in_lang(Lang::En).to_owned()).collect()
}

#[test]
fn a_state_says_what_its_figures_are_and_history_keeps_all_of_it() {
    let region = Region::of(&["KZ", "MD"]);
    region.take("submitter@md", said("2020", "Bureau")).unwrap();
    region.take("submitter@md", said("2024", "Inspectorate")).unwrap();
    // Corrected: it replaces what is valid from the same day, and the history keeps both.
    region.take("submitter@md", said("2024", "General Inspectorate")).unwrap();
    assert_eq!(agencies(&region, "analyst@md"), ["Bureau", "General Inspectorate"]);
    let history = region.session("submitter@md").history().unwrap();
    assert_eq!(history.iter().filter(|entry| &*entry.what == "documented" && &*entry.subject == INDICATOR).count(), 3);
    region.verifies();
    // Only who submits for the State, and only of an indicator that there is.
    assert_eq!(code(region.take("analyst@md", said("2024", "X"))), codes::acc::ROLE_MISSING);
    assert_eq!(code(region.take("submitter@kz", said("2024", "X"))), codes::acc::OTHER_STATE);
    let other = Document::new(Documentation::new("MD", "SHOE_SIZES").unwrap());
    assert_eq!(code(region.take("submitter@md", other)), codes::wfl::INDICATOR_UNKNOWN);
    assert_eq!(agencies(&region, "analyst@md").len(), 2);
}

#[test]
fn whoever_may_see_no_figures_is_told_of_no_documentation() {
    let region = Region::of(&["KZ", "MD", "TJ"]);
    region.take("submitter@md", said("2020", "Bureau")).unwrap();
    region.take("submitter@md", said("2025", "Inspectorate")).unwrap();
    for who in ["analyst@kz", "administrator@kz", "administrator@dsm", ""] {
        assert!(agencies(&region, who).is_empty(), "{who}");
    }
    // Released, but KZ has delivered nothing itself; then it has.
    region.release("md", submit(&[("AFG", "2024", "3")]));
    assert!(agencies(&region, "analyst@kz").is_empty());
    region.release("kz", submit(&[("AFG", "2024", "1")]));
    // What is valid from 2025 on is about figures that nobody has seen.
    assert_eq!(agencies(&region, "analyst@kz"), ["Bureau"]);
    assert!(agencies(&region, "analyst@tj").is_empty() && agencies(&region, "").is_empty());
    // Opened for one year to TJ: what is said of that year, and no more.
    let opening = Opening::new("MD", INDICATOR, Audience::States([Arc::from("TJ")].into()));
    region.take("administrator@md", OpenTo::new(opening)).unwrap();
    assert_eq!(agencies(&region, "analyst@tj"), ["Bureau"]);
    region.release("md", submit(&[("AFG", "2025", "3")]));
    assert_eq!(agencies(&region, "analyst@tj"), ["Bureau", "Inspectorate"]);
}

/// A file of an indicator that no preset has.
fn returns(version: &str) -> Vec<Statement> {
    let lines = [
        ("format", "dsm-indicators/1"),
        ("id", "RETURNS"),
        ("version", version),
        ("name.en", "Returns"),
        ("name.ru", "Возвращения"),
        ("definition.en", "Persons returned"),
        ("definition.ru", "Возвращённые лица"),
        ("source", "a test"),
        ("concept.id", "RETURN"),
        ("measure.unit", "cases:decision:many"),
        ("measure.temporality", "flow"),
        ("units.CASES", "cases:decision:many"),
    ];
    lines.iter().map(|(path, text)| Statement::new(path, text, Place::new("own.toml", At::Whole))).collect()
}

#[test]
fn an_indicator_of_ones_own_is_kept_with_what_it_is() {
    let region = Region::of(&["MD"]);
    let declare = |version: &str| DeclareIndicator::new("RETURNS").defined(&returns(version));
    assert_eq!(code(region.take("administrator@md", declare("1.0"))), codes::acc::OTHER_STATE);
    region.take("administrator@dsm", declare("1.0")).unwrap();
    region.take("administrator@dsm", declare("1.1")).unwrap();
    // Other terms alone leave what it is as it was.
    region.take("administrator@dsm", DeclareIndicator::new("RETURNS")).unwrap();
    let catalogue = region.session("analyst@md").catalogue().unwrap();
    let versions: Vec<&str> = catalogue.iter().filter(|i| i.id() == "RETURNS").map(Indicator::version).collect();
    assert_eq!((versions, catalogue.iter().count()), (vec!["1.1"], 8));
    assert!(!catalogue.identities().is_empty());
    region.release("md", Submit::new("RETURNS", decisions(&[("AFG", "2024", "3")])));
    region.verifies();
    // A file of another indicator under this id, and one that cannot be read.
    let other = DeclareIndicator::new("EXPULSIONS").defined(&returns("1.0"));
    assert_eq!(code(region.take("administrator@dsm", other)), codes::wfl::NAME_UNREADABLE);
    let broken = DeclareIndicator::new("RETURNS").defined(&returns("1.0")[..3]);
    assert_eq!(code(region.take("administrator@dsm", broken)), codes::cat::FILE_REFUSED);
    assert_eq!(region.mechanism.preset().unwrap().as_ref(), "dsm");
}

#[test]
fn changed_documentation_and_definitions_are_found() {
    for (statements, subject) in [
        ("UPDATE documentation SET body = replace(body, 'Bureau', 'Office')", "documentation"),
        ("DELETE FROM documentation", "documentation"),
        ("UPDATE indicator SET definition = replace(definition, '1.0', '2.0')", "indicators"),
    ] {
        let region = Region::of(&["MD"]);
        region.take("submitter@md", said("2020", "Bureau")).unwrap();
        region.take("administrator@dsm", DeclareIndicator::new("RETURNS").defined(&returns("1.0"))).unwrap();
        region.verifies();
        rusqlite::Connection::open(region.mechanism.path()).unwrap().execute_batch(statements).unwrap();
        let error = region.mechanism.verify_history(None).unwrap_err();
        assert_eq!(error.code(), codes::sto::CONTENT_DIFFERS, "{statements}");
        assert_eq!(error.args().named("subject").unwrap().to_string(), subject);
    }
}
