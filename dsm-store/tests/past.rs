//! As of a moment: the figures of then to the rights of today.

use crate::region::{Folder, INDICATOR, Region, code, decisions, submit};
use dsm_core::{
    access::{Audience, Opening},
    error::{Custody, codes, codes::acc},
    measure::{Concept, Measure},
    protect::{Protection, Rule},
    table::{Absent, Axis, Membership, Table, View},
    time::Moment,
    workflow::{AddCountry, CloseTo, OpenTo, Release, SubmissionId, Submit, Verify, Withdraw},
};
use dsm_store::{Mechanism, Query};

fn on(day: &str) -> Moment {
    Moment::as_of(day).unwrap()
}

fn as_of(day: &str) -> Query {
    Query::new(INDICATOR).as_of(on(day))
}

fn before(moment: Moment) -> Moment {
    Moment::from_seconds(moment.seconds() - 1).unwrap()
}

fn cells(view: &View) -> Vec<String> {
    view.rows().map(|row| format!("{}={}", row.key.join("."), row.cell)).collect()
}

/// Released with small figures masked.
fn masked(region: &Region, submit: Submit) -> SubmissionId {
    let id = region.take("submitter@md", submit).unwrap();
    region.take("verifier@md", Verify::new(&id)).unwrap();
    region.take("releaser@md", Release::new(&id).protected(Protection::by(Rule::default()))).unwrap();
    id
}

/// One of several releases, each in a month of its own: January 30, March 31 as a revision.
fn revised() -> (Region, SubmissionId, SubmissionId) {
    let region = Region::of(&["KZ", "MD"]);
    region.clock.set("2027-01-10T08:00");
    let first = region.release("md", submit(&[("AFG", "2023", "30")]));
    region.release("kz", submit(&[("AFG", "2023", "8")]));
    region.clock.set("2027-03-10T08:00");
    let second = region.release("md", submit(&[("AFG", "2023", "31")]).revising(&first, "A late form came in"));
    region.clock.set("2027-06-10T08:00");
    (region, first, second)
}

#[test]
fn a_revision_is_shown_from_when_it_was_released() {
    let (region, ..) = revised();
    for reader in ["analyst@md", "analyst@kz"] {
        let seen = |day: &str| region.view(reader, &as_of(day).country("MD")).map(|view| cells(&view));
        assert_eq!(code(seen("2027-01-09")), acc::NOT_AVAILABLE, "not there yet");
        for day in ["2027-01-10", "2027-02-01", "2027-03-09", "2027-03-10T08:00"] {
            assert_eq!(seen(day).unwrap(), ["AFG.2023=30"], "{reader} {day}");
        }
        for day in ["2027-03-10", "2027-06-01"] {
            assert_eq!(seen(day).unwrap(), ["AFG.2023=31"], "{reader} {day}");
        }
    }
    // Both States together, as they stood.
    let both = region.view("analyst@kz", &as_of("2027-02-01")).unwrap();
    assert_eq!(cells(&both), ["KZ.AFG.2023=8", "MD.AFG.2023=30"]);
    region.verifies();
}

#[test]
fn as_of_now_is_the_present() {
    let (region, ..) = revised();
    region.release("md", submit(&[("AFG", "2024", "3"), ("SYR", "2024", "4")]));
    region.clock.set("2027-07-01");
    for query in [Query::new(INDICATOR), Query::new(INDICATOR).country("MD").time("2024").unwrap()] {
        let now = region.view("analyst@kz", &query.clone().as_of(Moment::parse("2027-07-01").unwrap())).unwrap();
        let present = region.view("analyst@kz", &query).unwrap();
        assert_eq!((&now, now.notes()), (&present, present.notes()));
    }
}

#[test]
fn a_moment_to_come_is_refused_to_everybody() {
    let (region, first, _) = revised();
    for who in ["", "analyst@md", "analyst@kz", "administrator@dsm"] {
        for query in [as_of("2027-06-10"), as_of("2999-01-01").country("XX")] {
            assert_eq!(code(region.view(who, &query)), acc::MOMENT_TO_COME, "{who}");
        }
    }
    let submission = Query::submission(&first);
    assert_eq!(code(region.view("verifier@md", &submission.clone().as_of(on("2999-01-01")))), acc::MOMENT_TO_COME);
    // A submission stands as it was handed in, whenever it is looked at.
    let then = region.view("verifier@md", &submission.clone().as_of(on("2026-12-31"))).unwrap();
    assert_eq!(then, region.view("verifier@md", &submission).unwrap());
}

