use super::{
    Class, Identity, Item, ItemScheme, Maintained, Making, Reference, TIME, Wording, about, columns::worded, is_total,
};
use crate::{
    code::CodeList,
    error::Result,
    exchange::{
        columns::spelled,
        sdmx::structures::{Annotation, CubeRegion, DataConstraint, Dataflow, Member, ProvisionAgreement},
    },
    table::{Axis, View},
    text::Label,
};
use std::sync::Arc;

/// The annotation of a dataflow that says what its figures count, as a measure is written.
pub(in crate::exchange::sdmx) const MEASURE: &str = "MEASURE";
/// The annotation of a dataflow of stocks that says which moment the label of a period stands for.
pub(in crate::exchange::sdmx) const MOMENT: &str = "MOMENT";

/// The dataflow of an indicator, and what hangs on it.
pub(super) struct Flow {
    pub(super) dataflow: Dataflow,
}

impl Flow {
    pub(super) fn of(making: &Making<'_>) -> Result<Self> {
        let indicator = making.indicator;
        let mut about = about(indicator, making.agency, "")?;
        about.descriptions = indicator.definition().into();
        about.annotations.push(said(MEASURE, &indicator.measure().to_string()));
        if let Some(convention) = indicator.convention() {
            about.annotations.push(said(MOMENT, &convention.to_string()));
        }
        let structure = Reference::to(Class::DataStructure, making.structure.about.identity.clone());
        Ok(Self { dataflow: Dataflow { about, structure: Some(structure) } })
    }

    fn reference(&self) -> Reference {
        Reference::to(Class::Dataflow, self.dataflow.about.identity.clone())
    }

    /// The scheme that the agency stands in: that of the agency it is part of, else that of SDMX.
    pub(super) fn agencies(&self) -> Result<ItemScheme> {
        let agency = self.dataflow.about.identity.agency();
        let (above, own) = agency.rsplit_once('.').unwrap_or(("SDMX", agency));
        let about = Maintained::new(Identity::new(above, "AGENCIES", "1.0")?).named(worded(Label::Agencies));
        let mut scheme = ItemScheme::new(Class::AgencyScheme, about);
        scheme.partial = true;
        scheme.items.push(Item::new(own).named(Wording::none().with("en", own)));
        Ok(scheme)
    }

    /// The codes and times that stand in a view.
    pub(super) fn constraint(&self, view: &View) -> Result<DataConstraint> {
        let mut members = Vec::new();
        for axis in view.axes() {
            if axis.is_time() {
                let at = |place: Option<&Arc<str>>| place.map(|label| Arc::from(spelled(axis, label)));
                let times = [at(axis.codes().first()), at(axis.codes().last())];
                members.push(Member { times, ..Member::new(TIME) });
            } else {
                members.push(Member { values: axis.codes().to_vec(), ..Member::new(axis.id()) });
            }
        }
        members.retain(|member| !member.values.is_empty() || member.times != [None, None]);
        let regions = vec![CubeRegion { included: true, members }];
        let about = self.about("CC_", "")?;
        Ok(DataConstraint { about, actual: true, attached: vec![self.reference()], regions, key_sets: Vec::new() })
    }

    /// The reporting countries of a view as providers, and what each of them provides.
    pub(super) fn provided(&self, view: &View) -> Result<(ItemScheme, Vec<ProvisionAgreement>)> {
        let own = &self.dataflow.about.identity;
        let identity = Identity::new(own.agency(), "DATA_PROVIDERS", "1.0")?;
        let about = Maintained::new(identity.clone()).named(worded(Label::DataProviders));
        let (mut scheme, mut agreements) = (ItemScheme::new(Class::DataProviderScheme, about), Vec::new());
        scheme.partial = true;
        let countries = CodeList::built_in("COUNTRY")?;
        let reporters = view.axes().iter().filter(|axis| axis.is_reporter()).flat_map(Axis::codes);
        for code in reporters.filter(|code| !is_total(code)) {
            let named = countries.get(code).map(|entry| Wording::from(entry.names()));
            let item = Item::new(code).named(named.unwrap_or_else(|| Wording::none().with("en", code)));
            scheme.items.push(item);
            let provider = Some(Reference::to_item(Class::DataProvider, identity.clone(), code));
            let about = self.about("PA_", &format!("_{code}"))?;
            agreements.push(ProvisionAgreement { about, provider, flow: Some(self.reference()) });
        }
        Ok((scheme, agreements))
    }

    fn about(&self, before: &str, after: &str) -> Result<Maintained> {
        let own = &self.dataflow.about.identity;
        let identity = Identity::new(own.agency(), &format!("{before}{}{after}", own.id()), own.version())?;
        Ok(Maintained::new(identity).named(self.dataflow.about.names.clone()))
    }
}

fn said(kind: &str, title: &str) -> Annotation {
    Annotation { kind: Some(Arc::from(kind)), title: Some(Arc::from(title)), ..Annotation::default() }
}
