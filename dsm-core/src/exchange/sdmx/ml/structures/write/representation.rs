use super::Writing;
use crate::{
    error::Result,
    exchange::sdmx::structures::{Class, Representation, TextFormat},
};

impl Writing<'_, '_> {
    /// How values are written.
    pub(super) fn representation(&mut self, name: &'static str, one: &Representation) -> Result<()> {
        let concepts = one.codelist.as_ref().filter(|list| list.class() != Class::Codelist);
        let measures = self.is_v21() && name == MEASURES;
        let codelist = one.codelist.as_ref().filter(|_| concepts.is_none() || measures);
        if concepts.is_some() && !measures {
            self.cannot("enumeration-of-kind");
            if one.format.is_none() {
                return Ok(());
            }
        }
        if codelist.is_none() && one.format.is_none() {
            if one.min_occurs.is_some() || one.max_occurs.is_some() {
                self.cannot("occurrences");
            }
            return Ok(());
        }
        self.xml.start(if name == MEASURES { "str:LocalRepresentation" } else { name })?;
        if !self.is_v21() {
            self.occurs("minOccurs", one.min_occurs)?;
            self.occurs("maxOccurs", one.max_occurs)?;
        } else if one.min_occurs.is_some() || one.max_occurs.is_some() {
            self.cannot("occurrences");
        }
        if let Some(list) = codelist {
            self.reference("str:Enumeration", list)?;
            one.format.as_ref().map_or(Ok(()), |format| self.format("str:EnumerationFormat", format))?;
        } else if let Some(format) = &one.format {
            self.format("str:TextFormat", format)?;
        }
        self.xml.end()
    }

    /// A number of occurrences.
    pub(super) fn occurs(&mut self, name: &'static str, many: Option<u32>) -> Result<()> {
        match many {
            None => Ok(()),
            Some(u32::MAX) => self.xml.attribute(name, "unbounded"),
            Some(many) => self.xml.attribute(name, &many.to_string()),
        }
    }

    fn format(&mut self, name: &'static str, format: &TextFormat) -> Result<()> {
        let number = |number: Option<u64>| number.map(|number| number.to_string());
        self.xml.start(name)?;
        let known = !self.is_v21() || &*format.kind != "GeospatialInformation";
        if !known {
            self.cannot("text-type");
        }
        self.xml.attribute("textType", if known { &format.kind } else { "String" })?;
        self.xml.maybe("minLength", number(format.min_length).as_deref())?;
        self.xml.maybe("maxLength", number(format.max_length).as_deref())?;
        self.xml.maybe("minValue", format.min_value.as_deref())?;
        self.xml.maybe("maxValue", format.max_value.as_deref())?;
        self.xml.maybe("decimals", number(format.decimals).as_deref())?;
        self.xml.maybe("pattern", format.pattern.as_deref())?;
        for (facet, value) in &format.others {
            if self.is_v21() && self.of_data && &**facet == "isMultiLingual" {
                self.cannot("text-of-languages");
            } else {
                self.xml.attribute(facet, value)?;
            }
        }
        self.xml.end()
    }
}

/// The representation of a measure dimension of 2.1, which is a list of concepts.
pub(super) const MEASURES: &str = "str:LocalRepresentation of measures";
