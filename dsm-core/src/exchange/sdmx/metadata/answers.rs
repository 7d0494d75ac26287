use super::{MetadataSet, Reported};
use crate::{
    documentation::{Documentation, Field, Kind},
    error::{Error, Finding, FindingSink, Place, Result, Safe, codes::exc},
    exchange::sdmx::{
        Action,
        structures::{Class, MetadataAttribute, MetadataStructure, Reference, Structures},
    },
    text::{Lang, Tag},
    time::{Day, Period},
};

impl MetadataSet {
    /// What a State says of an indicator, as far as this report says it; none where the report is to be deleted, which is a finding.
    ///
    /// The State and the indicator are those of the provision agreement that it is about, else those that are stated.
    ///
    /// # Errors
    /// `EXC-281` where one of them is not known; `COD-002` where there is no such State.
    pub fn documentation(
        &self,
        structures: &Structures,
        stated: [Option<&str>; 2],
        findings: &mut dyn FindingSink,
    ) -> Result<Option<Documentation>> {
        let placed = |finding: Finding| match &self.place {
            Some(place) => finding.at(place.clone()),
            None => finding,
        };
        if self.action == Action::Delete {
            let _ = findings.put(placed(Finding::new(exc::REPORT_DELETED)));
            return Ok(None);
        }
        let [country, indicator] = self.about(structures);
        let [country, indicator] = [country.as_deref().or(stated[0]), indicator.as_deref().or(stated[1])];
        let (Some(country), Some(indicator)) = (country, indicator) else {
            let error = Error::new(exc::REPORT_ABOUT_UNKNOWN);
            return Err(match &self.place {
                Some(place) => error.at(place.clone()),
                None => error,
            });
        };
        let documentation = Documentation::new(country, indicator)?;
        let mut taking = Taking { documentation, findings };
        taking.validity(self);
        let known = self.structure(structures).map_or(&[][..], |structure| &structure.attributes);
        taking.all(&self.attributes, known);
        Ok(Some(taking.documentation))
    }

    /// The State and the indicator of the agreement that it is about.
    fn about(&self, structures: &Structures) -> [Option<String>; 2] {
        let mut about = [None, None];
        for target in self.targets.iter().filter_map(|target| Reference::parse(target).ok()) {
            match target.class() {
                Class::ProvisionAgreement => {
                    let own = structures.agreements.iter().find(|own| own.about.identity == *target.identity());
                    let provider = own.and_then(|own| own.provider.as_ref()?.item().map(str::to_owned));
                    let flow = own.and_then(|own| Some(own.flow.as_ref()?.identity().id().to_owned()));
                    let named = target.identity().id().strip_prefix("PA_").and_then(|rest| rest.rsplit_once('_'));
                    let named = named.map(|(flow, provider)| [provider.to_owned(), flow.to_owned()]);
                    let [country, indicator] = named.map_or([None, None], |pair| pair.map(Some));
                    about = [provider.or(country), flow.or(indicator)];
                }
                Class::Dataflow if about[1].is_none() => about[1] = Some(target.identity().id().to_owned()),
                _ => {}
            }
        }
        // Our own report without an answer has no target: the schema allows none. Its id says of whom it is.
        let own = self.identity.as_ref().filter(|_| self.targets.is_empty());
        if let Some(rest) = own.and_then(|identity| identity.id().strip_prefix("MDS_")) {
            let since = rest.rsplit_once('_').filter(|(_, last)| Day::parse(last).is_ok());
            let pair = since.map_or(rest, |(before, _)| before).rsplit_once('_');
            about = pair.map_or(about, |(flow, country)| [Some(country.to_owned()), Some(flow.to_owned())]);
        }
        // A flow of others says nothing of whose indicator it is, unless the State is known too.
        if about[0].is_none() { [None, None] } else { about }
    }

    fn structure<'a>(&self, structures: &'a Structures) -> Option<&'a MetadataStructure> {
        let own = self.flow.as_ref()?;
        let flow = structures.metadataflows.iter().find(|flow| flow.about.identity == *own.identity());
        let identity = flow.and_then(|flow| flow.structure.as_ref()).unwrap_or(own).identity();
        structures.metadata_structures.iter().find(|structure| structure.about.identity == *identity)
    }
}

/// A documentation that answers are taken into.
struct Taking<'f> {
    documentation: Documentation,
    findings: &'f mut dyn FindingSink,
}

