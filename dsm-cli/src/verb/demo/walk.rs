use super::{
    data::{Data, National},
    narrator::{Argument, Narrator},
    region::Region,
};
use crate::{
    console,
    failure::Done,
    input::{self, Taken, session_of},
    verb::{check, country::POSITIONS, step, submit},
};
use dsm_core::{
    access::{Act, Decision, Slice},
    error::{Collected, Error, FindingSink as _, Result, Safe, Severity, codes},
    text::{Label, Phrase, Value, label, message, phrase},
    translate::Translated,
    workflow::{AddCountry, AddUser, DeclareIndicator, Document, Release, State, SubmissionId, Verify},
};
use dsm_store::{Mechanism, Query, Session};
use std::{collections::BTreeSet, path::Path};

const ADMINISTRATOR: &str = "administrator@dsm";

/// The way through the main job.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    pub(super) data: &'a Data,
    pub(super) mechanism: &'a Path,
}

impl<'a> Walk<'a> {
    /// The State with the most figures: the others ask for them.
    pub(super) fn owner(&self) -> Result<&'a National> {
        let most = self.data.states.iter().max_by_key(|state| state.cells());
        most.ok_or_else(|| Error::new(codes::err::DEFECT).with("where", Safe::word("demo")))
    }

    /// The first other State that hands everything in at once: its analyst looks at the region.
    pub(super) fn reader(&self) -> Result<&'a National> {
        let owner = self.owner()?.country();
        let mut others = self.data.states.iter().filter(|state| state.country() != owner);
        let plain = others.clone().find(|state| state.stop.later.is_empty() && !state.stop.late);
        let reader = plain.or_else(|| others.next());
        reader.ok_or_else(|| Error::new(codes::err::DEFECT).with("where", Safe::word("demo")))
    }

    pub(super) fn session(&self, user: &str) -> Result<Session> {
        session_of(self.mechanism, Some(user))
    }

    pub(super) fn read(&self, narrator: &mut Narrator<'_, '_>) -> Done<()> {
        let lang = narrator.lang();
        narrator.step(label(Label::DemoRead, lang))?;
        for state in &self.data.states {
            state.files.first().map_or(Ok(()), |taken| self.describe(state, taken, narrator))?;
            let indicators: BTreeSet<&str> = state.tables().iter().map(|table| &*table.indicator).collect();
            if state.tables().len() > indicators.len() {
                narrator.inset(label(Label::DemoUnitsApart, lang))?;
            }
        }
        Ok(())
    }

    /// A file as it was read: its rows, what was noticed, and what its tables count.
    fn describe(&self, state: &National, taken: &Taken, narrator: &mut Narrator<'_, '_>) -> Done<()> {
        let lang = narrator.lang();
        let rows = phrase(Phrase::CountRows, lang, &[("count", Value::Count(taken.translation.rows))]);
        let name = narrator.country(state.country(), lang);
        let values =
            [("file", Value::Text(&taken.name)), ("country", Value::Text(&name)), ("rows", Value::Text(&rows))];
        narrator.line(&phrase(Phrase::DemoFile, lang, &values))?;
        state.about.as_ref().map_or(Ok(()), |about| narrator.inset(about.in_lang(lang)))?;
        narrator.inset(&console::summary(&taken.translation.findings, lang))?;
        for table in &taken.translation.tables {
            narrator.line(&format!("   {}", check::described(table, lang)))?;
        }
        Ok(())
    }

    /// A file of persons is handed in by mistake: it is refused, and nothing of it is kept.
    pub(super) fn refuse_individuals(&self, narrator: &mut Narrator<'_, '_>) -> Done<()> {
        let Some((_, file, error)) = &self.data.individuals else { return Ok(()) };
        narrator.line(file)?;
        narrator.refused(error)?;
        let found = error.findings().iter().cloned().collect();
        narrator.inset(&console::summary(&found, narrator.lang()))
    }

    /// States say what their figures are: each answers what it can, and what is open shows.
    pub(super) fn document(&self, state: &National, narrator: &mut Narrator<'_, '_>) -> Done<()> {
        let lang = narrator.lang();
        let submitter = user("submitter", state.country());
        for one in &state.documentation {
            let complete = one.completeness(self.data.catalogue.find(one.indicator())?);
            self.session(&submitter)?.perform(Document::new(one.clone()))?;
            let (filled, required) = (Value::Count(complete.filled as u64), Value::Count(complete.required as u64));
            let answered = phrase(Phrase::FieldsFilled, lang, &[("filled", filled), ("required", required)]);
            let year = one.from().zip(one.until()).map(|(from, _)| format!(" {}", from.year())).unwrap_or_default();
            narrator.line(&format!("{submitter} ▸ {}{year}: {answered}", one.indicator()))?;
        }
        Ok(())
    }

    /// Holds the files to every rule; one that breaks a rule comes back, and the corrected one is held to them.
    pub(super) fn check(&self, narrator: &mut Narrator<'_, '_>) -> Done<()> {
        let lang = narrator.lang();
        narrator.step(label(Label::DemoCheck, lang))?;
        for state in &self.data.states {
            for (number, taken) in state.files.iter().enumerate() {
                if number > 0 {
                    narrator.line(&format!("   {}", label(Label::DemoComesBack, lang)))?;
                }
                narrator.line(&taken.name)?;
                let found = input::all_checked(taken)?;
                let text = console::summary(&found, lang);
                narrator.inset(if text.is_empty() { label(Label::NothingFound, lang) } else { &text })?;
            }
        }
        Ok(())
    }

    /// Makes the mechanism, and lets those join that join at the beginning.
    pub(super) fn begin(&self, narrator: &mut Narrator<'_, '_>) -> Done<()> {
        let lang = narrator.lang();
        narrator.step(label(Label::DemoMechanism, lang))?;
        Mechanism::create(self.mechanism, "unhcr")?;
        let file = self.mechanism.display().to_string();
        let values = [("file", Value::Text(&file)), ("user", Value::Text(ADMINISTRATOR))];
        narrator.line(&phrase(Phrase::MechanismCreated, lang, &values))?;
        let mut administrator = self.session(ADMINISTRATOR)?;
        for indicator in self.data.catalogue.iter() {
            if !administrator.rules()?.indicators.contains_key(indicator.id()) {
                administrator.perform(DeclareIndicator::new(indicator.id()))?;
            }
        }
        drop(administrator);
        self.data.states.iter().filter(|state| !state.stop.late).try_for_each(|state| self.join(state, narrator))
    }

    pub(super) fn join(&self, state: &National, narrator: &mut Narrator<'_, '_>) -> Done<()> {
        let (lang, code) = (narrator.lang(), state.country());
        self.session(ADMINISTRATOR)?.perform(AddCountry::new(code).with_staff())?;
        let users = POSITIONS.map(|position| user(position, code)).join(", ");
        let name = narrator.country(code, lang);
        let values = [("country", Value::Text(&name)), ("users", Value::Text(&users))];
        narrator.line(&phrase(Phrase::CountryJoined, lang, &values))
    }

    /// Submits, verifies and releases what a State hands in now; once, the submitter tries to verify. A file that breaks a rule is
    /// handed in too, and comes back.
    pub(super) fn hand_in(
        &self,
        state: &National,
        now: impl Fn(&str) -> bool,
        try_alone: bool,
        narrator: &mut Narrator<'_, '_>,
    ) -> Done<()> {
        let lang = narrator.lang();
        let name = narrator.country(state.country(), lang);
        narrator.step(&phrase(Phrase::DemoHandIn, lang, &[("country", Value::Text(&name))]))?;
        self.come_back(state, narrator)?;
        let Some(taken) = state.files.last() else { return Ok(()) };
        let tables = taken.translation.tables.iter().filter(|table| now(&table.indicator));
        for (number, table) in tables.enumerate() {
            self.release(state.country(), taken, table, try_alone && number == 0, narrator)?;
        }
        Ok(())
    }

    /// Hands in the files that break a rule: each comes back with what is wrong, and nothing of it is kept.
    fn come_back(&self, state: &National, narrator: &mut Narrator<'_, '_>) -> Done<()> {
        let lang = narrator.lang();
        let Some((_, before)) = state.files.split_last() else { return Ok(()) };
        let submitter = user("submitter", state.country());
        for taken in before {
            for table in &taken.translation.tables {
                let found = input::checked(taken, table, &Collected::new())?;
                if found.tally().of_severity(Severity::Error) == 0 {
                    continue;
                }
                let handed = submit::hand_in(&mut self.session(&submitter)?, taken, table);
                narrator.line(&format!("{submitter} ▸ {} {}", label(Label::Submit, lang), taken.name))?;
                match handed {
                    Err(error) => narrator.refused(&error)?,
                    Ok(_) => return Err(Error::new(codes::err::DEFECT).with("where", Safe::word("checks")).into()),
                }
            }
        }
        Ok(())
    }

    fn release(
        &self,
        country: &str,
        taken: &Taken,
        table: &Translated,
        alone: bool,
        narrator: &mut Narrator<'_, '_>,
    ) -> Done<()> {
        let lang = narrator.lang();
        let [submitter, verifier, releaser] = ["submitter", "verifier", "releaser"].map(|one| user(one, country));
        // One officer who may both submit and verify: even so not the same figures.
        let officer = user("officer", country);
        if alone {
            let roles = ["data-submitter", "data-verifier"];
            self.session(&user("administrator", country))?.perform(AddUser::new(&officer, &roles))?;
            let values = [("user", Value::Text(&officer)), ("roles", Value::Text(&roles.join(", ")))];
            narrator.line(&phrase(Phrase::DemoOfficer, lang, &values))?;
        }
        let submitter = if alone { &officer } else { &submitter };
        let id = submit::hand_in(&mut self.session(submitter)?, taken, table)?;
        narrator.line(&format!("{submitter} ▸ {}", submit::said(table, &id, lang)))?;
        if alone {
            narrator.line(&format!("{submitter} ▸ {} {id}", label(Label::Verify, lang)))?;
            match self.session(submitter)?.perform(Verify::new(&id)) {
                Err(error) => narrator.refused(&error)?,
                Ok(()) => return Err(Error::new(codes::err::DEFECT).with("where", Safe::word("four-eyes")).into()),
            }
        }
        self.session(&verifier)?.perform(Verify::new(&id))?;
        narrator.line(&went_on(&verifier, &id, State::Verified, lang))?;
        self.session(&releaser)?.perform(Release::new(&id))?;
        narrator.line(&went_on(&releaser, &id, State::Released, lang))
    }

    /// A State asks for indicators of the owner, one after the other, and is told why it may or may not see them.
    pub(super) fn ask(&self, state: &National, indicators: &[&str], narrator: &mut Narrator<'_, '_>) -> Done<()> {
        let owner = self.owner()?.country();
        let analyst = user("analyst", state.country());
        indicators.iter().try_for_each(|indicator| self.asks(&analyst, owner, indicator, narrator))
    }

    /// The region as the analyst of a State sees it.
    pub(super) fn region(&self) -> Result<Region> {
        let reader = self.reader()?;
        Ok(Region::new(self.session(&user("analyst", reader.country()))?, self.owner()?, &self.data.states))
    }

    /// Asks for an indicator of the owner, and says the decision with its reason.
    fn asks(&self, who: &str, owner: &str, indicator: &str, narrator: &mut Narrator<'_, '_>) -> Done<()> {
        let lang = narrator.lang();
        let arguments = [
            ("who", Argument::Said(who.to_owned())),
            ("indicator", Argument::Indicator(indicator.to_owned())),
            ("country", Argument::country(owner)),
        ];
        let text = narrator.text(Phrase::DemoAsks, &arguments)?;
        narrator.line(text.in_lang(lang))?;
        let session = self.session(who)?;
        match session.view(&Query::new(indicator).country(owner)) {
            Err(error) => narrator.refused(&error),
            Ok(view) => {
                let slice = Slice::everything();
                if let Decision::Allow { because, .. } = session.why(Act::Read, owner, indicator, &slice)? {
                    for reason in because {
                        narrator.line(&format!("   ✓ {}  {}", reason.rule(), message(&reason, lang)))?;
                    }
                }
                let cells = phrase(Phrase::CountCells, lang, &[("count", Value::Count(view.len() as u64))]);
                narrator.inset(&cells)
            }
        }
    }
}

pub(super) fn user(position: &str, country: &str) -> String {
    format!("{position}@{}", country.to_ascii_lowercase())
}

fn went_on(who: &str, id: &SubmissionId, state: State, lang: dsm_core::text::Lang) -> String {
    format!("{who} ▸ {}", step::said(id, state, lang))
}
