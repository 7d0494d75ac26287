use super::{About, Element, Reading};
use crate::{
    error::Result,
    exchange::sdmx::structures::{Categorisation, Class, Dataflow, ProvisionAgreement},
    source::Input,
};

impl<R: Input> Reading<'_, R> {
    pub(super) fn dataflow(&mut self, element: &Element) -> Result<Option<Dataflow>> {
        let Some(identity) = self.identity(element, Class::Dataflow) else { return Ok(None) };
        let (mut about, mut structure) = (About::default(), None);
        while let Some(part) = self.child(element)? {
            match part.name.as_str() {
                "Structure" => structure = self.reference(&part, Some(Class::DataStructure))?,
                _ if self.says(&part, &mut about)? => {}
                _ => self.unexpected(&part),
            }
        }
        Ok(Some(Dataflow { about: self.maintained(element, identity, about), structure }))
    }

    pub(super) fn agreement(&mut self, element: &Element) -> Result<Option<ProvisionAgreement>> {
        let Some(identity) = self.identity(element, Class::ProvisionAgreement) else { return Ok(None) };
        let (mut about, mut provider, mut flow) = (About::default(), None, None);
        while let Some(part) = self.child(element)? {
            match part.name.as_str() {
                "StructureUsage" | "Dataflow" => flow = self.reference(&part, Some(Class::Dataflow))?,
                "DataProvider" => provider = self.reference(&part, Some(Class::DataProvider))?,
                _ if self.says(&part, &mut about)? => {}
                _ => self.unexpected(&part),
            }
        }
        Ok(Some(ProvisionAgreement { about: self.maintained(element, identity, about), provider, flow }))
    }

    pub(super) fn categorisation(&mut self, element: &Element) -> Result<Option<Categorisation>> {
        let Some(identity) = self.identity(element, Class::Categorisation) else { return Ok(None) };
        let (mut about, mut source, mut target) = (About::default(), None, None);
        while let Some(part) = self.child(element)? {
            match part.name.as_str() {
                "Source" => source = self.reference(&part, None)?,
                "Target" => target = self.reference(&part, Some(Class::Category))?,
                _ if self.says(&part, &mut about)? => {}
                _ => self.unexpected(&part),
            }
        }
        Ok(Some(Categorisation { about: self.maintained(element, identity, about), source, target }))
    }
}
