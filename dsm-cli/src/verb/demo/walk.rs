use super::{
    data::{Data, National},
    narrator::{Argument, Narrator},
    released::Released,
};
use crate::{
    failure::Done,
    input::{self, session_of},
    verb::{check, country::POSITIONS, step, submit},
};
use dsm_core::{
    access::{Act, Decision, Slice},
    error::{Collected, Error, Result, Safe, codes},
    text::{Label, Phrase, Value, label, message, phrase},
    workflow::{AddCountry, AddUser, Release, State, SubmissionId, Verify},
};
use dsm_store::{Mechanism, Query, Session};
use std::{collections::BTreeSet, path::Path};

/// States that may stand by without having released anything.
const BYSTANDERS: [&str; 4] = ["TJ", "KG", "UA", "BY"];
const ADMINISTRATOR: &str = "administrator@dsm";

/// The way through the main job.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    pub(super) data: &'a Data,
    pub(super) mechanism: &'a Path,
}

impl<'a> Walk<'a> {
    /// The State whose figures are asked for, and the one that asks.
    pub(super) fn both(&self) -> Result<[&'a National; 2]> {
        match self.data.states.as_slice() {
            [owner, reader, ..] => Ok([owner, reader]),
            _ => Err(Error::new(codes::err::DEFECT).with("where", Safe::word("demo"))),
        }
    }

