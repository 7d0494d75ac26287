use crate::{
    arguments::{Figures, Who},
    failure::{Done, unread},
};
use dsm_core::{
    catalogue::Catalogue,
    check,
    error::{Collected, FindingSink as _, Result},
    time::Moment,
    translate::{self, Specification, Translated, Translation},
};
use dsm_store::{AssertedByHost, Clock as _, Mechanism, Session, SystemClock};
use std::{fs, io::Cursor, path::Path};

/// A file of figures as it was read, with its bytes.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) translation: Translation,
    /// The indicators that it was read for.
    pub(crate) catalogue: Catalogue,
}

/// Reads a file of figures as its specification says.
///
/// Its indicators are of the preset that is asked for, else of the one that the specification states, else those that are given.
pub(crate) fn figures(figures: &Figures, known: Option<&Catalogue>) -> Done<Taken> {
    let specification = match &figures.specification {
        None => Specification::tidy(),
        Some(path) => {
            let text = fs::read_to_string(path).map_err(|error| unread(path, error))?;
            Specification::from_toml(&path.display().to_string(), &text)?
        }
    };
    let bytes = fs::read(&figures.file).map_err(|error| unread(&figures.file, error))?;
    let name = figures.file.display().to_string();
    let specification = match &figures.preset {
        Some(preset) => specification.of_preset(preset)?,
        None => specification,
    };
    let catalogue = match known {
        Some(known) if specification.preset().is_none() => known.clone(),
        _ => specification.catalogue()?,
    };
    Ok(read_as(&name, bytes, &specification, &catalogue)?)
}

/// Reads the bytes of a file of figures.
pub(crate) fn read(name: &str, bytes: Vec<u8>, specification: &Specification) -> Result<Taken> {
    read_as(name, bytes, specification, &specification.catalogue()?)
}

fn read_as(name: &str, bytes: Vec<u8>, specification: &Specification, catalogue: &Catalogue) -> Result<Taken> {
    let translation = translate::read(Cursor::new(&bytes), name, specification, catalogue)?;
    Ok(Taken { name: name.to_owned(), bytes, translation, catalogue: catalogue.clone() })
}

/// What the checks say of a table, beside what was noticed while it was read.
pub(crate) fn checked(table: &Translated, noticed: &Collected) -> Result<Collected> {
    let mut found = check::check(&table.table, now()?);
    for finding in noticed.findings() {
        // A sink that keeps everything never says stop.
        let _ = found.put(finding.clone());
    }
    Ok(found)
}

/// Now, by the clock of the machine.
pub(crate) fn now() -> Result<Moment> {
    SystemClock.now()
}

/// A session at a mechanism.
pub(crate) fn session(who: &Who) -> Result<Session> {
    session_of(&who.mechanism, who.user.as_deref())
}

/// A session of a user, or of the public.
pub(crate) fn session_of(mechanism: &Path, user: Option<&str>) -> Result<Session> {
    let mechanism = Mechanism::open(mechanism)?;
    match user {
        Some(user) => mechanism.session(&AssertedByHost::new(user)),
        None => mechanism.public(),
    }
}
