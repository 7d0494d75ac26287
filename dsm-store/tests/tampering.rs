use crate::region::{INDICATOR, Region, code, decisions, submit};
use dsm_core::{
    access::Configuration,
    error::codes::sto,
    protect::{Protection, Rule},
    workflow::{Answer, Ask, CloseYear, Configure, KeepDraft, Release, Verify, Withdraw},
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
        ("UPDATE received SET name = 'forged.csv' WHERE submission = 1", "MD-2026-0001"),
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

/// A mechanism with a draft, questions, control totals, a configuration and a closed year.
fn deliberating() -> Region {
    let region = Region::of(&["MD"]);
    let rows = [("AFG", "2024", "3")];
    let id = region.take("submitter@md", submit(&rows).control(decisions(&rows))).unwrap();
    region.take("verifier@md", Ask::new(&id, "All months?")).unwrap();
    region.take("submitter@md", Answer::new(&id, 1, "All")).unwrap();
    region.take("verifier@md", Ask::new(&id, "Sure?")).unwrap();
    region.take("submitter@md", KeepDraft::of(submit(&rows))).unwrap();
    let mut configuration = Configuration::default();
    configuration.six_eyes = true;
    region.take("administrator@md", Configure::new("MD", configuration)).unwrap();
    region.take("releaser@md", CloseYear::new(INDICATOR, 2023)).unwrap();
    region.verifies();
    region
}

#[test]
fn what_was_said_on_the_way_is_what_the_history_says() {
    let guards = "DROP TRIGGER control_stays; DROP TRIGGER control_is_kept; DROP TRIGGER question_stays;
                  DROP TRIGGER question_is_kept;";
    for (statements, subject) in [
        ("UPDATE control SET cells = replace(cells, '3', '4')", "MD-2026-0001"),
        ("UPDATE control SET declaration = replace(declaration, 'many', 'one')", "MD-2026-0001"),
        ("DELETE FROM control", "MD-2026-0001"),
        ("INSERT INTO control SELECT 2, declaration, cells FROM control", "MD-2026-0002"),
        ("UPDATE question SET asked = replace(asked, 'All', 'Some')", "MD-2026-0001"),
        ("UPDATE question SET answered = NULL", "MD-2026-0001"),
        ("UPDATE question SET answered = asked WHERE number = 2", "MD-2026-0001"),
        ("DELETE FROM question WHERE number = 2", "MD-2026-0001"),
        ("UPDATE submission SET state = 'submitted' WHERE place = 2", "MD-2026-0002"),
        ("UPDATE submission SET verified_by = 'verifier@md' WHERE place = 1", "MD-2026-0001"),
        ("UPDATE submission SET submitted_behalf = 'verifier@md' WHERE place = 1", "MD-2026-0001"),
        ("UPDATE submission SET attempt = 2 WHERE place = 1", "MD-2026-0001"),
        ("UPDATE submission SET corrects = 'MD-2026-0001' WHERE place = 2", "MD-2026-0002"),
        ("UPDATE configuration SET body = replace(body, 'true', 'false')", "rights"),
        ("DELETE FROM configuration", "rights"),
        ("UPDATE year SET signed_by = 'verifier@md'", "rights"),
        ("UPDATE year SET year = 2022", "rights"),
        ("DELETE FROM year", "rights"),
    ] {
        let region = deliberating();
        tamper(&region, &format!("{guards} {statements}"));
        let error = region.mechanism.verify_history(None).unwrap_err();
        assert_eq!(error.code(), sto::CONTENT_DIFFERS, "{statements}");
        assert_eq!(error.args().named("subject").unwrap().to_string(), subject, "{statements}");
    }
    let region = deliberating();
    let raw = rusqlite::Connection::open(region.mechanism.path()).unwrap();
    for statement in [
        "UPDATE control SET cells = '[]'",
        "DELETE FROM control",
        "UPDATE question SET asked = '' WHERE number = 2",
        "UPDATE question SET answered = '' WHERE number = 1",
        "DELETE FROM question",
    ] {
        assert!(raw.execute_batch(statement).is_err(), "{statement}");
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
