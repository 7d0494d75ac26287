use crate::place::{Place, done, dsm};

#[test]
fn a_receipt_is_written_and_held_against_what_comes_later() {
    let place = Place::new();
    let (region, receipt) = (place.path("region.dsm"), place.path("region.receipt"));
    done(&["init", &region]);
    let said = done(&["history", &region, "--verify", "--receipt", &receipt]);
    assert!(said.contains("The history is whole") && said.contains("written:"), "{said}");
    let first = place.read("region.receipt");
    assert!(first.starts_with("format = \"dsm-receipt/1\""), "{first}");
    done(&["country", &region, "MD", "--as", "administrator@dsm"]);
    done(&["history", &region, "--verify", "--receipt", &receipt]);
    assert_ne!(place.read("region.receipt"), first, "the new one takes its place");
    // Another mechanism, and the receipt stays as it is.
    let (other, kept) = (place.path("other.dsm"), place.read("region.receipt"));
    done(&["init", &other]);
    let refused = dsm(&["history", &other, "--verify", "--receipt", &receipt]);
    assert_eq!((refused.status, refused.err.contains("DSM-STO-017")), (4, true), "{refused:?}");
    assert_eq!(place.read("region.receipt"), kept);
    let figures = place.write("figures.csv", "AFG;3\n");
    let refused = dsm(&["history", &region, "--verify", "--receipt", &figures]);
    assert_eq!((refused.status, refused.err.contains("DSM-STO-019")), (1, true), "{refused:?}");
    assert_eq!(dsm(&["history", &region, "--receipt", &receipt]).status, 2, "a receipt is for verifying");
}

#[test]
fn a_mechanism_is_backed_up_and_restored() {
    let place = Place::new();
    let (region, backup, again) = (place.path("region.dsm"), place.path("backup.dsm"), place.path("again.dsm"));
    done(&["init", &region]);
    done(&["country", &region, "MD", "--as", "administrator@dsm"]);
    let said = done(&["backup", &region, &backup]);
    assert!(said.contains("The history is whole") && said.contains("backup.dsm"), "{said}");
    let refused = dsm(&["backup", &region, &backup]);
    assert_eq!((refused.status, refused.err.contains("DSM-STO-002")), (4, true), "{refused:?}");
    done(&["restore", &backup, &again]);
    assert!(done(&["history", &again, "--as", "administrator@md"]).contains("user-added"));
    assert!(dsm(&["restore", &backup, &region]).err.contains("DSM-STO-002"));
    assert!(dsm(&["restore", &place.path("nowhere.dsm"), &place.path("new.dsm")]).err.contains("DSM-STO-001"));
    let figures = place.write("figures.csv", "AFG;3\n");
    assert!(dsm(&["restore", &figures, &place.path("new.dsm")]).err.contains("DSM-STO-003"));
}
