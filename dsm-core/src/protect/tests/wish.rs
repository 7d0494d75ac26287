use super::super::{Decided, Holdings, Protection, Rule, Wishes};
use crate::{
    error::Error,
    measure::{Concept, Measure},
    table::{Axis, Membership, Table},
};
use std::sync::Arc;

fn year(rows: &[(&str, &str)]) -> Table {
    let begun = Table::builder(Measure::parse("cases:application:many", "flow").unwrap(), Concept::new("APPLICATIONS"))
        .axis(Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(true))
        .axis(Axis::time("TIME_PERIOD"));
    rows.iter().fold(begun, |table, (code, figure)| table.row(&[*code, "2024"], figure)).build().unwrap()
}

fn permits() -> Table {
    year(&[("AFG", "3"), ("IRN", "30"), ("SYR", "40"), ("UKR", "20"), ("_T", "93")])
}

fn of(code: &str) -> [(&str, &str); 1] {
    [("CITIZENSHIP", code)]
}

fn masked(wishes: Wishes) -> Vec<String> {
    let protection = Protection::by(Rule::default()).wishing(wishes);
    let pattern = protection.pattern(&permits(), &Holdings::none()).unwrap();
    pattern.cells().map(|key| key[0].to_string()).collect()
}

fn refused(protection: &Protection, table: &Table) -> (Error, Vec<String>) {
    let error = protection.decided(table, &Holdings::none()).unwrap_err();
    let findings = error.findings().iter().map(ToString::to_string).collect();
    (error, findings)
}

#[test]
fn what_is_wished_never_to_be_masked_stays_in_sight_and_what_is_preferred_goes_first() {
    assert_eq!(masked(Wishes::none()), ["AFG", "UKR"]);
    assert_eq!(masked(Wishes::none().never(&of("UKR"))), ["AFG", "IRN"]);
    assert_eq!(masked(Wishes::none().never(&of("UKR")).never(&of("IRN"))), ["AFG", "SYR"]);
    assert_eq!(masked(Wishes::none().prefer(&of("SYR"))), ["AFG", "SYR"]);
    assert_eq!(masked(Wishes::none().prefer(&of("_T"))), ["AFG", "_T"]);
    // Never is stronger.
    assert_eq!(masked(Wishes::none().prefer(&of("SYR")).never(&of("SYR"))), ["AFG", "UKR"]);
}

#[test]
fn wishes_that_leave_no_pattern_are_named_and_others_are_not() {
    let table = year(&[("AFG", "3"), ("SYR", "40"), ("UKR", "0"), ("_T", "43")]);
    let wishes = Wishes::none().never(&of("SYR")).never(&of("UKR")).never(&of("_T"));
    let (error, findings) = refused(&Protection::by(Rule::default()).wishing(wishes), &table);
    assert_eq!(error.code().id(), "SDC-035");
    let said = [
        "DSM-SDC-010 cell-not-protected at APPLICATIONS:AFG@2024",
        "DSM-SDC-036 wish-in-the-way (cells=CITIZENSHIP:SYR)",
        "DSM-SDC-036 wish-in-the-way (cells=CITIZENSHIP:_T)",
    ];
    assert_eq!(findings, said);
    // Without wishes nothing hides it: then they are not to blame.
    let held = Holdings::of(&year(&[("SYR", "40"), ("_T", "43")]));
    let protection = Protection::by(Rule::default()).wishing(Wishes::none().never(&of("UKR")));
    assert_eq!(protection.pattern(&table, &held).unwrap_err().code().id(), "SDC-005");
}

#[test]
fn a_wish_shows_nothing_that_has_to_be_masked() {
    for nothing_else in [false, true] {
        let protection = Protection::by(Rule::default()).wishing(Wishes::none().never(&of("AFG")));
        let protection = if nothing_else { protection.nothing_else() } else { protection };
        let (error, findings) = refused(&protection, &permits());
        assert_eq!(error.code().id(), "SDC-035");
        assert_eq!(findings, ["DSM-SDC-037 wish-against-mask (cells=CITIZENSHIP:AFG) at APPLICATIONS:AFG@2024"]);
    }
    // What was masked before too.
    let before = year(&[("AFG", "*"), ("SYR", "*"), ("UKR", "20"), ("_T", "93")]);
    let protection = Protection::by(Rule::default()).wishing(Wishes::none().never(&of("SYR")));
    assert_eq!(refused(&protection, &before).0.code().id(), "SDC-035");
}

#[test]
fn a_wish_about_no_cell_is_refused() {
    let wish = |axis, code| Protection::by(Rule::default()).wishing(Wishes::none().prefer(&[(axis, code)]));
    assert_eq!(refused(&wish("CITIZENSHIP", "XXX"), &permits()).0.code().id(), "SDC-038");
    assert_eq!(refused(&wish("NATIONALITY", "AFG"), &permits()).0.code().id(), "TAB-008");
}

#[test]
fn what_is_nearly_computable_refuses_a_release_that_masks_nothing_else() {
    let small = year(&[("AFG", "1"), ("IRN", "2"), ("SYR", "40"), ("_T", "43")]);
    let (error, findings) = refused(&Protection::by(Rule::default()).nothing_else(), &small);
    assert_eq!(error.code().id(), "SDC-001");
    assert!(findings.iter().filter(|one| one.contains("SDC-003")).count() == 2, "{findings:?}");
    assert!(findings.iter().any(|one| one.contains("SDC-004 mask-too at APPLICATIONS:SYR")), "{findings:?}");
}

#[test]
fn what_is_not_decided_is_released_only_where_the_owner_says_why() {
    // Whole tables of such figures are not looked for.
    let huge = year(&[
        ("AFG", "3"),
        ("IRN", "200000000000000000"),
        ("SYR", "300000000000000000"),
        ("UKR", "400000000000000000"),
        ("_T", "900000000000000003"),
    ]);
    for protection in
        [Protection::by(Rule::default()), Protection::by(Rule::default()).also(&["SYR", "2024"]).nothing_else()]
    {
        let (error, findings) = refused(&protection, &huge);
        assert_eq!(error.code().id(), "SDC-039");
        assert_eq!(findings[0], "DSM-SDC-040 cell-open at APPLICATIONS:AFG@2024");
        assert_eq!(refused(&protection.clone().accepting_open("  "), &huge).0.code().id(), "SDC-039");
        let said = protection.accepting_open("agreed on 3 March").decided(&huge, &Holdings::none()).unwrap();
        let Decided { pattern, open } = said;
        assert_eq!((pattern.len(), open.map(|(_, why)| why)), (2, Some(Arc::from("agreed on 3 March"))));
    }
    // Where all is decided nothing is accepted, whatever is said.
    let decided = Protection::by(Rule::default()).accepting_open("why").decided(&permits(), &Holdings::none()).unwrap();
    assert_eq!(decided.open, None);
}
