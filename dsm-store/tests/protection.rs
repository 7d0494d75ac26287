use crate::region::{INDICATOR, Region, code, decisions, submit};
use dsm_core::{
    error::codes::{acc, sdc},
    measure::{Assume, Concept, Measure},
    protect::{Protection, Rule, Wishes, Zeros},
    table::{Axis, Membership, Table},
    workflow::{Release, SubmissionId, Submit, Verify, Withdraw},
};
use dsm_store::Query;

/// Seven cells of a year and their total; the small one and what has to hide it are known by their figures.
const ROWS: &[(&str, &str, &str)] = &[
    ("AFG", "2024", "3"),
    ("IRN", "2024", "9176543"),
    ("SYR", "2024", "9876543"),
    ("UKR", "2024", "0"),
    ("_T", "2024", "19053089"),
];

fn verified(region: &Region, state: &str, submit: Submit) -> SubmissionId {
    let id = region.take(&format!("submitter@{state}"), submit).unwrap();
    region.take(&format!("verifier@{state}"), Verify::new(&id)).unwrap();
    id
}

fn released(region: &Region, state: &str, submit: Submit) -> SubmissionId {
    let id = verified(region, state, submit);
    let step = Release::new(&id).protected(Protection::by(Rule::default()));
    region.take(&format!("releaser@{state}"), step).unwrap();
    id
}

/// Everything that an answer is made of, as text.
fn bytes(view: &dsm_core::table::View) -> String {
    let rows: Vec<String> = view.rows().map(|row| format!("{row:?} {}", row.cell)).collect();
    let sum = view.sum(&["CITIZENSHIP"], &Assume::nothing()).map(|t| format!("{:?}", t.rows().collect::<Vec<_>>()));
    format!("{rows:?} {sum:?} {:?} {view:?}", view.notes())
}

