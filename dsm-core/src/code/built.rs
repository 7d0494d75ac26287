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
    pub(super) names: &'static [(&'static str, &'static str)],
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
    pub(super) names: &'static [(&'static str, &'static str)],
    pub(super) others: &'static [(&'static str, &'static str)],
    /// Codes of a scheme that are read and never written.
    pub(super) read: &'static [(&'static str, &'static str)],
    /// Other names, by language.
    pub(super) called: &'static [(&'static str, &'static str)],
    /// Years; zero where nothing limits it.
    pub(super) from: u16,
    pub(super) until: u16,
    pub(super) successors: &'static [&'static str],
}

/// What a list does not say.
pub(super) const NO_LIST: BuiltList = BuiltList {
    id: "",
    scheme: "",
    includes: "",
    members: "",
    exhaustive: false,
    names: &[],
    ambiguous: &[],
    wider: &[],
    codes: &[],
};

/// What a code does not say.
pub(super) const NO_CODE: BuiltCode = BuiltCode {
    id: "",
    parent: "",
    region: "",
    names: &[],
    others: &[],
    read: &[],
    called: &[],
    from: 0,
    until: 0,
    successors: &[],
};
