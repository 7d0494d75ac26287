use crate::region::{INDICATOR, Region, code, decisions, submit};
use dsm_core::{
    error::{Finding, codes},
    measure::Assume,
    workflow::{Release, Return, State, Submit, Verify, Withdraw},
};
use dsm_store::Query;

#[test]
fn figures_of_two_states_from_hand_to_hand() {
    let region = Region::of(&["KZ", "MD"]);
    let of_md = [("AFG", "2023", "14"), ("AFG", "2024", "3"), ("SYR", "2024", "12 [P]")];
    let of_kz = [("AFG", "2023", "20"), ("UKR", "2024", "7")];
    let about_md = Query::new(INDICATOR).country("MD");

    let id = region.take("submitter@md", submit(&of_md)).unwrap();
    assert_eq!(id.to_string(), "MD-2026-0001");
    assert_eq!(code(region.take("submitter@md", Verify::new(&id))), codes::acc::ROLE_MISSING);
    assert_eq!(code(region.take("verifier@kz", Verify::new(&id))), codes::acc::OTHER_STATE);
    assert_eq!(code(region.take("releaser@md", Release::new(&id))), codes::wfl::STATE_WRONG);
    // The verifier sees what is to be verified; the analyst of the same State does not yet.
    assert_eq!(*region.view("verifier@md", &Query::submission(&id)).unwrap(), decisions(&of_md));
    assert_eq!(code(region.view("analyst@md", &Query::submission(&id))), codes::acc::ROLE_MISSING);
    assert_eq!(code(region.view("analyst@md", &about_md)), codes::acc::NOT_AVAILABLE);
    region.take("verifier@md", Verify::new(&id)).unwrap();
    region.take("releaser@md", Release::new(&id)).unwrap();

    // The own State sees it; the other has to release its own first.
    assert_eq!(*region.view("analyst@md", &about_md).unwrap(), decisions(&of_md));
    assert_eq!(code(region.view("analyst@kz", &about_md)), codes::acc::NOT_CONTRIBUTED);
    region.release("kz", submit(&of_kz));
    let seen = region.view("analyst@kz", &about_md).unwrap();
    assert_eq!(*seen, decisions(&of_md));
    assert_eq!(seen.sum(&["CITIZENSHIP"], &Assume::nothing()).unwrap().at(&["2024"]).unwrap().to_string(), "15");
    assert_eq!(code(region.view("", &about_md)), codes::acc::NOT_PUBLIC);
    assert_eq!(code(region.view("administrator@dsm", &about_md)), codes::acc::ROLE_MISSING);

    // Both States in one table.
    let both = region.view("analyst@kz", &Query::new(INDICATOR)).unwrap();
    let axes: Vec<&str> = both.axes().iter().map(|axis| axis.id()).collect();
    assert_eq!(axes, ["REF_AREA", "CITIZENSHIP", "TIME_PERIOD"]);
    assert_eq!(both.len(), of_md.len() + of_kz.len());
    assert_eq!(both.at(&["MD", "AFG", "2024"]).unwrap().to_string(), "3");
    assert_eq!(both.status_at(&["MD", "SYR", "2024"]).unwrap().to_string(), "P");
    region.verifies();
}

#[test]
fn who_submitted_cannot_verify_whatever_the_roles() {
    use dsm_core::workflow::AddUser;
    let region = Region::of(&["MD"]);
    region.take("administrator@md", AddUser::new("both@md", &["data-submitter", "data-verifier"])).unwrap();
    let id = region.take("both@md", submit(&[("AFG", "2024", "3")])).unwrap();
    assert_eq!(code(region.take("both@md", Verify::new(&id))), codes::wfl::FOUR_EYES);
    region.take("verifier@md", Verify::new(&id)).unwrap();
    region.verifies();
}

#[test]
fn what_is_refused_leaves_the_mechanism_as_it_was() {
    let region = Region::of(&["MD"]);
    let before = region.mechanism.verify_history(None).unwrap();
    let grave = Finding::new(codes::tab::NEGATIVE_COUNT);
    let refused = region.take("submitter@md", submit(&[("AFG", "2024", "3")]).findings(vec![grave]));
    assert_eq!(code(refused), codes::wfl::FINDINGS_BLOCK);
    let unknown = region.take("submitter@md", Submit::new("NO_SUCH", decisions(&[("AFG", "2024", "3")])));
    assert_eq!(code(unknown), codes::wfl::INDICATOR_UNKNOWN);
    assert_eq!(region.mechanism.verify_history(None).unwrap(), before);
    assert!(region.session("submitter@md").submissions().unwrap().is_empty());
}