#[test]
fn what_was_withdrawn_as_wrong_stays_in_the_past_with_its_reason() {
    let (region, _, second) = revised();
    region.take("releaser@md", Withdraw::as_wrong(&second, "Counted twice")).unwrap();
    region.clock.set("2027-09-01");
    let seen = |day: &str| region.view("analyst@kz", &as_of(day).country("MD"));
    assert_eq!(code(seen("2027-08-01")), acc::NOT_AVAILABLE);
    let view = seen("2027-04-01").unwrap();
    assert_eq!(cells(&view), ["AFG.2023=31"]);
    let note = view.notes().iter().find(|note| note.rule() == codes::wfl::WITHDRAWN_SINCE).unwrap();
    assert_eq!(note.args().to_string(), "country=MD, day=2027-06-10");
    assert!(!format!("{note:?} {note}").contains("Counted"), "the reason is quoted, never printed");
    assert_eq!(note.evidence().unwrap().reveal(&Custody::of_own_bytes()), "Counted twice");
    // What it had replaced was not wrong; the present says nothing.
    assert!(seen("2027-02-01").unwrap().notes().is_empty());
    region.verifies();
}

#[test]
fn a_withdrawal_for_confidentiality_takes_the_whole_line_out() {
    let (region, first, second) = revised();
    region.release("md", submit(&[("AFG", "2024", "9")]));
    region.take("releaser@md", Withdraw::for_confidentiality(&second, "One person can be told")).unwrap();
    region.clock.set("2027-09-01");
    for reader in ["analyst@kz", "analyst@md"] {
        for day in ["2027-02-01", "2027-04-01"] {
            let refused = region.view(reader, &as_of(day).country("MD"));
            assert_eq!(code(refused), acc::NOT_AVAILABLE, "{reader} {day}");
        }
        // What is of another line stays.
        let view = region.view(reader, &as_of("2027-07-01").country("MD")).unwrap();
        assert_eq!((cells(&view), view.notes().len()), (vec!["AFG.2024=9".to_owned()], 0));
    }
    // Never there and taken out are one answer.
    let error = |query: &Query| format!("{:?}", region.view("analyst@kz", query).unwrap_err());
    assert_eq!(error(&as_of("2027-02-01").country("MD")), error(&as_of("2026-12-01").country("MD")));
    assert_ne!(first, second);
    region.verifies();
}

#[test]
fn a_cell_that_was_masked_later_is_masked_in_the_past() {
    let region = Region::of(&["KZ", "MD"]);
    region.clock.set("2027-03-01T08:00");
    region.release("kz", submit(&[("AFG", "2024", "8")]));
    let rows = [("AFG", "2024", "3"), ("IRN", "2024", "7"), ("SYR", "2024", "60"), ("_T", "2024", "70")];
    let first = region.release("md", submit(&rows[..2]));
    region.clock.set("2027-06-01T08:00");
    let second = masked(&region, submit(&rows).revising(&first, "Two rows were left out"));
    region.clock.set("2027-08-01T08:00");
    // The State masks a cell by itself in the third.
    let mut third = rows.to_vec();
    (third[2].2, third[3].2) = ("*", "*");
    masked(&region, submit(&third).revising(&second, "Four rows in the end"));
    region.clock.set("2027-10-01");
    for reader in ["analyst@md", "analyst@kz"] {
        let seen = |day: &str| cells(&region.view(reader, &as_of(day).country("MD")).unwrap());
        let now = cells(&region.view(reader, &Query::new(INDICATOR).country("MD")).unwrap());
        assert!(now.contains(&"AFG.2024=*".to_owned()) && now.contains(&"SYR.2024=*".to_owned()), "{now:?}");
        let irn = now.contains(&"IRN.2024=*".to_owned());
        assert_eq!(seen("2027-04-01"), ["AFG.2024=*", if irn { "IRN.2024=*" } else { "IRN.2024=7" }]);
        assert!(seen("2027-07-01").contains(&"SYR.2024=*".to_owned()), "masked since August");
        assert!(seen("2027-07-01").contains(&"_T.2024=*".to_owned()), "masked since August");
    }
    // Who may inspect the own State's figures finds them in the submission.
    assert_eq!(cells(&region.view("verifier@md", &Query::submission(&first)).unwrap())[0], "AFG.2024=3");
    region.verifies();
}

