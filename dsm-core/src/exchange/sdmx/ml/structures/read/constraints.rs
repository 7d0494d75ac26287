use super::{About, Element, Reading};
use crate::{
    error::{Result, codes::exc},
    exchange::sdmx::structures::{Class, CubeRegion, DataConstraint, KeySet, Maintained, Member, Reference},
    source::Input,
};
use std::sync::Arc;

/// A key that is being read.
type Key = Vec<(Arc<str>, Arc<str>)>;

impl<R: Input> Reading<'_, R> {
    pub(super) fn constraint(&mut self, element: &Element) -> Result<Option<DataConstraint>> {
        let Some(identity) = self.identity(element, Class::DataConstraint) else { return Ok(None) };
        let said = element.get("type").or_else(|| element.get("role"));
        let mut about = About::default();
        let mut read = DataConstraint {
            about: Maintained::new(identity.clone()),
            actual: said.is_none_or(|said| said == "Actual"),
            attached: Vec::new(),
            regions: Vec::new(),
            key_sets: Vec::new(),
        };
        if let Some(other) = said.filter(|said| !["Actual", "Allowed"].contains(said)) {
            self.odd(element, "type", other);
        }
        while let Some(part) = self.child(element)? {
            match part.name.as_str() {
                "ConstraintAttachment" => self.attachment(&part, &mut read.attached)?,
                "CubeRegion" => {
                    let region = self.region(&part)?;
                    read.regions.push(region);
                }
                "DataKeySet" => {
                    let keys = self.keys(&part)?;
                    read.key_sets.push(keys);
                }
                "ReleaseCalendar" | "ReferencePeriod" | "MetadataKeySet" | "MetadataTargetRegion" => {
                    self.left_out(&part);
                }
                _ if self.says(&part, &mut about)? => {}
                _ => self.unexpected(&part),
            }
        }
        read.about = self.maintained(element, identity, about);
        Ok(Some(read))
    }

    fn attachment(&mut self, element: &Element, into: &mut Vec<Reference>) -> Result<()> {
        while let Some(part) = self.child(element)? {
            match Class::named(&part.name) {
                Some(class) => into.extend(self.reference(&part, Some(class))?),
                None if part.name == "ProvisionAgrement" => {
                    into.extend(self.reference(&part, Some(Class::ProvisionAgreement))?);
                }
                None => self.left_out(&part),
            }
        }
        Ok(())
    }

    fn region(&mut self, element: &Element) -> Result<CubeRegion> {
        let mut region = CubeRegion { included: self.flag(element, "include", true), members: Vec::new() };
        while let Some(part) = self.child(element)? {
            match part.name.as_str() {
                "KeyValue" | "Attribute" | "Component" => region.members.extend(self.member(&part)?),
                "Annotations" => self.left_out(&part),
                _ => self.unexpected(&part),
            }
        }
        Ok(region)
    }

    fn member(&mut self, element: &Element) -> Result<Option<Member>> {
        let Some(id) = element.get("id") else {
            self.told(exc::IDENTITY_UNREADABLE, element);
            return Ok(None);
        };
        let mut member = Member { key: element.name == "KeyValue", ..Member::new(id) };
        member.included = self.flag(element, "include", true);
        while let Some(part) = self.child(element)? {
            match part.name.as_str() {
                "Value" => {
                    let cascades = part.get("cascadeValues").is_some_and(|said| said != "false" && said != "0");
                    let value: Arc<str> = self.text(&part)?.into();
                    member.cascading.extend(cascades.then(|| Arc::clone(&value)));
                    member.values.push(value);
                }
                "TimeRange" => self.times(&part, &mut member)?,
                "DataSet" | "DataKey" | "Object" => self.left_out(&part),
                _ => self.unexpected(&part),
            }
        }
        Ok(Some(member))
    }

    fn times(&mut self, element: &Element, member: &mut Member) -> Result<()> {
        while let Some(part) = self.child(element)? {
            let exclusive = !self.flag(&part, "isInclusive", true);
            match part.name.as_str() {
                "StartPeriod" | "AfterPeriod" => {
                    (member.times[0], member.exclusive[0]) = (Some(self.text(&part)?.into()), exclusive);
                }
                "EndPeriod" | "BeforePeriod" => {
                    (member.times[1], member.exclusive[1]) = (Some(self.text(&part)?.into()), exclusive);
                }
                _ => self.unexpected(&part),
            }
        }
        Ok(())
    }

    fn keys(&mut self, element: &Element) -> Result<KeySet> {
        let mut set = KeySet { included: self.flag(element, "isIncluded", true), keys: Vec::new() };
        while let Some(part) = self.child(element)? {
            if part.name == "Key" {
                let key = self.key(&part)?;
                set.keys.push(key);
            } else {
                self.unexpected(&part);
            }
        }
        Ok(set)
    }

    fn key(&mut self, element: &Element) -> Result<Key> {
        let mut key = Vec::new();
        while let Some(part) = self.child(element)? {
            match (part.name.as_str(), part.get("id")) {
                ("KeyValue", Some(id)) => {
                    while let Some(value) = self.child(&part)? {
                        key.push((Arc::from(id), self.text(&value)?.into()));
                    }
                }
                ("KeyValue", None) => self.told(exc::IDENTITY_UNREADABLE, &part),
                ("Component" | "Attribute" | "Annotations", _) => self.left_out(&part),
                _ => self.unexpected(&part),
            }
        }
        Ok(key)
    }
}
