use super::{
    choices::Choices,
    live::{Event, STATES},
    script::{INDICATORS, LATE, Reader, at, hidden, said},
};

/// Rules between other States, and within them, of which the reader knows nothing.
pub(super) fn unseen(c: &mut Choices, states: usize, reader: &Reader) -> Vec<Event> {
    let others: Vec<&str> = STATES[..states].iter().copied().filter(|state| *state != reader.state).collect();
    let mut events = Vec::new();
    for number in 0..2 + c.below(5) {
        let minute = 100 * number as i64;
        let (owner, indicator) = (c.of(&others), c.of(&INDICATORS));
        let others: Vec<&str> = others.iter().copied().filter(|state| *state != owner).collect();
        let (to, day) = (c.of(&others), 3 + c.below(60) as i64);
        let administrator = at("administrator", owner);
        // Between the steps of the others, at moments of their own.
        let mut then = |day: i64, who: &str, word: &str, values: &[(&str, &str)]| {
            let place = events.len() as i64;
            events.push(hidden(said(day, minute % 1_000 + 31 + place, who, word, values)));
        };
        let opened = [("indicator", indicator), ("to", to)];
        match c.below(8) {
            0 => {
                then(day, &administrator, "open", &opened);
                if c.chance(50) {
                    then(LATE, &administrator, "close", &opened);
                }
            }
            1 => then(day, &administrator, "forbid", &opened),
            2 => then(day, &administrator, "open", &[opened[0], opened[1], ("right", "add"), ("time", "2024")]),
            3 => {
                then(LATE, &at("releaser", owner), "close-year", &[("indicator", indicator), ("year", "2024")]);
                then(LATE, &at("verifier", owner), "sign-off", &[("indicator", indicator), ("year", "2024")]);
            }
            _ if reader.administers() => {
                then(day, &administrator, "open", &[("indicator", indicator), ("to", "public")])
            }
            4 => {
                let deputy = at("deputy", owner);
                let producer = [("indicator", INDICATORS[2]), ("agency", "HID"), ("from", "2026-12-01")];
                then(day, &administrator, "add-agency", &[("agency", "HID")]);
                then(day, &administrator, "add-user", &[("user", &deputy), ("role", "user"), ("agency", "HID")]);
                then(day, &administrator, "make-producer", &producer);
                then(day, &administrator, "assign", &[("user", &deputy), ("role", "data-submitter"), opened[0]]);
                then(day, &administrator, "set-key", &[("user", &deputy), ("key", &"1a".repeat(32))]);
                if c.chance(50) {
                    then(LATE, &administrator, "deactivate-user", &[("user", &deputy)]);
                }
            }
            5 => {
                let values = [("user", &*at("officer", owner)), ("act", "verify")];
                then(day, &at("verifier", owner), "delegate", &values);
            }
            6 => {
                let releaser = at("releaser", owner);
                let values = [("six-eyes", "yes"), ("releaser", &*releaser), ("least-threshold", "10")];
                then(LATE, &administrator, "configure", &values);
            }
            _ => {
                let mut values = vec![("agreement", "HIDDEN"), ("basis", "Between others"), ("calendar", "yes")];
                values.extend([("country", owner), ("country", to), ("indicator", indicator)]);
                then(day, "administrator@dsm", "propose-agreement", &values);
                then(day, &administrator, "join-agreement", &[("agreement", "HIDDEN")]);
                then(day, &at("administrator", to), "join-agreement", &[("agreement", "HIDDEN")]);
            }
        }
    }
    events
}
