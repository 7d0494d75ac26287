use super::Specification;
use crate::{catalogue::Catalogue, error::Result};

impl Specification {
    /// The indicators that it is about: of the preset that it states, else the handbook's.
    ///
    /// # Errors
    /// `CAT-008` for a preset that there is not.
    pub fn catalogue(&self) -> Result<Catalogue> {
        let catalogue = Catalogue::preset(self.preset.as_deref().unwrap_or("dsm"));
        catalogue.map_err(|error| self.about(error, &[("", "preset")]))
    }
}