    fn bystander(&self) -> &'static str {
        let joined: BTreeSet<&str> = self.data.states.iter().map(|state| &*state.country).collect();
        BYSTANDERS.into_iter().find(|code| !joined.contains(code)).unwrap_or("XX")
    }

    fn session(&self, user: &str) -> Result<Session> {
        session_of(self.mechanism, Some(user))
    }

    pub(super) fn read(&self, narrator: &mut Narrator<'_, '_>) -> Done<()> {
        let lang = narrator.lang();
        narrator.step(label(Label::DemoRead, lang))?;
        for state in &self.data.states {
            let rows = phrase(Phrase::CountRows, lang, &[("count", Value::Count(state.taken.translation.rows))]);
            let name = narrator.country(&state.country, lang);
            let values = [
                ("file", Value::Text(&state.taken.name)),
                ("country", Value::Text(&name)),
                ("rows", Value::Text(&rows)),
            ];
            narrator.line(&phrase(Phrase::DemoFile, lang, &values))?;
            for table in state.tables() {
                narrator.line(&format!("   {}", check::described(table, lang)))?;
            }
            let indicators: BTreeSet<&str> = state.tables().iter().map(|table| &*table.indicator).collect();
            if state.tables().len() > indicators.len() {
                narrator.inset(label(Label::DemoUnitsApart, lang))?;
            }
        }
        Ok(())
    }

    pub(super) fn check(&self, narrator: &mut Narrator<'_, '_>) -> Done<()> {
        narrator.step(label(Label::DemoCheck, narrator.lang()))?;
        for state in &self.data.states {
            for table in state.tables() {
                let found = input::checked(table, &Collected::new())?;
                narrator.line(&format!("{}, {}", state.country, check::described(table, narrator.lang())))?;
                let text = crate::console::summary(&found, narrator.lang());
                let nothing = label(Label::NothingFound, narrator.lang());
                narrator.inset(if text.is_empty() { nothing } else { &text })?;
            }
        }
        Ok(())
    }

    pub(super) fn join(&self, narrator: &mut Narrator<'_, '_>) -> Done<()> {
        let lang = narrator.lang();
        narrator.step(label(Label::DemoMechanism, lang))?;
        Mechanism::create(self.mechanism, "dsm")?;
        let file = self.mechanism.display().to_string();
        let values = [("file", Value::Text(&file)), ("user", Value::Text(ADMINISTRATOR))];
        narrator.line(&phrase(Phrase::MechanismCreated, lang, &values))?;
        let states = self.data.states.iter().map(|state| &*state.country).chain([self.bystander()]);
        for code in states {
            self.session(ADMINISTRATOR)?.perform(AddCountry::new(code).with_staff())?;
            let users = POSITIONS.map(|position| user(position, code)).join(", ");
            let name = narrator.country(code, lang);
            let values = [("country", Value::Text(&name)), ("users", Value::Text(&users))];
            narrator.line(&phrase(Phrase::CountryJoined, lang, &values))?;
        }
        Ok(())
    }

    /// Submits, verifies and releases every table of a State; once, the submitter tries to verify.
    pub(super) fn hand_in(&self, state: &National, try_alone: bool, narrator: &mut Narrator<'_, '_>) -> Done<()> {
        let lang = narrator.lang();
        let name = narrator.country(&state.country, lang);
        narrator.step(&phrase(Phrase::DemoHandIn, lang, &[("country", Value::Text(&name))]))?;
        let [submitter, verifier, releaser] =
            ["submitter", "verifier", "releaser"].map(|one| user(one, &state.country));
        // One officer who may both submit and verify: even so not the same figures.
        let officer = user("officer", &state.country);
        if try_alone {
            let roles = ["data-submitter", "data-verifier"];
            self.session(&user("administrator", &state.country))?.perform(AddUser::new(&officer, &roles))?;
            let values = [("user", Value::Text(&officer)), ("roles", Value::Text(&roles.join(", ")))];
            narrator.line(&phrase(Phrase::DemoOfficer, lang, &values))?;
        }
        for (number, table) in state.tables().iter().enumerate() {
            let alone = try_alone && number == 0;
            let submitter = if alone { &officer } else { &submitter };
            let id = submit::hand_in(&mut self.session(submitter)?, &state.taken, table)?;
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
            narrator.line(&went_on(&releaser, &id, State::Released, lang))?;
        }
        Ok(())
    }

    /// The indicator that is asked for: the first of the owner's.
    fn indicator(&self) -> Result<String> {
        Ok(self.both()?[0].tables().first().map(|table| table.indicator.to_string()).unwrap_or_default())
    }

    /// The reader asks before the own State has released anything.
    pub(super) fn ask_too_early(&self, narrator: &mut Narrator<'_, '_>) -> Done<()> {
        narrator.step(label(Label::DemoShare, narrator.lang()))?;
        let [_, reader] = self.both()?;
        self.asks(&user("analyst", &reader.country), narrator).map(|_| ())
    }

    /// The reader asks again, and a State that has released nothing.
    pub(super) fn ask(&self, narrator: &mut Narrator<'_, '_>) -> Done<Released> {
        narrator.step(label(Label::DemoShare, narrator.lang()))?;
        let [owner, reader] = self.both()?;
        let analyst = user("analyst", &reader.country);
        self.asks(&analyst, narrator)?;
        self.asks(&user("analyst", self.bystander()), narrator)?;
        Ok(Released::new(self.session(&analyst)?, owner, reader))
    }

    /// Asks for an indicator of the owner, and says the decision with its reason.
    fn asks(&self, who: &str, narrator: &mut Narrator<'_, '_>) -> Done<()> {
        let (lang, [owner, _], indicator) = (narrator.lang(), self.both()?, self.indicator()?);
        let arguments = [
            ("who", Argument::Said(who.to_owned())),
            ("indicator", Argument::Indicator(indicator.clone())),
            ("country", Argument::country(&owner.country)),
        ];
        let text = narrator.text(Phrase::DemoAsks, &arguments)?;
        narrator.line(text.in_lang(lang))?;
        let session = self.session(who)?;
        match session.view(&Query::new(&indicator).country(&owner.country)) {
            Err(error) => narrator.refused(&error),
            Ok(view) => {
                let slice = Slice::everything();
                if let Decision::Allow { because, .. } = session.why(Act::Read, &owner.country, &indicator, &slice)? {
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

fn user(position: &str, country: &str) -> String {
    format!("{position}@{}", country.to_ascii_lowercase())
}

fn went_on(who: &str, id: &SubmissionId, state: State, lang: dsm_core::text::Lang) -> String {
    format!("{who} ▸ {}", step::said(id, state, lang))
}
