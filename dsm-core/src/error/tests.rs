use super::*;

const CODE: Code = codes::tim::PERIOD_UNREADABLE;

#[test]
fn codes_are_in_the_order_of_their_numbers_and_unique() {
    assert!(codes::ALL.windows(2).all(|pair| pair[0].number() < pair[1].number()));
    assert!(codes::ALL.iter().all(|code| code.number() > 0));
}

#[test]
fn what_was_read_is_in_no_message() {
    let finding = Finding::new(CODE).with("value", Safe::term("12 345")).evidence_of("12 345 Иванов");
    let error = Error::new(CODE).with("value", Safe::term("Иванов")).findings_of(vec![finding.clone()]);
    for text in [format!("{finding}"), format!("{finding:?}"), format!("{error}"), format!("{error:?}")] {
        assert!(!text.contains("345") && !text.contains("Иванов"), "{text}");
    }
    assert_eq!(finding.evidence().unwrap().reveal(&Custody::of_own_bytes()), "12 345 Иванов");
}
