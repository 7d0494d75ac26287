use crate::region::{Region, code, submit};
use dsm_core::{
    error::codes::sto,
    protect::{Protection, Rule},
    workflow::{Release, Verify, Withdraw},
};

/// A mechanism of two States, each with a release and a file.
fn region() -> Region {
    let region = Region::of(&["KZ", "MD"]);
    region.release("md", submit(&[("AFG", "2024", "3"), ("SYR", "2024", "4")]).file("md.csv", b"AFG;3\nSYR;4\n"));
    let id = region.release("kz", submit(&[("AFG", "2024", "1")]).file("kz.csv", b"AFG;1\n"));
    region.take("releaser@kz", Withdraw::as_wrong(&id, "Wrong")).unwrap();
    region.verifies();
    region
}

/// Somebody with another program and the guards taken away.
fn tamper(region: &Region, statements: &str) {
    let raw = rusqlite::Connection::open(region.mechanism.path()).unwrap();
    let guards = "DROP TRIGGER history_stays; DROP TRIGGER history_is_kept; DROP TRIGGER cell_stays;
                  DROP TRIGGER cell_is_kept; DROP TRIGGER received_stays; DROP TRIGGER received_is_kept;
                  DROP TRIGGER protection_stays; DROP TRIGGER protection_is_kept;";
    raw.execute_batch(&format!("PRAGMA foreign_keys = OFF; {guards} {statements}")).unwrap();
}

#[test]
fn the_guards_of_the_file_refuse_changes_of_the_history() {
    let region = region();
    let raw = rusqlite::Connection::open(region.mechanism.path()).unwrap();
    for statement in [
        "UPDATE history SET who = 'x'",
        "DELETE FROM history WHERE entry = 3",
        "UPDATE cell SET low = '9'",
        "DELETE FROM cell",
        "UPDATE received SET bytes = x'00'",
        "DELETE FROM received",
    ] {
        assert!(raw.execute_batch(statement).is_err(), "{statement}");
    }
    drop(raw);
    region.verifies();
}

#[test]
fn a_changed_history_is_found_and_placed() {
    for (statements, entry) in [
        ("UPDATE history SET who = 'verifier@md' WHERE entry = 5", 5),
        ("UPDATE history SET at = at + 1 WHERE entry = 9", 9),
        ("UPDATE history SET proof = 'signed' WHERE entry = 9", 9),
        ("UPDATE history SET body = replace(body, 'KZ', 'MD') WHERE entry = 9", 9),
        ("DELETE FROM history WHERE entry = 12", 12),
        ("DELETE FROM history WHERE entry = 1", 1),
        (
            "UPDATE history SET entry = -1 WHERE entry = 7; UPDATE history SET entry = 7 WHERE entry = 8;
          UPDATE history SET entry = 8 WHERE entry = -1",
            7,
        ),
        ("UPDATE history SET body = '{}' WHERE entry = 2", 2),
    ] {
        let region = region();
        tamper(&region, statements);
        let error = region.mechanism.verify_history(None).unwrap_err();
        assert_eq!(error.code(), sto::HISTORY_BROKEN, "{statements}");
        assert_eq!(error.args().named("entry").unwrap().as_count(), Some(entry), "{statements}");
    }
}

#[test]
fn a_cut_tail_is_found() {
    let cut = region();
    tamper(&cut, "DELETE FROM history WHERE entry = (SELECT max(entry) FROM history)");
    assert_eq!(code(cut.mechanism.verify_history(None)), sto::HISTORY_BROKEN);
    // With the anchor brought into line, what is kept still says that something was done.
    let aligned = region();
    tamper(
        &aligned,
        "DELETE FROM history WHERE entry = (SELECT max(entry) FROM history);
         UPDATE anchor SET entries = entries - 1, head = (SELECT hash FROM history ORDER BY entry DESC LIMIT 1)",
    );
    let error = aligned.mechanism.verify_history(None).unwrap_err();
    assert_eq!(
        (error.code(), error.args().named("subject").unwrap().to_string().as_str()),
        (sto::CONTENT_DIFFERS, "KZ-2026-0001")
    );
    // With everything brought into line, the receipt that was kept elsewhere is another.
    let forged = region();
    let receipt = forged.mechanism.verify_history(None).unwrap();
    tamper(
        &forged,
        "DELETE FROM history WHERE entry = (SELECT max(entry) FROM history);
         UPDATE anchor SET entries = entries - 1, head = (SELECT hash FROM history ORDER BY entry DESC LIMIT 1);
         UPDATE submission SET state = 'released', version = 3, ended_at = NULL, withdrawn_reason = NULL
         WHERE id = 'KZ-2026-0001'",
    );
    assert_ne!(forged.mechanism.verify_history(None).unwrap(), receipt);
}

