use dsm_store::{Mechanism, Session};

/// The public methods of the type in a file.
fn methods(source: &str) -> usize {
    source.lines().filter(|line| line.starts_with("    pub fn ")).count()
}

#[test]
fn mechanism_and_session_stay_small() {
    let mechanism = methods(include_str!("../src/mechanism.rs"));
    let session = methods(include_str!("../src/session.rs"));
    assert!((1..=12).contains(&mechanism), "Mechanism has {mechanism} public methods");
    assert!((1..=12).contains(&session), "Session has {session} public methods");
}

#[test]
fn a_mechanism_is_shared_between_threads_and_a_session_is_sent() {
    fn shared<T: Send + Sync + Clone + 'static>() {}
    fn sent<T: Send + 'static>() {}
    shared::<Mechanism>();
    sent::<Session>();
}
