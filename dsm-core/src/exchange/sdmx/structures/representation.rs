use super::Reference;
use std::sync::Arc;

/// How the values of a component or concept are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Representation {
    /// The list of its codes, where it is coded.
    pub codelist: Option<Reference>,
    /// The format of its text, where it is not coded, or beside the codes.
    pub format: Option<TextFormat>,
    /// At least so many values (3.0).
    pub min_occurs: Option<u32>,
    /// At most so many values (3.0); `u32::MAX` is without a limit.
    pub max_occurs: Option<u32>,
}

impl Representation {
    /// Codes of a list.
    #[must_use]
    pub fn coded(codelist: Reference) -> Self {
        Self { codelist: Some(codelist), ..Self::default() }
    }

    /// Text of a type.
    #[must_use]
    pub fn text(kind: &str) -> Self {
        Self { format: Some(TextFormat { kind: Arc::from(kind), ..TextFormat::default() }), ..Self::default() }
    }

    /// Whether its text may be in several languages, which are then one value.
    #[must_use]
    pub fn is_multilingual(&self) -> bool {
        let said = self.format.as_ref().into_iter().flat_map(|format| &format.others);
        said.into_iter().any(|(facet, said)| &**facet == "isMultiLingual" && ["true", "1"].contains(&&**said))
    }

    /// Whether there may be more than one value.
    #[must_use]
    pub fn is_many(&self) -> bool {
        !self.is_multilingual() && self.max_occurs.is_some_and(|most| most > 1)
    }

    /// How many texts may stand in it, or so many where nothing is said: of one in several languages any number.
    pub(in crate::exchange::sdmx) fn most(&self, otherwise: u32) -> u32 {
        if self.is_multilingual() { u32::MAX } else { self.max_occurs.unwrap_or(otherwise) }
    }

    /// The pattern of its values.
    pub(in crate::exchange::sdmx) fn pattern(&self) -> Option<&str> {
        self.format.as_ref().and_then(|format| format.pattern.as_deref())
    }
}

/// The format of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFormat {
    /// The type of SDMX, such as `String`, `Integer`, `Double`, `ObservationalTimePeriod`.
    pub kind: Arc<str>,
    /// A pattern of XML Schema.
    pub pattern: Option<Arc<str>>,
    /// At least so many characters.
    pub min_length: Option<u64>,
    /// At most so many characters.
    pub max_length: Option<u64>,
    /// At least this value, as written.
    pub min_value: Option<Arc<str>>,
    /// At most this value, as written.
    pub max_value: Option<Arc<str>>,
    /// At most so many digits after the point.
    pub decimals: Option<u64>,
    /// Every other facet by its name, as written.
    pub others: Vec<(Arc<str>, Arc<str>)>,
}

impl Default for TextFormat {
    fn default() -> Self {
        let (pattern, min_value, max_value) = (None, None, None);
        let (min_length, max_length, decimals) = (None, None, None);
        let others = Vec::new();
        Self { kind: Arc::from("String"), pattern, min_length, max_length, min_value, max_value, decimals, others }
    }
}
