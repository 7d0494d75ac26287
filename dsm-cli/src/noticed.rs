use dsm_core::{
    count::Quality,
    error::{At, Finding, FindingSink, Tally},
    text::{self, Lang},
};
use std::ops::ControlFlow;

/// Takes a finding with its place; `Break` where it wants no more.
pub type Places<'p> = &'p mut dyn FnMut(&Finding) -> ControlFlow<()>;

/// Findings of records, counted by what their sentences say. Where they stand goes to whoever is to have it, and is not kept but for the
/// names of whole files.
#[derive(Default)]
pub struct Noticed<'p> {
    /// A finding without the place of a record for each sentence.
    said: Vec<(Finding, u64)>,
    tally: Tally,
    places: Option<Places<'p>>,
}

impl<'p> Noticed<'p> {
    /// Counts, and hands every finding on with its place.
    #[must_use]
    pub fn with_places(places: Places<'p>) -> Self {
        Self { places: Some(places), ..Self::default() }
    }

    /// How many findings there are of each sentence. The counts are those of the quality, where findings are counted of which
    /// nobody has the place.
    #[must_use]
    pub fn counted(&self, quality: &Quality) -> Vec<(Finding, u64)> {
        let mut all = Vec::new();
        for (rule, total) in &quality.findings {
            let of_rule = || self.said.iter().filter(|(finding, _)| finding.rule() == *rule);
            if of_rule().map(|(_, count)| count).sum::<u64>() == *total {
                // The order of the records is no order of what is wrong with them.
                let mut own: Vec<(Finding, u64)> = of_rule().cloned().collect();
                own.sort_by_key(|(finding, _)| text::message(finding, Lang::En));
                all.extend(own);
                continue;
            }
            let mut sentences = of_rule().map(|(finding, _)| finding);
            let one = sentences.next().filter(|_| sentences.next().is_none());
            all.push((one.cloned().unwrap_or_else(|| Finding::new(*rule)), *total));
        }
        all
    }
}

impl FindingSink for Noticed<'_> {
    fn put(&mut self, finding: Finding) -> ControlFlow<()> {
        self.tally.count(&finding);
        // A whole file is nobody's record.
        let file = finding.place().filter(|place| matches!(place.position(), At::Whole));
        let alike = |(said, _): &&mut (Finding, u64)| {
            said.rule() == finding.rule() && said.args() == finding.args() && said.place() == file
        };
        match self.said.iter_mut().find(alike) {
            Some((_, count)) => *count += 1,
            None => {
                let bare = Finding::new(finding.rule());
                let bare = file.map_or(bare.clone(), |file| bare.at(file.clone()));
                let bare = finding.args().iter().fold(bare, |bare, (name, value)| bare.with(name, value.clone()));
                self.said.push((bare, 1));
            }
        }
        match &mut self.places {
            Some(places) => places(&finding),
            None => ControlFlow::Continue(()),
        }
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }
}

impl std::fmt::Debug for Noticed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Noticed({} sentences)", self.said.len())
    }
}
