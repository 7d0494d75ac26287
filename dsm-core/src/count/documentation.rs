use super::{
    Counted, Unit,
    plan::{Job, code_of},
};
use crate::{
    documentation::Documentation,
    error::{Error, Result, Safe, codes::cnt},
    text::{Label, Lang, Phrase, Value, label, phrase},
    time::Day,
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
            let values = [("kind", Value::Text(kind)), ("first", Value::Text(&first)), ("last", Value::Text(&last))];
            documentation =
                documentation.say("COLLECTION", *lang, &phrase(Phrase::CountedFromRecords, *lang, &values))?;
            if stock {
                documentation = documentation.say("REFERENCE", *lang, label(Label::AtStartOfDay, *lang))?;
            }
            if !breakdowns.is_empty() {
                documentation = documentation.say("BREAKDOWNS", *lang, &breakdowns.join(", "))?;
            }
        }
        Ok(documentation)
    }
}