#[test]
fn files_are_kept_byte_for_byte() {
    let region = Region::of(&["KZ", "MD"]);
    let bytes = b"CITIZENSHIP;2024\r\n\xc0\xf4\xe3;3\0\r\n";
    let id = region.take("submitter@md", submit(&[("AFG", "2024", "3")]).file("Форма.csv", bytes)).unwrap();
    let kept = region.session("verifier@md").submission(&id).unwrap().received().cloned().unwrap();
    assert_eq!((&*kept.name, &*kept.bytes), ("Форма.csv", &bytes[..]));
    for who in ["analyst@md", "verifier@kz", "administrator@dsm"] {
        assert_eq!(code(region.session(who).submission(&id)).kind(), dsm_core::error::Kind::Denied);
    }
    let without = region.take("submitter@md", submit(&[("AFG", "2024", "3")])).unwrap();
    assert_eq!(region.session("verifier@md").submission(&without).unwrap().received(), None);
}

#[test]
fn returned_withdrawn_and_revised() {
    let region = Region::of(&["MD"]);
    let query = Query::new(INDICATOR).country("MD");
    let first = region.take("submitter@md", submit(&[("AFG", "2024", "30")])).unwrap();
    region.take("verifier@md", Return::new(&first, "Thirty, where last year had three?")).unwrap();
    let second = region.release("md", submit(&[("AFG", "2024", "4")]));
    let revision = submit(&[("AFG", "2024", "3")]).revising(&second, "One decision was entered twice");
    let third = region.release("md", revision);
    assert_eq!(*region.view("analyst@md", &query).unwrap(), decisions(&[("AFG", "2024", "3")]));
    region.take("releaser@md", Withdraw::as_wrong(&third, "Wrong year")).unwrap();
    assert_eq!(code(region.view("analyst@md", &query)), codes::acc::NOT_AVAILABLE);

    let session = region.session("submitter@md");
    let states: Vec<State> = session.submissions().unwrap().iter().map(|listed| listed.state).collect();
    assert_eq!(states, [State::Returned, State::Superseded, State::Withdrawn]);
    let history = session.history().unwrap();
    let told: Vec<(&str, &str)> = history.iter().map(|entry| (&*entry.what, &*entry.subject)).collect();
    let steps = [
        ("submitted", "MD-2026-0001"),
        ("returned", "MD-2026-0001"),
        ("submitted", "MD-2026-0002"),
        ("verified", "MD-2026-0002"),
        ("released", "MD-2026-0002"),
        ("submitted", "MD-2026-0003"),
        ("verified", "MD-2026-0003"),
        ("superseded", "MD-2026-0002"),
        ("released", "MD-2026-0003"),
        ("withdrawn", "MD-2026-0003"),
    ];
    assert_eq!(told[told.len() - steps.len()..], steps);
    let last = history.last().unwrap();
    assert_eq!((&*last.who, last.reason.as_deref()), ("releaser@md", Some("Wrong year")));
    assert_eq!(&*last.proof, "asserted-by-host");
    assert!(history.windows(2).all(|pair| pair[0].at <= pair[1].at && pair[0].number + 1 == pair[1].number));
    // Who may not inspect is told of releases only.
    let releases = region.session("analyst@md").history().unwrap();
    assert_eq!(
        releases.iter().map(|e| &*e.what).collect::<Vec<_>>(),
        ["released", "superseded", "released", "withdrawn"]
    );
    region.verifies();
}

#[test]
fn numbers_are_of_the_state_and_year() {
    let region = Region::of(&["KZ", "MD"]);
    let number = |who: &str| region.take(who, submit(&[("AFG", "2024", "3")])).unwrap().to_string();
    assert_eq!(number("submitter@md"), "MD-2026-0001");
    assert_eq!(number("submitter@kz"), "KZ-2026-0001");
    assert_eq!(number("submitter@md"), "MD-2026-0002");
    region.clock.set("2027-01-02T08:00");
    assert_eq!(number("submitter@md"), "MD-2027-0001");
    region.verifies();
}
