//! Patterns of text formats: the regular expressions of XML Schema, as far as data structures use them.

mod digits;
mod read;
#[cfg(test)]
mod tests;

use std::fmt;

/// So many states a pattern has at most; beyond that nobody holds values against it.
const MOST_STATES: usize = 1024;

/// A pattern that a value must follow from its first sign to its last. A value takes time in proportion to its length.
pub(super) struct Pattern {
    states: Vec<State>,
    first: usize,
}

/// What a state waits for, and where it leads.
enum State {
    Sign(Signs, usize),
    Either(usize, usize),
    End,
}

/// A set of signs.
#[derive(Clone, Default)]
struct Signs {
    /// Whether it is every sign but these.
    others: bool,
    /// Whether the decimal digits of every script are among these.
    digits: bool,
    ranges: Vec<(char, char)>,
}

/// A part of a pattern.
enum Tree {
    Sign(Signs),
    Chain(Vec<Tree>),
    Either(Vec<Tree>),
    /// So often at least, and at most where that is said.
    Repeat(Box<Tree>, usize, Option<usize>),
}

impl Signs {
    fn hold(&self, sign: char) -> bool {
        let among = self.ranges.iter().any(|(from, to)| (*from..=*to).contains(&sign));
        (among || (self.digits && digits::is_decimal(sign))) != self.others
    }
}

impl Pattern {
    /// A pattern by its text; nothing where the text has what is not understood here: it is announced then, never guessed.
    pub(super) fn of(text: &str) -> Option<Self> {
        let tree = read::tree(text)?;
        let mut making = Making { states: vec![State::End], steps: 0 };
        let first = making.add(&tree, 0)?;
        Some(Self { states: making.states, first })
    }

    /// Whether a value follows it.
    pub(super) fn holds(&self, text: &str) -> bool {
        let (mut now, mut next) = (Places::of(self.states.len()), Places::of(self.states.len()));
        self.reach(self.first, &mut now);
        for sign in text.chars() {
            next.clear();
            for at in now.all() {
                if let Some(State::Sign(signs, to)) = self.states.get(at)
                    && signs.hold(sign)
                {
                    self.reach(*to, &mut next);
                }
            }
            std::mem::swap(&mut now, &mut next);
            if now.reached.is_empty() {
                return false;
            }
        }
        now.all().any(|at| matches!(self.states.get(at), Some(State::End)))
    }

    /// Adds a state and all that it leads to without a sign.
    fn reach(&self, from: usize, into: &mut Places) {
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            if into.add(at)
                && let Some(State::Either(one, other)) = self.states.get(at)
            {
                open.extend([*one, *other]);
            }
        }
    }
}

/// States, each once.
struct Places {
    reached: Vec<usize>,
    marks: Vec<bool>,
}

impl Places {
    fn of(states: usize) -> Self {
        Self { reached: Vec::new(), marks: vec![false; states] }
    }

    fn add(&mut self, at: usize) -> bool {
        let fresh = self.marks.get_mut(at).is_some_and(|mark| !std::mem::replace(mark, true));
        if fresh {
            self.reached.push(at);
        }
        fresh
    }

    fn clear(&mut self) {
        for at in self.reached.drain(..) {
            if let Some(mark) = self.marks.get_mut(at) {
                *mark = false;
            }
        }
    }

    fn all(&self) -> impl Iterator<Item = usize> {
        self.reached.iter().copied()
    }
}

/// States that are being made, from the end of the pattern to its beginning.
struct Making {
    states: Vec<State>,
    steps: usize,
}

impl Making {
    fn push(&mut self, state: State) -> Option<usize> {
        self.states.push(state);
        (self.states.len() <= MOST_STATES).then(|| self.states.len() - 1)
    }

    /// The state in which a part begins that leads to another.
    fn add(&mut self, tree: &Tree, to: usize) -> Option<usize> {
        // Nothing, repeated without end, makes no state and takes time all the same.
        self.steps += 1;
        if self.steps > 64 * MOST_STATES {
            return None;
        }
        match tree {
            Tree::Sign(signs) => self.push(State::Sign(signs.clone(), to)),
            Tree::Chain(parts) => parts.iter().rev().try_fold(to, |to, part| self.add(part, to)),
            Tree::Either(parts) => {
                let mut first = None;
                for part in parts.iter().rev() {
                    let own = self.add(part, to)?;
                    first = match first {
                        None => Some(own),
                        Some(other) => Some(self.push(State::Either(own, other))?),
                    };
                }
                first
            }
            Tree::Repeat(part, least, most) => {
                let mut first = to;
                match most {
                    None => {
                        first = self.push(State::Either(to, to))?;
                        let again = self.add(part, first)?;
                        if let Some(state) = self.states.get_mut(first) {
                            *state = State::Either(again, to);
                        }
                    }
                    Some(most) => {
                        for _ in *least..*most {
                            let own = self.add(part, first)?;
                            first = self.push(State::Either(own, to))?;
                        }
                    }
                }
                (0..*least).try_fold(first, |to, _| self.add(part, to))
            }
        }
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pattern({} states)", self.states.len())
    }
}
