use super::{CodeId, CodeList, Mapping};
use crate::error::Result;

impl CodeList {
    /// The mapping of the codes of a hierarchy to stated groups above them: countries to regions, ages to broad ages.
    ///
    /// A code that is a group itself stays what it is; codes under none of the groups have no place in the mapping.
    ///
    /// ```
    /// use dsm_core::code::{CodeList, Mapping, Scheme};
    /// let regions = CodeList::built_in("REGION")?;
    /// let to_m49 = Mapping::built_in("REGION", Scheme::Iso3166Alpha3, Scheme::M49)?;
    /// let to_region = to_m49.then(&regions.grouped(&["143", "151"])?);
    /// assert_eq!(to_region.map("KGZ")?.as_str(), "143");
    /// assert_eq!(to_region.map("MDA")?.as_str(), "151");
    /// assert_eq!(to_region.map("FRA").unwrap_err().code().id(), "COD-007");
    /// // Eastern Europe is a part of Europe: a code may not go to both.
    /// assert_eq!(regions.grouped(&["150", "151"]).unwrap_err().code().id(), "COD-006");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// `COD-002` for a group that the list does not have; `COD-006` where one group is a part of another.
    pub fn grouped(&self, groups: &[&str]) -> Result<Mapping> {
        let groups = groups.iter().map(|group| self.find(group)).collect::<Result<Vec<_>>>()?;
        let mut pairs: Vec<(CodeId, CodeId)> = Vec::new();
        for entry in self.entries() {
            let path = std::iter::once(entry).chain(self.ancestors(entry));
            let above = path.filter(|above| groups.iter().any(|group| group.id() == above.id()));
            pairs.extend(above.map(|group| (entry.id().clone(), group.id().clone())));
        }
        Mapping::new(self.id().as_str(), self.id().as_str(), pairs)
    }

    /// The codes at a level of a hierarchy, the top being 0: of `REGION` the world, then the regions, then their parts.
    pub fn at_level(&self, level: usize) -> impl Iterator<Item = &super::Entry> {
        self.entries().iter().filter(move |entry| self.ancestors(entry).count() == level)
    }
}
