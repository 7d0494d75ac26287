use super::{Object, Reading, Value};
use crate::{
    error::codes::exc,
    exchange::sdmx::structures::{Class, CubeRegion, DataConstraint, KeySet, Member, Reference},
};
use std::sync::Arc;

/// A time as written, and whether it is itself left out.
type Bound = (Option<Arc<str>>, bool);

impl Reading<'_> {
    pub(super) fn constraint(&mut self, of: &Object) -> Option<DataConstraint> {
        let known = ["role", "constraintAttachment", "dataKeySets", "cubeRegions"];
        let about = self.maintained(Class::DataConstraint, of, &known)?;
        let role = self.text(of, "role").unwrap_or("Actual");
        if !["Actual", "Allowed"].contains(&role) {
            self.odd(of.get("role").map_or(of.at, |value| value.at), "DataConstraint", "role", role);
        }
        let (mut regions, mut key_sets) = (Vec::new(), Vec::new());
        for one in self.objects(of, "cubeRegions") {
            regions.push(self.region(one));
        }
        for one in self.objects(of, "dataKeySets") {
            key_sets.push(self.keys(one));
        }
        Some(DataConstraint { about, actual: role == "Actual", attached: self.attached(of), regions, key_sets })
    }

    fn attached(&mut self, of: &Object) -> Vec<Reference> {
        let Some(to) = of.get("constraintAttachment").and_then(Value::as_object) else { return Vec::new() };
        self.others(to, &[&["dataProvider", "dataStructures", "dataflows", "provisionAgreements"]]);
        let mut attached: Vec<_> = self.reference(to, "dataProvider").into_iter().collect();
        for name in ["dataStructures", "dataflows", "provisionAgreements"] {
            attached.extend(self.references(to, name));
        }
        attached
    }

    fn region(&mut self, of: &Object) -> CubeRegion {
        self.others(of, &[&["include", "keyValues", "components", "annotations"]]);
        let mut region = CubeRegion { included: self.flag(of, "include", true), members: Vec::new() };
        for (name, key) in [("keyValues", true), ("components", false)] {
            for one in self.objects(of, name) {
                let read = self.member(one, key);
                region.members.extend(read);
            }
        }
        region
    }

    fn member(&mut self, of: &Object, key: bool) -> Option<Member> {
        let Some(id) = self.text(of, "id") else {
            self.told(exc::IDENTITY_UNREADABLE, of.at, "keyValues");
            return None;
        };
        self.others(of, &[&["id", "include", "values", "timeRange", "validFrom", "validTo"]]);
        let mut member = Member { key, included: self.flag(of, "include", true), ..Member::new(id) };
        for value in of.get("values").and_then(Value::as_array).into_iter().flatten() {
            let cascades = value.get("cascadeValues").is_some_and(|said| said.as_bool() != Some(false));
            match value.as_str().or_else(|| value.get("value").and_then(Value::as_str)) {
                Some(text) => {
                    member.cascading.extend(cascades.then(|| Arc::from(text)));
                    member.values.push(Arc::from(text));
                }
                None => self.odd(value.at, "values", "value", ""),
            }
        }
        if let Some(range) = of.get("timeRange").and_then(Value::as_object) {
            let (first, from) = self.bound(range, &["startPeriod", "afterPeriod"]);
            let (last, until) = self.bound(range, &["endPeriod", "beforePeriod"]);
            (member.times, member.exclusive) = ([first, last], [from, until]);
        }
        Some(member)
    }

    fn bound(&mut self, of: &Object, names: &[&str]) -> Bound {
        let Some(time) = names.iter().find_map(|name| of.get(name)).and_then(Value::as_object) else {
            return (None, false);
        };
        (self.text(time, "period").map(Arc::from), !self.flag(time, "isInclusive", true))
    }

    fn keys(&mut self, of: &Object) -> KeySet {
        let mut set = KeySet { included: self.flag(of, "isIncluded", true), keys: Vec::new() };
        for one in self.objects(of, "keys") {
            let mut key = Vec::new();
            for part in self.objects(one, "keyValues") {
                match (self.text(part, "id"), self.text(part, "value")) {
                    (Some(id), Some(value)) => key.push((Arc::from(id), Arc::from(value))),
                    _ => self.told(exc::IDENTITY_UNREADABLE, part.at, "keyValues"),
                }
            }
            if let Some(said) = one.get("components") {
                self.told(exc::ARTEFACT_LEFT_OUT, said.at, "components");
            }
            set.keys.push(key);
        }
        set
    }
}
