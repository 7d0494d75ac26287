use crate::{
    arguments::{Figures, Who},
    brief::Brief,
    failure::{Done, unread},
    form,
};
use dsm_core::{
    catalogue::{Catalogue, Identity},
    check,
    error::{
        Collected, Error, Result,
        codes::{sto, trl},
    },
    exchange::xlsx::Filled,
    table::Table,
    time::Moment,
    translate::{self, Specification, Translated, Translation},
};
use dsm_store::{AssertedByHost, Clock as _, Mechanism, Session, SigningKey, SystemClock};
use std::{
    fs::{self, File},
    io::Cursor,
    path::Path,
};

/// A file of figures as it was read, with its bytes.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) translation: Translation,
    /// The indicators that it was read for.
    pub(crate) catalogue: Catalogue,
    /// The form that it is, where it is one: its bytes are then what was entered, and nothing else of the workbook.
    pub(crate) form: Option<Filled>,
}

/// Reads a file of figures as its specification says; none where it was refused, with everything that is wrong in `brief`.
///
/// Its indicators are of the preset that is asked for, else of the one that the specification states, else those that are given.
/// The file is read row by row; its bytes are taken into memory only when it has become figures.
pub(crate) fn figures(figures: &Figures, known: Option<&Catalogue>, brief: &mut Brief) -> Done<Option<Taken>> {
    let specification = match &figures.specification {
        None => Specification::tidy(),
        Some(path) => {
            let text = fs::read_to_string(path).map_err(|error| unread(path, error))?;
            Specification::from_toml(&path.display().to_string(), &text)?
        }
    };
    let specification = match &figures.preset {
        Some(preset) => specification.of_preset(preset)?,
        None => specification,
    };
    let catalogue = match known {
        Some(known) if specification.preset().is_none() => known.clone(),
        _ => specification.catalogue()?,
    };
    let (path, name) = (&figures.file, figures.file.display().to_string());
    if figures.specification.is_none()
        && let Some(form) = form::open(path, &name)?
    {
        let stated = known.is_some() || specification.preset().is_some();
        return form::read(form, &name, stated.then_some(&catalogue), brief);
    }
    let file = File::open(path).map_err(|error| unread(path, error))?;
    let (tables, rows) = match translate::read_into(file, &name, &specification, &catalogue, brief) {
        Ok(read) => read,
        Err(error) if error.code() == trl::FILE_REFUSED => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let findings = brief.kept.iter().cloned().collect();
    let bytes = fs::read(path).map_err(|error| unread(path, error))?;
    Ok(Some(Taken { name, bytes, translation: Translation { tables, findings, rows }, catalogue, form: None }))
}

/// Reads the bytes of a file of figures.
pub(crate) fn read(name: &str, bytes: Vec<u8>, specification: &Specification) -> Result<Taken> {
    let catalogue = specification.catalogue()?;
    let translation = translate::read(Cursor::new(&bytes), name, specification, &catalogue)?;
    Ok(Taken { name: name.to_owned(), bytes, translation, catalogue, form: None })
}

/// What the tables of a file come to together, where all the terms of an identity are there.
pub(crate) fn identities(taken: &Taken) -> Collected {
    let tables: Vec<(&str, &Table)> =
        taken.translation.tables.iter().map(|one| (&*one.indicator, &one.table)).collect();
    let there = |identity: &&Identity| {
        identity.terms().iter().all(|term| tables.iter().any(|(indicator, _)| *indicator == &*term.indicator))
    };
    let mut found = Collected::new();
    for identity in taken.catalogue.identities().iter().filter(there) {
        let mut own = Collected::new();
        check::identity(identity, &tables, &mut own);
        let own = own.into_findings().into_iter();
        found.extend(own.map(|finding| match &taken.form {
            Some(form) => form.places().located_of(finding, identity),
            None => finding,
        }));
    }
    found
}

/// What the checks say of a table, beside what was noticed while it was read. In a form each cell is named by its address.
pub(crate) fn checked(taken: &Taken, table: &Translated, noticed: &Collected) -> Result<Collected> {
    let found = check::check(&table.table, now()?);
    let mut found = match &taken.form {
        Some(form) => {
            found.into_findings().into_iter().map(|finding| form.places().located(&table.indicator, finding)).collect()
        }
        None => found,
    };
    found.extend(noticed.findings().iter().cloned());
    Ok(found)
}

/// What the checks say of all tables of a file, as one.
pub(crate) fn all_checked(taken: &Taken) -> Result<Collected> {
    let mut all = Collected::new();
    for table in &taken.translation.tables {
        all.extend(checked(taken, table, &Collected::new())?.into_findings());
    }
    Ok(all)
}

/// Now, by the clock of the machine.
pub(crate) fn now() -> Result<Moment> {
    SystemClock.now()
}

/// A session at a mechanism.
pub(crate) fn session(who: &Who) -> Result<Session> {
    match (&who.user, &who.sign_with) {
        (Some(user), Some(path)) => {
            let text = fs::read_to_string(path).map_err(|error| Error::new(sto::KEY_UNREADABLE).caused_by(error))?;
            Mechanism::open(&who.mechanism)?.session(&SigningKey::read(user, &text)?)
        }
        _ => session_of(&who.mechanism, who.user.as_deref()),
    }
}

/// A session of a user, or of the public.
pub(crate) fn session_of(mechanism: &Path, user: Option<&str>) -> Result<Session> {
    let opened = Mechanism::open(mechanism)?;
    match user {
        Some(user) => opened.session(&AssertedByHost::of_own_file(user, mechanism)?),
        None => opened.public(),
    }
}