#[test]
fn masks_find_their_cells_where_a_revision_has_its_axes_in_another_order() {
    let region = Region::of(&["MD"]);
    let table = |rows: &[(&str, &str)], time_first: bool| {
        let category = || Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(true);
        let begun = Table::builder(Measure::parse("cases:decision:many", "flow").unwrap(), Concept::new("DECISION"));
        let begun = match time_first {
            true => begun.axis(Axis::time("TIME_PERIOD")).axis(category()),
            false => begun.axis(category()).axis(Axis::time("TIME_PERIOD")),
        };
        let key = |code: &'static str| if time_first { ["2024", code] } else { [code, "2024"] };
        let codes: &[(&'static str, &str)] = &[("AFG", rows[0].1), ("SYR", rows[1].1)];
        codes.iter().fold(begun, |begun, (code, figure)| begun.row(&key(code), figure)).build().unwrap()
    };
    region.clock.set("2027-03-01T08:00");
    let first = region.release("md", Submit::new(INDICATOR, table(&[("AFG", "3"), ("SYR", "60")], false)));
    region.clock.set("2027-06-01T08:00");
    let step = Submit::new(INDICATOR, table(&[("AFG", "*"), ("SYR", "60")], true));
    region.release("md", step.revising(&first, "Not to be shown"));
    region.clock.set("2027-10-01");
    let seen = region.view("analyst@md", &as_of("2027-04-01")).unwrap();
    assert_eq!(cells(&seen), ["AFG.2024=*", "SYR.2024=60"]);
}

#[test]
fn a_zero_by_absence_that_was_masked_later_is_masked() {
    let region = Region::of(&["MD"]);
    let table = |rows: &[(&str, &str, &str)]| {
        let begun = Table::builder(Measure::parse("cases:crossing:one", "flow").unwrap(), Concept::new("CROSSING"))
            .absent(Absent::Zero)
            .axis(Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(true))
            .axis(Axis::time("TIME_PERIOD"));
        let row = |begun: dsm_core::table::TableBuilder, (code, year, figure): &(&str, &str, &str)| {
            begun.row(&[*code, *year], figure)
        };
        Submit::new("ENTRIES", rows.iter().fold(begun, row).build().unwrap())
    };
    region.clock.set("2027-03-01T08:00");
    let first = region.release("md", table(&[("SYR", "2024", "60")]));
    region.clock.set("2027-06-01T08:00");
    let rows = [("AFG", "2023", "*"), ("AFG", "2024", "*"), ("SYR", "2024", "60")];
    region.release("md", table(&rows).revising(&first, "Late forms"));
    region.clock.set("2027-10-01");
    let query = Query::new("ENTRIES").as_of(on("2027-04-01"));
    assert_eq!(cells(&region.view("analyst@md", &query).unwrap()), ["AFG.2024=*", "SYR.2024=60"]);
    let syr = query.codes("CITIZENSHIP", &["SYR"]);
    assert_eq!(cells(&region.view("analyst@md", &syr).unwrap()), ["SYR.2024=60"]);
}

#[test]
fn rights_are_those_of_today() {
    let (region, ..) = revised();
    // Who joined later sees what is open to it now.
    region.take("administrator@dsm", AddCountry::new("UZ").with_staff()).unwrap();
    let query = || as_of("2027-02-01").country("MD");
    assert_eq!(code(region.view("analyst@uz", &query())), acc::NOT_CONTRIBUTED);
    let opening = || Opening::new("MD", INDICATOR, Audience::parse("UZ").unwrap());
    region.take("administrator@md", OpenTo::new(opening())).unwrap();
    assert_eq!(*region.view("analyst@uz", &query()).unwrap(), decisions(&[("AFG", "2023", "30")]));
    region.take("administrator@md", CloseTo::new(opening())).unwrap();
    assert_eq!(code(region.view("analyst@uz", &query())), acc::NOT_CONTRIBUTED);
    // Who contributes no more sees no more, of the time when it did neither.
    assert!(region.view("analyst@kz", &query()).is_ok());
    let own = region.session("analyst@kz").submissions().unwrap().remove(0).submission.id;
    region.take("releaser@kz", Withdraw::as_wrong(&own, "Wrong")).unwrap();
    assert_eq!(code(region.view("analyst@kz", &query())), acc::NOT_CONTRIBUTED);
    // What is forbidden today was not open then either.
    let forbid = Opening::new("MD", INDICATOR, Audience::Participants).forbidding();
    region.release("kz", submit(&[("AFG", "2023", "8")]));
    assert!(region.view("analyst@kz", &query()).is_ok());
    region.take("administrator@md", OpenTo::new(forbid)).unwrap();
    assert_eq!(code(region.view("analyst@kz", &query())), acc::NOT_AVAILABLE);
    assert_eq!(code(region.view("", &query())), acc::NOT_PUBLIC);
}

#[test]
fn not_there_then_denied_and_nonexistent_are_one_answer() {
    let (region, ..) = revised();
    let forbid = Opening::new("MD", INDICATOR, Audience::Participants).forbidding();
    region.take("administrator@md", OpenTo::new(forbid)).unwrap();
    let answer = |query: Query| format!("{:?}", region.view("analyst@kz", &query).unwrap_err());
    let denied = answer(as_of("2027-02-01").country("MD"));
    assert_eq!(denied, answer(as_of("2026-02-01").country("MD")));
    assert_eq!(denied, answer(as_of("2027-02-01").country("XX")));
    assert_eq!(denied, answer(Query::new(INDICATOR).country("MD")));
}

#[test]
fn several_steps_in_one_second_have_an_order() {
    let region = Region::of(&["MD"]);
    let still = |moment: &str| region.clock.set(moment);
    let at = "2027-03-01T08:00";
    still(at);
    let first = region.take("submitter@md", submit(&[("AFG", "2023", "1")])).unwrap();
    still(at);
    region.take("verifier@md", Verify::new(&first)).unwrap();
    still(at);
    region.take("releaser@md", Release::new(&first)).unwrap();
    still(at);
    let second = region.take("submitter@md", submit(&[("AFG", "2023", "2")]).revising(&first, "At once")).unwrap();
    still(at);
    region.take("verifier@md", Verify::new(&second)).unwrap();
    still(at);
    region.take("releaser@md", Release::new(&second)).unwrap();
    still("2027-04-01");
    // What was replaced in the second in which it was released was in force at no second.
    let moments: Vec<Moment> = region.session("analyst@md").history().unwrap().iter().map(|entry| entry.at).collect();
    assert!(moments.len() == 3 && moments.iter().all(|at| *at == moments[0]), "{moments:?}");
    let seen = |at: Moment| region.view("analyst@md", &Query::new(INDICATOR).as_of(at)).map(|view| cells(&view));
    assert_eq!(seen(moments[0]).unwrap(), ["AFG.2023=2"]);
    assert_eq!(code(seen(before(moments[0]))), acc::NOT_AVAILABLE);
    region.verifies();
}

#[test]
fn a_clock_that_was_set_back_makes_no_other_past() {
    let region = Region::of(&["MD"]);
    region.clock.set("2027-03-01T08:04");
    let first = region.take("submitter@md", submit(&[("AFG", "2023", "1")])).unwrap();
    region.take("verifier@md", Verify::new(&first)).unwrap();
    // Another machine's clock is four minutes behind: its entries stand at the last one.
    region.clock.set("2027-03-01T08:00");
    region.take("releaser@md", Release::new(&first)).unwrap();
    region.clock.set("2027-03-01T08:10");
    let history = region.session("verifier@md").history().unwrap();
    let [.., verified, released] = history.as_slice() else { panic!("{history:?}") };
    assert_eq!(verified.at, released.at);
    let seen = |at: Moment| region.view("analyst@md", &Query::new(INDICATOR).as_of(at)).map(|view| cells(&view));
    assert_eq!(code(seen(before(released.at))), acc::NOT_AVAILABLE);
    assert_eq!(seen(released.at).unwrap(), ["AFG.2023=1"]);
    region.verifies();
}

/// A file of the second format, written before it was kept when what was in force.
fn old() -> (Folder, Mechanism, crate::region::Hand) {
    let (folder, clock) = (Folder::new(), crate::region::Hand::at("2027-09-01"));
    let path = folder.path("region.dsm");
    rusqlite::Connection::open(&path).unwrap().execute_batch(include_str!("data/past.sql")).unwrap();
    let mechanism = Mechanism::open_with_clock(path, std::sync::Arc::new(clock.clone())).unwrap();
    (folder, mechanism, clock)
}

#[test]
fn an_old_file_has_its_past() {
    let (_folder, mechanism, _) = old();
    mechanism.verify_history(None).unwrap();
    let session = mechanism.session(&dsm_store::AssertedByHost::new("analyst@md")).unwrap();
    let seen = |day: &str, country: &str| session.view(&as_of(day).country(country));
    let md = |day: &str| cells(&seen(day, "MD").unwrap());
    assert_eq!(code(seen("2027-01-09", "MD")), acc::NOT_AVAILABLE);
    assert_eq!(md("2027-01-10"), ["AFG.2023=3", "IRN.2023=40", "SYR.2023=60", "_T.2023=103"]);
    assert_eq!(md("2027-02-11").len(), 5, "with what was withdrawn as wrong in March");
    assert_eq!(seen("2027-02-11", "MD").unwrap().notes().len(), 1);
    assert_eq!(md("2027-03-11"), ["AFG.2023=3", "IRN.2023=41", "SYR.2023=60", "_T.2023=104"]);
    assert_eq!(cells(&seen("2027-02-11", "KZ").unwrap()), ["AFG.2023=8"], "what was confidential is not there");
}

#[test]
fn a_changed_past_is_found() {
    for statement in [
        "UPDATE submission SET released_at = released_at - 1 WHERE place = 1",
        "UPDATE submission SET ended_at = NULL WHERE place = 1",
        "UPDATE submission SET lineage = 'MD-2027-0002' WHERE id = 'MD-2027-0004'",
        "UPDATE submission SET withdrawn_reason = 'Wrong' WHERE withdrawn_reason IS NOT NULL",
    ] {
        let (_folder, mechanism, _) = old();
        rusqlite::Connection::open(mechanism.path()).unwrap().execute_batch(statement).unwrap();
        assert_eq!(code(mechanism.verify_history(None)), codes::sto::CONTENT_DIFFERS, "{statement}");
    }
}

/// Two regions that differ in what KZ may not see answer it alike, of every moment.
#[test]
fn what_others_did_unseen_changes_no_answer_of_then() {
    let told = |busy: bool| {
        let region = Region::of(&["KZ", "MD"]);
        region.clock.set("2027-01-01T08:00");
        let forbid = Opening::new("MD", INDICATOR, Audience::Participants).forbidding();
        region.take("administrator@md", OpenTo::new(forbid)).unwrap();
        region.clock.set("2027-01-05T08:00");
        let own = region.release("kz", submit(&[("AFG", "2023", "8")]));
        if busy {
            region.clock.set("2027-02-01");
            let first = region.release("md", submit(&[("AFG", "2023", "30")]));
            region.release("md", Submit::new("ENTRIES", decisions(&[("AFG", "2023", "5")])));
            region.clock.set("2027-03-01");
            let second = region.release("md", submit(&[("AFG", "2023", "31")]).revising(&first, "Late"));
            region.clock.set("2027-04-01");
            region.take("releaser@md", Withdraw::for_confidentiality(&second, "No")).unwrap();
            let third = region.release("md", submit(&[("AFG", "2022", "31")]));
            region.clock.set("2027-05-01");
            region.take("releaser@md", Withdraw::as_wrong(&third, "No")).unwrap();
            region.take("submitter@md", submit(&[("AFG", "2024", "3")])).unwrap();
        }
        region.clock.set("2027-06-01T08:00");
        region.release("kz", submit(&[("AFG", "2023", "9")]).revising(&own, "One more"));
        region.clock.set("2027-08-01T08:00");
        let moments =
            ["2027-01-04", "2027-01-31", "2027-02-28", "2027-04-15", "2027-05-31", "2027-07-01", "2028-01-01"];
        let mut said = Vec::new();
        for who in ["analyst@kz", ""] {
            let session = if who.is_empty() { region.mechanism.public() } else { Ok(region.session(who)) }.unwrap();
            for from in moments {
                for query in [as_of(from), as_of(from).country("MD"), as_of(from).country("KZ").country("MD")] {
                    said.push(format!("{:?}", session.view(&query).map(|view| (cells(&view), view.notes().to_vec()))));
                }
                said.push(format!("{:?}", session.view(&Query::new("ENTRIES").as_of(on(from))).unwrap_err()));
                said.extend(moments.map(|to| format!("{:?}", session.notices(on(from), on(to)))));
            }
            said.push(format!("{:?}", session.due()));
        }
        said
    };
    let (quiet, busy) = (told(false), told(true));
    assert!(quiet.iter().any(|answer| answer.contains("AFG.2023=9")));
    for (quiet, busy) in quiet.iter().zip(&busy) {
        assert_eq!(quiet, busy);
    }
}
