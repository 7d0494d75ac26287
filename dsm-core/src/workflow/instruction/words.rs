use crate::error::{Error, Result, Safe, codes::wfl};

/// A word that an instruction may begin with, and the names that go with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word, such as `open`.
    pub word: &'static str,
    /// Its names.
    pub names: &'static [Name],
}

/// A name that a value may be said under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name, such as `indicator`.
    pub name: &'static str,
    /// Whether there must be a value.
    pub needed: bool,
    /// Whether there may be several.
    pub several: bool,
}

const fn one(name: &'static str) -> Name {
    Name { name, needed: true, several: false }
}

const fn may(name: &'static str) -> Name {
    Name { name, needed: false, several: false }
}

const fn some(name: &'static str) -> Name {
    Name { name, needed: true, several: true }
}

const fn any(name: &'static str) -> Name {
    Name { name, needed: false, several: true }
}

const SUBMISSION: &[Name] = &[one("submission")];
const USER: &[Name] = &[one("user")];
const AGREEMENT: &[Name] = &[one("agreement")];
const ASSIGN: &[Name] = &[
    one("user"),
    one("role"),
    any("indicator"),
    any("time"),
    any("code"),
    any("dimension"),
    may("from"),
    may("until"),
];
const DELEGATE: &[Name] = &[
    one("user"),
    some("act"),
    any("indicator"),
    any("time"),
    any("code"),
    any("dimension"),
    may("from"),
    may("until"),
    may("giver"),
];
const PRODUCER: &[Name] = &[may("country"), one("indicator"), one("agency"), may("from"), may("until")];
const OPENING: &[Name] = &[
    may("country"),
    one("indicator"),
    some("to"),
    may("right"),
    any("time"),
    any("code"),
    any("dimension"),
    may("from"),
    may("until"),
];
const TERMS: &[Name] =
    &[one("indicator"), may("mode"), may("same-detail"), may("least-figures"), may("provisional-counts"), may("grace")];
const AGREE: &[Name] = &[
    one("agreement"),
    one("basis"),
    some("country"),
    some("indicator"),
    may("mode"),
    may("same-detail"),
    may("least-figures"),
    may("provisional-counts"),
    may("grace"),
    may("calendar"),
    any("time"),
    any("code"),
    any("dimension"),
    may("from"),
    may("until"),
];
const CONFIGURE: &[Name] = &[
    may("country"),
    may("six-eyes"),
    any("releaser"),
    may("least-threshold"),
    may("provisional-until-closed"),
    any("control-totals"),
];

const fn word(word: &'static str, names: &'static [Name]) -> Word {
    Word { word, names }
}

/// All of them, in the order of the alphabet.
const WORDS: &[Word] = &[
    word("add-agency", &[may("country"), one("agency")]),
    word("add-country", &[one("country"), may("staff")]),
    word("add-user", &[one("user"), some("role"), may("agency")]),
    word("allow-again", OPENING),
    word("answer", &[one("submission"), one("question"), one("text")]),
    word("ask", &[one("submission"), one("text")]),
    word("assign", ASSIGN),
    word("close", OPENING),
    word("close-year", &[one("indicator"), one("year")]),
    word("configure", CONFIGURE),
    word("deactivate-user", USER),
    word("declare-indicator", TERMS),
    word("declare-role", &[one("role"), some("act")]),
    word("declare-totals", &[one("indicator"), some("country"), one("from"), one("until")]),
    word("delegate", DELEGATE),
    word("discard", SUBMISSION),
    word("end-agreement", AGREEMENT),
    word("end-producer", PRODUCER),
    word("forbid", OPENING),
    word("hand-in", SUBMISSION),
    word("join-agreement", AGREEMENT),
    word("leave-agreement", AGREEMENT),
    word("make-producer", PRODUCER),
    word("open", OPENING),
    word("propose-agreement", AGREE),
    word("release", &[one("submission"), may("threshold"), may("zeros")]),
    word("remove-key", USER),
    word("reopen-year", &[one("indicator"), one("year"), one("reason")]),
    word("return", &[one("submission"), one("questions")]),
    word("revoke", DELEGATE),
    word("set-key", &[one("user"), one("key")]),
    word("sign-off", &[one("indicator"), one("year")]),
    word("unassign", ASSIGN),
    word("verify", SUBMISSION),
    word("withdraw", &[one("submission"), one("reason"), may("confidential")]),
];

impl Word {
    /// All words, in the order of the alphabet.
    #[must_use]
    pub fn all() -> &'static [Self] {
        WORDS
    }

    /// The word that is spelled like this.
    ///
    /// # Errors
    /// `WFL-040` when there is none.
    pub fn named(word: &str) -> Result<&'static Self> {
        let found = WORDS.iter().find(|known| known.word == word);
        found.ok_or_else(|| Error::new(wfl::INSTRUCTION_UNKNOWN).with("word", Safe::term(word)))
    }
}
