use super::{
    Counted, Pin, Unit,
    plan::{Job, Plan, code_of},
    specification::Role,
};
use crate::{
    code::CodeId,
    documentation::Documentation,
    error::{Error, Result, Safe, codes::cnt},
    measure::Membership,
    text::{Label, Lang, Phrase, Value, label, phrase},
    time::Day,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

impl Counted {
    /// The documentation of the table of a State, prefilled with what the specification says: unit, temporality, periodicity,
    /// breakdowns, how it was collected and from when on. What the specification does not know stays open for its owner.
    ///
    /// # Errors
    /// `CNT-061` where there is no table of that name; `CNT-002` where it is of no indicator; `DOC-…` for a country that is none.
    ///
    /// Source: `spec/counting.md` clause 8.1; handbook annex 11, paragraphs 35–37.
    pub fn documentation(&self, country: &str, name: &str) -> Result<Documentation> {
        let (output, program, _) = self.find(name)?;
        let Some(indicator) = &output.indicator else {
            return Err(Error::new(cnt::SPECIFICATION_INCOMPLETE).with("what", Safe::word("indicator")));
        };
        let (plan, count) = (self.plan(), self.plan().specification.counts.get(program.count));
        let (first, last) = (Day::from_number(plan.from)?.to_string(), Day::from_number(plan.until)?.to_string());
        let kind = plan.specification.kind.as_deref().unwrap_or_default();
        let unit = if matches!(program.job, Job::Processing { .. }) { Unit::Cases } else { output.unit };
        let stock = matches!(program.job, Job::Crossings { .. } | Job::Intervals { .. });
        let temporality = match program.job {
            _ if stock => "stock",
            Job::During { .. } => "during",
            _ => "flow",
        };
        let mut documentation = Documentation::new(country, indicator.id())?
            .answer("UNIT", code_of(unit))?
            .answer("TEMPORALITY", temporality)?
            .answer("COVERAGE_FROM", &first)?;
        if let Some(every) = count.and_then(|count| count.every) {
            documentation = documentation.answer("PERIODICITY", every.letter())?;
        }
        let breakdowns: Vec<&str> =
            program.by.iter().filter_map(|at| plan.dimensions.get(*at)).map(|axis| axis.of.id()).collect();
        for lang in Lang::ALL {
            let said = Said { plan, lang: *lang };
            let values = [("kind", Value::Text(kind)), ("first", Value::Text(&first)), ("last", Value::Text(&last))];
            let mut collection = vec![phrase(Phrase::CountedFromRecords, *lang, &values)];
            if plan.specification.links.is_some() {
                collection.push(label(Label::CountedByLinks, *lang).to_owned());
            }
            documentation = documentation.say("COLLECTION", *lang, &collection.join(" "))?;
            let mut chosen = said.chosen(&plan.specification.filter);
            chosen.extend(count.into_iter().flat_map(|count| said.chosen(&count.only)));
            if !chosen.is_empty() {
                documentation = documentation.say("EXCLUSIONS", *lang, &chosen.join(" "))?;
            }
            let equal = match plan.specification.drop_duplicates {
                true => Label::EqualRecordsDropped,
                false => Label::EqualRecordsCounted,
            };
            documentation = documentation.say("QUALITY", *lang, label(equal, *lang))?;
            if stock {
                documentation = documentation.say("REFERENCE", *lang, label(Label::AtStartOfDay, *lang))?;
            }
            if !breakdowns.is_empty() {
                let mut told = vec![format!("{}.", breakdowns.join(", "))];
                if output.unit == Unit::Persons {
                    told.extend(program.by.iter().filter_map(|at| said.pinned(*at)));
                }
                documentation = documentation.say("BREAKDOWNS", *lang, &told.join(" "))?;
            }
        }
        Ok(documentation)
    }
}

/// Sentences about a specification.
struct Said<'p> {
    plan: &'p Plan,
    lang: Lang,
}

impl Said<'_> {
    /// Which records are counted, a sentence for each column.
    fn chosen(&self, choices: &BTreeMap<Arc<str>, BTreeSet<Arc<str>>>) -> Vec<String> {
        let value = |value: &Arc<str>| match value.is_empty() {
            true => label(Label::EmptyValue, self.lang).to_owned(),
            false => value.to_string(),
        };
        let sentence = |(column, values): (&Arc<str>, &BTreeSet<Arc<str>>)| {
            if !self.is_of_codes(column, values) {
                return phrase(Phrase::CountedBySome, self.lang, &[("column", Value::Text(column))]);
            }
            let values = values.iter().map(value).collect::<Vec<_>>().join(", ");
            let values = [("column", Value::Text(column)), ("values", Value::Text(&values))];
            phrase(Phrase::CountedOnly, self.lang, &values)
        };
        choices.iter().map(sentence).collect()
    }

    /// Whether values are codes, which may be told: those of dimensions and directions, and what is written like a code.
    fn is_of_codes(&self, column: &Arc<str>, values: &BTreeSet<Arc<str>>) -> bool {
        let dimension = self.plan.dimensions.iter().any(|axis| axis.of.column_name() == Some(&**column));
        let direction = self.plan.specification.column_of(Role::Direction) == Some(column);
        let code = |value: &Arc<str>| value.is_empty() || (value.len() <= 16 && CodeId::parse(value).is_ok());
        let days = |value: &Arc<str>| Day::parse(value).is_ok();
        dimension || direction || (values.iter().all(code) && !values.iter().any(days))
    }

    /// Which event decides about the code of a person, where one does.
    fn pinned(&self, dimension: usize) -> Option<String> {
        let of = &self.plan.dimensions.get(dimension)?.of;
        let which = match (of.membership, of.pin?) {
            (Membership::Pinned, Pin::First) => Phrase::PinnedToFirst,
            (Membership::Pinned, Pin::Last) => Phrase::PinnedToLast,
            (Membership::Fixed, Pin::First) => Phrase::FixedByFirst,
            (Membership::Fixed, Pin::Last) => Phrase::FixedByLast,
            _ => return None,
        };
        Some(phrase(which, self.lang, &[("axis", Value::Text(of.id()))]))
    }
}
