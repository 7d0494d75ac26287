use super::{Object, Writing, about::urn};
use crate::exchange::sdmx::structures::{Class, CubeRegion, DataConstraint, KeySet, Member};
use serde_json::{Value, json};
use std::{collections::HashSet, sync::Arc};

impl Writing<'_> {
    pub(super) fn constraint(&mut self, one: &DataConstraint) -> Value {
        let mut object = self.maintained(Class::DataConstraint, &one.about);
        object.set("role", if one.actual { "Actual" } else { "Allowed" });
        object.maybe("constraintAttachment", self.attachment(one));
        object.list("dataKeySets", one.key_sets.iter().map(keys).collect());
        let (mut regions, mut written) = (Vec::new(), [0_u32; 2]);
        for one in &one.regions {
            let [out, within] = &mut written;
            let many = if one.included { within } else { out };
            *many += 1;
            if *many > 1 {
                self.cannot("regions-several");
            } else {
                regions.push(region(one));
            }
        }
        object.list("cubeRegions", regions);
        object.into()
    }

    /// What the constraint is about, which must be of one kind.
    fn attachment(&mut self, one: &DataConstraint) -> Option<Value> {
        let first = one.attached.first()?;
        let name = match first.class() {
            Class::DataProvider => "dataProvider",
            Class::DataStructure => "dataStructures",
            Class::Dataflow => "dataflows",
            Class::ProvisionAgreement => "provisionAgreements",
            _ => {
                self.cannot("attachments-mixed");
                return None;
            }
        };
        let single = first.class() == Class::DataProvider;
        let same = |at: usize, class: Class| class == first.class() && !(single && at > 0);
        let (mut to, mut object) = (Vec::new(), Object::new());
        for (at, one) in one.attached.iter().enumerate() {
            if same(at, one.class()) {
                to.push(urn(one));
            } else {
                self.cannot("attachments-mixed");
            }
        }
        if single {
            object.maybe(name, to.into_iter().next());
        } else {
            object.list(name, to);
        }
        Some(object.into())
    }
}

fn region(one: &CubeRegion) -> Value {
    let of = |key: bool| one.members.iter().filter(move |member| member.key == key).map(member).collect();
    let mut object = Object::new();
    object.set("include", one.included);
    object.list("keyValues", of(true));
    object.list("components", of(false));
    object.into()
}

fn member(one: &Member) -> Value {
    let mut object = Object::new();
    object.set("id", &*one.id);
    object.maybe("include", (!one.included).then_some(false));
    // A plain text would be allowed too; some readers take objects only.
    let cascading: HashSet<&str> = one.cascading.iter().map(|text| &**text).collect();
    let value = |text: &Arc<str>| match cascading.contains(&**text) {
        true => json!({ "value": &**text, "cascadeValues": true }),
        false => json!({ "value": &**text }),
    };
    object.list("values", one.values.iter().map(value).collect());
    let names = match &one.times {
        [None, None] => return object.into(),
        [Some(_), Some(_)] => ["startPeriod", "endPeriod"],
        _ => ["afterPeriod", "beforePeriod"],
    };
    let mut range = Object::new();
    for ((name, time), exclusive) in names.into_iter().zip(&one.times).zip(one.exclusive) {
        range.maybe(name, time.as_deref().map(|time| json!({ "period": time, "isInclusive": !exclusive })));
    }
    object.set("timeRange", range);
    object.into()
}

fn keys(set: &KeySet) -> Value {
    let value = |(id, value): &(Arc<str>, Arc<str>)| json!({ "id": &**id, "value": &**value });
    let key = |key: &Vec<_>| json!({ "keyValues": key.iter().map(value).collect::<Vec<_>>() });
    json!({ "isIncluded": set.included, "keys": set.keys.iter().map(key).collect::<Vec<_>>() })
}
