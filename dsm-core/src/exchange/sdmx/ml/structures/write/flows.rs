use super::Writing;
use crate::{
    error::Result,
    exchange::sdmx::structures::{Categorisation, Class, Dataflow, ProvisionAgreement},
};

impl Writing<'_, '_> {
    pub(super) fn dataflow(&mut self, one: &Dataflow) -> Result<()> {
        self.begin("str:Dataflow", Class::Dataflow, &one.about, &[])?;
        self.maybe_reference("str:Structure", one.structure.as_ref())?;
        self.xml.end()
    }

    pub(super) fn agreement(&mut self, one: &ProvisionAgreement) -> Result<()> {
        self.begin("str:ProvisionAgreement", Class::ProvisionAgreement, &one.about, &[])?;
        let flow = if self.is_v21() { "str:StructureUsage" } else { "str:Dataflow" };
        self.maybe_reference(flow, one.flow.as_ref())?;
        self.maybe_reference("str:DataProvider", one.provider.as_ref())?;
        self.xml.end()
    }

    pub(super) fn categorisation(&mut self, one: &Categorisation) -> Result<()> {
        self.begin("str:Categorisation", Class::Categorisation, &one.about, &[])?;
        match (&one.source, &one.target) {
            (Some(source), Some(target)) => {
                self.reference("str:Source", source)?;
                self.reference("str:Target", target)?;
            }
            (None, None) => {}
            _ => self.cannot("categorisation-half"),
        }
        self.xml.end()
    }
}
