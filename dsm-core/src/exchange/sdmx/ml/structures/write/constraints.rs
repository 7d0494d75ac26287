use super::Writing;
use crate::{
    error::Result,
    exchange::sdmx::structures::{Class, CubeRegion, DataConstraint, KeySet, Member},
};
use std::collections::HashSet;

impl Writing<'_, '_> {
    pub(super) fn constraint(&mut self, one: &DataConstraint) -> Result<()> {
        let role = if one.actual { "Actual" } else { "Allowed" };
        let (name, attribute) =
            if self.is_v21() { ("str:ContentConstraint", "type") } else { ("str:DataConstraint", "role") };
        self.begin(name, Class::DataConstraint, &one.about, &[(attribute, role)])?;
        self.attachment(one)?;
        one.key_sets.iter().try_for_each(|set| self.keys(set))?;
        let mut written = [0_u32; 2];
        for region in &one.regions {
            let [out, within] = &mut written;
            let many = if region.included { within } else { out };
            *many += 1;
            if !self.is_v21() && *many > 1 {
                self.cannot("regions-several");
            } else {
                self.region(region)?;
            }
        }
        self.xml.end()
    }

    /// What the constraint is about, which must be of one kind.
    fn attachment(&mut self, one: &DataConstraint) -> Result<()> {
        let Some(first) = one.attached.first() else { return Ok(()) };
        let name = match first.class() {
            Class::DataStructure => "str:DataStructure",
            Class::Dataflow => "str:Dataflow",
            Class::ProvisionAgreement => "str:ProvisionAgreement",
            Class::DataProvider => "str:DataProvider",
            Class::MetadataStructure if self.is_v21() => "str:MetadataStructure",
            Class::Metadataflow if self.is_v21() => "str:Metadataflow",
            _ => {
                self.cannot("attachments-mixed");
                return Ok(());
            }
        };
        self.inside("str:ConstraintAttachment", |w| {
            for (at, to) in one.attached.iter().enumerate() {
                let single = to.class() == Class::DataProvider && at > 0;
                if to.class() == first.class() && !single {
                    w.reference(name, to)?;
                } else {
                    w.cannot("attachments-mixed");
                }
            }
            Ok(())
        })
    }

    fn region(&mut self, region: &CubeRegion) -> Result<()> {
        self.xml.start("str:CubeRegion")?;
        self.xml.attribute("include", flag(region.included))?;
        region.members.iter().filter(|member| member.key).try_for_each(|member| self.member(member))?;
        region.members.iter().filter(|member| !member.key).try_for_each(|member| self.member(member))?;
        self.xml.end()
    }

    fn member(&mut self, member: &Member) -> Result<()> {
        // In 2.1 these elements are of the common namespace, in 3.0 of that of structures.
        let [key, component, value] = if self.is_v21() {
            ["com:KeyValue", "com:Attribute", "com:Value"]
        } else {
            ["str:KeyValue", "str:Component", "str:Value"]
        };
        self.xml.start(if member.key { key } else { component })?;
        self.xml.attribute("id", &member.id)?;
        self.xml.maybe("include", (!member.included).then_some("false"))?;
        let cascading: HashSet<&str> = member.cascading.iter().map(|text| &**text).collect();
        for text in &member.values {
            self.xml.start(value)?;
            self.xml.maybe("cascadeValues", cascading.contains(&**text).then_some("true"))?;
            self.xml.text(text)?;
            self.xml.end()?;
        }
        self.times(member)?;
        self.xml.end()
    }

    fn times(&mut self, member: &Member) -> Result<()> {
        let names = match (&member.times, self.is_v21()) {
            ([None, None], _) => return Ok(()),
            ([Some(_), Some(_)], true) => ["com:StartPeriod", "com:EndPeriod"],
            ([Some(_), Some(_)], false) => ["str:StartPeriod", "str:EndPeriod"],
            (_, true) => ["com:AfterPeriod", "com:BeforePeriod"],
            (_, false) => ["str:AfterPeriod", "str:BeforePeriod"],
        };
        self.xml.start(if self.is_v21() { "com:TimeRange" } else { "str:TimeRange" })?;
        for ((name, time), exclusive) in names.into_iter().zip(&member.times).zip(member.exclusive) {
            let Some(time) = time else { continue };
            self.xml.start(name)?;
            self.xml.attribute("isInclusive", flag(!exclusive))?;
            self.xml.text(time)?;
            self.xml.end()?;
        }
        self.xml.end()
    }

    fn keys(&mut self, set: &KeySet) -> Result<()> {
        let [value_of, value] =
            if self.is_v21() { ["com:KeyValue", "com:Value"] } else { ["str:KeyValue", "str:Value"] };
        if set.keys.iter().all(Vec::is_empty) && self.is_v21() {
            self.cannot("key-empty");
            return Ok(());
        }
        self.xml.start("str:DataKeySet")?;
        self.xml.attribute("isIncluded", flag(set.included))?;
        for key in &set.keys {
            if key.is_empty() && self.is_v21() {
                self.cannot("key-empty");
                continue;
            }
            self.xml.start("str:Key")?;
            for (id, text) in key {
                self.xml.start(value_of)?;
                self.xml.attribute("id", id)?;
                self.xml.leaf(value, text)?;
                self.xml.end()?;
            }
            self.xml.end()?;
        }
        self.xml.end()
    }
}

fn flag(holds: bool) -> &'static str {
    if holds { "true" } else { "false" }
}
