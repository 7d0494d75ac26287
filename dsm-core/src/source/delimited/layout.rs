/// What separates the values of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
}

impl Separator {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    /// Its byte.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// What a file may be at most. Whatever is more is refused with its place; nothing is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The bytes of a row with its quotes, 1 MiB unless said otherwise.
    pub row: usize,
    /// The bytes of a value, 64 KiB unless said otherwise.
    pub value: usize,
    /// The columns, 10,000 unless said otherwise.
    pub columns: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { row: 1 << 20, value: 64 << 10, columns: 10_000 }
    }
}

/// How delimited text is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    separator: Option<Separator>,
    limits: Limits,
}

impl Layout {
    /// States the separator. Unless it is stated, it is the one that the names of the columns have, if they have only one.
    #[must_use]
    pub fn separator(mut self, separator: Separator) -> Self {
        self.separator = Some(separator);
        self
    }

    /// Sets other limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The separator, where it is stated.
    pub(super) fn stated(&self) -> Option<Separator> {
        self.separator
    }

    /// The limits.
    pub(super) fn most(&self) -> Limits {
        self.limits
    }
}
