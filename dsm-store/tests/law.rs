use dsm_store::{Mechanism, Session};

/// The public methods of a type, in whatever file they stand.
fn methods(of: &str) -> usize {
    let (begins, folder) = (format!("impl {of} {{"), concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    let mut count = 0;
    for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        let source = std::fs::read_to_string(file).unwrap();
        for begun in
            source.split("\n").skip_while(|line| *line != begins).collect::<Vec<_>>().split(|line| *line == begins)
        {
            let inside = begun.iter().take_while(|line| **line != "}");
            count += inside.filter(|line| line.starts_with("    pub fn ")).count();
        }
    }
    count
}

#[test]
fn mechanism_and_session_stay_small() {
    let mechanism = methods("Mechanism");
    let session = methods("Session");
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
