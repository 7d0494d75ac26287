use super::Writing;
use crate::{
    error::Result,
    exchange::sdmx::structures::{Class, Reference},
};

impl Writing<'_, '_> {
    /// An element that refers to an artefact or an item: as `Ref` in 2.1, as a URN in 3.0.
    pub(super) fn reference(&mut self, name: &'static str, to: &Reference) -> Result<()> {
        if !self.is_v21() {
            return self.xml.leaf(name, &to.to_string());
        }
        let (identity, version) = (to.identity(), self.version_of(to.identity()));
        // 2.1 calls what limits data by another name.
        let class = if to.class() == Class::DataConstraint { "ContentConstraint" } else { to.class().name() };
        self.xml.start(name)?;
        self.xml.start("Ref")?;
        if let Some(item) = to.item() {
            self.xml.attribute("id", item)?;
            self.xml.attribute("maintainableParentID", identity.id())?;
            self.xml.attribute("maintainableParentVersion", &version)?;
        } else {
            self.xml.attribute("id", identity.id())?;
            self.xml.attribute("version", &version)?;
        }
        self.xml.attribute("agencyID", identity.agency())?;
        self.xml.attribute("package", to.class().package())?;
        self.xml.attribute("class", class)?;
        self.xml.end()?;
        self.xml.end()
    }

    /// An element that names something of its own artefact.
    pub(super) fn local(&mut self, name: &'static str, id: &str) -> Result<()> {
        if !self.is_v21() {
            return self.xml.leaf(name, id);
        }
        self.xml.start(name)?;
        self.xml.start("Ref")?;
        self.xml.attribute("id", id)?;
        self.xml.end()?;
        self.xml.end()
    }

    pub(super) fn maybe_reference(&mut self, name: &'static str, to: Option<&Reference>) -> Result<()> {
        to.map_or(Ok(()), |to| self.reference(name, to))
    }
}