#[test]
fn another_state_sees_the_masks_and_nothing_behind_them() {
    let region = Region::of(&["KZ", "MD"]);
    let id = released(&region, "md", submit(ROWS));
    region.release("kz", submit(&[("AFG", "2024", "8")]));
    for reader in ["analyst@kz", "analyst@md"] {
        let view = region.view(reader, &Query::new(INDICATOR).country("MD")).unwrap();
        assert_eq!(view.at(&["AFG", "2024"]).unwrap().to_string(), "*");
        // The least of the others hides it; zeros stay in sight, and the total.
        assert_eq!(view.at(&["IRN", "2024"]).unwrap().to_string(), "*");
        assert_eq!(view.at(&["UKR", "2024"]).unwrap().to_string(), "0");
        assert_eq!(view.at(&["_T", "2024"]).unwrap().to_string(), "19053089");
        assert!(!view.holds_concealed() && !bytes(&view).contains("9176543"), "{}", bytes(&view));
        let mut out = Vec::new();
        dsm_core::exchange::csv::write(&view, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(!text.contains("9176543"));
        let signs: Vec<&str> = text.lines().filter(|line| line.contains("AFG") || line.contains("IRN")).collect();
        assert!(signs.iter().all(|line| line.contains(",Q")), "{text}");
    }
    // Both States together: a masked cell is anything from zero on.
    let both = region.view("analyst@kz", &Query::new(INDICATOR)).unwrap();
    let sum = both.sum(&["REF_AREA"], &Assume::nothing()).unwrap();
    assert_eq!(sum.at(&["KZ+MD", "AFG", "2024"]).unwrap().to_string(), "8..");
    assert!(!bytes(&both).contains("9176543"));
    // Who may inspect the own State's figures finds them in the submission; nobody else does.
    let own = region.view("verifier@md", &Query::submission(&id)).unwrap();
    assert_eq!(own.at(&["AFG", "2024"]).unwrap().to_string(), "3");
    assert_eq!(code(region.view("analyst@md", &Query::submission(&id))), acc::ROLE_MISSING);
    assert_eq!(code(region.view("verifier@kz", &Query::submission(&id))), acc::OTHER_STATE);
    region.verifies();
}

/// Two truths that publish the same are the same to others.
#[test]
fn what_is_masked_makes_no_difference() {
    let answer = |small: &str, hiding: &str, position: usize| {
        let region = Region::of(&["KZ", "MD"]);
        let mut rows = ROWS.to_vec();
        (rows[0].2, rows[1].2) = (small, hiding);
        released(&region, "md", submit(&rows));
        region.release("kz", submit(&[("AFG", "2024", "8")]));
        let view = region.view(["analyst@kz", "verifier@kz"][position], &Query::new(INDICATOR)).unwrap();
        bytes(&view)
    };
    assert_eq!(answer("3", "9176543", 0), answer("1", "9176545", 0));
    assert_eq!(answer("3", "9176543", 1), answer("2", "9176544", 1));
}

#[test]
fn a_release_that_tells_its_masks_is_refused_and_changes_nothing() {
    let region = Region::of(&["MD"]);
    let id = verified(&region, "md", submit(ROWS));
    let before = region.mechanism.verify_history(None).unwrap();
    let naive = || Release::new(&id).protected(Protection::by(Rule::default()).nothing_else());
    let refused = region.take("releaser@md", naive()).unwrap_err();
    assert_eq!(refused.code(), sdc::MASKS_COMPUTABLE);
    let said: Vec<String> = refused.findings().iter().map(ToString::to_string).collect();
    let told = "DSM-SDC-002 cell-computable (axes=CITIZENSHIP, total=_T, 2024) at DECISION:AFG@2024";
    assert_eq!(said, [told, "DSM-SDC-004 mask-too at DECISION:IRN@2024"]);
    assert_eq!(region.mechanism.verify_history(None).unwrap(), before);
    assert!(region.view("analyst@md", &Query::new(INDICATOR)).is_err());
    // A State's own mask is held to the same.
    let own: Vec<_> = ROWS.iter().map(|(c, y, f)| (*c, *y, if *f == "3" { "*" } else { *f })).collect();
    let masked = verified(&region, "md", submit(&own));
    assert_eq!(code(region.take("releaser@md", Release::new(&masked))), sdc::MASKS_COMPUTABLE);
    // The way out that was named is one.
    let named = Protection::by(Rule::default()).also(&["IRN", "2024"]).nothing_else();
    region.take("releaser@md", Release::new(&id).protected(named)).unwrap();
    region.verifies();
}

#[test]
fn what_is_not_decided_is_released_with_the_owners_reason_on_record() {
    let region = Region::of(&["KZ", "MD"]);
    let huge = [
        ("AFG", "2024", "3"),
        ("IRN", "2024", "200000000000000000"),
        ("SYR", "2024", "300000000000000000"),
        ("_T", "2024", "500000000000000003"),
    ];
    let id = verified(&region, "md", submit(&huge));
    let before = region.mechanism.verify_history(None).unwrap();
    let by = || Protection::by(Rule::default());
    let refused = region.take("releaser@md", Release::new(&id).protected(by())).unwrap_err();
    assert_eq!(refused.code(), sdc::OPEN_NOT_ACCEPTED);
    assert_eq!(region.mechanism.verify_history(None).unwrap(), before);
    let accepted = Release::new(&id).protected(by().accepting_open("Agreed with the office on 3 March"));
    region.take("releaser@md", accepted).unwrap();
    region.verifies();
    // The reason is the own State's.
    let told = |who: &str| region.session(who).history().map(|all| format!("{all:?}")).unwrap_or_default();
    assert!(told("releaser@md").contains("Agreed with the office on 3 March"));
    assert!(!told("releaser@kz").contains("Agreed"));
}

#[test]
fn wishes_of_a_release_are_kept_to_or_refused() {
    let region = Region::of(&["MD"]);
    let id = verified(&region, "md", submit(ROWS));
    let wishing = |codes: &[&str]| {
        let wishes = codes.iter().fold(Wishes::none(), |all, code| all.never(&[("CITIZENSHIP", code)]));
        Release::new(&id).protected(Protection::by(Rule::default()).wishing(wishes))
    };
    let refused = region.take("releaser@md", wishing(&["IRN", "SYR", "_T"])).unwrap_err();
    assert_eq!(refused.code(), sdc::WISHES_INFEASIBLE);
    region.take("releaser@md", wishing(&["IRN"])).unwrap();
    let view = region.view("analyst@md", &Query::new(INDICATOR)).unwrap();
    assert_eq!(view.at(&["IRN", "2024"]).unwrap().to_string(), "9176543");
    assert_eq!(view.at(&["SYR", "2024"]).unwrap().to_string(), "*");
}

#[test]
fn without_a_rule_nothing_is_masked() {
    let region = Region::of(&["MD"]);
    region.release("md", submit(ROWS));
    assert_eq!(*region.view("analyst@md", &Query::new(INDICATOR)).unwrap(), decisions(ROWS));
}

#[test]
fn a_masked_cell_stays_masked_when_it_is_revised() {
    let region = Region::of(&["MD"]);
    let first = released(&region, "md", submit(ROWS));
    let mut rows = ROWS.to_vec();
    (rows[0].2, rows[4].2) = ("40", "19053126");
    // Without a word about protection the rule of the first release holds, and 40 stays hidden where 3 was.
    let second = verified(&region, "md", submit(&rows).revising(&first, "Late forms came in"));
    region.take("releaser@md", Release::new(&second)).unwrap();
    let view = region.view("analyst@md", &Query::new(INDICATOR)).unwrap();
    assert_eq!(view.at(&["AFG", "2024"]).unwrap().to_string(), "*");
    assert_eq!(view.at(&["IRN", "2024"]).unwrap().to_string(), "*");
    assert!(!bytes(&view).contains("9176543"));
    region.verifies();
}

#[test]
fn what_was_shown_hides_nothing() {
    let region = Region::of(&["MD"]);
    // First everything is shown.
    let first = region.release("md", submit(&[("AFG", "2024", "7"), ("SYR", "2024", "60"), ("_T", "2024", "69")]));
    let revised = &[("AFG", "2024", "7"), ("SYR", "2024", "60"), ("UKR", "2024", "2"), ("_T", "2024", "69")];
    let second = verified(&region, "md", submit(revised).revising(&first, "Two were not listed"));
    // UKR is new and small; of the others everybody holds figures, so that only the total or they could hide it: none can.
    let step = Release::new(&second).protected(Protection::by(Rule::default()));
    let refused = region.take("releaser@md", step).unwrap_err();
    assert_eq!(refused.code(), sdc::NO_PATTERN);
    // The cell, and the table that tells it.
    let rules: Vec<_> = refused.findings().iter().map(|finding| finding.rule()).collect();
    assert_eq!(rules, [sdc::CELL_NOT_PROTECTED, sdc::TOLD_BESIDE]);
    region.verifies();
}

#[test]
fn a_masked_figure_is_not_given_to_others() {
    use dsm_core::access::{Mode, Reciprocity};
    let region = Region::of(&["KZ", "MD"]);
    let mut terms = Reciprocity::per(Mode::Indicator);
    terms.least_figures = 60;
    region.take("administrator@dsm", dsm_core::workflow::DeclareIndicator::new(INDICATOR).under(terms)).unwrap();
    region.release("kz", submit(&[("AFG", "2024", "8")]));
    let all_small = &[("AFG", "2024", "3"), ("SYR", "2024", "4"), ("_T", "2024", "70"), ("UKR", "2024", "63")];
    let id = verified(&region, "md", submit(all_small));
    region.take("releaser@md", Release::new(&id).protected(Protection::by(Rule::default()))).unwrap();
    // Half of it is masked: less than the terms ask for.
    assert_eq!(code(region.view("analyst@md", &Query::new(INDICATOR).country("KZ"))), acc::CONTRIBUTION_NARROWER);
    region.take("releaser@md", Withdraw::as_wrong(&id, "Released anew with a lower threshold")).unwrap();
    region.verifies();
}

#[test]
fn masks_that_were_changed_are_found() {
    let region = Region::of(&["MD"]);
    released(&region, "md", submit(ROWS));
    let raw = rusqlite::Connection::open(region.mechanism.path()).unwrap();
    raw.execute("DELETE FROM protection", []).unwrap_err();
    raw.execute_batch("DROP TRIGGER protection_is_kept; DELETE FROM protection").unwrap();
    drop(raw);
    assert!(region.mechanism.verify_history(None).is_err());
}

/// Sexes and citizenships with all totals: every total is held against every mask.
#[test]
fn several_axes_are_protected_at_once() {
    let region = Region::of(&["MD"]);
    let axis = |id: &str| Axis::category(id).membership(Membership::AtEvent).exhaustive(true);
    let mut builder = Table::builder(Measure::parse("cases:decision:many", "flow").unwrap(), Concept::new("DECISION"))
        .axis(axis("CITIZENSHIP"))
        .axis(axis("SEX"))
        .axis(Axis::time("TIME_PERIOD"));
    let inner = [("AFG", [2, 21]), ("SYR", [30, 45]), ("UKR", [17, 8])];
    for (citizenship, [women, men]) in inner {
        for (sex, figure) in [("F", women), ("M", men), ("_T", women + men)] {
            builder = builder.row(&[citizenship, sex, "2024"], &figure.to_string());
        }
    }
    for (sex, figure) in [("F", 49), ("M", 74), ("_T", 123)] {
        builder = builder.row(&["_T", sex, "2024"], &figure.to_string());
    }
    let id = verified(&region, "md", Submit::new(INDICATOR, builder.build().unwrap()));
    let rule = Rule::below(5).unwrap().zeros(Zeros::Maskable);
    region.take("releaser@md", Release::new(&id).protected(Protection::by(rule))).unwrap();
    let view = region.view("analyst@md", &Query::new(INDICATOR)).unwrap();
    let masked: Vec<String> =
        view.rows().filter(|row| row.cell.to_string() == "*").map(|row| row.key[..2].join(".")).collect();
    assert_eq!(masked, ["AFG.F", "AFG.M", "UKR.F", "UKR.M"]);
}
