//! Random choices that can be replayed and made smaller: a world, its table and what is done with it follow from a list of
//! numbers, and zero is always the simplest choice. Shrinking the list shrinks everything.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// How many worlds a property is tried on, without `DSM_WORLDS`.
const GATE: u64 = 256;
/// How often a smaller list of choices is tried once a counterexample is found.
const SHRINKS: usize = 12_000;

/// What a property says of one world: nothing, or what is wrong and where.
pub(super) type Verdict = Result<(), String>;

/// A source of choices: fresh from a seed, or replayed from a list.
pub(super) struct Choices {
    made: Vec<u32>,
    replayed: Option<Vec<u32>>,
    state: u64,
    met: BTreeMap<&'static str, u64>,
}

impl Choices {
    fn fresh(seed: u64) -> Self {
        Self { made: Vec::new(), replayed: None, state: seed, met: BTreeMap::new() }
    }

    fn replay(list: Vec<u32>) -> Self {
        Self { made: Vec::new(), replayed: Some(list), state: 0, met: BTreeMap::new() }
    }

    /// One of `0..n`; 0 once a replayed list has ended.
    pub(super) fn below(&mut self, n: usize) -> usize {
        let n = u32::try_from(n.max(1)).unwrap();
        let choice = match &self.replayed {
            Some(list) => list.get(self.made.len()).copied().unwrap_or(0).min(n - 1),
            None => u32::try_from(splitmix(&mut self.state) % u64::from(n)).unwrap(),
        };
        self.made.push(choice);
        choice as usize
    }

    /// True so many times in a hundred; false is simpler.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    /// One of a list; the first is the simplest.
    pub(super) fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let place = self.below(list.len());
        &list[place]
    }

    /// Some of a list, in its order; at least one where it has any.
    pub(super) fn some<T: Copy>(&mut self, list: &[T]) -> Vec<T> {
        let all: Vec<T> = list.iter().copied().filter(|_| !self.chance(30)).collect();
        if all.is_empty() { list.iter().copied().take(1).collect() } else { all }
    }

    /// Notes that something was met, so that a property cannot pass by never looking.
    pub(super) fn met(&mut self, what: &'static str) {
        *self.met.entry(what).or_default() += 1;
    }
}

/// The next number of a fixed sequence (splitmix64).
fn splitmix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// How many worlds a property is tried on.
fn worlds() -> u64 {
    std::env::var("DSM_WORLDS").map_or(GATE, |count| count.parse().expect("DSM_WORLDS is a count"))
}

/// Tries a property on every world of a fixed sequence; a counterexample is made as small as it gets and printed.
///
/// Each word of `needed` must have been met in at least one of a hundred worlds.
pub(super) fn forall(name: &str, needed: &[&str], property: impl Fn(&mut Choices) -> Verdict) {
    let seed = name.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3));
    let mut met: BTreeMap<&'static str, u64> = BTreeMap::new();
    let all = worlds();
    for world in 0..all {
        let mut choices = Choices::fresh(seed ^ world.wrapping_mul(0x9E37_79B9));
        if let Some(fault) = fault(&property, &mut choices) {
            let (fault, list) = shrunk(&property, choices.made, fault);
            panic!("{name}, world {world}, choices {list:?}\n{fault}");
        }
        choices.met.into_iter().for_each(|(what, count)| *met.entry(what).or_default() += count);
    }
    println!("{name}: {all} worlds; {met:?}");
    for what in needed {
        let count = met.get(what).copied().unwrap_or(0);
        assert!(count * 100 >= all, "{name}: `{what}` was met only {count} times in {all} worlds");
    }
}

/// Tries a property on one list of choices.
pub(super) fn fault(property: &impl Fn(&mut Choices) -> Verdict, choices: &mut Choices) -> Option<String> {
    match catch_unwind(AssertUnwindSafe(|| property(choices))) {
        Ok(verdict) => verdict.err(),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
            Some(format!("panicked: {}", text.unwrap_or_default()))
        }
    }
}

/// The smallest list of choices found that still breaks the property: blocks are left out, then numbers made smaller.
fn shrunk(property: &impl Fn(&mut Choices) -> Verdict, list: Vec<u32>, fault_: String) -> (String, Vec<u32>) {
    let (mut best, mut why) = (list, fault_);
    let mut left = SHRINKS;
    let mut attempt = |candidate: Vec<u32>, best: &mut Vec<u32>, why: &mut String| {
        left = left.saturating_sub(1);
        let mut choices = Choices::replay(candidate);
        let Some(found) = fault(property, &mut choices) else { return (false, left) };
        let smaller = (choices.made.len(), &choices.made) < (best.len(), &*best);
        if smaller {
            (*best, *why) = (choices.made, found);
        }
        (smaller, left)
    };
    loop {
        let before = best.clone();
        for size in [256, 128, 64, 40, 32, 24, 20, 16, 14, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1] {
            let mut from = 0;
            while from < best.len() {
                let mut candidate = best.clone();
                candidate.drain(from..(from + size).min(best.len()));
                let (smaller, left) = attempt(candidate, &mut best, &mut why);
                if left == 0 {
                    return (why, best);
                }
                from += if smaller { 0 } else { 1 + size / 17 };
            }
        }
        for place in 0..best.len() {
            for value in
                [0, 1, best.get(place).map_or(0, |v| v / 2), best.get(place).map_or(0, |v| v.saturating_sub(1))]
            {
                if best.get(place).is_none_or(|v| value >= *v) {
                    continue;
                }
                let mut candidate = best.clone();
                candidate[place] = value;
                if attempt(candidate, &mut best, &mut why).1 == 0 {
                    return (why, best);
                }
            }
        }
        if best == before {
            return (why, best);
        }
    }
}
