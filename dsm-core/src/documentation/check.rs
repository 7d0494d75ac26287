use super::{Answer, Documentation, field::Kind};
use crate::{
    catalogue::Indicator,
    error::{Code, Collected, Finding, Place, Safe, codes::doc},
    measure::{ApplicationType, Level},
    text::{Lang, Tag},
    time::Moment,
};
use std::sync::Arc;

impl Documentation {
    /// Holds it against the template and against what the indicator counts.
    ///
    /// # Findings
    /// - `DOC-008` a text in neither English nor Russian
    /// - `DOC-009` a required field without an answer
    /// - `DOC-010` something is counted otherwise than the indicator says: to be footnoted
    /// - `DOC-011` what is documented is not the indicator: a unit that it is not counted in, a stock where it is a flow
    /// - `DOC-012` last confirmed more than twelve months ago; `DOC-013` confirmed on a day that has not come
    ///
    /// # Disclosure
    /// Findings name the State, the indicator and the field; what is said there is not in them.
    #[must_use]
    pub fn check(&self, indicator: &Indicator, now: Moment) -> Collected {
        let mut found = Collected::new();
        let place =
            |field: &str| Place::series(self.indicator(), vec![Arc::from(self.country()), Arc::from(field)], None);
        let mut put = |rule: Code, field: &str| {
            found.extend([Finding::new(rule).with("field", Safe::term(field)).at(place(field))]);
        };
        for (field, answer) in self.answers() {
            if let (Kind::Text, Answer::Text(text)) = (field.kind(), answer) {
                let said = |lang: &Lang| text.exactly(&Tag::from(*lang)).is_some();
                if !Lang::ALL.iter().any(said) {
                    put(doc::NEITHER_LANGUAGE, field.id());
                }
            }
        }
        self.completeness(indicator).missing.into_iter().for_each(|id| put(doc::FIELD_MISSING, id));
        for (field, rule) in self.contradictions(indicator) {
            put(rule, field);
        }
        if let Some(Answer::Day(certified)) = self.find("CERTIFIED") {
            if *certified > now.day() {
                put(doc::CERTIFIED_IN_FUTURE, "CERTIFIED");
            } else if self.is_stale(now) {
                put(doc::STALE, "CERTIFIED");
            }
        }
        found
    }

    /// The coded fields that say something else than the measure of the indicator, with the rule that they break.
    pub(super) fn contradictions(&self, indicator: &Indicator) -> Vec<(&'static str, Code)> {
        let measure = indicator.measure();
        let mut all = Vec::new();
        let mut differs = |field: &'static str, of_indicator: &str, rule: Code| {
            if self.code(field).is_some_and(|said| said != of_indicator) {
                all.push((field, rule));
            }
        };
        differs("TEMPORALITY", measure.temporality().word(), doc::NOT_OF_INDICATOR);
        differs("ROLE", measure.role_in_case().word(), doc::SAID_OTHERWISE);
        differs("PERIODICITY", indicator.periodicity().letter(), doc::SAID_OTHERWISE);
        // What the indicator itself leaves open contradicts nothing.
        if measure.level_of_decision() != Level::Unstated {
            differs("INSTANCE", measure.level_of_decision().word(), doc::SAID_OTHERWISE);
        }
        if measure.type_of_application() != ApplicationType::Unstated {
            differs("APPLICATION_TYPE", measure.type_of_application().word(), doc::SAID_OTHERWISE);
        }
        match self.code("UNIT").map(|code| indicator.measure_in(code)) {
            Some(Ok(said)) if said.unit() != measure.unit() => all.push(("UNIT", doc::SAID_OTHERWISE)),
            Some(Err(_)) => all.push(("UNIT", doc::NOT_OF_INDICATOR)),
            _ => {}
        }
        all
    }
}
