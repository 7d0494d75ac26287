use super::{Element, Reading};
use crate::{
    error::Result,
    exchange::sdmx::structures::{Class, Representation, TextFormat},
    source::Input,
};
use std::sync::Arc;

impl<R: Input> Reading<'_, R> {
    /// How values are written; none where nothing is said. `kind` is the type of a text that does not say it.
    pub(super) fn representation(&mut self, element: &Element, kind: &str) -> Result<Option<Representation>> {
        let (min_occurs, max_occurs) = (self.occurs(element, "minOccurs"), self.occurs(element, "maxOccurs"));
        let mut read = Representation { min_occurs, max_occurs, ..Representation::default() };
        while let Some(part) = self.child(element)? {
            match part.name.as_str() {
                "Enumeration" => read.codelist = self.reference(&part, Some(Class::Codelist))?,
                "TextFormat" => read.format = Some(self.format(&part, kind)?),
                "EnumerationFormat" => read.format = Some(self.format(&part, "String")?),
                _ => self.unexpected(&part),
            }
        }
        Ok((read != Representation::default()).then_some(read))
    }

    fn format(&mut self, element: &Element, kind: &str) -> Result<TextFormat> {
        let text = |name| element.get(name).map(Arc::from);
        let mut format = TextFormat {
            kind: text("textType").unwrap_or_else(|| Arc::from(kind)),
            pattern: text("pattern"),
            min_length: None,
            max_length: None,
            min_value: text("minValue"),
            max_value: text("maxValue"),
            decimals: None,
            others: Vec::new(),
        };
        format.min_length = self.number(element, "minLength");
        format.max_length = self.number(element, "maxLength");
        format.decimals = self.number(element, "decimals");
        for (name, value) in element.attributes() {
            if FACETS.contains(&name) {
                format.others.push((Arc::from(name), Arc::from(value)));
            }
        }
        format.others.sort();
        while let Some(part) = self.child(element)? {
            if part.name == "SentinelValue" { self.left_out(&part) } else { self.unexpected(&part) }
        }
        Ok(format)
    }
}

/// Facets that have no field of their own.
const FACETS: [&str; 8] =
    ["isSequence", "interval", "startValue", "endValue", "timeInterval", "startTime", "endTime", "isMultiLingual"];