impl Taking<'_> {
    fn tell(&mut self, finding: Finding, place: Option<&Place>) {
        let _ = self.findings.put(match place {
            Some(place) => finding.at(place.clone()),
            None => finding,
        });
    }

    fn validity(&mut self, set: &MetadataSet) {
        let [first, last] = set.reporting.each_ref().map(|written| written.as_deref());
        let mut day = |written: Option<&str>, of: fn(&Period) -> Day| {
            let written = written?;
            let bare = written.split('T').next().unwrap_or(written);
            let read = Day::parse(bare).or_else(|_| Period::parse(bare).map(|period| of(&period)));
            read.map_err(|error| self.tell(Finding::from(&error).evidence_of(written), set.place.as_ref())).ok()
        };
        let days = (day(first, Period::first), day(last, Period::last));
        match self.documentation.clone().valid(days.0, days.1) {
            Ok(valid) => self.documentation = valid,
            Err(error) => self.tell(Finding::from(&error), set.place.as_ref()),
        }
    }

    /// Takes what is said, by the concept of each attribute, wherever it stands.
    fn all(&mut self, reported: &[Reported], known: &[MetadataAttribute]) {
        for one in reported {
            let defined = known.iter().find(|own| own.id == one.id);
            // Without a structure an id may be the path of the attribute: its last part is the concept.
            let own = || match one.id.rsplit_once('.') {
                Some((_, last)) if Field::of_concept(&one.id).is_none() && Field::of_concept(last).is_some() => last,
                _ => &one.id,
            };
            let concept = defined.and_then(|own| own.concept.as_ref()?.item()).unwrap_or_else(own);
            if !one.is_silent() {
                self.one(concept, one);
            }
            self.all(&one.attributes, defined.map_or(&[], |own| &own.attributes));
        }
    }

    fn one(&mut self, concept: &str, one: &Reported) {
        let Some(field) = Field::of_concept(concept) else {
            let finding = Finding::new(exc::CONCEPT_WITHOUT_FIELD).with("concept", Safe::term(concept));
            return self.tell(finding.evidence_of(&one.whole()), one.place.as_ref());
        };
        if one.formatted {
            let finding = Finding::new(exc::LAYOUT_LEFT_OUT).with("field", Safe::term(field.id()));
            self.tell(finding, one.place.as_ref());
        }
        if field.kind() == Kind::Text {
            for (lang, text) in one.texts.iter() {
                self.text(field, lang, text, one);
            }
            if let Some(value) = one.value.as_deref().filter(|value| !value.trim().is_empty()) {
                let finding = Finding::new(exc::ANSWER_WITHOUT_LANGUAGE).with("field", Safe::term(field.id()));
                self.tell(finding, one.place.as_ref());
                self.text(field, Lang::En.code(), value, one);
            }
            return;
        }
        let text = one.value.as_deref().or_else(|| one.texts.best(Lang::En.code())).unwrap_or_default();
        if self.documentation.find(field.id()).is_some() {
            return self.twice(field, text, one);
        }
        // A code may have its name beside it: `F: Female`.
        let bare = text.split_once(": ").map_or(text, |(code, _)| code);
        let answer = |text| self.documentation.clone().answer(field.id(), text);
        match answer(text).or_else(|error| answer(bare).map_err(|_| error)) {
            Ok(answered) => self.documentation = answered,
            Err(error) => self.tell(Finding::from(&error).evidence_of(text), one.place.as_ref()),
        }
    }

    fn text(&mut self, field: &Field, lang: &str, text: &str, one: &Reported) {
        if text.trim().is_empty() {
            return;
        }
        let said = Tag::parse(lang).and_then(|tag| {
            let before = self.documentation.text(field.id()).and_then(|said| said.exactly(&tag));
            if before.is_some() { Ok(None) } else { self.documentation.clone().say(field.id(), tag, text).map(Some) }
        });
        match said {
            Ok(Some(answered)) => self.documentation = answered,
            Ok(None) => self.twice(field, text, one),
            Err(error) => self.tell(Finding::from(&error).evidence_of(text), one.place.as_ref()),
        }
    }

    fn twice(&mut self, field: &Field, text: &str, one: &Reported) {
        let finding = Finding::new(exc::ANSWER_TWICE).with("field", Safe::term(field.id()));
        self.tell(finding.evidence_of(text), one.place.as_ref());
    }
}
