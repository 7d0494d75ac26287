use std::sync::Arc;

/// Who asks: a user by position, such as `submitter@md`, or the public.
///
/// Rights are looked up in the [`super::World`] each time: a subject carries no right by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    id: Arc<str>,
    country: Option<Arc<str>>,
    roles: Vec<Arc<str>>,
}

impl Subject {
    /// A user of a country, or of none for the system administrator.
    #[must_use]
    pub fn new(id: &str, country: Option<&str>, roles: &[Arc<str>]) -> Self {
        Self { id: Arc::from(id), country: country.map(Arc::from), roles: roles.to_vec() }
    }

    /// The public: no user, no State, no role.
    #[must_use]
    pub fn public() -> Self {
        Self { id: Arc::from(""), country: None, roles: Vec::new() }
    }

    /// Whether it is the public.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.id.is_empty()
    }

    /// The id; empty for the public.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The State that the user belongs to.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }

    /// The roles by their ids.
    #[must_use]
    pub fn roles(&self) -> &[Arc<str>] {
        &self.roles
    }
}