#[test]
fn what_is_kept_is_what_the_history_says() {
    for (statements, subject) in [
        ("UPDATE cell SET low = '9' WHERE low = '4'", "MD-2026-0001"),
        ("DELETE FROM cell WHERE low = '4'", "MD-2026-0001"),
        ("UPDATE cell SET key = replace(key, 'AFG', 'IRN') WHERE submission = 2", "KZ-2026-0001"),
        ("INSERT INTO cell VALUES (1, 9, 'UKR 2024', 'exact', '1', NULL, '', NULL)", "MD-2026-0001"),
        ("UPDATE received SET bytes = x'00' WHERE submission = 1", "MD-2026-0001"),
        ("DELETE FROM received WHERE submission = 2", "KZ-2026-0001"),
        ("UPDATE submission SET declaration = replace(declaration, 'many', 'one') WHERE place = 1", "MD-2026-0001"),
        ("UPDATE submission SET state = 'released' WHERE place = 2", "KZ-2026-0001"),
        ("UPDATE submission SET submitted_by = 'verifier@md' WHERE place = 1", "MD-2026-0001"),
        ("UPDATE submission SET indicator = 'ENTRIES' WHERE place = 1", "MD-2026-0001"),
        ("UPDATE submission SET kind = 'persons-distinct flow' WHERE place = 1", "MD-2026-0001"),
        (
            "DELETE FROM cell WHERE submission = 2; DELETE FROM received WHERE submission = 2;
          DELETE FROM submission WHERE place = 2",
            "submissions",
        ),
        ("UPDATE user SET roles = 'data-submitter data-verifier' WHERE id = 'submitter@md'", "rights"),
        ("UPDATE role SET acts = 'read verify submit' WHERE id = 'user'", "rights"),
        ("INSERT INTO user (id, country, roles, active) VALUES ('ghost@md', 'MD', 'user', 1)", "rights"),
        ("INSERT INTO country VALUES ('XX')", "rights"),
        ("UPDATE indicator SET terms = NULL WHERE id = 'ENTRIES'", "rights"),
    ] {
        let region = region();
        tamper(&region, statements);
        let error = region.mechanism.verify_history(None).unwrap_err();
        assert_eq!(error.code(), sto::CONTENT_DIFFERS, "{statements}");
        assert_eq!(error.args().named("subject").unwrap().to_string(), subject, "{statements}");
    }
}

#[test]
fn masks_and_what_hangs_in_the_air_are_found() {
    for (statements, subject) in [
        ("UPDATE protection SET masked = ''", "MD-2026-0001"),
        ("UPDATE protection SET masked = 'SYR 2024'", "MD-2026-0001"),
        ("UPDATE protection SET rule = replace(rule, '5', '1')", "MD-2026-0001"),
        ("UPDATE protection SET cells = 0", "MD-2026-0001"),
        ("UPDATE protection SET provisional = 0", "MD-2026-0001"),
        ("DELETE FROM protection", "MD-2026-0001"),
        (
            "INSERT INTO protection SELECT place, 'threshold 5', '', 0, 0 FROM submission WHERE id = 'KZ-2026-0001'",
            "KZ-2026-0001",
        ),
        ("UPDATE submission SET number = 7 WHERE id = 'KZ-2026-0001'", "KZ-2026-0001"),
        ("UPDATE submission SET year = 1999 WHERE id = 'MD-2026-0001'", "MD-2026-0001"),
        ("INSERT INTO cell VALUES (77, 1, 'UKR 2024', 'exact', '1', NULL, '', NULL)", "cell"),
        ("INSERT INTO received VALUES (77, 'x.csv', x'00')", "received"),
    ] {
        let region = Region::of(&["KZ", "MD"]);
        let rows = [("AFG", "2024", "3 [P]"), ("IRN", "2024", "30"), ("SYR", "2024", "40 [P]"), ("_T", "2024", "73")];
        let id = region.take("submitter@md", submit(&rows)).unwrap();
        region.take("verifier@md", Verify::new(&id)).unwrap();
        region.take("releaser@md", Release::new(&id).protected(Protection::by(Rule::default()))).unwrap();
        region.release("kz", submit(&[("AFG", "2024", "1")]));
        region.verifies();
        tamper(&region, statements);
        let error = region.mechanism.verify_history(None).unwrap_err();
        assert_eq!(error.code(), sto::CONTENT_DIFFERS, "{statements}");
        assert_eq!(error.args().named("subject").unwrap().to_string(), subject, "{statements}");
    }
}

/// With the end mended so well that the rest verifies, only what was kept elsewhere tells.
#[test]
fn a_tail_that_was_cut_and_mended_is_found_by_a_receipt() {
    let region = region();
    let receipt = region.mechanism.verify_history(None).unwrap();
    tamper(
        &region,
        "DELETE FROM history WHERE entry = (SELECT max(entry) FROM history);
         UPDATE anchor SET entries = entries - 1, head = (SELECT hash FROM history ORDER BY entry DESC LIMIT 1);
         UPDATE submission SET state = 'released', version = 3, ended_at = NULL, withdrawn_reason = NULL WHERE id = 'KZ-2026-0001'",
    );
    assert_eq!(region.mechanism.verify_history(None).unwrap().entries, receipt.entries - 1);
    let error = region.mechanism.verify_history(Some(&receipt)).unwrap_err();
    assert_eq!(error.code(), sto::RECEIPT_DIFFERS);
    assert_eq!(error.args().named("entry").unwrap().as_count(), Some(receipt.entries));
}

/// The program that everybody has.
#[test]
fn what_the_shell_of_sqlite_changed_is_found() {
    use std::process::Command;
    if Command::new("sqlite3").arg("-version").output().is_err() {
        println!("skipped: there is no sqlite3 here; the other tests change the same with the library");
        return;
    }
    for (statement, found) in [
        ("DROP TRIGGER cell_stays; UPDATE cell SET low = 9 WHERE low = '4'", sto::CONTENT_DIFFERS),
        ("UPDATE user SET roles = 'data-verifier' WHERE id = 'submitter@md'", sto::CONTENT_DIFFERS),
        ("DROP TRIGGER history_is_kept; DELETE FROM history WHERE entry = 7", sto::HISTORY_BROKEN),
    ] {
        let region = region();
        let done = Command::new("sqlite3").arg(region.mechanism.path()).arg(statement).output().unwrap();
        assert!(done.status.success(), "{done:?}");
        let found_code = region.mechanism.verify_history(None).unwrap_err().code();
        assert_eq!(found_code, found, "{statement}");
    }
}
