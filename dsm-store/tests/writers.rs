use crate::region::{INDICATOR, Region, code, submit};
use dsm_core::{
    error::codes::{sto, wfl},
    workflow::{Release, Verify},
};
use dsm_store::{AssertedByHost, Query};
use std::{collections::BTreeSet, time::Duration};

#[test]
fn while_another_program_writes_a_step_waits_and_then_says_so() {
    let region = Region::of(&["MD"]);
    let other = rusqlite::Connection::open(region.mechanism.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let impatient = region.mechanism.clone().waiting(Duration::from_millis(20));
    let mut session = impatient.session(&AssertedByHost::new("submitter@md")).unwrap();
    assert_eq!(code(session.perform(submit(&[("AFG", "2024", "3")]))), sto::BUSY);
    // Readers do not wait for writers.
    assert!(session.submissions().unwrap().is_empty());
    other.execute_batch("ROLLBACK").unwrap();
    let id = session.perform(submit(&[("AFG", "2024", "3")])).unwrap();
    assert_eq!(id.to_string(), "MD-2026-0001", "what was refused took no number");
    region.verifies();
}

#[test]
fn two_verifiers_of_one_submission_are_told_apart() {
    let region = Region::of(&["MD"]);
    let id = region.take("submitter@md", submit(&[("AFG", "2024", "3")])).unwrap();
    let (mut first, mut second) = (region.session("verifier@md"), region.session("verifier@md"));
    let seen = |session: &dsm_store::Session| session.submissions().unwrap()[0].submission.version;
    let (seen_by_first, seen_by_second) = (seen(&first), seen(&second));
    first.perform(Verify::new(&id).seen(seen_by_first)).unwrap();
    assert_eq!(code(second.perform(Verify::new(&id).seen(seen_by_second))), wfl::CHANGED_MEANWHILE);
    assert_eq!(code(second.perform(Verify::new(&id))), wfl::STATE_WRONG);
    let mut releaser = region.session("releaser@md");
    let seen_by_releaser = seen(&releaser);
    releaser.perform(Release::new(&id).seen(seen_by_releaser)).unwrap();
    region.verifies();
}

#[test]
fn many_sessions_write_at_once_and_nothing_is_lost() {
    let region = Region::of(&["KZ", "MD"]);
    let patient = region.mechanism.clone().waiting(Duration::from_secs(60));
    let written: Vec<String> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..6_u16)
            .map(|writer| {
                let patient = patient.clone();
                scope.spawn(move || {
                    let state = if writer % 2 == 0 { "md" } else { "kz" };
                    let mut session = patient.session(&AssertedByHost::new(&format!("submitter@{state}"))).unwrap();
                    let year = |n: u16| (1900 + writer * 10 + n).to_string();
                    (0..8).map(|n| session.perform(submit(&[("AFG", &year(n), "3")])).unwrap().to_string()).collect()
                })
            })
            .collect();
        writers.into_iter().flat_map(|writer| -> Vec<String> { writer.join().unwrap() }).collect()
    });
    let distinct: BTreeSet<&String> = written.iter().collect();
    assert_eq!((written.len(), distinct.len()), (48, 48));
    for state in ["KZ", "MD"] {
        let listed = region.session(&format!("verifier@{}", state.to_lowercase())).submissions().unwrap();
        let ids: Vec<String> = listed.iter().map(|l| l.submission.id.to_string()).collect();
        assert_eq!(ids, (1..=24).map(|n| format!("{state}-2026-{n:04}")).collect::<Vec<_>>());
    }
    region.verifies();
}

/// Of two releases of one key one wins, whichever comes first.
#[test]
fn one_key_is_released_once() {
    let region = Region::of(&["MD"]);
    let ids: Vec<_> = (0..4).map(|_| region.take("submitter@md", submit(&[("AFG", "2024", "3")])).unwrap()).collect();
    ids.iter().for_each(|id| region.take("verifier@md", Verify::new(id)).unwrap());
    let patient = region.mechanism.clone().waiting(Duration::from_secs(60));
    let won = std::thread::scope(|scope| {
        let releases: Vec<_> = ids
            .iter()
            .map(|id| {
                let mut session = patient.session(&AssertedByHost::new("releaser@md")).unwrap();
                scope.spawn(move || match session.perform(Release::new(id)) {
                    Ok(()) => true,
                    Err(error) => {
                        assert_eq!(error.code(), wfl::ALREADY_RELEASED);
                        false
                    }
                })
            })
            .collect();
        releases.into_iter().map(|r| r.join().unwrap()).filter(|won| *won).count()
    });
    assert_eq!(won, 1);
    assert_eq!(region.view("analyst@md", &Query::new(INDICATOR)).unwrap().len(), 1);
    region.verifies();
}

/// A session that goes away in the middle of a step leaves nothing of it.
#[test]
fn what_is_not_finished_was_never_there() {
    let region = Region::of(&["MD"]);
    let before = region.mechanism.verify_history(None).unwrap();
    let raw = rusqlite::Connection::open(region.mechanism.path()).unwrap();
    raw.execute_batch("BEGIN IMMEDIATE; INSERT INTO country (code) VALUES ('XX'); DELETE FROM opening").unwrap();
    drop(raw);
    assert_eq!(region.mechanism.verify_history(None).unwrap(), before);
}
