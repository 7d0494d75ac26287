/// Where in `spec/` something stands: the file, and the entry in it.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'a> {
    /// The name of the file, from `spec/`.
    pub(crate) file: &'a str,
    /// The id or name of the entry.
    pub(crate) entry: &'a str,
}

impl Spot<'_> {
    /// The problem as a line: file, entry, what is wrong.
    pub(crate) fn problem(self, what: impl std::fmt::Display) -> String {
        format!("{}: {}: {what}", self.file, self.entry)
    }
}

/// Whether a text is written as `lower-case-words`.
pub(crate) fn kebab(text: &str) -> bool {
    let first = text.chars().next().is_some_and(|c| c.is_ascii_lowercase());
    let all = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    first && all && !text.ends_with('-') && !text.contains("--")
}
