use super::list::Refused;

/// A list as the generator writes it.
pub(super) struct BuiltList {
    pub(super) id: &'static str,
    pub(super) scheme: &'static str,
    /// A list whose codes come first.
    pub(super) includes: &'static str,
    /// A list whose codes stand under those of this one, as their region says.
    pub(super) members: &'static str,
    pub(super) exhaustive: bool,
    /// By language.
    pub(super) names: Pairs,
    pub(super) ambiguous: &'static [Refused],
    /// Scheme, code, and the entries whose people the code counts too.
    pub(super) wider: &'static [Refused],
    pub(super) codes: &'static [BuiltCode],
}

/// A code as the generator writes it, with its codes in other schemes.
pub(super) struct BuiltCode {
    pub(super) id: &'static str,
    pub(super) parent: &'static str,
    pub(super) region: &'static str,
    /// By language.
    pub(super) names: Pairs,
    /// By scheme.
    pub(super) others: Pairs,
    /// Codes of a scheme that are read and never written.
    pub(super) read: Pairs,
    /// Other names, by language.
    pub(super) called: Pairs,
    /// Years; zero where nothing limits it.
    pub(super) from: u16,
    pub(super) until: u16,
    pub(super) successors: &'static [&'static str],
}

/// Values by key as one text, a line a pair, a tab between the two: thousands of names are then no thousands of addresses
/// that a library carries and a loader relocates.
#[derive(Clone, Copy)]
pub(super) struct Pairs(pub(super) &'static str);

impl Pairs {
    pub(super) fn iter(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.0.lines().filter_map(|line| line.split_once('\t'))
    }

    /// The values of a key, in their order.
    pub(super) fn of(self, key: &str) -> impl Iterator<Item = &'static str> {
        self.iter().filter(move |(one, _)| *one == key).map(|(_, value)| value)
    }
}

/// What a list does not say.
pub(super) const NO_LIST: BuiltList = BuiltList {
    id: "",
    scheme: "",
    includes: "",
    members: "",
    exhaustive: false,
    names: Pairs(""),
    ambiguous: &[],
    wider: &[],
    codes: &[],
};

/// What a code does not say.
pub(super) const NO_CODE: BuiltCode = BuiltCode {
    id: "",
    parent: "",
    region: "",
    names: Pairs(""),
    others: Pairs(""),
    read: Pairs(""),
    called: Pairs(""),
    from: 0,
    until: 0,
    successors: &[],
};
